"""Rows as JSON, JSON Lines or CSV.

CSV begins with a byte order mark, so that spreadsheets read it as UTF-8, and no cell of it
is a formula: one that would be begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from notelint.export.rows import Row

FORMATS = ("json", "jsonl", "csv")
COLUMNS = (
    "path",
    "line",
    "end_line",
    "section",
    "number",
    "shape",
    "title",
    "title_line",
    "nickname",
    "url",
    "paper",
    "authors",
    "venue",
    "year",
    "done",
    "tags",
    "links",
    "note",
    "figures",
    "fingerprint",
)
# A cell that begins with one of these is a formula, a macro or two cells to a spreadsheet
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def format_rows(rows: Iterable[Row], name: str) -> Iterator[str]:
    """The text of rows in a format, in pieces."""
    if name == "csv":
        return _csv(rows)
    return _jsonl(rows) if name == "jsonl" else _json(rows)


def _json(rows: Iterable[Row]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield f"{before}  {_encoded(row)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _jsonl(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield f"{_encoded(row)}\n"


def _encoded(row: Row) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # A lone surrogate, of a file's name that is not UTF-8, cannot be written.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield "\ufeff" + text.getvalue()
    for row in rows:
        text.seek(0)
        text.truncate()
        writer.writerow([_cell(name, row[name]) for name in COLUMNS])
        yield text.getvalue().encode("utf-8", "replace").decode("utf-8")


def _cell(name: str, value: object) -> str:
    """One value as text, which no spreadsheet runs."""
    text = _plain(name, value).replace("\0", " ")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "paper" and isinstance(value, dict):
        version = value["version"]
        return f"{value['host']}:{value['id']}" + (f"v{version}" if version else "")
    if isinstance(value, list):
        return "; ".join(_item(item) for item in value)
    return str(value)


def _item(item: object) -> str:
    if isinstance(item, dict):
        label = item["label"]
        return f"{label}: {item['url']}" if label else str(item["url"])
    return str(item)
