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
from array import array
from bisect import bisect_left, bisect_right
from codecs import utf_16_le_decode
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import hyperscan

from polint import store
from polint.character import ASTRAL, CONTROL, NARROW, SURROGATE, class_of, class_table
from polint.named import NamedTuple
from polint.variant import dictionary_file, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from polint.dense import Finder

T = TypeVar("T")

VECTORISE_AFTER = 150_000
"""Code points scanned by `str.translate` before numpy is imported. Both cost the same after 600,000, but who has
scanned a full batch will rarely stop soon after."""

_LINE_FEED = ord("\n")
_PIECE = 1 << 14
"""Code points looked up at once: their indices, eight bytes each, stay in the processor's cache."""


_RARE = 50
"""Code points to one beyond U+FFFF, from which on it costs less to encode these than all."""


_LONG = 20_000
"""Code points of a text from which on numpy counts faster than `bytes.count`."""


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


def count(classes: bytes, kind: bytes, *, vectorised: bool) -> int:
    """How many code points of one class there are, by numpy where it is loaded and they are many."""
    if kind[0] not in classes:
        return 0
    if not vectorised or len(classes) <= _LONG:
        return classes.count(kind)
    import numpy

    return int(numpy.count_nonzero(numpy.frombuffer(classes, numpy.uint8) == kind[0]))


def count_any(classes: bytes, kinds: bytes, *, vectorised: bool) -> int:
    """The same of several classes together."""
    if not vectorised or len(classes) <= _LONG:
        return len(classes) - len(classes.translate(None, kinds))
    return sum(count(classes, kinds[index : index + 1], vectorised=True) for index in range(len(kinds)))


def narrow(text: str) -> str:
    """`text` with one UTF-16 unit a code point: those beyond U+FFFF become U+FFFF, lone surrogates stay."""
    return ASTRAL.sub(NARROW, text)


def text_of_units(units: bytes, *, surrogates: bool) -> str:
    """The text of narrowed UTF-16-LE; `surrogates` says that lone ones are among it, of which two neighbours
    would become one character if they were decoded together."""
    if surrogates:
        return "".join(chr(low | high << 8) for low, high in zip(units[::2], units[1::2], strict=True))
    return utf_16_le_decode(units, "strict", True)[0]  # what `bytes.decode` looks up at every call


def _escaped(literal: str) -> bytes:
    """A literal as an expression of escapes: the binding cuts what it is given at the first zero byte, of
    which every ASCII character has one."""
    return b"".join(b"\\x%02x" % byte for byte in literal.encode("utf-16-le", "surrogatepass"))


