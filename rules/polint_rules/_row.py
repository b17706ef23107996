"""Row: the lines of a text that are not blank. A rule wakes on a long text to look at a few of them, so a row is
made when it is asked for."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Sequence
from typing import Any, overload

from polint.character import CONTROL, IDEOGRAPHIC_SPACE, ODD_SPACE, TAB
from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy

LONG = 4_000
"""Code points from which numpy finds the lines faster than Python does."""
MANY = 100
"""Rows of which numpy compares the first characters faster."""
INDENTED = 4
"""Characters of white space before most lines that are indented."""
_BLANK = b" \r" + TAB + IDEOGRAPHIC_SPACE + ODD_SPACE + CONTROL
"""The classes of white space, and of more: the characters themselves are looked at where a line begins so."""
_ROW = lazy(r"\S[^\r\n]*")
_LINE = lazy(r"\S[^\n]*")
"""From the first character of a line that is no white space."""


class Row(NamedTuple):
    """A line with text: its range without white space at either end and its folded text."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The text without spaces: 第 6 條 is 第6条."""
        return self.text.replace(" ", "")


class Rows(Sequence[Row]):
    """The rows of a text, in order."""

    __slots__ = ("_ends", "_made", "_starts", "document", "folded")

    def __init__(self, document: Document, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.document = document
        """Whose lines they are."""
        self.folded = document.folded
        self._starts = starts
        self._ends = ends  # of the lines, white space included
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self._starts)))]
        found = self._made.get(index)
        if found is None:
            start = int(self._starts[index])
            text = self.folded[start : self._ends[index]].rstrip()
            found = self._made[index] = Row(start, start + len(text), text)
        return found

    def at(self, offset: int) -> int:
        """The index of the row that holds `offset`; of the one before where it lies between two."""
        return bisect.bisect_right(self._starts, offset) - 1

    def holding(self, offsets: Iterable[int]) -> list[int]:
        """The indices of the rows that hold these offsets, ascending, each once."""
        if isinstance(self._starts, list):
            return sorted({self.at(offset) for offset in offsets})
        import numpy

        found: list[int] = (numpy.searchsorted(self._starts, list(offsets), side="right") - 1).tolist()
        return sorted(
            set(found)
        )  # numpy.unique imports numpy.ma, which costs as much as all that stands here

    def start(self, index: int) -> int:
        """Where a row starts."""
        return int(self._starts[index])

    def beginning(self, prefixes: Sequence[str], first: int, last: int) -> list[int]:
        """Those of the rows from `first` up to `last` that begin with one of `prefixes` (of a string: with one of its
        characters)."""
        starts = self._starts
        begins, wanted = self.folded.startswith, tuple(prefixes)
        if isinstance(starts, list) or last - first < MANY:
            return [index for index in range(first, last) if begins(wanted, starts[index])]
        import numpy

        # Of most rows their first three characters tell.
        units = numpy.frombuffer(self.document.scan.folded_units, numpy.dtype("<u2"))
        places: Any = starts[first:last]
        one, two, three = (units.take(places + at, mode="clip") for at in range(3))
        found, dubious = numpy.zeros(len(places), numpy.bool_), numpy.zeros(len(places), numpy.bool_)
        for prefix in prefixes:
            alike = one == ord(prefix[0])
            if len(prefix) > 1:
                alike &= two == ord(prefix[1])
            if len(prefix) > 2:
                alike &= three == ord(prefix[2])
            if len(prefix) > 3:
                dubious |= alike
            else:
                found |= alike & (places + len(prefix) <= len(units))
        odd = numpy.flatnonzero(dubious & ~found)
        found[odd] = [begins(wanted, place) for place in places[odd].tolist()]
        indices: list[int] = (numpy.flatnonzero(found) + first).tolist()
        return indices


def following(folded: str, at: int, count: int) -> list[Row]:
    """The first `count` rows of a text from `at`, where a line begins, without making all rows."""
    found: list[Row] = []
    for match in itertools.islice(_LINE.finditer(folded, at), count):
        start, text = match.start(), match.group().rstrip()
        found.append(Row(start, start + len(text), text))
    return found


def preceding(folded: str, at: int, count: int, first: int) -> list[Row]:
    """The last `count` rows of a text from `first` up to `at`, where a line begins, in order."""
    found: list[Row] = []
    end = at - 1
    while end > first and len(found) < count:
        begin = folded.rfind("\n", first, end) + 1 or first
        text = folded[begin:end].strip()
        if text:
            start = begin if folded[begin] == text[0] else folded.index(text[0], begin)
            found.append(Row(start, start + len(text), text))
        end = begin - 1
    found.reverse()
    return found


def rows(document: Document) -> Rows:
    """The lines of `document` that are not blank."""
    folded = document.folded
    batch = document.scan.batch
    if len(folded) >= LONG and batch is not None and batch.vectorised and "\r" not in folded:
        return _vectorised(document)
    if "\r" in folded:
        spans = [match.span() for match in _ROW.finditer(folded)]
        return Rows(document, [start for start, _ in spans], [end for _, end in spans])
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in folded.split("\n"):
        if piece:
            end = at + len(piece)
            if piece[0] <= " " or piece[0].isspace():
                at = end - len(piece.lstrip())
            if at < end:
                starts.append(at)
                ends.append(end)
            at = end + 1
        else:
            at += 1
    return Rows(document, starts, ends)


def _vectorised(document: Document) -> Rows:
    import numpy

    folded = document.folded
    classes = numpy.frombuffer(document.classes, numpy.uint8)
    batch = document.scan.batch
    ends: Any = (
        numpy.append(numpy.flatnonzero(classes == 10), len(folded))
        if batch is None or not batch.vectorised
        else numpy.array(batch.line_ends(document.scan.number))
    )
    starts: Any = numpy.empty_like(ends)
    starts[0] = 0
    numpy.add(ends[:-1], 1, out=starts[1:])
    full: Any = ends > starts
    starts, ends = starts[full], ends[full]
    blank = numpy.zeros(256, numpy.bool_)
    blank[list(_BLANK)] = True
    odd = numpy.flatnonzero(blank[classes[starts]])
    for _ in range(INDENTED):
        starts[odd] += starts[odd] + 1 < ends[odd]
        odd = odd[blank[classes[starts[odd]]]]
    for index, start, end in zip(odd.tolist(), starts[odd].tolist(), ends[odd].tolist(), strict=True):
        starts[index] = end - len(folded[start:end].lstrip())
    full = starts < ends
    if not full.all():
        starts, ends = starts[full], ends[full]
    return Rows(document, starts, ends)
