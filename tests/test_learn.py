"""What `notelint init` learns from notebooks, and the config that it makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.config import load
from notelint.init import Learned, learn, survey
from notelint.notebook.model import Preferences
from tests.notes import notebook_of

ARXIV = "https://arxiv.org"


def entry(
    place: int, marker: str = "-", form: str = "abs", after: str = "\n  The gist of it."
) -> str:
    """An entry on a paper that no other one is on."""
    return f"{marker} [Graphs and what they are for, part {place}]({ARXIV}/{form}/2101.{place:05}){after}\n"


def entries(count: int, start: int = 1, **how: str) -> str:
    return "".join(entry(place, **how) for place in range(start, start + count))


def numbered(count: int) -> str:
    return "".join(entry(place, f"{place}.") for place in range(1, count + 1))


def learned(*texts: str, names: Iterable[str] = ()) -> Learned:
    """What is learned from notebooks of these texts, at the root unless named otherwise."""
    paths = list(names) or [f"{place}.md" for place in range(len(texts))]
    return learn(
        survey(notebook_of(text), path) for text, path in zip(texts, paths, strict=True)
    )


def rows(*texts: str, names: Iterable[str] = ()) -> dict[str, str]:
    """The lines of the config by their keys, without the blanks that set their comments
    in a column.
    """
    lines = [
        line
        for line in learned(*texts, names=names).config.splitlines()
        if re.match(r"#? +(?:# )?[a-z-]+: ", line)
    ]
    return {
        re.sub(r"^[# ]+", "", line).partition(":")[0]: re.sub(r" +", " ", line).strip()
        for line in lines
    }


def loaded(text: str) -> Preferences:
    """A config's notebook settings, as notelint reads them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / ".notelint.yaml"
        path.write_bytes(text.encode())
        return load(Path(folder), explicit=path)[0].notebook


def figure(path: str) -> str:
    return f'\n  text<br>\n  <img src="{path}" width="300">'


# Nothing, or too little


@pytest.mark.parametrize(
    ("texts", "files"),
    [
        (["# Shopping\n\n- milk\n"], "1 file"),
        (["", "text<br>\n\n![](figs/a.png)\n"], "2 files"),
        ([], "0 files"),
    ],
)
def test_nothing(texts: list[str], files: str) -> None:
    found = learned(*texts)
    assert found.config == (
        "# Written by `notelint init`; `notelint config` prints every setting there is.\n"
        f"# Learned: no entries in {files}.\n"
        "# Nothing to set yet: notelint goes by each notebook's own habit.\n"
    )
    assert (found.settled, found.preferences) == ((), Preferences())
    assert loaded(found.config) == Preferences()


def test_too_little() -> None:
    found = learned(entries(3))
    assert found.config == (
        "# Written by `notelint init`; `notelint config` prints every setting there is.\n"
        "# Learned: 3 bullet entries in 1 section; arXiv abs 3 of 3.\n"
        "# What is commented out is not settled: there notelint goes by each notebook's own habit, or asks nothing.\n"
        "# notebook:\n"
        "#   entry: bullet          # 3 of 3 entries: fewer than 10\n"
        "#   arxiv-link: abs        # 3 of 3 arXiv links: fewer than 10\n"
        "#   description: required  # more than a link in 3 of 3 entries: fewer than 5\n"
    )
    assert loaded(found.config) == found.preferences == Preferences()


# What is learned


