"""Number: where numbers stand that could be a person's."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from polint import octet
from polint.batch import ONES
from polint.character import DIGIT, FULLWIDTH_DIGIT
from polint.named import NamedTuple

if TYPE_CHECKING:
    from polint.batch import Batch

LEAST = 6
"""Digits of a number; in groups three stand before and behind a space or a hyphen."""


class Numbers(NamedTuple):
    """The numbers of one text, by its code points; digits are half or full width."""

    runs: list[tuple[int, int]]
    """The range of every run of six digits and more."""
    groups: list[int]
    """Where three digits stand before a space or a hyphen, and three behind it."""


def numbers(batch: Batch) -> dict[int, Numbers]:
    """The numbers of those texts that have any, by the number of the text."""
    classes = batch.classes
    found: dict[int, Numbers] = {}
    for number, (start, end) in enumerate(batch.spans):
        own = Numbers([], [])
        _find(classes, start, end, DIGIT[0], FULLWIDTH_DIGIT[0], ONES, LEAST, own.runs, own.groups)
        if own.runs or own.groups:
            found[number] = own
    return found


def with_numbers(batch: Batch) -> Collection[int]:
    """The texts that have any: the sieve of the rules for numbers."""
    return batch.view(numbers).keys()


def _find(
    classes: bytes,
    first: int,
    end: int,
    digit: int,
    wide: int,
    ones: int,
    least: int,
    runs: list[tuple[int, int]],
    groups: list[int],
) -> None:
    """Put the numbers of [first, end) into `runs` and `groups`. In most eights of classes there is no digit, which one look
    tells (Mycroft's way to see a zero among bytes); `ones` has a 1 in each byte."""
    digits, wides, tops = digit * ones, wide * ones, 128 * ones
    place = first
    run = group = 0
    while place <= end:
        if place + 8 <= end and not run:
            eight = octet.eight(classes, place)
            one, other = eight ^ digits, eight ^ wides
            if not ((one - ones) & ~one | (other - ones) & ~other) & tops:
                place += 8
                group = 0
                continue
        kind = classes[place] if place < end else 0
        if kind in (digit, wide):
            run += 1
            if group and run == 3:
                groups.append(place - 6 - first)
        else:
            if run >= least:
                runs.append((place - run - first, place - first))
            group = run >= 3 and (kind == 32 or kind == 45)  # space, hyphen
            run = 0
        place += 1
