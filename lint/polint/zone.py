"""Zones: the head, the body and the tail of a document.

Scraped pages carry their noise in lines at the two ends; the same words inside an argument are text. A line
of prose is a long one, or one that ends a sentence; what stands before the first of them is the head, what
stands after the last the tail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document

Zone = Literal["head", "body", "tail"]

PROSE = 40
"""Code points from which a line counts as prose, whatever it ends with."""
SHORT = 100
"""The longest line, in code points, that can be a line of noise."""
DEPTH = 4
"""How many lines with text at either end belong to the head and the tail in any case."""
_SIGHT = 3000  # code points looked at from either end: a head is not longer
_LINE = lazy(r"[^\r\n]*[^\s][^\r\n]*")


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the head ends and where the tail begins, in code points."""

    head: int
    tail: int
    lines: int
    """How many lines with text there are, as far as was looked (at least 3 where it matters)."""

    def of(self, start: int, end: int) -> Zone:
        """The zone of the line [start, end)."""
        if end <= self.head:
            return "head"
        if start >= self.tail:
            return "tail"
        return "body"


def is_prose(line: str) -> bool:
    """Whether a line is running text."""
    line = line.strip()
    return len(line) >= PROSE or (len(line) >= 12 and line[-1] in "。！？!?；;”」’』")


def zones(document: Document) -> Zones:
    """The zones of `document`: the first and last DEPTH lines with text at least."""
    text = document.text
    size = len(text)
    first = text[:_SIGHT]
    head = 0
    count = 0
    for match in _LINE.finditer(first):
        if count >= 8 or (count >= DEPTH - 1 and is_prose(match.group())):
            break
        count += 1
        head = match.end()
    cut = max(0, size - _SIGHT)
    tail = size
    spans = [match.span() for match in _LINE.finditer(text[cut:])]
    for back, (start, end) in enumerate(reversed(spans)):
        if back >= 8 or (back >= DEPTH - 1 and is_prose(text[cut + start : cut + end])):
            break
        tail = cut + start
    return Zones(head, tail, max(count, len(spans)))
