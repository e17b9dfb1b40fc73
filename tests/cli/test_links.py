"""`notelint links`, as a user runs it, in a world whose papers are known."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from notelint.cli import network
from notelint.links.survey import Progress
from tests.cli.program import (
    ENTRY,
    INTERRUPTIBLE,
    TRACKED,
    Done,
    environment,
    git,
    notelint,
    process,
    repository,
    write,
)
from tests.paper_world import DOMAIN, FakeClock, Paper, World

ATTENTION = Paper(
    "1706.03762", "Attention Is All You Need", ("Ashish Vaswani",), versions=7
)
MISSING = "1. [Made Up](https://arxiv.org/abs/2301.99999)\n"
WALLED = f"1. [A Talk](https://cloudflare.{DOMAIN}/)\n"
LOST = f"1. [A Page](https://missing.{DOMAIN}/)\n"


@pytest.fixture(autouse=True)
def world(paper_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world, and a clock that nobody waits by."""
    clock = FakeClock()
    paper_world.clock = clock.monotonic
    monkeypatch.setattr(network, "Clock", lambda: clock)
    paper_world.arxiv.add(ATTENTION)
    return paper_world


def links(*arguments: str, **files: str) -> Done:
    """Ask about notebooks that are written first, by their names without `.md`."""
    write(Path(), {f"{name}.md": text for name, text in files.items()})
    return notelint("links", *arguments)


def test_notebook_in_order() -> None:
    done = links(a=ENTRY)
    assert (done.code, done.err) == (0, "")
    assert done.out == "1 link: 1 fine (1 request).\n  arxiv.org  1 fine\n"


def test_no_links_at_all(world: World) -> None:
    done = links(a="1. [A](b.md)\n   [c](#d)\n")
    assert (done.code, done.out) == (0, "No links to ask about.\n")
    assert not world.requests


def test_paper_that_is_not_there() -> None:
    done = links(a=MISSING)
    first, *rest = done.out.splitlines()
    assert done.code == 1
    assert first.startswith("a.md:1:14: N601 missing-paper ")
    assert rest == ["1 link: 1 missing (2 requests).", "  arxiv.org  1 missing"]


def test_what_could_not_be_verified_fails_no_run_but_a_strict_one() -> None:
    done = links(a=WALLED)
    assert done.code == 0
    assert "N606 unverified-link" in done.out
    assert links("--strict").code == 1
    assert links("--strict", "--exit-zero").code == 0
    assert links("--strict", "--fail-on", "error").code == 1


def test_nothing_but_links_is_told() -> None:
    assert "L402" not in links(a=TRACKED).out
    assert "L402" in notelint("check").out


def test_check_asks_too_where_that_is_wanted(world: World) -> None:
    write(Path(), {"a.md": TRACKED + MISSING.replace("1.", "2.")})
    assert notelint("check").out.count("N601") == 0
    assert not world.requests
    done = notelint("check", "--links")
    assert done.code == 1
    assert [code for code in ("L402", "N601") if code in done.out] == ["L402", "N601"]


@pytest.mark.parametrize(
    "option",
    [["--offline"], ["--strict"], ["--max-time", "9"], ["--connect-to", "a:1:b:2"]],
)
def test_check_takes_no_such_option_alone(option: list[str]) -> None:
    done = notelint("check", *option)
    assert (done.code, done.err) == (
        2,
        f"error: {option[0]}: works together with --links\n",
    )


def test_answers_are_kept(world: World) -> None:
    first = links(a=ENTRY + MISSING)
    world.forget()
    second = links()
    assert not world.requests
    assert second.out.splitlines()[0] == first.out.splitlines()[0]
    assert (
        second.out.splitlines()[1]
        == "2 links: 1 fine, 1 missing (0 requests, 2 answered from the cache)."
    )
    assert links("--no-cache").code == 1
    assert world.requests


def test_offline_asks_nothing(world: World) -> None:
    links(a=MISSING)
    world.forget()
    done = links("--offline", b=LOST)
    assert not world.requests
    assert "N601" in done.out
    assert "N602" not in done.out
    assert done.err == "warning: --offline: nothing is stored of 1 of 2 links\n"
    assert "1 not asked" in done.out


