"""Months: what stands about each 月 of a batch, read number by number, without a pattern."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from polint import octet
from polint.named import NamedTuple
from polint.sift import kinds_of, sift_ends
from polint_rules.date._dates import ISO, MONTH

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.document import Document
    from polint.matcher import Matcher

NUMERALS = "0123456789〇○零一二三四五六七八九十百廿卅元"
WRITTEN = "0123456789〇○零一二三四五六七八九十百廿卅两半元初正冬腊闰日号 、和及与,上午下中晚间凌晨早傍夜时点分整许:起开始星期周礼拜天"
"""What may stand between a month and what links it with another date; none of it is the link."""
LINKS = "至到迄~〜—-"
LINKED = "0123456789〇○零一二三四五六七八九十元正冬腊闰"
"""What the other date begins with."""

_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.strip` takes off."""


class Months(NamedTuple):
    """Where the dates of a batch stand, ascending."""

    ends: list[int]
    """The end of each 月."""
    dotted: list[int]
    """The end of what begins a date like 2024-05-06: of the sign behind its year."""
    linked: list[int]
    """Of the months those that another date may be linked with."""
    strange: list[int]
    """Those that are not plainly possible, or the day behind them."""


def months(batch: Batch) -> Months:
    """What all texts of a batch say of their months."""
    hits = batch.hits
    if hits is None:
        return Months([], [], [], [])
    ends, dotted = sift_ends(hits, hits.matcher.view(_kinds), 2)
    linked: list[int] = []
    strange: list[int] = []
    if ends:
        _read(batch.folded_units, len(batch.classes), _signs(), _values(), ends, linked, strange)
    return Months(ends, dotted, linked, strange)


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, MONTH, ISO)


def months_in(document: Document) -> Months:
    """The same of one text, and in it."""
    batch = document.scan.batch
    if batch is None:
        return Months([], [], [], [])
    start, stop = batch.spans[document.scan.number]
    return Months(*[_within(ends, start, stop) for ends in batch.view(months)])


def _within(ends: list[int], start: int, stop: int) -> list[int]:
    own = ends[bisect_right(ends, start) : bisect_right(ends, stop)]
    return [end - start for end in own]


def may_be_dated(batch: Batch, head: int) -> list[int]:
    """The texts that may say when they were published: in the first `head` code points, by a word beside a date, or with
    their last date, where hardly anything follows it."""
    ends, dotted, _, _ = batch.view(months)
    # Of each whether it is written in figures; then another one may stand before it.
    known = sorted([*[2 * end for end in ends], *[2 * end + 1 for end in dotted]])
    found: list[int] = []
    if known:
        starts = [*batch.starts, len(batch.classes) + 1]
        _date(batch.folded_units, _signs(), starts, known, head, found)
    return found


@cache
def _signs() -> bytes:
    """By units: 1 a numeral, 2 may stand before a link, 4 a link, 8 may begin a date, 16 goes on with another day, 32 may
    do so behind 日 as well, 64 a blank, 128 part of a date, 256 ends a word before a date, 512 begins one behind it."""
    return octet.table(
        (NUMERALS, 1),
        (WRITTEN, 2),
        (LINKS, 4),
        (LINKED, 8),
        ("、和及与至到~—-", 16),
        ("、和及与至到~,(—-", 32),
        (_BLANKS, 64),
        (LINKED + "百廿卅初年月日号的./-", 128),
        ("间期于", 256),
        ("讯电消报", 512),
        size=2,
    )


@cache
def _values() -> bytes:
    """By units the value of a numeral up to ten, 20 for 廿; 99 for any other."""
    return octet.table(
        *((char, value) for value, char in enumerate("123456789", 1)),
        *((char, value) for value, char in enumerate("一二三四五六七八九十", 1)),
        ("廿", 20),
        ("〇○零百卅元", 99),
    )