def test_orderly_notebook() -> None:
    text = "## Graphs\n\n" + "".join(
        entry(place, f"{place}.", "pdf", f"<br>\n   The gist.{figure('./figs/a.png')}")
        for place in range(1, 13)
    )
    found = learned(text)
    assert found.config == (
        "# Written by `notelint init`; `notelint config` prints every setting there is.\n"
        "# Learned: 12 ordered entries in 1 section; <br> 24; arXiv pdf 12 of 12; figures in figs/, <img width>.\n"
        "notebook:\n"
        "  entry: ordered            # 12 of 12 entries\n"
        '  break: "<br>"             # 24 of 24 breaks\n'
        "  arxiv-link: pdf           # 12 of 12 arXiv links\n"
        "  figure: html              # 12 of 12 figures\n"
        '  figure-folders: ["figs"]  # 12 of 12 local figures\n'
        "  description: required     # more than a link in 12 of 12 entries\n"
    )
    assert (
        loaded(found.config)
        == found.preferences
        == Preferences("ordered", "<br>", "pdf", "html", ("figs",), "required")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry(1), "1 bullet entry in 1 section; arXiv abs 1 of 1"),
        (
            f"# A\n\n{entries(2)}\n# B\n\n{entry(3)}",
            "3 bullet entries in 2 sections; arXiv abs 3 of 3",
        ),
        (
            f"{numbered(2)}\n# B\n\n{entry(3)}",
            "3 entries (ordered 2, bullet 1) in 2 sections; arXiv abs 3 of 3",
        ),
        (
            entries(2) + entry(3, form="pdf"),
            "3 bullet entries in 1 section; arXiv abs 2 of 3",
        ),
        (
            entry(1, form="html") + entry(2, form="html"),
            "2 bullet entries in 1 section",
        ),
        (
            entry(1, after="<br/>\n  a<br>\n  b<br>\n  c"),
            "1 bullet entry in 1 section; <br> 2, <br/> 1; arXiv abs 1 of 1",
        ),
        (
            entry(1, after="\\\n  a  \n  b</br>\n  c"),
            "1 bullet entry in 1 section; backslash 1, two-spaces 1, malformed 1; arXiv abs 1 of 1",
        ),
        (
            entry(1, after="\n  ![](a.png)"),
            "1 bullet entry in 1 section; arXiv abs 1 of 1; figures beside the notebook, ![]()",
        ),
        (
            entry(1, after="\n  ![](https://a.org/b.PNG?raw=true)"),
            "1 bullet entry in 1 section; arXiv abs 1 of 1; figures on the web, ![]()",
        ),
        (
            entry(1, after="\n  ![](https://img.shields.io/badge/a.svg)"),
            "1 bullet entry in 1 section; arXiv abs 1 of 1",
        ),
        (
            entry(
                1,
                after='\n  ![](a/b.png)<img alt="x" WIDTH="3" src="c/d.png" height=4>',
            ),
            "1 bullet entry in 1 section; arXiv abs 1 of 1; figures in 2 folders, ![]() 1, <img height width> 1",
        ),
    ],
)
def test_summary(text: str, said: str) -> None:
    assert learned(text).summary == said


def test_summary_of_many_ways() -> None:
    tags = "".join(
        f'<img src="a.png" {"".join(names)}>'
        for names in (["a=1"], ["b=1"], ["c=1"], ["d=1"], ["e=1"], ["e=2"])
    )
    assert learned(entry(1, after=f"\n  {tags}")).summary.endswith(
        "beside the notebook, <img e> 2, <img a> 1, <img b> 1, 2 more"
    )


def test_files_without_entries_do_not_count() -> None:
    found = learned(entries(12), "a  \nb\n\n![](x/y.png)\n", "- milk\n")
    assert (found.files, found.notebooks) == (3, 1)
    assert found.config == learned(entries(12)).config


