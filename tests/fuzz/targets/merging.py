"""Three texts are merged without a crash: what a side added is in the result or in a
conflict, and equal sides give that side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.errors import UnreadableError
from notelint.merge import Merged, merged
from notelint.text.source import Source
from tests.fuzz.choices import Choices
from tests.fuzz.corpus import choices as random_choices
from tests.fuzz.mutations import mutated
from tests.fuzz.notebooks import notebook


def seeds() -> Iterator[bytes]:
    """Choices for a notebook and two branches of it."""
    yield from random_choices(length=700)


def shown(data: bytes) -> str:
    """The three texts."""
    return "\n".join(
        f"----- {name}\n{text}"
        for name, text in zip(("base", "ours", "theirs"), _made(data), strict=True)
    )


def _made(data: bytes) -> tuple[str, str, str]:
    choices = Choices(data)
    numbers = choices.below(6), choices.below(6)
    base = notebook(choices)
    ours = theirs = base
    for _ in range(numbers[0]):
        ours = mutated(ours, choices)
    for _ in range(numbers[1]):
        theirs = mutated(theirs, choices)
    return base, ours, theirs


def _by_lines(ours: str, base: str, theirs: str) -> tuple[str, bool]:
    """What one side changed; else a conflict of everything. git would cost a process
    each time.
    """
    if base in {ours, theirs} or ours == theirs:
        return theirs if ours == base else ours, True
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n", False


def _merge(base: str, ours: str, theirs: str) -> Merged | None:
    return merged(
        *(Source.from_text(each, "README.md") for each in (base, ours, theirs)),
        _by_lines,
    )


def words_of(text: str) -> set[str]:
    """The words of a text. Numbers are none: they are put right."""
    return set(re.findall(r"[^\W\d]\w*", text))


def lines_of(text: str) -> set[str]:
    """The lines of a text, without their numbers and white space."""
    return {re.sub(r"[\d\W_]", "", line) for line in re.split(r"\r\n|\r|\n", text)}


def run(data: bytes) -> None:
    """Merge the three texts, each side with itself, and a side with one that did nothing."""
    base, ours, theirs = _made(data)
    try:
        done = _merge(base, ours, theirs)
    except UnreadableError:
        return
    for side in (ours, theirs):
        for three in ((base, side, side), (base, base, side), (base, side, base)):
            again = _merge(*three)
            assert again is None or again.text == side, (
                "a side alone is not taken as it is"
            )
    if done is None:
        return
    for kind in (words_of, lines_of):
        lost = (kind(ours) | kind(theirs)) - kind(base) - kind(done.text)
        assert not lost, f"lost: {lost}"
    if not done.conflicts:
        assert done.text.count("<<<<<<<") <= ours.count("<<<<<<<") + theirs.count(
            "<<<<<<<"
        ), "marks of a conflict without one"
