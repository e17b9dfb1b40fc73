"""The one table of the config's keys: from it come validation, schema and `notelint config`."""

from __future__ import annotations

from typing import Any, NamedTuple

from notelint.config.kinds import (
    Choice,
    Kind,
    Listed,
    Mapped,
    Number,
    RuleName,
    RuleOptions,
    Selector,
    Text,
)
from notelint.config.model import Config, Links
from notelint.notebook.model import Preferences
from notelint.text.diagnostics import Severity


class Setting(NamedTuple):
    """A key of the config file, dotted where it stands in a section."""

    key: str
    kind: Kind
    description: str

    @property
    def section(self) -> str:
        """`notebook`, `links`, or nothing."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key within its section."""
        return self.key.rpartition(".")[2]

    @property
    def default(self) -> Any:
        """The field's default."""
        return _HOMES[self.section]._field_defaults[field(self.name)]

    def value(self, config: Config) -> Any:
        """The value in a config."""
        home = getattr(config, self.section) if self.section else config
        return getattr(home, field(self.name))


_HOMES: dict[str, type[Config | Preferences | Links]] = {
    "": Config,
    "notebook": Preferences,
    "links": Links,
}


def field(name: str) -> str:
    """The field of a key: `break` is a word of Python's own."""
    return "line_break" if name == "break" else name.replace("-", "_")


_SELECTORS = Listed(Selector())
_PATTERN = Text('a pattern (as in .gitignore, without "!")', "^[^!]")
_SEVERITIES = tuple(severity.value for severity in Severity)

SETTINGS = (
    Setting(
        "select",
        _SELECTORS,
        "The rules in force, in place of those that are on by themselves: codes, prefixes, names or ALL.",
    ),
    Setting("extend-select", _SELECTORS, "Rules in force besides."),
    Setting(
        "ignore",
        _SELECTORS,
        "Rules not in force. The more specific selector wins; of two alike, this one.",
    ),
    Setting(
        "exclude",
        Listed(_PATTERN),
        "Files and folders to leave alone: patterns as in .gitignore, from the config's folder.",
    ),
    Setting(
        "per-file-ignores",
        Mapped(_PATTERN, _SELECTORS),
        "Rules not in force in the files that a pattern names.",
    ),
    Setting(
        "severity",
        Mapped(RuleName(), Choice(_SEVERITIES)),
        "How bad a rule's findings are, by code or name.",
    ),
    Setting(
        "fail-on",
        Choice(("error", "warning", "never")),
        "The mildest finding that fails a run.",
    ),
    Setting(
        "notebook.entry",
        Choice(("auto", "ordered", "bullet", "heading", "table", "paragraph", "off")),
        "The shape of an entry; auto: as most of the notebook's are.",
    ),
    Setting(
        "notebook.break",
        Choice(("auto", "<br/>", "<br>", "<br />", "backslash", "two-spaces", "keep")),
        "How a line break is written; auto: as most of the notebook's are.",
    ),
    Setting(
        "notebook.arxiv-link",
        Choice(("keep", "abs", "pdf")),
        "The page of arXiv to link.",
    ),
    Setting(
        "notebook.figure",
        Choice(("keep", "html", "markdown")),
        "How a figure is written.",
    ),
    Setting(
        "notebook.figure-folders",
        Listed(Text("the name of a folder", r"\S")),
        "The figures' folders; empty: the folders in which the notebook's figures are.",
    ),
    Setting(
        "notebook.description",
        Choice(("auto", "required", "optional")),
        "Whether an entry says more than its link.",
    ),
    Setting(
        "notebook.duplicates",
        Choice(("section", "file", "repository")),
        "Within what a paper is to stand but once.",
    ),
    Setting("rules", RuleOptions(), "The rules' options, by code or name."),
    Setting(
        "links.exclude",
        Listed(_PATTERN),
        "Addresses never asked: patterns such as https://intranet.example/**.",
    ),
    Setting(
        "links.max-time",
        Number(least=1),
        "Seconds after which checking links gives up.",
    ),
)
