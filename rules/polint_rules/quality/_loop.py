"""Loop: where the texts of a batch could say the same thing over and over.

Looked for are signs that no loop lacks and few texts have; what is found is looked at more closely by the rule. All
texts here are folded (simplified, half width, lower case).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polint.batch import Batch

PERIODS = range(1, 9)
"""Clauses that may make up the unit of a loop."""
LONGEST = 16
"""Characters of a unit within a clause."""
MOST = 200
"""Loops of clauses with one period that are looked at in one text; more of them are one loop."""
MANY = 20_000
"""Runs of equal characters that are looked at in one text."""
_WORD = 4  # characters that are compared at once
_FACTOR = 0x9E3779B97F4A7C15


class Suspicion:
    """What could be looped in one text: whether clauses are, where within clauses characters are (offsets), and
    whether a quarter of the clauses were there before."""

    __slots__ = ("clauses", "places", "said")

    def __init__(self) -> None:
        self.clauses = False
        self.places: list[int] = []
        self.said = False


@functools.cache
def suspicions(times: int) -> Callable[[Batch], dict[int, Suspicion]]:
    """The view that finds them where a unit that follows itself `times` times is a loop: by the number of the text."""

    def find(batch: Batch) -> dict[int, Suspicion]:
        import numpy

        codes = numpy.frombuffer(batch.folded_units, numpy.dtype("<u2"))
        firsts = numpy.array(batch.starts, numpy.int64)
        found: dict[int, Suspicion] = {}
        if not batch.classes:
            return found

        def of(places: Any) -> Any:
            return (firsts.searchsorted(places, side="right") - 1).tolist()

        starts, sizes, keys = _clauses(codes, firsts)
        for index, period, length in _follow(keys, starts, firsts, times):
            # The keys tell a few characters; only what is equal all through follows itself.
            own = starts[index : index + period + length].tolist()
            ends = (starts + sizes)[index : index + period + length].tolist()
            pieces = [batch.folded_units[2 * one : 2 * two] for one, two in zip(own, ends, strict=True)]
            if pieces[period:] == pieces[:-period]:
                found.setdefault(of(own[:1])[0], Suspicion()).clauses = True
        for number in _said(keys, sizes, starts, firsts):
            found.setdefault(number, Suspicion()).said = True
        places = _periodic(codes, firsts, times)
        for number, place in zip(of(places), places.tolist(), strict=True):
            found.setdefault(number, Suspicion()).places.append(place - batch.starts[number])
        return found

    return find


def _clauses(codes: Any, firsts: Any) -> tuple[Any, Any, Any]:
    """Where the clauses start that are not ASCII, their sizes, and keys of which two are equal where the clauses
    are."""
    import numpy

    mark = codes == ord(",")
    mark |= codes == ord("。")
    mark |= codes == 10
    mark[firsts[1:] - 1] = True
    ends = numpy.flatnonzero(mark)
    plain = numpy.append(codes, numpy.uint16(0))
    plain[ends] = 0
    ends = numpy.append(ends, len(codes))
    starts = numpy.empty_like(ends)
    starts[0] = 0
    numpy.add(ends[:-1], 1, out=starts[1:])
    sizes = ends - starts
    parts = plain[starts], plain[ends - 1], plain[starts + sizes // 2]
    kept = numpy.flatnonzero(numpy.maximum.reduceat(plain, starts) > 0x7F)
    starts, sizes = starts[kept], sizes[kept]
    keys = sizes.astype(numpy.uint64) << numpy.uint64(48)
    for part, shift in zip(parts, (32, 16, 0), strict=True):
        keys |= part[kept].astype(numpy.uint64) << numpy.uint64(shift)
    return starts, sizes, keys


def _few(places: Any, firsts: Any, most: int) -> Any:
    """Of which places of a batch there are no more than `most` in the same text, counted as they come: what is found in a
    text must not depend on the others of its batch."""
    import numpy

    if len(places) <= most:
        return slice(None)
    owners = firsts.searchsorted(places, side="right")
    order = owners.argsort(kind="stable")
    owners = owners[order]
    ranks = numpy.arange(len(owners)) - owners.searchsorted(owners)
    kept = numpy.zeros(len(owners), numpy.bool_)
    kept[order] = ranks < most
    return kept


def _follow(keys: Any, starts: Any, firsts: Any, times: int) -> Iterator[tuple[int, int, int]]:
    """From which clause on some unit of clauses seems to follow itself often enough: its index, the clauses of the
    unit, and how many clauses equal the one a unit later."""
    import numpy

    for period in PERIODS:
        if len(keys) <= period:
            break
        # Two thirds of a loop are certain: a loop may begin and end within a clause.
        run, size = keys[period:] == keys[:-period], 1
        least = max(1, period * (times - 1) - period // 2)
        while size < least:
            step = min(size, least - size)
            run = run[:-step] & run[step:] if len(run) > step else run[:0]
            size += step
        if run.any():
            indices = numpy.flatnonzero(run)
            for index in indices[_few(starts[indices], firsts, MOST)].tolist():
                yield index, period, least


def _said(keys: Any, sizes: Any, starts: Any, firsts: Any) -> list[int]:
    """The numbers of the texts of whose clauses a quarter were there before."""
    import numpy

    if not len(keys):
        return []
    counts = numpy.diff(numpy.append(starts.searchsorted(firsts), len(starts)))
    owners = numpy.repeat(numpy.arange(len(firsts), dtype=numpy.uint64), counts)
    mixed = keys * numpy.uint64(_FACTOR)
    mixed ^= mixed >> numpy.uint64(32)
    mixed *= numpy.uint64(_FACTOR)
    packed = (mixed & numpy.uint64(0xFFFFFFFFFFFF0000)) | (owners & numpy.uint64(0xFFFF))
    packed.sort()
    again = packed[1:][packed[1:] == packed[:-1]] & numpy.uint64(0xFFFF)
    copies = numpy.bincount(again.astype(numpy.intp), minlength=len(firsts))[: len(firsts)]
    numbers: list[int] = numpy.flatnonzero((copies * 4 >= counts) & ((copies > 0) | (counts == 0))).tolist()
    return numbers


def _periodic(codes: Any, firsts: Any, times: int) -> Any:
    """Places in a run of characters of which each equals the one a period later, for as long as a loop has it."""
    import numpy

    # A loop may stand at the very end: behind it stands what is no loop.
    codes = numpy.append(codes, numpy.zeros(LONGEST + 2 * _WORD, codes.dtype))
    # Copies that begin one, two and three characters later: words are compared where they are aligned.
    size = len(codes) // _WORD * _WORD - _WORD
    count = size // _WORD - LONGEST // _WORD
    if count < 1:
        return numpy.empty(0, numpy.int64)
    shifted = [codes[start : start + size].copy().view(numpy.dtype("<u8")) for start in range(_WORD)]
    parts = []
    least = numpy.zeros(LONGEST + 1, numpy.int64)
    for period in range(1, LONGEST + 1):
        # Together at least 12 characters, 20 of one character; short units once more (see the rule).
        least[period] = max(20 if period == 1 else 12, period * (times + (period < 4))) - period
        step = max(1, (int(least[period]) - _WORD + 1) // _WORD)
        # A run as long holds a whole word at one of these places.
        equal = shifted[0][:count:step] == shifted[period % _WORD][period // _WORD :][:count:step]
        places = numpy.flatnonzero(equal)
        if len(places) > 1:  # where a run begins is enough
            places = places[numpy.append(True, numpy.diff(places) > 1)]
        if len(places):
            parts.append(numpy.stack((places * (step * _WORD), numpy.full(len(places), period))))
    if not parts:
        return numpy.empty(0, numpy.int64)
    places, periods = numpy.concatenate(parts, axis=1)
    words = codes[places[:, None] + numpy.arange(_WORD)]
    # A loop has no white space and no digits, and more than one ASCII sign: of its whole unit, of which the word that
    # was compared may be any part (好......).
    plain = ((words > 32) & ((words < ord("0")) | (words > ord("9")))).all(axis=1)
    places, periods = places[plain], periods[plain]
    columns = numpy.arange(LONGEST)
    units = codes[places[:, None] + columns]
    plain = (((units > 0x7F) | (units != units[:, :1])) & (columns < periods[:, None])).any(axis=1)
    places, periods = places[plain], periods[plain]
    for near in (1, 2):  # of the rest of the run at least three stand on one side
        before, after = places - near, places + _WORD - 1 + near
        same = codes.take(before, mode="clip") == codes.take(before + periods, mode="clip")
        same |= codes.take(after, mode="clip") == codes.take(after + periods, mode="clip")
        places, periods = places[same], periods[same]
    kept = _few(places, firsts, MANY)
    places, periods = places[kept], periods[kept]
    # The run of equal characters on both sides, which has to be as long as the loop but for one unit.
    reach = int(least.max()) + 1
    around = places[:, None] + numpy.arange(-reach, reach + _WORD)
    same = codes.take(around, mode="clip") == codes.take(around + periods[:, None], mode="clip")
    same[:, 0] = same[:, -1] = False
    run = same[:, reach:].argmin(axis=1) + same[:, reach - 1 :: -1].argmin(axis=1)
    # Where the counts are not asked for, numpy.unique imports numpy.ma, which takes a hundred documents' time.
    return numpy.unique(places[run >= least[periods]], return_counts=True)[0]
