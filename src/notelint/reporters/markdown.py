"""A job summary for `$GITHUB_STEP_SUMMARY`: how much was found, then a table a file.

The tables are HTML blocks: Markdown reads nothing in them, and GitHub makes no mention,
link or emoji of what stands in `<code>`. So what a stranger wrote is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.ci import as_markup, in_repository, plain
from notelint.reporters.summary import summary
from notelint.reporters.text import plural
from notelint.text.diagnostics import Diagnostic

LIMIT = 1_000_000  # bytes: GitHub takes no summary of more than 1 MiB
LONG = 20  # findings: a longer table is folded


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """The summary, shortened where it is too long for GitHub; it says by how much."""
    results = list(results)
    sentence = summary(results, Look()) if results else "No notebook was judged.\n"
    parts, room, left = [f"### notelint\n\n{sentence}"], LIMIT, 0
    for result in results:
        if result.diagnostics:
            table, count = _table(result, 0 if left else room)
            left += len(result.diagnostics) - count
            room -= len(table.encode())
            parts.append(table)
    if left:
        parts.append(
            f"\nA summary holds so much and no more: {plural(left, 'finding')} more in the output of `notelint check`.\n"
        )
    return "".join(parts)


def _table(result: Result, room: int) -> tuple[str, int]:
    """A file's table in so many bytes, with as many findings as fit, and how many those
    are; nothing where none does.
    """
    path, found = escape(plain(in_repository(result.path))), result.diagnostics
    head = (
        f"\n<details{' open' if len(found) <= LONG else ''}>\n"
        f"<summary><code>{as_markup(path)}</code>: {plural(len(found), 'finding')}</summary>\n"
        "<table>\n<tr><th></th><th>line</th><th>rule</th><th>what</th></tr>\n"
    )
    foot = "</table>\n</details>\n"
    room -= len(head.encode()) + len(foot)
    rows = []
    for each in found:
        row = _row(each)
        room -= len(row.encode())
        if room < 0:
            break
        rows.append(row)
    return ("".join([head, *rows, foot]), len(rows)) if rows else ("", 0)


def _row(each: Diagnostic) -> str:
    place = f"{each.start.line}:{each.start.column}"
    rule = f'<a href="{escape(each.url)}">{each.code}</a> {each.name}'
    what = f"<code>{as_markup(escape(plain(each.message)))}</code>"
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in (each.severity.value, place, rule, what))}</tr>\n"
