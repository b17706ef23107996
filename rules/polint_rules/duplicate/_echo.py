"""Echo: the sentences of a text that end, and the lines that begin or end, as an earlier one of it does.

Nearly every text is asked for them and nearly none has any that matter, so sentences and lines are entered by their
ends alone, and what comes out is still only a suspicion. All texts here are folded (simplified, half width, lower
case).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint.batch import Batch
from polint.character import HAN_SET
from polint.named import NamedTuple
from polint_rules._row import line_walls

if TYPE_CHECKING:
    from polint.document import Document

TAIL = 15
"""Characters at the end of a sentence by which it is suspected of being another one; no shorter one is."""
HEAD = 16
"""Characters at either end of a line by which it is suspected."""
LINE = 36
"""Shortest line of which a near copy is looked for."""
MARKS = "0123456789一二三四五六七八九十百第条章节.、．()[】【]#>*+-○●■□◆◇•· \t\r"
"""What markers are made of: where one ends is looked at later."""
MOST = 400
"""Pairs of lines that are looked at in one text: the work stays linear."""
_LISTED = "#>*+-○●■□◆◇•·[(【"
"""What lines of a list begin with; they are compared where they are equal."""
_HAN = bytes(code in HAN_SET for code in range(256))
_STOPS, _ONES, _HIGHS = (int.from_bytes(bytes((code,)) * 8, "little") for code in (ord("z"), 1, 0x80))
"""Eight classes of stops at once, and what is needed to see whether one is among eight classes."""
_ENTRY = 6
"""Numbers of an entry: which of the three kinds it is (the tail of a sentence, the head and the tail of a line), where the
characters start by which it is known, its range; of the first that is known by the same, the last one and how many
there are, of the others the one before."""

Pair = Sequence[int]
"""Two ranges: start and end of the earlier, start and end of the later."""


class Echoes(NamedTuple):
    """Pairs of sentences that are equal but for a marker; pairs of lines of like length that begin or end alike, and
    as no third one does. Each ascending by the later one."""

    sentences: list[Pair]
    lines: list[Pair]


_NONE = Echoes([], [])


def echoes(document: Document) -> Echoes:
    """The echoes in `document`."""
    scan = document.scan
    batch = scan.texts
    return batch.view(_of_batch).get(scan.number, _NONE)


def with_echoes(batch: Batch) -> Collection[int]:
    """The sieve of duplicate/paragraph: the texts with echoes, one in twenty."""
    return batch.view(_of_batch)


def is_chinese(kinds: bytes) -> bool:
    """Whether two fifths of some classes are Han."""
    return 5 * len(kinds.translate(None, HAN_SET)) <= 3 * len(kinds) > 0


def _of_batch(batch: Batch) -> dict[int, Echoes]:
    """The echoes of each text of a batch that has any, by its number."""
    units, classes, han, marks = batch.folded_units, batch.classes, _HAN, _marks()
    longest = max([end - start for start, end in batch.spans])
    most = (longest + 1) // (TAIL + 1) + 2 * (longest + 1) // (LINE + 1) + 1
    entries = octet.blank(4 * _ENTRY * most)
    mask = (1 << most.bit_length()) - 1
    slots = bytearray(4 * mask + 4)
    found: dict[int, Echoes] = {}
    walls = batch.view(line_walls)
    _look(
        units,
        classes,
        len(classes),
        han,
        marks,
        walls,
        len(walls) // 4,
        _STOPS,
        _ONES,
        _HIGHS,
        slots,
        mask,
        entries,
        found,
    )
    for number, (sentences, lines) in [*found.items()]:
        if lines:
            start = batch.starts[number]
            lines = [one for one in sorted(lines, key=_later)[:MOST] if _is_near(batch, start, one)]
            found[number] = Echoes(sentences, lines)
            if not sentences and not lines:
                del found[number]
    return found


def _later(pair: Pair) -> tuple[int, int]:
    return pair[2], pair[0]


def _is_near(batch: Batch, begin: int, pair: Pair) -> bool:
    """Whether two lines of the text that begins at `begin` could be near copies, by what costs little to ask."""
    one, two = (batch.folded_part(begin + start, begin + end) for start, end in (pair[:2], pair[2:]))
    return (
        one != two
        and one[0] not in _LISTED
        and two[0] not in _LISTED
        and one[-1] != ":"
        and two[-1] != ":"
        and is_chinese(batch.classes[begin + pair[0] : begin + pair[1]])
    )


@cache
def _marks() -> bytes:
    """For each unit whether markers are made of it."""
    return octet.table((MARKS, 1))


def _look(
    units: bytes,
    classes: bytes,
    size: int,
    han: bytes,
    marks: bytes,
    walls: bytes,
    bounds: int,
    stops: int,
    ones: int,
    highs: int,
    slots: bytearray,
    mask: int,
    entries: bytearray,
    found: dict[int, Echoes],
) -> None:
    """Add the pairs of each text that has any, of lines not only those that could be near copies."""
    sentences: list[Pair] = []
    lines: list[Pair] = []
    # Entries that were made of other texts: what stands in `slots` up to this number is free.
    entered = 0
    number = start = count = doubled = 0
    last = bounds - 1
    end = -1
    for index in range(1, last + 1):
        line, end = end + 1, octet.number(walls, index)
        begin = place = line
        while end - begin >= 15:  # TAIL
            place = _stop(units, classes, size, place, end, stops, ones, highs)
            # Code is not compared.
            if place - begin >= 15 and not (_is_ascii(units, place - 15, 15) and _is_ascii(units, begin, 8)):
                first = _enter(units, 0, place - 15, 15, begin, place, slots, mask, entries, entered, count)
                if first != count:
                    before = octet.word(entries, 6 * count + 4)
                    _add(units, classes, han, marks, start, entries, first, count, sentences)
                    if before != first:
                        _add(units, classes, han, marks, start, entries, before, count, sentences)
                count += 1
            place += 1
            begin = place
        if end - line >= 36:  # LINE
            if octet.unit(units, line) == 32:
                line += 1 + (octet.unit(units, line + 1) == 32)
            if not _is_ascii(units, line, 16):
                first = _enter(units, 1, line, 16, line, end, slots, mask, entries, entered, count)
                doubled |= first != count
                count += 1
            if not _is_ascii(units, end - 16, 16):
                first = _enter(units, 2, end - 16, 16, line, end, slots, mask, entries, entered, count)
                doubled |= first != count
                count += 1
        if index == last or (classes[end] != 10 and classes[end] != 13):  # the text ends
            if doubled:
                _pair_lines(units, entries, count, start, lines)
            if sentences or lines:
                found[number] = Echoes(sentences, lines)
                sentences, lines = [], []
            entered += count
            number += 1
            start = end + 1
            count = doubled = 0


def _stop(
    units: bytes, classes: bytes, size: int, place: int, end: int, stops: int, ones: int, highs: int
) -> int:
    """Where the next 。 stands, or `end`; there are `size` classes."""
    while place < end:
        if place + 8 > size:
            if octet.unit(units, place) == 0x3002:
                return place
            place += 1
            continue
        eight = octet.eight(classes, place) ^ stops
        eight = (eight - ones) & ~eight & highs
        if not eight:
            place += 8
            continue
        # How many classes stand before it: of each the highest bit is below the lowest one that is set, and the highest of
        # eight bytes is where all are added up.
        place += ((((eight - 1) & ~eight & highs) >> 7) * ones >> 56) & 0xFF
        if place < end and octet.unit(units, place) == 0x3002:  # 。
            return place
        place += 1
    return end


def _pair_lines(units: bytes, entries: bytearray, count: int, start: int, lines: list[Pair]) -> None:
    """Add the pairs of lines that begin or end alike, and as no third one does."""
    for first in range(count):
        if octet.word(entries, 6 * first) and octet.word(entries, 6 * first + 5) == 2:
            other = octet.word(entries, 6 * first + 4)
            if _is_alike(units, entries, first, other):
                lines.append(_ranges(entries, first, other, start))


def _enter(
    units: bytes,
    kind: int,
    at: int,
    size: int,
    start: int,
    end: int,
    slots: bytearray,
    mask: int,
    entries: bytearray,
    entered: int,
    index: int,
) -> int:
    """Make an entry, whose number is `index`; the first that is known by the same characters."""
    # The last four of fifteen are partly among the four before.
    key = kind + octet.four(units, at) * 0x61C88647 + octet.four(units, at + 4) * 0x45D9F3B
    key += octet.four(units, at + 8) * 0x2C1B3C6D + octet.four(units, at + size - 4) * 0x297A2D39
    slot = (key >> 32 ^ key >> 48) & mask
    number = octet.word(slots, slot)
    while number > entered:
        first = number - entered - 1
        if octet.word(entries, 6 * first) == kind and _are_equal(
            units, at, octet.word(entries, 6 * first + 1), size
        ):
            before = octet.word(entries, 6 * first + 4)
            octet.put_word(entries, 6 * first + 4, index)
            octet.put_word(entries, 6 * first + 5, octet.word(entries, 6 * first + 5) + 1)
            _write(entries, index, kind, at, start, end, before, 0)
            return first
        slot = slot + 1 & mask
        number = octet.word(slots, slot)
    octet.put_word(slots, slot, entered + index + 1)
    _write(entries, index, kind, at, start, end, index, 1)
    return index


def _write(
    entries: bytearray, index: int, kind: int, at: int, start: int, end: int, link: int, count: int
) -> None:
    octet.put_word(entries, 6 * index, kind)
    octet.put_word(entries, 6 * index + 1, at)
    octet.put_word(entries, 6 * index + 2, start)
    octet.put_word(entries, 6 * index + 3, end)
    octet.put_word(entries, 6 * index + 4, link)
    octet.put_word(entries, 6 * index + 5, count)


def _is_ascii(units: bytes, at: int, size: int) -> bool:
    for place in range(at, at + size):  # noqa: SIM110 (a loop is compiled, a generator is not)
        if octet.unit(units, place) > 0x7F:
            return False
    return True


def _are_equal(units: bytes, one: int, two: int, size: int) -> bool:
    """Whether fifteen or sixteen characters are the same."""
    return (
        octet.four(units, one) == octet.four(units, two)
        and octet.four(units, one + 4) == octet.four(units, two + 4)
        and octet.four(units, one + 8) == octet.four(units, two + 8)
        and octet.four(units, one + size - 4) == octet.four(units, two + size - 4)
    )


def _ranges(entries: bytearray, one: int, two: int, begin: int) -> Pair:
    """The ranges of two entries in the text that begins at `begin`."""
    return (
        octet.word(entries, 6 * one + 2) - begin,
        octet.word(entries, 6 * one + 3) - begin,
        octet.word(entries, 6 * two + 2) - begin,
        octet.word(entries, 6 * two + 3) - begin,
    )


def _add(
    units: bytes,
    classes: bytes,
    han: bytes,
    marks: bytes,
    begin: int,
    entries: bytearray,
    one: int,
    two: int,
    found: list[Pair],
) -> None:
    """Add two sentences if they are equal but for their markers, and in Chinese."""
    start, end = octet.word(entries, 6 * one + 2), octet.word(entries, 6 * one + 3)
    other, other_end = octet.word(entries, 6 * two + 2), octet.word(entries, 6 * two + 3)
    if abs((end - start) - (other_end - other)) > 10:  # MARKER
        return
    here, there = end, other_end
    while here > start and there > other and octet.unit(units, here - 1) == octet.unit(units, there - 1):
        here -= 1
        there -= 1
    while here > start:
        here -= 1
        if not marks[octet.unit(units, here)]:
            return
    while there > other:
        there -= 1
        if not marks[octet.unit(units, there)]:
            return
    while here < end and marks[octet.unit(units, here)]:
        here += 1
    # Two fifths of what is no marker are Han.
    count = 0
    for place in range(here, end):
        count += han[classes[place]]
    if 5 * count >= 2 * (end - here) > 0:
        found.append(_ranges(entries, one, two, begin))


def _is_alike(units: bytes, entries: bytearray, one: int, two: int) -> bool:
    """Whether two lines are as long, and half of some characters are equal, counted from the front or from the back."""
    start, end = octet.word(entries, 6 * one + 2), octet.word(entries, 6 * one + 3)
    other, other_end = octet.word(entries, 6 * two + 2), octet.word(entries, 6 * two + 3)
    fewer = min(end - start, other_end - other)
    if 5 * fewer < 4 * max(end - start, other_end - other):
        return False
    alike = 0
    for part in range(1, 8):
        front, back = part * fewer // 8, (8 - part) * fewer // 8
        alike += octet.unit(units, start + front) == octet.unit(units, other + front) or octet.unit(
            units, end - back
        ) == octet.unit(units, other_end - back)
    return alike >= 4
