"""Gram: strings of as many characters of a text, without white space, and how many of them were there before."""

from __future__ import annotations

from polint import octet

MOST = 1_000_000
"""Code points of a document that are measured: enough to know what the rest is like."""

_FACTOR, _MASK = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF


def grams(units: bytes, size: int) -> tuple[int, int, int]:
    """Of the strings of `size` characters of a folded text: how many there are, how many of them were there before, and how
    often the most frequent is there."""
    chars = octet.blank(len(units))
    count = _gather(units, len(units) // 2, chars)
    total = max(0, count - size + 1)
    slots = 1 << (2 * total).bit_length()
    table, often = bytearray(8 * slots), bytearray(4 * slots)
    power = _FACTOR ** (size - 1) & _MASK
    before = _enter(chars, count, size, _FACTOR, power, _MASK, table, often, slots - 1)
    return total, before, _most(often, slots)


def repeated(units: bytes, size: int) -> float:
    """The share of strings of `size` characters of a folded text that were there before."""
    total, before, _ = grams(units, size)
    return before / total if total else 0.0


def _gather(units: bytes, size: int, chars: bytearray) -> int:
    """Put what is no white space into `chars`; how many characters that is."""
    count = 0
    for place in range(size):
        code = octet.unit(units, place)
        if code > 32 and code != 0x3000:
            octet.put_unit(chars, count, code)
            count += 1
    return count


def _enter(
    chars: bytes | bytearray,
    count: int,
    size: int,
    factor: int,
    power: int,
    mask: int,
    table: bytearray,
    often: bytearray,
    slots: int,
) -> int:
    """Count each string in a table, by a polynomial in `factor` of which `power` is the highest; how many were there before.
    One whose number is 0, which is what an empty slot holds, is not counted."""
    code = before = 0
    for place in range(count):
        code = (code * factor + octet.unit(chars, place)) & mask
        if place + 1 >= size:
            slot = (code ^ code >> 32) & slots
            held = octet.eight(table, 8 * slot)
            while held and held != code:
                slot = (slot + 1) & slots
                held = octet.eight(table, 8 * slot)
            if held:
                before += 1
            else:
                octet.put_word(table, 2 * slot, code & mask >> 32)
                octet.put_word(table, 2 * slot + 1, code >> 32)
            octet.put_word(often, slot, octet.word(often, slot) + 1)
            code = (code - octet.unit(chars, place + 1 - size) * power) & mask
    return before


def _most(often: bytes | bytearray, slots: int) -> int:
    most = 0
    for slot in range(slots):
        most = max(most, octet.word(often, slot))
    return most
