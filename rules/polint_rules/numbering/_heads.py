"""Heads: the markers at line starts of all the texts of a batch, read and judged by numpy at once.

A document whose numbers all count on, each style by itself, and whose items all hold about the same, is not worth a
word of Python: `suspects` tells which of a batch are. The common markers (第五条, 一、, （一）, 1.) are read by tables;
what else may be one is shown to the pattern QUICK, marker by marker.

numpy is imported where it is used: it is loaded already when a batch is vectorised, and never for one small file.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from polint.named import NamedTuple
from polint_rules.numbering._marker import CITING, LABELS, QUICK, VERSION, read, step_of
from polint_rules.numbering._numeral import BRANCHES, CHINESE, ENCLOSED, FORMAL, ROMAN, STEMS

if TYPE_CHECKING:
    from polint.batch import Batch

Array = Any
"""An array of numpy, which type checkers need not load."""

SHORT = 30
"""Code points behind a marker on a line that may be a heading or a sentence alone."""
SENTENCE = 26
"""Code points of a first sentence that may be a title."""
OTHERS = 1 << 21
"""Styles from this number on are not read by tables: letters may be capitals or not."""
LABEL = 15
"""Code points of a label before its colon: 会议地点：."""
AFTER = 400
"""Code points behind the last marker within which a sentence shows that something follows."""

# What a line begins with, ascending from what is no marker.
_PLAIN, _BLANK, _ORDINAL, _CHINESE, _DIGIT, _BRACKET, _LETTER, _ROMAN, _WORD, _SIGN = range(10)
# What a character behind it is, a bit each.
_NUMERAL, _FIGURE, _SPACE, _COMMA, _DOT, _CLOSER, _BRACE, _LATIN = (1 << bit for bit in range(8))
_CLOSES = _COMMA | _DOT | _CLOSER
_ABLE = _NUMERAL | _FIGURE | _LATIN
# What a character behind a numeral says of it, a bit each.
_UNIT, _SPOKEN, _CITES, _PHRASE, _SUFFIX = (1 << bit for bit in range(5))

_UNITS = "条章节款项编篇目讲课回卷集幕点题招"
"""Units of one character, folded: 第三条."""
_RANKS = {
    "编": 10,
    "卷": 15,
    "篇": 20,
    "集": 20,
    "章": 30,
    "幕": 30,
    "回": 30,
    "讲": 30,
    "课": 35,
    "节": 40,
    "条": 50,
}
_IN_SENTENCES = "点题招"
"""Units that stand in sentences, with a comma behind them, too."""
_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_OTHERS_READ = 4_000
"""Lines of a batch, that may begin with an unusual marker, which are read one by one; of a large one, one in 100 code
points."""
_PLACES = 5
"""Characters of the longest numeral that is read by tables: 一百二十三; what is longer, QUICK reads."""


class _Tables(NamedTuple):
    """Tables of 65,536 entries, by the folded code unit, but `values`: that of a numeral's characters."""

    head: Array
    kind: Array
    role: Array
    rank: Array
    ending: Array
    sign: Array
    values: Array
    near: Array
    always: Array


_CLOSING, _STOPPED, _BLANKED, _OTHERWISE, _LABELLING = range(1, 6)
"""What the last character of a line is: , 。 a space, another mark of no content, or a colon."""


def table(*parts: tuple[str, int], kind: str = "u1", join: bool = False) -> Array:
    """A table of 65,536 entries, by the code unit: for these characters these values, of which a character of several
    parts has the last, or all their bits where they are to `join`."""
    import numpy as np

    made = np.zeros(0x10000, kind)
    for chars, value in parts:
        places = np.frombuffer(chars.encode("utf-16-le"), "<u2")
        made[places] = made[places] | value if join else value
    return made


