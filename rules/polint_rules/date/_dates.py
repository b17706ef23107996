"""The date view: every date of a document, with the year it has or must have.

Dates are read in Arabic, full-width and Chinese numerals, in ISO notation, in ROC years and in the reign years
of the table below. Lunar dates (农历, 正月, 腊月, 闰二月, 初一) are marked, never judged. All offsets are code points.
"""

from __future__ import annotations

import bisect
import re
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from polint.day import Day
from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "元": 1,
}
_NUMERAL = "0-9〇○零一二三四五六七八九十百廿卅元"

ERAS = {
    "洪武": 1368, "永乐": 1403, "宣德": 1426, "成化": 1465, "弘治": 1488, "正德": 1506, "嘉靖": 1522, "隆庆": 1567, "万历": 1573, "天启": 1621, "崇祯": 1628, "顺治": 1644, "康熙": 1662, "雍正": 1723,
    "干隆": 1736, "嘉庆": 1796, "道光": 1821, "咸丰": 1851, "同治": 1862, "光绪": 1875, "宣统": 1909,
    "明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019,
}  # fmt: skip
"""The first year of a reign, by its name as it is folded (乾隆 is 干隆; Chinese reigns: the year after the accession, when the new name began)."""

LUNAR_ERAS = frozenset(ERAS) - {"明治", "大正", "昭和", "平成", "令和"}
"""Reigns whose years begin with the lunar new year: a date may lie in either of two years of the Common Era."""


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The value of a run of digits or Chinese numerals below 1000, or of Chinese digits read one by one."""
    text = text.strip()
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if text == "元":
        return 1
    if not set(text) & set("十百廿卅"):
        value = 0
        for char in text:
            digit = _DIGITS.get(char)
            if digit is None:
                return None
            value = value * 10 + digit
        return value
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char in "十廿卅":
            total, current = total + (current or 1) * {"十": 10, "廿": 20, "卅": 30}[char], 0
        else:
            digit = _DIGITS.get(char)
            if digit is None:
                return None
            current = digit
    return total + current


class Year(NamedTuple):
    """A year as the text writes it: its range with 年, its value in the Common Era, and how it was written:
    "ad", "roc" or the name of a reign."""

    start: int
    end: int
    value: int
    kind: str


class Date(NamedTuple):
    """A date as the text writes it. `year` is what the text says itself, `month` and `day` may be impossible;
    `day` is 0 where only a month is named. `lunar` says that it is or may be a lunar date."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    han: bool = False
    lunar: bool = False
    foreign_year: bool = False  # a year that could not be read: a reign unknown to us, "98年"
    iso: bool = False

    def on(self, year: int | None) -> Day | None:
        """This day in `year`, None where there is none."""
        if year is None or not 1 <= year <= 9999:
            return None
        try:
            return Day(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def exact(self) -> Day | None:
        """The day, where the text states its year and there is such a day."""
        return self.on(self.year)


class Dates:
    """All dates and all years of a text, each in order."""

    def __init__(self, dates: list[Date], years: list[Year]) -> None:
        self.dates = dates
        self.years = years
        self._year_starts = [year.start for year in years]
        self.values = sorted({year.value for year in years})
        self._dated = [date for date in dates if date.year is not None]
        self._dated_starts = [date.start for date in self._dated]

    def anchor(self, offset: int) -> Date | None:
        """The last date with a year of its own before `offset`, else the first one after it."""
        index = bisect.bisect_left(self._dated_starts, offset) - 1
        if index >= 0:
            return self._dated[index]
        return self._dated[0] if self._dated else None

    def year_before(self, offset: int) -> Year | None:
        """The last year named before `offset`."""
        index = bisect.bisect_left(self._year_starts, offset) - 1
        return self.years[index] if index >= 0 else None

    def years_in(self, start: int, end: int) -> list[Year]:
        """The years named within [start, end)."""
        left = bisect.bisect_left(self._year_starts, start)
        return self.years[left : bisect.bisect_left(self._year_starts, end)]


_MONTH = lazy(" ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日")
"""What tells a year of the Republic without its name: 113年11月16日."""
_EMPTY = Dates([], [])

_BEFORE_YEAR = lazy(rf"([{_NUMERAL}]{{1,6}}|[0-9]{{1,2}} ?[0-9]{{1,2}}) ?$")
_BEFORE_MONTH = lazy(r"(闰)?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3}|[正冬腊]) ?$")
_DAY = rf"(初?[{_NUMERAL}]{{1,3}})"
_AFTER_MONTH = lazy(rf" ?{_DAY} ?(?:([日号])|(?=[、和及与至到~—-]))")
_NEXT_DAY = lazy(
    rf" ?(?:[、和及与至到~,]|—{{1,2}}|-) ?{_DAY} ?(?:([日号])|(?=[、和及与至到~—-]))(?![月年时点个天:])"
)
_ISO = lazy(rb"dddd([-/.])d{1,2}\1d{1,2}(?![dl./-])|dddd([-/.])d{1,2}\2d{1,2}(?=l ?d|\.(?!d))")
_AFTER_DAY_SIGN = frozenset("线楼院门文房机厅馆店桥井铺段栋桌台仓库码车孔口位")
_RUN = frozenset(b"dn")
_STOPS = lazy(rb"[z\n\r!?]")
MANY, DENSE = 4000, 15
"""A text with more than MANY signs of dates, one every DENSE code points, is a table: its beginning is read."""
LOOKS = 200
"""Looks at single dates, and one more for 1,000 code points, that cost as much as the view of them all."""
FEW_LOOKS, _LOOK = 8, 40
"""The same in a short text, and of how many code points one more is allowed: a look reads 160 of them."""
_ISO_BEGINS = (b"dddd-d", b"dddd/d", b"dddd.d")
"""Their last sign is left out where it is only asked whether one stands anywhere: Python finds five characters in half the
time of six."""
_SENTENCE = 400  # code points looked at on either side for the end of a sentence


WEEKDAYS = (
    "星期",
    "礼拜",
    *(f"周{day}" for day in "一二三四五六日"),
    *(f"日({day})" for day in "一二三四五六日"),
    *(f"{digit}({day})" for digit in range(10) for day in "一二三四五六日"),
)
_BESIDE = lazy("月|[0-9][-/.][0-9]")
"""What a date beside a weekday holds."""


def with_weekdays(document: Document) -> bool:
    """The gate of date/weekday: whether a weekday may stand beside a date that has a day."""
    text = document.folded
    return any(
        _BESIDE.search(text, max(0, place - 40), place + 24) for place in document.hits(*WEEKDAYS)
    ) and (
        any(date.day and not date.lunar for date in document.view(dates).dates)
        or bool(document.view(slashed))
    )


_SLASHED = lazy(
    "(?<![0-9a-z./:-])(?:([0-9]{3})/)?(1[0-2]|0?[1-9]|[12][0-9]|3[01])/(1[0-2]|0?[1-9]|[12][0-9]|3[01])$"
)
_BRACKETED = tuple(sign for sign in WEEKDAYS if sign[0].isdigit())


def slashed(document: Document) -> tuple[Date, ...]:
    """The dates beside a weekday in brackets that are written with a stroke and without a year of four figures, as Taiwan
    does: 10/12(六), 113/10/12(六); their month stands first, if it can be one."""
    text = document.folded
    found: list[Date] = []
    for place in document.hits(*_BRACKETED):
        match = _SLASHED.search(text, max(0, place - 10), place + 1)
        if match is None:
            continue
        year, one, two = (int(part) if part else None for part in match.groups())
        if one is None or two is None or (year is not None and not 80 <= year < 140) or min(one, two) > 12:
            continue
        month, day = (one, two) if one <= 12 else (two, one)
        found.append(Date(*match.span(), None if year is None else year + 1911, month, day, iso=True))
    return tuple(found)


def sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), at most 400 code points to either side."""
    classes = document.classes
    low = max(0, start - _SENTENCE)
    left = low
    for match in _STOPS.finditer(classes, low, start):
        left = match.end()
    found = _STOPS.search(classes, end, min(len(classes), end + _SENTENCE))
    return left, found.end() if found else min(len(classes), end + _SENTENCE)


def dates(document: Document) -> Dates:
    """The dates in prose."""
    classes = document.classes
    stop = len(classes)
    if stop > MANY:
        batch, own = document.scan.texts, document.scan.number
        signs = (
            batch.often_folded(own, "年") + batch.often_folded(own, "月") + _count_iso(classes, len(classes))
        )
        if signs > MANY and signs * DENSE > stop:
            stop = MANY * DENSE
    found = _read(document, 0, stop)
    if not (found.dates or found.years):
        return found
    regions = document.regions
    return Dates(
        [date for date in found.dates if regions.is_prose(date.start)],
        [year for year in found.years if regions.is_prose(year.start)],
    )


def _count_iso(classes: bytes, size: int) -> int:
    """How often a date in ISO notation may begin: as `bytes.count` counts each of _ISO_BEGINS."""
    found = dash = stroke = point = 0  # and where the last one of each ends
    for place in range(4, size - 1):
        sign = classes[place]
        if (
            45 <= sign <= 47
            and classes[place + 1] == 100
            and classes[place - 1] == 100
            and classes[place - 2] == 100
            and classes[place - 3] == 100
            and classes[place - 4] == 100
        ):
            start = place - 4
            if sign == 45 and start >= dash:
                dash = place + 2
                found += 1
            elif sign == 47 and start >= stroke:
                stroke = place + 2
                found += 1
            elif sign == 46 and start >= point:
                point = place + 2
                found += 1
    return found


def dates_near(document: Document, place: int, before: int = 80) -> Dates:
    """All dates from `before` code points before `place` to 80 behind it, those in code and addresses, too: enough to
    see whether two dates beside one another deserve the view of the whole document."""
    document.view(_Looks).taken += 1
    return _read(document, max(0, place - before), min(len(document.text), place + 80))


def looked_enough(document: Document) -> bool:
    """Whether so many single dates of `document` were looked at that the view of them all costs no more."""
    size = len(document.text)
    return document.view(_Looks).taken > min(LOOKS + size // 1_000, FEW_LOOKS + size // _LOOK)


class _Looks:
    """How many looks were taken at single dates of a document."""

    def __init__(self, document: Document) -> None:
        self.taken = 0


def _names_republic(document: Document) -> bool:
    """Whether the text counts years from 1912: then 112年 is one."""
    return "民国" in document.folded


def _read(document: Document, low: int, high: int) -> Dates:
    text, classes = document.folded, document.classes
    years = list(_years(document, low, high))
    by_end = {year.end: year for year in years}
    found = list(_iso_dates(text, classes, low, high))
    years.extend(Year(date.start, date.start + 4, date.year, "ad") for date in found if date.year)
    years.sort(key=_START)
    found.extend(_chinese_dates(text, classes, by_end, low, high))
    if not found and not years:
        return _EMPTY
    found.sort(key=_START)
    return Dates(found, years)


_START = attrgetter("start")


def _years(document: Document, low: int, high: int) -> Iterator[Year]:
    text, classes = document.folded, document.classes
    place = text.find("年", low, high)
    while place >= 0:
        at = place
        place = text.find("年", at + 1, high)
        if at and text[at - 1] == ")":
            bracketed = _bracketed_year(text, at)
            if bracketed is not None:
                yield bracketed
            continue
        if at == 0 or (classes[at - 1] not in _RUN and text[at - 1] not in " 0123456789○元"):
            continue
        match = _BEFORE_YEAR.search(text, max(0, at - 8), at)
        if match is None:
            continue
        start, written = match.start(1), match.group(1).replace(" ", "")
        before = text[max(0, start - 3) : start].rstrip()
        if before[-1:] in (".", "-", "/") and before[-2:-1].isdigit() and len(written) < 4:
            continue
        value = number(written)
        if value is None:
            continue
        if before.endswith("民国"):
            if value < 200:
                yield Year(start - len("民国"), at + 1, value + 1911, "roc")
        elif before[-2:] in ERAS:
            yield Year(start - 2, at + 1, ERAS[before[-2:]] + value - 1, before[-2:])
        elif len(written) == 4 and not set(written) & set("十百廿卅元") and not before.endswith("前"):
            if 1000 <= value <= 2200:
                yield Year(start, at + 1, value, "ad")
        elif (
            len(written) == 3
            and written.isdigit()
            and 80 <= value < 140
            and text[at + 1 : at + 2] not in "间来前后"
            and (document.view(_names_republic) or _MONTH.match(text, at + 1))
        ):
            yield Year(start, at + 1, value + 1911, "roc")


_BRACKETED_YEAR = lazy(r"[今本去明前次同上翌昨]\((民国)?([0-9]{2,4}|[〇零一二三四五六七八九十百]{2,5})\)$")


def _bracketed_year(text: str, at: int) -> Year | None:
    """The year that Taiwan's offices put beside 今 or 本, of which the 年 stands at `at`: 今（113）年."""
    match = _BRACKETED_YEAR.search(text, max(0, at - 12), at)
    value = None if match is None else number(match[2])
    if match is None or value is None:
        return None
    if value < 200:
        return Year(match.start(), at + 1, value + 1911, "roc") if value > 30 else None
    return Year(match.start(), at + 1, value, "ad") if 1900 <= value <= 2200 else None


