"""Echo: the sentences of a text that end, and the lines that begin or end, as an earlier one of it does.

Nearly every text is asked for them and nearly none has any that matter, so they are looked for in all texts of a
batch at once, by numbers made of their ends, and what comes out is still only a suspicion. All texts here are
folded (simplified, half width, lower case).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from polint.character import HAN_SET, SURROGATE
from polint.document import Document
from polint.fold import text_of_units
from polint.named import NamedTuple

if TYPE_CHECKING:
    from polint.batch import Batch

TAIL = 15
"""Characters at the end of a sentence by which it is suspected of being another one; no shorter one is."""
HEAD = 16
"""Characters at either end of a line by which it is suspected."""
LINE = 36
"""Shortest line of which a near copy is looked for."""
MARKER = 10
"""Characters that a marker before a paragraph may have (“第一百零三条　”)."""
FRONT = 8
"""Characters at the front of a sentence that are looked at where its end is ASCII: code is not compared."""
FEWEST = 20_000
"""Code points of a batch from which numpy is worth its calls."""
MARKS = "0123456789一二三四五六七八九十百第条章节.、．()[】【]#>*+-○●■□◆◇•· \t\r"
"""What markers are made of: where one ends is looked at later."""
MOST = 400
"""Pairs of lines that are looked at in one text: the work stays linear."""
_LISTED = "#>*+-○●■□◆◇•·[(【"
"""What lines of a list begin with; they are compared where they are equal."""

Like = Callable[[str, str], int]
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
    batch = document.scan.batch
    if batch is not None and batch.vectorised and len(batch.classes) >= FEWEST:
        return batch.view(_of_batch).get(document.scan.number, _NONE)
    return _of_text(document.folded, document.classes)


def with_echoes(batch: Batch) -> Collection[int]:
    """The sieve of duplicate/paragraph: the texts with echoes, one in twenty."""
    if batch.vectorised and len(batch.classes) >= FEWEST:
        return batch.view(_of_batch)
    found = []
    for number, (start, end) in enumerate(batch.spans):
        classes = batch.classes[start:end]
        units = batch.folded_units[2 * start : 2 * end]
        if any(_of_text(text_of_units(units, surrogates=SURROGATE in classes), classes)):
            found.append(number)
    return found


# -- two texts --------------------------------------------------------------------------------------------


def _copied(one: str, two: str) -> int:
    """How long two sentences are without their markers if they are equal but for these, 0 where not."""
    own = one.lstrip(MARKS)
    return len(own) if one == two or own == two.lstrip(MARKS) else 0


def _nearly(one: str, two: str) -> int:
    """How long two lines are that could be near copies by what costs little to ask, 0 where not."""
    could_be = (
        one != two and one[0] not in _LISTED and two[0] not in _LISTED and one[-1] != ":" and two[-1] != ":"
    )
    return len(one) if could_be else 0


def is_chinese(kinds: bytes) -> bool:
    """Whether two fifths of some classes are Han."""
    return 5 * len(kinds.translate(None, HAN_SET)) <= 3 * len(kinds) > 0


# -- one text ---------------------------------------------------------------------------------------------


def _of_text(folded: str, classes: bytes) -> Echoes:
    plain = folded.replace("\r", "\n")
    found: list[Pair] = []
    pieces = plain.replace("\n", "。").split("。")
    tails = [piece[-TAIL:] for piece in pieces if len(piece) >= TAIL]
    if len(set(tails)) != len(tails):
        members: dict[str, list[tuple[int, int]]] = {}
        at = 0
        for piece in pieces:
            end = at + len(piece)
            if len(piece) >= TAIL and not (piece[-TAIL:].isascii() and piece[:FRONT].isascii()):
                members.setdefault(piece[-TAIL:], []).append((at, end))
            at = end + 1
        for group in members.values():
            found += (
                (*one, *two) for earlier, two in _paired(group) for one in earlier if _as_long(one, two)
            )
    lines = sorted(_lines(plain), key=_later)[:MOST]
    return Echoes(
        [pair for pair in sorted(found, key=_later) if _is_like(_copied, plain, classes, pair)],
        [pair for pair in lines if _is_like(_nearly, plain, classes, pair)],
    )


def _later(pair: Pair) -> tuple[int, int]:
    return pair[2], pair[0]


def _paired(group: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], tuple[int, int]]]:
    """Each but the first with the first and the one before it."""
    for index, two in enumerate(group[1:]):
        yield [group[0]] if index == 0 else [group[0], group[index]], two


def _as_long(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return abs((one[1] - one[0]) - (two[1] - two[0])) <= MARKER


def _is_like(like: Like, plain: str, classes: bytes, pair: Pair) -> bool:
    start, end, other, other_end = pair
    size = like(plain[start:end], plain[other:other_end])
    return size > 0 and is_chinese(classes[end - size : end])


def _as_alike(folded: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether enough of some characters are equal, counted from the front or from the back."""
    fewer, more = sorted((one[1] - one[0], two[1] - two[0]))
    if 5 * fewer < 4 * more:
        return False
    alike = 0
    for part in range(1, _SAMPLES):
        front, back = part * fewer // _SAMPLES, (_SAMPLES - part) * fewer // _SAMPLES
        alike += (
            folded[one[0] + front] == folded[two[0] + front] or folded[one[1] - back] == folded[two[1] - back]
        )
    return alike >= _ALIKE


