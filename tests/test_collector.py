"""What is gathered around a notebook: real folders, real repositories, every question
asked once.
"""

import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from notelint.config import Config, load
from notelint.engine import context_builder
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.results import FigureResult, NotebookResult, Result, source_of
from notelint.engine.runner import Run
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading import read
from notelint.papers import PaperId, paper_of
from notelint.repo.work_tree import WorkTree
from notelint.rules.context import Mention, Picture, Place, RepoContext
from notelint.text.source import Source
from tests.cli.program import ENTRY, git, notelint, repository, write
from tests.notes import notebook_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 92
URL = "https://arxiv.org/abs/1706.03762"


def run(
    files: Sequence[str],
    config_of: Callable[[Path], Config],
    stdin: Callable[[], bytes],
    name: str | None = None,
) -> Iterator[Result]:
    return Run(config_of, stdin, stdin_name=name).results(files)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config_of(path: Path) -> Config:
    return load(path if path.is_dir() else path.parent)[0]


def pictures(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PNG)


def figures(*targets: str) -> str:
    return ENTRY + "".join(f"   ![](<{target}>)\n" for target in targets)


def around(text: str, path: str = "a.md", **preferences: object) -> RepoContext:
    return ContextBuilder(WorkTree(), config_of).around(
        notebook_of(text, **preferences), path
    )


def found(
    path: str, *select: str, config: Config | None = None
) -> list[tuple[str, str]]:
    """Code and target of what is found in a file."""
    config = config or Config(
        select=select or ("F3", "L407"), ignore=("F306", "F309", "F313")
    )
    (result,) = [
        each
        for each in run([path], lambda _: config, lambda: b"")
        if isinstance(each, NotebookResult)
    ]
    assert result.source is not None
    return [(each.code, result.source.slice(each.span)) for each in result.diagnostics]


def test_the_folders_on_the_way_to_each_figure_and_file(folder: Path) -> None:
    repository(
        folder,
        dict.fromkeys(
            (
                "notes/a.md",
                "notes/figs/x.png",
                "notes/figs/y.png",
                "assets/z.png",
                "docs/b.md",
                "far/c.md",
            ),
            "",
        ),
    )
    known = around(
        "![](figs/x.png)\n![](FIGS/X.png)\n![](../assets/z.png)\n![](/assets/q.png)\n![](https://a.org/x.png)\n[b](/docs/b.md)\n",
        "notes/a.md",
    )
    assert known.path == "notes/a.md"
    assert set(known.folders) == {"", "notes", "notes/figs", "assets", "docs"}
    assert known.folders["notes/figs"] == {"x.png", "y.png"}
    assert known.find("figs/x.png") == Place("notes/figs/x.png", exact=True)
    assert known.find("FIGS/X.png") == Place("notes/figs/x.png", exact=False)
    assert known.find("../assets/z.png") == Place("assets/z.png", exact=True)
    assert known.find("/assets/q.png") == Place(None, exact=False)
    assert known.find("/docs/b.md") == Place("docs/b.md", exact=True)


NOWHERE = [
    "figs/none.png",
    "none/x.png",
    "a.md/x.png",
    "figs/%00/x.png",
    "%00",
    "../../../../../../../../../../etc/x.png",
    "../" * 50_000 + "x.png",
    "x/" * 50_000 + "x.png",
    "./" * 50_000 + "x.png",
    "x" * 5000 + ".png",
    "%ff%fe.png",
    "loop/x.png",
    "loop",
    "/Users/" + "x/" * 50_000 + "x.png",
    "..\\..\\x.png",
]


@pytest.mark.parametrize("target", NOWHERE, ids=[each[:20] for each in NOWHERE])
def test_figure_that_leads_nowhere(folder: Path, target: str) -> None:
    write(folder, {"a.md": "", "figs/x.png": ""})
    (folder / "loop").symlink_to("loop")
    known = around(f"![]({target})\n[x]({target}#x)\n")
    assert known.find("figs/none.png").path is None
    assert {path for path in known.pictures if path != "loop"} == set()
    write(folder, {"a.md": f"![]({target})\n[x]({target}#x)\n"})
    assert "X902" not in [code for code, _ in found("a.md", "F", "L", "E", "X")]