ISO = tuple(year + sign for year in map(str, range(1900, 2101)) for sign in "-/.")
"""How a date like 2024-05-06 begins: triggers of the rules that look for one."""
MONTH = ("月",)


def _iso_dates(text: str, classes: bytes, low: int, high: int) -> Iterator[Date]:
    if all(classes.find(begin[:-1], low, high) < 0 for begin in _ISO_BEGINS):
        return
    for match in _ISO.finditer(classes, low, high):
        start, end = match.span()
        if start and (classes[start - 1] in b"dl" or text[start - 1] in "./-_#"):
            continue
        year, month, day = (int(part) for part in re.split(r"[-/.]", text[start:end]))
        if 1900 <= year <= 2100:
            yield Date(start, end, year, month, day, iso=True)


def _chinese_dates(text: str, classes: bytes, by_end: dict[int, Year], low: int, high: int) -> Iterator[Date]:
    place = text.find("月", low, high)
    while place >= 0:
        at = place
        place = text.find("月", at + 1, high)
        if at == 0 or (classes[at - 1] not in _RUN and text[at - 1] not in " 0123456789正冬腊"):
            continue
        match = _BEFORE_MONTH.search(text, max(0, at - 4), at)
        if match is None:
            continue
        start, written = match.start(), match.group(2)
        if start and (text[start - 1] in _BEFORE_NUMBER or classes[start - 1] in _RUN):
            continue
        month = number(written) if written not in "正冬腊" else {"正": 1, "冬": 11, "腊": 12}[written]
        if month is None:
            continue
        lunar = match.group(1) is not None or written in "正冬腊"
        head, year, foreign = start, None, False
        joint = start
        while joint and text[joint - 1] in " 的":
            joint -= 1
        if joint and text[joint - 1] == "年":
            known = by_end.get(joint)
            if known is not None:
                head = known.start
                year = known.value
                if known.kind in LUNAR_ERAS:
                    lunar = True
            elif text[joint - 2 : joint - 1] not in "今去明前后翌次来当同本该每全":
                foreign = True
        if _lunar_before(text, head):
            lunar = True
        yield from _days(text, Date(head, at + 1, year, month, 0, not written.isascii(), lunar, foreign))


