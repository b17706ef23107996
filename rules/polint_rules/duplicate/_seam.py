"""Seam: the lines with which another document could begin, looked for in all texts of a batch at once, and the words that
what stands above such a line shares with what stands below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint_rules.duplicate._boundary import ABSTRACTS, BYLINE, CHAPTER, begins_item, is_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.batch import Batch

LEAST = 50
"""Code points that the first document has at least: less is a letterhead."""
SHORTEST = 20
"""Code points that a second document has at least."""
SPAN = 40
"""Code points of the first line of the second document that are reported; no longer is a title above it."""
MOST = 48
"""Places looked at in one document: what has more is a list, and the work stays linear."""
NUMBERED = 2_000
"""Code points before in which numbering is looked for."""
RESTARTS = {
    "\n一、": ("\n二、", "\n三、", "\n四、"),
    "\n第一条": ("\n第二条", "\n第三条"),
    "\n第一章": ("\n第二章", "\n第三章"),
}
"""The first item of a series, and what lies before it when the series starts again."""


def seams(batch: Batch, first: frozenset[str], last: frozenset[str]) -> dict[int, list[int]]:
    """By the number of the text where lines start that are no items, neither at its very beginning nor at its end, in which
    one of `first` stands (or the title above such a line), above which one of `last` does, or with which a series starts
    again. In code points of the text, ascending."""
    hits = batch.hits
    if hits is None or not hits.indices:
        return {}
    flags, folded = hits.matcher.flags, batch.folded
    own: list[int] = []
    next_ones: list[int] = []
    classes = batch.classes
    _look(
        hits.packed,
        hits.packed_ends,
        len(hits.indices),
        flags(first),
        flags(last),
        classes,
        len(classes),
        batch.walls,
        batch.starts,
        own,
        next_ones,
    )
    found: dict[int, set[int]] = {}
    for number, begins in _by_text(batch, own):
        places = found[number] = set()
        for at in begins:
            if len(places) > MOST:
                break
            if begins_item(folded, at):
                continue
            places.add(at)
            # The title over a dateline or a salutation.
            low = max(batch.starts[number] + LEAST, at - 1 - SPAN)
            above = folded.rfind("\n", low - 1, at - 1) + 1
            if low <= above < at - 1 and is_title(folded[above : at - 1].strip()):
                places.add(above)
            if folded.startswith(ABSTRACTS, at) and at - above <= BYLINE + 1:
                title = folded.rfind("\n", low - 1, above - 1) + 1  # above the line of authors
                if low <= title < above - 1:
                    places.add(title)
    for number, begins in _by_text(batch, next_ones):
        places = found.setdefault(number, set())
        for at in begins:
            if len(places) > 2 * MOST:
                break
            if not begins_item(folded, at) or folded.startswith(CHAPTER, at):
                places.add(at)
    for number, at in _restarts(batch):
        found.setdefault(number, set()).add(at)
    starts = batch.starts
    return {
        number: [at - starts[number] for at in sorted(places)] for number, places in found.items() if places
    }


def _by_text(batch: Batch, places: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Places of a batch, ascending, by the number of their text."""
    first = 0
    while first < len(places):
        number = bisect_right(batch.starts, places[first]) - 1
        last = bisect_left(places, batch.spans[number][1] + 1, first)
        yield number, places[first:last]
        first = last


def _restarts(batch: Batch) -> Iterator[tuple[int, int]]:
    """The lines that are no items among the three above the first item of a series that stands below another one of it: the
    number of the text and where they start."""
    for sign, others in RESTARTS.items():
        places = [end - len(sign) for end in batch.places(frozenset((sign,)))]
        for number, own in _by_text(batch, places):
            for place in _again(batch, number, sign, others, own):
                yield from _above(batch, number, place)


def _again(batch: Batch, number: int, sign: str, others: tuple[str, ...], places: list[int]) -> Iterator[int]:
    """Those of the places of a first item that come after another item of the series, and are no points of an article."""
    folded, start = batch.folded, batch.starts[number]
    reached = places[-1]
    for other in others:  # the first of them
        at = start if folded.startswith(other[1:], start) else folded.find(other, start, reached)
        reached = at if at >= 0 else reached
    article = -NUMBERED
    for place in places[bisect_right(places, reached) :][:MOST]:
        if sign == "\n一、":
            low = max(start, place - NUMBERED)
            if article < low:
                article = folded.rfind("\n第", low, place)
            if article >= low:
                continue
        yield place