@pytest.mark.parametrize("target", ["./", ".", "..", "%2e%2e/", "/", "figs/..", ""])
def test_figure_that_leads_to_a_folder(folder: Path, target: str) -> None:
    pictures(folder, "figs/x.png")
    assert around(f"![]({target}) ![](figs/x.png)\n").pictures == {
        "figs/x.png": Picture("png", 100)
    }


def test_figures_of_every_state(folder: Path) -> None:
    names = (
        "figs/in.png",
        "figs/new.png",
        "figs/ignored.png",
        "figs/in since ignored.png",
    )
    pictures(repository(folder, {"a.md": figures(*names)}), *names)
    git(folder, "add", "a.md", "figs/in.png", "figs/in since ignored.png")
    write(folder, {".gitignore": "*ignored.png\n"})
    known = around(figures(*names))
    assert known.tracked == {"a.md", "figs/in.png", "figs/in since ignored.png"}
    assert known.others == {".gitignore", "figs/new.png"}
    assert known.pictures == dict.fromkeys(names, Picture("png", 100))
    assert found("a.md") == [("F304", "figs/new.png"), ("F304", "figs/ignored.png")]


def test_notebook_that_is_untracked_or_ignored_itself(folder: Path) -> None:
    pictures(
        repository(
            folder, {"a.md": figures("new.png", "no.png"), ".gitignore": "no.png\n"}
        ),
        "new.png",
        "no.png",
    )
    assert found("a.md") == [("F304", "no.png")]
    write(folder, {".gitignore": "no.png\na.md\n"})
    assert found("a.md") == []
    git(folder, "add", "--force", "a.md")
    assert found("a.md") == [("F304", "new.png"), ("F304", "no.png")]


def test_sparse_checkout(folder: Path) -> None:
    pictures(
        repository(
            folder,
            {
                "a.md": figures(
                    "figs/in.png", "figs/away.png", "figs/lost.png", "far/x.png"
                )
            },
        ),
        "figs/in.png",
        "figs/away.png",
        "far/x.png",
    )
    git(folder, "add", "--all")
    git(folder, "update-index", "--skip-worktree", "figs/away.png", "far/x.png")
    (folder / "figs" / "away.png").unlink()
    shutil.rmtree(folder / "far")
    assert found("a.md") == [("F301", "figs/lost.png")]


def test_tracked_figure_that_was_deleted(folder: Path) -> None:
    pictures(repository(folder, {"a.md": figures("x.png")}), "x.png")
    git(folder, "add", "--all")
    (folder / "x.png").unlink()
    assert found("a.md") == [("F301", "x.png")]


def committed(folder: Path) -> Path:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    return folder


def test_figures_in_a_submodule_a_worktree_and_a_repository_within(
    folder: Path,
) -> None:
    pictures(repository(folder / "inner", {"b.md": ""}), "x.png")
    pictures(
        repository(
            folder / "outer",
            {"a.md": figures("sub/x.png", "sub/gone.png", "nested/x.png", "y.png")},
        ),
        "y.png",
    )
    committed(folder / "inner")
    git(folder / "outer", "submodule", "--quiet", "add", str(folder / "inner"), "sub")
    pictures(repository(folder / "outer" / "nested", {}), "x.png")
    git(folder / "outer", "add", "a.md", "sub", "y.png")
    git(folder / "outer", "commit", "--quiet", "--message", "a")
    os.chdir(folder / "outer")
    assert found("a.md") == [
        ("F301", "sub/x.png"),
        ("F301", "sub/gone.png"),
        ("F304", "nested/x.png"),
    ]
    git(folder / "outer", "worktree", "add", "--quiet", "../tree")
    pictures(folder / "tree", "nested/x.png", "sub/x.png")
    os.chdir(folder / "tree")
    assert found("a.md") == [
        ("F301", "sub/x.png"),
        ("F301", "sub/gone.png"),
        ("F304", "nested/x.png"),
    ]
    (folder / "tree" / "y.png").unlink()
    assert ("F301", "y.png") in found("a.md")


