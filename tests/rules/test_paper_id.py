"""L405 paper-id: an id that can exist."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need]({})\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1706.03762",
        "https://arxiv.org/abs/9912.00001",
        "https://arxiv.org/abs/1412.6980",
        "https://arxiv.org/abs/hep-th/9901001",
        "https://arxiv.org/list/cs.CV/1713",
        "https://doi.org/10.1073/pnas.1907375117",
        "https://example.org/abs/1713.03762",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L405") == []


@pytest.mark.parametrize(
    "id_", ["1713.03762", "1700.03762", "1706.037620", "1412.12345"]
)
@pytest.mark.parametrize("form", ["abs", "pdf"])
def test_impossible(id_: str, form: str) -> None:
    text = ENTRY.format(f"https://arxiv.org/{form}/{id_}")
    assert [
        (each[:2], each[2].startswith("correct the id: "))
        for each in found(text, "L405")
    ] == [((1, 32), True)]
    assert marked(text, "L405") == [f"https://arxiv.org/{form}/{id_}"]
    assert fixes_of(text, "L405") == [""]


def test_the_reason_is_said() -> None:
    ((line, column, message),) = found(
        ENTRY.format("https://arxiv.org/abs/1713.03762"), "L405"
    )
    assert (line, column) == (1, 32)
    assert "month 13" in message


def test_a_definition_is_reported_once() -> None:
    text = "- [Attention Is All You Need][a] and [again][a]\n\n[a]: https://arxiv.org/abs/1713.03762\n"
    assert [each[:2] for each in found(text, "L405")] == [(3, 6)]


@pytest.mark.parametrize("code", ["`{}`", "<!-- {} -->", "```\n{}\n```"])
def test_code_and_comments_are_silent(code: str) -> None:
    assert found(code.format("https://arxiv.org/abs/1713.03762") + "\n", "L405") == []


def test_it_speaks_in_place_of_paper_url() -> None:
    text = ENTRY.format("http://arxiv.org/abs/1713.03762")
    config = Config(select=("L",))
    assert len(found(text, "L405", config=config)) == 1
    assert found(text, "L403", config=config) == []
