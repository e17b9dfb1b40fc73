"""Every call of git: one small function a question, `-z` always.

Here is what most runs need. `blobs.py` reads and writes objects and the index, `changes.py`
finds what differs from a commit, `settings.py` reads and sets what is configured.
"""

from notelint.repo.git.calls import GitError, root_of
from notelint.repo.git.listing import Listed, files, is_ignored, remote_of

__all__ = ["GitError", "Listed", "files", "is_ignored", "remote_of", "root_of"]
