"""What the reporters for people share: colours, widths, and nothing that a stranger's
notebook could do to a terminal.
"""

from __future__ import annotations

import re

from notelint.text.diagnostics import Severity

_CONTROL = r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
COMMAND = (
    r"##(?=\w*\[)"  # `##[group]`, `##vso[task.setvariable]`, `##teamcity[message]`
)
_CODES = {
    "bold": "1",
    "red": "31;1",
    "green": "32",
    "yellow": "33;1",
    "blue": "34",
    "cyan": "36;1",
    "dim": "2",
}
_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def paint(text: str, style: str, *, color: bool) -> str:
    """The text in a style, where colours are wanted."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text


def style_of(severity: Severity) -> str:
    """The style that a severity is shown in."""
    return _SEVERITY[severity]


def sanitize_terminal(text: str) -> str:
    """The text without what controls a terminal or a CI's log.

    Characters that do so, turn the direction or end the line become U+FFFD, a tab a space;
    so does one of `##[`, `##vso[` and their like, after which GitHub's runner, Azure's
    agent and TeamCity look for a command anywhere in a line. The length stays.
    """
    plain = (
        text
        if text.isprintable()
        else re.sub(_CONTROL, lambda match: " " if match[0] == "\t" else "\ufffd", text)
    )
    return re.sub(COMMAND, "#\ufffd", plain) if "##" in plain else plain


def sanitize_line_start(text: str) -> str:
    """A harmless text at the start of a line, where GitHub's runner takes `::` for the
    beginning of a command.
    """
    plain = sanitize_terminal(text)
    return f"./{plain}" if plain.lstrip().startswith("::") else plain


def sanitize_diff_line(text: str) -> str:
    """A whole line of a text that a stranger wrote, as `sanitize_terminal`; nor does it
    begin with `::`.

    The length stays.
    """
    return re.sub(r"^(\s*):(?=:)", "\\1\ufffd", sanitize_terminal(text))


def plural(count: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