class Matcher:
    """Finds many literals at once in UTF-16-LE; made once, kept in the store."""

    def __init__(self, joined: str) -> None:
        """`joined`: the literals, ascending, each once, with a NUL between two."""
        self._joined = joined
        self._of: dict[frozenset[str], frozenset[int]] = {}
        self._flags: dict[frozenset[str], Any] = {}
        self._views: dict[Callable[[Matcher], Any], Any] = {}
        self._database = None
        self.stamp = b""
        """What stands for the literals in the key of a table of them that is kept in the store."""
        if not joined:
            return
        key = f"{getattr(hyperscan, '__version__', '')}\0{joined}".encode("utf-8", "surrogatepass")
        self.stamp = key = store.digest(key)
        try:
            self._database = hyperscan.loadb(
                store.compiled("triggers-2", key, lambda: hyperscan.dumpb(self._compile()), sealed=True),
                hyperscan.HS_MODE_BLOCK,
            )
            self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error:  # damaged, or made on another kind of processor that shares this home
            self._database = self._compile()

    @cached_property
    def literals(self) -> list[str]:
        """The literals by their indices. A text in which none stands needs no list of ten thousand."""
        return self._joined.split("\0") if self._joined else []

    def indices(self, literals: frozenset[str]) -> frozenset[int]:
        """The indices of those of `literals` that are looked for."""
        found = self._of.get(literals)
        if found is None:
            ordered = self.literals
            known = [literal for literal in literals if literal <= ordered[-1]] if ordered else []
            places = [bisect_left(ordered, literal) for literal in known]
            found = self._of[literals] = frozenset(
                [place for place, literal in zip(places, known, strict=True) if ordered[place] == literal]
            )
        return found

    def view(self, make: Callable[[Matcher], T]) -> T:
        """What `make` says of the literals, computed once."""
        if make not in self._views:
            self._views[make] = make(self)
        found: T = self._views[make]
        return found

    def flags(self, literals: frozenset[str]) -> Any:
        """For every literal that is looked for whether it is one of `literals`: an array of numpy."""
        found = self._flags.get(literals)
        if found is None:
            import numpy

            found = self._flags[literals] = numpy.zeros(len(self.literals), numpy.bool_)
            found[list(self.indices(literals))] = True
        return found

    def listed(self, kind: str, key: bytes, literals: Callable[[], frozenset[str]]) -> Any:
        """The same of hundreds of literals, kept under `kind` for all that they are made of, which is `key`."""
        import numpy

        def build() -> bytes:
            found: bytes = self.flags(literals()).tobytes()
            return found

        return numpy.frombuffer(store.compiled(kind, self.stamp + key, build), numpy.bool_)

    def _compile(self) -> hyperscan.Database:
        database = hyperscan.Database()
        database.compile(
            expressions=[_escaped(literal) for literal in self.literals],
            ids=list(range(len(self.literals))),
            elements=len(self.literals),
            flags=hyperscan.HS_FLAG_DOTALL,
        )
        return database

    @cached_property
    def _finder(self) -> Finder:
        from polint.dense import Finder

        return Finder(self.literals)

    def find(self, units: bytes, *, vectorised: bool) -> Any:
        """Every occurrence as `end << SHIFT | index of the literal`, `end` in code points, in no order: a list, an array
        where numpy is loaded."""
        found = array("q")
        append = found.append
        most = _CALLS if vectorised else _ALL

        # In a hostile text this is called for every character: nothing is made here but these two numbers.
        def on_match(index: int, start: int, end: int, flags: int, context: object) -> bool:
            append(end)
            append(index)
            return len(found) > most and len(found) * _SPARSE > end

        try:
            if self._database is not None and units:
                self._database.scan(units, match_event_handler=on_match)
        except hyperscan.ScanTerminated:
            indices, ends = self._finder.find(units)
            return ends << _SHIFT | indices
        if vectorised:
            import numpy

            pairs = numpy.array(found, numpy.int64)
            keys = pairs[::2] << _SHIFT - 1
            keys |= pairs[1::2]
            return keys[keys & _ODD == 0]
        places = iter(found)
        return [end << _SHIFT - 1 | index for end, index in zip(places, places, strict=True) if not end & 1]


_CALLS = 10_000
_SPARSE = 32
"""A text that up to some place has 5,000 triggers (of each two numbers), and more than one in 32 characters (for each
number 32 bytes), is dense: ordinary texts have one in 120."""
_ALL = 1 << 62
_SHIFT = 24
_ODD = 1 << _SHIFT - 1
_INDEX = _ODD - 1
"""A hit is one integer, not a tuple: there are tens of thousands a megabyte. An odd end in bytes lies across two
units, and leaves its last bit where no index has one."""
_ENDS = 40
"""The bits of a hit's end where its literal stands before it."""

_DENSE = 1_000
"""Hits in one text from which on numpy sorts them by their literals."""


