"""Matcher: many literals found at once in folded text, and where they stand in the texts of a batch."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import hyperscan

from polint import store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from polint.dense import Finder

T = TypeVar("T")

_KIND = "triggers-2"
"""The databases of literals in the store."""


def _escaped(literal: str) -> bytes:
    """A literal as an expression of escapes: the binding cuts what it is given at the first zero byte, of
    which every ASCII character has one."""
    return b"".join(b"\\x%02x" % byte for byte in literal.encode("utf-16-le", "surrogatepass"))


class Matcher:
    """Finds many literals at once in UTF-16-LE; made once, kept in the store."""

    def __init__(self, joined: str) -> None:
        """`joined`: the literals, ascending, each once, with a NUL between two."""
        self._joined = joined
        self._of: dict[frozenset[str], frozenset[int]] = {}
        self._flags: dict[frozenset[str], Any] = {}
        self._views: dict[Callable[[Matcher], Any], Any] = {}
        self._database = None
        self.stamp = b""
        """What stands for the literals in the key of a table of them that is kept in the store."""
        if not joined:
            return
        key = f"{getattr(hyperscan, '__version__', '')}\0{joined}".encode("utf-8", "surrogatepass")
        self.stamp = key = store.digest(key)
        try:
            self._database = hyperscan.loadb(
                store.compiled(_KIND, key, lambda: hyperscan.dumpb(self._compile()), sealed=True),
                hyperscan.HS_MODE_BLOCK,
            )
            self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error:  # damaged, or made on another kind of processor that shares this home
            self._database = self._compile()
            store.put(_KIND, key, hyperscan.dumpb(self._database))

    @cached_property
    def literals(self) -> list[str]:
        """The literals by their indices. A text in which none stands needs no list of ten thousand."""
        return self._joined.split("\0") if self._joined else []

    def indices(self, literals: frozenset[str]) -> frozenset[int]:
        """The indices of those of `literals` that are looked for."""
        found = self._of.get(literals)
        if found is None:
            ordered = self.literals
            known = [literal for literal in literals if literal <= ordered[-1]] if ordered else []
            places = [bisect_left(ordered, literal) for literal in known]
            found = self._of[literals] = frozenset(
                [place for place, literal in zip(places, known, strict=True) if ordered[place] == literal]
            )
        return found

    def view(self, make: Callable[[Matcher], T]) -> T:
        """What `make` says of the literals, computed once."""
        if make not in self._views:
            self._views[make] = make(self)
        found: T = self._views[make]
        return found

    def flags(self, literals: frozenset[str]) -> Any:
        """For every literal that is looked for whether it is one of `literals`: an array of numpy."""
        found = self._flags.get(literals)
        if found is None:
            import numpy

            found = self._flags[literals] = numpy.zeros(len(self.literals), numpy.bool_)
            found[list(self.indices(literals))] = True
        return found

    def listed(self, kind: str, key: bytes, literals: Callable[[], frozenset[str]]) -> Any:
        """The same of hundreds of literals, kept under `kind` for all that they are made of, which is `key`."""
        import numpy

        def build() -> bytes:
            found: bytes = self.flags(literals()).tobytes()
            return found

        return numpy.frombuffer(store.compiled(kind, self.stamp + key, build), numpy.bool_)

    def _compile(self) -> hyperscan.Database:
        database = hyperscan.Database()
        database.compile(
            expressions=[_escaped(literal) for literal in self.literals],
            ids=list(range(len(self.literals))),
            elements=len(self.literals),
            flags=hyperscan.HS_FLAG_DOTALL,
        )
        return database

    @cached_property
    def _finder(self) -> Finder:
        from polint.dense import Finder

        return Finder(self.literals)

    def find(self, units: bytes, *, vectorised: bool) -> Any:
        """Every occurrence as `end << SHIFT | index of the literal`, `end` in code points, in no order: a list, an array
        where numpy is loaded."""
        found = array("q")
        append = found.append
        most = _CALLS if vectorised else _ALL

        # In a hostile text this is called for every character: nothing is made here but these two numbers.
        def on_match(index: int, start: int, end: int, flags: int, context: object) -> bool:
            append(end)
            append(index)
            return len(found) > most and len(found) * _SPARSE > end

        try:
            if self._database is not None and units:
                self._database.scan(units, match_event_handler=on_match)
        except hyperscan.ScanTerminated:
            indices, ends = self._finder.find(units)
            return ends << _SHIFT | indices
        if vectorised:
            import numpy

            pairs = numpy.array(found, numpy.int64)
            keys = pairs[::2] << _SHIFT - 1
            keys |= pairs[1::2]
            return keys[keys & _ODD == 0]
        places = iter(found)
        return [end << _SHIFT - 1 | index for end, index in zip(places, places, strict=True) if not end & 1]


_CALLS = 10_000
_SPARSE = 32
"""A text that up to some place has 5,000 triggers (of each two numbers), and more than one in 32 characters (for each
number 32 bytes), is dense: ordinary texts have one in 120."""
_ALL = 1 << 62
_SHIFT = 24
_ODD = 1 << _SHIFT - 1
_INDEX = _ODD - 1
"""A hit is one integer, not a tuple: there are tens of thousands a megabyte. An odd end in bytes lies across two
units, and leaves its last bit where no index has one."""
_ENDS = 40
"""The bits of a hit's end where its literal stands before it."""