def _lines(plain: str) -> Iterator[Pair]:
    heads: dict[str, list[tuple[int, int]]] = {}
    tails: dict[str, list[tuple[int, int]]] = {}
    at = 0
    for line in plain.split("\n"):
        end = at + len(line)
        if len(line) >= LINE:
            start = at + (line[0] == " ") * (1 + (line[1] == " "))
            head, tail = plain[start : start + HEAD], line[-HEAD:]
            if not head.isascii():
                heads.setdefault(head, []).append((start, end))
            if not tail.isascii():
                tails.setdefault(tail, []).append((start, end))
        at = end + 1
    for groups in (heads, tails):
        for group in groups.values():
            if len(group) == 2:
                one, two = group
                if _as_alike(plain, one, two):
                    yield (*one, *two)


# -- a batch ----------------------------------------------------------------------------------------------

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
_LINE_HEAD = 0xE7037ED1A0B428DB
_LINE_TAIL = 0x8EBC6AF09C88C6E3
"""What is added to the keys of lines: no sentence's key is equal to one of them."""
_INDEX = (1 << 24) - 1
"""What a place keeps of its key for its number: 16 million of them."""
_SAMPLES = 8
"""The same of two lines: at the borders of so many parts."""
_ALIKE = 4
"""Samples in which two lines that could be near copies are equal."""
_FOREIGN = 0xFF80FF80FF80FF80
"""What none of four ASCII characters has."""
_FIFTEEN = 0x0000FFFFFFFFFFFF
"""The last four of sixteen characters without the last one."""


def walls(batch: Batch) -> Any:
    """What lines stand between, as Batch.walls; CR ends one too."""
    if b"\r" not in batch.classes:
        return batch.wall_array
    import numpy

    line = numpy.frombuffer(batch.classes, numpy.uint8) == 13
    line[batch.wall_array[1:-1]] = True
    return numpy.concatenate(((-1,), numpy.flatnonzero(line), (len(line),)))


def _stops(batch: Batch) -> Any:
    """The same of sentences, which 。 and lines end."""
    import numpy

    stop = numpy.frombuffer(batch.folded_units, numpy.dtype("<u2")) == ord("。")
    stop[batch.view(walls)[1:-1]] = True
    return numpy.concatenate(((-1,), numpy.flatnonzero(stop), (len(stop),)))


