"""Writing: a file is the old one or the new one, whole, whatever happens; and it stays
the file that it was.
"""

import errno
import os
import random
import resource
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pytest

from notelint.errors import NotelintError
from notelint.repo.writer import ENDING, ChangedError, encoded, put, write
from notelint.text.source import Source
from tests.cli.program import COMMAND, ENTRY, TRACKED, environment, notelint, shell

OLD, NEW = b"old\r\n", b"\xef\xbb\xbfnew, and longer\n"
IS_ROOT = os.geteuid() == 0
KILLS = int(os.environ.get("NOTELINT_KILLS", "20"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"a\r\nb\rc\n\n",
        b"\xef\xbb\xbfa\n",
        b"\xef\xbb\xbf\xef\xbb\xbfa",
        "论文\u2028👍🏽\x0c\n".encode(),
    ],
)
def test_source_has_the_bytes_that_were_read(data: bytes) -> None:
    assert encoded(Source.from_bytes(data)) == data


def test_file_has_the_new_content_and_nothing_is_left_beside_it(file: Path) -> None:
    write(str(file), OLD, NEW)
    assert file.read_bytes() == NEW
    assert names(file.parent) == ["a.md"]


def test_path_relative_to_the_working_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    write("a.md", OLD, NEW)
    assert file.read_bytes() == NEW


@pytest.mark.parametrize(
    "name",
    ["论" * 84, "x" * 255, "a\nb", "-", b"a\xff.md".decode("utf-8", "surrogateescape")],
)
def test_names_of_all_kinds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(OLD)
    write(str(tmp_path / name), OLD, NEW)
    assert (tmp_path / name).read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o4755])
def test_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    before = os.umask(0o077)
    try:
        write(str(file), OLD, NEW)
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(not IS_ROOT, reason="only root can give files away")
def test_owner_stays(file: Path) -> None:
    os.chown(file, 12345, 54321)
    file.chmod(0o640)
    write(str(file), OLD, NEW)
    state = file.stat()
    assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (12345, 54321, 0o640)


