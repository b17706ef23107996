"""Outline: the markers of a document, what belongs to each, and how they form sequences and levels.

    outline = document.view(outline_of)
    for item in outline.items:               # in the order of the text
        item.style.name, item.number, document.text[item.end : item.body_end]
    for sequence in outline.sequences:       # every list: 一、二、三、; 一是 … 二是 …; 1–19 over six headings
        [outline.items[index].number for index in sequence.items]

Levels are inferred from what the document does: a new style opens a level beneath the item it stands in, a
known one returns to its own; convention (章 over 条, 一、 over （一）) only breaks ties. A sequence that runs on
under the next heading stays one sequence, one that begins at 1 again is another.

All offsets are code points. The view costs one pass of two patterns and then grows with the number of markers.
"""

from __future__ import annotations

import bisect
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._marker import (
    FULL,
    INLINE,
    LIMIT,
    LINE,
    NAMED,
    NEXT,
    OPEN,
    STAGES,
    Style,
    bullet,
    distance,
    heading,
    openings,
    read,
)
from polint_rules.numbering._numeral import chinese_number

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterator
    from collections.abc import Sequence as Series

    from polint.document import Document


class Item:
    """One marker and what belongs to it.

    `start` and `end` are the marker's (（三）, 3．, 第五條, 一是), `numeral_start` and `numeral_end` its numeral's.
    `number` is the last of `numbers` (3 in 2.3; 12 in 第十二条之一, whose numbers are (12, 1)); both are 0 and empty for
    Markdown headings and bullets without a number, and for 最后.
    `inline`: it stands inside a line. `level` counts from 0; `parent` is the index of the item it stands in, -1 for
    none; `sequence` the index of its sequence. Up to `head_end` reaches what stands on the item's own line behind the
    marker (up to the next marker on the same line), up to `body_end` everything that belongs to it: up to the next item
    of its level or a higher one; for the last item of a list inside a paragraph, and of one whose other items are one
    line each, up to the end of that line.
    `odd` says that its style is not the sequence's (the 3） of 一、 二、 3）).
    """

    def __init__(
        self, start: int, end: int, style: Style, numbers: tuple[int, ...], numeral_start: int, numeral_end: int, inline: bool
    ) -> None:  # fmt: skip
        self.style = style
        self.numbers = numbers
        self.put(start, end, numeral_start, numeral_end, inline)

    def put(self, start: int, end: int, numeral_start: int, numeral_end: int, inline: bool) -> None:
        """Give it its places, in no outline yet."""
        self.start = start
        self.end = end
        self.numeral_start = numeral_start
        self.numeral_end = numeral_end
        self.inline = inline
        self.odd = False
        self.index = self.parent = self.sequence = -1
        self.level = 0
        self.head_end = self.body_end = end

    @property
    def number(self) -> int:
        """The number by which it follows the item before: 3 for 2.3, 12 for 第十二条之一."""
        if not self.numbers:
            return 0
        return self.numbers[0] if self.style.kind == "unit" else self.numbers[-1]

    def move(self, shift: int) -> None:
        """Tell its places as those of another text, of which this one's is a part."""
        self.start += shift
        self.end += shift
        self.numeral_start += shift
        self.numeral_end += shift
        self.head_end += shift
        self.body_end += shift


class Sequence(NamedTuple):
    """A list: the indices of its items in the order of the text, all of one style but the odd ones.

    `parent` is the item its first item stands in (-1: none); `level` its first item's level; `continued`
    says that it runs on under more than one parent; `before` is the sequence of the same style that ended
    before it (-1: none).
    """

    index: int  # type: ignore[assignment]  # its place, not tuple's method
    style: Style
    items: tuple[int, ...]
    parent: int
    level: int
    continued: bool
    before: int


class Outline(NamedTuple):
    """The items and sequences of one document; whether it is full of markers."""

    items: tuple[Item, ...]
    sequences: tuple[Sequence, ...]
    crowded: bool = False

    def children(self, item: Item) -> tuple[Item, ...]:
        """The items that stand in `item` directly, in order."""
        found: list[Item] = []
        for index in range(item.index + 1, len(self.items)):
            other = self.items[index]
            if other.start >= item.body_end:
                break
            if other.parent == item.index:
                found.append(other)
        return tuple(found)

    def members(self, sequence: Sequence) -> tuple[Item, ...]:
        """The items of a sequence."""
        return tuple(self.items[index] for index in sequence.items)

    def at(self, offset: int) -> Item | None:
        """The innermost item whose marker or body holds `offset`."""
        index = bisect.bisect_right(self.items, offset, key=lambda item: item.start) - 1
        while index >= 0:
            item = self.items[index]
            if offset < max(item.end, item.body_end):
                return item
            index = item.parent
        return None


