"""Which notebook of the repository a link with an anchor leads into."""

import pytest

from notelint.rules.context import RepoContext, anchored

HERE = RepoContext("notes/gan.md", repository="ada/papers")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("#a", ("notes/gan.md", "a")),
        ("#%E5%9B%BE", ("notes/gan.md", "%E5%9B%BE")),
        ("##a", ("notes/gan.md", "#a")),
        (" #a ", ("notes/gan.md", "a")),
        ("gan.md#a", ("notes/gan.md", "a")),
        ("./vae.md#a", ("notes/vae.md", "a")),
        ("../README.md#a", ("README.md", "a")),
        ("/README.md#a", ("README.md", "a")),
        ("deep/x.markdown#a", ("notes/deep/x.markdown", "a")),
        ("two%20words.md#a", ("notes/two words.md", "a")),
        ("X.MD#a", ("notes/X.MD", "a")),
        ("https://github.com/ada/papers#a", ("README.md", "a")),
        ("https://github.com/ada/papers/#a", ("README.md", "a")),
        ("http://www.GitHub.com/Ada/Papers.git#a", ("README.md", "a")),
        ("https://github.com/ada/papers/tree/main#a", ("README.md", "a")),
        ("https://github.com/ada/papers/blob/main/README.md#a", ("README.md", "a")),
        (
            "https://github.com/Ada/Papers/blob/master/notes/gan.md#a",
            ("notes/gan.md", "a"),
        ),
        (
            "https://github.com/ada/papers/blob/HEAD/a%20b.md?plain=1#L3",
            ("a b.md", "L3"),
        ),
    ],
)
def test_into_a_notebook(url: str, place: tuple[str, str]) -> None:
    assert anchored(url, HERE) == place


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#",
        "vae.md",
        "vae.md#",
        "vae.pdf#page=3",
        "code/#a",
        "../../other.md#a",
        "vae.md?plain=1#L3",
        "https://example.org/README.md#a",
        "mailto:a@example.org#a.md",
        "//example.org/a.md#a",
        "https://github.com/ada/other#a",
        "https://github.com/bob/papers/blob/main/README.md#a",
        "https://github.com/ada/papers/blob/v1.0/README.md#a",
        "https://github.com/ada/papers/blob/0a1b2c3/README.md#a",
        "https://github.com/ada/papers/blob/main/a.pdf#a",
        "https://github.com/ada/papers/issues#a",
        "https://github.com/ada/papers/tree/dev#a",
        "https://github.com/ada/papers?tab=readme-ov-file#a",
        "https://gist.github.com/ada/papers#a",
    ],
)
def test_elsewhere(url: str) -> None:
    assert anchored(url, HERE) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/ada/papers#a",
        "https://github.com/ada/papers/blob/main/README.md#a",
    ],
)
def test_a_repository_that_is_not_known_is_nobodys(url: str) -> None:
    assert anchored(url, RepoContext("README.md")) is None
