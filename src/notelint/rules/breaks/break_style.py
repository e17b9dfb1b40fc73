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
from notelint.notebook.reading.lines import is_break
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
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
_NEAR = 500  # characters before a break that are looked at
_RULE = r"[ \t]*[|:-][|: \t-]*$"


@rule(
    "B201",
    severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
)
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
    converted = {
        finding.span: finding
        for finding in _converted(notebook, notebook.preferences.line_break)
    }
    yield from converted.values()
    wanted = html_break(notebook)
    if wanted is None:
        return
    for line_break in _spelled(notebook):
        span, text = line_break.span, line_break.text
        if text == wanted or span in converted:
            continue
        if not _may_define(notebook.source, line_break):
            message = f"write {wanted} as elsewhere in this notebook, not {text}"
            yield Finding(span, message, Fix.layout(Edit(span, wanted)))


def _spelled(notebook: Notebook) -> Iterator[Break]:
    """The HTML breaks that are some spelling of `<br>`, but for those in the words of a
    picture, which are read as they are written.
    """
    in_words: set[Span] = set()
    for figure in notebook.figures:
        if figure.syntax == "markdown":
            breaks = notebook.breaks_in(figure.span)
            in_words.update(line_break.span for line_break in breaks)
    for line_break in notebook.breaks:
        if line_break.style != "html" or line_break.span in in_words:
            continue
        if re.fullmatch(_BREAK, line_break.text):
            yield line_break


def _may_define(source: Source, line_break: Break) -> bool:
    """Whether a text may begin, or cease, to define a link with another spelling: `[a]:
    b<br>` does, `[a]: b<br />` does not.
    """
    start = line_break.span.start
    before = source.text[max(0, start - _NEAR) : start]
    return re.search(_LABELLED, before) is not None


def _converted(notebook: Notebook, kind: str) -> Iterator[Finding]:
    """The breaks at lines' ends that are of another kind than the one that is asked for."""
    if kind not in {*HTML_BREAKS, *BREAK_TEXTS}:
        return
    source = notebook.source
    breaks = {
        line_break.span: line_break
        for line_break in notebook.breaks
        if line_break.style not in {"malformed", kind}
    }
    unread = unread_lines(notebook)
    for passage in facts_of(notebook).passages:
        for line, end in _ended_lines(passage.paragraph.children):
            line_break = breaks.get(end.span)
            ends_soft = end.style == "soft" and kind not in HTML_BREAKS
            if ends_soft and line and is_break(line[-1]):
                line_break = breaks.get(line[-1].span)
                line = line[:-1]
            number = source.line_of(end.span.start)
            if line_break is None or unread & {number, number + 1}:
                continue
            if _may_convert(source, passage, line, line_break.span.start, kind):
                written = source.slice(end.span)
                newline = len(written) - len(written.rstrip("\r\n"))
                stop = end.span.end - newline
                yield _conversion(source, passage, line_break, stop, kind)


def _conversion(
    source: Source, passage: Passage, line_break: Break, stop: int, kind: str
) -> Finding:
    """The finding for a break that is to be of another kind; the line ends at `stop`."""
    at = line_break.span.start
    first = max(passage.start, source.line_span(source.line_of(at)).start)
    start = first + len(source.text[first:at].rstrip(" \t"))
    if line_break.style == "html":
        now = line_break.text
    else:
        now = _NAMES[line_break.style]
    wanted = _NAMES.get(kind, kind)
    return Finding(
        Span(at, min(line_break.span.end, stop)),
        f"end the line with {wanted}, not with {now}: notebook.break asks for it",
        Fix.layout(Edit(Span(start, stop), BREAK_TEXTS.get(kind, kind))),
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


def _may_convert(
    source: Source, passage: Passage, line: list[tree.Inline], stop: int, kind: str
) -> bool:
    """Whether the page stays the same when what `line` ends with, from `stop` on, is a
    break of this kind.
    """
    while line and isinstance(line[-1], tree.Text) and not line[-1].text.strip(" \t"):
        line = line[:-1]
    number = source.line_of(stop)
    start = max(passage.start, source.line_span(number).start)
    body = source.text[start:stop].strip(" \t")
    if not line or not body or body.endswith("\\"):
        return False
    if re.match(f"{_LABEL}|{_RULE}", body):
        return False
    if isinstance(line[-1], tree.Text) and body.endswith(_DELIMITERS):
        return False
    if kind in HTML_BREAKS:
        return True
    if is_break(line[-1]) or re.match(_MARKS, body):
        return False
    if re.match(_RULE, source.line(number + 1)):
        return False
    if kind == "backslash":
        return not _ends_in_address(line)
    return not is_lone_tag(body) or not would_cut(source, passage, number)


def _ends_in_address(line: Sequence[tree.Inline]) -> bool:
    """Whether a line ends with an address that is a link as it stands: it takes all up
    to the next space or tag.
    """
    is_last = True
    for node in reversed(line):
        if isinstance(node, tree.Styled):
            return _ends_in_address(node.children)
        if not isinstance(node, tree.Text):
            return isinstance(node, tree.Link) and node.form == "bare"
        if re.search(r"\s", node.text.rstrip() if is_last else node.text):
            return False
        is_last = False
    return False
