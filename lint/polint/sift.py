"""Sift: the hits of a batch, told apart by what their literals are to somebody, in one run over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from polint.matcher import Hits, Matcher


def kinds_of(matcher: Matcher, *groups: Iterable[str]) -> bytes:
    """Of every literal of a matcher the number of the group it belongs to, from 1 on, the last one where there are
    several; 0 where it belongs to none."""
    kinds = bytearray(matcher.count)
    for kind, group in enumerate(groups, 1):
        for index in matcher.indices(frozenset(group)):
            kinds[index] = kind
    return bytes(kinds)


def sift(hits: Hits | None, kinds: bytes, count: int) -> list[list[int]]:
    """Which hits are of each of `count` groups, ascending; `kinds` as `kinds_of` gives it."""
    found: list[list[int]] = [[] for _ in range(count)]
    if hits is not None and hits.indices:
        _sift(hits.packed, len(hits.indices), kinds, found)
    return found


def sift_ends(hits: Hits | None, kinds: bytes, count: int) -> list[list[int]]:
    """Where the hits of each group end in the batch, ascending."""
    found: list[list[int]] = [[] for _ in range(count)]
    if hits is not None and hits.indices:
        _sift_ends(hits.packed, hits.packed_ends, len(hits.indices), kinds, found)
    return found


def _sift(packed: bytes, size: int, kinds: bytes, found: list[list[int]]) -> None:
    for hit in range(size):
        kind = kinds[octet.word(packed, hit)]
        if kind:
            own = found[kind - 1]
            own.append(hit)


def _sift_ends(packed: bytes, ends: bytes, size: int, kinds: bytes, found: list[list[int]]) -> None:
    for hit in range(size):
        kind = kinds[octet.word(packed, hit)]
        if kind:
            own = found[kind - 1]
            own.append(octet.word(ends, hit))


def join(hits: Hits, rows: bytes, size: int) -> bytearray:
    """For each text of a batch `size` bytes: of the rows of all literals that stand in it the bits that any of them has."""
    joined = bytearray(size * (len(hits.bounds) - 1))
    _join(hits.packed, hits.bounds, len(hits.bounds) - 1, rows, size, joined)
    return joined


def _join(packed: bytes, bounds: list[int], count: int, rows: bytes, size: int, joined: bytearray) -> None:
    for number in range(count):
        first, last = bounds[number], bounds[number + 1]
        for hit in range(first, last):
            row = size * octet.word(packed, hit)
            for byte in range(size):
                joined[size * number + byte] |= rows[row + byte]
