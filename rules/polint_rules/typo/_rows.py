"""Rows: what a table says of each hit of a batch, of all hits at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sized

    from polint.scan import Hits, Matcher


class Rows:
    """The rows of a table that the literals of a matcher have: none, or some that follow one another."""

    def __init__(self, matcher: Matcher, rows: Mapping[str, Sized]) -> None:
        """`rows`: how many each literal has is the length of what stands there; they are numbered as they come."""
        import numpy

        numbers = matcher.numbers
        # What is not looked for goes to the last place, which no literal has.
        places = [numbers.get(literal, -1) for literal in rows]
        counts = numpy.fromiter(map(len, rows.values()), numpy.intp, len(rows))
        self._counts = numpy.zeros(len(numbers) + 1, numpy.intp)
        self._counts[places] = counts
        self._counts[-1] = 0
        self._firsts = numpy.zeros_like(self._counts)
        self._firsts[places] = counts.cumsum() - counts

    def of(self, hits: Hits) -> tuple[Any, Any]:
        """Each row of each hit: the number of the hit, ascending, and that of the row, as arrays."""
        import numpy

        counts = self._counts.take(hits.indices)
        own = counts.nonzero()[0]
        counts = counts[own]
        firsts = self._firsts[hits.indices[own]]
        before = counts.cumsum() - counts
        which = own.repeat(counts)
        return which, numpy.arange(len(which)) + (firsts - before).repeat(counts)
