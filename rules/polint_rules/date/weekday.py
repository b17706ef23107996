"""date/weekday."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from polint.day import Day
from polint.finding import Fix
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.date._dates import WEEKDAYS, Date, Dates, dates, likely_years, slashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document
    from polint.finding import Draft

_DAYS = "一二三四五六日"
_WORD = "(?:星期|礼拜|周)[一二三四五六日天]"
_AFTER = lazy(
    rf"(?: ?[(\[、]? ?(?:农历[^()。,]{{1,10}}[,、 ] ?)?|, ?(?={_WORD}(?:[,。;!)\s]|上午|下午|[早中晚]|凌晨|[0-9]))|,?(?:当天|这天|那天|正好|恰好|刚好|正|恰|刚)?(?:是|为|逢|值))"
    rf"({_WORD}(?: ?(?:[、和及与至到~]|—{{1,2}}|-) ?{_WORD})*)"
)
_SHORT = lazy(r" ?\(([一二三四五六日])\)")
_BEFORE = lazy(rf"({_WORD}) ?\(? ?$")
_ONE = lazy(_WORD)
_REPEATED = frozenset("每逢各隔")
_LINK = lazy(r" ?(?:[、和及与至到~,]|—{1,2}|-|起至)? ?")
_NAMES = tuple(
    Text(english, chinese)
    for english, chinese in zip(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        strict=True,
    )
)


class Weekday(Rule):
    """A date and a weekday that disagree."""

    id = "date/weekday"
    version = 3
    severity = "error"
    triggers = WEEKDAYS
    gate = "polint_rules.date._dates:with_weekdays"
    summary = Text("a weekday that its date does not have", "日期与星期不符")
    what = Text(
        "Holds a weekday beside a date (星期五, 周五, 週五, 礼拜五, （五）, 11/8（五）) against the calendar. Where the date has no year, "
        "the years that the text names are tried, and it speaks only where none of them fits; where the text names no "
        "year, two dates close to one another are held against each other. 每周五 and lunar dates are left alone.",
        "把日期旁边的星期（星期五、周五、週五、礼拜五、（五）、11/8（五））与日历核对。日期没写年份时，用文中提到的各个年份去试，全都不符才报告；"
        "文中没有任何年份时，将相近的两个日期互相核对。“每周五”和农历日期不管。",
    )
    why = Text(
        "One of the two is wrong, and readers will come on the wrong day.",
        "两者必有一错，读者会在错误的日子前来。",
    )
    messages = {
        "wrong": Text("{date} is a {actual}, not a {written}", "{date}是{actual}，不是{written}"),
        "unlike": Text(
            "this weekday does not fit that of the other date, whatever the year",
            "无论哪一年，这个星期都与另一个日期的星期不符",
        ),
        "date": Text("the date", "所说的日期"),
        "other": Text("the date it does not fit", "与之不符的日期"),
    }
    examples = (
        wrong(
            "定于2024年11月8日（⟦星期四⟧）下午两点召开家长会。",
            fixed="定于2024年11月8日（星期五）下午两点召开家长会。",
        ),
        wrong("訂於民國113年10月5日（⟦週日⟧）舉行園遊會。", fixed="訂於民國113年10月5日（週六）舉行園遊會。"),
        wrong("2025年工会活动安排：3月7日（⟦周二⟧）插花，3月21日（周五）登山。"),
        wrong("時間：114年6月7日⟦(五)⟧上午九時，中華民國114年5月發布。"),
        wrong("2024年6月1日是⟦星期天⟧，公园里到处是孩子。"),
        wrong("本周五有雨，⟦星期三⟧（2024年11月8日）转晴。"),
        wrong("2024年秋季讀書會：10/12（六）、10/26⟦（日）⟧下午兩點，社區活動中心。"),
        wrong("收件日期：2024/11/08⟦（四）⟧，逾期不受理。"),
        right("2024年秋季講座：10/12（六）、113/11/09（六）；香港場12/10（六）。"),
        right("定于2024年11月8日（星期五）下午两点召开家长会。"),
        right("自2024年9月2日至6日（周一至周五）报名，每周六（9月7日除外）开放。"),
        right("5月20日（星期二）和5月21日（星期三）闭馆。"),
        right(
            "活动周刊\n" + "城里的展览很多，周末值得一看。\n" * 20 + "这座剧院建于1922年，名气很大。\n"
            "下周六（10月15日）下午，剧院有一场讲座。\n" + "其余的展览请看下期。\n" * 30
        ),
        right("農曆八月十五日（星期三）晚上賞月。"),
        right(
            "# 翻斗车\n\n"
            + "它的样子多年没有变过，司机们说，好用的东西不必改来改去，修一修就能再跑十年。\n" * 12
            + "写这篇短文时，正是展会（6月7日星期五）的前夕。\n最早的一辆造于1904年，现在停在馆里。\n"
            + "参观的人可以坐上去，握一握那只木头的方向盘，听讲解员说它当年怎样运石料。\n" * 12
        ),
        right("展期自113年4月2日至4月28日，週一休館。"),
        right("改历诏书规定，1582年10月4日（星期四）的次日是10月15日（星期五）。"),
        right("2024稀土大会招待会\n公司成立于1982年。\n欢迎参加6月28日（周五）的大会。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a weekday."""
        text = document.folded
        view = document.view(dates)
        stroked = {date.start: date for date in document.view(slashed)}
        known = [date for date in view.dates if date.day and not date.lunar and date.start not in stroked]
        if stroked:
            known = sorted((*known, *stroked.values()), key=attrgetter("start"))
        yearless: list[tuple[Date, int, int, int]] = []
        taken = -1
        for index in range(len(known)):
            for date, start, end, place in _weekdays(text, known, index, taken):
                taken = end
                written = _DAYS.find(text[place].replace("天", "日"))
                orders = [date]
                if date.start in stroked and date.day <= 12:
                    orders.append(date._replace(month=date.day, day=date.month))  # 12/10 of Hong Kong
                days = [
                    day
                    for year in sorted(likely_years(document, date))
                    for order in orders
                    if (day := order.on(year)) is not None
                ]
                if days:
                    if date.year is None and not _is_dated(view, text, date):
                        continue
                    if any(day.weekday() == written or day < _REFORM for day in days):
                        continue
                    if date.year is None and _is_later(text, days[-1].year):
                        continue
                    yield self._wrong(date, days[0], start, end, place, written)
                elif date.year is None and not view.values and not date.foreign_year and len(orders) == 1:
                    yearless.append((date, start, end, written))
        yield from self._unlike(yearless)

    def _wrong(self, date: Date, day: Day, start: int, end: int, place: int, written: int) -> Draft:
        return self.draft(
            start,
            end,
            "wrong",
            fix=Fix.replace(place, place + 1, _DAYS[day.weekday()]),
            related=(self.related(date.start, date.end, "date"),),
            date=day.isoformat(),
            actual=_NAMES[day.weekday()],
            written=_NAMES[written],
        )

    def _unlike(self, found: list[tuple[Date, int, int, int]]) -> Iterator[Draft]:
        """Two dates without a year, at most two months apart, that cannot belong to one calendar."""
        for (one, _, _, first), (two, start, end, second) in pairwise(found):
            if not 0 <= two.month - one.month <= 2:
                continue
            # In a common year and in a leap year: only the 29th of February can make a difference.
            gaps = [
                (later - earlier).days
                for year in (2023, 2024)
                if (earlier := one.on(year)) is not None and (later := two.on(year)) is not None
            ]
            if gaps and all((first + gap - second) % 7 for gap in gaps):
                yield self.draft(
                    start,
                    end,
                    "unlike",
                    confidence="medium",
                    related=(
                        self.related(two.start, two.end, "date"),
                        self.related(one.start, one.end, "other"),
                    ),
                )


