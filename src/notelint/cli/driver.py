"""What makes git merge and compare notebooks by entries: a line in `.gitattributes`, and
four settings.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from notelint.cli.writing import refuse_odd_places
from notelint.config.documents import shown
from notelint.errors import NotelintError
from notelint.repo.git.blobs import attributes
from notelint.repo.git.settings import get_setting, set_setting
from notelint.text import disk

_MOST_BYTES = 1 << 20

_WANTED = ("merge", "diff")
# Where notelint is missing or broken, and has written nothing, git's own merge steps in: no
# side is dropped without a mark. The exit code does not tell: Python ends with 1, too,
# where it does not find a module.
_DRIVER = (
    "before=$(git hash-object --no-filters %A); {} merge-driver --marker-size=%L --labels %S %X %Y -- %O %A %B %P && exit; "
    'test "$before" = "$(git hash-object --no-filters %A)" || exit 1; '
    "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B || exit 1"
)
_TEXTCONV = 'f() {{ {} textconv -- "$1" || cat <"$1"; }}; f'
# What earlier versions wrote, which is replaced.
_EARLIER = {
    "merge.notelint.driver": (
        "{} merge-driver --marker-size=%L --labels %S %X %Y -- %O %A %B %P || {{ grep -q '^<<<<<<<' %A && exit 1; "
        "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B || exit 1; }}"
    ),
    "diff.notelint.textconv": 'f() {{ {} textconv "$1" || cat "$1"; }}; f',
}
_SETTINGS = {
    "merge.notelint.name": "notelint: paper notes, entry by entry",
    "merge.notelint.driver": _DRIVER,
    "diff.notelint.textconv": _TEXTCONV,
    # Hunks are headed by their section
    "diff.notelint.xfuncname": "^ {{0,3}}(#{{1,6}}[ \t].*)$",
}


class Attributes(NamedTuple):
    """What becomes of `.gitattributes`.

    `text` is None where it stays as it is; `kept` says what is set otherwise in it, and
    stays so.
    """

    path: Path
    text: str | None
    said: str
    kept: tuple[str, ...] = ()


def with_attributes(root: Path, files: Iterable[str], *, force: bool) -> Attributes:
    """The `.gitattributes` of a repository with what notebooks with these endings lack,
    everything else byte for byte.

    It is put first, so that all that is said of single files still holds; with `force`
    last. Raises NotelintError where that is no plain text file.
    """
    path = root / ".gitattributes"
    refuse_odd_places(path, root)
    try:
        before = disk.read(path, _MOST_BYTES).decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError:
        raise NotelintError(
            f"{shown(path)}: not UTF-8: save the file as UTF-8"
        ) from None
    lines, kept = [], []
    for pattern in dict.fromkeys(
        ["*.md", *(f"*{os.path.splitext(file)[1]}" for file in files)]
    ):
        now = attributes(root, pattern.replace("*", "notelint"), _WANTED)
        lacking = [
            name
            for name in _WANTED
            if now.get(name) != "notelint" and (force or name not in now)
        ]
        kept += [
            f"{pattern} {name}={now[name]}"
            for name in _WANTED
            if name not in lacking and now[name] != "notelint"
        ]
        if lacking:
            lines.append(" ".join([pattern, *(f"{name}=notelint" for name in lacking)]))
    if not lines:
        return Attributes(
            path, None, f"Kept {shown(path)}: nothing is lacking", tuple(kept)
        )
    said = f"{'Added to' if before else 'Wrote'} {shown(path)}: {', '.join(lines)}"
    return Attributes(path, _joined(before, lines, last=force), said, tuple(kept))


def _joined(before: str, lines: Iterable[str], *, last: bool) -> str:
    end = "\r\n" if "\r\n" in before else "\n"
    new = "".join(line + end for line in lines)
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    if not last:
        return mark + new + before.removeprefix(mark)
    return before + ("" if not before or before.endswith("\n") else end) + new


def set_up(root: Path, *, force: bool) -> Iterator[str]:
    """Set what git is to run, in the repository's own config, and say so.

    What a user has set otherwise stays, unless `force`.

    Raises GitError.
    """
    program = command(root)
    told = []
    for name, template in _SETTINGS.items():
        value = template.format(
            program.replace("%", "%%") if name.endswith("driver") else program
        )
        now = get_setting(root, name)
        if (
            now is None
            or force
            or _is_ours(now, template)
            or _is_ours(now, _EARLIER.get(name, template))
        ):
            if now != value:
                set_setting(root, name, value)
                told.append(name)
        elif now != value:
            yield f"Kept {name} in git's settings, which is set otherwise: --force sets it anew"
    if told:
        where = "" if program == "notelint" else f", to run {program}"
        yield f"Set merge.notelint and diff.notelint in this repository's git settings{where}"
        yield "Each clone needs notelint init --merge-driver once: git does not share settings, and merges line by line without them"


def _is_ours(value: str, template: str) -> bool:
    """Whether an earlier run has set a value, maybe for a notelint that was elsewhere."""
    return (
        re.fullmatch(
            ".+".join(map(re.escape, template.format("\0").split("\0"))),
            value,
            re.DOTALL,
        )
        is not None
    )


def command(root: Path) -> str:
    """How git's shell is to call notelint in a repository: by its name where that will be
    found, else by its whole path.

    git runs it at the top of the repository, where a stranger's files lie: so Python does
    not look for modules there, and a program there, or in a folder of PATH that is
    relative, is nobody's notelint. A virtual environment's commands are found only while it
    is active, which git's user may not know of.
    """
    is_shadowed = False
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if not _is_apart(folder, root):
            is_shadowed = True
        elif (found := shutil.which("notelint", path=folder)) and os.path.isabs(found):
            is_hidden = sys.prefix != sys.base_prefix and Path(folder).parent == Path(
                sys.prefix
            )
            return shlex.quote(found) if is_shadowed or is_hidden else "notelint"
    return f"{shlex.quote(sys.executable)} {_options()} -m notelint"


def _is_apart(folder: str, root: Path) -> bool:
    """Whether a folder of PATH is whole, and not in the repository, but for the virtual
    environment that we run in.
    """
    if not os.path.isabs(folder):
        return False
    real, top = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    return Path(folder).parent == Path(sys.prefix) or top not in (real, *real.parents)


def _options() -> str:
    """Python's options by which no module comes from the working folder.

    `PYTHONPATH` often has an empty part, which is that folder: it is passed over where
    notelint does not come from it.
    """
    given = [
        os.path.realpath(folder)
        for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep)
        if folder
    ]
    return "-P" if os.path.realpath(Path(__file__).parents[2]) in given else "-E -P"
