"""What a hostile text costs: `make bench-limits`, or `python -m tests.bench_limits [--bytes
N] [--memory] [WORD ...]`.

Each pattern is checked and formatted four ways, each in a process of its own: by the
command line, and by `check_text` and `format_text` in a thread. Printed are processor
seconds (start-up included), the peak of memory, and what was skipped. WORD picks the
patterns whose names contain it; `--memory` measures the large texts of which memory is the
question. No part of the tests: `LIMITS` says what is right.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from tests.bench import MADE, REPEATED

ROOT = Path(__file__).resolve().parent.parent
SIZE = 100_000
LIMITS = {"check": 2.0, "fmt": 5.0}  # processor seconds for SIZE bytes
MEMORY = 30  # times the file, for files over 1 MB, beside what an empty file takes
PATIENCE = 30  # processor seconds after which a process is killed: it has no bound

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br>"
NOTEBOOK = (ROOT / "examples" / "notebook" / "README.md").read_text(encoding="utf-8")

_API = """
import sys, threading
from notelint import check_text, format_text
from notelint.errors import NotelintError
text = open(sys.argv[2], encoding="utf-8", newline="").read()
def work():
    if sys.argv[1] == "check":
        found = [each.message for each in check_text(text) if each.code == "X902"]
    else:
        try:
            format_text(text)
            found = []
        except NotelintError as error:
            found = [str(error)]
    print("\\n".join(found))
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""

Make = Callable[[int], str]
"""A text of about so many bytes."""


