"""Sketch: where the numbering of a document gives cause to look closer, at a hundredth of the outline's cost.

An ordinary document counts 一、 二、 三、 and begins again at one. The sketch follows every style of the markers at line
starts by itself, and gives cause where a number neither follows nor begins again, where an item holds less than its
neighbours, or where a line holds a list of its own. Of the documents of a batch only those come here that are suspect by
their line starts (_heads).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from polint import octet
from polint.pattern import lazy
from polint_rules._row import beginning
from polint_rules.numbering._heads import (
    ALIKE,
    ALONE,
    BRACKETED,
    CODES,
    LABEL,
    LACKS,
    LENGTH,
    LONGEST,
    NUMBER,
    OTHERS,
    SHORT,
    STYLE,
    heads,
    rows,
)
from polint_rules.numbering._marker import FULL, OPEN, STAGES, VERSION, Kind, Step, distance, step_of
from polint_rules.numbering._numeral import write

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Sequence

    from polint.batch import Batch
    from polint.document import Document

FIRST = (
    "一是", "一要", "一则", "一来", "一靠", "一看", "其一", "第一,", "第一、", "第一是", "第一步", "第一点", "第一阶段", "第一部分", "第一环节", "第一方面", "(一)", "(1)", "(a)", "(甲)", "1.", "1、", "1)", "①", "⑴",
    "⒈", "㈠", "一、", "议题一", "任务一", "措施一", "建议一", "问题一", "步骤一",
)  # fmt: skip
"""The first markers of lists, folded: inside a line they announce a list there."""
_RUNS = ("一二三", "123", "①②③", "⑴⑵⑶", "⒈⒉⒊", "㈠㈡㈢", "abc", "甲乙丙")
_BOUNDARY = "。;!?:,、 ”」』)"
_MARKS = frozenset(_BOUNDARY)


def _later(marker: str) -> tuple[str, str]:
    """The second and the third marker of the list that `marker` begins."""
    run = next(run for run in _RUNS if run[0] in marker)
    return marker.replace(run[0], run[1]), marker.replace(run[0], run[2])


def _before(first: str) -> str:
    """The marks behind which a list that begins with `first` may go on."""
    if first[-1] == "、" and first[0] != "第":
        return "。;!?: "  # 一、二、三级 is no list
    return _BOUNDARY + "\n" if first[0] in "一其第" else _BOUNDARY


FIRSTS = {before + later: first for first in FIRST for later in _later(first) for before in _before(first)}
"""What stands where a list inside a line goes on, and the first marker of that list."""
INSIDE = tuple(FIRSTS)
_INSIDE = frozenset(INSIDE)
BARE = ("\n3 ", "\n4 ")
"""How a number without a mark (3 播种) begins a line: the third or the fourth of a list."""
_BARE = frozenset(BARE)
TRIGGERS = (*INSIDE, *BARE)

MANY = 20_000
"""Markers in one document after which nobody asks whether one of them is empty."""
NEAR = 3000
"""Code points behind the first item of a list inside a line within which the next one is looked for."""
MOST, SHARE = 1_000, 400
"""Places where a list of one kind may go on inside a line that are looked at: as many, and in a long text one in so
many code points."""
CANDIDATES = 1000
"""Items of a document of which it is asked whether they hold less than others."""
REACH = 300
"""Markers before and behind one among which the others of its list are looked for."""
FAR = 15_000
"""Code points beyond which two markers hardly belong to one list."""
MARGIN = 600
"""Code points around the markers that are looked at with an unusual one."""

# To the compiler these are numbers.
_LENGTH, _STYLE, _NUMBER, _LONGEST, _CODES, _OTHERS = LENGTH, STYLE, NUMBER, LONGEST, CODES, OTHERS
_ALIKE, _ALONE, _LACKS, _BRACKETED, _REACH = ALIKE, ALONE, LACKS, BRACKETED, REACH
_UNSEEN = -1
_ROW = 12
"""Bytes of a row, with where it starts."""

_LISTED = frozenset("一二三四五六七八九十两兩0123456789")
_LINE_HEAD = frozenset("\n\r \t\u3000>*#")
_BLANK = " \t\r\u3000>*#"
_BEFORE = _BLANK + "\n-+•●◆■▲★【"
_TRAILING = " \t\r\u3000"
"""Blanks at the end of a line."""
_NOTHING = " \t\r\n\u3000：:、.．*_，,；;。"
_ENDS = "。；;：:，,！？!?…、"
_CLOSERS = frozenset("；;：:，,！？!?、")
_PROSE = lazy("[。，；！？,;]")
_CLAUSES = lazy("[，,；;：:、]")
_LABELLED = lazy(f"[^\n：:]{{0,{LABEL - 1}}}+[：:][{_TRAILING}]*+[^\n]")
"""A line that begins with a label and goes on behind it: 会议地点：三楼."""
_SENTENCE = lazy(f"[ \u3000]*+[^\n。，：]{{1,26}}+。[{_TRAILING}]*+[^\n]")
"""A line that begins with one short sentence and goes on behind it."""


def suspects(batch: Batch) -> Collection[int]:
    """The sieve of the rules about order: the texts whose line starts do not simply count on, or that may hold a list
    inside a line."""
    return batch.view(heads).suspects | batch.view(listing) | batch.holding(_BARE)


def listing(batch: Batch) -> set[int]:
    """The texts of a batch in which a list goes on inside a line (。二是, ；（2）) and its first marker stands before: in the
    same line, or anywhere near for a phrase."""
    hits = batch.hits
    found: set[int] = set()
    if hits is None:
        return found
    folded, classes, starts = batch.folded_units, batch.classes, batch.starts
    known: dict[int, tuple[int, str, bytes]] = {}
    empty: dict[str, tuple[int, int]] = {}
    """Where each first marker was looked for last and does not stand, in bytes: of many places most is known."""
    for hit in hits.among(_INSIDE):
        index = hits.indices[hit]
        if index not in known:
            trigger = hits.matcher.literal(index)
            known[index] = len(trigger), FIRSTS[trigger], FIRSTS[trigger].encode("utf-16-le")
        size, first, units = known[index]
        place = hits.ends[hit] - size + 1
        text = bisect_right(starts, place) - 1
        if text in found:
            continue
        floor = max(starts[text], place - NEAR)
        if first[0] not in "一其第":
            line = classes.rfind(b"\n", floor, place) + 1
            if (
                line
                and OPEN.match(folded[2 * line - 4 : 2 * line + 2].decode("utf-16-le", "replace")) is None
            ):
                floor = line
        low, high = empty.get(first, (0, 0))
        seen = low <= 2 * floor < high
        begin = max(2 * floor, high - len(units) + 1) if seen else 2 * floor
        if folded.rfind(units, begin, 2 * place) >= 0:
            found.add(text)
        else:
            empty[first] = (low, max(high, 2 * place)) if seen else (2 * floor, 2 * place)
    return found


def dubious(document: Document) -> bool:
    """Whether the numbering of `document` deserves a closer look."""
    batch = document.scan.batch
    if batch is None or document.scan.number in batch.view(heads).suspects:
        return bool(document.view(unusual))
    return bool(document.view(inside) or document.view(bare)) and bool(document.view(unusual))


class Rows:
    """The markers at the line starts of a document, in order: where each starts and ends, its style, and its number, which is
    0 where it has several. Of each style there is the name, the kind and the rank."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.styles: list[int] = []
        self.numbers: list[int] = []
        self.several: dict[int, tuple[int, ...]] = {}
        """The numbers of those that have several, by their indices."""
        self.names: list[str] = []
        self.kinds: list[Kind] = []
        self.ranks: list[float] = []
        self._known: dict[str, int] = {}

    def add(self, start: int, end: int, step: Step) -> None:
        """A marker stands in [start, end)."""
        if step.number == 0:
            self.several[len(self.starts)] = step.numbers
        self.starts.append(start)
        self.ends.append(end)
        self.styles.append(self.style(step))
        self.numbers.append(step.number)

    def style(self, step: Step) -> int:
        """The style of a marker."""
        found = self._known.get(step.name)
        if found is None:
            found = self._known[step.name] = len(self.names)
            self.names.append(step.name)
            self.kinds.append(step.kind)
            self.ranks.append(step.rank)
        return found

    def all_numbers(self, index: int) -> tuple[int, ...]:
        """The number of a marker, or all that it has."""
        return self.several.get(index) or (self.numbers[index],)

    def rest(self, index: int) -> str:
        """What stands behind a marker on its line, as far as it is short, with the line end, but without blanks before
        that."""
        end = self.ends[index]
        piece = self.text[end : end + SHORT + 1]
        stop = piece.find("\n")
        if stop >= 0:
            return piece[:stop].rstrip(_TRAILING) + "\n"
        return piece[:SHORT] if len(piece) > SHORT else piece.rstrip(_TRAILING) + "\n"


