"""date/impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules._classical import classical
from polint_rules.date._dates import (
    ISO,
    Date,
    dates,
    dates_near,
    days_in,
    is_leap,
    likely_years,
    looked_enough,
    sentence,
)
from polint_rules.date._months import months, months_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft

_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# A text may name a day that never was in order to say so.
_CITED_BEFORE = lazy(
    "(?:误作|误为|误写|误印|误植|误载|误排|误记|误刊|错写|错印|写成|写为|打成|印成|没有|并无|哪有|不存在|所谓)[为作成的是]?"
    "[“\"'「『‘]?$"
)
_CITED_AFTER = lazy(
    "[”」』][、或和及与]?(?:[“「『][^”」』]{1,12}[”」』])?(?:这类|这样的|这种|之类)|[”\"'」』’]?(?:.{0,9}没有这|.{0,4}哪有)|[”\"'」』’]?.{0,4}(?:不存在|并不存在|无效日期|非法日期|不合法|应为|应是|应作|之误|有误|误植|误写|笔误|永远|[是为属按](?:农历|旧历|阴历|夏历))"
)
_CITED_ANYWHERE = lazy(
    "更正|勘误|订正|笔误|不是闰年|并非闰年|平年|没有(?:2月)?(?:29|30|31|二十九|三十|三十一)[日号]|伪造|造假|误植|不存在|非法日期|无效日期|无效的日期|异常日期|日期校验|日期格式|合法日期|永远不会到来|瑞典|苏联历"
)
_CLOCK = (*(f"{hour}时" for hour in range(25, 60)), *(f"时{minute}分" for minute in range(60, 100)))
"""Hours and minutes that no clock shows."""
_TIME = lazy("(?<![0-9.小历])([0-9]{1,2})时(?:([0-9]{1,2})分|许|整|(?=[在到至于开起前起召举准,，、—~-]))")
_CLOCK_SET = frozenset(_CLOCK)
_OF_DAY = lazy("(?:日|号|上午|下午|中午|晚上?|晚间|凌晨|早上|清晨|傍晚|深夜|夜间|至|到|—|-|~|于|[)，,、]) ?$")
"""What a time of the day stands behind; 36时 may be as many hours."""
_SERIAL = lazy(
    "(?:编号|批号|批次|型号|文号|证号|案号|货号|版号|单号|序号|代码|条码|版本|标准|规程|图号|合同|no|id)[^。]{0,4}$"
)


class Impossible(Rule):
    """A date that no calendar has."""

    id = "date/impossible"
    version = 3
    severity = "error"
    triggers = ("月", *ISO, *_CLOCK)
    sieve = "polint_rules.date.impossible:doubtful"
    by_triggers = True
    summary = Text("a date that does not exist", "不存在的日期")
    what = Text(
        "Finds days and months that the calendar does not have: 2月30日, 4月31日, 十三月五日, 2023-13-05, the 29th of "
        "February of a common year, and times that no clock shows (25时30分). It reads Arabic, full-width and Chinese numerals, ISO dates and ROC years. The year "
        "of 2月29日 is taken from the text only where all years the text names agree. Lunar dates, versions, batch "
        "numbers and corrections that quote a wrong date are left alone.",
        "查找历法里没有的日期：2月30日、4月31日、十三月五日、2023-13-05，平年的2月29日，以及钟面上没有的时刻（25时30分）。阿拉伯数字、全角数字、中文数字、"
        "ISO 格式和民国纪年都能识别。没写年份的2月29日，只有当文中提到的所有年份都是平年时才报告。农历日期、版本号、批次号，"
        "以及更正启事里引用的错误日期不报告。",
    )
    why = Text(
        "Nobody can keep an appointment on such a day: a digit is wrong, and the text does not say which.",
        "这样的日子无法赴约：必有一个数字写错，而文中无从得知是哪一个。",
    )
    messages = {
        "day": Text(
            "month {month} has {days} days: there is no day {day}", "{month}月只有{days}天，没有{day}日"
        ),
        "leap": Text("{year} is not a leap year: it has no 29 February", "{year}年不是闰年，没有2月29日"),
        "leap-context": Text(
            "29 February, but no year the text names is a leap year ({years})",
            "2月29日，但文中提到的年份都不是闰年（{years}）",
        ),
        "month": Text("there is no month {month}", "没有{month}月"),
        "clock": Text("no clock shows {time}", "没有{time}这个时刻"),
    }
    examples = (
        wrong("缴费时间延长到⟦6月31日⟧，逾期不再办理。"),
        wrong("展期自民國一一二年九月一日起至⟦十一月三十一日⟧止，週一休館。"),
        wrong("更新于⟦2024-02-30⟧，内容以最新版本为准。"),
        wrong("他在⟦2022年2月29日⟧提交了申请。"),
        wrong("醫院創立於1923年，同年⟦二月二十九日⟧奠基。"),
        wrong("活動分別於四月六日、⟦四月三十一日⟧舉行。"),
        wrong("定于⟦2025年13月6日⟧开标。"),
        wrong("農曆七月十五日（國曆⟦八月三十二日⟧）普渡，請信眾登記。"),
        wrong("请于3月12日⟦25时30分⟧到三楼会议室开会。"),
        wrong("列車上午⟦9時65分⟧開出，請提早到站候車。"),
        right("会议于9时59分结束；列车24时到站。全程历时36时20分，累计用电85时。"),
        right("三四月间雨水多，九月二三四日内到货；二月三十日，皇帝自汴州至洛阳，百官出迎。"),
        right("闰年的2024年2月29日，孩子们种下了四棵树。"),
        right("包装上印着有效期至2026.02.29，而2026年不是闰年，日期显然是假的。"),
        right("旧台账里“12月32日”“13月1日”这类记录不少，清洗时逐条核对。甲三三月廿四日上学。"),
        right("農曆二月三十日進香，正月初一開廟門。"),
        right("本报昨日误将开馆日期印成“6月31日”，应为6月30日。"),
        right("证书编号2023-13-0045，批次13/31，规程2.30版。"),
        right("崇禎十七年二月三十日，城中大雪。"),
        right("除夕已過，二月三十日是舊曆大月的最後一天。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a date, and one a time of the day."""
        yield from self._times(document)
        if not _doubtful(document):
            return
        for date in document.view(dates).dates:
            if date.lunar or not (date.day or date.year) or self._possible(date):
                continue
            fault = self._fault(document, date)
            if fault is not None and not _cited(document, date):
                yield fault

    def _times(self, document: Document) -> Iterator[Draft]:
        """25时30分, 9时65分."""
        text, last = document.folded, -1
        for place in document.hits(*_CLOCK):
            match = _TIME.search(text, max(0, place - 3), place + 8)
            if match is None or match.start() <= last or not document.regions.is_prose(match.start()):
                continue
            last = match.start()
            hour, minute = int(match[1]), int(match[2] or 0)
            if (hour <= 24 and minute < 60) or hour >= 60 or not _OF_DAY.search(text, max(0, last - 3), last):
                continue
            low, high = sentence(document, *match.span())
            if not _CITED_ANYWHERE.search(text, low, high):
                yield self.draft(*match.span(), "clock", time=document.text[last : match.end()])

    @staticmethod
    def _possible(date: Date) -> bool:
        """The quick answer for nearly every date."""
        return 1 <= date.month <= 12 and date.day < 29 and (date.day > 0 or not date.han)

    def _fault(self, document: Document, date: Date) -> Draft | None:
        start, end = date.start, date.end
        if date.han and (_SOME.search(document.folded, start, end) or _is_old(document, date)):
            return None
        if not 1 <= date.month <= 12:
            if date.iso and document.text[date.start + 4] == ".":  # 2023.13.05: a version
                return None
            if date.month > 99 or (not date.day and date.year is None) or date.foreign_year:
                return None
            if date.han and _DIGITS.search(document.folded, start, end):
                return None  # 甲三三月廿四日: no month is written so
            return self.draft(start, end, "month", month=date.month)
        if date.foreign_year and date.day <= 30:
            return None
        if date.day == 0:
            return None
        if date.day > _LONGEST[date.month]:
            if (date.month, date.day) == (5, 35):  # a set expression
                return None
            days = days_in(date.year, date.month) if date.year else _LONGEST[date.month]
            return self.draft(start, end, "day", month=date.month, days=days, day=date.day)
        if date.month == 2 and date.day == 29:
            if date.year is not None:
                if is_leap(date.year):
                    return None
                return self.draft(start, end, "leap", year=date.year)
            years = likely_years(document, date)
            if years and not any(is_leap(year) for year in years):
                return self.draft(
                    start, end, "leap-context", confidence="medium", years="、".join(map(str, sorted(years)))
                )
        return None