@cache
def _tables() -> _Tables:
    import numpy as np

    words = "".join({label[0] for label in LABELS}) + STEMS + BRANCHES + FORMAL + "其"
    value = np.arange(1, 1000)
    hundred, ten, one = value // 100, value // 10 % 10, value % 10
    values = np.zeros(1 << 21, np.int16)
    # Four bits a character, the last one highest: its place is its number in the numeral.
    chinese, place = np.zeros(999, np.int64), np.zeros(999, np.int64)
    for used, code in (
        (hundred > 0, hundred), (hundred > 0, 11), ((hundred > 0) & (ten == 0) & (one > 0), 12),
        ((ten > 1) | ((hundred > 0) & (ten > 0)), ten), (ten > 0, 10), (one > 0, one),
    ):  # fmt: skip
        chinese += np.where(used, code << place, 0)
        place += 4 * used
    values[chinese] = value
    for size in range(1, 5):
        left = value = np.arange(10 ** (size - 1), 10**size, dtype=np.int32)
        figures = np.full(len(value), 1 << 20, np.int32)
        for column in range(4 * size - 4, -1, -4):
            figures |= left % 10 + 1 << column
            left = left // 10
        values[figures] = value
    return _Tables(
        head=table(
            (words, _WORD), (ENCLOSED + ROMAN.lower(), _SIGN), (_LETTERS, _LETTER), ("ivx", _ROMAN), (CHINESE, _CHINESE), (_DIGITS, _DIGIT),
            ("(〔[", _BRACKET), ("第", _ORDINAL), (" \t\u00a0>#*+•●◆■▲★【-", _BLANK),
        ),
        kind=table(
            (FORMAL + STEMS + BRANCHES + ROMAN.lower() + _LETTERS, _LATIN), (CHINESE, _NUMERAL), (_DIGITS, _FIGURE),
            (" ", _SPACE), ("、", _COMMA), (".", _DOT), (")", _CLOSER), ("〕]】", _BRACE), join=True,
        ),
        role=table(
            (_UNITS, _UNIT), (_IN_SENTENCES, _SPOKEN), (CITING, _CITES), ("是要则曰来靠抓看查讲", _PHRASE), ("之", _SUFFIX), join=True
        ),
        rank=table(*_RANKS.items(), ("款", 60), ("项", 70), ("目", 80), ("点题招", 60)),
        ending=table((";,!?、", _CLOSING), (":", _LABELLING), ("。", _STOPPED), (" \t\r", _BLANKED), (".*_…", _OTHERWISE)),
        sign=table(
            (CHINESE, 15), *((char, code) for code, char in enumerate("一二三四五六七八九十百", 1)), ("〇零", 12),
            *((char, code) for code, char in enumerate(_DIGITS, 1)),
        ),
        values=values,
        near=np.array(
            [0, 0, _NUMERAL | _FIGURE | _SPACE, 0, 0, _ABLE | _SPACE, _CLOSES | _SPACE | _FIGURE, _CLOSES | _SPACE | _LATIN, 0, 0], np.uint8
        ),
        always=np.array([0, 0, 0, 1, 1, 0, 0, 0, 1, 1], np.uint8),
    )  # fmt: skip


class Heads(NamedTuple):
    """The markers of a batch in the order of the text, an array each: where they start and end in the joined text,
    the number (0 where there are several), a code of the style, the rank of the style, the document."""

    starts: Array
    ends: Array
    numbers: Array
    styles: Array
    documents: Array
    suspects: frozenset[int]
    """The documents whose numbering deserves a closer look."""
    lacking: Array
    """The markers behind which something may lack."""
    headings: Array
    """The markers behind which a line is as short as a heading, where any of them may lack something."""


