"""Cues: which of the counts that the texts of a batch declare may disagree with anything, asked by numpy at once.

Most counts (两条路, 三个孩子) have no list beside them and no other count of the same thing. What every tie (_ties) and
every conflict needs is looked for around the numeral by single characters: a colon or 即 behind the noun, 、 before the
numeral, the first marker of a list near by. It is only a suspicion, into which the gate looks count by count.

numpy is imported where it is used: it is loaded already when a batch is vectorised, and never for one small file.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from polint.named import NamedTuple
from polint_rules.numbering._claims import ENDS, MEASURES, MOST, NOT_AFTER, NUMERAL, POINTING, TRIGGERS
from polint_rules.numbering._heads import table
from polint_rules.numbering._sentence import BRIEF, COUNTED_LIST, DIGITED

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.matcher import Matcher

Array = Any
"""An array of numpy, which type checkers need not load."""

_COUNT, _ORDINAL, _POINTING, _THIS, _NAME = range(1, 6)
"""What a trigger is: a count (三项), a measure behind one (条措), 上述, 这三, a name that counts (“四统一”)."""
_ALL = frozenset((*TRIGGERS, *POINTING, *BRIEF, *DIGITED))

# What a character beside a count, or before it, says of it, a bit each.
(
    _NUMERAL, _REFUSED, _TIME, _PERSON, _PART, _PARTED, _COUNTED, _RUNS, _SINGLE, _LISTED, _ENDS, _SHUTS, _OPENS, _THESE, _ABOVE, _POINTS, _UNIT,
) = (1 << bit for bit in range(17))  # fmt: skip
# The same of a character behind it; of two side by side the second has the bit, and the first the same one _LEFT of it.
(
    _FEED, _COLON, _STOP, _LEADING, _HEAD, _FIRST, _ALONE, _QUOTED, _DIGIT, _LETTER, _CLOSING, _NOUGHT, _LAST,
) = (1 << bit for bit in range(13))  # fmt: skip
_SAYS, _LISTS, _ORDERED, _MARKED, _LABELLED, _ITEM = (1 << bit for bit in range(13, 19))
_LEFT = 6
_EVERY = (1 << 32) - 1
"""All of them: the last character that is looked at ends every search."""

_BEHIND, _BEFORE = 100, 40
"""Code points behind a measure word, and before a numeral, in which a list may be told of: a noun has 10, what stands
between it and a list 74 at most."""
_FARTHEST = 86
"""The colon or line end behind which that item stands is no farther."""
_NOUN, _NEAR, _FAR = 11, 30, 44
"""Code points behind a measure word in which the noun stands, 即 or a colon, 第一 or the colon of a list of bullets."""
EARLY = 2000
"""Code points of an opening, which may announce what all headings count."""
_ROWS = 512
"""Counts that are looked at together: what stands around them should fit a processor's cache."""


class Cues(NamedTuple):
    """Which counts of a batch deserve a closer look, by the numbers of the texts: where their numerals end, in code
    points from the start of the text."""

    beside: dict[int, list[int]]
    """Those that may be tied to a list in their sentence."""
    around: dict[int, list[int]]
    """Those that may be tied to a list of the lines below or above."""
    paired: dict[int, list[int]]
    """Those of a thing that the text counts twice."""
    crowded: frozenset[int]
    """The texts with more counts than are looked at here."""
    pointing: frozenset[int]
    """The texts that may point back to a count."""
    named: frozenset[int]
    """The texts with names that count."""


_NOTHING = frozenset[int]()
_NONE = Cues({}, {}, {}, _NOTHING, _NOTHING, _NOTHING)


def counting(batch: Batch) -> Collection[int]:
    """The sieve of the rules about counts: the texts with a count that may disagree with a list or another count."""
    if not batch.vectorised:
        return batch.holding(_ALL)
    found = batch.view(cues)
    return found.named.union(found.pointing, found.crowded, found.beside, found.around, found.paired)


