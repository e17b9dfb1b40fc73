"""L411 private-url."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.papers.secrets import Secret, secret_in
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "L411",
    severity=Severity.ERROR,
    precedence_over=("N601", "N602", "N603", "N606", "N608"),
)
def private_url(notebook: Notebook) -> Iterator[Finding]:
    """Link to an address that is everybody's.

    Some addresses hold the session of the one who copied them, a key, or a signature that
    runs out after minutes: other readers find nothing there, or find what was not meant for
    them. Links and figures alike.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762),
           [slides](https://raw.githubusercontent.com/me/notes/main/slides.pdf?token=AAAABBBBCCCCDDDD1234)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762),
           [slides](https://github.com/me/notes/blob/main/slides.pdf)
    """
    places = [(link.url_span, link.url) for link in notebook.addresses]
    places += [(figure.target_span, figure.target) for figure in notebook.pictures]
    for span, url in sorted(dict(places).items()):
        if secret := secret_in(url):
            yield Finding(span, _message(secret))


def _message(secret: Secret) -> str:
    match secret.kind:
        case "session":
            return f"take {secret.name} out of the address: it is the session of whoever copied it"
        case "expiring":
            return f"link to an address that lasts: {secret.name} makes this one expire"
        case "login":
            return f"link to the publisher's own page: {secret.name} asks readers for a login"
        case _:
            return f"take {secret.name} out of the address: it is a key, and everyone can read it"
