"""Verdicts are kept from run to run, by many runs at once, and whatever becomes of the file."""

import json
import math
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.links import cache_database
from notelint.links.cache import VerdictCache
from notelint.links.cache_database import LOCK, NAME
from notelint.links.file_locks import locked
from notelint.rules.context import Verdict
from tests.cli.program import environment
from tests.paper_world.clock import FakeClock

DAY = 86_400.0
NOW = FakeClock().now()
ATTENTION = Verdict(
    "moved",
    301,
    "https://a.example/b",
    "Attention Is All You Need",
    ("A. Vaswani", "N. Shazeer"),
    "NeurIPS",
    "two hops",
    "a.example",
    NOW,
)
PLAIN = Verdict("ok", asked=NOW)
KILLS = int(os.environ.get("NOTELINT_KILLS", "12"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(
    place: Path | None,
    clock: FakeClock | None = None,
    warn: Callable[[str], None] = pytest.fail,
) -> VerdictCache:
    """A store that has nothing to complain of."""
    return VerdictCache(place, (clock or FakeClock()).now, warn)


def child(code: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
    """A process of its own that runs some code after these imports."""
    script = "import sys, os, time\nfrom pathlib import Path\n"
    script += "from notelint.links.cache import VerdictCache\nfrom notelint.rules.context import Verdict\n"
    command = [sys.executable, "-c", script + dedent(code), *map(str, arguments)]
    return subprocess.Popen(
        command,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


# What is put comes back


def test_nothing_is_known_at_first(place: Path) -> None:
    with opened(place) as store:
        assert store.get("arxiv:1706.03762") is None
        assert store.get("arxiv:1706.03762", stale=True) is None


def test_a_verdict_comes_back_whole(place: Path) -> None:
    with opened(place) as store:
        store.put("web:https://a.example/", ATTENTION, DAY)
        assert store.get("web:https://a.example/") == ATTENTION._replace(stored=True)
        assert store.get("web:https://a.example") is None
    with opened(place) as store:
        assert store.get("web:https://a.example/") == ATTENTION._replace(stored=True)


def test_the_later_verdict_counts(place: Path) -> None:
    with opened(place) as store:
        store.put("a", PLAIN, DAY)
        store.put("a", ATTENTION, DAY)
        assert store.get("a") == ATTENTION._replace(stored=True)


def test_another_store_sees_it_at_once(place: Path) -> None:
    with opened(place) as one, opened(place) as other:
        one.put("a", PLAIN, DAY)
        assert other.get("a") == PLAIN._replace(stored=True)


@pytest.mark.parametrize("memory", [False, True], ids=["file", "memory"])
def test_it_holds_for_its_time(place: Path, memory: bool) -> None:
    clock = FakeClock()
    with opened(None if memory else place, clock) as store:
        store.put("a", PLAIN, 60)
        for seconds, holds in (
            (0.0, True),
            (59.0, True),
            (1.0, False),
            (DAY, False),
            (-DAY - 61, False),
        ):
            clock.advance(seconds)
            assert (store.get("a") is not None) == holds, clock.now() - NOW
            assert store.get("a", stale=True) == PLAIN._replace(stored=True)


def test_time_counts_from_when_it_was_asked(place: Path) -> None:
    with opened(place) as store:
        store.put("a", PLAIN._replace(asked=NOW - 60), 61)
        store.put("b", PLAIN._replace(asked=NOW - 60), 60)
        assert [store.get("a") is None, store.get("b") is None] == [False, True]


@pytest.mark.parametrize("asked", [0.0, -1.0, math.nan, math.inf])
def test_without_a_time_it_was_asked_now(place: Path, asked: float) -> None:
    with opened(place) as store:
        store.put("a", Verdict("ok", asked=asked), 60)
        assert store.get("a") == PLAIN._replace(stored=True)


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.nan])
def test_what_does_not_hold_is_not_written(place: Path, seconds: float) -> None:
    with opened(place) as store:
        store.put("a", PLAIN, DAY)
        store.put("a", Verdict("unverified"), seconds)
        store.put("b", Verdict("unverified"), seconds)
        assert store.get("a") == PLAIN._replace(stored=True)
        assert store.get("b", stale=True) is None


def test_what_expired_long_ago_is_forgotten(place: Path) -> None:
    clock = FakeClock()
    with opened(place, clock) as store:
        store.put("old", PLAIN, DAY)
        store.put("older", PLAIN, 2 * DAY)
    clock.advance(91.5 * DAY)
    with opened(place, clock) as store:
        assert store.get("old", stale=True) is None
        assert store.get("older", stale=True) is not None


def test_without_a_folder_nothing_outlives_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(None) as store:
        store.put("a", PLAIN, DAY)
        assert store.get("a") == PLAIN._replace(stored=True)
    with opened(None) as store:
        assert store.get("a", stale=True) is None
    assert os.listdir(tmp_path) == []


def test_a_closed_store_harms_nobody(place: Path) -> None:
    store = opened(place)
    store.put("a", PLAIN, DAY)
    store.close()
    store.close()
    store.put("b", PLAIN, DAY)
    with opened(place) as other:
        assert [other.get("a") is None, other.get("b") is None] == [False, True]


HOSTILE = [
    "",
    "\0",
    "a\0b",
    "\ud800",
    "\ud83d\ude00",
    "\udc80\udcff",
    "😀" * 1000,
    "'; DROP TABLE verdict; --",
    "\x1b]0;x\x07",
    "%00",
    "x" * 2_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_back_as_they_were(place: Path, text: str) -> None:
    verdict = Verdict(text, 10**30, text, text, (text, text), text, text, text, NOW)
    with opened(place) as store:
        store.put(f"web:{text}", verdict, math.inf)
        store.put("other", PLAIN, DAY)
    with opened(place) as store:
        assert store.get(f"web:{text}") == verdict._replace(stored=True)
        assert store.get("other") == PLAIN._replace(stored=True)


TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=4)
KEY = st.sampled_from(["a", "b", "A", "a\0", "\ud800"])
VERDICT = st.builds(
    lambda state, code, authors, texts: Verdict(
        state, code, texts[0], texts[1], authors, *texts[2:]
    ),
    st.sampled_from(["ok", "missing"]),
    st.none() | st.integers(),
    st.lists(TEXT, max_size=2).map(tuple),
    st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT),
)
STEP = st.one_of(
    st.tuples(
        st.just("put"),
        st.sampled_from([0, 1]),
        KEY,
        VERDICT,
        st.sampled_from([0.0, 1.0, 5.0, 30.0]),
    ),
    st.tuples(st.just("get"), st.sampled_from([0, 1]), KEY),
    st.tuples(st.just("pass"), st.sampled_from([0.5, 1.0, 4.5, -2.0])),
    st.tuples(st.just("reopen"), st.sampled_from([0, 1])),
)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, max_size=20))
def test_two_runs_are_as_one_dictionary(tmp_path: Path, steps: list[Any]) -> None:
    clock, known, place = (
        FakeClock(),
        dict[str, tuple[float, float, Verdict]](),
        tmp_path / str(next(NUMBERS)),
    )
    stores = [opened(place, clock), opened(place, clock)]
    for step in steps:
        match step:
            case "put", which, key, verdict, seconds:
                stores[which].put(key, verdict, seconds)
                if seconds:
                    known[key] = (clock.now(), clock.now() + seconds, verdict)
            case "get", which, key:
                asked, until, verdict = known.get(key, (0.0, 0.0, PLAIN))
                expected = verdict._replace(asked=asked, stored=True)
                assert stores[which].get(key, stale=True) == (
                    expected if key in known else None
                )
                assert stores[which].get(key) == (
                    expected if asked <= clock.now() < until else None
                )
            case "pass", seconds:
                clock.advance(seconds)
            case "reopen", which:
                stores[which].close()
                stores[which] = opened(place, clock)
    for store in stores:
        store.close()
    shutil.rmtree(place)