def heads(batch: Batch) -> Heads:
    """The markers at the line starts of a vectorised batch."""
    import numpy as np

    tables = _tables()
    # Two line feeds, so that nothing stands behind the last line but its end.
    units = np.frombuffer(batch.folded_units + b"\n\0\n\0", "<u2")
    classes = np.frombuffer(batch.classes + b"\n\n", np.uint8)
    walls = batch.wall_array
    if b"\r" in batch.classes:
        walls = np.union1d(walls, np.flatnonzero(classes == 13))
    # Where each line begins, and then behind its blanks, and where it ends.
    lines, stops = walls[:-1] + 1, walls[1:]
    starts = np.array(batch.starts)
    head = tables.head.take(units.take(lines, mode="clip"))
    blank = np.flatnonzero(head == _BLANK)
    width = 4
    while blank.size:
        place = lines[blank]
        wide = tables.head.take(units.take(place[:, None] + np.arange(width), mode="clip")) == _BLANK
        step = np.where(wide.all(1), width, wide.argmin(1))
        lines[blank] = place = np.minimum(place + step, stops[blank])
        kind = tables.head.take(units.take(place, mode="clip"))
        kind[place == stops[blank]] = _PLAIN
        head[blank] = kind
        blank = blank[kind == _BLANK]
        width = max(32, 65_536 // max(len(blank), 1))  # of a text that is one blank line, much at once
    rows = np.flatnonzero(head > _BLANK)
    found = _read(batch, units, classes, lines, rows, head[rows], tables)
    return _judged(batch.folded_units, units, lines, stops, starts, *found)


def _read(
    batch: Batch, units: Array, classes: Array, lines: Array, rows: Array, head: Array, tables: _Tables
) -> tuple[Array, ...]:
    """The markers at the heads of these lines: line, start, end, number, style, rank."""
    import numpy as np

    start = lines[rows]
    second = tables.kind.take(units.take(start + 1, mode="clip"))
    # Letters and words make a marker only with a closing mark or a numeral near, brackets with something countable.
    kept = np.flatnonzero(tables.near[head] & second | tables.always[head])
    rows, head, start, second = rows[kept], head[kept], start[kept], second[kept]
    lettered = head >= _LETTER
    other = np.flatnonzero(lettered)
    if other.size:
        other = other[_likely(units, start[other], head[other], second[other], tables)]
    plain = np.flatnonzero(~lettered)
    place, head, begin = rows[plain], head[plain], start[plain]
    # The numeral: behind 第 or a bracket, and perhaps a space.
    ordinal, bracket = head == _ORDINAL, head == _BRACKET
    behind = ordinal | bracket
    first = begin + behind + (behind & (second[plain] == _SPACE))
    wide = units.take(np.arange(_PLACES + 1)[:, None] + first, mode="clip")
    types = tables.kind.take(wide)
    codes = tables.sign.take(wide[:_PLACES]).astype(np.int32)
    leading = types[0]
    figure = leading & _FIGURE > 0
    numeral = leading & (_NUMERAL | _FIGURE)
    on = numeral > 0
    size = on.astype(np.int64)
    key = np.where(on, codes[0], 0)
    for column in range(1, _PLACES):
        on = on & (types[column] & numeral > 0)
        size += on
        key += (codes[column] * on) << 4 * column
    size += on & (types[_PLACES] & numeral > 0)
    number = tables.values.take(key + (figure.astype(np.int32) << 20), mode="clip")
    exact = (number > 0) & (size <= _PLACES)
    exact &= ordinal | ~figure | (size <= 3)
    # What stands behind the numeral, perhaps behind a space, and behind that.
    close = first + size
    after = units.take(close, mode="clip")
    gap = after == _GAP
    last = close + gap
    sign, beyond = units.take(last, mode="clip"), units.take(last + 1, mode="clip")
    shut, more = tables.kind.take(sign), tables.kind.take(beyond)
    role, cites = tables.role.take(sign), tables.role.take(beyond)
    cited = cites & _CITES > 0
    unit = ordinal & exact & (role & _UNIT > 0)
    as_unit = unit & ~cited & (beyond != _OF)
    spaced = np.flatnonzero(as_unit & (beyond == _GAP))
    as_unit[spaced] = units.take(last[spaced] + 2, mode="clip") != _OF
    closing = shut & _CLOSES > 0
    listed = (head == _CHINESE) | (head == _DIGIT)
    decimal = ((more & _FIGURE > 0) & (shut != _CLOSER)) | ((shut == _DOT) & (more == _DOT))
    as_list = listed & exact & closing & ~gap & ~decimal
    braced = bracket & exact & (shut & (_CLOSER | _BRACE) > 0) & (more & (_COMMA | _DOT) == 0)
    fast = as_unit | as_list | braced
    # The rest that may be one: 第十条之一, 1.1, 一是, (甲).
    slow = ~fast & (
        (ordinal & (size > 0) & ~(unit & cited & (role & _SPOKEN == 0) & (beyond != _OF)))
        | (
            listed
            & (~figure | (size < 3) | ((size == 3) & (shut != _DOT)))
            & (closing | ((role & _PHRASE > 0) & ~figure))
        )
        | (bracket & ((types[1:] & (_CLOSER | _BRACE)).any(0)))
    )
    form = np.where(figure, np.where(classes.take(first, mode="clip") == _ASCII, 1, 2), 0)
    style = sign + (form << 16) + (np.where(as_unit, 1, np.where(as_list, 2, 3)) << 18)
    style += (as_list & (classes.take(last, mode="clip") == _WIDE)).astype(np.int64) << 20
    style += (braced & (units.take(begin, mode="clip") != _ROUND)).astype(np.int64) << 20
    rank = np.where(as_unit, tables.rank.take(sign), np.where(figure, 80, 60) + 11 * braced)
    kept = np.flatnonzero(fast)
    found = [place[kept], begin[kept], last[kept] + 1, number[kept].astype(np.int64), style[kept], rank[kept]]
    other = np.concatenate((other, plain[slow]))
    most = max(_OTHERS_READ, len(units) // 100)
    if other.size > most:
        other = np.sort(other)[:most]
    if other.size:
        extra = _others(batch, rows[other].tolist(), start[other].tolist())
        if extra:
            found = [np.concatenate(pair) for pair in zip(found, np.array(extra).T, strict=True)]
            order = np.argsort(found[1], kind="stable")
            found = [one[order] for one in found]
    return tuple(found)


def _likely(units: Array, start: Array, head: Array, second: Array, tables: _Tables) -> Array:
    """Which lines that begin with a letter, a word or a sign may begin with a marker."""
    import numpy as np

    kinds = tables.kind.take(units.take(np.arange(2, 7)[:, None] + start, mode="clip"))
    third, fourth = kinds[0], kinds[1]
    spaced = second == _SPACE
    near = (second & _CLOSES > 0) | (spaced & (third & _CLOSES > 0))
    question = (units.take(start, mode="clip") == _QUESTION) & (second & _FIGURE > 0)
    numeral = units.take(start + 1, mode="clip")
    numeral = (numeral == ord("i")) | (numeral == ord("v")) | (numeral == ord("x"))
    roman = (head == _ROMAN) & numeral & (kinds[:4] & _CLOSES > 0).any(0)
    words = (
        near
        | ((second & _ABLE) > 0)
        | ((third & (_ABLE | _CLOSES)) > 0)
        | ((fourth & _CLOSES) > 0)
        | ((third == _SPACE) & (fourth & _ABLE > 0))
    )
    return np.where(head <= _ROMAN, near | roman | question, words | (head == _SIGN))


def _others(batch: Batch, lines: list[int], starts: list[int]) -> list[tuple[int, int, int, int, int, int]]:
    """The markers that QUICK finds at these line heads: line, start, end, number, style, rank."""
    found = []
    folded = batch.folded_units
    for line, start in zip(lines, starts, strict=True):
        piece = folded[2 * start : 2 * start + 80].decode("utf-16-le", "replace")
        if piece[1:2] == "." and piece[:3:2].isalpha() and piece[:3:2].isascii():
            marker = piece[:2]  # folded, A.Apple is no longer told from e.g.
        else:
            # Labels stand before capitals (附录 A), which the folded text has not.
            match = QUICK.match(f"\n{piece.upper() if piece[0] > 'z' else piece}")
            if match is None or match.start(1) != 1:
                continue
            marker = match[1]
            if VERSION.match(piece):
                continue
        step = step_of(marker)
        if step is not None:
            found.append((line, start, start + len(marker), step.number, _code(marker), int(10 * step.rank)))
    return found


@lru_cache(maxsize=1024)
def _code(marker: str) -> int:
    """The number of a marker's style, the same as `_read` gives it."""
    reading = read(marker)
    assert reading is not None
    style = reading.style
    form = _FORMS.get(style.form)
    if form is not None and len(style.after) == 1:
        after = style.after.translate(_HALF)
        if style.kind == "unit":
            return (1 << 18) + (form << 16) + ord(after)
        if style.kind == "list" and not style.before:
            return (2 << 18) + (form << 16) + ord(after)
        if style.kind == "list":
            return (3 << 18) + (form << 16) + ord(after) + (int(style.before != "（") << 20)
    return OTHERS + crc32(style.name.encode()) % OTHERS


_FORMS = {"chinese": 0, "positional": 0, "arabic": 1}
_HALF = str.maketrans("（）［］．", "()[].")
_GAP, _OF, _STOP, _ROUND = ord(" "), ord("之"), ord("。"), ord("(")
_ASCII, _WIDE = ord("d"), 0x89
_QUESTION, _COLON = ord("q"), ord(":")
_STOP_BYTES = "。".encode("utf-16-le")


def _judged(
    folded: bytes,
    units: Array,
    lines: Array,
    stops: Array,
    texts: Array,
    line: Array,
    start: Array,
    end: Array,
    number: Array,
    style: Array,
    rank: Array,
) -> Heads:
    """Which texts are suspect: everything that `_sketch` looks for, or more."""
    import numpy as np

    document: Array = np.searchsorted(texts, start, "right") - 1
    together = document[1:] == document[:-1]
    same = together & (style[1:] == style[:-1])
    suspects = [document[number == 0]]
    # Each style by itself: it counts on, or begins again.
    order = np.sort((document << 22 | style) << 20 | np.arange(len(start))) if len(start) < 1 << 20 else None
    if order is None:
        order = np.lexsort((style, document))
    else:
        order &= (1 << 20) - 1
    ordered, of_one = number[order], document[order] << 22 | style[order]
    of_one = of_one[1:] == of_one[:-1]
    astray = np.append(False, of_one & (ordered[1:] != ordered[:-1] + 1)) & (ordered != 1)
    suspects.append(document[order[astray]])
    opens = np.append(True, ~of_one) & (ordered > 1) & (style[order] >= 2 << 18)
    opens &= np.append(False, together)[order]
    suspects.append(document[order[opens]])
    suspects.append(document[1:][same & (number[1:] == 1) & (number[:-1] == 1)])
    # One in the other, and the other in the one.
    begins = np.flatnonzero(together & ~same & (number[1:] == 1))
    nested = set()
    crossed = set()
    for one, outer, inner in zip(
        document[begins].tolist(), style[begins].tolist(), style[begins + 1].tolist(), strict=True
    ):
        if (one, inner, outer) in nested:
            crossed.add(one)
        nested.add((one, outer, inner))
    lacking, headings = _lacking(
        folded, units, lines, stops, texts, line, end, number, style, rank, document, together, same
    )
    suspects.append(document[lacking])
    suspect = frozenset(np.concatenate(suspects).tolist()) | crossed
    return Heads(start, end, number, style, document, suspect, lacking, headings)


def _lacking(
    folded: bytes,
    units: Array,
    lines: Array,
    stops: Array,
    texts: Array,
    line: Array,
    end: Array,
    number: Array,
    style: Array,
    rank: Array,
    document: Array,
    together: Array,
    same: Array,
) -> tuple[Array, Array]:
    """The markers whose item may hold less than others: a short line, and behind it the next item or nothing; and, if
    there are any, all whose lines look like headings."""
    import numpy as np

    tables = _tables()
    stop = stops[line]
    rest = stop - end
    last = tables.ending.take(units.take(stop - 1, mode="clip"))
    short = (rest <= SHORT) & ((last != _CLOSING) | (rest <= 3))
    filled = np.cumsum(lines < stops)
    follows = filled[line[1:] - 1] == filled[line[:-1]]
    follows &= same | (together & (number[1:] > 1) & (rank[:-1] > rank[1:]))
    able = np.append(follows, False) & short
    bounds = [*texts[1:].tolist(), len(units)]
    for row in np.flatnonzero(np.append(~together, True) & short).tolist():
        near = 2 * int(stop[row])
        far = 2 * min(bounds[document[row]], near // 2 + AFTER)
        able[row] = folded.find(_STOP_BYTES, near, far) < 0
    none = np.empty(0, np.int64)
    if not able.any():
        return none, none
    title = able & (last == _STOPPED) & (rest > 3)
    bare = able & ((rest <= 0) | ((rest <= 3) & (last > 0)) | (last == _BLANKED))
    label = able & (last == _LABELLING) & (rest > 3)
    heading = able & ~title & ~bare & ~label
    above, below = np.append(False, same), np.append(same, False)
    # All beside a sentence go on behind their first one, all beside a label behind their colon.
    for alone, sign, reach in ((title, _STOP, SENTENCE + 4), (label, _COLON, LABEL)):
        alone &= above | below
        if alone.any():
            asked = np.flatnonzero(alone | np.append(alone[1:], False) | np.append(False, alone[:-1]))
            columns = np.arange(reach)[:, None]
            inner = units.take(columns + end[asked], mode="clip") == sign
            inner &= columns < rest[asked] - 1
            more = np.zeros(len(rest), bool)
            more[asked] = inner.any(0)
            alone &= ~more & (~above | np.append(False, more[:-1])) & (~below | np.append(more[1:], False))
    headings = none
    if heading.any():  # others of its list are headings with something under them
        alike = short & (last == 0) & (rest > 0)
        alone = Counter(zip(document[heading].tolist(), style[heading].tolist(), strict=True))
        headings = np.flatnonzero(alike)
        every = Counter(zip(document[headings].tolist(), style[headings].tolist(), strict=True))
        lists = {one for one, count in alone.items() if every[one] - count >= 2}
        if lists:
            places = np.flatnonzero(heading)
            kept = [
                one in lists for one in zip(document[places].tolist(), style[places].tolist(), strict=True)
            ]
            heading[places[~np.array(kept)]] = False
        else:
            heading[:] = False
    return np.flatnonzero(title | bare | label | heading), headings
