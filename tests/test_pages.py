"""Every rule's page holds: its Bad is found, its Good is in order, and the rule is listed."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from notelint import rules
from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Preferences
from notelint.rules.base import Context, Example, Rule
from notelint.rules.catalogue import FAMILIES, PRECEDENCE, RULES
from notelint.rules.context import Picture, RepoContext, Verdict
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.notes import applied

# The world around the examples: the files in the folder, those of them that are not in Git,
# and what the figures hold.
FIGURES = {
    "figs/attention.png": Picture("png", 10_000),
    "figs/untracked.png": Picture("png", 10_000),
    "figs/huge.png": Picture("png", 9_000_000),
    "figs/empty.png": Picture("empty", 0),
    **{
        f"{folder}{letter}{number}.png": Picture("png", 1)
        for folder in ("figs/", "")
        for letter in "abcde"
        for number in range(1, 5)
    },
}
# What the network says of the links in the examples; of all others it says nothing.
VERDICTS = {
    "https://arxiv.org/abs/1706.93762": Verdict(
        "missing", 200, host="export.arxiv.org"
    ),
    "https://attention.example/gone": Verdict("dead", 410, host="attention.example"),
    "https://github.com/example/t2t": Verdict(
        "moved", 301, "https://github.com/example/tensor2tensor", host="github.com"
    ),
    "https://arxiv.org/abs/2110.14483": Verdict(
        "ok",
        200,
        title="Off-diagonal book Ramsey numbers",
        authors=("David Conlon", "Jacob Fox", "Yuval Wigderson"),
    ),
    "https://arxiv.org/abs/1708.03486": Verdict(
        "withdrawn", 200, title="A Proof in Haste"
    ),
    "https://walled.example/talk": Verdict(
        "unverified", 403, reason="shuts programs out (403)", host="walled.example"
    ),
    "https://arxiv.org/abs/astro-ph/0601001": Verdict(
        "ok", 200, venue="ActaAstron.56:1-50,2006"
    ),
    "http://192.168.0.7/slides.pdf": Verdict(
        "refused", reason="192.168.0.7 is a private address", host="192.168.0.7"
    ),
}
FILES = {*FIGURES, "README.md", "notes/attention.md"}
AROUND = RepoContext(
    "README.md",
    {
        "": frozenset({path.split("/")[0] for path in FILES}),
        **{
            folder: frozenset(
                path.split("/")[1] for path in FILES if path.startswith(f"{folder}/")
            )
            for folder in ("figs", "notes")
        },
    },
    tracked=frozenset(FILES - {"figs/untracked.png"}),
    others=frozenset({"figs/untracked.png"}),
    pictures=FIGURES,
    verdicts=VERDICTS,
)
WITHOUT_EXAMPLES = {
    "F306",
    "W804",
    "X902",
}  # they are not about a text, or about what no example can show: its end
# What must be set for a rule to speak, but for being selected.
PREFERENCES = {
    "L404": Preferences(arxiv_link="abs"),
    "F313": Preferences(figure="markdown"),
}

with_examples = [each for each in RULES if each.code not in WITHOUT_EXAMPLES]


def code_of(rule: Rule) -> str:
    return rule.code


def diagnostics(rule: Rule, example: Example) -> list[Diagnostic]:
    """What is said of an example by the rules that are on, and by its own."""
    config = Config(
        extend_select=(rule.code,),
        notebook=PREFERENCES.get(rule.code, Preferences()),
    )
    return check(Source(example.text, example.path), config, lambda _: AROUND)


def texts(rule: Rule, kind: str) -> list[Example]:
    return [example for example in rule.examples if example.kind == kind]


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_a_page_has_a_summary(rule: Rule) -> None:
    summary = rule.summary
    assert summary == rule.page.splitlines()[0].rstrip(".")
    assert summary[0].isupper()
    assert 10 < len(summary) < 100
    assert rule.page.splitlines()[0].endswith(".")


@pytest.mark.parametrize("rule", with_examples, ids=code_of)
def test_a_page_has_a_bad_and_a_good(rule: Rule) -> None:
    kinds = [example.kind for example in rule.examples]
    assert kinds == ["Bad", "Good"] * (len(kinds) // 2)
    assert kinds


@pytest.mark.parametrize("code", sorted(WITHOUT_EXAMPLES))
def test_what_has_no_examples(code: str) -> None:
    assert [each.examples for each in RULES if each.code == code] == [()]


@pytest.mark.parametrize("rule", with_examples, ids=code_of)
def test_good_is_in_order_for_every_rule(rule: Rule) -> None:
    for example in texts(rule, "Good"):
        assert diagnostics(rule, example) == []


@pytest.mark.parametrize("rule", with_examples, ids=code_of)
def test_bad_is_found_by_this_rule_alone(rule: Rule) -> None:
    for example in texts(rule, "Bad"):
        assert {each.code for each in diagnostics(rule, example)} == {rule.code}


@pytest.mark.parametrize(
    "rule", [each for each in with_examples if each.fix], ids=code_of
)
def test_bad_mended_is_good(rule: Rule) -> None:
    for bad, good in zip(texts(rule, "Bad"), texts(rule, "Good"), strict=True):
        assert applied(bad.text, diagnostics(rule, bad)) == good.text


@pytest.mark.parametrize(
    "rule", [each for each in with_examples if not each.fix], ids=code_of
)
def test_what_is_not_mended_has_no_fix(rule: Rule) -> None:
    for example in texts(rule, "Bad"):
        assert [each.fix for each in diagnostics(rule, example)] == [None]


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_fixes_are_as_listed(rule: Rule) -> None:
    for example in texts(rule, "Bad"):
        made = {
            each.fix.applicability for each in diagnostics(rule, example) if each.fix
        }
        assert made <= set(rule.fix.split(", "))


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_the_context_is_declared_as_the_signature_takes_it(rule: Rule) -> None:
    annotation = rule.check.__annotations__.get("context")
    if not rule.checks_notebooks or annotation is None:
        assert rule.context is Context.UNUSED
    else:
        is_optional = "None" in str(annotation)
        assert rule.context is (Context.OPTIONAL if is_optional else Context.REQUIRED)


def test_every_rule_file_is_listed() -> None:
    files = {
        path.stem.replace("_", "-")
        for path in Path(rules.__file__).parent.glob("*/*.py")
        if path.stem != "__init__"
    }
    assert files == {rule.name for rule in RULES}


def test_every_rule_stands_in_the_file_of_its_name_and_the_folder_of_its_family() -> (
    None
):
    found = {}
    for module in walk_packages(rules.__path__, "notelint.rules."):
        if module.name.count(".") != 3:
            continue  # the list of all, and what rules share
        for each in vars(import_module(module.name)).values():
            if isinstance(each, Rule):
                found[each.code] = (
                    module.name.split(".")[-1].replace("_", "-"),
                    module.name.split(".")[-2],
                )
    folders = {
        "E": "entries",
        "B": "breaks",
        "F": "figures",
        "L": "links",
        "P": "papers",
        "N": "network",
        "S": "structure",
        "W": "whitespace",
        "X": "own",
    }
    assert found == {rule.code: (rule.name, folders[rule.code[0]]) for rule in RULES}


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len({rule.name for rule in RULES}) == len(codes)
    families = list(FAMILIES)
    assert codes == sorted(codes, key=lambda code: (families.index(code[0]), code))


def test_precedence_names_rules_and_goes_round_in_no_circle() -> None:
    codes = {rule.code for rule in RULES}
    assert {code for pair in PRECEDENCE for code in pair} <= codes
    assert len(set(PRECEDENCE)) == len(PRECEDENCE)
    later: dict[str, set[str]] = {
        code: {loser for winner, loser in PRECEDENCE if winner == code}
        for code in codes
    }
    left = codes
    while leaves := {code for code in left if not later[code] & left}:
        left = left - leaves
    assert left == set()
