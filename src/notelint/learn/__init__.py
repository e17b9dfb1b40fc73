"""What `notelint init` learns: how the notebooks are written (`tally`), and what of it is settled (`lessons`). Sees no disk."""

from notelint.learn.lessons import Learned, Lesson, learn
from notelint.learn.tally import Tally, survey

__all__ = ["Learned", "Lesson", "Tally", "learn", "survey"]