class Batch:
    """The texts of one scan, one behind another with a NARROW between two. What numpy asks of small texts it asks
    of all of a batch at once: a call costs as much for fifty characters as for five thousand."""

    def __init__(
        self,
        classes: bytes,
        folded_units: bytes,
        starts: list[int],
        vectorised: bool,
        units: bytes = b"",
        astral: Sequence[int] = (),
        hits: Hits | None = None,
    ) -> None:
        self.classes = classes
        self.folded_units = folded_units
        self.starts = starts
        """Where each text starts, in code points."""
        self.hits = hits
        """Where literals stand in the texts; None where none were looked for."""
        self.vectorised = vectorised
        """Whether numpy is loaded already, which takes longer than a few texts do without it."""
        self._units = units
        self._astral = astral
        self._views: dict[Callable[[Batch], Any], Any] = {}
        self._held: dict[frozenset[str], frozenset[int]] = {}

    @cached_property
    def codes(self) -> Any:
        """The texts as they are written, one unit of UTF-16 a code point: an array of numpy."""
        import numpy

        return numpy.frombuffer(self._units, numpy.dtype("<u2"))

    @cached_property
    def folded_codes(self) -> Any:
        """The texts folded, one unit of UTF-16 a code point: an array of numpy."""
        import numpy

        return numpy.frombuffer(self.folded_units, numpy.dtype("<u2"))

    def units(self, number: int, text: str, parts: Sequence[tuple[int, int]]) -> bytes:
        """These parts of a text, `text`, in UTF-16-LE. Where code points beyond U+FFFF are among them, these alone are
        encoded again."""
        units, start, astral = self._units, self.starts[number], self.astral(number)
        if not units or len(astral) > len(text) // _RARE:
            return "".join([text[one:two] for one, two in parts]).encode("utf-16-le", "surrogatepass")
        found: list[bytes] = []
        index = 0
        for one, two in parts:
            while index < len(astral) and astral[index] < two:
                place = astral[index]
                if place >= one:
                    found += units[2 * (start + one) : 2 * (start + place)], text[place].encode("utf-16-le")
                    one = place + 1
                index += 1
            found.append(units[2 * (start + one) : 2 * (start + two)])
        return b"".join(found)

    def astral(self, number: int) -> Sequence[int]:
        """Where the code points beyond U+FFFF stand in a text."""
        start, end = self.spans[number]
        places = self._astral[bisect_left(self._astral, start) : bisect_left(self._astral, end)]
        return [place - start for place in places] if start else places

    def line_ends(self, number: int) -> Any:
        """Where each line of a text ends, in code points, by LF or with the text: an array of numpy."""
        start, end = self.spans[number]
        first, last = self.walls.searchsorted((start, end))
        return self.walls[first : last + 1] - start

    def line_starts(self, number: int) -> list[int]:
        """Where each line starts of a text without CR, by numpy."""
        starts: list[int] = (self.line_ends(number)[:-1] + 1).tolist()
        return [0, *starts]

    def folded_part(self, start: int, end: int) -> str:
        """What stands folded in [start, end) of the batch, which need not lie in one text."""
        part = self.folded_units[2 * max(0, start) : 2 * end]
        return text_of_units(part, surrogates=self._surrogates)

    @cached_property
    def _surrogates(self) -> bool:
        return SURROGATE in self.classes

    def narrowed(self, number: int) -> bytes:
        """A text in UTF-16-LE with one unit a code point."""
        return self.written(*self.spans[number])

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each text starts and ends in the batch, in code points."""
        ends = [start - 1 for start in self.starts[1:]]
        return list(zip(self.starts, [*ends, len(self.classes)], strict=True))

    @cached_property
    def folded(self) -> str:
        """The texts folded, with a NARROW between two."""
        return text_of_units(self.folded_units, surrogates=SURROGATE in self.classes)

    def places(self, literals: frozenset[str]) -> list[int]:
        """Where these literals, all of them triggers, end in the batch, ascending, in code points."""
        return [] if self.hits is None else self.hits.places(literals)

    def texts_at(self, places: Iterable[int]) -> frozenset[int]:
        """The numbers of the texts that hold these places of the batch."""
        starts = self.starts
        return frozenset([bisect_right(starts, place) - 1 for place in places])

    @cached_property
    def parts(self) -> list[bytes]:
        """The classes of each text by themselves."""
        return [self.classes[start:end] for start, end in self.spans]

    def having(self, kind: bytes) -> Iterator[int]:
        """The numbers of the texts in which a class occurs, ascending: a look at each of them, and none at what lies
        between."""
        classes, starts = self.classes, self.starts
        if kind == CONTROL and len(starts) > 1 and len(classes.split(kind, len(starts))) == len(starts):
            return  # each is one that parts two texts
        place = classes.find(kind)
        while place >= 0:
            following = bisect_right(starts, place)
            end = starts[following] if following < len(starts) else len(classes) + 1
            if place < end - 1:  # there stands a NARROW, which is a control
                yield following - 1
            place = classes.find(kind, end)

    @cached_property
    def walls(self) -> Any:
        """What the lines of the texts stand between, ascending: -1, the line feeds and what parts two texts, the size of
        the batch; an array of numpy. (CR alone ends a line, too; whoever minds asks for it.)"""
        import numpy

        walls = numpy.frombuffer(self.classes, numpy.uint8) == _LINE_FEED
        walls[self._firsts[1:] - 1] = True
        return numpy.concatenate(((-1,), numpy.flatnonzero(walls), (len(walls),)))

    def written(self, start: int, end: int) -> bytes:
        """What stands between two places, code points of the batch, in UTF-16-LE with one unit a code point."""
        return self._units[2 * start : 2 * end]

    def numbers(self, places: Any) -> frozenset[int]:
        """The numbers of the texts in which these places lie, an array of numpy of code points in the batch."""
        return _numbers(self._firsts, places)

    @cached_property
    def _firsts(self) -> Any:
        import numpy

        return numpy.array(self.starts, numpy.int64)

    def writing(self, char: str) -> frozenset[int]:
        """The numbers of the texts in which a character stands, as it is written."""
        unit = char.encode("utf-16-le")
        places: Iterable[int]
        if self.vectorised:
            # For a rare one `bytes.find` takes a tenth of the time of `flatnonzero`.
            places = _places((self.codes == int.from_bytes(unit, "little")).tobytes(), b"\1")
        else:
            places = (place // 2 for place in _places(self._units, unit) if not place & 1)
        return frozenset(bisect_right(self.starts, place) - 1 for place in places)

    def holding(self, literals: frozenset[str]) -> frozenset[int]:
        """The numbers of the texts in which one of `literals` stands, all of them triggers."""
        found = self._held.get(literals)
        if found is None:
            found = self._held[literals] = frozenset() if self.hits is None else self.hits.texts_of(literals)
        return found

    def view(self, make: Callable[[Batch], T]) -> T:
        """What `make` says of these texts, computed once."""
        try:
            found: T = self._views[make]
        except KeyError:
            found = self._views[make] = make(self)
        return found


def _places(content: bytes, part: bytes) -> Iterator[int]:
    """Where `part` stands in `content`."""
    place = content.find(part)
    while place >= 0:
        yield place
        place = content.find(part, place + 1)


class ByRule(NamedTuple):
    """What a sieve answers that several rules share: for the id of each the numbers of the texts that wake it."""

    texts: Mapping[str, Collection[int]]


class Hits:
    """Where the literals of a matcher stand in the texts of a batch. Of each hit `indices` tells which literal it is,
    `ends` where it ends in the batch, ascending: arrays of numpy where it is loaded. Those of the text with number n
    are those from bounds[n] to bounds[n + 1]."""

    __slots__ = ("bounds", "ends", "indices", "matcher", "vectorised")

    def __init__(self, matcher: Matcher, found: Any, starts: list[int], vectorised: bool) -> None:
        """`found` as Matcher.find gives it."""
        self.matcher = matcher
        self.vectorised = vectorised
        self.indices: Any
        self.ends: Any
        self.bounds: list[int]
        if vectorised:
            import numpy

            found.sort()
            self.indices, self.ends = found & _INDEX, found >> _SHIFT
            inner = self.ends.searchsorted(numpy.array(starts[1:], numpy.int64)).tolist()
        else:
            found.sort()
            self.indices, self.ends = [key & _INDEX for key in found], [key >> _SHIFT for key in found]
            inner = [bisect_left(self.ends, start) for start in starts[1:]]
        self.bounds = [0, *inner, len(self.ends)]

    def of(self, number: int, start: int) -> dict[str, list[int]]:
        """Where each literal that occurs in a text stands, in code points from `start`, ascending."""
        first, last = self.bounds[number : number + 2]
        hits: dict[str, list[int]] = {}
        if first == last:
            return hits
        literals = self.matcher.literals
        indices, ends = self.indices[first:last], self.ends[first:last]
        if self.vectorised:
            if last - first > _DENSE:
                for index, found in _by_literal(indices, ends):
                    literal = literals[index]
                    hits[literal] = (found - (start + len(literal))).tolist()
                return hits
            indices, ends = indices.tolist(), ends.tolist()
        for index, end in zip(indices, ends, strict=True):
            literal = literals[index]
            if literal in hits:
                hits[literal].append(end - start - len(literal))
            else:
                hits[literal] = [end - start - len(literal)]
        return hits

    def kinds(self, number: int) -> Collection[int]:
        """Which literals stand in a text, by their indices."""
        own = self.indices[slice(*self.bounds[number : number + 2])]
        if not self.vectorised:
            return set(own)
        import numpy

        found: list[int] = numpy.flatnonzero(numpy.bincount(own)).tolist()
        return found

    def among(self, literals: frozenset[str]) -> Any:
        """Which hits are of `literals`, ascending: an array of numpy."""
        import numpy

        return numpy.flatnonzero(self.matcher.flags(literals).take(self.indices))

    def numbers(self, hits: Any) -> frozenset[int]:
        """The numbers of the texts in which these hits stand, an array of numpy."""
        return _numbers(self.bounds, hits)

    def texts_of(self, literals: frozenset[str]) -> frozenset[int]:
        """The numbers of the texts in which one of `literals` stands."""
        if self.vectorised:
            return self.numbers(self.among(literals))
        if not self.indices:
            return frozenset()  # nothing need be known of the literals
        wanted = self.matcher.indices(literals)
        own = [place for place, index in enumerate(self.indices) if index in wanted]
        return frozenset(bisect_right(self.bounds, place) - 1 for place in own)

    def places(self, literals: frozenset[str]) -> list[int]:
        """Where these literals end in the batch, ascending."""
        if not len(self.ends):
            return []
        if self.vectorised:
            found: list[int] = self.ends.take(self.among(literals)).tolist()
            return found
        known = self.matcher.literals
        return [end for index, end in zip(self.indices, self.ends, strict=True) if known[index] in literals]


class Scan:
    """What the shared passes found in one text: the class of every code point, the folded text (UTF-16-LE, one
    unit a code point), where the triggers stand, the batch in which it was scanned (None for a part that was cut
    out of one) and its number there."""

    __slots__ = ("_hits", "batch", "classes", "folded_units", "number")

    def __init__(
        self, classes: bytes, folded_units: bytes, batch: Batch | None = None, number: int = 0
    ) -> None:
        self.classes = classes
        self.folded_units = folded_units
        self.batch = batch
        self.number = number
        self._hits: dict[str, list[int]] | None = None

    @property
    def hits(self) -> dict[str, list[int]]:
        """Where each trigger that occurs starts, in code points, ascending."""
        hits = self._hits
        if hits is None:
            batch = self.batch
            found = None if batch is None else batch.hits
            hits = {} if batch is None or found is None else found.of(self.number, batch.starts[self.number])
            self._hits = hits
        return hits

    def holds(self, literals: frozenset[str]) -> bool:
        """Whether one of `literals`, all of them triggers, stands in the text: asked of a whole batch at once."""
        return self.batch is not None and self.number in self.batch.holding(literals)

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

    def __init__(self, triggers: Iterable[str] | Matcher, tables: Tables) -> None:
        self.tables = tables
        self.matcher = (
            triggers if isinstance(triggers, Matcher) else Matcher("\0".join(sorted(set(triggers))))
        )
        self._scanned = 0

    def scan(self, texts: Sequence[str]) -> list[Scan]:
        """Scan `texts` together; their results in the same order."""
        joined = NARROW.join(texts) if len(texts) > 1 else texts[0]
        self._scanned += len(joined)
        if self._scanned > VECTORISE_AFTER:
            self.tables.vectorise()
        classes, folded, units, astral = self.tables.look_up(joined)
        starts = [0, *accumulate([len(text) + 1 for text in texts[:-1]])]
        # From an empty array nothing can be taken, not even by mode "clip".
        vectorised = self.tables.array is not None and bool(joined)
        hits = Hits(self.matcher, self.matcher.find(folded, vectorised=vectorised), starts, vectorised)
        batch = Batch(classes, folded, starts, vectorised, units, astral, hits)
        if len(texts) == 1:
            return [Scan(classes, folded, batch)]
        parts = batch.parts
        return [
            Scan(parts[number], folded[2 * start : 2 * end], batch, number)
            for number, (start, end) in enumerate(batch.spans)
        ]


def _numbers(bounds: Any, places: Any) -> frozenset[int]:
    """Between which of these bounds, ascending, some of the places lie: by the number of the lower one."""
    if not len(places):
        return frozenset()
    import numpy

    numbers = numpy.searchsorted(bounds, places, side="right") - 1
    return frozenset(numpy.flatnonzero(numpy.bincount(numbers)).tolist())


def _by_literal(kinds: Any, places: Any) -> Iterator[tuple[int, Any]]:
    """Each literal that occurs with its ends, ascending: an array."""
    import numpy

    # As one number they are sorted much faster than by the order of one of the two.
    packed = kinds << _ENDS | places
    packed.sort()
    kinds, places = packed >> _ENDS, packed & (1 << _ENDS) - 1
    bounds = [0, *(numpy.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist(), len(kinds)]
    for first, last in pairwise(bounds):
        yield int(kinds[first]), places[first:last]


class Lazy:
    """The tables, loaded when first asked for; one set serves a process."""

    @cached_property
    def tables(self) -> Tables:
        """The shared tables."""
        return Tables()


SHARED = Lazy()
