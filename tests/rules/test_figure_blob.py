"""F311 figure-blob: the file in place of GitHub's page about it."""

import pytest

from notelint.config import Config
from notelint.rules.context import RepoContext, local_path
from tests.notes import (
    around_of,
    diagnostics_of,
    fixes_of,
    found,
    marked,
    mended,
    notebook_of,
)

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
PAGE = "https://github.com/ada/notes/blob/main/"
SAID = "name the figure itself: this is GitHub's page about it, and no picture anywhere else"
GONE = "name the figure itself: this is GitHub's page about one that this branch does not have"


def around(
    *more: str, path: str = "README.md", repository: str = "Ada/Notes"
) -> RepoContext:
    return around_of(
        "README.md",
        "notes/a.md",
        "figs/a.png",
        "figs/图.png",
        *more,
        path=path,
        repository=repository,
    )


@pytest.mark.parametrize(
    "target",
    [
        "figs/a.png",
        PAGE + "figs/a.png?raw=true",
        PAGE + "figs/a.png?raw=1#x",
        "https://github.com/ada/notes/raw/main/figs/a.png",
        "https://raw.githubusercontent.com/ada/notes/main/figs/a.png",
        "https://github.com/eve/notes/blob/main/figs/a.png",
        "https://github.com/ada/notes-2/blob/main/figs/a.png",
        "https://gitlab.com/ada/notes/blob/main/figs/a.png",
        "https://github.com.example.org/ada/notes/blob/main/figs/a.png",
        "https://example.org/github.com/ada/notes/blob/main/figs/a.png",
        "https://github.com/ada/notes/tree/main/figs/a.png",
        "blob/main/figs/a.png",
        "{{ base }}/ada/notes/blob/main/figs/a.png",
    ],
)
def test_silent(target: str) -> None:
    assert found(ENTRY.format(f'<img src="{target}">'), "F311", around=around()) == []


@pytest.mark.parametrize(
    "figure",
    [
        f"[page]({PAGE}figs/a.png)",
        f"`![]({PAGE}figs/a.png)`",
        f"$![]({PAGE}figs/a.png)$",
        f"<!-- ![]({PAGE}figs/a.png) -->",
        f"\\![]({PAGE}figs/a.png)",
    ],
)
def test_what_is_no_figure_is_silent(figure: str) -> None:
    assert (
        found(
            f"---\na: ![]({PAGE}figs/a.png)\n---\n\n{ENTRY.format(figure)}\n```\n![]({PAGE}figs/a.png)\n```\n",
            "F311",
            around=around(),
        )
        == []
    )


def test_silent_where_nothing_is_known() -> None:
    assert found(ENTRY.format(f"![]({PAGE}figs/a.png)"), "F311") == []


def test_whose_repository_is_not_known_only_what_is_here() -> None:
    text = ENTRY.format(
        f"![]({PAGE}figs/a.png) ![]({PAGE}figs/gone.png) ![]({PAGE}figs/A.png)"
    )
    assert marked(text, "F311", around=around(repository="")) == [PAGE + "figs/a.png"]


@pytest.mark.parametrize(
    ("target", "right"),
    [
        (PAGE + "figs/a.png", "figs/a.png"),
        ("http://www.github.com/ADA/NOTES/blob/main/figs/a.png", "figs/a.png"),
        (PAGE.replace("main", "3f2c9d1") + "figs/a.png", "figs/a.png"),
        (PAGE + "figs/%E5%9B%BE.png", "figs/图.png"),
        (PAGE + "figs/a.png#gh-dark-mode-only", "figs/a.png#gh-dark-mode-only"),
        (PAGE + "figs/a.png?plain=1", "figs/a.png"),
    ],
)
def test_the_file_is_offered(target: str, right: str) -> None:
    text = ENTRY.format(f'图 <img width="5" src="{target}" /> text')
    assert found(text, "F311", around=around()) == [(2, 26, SAID)]
    assert marked(text, "F311", around=around()) == [target]
    assert fixes_of(text, "F311", around=around()) == ["safe"]
    assert [
        each.fix.message
        for each in diagnostics_of(text, "F311", around=around())
        if each.fix
    ] == [f"write {right}"]
    assert mended(text, "F311", around=around()) == ENTRY.format(
        f'图 <img width="5" src="{right}" /> text'
    )
    assert found(mended(text, "F311", around=around()), "F311", around=around()) == []


