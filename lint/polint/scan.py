"""Scan: the two passes that all rules share, over one text or a batch of small ones.

The first pass gives every code point its class (character.py) and its fold: one script, half width, lower
case, always one code point for one, so that a position in the fold is a position in the text. The second
finds the triggers of all rules, which are literals, in the folded text at once.

Both work on UTF-16 with code points beyond the Basic Multilingual Plane narrowed to one unit: a byte offset
halved is a code point offset, lone surrogates do no harm, and Hyperscan never meets invalid UTF-8. numpy
looks the tables up ten times as fast as `str.translate` but takes a tenth of a second to import, so small
jobs take the second road to the same answer.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import hyperscan

from polint import store
from polint.character import ASTRAL, NARROW, class_of, class_table
from polint.variant import dictionary_folder, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

VECTORISE_AFTER = 150_000
"""Code points scanned by `str.translate` before numpy is imported. Both cost the same after 600,000, but who has
scanned a full batch will rarely stop soon after."""

_PIECE = 1 << 14
"""Code points looked up at once: their indices, eight bytes each, stay in the processor's cache."""


class Tables:
    """The class and the fold of every code point below U+10000."""

    __slots__ = ("_astral", "arrays", "class_string", "classes", "fold")

    def __init__(self) -> None:
        key = b"".join(
            (dictionary_folder() / f"{name}.txt").stat().st_size.to_bytes(8, "big")
            for name in (
                "STCharacters",
                "TSCharacters",
                "TWVariants",
                "HKVariants",
                "TWVariantsRev",
                "HKVariantsRev",
            )
        )
        blob = store.compiled("tables-6", key, _build_tables)
        self.classes: bytes = blob[:0x10000]
        self.class_string: str = self.classes.decode("latin-1")
        # Cut between the surrogates: decoded in one piece, U+DBFF and U+DC00 would become one character and
        # everything after them (all full-width forms) would be off by one.
        fold = blob[0x10000:]
        self.fold: str = "".join(
            half.decode("utf-16-le", "surrogatepass") for half in (fold[: 2 * 0xDC00], fold[2 * 0xDC00 :])
        )
        self.arrays: tuple[Any, Any] | None = None
        self._astral: dict[str, int] = {}

    def vectorise(self) -> None:
        """Import numpy and look the tables up with it from now on."""
        if self.arrays is None:
            # The threads of OpenBLAS cost as much as all the rest of the import, and nothing here uses them.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import numpy

            self.arrays = (
                numpy.frombuffer(self.classes, numpy.uint8),
                numpy.frombuffer(self.fold.encode("utf-16-le", "surrogatepass"), numpy.dtype("<u2")),
            )

    def look_up(self, text: str) -> tuple[bytes, bytes, bytes, Sequence[int]]:
        """The classes (one byte a code point) and the fold (UTF-16-LE, one unit a code point) of `text`, `text`
        itself as such units, and where it has code points beyond U+FFFF, for which U+FFFF stands."""
        units = text.encode("utf-16-le", "surrogatepass")
        astral: Sequence[int] = ()
        if len(units) != 2 * len(text):
            units, astral = self._narrowed(text, units)
        if self.arrays is not None:
            import numpy

            codes = numpy.frombuffer(units, numpy.dtype("<u2"))
            kinds, fold = numpy.empty(len(codes), numpy.uint8), numpy.empty_like(codes)
            for start in range(0, len(codes), _PIECE):
                piece = slice(start, start + _PIECE)
                indices = codes[piece].astype(numpy.intp)
                # Two bytes always lie in a table of 65,536: `clip` spares the test, half of the time.
                self.arrays[0].take(indices, out=kinds[piece], mode="clip")
                self.arrays[1].take(indices, out=fold[piece], mode="clip")
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
        if self.arrays is not None:
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
    return units.decode("utf-16-le")


def _escaped(literal: str) -> bytes:
    """A literal as an expression of escapes: the binding cuts what it is given at the first zero byte, of
    which every ASCII character has one."""
    return b"".join(b"\\x%02x" % byte for byte in literal.encode("utf-16-le", "surrogatepass"))