def test_what_lies_in_a_submodule_is_said_to(folder: Path) -> None:
    pictures(repository(folder / "inner", {"b.md": ""}), "x.png")
    committed(folder / "inner")
    text = figures("sub/x.png", "sub/gone.png", "link/x.png", "plain/x.png")
    root = repository(folder / "outer", {"a.md": text + "[b](sub/b.md)\n", "plain": ""})
    git(root, "submodule", "--quiet", "add", str(folder / "inner"), "sub")
    (root / "link").symlink_to("sub")
    git(root, "add", "--all")
    os.chdir(root)
    expected = [
        "figure in a submodule: sub/x.png",
        "figure in a submodule: sub/gone.png",
        "figure in a submodule: link/x.png",
        "figure not found: plain/x.png",
        "correct this link: sub/b.md is in a submodule",
    ]
    assert messages("a.md") == messages("--staged", "a.md") == expected
    git(root, "submodule", "--quiet", "deinit", "--force", "sub")
    assert messages("a.md") == expected


def messages(*arguments: str) -> list[str]:
    done = notelint(
        "check",
        "--isolated",
        "--select",
        "F301,L407",
        "--output-format",
        "json",
        *arguments,
    )
    return [each["message"] for each in json.loads(done.out)]


def test_names_that_are_hard_to_write(folder: Path) -> None:
    names = [
        "a b.png",
        'a"b.png',
        "a'b.png",
        "a&b.png",
        "-a.png",
        "论文.png",
        "50%.png",
        "a#b.png",
        "a?b.png",
    ]
    targets = [
        *names[:6],
        "50%25.png",
        "a%23b.png",
        "a%3Fb.png",
        "new%0Aline.png",
        "new\\line.png",
    ]
    pictures(
        repository(folder, {}),
        *names,
        "new\nline.png",
        os.fsdecode(b"\xe9.png"),
        "figs/x.png",
    )
    text = figures(*targets[:-1])
    write(folder, {"a.md": text})
    assert found("a.md", "F301", "F304") == []
    git(folder, "add", "a.md")
    assert found("a.md", "F301", "F304") == [
        ("F304", target) for target in targets[:-1]
    ]
    git(folder, "add", "--all")
    assert found("a.md", "F301", "F304") == []
    known = around(text)
    assert set(known.pictures) == {*names, "new\nline.png"}
    assert os.fsdecode(b"\xe9.png") in known.folders[""]
    write(folder, {"b.md": figures("%E9.png", "é.png")})
    assert found("b.md", "F301") == [("F301", "%E9.png"), ("F301", "é.png")]


def test_a_name_that_is_no_text_can_be_reported(folder: Path) -> None:
    pictures(
        repository(folder, {"a.md": ENTRY}), os.fsdecode(b"\xe9.png"), "fig\x1b[31m.png"
    )
    done = notelint(
        "check",
        "--isolated",
        "--select",
        "F306,F301",
        "--output-format",
        "concise",
        ".",
    )
    assert (done.code, done.err) == (1, "")
    assert len(done.out.splitlines()) == 3
    assert "\x1b" not in done.out


def test_letter_case_on_a_disk_that_tells_it_apart(folder: Path) -> None:
    pictures(
        repository(
            folder,
            {"a.md": figures("Figs/x.png", "figs/x.PNG", "figs/X.png", "figs/x.png")},
        ),
        "figs/x.png",
        "figs/X.png",
    )
    git(folder, "add", "--all")
    assert found("a.md") == [("F302", "Figs/x.png"), ("F302", "figs/x.PNG")]


def test_two_folders_of_one_name_in_two_cases(folder: Path) -> None:
    write(folder, {"Figs/a.md": "", "figs/b.md": ""})
    pictures(folder, "Figs/x.png", "figs/y.png")
    known = around("![](figs/y.png) ![](Figs/x.png) ![](FIGS/x.png)\n")
    assert [
        known.find(path) for path in ("figs/y.png", "Figs/x.png", "FIGS/x.png")
    ] == [
        Place("figs/y.png", exact=True),
        Place("Figs/x.png", exact=True),
        Place("Figs/x.png", exact=False),
    ]


def test_outside_of_git(folder: Path) -> None:
    pictures(folder, "figs/x.png", "other/y.png")
    write(folder, {"notes/a.md": "", "other/a.md": ""})
    known = around("![](../figs/x.png) ![](../other/Y.png)\n", "notes/a.md")
    assert (known.path, known.tracked, known.others, known.repository) == (
        "notes/a.md",
        None,
        frozenset(),
        "",
    )
    assert known.pictures == {
        "figs/x.png": Picture("png", 100),
        "other/y.png": Picture("png", 100),
    }
    os.chdir(folder / "notes")
    known = around("![](../figs/x.png) ![](y.png)\n", str(folder / "other" / "a.md"))
    assert (known.path, known.find("../figs/x.png"), known.find("y.png")) == (
        "a.md",
        Place("../figs/x.png", True),
        Place("y.png", True),
    )