class Candidate(Item):
    """A marker before anyone knows where it belongs."""

    def __init__(
        self,
        start: int,
        end: int,
        style: Style,
        numbers: tuple[int, ...],
        numeral_start: int,
        numeral_end: int,
        inline: bool,
        indent: int,
        depth: int,
        line_end: int,
    ) -> None:
        """`depth`: of the Markdown heading it stands in, 0 outside."""
        self.fill(start, end, style, numbers, numeral_start, numeral_end, inline, indent, depth, line_end)

    def fill(
        self, start: int, end: int, style: Style, numbers: tuple[int, ...], numeral_start: int, numeral_end: int,
        inline: bool, indent: int, depth: int, line_end: int,
    ) -> None:  # fmt: skip
        """What it begins with: a text may have one in fifty characters, and a call of the class takes several times as
        long."""
        self.put(start, end, numeral_start, numeral_end, inline)
        self.dress(style, numbers)
        self.indent = indent
        self.depth = depth
        self.line_end = line_end
        self.apart = False
        """Whether spaces alone part it from what stands before it on its line."""
        self.measured = False
        """Whether it may be an amount: 5.4 日 of 5.4 日志."""
        self.passage = line_end
        """Where the paragraph ends that its line is a part of: behind the line, where that one is wrapped."""
        self.after: Candidate | None = None
        """The next candidate of the same style."""

    def dress(self, style: Style, numbers: tuple[int, ...]) -> None:
        """Give it a style and numbers."""
        self.style = style
        self.name, self.kind = style.name, style.kind
        self.numbers = numbers
        self.first = bool(numbers) and numbers[-1] == 1 and (len(numbers) == 1 or self.kind != "unit")
        """Whether it can begin a list without explanation."""


class Open:
    """A sequence while it is being put together."""

    def __init__(self, style: Style, indent: int, parent: int) -> None:
        self.dress(style)
        self.indent = indent
        self.parent = parent
        self.items: list[Candidate] = []
        self.parents: set[int] = set()
        self.before: Any = None
        self.index = -1

    def dress(self, style: Style) -> None:
        """Give it a style."""
        self.style = style
        self.name, self.kind, self.rank = style.name, style.kind, style.rank

    def last(self) -> Candidate:
        """Its last item."""
        return self.items[-1]


def _alike(one: Style, other: Style) -> bool:
    """Whether two styles may be one list written carelessly: 1. and 2、, 一、 and 2、, 第一条 and 第2条."""
    if one.kind != other.kind:
        return False
    if one.kind == "list":
        return one.form == other.form or (one.after == other.after and one.before == other.before)
    return one.before == other.before and one.after == other.after


def outline_of(document: Document) -> Outline:
    """The outline of `document`; ask for it with `document.view(outline_of)`. A text of nothing but markers has none."""
    text, candidates = _candidates(document, True, True, True)
    made = _assemble(text, candidates if len(text) > len(document.text) else [])
    return made._replace(crowded=True) if _is_crowded(len(text), candidates) else made


def coarse_outline(document: Document, *, inside: bool, whole: bool) -> Outline:
    """The outline as it would be were there no code in the document, and (not `inside`) no marker inside a line: made
    at half the cost. Of a text of nothing but markers it has the first, and none where it is the `whole`."""
    text, candidates = _candidates(document, inside, False, whole)
    return _assemble(text, [] if whole and len(text) <= len(document.text) else candidates)


NEAR = 3000
"""Code points within which the end of a line is looked for: a line may be the whole document."""


def part_of(document: Document, start: int, end: int) -> tuple[Document, int]:
    """The lines that hold [start, end) as a document of their own, and where it begins; the document where these are all."""
    from polint.document import Document
    from polint.scan import Scan

    text, scan = document.text, document.scan
    start, end = max(0, start), min(end, len(text))
    before, after = text.rfind("\n", max(0, start - NEAR), start), text.find("\n", end, end + NEAR)
    start = before + 1 if before >= 0 or start < NEAR else start
    end = after if after >= 0 else end
    if not start and end == len(text):
        return document, 0
    part = Document(text[start:end], document.path)
    part.attach(Scan(scan.classes[start:end], scan.folded_units[2 * start : 2 * end]))
    return part, start


