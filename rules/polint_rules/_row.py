"""Row: the lines of a text that are not blank. A rule wakes on a long text to look at a few of them, so a row is
made when it is asked for."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from typing import overload

from polint import octet
from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy

WHITE = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""White space, as `str.isspace` knows it."""
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

    __slots__ = ("_ends", "_made", "_starts", "_table", "document", "folded")

    def __init__(self, document: Document, starts: bytearray, ends: bytearray) -> None:
        """`starts` and `ends`, those of the lines with white space at their ends: in four bytes each."""
        self.document = document
        """Whose lines they are."""
        self.folded = document.folded
        self._table = starts
        self._starts = memoryview(starts).cast("i")
        self._ends = memoryview(ends).cast("i")
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
            start = self._starts[index]
            text = self.folded[start : self._ends[index]].rstrip()
            found = self._made[index] = Row(start, start + len(text), text)
        return found

    def at(self, offset: int) -> int:
        """The index of the row that holds `offset`; of the one before where it lies between two."""
        return bisect.bisect_right(self._starts, offset) - 1

    def holding(self, offsets: Iterable[int]) -> list[int]:
        """The indices of the rows that hold these offsets, ascending, each once."""
        return sorted({self.at(offset) for offset in offsets})

    def start(self, index: int) -> int:
        """Where a row starts."""
        return self._starts[index]

    def beginning(self, prefixes: Sequence[str], first: int, last: int) -> list[int]:
        """Those of the rows from `first` up to `last` that begin with one of `prefixes` (of a string: with one of its
        characters)."""
        starts, begins, wanted = self._starts, self.folded.startswith, tuple(prefixes)
        signs = "".join({prefix[0] for prefix in prefixes})
        found = _beginning(
            self.document.scan.folded_units, self._table, first, last, signs.encode("utf-16-le"), len(signs)
        )
        return [index for index in found if begins(wanted, starts[index])]


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
    scan = document.scan
    batch = scan.texts
    begin, end = batch.spans[scan.number]
    first, last = bisect.bisect_left(batch.walls, begin - 1), bisect.bisect_left(batch.walls, end)
    units, classes, white = batch.folded_units, batch.classes, _white()
    returns = (
        scan.classes.count(b"\r") if 13 in scan.classes else 0
    )  # to find one costs less than to count them
    starts, ends = bytearray(4 * (last - first + returns)), bytearray(4 * (last - first + returns))
    count = _find(units, classes, white, batch.walls, first, last, returns > 0, begin, starts, ends)
    del starts[4 * count :], ends[4 * count :]
    return Rows(document, starts, ends)


@cache
def _white() -> bytes:
    """For each unit whether it is white space."""
    return octet.table((WHITE, 1))


def _find(
    units: bytes,
    classes: bytes,
    white: bytes,
    walls: list[int],
    first: int,
    last: int,
    returns: bool,
    begin: int,
    starts: bytearray,
    ends: bytearray,
) -> int:
    """Put where each row of the text that begins at `begin` starts, and where its line ends, between some walls; how many
    there are. `returns`: whether CR may end one."""
    count = 0
    for index in range(first, last):
        place, wall = walls[index], walls[index + 1]
        place += 1
        while place < wall:
            end = wall
            if returns:
                end = place
                while end < wall and classes[end] != 13:
                    end += 1
            while place < end and white[octet.unit(units, place)]:
                place += 1
            if place < end:
                octet.put_word(starts, count, place - begin)
                octet.put_word(ends, count, end - begin)
                count += 1
            place = end + 1
    return count


def _beginning(units: bytes, starts: bytearray, first: int, last: int, signs: bytes, count: int) -> list[int]:
    """Which of some rows begin with one of these characters."""
    found = []
    for index in range(first, last):
        unit = octet.unit(units, octet.word(starts, index))
        for sign in range(count):
            if octet.unit(signs, sign) == unit:
                found.append(index)
                break
    return found
