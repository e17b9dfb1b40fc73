"""`notelint clean`: the caches are dropped, and nothing else; and where the options and
the environment have them.
"""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notelint.cli.caches import caches
from notelint.links.cache import VerdictCache
from notelint.links.cache_database import LOCK, NAME
from notelint.links.clock import Clock
from notelint.links.spacing import Spacing
from notelint.reporters.text import plural
from notelint.rules.context import Verdict
from tests.cli.program import ENTRY, environment, notelint, process, write
from tests.paper_world.clock import FakeClock

TURN = "notelint-arxiv-api.turn"


@pytest.fixture
def place(folder: Path) -> Path:
    """Where a run has left verdicts, a turn that is long over, and a database that was
    set aside.
    """
    place = folder / "deep" / "cache"
    with VerdictCache(place, time.time, lambda _: None) as store:
        store.put("web:a", Verdict("ok"), 60)
    with Spacing(place, FakeClock(1e9)).take("arxiv-api", 3.0) or pytest.fail(
        "not free"
    ):
        pass
    (place / NAME).rename(place / f"{NAME}.damaged-1")
    with VerdictCache(place, time.time, pytest.fail) as store:
        for number in range(100):
            store.put(f"web:{number}", Verdict("ok", title="t" * 100), 60)
    return place


def removed(place: Path) -> str:
    """What is said of it when all of it goes."""
    sizes = [
        each.stat().st_size
        for each in place.glob("notelint-*")
        if each.name != LOCK and each.is_file()
    ]
    return f"Removed {plural(len(sizes), 'file')} ({-(-sum(sizes) // 1024)} KiB) from {place}\n"


def test_nothing_there(folder: Path) -> None:
    assert notelint("clean", "--cache-dir", "lost") == (
        0,
        f"Nothing to remove in {folder / 'lost'}\n",
        "",
    )
    assert os.listdir(folder) == []