NUMBERS = count()


# Who may look


def test_files_are_the_users_own(place: Path) -> None:
    mask = os.umask(0)
    try:
        with opened(place) as store:
            store.put("a", PLAIN, DAY)
            modes = {
                each.name: stat.S_IMODE(each.stat().st_mode)
                for each in place.iterdir()
                if each.name.startswith("notelint-")
            }
    finally:
        os.umask(mask)
    assert modes == dict.fromkeys([NAME, f"{NAME}-wal", f"{NAME}-shm", LOCK], 0o600)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_backups_and_git_leave_the_folder_out(place: Path) -> None:
    opened(place).close()
    assert (
        (place / "CACHEDIR.TAG")
        .read_text()
        .startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )
    assert (place / ".gitignore").read_text().endswith("\n*\n")


def test_a_folder_that_was_there_is_left_as_it_is(place: Path) -> None:
    place.mkdir(mode=0o750)
    opened(place).close()
    assert sorted(os.listdir(place)) == [NAME, LOCK]
    assert stat.S_IMODE(place.stat().st_mode) == 0o750


def lost(place: Path) -> Path:
    place.write_text("mine")
    return place


def below(place: Path) -> Path:
    return lost(place) / "deep" / "er"


def open_to_all(place: Path) -> Path:
    place.mkdir()
    place.chmod(0o777)
    return place


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lost, "file exists"),
        (below, "not a directory"),
        (open_to_all, "everybody may write there"),
    ],
)
def test_a_folder_that_cannot_be_used(
    place: Path, make: Callable[[Path], Path], reason: str
) -> None:
    warnings, named = list[str](), make(place)
    with opened(named, warn=warnings.append) as store:
        store.put("a", PLAIN, DAY)
        assert store.get("a") == PLAIN._replace(stored=True)
    assert warnings == [f"{named}: {reason}: what links lead to is not stored"]
    assert place.is_dir() or place.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_strangers_folder(place: Path) -> None:
    place.mkdir()
    os.chown(place, 12_345, -1)
    warnings = list[str]()
    opened(place, warn=warnings.append).close()
    assert warnings == [
        f"{place}: belongs to another user: what links lead to is not stored"
    ]
    assert os.listdir(place) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(place: Path) -> None:
    place.mkdir(mode=0o500)
    warnings = list[str]()
    opened(place, warn=warnings.append).close()
    assert warnings == [f"{place}: permission denied: what links lead to is not stored"]


