"""How click is imported: without `inspect`, and with fewer collections of garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Inspect(ModuleType):
    """Stands in for `inspect`, whose import takes a tenth of a run: click asks it to
    dedent the help of each option, most of one line.
    """

    def cleandoc(self, doc: str) -> str:
        """As `inspect.cleandoc`."""
        return (
            self.__getattr__("cleandoc")(doc)
            if "\n" in doc or "\t" in doc
            else doc.lstrip()
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("inspect"), name)


@contextmanager
def _lightly() -> Iterator[None]:
    """Let click be imported without `inspect`, where nobody has imported that before."""
    light = _Inspect("inspect")
    known = sys.modules.setdefault("inspect", light)
    try:
        yield
    finally:
        if known is light:
            del sys.modules["inspect"]


gc.set_threshold(
    1_000_000
)  # imports and trees make many objects and little garbage: looking for it took a tenth of a run
with _lightly():
    import click as click  # for `notelint.cli`, which must not import it before
