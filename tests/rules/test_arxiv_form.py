"""L404 arxiv-form: abstracts, or PDFs, as the config says."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from tests.notes import fixes_of, found, marked, mended, note

ABS = "https://arxiv.org/abs/1706.03762"
PDF = "https://arxiv.org/pdf/1706.03762"
ENTRY = "1. [Attention]({})\n"


def wanted(form: str) -> Config:
    return Config(select=("L404",), notebook=Preferences(arxiv_link=form))


@pytest.mark.parametrize("url", [ABS, PDF, f"{PDF}.pdf"])
def test_silent_where_nothing_is_configured(url: str) -> None:
    text = "".join(
        ENTRY.format(f"https://arxiv.org/abs/1706.0{number}")
        for number in range(1000, 1030)
    ) + ENTRY.format(url)
    assert found(text, "L404") == []
    assert found(text, "L404", config=Config()) == []
    assert found(text, "L404", config=wanted("keep")) == []


@pytest.mark.parametrize(
    "url",
    [
        ABS,
        f"{ABS}v2",
        "http://www.arxiv.org/abs/1706.03762",
        f"{PDF}#page=3",
        "https://arxiv.org/html/1706.03762",
        "https://arxiv.org/src/1706.03762",
        "https://arxiv.org/list/cs.CV/recent",
        "http://cn.arxiv.org/pdf/1706.03762",
        "https://www.alphaxiv.org/pdf/1706.03762",
        "https://openreview.net/pdf?id=YicbFdNTTy",
        "https://arxiv.org/pdf/1713.03762",
        "https://example.org/1706.03762.pdf",
    ],
)
def test_silent_where_abstracts_are_wanted(url: str) -> None:
    assert found(ENTRY.format(url), "L404", config=wanted("abs")) == []


@pytest.mark.parametrize(
    "url", [PDF, f"{PDF}.pdf", f"{ABS}#comments", "https://arxiv.org/html/1706.03762"]
)
def test_silent_where_pdfs_are_wanted(url: str) -> None:
    assert found(ENTRY.format(url), "L404", config=wanted("pdf")) == []


@pytest.mark.parametrize(
    "code",
    [
        "`{}`",
        "${}$",
        "<!-- {} -->",
        "```\n{}\n```",
        "{{{{ {} }}}}",
        "---\na: {}\n---",
        "![a]({})",
    ],
)
def test_code_math_comments_templates_and_figures_are_silent(code: str) -> None:
    assert found(code.format(PDF) + "\n", "L404", config=wanted("abs")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"1. [Attention]({ABS}) [pdf]({PDF})\n",
        f"1. [Attention]({PDF})\n   goes on\n   ([abstract]({ABS}v2))\n",
        f"Read [it]({PDF}) or [what it says]({ABS}), and go on reading until the very end of it.\n",
        f"| Paper | File |\n|---|---|\n| [Attention]({ABS}) | [file]({PDF}) |\n",
        f"- [Attention][a] [file][b]\n\n[a]: {ABS}\n[b]: {PDF}\n",
    ],
)
@pytest.mark.parametrize("form", ["abs", "pdf"])
def test_silent_where_both_are_linked(text: str, form: str) -> None:
    assert found(text, "L404", config=wanted(form)) == []


@pytest.mark.parametrize(
    ("form", "what", "written", "right"),
    [
        ("abs", "abstract", PDF, ABS),
        ("abs", "abstract", f"{PDF}.pdf", ABS),
        ("abs", "abstract", f"{PDF}v5.pdf", f"{ABS}v5"),
        ("abs", "abstract", "http://www.arxiv.org/pdf/1706.03762.pdf", ABS),
        (
            "abs",
            "abstract",
            "https://arxiv.org/pdf/math/0309136",
            "https://arxiv.org/abs/math/0309136",
        ),
        ("pdf", "PDF", ABS, PDF),
        ("pdf", "PDF", f"{ABS}v5", f"{PDF}v5"),
        ("pdf", "PDF", f"{ABS}?context=cs", PDF),
    ],
)
def test_the_other_form(form: str, what: str, written: str, right: str) -> None:
    text = ENTRY.format(written)
    assert found(text, "L404", config=wanted(form)) == [
        (1, 16, f"write {right}: arxiv-link asks for the {what}")
    ]
    assert marked(text, "L404", config=wanted(form)) == [written]
    assert fixes_of(text, "L404", config=wanted(form)) == ["safe"]
    assert mended(text, "L404", config=wanted(form)) == ENTRY.format(right)


def test_other_entries_and_other_papers_do_not_excuse() -> None:
    text = note(f"""
        1. [Attention]({ABS})
        2. [Attention, again]({PDF})
        3. [Adam](https://arxiv.org/abs/1412.6980) [after it]({PDF})

        See [this]({PDF}).
        And [that]({ABS}).
        """)
    assert [each[0] for each in found(text, "L404", config=wanted("abs"))] == [2, 3, 5]


@pytest.mark.parametrize(
    ("form", "badge", "url", "right", "what"),
    [("abs", "pdf", PDF, ABS, "abstract"), ("pdf", "Abstract", ABS, PDF, "PDF")],
)
def test_a_badge_that_would_be_wrong_has_no_fix(
    form: str, badge: str, url: str, right: str, what: str
) -> None:
    text = f"- Attention [[{badge}]({url})]\n"
    message = f"write {right} and rename this link, which says {badge}: arxiv-link asks for the {what}"
    assert [each[2] for each in found(text, "L404", config=wanted(form))] == [message]
    assert fixes_of(text, "L404", config=wanted(form)) == [""]


@pytest.mark.parametrize(
    "link",
    [
        "<{}>",
        "{}",
        '<a href="{}">x</a>',
        "[x](<{}>)",
        "[x]\n\n[x]: {}",
        "[{0}]({0})",
        "[x]: {}",
        "| [x]({}) |\n|---|",
    ],
)
def test_every_form_of_a_link(link: str) -> None:
    text = "a\r\n\r\n" + link.format(PDF) + "\r\n"
    assert mended(text, "L404", config=wanted("abs")) == text.replace(PDF, ABS)


def test_a_definition_is_left_alone_if_one_of_its_entries_has_both() -> None:
    text = f"- [Attention][a] and [abstract]({ABS})\n- [Attention][a]\n\n[a]: {PDF}\n"
    assert found(text, "L404", config=wanted("abs")) == []
    assert [
        each[:2]
        for each in found(
            text.replace(f" and [abstract]({ABS})", ""), "L404", config=wanted("abs")
        )
    ] == [(4, 6)]
