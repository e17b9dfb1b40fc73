"""L407 missing-file: relative links lead to files that are there."""

import pytest

from notelint.config import Config
from notelint.rules.context import RepoContext
from tests.notes import around_of, diagnostics_of, fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) {}\n"
FILES = (
    "README.md",
    "notes/attention.md",
    "notes/own.md",
    "notes/deep/er.md",
    "papers/two words.pdf",
    "论文/图.md",
    "LICENSE",
    "50%.md",
)


def around(*more: str, path: str = "README.md") -> RepoContext:
    return around_of(*FILES, *more, path=path)


SILENT = [
    "[x](notes/attention.md)",
    "[x](./notes/attention.md#top)",
    "[x](/notes/attention.md?plain=1)",
    "[x](notes/../README.md)",
    "[x](notes)",
    "[x](notes/)",
    "[x](/)",
    "[x](.)",
    "[x](./)",
    "[x](..)",
    "[x](../)",
    "[x](../../issues)",
    "[x](../../wiki/Home)",
    "[x](/../../issues)",
    "[x](LICENSE)",
    "[x](papers/two%20words.pdf)",
    "[x](<papers/two words.pdf>)",
    "[x](论文/图.md)",
    "[x](%E8%AE%BA%E6%96%87/%E5%9B%BE.md)",
    "[x](50%.md)",
    "[x](50%25.md)",
    "[x]()",
    "[x](#lost)",
    "[x](?tab=readme)",
    "[x](//example.org/lost.md)",
    "[x](https://example.org/lost.md)",
    "[x](mailto:ada@example.org)",
    "[x](ftp://example.org/lost.md)",
    "<ada@example.org>",
    "<https://example.org/lost.md>",
    "www.example.org/lost.md",
    "[x](data:text/plain,lost.md)",
    "[x](C:\\notes\\lost.md)",
    "[x](/Users/ada/lost.md)",
    "[x](~/lost.md)",
    "[x](notes\\lost.md)",
    "[x]({{ site.baseurl }}/lost.md)",
    "<a href='{% link lost.md %}'>x</a>",
    "[code](url) [paper](link) [x](path) [x](xxx.md) [x](your-file.md) [x](TODO.md) [x](<name>) [x](...)",
    "![x](figs/lost.png)",
    "<img src='figs/lost.png'>",
    "`[x](lost.md)`",
    "$[x](lost.md)$",
    "<!-- [x](lost.md) <a href='lost.md'>x</a> -->",
    "\\[x](lost.md)",
    "[x][lost.md]",
    "<a name='lost.md'>x</a>",
]


@pytest.mark.parametrize("link", SILENT)
def test_silent(link: str) -> None:
    assert found(ENTRY.format(link), "L407", around=around()) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\na: '[x](lost.md)'\n---\n\n",
        "```\n[x](lost.md)\n```\n\n",
        "    [x](lost.md)\n\n",
        "<!--\n[x](lost.md)\n-->\n\n",
    ],
)
def test_code_comments_and_front_matter_are_silent(text: str) -> None:
    assert found(text + ENTRY.format(""), "L407", around=around()) == []


def test_silent_where_nothing_is_known() -> None:
    assert found(ENTRY.format("[x](lost.md)"), "L407") == []


def test_definitions_that_nothing_uses_lead_nobody_anywhere() -> None:
    text = ENTRY.format("[x][b]") + "\n[注]: 中文\n[a]: lost/a.md\n[b]: lost/b.md\n"
    assert found(text, "L407", around=around()) == [
        (5, 6, "correct this link: there is no lost/b.md")
    ]


@pytest.mark.parametrize(
    ("link", "target", "path"),
    [
        ("[x](notes/atention.md)", "notes/atention.md", "notes/atention.md"),
        ("[x](./lost.md#top)", "./lost.md#top", "./lost.md"),
        ("[x](/lost/a.md 'title')", "/lost/a.md", "/lost/a.md"),
        ("[x](notes/lost/)", "notes/lost/", "notes/lost/"),
        ("[x](papers/a%20b.pdf)", "papers/a%20b.pdf", "papers/a b.pdf"),
        ("[x](论文/没有.md)", "论文/没有.md", "论文/没有.md"),
        ("[x](README.md/a.md)", "README.md/a.md", "README.md/a.md"),
        ("<a class='x' href=\"lost.md\">x</a>", "lost.md", "lost.md"),
        ("[![](https://example.org/x.svg)](lost.md)", "lost.md", "lost.md"),
        ("[x](notes/%00.md)", "notes/%00.md", "notes/\0.md"),
        ("**[x](lost.pdf)**", "lost.pdf", "lost.pdf"),
    ],
)
def test_a_file_that_is_not_there(link: str, target: str, path: str) -> None:
    text = ENTRY.format(f"图 {link}").replace("\n", "\r\n")
    assert found(text, "L407", around=around()) == [
        (1, text.index(target) + 1, f"correct this link: there is no {path}")
    ]
    assert marked(text, "L407", around=around()) == [target]
    assert fixes_of(text, "L407", around=around()) == [""]


