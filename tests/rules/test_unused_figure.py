"""F306 unused-figure: a rule about a figure's file, at the file's own path."""

from notelint.config import Config
from notelint.engine.findings import check_figure
from notelint.rules.context import RepoContext
from notelint.rules.figures.unused_figure import unused_figure
from notelint.text.diagnostics import Severity
from notelint.text.source import Position, Span
from tests.notes import diagnostics_of

SAID = "remove this figure, or show it: no notebook of the repository does"
ASKED = Config(extend_select=("F306",))


def test_a_figure_that_is_shown_is_silent() -> None:
    assert (
        list(
            unused_figure.check(
                RepoContext("figs/a.png", shown=frozenset({"figs/a.png"}))
            )
        )
        == []
    )


def test_a_figure_that_is_shown_in_other_letter_case_is_for_figure_case() -> None:
    assert (
        list(
            unused_figure.check(
                RepoContext("Figs/A.PNG", shown=frozenset({"figs/a.png"}))
            )
        )
        == []
    )


def test_a_figure_that_nobody_shows() -> None:
    shown = frozenset({"figs/b.png", "a.png", "x/figs/a.png"})
    found = list(unused_figure.check(RepoContext("figs/a.png", shown=shown)))
    assert [(each.span, each.message, each.fix) for each in found] == [
        (Span(0, 0), SAID, None)
    ]


def test_the_diagnostic_is_at_the_figure() -> None:
    (said,) = check_figure("../figs/a.png", ASKED, RepoContext("figs/a.png"))
    assert (said.code, said.name, said.severity, said.path) == (
        "F306",
        "unused-figure",
        Severity.WARNING,
        "../figs/a.png",
    )
    assert (said.start, said.end, said.span, said.fix) == (
        Position(1, 1),
        Position(1, 1),
        Span(0, 0),
        None,
    )
    assert said.url.endswith("/F306.md")


def test_the_fingerprint_goes_by_the_path_in_the_repository() -> None:
    (here,), (there,), (other,) = (
        check_figure(path, ASKED, RepoContext(own))
        for path, own in (
            ("a.png", "figs/a.png"),
            ("figs/a.png", "figs/a.png"),
            ("a.png", "a.png"),
        )
    )
    assert here.fingerprint == there.fingerprint != other.fingerprint


def test_only_where_it_is_asked_for() -> None:
    around = RepoContext("figs/a.png")
    assert check_figure("figs/a.png", Config(), around) == []
    assert (
        check_figure("figs/a.png", Config(select=("F3",), ignore=("F306",)), around)
        == []
    )
    ignoring = ASKED._replace(per_file_ignores={"figs/": ("unused-figure",)})
    assert check_figure("figs/a.png", ignoring, around) == []
    assert len(check_figure("other/a.png", ignoring, around)) == 1


def test_severity_is_the_configs() -> None:
    (said,) = check_figure(
        "a.png", ASKED._replace(severity={"F306": Severity.ERROR}), RepoContext("a.png")
    )
    assert said.severity is Severity.ERROR


def test_nothing_is_said_in_a_notebook() -> None:
    assert (
        diagnostics_of(
            "1. [A](https://arxiv.org/abs/1706.03762) ![](a.png)\n",
            "F306",
            {"": {"a.png"}},
        )
        == []
    )
