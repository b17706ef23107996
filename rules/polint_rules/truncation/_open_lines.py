"""Open lines: which texts have a line that may stop inside its sentence, asked of all texts of a batch at once.

Two rules wake on what is found here. It is only a suspicion: lines are judged by their length, by the class of
the characters at their ends and by whether a sentence ends in them, not by their words. A text with CR is always
suspected, and so is every text where numpy is not loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from polint.named import NamedTuple
from polint.pattern import lazy
from polint.region import marked
from polint_rules.encoding._returns import with_returns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

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
# The end of a paragraph without an end of its sentence, before a blank line or a list marker.
_NEXT = rb"(?=[ _]*(?:\r?\n|P[nd]{1,3}p|\([nd]{1,3}\)|[nd]{1,3}[wv.)p]|n[h]))"
UNENDED: Final = lazy(rb"\n(?<=[hstn\x99vw,]\n)" + _NEXT)
UNENDED_CRLF: Final = lazy(rb"\n(?<=[hstn\x99dlvw,]\r\n)" + _NEXT)
_NOTICE = lazy(
    "试读|預覽|预览|剩余|剩餘|未完|全文|下载|下載|登录|登入|会员|會員|微信|qq|转载|轉載|出处|出處|版权|版權|来源|來源|编辑|編輯"
    "|点击|點擊|扫码|掃碼|二维码|关注|關注|http|www|分享|打印|列印|上一篇|下一篇|相关|相關|推荐|推薦|阅读|閱讀|展开|展開|更多|购买|購買|vip|訂閱|订阅|解锁|解鎖|付费|付費",
)
_LINE_FEED, _COLON = b"\nx"
_NEW_LINE = "\n".encode("utf-16-le")
_RULE = b".mr-=~o \x8c"
"""The classes of a rule of dots or hyphens, and of controls, of which some are white space."""
_MARK = re.compile(rb"[zyvw,PQKB(]")
"""What a text has that stops inside a sentence after a colon: a sentence, a comma or an open bracket before it."""
_BLANKS = b" _i\n\r\x8e"
_SHORT, _NEAR, _LOOKED_AT = 20, 2, 300  # code points of lines, as hard_wrap weighs them


class _Lines(NamedTuple):
    """The lines of a batch with a line feed after which their sentences may go on, but not those of Markdown: their
    numbers, the flags of what ends each and begins the next at once, the numbers of their texts. Then the flags of what
    ends every line."""

    lines: Any
    both: Any
    texts: Any
    last: Any


def may_be_wrapped(batch: Batch) -> Collection[int]:
    """The sieve of truncation/hard-wrap: the texts with a line feed after an open end, before what a line that
    goes on may begin with."""
    found = batch.view(_lines)
    if found is None:
        return range(len(batch.starts))
    import numpy

    chosen = numpy.flatnonzero(found.both & _WRAPPED)
    lines, walls, last = found.lines[chosen], batch.wall_array, found.last
    here, stop, beyond = walls[lines], walls[lines + 1], walls[lines + 2]
    width, then = stop - here - 1, beyond - stop - 1
    before, after = last[lines], last[lines + 1]
    terminal = after & _TERMINAL != 0
    after_comma = terminal | (after & _COMMA != 0) | (then > _SHORT) | (abs(width - then) <= _NEAR)
    after_word = (width >= 8) & (terminal | (then >= width - _NEAR) | (then > _LOOKED_AT))
    wrapped = numpy.where(before & _COMMA, after_comma, after_word)
    return {*found.texts[chosen[wrapped]].tolist(), *batch.view(with_returns)}


def may_be_cut(batch: Batch) -> Collection[int]:
    """The sieve of truncation/mid-sentence: the texts that may be cut at their end, above what may be a notice, or
    within."""
    inside = batch.view(cut_inside)
    if inside is None:
        return range(len(batch.starts))
    markdown = batch.view(marked)
    texts = {*inside, *batch.view(with_returns)}
    short: dict[int, bytes] = {}
    for number, (part, start) in enumerate(zip(batch.parts, batch.starts, strict=True)):
        if len(part) < LEAST or number in markdown:
            continue
        body = part if part[-1] not in _BLANKS else part.rstrip(_BLANKS)
        if not body:
            continue
        kind, stop, line = body[-1], len(body), body.rfind(b"\n") + 1
        if kind in OPEN and stop - line >= SHORTEST:
            if kind != _COLON or _MARK.search(body, line):
                texts.add(number)
        elif kind in _RULE and not body[line:].strip(_RULE):
            texts.add(number)
        elif line and stop - line <= NOTICE:
            short[number] = batch.written(start + line, start + stop)
    return texts.union(_with_notices(short))


def _with_notices(lines: Mapping[int, bytes]) -> Iterator[int]:
    """Those of these lines, in UTF-16-LE by their numbers, that have the words of a notice: all are read at once."""
    numbers = list(lines)
    text = _NEW_LINE.join(lines.values()).decode("utf-16-le", "surrogatepass").lower()
    place = number = 0
    for match in _NOTICE.finditer(text):
        number += text.count("\n", place, match.start())
        place = match.start()
        yield numbers[number]


def cut_inside(batch: Batch) -> dict[int, list[int]] | None:
    """By the numbers of the texts, where paragraphs end that may be cut: those of sentences the last of which has
    no end, before a blank line or a list marker. None where numpy is not loaded."""
    found = batch.view(_lines)
    if found is None:
        return None
    import numpy

    walls, raw = batch.wall_array, batch.classes
    chosen = numpy.flatnonzero(found.both & _CUT)
    lines = found.lines[chosen]
    starts, ends = walls[lines] + 1, walls[lines + 1]
    long = ends - starts >= SHORTEST
    places: dict[int, list[int]] = {}
    for number, start, end in zip(
        found.texts[chosen[long]].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True
    ):
        if (raw.find(b"z", start, end) >= 0 or raw.find(b"y", start, end) >= 0) and UNENDED.match(raw, end):
            places.setdefault(number, []).append(end - batch.starts[number])
    return places


def is_notice(line: str) -> bool:
    """Whether a line under a text may be a notice: it has the words of one, or is a rule of dots or hyphens."""
    line = line.lower()
    if sum(map(line.count, "，。、,")) > COMMAS:
        return False
    return _NOTICE.search(line) is not None or not line.strip(".…-—=~· ")


def _lines(batch: Batch) -> _Lines | None:
    if not batch.vectorised or not batch.classes:
        return None
    import numpy

    classes, walls = numpy.frombuffer(batch.classes, numpy.uint8), batch.wall_array
    # Before an empty line stands a line feed or what parts two texts, which have no flags.
    last = _flags(classes.take(walls[1:] - 1, mode="clip"), _FINAL)
    first = _flags(classes.take(walls[1:-1] + 1, mode="clip"), _FIRST)
    both = last[:-1] & first
    lines = numpy.flatnonzero(both)
    lines = lines[classes[walls[lines + 1]] == _LINE_FEED]  # of the others nothing of the same text follows
    firsts = numpy.array(batch.starts, numpy.int64)
    texts = numpy.searchsorted(firsts, walls[lines + 1], "right") - 1
    if batch.view(marked):  # they are not plain, and only plain ones are looked at
        plain = numpy.ones(len(firsts), numpy.bool_)
        plain[list(batch.view(marked))] = False
        lines, texts = lines[plain[texts]], texts[plain[texts]]
    return _Lines(lines, both[lines], texts, last)


def _flags(kinds: Any, table: bytes) -> Any:
    import numpy

    return numpy.frombuffer(kinds.tobytes().translate(table), numpy.uint8)


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
_FIRST = _table({_WRAPPED: b"hstn\x99dlQKJUBA", _CUT: b" _\nP(nd"})
"""What the first character of the next line must be for the one before to be wrapped or cut."""
