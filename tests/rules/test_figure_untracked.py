"""F304 figure-untracked: on disk, and in Git too."""

import pytest

from notelint.config import Config
from notelint.rules.context import Picture, RepoContext
from tests.notes import around_of, diagnostics_of, fixes_of, found, marked, mended

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
FILES = (
    "README.md",
    "notes/a.md",
    "figs/in.png",
    "figs/new.png",
    "figs/ignored.png",
    "figs/two words.png",
    "Figs2/Own.png",
)
TRACKED = frozenset({"README.md", "notes/a.md", "figs/in.png"})
OTHERS = frozenset({"figs/new.png", "Figs2/Own.png", "figs/two words.png"})
PICTURES = {path: Picture("png", 10) for path in FILES if path.endswith(".png")}
NEW = "add this figure to Git: readers do not see it"
IGNORED = "add this figure to Git, which ignores it: readers do not see it"


def around(
    *more: str,
    path: str = "README.md",
    tracked: frozenset[str] = TRACKED,
    others: frozenset[str] = OTHERS,
) -> RepoContext:
    pictures = PICTURES | {each: Picture("png", 10) for each in more}
    return around_of(
        *FILES, *more, path=path, tracked=tracked, others=others, pictures=pictures
    )


@pytest.mark.parametrize(
    "figure",
    [
        "![](figs/in.png)",
        "![](/figs/in.png)",
        "![](./notes/../figs/in.png?raw=true)",
        "![](figs/missing.png)",
        "![](figs/NEW.png)",
        "![](https://example.org/figs/new.png)",
        "![](//example.org/figs/new.png)",
        "![](data:image/png;base64,AAAA)",
        "![]()",
        "![](figs)",
        "[new](figs/new.png)",
        "`![](figs/new.png)`",
        "$![](figs/new.png)$",
        "<!-- ![](figs/new.png) -->",
        "![]({{ base }}/figs/new.png)",
        '<img src="{% link figs/new.png %}">',
        "\\![](figs/new.png)",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F304", around=around()) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\na: ![](figs/new.png)\n---\n\n",
        "```\n![](figs/new.png)\n```\n\n",
        "<!--\n![](figs/new.png)\n-->\n\n",
    ],
)
def test_code_comments_and_front_matter_are_silent(text: str) -> None:
    assert found(text + ENTRY, "F304", around=around()) == []


def test_silent_where_nothing_is_known() -> None:
    text = ENTRY.format("![](figs/new.png)")
    assert found(text, "F304") == []
    assert found(text, "F304", around=around()._replace(tracked=None)) == []
    assert found(text, "F304", {"": {"figs"}, "figs": {"new.png"}}) == []


@pytest.mark.parametrize(
    ("figure", "target", "message", "help_"),
    [
        ("![](figs/new.png)", "figs/new.png", NEW, "git add figs/new.png"),
        ('<img src="./figs/new.png" />', "./figs/new.png", NEW, "git add figs/new.png"),
        ("![](/Figs2/Own.png#x)", "/Figs2/Own.png#x", NEW, "git add Figs2/Own.png"),
        (
            "![](figs/two%20words.png)",
            "figs/two%20words.png",
            NEW,
            "git add 'figs/two words.png'",
        ),
        (
            "![](figs/ignored.png)",
            "figs/ignored.png",
            IGNORED,
            "git add --force figs/ignored.png, or change .gitignore",
        ),
        (
            "<picture><source srcset='figs/new.png 2x'></picture>",
            "figs/new.png",
            NEW,
            "git add figs/new.png",
        ),
    ],
)
def test_not_in_git(figure: str, target: str, message: str, help_: str) -> None:
    text = ENTRY.format(figure)
    column = text.splitlines()[1].index(target) + 1
    assert found(text, "F304", around=around()) == [(2, column, message)]
    assert marked(text, "F304", around=around()) == [target]
    assert fixes_of(text, "F304", around=around()) == [""]
    assert [each.help for each in diagnostics_of(text, "F304", around=around())] == [
        help_
    ]


def test_with_crlf_and_behind_wide_characters() -> None:
    text = (
        "1. [A](https://arxiv.org/abs/1706.03762)<br/>\r\n   图 ![](figs/new.png)\r\n"
    )
    assert found(text, "F304", around=around()) == [(2, 10, NEW)]


def test_a_name_that_a_shell_would_run() -> None:
    name = "figs/$(rm -rf ~);.png"
    text = ENTRY.format(f"![](<{name}>)")
    said = diagnostics_of(text, "F304", around=around(name, others=OTHERS | {name}))
    assert [each.help for each in said] == [f"git add '{name}'"]


def test_behind_what_git_has_as_one() -> None:
    text = ENTRY.format("![](sub/figs/a.png)")
    assert (
        found(text, "F304", around=around("sub/figs/a.png", tracked=TRACKED | {"sub"}))
        == []
    )
    assert (
        found(
            text,
            "F304",
            around=around("sub/figs/a.png", tracked=TRACKED | {"sub/figs"}),
        )
        == []
    )


@pytest.mark.parametrize("listed", ["sub/", "sub/figs", "sub/figs/a.png"])
def test_behind_what_could_be_added_is_not_called_ignored(listed: str) -> None:
    text = ENTRY.format("![](sub/figs/a.png)")
    assert [
        each[2]
        for each in found(
            text, "F304", around=around("sub/figs/a.png", others=OTHERS | {listed})
        )
    ] == [NEW]
    assert [
        each[2]
        for each in found(
            text,
            "F304",
            around=around("sub/figs/a.png", others=OTHERS | {"su", "sub/fig"}),
        )
    ] == [IGNORED]


def test_a_notebook_that_is_not_in_git_itself() -> None:
    text = ENTRY.format("![](figs/new.png) ![](figs/ignored.png)")
    untracked = around(tracked=TRACKED - {"README.md"}, others=OTHERS | {"README.md"})
    ignored = around(tracked=TRACKED - {"README.md"})
    assert marked(text, "F304", around=around()) == ["figs/new.png", "figs/ignored.png"]
    assert marked(text, "F304", around=untracked) == ["figs/ignored.png"]
    assert marked(text, "F304", around=ignored) == []


def test_relative_to_the_notebook() -> None:
    text = ENTRY.format("![](../figs/new.png) ![](figs/new.png)")
    assert marked(text, "F304", around=around(path="notes/a.md")) == ["../figs/new.png"]


def test_one_definition_is_reported_once() -> None:
    text = ENTRY.format("![one][a] ![two][a]") + "\n[a]: figs/new.png\n"
    assert found(text, "F304", around=around()) == [(4, 6, NEW)]


def test_wrong_letters_come_first_and_then_it_is_not_in_git() -> None:
    text = ENTRY.format("![](figs2/own.png)")
    both = Config(select=("F302", "F304"))
    assert found(text, "F304", config=both, around=around()) == []
    assert len(found(text, "F302", config=both, around=around())) == 1
    right = mended(text, "F302", around=around())
    assert right == ENTRY.format("![](Figs2/Own.png)")
    assert found(right, "F302", config=both, around=around()) == []
    assert found(right, "F304", config=both, around=around()) == [(2, 8, NEW)]