class _Signs(NamedTuple):
    """Tables of 65,536 entries, by the folded code unit: of what stands beside a count or before it, and behind."""

    beside: Array
    behind: Array


@cache
def _signs() -> _Signs:
    return _Signs(
        table(
            ("".join(NUMERAL), _NUMERAL), ("".join(ENDS), _UNIT), ("".join(NOT_AFTER - {"上"}), _REFUSED), ("月元钟", _TIME), ("员群才物", _PERSON),
            ("方环阶", _PART), ("分面节段", _PARTED), ("".join(COUNTED_LIST), _COUNTED), ("项条点个", _RUNS),
            (MEASURES + "年月日天周岁元分秒时届号期万亿%.", _SINGLE), ("、“「『《\"", _LISTED), ("。;!?,:()…\n", _ENDS), ("”」』》", _SHUTS),
            ("\n。 ;", _OPENS), ("这该此", _THESE), ("述列上面", _ABOVE), ("的说到“\"「『‘", _POINTS), kind="u4", join=True,
        ),
        table(
            ("\n", _FEED), (":", _COLON), ("。;!?、", _STOP), ("—(即", _LEADING), (":\n \t#>*([【第", _HEAD), ("一1①⑴壹甲ai首其", _FIRST),
            ("①", _ALONE), ("、“「『《\"", _QUOTED), ("0123456789一二三四五六七八九十", _DIGIT),
            ("ai", _LETTER), (".)、,】]》> ", _CLOSING), ("个般系起些样直切次定边家名", _NOUGHT),
            ("就别次体的是", _SAYS << _LEFT), ("是为叫指", _SAYS), (":", _LISTS << _LEFT), (" \t\n", _LISTS), ("第", _ORDERED << _LEFT),
            ("一", _ORDERED), ("一1首其", _MARKED << _LEFT), ("是要、先一.)", _MARKED), ("步任措行工方目建案阶策提", _LABELLED << _LEFT),
            ("骤务施动程案标议例段略", _LABELLED), ("要任措举工重意建政事行实", _ITEM << _LEFT), ("点务施措作见议策项动事", _ITEM), kind="u4", join=True,
        ),
    )  # fmt: skip


def _kinds(matcher: Matcher) -> tuple[Array, Array]:
    """Of each literal what it is, and how far before its end the measure word or what follows the numeral starts."""
    import numpy as np

    literals = matcher.literals
    kinds = np.zeros(len(literals), np.uint8)
    back = np.zeros(len(literals), np.int64)
    for group, kind in ((BRIEF + DIGITED, _NAME), (POINTING, _POINTING), (TRIGGERS, _COUNT)):
        for index in matcher.indices(frozenset(group)):
            literal = literals[index]
            own = kind
            if kind == _COUNT:
                own = _ORDINAL if literal[0] in "条章" else _COUNT
                back[index] = len(literal) if own == _ORDINAL else 1
            elif literal[0] == "这":
                own = _THIS
            kinds[index] = own
    return kinds, back


