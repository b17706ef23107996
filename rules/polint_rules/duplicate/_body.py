"""Body: what of a text is compared with another one: line ends are one sign, white space before them and at the end of
the text does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet
from polint.character import IDEOGRAPHIC_SPACE, TAB
from polint.document import Document
from polint_rules._row import white

if TYPE_CHECKING:
    from polint.batch import Batch

_BLANK = bytes(code in b" " + TAB + IDEOGRAPHIC_SPACE for code in range(256))
_TAIL = 16
"""Characters at the end of a text among which nearly always one is no white space."""


_ONE, _TWO, _MASK = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xFFFFFFFFFFFFFFFF
"""Two odd numbers of 64 bits with their bits well mixed (those of Weyl sequences and of Mulvey's mixer), and all bits."""


def text_hash(document: Document) -> bytes:
    """16 bytes that tell the body of a text from all others, but for one that somebody makes to deceive; no bytes where
    nothing is left of it."""
    scan = document.scan
    batch = scan.batch
    found: bytes | None = None if batch is None else batch.view(_digests)[scan.number]
    if found is None:
        units = body(document)
        found = units_hash(units) if units else b""
    return found


def units_hash(units: bytes, first: int = 0) -> bytes:
    """16 bytes that tell numbers of two bytes each, from the number `first` on, from all others, as well."""
    found = bytearray(16)
    _hash(units, first, len(units) // 2, _ONE, _TWO, _MASK, found, 0)
    return bytes(found)


def _digests(batch: Batch) -> list[bytes | None]:
    """The same of each text of a batch; None of those whose body is not what is written."""
    count = len(batch.starts)
    hashes = bytearray(16 * count)
    starts = [*batch.starts, len(batch.classes) + 1]
    uneven = batch.view(_uneven)
    _hash_all(batch.raw_units, starts, uneven, white(), _ONE, _TWO, _MASK, hashes)
    kept, nothing = bytes(hashes), bytes(16)
    found: list[bytes | None] = []
    for place in range(0, 16 * count, 16):
        own = kept[place : place + 16]
        found.append(b"" if own == nothing else own)
    for number in uneven:
        found[number] = None
    return found


def body(document: Document) -> bytes:
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
    units = octet.blank(2 * (end - start + len(places)))
    raw, classes, blank = batch.raw_units, batch.classes, _BLANK
    size = _write(raw, classes, blank, text, start, places, units)
    return octet.sealed(units)[:size]


def _end(text: str) -> int:
    """Where the white space begins at the end of a text."""
    tail = text[-_TAIL:]
    bare = tail.rstrip()  # to strip the text would copy it
    return len(text) - len(tail) + len(bare) if bare else len(text.rstrip())


def _uneven(batch: Batch) -> dict[int, list[int]]:
    """By the number of the text, ascending, the places of a batch where a body is not what is written: where a line ends
    after white space or otherwise than with LF, and where a code point beyond U+FFFF stands, which is no unit."""
    classes, blank = batch.classes, _BLANK
    places = [
        *batch.astral_places,
        *_blank_ends(classes, len(classes), blank, batch.walls, len(batch.walls) // 4),
    ]
    place = classes.find(b"\r")
    while place >= 0:
        places.append(place)
        place = classes.find(b"\r", place + 1)
    places.sort()
    return _by_text(places, batch.starts)


def _blank_ends(classes: bytes, size: int, blank: bytes, walls: bytes, count: int) -> list[int]:
    """Where a line feed stands after white space."""
    found = []
    for index in range(count):
        place = octet.number(walls, index)
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


def _hash_all(
    units: bytes,
    starts: list[int],
    but: dict[int, list[int]],
    blank: bytes,
    one: int,
    two: int,
    mask: int,
    found: bytearray,
) -> None:
    """Put into `found` 16 bytes for each text but those in `but`, behind the last of which one more would start, without
    white space at its end."""
    start: int = starts[0]
    for number in range(len(starts) - 1):
        following = starts[number + 1]
        end = following - 1
        while end > start and blank[octet.unit(units, end - 1)]:
            end -= 1
        if number not in but:
            _hash(units, start, end, one, two, mask, found, 4 * number)
        start = following


def _hash(
    units: bytes, place: int, end: int, one: int, two: int, mask: int, found: bytearray, at: int
) -> None:
    """Put the hash of [place, end) of UTF-16-LE into four numbers from `at` on: two multiplicative hashes of 64 bits, each
    of which takes four characters at a step and brings its upper half down."""
    if place == end:
        return
    first = (end - place) * two & mask
    second = (end - place) * one & mask
    while place < end:
        if place + 4 <= end:
            four = octet.four(units, place)
            place += 4
        else:
            four = 0
            while place < end:
                four = (four << 16 | octet.unit(units, place)) & mask
                place += 1
        first = (first ^ four) * one & mask
        first ^= first >> 32
        second = (second ^ four) * two & mask
        second ^= second >> 29
    for _ in range(2):  # the last characters, too, change all bits
        first = first * two & mask
        first ^= first >> 29
        second = second * one & mask
        second ^= second >> 32
    octet.put_word(found, at, first & mask >> 32)
    octet.put_word(found, at + 1, first >> 32)
    octet.put_word(found, at + 2, second & mask >> 32)
    octet.put_word(found, at + 3, second >> 32)


def _write(
    raw: bytes, classes: bytes, blank: bytes, text: str, start: int, places: list[int], units: bytearray
) -> int:
    """Write the body of a text, which starts at `start` of its batch, to `units`; how many bytes. The last of `places` is
    where it ends, the others are those where it is uneven."""
    at = 0
    begin = start
    last = len(places) - 1
    for index in range(last + 1):
        place = places[index]
        first, count = 2 * begin, 2 * (place - begin)
        for byte in range(count):  # a copy of a stretch of memory, as the compiler sees it
            units[at + byte] = raw[first + byte]
        at += count
        if index == last:
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
