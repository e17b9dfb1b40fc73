"""The seeds: texts of the repository's own, and the examples of CommonMark where they
are at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.markdown.cases import CASES, FOOTNOTES, MENDS

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT.parent / "shared" / "commonmark" / "spec-0.31.2.json"
LONGEST = 4096  # bytes of a text that a fuzzer changes


def texts() -> Iterator[bytes]:
    """Our own odd texts and notebooks, in pieces that are not too long."""
    for path in sorted((ROOT / "tests" / "oddities").glob("*.md")):
        yield path.read_bytes()
    for text in (
        *CASES.values(),
        *FOOTNOTES.values(),
        *(mend.text for mend in MENDS.values()),
    ):
        yield text.encode()
    for path in sorted((ROOT / "examples").rglob("*.md")):
        data = path.read_bytes()
        yield from (
            data[start : start + LONGEST // 2]
            for start in range(0, len(data), LONGEST // 2)
        )


def spec() -> Iterator[bytes]:
    """The examples of CommonMark."""
    if SPEC.exists():
        for example in json.loads(SPEC.read_text("utf-8")):
            yield example["markdown"].encode()


def markdown() -> Iterator[bytes]:
    """All texts."""
    yield from texts()
    yield from spec()


def choices(number: int = 60, length: int = 400) -> Iterator[bytes]:
    """Seeds for a target that reads its bytes as choices."""
    for seed in range(number):
        yield Random(seed).randbytes(length)


def decoded(data: bytes) -> str:
    """Bytes as a text of any kind."""
    return data.decode("utf-8", "replace")
