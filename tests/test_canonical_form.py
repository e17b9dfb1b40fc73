"""docs/canonical-form.md says what `fmt` writes: every example on the page is formatted."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from notelint.config import Config
from notelint.engine.formatter import fix_source
from notelint.notebook.model import Preferences
from notelint.text.source import Source
from tests.cli.program import ROOT
from tests.referee import referee

PAGE = ROOT / "docs" / "canonical-form.md"
CONFIGS = {
    "": Config(),
    "notebook:\n  break: backslash\n": Config(
        notebook=Preferences(line_break="backslash")
    ),
    "notebook:\n  figure: markdown\n": Config(notebook=Preferences(figure="markdown")),
    "ignore: [E101]\n": Config(ignore=("E101",)),
}


class Example(NamedTuple):
    """A text before and after, and the config that the page gives for it.

    `heading` is of the section that it stands in.
    """

    heading: str
    before: str
    after: str
    config: str


def written(text: str) -> str:
    """A text of the page as it would stand in a file."""
    return text.replace("·", " ").partition("∎")[0]


def examples() -> list[Example]:
    """The page's examples: two texts, or one that stays."""
    found = []
    for section in re.split(r"(?m)^## (?=\w)", PAGE.read_text(encoding="utf-8"))[1:]:
        texts: list[str] = []
        config = ""
        for match in re.finditer(
            r"(?ms)^(```+)(markdown|yaml)\n(.*?)^\1\n+(becomes|stays)?", section
        ):
            if match[2] == "yaml":
                config = match[3]
                continue
            texts.append(written(match[3]))
            if len(texts) == 2 or match[4] == "stays":
                found.append(
                    Example(section.partition("\n")[0], texts[0], texts[-1], config)
                )
                texts, config = [], ""
        assert not texts, "a text before without one after"
    return found


def name_of(example: Example) -> str:
    return example.heading + (", configured" if example.config else "")


def test_page_has_its_examples() -> None:
    found = examples()
    assert len(found) == 14
    assert [each.heading for each in found if each.before == each.after] == [
        "What is never touched"
    ]
    assert {each.config for each in found} == set(CONFIGS)


@pytest.mark.parametrize("example", examples(), ids=name_of)
def test_before_becomes_after(example: Example) -> None:
    done = fix_source(Source(example.before), CONFIGS[example.config], lambda _: None)
    assert done.source.text == example.after
    assert done.refused == ()


@pytest.mark.parametrize("example", examples(), ids=name_of)
def test_after_stays(example: Example) -> None:
    done = fix_source(Source(example.after), CONFIGS[example.config], lambda _: None)
    assert done.source.text == example.after
    assert done.fixed == ()


@pytest.mark.parametrize("example", examples(), ids=name_of)
def test_page_stays(example: Example) -> None:
    harm = [
        each
        for each in referee().differences(example.before, example.after)
        if not each[0]
    ]
    assert harm == []


@pytest.mark.parametrize(
    "code",
    sorted(
        set(re.findall(r"\[([A-Z]\d{3})\]\(rules/", PAGE.read_text(encoding="utf-8")))
    ),
)
def test_part_is_a_rule_that_fmt_applies(code: str) -> None:
    from notelint.rules.catalogue import RULES

    assert "layout" in next(each.fix for each in RULES if each.code == code)


def test_every_rule_that_fmt_applies_has_its_part() -> None:
    from notelint.rules.catalogue import RULES

    page = PAGE.read_text(encoding="utf-8")
    assert [
        each.code
        for each in RULES
        if "layout" in each.fix and f"[{each.code}](rules/{each.code}.md)" not in page
    ] == []