def test_file_whose_owner_cannot_be_kept_is_written_in_place(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    before = file.stat().st_ino
    write(str(file), OLD, NEW)
    assert (file.read_bytes(), file.stat().st_ino) == (NEW, before)
    assert names(file.parent) == ["a.md"]


def test_symbolic_link_stays(tmp_path: Path, file: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.md").symlink_to("../a.md")
    (tmp_path / "two.md").symlink_to("in/one.md")
    write(str(tmp_path / "two.md"), OLD, NEW)
    assert file.read_bytes() == NEW
    assert os.readlink(tmp_path / "two.md") == "in/one.md"
    assert os.readlink(tmp_path / "in" / "one.md") == "../a.md"
    assert not file.is_symlink()
    assert names(tmp_path / "in") == ["one.md"]


@pytest.mark.parametrize("new", [NEW, b"", b"x"])
def test_hard_links_stay_one_file(tmp_path: Path, file: Path, new: bytes) -> None:
    os.link(file, tmp_path / "b.md")
    write(str(file), OLD, new)
    assert (tmp_path / "b.md").read_bytes() == new
    assert (tmp_path / "b.md").stat().st_ino == file.stat().st_ino
    assert names(tmp_path) == ["a.md", "b.md"]


@pytest.mark.parametrize("links", [1, 2])
def test_file_that_has_changed_is_left_as_it_is(
    tmp_path: Path, file: Path, links: int
) -> None:
    if links == 2:
        os.link(file, tmp_path / "b.md")
    before = file.stat()
    with pytest.raises(
        ChangedError,
        match=r"a\.md: changed while it was being mended: left as it is, run again$",
    ):
        write(str(file), b"older\n", NEW)
    assert file.read_bytes() == OLD
    assert file.stat() == before
    assert [name for name in names(tmp_path) if name.endswith(ENDING)] == []


def test_file_that_another_run_has_written_is_as_it_should_be(file: Path) -> None:
    file.write_bytes(NEW)
    before = file.stat()
    write(str(file), OLD, NEW)
    assert file.stat() == before
    assert names(file.parent) == ["a.md"]


def test_file_that_another_run_is_writing(tmp_path: Path, file: Path) -> None:
    import fcntl

    os.link(file, tmp_path / "b.md")
    with file.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ChangedError, match="another run is writing it"):
            write(str(file), OLD, NEW)
    assert file.read_bytes() == OLD
    write(str(file), OLD, NEW)
    assert file.read_bytes() == NEW


def test_file_that_is_gone(file: Path) -> None:
    file.unlink()
    with pytest.raises(NotelintError, match=r"a\.md: no such file or directory$"):
        write(str(file), OLD, NEW)
    assert names(file.parent) == []


@pytest.mark.skipif(IS_ROOT, reason="root may write everything")
def test_file_that_may_not_be_written(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(NotelintError, match=r"a\.md: permission denied$"):
        write(str(file), OLD, NEW)
    assert (file.read_bytes(), names(file.parent)) == (OLD, ["a.md"])


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_folder_that_may_not_be_written(file: Path) -> None:
    file.parent.chmod(0o555)
    try:
        with pytest.raises(
            NotelintError, match=r"a\.md: its folder cannot be written to$"
        ):
            write(str(file), OLD, NEW)
        assert (file.read_bytes(), names(file.parent)) == (OLD, ["a.md"])
    finally:
        file.parent.chmod(0o755)


# Attributes: those of the file system here, where it has some, and everywhere those of a
# stand-in for it.

ACL = "system.posix_acl_access"
DEFAULT_ACL = "system.posix_acl_default"


def acl(group: int, named: int, mask: int) -> bytes:
    """An access control list as Linux keeps it: rw- for the owner, r-- for the group, so
    much for one user more, nothing for others.
    """
    entries = [
        (0x01, 6, 0xFFFFFFFF),
        (0x02, named, 4242),
        (0x04, group, 0xFFFFFFFF),
        (0x10, mask, 0xFFFFFFFF),
        (0x20, 0, 0xFFFFFFFF),
    ]
    return struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", *entry) for entry in entries
    )


def with_attribute(path: Path, name: str, value: bytes) -> None:
    """Give a file an attribute, or skip."""
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError):
        pytest.skip(f"no {name} in this file system")


def attributes(path: Path) -> dict[str, bytes]:
    return {name: os.getxattr(path, name) for name in os.listxattr(path)}


def test_access_control_list_stays(file: Path) -> None:
    file.chmod(0o640)
    with_attribute(file, ACL, acl(group=4, named=6, mask=6))
    before, state = attributes(file), file.stat()
    assert state.st_mode & 0o777 == 0o660  # the mask, and no right of the group's
    write(str(file), OLD, NEW)
    assert (attributes(file), file.stat().st_mode, file.read_bytes()) == (
        before,
        state.st_mode,
        NEW,
    )
    assert file.stat().st_ino != state.st_ino


def test_extended_attributes_stay(file: Path) -> None:
    with_attribute(file, "user.note", b"\0\xff")
    with_attribute(file, "user.empty", b"")
    file.chmod(0o604)
    write(str(file), OLD, NEW)
    assert (attributes(file), file.stat().st_mode & 0o777) == (
        {"user.note": b"\0\xff", "user.empty": b""},
        0o604,
    )


@pytest.mark.parametrize("has_own", [False, True])
def test_default_list_of_the_folder_changes_no_file(
    tmp_path: Path, file: Path, has_own: bool
) -> None:
    with_attribute(tmp_path, DEFAULT_ACL, acl(group=6, named=7, mask=7))
    if has_own:
        with_attribute(file, ACL, acl(group=0, named=4, mask=4))
    before, state = attributes(file), file.stat()
    write(str(file), OLD, NEW)
    assert (attributes(file), file.stat().st_mode) == (before, state.st_mode)
    put(str(tmp_path / "new.txt"), NEW)
    assert ACL in attributes(tmp_path / "new.txt")  # as every new file there


