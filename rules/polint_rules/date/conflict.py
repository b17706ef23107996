"""date/conflict."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from polint.day import Day
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import kinds_of, sift_ends
from polint_rules._classical import classical
from polint_rules.date._dates import (
    ERAS,
    ISO,
    LUNAR_ERAS,
    Date,
    Dates,
    Year,
    dates,
    dates_near,
    looked_enough,
    number,
    sentence,
)
from polint_rules.date._months import LINKED, WRITTEN, may_be_dated, months, months_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft
    from polint.matcher import Matcher

_N = "0-9〇零一二三四五六七八九十百两半元"
_CLOCK = rf"(?:(?:上午|下午|中午|晚上|晚间|凌晨|早上|早|晚|傍晚|夜间|午间)? ?(?:[{_N}]{{1,3}} ?(?:[:时点][{_N}]{{0,3}}分?)(?::[0-9]{{2}})?(?:整|半|许)?)?)"
_TO = lazy(
    rf" ?(?:\([^()\n]{{1,10}}\)|星期[一二三四五六日天]|周[一二三四五六日])? ?({_CLOCK}) ?(?:起?开始,?|起,?)? ?"
    rf"(?:至|到|迄|-|~|—{{1,2}}|〜|止于) ?(?:同年|当年)?$"
)
_LINK = lazy("[至到迄~〜—止-]")
_TIME = lazy(r" ?([0-9]{1,2}):([0-9]{2})")
_SPAN = lazy(
    rf"日?(?:\([^()]{{1,12}}\))?(?:[0-9:时点整分]{{1,6}})?(?:止|为止)?[,、,(]?(?:共计|合计|总计|共|计|为期|期限为?|租期为?|租赁期限?为?|历时|前后)?(?:[,、:])?"
    rf"(?P<count>[{_N}]{{1,4}}) ?(?P<unit>个月|年|天|日)(?![0-9一二三四五六七八九十间内以级度])"
)
_LASTING = lazy("为期|历时|连续")
_FORTNIGHT = 15
_SPAN_BEFORE = lazy(
    rf"(?:为期|历时|连续|(?P<term>(?:[租聘任]|合同|租赁|合作|服务|承包|承租|借展|借用|试用|质保|保修|委托|授权)期(?:限|间)?)[为是共]?:?) ?"
    rf"(?P<count>[{_N}]{{1,4}}) ?(?P<unit>个月|年|天|日)(?:的[^,。;:()\n]{{0,6}})?[(,:](?:即?[自从由])?$"
)
_SPAN_WORD = lazy("共计|合计|总计|共|计|为期|期限|租期|历时")

_YEARS = lazy(r"\(([12][0-9]{3})年?(?:-|~|—{1,2}|至|–)([12][0-9]{3})年?\)")
_LIFETIME = lazy(r"\(([12][0-9]{3})年[0-9月日]{0,8} ?(?:-|~|—{1,2}|至|–) ?([12][0-9]{3})年[0-9月日]{0,8}\)")
_BETWEEN_YEARS = frozenset(" (,、即")
_EQUAL_AFTER = lazy(r" ?[(,、即]{1,2}(?:即|也就是)?(?:公元|西元)? ?([12][0-9]{3}) ?年?")
_EQUAL_BEFORE = lazy(r"([12][0-9]{3}) ?年? ?[(,即]{1,2}(?:即)?$")

_DAY = "(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?"
_BORN_BEFORE = lazy("生于(?:公元|西元)?$")
_BORN_AFTER = lazy(f"{_DAY}(?:出)?生(?![产活动效])")
_GROWN_AFTER = lazy(f"{_DAY}(?:毕业|考入|参加工作|入伍|参军|从军|入党|任教|从教|从医|入学)")
_OTHERS = lazy("父|母|祖|兄|哥|姐|叔|伯|丈夫|妻")
"""Somebody else, whose life a sentence may turn to."""
_DIED_BEFORE = lazy("(?:卒于|逝于|逝世于|病逝于|去世于|死于|殁于|殉职于|牺牲于)(?:公元|西元)?$")
_DIED_AFTER = lazy(f"{_DAY}(?:因病)?(?:去世|逝世|病逝|病故|卒|辞世|殁|牺牲)")

_PUBLISHED = lazy(
    r"(?:发布时间|发布日期|发表时间|发表日期|刊登日期|刊出日期|日期|时间|发稿时间|公布时间|发布于|发表于|更新时间|发文日期|撰稿日期) ?:? ?$"
)
_WIRE = lazy(r" ?(?:讯|电|消息|报道)(?![话子脑视力影动梯])")
_PLAN = lazy(
    "将|定于|拟|计划|预计|预定|即将|截止|之前|日前|以前|届时|订于|欢迎|敬请|请于|应于|须于|报名|有效|起施行|起实施|起执行|开始|明年|来年|期限|"
    "日起|日止|日至|日—|日-|待|需于|如|若|假|农历|去年|上年|前年|每年|往年|历年|当年|希望|力争|确保|争取|安排|目标|可"
)
_PAST = lazy(
    "圆满|落幕|闭幕|成功举办|成功举行|成功召开|顺利举行|顺利召开|荣获|夺得|获得|夺冠|获奖|勇夺|表示[,:，]|说[,:，。]|说道|指出|强调[,:]|介绍[,:说]|"
    "出席了|参加了|举行了|召开了|举办了|审议通过|通过了|听取了|应到|实到|受到|现场|经过|感动|落泪|揭晓|颁发|已于|告诉记者|记者从|"
    "共[栽种捐筹收发清]|人参加|名[^,。;]{0,8}参加|予以表彰|取得[^,。;]{0,6}成绩|开展了|摘得|斩获|摘下|夺下|拿下|当天|当日|当晚|人参加|人参与|余人|多人|选出|当选|推选|决议|完成了|落成|揭牌|启用了|[^罢]了[,。、]"
)


_BESIDE_YEAR = (
    "年(", "年)", "年 (", "年即", *(f"年{sign}{start}" for sign in ",、" for start in "12即公西也( "),
)  # fmt: skip
_LIVES = frozenset(("生于", "年出生", "卒", "逝", "殁", "死于", "去世", "病故", "辞世", "牺牲", "殉职"))
_FOUNDED = (
    "成立于",
    "创立于",
    "创办于",
    "创建于",
    "始建于",
    "组建于",
    "设立于",
    "注册成立",
    "正式成立",
    "年成立",
    "年创立",
    "年创办",
    "年创建",
    "年组建",
)
_MONTHS = lazy("(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?,?")
_FOUNDED_AT = lazy(r"(?:公元|西元)? ?(?:民国 ?)?[0-9〇零一二三四五六七八九十百]{2,5} ?年")
_HONOURED = lazy(
    r"年(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?(?:[底初末春夏秋冬])?,?"
    r"(?:(?P<own>[该本][^,。;]{1,6}?|它|公司|学校|协会|基金会|企业|厂里|合作社|集团)?(?:又|即|就|再次|首次|先后|连续)?"
    r"(?:被评为|被授予|被认定|被命名|被确定|被列[为入]|荣获|荣膺|获评|获得|获颁|获选|获授|入选|当选|通过了?[^,。]{0,12}认证))"
)
"""What an institution can be given only once there is one."""
_EARLIER = lazy(
    "前身|改制|更名|改名|重组|合并|重建|迁|改组|升格|复[校会社办]|原名|原为|原是|母公司|创始人|创办人|个人|分[公店校会馆]|恢复|筹[建备]"
)
"""What tells that something was there before."""
_HONOURS = 160  # code points behind a founding in which its honours are told
_ERAS = frozenset(("民国", *ERAS))
_NUMBER = f"[{LINKED}]"
_AGES = ("享年", "终年", "享寿")
_THEN = ("时年", "年仅")
_AGE = lazy(f"(?:享年|终年|享寿) ?([{_N}]{{1,4}}) ?岁?")
_AGE_THEN = lazy(rf"(?:时年|年仅) ?([{_N}]{{1,3}}) ?岁")
_LIFE = 300  # code points before an age in which the years of a life are told
LIMIT = 1000
"""Ages of a document that are looked at."""
_SIGNS = _LIVES | _ERAS | {"(1", *_AGES, *_THEN}
_BRACKET = ("(1",)
_STAMPS = ("时间", "日期", "布于", "表于", "讯", "电", "消息", "报道")


_LINKED_EXPRESSION = rf"(?:[至到迄~〜—-]|止于)—? ?(?:同年|当年)? ?(?:[一-鿿]{{2}})? ?{_NUMBER}"
_LINKED = lazy(_LINKED_EXPRESSION)
_WRITTEN = f"[{WRITTEN}]"
# Possessive: nothing of it can be the link, so that nothing is tried twice.
_BETWEEN = rf"{_WRITTEN}{{0,40}}+(?:\([^()\n]{{0,12}}\){_WRITTEN}{{0,40}}+){{0,4}}+"
_PERIOD_AFTER = lazy(rf"[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}{_BETWEEN}{_LINKED_EXPRESSION}")
_STAMPED = lazy(
    rf"(?:时间|日期|[布表]于) ?:? ?(?:民国|公元|西元|中华民国|[一-鿿]{{2}})?{_NUMBER}|"
    rf"(?:[日号]|[0-9][-/.][0-9]{{1,2}}) ?(?:讯|电|消息|报道)"
)
_SIGNED = lazy(
    r"[ \t]*+(?:中华|公元|西元|日期:)?+[ \t]*+(?:[一-鿿]{2})?"
    r"[0-9〇○零一二三四五六七八九十百廿卅元正冬腊闰初年月日号 的./-]{4,40}+\s*+(?:(?<=\n).{0,12}|\n.{0,12})?\Z",
    re.DOTALL,
)
_HEAD = 260  # code points in which a text tells its date, where it does so at its head
_TAIL = 40  # code points from the month of the last date, or the start of an ISO date, to the end of the text
_BLANK = 50  # code points of the end of a text, which says nothing where all of them are blank
_SIGNATURE = 80  # code points in which a text is signed
_END = _TAIL + _BLANK + _SIGNATURE
_LONGEST = 30  # code points of a date up to its month: 中华民国 一百一十二 年 十二 月
_REACH = 80  # code points on either side of a word for birth or death in which dates are read
_NEAR = 30  # code points on either side of a sign that tell whether two years stand beside one another


def _ends_signed(tail: str) -> bool:
    """Whether one of the lines of `tail`, the last or a few characters before it, is a date."""
    start = 0
    while True:
        if _SIGNED.match(tail, start):
            return True
        start = tail.find("\n", start) + 1
        if not start:
            return False


_EQUATED = lazy(r"年 ?[(,、即]{1,2}(?:即|也就是)?(?:公元|西元)? ?[12][0-9]{3}")


def _equated(text: str, year: int) -> bool:
    """Whether the year whose 年 stands at `year` is set beside another one: 民国112年（2023年）, 2023年（民国112年）."""
    return _EQUATED.match(text, year) is not None or (
        text[year + 1 : year + 2] == ")" and "(" in text[max(0, year - 14) : year]
    )


def _backwards(text: str, place: int) -> re.Match[str] | None:
    """Two years in brackets at `place` of which the second comes before the first."""
    match = _YEARS.match(text, place)
    if match is None or match[1] <= match[2] or text[place - 1 : place] in "前bB":
        return None
    return match


def _linked(text: str, place: int) -> bool:
    """Whether the date at `place`, in ISO notation, is linked with another one."""
    return (
        _LINKED.search(text, max(0, place - 12), place + 1) is not None
        or _PERIOD_AFTER.search(text, place, place + 50) is not None
    )


def _dated(head: str, tail: str, last: int) -> bool:
    """Whether a text may say when it was published: at its `head`, or behind `last`, where in its `tail` the last date
    stands."""
    if any(word in head for word in _STAMPS) and _STAMPED.search(head):
        return True
    # The last date is a signature where little follows it.
    if last < len(tail) - _TAIL - _BLANK:
        return not tail[-_BLANK:].strip()
    tail = tail.rstrip()
    return last >= len(tail) - _TAIL and _ends_signed(tail[-_SIGNATURE:])


def doubtful(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts that speak of a life and its years, set a year beside another one, link two dates or have a
    date of their own."""
    hits = batch.hits
    if hits is None:
        return frozenset()
    places, lives, brackets, beside, then, founded = sift_ends(hits, hits.matcher.view(_kinds), 6)
    ends, dotted, linked, _ = batch.view(months)
    places += linked

    def lived(end: int) -> bool:
        # Of a life nothing can be said where nobody has told a year, or two dates.
        near = batch.folded_part(end - _REACH - 2, end + _REACH)
        return "年" in near or near.count("月") > 1 or bool(dotted)

    def bracketed(end: int) -> bool:
        low = max(0, end - 3)
        return _backwards(batch.folded_part(low, end + _NEAR), end - 2 - low) is not None

    def born(end: int) -> bool:
        return _BIRTH.search(batch.folded_part(max(0, end - _LIFE), end)) is not None

    def equal(end: int) -> bool:
        low = max(0, end - _NEAR)
        near = batch.folded_part(low, end + _NEAR)
        return _equated(near, near.rindex("年", 0, end - low))

    def tied(end: int) -> bool:
        low = max(0, end - _NEAR)
        return _linked(batch.folded_part(low, end + 2 * _NEAR), end - 5 - low)

    def honoured(end: int) -> bool:
        return _HONOURED.search(batch.folded_part(end, end + _HONOURS)) is not None

    asked = (
        (lives, lived), (brackets, bracketed), (then, born), (beside, equal), (dotted, tied), (founded, honoured),
    )  # fmt: skip
    for candidates, holds in asked:
        places += _firsts(batch, candidates, holds)
    for one in may_be_dated(batch, _HEAD):
        start, end = batch.spans[one]
        low = max(start, end - _END)
        last = max(
            found[bisect_right(found, end) - 1] for found in (ends, dotted) if found and found[0] <= end
        )
        if _dated(batch.folded_part(start, min(start + _HEAD, end)), batch.folded_part(low, end), last - low):
            places.append(start)
    return batch.texts_at(places)


