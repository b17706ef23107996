"""Margin: the lines of a text, and which of them stand where a header, a footer or what a scraper left is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet
from polint.character import CONTROL, IDEOGRAPHIC_SPACE, ODD_SPACE, TAB
from polint.named import NamedTuple
from polint_rules._row import line_walls

if TYPE_CHECKING:
    from polint.batch import Batch

MARGIN = 8
"""Lines at the beginning and at the end of a document among which headers and footers are looked for."""
_INDENTED = 8
_BLANK = b" \r\n" + TAB + IDEOGRAPHIC_SPACE + ODD_SPACE + CONTROL
_BLANKS = bytes(kind in _BLANK for kind in range(256))


class Margins(NamedTuple):
    """Of the texts of a batch, in code points of each, numbers of four bytes: white space may remain at either end of a
    line."""

    lines: bytes | bytearray
    """Of each line with text where it starts and ends, and its number in its text, from 1."""
    bounds: bytes | bytearray
    """Of each text which lines are its own: its first one, the first between its margins, the first behind these, and
    the end; then where its longest lines start and end, the longest last, nowhere twice where there are fewer."""


def margins(batch: Batch) -> Margins:
    """The margins of the texts of a batch."""
    classes, walls, blanks = batch.classes, batch.view(line_walls), _BLANKS
    lines, bounds = octet.blank(3 * len(walls)), bytearray(40 * len(batch.starts))
    wall = line = 0
    for number, (first, last) in enumerate(batch.spans):
        begin = line
        line = _list(classes, walls, wall, first, last, blanks, _INDENTED, lines, begin)
        wall = _after(walls, wall, last)
        between = min(begin + MARGIN, line)
        _put_range(begin, between, bounds, 10 * number)
        _put_range(max(between, line - MARGIN), line, bounds, 10 * number + 2)
        _put_longest(lines, begin, line, bounds, 10 * number + 4)
    return Margins(lines, bounds)


def _after(walls: bytes, wall: int, last: int) -> int:
    """The wall that ends a text."""
    while octet.number(walls, wall) < last:
        wall += 1
    return wall


def _list(
    classes: bytes,
    walls: bytes,
    wall: int,
    first: int,
    last: int,
    blanks: bytes,
    indented: int,
    lines: bytearray,
    line: int,
) -> int:
    """Put all lines of [first, last) with text into `lines`; where they end."""
    ordinal = 0
    while octet.number(walls, wall) < last:
        start, end = octet.number(walls, wall) + 1, octet.number(walls, wall + 1)
        wall += 1
        if start == end:
            # Between CR and LF there is no line.
            ordinal += not (first < start and end < last and classes[start - 1] == 13 and classes[end] == 10)
            continue
        ordinal += 1
        for _ in range(indented):
            fore, back = blanks[classes[start]], blanks[classes[end - 1]]
            if end - start == 1 or not (fore or back):
                break
            start += fore
            if end - start > 1:
                end -= back
        if not blanks[classes[start]]:
            octet.put_word(lines, 3 * line, start - first)
            octet.put_word(lines, 3 * line + 1, end - first)
            octet.put_word(lines, 3 * line + 2, ordinal)
            line += 1
    return line


def _put_longest(lines: bytes | bytearray, begin: int, end: int, bounds: bytearray, at: int) -> None:
    """Put the three longest lines, which tell a text from others that share its header and footer, into `bounds`, the longest
    last; of equally long ones those that come last."""
    longest = second = third = -1
    one = two = three = 0
    for line in range(begin, end):
        size = octet.word(lines, 3 * line + 1) - octet.word(lines, 3 * line)
        if size >= one:
            one, two, three = size, one, two
            longest, second, third = line, longest, second
        elif size >= two:
            two, three = size, two
            second, third = line, second
        elif size >= three:
            three = size
            third = line
    _put_line(lines, third, bounds, at)
    _put_line(lines, second, bounds, at + 2)
    _put_line(lines, longest, bounds, at + 4)


def _put_line(lines: bytes | bytearray, line: int, bounds: bytearray, at: int) -> None:
    if line >= 0:
        _put_range(octet.word(lines, 3 * line), octet.word(lines, 3 * line + 1), bounds, at)


def _put_range(start: int, end: int, bounds: bytearray, at: int) -> None:
    octet.put_word(bounds, at, start)
    octet.put_word(bounds, at + 1, end)
