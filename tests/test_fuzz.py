"""The targets of `make fuzz` and the texts of `make safety`: quiet over their seeds, and
loud where something is broken on purpose.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from notelint.engine import formatter
from notelint.engine.formatter import LAYOUT, FixResult
from notelint.errors import UnreadableError
from notelint.text.source import Source, Span
from tests import mutants
from tests.fuzz import __main__ as fuzz
from tests.fuzz import oracles
from tests.fuzz.choices import Choices
from tests.fuzz.mutations import MUTATIONS, lines_of, mutated
from tests.fuzz.notebooks import notebook
from tests.fuzz.targets import (
    TARGETS,
    checking,
    configs,
    formatting,
    markdown,
    merging,
    notebooks,
    papers,
    reading,
    safe_fixes,
)
from tests.markdown import positions

SEEDS = 40
TEXT = "# Reading\n\n1. [Attention](http://arxiv.org/abs/1706.03762?utm_source=x)<br>\n   words \n2. [Adam](https://arxiv.org/abs/1412.6980)<br/>\n"
BYTES = TEXT.encode()
real_mend = formatter.fix_source


@pytest.mark.parametrize("name", TARGETS)
def test_target_is_quiet_over_its_seeds(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    most = (
        SEEDS if name != "notebooks" else 10
    )  # each of these costs as much as ten of the others
    for seed in [b"", *seeds[:: max(1, len(seeds) // most)][:most]]:
        target.run(seed)


def test_all_targets_have_a_name_on_the_command_line() -> None:
    assert set(fuzz.NAMES) == {*TARGETS}


def run_all(target: ModuleType) -> None:
    """Run a target over all its seeds."""
    for seed in target.seeds():
        target.run(seed)


# Faults that are planted. Each target must see the one of its kind.


def test_markdown_sees_a_position_that_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(source: Source):
        document = real(source)
        first, *others = document.children
        return document._replace(
            children=(
                first._replace(span=Span(first.span.start + 1, first.span.end)),
                *others,
            )
        )

    real = positions.parse
    markdown.run(BYTES)
    monkeypatch.setattr(positions, "parse", parse)
    with pytest.raises(AssertionError):
        markdown.run(BYTES)


def test_reading_sees_entries_out_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(source: Source):
        found = real(source)
        return found._replace(entries=found.entries[::-1])

    real = reading.read
    reading.run(BYTES)
    monkeypatch.setattr(reading, "read", read)
    with pytest.raises(AssertionError, match="not in order"):
        reading.run(BYTES)


@pytest.mark.parametrize("fault", ["span", "line", "edit"])
def test_checking_sees_a_wrong_place(
    monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def check(source: Source, *others: object):
        first, *rest = real(source, *others)
        assert first.fix
        nothing = first.fix._replace(
            edits=tuple(
                edit._replace(text=source.slice(edit.span)) for edit in first.fix.edits
            )
        )
        wrong = {
            "span": first._replace(span=Span(len(TEXT), len(TEXT) + 1)),
            "line": first._replace(
                start=first.start._replace(line=first.start.line + 1)
            ),
            "edit": first._replace(fix=nothing),
        }
        return [wrong[fault], *rest]

    real = oracles.check
    checking.run(BYTES)
    monkeypatch.setattr(oracles, "check", check)
    with pytest.raises(AssertionError):
        checking.run(BYTES)


def test_checking_sees_findings_that_come_and_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []

    def check(source: Source, *others: object):
        calls.append(1)
        return real(source, *others)[len(calls) - 1 :]

    real = oracles.check
    monkeypatch.setattr(oracles, "check", check)
    with pytest.raises(AssertionError, match="a second check"):
        checking.run(BYTES)


def broken(change: Callable[[str], str]) -> Callable[..., FixResult]:
    """A formatter that does its work, and something else."""

    def mend(source: Source, *others: object) -> FixResult:
        result = real_mend(source, *others)
        return result._replace(source=Source(change(result.source.text), source.path))

    return mend


FAULTS = {
    "harmed": lambda text: text.replace("Reading\n\n", "Reading "),
    "letters": lambda text: text.replace("words", "wrds"),
    "second run": lambda text: text + "\nx",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_formatting_sees_harm(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    formatting.run(BYTES)
    monkeypatch.setattr(formatter, "fix_source", broken(FAULTS[kind]))
    with pytest.raises(AssertionError, match=kind):
        formatting.run(BYTES)


def test_words_glued_to_an_address_are_letters_lost() -> None:
    for glued in ("本文，并且", ";words", "**bold**", "`code`", "，并且"):
        before, after = (
            f"见 https://example.com/a?utm_source=x{glued}。后面",
            "见 https://example.com/a",
        )
        assert oracles.lost_words(before, after)
    assert not oracles.lost_words(
        "见 https://example.com/a?utm_source=x&amp;b=1 words",
        "见 https://example.com/a?b=1 words",
    )
    assert not oracles.lost_words(
        "[a](http://www.arxiv.org/abs/1?ref=https://b.c)",
        "[a](https://arxiv.org/abs/1)",
    )


def test_backticks_in_a_wrapped_target_are_no_code() -> None:
    target = "https://link.zhihu.com/?target=https%3A//example.org/?utm_source=x`code`"
    before, after = f"[a]({target})", "[a](https://example.org/)"
    assert not oracles.lost_words(before, after, ["L402", "L403"], is_layout=False)
    assert oracles.lost_words(before, after, ["L402"], is_layout=False)
    assert oracles.lost_words(
        f"[a]({target}) and `code`", f"{after} and", ["L402", "L403"], is_layout=False
    )


def test_control_characters_in_an_address_part_no_words() -> None:
    before = "- [a](https://ar\x1e\x1exiv.org/abs/1706.03762) words"
    after = "- [a](https://arxiv.org/abs/1706.03762) words"
    assert not oracles.lost_words(before, after, ["L401"], is_layout=False)
    lost = oracles.lost_words(before, after[:-6], ["L401"], is_layout=False)
    assert lost == {"words": 1}


@pytest.mark.parametrize("letter", ["ß", "\u0130"])
def test_a_letter_that_ends_an_address_is_counted_in_both_texts(letter: str) -> None:
    before = f"- [a](http://example.com/gr{letter}aphs) {letter}aphs words"
    assert not oracles.lost_words(
        before,
        f"- [a](https://example.com/gr{letter}aphs) {letter}aphs words",
        is_layout=False,
    )
    assert oracles.lost_words(
        before, f"- [a](https://example.com/gr{letter}aphs) words", is_layout=False
    )
    assert oracles.lost_words(
        before, f"- [a](https://example.com/gr) {letter}aphs words", is_layout=False
    )
    assert oracles.lost_words(
        before,
        f"- [a](https://example.com/gr{letter}aphs) {letter}aphs",
        is_layout=False,
    ) == {"words": 1}


def test_a_mistyped_scheme_of_one_letter_is_no_word() -> None:
    before, after = "[p](s://example.com/a) s p", "[p](https://example.com/a)"
    assert not oracles.lost_words(before, f"{after} s p", is_layout=False)
    assert oracles.lost_words("[p](s://example.com/a) s", after, is_layout=False) == {
        "s": 1
    }
    assert oracles.lost_words("[p](s:x) s", "[p](x) s", is_layout=False) == {"s": 1}


def test_a_stray_tag_that_ends_a_target_is_no_word() -> None:
    before, after = "[a](https://example.com/b</div>)", "[a](https://example.com/b)"
    assert not oracles.lost_words(before, after, ["L401"], is_layout=False)
    assert oracles.lost_words(before, after, ["L402"], is_layout=False) == {"div": 1}
    assert oracles.lost_words(f"{before} div", after, ["L401"], is_layout=False) == {
        "div": 1
    }
    assert oracles.lost_words("(word</div>)", "(word)", ["L401"], is_layout=False) == {
        "div": 1
    }
    assert oracles.lost_words(
        "[a](https://example.com/b</div>words)", after, ["L401"], is_layout=False
    )


@pytest.mark.parametrize(
    "error", [KeyError("x"), UnreadableError("fixes that undo each other: B201")]
)
def test_formatting_sees_a_crash_and_fixes_without_end(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def mend(*_: object) -> FixResult:
        raise error

    monkeypatch.setattr(formatter, "fix_source", mend)
    with pytest.raises(AssertionError, match=r"crash|endless"):
        formatting.run(BYTES)


def test_a_text_that_is_not_formatted_is_no_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mend(*_: object) -> FixResult:
        raise UnreadableError("nested too deep")

    monkeypatch.setattr(formatter, "fix_source", mend)
    assert oracles.formatted(TEXT) == oracles.Outcome(TEXT)


def test_safe_fixes_sees_letters_that_go(monkeypatch: pytest.MonkeyPatch) -> None:
    safe_fixes.run(BYTES)
    monkeypatch.setattr(formatter, "fix_source", broken(FAULTS["letters"]))
    with pytest.raises(AssertionError, match="letters"):
        safe_fixes.run(BYTES)


def test_notebooks_sees_letters_that_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        formatter, "fix_source", broken(lambda text: text.replace("a", ""))
    )
    with pytest.raises(AssertionError, match="letters"):
        run_all(notebooks)


def test_configs_sees_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_: Path) -> None:
        raise KeyError("maybe")

    monkeypatch.setattr(configs, "load", load)
    with pytest.raises(KeyError):
        configs.run(b"")


@pytest.mark.parametrize("name", ["canonical_url", "without_tracking"])
def test_papers_sees_a_form_that_is_not_settled(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    papers.run(b"")
    monkeypatch.setattr(papers.papers, name, lambda url: url + "x")
    with pytest.raises(AssertionError):
        papers.run(b"")


def test_merging_sees_lines_that_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def merged(*sources: object):
        done = real(*sources)
        return done and done._replace(text=done.text[: len(done.text) // 2])

    real = merging.merged
    monkeypatch.setattr(merging, "merged", merged)
    with pytest.raises(AssertionError):
        run_all(merging)


# The pieces.


def test_bytes_that_have_run_out_choose_the_first_of_everything() -> None:
    choices = Choices(b"\x05\x01\x02\x03")
    assert (choices.below(4), choices.below(300), choices.one_of("abc")) == (
        1,
        258,
        "a",
    )
    assert choices.are_spent
    assert (
        choices.below(9),
        choices.one_of("xyz"),
        choices.one_in(2),
        choices.rest(),
    ) == (0, "x", False, b"")


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation_changes_a_notebook_and_does_not_fail_on_nothing(name: str) -> None:
    made = {MUTATIONS[name](TEXT, Choices.of(Random(seed))) for seed in range(20)}
    assert made - {TEXT}
    assert isinstance(MUTATIONS[name]("", Choices.of(Random(1))), str)


def test_lines_are_the_whole_text() -> None:
    text = "a\r\nb\rc\n\n\x85d"
    assert lines_of(text) == ["a\r\n", "b\r", "c\n", "\n", "\x85d"]


def test_the_same_bytes_make_the_same_notebook_and_others_another() -> None:
    made = [notebook(Choices.of(Random(seed))) for seed in range(50)]
    assert made == [notebook(Choices.of(Random(seed))) for seed in range(50)]
    assert len({*made}) == 50
    assert mutated("", Choices(b"")) == mutated("", Choices(b""))


def test_notebooks_are_rich_enough_to_bring_most_layout_fixes() -> None:
    fixed = {
        code
        for seed in range(40)
        for code in oracles.formatted(notebook(Choices.of(Random(seed))), LAYOUT).fixed
    }
    assert fixed >= {
        "B201",
        "B203",
        "B204",
        "B205",
        "E101",
        "L402",
        "L403",
        "W801",
        "W802",
        "W803",
        "W804",
    }


# The commands.


def test_finding_is_kept_once_and_replayed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(data: bytes) -> None:
        assert b"x" not in data, "an x"

    monkeypatch.setattr(fuzz, "HOME", tmp_path)
    monkeypatch.setattr(fuzz, "FINDINGS", tmp_path / "findings")
    target = TARGETS["markdown"]._replace(run=fails)
    recorder = fuzz.Recorder(target)
    for data in (b"a", b"xyz", b"x"):
        recorder(data)
    kept, _ = sorted((tmp_path / "findings").iterdir())
    assert (recorder.runs, kept.read_bytes()) == (3, b"xyz")
    assert "FOUND markdown-" in capsys.readouterr().out
    monkeypatch.setitem(TARGETS, "markdown", target)
    with pytest.raises(AssertionError, match="an x"):
        fuzz.replay(kept)
    monkeypatch.setitem(TARGETS, "markdown", TARGETS["reading"])
    assert fuzz.replay(kept) == 0


def test_fuzzing_runs_without_a_fuzzer(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "FUZZ_SECONDS": "1",
        "FUZZ_WITHOUT_ATHERIS": "1",
        "FUZZ_SEED": "1",
        "FUZZ_HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "tests.fuzz", "papers"]
    done = subprocess.run(
        command, cwd=fuzz.ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "papers: " in done.stdout
    assert "0 findings" in done.stdout
    assert fuzz.main(["nosuch"]) == 2


def test_mutants_are_the_same_each_time_and_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert mutants.mutant(1, 2) == mutants.mutant(1, 2) != mutants.mutant(2, 2)
    outcome = oracles.Outcome(
        "", ("B201",), (), (("letters", "{'words': 1}"), ("harmed", "x"))
    )
    results = [
        mutants.Result(7, "a.md", {"fmt": outcome, "safe fixes": oracles.Outcome("")})
    ]
    table, problems = mutants._tallied(results, 1)
    assert problems == 2
    assert table["fmt"] == {
        "texts": 1,
        "rewritten": 1,
        "refused": 0,
        "letters": 1,
        "harmed": 1,
    }
    assert "fmt 7 (a.md): letters: {'words': 1}" in capsys.readouterr().out
    assert mutants._printed(table).splitlines()[1].split() == [
        "fmt",
        "1",
        "1",
        "0",
        "1",
        "1",
        "0",
        "0",
        "0",
        "0",
    ]


def test_mutants_come_to_no_harm() -> None:
    for number in range(6):
        found = mutants.result((11, number))
        assert not any(outcome.problems for outcome in found.outcomes.values()), found
