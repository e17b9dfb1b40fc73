"""The project's outside judge of rewrites, where it is at hand: a script beside the
checkout, not part of it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[2] / "shared" / "tools"


def referee() -> ModuleType:
    """The judge as a module; skips the test where there is none."""
    path = TOOLS / "page_diff.py"
    if not path.exists():
        pytest.skip("the referee of rewrites is not beside this checkout")
    spec = importlib.util.spec_from_file_location("page_diff", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