_SOME = lazy("(?<![十廿卅])(?:一二|二三|三四|四五|五六|六七|七八|八九)[三四五六七八九]?[月日号]")
"""Two numerals in a row name some of several: 三四月间, 二三四日."""
_DIGITS = lazy("[二三四五六七八九]{2}月")
_COURT = lazy("皇帝|陛下|天子|节度使|刺史|古文:|[高太世中][祖宗]")
_REACH = 100  # code points around a date in which the words of a chronicle are looked for


def _is_old(document: Document, date: Date) -> bool:
    """Whether 二月三十日 is a day of the old calendar: in classical Chinese, or in a chronicle of a court."""
    if date.year is not None or (date.month, date.day) != (2, 30):
        return False
    start, end = max(0, date.start - _REACH), date.end + _REACH
    return _COURT.search(document.folded, start, end) is not None or document.view(classical).around(
        date.start
    )


_ISO_PLAIN = lazy(
    "[0-9]{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12][0-8]|0?[1-9]|19)(?![0-9])|[0-9]{4}[-/.][0-9]+(?![-/.0-9])"
)
_ISO_REST = 20  # code points behind a year and its sign in which the rest of such a date stands


def doubtful(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts in which some month or day is not plainly possible."""
    found = batch.view(months)
    return (
        batch.texts_at(found.strange)
        | frozenset(batch.holding(_CLOCK_SET))
        | batch.texts_where(
            found.dotted, lambda end: _ISO_PLAIN.match(batch.folded_part(end - 5, end + _ISO_REST)) is None
        )
    )


def _doubtful(document: Document) -> bool:
    """Whether some month or day is not plainly possible: asked of the few characters about each 月, for the
    view of all dates costs a hundred times as much."""
    found = months_in(document)
    if any(_fails_near(document, end) for end in found.strange):
        return True
    text, plain = document.folded, _ISO_PLAIN.match
    return any(plain(text, end - 5) is None for end in found.dotted)


def _fails_near(document: Document, place: int) -> bool:
    """Whether a date beside `place` may be impossible."""
    return looked_enough(document) or any(
        (date.day or date.year)
        and not date.lunar
        and (
            not 1 <= date.month <= 12
            or date.day > _LONGEST[date.month]
            or (date.month == 2 and date.day == 29 and not (date.year and is_leap(date.year)))
        )
        and date.month < 100
        for date in dates_near(document, place).dates
    )


def _cited(document: Document, date: Date) -> bool:
    text = document.folded
    start, end = date.start, date.end
    if date.iso and _SERIAL.search(text, max(0, start - 12), start):
        return True
    if _CITED_BEFORE.search(text, max(0, start - 8), start) or _CITED_AFTER.match(text, end, end + 16):
        return True
    left, right_end = sentence(document, start, end)
    return _CITED_ANYWHERE.search(text, left, right_end) is not None
