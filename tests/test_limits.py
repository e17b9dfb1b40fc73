"""A bound on time that holds in every thread, names the slow rule, and leaves nothing
that arrives later.
"""

from __future__ import annotations

import _thread
import asyncio
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from notelint import check_text, format_text
from notelint.engine import formatter, linter
from notelint.engine.formatter import fix_source
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.rules.base import Rule, rule
from notelint.rules.catalogue import RULES
from notelint.text import limits
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.limits import Limit, OverTimeError, Stopped, within
from notelint.text.source import Source, Span
from tests.cli.program import ENTRY, TRACKED, git, notelint, repository

LOOPING = "W897 looping takes too long here and was skipped: split the file, or ignore the rule"


def forever() -> None:
    while True:
        pass


def swallowing() -> None:
    """Work that takes every Exception, and once everything, for a failure of its own."""
    try:
        while True:
            try:
                forever()
            except Exception:  # noqa: BLE001 - what is tested
                continue
    except BaseException:  # noqa: BLE001
        pass
    forever()


def in_a_generator() -> None:
    sum(number * 0 for number in iter(int, 1))


WORKS = [forever, swallowing, in_a_generator]


def in_thread(work: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def quick() -> None:
    """Work in which what comes late would be met."""
    for _ in range(1000):
        check_text(ENTRY[:20])


def stopped(work: Callable[[], object], seconds: float = 0.03) -> bool:
    with Limit(seconds) as limit:
        try:
            limit.run(work)
        except OverTimeError:
            return True
    return False


def test_what_is_quick_is_left_alone() -> None:
    assert within(1, lambda: 3, "count") == 3
    with pytest.raises(KeyError), Limit(1) as limit:
        limit.run(lambda: {}["a"])


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize(
    "place", [lambda work: work(), in_thread], ids=["main", "thread"]
)
def test_endless_work_is_stopped(
    work: Callable[[], None], place: Callable[[Callable[[], object]], object]
) -> None:
    start = time.process_time()
    assert place(lambda: stopped(work))
    assert time.process_time() - start < 2
    place(quick)


def test_what_is_over_time_says_what_was_to_be_done() -> None:
    with pytest.raises(
        UnreadableError, match=r"^takes more than 0\.02 seconds to count$"
    ):
        within(0.02, forever, "count")


def test_waiting_does_not_count() -> None:
    assert not stopped(lambda: time.sleep(0.15))


def test_four_threads_at_once_are_stopped_and_a_fifth_is_not() -> None:
    with ThreadPoolExecutor(5) as pool:
        ends = [pool.submit(stopped, work) for work in (*WORKS, forever)]
        calm = pool.submit(stopped, quick, 60)
        assert [each.result() for each in ends] == [True] * 4
        assert not calm.result()


def test_under_asyncio() -> None:
    async def both() -> tuple[bool, int]:
        end, _ = await asyncio.gather(
            asyncio.to_thread(stopped, forever), asyncio.sleep(0)
        )
        return end, len(await asyncio.to_thread(check_text, TRACKED))

    assert asyncio.run(both()) == (True, 1)


def test_in_a_pool_of_processes() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(stopped, forever).result()
        assert len(pool.submit(check_text, TRACKED).result()) == 1


def test_no_thread_and_no_exception_is_left() -> None:
    """Stopped at any moment near the limit, each piece of work is either done or named,
    and what follows is undisturbed.
    """
    random, ends, threads = Random(1), list[bool](), _thread._count()

    def work() -> int:
        end = time.thread_time() + random.uniform(0.0, 0.004)
        count = 0
        while time.thread_time() < end:
            count += 1
        return count

    with Limit(60) as limit:
        for _ in range(300):
            try:
                ends.append(limit.run(work, 0.002) >= 0)
            except OverTimeError:
                ends.append(False)
    assert {True, False} == set(ends)
    quick()
    deadline = time.monotonic() + 5
    while _thread._count() > threads and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _thread._count() <= threads


def test_where_each_line_is_traced() -> None:
    """As a debugger does.

    CPython 3.11 went round for ever in a traced thread from which such an exception had
    been taken back.
    """
    code = """
import sys
from notelint.text.limits import Limit, OverTimeError

def trace(frame, event, argument):
    return trace

def work():
    while True:
        len(str(trace))

stopped = 0
for number in range(60):
    sys.settrace(trace)
    try:
        with Limit(0.001 * (number % 5 + 1)) as limit:
            limit.run(work)
    except OverTimeError:
        stopped += 1
print(stopped)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "60\n"


def test_time_adds_up() -> None:
    with Limit(0.05) as limit:
        for _ in range(3):
            with pytest.raises(OverTimeError):
                limit.run(forever, 0.01)
        assert limit.left < 0.025
        with pytest.raises(
            UnreadableError, match=r"takes more than 0\.05 seconds to end"
        ):
            limit.whole(forever, "end")


def test_limits_stand_within_each_other() -> None:
    def inner() -> bool:
        return stopped(forever, 60)

    assert stopped(inner)
    assert not stopped(lambda: stopped(forever, 0.01), 5)


def test_interrupting_works_at_once() -> None:
    def work() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped(work)


def test_without_clocks_of_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "pthread_getcpuclockid")
    assert stopped(forever)


def test_without_threads_nothing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", none)
    assert not stopped(lambda: None, 0.0001)


def test_stopped_is_no_exception() -> None:
    assert not issubclass(Stopped, Exception)


# Rules that take too long.


def slow_rule(work: Callable[[], None]) -> Rule:
    @rule("W897", fixes=(Applicability.LAYOUT,))
    def looping(notebook: Notebook) -> Iterator[Finding]:
        """Never come to an end."""
        yield Finding(Span(0, 1), "dropped")
        work()

    return looping


@rule("W898", fixes=(Applicability.LAYOUT,))
def shout(notebook: Notebook) -> Iterator[Finding]:
    """Say it aloud."""
    place = notebook.source.text.find("*quiet*")
    if place >= 0:
        span = Span(place, place + 7)
        yield Finding(span, "say it aloud", Fix.layout(Edit(span, "_quiet_")))


@pytest.fixture(params=WORKS)
def planted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = (
        slow_rule(request.param),
        *RULES,
    )
    monkeypatch.setattr(linter, "RULES", rules)
    monkeypatch.setattr(limits, "SECONDS", 0.3)


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize(
    "place", [lambda work: work(), in_thread], ids=["main", "thread"]
)
def test_a_slow_rule_is_named_and_the_others_report(
    place: Callable[[Callable[[], object]], object],
) -> None:
    found = place(lambda: check_text(TRACKED, "a.md"))
    assert [(each.code, each.severity, each.path) for each in found] == [  # type: ignore[attr-defined]
        ("X902", Severity.ERROR, "a.md"),
        ("L402", Severity.WARNING, "a.md"),
    ]
    assert found[0].message == LOOPING  # type: ignore[index]


@pytest.mark.usefixtures("planted")
def test_a_skipped_rule_is_news_wherever_the_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    repository(tmp_path, {"a.md": ENTRY, "b.md": ENTRY})
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    assert notelint("check", "--since", "HEAD").code == 0
    (tmp_path / "b.md").write_text(f"{ENTRY}{TRACKED}")
    done = notelint("check", "--since", "HEAD", "--output-format", "concise")
    assert done.code == 1
    assert f"b.md:1:1: X902 unreadable {LOOPING}" in done.out
    assert "a.md" not in done.out


@pytest.mark.usefixtures("planted")
def test_four_threads_name_it_each() -> None:
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(check_text, [TRACKED] * 4):
            assert [each.code for each in found] == ["X902", "L402"]


@pytest.mark.usefixtures("planted")
def test_a_slow_rule_is_left_out_of_fmt_and_named() -> None:
    for place in (lambda work: work(), in_thread):
        with pytest.raises(UnreadableError, match=r"^W897 looping takes too long here"):
            place(lambda: format_text(TRACKED))
    result = fix_source(Source(TRACKED), linter.Config(), lambda _: None)
    assert (result.source.text, result.skipped, result.failure) == (ENTRY, {"W897"}, "")
    assert [each.message for each in result.left] == [LOOPING]


@pytest.mark.usefixtures("planted")
def test_an_ignored_rule_takes_no_time() -> None:
    assert [
        each.code
        for each in check_text(TRACKED, config=linter.Config(ignore=("W897",)))
    ] == ["L402"]


@pytest.mark.usefixtures("planted")
def test_comments_for_what_was_skipped_are_not_called_unused() -> None:
    comment = "<!-- notelint-disable-next-line{} -->\n\n" + ENTRY
    assert [each.code for each in check_text(comment.format(" W897"))] == ["X902"]
    assert [each.code for each in check_text(comment.format(""))] == ["X902"]
    assert [each.code for each in check_text(comment.format(" E101"))] == [
        "X902",
        "X901",
    ]


def test_many_slow_rules_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = slow_rule(forever)
    monkeypatch.setattr(linter, "RULES", (*RULES[:1], *[slow] * 20, *RULES[1:]))
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    start = time.thread_time()
    found = check_text(TRACKED)
    assert time.thread_time() - start < 1
    assert {each.code for each in found} == {"X902"}
    assert found[-1].message.startswith(
        "checking takes more than 0.3 seconds, and these rules were skipped: W897, W897, "
    )
    assert found[-1].message.endswith(": split the file, or ignore slow rules")


def test_fixes_of_rules_that_give_way_to_a_skipped_one_are_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = (
        slow_rule(forever),
        shout,
    )
    monkeypatch.setattr(linter, "RULES", rules)
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    text = f"{ENTRY}\n*quiet*\n"
    assert fix_source(
        Source(text), linter.Config(), lambda _: None
    ).source.text == text.replace("*quiet*", "_quiet_")
    monkeypatch.setattr(formatter, "PRECEDENCE", (("W897", "W898"),))
    assert fix_source(Source(text), linter.Config(), lambda _: None).source.text == text


@pytest.mark.parametrize(
    "unit", ["\n", "\r", "[", "<br>", "[a](b)", "{{", "- a\n", "|", "http://a "]
)
def test_too_many_things_are_refused_before_they_take_memory(unit: str) -> None:
    start = time.thread_time()
    (found,) = check_text(unit * 300_000)
    assert time.thread_time() - start < 1
    assert (
        found.message
        == "more than 250,000 lines and marks of Markdown: too many for a notebook: split the file"
    )
    with pytest.raises(UnreadableError, match=r"^more than 250,000 lines"):
        format_text(unit * 300_000)


def test_long_texts_without_marks_are_read() -> None:
    assert "X902" not in {each.code for each in check_text("论文 x " * 200_000)}


def test_no_text_has_more_than_a_minute() -> None:
    assert [
        limits.seconds_for("x" * size) for size in (1, 100_000, 1_000_000, 10_000_000)
    ] == [1.4, 1.4, 14, 60]
