"""Margin: the lines among which a header, a footer or what a scraper left is looked for.

They are picked by what can be told from counts and single characters; what remains is a few lines a text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint.character import CONTROL, HAN_SET, IDEOGRAPHIC_SPACE, ODD_SPACE, TAB
from polint.named import NamedTuple
from polint_rules._row import line_walls

if TYPE_CHECKING:
    from polint.batch import Batch

MARGIN = 8
"""Lines at the beginning and at the end of a document among which headers and footers are looked for."""
LONGEST = 80
"""Code points of a line that may recur: what is longer is a paragraph."""
LETTERS = 6
"""Han characters, letters and digits that a line has at least."""
HAN = 4
"""Han characters among them."""
SITE = (  # words of two characters and more
    "版权", "转载", "关注", "扫码", "扫一扫", "微信", "网站", "本站", "客服", "下载", "技术支持", "免责", "点击", "首页", "登录", "注册",
    "收藏", "编辑部", "来源", "投稿", "联系我们", "公众号",
)  # fmt: skip
"""What a whole sentence must speak of to be a site's and not the text's."""
STOPS = "。!?;:,"

_INDENTED = 8
_NO_LINES = "#<|"
_BLANK = b" \r\n" + TAB + IDEOGRAPHIC_SPACE + ODD_SPACE + CONTROL
_KINDS = bytes((kind in _BLANK) | (kind in HAN_SET) << 1 for kind in range(256))


@cache
def _marks() -> bytes:
    """For each unit whether a sentence ends with it (1), a word of a site begins (2) and goes on with it (4), and whether
    what it opens is no line of text (8)."""
    return octet.table(
        (STOPS, 1),
        ("".join([word[0] for word in SITE]), 2),
        ("".join([word[1] for word in SITE]), 4),
        (_NO_LINES, 8),
    )


class Margins(NamedTuple):
    """Of the texts of a batch, in code points of each, numbers of four bytes: white space may remain at either end of a
    line."""

    lines: bytes | bytearray
    """Of each line that may recur where it starts and ends, and its number in its text, from 1."""
    bounds: bytes | bytearray
    """Of each text which lines are its own: its first one, the first between its margins, the first behind these, and
    the end; then where its longest lines start and end, the longest last, nowhere twice where there are fewer."""


def margins(batch: Batch) -> Margins:
    """The margins of the texts of a batch."""
    classes, units, walls, marks = batch.classes, batch.folded_units, batch.view(line_walls), _marks()
    kinds = _KINDS
    lines, bounds = octet.blank(3 * len(walls)), bytearray(40 * len(batch.starts))
    wall = line = 0
    for number, (first, last) in enumerate(batch.spans):
        begin = line
        line = _list(classes, walls, wall, first, last, kinds, _INDENTED, lines, begin)
        wall = _after(walls, wall, last)
        _put_longest(lines, begin, line, bounds, 10 * number + 4)
        line = _pick(
            classes,
            units,
            first,
            kinds,
            marks,
            HAN,
            LETTERS,
            LONGEST,
            MARGIN,
            lines,
            begin,
            line,
            bounds,
            10 * number,
        )
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
    kinds: bytes,
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
            fore, back = kinds[classes[start]] & 1, kinds[classes[end - 1]] & 1
            if end - start == 1 or not (fore or back):
                break
            start += fore
            if end - start > 1:
                end -= back
        if not kinds[classes[start]] & 1:
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
    _put_range(lines, third, bounds, at)
    _put_range(lines, second, bounds, at + 2)
    _put_range(lines, longest, bounds, at + 4)


def _put_range(lines: bytes | bytearray, line: int, bounds: bytearray, at: int) -> None:
    if line >= 0:
        octet.put_word(bounds, at, octet.word(lines, 3 * line))
        octet.put_word(bounds, at + 1, octet.word(lines, 3 * line + 1))


def _pick(
    classes: bytes,
    units: bytes,
    first: int,
    kinds: bytes,
    marks: bytes,
    han: int,
    letters: int,
    longest: int,
    margin: int,
    lines: bytearray,
    begin: int,
    end: int,
    bounds: bytearray,
    at: int,
) -> int:
    """Leave those of the lines of a text which may recur, say in `bounds` which they are; where they end."""
    found = begin
    octet.put_word(bounds, at, begin)
    octet.put_word(bounds, at + 1, begin)
    octet.put_word(bounds, at + 2, begin)
    behind = max(margin, end - begin - margin)
    for line in range(begin, end):
        if line - begin == margin:
            octet.put_word(bounds, at + 1, found)
        if line - begin == behind:
            octet.put_word(bounds, at + 2, found)
        start, stop = octet.word(lines, 3 * line), octet.word(lines, 3 * line + 1)
        if letters <= stop - start <= longest and _may_recur(
            classes, units, first + start, first + stop, kinds, marks, han
        ):
            octet.put_word(lines, 3 * found, start)
            octet.put_word(lines, 3 * found + 1, stop)
            octet.put_word(lines, 3 * found + 2, octet.word(lines, 3 * line + 2))
            found += 1
    octet.put_word(bounds, at + 3, found)
    return found


def _may_recur(
    classes: bytes, units: bytes, start: int, end: int, kinds: bytes, marks: bytes, han: int
) -> bool:
    """Whether as many characters of a line as `han` are Han, and it is no heading and no row of a table, nor a sentence but
    one that speaks of a site."""
    if marks[octet.unit(units, start)] & 8:
        return False
    if marks[octet.unit(units, end - 1)] & 1:
        speaks = False
        for place in range(start, end - 1):
            speaks |= marks[octet.unit(units, place)] & 2 > 0 and marks[octet.unit(units, place + 1)] & 4 > 0
        if not speaks:
            return False
    for place in range(start, end):
        han -= kinds[classes[place]] >> 1
    return han <= 0
