"""Repositories with changes, staged or not, of every kind that people make; and what is
to be said of them, found out by brute force.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.cli.program import git, notelint, repository

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
README = """\
# Papers

See the [methods](#methods) and [the survey](notes/survey.md#results).

## Methods

1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
   Words about attention.<br/>
   ![the model](figs/a.png)
2. [BERT](https://arxiv.org/abs/1810.04805?utm_source=old)<br/>
   Words about BERT.
3. [GPT-3](https://arxiv.org/abs/2005.14165)<br/>
   Words about GPT-3.

## Data

1. [ImageNet](https://arxiv.org/abs/1409.0575)<br/>
   Words about ImageNet.
"""
SURVEY = """\
# Survey

## Results

1. [ResNet](https://arxiv.org/abs/1512.03385)<br/>
   Words, as in [the list](../README.md#methods).<br/>
   ![depth](../figs/b.png)
2. [VGG](https://arxiv.org/abs/1409.1556?ref=old)<br/>
   Words about VGG.
"""
FILES = {"README.md": README, "notes/survey.md": SURVEY, "code/train.py": "pass\n"}

Step = Callable[[Path], object]


def base(folder: Path) -> Path:
    """A repository with one commit: two notebooks that show figures and name each other,
    and a defect in each.
    """
    repository(folder, FILES)
    (folder / "figs").mkdir()
    for name in ("a.png", "b.png"):
        (folder / "figs" / name).write_bytes(PNG)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a commit")


def change(name: str, before: str, after: str) -> Step:
    """Put other words in the place of the first such words of a file."""

    def step(root: Path) -> None:
        path = root / name
        text = path.read_bytes().decode()
        assert before in text
        path.write_bytes(text.replace(before, after, 1).encode())

    return step


def put(name: str, content: str | bytes) -> Step:
    def step(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )

    return step


def run(*arguments: str) -> Step:
    return lambda root: git(root, *arguments)


def delete(name: str) -> Step:
    return lambda root: (root / name).unlink()


STAGE = run("add", "--all")
NEW_ENTRY = (
    "1. [ViT](https://arxiv.org/abs/2010.11929?utm_source=new)<br/>\n   Words.\n"
)
CHANGES: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "a defect": (change("README.md", "2005.14165", "2005.14165?utm_source=x"), STAGE),
    "a defect, not staged": (
        change("README.md", "2005.14165", "2005.14165?utm_source=x"),
    ),
    "mended on the disk alone": (
        change("README.md", "about GPT-3", "on GPT-3"),
        STAGE,
        change("README.md", "?utm_source=old", ""),
    ),
    "a defect staged, mended on the disk": (
        change("README.md", "2005.14165", "2005.14165?utm_source=x"),
        STAGE,
        change("README.md", "?utm_source=x", ""),
    ),
    "an old defect mended": (change("README.md", "?utm_source=old", ""), STAGE),
    "a line before an old defect": (
        change("README.md", "Words about attention.", "Words.<br/>\n   More."),
        STAGE,
    ),
    "lines above all": (
        change("README.md", "# Papers\n", "# Papers\n\nA word before.\n"),
        STAGE,
    ),
    "an entry deleted": (
        change(
            "README.md",
            "2. [BERT](https://arxiv.org/abs/1810.04805?utm_source=old)<br/>\n   Words about BERT.\n",
            "",
        ),
        STAGE,
    ),
    "a duplicate above": (
        change(
            "README.md",
            "1. [Attention",
            "1. [GPT-3](https://arxiv.org/abs/2005.14165)<br/>\n   Words.\n2. [Attention",
        ),
        STAGE,
    ),
    "a duplicate below": (
        change(
            "README.md",
            "\n## Data",
            "4. [BERT](https://arxiv.org/abs/1810.04805)<br/>\n   Words.\n\n## Data",
        ),
        STAGE,
    ),
    "a heading renamed that both link to": (
        change("README.md", "## Methods", "## Ways"),
        STAGE,
    ),
    "a heading renamed elsewhere": (
        change("notes/survey.md", "## Results", "## Findings"),
        STAGE,
    ),
    "a heading renamed with its link": (
        change("README.md", "## Methods", "## Ways"),
        change("README.md", "#methods", "#ways"),
        change("notes/survey.md", "#methods", "#ways"),
        STAGE,
    ),
    "a figure deleted": (delete("figs/a.png"), STAGE),
    "a figure deleted, not staged": (delete("figs/a.png"),),
    "a figure deleted in the index alone": (
        run("rm", "--cached", "--quiet", "figs/b.png"),
    ),
    "a figure renamed": (run("mv", "figs/b.png", "figs/c.png"),),
    "a figure in another letter case": (run("mv", "figs/b.png", "figs/B.png"),),
    "a figure that is none": (
        put("figs/a.png", "<!doctype html><html><body>no</body></html>"),
        STAGE,
    ),
    "a folder renamed": (run("mv", "figs", "pictures"),),
    "a figure shown and added": (
        change("README.md", "Words about BERT.", "![x](figs/new.png)"),
        put("figs/new.png", PNG),
        STAGE,
    ),
    "a figure shown and forgotten": (
        change("README.md", "Words about BERT.", "![x](figs/new.png)"),
        run("add", "README.md"),
        put("figs/new.png", PNG),
    ),
    "a figure announced": (
        change("README.md", "Words about BERT.", "![x](figs/new.png)"),
        run("add", "README.md"),
        put("figs/new.png", b""),
        run("add", "--intent-to-add", "figs/new.png"),
    ),
    "a notebook renamed": (run("mv", "notes/survey.md", "notes/overview.md"),),
    "a notebook renamed and changed": (
        run("mv", "notes/survey.md", "survey.md"),
        change("survey.md", "about VGG", "on VGG"),
        STAGE,
    ),
    "a notebook deleted": (delete("notes/survey.md"), STAGE),
    "a notebook added": (put("notes/新 笔记.md", "# New\n\n" + NEW_ENTRY), STAGE),
    "a notebook added, not staged": (put("notes/新 笔记.md", "# New\n\n" + NEW_ENTRY),),
    "a notebook with an odd name": (
        put('notes/a "b"\tc.md', "# New\n\n" + NEW_ENTRY),
        STAGE,
    ),
    "an ignored notebook": (
        put(".gitignore", "private/\n"),
        put("private/a.md", NEW_ENTRY),
        STAGE,
    ),
    "other files alone": (put("code/train.py", "print()\n"), STAGE),
    "line ends": (put("README.md", README.replace("\n", "\r\n")), STAGE),
    "an empty notebook": (put("README.md", ""), STAGE),
    "no line end at the end": (put("README.md", README.rstrip("\n")), STAGE),
    "no text": (put("README.md", b"\xff\xfe\x00"), STAGE),
    "part of a file": (
        change("README.md", "2005.14165", "2005.14165?utm_source=x"),
        STAGE,
        change("README.md", "1409.0575", "1409.0575?utm_source=y"),
    ),
    "sections that change places": (
        put(
            "README.md",
            README[: README.index("## Methods")]
            + README[README.index("## Data") :]
            + "\n"
            + README[README.index("## Methods") : README.index("## Data")].rstrip()
            + "\n",
        ),
        STAGE,
    ),
    "a link in the place of a notebook": (
        delete("notes/survey.md"),
        lambda root: (root / "notes/survey.md").symlink_to("../README.md"),
        STAGE,
    ),
    "two notebooks": (
        change("README.md", "2005.14165", "2005.14165?utm_source=x"),
        change("notes/survey.md", "1512.03385", "1512.03385?utm_source=x"),
        STAGE,
    ),
    "more dots than one": (
        change(
            "README.md",
            "## Data",
            "## Data\n\n![](../figs/a.png)\n![](./notes/../figs/a.png)",
        ),
        STAGE,
    ),
}

Row = tuple[str, str, int, int, str]  # path, code, line, column, message


def rows(findings: list[dict[str, Any]]) -> Counter[Row]:
    return Counter(
        (
            each["path"],
            each["code"],
            each["start"]["line"],
            each["start"]["column"],
            _said(each),
        )
        for each in findings
    )


def _said(finding: dict[str, Any]) -> str:
    """A message as both a repository and a copy of its files have it: the copy has no
    edge that a path could lead over.
    """
    return str(finding["message"]).replace(
        "figure outside of the repository", "figure not found"
    )


def found(*arguments: str) -> list[dict[str, Any]]:
    """What the program finds in the working folder."""
    done = notelint(
        "check",
        "--isolated",
        "--output-format",
        "jsonl",
        "--ignore",
        "F304",
        *arguments,
    )
    assert done.code in {0, 1}, done
    return [json.loads(line) for line in done.out.splitlines()]


def names(root: Path, *arguments: str) -> list[str]:
    return [name for name in git(root, *arguments, "-z").split("\0") if name]


def shown(root: Path, what: str) -> bytes:
    return subprocess.run(
        ["git", "show", what], cwd=root, capture_output=True, check=True
    ).stdout


def copied_index(root: Path, folder: Path) -> Path:
    """A plain folder with what is in the index: git itself writes it."""
    folder.mkdir(parents=True)
    git(root, "checkout-index", "--all", "--force", f"--prefix={folder}/")
    for name in names(
        root, "diff", "--name-only", "--diff-filter=A"
    ):  # announced: git writes them empty
        (folder / name).unlink(missing_ok=True)
    return folder


def copied_commit(root: Path, revision: str, folder: Path) -> Path:
    """A plain folder with what is in a commit."""
    folder.mkdir(parents=True)
    for name in names(root, "ls-tree", "-r", "--name-only", revision):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = git(root, "ls-tree", revision, "--", name)[:6]
        content = shown(root, f"{revision}:{name}")
        if mode == "120000":
            path.symlink_to(content.decode())
        else:
            path.write_bytes(content)
    return folder


def copied_disk(root: Path, folder: Path) -> Path:
    """A plain folder with what git would list on the disk: tracked files that are there,
    and new ones.
    """
    for name in names(root, "ls-files", "--cached", "--others", "--exclude-standard"):
        if (root / name).is_symlink() or (root / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name, follow_symlinks=False)
    return folder


def changed_lines(root: Path, revision: str, name: str, before: str) -> set[int]:
    """The numbers of the lines of a file that `git diff` shows as new."""
    patch = subprocess.run(
        ["git", "diff", "-U0", "-M", "--text", revision, "--", before, name],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "replace")
    return {
        line
        for start, count in re.findall(r"(?m)^@@ -\S+ \+(\d+)(?:,(\d+))? @@", patch)
        for line in _range(start, count)
    }


def _range(start: str, count: str) -> Iterator[int]:
    yield from range(int(start), int(start) + (int(count) if count else 1))