def _of_batch(batch: Batch) -> dict[int, Echoes]:
    """The echoes of each text of a batch that has any, by its number."""
    import numpy

    units = batch.folded_units + b"\n\0"
    codes = numpy.frombuffer(units, numpy.dtype("<u2"))
    # Sixteen units from any one on, as one item: numpy gathers few large items much faster than many small ones.
    windows = numpy.ndarray((len(codes) - 15,), numpy.dtype("V32"), units, 0, (2,))
    starts, ends = _parts(_stops(batch), TAIL)
    line_starts, line_ends = _parts(batch.view(walls), LINE)
    for _ in range(2):
        line_starts += codes[line_starts] == 32
    # What is asked of all three kinds of places is asked at once.
    places = numpy.concatenate((ends - TAIL, line_starts, line_ends - HEAD))
    words = windows[places].view(numpy.dtype("<u8")).reshape(-1, 4)
    words[: len(ends), 3] &= numpy.uint64(_FIFTEEN)
    keys = words[:, 0] * numpy.uint64(_FACTORS[0])
    for column in range(1, 4):
        keys += words[:, column] * numpy.uint64(_FACTORS[column])
    keys[len(ends) :] += numpy.uint64(_LINE_HEAD)
    keys[len(ends) + len(line_starts) :] += numpy.uint64(_LINE_TAIL)
    members, keys = _groups(keys)
    # Code is left out; the first of a group is the first that is not code.
    words = words[members]
    foreign = ((words[:, 0] | words[:, 1] | words[:, 2] | words[:, 3]) & numpy.uint64(_FOREIGN)) != 0
    odd = numpy.flatnonzero(~foreign & (members < len(ends)))
    fronts = windows[starts[members[odd]]].view(numpy.dtype("<u8")).reshape(-1, 4)
    foreign[odd] = ((fronts[:, 0] | fronts[:, 1]) & numpy.uint64(_FOREIGN)) != 0
    members, keys = members[foreign], keys[foreign]
    owners = numpy.array(batch.starts).searchsorted(places[members], side="right")
    # Equal keys stand in the order of their places, so those of one text side by side.
    begins = numpy.ones(len(keys) + 1, numpy.bool_)
    begins[1:-1] = keys[1:] != keys[:-1]
    begins[1:-1] |= owners[1:] != owners[:-1]
    later = numpy.flatnonzero(~begins)
    found: dict[int, Echoes] = {}
    if not len(later):
        return found
    of_line = members[later] >= len(ends)
    own = later[~of_line]
    if len(own):
        first = numpy.maximum.accumulate(numpy.where(begins, numpy.arange(len(begins)), 0))[own]
        other = own[own - 1 != first]
        one, two = members[numpy.concatenate((first, other - 1))], members[numpy.concatenate((own, other))]
        sizes = ends - starts
        deep = numpy.minimum(sizes[one], sizes[two]) - MARKER
        near = numpy.abs(sizes[one] - sizes[two]) <= MARKER
        for look in (deep, (deep + TAIL) // 2):
            near &= codes[ends[one] - look] == codes[ends[two] - look]
        _add(found, 0, batch, _columns(starts, ends, one[near], two[near]), _copied)
    own = later[of_line & begins[later - 1] & begins[later + 1]]  # no third one
    if len(own):
        one, two = members[own - 1] - len(ends), members[own] - len(ends)
        tails = one >= len(line_starts)
        one[tails] -= len(line_starts)
        two[tails] -= len(line_starts)
        _add(found, 1, batch, _alike(codes, line_starts, line_ends, one, two), _nearly)
    return found


def _parts(bounds: Any, least: int) -> tuple[Any, Any]:
    """The ranges between these bounds that have at least so many characters."""
    import numpy

    long = numpy.flatnonzero(bounds[1:] - bounds[:-1] > least)
    return bounds[long] + 1, bounds[long + 1]


def _add(found: dict[int, Echoes], kind: int, batch: Batch, pairs: Any, like: Like) -> None:
    """Put those of some pairs (four columns, in the order of the later one) that are `like` and in Chinese to the texts
    that have them."""
    folded, classes = batch.folded, batch.classes
    begin, stop, looked = 0, -1, 0
    for start, end, other, other_end in pairs.tolist():
        if start > stop:
            number = bisect_right(batch.starts, start) - 1
            begin, stop = batch.spans[number]
            looked = 0
        looked += 1
        if kind and looked > MOST:
            continue
        size = like(folded[start:end], folded[other:other_end])
        if size and is_chinese(classes[end - size : end]):
            own = found.get(number)
            if own is None:
                own = found[number] = Echoes([], [])
            own[kind].append((start - begin, end - begin, other - begin, other_end - begin))


def _groups(keys: Any) -> tuple[Any, Any]:
    """The indices whose key another one has, sorted by key and then by index, and the keys (40 bits of them: of a
    million places one in two is suspected of being another one for no reason)."""
    import numpy

    packed = keys & numpy.uint64(~_INDEX & 0xFFFFFFFFFFFFFFFF)
    packed |= numpy.arange(len(keys), dtype=numpy.uint64)
    packed.sort()
    again = numpy.zeros(len(packed) + 1, numpy.bool_)
    numpy.less_equal(packed[1:] ^ packed[:-1], numpy.uint64(_INDEX), out=again[1:-1])
    packed = packed[numpy.flatnonzero(again[1:] | again[:-1])]
    return (packed & numpy.uint64(_INDEX)).view(numpy.int64), packed >> numpy.uint64(24)


def _alike(codes: Any, starts: Any, ends: Any, one: Any, two: Any) -> Any:
    """Of these pairs of lines those that are as long and as much alike."""
    import numpy

    sizes = ends - starts
    fewer, more = numpy.minimum(sizes[one], sizes[two]), numpy.maximum(sizes[one], sizes[two])
    like = 5 * fewer >= 4 * more
    one, two, fewer = one[like], two[like], fewer[like]
    parts = numpy.arange(1, _SAMPLES)
    front = fewer[:, None] * parts // _SAMPLES
    back = fewer[:, None] * (_SAMPLES - parts) // _SAMPLES
    alike = codes[starts[one, None] + front] == codes[starts[two, None] + front]
    alike |= codes[ends[one, None] - back] == codes[ends[two, None] - back]
    like = numpy.count_nonzero(alike, axis=1) >= _ALIKE
    return _columns(starts, ends, one[like], two[like])


def _columns(starts: Any, ends: Any, one: Any, two: Any) -> Any:
    """Pairs as ranges, in the order of the later one."""
    import numpy

    order = (starts[two] << 32 | starts[one]).argsort()
    one, two = one[order], two[order]
    found = numpy.empty((len(one), 4), numpy.int64)
    for column, places in enumerate((starts[one], ends[one], starts[two], ends[two])):
        found[:, column] = places
    return found
