"""What several rules ask about one notebook, computed when it is first asked and kept."""

from notelint.markdown import tree
from notelint.notebook.anchors import Anchor, anchors_in
from notelint.notebook.model import Notebook
from notelint.notebook.passages import Passage, passages_in
from notelint.text.source import Source


class NotebookFacts:
    """The facts about one notebook, each computed once.

    Two threads that ask at the same moment may both compute a fact, and both get an equal
    one: no lock is needed, since a fact is stored only when it is complete.
    """

    # The facts hold source and tree, not the notebook, which would make a cycle of
    # references that only the garbage collector can free.
    __slots__ = ("_anchors", "_passages", "_source", "_tree")

    def __init__(self, source: Source, document: tree.Document) -> None:
        self._source = source
        self._tree = document
        self._anchors: tuple[Anchor, ...] | None = None
        self._passages: tuple[Passage, ...] | None = None

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every place that a link can lead to, in order."""
        if self._anchors is None:
            self._anchors = anchors_in(self._tree, self._source)
        return self._anchors

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs outside of quotes, in order."""
        if self._passages is None:
            self._passages = passages_in(self._tree)
        return self._passages


def facts_of(notebook: Notebook) -> NotebookFacts:
    """The facts about a notebook: the same object each time, for as long as it lives."""
    # `setdefault` is atomic, so that threads agree on one object.
    attributes = vars(notebook)
    facts: NotebookFacts | None = attributes.get("_facts")
    if facts is None:
        new = NotebookFacts(notebook.source, notebook.tree)
        facts = attributes.setdefault("_facts", new)
    return facts