# -- finding -----------------------------------------------------------------------------------------------

_GATES = (
    "表", "图", "圖", "1.", "一、", "1、", "（一）", "首先", "一是",  # most texts that have any have one of these
    "二是", "三是", "一要", "二要", "一则", "一則", "一来", "一來", "一抓", "一看", "一查", "一靠", "一讲", "一講", "其一",
    "第一，", "第一,", "第一、", "第一是", "第一步", "第一阶", "第一階", "第一部", "第一环", "第一環", "第一方", "第一点", "第一點",
    "其次", "1．", "1）", "1)", "(一)", "①", "⑴", "⒈", "㈠", "甲、", "（甲）", "A.", "A、", "A．",
    "（A）", "(A)", "（a）", "(a)", "a)", "a）", "I.", "（i）", "(i)", "Ⅰ", "步骤一", "步驟一", "案由一", "提案一",
    "议题一", "議題一", "任务一", "任務一", "措施一", "建议一", "建議一", "问题一", "問題一",
)  # fmt: skip
_CITED = lazy(
    r"[、，,；;。)）」』”》及或至～~]|之|所[定称稱列规規]|[規规]定|但[書书]|[前后後]段|[與与和]第|[及或至]第|第[一二三四五六七八九十0-9 ]|"
    r"[中的](?!华|華)|情形|各[款项項]|[款项項项目]"
)
_BEGINS_CITED = frozenset("、，,；;。)）」』”》及或至～~之所規规定但前后後與与和第中的情各款項项目")
_AFTER_STAGE = frozenset("，,：:、。是（( \u3000\t\n【】")
_LISTED = lazy(r"[0-9]{1,4} {0,2}(?:[、，～~－-]|[至及或和与與]|[年月日号號条條項项款])")
_RUN = lazy("([一二三四五六七八九十]{1,2})(?:[、等班组組楼樓号號季期级級审審线線年月中小]|两|兩)")
_CONTINUED = lazy(
    "[^\n]{7}[^\n；;，,。](?:附[件表图圖](?:[一二三四五六七八九十]{1,3}、?)*|[及或至])[ \t]*\n$"
)
"""The end of a line that goes on with a number."""
_GOES_ON = frozenset("件表图圖一二三四五六七八九十、及或至 \t\n")
_ONES = frozenset("一二三四五六七八九十")
_MEASURE = lazy(
    r"[%％‰°℃:：/／~～+＋]|[ ]?(?:以[上下降前后後]|이[상하]|[年月日号號时時点點分秒倍成米克吨噸元亿億万萬千百折级級度个個名人岁歲家套台件所次公毫厘厘平立英海里丈尺寸亩畝升])"
)