def test_where_git_fails(folder: Path) -> None:
    pictures(folder, "figs/x.png")
    write(folder, {"a.md": figures("figs/x.png", "figs/gone.png", "FIGS/x.png")})
    (folder / ".git").mkdir()
    known = around(figures("figs/x.png"))
    assert (known.tracked, known.others) == (None, frozenset())
    assert found("a.md") == [("F301", "figs/gone.png"), ("F302", "FIGS/x.png")]


def test_figure_outside_of_the_repository(folder: Path) -> None:
    pictures(folder, "x.png", "outside/y.png")
    repository(
        folder / "r",
        {
            "figs/.keep": "",
            "a.md": figures(
                "../x.png", "figs/../../outside/y.png", "../gone.png", "/../x.png"
            ),
        },
    )
    git(folder / "r", "add", "--all")
    os.chdir(folder / "r")
    known = around((folder / "r" / "a.md").read_text())
    assert (known.pictures, known.folders) == ({}, {})
    assert found("a.md") == [
        ("F301", target)
        for target in (
            "../x.png",
            "figs/../../outside/y.png",
            "../gone.png",
            "/../x.png",
        )
    ]


def test_nothing_outside_of_the_repository_is_told(folder: Path) -> None:
    write(folder, {"outside/notes.md": "# There\n", "outside/PASSWD": "root"})
    pictures(folder, "outside/x.png")
    targets = [
        "../outside/PASSWD",
        "../outside/passwd",
        "../outside/x.png",
        "../outside/X.png",
        "../outside/gone.png",
        "%2e%2e/outside/x.png",
    ]
    targets += [
        "out/x.png",
        "out/X.png",
        "out/gone.png",
        "one.png",
        "chain.png",
        "deep/up/x.png",
        ".git/config",
        ".git/gone",
    ]
    links = "[a](out/notes.md#gone) [b](out/gone.md) [c](out.md) [d](.git/config)\n\n"
    root = repository(
        folder / "r",
        {
            "deep/.keep": "",
            "a.md": links + figures(*targets, "..\\outside\\x.png", "~/../../x.png"),
        },
    )
    for name, target in {
        "out": "../outside",
        "one.png": "../outside/x.png",
        "chain.png": "one.png",
        "deep/up": "../out",
        "out.md": "../outside/notes.md",
    }.items():
        (root / name).symlink_to(target)
    git(root, "add", "--all")
    os.chdir(root)
    before = found("a.md", "F3", "L4")
    assert [each for each in before if each[0] == "F301"] == [
        ("F301", target) for target in targets
    ]
    assert [each for each in before if each[0] == "L407"] == [
        ("L407", "out/notes.md#gone"),
        *(("L407", x) for x in ("out/gone.md", "out.md", ".git/config")),
    ]
    assert {code for code, _ in before} == {"F301", "F303", "L407"}
    shown = [
        notelint("check", "--isolated", *more, "a.md").out
        for more in ([], ["--staged"])
    ]
    assert shown[0] == shown[1]
    assert "did you mean" not in shown[0]
    for path in (folder / "outside").iterdir():
        path.unlink()
    assert notelint("check", "--isolated", "a.md").out == shown[0]
    (folder / "outside").rmdir()
    assert found("a.md", "F3", "L4") == before


def test_outside_of_git_nothing_far_away_is_told(folder: Path) -> None:
    write(
        folder,
        {
            "a/b/c.md": figures(
                "../x.png",
                "../gone.png",
                "../../y.png",
                "../../gone.png",
                "/../../../../etc/passwd",
                "up/y.png",
            )
        },
    )
    pictures(folder, "a/x.png", "y.png")
    (folder / "a" / "b" / "up").symlink_to("../..")
    os.chdir(folder / "a" / "b")
    assert found("c.md", "F3") == [("F301", "../gone.png")]


def test_figures_beside_the_folder_of_a_notebook_outside_of_git(folder: Path) -> None:
    write(
        folder,
        {
            "notes/a.md": figures("../figs/x.png"),
            "notes/b.md": figures("./up/../../figs/x.png", "../figs/gone.png"),
        },
    )
    pictures(folder, "figs/x.png")
    os.chdir(folder / "notes")
    assert found("a.md", "F3") == []
    assert found("b.md", "F3") == [("F301", "../figs/gone.png")]


