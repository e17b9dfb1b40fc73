"""Files to results: order kept, what cannot be read is a result too, and nothing takes
for ever.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pytest

from notelint.config import Config
from notelint.engine import formatter
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.results import NotebookResult, Result
from notelint.engine.runner import Run
from notelint.notebook.model import Notebook
from notelint.rules.context import RepoContext
from notelint.text import limits
from notelint.text.diagnostics import Applicability, Diagnostic
from tests.cli.program import ENTRY, LOST, TRACKED, environment, write

SLOW = "[a](b) " * 60_000  # a second of work or so on any machine


def run(
    files: Sequence[str],
    config_of: Callable[[Path], Config],
    stdin: Callable[[], bytes],
    name: str | None = None,
    kinds: Collection[Applicability] = (),
) -> Iterator[Result]:
    return Run(config_of, stdin, stdin_name=name).results(files, kinds)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def results(
    *files: str,
    stdin: bytes = b"",
    name: str | None = None,
    config: Config | None = None,
) -> list[Result]:
    return list(run(files, lambda _: config or Config(), lambda: stdin, name))


def codes(result: Result) -> list[str]:
    return [each.code for each in result.diagnostics]


def test_results_in_the_order_given(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY, "c.md": LOST})
    assert [
        (each.path, codes(each)) for each in results("c.md", "a.md", "lost.md", "b.md")
    ] == [
        ("c.md", ["F301"]),
        ("a.md", ["L402"]),
        ("lost.md", ["X902"]),
        ("b.md", []),
    ]


def test_source_of_a_result(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    first, second = results("a.md", "lost.md")
    assert first.source is not None
    assert first.source.text == ENTRY
    assert second.source is None
    assert isinstance(first, NotebookResult)
    assert isinstance(second, NotebookResult)


def test_results_of_figures_come_last(folder: Path) -> None:
    write(folder, {"b.md": ENTRY, "a.md": ENTRY, "y.png": "", "x.png": "", "z.txt": ""})
    found = results("b.md", "a.md", config=Config(select=("F306",)))
    assert [
        (each.path, codes(each), isinstance(each, NotebookResult)) for each in found
    ] == [
        ("b.md", [], True),
        ("a.md", [], True),
        ("x.png", ["F306"], False),
        ("y.png", ["F306"], False),
    ]


def test_results_come_one_after_the_other(folder: Path) -> None:
    write(folder, {"a.md": ENTRY, "b.md": ENTRY, "x.png": ""})
    running = run(["a.md", "b.md"], lambda _: Config(select=("F306",)), lambda: b"")
    assert next(running).path == "a.md"
    (folder / "b.md").unlink()
    assert codes(next(running)) == ["X902"]
    (folder / "x.png").unlink()
    assert list(running) == []


def test_standard_input_is_read_only_where_it_is_asked_for(folder: Path) -> None:
    def unasked() -> bytes:
        raise AssertionError

    write(folder, {"a.md": ENTRY})
    assert [each.path for each in run(["a.md"], lambda _: Config(), unasked)] == [
        "a.md"
    ]
    assert [(each.path, codes(each)) for each in results("-", stdin=LOST.encode())] == [
        ("-", [])
    ]
    assert [
        (each.path, codes(each))
        for each in results("-", stdin=LOST.encode(), name="a.md")
    ] == [("a.md", ["F301"])]
    assert [codes(each) for each in results("-", stdin=b"\xff")] == [["X902"]]


def test_config_is_asked_for_by_path(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": TRACKED})

    def config_of(path: Path) -> Config:
        return Config(ignore=("L402",)) if path in {Path("a.md"), Path()} else Config()

    assert [
        codes(each) for each in run(["a.md", "b.md", "-"], config_of, TRACKED.encode)
    ] == [[], ["L402"], []]


LAYOUT = frozenset({Applicability.LAYOUT})
SAFE = LAYOUT | {Applicability.SAFE}


def test_mended_texts_are_handed_on_and_nothing_is_written(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    (folder / "c.md").write_bytes(b"\xff")
    one, two, lost, stdin = run(
        ["a.md", "b.md", "c.md", "-"], lambda _: Config(), TRACKED.encode, kinds=LAYOUT
    )
    assert one.source is not None
    assert one.before is not None
    assert (
        one.source.text,
        one.before.text,
        codes(one),
        [each.code for each in one.fixed],
    ) == (ENTRY, TRACKED, [], ["L402"])
    assert [each.is_rewritten for each in (one, two, lost, stdin)] == [
        True,
        False,
        False,
        True,
    ]
    assert [each.is_stdin for each in (one, two, lost, stdin)] == [
        False,
        False,
        False,
        True,
    ]
    assert (codes(lost), lost.failure, lost.before) == (["X902"], "", None)
    assert (folder / "a.md").read_text() == TRACKED


def test_notebooks_see_each_other_as_they_are_while_mending(folder: Path) -> None:
    write(
        folder,
        {"a.md": TRACKED + "   ![](lost.png) ![](found.png)\n", "found.png": "GIF89a"},
    )
    (one,) = run(
        ["a.md"], lambda _: Config(select=("L402", "F301")), lambda: b"", kinds=SAFE
    )
    assert (codes(one), len(one.fixed)) == (["F301"], 1)


def test_what_cannot_be_mended_in_time_is_judged_and_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": TRACKED, "b.md": TRACKED})
    whole = formatter._FixRun._chosen

    def slow(
        self: formatter._FixRun, found: Sequence[Diagnostic], without: Collection[str]
    ) -> list[Diagnostic]:
        if self._source.path == "a.md":
            busy(60)
        return whole(self, found, without)

    monkeypatch.setattr(formatter._FixRun, "_chosen", slow)
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    monkeypatch.setattr(formatter, "FIXING", 1)
    one, two = run(["a.md", "b.md"], lambda _: Config(), lambda: b"", kinds=LAYOUT)
    assert (one.failure, codes(one), one.is_rewritten) == (
        "takes more than 0.2 seconds to fix",
        ["L402"],
        False,
    )
    assert (two.failure, codes(two), two.is_rewritten) == ("", [], True)


def busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


LIMITED = "import notelint.cli, notelint.text.limits as l; l.SECONDS, l.SECONDS_PER_CHARACTER = 0.2, 0; notelint.cli.main()"


@pytest.mark.parametrize("form", ["concise", "full"])
def test_slow_file_is_a_finding_and_the_others_are_judged(
    folder: Path, form: str
) -> None:
    write(folder, {"a.md": TRACKED, "b.md": SLOW, "c.md": TRACKED})
    command = [
        sys.executable,
        "-c",
        LIMITED,
        "check",
        "-q",
        "--output-format",
        form,
        ".",
    ]
    done = subprocess.run(
        command,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    found = re.findall(r"\b(L402|X902 .*)(?= tracking|$)", done.stdout, re.MULTILINE)
    said = "takes more than 0.2 seconds to read"
    assert found == ["L402", f"X902 unreadable {said}", "L402"]
    assert re.findall(r"\b[abc]\.md:\d+:\d+", done.stdout) == [
        "a.md:1:32",
        "b.md:1:1",
        "c.md:1:32",
    ]


def test_large_file_has_more_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"b.md": SLOW})
    monkeypatch.setattr(limits, "SECONDS", 0.0001)
    monkeypatch.setattr(limits, "SECONDS_PER_CHARACTER", 60 / len(SLOW))
    assert [
        codes(each) for each in results("b.md", config=Config(select=("E", "B")))
    ] == [[]]


def test_what_is_read_besides_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_self: ContextBuilder, _notebook: Notebook, path: str) -> RepoContext:
        busy(0.3)
        return RepoContext(path)

    write(folder, {"a.md": LOST})
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    monkeypatch.setattr(ContextBuilder, "around", slow)
    assert [codes(each) for each in results("a.md")] == [["F301"]]
