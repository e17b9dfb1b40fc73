"""The feeds of arXiv's API, in the shape of today and in that of before 2025
(facts/papers.md, §1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

ATOM = "http://www.w3.org/2005/PageToken"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
ARXIV = "http://arxiv.org/schemas/atom"


class Item(NamedTuple):
    """What a feed tells of one paper; `address` is its id with the version."""

    address: str
    title: str
    authors: Sequence[str] = ()
    published: str = "2017-07-27T08:18:33Z"
    summary: str = "We do things."
    comment: str = ""
    journal: str = ""
    doi: str = ""


def today(asked: str, items: Sequence[Item], total: int, size: int) -> str:
    """As arxiv-search writes it since 2025."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f'<feed xmlns:opensearch="{SEARCH}" xmlns:arxiv="{ARXIV}" xmlns="{ATOM}">\n'
        "  <id>https://arxiv.org/api/qFNnN3Zc8bA02fouemuGZq2J4Tg</id>\n"
        f"  <title>arXiv Query: {escape(asked)}</title>\n"
        "  <updated>2026-04-12T22:09:36Z</updated>\n"
        f'  <link href="https://arxiv.org/api/query?{escape(asked)}" type="application/atom+xml"/>\n'
        f"  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>\n"
        f"  <opensearch:totalResults>{total}</opensearch:totalResults>\n"
        "  <opensearch:startIndex>0</opensearch:startIndex>\n"
        + "".join(map(_entry_today, items))
        + "</feed>"
    )


def _entry_today(item: Item) -> str:
    lines = [
        f"<id>http://arxiv.org/abs/{item.address}</id>",
        f"<title>{escape(item.title)}</title>",
        f"<updated>{item.published}</updated>",
        f'<link href="https://arxiv.org/abs/{item.address}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{item.address}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{escape(item.summary)}</summary>",
        '<category term="cs.IT" scheme="http://arxiv.org/schemas/atom"/>',
        f"<published>{item.published}</published>",
        *(
            [f"<arxiv:comment>{escape(item.comment)}</arxiv:comment>"]
            if item.comment
            else []
        ),
        '<arxiv:primary_category term="cs.IT"/>',
        *(
            [f"<arxiv:journal_ref>{escape(item.journal)}</arxiv:journal_ref>"]
            if item.journal
            else []
        ),
        *([f"<arxiv:doi>{escape(item.doi)}</arxiv:doi>"] if item.doi else []),
        *(f"<author><name>{escape(name)}</name></author>" for name in item.authors),
    ]
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"


def legacy(asked: str, items: Sequence[Item], total: int, size: int) -> str:
    """As the perl code wrote it: namespaces with each element, titles broken into lines."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="{ATOM}">\n'
        f'  <link href="http://arxiv.org/api/query?{escape(asked)}" rel="self" type="application/atom+xml"/>\n'
        f'  <title type="html">ArXiv Query: {escape(asked)}</title>\n'
        "  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>\n"
        "  <updated>2025-01-02T00:00:00-05:00</updated>\n"
        f'  <opensearch:totalResults xmlns:opensearch="{SEARCH}">{total}</opensearch:totalResults>\n'
        f'  <opensearch:startIndex xmlns:opensearch="{SEARCH}">0</opensearch:startIndex>\n'
        f'  <opensearch:itemsPerPage xmlns:opensearch="{SEARCH}">{size}</opensearch:itemsPerPage>\n'
        + "".join(map(_entry_before, items))
        + "</feed>\n"
    )


def _entry_before(item: Item) -> str:
    space = f'xmlns:arxiv="{ARXIV}"'
    half = len(item.title) // 2
    cut = item.title.find(" ", half)
    title = item.title if cut < 0 else f"{item.title[:cut]}\n {item.title[cut:]}"
    lines = [
        f"<id>http://arxiv.org/abs/{item.address}</id>",
        f"<updated>{item.published}</updated>",
        f"<published>{item.published}</published>",
        f"<title>{escape(title)}</title>",
        f"<summary>  {escape(item.summary)}\n</summary>",
        *(
            f"<author>\n      <name>{escape(name)}</name>\n    </author>"
            for name in item.authors
        ),
        *([f"<arxiv:doi {space}>{escape(item.doi)}</arxiv:doi>"] if item.doi else []),
        *(
            [
                f'<link title="doi" href="http://dx.doi.org/{escape(item.doi)}" rel="related"/>'
            ]
            if item.doi
            else []
        ),
        *(
            [f"<arxiv:comment {space}>{escape(item.comment)}</arxiv:comment>"]
            if item.comment
            else []
        ),
        *(
            [f"<arxiv:journal_ref {space}>{escape(item.journal)}</arxiv:journal_ref>"]
            if item.journal
            else []
        ),
        f'<link href="http://arxiv.org/abs/{item.address}" rel="alternate" type="text/html"/>',
        f'<link title="pdf" href="http://arxiv.org/pdf/{item.address}" rel="related" type="application/pdf"/>',
        f'<arxiv:primary_category {space} term="cs.IT" scheme="http://arxiv.org/schemas/atom"/>',
        '<category term="cs.IT" scheme="http://arxiv.org/schemas/atom"/>',
    ]
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"


def mistake(bad: str) -> str:
    """What is answered to an id that is none; it names the first."""
    address = f"https://arxiv.org/api/errors#incorrect_id_format_for_{escape(bad)}"
    return (
        f'<feed xmlns:opensearch="{SEARCH}" xmlns:arxiv="{ARXIV}" xmlns="{ATOM}">\n'
        "  <id>https://arxiv.org/</id>\n  <title>arXiv Search Results</title>\n  <updated>2026-04-12T22:59:06Z</updated>\n"
        "  <opensearch:itemsPerPage>1</opensearch:itemsPerPage>\n  <opensearch:totalResults>1</opensearch:totalResults>\n"
        "  <opensearch:startIndex>0</opensearch:startIndex>\n"
        f"  <entry>\n    <id>{address}</id>\n    <title>Error</title>\n    <updated>2026-04-12T22:59:06Z</updated>\n"
        f'    <link href="{address}" rel="alternate" type="text/html"/>\n'
        f"    <summary>incorrect id format for {escape(bad)}</summary>\n"
        "    <author><name>arXiv api core</name></author>\n  </entry>\n</feed>"
    )


def bomb() -> str:
    """A billion laughs: entities in entities."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "lol">{entities}]><feed xmlns="{ATOM}"><title>&l9;</title></feed>'


def outside(path: str) -> str:
    """A document that would have a file of the reader's read."""
    return f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY f SYSTEM "{path}">]><feed xmlns="{ATOM}"><title>&f;</title></feed>'
