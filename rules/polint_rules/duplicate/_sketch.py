"""Sketch: what a document's shingles leave behind, and which documents it ties together.

Shingles are 5 characters of the folded text (one script, half width, lower case) without punctuation, white
space and line breaks: letters, digits and Han alone. Each is hashed to 32 bits; a sketch keeps the hashes below
a bound that depends on the size of the document (FracMinHash: Brown and Irber 2016), so that any two sketches can
be compared at the coarser of their scales, for containment as for resemblance (Broder 1997), which minima in
fixed number (MinHash) do not allow. Of documents of up to 512 shingles all are kept: comparisons are exact.

Candidates come from an inverted index over a finer or coarser sample, by the rarest half of each document's hashes
(prefix filtering: Bayardo, Ma and Srikant 2007): two documents that share three quarters of their shingles share
one of them, and what a template or a language has in common is not rare.
"""

from __future__ import annotations

import itertools
import struct
from array import array
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from polint.corpus import equal_hashes
from polint.named import NamedTuple
from polint.spill import Table
from polint_rules.duplicate._body import text_hash, units_hash
from polint_rules.duplicate._kin import CROWD, below, gathered, kin, within
from polint_rules.duplicate._name import names
from polint_rules.duplicate._shingle import LARGEST, kept, scale

if TYPE_CHECKING:
    from polint.corpus import Digests
    from polint.document import Document

NEAR = 0.6
"""Jaccard index from which two documents are near copies: two fillings of a template stay below 0.5, a text that
another desk reworded by a tenth is at 0.7."""
CONTAINED = 0.9
"""Share of the smaller document's shingles that the larger must have to contain it."""
SMALLER = 0.8
"""Size up to which, in shares of the larger document, a document is contained rather than a near copy."""
LEAST_NEAR = 30
"""Shingles that a near copy has at least: shorter texts are greetings and headings."""
LEAST_CONTAINED = 50
"""Shingles that a contained document has at least: shorter ones are quotations."""
LEAST_VERSION = 2_000
"""Shingles that two versions of one name have at least: in shorter ones a form takes up half of what fills it in."""
VERSION = 0.55
"""Share of the shorter document that another version of it has at least. Of 23 revisions of one manual the least like
its forerunner had 0.61 of it; of two pages in one language the most had 0.33 in common."""
PROSE = 0.4
"""The same of its prose alone: the code of a translation is that of the original."""
THROUGHOUT = 8
"""Tenths of the shorter document that have a part in it: pages of one site have their head and foot in common, two
essays a law that they quote. Revised laws and manuals have eight at least."""
TENTH = 0.15
"""Share of a tenth from which it has."""
INDEXED = 2_000_000
"""Hashes that the inverted index may hold at once: some 50 bytes each while it is sorted. More are sorted on disk."""
SHARED_OF_ALL = 0.25
"""Share of the smaller document's hashes that a pair must have in common before it is compared, where what is rare is not
known."""
MANY = 200_000
"""Groups of the same shingles that are remembered at once."""
OPENED = 8 << 20
"""Bytes of sketches that are at hand."""
PART = 2 << 20
"""Bytes of hashes that are looked at together where there are too many for memory, four times over."""
FEWEST = 48
"""Hashes that a document has in the inverted index on average at least, however many documents there are."""

_HEADER = struct.Struct("<BBHIQ")
_VERSION = 3
Kind = Literal["near", "contained", "version"]
"""A version is a near copy by its name."""
KINDS: tuple[Kind, ...] = ("near", "contained", "version")


def sketch(document: Document) -> bytes:
    """The sketch of `document`: a header (version, scale, number of names, number of shingles, hash of the text), the
    hashes of its names and the kept hashes in the order in which they first occur, each 4 bytes; no bytes where
    there is no shingle."""
    number = document.scan.number
    packed, ends, sizes = document.scan.texts.view(kept)
    size = sizes[number]
    if not size:
        return b""
    same = int.from_bytes(text_hash(document)[:8], "little")
    called = names(document, titled=size >= LEAST_VERSION)
    head = _HEADER.pack(_VERSION, scale(size), len(called), size, same)
    start = ends[number - 1] if number else 0
    hashes = packed[4 * start : 4 * ends[number]]
    return head + struct.pack(f"<{len(called)}I", *called) + hashes if called else head + hashes


