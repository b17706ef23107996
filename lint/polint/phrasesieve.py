"""Phrasesieve: where in a batch of texts the patterns of a book may match, asked of all its triggers at once.

Most triggers stand where they do by chance. So numpy is asked of every place in a batch what excludes most of them:
whether what stands right beside the trigger may stand there, and whether of each set of words that a pattern needs a
character is near. The book looks at the places that are left.
"""

from __future__ import annotations

import marshal
from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy

from polint import store
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polint.batch import Batch
    from polint.matcher import Hits, Matcher

_AT_ONCE = 4_096
"""Places that are asked together: what is computed of them stays in the processor's cache."""
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


class _Text(NamedTuple):
    """The characters of a batch and what its lines stand between; None where some of them end with CR."""

    codes: Any
    walls: Any


class Sieve:
    """What is asked of the places of one book's triggers."""

    def __init__(self, words: Sequence[str], stamp: bytes, tables: bytes, sight: int) -> None:
        """`words` are the triggers, `stamp` what stands for them, `tables` what `tables_of` makes of them; the ends of a
        short line are within `sight` of what stands in it."""
        self.words = words
        self._stamp = stamp
        self._sight = sight
        self._known: tuple[Matcher, Any] | None = None
        kept = marshal.loads(tables)
        trials, rules, members, columns = (numpy.frombuffer(table, numpy.uint8) for table in kept)
        # Indices and counts are as wide as numpy wants them where it takes by them.
        own, of_trials = trials[: 8 * len(words)], trials[8 * len(words) :]
        self._trials, self._lengths = own.view(numpy.int32).reshape(2, -1).astype(numpy.int64)
        self._first = numpy.cumsum(self._trials) - self._trials
        rows = of_trials.view(numpy.int32).reshape(7, -1).astype(numpy.int64)
        self._length, self._low, self._width, self._before, self._after, self._signs, lined = rows
        self._lined = lined != 0
        self._rules = rules
        self._members = numpy.unpackbits(members).view(numpy.bool_)
        self._columns = columns.view(numpy.uint16).astype(numpy.int64)

    def chances(self, batch: Batch) -> tuple[Iterator[Chance], list[int]]:
        """Where the patterns may match, ascending by the end of the trigger; and the numbers of the dense texts, of whose
        places none is asked."""
        hits = batch.hits
        if hits is None or not hits.indices:
            return iter(()), []
        triggers = self._triggers(hits).take(hits.arrays[0])
        mine = numpy.flatnonzero(triggers >= 0)
        dense = []
        if len(mine) > DENSE:
            bounds = mine.searchsorted(numpy.array(hits.bounds))
            many = (bounds[1:] - bounds[:-1]).tolist()
            spans = zip(batch.spans, many, strict=True)
            dense = [
                number
                for number, ((start, end), count) in enumerate(spans)
                if count > max(DENSE, (end - start) // PART)
            ]
            for number in reversed(dense):
                mine = numpy.delete(mine, slice(*bounds[number : number + 2].tolist()))
        return self._asked(batch, hits, triggers, mine), dense

    def _asked(self, batch: Batch, hits: Hits, triggers: Any, mine: Any) -> Iterator[Chance]:
        """Where the patterns of those hits that are `mine` may match."""
        codes = numpy.frombuffer(batch.folded_units, numpy.dtype("<u2"))
        text = _Text(codes, batch.wall_array if b"\r" not in batch.classes else None)
        bounds = numpy.array(hits.bounds[1:])
        for at in range(0, len(mine), _AT_ONCE):
            places = mine[at : at + _AT_ONCE]
            own = triggers.take(places)
            counts = self._trials.take(own)
            which = numpy.repeat(numpy.arange(len(places)), counts)
            trials = numpy.arange(len(which))
            trials += (self._first.take(own) + counts - numpy.cumsum(counts)).take(which)
            starts = (hits.arrays[1].take(places) - self._lengths.take(own)).take(which)
            for asked in (self._beside, self._in_line, self._near):
                left = numpy.flatnonzero(asked(text, trials, starts))
                which, trials, starts = which.take(left), trials.take(left), starts.take(left)
            own = own.take(which)
            yield from zip(
                bounds.searchsorted(places.take(which), "right").tolist(),
                own.tolist(),
                starts.tolist(),
                (trials - self._first.take(own)).tolist(),
                self._rules.take(trials).tolist(),
                strict=True,
            )

    def _beside(self, text: _Text, trials: Any, starts: Any) -> Any:
        """Whether what stands right before and after the triggers may stand there."""
        ends = starts + self._length.take(trials)
        before, after = text.codes.take(starts - 1, mode="clip"), text.codes.take(ends, mode="clip")
        before[starts == 0] = _BOUND
        after[ends == len(text.codes)] = _BOUND
        fits = self._members.take(self._before.take(trials) + self._columns.take(before))
        fits &= self._members.take(self._after.take(trials) + self._columns.take(after))
        return fits

    def _in_line(self, text: _Text, trials: Any, starts: Any) -> Any:
        """Whether the line may be short, where it must be."""
        fits = ~self._lined.take(trials)
        if text.walls is None:
            fits[:] = True
        else:
            line = text.walls.searchsorted(starts)
            short = starts - text.walls.take(line - 1) <= self._sight
            fits |= short & (text.walls.take(line) - starts <= self._sight + self._length.take(trials))
        return fits

    def _near(self, text: _Text, trials: Any, starts: Any) -> Any:
        """Whether what the patterns need may stand where it should, counted from the triggers."""
        widths = self._width.take(trials)
        ends = numpy.cumsum(widths)
        firsts = ends - widths
        places = numpy.repeat(starts + self._low.take(trials) - firsts, widths)
        places += numpy.arange(len(places))
        cells = numpy.repeat(self._signs.take(trials), widths)
        cells += self._columns.take(text.codes.take(places, mode="clip"))
        return numpy.logical_or.reduceat(self._members.take(cells), firsts)

    def _triggers(self, hits: Hits) -> Any:
        """The number of the trigger that each literal is, -1 for those of others."""
        if self._known is None or self._known[0] is not hits.matcher:
            matcher = hits.matcher

            def build() -> bytes:
                numbers = {word: number for number, word in enumerate(self.words)}
                return array("i", [numbers.get(literal, -1) for literal in matcher.literals]).tobytes()

            kept = store.compiled("phrase-triggers-1", matcher.stamp + self._stamp, build)
            self._known = matcher, numpy.frombuffer(kept, numpy.int32).astype(numpy.int64)
        return self._known[1]


def tables_of(words: Sequence[str], codes: str, sets: Sequence[str], needs: bytes, owners: bytes) -> bytes:
    """What a Sieve asks, of what phrase.read_book keeps: `words` are the triggers, `codes` which patterns each of them
    wakes, `sets` the sets of characters that these name by their numbers; `needs` are for each pattern from where and
    to where, counted from the trigger, a character of which set stands (-1: of any), and whether it must be in a short
    line; `owners` are the patterns' rules. The table of members grows with the number of the patterns, by less than a
    kilobyte for each."""
    # A trial is a pattern that a trigger wakes: three codes.
    flat = numpy.frombuffer(codes.encode("utf-32-le", "surrogatepass"), numpy.dtype("<u4"))
    ends = numpy.append(numpy.flatnonzero(flat == 0), len(flat)) - numpy.arange(len(words))
    trials = numpy.diff(ends // 3, prepend=0)
    lengths = numpy.array([len(word) for word in words])
    owner = numpy.repeat(numpy.arange(len(words)), trials)
    patterns, before, after = (flat[flat != 0].astype(numpy.int64).reshape(-1, 3) - 2).T
    rows = numpy.frombuffer(needs, numpy.int32).astype(numpy.int64).reshape(-1, 4)[patterns]

    # Of a row for each set and a column for each character that is in one (the first for all others), the cells say
    # whether it is. The last two rows are of all characters, and of all but letters.
    units = numpy.frombuffer("\0".join(sets).encode("utf-16-le", "surrogatepass"), numpy.dtype("<u2"))
    known = numpy.zeros(0x10000, numpy.bool_)
    known[units] = known[_LETTERS] = known[_BOUND] = True
    known[0] = False
    columns = numpy.cumsum(known) * known
    size = int(columns[_BOUND]) + 1
    members = numpy.zeros((len(sets) + 2, size), numpy.bool_)
    members[numpy.cumsum(units == 0), columns[units]] = True
    members[: len(sets), 0] = False
    anything, no_letter = len(sets), len(sets) + 1
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
        lengths[owner], rows[:, 0], rows[:, 1] - rows[:, 0], before * size, after * size, signs * size, rows[:, 3]
    )  # fmt: skip
    table = numpy.concatenate((trials, lengths, *of_trials)).astype(numpy.int32)
    rules = numpy.frombuffer(owners, numpy.uint8)[patterns]
    kept = table, rules, numpy.packbits(members), columns.astype(numpy.uint16)
    return marshal.dumps(tuple(one.tobytes() for one in kept))
