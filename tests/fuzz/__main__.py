"""`python -m tests.fuzz [TARGET...]`, `replay FILE`, and `one TARGET SECONDS`, which is
what each target's own process runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from random import Random
from traceback import extract_tb, format_exception
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

# What atheris must watch is imported by those that are told to run, not here.
ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("FUZZ_HOME", ROOT / ".fuzz"))
FINDINGS = HOME / "findings"
# What atheris watches, by target: all would be ten times slower, and what is not looked at
# there has a target of its own.
WATCHED = {
    "markdown": ("notelint.markdown",),
    "reading": ("notelint.notebook.reading", "notelint.markdown"),
    "checking": ("notelint.rules", "notelint.notebook.reading"),
    "formatting": ("notelint.rules", "notelint.engine.formatter"),
    "safe_fixes": ("notelint.rules", "notelint.engine.formatter"),
    "configs": ("notelint.config", "yaml", "tomllib"),
    "papers": ("notelint.papers",),
    "merging": ("notelint.merge",),
    "notebooks": ("notelint.rules", "notelint.engine.formatter"),
}
NAMES = tuple(WATCHED)
LONGEST = 4096
MOST = 30  # findings of one run


class Recorder:
    """Runs a target on one input after the other; keeps one input for each way in which
    it fails.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._known: set[str] = set()
        self._start = self._counted = time.monotonic()
        self.runs = 0

    def __call__(self, data: bytes) -> None:
        """Run the target; a failure is written down, and the search goes on."""
        self.runs += 1
        try:
            self._target.run(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            self._keep(data, error)
        if time.monotonic() - self._counted > 1:
            self.count()

    def _keep(self, data: bytes, error: Exception) -> None:
        kind = _kind_of(error)
        if kind in self._known or len(self._known) >= MOST:
            return
        self._known.add(kind)
        name = f"{self._target.name}-{sha256(kind.encode()).hexdigest()[:10]}"
        FINDINGS.mkdir(parents=True, exist_ok=True)
        (FINDINGS / name).write_bytes(data)
        said = "".join(format_exception(error))
        (FINDINGS / f"{name}.txt").write_text(
            f"{said}\n{self._target.shown(data)!r}\n", "utf-8", "backslashreplace"
        )
        print(f"FOUND {name}: {type(error).__name__}: {str(error)[:300]!r}", flush=True)

    def count(self) -> None:
        """Leave word of what was done, for a process that a fuzzer ends without a word."""
        self._counted = time.monotonic()
        (HOME / f"{self._target.name}.count").write_text(
            f"{self.runs} {time.monotonic() - self._start:.0f} {len(self._known)}"
        )


def _kind_of(error: Exception) -> str:
    """What tells a failure from others: where it was raised, and for our own oracles
    what they said first.
    """
    frame = extract_tb(error.__traceback__)[-1]
    words = str(error).partition("\n")[0]
    said = (
        "".join(char for char in words if not char.isdigit())[:60]
        if isinstance(error, AssertionError)
        else ""
    )
    return f"{type(error).__name__} {Path(frame.filename).name} {frame.name} {frame.lineno} {said}"


def one(name: str, seconds: int, *, watched: bool) -> None:
    """Fuzz one target in this process: by atheris, which ends the process, or by seeds
    changed at random.
    """
    if watched:
        import atheris

        with atheris.instrument_imports(include=list(WATCHED[name])):
            from tests.fuzz.targets import TARGETS
    else:
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    recorder = Recorder(target)
    if not watched:
        _at_random(target, recorder, seconds)
        return
    corpus, seeds = HOME / "corpus" / name, HOME / "seeds" / name
    for folder in (corpus, seeds, FINDINGS):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (seeds / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=120",
        "-report_slow_units=600",
        "-rss_limit_mb=4096",
        "-verbosity=0",
    ]
    atheris.Setup(
        [
            "fuzz",
            *options,
            f"-artifact_prefix={FINDINGS}/{name}-",
            str(corpus),
            str(seeds),
        ],
        recorder,
    )
    atheris.Fuzz()


def _at_random(target: Target, recorder: Recorder, seconds: int) -> None:
    """Seeds, then seeds with a few bytes changed, spliced and cut."""
    seeds = list(target.seeds())
    random, until = (
        Random(os.environ.get("FUZZ_SEED", time.time_ns())),
        time.monotonic() + seconds,
    )
    for seed in seeds:
        recorder(seed)
    while time.monotonic() < until:
        recorder(_changed(random, seeds))
    recorder.count()


def _changed(random: Random, seeds: list[bytes]) -> bytes:
    data = bytearray(random.choice(seeds))
    for _ in range(random.randint(1, 8)):
        place, length = random.randint(0, len(data)), random.choice((1, 1, 2, 8, 40))
        kind = random.randrange(4)
        if kind == 0:
            data[place : place + length] = random.randbytes(length)
        elif kind == 1:
            del data[place : place + length]
        elif kind == 2:
            other = random.choice(seeds)
            start = random.randint(0, len(other))
            data[place:place] = other[start : start + length]
        else:
            data[place:place] = data[place : place + length]
    return bytes(data[:LONGEST])


def run(names: list[str], seconds: int) -> int:
    """Fuzz the targets one after the other, each in a process of its own; exit status 1
    where something was found.
    """
    watched = find_spec("atheris") is not None and not os.environ.get(
        "FUZZ_WITHOUT_ATHERIS"
    )
    print(
        f"{seconds} s each, {'by atheris' if watched else 'at random: atheris is not installed'}",
        flush=True,
    )
    HOME.mkdir(exist_ok=True)
    failed = 0
    for name in names:
        count = HOME / f"{name}.count"
        count.unlink(missing_ok=True)
        command = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "one",
            name,
            str(seconds),
            *(["--watched"] if watched else []),
        ]
        done = subprocess.run(
            command,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        runs, took, found = (
            count.read_text().split() if count.exists() else ("0", "0", "0")
        )
        print(f"{name}: {runs} executions, {took} s, {found} findings", flush=True)
        if done.returncode:
            print(
                f"{name}: ended with {done.returncode}\n{done.stderr[-2000:]}",
                flush=True,
            )
        failed += int(found) + bool(done.returncode)
    if failed:
        print(f"the inputs are in {FINDINGS}: python -m tests.fuzz replay FILE")
    return 1 if failed else 0


def replay(path: Path) -> int:
    """Run a target on a finding, without a fuzzer: its name tells which.

    Prints the text that the bytes make, and what is wrong.
    """
    from tests.fuzz.targets import TARGETS

    target = TARGETS[path.name.partition("-")[0]]
    data = path.read_bytes()
    print(target.shown(data), "-----", repr(target.shown(data)), "-----", sep="\n")
    target.run(data)
    print("nothing is wrong")
    return 0


def main(arguments: list[str]) -> int:
    """The command line."""
    match arguments:
        case ["replay", path]:
            return replay(Path(path))
        case ["one", name, seconds, *watched]:
            one(name, int(seconds), watched=bool(watched))
            return 0
    if unknown := set(arguments) - set(NAMES):
        print(
            f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}"
        )
        return 2
    return run(arguments or list(NAMES), int(os.environ.get("FUZZ_SECONDS", "60")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
