"""Lookalikes: letters and signs that only their code points tell apart.

The pairs are those of Unicode's confusables (UTS #39, confusables.txt) among Latin, Cyrillic and Greek, and
among Han, kana and dashes, as far as they look alike in the fonts of text.
"""

from __future__ import annotations

import bisect
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from polint import octet
from polint.batch import count, count_any
from polint.character import CYRILLIC, HAN_SET, KANA
from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.batch import Batch

CYRILLIC_AS_LATIN: Final = dict(
    zip(
        "аеорсухіјѕԁһӏԛԝАВЕЅІЈКМНОРСТУХЗ",
        "aeopcyxijsdhlqwABESIJKMHOPCTYX3",
        strict=True,
    )
)
GREEK_AS_LATIN: Final = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
GREEK_INSIDE: Final = dict(zip("ανρτυικχγ", "avptuikxy", strict=True))
"""Greek letters that pass for Latin inside a word of small letters; at its edges they are symbols."""
LATIN_AS_CYRILLIC: Final = {
    latin: cyrillic for cyrillic, latin in CYRILLIC_AS_LATIN.items() if latin in "aeopcyxABEKMHOPCTX"
}
KANA_AS_HAN: Final = {
    "ー": "一",
    "ｰ": "一",
    "ニ": "二",
    "ロ": "口",
    "エ": "工",
    "カ": "力",
    "タ": "夕",
    "ハ": "八",
    "ト": "卜",
}

ANYWHERE: Final = 0x80
"""The kind of a literal that tells wherever it stands."""
_STEP = 4_000  # code points in which Han are counted at once
_LETTERS = lazy("[\u0400-\u052f]+")


def is_lookalike_kana(text: str, start: int, end: int) -> bool:
    """Whether the run is one kana that looks like a Han character."""
    return end - start == 1 and text[start] in KANA_AS_HAN


def only_lookalikes(document: Document) -> bool:
    """Whether every Cyrillic letter of the text looks like a Latin one: then none is meant."""
    return document.view(_only_lookalikes)


def _only_lookalikes(document: Document) -> bool:
    if CYRILLIC not in document.classes:
        return False
    return all(
        char in CYRILLIC_AS_LATIN for match in _LETTERS.finditer(document.text) for char in match.group()
    )


def is_at_home(classes: bytes, kind: bytes) -> bool:
    """Whether a script is one that a text is written in, by the classes of its code points: three letters of it, and one
    to eight Han or more."""
    size = len(classes)
    letters = count(classes, kind)
    if letters <= 2:
        return False
    if 8 * letters > size - letters:  # there are no more Han than other code points
        return True
    han, step = 0, max(_STEP, 16 * letters)
    for start in range(0, size, step):
        han += count_any(classes[start : start + step], HAN_SET)
        if han >= 8 * letters:  # in Chinese mostly in the first lines
            return False
    return True


class Kana(NamedTuple):
    """The numbers of the texts that kana are at home in, and of those that they are astray in."""

    at_home: frozenset[int]
    astray: frozenset[int]


def kana(batch: Batch) -> Kana:
    """The view."""
    found = frozenset(batch.having(KANA))
    at_home = frozenset([number for number in found if is_at_home(batch.classes_of(number), KANA)])
    return Kana(at_home, found - at_home)


def strangers(batch: Batch, kind: bytes) -> frozenset[int]:
    """The numbers of the texts in which a script occurs that is not at home in them."""
    return frozenset(
        [number for number in batch.having(kind) if not is_at_home(batch.classes_of(number), kind)]
    )


def telling(batch: Batch, kinds: bytes, signs: bytes) -> frozenset[int]:
    """The numbers of the texts in which literals stand that may be lookalikes. `kinds`: of each literal ANYWHERE, its
    length where it tells only as a part of a number, or 0; `signs`: of each ASCII character 1 where it may be a part of
    a number, 2 where it makes a longer word of what stands beside it, or 0."""
    hits = batch.hits
    if hits is None or not hits.indices:
        return frozenset()
    units = batch.raw_units
    found = _telling(hits.packed, hits.packed_ends, len(hits.indices), kinds, units, len(units) // 2, signs)
    return hits.numbers(found)


def _telling(
    packed: bytes, ends: bytes, count: int, kinds: bytes, units: bytes, size: int, signs: bytes
) -> list[int]:
    """Which hits tell."""
    found: list[int] = []
    for hit in range(count):
        kind = kinds[octet.word(packed, hit)]
        if kind and (kind >= 0x80 or _is_of_number(units, size, octet.word(ends, hit) - kind, signs)):
            found.append(hit)
    return found


def _is_of_number(units: bytes, size: int, start: int, signs: bytes) -> bool:
    """Whether the word that holds `start`, from 40 code points before it to 60 behind it, may be a number."""
    place, low, high = start, max(0, start - 40), min(size, start + 60)
    sign = 1
    while place < high and sign == 1:
        sign = signs[octet.unit(units, place)] if octet.unit(units, place) < 0x80 else 0
        place += 1
    if sign == 2:
        return False
    place, sign = start, 1
    while place > low and sign == 1:
        place -= 1
        sign = signs[octet.unit(units, place)] if octet.unit(units, place) < 0x80 else 0
    return sign != 2


def is_garbled(document: Document, start: int, end: int) -> bool:
    """Whether [start, end) was decoded wrongly, which is another rule's to say."""
    from polint_rules.encoding._garble import garbles  # a millisecond that hardly any text needs

    found = document.view(garbles).found
    index = bisect.bisect_left(found, end, key=attrgetter("start")) - 1
    return index >= 0 and start < found[index].end
