"""Does `fmt` keep what it rewrites?

`make safety` formats all texts that are at hand and asks the referees: exit status 1 on any
harm.

The texts are the notebooks of ../shared, each as it is and wounded; the examples of
CommonMark, the cases of tests/markdown and our own oddities, each alone, and behind, in,
under and between entries that are wounded, and wounded itself; the project's examples. Each
with LF and with CRLF. Without ../shared there are no notebooks and no examples of
CommonMark, and notelint's own referee judges alone.

Harm is: a page that says something else, a second run that changes something, layout that
is left, a crash. Fixes that the guard refused do no harm, but the rule that made them knows
less than it should: they are listed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from textwrap import indent
from types import ModuleType
from typing import NamedTuple

from notelint.config import Config
from notelint.engine import formatter
from notelint.engine.context_builder import ContextBuilder
from notelint.errors import NotelintError
from notelint.guard.changes import changes
from notelint.notebook.model import Notebook
from notelint.repo.work_tree import WorkTree, load
from notelint.rules.context import RepoContext
from notelint.text.page_changes import LAYOUT
from notelint.text.source import Source
from tests.markdown.cases import CASES, FOOTNOTES, MENDS
from tests.wounds import wounded

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SPEC = SHARED / "commonmark" / "spec-0.31.2.json"
ODDITIES = Path(__file__).parent / "oddities"
SLOW = 5.0

Collect = Callable[[Notebook], RepoContext | None]


class Text(NamedTuple):
    """A text to be formatted, and how to ask for the world around it."""

    name: str
    source: Source
    collect: Collect


class Outcome(NamedTuple):
    """What formatting did to a text.

    `harm` says what is wrong, `refused` which fixes the guard did not let pass.
    """

    rewritten: bool
    refused: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    seconds: float = 0.0


# The referees.


def loaded(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


_JUDGE = SHARED / "tools" / "page_diff.py"
_OUTSIDE = loaded(_JUDGE) if _JUDGE.exists() else None


def unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def harms(before: str, after: str) -> list[str]:
    """What a rewrite of layout did to the page that it must not."""
    found = [
        f"{each.kind}: {each.detail}"
        for each in changes(before, after)
        if each.kind not in LAYOUT
    ]
    if _OUTSIDE:
        found += [
            f"{kind}: {detail}"
            for allowed, kind, detail in _OUTSIDE.differences(unix(before), unix(after))
            if not allowed
        ]
    return found


def outcome(source: Source, collect: Collect, config: Config | None = None) -> Outcome:
    """Format a text, and look at what came of it."""
    config, start = config or Config(), time.perf_counter()
    try:
        mended = formatter.fix_source(source, config, collect)
        seconds = time.perf_counter() - start
        again = formatter.fix_source(mended.source, config, collect)
    except NotelintError as error:
        return Outcome(False, harm=(str(error),))
    except Exception as error:  # noqa: BLE001 - any crash is a harm, and the others are to be seen too
        return Outcome(False, harm=(f"crash: {error!r}",))
    found = harms(source.text, mended.source.text)
    if again.source.text != mended.source.text:
        found.append(
            f"a second run changes it: {' '.join(each.code for each in again.fixed)}"
        )
    refused = {each.identity for each in mended.refused}
    left = [
        each.code
        for each in mended.left
        if each.fix
        and each.fix.applicability in formatter.LAYOUT
        and each.identity not in refused
    ]
    if left:
        found.append(f"layout is left: {' '.join(left)}")
    places = tuple(
        f"{each.code} in {each.start.line}:{each.start.column}"
        for each in mended.refused
    )
    return Outcome(mended.source.text != source.text, places, tuple(found), seconds)


# The texts.

_TITLE = "[Attention Is All You Need](http://www.arxiv.org/abs/1706.03762)"
_OTHER = (
    "[Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)"
)


def behind(text: str) -> str:
    """A text at the top of a page whose entry comes last."""
    return f"{text}\n\n1. {_TITLE}<br/> \n"


def within(text: str) -> str:
    """A text as what an entry says."""
    return f"1. {_TITLE}<br>\n{indent(text, '   ')}\n2. {_OTHER}<br/>\n   Layers. \n"


def under(text: str) -> str:
    """A text right below the figure of an entry, which stands at the left edge."""
    return f'1. {_TITLE}<br/>\n   Alone.<br/>\n<img src="figs/a.png" />\n{text}\n\n2. {_OTHER}\n'


def between(text: str) -> str:
    """A text at the left edge between two entries."""
    return f"1. {_TITLE} <br/>\n   Alone.\n\n{text}\n\n2. {_OTHER}\n"


SHAPES: tuple[Callable[[str], str], ...] = (behind, within, under, between)


def pieces() -> dict[str, str]:
    """Our own odd texts, by name."""
    odd = {
        path.stem: path.read_bytes().decode("utf-8")
        for path in sorted(ODDITIES.glob("*.md"))
    }
    return {
        **odd,
        **CASES,
        **FOOTNOTES,
        **{name: mend.text for name, mend in MENDS.items()},
    }


def spec() -> dict[str, str]:
    """The examples of CommonMark, where they are at hand."""
    examples = json.loads(SPEC.read_text("utf-8")) if SPEC.exists() else []
    return {f"example {each['example']}": each["markdown"] for each in examples}


def both_ends(
    name: str,
    text: str,
    collect: Collect,
    path: str = "README.md",
    *,
    bom: bool = False,
) -> Iterator[Text]:
    """A text as it is, and with the other line ends."""
    lines = unix(text)
    for end, written in (("LF", lines), ("CRLF", lines.replace("\n", "\r\n"))):
        yield Text(f"{name}, {end}", Source(written, path, bom=bom), collect)


def alone(_: Notebook) -> None:
    """Nothing is known of the world."""


def shaped(texts: dict[str, str]) -> Iterator[Text]:
    """Each text among entries in every shape, as it is and wounded."""
    for name, text in texts.items():
        for shape in SHAPES:
            whole = shape(text)
            yield from both_ends(f"{name}, {shape.__name__}", whole, alone)
            yield from both_ends(
                f"{name}, {shape.__name__}, wounded",
                wounded(unix(whole), Random(f"{name} {shape.__name__}")),
                alone,
            )


def oddities() -> Iterator[Text]:
    """Our own odd texts, byte by byte as they are."""
    for path in sorted(ODDITIES.glob("*.md")):
        yield Text(path.stem, Source.from_bytes(path.read_bytes(), path.name), alone)


def of_folder(folder: Path) -> Iterator[Text]:
    """The notebooks of a folder, as they are and wounded."""
    builder = ContextBuilder(WorkTree(), lambda _: Config())
    for path in sorted(
        each
        for each in folder.rglob("*")
        if each.suffix.lower() in {".md", ".markdown"} and each.is_file()
    ):
        place = os.path.relpath(path)
        try:
            source = load(place)
        except NotelintError:
            continue  # what cannot be read is never written

        def collect(notebook: Notebook, place: str = place) -> RepoContext:
            return builder.around(notebook, place)

        name = f"{folder.name}/{path.relative_to(folder)}"
        yield from both_ends(name, source.text, collect, place, bom=source.bom)
        spoiled = wounded(unix(source.text), Random(name))
        yield from both_ends(
            f"{name}, wounded", spoiled, collect, place, bom=source.bom
        )


def shared_notebooks() -> Iterator[Text]:
    """The notebooks of ../shared, laid out as docs/accuracy.py does it."""
    if not (SHARED / "notebooks").exists():
        return
    accuracy = loaded(ROOT / "docs" / "accuracy.py")
    with tempfile.TemporaryDirectory() as folder:
        for _, place in accuracy.laid_out(Path(folder)):
            with contextlib.chdir(place):
                yield from of_folder(place)


def examples() -> Iterator[Text]:
    """The project's own notebooks."""
    for folder in sorted(
        each for each in (ROOT / "examples").iterdir() if each.is_dir()
    ):
        with contextlib.chdir(folder):
            yield from of_folder(folder)


