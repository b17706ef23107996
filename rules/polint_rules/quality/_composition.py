"""What a document is made of: counts of its characters by kind, a view that the rules of this family share."""

from __future__ import annotations

from polint.document import Document
from polint.named import NamedTuple


def _table() -> bytes:
    table = bytearray(b"s" * 256)
    for kinds, letter in (
        (b"l\x87", b"l"), (b"d\x88", b"d"), (b"\x80", b"k"), (b"\x81", b"g"),
        (b"\x82\x83\x84\x85\x86", b"a"), (b" \n\r_i\x8e\x8d", b" "),
    ):  # fmt: skip
        for kind in kinds:
            table[kind] = letter[0]
    return bytes(table)


_TABLE = _table()


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


def compose(classes: bytes) -> Composition:
    """The composition of a text with these classes."""
    # `count` is slow for what is frequent, deleting it is not.
    kinds = classes.translate(_TABLE, b"hstn\x99")
    han = len(classes) - len(kinds)
    latin, digits, kana, hangul, alphabets, blank = map(kinds.count, (b"l", b"d", b"k", b"g", b"a", b" "))
    symbols = len(kinds) - latin - digits - kana - hangul - alphabets - blank
    return Composition(han, latin, digits, kana, hangul, alphabets, symbols)


def composition(document: Document) -> Composition:
    """The composition of `document`."""
    return compose(document.classes)
