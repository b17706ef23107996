"""Matcher: many literals found at once in folded text, and where they stand in the texts of a batch."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from polint import octet, store
from polint.fold import narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")

_KIND = "triggers-9"
"""The tables of literals in the store."""
SHIFT = 24
"""A hit is one integer, its end and the index of its literal behind it, until all are sorted."""
INDEX = (1 << SHIFT) - 1
_BITS = 19
"""Of the filters of pairs and threes: 2^19 bits each stay in the processor's near cache, and one in sixty is set."""


class Matcher:
    """Finds many literals at once in UTF-16-LE with one unit a code point.

    Filters of bits say of nearly every place that none begins there. Of those that begin with the pair of characters at
    another one, which stand together in their order, each further character leaves those that go on as the text does."""

    def __init__(self, joined: str) -> None:
        """`joined`: the literals, ascending, each once, with a NUL between two."""
        self._joined = joined
        self._of: dict[frozenset[str], frozenset[int]] = {}
        self._flags: dict[frozenset[str], bytes] = {}
        self._views: dict[Callable[[Matcher], Any], Any] = {}
        self._tables: tuple[bytes, bytes, bytes, bytes, int, bytes, bytes] | None = None
        self.stamp = b""
        """What stands for the literals in the key of a table of them that is kept in the store."""
        if joined:
            self.stamp = store.digest(joined.encode("utf-8", "surrogatepass"))
            self._tables = marshal.loads(store.compiled(_KIND, self.stamp, self._build))

    @cached_property
    def literals(self) -> list[str]:
        """The literals by their indices. A text in which none stands needs no list of ten thousand."""
        return self._joined.split("\0") if self._joined else []

    def indices(self, literals: frozenset[str]) -> frozenset[int]:
        """The indices of those of `literals` that are looked for."""
        found = self._of.get(literals)
        if found is None:
            own: list[int] = []
            if literals and self._tables is not None:
                starts, pool = self._tables[-2:]
                units = narrow("\0".join(literals)).encode("utf-16-le", "surrogatepass")
                _seek(units, len(units) // 2, starts, pool, len(starts) // 4 - 1, own)
            found = self._of[literals] = frozenset(own)
        return found

    def view(self, make: Callable[[Matcher], T]) -> T:
        """What `make` says of the literals, computed once."""
        if make not in self._views:
            self._views[make] = make(self)
        found: T = self._views[make]
        return found

    def flags(self, literals: frozenset[str]) -> bytes:
        """For every literal that is looked for one byte: 1 for those of `literals`, 0 for all others."""
        found = self._flags.get(literals)
        if found is None:
            own = bytearray(len(self.literals))
            for index in self.indices(literals):
                own[index] = 1
            found = self._flags[literals] = bytes(own)
        return found

    def listed(self, kind: str, key: bytes, literals: Callable[[], frozenset[str]]) -> bytes:
        """The same of hundreds of literals, kept under `kind` for all that they are made of, which is `key`."""
        return store.compiled(kind, self.stamp + key, lambda: self.flags(literals()))

    def _build(self) -> bytes:
        """What `_find` looks at: three filters, of the characters that are a literal, of the pairs that are one and of the
        threes with which longer ones begin; a hash table of the characters and pairs with which literals begin, of each
        the pair, the first literal that begins so and the one behind the last; its size; where each literal starts among
        the characters of all, and these."""
        alone = bytearray(0x10000 // 8)
        pairs, threes = bytearray(1 << _BITS >> 3), bytearray(1 << _BITS >> 3)
        starts = [0]
        ranges: dict[int, tuple[int, int]] = {}
        for index, literal in enumerate(self.literals):
            starts.append(starts[-1] + len(literal))
            first, *others = map(ord, literal)
            if not others:
                _set(alone, first)
                ranges[first] = index, index + 1
                continue
            mixed = _hashed(first, others[0])
            if len(others) == 1:
                _set(pairs, mixed >> 31 - _BITS)
            else:
                _set(threes, _hashed(mixed, others[1]) >> 31 - _BITS)
            pair = first << 16 | others[0]
            ranges[pair] = ranges.get(pair, (index,))[0], index + 1
        slots = 2
        while slots < 2 * len(ranges):
            slots *= 2
        table = [0] * (3 * slots)
        for pair, (low, high) in ranges.items():
            slot = _hashed(pair >> 16, pair & 0xFFFF) & slots - 1
            while table[3 * slot + 2]:
                slot = slot + 1 & slots - 1
            table[3 * slot : 3 * slot + 3] = pair, low, high
        return marshal.dumps(
            (
                bytes(alone),
                bytes(pairs),
                bytes(threes),
                b"".join([number.to_bytes(4, "little") for number in table]),
                slots,
                b"".join([number.to_bytes(4, "little") for number in starts]),
                "".join(self.literals).encode("utf-16-le", "surrogatepass"),
            )
        )

    def find(self, units: bytes) -> list[int]:
        """Every occurrence as `end << 24 | index of the literal`, `end` in code points, ascending."""
        found: list[int] = []
        if self._tables is not None:
            alone, pairs, threes, table, slots, starts, pool = self._tables
            _find(units, len(units) // 2, alone, pairs, threes, table, slots, starts, pool, found)
            found.sort()
        return found


def _hashed(first: int, second: int) -> int:
    """Of two characters 31 bits, the upper ones well mixed: a multiplicative hash (Knuth, volume 3, 6.4)."""
    return (first * 0x1E3779B1 + second * 0x05EBCA6B) & 0x7FFFFFFF


def _set(bits: bytearray, bit: int) -> None:
    bits[bit >> 3] |= 1 << (bit & 7)


def _is_set(bits: bytes, bit: int) -> int:
    return bits[bit >> 3] >> (bit & 7) & 1


def _find(
    units: bytes, size: int, alone: bytes, pairs: bytes, threes: bytes, table: bytes, slots: int, starts: bytes,
    pool: bytes, found: list[int],
) -> None:  # fmt: skip
    """Put every occurrence into `found`."""
    second = octet.unit(units, 0) if size else 0
    third = octet.unit(units, 1) if size > 1 else 0
    for place in range(size):
        first, second = second, third
        third = octet.unit(units, place + 2) if place + 2 < size else 0
        mixed = _hashed(first, second)
        # Of twenty places nineteen end here; one question costs less than three that are harder to foresee.
        if not (
            _is_set(alone, first) | _is_set(pairs, mixed >> 12) | _is_set(threes, _hashed(mixed, third) >> 12)
        ):
            continue
        if _is_set(alone, first):
            slot = _slot(table, slots, _hashed(0, first), first)
            found.append(place + 1 << 24 | octet.word(table, 3 * slot + 1))
        if place + 1 < size:
            slot = _slot(table, slots, mixed, first << 16 | second)
            high = octet.word(table, 3 * slot + 2)
            if high:
                _narrow(units, size, place, starts, pool, octet.word(table, 3 * slot + 1), high, found)


def _slot(table: bytes, slots: int, mixed: int, pair: int) -> int:
    """The slot of a pair, or an empty one, in which nothing ends."""
    slot = mixed & slots - 1
    while octet.word(table, 3 * slot + 2) and octet.word(table, 3 * slot) != pair:
        slot = slot + 1 & slots - 1
    return slot


def _narrow(
    units: bytes, size: int, place: int, starts: bytes, pool: bytes, low: int, high: int, found: list[int]
) -> None:
    """Those of the literals from `low` to `high`, which all begin with the two characters at `place`, that stand there."""
    depth = 2
    while low < high:
        start, end = octet.word(starts, low), octet.word(starts, low + 1)
        if high - low == 1:
            while start + depth < end and place + depth < size:
                if octet.unit(pool, start + depth) != octet.unit(units, place + depth):
                    return
                depth += 1
        if end - start == depth:
            found.append(place + depth << 24 | low)
            low += 1
        if low >= high or place + depth >= size:
            return
        code = octet.unit(units, place + depth)
        # The first one whose next character is not below that of the text, and the first one behind it.
        low = _first(starts, pool, low, high, depth, code)
        high = _first(starts, pool, low, high, depth, code + 1)
        depth += 1


def _first(starts: bytes, pool: bytes, low: int, high: int, depth: int, code: int) -> int:
    """The first of these literals, all longer than `depth`, whose character there is not below `code`."""
    while low < high:
        middle = (low + high) >> 1
        if octet.unit(pool, octet.word(starts, middle) + depth) < code:
            low = middle + 1
        else:
            high = middle
    return low


def _seek(units: bytes, size: int, starts: bytes, pool: bytes, count: int, found: list[int]) -> None:
    """Put the indices of those literals into `found` that stand in `units`, a NUL between two."""
    start = 0
    for end in range(size + 1):
        if end < size and octet.unit(units, end):
            continue
        low, high = 0, count
        while low < high:
            middle = (low + high) >> 1
            if _order(units, start, end, starts, pool, middle) > 0:
                low = middle + 1
            else:
                high = middle
        if low < count and _order(units, start, end, starts, pool, low) == 0:
            found.append(low)
        start = end + 1


def _order(units: bytes, place: int, end: int, starts: bytes, pool: bytes, index: int) -> int:
    """Whether what stands in [place, end) comes behind a literal (above 0), before it, or is it (0)."""
    other, stop = octet.word(starts, index), octet.word(starts, index + 1)
    while place < end and other < stop:
        order = octet.unit(units, place) - octet.unit(pool, other)
        if order:
            return order
        place += 1
        other += 1
    return (end - place) - (stop - other)


def _among(packed: bytes, size: int, flags: bytes, found: list[int]) -> None:
    """Put the hits of which the literals have a flag into `found`."""
    for hit in range(size):
        if flags[octet.word(packed, hit)]:
            found.append(hit)


def _texts_with(packed: bytes, bounds: list[int], flags: bytes, found: list[int]) -> None:
    """Put the numbers of the texts in which one of them stands into `found`."""
    last = 0
    for number in range(len(bounds) - 1):
        first = last
        last = bounds[number + 1]
        for hit in range(first, last):
            if flags[octet.word(packed, hit)]:
                found.append(number)
                break


def _ends_among(packed: bytes, ends: bytes, size: int, flags: bytes, found: list[int]) -> None:
    """Put into `found` where those end."""
    for hit in range(size):
        if flags[octet.word(packed, hit)]:
            found.append(octet.word(ends, hit))


class Hits:
    """Where the literals of a matcher stand in the texts of a batch. Of each hit `indices` tells which literal it is,
    `ends` where it ends in the batch, ascending. Those of the text with number n are those from bounds[n] to
    bounds[n + 1]."""

    def __init__(self, matcher: Matcher, found: list[int], starts: list[int]) -> None:
        """`found` as Matcher.find gives it."""
        self.matcher = matcher
        self.indices = [hit & INDEX for hit in found]
        self.ends = [hit >> SHIFT for hit in found]
        self.bounds = [0, *[bisect_left(self.ends, start) for start in starts[1:]], len(found)]

    def of(self, number: int, start: int) -> dict[str, list[int]]:
        """Where each literal that occurs in a text stands, in code points from `start`, ascending."""
        literals, indices, ends = self.matcher.literals, self.indices, self.ends
        hits: dict[str, list[int]] = {}
        for hit in range(self.bounds[number], self.bounds[number + 1]):
            literal = literals[indices[hit]]
            place = ends[hit] - start - len(literal)
            if literal in hits:
                hits[literal].append(place)
            else:
                hits[literal] = [place]
        return hits

    def kinds(self, number: int) -> Collection[int]:
        """Which literals stand in a text, by their indices."""
        return set(self.indices[self.bounds[number] : self.bounds[number + 1]])

    @cached_property
    def packed(self) -> bytes:
        """`indices` in four bytes each, of which a kernel reads as many as it reads integers of Python in the time of
        one."""
        return array("i", self.indices).tobytes()

    @cached_property
    def packed_ends(self) -> bytes:
        """The same of `ends`."""
        return array("i", self.ends).tobytes()

    @cached_property
    def present(self) -> frozenset[int]:
        """Which literals stand in any text, by their indices: of most sets that are asked for none does."""
        return frozenset(self.indices)

    def among(self, literals: frozenset[str]) -> list[int]:
        """Which hits are of `literals`, ascending."""
        found: list[int] = []
        if not self.present.isdisjoint(self.matcher.indices(literals)):
            _among(self.packed, len(self.indices), self.matcher.flags(literals), found)
        return found

    def numbers(self, hits: Collection[int]) -> frozenset[int]:
        """The numbers of the texts in which these hits stand."""
        bounds = self.bounds
        return frozenset([bisect_right(bounds, hit) - 1 for hit in hits])

    def texts_of(self, literals: frozenset[str]) -> frozenset[int]:
        """The numbers of the texts in which one of `literals` stands."""
        found: list[int] = []
        if not self.present.isdisjoint(self.matcher.indices(literals)):
            _texts_with(self.packed, self.bounds, self.matcher.flags(literals), found)
        return frozenset(found)

    def places(self, literals: frozenset[str]) -> list[int]:
        """Where these literals end in the batch, ascending."""
        found: list[int] = []
        if not self.present.isdisjoint(self.matcher.indices(literals)):
            _ends_among(self.packed, self.packed_ends, len(self.indices), self.matcher.flags(literals), found)
        return found
