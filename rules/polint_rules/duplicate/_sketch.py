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

import hashlib
import itertools
import struct
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from polint.corpus import equal_hashes
from polint.named import NamedTuple
from polint.spill import Table
from polint_rules.duplicate._body import text_hash
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
CROWD = 12
"""Documents with one hash up to which all are compared; beyond that each with its neighbours and the first."""

SHARED = 0.06
"""Share of the smaller document's hashes that a pair must have in common within the rarer half before it is
compared: a quarter is what the thresholds make certain, the rest is for chance and crowds."""

SHARED_OF_ALL = 0.25
"""The same of all hashes."""
MANY = 200_000
"""Groups of the same shingles that are remembered at once."""
OPENED = 8 << 20
"""Bytes of sketches that are at hand."""
LIKELY = 0.5
"""Share of the smaller document's hashes that two documents have in common, within chance, before their sketches are
opened: a little less than VERSION, the lowest that ties."""
VERIFIED = 500_000
"""Hashes of which that is counted together."""
PROBES = 200_000
"""Hashes that are asked for together who else has them."""
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
    return head + struct.pack(f"<{len(called)}I", *called) + packed[4 * start : 4 * ends[number]]


def _hashes(digest: bytes) -> Any:
    """The kept hashes of a sketch."""
    import numpy

    count = _HEADER.unpack_from(digest)[2]
    return numpy.frombuffer(digest, numpy.dtype("<u4"), offset=_HEADER.size + 4 * count)


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
    hashes = _hashes(digest)
    found: list[int] = (hashes[hashes < (1 << (32 - level))] if level else hashes).tolist()
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

    def each(self, ordinals: Any, level: int) -> Iterator[Any]:
        """The hashes below one in 2 to the power of `level` of each of these documents, which ascend: read in one go."""
        wanted = bytearray(len(self._digests))
        for ordinal in ordinals:
            wanted[ordinal] = 1
        for ordinal, digest in self._digests:
            if wanted[ordinal]:
                hashes = _hashes(digest)
                yield hashes[hashes < (1 << (32 - level))] if level else hashes

    def hashes(self, ordinal: int) -> Any:
        """The hashes of a document in text order."""
        return _hashes(self._digest(ordinal))

    def names(self, ordinal: int) -> tuple[int, ...]:
        """What a document is called."""
        return _names(self._digest(ordinal))


class Relations:
    """Every near or contained pair and every two versions among `digests`, ascending by the later document, then the earlier."""

    def __init__(self, digests: Digests) -> None:
        import numpy

        self._table = Table(_ROW, max(1, len(digests)), len(digests))
        shifts = array("b", bytes(len(digests)))
        kept = array("b", bytes(len(digests)))
        sizes = array("I", bytes(4 * len(digests)))
        named = array("I")
        hashes = (
            (ordinal, _digest(digest, shifts, kept, sizes, named, ordinal))
            for ordinal, digest in digests
            if _counts(digest)
        )
        found: list[tuple[int | float, ...]] = []
        last: dict[int, set[int]] = {}
        # The same shingles in another text: folded, re-wrapped or punctuated otherwise.
        for later, first in equal_hashes(hashes, len(digests)):
            kept[later] = 0
            said = last.setdefault(first, {_same(digests, first)})
            if (same := _same(digests, later)) not in said:
                said.add(same)
                found.append((later, first, 0, 1.0, first, 0.0, 1.0))
            if len(last) > MANY:
                last.clear()
            found = self._keep(found)
        sketches = _Sketches(digests)
        compared = numpy.frombuffer(kept, numpy.bool_) if len(kept) else numpy.empty(0, numpy.bool_)
        for one, two in itertools.chain(
            _namesakes(named, compared),
            _candidates(sketches, compared, numpy.array(shifts), numpy.array(sizes)),
        ):
            relation = _compare(sketches, one, two, max(shifts[one], shifts[two]))
            if relation is not None:
                found.append((
                    relation.later, relation.earlier, KINDS.index(relation.kind), relation.share,
                    relation.smaller, relation.start, relation.end,
                ))  # fmt: skip
                found = self._keep(found)
        self._keep(found, least=0)

    def _keep(
        self, found: list[tuple[int | float, ...]], least: int = 10_000
    ) -> list[tuple[int | float, ...]]:
        import numpy

        if len(found) <= least:
            return found
        self._table.add(numpy.array(found, self._table.dtype))
        return []

    def __iter__(self) -> Iterator[Relation]:
        import numpy

        for part in self._table.parts():
            last = None
            for row in part[numpy.lexsort((part["earlier"], part["later"]))].tolist():
                later, earlier, kind, share, smaller, start, end = row
                if last != (later, earlier):  # a pair may be found by its names and by its hashes
                    yield Relation(later, earlier, KINDS[kind], share, smaller, start, end)
                last = later, earlier


