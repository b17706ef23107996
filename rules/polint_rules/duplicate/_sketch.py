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
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from polint.character import (
    BOPOMOFO,
    COMPATIBILITY,
    CYRILLIC,
    DIGIT,
    FULLWIDTH_DIGIT,
    FULLWIDTH_LATIN,
    GREEK,
    HAN_SET,
    HANGUL,
    KANA,
    LATIN,
    LATIN_EXTENDED,
    LETTER,
    MARK,
    PRIVATE_USE,
)
from polint.corpus import equal_hashes
from polint.scan import Batch
from polint.spill import Table
from polint_rules._among import among
from polint_rules.duplicate._name import names
from polint_rules.duplicate.exact import text_hash

if TYPE_CHECKING:
    from polint.corpus import Digests
    from polint.document import Document

SHINGLE = 5
"""Characters of a shingle: insensitive to 1–5% of edits, which words or longer shingles are not."""
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
TIERS = ((512, 0), (2048, 1), (65_536, 2))
"""Up to how many shingles which share of the hashes is kept, as a power of one half; one in 16 beyond."""
LARGEST = 4
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
PROBES = 200_000
"""Hashes that are asked for together who else has them."""
PART = 2 << 20
"""Bytes of hashes that are looked at together where there are too many for memory, four times over."""
FEWEST = 48
"""Hashes that a document has in the inverted index on average at least, however many documents there are."""

_HEADER = struct.Struct("<BBHIQ")
_VERSION = 2
_SYLLABIC = 0x2000
"""Folded letters and digits lie below; Han, kana and hangul have this bit or a higher one."""
_KEPT = (
    HAN_SET + DIGIT + LATIN + b"n" + KANA + HANGUL + CYRILLIC + GREEK + LATIN_EXTENDED + LETTER + BOPOMOFO
    + FULLWIDTH_LATIN + FULLWIDTH_DIGIT + COMPATIBILITY + PRIVATE_USE + MARK
)  # fmt: skip

Kind = Literal["near", "contained", "version"]
"""A version is a near copy by its name."""
KINDS: tuple[Kind, ...] = ("near", "contained", "version")


def shingles(batch: Batch) -> tuple[Any, list[int]]:
    """The hash of every five characters of a batch that count, 32 bits each, and where those of each text start and
    the last ends; the last four of a text reach into the next one."""
    import numpy

    places = numpy.flatnonzero(among(numpy.frombuffer(batch.classes, numpy.uint8), _KEPT))
    units = numpy.frombuffer(batch.folded_units, numpy.dtype("<u2")).take(places)
    chars = units.astype(numpy.uint64)
    bounds: list[int] = numpy.append(places.searchsorted(batch.starts), len(places)).tolist()
    size = max(0, len(chars) - SHINGLE + 1)
    code = chars[:size].copy()
    joined = units[:size].copy()
    for offset in range(1, SHINGLE):
        code *= numpy.uint64(_FACTOR)
        code += chars[offset : offset + size]
        joined |= units[offset : offset + size]
    code ^= code >> numpy.uint64(31)
    code *= numpy.uint64(_MIX)
    code >>= numpy.uint64(32)
    found = code.astype(numpy.uint32)
    found &= numpy.uint32(0xFFFFFFFE)
    found |= joined < _SYLLABIC
    return found, bounds


def kept(batch: Batch) -> tuple[bytes, list[int], list[int]]:
    """Of each text of a batch the hashes that its sketch keeps, in the order in which they first occur, 4 bytes each
    and one text behind the other; where those of each text end; and the number of shingles of each."""
    import numpy

    every, bounds = batch.view(shingles)
    parts, sizes = [], []
    for start, end in itertools.pairwise(bounds):
        size = max(0, end - start - SHINGLE + 1)
        part = every[start : start + size]
        shift = _shift(size)
        parts.append(part[part < (1 << (32 - shift))] if shift else part)
        sizes.append(size)
    hashes = numpy.concatenate(parts)
    owners = numpy.repeat(numpy.arange(len(parts), dtype=numpy.uint64), [len(part) for part in parts])
    first = distinct((owners << numpy.uint64(32)) | hashes)
    packed: bytes = hashes[first].astype("<u4", copy=False).tobytes()
    ends: list[int] = numpy.cumsum(
        numpy.bincount(owners[first].astype(numpy.int64), minlength=len(parts))
    ).tolist()
    return packed, ends, sizes