def test_notebook_reached_through_a_link(folder: Path) -> None:
    pictures(
        repository(
            folder / "r", {"notes/a.md": figures("../figs/x.png", "../figs/gone.png")}
        ),
        "figs/x.png",
    )
    git(folder / "r", "add", "--all")
    (folder / "notes").symlink_to("r/notes")
    (folder / "all").symlink_to("r")
    for path in (
        "notes/a.md",
        "all/notes/a.md",
        "all/notes/../notes/a.md",
        str(folder / "notes" / "a.md"),
    ):
        assert found(path) == [("F301", "../figs/gone.png")]
    known = around(figures("../figs/x.png"), "notes/a.md")
    assert (known.path, set(known.pictures)) == ("notes/a.md", {"figs/x.png"})


def test_notebook_that_is_a_link(folder: Path) -> None:
    pictures(repository(folder, {"docs/a.md": figures("figs/x.png")}), "figs/x.png")
    (folder / "README.md").symlink_to("docs/a.md")
    git(folder, "add", "--all")
    assert found("README.md") == []
    assert found("docs/a.md") == [("F301", "figs/x.png")]


def test_figures_behind_a_link_to_a_folder(folder: Path) -> None:
    pictures(
        repository(folder, {"a.md": figures("figs/x.png", "new/x.png")}), "images/x.png"
    )
    (folder / "figs").symlink_to("images")
    git(folder, "add", "--all")
    (folder / "new").symlink_to("images")
    assert found("a.md") == [("F304", "new/x.png")]


def test_what_is_no_file_is_no_picture(folder: Path) -> None:
    repository(
        folder, {"a.md": figures("pipe.png", "zero.png", "figs.png", "broken.png")}
    )
    os.mkfifo(folder / "pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    (folder / "figs.png").mkdir()
    (folder / "broken.png").symlink_to("nowhere")
    assert (
        around(figures("pipe.png", "zero.png", "figs.png", "broken.png")).pictures == {}
    )
    assert found("a.md", "F304", "F310", "F312") == []


def test_standard_input_under_a_name(folder: Path) -> None:
    pictures(repository(folder, {}), "figs/x.png")
    text = figures("../figs/x.png", "../figs/gone.png")
    (result,) = run(
        ["-"], lambda _: Config(select=("F301",)), text.encode, "notes/new.md"
    )
    assert [each.message for each in result.diagnostics] == [
        "figure not found: ../figs/gone.png"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("![](https://github.com/ada/notes/blob/main/x.png)", "ada/notes"),
        ("[x](https://github.com/ada/notes/blob/main/a.md#x)", "ada/notes"),
        ("[x](https://github.com/ada/notes#x)", "ada/notes"),
        ("[x](https://github.com/ada/notes/blob/main/a.md)", "ada/notes"),
        ("[x](https://github.com/ada/notes)", ""),
        ("![](x.png)", ""),
    ],
)
def test_the_repositorys_name_where_a_page_of_githubs_is_named(
    folder: Path, text: str, name: str
) -> None:
    git(
        repository(folder, {}),
        "remote",
        "add",
        "origin",
        "git@github.com:ada/notes.git",
    )
    assert around(text).repository == name


def test_pages_of_githubs_about_files(folder: Path) -> None:
    pictures(
        repository(
            folder,
            {
                "notes/a.md": figures(
                    "https://github.com/ada/notes/blob/main/figs/x.png"
                )
            },
        ),
        "figs/x.png",
    )
    assert found("notes/a.md", "F311") == [
        ("F311", "https://github.com/ada/notes/blob/main/figs/x.png")
    ]
    git(folder, "remote", "add", "origin", "https://github.com/eve/other")
    assert found("notes/a.md", "F311") == []


