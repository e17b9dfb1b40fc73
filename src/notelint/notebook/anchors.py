"""Where links can lead to in a page: the anchors that GitHub makes of headings, and those
that its writer set.

The rule is html-pipeline's table of contents filter: lower case, without what is neither a
word character, a space nor a hyphen, spaces to hyphens. GitHub numbers headings of one name
as github-slugger does, whose fixtures are GitHub's own answers.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from notelint.markdown import tree
from notelint.markdown.text import unescape_entities
from notelint.markdown.words import plain
from notelint.papers.addresses import decoded
from notelint.text.source import Source, Span

_ALWAYS = frozenset(
    {"top", "readme"}
)  # the browser's own, and the frame around a README
_PREFIX = "user-content-"
_TAB = "-ov-file"  # README, licence and the like on a repository's front page
_ROUTES = (
    "/",
    "!",
    "?",
)  # `#/page` is an address in a site made by docsify and its like
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LETTERS = (
    range(0x24B6, 0x24EA),
    range(0x1F130, 0x1F14A),
    range(0x1F150, 0x1F16A),
    range(0x1F170, 0x1F18A),
)  # Ⓐ, 🄰, 🅐, 🅰
_OWN_NAME = (
    r"\s*\{#([^\s{}]+)[^{}]*\}\s*$"  # pandoc's and kramdown's `## Title {#name}`
)


class Anchor(NamedTuple):
    """A place that links can lead to.

    `name` is what a link writes after `#`; `span` the heading, or the value of the
    attribute that names the place. `words` are the heading's, empty where `explicit`: set
    by `id` or `name`. `others` are names on which our sources do not agree with each other.
    """

    name: str
    span: Span
    words: str
    explicit: bool
    others: frozenset[str] = frozenset()
    tag: tree.Tag | None = None

    @property
    def is_certain(self) -> bool:
        """Whether all sources give a heading this name."""
        return not self.others


def slug(words: str) -> str:
    """The name that GitHub makes of a heading's words, before it counts those of one name."""
    # Ruby knows no final sigma, so letters are lowered one by one.
    lower = "".join(map(str.lower, words)) if "Σ" in words else words.lower()
    return "".join(
        "-" if char == " " else char
        for char in lower
        if char in _PLAIN or char == " " or _is_word(char)
    )


def _is_word(char: str) -> bool:
    """Ruby's `\\p{Word}`: Alphabetic, Mark, Decimal_Number, Connector_Punctuation."""
    kind = category(char)
    return (
        kind[0] in "LM"
        or kind in {"Nd", "Nl", "Pc"}
        or (kind == "So" and any(ord(char) in letters for letters in _LETTERS))
    )


def anchors_in(document: tree.Document, source: Source) -> tuple[Anchor, ...]:
    """Every place that a link can lead to, in order."""
    found = _Finder(source)
    found.walk(document.children)
    found.close()
    return tuple(
        sorted([*_named(found.headings), *found.explicit], key=lambda each: each.span)
    )


def names_in(document: tree.Document, source: Source) -> frozenset[str]:
    """The names that links can lead to in a page, as `is_there` compares them."""
    return names_of(anchors_in(document, source))


def names_of(anchors: Iterable[Anchor]) -> frozenset[str]:
    """The names of anchors, as `is_there` compares them."""
    return frozenset(
        key_of(name)
        for anchor in anchors
        for name in (anchor.name, *anchor.others)
        if name
    )


def is_there(fragment: str, names: Container[str]) -> bool:
    """Whether a fragment (what stands after the `#`) leads somewhere in a page with these
    names (`names_in`).

    Letter case is no matter, nor are percent-encoding and GitHub's prefix. The names that
    every page has are there, as is the text that a `:~:text=` asks the browser for.
    """
    name, directive, _ = fragment.partition(":~:")
    if (directive and not name) or name.startswith(_ROUTES):
        return True
    keys = (key_of(name), key_of(decoded(name)))
    return any(key in _ALWAYS or key.endswith(_TAB) or key in names for key in keys)


def key_of(name: str) -> str:
    """A name as it is compared: in lower case, without GitHub's prefix."""
    return name.lower().replace("ς", "σ").removeprefix(_PREFIX)


class _Heading(NamedTuple):
    """A heading as it was met.

    `text` has its line ends and spaces as they stand in the page; `noted` has its
    footnotes' numbers too.
    """

    span: Span
    text: str
    noted: str


