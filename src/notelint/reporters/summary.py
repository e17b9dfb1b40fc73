"""What stands below the findings, and what stands in their place: how many, how bad, and
what can be fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from notelint.engine.results import NotebookResult, Result
from notelint.reporters import Look
from notelint.reporters.text import paint, plural, style_of
from notelint.text.diagnostics import Applicability, Diagnostic, Severity


def summary(
    results: Sequence[Result], look: Look, *, is_written: bool = True, known: int = 0
) -> str:
    """One line: `Found 24 findings in 1 notebook (6 errors): notelint fmt fixes 15, check
    --fix 4 more.`

    After fixing: `Found 12 findings: 8 mended, 4 left (1 error).`; where nothing
    `is_written`, what would be fixed. Where nothing is left but what is `known`, nothing
    is new.
    """
    left = [each for result in results for each in result.diagnostics]
    notebooks = [result for result in results if isinstance(result, NotebookResult)]
    fixed = sum(len(result.fixed) for result in notebooks)
    if fixed:
        return f"Found {plural(fixed + len(left), 'finding')}: {_fixed_part(fixed, left, is_written=is_written)}.\n"
    if not left:
        return (
            paint(
                _nothing_new(len(results)) if known else _in_order(len(results)),
                "green",
                color=look.color,
            )
            + "\n"
        )
    kinds = Counter(
        "notebook" if isinstance(result, NotebookResult) else "figure"
        for result in results
        if result.diagnostics
    )
    files = " and ".join(
        plural(kinds[kind], kind) for kind in ("notebook", "figure") if kinds[kind]
    )
    was_fixed = any(result.before for result in notebooks)
    return f"Found {plural(len(left), 'finding')} in {files}{_errors(left)}{_fixable(left, was_fixed=was_fixed)}.\n"


def _in_order(count: int) -> str:
    return (
        "The notebook is in order."
        if count == 1
        else f"All {count} notebooks are in order."
    )


def _nothing_new(count: int) -> str:
    return (
        "Nothing new in the notebook."
        if count == 1
        else f"Nothing new in {count} notebooks."
    )


def accepted(known: int, gone: int, files: Sequence[str]) -> str:
    """What the baselines made of the findings, one sentence: `12 known findings are not
    shown (.notelint-baseline.yaml).`

    How many of those that are listed are gone, too; nothing where nothing is known and
    nothing gone.
    """
    names = " and ".join(files)
    dropped = f"{'is' if gone == 1 else 'are'} gone: notelint baseline --prune drops {'it' if gone == 1 else 'them'}"
    if known:
        more = f"; {gone} more {dropped}" if gone else ""
        return f"{plural(known, 'known finding')} {'is' if known == 1 else 'are'} not shown ({names}){more}."
    return f"{plural(gone, 'known finding')} ({names}) {dropped}." if gone else ""


def _errors(found: Iterable[Diagnostic]) -> str:
    errors = sum(each.severity is Severity.ERROR for each in found)
    return f" ({plural(errors, 'error')})" if errors else ""


def _fixed_part(count: int, left: Sequence[Diagnostic], *, is_written: bool) -> str:
    word = "mended" if is_written else "would be mended"
    if left:
        return f"{count} {word}, {len(left)} left{_errors(left)}{_fixable(left, was_fixed=True)}"
    return f"all {word}" if count > 1 else word


def _fixable(found: Iterable[Diagnostic], *, was_fixed: bool = False) -> str:
    """Who fixes how many of the findings; where that has been done, who else does."""
    kinds = Counter(each.fix.applicability for each in found if each.fix)
    names = (
        (Applicability.LAYOUT, "fmt"),
        (Applicability.SAFE, "check --fix"),
        (Applicability.UNSAFE, "check --fix --unsafe-fixes"),
    )
    parts = [
        (kinds[kind], name)
        for kind, name in (names[2:] if was_fixed else names)
        if kinds[kind]
    ]
    if not parts:
        return ""
    (count, first), *rest = parts
    return f"{';' if was_fixed else ':'} " + ", ".join(
        [
            f"notelint {first} mends {count}",
            *(f"{name} {more} more" for more, name in rest),
        ]
    )


def statistics(results: Iterable[Result], look: Look) -> str:
    """A line a rule, the most frequent first: how often, code, name, and `[*]` where
    there are fixes.
    """
    rows: Counter[tuple[str, str, Severity]] = Counter()
    fixed: set[str] = set()
    for result in results:
        for each in result.diagnostics:
            rows[each.code, each.name, each.severity] += 1
            if each.fix and each.fix.applicability is not Applicability.UNSAFE:
                fixed.add(each.code)
    width = max((len(str(count)) for count in rows.values()), default=1)
    order = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    return "".join(
        f"{count:>{width}}  {paint(code, style_of(severity), color=look.color)}  {'[*]' if code in fixed else '[ ]'}  {name}\n"
        for (code, name, severity), count in order
    )
