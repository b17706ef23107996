"""Row: the lines of a text that are not blank. A rule wakes on a long text to look at a few of them, so rows are made of
these alone."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import cache

from polint import octet
from polint.batch import Batch, count
from polint.document import Document
from polint.named import NamedTuple

WHITE = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""White space, as `str.isspace` knows it."""


_new = tuple.__new__  # a named tuple's own costs as much again: a run makes thousands of rows


class Row(NamedTuple):
    """A line with text: its range without white space at either end and its folded text."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The text without spaces: 第 6 條 is 第6条."""
        return self.text.replace(" ", "")


STEP = 1_000
"""Code points among which the end of a line is looked for first: one may be the whole text, the other sign of an end be
nowhere."""


def following(folded: str, at: int, count: int | None) -> list[Row]:
    """The first `count` rows of a text from `at`, where a line begins."""
    found: list[Row] = []
    size = len(folded)
    most = size if count is None else count
    while at < size and len(found) < most:
        end = _line_end(folded, at, size)
        _put(folded, at, end, found)
        at = end + 1
    return found


def preceding(folded: str, at: int, count: int, first: int) -> list[Row]:
    """The last `count` rows of a text from `first` up to `at`, where a line begins, in order."""
    found: list[Row] = []
    end = at - 1
    while end > first and len(found) < count:
        begin = _line_start(folded, end, first)
        _put(folded, begin, end, found)
        end = begin - 1
    found.reverse()
    return found


def _line_end(folded: str, at: int, size: int) -> int:
    """Where the line ends that holds `at`."""
    step = STEP
    while at < size:
        high = min(size, at + step)
        feed = folded.find("\n", at, high)
        end = folded.find("\r", at, high if feed < 0 else feed)
        if end >= 0 or feed >= 0:
            return feed if end < 0 else end
        at = high
        step *= 2
    return size


def _line_start(folded: str, end: int, first: int) -> int:
    """Where the line starts that holds what stands before `end`, if not before `first`."""
    step = STEP
    while end > first:
        low = max(first, end - step)
        begin = folded.rfind("\n", low, end) + 1 or low
        begin = folded.rfind("\r", begin, end) + 1 or begin
        if begin > low:
            return begin
        end = low
        step *= 2
    return first


def _put(folded: str, start: int, end: int, found: list[Row]) -> None:
    """Put what the line [start, end) is without white space at either end into `found`, if anything is left of it."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(_new(Row, (start, end, folded[start:end])))


def row_at(folded: str, offset: int) -> Row:
    """The row in whose line an offset is."""
    return following(folded, _line_start(folded, offset, 0), 1)[0]


def rows(document: Document) -> list[Row]:
    """All lines that are not blank, for who cannot do with some."""
    return following(document.folded, 0, None)


def beginning(document: Document, prefixes: Sequence[str], after: int = -1, last: int = -1) -> list[int]:
    """Where those rows start that begin with one of `prefixes`: of those that start behind the offset `after` and, where it
    is given, not behind `last`."""
    scan = document.scan
    batch = scan.texts
    begin, end = batch.spans[scan.number]
    walls = batch.view(line_walls)
    places = memoryview(walls).cast("i")
    low = bisect.bisect_left(places, begin + after)
    high = bisect.bisect_left(places, end if last < 0 else begin + last)
    wanted = "\0".join((*prefixes, "")).encode("utf-16-le")
    firsts = 0
    for prefix in prefixes:
        firsts |= 1 << (ord(prefix[0]) & 31)
    found: list[int] = []
    _find(batch.folded_units, white(), walls, low, high, wanted, len(wanted) // 2, firsts, found)
    return [place - begin for place in found]


def line_walls(batch: Batch) -> bytes:
    """What lines stand between, as Batch.walls; CR ends one too."""
    returns = 0 if batch.lacks(b"\r") else count(batch.classes, b"\r")
    if not returns:
        return batch.walls
    walls = batch.walls
    size = len(walls) // 4
    room = octet.blank(4 * (size + returns))
    _merge(batch.classes, walls, size, room)
    return octet.sealed(room)


def _merge(classes: bytes, walls: bytes, size: int, room: bytearray) -> None:
    """Put `walls` and the places of all CR into `room`, ascending."""
    at = place = 0
    for index in range(size):
        wall = octet.number(walls, index)
        while place < wall:
            if classes[place] == 13:
                octet.put_word(room, at, place)
                at += 1
            place += 1
        octet.put_word(room, at, wall & 0xFFFFFFFF)
        at += 1


@cache
def white() -> bytes:
    """For each unit whether it is white space."""
    return octet.table((WHITE, 1))


def _find(
    units: bytes,
    white: bytes,
    walls: bytes,
    first: int,
    last: int,
    prefixes: bytes,
    size: int,
    firsts: int,
    found: list[int],
) -> None:
    """Put into `found` where between some walls those rows start that begin with one of `prefixes`, behind each of which
    stands a NUL. `firsts`: a bit for the lowest five of what each begins with."""
    end = octet.number(walls, first)
    for index in range(first, last):
        place, end = end + 1, octet.number(walls, index + 1)
        while place < end and white[octet.unit(units, place)]:
            place += 1
        if (
            place < end
            and firsts >> (octet.unit(units, place) & 31) & 1
            and begins_with(units, place, end, prefixes, size)
        ):
            found.append(place)


def begins_with(units: bytes, place: int, end: int, prefixes: bytes, size: int) -> bool:
    """Whether one of `prefixes` stands at a place, and no further than to `end`."""
    at = place
    differs = False
    for index in range(size):
        sign = octet.unit(prefixes, index)
        if not sign:
            if not differs:
                return True
            at, differs = place, False
        elif not differs:
            differs = at >= end or octet.unit(units, at) != sign
            at += 1
    return False
