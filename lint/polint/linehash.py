"""GitHub's `primaryLocationLineHash`: how code scanning recognises a result when its line has moved.

A polynomial rolling hash (base 37, modulo 2**64) over the 100 UTF-16 code units from the start of the line,
without spaces and tabs and with every line end as LF, then a colon and how often that hash has come up in
the file so far. The method is that of github/codeql-action, `src/fingerprints.ts`; the end of the file is the
unit 65535 and what lies beyond it zero.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polint.document import Document

BLOCK = 100
_BASE = 37
_MASK = (1 << 64) - 1
_SPACE = str.maketrans("", "", " \t")


class LineHashes:
    """The line hashes of one document, each computed when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = re.sub("\r\n?", "\n", text).translate(_SPACE) + "\uffff"
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]

    def of(self, line: int) -> str:
        """The hash of the 1-based `line`."""
        start = self._starts[min(line, len(self._starts)) - 1]
        units = self._text[start : start + BLOCK].encode("utf-16-le", "surrogatepass")[: 2 * BLOCK]
        value = 0
        for unit in struct.unpack(f"<{len(units) // 2}H", units):
            value = (value * _BASE + unit) & _MASK
        value = value * pow(_BASE, BLOCK - len(units) // 2, 1 << 64) & _MASK
        key = units.decode("utf-16-le", "ignore")
        # How many lines before this one begin with the same block; `count` passes over overlapping ones,
        # which blank lines would be.
        earlier = int(start > 0 and self._text.startswith(key))
        place = self._text.find("\n" + key, 0, start + len(key) - 1)
        while 0 <= place < start - 1:
            earlier += 1
            place = self._text.find("\n" + key, place + 1, start + len(key) - 1)
        return f"{value:x}:{earlier + 1}"


def line_hashes(document: Document) -> LineHashes:
    """The view of `document` that knows its line hashes."""
    return LineHashes(document.text)
