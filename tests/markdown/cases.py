"""Texts on which readers of Markdown differ, or are easily wrong; each is laid beside
cmark-gfm's reading in `test_github`.
"""

from __future__ import annotations

from typing import NamedTuple


class Mend(NamedTuple):
    """A text that mistletoe reads otherwise than GitHub: a piece of each one's HTML that
    the other does not have.
    """

    text: str
    stock: str
    github: str


MENDS = {
    "ghost code after a blank line": Mend(
        "a\n\n    \nb\n", "<pre>", "<p>a</p>\n<p>b</p>"
    ),
    "ghost code alone": Mend("     \n", "<pre>", ""),
    "ghost code behind a list": Mend("- a\n\n\n      \nb\n", "<pre>", "<p>b</p>"),
    "two backslashes before code": Mend("\\\\`a`\n", "<p><code>", "<p>\\<code>"),
    "two backslashes before an autolink": Mend(
        "\\\\<http://a.b>\n", '<p><a href="http://a.b">', '<p>\\<a href="http://a.b">'
    ),
    "two backslashes before tildes": Mend("\\\\~~a~~\n", "<p><del>", "<p>\\<del>"),
    "two backslashes at a line's end": Mend("a\\\\\nb\n", "<br />", "<p>a\\\nb</p>"),
    "tab behind `>` in a quote's text": Mend("> a >\tb\n", "a    b", "a &gt;\tb"),
    "underlined heading in a quote": Mend(
        "> a\n> ===\n", "<p>a\n===</p>", "<h1>a</h1>"
    ),
    "underlined heading that uses a later definition": Mend(
        "[a]\n===\n\n[a]: /b\n", "<h1>[a]</h1>", '<h1><a href="/b">a</a></h1>'
    ),
    "empty table cell": Mend(
        "|a|b|c|\n|-|-|-|\n|1||3|\n",
        '<td align="left">1</td>\n<td align="left">3',
        "<td></td>\n<td>3</td>",
    ),
    "delimiter row with other columns": Mend(
        "|a|b|\n|-|\n", "<table>", "<p>|a|b|\n|-|</p>"
    ),
    "table row without a pipe": Mend("|a|b|\n|-|-|\nc\n", "<p>c</p>", "<td>c</td>"),
    "line that begins with U+3000": Mend("　a\n", "<p>a</p>", "<p>　a</p>"),
    "line of U+3000 alone": Mend("a\n　\nb\n", "<p>a</p>\n<p>b</p>", "<p>a\n　\nb</p>"),
    "line of NBSP alone": Mend(
        "a\n\xa0\nb\n", "<p>a</p>\n<p>b</p>", "<p>a\n\xa0\nb</p>"
    ),
    "heading that begins with U+3000": Mend("# 　a\n", "<h1>a</h1>", "<h1>　a</h1>"),
    "bare address": Mend(
        "see https://a.b/c.\n", "<p>see https://a.b/c.</p>", '<a href="https://a.b/c">'
    ),
    "comment that is closed at once": Mend("a <!--> b -->\n", "&lt;!--&gt;", "<!-->"),
}

