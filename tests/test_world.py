"""The disk and git, asked of real folders and repositories."""

import os
from pathlib import Path

import pytest

from notelint.repo.git import calls
from notelint.repo.work_tree import Repository, WorkTree, walk
from notelint.rules.context import Picture
from tests.cli.program import git, repository, write

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 92


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def at(folder: Path) -> Repository:
    return Repository(folder, in_git=True)


def plain(folder: Path) -> Repository:
    return Repository(folder, in_git=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/ada/notes",
        "https://github.com/ada/notes.git",
        "https://github.com/ada/notes/",
        "https://GitHub.com/ada/notes.git",
        "https://www.github.com/ada/notes.git",
        "https://ada@github.com/ada/notes.git",
        "https://x-access-token:secret@github.com/ada/notes.git",
        "http://github.com/ada/notes",
        "git://github.com/ada/notes.git",
        "git@github.com:ada/notes.git",
        "git@github.com:/ada/notes.git",
        "github.com:ada/notes",
        "ssh://git@github.com/ada/notes.git",
        "ssh://git@github.com:22/ada/notes.git",
        "ssh://git@ssh.github.com:443/ada/notes.git",
        "git+ssh://git@github.com/ada/notes.git",
    ],
)
def test_name_at_github(folder: Path, address: str) -> None:
    git(repository(folder, {}), "remote", "add", "origin", address)
    assert at(folder).name == "ada/notes"


@pytest.mark.parametrize(
    "address",
    [
        "https://gitlab.com/ada/notes.git",
        "git@gitee.com:ada/notes.git",
        "https://github.com.example.org/ada/notes.git",
        "https://notgithub.com/ada/notes.git",
        "https://example.org/github.com/ada/notes.git",
        "https://example.org/?@github.com:ada/notes",
        "git@gist.github.com:3f2c9d1.git",
        "https://github.com/ada",
        "https://github.com/ada/notes/tree/main",
        "/srv/github.com/ada/notes.git",
        "../notes",
        "github:ada/notes",
    ],
)
def test_no_name_elsewhere(folder: Path, address: str) -> None:
    git(repository(folder, {}), "remote", "add", "origin", address)
    assert at(folder).name == ""


def test_a_repository_of_a_name_with_dots(folder: Path) -> None:
    git(
        repository(folder, {}),
        "remote",
        "add",
        "origin",
        "git@github.com:ada/ada.github.io.git",
    )
    assert at(folder).name == "ada/ada.github.io"


def test_no_name_without_a_remote_and_without_git(folder: Path) -> None:
    assert plain(folder).name == at(folder).name == ""
    assert at(repository(folder, {})).name == ""


def test_names_in_a_folder(folder: Path) -> None:
    write(folder, {"a.md": "", "figs/x.png": "", "figs/图.png": ""})
    assert plain(folder).names("") == {"a.md", "figs"}
    assert plain(folder).names("figs") == {"x.png", "图.png"}
    assert plain(folder / "figs").names("..") == {"a.md", "figs"}


@pytest.mark.parametrize(
    "place",
    [
        "none",
        "a.md",
        "a.md/x",
        "a\0b",
        "x" * 300,
        "x/" * 5000,
        "loop",
        "loop/loop",
        "gone",
        "\udce9",
    ],
)
def test_no_names_where_no_folder_is(folder: Path, place: str) -> None:
    write(folder, {"a.md": ""})
    (folder / "loop").symlink_to("loop")
    (folder / "gone").symlink_to("nowhere")
    assert (
        plain(folder).names(place)
        == at(repository(folder, {})).names(place)
        == frozenset()
    )