def test_time_that_is_over() -> None:
    text = "".join(
        f"{number}. [x](https://fine.{DOMAIN}/{number})\n" for number in range(1, 31)
    )
    done = links("--max-time", "10", a=text)
    assert done.code == 0
    assert "20 links to fine.example: there was no time left" in done.out


def test_config_leaves_links_out(world: World) -> None:
    write(
        Path(),
        {".notelint.yaml": f"links: {{exclude: ['https://missing.{DOMAIN}/**']}}\n"},
    )
    assert links(a=LOST.replace("/)", "/page)")).out == "No links to ask about.\n"
    assert not world.requests


def test_config_and_comments_silence_rules(world: World) -> None:
    assert links("--ignore", "N601", a=MISSING).code == 0
    assert links(a=f"<!-- notelint-disable-next-line N601 -->\n{MISSING}").code == 0
    write(Path(), {".notelint.yaml": "per-file-ignores: {a.md: [N]}\n"})
    assert links(a=MISSING).code == 0


@pytest.mark.parametrize(
    "form",
    ["json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson", "markdown"],
)
def test_programs_are_told_findings_alone(form: str) -> None:
    done = links("--output-format", form, a=MISSING)
    assert done.code == 1
    assert "N601" in done.out
    assert "1 link:" not in done.out
    if form in {"json", "gitlab"}:
        assert len(json.loads(done.out)) == 1


def test_standard_input() -> None:
    done = notelint("links", "-", stdin=MISSING.encode())
    assert done.code == 1
    assert "-:1:14: N601" in done.out
    done = notelint("links", "--stdin-filename", "x.md", stdin=MISSING.encode())
    assert "x.md:1:14: N601" in done.out
    done = notelint("check", "--links", "-", stdin=MISSING.encode())
    assert (done.code, done.err) == (
        2,
        "error: --links: name standard input with --stdin-filename\n",
    )


def test_file_that_cannot_be_read_is_told() -> None:
    Path("a.md").write_bytes(b"\xff\xfe\x00")
    done = notelint("links")
    assert done.code == 1
    assert "X902" in done.out


@pytest.mark.parametrize("value", ["nonsense", "a:b", "a:1::2"])
def test_connections_that_are_none(value: str) -> None:
    write(Path(), {"a.md": ENTRY})
    done = notelint("links", "--connect-to", value)
    assert (done.code, done.err) == (
        2,
        f"error: --connect-to: expects HOST:PORT:ADDRESS:PORT, not {value}\n",
    )


def test_connections_by_option(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTELINT_CONNECT_TO")
    options = [
        word
        for each in world.connections
        if each.startswith("export.arxiv.org")
        for word in ("--connect-to", each)
    ]
    assert links(*options, a=ENTRY).code == 0
    assert len(world.asked("export.arxiv.org")) == 1


def test_bundle_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "nowhere.pem")
    done = links(a=ENTRY)
    assert (done.code, done.err) == (
        2,
        "error: REQUESTS_CA_BUNDLE: nowhere.pem: no such file or directory\n",
    )


