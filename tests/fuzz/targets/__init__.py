"""The targets by name.

Each takes bytes and raises where something does not hold; none needs a fuzzer to be run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.fuzz.targets import (
    checking,
    configs,
    formatting,
    markdown,
    merging,
    notebooks,
    papers,
    reading,
    safe_fixes,
)


class Target(NamedTuple):
    """What is fuzzed.

    `shown` is the text that a target makes of the bytes, for those who read a finding.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    shown: Callable[[bytes], str]


TARGETS = {
    module.__name__.rpartition(".")[2]: Target(
        module.__name__.rpartition(".")[2], module.run, module.seeds, module.shown
    )
    for module in (
        markdown,
        reading,
        checking,
        formatting,
        safe_fixes,
        configs,
        papers,
        merging,
        notebooks,
    )
}
