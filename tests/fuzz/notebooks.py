"""Bytes -> a notebook, odd in as many ways as notebooks are: entries of every shape,
figures, addresses, breaks, code, templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.fuzz import pieces
from tests.fuzz.choices import Choices
from tests.fuzz.mutations import mutated

Block = Callable[[Choices], list[str]]

_TITLES = (
    "Attention Is All You Need",
    "Deep Residual Learning for Image Recognition",
    "关注就是一切：注意力机制综述",
    "SETR: Rethinking *Semantic* Segmentation",
    "Seq2Seq",
    "Adam [v2] (extended)",
    "A\\_B & C < D | E",
    "`BERT` and $\\alpha$-GAN",
    "**Bold** title",
    "Graphs<br>and trees",
    "graphs over two",
    "1. Numbers first",
    "",
    "《红楼梦》研究",
    "é\u0301 ﬁ Ⅳ \u200b",
    "https://arxiv.org/abs/1706.03762",
)
_GLUED_TAILS = () if "glue" in pieces.LEFT_OUT else ("s", "2Seq", "很好")
_TAILS = (
    *(
        "",
        "",
        "",
        " (ICLR 2022)",
        "(ICLR 2022)",
        " and more",
        " [[code](https://github.com/a/b)]",
        ".",
        "，见下",
        "\\",
    ),
    *_GLUED_TAILS,
)
_ENDS = ("\n", "\n", "\n", "\r\n", "\r")


def notebook(choices: Choices) -> str:
    """A notebook, then a few of its characters and lines changed."""
    lines: list[str] = []
    if choices.one_in(8):
        lines += [
            "---",
            *choices.one_of((["title: x"], ["layout: post  ", ""], ["- a"], [])),
            choices.one_of(("---", "...", "")),
        ]
    for _ in range(1 + choices.below(7)):
        lines += choices.one_of(_BLOCKS)(choices)
        lines += choices.one_of(([""], [], ["", "", ""], [" "]))
    text = ended(lines, choices)
    if choices.one_in(12):
        text = "\ufeff" + text
    for _ in range(choices.below(4)):
        text = mutated(text, choices)
    return text


def ended(lines: Iterable[str], choices: Choices) -> str:
    """Lines with line ends of one kind, or of all kinds, the last one with or without."""
    is_mixed, end = choices.one_in(12), choices.one_of(_ENDS)
    text = "".join(
        line.replace("\n", end) + (choices.one_of(_ENDS) if is_mixed else end)
        for line in lines
    )
    return text if choices.below(4) else text.rstrip("\r\n")


def address(choices: Choices) -> str:
    """An address of any host, with a query, and now and then with words glued to it."""
    text = choices.one_of(pieces.HOSTS) + choices.one_of(pieces.IDS)
    if pieces.GLUED and choices.one_in(6):
        return text + choices.one_of(pieces.GLUED)
    return text + choices.one_of(pieces.QUERIES)


def link(choices: Choices) -> str:
    """A link in one of the ways in which people write them."""
    title, url = choices.one_of(_TITLES), address(choices)
    forms = (
        f"[{title}]({url})",
        f"[{title}]({url})",
        f"[{title}]({url})",
        f"**[{title}]({url})**",
        f"[{title}](<{url}>)",
        f'[{title}]({url} "a title")',
        f"{title} [[paper]({url})]",
        f"[{url}]({url})",
        f"{title} {url}",
        f"{title}{url}",
        f"<{url}>",
        f'<a href="{url}">{title}</a>',
        f'<a href="{url}">{title}</a>'
        if "glue" in pieces.LEFT_OUT
        else f"<a href={url}>{title}</a>",
        f"[{title}][ref]",
        f"[{title}] ({url})",
        f"[{title}]( {url} )",
    )
    return choices.one_of(forms)


def words(choices: Choices) -> str:
    """A line that says something."""
    kind = choices.below(6)
    if kind == 0:
        return choices.one_of(pieces.LINES)
    if kind == 1:
        return choices.one_of(pieces.PICTURES)
    if kind == 2:
        return f"{choices.one_of(('', 'see ', '见', '('))}{link(choices)}{choices.one_of(_TAILS)}"
    if kind == 3:
        return f"{choices.one_of(pieces.TAGS)}{choices.one_of(_TITLES)}{choices.one_of(pieces.TAGS)}"
    if kind == 4:
        return choices.one_of(pieces.COMMENTS)
    return choices.one_of(
        ("What it says.", "说了什么。", "a < b & c", "x `<br>` y", "(ICCV 2021)")
    )


def line(choices: Choices) -> str:
    """A line with the breaks that it begins and ends with."""
    before = choices.one_of(pieces.BREAKS) if choices.one_in(10) else ""
    after = choices.one_of(pieces.BREAKS) if choices.below(2) else ""
    return f"{before}{words(choices)}{choices.one_of(('', '', ' '))}{after}{choices.one_of(('', '', '', ' ', '  '))}"


def _title_line(choices: Choices) -> str:
    after = choices.one_of(pieces.BREAKS) if choices.below(2) else ""
    return f"{link(choices)}{choices.one_of(_TAILS)}{after}"


def _items(choices: Choices) -> list[str]:
    """A list of entries, its markers mostly as they should be."""
    marker, number = (
        choices.one_of(
            ("{}. ", "{}. ", "{}. ", "{}) ", "- ", "* ", "{}、", "- [ ] ", "{}.\t")
        ),
        choices.one_of((1, 1, 0, 9, 998)),
    )
    found = []
    for _ in range(1 + choices.below(5)):
        written = (
            choices.one_of(pieces.MARKERS)
            if choices.one_in(8)
            else marker.format(number)
        )
        found.append(written + _title_line(choices))
        column = " " * len(written)
        indents = (column, column, column, "", " ", "\t", column + "  ")
        found += [
            choices.one_of(indents) + line(choices) for _ in range(choices.below(4))
        ]
        if choices.one_in(6):
            found += ["", column + line(choices)]
        if choices.one_in(6):
            found += [f"{column}{choices.one_of(pieces.MARKERS)}{line(choices)}"]
        number += choices.one_of((1, 1, 1, 1, 0, 2))
    return found


def _heading(choices: Choices) -> list[str]:
    title = choices.one_of(
        ("Vision", "视觉", "Vision", "<a id=x></a>Graphs", "Graphs #", "")
    )
    return choices.one_of(
        (
            [f"## {title}"],
            [f"#{title}"],
            [f"# {title}", ""],
            [title, "---"],
            [f"<h2>{title}</h2>"],
            [f"{title}", "==="],
        )
    )


def _heading_entry(choices: Choices) -> list[str]:
    return [
        f"## {link(choices)}",
        "",
        *(line(choices) for _ in range(choices.below(4))),
    ]


def _note_of_a_file(choices: Choices) -> list[str]:
    return [
        f"# {choices.one_of(_TITLES)}",
        "",
        link(choices),
        "",
        *(line(choices) for _ in range(choices.below(5))),
    ]


def _paragraph(choices: Choices) -> list[str]:
    return [_title_line(choices), *(line(choices) for _ in range(choices.below(4)))]


def _table(choices: Choices) -> list[str]:
    rows = [f"| {link(choices)} | {words(choices)} |" for _ in range(choices.below(4))]
    return [
        "| Paper | Note |",
        choices.one_of(("|---|---|", "|:-:|", "---|---")),
        *rows,
    ]


def _quote(choices: Choices) -> list[str]:
    return [f"> {each}" for each in _items(choices)]


def _code(choices: Choices) -> list[str]:
    fence = choices.one_of(pieces.FENCES)
    return [
        fence,
        *(line(choices) for _ in range(choices.below(3))),
        fence.rstrip("python") if choices.below(4) else "",
    ]


def _html(choices: Choices) -> list[str]:
    return [
        choices.one_of(pieces.TAGS),
        line(choices),
        choices.one_of(pieces.PICTURES),
        choices.one_of(pieces.TAGS),
    ]


def _comment(choices: Choices) -> list[str]:
    return [choices.one_of(pieces.COMMENTS), line(choices)]


def _merge(choices: Choices) -> list[str]:
    ours, theirs = _items(choices), _items(choices)
    return (
        ["<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> theirs"]
        if pieces.MERGE
        else ours
    )


def _lines(choices: Choices) -> list[str]:
    return [choices.one_of(pieces.LINES) for _ in range(1 + choices.below(4))]


_BLOCKS: tuple[Block, ...] = (
    *(
        _items,
        _items,
        _items,
        _items,
        _heading,
        _heading_entry,
        _note_of_a_file,
        _paragraph,
    ),
    *(_table, _quote, _code, _html, _comment, _merge, _lines),
)
