"""Fold: the class of every code point and its fold (one script, half width, lower case), looked up in two tables.

Both are of UTF-16 with code points beyond the Basic Multilingual Plane narrowed to one unit: a byte offset halved is a
code point offset, and lone surrogates do no harm.
"""

from __future__ import annotations

import os
from codecs import utf_16_le_decode
from functools import cached_property
from typing import TYPE_CHECKING

from polint import octet, store
from polint.character import ASTRAL, NARROW, class_of, class_table
from polint.variant import dictionary_file, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Tables:
    """The class and the fold of every code point below U+10000."""

    __slots__ = ("_astral", "_folds", "classes", "fold", "key")

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
        blob = store.compiled("tables-6", key, _build_tables)
        self.classes: bytes = blob[:0x10000]
        self._folds = blob[0x10000:]
        # Without the surrogates, which fold to themselves: each alone, they take as long as all the others together.
        below, above = self._folds[: 2 * 0xD800], self._folds[2 * 0xE000 :]
        surrogates = "".join(map(chr, range(0xD800, 0xE000)))
        self.fold: str = below.decode("utf-16-le") + surrogates + above.decode("utf-16-le")
        self._astral: dict[str, int] = {}

    def look_up(self, text: str) -> tuple[bytes, bytes, bytes, Sequence[int]]:
        """The classes (one byte a code point) and the fold (UTF-16-LE, one unit a code point) of `text`, `text`
        itself as such units, and where it has code points beyond U+FFFF, for which U+FFFF stands."""
        units = text.encode("utf-16-le", "surrogatepass")
        astral: list[int] = []
        if len(units) != 2 * len(text):
            units, astral = _narrowed(text, units)
        size = len(text)
        kinds, folded = bytearray(size), bytearray(2 * size)
        _look_up(units, self.classes, self._folds, kinds, folded, size)
        for place in astral:
            char = text[place]
            if char not in self._astral:
                self._astral[char] = class_of(char)[0]
            kinds[place] = self._astral[char]
        return bytes(kinds), bytes(folded), units, astral

    def fold_text(self, text: str) -> str:
        """`text` folded: one script, half width, lower case; one code point for one."""
        return ASTRAL.sub(NARROW, text).translate(self.fold)

    def fold_all(self, texts: Iterable[str]) -> list[str]:
        """Each of many short texts folded, none of which has a NUL."""
        joined = "\0".join(texts)
        return self.fold_text(joined).split("\0") if joined else []


def _look_up(
    units: bytes, classes: bytes, folds: bytes, kinds: bytearray, folded: bytearray, size: int
) -> None:
    """Fill `kinds` with the class and `folded` with the fold of every unit."""
    for place in range(size):
        code = octet.unit(units, place)
        kinds[place] = classes[code]
        folded[2 * place] = folds[2 * code]
        folded[2 * place + 1] = folds[2 * code + 1]


def _narrowed(text: str, units: bytes) -> tuple[bytes, list[int]]:
    """`units`, the UTF-16-LE of `text`, with one unit a code point, and where those beyond U+FFFF stand."""
    found: list[int] = []
    narrowed = bytearray(2 * len(text))
    if _pairs(units, len(units) // 2, narrowed, 2 * len(text), found) == len(text):
        return bytes(narrowed), found
    # Two lone surrogates stand side by side, which look as one code point.
    places = [match.start() for match in ASTRAL.finditer(text)]
    return narrow(text).encode("utf-16-le", "surrogatepass"), places


def _pairs(units: bytes, size: int, narrowed: bytearray, room: int, found: list[int]) -> int:
    """Fill `narrowed`, of `room` bytes, with `units`, U+FFFF for two that are one code point, and `found` with the places
    of these; how many there would be in all."""
    written = place = 0
    while place < size:
        code = octet.unit(units, place)
        place += 1
        if code & 0xFC00 == 0xD800 and place < size and octet.unit(units, place) & 0xFC00 == 0xDC00:
            found.append(written)
            code = 0xFFFF
            place += 1
        if 2 * written < room:
            narrowed[2 * written] = code & 0xFF
            narrowed[2 * written + 1] = code >> 8
        written += 1
    return written


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
    return class_table(found.simplified, found.traditional) + "".join(fold).encode(
        "utf-16-le", "surrogatepass"
    )


def narrow(text: str) -> str:
    """`text` with one UTF-16 unit a code point: those beyond U+FFFF become U+FFFF, lone surrogates stay."""
    return ASTRAL.sub(NARROW, text)


def text_of_units(units: bytes, *, surrogates: bool) -> str:
    """The text of narrowed UTF-16-LE; `surrogates` says that lone ones are among it, of which two neighbours
    would become one character if they were decoded together."""
    if surrogates:
        return "".join(chr(low | high << 8) for low, high in zip(units[::2], units[1::2], strict=True))
    return utf_16_le_decode(units, "strict", True)[0]  # what `bytes.decode` looks up at every call


class Lazy:
    """The tables, loaded when first asked for; one set serves a process."""

    @cached_property
    def tables(self) -> Tables:
        """The shared tables."""
        return Tables()


SHARED = Lazy()
