"""Echo: the sentences of a text that end, and the lines that begin or end, as an earlier one of it does.

Nearly every text is asked for them and nearly none has any that matter, so they are looked for in all texts of a
batch at once, by numbers made of their ends, and what comes out is still only a suspicion. All texts here are
folded (simplified, half width, lower case).
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from polint.character import IDEOGRAPHIC_SPACE, STOP, SURROGATE, TAB
from polint.document import Document
from polint.named import NamedTuple
from polint.scan import text_of_units

if TYPE_CHECKING:
    from polint.scan import Batch

TAIL = 15
"""Characters at the end of a sentence by which it is suspected of being another one; no shorter one is."""
HEAD = 16
"""The same at either end of a line."""
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

Pair = Sequence[int]
"""Two ranges: start and end of the earlier, start and end of the later."""


class Echoes(NamedTuple):
    """Pairs of sentences that end alike, as far as they would if one were the other but for a marker; pairs of
    lines of like length that begin or end alike, and as no third one does. Each ascending by the later one."""

    sentences: list[Pair]
    lines: list[Pair]


_NONE = Echoes([], [])


def echoes(document: Document) -> Echoes:
    """The echoes in `document`."""
    batch = document.scan.batch
    if batch is not None and batch.vectorised and len(batch.classes) >= FEWEST:
        return batch.view(_of_batch).get(document.scan.number, _NONE)
    return _of_text(document.folded)


def with_echoes(batch: Batch) -> Collection[int]:
    """The sieve of duplicate/paragraph: the texts with echoes, one in seven."""
    if batch.vectorised and len(batch.classes) >= FEWEST:
        return batch.view(_of_batch)
    found = []
    for number, (start, end) in enumerate(batch.spans):
        surrogates = SURROGATE in batch.classes[start:end]
        if any(_of_text(text_of_units(batch.folded_units[2 * start : 2 * end], surrogates=surrogates))):
            found.append(number)
    return found


# -- one text ---------------------------------------------------------------------------------------------


def _of_text(folded: str) -> Echoes:
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
                (*one, *two)
                for earlier, two in _paired(group)
                for one in earlier
                if _as_long(one, two) and _as_deep(folded, one, two)
            )
    return Echoes(sorted(found, key=_later), sorted(_lines(plain), key=_later))


def _later(pair: Pair) -> tuple[int, int]:
    return pair[2], pair[0]


def _paired(group: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], tuple[int, int]]]:
    """Each but the first with the first and the one before it."""
    for index, two in enumerate(group[1:]):
        yield [group[0]] if index == 0 else [group[0], group[index]], two


def _as_long(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return abs((one[1] - one[0]) - (two[1] - two[0])) <= MARKER


def _as_deep(folded: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether the ends are equal as far as a marker may reach: some characters are looked at."""
    deep = min(one[1] - one[0], two[1] - two[0])
    return all(
        (here := folded[one[1] - look]) == (there := folded[two[1] - look])
        or (here in MARKS and there in MARKS)
        for look in _LOOKS
        if look <= deep
    )


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

_FACTORS = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
)
_INDEX = (1 << 24) - 1
"""What a place keeps of its key for its number: 16 million of them."""
_LOOKS = (16, 17, 18, 20, 24, 28, 32, 40, 48, 56, 64)
"""At which characters from their ends two sentences are compared."""
_SAMPLES = 8
"""The same of two lines: at the borders of so many parts."""
_ALIKE = 4
"""Samples in which two lines that could be near copies are equal."""
_FOREIGN = 0xFF80FF80FF80FF80
"""What none of four ASCII characters has."""
_FIFTEEN = 0x0000FFFFFFFFFFFF
"""The last four of sixteen characters without the last one."""


def stops(batch: Batch) -> Any:
    """Where sentences (。！？), lines and texts end in a batch, and where it ends itself, ascending."""
    import numpy

    classes = numpy.frombuffer(batch.classes, numpy.uint8)
    stop = classes == 10
    stop |= classes == STOP[0]
    if b"\r" in batch.classes:
        stop |= classes == 13
    stop[numpy.array(batch.starts[1:], numpy.int64) - 1] = True  # what parts two texts
    return numpy.append(numpy.flatnonzero(stop), len(classes))


