"""Loop: where a text could say the same thing over and over.

Looked for are signs that no loop lacks and few texts have; what is found is looked at more closely by the rule. All
texts here are folded (simplified, half width, lower case).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from polint import octet
from polint_rules._row import white

if TYPE_CHECKING:
    from polint.batch import Batch

TIMES = 4
"""How often a unit follows itself in a loop, where nobody sets another number."""
PERIODS = range(1, 9)
"""Clauses that may make up the unit of a loop."""
LONGEST = 16
"""Characters of a unit within a clause."""
MOST = 200
"""Loops of clauses with one period that are looked at in one text; more of them are one loop."""
BREAKS = ",。!?;…\n\r"
"""What parts the pieces of a text."""
MANY = 20_000
"""Runs of equal characters that are looked at in one text."""
_FACTOR = 0x9E3779B97F4A7C15


class Suspicion:
    """What could be looped in one text: whether clauses are, where within clauses characters are (offsets), and
    whether a quarter of the clauses were there before."""

    __slots__ = ("clauses", "places", "said")

    def __init__(self, *, clauses: bool, places: list[int], said: bool) -> None:
        self.clauses = clauses
        self.places = places
        self.said = said


@functools.cache
def suspicions(times: int) -> Callable[[Batch], dict[int, Suspicion]]:
    """The view that finds them where a unit that follows itself `times` times is a loop: by the number of the text."""

    def find(batch: Batch) -> dict[int, Suspicion]:
        return _find(batch, times)

    return find


def looping(batch: Batch) -> Collection[int]:
    """The sieve: the texts in which anything could be looped."""
    return batch.view(suspicions(TIMES)).keys()


def _find(batch: Batch, times: int) -> dict[int, Suspicion]:
    units, spans = batch.folded_units, batch.spans
    longest = max([end - start for start, end in spans])
    # Of each clause where it starts and ends, and its key.
    clauses, keys = octet.blank(8 * (longest + 1)), octet.blank(8 * (longest + 1))
    slots = octet.blank(8 << (2 * longest + 2).bit_length())
    # Two thirds of a loop of clauses are certain: it may begin and end within a clause. Of characters at least 12
    # together, 20 of one character; short units once more (see the rule).
    runs = _words([max(1, period * (times - 1) - period // 2) for period in PERIODS])
    least = _words([
        # Four are looked at together.
        max(4, max(20 if period == 1 else 12, period * (times + (period < 4))) - period)
        for period in range(1, LONGEST + 1)
    ])  # fmt: skip
    found = {}
    for number, (start, end) in enumerate(spans):
        count = _cut(units, start, end, clauses, keys)
        copies = _count_copies(keys, count, slots, _FACTOR)
        said = copies * 4 >= count and (copies > 0 or not count)
        follow = _follow(units, clauses, keys, count, runs, len(PERIODS), MOST)
        places: list[int] = []
        _put_all_runs(units, start, end, least, LONGEST, MANY, places)
        if said or follow or places:
            found[number] = Suspicion(clauses=follow, places=sorted(set(places)), said=said)
    return found


def _words(numbers: list[int]) -> bytes:
    """Numbers as `octet.word` reads them; what is larger than any text is as good as the largest."""
    return b"".join([min(number, 0xFFFFFFFF).to_bytes(4, "little") for number in numbers])


def clause_loops(units: bytes, start: int, end: int, times: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Where pieces of a text, between any marks, follow themselves `times` times by units of some: where such a loop
    starts and ends, how long its unit is, how often it is there, and the unit without marks."""
    # Of each piece where it starts and ends, and the same without white space at either end.
    room = octet.blank(8 * (end - start) + 16)
    count = _part(units, start, end, _breaks(), white(), room)
    pieces = memoryview(room).cast("I")
    for period in PERIODS:
        runs: list[tuple[int, int]] = []
        _put_loops(units, room, count, period, period * (times - 1), runs)
        for first, last in runs:
            begin = pieces[4 * first]
            unit = "".join([
                octet.text(units[2 * pieces[4 * one + 2] : 2 * pieces[4 * one + 3]])
                for one in range(first, first + period)
            ])  # fmt: skip
            yield (
                begin - start,
                pieces[4 * last + 1] - start,
                pieces[4 * (first + period)] - begin,
                (last - first + 1) // period,
                unit,
            )


@functools.cache
def _breaks() -> bytes:
    return octet.table((BREAKS, 1))


def _part(units: bytes, place: int, end: int, breaks: bytes, white: bytes, pieces: bytearray) -> int:
    """Write down the pieces of a text; how many there are."""
    count = 0
    while place < end:
        start = place
        while place < end and not breaks[octet.unit(units, place)]:
            place += 1
        if start < place:
            octet.put_word(pieces, 4 * count, start)
            octet.put_word(pieces, 4 * count + 1, place)
            stop = place
            while start < stop and white[octet.unit(units, start)]:
                start += 1
            while start < stop and white[octet.unit(units, stop - 1)]:
                stop -= 1
            octet.put_word(pieces, 4 * count + 2, start)
            octet.put_word(pieces, 4 * count + 3, stop)
            count += 1
        place += 1
    return count


def _put_loops(
    units: bytes,
    pieces: bytes | bytearray,
    count: int,
    period: int,
    least: int,
    found: list[tuple[int, int]],
) -> None:
    """Put each run of pieces of which as many as `least` equal the one a period later into `found`: the first
    and the last piece of all."""
    run = index = 0
    while index + period <= count:
        if index + period < count and _are_equal(
            units,
            octet.word(pieces, 4 * index + 2),
            octet.word(pieces, 4 * index + 3),
            octet.word(pieces, 4 * (index + period) + 2),
            octet.word(pieces, 4 * (index + period) + 3),
        ):
            run += 1
            index += 1
        elif run >= least:
            found.append((index - run, index + period - 1))
            run = 0
            index += period
        else:
            run = 0
            index += 1


