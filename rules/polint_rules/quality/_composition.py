"""What a document is made of: counts of its characters by kind, a view that the rules of this family share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet
from polint.batch import ByRule
from polint.character import (
    BOPOMOFO,
    CYRILLIC,
    DIGIT,
    FULLWIDTH_DIGIT,
    FULLWIDTH_LATIN,
    GREEK,
    HAN_SET,
    HANGUL,
    IDEOGRAPHIC_SPACE,
    INVISIBLE,
    KANA,
    LATIN,
    LATIN_EXTENDED,
    LETTER,
    ODD_SPACE,
    TAB,
)
from polint.document import Document
from polint.named import NamedTuple

if TYPE_CHECKING:
    from polint.batch import Batch


class Composition(NamedTuple):
    """How many code points are Han, ASCII letters, digits, kana, hangul, letters of other alphabets and
    anything else that is visible."""

    han: int
    latin: int
    digits: int
    kana: int
    hangul: int
    alphabets: int
    symbols: int

    @property
    def letters(self) -> int:
        """All letters, Han among them."""
        return self.han + self.latin + self.kana + self.hangul + self.alphabets

    @property
    def visible(self) -> int:
        """All but white space."""
        return self.letters + self.digits + self.symbols


FEWEST = 20
"""Letters below which nothing is said about the language."""
ENOUGH = 80
"""Letters of a text that says so many that it is told by its shares alone."""

_KINDS = (
    HAN_SET, LATIN + FULLWIDTH_LATIN, DIGIT + FULLWIDTH_DIGIT, KANA, HANGUL,
    CYRILLIC + GREEK + LATIN_EXTENDED + LETTER + BOPOMOFO,
)  # fmt: skip
_BLANK = b" \n\r" + IDEOGRAPHIC_SPACE + TAB + ODD_SPACE + INVISIBLE
_SYMBOL, _NOTHING = 6, 7
_ONES = b"".join([
    (1 << 8 * next((number for number, classes in enumerate(_KINDS) if kind in classes), _NOTHING if kind in _BLANK else _SYMBOL)).to_bytes(8, "little")
    for kind in range(256)
])  # fmt: skip
"""For each class a number of eight bytes with a 1 in that of its kind: those of 255 characters can be added up."""


def compose(classes: bytes) -> Composition:
    """The composition of a text with these classes."""
    return _made(_counted(classes, [(0, len(classes))]), 0)


def composition(document: Document) -> Composition:
    """The composition of `document`."""
    scan = document.scan
    return _made(scan.texts.view(_counts), scan.number)


def _counts(batch: Batch) -> memoryview[int]:
    """How many characters of each kind each text has."""
    return _counted(batch.classes, batch.spans)


def _counted(classes: bytes, spans: list[tuple[int, int]]) -> memoryview[int]:
    found = bytearray(32 * len(spans))
    ones = _ONES
    for number, (start, end) in enumerate(spans):
        _count(classes, start, end, ones, found, 8 * number)
    return memoryview(found).cast("I")


def _made(counts: memoryview[int], number: int) -> Composition:
    return Composition(*counts[8 * number : 8 * number + 7])


def _count(classes: bytes, place: int, end: int, ones: bytes, found: bytearray, at: int) -> None:
    """Add the number of characters of each kind in [place, end) to eight numbers in `found`."""
    while place < end:
        stop = min(end, place + 255)
        sums = 0
        while place < stop:
            sums += octet.eight(ones, 8 * classes[place])
            place += 1
        for kind in range(8):
            octet.put_word(found, at + kind, octet.word(found, at + kind) + (sums >> 8 * kind & 255))


def doubtful(batch: Batch) -> ByRule:
    """The sieve: the texts that may be in another language than Chinese, and those that may say nothing, by the limits that
    the rules have where nobody sets others. Each rule looks closer."""
    foreign: list[int] = []
    empty: list[int] = []
    _doubt(batch.view(_counts).cast("B").tobytes(), len(batch.starts), FEWEST, ENOUGH, foreign, empty)
    return ByRule({"quality/language": foreign, "quality/low-information": empty})


def _doubt(counts: bytes, size: int, fewest: int, enough: int, foreign: list[int], empty: list[int]) -> None:
    for number in range(size):
        at = 8 * number
        han, latin, digits = octet.word(counts, at), octet.word(counts, at + 1), octet.word(counts, at + 2)
        kana, hangul = octet.word(counts, at + 3), octet.word(counts, at + 4)
        alphabets, symbols = octet.word(counts, at + 5), octet.word(counts, at + 6)
        letters = han + latin + kana + hangul + alphabets
        visible = letters + digits + symbols
        # A fifth is kana or hangul; three tenths are Han, where a letter of an alphabet weighs a fifth of it.
        if letters >= fewest and (
            5 * hangul >= han + hangul or 5 * kana >= han + kana or 35 * han <= 3 * (latin + alphabets)
        ):
            foreign.append(number)
        # A half is symbols, six tenths are digits, or it is short.
        if visible > 0 and (letters < enough or 2 * symbols >= visible or 10 * digits >= 6 * visible):
            empty.append(number)
