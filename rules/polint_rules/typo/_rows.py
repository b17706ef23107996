"""Rows: what a table says of each hit of a batch, of all hits at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polint.matcher import Hits, Matcher


class Rows:
    """The rows of a table that the literals of a matcher have: none, or some that follow one another."""

    def __init__(self, kept: bytes) -> None:
        """`kept` as `rows_of` makes it."""
        import numpy

        both = numpy.frombuffer(kept, numpy.dtype("<u2")).astype(numpy.intp)
        self._counts, self._firsts = both.reshape(2, -1)

    def of(self, hits: Hits) -> tuple[Any, Any]:
        """Each row of each hit: the number of the hit, ascending, and that of the row, as arrays."""
        import numpy

        counts = self._counts.take(hits.arrays[0])
        own = counts.nonzero()[0]
        counts = counts[own]
        firsts = self._firsts[hits.arrays[0][own]]
        before = counts.cumsum() - counts
        which = own.repeat(counts)
        return which, numpy.arange(len(which)) + (firsts - before).repeat(counts)

    def within(self, index: int, row: int) -> int:
        """Which of the rows of the literal with this index a row is."""
        return row - int(self._firsts[index])


def rows_of(matcher: Matcher, counts: Mapping[str, int]) -> bytes:
    """The rows of the literals of a matcher, to be kept: of each literal how many, then of each the first. `counts`: how
    many some have; they are numbered as they come, 65,535 at most."""
    import numpy

    numbers = {literal: number for number, literal in enumerate(matcher.literals)}
    found = numpy.zeros((2, len(numbers)), numpy.dtype("<u2"))
    first = 0
    for literal, count in counts.items():
        number = numbers.get(literal)
        if number is not None:  # it is looked for
            found[:, number] = count, first
        first += count
    return found.tobytes()
