"""Any bytes are read as a notebook whose parts lie in the text and in order, or said to
be unreadable.
"""

from __future__ import annotations

from notelint.errors import UnreadableError
from notelint.notebook.reading import read
from notelint.text.source import Source
from tests.fuzz.corpus import decoded as shown
from tests.fuzz.corpus import markdown as seeds
from tests.fuzz.oracles import check_notebook

__all__ = ["run", "seeds", "shown"]


def run(data: bytes) -> None:
    """Read the notebook."""
    try:
        source = Source.from_bytes(data)
        notebook = read(source)
    except UnreadableError:
        return
    check_notebook(notebook)
