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


def suspicious(batch: Batch) -> dict[int, list[tuple[int, int]]]:
    """The sieve of the rules: the numbers of the texts in which some bracket or quotation mark may lack its partner, or
    straight quotation marks are odd. With each the lines, without their ends, in which not all marks answer each other,
    or that open a quotation anew: in the others nothing can be lonely, and they change nothing of what stands open."""
    classes, places, count = batch.view(marks)
    return _look(
        classes, places, 0, count, [*batch.starts, len(batch.classes) + 1], _KINDS, bytearray(_MOST), _MOST
    )


def open_lines(document: Document) -> list[tuple[int, int]]:
    """These lines of a document. In Markdown and HTML the brackets of ASCII are not asked about."""
    scan = document.scan
    batch = scan.batch or Batch(scan.classes, scan.folded_units, [0], False)
    if document.format == "plain":
        return batch.view(suspicious).get(scan.number, [])
    classes, places, _ = batch.view(marks)
    start, end = batch.spans[scan.number]
    words = memoryview(places).cast("I")
    first, last = bisect_left(words, start), bisect_left(words, end) + 1
    found = _look(classes, places, first, last, [start, end + 1], _WIDE_KINDS, bytearray(_MOST), _MOST)
    return found.get(0, [])


def _look(
    classes: bytes,
    places: bytes,
    first: int,
    last: int,
    starts: list[int],
    kinds: bytes,
    stack: bytearray,
    most: int,
) -> dict[int, list[tuple[int, int]]]:
    """Look at the marks from `first` to `last`. `starts`: of the texts, behind the last of which one more would start;
    `stack`: room for the marks that stand open, of which there are no more than `most`."""
    found: dict[int, list[tuple[int, int]]] = {}
    lines: list[tuple[int, int]] = []
    text: int = starts[0]
    line = text
    number = 0
    depth = earlier = 0  # how many marks stand open, and how many of them since earlier lines
    is_alone = is_odd = is_open = False  # some mark of the text, its straight ones, some mark of the line
    for index in range(first, last):
        place = octet.word(places, index)
        kind = kinds[classes[place]]
        if not kind:
            continue
        if kind < 0x10:  # it opens
            if kind <= 4 and not is_open:  # a quotation, perhaps anew
                is_open = _begins(classes, line, place)
            if depth < most:
                stack[depth] = kind
                depth += 1
            else:
                is_alone = is_open = True
        elif kind < 0x20:  # it closes
            if depth and stack[depth - 1] == kind - 0x10:
                depth -= 1
                if depth < earlier:
                    earlier = depth
                    is_open = True
            else:
                is_alone = is_open = True
        elif kind == 0x20:
            is_odd = not is_odd
        elif kind == 0x21 or place + 1 == starts[number + 1]:
            if is_open or depth > earlier:
                lines.append((line - text, place - text))
            line = place + 1
            earlier = depth
            is_open = False
            if kind == 0x22:
                if is_alone or is_odd or depth:
                    found[number] = lines
                if lines:
                    lines = []
                number += 1
                text = line
                depth = earlier = 0
                is_alone = is_odd = False
    return found


def _begins(classes: bytes, line: int, place: int) -> bool:
    """Whether only blanks stand in the line before this place."""
    while place > line and classes[place - 1] in (0x20, 0x5F, 0x69):  # b" _i"
        place -= 1
    return place == line


def _kinds(ascii_marks: bytes) -> bytes:
    """Of each class its kind: of an opening mark a number, quotation marks first, of the closing one 0x10 more; 0x20 of
    the straight quotation mark, 0x21 of what ends a line, 0x22 of what may end a text."""
    kinds = bytearray(256)
    for number, (opening, closing) in enumerate(zip(OPENING, CLOSING, strict=True), 1):
        kinds[opening], kinds[closing] = number, number + 0x10
    for mark in ascii_marks:
        kinds[mark] = kinds[CANON[mark]]
    kinds[ord('"')], kinds[ord("\n")], kinds[CONTROL[0]] = 0x20, 0x21, 0x22
    return bytes(kinds)


_KINDS, _WIDE_KINDS = _kinds(ASCII), _kinds(b"")
