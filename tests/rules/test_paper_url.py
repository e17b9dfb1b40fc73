"""L403 paper-url: a paper's page as its host spells it."""

import pytest

from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention Is All You Need]({})\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1706.03762",
        "https://arxiv.org/pdf/1706.03762",
        "https://arxiv.org/pdf/1706.03762.pdf",
        "https://arxiv.org/pdf/1706.03762v7.pdf",
        "https://arxiv.org/html/1706.03762v7",
        "https://arxiv.org/abs/1706.03762v7",
        "https://openreview.net/forum?id=YicbFdNTTy",
        "https://openreview.net/pdf?id=YicbFdNTTy",
        "https://doi.org/10.1073/pnas.1907375117",
        "http://example.org/abs/1706.03762",
        "http://www.example.org/a.pdf",
        "https://arxiv.org/abs/1706.03762?utm_source=x",
        "http://arxiv.org/abs/1713.03762",
        "http://arxiv.org/list/cs.CV/recent",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L403") == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("http://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762"),
        (
            "https://www.arxiv.org/pdf/1706.03762.pdf",
            "https://arxiv.org/pdf/1706.03762.pdf",
        ),
        (
            "https://export.arxiv.org/abs/1706.03762v7",
            "https://arxiv.org/abs/1706.03762v7",
        ),
        ("https://arxiv.org/abs/1706.03762.pdf", "https://arxiv.org/abs/1706.03762"),
        ("https://arxiv.org/abs/1501.1234", "https://arxiv.org/abs/1501.01234"),
        (
            "http://dx.doi.org/10.1073/pnas.1907375117",
            "https://doi.org/10.1073/pnas.1907375117",
        ),
        (
            "http://openreview.net/forum?id=YicbFdNTTy",
            "https://openreview.net/forum?id=YicbFdNTTy",
        ),
    ],
)
def test_respelled(written: str, right: str) -> None:
    text = ENTRY.format(written)
    assert found(text, "L403") == [(1, 32, f"write {right}")]
    assert marked(text, "L403") == [written]
    assert fixes_of(text, "L403") == ["layout"]
    assert mended(text, "L403") == ENTRY.format(right)
    assert found(ENTRY.format(right), "L403") == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (
            "http://proceedings.mlr.press/v97/tan19a.html",
            "https://proceedings.mlr.press/v97/tan19a.html",
        ),
        (
            "http://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
            "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
        ),
    ],
)
def test_what_may_be_another_page_is_no_matter_of_layout(
    written: str, right: str
) -> None:
    text = ENTRY.format(written)
    assert fixes_of(text, "L403") == ["safe"]
    assert mended(text, "L403") == ENTRY.format(right)


@pytest.mark.parametrize(
    "page",
    [
        "openaccess.thecvf.com/content/CVPR2021/html/index.html",
        "proceedings.mlr.press/",
        "papers.nips.cc/book/a",
    ],
)
def test_other_pages_of_hosts_that_serve_all_securely(page: str) -> None:
    text = f"See [the proceedings](http://{page}).\n"
    assert found(text, "L403") == [(1, 23, f"write https://{page}")]
    assert fixes_of(text, "L403") == ["safe"]
    assert mended(text, "L403") == text.replace("http:", "https:")


def test_upper_case_alone_is_no_defect() -> None:
    assert found(ENTRY.format("https://arXiv.org/abs/1706.03762"), "L403") == []


def test_a_text_that_is_the_address_goes_along() -> None:
    text = "- [http://arxiv.org/abs/1706.03762](http://arxiv.org/abs/1706.03762)\n"
    assert mended(text, "L403") == text.replace("http:", "https:")


def test_a_definition_is_reported_once() -> None:
    text = "- [Attention Is All You Need][a] and [again][a]\n\n[a]: http://arxiv.org/abs/1706.03762\n"
    assert found(text, "L403") == [(3, 6, "write https://arxiv.org/abs/1706.03762")]


@pytest.mark.parametrize(
    "link", ["<{}>", "{}", '<a href="{}">x</a>', "<a href='{}'>x</a>", "[x](<{}>)"]
)
def test_every_form_of_a_link(link: str) -> None:
    text = "See " + link.format("http://arxiv.org/abs/1706.03762") + " too.\n"
    assert mended(text, "L403") == text.replace("http:", "https:")


@pytest.mark.parametrize(
    "code", ["`{}`", "${}$", "<!-- {} -->", "```\n{}\n```", "{{{{ {} }}}}"]
)
def test_code_math_comments_and_templates_are_silent(code: str) -> None:
    assert found(code.format("http://arxiv.org/abs/1706.03762") + "\n", "L403") == []


def test_with_a_tracking_query_both_are_said_and_one_mends() -> None:
    text = ENTRY.format("http://arxiv.org/abs/1706.03762?utm_source=x")
    assert found(text, "L403") == [(1, 32, "write https://arxiv.org/abs/1706.03762")]
    assert mended(text, "L403") == ENTRY.format("https://arxiv.org/abs/1706.03762")
