"""L413 badge-target."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook
from notelint.papers import read_url
from notelint.papers.addresses import read_address
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity

CODE = frozenset(
    "code|codes|github|github code|source code|official code|代码|源码|源代码|官方代码|代码链接|代码地址".split(
        "|"
    )
)
SITE = frozenset(
    "website|project website|project page|project|homepage|home page|项目|主页|项目主页|项目地址|官网".split(
        "|"
    )
)
PAPER = frozenset(
    "paper|pdf|arxiv|abs|abstract|preprint|paper link|arxiv paper|paper pdf|论文|论文链接|论文地址".split(
        "|"
    )
)

_EDGES = " \t\n[]()【】（）<>*_:：|,，.。;；!-–—/\"'“”「」📄📑📝📃📜💻🌐🏠🔗⭐\ufe0f"
_REPOSITORIES = frozenset({"github.com", "gitlab.com", "gitee.com"})
_NO_OWNERS = frozenset(
    "about apps collections enterprise explore features marketplace orgs search settings sponsors topics users".split()
)


@rule(
    "L413",
    severity=Severity.WARNING,
)
def badge_target(notebook: Notebook) -> Iterator[Finding]:
    """Let a badge lead where it says.

    `[code]`, `[project page]` that lead to arXiv, and `[paper]` that leads to a repository,
    were pasted from the wrong line. One link for both (`[paper & code]`), and badges that
    are pictures, are left alone.

    Bad:

        1. Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://arxiv.org/abs/1706.03762)]

    Good:

        1. Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor)]
    """
    for link in notebook.links:
        words = _words(link.text)
        if not words or _shares(notebook, link):
            continue
        # A definition may serve a badge that is right
        place = link.url_span if link.span.covers(link.url_span) else link.span
        if words in CODE or words in SITE:
            if _is_arxiv(link):
                what = "code" if words in CODE else "site"
                yield Finding(
                    place,
                    f"link to the {what}, or name this link paper: {_shown(link)} leads to arXiv",
                )
        elif words in PAPER and (repository := _repository(link.url)):
            yield Finding(
                place,
                f"link to the paper, or name this link code: {_shown(link)} leads to the repository {repository}",
            )


def _words(text: str) -> str:
    """What a badge says, in lower case; nothing where letter case tells that it is a
    name (`CoDe`).
    """
    if len(text) > 40:
        return ""
    words = " ".join(text.strip(_EDGES).split())
    plain = (
        words.replace("GitHub", "github")
        .replace("arXiv", "arxiv")
        .replace("ArXiv", "arxiv")
    )
    cased = all(
        word in {word.lower(), word.upper(), word.capitalize()}
        for word in plain.split()
    )
    return plain.lower() if cased else ""


def _shown(link: Link) -> str:
    return f"[{' '.join(link.text.strip(_EDGES).split())}]"


def _shares(notebook: Notebook, link: Link) -> bool:
    """Whether another badge, which has no link, stands right before: `[paper][code](…)`
    is one link for both.
    """
    return notebook.source.text[max(0, link.span.start - 1) : link.span.start] == "]"


def _is_arxiv(link: Link) -> bool:
    """Whether it leads to a paper's page at arXiv; its sources, and what other sites
    show of the paper, may well be meant.
    """
    page = read_url(link.url) if link.paper and link.paper.host == "arxiv" else None
    return page is not None and page.form in {
        "abs",
        "pdf",
        "html",
        "ps",
        "format",
        "doi",
    }


def _repository(url: str) -> str | None:
    """`owner/name` where an address leads to a repository's first page, and its name
    does not say that papers are in it.
    """
    address = read_address(url) if "git" in url else None
    if (
        address is None
        or address.site not in _REPOSITORIES
        or address.fragment
        or len(address.segments) != 2
    ):
        return None
    owner, name = address.segments
    names_papers = any(
        word in name.lower()
        for word in ("paper", "pdf", "arxiv", "thesis", "manuscript")
    )
    return (
        None
        if names_papers or owner.lower() in _NO_OWNERS
        else f"{owner}/{name.removesuffix('.git')}"
    )
