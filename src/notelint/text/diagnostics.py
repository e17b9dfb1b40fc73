"""What notelint says: a Finding as a rule sees it, a Diagnostic as a reader does."""

import re
from enum import StrEnum
from typing import NamedTuple

from notelint.text.display import shorten_middle
from notelint.text.source import Position, Span

# Characters of a word, such as an address; the longest of 13,273 messages about real
# notebooks has 175
_WORD = 180
_TEXT = 300  # characters of all, of which the longest has 197


def _on_one_line(text: str) -> str:
    """A text without line breaks: what a message quotes may stand on two lines in the
    notebook, as a tag or a link's text may.
    """
    return text if text.isprintable() else re.sub(r"\s*[\r\n]\s*", " ", text)


def _cut(text: str) -> str:
    """A text of at most 300 characters, in words of at most 180.

    What is longer is cut in its middle: what to do may stand at its end.
    """
    words = (
        [shorten_middle(word, _WORD) for word in text.split(" ")]
        if len(text) > _WORD
        else [text]
    )
    return shorten_middle(" ".join(words), _TEXT)


class Severity(StrEnum):
    """How bad: readers see something wrong, the notebook's order, or a remark that never
    fails a run.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Applicability(StrEnum):
    """Who may apply a fix: `fmt`, `check --fix`, or only a person who asked for guesses."""

    LAYOUT = "layout"
    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Put `text` in the place of `span`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that go together, all or nothing."""

    applicability: Applicability
    edits: tuple[Edit, ...]
    message: str = ""

    @classmethod
    def layout(cls, *edits: Edit, message: str = "") -> "Fix":
        """Part of canonical form: words, targets, figures, code and structure stay."""
        return cls(Applicability.LAYOUT, edits, message)

    @classmethod
    def safe(cls, *edits: Edit, message: str = "") -> "Fix":
        """Changes the page the way its writer meant it."""
        return cls(Applicability.SAFE, edits, message)

    @classmethod
    def unsafe(cls, *edits: Edit, message: str = "") -> "Fix":
        """A guess."""
        return cls(Applicability.UNSAFE, edits, message)


class Finding(NamedTuple):
    """A rule's view: where, what, and how to mend it.

    Who says so and how bad it is are added outside.
    """

    span: Span
    message: str
    fix: Fix | None = None
    help: str = ""

    @property
    def printable(self) -> "Finding":
        """The finding with short texts of one line, whatever a notebook puts into them.

        Places and edits have it all.
        """
        texts = (self.message, self.help, self.fix.message if self.fix else "")
        if all(len(text) <= _WORD and text.isprintable() for text in texts):
            return self
        message, more, of_fix = (_cut(_on_one_line(text)) for text in texts)
        return self._replace(
            message=message,
            fix=self.fix and self.fix._replace(message=of_fix),
            help=more,
        )


class Diagnostic(NamedTuple):
    """A reader's view of a finding.

    `identity` is what the fingerprint is made of; `url` leads to the rule's page.
    """

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    span: Span
    start: Position
    end: Position
    fix: Fix | None
    identity: str
    url: str
    help: str = ""

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that name the finding without line numbers: rule,
        entry, offending text, and which of several.
        """
        from hashlib import blake2b  # takes OpenSSL along, and only programs ask for it

        return blake2b(
            self.identity.encode("utf-8", "surrogatepass"), digest_size=8
        ).hexdigest()