def _above(batch: Batch, number: int, at: int) -> Iterator[tuple[int, int]]:
    """The title and the preamble before a first item, whose line ends at `at`."""
    folded, (start, end) = batch.folded, batch.spans[number]
    for _ in range(3):
        at = folded.rfind("\n", start, at)
        if at < start + LEAST:
            break
        if at < end - SHORTEST and not begins_item(folded, at + 1):
            yield number, at + 1


def _look(
    indices: bytes,
    ends: bytes,
    count: int,
    first: bytes,
    last: bytes,
    classes: bytes,
    size: int,
    walls: bytes,
    starts: list[int],
    own: list[int],
    next_ones: list[int],
) -> None:
    """Put into `own` where the lines start in which one of `first` stands, into `next_ones` where those do that follow one
    with one of `last`, of a batch, ascending; none at the beginning or the end of a text."""
    number, start, line = 0, 0, 1
    stop = starts[1] - 1 if len(starts) > 1 else size
    known = followed = -1
    for hit in range(count):
        index = octet.word(indices, hit)
        if not (first[index] or last[index]):
            continue
        place = octet.word(ends, hit) - 1
        if place > stop:
            while place > stop:
                number += 1
                stop = starts[number + 1] - 1 if number + 1 < len(starts) else size
            start = starts[number]
        while octet.number(walls, line) < place:
            line += 1
        if first[index]:
            begin = octet.number(walls, line - 1) + 1
            if begin != known and start + 50 <= begin <= stop - 20:  # LEAST, SHORTEST
                known = begin
                own.append(begin)
        if last[index]:
            begin = octet.number(walls, line) + 1
            if begin != followed and start + 50 < begin <= stop - 20 and classes[begin - 1] == 10:
                followed = begin
                next_ones.append(begin)


_FUNCTION = (
    "的了是在和与及等为以对有不一二三四五六七八九十年月日个这那他她我你们也就都而着或并上下中大小到来去要会可能被把从向将于其"
    "之所由更最各"
)
UNRELATED = 0.05
"""Share of the shorter part's two-character words that the other part has. Measured over windows of 150
characters: adjacent parts of one law share 0.15–0.8 (5–95%), of one short text 0.03–0.5, unrelated short texts
0–0.03."""
FEWEST = 25
"""Two-character words that the shorter part must have before its vocabulary says anything."""
FEW = 16
"""The same where the first text is known to be whole and not one word is shared."""
_SLOTS = 8_192
"""Places for the words of two parts: more than three times as many as the parts that are compared have characters."""


def shared_words(units: bytes, first: int, at: int, last: int, *, whole: bool = False) -> float | None:
    """The share of the words of the shorter of two parts of a text, [first, at) and [at, last), that the other part has,
    None where they are too few; where the first text is `whole`, a few of which none is shared say something. A word is
    two Han beside each other that are no function words; the text is folded."""
    counts = [0, 0, 0]
    _count_words(units, first, at, last, _content(), bytearray(5 * _SLOTS), _SLOTS - 1, counts)
    here, there, both = counts
    fewest = min(here, there)
    if fewest < FEWEST:
        return 0.0 if whole and fewest >= FEW and not both else None
    return both / fewest


@cache
def _content() -> bytes:
    """For each unit whether it is Han and no function word."""
    table = bytearray(0x10000)
    table[0x4E00:0xA000] = bytes((1,)) * 0x5200
    for char in _FUNCTION:
        table[ord(char)] = 0
    return bytes(table)


def _count_words(
    units: bytes,
    first: int,
    at: int,
    last: int,
    content: bytes,
    table: bytearray,
    mask: int,
    counts: list[int],
) -> None:
    """Add up in `counts` how many different words stand before `at`, behind it, and on either side. `table`: room for the
    words, and behind them for which parts each stands in."""
    here = there = both = 0
    parts = 4 * (mask + 1)
    for place in range(first, last - 1):
        one, two = octet.unit(units, place), octet.unit(units, place + 1)
        if not (content[one] and content[two]) or place + 1 == at:
            continue
        word = one << 16 | two
        slot = (one * 0x9E5 ^ two * 0x1F1) & mask
        while octet.word(table, slot) and octet.word(table, slot) != word:
            slot = slot + 1 & mask
        octet.put_word(table, slot, word)
        part = 1 if place < at else 2
        if not table[parts + slot] & part:
            table[parts + slot] |= part
            if part == 1:
                here += 1
            else:
                there += 1
                both += table[parts + slot] & 1
    counts[0], counts[1], counts[2] = here, there, both
