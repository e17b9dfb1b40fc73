"""`notelint textconv`: a notebook as git compares it, without the numbers that change with every entry above."""

from __future__ import annotations

import sys
from pathlib import Path

from notelint.errors import UnreadableError
from notelint.merge import unnumbered
from notelint.reader import read
from notelint.runner import SECONDS, SECONDS_PER_BYTE, time_limit
from notelint.world import decode


def run(path: str) -> int:
    """Print a notebook without its entries' numbers; a file that is no notebook, or cannot be read as one, as it is."""
    data = Path(path).read_bytes()
    try:
        source = decode(data, path)
        with time_limit(max(SECONDS, len(data) * SECONDS_PER_BYTE)):
            notebook = read(source)
            text = unnumbered(notebook).encode() if notebook.entries else data
    except UnreadableError:
        text = data
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    return 0
