"""What `notelint init` learns: how the notebooks are written (`tally.py`), and what of it
is settled (`lessons.py`).

Pure: sees no disk and no git. Imports `text`, `notebook` and `rules`.
"""

from notelint.init.lessons import Learned, Lesson, learn
from notelint.init.tally import Tally, survey

__all__ = ["Learned", "Lesson", "Tally", "learn", "survey"]
