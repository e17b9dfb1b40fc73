"""Edits: chosen whole or not at all, applied at exact places, shown as git shows them."""

import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.text.diagnostics import Edit, Fix
from notelint.text.edits import apply, choose, diff
from notelint.text.source import Span
from tests.cli.program import git, repository


def edit(start: int, end: int, text: str = "x") -> Edit:
    return Edit(Span(start, end), text)


def chosen(*fixes: list[tuple[int, int]]) -> list[int]:
    """Which of the fixes can be made together, by their places."""
    numbered = [
        (number, Fix.layout(*(edit(*span) for span in spans)))
        for number, spans in enumerate(fixes)
    ]
    return [number for number, _ in choose(numbered, key=lambda each: each[1])]


@pytest.mark.parametrize(
    "fixes",
    [
        [],
        [[(0, 1)]],
        [[(0, 1)], [(1, 2)]],
        [[(1, 2)], [(0, 1)]],
        [[(0, 1), (4, 5)], [(2, 3)]],
        [[(2, 2)], [(3, 3)]],
        [[(0, 1)], [(2, 2)], [(3, 4)]],
        [[]],
    ],
)
def test_fixes_that_go_together(fixes: list[list[tuple[int, int]]]) -> None:
    assert chosen(*fixes) == list(range(len(fixes)))


@pytest.mark.parametrize(
    "fixes",
    [
        [[(0, 2)], [(1, 3)]],
        [[(1, 3)], [(0, 2)]],
        [[(0, 9)], [(4, 5)]],
        [[(4, 5)], [(0, 9)]],
        [[(0, 2)], [(0, 2)]],
        [[(2, 2)], [(2, 2)]],
        [[(0, 2)], [(2, 2)]],
        [[(2, 4)], [(2, 2)]],
        [[(2, 2)], [(0, 2)]],
        [[(2, 2)], [(2, 4)]],
        [[(2, 2)], [(0, 4)]],
        [[(0, 1), (6, 7)], [(3, 4), (6, 8)]],
    ],
)
def test_of_two_that_meet_the_first_stays(fixes: list[list[tuple[int, int]]]) -> None:
    assert chosen(*fixes) == [0]


def test_fix_that_meets_itself_is_never_chosen() -> None:
    assert chosen([(0, 2), (1, 3)], [(0, 1)]) == [1]
    assert chosen([(2, 2), (2, 2)], [(2, 3)]) == [1]


def test_fix_that_was_not_chosen_takes_no_room() -> None:
    assert chosen([(0, 2)], [(1, 3), (5, 6)], [(5, 6)]) == [0, 2]


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(
    lambda pair: (pair[0], sum(pair))
)


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=8))
def test_what_is_chosen_is_apart_and_nothing_else_would_go(
    fixes: list[list[tuple[int, int]]],
) -> None:
    kept = chosen(*fixes)

    def meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
        if one[0] == one[1] or two[0] == two[1]:
            return one[0] <= two[1] and two[0] <= one[1]
        return max(one[0], two[0]) < min(one[1], two[1])

    for number, spans in enumerate(fixes):
        before = [span for other in kept if other < number for span in fixes[other]]
        inner = any(
            meet(one, two) for place, one in enumerate(spans) for two in spans[:place]
        )
        assert (number in kept) == (
            not inner and not any(meet(one, two) for one in spans for two in before)
        )


def test_choosing_many_is_fast() -> None:
    places = random.Random(4).sample(range(0, 400_000, 2), 40_000)
    assert len(chosen(*([(place, place + 1)] for place in places))) == 40_000


def test_apply() -> None:
    assert apply("abc", []) == "abc"
    assert (
        apply("abcdef", [edit(4, 5, ""), edit(0, 1, "XY"), edit(2, 2, "-")])
        == "XYb-cdf"
    )
    assert apply("论文\r\n👍🏽", [edit(1, 2, "章"), edit(6, 6, "!")]) == "论章\r\n👍🏽!"
    assert apply("", [edit(0, 0, "a")]) == "a"


@pytest.mark.parametrize(
    "edits",
    [[edit(2, 4)], [edit(4, 4)], [edit(2, 1)], [edit(-1, 1)], [edit(0, 2), edit(1, 3)]],
)
def test_nothing_is_written_at_a_wrong_place(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"^an edit at "):
        apply("abc", edits)


def whole(before: str, after: str, path: str = "a.md") -> str:
    return "".join(diff(before, after, path))


def test_no_diff_where_nothing_changed() -> None:
    assert whole("a\n", "a\n") == ""
    assert whole("", "") == ""


def test_diff() -> None:
    assert whole("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\nsix\n") == (
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -3,4 +3,4 @@\n 3\n 4\n 5\n-6\n+six\n"
    )


def test_diff_of_a_text_without_a_last_line_end() -> None:
    head = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n"
    assert (
        whole("a", "a\n")
        == head + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"
    )
    assert (
        whole("a\nb", "c\nb")
        == head + "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"
    )


PIECES = [
    "a",
    "b\r\n",
    "\n",
    "\r",
    "\n\n",
    "\ufeff",
    "论文",
    "\u2028",
    "\x0c",
    "x  \n",
    "\x85",
    "-- a\n",
    "++ b\n",
    "@@\n",
]
NAMES = [
    "a.md",
    "a b.md",
    "论文/笔记.md",
    'qu"ote.md',
    "back\\slash.md",
    "tab\there.md",
    "new\nline.md",
    "d/e f/g.md",
    "e\u0301.md",
    "-.md",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("work"), {})


def applied(work: Path, before: str, after: str, name: str, folder: str = ".") -> bytes:
    """What `git apply` makes of a file with the diff."""
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).write_bytes(before.encode())
    patch = whole(before, after, name).encode("utf-8")
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn"],
        cwd=work / folder,
        input=patch,
        check=True,
        capture_output=True,
    )
    return (work / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_git_applies_the_diff_of_a_file_of_any_name(work: Path, name: str) -> None:
    assert applied(work, "a\nb\n", "a\nc\n", name) == b"a\nc\n"


def test_git_applies_the_diff_of_a_name_that_is_no_utf_8(work: Path) -> None:
    name = b"a\xff.md".decode("utf-8", "surrogateescape")
    assert applied(work, "a\n", "b\n", name) == b"b\n"


def test_git_applies_the_diff_in_a_folder_of_the_repository(work: Path) -> None:
    assert applied(work, "a\n", "b\n", "in/a.md", "in") == b"b\n"


def test_git_applies_the_diff_of_any_texts(work: Path) -> None:
    @given(TEXTS.filter(bool), TEXTS.filter(bool))
    def check(before: str, after: str) -> None:
        if before != after:
            assert applied(work, before, after, "a.md") == after.encode()

    check()


def test_diff_of_many_lines_alike_is_fast() -> None:
    before = "\n" * 20_000 + "a\n"
    assert len(whole(before, before.replace("a", "b")).splitlines()) == 9


def test_diff_is_what_git_shows(work: Path) -> None:
    before, after = (
        "".join(f"{n}\n" for n in range(40)),
        "".join(f"{n}\n" for n in range(40) if n not in {3, 30}),
    )
    (work / "same.md").write_bytes(before.encode())
    git(work, "add", "same.md")
    (work / "same.md").write_bytes(after.encode())
    shown = [
        line.partition(" @@")[0]
        for line in git(work, "diff", "--", "same.md").splitlines()
        if not line.startswith("index ")
    ]
    assert [
        line.partition(" @@")[0]
        for line in whole(before, after, "same.md").splitlines()
    ] == shown
