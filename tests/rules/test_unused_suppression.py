"""X901 unused-suppression: a disable comment that silences nothing."""

import pytest

from notelint.config import Config
from tests.notes import applied, diagnostics_of, fixes_of, found, marked, mended

ALL = Config()
ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
# L402 and L403
TRACKED = "1. [Attention Is All You Need](http://arxiv.org/abs/1706.03762) [code](https://example.org/a?utm_source=x)\n"


def unused(text: str, config: Config = ALL) -> list[tuple[int, int, str]]:
    return found(text, "X901", config=config)


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- notelint-disable-next-line L402, L403 -->",
        "<!-- notelint-disable-next-line L402 L403 -->",
        "<!-- notelint-disable-next-line tracking-query -->",
        "<!-- notelint-disable-next-line l402 -->",
        "<!-- notelint-disable-next-line L402: the newsletter counts its readers -->",
        "<!-- notelint-disable-next-line -->",
        "<!-- notelint-disable -->",
        "<!-- notelint-disable L402 -->",
        "<!-- notelint-disable-file L402 -->",
        "<!--notelint-disable L402-->",
        "<!-- a remark -->",
        "<!-- notelint-enable L402 -->",
        "<!-- notelint-disabled L405 -->",
        "`<!-- notelint-disable L405 -->`",
    ],
)
def test_silent(comment: str) -> None:
    assert unused(f"{comment}\n{TRACKED}") == []


@pytest.mark.parametrize("verb", ["disable", "disable-next-line", "disable-file"])
@pytest.mark.parametrize("word", ["L402", "tracking-query", "l402"])
def test_a_comment_that_silences_nothing_goes_with_its_line(
    verb: str, word: str
) -> None:
    text = f"<!-- notelint-{verb} {word} -->\n{ENTRY}"
    assert unused(text) == [(1, 1, f"remove {word}: it silences nothing here")]
    assert marked(text, "X901", config=ALL) == [f"<!-- notelint-{verb} {word} -->"]
    assert fixes_of(text, "X901", config=ALL) == ["safe"]
    assert mended(text, "X901", config=ALL) == ENTRY


def test_a_comment_without_codes() -> None:
    text = f"<!-- notelint-disable -->\n\n{ENTRY}"
    assert unused(text) == [(1, 1, "remove this comment: it silences nothing here")]
    assert mended(text, "X901", config=ALL) == f"\n{ENTRY}"


@pytest.mark.parametrize(
    ("words", "place", "right"),
    [
        ("L402, L403, L405", 45, "L402, L403"),
        ("L405, L402, L403", 33, "L402, L403"),
        ("L402, L405, L403", 39, "L402, L403"),
        ("L402 L405 L403", 38, "L402 L403"),
        ("L402,L405,L403", 38, "L402,L403"),
        ("L402, L405: for the count", 39, "L402: for the count"),
        ("L405, L402: for the count", 33, "L402: for the count"),
        ("L405, L402, B201", 33, "L402"),
    ],
)
def test_one_of_several_codes(words: str, place: int, right: str) -> None:
    comment = "<!-- notelint-disable-next-line {} -->\n"
    text = comment.format(words) + TRACKED
    assert unused(text)[0] == (
        1,
        place,
        f"remove {text[place - 1 : place + 3]}: it silences nothing here",
    )
    assert mended(text, "X901", config=ALL) == comment.format(right) + TRACKED


def test_all_of_several_codes() -> None:
    text = f"<!-- notelint-disable-next-line L405, B201 -->\n{TRACKED}"
    assert [each[2] for each in unused(text)] == [
        "remove L405: it silences nothing here",
        "remove B201: it silences nothing here",
    ]


def test_two_words_side_by_side_go_one_after_the_other_lest_the_comment_name_none() -> (
    None
):
    text = f"<!-- notelint-disable-next-line L405, B201 -->\n{ENTRY}"
    one, two = diagnostics_of(text, "X901", config=ALL)
    assert one.fix
    assert two.fix
    assert one.fix.edits[0].span.end > two.fix.edits[0].span.start
    left = applied(text, [one])
    assert left == f"<!-- notelint-disable-next-line B201 -->\n{ENTRY}"
    assert mended(left, "X901", config=ALL) == ENTRY


def test_an_unknown_code() -> None:
    text = f"<!-- notelint-disable-next-line L999 -->\n{TRACKED}"
    assert unused(text) == [(1, 1, "remove L999: it silences nothing here")]


def test_a_rule_that_was_not_asked_today_may_be_needed() -> None:
    text = f"<!-- notelint-disable-next-line L402 -->\n<!-- notelint-disable-next-line -->\n{ENTRY}"
    assert unused(text, Config(select=("X901", "B"))) == []
    assert len(unused(text, Config(select=("X901", "L402")))) == 1
    assert unused(text, Config(ignore=("L402", "X901"))) == []


def test_rules_that_need_unknown_surroundings_were_not_asked() -> None:
    text = f"<!-- notelint-disable-next-line F301 -->\n{ENTRY}"
    assert found(text, "X901", folders={"": {"README.md"}}, config=ALL) == [
        (1, 1, "remove F301: it silences nothing here")
    ]


def test_a_rule_that_was_silent_because_another_spoke_first() -> None:
    text = "<!-- notelint-disable-next-line L403 -->\n1. [Attention](http://arxiv.org/abs/1713.03762)\n"
    assert [each.code for each in diagnostics_of(text, "L405", config=ALL)] == ["L405"]
    assert len(unused(text)) == 1


def test_it_can_be_silenced_itself() -> None:
    text = f"<!-- notelint-disable-file X901 -->\n<!-- notelint-disable-next-line L402 -->\n{ENTRY}"
    assert unused(text) == []


def test_within_a_line_the_comment_alone_goes() -> None:
    text = ENTRY[:-1] + " <!-- notelint-disable L405 -->\n"
    assert mended(text, "X901", config=ALL) == ENTRY[:-1] + " \n"


def test_at_the_end_of_a_text_without_a_line_end() -> None:
    assert mended(ENTRY + "<!-- notelint-disable L405 -->", "X901", config=ALL) == ENTRY
