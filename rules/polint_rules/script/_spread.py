"""Spread: which texts of a batch are written in which script, told by the characters that belong to one alone.

The rules about the scripts wake on what is said here; nearly every text is of one script and spells its words well.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from polint import octet
from polint.batch import count
from polint.character import HANGUL, KANA, LATIN_EXTENDED, SIMPLIFIED, TRADITIONAL
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint_rules.script._spelling import Suspect

_SIMPLIFIED, _TRADITIONAL, _KANA, _HANGUL = SIMPLIFIED[0], TRADITIONAL[0], KANA[0], HANGUL[0]
_FEW = 6  # kana or hangul that a short text in Chinese may have astray
_NEARLY = 10  # code points for each of them in a short text
_OTHER_LANGUAGE = 20  # Han for each kana or hangul: Japanese has three and fewer, Chinese many more


TAKE_ZHE: Final = frozenset(
    "沿跟看随听拿站坐等向对拉顺凭味接朝想抱带映笑哭忙走说睡躺跑写印刻画挂放围守靠陪背提端捧穿戴盯望活闹"
)
"""Verbs that take the particle 着."""
ZHU: Final = frozenset("名作书者称述录论文")
"""What follows 著 where it is written so in simplified text too."""


SIMPLIFIED_NUMERALS: Final = {"两": "兩", "亿": "億"}
"""Numerals that belong to simplified script alone, with their traditional forms: by class they are numerals like all
others."""
_FROM_SIMPLIFIED = frozenset(SIMPLIFIED_NUMERALS.values())
TRADITIONAL_NUMERALS: Final = {"兩": "两", "億": "亿", "萬": "万"}


class Spread(NamedTuple):
    """The numbers of the texts with characters of traditional script alone, Japanese and Korean ones left out: those that
    have characters of simplified script alone as well, and those that have none."""

    both: list[int]
    traditional: list[int]


def spread(batch: Batch) -> Spread:
    """The view."""
    found = Spread([], [])
    for number in batch.having(TRADITIONAL):
        classes = batch.classes_of(number)
        if not is_foreign(classes):
            found[_SIMPLIFIED not in classes].append(number)
    return found


def is_foreign(classes: bytes) -> bool:
    """Whether a text is Japanese or Korean, by the classes of its code points: more than a few kana or hangul to its
    Han."""
    if _KANA not in classes and _HANGUL not in classes:
        return False
    letters = count(classes, KANA) + count(classes, HANGUL)
    if letters <= 20:
        return letters > _FEW and letters * _NEARLY > len(classes) - letters
    return letters * _OTHER_LANGUAGE > len(classes) - letters


def evidence(batch: Batch, start: int, end: int, kept: bytes, *, outside: bool = False) -> tuple[int, int]:
    """How many characters of simplified and of traditional script alone stand in [start, end) of a batch, those left out
    that are `kept`, a byte for each unit. `outside`: without what stands in quotation marks and titles, where all of it
    is not less than that."""
    weigh = _weigh_outside if outside else _weigh
    both = weigh(batch.classes, batch.raw_units, start, end, kept)
    return both >> 32, both & 0xFFFFFFFF


def _weigh(classes: bytes, units: bytes, start: int, end: int, kept: bytes) -> int:
    """Both numbers in one, that of the simplified ones above 32 bits."""
    simple = traditional = 0
    for place in range(start, end):
        kind = classes[place]
        simple += kind == 0x73  # b"s"
        traditional += kind == 0x74 and not kept[octet.unit(units, place)]
    return simple << 32 | traditional


def _weigh_outside(classes: bytes, units: bytes, start: int, end: int, kept: bytes) -> int:
    both = _weigh(classes, units, start, end, kept)
    simple, traditional = both >> 32, both & 0xFFFFFFFF
    if not simple or not traditional:
        return both
    place = start
    while place < end:
        unit = octet.unit(units, place)
        if unit != 0x300C and unit != 0x201C and unit != 0x300A and unit != 0x300E:  # 「“《『
            place += 1
            continue
        stop = min(end, place + (62 if unit == 0x300A else 302))
        closing = place + 1
        while closing < stop:
            other = octet.unit(units, closing)
            if other == unit + 1 or other == 10 or other == 13:
                break
            closing += 1
        if closing < stop and closing > place + 1 and octet.unit(units, closing) == unit + 1:
            quoted = _weigh(classes, units, place, closing + 1, kept)
            if simple + traditional > (quoted >> 32) + (quoted & 0xFFFFFFFF):
                simple -= quoted >> 32
                traditional -= quoted & 0xFFFFFFFF
            place = closing + 1
        else:
            place += 1
    return simple << 32 | traditional


def in_both_scripts(batch: Batch) -> Collection[int]:
    """The sieve of script/mixed-variants: the Chinese texts with characters of either script alone, and those of one script
    with numerals of the other."""
    return {*batch.view(spread).both, *batch.view(numerals)}


def numerals(batch: Batch) -> dict[int, list[int]]:
    """Where numerals of the other script stand in texts of one script alone, ascending: by the number of the text."""
    found: dict[int, list[int]] = {}
    for number, every in batch.view(misspelled).items():
        own = [one.place for one in every if one.right in _FROM_SIMPLIFIED]
        if own:
            found[number] = own
    places = batch.view(signs).numerals
    spans = batch.spans
    for number in batch.texts_at(places):
        classes = batch.classes_of(number)
        if _SIMPLIFIED in classes and _TRADITIONAL not in classes and not is_foreign(classes):
            start, end = spans[number]
            low, high = bisect_left(places, start), bisect_left(places, end)
            found[number] = [place - start for place in places[low:high]]
    return found


def may_be_misspelled(batch: Batch) -> Collection[int]:
    """The sieve of script/conversion-error: the Chinese texts of both scripts, the traditional ones with a wrong word or
    a letter of pinyin, the simplified ones in which 著 may stand for 着, which no character class tells, and those with a
    word of left.txt."""
    from polint_rules.script._left import texts_left

    found = {*batch.view(spread).both, *batch.view(misspelled), *batch.view(texts_left)}
    found.update(
        number for number in batch.having(LATIN_EXTENDED) if _TRADITIONAL in batch.classes_of(number)
    )
    found.update(
        number
        for number in batch.texts_at(batch.view(signs).particles)
        if _SIMPLIFIED in batch.classes_of(number)
    )
    return found


class Signs(NamedTuple):
    """What no character class tells: where 著 stands for 着 in a batch, as far as its neighbours tell, and where 兩, 億 and
    萬 stand with no character of traditional script alone before them in their text; ascending."""

    particles: list[int]
    numerals: list[int]


def signs(batch: Batch) -> Signs:
    """The view."""
    units, (before, after) = batch.raw_units, _beside_zhe()
    size = len(units) // 2
    found = Signs([], [])
    starts = [*batch.starts, size + 1]
    _find(units, size, batch.classes, starts, before, after, found.particles, found.numerals)
    return found


def _find(
    units: bytes,
    size: int,
    classes: bytes,
    starts: list[int],
    before: bytes,
    after: bytes,
    particles: list[int],
    numerals: list[int],
) -> None:
    """`starts`: of the texts, and of one more behind them. Put the places of signs into `particles` and `numerals`."""
    start = 1
    number = following = 0  # of the text behind the last traditional one, and where it starts
    while start < size:
        # Most stretches have none, which is told several times as fast as where it stands. The product tells 兩, 億 and 萬
        # from all that is frequent by one comparison.
        end = min(size, start + 512)
        seen = others = 0
        for place in range(start, end):
            unit = octet.unit(units, place)
            seen |= unit == 0x8457
            mixed = unit * 0x7215
            others |= mixed & 0xFD36 == 0x6D14
        if seen:
            for place in range(start, end):
                if (
                    octet.unit(units, place) == 0x8457
                    and before[octet.unit(units, place - 1)]
                    and (place + 1 == size or not after[octet.unit(units, place + 1)])
                ):
                    particles.append(place)
        if others and following < end:
            place = max(start, following)
            while place < end:
                unit = octet.unit(units, place)
                if classes[place] == 0x74:  # b"t": not in this text
                    while following <= place:
                        number += 1
                        following = starts[number]
                    place = following
                    continue
                if unit == 0x5169 or unit == 0x5104 or unit == 0x842C:
                    numerals.append(place)
                place += 1
        start = end


@functools.cache
def _beside_zhe() -> tuple[bytes, bytes]:
    """Of each unit whether the particle may stand behind it, and whether it may not stand before it."""
    tables = bytearray(0x10000), bytearray(0x10000)
    for table, chars in zip(tables, (TAKE_ZHE, ZHU), strict=True):
        for char in chars:
            table[ord(char)] = 1
    return bytes(tables[0]), bytes(tables[1])


def misspelled(batch: Batch) -> dict[int, list[Suspect]]:
    """The wrong spellings in the texts of traditional script alone that nothing beside them says are right, ascending: by
    the number of the text."""
    numbers = batch.view(spread).traditional
    if not numbers:
        return {}
    from polint_rules.script._judgement import suspects  # simplified text needs none of it

    return {number: found for number in numbers if (found := suspects(batch, *batch.spans[number]))}
