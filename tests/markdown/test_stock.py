"""What we take of mistletoe is there, as we take it, and mistletoe itself stays as it
was for others in the process.
"""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest
from mistletoe import block_token, block_tokenizer, core_tokens
from mistletoe.block_tokenizer import FileWrapper

import notelint.markdown
from notelint.markdown import container_blocks
from notelint.markdown.mistletoe_blocks import Punctuation
from tests.markdown.test_github import SPEC, needs_spec


def python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_tokenizer_takes_what_we_hand_it():
    assert list(inspect.signature(block_tokenizer.tokenize_block).parameters) == [
        "iterable",
        "token_types",
        "start_line",
    ]
    assert list(inspect.signature(block_tokenizer.make_tokens).parameters) == [
        "parse_buffer"
    ]


def test_tokenizer_hands_on_what_read_found():
    class Whole:
        def __init__(self, found):
            self.found = found

        @staticmethod
        def start(line):
            return line != "skip\n"

        @staticmethod
        def read(lines):
            return [line for line in lines if line]

    buffer = block_tokenizer.tokenize_block(["skip\n", "a\n", "b\n"], [Whole])
    (token,) = block_tokenizer.make_tokens(buffer)
    assert token.found == ["a\n", "b\n"]


def test_what_comes_out_as_none_is_no_token():
    class Nothing:
        start = staticmethod(lambda _line: True)
        read = staticmethod(lambda lines: [next(lines)])

        def __new__(cls, _found):
            return None

    assert (
        block_tokenizer.make_tokens(block_tokenizer.tokenize_block(["a\n"], [Nothing]))
        == []
    )


def test_lines_can_be_walked_as_we_walk_them():
    lines = FileWrapper(["a\n", "b\n", "c\n"])
    assert lines.peek() == "a\n"
    start = lines.get_pos()
    assert [next(lines), next(lines)] == ["a\n", "b\n"]
    assert lines.lines[start + 1 : lines.get_pos() + 1] == ["a\n", "b\n"]
    lines.backstep()
    assert lines.peek() == "b\n"
    lines.set_pos(start)
    assert list(lines) == ["a\n", "b\n", "c\n"]
    assert lines.peek() is None


@pytest.mark.parametrize(
    "token",
    [each for each in container_blocks.TOKEN_TYPES if each.__name__ != "Blanks"],
    ids=lambda each: each.__name__,
)
def test_token_stands_for_mistletoe_s(token):
    base = (
        block_token.BlockToken
        if token is container_blocks.FootnoteDefinition
        else getattr(block_token, token.__name__)
    )
    assert issubclass(token, base)
    assert callable(token.start)
    assert callable(token.read)


RENDER_ALL = """
import hashlib, json, mistletoe
texts = [each["markdown"] for each in json.load(open({path!r}, encoding="utf-8"))]
print(hashlib.sha256(repr([mistletoe.markdown(text) for text in texts]).encode()).hexdigest())
"""


@needs_spec
def test_mistletoe_itself_reads_as_before():
    render = RENDER_ALL.format(path=str(SPEC))
    ours_first = (
        "import notelint.markdown\nnotelint.markdown.parse('> a\\n\\n# b\\n')\n"
    )
    assert python(ours_first + render) == python(render)


def test_no_token_type_is_left_behind():
    before = (
        block_token._token_types.copy()
        if hasattr(block_token, "_token_types")
        else None
    )
    notelint.markdown.parse("- a\n")
    assert getattr(block_token, "_token_types", None) == before


@pytest.mark.parametrize("char", list("!$+<=>^`|~*，。「—"))
def test_punctuation(char):
    assert char in Punctuation()


@pytest.mark.parametrize("char", ["a", "论", " ", "\u3000", "€", "😀", "1"])
def test_no_punctuation(char):
    assert char not in Punctuation()


def test_import_leaves_maxunicode_as_it_was():
    assert sys.maxunicode == 0x10FFFF
    assert python("import notelint.markdown, sys; print(sys.maxunicode)") == str(
        0x10FFFF
    )


def test_mistletoe_imported_first_keeps_its_own_punctuation():
    code = """
import mistletoe, notelint.markdown
from mistletoe import core_tokens
print(type(core_tokens.punctuation).__name__, notelint.markdown.parse('*a*。').children[0].children[0].kind)
"""
    assert python(code) == "set em"


def test_mistletoe_imported_after_us_reads_chinese_punctuation():
    code = "import notelint.markdown, mistletoe\nprint(ascii(mistletoe.markdown('**a。**b')), ascii(mistletoe.markdown('**a**。b')))"
    assert python(code) == ascii("<p>**a。**b</p>\n") + " " + ascii(
        "<p><strong>a</strong>。b</p>\n"
    )


def test_import_brings_nothing_that_parsing_does_not_need():
    code = "import notelint.markdown, sys\nprint(sorted({'yaml', 'requests', 'click', 'mistletoe.html_renderer'} & sys.modules.keys()))"
    assert python(code) == "[]"


def test_import_asks_for_no_million_characters():
    code = "import notelint.markdown\nfrom mistletoe import core_tokens\nprint(type(core_tokens.punctuation).__name__)"
    assert python(code) == "Punctuation"


def test_core_tokens_has_punctuation_to_replace():
    assert "。" in core_tokens.punctuation
    assert "a" not in core_tokens.punctuation