class _Finder:
    """One walk over a text.

    A heading written in HTML takes what follows its tag, up to its end or the next heading.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.headings: list[_Heading] = []
        self.explicit: list[Anchor] = []
        self._notes: dict[str, int] = {}
        self._open: tree.Tag | None = None
        self._words: list[str] = []

    def walk(self, nodes: Sequence[tree.Node]) -> None:
        """Find what there is in a row of siblings."""
        for node in nodes:
            match node:
                case tree.Heading():
                    self._close(node.span.start)
                    self.walk(node.children)
                    self.headings.append(
                        _Heading(
                            node.span,
                            plain(node.children, "\n"),
                            "".join(self._noted(node.children)),
                        )
                    )
                case tree.HtmlBlock():
                    self._html(node)
                case tree.Tag():
                    self._tag(node)
                case tree.FootnoteReference():
                    self._notes.setdefault(node.label, len(self._notes) + 1)
                case tree.FootnoteDefinition():
                    names = frozenset({f"fnref-{node.label}", f"footnote-{node.label}"})
                    self.explicit.append(
                        Anchor(f"fn-{node.label}", node.span, "", True, names)
                    )
                    self.walk(node.children)
                case (
                    tree.Text() | tree.InlineCode() | tree.Math() | tree.LineBreak()
                ) if self._open:
                    self._words.append(plain([node], "\n"))
                case _:
                    self.walk(tree.children_of(node))

    def _noted(self, nodes: Sequence[tree.Inline]) -> Iterator[str]:
        for node in nodes:
            yield (
                str(self._notes[node.label])
                if isinstance(node, tree.FootnoteReference)
                else plain([node], "\n")
            )

    def _html(self, block: tree.HtmlBlock) -> None:
        place = block.span.start
        for part in (*block.parts, None):
            end = part.span.start if part else block.span.end
            if self._open:
                self._words.append(unescape_entities(self.source.text[place:end]))
            if isinstance(part, tree.Tag):
                self._tag(part)
            place = part.span.end if part else end

    def _tag(self, tag: tree.Tag) -> None:
        if len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1] in "123456":
            self._close(tag.span.end if tag.form == "close" else tag.span.start)
            self._open = tag if tag.form == "open" else None
        given = {
            attribute.value: attribute
            for attribute in (tag.get("name"), tag.get("id"))
            if attribute
        }
        for name, attribute in given.items():
            if name and attribute.value_span and "{{" not in name and "{%" not in name:
                self.explicit.append(
                    Anchor(name, attribute.value_span, "", True, tag=tag)
                )

    def _close(self, end: int) -> None:
        """End the HTML heading that is open."""
        if self._open:
            text = "".join(self._words)
            self.headings.append(_Heading(Span(self._open.span.start, end), text, text))
        self._open, self._words = None, []

    def close(self) -> None:
        """End the text."""
        self._close(len(self.source.text))


def _named(headings: Sequence[_Heading]) -> Iterator[Anchor]:
    """The headings with their names, as github-slugger counts them; html-pipeline counts
    differently where counted names meet others.

    GitHub's manual says that blanks at the ends go, its page of `# &#x20;a` that they stay,
    as they do next to a picture.
    """
    raw = [slug(each.text) for each in headings]
    trimmed = [
        slug(" ".join(line.strip() for line in each.text.splitlines()).strip())
        for each in headings
    ]
    noted = [slug(each.noted) for each in headings]
    ways = [_numbered(raw), _counted(raw)]
    ways += [
        count(names)
        for names in (trimmed, noted)
        if names != raw
        for count in (_numbered, _counted)
    ]
    for place, heading in enumerate(headings):
        name, others = ways[0][place], {names[place] for names in ways}
        if own := re.search(_OWN_NAME, heading.text):
            others |= {own[1], slug(heading.text[: own.start()].strip())}
        yield Anchor(
            name,
            heading.span,
            " ".join(heading.text.split()),
            False,
            frozenset(others - {name, ""}),
        )


def _numbered(names: Sequence[str]) -> list[str]:
    """Each name once, with the next number that is free."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        unique = name
        while unique in taken:
            taken[name] += 1
            unique = f"{name}-{taken[name]}"
        taken[unique] = 0
        found.append(unique)
    return found


def _counted(names: Sequence[str]) -> list[str]:
    """Each name with the number of those before it that are alike."""
    counts: Counter[str] = Counter()
    found = []
    for name in names:
        found.append(f"{name}-{counts[name]}" if counts[name] else name)
        counts[name] += 1
    return found
