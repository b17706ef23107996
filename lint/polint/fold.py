"""Fold: the class of every code point and its fold (one script, half width, lower case), looked up in one table.

It is of UTF-16, with code points beyond the Basic Multilingual Plane narrowed to one unit: a byte offset halved is a
code point offset, and lone surrogates do no harm.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from polint import octet, store
from polint.cached import cached_property
from polint.character import ASTRAL, NARROW, class_of, class_table
from polint.variant import dictionary_file, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


ONES = 0x0001_0001_0001_0001
"""A 1 in each of four units."""


class Tables:
    """The class and the fold of every code point below U+10000."""

    __slots__ = ("_astral", "_entries", "key")

    def __init__(self) -> None:
        key = b"".join(
            os.stat(dictionary_file(name)).st_size.to_bytes(8, "big")
            for name in (
                "STCharacters",
                "TSCharacters",
                "TWVariants",
                "HKVariants",
                "TWVariantsRev",
                "HKVariantsRev",
            )
        )
        self.key = key
        """What stands for the dictionaries of which the folds are made."""
        self._entries = store.compiled("tables-9", key, _build_tables)
        self._astral: dict[str, int] = {}

    def look_up(self, texts: Sequence[str]) -> tuple[bytes, bytes, list[int], bytes, list[int], bytes]:
        """Of texts one behind another, with a NARROW between two, the classes, one byte a code point; the fold, in
        UTF-16-LE, one unit a code point; where each text starts, in code points; what is written, as such units;
        where code points beyond U+FFFF stand, for which U+FFFF does; and for each class whether one of it may be
        there: where it says no, none is."""
        size = sum(map(len, texts)) + len(texts) - 1
        kinds, folded, units = octet.blank(size), octet.blank(2 * size), octet.blank(2 * size)
        starts: list[int] = []
        astral: list[int] = []
        present = bytearray(256)
        place = 0
        for text in map(str, texts):
            if starts:
                _look_up(NARROW, self._entries, kinds, folded, units, present, place)
                place += 1
            starts.append(place)
            if _look_up(text, self._entries, kinds, folded, units, present, place) > 0xFFFF:
                _beyond(text, self._astral, kinds, units, present, place, ONES, astral)
            place += len(text)
        return octet.sealed(kinds), octet.sealed(folded), starts, octet.sealed(units), astral, bytes(present)

    def fold_text(self, text: str) -> str:
        """`text` folded: one script, half width, lower case; one code point for one."""
        return text_of_units(self.look_up([text])[1])

    def fold_all(self, texts: Iterable[str]) -> list[str]:
        """Each of many short texts folded, none of which has a NUL."""
        joined = "\0".join(texts)
        return self.fold_text(joined).split("\0") if joined else []


def _look_up(
    text: str,
    entries: bytes,
    kinds: bytearray,
    folded: bytearray,
    units: bytearray,
    present: bytearray,
    place: int,
) -> int:
    """Fill `kinds` with the class, `folded` with the fold of every code point of `text`, and `units` with what it is
    itself, from `place` on, and note in `present` which classes there are; the bits that any code point has."""
    bits = 0
    for char in text:
        code = ord(char)
        bits |= code
        if code > 0xFFFF:
            code = 0xFFFF
        entry = octet.word(entries, code)
        kinds[place] = entry >> 16
        present[entry >> 16] = 1
        octet.put_unit(folded, place, entry & 0xFFFF)
        octet.put_unit(units, place, code)
        place += 1
    return bits


def _beyond(
    text: str,
    known: dict[str, int],
    kinds: bytearray,
    units: bytearray,
    present: bytearray,
    start: int,
    ones: int,
    found: list[int],
) -> None:
    """Fill `kinds` with the classes of the code points beyond U+FFFF of `text`, which starts at `start`, note them in
    `present`, and fill `found` with their places; `known`: the classes of those that were met before. Among four units
    there is mostly no U+FFFF, which one look tells (as in Batch.walls); `ones` has a 1 in each unit."""
    place, end = start, start + len(text)
    tops, whole = ones << 15, 0xFFFF * ones
    while place < end:
        if place + 4 <= end:
            others = octet.four(units, place) ^ whole
            if not (others - ones) & ~others & tops:
                place += 4
                continue
        if octet.unit(units, place) == 0xFFFF:
            char = text[place - start]
            if char > NARROW:
                if char not in known:
                    known[char] = class_of(char)[0]
                kinds[place] = known[char]
                present[kinds[place]] = 1
                found.append(place)
        place += 1


def _build_tables() -> bytes:
    found = variants()
    fold = [chr(code) for code in range(0x10000)]
    for code in range(0xFF01, 0xFF5F):
        fold[code] = chr(code - 0xFEE0)
    fold[0x3000] = " "
    for code, char in enumerate(fold):
        lower = char.lower()
        if len(lower) == 1 and ord(lower) < 0x10000:
            fold[code] = lower
    for char, simple in found.fold.items():
        if ord(char) < 0x10000 and ord(simple) < 0x10000:
            fold[ord(char)] = simple
    units = "".join(fold).encode("utf-16-le", "surrogatepass")
    entries = bytearray(4 * 0x10000)
    entries[::4], entries[1::4] = units[::2], units[1::2]
    entries[2::4] = class_table(found.simplified, found.traditional)
    return bytes(entries)


def narrow(text: str) -> str:
    """`text` with one UTF-16 unit a code point: those beyond U+FFFF become U+FFFF, lone surrogates stay."""
    return ASTRAL.sub(NARROW, text)


def text_of_units(units: bytes) -> str:
    """The text of narrowed UTF-16-LE."""
    return octet.text(units)


class Lazy:
    """The tables, loaded when first asked for; one set serves a process."""

    @cached_property
    def tables(self) -> Tables:
        """The shared tables."""
        return Tables()


SHARED = Lazy()