def test_nothing_of_ours_there(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint("clean", "--cache-dir", ".") == (
        0,
        f"Nothing to remove in {folder}\n",
        "",
    )
    assert os.listdir(folder) == ["a.md"]


def test_all_is_removed_with_the_folder_that_we_made(folder: Path, place: Path) -> None:
    expected = removed(place)
    assert notelint("clean", "--cache-dir", "deep/cache") == (0, expected, "")
    assert os.listdir(folder / "deep") == []
    assert notelint("clean", "--cache-dir", "deep/cache") == (
        0,
        f"Nothing to remove in {place}\n",
        "",
    )


def test_quietly(place: Path) -> None:
    assert notelint("clean", "-q", "--cache-dir", str(place)) == (0, "", "")
    assert not place.exists()


def test_the_folder_of_the_environment(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = removed(place)
    monkeypatch.setenv("NOTELINT_CACHE_DIR", str(place))
    assert notelint("clean") == (0, expected, "")
    assert not place.exists()


def test_the_users_own_folder(folder: Path) -> None:
    for variables in (
        {"XDG_CACHE_HOME": str(folder / "caches")},
        {"HOME": str(folder), "XDG_CACHE_HOME": ""},
    ):
        own = (
            folder
            / ("caches" if variables["XDG_CACHE_HOME"] else ".cache")
            / "notelint"
        )
        assert process("clean", variables=variables) == (
            0,
            f"Nothing to remove in {own}\n",
            "",
        )
        VerdictCache(own, time.time, pytest.fail).close()
        expected = removed(own)
        assert process("clean", variables=variables) == (0, expected, "")
        assert not own.exists()
        assert own.parent.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_user_whom_the_system_does_not_know(folder: Path) -> None:
    """As in a container that is run under a number of its own."""
    code = (
        "import sys, os; from notelint.cli import main; from notelint.cli.caches import caches; from notelint.links.clock import Clock\n"
        "import notelint.cli.clean, platformdirs; platformdirs.user_cache_path()  # while Python's own files can be read\n"
        "os.environ.pop('HOME', None); os.environ.pop('XDG_CACHE_HOME', None); os.setuid(54321)\n"
        "caches(None, no_cache=False, clock=Clock()).store.close(); sys.argv = ['notelint', 'clean']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "warning: no folder for caches is known: answers are not stored, and other runs not waited for: name a folder with --cache-dir\n"
        "error: no folder for caches is known: name one with --cache-dir\n"
    )


STRANGERS = [
    "notes.md",
    "links.sqlite",
    "notelint.md",
    "notelint-links-1.sqlite.bak",
    "xnotelint-links-1.sqlite",
    "notelint-links-a.sqlite",
]


def test_what_is_not_ours_stays(place: Path) -> None:
    for name in STRANGERS:
        (place / name).write_text("mine")
    (place / "notelint-links-2.sqlite.damaged-1").mkdir()
    (place / "notelint-x.turn").mkdir()
    assert notelint("clean", "--cache-dir", str(place)).out.startswith(
        "Removed 3 files ("
    )
    assert sorted(os.listdir(place)) == sorted(
        [
            *STRANGERS,
            "notelint-links-2.sqlite.damaged-1",
            "notelint-x.turn",
            "CACHEDIR.TAG",
            ".gitignore",
        ]
    )


def test_what_other_versions_left_goes_too(folder: Path) -> None:
    names = [
        "notelint-links-7.sqlite",
        "notelint-links-1.sqlite.new",
        f"{NAME}-wal",
        f"{NAME}.damaged-12-wal",
    ]
    write(folder, dict.fromkeys(names, "12345"))
    assert notelint("clean", "--cache-dir", ".") == (
        0,
        f"Removed 4 files (1 KiB) from {folder}\n",
        "",
    )
    assert os.listdir(folder) == []
    assert folder.exists()


def test_a_folder_that_somebody_else_made_stays(folder: Path) -> None:
    (folder / "cache").mkdir()
    VerdictCache(folder / "cache", time.time, pytest.fail).close()
    expected = removed(folder / "cache")
    assert notelint("clean", "--cache-dir", "cache").out == expected
    assert os.listdir(folder / "cache") == []


@pytest.mark.parametrize("name", ["CACHEDIR.TAG", ".gitignore"])
def test_notes_that_somebody_changed_stay(place: Path, name: str) -> None:
    (place / name).write_text("mine")
    assert notelint("clean", "--cache-dir", str(place)).code == 0
    assert sorted(os.listdir(place)) == [".gitignore", "CACHEDIR.TAG"]


def test_links_go_and_what_they_lead_to_stays(folder: Path) -> None:
    write(folder, {"mine/diary": "dear"})
    (folder / "cache").mkdir()
    (folder / "cache" / NAME).symlink_to(folder / "mine" / "diary")
    (folder / "cache" / TURN).symlink_to(folder / "mine")
    assert notelint("clean", "--cache-dir", "cache").out.startswith(
        "Removed 2 files (1 KiB) from "
    )
    assert (folder / "mine" / "diary").read_text() == "dear"
    assert os.listdir(folder / "cache") == []


def test_a_folder_behind_a_link(folder: Path, place: Path) -> None:
    (folder / "link").symlink_to(place)
    expected = removed(place).replace(str(place), str(folder / "link"))
    assert notelint("clean", "--cache-dir", "link").out == expected
    assert [each for each in os.listdir(place) if each.startswith("notelint-")] == []


def test_while_a_run_is_using_it(place: Path) -> None:
    before = sorted(os.listdir(place))
    with VerdictCache(place, time.time, pytest.fail) as store:
        assert notelint("clean", "--cache-dir", str(place)) == (
            2,
            "",
            f"error: {place}: in use by another run: left as it is\n",
        )
        store.put("web:more", Verdict("ok"), 60)
    with VerdictCache(place, time.time, pytest.fail) as store:
        assert store.get("web:more")
        assert store.get("web:7")
    assert sorted(os.listdir(place)) == before


def test_others_still_wait_for_a_service_that_was_just_asked(place: Path) -> None:
    turns = Spacing(place, Clock())
    with turns.take("arxiv-api", 60.0) or pytest.fail("not free"):
        assert notelint("clean", "--cache-dir", str(place)).out.startswith(
            "Removed 2 files "
        )
        assert turns.take("arxiv-api", 60.0) is None
    assert 50 < turns.wait_for("arxiv-api") <= 60
    assert (
        notelint("clean", "--cache-dir", str(place)).out
        == f"Nothing to remove in {place}\n"
    )
    assert 50 < turns.wait_for("arxiv-api") <= 60
    assert sorted(os.listdir(place)) == [".gitignore", "CACHEDIR.TAG", TURN]


def test_what_the_folder_is_called_does_nothing_to_a_terminal(folder: Path) -> None:
    assert (
        notelint("clean", "--cache-dir", "a\x1b[31mb").out
        == f"Nothing to remove in {folder}/a\ufffd[31mb\n"
    )


def test_a_file_in_the_place_of_the_folder(folder: Path) -> None:
    write(folder, {"file": "mine"})
    assert notelint("clean", "--cache-dir", "file") == (
        2,
        "",
        f"error: {folder / 'file'}: not a directory\n",
    )
    assert (folder / "file").read_text() == "mine"


def test_large_ones_in_mebibytes(folder: Path) -> None:
    with open(folder / f"{NAME}.damaged-1", "wb") as file:
        file.truncate(1_500_000)
    assert (
        notelint("clean", "--cache-dir", ".").out
        == f"Removed 1 file (1.5 MiB) from {folder}\n"
    )


# What the commands that ask the network get


@pytest.fixture
def warnings() -> list[str]:
    return []


def test_answers_are_kept_and_turns_too(folder: Path, warnings: list[str]) -> None:
    for is_known in (False, True):
        store, spacing = caches(
            "cache", no_cache=False, clock=Clock(), warn=warnings.append
        )
        with store:
            assert (store.get("a") is not None) == is_known
            store.put("a", Verdict("ok"), 60)
            assert (spacing.wait_for("arxiv-api") > 0) == is_known
            if turn := spacing.take("arxiv-api", 60.0):
                turn.end()
    assert warnings == []
    assert {NAME, LOCK, TURN} <= set(os.listdir(folder / "cache"))


def test_without_the_cache_nothing_is_read_or_kept_and_nobody_is_asked_sooner(
    folder: Path, warnings: list[str]
) -> None:
    with VerdictCache(folder / "cache", time.time) as other:
        other.put("a", Verdict("ok"), 60)
    for _ in range(2):
        store, spacing = caches(
            "cache", no_cache=True, clock=Clock(), warn=warnings.append
        )
        with store:
            assert store.get("a", stale=True) is None
            assert store.get("b") is None
            store.put("b", Verdict("ok"), 60)
            assert store.get("b")
    with spacing.take("arxiv-api", 60.0) or pytest.fail("not free"):
        pass
    assert (
        caches(
            "cache", no_cache=True, clock=Clock(), warn=warnings.append
        ).spacing.wait_for("arxiv-api")
        > 50
    )
    assert warnings == []
    rows = sqlite3.connect(folder / "cache" / NAME)
    assert rows.execute("SELECT key FROM verdict").fetchall() == [(b"a",)]
    rows.close()


def test_a_folder_that_cannot_be_used_is_said_once(
    folder: Path, warnings: list[str]
) -> None:
    write(folder, {"file": "mine"})
    store, spacing = caches("file", no_cache=False, clock=Clock(), warn=warnings.append)
    with store:
        store.put("a", Verdict("ok"), 60)
        assert store.get("a")
        with spacing.take("arxiv-api", 3.0) or pytest.fail("not free"):
            assert spacing.take("arxiv-api", 3.0) is None
    assert warnings == [
        f"{folder / 'file'}: file exists: answers are not stored, and other runs not waited for: name a folder with --cache-dir"
    ]


def test_the_options_have_no_meaning_where_nothing_is_asked(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    for command in ("check", "fmt"):
        done = notelint(
            command, "--no-cache", "--cache-dir", "cache", "--jobs", "2", "a.md"
        )
        assert (done.code, done.err) == (0, "")
    assert os.listdir(folder) == ["a.md"]