# Files that are not what they should be


def foreign(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE recipe (cake TEXT); INSERT INTO recipe VALUES ('plum');"
    )
    connection.close()


def ours(file: Path, change: str = "") -> None:
    """A database as we leave it, and then changed."""
    with opened(file.parent) as store:
        for number in range(300):
            store.put(f"web:https://a.example/{number}", ATTENTION, DAY)
    if change:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute(change)
        connection.close()


def scratched(file: Path) -> None:
    ours(file)
    with file.open("r+b") as stream:
        stream.seek(3 * 4096)
        stream.write(b"\xff" * 4096)


def cut(file: Path) -> None:
    ours(file)
    os.truncate(file, 5 * 4096 + 7)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda file: file.write_text("my shopping list " * 100), "damaged"),
    "short": (lambda file: file.write_text("x"), "not notelint's"),
    "empty": (Path.touch, "not notelint's"),
    "foreign": (foreign, "not notelint's"),
    "newer": (
        lambda file: ours(file, "PRAGMA user_version = 2"),
        "made by a newer notelint",
    ),
    "older": (lambda file: ours(file, "PRAGMA user_version = 0"), "damaged"),
    "another table": (
        lambda file: ours(file, "ALTER TABLE verdict RENAME COLUMN until TO expires"),
        "damaged",
    ),
    "no table": (lambda file: ours(file, "DROP TABLE verdict"), "damaged"),
    "scratched": (scratched, "damaged"),
    "cut": (cut, "damaged"),
    "folder": (Path.mkdir, "not a file"),
    "pipe": (os.mkfifo, "not a file"),
    "link to nothing": (lambda file: file.symlink_to("nothing"), "not a file"),
}


