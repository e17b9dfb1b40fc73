"""Which rules speak, how bad, and which files are left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint.config import Config, Links, enabled_rules, options_of, severity_of
from notelint.rules.base import Enabled, Rule
from notelint.text.diagnostics import Finding, Severity


def silent(
    notebook: object, *, max_kib: int = 1, some_word: str = ""
) -> Iterator[Finding]:
    yield from ()


def rule(
    code: str,
    name: str,
    enabled: Enabled = Enabled.BY_DEFAULT,
    severity: Severity = Severity.WARNING,
) -> Rule:
    return Rule(
        code,
        name,
        silent,
        severity,
        enabled=enabled,
        selected_severity=Severity.WARNING if code.startswith("W") else None,
        needs_network=code.startswith("N"),
    )


RULES = (
    rule("E101", "entry-number"),
    rule("E105", "entry-description", Enabled.BY_HABIT),
    rule("F309", "figure-alt", Enabled.IF_SELECTED),
    rule("N602", "dead-link"),
    rule("N607", "published-paper", Enabled.IF_SELECTED),
    rule("W801", "trailing-space", severity=Severity.INFO),
    rule("X902", "unreadable", Enabled.ALWAYS, Severity.ERROR),
)
DEFAULT = "E101 E105 N602 W801 X902"


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        (Config(), DEFAULT),
        (Config(select=()), "X902"),
        (Config(select=("E",)), "E101 E105 X902"),
        (Config(select=("E10",), ignore=("E1",)), "E101 E105 X902"),
        (Config(select=("entry-number",)), "E101 X902"),
        (Config(select=("ALL",)), "E101 E105 F309 W801 X902"),
        (Config(select=("ALL", "N")), "E101 E105 F309 N602 N607 W801 X902"),
        (Config(extend_select=("ALL",)), "E101 E105 F309 N602 W801 X902"),
        (Config(extend_select=("figure-alt",)), "E101 E105 F309 N602 W801 X902"),
        (Config(extend_select=("N607",)), "E101 E105 N602 N607 W801 X902"),
        (Config(ignore=("E105",)), "E101 N602 W801 X902"),
        (Config(ignore=("ALL",)), "X902"),
        (Config(ignore=("ALL",), extend_select=("E1",)), "E101 E105 X902"),
        (Config(select=("ALL",), ignore=("ALL",)), "X902"),
        (Config(select=("E",), ignore=("E105",)), "E101 X902"),
        (Config(select=("E105",), ignore=("E",)), "E105 X902"),
        (Config(select=("entry-description",), ignore=("E105",)), "X902"),
        (Config(ignore=("E",), extend_select=("E105",)), "E105 N602 W801 X902"),
        (Config(ignore=("X902",)), DEFAULT),
    ],
)
def test_selected(config: Config, codes: str) -> None:
    assert " ".join(one.code for one in enabled_rules(config, RULES)) == codes


def test_per_file_ignores(tmp_path: Path) -> None:
    config = Config(
        per_file_ignores={"drafts/**": ("E", "ALL"), "*.x.md": ("E105",)}, root=tmp_path
    )
    assert [
        one.code for one in enabled_rules(config, RULES, tmp_path / "drafts/a.md")
    ] == ["X902"]
    assert [one.code for one in enabled_rules(config, RULES, tmp_path / "a.x.md")] == [
        "E101",
        "N602",
        "W801",
        "X902",
    ]
    assert enabled_rules(config, RULES, tmp_path / "a.md") == enabled_rules(
        config, RULES
    )


@pytest.mark.parametrize(
    ("config", "severity"),
    [
        (Config(), Severity.INFO),
        (Config(select=("ALL",)), Severity.INFO),
        (Config(select=("W",)), Severity.WARNING),
        (Config(extend_select=("trailing-space",)), Severity.WARNING),
        (Config(select=("W801",), severity={"W801": Severity.INFO}), Severity.INFO),
        (Config(severity={"W801": Severity.ERROR}), Severity.ERROR),
    ],
)
def test_severity_of_white_space(config: Config, severity: Severity) -> None:
    assert severity_of(config, RULES[5]) is severity


def test_severity_of_others() -> None:
    assert severity_of(Config(select=("E101",)), RULES[0]) is Severity.WARNING
    assert severity_of(Config(), RULES[-1]) is Severity.ERROR


def test_options_of() -> None:
    config = Config(rules={"figure-alt": {"max-kib": 3}})
    assert options_of(config, RULES[2]) == {"max_kib": 3}
    assert options_of(config, RULES[0]) == {}


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        (
            "archive/**",
            "archive/a.md archive/b/c.md",
            "archive archive.md x/archive/a.md",
        ),
        (
            "drafts",
            "drafts drafts/a.md x/drafts x/drafts/a.md",
            "drafts.md mydrafts/a.md",
        ),
        ("drafts/", "drafts/a.md x/drafts/a.md", "drafts"),
        ("/a.md", "a.md", "x/a.md"),
        ("./x/a.md", "x/a.md", "y/x/a.md"),
        ("*.md", "a.md x/a.md .md", "a.mdx"),
        ("x/*.md", "x/a.md", "x/y/a.md a.md y/x/a.md"),
        ("**/x/a.md", "x/a.md y/z/x/a.md", "yx/a.md"),
        ("x/**/a.md", "x/a.md x/y/z/a.md", "x/ya.md"),
        ("**", "a.md x/a.md", ""),
        ("a?.md", "ab.md aé.md", "a.md abc.md"),
        ("[a-c]*.md", "b.md", "d.md"),
        ("[!a-c].md", "d.md", "a.md"),
        ("[]x].md", "].md x.md", "y.md"),
        (r"[\^-].md", "^.md -.md", "x.md"),
        ("[z-a].md", "[z-a].md", "z.md"),
        ("[x.md", "[x.md", "x.md"),
        (r"\*.md", "*.md", "a.md"),
        ("笔记/*.md", "笔记/论文.md", "论文.md"),
        ("/", "", "a.md x/a.md"),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, inside: str, outside: str) -> None:
    config = Config(exclude=(pattern,), root=tmp_path)
    assert [
        path for path in inside.split() if not config.is_excluded(tmp_path / path)
    ] == []
    assert [
        path for path in outside.split() if config.is_excluded(tmp_path / path)
    ] == []


def test_patterns_without_a_file_are_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = Config(exclude=("old/*.md",))
    assert config.is_excluded(Path("old/a.md"))
    assert config.is_excluded(tmp_path / "old/a.md")
    assert not config.is_excluded(Path("sub/old/a.md"))


@pytest.mark.parametrize(
    ("pattern", "url", "excluded"),
    [
        ("https://intranet.example/**", "https://intranet.example/a/b?c=d", True),
        ("https://intranet.example", "https://intranet.example/a", True),
        ("https://*.example/**", "https://intranet.example/a", True),
        ("https://*.example/**", "https://example.org/a.example/b", False),
        ("http*://intranet.example/x/**", "http://intranet.example/y", False),
        ("intranet.example", "https://intranet.example/y", True),
    ],
)
def test_excluded_addresses(pattern: str, url: str, excluded: bool) -> None:
    assert Links(exclude=(pattern,)).is_excluded(url) is excluded
