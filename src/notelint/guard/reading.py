"""A page as a person reads it, from the HTML that GitHub makes of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from notelint.guard.page_builder import Page, PageBuilder, PageToken
from notelint.papers import page_key

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Around words, and no edge of anything.
_STYLES = frozenset(
    "em strong del code kbd sub sup b i u s span font ins mark small".split()
)
_EMPTY = frozenset("br img input hr source wbr meta col".split())
# Blocks whose end is a thing of its own, so that nothing moves out of them or in.
_ENDED = _HEADINGS | frozenset(
    "blockquote details summary table div center video picture section".split()
)
# Words outside of all these are what an HTML block shows as they are written.
_TEXTS = _HEADINGS | frozenset(
    "p li td th summary blockquote a div center details".split()
)
_OWN = "its own address"
# Of this a query is made that may go from an address that shows itself; what else is shown
# in it may be words that ran into the address.
_TOKEN = r"(?!.*~~)[A-Za-z0-9._~%+:@/=&-]*"


def rendered(text: str) -> str:
    """The HTML that cmark-gfm makes of a text with Unix line ends."""
    import cmarkgfm  # links a C library
    from cmarkgfm.cmark import Options

    whole = text.encode("utf-8", "backslashreplace").decode(
        "utf-8"
    )  # a lone surrogate cannot be rendered
    return str(
        cmarkgfm.github_flavored_markdown_to_html(
            whole, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        )
    )


def page_of(html: str) -> Page:
    """Read a page's HTML."""
    if "<![" in html:
        html = re.sub(
            r"<!\[(?!CDATA\[)", "&lt;![", html
        )  # nothing that the parser of the standard library takes
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page()


Values = dict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = PageBuilder()
        self._open: list[str] = []
        self._count: Counter[str] = Counter()  # of each tag that is open
        self._link: tuple[int, str] | None = (
            None  # the place after a link's own token, and its address
        )

    def page(self) -> Page:
        return self._builder.page()

    # What the parser meets.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if start := _STARTS.get(tag):
            start(self, values)
        else:
            self._start_other(tag, values)
        if tag not in _EMPTY:
            self._open.append(tag)
            self._count[tag] += 1
            self._builder.texts += tag in _TEXTS

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _STYLES or tag == "a":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._count[tag]:
            last = ""
            while last != tag:
                last = self._open.pop()
                self._count[last] -= 1
                self._builder.texts -= last in _TEXTS
        if end := _ENDS.get(tag):
            end(self._builder)
        elif tag == "a":
            self._end_link()
        elif tag in _STYLES:
            self._builder.put("MARK", f"/{tag}")
        elif tag in _ENDED:
            self._builder.put_block("TAG", f"/{tag}")

    def handle_data(self, data: str) -> None:
        self._builder.write(data)

    def handle_comment(self, data: str) -> None:
        self._builder.put_block("COMMENT", data)

    def handle_decl(self, decl: str) -> None:
        self._builder.hidden.append(decl)

    def handle_pi(self, data: str) -> None:
        self._builder.hidden.append(data)

    unknown_decl = handle_pi

    # How tags begin.

    def _start_figure(self, values: Values) -> None:
        target = values.pop("src", "").strip()
        if "%" in target:
            from urllib.parse import unquote

            target = unquote(target).strip()
        self._builder.edge_of_raw()
        self._builder.put("FIGURE", _with(target, values))

    def _start_link(self, values: Values) -> None:
        if "href" not in values:
            self._builder.put("TAG", _with("a", values))
            return
        href = values.pop("href")
        values.pop("rel", None)
        self._builder.put(
            "LINK", f"{page_key(href)}\t{_with('', values)}".removesuffix("\t")
        )
        self._link = (len(self._builder.tokens), href)

    def _end_link(self) -> None:
        """A link that shows its own address says no more than that it does, unless words
        may have run into it.
        """
        if self._link:
            (place, href), tokens = self._link, self._builder.tokens
            words = [n for n in range(place, len(tokens)) if tokens[n].kind == "WORD"]
            if _is_address("".join(tokens[n].value for n in words), href):
                for n in words:
                    tokens[n] = PageToken("WORD", "" if n > words[0] else _OWN)
                if not words:  # nor is there an address
                    self._builder.add("WORD", _OWN)
        self._link = None
        self._builder.put("MARK", "/a")

    def _start_list(self, kind: str, values: Values) -> None:
        text = values.get("start", "")
        self._builder.start_list(
            kind, int(text) if re.fullmatch("[0-9]{1,9}", text) else 1
        )

    def _start_paragraph(self, values: Values) -> None:
        if values:
            self._start_other("p", values)
        else:
            self._builder.edge()

    def _start_other(self, tag: str, values: Values) -> None:
        if tag in _STYLES:
            self._builder.put("MARK", _with(tag, values))
        else:
            self._builder.put_block(_BLOCKS.get(tag, "TAG"), _with(tag, values))


_BLOCKS = {**dict.fromkeys(_HEADINGS, "HEADING"), "td": "CELL", "th": "CELL"}
_STARTS: dict[str, Callable[[_Reader, Values], None]] = {
    "br": lambda reader, _: reader._builder.put_break(),
    "img": _Reader._start_figure,
    "a": _Reader._start_link,
    "pre": lambda reader, values: reader._builder.start_code(_with("", values)),
    "code": lambda reader, values: reader._builder.start_span(_with("", values)),
    "input": lambda reader, values: reader._builder.put(
        "TASK", "x" if "checked" in values else " "
    ),
    "ol": lambda reader, values: reader._start_list("ol", values),
    "ul": lambda reader, values: reader._start_list("ul", values),
    "li": lambda reader, values: reader._builder.start_item(_with("", values)),
    "p": _Reader._start_paragraph,
}
_ENDS: dict[str, Callable[[PageBuilder], None]] = {
    "br": PageBuilder.put_break,
    "pre": PageBuilder.end_code,
    "code": PageBuilder.end_span,
    "ol": PageBuilder.end_list,
    "ul": PageBuilder.end_list,
    "li": PageBuilder.end_item,
    "p": PageBuilder.end_line,
}


def _with(name: str, values: Values) -> str:
    """A tag or address with its attributes, however they were written; an empty `alt` is
    none.
    """
    if not values:
        return name
    shown = [name] if name else []
    for key, value in sorted(values.items()):
        plain = re.sub(r"\s+", " ", value.strip())
        if re.fullmatch(r"[0-9]+(?:px|%)?/", plain):  # `width=500/>`
            plain = plain[:-1]
        if plain or key != "alt":
            shown.append(f"{key}={plain}")
    return " ".join(shown)


def _is_address(shown: str, href: str) -> bool:
    if not re.fullmatch(_TOKEN, shown.partition("?")[2].partition("#")[0]):
        return False
    return shown in {href, href.removeprefix("mailto:")} or page_key(shown) == page_key(
        href
    )
