"""What rules may know of the files around a notebook."""

import pytest

from notelint.surroundings import Place, Surroundings, local_path, paths_in, tails

FOLDERS = {
    "": frozenset({"notes", "Figs", "top.png"}),
    "notes": frozenset({"README.md", "own.png", "Own.PNG"}),
    "Figs": frozenset({"a.png", "Sub", "Straße.png"}),
    "Figs/Sub": frozenset({"B.PNG"}),
    "..": frozenset({"outside"}),
    "../outside": frozenset({"c.png"}),
}
NOTES = Surroundings("notes/README.md", FOLDERS)
ROOT = Surroundings("README.md", FOLDERS)


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
        ("../outside/c.png", Place("../outside/c.png", True)),
        ("../Outside/c.png", Place("../outside/c.png", False)),
        ("missing.png", Place(None, False)),
        ("Figs/missing.png", Place(None, False)),
        ("missing/a.png", Place(None, False)),
        ("top.png/a.png", Place(None, False)),
        ("../../a.png", Place(None, False)),
    ],
)
def test_find(target: str, place: Place) -> None:
    assert ROOT.find(target) == place
    assert NOTES.find(f"../{target}") == place


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
