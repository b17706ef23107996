"""Lookalikes: letters and signs that only their code points tell apart.

The pairs are those of Unicode's confusables (UTS #39, confusables.txt) among Latin, Cyrillic and Greek, and
among Han, kana and dashes, as far as they look alike in the fonts of text.
"""

from __future__ import annotations

import bisect
from operator import attrgetter
from typing import TYPE_CHECKING, Final

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


def is_at_home(classes: bytes, kind: bytes, *, vectorised: bool) -> bool:
    """Whether a script is one that a text is written in, by the classes of its code points: three letters of it, and one
    to eight Han or more. `vectorised`: whether numpy is loaded."""
    size = len(classes)
    beginning = classes.count(kind, 0, min(size // 2, 10_000))
    if 8 * beginning > size - beginning and beginning > 2:
        return True  # the rest would only add to it
    letters = count(classes, kind, vectorised=vectorised)
    if letters <= 2:
        return False
    # Most texts answer with no or few Han counted: there are no more of them than other code points, and in
    # Chinese the first lines have enough.
    if 8 * letters > size - letters:
        return True
    head = classes[: 16 * letters]
    if count_any(head, HAN_SET, vectorised=vectorised) >= 8 * letters:
        return False
    return len(head) == size or 8 * letters > count_any(classes, HAN_SET, vectorised=vectorised)


class Kana(NamedTuple):
    """The numbers of the texts that kana are at home in, and of those that they are astray in."""

    at_home: frozenset[int]
    astray: frozenset[int]


def kana(batch: Batch) -> Kana:
    """The view."""
    found = frozenset(batch.having(KANA))
    parts, vectorised = batch.parts, batch.vectorised
    at_home = frozenset(number for number in found if is_at_home(parts[number], KANA, vectorised=vectorised))
    return Kana(at_home, found - at_home)


def strangers(batch: Batch, kind: bytes) -> frozenset[int]:
    """The numbers of the texts in which a script occurs that is not at home in them."""
    parts, vectorised = batch.parts, batch.vectorised
    return frozenset(
        number for number in batch.having(kind) if not is_at_home(parts[number], kind, vectorised=vectorised)
    )


def is_garbled(document: Document, start: int, end: int) -> bool:
    """Whether [start, end) was decoded wrongly, which is another rule's to say."""
    from polint_rules.encoding._garble import garbles  # a millisecond that hardly any text needs

    found = document.view(garbles).found
    index = bisect.bisect_left(found, end, key=attrgetter("start")) - 1
    return index >= 0 and start < found[index].end