def test_only_new_lines_are_asked(world: World) -> None:
    folder = repository(
        Path(), {"a.md": LOST + ENTRY.replace("1.", "2."), "b.md": LOST}
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    write(
        folder, {"a.md": LOST + ENTRY.replace("1.", "2.") + MISSING.replace("1.", "3.")}
    )
    for option in (["--since", "HEAD"], ["--staged"]):
        world.forget()
        done = links("--no-cache", *option)
        assert done.code == 1, done
        assert "a.md:3:14: N601" in done.out
        assert "N602" not in done.out
        assert not world.asked(f"missing.{DOMAIN}")
        assert [batch for batch in world.arxiv.batches if "1706.03762" in batch] == []
        git(folder, "add", "--all")
    assert (
        notelint("links", "--since", "HEAD", "b.md").out == "No links to ask about.\n"
    )


def test_baseline_accepts_what_links_find_and_check_says_nothing_of_it() -> None:
    links(a=MISSING)
    found = json.loads(notelint("links", "--output-format", "json").out)[0]
    accepted = f'{{code: N601, fingerprint: "{found["fingerprint"]}"}}'
    write(
        Path(),
        {
            ".notelint-baseline.yaml": f"version: 1\nfindings:\n  a.md:\n    - {accepted}\n"
        },
    )
    assert notelint("links") == Done(
        0,
        "1 link: 1 missing (0 requests, 1 answered from the cache).\n  arxiv.org  1 missing\n",
        "",
    )
    done = notelint("check")
    assert (done.code, done.out) == (0, "The notebook is in order.\n"), (
        "and what nobody was asked is not gone"
    )


def test_rules_that_are_not_in_force_are_told() -> None:
    done = links("--select", "E", a=MISSING)
    assert done.code == 0
    assert (
        done.err
        == "warning: no rule about links (N601 and so on) is in force: see select and ignore in the config\n"
    )


def test_page_that_has_moved_is_followed_where_that_is_wanted() -> None:
    write(Path(), {"a.md": f"1. [A Page](https://moved-301.{DOMAIN}/old#part)\n"})
    assert "[*]" in notelint("check", "--links").out
    done = notelint("check", "--links", "--fix")
    assert done.code == 0, done
    assert (
        Path("a.md").read_text() == f"1. [A Page](https://fine.{DOMAIN}/paper#part)\n"
    )


def test_files_are_listed_without_asking(world: World) -> None:
    assert links("--show-files", a=ENTRY).out == "a.md\n"
    assert not world.requests


def test_what_strangers_write_does_nothing_to_a_terminal(world: World) -> None:
    world.arxiv.add(Paper("2301.00001", "Evil \x9b31m ::error::x"))
    done = links(
        a=f"1. [Something Else Entirely Here](https://arxiv.org/abs/2301.00001)\n   [b](https://with-control.{DOMAIN}/)\n"
    )
    assert not [
        letter for letter in done.out if letter != "\n" and not letter.isprintable()
    ]


def run_for_a_while(
    folder: Path, variables: Mapping[str, str], world: World, number: int
) -> Done:
    """A process that is sent a signal when it has asked something that is never answered."""
    with subprocess.Popen(
        [*INTERRUPTIBLE, "links", "a.md"],
        cwd=folder,
        env=environment(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        until = time.monotonic() + 30
        while (
            not (world.asked(f"hangs.{DOMAIN}") and world.asked("export.arxiv.org"))
            and time.monotonic() < until
        ):
            time.sleep(0.02)
        time.sleep(0.2)
        child.send_signal(number)
        out, err = child.communicate(timeout=20)
    return Done(child.returncode, out, err)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupted_it_tells_what_it_knows(folder: Path, world: World) -> None:
    world.arxiv.add(Paper("2301.00001", "There"))
    write(
        folder,
        {
            "a.md": f"1. [There](https://arxiv.org/abs/2301.00001)\n2. [x](https://hangs.{DOMAIN}/)\n3. [y](https://missing.{DOMAIN}/)\n"
        },
    )
    variables = {**world.variables, "NOTELINT_CACHE_DIR": str(folder / "cache")}
    done = run_for_a_while(folder, variables, world, signal.SIGINT)
    assert done.code == 130, done
    assert "of 3 links were not asked" in done.err
    assert "1 fine" in done.out
    again = process("links", "--offline", "a.md", folder=folder, variables=variables)
    assert "1 fine" in again.out, "and it is stored"


def test_bar_is_drawn_at_a_terminal_and_wiped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = FakeClock()
    bar = network.Bar(clock)
    bar.draw(Progress(10, 1, 1, 0, 0.0))
    assert capsys.readouterr().err == "", "not in the first second"
    clock.advance(1.5)
    bar.draw(Progress(10, 5, 6, 2, 3.0))
    assert (
        capsys.readouterr().err
        == "\r[############............] 5 of 10 links, 2 stored, 6 requests, next in 3 s"
    )
    bar.wipe()
    assert capsys.readouterr().err.strip() == ""
