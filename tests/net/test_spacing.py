"""Requests of one name come one at a time and spaced, over threads, runs and processes,
and nobody waits for the dead.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.links.clock import Clock
from notelint.links.spacing import Spacing
from tests.cli.program import environment
from tests.paper_world.clock import FakeClock

NAME = "arxiv-api"
GAP = 0.05


@pytest.fixture(params=["files", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    """Where turns are kept: in files, or in this process alone."""
    return tmp_path / "cache" if request.param == "files" else None


def spacing(
    place: Path | None, clock: Any, warn: Callable[[str], None] = pytest.fail
) -> Spacing:
    return Spacing(place, clock, warn)


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    script = "import sys, os, time\nfrom pathlib import Path\n"
    script += "from notelint.links.clock import Clock\nfrom notelint.links.spacing import Spacing\n"
    command = [sys.executable, "-c", script + dedent(code), *map(str, arguments)]
    return subprocess.Popen(
        command,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_first_waits_for_nobody(place: Path | None) -> None:
    turns = spacing(place, FakeClock())
    assert turns.wait_for(NAME) == 0.0
    turn = turns.take(NAME, 3.0)
    assert turn
    turn.end()


def test_the_next_waits_from_the_end_of_the_last(place: Path | None) -> None:
    clock = FakeClock()
    turns = spacing(place, clock)
    turn = turns.take(NAME, 3.0)
    assert turn
    clock.advance(10.0)
    assert turns.take(NAME, 3.0) is None
    assert turns.wait_for(NAME) == 3.0  # as soon as the one that runs could end
    turn.end()
    clock.advance(1.0)
    assert turns.wait_for(NAME) == 2.0
    assert turns.take(NAME, 3.0) is None
    clock.sleep(turns.wait_for(NAME))
    assert turns.wait_for(NAME) == 0.0
    assert turns.take(NAME, 3.0)


def test_names_have_nothing_to_do_with_each_other(place: Path | None) -> None:
    turns = spacing(place, FakeClock())
    first = turns.take(NAME, 3.0)
    assert first
    assert turns.wait_for("openreview") == 0.0
    with turns.take("openreview", 3.0) or pytest.fail("not free"):
        pass
    first.end()


def test_another_run_keeps_to_it(tmp_path: Path) -> None:
    clock = FakeClock()
    one, other = spacing(tmp_path, clock), spacing(tmp_path, clock)
    with one.take(NAME, 3.0) or pytest.fail("not free"):
        assert other.take(NAME, 3.0) is None
        assert other.wait_for(NAME) == 3.0
    assert other.wait_for(NAME) == 3.0
    clock.sleep(3.0)
    assert other.take(NAME, 3.0)


@pytest.mark.parametrize(
    ("pause", "wait"),
    [(0.0, 3.0), (2.0, 3.0), (60.0, 60.0), (21_600.0, 600.0), (-5.0, 3.0)],
)
def test_a_longer_pause(place: Path | None, pause: float, wait: float) -> None:
    clock = FakeClock()
    turns = spacing(place, clock)
    turn = turns.take(NAME, 3.0)
    assert turn
    turn.end(pause)
    assert turns.wait_for(NAME) == wait
    clock.sleep(wait)
    with turns.take(NAME, 3.0) or pytest.fail("not free"):
        pass
    assert turns.wait_for(NAME) == 3.0  # the pause was for once


def test_a_request_that_fails_ends_too(place: Path | None) -> None:
    turns = spacing(place, FakeClock())
    with (
        pytest.raises(KeyboardInterrupt),
        turns.take(NAME, 3.0) or pytest.fail("not free"),
    ):
        raise KeyboardInterrupt
    assert turns.wait_for(NAME) == 3.0


def test_it_ends_once(place: Path | None) -> None:
    clock = FakeClock()
    turns = spacing(place, clock)
    with turns.take(NAME, 3.0) or pytest.fail("not free") as turn:
        turn.end(60.0)
    assert turns.wait_for(NAME) == 60.0
    clock.sleep(60.0)
    other = turns.take(NAME, 3.0)
    assert other
    turn.end()
    assert turns.take(NAME, 3.0) is None


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(place: Path | None) -> None:
    clock = FakeClock()
    turns = spacing(place, clock)
    with turns.take(NAME, 3.0) or pytest.fail("not free"):
        pass
    clock.advance(-86_400.0)
    assert turns.wait_for(NAME) == 3.0
    clock.sleep(3.0)
    assert turns.take(NAME, 3.0)


@pytest.mark.parametrize(
    "record",
    [
        b"\x00" * 64,
        b"?",
        b"1",
        b"nan 3.0",
        b"1.0 nan",
        b"inf 3.0",
        b"1.0 -3.0",
        b"1 None",
        b"1.0 2.0 3.0",
        b"\xff" * 99,
    ],
)
def test_a_record_that_cannot_be_read_counts_as_just_ended(
    tmp_path: Path, record: bytes
) -> None:
    clock = FakeClock()
    turns = spacing(tmp_path, clock)
    (tmp_path / f"notelint-{NAME}.turn").write_bytes(record)
    assert turns.wait_for(NAME) == 3.0
    clock.sleep(3.0)
    with turns.take(NAME, 5.0) or pytest.fail("not free"):
        pass
    assert turns.wait_for(NAME) == 5.0


def test_a_record_keeps_nobody_waiting_for_ever(tmp_path: Path) -> None:
    (tmp_path / f"notelint-{NAME}.turn").write_text("None 99999999.0\n")
    assert spacing(tmp_path, FakeClock()).wait_for(NAME) == 600.0


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "a b", "é", "a\n", "x" * 101])
def test_names_that_are_no_part_of_a_files_name(place: Path | None, name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"no name for a file: {name!r}")):
        spacing(place, FakeClock()).wait_for(name)


def test_a_folder_that_cannot_be_used_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    warnings = list[str]()
    turns = spacing(tmp_path / "file", FakeClock(), warnings.append)
    with turns.take(NAME, 3.0) or pytest.fail("not free"):
        assert turns.take(NAME, 3.0) is None
    assert turns.wait_for(NAME) == 3.0
    assert warnings == [
        f"{tmp_path / 'file'}: file exists: requests keep no distance from those of other runs"
    ]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_is_not_written_to(tmp_path: Path, kind: str) -> None:
    (victim := tmp_path / "victim").write_text("diary")
    path = tmp_path / f"notelint-{NAME}.turn"
    {
        "link": lambda: path.symlink_to(victim),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }[kind]()
    warnings = list[str]()
    turns = spacing(tmp_path, FakeClock(), warnings.append)
    for expected in (0.0, 3.0):
        assert turns.wait_for(NAME) == expected
        if turn := turns.take(NAME, 3.0):
            turn.end()
    assert len(warnings) == 1
    assert victim.read_text() == "diary"


def test_a_file_that_was_removed_is_made_again(tmp_path: Path) -> None:
    clock = FakeClock()
    turns = spacing(tmp_path, clock)
    turn = turns.take(NAME, 3.0)
    assert turn
    (tmp_path / f"notelint-{NAME}.turn").unlink()
    assert turns.wait_for(NAME) == 0.0
    turn.end()


STEP = st.one_of(
    st.tuples(
        st.just("take"), st.sampled_from([0, 1]), st.sampled_from([0.0, 1.0, 3.0])
    ),
    st.tuples(st.just("end"), st.just(0), st.sampled_from([0.0, 5.0])),
    st.tuples(st.just("wait"), st.sampled_from([0, 1]), st.just(0.0)),
    st.tuples(st.just("pass"), st.just(0), st.sampled_from([0.1, 1.0, 2.9])),
    st.tuples(st.just("set back"), st.just(0), st.sampled_from([0.5, 3600.0])),
    st.tuples(st.just("kill"), st.just(0), st.just(0.0)),
)


@settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, max_size=25))
def test_two_runs_never_come_too_early_nor_wait_for_ever(
    tmp_path: Path, steps: list[tuple[str, int, float]]
) -> None:
    """`passed` counts what time really passes, whatever becomes of the clock; who is
    killed lets go of the lock, and writes nothing.
    """
    for old in tmp_path.iterdir():
        old.unlink()
    clock, passed = FakeClock(), 0.0
    runs = [spacing(tmp_path, clock), spacing(tmp_path, clock)]
    running: Any = None
    gap, ended = 0.0, -1000.0
    for act, which, amount in steps:
        if act == "take":
            turn = runs[which].take(NAME, amount)
            if turn:
                assert running is None
                assert passed - ended >= gap - 1e-6
                running, gap = turn, amount
        elif act == "end" and running:
            running.end(amount)
            running, gap, ended = None, max(gap, amount), passed
        elif act == "kill" and running:
            running._end.args[0].release()  # as the system does it
            running, ended = None, passed
        elif act == "wait" and running is None:
            seconds = runs[which].wait_for(NAME)
            assert seconds <= gap
            clock.advance(seconds + 1e-6)
            passed += seconds + 1e-6
            assert runs[1 - which].wait_for(NAME) == 0.0
        elif act == "pass":
            clock.advance(amount)
            passed += amount
        elif act == "set back":
            clock.advance(-amount)
    if running:
        running.end()


def test_threads_take_turns(place: Path | None) -> None:
    turns, times = spacing(place, Clock()), list[tuple[float, float]]()

    def ask() -> None:
        while (turn := turns.take(NAME, 0.01)) is None:
            time.sleep(max(turns.wait_for(NAME), 0.001))
        with turn:
            times.append((time.time(), time.time()))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    _assert_spaced(times, 20, 0.01)


def test_twenty_processes_take_turns(tmp_path: Path) -> None:
    code = """
        turns, clock = Spacing(Path(sys.argv[1]), Clock(), sys.exit), Clock()
        for _ in range(2):
            while (turn := turns.take("arxiv-api", float(sys.argv[2]))) is None:
                clock.sleep(turns.wait_for("arxiv-api"))
            with turn:
                start = time.time()
                time.sleep(0.005)
                print(start, time.time())
    """
    runs = [child(code, tmp_path / "cache", GAP) for _ in range(20)]
    times = list[tuple[float, float]]()
    for run in runs:
        out, err = run.communicate(timeout=60)
        assert (run.returncode, err) == (0, "")
        times += [
            (float(line.split()[0]), float(line.split()[1]))
            for line in out.splitlines()
        ]
    _assert_spaced(times, 40, GAP)


def _assert_spaced(times: list[tuple[float, float]], count: int, gap: float) -> None:
    times.sort()
    assert len(times) == count
    assert min(start - end for (_, end), (start, _) in pairwise(times)) >= gap


def test_who_is_killed_keeps_others_waiting_for_the_spacing_alone(
    tmp_path: Path,
) -> None:
    run = child(
        'turn = Spacing(Path(sys.argv[1]), Clock()).take("arxiv-api", 3.0); print("up", flush=True); time.sleep(60)',
        tmp_path,
    )
    assert run.stdout
    assert run.stdout.readline() == "up\n"
    clock = FakeClock(time.time() + 1000)  # however long ago that was
    turns = spacing(tmp_path, clock)
    assert turns.take(NAME, 3.0) is None
    run.send_signal(signal.SIGKILL)
    run.communicate(timeout=10)
    assert turns.take(NAME, 3.0) is None
    assert turns.wait_for(NAME) == 3.0
    clock.sleep(3.0)
    assert turns.take(NAME, 3.0)


def test_programs_that_a_run_starts_do_not_hold_its_turn(tmp_path: Path) -> None:
    turns = spacing(tmp_path, clock := FakeClock())
    with turns.take(NAME, 3.0) or pytest.fail("not free"):
        other = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False
        )
    clock.sleep(3.0)
    try:
        time.sleep(0.05)  # the system closes its files a moment after it has started
        assert turns.take(NAME, 3.0)
    finally:
        other.kill()
        other.wait()
