"""What people are shown: `full`, `concise` and statistics, whole texts in and out."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from wcwidth import wcswidth

from notelint.config import Config
from notelint.engine.findings import check_figure
from notelint.engine.linter import check
from notelint.engine.results import FigureResult, NotebookResult
from notelint.reporters import Look, reporter
from notelint.reporters.summary import statistics, summary
from notelint.reporters.text import sanitize_terminal
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from notelint.text.source import Position, Source, Span
from tests.cli.program import ROOT, notelint, write

URL = "https://arxiv.org/abs/1706.03762"
GOLDEN = ROOT / "tests" / "golden"


def result(text: str, *select: str, path: str = "a.md") -> NotebookResult:
    source = Source(text, path)
    return NotebookResult(
        path, source, tuple(check(source, Config(select=select or ("L402",))))
    )


def full(text: str, *select: str, width: int = 100, everything: bool = False) -> str:
    return reporter("full")(
        [result(text, *select)], Look(width=width, everything=everything)
    )


def with_fix(
    text: str,
    *edits: tuple[int, int, str],
    applicability: Applicability = Applicability.LAYOUT,
    message: str = "",
) -> NotebookResult:
    """One finding on the first character, with a fix."""
    source = Source(text, "a.md")
    fix = Fix(
        applicability,
        tuple(Edit(Span(start, end), new) for start, end, new in edits),
        message,
    )
    end = Position(1, 2)
    found = Diagnostic(
        "B201",
        "break-style",
        Severity.WARNING,
        "say so",
        "a.md",
        Span(0, 1),
        Position(1, 1),
        end,
        fix,
        "",
        "",
    )
    return NotebookResult("a.md", source, (found,))


def diff(text: str, *edits: tuple[int, int, str], width: int = 100) -> list[str]:
    """The lines of a fix's diff."""
    lines = reporter("full")([with_fix(text, *edits)], Look(width=width)).splitlines()
    return [
        line.strip()
        for line in lines
        if line.strip().startswith(("- ", "+ ")) or line.strip() in {"-", "+"}
    ]


def test_nothing_found() -> None:
    for form in ("full", "concise"):
        assert reporter(form)([result("# Papers\n")], Look()) == ""


def test_one_finding_in_full() -> None:
    text = f"# Papers\n\n1. [Attention]({URL}?ref=x)\n"
    assert full(text) == dedent(
        f"""\
        L402 tracking-query [*] drop the tracking query ?ref=x
         --> a.md:3:16
          |
        3 | 1. [Attention]({URL}?ref=x)
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          - 1. [Attention]({URL}?ref=x)
          + 1. [Attention]({URL})

        """
    )


def test_one_finding_in_a_line() -> None:
    line = reporter("concise")([result(f"1. [Attention]({URL}?ref=x)\n")], Look())
    assert line == "a.md:1:16: L402 tracking-query drop the tracking query ?ref=x [*]\n"


def test_line_numbers_of_two_widths_keep_the_bar_upright() -> None:
    text = "\n" * 8 + f"1. [Attention\n   Is]({URL})\n"
    blocks = full(text, "E106").splitlines()
    assert blocks[1:7] == [
        "  --> a.md:9:5",
        "   |",
        " 9 | 1. [Attention",
        "   |     ^^^^^^^^^",
        f"10 |    Is]({URL})",
        "   | ^^^^^",
    ]


def test_span_over_more_lines_than_are_shown() -> None:
    text = f"1. [Attention\n   Is\n   All\n   You\n   Need]({URL})\n"
    assert full(text, "E106") == dedent(
        """\
        E106 title-lines [*] write the title on one line
         --> a.md:1:5
          |
        1 | 1. [Attention
          |     ^^^^^^^^^
        2 |    Is
          | ^^^^^
        3 |    All
          | ^^^^^^
          | …
          |
          help: join the lines

        """
    )


