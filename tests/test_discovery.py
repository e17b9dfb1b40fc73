"""Arguments to files: by hand, by folder, by repository."""

import os
import shutil
from pathlib import Path

import pytest

from notelint.config import Config, load
from notelint.engine import discovery
from notelint.engine.discovery import Found, find, find_in_index
from notelint.errors import UnreadableError
from notelint.repo.snapshot import staged
from notelint.repo.work_tree import WorkTree
from notelint.repo.work_tree import load as read_file
from tests.cli.program import git, notelint, repository, write

PLAIN = ("a.md", "b/c.md", "b/d/e.MD", "b/d/f.Markdown", "b/g.txt", "h.mdx", "md")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config_of(path: Path) -> Config:
    return load(path)[0]


def files(*arguments: str, stdin_name: str | None = None) -> list[str]:
    found = find(arguments, config_of, stdin_name)
    assert found.mistakes == ()
    return list(found.files)


def test_folder_outside_of_a_repository(folder: Path) -> None:
    write(folder, dict.fromkeys(PLAIN, ""))
    assert files() == files(".") == ["a.md", "b/c.md", "b/d/e.MD", "b/d/f.Markdown"]
    assert files("b") == ["b/c.md", "b/d/e.MD", "b/d/f.Markdown"]
    assert files(str(folder / "b" / "d")) == [
        str(folder / "b/d/e.MD"),
        str(folder / "b/d/f.Markdown"),
    ]


def test_folders_that_nobody_means(folder: Path) -> None:
    write(
        folder,
        dict.fromkeys(
            (
                "a.md",
                ".hidden/a.md",
                "node_modules/a.md",
                ".venv/a.md",
                "venv/a.md",
                "b/__pycache__/a.md",
            ),
            "",
        ),
    )
    assert files() == ["a.md"]
    assert files(".hidden") == [".hidden/a.md"]