def rows_of(document: Document) -> tuple[Rows, Sequence[int], Sequence[int]]:
    """The rows of `document`, the indices of those that may lack something, and of those whose lines may be headings."""
    text = document.text
    if b"\r" in document.classes:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    found = Rows(text)
    said = rows(document.scan)
    count = len(said) // _ROW
    _fill(found, said, count, text)
    if len(found.starts) < count:  # some looked like markers before their case was known
        every = range(len(found.starts))
        return found, every, every
    alike: list[int] = []
    lacking: list[int] = []
    _sift(said, count, lacking, alike)
    return found, lacking, alike


def _fill(found: Rows, said: bytes, count: int, text: str) -> None:
    """Put into `found` the markers of which the line starts said so much."""
    looks: dict[int, int] = {}
    last = style = _UNSEEN
    for index in range(count):
        start, row = octet.word(said, 3 * index), _row(said, index)
        end = start + (row >> _LENGTH & _LONGEST)
        code, number = row >> _STYLE & _CODES, row >> _NUMBER
        look = _look(text, start, end, code) if code < _OTHERS and number else _UNSEEN
        if look != last or look < 0:  # most look as the one before
            style, last = looks.get(look, _UNSEEN), look
        if style < 0:
            marker = text[start:end]
            if code >= _OTHERS and _no_marker(text, start, marker):
                continue
            step = step_of(marker)
            if step is None:
                continue
            if look < 0:
                found.add(start, end, step)
                continue
            style = looks[look] = found.style(step)
        found.starts.append(start)
        found.ends.append(end)
        found.styles.append(style)
        found.numbers.append(number)


