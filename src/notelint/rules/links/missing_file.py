"""L407 missing-file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import (
    OWN_DISK,
    RepoContext,
    blob_of,
    local_path,
    told_apart,
)
from notelint.text.diagnostics import Finding, Severity

# What stands in a template for a name that is still to come.
_STAND_IN = (
    r"(?i)x+|y+|path|url|link|file|file_?name|name|here|todo|\.+|<.*>|your[-_ ].*"
)
# Files that say that a web site is made from the repository: its pages have other addresses
# than its files.
_SITE = frozenset(
    {
        "_config.yml",
        "mkdocs.yml",
        "mkdocs.yaml",
        "_sidebar.md",
        "SUMMARY.md",
        "hugo.toml",
        "docusaurus.config.js",
        "CNAME",
    }
)


@rule(
    "L407",
    severity=Severity.ERROR,
    context=Context.REQUIRED,
)
def missing_file(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link only to files that are there.

    The notes, PDF or folder that a relative link names is not in the repository, or is
    spelled in other letter case: readers get "page not found". A path that begins with `/`
    starts at the repository's root; GitHub's own address of a file in the main branch is
    judged as the path that it is. What a symbolic link leads out of the repository to is
    never looked for.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) ([notes](notes/atention.md))

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) ([notes](notes/attention.md))
    """
    if _is_page_of_a_site(notebook, context):
        return
    for link in notebook.addresses:
        path = _path_of(link.url, context) if link.form != "definition" else None
        if not path or _is_no_file(path, link.url, context):
            continue
        place = context.find(path)
        if place.outside and context.is_repository:
            where = "outside of the repository"
            if context.is_in_submodule(path):
                where = "in a submodule"
            yield Finding(link.url_span, f"correct this link: {path} is {where}")
        elif place.path is None and not place.outside:
            yield Finding(
                link.url_span,
                f"correct this link: there is no {path}",
                help=context.hint(path),
            )
        elif place.path and not place.exact:
            what = told_apart(context.resolve(path), place.path)
            yield Finding(
                link.url_span,
                f"write {basename(place.path)} as it is spelled: GitHub tells {what} apart",
            )


def _path_of(url: str, context: RepoContext) -> str | None:
    """The path that a link names: a relative one, or one on GitHub's page of a file in
    the main branch of this repository.
    """
    blob = blob_of(url) if "/blob/" in url else None
    if blob is None:
        return local_path(url)
    return blob.path if context.is_at_hand(blob) else None


def _is_page_of_a_site(notebook: Notebook, context: RepoContext) -> bool:
    return notebook.has_front_matter and bool(
        context.folders.get("", frozenset()) & _SITE
    )


def _is_no_file(path: str, url: str, context: RepoContext) -> bool:
    """Whether a target names no file of the repository: a page of GitHub's
    (`../../issues`), a stand-in, a page of a site made from it.
    """
    if OWN_DISK.match(url) or "\\" in path or context.resolve(path).startswith(".."):
        return True
    stem, ending = splitext(basename(path.rstrip("/")))
    if re.fullmatch(_STAND_IN, stem) or "template" in context.path.casefold():
        return True
    if not context.folders.get("", frozenset()) & _SITE or ending not in {
        ".html",
        ".htm",
        "",
    }:
        return False
    return any(
        context.find(path.rstrip("/").removesuffix(ending) + each).path
        for each in (".md", ".markdown")
    )
