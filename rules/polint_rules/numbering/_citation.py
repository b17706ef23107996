"""Citations: which articles a text refers to that may not be there, which 前款 stand in the first sentence of one, and
whether a text has notes; read character by character, since nearly all are what they should be."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from polint.batch import Batch

NUMERALS = "0123456789〇零一二三四五六七八九十百"


def beyond(batch: Batch, ends: list[int], highest: Mapping[int, int]) -> list[int]:
    """Of the 第 that end at `ends` those behind which a number and a unit stand (第八条), the number higher than `highest`
    tells for text and unit, or not to be read so easily. No article, chapter or section is where that tells nothing."""
    found: list[int] = []
    if ends:
        starts = [*batch.starts, len(batch.classes) + 1]
        _cite(batch.folded_units, len(batch.classes), _digits(), starts, ends, highest, found)
    return found


def opening(batch: Batch, ends: list[int], size: int, stops: str) -> list[int]:
    """Of the words of `size` characters that end at `ends` those whose line begins near them with 第, and has none of the
    characters `stops` before them."""
    units, table = batch.folded_units, _stops(stops)
    return [end for end in ends if _opens(units, table, end - size)]


def has_note(batch: Batch, number: int) -> bool:
    """Whether a line of a text of a batch, but for its first, begins like a note: [1], ①."""
    start, end = batch.spans[number]
    walls = batch.wall_places
    return _noted(batch.classes, batch.walls, bisect_left(walls, start), bisect_left(walls, end))


@cache
def _digits() -> bytes:
    """By units the value of a Chinese or Arabic numeral, one more than it says; 11 for ten, 12 for a hundred."""
    return octet.table(
        *((char, value) for value, char in enumerate("0123456789", 1)),
        *((char, value) for value, char in enumerate("零一二三四五六七八九十百", 1)),
        ("〇", 1),
    )


@cache
def _stops(chars: str) -> bytes:
    return octet.table((chars, 1))


def _cite(
    units: bytes,
    size: int,
    digits: bytes,
    starts: Sequence[int],
    ends: Sequence[int],
    highest: Mapping[int, int],
    found: list[int],
) -> None:
    text = 0
    for end in ends:
        while starts[text + 1] <= end:
            text += 1
        place = end
        if place < size and octet.unit(units, place) == ord(" "):
            place += 1
        first = place
        value = rest = 0
        odd = False
        while place < size and place < first + 8 and digits[octet.unit(units, place)]:
            code = octet.unit(units, place)
            digit = digits[code] - 1
            if code < 0x80:
                value = 10 * value + digit
            elif digit > 9:
                value += (rest or 1) * (10 if digit == 10 else 100)
                rest = 0
            else:
                odd = odd or rest > 0 or (not digit and not value)
                rest = digit
            place += 1
        if place == first or place == first + 8:
            continue  # no number, or none that anyone writes
        if place < size and octet.unit(units, place) == ord(" "):
            place += 1
        if place >= size:
            continue
        unit = octet.unit(units, place)
        if unit not in (ord("条"), ord("点"), ord("章"), ord("节"), ord("部")):
            continue
        known = highest.get(text << 16 | unit)
        if known is None:
            if unit in (ord("点"), ord("部")):
                found.append(end)
        elif odd or value + rest > known:
            found.append(end)


def _opens(units: bytes, stops: bytes, place: int) -> bool:
    """Whether the line begins with 第 within 60 characters before `place`, and none of `stops` stands between."""
    first = 0
    for distance in range(1, 61):
        if place - distance < 0:
            break
        code = octet.unit(units, place - distance)
        if code == ord("\n") or code == 0xFFFF:
            break
        if stops[code]:
            return False
        if code != ord(" ") and code != ord("\t"):
            first = code
    else:
        return False
    return first == ord("第")


def _noted(classes: bytes, walls: bytes, first: int, last: int) -> bool:
    """Whether a line behind one of the walls from `first` up to `last` begins like a note."""
    for index in range(first, last):
        place, stop = octet.number(walls, index) + 1, octet.number(walls, index + 1)
        while place < stop and classes[place] in (ord(" "), ord("i")):
            place += 1
        if place < stop and classes[place] == 0x91:
            return True
        if place < stop and classes[place] in (ord("["), ord("S")):
            place += 1
            digits = 0
            while place < stop and digits < 4 and classes[place] in (ord("d"), 0x88):
                place += 1
                digits += 1
            if 0 < digits < 4 and place < stop and classes[place] in (ord("]"), ord("f")):
                return True
    return False
