"""The tree that `parse` returns: blocks and inlines, each with its exact range in the source.

Every `span` counts code points of the text that was parsed. A block's span runs from its
first character (marker included) to the end of its last line, without that line's end.
Everything is a NamedTuple: frozen, small, safe to share between threads.
"""

from typing import NamedTuple, TypeAlias

from notelint.text.source import Span

# Inlines


class Text(NamedTuple):
    """Words as they are read: entities and backslash escapes are decoded in `text`, not
    in the span.
    """

    span: Span
    text: str


class LineBreak(NamedTuple):
    """The end of a line inside a paragraph.

    `style`: soft, backslash or two-spaces; the span covers marker and line end.
    """

    span: Span
    style: str


class InlineCode(NamedTuple):
    """A code span; `text` is its content as shown."""

    span: Span
    text: str


class Math(NamedTuple):
    """`$…$`, `$$…$$` or ``$`…`$``, as GitHub renders them; `text` is everything between
    the dollars.
    """

    span: Span
    text: str


class Styled(NamedTuple):
    """Emphasised text. `kind`: em, strong or del."""

    span: Span
    kind: str
    children: "tuple[Inline, ...]"


class Link(NamedTuple):
    """A link. `form`: inline, full, collapsed, shortcut, autolink (`<url>`) or bare.

    `target` and `title` are decoded. `target_span` is the destination as written, without
    angle brackets: in the link itself, or in its definition where the link is a reference.
    `text_span` is what stands between the brackets.
    """

    span: Span
    form: str
    target: str
    target_span: Span
    title: str
    title_span: Span | None
    text_span: Span
    children: "tuple[Inline, ...]"


class Image(NamedTuple):
    """A picture in Markdown syntax; fields as in Link, `children` being the alt text."""

    span: Span
    form: str
    target: str
    target_span: Span
    title: str
    title_span: Span | None
    text_span: Span
    children: "tuple[Inline, ...]"


class FootnoteReference(NamedTuple):
    """`[^label]` where the label has a definition."""

    span: Span
    label: str


class Attribute(NamedTuple):
    """`name="value"` in a tag.

    `span`: all of it; `value_span`: the value without quotes, None where there is no `=`.

    `value` has its entities decoded. `quote` is `"`, `'` or empty.
    """

    span: Span
    name: str
    value: str
    value_span: Span | None
    quote: str


class Tag(NamedTuple):
    """An HTML tag, inline or in an HTML block.

    `name` is in lower case; `form`: open, empty (`<x/>`) or close.
    """

    span: Span
    name: str
    form: str
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> Attribute | None:
        """The first attribute of that name, as a browser takes it."""
        return next((each for each in self.attributes if each.name == name), None)


class RawHtml(NamedTuple):
    """Inline HTML that is no tag: a comment, a declaration, a processing instruction, CDATA."""

    span: Span
    kind: str


Inline: TypeAlias = (
    Text
    | LineBreak
    | InlineCode
    | Math
    | Styled
    | Link
    | Image
    | FootnoteReference
    | Tag
    | RawHtml
)

# Blocks


class Paragraph(NamedTuple):
    """Running text.

    `task` is the range of `[ ]` or `[x]` where the paragraph opens a task item.
    """

    span: Span
    children: "tuple[Inline, ...]"
    task: Span | None = None


class Heading(NamedTuple):
    """`# Title` or an underlined one; `text_span` is the title without marks, empty
    where there is none.
    """

    span: Span
    level: int
    text_span: Span
    children: "tuple[Inline, ...]"


class CodeBlock(NamedTuple):
    """Code, fenced or indented; `info` is the fence's info string."""

    span: Span
    fenced: bool
    info: str


class HtmlBlock(NamedTuple):
    """An HTML block: Markdown is not read in it.

    `parts` are its tags and comments, in order; `text` has its lines without indent.
    """

    span: Span
    parts: tuple[Tag | RawHtml, ...]
    text: str


class ThematicBreak(NamedTuple):
    """`---`, `***` or `___`."""

    span: Span


class Quote(NamedTuple):
    """A block quote.

    `alert` is `note`, `tip`, `important`, `warning` or `caution` where GitHub shows it as
    one.
    """

    span: Span
    children: "tuple[Block, ...]"
    alert: str = ""


class Item(NamedTuple):
    """A list item.

    `marker` is `-`, `+`, `*`, `1.` or `1)` as written; `column` is where its text stands
    (from 0, tabs as 4).

    `list_interruptions` are the lines (from 1) in it at which GitHub ends the list, though
    CommonMark does not: a lone tag left of the text.
    """

    span: Span
    marker: str
    marker_span: Span
    column: int
    children: "tuple[Block, ...]"
    list_interruptions: tuple[int, ...] = ()

    @property
    def number(self) -> int | None:
        """The number as written; None for a bullet."""
        return int(self.marker[:-1]) if len(self.marker) > 1 else None


class ListBlock(NamedTuple):
    """A list: items of one kind of marker.

    `loose`: shown with paragraphs, because a blank line parts its items or their blocks.
    """

    span: Span
    ordered: bool
    loose: bool
    children: tuple[Item, ...]


class Cell(NamedTuple):
    """A table cell; `\\|` in it is read as `|`."""

    span: Span
    children: "tuple[Inline, ...]"


class Row(NamedTuple):
    """A table row, its cells as many as the header's; those that are not written stand,
    empty, at its end.
    """

    span: Span
    children: tuple[Cell, ...]


class Table(NamedTuple):
    """A table; `align` has left, center, right or an empty string for each column."""

    span: Span
    align: tuple[str, ...]
    head: Row
    children: tuple[Row, ...]


class Definition(NamedTuple):
    """A link reference definition, `[label]: target "title"`; `label` is normalised."""

    span: Span
    label: str
    target: str
    target_span: Span
    title: str
    title_span: Span | None


class FootnoteDefinition(NamedTuple):
    """`[^label]: text` and what is indented below it."""

    span: Span
    label: str
    children: "tuple[Block, ...]"


class FrontMatter(NamedTuple):
    """The YAML at the head of a file, fences included."""

    span: Span


Block: TypeAlias = (
    Paragraph
    | Heading
    | CodeBlock
    | HtmlBlock
    | ThematicBreak
    | Quote
    | ListBlock
    | Item
    | Table
    | Row
    | Cell
    | Definition
    | FootnoteDefinition
    | FrontMatter
)
Node: TypeAlias = Block | Inline


class Document(NamedTuple):
    """A parsed text."""

    span: Span
    children: "tuple[Block, ...]"


def children_of(node: Node | Document) -> tuple[Node, ...]:
    """What stands inside a node, in reading order; a table's head comes first."""
    if isinstance(node, Table):
        return (node.head, *node.children)
    return getattr(node, "children", ())