def test_anchors_of_the_notebooks_that_are_linked_to(folder: Path) -> None:
    git(
        repository(folder, {}),
        "remote",
        "add",
        "origin",
        "git@github.com:ada/notes.git",
    )
    write(
        folder,
        {
            "b.md": "# Über uns\n\n<a id='X'></a>\n",
            "notes/a.md": "# A\n",
            "notes/c.md": "# C\n",
            "d.md": "# D\n",
            "e.txt": "# E\n",
            "README.md": "# R\n",
        },
    )
    (folder / "bad.md").write_bytes(b"# \xff\n")
    os.mkfifo(folder / "pipe.md")
    to_others = "[b](../b.md#x) [c](c.md#c) [d](../d.md) [e](../e.txt#e) [own](#a) [own](a.md#a)\n"
    text = (
        to_others
        + "[gone](gone.md#x) [bad](/bad.md#x) [p](/pipe.md#x) [n](%00.md#x) [long](/"
        + "x" * 5000
        + ".md#x)\n"
    )
    known = around(text, "notes/a.md")
    assert known.anchors == {"b.md": {"über-uns", "x"}, "notes/c.md": {"c"}}
    known = around(
        "[r](https://github.com/ada/notes#r) [b](https://github.com/ada/notes/blob/main/b.md#x) [e](https://github.com/eve/x/blob/main/d.md#d)\n"
    )
    assert set(known.anchors) == {"README.md", "b.md"}
    assert around("[out](../x.md#x)").anchors == {}


def paper(url: str) -> PaperId:
    found = paper_of(url)
    assert found is not None
    return found.paper


def test_mentions_in_the_other_notebooks(folder: Path) -> None:
    other = "https://arxiv.org/abs/1810.04805"
    repository(
        folder,
        {
            "a.md": ENTRY,
            "b.md": f"# NLP\n\n1. [Attention]({URL}v5)\n2. [BERT]({other})\n",
            "notes/c.md": f"* [Attention](https://arxiv.org/pdf/1706.03762) notes\n* [BERT]({other}) notes\n",
            "old/d.md": ENTRY,
            "ignored.md": ENTRY,
            ".gitignore": "ignored.md\n",
            ".notelint.yaml": "exclude: [old/]\nnotebook: {duplicates: repository}\n",
        },
    )
    (folder / "bad.md").write_bytes(b"\xff")
    expected = {
        paper(URL): [
            Mention("b.md", 3, "NLP", '"Attention"'),
            Mention("notes/c.md", 1, "", '"Attention"'),
        ]
    }
    assert around(ENTRY, duplicates="repository").mentions == expected
    assert (
        around(ENTRY, duplicates="file").mentions
        == around(ENTRY).mentions
        == around("", duplicates="repository").mentions
        == {}
    )
    assert [
        each.path
        for each in around(ENTRY, "b.md", duplicates="repository").mentions[paper(URL)]
    ] == ["a.md", "notes/c.md"]
    codes = {
        each.path: [(found.code, found.message) for found in each.diagnostics]
        for each in results("a.md", "b.md", select=("P501",))
    }
    assert codes == {
        "a.md": [],
        "b.md": [
            (
                "P501",
                'merge with "Attention Is All You Need" in a.md line 1: both lead to arxiv 1706.03762',
            )
        ],
    }


def results(*paths: str, select: Sequence[str] = ("F306",)) -> list[Result]:
    return list(
        run(
            paths,
            lambda path: config_of(path)._replace(select=tuple(select)),
            lambda: b"",
        )
    )


def unused(*paths: str) -> list[str]:
    return [each.path for each in results(*paths) if isinstance(each, FigureResult)]


def test_figures_of_the_whole_repository_though_one_file_is_named(folder: Path) -> None:
    pictures(
        repository(
            folder,
            {"a.md": figures("figs/a.png"), "notes/b.md": "![](../figs/b.png)\n"},
        ),
        "figs/a.png",
        "figs/b.png",
        "figs/c.png",
        "z.JPG",
    )
    write(
        folder,
        {
            "figs/notes.txt": "",
            ".gitignore": "ignored.png\n",
            "ignored.png": "",
            "x.pdf": "",
        },
    )
    assert (
        unused("a.md")
        == unused("notes/b.md")
        == unused("notes/b.md", "a.md")
        == ["figs/c.png", "z.JPG"]
    )
    os.chdir(folder / "notes")
    assert unused("b.md") == ["../figs/c.png", "../z.JPG"]


def test_figures_come_last_and_in_order(folder: Path) -> None:
    pictures(
        repository(folder, {"b.md": ENTRY, "a.md": ENTRY}),
        "b.png",
        "a/c.png",
        "图.png",
        "B.png",
    )
    found = results("b.md", "a.md")
    assert [
        (each.path, isinstance(each, NotebookResult), source_of(each) is None)
        for each in found
    ] == [
        ("b.md", True, False),
        ("a.md", True, False),
        ("B.png", False, True),
        ("a/c.png", False, True),
        ("b.png", False, True),
        ("图.png", False, True),
    ]


