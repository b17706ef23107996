"""Line: which of the lines in the margins of a text are compared with those of other texts, and by what.

Numbered headings, lines with a date and whole sentences, but those of a site, are left alone. Lines are the same that have
the same letters, digits and Han characters.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint.character import HAN_SET
from polint.named import NamedTuple
from polint_rules._row import begins_with, white
from polint_rules.duplicate._margin import margins
from polint_rules.duplicate._shingle import COUNTS

if TYPE_CHECKING:
    from polint.batch import Batch

INSERTED = 8
"""Lines between the margins that are looked at besides: what a scraper left stands anywhere."""
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

_COUNTS = bytes((counts > 0) | (kind in HAN_SET) << 1 for kind, counts in enumerate(COUNTS))
"""Of each class whether it counts (1), and whether it is Han (2)."""
_FACTOR = 0x9E3779B97F4A7C15
_NUMERAL, _HUNDRED, _ZERO, _DIGIT, _BEFORE, _BETWEEN, _CLOSING, _PART = (1 << bit for bit in range(8))


@cache
def _signs() -> bytes:
    """For each unit what it can be in a number, a date and the number of a heading."""
    return octet.table(
        ("一二三四五六七八九十", _NUMERAL),
        ("百", _HUNDRED),
        ("零〇 -", _ZERO),
        ("0123456789", _DIGIT),
        ("年/.-", _BEFORE),
        ("月/.-", _BETWEEN),
        (")]】、.", _CLOSING),
        ("条章节编部款項项", _PART),
    )


@cache
def _ends() -> bytes:
    """For each unit whether a sentence ends with it (1), and whether a word of a site begins (2) and goes on with it (4)."""
    return octet.table(
        (STOPS, 1), ("".join([word[0] for word in SITE]), 2), ("".join([word[1] for word in SITE]), 4)
    )


class Lines(NamedTuple):
    """Of the texts of a batch the lines that are compared, one text's behind another's."""

    keys: bytes
    """Of each line 8 bytes, the same where the lines are."""
    places: bytes
    """Of each line where it starts and ends, in code points of its text, and its number, from 1: 4 bytes each."""
    bodies: bytes
    """Of each text 8 bytes that tell it from others which share some lines: a hash of its longest lines."""
    firsts: memoryview[int]
    """Which line is the first of each text; behind the last one how many there are."""


def compared(batch: Batch) -> Lines:
    """The lines of a batch that are compared."""
    rows, bounds = batch.view(margins)
    count, most = len(batch.starts), len(rows) // 12
    keys, places = octet.blank(8 * most), octet.blank(12 * most)
    bodies, firsts = bytearray(8 * count), octet.blank(4 * count + 4)
    words = "\0".join((*SITE, "")).encode("utf-16-le")
    end = 0
    octet.put_word(firsts, 0, 0)
    units, classes, blank, signs, ends, counts = (
        batch.folded_units, batch.classes, white(), _signs(), _ends(), _COUNTS,
    )  # fmt: skip
    for number, first in enumerate(batch.starts):
        end = _keep(
            units, classes, first, rows, bounds, 10 * number, blank, signs, ends, words, len(words) // 2, counts,
            LETTERS, HAN, LONGEST, INSERTED, _FACTOR, keys, places, end,
        )  # fmt: skip
        octet.put_word(firsts, number + 1, end)
        _put_body(units, first, bounds, 10 * number, blank, _FACTOR, bodies, number)
    return Lines(
        bytes(keys[: 8 * end]), bytes(places[: 12 * end]), bytes(bodies), memoryview(firsts).cast("I")
    )


def _keep(
    units: bytes,
    classes: bytes,
    first: int,
    lines: bytes | bytearray,
    bounds: bytes | bytearray,
    at: int,
    blank: bytes,
    signs: bytes,
    ends: bytes,
    words: bytes,
    size: int,
    counts: bytes,
    letters: int,
    han: int,
    longest: int,
    inserted: int,
    factor: int,
    keys: bytearray,
    places: bytearray,
    found: int,
) -> int:
    """Put those of the lines of a text, which starts at `first`, that may recur into `keys` and `places`, from the number `found`
    on; where they end. From `at` on `bounds` says which are its lines (see Margins)."""
    line, last = octet.word(bounds, at), octet.word(bounds, at + 3)
    between, behind = octet.word(bounds, at + 1), octet.word(bounds, at + 2)
    left = inserted
    while line < last:
        if between <= line < behind and not left:
            line = behind
            continue
        start, end = first + octet.word(lines, 3 * line), first + octet.word(lines, 3 * line + 1)
        line += 1
        if end - start > longest:
            continue
        while start < end and blank[octet.unit(units, start)]:
            start += 1
        while start < end and blank[octet.unit(units, end - 1)]:
            end -= 1
        if (
            end - start >= letters
            and (
                not ends[octet.unit(units, end - 1)] & 1 or _is_of_site(units, start, end, ends, words, size)
            )
            and not _is_numbered(units, start, end, signs)
            and not _has_date(units, start, end, signs)
            and _put_key(units, classes, start, end, counts, letters, han, factor, keys, found)
        ):
            octet.put_word(places, 3 * found, start - first)
            octet.put_word(places, 3 * found + 1, end - first)
            octet.put_word(places, 3 * found + 2, octet.word(lines, 3 * line - 1))
            found += 1
            left -= between < line <= behind
    return found


def _is_of_site(units: bytes, start: int, end: int, ends: bytes, words: bytes, size: int) -> bool:
    """Whether one of `words`, behind each of which stands a NUL, stands in [start, end)."""
    for place in range(start, end - 1):
        if (
            ends[octet.unit(units, place)] & 2
            and ends[octet.unit(units, place + 1)] & 4
            and begins_with(units, place, end, words, size)
        ):
            return True
    return False


def _is_numbered(units: bytes, place: int, end: int, signs: bytes) -> bool:
    """Whether a line is a heading with a number, a row of a table or markup: #, |, <, ```, :::, (一), 1., 第 3-1 条."""
    code = octet.unit(units, place)
    if code == 35 or code == 60 or code == 124:  # # < |
        return True
    if code == 96 or code == 58:  # ` :
        return octet.unit(units, place + 1) == code and octet.unit(units, place + 2) == code
    begin = place + 1
    if code == 0x7B2C:  # 第
        place += 1
        while place < end and signs[octet.unit(units, place)] & 15:
            place += 1
        return begin < place < end and signs[octet.unit(units, place)] & 128 > 0
    if code == 40 or code == 91 or code == 0x3010:  # ( [ 【
        place += 1
    begin = place
    while place < end and signs[octet.unit(units, place)] & 3:
        place += 1
    if place == begin:
        while place < end and signs[octet.unit(units, place)] & 8:
            place += 1
    return begin < place < end and signs[octet.unit(units, place)] & 64 > 0


