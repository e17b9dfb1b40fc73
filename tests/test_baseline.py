"""The file of accepted findings, and findings laid beside it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.baseline.comparison import (
    CheckedFile,
    compare,
    prune_baseline,
    update_baseline,
)
from notelint.baseline.document import findings_in
from notelint.baseline.file import accepted, read, to_yaml
from notelint.baseline.model import Accepted, Baseline
from notelint.config import Config
from notelint.engine.linter import check_text
from notelint.errors import ConfigError
from notelint.text.diagnostics import Diagnostic

HEAD = """\
# Findings that were accepted: notelint check does not report them. Written by notelint baseline; review it as code.
# Mend a finding, and notelint baseline --prune drops its line. A line may say why it stays, `reason: "…"`; comments are not kept.
version: 1
"""
LINE = '    - {code: L402, fingerprint: "3f2a91b0c4d5e6f7", name: tracking-query, place: "arxiv:1706.03762", text: "https://a/?ref=x"}\n'
ONE = Accepted(
    "L402", "3f2a91b0c4d5e6f7", "tracking-query", "arxiv:1706.03762", "https://a/?ref=x"
)


def of(
    text: str, folder: Path, name: str = "b.yaml"
) -> dict[str, tuple[Accepted, ...]]:
    """What a file with this text says; the same whether it is read by lines or as YAML."""
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    found = dict(read(path).findings)
    as_yaml = {
        name: entries for name, entries in findings_in(path, text).items() if entries
    }
    assert found == as_yaml
    return found


# The text of the file


def test_nothing() -> None:
    assert (
        to_yaml(Baseline())
        == to_yaml(Baseline({"a.md": ()}))
        == f"{HEAD}findings: {{}}\n"
    )


def test_a_file_whole(tmp_path: Path) -> None:
    other = Accepted(
        "B201", "0000000000000001", "break-style", "", "<br>", reason='the "old" part'
    )
    text = to_yaml(Baseline({"notes/b.md": (ONE,), "README.md": (ONE, other)}))
    assert text == (
        f"{HEAD}findings:\n  README.md:\n"
        '    - {code: B201, fingerprint: "0000000000000001", name: break-style, text: "<br>", reason: "the \\"old\\" part"}\n'
        f"{LINE}  notes/b.md:\n{LINE}"
    )
    assert of(text, tmp_path) == {"README.md": (other, ONE), "notes/b.md": (ONE,)}


@pytest.mark.parametrize(
    "path",
    [
        "中文 笔记.md",
        "a b.md",
        "no",
        "1.5",
        "a: b.md",
        "#.md",
        'a"b\\c.md',
        "-.md",
        "a\nb.md",
        "x\udcff.md",
        "../a.md",
    ],
)
def test_any_path(tmp_path: Path, path: str) -> None:
    text = to_yaml(Baseline({path: (ONE,)}))
    assert of(text, tmp_path) == {path: (ONE,)}
    assert all(char.isprintable() for line in text.splitlines() for char in line)


def test_notes_are_short_and_do_nothing_to_a_terminal() -> None:
    title = "Attention\u202e \x1b[31m" + "x" * 100
    (each,) = check_text(
        f"## {title}\n\n[a](https://example.org/{'y' * 100}?utm_source=z)\n"
    )
    line = accepted(each)
    assert line.place == "attention\ufffd \ufffd[31m" + "x" * 43 + "…"
    assert (len(line.place), len(line.text)) == (60, 80)


def test_what_is_said_is_as_stable_as_the_fingerprint() -> None:
    text = "1. [One](https://arxiv.org/abs/1706.03762)\n2. [Two](https://arxiv.org/abs/1706.03762)\n"
    (one,) = check_text(text, config=Config(select=("P501",)))
    (two,) = check_text(f"Words.\n\n{text}", config=Config(select=("P501",)))
    assert one.message != two.message
    assert accepted(one) == accepted(two)


characters = st.characters(
    exclude_characters="\0", exclude_categories=["Cs"]
)  # no notebook and no name holds others
entries = st.builds(
    Accepted,
    st.sampled_from(["L402", "B201", "E101"]),
    st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}"),
    st.sampled_from(["", "tracking-query", "break-style"]),
    st.text(characters, max_size=20),
    st.text(characters, max_size=20),
    st.text(characters, max_size=20),
)
baselines = st.dictionaries(
    st.one_of(
        st.sampled_from(["README.md", "notes/a.md", "yes"]),
        st.text(characters, min_size=1, max_size=10),
    ),
    st.lists(entries, min_size=1, max_size=5, unique_by=lambda each: each.fingerprint),
    max_size=3,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("baseline") / "b.yaml"


@settings(deadline=None)
@given(said=baselines)
def test_what_is_written_is_read_by_us_and_by_yaml(
    file: Path, said: dict[str, list[Accepted]]
) -> None:
    text = to_yaml(Baseline({path: tuple(entries) for path, entries in said.items()}))
    file.write_text(text, encoding="utf-8", newline="")
    wanted = {path: set(entries) for path, entries in said.items()}
    assert {
        path: set(entries) for path, entries in read(file).findings.items()
    } == wanted
    assert {
        path: set(entries) for path, entries in findings_in(file, text).items()
    } == wanted
    assert to_yaml(read(file)) == text
    plain = yaml.safe_load(text)
    assert {
        path: {Accepted(**each) for each in entries}
        for path, entries in plain["findings"].items()
    } == wanted


@given(baselines, st.randoms())
def test_the_order_in_which_findings_come_does_not_matter(
    said: dict[str, list[Accepted]], random: Random
) -> None:
    other = {
        path: tuple(random.sample(said[path], len(said[path])))
        for path in random.sample(sorted(said), len(said))
    }
    assert to_yaml(Baseline(other)) == to_yaml(
        Baseline({path: tuple(entries) for path, entries in said.items()})
    )


@given(baselines.filter(bool), entries)
def test_a_finding_more_is_a_line_more(
    said: dict[str, list[Accepted]], new: Accepted
) -> None:
    path = min(said)
    before = {name: tuple(each) for name, each in said.items()}
    if new.fingerprint not in {each.fingerprint for each in said[path]}:
        one, two = (
            to_yaml(Baseline(each)).splitlines()
            for each in (before, {**before, path: (*before[path], new)})
        )
        assert len(two) == len(one) + 1
        assert [line for line in two if line in one] == one or len(set(one)) < len(one)


# A file that a person has edited


@pytest.mark.parametrize(
    "text",
    [
        f"version: 1\nfindings:\n  README.md:\n{LINE}",
        f"# Ours\n\nversion: 1\n\nfindings:\n  # the old one\n  README.md:\n{LINE}",
        f"version: 1\r\nfindings:\r\n  README.md:\r\n{LINE[:-1]}\r\n",
        f"version: 1\nfindings:\n  'README.md':\n{LINE[:-1]}  # see issue 3\n",
        f"version: 1\nfindings:\n  README.md:\n{LINE}  gone.md:\n",
        f"findings:\n  README.md:\n{LINE}version: 1\n",
        f"version: 1\nfindings:\n  README.md:\n{LINE[2:]}",
        f"version: 1\nfindings:\n  README.md:\n  - {LINE[7:-2].replace(', ', chr(10) + '    ')}\n",
    ],
)
def test_it_may_be_written_otherwise(tmp_path: Path, text: str) -> None:
    assert of(text, tmp_path) == {"README.md": (ONE,)}


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}findings: {{}}\n",
        f"{HEAD}findings:\n",
        f"{HEAD}findings:\n  a.md:\n",
        f"{HEAD}findings: {{a.md: []}}\n",
    ],
)
def test_it_may_be_empty(tmp_path: Path, text: str) -> None:
    assert of(text, tmp_path) == {}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("old", "old"),
        ('"it is \\u00e9 \\" {"', 'it is é " {'),
        ("two words", "two words"),
    ],
)
def test_a_reason_by_hand(tmp_path: Path, written: str, reason: str) -> None:
    text = f"version: 1\nfindings:\n  README.md:\n{LINE[:-2]}, reason: {written}}}\n"
    assert of(text, tmp_path) == {"README.md": (ONE._replace(reason=reason),)}


TWICE = f"version: 1\nfindings:\n  README.md:\n{LINE}{LINE}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.yaml:1: not a baseline: notelint baseline writes one, which begins with version: 1"),
        ("# Notes\n\n1. A\n", "b.yaml:3: not a baseline: notelint baseline writes one, which begins with version: 1"),
        ("[" * 5, "b.yaml:1: not YAML: "),
        ("version: 1\n\tfindings: {}\n", "b.yaml:2: a tab: YAML indents with blanks"),
        ("version: 2\nfindings: {}\n", "b.yaml:1: version: wants 1: another notelint wrote this file"),
        ("version: true\nfindings: {}\n", "b.yaml:1: version: wants 1: another notelint wrote this file"),
        ("findings: {}\n", "b.yaml:1: version: is missing"),
        ("version: 1\n", "b.yaml:1: findings: is missing"),
        ("version: 1\nfinding: {}\n", 'b.yaml:2: unknown key "finding": there is version, findings\nb.yaml:1: findings: is missing'),
        ("version: 1\nfindings: [a]\n", "b.yaml:2: findings: wants the files, and below each a list"),
        ("version: 1\nfindings:\n  a.md: b\n", 'b.yaml:3: "a.md": wants a list of findings'),
        ("version: 1\nfindings:\n  a.md:\n    - L402\n", 'b.yaml:4: "a.md": wants {code: …, fingerprint: "…"}'),
        (TWICE.replace("code", "codes", 1), 'b.yaml:4: "README.md": unknown key "codes": there is code, '),
        (TWICE.replace("L402", "L4", 1), 'b.yaml:4: "README.md": code: wants a code such as L402'),
        (TWICE.replace('"3f2a91b0c4d5e6f7"', "1234567890123456", 1), 'b.yaml:4: "README.md": fingerprint: wants sixteen '),
        (TWICE.replace(', fingerprint: "3f2a91b0c4d5e6f7"', "", 1), 'b.yaml:4: "README.md": fingerprint: wants sixteen '),
        (TWICE.replace('"https://a/?ref=x"', "1", 1), 'b.yaml:4: "README.md": text: wants text in quotes'),
        (TWICE, 'b.yaml:5: "README.md": the fingerprint 3f2a91b0c4d5e6f7 is here twice: remove one of its lines'),
        (TWICE.replace(LINE, f"{LINE}  README.md:\n", 1), 'b.yaml:5: "README.md" is here twice: first on line 3'),
        (
            TWICE.replace(LINE, f"<<<<<<< HEAD\n{LINE}=======\n", 1) + ">>>>>>> other\n",
            "b.yaml:4: a merge left a conflict: keep the lines of both sides, then notelint baseline --prune",
        ),
    ],
)  # fmt: skip
def test_mistakes_name_their_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read(Path("b.yaml"))
    assert str(error.value).startswith(said)
    assert said.endswith(" ") or str(error.value).partition("\nb.yaml:5")[0] == said


def test_what_is_no_file_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.toml").write_text("a = 1\n", encoding="utf-8")
    Path("d.yaml").write_bytes(b"version: 1\nfindings: {}\n# \xff\n\xff")
    for name, said in {
        "a.yaml": "a.yaml: no such file: notelint baseline writes one",
        ".": ".: a folder, not a baseline",
        "c.toml": "c.toml: a baseline is YAML: name it .yaml",
        "d.yaml": "d.yaml:3: not UTF-8: save the file as UTF-8",
    }.items():
        with pytest.raises(ConfigError) as error:
            read(Path(name))
        assert str(error.value) == said


# Findings beside it

ALL = frozenset({"L402", "F301", "E101"})


def finding(number: int, code: str = "L402") -> Diagnostic:
    (each,) = check_text(
        "1. [A](https://arxiv.org/abs/1706.03762?ref=x)\n",
        config=Config(select=("L402",)),
    )
    return each._replace(
        code=code, identity="\0".join((code, f"paper {number}", "text"))
    )


def lines(*numbers: int, code: str = "L402") -> tuple[Accepted, ...]:
    return tuple(accepted(finding(number, code)) for number in numbers)


def seen(path: str, *numbers: int, codes: frozenset[str] = ALL) -> CheckedFile:
    return CheckedFile(path, [finding(number) for number in numbers], codes)


def places(path: str, *numbers: int, code: str = "L402") -> set[tuple[str, str]]:
    return {(path, finding(number, code).fingerprint) for number in numbers}


def test_known_and_new_and_gone() -> None:
    compared = compare(Baseline({"a.md": lines(1, 2)}), [seen("a.md", 2, 3)])
    assert (compared.known, compared.gone, compared.moved) == (
        places("a.md", 2),
        places("a.md", 1),
        {},
    )


def test_only_what_was_looked_for_can_be_gone() -> None:
    baseline = Baseline({"a.md": (*lines(1), *lines(1, code="B201")), "b.md": lines(1)})
    assert compare(baseline, [seen("a.md")]).gone == places("a.md", 1)
    assert compare(baseline, [seen("a.md", codes=frozenset())]).gone == set()


def test_one_file_does_not_know_what_another_is_forgiven() -> None:
    assert (
        compare(Baseline({"a.md": lines(1)}), [seen("a.md"), seen("b.md", 1)]).known
        == set()
    )


def test_a_file_with_another_name_is_known_once() -> None:
    baseline = Baseline({"a.md": lines(1, 2)})
    compared = compare(
        baseline, [seen("b.md", 1), seen("c.md", 1), seen("a.md")], deleted={"a.md"}
    )
    assert compared.known == places("b.md", 1)
    assert compared.moved == dict(
        zip(places("b.md", 1), places("a.md", 1), strict=True)
    )
    assert compared.gone == places("a.md", 2)
    assert prune_baseline(baseline, compared) == Baseline({"b.md": lines(1)})


def test_a_file_that_is_listed_inherits_nothing() -> None:
    assert compare(
        Baseline({"a.md": lines(1), "b.md": lines(2)}),
        [seen("b.md", 1, 2)],
        deleted={"a.md"},
    ).known == places("b.md", 2)


def test_reasons_stay_also_under_another_name() -> None:
    (one, two) = lines(1, 2)
    baseline = Baseline(
        {
            "a.md": (one._replace(reason="why"),),
            "old.md": (two._replace(reason="because"),),
        }
    )
    found = [seen("a.md", 1, 3), seen("new.md", 2)]
    after = update_baseline(
        baseline, compare(baseline, found, deleted={"old.md"}), found, anew=True
    )
    assert after == Baseline(
        {
            "a.md": (one._replace(reason="why"), *lines(3)),
            "new.md": (two._replace(reason="because"),),
        }
    )


def test_anew_all_that_is_no_more_found_goes_but_for_files_that_could_not_be_judged() -> (
    None
):
    baseline = Baseline(
        {
            "a.md": (*lines(1), *lines(1, code="B201")),
            "left-out.md": lines(1),
            "lost.md": lines(1),
        }
    )
    found = [seen("a.md", 1), seen("lost.md", codes=frozenset())]
    compared = compare(baseline, found)
    assert update_baseline(baseline, compared, found, anew=True) == Baseline(
        {"a.md": lines(1), "lost.md": lines(1)}
    )
    assert update_baseline(baseline, compared, found, anew=False) == baseline


runs = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c.md"]), st.sets(st.integers(1, 6)), max_size=3
)


@given(runs, runs)
def test_what_was_accepted_is_known_and_the_rest_is_not(
    then: dict[str, set[int]], now: dict[str, set[int]]
) -> None:
    first = [seen(path, *sorted(numbers)) for path, numbers in then.items()]
    baseline = update_baseline(Baseline(), compare(Baseline(), first), first, anew=True)
    found = [seen(path, *sorted(numbers)) for path, numbers in now.items()]
    compared = compare(baseline, found)
    assert compared.known == {
        place
        for path in now
        for place in places(path, *(now[path] & then.get(path, set())))
    }
    assert compared.gone == {
        place
        for path in now
        for place in places(path, *(then.get(path, set()) - now[path]))
    }
    assert prune_baseline(baseline, compared).places == baseline.places - compared.gone
    after = update_baseline(baseline, compared, found, anew=False)
    assert after.places == prune_baseline(baseline, compared).places | {
        place for path in now for place in places(path, *now[path])
    }
    assert compare(after, found) == compare(after, found)._replace(gone=frozenset())


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(ConfigError, match="cannot be read: embedded null byte"):
        read(Path("a\0b.yaml"))
