"""Three versions of a notebook made one: entries are merged as entries, and their numbers
are put right.

Pure: knows no disk and no git.

Texts are split into pieces (`pieces.py`), which get one name each in all versions
(`versions.py`). What becomes of each piece is decided (`content.py`), then where it stands
(`placement.py`), what blank lines are between (`layout.py`), which number it has
(`numbers.py`), and at last whether nothing is lost (`proof.py`). Imports `text`,
`markdown`, `notebook`, `config`, and the fingerprints of `engine`.
"""

from notelint.merge.content import MergeLines
from notelint.merge.pieces import unnumbered
from notelint.merge.three import Merged, merged

__all__ = ["MergeLines", "Merged", "merged", "unnumbered"]
