"""Matcher: many literals found at once in folded text, and where they stand in the texts of a batch."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, TypeVar

from polint import octet, store
from polint.cached import cached_property
from polint.fold import narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")

_KIND = "triggers-10"
"""The tables of literals in the store."""
_STRETCH = 1 << 15
"""Characters that go through the filters together: what is noted of them stays in the processor's near caches."""
_GOLDEN = 0x9E3779B97F4A7C15
_WHOLE = (1 << 64) - 1


class Matcher:
    """Finds many literals at once in UTF-16-LE with one unit a code point.

    A filter of bits says of most places that none begins there, another one of most that are left; what is left then is
    looked up in a hash table of the characters with which literals begin, four at most: those that begin with the same
    four stand together in their order, and each further character leaves those that go on as the text does."""

    def __init__(self, joined: str) -> None:
        """`joined`: the literals, ascending, each once, with a NUL between two."""
        self._joined = joined
        self._of: dict[frozenset[str], frozenset[int]] = {}
        self._flags: dict[frozenset[str], bytes] = {}
        self._views: dict[Callable[[Matcher], Any], Any] = {}
        self._tables: tuple[list[int], bytes, bytes, int, bytes, bytes, bytes] | None = None
        self.stamp = b""
        """What stands for the literals in the key of a table of them that is kept in the store."""
        if joined:
            self.stamp = store.checksum(joined.encode("utf-8", "surrogatepass"))
            self._tables = marshal.loads(store.compiled(_KIND, self.stamp, self._build))
        self.told: list[str | None] = [None] * self.count
        """The literals that were asked for, by their indices."""

    @cached_property
    def literals(self) -> list[str]:
        """The literals by their indices: for who makes a table of them, which is kept. A list of ten thousand is too much
        for who asks what a few of them are."""
        return self._joined.split("\0") if self._joined else []

    @property
    def count(self) -> int:
        """How many literals are looked for."""
        return len(self.starts) // 4 - 1

    @property
    def starts(self) -> bytes:
        """Where each literal starts among the characters of all, and where the last one ends, in four bytes each."""
        return bytes(4) if self._tables is None else self._tables[-2]

    def literal(self, index: int) -> str:
        """One of the literals."""
        found = self.told[index] if index < len(self.told) else None
        if found is None and self._tables is not None:
            starts, pool = self._tables[-2:]
            units = pool[2 * octet.word(starts, index) : 2 * octet.word(starts, index + 1)]
            found = self.told[index] = octet.text(units)
        return found or ""

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
            own = bytearray(self.count)
            for index in self.indices(literals):
                own[index] = 1
            found = self._flags[literals] = bytes(own)
        return found

    def listed(self, kind: str, key: bytes, literals: Callable[[], frozenset[str]]) -> bytes:
        """The same of hundreds of literals, kept under `kind` for all that they are made of, which is `key`."""
        return store.compiled(kind, self.stamp + key, lambda: self.flags(literals()))

    @cached_property
    def _singles(self) -> bytes:
        """For every unit one byte: 1 where it is a literal."""
        singles = bytearray(0x10000)
        for code in self._tables[0] if self._tables is not None else ():
            singles[code] = 1
        return bytes(singles)

    def _build(self) -> bytes:
        """What `find` looks at: the literals of one character; the filter of the pairs with which others begin and of what
        follows them; the filter of heads; how many bits of a head tell its slot in their hash table, and this one: the
        head, the first literal that begins so, the one behind the last; where each literal starts among the characters
        of all, and these."""
        pairs, filtered = (
            bytearray(1 << 20 >> 3),
            bytearray(1 << 19 >> 3),
        )  # these stay in the processor's near cache
        singles: list[int] = []
        starts = [0]
        heads: dict[int, int] = {}
        for index, literal in enumerate(self.literals):
            starts.append(starts[-1] + len(literal))
            four = int.from_bytes(narrow(literal[:4]).encode("utf-16-le", "surrogatepass"), "little")
            heads.setdefault(_head(four, min(len(literal), 4)), index)
            if len(literal) == 1:
                singles.append(four)
            for third in range(8) if len(literal) == 2 else (0,) if len(literal) > 2 else ():
                _set(pairs, _pair(four | third << 32))
        bits = (len(heads) + len(heads) // 2).bit_length()
        slots = [bytes(16)] * (1 << bits)
        for (head, low), high in zip(heads.items(), [*heads.values(), len(self.literals)][1:], strict=True):
            _set(filtered, _bit(head))
            slot = head >> 64 - bits
            while any(slots[slot]):
                slot = slot + 1 & len(slots) - 1
            slots[slot] = head.to_bytes(8, "little") + _words([low, high])
        return marshal.dumps(
            (
                singles,
                bytes(pairs),
                bytes(filtered),
                bits,
                b"".join(slots),
                _words(starts),
                narrow("".join(self.literals)).encode("utf-16-le", "surrogatepass"),
            )
        )

    def find(self, units: bytes) -> list[int]:
        """Every occurrence as `end << 24 | index of the literal`, `end` in code points, ascending."""
        found: list[int] = []
        if self._tables is not None:
            _, pairs, heads, bits, slots, starts, pool = self._tables
            size = len(units) // 2
            places, beginnings = octet.blank(4 * _STRETCH), octet.blank(16 * _STRETCH)
            for start in range(0, size, _STRETCH):
                end = min(size, start + _STRETCH)
                count = _sift_pairs(units, start, end, size, self._singles, pairs, places)
                count = _sift_heads(units, size, heads, places, count, beginnings)
                _find(units, size, beginnings, count, bits, slots, starts, pool, found)
            found.sort()
        return found


def _words(numbers: list[int]) -> bytes:
    return b"".join([number.to_bytes(4, "little") for number in numbers])


def _set(bits: bytearray, bit: int) -> None:
    bits[bit >> 3] |= 1 << (bit & 7)


def _is_set(bits: bytes, bit: int) -> int:
    return bits[bit >> 3] >> (bit & 7) & 1


def _mixed(number: int) -> int:
    """Another number of 64 bits for each, the upper bits of which depend on all of `number` (Fibonacci hashing: Knuth,
    The Art of Computer Programming, volume 3, 6.4)."""
    return number * _GOLDEN & _WHOLE


def _pair(four: int) -> int:
    """The bit of the first two of four characters and the lower three bits of the next one."""
    return _mixed(four << 29) >> 44


def _head(four: int, size: int) -> int:
    """What stands for the first `size` of four characters, of which the first is none or not NUL, and for no others."""
    return _mixed(four << 64 - 16 * size)


def _bit(head: int) -> int:
    """The bit of a head in their filter."""
    return head >> 45


def _four(units: bytes, place: int, size: int) -> int:
    """Four characters of a text, behind whose end stand NULs."""
    if place + 4 <= size:
        return octet.four(units, place)
    four = 0
    for behind in range(size - 1, place - 1, -1):
        four = four << 16 | octet.unit(units, behind)
    return four


def _sift_pairs(
    units: bytes, start: int, end: int, size: int, singles: bytes, pairs: bytes, places: bytearray
) -> int:
    """Fill `places` with those in [start, end) at which a literal may begin by its first two characters and three bits of
    the next one, or is one character; how many there are. (To write each place and to count some is faster than a jump
    that is taken for one in seven, which nobody foresees.)"""
    count = 0
    last = min(end, max(start, size - 3))
    for place in range(start, last):
        four = octet.four(units, place)
        octet.put_word(places, count, place)
        count += _is_set(pairs, _pair(four)) | singles[four & 0xFFFF]
    for place in range(last, end):
        octet.put_word(places, count, place)
        count += 1
    return count


def _sift_heads(
    units: bytes, size: int, heads: bytes, places: bytearray, count: int, beginnings: bytearray
) -> int:
    """Fill `beginnings` with those of `count` places at which literals may begin by all characters that are looked up,
    each times four and with how many these are less one; how many there are."""
    left = 0
    for number in range(count):
        place = octet.word(places, number)
        four = _four(units, place, size)
        for depth in range(4):
            octet.put_word(beginnings, left, 4 * place + depth)
            left += _is_set(heads, _bit(_head(four, depth + 1)))
    return left


def _find(
    units: bytes, size: int, beginnings: bytearray, count: int, bits: int, slots: bytes, starts: bytes, pool: bytes,
    found: list[int],
) -> None:  # fmt: skip
    """Put every occurrence that begins at one of `count` beginnings into `found`."""
    for number in range(count):
        beginning = octet.word(beginnings, number)
        place, depth = beginning >> 2, (beginning & 3) + 1
        four = _four(units, place, size)
        head = _head(four, depth)
        slot = head >> 64 - bits
        high = octet.word(slots, 4 * slot + 3)
        while high and octet.eight(slots, 16 * slot) != head:
            slot = slot + 1 & (1 << bits) - 1
            high = octet.word(slots, 4 * slot + 3)
        if high and four & 0xFFFF:
            _narrow(units, size, place, starts, pool, octet.word(slots, 4 * slot + 2), high, depth, found)


def _narrow(
    units: bytes, size: int, place: int, starts: bytes, pool: bytes, low: int, high: int, depth: int, found: list[int]
) -> None:  # fmt: skip
    """Put those of the literals from `low` to `high` that stand at `place` into `found`; all of them begin with the
    `depth` characters there."""
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


def _mark(packed: bytes, size: int, flags: bytearray) -> None:
    """Flag the literals of which there are hits."""
    for hit in range(size):
        flags[octet.word(packed, hit)] = 1


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


def _split(
    found: list[int], starts: list[int], indices: bytearray, ends: bytearray, bounds: list[int]
) -> None:
    """Fill `indices` and `ends` with what hits are made of, and `bounds` with the first hit of each text but the first, and
    how many there are."""
    hit = 0
    for one in found:
        octet.put_word(indices, hit, one & 0xFFFFFF)
        octet.put_word(ends, hit, one >> 24)
        hit += 1
    last, place = hit, 0
    hit = 0
    for start in starts[1:]:
        place = start
        while hit < last and octet.word(ends, hit) < place:
            hit += 1
        bounds.append(hit)
    bounds.append(last)


def _gather(
    matcher: Matcher, told: list[str | None], starts: bytes, packed: bytes, ends: bytes, first: int, last: int, start: int,
    places: dict[str, list[int]],
) -> None:  # fmt: skip
    """Put into `places`, by the literal, where the hits from `first` to `last` begin, from `start` on; `told` has literals
    that were asked for before."""
    # Of many hits the list of each literal is known by its index: its name is looked up once.
    lists: list[list[int] | None] = [None] * matcher.count if last - first > _MANY else []
    for hit in range(first, last):
        index = octet.word(packed, hit)
        own = lists[index] if lists else None
        if own is None:
            literal = told[index]
            if literal is None:
                literal = matcher.literal(index)
            own = places.get(literal)
            if own is None:
                own = places[literal] = []
            if lists:
                lists[index] = own
        place = octet.word(ends, hit) - (octet.word(starts, index + 1) - octet.word(starts, index))
        own.append(place - start)


_MANY = 4_000
"""Hits of one text that are many: half as many as there are literals."""


class Hits:
    """Where the literals of a matcher stand in the texts of a batch. The hits of the text with number n are those from
    bounds[n] to bounds[n + 1]."""

    def __init__(self, matcher: Matcher, found: list[int], starts: list[int]) -> None:
        """`found` as Matcher.find gives it."""
        self.matcher = matcher
        indices, ends = octet.blank(4 * len(found)), octet.blank(4 * len(found))
        self.bounds = [0]
        _split(found, starts, indices, ends, self.bounds)
        self.packed = octet.sealed(indices)
        """`indices` in four bytes each, of which a kernel reads as many as it reads integers of Python in the time of
        one."""
        self.packed_ends = octet.sealed(ends)
        """The same of `ends`."""

    @cached_property
    def indices(self) -> array[int]:
        """Of each hit which literal it is."""
        return array("i", self.packed)

    @cached_property
    def ends(self) -> array[int]:
        """Of each hit where it ends in the batch, ascending."""
        return array("i", self.packed_ends)

    def of(self, number: int, start: int) -> dict[str, list[int]]:
        """Where each literal that occurs in a text stands, in code points from `start`, ascending."""
        hits: dict[str, list[int]] = {}
        first, last = self.bounds[number], self.bounds[number + 1]
        matcher = self.matcher
        if first < last:
            _gather(
                matcher, matcher.told, matcher.starts, self.packed, self.packed_ends, first, last, start, hits
            )
        return hits

    @cached_property
    def present(self) -> frozenset[int]:
        """Which literals stand in any text, by their indices: of most sets that are asked for none does."""
        count = self.matcher.count
        if len(self.indices) < count:
            return frozenset(self.indices)
        flags = bytearray(count)
        _mark(self.packed, len(self.indices), flags)
        return frozenset([index for index, held in enumerate(flags) if held])

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
