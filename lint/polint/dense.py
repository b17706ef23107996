"""Dense: the triggers of a text that is made of them, found with numpy.

The shared pass calls back for every trigger. In a text that somebody made of nothing else there are more of them
than characters, and a call costs more than it costs to look at the whole text once for each word: where two
characters stand with which some words begin, and which of these words go on as the text does.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Word: TypeAlias = "tuple[int, list[int]]"
_NONE = -1
_PIECE = 1 << 14  # code points looked up at once, as in fold.py
_FEW = 3  # different characters for which to look one by one costs less than to sort


class Finder:
    """Finds the literals that a Matcher was made of in one text."""

    __slots__ = ("_alone", "_bounds", "_firsts", "_literals", "_longest", "_pairs", "_seconds")

    def __init__(self, literals: Sequence[str]) -> None:
        """`literals` are those of a Matcher: ascending, so that those which begin alike stand together."""
        import numpy

        self._literals = literals
        codes = numpy.frombuffer("\0".join(literals).encode("utf-16-le", "surrogatepass"), numpy.dtype("<u2"))
        ends = numpy.append(numpy.flatnonzero(codes == 0), len(codes))
        starts = numpy.append(0, ends[:-1] + 1)
        lengths = ends - starts
        self._longest = int(lengths.max())
        self._alone = numpy.full(0x10000, _NONE, numpy.int32)
        """For each character the literal that it is by itself."""
        single = numpy.flatnonzero(lengths == 1)
        self._alone[codes[starts[single]]] = single
        words = numpy.flatnonzero(lengths > 1)
        firsts, seconds = codes[starts[words]], codes[starts[words] + 1]
        new = numpy.ones(len(words), numpy.bool_)
        new[1:] = (firsts[1:] != firsts[:-1]) | (seconds[1:] != seconds[:-1])
        self._bounds = [*words[new].tolist(), len(literals)]
        """Where among the literals those begin whose first two characters are the same."""
        firsts, seconds = firsts[new], seconds[new]
        self._firsts, self._seconds = _numbered(firsts), _numbered(seconds)
        self._firsts *= int(self._seconds.max()) + 1
        # Millions of places: two bytes each suffice for the words of our own, not for every lexicon of a user's.
        kind = numpy.int16 if len(firsts) <= numpy.iinfo(numpy.int16).max else numpy.int32
        self._pairs = numpy.full(int(self._firsts.max() + self._seconds.max()) + 1, _NONE, kind)
        """For the numbers of a first and of a second character, added, the place of their words in `_bounds`."""
        self._pairs[self._firsts[firsts] + self._seconds[seconds]] = numpy.arange(len(firsts))

    def _words(self, group: int) -> list[_Word]:
        """The literals that begin with the same two characters: their indices and how they go on."""
        first, last = self._bounds[group : group + 2]
        return [
            (index, [ord(char) for char in literal[2:]])
            for index, literal in enumerate(self._literals[first:last], first)
            if len(literal) > 1
        ]

    def find(self, units: bytes) -> tuple[Any, Any]:
        """Every occurrence in `units` (UTF-16-LE, one unit a code point): the indices of the literals and their
        ends in code points, in no order."""
        import numpy

        # No word goes on behind the text.
        codes = numpy.frombuffer(units + bytes(2 * self._longest), numpy.dtype("<u2"))
        indices: list[Any] = []
        ends: list[Any] = []
        groups: list[Any] = []
        starts: list[Any] = []
        for start in range(0, len(units) // 2, _PIECE):
            piece = codes[start : start + _PIECE + 1].astype(numpy.intp)
            alone = self._alone.take(piece[:-1], mode="clip")
            places = numpy.flatnonzero(alone != _NONE)
            indices.append(alone[places])
            ends.append(places + (start + 1))
            pairs = self._firsts.take(piece[:-1], mode="clip")
            pairs += self._seconds.take(piece[1:], mode="clip")
            found = self._pairs.take(pairs, mode="clip")
            places = numpy.flatnonzero(found != _NONE)
            groups.append(found[places])
            starts.append(places + start)
        of_group, place = numpy.concatenate(groups), numpy.concatenate(starts)
        order = of_group.argsort(kind="stable")
        of_group, place = of_group[order], place[order]
        bounds = [0, *(numpy.flatnonzero(of_group[1:] != of_group[:-1]) + 1).tolist(), len(of_group)]
        for first, last in pairwise(bounds if len(of_group) else ()):
            for index, kept in self._going_on(codes, place[first:last], self._words(int(of_group[first]))):
                indices.append(numpy.full(len(kept), index, numpy.int32))
                ends.append(kept)
        return numpy.concatenate(indices), numpy.concatenate(ends)

    def _going_on(self, codes: Any, places: Any, words: list[_Word]) -> Iterator[tuple[int, Any]]:
        """Which of `words`, whose first two characters stand at `places`, go on as the text does there, and where they
        end: a character is compared at a time, for all words that have it."""
        waiting = [(places + 2, words, 0)]
        while waiting:
            places, words, depth = waiting.pop()
            following: dict[int, list[_Word]] = {}
            for word in words:
                index, rest = word
                if len(rest) == depth:
                    yield index, places
                else:
                    following.setdefault(rest[depth], []).append(word)
            if not following:
                continue
            here = codes[places]
            if len(following) > _FEW:
                order = here.argsort(kind="stable")
                places, here = places[order], here[order]
            for code, few in following.items():
                if len(following) > _FEW:
                    kept = places[here.searchsorted(code) : here.searchsorted(code, "right")]
                else:
                    kept = places[here == code]
                if len(kept):
                    waiting.append((kept + 1, few, depth + 1))


def _numbered(codes: Any) -> Any:
    """A table that numbers these characters from 1 on and gives 0 for all others."""
    import numpy

    table = numpy.zeros(0x10000, numpy.intp)
    table[codes] = 1
    known = numpy.flatnonzero(table)
    table[known] = numpy.arange(1, len(known) + 1)
    return table