_BEFORE_NUMBER = frozenset(".第满近约每/-")


def _lunar_before(text: str, start: int) -> bool:
    window = text[max(0, start - 12) : start]
    if "历" not in window:
        return False
    named = window.rindex("历")
    if window[named - 1 : named] in ("国", "公", "阳", "西", "新"):
        return False  # 农历七月十五日（国历八月十九日）
    after = window[named + 1 :]
    # 农历三月初三（2025年3月31日）: the second date is another calendar's.
    return not any(sign in after for sign in "月(,;即为") and any(
        word in window for word in ("农历", "阴历", "旧历", "夏历", "古历", "黄历")
    )


def _days(text: str, date: Date) -> Iterator[Date]:
    first = _AFTER_MONTH.match(text, date.end)
    if first is None:
        yield date
        return
    pending: list[Date] = []
    match: re.Match[str] | None = first
    head = date.start
    while match is not None:
        written, sign = match.group(1), match.group(2)
        early = written.startswith("初")
        day = number(written[1:] if early else written)
        if day is None:
            break
        if sign == "号" and text[match.end() : match.end() + 1] in _AFTER_DAY_SIGN:
            break
        start = head if head is not None else match.start(1)
        pending.append(
            Date(
                start,
                match.end(),
                date.year,
                date.month,
                day,
                not written.isascii(),
                date.lunar or early,
                date.foreign_year,
            )
        )
        if sign:
            yield from pending
            pending = []
        head = match.start(1)
        match = _next_day(text, match.end())
        if match is not None:
            head = match.start(1)
    if (
        pending and pending[0].start == date.start
    ):  # "8月3-" without a 日 to follow: only the month is certain
        yield date