def _firsts(batch: Batch, candidates: Iterable[int], holds: Callable[[int], bool]) -> Iterator[int]:
    """Of candidates, places of a batch, ascending, the first in each text of which something holds."""
    stop = -1
    for place in candidates:
        if place > stop and holds(place):
            yield place
            stop = batch.spans[bisect_right(batch.starts, place) - 1][1]


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, _AGES, _LIVES, _BRACKET, _BESIDE_YEAR, _THEN, _FOUNDED)


_ANY = 2024
"""The year in which two dates without one are compared; a leap year."""


class _Stamp(NamedTuple):
    """The day a text was published or signed: its date and where it stands."""

    date: Date
    day: Day


class Conflict(Rule):
    """Two dates that cannot both be true."""

    id = "date/conflict"
    version = 3
    severity = "warning"
    triggers = (
        *_AGES, *_THEN, *_FOUNDED, "生于", "年出生", "卒", "逝", "殁", "死于", "去世", "病故", "辞世", "牺牲", "殉职", "民国", *ERAS, *_BESIDE_YEAR, "月", "(1", *ISO,
    )  # fmt: skip
    sieve = "polint_rules.date.conflict:doubtful"
    by_triggers = True
    summary = Text("dates that contradict one another", "互相矛盾的日期")
    what = Text(
        "Finds a period that ends before it starts, a period whose stated length is not its own, a year of the Republic "
        "or of a reign set equal to another year of the Common Era, a life that ends before it begins or is not as long as it says (享年, 时年), and a report of "
        "something that, by its own date of publication or signature, had not happened yet, and an institution that was honoured before it was founded. Announcements of what is to "
        "come, biographies told backwards, school years and periods across the turn of a year are left alone.",
        "查找结束早于开始的期限、与起止日期不符的时长、换算错误的民国或年号纪年、卒年早于生年或与享年、时年不符，以及按发布或落款日期尚未发生却已被报道的事，以及成立之前就已获得荣誉的单位。"
        "预告、倒叙的传记、学年和跨年度的期限不报告。",
    )
    why = Text(
        "One of the two dates is wrong; in a contract or a notice the reader cannot tell which.",
        "两个日期必有一错；在合同或通知里，读者无法判断哪个是对的。",
    )
    messages = {
        "backwards": Text(
            "the period ends ({end}) before it starts ({start})", "期限的结束（{end}）早于开始（{start}）"
        ),
        "length": Text("the period from {start} to {end} is not {written}", "从{start}到{end}不是{written}"),
        "era": Text("{written} is {right}, not {said}", "{written}是{right}年，不是{said}年"),
        "age": Text("{written}, but the years are {right} apart", "{written}，但生卒年相差{right}年"),
        "age-then": Text(
            "{written}, but the years are {right} apart", "{written}，但与出生年份相差{right}年"
        ),
        "life": Text("a life or term that ends before it begins", "结束的年份早于开始的年份"),
        "future": Text(
            "reported as done, but dated after the text itself ({published})",
            "已作为完成的事报道，日期却晚于文本自身的日期（{published}）",
        ),
        "signed": Text(
            "signed before what the text reports ({event})", "落款日期早于文中报道的事（{event}）"
        ),
        "founded": Text("founded after it was honoured ({event})", "成立的年份晚于获得荣誉的年份（{event}）"),
        "start": Text("where it starts", "开始的日期"),
        "published": Text("the date of the text", "文本的日期"),
        "event": Text("what it reports", "文中报道的事"),
    }
    examples = (
        wrong("公示期为2024年6月20日至⟦2024年6月12日⟧。"),
        wrong("借展期間自民國一一四年五月一日起至⟦民國一一三年十月三十一日⟧止。"),
        wrong("⟦民國一一〇年（西元2022年）⟧秋，老街完成整修。"),
        wrong(
            "运动会圆满落幕\n发布时间：2024-10-08\n⟦10月18日⟧，第八届运动会在体育场落幕，三年级夺得团体冠军，校长为运动员颁发了奖牌。"
        ),
        wrong("4月2日讯　⟦4月16日⟧，篮球联赛决赛在体育馆举行，城东队险胜城西队，夺得冠军。"),
        wrong("2023年5月19日，合作社召开了社员大会，表决通过了章程。\n青山合作社\n⟦2023年5月9日⟧"),
        wrong("他（⟦1975—1936⟧）一生致力于方志。"),
        wrong("李先生生于1920年，1998年病逝，⟦享年88岁⟧。"),
        wrong("陈先生（1902年3月4日—1961年9月8日），号竹亭，工山水，⟦享年七十岁⟧。"),
        wrong("培訓為期⟦五天（2024年7月1日至7月12日⟧），每日上午授課。"),
        wrong("租期⟦两年，自2023年1月1日起至2023年12月31日⟧止。"),
        wrong("她1950年出生，1978年考入大学，⟦时年三十八岁⟧，同学都叫她大姐。"),
        wrong("本次培训⟦为期五天，自3月11日至3月13日⟧，在县委党校举行。".replace("⟦为期五天", "为期⟦五天")),
        wrong("⟦乾隆四十年（1785年）⟧建祠堂，光绪年间重修。"),
        right("乾隆四十年（1775年）建祠堂，弘治三年（1490年）建塔，光绪年间重修。"),
        wrong("补贴申请从2022年11月8日开始，至⟦2022年10月31日⟧结束。"),
        right("培训为期三天，自3月11日至3月13日。集训共三天（5月8日至12日，双休日除外）。"),
        right("她1950年出生，1978年考入大学，时年二十八岁，同学都叫她大姐。"),
        wrong("任期⟦三年（2022年7月1日至2026年6月30日⟧）。"),
        wrong("档案显示，他1970年出生，⟦1965年⟧入伍，曾立三等功。"),
        right("王先生生于1912年，1998年病逝，享年八十七岁。"),
        right("合同期限自2023年11月1日起至2024年10月31日止，为期一年。"),
        right("供暖期为11月15日至3月15日，2022—2023学年第二学期照常。"),
        right("民國一一二年（西元2023年）秋，老街完成整修。"),
        right("发布时间：2024-10-08\n10月18日，第八届运动会将在体育场举行，欢迎家长观看。"),
        wrong("茶厂成立于⟦2016年⟧，位于镇东。2014年，该厂被评为县级龙头企业。"),
        wrong("公司于⟦2012年⟧6月注册成立，2011年即获评市级科技企业。"),
        wrong("學會創立於⟦民國一百年⟧，會員三百人，民國九十八年榮獲績優團體獎。"),
        right("茶厂成立于2016年，前身是1978年建的茶场。2014年，该场被评为先进集体。"),
        right("學會創立於民國一百年，民國一百零三年榮獲績優團體獎，創辦人早在民國八十年獲得師鐸獎。"),
        right("他1987年去世，生于1906年，1949年的冬天他在护校。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """Periods, eras and lives as they come; then the date of the text against what it reports."""
        signs = _SIGNS.intersection(document.scan.hits)
        if "(1" in signs:
            yield from self._lives(document.folded, document.hits("(1"))
        # A look at the characters about each date first: the view of them all costs a hundred times as much.
        if not self._doubtful(document, signs):
            return
        view = document.view(dates)
        if not view.dates and not view.years:
            return
        folded = document.folded
        yield from self._periods(folded, view)
        yield from self._eras(folded, view, document.text)
        yield from self._births(folded, view)
        yield from self._ages(document, view)
        yield from self._ages_then(document, view)
        yield from self._foundings(document, view)
        yield from self._reports(document, view)

    def _doubtful(self, document: Document, signs: frozenset[str]) -> bool:
        """Whether two dates near one another, or the date of the text, may be found at fault."""
        if not signs.isdisjoint((*_AGES, *_THEN)) or any(
            _HONOURED.search(document.folded, place, place + _HONOURS) for place in document.hits(*_FOUNDED)
        ):
            return True
        if not _LIVES.isdisjoint(signs) and any(
            self._fault_near(document, place) for place in document.hits(*_LIVES.intersection(signs))
        ):
            return True
        if not _ERAS.isdisjoint(signs) and any(
            _equated(document.folded, place) and self._fault_near(document, place)
            for place in document.hits(*_BESIDE_YEAR)
        ):
            return True
        ends, dotted, linked, _ = months_in(document)
        if not ends and not dotted:
            return False
        text = document.folded
        for end in linked:
            if looked_enough(document):
                return True
            if next(self._periods(text, dates_near(document, end, _LONGEST)), None) is not None:
                return True
        for end in dotted:
            if _linked(text, end - 5) and self._fault_near(document, end):
                return True
        last = max(ends[-1] - 1 if ends else 0, dotted[-1] - 5 if dotted else 0)
        low = max(0, len(text) - _END)
        return _dated(text[:_HEAD] if dotted or ends[0] <= _HEAD else "", text[low:], last - low)

    def _fault_near(self, document: Document, place: int) -> bool:
        if looked_enough(document):
            return True
        text = document.folded
        view = dates_near(document, place)
        if len(view.dates) < 2 and not view.years:
            return False
        for find in (self._periods, self._eras, self._births):
            if next(find(text, view), None) is not None:
                return True
        return False

    # -- periods ----------------------------------------------------------------------------------------

    def _periods(self, text: str, view: Dates) -> Iterator[Draft]:
        known = view.dates
        for index in range(len(known) - 1):
            one, two = known[index], known[index + 1]
            if two.start - one.end > 24 or one.lunar or two.lunar or one.foreign_year or two.foreign_year:
                continue
            if not _LINK.search(text, one.end, two.start):
                continue
            link = _TO.match(text, one.end, two.start)
            if link is None or link.end() != two.start:
                continue
            yield from self._period(text, one, two, link)

    def _period(self, text: str, one: Date, two: Date, link: re.Match[str]) -> Iterator[Draft]:
        start = one.exact if one.day else None
        end = two.exact if two.day else None
        if one.year is not None and two.year is None and two.day and one.day and one.month == two.month:
            end = two.on(one.year)
        elif one.year is None and two.year is None and one.day and two.day and one.month == two.month:
            start, end = one.on(2024), two.on(2024)
        elif one.year is not None and two.year is not None and not (one.day and two.day):
            if (two.year, two.month) < (one.year, one.month):
                yield self.draft(
                    two.start,
                    two.end,
                    "backwards",
                    related=(self.related(one.start, one.end, "start"),),
                    start=f"{one.year}-{one.month:02}",
                    end=f"{two.year}-{two.month:02}",
                )
            return
        if start is None or end is None:
            return
        backwards = end < start
        if end == start and one.year is not None:
            first, last = _TIME.match(text, one.end), _TIME.match(text, two.end)
            if first is not None and last is not None:
                backwards = (int(last[1]), int(last[2])) < (int(first[1]), int(first[2]))
        if backwards:
            last = _TIME.match(text, two.end)
            yield self.draft(
                two.start,
                last.end() if last else two.end,
                "backwards",
                related=(self.related(one.start, one.end, "start"),),
                start=_short(start, one),
                end=_short(end, two),
            )
        elif one.year is not None or one.month == two.month:
            yield from self._length(text, one, two, start, end)

    def _length(self, text: str, one: Date, two: Date, start: Day, end: Day) -> Iterator[Draft]:
        match = _SPAN.match(text, two.end)
        if match is None or not _SPAN_WORD.search(text, two.end, match.start("count")):
            match = _SPAN_BEFORE.search(text, max(0, one.start - 24), one.start)
        if match is None:
            return
        count = number(match["count"]) if "半" not in match["count"] else None
        if not count:
            return
        unit = match["unit"]
        agreed = match.groupdict().get("term") is not None  # of a contract, not of a life or a fair
        days = (end - start).days + 1
        if one.year is None and (unit not in "天日" or count <= days + 1):
            return  # without a year only the days of one month are known, and not which of them are working days
        months = (end.year - start.year) * 12 + end.month - start.month + (end.day - start.day) / 30.5
        if unit in "天日":
            fits = days - 2 <= count <= days + 1 or count < days * 0.75  # working days, sessions
            if days <= _FORTNIGHT and _LASTING.search(match[0]):  # 为期五天: only days of rest are left out
                working = sum((start.weekday() + day) % 7 < 5 for day in range(days))
                fits = days - 2 <= count <= days + 1 or abs(count - working) <= 1
        elif unit == "个月":
            fits = abs(months - count) <= 1.05
        else:
            fits = abs(months / 12 - count) <= (1 if count > 1 and not agreed else 0.1)
        if not fits:
            yield self.draft(
                min(match.start("count"), two.start),
                max(match.end("unit"), two.end),
                "length",
                related=(self.related(one.start, two.end, "start"),),
                start=start.isoformat(),
                end=end.isoformat(),
                written=match["count"] + unit,
            )

    # -- eras and lives ---------------------------------------------------------------------------------

    def _eras(self, text: str, view: Dates, own: str = "") -> Iterator[Draft]:
        for year in view.years:
            if year.kind == "ad":
                continue
            if (
                text[year.end : year.end + 1] not in _BETWEEN_YEARS
                and text[year.start - 1 : year.start] not in _BETWEEN_YEARS
            ):
                continue
            said: int | None = None
            start, end = year.start, year.end
            after = _EQUAL_AFTER.match(text, year.end, year.end + 16)
            if after is not None and text[after.end() : after.end() + 1] not in "-~—至":
                said, end = int(after.group(1)), after.end()
                if text[end : end + 1] == ")":
                    end += 1
            else:
                before = _EQUAL_BEFORE.search(text, max(0, year.start - 12), year.start)
                if before is not None and "(" in before.group() and text[year.end : year.end + 1] == ")":
                    said, start, end = int(before.group(1)), before.start(), year.end + 1
            if (
                said is None
                or said == year.value
                or (year.kind in LUNAR_ERAS and abs(said - year.value) == 1)
            ):
                continue
            if abs(said - year.value) > 60:
                continue  # another thing: a publication's year, a number
            yield self.draft(
                start, end, "era", written=(own or text)[year.start : year.end], right=year.value, said=said
            )

    def _lives(self, text: str, places: Sequence[int]) -> Iterator[Draft]:
        for place in places:
            match = _backwards(text, place)
            if match is not None:
                yield self.draft(match.start(1), match.end(2), "life")

    def _births(self, text: str, view: Dates) -> Iterator[Draft]:
        """生于…年，卒于…年, with the second year before the first."""
        for one, two in pairwise(view.years):
            if two.value >= one.value or two.start - one.end > 40:
                continue
            if not (
                _BORN_BEFORE.search(text, max(0, one.start - 6), one.start)
                or _BORN_AFTER.match(text, one.end)
            ):
                continue
            if (
                _DIED_BEFORE.search(text, max(0, two.start - 6), two.start)
                or _DIED_AFTER.match(text, two.end)
                or (_GROWN_AFTER.match(text, two.end) and not _OTHERS.search(text, one.end, two.end + 4))
            ):
                yield self.draft(
                    two.start, two.end, "life", related=(self.related(one.start, one.end, "start"),)
                )

    def _ages(self, document: Document, view: Dates) -> Iterator[Draft]:
        """生于1920年，1998年病逝，享年88岁: an age that the two years do not allow, by either way of counting."""
        text = document.folded
        for place in document.hits(*_AGES)[:LIMIT]:
            match = _AGE.match(text, place)
            age = number(match[1]) if match is not None else None
            if match is None or not age:
                continue
            low = max(0, place - _LIFE)
            line = text.rfind("\n", low, place) + 1
            years = [year for year in view.years_in(max(low, line), place) if year.kind in ("ad", "roc")]
            born = [
                year
                for year in years
                if _BORN_BEFORE.search(text, max(0, year.start - 6), year.start)
                or _BORN_AFTER.match(text, year.end)
            ]
            died = [
                year
                for year in years
                if _DIED_BEFORE.search(text, max(0, year.start - 6), year.start)
                or _DIED_AFTER.match(text, year.end)
            ]
            lived = _YEARS.search(text, max(low, line), place) or _LIFETIME.search(
                text, max(low, line), place
            )
            if len(born) == len(died) == 1:
                first, last = born[0].value, died[0].value
                where = (born[0].start, died[0].end)
            elif not born and not died and lived is not None:
                first, last = int(lived[1]), int(lived[2])
                where = lived.span()
            else:
                continue
            if 0 < last - first < 120 and not last - first - 1 <= age <= last - first + 3:
                yield self.draft(
                    match.start(),
                    match.end(),
                    "age",
                    related=(self.related(*where, "start"),),
                    written=match[0],
                    right=last - first,
                )

    def _ages_then(self, document: Document, view: Dates) -> Iterator[Draft]:
        """1950年出生，1978年考入大学，时年三十八岁: an age that the year told last does not allow."""
        text = document.folded
        for place in document.hits(*_THEN)[:LIMIT]:
            match = _AGE_THEN.match(text, place)
            age = number(match[1]) if match is not None else None
            if match is None or not age:
                continue
            low = max(0, place - _LIFE)
            low = max(low, text.rfind("\n", low, place) + 1)
            years = [year for year in view.years_in(low, place) if year.kind in ("ad", "roc")]
            if len(years) < 2 or _OTHERS.search(text, years[0].end, place):
                continue
            born, last = years[0], years[-1]
            if any(_is_birth(text, year) for year in years[1:]) or not _is_birth(text, born):
                continue
            passed = last.value - born.value
            if (
                0 < passed < 120
                and _RECENT.search(text, last.end, place) is None
                and not passed - 1 <= age <= passed + 2
            ):
                yield self.draft(
                    match.start(),
                    match.end(),
                    "age-then",
                    related=(self.related(born.start, last.end, "start"),),
                    written=match[0],
                    right=passed,
                )

    def _foundings(self, document: Document, view: Dates) -> Iterator[Draft]:
        """成立于2015年……2013年，该厂被评为…: what was founded later than it was honoured."""
        text = document.folded
        for place in document.hits(*_FOUNDED)[:LIMIT]:
            at = place + 3
            if text.startswith(("注册", "正式"), place):  # 2015年6月注册成立
                told = view.year_before(place)
                founded = told if told is not None and _MONTHS.fullmatch(text, told.end, place) else None
            elif text[place] == "年":  # 2015年成立: the year stands before
                founded = next(
                    (year for year in view.years_in(place - 8, place + 1) if year.end == place + 1), None
                )
            else:
                match = _FOUNDED_AT.match(text, at)
                founded = None if match is None else next(iter(view.years_in(at, match.end())), None)
            if founded is None:
                continue
            low = text.rfind("\n", 0, place) + 1
            stop = text.find("\n", at, at + _HONOURS)
            stop = at + _HONOURS if stop < 0 else stop
            for year in view.years_in(founded.end, stop):
                if year.value >= founded.value or year.kind not in ("ad", "roc"):
                    continue
                honour = _HONOURED.match(text, year.end - 1)
                if honour is None or (honour["own"] is None and text[year.start - 1] not in "。;,"):
                    continue
                if _EARLIER.search(text, max(low, founded.start - 60), honour.end() + 20):
                    continue
                yield self.draft(
                    founded.start,
                    founded.end,
                    "founded",
                    confidence="medium",
                    related=(self.related(year.start, honour.end(), "event"),),
                    event=year.value,
                )
                break

    # -- reports ----------------------------------------------------------------------------------------

    def _reports(self, document: Document, view: Dates) -> Iterator[Draft]:
        head = self._published(document, view)
        if head is not None:
            yield from self._against(document, view, head, signed=False)
        foot = self._signature(document, view)
        if foot is not None:
            yield from self._against(document, view, foot, signed=True)

    @staticmethod
    def _published(document: Document, view: Dates) -> _Stamp | None:
        """The date in the head of the text: behind 发布时间, or before 讯 or 电."""
        text = document.folded
        for date in view.dates[:3]:
            if date.start > 200:
                break
            day = (date.exact if date.year is not None else date.on(_ANY)) if date.day else None
            if day is None or date.lunar or date.foreign_year:
                continue
            line = document.line_span(date.start)
            if date.year is None and not _WIRE.match(text, date.end):
                continue  # 4月2日讯
            if _PUBLISHED.search(text, line.start, date.start) or _WIRE.match(text, date.end):
                return _Stamp(date, day)
        return None

    @staticmethod
    def _signature(document: Document, view: Dates) -> _Stamp | None:
        """The date that is the last line, or the last but a few words."""
        if not view.dates:
            return None
        date = view.dates[-1]
        day = date.exact if date.day else None
        if day is None or document.body.end - date.end > 12:
            return None
        line = document.line_span(date.start)
        before = document.folded[line.start : date.start].strip()
        if before not in ("", "中华", "公元", "西元", "日期:") or document.text[date.end : line.end].strip():
            return None
        return _Stamp(date, day)

    def _against(self, document: Document, view: Dates, stamp: _Stamp, *, signed: bool) -> Iterator[Draft]:
        text = document.folded
        for date in view.dates[:40]:
            if date is stamp.date or not date.day or date.lunar or date.foreign_year or date.iso:
                continue
            if not signed and date.start < stamp.date.end:
                continue
            if (date.year is None) != (stamp.date.year is None) and stamp.date.year is None:
                continue
            if date.year is None and signed and view.years[0].start < date.start:
                continue
            if date.year is None and not signed and _of_another_time(document, view, date, stamp):
                continue
            day = date.on(date.year if date.year is not None else stamp.day.year)
            if day is None or not 0 < (day - stamp.day).days <= 150:
                continue
            left, right_end = sentence(document, date.start, date.end)
            if _PLAN.search(text, left, right_end) or text[left:right_end].count("“") > 3:
                continue
            line = document.line_span(date.start)
            if _PLAN.search(text, max(line.start, left - 60), left) and not _PAST.search(
                text, left, right_end
            ):
                continue
            if not _PAST.search(text, line.start, min(line.end, right_end + 160)):
                continue
            if signed:
                yield self.draft(
                    stamp.date.start,
                    stamp.date.end,
                    "signed",
                    confidence="medium",
                    related=(self.related(date.start, date.end, "event"),),
                    event=day.isoformat(),
                )
            else:
                yield self.draft(
                    date.start,
                    date.end,
                    "future",
                    confidence="medium",
                    related=(self.related(stamp.date.start, stamp.date.end, "published"),),
                    published=stamp.day.isoformat(),
                )
            return


def _of_another_time(document: Document, view: Dates, date: Date, stamp: _Stamp) -> bool:
    """Whether a date without a year is that of a year told since the text gave its own date, or of an old text."""
    said = view.year_before(date.start)
    if said is not None and said.start > stamp.date.end and said.value != stamp.day.year:
        return True
    return date.han and document.view(classical).around(date.start)


_BIRTH = lazy("年[^。]{0,12}生|生于")
_RECENT = lazy(
    "。|[两二三四五六七八九十数几0-9][多余]?年[后前]|次年|翌年|同年|后来|之后|以后|去世|逝世|病逝|牺牲|病故"
)


def _is_birth(text: str, year: Year) -> bool:
    """Whether a year is told as that of a birth."""
    return bool(
        _BORN_BEFORE.search(text, max(0, year.start - 6), year.start) or _BORN_AFTER.match(text, year.end)
    )


def _short(day: Day, date: Date) -> str:
    return day.isoformat() if date.year is not None else f"{day.month}-{day.day}"