def _below(digest: bytes, level: int) -> bytes:
    """The hashes of a sketch that are below one in 2 to the power of `level`."""
    _, shift, names, _, _ = _HEADER.unpack_from(digest)
    hashes = digest[_HEADER.size + 4 * names :]
    return below(hashes, level) if shift < level else hashes


def _names(digest: bytes) -> tuple[int, ...]:
    """The hashes of the names in a sketch."""
    count = _HEADER.unpack_from(digest)[2]
    found: tuple[int, ...] = struct.unpack_from(f"<{count}I", digest, _HEADER.size)
    return found


POSTED = 16
"""Hashes under which an index finds a document again, at least, where it has as many; a longer one has one in 16 of
its shingles, so that what it contains finds it."""


def posted(digest: bytes) -> list[int]:
    """The lowest hashes of a sketch, those below a bound that depends on the size of the document alone, and its
    names."""
    version, shift, _, size, _ = _HEADER.unpack_from(digest)
    if version != _VERSION or size < LEAST_NEAR:
        return []
    level = shift
    while level < LARGEST and size >> (level + 1) >= POSTED:
        level += 1
    found = memoryview(_below(digest, level)).cast("I").tolist()
    found.extend(name | 1 << 32 for name in _names(digest))
    return found


class Relation(NamedTuple):
    """Two documents and what ties them: `later` and `earlier` by path and record; `share` is the Jaccard index of
    near copies, or the share of the smaller document that the larger or the other version has; `smaller` says which
    is which, `start` and `end` what part of the larger the smaller takes, from 0 to 1."""

    later: int
    earlier: int
    kind: Kind
    share: float
    smaller: int
    start: float = 0.0
    end: float = 1.0


class _Sketches:
    """The sketches of a corpus, opened when they are compared."""

    def __init__(self, digests: Digests) -> None:
        self._digests = digests
        self._opened: dict[int, bytes] = {}
        self._size = 0

    def _digest(self, ordinal: int) -> bytes:
        """A digest; those that were asked for last are at hand."""
        found = self._opened.get(ordinal)
        if found is None:
            digest = self._digests[ordinal]
            assert digest is not None
            found = self._opened[ordinal] = digest
            self._size += len(digest)
            if self._size > OPENED:
                self._opened.clear()
                self._size = 0
        return found

    def of(self, ordinals: Iterable[int]) -> Iterator[tuple[bytes, int, int]]:
        """The digest of each of these documents, which ascend, with the place of its hashes and its scale: read in one go."""
        wanted = bytearray(len(self._digests))
        for ordinal in ordinals:
            wanted[ordinal] = 1
        for ordinal, digest in self._digests:
            if wanted[ordinal]:
                _, shift, names, _, _ = _HEADER.unpack_from(digest)
                yield digest, _HEADER.size // 4 + names, shift

    def each(self, ordinals: Iterable[int], level: int) -> Iterator[bytes]:
        """The hashes below one in 2 to the power of `level` of each of these documents."""
        for digest, first, shift in self.of(ordinals):
            hashes = digest[4 * first :]
            yield below(hashes, level) if shift < level else hashes

    def hashes(self, ordinal: int, level: int) -> bytes:
        """The same of one document, in text order."""
        return _below(self._digest(ordinal), level)

    def names(self, ordinal: int) -> tuple[int, ...]:
        """What a document is called."""
        return _names(self._digest(ordinal))