_ROW = [
    ("later", "<u4"), ("earlier", "<u4"), ("kind", "u1"), ("share", "<f8"), ("smaller", "<u4"),
    ("start", "<f8"), ("end", "<f8"),
]  # fmt: skip


def relations(digests: Digests) -> Relations:
    """The ties that two rules report, found once."""
    return Relations(digests)


def _counts(digest: bytes) -> bool:
    version, _, _, size, _ = _HEADER.unpack_from(digest)
    return bool(version == _VERSION and size >= LEAST_NEAR)


def _digest(
    digest: bytes, shifts: array[int], kept: array[int], sizes: array[int], named: array[int], ordinal: int
) -> bytes:
    """A hash of a sketch's hashes; notes its scale, the number of hashes, its names, and that it is to be compared."""
    _, shifts[ordinal], names, _, _ = _HEADER.unpack_from(digest)
    for name in _names(digest) if names else ():
        named.extend((name, ordinal))
    kept[ordinal] = 1
    start = _HEADER.size + 4 * names
    sizes[ordinal] = (len(digest) - start) // 4
    return hashlib.blake2b(memoryview(digest)[start:], digest_size=16).digest()


def _same(digests: Digests, ordinal: int) -> int:
    """The hash of a document's text."""
    digest = digests[ordinal]
    assert digest is not None
    same: int = _HEADER.unpack_from(digest)[4]
    return same


def _compare(sketches: _Sketches, one: int, two: int, shift: int) -> Relation | None:
    import numpy

    a, b = sketches.hashes(one), sketches.hashes(two)
    if shift:
        a, b = a[a < (1 << (32 - shift))], b[b < (1 << (32 - shift))]
    if not len(a) or not len(b):
        return None
    both = numpy.concatenate((a, b))
    both.sort()
    shared = int(numpy.count_nonzero(both[1:] == both[:-1]))
    jaccard = shared / (len(a) + len(b) - shared)
    fewer, more = min(len(a), len(b)), max(len(a), len(b))
    if shared >= CONTAINED * fewer and fewer <= SMALLER * more and (fewer << shift) >= LEAST_CONTAINED:
        small, large = (a, b) if len(a) <= len(b) else (b, a)
        within = numpy.flatnonzero(numpy.isin(large, small, assume_unique=True))
        # A shingle or two that also stand elsewhere in the larger text do not stretch the part.
        start, end = numpy.quantile(within, (0.02, 0.98)) / max(1, len(large) - 1)
        smaller = one if len(a) <= len(b) else two
        return Relation(
            max(one, two), min(one, two), "contained", shared / fewer, smaller, float(start), float(end)
        )
    if jaccard >= NEAR:
        return Relation(max(one, two), min(one, two), "near", jaccard, one)
    common = set(sketches.names(one)).intersection(sketches.names(two))
    if any(name & 1 for name in common) or (
        common
        and fewer << shift >= LEAST_VERSION
        and shared >= VERSION * fewer
        and _throughout(*((a, b) if len(a) <= len(b) else (b, a)))
    ):
        return Relation(max(one, two), min(one, two), "version", shared / fewer, one)
    return None


def _throughout(small: Any, large: Any) -> bool:
    """Whether a text has much in common with a longer one from end to end, and that in prose."""
    import numpy

    within = numpy.isin(small, large, assume_unique=True)
    tenths = [part.mean() >= TENTH for part in numpy.array_split(within, 10)]
    prose = small & 1 == 0, large & 1 == 0
    least = PROSE * min(prose[0].sum(), prose[1].sum())
    return bool(sum(tenths) >= THROUGHOUT and (within & prose[0]).sum() >= least)


def _namesakes(named: array[int], kept: Any) -> Iterator[tuple[int, int]]:
    """Pairs of documents to be compared that are called the same, from names and ordinals in turn. Of a crowd each is
    compared with the one before it, which of revisions is their order, and with the first."""
    import numpy

    if not named:
        return
    found = numpy.frombuffer(named, numpy.uint32).reshape(-1, 2)
    found = found[kept[found[:, 1]]]
    found = found[numpy.lexsort((found[:, 1], found[:, 0]))]
    starts = numpy.flatnonzero(numpy.r_[True, found[1:, 0] != found[:-1, 0]])
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(found)], strict=True):
        group = found[start:end, 1].tolist()
        if len(group) <= CROWD:
            yield from itertools.combinations(group, 2)
        else:
            yield from itertools.pairwise(group)
            yield from ((group[0], other) for other in group[2:])