def trailing(batch: Batch) -> dict[int, list[int]]:
    """Where in the texts of a batch lines end that have white space before their end, or that end otherwise than
    with LF: by the number of the text, in code points of the batch."""
    import numpy

    classes = numpy.frombuffer(batch.classes, numpy.uint8)
    ends = batch.view(stops)[:-1]
    if len(ends) and ends[0] == 0:
        ends = ends[1:]
    kinds = classes[ends]
    before = classes[ends - 1]
    blank = (before == ord(" ")) | (before == TAB[0]) | (before == IDEOGRAPHIC_SPACE[0])
    places = ends[(blank & (kinds == 10)) | (kinds == 13)]
    numbers = numpy.array(batch.starts).searchsorted(places, side="right") - 1
    found: dict[int, list[int]] = {}
    for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
        if number in found:
            found[number].append(place)
        else:
            found[number] = [place]
    return found


def _of_batch(batch: Batch) -> dict[int, Echoes]:
    """The echoes of each text of a batch that has any, by its number."""
    import numpy

    units = batch.folded_units + b"\n\0"
    codes = numpy.frombuffer(units, numpy.dtype("<u2"))
    size = len(codes) - 1
    # Sixteen units from any one on, as one item: numpy gathers few large items much faster than many small ones.
    windows = numpy.ndarray((size - 14,), numpy.dtype("V32"), units, 0, (2,))
    firsts = numpy.array(batch.starts, numpy.int64)
    ends = batch.view(stops)
    signs = codes[ends]
    other = (signs == ord("!")) | (signs == ord("?"))  # of the stops, 。 alone ends a sentence
    if other.any():
        ends, signs = ends[~other], signs[~other]
    starts, long = _parts(ends, TAIL)
    line_starts, line_ends = _parts(ends[signs != ord("。")], LINE)
    for _ in range(2):
        line_starts += codes[line_starts] == 32
    # What is asked of all three kinds of places is asked at once.
    words = windows[numpy.concatenate((long - TAIL, line_starts, line_ends - HEAD))]
    words = words.view(numpy.dtype("<u8")).reshape(-1, 4)
    words[: len(long), 3] &= numpy.uint64(_FIFTEEN)
    members, keys = _groups(_keys(words, firsts, (long, line_starts, line_ends)))
    words = words[members]
    foreign = ((words[:, 0] | words[:, 1] | words[:, 2] | words[:, 3]) & numpy.uint64(_FOREIGN)) != 0
    of_line = members >= len(long)
    found: dict[int, Echoes] = {}
    own = ~of_line
    # Code is left out; the first of a group is the first that is not code.
    fronts = windows[starts[members[own]]].view(numpy.dtype("<u8")).reshape(-1, 4)
    own[own] = foreign[own] | (((fronts[:, 0] | fronts[:, 1]) & numpy.uint64(_FOREIGN)) != 0)
    _add(found, 0, firsts, _sentences(codes, starts, long, members[own], keys[own]))
    of_line &= foreign
    members = members[of_line] - len(long)
    members[members >= len(line_starts)] -= len(line_starts)
    _add(found, 1, firsts, _lines_of_batch(codes, line_starts, line_ends, members, keys[of_line]))
    return found


def _parts(ends: Any, least: int) -> tuple[Any, Any]:
    """The ranges between these ends that have at least so many characters."""
    import numpy

    starts = numpy.empty_like(ends)
    starts[0] = 0
    numpy.add(ends[:-1], 1, out=starts[1:])
    long = numpy.flatnonzero(ends - starts >= least)
    return starts[long], ends[long]


def _add(found: dict[int, Echoes], kind: int, firsts: Any, pairs: Any) -> None:
    """Put pairs (four columns), which stand in the order of the later one, to the text that has them."""
    if not len(pairs):
        return
    numbers = firsts.searchsorted(pairs[:, 0], side="right") - 1
    pairs = pairs - firsts[numbers][:, None]
    for number, pair in zip(numbers.tolist(), pairs.tolist(), strict=True):
        own = found.get(number)
        if own is None:
            own = found[number] = Echoes([], [])
        own[kind].append(pair)


