"""Returns: which texts of a batch have a carriage return, without which all their lines end alike, and what makes them end
alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.finding import Edit

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

_RETURN = 13


def with_returns(batch: Batch) -> Collection[int]:
    """The sieve of encoding/line-endings: the numbers of the texts with a carriage return."""
    if _RETURN not in batch.classes:
        return frozenset()
    starts = [*batch.starts, len(batch.classes)]
    return frozenset(
        number
        for number in range(len(batch.starts))
        if batch.classes.find(_RETURN, starts[number], starts[number + 1]) >= 0
    )


def mended(classes: bytes, usual: str) -> list[Edit]:
    """What makes all lines of a text end in the usual way, in order."""
    made: list[Edit] = []
    _mend(classes, len(classes), ["\r", "\n", "\r\n"].index(usual) + 1, usual, made)
    return made


def _mend(classes: bytes, size: int, usual: int, insert: str, made: list[Edit]) -> None:
    """`usual`: 1 CR, 2 LF, 3 both."""
    new = tuple.__new__  # a large text may have as many as it has lines
    place = 0
    while place < size:
        kind = (classes[place] == 13) + 2 * (classes[place] == 10)
        start = place
        place += 1
        if kind == 1 and place < size and classes[place] == 10:
            kind = 3
            place += 1
        if kind and kind != usual:
            made.append(new(Edit, (start, place, insert)))
