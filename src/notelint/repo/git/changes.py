"""What differs from a commit: files, lines, and which other files name those files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from notelint.repo.git.calls import GitError, ask, run

# Against what users may have configured for themselves
_PLAIN = (
    "-M",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules",
)
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Change(NamedTuple):
    """A file that differs: `status` is A, M, D, R, T or U (in conflict); `before` its path
    then, `path` now; None where it is not there.

    `blob` is the object's id then, empty where there is none.
    """

    status: str
    before: str | None
    path: str | None
    blob: str = ""


class Hunk(NamedTuple):
    """Lines that were replaced: the first line before and how many, the first line now and
    how many.

    Lines count from 1 and end with `\\n`. Where there are none on one side, the first is the
    line after which they would stand.
    """

    before: int
    lost: int
    now: int
    gained: int


def head(root: Path) -> str | None:
    """The commit that HEAD leads to; None where there is none yet.

    Raises GitError where git cannot tell.
    """
    commit = _verified(root, "HEAD^{commit}")
    if commit is None:
        run(root, "rev-parse", "--git-dir")  # fails where git cannot tell
    return commit


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names (a branch, `HEAD~3`, `v1.0`, `:/words of its
    message`, `main...`).

    For one that is not in the history of HEAD it is the commit where the two parted, so
    that nobody gets findings in other people's lines. Raises GitError for a revision that
    does not exist, and where the clone does not reach so far back.
    """
    commit = _peeled(root, revision)
    if head(root) is None:
        return commit
    parted = ask(root, "merge-base", commit, "HEAD")
    if parted is None:
        raise GitError(f"{revision} and HEAD have no commit in common{_shallow(root)}")
    return parted.decode().strip()


def _peeled(root: Path, revision: str) -> str:
    """The id of the commit that a revision names.

    Nothing may be added to a revision before git has read it: `:/words` takes all that follows.
    """
    name = revision.removesuffix("...").removesuffix("..")
    oid = _verified(root, name)
    if oid is None or oid.startswith("^"):  # `^main`: what main does not reach
        run(root, "rev-parse", "--git-dir")
        if ".." in name and not name.startswith(":"):
            raise GitError(
                f"{revision}: a range: give the one revision to compare with"
            )
        raise GitError(f"no such revision: {revision}{_shallow(root)}")
    commit = _verified(root, f"{oid}^{{commit}}")
    if commit is None:
        raise GitError(
            f"{revision}: a file or a folder of a commit: give the commit itself"
        )
    return commit


def _verified(root: Path, name: str) -> str | None:
    """The id of the one object that a name means; None where there is none, or more than
    one.
    """
    if not name:
        return None
    oid = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return oid.decode().strip() if oid else None


def _shallow(root: Path) -> str:
    """A hint for a clone that does not have all commits; empty for others."""
    answer = ask(root, "rev-parse", "--is-shallow-repository") or b""
    if answer.strip() != b"true":
        return ""
    return ": this clone is shallow: fetch more of its history (git fetch --unshallow, fetch-depth: 0)"


def changes(root: Path, commit: str | None, *, cached: bool) -> list[Change]:
    """The files that differ between a commit (None: an empty one) and the index, or the
    disk, but for those that git does not track.
    """
    listed = run(
        root,
        "diff",
        "-z",
        "--raw",
        "--no-abbrev",
        *_PLAIN,
        *(["--cached"] if cached else []),
        commit or _empty_tree(root),
        "--",
    )
    return list(_changes(os.fsdecode(listed).split("\0")[:-1]))


def _empty_tree(root: Path) -> str:
    return run(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


def _changes(fields: list[str]) -> Iterator[Change]:
    """`:mode mode oid oid status`, then one path, or two for a rename."""
    rest = iter(fields)
    for tags in rest:
        _, _, oid, _, status = tags.split(" ")
        path = next(rest)
        blob = oid.strip("0") and oid
        kind = status[0]
        if kind in "RC":
            yield Change("R", path, next(rest), blob)
        else:
            before = None if kind == "A" else path
            now = None if kind == "D" else path
            yield Change(kind, before, now, blob)


def hunks(
    root: Path, commit: str, before: str, now: str, *, cached: bool
) -> list[Hunk]:
    """Which lines of a file differ between a commit and the index, or the disk."""
    paths = dict.fromkeys((before, now))
    patch = _patch(
        root, commit, *paths, options=("--literal-pathspecs",), cached=cached
    )
    return [hunk for _, _, hunk in _hunks(patch)]


def hunks_by_paths(
    root: Path, commit: str, endings: Iterable[str], *, cached: bool
) -> dict[tuple[str, str], list[Hunk]]:
    """As `hunks`, of all files with these endings that have changed, in one process: by the
    path before and the path now.

    Files are missing that git has no plain name for in a patch: added, gone and quoted ones.
    """
    globs = _globs(endings)
    by_paths: dict[tuple[str, str], list[Hunk]] = {}
    for before, now, hunk in _hunks(_patch(root, commit, *globs, cached=cached)):
        if before.startswith(b"a/") and now.startswith(b"b/"):
            paths = os.fsdecode(before[2:]), os.fsdecode(now[2:])
            by_paths.setdefault(paths, []).append(hunk)
    return by_paths


def _patch(
    root: Path,
    commit: str,
    *pathspecs: str,
    options: tuple[str, ...] = (),
    cached: bool,
) -> bytes:
    return run(
        root,
        *options,
        "diff",
        "-U0",
        "--inter-hunk-context=0",
        "--text",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        *_PLAIN,
        *(["--cached"] if cached else []),
        commit,
        "--",
        *pathspecs,
    )


def _hunks(patch: bytes) -> Iterator[tuple[bytes, bytes, Hunk]]:
    """The heads of the hunks, each with the names of its file before and now.

    Their lines are counted off, so that none of them is taken for a head.
    """
    lines = iter(patch.split(b"\n"))
    names = {b"---": b"", b"+++": b""}
    for line in lines:
        if line[:4] in (b"--- ", b"+++ "):
            names[line[:3]] = line[4:].removesuffix(b"\t")  # which follows a space
        elif match := _HUNK.match(line):
            before, lost, now, gained = (
                1 if number is None else int(number) for number in match.groups()
            )
            yield names[b"---"], names[b"+++"], Hunk(before, lost, now, gained)
            left = lost + gained
            while left:
                left -= not next(lines).startswith(b"\\")


def _globs(endings: Iterable[str]) -> list[str]:
    return [f":(icase,glob)**/*{ending}" for ending in endings]


def naming(
    root: Path, words: Iterable[str], endings: Iterable[str], *, cached: bool
) -> set[str] | None:
    """The files with these endings, in the index or on the disk, that hold one of the
    words, in any letter case.

    None where git cannot tell.
    """
    where = "--cached" if cached else "--untracked"
    patterns = os.fsencode(
        "".join(f"{word}\n" for word in words if word and "\n" not in word)
    )
    globs = _globs(endings)
    try:
        found = run(
            root,
            "grep",
            where,
            "-l",
            "-z",
            "-i",
            "-F",
            "-f",
            "-",
            "--",
            *globs,
            stdin=patterns,
            fine=(0, 1),
        )
    except GitError:
        return None
    return set(os.fsdecode(found).split("\0")[:-1])
