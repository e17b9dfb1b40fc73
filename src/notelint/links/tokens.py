"""Tokens, and the only requests that they go with: those that a checker makes from an id, to
one host, in one form of address.

What stands in a notebook, and what a redirect leads to, is never asked with a token, on
whatever host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from notelint.errors import NotelintError

_NAMES = {"github": "GITHUB_TOKEN", "openreview": "OPENREVIEW_TOKEN"}
_FORMS = {
    "github": r"https://api\.github\.com/repos/[A-Za-z0-9-]+/(?!\.{1,2}\Z)[A-Za-z0-9._-]+",
    "openreview": r"https://api2?\.openreview\.net/notes\?id=[A-Za-z0-9_-]+",
}


def tokens_of(environ: Mapping[str, str]) -> dict[str, str]:
    """The tokens of the environment, by the service (`github`, `openreview`) that they are for.

    Raises NotelintError for what cannot be sent in a header; the message does not repeat it.
    """
    found = {service: environ.get(name, "").strip() for service, name in _NAMES.items()}
    for service, token in found.items():
        if token and not re.fullmatch("[!-~]+", token):
            raise NotelintError(
                f"{_NAMES[service]}: has spaces or other letters in it that no token has: set it again, or unset it"
            )
    return {service: token for service, token in found.items() if token}


def takes_token(service: str, url: str) -> bool:
    """Whether the token of a service goes with a request for an address, which is given
    as it is sent.
    """
    return service in _FORMS and re.fullmatch(_FORMS[service], url) is not None
