"""Errors that a user can correct, and nothing else."""

from __future__ import annotations


class NotelintError(Exception):
    """A mistake in the arguments, the config or the environment, in words for the user.

    Raised anywhere, caught in one place: the command line, which prints it and exits with 2.
    """


class ConfigError(NotelintError):
    """A config file, an option or a variable that notelint cannot use; the message names
    file, line and key.
    """


class UnreadableError(NotelintError):
    """A notebook that cannot be read or parsed; becomes the finding X902 at `line` (from 1)."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line
