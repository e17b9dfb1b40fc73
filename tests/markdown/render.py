"""A tree as HTML, the way cmark-gfm writes it: so that our reading and GitHub's can be
laid side by side.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import cmarkgfm
from cmarkgfm.cmark import Options

from notelint.markdown import parse, tree
from notelint.text.source import Source

SAFE = "-_.+!*(),%#@?=;:/,+$~&'"
FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:[\s>]|/>|$))",
    re.IGNORECASE,
)


def github(text: str, *, footnotes: bool = False) -> str:
    """cmark-gfm's HTML."""
    options = Options.CMARK_OPT_UNSAFE | (
        Options.CMARK_OPT_FOOTNOTES if footnotes else 0
    )
    return tidy(cmarkgfm.github_flavored_markdown_to_html(text, options=options))


def ours(text: str) -> str:
    """Our tree's HTML."""
    return Renderer(Source(text)).document()


def tidy(page: str) -> str:
    """One spelling for what a browser does not tell apart."""
    page = page.replace(' disabled=""', "").replace(' class="task-list-item"', "")
    page = page.replace('<input type="checkbox" checked="" />', "☑").replace(
        '<input type="checkbox" />', "☐"
    )
    page = re.sub("([☐☑])[ \t]*\n<p>", r"\n<p>\1", page)
    page = re.sub("([☐☑])[ \t]*", r"\1", page)
    page = page.replace("&#39;", "'").replace("&#x27;", "'").replace("&quot;", '"')
    return re.sub(r"\n+", "\n", page).strip()


class Renderer:
    def __init__(self, source: Source) -> None:
        self.source = source

    def document(self) -> str:
        return tidy(self.blocks(parse(self.source).children))

    def blocks(self, nodes: tuple[tree.Node, ...], *, tight: bool = False) -> str:
        return "\n".join(self.block(node, tight=tight) for node in nodes)

    def block(self, node: tree.Node, *, tight: bool) -> str:
        match node:
            case tree.Paragraph(_, children, task):
                inner = self.inlines(children)
                if task:
                    inner = ("☐" if inner[1] == " " else "☑") + inner[3:]
                return inner if tight else f"<p>{inner}</p>"
            case tree.Heading(_, level, _, children):
                return f"<h{level}>{self.inlines(children)}</h{level}>"
            case tree.CodeBlock(_, _, info):
                language = re.split("[ \t]", info)[0]
                return f"<pre>{html.escape(language, quote=False)}</pre>"
            case tree.HtmlBlock(_, _, text):
                return FILTERED.sub("&lt;", text)
            case tree.ThematicBreak():
                return "<hr />"
            case tree.Quote(_, children):
                return f"<blockquote>\n{self.blocks(children)}\n</blockquote>"
            case tree.ListBlock():
                return self.list(node)
            case tree.Table():
                return self.table(node)
            case tree.FootnoteDefinition(_, label, children):
                return f"[{label}]: {self.blocks(children)}"
            case _:
                return ""

    def list(self, node: tree.ListBlock) -> str:
        first = node.children[0].number
        start = f' start="{first}"' if first not in {None, 1} else ""
        name = "ol" if node.ordered else "ul"
        items = "\n".join(
            f"<li>{self.blocks(item.children, tight=not node.loose)}</li>"
            for item in node.children
        )
        return f"<{name}{start}>\n{items}\n</{name}>"

    def table(self, node: tree.Table) -> str:
        rows = [self.row(node.head, node.align, "th")] + [
            self.row(row, node.align, "td") for row in node.children
        ]
        return "<table>\n" + "\n".join(rows) + "\n</table>"

    def row(self, row: tree.Row, align: tuple[str, ...], name: str) -> str:
        cells = []
        for cell, side in zip(row.children, align, strict=True):
            style = f' align="{side}"' if side else ""
            cells.append(f"<{name}{style}>{self.inlines(cell.children)}</{name}>")
        return "<tr>\n" + "\n".join(cells) + "\n</tr>"

    def inlines(self, nodes: tuple[tree.Inline, ...]) -> str:
        return "".join(self.inline(node) for node in nodes)

    def raw(self, node: tree.Node) -> str:
        return self.source.slice(node.span).replace("\r\n", "\n")

    def inline(self, node: tree.Inline) -> str:
        match node:
            case tree.Text(_, text):
                return html.escape(text, quote=False)
            case tree.LineBreak(_, style):
                return "\n" if style == "soft" else "<br />\n"
            case tree.InlineCode(_, text):
                return f"<code>{html.escape(text, quote=False)}</code>"
            case tree.Styled(_, kind, children):
                return f"<{kind}>{self.inlines(children)}</{kind}>"
            case tree.Link(_, _, target, _, title, _, _, children):
                shown = f' title="{html.escape(title, quote=False)}"' if title else ""
                return (
                    f'<a href="{address(target)}"{shown}>{self.inlines(children)}</a>'
                )
            case tree.Image(_, _, target, _, title, _, _, children):
                shown = f' title="{html.escape(title, quote=False)}"' if title else ""
                return f'<img src="{address(target)}" alt="{html.escape(self.plain(children), quote=False)}"{shown} />'
            case tree.Tag() | tree.RawHtml():
                return FILTERED.sub("&lt;", self.raw(node))
            case tree.FootnoteReference(_, label):
                return f"[{label}]"
            case _:
                return html.escape(self.raw(node), quote=False)

    def plain(self, nodes: tuple[tree.Inline, ...]) -> str:
        out = []
        for node in nodes:
            if isinstance(node, tree.LineBreak):
                out.append(" ")
            elif isinstance(node, tree.Text | tree.InlineCode):
                out.append(node.text)
            elif isinstance(node, tree.Tag | tree.RawHtml):
                out.append(self.raw(node))
            else:
                out.append(self.plain(tree.children_of(node)))
        return "".join(out)


def address(target: str) -> str:
    return html.escape(quote(target, safe=SAFE), quote=False)


def loosened(page: str) -> str:
    """Without the difference between tight and loose lists."""
    page = re.sub(r"\n+", "\n", re.sub("</?p>", "\n", page)).strip()
    return page.replace("<li>\n", "<li>").replace("\n</li>", "</li>")


def codeless(page: str) -> str:
    """Without the text of code blocks, of which the tree keeps the range only, and what
    HTML does not show.
    """
    page = re.sub(
        r'<pre(?: lang="(.*?)")?><code>.*?</code></pre>',
        r"<pre>\1</pre>",
        page,
        flags=re.DOTALL,
    )
    page = re.sub(r"\n[ \t]+", "\n", page)
    page = flat(page)
    page = re.sub("<code>.*?</code>", lambda code: re.sub(" +", " ", code[0]), page)
    page = re.sub(r"</?(?:thead|tbody)>\n?", "", page)
    page = re.sub(r"<li>\n", "<li>", page)
    page = re.sub(r"\n</li>", "</li>", page)
    return re.sub(r"\n+", "\n", page)


def flat(page: str) -> str:
    """Without strong in strong, which cmark-gfm's HTML leaves out."""
    out, depth, raw = [], 0, re.split(r"(</?strong>)", page)
    for piece in raw:
        if piece in {"<strong>", "</strong>"}:
            depth += 1 if piece == "<strong>" else -1
            if depth != (1 if piece == "<strong>" else 0):
                continue
        out.append(piece)
    return "".join(out)
