"""`notelint textconv`: a notebook as git compares it, without the numbers that change
with every entry above.
"""

from __future__ import annotations

import sys
from pathlib import Path

from notelint.errors import UnreadableError
from notelint.merge import unnumbered
from notelint.notebook.reading import read
from notelint.repo.work_tree import decode
from notelint.text.limits import seconds_for, within
from notelint.text.source import Source


def run(path: str) -> int:
    """Print a notebook without its entries' numbers; a file that is no notebook, or
    cannot be read as one, as it is.
    """
    data = Path(path).read_bytes()
    try:
        source = decode(data, path)
        text = (
            within(seconds_for(source.text), lambda: _compared(source), "read") or data
        )
    except UnreadableError:
        text = data
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    return 0


def _compared(source: Source) -> bytes:
    """The notebook in a text without its numbers; nothing where there is none."""
    notebook = read(source)
    return unnumbered(notebook).encode() if notebook.entries else b""
