"""What a rule is: a generator function in a file of its own, whose docstring is the
user's page.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from notelint.text.diagnostics import Finding

_EXAMPLE = r"(?m)^(Bad|Good)(?: \(([^)\n]+)\))?:\n\n((?:(?:    .*)?\n)+)"


class Option(NamedTuple):
    """A keyword-only parameter of a rule: `rules: {figure-size: {max-kib: 1024}}` in the
    config.
    """

    name: str
    default: bool | int | float | str

    @property
    def parameter(self) -> str:
        """The name in the rule's signature."""
        return self.name.replace("-", "_")


class Example(NamedTuple):
    """A text from a rule's page.

    `kind` is Bad or Good; `path` is the notebook's name where the page gives one.
    """

    kind: str
    text: str
    path: str


class Rule(NamedTuple):
    """One rule.

    `check(notebook)` or, where `wants_surroundings`, `check(notebook, surroundings)` yields
    findings.
    """

    code: str
    name: str
    check: Callable[..., Iterator[Finding]]

    @property
    def page(self) -> str:
        """The manual page, in Markdown."""
        return _dedented("    " + (self.check.__doc__ or "")).strip() + "\n"

    @property
    def summary(self) -> str:
        """The page's first line."""
        return self.page.splitlines()[0].rstrip(".")

    @property
    def examples(self) -> tuple[Example, ...]:
        """Every Bad and Good of the page."""
        found = re.finditer(_EXAMPLE, self.page + "\n")
        return tuple(
            Example(
                match[1],
                _dedented(match[3]).strip("\n") + "\n",
                match[2] or "README.md",
            )
            for match in found
        )

    @property
    def options(self) -> tuple[Option, ...]:
        """The rule's options, read from its signature."""
        defaults = self.check.__kwdefaults__ or {}
        return tuple(
            Option(name.replace("_", "-"), default)
            for name, default in defaults.items()
        )

    @property
    def wants_surroundings(self) -> bool:
        """Whether the rule takes the surroundings as its second argument."""
        return self.check.__code__.co_argcount > 1

    @property
    def needs_surroundings(self) -> bool:
        """Whether it has nothing to say where nothing is known of them; one that has
        takes None.
        """
        return self.wants_surroundings and "None" not in str(
            self.check.__annotations__.get("surroundings")
        )


def _dedented(text: str) -> str:
    from textwrap import dedent  # only those who read the manual need it

    return dedent(text)


def rule(code: str) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a generator function; its name is the function's, with hyphens."""

    def make(check: Callable[..., Iterator[Finding]]) -> Rule:
        return Rule(code, check.__name__.replace("_", "-"), check)

    return make