class Matcher:
    """Finds many literals at once in UTF-16-LE; made once, kept in the store."""

    __slots__ = ("_database", "literals")

    def __init__(self, literals: Iterable[str]) -> None:
        self.literals: tuple[str, ...] = tuple(sorted(set(literals)))
        if not self.literals:
            self._database = None
            return
        key = "\0".join((getattr(hyperscan, "__version__", ""), *self.literals)).encode(
            "utf-8", "surrogatepass"
        )
        try:
            self._database = hyperscan.loadb(
                store.compiled("triggers-2", key, lambda: hyperscan.dumpb(self._compile())),
                hyperscan.HS_MODE_BLOCK,
            )
            self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error:  # made on another kind of processor that shares this home
            self._database = self._compile()

    def _compile(self) -> hyperscan.Database:
        database = hyperscan.Database()
        database.compile(
            expressions=[_escaped(literal) for literal in self.literals],
            ids=list(range(len(self.literals))),
            elements=len(self.literals),
            flags=hyperscan.HS_FLAG_DOTALL,
        )
        return database

    def find(self, units: bytes) -> list[int]:
        """Every occurrence as `end << SHIFT | index of the literal`, `end` in code points; in no order, and with
        some that lie across two units, which _split leaves out."""
        found: list[int] = []
        if self._database is None or not units:
            return found
        append = found.append

        def on_match(index: int, start: int, end: int, flags: int, context: object) -> None:
            append(end << _SHIFT - 1 | index)

        self._database.scan(units, match_event_handler=on_match)
        return found


_SHIFT = 24
_ODD = 1 << _SHIFT - 1
_INDEX = _ODD - 1
"""A hit is one integer, not a tuple: there are tens of thousands a megabyte. An odd end in bytes lies across two
units, and leaves its last bit where no index has one."""

_DENSE = 1_000
"""Hits in one text from which on numpy sorts them by their literals."""


class Batch:
    """The texts of one scan, one behind another with a NARROW between two. What numpy asks of small texts it asks
    of all of a batch at once: a call costs as much for fifty characters as for five thousand."""

    __slots__ = ("_astral", "_units", "_views", "classes", "folded_units", "starts", "vectorised")

    def __init__(
        self,
        classes: bytes,
        folded_units: bytes,
        starts: list[int],
        vectorised: bool,
        units: bytes = b"",
        astral: Sequence[int] = (),
    ) -> None:
        self.classes = classes
        self.folded_units = folded_units
        self.starts = starts
        """Where each text starts, in code points."""
        self.vectorised = vectorised
        """Whether numpy is loaded already, which takes longer than a few texts do without it."""
        self._units = units
        self._astral = astral
        self._views: dict[Callable[[Batch], Any], Any] = {}

    def units(self, number: int, text: str) -> bytes:
        """The first characters of a text, `text`, in UTF-16-LE. They need not be encoded again unless there are code
        points beyond U+FFFF among them."""
        start = self.starts[number]
        end = start + len(text)
        if not self._units or bisect_left(self._astral, start) != bisect_left(self._astral, end):
            return text.encode("utf-16-le", "surrogatepass")
        return self._units[2 * start : 2 * end]

    def narrowed(self, number: int, text: str) -> bytes:
        """A text, `text`, in UTF-16-LE with one unit a code point."""
        start = self.starts[number]
        if not self._units:
            return narrow(text).encode("utf-16-le", "surrogatepass")
        return self._units[2 * start : 2 * (start + len(text))]

    def view(self, make: Callable[[Batch], T]) -> T:
        """What `make` says of these texts, computed once."""
        try:
            found: T = self._views[make]
        except KeyError:
            found = self._views[make] = make(self)
        return found


