"""Each promise of docs/security.md names tests that hold it, and these tests are there."""

import ast
import re

import pytest

from tests.cli.program import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)
PROMISES = (
    "What it reads",
    "What it runs",
    "What it asks",
    "What it writes",
    "What it prints",
    "Time and memory",
)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_the_test_is_there(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("title", PROMISES)
def test_each_promise_names_its_tests(title: str) -> None:
    section = TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    promises = re.findall(r"^- .*?(?=^- |\Z)", section, flags=re.DOTALL | re.MULTILINE)
    assert promises
    assert [promise for promise in promises if "`tests/" not in promise] == []
