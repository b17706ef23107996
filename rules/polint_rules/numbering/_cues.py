"""Cues: which of the counts that the texts of a batch declare may disagree with anything.

Most counts (两条路, 三个孩子) have no list beside them and no other count of the same thing. What every tie (_ties) and
every conflict needs is looked for around the numeral, character by character: a colon or 即 behind the noun, 、 before the
numeral, the first marker of a list near by. It is only a suspicion, into which the gate looks count by count.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint.named import NamedTuple
from polint.sift import kinds_of
from polint_rules.numbering._claims import (
    ENDS,
    MEASURES,
    MOST,
    NOT_AFTER,
    NUMERAL,
    ORDINAL,
    POINTING,
    TRIGGERS,
)
from polint_rules.numbering._sentence import BRIEF, COUNTED_LIST, DIGITED

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.matcher import Matcher

CONCLUDED = (
    "方面", "问题", "情形", "情况", "原则", "要求", "意见", "建议", "措施", "举措", "任务", "工作", "内容", "规定", "条件", "步骤",
    "环节", "原因", "理由", "特点", "经验", "做法", "体会", "教训", "事项", "结论", "观点", "因素", "阶段", "部分", "行动", "目标",
)  # fmt: skip
"""What a text calls the items of a list it has just given: 以上四条措施."""
EARLY = 2000
"""Code points of an opening, which may announce what all headings count."""


class Cues(NamedTuple):
    """Which counts of a batch deserve a closer look, by the numbers of the texts: where their numerals end, in code
    points from the start of the text."""

    beside: dict[int, list[int]]
    """Those that may be tied to a list in their sentence."""
    around: dict[int, list[int]]
    """Those that may be tied to a list of the lines below or above."""
    paired: dict[int, list[int]]
    """Those of a thing that the text counts twice, and points back to or has in a heading."""
    crowded: set[int]
    """The texts with more counts than are looked at here."""
    pointing: set[int]
    """The texts that may point back to a count."""
    named: set[int]
    """The texts with names that count."""


def counting(batch: Batch) -> Collection[int]:
    """The sieve of the rules about counts: the texts with a count that may disagree with a list or another count."""
    found = batch.view(cues)
    return found.named.union(found.pointing, found.crowded, found.beside, found.around, found.paired)


def cues(batch: Batch) -> Cues:
    """The counts of a batch that deserve a closer look."""
    found = Cues({}, {}, {}, set(), set(), set())
    hits = batch.hits
    if hits is None or not hits.indices:
        return found
    kinds, sizes = hits.matcher.view(_kinds), hits.matcher.view(_sizes)
    before, behind = _before(), _behind()
    for number, (start, end) in enumerate(batch.spans):
        first, last = hits.bounds[number], hits.bounds[number + 1]
        if first < last:
            _read(
                batch.folded_units, start, end, hits.packed, hits.packed_ends, first, last, kinds, sizes,
                before, behind, MOST, EARLY, number, found,
            )  # fmt: skip
    return found


def _kinds(matcher: Matcher) -> bytes:
    """What the literals are: 1 a count (三项), 2 a measure behind one (条措), 3 上述, 4 这三, 5 a name that counts
    (“四统一”)."""
    return kinds_of(
        matcher,
        [literal for literal in TRIGGERS if literal[0] not in ORDINAL],
        _ORDINALS,
        [literal for literal in POINTING if literal[0] != "这"],
        [literal for literal in POINTING if literal[0] == "这"],
        (*BRIEF, *DIGITED),
    )


def _sizes(matcher: Matcher) -> bytes:
    """How far before the end of each literal the measure word or what follows the numeral begins."""
    sizes = bytearray(b"\1" * matcher.count)
    for index in matcher.indices(_ORDINALS):
        sizes[index] = len(matcher.literal(index))
    return bytes(sizes)


_ORDINALS = frozenset([literal for literal in TRIGGERS if literal[0] in ORDINAL])


# What a character before or beside a count says of it, a bit each.
(
    _NUMERAL, _REFUSED, _TIME, _PERSON, _PART, _PARTED, _COUNTED, _RUNS, _SINGLE, _LISTED, _ENDS, _SHUTS, _OPENS, _THESE, _ABOVE, _POINTS,
    _UNIT, _WHOLE, _MARKER, _DIVIDES, _LIMIT, _SAID, _GREAT, _QUOTES,
) = (1 << bit for bit in range(24))  # fmt: skip
# The same of a character behind it; of two side by side the second has the bit, and the first the same one _LEFT of it.
(
    _FEED, _COLON, _STOP, _LEADING, _HEAD, _FIRST, _ALONE, _QUOTED, _DIGIT, _LETTER, _CLOSING, _NOUGHT, _BULLET, _SENTENCE, _SPEAKS,
) = (1 << bit for bit in range(15))  # fmt: skip
_SAYS, _MARKED, _LABELLED, _ITEM = (1 << bit for bit in range(16, 20))
_CONCLUDED = 1 << 24
_LEFT = 4


@cache
def _before() -> bytes:
    """By units what stands before or beside a count."""
    return octet.table(
        ("".join(NUMERAL), _NUMERAL), ("".join(ENDS), _UNIT), ("".join(NOT_AFTER - {"上"}), _REFUSED), ("月元钟", _TIME), ("员群才物", _PERSON),
        ("方环阶", _PART), ("分面节段", _PARTED), ("".join(COUNTED_LIST), _COUNTED), ("项条点个", _RUNS),
        (MEASURES + "年月日天周岁元分秒时届号期万亿%.", _SINGLE), ("、“「『《\"", _LISTED), ("。;!?,:()…\n", _ENDS), ("”」』》", _SHUTS),
        ("\n。 ;", _OPENS), ("这该此", _THESE), ("述列上面", _ABOVE), ("的说到“\"「『‘", _POINTS),
        ("县市校镇区村班厂院国省州乡局会馆园队社现共辖有述列上面这该此的说到“\"「『‘", _WHOLE),
        ("".join(NUMERAL) + "#([【第壹贰叁肆伍陆柒捌玖拾甲乙丙丁①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", _MARKER), ("共分为设有计括", _DIVIDES), ("之的于或", _LIMIT),
        ("示列述定载称规需有属附指", _SAID), ("学小家多于量约致概部人", _GREAT), ("“「『《", _QUOTES), size=4,
    )  # fmt: skip


@cache
def _behind() -> bytes:
    """By units what stands behind it."""
    return octet.table(
        ("\n", _FEED), (":", _COLON), ("。;!?、", _STOP), ("—(即", _LEADING), ("\n\r \t#>*([【第", _HEAD), ("一1①⑴壹甲ai首其", _FIRST),
        ("①", _ALONE), ("、“「『《〈\"", _QUOTED), ("0123456789一二三四五六七八九十", _DIGIT), ("ai", _LETTER), (".)、,】]》> ", _CLOSING),
        ("个般系起些样直切次定边家名", _NOUGHT), ("-*+•●◆■▲★—", _BULLET), ("。;!?\n", _SENTENCE), ("下讲谈说提强", _SPEAKS),
        ("就别次序体的是", _SAYS << _LEFT), ("是为叫指", _SAYS), ("一1首其", _MARKED << _LEFT), ("是要、先一.)", _MARKED),
        ("步任措行工方目建案阶策提", _LABELLED << _LEFT), ("骤务施动程案标议例段略", _LABELLED),
        ("要任措举工重意建政事行实", _ITEM << _LEFT), ("点务施措作见议策项动事", _ITEM),
        ("".join([noun[0] for noun in CONCLUDED]), _CONCLUDED << _LEFT), ("".join([noun[1] for noun in CONCLUDED]), _CONCLUDED), size=4,
    )  # fmt: skip


def _read(
    units: bytes, low: int, high: int, packed: bytes, ends: bytes, first: int, last: int, kinds: bytes, sizes: bytes, before: bytes,
    behind: bytes, most: int, early: int, number: int, found: Cues,
) -> None:  # fmt: skip
    """Put what the text with this number, in [low, high) of the batch, gives for its hits from `first` to `last` into
    `found`."""
    if last - first > most:
        counts = 0
        for hit in range(first, last):
            counts += 0 < kinds[octet.word(packed, hit)] < 3
        if counts > most:
            found.crowded.add(number)
    else:
        counts = 0
    beside: list[int] = []
    around: list[int] = []
    things: dict[int, list[int]] = {}
    for hit in range(first, last):
        index = octet.word(packed, hit)
        kind = kinds[index]
        if not kind:
            continue
        place = octet.word(ends, hit)
        if kind > 2:
            if kind == 5:
                found.named.add(number)
            elif kind == 4:
                if not (place < high and octet.word(before, octet.unit(units, place)) & _SINGLE):
                    found.pointing.add(number)
            elif place < high and (
                octet.word(before, octet.unit(units, place)) & _NUMERAL
                or octet.unit(units, place) == ord("的")
            ):
                found.pointing.add(number)
            continue
        if counts > most:
            continue
        place -= sizes[index]
        begin = _begin(units, low, high, before, place)
        if begin < 0:
            continue
        end = place - 1 - low
        if (
            _is_after_list(units, low, before, begin, place)
            or _is_before_list(units, high, behind, begin, place)
            or _is_named(units, high, place)
        ):
            beside.append(end)
        if (
            _is_announcing(units, low, high, before, behind, begin, place)
            or _is_early(units, high, before, behind, begin, place, low + early)
            or _is_concluding(units, low, high, before, behind, begin, place)
        ):
            around.append(end)
        _pair(units, low, high, before, begin, place, end, things)
    if beside:
        found.beside[number] = beside
    if around:
        found.around[number] = around
    paired: list[int] = []
    for group in things.values():
        if group[0] and group[1]:
            paired += group[3:]
    if paired:
        paired.sort()
        found.paired[number] = paired


def _begin(units: bytes, low: int, high: int, before: bytes, place: int) -> int:
    """Where the numeral begins before the measure word at `place`; -1 where it counts nothing, as far as what stands beside
    it tells (第三项, 三个月)."""
    if place <= low or not octet.word(before, octet.unit(units, place - 1)) & _UNIT:
        return -1
    begin = place - 1
    while begin > low and begin > place - 13 and octet.word(before, octet.unit(units, begin - 1)) & _NUMERAL:
        begin -= 1
    if begin > low and octet.word(before, octet.unit(units, begin - 1)) & _REFUSED:
        return -1
    if begin == place - 1 and ord("0") <= octet.unit(units, begin) < ord("2"):
        return -1
    if place + 1 >= high:
        return begin
    if begin < place - 3 and octet.unit(units, begin) < 0x80:
        return -1  # nobody lists a thousand
    measure = octet.unit(units, place)
    kind = octet.word(before, measure)
    code = octet.unit(units, place + 1)
    after = octet.word(before, code)
    second = octet.unit(units, place + 2) if place + 2 < high else 0
    if after & (_TIME | _LIMIT) or (kind & _PART and not after & _PARTED):
        return -1
    if code == ord("人") and not octet.word(before, second) & _PERSON:
        return -1
    if code == ord("工") and place + 3 < high and octet.unit(units, place + 3) == ord("日"):
        return -1  # 三个工作日
    if code == ord("周") and second != ord("期"):
        return -1
    if (code == ord("小") and second == ord("时")) or (code == ord("学") and second == ord("期")):
        return -1
    if (code == ord("星") and second == ord("期")) or (code == ord("年") and second == ord("度")):
        return -1
    if code == ord("以") and (second == ord("上") or second == ord("下") or second == ord("内")):
        return -1
    if measure == ord("所"):
        return -1 if after & _SAID else begin
    if measure == ord("大"):
        return -1 if after & _GREAT else begin
    if after & _NUMERAL and (measure == ord("条") or measure == ord("点")):
        return -1
    return begin


def _is_after_list(units: bytes, low: int, before: bytes, begin: int, place: int) -> bool:
    """A、B、C三个方面; 「甲」「乙」三項: 、 or two marks of quotation in the same clause, one such sign close by."""
    if begin - 2 < low or not octet.word(before, octet.unit(units, place)) & _COUNTED:
        return False
    last = octet.word(before, octet.unit(units, begin - 1))
    second = octet.word(before, octet.unit(units, begin - 2))
    if octet.unit(units, begin - 1) == ord("、") or last & _ENDS:
        return False
    if last & _QUOTES and (second & _ENDS or octet.unit(units, begin - 2) == ord("、")):
        return False  # 、“三个代表”
    depth = 0
    near = False
    following = 0
    at = begin - 1
    stop = begin - 200 if begin - 200 > low else low
    while at >= stop:
        code = octet.unit(units, at)
        kind = octet.word(before, code)
        if kind & _LISTED:
            near = near or at >= begin - 40
            if near and code == ord("、"):
                return True
        elif not near and at < begin - 40:
            return False
        if kind & _SHUTS:
            if near and following & _LISTED:
                return True
            depth += 1
        elif kind & _QUOTES:
            depth -= depth > 0
        elif kind & _ENDS and (not depth or code == ord("\n")):
            return False
        following = kind & _LISTED if code != ord("、") else 0
        at -= 1
    return False


def _is_before_list(units: bytes, high: int, behind: bytes, begin: int, place: int) -> bool:
    """五大行动，即A、B; 四项制度（“甲”“乙”）; 三个转变：从…转变，…转变; 分三阶段：第一阶段…，第二阶段…. No mark before 即 or the
    colon but a comma, and close behind it 、 or a quotation mark, or once more the noun."""
    value = _small(octet.unit(units, begin)) if begin == place - 1 else 0
    stop = place + 99 if place + 99 < high else high
    lead = 0
    near = place + 44
    for at in range(place + 1, stop):
        code = octet.unit(units, at)
        kind = octet.word(behind, code)
        if kind & _FEED:
            break
        if code == ord("第") and at < near and at + 2 < high and octet.unit(units, at + 1) == ord("一"):
            stage = octet.unit(units, at + 2)
            for back in range(place, place + 12 if place + 12 < at else at):
                if octet.unit(units, back) == stage and _is_told(units, high, at, value):
                    return True
        if (
            not lead
            and at < place + 30
            and (
                kind & (_LEADING | _COLON)
                or (
                    kind & _SAYS << _LEFT
                    and at + 1 < high
                    and octet.word(behind, octet.unit(units, at + 1)) & _SAYS
                )
            )
        ):
            lead = at
        if kind & _STOP and not lead:
            lead = -1
    if lead <= 0 or lead + 1 >= high:
        return False
    if octet.unit(units, lead) == ord(":") and octet.unit(units, lead + 1) == ord("\n"):
        return False
    for at in range(lead + 1, lead + 30 if lead + 30 < high else high):
        if octet.word(behind, octet.unit(units, at)) & _QUOTED:
            return True
    noun = octet.unit(units, place + 1)
    if noun == ord("面") or noun == ord("分") or noun == ord("节") or noun == ord("段"):
        noun = octet.unit(units, place)
    again = 0
    for at in range(lead + 1, lead + 330 if lead + 330 < high else high):
        code = octet.unit(units, at)
        if code == ord("。") or code == ord("!") or code == ord("?") or code == ord("\n"):
            break
        again += code == noun
    return again > 1


def _is_named(units: bytes, high: int, place: int) -> bool:
    """下列三项：…；…。 and 五个模块：模块一…, 三个标段：一标段…, 4个包。第1包…: a semicolon behind a colon, or a first item with the
    noun beside its number."""
    stop = place + 72 if place + 72 < high else high
    colon = 0
    for at in range(place + 1, stop):
        code = octet.unit(units, at)
        if code == ord(":"):
            colon = colon or at
        elif code == ord(";"):
            if colon and colon < place + 14:
                return True
        elif code == ord("。"):
            if colon:
                break
        elif code == ord("一") or code == ord("1"):
            if at - 2 > place and _is_noun(units, place, at - 2, at - 2):
                return True
            if (
                at + 2 < high
                and octet.unit(units, at - 1) != ord("第")
                and _is_noun(units, place + 1, at + 1, at)
            ):
                return True
            if (
                octet.unit(units, at - 1) == ord("第")
                and at + 1 < high
                and (
                    code == ord("1")
                    or octet.unit(units, at - 2) in (ord("\n"), ord(" "), ord("*"), ord("【"))
                )
                and (
                    octet.unit(units, at + 1) == octet.unit(units, place)
                    or octet.unit(units, at + 1) == octet.unit(units, place + 1)
                )
            ):
                return True
    return False


def _is_noun(units: bytes, place: int, two: int, stop: int) -> bool:
    """Whether the two characters at `two` stand side by side behind the measure word at `place`, before `stop`."""
    if octet.unit(units, two) < 0x4E00 or octet.unit(units, two + 1) < 0x4E00:
        return False
    last = place + 10 if place + 10 < stop - 1 else stop - 1
    for at in range(place, last):
        if octet.unit(units, at) == octet.unit(units, two) and octet.unit(units, at + 1) == octet.unit(
            units, two + 1
        ):
            return True
    return False


def _is_told(units: bytes, high: int, at: int, value: int) -> bool:
    """Whether 第二 follows 第一, which stands at `at`, in its line; 第三, too, where two are counted."""
    stop = at + 408 if at + 408 < high else high
    last = ord("三") if value == 2 else ord("二")
    for place in range(at + 2, stop - 1):
        code = octet.unit(units, place)
        if code == ord("\n"):
            break
        if code == ord("第") and octet.unit(units, place + 1) == last:
            return True
    return False


def _is_announcing(
    units: bytes, low: int, high: int, before: bytes, behind: bytes, begin: int, place: int
) -> bool:
    """以下五点： and bullets below; 下列三项：, or the end of the line, and then 一、…; 三项：一是…. Not where as many bullets
    or numbered lines stand below as are counted."""
    value = _small(octet.unit(units, begin)) if begin == place - 1 else 0
    stop = place + 87 if place + 87 < high else high
    none = place - (octet.word(behind, octet.unit(units, place)) & (_COLON | _STOP) != 0)  # 原因有三：
    none -= octet.unit(units, place) == ord(",")
    turn = none  # the last comma or full stop
    at = none + 1
    while at < stop:
        code = octet.unit(units, at)
        kind = octet.word(behind, code)
        if kind & (_COLON | _FEED):
            break
        after = octet.word(behind, octet.unit(units, at + 1)) if at + 1 < high else 0
        if code == ord("。") or code == ord(","):
            turn = at
        elif (
            kind & _ALONE
            or (
                turn > none
                and at - turn < 14
                and (kind >> _LEFT & after & _MARKED or (code == ord("第") and after & _FIRST))
            )
            or (
                kind & _FIRST
                and octet.unit(units, at - 1) == ord("(")
                and at + 1 < high
                and octet.unit(units, at + 1) == ord(")")
            )
        ) and _may_announce(units, low, high, behind, place, at):
            return True
        at += 1
    if at >= stop:
        return False
    line = place + 43 if place + 43 < high else high
    for colon in range(at, line):
        code = octet.unit(units, colon)
        if code == ord("\n"):
            break
        if code == ord(":"):
            bullets = _bullets(units, high, behind, colon + 1, value)
            if bullets > 1 and bullets != value:
                return True
    while at < high and octet.word(behind, octet.unit(units, at)) & (_HEAD | _COLON):
        at += 1
    if at >= high or _is_article(units, high, at):
        return False
    code = octet.unit(units, at)
    sign = octet.word(behind, code)
    after = octet.word(behind, octet.unit(units, at + 1)) if at + 1 < high else 0
    if not sign >> _LEFT & after & (_LABELLED | _MARKED):
        if not sign & _FIRST or after & _DIGIT or (code == ord("一") and after & _NOUGHT):
            return False
        if sign & _LETTER and not after & _CLOSING:
            return False
    return not _is_whole(units, low, high, at, value) and _may_announce(units, low, high, behind, place, at)


def _is_article(units: bytes, high: int, at: int) -> bool:
    """Whether the numeral at `at` is that of 第一条 or 第一章, not in brackets."""
    first = at - 1
    if octet.unit(units, first) == ord(" "):
        first -= 1
    if octet.unit(units, first) != ord("第"):
        return False
    before = octet.unit(units, first - 1)
    if before == ord("(") or before == ord("[") or before == ord("【"):
        return False
    at += 1
    if at < high and octet.unit(units, at) == ord(" "):
        at += 1
    return at < high and (octet.unit(units, at) == ord("条") or octet.unit(units, at) == ord("章"))


def _bullets(units: bytes, high: int, behind: bytes, at: int, value: int) -> int:
    """How many lines with the same bullet follow, behind blanks and at most an empty line: up to one more than `value`, or
    than two."""
    feeds = 0
    start = at
    while at < high and octet.unit(units, at) in (ord(" "), ord("\t"), ord("\n")):
        at += 1
        if octet.unit(units, at - 1) == ord("\n"):
            feeds += 1
            start = at
    if not 0 < feeds < 3 or at >= high or not octet.word(behind, octet.unit(units, at)) & _BULLET:
        return 0
    at += 1
    if at < high and octet.unit(units, at) == ord("—") and octet.unit(units, at - 1) == ord("—"):
        at += 1
    while at < high and octet.unit(units, at) in (ord(" "), ord("\t")):
        at += 1
    size = at - start
    count = 1
    most = value if value > 2 else 2
    while count <= most:
        while at < high and octet.unit(units, at) != ord("\n"):
            at += 1
        while at < high and octet.unit(units, at) == ord("\n"):
            at += 1
        if not _is_same(units, high, start, at, size):
            break
        count += 1
        at += size
    return count


def _is_same(units: bytes, high: int, one: int, other: int, size: int) -> bool:
    """Whether the `size` characters at `other`, before `high`, are those at `one`."""
    if other + size > high:
        return False
    shift = 0
    while shift < size and octet.unit(units, one + shift) == octet.unit(units, other + shift):
        shift += 1
    return shift == size


def _is_whole(units: bytes, low: int, high: int, at: int, value: int) -> bool:
    """Whether the list whose first line has its 1 or 一 at `at`, behind blanks, goes up to `value` (below nine) and no
    further: the same sign behind each number, and the same blanks before it."""
    first = octet.unit(units, at)
    if value < 2 or value > 8 or at + 1 >= high or not (first == ord("1") or first == ord("一")):
        return False
    line = at - 1
    while line > low and line > at - 20 and octet.unit(units, line) in (ord(" "), ord("\t")):
        line -= 1
    if octet.unit(units, line) != ord("\n"):
        return False
    sign = octet.unit(units, at + 1)
    size = at - line
    wanted = value
    stop = at + 4000 if at + 4000 < high else high
    place = at + 1
    while place < stop:
        if octet.unit(units, place) == ord("\n") and _is_same(units, stop - 2, line, place, size):
            number = octet.unit(units, place + size)
            if octet.unit(units, place + size + 1) == sign and (number < 0x80) == (first < 0x80):
                if wanted > value and number == first:
                    return True
                if number != ord("两") and _small(number) == wanted:
                    if wanted > value:
                        return False
                    wanted += 1
                    stop = place + 20_000 if place + 20_000 < high else high
        place += 1
    return wanted > value


def _small(code: int) -> int:
    """The value of a numeral from two to nine; 0 of any other character."""
    if ord("2") <= code <= ord("9"):
        return code - ord("0")
    if code == ord("二") or code == ord("两"):
        return 2
    if code == ord("三"):
        return 3
    if code == ord("四"):
        return 4
    if code == ord("五"):
        return 5
    if code == ord("六"):
        return 6
    if code == ord("七"):
        return 7
    if code == ord("八"):
        return 8
    return 9 if code == ord("九") else 0


def _may_announce(units: bytes, low: int, high: int, behind: bytes, place: int, first: int) -> bool:
    """Whether what stands between a count and the first item of a list lets it be one that announces it: no sentence
    between, one comma at most, no more than 40 characters behind a noun of ten."""
    end = first
    while end > place + 1 and octet.word(behind, octet.unit(units, end - 1)) & _HEAD:
        end -= 1
    rest = end - place - 11
    if rest > 40:
        return False
    commas = 0
    sentences = 0
    below = False
    for at in range(place + 1, end):
        code = octet.unit(units, at)
        commas += code == ord(",")
        below = below or (code == ord("下") and octet.unit(units, at - 1) == ord("如"))
        if at < end - 1 and octet.word(behind, code) & _SENTENCE:
            sentences += 1
            if end - at - 1 > 12:
                return False
    if commas > 1 or sentences > 1:
        return False
    if octet.unit(units, end - 1) == ord(":") or octet.unit(units, end) == ord(":"):
        return rest <= 24 or below
    if rest <= 12:
        return True
    for at in range(end - 160 if end - 160 > low else low, end):
        if octet.word(behind, octet.unit(units, at)) & _SPEAKS:
            return True
    return False


def _is_early(
    units: bytes, high: int, before: bytes, behind: bytes, begin: int, place: int, early: int
) -> bool:
    """25项要点 in the opening."""
    if begin >= early or not octet.word(before, octet.unit(units, place)) & _RUNS:
        return False
    for at in range(place + 1, place + 11 if place + 12 < high else high - 1):
        if (
            octet.word(behind, octet.unit(units, at)) >> _LEFT
            & octet.word(behind, octet.unit(units, at + 1))
            & _ITEM
        ):
            return True
    return False


def _is_concluding(
    units: bytes, low: int, high: int, before: bytes, behind: bytes, begin: int, place: int
) -> bool:
    """以上四点, 上述的三项; 共五章."""
    if begin <= low:
        return False
    last = octet.word(before, octet.unit(units, begin - 1))
    if octet.unit(units, place) == ord("章") and last & _DIVIDES:
        return True
    if not _is_concluded(units, high, behind, place):
        return False
    second = octet.word(before, octet.unit(units, begin - 2)) if begin - 2 >= low else 0
    third = octet.word(before, octet.unit(units, begin - 3)) if begin - 3 >= low else 0
    if (last & _THESE and second & _OPENS) or (last & _ABOVE and third & _OPENS):
        return True
    return last & _POINTS != 0 and second & (_THESE | _ABOVE | _POINTS) != 0


def _is_concluded(units: bytes, high: int, behind: bytes, place: int) -> bool:
    """Whether what is counted may be the items of a list that has been given: points, or by their names."""
    code = octet.unit(units, place)
    if code == ord("点") or code == ord("条") or code == ord("项") or place + 2 >= high:
        return True
    one = octet.unit(units, place + 1)
    if octet.word(behind, code) >> _LEFT & octet.word(behind, one) & _CONCLUDED:
        return True  # 三方面
    two = octet.unit(units, place + 2)
    return octet.word(behind, one) >> _LEFT & octet.word(behind, two) & _CONCLUDED != 0


def _pair(
    units: bytes, low: int, high: int, before: bytes, begin: int, place: int, end: int, things: dict[int, list[int]]
) -> None:  # fmt: skip
    """Put a count to the others of the same thing: the measure word and the beginning of the noun (个, 部分). Of each thing
    whether its numerals differ, whether a later one points back or stands in a heading, the first numeral, the places."""
    if place + 2 >= high:
        return
    one, two, three = octet.unit(units, place), octet.unit(units, place + 1), octet.unit(units, place + 2)
    if octet.word(before, two) & _PARTED:
        one, two, three = ord("个"), one, two
    elif two < 0x3007 or three < 0x3007:
        return  # no noun of two characters
    thing = (one << 16 | two) << 16 | three
    numeral = octet.unit(units, begin) if begin == place - 1 else -place
    group = things.get(thing)
    if group is None:
        things[thing] = [0, 0, numeral, end]
        return
    if numeral != group[2]:
        group[0] = 1
    if not group[1] and _is_telling(units, low, high, before, begin, place):
        group[1] = 1
    group.append(end)


def _is_telling(units: bytes, low: int, high: int, before: bytes, begin: int, place: int) -> bool:
    """Whether a count may point back to another one (这三项), speak of a whole place (全县三个), or stand in a heading."""
    if begin > low and octet.word(before, octet.unit(units, begin - 1)) & _WHOLE:
        return True
    start = begin
    while (
        start > low
        and octet.unit(units, start - 1) != ord("\n")
        and octet.unit(units, start - 1) != ord("\r")
    ):
        start -= 1
        if begin - start > 42:
            return False
    while start < begin and (octet.unit(units, start) == ord(" ") or octet.unit(units, start) == ord("\t")):
        start += 1
    return octet.word(before, octet.unit(units, start)) & _MARKER != 0
