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
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

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
TIERS = ((512, 0), (2048, 1), (65_536, 2))
"""Up to how many shingles which share of the hashes is kept, as a power of one half; one in 16 beyond."""
LARGEST = 4
INDEXED = 12_000_000
"""Hashes that the inverted index may hold: some 50 bytes each while it is sorted."""
CROWD = 12
"""Documents with one hash up to which all are compared; beyond that each with its neighbours and the first."""

SHARED = 0.06
"""Share of the smaller document's hashes that a pair must have in common within the rarer half before it is
compared: a quarter is what the thresholds make certain, the rest is for chance and crowds."""

_HEADER = struct.Struct("<BBxxIQ")
_VERSION = 1
_KEPT = (
    HAN_SET + DIGIT + LATIN + b"n" + KANA + HANGUL + CYRILLIC + GREEK + LATIN_EXTENDED + LETTER + BOPOMOFO
    + FULLWIDTH_LATIN + FULLWIDTH_DIGIT + COMPATIBILITY + PRIVATE_USE + MARK
)  # fmt: skip

Kind = Literal["near", "contained"]


class _Tables:
    """What numpy needs, made when a sketch is first asked for."""

    def __init__(self) -> None:
        import numpy

        self.kept = numpy.zeros(256, numpy.bool_)
        self.kept[list(_KEPT)] = True


_TABLES: list[_Tables] = []


def sketch(document: Document) -> bytes:
    """The sketch of `document`: a header (version, scale, number of shingles, hash of the text) and the kept
    hashes in the order in which they first occur, each 4 bytes; no bytes where there is no shingle."""
    import numpy

    if not _TABLES:
        _TABLES.append(_Tables())
    classes = numpy.frombuffer(document.classes, numpy.uint8)
    units = numpy.frombuffer(document.scan.folded_units, numpy.dtype("<u2"))
    chars = units[_TABLES[0].kept[classes]].astype(numpy.uint64)
    size = len(chars) - SHINGLE + 1
    if size < 1:
        return b""
    code = chars[:size]
    for offset in range(1, SHINGLE):
        code = code * _FACTOR + chars[offset : offset + size]
    code ^= code >> numpy.uint64(31)
    code *= _MIX
    hashes = (code >> numpy.uint64(32)).astype(numpy.uint32)
    shift = next((shift for most, shift in TIERS if size <= most), LARGEST)
    if shift:
        hashes = hashes[hashes < (1 << (32 - shift))]
    _, first = numpy.unique(hashes, return_index=True)
    first.sort()
    kept = hashes[first]
    same = int.from_bytes(document.view(text_hash)[:8], "little")
    return _HEADER.pack(_VERSION, shift, size, same) + kept.astype("<u4").tobytes()


_FACTOR = 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
_MIX = 0xD6E8FEB86659FD93


POSTED = 32
"""Hashes under which an index finds a document again, at least, where it has as many; a longer one has one in 16 of
its shingles, so that what it contains finds it."""


def posted(digest: bytes) -> list[int]:
    """The lowest hashes of a sketch: those below a bound that depends on the size of the document alone."""
    import numpy

    version, shift, size, _ = _HEADER.unpack_from(digest)
    if version != _VERSION or size < LEAST_NEAR:
        return []
    level = shift
    while level < LARGEST and size >> (level + 1) >= POSTED:
        level += 1
    hashes = numpy.frombuffer(digest, numpy.dtype("<u4"), offset=_HEADER.size)
    found: list[int] = (hashes[hashes < (1 << (32 - level))] if level else hashes).tolist()
    return found


@dataclass(frozen=True, slots=True)
class Relation:
    """Two documents and what ties them: `later` and `earlier` by path and record; `share` is the Jaccard index of
    near copies, or the share of the smaller document that the larger has; `smaller` says which is which, `start`
    and `end` what part of the larger the smaller takes, from 0 to 1."""

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

    def hashes(self, ordinal: int) -> Any:
        """The hashes of a document in text order."""
        import numpy

        digest = self._digests[ordinal]
        assert digest is not None
        return numpy.frombuffer(digest, numpy.dtype("<u4"), offset=_HEADER.size)


def relations(digests: Digests) -> list[Relation]:
    """Every near or contained pair among `digests`, ascending by the later document, then the earlier."""
    heads: dict[int, tuple[int, int]] = {}  # ordinal -> shift, hash of the text
    found: list[Relation] = []
    groups: dict[bytes, list[int]] = {}
    for ordinal, digest in digests:
        version, shift, size, same = _HEADER.unpack_from(digest)
        if version != _VERSION or size < LEAST_NEAR:
            continue
        heads[ordinal] = shift, same
        groups.setdefault(hashlib.blake2b(digest[_HEADER.size :], digest_size=16).digest(), []).append(
            ordinal
        )
    for members in groups.values():
        said = {heads[members[0]][1]}
        for later in members[1:]:
            if heads[later][1] not in said:
                said.add(heads[later][1])
                found.append(Relation(later, members[0], "near", 1.0, members[0]))
    kept = sorted(members[0] for members in groups.values())
    sketches = _Sketches(digests)
    for one, two in _candidates(sketches, kept, {ordinal: heads[ordinal][0] for ordinal in kept}):
        relation = _compare(sketches, one, two, max(heads[one][0], heads[two][0]))
        if relation is not None:
            found.append(relation)
    found.sort(key=lambda relation: (relation.later, relation.earlier))
    return found


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
    return None


def _candidates(sketches: _Sketches, kept: list[int], shifts: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once, ascending."""
    import numpy

    if len(kept) < 2:
        return
    total = sum(len(sketches.hashes(ordinal)) << shifts[ordinal] for ordinal in kept)
    base = 0
    while total >> base > INDEXED:
        base += 1
    pairs: set[tuple[int, int]] = set()
    levels = sorted({max(base, shifts[ordinal]) for ordinal in kept})
    for level in levels:
        members = [ordinal for ordinal in kept if max(base, shifts[ordinal]) <= level]
        parts = []
        for ordinal in members:
            hashes = sketches.hashes(ordinal)
            parts.append(hashes[hashes < (1 << (32 - level))] if level else hashes)
        sizes = numpy.array([len(part) for part in parts], numpy.int64)
        values = numpy.concatenate(parts)
        del parts
        owners = numpy.repeat(numpy.arange(len(members), dtype=numpy.uint32), sizes)
        pairs.update((members[a], members[b]) for a, b in _sharing(values, owners, sizes))
    yield from sorted(pairs)


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
    # Near copies share a quarter of all hashes within the rarer half; a phrase in common is one or two.
    fewest = numpy.minimum(
        sizes[(found >> numpy.uint64(32)).astype(numpy.int64)],
        sizes[(found & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64)],
    )
    for code in found[hits >= numpy.where(fewest < 12, 1, numpy.maximum(2, fewest * SHARED))].tolist():
        yield code >> 32, code & 0xFFFFFFFF


def _codes(one: Any, two: Any) -> Any:
    import numpy

    two = two.astype(numpy.uint64)
    low, high = numpy.minimum(one, two), numpy.maximum(one, two)
    return (low << numpy.uint64(32)) | high
