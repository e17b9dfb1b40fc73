"""What a stranger writes into titles, messages and file names comes through every format
for CI as text, and does nothing.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.engine.results import NotebookResult
from notelint.reporters import Look, reporter
from notelint.reporters.ci import plain
from notelint.text.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from notelint.text.source import Source, Span
from tests.schemas import valid_json, valid_xml

URL = "https://github.com/notelint/notelint/blob/main/docs/rules/L402.md"

NASTY = [
    *(
        "%",
        "%0A",
        "%25",
        ":",
        "::",
        ",",
        "=",
        ";",
        "]",
        "[",
        "##[add-mask]a",
        "##[error]",
        "::error file=a::b",
        "::stop-commands::x",
    ),
    *(
        "\n::set-env name=PATH::/tmp",
        "\n##[add-path]/tmp",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "\t",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x1b]0;t\x07",
        "\x7f",
    ),
    *(
        "\x85",
        "\x9b31m",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udcff",
        "\U000e0001",
    ),
    *(
        "<",
        ">",
        "&",
        "&lt;",
        '"',
        "'",
        "]]>",
        "<!--",
        "-->",
        "</code></td>",
        "<script>",
        "<img src=x>",
        "`",
        "```",
        "|",
        "*a*",
        "$x$",
    ),
    *(
        "](javascript:x)",
        "[a](https://x.org)",
        "![a](https://x.org/a.png)",
        "https://x.org",
        "www.x.org",
        "a@x.org",
        "@everyone",
        "#1",
    ),
    *(
        ":smile:",
        "\\",
        "{",
        "}",
        "{0}",
        "{{",
        "- a",
        "# a",
        "论文",
        "👍🏽",
        "é",
        "a",
        " ",
    ),
]
TEXTS = st.lists(
    st.sampled_from(NASTY) | st.characters(codec=None), min_size=1, max_size=8
).map("".join)
NAMES = TEXTS.map(
    lambda text: re.sub(r"[\ud800-\udc7f\udd00-\udfff\0/]", "x", text)
).filter(lambda name: name not in {"", ".", "..", "-"})
LINES = st.lists(
    st.sampled_from(["a", "论", "𐐀", "\x1b", "\u2028", " ", "\n", "\r\n", "\r", "|"]),
    max_size=12,
).map("".join)


class Given(NamedTuple):
    """A file with findings."""

    path: str
    result: NotebookResult


@st.composite
def givens(draw: st.DrawFn) -> Given:
    path = "/".join(draw(st.lists(NAMES, min_size=1, max_size=2)))
    source = Source(draw(LINES), path, bom=draw(st.booleans()))
    found = draw(st.lists(diagnostics(source), min_size=1, max_size=4))
    return Given(
        path,
        NotebookResult(path, source if draw(st.integers(0, 4)) else None, tuple(found)),
    )


@st.composite
def diagnostics(draw: st.DrawFn, source: Source) -> Diagnostic:
    span = draw(spans(source))
    edits = draw(st.lists(st.builds(Edit, spans(source), LINES), max_size=3))
    edits = [
        edit
        for at, edit in enumerate(sorted(edits))
        if all(edit.span.start > before.span.end for before in sorted(edits)[:at])
    ]
    fix = (
        Fix(draw(st.sampled_from(Applicability)), tuple(edits), draw(TEXTS))
        if edits
        else None
    )
    message, start, end = (
        draw(TEXTS),
        source.position(span.start),
        source.position(span.end),
    )
    severity = draw(st.sampled_from(Severity))
    return Diagnostic(
        "L402",
        "tracking-query",
        severity,
        message,
        source.path,
        span,
        start,
        end,
        fix,
        message,
        URL,
    )


@st.composite
def spans(draw: st.DrawFn, source: Source) -> Span:
    """A range that parts no CRLF."""
    places = [
        place
        for place in range(len(source.text) + 1)
        if source.text[place - 1 : place + 1] != "\r\n"
    ]
    start, end = sorted(
        draw(st.tuples(st.sampled_from(places), st.sampled_from(places)))
    )
    return Span(start, end)


def reported(form: str, given: Given) -> str:
    text = reporter(form)([given.result], Look())
    text.encode()  # what cannot be written would come out as an escape
    for character in text:
        assert character == "\n" or unicodedata.category(character) not in {
            "Cc",
            "Cs",
            "Zl",
            "Zp",
        }, f"U+{ord(character):04X}"
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text)
    return text


def shown(path: str) -> str:
    return plain(os.path.normpath(path))


# A line of a log, as GitHub's runner reads it (actions/runner: ActionCommand.cs). Any of
# its commands but three would be a stranger's.

ANNOTATIONS = {"error", "warning", "notice"}
REGISTERED = {
    *ANNOTATIONS,
    "stop-commands",
    "set-env",
    "add-mask",
    "add-path",
    "add-matcher",
    "group",
    "debug",
    "set-output",
    "save-state",
    "echo",
}


class Command(NamedTuple):
    """A command to the runner."""

    name: str
    properties: dict[str, str]
    data: str


def command_of(line: str) -> Command | None:
    """The command that the runner takes a line for."""
    text = line.lstrip()
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        name, _, listed = text[2:end].partition(" ")
        if name.lower() in REGISTERED:
            pairs = [each.split("=", 1) for each in listed.strip().split(",") if each]
            return Command(
                name,
                {key: unescaped(value, colon=True) for key, value in pairs},
                unescaped(text[end + 2 :]),
            )
    if found := re.search(r"##\[([^\] ]*)([^\]]*)\](.*)", text):
        return (
            Command(found[1], {}, found[3]) if found[1].lower() in REGISTERED else None
        )
    return None


def unescaped(text: str, *, colon: bool = False) -> str:
    for code, sign in [
        ("%0D", "\r"),
        ("%0A", "\n"),
        *([("%3A", ":"), ("%2C", ",")] if colon else []),
        ("%25", "%"),
    ]:
        text = text.replace(code, sign)
    return text


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", text.removesuffix("\n"))


def test_reader_knows_what_is_forged() -> None:
    assert command_of(" ::add-mask::x") == Command("add-mask", {}, "x")
    assert command_of("words ##[stop-commands]x") == Command("stop-commands", {}, "x")
    assert command_of("::error file=a%2Cb,title=c::d%0Ae") == Command(
        "error", {"file": "a,b", "title": "c"}, "d\ne"
    )
    assert command_of("words ::error::x") is None


@given(givens())
def test_github(given: Given) -> None:
    commands = [command_of(line) for line in lines_of(reported("github", given))]
    path = shown(given.path)
    assert len(commands) == len(given.result.diagnostics)
    for command, each in zip(commands, given.result.diagnostics, strict=True):
        assert command
        assert command.name in ANNOTATIONS
        place = {"line": each.start.line, "endLine": each.end.line}
        if each.start.line == each.end.line:
            place |= {"col": each.start.column, "endColumn": each.end.column}
        listed = {
            "file": path,
            "title": "L402 tracking-query",
            **{name: str(value) for name, value in place.items()},
        }
        assert command.properties == listed
        assert (
            command.data
            == f"{path}:{each.start.line}:{each.start.column}: L402 {plain(each.message)}"
        )


@pytest.mark.parametrize("form", ["gitlab", "sarif", "junit", "rdjson", "markdown"])
@settings(max_examples=40)
@given(given=givens())
def test_printed_into_a_log_no_other_format_is_a_command(
    form: str, given: Given
) -> None:
    assert [line for line in lines_of(reported(form, given)) if command_of(line)] == []


@given(givens())
def test_gitlab(given: Given) -> None:
    rows = valid_json(reported("gitlab", given), "gitlab")
    assert [row["description"] for row in rows] == [
        f"L402 {plain(each.message)}" for each in given.result.diagnostics
    ]
    assert [row["location"]["lines"]["begin"] for row in rows] == [
        each.start.line for each in given.result.diagnostics
    ]
    assert {row["location"]["path"] for row in rows} == {shown(given.path)}
    assert len({row["fingerprint"] for row in rows}) == len(rows)


@settings(max_examples=60)
@given(givens())
def test_sarif(given: Given) -> None:
    (run,) = valid_json(reported("sarif", given), "sarif-2.1.0")["runs"]
    for row, each in zip(run["results"], given.result.diagnostics, strict=True):
        said = row["message"]["text"]
        assert not re.search(r"\]\(", said)
        assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", said)
        assert said.replace("{{", "{").replace("}}", "}").replace("] (", "](") == plain(
            each.message
        ).replace("] (", "](")
        place = row["locations"][0]["physicalLocation"]
        assert os.fsdecode(
            unquote_to_bytes(place["artifactLocation"]["uri"])
        ) == os.path.normpath(given.path)
        source = given.result.source
        if source is None:
            assert "charOffset" not in place["region"]
            assert "fixes" not in row
            continue
        assert region_of(place["region"], source) == each.span
        (fix,) = row.get("fixes", [None])
        assert (fix is None) == (each.fix is None)
        if fix and each.fix:
            made = [
                Edit(
                    region_of(part["deletedRegion"], source),
                    part["insertedContent"]["text"],
                )
                for part in fix["artifactChanges"][0]["replacements"]
            ]
            assert made == sorted(each.fix.edits)


def region_of(region: dict[str, int], source: Source) -> Span:
    """The range that a region names by its lines and columns, which is the one that it
    names by offset.
    """
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", source.text))]
    span = Span(
        *(
            starts[region[f"{side}Line"] - 1] + region[f"{side}Column"] - 1
            for side in ("start", "end")
        )
    )
    assert region["charOffset"] == span.start
    assert region["charLength"] == span.end - span.start
    return span


@given(givens())
def test_junit(given: Given) -> None:
    text = reported("junit", given)
    valid_xml(text, "junit")
    (suite,) = ElementTree.fromstring(text)
    found = given.result.diagnostics
    assert suite.attrib["name"] == shown(given.path)
    assert int(suite.attrib["tests"]) == len(found) == len(suite)
    assert (
        int(suite.attrib["failures"])
        == len(list(suite.iter("failure")))
        == sum(each.severity != "info" for each in found)
    )
    assert len(
        {(case.attrib["classname"], case.attrib["name"]) for case in suite}
    ) == len(found)
    for case, each in zip(suite, found, strict=True):
        assert case.attrib["name"].startswith(
            f"L402 tracking-query: {plain(each.message)}"
        )
        assert case[0].attrib.get("message", plain(each.message)) == plain(each.message)
        line = f"{shown(given.path)}:{each.start.line}:{each.start.column}: L402 tracking-query {plain(each.message)}"
        assert case[0].text == f"{line}\n{URL}"


@given(givens())
def test_rdjson(given: Given) -> None:
    rows = valid_json(reported("rdjson", given), "rdjson")["diagnostics"]
    for row, each in zip(rows, given.result.diagnostics, strict=True):
        assert row["message"] == plain(each.message)
        assert row["location"]["path"] == plain(given.path)
        source = given.result.source
        if source is None:
            assert row["location"]["range"] == {"start": {"line": each.start.line}}
            assert "suggestions" not in row
        elif each.fix:
            (suggestion,) = row["suggestions"]
            assert taken(suggestion, source) == mended(each.fix, source)


def taken(suggestion: dict[str, Any], source: Source) -> bytes:
    """The file once a suggestion is taken, as reviewdog and GitHub do: lines by their
    numbers, columns by bytes.

    A whole file's last line end is GitHub's business, so those at its end do not count.
    """
    start, end, text = (
        suggestion["range"]["start"],
        suggestion["range"]["end"],
        suggestion["text"].encode(),
    )
    lines = re.findall(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", source.whole.encode()) or [
        b""
    ]
    bare = [line.rstrip(b"\r\n") for line in lines]
    first, last = start["line"] - 1, end["line"] - 1
    if "column" in start:
        assert start["column"] - 1 <= len(bare[first])
        assert end["column"] - 1 <= len(bare[last])
        new = (
            lines[first][: start["column"] - 1]
            + text
            + lines[last][end["column"] - 1 :]
        )
    else:
        new = text + b"\n" if text else b""
    return b"".join([*lines[:first], new, *lines[last + 1 :]]).rstrip(b"\r\n")


def mended(fix: Fix, source: Source) -> bytes:
    text = source.text
    for span, new in sorted(fix.edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return (("\ufeff" if source.bom else "") + text).encode().rstrip(b"\r\n")


class Page(HTMLParser):
    """The tags of a page, and the text in each `<code>`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.codes: list[str] = []
        self.outside = ""
        self._is_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {str(value) for name, value in attrs if name in {"href", "src"}}
        if tag == "code":
            self.codes.append("")
            self._is_code = True

    def handle_endtag(self, tag: str) -> None:
        self._is_code = self._is_code and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._is_code:
            self.codes[-1] += data
        else:
            self.outside += data

    def handle_comment(self, _data: str) -> None:
        self.tags.add("<!-- -->")


