"""Shingle: every five characters of a text that count, as numbers of 32 bits, and which of them a sketch keeps.

As many are insensitive to 1–5% of edits, which words or longer shingles are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet
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

if TYPE_CHECKING:
    from polint.batch import Batch

TIERS = ((512, 0), (2048, 1), (65_536, 2))
"""Up to how many shingles which share of the hashes is kept, as a power of one half; one in 16 beyond."""
LARGEST = 4

_LETTERS = (
    HAN_SET + DIGIT + LATIN + b"n" + KANA + HANGUL + CYRILLIC + GREEK + LATIN_EXTENDED + LETTER + BOPOMOFO
    + FULLWIDTH_LATIN + FULLWIDTH_DIGIT + COMPATIBILITY + PRIVATE_USE + MARK
)  # fmt: skip
COUNTS = bytes(kind in _LETTERS for kind in range(256))
"""Of each class whether it counts: letters, digits and Han, and no marks, white space and line ends."""
_ALL = 1 << 32
_FACTOR, _MIX, _MASK = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xFFFFFFFFFFFFFFFF


def scale(size: int) -> int:
    """Which share of the hashes a document of so many shingles keeps, as a power of one half."""
    for most, shift in TIERS:
        if size <= most:
            return shift
    return LARGEST


def kept(batch: Batch) -> tuple[bytes, list[int], list[int]]:
    """Of each text of a batch the hashes that its sketch keeps, in the order in which they first occur, 4 bytes each
    and one text behind the other; where those of each text end; and the number of shingles of each."""
    units, classes, counts, factor = batch.folded_units, batch.classes, COUNTS, _FACTOR
    fifth = factor**5 & _MASK
    largest = max((end - start for start, end in batch.spans), default=0)
    letters = bytearray(2 * (largest + _BEFORE))
    every, found = octet.blank(4 * largest + 4), octet.blank(4 * len(classes))
    slots = octet.blank(4 << (2 * largest).bit_length())
    ends, sizes = [], []
    end = 0
    for start, stop in batch.spans:
        last = _pick(units, classes, counts, start, stop, letters, _BEFORE)
        size = max(0, last - _BEFORE - 4)
        few = _hash(letters, _BEFORE, last, _ALL >> scale(size), factor, fifth, _MIX, _TOPS, every)
        end = _put_distinct(every, few, slots, found, end)
        ends.append(end)
        sizes.append(size)
    return bytes(found[: 4 * end]), ends, sizes


_BEFORE = 5
"""Places before the first letter, where there is none: what a shingle leaves behind is there from the first one on."""
_TOPS = 0xE000E000E000E000
"""Of four units the bits one of which Han, kana and hangul have; folded letters and digits lie below."""


def _pick(
    units: bytes, classes: bytes, counts: bytes, place: int, end: int, letters: bytearray, at: int
) -> int:
    """Put those units of [place, end) that count into `letters`, from `at` on; where they end."""
    while place < end:
        octet.put_unit(letters, at, octet.unit(units, place))  # written over where it does not count
        at += counts[classes[place]]
        place += 1
    return at


def _hash(
    letters: bytes | bytearray,
    place: int,
    end: int,
    bound: int,
    factor: int,
    fifth: int,
    mix: int,
    tops: int,
    every: bytearray,
) -> int:
    """Put the hash of each shingle of [place, end) that is below `bound` into `every`; how many there are. It is a polynomial in `factor`, of which `fifth` is the fifth power, so that it rolls; the lowest bit says whether
    nothing in it is syllabic."""
    code = few = 0
    first = min(end, place + 4)
    while place < first:
        code = octet.low(code * factor + octet.unit(letters, place))
        place += 1
    while place < end:
        unit = octet.unit(letters, place)
        code = octet.low(code * factor + unit - octet.unit(letters, place - 5) * fifth)
        mixed = octet.low((code ^ code >> 31) * mix) >> 33 << 1
        mixed |= (octet.four(letters, place - 4) & tops | unit & 0xE000) == 0
        octet.put_word(every, few, mixed)  # written over where it is too high: half of them are, by chance
        few += mixed < bound
        place += 1
    return few


def _put_distinct(every: bytes | bytearray, few: int, slots: bytearray, found: bytearray, at: int) -> int:
    """Put some hashes into `found`, from the number `at` on, each once; where they end. They meet in a table of twice their
    number at least."""
    mask = 0
    while mask < 2 * few:
        mask = 2 * mask + 1
    for slot in range(mask + 1):
        octet.put_word(slots, slot, 0)
    has_zero = False  # which is what an empty slot holds
    for index in range(few):
        code = octet.word(every, index)
        if code:
            slot = code >> 1 & mask
            held = octet.word(slots, slot)
            while held and held != code:
                slot = (slot + 1) & mask
                held = octet.word(slots, slot)
            if held:
                continue
            octet.put_word(slots, slot, code)
        elif has_zero:
            continue
        else:
            has_zero = True
        octet.put_word(found, at, code)
        at += 1
    return at
