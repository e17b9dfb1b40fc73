"""What rules may know of the files around a notebook."""

import time

import pytest

from notelint.rules.context import (
    Place,
    RepoContext,
    blob_of,
    local_path,
    paths_in,
    spelled,
    tails,
)

FOLDERS = {
    "": frozenset({"notes", "Figs", "top.png"}),
    "notes": frozenset({"README.md", "own.png", "Own.PNG"}),
    "Figs": frozenset({"a.png", "Sub", "Straße.png"}),
    "Figs/Sub": frozenset({"B.PNG"}),
    "..": frozenset({"outside"}),
    "../outside": frozenset({"c.png"}),
}
NOTES = RepoContext("notes/README.md", FOLDERS)
ROOT = RepoContext("README.md", FOLDERS)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("figs/a.png", "figs/a.png"),
        ("./figs/a.png", "./figs/a.png"),
        ("../a.png", "../a.png"),
        ("/figs/a.png", "/figs/a.png"),
        ("a%20b.png", "a b.png"),
        ("%E5%9B%BE.png", "图.png"),
        ("a.png?raw=true", "a.png"),
        ("a.png#dark", "a.png"),
        ("a%23b.png", "a#b.png"),
        (" a.png ", "a.png"),
        ("path", "path"),
        ("C:/a.png"[2:], "/a.png"),
        ("c:a", "c:a"),
    ],
)
def test_local_path(target: str, path: str) -> None:
    assert local_path(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "",
        "#a",
        "?a",
        "//example.org/a.png",
        "https://example.org",
        "mailto:a@b",
        "data:image/png;base64,A",
        "file:///a.png",
        "HTTP://a",
        "%20",
        "a+b.c-d:e",
    ],
)
def test_no_local_path(target: str) -> None:
    assert local_path(target) is None


@pytest.mark.parametrize(
    ("target", "in_notes", "at_root"),
    [
        ("a.png", "notes/a.png", "a.png"),
        ("./x/../a.png", "notes/a.png", "a.png"),
        ("../a.png", "a.png", "../a.png"),
        ("../../a.png", "../a.png", "../../a.png"),
        ("/a.png", "a.png", "a.png"),
        ("//a.png", "a.png", "a.png"),
        ("x//a.png", "notes/x/a.png", "x/a.png"),
    ],
)
def test_resolve(target: str, in_notes: str, at_root: str) -> None:
    assert (NOTES.resolve(target), ROOT.resolve(target)) == (in_notes, at_root)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("top.png", Place("top.png", True)),
        ("Top.png", Place("top.png", False)),
        ("Figs/a.png", Place("Figs/a.png", True)),
        ("figs/A.png", Place("Figs/a.png", False)),
        ("FIGS/SUB/b.png", Place("Figs/Sub/B.PNG", False)),
        ("Figs/Sub/B.PNG", Place("Figs/Sub/B.PNG", True)),
        ("Figs/STRASSE.png", Place("Figs/Straße.png", False)),
        ("Figs", Place("Figs", True)),
        ("notes/own.png", Place("notes/own.png", True)),
        ("notes/Own.PNG", Place("notes/Own.PNG", True)),
        ("notes/OWN.png", Place("notes/Own.PNG", False)),
        ("../outside/c.png", Place(None, False, outside=True)),
        ("../Outside/c.png", Place(None, False, outside=True)),
        ("missing.png", Place(None, False)),
        ("Figs/missing.png", Place(None, False)),
        ("missing/a.png", Place(None, False)),
        ("top.png/a.png", Place(None, False)),
        ("../../a.png", Place(None, False, outside=True)),
        ("../../outside/c.png", Place(None, False, outside=True)),
        ("../" * 1000 + "top.png", Place(None, False, outside=True)),
        (".", Place(".", True)),
        ("./", Place(".", True)),
        ("..", Place(None, False, outside=True)),
        ("Figs/..", Place(".", True)),
        ("Figs/", Place("Figs", True)),
        ("top.png\0", Place(None, False)),
    ],
)
def test_find(target: str, place: Place) -> None:
    assert ROOT.find(target) == place
    assert NOTES.find(f"../{target}") == place