WIDE = [
    f"1. 【论文】注意力 [Attention]({URL}?ref=x) 谷歌\n",
    f"1. e\u0301a\u0300u\u0308 [Attention]({URL}?ref=x)\n",
    f"1. 👍🏽 👨‍👩‍👧 ❤️ 🇩🇪 [Attention]({URL}?ref=x)\n",
    f"1.\tA\t[Attention]({URL}?ref=x)\tb\n",
    f"1. {'论文' * 30}[注意力]({URL}?ref=x){'谷歌' * 30}\n",
    f"1. {'é' * 60}[A]({URL}?ref=x){'é' * 60}\n",
    f"1. {'e' + chr(0x301) + chr(0x302)}{'e' + chr(0x301)} [A]({URL}?ref=x)\n",
    f"1. {('e' + chr(0x301)) * 200} [A]({URL}?ref=x)\n",
    f"1. {'👍🏽' * 60}[A]({URL}?ref=x){'👍🏽' * 60}\n",
    f"1. [A]({URL}?ref=x) {'long ' * 100}\n",
    f"1. {'long ' * 100} [A]({URL}?ref=x)\n",
]
NAMES = "CJK|combining marks|emoji|tabs|CJK, long|accents, long|marks on marks|marks, long|emoji, long|long after|long before".split(
    "|"
)


@pytest.mark.parametrize("text", WIDE, ids=NAMES)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_carets_are_right_below_what_is_off(text: str, width: int) -> None:
    _, _, _, line, carets, *_ = full(text, width=width).splitlines()
    off = f"{URL}?ref=x"
    shown = next(
        off[:length] for length in range(len(off), 0, -1) if off[:length] in line
    )
    before = line[: line.index(shown)]
    assert len(shown) >= 5
    assert carets == "  |" + " " * (wcswidth(before) - 3) + "^" * len(shown)
    assert wcswidth(line) <= width + 1


def test_carets_below_wide_characters_are_as_wide() -> None:
    source = Source("1. 论文e\u0301👍🏽x\n", "a.md")
    found = (
        with_fix(source.text, (0, 1, ""))
        .diagnostics[0]
        ._replace(span=Span(3, 9), start=Position(1, 4), end=Position(1, 10))
    )
    lines = reporter("full")(
        [NotebookResult("a.md", source, (found,))], Look()
    ).splitlines()
    assert lines[3:5] == ["1 | 1. 论文e\u0301👍🏽x", "  |    ^^^^^^^"]


def test_mark_of_a_character_that_is_cut_off_is_cut_off_too() -> None:
    text = f"1. {('e' + chr(0x301)) * 100}[A]({URL}?ref=x)\n"
    lines = [
        line
        for width in range(40, 60)
        for line in full(text, width=width).splitlines()
        if "…" in line
    ]
    assert len(lines) >= 40
    assert [line for line in lines if "…\u0301" in line] == []


def test_line_of_marks_alone_does_not_take_for_ever() -> None:
    text = f"1. [A]({URL}?ref=x)" + "\u0301" * 200_000 + "\n"
    assert len(full(text)) < 4000
    assert len(full("1. " + "\u0301" * 200_000 + text)) < 4000


def test_many_findings_in_one_long_line_do_not_take_for_ever() -> None:
    text = "1. " + f"[A]({URL}?ref=x) " * 1500 + "\n"
    with_all = full(text, everything=True)
    assert with_all.count("-->") == 1500


def test_empty_span_has_a_caret() -> None:
    found = (
        with_fix("ab\n", (1, 1, "x"))
        .diagnostics[0]
        ._replace(span=Span(2, 2), start=Position(1, 3), end=Position(1, 3))
    )
    lines = reporter("full")(
        [NotebookResult("a.md", Source("ab\n"), (found,))], Look()
    ).splitlines()
    assert lines[3:5] == ["1 | ab", "  |   ^"]