class Disk:
    """A file system's attributes, by the inode: `refused` are those that it lets nobody set."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        inherited: Mapping[str, bytes],
        refused: Collection[str],
    ) -> None:
        self.of: dict[int, dict[str, bytes]] = {}
        self.calls: list[str] = []
        self._inherited, self._refused = inherited, refused
        chmod = getattr(os, "fchmod")  # noqa: B009 - what is patched here
        for name in ("listxattr", "getxattr", "setxattr", "removexattr"):
            monkeypatch.setattr(os, name, getattr(self, name), raising=False)
        monkeypatch.setattr(
            os, "fchmod", lambda *given: (self.calls.append("fchmod"), chmod(*given))
        )

    def _at(self, file: str | int) -> dict[str, bytes]:
        return self.of.setdefault(os.stat(file).st_ino, dict(self._inherited))

    def listxattr(self, file: str | int) -> list[str]:
        return [*self._at(file)]

    def getxattr(self, file: str | int, name: str) -> bytes:
        return self._at(file)[name]

    def setxattr(self, file: str | int, name: str, value: bytes) -> None:
        if name in self._refused:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        self.calls.append(f"set {name}")
        self._at(file)[name] = value

    def removexattr(self, file: str | int, name: str) -> None:
        self.calls.append(f"remove {name}")
        del self._at(file)[name]


LABELS = {
    ACL: b"list",
    "security.selinux": b"label",
    "user.note": b"note",
    "trusted.x": b"",
    "security.ima": b"a digest of the old",
}


def test_all_attributes_are_copied_in_the_right_order(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, {"security.selinux": b"label"}, ())
    disk.of[file.stat().st_ino] = dict(LABELS)
    write(str(file), OLD, NEW)
    assert disk.of[file.stat().st_ino] == {
        name: value for name, value in LABELS.items() if name != "security.ima"
    }
    assert disk.calls == ["fchmod", f"set {ACL}", "set user.note", "set trusted.x"]


def test_list_that_only_the_folder_gives_is_taken_away_before_the_mode(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, {ACL: b"default"}, ())
    disk.of[file.stat().st_ino] = {}
    write(str(file), OLD, NEW)
    assert (disk.of[file.stat().st_ino], disk.calls) == (
        {},
        [f"remove {ACL}", "fchmod"],
    )


@pytest.mark.parametrize(
    "name", [ACL, "security.selinux", "user.note", "system.nfs4_acl"]
)
def test_file_whose_attribute_cannot_be_kept_is_written_in_place(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = file.stat().st_ino
    disk = Disk(monkeypatch, {}, {name})
    disk.of[before] = {name: b"value"}
    write(str(file), OLD, NEW)
    assert (file.read_bytes(), file.stat().st_ino, disk.of[before]) == (
        NEW,
        before,
        {name: b"value"},
    )
    put(str(file), OLD)
    assert (file.read_bytes(), file.stat().st_ino) == (OLD, before)
    assert names(file.parent) == ["a.md"]


def test_file_system_without_attributes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[str]:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    before = file.stat().st_ino
    monkeypatch.setattr(os, "listxattr", refuse, raising=False)
    write(str(file), OLD, NEW)
    assert (file.read_bytes(), file.stat().st_ino != before) == (NEW, True)


def test_system_without_attributes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "listxattr", raising=False)
    write(str(file), OLD, NEW)
    assert file.read_bytes() == NEW


@pytest.mark.parametrize("error", [errno.EBUSY, errno.EXDEV])
def test_file_that_is_mounted_by_itself_is_written_in_place(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """As a container has a file of its host's."""

    def refuse(*_: object) -> None:
        raise OSError(error, "Device or resource busy")

    before = file.stat().st_ino
    monkeypatch.setattr(os, "replace", refuse)
    write(str(file), OLD, NEW)
    assert (file.read_bytes(), file.stat().st_ino, names(file.parent)) == (
        NEW,
        before,
        ["a.md"],
    )
    put(str(file), OLD)
    assert (file.read_bytes(), file.stat().st_ino, names(file.parent)) == (
        OLD,
        before,
        ["a.md"],
    )


