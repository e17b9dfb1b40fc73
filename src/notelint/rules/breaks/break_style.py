"""B201 break-style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notelint.markdown import tree
from notelint.notebook.facts import facts_of
from notelint.notebook.habits import (
    BREAK_TEXTS,
    html_break,
    is_lone_tag,
    unread_lines,
    would_cut,
)
from notelint.notebook.model import HTML_BREAKS, Break, Notebook
from notelint.notebook.passages import Passage
from notelint.rules.base import rule
from notelint.text.diagnostics import Edit, Finding, Fix
from notelint.text.source import Source, Span

_BREAK = r"(?i)<br\s*/?>"
_NAMES = {"backslash": "a backslash", "two-spaces": "blanks"}
_DELIMITERS = ("*", "_", "~")
# What alone on a line means something: underlines, rules, marks of items and headings,
# boxes; a label; and the rule below a table's header
_MARKS = r"[-+*#=|:_~`>.\s]*$|\d{1,9}[.)]$|\[[ xX]\]$"
_LABEL = r"\[[^\]]*\]:"
_LABELLED = (
    r"(?im)^[ \t>]*(?:(?:[-+*]|\d+[.)]|\[[ x]\])[ \t]+)*\[[^\]\n]*\]:[ \t]*\S+\Z"
)
_NEAR = 500
_RULE = r"[ \t]*[|:-][|: \t-]*$"


@rule("B201")
def break_style(notebook: Notebook) -> Iterator[Finding]:
    """Spell breaks one way.

    `<br>`, `<br/>` and `<br />` mean the same. The notebook's most frequent spelling is the
    right one (`<br/>` at a tie), unless `notebook.break` in the config names another.
    Breaks in tables, headings and code are left alone.

    Backslashes and two blanks at a line's end are left alone too, unless `notebook.break`
    is set: then each break at a line's end that is of another kind is written as it says,
    wherever the page stays the same. HTML breaks within a line stay, and so do two in a
    row.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)<br>
           Step sizes of one's own for each weight.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)<br/>
           Step sizes of one's own for each weight.
    """
    turned = {
        finding.span: finding
        for finding in _turned(notebook, notebook.preferences.line_break)
    }
    yield from turned.values()
    wanted = html_break(notebook)
    if wanted is None:
        return
    for each in _spelled(notebook):
        if (
            each.text != wanted
            and each.span not in turned
            and not _may_define(notebook.source, each)
        ):
            fix = Fix.layout(Edit(each.span, wanted))
            yield Finding(
                each.span,
                f"write {wanted} as elsewhere in this notebook, not {each.text}",
                fix,
            )


def _spelled(notebook: Notebook) -> Iterator[Break]:
    """The HTML breaks that are some spelling of `<br>`, but for those in the words of a
    picture, which are read as they are written.
    """
    in_words = {
        each.span
        for figure in notebook.figures
        if figure.syntax == "markdown"
        for each in notebook.breaks_in(figure.span)
    }
    for each in notebook.breaks:
        if (
            each.style == "html"
            and each.span not in in_words
            and re.fullmatch(_BREAK, each.text)
        ):
            yield each


def _may_define(source: Source, each: Break) -> bool:
    """Whether a text may begin, or cease, to define a link with another spelling: `[a]:
    b<br>` does, `[a]: b<br />` does not.
    """
    return (
        re.search(
            _LABELLED, source.text[max(0, each.span.start - _NEAR) : each.span.start]
        )
        is not None
    )


def _turned(notebook: Notebook, kind: str) -> Iterator[Finding]:
    """The breaks at lines' ends that are of another kind than the one that is asked for."""
    if kind not in {*HTML_BREAKS, *BREAK_TEXTS}:
        return
    source = notebook.source
    breaks = {
        each.span: each
        for each in notebook.breaks
        if each.style not in {"malformed", kind}
    }
    unread = unread_lines(notebook)
    for passage in facts_of(notebook).passages:
        for line, end in _ended_lines(passage.paragraph.children):
            if (
                end.style == "soft"
                and kind not in HTML_BREAKS
                and line
                and _is_break(line[-1])
            ):
                each, line = breaks.get(line[-1].span), line[:-1]
            else:
                each = breaks.get(end.span)
            stop = end.span.end - (
                len(source.slice(end.span)) - len(source.slice(end.span).rstrip("\r\n"))
            )
            number = source.line_of(end.span.start)
            if (
                each
                and not unread & {number, number + 1}
                and _may_turn(source, passage, line, each.span.start, kind)
            ):
                first = max(
                    passage.start,
                    source.line_span(source.line_of(each.span.start)).start,
                )
                start = first + len(source.text[first : each.span.start].rstrip(" \t"))
                now = each.text if each.style == "html" else _NAMES[each.style]
                message = f"end the line with {_NAMES.get(kind, kind)}, not with {now}: notebook.break asks for it"
                fix = Fix.layout(Edit(Span(start, stop), BREAK_TEXTS.get(kind, kind)))
                yield Finding(
                    Span(each.span.start, min(each.span.end, stop)), message, fix
                )


def _ended_lines(
    nodes: Sequence[tree.Inline],
) -> Iterator[tuple[list[tree.Inline], tree.LineBreak]]:
    """The lines of a text that another one follows, each with its end; those of the
    words of links and of bold text too.
    """
    line: list[tree.Inline] = []
    for node in nodes:
        if isinstance(node, tree.LineBreak):
            yield line, node
            line = []
        else:
            line.append(node)
        if isinstance(node, tree.Styled | tree.Link):
            yield from _ended_lines(node.children)


def _is_break(node: tree.Inline) -> bool:
    return isinstance(node, tree.Tag) and node.name == "br"


def _may_turn(
    source: Source, passage: Passage, line: list[tree.Inline], stop: int, kind: str
) -> bool:
    """Whether the page stays the same when what `line` ends with, from `stop` on, is a
    break of this kind.
    """
    while line and isinstance(line[-1], tree.Text) and not line[-1].text.strip(" \t"):
        line = line[:-1]
    number = source.line_of(stop)
    body = source.text[max(passage.start, source.line_span(number).start) : stop].strip(
        " \t"
    )
    if (
        not line
        or not body
        or body.endswith("\\")
        or re.match(f"{_LABEL}|{_RULE}", body)
    ):
        return False
    if isinstance(line[-1], tree.Text) and body.endswith(_DELIMITERS):
        return False
    if kind in HTML_BREAKS:
        return True
    if (
        _is_break(line[-1])
        or re.match(_MARKS, body)
        or re.match(_RULE, source.line(number + 1))
    ):
        return False
    if kind == "backslash":
        return not _ends_in_address(line)
    return not is_lone_tag(body) or not would_cut(source, passage, number)


def _ends_in_address(line: Sequence[tree.Inline]) -> bool:
    """Whether a line ends with an address that is a link as it stands: it takes all up
    to the next blank or tag.
    """
    last = True
    for node in reversed(line):
        if isinstance(node, tree.Styled):
            return _ends_in_address(node.children)
        if not isinstance(node, tree.Text) or re.search(
            r"\s", node.text.rstrip() if last else node.text
        ):
            return isinstance(node, tree.Link) and node.form == "bare"
        last = False
    return False