def _shift(size: int) -> int:
    """Which share of the hashes a document of so many shingles keeps, as a power of one half."""
    return next((shift for most, shift in TIERS if size <= most), LARGEST)


def sketch(document: Document) -> bytes:
    """The sketch of `document`: a header (version, scale, number of names, number of shingles, hash of the text), the
    hashes of its names and the kept hashes in the order in which they first occur, each 4 bytes; no bytes where
    there is no shingle."""
    batch, number = document.scan.batch, document.scan.number
    if batch is None:
        batch, number = Batch(document.classes, document.scan.folded_units, [0], True), 0
    packed, ends, sizes = batch.view(kept)
    size = sizes[number]
    if not size:
        return b""
    same = int.from_bytes(document.view(text_hash)[:8], "little")
    called = names(document, titled=size >= LEAST_VERSION)
    head = _HEADER.pack(_VERSION, _shift(size), len(called), size, same)
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


def distinct(keys: Any) -> Any:
    """Whether each of these numbers of 64 bits is the first that is equal to it."""
    import numpy

    # They meet in a table of twice their number at least. Who comes last keeps the slot, so they come in reverse.
    # Those that lose theirs are few, and sorted.
    bits = max(10, len(keys).bit_length() + 1)
    turned = keys[::-1]
    slots = ((turned * numpy.uint64(_FACTOR)) >> numpy.uint64(64 - bits)).astype(numpy.intp)
    numbers = numpy.arange(len(turned), dtype=numpy.int32)
    holder = numpy.empty(1 << bits, numpy.int32)
    holder[slots] = numbers
    holders = holder.take(slots, mode="clip")
    first = numpy.ones(len(turned), numpy.bool_)
    lost = numpy.flatnonzero(holders != numbers)
    first[lost] = False
    lost = lost[turned[lost] != turned[holders[lost]]]  # not copies of the one that holds the slot
    if len(lost):
        order = numpy.argsort(turned[lost], kind="stable")
        values = turned[lost][order]
        last = numpy.append(values[1:] != values[:-1], True)
        first[lost[order[last]]] = True
    return first[::-1]


_FACTOR = 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
_MIX = 0xD6E8FEB86659FD93


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

    def size(self, ordinal: int) -> int:
        """The number of its hashes."""
        digest = self._digests[ordinal]
        assert digest is not None
        count: int = _HEADER.unpack_from(digest)[2]
        return (len(digest) - _HEADER.size) // 4 - count

    def hashes(self, ordinal: int) -> Any:
        """The hashes of a document in text order."""
        digest = self._digests[ordinal]
        assert digest is not None
        return _hashes(digest)

    def names(self, ordinal: int) -> tuple[int, ...]:
        """What a document is called."""
        digest = self._digests[ordinal]
        assert digest is not None
        return _names(digest)