class Relations:
    """Every near or contained pair and every two versions among `digests`, ascending by the later document, then the earlier."""

    def __init__(self, digests: Digests) -> None:
        self._rows: list[tuple[int | float, ...]] = []
        self._table: Table | None = None  # where there are many
        self._count = len(digests)
        shifts = array("b", bytes(self._count))
        kept = bytearray(self._count)
        sizes = array("I", bytes(4 * self._count))
        named = array("Q")
        hashes = _noted(digests, shifts, kept, sizes, named)
        last: dict[int, set[int]] = {}
        # The same shingles in another text: folded, re-wrapped or punctuated otherwise.
        for later, first in equal_hashes(hashes, self._count):
            kept[later] = 0
            said = last.setdefault(first, {_same(digests, first)})
            if (same := _same(digests, later)) not in said:
                said.add(same)
                self._keep((later, first, 0, 1.0, first, 0.0, 1.0))
            if len(last) > MANY:
                last.clear()
        sketches = _Sketches(digests)
        for one, two in itertools.chain(_namesakes(named, kept), _candidates(sketches, kept, shifts, sizes)):
            relation = _compare(sketches, one, two, max(shifts[one], shifts[two]))
            if relation is not None:
                self._keep((
                    relation.later, relation.earlier, KINDS.index(relation.kind), relation.share,
                    relation.smaller, relation.start, relation.end,
                ))  # fmt: skip

    def _keep(self, row: tuple[int | float, ...]) -> None:
        self._rows.append(row)
        if len(self._rows) > AT_HAND:
            import numpy

            if self._table is None:
                self._table = Table(_ROW, max(1, self._count), self._count)
            self._table.add(numpy.array(self._rows, self._table.dtype))
            self._rows = []

    def _parts(self) -> Iterator[list[tuple[Any, ...]]]:
        if self._table is None:
            yield self._rows
            return
        import numpy

        self._table.add(numpy.array(self._rows, self._table.dtype))
        self._rows = []
        for part in self._table.parts():
            yield part.tolist()

    def __iter__(self) -> Iterator[Relation]:
        for part in self._parts():
            last = None
            for later, earlier, kind, share, smaller, start, end in sorted(part, key=_PAIR):
                if last != (later, earlier):  # a pair may be found by its names and by its hashes
                    yield Relation(later, earlier, KINDS[kind], share, smaller, start, end)
                last = later, earlier


AT_HAND = 10_000
"""Ties that are held as they were found."""
_PAIR = itemgetter(0, 1)
_ROW = [
    ("later", "<u4"), ("earlier", "<u4"), ("kind", "u1"), ("share", "<f8"), ("smaller", "<u4"),
    ("start", "<f8"), ("end", "<f8"),
]  # fmt: skip


def relations(digests: Digests) -> Relations:
    """The ties that two rules report, found once."""
    return Relations(digests)