# Entries


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (entries(9), "# entry: bullet # 9 of 9 entries: fewer than 10"),
        (entries(10), "entry: bullet # 10 of 10 entries"),
        (numbered(10), "entry: ordered # 10 of 10 entries"),
        (
            f"# A\n\n{entries(17)}\n1. x\n\n# B\n\n{numbered(2)}",
            "# entry: bullet # 17 of 19 entries (ordered 2): not settled",
        ),
        # A list of another kind in a section of its own is meant, and E108 is silent: with
        # the setting it would not be.
        (
            f"# A\n\n{entries(40)}\n# B\n\n{numbered(2)}",
            "# entry: bullet # 40 of 42 entries (ordered 2): set, it would change what is reported",
        ),
        # An entry between others is a slip for E108 already.
        (
            f"# A\n\n{entries(20)}\n1. {entry(90)[2:]}\n{entries(19, 50)}",
            "entry: bullet # 39 of 40 entries (ordered 1)",
        ),
    ],
)
def test_entry(text: str, row: str) -> None:
    assert rows(text)["entry"] == row


# Breaks


def broken(*breaks: str) -> str:
    return "".join(
        entry(place, after=f"{text}\n  The gist.")
        for place, text in enumerate(breaks, 1)
    )


@pytest.mark.parametrize(
    ("text", "row", "spelling"),
    [
        (broken("<br>"), 'break: "<br>" # 1 of 1 break', "<br>"),
        (
            broken("<br>", "<br>", "<br/>"),
            'break: "<br>" # 2 of 3 breaks (<br/> 1)',
            "<br>",
        ),
        (broken("<br>", "<br/>"), 'break: "<br/>" # 1 of 2 breaks (<br> 1)', "<br/>"),
        (
            broken("<br />", "<BR>"),
            'break: "<br />" # 1 of 2 breaks (<BR> 1)',
            "<br />",
        ),
        (
            broken("<br>") + "\na<br/>\nb<br/>\nc\n",
            'break: "<br>" # 1 of 1 break',
            "<br>",
        ),
    ],
)
def test_break_is_set(text: str, row: str, spelling: str) -> None:
    found = learned(entries(12, 50) + text)
    assert rows(entries(12, 50) + text)["break"] == row
    assert loaded(found.config).line_break == found.preferences.line_break == spelling


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            broken("\\", "\\"),
            "break: backslash # 2 of 2 breaks: set, it would turn other kinds of breaks into this one",
        ),
        (
            broken("  "),
            "break: two-spaces # 1 of 1 break: set, it would turn other kinds of breaks into this one",
        ),
        (
            broken("<br>", "  "),
            'break: "<br>" # 1 of 2 breaks (two-spaces 1): set, it would turn other kinds of breaks into this one',
        ),
        (
            broken("<br>") + "\nSome  \nprose.\n",
            'break: "<br>" # 1 of 1 break: set, it would turn other kinds of breaks into this one',
        ),
        (broken("<BR>"), "break: keep # 1 of 1 break: no spelling that could be set"),
        (broken("</br>"), "break: keep # 1 of 1 break: no spelling that could be set"),
    ],
)
def test_break_is_left_open(text: str, row: str) -> None:
    assert rows(entries(12, 50) + text)["break"] == f"# {row}"
    assert learned(entries(12, 50) + text).preferences.line_break == "auto"


def test_break_that_not_all_notebooks_have() -> None:
    row = '# break: "<br>" # 3 of 4 breaks (<br/> 1): set, it would change what is reported'
    assert (
        rows(broken("<br>", "<br>", "<br>") + entries(12, 50), broken("<br/>"))["break"]
        == row
    )
    assert (
        rows(broken("<br>", "<br>") + entries(12, 50), broken("<br>", "<br/>", "<br>"))[
            "break"
        ]
        == 'break: "<br>" # 4 of 5 breaks (<br/> 1)'
    )