CASES = {
    "table": "| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 |\n| 4 | 5 | 6 |\n",
    "table with escaped pipes": "|a|\n|-|\n|`b\\|c` \\| [d](e\\|f)|\n",
    "table under a paragraph": "x\n| a | b |\n|---|---|\n| 1 | 2 |\n\ny\n",
    "table without outer pipes": "a | b\n:- | -:\n1 | 2\n",
    "table that a quote ends": "|a|\n|-|\n|1|\n> b\n",
    "table that a lone tag ends": "|a|\n|-|\n|1|\n<br>\n",
    "short table row with blanks behind it": "|a|b|\n|-|-|\nc  \n",
    "table in an item": "- |a|\n  |-|\n  |b|\n",
    "no lazy line behind a table in a quote": "> |a|\n> |-|\n> b\nc\n",
    "list item rather than delimiter row": "a\n- |\n",
    "strikethrough": "~a~ ~~b~~ ~~~c~~~ a~~b~~c ~ d ~\n",
    "strikethrough of other lengths": "~~a~ b~~\n",
    "emphasis looks past tildes": "**b ~~~**\n",
    "emphasis beside tildes": "*- ~~*\n",
    "task boxes": "- [ ] a\n- [x] b\n  - [X] c\n1. [ ] d\n",
    "task box without text": "- [ ]\n- [x]\n",
    "no task box on a second paragraph": "- a\n\n  [ ] b\n",
    "no task box in a quote": "> - [ ] a\n",
    "no task box outside of a list": "[ ] a\n",
    "bare address in Chinese text": "见https://arxiv.org/abs/2101.00001，如图\n",
    "bare address before a Chinese full stop": "http://a.b/c。 d\n",
    "bare address with a Chinese host": "http://例.com x www.例子.com\n",
    "bare addresses and punctuation": '(http://a.b/c) http://a.b/(c)) http://a.b/c?! http://a.b/&amp; "http://a.b"\n',
    "bare addresses and semicolons": "http://a.b; http://a.b/&#38; http://a.b/&a1; http://a.b/;;\n",
    "bare address in the middle of an address": "http://a.bhttp://c.d ahttp://e.f\n",
    "bare address without a host": "http:// www. http://- ftp://\n",
    "bare address without a scheme": "www.a.b xwww.a.b (www.a.b/c) www. www.a\n",
    "bare address with underscores in the host": "http://a_b.c http://a.b_c www.a.b_ http://a_b.c.d\n",
    "bare address with an underscore at the text's end": "www.a.b_\n",
    "no bare address in brackets": "[www.a.b http://c.d\n",
    "bare address in emphasis": "_http://a.b_ *http://c.d*\n",
    "autolink with U+3000": "<http://a　b> <a:\tb>\n",
    "autolink with an entity": "<http://a?b&amp;c> <a@b.c>\n",
    "lazy line of an item": "1. a\nb\n2. c\n",
    "lazy line of a quote": "> a\nb\n",
    "lazy line of a quote in an item": "- > a\nb\n",
    "no lazy line behind a fence": "> ```\n> a\nb\n",
    "no lazy line behind code in two items": "- -      a\nb\n",
    "no lazy line behind HTML": "> <div>\na\n",
    "no lazy line behind a heading": "> # a\nb\n",
    "lazy line behind a fence in a quote in an item": "- > ```\n  a\nb\n",
    "lazy underline": "> a\n===\n",
    "lazy rule": "> a\n---\n",
    "lone tag begins no HTML in a paragraph": "a\n<br>\nb\n",
    "block tag begins HTML in a paragraph": "a\n<div>\nb\n\nc\n",
    "lone tag opens an item in a paragraph": "a\n- <b>\nc\n",
    "declaration in small letters": "<!a b> <!A b> <!A>\n",
    "comments": "a <!----> <!--a-> <!-- a -- b --> <!---> <!--> <!----->\n",
    "comment that never ends": "a <!-- b\n",
    "comment in an item, over a blank line": "- <!-- a\n\n  b\nc\n- d\n",
    "preformatted text in an item, over a blank line": "- <pre>\n\n  b\nc\n",
    "tag in an item, up to a blank line": "- <div>\n  a\n\n  b\nc\n",
    "instruction and CDATA": "a <?b?> <![CDATA[c]]> <?d\n",
    "underlined headings": "a\nb\n===\n\nc\n---\n",
    "underline under definitions": "[a]: /b\n===\n[a]\n",
    "heading with closing marks": "# a #\n## b ##  \n### c#\n# # d #x\n",
    "empty headings": "#\n## ##\n",
    "rules": "***\n- - -\n_ _ _ _\n",
    "rule rather than item": "- a\n- - -\n- b\n",
    "item that begins blank": "-\n  a\n-\n\n  b\n",
    "item that begins blank and goes on behind blanks": "-\n  \n  a\n",
    "items indented with tabs": "-\ta\n\tb\n\n\t\tc\n",
    "numbers": "3. a\n4. b\n\n1) c\n",
    "number that cannot interrupt": "a\n2. b\n1. c\n",
    "other marker, other list": "- a\n+ b\n* c\n",
    "loose list": "- a\n\n- b\n",
    "list loosened from within": "- a\n\n  b\n- c\n",
    "blank line in a fence leaves a list tight": "- ```\n\n  ```\n- a\n",
    "nested lists": "- a\n  - b\n    - c\n- d\n",
    "code indented in an item": "- a\n\n      b\n",
    "code over blank lines": "    a\n\n\n    b\n\nc\n",
    "fences": "```py x\na\n```\n~~~\nb\n",
    "fence with a blank opening line": "```\n\n```\n",
    "links": "[a](b \"c\") [d](<e f> 'g') [h](i\n(j)) ![k *l*](m)\n",
    "links that are none": "[a](b c) [d] (e) [f](<g\n>)\n",
    "references": "[a][B] [b][] [b] ![b] [x]\n\n[B]: /c 'd\ne'\n",
    "reference with a blank label": "[a][ ] b\n\n[a]: /c\n",
    "no link in a link": "[a [b](c) d](e) ![f [g](h)](i)\n",
    "parentheses in a destination": "[a](b(c)(d)) [e](f(g)\n",
    "escapes in a destination": "[a](b\\)c) [d](e&amp;f)\n",
    "emphasis": "*a **b** c* ***d*** _e_f_ **g*h**\n",
    "emphasis beside Chinese punctuation": "**如图。**见 **如图**。 *a*。\n",
    "rule of three as cmark-gfm has it": '**<br>*<b>* "t"*\n',
    "entities": "&amp; &nbsp; &#35; &#x22; &nothing; &copy &lt;b&gt;\n",
    "code spans": "`a` `` b`c `` ` `` ` `\nd`\n",
    "breaks": "a  \nb\\\nc\nd   \n",
    "blanks at the ends of a paragraph": "  a  \n   b\t\n",
    "tags": "a <b c='d' e> </b> <f/> <1> <g h=i\"> <j\nk>\n",
    "CRLF": "a\r\n- b\r\n  c\r\n\r\n```\r\nd\r\n```\r\n",
    "U+2028 is text": "a\u2028b\n",
}

FOOTNOTES = {
    "footnote": "a[^1]\n\n[^1]: b\n",
    "footnote with paragraphs": "a[^1]\n\n[^1]: b\n\n    c\n\nd\n",
    "footnote that is not defined": "a[^2]\n",
}