class Relations:
    """Every near or contained pair and every two versions among `digests`, ascending by the later document, then the earlier."""

    def __init__(self, digests: Digests) -> None:
        import numpy

        self._table = Table(_ROW, max(1, len(digests)), len(digests))
        shifts = array("b", bytes(len(digests)))
        kept = array("b", bytes(len(digests)))
        named = array("I")
        hashes = (
            (ordinal, _digest(digest, shifts, kept, named, ordinal))
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
        ordinals = numpy.flatnonzero(numpy.frombuffer(kept, numpy.int8)) if len(kept) else numpy.empty(0, int)
        for one, two in itertools.chain(
            _namesakes(named, numpy.frombuffer(kept, numpy.bool_)),
            _candidates(sketches, ordinals, numpy.frombuffer(shifts, numpy.int8)),
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


def _digest(digest: bytes, shifts: array[int], kept: array[int], named: array[int], ordinal: int) -> bytes:
    """A hash of a sketch's hashes; notes its scale, its names, and that it is to be compared."""
    for name in _names(digest):
        named.extend((name, ordinal))
    shifts[ordinal] = _HEADER.unpack_from(digest)[1]
    kept[ordinal] = 1
    return hashlib.blake2b(_hashes(digest), digest_size=16).digest()


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
    shared = len(numpy.intersect1d(a, b, assume_unique=True))
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


def _candidates(sketches: _Sketches, kept: Any, shifts: Any) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once. `kept` are the ordinals of the documents, `shifts` the scales of all."""
    import numpy

    if len(kept) < 2:
        return
    sizes = numpy.fromiter((sketches.size(ordinal) for ordinal in kept.tolist()), numpy.int64, len(kept))
    total = int((sizes << shifts[kept].astype(numpy.int64)).sum())
    base = 0
    while total >> base > INDEXED and (total >> (base + 1)) // len(kept) >= FEWEST:
        base += 1
    # A short one among long ones keeps as many as an index would have of it.
    finest = shifts[kept].astype(numpy.int64)
    own = finest + numpy.log2(numpy.maximum(sizes, POSTED) / POSTED).astype(numpy.int64)
    levels = numpy.maximum(finest, numpy.minimum(base, own))
    for level in numpy.unique(levels).tolist():
        members = kept[levels <= level]
        new = levels[levels <= level] == level  # pairs of two finer ones were compared at their own level
        if int((sizes[levels <= level] << finest[levels <= level]).sum()) >> level <= INDEXED:
            parts = []
            for ordinal in members.tolist():
                hashes = sketches.hashes(ordinal)
                parts.append(hashes[hashes < (1 << (32 - level))] if level else hashes)
            counts = numpy.array([len(part) for part in parts], numpy.int64)
            values = numpy.concatenate(parts)
            del parts
            owners = numpy.repeat(numpy.arange(len(members), dtype=numpy.uint32), counts)
            found = _sharing(values, owners, counts)
            del values, owners
        else:
            found = _sharing_many(sketches, members, level)
        for a, b in found:
            if new[a] or new[b]:
                yield int(members[a]), int(members[b])


def _sharing_many(sketches: _Sketches, members: Any, level: int) -> Iterator[tuple[int, int]]:
    """As `_sharing`, for more hashes than memory should hold: part by part of their range. What is rare among all
    is not known for a single document here, so that every hash speaks, and pairs are asked for more of them."""
    import numpy

    expected = int(sum(sketches.size(ordinal) for ordinal in members.tolist())) >> level
    # In small parts: a row of a part may make a dozen pairs.
    rows = Table([("value", "<u4"), ("owner", "<u4")], 1 << (32 - level), expected, PART)
    counts = numpy.zeros(len(members), numpy.int64)
    for start in range(0, len(members), 1000):
        parts = []
        for number, ordinal in enumerate(members[start : start + 1000].tolist(), start):
            hashes = sketches.hashes(ordinal)
            if level:
                hashes = hashes[hashes < (1 << (32 - level))]
            counts[number] = len(hashes)
            part = numpy.empty(len(hashes), rows.dtype)
            part["value"], part["owner"] = hashes, number
            parts.append(part)
        rows.add(numpy.concatenate(parts))
    pairs = Table([("code", "<u8"), ("hits", "<u8")], len(members) << 32, 4 * expected)
    for part in rows.parts():
        order = numpy.argsort(part["value"], kind="stable")
        values, owners = part["value"][order], part["owner"][order].astype(numpy.uint64)
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
        found, inverse = numpy.unique(part["code"], return_inverse=True)
        hits = numpy.bincount(inverse, weights=part["hits"].astype(numpy.float64)).astype(numpy.int64)
        one, two = (
            (found >> numpy.uint64(32)).astype(numpy.int64),
            (found & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64),
        )
        fewest = numpy.minimum(counts[one], counts[two])
        # Near copies share three quarters of their hashes; half of that is for chance and crowds.
        enough = hits >= numpy.where(fewest < 4, 1, numpy.maximum(2, fewest * SHARED_OF_ALL))
        yield from zip(one[enough].tolist(), two[enough].tolist(), strict=True)


def _sharing(values: Any, owners: Any, sizes: Any) -> Iterator[tuple[int, int]]:
    """Pairs of owners that share one of the rarer half of the hashes of either."""
    import numpy

    order = numpy.argsort(values, kind="stable")
    sorted_values, sorted_owners = values[order], owners[order]
    starts = numpy.flatnonzero(numpy.r_[True, sorted_values[1:] != sorted_values[:-1]])
    counts = numpy.diff(numpy.r_[starts, len(sorted_values)])
    frequency = numpy.empty(len(values), numpy.uint32)
    frequency[order] = numpy.repeat(counts, counts).astype(numpy.uint32)
    # The rarer half of each owner's hashes: sort by owner, then frequency.
    by_owner = numpy.argsort((owners.astype(numpy.uint64) << numpy.uint64(32)) | frequency, kind="stable")
    firsts = numpy.r_[0, numpy.cumsum(sizes)[:-1]]
    rank = numpy.arange(len(values)) - numpy.repeat(firsts, sizes)
    probes = by_owner[(rank * 2 <= numpy.repeat(sizes, sizes)) & (frequency[by_owner] > 1)]
    del by_owner, rank
    if not len(probes):
        return
    place = numpy.empty(len(values), numpy.int64)  # where a value stands in the sorted order
    place[order] = numpy.arange(len(values))
    # A hundred bytes for each probe, so that not all are looked at together.
    counted = [
        _pairs(probes[first : first + PROBES], owners, sorted_owners, place, starts, counts)
        for first in range(0, len(probes), PROBES)
    ]
    found, hits = counted[0] if len(counted) == 1 else _summed(counted)
    # Near copies share a quarter of all hashes within the rarer half; a phrase in common is one or two.
    fewest = numpy.minimum(
        sizes[(found >> numpy.uint64(32)).astype(numpy.int64)],
        sizes[(found & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64)],
    )
    for code in found[hits >= numpy.where(fewest < 12, 1, numpy.maximum(2, fewest * SHARED))].tolist():
        yield code >> 32, code & 0xFFFFFFFF


def _pairs(
    probes: Any, owners: Any, sorted_owners: Any, place: Any, starts: Any, counts: Any
) -> tuple[Any, Any]:
    """The pairs that these probes find, and how often each."""
    import numpy

    run = numpy.searchsorted(starts, place[probes], side="right") - 1
    codes = []
    own = owners[probes].astype(numpy.uint64)
    width = counts[run]
    at = place[probes]
    begin = starts[run]
    for step in range(CROWD):  # everyone else in a small run
        fits = (width <= CROWD) & (step < width) & (begin + step != at)
        codes.append(_codes(own[fits], sorted_owners[(begin + step)[fits]]))
    crowded = width > CROWD
    for other in (at - 1, at + 1, begin):
        fits = crowded & (other >= begin) & (other < begin + width) & (other != at)
        codes.append(_codes(own[fits], sorted_owners[other[fits]]))
    found, hits = numpy.unique(numpy.concatenate(codes), return_counts=True)
    return found, hits


def _summed(counted: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    """Pairs that were counted in parts."""
    import numpy

    found, inverse = numpy.unique(numpy.concatenate([codes for codes, _ in counted]), return_inverse=True)
    hits = numpy.bincount(inverse, weights=numpy.concatenate([hits for _, hits in counted]))
    return found, hits.astype(numpy.int64)


def _codes(one: Any, two: Any) -> Any:
    import numpy

    two = two.astype(numpy.uint64)
    low, high = numpy.minimum(one, two), numpy.maximum(one, two)
    return (low << numpy.uint64(32)) | high