_REFORM = Day(1582, 10, 15)
"""The first day of the calendar that the rule knows."""
_BARE_YEAR = lazy("(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9.%]|[^0-9\n]{0,2}[元块米克吨斤])")


def _is_later(text: str, year: int) -> bool:
    """Whether a text that names years up to this one has later ones without 年 (2024稀土开发者大会): its dates may be
    of these."""
    return any(int(match[0]) > year for match in _BARE_YEAR.finditer(text))


_DEICTIC = lazy("[下本这上]个?[周月]|今年|明天|今天|昨天|后天|今晚|明晚")
_NEAR = 1_000  # code points in which a date without a year looks for one
_RECENT = 1980  # a year from which a text may be that names it in passing; of an earlier one it tells
_MONTH = lazy(" ?[0-9一二三四五六七八九十]{1,2} ?月")
_ENDS = 300  # code points at either end of a text in which its own date stands


def _is_dated(view: Dates, text: str, date: Date) -> bool:
    """Whether a year that the text names can be that of a date without one: it stands near, or where a text has
    its own date, and only there where the date goes by the day on which it was written (下周六, 今年)."""
    left = max(text.rfind("\n", 0, date.start), text.rfind("。", 0, date.start))
    deictic = _DEICTIC.search(text, max(left, date.start - 60, 0), date.end) is not None
    near = 0 if deictic else _NEAR
    return any(
        year.start < _ENDS
        or year.start > len(text) - _ENDS
        or (abs(year.start - date.start) < near and (year.value >= _RECENT or _MONTH.match(text, year.end)))
        for year in view.years
    )


def _weekdays(text: str, known: list[Date], index: int, taken: int) -> Iterator[tuple[Date, int, int, int]]:
    """The weekdays beside a date: the date each belongs to, its range and where its numeral stands."""
    date = known[index]
    match = _AFTER.match(text, date.end)
    if match is None:
        short = _SHORT.match(text, date.end)
        if short is not None:
            yield date, short.start(1) - 1, short.end(1) + 1, short.start(1)
            return
        match = _BEFORE.search(text, max(0, date.start - 6), date.start)
        if match is not None and match.start(1) >= taken and text[match.start(1) - 1] not in _REPEATED:
            yield date, *match.span(1), match.end(1) - 1
        return
    words = list(_ONE.finditer(text, *match.span(1)))
    chain = [date]
    while len(chain) < len(words) and index:
        index -= 1
        if not _LINK.fullmatch(text, known[index].end, chain[0].start):
            break
        chain.insert(0, known[index])
    if len(chain) < len(words) or (len(words) == 2 and chain[1].day - chain[0].day > 7):
        return  # 9月2日至27日（周一至周五）: on each of these weekdays
    for of, word in zip(chain, words, strict=True):
        yield of, *word.span(), word.end() - 1
