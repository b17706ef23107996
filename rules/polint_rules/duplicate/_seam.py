"""Seam: which texts have a line with which another document could begin, asked of all texts of a batch at once."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint_rules.duplicate._boundary import CHAPTER, MARKS, begins_item

if TYPE_CHECKING:
    from polint.batch import Batch

LEAST = 50
"""Code points that the first document has at least: less is a letterhead."""
SHORTEST = 20
"""Code points that a second document has at least."""
RESTARTS = {
    "\n一、": ("\n二、", "\n三、", "\n四、"),
    "\n第一条": ("\n第二条", "\n第三条"),
    "\n第一章": ("\n第二章", "\n第三章"),
}
"""The first item of a series, and what lies before it when the series starts again."""
_FIRSTS = frozenset(RESTARTS)


@cache
def _marks() -> bytes:
    """For each unit whether an item may begin with it."""
    return octet.table(("".join(MARKS), 1))


def seams(batch: Batch, first: frozenset[str], last: frozenset[str], parts: frozenset[str]) -> set[int]:
    """The numbers of the texts with a line, neither at the very beginning nor at the end nor an item, in which one of
    `first` stands or above which one of `last` does; those with one of `parts`; those with a series that starts again."""
    found: set[int] = set()
    hits = batch.hits
    if hits is None or not hits.indices:
        return found
    flags = hits.matcher.flags
    units, classes, marks = batch.folded_units, batch.classes, _marks()
    asked = _look(
        hits.packed,
        hits.packed_ends,
        len(hits.indices),
        flags(first),
        flags(last),
        flags(parts),
        units,
        classes,
        len(classes),
        marks,
        batch.walls,
        batch.starts,
        found,
    )
    folded = batch.folded
    for number, place in asked:
        if number not in found and (not begins_item(folded, place) or folded.startswith(CHAPTER, place)):
            found.add(number)
    found.update(
        [
            number
            for number in batch.texts_at(batch.places(_FIRSTS))
            if number not in found and _restarts(batch, number)
        ]
    )
    return found


def _restarts(batch: Batch, number: int) -> bool:
    """Whether a text has the first item of a series below another one of it."""
    folded, (start, end) = batch.folded, batch.spans[number]
    for first, others in RESTARTS.items():
        last = folded.rfind(first, start, end)
        if last >= 0 and any(
            folded.startswith(other[1:], start) or folded.find(other, start, last) >= 0 for other in others
        ):
            return True
    return False


def _look(
    indices: bytes,
    ends: bytes,
    count: int,
    first: bytes,
    last: bytes,
    parts: bytes,
    units: bytes,
    classes: bytes,
    size: int,
    marks: bytes,
    walls: list[int],
    starts: list[int],
    found: set[int],
) -> list[tuple[int, int]]:
    """Add to `found` the numbers of the texts with one of `parts`, or with such a line that begins as no item does; of the
    other lines the number of the text and where they begin."""
    asked = []
    number, start, line = 0, 0, 1
    stop = starts[1] - 1 if len(starts) > 1 else size
    known = -1
    for hit in range(count):
        index = octet.word(indices, hit)
        if not (first[index] or last[index] or parts[index]):
            continue
        place = octet.word(ends, hit) - 1
        if place > stop:
            while place > stop:
                number += 1
                stop = starts[number + 1] - 1 if number + 1 < len(starts) else size
            start = starts[number]
        if number == known:
            continue
        line = bisect_left(walls, place, line)
        if parts[index]:
            known = number
        if first[index]:
            begin = walls[line - 1] + 1
            if start + 50 <= begin <= stop - 20:  # LEAST, SHORTEST
                if marks[octet.unit(units, begin)]:
                    asked.append((number, begin))
                else:
                    known = number
        if last[index]:
            begin = walls[line] + 1
            if start + 50 < begin <= stop - 20 and classes[begin - 1] == 10:
                if marks[octet.unit(units, begin)]:
                    asked.append((number, begin))
                else:
                    known = number
        if known == number:
            found.add(number)
    return asked