def _row(said: bytes, index: int) -> int:
    """The row of a marker."""
    low, high = octet.word(said, 3 * index + 1), octet.word(said, 3 * index + 2)
    return high << 32 | low


def _look(text: str, start: int, end: int, code: int) -> int:
    """What tells styles that are one in the folded text: the marks as they are written, and the width of figures; -1 where a
    wide space is in the marker, which not every style may have."""
    wide = 0
    for place in range(start, end):
        char = ord(text[place])
        if 0xFF10 <= char <= 0xFF19:
            wide = 1
        elif char == 0x3000:
            return _UNSEEN
    opening = ord(text[start]) if code >= _BRACKETED else 0
    return ((code << 1 | wide) << 16 | opening) << 16 | ord(text[end - 1])


def _sift(said: bytes, count: int, lacking: list[int], alike: list[int]) -> None:
    """Put the indices of the markers that may lack something, and of those whose lines may be headings, into lists."""
    headed: dict[int, int] = {}
    """Of each style how many more lines look like headings than have nothing under them."""
    for index in range(count):
        row = _row(said, index)
        if row & (_ALIKE | _ALONE):
            code = row >> _STYLE & _CODES
            headed[code] = headed.get(code, 0) + (row & _ALIKE > 0) - (row & _ALONE > 0)
            if row & _ALIKE:
                alike.append(index)
    for index in range(count):
        row = _row(said, index)
        # A heading with nothing under it is unlike others of its list that have something.
        if row & _LACKS or (row & _ALONE and headed[row >> _STYLE & _CODES] > 1):
            lacking.append(index)


