"""Names of files where options may stand: pre-commit appends the names that a repository
has to our arguments, without a `--`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from notelint.errors import NotelintError
from notelint.reporters.text import sanitize_terminal
from notelint.text.display import shorten

_LONGEST = 80  # characters of a name that are shown


def refuse_options(arguments: Sequence[str]) -> None:
    """Raise NotelintError where an argument begins with `-` and a file of that name is
    there: nobody can tell which of the two is meant.

    What follows a `--` is a name and is safe, unless a file is called `--`. Names count
    from the working folder.
    """
    for argument in arguments:
        if argument.startswith("-") and os.path.lexists(argument):
            name = shorten(argument, _LONGEST, kept=_LONGEST)
            raise NotelintError(
                f"{sanitize_terminal(name)}: a file whose name looks like an option: rename it, or exclude it from the hook"
            )
        if argument == "--":
            return