def test_the_page_of_a_file_further_down_and_up() -> None:
    text = ENTRY.format(f"![one]({PAGE}figs/a.png) ![two]({PAGE}notes/b.png)").replace(
        "\n", "\r\n"
    )
    known = around("notes/b.png", path="notes/a.md")
    assert mended(text, "F311", around=known) == ENTRY.format(
        "![one](../figs/a.png) ![two](b.png)"
    ).replace("\n", "\r\n")


def test_of_a_definition_once() -> None:
    text = ENTRY.format("![one][a] ![two][a]") + f"\n[a]: <{PAGE}figs/a.png> 'title'\n"
    assert found(text, "F311", around=around()) == [(4, 7, SAID)]
    assert (
        mended(text, "F311", around=around())
        == ENTRY.format("![one][a] ![two][a]") + "\n[a]: <figs/a.png> 'title'\n"
    )


def test_a_page_that_leads_nowhere_is_reported_without_a_fix() -> None:
    for path in ("figs/gone.png", "figs/A.png", "x/figs/a.png"):
        text = ENTRY.format(f"![]({PAGE}{path})")
        assert found(text, "F311", around=around()) == [(2, 8, GONE)]
        assert fixes_of(text, "F311", around=around()) == [""]


@pytest.mark.parametrize(
    "name",
    [
        "a b.png",
        "a(1).png",
        "a)b.png",
        "a&b.png",
        "a&copy;.png",
        "a|b.png",
        "a#b.png",
        "a?b.png",
        "50%.png",
        "a\\b.png",
        "a:b.png",
        'a"b.png',
        "a'b.png",
        "<a>.png",
        "a\tb.png",
        "a\nb.png",
    ],
)
@pytest.mark.parametrize(
    "form",
    ["![x]({})", "![x](<{}>)", '<img src="{}">', "<img src='{}'>", "<img src={}>"],
)
def test_any_name_can_be_written(name: str, form: str) -> None:
    from urllib.parse import quote

    text = ENTRY.format(form.format(PAGE + quote(f"figs/{name}", safe="/")))
    known = around(f"figs/{name}")
    (target,) = [
        each.target for each in notebook_of(mended(text, "F311", around=known)).figures
    ]
    path = local_path(target)
    assert path is not None
    assert known.find(path).path == f"figs/{name}"
    assert fixes_of(text, "F311", around=known) == ["safe"]


def test_a_name_with_a_colon_beside_the_notebook_is_no_scheme() -> None:
    text = ENTRY.format(f"![]({PAGE}a%3Ab.png)")
    assert mended(text, "F311", around=around("a:b.png")) == ENTRY.format(
        "![](a%3Ab.png)"
    )


def test_an_address_that_is_not_written_plainly_has_no_fix() -> None:
    text = ENTRY.format(f"![]({PAGE.replace('blob', '&#98;lob')}figs/a.png)")
    assert found(text, "F311", around=around()) == [(2, 8, SAID)]
    assert fixes_of(text, "F311", around=around()) == [""]


def test_it_says_nothing_that_other_rules_say() -> None:
    text = ENTRY.format(f"![]({PAGE}figs/a.png)")
    config = Config(select=("F", "L407"), ignore=("F309",))
    assert [
        len(found(text, code, config=config, around=around()))
        for code in ("F301", "F302", "F303", "F304", "L407")
    ] == [0] * 5