GROUPS: dict[str, Callable[[], Iterator[Text]]] = {
    "examples": examples,
    "oddities": oddities,
    "own": lambda: shaped(pieces()),
    "spec": lambda: shaped(spec()),
    "notebooks": shared_notebooks,
}


def report(group: str, texts: Iterator[Text]) -> bool:
    """Format the texts of a group and print what came of it; whether none came to harm."""
    start, counts = time.perf_counter(), Counter[str]()
    refused: list[str] = []
    for text in texts:
        result = outcome(text.source, text.collect)
        counts += Counter(
            texts=1,
            rewritten=result.rewritten,
            refused=len(result.refused),
            harmed=bool(result.harm),
        )
        for harm in result.harm:
            print(f"HARM {text.name}: {harm}")
        if result.seconds > SLOW:
            print(f"slow: {text.name}: {result.seconds:.1f} s")
        refused += [f"refused: {text.name}: {place}" for place in result.refused]
    print(*refused, sep="\n", end="\n" if refused else "")
    numbers = f"{counts['texts']} texts, {counts['rewritten']} rewritten, {counts['refused']} fixes refused, {counts['harmed']} harmed"
    print(f"{group}: {numbers}, {time.perf_counter() - start:.0f} s", flush=True)
    return not counts["harmed"]


def main(names: list[str]) -> int:
    """Exit status 1 where a text came to harm."""
    if unknown := set(names) - set(GROUPS):
        print(
            f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}"
        )
        return 2
    print(f"judged by {'page_diff.py and ' if _OUTSIDE else ''}notelint's own referee")
    whole = [
        report(name, texts())
        for name, texts in GROUPS.items()
        if not names or name in names
    ]
    return 0 if all(whole) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
