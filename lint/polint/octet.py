"""Octet: numbers read from bytes and written into them, as compiled and interpreted code alike do it. octet.pxd has this
for the compiler, which puts it in wherever it is called."""

from __future__ import annotations

from contextlib import suppress


def unit(units: bytes | bytearray, place: int) -> int:
    """The unit at a place of UTF-16-LE, or of any table of two little-endian bytes each."""
    return units[2 * place] | units[2 * place + 1] << 8


def four(units: bytes | bytearray, place: int) -> int:
    """Four units, from a place of UTF-16-LE on, as one number."""
    return int.from_bytes(units[2 * place : 2 * place + 8], "little")


def eight(content: bytes | bytearray, place: int) -> int:
    """Eight bytes, from a place on, as one number."""
    return int.from_bytes(content[place : place + 8], "little")


def word(table: bytes | bytearray, place: int) -> int:
    """The number at a place of a table of four little-endian bytes each."""
    return (
        table[4 * place] | table[4 * place + 1] << 8 | table[4 * place + 2] << 16 | table[4 * place + 3] << 24
    )


def number(table: bytes, place: int) -> int:
    """The same of a table of numbers with a sign."""
    return int.from_bytes(table[4 * place : 4 * place + 4], "little", signed=True)


def put_unit(units: bytearray, place: int, code: int) -> None:
    """Write the unit at a place of UTF-16-LE."""
    units[2 * place] = code & 0xFF
    units[2 * place + 1] = code >> 8


def put_word(table: bytearray, place: int, number: int) -> None:
    """Write a number at a place of a table of four little-endian bytes each."""
    table[4 * place : 4 * place + 4] = number.to_bytes(4, "little")


def low(number: int) -> int:
    """The lower 64 bits of a number. (Compiled, it has no others.)"""
    return number & 0xFFFFFFFFFFFFFFFF


def blank(size: int) -> bytearray:
    """Room for as many bytes, all of which are to be written before anybody reads one."""
    return bytearray(size)


def sealed(room: bytearray) -> bytes:
    """What was written into room, to which nothing more is. (Compiled, one is the other: megabytes are not copied.)"""
    return bytes(room)


def text(units: bytes) -> str:
    """The text of UTF-16-LE in which every unit is a code point: two surrogates side by side are no pair."""
    with suppress(UnicodeDecodeError):
        made = units.decode("utf-16-le")
        if 2 * len(made) == len(units):
            return made
    return "".join(map(chr, memoryview(units).cast("H")))


def table(*marks: tuple[str, int], size: int = 1) -> bytes:
    """A table by units, of `size` little-endian bytes each: of every character the bits of all marks that hold it."""
    found = bytearray(0x10000 * size)
    for chars, bits in marks:
        for byte in range(size):
            part = bits >> 8 * byte & 0xFF
            if part:
                for char in chars:
                    found[size * ord(char) + byte] |= part
    return bytes(found)