def test_outside_of_git_no_names_above_the_folder_above(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plain(folder).names("..") == set(os.listdir(folder.parent))
    for depth in range(2, len(folder.parts) + 2):
        assert plain(folder).names("/".join([".."] * depth)) == frozenset()
    monkeypatch.setenv("HOME", str(folder.parent))
    assert plain(folder).names("..") == frozenset()
    assert plain(Path("/tmp")).names("..") == frozenset()


@pytest.mark.parametrize(
    "place",
    [
        "..",
        "../r2",
        "out",
        "out/deep",
        "whole",
        ".git",
        ".GIT/hooks",
        "figs/.git",
        "deep/up",
    ],
)
def test_no_names_outside_of_a_repository(
    folder: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(folder / "r", {"figs/a.md": "", "deep/b.md": ""})
    write(folder, {"r2/x.png": "", "r2/deep/y.png": ""})
    (root / "out").symlink_to("../r2")
    (root / "whole").symlink_to(folder / "r2")
    (root / "deep" / "up").symlink_to("../out")
    (root / "loop").symlink_to("figs")
    monkeypatch.setattr(os, "listdir", lambda path: pytest.fail(f"looked at {path}"))
    assert at(root).names(place) == frozenset()
    assert at(root).resolve(place) is at(root).picture(f"{place}/x.png") is None


def test_links_within_a_repository_are_followed(folder: Path) -> None:
    root = repository(folder / "r", {"figs/a.md": ""})
    (root / "one").symlink_to("figs")
    (root / "two").symlink_to(root / "one")
    (root / "figs" / "up").symlink_to("../two/../figs")
    (root / "a.md").symlink_to("figs/a.md")
    one = at(root)
    assert [
        one.resolve(path)
        for path in ("one", "two/a.md", "figs/up/up/a.md", "a.md", "no/such.md", "")
    ] == [
        "figs",
        "figs/a.md",
        "figs/a.md",
        "figs/a.md",
        "no/such.md",
        "",
    ]
    assert one.names("two") == {"a.md", "up"}


def test_what_a_submodule_holds_is_another_repositorys(folder: Path) -> None:
    inner = repository(folder / "inner", {"x.md": ""})
    git(inner, "add", "--all")
    git(inner, "commit", "--quiet", "--message", "a")
    root = repository(folder / "r", {"a.md": ""})
    git(root, "submodule", "--quiet", "add", str(inner), "sub")
    (root / "link").symlink_to("sub")
    assert [
        at(root).resolve(path) for path in ("sub", "sub/x.md", "link/x.md", "a.md")
    ] == ["sub", None, None, "a.md"]


def test_dots_in_names_are_not_taken_for_folders_above(folder: Path) -> None:
    deep = "/".join(f"a..{number}" for number in range(30))
    write(folder, {f"{deep}/x.png": ""})
    assert plain(folder).names(deep) == {"x.png"}


def test_folder_that_may_not_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(place: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr(os, "listdir", refuse)
    assert plain(folder).names("") == frozenset()


def test_what_git_does_not_know_keeps_its_name(folder: Path) -> None:
    repository(
        folder,
        {
            "A.md": "",
            "figs/New.png": "",
            ".gitignore": "figs/Ignored.png\n",
            "figs/Ignored.png": "",
        },
    )
    git(folder, "add", "A.md")
    assert at(folder).names("") == {".git", ".gitignore", "A.md", "figs"}
    assert at(folder).names("figs") == {"New.png", "Ignored.png"}


def test_tracked_file_that_was_deleted_is_not_there(folder: Path) -> None:
    repository(folder, {"a.png": "", "b.png": ""})
    git(folder, "add", "--all")
    (folder / "a.png").unlink()
    assert at(folder).names("") == {".git", "b.png"}


def test_a_disk_that_tells_letter_case_apart_has_the_last_word(folder: Path) -> None:
    repository(folder, {"figs/unet.png": "", "Docs/a.md": ""})
    git(folder, "add", "--all")
    (folder / "figs" / "unet.png").rename(folder / "figs" / "Unet.PNG")
    (folder / "Docs").rename(folder / "docs")
    assert at(folder).names("figs") == {"Unet.PNG"}
    assert at(folder).names("") == {".git", "docs", "figs"}


def test_on_a_disk_that_folds_letter_case_git_has_the_last_word(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder, {"figs/unet.png": "", "figs/other.png": "", "Docs/a.md": ""})
    git(folder, "add", "--all")
    (folder / "figs" / "unet.png").rename(folder / "figs" / "Unet.PNG")
    (folder / "figs" / "other.png").unlink()
    (folder / "Docs").rename(folder / "docs")
    (folder / "figs" / "New.png").touch()
    real = os.path.lexists

    def folding(path: Path) -> bool:
        return real(path) or str(path.name).casefold() in {
            name.casefold() for name in os.listdir(path.parent)
        }

    monkeypatch.setattr(os.path, "lexists", folding)
    assert at(folder).names("figs") == {"unet.png", "New.png"}
    assert at(folder).names("") == {".git", "Docs", "figs"}


def test_what_a_sparse_checkout_leaves_out_is_there(folder: Path) -> None:
    repository(
        folder,
        {
            "a.md": "",
            "figs/x.png": "",
            "figs/X.png": "",
            "figs/deep/y.png": "",
            "b/gone.png": "",
        },
    )
    git(folder, "add", "--all")
    git(
        folder,
        "update-index",
        "--skip-worktree",
        "figs/x.png",
        "figs/X.png",
        "figs/deep/y.png",
    )
    for name in ("figs/x.png", "figs/X.png", "figs/deep/y.png", "b/gone.png"):
        (folder / name).unlink()
    for name in ("figs/deep", "figs", "b"):
        (folder / name).rmdir()
    assert at(folder).names("") == {".git", "a.md", "figs"}
    assert at(folder).names("figs") == {"x.png", "X.png", "deep"}
    assert at(folder).names("figs/deep") == {"y.png"}
    assert at(folder).names("b") == frozenset()
    assert at(folder).picture("figs/x.png") is None


def test_pictures(folder: Path) -> None:
    (folder / "a.png").write_bytes(PNG)
    (folder / "b.png").write_text("<html>")
    (folder / "empty.png").touch()
    (folder / "link.jpg").symlink_to("a.png")
    assert (
        plain(folder).picture("a.png")
        == plain(folder).picture("link.jpg")
        == Picture("png", 100)
    )
    assert plain(folder).picture("b.png") == Picture("html", 6)
    assert plain(folder).picture("empty.png") == Picture("empty", 0)


def test_of_a_huge_file_only_the_head_is_read(folder: Path) -> None:
    with (folder / "huge.png").open("wb") as file:
        file.write(PNG)
        file.truncate(2**40)
    assert plain(folder).picture("huge.png") == Picture("png", 2**40)


@pytest.mark.parametrize(
    "make", ["fifo", "folder", "broken", "loop", "device", "nothing"]
)
def test_what_is_no_regular_file_is_never_opened(
    folder: Path, make: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.png"
    if make == "fifo":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    elif make != "nothing":
        path.symlink_to(
            {"broken": "nowhere", "loop": "a.png", "device": "/dev/zero"}[make]
        )
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("was opened"))
    assert plain(folder).picture("a.png") is None


def test_the_systems_own_files_are_never_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not os.path.exists("/proc/version"):
        pytest.skip("no /proc here")
    (folder / "a.png").symlink_to("/proc/version")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("was opened"))
    assert plain(folder).picture("a.png") is None


@pytest.mark.parametrize(
    "path",
    [
        "a\0.png",
        "x" * 300 + ".png",
        "x/" * 5000 + "a.png",
        "a.md/b.png",
        "../" * 5000 + "a.png",
        "\udce9.png",
    ],
)
def test_no_picture_at_a_path_that_cannot_be(folder: Path, path: str) -> None:
    write(folder, {"a.md": ""})
    assert plain(folder).picture(path) is None


def test_picture_that_may_not_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, _flags: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "a.png").write_bytes(PNG)
    monkeypatch.setattr(os, "open", refuse)
    assert plain(folder).picture("a.png") is None


def test_each_question_is_asked_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository(folder, {"a.md": ""}) / "a.png").write_bytes(PNG)
    one = at(folder)
    before = (
        one.files,
        one.names(""),
        one.picture("a.png"),
        one.picture("b.png"),
        one.name,
    )
    monkeypatch.setattr(os, "listdir", lambda _: pytest.fail("listed again"))
    monkeypatch.setattr(Path, "stat", lambda _: pytest.fail("looked at again"))
    monkeypatch.setattr(calls, "outcome", lambda *_: pytest.fail("asked again"))
    assert (
        one.files,
        one.names(""),
        one.picture("a.png"),
        one.picture("b.png"),
        one.name,
    ) == before


