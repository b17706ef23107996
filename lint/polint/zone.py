"""Zones: the head, the body and the tail of a document.

Scraped pages carry their noise in lines at the two ends; the same words inside an argument are text. A line
of prose is a long one, or one that ends a sentence; what stands before the first of them is the head, what
stands after the last the tail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

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


class Zones(NamedTuple):
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
    """The zones of `document`: the first and last DEPTH - 1 lines with text at least, and up to 8 as long as
    none of them is prose."""
    text = document.text
    size = len(text)
    head, lines = _run(_lines(text[:_SIGHT]))
    tail, more = _run(_lines(text[max(0, size - _SIGHT) :])[::-1])
    return Zones(head, size - tail, max(lines, more))


def _lines(text: str) -> list[str]:
    return (text.replace("\r", "\n") if "\r" in text else text).split("\n")


def _run(lines: list[str]) -> tuple[int, int]:
    """How many code points the lines of a head take, and how many lines with text were seen."""
    count = place = end = 0
    for line in lines:
        if not line or line.isspace():
            place += len(line) + 1
            continue
        if count >= 8 or (count >= DEPTH - 1 and is_prose(line)):
            return end, count
        count += 1
        place += len(line) + 1
        end = place - 1
    return end, count