def _keys(words: Any, firsts: Any, kinds: tuple[Any, ...]) -> Any:
    """A key for each row of four words, of which two are equal only where the words are, the places are of one kind
    and one text holds both. The places of each kind ascend."""
    import numpy

    found = words[:, 0] * numpy.uint64(_FACTORS[0])
    for column in range(1, 4):
        found += words[:, column] * numpy.uint64(_FACTORS[column])
    owners = numpy.arange(len(kinds) * len(firsts), dtype=numpy.uint64) * numpy.uint64(_FACTORS[4])
    sizes = [numpy.diff(numpy.append(places.searchsorted(firsts), len(places))) for places in kinds]
    found += numpy.repeat(owners, numpy.concatenate(sizes))
    return found


def _groups(keys: Any) -> tuple[Any, Any]:
    """The indices whose key another one has, sorted by key and then by index, and the keys (40 bits of them: of a
    million places one in two is suspected of being another one for no reason)."""
    import numpy

    packed = keys & numpy.uint64(~_INDEX & 0xFFFFFFFFFFFFFFFF)
    packed |= numpy.arange(len(keys), dtype=numpy.uint64)
    packed.sort()
    again = numpy.flatnonzero((packed[1:] ^ packed[:-1]) <= _INDEX)
    if not len(again):
        return again, packed[:0]
    kept = numpy.zeros(len(packed), numpy.bool_)
    kept[again] = True
    kept[again + 1] = True
    packed = packed[kept]
    return (packed & numpy.uint64(_INDEX)).astype(numpy.intp), packed >> numpy.uint64(24)


def _begins(keys: Any) -> Any:
    """Where among sorted keys another one begins."""
    import numpy

    return numpy.flatnonzero(
        numpy.concatenate((numpy.ones(min(1, len(keys)), numpy.bool_), keys[1:] != keys[:-1]))
    )


def _sentences(codes: Any, starts: Any, ends: Any, members: Any, keys: Any) -> Any:
    """Of sentences with equal keys, the pairs that are as long and as deep."""
    import numpy

    if len(members) < 2:
        return members[:0]
    begins = _begins(keys)
    same = keys[1:] == keys[:-1]
    first = members[numpy.repeat(begins, numpy.diff(numpy.append(begins, len(members))))][1:][same]
    before, later = members[:-1][same], members[1:][same]
    other = first != before
    one, two = numpy.concatenate((first, before[other])), numpy.concatenate((later, later[other]))
    sizes = ends - starts
    near = numpy.abs(sizes[one] - sizes[two]) <= MARKER
    one, two = one[near], two[near]
    looks = numpy.array(_LOOKS)
    here, there = codes[ends[one][:, None] - looks], codes[ends[two][:, None] - looks]
    marks = _marks()
    equal = (here == there) | (marks[here] & marks[there])
    equal |= looks > numpy.minimum(sizes[one], sizes[two])[:, None]
    kept = equal.all(axis=1)
    return _columns(starts, ends, one[kept], two[kept])


@functools.cache
def _marks() -> Any:
    import numpy

    found = numpy.zeros(0x10000, numpy.bool_)
    found[[ord(sign) for sign in MARKS]] = True
    return found


def _lines_of_batch(codes: Any, starts: Any, ends: Any, members: Any, keys: Any) -> Any:
    """Of lines with equal keys, the pairs that no third one equals and that are as long and as much alike."""
    import numpy

    begins = _begins(keys)
    begins = begins[numpy.diff(numpy.append(begins, len(keys))) == 2]
    one, two = members[begins], members[begins + 1]
    sizes = ends - starts
    fewer, more = numpy.minimum(sizes[one], sizes[two]), numpy.maximum(sizes[one], sizes[two])
    like = 5 * fewer >= 4 * more
    one, two, fewer = one[like], two[like], fewer[like]
    parts = numpy.arange(1, _SAMPLES)
    front = fewer[:, None] * parts // _SAMPLES
    back = fewer[:, None] * (_SAMPLES - parts) // _SAMPLES
    alike = codes[starts[one][:, None] + front] == codes[starts[two][:, None] + front]
    alike |= codes[ends[one][:, None] - back] == codes[ends[two][:, None] - back]
    like = numpy.count_nonzero(alike, axis=1) >= _ALIKE
    return _columns(starts, ends, one[like], two[like])


def _columns(starts: Any, ends: Any, one: Any, two: Any) -> Any:
    import numpy

    order = numpy.lexsort((starts[one], starts[two]))
    one, two = one[order], two[order]
    return numpy.stack((starts[one], ends[one], starts[two], ends[two]), axis=1)