def cues(batch: Batch) -> Cues:
    """The counts of a vectorised batch that deserve a closer look."""
    import numpy as np

    hits = batch.hits
    if hits is None:
        return _NONE
    kinds, back = hits.matcher.view(_kinds)
    kind = kinds.take(hits.arrays[0])
    found = np.flatnonzero(kind)
    if not found.size:
        return _NONE
    kind, places = kind[found], hits.arrays[1][found] - back.take(hits.arrays[0][found])
    texts = np.searchsorted(hits.bounds, found, "right") - 1
    units = np.frombuffer(batch.folded_units, "<u2")
    follows = units.take(places, mode="clip")
    after = _signs().beside.take(follows)
    pointing = (kind == _POINTING) & ((after & _NUMERAL > 0) | (follows == _OF))
    pointing |= (kind == _THIS) & (after & _SINGLE == 0)
    counts = np.flatnonzero(kind <= _ORDINAL)
    places, owners = places[counts], texts[counts]
    crowded = _NOTHING
    if len(counts) > MOST:
        many = np.bincount(owners) > MOST
        crowded = frozenset(np.flatnonzero(many).tolist())
        kept = np.flatnonzero(~many.take(owners))
        places, owners = places[kept], owners[kept]
    rows, begins = _counting(units, places)
    places, owners = places[rows], owners[rows]
    starts = np.array(batch.starts)[owners]
    ends = places - 1 - starts
    near = [
        _near(units, places[part], begins[part], starts[part])
        for part in (slice(first, first + _ROWS) for first in range(0, len(places), _ROWS))
    ]
    twice = _twice(owners, _thing(units, places), np.where(places - begins > 1, ~places, units[places - 1]))
    beside, around = (np.concatenate(part) for part in zip(*near, strict=True)) if near else (twice, twice)
    return Cues(
        _by_text(owners, ends, np.flatnonzero(beside)),
        _by_text(owners, ends, np.flatnonzero(around)),
        _by_text(owners, ends, twice),
        crowded,
        frozenset(texts[pointing].tolist()),
        frozenset(texts[kind == _NAME].tolist()),
    )


def _by_text(owners: Array, ends: Array, rows: Array) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for text, end in zip(owners[rows].tolist(), ends[rows].tolist(), strict=True):
        found.setdefault(text, []).append(end)
    return found


def _counting(units: Array, places: Array) -> tuple[Array, Array]:
    """Which measure words count something, as far as what stands beside them tells (第三项, 三个月), and where their
    numerals start."""
    import numpy as np

    around = units.take(places[:, None] + np.arange(-13, 4), mode="clip")
    kinds = _signs().beside.take(around)
    numerals = kinds[:, 11::-1] & _NUMERAL
    size = (numerals == 0).argmax(1)
    last = kinds[np.arange(len(places)), 11 - size]
    measure, after, beyond = kinds[:, 13], kinds[:, 14], kinds[:, 15]
    second = around[:, 14]
    kept = (kinds[:, 12] & _UNIT > 0) & ((last & _REFUSED) | (after & _TIME) == 0)
    kept &= (second != _MAN) | (beyond & _PERSON > 0)
    kept &= (second != _WORK) | (around[:, 16] != _DAY)  # 三个工作日
    kept &= (measure & _PART == 0) | (after & _PARTED > 0)
    rows = np.flatnonzero(kept)
    return rows, places[rows] - 1 - size[rows]


def _thing(units: Array, places: Array) -> Array:
    """A number for what each count counts: the measure word and the beginning of the noun (个, 部分)."""
    import numpy as np

    one, two, three = (units.take(places + behind, mode="clip").astype(np.int64) for behind in range(3))
    part = _signs().beside.take(two) & _PARTED > 0
    return (np.where(part, _EACH, one) << 32) + (np.where(part, one, two) << 16) + np.where(part, two, three)


def _twice(owners: Array, things: Array, numerals: Array) -> Array:
    """The counts of things that are counted with two numerals in one text, ascending."""
    import numpy as np

    keys = things + (owners << 48)
    order = keys.argsort(kind="stable")
    keys, numerals = keys[order], numerals[order]
    same = keys[1:] == keys[:-1]
    differ = same & (numerals[1:] != numerals[:-1])
    if not differ.any():
        return order[:0]
    group = np.append(0, np.cumsum(~same))
    found: Array = np.sort(order[np.isin(group, group[1:][differ])])
    return found


