"""Open lines: which texts have a line that may stop inside its sentence, asked of all texts of a batch at once.

Two rules wake on what is found here. It is only a suspicion: lines are judged by their length, by the class of
the characters at their ends and by whether a sentence ends in them, not by their words. A text with CR is always
suspected.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final

from polint import octet
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.region import is_marked, marked
from polint_rules.encoding._returns import with_returns
from polint_rules.truncation._joint import SHORT, may_go_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

LEAST: Final = 20
"""Code points of a text below which it is no text that was cut."""
SHORTEST: Final = 16
"""Code points of a line below which it is no sentence that was cut."""
NOTICE: Final = 100
"""Code points of the longest line that may be a notice under a text, which has COMMAS commas at most."""
COMMAS: Final = 2
OPEN: Final = b"hstnvw\x99,xP(BKQJ"
"""The classes with which a text, or what stands above the notices under it, may stop inside a sentence."""
MARKER: Final = lazy(
    r"[（(〔【\[]?[一二三四五六七八九十百\d]{1,4}[、.．）)〕】\]]|第\s*[一二三四五六七八九十百\d]+\s*[章节節条條编編款项項回]"
    r"|[一二三四五六七八九十]是|[\u2460-\u2473]|[-*+•·■□▪●◆]|其[一二三四五六七八九十]"
)
"""What an item of a list begins with."""
_PAUSE = lazy(rb"[z;yvw,]")
"""The end of a sentence or a comma, by their classes."""
_LABEL = lazy(r"[^，。：:\s]{1,8}[：:]")
_NEAR: Final = 300
"""Code points of a line at whose beginning a marker or a label is looked for."""
_MOST: Final = 1000
"""Lines of a text that are looked at one by one before its rule wakes: a table has a million."""
# The end of a paragraph without an end of its sentence, before a blank line or a list marker.
_NEXT = rb"(?=[ _]*(?:\r?\n|P[nd]{1,3}p|\([nd]{1,3}\)|[nd]{1,3}[wv.)p]|n[h]))"
UNENDED: Final = lazy(rb"\n(?<=[hstn\x99vw,]\n)" + _NEXT)
UNENDED_CRLF: Final = lazy(rb"\n(?<=[hstn\x99dlvw,]\r\n)" + _NEXT)
_WORDS = (
    "试读|預覽|预览|剩余|剩餘|未完|全文|下载|下載|登录|登入|会员|會員|微信|qq|转载|轉載|出处|出處|版权|版權|来源|來源|编辑|編輯"
    "|点击|點擊|扫码|掃碼|二维码|关注|關注|http|www|分享|打印|列印|上一篇|下一篇|相关|相關|推荐|推薦|阅读|閱讀|展开|展開|更多|购买|購買|vip|訂閱|订阅|解锁|解鎖|付费|付費"
)
_NOTICE = lazy(_WORDS)
_RULED = bytes(code in b".mr-=~o \x8c" for code in range(256))
"""The classes of a rule of dots or hyphens, and of controls, of which some are white space."""
_MARKS = bytes(code in b"zyvw,PQKB(" for code in range(256))
"""What a text has that stops inside a sentence after a colon: a sentence, a comma or an open bracket before it."""
_BLANK = bytes(code in b" _i\n\r\x8e" for code in range(256))
_OPENED = bytes(code in OPEN for code in range(256))


class _Suspects(NamedTuple):
    """By the numbers of the texts of a batch where in it lines stop that may be wrapped, and where paragraphs end that may
    be cut; the texts in which the number of an article has a line of its own."""

    wrapped: dict[int, list[int]]
    cut: dict[int, list[int]]
    statutes: set[int]


def may_be_wrapped(batch: Batch) -> Collection[int]:
    """The sieve of truncation/hard-wrap: the texts with a line feed after an open end, before what a line that
    goes on may begin with and neither marker nor label, but for Markdown and for statutes as Taiwan publishes them."""
    wrapped, always = batch.view(_suspects).wrapped, batch.view(with_returns)
    return [
        number
        for number in {*wrapped, *always}.difference(batch.view(statutes))
        if not is_marked(batch, number)
        and (
            number in always
            or any(_goes_on(batch, number, stop) for stop in wrapped[number][:_MOST])
            or len(wrapped[number]) > _MOST
        )
    ]


def _goes_on(batch: Batch, number: int, stop: int) -> bool:
    """Whether the line of a text that stops at `stop` in the batch may be cut, and what follows it does not begin anew:
    most are titles."""
    start, end = batch.spans[number]
    line = batch.part(stop + 1, min(stop + 1 + _NEAR, end))
    return not begins_anew(line, 0) and not _is_title(batch, start, stop)


def _is_title(batch: Batch, start: int, stop: int) -> bool:
    """Whether the line that stops at `stop` in the text that starts at `start` is short, and nothing says that it is
    cut."""
    classes = batch.classes
    line = classes.rfind(b"\n", max(start, stop - SHORT), stop) + 1
    if line == 0:
        if start < stop - SHORT:
            return False
        line = start
    if _PAUSE.search(classes, line, stop) is not None:
        return False
    written = batch.part(line, stop + 2)
    folded = batch.folded_part(stop - 3, stop + 9)
    kinds = classes[stop - 1 : stop] + classes[stop + 1 : stop + 2]
    width = stop - line
    return not may_go_on(written[:width], folded[:3], folded[4:], written[width + 1 :], kinds)


def begins_anew(text: str, line: int) -> bool:
    """Whether the line that starts at `line` begins with the marker of an item or with a label."""
    stop = text.find("\n", line, line + _NEAR)
    if stop < 0:
        stop = line + _NEAR
    return MARKER.match(text, line, stop) is not None or _LABEL.match(text, line, stop) is not None


def statutes(batch: Batch) -> Collection[int]:
    """The numbers of the texts in which the number of an article has a line of its own: their publisher breaks lines
    inside sentences."""
    return batch.view(_suspects).statutes


def may_be_cut(batch: Batch) -> Collection[int]:
    """The sieve of truncation/mid-sentence: the texts that may be cut at their end, above what may be a notice, or
    within, but for Markdown."""
    classes, units, pairs = batch.classes, batch.raw_units, _pairs()
    opened, ruled, marks, blank = _OPENED, _RULED, _MARKS, _BLANK
    texts = {*batch.view(cut_inside), *batch.view(with_returns)}
    markdown = batch.view(marked)
    for number, (start, end) in enumerate(batch.spans):
        if end - start < LEAST or number in markdown:
            continue
        stop = _last_line(classes, units, start, end, opened, ruled, marks, blank, pairs)
        if stop < 0 or (stop > 0 and _NOTICE.search(_line_at(batch, start, stop))):
            texts.add(number)
    return [number for number in texts if not is_marked(batch, number)]


def cut_inside(batch: Batch) -> dict[int, list[int]]:
    """By the numbers of the texts, where paragraphs end that may be cut: those of sentences the last of which has
    no end, before a blank line or a list marker."""
    return batch.view(_suspects).cut


def is_notice(line: str) -> bool:
    """Whether a line under a text may be a notice: it has the words of one, or is a rule of dots or hyphens."""
    line = line.lower()
    if sum(map(line.count, "，。、,")) > COMMAS:
        return False
    return _NOTICE.search(line) is not None or not line.strip(".…-—=~· ")


def _suspects(batch: Batch) -> _Suspects:
    classes, final, first, starts = batch.classes, _FINAL, _FIRST, batch.starts
    wrapped: dict[int, list[int]] = {}
    plain = bytearray(b"\1") * len(starts)
    for number in batch.view(marked):
        plain[number] = 0
    cut: dict[int, list[int]] = {}
    articles: set[int] = set()
    units, numbers = batch.raw_units, _numbers()
    for place in _look(
        classes,
        units,
        len(classes),
        batch.walls,
        len(batch.walls) // 4,
        plain,
        final,
        first,
        numbers,
        wrapped,
        articles,
    ):
        if UNENDED.match(classes, place):
            number = bisect_right(starts, place) - 1
            cut.setdefault(number, []).append(place - starts[number])
    return _Suspects(wrapped, cut, articles)


def _look(
    classes: bytes,
    units: bytes,
    size: int,
    walls: bytes,
    count: int,
    plain: bytearray,
    final: bytes,
    first: bytes,
    numbers: bytes,
    wrapped: dict[int, list[int]],
    articles: set[int],
) -> list[int]:
    """Where paragraphs end in `plain` texts that may be cut; where lines stop that may be wrapped is added by
    text to `wrapped`, to `articles` the numbers of the texts in which the number of an article has a line. Lengths are
    weighed as hard_wrap weighs them."""
    found = []
    begin, stop = -1, octet.number(walls, 1)
    number = 0  # the text
    for index in range(2, count):
        beyond = octet.number(walls, index)
        width, following = stop - begin - 1, beyond - stop - 1
        if classes[stop] != 10:  # what parts two texts
            number += 1
        elif width and stop + 1 < size and plain[number]:
            if (
                width >= 3
                and octet.unit(units, begin + 1) == 0x7B2C  # 第
                and classes[begin] == 10
                and _is_article(units, begin + 1, stop, numbers)
            ):
                articles.add(number)
            before = final[classes[stop - 1]]
            both = before & first[classes[stop + 1]]
            if both & 1:  # _WRAPPED
                after = final[classes[beyond - 1]]
                if before & 4:  # _COMMA
                    near = after & 12 or following > 20 or abs(width - following) <= 2  # or _TERMINAL
                else:
                    near = width >= 8 and (after & 8 or following >= width - 2 or following > 300)
                if near:
                    wrapped.setdefault(number, []).append(stop)
            if both & 2 and width >= 16 and _is_open(classes, begin + 1, stop) == 1:  # _CUT, SHORTEST
                found.append(stop)
        begin, stop = stop, beyond
    return found


def _is_article(units: bytes, start: int, stop: int, numbers: bytes) -> bool:
    """Whether a line that begins with 第 is the number of an article and nothing else: 第 12 條."""
    place = start + 1
    place += octet.unit(units, place) == 0x20
    first = place
    while place < stop and numbers[octet.unit(units, place)]:
        place += 1
    if place == first:
        return False
    place += place < stop and octet.unit(units, place) == 0x20
    if place == stop or octet.unit(units, place) != 0x689D:  # 條
        return False
    place += 1
    while place < stop and octet.unit(units, place) in (0x20, 0x3000, 13):
        place += 1
    return place == stop


@cache
def _numbers() -> bytes:
    """For each unit whether the number of an article is made of it."""
    return octet.table(("0123456789０１２３４５６７８９-一二三四五六七八九十百", 1))


def _is_open(classes: bytes, start: int, stop: int) -> int:
    """Whether a paragraph may be cut inside a sentence, as mid_sentence weighs it: 1 where sentences stand before its last
    words, 2 where none does; 0 where these are few, without a comma, and no bracket is open."""
    place = stop
    has_comma = classes[stop - 1] in (0x77, 0x4A)  # b"wJ"
    while (
        place > start and classes[place - 1] != 121 and classes[place - 1] != 122
    ):  # y, z: the end of a sentence
        place -= 1
        has_comma |= classes[place] in (0x76, 0x2C)  # b"v,"
    if place == start:
        return 2
    if has_comma or stop - place >= 14:
        return 1
    many = stop - place >= 4
    sentences = 0
    for place in range(start, stop):
        if classes[place] in (0x50, 0x51, 0x4B, 0x42, 0x28):  # b"PQKB("
            return 1
        sentences += classes[place] == 121 or classes[place] == 122
    return many and sentences > 1


def _last_line(
    classes: bytes,
    units: bytes,
    start: int,
    end: int,
    opened: bytes,
    ruled: bytes,
    marks: bytes,
    blank: bytes,
    pairs: bytes,
) -> int:
    """-1 where a text may be cut at its end or ends with a rule of dots; where its last line stops, if that may have the
    words of a notice; else 0."""
    stop = end
    while stop > start and blank[classes[stop - 1]]:
        stop -= 1
    line = stop
    mark = odd = 0
    while line > start and classes[line - 1] != 10:
        line -= 1
        mark |= marks[classes[line]]
        odd |= ruled[classes[line]] ^ 1
    if line == stop:
        return 0
    if opened[classes[stop - 1]] and stop - line >= 16:  # SHORTEST
        if classes[stop - 1] == 120 and not mark:  # a colon
            return 0
        if _is_open(classes, line, stop):
            return -1
    if not odd:
        return -1
    if line > start and stop - line <= 100:  # NOTICE
        before = 0
        for place in range(line, stop):
            unit = pairs[octet.unit(units, place)]
            if before & 1 and unit & 2:
                return stop
            before = unit
    return 0


def _line_at(batch: Batch, start: int, stop: int) -> str:
    """The line, in small letters, that stops at `stop` in the text that starts at `start`."""
    line = batch.classes.rfind(b"\n", start, stop) + 1 or start
    return batch.written(line, stop).decode("utf-16-le", "surrogatepass").lower()


@cache
def _pairs() -> bytes:
    """For each unit whether a word of a notice begins with it (1) and whether it is the second of one (2)."""
    table = bytearray(0x10000)
    for word in _WORDS.split("|"):
        for flag, char in ((1, word[0]), (2, word[1])):
            table[ord(char)] |= flag
            table[ord(char.upper())] |= flag
    return bytes(table)


def _table(kinds: dict[int, bytes]) -> bytes:
    """For each class the flags of the groups in which it is."""
    table = bytearray(256)
    for flag, classes in kinds.items():
        for code in classes:
            table[code] |= flag
    return bytes(table)


_WRAPPED, _CUT, _COMMA, _TERMINAL = 1, 2, 4, 8
_FINAL = _table(
    {
        _WRAPPED: b"hstn\x99dlvw,",
        _CUT: b"hstn\x99vw,",
        _COMMA: b"vw,",
        _TERMINAL: b"z!?my;x:qkjp)be.ur _i\x8e",  # or blanks behind it
    }
)
"""What the last character of a line can be."""
_FIRST = _table({_WRAPPED: b"hstn\x99dlQKJUBAvwxyzqukjpbae", _CUT: b" _\nP(nd"})
"""What the first character of the next line must be for the one before to be wrapped or cut."""