# Files of any content.


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_new_file_is_as_the_system_makes_one(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        put(str(tmp_path / "new.txt"), NEW)
    finally:
        os.umask(before)
    assert (
        (tmp_path / "new.txt").read_bytes(),
        (tmp_path / "new.txt").stat().st_mode & 0o777,
    ) == (NEW, 0o666 & ~mask)
    assert names(tmp_path) == ["new.txt"]


def test_file_is_replaced_whatever_it_held(file: Path) -> None:
    file.chmod(0o604)
    put(str(file), NEW)
    assert (file.read_bytes(), file.stat().st_mode & 0o777, names(file.parent)) == (
        NEW,
        0o604,
        ["a.md"],
    )


def test_hard_links_stay_one_file_whatever_it_held(tmp_path: Path, file: Path) -> None:
    os.link(file, tmp_path / "b.md")
    put(str(file), NEW)
    assert ((tmp_path / "b.md").read_bytes(), names(tmp_path)) == (
        NEW,
        ["a.md", "b.md"],
    )


STEPS = ["open", "fsync", "fchown", "fchmod", "replace", "pwrite", "ftruncate"]


@pytest.mark.parametrize("links", [1, 2])
@pytest.mark.parametrize(
    "error",
    [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")],
    ids=["interrupt", "full disk"],
)
@pytest.mark.parametrize("step", STEPS)
def test_whatever_fails_the_file_is_whole(
    tmp_path: Path,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: BaseException,
    links: int,
) -> None:
    if links == 2:
        os.link(file, tmp_path / "b.md")
    real: Callable[..., object] = getattr(os, step)
    failed = []

    def fail(*arguments: object, **options: object) -> object:
        if not failed:
            failed.append(step)
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(os, step, fail)
    try:
        write(str(file), OLD, NEW)
    except KeyboardInterrupt:
        pass
    except NotelintError as told:
        assert str(told) == f"{file}: no space left on device"  # noqa: PT017
    assert file.read_bytes() in {OLD, NEW}
    if isinstance(error, OSError) and failed and step not in {"fchown", "fchmod"}:
        assert file.read_bytes() == OLD
    assert [name for name in names(tmp_path) if name.endswith(ENDING)] == []


def test_short_writes_are_finished(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.link(file, tmp_path / "b.md")
    real = os.pwrite
    monkeypatch.setattr(
        os, "pwrite", lambda number, data, place: real(number, data[:3], place)
    )
    write(str(file), OLD, NEW)
    assert file.read_bytes() == NEW


# Whole runs.

ENTRIES = 12
WOUNDED = "".join(
    f"{n}. [Paper {n}](https://arxiv.org/abs/1706.{n:05}?utm_source=x)  \n"
    for n in range(1, ENTRIES)
)
MENDED = "".join(
    f"{n}. [Paper {n}](https://arxiv.org/abs/1706.{n:05})\n" for n in range(1, ENTRIES)
)
FMT = [*COMMAND, "fmt", "--isolated", "-q", "."]


def fifty(folder: Path) -> list[Path]:
    """Fifty notebooks to mend."""
    paths = [folder / f"{number:02}.md" for number in range(50)]
    for path in paths:
        path.write_text(WOUNDED)
    return paths


def test_runs_killed_at_random_moments_leave_every_file_whole(tmp_path: Path) -> None:
    """More moments with NOTELINT_KILLS=200.

    One in five comes at any time, the others after the first file was written.
    """
    chance, counts = random.Random(), {WOUNDED: 0, MENDED: 0}
    start = time.monotonic()
    paths = fifty(tmp_path)
    assert (
        subprocess.run(FMT, cwd=tmp_path, env=environment(), check=False).returncode
        == 0
    )
    assert {path.read_text() for path in paths} == {MENDED}
    length = time.monotonic() - start
    for number in range(KILLS):
        fifty(tmp_path)
        with subprocess.Popen(FMT, cwd=tmp_path, env=environment()) as run:
            while (
                number % 5
                and run.poll() is None
                and paths[0].stat().st_size == len(WOUNDED)
            ):
                time.sleep(0.001)
            time.sleep(chance.uniform(0, length / (2 if number % 5 else 1)))
            run.kill()
        for path in paths:
            counts[path.read_text()] += 1
        left = {path.name for path in tmp_path.iterdir()} - {
            path.name for path in paths
        }
        assert all(name.startswith(".") and name.endswith(ENDING) for name in left)
    assert min(counts.values()) > 0
    (tmp_path / f".00.md.0123{ENDING}").write_text(
        WOUNDED
    )  # as a killed run may leave it
    assert ENDING not in shell("notelint check --show-files", tmp_path).out


@pytest.mark.parametrize("links", [1, 2])
def test_two_runs_at_once(tmp_path: Path, links: int) -> None:
    folder, others = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    others.mkdir()
    paths = fifty(folder)
    for path in paths if links == 2 else ():
        os.link(path, others / path.name)
    runs = [
        subprocess.Popen(
            FMT, cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for run in runs:
        _, said = run.communicate(timeout=60)
        assert (run.returncode, said) == (0, "") or (
            links == 2 and run.returncode == 2 and "run again" in said
        )
    assert {path.read_text() for path in paths} == {MENDED}
    assert len(names(folder)) == 50


def test_full_disk(tmp_path: Path) -> None:
    """As the system tells it: no file may grow beyond a few bytes."""
    (tmp_path / "a.md").write_text(WOUNDED)
    (tmp_path / "b.md").write_text(WOUNDED)
    os.link(tmp_path / "b.md", tmp_path / "c.txt")
    (tmp_path / "d.md").write_text(TRACKED)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(MENDED) - 20, len(MENDED) - 20))

    done = subprocess.run(
        FMT,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: a.md: file too large\nerror: b.md: file too large\n"
    assert (tmp_path / "a.md").read_text() == (tmp_path / "b.md").read_text() == WOUNDED
    assert (tmp_path / "d.md").read_text() == ENTRY
    assert names(tmp_path) == ["a.md", "b.md", "c.txt", "d.md"]


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a disk of its own, on Linux"
)
def test_really_full_disk(tmp_path: Path) -> None:
    """In a small file system of its own, where we may have one."""
    mounted = subprocess.run(
        [
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            _ON_A_SMALL_DISK,
            "sh",
            sys.executable,
            WOUNDED,
            str(tmp_path),
        ],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode == 77 or "unshare" in mounted.stderr:
        pytest.skip("no file system of our own here")
    assert (mounted.returncode, mounted.stdout) == (2, "a.md\nfill\nwhole\n")
    assert mounted.stderr == "error: a.md: no space left on device\n"


_ON_A_SMALL_DISK = """
mount -t tmpfs -o size=16k none "$3" 2>/dev/null || exit 77
cd "$3" || exit 77
printf %s "$2" > a.md
cp a.md /tmp/notelint-small.$$ && cat /dev/zero > fill 2>/dev/null
"$1" -m notelint fmt --isolated -q a.md
code=$?
ls -A
cmp a.md /tmp/notelint-small.$$ && echo whole
rm -f /tmp/notelint-small.$$
exit $code
"""


def test_editor_that_saves_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notelint.guard.changes import Change

    path, others = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text(WOUNDED)
    others.write_text(WOUNDED)

    def save(before: str, after: str) -> tuple[Change, ...]:
        path.write_text("written meanwhile\n")
        return ()

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("notelint.guard.changes.changes", save)
    done = notelint("fmt", "--isolated", "-q")
    assert done == (
        2,
        "",
        "error: a.md: changed while it was being mended: left as it is, run again\n",
    )
    assert (path.read_text(), others.read_text()) == ("written meanwhile\n", MENDED)


def test_reader_sees_the_old_file_or_the_new_one(file: Path) -> None:
    old, new = b"a" * 300_000, b"b" * 200_000
    file.write_bytes(old)
    seen, stop = set(), threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(file.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(40):
        write(str(file), old, new)
        write(str(file), new, old)
    stop.set()
    reader.join()
    assert seen <= {old, new}
