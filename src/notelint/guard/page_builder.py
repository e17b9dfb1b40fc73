"""Builds a rendered page: its tokens in reading order, and the gap before each of them."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANKS = " \t\n\r\f"
_PIECES = re.compile(f"[{_BLANKS}]+|[^{_BLANKS}]+")
_TAG_MARK = "\0"  # in code: here was a tag


class PageToken(NamedTuple):
    """One thing on a page: WORD, RAW (a word that an HTML block shows as written), MARK,
    LINK, FIGURE, CODE, ITEM, COMMENT and so on.
    """

    kind: str
    value: str = ""


class Gap(NamedTuple):
    """What stands before a token: nothing, a `blank`, as many line breaks as `breaks`
    says, or a paragraph's `edge`.
    """

    kind: str = ""
    breaks: int = 0


NOTHING, BLANK, EDGE = Gap(), Gap("blank"), Gap("edge")


class Page(NamedTuple):
    """A rendered page. `gaps[i]` stands before `tokens[i]`.

    `numbers` are those that each list shows; where a tag at the left edge cuts a list and
    the rest counts on, or starts again at 1, it is one list, and one of
    `list_interruptions`. `hidden` is
    what stands nowhere in particular: declarations, and the text of code that is never
    closed.
    """

    tokens: list[PageToken]
    gaps: list[Gap]
    numbers: list[list[int]]
    list_interruptions: int
    hidden: list[str]


class _OpenList(NamedTuple):
    """A list that is open, or was just closed: ol or ul, its place in the page's
    numbers, and the number of its next item.
    """

    kind: str
    place: int
    next: int


class PageBuilder:
    """A page in the making.

    `texts` counts what is open around words that are a text; where there is none, an HTML
    block shows them as they are written. `hidden` takes what is seen nowhere.
    """

    def __init__(self) -> None:
        self.tokens: list[PageToken] = []
        self.gaps: list[Gap] = []
        self.numbers: list[list[int]] = []
        self.hidden: list[str] = []
        self.texts = 0
        self._gap = NOTHING
        self._in_word = False
        self._may_interrupt = (
            False  # something that may be a cut stands after the last list
        )
        self._interruptions = 0
        self._code: list[str] | None = (
            None  # the text of a code block, with a mark for each tag in it
        )
        self._code_class = ""
        self._span: list[str] | None = None  # that of a code span
        self._last: _OpenList | None = None  # the outermost list that has just ended
        self._lists: list[_OpenList] = []
        self._empty_items: list[
            bool
        ] = []  # for each open item, whether nothing is in it yet

    def page(self) -> Page:
        """What has been put down."""
        self._leave_open(self._code)
        self._leave_open(self._span)
        self._end_last()
        return Page(
            self.tokens, self.gaps, self.numbers, self._interruptions, self.hidden
        )

    def add(self, kind: str, value: str, gap: Gap = NOTHING) -> None:
        """A thing that has no say in what is around it."""
        self.tokens.append(PageToken(kind, value))
        self.gaps.append(gap)

    def put(self, kind: str, value: str = "") -> None:
        """A thing on the page, with the gap that stands before it."""
        if self._last:
            if kind in {"FIGURE", "RAW"} and not self.texts:
                self._may_interrupt = True
            else:
                self._end_last()
        self._mark()
        self.add(kind, value, self._gap)
        self._gap = NOTHING
        self._in_word = False
        if self._empty_items:
            self._empty_items[-1] = False

    def put_block(self, kind: str, value: str = "") -> None:
        """A thing that begins a line of its own: of the breaks before it all but one are
        seen.
        """
        if self._last:
            self._end_last()
        self.end_line()
        self.put(kind, value)

    def _mark(self) -> None:
        for code in (self._code, self._span):
            if code is not None:
                code.append(_TAG_MARK)

    def write(self, text: str) -> None:
        """Text, in code or as words and the gaps between them."""
        code = self._span if self._code is None else self._code
        if code is not None:
            code.append(text)
            return
        for piece in _PIECES.findall(text):
            if piece[0] in _BLANKS:
                self._in_word = False
                if not self._gap.kind:
                    self._gap = BLANK
            elif self._in_word:
                kind, value = self.tokens[-1]
                self.tokens[-1] = PageToken(kind, value + piece)
            else:
                self.put("WORD" if self.texts else "RAW", piece)
                self._in_word = True

    def put_break(self) -> None:
        """A line break. A paragraph's edge is the larger gap."""
        self._mark()
        self._may_interrupt = self._last is not None
        if self._gap.kind != "edge":
            self._gap = Gap("break", self._gap.breaks + 1)
        self._in_word = False

    def edge(self) -> None:
        """A paragraph begins. One that an item begins with looks the same without it."""
        if not (self._empty_items and self._empty_items[-1]):
            self._gap = (
                Gap("edge", self._gap.breaks - 1) if self._gap.kind == "break" else EDGE
            )

    def edge_of_raw(self) -> None:
        """A figure in an HTML block stands apart, but where it cuts a list."""
        if not self.texts and not self._last:
            self.edge()

    def end_line(self) -> None:
        """A block ends. A break at its end is not seen, each one more is."""
        if self._gap.kind == "break" and self._gap.breaks > 1:
            self.add("BREAKS", str(self._gap.breaks - 1))
        self._gap = NOTHING
        self._in_word = False

    # Code.

    def start_code(self, attributes: str) -> None:
        """A code block."""
        self._leave_open(self._code)
        self._code, self._code_class = [], attributes

    def end_code(self) -> None:
        """The code block that is open, if one is."""
        if self._code is not None:
            text, self._code = "".join(self._code), None
            self.put_block("CODE", f"{self._code_class}\n{text}")

    def start_span(self, attributes: str) -> None:
        """A code span, or what tells the language of the code block that is open."""
        if self._code is not None:
            self._code_class = self._code_class or attributes
        else:
            self._leave_open(self._span)
            self._span = []

    def end_span(self) -> None:
        """The code span that is open; else a mark."""
        if self._span is None:
            self.put("MARK", "/code")
        else:
            text, self._span = "".join(self._span), None
            self.put("MARK", f"code {text}")

    def _leave_open(self, code: list[str] | None) -> None:
        """Code that is never closed, or not before the next."""
        if code is not None:
            self.hidden.append("".join(code))

    # Lists.

    def start_list(self, kind: str, start: int) -> None:
        """A list, or the rest of one that was cut."""
        last = self._last
        if (
            last
            and self._may_interrupt
            and kind == last.kind == "ol"
            and start in {1, last.next}
        ):
            self._last, self._may_interrupt = None, False
            self._interruptions += 1
            self._lists.append(last._replace(next=start))
            return
        self.put_block("LIST", kind)
        self._lists.append(_OpenList(kind, len(self.numbers), start))
        self.numbers.append([])

    def end_list(self) -> None:
        """The innermost list.

        Whether the outermost one has ended, or is cut, is told by what follows.
        """
        if not self._lists:
            return
        ended = self._lists.pop()
        self._gap = NOTHING
        if self._lists or self.texts:
            self.put_block("END", ended.kind)
        else:
            self._last = ended

    def _end_last(self) -> None:
        if self._last:
            self.add("END", self._last.kind)
            self._last, self._may_interrupt = None, False

    def start_item(self, attributes: str) -> None:
        """An item, with its number in the lists that have some."""
        inner = self._lists[-1] if self._lists else _OpenList("?", 0, 0)
        self.put_block("ITEM", f"{inner.kind} {len(self._lists)} {attributes}".rstrip())
        self._empty_items.append(True)
        if inner.kind == "ol":
            self.numbers[inner.place].append(inner.next)
            self._lists[-1] = inner._replace(next=inner.next + 1)

    def end_item(self) -> None:
        """The innermost item."""
        if self._empty_items:
            self._empty_items.pop()
            self.end_line()
