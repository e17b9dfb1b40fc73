"""What a rule is: a generator function in a file of its own, whose docstring is the
user's page, with all facts about it in the decorator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from notelint.text.diagnostics import Applicability, Finding, Severity

if TYPE_CHECKING:
    from notelint.text.page_changes import Kind

# A Bad or Good of a page, with the notebook's name where the page gives one.
_EXAMPLE = r"(?m)^(Bad|Good)(?: \(([^)\n]+)\))?:\n\n((?:(?:    .*)?\n)+)"

Check = Callable[..., Iterator[Finding]]


class Enabled(StrEnum):
    """When a rule is enabled; the values are the words that users see."""

    BY_DEFAULT = "yes"
    IF_SELECTED = "no"
    BY_HABIT = "auto"  # by default, and reports where the notebook has such a habit
    ALWAYS = "always"  # no config disables it


class Context(StrEnum):
    """Whether a rule takes the `RepoContext` as its second argument."""

    UNUSED = "unused"
    OPTIONAL = "optional"  # None where nothing is known of the repository
    REQUIRED = "required"  # the rule is skipped where nothing is known of it


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
    """One rule and all facts about it; `rule` says what each of them means."""

    code: str
    name: str
    check: Check
    severity: Severity = Severity.WARNING
    selected_severity: Severity | None = None
    enabled: Enabled = Enabled.BY_DEFAULT
    fixes: tuple[Applicability, ...] = ()
    precedence_over: tuple[str, ...] = ()
    context: Context = Context.UNUSED
    needs_entries: bool = False
    needs_network: bool = False
    checks_notebooks: bool = True
    fix_rank: int | None = None
    fix_runs_alone: bool = False
    fix_changes: frozenset[Kind] = frozenset()
    fix_removes_text: bool = False
    identified_by_entry: bool = True
    identified_by_text: bool = True

    @property
    def fix(self) -> str:
        """The kinds of its fixes as users see them: `layout, safe`; empty for none."""
        return ", ".join(self.fixes)

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
        examples = []
        for match in re.finditer(_EXAMPLE, self.page + "\n"):
            text = _dedented(match[3]).strip("\n") + "\n"
            examples.append(Example(match[1], text, match[2] or "README.md"))
        return tuple(examples)

    @property
    def options(self) -> tuple[Option, ...]:
        """The rule's options, read from its signature."""
        defaults = self.check.__kwdefaults__ or {}
        return tuple(
            Option(name.replace("_", "-"), default)
            for name, default in defaults.items()
        )


def rule(
    code: str,
    *,
    severity: Severity = Severity.WARNING,
    selected_severity: Severity | None = None,
    enabled: Enabled = Enabled.BY_DEFAULT,
    fixes: tuple[Applicability, ...] = (),
    precedence_over: tuple[str, ...] = (),
    context: Context = Context.UNUSED,
    needs_entries: bool = False,
    needs_network: bool = False,
    checks_notebooks: bool = True,
    fix_rank: int | None = None,
    fix_runs_alone: bool = False,
    fix_changes: frozenset[Kind] = frozenset(),
    fix_removes_text: bool = False,
    identified_by_entry: bool = True,
    identified_by_text: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; its name is the function's, with hyphens.

    - `severity`: of its findings, where the config sets none.
    - `selected_severity`: the same where the config selects the rule by more than `ALL`.
    - `enabled`: when it is enabled.
    - `fixes`: the kinds of fixes that its findings may have.
    - `precedence_over`: the codes of the rules whose findings at the same place are
      dropped.
    - `context`: whether `check` takes the `RepoContext` as its second argument.
    - `needs_entries`: it is skipped in files without entries.
    - `needs_network`: it reports what the network answered. `ALL` does not select it.
    - `checks_notebooks`: False for a rule about other things, whose `check` takes
      something else than a notebook.
    - `fix_rank`: of two fixes of one place the one with the lower rank is applied, and
      before those without a rank.
    - `fix_runs_alone`: no other rule's fixes are applied in the same pass.
    - `fix_changes`: what its layout fixes may change of the rendered page. Without any
      they change nothing that a reader sees.
    - `fix_removes_text`: its safe and unsafe fixes may remove letters from the page, those
      in their own edits alone.
    - `identified_by_entry`: False where a finding is about the whole file, though it
      points into an entry: its identity, which baselines keep, does not name the entry.
    - `identified_by_text`: False where a finding is about two places and points at the
      later one: which of them that is does not matter to its identity.
    """

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            check=check,
            severity=severity,
            selected_severity=selected_severity,
            enabled=enabled,
            fixes=fixes,
            precedence_over=precedence_over,
            context=context,
            needs_entries=needs_entries,
            needs_network=needs_network,
            checks_notebooks=checks_notebooks,
            fix_rank=fix_rank,
            fix_runs_alone=fix_runs_alone,
            fix_changes=fix_changes,
            fix_removes_text=fix_removes_text,
            identified_by_entry=identified_by_entry,
            identified_by_text=identified_by_text,
        )

    return make


def _dedented(text: str) -> str:
    from textwrap import dedent  # only those who read the manual need it

    return dedent(text)
