"""Write what is made from the code: `docs/rules/` and the config's JSON schema.

With `--check`, only say what is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from notelint.config import schema_text
from notelint.rules.catalogue import RULES
from notelint.rules.manual import index, page

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Every generated file, by its path, with the text that it should have."""
    rules = ROOT / "docs" / "rules"
    files = {rules / f"{rule.code}.md": page(rule) for rule in RULES}
    return {
        **files,
        rules / "README.md": index(RULES),
        ROOT / "src" / "notelint" / "notelint.schema.json": schema_text(),
    }


def stale(files: dict[Path, str]) -> list[Path]:
    """The files that differ from what they should be, and pages of rules that are gone."""
    changed = [
        path
        for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    return changed + [
        path for path in (ROOT / "docs" / "rules").glob("*.md") if path not in files
    ]


def main(arguments: list[str]) -> int:
    """Write the files, or check them."""
    files = generated()
    paths = stale(files)
    if "--check" in arguments:
        for path in paths:
            print(f"{path.relative_to(ROOT)} is out of date: run make docs")
        return 1 if paths else 0
    for path in paths:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