def _cut(units: bytes, place: int, end: int, clauses: bytearray, keys: bytearray) -> int:
    """Write down the clauses of a text that are not ASCII, and keys of which two are equal where the clauses are; how many
    there are."""
    count = 0
    while place <= end:
        start = place
        above = code = 0
        while place < end:
            code = octet.unit(units, place)
            if code == 44 or code == 0x3002 or code == 10:  # , 。 LF
                break
            above |= code
            place += 1
        if above > 0x7F:
            octet.put_word(clauses, 2 * count, start)
            octet.put_word(clauses, 2 * count + 1, place)
            size = place - start
            middle = octet.unit(units, start + (size >> 1))
            octet.put_word(keys, 2 * count, octet.unit(units, place - 1) << 16 | middle)
            octet.put_word(keys, 2 * count + 1, (size & 0xFFFF) << 16 | octet.unit(units, start))
            count += 1
        place += 1
    return count


def _count_copies(keys: bytes | bytearray, count: int, slots: bytearray, factor: int) -> int:
    """How many keys were there before."""
    mask = 0
    while mask < 2 * count:
        mask = 2 * mask + 1
    for slot in range(2 * mask + 2):
        octet.put_word(slots, slot, 0)
    copies = 0
    for index in range(count):
        key = octet.eight(keys, 8 * index)
        slot = ((key ^ key >> 32) * factor >> 32) & mask
        held = octet.eight(slots, 8 * slot)
        while held and held != key:
            slot = (slot + 1) & mask
            held = octet.eight(slots, 8 * slot)
        if held:
            copies += 1
        else:
            octet.put_word(slots, 2 * slot, octet.word(keys, 2 * index))
            octet.put_word(slots, 2 * slot + 1, octet.word(keys, 2 * index + 1))
    return copies


def _follow(
    units: bytes,
    clauses: bytes | bytearray,
    keys: bytes | bytearray,
    count: int,
    runs: bytes,
    periods: int,
    most: int,
) -> bool:
    """Whether some unit of up to as many clauses as `periods` follows itself (see _follows)."""
    for period in range(1, periods + 1):
        if _follows(units, clauses, keys, count, period, octet.word(runs, period - 1), most):
            return True
    return False


def _follows(
    units: bytes,
    clauses: bytes | bytearray,
    keys: bytes | bytearray,
    count: int,
    period: int,
    least: int,
    most: int,
) -> bool:
    """Whether some unit of clauses follows itself: as many in a row as `least` equal the one a period later. Of clauses with
    equal keys no more than `most` are looked at."""
    run = 0
    for index in range(count - period):
        if octet.eight(keys, 8 * index) != octet.eight(keys, 8 * (index + period)):
            run = 0
            continue
        run += 1
        if run >= least:
            # The keys tell a few characters; only what is equal all through follows itself.
            differs = False
            for one in range(index + 1 - least, index + 1):
                differs |= not _are_equal(
                    units,
                    octet.word(clauses, 2 * one),
                    octet.word(clauses, 2 * one + 1),
                    octet.word(clauses, 2 * (one + period)),
                    octet.word(clauses, 2 * (one + period) + 1),
                )
            if not differs:
                return True
            most -= 1
            if not most:
                break
    return False


def _are_equal(units: bytes, start: int, end: int, begin: int, stop: int) -> bool:
    if end - start != stop - begin:
        return False
    while start < end:
        if octet.unit(units, start) != octet.unit(units, begin):
            return False
        start += 1
        begin += 1
    return True


def _put_all_runs(
    units: bytes, start: int, end: int, least: bytes, longest: int, most: int, places: list[int]
) -> None:
    """Put into `places` where characters follow themselves by units of up to `longest` (see _put_runs)."""
    for period in range(1, longest + 1):
        _put_runs(units, start, end, period, octet.word(least, period - 1), most, places)


def _put_runs(
    units: bytes, start: int, end: int, period: int, least: int, most: int, places: list[int]
) -> None:
    """Put into `places` an offset in each run of characters of which as many as `least` equal the one a period later; no
    more of them than `most`."""
    # A run as long holds four that are looked at.
    step = least - 3
    place = start
    last = end - period - 4
    while place <= last:
        if octet.four(units, place) == octet.four(units, place + period):
            begin, stop = place, place + 4
            while begin > start and octet.unit(units, begin - 1) == octet.unit(units, begin - 1 + period):
                begin -= 1
            while stop + period < end and octet.unit(units, stop) == octet.unit(units, stop + period):
                stop += 1
            if stop - begin >= least and _is_plain(units, place, period):
                places.append(place - start)
                if len(places) >= most:
                    break
            while place + step < stop:  # where a run begins is enough
                place += step
        place += step


def _is_plain(units: bytes, place: int, period: int) -> bool:
    """Whether four characters are neither white space nor digits, and a unit is more than one ASCII sign: as a loop is. Any
    part of it may stand first (好......)."""
    for index in range(place, place + 4):
        code = octet.unit(units, index)
        if code <= 32 or 48 <= code <= 57:
            return False
    first = octet.unit(units, place)
    for index in range(place, place + period):
        code = octet.unit(units, index)
        if code > 0x7F or code != first:
            return True
    return False