def _read(
    units: bytes,
    size: int,
    signs: bytes,
    values: bytes,
    ends: list[int],
    linked: list[int],
    strange: list[int],
) -> None:
    """Of the 月 that end at `ends`, put those that may be linked into `linked`, the strange ones into `strange`."""
    for end in ends:
        if _is_linked(units, size, signs, end):
            linked.append(end)
        month = _month(units, signs, values, end - 1)
        if month > 12 or (month and _is_strange(units, size, signs, values, end, month)):
            strange.append(end)


def _is_linked(units: bytes, size: int, signs: bytes, place: int) -> bool:
    """Whether behind a month that ends at `place`, and perhaps its day, the time and some brackets, another date is
    linked: 至, 到民国."""
    for bracket in range(5):
        stop = place + 40
        while place < size and place < stop and octet.unit(signs, octet.unit(units, place)) & 2:
            place += 1
        if bracket == 4 or place >= size or octet.unit(units, place) != ord("("):
            break
        stop = place + 14
        place += 1
        while (
            place < size and place < stop and octet.unit(units, place) not in (ord("("), ord(")"), ord("\n"))
        ):
            place += 1
        if place >= size or place >= stop or octet.unit(units, place) != ord(")"):
            return False
        place += 1
    if place + 1 >= size:
        return False
    if octet.unit(signs, octet.unit(units, place)) & 4:
        place += 1
    elif octet.unit(units, place) == ord("止") and octet.unit(units, place + 1) == ord("于"):
        place += 2
    else:
        return False
    if place < size and octet.unit(units, place) == ord("—"):
        place += 1
    place = _behind_space(units, size, place)
    if (
        place + 1 < size
        and octet.unit(units, place) in (ord("同"), ord("当"))
        and octet.unit(units, place + 1) == ord("年")
    ):
        place += 2
    place = _behind_space(units, size, place)
    if place < size and octet.unit(signs, octet.unit(units, place)) & 8:
        return True
    # The name of a reign, or any two characters.
    if place + 1 < size and _is_han(octet.unit(units, place)) and _is_han(octet.unit(units, place + 1)):
        place += 2
    place = _behind_space(units, size, place)
    return place < size and octet.unit(signs, octet.unit(units, place)) & 8 != 0


def _is_han(code: int) -> bool:
    return 0x4E00 <= code < 0xA000


def _behind_space(units: bytes, size: int, place: int) -> int:
    """`place`, or the one behind it where a space stands there."""
    return place + 1 if place < size and octet.unit(units, place) == ord(" ") else place


def _date(
    units: bytes, signs: bytes, starts: list[int], known: list[int], head: int, found: list[int]
) -> None:
    """Put the numbers of the texts that may be dated into `found`."""
    text = index = 0
    while index < len(known):
        first = last = known[index]
        while starts[text + 1] <= first >> 1:
            text += 1
        start = starts[text]
        end = starts[text + 1] - 1
        while index < len(known) and known[index] >> 1 <= end:
            last = known[index]
            first |= last & 1
            index += 1
        stop = end if end < start + head else start + head
        if ((first & 1 or first >> 1 < stop) and _is_stamped(units, signs, start, stop)) or _is_signed(
            units, signs, start, last >> 1, end
        ):
            found.append(text)


def _is_stamped(units: bytes, signs: bytes, start: int, end: int) -> bool:
    """Whether a word in [start, end) says that the date beside it is that of the text: 日期：2024…, 3日讯."""
    for place in range(start + 1, end):
        code = octet.unit(units, place)
        kind = octet.unit(signs, code) & 768
        if not kind:
            continue
        before = octet.unit(units, place - 1)
        if kind == 512:
            if before == ord(" ") and place - 1 > start:
                before = octet.unit(units, place - 2)
            if before in (ord("日"), ord("号")) or ord("0") <= before <= ord("9"):
                return True
        elif (
            (code == ord("间") and before == ord("时"))
            or (code == ord("期") and before == ord("日"))
            or (code == ord("于") and before in (ord("布"), ord("表")))
        ):
            for near in range(place + 1, min(place + 9, end)):
                if octet.unit(signs, octet.unit(units, near)) & 8:
                    return True
    return False


