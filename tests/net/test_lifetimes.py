"""How long answers hold: by what was told, and by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.links.cache_lifetimes import DAY, seconds_for
from notelint.rules.context import Verdict


@pytest.mark.parametrize(
    ("checker", "state", "days"),
    [
        *((checker, "ok", 30) for checker in ("arxiv", "openreview", "doi")),
        *((checker, "ok", 7) for checker in ("github", "web")),
        *(
            (checker, state, 1)
            for checker in ("arxiv", "openreview", "doi", "github", "web")
            for state in ("missing", "dead")
        ),
        ("web", "moved", 30),
        ("github", "moved", 30),
        ("arxiv", "withdrawn", 30),
        *(
            (checker, state, 0)
            for checker in ("arxiv", "web")
            for state in ("unverified", "refused", "unheard-of", "")
        ),
    ],
)
def test_days(checker: str, state: str, days: int) -> None:
    assert seconds_for(checker, Verdict(state)) == days * DAY


@given(st.text(st.characters(codec=None, exclude_categories=()), min_size=1))
def test_a_fifth_more_or_less_by_the_key(key: str) -> None:
    seconds = seconds_for("web", Verdict("ok"), key)
    assert 5.6 * DAY <= seconds <= 8.4 * DAY + 0.01
    assert seconds == seconds_for("web", Verdict("ok"), key)
    assert seconds_for("web", Verdict("unverified"), key) == 0


def test_links_of_one_run_do_not_expire_in_one_run() -> None:
    days = {
        int(seconds_for("arxiv", Verdict("ok"), f"arxiv:2301.{number:05}") / DAY)
        for number in range(200)
    }
    assert days == set(range(24, 36))
