"""Spread: which texts of a batch are written in which script, told by the characters that belong to one alone.

The rules about the scripts wake on what is said here; nearly every text is of one script and spells its words well.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from polint.character import KANA, LATIN_EXTENDED, SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.scan import Batch

_SIMPLIFIED, _TRADITIONAL, _KANA = SIMPLIFIED[0], TRADITIONAL[0], KANA[0]
_WALL = b"\xff\xff"
"""What parts two texts, as a code unit."""


def in_both_scripts(batch: Batch) -> Collection[int]:
    """The sieve of script/mixed-variants: the texts with characters of either script alone."""
    return [
        number
        for number, classes in enumerate(batch.parts)
        if _TRADITIONAL in classes and _SIMPLIFIED in classes
    ]


def may_be_misspelled(batch: Batch) -> Collection[int]:
    """The sieve of script/conversion-error: the texts of both scripts, the traditional ones with a wrong word or a
    letter of pinyin, and the simplified ones with 著, which no character class tells."""
    found = set(in_both_scripts(batch))
    found.update(batch.view(misspelled))
    found.update(number for number in batch.having(LATIN_EXTENDED) if _TRADITIONAL in batch.parts[number])
    found.update(number for number in batch.writing("著") if _SIMPLIFIED in batch.parts[number])
    return found


def _is_japanese(classes: bytes) -> bool:
    """Whether a tenth of a text is kana, which is twice what makes it foreign to the rule."""
    kana = classes.count(KANA) if _KANA in classes else 0
    return kana > 20 and 10 * kana >= len(classes)


def misspelled(batch: Batch) -> dict[int, list[int]]:
    """Where the texts of traditional script alone have characters of wrong words, ascending: by the number of the text,
    in code points from its start."""
    numbers = [
        number
        for number, classes in enumerate(batch.parts)
        if _TRADITIONAL in classes and _SIMPLIFIED not in classes and not _is_japanese(classes)
    ]
    if not numbers:
        return {}
    from polint_rules.script._spelling import speller  # simplified text needs none

    texts = [batch.narrowed(number) for number in numbers]
    places, complete = speller().places(_WALL.join(texts))
    found: dict[int, list[int]] = {}
    if not complete:
        for number, units in zip(numbers, texts, strict=True):
            found[number] = speller().places(units)[0]
        return found
    starts = list(accumulate((len(units) // 2 + 1 for units in texts), initial=0))
    for place in places:
        text = bisect_right(starts, place) - 1
        found.setdefault(numbers[text], []).append(place - starts[text])
    return found
