"""What the tests of rules share: a text in, findings or the mended text out."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from itertools import pairwise
from textwrap import dedent

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading import read
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Diagnostic, Edit
from notelint.text.source import Source, Span

Found = tuple[int, int, str]
Folders = Mapping[str, set[str]]


def note(text: str) -> str:
    """A text that is written indented in a test."""
    return dedent(text).removeprefix("\n")


def notebook_of(text: str, **preferences: object) -> Notebook:
    return read(Source(text), Preferences(**preferences))  # type: ignore[arg-type]


def around_of(*files: str, path: str = "README.md", **known: object) -> RepoContext:
    """The world around a notebook in which these files are; `known` are the other fields
    of it.
    """
    folders: dict[str, set[str]] = {}
    for file in files:
        while file:
            folder, name = posixpath.split(file)
            folders.setdefault(folder, set()).add(name)
            file = folder
    return RepoContext(
        path, {folder: frozenset(names) for folder, names in folders.items()}, **known
    )  # type: ignore[arg-type]


def diagnostics_of(
    text: str,
    code: str,
    folders: Folders | None = None,
    config: Config | None = None,
    path: str = "README.md",
    around: RepoContext | None = None,
) -> list[Diagnostic]:
    """What one rule says of a text, alone unless a config says otherwise.

    `folders` are the names in each folder around it; `around` is what else is known, the
    text's own path in it if it has one.
    """
    surroundings = around or RepoContext()
    if folders is not None:
        surroundings = surroundings._replace(
            folders={folder: frozenset(names) for folder, names in folders.items()}
        )
    surroundings = surroundings._replace(path=surroundings.path or path)
    collect = None if folders is None and around is None else lambda _: surroundings
    config = config or Config(select=(code,))
    return [
        each
        for each in check(Source(text, surroundings.path), config, collect)
        if each.code == code
    ]


def found(text: str, code: str, *world: object, **known: object) -> list[Found]:
    """Line, column and message of what one rule finds; the rest is as for
    `diagnostics_of`, here and below.
    """
    return [
        (*each.start, each.message)
        for each in diagnostics_of(text, code, *world, **known)
    ]  # type: ignore[arg-type]


def marked(text: str, code: str, *world: object, **known: object) -> list[str]:
    """The piece of text that each finding points at."""
    return [
        text[each.span.start : each.span.end]
        for each in diagnostics_of(text, code, *world, **known)
    ]  # type: ignore[arg-type]


def mended(text: str, code: str, *world: object, **known: object) -> str:
    """The text with all fixes of one rule applied, once."""
    return applied(text, diagnostics_of(text, code, *world, **known))  # type: ignore[arg-type]


def fixes_of(text: str, code: str, *world: object, **known: object) -> list[str]:
    """Who may apply each finding's fix; an empty string where there is none."""
    said = diagnostics_of(text, code, *world, **known)  # type: ignore[arg-type]
    return [each.fix.applicability.value if each.fix else "" for each in said]


def applied(text: str, diagnostics: Sequence[Diagnostic]) -> str:
    """The text with the fixes' edits made, which must not overlap."""
    edits = sorted(edit for each in diagnostics if each.fix for edit in each.fix.edits)
    assert are_disjoint(edits, len(text))
    for span, new in reversed(edits):
        text = text[: span.start] + new + text[span.end :]
    return text


def are_disjoint(edits: Sequence[Edit], length: int) -> bool:
    """Whether edits, in order, lie in a text and no two touch the same place."""
    spans = [Span(0, 0), *(edit.span for edit in edits), Span(length, length)]
    inside = all(0 <= span.start <= span.end <= length for span in spans)
    return (
        inside
        and all(one.end <= two.start for one, two in pairwise(spans))
        and len({*edits}) == len(edits)
    )