def test_whole_repository_from_its_root_and_from_below(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(
        folder,
        {
            **dict.fromkeys(PLAIN, ""),
            ".gitignore": "ignored/\n*.tmp.md\n",
            "ignored/a.md": "",
            "b/x.tmp.md": "",
        },
    )
    git(folder, "add", "a.md", "b/c.md")
    assert files() == ["a.md", "b/c.md", "b/d/e.MD", "b/d/f.Markdown"]
    monkeypatch.chdir(folder / "b" / "d")
    assert files() == ["../../a.md", "../c.md", "e.MD", "f.Markdown"]
    assert files(".") == ["e.MD", "f.Markdown"]


def test_tracked_file_that_was_deleted(folder: Path) -> None:
    repository(folder, {"a.md": "", "b.md": ""})
    git(folder, "add", "--all")
    (folder / "a.md").unlink()
    assert files() == ["b.md"]


def test_ignored_by_git_but_named_by_hand(folder: Path) -> None:
    repository(
        folder,
        {
            ".gitignore": "ignored/\n",
            "ignored/a.md": "",
            "ignored/b/c.md": "",
            "ignored/b/d.txt": "",
        },
    )
    assert files() == []
    assert files("ignored/a.md") == ["ignored/a.md"]
    assert files("ignored/b/d.txt") == ["ignored/b/d.txt"]
    assert files("ignored") == ["ignored/a.md", "ignored/b/c.md"]
    assert files("ignored/b") == ["ignored/b/c.md"]


def test_excluded_by_the_config_even_if_named_by_hand(folder: Path) -> None:
    repository(
        folder,
        {
            ".notelint.yaml": "exclude: [archive/, '*.draft.md']\n",
            "archive/a.md": "",
            "b.draft.md": "",
            "c.md": "",
        },
    )
    assert files() == files("archive", "archive/a.md", "b.draft.md", "c.md") == ["c.md"]
    assert files(str(folder / "archive" / "a.md")) == []
    assert files("-", stdin_name="archive/a.md") == []
    assert files("-", stdin_name="a.md") == files("-") == ["-"]


def test_without_git_all_files_of_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(
        folder,
        {".gitignore": "ignored/\n", "a.md": "", "b/c.md": "", "ignored/d.md": ""},
    )
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.chdir(folder / "b")
    assert files() == ["../a.md", "c.md", "../ignored/d.md"]


def test_worktree_and_submodule(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("outer", "inner"):
        repository(
            folder / name, {f"{name}.md": "", ".gitignore": "x.md\n", "x.md": ""}
        )
        git(folder / name, "add", "--all")
        git(folder / name, "commit", "--quiet", "--message", "a")
    git(folder / "outer", "worktree", "add", "--quiet", "../tree")
    git(folder / "outer", "submodule", "--quiet", "add", str(folder / "inner"), "sub")
    write(folder, {"tree/new.md": "", "tree/x.md": "", "outer/sub/x.md": ""})
    monkeypatch.chdir(folder / "tree")
    assert files() == ["new.md", "outer.md"]
    monkeypatch.chdir(folder / "outer")
    assert files() == ["outer.md"]
    monkeypatch.chdir(folder / "outer" / "sub")
    assert files() == ["inner.md"]


def test_other_repository_by_its_path(folder: Path) -> None:
    repository(folder / "here", {"a.md": ""})
    repository(folder / "there", {".gitignore": "x.md\n", "a.md": "", "x.md": ""})
    assert files("there") == ["there/a.md"]


def test_links_to_files_but_not_to_folders(folder: Path) -> None:
    repository(folder, {"a/b.md": ""})
    (folder / "link.md").symlink_to("a/b.md")
    (folder / "folder.md").symlink_to("a")
    assert files() == ["a/b.md"]
    assert files("link.md") == files("link.md", "a/b.md") == ["link.md"]


def test_a_file_with_two_names_comes_once_by_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(
        folder,
        {
            "docs/README.md": "",
            "docs/notes.txt": "",
            ".gitignore": "hidden.md\n",
            "hidden.md": "",
        },
    )
    for name, target in {
        "README.md": "docs/README.md",
        "x.md": "README.md",
        "txt.md": "docs/notes.txt",
        "z.md": "hidden.md",
    }.items():
        (folder / name).symlink_to(target)
    assert files() == files(".") == ["docs/README.md", "txt.md", "z.md"]
    git(folder, "add", "--all")
    staged_files = [each.path for each in find_in_index([], staged())[0]]
    assert staged_files == ["docs/README.md", "txt.md", "z.md"]
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert files("README.md", "docs/README.md", "x.md") == ["docs/README.md"]


def test_what_is_found_and_lies_outside_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"out/mine.md": "", "r/.keep": ""})
    root = repository(folder / "r", {"a.md": ""})
    links = {
        "b.md": "../out/mine.md",
        "c.md": str(folder / "out" / "mine.md"),
        "d.md": "b.md",
        "e.md": "../out/gone.md",
        "f.md": ".git/config",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    monkeypatch.chdir(root)
    assert (
        find([], config_of)
        == find(["."], config_of)
        == Found(("a.md",), (), tuple(links))
    )
    assert files("b.md", "c.md") == ["b.md"]
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert find(["a.md", "b.md", "e.md"], config_of) == Found(
        ("a.md",), (), ("b.md", "e.md")
    )
    monkeypatch.delenv("PRE_COMMIT")
    git(root, "add", "--all")
    found, mistakes, outside = find_in_index([], staged())
    assert ([each.path for each in found], mistakes, outside) == (
        ["a.md"],
        [],
        list(links),
    )
    shutil.rmtree(root / ".git")
    assert find(["."], config_of).outside == ("b.md", "c.md", "d.md", "e.md")


@pytest.mark.parametrize(
    "command", [["fmt"], ["check", "--fix"], ["check"], ["fmt", "."]]
)
def test_nothing_outside_is_rewritten(
    folder: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# a\n1. [A](https://arxiv.org/abs/1706.03762)   \n3. [B](https://arxiv.org/abs/1810.04805)\n"
    write(folder, {"out/mine.md": text})
    root = repository(folder / "r", {"docs/b.md": text})
    (root / "a.md").symlink_to("../out/mine.md")
    (root / "b.md").symlink_to("docs/b.md")
    monkeypatch.chdir(root)
    done = notelint(*command)
    assert done.err.startswith("warning: a.md: outside of the repository: left alone")
    assert done.err.count("outside") == 1
    assert done.out.count("docs/b.md: ") == done.out.count("b.md: ")
    assert (folder / "out" / "mine.md").read_text() == text
    assert (root / "a.md").is_symlink()
    assert (root / "b.md").is_symlink()
    assert ((root / "docs" / "b.md").read_text() == text) == (command == ["check"])
    notelint("fmt", "a.md")
    assert (folder / "out" / "mine.md").read_text() != text


def test_folder_behind_a_link(folder: Path) -> None:
    repository(
        folder / "r", {"notes/a.md": "", "notes/x.md": "", ".gitignore": "x.md\n"}
    )
    (folder / "link").symlink_to("r/notes")
    assert files("link") == ["link/a.md"]


def test_what_a_sparse_checkout_leaves_out(folder: Path) -> None:
    repository(folder, {"a.md": "", "b.md": ""})
    git(folder, "add", "--all")
    git(folder, "update-index", "--skip-worktree", "b.md")
    (folder / "b.md").unlink()
    assert files() == ["a.md"]


def test_where_git_fails_all_files_below(folder: Path) -> None:
    write(folder, {"a.md": "", "b/c.md": "", ".gitignore": "a.md\n"})
    (folder / ".git").mkdir()
    assert files() == files(".") == ["a.md", "b/c.md"]


def test_git_is_asked_once_for_all_arguments(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder, {"a/a.md": "", "b/b.md": "", "c.md": ""})
    asked = []
    real = discovery.git.files
    monkeypatch.setattr(
        discovery.git, "files", lambda root: asked.append(root) or real(root)
    )
    world = WorkTree()
    for _ in range(2):
        assert find(["a", "b", "."], config_of, work_tree=world).files == (
            "a/a.md",
            "b/b.md",
            "c.md",
        )
    assert asked == [folder]


def test_order_is_the_arguments_and_each_file_comes_once(folder: Path) -> None:
    write(folder, {"a.md": "", "b.md": "", "c/d.md": ""})
    assert files("c", "b.md", "./a.md", ".", str(folder / "a.md"), "c/../b.md") == [
        "c/d.md",
        "b.md",
        "a.md",
    ]


def test_what_is_wrong_with_an_argument(folder: Path) -> None:
    write(folder, {"a.md": ""})
    assert find(["x", "a.md", "y/z.md"], config_of) == Found(
        ("a.md",), ("no such file or folder: x", "no such file or folder: y/z.md")
    )


def test_read_a_file(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\xef\xbb\xbfa\r\n\xe8\xae\xba")
    source = read_file("a.md")
    assert (source.text, source.path, source.bom) == ("a\r\n论", "a.md", True)


def test_largest_file_that_is_read(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"a" * (10 * 1024 * 1024))
    assert len(read_file("a.md").text) == 10 * 1024 * 1024
    (folder / "a.md").write_bytes(b"a" * (10 * 1024 * 1024 + 1))
    with pytest.raises(
        UnreadableError, match="more than 10 MiB: too large for a notebook"
    ):
        read_file("a.md")


def test_file_that_grows_while_it_is_read() -> None:
    path = "/proc/self/smaps"  # of size 0, says the system, and yet there is something in it
    if not os.path.exists(path):
        pytest.skip("no /proc here")
    assert os.stat(path).st_size == 0
    assert read_file(path).text


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "the file is gone"),
        (lambda path: path.symlink_to("nowhere"), "a symbolic link that leads nowhere"),
        (lambda path: path.symlink_to(path.name), "too many levels of symbolic links"),
        (lambda path: path.mkdir(), "not a regular file"),
        (os.mkfifo, "not a regular file"),
    ],
    ids=["gone", "broken link", "circle", "folder", "fifo"],
)
def test_what_cannot_be_read(folder: Path, make: object, said: str) -> None:
    make(folder / "a.md")  # type: ignore[operator]
    with pytest.raises(UnreadableError) as caught:
        read_file("a.md")
    assert str(caught.value) == said
