"""What notelint reports: a Finding as a rule sees it, a Diagnostic as a reader does."""

import re
from enum import StrEnum
from typing import NamedTuple

from notelint.text.display import shorten_middle
from notelint.text.source import Position, Span

# Characters of a word, such as an address, and of a whole text. In 13,273 messages about
# real notebooks the longest word has 175, the longest message 197.
_LONGEST_WORD = 180
_LONGEST_TEXT = 300


def _on_one_line(text: str) -> str:
    """A text without line breaks: what a message quotes, such as a tag or a link's text,
    may stand on two lines in the notebook.
    """
    if text.isprintable():
        return text
    return re.sub(r"\s*[\r\n]\s*", " ", text)


def _cut(text: str) -> str:
    """A text of at most 300 characters, in words of at most 180.

    What is longer is cut in its middle: what to do may stand at its end.
    """
    if len(text) <= _LONGEST_WORD:
        return text
    words = [shorten_middle(word, _LONGEST_WORD) for word in text.split(" ")]
    return shorten_middle(" ".join(words), _LONGEST_TEXT)


class Severity(StrEnum):
    """How bad a finding is.

    An error is something wrong that readers see, a warning disturbs the notebook's order,
    an info is a remark that never fails a run.
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
    """Replace the text in `span` by `text`."""

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
    """A finding as a rule reports it: where, what, and how to fix it.

    The rule's name and the severity are added outside.
    """

    span: Span
    message: str
    fix: Fix | None = None
    help: str = ""

    @property
    def printable(self) -> "Finding":
        """The finding with short texts of one line, whatever a notebook puts into them.

        Spans and edits stay.
        """
        texts = (self.message, self.help, self.fix.message if self.fix else "")
        if all(len(text) <= _LONGEST_WORD and text.isprintable() for text in texts):
            return self
        message, help_, fix_message = (_cut(_on_one_line(text)) for text in texts)
        fix = self.fix._replace(message=fix_message) if self.fix else None
        return self._replace(message=message, fix=fix, help=help_)


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
        from hashlib import blake2b  # imports OpenSSL, and only programs ask for it

        identity = self.identity.encode("utf-8", "surrogatepass")
        return blake2b(identity, digest_size=8).hexdigest()
