"""Spread: which texts of a batch are written in which script, told by the characters that belong to one alone.

The rules about the scripts wake on what is said here; nearly every text is of one script and spells its words well.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from polint.batch import count
from polint.character import HANGUL, KANA, LATIN_EXTENDED, SIMPLIFIED, TRADITIONAL
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

_SIMPLIFIED, _TRADITIONAL, _KANA, _HANGUL = SIMPLIFIED[0], TRADITIONAL[0], KANA[0], HANGUL[0]
_WALL = b"\xff\xff"
"""What parts two texts, as a code unit."""
_OTHER_LANGUAGE = 20  # Han for each kana or hangul: Japanese has three and fewer, Chinese many more


class Spread(NamedTuple):
    """The numbers of the texts with characters of traditional script alone, Japanese and Korean ones left out: those that
    have characters of simplified script alone as well, and those that have none."""

    both: list[int]
    traditional: list[int]


def spread(batch: Batch) -> Spread:
    """The view."""
    found = Spread([], [])
    for number, classes in enumerate(batch.parts):
        if _TRADITIONAL in classes and not is_foreign(classes, vectorised=batch.vectorised):
            found[_SIMPLIFIED not in classes].append(number)
    return found


def is_foreign(classes: bytes, *, vectorised: bool = False) -> bool:
    """Whether a text is Japanese or Korean, by the classes of its code points: more than a few kana or hangul to its
    Han. `vectorised`: whether numpy is loaded."""
    if _KANA not in classes and _HANGUL not in classes:
        return False
    size = len(classes)
    for end in (size // 4, size):  # mostly the rest would only add to the beginning
        part = classes[:end]
        letters = count(part, KANA, vectorised=vectorised) + count(part, HANGUL, vectorised=vectorised)
        if letters > 20 and letters * _OTHER_LANGUAGE > size - letters:
            return True
    return False


def in_both_scripts(batch: Batch) -> Collection[int]:
    """The sieve of script/mixed-variants: the Chinese texts with characters of either script alone."""
    return batch.view(spread).both


def may_be_misspelled(batch: Batch) -> Collection[int]:
    """The sieve of script/conversion-error: the Chinese texts of both scripts, the traditional ones with a wrong word or
    a letter of pinyin, and the simplified ones with 著, which no character class tells."""
    parts = batch.parts
    found = {*batch.view(spread).both, *batch.view(misspelled)}
    found.update(number for number in batch.having(LATIN_EXTENDED) if _TRADITIONAL in parts[number])
    found.update(number for number in batch.writing("著") if _SIMPLIFIED in parts[number])
    return found


def misspelled(batch: Batch) -> dict[int, list[int]]:
    """Where the texts of traditional script alone have characters of wrong words, ascending: by the number of the text,
    in code points from its start."""
    numbers = batch.view(spread).traditional
    if not numbers:
        return {}
    from polint_rules.script._spelling import speller  # simplified text needs none

    texts = [batch.narrowed(number) for number in numbers]
    places, complete = speller().places(_WALL.join(texts))
    if not complete:
        each = ((number, speller().places(units)[0]) for number, units in zip(numbers, texts, strict=True))
        return {number: own for number, own in each if own}
    starts = list(accumulate((len(units) // 2 + 1 for units in texts), initial=0))
    found: dict[int, list[int]] = {}
    for place in places:
        text = bisect_right(starts, place) - 1
        found.setdefault(numbers[text], []).append(place - starts[text])
    return found
