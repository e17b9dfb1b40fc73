"""All rules, listed: how bad each is, whether it is on, who may apply its fix, and who
speaks first.
"""

from enum import StrEnum
from typing import NamedTuple

from notelint.rules.base import Rule
from notelint.rules.breaks.break_space import break_space
from notelint.rules.breaks.break_style import break_style
from notelint.rules.breaks.malformed_break import malformed_break
from notelint.rules.breaks.missing_break import missing_break
from notelint.rules.breaks.trailing_break import trailing_break
from notelint.rules.entries.empty_entry import empty_entry
from notelint.rules.entries.entry_description import entry_description
from notelint.rules.entries.entry_link import entry_link
from notelint.rules.entries.entry_marker import entry_marker
from notelint.rules.entries.entry_number import entry_number
from notelint.rules.entries.entry_shape import entry_shape
from notelint.rules.entries.placeholder_link import placeholder_link
from notelint.rules.entries.stray_comment import stray_comment
from notelint.rules.entries.title_glue import title_glue
from notelint.rules.entries.title_lines import title_lines
from notelint.rules.figures.figure_alt import figure_alt
from notelint.rules.figures.figure_attributes import figure_attributes
from notelint.rules.figures.figure_blob import figure_blob
from notelint.rules.figures.figure_case import figure_case
from notelint.rules.figures.figure_content import figure_content
from notelint.rules.figures.figure_folder import figure_folder
from notelint.rules.figures.figure_list_break import figure_list_break
from notelint.rules.figures.figure_path import figure_path
from notelint.rules.figures.figure_size import figure_size
from notelint.rules.figures.figure_syntax import figure_syntax
from notelint.rules.figures.figure_untracked import figure_untracked
from notelint.rules.figures.missing_figure import missing_figure
from notelint.rules.figures.unused_figure import unused_figure
from notelint.rules.links.arxiv_form import arxiv_form
from notelint.rules.links.badge_target import badge_target
from notelint.rules.links.bare_url import bare_url
from notelint.rules.links.dead_host import dead_host
from notelint.rules.links.malformed_link import malformed_link
from notelint.rules.links.missing_anchor import missing_anchor
from notelint.rules.links.missing_file import missing_file
from notelint.rules.links.paper_id import paper_id
from notelint.rules.links.paper_url import paper_url
from notelint.rules.links.private_url import private_url
from notelint.rules.links.redirect_wrapper import redirect_wrapper
from notelint.rules.links.tracking_query import tracking_query
from notelint.rules.links.unsafe_url import unsafe_url
from notelint.rules.network.dead_link import dead_link
from notelint.rules.network.missing_paper import missing_paper
from notelint.rules.network.moved_link import moved_link
from notelint.rules.network.published_paper import published_paper
from notelint.rules.network.refused_link import refused_link
from notelint.rules.network.unverified_link import unverified_link
from notelint.rules.network.withdrawn_paper import withdrawn_paper
from notelint.rules.network.wrong_paper import wrong_paper
from notelint.rules.own.merge_marker import merge_marker
from notelint.rules.own.unreadable import unreadable
from notelint.rules.own.unused_suppression import unused_suppression
from notelint.rules.papers.cross_listed import cross_listed
from notelint.rules.papers.duplicate_paper import duplicate_paper
from notelint.rules.papers.other_title import other_title
from notelint.rules.papers.pinned_version import pinned_version
from notelint.rules.structure.duplicate_anchor import duplicate_anchor
from notelint.rules.structure.duplicate_section import duplicate_section
from notelint.rules.structure.empty_section import empty_section
from notelint.rules.structure.heading_space import heading_space
from notelint.rules.structure.outline import outline
from notelint.rules.whitespace.blank_lines import blank_lines
from notelint.rules.whitespace.entry_indent import entry_indent
from notelint.rules.whitespace.final_newline import final_newline
from notelint.rules.whitespace.trailing_space import trailing_space
from notelint.text.diagnostics import Severity


class On(StrEnum):
    """When a rule speaks without being selected."""

    YES = "yes"
    NO = "no"
    AUTO = "auto"  # where the notebook's own habit makes it a defect
    ALWAYS = "always"  # cannot be switched off


