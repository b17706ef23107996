"""Half-width marks: where , ; : ? ! ( ) stand in Chinese, and where full-width ones stand among Latin letters.

First the places where a finding can be at all are looked for, of a whole batch at once where numpy is loaded: most
texts have none. The rest is asked of those places; of a long text that has many, by numpy again
(`_half_width_dense`).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from polint.batch import Batch
from polint.character import HAN_SET, HANGUL, KANA
from polint.document import Document
from polint.finding import Edit
from polint.named import NamedTuple
from polint.pattern import lazy

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
WINDOW = 40  # code points on either side that tell the language of the place, about two clauses
LONGEST_PAIR = 400  # code points between two parentheses

# The closing and the opening marks of Chinese text, between which a half-width mark stands wrong too.
BEFORE = HAN_SET + b"kjqubaegpz%"
AFTER = HAN_SET + b"KJQUBAEGP"
CLOSING = b"kjqubaegp"
MARKS = b",;:?!"
_BEFORE, _AFTER, _INSIDE = frozenset(BEFORE), frozenset(AFTER), frozenset(BEFORE + AFTER)
_HAN_CODES = frozenset(HAN_SET)
_CLOSING = frozenset(CLOSING)
_LINE_END = frozenset(b"\n\r")
# The control character stands between two texts of a batch, where one ends.
_LIKELY_AFTER = frozenset(AFTER + CLOSING + MARKS + b'd\n\r" \x8c')
_HAN = lazy(b"[" + HAN_SET + b"]")
_NUMBER = lazy(rb"[dnl. ]{1,6}")
_RUN = lazy(rb"[,;:?!]+")
_PAIR = lazy(rb"\([^()\n\r]{1,400}\)")
# Where a certain finding can begin at all. Each mark has a pattern that begins with it, since `re` looks for a
# literal many times as fast as for a set. A mark inside a number (10:30, 3,000) is none.
_LIKELY = {
    mark: lazy(
        re.escape(bytes((mark,)))
        + b"(?:(?<=["
        + BEFORE
        + b"].)|(?<=d.)(?!d))(?=[,;:?!]* {0,2}(?:["
        + AFTER
        + CLOSING
        + b'd\n\r"]|\\Z))'
    )
    for mark in MARKS
}
_LIKELY_PAIR = lazy(b"\\((?<=[" + HAN_SET + b"]\\()(?=[" + BEFORE + AFTER + b"])")
_AMONG_LATIN = {mark: lazy(bytes((mark,)) + b"(?<=l.)(?= ?l)") for mark in b"vxyz"}


class Mark(NamedTuple):
    """A half-width mark or a pair of them: its span, the edits that widen it, whether what stands on both
    sides is Chinese beyond doubt."""

    start: int
    end: int
    kind: str
    edits: tuple[Edit, ...]
    certain: bool


class Places(NamedTuple):
    """Where a half-width mark can be wrong, an opening parenthesis, and a full-width mark, each ascending."""

    marks: list[int]
    pairs: list[int]
    latin: list[int]


def with_places(batch: Batch) -> Collection[int]:
    """The sieve of script/width: the texts in which there is a place to look at."""
    if batch.vectorised:
        return batch.view(_places_by_number)
    return [number for number, classes in enumerate(batch.parts) if places_one_by_one(classes) is not None]


def places(document: Document) -> Places | None:
    """Where to look; None where there is nothing to see, as in most texts."""
    scan = document.scan
    batch = scan.batch
    if batch is not None and batch.vectorised:
        return batch.view(_places_by_number).get(scan.number)
    return places_one_by_one(scan.classes)


def places_one_by_one(classes: bytes) -> Places | None:
    """The same of one text, without numpy."""
    marks: list[int] = []
    for mark in MARKS:
        if mark in classes:
            marks.extend(match.start() for match in _LIKELY[mark].finditer(classes))
    pairs = [match.start() for match in _LIKELY_PAIR.finditer(classes)] if 0x28 in classes else []
    latin: list[int] = []
    if 0x6C in classes:
        for mark in b"vxyz":
            if mark in classes:
                latin.extend(match.start() for match in _AMONG_LATIN[mark].finditer(classes))
    if not marks and not pairs and not latin:
        return None
    return Places(sorted(marks), pairs, sorted(latin))


def _places_by_number(batch: Batch) -> dict[int, Places]:
    return places_of_texts(batch.classes, batch.starts)


def places_of_texts(classes: bytes, starts: list[int]) -> dict[int, Places]:
    """The same of many texts by their numbers, each of which starts at one of `starts`, with one control character
    between two."""
    import numpy

    size = len(classes)
    padded = classes + b"\n\n"
    codes = numpy.frombuffer(padded, numpy.uint8)
    # What is asked of every code point are these few comparisons: whether an ASCII mark follows what can be Chinese,
    # whose classes are small letters or lie beyond ASCII, or a full-width one a Latin letter (l).
    here, before = codes[1:size], codes[: max(0, size - 1)]
    latin = before == 0x6C
    chinese = (before >= 0x61) ^ latin
    if 0x25 in classes:
        chinese |= before == 0x25
    places = numpy.flatnonzero(((here - 0x21 <= 0x1E) & chinese) | ((here - 0x76 <= 4) & latin)) + 1
    found: dict[int, Places] = {}
    # Few numpy calls: each costs as much as twenty code points looked at by Python.
    kinds = _kinds()[codes[places - 1].astype(numpy.intp) << 8 | codes[places]]
    places, kinds = places[kinds > 0], kinds[kinds > 0]
    if len(places) > _MANY:
        return _of_many(codes, places, kinds, starts)
    for place, kind in zip(places.tolist(), kinds.tolist(), strict=True):
        after = padded[place + 1]
        if kind == 3:
            goes_on = after == 0x6C or (after == 0x20 and padded[place + 2] == 0x6C)
        elif kind == 2:
            goes_on = after in _INSIDE
        elif after == 0x20:
            goes_on = padded[place + 2] in _LIKELY_AFTER
        else:
            goes_on = after in _LIKELY_AFTER and not padded[place - 1] == after == 0x64
        if goes_on:
            number = bisect_right(starts, place) - 1
            own = found.get(number)
            if own is None:
                own = found[number] = Places([], [], [])
            own[kind - 1].append(place - starts[number])
    return found


_MANY = 2_000
"""Places of a batch from which on all questions are asked of all of them at once."""


def _of_many(codes: Any, places: Any, kinds: Any, starts: list[int]) -> dict[int, Places]:
    import numpy

    before, after, second = codes[places - 1], codes[places + 1], codes[places + 2]
    spaced = after == 0x20
    within_number = (before == 0x64) & (after == 0x64)
    going_on = (
        numpy.where(spaced, table(_LIKELY_AFTER)[second], table(_LIKELY_AFTER)[after] & ~within_number),
        table(_INSIDE)[after],
        (after == 0x6C) | (spaced & (second == 0x6C)),
    )
    found: dict[int, Places] = {}
    for kind, kept in enumerate(going_on):
        chosen = places[kept & (kinds == kind + 1)]
        bounds = [*chosen.searchsorted(starts).tolist(), len(chosen)]
        for number, (first, last) in enumerate(pairwise(bounds)):
            if first < last:
                own = found.setdefault(number, Places([], [], []))
                own[kind].extend((chosen[first:last] - starts[number]).tolist())
    return found


@functools.cache
def _kinds() -> Any:
    """Of two neighbouring classes, whether the second is a mark that can be wrong (1), a parenthesis (2) or a
    full-width mark (3)."""
    import numpy

    found = numpy.zeros((256, 256), numpy.uint8)
    for kind, before, here in ((1, BEFORE + b"d", MARKS), (2, HAN_SET, b"("), (3, b"l", b"vxyz")):
        for code in before:
            found[code, list(here)] = kind
    return found.ravel()


def table(kinds: bytes | frozenset[int]) -> Any:
    """Of each class, whether it is one of `kinds`, as an array."""
    import numpy

    found = numpy.zeros(256, bool)
    found[list(kinds)] = True
    return found


# -- one mark at a time -------------------------------------------------------------------------------------


def certain_marks(document: Document, starts: list[int]) -> Iterator[Mark]:
    """The runs of half-width marks that begin at one of `starts` and are certain."""
    classes = document.classes
    for start in starts:
        match = _RUN.match(classes, start)
        mark = _mark(document, start, match.end(), only_certain=True) if match else None
        if mark is not None:
            yield mark


def marks(document: Document) -> Iterator[Mark]:
    """The runs of half-width marks that have Chinese on one side at least."""
    for match in _RUN.finditer(document.classes):
        mark = _mark(document, *match.span(), only_certain=False)
        if mark is not None:
            yield mark


def certain_pairs(document: Document, starts: list[int]) -> Iterator[Mark]:
    """The pairs of half-width parentheses that begin at one of `starts` and are certain."""
    classes = document.classes
    for start in starts:
        match = _PAIR.match(classes, start)
        mark = _pair(document, match, only_certain=True) if match else None
        if mark is not None:
            yield mark


def pairs(document: Document) -> Iterator[Mark]:
    """The pairs of half-width parentheses with Chinese inside and outside."""
    for match in _PAIR.finditer(document.classes):
        mark = _pair(document, match, only_certain=False)
        if mark is not None:
            yield mark


def _mark(document: Document, start: int, end: int, *, only_certain: bool) -> Mark | None:
    classes = document.classes
    size = len(classes)
    before = classes[start - 1] if start else 10
    if before in _LINE_END or before == 0x20:
        return None
    after = end
    while after < size and classes[after] == 32 and after < end + 2:
        after += 1
    follows = classes[after] if after < size else 10
    left, right = before in _BEFORE, follows in _AFTER
    if before in _HAN_CODES and (follows in _CLOSING or follows == 0x22):
        right = after == end
    if not left and not right:
        return None
    if left:
        certain = right or follows in _LINE_END or (follows == 0x64 and _number_in_chinese(classes, after))
    else:
        # A number or a word of Latin letters that Chinese leads up to, and Chinese goes on after it.
        certain = before == 0x64 and _after_han(classes, start)
    if before == 0x25 and not _after_han(classes, start):  # a percentage by itself
        certain = False
    if only_certain and not certain:
        return None
    if not _is_chinese(classes, start, end) or document.regions.touches(start, end):
        return None
    written = document.text[start:end]
    stop = after if right else end
    return Mark(
        start, stop, written[0], (Edit(start, stop, "".join(WIDE[char] for char in written)),), certain
    )


def _pairs(document: Document) -> Iterator[Mark]:
    """The pairs of half-width parentheses with Chinese inside and outside."""
    for match in _PAIR.finditer(document.classes):
        mark = _pair(document, match, only_certain=False)
        if mark is not None:
            yield mark


def _certain_pairs(document: Document) -> Iterator[Mark]:
    """Those of `_pairs` that are certain, looked for where one can stand only."""
    classes = document.classes
    if b"(" not in classes:
        return
    for likely in _LIKELY_PAIR.finditer(classes):
        match = _PAIR.match(classes, likely.start())
        mark = _pair(document, match, only_certain=True) if match else None
        if mark is not None:
            yield mark


def _pair(document: Document, match: re.Match[bytes], *, only_certain: bool) -> Mark | None:
    classes = document.classes
    size = len(classes)
    start, end = match.span()
    inside = match.group()[1:-1]
    left = start
    while left and classes[left - 1] == 32 and left > start - 2:
        left -= 1
    before = classes[left - 1] if left else 10
    certain = (
        left == start
        and before in _HAN_CODES
        and inside[0] in _INSIDE
        and inside[-1] in _BEFORE
        # A numeral or a lone letter in parentheses is a marker: the document's own style.
        and _NUMBER.fullmatch(inside) is None
    )
    if only_certain and not certain:
        return None
    if not _is_chinese(classes, start, end) or not _HAN.search(inside):
        return None
    if document.regions.touches(start, end):
        return None
    right = end
    while right < size and classes[right] == 32 and right < end + 2:
        right += 1
    follows = classes[right] if right < size else 10
    if before not in _BEFORE:
        left = start
    if follows not in _HAN_CODES:
        right = end
    return Mark(start, end, "(", (Edit(left, start + 1, "（"), Edit(end - 1, right, "）")), certain)


def _is_chinese(classes: bytes, start: int, end: int) -> bool:
    """Whether the place around [start, end) is Chinese: more Han than half the Latin letters, no kana or hangul."""
    around = classes[max(0, start - WINDOW) : end + WINDOW]
    if KANA in around or HANGUL in around:
        return False
    letters = around.count(b"l")
    return not letters or 2 * (len(around) - len(around.translate(None, HAN_SET))) >= letters


def _after_han(classes: bytes, at: int) -> bool:
    """Whether the number that ends at `at` follows Han."""
    head = classes[max(0, at - 16) : at].rstrip(b"d.,%+-")
    return bool(head) and head[-1] in _HAN_CODES


def _number_in_chinese(classes: bytes, at: int) -> bool:
    """Whether the number that begins at `at` is followed by Han."""
    rest = classes[at : at + 16].lstrip(b"d.%")
    return bool(rest) and rest[0] in _HAN_CODES