def most_markers(size: int, *, inline: bool = False) -> int:
    """How many markers of a text of `size` code points, at line starts or inside lines, an outline is made of. Laws
    have one in 46 at line starts, and one in 18,000 inside; a bank of questions with their answers has one in 15. A
    text with more is made of numbers, and has none."""
    return max(3_000, size // 60) if inline else max(10_000, size // 14)


def _is_crowded(size: int, found: Series[Item]) -> bool:
    """Whether a text has more markers than an outline is made of; of a part, whether it has as many as no text has
    throughout."""
    inline = sum([one.inline for one in found])
    return inline * 60 > size or (len(found) - inline) * 14 > size


def _candidates(document: Document, inside: bool, regions: bool, whole: bool) -> tuple[str, list[Candidate]]:
    """The text behind a line feed, as far as it was read, and the markers in that; where the `whole` is of use alone, no
    more is done with those of a text that was not read to its end."""
    text = "\n" + document.text
    if "\r" in text:
        text = text.replace("\r", "\n")
    found: list[Candidate] = []
    size = len(text)
    text = text[: _at_line_starts(text, found)]
    if inside and not (whole and len(text) < size):
        found, end = _inside_lines(text, found, whole)
        text = text[:end]
    if whole and len(text) < size:
        return text, found
    _romans(found)
    if found and regions and len(document.regions):
        found = [one for one in found if _is_text(document, one.start - 1)]
    return text, found


def _is_text(document: Document, place: int) -> bool:
    """Whether a place is in none of the regions in which nothing is numbered."""
    region = document.regions.at(place)
    return region is None or region.kind not in ("code", "url", "front-matter", "formula")


def _at_line_starts(text: str, found: list[Candidate]) -> int:
    """Put the markers at line starts into `found`; up to where they were read."""
    size = len(text)
    most = most_markers(size)
    for match in LINE.finditer(text):
        if len(found) >= most:
            return match.start()
        blank, sign, marker = match.groups()
        line_end = text.find("\n", match.end())
        line_end = size if line_end < 0 else line_end
        indent = depth = 0
        if blank:
            blank = blank.replace("\t", "    ")
            indent = len(blank.rstrip("> ") or blank)
        if sign:
            sign = sign.strip()
            depth = len(sign) if sign[0] == "#" else 0
        if marker:
            one = _candidate(text, marker, match.start(3), False, indent, depth, line_end)
            if one is not None:
                found.append(one)
                position = one.end
                while True:
                    following = NEXT.match(text, position)
                    if following is None:
                        break
                    one = _candidate(text, following[1], following.start(1), True, indent, 0, line_end)
                    if one is None:
                        break
                    found.append(one)
                    position = one.end
                continue
        if sign:
            style = heading(depth) if depth else bullet(sign)
            place = match.start(2)
            found.append(
                Candidate(place, place + len(sign), style, (), place, place, False, indent, depth, line_end)
            )
    return size


def _inside_lines(text: str, found: list[Candidate], whole: bool) -> tuple[list[Candidate], int]:
    """The markers at line starts and inside lines, and up to where they were read."""
    size = len(text)
    begins: list[int] = []
    signs, firsts, seconds = openings()
    _find_openings(text, size, signs, firsts, seconds, begins)
    places = _matches(text, begins)
    match = next(places, None)
    # The question about the eighty gates takes longer than to find that no line holds a marker.
    if (match is None and not _has_inline(found)) or not _has_gate(text):
        return found, size
    heads = {one.line_end for one in found if not one.inline}
    seen = {one.start for one in found}
    line_end = 0
    most = len(found) + most_markers(size, inline=True)
    while match is not None:
        start = match.start(1)
        if start not in seen:
            if len(found) >= most:
                size = start
                if whole:
                    return found, size
                text = text[:size]
                found = [one for one in found if one.start < size]
                break
            if start >= line_end:
                line_end = text.find("\n", start)
                line_end = size if line_end < 0 else line_end
            one = _candidate(text, match[1], start, True, 0, 0, line_end)
            if one is not None:
                one.apart = text[start - 1] in " \u3000"
                found.append(one)
        match = next(places, None)
    _wrap(text, found, heads)
    found.sort(key=_START)
    return found, size


def _find_openings(
    text: str, size: int, signs: bytes, firsts: bytes, seconds: bytes, found: list[int]
) -> None:
    """Put the places into `found` at which INLINE may match, by the sign and the two characters behind it."""
    sign = first = 0  # what stands before the character that is read
    for place, char in enumerate(text):
        code = ord(char)
        if code > 0xFFFF:
            code = 0xFFFF
        if signs[sign]:
            kinds = firsts[first]
            if kinds & 128 or kinds & seconds[code]:  # SINGLE
                found.append(place - 2)
        sign, first = first, code
    if signs[sign] and firsts[first] & 128:
        found.append(size - 2)


def _matches(text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """What INLINE finds at these places."""
    match_at = INLINE.match
    for place in places:
        match = match_at(text, place)
        if match is not None:
            yield match


_START = attrgetter("start")


def _has_inline(found: list[Candidate]) -> bool:
    """Whether any marker stands inside a line."""
    return any(one.inline for one in found)


def _has_gate(text: str) -> bool:
    return any(gate in text for gate in _GATES)


_SINGLE_ROMANS = {9: 1, 22: 5, 24: 10}
"""The letters i, v, x by their places in the alphabet, and what they are as Roman numerals."""


def _romans(found: Series[Candidate]) -> None:
    """Where (ii) and (iv) are Roman numerals, (i) and (v) are no letters."""
    kinds = {"small-ascii-roman": "letter", "ascii-roman": "capital"}
    styles = {
        (kinds[one.style.form], one.style.before, one.style.after): one.style
        for one in found
        if one.style.form in kinds
    }
    if not styles:
        return
    for one in found:
        style = styles.get((one.style.form, one.style.before, one.style.after))
        if style is not None and one.numbers[0] in _SINGLE_ROMANS:
            one.dress(style, (_SINGLE_ROMANS[one.numbers[0]],))


def _wrap(text: str, found: Series[Candidate], heads: Container[int]) -> None:
    """Set where the paragraphs of the candidates end that stand in wrapped lines: a line that stops inside a sentence
    goes on in the next one, unless that begins with a marker (`heads`: where such lines end)."""
    known: dict[int, int] = {}
    for one in found:
        end, lines = one.line_end, []
        while end not in known:
            lines.append(end)
            after = text.find("\n", end + 1)
            after = len(text) if after < 0 else after
            if after in heads or OPEN.match(text, end - 1) is None or text.rfind("\n", end - FULL, end) >= 0:
                known[end] = end
            else:
                end = after
        for line in lines:
            known[line] = known[end]
        one.passage = known[end]


_FIGURES = lazy("[0-9][,，] ?$")


def _candidate(
    text: str, marker: str, start: int, inline: bool, indent: int, depth: int, line_end: int
) -> Candidate | None:
    reading = read(marker)
    if reading is None:
        return None
    style, numbers, numeral_start, numeral_end = reading
    kind, sign = style.kind, style.after
    end = start + len(marker)
    if marker[-1] == "】" and "【" not in marker:
        end = start + len(marker.rstrip("】"))
    following = text[end : end + 1]
    measured = False
    if kind == "unit":
        if sign in STAGES:
            if following not in _AFTER_STAGE:
                return None
        elif (following in _BEGINS_CITED and _CITED.match(text, end)) or (
            sign in NAMED and following not in _AFTER_STAGE
        ):
            return None  # 第一課置課長一人, 第二項之申請
    elif numbers and numbers[0] > LIMIT:
        return None
    elif kind == "list":
        head = start - indent
        if (
            not inline
            and text[max(0, head - 2) : head - 1] in _GOES_ON
            and _CONTINUED.search(text, max(0, head - 24), head)
        ):
            return None  # 附件九、十 and on the next line 三）
        if sign in ("", " ") and _MEASURE.match(text, end):
            return None
        if inline and not style.before and sign in ")）" and _FIGURES.search(text, max(0, start - 3), start):
            return None  # (0.71, 0, 0), 10,000）
    elif kind == "decimal":
        measured = sign in ("", " ") and _MEASURE.match(text, end) is not None
    elif kind == "phrase" and following == marker[0]:
        return None  # 一是一，二是二
    if sign == "、":
        if (following.isdecimal() and _LISTED.match(text, end)) or (
            marker[0] in "陸陆" and following == "海"
        ):
            return None
        run = _RUN.match(text, end) if following in _ONES else None
        if run is not None and chinese_number(run[1]) == numbers[0] + 1:  # 一、二等奖
            return None
        if inline and text[start - 1] in "、，,)）”」』":
            return None
    found = Candidate.__new__(Candidate)
    found.fill(
        start, end, style, numbers, start + numeral_start, start + numeral_end, inline, indent, depth, line_end
    )  # fmt: skip
    found.measured = measured
    return found


# -- putting together --------------------------------------------------------------------------------------


_STYLED = ("list", "unit", "label", "phrase")


class _Builder:
    """The open lists, the outermost first, and the last list of every style that was closed."""

    def __init__(self, candidates: Series[Candidate]) -> None:
        self.candidates = candidates
        self.stack: list[Open] = []
        self.memory: dict[str, Open] = {}
        self.lists: list[Open] = []
        self.kept: list[Candidate] = []
        self.inside: set[tuple[str, str]] = set()
        """Which style the document has put into which."""

    def run(self) -> None:
        following: dict[str, Candidate] = {}
        for one in reversed(self.candidates):
            one.after = following.get(one.name)
            following[one.name] = one
        for one in self.candidates:
            self._place(one)
        for one in self.candidates:
            one.after = None  # a chain that long must not be let go of by its first link

    # where a candidate goes

    def _place(self, one: Candidate) -> None:
        if not one.numbers or one.style.form == "word":
            self._place_unnumbered(one)
            return
        if one.depth:
            self._close_to_heading(one.depth, one.style)
        elif self.stack:
            top = self.stack[-1]
            last = top.last()
            if (
                last.indent == one.indent
                and top.name == one.name
                and distance(last.numbers, one.numbers) == 1
            ):
                self._add(one, len(self.stack) - 1)  # nearly always
                return
        place = self._open_of_style(one)
        if place >= 0:
            top = self.stack[place]
            last = top.last()
            step = distance(last.numbers, one.numbers)
            if one.measured and step != 1:
                return
            if step == 1 or (not one.first and self._fits(one, last, step)):
                self._join(one, place)
                return
            if one.first and self._begins(one):
                if self._nested(one, place):
                    self._push(one, None)
                else:
                    self._restart(one, place)
            return
        if one.measured:
            return  # 5.4 日: an amount, unless it follows 5.3
        remembered = self.memory.get(one.name)
        if remembered is not None and self._goes_on(one, remembered):
            if one.inline and one.kind != "phrase" and remembered.last().passage != one.passage:
                return
            self._close_lower(one.style.rank)
            self._push(one, remembered)
            return
        odd = self._odd_home(one)
        if odd >= 0:
            one.odd = one.style is not self.stack[odd].style
            self._join(one, odd)
            return
        if one.style.after == "，" and not (
            one.first and one.after and distance(one.numbers, one.after.numbers) == 1
        ):
            return  # 三，四个人
        if one.first:
            if self._begins(one):
                self._close_finished(one)
                self._push(one, None)
            return
        if one.inline or one.name == "1 " or one.kind == "decimal":
            return
        if one.kind == "unit":
            for other in self.stack:
                if _alike(other.style, one.style):
                    return  # 第三條 where the articles are 第 5 條: a citation
        self._close_lower(one.style.rank, also_equal=True)
        self._push(one, None)

    def _place_unnumbered(self, one: Candidate) -> None:
        if one.depth:
            self._close_to_heading(one.depth, one.style)
        for place in range(len(self.stack) - 1, -1, -1):
            open_list = self.stack[place]
            if open_list.name == one.name and open_list.indent == one.indent:
                if one.style.form == "word" and one.numbers[0] == 1:
                    self._restart(one, place)
                else:
                    self._join(one, place)
                return
        if one.style.form == "word" and one.numbers[0] != 1:
            return
        if one.kind == "heading" and not one.depth:
            self._close_lower(one.style.rank, also_equal=True)
        while (
            self.stack
            and self.stack[-1].kind in ("bullet", "list")
            and one.kind == "bullet"
            and self.stack[-1].indent > one.indent
        ):
            self._pop()
        self._push(one, None)

    def _open_of_style(self, one: Candidate) -> int:
        """The place of the open list of this style that `one` continues, else of the innermost of this style; -1 where there
        is none."""
        innermost = following = -1
        for place in range(len(self.stack) - 1, -1, -1):
            open_list = self.stack[place]
            if open_list.name == one.name:
                last = open_list.last()
                if distance(last.numbers, one.numbers) == 1:
                    if last.indent == one.indent:
                        return place
                    if following < 0:
                        following = place
                if innermost < 0:
                    innermost = place
        return innermost if following < 0 else following

    def _nested(self, one: Candidate, place: int) -> bool:
        """Whether a list that begins again stands inside the innermost open one, of another style: that one
        goes on behind it, and then the outer list with the number after its own last."""
        outer = self.stack[place].last()
        if not one.inline and one.indent >= outer.indent + 2:
            later = one.after
            for _ in range(40):
                if later is None or later.indent <= outer.indent:
                    break
                later = later.after
            if (
                later is not None
                and later.indent <= outer.indent
                and distance(outer.numbers, later.numbers) == 1
            ):
                return True
        if place + 1 >= len(self.stack) or one.inline:
            return False
        inner, outer = self.stack[-1].last(), self.stack[place].last()
        resumed = inner.after
        if resumed is None or resumed.inline or distance(inner.numbers, resumed.numbers) != 1:
            return False
        later = one.after
        for _ in range(40):
            if later is None or later.start > resumed.start:
                break
            later = later.after
        return (
            later is not None and later.start > resumed.start and distance(outer.numbers, later.numbers) == 1
        )

    def _goes_on(self, one: Candidate, closed: Open) -> bool:
        """Whether a closed list runs on with `one` under another heading, be it with a gap."""
        step = distance(closed.last().numbers, one.numbers)
        if step == 1:
            return not one.first
        if one.first or one.inline:
            return False
        if one.kind == "unit" and one.style.rank >= 5:  # articles are counted through the chapters
            return True
        return (step == 2 and len(closed.items) > 1) or (len(closed.parents) > 1 and -1 <= step <= 3)

    def _fits(self, one: Candidate, last: Candidate, step: int) -> bool:
        """Whether a number that does not follow may still belong to the list whose last item is `last`."""
        if not one.inline:
            return True
        if one.apart:  # A. … C. … over B. … D. …: columns
            return False
        return -3 <= step <= 3 and last.passage == one.passage

    def _begins(self, one: Candidate) -> bool:
        """Whether a first marker begins a list: inside a line it must have a second one there."""
        if not one.inline:
            return True
        after = one.after
        for _ in range(3):  # 一是 written twice
            if after is None or after.numbers != one.numbers or one.passage != after.passage:
                break
            after = after.after
        return after is not None and (
            (one.passage == after.passage and 1 <= distance(one.numbers, after.numbers) <= 2)
            or (not after.inline and distance(one.numbers, after.numbers) == 1)
            or (one.kind == "phrase" and distance(one.numbers, after.numbers) == 1)
        )

    def _odd_home(self, one: Candidate) -> int:
        """The place of the open list in which `one` takes the next number though it looks otherwise; -1 where there is none."""
        phrase = one.kind == "phrase"
        if one.first or (one.inline and not phrase and one.kind != "list") or one.kind not in _STYLED:
            return -1
        for place in range(len(self.stack) - 1, -1, -1):
            open_list = self.stack[place]
            last = open_list.last()
            if last.inline != one.inline or distance(last.numbers, one.numbers) != 1:
                continue
            if (phrase and (open_list.kind != "phrase" or last.after is None)) or (
                one.inline
                and not (
                    last.after is not None
                    and last.passage == one.passage
                    and one.passage == last.after.passage
                )
            ):
                continue
            goes_on = last.after is not None and distance(one.numbers, last.after.numbers) == 1
            alone = one.after is None or distance(one.numbers, one.after.numbers) != 1
            if goes_on and alone and open_list.kind == one.kind in ("list", "phrase"):
                return place  # it fills the gap, whatever it looks like
            if phrase or one.inline or not _alike(open_list.style, one.style):
                continue
            if goes_on or (alone and len(open_list.items) >= 2):
                return place
            if (
                len(open_list.items) == 1
                and last.first
                and not alone
                and (last.after is None or distance(last.numbers, last.after.numbers) != 1)
            ):
                last.odd = True  # 1、 and then 2. 3. 4.: the first is the odd one
                open_list.dress(one.style)
                return place
        return -1

    # what happens to the open lists

    def _join(self, one: Candidate, place: int) -> None:
        while len(self.stack) > place + 1:
            self._pop()
        self._add(one, place)

    def _restart(self, one: Candidate, place: int) -> None:
        while len(self.stack) > place:
            self._pop()
        self._push(one, None)

    def _push(self, one: Candidate, continued: Open | None) -> None:
        parent = self.stack[-1].last() if self.stack else None
        index = -1 if parent is None else parent.index
        if continued is None:
            continued = Open(one.style, one.indent, index)
            continued.before = self.memory.get(one.name)
            continued.index = len(self.lists)
            self.lists.append(continued)
        if self.stack:
            self.inside.add((one.name, self.stack[-1].name))
        self.stack.append(continued)
        self._add(one, len(self.stack) - 1)

    def _add(self, one: Candidate, place: int) -> None:
        """Put it into the open list at this place, the innermost."""
        open_list = self.stack[place]
        one.level = place
        above = self.stack[place - 1] if place else None
        one.parent = above.last().index if above is not None else -1
        one.sequence = open_list.index
        one.index = len(self.kept)
        open_list.items.append(one)
        open_list.parents.add(one.parent)
        self.kept.append(one)

    def _pop(self) -> None:
        closed = self.stack.pop()
        self.memory[closed.name] = closed

    def _close_lower(self, rank: float, also_equal: bool = False) -> None:
        while self.stack:
            top = self.stack[-1]
            if top.rank < rank or (top.rank == rank and not also_equal):
                return
            self._pop()

    def _close_finished(self, one: Candidate) -> None:
        """Close the lists that convention puts beneath the style of `one` and that do not go on behind it."""
        while self.stack:
            top = self.stack[-1]
            if top.rank <= one.style.rank or (one.name, top.name) in self.inside:
                return
            last = top.last()
            later = last.after
            second = one.after
            if (
                later is not None
                and distance(last.numbers, later.numbers) == 1
                and (one.inline or (second is not None and second.start < later.start))
            ):
                return
            self._pop()

    def _close_to_heading(self, depth: int, style: Style) -> None:
        while self.stack:
            top = self.stack[-1]
            own = top.last().depth
            if own and (own < depth or (own == depth and top.name == style.name)):
                return
            self._pop()


def _accident(found: Open) -> bool:
    """Whether a list of one item is none: 甲、乙双方, 陸、海、空軍, A. Smith, 3 只, a decimal."""
    if len(found.items) > 1:
        return False
    style = found.style
    return (
        style.name == "1 "
        or style.kind == "decimal"
        or style.form in ("stem", "branch", "capital", "letter", "formal")
    )


def _alone(text: str, open_list: Open) -> bool:
    """Whether every item of a list but the last is one paragraph, with nothing under it."""
    count = len(open_list.items) - 1
    if not count or open_list.last().inline:
        return False
    for place in range(count):
        one = open_list.items[place]
        if one.body_end > one.line_end and text[one.line_end : one.body_end].strip():
            return False
    return True


_SIGNS = " \t\u3000#>*_-+•●◆■▲★【"
"""What may stand before a marker in its line."""


def _assemble(text: str, candidates: Series[Candidate]) -> Outline:
    """The outline of what stands behind the line feed with which `text` begins."""
    builder = _Builder(candidates)
    builder.run()
    accidents = {id(found.items[0]) for found in builder.lists if _accident(found)}
    if accidents:
        builder = _Builder([one for one in candidates if id(one) not in accidents])
        builder.run()
    kept = builder.kept
    size = len(text)
    waiting: list[Candidate] = []
    for index, one in enumerate(kept):
        while waiting and waiting[-1].level >= one.level:
            waiting.pop().body_end = one.start
        waiting.append(one)
        one.body_end = size
        one.head_end = one.line_end
        if index + 1 < len(kept):
            start = kept[index + 1].start
            if start <= one.line_end:
                one.head_end = max(start, one.end)
    sequences: list[Sequence] = []
    for open_list in builder.lists:
        first, last = open_list.items[0], open_list.last()
        sequences.append(
            Sequence(
                open_list.index,
                open_list.style,
                tuple([one.index for one in open_list.items]),
                open_list.parent,
                first.level,
                len(open_list.parents) > 1,
                -1 if open_list.before is None else open_list.before.index,
            )
        )
        if (
            last.body_end > last.line_end
            and _alone(text, open_list)
            and text[last.end : last.line_end].strip()
        ):
            last.body_end = last.line_end
    for one in kept:
        start, end = one.end, one.body_end
        last = builder.lists[one.sequence].last()
        if one.inline and one is last:
            end = min(end, one.line_end)
        if one.parent >= 0:
            parent = kept[one.parent]
            end = min(end, max(parent.body_end, one.line_end))
        line = text.rfind("\n", start, end) + 1
        if line and line < end < size and not text[line:end].strip(_SIGNS):
            end = line  # ### 三、: the sign is the next one's
        while end > start and text[end - 1] in "\r\n \t\u3000":
            end -= 1
        one.body_end = max(start, end)
        one.head_end = max(start, min(one.head_end, end))
        if one.style.form == "word" and one.numbers == (0,):
            one.numbers = ()
    for one in kept:
        one.move(-1)
    return Outline(tuple(kept), tuple(sequences))


# -- showing -----------------------------------------------------------------------------------------------


def as_text(document: Document) -> str:
    """The outline as a tree, one item a line: line number, marker, the beginning of what follows it."""
    outline = document.view(outline_of)
    lines = []
    for item in outline.items:
        head = document.text[item.end : item.head_end].strip(" \t\r\n\u3000*")
        marker = document.text[item.start : item.end]
        line = document.line_at(item.start) + 1
        lines.append(f"{line:>5}  {'  ' * item.level}{marker} {head[:40]}".rstrip())
    return "\n".join(lines)


def as_data(document: Document) -> dict[str, Any]:
    """The outline for programs: items with their spans, sequences with the indices of their items."""
    outline = document.view(outline_of)
    return {
        "items": [
            {
                "marker": document.text[item.start : item.end],
                "style": item.style.name,
                "kind": item.style.kind,
                "numbers": list(item.numbers),
                "start": item.start,
                "end": item.end,
                "body": [item.end, item.body_end],
                "line": document.line_at(item.start) + 1,
                "level": item.level,
                "parent": item.parent,
                "sequence": item.sequence,
                "inline": item.inline,
            }
            for item in outline.items
        ],
        "sequences": [
            {
                "style": sequence.style.name,
                "items": list(sequence.items),
                "parent": sequence.parent,
                "level": sequence.level,
                "continued": sequence.continued,
            }
            for sequence in outline.sequences
        ],
    }