@pytest.mark.parametrize(("make", "fault"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_database_of_ours_is_set_aside_and_said(
    place: Path, make: Callable[[Path], object], fault: str
) -> None:
    place.mkdir()
    for number in (1, 2):
        make(place / NAME)
        before = (place / NAME).read_bytes() if (place / NAME).is_file() else None
        warnings = list[str]()
        with opened(place, warn=warnings.append) as store:
            store.put("a", PLAIN, DAY)
            assert store.get("a") == PLAIN._replace(stored=True)
        aside = place / f"{NAME}.damaged-{number}"
        assert warnings == [
            f"{place / NAME}: {fault}: set aside as {aside.name}, and begun anew"
        ]
        assert os.path.lexists(aside)
        assert before is None or aside.read_bytes() == before
        with opened(place) as store:
            assert store.get("a") == PLAIN._replace(stored=True)
        (place / NAME).unlink()


@pytest.mark.parametrize(
    "make", [foreign, lambda file: file.write_text("diary")], ids=["database", "text"]
)
def test_a_link_to_somebody_elses_file_is_not_followed(
    place: Path, make: Callable[[Path], object]
) -> None:
    place.mkdir()
    make(victim := place.parent / "victim")
    before = victim.read_bytes()
    (place / NAME).symlink_to(victim)
    warnings = list[str]()
    with opened(place, warn=warnings.append) as store:
        store.put("a", PLAIN, DAY)
    assert warnings == [
        f"{place / NAME}: not a file: set aside as {NAME}.damaged-1, and begun anew"
    ]
    assert victim.read_bytes() == before
    assert not (place / NAME).is_symlink()
    assert sorted(os.listdir(place.parent)) == ["cache", "victim"]


@pytest.mark.parametrize("tail", ["-wal", "-shm", "-journal", ".new"])
def test_links_beside_the_database_are_not_followed(place: Path, tail: str) -> None:
    place.mkdir()
    (victim := place.parent / "victim").write_text("diary")
    (place / f"{NAME}{tail}").symlink_to(victim)
    with opened(place) as store:
        store.put("a", PLAIN, DAY)
    assert victim.read_text() == "diary"
    with opened(place) as store:
        assert store.get("a") is not None


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_lock_that_is_none(place: Path, kind: str) -> None:
    place.mkdir()
    (place / LOCK).symlink_to(place.parent / "victim") if kind == "link" else (
        place / LOCK
    ).mkdir()
    warnings = list[str]()
    with opened(place, warn=warnings.append) as store:
        store.put("a", PLAIN, DAY)
        assert store.get("a") is not None
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{place}: ")
    assert not (place.parent / "victim").exists()


def test_a_log_that_lost_its_database_is_not_taken_for_the_new_ones(
    place: Path,
) -> None:
    with opened(place) as store:
        store.put("old", PLAIN, DAY)
        log = (place / f"{NAME}-wal").read_bytes()
    (place / NAME).unlink()
    (place / f"{NAME}-wal").write_bytes(log)
    with opened(place) as store:
        assert store.get("old", stale=True) is None
        store.put("a", PLAIN, DAY)
    with opened(place) as store:
        assert store.get("a") is not None


def test_rows_that_we_never_wrote_are_not_there(place: Path) -> None:
    ours(place / NAME)
    rows: list[Any] = [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"null",
        b'{"state": 1}',
        "text",
        5,
        b'{"state":"ok","code":"x"}',
        b"[" * 100_000,
    ]
    whole = Verdict("ok")._asdict()
    rows += [
        json.dumps({**whole, **each}).encode()
        for each in ({"code": "200"}, {"title": 1}, {"authors": [1]}, {"authors": None})
    ]
    connection = sqlite3.connect(place / NAME, isolation_level=None)
    for number, row in enumerate(rows):
        connection.execute(
            "INSERT INTO verdict VALUES (?, 1, 9e99, ?)", (str(number).encode(), row)
        )
    connection.close()
    with opened(place) as store:
        assert [store.get(str(number), stale=True) for number in range(len(rows))] == [
            None
        ] * len(rows)


@pytest.mark.parametrize("act", ["put", "get"])
def test_damage_in_the_midst_of_a_run(place: Path, act: str) -> None:
    ours(place / NAME)
    warnings = list[str]()
    with opened(place, warn=warnings.append) as store:
        with (place / NAME).open("r+b") as stream:
            stream.seek(4096)
            stream.write(b"\xff" * 4096 * 20)
        connection = sqlite3.connect(place / NAME, isolation_level=None)
        connection.execute(
            "PRAGMA user_version = 1"
        )  # a write, upon which SQLite reads its pages again
        connection.close()
        if act == "get":
            assert store.get("web:https://a.example/7") is None
        store.put("a", PLAIN, DAY)
        assert store.get("a") == PLAIN._replace(stored=True)
        assert warnings == [
            f"{place / NAME}: damaged: set aside as {NAME}.damaged-1, and begun anew"
        ]
    with opened(place) as store:
        assert store.get("a") == PLAIN._replace(stored=True)


def test_damage_while_others_use_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_database, "_PATIENCE", 0.05)
    with opened(place) as other:
        other.put("b", PLAIN, DAY)
        connection = sqlite3.connect(place / NAME, isolation_level=None)
        connection.execute("PRAGMA user_version = 9")
        connection.close()
        warnings = list[str]()
        with opened(place, warn=warnings.append) as store:
            store.put("a", PLAIN, DAY)
            assert store.get("a") is not None
        assert warnings == [
            f"{place / NAME}: made by a newer notelint, and in use by another run: what links lead to is not stored"
        ]
        assert other.get("b") is not None
    assert not list(place.glob("*damaged*"))


def test_a_run_that_makes_the_file_for_ever_is_not_waited_for(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_database, "_PATIENCE", 0.05)
    place.mkdir()
    alone = locked(place / LOCK)
    assert alone is not None
    warnings = list[str]()
    opened(place, warn=warnings.append).close()
    os.close(alone)
    assert warnings == [
        f"{place / LOCK}: held by another run: what links lead to is not stored"
    ]
    opened(place).close()


@pytest.mark.parametrize("act", ["open", "put"])
def test_somebody_who_locks_the_database_is_not_waited_for(
    place: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ours(place / NAME)
    monkeypatch.setattr(cache_database, "_PATIENCE", 0.05)
    other, warnings = sqlite3.connect(place / NAME, isolation_level=None), list[str]()
    if act == "open":
        other.executescript(
            "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM verdict; COMMIT;"
        )
    with opened(place, warn=warnings.append) as store:
        if act == "put":
            other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            store.put("a", PLAIN, DAY)
            assert store.get("a") == PLAIN._replace(stored=True)
    other.close()
    assert warnings == [
        f"{place}: database is locked: what links lead to is {'not' if act == 'open' else 'no longer'} stored"
    ]
    assert not list(place.glob("*damaged*"))


def test_a_full_disk_costs_no_verdict_of_the_run(place: Path) -> None:
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        warnings = []
        with VerdictCache(Path(sys.argv[1]), time.time, warnings.append) as store:
            for number in range(600):
                store.put(f"web:{number}", Verdict("ok", title="t" * 500), 1e6)
                assert store.get(f"web:{number}"), number
                if not warnings:
                    print(number)
            assert store.get("web:599")
        assert len(warnings) == 1, warnings
        assert warnings[0].endswith(": what links lead to is no longer stored"), warnings
    """
    out, err = (run := child(code, place)).communicate(timeout=30)
    assert (run.returncode, err) == (0, "")
    with VerdictCache(place, time.time, pytest.fail) as store:
        written = out.split()
        assert 10 < len(written) < 600
        assert all(store.get(f"web:{number}") for number in written)


# Many at once, and killed


def test_twenty_processes_at_once_lose_nothing(place: Path) -> None:
    code = """
        name = sys.argv[2]
        def warn(line): sys.exit(line)
        time.sleep(max(0.0, float(sys.argv[3]) - time.time()))
        for turn in range(4):
            with VerdictCache(Path(sys.argv[1]), time.time, warn) as store:
                for number in range(15):
                    store.put(f"{name}:{turn}:{number}", Verdict("ok", title=name), 1e6)
                    store.put(f"shared:{number}", Verdict("ok", title=name), 1e6)
                    assert store.get(f"{name}:{turn}:{number}").title == name
                    assert store.get(f"shared:{number}")
    """
    start = time.time() + 1.5
    runs = [child(code, place, name, start) for name in range(20)]
    outcomes = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
    assert outcomes == [("", 0)] * 20
    with VerdictCache(place, time.time, pytest.fail) as store:
        for name in range(20):
            for key in (
                f"{name}:{turn}:{number}" for turn in range(4) for number in range(15)
            ):
                verdict = store.get(key)
                assert verdict, key
                assert verdict.title == str(name)
        assert all(store.get(f"shared:{number}") for number in range(15))
    assert sorted(os.listdir(place)) == [".gitignore", "CACHEDIR.TAG", NAME, LOCK]


def test_killed_at_any_moment_it_opens_and_holds_what_was_reported(
    tmp_path: Path,
) -> None:
    """Four processes a round are killed, each at a moment of its own, from before the
    cache is made to long after.
    """
    code = """
        sys.stdout.write("up\\n"); sys.stdout.flush()
        def warn(line): sys.exit(line)
        number = 0
        while True:
            with VerdictCache(Path(sys.argv[1]), time.time, warn) as store:
                for _ in range(40):
                    number += 1
                    store.put(f"{sys.argv[2]}:{number}", Verdict("ok", title=str(number)), 1e6)
                    os.write(1, f"{number}\\n".encode())
    """
    chance = random.Random(20261123)
    for turn in range(KILLS):
        place = tmp_path / str(
            turn // 4
        )  # every fourth time a new one, and so killed while it is made
        reported = dict[str, list[str]]()
        runs = {
            f"{turn}.{number}": child(code, place, f"{turn}.{number}")
            for number in range(4)
        }
        for run in runs.values():
            assert run.stdout
            assert run.stdout.readline() == "up\n"
        for name, run in chance.sample(list(runs.items()), 4):
            time.sleep(chance.choice([0.0, 0.001, 0.005, 0.02]) * chance.random())
            run.send_signal(signal.SIGKILL)
            out, err = run.communicate(timeout=10)
            assert (err, run.returncode) == ("", -signal.SIGKILL)
            reported[name] = out[: out.rfind("\n") + 1].split()
        with VerdictCache(place, time.time, pytest.fail) as store:
            for name, numbers in reported.items():
                for number in numbers:
                    verdict = store.get(f"{name}:{number}")
                    assert verdict, (name, number)
                    assert verdict.title == number
        assert not list(place.glob("*damaged*"))