def test_many_alike_are_folded() -> None:
    text = "".join(
        f"1. [A{number}](https://example.org/{number}?utm_source=x)\n"
        for number in range(14)
    )
    folded, whole = full(text), full(text, everything=True)
    assert folded.count("-->") == 10
    assert folded.endswith(
        "\n\n… and 4 more of tracking-query; notelint fmt mends them all\n\n"
    )
    assert whole.count("-->") == 14
    assert "more of" not in whole
    assert len(reporter("concise")([result(text)], Look()).splitlines()) == 14


def test_ten_are_not_folded() -> None:
    text = "".join(
        f"1. [A{number}](https://example.org/{number}?utm_source=x)\n"
        for number in range(10)
    )
    assert full(text) == full(text, everything=True)


def test_each_rule_and_file_is_folded_for_itself() -> None:
    text = "".join(
        f"1. [A{number}](https://arxiv.org/abs/1706.{number:05}?ref=x) [](https://example.org/?spm=1)\n"
        for number in range(1, 12)
    )
    text += "".join(
        f"1. [B{number}](http://arxiv.org/abs/1706.{number:05})\n"
        for number in range(1, 12)
    )
    one, two = (
        result(text, "L402", "L403", path="a.md"),
        result(text, "L402", "L403", path="b.md"),
    )
    lines = [
        line
        for line in reporter("full")([one, two], Look()).splitlines()
        if line.startswith("…")
    ]
    assert [line.removesuffix("; notelint fmt mends them all") for line in lines] == [
        "… and 12 more of tracking-query",
        "… and 1 more of paper-url",
    ] * 2


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([Applicability.LAYOUT] * 3, "; notelint fmt mends them all"),
        (
            [Applicability.SAFE, Applicability.LAYOUT, Applicability.LAYOUT],
            "; notelint check --fix mends them all",
        ),
        ([Applicability.LAYOUT, Applicability.UNSAFE], " (--all shows every one)"),
        ([Applicability.LAYOUT, None], " (--all shows every one)"),
    ],
)
def test_who_mends_those_that_are_folded(
    kinds: list[Applicability | None], said: str
) -> None:
    shown, folded = (
        [*found(10)],
        [each for kind in kinds for each in found(1, applicability=kind)],
    )
    one = NotebookResult("a.md", Source("a\n"), (*shown, *folded))
    name, last = shown[0].name, reporter("full")([one], Look()).splitlines()[-2]
    assert last == f"… and {len(kinds)} more of {name}{said}"
    mended = reporter("full")(
        [one._replace(before=Source("b\n"))], Look()
    ).splitlines()[-2]
    assert mended == f"… and {len(kinds)} more of {name} (--all shows every one)"


def test_diff_of_one_line() -> None:
    assert diff("a\nb c\n", (2, 3, "x")) == ["- b c", "+ x c"]


def test_diff_of_two_edits_in_one_line() -> None:
    assert diff("a b c\n", (4, 5, "z"), (0, 1, "x")) == ["- a b c", "+ x b z"]


def test_diff_that_joins_lines() -> None:
    assert diff("a\n  b\nc\n", (1, 4, " ")) == ["- a", "-   b", "+ a b"]


def test_diff_that_splits_a_line() -> None:
    assert diff("a b\n", (1, 2, "\n\n")) == ["- a b", "+ a", "+", "+ b"]


def test_diff_that_empties_a_line() -> None:
    assert diff("abc\n", (0, 3, "")) == ["- abc", "+"]


def test_diff_tells_of_the_first_of_edits_in_many_places() -> None:
    assert diff("a\nb\nc\n", (4, 5, "z"), (0, 1, "x")) == ["- a", "+ x"]


def test_no_diff_of_many_lines() -> None:
    assert diff("a\nb\nc\nd\n", (1, 2, " "), (3, 4, " "), (5, 6, " ")) == []


def test_diff_with_other_line_ends() -> None:
    assert diff("a\r\nb\rc", (1, 3, " "), (4, 5, " ")) == [
        "- a",
        "- b",
        "- c",
        "+ a b c",
    ]


