"""Skeleton: a text in ten letters, so that one short search tells whether a rule has anything to look at.

`#` is a mark that ends a clause or a sentence, `(` and `)` any opening or closing mark, `h` Han, `l` an ASCII
letter, `d` a digit of either width, `.`, `-`, the space and the line end themselves, `_` everything else.
"""

from __future__ import annotations

from polint.document import Document


def _table() -> bytes:
    table = bytearray(b"_" * 256)
    for kinds, letter in (
        (b"zvwxy,", b"#"), (b"QUKJBAPEGSC([", b"("), (b"qukjbapegfc)]", b")"), (b"hstn\x99", b"h"),
        (b"l\x87", b"l"), (b"d\x88", b"d"), (b".", b"."), (b"-", b"-"), (b"\n", b"\n"), (b" ", b" "),
    ):  # fmt: skip
        for kind in kinds:
            table[kind] = letter[0]
    return bytes(table)


_TABLE = _table()


def skeleton(document: Document) -> bytes:
    """The skeleton of `document`: a byte a code point."""
    return document.classes.translate(_TABLE)
