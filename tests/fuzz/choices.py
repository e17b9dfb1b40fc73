"""Bytes read as choices: the same bytes always make the same text, and bytes that have
run out choose the first of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_Thing = TypeVar("_Thing")


class Choices:
    """A row of choices, made by bytes.

    A fuzzer changes the bytes, so it changes a choice here or there.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @classmethod
    def of(cls, random: Random, length: int = 2000) -> Choices:
        """Choices made at random."""
        return cls(random.randbytes(length))

    @property
    def are_spent(self) -> bool:
        """Whether all bytes are read."""
        return self._place >= len(self._data)

    def below(self, number: int) -> int:
        """A number from 0 to below `number`; one byte is read, or two where `number` is
        large.
        """
        size = 1 if number <= 256 else 2
        value = int.from_bytes(self._data[self._place : self._place + size], "big")
        self._place += size
        return value % number

    def one_of(self, things: Sequence[_Thing]) -> _Thing:
        """One of several things, the first where the bytes have run out."""
        return things[self.below(len(things))]

    def one_in(self, number: int) -> bool:
        """True once in `number` times; False where the bytes have run out."""
        return self.below(number) == number - 1

    def rest(self) -> bytes:
        """The bytes that are not read yet."""
        rest = self._data[self._place :]
        self._place = len(self._data)
        return rest
