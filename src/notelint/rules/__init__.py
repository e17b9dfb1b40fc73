"""All rules, listed: how bad each is, whether it is on, who may apply its fix, and who speaks first."""

from enum import StrEnum
from typing import NamedTuple

from notelint.diagnostics import Severity
from notelint.rule import Rule
from notelint.rules.breaks.break_space import break_space
from notelint.rules.breaks.break_style import break_style
from notelint.rules.breaks.malformed_break import malformed_break
from notelint.rules.breaks.missing_break import missing_break
from notelint.rules.breaks.trailing_break import trailing_break
from notelint.rules.entries.empty_entry import empty_entry
from notelint.rules.entries.entry_number import entry_number
from notelint.rules.entries.title_glue import title_glue
from notelint.rules.entries.title_lines import title_lines
from notelint.rules.figures.figure_attributes import figure_attributes
from notelint.rules.figures.figure_case import figure_case
from notelint.rules.figures.figure_list_break import figure_list_break
from notelint.rules.figures.figure_path import figure_path
from notelint.rules.figures.missing_figure import missing_figure
from notelint.rules.links.paper_id import paper_id
from notelint.rules.links.paper_url import paper_url
from notelint.rules.links.tracking_query import tracking_query
from notelint.rules.own.unreadable import unreadable
from notelint.rules.own.unused_suppression import unused_suppression
from notelint.rules.papers.duplicate_paper import duplicate_paper
from notelint.rules.papers.other_title import other_title


class On(StrEnum):
    """When a rule speaks without being selected."""

    YES = "yes"
    NO = "no"
    AUTO = "auto"  # where the notebook's own habit makes it a defect
    ALWAYS = "always"  # cannot be switched off


class Listing(NamedTuple):
    """A rule's row in the catalogue. `fix` says who may apply its fixes: layout, safe, unsafe, "layout, safe", or "" for none."""

    rule: Rule
    on: On
    severity: Severity
    fix: str = ""

    @property
    def code(self) -> str:
        """The rule's code, `L402`."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The rule's name, `tracking-query`."""
        return self.rule.name


FAMILIES = {
    "E": "Entries",
    "B": "Breaks",
    "F": "Figures",
    "L": "Links, without asking the network",
    "P": "Papers",
    "N": "Network",
    "S": "Structure",
    "W": "White space",
    "X": "notelint itself",
}

LISTINGS: tuple[Listing, ...] = (
    Listing(entry_number, On.YES, Severity.ERROR, "layout"),
    Listing(empty_entry, On.YES, Severity.ERROR),
    Listing(title_lines, On.YES, Severity.WARNING, "layout"),
    Listing(title_glue, On.AUTO, Severity.WARNING, "layout"),
    Listing(break_style, On.YES, Severity.WARNING, "layout"),
    Listing(missing_break, On.AUTO, Severity.ERROR, "layout"),
    Listing(malformed_break, On.YES, Severity.ERROR, "layout, safe"),
    Listing(trailing_break, On.AUTO, Severity.WARNING, "layout"),
    Listing(break_space, On.AUTO, Severity.WARNING, "layout"),
    Listing(missing_figure, On.YES, Severity.ERROR),
    Listing(figure_case, On.YES, Severity.ERROR, "safe"),
    Listing(figure_path, On.YES, Severity.ERROR, "layout, safe"),
    Listing(figure_list_break, On.YES, Severity.ERROR, "layout"),
    Listing(figure_attributes, On.YES, Severity.WARNING, "layout"),
    Listing(tracking_query, On.YES, Severity.WARNING, "layout"),
    Listing(paper_url, On.YES, Severity.WARNING, "layout, safe"),
    Listing(paper_id, On.YES, Severity.ERROR),
    Listing(duplicate_paper, On.YES, Severity.WARNING),
    Listing(other_title, On.YES, Severity.WARNING),
    Listing(unused_suppression, On.YES, Severity.WARNING, "safe"),
    Listing(unreadable, On.ALWAYS, Severity.ERROR),
)

# Where two rules speak of one place, the left one is heard: (who speaks first, who is silent then).
PRECEDENCE: tuple[tuple[str, str], ...] = (
    ("F303", "F302"),
    ("F303", "F301"),
    ("F302", "F301"),
    ("F307", "B202"),
    ("F307", "B204"),
    ("B203", "B201"),
    ("L405", "L403"),
    ("L405", "L402"),
    ("P502", "P501"),
)
