"""Edits: those of one mend as JSON. A text of half-width marks has 100,000 of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Callable

    from polint.finding import Edit

_START, _END = b'{"start": ', b', "end": '
_LONGEST = len(_START) + len(_END) + 2 * 20
"""Bytes of what stands before the insert of an edit, at most."""


def written(edits: tuple[Edit, ...], quoted: Callable[[str], str]) -> str:
    """Edits as they stand in an array of JSON; `quoted` puts an insert into it."""
    ends: dict[str, bytes] = {}
    # Of a hundred inserts one may be as long as a book.
    size = _read(edits, quoted, ends) + len(edits) * _LONGEST
    room = octet.blank(size)
    size = _write(edits, _START, len(_START), _END, len(_END), ends, room)
    return octet.sealed(room)[: size - len(", ")].decode()


def _read(edits: tuple[Edit, ...], quoted: Callable[[str], str], ends: dict[str, bytes]) -> int:
    """Put into `ends` what each edit ends with, by its insert; how many bytes these are of all edits."""
    size = 0
    for _, _, insert in edits:
        end = ends.get(insert)
        if end is None:
            end = ends[insert] = f', "insert": {quoted(insert)}}}, '.encode()
        size += len(end)
    return size


def _write(
    edits: tuple[Edit, ...],
    first: bytes,
    first_size: int,
    second: bytes,
    second_size: int,
    ends: dict[str, bytes],
    room: bytearray,
) -> int:
    """Fill `room` with edits; how many bytes they take."""
    place = 0
    for start, end, insert in edits:
        place = _put(room, place, first, first_size)
        place = _put_number(room, place, start)
        place = _put(room, place, second, second_size)
        place = _put_number(room, place, end)
        last = ends[insert]
        place = _put(room, place, last, len(last))
    return place


def _put(room: bytearray, place: int, content: bytes, size: int) -> int:
    """Write `content`; where it ends."""
    for index in range(size):
        room[place + index] = content[index]
    return place + size


def _put_number(room: bytearray, place: int, number: int) -> int:
    """Write a number in figures; where it ends."""
    size, above = 1, 10
    while number >= above:
        above *= 10
        size += 1
    for index in range(size):
        room[place + size - 1 - index] = 48 + number % 10
        number //= 10
    return place + size