def _noted(
    digests: Digests, shifts: array[int], kept: bytearray, sizes: array[int], named: array[int]
) -> Iterator[tuple[int, bytes]]:
    """Of each document that is to be compared, its ordinal and a hash of its sketch's hashes; notes that it is one, its scale,
    the number of hashes, and its names."""
    for ordinal, digest in digests:
        version, shift, names, size, _ = _HEADER.unpack_from(digest)
        if version != _VERSION or size < LEAST_NEAR:
            continue
        if names:
            named.extend([name << 32 | ordinal for name in _names(digest)])
        kept[ordinal] = 1
        shifts[ordinal] = shift
        first = _HEADER.size + 4 * names
        sizes[ordinal] = (len(digest) - first) // 4
        yield ordinal, units_hash(digest, first // 2)


def _same(digests: Digests, ordinal: int) -> int:
    """The hash of a document's text."""
    digest = digests[ordinal]
    assert digest is not None
    same: int = _HEADER.unpack_from(digest)[4]
    return same


def _compare(sketches: _Sketches, one: int, two: int, shift: int) -> Relation | None:
    if len(a := sketches.hashes(one, shift)) <= len(b := sketches.hashes(two, shift)):
        small, large, smaller = a, b, one
    else:
        small, large, smaller = b, a, two
    fewer, more = len(small) // 4, len(large) // 4
    if not fewer:
        return None
    both = within(large, small)
    shared = both.count(1)
    if shared >= CONTAINED * fewer and fewer <= SMALLER * more and (fewer << shift) >= LEAST_CONTAINED:
        places = list(itertools.compress(range(more), both))
        # A shingle or two that also stand elsewhere in the larger text do not stretch the part.
        start, end = (_quantile(places, share) / max(1, more - 1) for share in (0.02, 0.98))
        return Relation(max(one, two), min(one, two), "contained", shared / fewer, smaller, start, end)
    jaccard = shared / (fewer + more - shared)
    if jaccard >= NEAR:
        return Relation(max(one, two), min(one, two), "near", jaccard, one)
    common = set(sketches.names(one)).intersection(sketches.names(two))
    if any(name & 1 for name in common) or (
        common
        and fewer << shift >= LEAST_VERSION
        and shared >= VERSION * fewer
        and _is_throughout(small, large)
    ):
        return Relation(max(one, two), min(one, two), "version", shared / fewer, one)
    return None


def _quantile(places: list[int], share: float) -> float:
    """What as large a share of numbers, which ascend, is below: between two of them in proportion."""
    at = share * (len(places) - 1)
    one, part = places[int(at)], at - int(at)
    two = places[min(int(at) + 1, len(places) - 1)]
    return two - (two - one) * (1 - part) if part >= 0.5 else one + (two - one) * part


def _is_throughout(small: bytes, large: bytes) -> bool:
    """Whether a text has much in common with a longer one from end to end, and that in prose."""
    both = within(small, large)
    size, rest = divmod(len(both), 10)
    filled = begin = 0
    for number in range(10):
        tenth = both[begin : begin + size + (number < rest)]
        begin += len(tenth)
        filled += bool(tenth) and tenth.count(1) / len(tenth) >= TENTH
    prose = [not code & 1 for code in small[::4]]
    least = PROSE * min(sum(prose), sum([not code & 1 for code in large[::4]]))
    return filled >= THROUGHOUT and sum(itertools.compress(both, prose)) >= least


def _namesakes(named: array[int], kept: bytearray) -> Iterator[tuple[int, int]]:
    """Pairs of documents to be compared that are called the same, from names with ordinals below them. Of a crowd each is
    compared with the one before it, which of revisions is their order, and with the first."""
    found = sorted([one for one in named if kept[one & 0xFFFFFFFF]])
    for _, those in itertools.groupby(found, key=lambda one: one >> 32):
        group = [one & 0xFFFFFFFF for one in those]
        if len(group) <= CROWD:
            yield from itertools.combinations(group, 2)
        else:
            yield from itertools.pairwise(group)
            yield from ((group[0], other) for other in group[2:])


def _candidates(
    sketches: _Sketches, compared: bytearray, shifts: array[int], sizes: array[int]
) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once. Of every document: whether it is `compared`, its scale, the number of its
    hashes."""
    kept = array("I", itertools.compress(range(len(compared)), compared))
    if len(kept) < 2:
        return
    total = sum(sizes[ordinal] << shifts[ordinal] for ordinal in kept)
    base = 0
    while total >> base > INDEXED and (total >> (base + 1)) // len(kept) >= FEWEST:
        base += 1
    # A short one among long ones keeps as many as an index would have of it.
    levels = bytes(
        max(shifts[ordinal], min(base, shifts[ordinal] + (sizes[ordinal] // POSTED or 1).bit_length() - 1))
        for ordinal in kept
    )
    for level in sorted(set(levels)):
        members = array("I", (ordinal for ordinal, own in zip(kept, levels, strict=True) if own <= level))
        new = bytes(own == level for own in levels if own <= level)
        expected = sum(sizes[ordinal] << shifts[ordinal] for ordinal in members) >> level
        for one, two in (
            _kin(sketches, members, sizes, level, new)
            if expected <= INDEXED
            else _sharing_many(sketches.each(members, level), len(members), level, expected)
        ):
            if new[one] or new[two]:  # pairs of two finer ones were compared at their own level
                yield members[one], members[two]


def _kin(
    sketches: _Sketches, members: array[int], sizes: array[int], level: int, wanted: bytes
) -> list[tuple[int, int]]:
    values, counts = gathered(sketches.of(members), sum([sizes[ordinal] for ordinal in members]), level)
    return kin(values, counts, wanted)


def _together(each: Iterable[bytes]) -> Iterator[tuple[Any, Any]]:
    """The hashes of many documents: those of a thousand joined, and how many each has."""
    import numpy

    source = iter(each)
    while parts := list(itertools.islice(source, 1000)):
        yield (
            numpy.frombuffer(b"".join(parts), numpy.dtype("<u4")),
            numpy.array([len(part) // 4 for part in parts], numpy.int64),
        )


def _sharing_many(
    hashes: Iterable[bytes], count: int, level: int, expected: int
) -> Iterator[tuple[int, int]]:
    """As `kin`, for more hashes than memory should hold: part by part of their range. What is rare among all
    is not known for a single document here, so that every hash speaks, and pairs are asked for more of them."""
    import numpy

    half, low = numpy.uint64(32), numpy.uint64(0xFFFFFFFF)
    # In small parts: a row of a part may make a dozen pairs.
    rows = Table("<u8", 1 << (64 - level), expected, PART)
    sizes = numpy.zeros(count, numpy.int64)
    first = 0
    for values, counts in _together(hashes):
        owners = numpy.repeat(numpy.arange(first, first + len(counts), dtype=numpy.uint64), counts)
        rows.add((values.astype(numpy.uint64) << half) | owners)
        sizes[first : first + len(counts)] = counts
        first += len(counts)
    # A hash makes a dozen pairs at most of which its document is the later one.
    pairs = Table([("code", "<u8"), ("hits", "<u8")], count << 32, 4 * expected)
    for part in rows.parts():
        part = numpy.sort(part)
        values, owners = part >> half, part & low
        starts = numpy.flatnonzero(numpy.r_[True, values[1:] != values[:-1]])
        widths = numpy.diff(numpy.r_[starts, len(values)])
        width, begin = numpy.repeat(widths, widths), numpy.repeat(starts, widths)
        at = numpy.arange(len(values))
        codes = []
        for step in range(1, CROWD):
            fits = (width <= CROWD) & (at + step < begin + width)
            codes.append(_codes(owners[fits], owners[(at + step)[fits]]))
        for other in (at - 1, begin):
            fits = (width > CROWD) & (other >= begin) & (other != at)
            codes.append(_codes(owners[fits], owners[other[fits]]))
        found, hits = numpy.unique(numpy.concatenate(codes), return_counts=True)
        packed = numpy.empty(len(found), pairs.dtype)
        packed["code"], packed["hits"] = found, hits
        pairs.add(packed)
    for part in pairs.parts():
        found, hits = _summed(part["code"], part["hits"])
        one, two = _owners(found)
        fewest = numpy.minimum(sizes[one], sizes[two])
        # Near copies share three quarters of their hashes; half of that is for chance and crowds.
        enough = hits >= numpy.where(fewest < 4, 1, numpy.maximum(2, fewest * SHARED_OF_ALL))
        yield from zip(one[enough].tolist(), two[enough].tolist(), strict=True)


def _summed(codes: Any, hits: Any) -> tuple[Any, Any]:
    """Pairs that were counted in parts."""
    import numpy

    order = numpy.argsort(codes)
    codes, hits = codes[order], hits[order]
    starts = (
        numpy.flatnonzero(numpy.r_[True, codes[1:] != codes[:-1]])
        if len(codes)
        else codes.astype(numpy.int64)
    )
    return codes[starts], numpy.add.reduceat(hits, starts).astype(numpy.int64) if len(codes) else hits


def _owners(codes: Any) -> tuple[Any, Any]:
    """The two numbers of each pair, the lower one first."""
    import numpy

    return (codes & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64), (codes >> numpy.uint64(32)).astype(
        numpy.int64
    )


def _codes(one: Any, two: Any) -> Any:
    """Pairs as numbers, by the later of the two: the earlier one is the same in all pairs of a crowd with its first, which
    together do not fit into memory."""
    import numpy

    two = two.astype(numpy.uint64)
    low, high = numpy.minimum(one, two), numpy.maximum(one, two)
    return (high << numpy.uint64(32)) | low