@given(givens())
def test_markdown(given: Given) -> None:
    page = Page(
        cmarkgfm.github_flavored_markdown_to_html(
            reported("markdown", given), options=Options.CMARK_OPT_UNSAFE
        )
    )
    assert page.tags == {
        "h3",
        "p",
        "details",
        "summary",
        "code",
        "table",
        "tr",
        "th",
        "td",
        "a",
    }
    assert page.links == {URL}
    assert page.codes == [
        shown(given.path),
        *(plain(each.message) for each in given.result.diagnostics),
    ]
    places = "".join(
        f"{each.severity}{each.start.line}:{each.start.column}L402 tracking-query"
        for each in given.result.diagnostics
    )
    assert re.sub(r"\n", "", page.outside).endswith(f"linerulewhat{places}")


def test_json_says_what_it_said() -> None:
    source = Source("a\u202e\x9b论\n", "a.md")
    span = Span(0, 4)
    fix = Fix(Applicability.SAFE, (Edit(span, "\u202e\x9b论##[add-mask]"),))
    found = Diagnostic(
        "L402",
        "tracking-query",
        Severity.ERROR,
        "m",
        "a.md",
        span,
        source.position(0),
        source.position(4),
        fix,
        "m",
        URL,
    )
    text = reporter("rdjson")([NotebookResult("a.md", source, (found,))], Look())
    assert text.isascii()
    assert (
        json.loads(text)["diagnostics"][0]["suggestions"][0]["text"]
        == "\u202e\x9b论##[add-mask]"
    )