def test_diff_is_clipped_around_what_changes() -> None:
    old, new = diff("x" * 200 + "abc" + "y" * 200, (200, 203, "abd"), width=40)
    assert len(old) == len(new) == 37
    assert old.replace("c", "d").replace("- ", "+ ") == new
    assert old.startswith("- …x")
    assert old.endswith("y…")


def test_help_comes_before_the_diff() -> None:
    report = reporter("full")([with_fix("a\n", (0, 1, "b"), message="write b")], Look())
    assert report.splitlines()[-4:] == ["  help: write b", "  - a", "  + b", ""]


def test_unsafe_fix_has_no_mark() -> None:
    unsafe = with_fix("a\n", (0, 1, "b"), applicability=Applicability.UNSAFE)
    assert "[*]" not in reporter("concise")([unsafe], Look()) + reporter("full")(
        [unsafe], Look()
    ) + statistics([unsafe], Look())
    safe = with_fix("a\n", (0, 1, "b"), applicability=Applicability.SAFE)
    assert all(
        "[*]" in text
        for text in (
            reporter("concise")([safe], Look()),
            reporter("full")([safe], Look()),
            statistics([safe], Look()),
        )
    )


def test_colours() -> None:
    one = result(f"1. [Attention]({URL}?ref=x)\n")
    for form in ("full", "concise"):
        plain, coloured = (
            reporter(form)([one], Look(color=color)) for color in (False, True)
        )
        assert "\x1b[33;1mL402\x1b[0m tracking-query" in coloured
        assert without_colours(coloured) == plain
    assert without_colours(statistics([one], Look(color=True))) == statistics(
        [one], Look()
    )


def without_colours(text: str) -> str:
    for code in ("0", "1", "2", "34", "32", "31;1", "33;1", "36;1"):
        text = text.replace(f"\x1b[{code}m", "")
    return text


@pytest.mark.parametrize(
    "character",
    [
        *map(chr, range(32)),
        "\x7f",
        "\x85",
        "\x9b",
        "\u200e",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u061c",
    ],
)
def test_characters_that_steer_a_terminal(character: str) -> None:
    assert sanitize_terminal(f"a{character}b") == (
        "a b" if character == "\t" else "a\ufffdb"
    )


@pytest.mark.parametrize(
    "text", ["a b", "论文", "e\u0301", "👨‍👩‍👧", "\u00a0", "\u200b"]
)
def test_characters_that_do_not(text: str) -> None:
    assert sanitize_terminal(text) == text


def found(
    count: int,
    severity: Severity = Severity.WARNING,
    applicability: Applicability | None = None,
) -> Iterator[Diagnostic]:
    one = (
        with_fix(
            "a\n", (0, 1, "b"), applicability=applicability or Applicability.LAYOUT
        )
        .diagnostics[0]
        ._replace(severity=severity)
    )
    for _ in range(count):
        yield one if applicability else one._replace(fix=None)


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([()], "The notebook is in order."),
        ([(), (), ()], "All 3 notebooks are in order."),
        ([tuple(found(1))], "Found 1 finding in 1 notebook."),
        (
            [tuple(found(2)), (), tuple(found(1, Severity.ERROR))],
            "Found 3 findings in 2 notebooks (1 error).",
        ),
        (
            [
                (
                    *found(1, Severity.ERROR, Applicability.LAYOUT),
                    *found(1, Severity.ERROR),
                )
            ],
            "Found 2 findings in 1 notebook (2 errors): notelint fmt mends 1.",
        ),
        (
            [tuple(found(2, applicability=Applicability.LAYOUT))],
            "Found 2 findings in 1 notebook: notelint fmt mends 2.",
        ),
        (
            [
                (
                    *found(2, applicability=Applicability.LAYOUT),
                    *found(1, applicability=Applicability.SAFE),
                    *found(3, applicability=Applicability.UNSAFE),
                )
            ],
            "Found 6 findings in 1 notebook: notelint fmt mends 2, check --fix 1 more, check --fix --unsafe-fixes 3 more.",
        ),
        (
            [tuple(found(1, applicability=Applicability.SAFE))],
            "Found 1 finding in 1 notebook: notelint check --fix mends 1.",
        ),
        (
            [(*found(1), *found(1, applicability=Applicability.UNSAFE))],
            "Found 2 findings in 1 notebook: notelint check --fix --unsafe-fixes mends 1.",
        ),
    ],
)
def test_summary(results: list[tuple[Diagnostic, ...]], said: str) -> None:
    assert (
        summary([NotebookResult("a.md", None, each) for each in results], Look())
        == said + "\n"
    )