class Scan:
    """What the shared passes found in one text: the class of every code point, the folded text (UTF-16-LE, one
    unit a code point), where the triggers stand, the batch in which it was scanned (None for a part that was cut
    out of one) and its number there."""

    __slots__ = ("_ends", "_hits", "_indices", "_literals", "batch", "classes", "folded_units", "number")

    def __init__(
        self,
        classes: bytes,
        folded_units: bytes,
        literals: Sequence[str] = (),
        indices: Sequence[int] = (),
        ends: Sequence[int] = (),
        batch: Batch | None = None,
        number: int = 0,
    ) -> None:
        """`indices` names the literal of each hit, `ends` where it ends in the batch, ascending."""
        self.classes = classes
        self.folded_units = folded_units
        self.batch = batch
        self.number = number
        self._literals = literals
        self._indices = indices
        self._ends = ends
        self._hits: dict[str, list[int]] | None = None

    def kinds(self) -> set[int]:
        """The indices of the literals that occur."""
        return set(self._indices)

    @property
    def hits(self) -> dict[str, list[int]]:
        """Where each trigger that occurs starts, in code points, ascending."""
        hits = self._hits
        if hits is None:
            hits = self._hits = {}
            literals = self._literals
            begin = 0 if self.batch is None else self.batch.starts[self.number]
            if len(self._indices) > _DENSE and self.batch is not None and self.batch.vectorised:
                for index, found in _by_literal(self._indices, self._ends):
                    size = begin + len(literals[index])
                    hits[literals[index]] = [end - size for end in found]
                return hits
            for index, end in zip(self._indices, self._ends, strict=True):
                literal = literals[index]
                if literal in hits:
                    hits[literal].append(end - begin - len(literal))
                else:
                    hits[literal] = [end - begin - len(literal)]
        return hits

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scan):
            return NotImplemented
        return (
            self.classes == other.classes
            and self.folded_units == other.folded_units
            and self.hits == other.hits
        )

    __hash__ = None  # type: ignore[assignment]


class Scanner:
    """The shared passes for one set of triggers, which are given folded (Tables.fold_all)."""

    def __init__(self, triggers: Iterable[str], tables: Tables) -> None:
        self.tables = tables
        self.matcher = Matcher(triggers)
        self._scanned = 0

    def scan(self, texts: Sequence[str]) -> list[Scan]:
        """Scan `texts` together; their results in the same order."""
        joined = NARROW.join(texts) if len(texts) > 1 else texts[0]
        self._scanned += len(joined)
        if self._scanned > VECTORISE_AFTER:
            self.tables.vectorise()
        classes, folded, units, astral = self.tables.look_up(joined)
        literals = self.matcher.literals
        starts = [0, *accumulate([len(text) + 1 for text in texts[:-1]])]
        # From an empty array nothing can be taken, not even by mode "clip".
        vectorised = self.tables.arrays is not None and bool(joined)
        batch = Batch(classes, folded, starts, vectorised, units, astral)
        indices, ends = _split(self.matcher.find(folded), batch.vectorised)
        if len(texts) == 1:
            return [Scan(classes, folded, literals, indices, ends, batch)]
        results: list[Scan] = []
        first = 0
        for number, (start, text) in enumerate(zip(starts, texts, strict=True)):
            end = start + len(text)
            last = bisect_right(ends, end, first)
            results.append(
                Scan(
                    classes[start:end],
                    folded[2 * start : 2 * end],
                    literals,
                    indices[first:last],
                    ends[first:last],
                    batch,
                    number,
                )
            )
            first = last
        return results


def _split(found: list[int], vectorised: bool) -> tuple[list[int], list[int]]:
    """The indices and the ends of hits, by where they end."""
    if vectorised and len(found) > 100:
        import numpy

        keys = numpy.array(found, numpy.int64)
        keys = keys[keys & _ODD == 0]
        keys.sort()
        return (keys & _INDEX).tolist(), (keys >> _SHIFT).tolist()
    found = sorted(key for key in found if not key & _ODD)
    return [key & _INDEX for key in found], [key >> _SHIFT for key in found]


def _by_literal(indices: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Each literal that occurs with its ends, ascending."""
    import numpy

    kinds, places = numpy.array(indices), numpy.array(ends)
    order = kinds.argsort(kind="stable")
    kinds, places = kinds[order], places[order]
    bounds = [0, *(numpy.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    for first, last in pairwise(bounds):
        yield int(kinds[first]), places[first:last].tolist()


class Lazy:
    """The tables, loaded when first asked for; one set serves a process."""

    @cached_property
    def tables(self) -> Tables:
        """The shared tables."""
        return Tables()


SHARED = Lazy()
