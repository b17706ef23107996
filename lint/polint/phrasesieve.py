"""Phrasesieve: where in a batch of texts the patterns of a book may match, asked of all its triggers at once.

Most triggers stand where they do by chance. So every place in a batch is asked what excludes most of them: whether
what stands right beside the trigger may stand there, and whether of each set of words that a pattern needs a character
is near. The book looks at the places that are left.
"""

from __future__ import annotations

import marshal
from array import array
from typing import TYPE_CHECKING, TypeAlias

from polint import octet, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from polint.batch import Batch
    from polint.matcher import Hits, Matcher

_BOUND = 0xFFFF
"""What stands between two texts of a batch, and for what is beyond its ends."""
DENSE = 5_000
"""Triggers in one text, more than one in PART of its characters, from which on the text is made of them: it costs more
to ask of all their places than to look at the first ones of each."""
PART = 40
_LETTERS = range(ord("a"), ord("z") + 1)


Chance: TypeAlias = "tuple[int, int, int, int, int]"
"""A place in a batch at which a pattern may match: the number of the text, that of the trigger, where it starts in the
batch, which of the patterns that it wakes it is, and the number of the rule."""


class Sieve:
    """What is asked of the places of one book's triggers."""

    def __init__(self, count: int, words: Callable[[], Iterable[str]], stamp: bytes, tables: bytes) -> None:
        """`count` triggers there are, `words` gives them, `stamp` stands for them, `tables` is what `tables_of` makes of
        them."""
        self._count = count
        self._words = words
        self._stamp = stamp
        self._known: tuple[Matcher, bytes] | None = None
        (
            self._own, self._trials, self._rules, self._members, self._columns, self._separators, self._blanks,
        ) = marshal.loads(tables)  # fmt: skip

    def chances(self, batch: Batch) -> tuple[list[Chance], list[int]]:
        """Where the patterns may match, ascending by the end of the trigger; and the numbers of the dense texts, of whose
        places none is asked."""
        hits = batch.hits
        found: list[Chance] = []
        dense: list[int] = []
        if hits is None or not hits.indices:
            return found, dense
        triggers, bounds = self._triggers(hits), hits.bounds
        if len(hits.indices) > DENSE:
            for number, (start, end) in enumerate(batch.spans):
                own = hits.indices[bounds[number] : bounds[number + 1]]
                limit = max(DENSE, (end - start) // PART)
                if len(own) > limit and sum([octet.number(triggers, index) >= 0 for index in own]) > limit:
                    dense.append(number)
        units, size = batch.folded_units, len(batch.classes)
        _ask(
            bounds, batch.starts, dense, hits.packed, hits.packed_ends, units, size, triggers, self._own, self._count,
            self._trials, len(self._rules), self._rules, self._members, self._columns, found,
        )  # fmt: skip
        kept: list[Chance] = []
        _keep(
            found, batch.starts, units, size, self._own, self._count, self._trials, len(self._rules), self._members,
            self._columns, self._separators, self._blanks, kept,
        )  # fmt: skip
        return kept, dense

    def woken(self, batch: Batch, text: int) -> list[int]:
        """The numbers of the rules of which a trigger stands in a text of a batch."""
        hits = batch.hits
        if hits is None:
            return []
        struck = bytearray(256)
        _strike(
            hits.packed, hits.bounds[text], hits.bounds[text + 1], self._triggers(hits), self._own, self._count,
            self._rules, struck,
        )  # fmt: skip
        return [rule for rule, is_struck in enumerate(struck) if is_struck]

    def asked(
        self, batch: Batch, text: int, trigger: int, places: list[int], first: int, last: int
    ) -> list[int]:
        """Which patterns of one trigger may match in a text of a batch at which of its `places` there, from `first` to
        `last`: the number of the place, times 2**20, and that of the pattern."""
        found: list[int] = []
        start, end = batch.spans[text]
        _ask_of(
            places, first, last, start, end, batch.folded_units, len(batch.classes), trigger, self._own, self._count,
            self._trials, len(self._rules), self._members, self._columns, found,
        )  # fmt: skip
        return found

    def _triggers(self, hits: Hits) -> bytes:
        """The number of the trigger that each literal is, -1 for those of others: four bytes each."""
        if self._known is None or self._known[0] is not hits.matcher:
            matcher = hits.matcher

            def build() -> bytes:
                numbers = {word: number for number, word in enumerate(self._words())}
                return array("i", [numbers.get(literal, -1) for literal in matcher.literals]).tobytes()

            self._known = matcher, store.compiled("phrase-triggers-1", matcher.stamp + self._stamp, build)
        return self._known[1]


def _ask(
    bounds: list[int], starts: list[int], dense: list[int], indices: bytes, ends: bytes, units: bytes, size: int,
    triggers: bytes, own: bytes, many: int, trials: bytes, count: int, rules: bytes, members: bytes, columns: bytes,
    found: list[Chance],
) -> None:  # fmt: skip
    """Put into `found` where patterns may match, in all texts but the `dense`. `own` has of each of `many` triggers the
    first of its trials, how many they are and its length; `trials` eight rows of `count`."""
    for number in range(len(starts)):
        first, last = bounds[number], bounds[number + 1]
        if dense and number in dense:
            continue
        floor, ceiling = starts[number], starts[number + 1] - 1 if number + 1 < len(starts) else size
        for hit in range(first, last):
            trigger = octet.number(triggers, octet.number(indices, hit))
            if trigger < 0:
                continue
            end = octet.number(ends, hit)
            start = end - octet.number(own, 2 * many + trigger)
            before = octet.unit(columns, octet.unit(units, start - 1) if start else 0xFFFF)
            after = octet.unit(columns, octet.unit(units, end) if end < size else 0xFFFF)
            initial = octet.number(own, trigger)
            for trial in range(initial, initial + octet.number(own, many + trigger)):
                if _may_match(
                    units, size, floor, ceiling, start, end, before, after, trial, trials, count, members, columns
                ):  # fmt: skip
                    found.append((number, trigger, start, trial - initial, rules[trial]))


def _may_match(
    units: bytes, size: int, floor: int, ceiling: int, start: int, end: int, before: int, after: int, trial: int,
    trials: bytes, count: int, members: bytes, columns: bytes,
) -> bool:  # fmt: skip
    """Whether the pattern of a trial may match about a trigger at [start, end), in a text from `floor` to `ceiling`; `before`
    and `after` are the columns of what stands beside it. What costs least and excludes most is asked first: whether what
    stands right beside may stand there, whether the line is short, where it must be, and whether what the pattern needs
    may stand where it should."""
    if not _is_member(members, octet.number(trials, 2 * count + trial) + before):
        return False
    if not _is_member(members, octet.number(trials, 3 * count + trial) + after):
        return False
    if octet.number(trials, 5 * count + trial) and not _is_short(units, floor, start, end, ceiling):
        return False
    low = start + octet.number(trials, trial)
    signs = octet.number(trials, 4 * count + trial)
    for place in range(low, low + octet.number(trials, count + trial)):
        near = 0 if place < 0 else place if place < size else size - 1
        if _is_member(members, signs + octet.unit(columns, octet.unit(units, near))):
            return True
    return False


def _strike(
    indices: bytes,
    first: int,
    last: int,
    triggers: bytes,
    own: bytes,
    many: int,
    rules: bytes,
    struck: bytearray,
) -> None:
    """Mark the rules that the hits from `first` to `last` wake."""
    for hit in range(first, last):
        trigger = octet.number(triggers, octet.number(indices, hit))
        if trigger >= 0:
            initial = octet.number(own, trigger)
            for trial in range(initial, initial + octet.number(own, many + trigger)):
                struck[rules[trial]] = 1


def _ask_of(
    places: list[int], first: int, last: int, floor: int, ceiling: int, units: bytes, size: int, trigger: int,
    own: bytes, many: int, trials: bytes, count: int, members: bytes, columns: bytes, found: list[int],
) -> None:  # fmt: skip
    """Put into `found` which patterns of one trigger may match at which of its `places`, from `first` to `last`, in a text
    from `floor` on: the number of the place, times 2**20, and that of the pattern."""
    initial = octet.number(own, trigger)
    stop = initial + octet.number(own, many + trigger)
    length = octet.number(own, 2 * many + trigger)
    for number in range(first, last):
        start = places[number]
        if start < 0:
            continue
        start += floor
        end = start + length
        before = octet.unit(columns, octet.unit(units, start - 1) if start else 0xFFFF)
        after = octet.unit(columns, octet.unit(units, end) if end < size else 0xFFFF)
        for trial in range(initial, stop):
            if _may_match(
                units, size, floor, ceiling, start, end, before, after, trial, trials, count, members, columns
            ):  # fmt: skip
                found.append(number << 20 | trial - initial)


def _keep(
    found: list[Chance], starts: list[int], units: bytes, size: int, own: bytes, many: int, trials: bytes, count: int,
    members: bytes, columns: bytes, separators: int, blanks: int, kept: list[Chance],
) -> None:  # fmt: skip
    """Put those of `found` into `kept` that do not have to cover their line, or are in a line that all that their rule may
    find there can cover, or in a row of short words, which may be a menu whatever its words are."""
    for index in range(len(found)):
        chance = found[index]
        number, trigger, start, trial, rule = chance
        least = octet.number(trials, 7 * count + octet.number(own, trigger) + trial)
        if least:
            floor, ceiling = starts[number], starts[number + 1] - 1 if number + 1 < len(starts) else size
            end = start + octet.number(own, 2 * many + trigger)
            left, right = _line_start(units, floor, start), _line_end(units, ceiling, end)
            whole = _to_cover(units, left, right, members, columns, separators, blanks)
            place, covered = index, 0
            while place and found[place - 1][2] >= left:
                place -= 1
            while place < len(found) and found[place][2] < right:
                _, trigger, _, trial, other = found[place]
                if other == rule:
                    covered += octet.number(trials, 6 * count + octet.number(own, trigger) + trial)
                place += 1
            if least * whole > 100 * covered:
                continue
        kept.append(chance)


def _line_start(units: bytes, floor: int, start: int) -> int:
    """Where the line that holds `start` begins, in a text from `floor` on; -1 where that is too far to be short."""
    bottom = start - 120 if start - floor > 120 else floor  # phrasebook.SHORT and 20 for blanks
    for place in range(start, bottom, -1):
        code = octet.unit(units, place - 1)
        if code == 10 or code == 13:
            return place
    return bottom if bottom == floor else -1


def _line_end(units: bytes, ceiling: int, end: int) -> int:
    """Where the line ends that holds what stands before `end`, in a text up to `ceiling`; the like."""
    top = end + 120 if ceiling - end > 120 else ceiling
    for place in range(end, top):
        code = octet.unit(units, place)
        if code == 10 or code == 13:
            return place
    return top if top == ceiling else -1


def _is_short(units: bytes, floor: int, start: int, end: int, ceiling: int) -> bool:
    """Whether the line that holds [start, end) is, without the blanks at its ends, not longer than phrasebook.SHORT."""
    left, right = _line_start(units, floor, start), _line_end(units, ceiling, end)
    if left < 0 or right < 0:
        return False
    while left < start and right - left > 100 and _is_blank(octet.unit(units, left)):
        left += 1
    while right > end and right - left > 100 and _is_blank(octet.unit(units, right - 1)):
        right -= 1
    return right - left <= 100


def _is_blank(code: int) -> bool:
    return code == 32 or code == 9 or code == 0xA0 or code == 0x3000


def _to_cover(
    units: bytes, left: int, right: int, members: bytes, columns: bytes, separators: int, blanks: int
) -> int:
    """How many code points of a line there are to cover; none in a row of short words."""
    whole = words = run = longest = 0
    for place in range(left, right):
        column = octet.unit(columns, octet.unit(units, place))
        whole += not _is_member(members, separators + column)
        if _is_member(members, blanks + column):
            run = 0
            continue
        words += run == 0
        run += 1
        longest = max(longest, run)
    return 0 if words >= 4 and longest <= 8 else whole  # phrasebook.WORDS, LONGEST


def _is_member(members: bytes, cell: int) -> int:
    """Whether a bit is set: the first one of a byte is its highest."""
    return members[cell >> 3] >> (7 - (cell & 7)) & 1


def tables_of(
    words: Sequence[str],
    codes: str,
    sets: Sequence[str],
    needs: bytes,
    owners: bytes,
    separators: str,
    between: str,
) -> bytes:
    """What a Sieve asks, of what phrase.read_book keeps: `words` are the triggers, `codes` which patterns each of them
    wakes, `sets` the sets of characters that these name by their numbers; `needs` are for each pattern from where and
    to where, counted from the trigger, a character of which set stands (-1: of any), whether it must be in a short line,
    how long a match can be, and how much of the line all that its rule finds there must cover for it to count (in
    hundredths); `owners` are the patterns' rules; `separators` is what does not have to be covered, `between` what stands
    between the words of a row. The table of members grows with the number of the patterns, by less than a kilobyte for
    each."""
    import numpy  # they are made once

    # A trial is a pattern that a trigger wakes: three codes.
    flat = numpy.frombuffer(codes.encode("utf-32-le", "surrogatepass"), numpy.dtype("<u4"))
    ends = numpy.append(numpy.flatnonzero(flat == 0), len(flat)) - numpy.arange(len(words))
    trials = numpy.diff(ends // 3, prepend=0)
    lengths = numpy.array([len(word) for word in words])
    owner = numpy.repeat(numpy.arange(len(words)), trials)
    patterns, before, after = (flat[flat != 0].astype(numpy.int64).reshape(-1, 3) - 2).T
    rows = numpy.frombuffer(needs, numpy.int32).astype(numpy.int64).reshape(-1, 6)[patterns]

    # Of a row for each set and a column for each character that is in one (the first for all others), the cells say
    # whether it is. The last two rows are of all characters, and of all but letters.
    named = [*sets, separators, between]
    units = numpy.frombuffer("\0".join(named).encode("utf-16-le", "surrogatepass"), numpy.dtype("<u2"))
    known = numpy.zeros(0x10000, numpy.bool_)
    known[units] = known[_LETTERS] = known[_BOUND] = True
    known[0] = False
    columns = numpy.cumsum(known) * known
    size = int(columns[_BOUND]) + 1
    members = numpy.zeros((len(named) + 2, size), numpy.bool_)
    members[numpy.cumsum(units == 0), columns[units]] = True
    members[: len(named), 0] = False
    anything, no_letter = len(named), len(named) + 1
    members[anything:] = True
    members[no_letter, columns[_LETTERS]] = False
    # A Latin word is whole, so that `vx` in "avx512" is no trigger.
    opens = numpy.array(["a" <= word[0] <= "z" for word in words])[owner]
    closes = numpy.array(["a" <= word[-1] <= "z" for word in words])[owner]
    before = numpy.where(before >= 0, before, numpy.where(opens, no_letter, anything))
    after = numpy.where(after >= 0, after, numpy.where(closes, no_letter, anything))
    # What may not be there may be missing.
    members[before, -1] = members[after, -1] = True
    signs = numpy.where(rows[:, 2] >= 0, rows[:, 2], anything)
    of_trials = (
        rows[:, 0], rows[:, 1] - rows[:, 0], before * size, after * size, signs * size, *rows[:, 3:].T
    )  # fmt: skip
    own = numpy.concatenate((numpy.cumsum(trials) - trials, trials, lengths)).astype(numpy.int32)
    rules = numpy.frombuffer(owners, numpy.uint8)[patterns]
    rows = numpy.concatenate(of_trials).astype(numpy.int32)
    kept = own, rows, rules, numpy.packbits(members), columns.astype(numpy.uint16)
    tables = [one.tobytes() for one in kept]
    return marshal.dumps((*tables, len(sets) * size, (len(sets) + 1) * size))
