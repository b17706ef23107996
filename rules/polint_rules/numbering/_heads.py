"""Heads: the markers at the line starts of all the texts of a batch, and in which of these they look amiss.

A document whose numbers all count on, each style by itself, and whose items all hold about the same, is not worth a
second look: `heads` tells which of a batch are not so. The common markers (第五条, 一、, （一）, 1.) are read by tables;
what else may be one is shown to the pattern QUICK, marker by marker.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from polint import octet
from polint.batch import Batch
from polint.named import NamedTuple
from polint_rules._row import line_walls
from polint_rules.numbering._marker import CITING, LABELS, QUICK, UNITS, VERSION, Style, read, step_of
from polint_rules.numbering._numeral import BRANCHES, CHINESE, ENCLOSED, FORMAL, ROMAN, STEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polint.scan import Scan

SHORT = 30
"""Code points behind a marker on a line that may be a heading or a sentence alone."""
SENTENCE = 26
"""Code points of a first sentence that may be a title."""
LABEL = 15
"""Code points of a label before its colon: 会议地点：."""
AFTER = 400
"""Code points behind the last marker within which a sentence shows that something follows."""
MOST = 4_000
"""Lines of a batch, that may begin with an unusual marker, which are shown to the pattern; of a large one, one in 100
code points."""

LACKS, ALONE, ALIKE = 1, 2, 4
"""What a row, which is one number, says of its marker, a bit each: its item lacks something; it looks like a heading with
nothing under it; its line looks like a heading."""
LENGTH, STYLE, NUMBER = 3, 9, 25
"""Where in a row there stand the length of the marker, the code of its style, its number (0 where it has several)."""
OTHERS = 1 << 11
"""Codes from this one on are of styles that the pattern found: letters may be capitals or not. Those below it are made of
what the marker is, how its number is written, whether its marks are the rarer ones, and the place of the sign that
closes it."""
_KIND, _FORM, _RARER, _PLACE = 9, 7, 6, 63
LONGEST, CODES = 63, 0xFFFF
"""The bits of a length, and of a code."""

# To the compiler these are numbers.
_SHORT, _SENTENCE, _LABEL, _AFTER, _OTHERS = SHORT, SENTENCE, LABEL, AFTER, OTHERS
_LACKS, _ALONE, _ALIKE, _LENGTH, _STYLE, _NUMBER = LACKS, ALONE, ALIKE, LENGTH, STYLE, NUMBER
_LONGEST, _CODES = LONGEST, CODES
_LOWER = 0xFFFFFFFF
"""The bits of the lower half of a row."""
_NONE, _UNUSUAL = 0, -1
"""In place of a row: no marker; perhaps an unusual one."""
_UNIT, _LIST, _BRACED = 1, 2, 3
"""What a marker is that is read by tables: 第三条, 三、, （三）."""
BRACKETED = _BRACED << _KIND
"""From this code on, styles below OTHERS have brackets."""
_PLAIN, _BLANK, _ORDINAL, _CHINESE, _ARABIC, _BRACKET, _LETTER, _ROMAN, _WORD, _ENCLOSED = range(10)
"""What a line begins with."""
_NUMERAL, _FIGURE, _SPACE, _COMMA, _DOT, _CLOSER, _BRACE, _LATIN = (1 << bit for bit in range(8))
"""What a character behind that is, a bit each."""
_CLOSES, _ABLE = _COMMA | _DOT | _CLOSER, _NUMERAL | _FIGURE | _LATIN
_COUNTS, _SPOKEN, _CITES, _SAYS, _ORDERS, _SECOND = (1 << bit for bit in range(6))
"""What a character behind a numeral says, a bit each: a unit; one that stands in sentences, with a comma behind it, too;
that what is numbered is cited; 是 and its like; what may stand behind 第三 (a unit begins with it); and of a label the second
character."""
_CLOSING, _STOPPED, _BLANKED, _EMPTY, _LABELLING, _BARE = range(1, 7)
"""What the last character of a line is: a mark inside a sentence, 。, a blank, another mark of no content, a colon; and what
a line ends with that holds nothing but such characters behind its marker."""
_TEN, _HUNDRED, _NOUGHT, _ODD = 10, 11, 12, 15
_PLACES = 5
"""Characters of the longest numeral that is read by tables: 一百二十三; what is longer, QUICK reads."""
_RETURN, _ASCII, _WIDE = b"\rd\x89"
"""Classes: a carriage return, a half-width figure, a full-width mark."""
_ZERO, _GAP, _OF, _STOP, _COLON, _ROUND, _A, _Z, _QUESTION, _I, _V, _X = map(ord, "0 之。:(azqivx")

_UNITS = "条章节款项编篇目讲课回卷集幕点题招案"
"""Units of one character, folded: 第三条."""
_RANKS = {
    "编": 10, "卷": 15, "篇": 20, "集": 20, "章": 30, "幕": 30, "回": 30, "讲": 30, "课": 35, "节": 40, "条": 50, "款": 60,
    "项": 70, "目": 80, "点": 60, "题": 60, "招": 60, "案": 60,
}  # fmt: skip
_SIGNS = _UNITS + "、.)〕]】"
"""What closes a marker that is read by tables."""
_SIGN_UNITS = f"\0{_SIGNS}".encode("utf-16-le")
_SIGN_RANKS = bytes([0, *[_RANKS.get(sign, 13 if sign == ")" else 0) for sign in _SIGNS]])
"""By the place of a sign the rank of a unit, or what it adds to the rank of a list."""
_DIGITS = "0123456789"


class Heads(NamedTuple):
    """What the lines of a batch begin with."""

    suspects: frozenset[int]
    """The texts whose numbering deserves a closer look."""
    rows: Mapping[int, bytes]
    """The markers of these in the order of the text, of each where it starts in its text, and its row: three words of
    four bytes, the lower half of the row first."""
    highest: Mapping[int, int]
    """The highest number of each unit, by `number of the text << 16 | code of the unit`."""


class _Tables(NamedTuple):
    """Tables of bytes by the folded unit."""

    first: bytes
    kind: bytes
    role: bytes
    digit: bytes
    """Of a Chinese numeral: 1 to 9, ten, a hundred, nought, another."""
    sign: bytes
    """The place among the signs that close a marker, from one on."""
    ending: bytes


@cache
def _tables() -> _Tables:
    words = STEMS + BRANCHES + FORMAL + "其" + "".join(label[0] for label in LABELS)
    return _Tables(
        first=octet.table(
            ("".join(set(words).difference(CHINESE, "Qq")), _WORD), (ENCLOSED + ROMAN.lower(), _ENCLOSED),
            ("abcdefghjklmnopqrstuwyz", _LETTER), ("ivx", _ROMAN), (CHINESE, _CHINESE), (_DIGITS, _ARABIC), ("(〔[", _BRACKET),
            ("第", _ORDINAL), (" \t\u00a0>#*+•●◆■▲★【-", _BLANK),
        ),
        kind=octet.table(
            (FORMAL + STEMS + BRANCHES + ROMAN.lower() + "abcdefghijklmnopqrstuvwxyz", _LATIN), (CHINESE, _NUMERAL),
            (_DIGITS, _FIGURE), (" ", _SPACE), ("、", _COMMA), (".", _DOT), (")", _CLOSER), ("〕]】", _BRACE),
        ),
        role=octet.table(
            (_UNITS, _COUNTS), ("点题招", _SPOKEN), (CITING, _CITES), ("是要则曰来靠抓看查讲", _SAYS),
            ("".join(unit[0] for unit in UNITS.split("|")) + ",、:是;-–‑", _ORDERS),
            ("".join(label[1:2] for label in LABELS), _SECOND),
        ),
        digit=octet.table(
            *((char, value) for value, char in enumerate("一二三四五六七八九十百", 1)), ("〇零", _NOUGHT),
            ("".join(set(CHINESE).difference("一二三四五六七八九十百〇零")), _ODD),
        ),
        sign=octet.table(*((char, place) for place, char in enumerate(_SIGNS, 1))),
        ending=octet.table(
            (";,!?、", _CLOSING), ("。", _STOPPED), (" \t\r", _BLANKED), (".*_…", _EMPTY), (":", _LABELLING)
        ),
    )  # fmt: skip


def heads(batch: Batch) -> Heads:
    """The markers at the line starts of a batch."""
    judge = _read_all(batch, every=False)
    return Heads(frozenset(judge.suspects), judge.kept, judge.highest)


def rows(scan: Scan) -> bytes:
    """The markers at the line starts of a text, suspect or not, as in `Heads.rows`."""
    found = None if scan.batch is None else scan.batch.view(heads).rows.get(scan.number)
    if found is None:
        part = Batch(scan.classes, scan.folded_units, [0])
        found = _read_all(part, every=True).kept.get(0, b"")
    return found


def ordinals(batch: Batch, number: int, unit: str) -> list[tuple[int, int, int]]:
    """The lines of a text of a batch that begin with 第, a numeral and a unit (第五条), but not with 第五条之一 or the like: of
    each the number, 0 where it is not written in the usual way, where 第 stands, and where the unit ends."""
    start, end = batch.spans[number]
    walls = batch.wall_places
    found: list[tuple[int, int, int]] = []
    _count(
        batch.folded_units, batch.walls, bisect_left(walls, start - 1), bisect_left(walls, end), start, _tables().digit,
        _citing(), ord(unit[0]), found,
    )  # fmt: skip
    return found


@cache
def _citing() -> bytes:
    """By units what stands behind a unit that does not head its line."""
    return octet.table(("之的中款项,、", 1))


def _count(
    units: bytes,
    walls: bytes,
    first: int,
    last: int,
    start: int,
    digits: bytes,
    citing: bytes,
    unit: int,
    found: list[tuple[int, int, int]],
) -> None:
    """Put what `ordinals` tells of the lines behind the walls from `first` up to `last` into `found`."""
    for index in range(first, last):
        place, stop = octet.number(walls, index) + 1, octet.number(walls, index + 1)
        while place < stop and octet.unit(units, place) in (_GAP, ord("\t")):
            place += 1
        if place >= stop or octet.unit(units, place) != ord("第"):
            continue
        begin = place
        place = _behind_gap(units, place + 1, stop)
        count = figures = 0
        while place + count < stop and count < 8:
            code = octet.unit(units, place + count)
            if _ZERO <= code < _ZERO + 10:
                figures += 1
            elif not 0 < digits[code] <= _NOUGHT:
                break
            count += 1
        if not 0 < count < 8:
            continue
        number = 0
        if figures == count:
            number = _figures(units, place, count)
        elif figures == 0:
            number = _numeral(units, digits, place, count)
        place = _behind_gap(units, place + count, stop)
        if place >= stop or octet.unit(units, place) != unit:
            continue
        place += 1
        if unit == ord("部"):
            if place >= stop or octet.unit(units, place) not in (ord("分"), ord("份")):
                continue
            place += 1
        if place >= stop or not citing[octet.unit(units, place)]:
            found.append((number, begin - start, place - start))


def _behind_gap(units: bytes, place: int, stop: int) -> int:
    """`place`, or the one behind it where a space stands there."""
    return place + 1 if place < stop and octet.unit(units, place) == _GAP else place


def _read_all(batch: Batch, *, every: bool) -> _Judge:
    classes, walls = batch.classes, batch.view(line_walls)
    tables = _tables()
    judge = _Judge(batch.starts, len(classes), every)
    _read(
        batch.folded_units, classes, len(classes), batch.folded_units, walls, len(walls) // 4, tables.first, tables.kind,
        tables.role, tables.digit, tables.sign, tables.ending, judge,
    )  # fmt: skip
    return judge


def _read(
    units: bytes,
    classes: bytes,
    size: int,
    folded: bytes,
    walls: bytes,
    count: int,
    firsts: bytes,
    kinds: bytes,
    roles: bytes,
    digits: bytes,
    signs: bytes,
    endings: bytes,
    judge: _Judge,
) -> None:
    """Tell `judge` of the markers between the walls. (`folded`: the units once more, as an object.)"""
    left = max(MOST, size // 100)
    line, stop = 0, -2
    for index in range(count):
        place, stop = stop + 1, octet.number(walls, index)
        first = _PLAIN
        while place < stop:
            first = firsts[octet.unit(units, place)]
            if first != _BLANK:
                break
            place += 1
        if place >= stop:
            continue
        line += 1
        if first == _PLAIN:
            continue
        if first < _LETTER:
            row = _common(units, classes, kinds, roles, digits, signs, place, stop, first)
        else:
            row = _lettered(units, kinds, roles, place, stop, first)
        if row == _UNUSUAL:
            row = _unusual(folded, place) if left > 0 else _NONE
            left -= 1
        if row != _NONE:
            behind, last = place + (row >> _LENGTH & _LONGEST), stop
            while last > behind and endings[octet.unit(units, last - 1)] == _BLANKED:
                last -= 1
            ending = endings[octet.unit(units, last - 1)]
            if last - behind <= 3 and _is_bare(units, endings, behind, last):
                ending = _BARE
            judge.hear(units, place, last, row, line, ending)
    judge.close(units)


def _is_bare(units: bytes, endings: bytes, place: int, stop: int) -> bool:
    """Whether nothing with a content stands in [place, stop)."""
    while place < stop and endings[octet.unit(units, place)]:
        place += 1
    return place >= stop


def _kind(units: bytes, kinds: bytes, place: int, stop: int) -> int:
    """What the character at a place of a line is."""
    return kinds[octet.unit(units, place)] if place < stop else 0


def _common(
    units: bytes,
    classes: bytes,
    kinds: bytes,
    roles: bytes,
    digits: bytes,
    signs: bytes,
    begin: int,
    stop: int,
    first: int,
) -> int:
    """The row of the marker with which a line begins that has 第, a bracket or a numeral at its head."""
    ordinal, bracket = first == _ORDINAL, first == _BRACKET
    place = begin
    if ordinal or bracket:
        second = _kind(units, kinds, begin + 1, stop)
        if not second & (_ABLE if bracket else _NUMERAL | _FIGURE) and second != _SPACE:
            return _NONE
        place += 2 if second == _SPACE else 1
    leading = _kind(units, kinds, place, stop)
    figure = leading & _FIGURE
    numeral = leading & (_NUMERAL | _FIGURE)
    count = 0
    while count <= _PLACES and _kind(units, kinds, place + count, stop) & numeral:
        count += 1
    number = 0
    if 0 < count <= _PLACES and (ordinal or not figure or count < 4):
        number = _figures(units, place, count) if figure else _numeral(units, digits, place, count)
    # The sign that closes it, perhaps behind a space, and what stands behind that.
    last = place + count
    gap = last < stop and octet.unit(units, last) == _GAP
    last += gap
    shut, more = _kind(units, kinds, last, stop), _kind(units, kinds, last + 1, stop)
    sign = octet.unit(units, last) if last < stop else 0
    beyond = octet.unit(units, last + 1) if last + 1 < stop else 0
    form = 0
    if figure:
        form = 1 if classes[place] == _ASCII else 2
    row = number << _NUMBER | last + 1 - begin << _LENGTH
    code = form << _FORM | signs[sign]
    if ordinal:
        unit = number and roles[sign] & _COUNTS
        cited = roles[beyond] & _CITES
        after = octet.unit(units, last + 2) if beyond == _GAP and last + 2 < stop else beyond
        if unit and not cited and after != _OF:
            return row | (_UNIT << _KIND | code) << _STYLE
        if unit and cited and not roles[sign] & _SPOKEN and beyond != _OF:
            return _NONE  # 第五条规定
        return _UNUSUAL if count > _PLACES or (count and roles[sign] & _ORDERS) else _NONE  # 第十条之一
    if bracket:
        if number and shut & (_CLOSER | _BRACE) and not more & (_COMMA | _DOT):
            rarer = octet.unit(units, begin) != _ROUND
            return row | (_BRACED << _KIND | rarer << _RARER | code) << _STYLE
        if not leading & _ABLE:
            return _NONE
        letter = _A <= octet.unit(units, place) <= _Z
        for behind in range(place + 1, place + 1 + _PLACES):
            more = _kind(units, kinds, behind, stop)
            if more & (_CLOSER | _BRACE):
                return _UNUSUAL  # (甲)
            if letter and more != _SPACE and not _is_roman(units, behind, stop):
                return _NONE
        return _NONE
    closing = shut & _CLOSES
    decimal = (more & _FIGURE and shut != _CLOSER) or (shut == _DOT and more == _DOT)
    if number and closing and not gap and not decimal:
        rarer = classes[last] == _WIDE
        return row | (_LIST << _KIND | rarer << _RARER | code) << _STYLE
    if (not figure or count < 3 or (count == 3 and shut != _DOT)) and (
        closing or (roles[sign] & _SAYS and not figure)
    ):
        return _UNUSUAL  # 1.1, 一是
    return _NONE


def _figures(units: bytes, place: int, count: int) -> int:
    """The number that these figures are; 0 where it begins with nought or has more than four of them."""
    number = octet.unit(units, place) - _ZERO
    if number == 0 or count > 4:
        return 0
    for behind in range(place + 1, place + count):
        number = 10 * number + octet.unit(units, behind) - _ZERO
    return number


def _numeral(units: bytes, digits: bytes, place: int, count: int) -> int:
    """The number below a thousand that these Chinese numerals are; 0 where it is not written in the usual way."""
    number = digit = nought = 0
    least = 1000
    """The value of the last unit; behind a hundred ones stand only after a nought."""
    for behind in range(place, place + count):
        code = digits[octet.unit(units, behind)]
        if code < _TEN:
            if digit or (least == 100 and nought == 0 and behind == place + count - 1):
                return 0
            digit = code
        elif code == _TEN:
            if least == 10 or nought or (digit == 0 and number) or (digit == 1 and number == 0):
                return 0
            number += 10 * digit if digit else 10
            digit, least = 0, 10
        elif code == _HUNDRED:
            if digit == 0 or least < 1000:
                return 0
            number += 100 * digit
            digit, least = 0, 100
        elif code == _NOUGHT:
            if least != 100 or digit or nought:
                return 0
            nought = 1
        else:
            return 0
    if nought and digit == 0:
        return 0
    return number + digit


def _lettered(units: bytes, kinds: bytes, roles: bytes, start: int, stop: int, first: int) -> int:
    """Whether a line that begins with a letter, a word or a sign may begin with an unusual marker: with a closing mark or a
    numeral near."""
    second, third = _kind(units, kinds, start + 1, stop), _kind(units, kinds, start + 2, stop)
    if second & _CLOSES or (second == _SPACE and third & _CLOSES):
        return _UNUSUAL
    if first == _LETTER:
        return _UNUSUAL if second & _FIGURE and octet.unit(units, start) == _QUESTION else _NONE
    if first == _ROMAN:
        if _is_roman(units, start + 1, stop):
            for place in range(start + 2, start + 6):
                if _kind(units, kinds, place, stop) & _CLOSES:
                    return _UNUSUAL
        return _NONE
    if first == _ENCLOSED or second & _ABLE or (second == _SPACE and third & _ABLE):
        return _UNUSUAL
    if start + 1 == stop or not roles[octet.unit(units, start + 1)] & _SECOND:
        return _NONE
    return (
        _UNUSUAL
        if third & _ABLE or (third == _SPACE and _kind(units, kinds, start + 3, stop) & _ABLE)
        else _NONE
    )


def _is_roman(units: bytes, place: int, stop: int) -> bool:
    """Whether a letter of small Roman numerals stands at a place of a line."""
    code = octet.unit(units, place) if place < stop else 0
    return code in (_I, _V, _X)


def _unusual(folded: bytes, start: int) -> int:
    """The row of the marker that QUICK finds at a line head."""
    piece = folded[2 * start : 2 * start + 80].decode("utf-16-le", "replace")
    if piece[1:2] == "." and piece[:3:2].isalpha() and piece[:3:2].isascii():
        return _row(piece[:2])  # folded, A.Apple is no longer told from e.g.
    # Labels stand before capitals (附录 A), which the folded text has not.
    match = QUICK.match(f"\n{piece.upper() if piece[0] > 'z' else piece}")
    if match is None or match.start(1) != 1 or VERSION.match(piece):
        return _NONE
    return _row(match[1])


@lru_cache(maxsize=1024)
def _row(marker: str) -> int:
    """The row of a marker, with the code of its style as `_common` makes it where it can."""
    reading, step = read(marker), step_of(marker)
    if reading is None or step is None:
        return _NONE
    return step.number << _NUMBER | _code(reading.style) << _STYLE | len(marker) << _LENGTH


def _code(style: Style) -> int:
    form, sign = _FORMS.get(style.form), _SIGNS.find(style.after.translate(_HALF)) + 1
    if form is not None and len(style.after) == 1 and sign:
        if style.kind == "unit":
            return _UNIT << _KIND | form << _FORM | sign
        if style.kind == "list" and not style.before:
            return _LIST << _KIND | form << _FORM | sign
        if style.kind == "list":
            return _BRACED << _KIND | form << _FORM | (style.before != "（") << _RARER | sign
    if style.name not in _KNOWN:
        _KNOWN[style.name] = OTHERS + len(_KNOWN)
        _LEVELS.append(int(10 * style.rank))
    return _KNOWN[style.name]


_FORMS = {"chinese": 0, "positional": 0, "arabic": 1}
_HALF = str.maketrans("（）［］．", "()[].")
_KNOWN: dict[str, int] = {}
"""The codes of other styles by their names."""
_LEVELS: list[int] = []
"""Their ranks."""


def _rank(code: int) -> int:
    """The rank of a style, tenfold: what is smaller stands above."""
    kind = code >> _KIND
    if code >= _OTHERS:
        return _LEVELS[code - _OTHERS]
    rank = _SIGN_RANKS[code & _PLACE]
    if kind == _UNIT:
        return rank
    return (60 if code >> _FORM & 3 == 0 else 80) + (11 if kind == _BRACED else rank)


class _Judge:
    """Hears of the markers one by one, and says in which texts there is cause to look closer: everything that `_sketch`
    looks for, or more."""

    def __init__(self, starts: list[int], size: int, every: bool) -> None:
        """`every`: the rows of all texts are kept."""
        self.starts = starts
        self.size = size
        self.every = every
        self.suspects: set[int] = set()
        self.kept: dict[int, bytes] = {}
        self.highest: dict[int, int] = {}
        # The text that is read: its number, where it starts and ends; what was seen in it.
        self.text = self.start = 0
        self.end = starts[1] - 1 if len(starts) > 1 else size
        self.suspect = False
        self.rows = bytearray(12 * 1024)
        self.count = 0
        self.styles: list[int] = []
        self.nested: set[int] = set()
        """Which style begins right behind which."""
        # Of its styles, by their codes: the last number; how many lines look like headings; how many headings have nothing
        # under them.
        self.lasts = bytearray(4 * (OTHERS + len(_LEVELS)))
        self.alike = bytearray(len(self.lasts))
        self.alone = bytearray(len(self.lasts))
        self.unit = self.top = 0
        """The unit that was told of last, and its highest number."""
        # The last marker, which waits for what follows it: where it stands and ends and its line ends, its row, the number of
        # the line and what this ends with; whether the marker above is of its style, and where that and its line end.
        self.waiting = False
        self.place = self.behind = self.stop = self.row = self.line = self.ending = 0
        self.paired = False
        self.behind_above = self.stop_above = 0

    def hear(self, units: bytes, place: int, stop: int, row: int, line: int, ending: int) -> None:
        """At `place` there stands a marker, in a line that is not empty, has the number `line`, stops at `stop`, where
        blanks may follow, and ends with `ending`."""
        if place > self.end:
            self.close(units)
            while place > self.end:
                self._turn()
        number, code = row >> _NUMBER, row >> _STYLE & _CODES
        behind = place + (row >> _LENGTH & _LONGEST)
        if 4 * code >= len(self.lasts):
            self._widen()
        lasts = self.lasts
        last = octet.word(lasts, code)
        if last == 0:
            self.styles.append(code)
            if number > 1 and self.waiting and code >= _LIST << _KIND:
                self.suspect = True  # 二、 behind another marker
        elif number != last + 1 and number != 1:
            self.suspect = True
        if number == 0:
            self.suspect = True
        octet.put_word(lasts, code, number)
        if code >> _KIND == _UNIT:
            if code != self.unit:
                self._note()
                self.unit, self.top = code, number
            elif number > self.top:
                self.top = number
        same = False
        if self.waiting:
            above = self.row >> _STYLE & _CODES
            same = code == above
            if number == 1:
                if not same:
                    self._nest(above, code)
                elif self.row >> _NUMBER == 1:
                    self.suspect = True
            follows = line == self.line + 1 and (same or (number > 1 and _rank(above) > _rank(code)))
            self._weigh(units, follows, same, behind, stop)
        self.paired, self.behind_above, self.stop_above = same, self.behind, self.stop
        self.waiting = True
        self.place, self.behind, self.stop = place, behind, stop
        self.row, self.line, self.ending = row, line, ending

    def _turn(self) -> None:
        """Turn to the next text."""
        self.text += 1
        self.start = self.end + 1
        self.end = self.starts[self.text + 1] - 1 if self.text + 1 < len(self.starts) else self.size

    def close(self, units: bytes) -> None:
        """No more markers stand in the text."""
        if not self.waiting:
            return
        sentence = _holds(units, self.stop, min(self.end, self.stop + _AFTER), _STOP)
        self._weigh(units, not sentence, False, 0, 0)
        self._note()
        self.unit = 0
        for code in self.styles:
            alone = octet.word(self.alone, code)
            if alone and octet.word(self.alike, code) > alone + 1:
                self.suspect = True  # others of its list are headings with something under them
            octet.put_word(self.lasts, code, 0)
            octet.put_word(self.alike, code, 0)
            octet.put_word(self.alone, code, 0)
        if self.suspect:
            self.suspects.add(self.text)
        if self.suspect or self.every:
            self.kept[self.text] = bytes(self.rows[: 12 * self.count])
        if self.nested:
            self.nested = set()
        self.styles = []
        self.count = 0
        self.suspect = self.waiting = False

    def _widen(self) -> None:
        """Make room for styles that were not known yet."""
        more = bytes(4 * (OTHERS + len(_LEVELS)) - len(self.lasts))
        self.lasts += more
        self.alike += more
        self.alone += more

    def _note(self) -> None:
        """Note the highest number of a unit."""
        if self.unit:
            key = self.text << 16 | octet.unit(_SIGN_UNITS, self.unit & _PLACE)
            if self.top > self.highest.get(key, 0):
                self.highest[key] = self.top

    def _nest(self, outer: int, inner: int) -> None:
        """A list begins right behind a marker of another style: one in the other, and the other in the one?"""
        if inner << 16 | outer in self.nested:
            self.suspect = True
        self.nested.add(outer << 16 | inner)

    def _weigh(self, units: bytes, follows: bool, below: bool, behind: int, stop: int) -> None:
        """Write the row of the marker that waits. `follows`: behind its line stands the next item, or nothing; `below`: it
        and that item, which ends at `behind` and its line at `stop`, are of one style."""
        flags = 0
        rest = self.stop - self.behind
        if rest <= _SHORT and self.ending != _CLOSING:
            code = self.row >> _STYLE & _CODES
            if self.ending == 0 and rest > 0:
                flags = _ALIKE
                octet.put_word(self.alike, code, octet.word(self.alike, code) + 1)
            if not follows:
                pass
            elif self.ending == _BARE:
                flags |= _LACKS
            elif self.ending == _STOPPED:
                if rest > 3 and self._only(units, _STOP, _SENTENCE + 4, below, behind, stop):
                    flags |= _LACKS
            elif self.ending == _LABELLING:
                if self._only(units, _COLON, _LABEL, below, behind, stop):
                    flags |= _LACKS
            else:
                flags |= _ALONE
                octet.put_word(self.alone, code, octet.word(self.alone, code) + 1)
            if flags & _LACKS:
                self.suspect = True
        if 12 * self.count == len(self.rows):
            self.rows += bytes(len(self.rows))
        rows, place, row = self.rows, 3 * self.count, self.row | flags
        octet.put_word(rows, place, self.place - self.start)
        octet.put_word(rows, place + 1, row & _LOWER)
        octet.put_word(rows, place + 2, row >> 32)
        self.count += 1

    def _only(self, units: bytes, sign: int, reach: int, below: bool, behind: int, stop: int) -> bool:
        """Whether the lines of all beside the marker that waits go on behind their first sentence or label, and its own
        does not."""
        return (
            (below or self.paired)
            and not _goes_on(units, self.behind, self.stop, sign, reach)
            and (not self.paired or _goes_on(units, self.behind_above, self.stop_above, sign, reach))
            and (not below or _goes_on(units, behind, stop, sign, reach))
        )


def _goes_on(units: bytes, start: int, stop: int, sign: int, reach: int) -> bool:
    """Whether a line goes on behind a sign that stands within `reach`."""
    return _holds(units, start, min(start + reach, stop - 1), sign)


def _holds(units: bytes, start: int, end: int, sign: int) -> bool:
    """Whether a character stands in [start, end)."""
    place = start
    while place < end and octet.unit(units, place) != sign:
        place += 1
    return place < end