def _near(units: Array, places: Array, begins: Array, starts: Array) -> tuple[Array, Array]:
    """Which counts may be tied to a list in their sentence, and which to one of the lines below or above."""
    import numpy as np

    signs = _signs()
    columns = np.arange(_BEHIND)
    around = units.take(places[:, None] + columns, mode="clip")
    behind = signs.behind.take(around)
    behind[:, 0] = 0  # the measure word itself
    behind[:, -1] = _EVERY
    beside = signs.beside.take(units.take(begins[:, None] - np.arange(1, _BEFORE + 2), mode="clip"))
    beside[:, -1] = _EVERY
    measure = signs.beside.take(around[:, 0])
    # What stands in the same line, and what two characters say there together.
    pairs = behind * (columns <= _first(behind & _FEED)[:, None])
    pairs[:, :-1] = pairs[:, :-1] >> _LEFT & pairs[:, 1:] | pairs[:, :-1] & _ALONE
    said = np.bitwise_or.reduce(pairs[:, :_FAR], 1)
    # 分三阶段：第一阶段…
    inside = _followed(around, behind, pairs) | (said & _ORDERED > 0)
    # A、B、C三个方面: no mark that ends a clause between, but within quotation marks
    sign, end, shut = (_first(beside & kind) for kind in (_LISTED, _ENDS, _SHUTS))
    inside |= (measure & _COUNTED > 0) & (end > 0) & (sign < _BEFORE) & ((sign < end) | (shut < end))
    # 以下五点：, and the end of the line; 三项：一是…
    outside = (said & _LISTS > 0) | (
        np.bitwise_or.reduce(pairs[:, :-1] & (_MARKED | _ORDERED | _ALONE), 1) > 0
    )
    # 25项要点 in the opening; 共五章
    outside |= (begins - starts < EARLY) & (measure & _RUNS > 0) & (pairs[:, 1:_NOUN] & _ITEM > 0).any(1)
    outside |= (around[:, 0] == _CHAPTER) | _led(behind)
    # 以上四点
    last, second, third = beside[:, 0], beside[:, 1], beside[:, 2]
    outside |= ((last & _THESE > 0) & (second & _OPENS > 0)) | ((last & _ABOVE > 0) & (third & _OPENS > 0))
    return inside, outside | ((last & _POINTS > 0) & (second & (_THESE | _ABOVE | _POINTS) > 0))


def _followed(around: Array, behind: Array, pairs: Array) -> Array:
    """五大行动，即A、B; 四项制度（“甲”“乙”）; 三个转变：从…转变，…转变: no mark before 即 or the colon but a comma, and close
    behind it 、 or a quotation mark, or once more the noun."""
    import numpy as np

    lead = _first(behind & (_LEADING | _COLON) | pairs & _SAYS)
    found: Array = (lead < _NEAR) & (lead < _first(behind & (_FEED | _STOP)))
    rows = np.flatnonzero(found)
    if rows.size:
        columns, lead = np.arange(_BEHIND), lead[rows, None]
        listed = ((behind[rows] & _QUOTED > 0) & (columns > lead) & (columns < lead + _NEAR)).any(1)
        again = (around[rows, 2:] == around[rows, 1, None]).any(1)
        found[rows] = listed | again | (behind[rows, :-1] & (_FEED | _STOP) == 0).all(1)
    return found


def _led(behind: Array) -> Array:
    """下列三项：, or the end of the line, and then 一、…"""
    import numpy as np

    end = _first(behind & (_COLON | _FEED))
    place = _first((behind & (_HEAD | _LAST) != _HEAD) & (np.arange(_BEHIND) > end[:, None]))
    every = np.arange(len(behind))
    sign, after = behind[every, place], behind[every, np.minimum(place + 1, _BEHIND - 1)]
    first = (sign & _FIRST > 0) & (after & _DIGIT == 0) & ((sign & _ORDERED == 0) | (after & _NOUGHT == 0))
    first &= (sign & _LETTER == 0) | (after & _CLOSING > 0)
    found: Array = first | (sign >> _LEFT & after & (_LABELLED | _MARKED) > 0)
    return found | ((place >= _BEHIND - 2) & (end < _FARTHEST))


def _first(kinds: Array) -> Array:
    """In each row the first column that is not zero: the last one never is."""
    found: Array = (kinds != 0).argmax(1)
    return found


_MAN, _EACH, _CHAPTER, _WORK, _DAY, _OF = (ord(char) for char in "人个章工日的")
