"""What of it is settled, and the config that says so.

Where notelint goes by a notebook's own habit anyway (`auto`), a setting is written only if
the rule says the same with it as without: it is there to keep one more entry from tipping
the scale. Where nothing is asked by itself (`keep`), the habit of all notebooks counts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notelint.init.tally import ASKED, Counts, Tally, preferences_of
from notelint.notebook.habits import BREAK_TEXTS, plurality
from notelint.notebook.model import HTML_BREAKS, Preferences

_BREAKS = {*HTML_BREAKS, *BREAK_TEXTS}
_CHANGED = "set, it would change what is reported"
_SHOWN = 3
_WIDEST = 40  # comments stand in one column, but for settings longer than this


class Lesson(NamedTuple):
    """What was learned for one setting of `notebook:`: what most cases say, how many;
    `reason` tells why it is not set, if it is not.
    """

    key: str
    value: str
    cases: str
    reason: str = ""

    @property
    def setting(self) -> str:
        """The key and its value, in YAML."""
        listed = self.key == "figure-folders"
        plain = self.value.replace("-", "").isalpha() and not listed
        written = self.value if plain else json.dumps(self.value, ensure_ascii=False)
        return f"{self.key}: {f'[{written}]' if listed else written}"

    @property
    def comment(self) -> str:
        """What it rests on."""
        return f"# {self.cases}{f': {self.reason}' if self.reason else ''}"


class Learned(NamedTuple):
    """What was learned from so many files, of which so many are notebooks: those that
    hold entries.
    """

    files: int
    notebooks: int
    together: Tally
    lessons: tuple[Lesson, ...]

    @property
    def settled(self) -> tuple[Lesson, ...]:
        """The lessons that become settings."""
        return tuple(lesson for lesson in self.lessons if not lesson.reason)

    @property
    def preferences(self) -> Preferences:
        """The settings of the config, as rules see them."""
        return preferences_of({lesson.key: lesson.value for lesson in self.settled})

    @property
    def summary(self) -> str:
        """One line: `43 ordered entries in 15 sections; <br> 44, <br/> 33; arXiv pdf 35
        of 35; figures in figs/, <img width>`.
        """
        if not self.notebooks:
            return f"no entries in {_plural(self.files, 'file')}"
        counts = self.together.counts
        parts = (
            _entries(self.together),
            _each(counts["break"]),
            _arxiv(counts["arxiv-link"]),
            _figures(counts),
        )
        return "; ".join(part for part in parts if part)

    @property
    def config(self) -> str:
        """The config file."""
        head = [
            "# Written by `notelint init`; `notelint config` prints every setting there is.",
            f"# Learned: {self.summary}.",
        ]
        if not self.lessons:
            return "\n".join(
                [
                    *head,
                    "# Nothing to set yet: notelint goes by each notebook's own habit.",
                    "",
                ]
            )
        if len(self.settled) < len(self.lessons):
            head.append(
                "# What is commented out is not settled: there notelint goes by each notebook's own habit, or asks nothing."
            )
        mark, off = ("", "# ") if self.settled else ("# ", "")
        rows = [
            (f"{off if each.reason else ''}{each.setting}", each.comment)
            for each in self.lessons
        ]
        width = min(_WIDEST, max(len(setting) for setting, _ in rows))
        return "\n".join(
            [
                *head,
                f"{mark}notebook:",
                *(
                    f"{mark}  {setting.ljust(width)}  {comment}"
                    for setting, comment in rows
                ),
                "",
            ]
        )


def learn(tallies: Iterable[Tally]) -> Learned:
    """What all notebooks together say."""
    every = list(tallies)
    notebooks = [each for each in every if each.sections]
    counts = {
        topic: sum((each.counts[topic] for each in notebooks), Counter[str]())
        for topic in (every[0].counts if every else ())
    }
    changed = {
        topic: frozenset(value for each in notebooks for value in each.changed[topic])
        for topic in ASKED
    }
    together = Tally(sum(each.sections for each in notebooks), counts, changed)
    return Learned(
        len(every),
        len(notebooks),
        together,
        tuple(_lessons(together, notebooks)) if notebooks else (),
    )


def _lessons(together: Tally, notebooks: Iterable[Tally]) -> Iterator[Lesson]:
    counts, changed = together.counts, together.changed
    yield _lesson("entry", counts["entry"], "entry", changed["entry"])
    if counts["break"]:
        yield _break(together)
    if counts["arxiv-link"]:
        yield _lesson("arxiv-link", counts["arxiv-link"], "arXiv link")
    if counts["figure"]:
        yield _lesson("figure", counts["figure"], "figure")
    if counts["figure-folders"]:
        yield _folder(together, notebooks)
    yield _description(together)


def _lesson(
    key: str, cases: Counter[str], noun: str, changed: Iterable[str] = ()
) -> Lesson:
    """The lesson of what most cases say.

    `changed` are the values with which more, or less, would be reported than is now.
    """
    value, count = cases.most_common(1)[0]
    said = f"{count} of {_plural(cases.total(), noun)}{_others(cases, value)}"
    return Lesson(
        key,
        value,
        said,
        _reason(count, cases.total()) or (_CHANGED if value in changed else ""),
    )


def _reason(count: int, total: int, least: int = 10, percent: int = 95) -> str:
    """Why so many of all cases settle nothing; empty where they do."""
    if total < least:
        return f"fewer than {least}"
    return "" if count * 100 >= total * percent else "not settled"


def _break(together: Tally) -> Lesson:
    """The spelling of most HTML breaks.

    It is set only where there is no other kind: that would be turned into this one.
    """
    cases = together.counts["break"]
    value = (
        plurality((text for text in cases.elements() if text in HTML_BREAKS), "<br/>")
        or cases.most_common(1)[0][0]
    )
    said = f"{cases[value]} of {_plural(cases.total(), 'break')}{_others(cases, value)}"
    if value not in _BREAKS:
        return Lesson("break", "keep", said, "no spelling that could be set")
    if set(together.counts["kind"]) != {"html"}:
        return Lesson(
            "break",
            value,
            said,
            "set, it would turn other kinds of breaks into this one",
        )
    return Lesson(
        "break", value, said, _CHANGED if value in together.changed["break"] else ""
    )


def _folder(together: Tally, notebooks: Iterable[Tally]) -> Lesson:
    """The deepest folder that nearly all figures lie below, else the one that most do."""
    value = _deepest(together.counts)
    count, total = (
        together.counts["figure-folders"][value],
        together.counts["picture"].total(),
    )
    changed = any(_is_told_anew(each.counts, value) for each in notebooks)
    said = f"{count} of {_plural(total, 'local figure')}"
    return Lesson(
        "figure-folders",
        value,
        said,
        _reason(count, total) or (_CHANGED if changed else ""),
    )


def _deepest(counts: Counts) -> str:
    below, depths, total = (
        counts["figure-folders"],
        counts["depth"],
        counts["picture"].total(),
    )
    settled = [
        folder for folder, count in below.items() if not _reason(count, total, least=1)
    ]
    if not settled:
        return max(below, key=lambda folder: (below[folder], folder.count("/"), folder))
    return max(
        settled,
        key=lambda folder: (depths[folder] / below[folder], folder.count("/"), folder),
    )


def _is_told_anew(counts: Counts, folder: str) -> bool:
    """Whether F305 would say more of a notebook with this folder set: where it has
    figures elsewhere, and is not in the habit itself.
    """
    count, total = counts["figure-folders"][folder], counts["picture"].total()
    return count < total and (_reason(count, total) != "" or _deepest(counts) != folder)


def _description(together: Tally) -> Lesson:
    """Whether entries say more than their link, by the share that E105 goes by."""
    cases = together.counts["description"]
    value, words = max(
        ("required", "more than a link in"),
        ("optional", "a link alone in"),
        key=lambda each: cases[each[0]],
    )
    said = f"{words} {cases[value]} of {_plural(cases.total(), 'entry')}"
    reason = _reason(cases[value], cases.total(), least=5, percent=75)
    return Lesson(
        "description",
        value,
        said,
        reason or (_CHANGED if value in together.changed["description"] else ""),
    )


def _entries(together: Tally) -> str:
    shapes = together.counts["entry"]
    only = f"{next(iter(shapes))} " if len(shapes) == 1 else ""
    several = f" ({_each(shapes)})" if not only else ""
    return f"{_plural(shapes.total(), f'{only}entry')}{several} in {_plural(together.sections, 'section')}"


def _arxiv(forms: Counter[str]) -> str:
    return "".join(
        f"arXiv {form} {count} of {forms.total()}"
        for form, count in forms.most_common(1)
    )


def _figures(counts: Counts) -> str:
    tags, homes, total = counts["tag"], counts["home"], counts["picture"].total()
    if not tags:
        return ""
    how = next(iter(tags)) if len(tags) == 1 else _each(tags)
    if not total:
        return f"figures on the web, {how}"
    if set(homes) == {""}:
        return f"figures beside the notebook, {how}"
    folder = _deepest(counts) if counts["figure-folders"] else ""
    where = (
        f"{folder}/"
        if folder and not _reason(counts["figure-folders"][folder], total, least=1)
        else _plural(len(homes), "folder")
    )
    return f"figures in {where}, {how}"


def _each(cases: Counter[str]) -> str:
    """`<br> 44, <br/> 33`: the most frequent first, and not too many."""
    rows = cases.most_common()
    shown = rows if len(rows) <= _SHOWN + 1 else rows[:_SHOWN]
    more = [f"{len(rows) - len(shown)} more"] if len(shown) < len(rows) else []
    return ", ".join([f"{way} {count}" for way, count in shown] + more)


def _others(cases: Counter[str], value: str) -> str:
    """` (<br/> 33)`: what is written otherwise; nothing where nothing is."""
    rest = Counter({way: count for way, count in cases.items() if way != value})
    return f" ({_each(rest)})" if rest else ""


def _plural(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return (
        f"{count} {noun.removesuffix('y')}ies"
        if noun.endswith("y")
        else f"{count} {noun}s"
    )
