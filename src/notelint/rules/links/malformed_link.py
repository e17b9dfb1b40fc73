"""L401 malformed-link."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

from notelint.notebook.anchors import slug
from notelint.notebook.model import Notebook
from notelint.notebook.verbatim import templates_in
from notelint.papers.addresses import shortened
from notelint.papers.badges import is_venue
from notelint.rules.base import rule
from notelint.rules.context import OWN_DISK
from notelint.rules.links.mistyped.address import mistake_in
from notelint.rules.links.mistyped.brackets import Broken
from notelint.rules.links.mistyped.broken import broken_links
from notelint.rules.links.mistyped.mistake import Mistake
from notelint.rules.links.mistyped.shown import shown_as_written
from notelint.rules.links.mistyped.strays import run_on
from notelint.rules.links.mistyped.twice import two_in_one
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

_SIGNS = re.compile(
    r"[\]】][ \t]*(?:(?:\r\n?|\n)[^(（\r\n]{0,99})?[(（\[{]|\)\[|\[[^\[\]]{0,300}?(?:https?://|www\.)"
)
_WHAT = {
    "join": "write the address of [{}] right behind its brackets",
    "blank": "write %20 for the blanks in the address of [{}]",
    "remove": "remove the blanks in the address of [{}]",
    "disk": "use a path relative to the notebook for [{}]",
    "mend": "mend the address of [{}], which has blanks in it",
    "brackets": "put the address of [{}] in round brackets, ( and )",
    "line": "write the address of [{}] on one line",
    "close": "close the address of [{}] with )",
    "second": "write the address alone behind [{}], not a second link",
    "angle": "write < and > around the address in [{}]",
    "square": "close [{}] with ] before its address",
    "open": "open the words before ]({}) with [",
    "anchor": "write {} in the place of its address",
    "swap": "write [{}] in square brackets, and its address in round ones",
}


@rule(
    "L401",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=(
        "E104",
        "E107",
        "L402",
        "L403",
        "L404",
        "L405",
        "L406",
        "L407",
        "L408",
        "L409",
        "L410",
        "L411",
        "L412",
        "L413",
        "F301",
        "F302",
        "F303",
        "F304",
        "S701",
        "N601",
        "N602",
        "N603",
        "N606",
        "N608",
    ),
    fix_removes_text=True,
)
def malformed_link(notebook: Notebook) -> Iterator[Finding]:
    """Write a link so that GitHub shows one, and that it leads somewhere.

    A blank between `[x]` and `(address)`, a blank or a line's end in the address, brackets
    of the wrong kind, one that is missing: readers see the brackets as they are written. An
    address that lacks its `https://`, has it mistyped or twice, or ends in a stray `]` or
    `;` looks like a link and leads nowhere. Where there is no doubt how the link was meant,
    it is mended; a blank in the path of a file becomes `%20`. Formula images whose address
    holds blanks are left alone.

    Bad:

        1. [Attention Is All You Need] (https://arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) [code](github.com/tensorflow/tensor2tensor)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) [code](https://github.com/tensorflow/tensor2tensor)
    """
    templates = list(templates_in(notebook.source.text))
    broken_spans: list[Span] = []
    for offset, text in shown_as_written(notebook, _SIGNS):
        for broken in broken_links(text):
            span = Span(offset + broken.start, offset + broken.end)
            last = bisect_right(templates, (span.end,)) - 1
            if last >= 0 and templates[last][1] > span.start:
                continue
            if not _is_venue_and_address(text, broken):
                broken_spans.append(span)
                yield _raw(notebook, offset, text, broken)
    broken_spans.sort()
    for target, is_figure, is_bare in _targets(notebook):
        before = bisect_right(broken_spans, (target.end,)) - 1
        if before >= 0 and broken_spans[before].end > target.start:
            continue
        written = notebook.source.slice(target)
        if is_bare:
            yield from _bare(target, written)
        elif mistake := mistake_in(written.strip(), is_figure=is_figure):
            yield _mistyped(target, written, mistake)


def _targets(notebook: Notebook) -> Iterator[tuple[Span, bool, bool]]:
    """Where each address is written, whether it is a figure's, and whether it stands bare."""
    for link in notebook.addresses:
        if link.form != "definition" and not link.url.startswith("mailto:"):
            yield link.url_span, False, link.form == "bare"
    for figure in notebook.pictures:
        yield figure.target_span, True, False


def _is_venue_and_address(text: str, broken: Broken) -> bool:
    """Whether what looks like a link with its brackets the wrong way round is a venue
    and an address: `(ICLR 2022)[https://…]`.
    """
    if broken.what != "swap":
        return False
    return is_venue(text[broken.start : broken.target[0]].strip("()["))


def _raw(notebook: Notebook, offset: int, text: str, broken: Broken) -> Finding:
    """The finding for a link or figure whose brackets readers see."""
    is_figure = text[broken.start - 1 : broken.start] == "!"
    start, end = offset + broken.start, offset + broken.end
    target = text[slice(*broken.target)]
    written = notebook.source.slice(Span(start, end))
    name = _name(written, broken.what, target)
    what, edits = broken.what, broken.edits
    if what == "blank" and target.startswith("#"):
        anchor = _anchor(notebook, target)
        if anchor:
            what, edits = "anchor", ((*broken.target, anchor),)
            name = shortened(anchor)
        else:
            what, edits = "mend", ()
    elif what == "blank" and OWN_DISK.match(target):
        what, edits = "disk", ()
    elif what == "blank":
        what = _advice_on_spaces(broken)
    fix = None
    if edits:
        moved = [
            Edit(Span(offset + first, offset + last), new) for first, last, new in edits
        ]
        fix = Fix.safe(*moved)
    thing = "figure" if is_figure else "link"
    message = f"{_WHAT[what].format(name)}: readers see the brackets, and no {thing}"
    return Finding(Span(start - is_figure, end), message, fix)


def _advice_on_spaces(broken: Broken) -> str:
    """The key in `_WHAT` for an address with spaces in it."""
    if not broken.edits:
        return "mend"
    return "blank" if "%20" in broken.edits[-1][2] else "remove"


def _name(written: str, what: str, target: str) -> str:
    """The words that were to link, as a message shows them."""
    if what in {"angle", "open"}:
        return shortened(target)
    end = {"swap": r"\)", "square": r"\("}.get(what, r"[\]】](?=\s*[(（\[{])")
    words = re.split(end, written, maxsplit=1)[0].strip("[【(】] ")
    if not words or words.startswith("!["):
        return shortened(target)
    return shortened(" ".join(words.split()))


def _anchor(notebook: Notebook, target: str) -> str:
    """The anchor of the one heading that a target with spaces names; empty where there
    is none, or more than one.
    """
    wanted = slug(target.lstrip("# \t"))
    count = sum(slug(section.title) == wanted for section in notebook.sections)
    return f"#{wanted}" if count == 1 else ""


def _mistyped(target: Span, written: str, mistake: Mistake) -> Finding:
    start = target.start + len(written) - len(written.lstrip())
    written = written.strip()
    place = Span(start, start + len(written))
    if not mistake.right:
        return Finding(place, f"correct the address: {mistake.what}")
    message = f"write {shortened(mistake.right)}: {mistake.what}"
    return Finding(place, message, Fix.safe(*_retyped(start, written, mistake.right)))


def _retyped(start: int, written: str, right: str) -> list[Edit]:
    """The edits that write an address, which begins at `start`, as it was meant; what is
    right in it stays.
    """
    if (place := written.find(right)) >= 0:
        spans = (
            Span(start, start + place),
            Span(start + place + len(right), start + len(written)),
        )
        return [Edit(span, "") for span in spans if span.start < span.end]
    pairs = zip(reversed(written), reversed(right), strict=False)
    tail = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return [Edit(Span(start, start + len(written) - tail), right[: len(right) - tail])]


def _bare(target: Span, written: str) -> Iterator[Finding]:
    """An address in running text into which GitHub takes the words after it, or a
    second one.
    """
    end = run_on(written)
    if not end:
        if mistake := two_in_one(written):
            yield _mistyped(target, written, mistake)
        return
    address = written[:end]
    start, stop = target.start, target.start + end
    if "://" not in address:
        advice = f"put a blank behind {shortened(address)}"
        edits = [Edit(Span(stop, stop), " ")]
    else:
        second = two_in_one(address)
        right = second.right if second and second.right else address
        advice = f"write <{shortened(right)}>"
        if right == address:
            edits = _around(start, stop)
        else:
            edits = [Edit(Span(start, stop), f"<{right}>")]
    message = f"{advice}: the link takes in {written[end]} and what follows, and leads nowhere"
    yield Finding(target, message, Fix.safe(*edits))


def _around(start: int, end: int) -> list[Edit]:
    """Angle brackets around an address."""
    return [Edit(Span(start, start), "<"), Edit(Span(end, end), ">")]
