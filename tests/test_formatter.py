"""The formatter: what it writes, what it leaves, what the guard does not let pass; then
the texts of `make safety`, a sample of some.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from notelint.config import Config
from notelint.engine import formatter
from notelint.engine.formatter import LAYOUT, SAFE, UNSAFE, FixResult, fix_source
from notelint.errors import UnreadableError
from notelint.guard.changes import Change, changes
from notelint.notebook.model import Notebook, Preferences
from notelint.rules.base import Rule
from notelint.text import limits
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix
from notelint.text.page_changes import Kind
from notelint.text.source import Source, Span
from tests import safety
from tests.notes import note
from tests.wounds import WOUNDS, wounded

TITLE = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
OTHER = (
    "[Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)"
)
SPOILED = note(f"""
    #  Notes
    1. [Attention Is All You Need](http://www.arxiv.org/abs/1706.03762)<br>\x20
    Attention alone is enough.<br/>
    <img src="figs/a.png" width=500>

    2. {OTHER}<br/>
       Layers learn
    4. [Adam: A Method
       for Stochastic Optimization](https://arxiv.org/abs/1412.6980?utm_source=x)(ICLR 2015)<br/>
       Step sizes.<br/>



    Words.""")
WHOLE = note(f"""
    #  Notes

    1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
       Attention alone is enough.<br/>
       <img src="figs/a.png" width="500">

    2. {OTHER}<br/>
       Layers learn
    3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980) (ICLR 2015)<br/>
       Step sizes.

    Words.
    """)


def mended(text: str, kinds=LAYOUT, config: Config | None = None) -> FixResult:
    return fix_source(Source.from_text(text), config or Config(), safety.alone, kinds)


def layout(text: str, **preferences: str) -> str:
    return mended(text, config=Config(notebook=Preferences(**preferences))).source.text  # type: ignore[arg-type]


# What it does.


def test_a_spoiled_notebook_comes_into_order() -> None:
    result = mended(SPOILED)
    assert result.source.text == WHOLE
    assert not result.refused
    codes = {each.code for each in result.fixed}
    assert codes == {
        "B201",
        "B204",
        "E101",
        "E106",
        "E110",
        "F307",
        "F308",
        "L402",
        "L403",
        "W801",
        "W802",
        "W803",
        "W804",
    }
    assert [each.code for each in result.left if each.fix] == []


def test_one_in_order_is_left_alone() -> None:
    result = mended(WHOLE)
    assert (result.source.text, result.fixed, result.refused) == (WHOLE, (), ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    assert mended(SPOILED.replace("\n", end)).source.text == WHOLE.replace("\n", end)


def test_the_byte_order_mark_stays() -> None:
    result = mended("\ufeff" + SPOILED)
    assert result.source.bom
    assert result.source.text == WHOLE
    assert formatter.format_text("\ufeff" + SPOILED) == "\ufeff" + WHOLE
    assert formatter.format_text(SPOILED) == WHOLE


def test_the_path_stays() -> None:
    assert (
        fix_source(Source(SPOILED, "notes/a.md"), Config(), safety.alone).source.path
        == "notes/a.md"
    )


def test_what_is_left_is_judged_anew() -> None:
    text = f"1. {TITLE} \n\n\n\n\n2. {TITLE}\n"
    assert mended(text).left == ()  # layout alone was asked
    result = mended(text, kinds=SAFE)
    assert [(each.code, each.start) for each in result.left] == [("P501", (3, 4))]


def test_nothing_is_mended_of_rules_that_are_off() -> None:
    assert mended(SPOILED, config=Config(ignore=("ALL",))).source.text == SPOILED
    assert (
        mended(SPOILED, config=Config(select=("W804",))).source.text == SPOILED + "\n"
    )


def test_silenced_lines_stay() -> None:
    text = f"<!-- notelint-disable-file -->\n\n{SPOILED}"
    assert mended(text).source.text == text
    line = f"- {TITLE} \n<!-- notelint-disable-next-line W801 -->\n- {OTHER} \n"
    assert mended(line).source.text == line.replace(" \n<", "\n<")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (LAYOUT, f"1. {TITLE}\n\n##Later\n"),
        (SAFE, f"1. {TITLE}\n\n## Later\n"),
        (UNSAFE, f"1. {TITLE}\n\n## Later\n"),
    ],
)
def test_kinds(kinds, expected: str) -> None:
    assert mended(f"1. {TITLE} \n\n##Later\n", kinds).source.text == expected


@pytest.mark.parametrize(
    ("line_break", "expected"),
    [("<br>", "<br>"), ("<br />", "<br />"), ("<br/>", "<br/>")],
)
def test_the_break_that_the_config_names(line_break: str, expected: str) -> None:
    assert (
        layout(f"1. {TITLE}<BR>\n   a<br>\n   b\n", line_break=line_break)
        == f"1. {TITLE}{expected}\n   a{expected}\n   b\n"
    )


# A cut list.


FIGURE = '<img src="figs/a.png" />'


@pytest.mark.parametrize(
    "text",
    [
        f"1. {TITLE}<br/>\n{FIGURE}\n\n2. {OTHER}\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n2. {OTHER}\n",
        f"1. {TITLE}<br/>\n{FIGURE}\nwhat **it** says\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n2. {OTHER}<br/>\n{FIGURE}\n3. {TITLE}\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n\n1. {OTHER}\n",
    ],
)
def test_a_cut_list_is_made_whole(text: str) -> None:
    result = mended(text, config=Config(select=("F307",)))
    assert result.source.text == text.replace(f"\n{FIGURE}", f"\n   {FIGURE}")
    assert not result.refused


@pytest.mark.parametrize(
    "text",
    [
        f"1. {TITLE}<br/>\n{FIGURE}\n![](figs/b.png)\n",
        f"1. {TITLE}<br/>\n{FIGURE}\nsome `code`\n",
        f"1. {TITLE}<br/>\n{FIGURE}\na &amp; b\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n## Later\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n> quoted\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n- [ ] a box\n",
        f'1. {TITLE}<br/>\n{FIGURE}\n[a](b "title")\n',
        f"1. {TITLE}<br/>\n{FIGURE}\n\n5. {OTHER}\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n2. {OTHER}\n3. {TITLE}\n",
        f"1. {TITLE}<br/>\n{FIGURE}\n\n   more\n",
        f"- {TITLE}<br/>\n{FIGURE}\n\n- {OTHER}\n",
        f"1. {TITLE}<br/>\n   - sub\n{FIGURE}\n2. {OTHER}\n3. {TITLE}\n",
        f"1. {TITLE}\\\n{FIGURE}\n",
    ],
)
def test_one_that_would_show_more_than_it_does_is_left_to_who_asks_for_it(
    text: str,
) -> None:
    result = mended(text, config=Config(select=("F307",)))
    assert result.source.text == text
    assert not result.refused
    assert {
        each.fix.applicability.value
        for each in result.left
        if each.code == "F307" and each.fix
    } == {"safe"}


# The guard.


def planted(
    monkeypatch: pytest.MonkeyPatch, *harms: tuple[str, str], make=Fix.layout
) -> None:
    """Let the only rule be one that puts the second text of a pair in the place of the
    first one.
    """

    def harm(notebook: Notebook) -> Iterator[Finding]:
        """Do harm."""
        for old, new in harms:
            place = notebook.source.text.find(old)
            if place >= 0:
                span = Span(place, place + len(old))
                yield Finding(span, f"write {new}", make(Edit(span, new)))

    monkeypatch.setattr(
        "notelint.engine.linter.RULES",
        (Rule("W899", "harm", harm, fixes=(Applicability.LAYOUT,)),),
    )


def test_a_fix_that_harms_the_page_is_refused_and_the_others_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"1. {TITLE} \n\nwords  here\n"
    planted(monkeypatch, ("words", "lies"), ("  here", " here"), (" \n", "\n"))
    result = mended(text)
    assert result.source.text == f"1. {TITLE}\n\nwords here\n"
    assert [(each.message, each.start) for each in result.refused] == [
        ("write lies", (3, 1))
    ]
    assert [each.message for each in result.fixed] == ["write ", "write  here"]
    assert [each.message for each in result.left] == ["write lies"]


@pytest.mark.parametrize("make", [Fix.layout, Fix.safe, Fix.unsafe])
def test_words_are_not_taken_away(monkeypatch: pytest.MonkeyPatch, make) -> None:
    text = f"1. {TITLE}\n\nwords and words\n"
    planted(monkeypatch, ("words and", "words"), make=make)
    result = mended(text, UNSAFE)
    assert result.source.text == text
    assert len(result.refused) == 1


def test_layout_changes_no_page_and_who_asks_for_more_gets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"1. {TITLE}\n\n#Later\n"
    planted(monkeypatch, ("#Later", "# Later"))
    assert mended(text).source.text == text
    planted(monkeypatch, ("#Later", "# Later"), make=Fix.safe)
    assert mended(text).source.text == text
    assert mended(text, SAFE).source.text == f"1. {TITLE}\n\n# Later\n"


def test_what_was_refused_is_tried_again_once_the_text_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    harm = (Change(Kind.LOST, 1, ""),)
    monkeypatch.setattr(
        "notelint.guard.changes.changes",
        lambda old, new: harm if "done" in new and "ready" not in old else (),
    )
    planted(monkeypatch, ("first", "ready"), ("last", "done"))
    result = mended(f"1. {TITLE}\n\nfirst, last\n")
    assert result.source.text == f"1. {TITLE}\n\nready, done\n"
    assert result.refused == ()


def test_what_the_guard_has_no_time_for_is_not_made_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(_old: str, new: str) -> tuple[Change, ...]:
        if "LAST" in new:
            while True:
                pass
        return ()

    monkeypatch.setattr("notelint.guard.changes.changes", slow)
    monkeypatch.setattr(limits, "SECONDS", 0.4)
    planted(monkeypatch, ("first", "FIRST"), ("last", "LAST"))
    result = mended(f"1. {TITLE}\n\nfirst, last\n")
    assert (result.source.text, result.refused, result.failure) == (
        f"1. {TITLE}\n\nfirst, last\n",
        (),
        "",
    )
    assert [each.message for each in result.untried] == ["write FIRST", "write LAST"]
    with pytest.raises(
        UnreadableError,
        match=r"^too little time to prove that these fixes keep the page: W899: split the file$",
    ):
        formatter.format_text(f"1. {TITLE}\n\nfirst, last\n")


def test_fixes_that_undo_each_other_are_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted(monkeypatch, ("*a*", "_a_"), ("_a_", "*a*"))
    text = f"1. {TITLE}\n\n*a*\n"
    result = mended(text)
    assert (result.failure, result.source.text) == (
        "fixes that undo each other: W899",
        text,
    )
    assert [each.code for each in result.left] == ["W899"]


# Wounds, and what comes of them.


@pytest.mark.parametrize("name", list(WOUNDS))
def test_each_wound_wounds(name: str) -> None:
    assert any(WOUNDS[name](WHOLE, Random(seed)) != WHOLE for seed in range(20))


def test_wounds_are_the_same_each_time_and_keep_line_ends() -> None:
    assert wounded(WHOLE, Random("x")) == wounded(WHOLE, Random("x"))
    spoiled = wounded(WHOLE.replace("\n", "\r\n"), Random("x"))
    assert "\n" not in spoiled.replace("\r\n", "")


def test_harm_is_seen() -> None:
    assert safety.harms("a<br>b\n", "a b\n")
    assert safety.harms(f"1. {TITLE}\n", f"1. {TITLE} x\n")
    assert not safety.harms("a  b \n", "a b\n")
    assert {each.kind for each in changes(SPOILED, WHOLE)} <= {
        Kind.BLANK,
        Kind.BREAK,
        Kind.NUMBER,
        Kind.READ,
        Kind.WHOLE,
    }


def assert_safe(text: safety.Text) -> None:
    result = safety.outcome(text.source, text.collect)
    assert result.harm == (), text.name


@pytest.mark.parametrize("text", list(safety.oddities()), ids=lambda text: text.name)
def test_our_own_oddities_are_safe(text: safety.Text) -> None:
    assert_safe(text)


@pytest.mark.parametrize("name", list(safety.pieces()))
def test_our_own_cases_are_safe_among_entries(name: str) -> None:
    for text in islice(
        safety.shaped({name: safety.pieces()[name]}), Random(name).randrange(4), None, 4
    ):
        assert_safe(text)


def test_the_examples_are_safe() -> None:
    for text in safety.examples():
        assert_safe(text)


@pytest.mark.skipif(
    not safety.SPEC.exists(), reason="the CommonMark examples are not here"
)
def test_a_sample_of_the_examples_of_commonmark_is_safe() -> None:
    texts = list(safety.shaped(dict(islice(safety.spec().items(), 0, None, 13))))
    for text in islice(texts, 0, None, 3):
        assert_safe(text)


def test_the_script_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert safety.main(["oddities"]) == 0
    out = capsys.readouterr().out
    assert f"oddities: {len(list(safety.ODDITIES.glob('*.md')))} texts" in out
    assert safety.main(["nothing"]) == 2


def test_the_script_fails_on_harm(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        safety,
        "harms",
        lambda before, after: ["words are gone"] if before != after else [],
    )
    assert safety.main(["oddities"]) == 1
    assert (
        "HARM abbreviated_numbers: words are gone" not in capsys.readouterr().out
    )  # it is in order already
