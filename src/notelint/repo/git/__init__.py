"""Every call of git: one small function a question, `-z` always.

Here is what most runs ask; few need the other files.

`blobs.py` reads and writes objects and the index, `changes.py` tells what differs from a
commit, `settings.py` what is configured.
"""

from notelint.repo.git.calls import GitError, root_of
from notelint.repo.git.listing import Listed, files, is_ignored, remote_of

__all__ = ["GitError", "Listed", "files", "is_ignored", "remote_of", "root_of"]