def test_find_what_a_link_leads_out_to() -> None:
    around = ROOT._replace(outside=frozenset({"top.png"}))
    assert (
        around.find("top.png")
        == around.find("Figs/../top.png")
        == Place(None, False, outside=True)
    )


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("../outside/c.png", Place("../outside/c.png", True)),
        ("../Outside/c.png", Place("../outside/c.png", False)),
        ("../../a.png", Place(None, False)),
        ("..", Place("..", True)),
    ],
)
def test_find_above_a_plain_folder(target: str, place: Place) -> None:
    assert ROOT._replace(is_repository=False).find(target) == place


def test_find_in_no_time() -> None:
    names = frozenset(f"{number}.png" for number in range(20_000))
    around = RepoContext("a.md", {"": names})
    before = time.process_time()
    for number in range(20_000):
        assert around.find(f"lost{number}.png").path is None
    for path in ("../" * 100_000 + "a.png", "x/" * 100_000 + "a.png"):
        assert around.find(path).path is None
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("a.png", "a.png"),
        ("A.png", "A.png"),
        ("a.PNG", "A.png"),
        ("strasse", "Straße"),
        ("STRASSE", "Straße"),
        ("b.png", None),
        ("", None),
    ],
)
def test_spelled(name: str, right: str | None) -> None:
    assert spelled(name, frozenset({"a.png", "A.png", "Straße"})) == right
    assert spelled(name, frozenset()) is None


def test_names_beside() -> None:
    assert ROOT.names_beside("Figs/x.png") == FOLDERS["Figs"]
    assert NOTES.names_beside("x.png") == FOLDERS["notes"]
    assert NOTES.names_beside("/x.png") == FOLDERS[""]
    assert ROOT.names_beside("none/x.png") == frozenset()


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("C:\\notes\\figs\\a.png", ["notes/figs/a.png", "figs/a.png", "a.png"]),
        ("/Users/ada/a.png", ["ada/a.png", "a.png"]),
        ("file:///a.png", ["a.png"]),
        ("a.png", []),
        ("", []),
        (
            "/home/" + "x/" * 100_000 + "a.png",
            ["x/" * count + "a.png" for count in range(39, -1, -1)],
        ),
    ],
)
def test_tails(path: str, left: list[str]) -> None:
    assert tails(path) == left


@pytest.mark.parametrize(
    ("target", "paths"),
    [
        ("figs/a.png", ["figs/a.png"]),
        (" figs\\a.png ", ["figs/a.png"]),
        ("/figs/a.png", ["/figs/a.png"]),
        ("/home/ada/a.png", ["/home/ada/a.png", "ada/a.png", "a.png"]),
        ("D:/figs/a.png", ["D:/figs/a.png", "figs/a.png", "a.png"]),
        ("file:///tmp/a.png", ["tmp/a.png", "a.png"]),
        ("https://example.org/a.png", []),
        ("#a", []),
        (" ", []),
    ],
)
def test_paths_in(target: str, paths: list[str]) -> None:
    assert paths_in(target) == paths


@pytest.mark.parametrize(
    ("url", "repository", "path", "fragment"),
    [
        (
            "https://github.com/ada/notes/blob/main/figs/a.png",
            "ada/notes",
            "/figs/a.png",
            "",
        ),
        (
            "http://www.GitHub.com/ada/notes/BLOB/main/a.md#one",
            "ada/notes",
            "/a.md",
            "one",
        ),
        (
            " https://github.com/ada/notes/blob/main/a%20b.md?plain=1#L1 ",
            "ada/notes",
            "/a b.md",
            "L1",
        ),
        ("https://github.com/ada/notes/blob/main/", "ada/notes", "/", ""),
    ],
)
def test_pages_of_files(url: str, repository: str, path: str, fragment: str) -> None:
    blob = blob_of(url)
    assert blob is not None
    assert (blob.repository, blob.path, blob.fragment) == (repository, path, fragment)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/ada/notes/blob/main/a.png?raw=true",
        "https://github.com/ada/notes/raw/main/a.png",
        "https://github.com/ada/notes",
        "https://github.com/ada/blob/main/a.png",
        "https://gitlab.com/ada/notes/blob/main/a.png",
        "/ada/notes/blob/main/a.png",
        "",
    ],
)
def test_no_pages_of_files(url: str) -> None:
    assert blob_of(url) is None


def test_whose_repository_it_is() -> None:
    known = RepoContext(repository="Ada/Notes")
    assert known.is_own("ada/notes")
    assert not known.is_own("ada/notes2")
    assert RepoContext().is_own("eve/other")