def _next_day(text: str, position: int) -> re.Match[str] | None:
    """Another day of the same month: 3、17及31日, 3日至5日, 3日（星期六）至5日."""
    if text[position : position + 1] in "(（":
        close = text.find(")", position, position + 12)
        if close > 0:
            position = close + 1
    return _NEXT_DAY.match(text, position)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def is_leap(year: int) -> bool:
    """Whether a year has a 29th of February. The module `calendar` says so too, but imports half of `locale`."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_RELATIVE = lazy("明年|次年|翌年|来年|去年|前年|后年|上年|同年|当年|昨年|隔年|那年|这年|该年")


_SAME = ("同年", "当年", "该年", "是年")
"""What says right before a date that its year is the last one named."""


def likely_years(document: Document, date: Date) -> frozenset[int]:
    """The years in which `date` can lie; empty where nothing certain can be said.

    Without a year of its own a date takes those that the text names, and the neighbouring one where the
    months run across the turn of a year (a notice of December about January).
    """
    if date.year is not None:
        return frozenset({date.year})
    view = document.view(dates)
    if date.foreign_year or date.lunar or not view.values or len(view.values) > 4:
        return frozenset()
    if document.folded.startswith(_SAME, date.start - 2):
        said = view.year_before(date.start)
        return frozenset() if said is None else frozenset({said.value})
    start, _ = sentence(document, date.start, date.end)
    if _RELATIVE.search(document.folded, start, date.end):
        return frozenset()
    candidates = set(view.values)
    anchor = view.anchor(date.start)
    if anchor is not None and anchor.year is not None:
        if anchor.month - date.month >= 6:
            candidates.add(anchor.year + 1)
        elif date.month - anchor.month >= 9:
            candidates.add(anchor.year - 1)
    return frozenset(candidates)
