"""Half-width marks of a text that has many: the questions of `_half_width`, asked of all of them at once."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy

from polint.character import HAN_SET, HANGUL, KANA
from polint.document import Document
from polint.finding import Edit
from polint_rules.script._half_width import (
    AFTER,
    BEFORE,
    CLOSING,
    LONGEST_PAIR,
    MARKS,
    WIDE,
    WINDOW,
    Mark,
    table,
)

_LINE_END = 0x0A
_SPACE, _DIGIT = 0x20, 0x64
_NUMBER_REACH = 16
_SPARSE = 100  # code points for each place from which on what is around it is counted by itself

_WIDE = numpy.array([WIDE.get(chr(code)) for code in range(256)], object)
"""The full-width form of each mark, by its class."""


class Dense:
    """The half-width marks of one document, in arrays."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._classes = classes = document.classes
        self._size = len(classes)
        # Behind the end stand line ends, so that one may look ahead.
        self._sums: dict[bytes, Any] = {}
        self._codes = numpy.frombuffer(classes + b"\n" * 4, numpy.uint8)

    def certain_marks(self) -> list[Mark]:
        """As certain_marks of `_half_width`."""
        start, end, stop, certain = self._marks
        rows = zip(start[certain].tolist(), end[certain].tolist(), stop[certain].tolist(), strict=True)
        text = self._text
        return [
            Mark(a, c, text[a], (Edit(a, c, "".join(WIDE[char] for char in text[a:b])),), True)
            for a, b, c in rows
        ]

    def kinds(self) -> Counter[str]:
        """Of each mark how many runs begin with it that are certain, and how many pairs are."""
        start, _, _, certain = self._marks
        counts = numpy.bincount(self._codes[start[certain]], minlength=1)
        found = Counter({chr(code): int(counts[code]) for code in numpy.flatnonzero(counts).tolist()})
        pairs = int(numpy.count_nonzero(self._pairs[-1]))
        return found + Counter({"(": pairs}) if found else found

    def certain_pairs(self) -> Iterator[Mark]:
        """As certain_pairs of `_half_width`."""
        certain = self._pairs[-1]
        return self._made_pairs(*(column[certain] for column in self._pairs))

    def pairs(self) -> Iterator[Mark]:
        """As pairs of `_half_width`."""
        return self._made_pairs(*self._pairs)

    def edits(self) -> list[Edit]:
        """The edits of all marks and pairs, in order."""
        start, end, stop, _ = self._marks
        left, opens, closes, right, _ = self._pairs
        starts = numpy.concatenate((start, left, closes - 1))
        order = numpy.argsort(starts)
        text = self._text
        # Marks stand for themselves among the classes.
        wide = _WIDE[self._codes[start]]
        for index in numpy.flatnonzero(end - start > 1).tolist():
            wide[index] = "".join([WIDE[char] for char in text[start[index] : end[index]]])
        inserts = numpy.concatenate((wide, ["（"] * len(left), ["）"] * len(left)), dtype=object)
        stops = numpy.concatenate((stop, opens + 1, right))[order].tolist()
        # As many as the text has marks: made without a call of Python each.
        rows = zip(starts[order].tolist(), stops, inserts[order].tolist(), strict=True)
        return list(map(functools.partial(tuple.__new__, Edit), rows))

    def _made_pairs(self, *columns: Any) -> Iterator[Mark]:
        for left, start, end, right, certain in zip(*(column.tolist() for column in columns), strict=True):
            edits = (Edit(left, start + 1, "（"), Edit(end - 1, right, "）"))
            yield Mark(start, end, "(", edits, certain)

    @cached_property
    def _marks(self) -> tuple[Any, Any, Any, Any]:
        """Starts, ends, where what is replaced ends, whether certain."""
        codes = self._codes
        place = numpy.flatnonzero((codes - 0x21) <= 0x1E)  # ASCII marks, which are few
        place = place[table(MARKS)[codes[place]]]
        parted = numpy.diff(place) > 1
        edge = numpy.ones(min(1, len(place)), bool)
        start = place[numpy.concatenate((edge, parted))]
        end = place[numpy.concatenate((parted, edge))] + 1
        before = numpy.where(start > 0, codes[start - 1], _LINE_END)
        kept = ~table(b"\n\r ")[before]
        start, end, before = start[kept], end[kept], before[kept]
        after = self._past_spaces(end)
        follows = codes[after]
        left, right = table(BEFORE)[before], table(AFTER)[follows]
        ending = table(HAN_SET)[before] & table(CLOSING + b'"')[follows]
        right = numpy.where(ending, after == end, right)
        after_han = self._is_number_after_han(start)
        certain = numpy.where(
            left,
            right | table(b"\n\r")[follows] | ((follows == _DIGIT) & self._is_number_before_han(after)),
            (before == _DIGIT) & after_han,
        )
        certain &= (before != 0x25) | after_han  # a percentage by itself is not certain
        kept = (left | right) & self._is_chinese(start, end)
        start, end, certain = start[kept], end[kept], certain[kept]
        stop = numpy.where(right[kept], after[kept], end)
        prose = self._is_prose(start, end)
        return start[prose], end[prose], stop[prose], certain[prose]

    @cached_property
    def _pairs(self) -> tuple[Any, Any, Any, Any, Any]:
        """Where what is replaced starts, starts, ends, where what is replaced ends, whether certain."""
        codes = self._codes
        place = numpy.flatnonzero(((codes - 0x28) <= 1) | (codes == 0x0A) | (codes == 0x0D))
        kind, gap = codes[place], numpy.diff(place)
        opens = (kind[:-1] == 0x28) & (kind[1:] == 0x29) & (gap > 1) & (gap <= LONGEST_PAIR + 1)
        start, end = place[:-1][opens], place[1:][opens] + 1
        kept = self._is_chinese(start, end)
        kept &= self._counted(HAN_SET, start + 1, end - 1) > 0
        start, end = start[kept], end[kept]
        prose = self._is_prose(start, end)
        start, end = start[prose], end[prose]
        left = start
        for _ in range(2):
            left = left - ((left > 0) & (codes[left - 1] == _SPACE) & (left > start - 2))
        before = numpy.where(left > 0, codes[left - 1], _LINE_END)
        inside = end - start - 2
        is_number = inside <= 6
        for at in range(1, 7):
            is_number &= (at > inside) | table(b"dnl. ")[codes[numpy.minimum(start + at, self._size)]]
        certain = (
            (left == start)
            & table(HAN_SET)[before]
            & table(BEFORE + AFTER)[codes[start + 1]]
            & table(BEFORE)[codes[end - 2]]
            & ~is_number
        )
        right = self._past_spaces(end)
        left = numpy.where(table(BEFORE)[before], left, start)
        right = numpy.where(table(HAN_SET)[codes[right]], right, end)
        return left, start, end, right, certain

    def _past_spaces(self, end: Any) -> Any:
        """Past two spaces at most."""
        codes = self._codes
        after = end + (codes[end] == _SPACE)
        return after + ((after > end) & (codes[after] == _SPACE))

    def _is_number_after_han(self, at: Any) -> Any:
        """Whether the number that ends at each place follows Han."""
        codes, part = self._codes, table(b"d.,%+-")
        place = at - 1
        for _ in range(_NUMBER_REACH):
            place = place - ((place >= 0) & part[codes[place]])
        return (place >= 0) & (at - place <= _NUMBER_REACH) & table(HAN_SET)[codes[place]]

    def _is_number_before_han(self, at: Any) -> Any:
        """Whether the number that begins at each place is followed by Han."""
        codes, part = self._codes, table(b"d.%")
        place = at
        for _ in range(_NUMBER_REACH):
            place = place + part[codes[place]]
        return (place - at < _NUMBER_REACH) & table(HAN_SET)[codes[place]]

    def _counted(self, kinds: bytes, start: Any, end: Any) -> Any:
        """How many code points of some classes there are in each [start, end)."""
        if len(start) * _SPARSE < self._size:
            parts = [self._classes[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
            return numpy.array([len(part) - len(part.translate(None, kinds)) for part in parts], numpy.int64)
        sums = self._sums.get(kinds)
        if sums is None:
            sums = numpy.cumsum(table(kinds)[self._codes], dtype=numpy.int32)
            self._sums[kinds] = sums = numpy.concatenate((numpy.zeros(1, numpy.int32), sums))
        return sums[end] - sums[start]

    def _is_chinese(self, start: Any, end: Any) -> Any:
        """Whether the place around each [start, end) is Chinese."""
        left, right = numpy.maximum(start - WINDOW, 0), numpy.minimum(end + WINDOW, self._size)
        chinese = 2 * self._counted(HAN_SET, left, right) >= self._counted(b"l", left, right)
        if KANA[0] in self._classes or HANGUL[0] in self._classes:
            chinese &= self._counted(KANA + HANGUL, left, right) == 0
        return chinese

    def _is_prose(self, start: Any, end: Any) -> Any:
        """Whether no region touches each [start, end)."""
        regions = list(self._document.regions) if len(start) else []
        if not regions:
            return numpy.ones(len(start), bool)
        starts = numpy.array([region.start for region in regions])
        ends = numpy.array([region.end for region in regions])
        at = numpy.searchsorted(starts, end, "left") - 1
        return (at < 0) | (ends[at] <= start)
