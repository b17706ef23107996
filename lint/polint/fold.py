"""Fold: the class of every code point and its fold (one script, half width, lower case), looked up in two tables.

Both are of UTF-16 with code points beyond the Basic Multilingual Plane narrowed to one unit: a byte offset halved is a
code point offset, lone surrogates do no harm, and Hyperscan never meets invalid UTF-8. numpy looks the tables up ten
times as fast as `str.translate` but takes a tenth of a second to import, so small jobs take the second road to the same
answer.
"""

from __future__ import annotations

import os
from codecs import utf_16_le_decode
from functools import cached_property
from typing import TYPE_CHECKING, Any

from polint import store
from polint.character import ASTRAL, NARROW, class_of, class_table
from polint.variant import dictionary_file, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_PIECE = 1 << 14
"""Code points looked up at once: their indices, eight bytes each, stay in the processor's cache."""


class Tables:
    """The class and the fold of every code point below U+10000."""

    __slots__ = ("_astral", "_folds", "array", "class_string", "classes", "fold", "key")

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
        self.class_string: str = self.classes.decode("latin-1")
        self._folds = blob[0x10000:]
        # Without the surrogates, which fold to themselves: each alone, they take as long as all the others together.
        below, above = self._folds[: 2 * 0xD800], self._folds[2 * 0xE000 :]
        surrogates = "".join(map(chr, range(0xD800, 0xE000)))
        self.fold: str = below.decode("utf-16-le") + surrogates + above.decode("utf-16-le")
        self.array: Any = None
        self._astral: dict[str, int] = {}

    def vectorise(self) -> None:
        """Import numpy and look the tables up with it from now on."""
        if self.array is None:
            # The threads of OpenBLAS cost as much as all the rest of the import, and nothing here uses them.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import numpy

            # The fold and behind it the class: both are looked up at once.
            self.array = numpy.frombuffer(self._folds, numpy.dtype("<u2")) | (
                numpy.frombuffer(self.classes, numpy.uint8).astype(numpy.uint32) << 16
            )

    def look_up(self, text: str) -> tuple[bytes, bytes, bytes, Sequence[int]]:
        """The classes (one byte a code point) and the fold (UTF-16-LE, one unit a code point) of `text`, `text`
        itself as such units, and where it has code points beyond U+FFFF, for which U+FFFF stands."""
        units = text.encode("utf-16-le", "surrogatepass")
        astral: Sequence[int] = ()
        if len(units) != 2 * len(text):
            units, astral = self._narrowed(text, units)
        if self.array is not None:
            import numpy

            codes = numpy.frombuffer(units, numpy.dtype("<u2"))
            kinds, fold = numpy.empty(len(codes), numpy.uint8), numpy.empty_like(codes)
            for start in range(0, len(codes), _PIECE):
                piece = slice(start, start + _PIECE)
                indices = codes[piece].astype(numpy.intp)
                # Two bytes always lie in a table of 65,536: `clip` spares the test, half of the time.
                found = self.array.take(indices, mode="clip")
                fold[piece] = found
                kinds[piece] = found >> 16
            classes, folded = kinds.tobytes(), fold.tobytes()
        else:
            plain = narrow(text) if astral else text
            classes = plain.translate(self.class_string).encode("latin-1")
            folded = plain.translate(self.fold).encode("utf-16-le", "surrogatepass")
        if len(astral):
            own, known = bytearray(classes), self._astral
            for place in astral:
                char = text[place]
                if char not in known:
                    known[char] = class_of(char)[0]
                own[place] = known[char]
            classes = bytes(own)
        return classes, folded, units, astral

    def _narrowed(self, text: str, units: bytes) -> tuple[bytes, Sequence[int]]:
        """The units of `text` with one for each code point, and where those beyond U+FFFF stand."""
        if self.array is not None:
            import numpy

            codes = numpy.frombuffer(units, numpy.dtype("<u2"))
            kinds = codes & 0xFC00
            pairs = numpy.flatnonzero((kinds[:-1] == 0xD800) & (kinds[1:] == 0xDC00))
            if len(pairs) == len(codes) - len(text):  # no two of them are lone surrogates side by side
                codes = codes.copy()
                codes[pairs] = ord(NARROW)
                narrowed = numpy.delete(codes, pairs + 1).tobytes()
                return narrowed, (pairs - numpy.arange(len(pairs))).tolist()
        places = [match.start() for match in ASTRAL.finditer(text)]
        return narrow(text).encode("utf-16-le", "surrogatepass"), places

    def fold_text(self, text: str) -> str:
        """`text` folded: one script, half width, lower case; one code point for one."""
        return ASTRAL.sub(NARROW, text).translate(self.fold)

    def fold_all(self, texts: Iterable[str]) -> list[str]:
        """Each of many short texts folded, none of which has a NUL."""
        joined = "\0".join(texts)
        return self.fold_text(joined).split("\0") if joined else []


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