def test_the_nearest_name_is_offered() -> None:
    text = ENTRY.format(
        "[a](notes/atention.md) [b](notes/xyz.pdf) [c](none/own.md) [d](note/)"
    )
    helps = [each.help for each in diagnostics_of(text, "L407", around=around())]
    assert helps == [
        "did you mean attention.md?",
        "add the file, or correct the path",
        "add the file, or correct the path",
        "did you mean notes?",
    ]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("notes/Attention.md", "attention.md"),
        ("Notes/own.md", "own.md"),
        ("license", "LICENSE"),
        ("NOTES/", "notes"),
        ("/readme.md#x", "README.md"),
    ],
)
def test_other_letter_case(target: str, name: str) -> None:
    text = ENTRY.format(f"[x]({target})")
    said = f"write {name} as it is spelled: GitHub tells letter case apart"
    assert found(text, "L407", around=around()) == [(1, text.index(target) + 1, said)]
    assert marked(text, "L407", around=around()) == [target]


def test_relative_to_the_notebook() -> None:
    text = ENTRY.format(
        "[a](own.md) [b](notes/own.md) [c](../notes/own.md) [d](/notes/own.md) [e](../) [f](../../issues) [g](deep) [h](..)"
    )
    assert marked(text, "L407", around=around(path="notes/attention.md")) == [
        "notes/own.md"
    ]


def test_one_definition_is_reported_once() -> None:
    text = ENTRY.format("[one][a] [two][a]") + "\n[a]: lost.md\n"
    assert found(text, "L407", around=around()) == [
        (3, 6, "correct this link: there is no lost.md")
    ]


@pytest.mark.parametrize(
    "path", ["template.md", "docs/Paper-Template.md", "templates/one.md"]
)
def test_templates_name_what_is_to_come(path: str) -> None:
    assert found(ENTRY.format("[x](lost.md)"), "L407", around=around(path=path)) == []


@pytest.mark.parametrize(
    "mark", ["_config.yml", "mkdocs.yml", "_sidebar.md", "SUMMARY.md", "CNAME"]
)
def test_pages_of_a_site_have_other_addresses_than_its_files(mark: str) -> None:
    text = ENTRY.format(
        "[a](notes/own.html) [b](notes/own) [c](notes/own/) [d](lost.html) [e](lost.md)"
    )
    assert marked(text, "L407", around=around()) == [
        "notes/own.html",
        "notes/own",
        "notes/own/",
        "lost.html",
        "lost.md",
    ]
    assert marked(text, "L407", around=around(mark)) == ["lost.html", "lost.md"]
    assert marked("---\ntitle: x\n---\n\n" + text, "L407", around=around(mark)) == []
    assert len(marked("---\ntitle: x\n---\n\n" + text, "L407", around=around())) == 5


def test_in_a_text_without_entries_too() -> None:
    text = "# Contents\n\n- [One](lost.md)\n\n| [Two](gone.md) |\n|---|\n\n> [Three](away.md)\n"
    assert [each[:2] for each in found(text, "L407", around=around())] == [
        (3, 9),
        (5, 9),
        (8, 11),
    ]


def test_where_others_speak_first() -> None:
    text = ENTRY.format("[x](lost.md))  [y](javascript:lost.md) [z](TODO)")
    config = Config(select=("L407", "L409", "E107"))
    assert marked(text, "L407", config=config, around=around()) == ["lost.md"]


OWN = "https://github.com/someone/notes/blob/{}"


@pytest.mark.parametrize(
    "url",
    [
        OWN.format("main/notes/attention.md"),
        OWN.format("some-branch/notes/gone.md"),
        OWN.format("v1.0/notes/gone.md"),
        OWN.format("main/notes/gone.md").replace("someone", "another"),
    ],
)
def test_page_of_a_file_that_is_there_or_elsewhere(url: str) -> None:
    here = around_of("README.md", "notes/attention.md")._replace(
        repository="Someone/Notes"
    )
    assert found(ENTRY.format(f"[x]({url})"), "L407", around=here) == []


def test_githubs_page_of_a_file_that_is_not_there() -> None:
    here = around_of("README.md", "notes/attention.md")._replace(
        repository="someone/notes"
    )
    said = found(
        ENTRY.format(f"[x]({OWN.format('main/notes/gone.md')})"), "L407", around=here
    )
    assert [each[2] for each in said] == [
        "correct this link: there is no /notes/gone.md"
    ]


def test_page_of_a_file_of_a_repository_that_is_not_known() -> None:
    assert (
        found(
            ENTRY.format(f"[x]({OWN.format('main/notes/gone.md')})"),
            "L407",
            around=around_of("README.md"),
        )
        == []
    )


def test_hint_at_the_same_name_elsewhere() -> None:
    here = around_of("README.md", "papers/attention.md")._replace(
        tracked=frozenset({"README.md", "papers/attention.md"})
    )
    (said,) = diagnostics_of(
        ENTRY.format("[x](notes/attention.md)"), "L407", around=here
    )
    assert said.help == "did you mean papers/attention.md?"
