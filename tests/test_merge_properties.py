"""What holds for every merge: two branches with edits in entries of their own go
together, and no word of them is lost.
"""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.linter import check
from notelint.merge import unnumbered
from notelint.merge.order import interleave, longest_common_order
from notelint.notebook.reading import read
from notelint.text.source import Source
from tests.branches import (
    NUMBERED,
    Book,
    Branches,
    Note,
    branches,
    merge,
    numbers_in,
    rendered,
)
from tests.rules import test_whitespace_pages as pages
from tests.test_formatter import WHOLE
from tests.test_linter_properties import texts

many = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NUMBERS = Config(select=("E101",))

odd = st.one_of(
    texts,
    st.builds(pages.with_ends, pages.texts, st.one_of(st.just(["\n"]), pages.ends)),
    st.just(WHOLE),
)
orders = st.permutations(range(12)).flatmap(
    lambda names: st.integers(0, 12).map(lambda size: list(names)[:size])
)


def papers(book: Book) -> dict[int, Note]:
    """The entries of a notebook."""
    return {note.paper: note for notes in book for note in notes}


def merged_papers(found: Branches) -> dict[int, Note]:
    """The entries that a merge must have: what one side deleted is gone, what one side
    reworded is as that has it.
    """
    base, ours, theirs = map(papers, found.books)
    result = {
        paper: ours[paper] if ours[paper] != note else theirs[paper]
        for paper, note in base.items()
        if paper in ours and paper in theirs
    }
    added = {
        paper: note
        for side in (ours, theirs)
        for paper, note in side.items()
        if paper not in base
    }
    return result | added


def words(found: list[Note] | tuple[Note, ...]) -> Counter[str]:
    return Counter(
        word
        for note in found
        for line in (note.title, *note.text)
        for word in line.split()
    )


def changed(found: Branches) -> None:
    """Leave out branches that came to nothing, or to the same: git does not ask anybody
    to merge these.
    """
    assume(len({*found.texts}) == len(found.texts))


@many
@given(branches())
def test_edits_of_different_entries_go_together(found: Branches) -> None:
    changed(found)
    base, ours, theirs = found.texts
    done = merge(base, ours, theirs)
    assert done is not None
    assert (done.conflicts, done.notes) == (0, ())
    wanted = merged_papers(found)
    notebook = read(Source(done.text))
    assert Counter(
        entry.paper.key for entry in notebook.entries if entry.paper
    ) == Counter(f"2101.{paper:05}" for paper in wanted)
    for entry in notebook.entries:
        assert entry.paper
        note = wanted[int(entry.paper.key[5:])]
        text = notebook.source.slice(entry.span)
        assert all(line in text for line in (note.title, *note.text))
    empty = tuple(() for _ in found.books[0])
    others = Counter(rendered(empty, found.habit).split())
    said = Counter(done.text.replace("](", " ").replace("[", " ").split())
    assert all(
        said[word] == count + others[word]
        for word, count in words(tuple(wanted.values())).items()
    )


@many
@given(branches())
def test_numbers_are_right(found: Branches) -> None:
    changed(found)
    done = merge(*found.texts)
    assert done
    if found.habit.kind in {*NUMBERED, "ones"}:
        assert check(Source(done.text, "README.md"), NUMBERS) == []
    if found.habit.kind == "down":
        notebook = read(Source(done.text))
        for series in notebook.series:
            numbers = [number for number, _ in series.items]
            assert numbers == sorted(numbers, reverse=True)
            assert numbers[-1] == 1


@many
@given(branches())
def test_both_directions_say_the_same(found: Branches) -> None:
    base, ours, theirs = found.texts
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one
    assert two
    assert Counter(unnumbered(read(Source(one.text))).split()) == Counter(
        unnumbered(read(Source(two.text))).split()
    )


@many
@given(branches())
def test_what_is_merged_stays_merged(found: Branches) -> None:
    """Who merges the merged text again with one of its sides gets it back."""
    base, ours, theirs = found.texts
    done = merge(base, ours, theirs)
    assert done
    for side in (ours, theirs):
        again = merge(side, done.text, side)
        assert again
        assert again.text == done.text


@many
@given(branches())
def test_lines_that_neither_side_changed_stay(found: Branches) -> None:
    changed(found)
    done = merge(*found.texts)
    assert done
    base, ours, theirs, merged = (
        Counter(line.strip() for line in text.splitlines())
        for text in (*found.texts, done.text)
    )
    left = {line for line in base if ours[line] + theirs[line] > base[line]}
    assert all(merged[line] for line in left if not line[:1].isdigit())


@many
@given(odd, st.data())
def test_a_side_that_did_nothing_changes_nothing(
    text: str, data: st.DataObject
) -> None:
    lines = text.splitlines(True)
    place = data.draw(st.integers(0, len(lines)))
    ours = "".join([*lines[:place], *lines[place + 1 :]])
    assert (
        merge(text, ours, text)
        == merge(text, text, ours)
        == merge(text, ours, ours)
        == (ours, 0, ())
    )


@many
@given(odd, odd, odd)
def test_no_word_of_any_three_texts_is_lost(base: str, ours: str, theirs: str) -> None:
    """What a side has and the base has not is in the merged text, in conflict or not."""
    done = merge(base, ours, theirs)
    if done is not None:
        known, one, two, both = (
            words_of(text) for text in (base, ours, theirs, done.text)
        )
        assert (one | two) - known <= both


def words_of(text: str) -> set[str]:
    """The words of a text.

    Numbers are none: among the marks of a conflict they may be read as those of entries, or
    no longer be.
    """
    return set(re.findall(r"[^\W\d]\w*", text))


@many
@given(branches())
def test_numbers_are_no_difference(found: Branches) -> None:
    for book in found.books:
        texts = (
            rendered(book, found.habit),
            rendered(book, found.habit, numbers_in(found.books[0])),
        )
        one, two = (unnumbered(read(Source(text))) for text in texts)
        assert one == two
        assert unnumbered(read(Source(texts[0], bom=True))) == "\ufeff" + one


@many
@given(odd)
def test_only_numbers_are_left_out(text: str) -> None:
    shown = unnumbered(read(Source.from_text(text)))
    assert re.sub(r"[\d#\s]", "", shown) == re.sub(r"[\d#\s]", "", text)
    assert len(shown.splitlines()) == len(text.splitlines())


@many
@given(orders, orders, orders)
def test_woven_has_all_of_both_sides_once(
    base: list[int], ours: list[int], theirs: list[int]
) -> None:
    order = interleave(base, ours, theirs)
    assert sorted(order) == sorted({*ours, *theirs})
    assert interleave(base, ours, ours) == ours
    assert interleave(base, base, theirs) == [*theirs] or set(base) - set(theirs)


@many
@given(orders, orders)
def test_kept_stands_in_both_orders(before: list[int], after: list[int]) -> None:
    found = longest_common_order(before, after)
    one, two = ([each for each in side if each in found] for side in (before, after))
    assert one == two
    assert bool(found) == bool(set(before) & set(after))
