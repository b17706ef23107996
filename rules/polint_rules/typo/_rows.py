"""Rows: what a table says of each hit of a batch, read by kernels."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from polint.batch import Batch
    from polint.matcher import Hits, Matcher


_LONGEST = 1000
"""Characters of the longest text of which rows may tell parts."""


def rows_of(matcher: Matcher, counts: Mapping[str, int]) -> bytes:
    """The rows of a table that the literals of a matcher have, to be kept: of each literal how many, and the first. `counts`: how many some
    have; they are numbered as they come."""
    numbers = {literal: number for number, literal in enumerate(matcher.literals)}
    found = array("i", bytes(8 * len(numbers)))
    first = 0
    for literal, count in counts.items():
        number = numbers.get(literal)
        if number is not None:  # it is looked for
            found[2 * number], found[2 * number + 1] = count, first
        first += count
    return found.tobytes()


def half_right(
    batch: Batch, hits: Hits, rows: bytes, offsets: bytes, others: bytes
) -> Iterator[tuple[int, int]]:
    """Each hit and row of a half of four characters, of whose other half one character stands as it should. Of each row
    `offsets` tells where in the four the half begins, `others` what the other half is."""
    found: list[int] = []
    _compare_halves(
        hits.packed, hits.packed_ends, len(hits.indices), rows, offsets, others, batch.folded_units,
        len(batch.classes), found,
    )  # fmt: skip
    pairs = iter(found)
    return zip(pairs, pairs, strict=True)


def nearly_whole(
    batch: Batch, hits: Hits, rows: bytes, parts: bytes, texts: bytes
) -> Iterator[tuple[int, int]]:
    """Each hit and row of a part of a text, before or behind which that text stands with a slip. Of each row `parts` has five numbers: where among all `texts` the whole begins and how long it is,
    where in it the part begins and how long that is, and what a slip takes."""
    found: list[int] = []
    _compare_parts(
        hits.packed, hits.packed_ends, len(hits.indices), rows, parts, texts, batch.folded_units,
        len(batch.classes), bytearray(4 * _LONGEST), found,
    )  # fmt: skip
    pairs = iter(found)
    return zip(pairs, pairs, strict=True)


def _compare_halves(
    packed: bytes,
    ends: bytes,
    count: int,
    rows: bytes,
    offsets: bytes,
    others: bytes,
    units: bytes,
    size: int,
    found: list[int],
) -> None:
    for hit in range(count):
        index = octet.word(packed, hit)
        first = octet.word(rows, 2 * index + 1)
        for row in range(first, first + octet.word(rows, 2 * index)):
            # Before a second half stands the first one, four characters from its end.
            beside = octet.word(ends, hit) - 2 * offsets[row]
            if (
                beside >= 0
                and beside + 1 < size
                and (octet.unit(units, beside) == octet.unit(others, 2 * row))
                != (octet.unit(units, beside + 1) == octet.unit(others, 2 * row + 1))
            ):
                found.append(hit)
                found.append(row)


def _compare_parts(
    packed: bytes,
    ends: bytes,
    count: int,
    rows: bytes,
    parts: bytes,
    texts: bytes,
    units: bytes,
    size: int,
    near: bytearray,
    found: list[int],
) -> None:
    for hit in range(count):
        index = octet.word(packed, hit)
        first = octet.word(rows, 2 * index + 1)
        for row in range(first, first + octet.word(rows, 2 * index)):
            whole = octet.word(parts, 5 * row)
            length = octet.word(parts, 5 * row + 1)
            offset = octet.word(parts, 5 * row + 2)
            stop = octet.word(ends, hit)
            start = stop - octet.word(parts, 5 * row + 3)
            most = octet.word(parts, 5 * row + 4)
            if _stands(units, size, start - offset, texts, whole, length):
                continue
            head, tail = whole + offset - 1, whole + offset + stop - start
            behind = length - offset - (stop - start)
            headed = _goes_on(units, size, start - 1, texts, head, -1, offset)
            if headed == _goes_on(units, size, stop, texts, tail, 1, behind):
                continue
            if headed:
                kept = _gather(units, size, stop, 1, behind, near)
                slipped = _slipped(near, kept, texts, tail, 1, behind, most, length)
            else:
                kept = _gather(units, size, start - 1, -1, offset, near)
                slipped = _slipped(near, kept, texts, head, -1, offset, most, length)
            if slipped:
                found.append(hit)
                found.append(row)


def _stands(units: bytes, size: int, place: int, texts: bytes, first: int, length: int) -> bool:
    """Whether a text stands at `place`."""
    if place < 0 or place + length > size:
        return False
    for index in range(length):
        if octet.unit(units, place + index) != octet.unit(texts, first + index):
            return False
    return True


def _goes_on(units: bytes, size: int, place: int, texts: bytes, first: int, step: int, count: int) -> bool:
    """Whether `count` characters of a text stand from `place` on, forwards or backwards, whatever marks between them."""
    end = place + step * (count + 24)
    for index in range(count):
        while place != end and 0 <= place < size and not _is_kept(octet.unit(units, place)):
            place += step
        if (
            place == end
            or not 0 <= place < size
            or octet.unit(units, place) != octet.unit(texts, first + index * step)
        ):
            return False
        place += step
    return True


def _gather(units: bytes, size: int, place: int, step: int, count: int, near: bytearray) -> int:
    """Put what stands from `place` on, without marks, into `near`: as many characters as a slip can make of `count`; how
    many there are."""
    kept = 0
    end = place + step * (count + 24)
    while place != end and 0 <= place < size and kept < count + 3:
        unit = octet.unit(units, place)
        if _is_kept(unit):
            octet.put_word(near, kept, unit)
            kept += 1
        place += step
    return kept


def _is_kept(unit: int) -> bool:
    """Whether a character is no mark: expressions are compared without them."""
    return 0x3400 <= unit < 0xA000 or ord("0") <= unit <= ord("9") or ord("a") <= unit <= ord("z")


def _slipped(
    near: bytearray, kept: int, texts: bytes, first: int, step: int, count: int, most: int, length: int
) -> bool:
    """Whether one slip lies between `count` characters of a text of `length` and what is `near`: characters too many, one
    that is wrong (the last one of a long text alone), two that are swapped, or up to `most` that are missing."""
    same = 0
    while same < count and same < kept and octet.word(near, same) == octet.unit(texts, first + same * step):
        same += 1
    if same == count:
        return False
    for added in range(1, 4):
        if _follows(near, kept, same + added, texts, first, step, same, count):
            return True
    if same + 1 == count:
        return same > 0 and kept > same and length > 7  # it may sound the same
    if _follows(near, kept, same + 1, texts, first, step, same + 1, count):
        return True
    if (
        same + 1 < kept
        and octet.word(near, same) == octet.unit(texts, first + (same + 1) * step)
        and octet.word(near, same + 1) == octet.unit(texts, first + same * step)
        and _follows(near, kept, same + 2, texts, first, step, same + 2, count)
    ):
        return True
    for missing in range(1, most + 1):
        left = count - same - missing
        if (left > 1 or (left and missing == 1)) and _follows(
            near, kept, same, texts, first, step, same + missing, count
        ):
            return True
    return False


def _follows(
    near: bytearray, kept: int, place: int, texts: bytes, first: int, step: int, index: int, count: int
) -> bool:
    """Whether the characters of a text from `index` on stand at `place` in what is near."""
    if place + count - index > kept:
        return False
    while index < count and octet.word(near, place) == octet.unit(texts, first + index * step):
        index += 1
        place += 1
    return index == count
