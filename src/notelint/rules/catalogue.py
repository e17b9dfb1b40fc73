"""All rules, in the order of their codes, and the families that they belong to."""

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

RULES: tuple[Rule, ...] = (
    entry_number,
    entry_marker,
    empty_entry,
    entry_link,
    entry_description,
    title_lines,
    placeholder_link,
    entry_shape,
    stray_comment,
    title_glue,
    break_style,
    missing_break,
    malformed_break,
    trailing_break,
    break_space,
    missing_figure,
    figure_case,
    figure_path,
    figure_untracked,
    figure_folder,
    unused_figure,
    figure_list_break,
    figure_attributes,
    figure_alt,
    figure_size,
    figure_blob,
    figure_content,
    figure_syntax,
    malformed_link,
    tracking_query,
    paper_url,
    arxiv_form,
    paper_id,
    dead_host,
    missing_file,
    missing_anchor,
    unsafe_url,
    bare_url,
    private_url,
    redirect_wrapper,
    badge_target,
    duplicate_paper,
    other_title,
    pinned_version,
    cross_listed,
    missing_paper,
    dead_link,
    moved_link,
    wrong_paper,
    withdrawn_paper,
    unverified_link,
    published_paper,
    refused_link,
    outline,
    heading_space,
    empty_section,
    duplicate_section,
    duplicate_anchor,
    trailing_space,
    blank_lines,
    entry_indent,
    final_newline,
    unused_suppression,
    unreadable,
    merge_marker,
)

# Pairs of codes: the first rule's findings are kept where both report the same place.
PRECEDENCE: tuple[tuple[str, str], ...] = tuple(
    (rule.code, dropped) for rule in RULES for dropped in rule.precedence_over
)