def _candidates(sketches: _Sketches, compared: Any, shifts: Any, sizes: Any) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once. Of every document: whether it is `compared`, its scale, the number of its
    hashes."""
    import numpy

    kept = numpy.flatnonzero(compared)
    if len(kept) < 2:
        return
    sizes = sizes[kept].astype(numpy.int64)
    total = int((sizes << shifts[kept].astype(numpy.int64)).sum())
    base = 0
    while total >> base > INDEXED and (total >> (base + 1)) // len(kept) >= FEWEST:
        base += 1
    # A short one among long ones keeps as many as an index would have of it.
    finest = shifts[kept].astype(numpy.int64)
    own = finest + numpy.log2(numpy.maximum(sizes, POSTED) / POSTED).astype(numpy.int64)
    levels = numpy.maximum(finest, numpy.minimum(base, own))
    for level in numpy.flatnonzero(numpy.bincount(levels)).tolist():
        within = levels <= level
        members, new = kept[within], levels[within] == level
        expected = int((sizes[within] << finest[within]).sum()) >> level
        hashes = _together(sketches.each(members, level))
        sharing = _sharing if expected <= INDEXED else _sharing_many
        for one, two in sharing(hashes, len(members), level, expected):
            wanted = new[one] | new[two]  # pairs of two finer ones were compared at their own level
            yield from zip(members[one[wanted]].tolist(), members[two[wanted]].tolist(), strict=True)


def _together(each: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The hashes of many documents: those of a thousand joined, and how many each has."""
    import numpy

    source = iter(each)
    while parts := list(itertools.islice(source, 1000)):
        yield numpy.concatenate(parts), numpy.array([len(part) for part in parts], numpy.int64)


def _sharing_many(
    hashes: Iterable[tuple[Any, Any]], count: int, level: int, expected: int
) -> Iterator[tuple[Any, Any]]:
    """As `_sharing`, for more hashes than memory should hold: part by part of their range. What is rare among all
    is not known for a single document here, so that every hash speaks, and pairs are asked for more of them."""
    import numpy

    half, low = numpy.uint64(32), numpy.uint64(0xFFFFFFFF)
    # In small parts: a row of a part may make a dozen pairs.
    rows = Table("<u8", 1 << (64 - level), expected, PART)
    sizes = numpy.zeros(count, numpy.int64)
    first = 0
    for values, counts in hashes:
        owners = numpy.repeat(numpy.arange(first, first + len(counts), dtype=numpy.uint64), counts)
        rows.add((values.astype(numpy.uint64) << half) | owners)
        sizes[first : first + len(counts)] = counts
        first += len(counts)
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
        yield one[enough], two[enough]


