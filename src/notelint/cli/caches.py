"""The caches as the options and the environment have them: what links led to, and when
the services were last asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from notelint.cli import messages
from notelint.links.cache import VerdictCache
from notelint.links.cache_folder import CacheError, cache_folder, prepare
from notelint.links.clock import Clock
from notelint.links.spacing import Spacing


class Caches(NamedTuple):
    """What the runs of a user share."""

    store: VerdictCache
    spacing: Spacing


def caches(
    cache_dir: str | None,
    *,
    no_cache: bool,
    clock: Clock,
    warn: Callable[[str], None] | None = None,
) -> Caches:
    """The caches in the folder that is named, or in the user's own; where it cannot be
    used, this run's alone, with one warning.

    With `no_cache` nothing is read of earlier answers, nor is any kept; but the services
    are not asked any faster for it.
    """
    complain = warn or messages.warn
    folder = cache_folder(cache_dir)
    try:
        if folder is None:
            raise CacheError("no folder for caches is known")
        prepare(folder)
    except CacheError as error:
        folder = None
        complain(
            f"{error}: answers are not stored, and other runs not waited for: name a folder with --cache-dir"
        )
    return Caches(
        VerdictCache(None if no_cache else folder, clock.now, complain),
        Spacing(folder, clock, complain),
    )
