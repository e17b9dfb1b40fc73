"""What must hold of any text that is read, checked and formatted, whatever it is.

Shared by `make fuzz` and `make safety`.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

from notelint.config import Config
from notelint.engine import formatter
from notelint.engine.formatter import Collect
from notelint.engine.linter import check
from notelint.errors import NotelintError, UnreadableError
from notelint.guard.changes import changes
from notelint.notebook.model import Notebook
from notelint.text.diagnostics import Applicability, Diagnostic
from notelint.text.page_changes import LAYOUT
from notelint.text.source import Source
from tests.notes import applied, are_disjoint, around_of
from tests.referee import TOOLS

SECONDS = 5.0  # of processor time that a text of 100 KB may take
LARGE = 100_000
AROUND = around_of(
    "README.md", "figs/a.png", "figs/B.png", "figs/c d.png", "figs/sub/e.png"
)


class Outcome(NamedTuple):
    """What formatting did to a text, and what is wrong with it: `problems` are (kind,
    what it is), none where all is well.
    """

    text: str
    fixed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


def around(_: Notebook) -> object:
    """The world around a text of no file: a few figures."""
    return AROUND


def unix(text: str) -> str:
    """The text with line feeds alone."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _outside() -> ModuleType | None:
    """The referee beside the checkout, where it is at hand."""
    path = TOOLS / "page_diff.py"
    spec = spec_from_file_location("page_diff", path) if path.exists() else None
    if not spec or not spec.loader:
        return None
    module = module_from_spec(spec)
    sys.modules.setdefault("page_diff", module)
    spec.loader.exec_module(module)
    return module


OUTSIDE = _outside()


# Reading and checking.


def check_notebook(notebook: Notebook) -> None:
    """Every range lies in the text, and things are in order."""
    length = len(notebook.source.text)
    spans = [
        each.span
        for each in (
            *notebook.sections,
            *notebook.entries,
            *notebook.links,
            *notebook.figures,
            *notebook.breaks,
        )
    ]
    spans += [each.url_span for each in notebook.links] + [
        each.target_span for each in notebook.figures
    ]
    spans += [line.span for entry in notebook.entries for line in entry.lines]
    spans += [entry.title.span for entry in notebook.entries if entry.title]
    spans += [entry.marker_span for entry in notebook.entries if entry.marker_span]
    assert all(0 <= span.start <= span.end <= length for span in spans), spans
    for things in (
        notebook.sections,
        notebook.entries,
        notebook.links,
        notebook.figures,
        notebook.breaks,
    ):
        starts = [each.span.start for each in things]
        assert starts == sorted(starts), f"not in order: {things[:3]}"
    for one, two in pairwise(notebook.sections):
        assert one.span.end == two.span.start, "sections are not side by side"
    for entry in notebook.entries:
        assert notebook.sections[entry.section].span.covers(entry.span), (
            "an entry leaves its section"
        )
        assert all(entry.span.covers(line.span) for line in entry.lines), (
            "a line leaves its entry"
        )


def check_diagnostics(source: Source, found: list[Diagnostic]) -> None:
    """Places lie in the text and agree, edits are apart and change something, the order
    is that of the places.
    """
    length = len(source.text)
    for each in found:
        assert 0 <= each.span.start <= each.span.end <= length, each
        if each.code != "X902":
            assert (each.start, each.end) == (
                source.position(each.span.start),
                source.position(each.span.end),
            ), each
        assert each.message, each
        assert not re.search(r"[\r\n]", each.message), each
        if each.fix:
            assert each.fix.edits, each
            assert are_disjoint(sorted(each.fix.edits), length), each
            assert applied(source.text, [each]) != source.text, (
                f"a fix that changes nothing: {each}"
            )
    assert found == sorted(found, key=lambda each: (each.span, each.code)), (
        "not in order"
    )
    prints = [each.fingerprint for each in found]
    assert len(set(prints)) == len(prints), "two findings of one fingerprint"


def check_checking(text: str, config: Config | None = None) -> None:
    """A text is checked without a crash, twice alike."""
    source, config = (
        Source.from_text(text, "README.md"),
        config or Config(select=("ALL",)),
    )
    found = check(source, config, lambda _: AROUND)
    check_diagnostics(source, found)
    assert check(source, config, lambda _: AROUND) == found, (
        "a second check says something else"
    )


# Formatting.


def formatted(
    text: str,
    kinds: Collection[Applicability] = formatter.LAYOUT,
    config: Config | None = None,
    collect: Collect = lambda _: AROUND,
) -> Outcome:
    """A text with its fixes of some kinds made, held against everything that is said here."""
    source, config = Source.from_text(text, "README.md"), config or Config()
    start = time.process_time()
    try:
        result = formatter.fix_source(source, config, collect, kinds)
    except UnreadableError as error:
        problems = (("endless", str(error)),) if "undo each other" in str(error) else ()
        return Outcome(text, problems=problems)
    except (NotelintError, Exception) as error:  # noqa: BLE001 - any crash is a finding, and the other texts are to be seen too
        return Outcome(text, problems=(("crash", _place_of(error)),))
    seconds = time.process_time() - start
    codes, refused = (
        tuple(each.code for each in result.fixed),
        tuple(each.code for each in result.refused),
    )
    problems = list(_problems(text, result.source.whole, kinds, codes))
    if seconds > SECONDS * max(1.0, len(text) / LARGE):
        problems.append(("slow", f"{seconds:.1f} s for {len(text)} characters"))
    problems += _second(result.source, config, collect, kinds, refused)
    return Outcome(result.source.whole, codes, refused, tuple(problems))


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = (
        f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        if trace
        else "?"
    )
    return f"{error!r:.200} in {place}"


