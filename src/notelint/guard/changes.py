"""What a rewrite changes for the reader of a page, each change by its kind: a fix may do
what it is for, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from notelint.guard.alignment import UnlikeError, stretches
from notelint.guard.page_builder import BLANK, NOTHING, Gap, Page, PageToken
from notelint.guard.reading import page_of, rendered
from notelint.text.page_changes import Kind

_SPELLING = r"(?:^|(?<=\s))\d+[.)]|\W|https?|www|arxiv|abs|pdf|html|doi|org|_"
_SEEN = frozenset({"WORD", "RAW", "CODE"})
_FLUID = frozenset({"RAW", "WORD", "LIST", "ITEM", "END", "BREAKS", "TASK"})
_LONGEST = 60
_LONGEST_SERIES = 12


class Change(NamedTuple):
    """A kind of change, at how many places, and for a person what it was at the first of
    them.
    """

    kind: Kind
    times: int
    detail: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What the page of `after` shows otherwise than that of `before`, one Change a kind; ()
    where they say the same.

    Line ends do not count. All of front matter does: GitHub shows it, and other programs
    read it.
    """
    before, after = _unix(before), _unix(after)
    found = (
        [Change(Kind.ALTERED, 1, "the front matter")]
        if _front(before) != _front(after)
        else []
    )
    html, html_now = rendered(before), rendered(after)
    if html != html_now:
        found += _compare(page_of(html), page_of(html_now))
    return _by_kind(found)


def missing(before: str, after: str) -> Counter[str]:
    """How often each letter that is read on the page of `before`, each figure and each
    link is not on that of `after`.
    """
    old, new = page_of(rendered(_unix(before))), page_of(rendered(_unix(after)))
    return _missing(old, new)


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _front(text: str) -> str:
    """The front matter, its fences included."""
    match = re.match(r"---\n.*?\n(?:---|\.\.\.)\n", text, re.DOTALL)
    return match[0] if match else ""


def _by_kind(found: Iterable[Change]) -> tuple[Change, ...]:
    first: dict[Kind, Change] = {}
    counts: Counter[Kind] = Counter()
    for change in found:
        first.setdefault(change.kind, change)
        counts[change.kind] += change.times
    return tuple(
        first[kind]._replace(times=counts[kind]) for kind in Kind if kind in first
    )


def _compare(old: Page, new: Page) -> list[Change]:
    try:
        series = list(stretches(old.tokens, new.tokens))
    except UnlikeError:
        return [Change(Kind.ALTERED, 1, "too much to tell what")]
    found: list[Change] = []
    pairs: list[tuple[int, int]] = []
    for stretch in series:
        lost, gained = (
            old.tokens[stretch.start : stretch.end],
            new.tokens[stretch.start_now : stretch.end_now],
        )
        kinds = [] if stretch.same else _kinds(lost, gained)
        if stretch.same or kinds[0] in {Kind.LINK, Kind.FIGURE}:
            pairs += zip(
                range(stretch.start, stretch.end),
                range(stretch.start_now, stretch.end_now),
                strict=True,
            )
        found += [
            Change(kind, 1, f"{_described(lost)} became {_described(gained)}")
            for kind in kinds
        ]
    if old.hidden != new.hidden:
        found.append(
            Change(Kind.ALTERED, 1, "a declaration, or code that is never closed")
        )
    found += _gaps(old, new, pairs)
    found += _numbers(old, new)
    return _with_losses(found, old, new)


def _kinds(lost: Sequence[PageToken], gained: Sequence[PageToken]) -> list[Kind]:
    """What happened where `lost` stood and `gained` stands now, thing by thing where
    they stand in each other's places.
    """
    if (
        any(token.kind == "RAW" for token in lost)
        and _letters(lost) == _letters(gained)
        and not _solid(lost) - _solid(gained)
    ):
        return [Kind.READ]
    if len(lost) == len(gained):
        kinds = [_replaced(*pair) for pair in zip(lost, gained, strict=True)]
        if Kind.ALTERED not in kinds:
            return kinds
    return [Kind.ALTERED]


def _replaced(old: PageToken, new: PageToken) -> Kind:
    if old.kind == new.kind == "FIGURE":
        return Kind.FIGURE
    if (
        old.kind == new.kind == "LINK"
        and old.value.partition("\t")[2] == new.value.partition("\t")[2]
    ):
        return Kind.LINK
    return Kind.ALTERED


def _letters(tokens: Sequence[PageToken]) -> Counter[str]:
    """Letters and digits of words and addresses, without what may be there only as
    Markdown or go with another spelling of an address.
    """
    text = "".join(
        token.value for token in tokens if token.kind in {"RAW", "WORD", "LINK"}
    )
    return Counter(re.sub(_SPELLING, "", text))