def _has_date(units: bytes, place: int, end: int, signs: bytes) -> bool:
    """Whether a month and a day stand behind the sign of a year, in up to three digits or numerals: 年12月3, -12-03."""
    while place < end:
        sign = signs[octet.unit(units, place)]
        place += 1
        if not sign & 16:
            continue
        at = place
        if at < end and octet.unit(units, at) == 32:
            at += 1
        begin = at
        while at < end and at - begin < 4 and signs[octet.unit(units, at)] & 9:
            at += 1
        if begin < at < end and at - begin < 4 and signs[octet.unit(units, at)] & 32:
            at += 1
            if at < end and octet.unit(units, at) == 32:
                at += 1
            if at < end and signs[octet.unit(units, at)] & 9:
                return True
    return False


def _put_key(
    units: bytes,
    classes: bytes,
    start: int,
    end: int,
    counts: bytes,
    letters: int,
    han: int,
    factor: int,
    keys: bytearray,
    number: int,
) -> bool:
    """Put a hash of what counts in [start, end) into `keys`; whether as many characters as `letters` do, and as many as `han` are
    Han."""
    code = 0
    for place in range(start, end):
        kind = counts[classes[place]]
        if kind:
            code = octet.low((code ^ octet.unit(units, place)) * factor)
            code ^= code >> 32
            letters -= 1
            han -= kind >> 1
    octet.put_word(keys, 2 * number, code & 0xFFFFFFFF)
    octet.put_word(keys, 2 * number + 1, code >> 32)
    return letters <= 0 and han <= 0


def _put_body(
    units: bytes,
    first: int,
    bounds: bytes | bytearray,
    at: int,
    blank: bytes,
    factor: int,
    bodies: bytearray,
    number: int,
) -> None:
    """Put a hash of the longest lines of a text, which starts at `first`, into `bodies`."""
    code = 0
    for index in range(at + 4, at + 10, 2):
        start, end = first + octet.word(bounds, index), first + octet.word(bounds, index + 1)
        while start < end and blank[octet.unit(units, start)]:
            start += 1
        while start < end and blank[octet.unit(units, end - 1)]:
            end -= 1
        while start < end:
            if start + 4 <= end:
                code = octet.low((code ^ octet.four(units, start)) * factor)
                start += 4
            else:
                code = octet.low((code ^ octet.unit(units, start)) * factor)
                start += 1
            code ^= code >> 32
        code = octet.low((code ^ 10) * factor)  # one line ends
    octet.put_word(bodies, 2 * number, code & 0xFFFFFFFF)
    octet.put_word(bodies, 2 * number + 1, code >> 32)