def run(unit: str, start: str = "", end: str = "") -> Make:
    """One piece over and over, between a start and an end."""
    return lambda size: (
        start
        + unit
        * max(1, (size - len(start.encode()) - len(end.encode())) // len(unit.encode()))
        + end
    )


def counted(unit: str, start: str = "") -> Make:
    """One piece over and over, with a number for each `{}` in it."""
    return lambda size: (
        start
        + "".join(
            unit.replace("{}", str(n))
            for n in range(1, max(2, size // (len(unit.encode()) + 4)))
        )
    )


def nested(opening: str, closing: str) -> Make:
    """Openings, and as many closings."""
    return lambda size: (
        (opening * (size // (len(opening) + len(closing))))
        + (closing * (size // (len(opening) + len(closing))))
        + "\n"
    )


def entries(body: str) -> Make:
    """An ordinary notebook, each entry of which has this after its title."""
    return counted(
        f"{{}}. [A Paper About {{}}](https://arxiv.org/abs/1706.03762)<br>\n{body}",
        "## Papers\n\n",
    )


PATTERNS: dict[str, Make] = {
    # hardening.md, H4 and H5
    "H4 flush-left figures": entries("<img src=figures/a.png>\n"),
    "H5 {{": run("{{"),
    "H5 {% ": run("{% "),
    "H5 {{<": run("{{<"),
    "H5 title + <img> lines": run('<img src="a.png">\n', ENTRY + "\n"),
    "H5 title + indented <img> lines": run('   <img src="a.png">\n', ENTRY + "\n"),
    "H5 entry + <br> lines": run("   <br>\n", ENTRY + "\n"),
    "H5 entry + a<br> lines": run("   a<br>\n", ENTRY + "\n"),
    "H5 entry + a\\r lines": run("a\r", ENTRY + "\n"),
    "H5 entry + #a lines": run("#a\n", ENTRY + "\n"),
    "H5 headings": counted("# {}\n"),
    "H5 headings, all alike": run("# a\n\n"),
    "H5 trailing spaces": run("a   \n"),
    "H5 entry + one run of spaces": run(" ", ENTRY, "\n"),
    "H5 entry + lines of trailing spaces": run("   a  \n", ENTRY + "\n"),
    "H5 <!-- in an entry": run("<!--", ENTRY + "\n   "),
    "H5 <!-- lines in an entry": run("   <!-- a\n", ENTRY + "\n"),
    "H5 [a](（http://x） ": run("[a](（http://x） "),
    "H5 setext lines": run("a\n===\n"),
    "H5 setext underlines": run("a\n---\n", ENTRY + "\n"),
    "H5 </br>": run("</br>", ENTRY),
    "H5 </br> lines": run("   a</br>\n", ENTRY + "\n"),
    "H5 [r][r]": run("[r][r]", end="\n\n[r]: http://x\n"),
    "H5 [r][r] undefined": run("[r][r]"),
    "H5 [a](http://x": run("[a](http://x"),
    "H5 wrong numbers": run("7. a\n"),
    "H5 wrong numbers, entries": run(
        "7. [Attention](https://arxiv.org/abs/1706.03762)\n"
    ),
    # markdown.md §5
    "§5 [a](b) ": run("[a](b) "),
    "§5 brackets in Chinese": run("如图[1]所示，"),
    "§5 [a](": run("[a]("),
    "§5 [[[…]]]": nested("[", "]"),
    "§5 # a + spaces": run(" ", "# a", "b\n"),
    "§5 <?": run("<?"),
    "§5 <!A": run("<!A"),
    "§5 <![CDATA[": run("<![CDATA["),
    "§5 **x**": run("**x**"),
    # our own: nesting
    "lists in lists": lambda size: "".join(
        "  " * (n % 90) + "- a\n" for n in range(size // 95)
    ),
    "quotes in quotes": run("> " * 90 + "a\n"),
    "numbered lists in lists": lambda size: "".join(
        "   " * (n % 60) + "1. a\n" for n in range(size // 95)
    ),
    "![![![": run("![", end="](a)\n"),
    "<div><div>": run("<div>", ENTRY + "\n\n"),
    "<details> lines": run("<details>\n\n", ENTRY + "\n\n"),
    "parentheses in an address": lambda size: (
        "[a](" + "(" * (size // 2) + ")" * (size // 2) + ")\n"
    ),
    "emphasis in emphasis": nested("*a ", " b*"),
    "***___": run("*_", ENTRY + "\n   "),
    # our own: long lines
    "one word": run("x"),
    "one line of words": run("a b "),
    "one line of stars": run("*"),
    "one line of [": run("["),
    "one line of ]": run("]"),
    "one line of `": run("`"),
    "backticks of all lengths": lambda size: "".join(
        "`" * n + " " for n in range(1, int((2 * size) ** 0.5))
    ),
    "one line of ~": run("~", "a "),
    "one line of <": run("<"),
    "one line of &": run("&"),
    "one line of \\": run("\\"),
    "one line of |": run("|"),
    "one line of Chinese": run("论文"),
    "one address": run("a/", "https://x.org/"),
    "one query": run("utm_source=a&", f"{ENTRY}\n   [a](https://x.org/?", ")\n"),
    "addresses on a line": run("https://x.org/a "),
    "www. on a line": run("www."),
    "a@ on a line": run("a@"),
    "a@b. on a line": run("a@b."),
    "one attribute": run("a", '<img src="', '">\n'),
    "attributes": run("a=b ", "<img ", ">\n"),
    "open tags": run("<a "),
    "<a href=x> never closed": run("<a href=x>"),
    "<img> on a line": run('<img src="a.png">', ENTRY + "\n   "),
    "<br> on a line": run("<br>", ENTRY),
    "<br><br> in an entry's line": run("a<br>", ENTRY + "\n   "),
    # our own: many of each construct
    "empty lines": run("\n"),
    "empty lines in an entry": run("\n", ENTRY + "\n", "   a\n"),
    "lines of spaces": run("    \n"),
    "tabs": run("\t", ENTRY + "\n", "a\n"),
    "bullets": run("- a\n"),
    "empty items": run("1.\n"),
    "loose items": run("1. a\n\n"),
    "entries": entries("   Words.<br>\n"),
    "entries without anything": counted(
        "{}. [A {}](https://arxiv.org/abs/1706.03762)\n"
    ),
    "entries, all one paper": run("1. [Attention](https://arxiv.org/abs/1706.03762)\n"),
    "entries in lists of one": counted(
        "1. [A {}](https://arxiv.org/abs/1706.03762)\n\nwords\n\n"
    ),
    "sections of one entry": counted(
        "## {}\n\n1. [A {}](https://arxiv.org/abs/1706.03762)\n\n"
    ),
    "figures in entries": entries('   <img src="figures/{}.png" width=400>\n'),
    "![]( ) in entries": entries("   ![a](figures/{}.png)\n"),
    "tracking queries": counted(
        "{}. [A {}](https://arxiv.org/abs/1706.03762?utm_source=a)\n"
    ),
    "mistyped links": counted("{}. [A {}] (https://arxiv.org/abs/1706.03762)\n"),
    "links without end": counted("{}. [A {}](https://arxiv.org/abs/1706.03762\n"),
    "half breaks": counted(
        "{}. [A {}](https://arxiv.org/abs/1706.03762)<br\n   Words<br\n"
    ),
    "links to anchors": counted("[a](#a-{}) "),
    "a contents list": counted("- [{}](#{})\n", "# A\n\n"),
    "definitions": counted("[{}]: http://x/{}\n"),
    "definitions in use": counted("[{}]\n\n[{}]: http://x/{}\n\n"),
    "footnotes": counted("a[^{}]\n\n[^{}]: b\n\n"),
    "a table": run("| a | b |\n", "| a | b |\n|---|---|\n"),
    "a wide table": lambda size: (
        "| a " * (size // 8) + "|\n" + "|---" * (size // 8) + "|\n"
    ),
    "tables": run("| a |\n|---|\n| b |\n\n"),
    "fences": run("```\na\n```\n"),
    "a fence never closed": run("a\n", "```\n"),
    "fences, none closed": run("   ```\n   ~~~\n", ENTRY + "\n"),
    "indented code": run("    a\n\n"),
    "rules": run("***\n"),
    "front matter": run("a: b\n", "---\n", "---\n"),
    "comments": run("<!-- a -->\n"),
    "disable comments": run("<!-- notelint-disable-next-line E101 -->\n"),
    "disable and enable": run(
        "<!-- notelint-disable E101 -->\n<!-- notelint-enable E101 -->\n"
    ),
    "words in one disable comment": run("E101, ", "<!-- notelint-disable ", " -->\n"),
    "CDATA lines": run("<![CDATA[\n", ENTRY + "\n"),
    "entities": run("&amp;&#35;"),
    "merge markers": run("<<<<<<< a\na\n=======\nb\n>>>>>>> c\n"),
    "math": run("$a_b$ "),
    "lone CR": run("\r"),
    "the example notebook": run(NOTEBOOK),
    **{f"bench {unit!r}": run(unit) for unit in REPEATED},
    **{f"bench {name}": (lambda _, text=text: text) for name, text in MADE.items()},
}

LARGE: dict[str, tuple[int, Make]] = {
    "2 MB of empty lines": (2_000_000, run("\n")),
    **{
        f"10 MB of {unit!r} on a line": (10_000_000, run(unit))
        for unit in ("x", "a b ", "*", "[", "`", "|", "<br>", "[a](b)", "{{", "论文")
    },
    "a million items": (4_000_000, run("- a\n")),
    "10 MB of entries": (10_000_000, entries("   Words.<br>\n")),
    "10 MB of headings": (10_000_000, counted("# {}\n")),
    "10 MB of [a](b) lines": (10_000_000, run("[a](b)\n")),
    "10 MB of <br> lines": (10_000_000, run("a<br>\n")),
    "2 MB of notebook": (2_000_000, run(NOTEBOOK)),
    "10 MB of notebook": (10_000_000, run(NOTEBOOK)),
}


class Cost(NamedTuple):
    """Processor seconds, the peak of memory in bytes, and the first thing that was skipped."""

    seconds: float
    memory: int
    skipped: str


def cost(action: str, path: Path, *, api: bool) -> Cost:
    """What one run over a file costs; `action` is check or fmt."""
    program = [
        "-m",
        "notelint",
        action,
        "--isolated",
        "--quiet",
        *(["--diff"] if action == "fmt" else ["--output-format", "concise"]),
    ]
    command = [sys.executable, *(["-c", _API, action] if api else program), str(path)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(
            command,
            stdout=out,
            stderr=err,
            cwd=path.parent,
            env=_environment(),
            preexec_fn=_bounded,
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said = ([] if action == "fmt" and not api else _lines(out)) + _lines(err)
    skipped = [
        match[0]
        for line in said
        if (
            match := re.search(
                r"(\w+ [\w-]+ )?(takes|take more|too (large|many|long|deep)|left alone).*|\w+Error.*",
                line,
            )
        )
    ]
    if child.returncode < 0:
        skipped.insert(0, f"killed by signal {-child.returncode}")
    return Cost(
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024,
        skipped[0] if skipped else "",
    )


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NOTELINT_")
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def _bounded() -> None:
    """What holds in the child, so that nothing brings the machine down."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def _lines(file: IO[bytes]) -> list[str]:
    file.seek(0)
    return file.read(2_000_000).decode("utf-8", "replace").splitlines()


def measured(
    texts: Iterable[tuple[str, str]], actions: Iterable[str], *, ways: Iterable[str]
) -> Iterator[tuple[str, int, dict[str, Cost]]]:
    """Each text's name, its bytes, and what it costs by action and way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "README.md")
        for name, text in texts:
            path.write_bytes(text.encode())
            yield (
                name,
                path.stat().st_size,
                {
                    f"{action} {way}": cost(action, path, api=way == "api")
                    for action in actions
                    for way in ways
                },
            )


def main() -> int:
    """Print the table; 1 where something is over its limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--bytes", type=int, default=SIZE)
    parser.add_argument("--memory", action="store_true", help="the large texts")
    parser.add_argument("--way", choices=["cli", "api"], help="one way alone")
    parser.add_argument("--action", choices=["check", "fmt"], help="one action alone")
    asked = parser.parse_args()
    sizes = (
        LARGE
        if asked.memory
        else {name: (asked.bytes, make) for name, make in PATTERNS.items()}
    )
    chosen = {
        name: each
        for name, each in sizes.items()
        if not asked.words or any(word in name for word in asked.words)
    }
    ways = [asked.way] if asked.way else ["cli", "api"]
    actions = [asked.action] if asked.action else ["check", "fmt"]
    columns = [f"{action} {way}" for action in actions for way in ways]
    ((_, _, nothing),) = measured([("", "")], actions, ways=ways)
    print(
        f"{'':38} {'bytes':>9} {''.join(f'{each:>11}' for each in columns)} {'MB':>6} {'times':>6}"
    )
    over = 0
    for name, size, costs in measured(
        ((name, make(size)) for name, (size, make) in chosen.items()),
        actions,
        ways=ways,
    ):
        peak = max(costs[each].memory for each in columns)
        times = (
            max(costs[each].memory - nothing[each].memory for each in columns) / size
        )
        scale = max(1.0, size / SIZE)
        slow = [
            each
            for each in columns
            if costs[each].seconds > LIMITS[each.split()[0]] * scale
        ]
        heavy = size > 1_000_000 and times > MEMORY
        over += bool(slow) or heavy
        seconds = "".join(
            f"{costs[each].seconds:10.2f}{'!' if each in slow else ' '}"
            for each in columns
        )
        said = "; ".join(
            dict.fromkeys(each.skipped for each in costs.values() if each.skipped)
        )
        print(
            f"{name[:38]:38} {size:9} {seconds} {peak >> 20:6} {times:5.0f}{'!' if heavy else ' '} {said[:150]}",
            flush=True,
        )
    print(f"{over} of {len(chosen)} over their limits")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
