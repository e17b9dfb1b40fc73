"""Every rule's page holds: its Bad is found, its Good is in order, and the rule is listed."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from notelint import rules
from notelint.config import Config
from notelint.linter import check
from notelint.rule import Example, Rule
from notelint.rules import FAMILIES, LISTINGS, PRECEDENCE, Listing
from notelint.source import Source
from notelint.surroundings import Surroundings
from tests.notes import applied

AROUND = Surroundings("README.md", {"": frozenset({"README.md", "figs"}), "figs": frozenset({"attention.png"})})
EVERY = Config(select=("ALL",))
WITHOUT_EXAMPLES = {"X902"}
# Rules whose Good is written anew, not mended, and why.
NOT_MENDED_TO_GOOD = {
    "E103": "no fix",
    "F301": "no fix",
    "L405": "no fix",
    "P501": "no fix",
    "P502": "no fix",
}

with_examples = [each for each in LISTINGS if each.code not in WITHOUT_EXAMPLES]
mending = [each for each in with_examples if each.code not in NOT_MENDED_TO_GOOD]


def code_of(listing: Listing) -> str:
    return listing.code


def texts(listing: Listing, kind: str) -> list[Example]:
    return [example for example in listing.rule.examples if example.kind == kind]


@pytest.mark.parametrize("listing", LISTINGS, ids=code_of)
def test_a_page_has_a_summary(listing: Listing) -> None:
    summary = listing.rule.summary
    assert summary == listing.rule.page.splitlines()[0].rstrip(".")
    assert summary[0].isupper()
    assert 10 < len(summary) < 100
    assert listing.rule.page.splitlines()[0].endswith(".")


@pytest.mark.parametrize("listing", with_examples, ids=code_of)
def test_a_page_has_a_bad_and_a_good(listing: Listing) -> None:
    kinds = [example.kind for example in listing.rule.examples]
    assert kinds == ["Bad", "Good"] * (len(kinds) // 2)
    assert kinds


@pytest.mark.parametrize("code", sorted(WITHOUT_EXAMPLES))
def test_what_has_no_examples(code: str) -> None:
    assert [each.rule.examples for each in LISTINGS if each.code == code] == [()]


@pytest.mark.parametrize("listing", with_examples, ids=code_of)
def test_good_is_in_order_for_every_rule(listing: Listing) -> None:
    for example in texts(listing, "Good"):
        assert check(Source(example.text, example.path), EVERY, lambda _: AROUND) == []


@pytest.mark.parametrize("listing", with_examples, ids=code_of)
def test_bad_is_found_by_this_rule_alone(listing: Listing) -> None:
    for example in texts(listing, "Bad"):
        assert {each.code for each in check(Source(example.text, example.path), EVERY, lambda _: AROUND)} == {listing.code}


@pytest.mark.parametrize("listing", mending, ids=code_of)
def test_bad_mended_is_good(listing: Listing) -> None:
    for bad, good in zip(texts(listing, "Bad"), texts(listing, "Good"), strict=True):
        assert applied(bad.text, check(Source(bad.text, bad.path), EVERY, lambda _: AROUND)) == good.text


@pytest.mark.parametrize("code", sorted(NOT_MENDED_TO_GOOD))
def test_what_is_not_mended_has_no_fix(code: str) -> None:
    (listing,) = (each for each in LISTINGS if each.code == code)
    assert listing.fix == ""
    for example in texts(listing, "Bad"):
        assert [each.fix for each in check(Source(example.text, example.path), EVERY, lambda _: AROUND)] == [None]


@pytest.mark.parametrize("listing", LISTINGS, ids=code_of)
def test_fixes_are_as_listed(listing: Listing) -> None:
    for example in texts(listing, "Bad"):
        made = {each.fix.applicability for each in check(Source(example.text), EVERY, lambda _: AROUND) if each.fix}
        assert made <= set(listing.fix.split(", "))


def test_every_rule_file_is_listed() -> None:
    files = {path.stem.replace("_", "-") for path in Path(rules.__file__).parent.glob("*/*.py") if path.stem != "__init__"}
    assert files == {listing.name for listing in LISTINGS}


def test_every_rule_stands_in_the_file_of_its_name_and_the_folder_of_its_family() -> None:
    found = {}
    for module in walk_packages(rules.__path__, "notelint.rules."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, Rule):
                found[each.code] = (module.name.split(".")[-1].replace("_", "-"), module.name.split(".")[-2])
    folders = {"E": "entries", "B": "breaks", "F": "figures", "L": "links", "P": "papers", "X": "own"}
    assert found == {listing.code: (listing.name, folders[listing.code[0]]) for listing in LISTINGS}


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [listing.code for listing in LISTINGS]
    assert len(set(codes)) == len({listing.name for listing in LISTINGS}) == len(codes)
    families = list(FAMILIES)
    assert codes == sorted(codes, key=lambda code: (families.index(code[0]), code))


def test_precedence_names_rules_and_goes_round_in_no_circle() -> None:
    codes = {listing.code for listing in LISTINGS}
    assert {code for pair in PRECEDENCE for code in pair} <= codes
    assert len(set(PRECEDENCE)) == len(PRECEDENCE)
    later: dict[str, set[str]] = {code: {loser for winner, loser in PRECEDENCE if winner == code} for code in codes}
    left = codes
    while leaves := {code for code in left if not later[code] & left}:
        left = left - leaves
    assert left == set()
