"""What holds for every notebook that is formatted: random ones, wounded at random, under
every config.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.formatter import LAYOUT, SAFE, UNSAFE, FixResult, fix_source
from notelint.engine.linter import check
from notelint.notebook.model import Preferences
from notelint.rules.catalogue import PRECEDENCE
from notelint.text import edits
from notelint.text.diagnostics import Severity
from notelint.text.source import Source
from tests import safety
from tests.rules import test_whitespace_pages as pages
from tests.test_formatter import WHOLE
from tests.test_linter_properties import AROUND, texts
from tests.test_linter_properties import LAYOUT as CODES
from tests.wounds import WOUNDS, wounded

BREAKS = ["auto", "auto", "keep", "<br/>", "<br>", "<br />", "backslash", "two-spaces"]
RULES_THAT_REACH_FURTHER = {
    "E101",
    "L403",
    "L402",
}  # to the other markers of a run, and to definitions

preferences = st.builds(
    lambda line_break, arxiv_link, figure: Preferences(
        line_break=line_break, arxiv_link=arxiv_link, figure=figure
    ),
    st.sampled_from(BREAKS),
    st.sampled_from(["keep", "abs", "pdf"]),
    st.sampled_from(["keep", "keep", "markdown", "html"]),
)
some = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True).map(tuple)
configs = st.builds(
    lambda select, ignore, notebook: Config(
        select=select, ignore=ignore, notebook=notebook
    ),
    st.one_of(st.none(), st.none(), st.just(("ALL",)), some),
    st.one_of(st.just(()), st.just(()), some),
    preferences,
)
odd = st.builds(pages.with_ends, pages.texts, st.one_of(st.just(["\n"]), pages.ends))
spoiled = st.builds(
    lambda text, seed: (
        wounded(text, Random(seed))
        if seed % 4 and "\r" not in text.replace("\r\n", "")
        else text
    ),
    st.one_of(texts, texts, odd, st.just(WHOLE)),
    st.integers(0, 2**32),
)

many = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
few = settings(many, max_examples=25)


def formatted(text: str, config: Config | None = None, kinds=LAYOUT) -> FixResult:
    return fix_source(
        Source(text, "README.md"), config or Config(), lambda _: AROUND, kinds
    )


@many
@given(spoiled, configs)
def test_the_page_stays_and_nothing_is_left(text: str, config: Config) -> None:
    result = safety.outcome(Source(text, "README.md"), lambda _: AROUND, config)
    assert result.harm == ()


@many
@given(spoiled, configs)
def test_what_is_said_of_a_rewrite_is_true(text: str, config: Config) -> None:
    result = formatted(text, config)
    assert (result.source.text != text) == bool(result.fixed)
    left = check(result.source, config, lambda _: AROUND)
    assert set(result.left) <= set(left)
    assert [
        each
        for each in left
        if each.fix and each.fix.applicability in LAYOUT and each not in result.left
    ] == []
    for each in (*result.fixed, *result.refused):
        assert each.fix
        assert each.fix.applicability in LAYOUT


def lines_named(text: str, config: Config) -> set[int]:
    """The lines on which a fix that layout makes has its finding, and where the rule
    says so, its edits.
    """
    source, named = Source(text, "README.md"), set()
    for each in check(source, config, lambda _: AROUND):
        if each.fix and each.fix.applicability in LAYOUT:
            named.update(range(each.start.line, each.end.line + 1))
            for span, _ in each.fix.edits:
                touched = range(
                    source.line_of(span.start), source.line_of(span.end) + 1
                )
                # what is taken away or put in may be a line of its own below or above
                near = set(touched) & set(range(each.start.line - 1, each.end.line + 2))
                named.update(
                    touched
                    if each.code in RULES_THAT_REACH_FURTHER
                    or each.code.startswith("W")
                    else near
                )
    return named


@few
@given(spoiled, configs)
def test_one_pass_changes_only_lines_that_were_named(text: str, config: Config) -> None:
    found = [
        each
        for each in check(Source(text, "README.md"), config, lambda _: AROUND)
        if each.fix and each.fix.applicability in LAYOUT
    ]
    chosen = edits.choose(found, key=lambda each: each.fix)
    after = edits.apply(text, (edit for each in chosen for edit in each.fix.edits))
    assume(after == formatted(text, config).source.text)
    assert changed_lines(text, after) <= lines_named(text, config)


def changed_lines(text: str, after: str) -> set[int]:
    """The lines of a text (from 1) that are not in what it became."""
    from difflib import SequenceMatcher

    old, new = (
        each.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for each in (text, after)
    )
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return {
        line
        for name, start, end, *_ in codes
        if name in {"replace", "delete"}
        for line in range(start + 1, end + 1)
        if old[line - 1]
    }


@many
@given(spoiled, configs)
def test_a_fix_does_not_meet_itself(text: str, config: Config) -> None:
    for each in check(Source(text, "README.md"), config, lambda _: AROUND):
        if each.fix:
            assert edits.choose([each], key=lambda each: each.fix) == [each], each.code
            assert all(
                one.span.end <= two.span.start
                for one, two in pairwise(sorted(each.fix.edits))
            )


@few
@given(spoiled, st.sampled_from(CODES))
def test_a_comment_for_the_file_is_as_good_as_a_rule_that_is_off(
    text: str, code: str
) -> None:
    head = f"<!-- notelint-disable-file {code} -->\n\n"
    assume("\r" not in text and not text.startswith("---"))
    silenced = formatted(head + text, Config(extend_select=(code,), ignore=("X901",)))
    assert code not in {each.code for each in silenced.fixed}
    assume(
        code not in {winner for winner, _ in PRECEDENCE}
    )  # a rule that is off lets others speak of its places
    assert (
        silenced.source.text
        == formatted(head + text, Config(ignore=(code, "X901"))).source.text
    )


@few
@given(spoiled)
def test_what_is_silenced_altogether_stays(text: str) -> None:
    whole = f"<!-- notelint-disable-file -->\n\n{text}"
    assert formatted(whole).source.text == whole
    assert formatted(whole, Config(ignore=("X901",)), UNSAFE).source.text == whole


@few
@given(spoiled, configs, st.sampled_from([SAFE, UNSAFE]))
def test_more_than_layout_settles(text: str, config: Config, kinds) -> None:
    result = formatted(text, config, kinds)
    assert (result.source.text != text) == bool(result.fixed)
    if not result.refused:
        again = formatted(result.source.text, config, kinds)
        assert (again.source.text, again.fixed) == (result.source.text, ())
        assert not [
            each.code
            for each in result.left
            if each.fix and each.fix.applicability in kinds
        ]


def errors(found) -> Counter[str]:
    return Counter(each.code for each in found if each.severity is Severity.ERROR)


@few
@given(spoiled, configs)
def test_layout_makes_no_errors(text: str, config: Config) -> None:
    result = formatted(text, config)
    before = check(Source(text, "README.md"), config, lambda _: AROUND)
    assert errors(check(result.source, config, lambda _: AROUND)) <= errors(before)


def test_the_texts_are_rich_enough_to_bring_every_wound_and_every_fix() -> None:
    fixed: Counter[str] = Counter()

    @settings(many, max_examples=400, database=None, derandomize=True)
    @given(spoiled, configs)
    def listen(text: str, config: Config) -> None:
        fixed.update(each.code for each in formatted(text, config).fixed)

    listen()
    assert set(fixed) >= set(CODES)
    assert len(WOUNDS) >= 15