def _problems(
    before: str, after: str, kinds: Collection[Applicability], codes: Collection[str]
) -> Iterable[tuple[str, str]]:
    if before == after:
        return
    if before.startswith("\ufeff") != after.startswith("\ufeff"):
        yield "harmed", "the byte order mark"
    is_layout = set(kinds) == formatter.LAYOUT
    if is_layout:
        yield from (("harmed", harm) for harm in harms(before, after))
    if lost := lost_words(before, after, codes, is_layout=is_layout):
        yield "letters", f"{dict(lost)} by {' '.join(sorted(set(codes)))}"


def _second(
    source: Source,
    config: Config,
    collect: Collect,
    kinds: Collection[Applicability],
    refused: tuple[str, ...],
) -> Iterable[tuple[str, str]]:
    """What a second run changes."""
    try:
        again = formatter.fix_source(source, config, collect, kinds)
    except Exception as error:  # noqa: BLE001 - as above
        return [("crash", f"in the second run: {_place_of(error)}")]
    if again.source.text == source.text:
        return []
    by = " ".join(sorted({each.code for each in again.fixed}))
    return [
        (
            "second run",
            f"changed by {by}{', after fixes were refused' if refused else ''}",
        )
    ]


def harms(before: str, after: str) -> list[str]:
    """What a rewrite of layout did to the page that it must not, as our own guard and
    the referee outside see it.
    """
    found = [
        f"{each.kind}: {each.detail}"
        for each in changes(before, after)
        if each.kind not in LAYOUT
    ]
    if OUTSIDE:
        found += [
            f"{kind}: {detail}"
            for allowed, kind, detail in OUTSIDE.differences(unix(before), unix(after))
            if not allowed
        ]
    return found


# Letters. Read in the text and not on the page, and with nothing of notelint's: so it sees
# what both referees fold away.

_NAMES = r"[A-Za-z0-9_.-]+"
_TOKEN = re.compile(
    rf"(?:[?&]|&amp;){_NAMES}(?:=[A-Za-z0-9._~%+:@/=-]*)?(?=$|[\s&#)\]>\"'<}}|])"
)
_COMMENT = re.compile(r"<!--\s*notelint.*?-->", re.DOTALL)
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
# What some safe fixes are for: where pictures are, places in the page.
_PICTURE = re.compile(
    r"""(?<=!\[)[^\]]*\]\([^)\r\n]*|\bsrc\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""",
    re.IGNORECASE,
)
_MOVED_PICTURES = frozenset({"F303", "F311"})
_ANCHOR = re.compile(r"""(?<=[(<"'])#[^\r\n)"']*""")  # which L408 puts right
_PLAIN = re.compile(
    r"\b(?:[a-z]{2,8}[:：]?/{1,3}|[a-z]://)[\w.~%+:@/?&=-]*", re.ASCII | re.IGNORECASE
)  # an address, up to what may be glued to it
_STRAY_TAG = re.compile(
    r"(\]\([^\s()<>]+)(?:</[a-z]{1,9}>)+(?=\))", re.IGNORECASE
)  # at the end of a target, which L401 removes
_TARGET = re.compile(r"(?<=\]\()[^\s()<>]+")  # which no reader is shown
# What other spellings of breaks, addresses, paths and figures may take away.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPELLINGS = frozenset(
    """
    br http https www export arxiv ar xiv org abs pdf html doi dx com net cn iv vanity papers v amp alt src width height img png
    openreview forum id aclweb aclanthology anthology pnas content acm dl target link zhihu f a lang browse hep th math gt
    """.split()
)


def without_tokens(text: str) -> str:
    """A text without the comments for notelint, and without the tokens of addresses that
    are plain: rules may take these away.
    """
    text = _TOKEN.sub(" ", _COMMENT.sub(" ", unix(text)))
    return _TOKEN.sub(" ", text)  # the one after it


def words_of(text: str) -> Counter[str]:
    """The words of a text.

    Two scripts side by side are two words, as where words are glued to an address.
    """
    return Counter(_WORD.findall(text.casefold()))


def lost_words(
    before: str, after: str, codes: Collection[str] = (), *, is_layout: bool = True
) -> Counter[str]:
    """The words that a rewrite by some rules took away and that no rule says it takes.

    Layout leaves an address what it is; other fixes may lead elsewhere, so plain addresses
    do not count there.
    """
    if _MOVED_PICTURES & {*codes}:
        before, after = _PICTURE.sub("", before), _PICTURE.sub("", after)
    if "L408" in codes:
        before = _ANCHOR.sub("", before)
    if "L401" in codes:
        # Control characters in an address, which it removes, part no words
        before = _CONTROL.sub("", _STRAY_TAG.sub(r"\1", before))
    if "L403" in codes:
        # The address that L403 takes out of a wrapper has its backticks percent-encoded, and
        # is then a plain one: L402 may take a parameter of it, whatever its value.
        before = _TARGET.sub(lambda target: target[0].replace("`", "%60"), before)
    left, kept = without_tokens(before), words_of(after)
    if not is_layout:
        # An address ends before a letter such as ß, in both texts: what is left of the word
        # is counted in both.
        left, kept = (
            _PLAIN.sub(" ", left),
            kept | words_of(_PLAIN.sub(" ", without_tokens(after))),
        )
    lost = words_of(left) - kept
    return Counter(
        {word: count for word, count in lost.items() if word not in _SPELLINGS}
    )
