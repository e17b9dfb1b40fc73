"""A lock is held by one, or shared by many, also while the file that it is on is removed
and made again.
"""

import os
import threading
from pathlib import Path

from notelint.links.file_locks import locked


def test_one_alone_or_many_together(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    alone = locked(path)
    assert alone is not None
    assert locked(path) is None
    assert locked(path, shared=True) is None
    os.close(alone)
    many = [locked(path, shared=True), locked(path, shared=True)]
    assert locked(path) is None
    for number in many:
        assert number is not None
        os.close(number)
    again = locked(path)
    assert again is not None
    os.close(again)


def test_who_holds_it_may_remove_it(tmp_path: Path) -> None:
    """As `notelint clean` does: who had the old file open already does not take it for
    the new one.
    """
    path, holders, most = tmp_path / "lock", list[int](), list[int]()

    def work() -> None:
        for _ in range(500):
            if (number := locked(path)) is not None:
                holders.append(number)
                most.append(len(holders))
                holders.remove(number)
                path.unlink()
                os.close(number)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(most) == 1
    assert len(most) > 100
