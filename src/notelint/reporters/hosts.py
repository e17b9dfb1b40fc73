"""What came of asking the network, in numbers: how many links are how, in all and by
whom was asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from notelint.reporters import Look
from notelint.reporters.text import paint, plural, sanitize_terminal

_MOST = 12  # hosts that are listed by name
_WORDS = {
    "ok": "fine",
    "moved": "moved",
    "missing": "missing",
    "dead": "dead",
    "withdrawn": "withdrawn",
    "refused": "refused",
    "unverified": "not verified",
    "unasked": "not asked",
}
_STYLES = {
    "ok": "green",
    "missing": "red",
    "dead": "red",
    "unverified": "cyan",
    "unasked": "cyan",
}


def hosts(
    counts: Mapping[str, Counter[str]], look: Look, *, sent: int, stored: int
) -> str:
    """A line for all links, and one for each of the hosts that have the most, those with
    something amiss first.
    """
    total = sum(counts.values(), Counter[str]())
    if not total:
        return "No links to ask about.\n"
    known = f", {stored} answered from the cache" if stored else ""
    lines = [
        f"{plural(total.total(), 'link')}: {_states(total, look)} ({plural(sent, 'request')}{known})."
    ]
    order = sorted(
        counts,
        key=lambda host: (
            -(counts[host].total() - counts[host]["ok"]),
            -counts[host].total(),
            host,
        ),
    )
    shown = order if look.everything or len(order) <= _MOST + 1 else order[:_MOST]
    width = max(len(sanitize_terminal(host)) for host in shown)
    lines += [
        f"  {sanitize_terminal(host):<{width}}  {_states(counts[host], look)}"
        for host in shown
    ]
    if rest := order[len(shown) :]:
        lines.append(
            f"  … and {plural(len(rest), 'host')} more: {_states(sum((counts[host] for host in rest), Counter[str]()), look)}"
        )
    return "\n".join(lines) + "\n"


def _states(counts: Counter[str], look: Look) -> str:
    return ", ".join(
        paint(f"{counts[state]} {word}", _STYLES.get(state, "yellow"), color=look.color)
        for state, word in _WORDS.items()
        if counts[state]
    )