def _sharing(
    hashes: Iterable[tuple[Any, Any]], count: int, level: int, expected: int
) -> Iterator[tuple[Any, Any]]:
    """Pairs of documents that share one of the rarer half of the hashes of either, and more than half of all: arrays of
    their numbers."""
    import numpy

    gathered = list(hashes)
    values, sizes = (numpy.concatenate(parts) for parts in zip(*gathered, strict=True))
    del gathered
    owners = numpy.repeat(numpy.arange(count, dtype=numpy.uint32), sizes)
    # Numbers that hold what they are sorted by and whose they are, in place of an order: ten times as fast.
    wide = numpy.uint64(len(values).bit_length())
    mask = numpy.uint64((1 << int(wide)) - 1)
    packed = values.astype(numpy.uint64) << wide
    packed |= numpy.arange(len(values), dtype=numpy.uint64)
    packed.sort()
    fresh = numpy.r_[True, packed[1:] >> wide != packed[:-1] >> wide]
    packed &= mask
    order = packed.view(numpy.int64)
    starts = numpy.flatnonzero(fresh)
    run = numpy.cumsum(fresh, dtype=numpy.int32) - 1
    counts = numpy.diff(numpy.r_[starts, len(order)])
    # The rarer half of each owner's hashes; those that nobody else has are the rarest, and find nobody.
    often = counts[run] > 1
    those = order[often]
    if not len(those):
        return
    key = owners[those].astype(numpy.uint64) << numpy.uint64(20)
    key |= numpy.minimum(counts[run[often]], (1 << 20) - 1).astype(numpy.uint64)
    key <<= wide
    key |= those.view(numpy.uint64)
    key.sort()
    common = numpy.bincount(owners[those], minlength=count)
    whose = (key >> (wide + numpy.uint64(20))).astype(numpy.int64)
    rank = numpy.arange(len(key)) + (sizes - numpy.cumsum(common))[whose]
    probes = (key & mask).view(numpy.int64)[rank * 2 <= sizes[whose]]
    del key, whose, rank, those, often, fresh
    place = numpy.empty(len(values), numpy.int32)  # where a value stands in the sorted order
    place[order] = numpy.arange(len(values), dtype=numpy.int32)
    sorted_owners = owners[order]
    del packed, order
    # A hundred bytes for each probe, so that not all are looked at together.
    counted = [
        _pairs(owners[part], place[part].astype(numpy.int64), sorted_owners, run, starts, counts)
        for part in numpy.split(probes, range(PROBES, len(probes), PROBES))
    ]
    del place, sorted_owners, run, probes
    found, hits = _summed(*(numpy.concatenate(parts) for parts in zip(*counted, strict=True)))
    del counted
    # Near copies share a quarter of all hashes within the rarer half; a phrase in common is one or two.
    one, two = _owners(found)
    fewest = numpy.minimum(sizes[one], sizes[two])
    enough = hits >= numpy.where(fewest < 12, 1, numpy.maximum(2, fewest * SHARED))
    found = found[enough]
    weight = numpy.cumsum(sizes[one[enough]] + sizes[two[enough]]) // VERIFIED
    del one, two, fewest, hits, enough
    firsts = numpy.cumsum(sizes) - sizes
    for part in numpy.split(found, numpy.flatnonzero(weight[1:] != weight[:-1]) + 1):
        one, two = _owners(part)
        fewest = numpy.minimum(sizes[one], sizes[two])
        enough = _shared(values, firsts, sizes, one, two) >= LIKELY * fewest - numpy.sqrt(fewest)
        yield one[enough], two[enough]


def _pairs(owners: Any, at: Any, sorted_owners: Any, run: Any, starts: Any, counts: Any) -> tuple[Any, Any]:
    """The pairs that the hashes of these owners, which stand at these places of the sorted order, find, and how often
    each."""
    import numpy

    codes = []
    own = owners.astype(numpy.uint64)
    width, begin = counts[run[at]], starts[run[at]]
    for step in range(CROWD):  # everyone else in a small run
        fits = (width <= CROWD) & (step < width) & (begin + step != at)
        codes.append(_codes(own[fits], sorted_owners[(begin + step)[fits]]))
    crowded = width > CROWD
    for other in (at - 1, at + 1, begin):
        fits = crowded & (other >= begin) & (other < begin + width) & (other != at)
        codes.append(_codes(own[fits], sorted_owners[other[fits]]))
    found, hits = numpy.unique(numpy.concatenate(codes), return_counts=True)
    return found, hits


def _shared(values: Any, firsts: Any, sizes: Any, one: Any, two: Any) -> Any:
    """How many hashes the pairs of `one` and `two` have in common; those of a document stand from its `firsts` on."""
    import numpy

    count = len(one)
    both = numpy.concatenate((one, two))
    lengths = sizes[both]
    ends = numpy.cumsum(lengths)
    places = numpy.arange(int(ends[-1]) if count else 0) + numpy.repeat(
        firsts[both] - ends + lengths, lengths
    )
    pair = numpy.repeat(numpy.r_[numpy.arange(count), numpy.arange(count)].astype(numpy.uint64), lengths)
    keys = (pair << numpy.uint64(32)) | values[places]
    keys.sort()
    again = keys[1:][keys[1:] == keys[:-1]] >> numpy.uint64(32)
    return numpy.bincount(again.astype(numpy.int64), minlength=count)


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
    """The two numbers of each pair."""
    import numpy

    return (codes >> numpy.uint64(32)).astype(numpy.int64), (codes & numpy.uint64(0xFFFFFFFF)).astype(
        numpy.int64
    )


def _codes(one: Any, two: Any) -> Any:
    import numpy

    two = two.astype(numpy.uint64)
    low, high = numpy.minimum(one, two), numpy.maximum(one, two)
    return (low << numpy.uint64(32)) | high
