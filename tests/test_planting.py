"""A defect of each rule, planted at a random place of an orderly notebook, is found at
that place, and no other rule speaks of it.
"""

import os
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Preferences
from notelint.rules.catalogue import RULES
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.planting import PLANTERS, around, orderly, planted

PLANTINGS = int(os.environ.get("NOTELINT_PLANTINGS", "15"))
ELSEWHERE = {"F306": "is about a figure's file", "X902": "is about what cannot be read"}

randoms = st.integers(0, 2**32 - 1).map(Random)


def found(text: str, code: str, preferences: Preferences) -> list[Diagnostic]:
    config = Config(extend_select=(code,), notebook=preferences)
    return check(Source(text, "README.md"), config, lambda _: around(text))


@given(randoms)
@settings(max_examples=PLANTINGS, deadline=None)
def test_what_is_planted_in_is_in_order(random: Random) -> None:
    text = orderly(random).text
    assert found(text, "ALL", Preferences(arxiv_link="abs")) == []


@pytest.mark.parametrize("code", sorted(PLANTERS))
def test_planted_defect_is_found_and_nothing_else(code: str) -> None:
    @given(randoms)
    @settings(max_examples=PLANTINGS, deadline=None)
    def plant(random: Random) -> None:
        notes, text, place = planted(code, random)
        said = found(text, code, notes.preferences)
        assert [each.code for each in said] == [code], [
            f"{each.start.line}:{each.start.column} {each.code} {each.message}"
            for each in said
        ]
        span = said[0].span
        line = Source(text).line_of
        assert span.start <= place <= span.end or line(place) == line(span.start), (
            place,
            span,
        )

    plant()


def test_every_rule_is_planted() -> None:
    assert {rule.code for rule in RULES} == {*PLANTERS, *ELSEWHERE}
