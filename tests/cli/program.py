"""The program as tests run it: in this process where that will do, as a process of its
own where pipes, locales or terminals matter.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

from notelint.cli import main

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "notelint"]
# The same, where whoever runs the tests ignores interrupts, as a shell lets its jobs in the
# background do: a child would inherit that.
_WITH_INTERRUPTS = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
    "os.execv(sys.executable, [sys.executable, '-m', 'notelint', *sys.argv[1:]])"
)
INTERRUPTIBLE = [sys.executable, "-c", _WITH_INTERRUPTS]

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
# One warning, L402, in 1:32
TRACKED = (
    "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762?utm_source=x)\n"
)
# One error, F301, in 2:8
LOST = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n   ![](lost.png)\n"


class Done(NamedTuple):
    """A run that is over."""

    code: int
    out: str
    err: str


def notelint(
    *arguments: str,
    stdin: bytes = b"",
    streams: Mapping[str, TextIO | None] | None = None,
) -> Done:
    """Run the command line here, with the streams of a program whose output is piped;
    `streams` are others in their place, by name.
    """
    inner, out, err = (
        io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        for data in (stdin, b"", b"")
    )
    with _in_place_of_ours(
        ["notelint", *arguments],
        {"stdin": inner, "stdout": out, "stderr": err, **(streams or {})},
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Done(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.buffer.read().decode("utf-8", "surrogateescape")


@contextmanager
def _in_place_of_ours(
    arguments: list[str], streams: Mapping[str, TextIO | None]
) -> Iterator[None]:
    ours = {name: getattr(sys, name) for name in ("argv", "stdin", "stdout", "stderr")}
    threshold = gc.get_threshold()
    try:
        for name, value in {"argv": arguments, **streams}.items():
            setattr(sys, name, value)
        yield
    finally:
        for name in streams:
            if (
                stream := getattr(sys, name)
            ) is not None and stream not in streams.values():
                stream.close()  # the program's own, in the place of one that was closed
        for name, value in ours.items():
            setattr(sys, name, value)
        gc.set_threshold(*threshold)
        gc.unfreeze()


def process(
    *arguments: str | bytes,
    stdin: bytes = b"",
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Done:
    """Run the command line as a process, with no variables that say how to look but these."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        cwd=folder,
        env=environment(variables),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )


def shell(line: str, folder: Path, variables: Mapping[str, str] | None = None) -> Done:
    """Run a line of bash in which `notelint` is the program."""
    script = f'notelint() {{ "{sys.executable}" -m notelint "$@"; }}\n{line}'
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours, without what changes looks and locale, with the package's folder to import from."""
    dropped = ("NOTELINT_", "LC_", "GIT_", "COV_")
    names = {
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "TERM",
        "LANG",
        "PYTHONIOENCODING",
        "PYTHONUTF8",
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in names and not name.startswith(dropped)
    }
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        **(variables or {}),
    }


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as nobody in particular."""
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {
        f"GIT_{role}_{part}": "t@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    command = [
        "git",
        "-c",
        "protocol.file.allow=always",
        "-c",
        "init.defaultBranch=main",
        *arguments,
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **names, **who},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def repository(folder: Path, files: Mapping[str, str]) -> Path:
    """A repository with files, of which nothing is added yet."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    write(folder, files)
    return folder


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their paths below a folder; the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
