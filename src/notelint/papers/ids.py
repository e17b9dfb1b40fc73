"""Which paper an address leads to, and to what of it."""

from typing import NamedTuple


class PaperId(NamedTuple):
    """One paper, or one version of it.

    `host` is who gave the id: arxiv, openreview, doi, acl, cvf, ecva, neurips, pmlr, jmlr
    or pnas. `key` is the canonical id there: `1706.03762`, `math/0309136`, `YicbFdNTTy`, a
    DOI in lower case. `version` is arXiv's, from 1, where the address pins one.
    """

    host: str
    key: str
    version: int | None = None

    @property
    def paper(self) -> "PaperId":
        """The paper itself: two addresses lead to one paper if these are equal."""
        return self._replace(version=None)


class Page(NamedTuple):
    """What an address shows of a paper.

    `form` is abs, pdf, html, format, ps, src, tb, bib, asset (a file of a page), forum,
    revisions, attachment, doi, publisher, view (somebody else's page of an arXiv paper) or
    supplement. `url` is the same page in its host's own spelling; for a `dead` host it is
    where the page is now, None if that does not follow from the address. `own` names the
    query parameters that are part of the page's identity; None where that is not known.
    """

    paper: PaperId
    form: str
    url: str | None
    own: frozenset[str] | None = frozenset()
    dead: bool = False