def _no_marker(text: str, start: int, marker: str) -> bool:
    """Whether what stands at `start` is an abbreviation (i.e.), or a version."""
    if marker[0] in "0123456789":
        return "." in marker[:-1] and VERSION.match(text, start) is not None
    return _ABBREVIATED.match(text, start) is not None


_ABBREVIATED = lazy(r"[a-z]\.[a-z]")
"""What is told from a marker only before the text is folded: i.e., but A.Apple."""


def unusual(document: Document) -> list[tuple[int, int]]:
    """The ranges of `document` whose numbering deserves an outline, ascending, which may overlap."""
    return sorted(
        [
            *[(max(0, place - NEAR), place + NEAR) for place in document.view(inside)],
            *[(max(0, place - NEAR), place + NEAR) for place in document.view(bare)],
            *unlike(*rows_of(document)),
        ]
    )


def unlike(rows: Rows, candidates: Sequence[int], alike: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges around the markers that do not count on, and around those of items that hold less than others."""
    count = len(rows.starts)
    if count < 2:
        return []
    events = [index for index in _uncounted(rows) if not _excerpt(rows, index)]
    if len(events) >= 30 and len(events) * 5 >= count:
        events = []  # a table of data, which counts nothing
    if candidates and count < MANY:
        lacking = _may_lack(rows, candidates, alike)
        events.extend(_lacking(rows, lacking))
    return [_around(rows, index) for index in events]


def _around(rows: Rows, index: int) -> tuple[int, int]:
    """From the third marker of the same style before the one at `index` to the third behind it, as far as they
    are near; where there is none, from the fourth of any."""
    styles, starts = rows.styles, rows.starts
    style, here = styles[index], starts[index]
    ends = []
    for way in (-1, 1):
        last = len(styles) - 1 if way > 0 else 0
        stop = min(index + 80, last) if way > 0 else max(index - 80, last)
        end = starts[min(index + 4, last) if way > 0 else max(index - 4, last)]
        end = min(max(end, here - NEAR), here + NEAR)
        seen = 0
        for place in range(index + way, stop + way, way):
            if styles[place] == style:
                if abs(starts[place] - here) > FAR:
                    break
                end = starts[place]
                seen += 1
                if seen == 3:
                    break
        ends.append(end)
    return max(0, ends[0] - MARGIN), ends[1] + MARGIN


# -- numbers without a mark --------------------------------------------------------------------------------


_BARE_LINE = lazy(r"(?:\A|\n)[ \t]*([0-9]{1,2}) +(?=[\u4e00-\u9fff])[^\n]{1,30}(?=\n)")
_DIGITS = tuple("0123456789")
_BARE_LINES = 1_000
"""Lines that begin so of which more make a table."""


def bare(document: Document) -> list[int]:
    """Where headings that open with a bare number (3 播种) do not count on, or have nothing under them: lines that begin
    so, with prose under at least two."""
    if not document.scan.holds(_BARE):
        return []
    text = document.folded
    lines = list(islice(_bare_lines(document), _BARE_LINES))
    full = [_PROSE.search(text, one.end(), two.start()) is not None for one, two in pairwise(lines)]
    if full.count(True) < 2 or len(lines) >= _BARE_LINES:
        return []
    return [
        two.start(1)
        for (one, two), under in zip(pairwise(lines), full, strict=True)
        if int(two[1]) != 1
        and (int(two[1]) != int(one[1]) + 1 or (not under and not text[one.end() : two.start()].strip()))
    ]


def _bare_lines(document: Document) -> Iterator[re.Match[str]]:
    """What _BARE_LINE finds, tried only where a digit begins a line."""
    text, end = document.folded, 0
    for place in beginning(document, _DIGITS):
        start = max(text.rfind("\n", 0, place), 0)
        match = _BARE_LINE.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


# -- lists inside lines ------------------------------------------------------------------------------------


def inside(document: Document) -> list[int]:
    """Where a list begins inside a line that does not simply count on: where a line holds the first marker of a list, and near behind it, in the same line or (phrases) in any, stands
    the second or the third."""
    hits = document.scan.hits
    if _INSIDE.isdisjoint(hits):
        return []
    text = document.folded
    found: set[int] = set()
    orderly: set[int] = set()
    most = max(MOST, len(text) // SHARE)
    for trigger in _INSIDE.intersection(hits):
        first, places = FIRSTS[trigger], hits[trigger][:most]
        # Where the first marker stands is known of few places, or looked for before each of many.
        begins = _all_places(text, first) if len(places) > _FEW and text.count(first) <= len(places) else None
        for place in places:
            place += 1
            if text[place - 1] == " " and _before_blanks(text, place) == 0:
                continue  # indented, at the head of the text
            start = _opening(text, first, place, begins)
            if start >= 0 and start not in orderly and start not in found:
                (orderly if _orderly(text, first, start) else found).add(start)
    return sorted(found)


def _before_blanks(text: str, place: int) -> int:
    """Where the blanks begin that stand before a place."""
    while place and text[place - 1] in _BLANK:
        place -= 1
    return place


def _begins_line(text: str, place: int) -> bool:
    """Whether nothing but blanks stands before it on its line, which may be the whole text."""
    place = _before_blanks(text, place)
    return not place or text[place - 1] == "\n"


def _orderly(text: str, first: str, start: int) -> bool:
    """Whether the list that begins with `first` at `start` counts on to its end, and all its items hold something."""
    one = next(char for char in first if char in _ONES)
    size, number, place = len(first), 1, start
    own, following = first, _counted(first, one, 2)
    earlier = text.rfind(first, max(0, start - NEAR), start)
    if earlier >= 0 and text.find(following, earlier, start) < 0:
        return False  # it begins twice
    while True:
        after = _counted(first, one, number + 2)
        behind = place + size
        place = _standing(text, following, behind, behind + NEAR)
        if place < 0:
            break
        if (
            _standing(text, own, behind, place) >= 0
            or _standing(text, after, behind, place) >= 0
            or not text[behind:place].strip(_EMPTY)
        ):
            return False
        own, following, size, number = following, after, len(following), number + 1
    if number == 1:
        return False
    again = _standing(text, first, behind, behind + NEAR)
    end = again if again >= 0 else behind + NEAR
    others = [_counted(first, one, other) for other in (*range(2, number + 1), number + 2, number + 3)]
    return bool(text[behind : behind + 3].strip(_EMPTY)) and all(
        _standing(text, other, behind, end) < 0 for other in others
    )


_ONES = "一1①⑴⒈㈠a甲"
_EMPTY = " \t\r\n。;:,、.!?…*_"


@cache
def _counted(first: str, one: str, number: int) -> str:
    """The marker with this number, in the manner of `first`."""
    return first.replace(one, write(number, one) or "\0", 1)


def _standing(text: str, marker: str, start: int, end: int) -> int:
    """Where `marker` stands in [start, end) behind a mark or at the head of a line; -1 where it does not."""
    place = text.find(marker, start, end)
    while place >= 0:
        before = text[place - 1]
        if before in _MARKS or before in _LINE_HEAD:
            return place
        place = text.find(marker, place + 1, end)
    return -1


_FEW = 50
"""Markers of one kind before each of which the first one is looked for by itself."""


def _all_places(text: str, marker: str) -> list[int]:
    found: list[int] = []
    place = text.find(marker)
    while place >= 0:
        found.append(place)
        place = text.find(marker, place + 1)
    return found


def _last_before(text: str, first: str, floor: int, place: int, begins: list[int] | None) -> int:
    """As `text.rfind(first, floor, place)`; `begins`: where `first` stands, if that is known."""
    if begins is None:
        return text.rfind(first, floor, place)
    index = bisect_right(begins, place - len(first))
    return begins[index - 1] if index and begins[index - 1] >= floor else -1


def _opening(text: str, first: str, place: int, begins: list[int] | None) -> int:
    """Where the list that goes on at `place` begins with `first`: -1 where it does not."""
    floor = max(0, place - NEAR)
    line = text.rfind("\n", floor, place) + 1
    if line and text[line:place].strip(_BLANK):
        line = _paragraph(text, line, floor)
        if first[0] not in "一其第":
            floor = line
    listing = first[-1] in "、.1"
    start = _last_before(text, first, floor, place, begins)
    for _ in range(8):
        if start < 0:
            return -1
        before = text[start - 1] if start else "\n"
        if before == "\n" or (before in _LINE_HEAD and _begins_line(text, start)):
            return start if start >= line else -1
        if before in _MARKS and not (listing and text[start + len(first)] in _LISTED):
            return start
        start = _last_before(text, first, floor, start, begins)
    return -1


_LINES = 12
"""Wrapped lines of a paragraph that are looked at."""


def _paragraph(text: str, line: int, floor: int) -> int:
    """Where the paragraph begins of which the line at `line` is a part: a line that stops inside a sentence goes on in
    the next one."""
    for _ in range(_LINES):
        if line <= floor or OPEN.match(text, line - 2) is None:
            break
        above = text.rfind("\n", floor, line - 1) + 1
        if line - 1 - above < FULL or (floor and not above):
            break
        line = above
    return line


# -- order -------------------------------------------------------------------------------------------------


def _uncounted(rows: Rows) -> list[int]:
    """The indices of the markers whose number neither follows the last of its style nor begins again."""
    found: list[int] = []
    styles, numbers = rows.styles, rows.numbers
    singles = [_UNSEEN] * len(rows.names)
    """The last number of every style."""
    lasts: dict[int, tuple[int, ...]] = {}
    """The last numbers of those whose last marker had several."""
    begun: dict[int, int] = {}
    """How often a style began right behind another, and where last."""
    where: dict[int, int] = {}
    before = _UNSEEN
    ones = False
    for index in range(len(styles)):
        style, number = styles[index], numbers[index]
        last = singles[style]
        if number and last == number - 1:  # nearly always
            singles[style] = number
            if ones:
                if number == 2 and before == style:  # 1. 1. 2.
                    found.append(index)
                ones = False
            if lasts:
                lasts.pop(style, None)
        elif number == 1:
            if before == style:
                ones = last == 1
            else:
                ones = False
                if (
                    last > 0
                    and _pair(style, before) in begun
                    and _resumed(rows, index, before, singles[before] + 1, style, last + 1)
                ):
                    found.append(index)
                pair = _pair(before, style)
                begun[pair] = begun.get(pair, 0) + 1
                where[pair] = index
            singles[style] = 1
        elif number and last == _UNSEEN:
            if rows.kinds[style] == "list" and number - 1 in singles:
                found.append(index)
            singles[style] = number
        else:
            own = rows.all_numbers(index)
            decimal = rows.kinds[style] == "decimal"
            if decimal and len(own) > 3 and len(rows.all_numbers(index - 1)) == len(own) - 2:
                found.append(index)  # 3.1.1.1 below 3.1
            if last == _UNSEEN:
                if decimal and own[-1] != 1:
                    continue
            else:
                known = lasts.get(style) or (last,)
                if distance(known, own) != 1 and (not decimal or own[-1] != 1 or own[0] > known[0] + 1):
                    found.append(index)
            lasts[style] = own
            singles[style] = number or own[0]
            if number:
                del lasts[style]
        before = style
    for pair, times in begun.items():  # 1. in （一） everywhere, and once （一） in 1.
        if times <= 3 and begun.get((pair & 0xFFFF) << 16 | pair >> 16, 0) >= max(2, times):
            found.append(where[pair])
    return found


def _pair(outer: int, inner: int) -> int:
    """Two styles as one number; `outer` may be none."""
    return (outer & 0xFFFF) << 16 | inner


def _excerpt(rows: Rows, index: int) -> bool:
    """Whether the parts around a marker (第一章, 第五章, 第十章) rise with more gaps than steps: an excerpt or a mention of
    some, which the outline would find to count nothing."""
    styles, numbers = rows.styles, rows.numbers
    style, number = styles[index], numbers[index]
    if rows.kinds[style] != "unit" or not number:
        return False
    gaps = counted = 0
    for way in (-1, 1):
        last = number
        for place in range(index + way, min(max(index + way * REACH, -1), len(styles)), way):
            if styles[place] != style:
                continue
            own = numbers[place]
            if not own:
                return False
            if (own - last) * way <= 0:
                if way > 0 and own != 1:
                    return False
                if way < 0 and last != 1:
                    return False
                break
            if (own - last) * way == 1:
                counted += 1
            else:
                gaps += 1
            last = own
            if way < 0 and last == 1:
                break
    return gaps > counted and (gaps + counted > 1 or rows.names[style][2:] not in STAGES)


def _resumed(rows: Rows, index: int, inner: int, goes_on: int, outer: int, behind: int) -> bool:
    """Whether behind a list that begins at `index` the list it stands in, of the style `inner`, goes on with a number, and
    then the one of its own style around that: two levels of one document have the same marks."""
    waiting, number = inner, goes_on
    for place in range(index + 1, min(index + 40, len(rows.styles))):
        if rows.styles[place] == waiting:
            if rows.numbers[place] != number:
                return False
            if waiting == outer:
                return True
            waiting, number = outer, behind
    return False


# -- items that hold less than the others ------------------------------------------------------------------


def _may_lack(rows: Rows, candidates: Sequence[int], alike: Sequence[int]) -> list[int]:
    """Of the candidates, the markers whose item may be empty, as far as the lines of the markers tell; `alike`: those
    whose lines may be headings."""
    last = len(rows.starts) - 1
    headings: list[int] = []
    found: list[int] = []
    for index in candidates:
        rest = rows.rest(index)
        labels = rest[-2:-1] in ":："
        if rest[-1] != "\n" or (rest[-2:-1] in _CLOSERS and len(rest) > 4 and not labels):
            continue
        if index < last and not _ends(rows, index):
            continue  # it holds a list
        if rest[-2:-1] == "。" and len(rest) > 4:
            # A sentence alone: all the other items of its list are one sentence and more on one line.
            if rest.find("。") == len(rest) - 2 and _beside(rows, index, _SENTENCE):
                found.append(index)
        elif labels and len(rest) > 2:
            if _beside(rows, index, _LABELLED):
                found.append(index)
        elif rest.strip(_NOTHING):
            if "：" not in rest:
                headings.append(index)
        elif index == last or _bare(rows, index) or _unlike(rows, index):
            found.append(index)
    if headings:  # one with nothing under it, and at least two with something
        styles = rows.styles
        asked = {styles[index] for index in headings}
        counts = Counter(
            [styles[index] for index in alike if styles[index] in asked and _heading(rows.rest(index))]
        )
        found.extend([index for index in headings if counts[styles[index]] > 2])
    return found


def _beside(rows: Rows, index: int, begins: re.Pattern[str]) -> bool:
    """Whether the lines of the markers beside one, as far as they are of its style, begin so, and there are any."""
    beside = [
        begins.match(rows.text, rows.ends[place])
        for place in (index - 1, index + 1)
        if 0 <= place < len(rows.ends) and rows.styles[place] == rows.styles[index]
    ]
    return bool(beside) and all(beside)


def _heading(rest: str) -> bool:
    return rest[-1] == "\n" and rest[-2:-1] not in _ENDS


def _bare(rows: Rows, index: int) -> bool:
    """Whether the next marker stands right behind one that is alone on its line."""
    place, stop = rows.ends[index], rows.starts[index + 1]
    while place < stop and rows.text[place] in _NOTHING:
        place += 1
    return place >= stop or rows.text[place] in _BEFORE


def _unlike(rows: Rows, index: int) -> bool:
    """Whether an item beside a marker alone on its line has text on that line: else all of the list have none."""
    styles = rows.styles
    for way in (-1, 1):
        place = index + way
        while 0 <= place < len(styles) and abs(place - index) < 40:
            if styles[place] == styles[index]:
                if rows.rest(place).strip(_NOTHING):
                    return True
                break
            place += way
    return False


def _ends(rows: Rows, index: int) -> bool:
    """Whether an item ends where the marker below stands: the next of its list, or one of a higher list."""
    style, below = rows.styles[index], rows.styles[index + 1]
    return below == style or (rows.numbers[index + 1] > 1 and rows.ranks[style] > rows.ranks[below])


def _kind(rest: str) -> str:
    """What a short line says behind its marker: nothing, a heading, a sentence, or a part of a list ("")."""
    head = rest.strip(" \t\r\n\u3000*_")
    if len(head) < 4 and not head.strip(_NOTHING):
        return "bare"
    if head[-1:] == "。" and len(head) >= 4:
        return "title" if head.find("。") == len(head) - 1 and not _CLAUSES.search(head) else ""
    if head[-1:] in ":：" and len(head) <= LABEL:
        return "label"
    return "" if head.rstrip("”」』）)")[-1:] in _ENDS or "：" in head else "heading"


def _lacking(rows: Rows, candidates: Sequence[int]) -> Iterator[int]:
    """Where an item holds less than the others of its list: nothing, a heading, a sentence."""
    judged: set[int] = set()
    for candidate in candidates[:CANDIDATES]:
        if candidate not in judged:
            members = _members(rows, candidate)
            judged.update(members)
            if len(members) > 2:
                yield from _poor([(index, _held(rows, index)) for index in members])


def _members(rows: Rows, index: int) -> list[int]:
    """The markers around the one at `index` that seem to be of its list."""
    styles, numbers = rows.styles, rows.numbers
    style = styles[index]
    members = [index]
    place, first = index, numbers[index]
    while place and first != 1 and index - place < REACH:
        place -= 1
        if styles[place] == style:
            members.append(place)
            first = numbers[place]
    members.reverse()
    for place in range(index + 1, min(len(styles), index + REACH)):
        if styles[place] == style:
            if numbers[place] == 1:
                break
            members.append(place)
    return members


def _held(rows: Rows, index: int) -> str:
    """What an item holds: bare, heading, title (nothing more); headed, titled (these and more); "" for all else."""
    text = rows.text
    rest = rows.rest(index)
    end = rows.ends[index]
    kind = _kind(rest) if rest[-1] == "\n" else ""
    if kind:
        last = index + 1 == len(rows.starts)
        after = text[end + len(rest) : end + 400 if last else rows.starts[index + 1]]
        if last:
            empty = "。" not in after
        else:
            empty = not after.strip(_BEFORE) and _ends(rows, index)
        if not empty:
            kind = "headed" if kind == "heading" and _PROSE.search(text, end + len(rest), end + NEAR) else ""
    if not kind and _SENTENCE.match(text, end):
        kind = "titled"
    if not kind and _LABELLED.match(text, end):
        kind = "labelled"
    return kind


def _poor(items: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The items of one list that hold less than the others."""
    if len(items) < 3:
        return
    counts = Counter(kind for _, kind in items)
    most = max(1, len(items) // 5)
    for poor, rich in (("bare", None), ("heading", "headed"), ("title", "titled"), ("label", "labelled")):
        flawed = counts[poor]
        if 0 < flawed <= most and (rich is None or counts[rich] >= max(2, len(items) - flawed - 2)):
            yield from (index for index, kind in items if kind == poor)
