"""mistletoe's block tokens, imported in a fraction of its time; the one room that names its
modules.

Nearly all of `import mistletoe` goes into one set of Unicode's punctuation, made by asking
about 1,114,112 code points, and most of the rest into its HTML renderer and its patterns.
Here the import sees fewer code points, an object that asks about a character when it is met
stands in the set's place, patterns are compiled when they are asked (ours has its own, so
none is), and the package's own `__init__`, which takes the renderer along, is left for
whoever imports mistletoe itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import category

if TYPE_CHECKING:
    from notelint.markdown.lines import Line


class Punctuation:
    """The set of ASCII and Unicode punctuation characters, as CommonMark 0.30 defines
    it, without listing it.
    """

    def __contains__(self, char: str) -> bool:
        return char in "$+<=>^`|~" or _is_punctuation(char)


@lru_cache(maxsize=4096)
def _is_punctuation(char: str) -> bool:
    return category(char).startswith("P")


class Pattern:
    """A pattern that is compiled when it is asked."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._written), name)


@contextmanager
def _lightly() -> Iterator[None]:
    """Let submodules of mistletoe be imported alone and soon, where nobody has imported
    mistletoe before.
    """
    spec = find_spec("mistletoe") if "mistletoe" not in sys.modules else None
    if spec is None:
        yield
        return
    code_points, compiled = sys.maxunicode, re.compile
    sys.modules["mistletoe"] = module_from_spec(spec)  # found, not run
    try:
        sys.maxunicode, re.compile = 0, Pattern  # type: ignore[assignment]
        yield
        sys.modules["mistletoe.core_tokens"].punctuation = Punctuation()  # type: ignore[attr-defined]
    finally:
        sys.maxunicode, re.compile = code_points, compiled
        del sys.modules["mistletoe"]


with Lock(), _lightly():
    from mistletoe import block_token, block_tokenizer

__all__ = ["Lines", "block_token", "block_tokenizer", "taken"]

Lines: TypeAlias = Any  # mistletoe's FileWrapper, which is not typed, over our lines


def taken(lines: Lines, start: int) -> list[Line]:
    """The lines consumed since a position."""
    consumed: list[Line] = lines.lines[start + 1 : lines.get_pos() + 1]
    return consumed
