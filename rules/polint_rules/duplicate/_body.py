"""Body: what of a text is compared with another one: line ends are one sign, white space before them and at the end of
the text does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.character import IDEOGRAPHIC_SPACE, TAB
from polint.document import Document

if TYPE_CHECKING:
    from polint.batch import Batch

_BLANK = bytes(code in b" " + TAB + IDEOGRAPHIC_SPACE for code in range(256))
_TAIL = 16
"""Characters at the end of a text among which nearly always one is no white space."""


def body(document: Document) -> bytes | bytearray:
    """The body of a text in UTF-16-LE, as which the shared pass has it."""
    text = document.text
    if document.scan.batch is None:  # cut out of another one
        return body(Document(text))
    scan, batch = document.scan, document.scan.batch
    start = batch.starts[scan.number]
    end = start + _end(text)
    if end == start:
        return b""
    places = batch.view(_uneven).get(scan.number)
    if places is None:
        return batch.written(start, end)
    places = [*[place for place in places if place < end], end]
    units = bytearray(2 * (end - start + len(places)))
    raw, classes, blank = batch.raw_units, batch.classes, _BLANK
    del units[_write(raw, classes, blank, text, start, places, units) :]
    return units


def _end(text: str) -> int:
    """Where the white space begins at the end of a text."""
    tail = text[-_TAIL:]
    bare = tail.rstrip()  # to strip the text would copy it
    return len(text) - len(tail) + len(bare) if bare else len(text.rstrip())


def _uneven(batch: Batch) -> dict[int, list[int]]:
    """By the number of the text, ascending, the places of a batch where a body is not what is written: where a line ends
    after white space or otherwise than with LF, and where a code point beyond U+FFFF stands, which is no unit."""
    classes, blank = batch.classes, _BLANK
    places = [*batch.astral_places, *_blank_ends(classes, len(classes), blank, batch.walls)]
    place = classes.find(b"\r")
    while place >= 0:
        places.append(place)
        place = classes.find(b"\r", place + 1)
    places.sort()
    return _by_text(places, batch.starts)


def _blank_ends(classes: bytes, size: int, blank: bytes, walls: list[int]) -> list[int]:
    """Where a line feed stands after white space."""
    found = []
    for place in walls:
        if 0 < place < size and classes[place] == 10 and blank[classes[place - 1]]:
            found.append(place)
    return found


def _by_text(places: list[int], starts: list[int]) -> dict[int, list[int]]:
    """Places, which ascend, by the number of the text in which they are."""
    found: dict[int, list[int]] = {}
    count = len(starts)
    number = 0
    own: list[int] = []
    for place in places:
        if number + 1 < count and starts[number + 1] <= place:
            while number + 1 < count and starts[number + 1] <= place:
                number += 1
            own = []
        if not own:
            found[number] = own
        own.append(place)
    return found


def _write(
    raw: bytes, classes: bytes, blank: bytes, text: str, start: int, places: list[int], units: bytearray
) -> int:
    """Write the body of a text, which starts at `start` of its batch, to `units`; how many bytes. The last of `places` is
    where it ends, the others are those where it is uneven."""
    at = 0
    begin = start
    count = len(places) - 1
    for index in range(count + 1):
        place = places[index]
        for byte in range(2 * begin, 2 * place):
            units[at] = raw[byte]
            at += 1
        if index == count:
            break
        kind = classes[place]
        if kind == 10 or kind == 13:  # LF, CR
            before = place
            while before > begin and blank[classes[before - 1]]:
                before -= 1
                at -= 2
            begin = place
            if kind == 13:
                begin += 1
                if classes[begin] != 10:
                    units[at] = 10
                    units[at + 1] = 0
                    at += 2
        else:
            code = ord(text[place - start]) - 0x10000
            units[at] = (code >> 10) & 0xFF
            units[at + 1] = 0xD8 | code >> 18
            units[at + 2] = code & 0xFF
            units[at + 3] = 0xDC | (code >> 8) & 3
            at += 4
            begin = place + 1
    return at