# Links


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (entries(10), "arxiv-link: abs # 10 of 10 arXiv links"),
        (entries(10, form="pdf"), "arxiv-link: pdf # 10 of 10 arXiv links"),
        (
            entries(19) + entry(30, form="pdf"),
            "arxiv-link: abs # 19 of 20 arXiv links (pdf 1)",
        ),
        (
            entries(18) + entry(30, form="pdf"),
            "# arxiv-link: abs # 18 of 19 arXiv links (pdf 1): not settled",
        ),
        # One that links both, and a page within a PDF, say nothing.
        (
            entries(10) + entry(30, after=f" [pdf]({ARXIV}/pdf/2101.00030)"),
            "arxiv-link: abs # 10 of 10 arXiv links",
        ),
        (
            entries(10) + entry(30, after=f" [p. 3]({ARXIV}/pdf/2101.00031#page=3)"),
            "arxiv-link: abs # 11 of 11 arXiv links",
        ),
    ],
)
def test_arxiv_link(text: str, row: str) -> None:
    assert rows(text)["arxiv-link"] == row


# Figures


@pytest.mark.parametrize(
    ("paths", "row"),
    [
        (["./figs/a.png"] * 10, 'figure-folders: ["figs"] # 10 of 10 local figures'),
        (
            ["./figs/a.png"] * 9,
            '# figure-folders: ["figs"] # 9 of 9 local figures: fewer than 10',
        ),
        (
            ["figs/a/b.png", "figs/c/d.png"] * 5,
            'figure-folders: ["figs"] # 10 of 10 local figures',
        ),
        (["figs/a/b.png"] * 10, 'figure-folders: ["figs/a"] # 10 of 10 local figures'),
        (
            ["/figs/a.png"] * 19 + ["b.png"],
            'figure-folders: ["figs"] # 19 of 20 local figures',
        ),
        (
            ["figs/a.png"] * 18 + ["b.png"],
            '# figure-folders: ["figs"] # 18 of 19 local figures: not settled',
        ),
        (
            ["https://a.org/x/a.png", "figs/a.png"] * 10,
            'figure-folders: ["figs"] # 10 of 10 local figures',
        ),
        (
            ["C:\\me\\a.png", "../a/b.png", "/Users/me/a.png"] + ["图/a.png"] * 10,
            'figure-folders: ["图"] # 10 of 10 local figures',
        ),
        (
            ["my%20figs/a.png"] * 10,
            'figure-folders: ["my figs"] # 10 of 10 local figures',
        ),
        (["2020/a.png"] * 10, 'figure-folders: ["2020"] # 10 of 10 local figures'),
        (["off/a.png"] * 10, 'figure-folders: ["off"] # 10 of 10 local figures'),
    ],
)
def test_figure_folders(paths: list[str], row: str) -> None:
    text = "".join(
        entry(place, after=figure(path)) for place, path in enumerate(paths, 1)
    )
    assert rows(text, names=["README.md"])["figure-folders"] == row
    found = learned(text, names=["README.md"])
    assert loaded(found.config) == found.preferences
    assert bool(found.preferences.figure_folders) is not row.startswith("#")


@pytest.mark.parametrize("path", ["a.png", "%01/a.png", "https://a.org/figs/a.png"])
def test_no_folder_to_speak_of(path: str) -> None:
    assert "figure-folders" not in rows(
        "".join(entry(place, after=figure(path)) for place in range(12)), names=["a.md"]
    )


def test_figure_folder_beside_each_notebook() -> None:
    text = "".join(entry(place, after=figure("./figs/a.png")) for place in range(6))
    assert (
        rows(text, text, names=["notes/a/x.md", "notes/b/x.md"])["figure-folders"]
        == 'figure-folders: ["figs"] # 12 of 12 local figures'
    )
    assert (
        rows(text + text, names=["docs/a.md"])["figure-folders"]
        == 'figure-folders: ["docs/figs"] # 12 of 12 local figures'
    )


def test_figure_folder_that_not_all_notebooks_have() -> None:
    text = "".join(entry(place, after=figure("./figs/a.png")) for place in range(40))
    other = entry(1, after=figure("b.png"))
    row = '# figure-folders: ["figs"] # 40 of 41 local figures: set, it would change what is reported'
    assert rows(text, other)["figure-folders"] == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("![](figs/a.png)", "figure: markdown # 10 of 10 figures"),
        ('<img src="figs/a.png">', "figure: html # 10 of 10 figures"),
        ("![](https://img.shields.io/a.svg)", None),
        ("![](https://a.org/a.jpeg)", "figure: markdown # 10 of 10 figures"),
    ],
)
def test_figure(text: str, row: str | None) -> None:
    assert rows(entries(10, after=f"\n  {text}")).get("figure") == row


