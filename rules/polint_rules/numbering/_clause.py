"""Clauses: where the clause of a place in a text ends and begins, and what stands in that of a place in a batch, read
character by character."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from polint.batch import Batch


def clause_end(text: str, start: int, limit: int = 200) -> int:
    """Where the clause that starts at `start` ends: the next mark other than 、 outside quotation marks."""
    stop = min(len(text), start + limit)
    depth = 0
    for place in range(start, stop):
        char = text[place]
        if char in "“「『《〈":
            depth += 1
        elif char in "”」』》〉":
            depth -= depth > 0
            if (
                depth == 0
                and text[place - 1] in "。!?"
                and place + 1 < stop
                and text[place + 1] not in _GOES_ON
            ):
                return place + 1  # “小心求证。”那时的人……
        elif char == "\n":
            if text[place - 1] != "、":  # a wrapped list
                return place
        elif depth == 0:
            if char == ".":
                after = text[place + 1] if place + 1 < stop else " "
                if not ("0" <= after <= "9" or "a" <= after <= "z"):
                    return place
            elif char in "。;!?,:()…":
                return place
    return stop


_GOES_ON = frozenset("、“”「」『』《》〈〉和及与或等()")
"""What goes on with a list behind a quotation."""


def clause_start(text: str, end: int, limit: int = 200) -> int:
    """Where the clause that ends at `end` starts."""
    low = max(0, end - limit)
    depth = 0
    for place in range(end - 1, low - 1, -1):
        char = text[place]
        if char in "”」』》〉":
            depth += 1
        elif char in "“「『《〈":
            depth -= depth > 0
        elif char == "\n" or (depth == 0 and char in "。;!?,:()…"):
            return place + 1
    return low


def comes_back(batch: Batch, start: int, stop: int, place: int, size: int, reach: int) -> bool:
    """Whether the word of `size` characters, one or two, that stands at `place` of a text in [start, stop) stands twice in
    its clause, and once more in the `reach` code points behind that, there behind the same character as in the clause."""
    return _comes_back(batch.folded_units, _signs(), start, stop, place, size, reach)


@cache
def _signs() -> bytes:
    """By units: 1 opens a quotation, 2 closes one, 4 ends a clause."""
    return octet.table(("“「『《〈", 1), ("”」』》〉", 2), ("。;!?\n,:()….", 4))


def _comes_back(units: bytes, signs: bytes, start: int, stop: int, place: int, size: int, reach: int) -> bool:
    one = octet.unit(units, place)
    two = octet.unit(units, place + size - 1)
    left, right = _begin(units, signs, start, place), _end(units, signs, stop, place)
    count = 0
    for at in range(left, right - size + 1):
        count += octet.unit(units, at) == one and octet.unit(units, at + size - 1) == two
    if count < 2:
        return False
    for at in range(right, (right + reach if right + reach < stop else stop) - size + 1):
        if octet.unit(units, at) == one and octet.unit(units, at + size - 1) == two:
            before = octet.unit(units, at - 1)
            for name in range(left, right - size):
                if (
                    octet.unit(units, name) == before
                    and octet.unit(units, name + 1) == one
                    and octet.unit(units, name + size) == two
                ):
                    return True
    return False


def _begin(units: bytes, signs: bytes, start: int, place: int) -> int:
    """Where the clause begins, 200 code points before `place` at most."""
    depth = 0
    low = place - 200 if place - 200 > start else start
    while place > low:
        code = octet.unit(units, place - 1)
        kind = signs[code]
        if kind & 2:
            depth += 1
        elif kind & 1:
            depth -= depth > 0
        elif kind and code != ord(".") and (not depth or code == ord("\n")):
            break
        place -= 1
    return place


def _end(units: bytes, signs: bytes, stop: int, place: int) -> int:
    """Where it ends, 200 code points behind `place` at most."""
    depth = 0
    high = place + 200 if place + 200 < stop else stop
    while place < high:
        code = octet.unit(units, place)
        kind = signs[code]
        if kind & 1:
            depth += 1
        elif kind & 2:
            depth -= depth > 0
        elif code == ord("\n"):
            if octet.unit(units, place - 1) != ord("、"):  # a wrapped list
                break
        elif code == ord("."):
            after = octet.unit(units, place + 1) if place + 1 < high else 0
            figure = ord("0") <= after <= ord("9") or ord("a") <= after <= ord("z")
            if not depth and not figure:
                break
        elif kind and not depth:
            break
        place += 1
    return place
