"""Balance: which texts have a mark that no other answers, and in which of their lines.

Both rules about pairs wake on this question, which nearly every text answers with no. It is asked of all texts of
a batch at once; what it lets pass is still only a suspicion.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from polint import octet
from polint.batch import Batch
from polint.character import CONTROL
from polint_rules._marks import marks

if TYPE_CHECKING:
    from polint.document import Document

OPENING: Final = b"QUKJBAPEGSC"
CLOSING: Final = b"qukjbapegfc"
ASCII: Final = b"()[]"
# Half-width and full-width parentheses close each other: script/width speaks of that.
CANON: Final = bytes.maketrans(b"()[]", b"PpSf")
_MOST = 64  # marks that stand open at once: more are no prose


def suspicious(batch: Batch) -> frozenset[int]:
    """The sieve of the rules: the numbers of the texts in which some bracket or quotation mark may lack its partner, or
    straight quotation marks are odd."""
    classes, places, count = batch.view(marks)
    starts = [*batch.starts, len(batch.classes) + 1]
    return frozenset(_suspicious(classes, places, count, starts, _KINDS, bytearray(_MOST), _MOST))


def open_lines(document: Document) -> list[tuple[int, int]]:
    """The lines of a document, without their ends, in which not all marks answer each other, or that open a quotation
    anew: in the others nothing can be lonely, and they change nothing of what stands open. None where all do in the
    end. In Markdown and HTML the brackets of ASCII are not asked about."""
    scan = document.scan
    batch = scan.texts
    if scan.number not in batch.view(suspicious):
        return []
    classes, places, count = batch.view(marks)
    start, end = batch.spans[scan.number]
    words = memoryview(places).cast("I")
    first, last = bisect_left(words, start, 0, count), bisect_left(words, end, 0, count)
    kinds = _KINDS if document.format == "plain" else _WIDE_KINDS
    before = bisect_left(batch.wall_places, start - 1)
    return _open_lines(classes, places, first, last, batch.walls, before, kinds, bytearray(_MOST), _MOST)


def _suspicious(
    classes: bytes, places: bytes, count: int, starts: list[int], kinds: bytes, stack: bytearray, most: int
) -> list[int]:
    """`starts`: of the texts, behind the last of which one more would start; `stack`: room for the marks that stand open,
    of which there are no more than `most`."""
    found: list[int] = []
    number = depth = 0
    is_alone = is_odd = False
    for index in range(count):
        place = octet.word(places, index)
        kind = kinds[classes[place]]
        if not kind:
            continue
        if kind < 0x20:
            turned = _turned(stack, depth, kind, most)
            if turned < 0:
                is_alone = True
            else:
                depth = turned
        elif kind == 0x20:
            is_odd = not is_odd
        elif place + 1 == starts[number + 1]:
            if is_alone or is_odd or depth:
                found.append(number)
            number += 1
            depth = 0
            is_alone = is_odd = False
    return found


def _open_lines(
    classes: bytes,
    places: bytes,
    first: int,
    last: int,
    walls: bytes,
    following: int,
    kinds: bytes,
    stack: bytearray,
    most: int,
) -> list[tuple[int, int]]:
    """Of the text with the marks from `first` to `last`, before which the wall with the number `following` stands."""
    lines: list[tuple[int, int]] = []
    text = line = octet.number(walls, following) + 1
    depth = earlier = 0  # how many marks stand open, and how many of them since earlier lines
    is_alone = is_open = False  # some mark of the text, some mark of the line
    following += 1
    wall = octet.number(walls, following)
    for index in range(first, last):
        place = octet.word(places, index)
        kind = kinds[classes[place]]
        if not kind or kind >= 0x20:
            continue
        while place > wall:
            if is_open or depth > earlier:
                lines.append((line - text, wall - text))
            line = wall + 1
            earlier = depth
            is_open = False
            following += 1
            wall = octet.number(walls, following)
        if kind <= 4 and not is_open:  # a quotation, perhaps anew
            is_open = _begins(classes, line, place)
        turned = _turned(stack, depth, kind, most)
        if turned < 0:
            is_alone = is_open = True
        else:
            depth = turned
            if depth < earlier:
                earlier = depth
                is_open = True
    if is_open or depth > earlier:
        lines.append((line - text, wall - text))
    return lines if is_alone or depth else []


def _turned(stack: bytearray, depth: int, kind: int, most: int) -> int:
    """How many marks stand open behind a mark; -1 where it answers none, or opens one too many."""
    if kind < 0x10:
        if depth == most:
            return -1
        stack[depth] = kind
        return depth + 1
    return depth - 1 if depth and stack[depth - 1] == kind - 0x10 else -1


def _begins(classes: bytes, line: int, place: int) -> bool:
    """Whether only blanks stand in the line before this place."""
    while place > line and classes[place - 1] in (0x20, 0x5F, 0x69):  # b" _i"
        place -= 1
    return place == line


def _kinds(ascii_marks: bytes) -> bytes:
    """Of each class its kind: of an opening mark a number, quotation marks first, of the closing one 0x10 more; 0x20 of
    the straight quotation mark, 0x21 of what may end a text."""
    kinds = bytearray(256)
    for number, (opening, closing) in enumerate(zip(OPENING, CLOSING, strict=True), 1):
        kinds[opening], kinds[closing] = number, number + 0x10
    for mark in ascii_marks:
        kinds[mark] = kinds[CANON[mark]]
    kinds[ord('"')], kinds[CONTROL[0]] = 0x20, 0x21
    return bytes(kinds)


_KINDS, _WIDE_KINDS = _kinds(ASCII), _kinds(b"")