def _solid(tokens: Sequence[PageToken]) -> Counter[PageToken]:
    """What was no raw text before, and so stays as it is where raw text is read."""
    return Counter(token for token in tokens if token.kind not in _FLUID)


def _gaps(old: Page, new: Page, pairs: Iterable[tuple[int, int]]) -> Iterator[Change]:
    """What stands otherwise before tokens that stayed."""
    for place, now in pairs:
        gap, gap_now = old.gaps[place], new.gaps[now]
        if gap == gap_now:
            continue
        kind = Kind.ALTERED
        if (
            gap_now.kind == "break"
            and gap.kind in {"", "blank", "break"}
            and gap.breaks < gap_now.breaks
        ):
            kind = Kind.BREAK
        elif (
            gap == NOTHING and gap_now == BLANK and not _splits_word(old.tokens, place)
        ):
            kind = Kind.BLANK
        yield Change(
            kind,
            1,
            f"{_named(gap)} before {_described([new.tokens[now]])} became {_named(gap_now)}",
        )


def _splits_word(tokens: Sequence[PageToken], place: int) -> bool:
    """Whether the words of a link go on after it: `GAN` with `s`, `Seq` with `2Seq`.

    A capital or a year begins another word.
    """
    kind, value = tokens[place]
    if place == 0 or tokens[place - 1] != ("MARK", "/a") or kind != "WORD":
        return False
    return value[:1].islower() or re.match(r"[0-9](?![0-9]{3}\b)", value) is not None


def _named(gap: Gap) -> str:
    name = {
        "": "nothing",
        "blank": "a blank",
        "break": "a break",
        "edge": "a paragraph's edge",
    }[gap.kind]
    breaks = gap.breaks - (gap.kind == "break")
    return (
        f"{name} and {breaks} more {'break' if breaks == 1 else 'breaks'}"
        if breaks
        else name
    )


def _numbers(old: Page, new: Page) -> Iterator[Change]:
    """Lists that show other numbers, and lists that are cut no more, or only now."""
    if old.list_interruptions != new.list_interruptions:
        kind = (
            Kind.WHOLE
            if new.list_interruptions < old.list_interruptions
            else Kind.ALTERED
        )
        yield Change(
            kind,
            abs(old.list_interruptions - new.list_interruptions),
            f"tags that cut a list: {old.list_interruptions} became {new.list_interruptions}",
        )
    for shown, shown_now in zip(old.numbers, new.numbers, strict=False):
        if shown != shown_now:
            kind = (
                Kind.NUMBER
                if shown_now == list(range(1, len(shown_now) + 1))
                else Kind.ALTERED
            )
            yield Change(
                kind, 1, f"numbers {_counted(shown)} became {_counted(shown_now)}"
            )


def _counted(numbers: list[int]) -> str:
    return " ".join(map(str, numbers[:_LONGEST_SERIES])) + (
        " …" if len(numbers) > _LONGEST_SERIES else ""
    )


def _with_losses(found: list[Change], old: Page, new: Page) -> list[Change]:
    """The changes, with those that are more than alterations called so: letters of the
    page are gone, or figures.
    """
    if not any(change.kind is Kind.ALTERED for change in found) or not _missing(
        old, new
    ):
        return found
    return [
        change._replace(kind=Kind.LOST) if change.kind is Kind.ALTERED else change
        for change in found
    ]


def _missing(old: Page, new: Page) -> Counter[str]:
    return _seen(old, _SEEN) - _seen(new, _SEEN | {"LINK"})


def _seen(page: Page, kinds: frozenset[str]) -> Counter[str]:
    """The letters that are read on a page, its figures, and its links to other sites."""
    seen: Counter[str] = Counter()
    for kind, value in page.tokens:
        if kind in kinds:
            seen.update(
                filter(
                    str.isalnum, value.partition("\n")[2] if kind == "CODE" else value
                )
            )
        elif kind == "MARK" and value.startswith("code "):
            seen.update(filter(str.isalnum, value[len("code ") :]))
        elif kind == "FIGURE":
            seen["a figure"] += 1
        if kind == "LINK" and ":" in value.partition("\t")[0]:
            seen["a link"] += 1
    return seen


def _described(tokens: Sequence[PageToken]) -> str:
    """Atoms for a person, on one line."""
    text = " ".join(
        token.value or token.kind for token in tokens[:_LONGEST_SERIES]
    ).replace("\t", " ")
    line = " ".join(text.split())
    return (
        f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"
        if tokens
        else "nothing"
    )