# Descriptions


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (entries(5), "description: required # more than a link in 5 of 5 entries"),
        (
            entries(4),
            "# description: required # more than a link in 4 of 4 entries: fewer than 5",
        ),
        (
            entries(9) + entries(3, 50, after=""),
            "description: required # more than a link in 9 of 12 entries",
        ),
        (
            entries(8) + entries(3, 50, after=""),
            "# description: required # more than a link in 8 of 11 entries: not settled",
        ),
        (
            entries(6) + entries(6, 50, after=""),
            "# description: required # more than a link in 6 of 12 entries: not settled",
        ),
        (
            entries(3) + entries(9, 50, after=""),
            "description: optional # a link alone in 9 of 12 entries",
        ),
        (
            entries(5, after=""),
            "description: optional # a link alone in 5 of 5 entries",
        ),
        # A section of bare links is meant, and E105 is silent: with the setting it would
        # not be.
        (
            f"# A\n\n{entries(30)}\n# B\n\n{entries(3, 50, after='')}",
            "# description: required # more than a link in 30 of 33 entries: set, it would change what is reported",
        ),
    ],
)
def test_description(text: str, row: str) -> None:
    assert rows(text)["description"] == row


def test_description_that_not_all_notebooks_have() -> None:
    row = "# description: required # more than a link in 40 of 42 entries: set, it would change what is reported"
    assert rows(entries(40), entries(2, after=""))["description"] == row


# Whatever notebooks hold

LINES = st.sampled_from(
    [
        "",
        "<br>",
        "<br/>",
        "<br />",
        "<BR>",
        "\\",
        "  ",
        "</br>",
        " ![](figs/a.png)",
        ' <img src="./img/b.png" width="3">',
        " (ICLR 2022)",
    ]
)
FOLDERS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
ENTRIES = st.builds(
    lambda marker, form, after, folder, place: entry(
        place, marker, form, f"{after}\n  {folder and f'![](<{folder}/a.png>)'} x"
    ),
    st.sampled_from(["-", "1.", "##"]),
    st.sampled_from(["abs", "pdf"]),
    LINES,
    st.just("") | FOLDERS,
    st.integers(1, 99),
)
NOTEBOOKS = st.lists(
    st.lists(ENTRIES, max_size=6).map("".join) | ENTRIES.map(lambda one: one * 12),
    min_size=1,
    max_size=3,
)


def uncommented(config: str) -> str:
    """The config with every setting that is commented out in force."""
    return re.sub(
        r"(?m)^(# )?( *)(?:# )?(?=notebook:|[a-z-]+: [\w\"\[])", r"\2", config
    )


@given(NOTEBOOKS)
def test_config_says_what_was_learned(texts: list[str]) -> None:
    found = learned(*texts)
    assert loaded(found.config) == found.preferences
    assert found.config == learned(*texts).config
    assert set(found.config) & set("\r\t\x0b\x0c\x85\u2028") == set()
    for lesson in found.lessons:
        assert found.config.count(lesson.setting) == 1


@given(NOTEBOOKS)
def test_what_is_commented_out_can_be_put_in_force(texts: list[str]) -> None:
    found = learned(*texts)
    if found.lessons:
        said = {each.key: each.value for each in found.lessons}
        preferences = loaded(uncommented(found.config))
        assert (preferences.entry, preferences.description) == (
            said["entry"],
            said["description"],
        )
        assert preferences.line_break == said.get("break", "auto")
        assert preferences.figure_folders == (
            (said["figure-folders"],) if "figure-folders" in said else ()
        )
