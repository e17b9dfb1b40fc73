"""Do the findings hold?

`python docs/accuracy.py` checks the notebooks of ../shared and writes docs/accuracy.md.

Each repository is laid out with all of its files, in Git, so that what is there and what is
not is real; of the figures only the name is known, so each gets the first bytes of a
picture of its kind (nothing can be measured of F310 and F312). All rules are on but N's.

A sample of each rule's findings is judged by a person, one by one: the order is that of a
hash of rule, place and text, the first 30 are taken. `python docs/accuracy.py --sample
CODE` prints it, with those that have no verdict yet marked. Verdicts stand in
docs/accuracy.tsv: code, repository, path, fingerprint, verdict (holds, disputed, wrong),
reason. Nothing of the notebooks' text is kept.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from notelint.config import Config
from notelint.engine.discovery import find
from notelint.engine.runner import Run
from notelint.repo.work_tree import WorkTree
from notelint.rules.base import Enabled, Rule
from notelint.rules.catalogue import RULES
from notelint.text.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT.parent / "shared" / "notebooks"
VERDICTS = ROOT / "docs" / "accuracy.tsv"
REPORT = ROOT / "docs" / "accuracy.md"
SAMPLE = 30
CONFIG = Config(select=("ALL",))

_HEADS = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".jpeg": b"\xff\xd8\xff\xe0",
    ".gif": b"GIF89a",
    ".webp": b"RIFF\0\0\0\0WEBP",
    ".svg": b"<svg/>",
}


class Case(NamedTuple):
    """A finding in a repository."""

    repository: str
    found: Diagnostic

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names it in the table of verdicts."""
        return self.found.code, self.repository, self.found.path, self.found.fingerprint

    @property
    def draw(self) -> bytes:
        """Its place in the order in which samples are taken."""
        return blake2b("\t".join(self.key).encode()).digest()


class Verdict(NamedTuple):
    """What a reader of the page said of a finding."""

    word: str
    reason: str


