"""A notebook that is built of entries, figures, addresses, breaks and markers of all
kinds: read, checked, formatted, fixed.
"""

from __future__ import annotations

from notelint.config import Config
from notelint.engine.formatter import LAYOUT, SAFE
from notelint.errors import UnreadableError
from notelint.notebook.model import Preferences
from notelint.notebook.reading import read
from notelint.text.source import Source
from tests.fuzz.choices import Choices
from tests.fuzz.corpus import choices as seeds
from tests.fuzz.notebooks import notebook
from tests.fuzz.oracles import check_checking, check_notebook, formatted

__all__ = ["run", "seeds", "shown"]

_CONFIGS = (
    Config(),
    Config(),
    Config(select=("ALL",)),
    Config(notebook=Preferences(line_break="<br>", arxiv_link="abs", figure="html")),
    Config(
        notebook=Preferences(
            line_break="backslash", arxiv_link="pdf", figure="markdown"
        )
    ),
    Config(notebook=Preferences(line_break="two-spaces")),
)


def shown(data: bytes) -> str:
    """The notebook that the bytes make."""
    return _made(data)[1]


def _made(data: bytes) -> tuple[Config, str]:
    choices = Choices(data)
    return choices.one_of(_CONFIGS), notebook(choices)


def run(data: bytes) -> None:
    """Build the notebook, and hold it to everything."""
    config, text = _made(data)
    try:
        check_notebook(read(Source.from_text(text)))
    except UnreadableError:
        return
    check_checking(text, config)
    for kinds in (LAYOUT, SAFE):
        outcome = formatted(text, kinds, config)
        assert not outcome.problems, outcome.problems
