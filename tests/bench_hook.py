"""How long a hook takes: one staged notebook in a repository of 5,000 files, beside the
same notebook in a plain folder.

`make bench` runs it; tests do not. Whole processes, in pairs one after the other, so that a
busy machine slows both; the ratio is the median of the pairs'. The repositories are made
anew, with 5,000 figures beside one notebook, and with 5,000 notebooks; all are committed
and packed, as in a clone. Where nothing is packed yet, git takes a tenth of a second longer
to look through 5,000 notebooks, which is done where a file is added, deleted or moved.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.bench import NOTEBOOKS, environment, program
from tests.cli.program import git, repository, write

FILES = 5000
RUNS = 21
MOST = 1.5
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'/>\n"


def crowds() -> Iterator[tuple[str, dict[str, str]]]:
    """What stands beside the notebook, each with a name."""
    yield (
        f"{FILES} figures",
        {
            f"figs/{number // 100}/{number}.svg": f"<!-- {number} -->{PICTURE}"
            for number in range(FILES)
        },
    )
    entry = "1. [Paper {0}](https://arxiv.org/abs/1706.{0:05})\n"
    yield (
        f"{FILES} notebooks",
        {
            f"{number // 100}/{number}.md": f"# {number}\n\n{entry.format(number)}"
            for number in range(FILES)
        },
    )


def seconds(
    command: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> float:
    """How long a process takes."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return taken


def staged(folder: Path) -> Iterator[str]:
    """Stage a line more in the notebook, then a figure besides, which other notebooks
    may have been waiting for: what is staged.
    """
    text = (folder / "README.md").read_text(encoding="utf-8")
    write(folder, {"README.md": f"{text}\nOne line more.\n"})
    git(folder, "add", "--all")
    yield "a line"
    write(folder, {"new.svg": PICTURE})
    git(folder, "add", "--all")
    yield "and a figure"


HOOK = {
    "GIT_INDEX_FILE": ".git/index",
    "GIT_EDITOR": ":",
    "GIT_PREFIX": "",
}  # as git commit sets them


def measure(folder: Path, cache: str) -> bool:
    """A line a repository and way to ask; whether each took no longer than it may."""
    fine = True
    notebook = next(path for path in NOTEBOOKS if path.exists()).read_text(
        encoding="utf-8"
    )
    print(
        f"{'one notebook among':20}{'staged':14}{'asked as':22}{'in Git':>9}{'outside':>9}{'ratio':>8}"
    )
    for place, (name, files) in enumerate(crowds()):
        inside = repository(folder / f"in{place}", {**files, "README.md": notebook})
        git(inside, "add", "--all")
        git(inside, "commit", "--quiet", "--message", "all")
        git(inside, "gc", "--quiet")
        for change in staged(inside):
            outside = write(
                folder / f"out{place}",
                {"README.md": (inside / "README.md").read_text(encoding="utf-8")},
            )
            for asked, arguments, more in (
                ("--staged, in a hook", ["--staged"], HOOK),
                ("README.md", ["README.md"], {}),
            ):
                ratio = pairs(
                    inside,
                    outside,
                    arguments,
                    {**environment(cache), **more},
                    environment(cache),
                    f"{name:20}{change:14}{asked:22}",
                )
                fine = fine and ratio <= MOST
    return fine


def pairs(
    inside: Path,
    outside: Path,
    arguments: Sequence[str],
    hook: Mapping[str, str],
    plain: Mapping[str, str],
    title: str,
) -> float:
    """Print the medians of both, and the median of the pairs' ratios, which is returned."""
    found = []
    for count in range(RUNS + 1):
        pair = (
            seconds([*program("notelint"), "check", *arguments], inside, hook),
            seconds([*program("notelint"), "check", "README.md"], outside, plain),
        )
        found += [pair] if count else []
    ours, theirs = (median(times) * 1000 for times in zip(*found, strict=True))
    ratio = median(one / two for one, two in found)
    print(f"{title}{ours:>6.0f} ms{theirs:>6.0f} ms{ratio:>8.2f}", flush=True)
    return ratio


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as made,
        tempfile.TemporaryDirectory() as compiled,
    ):
        sys.exit(
            0
            if measure(Path(made), compiled)
            else f"slower than {MOST} of the same check outside of Git"
        )