_DENSE = 1_000
"""Hits in one text from which on numpy sorts them by their literals."""


class Hits:
    """Where the literals of a matcher stand in the texts of a batch. Of each hit `indices` tells which literal it is,
    `ends` where it ends in the batch, ascending: arrays of numpy where it is loaded. Those of the text with number n
    are those from bounds[n] to bounds[n + 1]."""

    __slots__ = ("bounds", "ends", "indices", "matcher", "vectorised")

    def __init__(self, matcher: Matcher, found: Any, starts: list[int], vectorised: bool) -> None:
        """`found` as Matcher.find gives it."""
        self.matcher = matcher
        self.vectorised = vectorised
        self.indices: Any
        self.ends: Any
        self.bounds: list[int]
        if vectorised:
            import numpy

            found.sort()
            self.indices, self.ends = found & _INDEX, found >> _SHIFT
            inner = self.ends.searchsorted(numpy.array(starts[1:], numpy.int64)).tolist()
        else:
            found.sort()
            self.indices, self.ends = [key & _INDEX for key in found], [key >> _SHIFT for key in found]
            inner = [bisect_left(self.ends, start) for start in starts[1:]]
        self.bounds = [0, *inner, len(self.ends)]

    def of(self, number: int, start: int) -> dict[str, list[int]]:
        """Where each literal that occurs in a text stands, in code points from `start`, ascending."""
        first, last = self.bounds[number : number + 2]
        hits: dict[str, list[int]] = {}
        if first == last:
            return hits
        literals = self.matcher.literals
        indices, ends = self.indices[first:last], self.ends[first:last]
        if self.vectorised:
            if last - first > _DENSE:
                for index, found in _by_literal(indices, ends):
                    literal = literals[index]
                    hits[literal] = (found - (start + len(literal))).tolist()
                return hits
            indices, ends = indices.tolist(), ends.tolist()
        for index, end in zip(indices, ends, strict=True):
            literal = literals[index]
            if literal in hits:
                hits[literal].append(end - start - len(literal))
            else:
                hits[literal] = [end - start - len(literal)]
        return hits

    def kinds(self, number: int) -> Collection[int]:
        """Which literals stand in a text, by their indices."""
        own = self.indices[slice(*self.bounds[number : number + 2])]
        if not self.vectorised:
            return set(own)
        import numpy

        found: list[int] = numpy.flatnonzero(numpy.bincount(own)).tolist()
        return found

    def among(self, literals: frozenset[str]) -> Any:
        """Which hits are of `literals`, ascending: an array of numpy."""
        import numpy

        return numpy.flatnonzero(self.matcher.flags(literals).take(self.indices))

    def numbers(self, hits: Any) -> frozenset[int]:
        """The numbers of the texts in which these hits stand, an array of numpy."""
        return numbers_between(self.bounds, hits)

    def texts_of(self, literals: frozenset[str]) -> frozenset[int]:
        """The numbers of the texts in which one of `literals` stands."""
        if self.vectorised:
            return self.numbers(self.among(literals))
        if not self.indices:
            return frozenset()  # nothing need be known of the literals
        wanted = self.matcher.indices(literals)
        own = [place for place, index in enumerate(self.indices) if index in wanted]
        return frozenset(bisect_right(self.bounds, place) - 1 for place in own)

    def places(self, literals: frozenset[str]) -> list[int]:
        """Where these literals end in the batch, ascending."""
        if not len(self.ends):
            return []
        if self.vectorised:
            found: list[int] = self.ends.take(self.among(literals)).tolist()
            return found
        known = self.matcher.literals
        return [end for index, end in zip(self.indices, self.ends, strict=True) if known[index] in literals]


def numbers_between(bounds: Any, places: Any) -> frozenset[int]:
    """Between which of these bounds, ascending, some of the places lie: by the number of the lower one."""
    if not len(places):
        return frozenset()
    import numpy

    numbers = numpy.searchsorted(bounds, places, side="right") - 1
    return frozenset(numpy.flatnonzero(numpy.bincount(numbers)).tolist())


def _by_literal(kinds: Any, places: Any) -> Iterator[tuple[int, Any]]:
    """Each literal that occurs with its ends, ascending: an array."""
    import numpy

    # As one number they are sorted much faster than by the order of one of the two.
    packed = kinds << _ENDS | places
    packed.sort()
    kinds, places = packed >> _ENDS, packed & (1 << _ENDS) - 1
    bounds = [0, *(numpy.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    for first, last in pairwise(bounds):
        yield int(kinds[first]), places[first:last]
