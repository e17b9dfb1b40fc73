"""What makes others run notelint: the hook in pre-commit's config, and a workflow for
GitHub.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from notelint import REPOSITORY_URL, __version__
from notelint.config.documents import MOST_BYTES, Document, parsed
from notelint.errors import ConfigError, UnreadableError
from notelint.text import disk

WORKFLOW = f"""\
name: notelint

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  notelint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: notelint/notelint@v{__version__}
"""

_REPO = (
    f"- repo: {REPOSITORY_URL}",
    f"  rev: v{__version__}",
    "  hooks:",
    "    - id: notelint-check",
)
_TO_PASTE = "".join(f"  {line}\n" for line in _REPO)
_ENTRY = {
    "repo": REPOSITORY_URL,
    "rev": f"v{__version__}",
    "hooks": [{"id": "notelint-check"}],
}


class Hooked(NamedTuple):
    """A pre-commit config with the hook.

    `text` is None where nothing is to be written; `paste` is what the user has to put in
    then.
    """

    text: str | None
    paste: str = ""


def with_hook(path: Path) -> Hooked:
    """pre-commit's config at a path with our hook at the end of its list, everything
    else byte for byte; a new one where there is none.
    """
    if not path.exists():
        return Hooked(f"repos:\n{_TO_PASTE}")
    try:
        text = disk.read(path, MOST_BYTES).decode("utf-8")
        document = parsed(text.removeprefix("\ufeff"), path)
    except (UnicodeDecodeError, UnreadableError, ConfigError):
        return Hooked(None, _TO_PASTE)
    repos = document.data.get("repos") if isinstance(document.data, dict) else None
    if not isinstance(repos, list) or document.twice:
        return Hooked(None, _TO_PASTE)
    if any(_is_ours(each) for each in repos):
        return Hooked(None)
    longer = _appended(text, document, len(repos)) if repos else None
    if longer is None or _data(longer) != {**document.data, "repos": [*repos, _ENTRY]}:
        return Hooked(None, _TO_PASTE)
    return Hooked(longer)


def _is_ours(repo: Any) -> bool:
    hooks = repo.get("hooks") if isinstance(repo, dict) else None
    return any(
        isinstance(each, dict) and str(each.get("id")).startswith("notelint")
        for each in hooks or ()
    )


def _appended(text: str, document: Document, count: int) -> str | None:
    """The text with the hook after the last of so many repositories; None where they do
    not stand one below the other.
    """
    lines = text.splitlines(keepends=True)
    last = (
        document.lines.get(("repos", count - 1), 0) - 1
    )  # an alias has no lines of its own
    if last < 0:
        return None
    indent = lines[last][: len(lines[last]) - len(lines[last].lstrip(" "))]
    if not lines[last].startswith(f"{indent}- "):
        return None
    end = last + 1
    for number in range(last + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if not line.startswith(f"{indent} "):
                break
            end = number + 1
    line_end = "\r\n" if lines[last].endswith("\r\n") else "\n"
    head = "".join(lines[:end])
    entry = "".join(f"{indent}{line}{line_end}" for line in _REPO)
    return (
        head + ("" if head.endswith("\n") else line_end) + entry + "".join(lines[end:])
    )


def _data(text: str) -> Any:
    """What a text says as YAML; None where it says nothing, or is none."""
    try:
        return parsed(text, Path("config.yaml")).data
    except ConfigError:
        return None