def laid_out(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each repository's name and folder, with all of its files in Git's index."""
    for source in sorted(path for path in NOTEBOOKS.iterdir() if path.is_dir()):
        place = folder / source.name
        place.mkdir()
        tree = source / "TREE.txt"
        for name in (
            tree.read_text(encoding="utf-8").splitlines() if tree.exists() else ()
        ):
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_HEADS.get(path.suffix.lower(), b""))
        for path in source.rglob("*"):
            if path.is_file() and path.name != "TREE.txt":
                (place / path.relative_to(source)).parent.mkdir(
                    parents=True, exist_ok=True
                )
                (place / path.relative_to(source)).write_bytes(path.read_bytes())
        address = f"https://github.com/{source.name.replace('+', '/')}"
        for command in (
            ["init", "--quiet"],
            ["remote", "add", "origin", address],
            ["add", "--all", "--force"],
        ):
            subprocess.run(
                ["git", *command], cwd=place, check=True, stderr=subprocess.DEVNULL
            )
        yield source.name, place


def cases(folder: Path) -> list[Case]:
    """All findings in all repositories."""
    found = []
    for name, place in laid_out(folder):
        os.chdir(place)
        world = WorkTree()
        files = find([], lambda _: CONFIG, None, world).files
        for result in Run(lambda _: CONFIG, work_tree=world).results(files):
            found += [Case(name, each) for each in result.diagnostics]
    os.chdir(ROOT)
    return found


def sample(found: Sequence[Case], code: str) -> list[Case]:
    """The findings of a rule that are judged."""
    return sorted(
        (case for case in found if case.found.code == code), key=lambda case: case.draw
    )[:SAMPLE]


def verdicts() -> dict[tuple[str, ...], Verdict]:
    """The verdicts that have been given."""
    rows = (
        [
            line.split("\t")
            for line in VERDICTS.read_text(encoding="utf-8").splitlines()[1:]
        ]
        if VERDICTS.exists()
        else []
    )
    return {
        tuple(row[:4]): Verdict(row[4], row[5] if len(row) > 5 else "") for row in rows
    }


def cost(folder: Path) -> str:
    """Time and memory of one run over everything, as a process of its own."""
    paths = sorted(folder.rglob("*.md"))
    start = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "notelint",
        "check",
        "--isolated",
        "--output-file",
        os.devnull,
        str(folder),
    ]
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in paths) / 1_000_000
    ran = f"`notelint check` over all {len(paths)} files ({size:.1f} MB)"
    return f"{ran}: exit code {code}, {seconds:.1f} s, {megabytes:.0f} MB of memory at most."


def report(found: Sequence[Case], costs: str) -> str:
    """docs/accuracy.md."""
    known = verdicts()
    rows, doubts = [], []
    totals: dict[str, Counter[str]] = {
        "error": Counter(),
        "warning": Counter(),
        "info": Counter(),
    }
    for rule in (each for each in RULES if each.code[0] != "N"):
        judged = [
            (case, known[case.key])
            for case in sample(found, rule.code)
            if case.key in known
        ]
        words = Counter(verdict.word for _, verdict in judged)
        if rule.enabled is not Enabled.IF_SELECTED:
            totals[rule.severity].update(words)
        rows.append(
            _row(
                rule,
                [case for case in found if case.found.code == rule.code],
                len(judged),
                words,
            )
        )
        doubts += [(case, verdict) for case, verdict in judged if verdict.reason]
    lines = [_HEAD, *rows, ""]
    for severity, words in totals.items():
        lines.append(
            f"On by default, {severity}: {words['holds']} of {words.total()} hold ({_share(words)}).  "
        )
    lines += ["", "## Disputed, wrong, or judged twice", ""]
    lines += [
        f"- {case.found.code} in {case.repository}, {case.found.path}: {verdict.word}: {verdict.reason}"
        for case, verdict in doubts
    ]
    lines += ["", "## By repository", "", "| rule | findings |", "|---|---|"]
    for rule in RULES:
        counts = Counter(
            case.repository for case in found if case.found.code == rule.code
        )
        if counts:
            lines.append(
                f"| {rule.code} | {', '.join(f'{name} {count}' for name, count in counts.most_common())} |"
            )
    return "\n".join([*lines, "", "## Time and memory", "", costs, ""])


_HEAD = """# Do the findings hold?

Written by `python docs/accuracy.py`, which says how it is done; the verdicts are in [accuracy.tsv](accuracy.tsv). 22 public repositories.
A sample of up to 30 findings a rule was judged one by one, by readers who had not written the rule: does a reader of the page, or the
notebook's owner, lose something by what is reported, and is what the message says true? The rules were sharpened on what these readers
found, so the figures are of the rules after they had seen these notebooks; many rest on one or two of them, as the table at the end says.

| rule | on | severity | findings | repositories | judged | hold | disputed | wrong | share |
|---|---|---|--:|--:|--:|--:|--:|--:|--:|"""


def _row(rule: Rule, found: Sequence[Case], judged: int, words: Counter[str]) -> str:
    cells = (
        f"{rule.code} {rule.name}",
        rule.enabled.value,
        rule.severity.value,
        len(found),
        len({case.repository for case in found}),
        judged,
        *(words[word] for word in ("holds", "disputed", "wrong")),
        _share(words),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _share(words: Counter[str]) -> str:
    return f"{words['holds'] / words.total():.0%}" if words else "–"


def main(arguments: Sequence[str]) -> int:
    """Write the report, or print a rule's sample."""
    if not NOTEBOOKS.is_dir():
        print("there is no ../shared/notebooks beside this checkout")
        return 2
    with tempfile.TemporaryDirectory() as name:
        found = cases(Path(name))
        if arguments[:1] == ["--sample"]:
            known = verdicts()
            for code in arguments[1:]:
                for case in sample(found, code):
                    mark = known[case.key].word if case.key in known else "?"
                    print(
                        mark,
                        *case.key,
                        f"{case.found.start.line}:{case.found.start.column}",
                        case.found.message,
                        sep="\t",
                    )
            return 0
        REPORT.write_text(report(found, cost(Path(name))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
