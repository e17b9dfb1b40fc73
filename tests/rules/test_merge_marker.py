"""X903 merge-marker: what a merge left unresolved is reported, alone, and nothing
rewrites the file.
"""

import pytest

from notelint import format_text
from notelint.config import Config
from notelint.engine.linter import check_text
from notelint.errors import UnreadableError
from notelint.text.diagnostics import Severity
from notelint.text.source import Position
from tests.notes import found

OURS = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
THEIRS = "1. [Adam](https://arxiv.org/abs/1412.6980)\n"
CONFLICT = f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> other\n"
ZDIFF3 = f"<<<<<<< HEAD\n{OURS}||||||| 1a2b3c4\n=======\n{THEIRS}>>>>>>> other\n"
MESSAGE = "unresolved merge conflict, down to line {}: keep one side or both, and remove the markers"


def conflicts(text: str, config: Config | None = None) -> list[tuple[int, int, str]]:
    return found(text, "X903", config=config)


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n\nText.\n",
        "Title\n=======\n\n>>>>>>> seven quotes\n",
        f"<<<<<<< HEAD\n{OURS}",
        f"{OURS}=======\n{THEIRS}>>>>>>> other\n",
        f"<<<<<<<HEAD\n{OURS}=======\n{THEIRS}>>>>>>> other\n",
        f"<<<<<<< HEAD\n{OURS}======= words\n{THEIRS}>>>>>>> other\n",
        f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>>other\n",
        f"<<<<<<< HEAD\n{OURS}========\n{THEIRS}>>>>>>> other\n",
        f"<<<<<< HEAD\n{OURS}======\n{THEIRS}>>>>>> other\n",
        f"    <<<<<<< HEAD\n    =======\n    >>>>>>> other\n{OURS}",
        f"a <<<<<<< HEAD\na =======\na >>>>>>> other\n{OURS}",
        f">>>>>>> other\n=======\n<<<<<<< HEAD\n{OURS}",
        f"```\n{CONFLICT}```\n",
        f"~~~ diff\nbefore\n{ZDIFF3}after\n~~~\n\n{OURS}",
        f"```\n{CONFLICT}",
    ],
)
def test_silent(text: str) -> None:
    assert conflicts(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (CONFLICT, [(1, 5)]),
        (ZDIFF3, [(1, 6)]),
        (f"# Notes\n\n{CONFLICT}\n{CONFLICT}", [(3, 7), (9, 13)]),
        (CONFLICT.replace("\n", "\r\n"), [(1, 5)]),
        (CONFLICT.replace("\n", "\r"), [(1, 5)]),
        (CONFLICT.replace(" HEAD", "").replace(" other", "").rstrip("\n"), [(1, 5)]),
        ("<<<<<<< HEAD\n=======\n>>>>>>> other\n", [(1, 3)]),
        (f"<<<<<<< HEAD\n{CONFLICT}=======\n{THEIRS}>>>>>>> other\n", [(1, 9)]),
        (
            CONFLICT.replace("<" * 7, "<" * 15)
            .replace("=" * 7, "=" * 15)
            .replace(">" * 7, ">" * 15),
            [(1, 5)],
        ),
        (
            f"<<<<<<< HEAD\n```\na\n```\n=======\n```\nb\n```\n>>>>>>> other\n{OURS}",
            [(1, 9)],
        ),
        (
            f"```\n<<<<<<< HEAD\na\n```\n=======\nb\n```\n>>>>>>> other\n{OURS}",
            [(2, 8)],
        ),
        (f"```\n{CONFLICT}```\n\n{CONFLICT}", [(9, 13)]),
        (f"<!--\n{CONFLICT}-->\n", [(2, 6)]),
        ("Words.\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n", [(3, 7)]),
    ],
)
def test_each_conflict_is_reported_where_it_begins(
    text: str, places: list[tuple[int, int]]
) -> None:
    assert [(line, column, message) for line, column, message in conflicts(text)] == [
        (first, 1, MESSAGE.format(last)) for first, last in places
    ]


def test_nothing_else_is_reported_of_the_file() -> None:
    only = check_text(
        f"# Notes\n\n5. [A](http://arxiv.org/abs/1706.03762) \n{CONFLICT}", "a.md"
    )
    assert [(each.code, each.severity, each.start, each.fix) for each in only] == [
        ("X903", Severity.ERROR, Position(4, 1), None)
    ]
    assert only[0].end == Position(4, 13)


@pytest.mark.parametrize(
    "config",
    [Config(select=()), Config(ignore=("ALL", "X903")), Config(select=("E101",))],
)
def test_it_cannot_be_switched_off(config: Config) -> None:
    assert len(check_text(CONFLICT, "-", config)) == 1


def test_a_comment_must_name_the_rule() -> None:
    for comment in (
        "<!-- notelint-disable -->",
        "<!-- notelint-disable-file -->",
        "<!-- notelint-disable E101 -->",
    ):
        assert len(conflicts(f"{comment}\n\n{CONFLICT}", Config())) == 1
    for comment in (
        "<!-- notelint-disable X903 -->",
        "<!-- notelint-disable-file merge-marker: an example -->",
    ):
        assert conflicts(f"{comment}\n\n{CONFLICT}", Config()) == []
        assert found(f"{comment}\n\n{CONFLICT}", "X901", config=Config()) == []


@pytest.mark.parametrize(
    "text", [CONFLICT, ZDIFF3, f"\ufeff{CONFLICT}", CONFLICT.replace("\n", "\r\n")]
)
def test_format_text_says_the_line_and_returns_nothing(text: str) -> None:
    with pytest.raises(UnreadableError, match="unresolved merge conflict") as caught:
        format_text(text)
    assert caught.value.line == 1


def test_example_in_code_does_not_keep_a_notebook_from_being_formatted() -> None:
    assert format_text(
        f"5. [A](https://arxiv.org/abs/1706.03762) \n\n```\n{CONFLICT}```\n"
    ).endswith(f"```\n{CONFLICT}```\n")


def test_many_markers_take_linear_time() -> None:
    from time import process_time

    before = process_time()
    check_text("<<<<<<< a\n" * 3_000 + "=======\n>>>>>>> b\n" * 3_000)
    assert process_time() - before < 3


def test_a_marker_of_another_length_within_a_conflict_hides_nothing() -> None:
    text = "# A\n\n<<<<<<< HEAD\n<<<<<<<<< q\n5. a\n=======\n7. b\n>>>>>>> x\n"
    assert [each.start.line for each in check_text(text)] == [3]
    closed = text.replace("5. a\n", "5. a\n=========\n6. a\n>>>>>>>>> q\n")
    assert [each.start.line for each in check_text(closed)] == [3]
    later = text + "<<<<<<<<< q\n1. c\n=========\n2. d\n>>>>>>>>> q\n"
    assert [each.start.line for each in check_text(later)] == [3, 9]


def test_many_open_conflicts_take_linear_time() -> None:
    text = "<<<<<<< a\n" + "<<<<<<<< b\n=======\n" * 20_000 + ">>>>>>> a\n"
    assert [each.start.line for each in check_text(text)] == [1]