def _is_signed(units: bytes, signs: bytes, start: int, last: int, end: int) -> bool:
    """Whether the date before `last` stands alone in its line, but for two words before it (中华民国, 公元), and hardly
    anything below it."""
    while end > last and octet.unit(signs, octet.unit(units, end - 1)) & 64:
        end -= 1
    place = last
    while place < end and octet.unit(signs, octet.unit(units, place)) & 192:
        place += 1
    if end - place > 12:
        return False
    place = last
    while place > start and octet.unit(signs, octet.unit(units, place - 1)) & 192:
        if octet.unit(units, place - 1) == ord("\n"):
            return True
        place -= 1
    head = place - 6
    while place > start and place > head:
        if octet.unit(units, place - 1) == ord("\n"):
            return True
        place -= 1
    return place == start


def _month(units: bytes, signs: bytes, values: bytes, place: int) -> int:
    """The number of the month whose 月 stands at `place`; 99 where it is none, 0 where no numeral of a month stands there."""
    place -= 1
    if place >= 0 and octet.unit(units, place) == ord(" "):
        place -= 1
    if place < 0:
        return 0
    code = octet.unit(units, place)
    if code == ord("正"):
        return 1
    if code in (ord("冬"), ord("腊")):
        return 12
    if not octet.unit(signs, code) & 1:
        return 0
    last = values[code]
    if last == 99:
        return 0  # 元月, 百月
    before = octet.unit(units, place - 1) if place else 0
    if not octet.unit(signs, before) & 1:
        return last or 99
    if before in (ord("0"), ord("1")) and (last or code == ord("0")) and code < 0x80:
        return 10 * values[before] + last or 99
    if before == ord("十") and last < 3 and code >= 0x80:
        return 10 + last
    return 99


def _is_strange(units: bytes, size: int, signs: bytes, values: bytes, place: int, month: int) -> bool:
    """Whether the day behind the 月 that ends at `place` is not plainly one of the month, or one of several."""
    place = _behind_space(units, size, place)
    if place < size and octet.unit(units, place) == ord("初"):
        return place + 1 < size and octet.unit(signs, octet.unit(units, place + 1)) & 1 != 0
    start = place
    while place < size and place < start + 3 and octet.unit(signs, octet.unit(units, place)) & 1:
        place += 1
    if place == start:
        return False
    day = _day(units, values, start, place)
    place = _behind_space(units, size, place)
    if place >= size:
        return False
    code = octet.unit(units, place)
    if code not in (ord("日"), ord("号")):
        return octet.unit(signs, code) & 16 != 0
    place = _behind_space(units, size, place + 1)
    if place < size and octet.unit(signs, octet.unit(units, place)) & 32:
        return True
    if day > 30:
        return day > 31 or month in (2, 4, 6, 9, 11)
    return day > 28 and month == 2


def _day(units: bytes, values: bytes, start: int, end: int) -> int:
    """The number of up to three numerals; 99 where it is none that a day has."""
    code = octet.unit(units, start)
    first = values[code]
    if code < 0x80:
        if end - start == 1:
            return first or 99
        second = octet.unit(units, start + 1)
        if end - start == 2 and second < 0x80:
            return 10 * first + values[second] or 99
        return 99
    if end - start == 1:
        return first
    second = values[octet.unit(units, start + 1)]
    if end - start == 2:
        if octet.unit(units, start + 1) < 0x80:
            return 99
        if first in (10, 20):
            return first + second
        return 10 * first if second == 10 else 99
    third = values[octet.unit(units, start + 2)]
    return 10 * first + third if second == 10 and first < 10 and octet.unit(units, start + 2) >= 0x80 else 99