SHOWN = [
    "![](figs/x.png)",
    "![](/figs/x.png)",
    "<img src='./figs/x.png'>",
    "[x](figs/x.png)",
    "<a href='figs/x.png'>x</a>",
    "![][x]\n\n[x]: figs/x.png",
    "![](figs\\x.png)",
    "![](Figs/X.PNG)",
    "![](/Users/ada/notes/figs/x.png)",
    "![](https://github.com/ada/notes/blob/main/figs/x.png)",
    "![](https://github.com/ada/notes/blob/main/figs/x.png?raw=true)",
    "![](https://raw.githubusercontent.com/ada/notes/main/figs/x.png)",
    "![](https://github.com/ada/notes/raw/feature/one/figs/x.png#x)",
    "![](https://cdn.jsdelivr.net/gh/ada/notes@main/figs/x.png)",
    "![](https://ada.github.io/notes/figs/%78.png)",
    "<picture><source srcset='figs/x.png 2x'><img src='https://example.org/y.png'></picture>",
    "<picture><source srcset='z.png, figs/x.png 2x'></picture>",
    "<img src='https://example.org/y.png' srcset='z.png 1x, figs/x.png 2x'>",
]


@pytest.mark.parametrize("text", SHOWN)
def test_figure_that_is_shown_in_some_way(folder: Path, text: str) -> None:
    pictures(
        repository(folder, {"a.md": text + "\n", "b.md": ""}),
        "figs/x.png",
        "figs/y.png",
    )
    assert unused("b.md") == ["figs/y.png"]


@pytest.mark.parametrize(
    "text",
    [
        "`![](figs/x.png)`",
        "<!-- ![](figs/x.png) -->",
        "![](x.png)",
        "figs/x.png",
        "![](https://example.org/other/x.png)",
    ],
)
def test_figure_that_is_named_and_not_shown(folder: Path, text: str) -> None:
    pictures(repository(folder, {"a.md": text + "\n"}), "figs/x.png")
    assert unused("a.md") == ["figs/x.png"]


def test_what_the_config_excludes_shows_figures_and_is_not_reported(
    folder: Path,
) -> None:
    config = "exclude: [old/]\nper-file-ignores: {'site/*.png': [F306]}\n"
    pictures(
        repository(
            folder,
            {"a.md": "", "old/b.md": "![](../x.png)\n", ".notelint.yaml": config},
        ),
        "x.png",
        "y.png",
        "old/z.png",
        "site/logo.png",
    )
    assert unused("a.md") == ["y.png"]


def test_notebook_whose_config_does_not_ask_for_figures(folder: Path) -> None:
    pictures(
        repository(
            folder,
            {
                "a.md": "",
                "b.md": "",
                ".notelint.yaml": "per-file-ignores: {a.md: [F306]}\n",
            },
        ),
        "y.png",
    )
    assert unused("a.md") == []
    assert unused("a.md", "b.md") == ["y.png"]
    assert [
        each.path
        for each in results("a.md", "b.md", select=("F3",))
        if isinstance(each, FigureResult)
    ] == ["y.png"]
    assert [each.path for each in run(["b.md"], lambda _: Config(), lambda: b"")] == [
        "b.md"
    ]
    assert [
        each.path
        for each in run(["-"], lambda _: Config(select=("F306",)), lambda: b"")
    ] == ["-"]
    assert [
        each.path
        for each in run(["-"], lambda _: Config(select=("F306",)), lambda: b"", "b.md")
    ] == ["b.md", "y.png"]


def test_deleted_figure_is_not_reported(folder: Path) -> None:
    pictures(repository(folder, {"a.md": ""}), "x.png", "y.png")
    git(folder, "add", "--all")
    (folder / "x.png").unlink()
    assert unused("a.md") == ["y.png"]


def test_sparse_checkout_without_all_notebooks_cannot_tell(folder: Path) -> None:
    pictures(
        repository(folder, {"a.md": "", "b.md": "![](x.png)\n"}),
        "x.png",
        "y.png",
        "z.png",
    )
    git(folder, "add", "--all")
    git(folder, "update-index", "--skip-worktree", "z.png")
    (folder / "z.png").unlink()
    assert unused("a.md") == ["y.png"]
    git(folder, "update-index", "--skip-worktree", "b.md")
    (folder / "b.md").unlink()
    assert unused("a.md") == []


