"""Batch: the texts that went through the shared passes together, and what is asked of all of them at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, TypeVar

from polint import octet
from polint.cached import cached_property
from polint.character import CONTROL
from polint.fold import text_of_units
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from polint.matcher import Hits

T = TypeVar("T")


def count(classes: bytes, kind: bytes) -> int:
    """How many code points of one class there are."""
    return _count(classes, len(classes), kind[0])


def count_any(classes: bytes, kinds: bytes) -> int:
    """The same of several classes together."""
    return len(classes) - len(classes.translate(None, kinds))


def _count(classes: bytes, size: int, kind: int) -> int:
    found = place = 0
    while place < size:
        # As many as a byte can count and whole dozens of which a processor adds up at once: a rest goes one by one.
        end = min(size, place + 240)
        few = 0
        while place < end:
            few += classes[place] == kind
            place += 1
        found += few
    return found


def _count_units(units: bytes, place: int, end: int, code: int) -> int:
    found = 0
    while place < end:
        stop = min(end, place + 65520)  # as many as a unit can count, and whole registers of them
        few = 0
        while place < stop:
            few += octet.unit(units, place) == code
            place += 1
        found += few
    return found


def _put_walls(classes: bytes, starts: list[int], ones: int, before: int, walls: bytearray) -> None:
    """Put into `walls` the number `before`, the places of all line feeds and those before each of `starts`, the last of which
    is behind the end. In most eights of classes there is none, which one look tells (Mycroft's way to see a zero among
    bytes); `ones` has a 1 in each byte."""
    octet.put_word(walls, 0, before)
    index = 1
    feeds, tops = 10 * ones, 128 * ones
    place = 0
    for start in starts:
        end = start - 1
        while place + 8 <= end:
            eight = octet.eight(classes, place) ^ feeds
            if (eight - ones) & ~eight & tops:
                for feed in range(place, place + 8):
                    if classes[feed] == 10:
                        octet.put_word(walls, index, feed)
                        index += 1
            place += 8
        for feed in range(place, end):
            if classes[feed] == 10:
                octet.put_word(walls, index, feed)
                index += 1
        octet.put_word(walls, index, end)
        index += 1
        place = start


def line_starts(classes: bytes) -> list[int]:
    """Where the lines of a text start that end at LF, CR LF or CR, by its classes."""
    found = [0]
    _put_starts(classes, len(classes), found)
    return found


def _put_starts(classes: bytes, size: int, found: list[int]) -> None:
    for place in range(size):
        kind = classes[place]
        if kind == 10 or (kind == 13 and (place + 1 == size or classes[place + 1] != 10)):
            found.append(place + 1)


ONES = int.from_bytes(bytes([1] * 8), "little")
"""A 1 in each of eight bytes."""


class Batch:
    """The texts of one scan, one behind another with a NARROW between two. What is asked of small texts is asked of all of
    a batch at once: a call costs as much for fifty characters as for five thousand."""

    def __init__(
        self,
        classes: bytes,
        folded_units: bytes,
        starts: list[int],
        units: bytes = b"",
        astral: Sequence[int] = (),
        hits: Hits | None = None,
        present: bytes | None = None,
    ) -> None:
        self.classes = classes
        self.folded_units = folded_units
        self.starts = starts
        """Where each text starts, in code points."""
        self.hits = hits
        """Where literals stand in the texts; None where none were looked for."""
        self.raw_units = units
        """The texts as they are written, one unit of UTF-16 a code point: U+FFFF for what is beyond it."""
        self.astral_places = astral
        """Where the code points beyond U+FFFF stand."""
        self._present = present
        self._views: dict[Callable[[Batch], Any], Any] = {}
        self._cut: dict[int, bytes] = {}
        self._held: dict[frozenset[str], frozenset[int]] = {}

    def astral(self, number: int) -> Sequence[int]:
        """Where the code points beyond U+FFFF stand in a text."""
        start, end = self.spans[number]
        places = self.astral_places[
            bisect_left(self.astral_places, start) : bisect_left(self.astral_places, end)
        ]
        return [place - start for place in places] if start else places

    def before_lines(self, number: int) -> tuple[memoryview[int], int]:
        """What stands before each line of a text without CR, and what is to be added for the code point of the text at
        which the line starts."""
        start, end = self.spans[number]
        walls = self.wall_places
        return walls[bisect_left(walls, start - 1) : bisect_left(walls, end)], 1 - start

    def folded_part(self, start: int, end: int) -> str:
        """What stands folded in [start, end) of the batch, which need not lie in one text."""
        return text_of_units(self.folded_units[2 * max(0, start) : 2 * end])

    def part(self, start: int, end: int) -> str:
        """What stands written in [start, end) of the batch, U+FFFF for what is beyond it."""
        return text_of_units(self.written(start, end))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each text starts and ends in the batch, in code points."""
        ends = [start - 1 for start in self.starts[1:]]
        return list(zip(self.starts, [*ends, len(self.classes)], strict=True))

    @cached_property
    def folded(self) -> str:
        """The texts folded, with a NARROW between two."""
        return text_of_units(self.folded_units)

    def places(self, literals: frozenset[str]) -> list[int]:
        """Where these literals, all of them triggers, end in the batch, ascending, in code points."""
        return [] if self.hits is None else self.hits.places(literals)

    def texts_at(self, places: Iterable[int]) -> frozenset[int]:
        """The numbers of the texts that hold these places of the batch."""
        starts = self.starts
        return frozenset([bisect_right(starts, place) - 1 for place in places])

    def texts_where(self, places: Iterable[int], holds: Callable[[int], object]) -> frozenset[int]:
        """The numbers of the texts that hold one of these places, which ascend, of which something holds: of a text in which
        it does no further place is asked."""
        starts = self.starts
        found: list[int] = []
        following = 0
        for place in places:
            if place >= following and holds(place):
                number = bisect_right(starts, place)
                found.append(number - 1)
                following = starts[number] if number < len(starts) else len(self.classes) + 1
        return frozenset(found)

    def classes_of(self, number: int) -> bytes:
        """The classes of one text: cut out when somebody asks, which of most nobody does."""
        found = self._cut.get(number)
        if found is None:
            start, end = self.spans[number]
            found = self._cut[number] = self.classes[start:end]
        return found

    def often_folded(self, number: int, char: str) -> int:
        """How often a character below U+10000 stands folded in a text: `str.count` takes four times as long."""
        start, end = self.spans[number]
        return _count_units(self.folded_units, start, end, ord(char))

    def often_written(self, char: str, start: int, end: int) -> int:
        """How often one stands as it is written between two places, code points of the batch."""
        return _count_units(self.raw_units, start, end, ord(char))

    def lacks(self, kind: bytes) -> bool:
        """Whether no code point is known to be of one class: of most classes none is, and nobody need look for it."""
        return self._present is not None and not self._present[kind[0]]

    def having(self, kind: bytes) -> Iterator[int]:
        """The numbers of the texts in which a class occurs, ascending: a look at each of them, and none at what lies
        between."""
        classes, starts = self.classes, self.starts
        if self.lacks(kind):
            return
        if kind == CONTROL and count(classes, kind) == len(starts) - 1:
            return  # each is one that parts two texts
        place = classes.find(kind)
        while place >= 0:
            following = bisect_right(starts, place)
            end = starts[following] if following < len(starts) else len(classes) + 1
            if place < end - 1:  # there stands a NARROW, which is a control
                yield following - 1
            place = classes.find(kind, end)

    @cached_property
    def walls(self) -> bytes:
        """What the lines of the texts stand between, ascending, as `octet.number` reads it: -1, the line feeds and what
        parts two texts, the size of the batch. (CR alone ends a line, too; whoever minds asks for it.)"""
        classes, starts = self.classes, [*self.starts[1:], len(self.classes) + 1]
        walls = octet.blank(4 * (1 + count(classes, b"\n") + len(starts)))
        _put_walls(classes, starts, ONES, 0xFFFFFFFF, walls)
        return octet.sealed(walls)

    @cached_property
    def wall_places(self) -> memoryview[int]:
        """The same, to look something up in it."""
        return memoryview(self.walls).cast("i")

    def written(self, start: int, end: int) -> bytes:
        """What stands between two places, code points of the batch, in UTF-16-LE with one unit a code point."""
        return self.raw_units[2 * start : 2 * end]

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


class ByRule(NamedTuple):
    """What a sieve answers that several rules share: for the id of each the numbers of the texts that wake it."""

    texts: Mapping[str, Collection[int]]