@pytest.mark.parametrize(
    ("fixed", "left", "said"),
    [
        (1, (), "Found 1 finding: mended."),
        (8, (), "Found 8 findings: all mended."),
        (
            8,
            (*found(3), *found(1, Severity.ERROR)),
            "Found 12 findings: 8 mended, 4 left (1 error).",
        ),
        (
            1,
            (
                *found(1, applicability=Applicability.UNSAFE),
                *found(1, applicability=Applicability.LAYOUT),
            ),  # which was refused
            "Found 3 findings: 1 mended, 2 left; notelint check --fix --unsafe-fixes mends 1.",
        ),
        (0, tuple(found(2)), "Found 2 findings in 1 notebook."),
        (
            0,
            tuple(found(2, applicability=Applicability.SAFE)),
            "Found 2 findings in 1 notebook.",
        ),
        (
            0,
            tuple(found(1, applicability=Applicability.UNSAFE)),
            "Found 1 finding in 1 notebook; notelint check --fix --unsafe-fixes mends 1.",
        ),
        (0, (), "The notebook is in order."),
    ],
)
def test_summary_of_what_was_mended(
    fixed: int, left: tuple[Diagnostic, ...], said: str
) -> None:
    results = [
        NotebookResult(
            "a.md", Source("b\n"), left, before=Source("a\n"), fixed=tuple(found(fixed))
        )
    ]
    assert summary(results, Look()) == said + "\n"
    if fixed:
        assert (
            summary(results, Look(), is_written=False)
            == said.replace("mended", "would be mended", 1) + "\n"
        )


def figure(path: str, severity: Severity = Severity.WARNING) -> FigureResult:
    """What the rule about figures that nobody shows says of one."""
    config = Config(select=("F306",), severity={"F306": severity})
    return FigureResult(path, tuple(check_figure(path, config, RepoContext(path))))


UNUSED = "F306 unused-figure remove this figure, or show it: no notebook of the repository does"


def test_figures_in_every_format() -> None:
    named = "figs/a\x1b[31m b.png"
    results = [result("# Papers\n"), figure("figs/图.png"), figure(named)]
    assert (
        reporter("concise")(results, Look())
        == f"figs/图.png:1:1: {UNUSED}\nfigs/a\ufffd[31m b.png:1:1: {UNUSED}\n"
    )
    assert (
        reporter("full")(results, Look())
        == f"{UNUSED}\n --> figs/图.png:1:1\n\n{UNUSED}\n --> figs/a\ufffd[31m b.png:1:1\n\n"
    )
    assert statistics(results, Look()) == "2  F306  [ ]  unused-figure\n"
    first, second = json.loads(reporter("json")(results, Look()))
    place = {"line": 1, "column": 1, "offset": 0}
    assert (first["path"], second["path"]) == ("figs/图.png", named)
    assert (first["code"], first["start"], first["end"], first["fix"]) == (
        "F306",
        place,
        place,
        None,
    )
    assert first["fingerprint"] != second["fingerprint"]
    assert [
        json.loads(line) for line in reporter("jsonl")(results, Look()).splitlines()
    ] == [first, second]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([result("# Papers\n"), figure("a.png")], "Found 1 finding in 1 figure."),
        ([figure("a.png"), figure("b.png")], "Found 2 findings in 2 figures."),
        (
            [result(f"1. [A]({URL}?ref=x)\n"), figure("a.png")],
            "Found 2 findings in 1 notebook and 1 figure: notelint fmt mends 1.",
        ),
        (
            [
                result(f"1. [A]({URL}?ref=x)\n"),
                result("# Papers\n"),
                result(f"1. [A]({URL}?ref=x)\n"),
                figure("a.png"),
                figure("b.png", Severity.ERROR),
            ],
            "Found 4 findings in 2 notebooks and 2 figures (1 error): notelint fmt mends 2.",
        ),
    ],
)
def test_summary_counts_figures_apart(results: list[NotebookResult], said: str) -> None:
    assert summary(results, Look()) == said + "\n"