class Listing(NamedTuple):
    """A rule's row in the catalogue.

    `fix` says who may apply its fixes: layout, safe, unsafe, "layout, safe", or "" for
    none.
    """

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
    Listing(entry_number, On.YES, Severity.ERROR, "layout, safe"),
    Listing(entry_marker, On.YES, Severity.ERROR, "safe"),
    Listing(empty_entry, On.YES, Severity.ERROR),
    Listing(entry_link, On.AUTO, Severity.ERROR),
    Listing(entry_description, On.AUTO, Severity.WARNING),
    Listing(title_lines, On.YES, Severity.WARNING, "layout"),
    Listing(placeholder_link, On.YES, Severity.WARNING),
    Listing(entry_shape, On.AUTO, Severity.WARNING),
    Listing(stray_comment, On.YES, Severity.WARNING),
    Listing(title_glue, On.AUTO, Severity.WARNING, "layout, safe"),
    Listing(break_style, On.YES, Severity.WARNING, "layout"),
    Listing(missing_break, On.AUTO, Severity.ERROR, "layout"),
    Listing(malformed_break, On.YES, Severity.ERROR, "layout, safe"),
    Listing(trailing_break, On.AUTO, Severity.WARNING, "layout"),
    Listing(break_space, On.AUTO, Severity.WARNING, "layout"),
    Listing(missing_figure, On.YES, Severity.ERROR),
    Listing(figure_case, On.YES, Severity.ERROR, "safe"),
    Listing(figure_path, On.YES, Severity.ERROR, "layout, safe"),
    Listing(figure_untracked, On.YES, Severity.ERROR),
    Listing(figure_folder, On.AUTO, Severity.WARNING),
    Listing(unused_figure, On.NO, Severity.WARNING),
    Listing(figure_list_break, On.YES, Severity.ERROR, "layout, safe"),
    Listing(figure_attributes, On.YES, Severity.WARNING, "layout"),
    Listing(figure_alt, On.NO, Severity.WARNING),
    Listing(figure_size, On.YES, Severity.WARNING),
    Listing(figure_blob, On.YES, Severity.WARNING, "safe"),
    Listing(figure_content, On.YES, Severity.ERROR),
    Listing(figure_syntax, On.AUTO, Severity.WARNING, "layout"),
    Listing(malformed_link, On.YES, Severity.ERROR, "safe"),
    Listing(tracking_query, On.YES, Severity.WARNING, "layout, safe"),
    Listing(paper_url, On.YES, Severity.WARNING, "layout, safe"),
    Listing(arxiv_form, On.AUTO, Severity.WARNING, "safe"),
    Listing(paper_id, On.YES, Severity.ERROR),
    Listing(dead_host, On.YES, Severity.ERROR, "safe"),
    Listing(missing_file, On.YES, Severity.ERROR),
    Listing(missing_anchor, On.YES, Severity.ERROR, "safe"),
    Listing(unsafe_url, On.YES, Severity.ERROR),
    Listing(bare_url, On.NO, Severity.WARNING),
    Listing(private_url, On.YES, Severity.ERROR),
    Listing(redirect_wrapper, On.YES, Severity.WARNING, "safe"),
    Listing(badge_target, On.YES, Severity.WARNING),
    Listing(duplicate_paper, On.YES, Severity.WARNING),
    Listing(other_title, On.YES, Severity.WARNING),
    Listing(pinned_version, On.NO, Severity.WARNING, "safe"),
    Listing(cross_listed, On.NO, Severity.INFO),
    Listing(missing_paper, On.YES, Severity.ERROR),
    Listing(dead_link, On.YES, Severity.ERROR),
    Listing(moved_link, On.YES, Severity.WARNING, "safe"),
    Listing(wrong_paper, On.YES, Severity.ERROR, "unsafe"),
    Listing(withdrawn_paper, On.YES, Severity.WARNING),
    Listing(unverified_link, On.YES, Severity.INFO),
    Listing(published_paper, On.NO, Severity.INFO),
    Listing(refused_link, On.YES, Severity.WARNING),
    Listing(outline, On.AUTO, Severity.WARNING, "safe"),
    Listing(heading_space, On.YES, Severity.ERROR, "safe"),
    Listing(empty_section, On.NO, Severity.WARNING),
    Listing(duplicate_section, On.YES, Severity.WARNING),
    Listing(duplicate_anchor, On.YES, Severity.ERROR),
    Listing(trailing_space, On.YES, Severity.INFO, "layout"),
    Listing(blank_lines, On.YES, Severity.INFO, "layout"),
    Listing(entry_indent, On.YES, Severity.INFO, "layout"),
    Listing(final_newline, On.YES, Severity.INFO, "layout"),
    Listing(unused_suppression, On.YES, Severity.WARNING, "safe"),
    Listing(unreadable, On.ALWAYS, Severity.ERROR),
    Listing(merge_marker, On.ALWAYS, Severity.ERROR),
)

# Where two rules speak of one place, the left one is heard: (who speaks first, who is
# silent then).
PRECEDENCE: tuple[tuple[str, str], ...] = (
    ("E102", "E101"),
    ("E102", "E108"),
    ("E102", "W803"),
    ("E103", "E104"),
    ("E103", "E105"),
    ("E104", "E105"),
    ("E106", "W803"),
    ("E107", "L407"),
    ("L401", "E104"),
    ("L401", "E107"),
    ("L401", "L402"),
    ("L401", "L403"),
    ("L401", "L404"),
    ("L401", "L405"),
    ("L401", "L406"),
    ("L401", "L407"),
    ("L401", "L408"),
    ("L401", "L409"),
    ("L401", "L410"),
    ("L401", "L411"),
    ("L401", "L412"),
    ("L401", "L413"),
    ("L401", "F301"),
    ("L401", "F302"),
    ("L401", "F303"),
    ("L401", "F304"),
    ("F303", "F302"),
    ("F303", "F301"),
    ("F302", "F301"),
    ("F301", "F305"),
    ("F307", "B202"),
    ("F307", "B204"),
    ("F307", "W803"),
    ("B203", "B201"),
    ("B204", "B201"),
    ("B204", "B205"),
    ("L405", "L403"),
    ("L405", "L402"),
    ("L406", "L403"),
    ("L406", "L402"),
    ("L403", "L402"),
    ("L412", "L402"),
    ("L409", "L407"),
    ("L401", "S701"),
    ("L408", "S701"),
    ("P502", "P501"),
    ("P502", "P504"),
    ("P501", "P504"),
    *(
        (offline, f"N60{number}")
        for offline in ("L401", "L405", "L406", "L409", "L411")
        for number in (1, 2, 3, 6, 8)
    ),
    ("L402", "N603"),
    ("L403", "N603"),
    ("L412", "N603"),
    ("N601", "N604"),
    ("N604", "P502"),
    ("S702", "S704"),
)
