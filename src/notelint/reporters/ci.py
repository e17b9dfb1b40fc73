"""What the reporters for CI share: a file's path as a CI knows it, and text that can do
nothing to a log.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from notelint.engine.discovery import STDIN
from notelint.repo import git
from notelint.reporters.text import COMMAND, sanitize_terminal

# Halves of characters, which UTF-8 has not, and what XML 1.0 has not
_NO_TEXT = r"[\ud800-\udfff\ufffe\uffff]"


def in_repository(path: str) -> str:
    """A file's path from the top of its repository, with `/`.

    The repository is that of the working folder where the file lies in it, else the file's
    own. A file in none goes by its path from the working folder, one elsewhere by its
    absolute path; standard input stays `-`. Bytes that are no UTF-8 are surrogates here.
    """
    if path == STDIN:
        return path
    here, file = Path.cwd(), Path(os.path.abspath(path))
    for root in (git.root_of(here), git.root_of(file.parent), here):
        if root and file.is_relative_to(root):
            file = file.relative_to(root)
            break
    return os.fsencode(file.as_posix()).decode("utf-8", "surrogateescape")


def plain(text: str) -> str:
    """One line that is harmless, and that UTF-8 and XML can hold: what they cannot
    becomes U+FFFD.
    """
    return (
        text
        if text.isprintable()
        else re.sub(_NO_TEXT, "\ufffd", sanitize_terminal(text))
    )


def as_json(value: Any) -> str:
    """A JSON text in ASCII, so that what a fix inserts cannot steer a terminal."""
    return _no_command(json.dumps(value, indent=2), "\\u0023") + "\n"


def as_markup(text: str) -> str:
    """HTML or XML in which no line is a command to GitHub's runner."""
    return _no_command(text, "&#35;")


def _no_command(text: str, sign: str) -> str:
    """The text with another spelling of `#` where a CI would take it for a command:
    `##[add-mask]`, `##vso[…]` count anywhere in a line.
    """
    return re.sub(COMMAND, lambda _: f"{sign}#", text)