def test_summary_of_a_run_with_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"a.md": "# Papers\n", "x.png": "", "y.png": ""})
    asked = ("check", "--isolated", "--select", "F306", "--output-format", "concise")
    assert notelint(*asked, "a.md") == (
        1,
        f"x.png:1:1: {UNUSED}\ny.png:1:1: {UNUSED}\nFound 2 findings in 2 figures.\n",
        "",
    )
    write(tmp_path, {"a.md": "![](x.png) ![](y.png)\n"})
    assert notelint(*asked, "a.md") == (0, "The notebook is in order.\n", "")


def test_statistics_in_columns_the_most_frequent_first() -> None:
    text = (
        "".join(
            f"1. [A{number}](http://arxiv.org/abs/1706.{number:05}?ref=x)\n"
            for number in range(1, 12)
        )
        + "   ![](lost.png)\n"
    )
    assert statistics(
        [
            result(text, "L402", "L405"),
            result(
                f"1. [A]({URL}?ref=x)\n2. [B](https://arxiv.org/abs/2313.00001)\n", "L"
            ),
        ],
        Look(),
    ) == ("12  L402  [*]  tracking-query\n 1  L405  [ ]  paper-id\n")
    assert statistics([], Look()) == ""


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("full.txt", ["--output-format", "full"]),
        ("full-40.txt", ["--output-format", "full"]),
        ("concise.txt", ["--output-format", "concise"]),
        ("findings.json", ["--output-format", "json"]),
        ("statistics.txt", ["--statistics"]),
    ],
)
def test_golden(
    name: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written anew with NOTELINT_REGENERATE=1."""
    regenerate = os.environ.get("NOTELINT_REGENERATE")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "40" if "40" in name else "100")
    done = notelint(
        "check", "--isolated", "--color", "never", *arguments, "examples/notebook"
    )
    assert (done.code, done.err) == (1, "")
    if regenerate:
        (GOLDEN / name).write_text(done.out, encoding="utf-8")
    assert done.out == (GOLDEN / name).read_text(encoding="utf-8")


def test_example_in_order() -> None:
    assert notelint("check", "--isolated", str(ROOT / "examples" / "orderly")) == (
        0,
        "The notebook is in order.\n",
        "",
    )


def test_file_that_could_not_be_read_has_no_source_to_show(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a\n\xff\n")
    done = notelint("check", "--output-format", "full", "-q", str(tmp_path / "a.md"))
    assert done.out.splitlines() == [
        "X902 unreadable not UTF-8 (byte 0xff): save the file as UTF-8",
        f" --> {tmp_path}/a.md:2:1",
        "",
    ]


@pytest.mark.parametrize("form", ["concise", "full", "json", "jsonl"])
def test_no_command_for_the_runner_of_github(form: str) -> None:
    """It takes `##[…]` anywhere in a line, and `::…::` at its start, for a command,
    whoever wrote it.
    """
    found = result(
        "1. [A ##[add-mask]x](https://arxiv.org/abs/1706.03762?utm_source=##[error])\n",
        "L402",
        path="::error ##[group].md",
    )
    text = reporter(form)([found], Look())
    assert "L402" in text
    assert "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    if form == "jsonl":
        assert json.loads(text)["path"] == "::error ##[group].md"
