"""Number: which texts have one that could be a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet
from polint.batch import ONES
from polint.character import DIGIT, FULLWIDTH_DIGIT

if TYPE_CHECKING:
    from polint.batch import Batch

LEAST = 6
"""Digits of a number; in groups three stand before and behind a space or a hyphen."""
_HALF_WIDTH = bytes.maketrans(FULLWIDTH_DIGIT, DIGIT)


def with_numbers(batch: Batch) -> frozenset[int]:
    """The texts in which a number of six digits and more, or one in groups, stands: the sieve of the rules for numbers."""
    classes, digits = batch.classes, DIGIT[0] * ONES
    if FULLWIDTH_DIGIT in classes:
        classes = classes.translate(_HALF_WIDTH)
    return frozenset([
        number
        for number, (start, end) in enumerate(batch.spans)
        if _has_number(classes, start, end, DIGIT[0], digits, ONES, LEAST)
    ])  # fmt: skip


def _has_number(classes: bytes, place: int, end: int, digit: int, digits: int, ones: int, least: int) -> bool:
    """Whether a number stands in [place, end). In most eights of classes there is no digit, which one look tells
    (Mycroft's way to see a zero among bytes); `ones` has a 1 in each byte, `digits` a digit."""
    tops = 128 * ones
    run = group = 0
    while place < end:
        if place + 8 <= end and not run:
            eight = octet.eight(classes, place) ^ digits
            if not (eight - ones) & ~eight & tops:
                place += 8
                group = 0
                continue
        kind = classes[place]
        place += 1
        if kind == digit:
            run += 1
            if run == least or (group and run == 3):
                return True
        else:
            group = run >= 3 and (kind == 32 or kind == 45)  # space, hyphen
            run = 0
    return False
