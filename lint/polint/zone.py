"""Zones: the head, the body and the tail of a document.

Scraped pages carry their noise in lines at the two ends; the same words inside an argument are text. A line
of prose is a long one, or one that ends a sentence; what stands before the first of them is the head, what
stands after the last the tail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from polint.named import NamedTuple

if TYPE_CHECKING:
    from polint.document import Document

Zone = Literal["head", "body", "tail"]

PROSE = 40
"""Code points from which a line counts as prose, whatever it ends with."""
SHORT = 100
"""The longest line, in code points, that can be a line of noise."""
DEPTH = 4
"""How many lines with text at either end belong to the head and the tail in any case."""
_FEW = 12
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
    head, lines = _reach(text[:_SIGHT], back=False)
    tail, more = _reach(text[max(0, size - _SIGHT) :], back=True)
    return Zones(head, size - tail, max(lines, more))


def _reach(text: str, *, back: bool) -> tuple[int, int]:
    """How many code points the lines of a head (or, from the end, of a tail) take, and how many lines with text
    were seen."""
    if "\r" in text:
        text = text.replace("\r", "\n")
    for most in (_FEW, -1):  # few of the lines are nearly always enough
        lines = text.rsplit("\n", most)[::-1] if back else text.split("\n", most)
        whole = len(lines) <= most or most < 0
        place, count, ended = _run(lines if whole else lines[:-1])
        if ended or whole:
            break
    return place, count


def _run(lines: list[str]) -> tuple[int, int, bool]:
    count = place = end = 0
    for line in lines:
        if not line or line.isspace():
            place += len(line) + 1
            continue
        if count >= 8 or (count >= DEPTH - 1 and is_prose(line)):
            return end, count, True
        count += 1
        place += len(line) + 1
        end = place - 1
    return end, count, False
