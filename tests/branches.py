"""A notebook, and what two people do to it on two branches, each in entries of their own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import strategies as st

from notelint.merge import Merged, merged
from notelint.notebook.model import Preferences
from notelint.text.source import Source

WORDS = (
    "graph neural sparse robust latent diffusion policy vision speech kernel causal 图像 分割 多模态 federated prompt meta 对比 学习"
).split()
HABITS = (
    "ordered",
    "ordered",
    "ordered",
    "ones",
    "down",
    "bullet",
    "through",
    "table",
    "headings",
    "paragraphs",
    "topics",
)
NUMBERED = ("ordered", "through", "topics")


class Note(NamedTuple):
    """An entry: its number as a paper, its title, and what is said of it."""

    paper: int
    title: str
    text: tuple[str, ...]


Book = tuple[tuple[Note, ...], ...]


class Habit(NamedTuple):
    """How a notebook is written."""

    kind: str
    gap: bool
    intro: bool
    end: str
    figure: bool


class Branches(NamedTuple):
    """A notebook and two branches of it, as they are and as texts."""

    habit: Habit
    books: tuple[Book, Book, Book]
    texts: tuple[str, str, str]
    kinds: tuple[str, ...]


def rendered(book: Book, habit: Habit, known: dict[int, int] | None = None) -> str:
    """A notebook as text.

    `known` are the numbers of a writer who leaves those that are there as they are.
    """
    lines = ["# Reading", ""]
    last = 0
    for place, notes in enumerate(book):
        lines += [f"## Part {'ABCD'[place]}", ""]
        if habit.intro:
            lines += [f"What is read for {WORDS[place]}.", ""]
        if habit.kind == "table":
            lines += ["| Paper | Gist |", "|---|---|"]
        if habit.kind == "topics":
            lines += [f"- **Topic {'ABCD'[place]}**"]
        last = 0 if habit.kind != "through" else last
        for index, note in enumerate(notes):
            down = len(notes) - index
            right = {"ones": 1, "down": down, "through": last + 1}.get(
                habit.kind, index + 1
            )
            if known is not None and habit.kind == "ordered":
                right = known.get(note.paper, last + 1)
            last = right
            lines += _written(note, right, habit)
            if habit.gap and note is not notes[-1] and habit.kind != "table":
                lines.append("")
        lines.append("")
    return "".join(line + habit.end for line in lines[:-1])


def _written(note: Note, number: int, habit: Habit) -> list[str]:
    link = f"[{note.title}](https://arxiv.org/abs/2101.{note.paper:05})"
    figure = [f'<img src="figs/{note.paper}.png" width="300">'] if habit.figure else []
    if habit.kind == "table":
        return [f"| {link} | {' '.join(note.text)} |"]
    if habit.kind == "headings":
        return [f"### {link}", "", *note.text, *figure, ""]
    if habit.kind == "paragraphs":
        return [f"{link}<br>", *note.text, *figure, ""]
    head = "- " if habit.kind == "bullet" else f"{number}. "
    head = "  " + head if habit.kind == "topics" else head
    return [
        f"{head}{link}<br>",
        *(" " * len(head) + line for line in (*note.text, *figure)),
    ]


def numbers_in(book: Book) -> dict[int, int]:
    """The number of each entry in a list that is in order."""
    return {note.paper: place for notes in book for place, note in enumerate(notes, 1)}


@st.composite
def sentences(draw: st.DrawFn) -> str:
    return " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5)))


@st.composite
def new_notes(draw: st.DrawFn, paper: int) -> Note:
    text = tuple(draw(st.lists(sentences(), min_size=1, max_size=3)))
    return Note(
        paper,
        f"{draw(sentences())} {'abcdefghij'[paper % 10] * (paper // 10 + 1)}",
        text,
    )


@st.composite
def habits(draw: st.DrawFn) -> Habit:
    return Habit(
        draw(st.sampled_from(HABITS)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(["\n", "\n", "\r\n"])),
        draw(st.booleans()),
    )


@st.composite
def branches(draw: st.DrawFn) -> Branches:
    """Each branch has up to three edits, of entries that the other does not touch; one
    may leave the numbers of the rest as they were.
    """
    habit = draw(habits())
    sizes = draw(st.lists(st.integers(2, 5), min_size=1, max_size=3))
    papers = iter(range(1, 100))
    base = tuple(
        tuple(draw(new_notes(next(papers))) for _ in range(size)) for size in sizes
    )
    free = draw(st.permutations([note.paper for notes in base for note in notes]))
    books, kinds, texts = [base], [], [rendered(base, habit)]
    for _ in range(2):
        book = base
        for kind in draw(
            st.lists(
                st.sampled_from(["add", "add", "delete", "move", "reword"]),
                min_size=1,
                max_size=3,
            )
        ):
            if kind == "add":
                book = put(book, draw(new_notes(next(papers))), *draw(places(book)))
            elif len(free) > 1:
                paper = free.pop()
                note = next(
                    note for notes in book for note in notes if note.paper == paper
                )
                if kind == "reword":
                    new = note._replace(
                        title=note.title + draw(st.sampled_from(["", " revisited"])),
                        text=(*note.text, draw(sentences())),
                    )
                    book = tuple(
                        tuple(new if each is note else each for each in notes)
                        for notes in book
                    )
                else:
                    book = tuple(
                        tuple(each for each in notes if each is not note)
                        for notes in book
                    )
                    book = (
                        put(book, note, *draw(places(book))) if kind == "move" else book
                    )
            kinds.append(kind)
        books.append(book)
        texts.append(
            rendered(book, habit, draw(st.sampled_from([None, None, numbers_in(base)])))
        )
    return Branches(habit, tuple(books), tuple(texts), tuple(kinds))  # type: ignore[arg-type]


@st.composite
def places(draw: st.DrawFn, book: Book) -> tuple[int, int]:
    section = draw(st.integers(0, len(book) - 1))
    return section, draw(st.integers(0, len(book[section])))


def put(book: Book, note: Note, section: int, place: int) -> Book:
    """The notebook with a note at a place of a section."""
    return tuple(
        (*notes[:place], note, *notes[place:]) if index == section else notes
        for index, notes in enumerate(book)
    )


def by_git(ours: str, base: str, theirs: str) -> tuple[str, bool]:
    """Three texts merged by git, line by line; and whether it could."""
    with TemporaryDirectory() as folder:
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(text.encode())
        done = subprocess.run(
            [
                "git",
                "merge-file",
                "-p",
                "-L",
                "ours",
                "-L",
                "base",
                "-L",
                "theirs",
                "ours",
                "base",
                "theirs",
            ],
            cwd=folder,
            capture_output=True,
            check=False,
        )
    return done.stdout.decode(), done.returncode == 0


def merge(base: str, ours: str, theirs: str, **preferences: object) -> Merged | None:
    """Three texts merged by entries, and where that does not do, by git."""
    sources = (Source.from_text(each, "README.md") for each in (base, ours, theirs))
    return merged(*sources, by_git, Preferences(**preferences))  # type: ignore[arg-type]