def test_figures_outside_of_git(folder: Path) -> None:
    pictures(folder, "x.png", "figs/y.png", ".hidden/z.png", "node_modules/z.png")
    write(folder, {"a.md": "![](x.png)\n"})
    assert unused("a.md") == ["figs/y.png"]


def test_figures_of_two_repositories(folder: Path) -> None:
    for name in ("one", "two"):
        pictures(repository(folder / name, {"a.md": ""}), "x.png")
    pictures(folder / "two", "y.png")
    assert unused("two/a.md", "one/a.md", "two/a.md") == [
        "two/x.png",
        "two/y.png",
        "one/x.png",
    ]


def test_notebooks_that_cannot_be_read_do_not_end_the_run(folder: Path) -> None:
    pictures(repository(folder, {"a.md": "![](x.png)\n"}), "x.png", "y.png")
    (folder / "bad.md").write_bytes(b"\xff")
    os.mkfifo(folder / "pipe.md")
    (folder / "loop.md").symlink_to("loop.md")
    write(folder, {"deep.md": ">" * 5000 + "\n"})
    assert unused("a.md") == ["y.png"]


def logged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to which each call of git is written from now on."""
    real, log, tools = shutil.which("git"), folder / "log", folder / "tools"
    tools.mkdir()
    (tools / "git").write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec "{real}" "$@"\n')
    (tools / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    return log


def test_git_is_asked_once_a_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(
        folder / "r",
        {
            f"notes/{name}.md": figures("../figs/x.png", f"{name}.png")
            + "[b](b.md#x)\n"
            for name in "abc"
        },
    )
    pictures(root, "figs/x.png")
    pictures(root / "many", *(f"{number}.png" for number in range(10_000)))
    git(root, "remote", "add", "origin", "git@github.com:ada/notes.git")
    (folder / "link").symlink_to("r")
    log = logged(folder, monkeypatch)
    os.chdir(root)
    for arguments in (
        [],
        ["."],
        ["notes"],
        ["notes/a.md", "notes/b.md", "notes/c.md"],
        [str(folder / "link" / "notes")],
    ):
        log.write_text("")
        done = notelint("check", "--isolated", "--select", "F301,F304,L407", *arguments)
        assert (done.code, done.out.count(" F301 ")) == (1, 3)
        assert log.read_text().splitlines() == [
            "-c core.fsmonitor=false ls-files -z -t --cached --others --exclude-standard"
        ]
    log.write_text("")
    done = notelint(
        "check",
        "--isolated",
        "--select",
        "F306",
        "--output-format",
        "concise",
        "notes/a.md",
    )
    assert done.out.count(" F306 ") == 10_000
    assert len(log.read_text().splitlines()) == 1


def test_git_is_not_asked_where_nothing_local_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "r", {"a.md": ENTRY + "   ![](https://example.org/x.png)\n"})
    log = logged(folder, monkeypatch)
    assert notelint("check", "--isolated", "r/a.md").code == 0
    assert not log.exists()


def test_other_notebooks_are_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def counted(source: Source, preferences: Preferences) -> Notebook:
        seen.append(source.path)
        return read(source, preferences)

    monkeypatch.setattr(context_builder, "read", counted)
    config = "notebook: {duplicates: repository}\n"
    repository(
        folder,
        {
            **{f"{name}.md": ENTRY + "[b](b.md#x) [b](./b.md#y)\n" for name in "abc"},
            ".notelint.yaml": config,
        },
    )
    results("a.md", "b.md", "c.md", select=("F306", "P501", "L"))
    assert sorted(seen) == ["a.md", "b.md", "c.md"]


def test_a_notebook_of_many_figures_in_a_large_folder_takes_no_time(
    folder: Path,
) -> None:
    for number in range(3000):
        (folder / f"{number}.png").touch()
    text = "".join(
        f"![](gone{number}.png) [x](lost{number}.md)\n" for number in range(3000)
    )
    before = time.process_time()
    known = around(text)
    for number in range(3000):
        known.find(f"gone{number}.png")
    assert time.process_time() - before < 5


def test_unreadable_is_told_where_it_is_judged(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\xff")
    (folder / "x.png").touch()
    assert [
        [each.code for each in result.diagnostics] for result in results("bad.md")
    ] == [["X902"], ["F306"]]