def test_all_files(folder: Path) -> None:
    files = {
        "b.md": "",
        "a/图.png": "",
        ".hidden/x.md": "",
        "node_modules/x.md": "",
        "x.log": "",
    }
    write(folder, files)
    assert plain(folder).all_files() == ["b.md", "x.log", "a/图.png"]
    repository(folder, {".gitignore": "*.log\nnode_modules/\n"})
    git(folder, "add", "b.md")
    assert at(folder).all_files() == [".gitignore", ".hidden/x.md", "a/图.png", "b.md"]


def test_all_files_where_git_fails(folder: Path) -> None:
    write(folder, {"a.md": "", "figs/x.png": ""})
    (folder / ".git").mkdir()
    assert at(folder).files is None
    assert at(folder).all_files() == ["a.md", "figs/x.png"]
    assert at(folder).names("figs") == {"x.png"}
    assert at(folder).name == ""


def test_walk_follows_no_links(folder: Path) -> None:
    write(folder, {"a/b.md": ""})
    (folder / "a" / "up").symlink_to("..")
    assert walk(str(folder)) == ["a/b.md"]
    assert walk("a") == ["b.md"]


def test_one_repository_for_all_its_folders(folder: Path) -> None:
    repository(folder, {"a/b/c.md": "", "d.md": ""})
    inner = repository(folder / "inner", {"e.md": ""})
    all_of_them = WorkTree()
    outer = all_of_them.repository_of(folder)
    assert outer is not None
    assert (outer.root, outer.in_git) == (folder, True)
    assert all_of_them.repository_of(folder / "a" / "b") is outer
    assert all_of_them.repository_of(Path("a")) is outer
    assert all_of_them.repository_or_folder_of(folder / "a" / "b" / "c.md") is outer
    found = all_of_them.repository_of(inner)
    assert found is not None
    assert found.root == inner


def test_home_outside_of_a_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"here/notes/a.md": "", "there/b.md": ""})
    monkeypatch.chdir(folder / "here")
    every = WorkTree()
    assert every.repository_of(folder) is None
    home = every.repository_or_folder_of(folder / "here" / "notes" / "a.md")
    assert (home.root, home.in_git, home.files) == (folder / "here", False, None)
    assert (
        every.repository_or_folder_of(folder / "there" / "b.md").root
        == folder / "there"
    )
    assert every.repository_or_folder_of(folder / "here" / "c.md") is home
