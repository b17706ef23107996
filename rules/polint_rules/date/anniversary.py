"""date/anniversary."""

from __future__ import annotations

import marshal
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from polint import store
from polint.finding import Fix
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.date._dates import Dates, dates, number, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polint.document import Document
    from polint.finding import Draft


class Series(NamedTuple):
    """What series.toml says, by folded name."""

    events: Mapping[str, int]
    short: frozenset[str]
    annual: Mapping[str, int]
    held: Mapping[str, Mapping[int, frozenset[int]]]
    congress: Mapping[int, int]
    plenum: Mapping[int, tuple[int, ...]]
    people: Mapping[int, int]
    plans: Mapping[str, tuple[int, int]]


@cache
def series() -> Series:
    """The table, read once."""
    key = store.stamp(__file__, "series.toml")
    data: dict[str, list[dict[str, Any]]] = marshal.loads(store.compiled("series", key, _parsed))
    events: dict[str, int] = {}
    short: set[str] = set()
    for event in data["event"]:
        for name in (*event["names"], *event.get("short", ())):
            events[name] = event["year"]
        short.update(event.get("short", ()))
    held: dict[str, Mapping[int, frozenset[int]]] = {}
    for games in data["held"]:
        named = games.get("named", 0)
        years = {
            ordinal: frozenset({year, named} if year == named + 1 else {year})
            for ordinal, year in enumerate(games["years"], games["from"])
        }
        held.update(dict.fromkeys(games["names"], years))
    congress = {
        ordinal: year
        for entry in data["congress"]
        for ordinal, year in enumerate(entry["years"], entry["from"])
    }
    return Series(
        events,
        frozenset(short),
        {name: entry["first"] for entry in data["annual"] for name in entry["names"]},
        held,
        congress,
        {entry["term"]: tuple(entry["years"]) for entry in data["plenum"]},
        {entry["term"]: entry["first"] for entry in data["people"]},
        {entry["name"]: (entry["first"], entry["last"]) for entry in data["plan"]},
    )


def _parsed() -> bytes:
    import tomllib  # the first run parses the table for all

    return marshal.dumps(tomllib.loads(store.beside(__file__, "series.toml").decode("utf-8")))


LIMIT = 2000
"""Places of one word that are looked at: no text speaks of more anniversaries."""

_N = "0-9〇零一二三四五六七八九十百廿卅两"
_COUNT = lazy(rf"第?([{_N}]{{1,5}}) ?个?$")
_ORDINAL = lazy(
    rf"第 ?([{_N}]{{1,5}}) ?[个届次][“\"'「『‘]?(?:全国|国际|世界|中国|联合国|我国|全民|中华)*[“\"'「『‘]?$"
)
_SESSION = lazy(rf"第 ?([{_N}]{{1,3}}) ?届(?:中华人民共和国|全国|亚洲)?$")
_FILLER = lazy("[的了已经满整将迎来同志先生祖国伟大光荣“”\"'「」《》 ]{0,8}$")
_OCCASION = lazy(
    "(?:庆祝|纪念|迎接|喜迎|欢庆|欢度|庆贺|恭贺|适逢|恰逢|正值|时值|值此|值|迎来|迎|逢|我国|祖国|我党|我军|是|为|在|以|"
    "献礼|向|[“「『《\"':,。、!\n ])$|^$"
)
_RELATIVE = lazy(
    "世纪(?:[初末中]|之交)|年前|年后|当年|那年|去年|前年|后年|上年|昨年|往年|那时|当时|曾在|曾于|隔年"
)
_NEXT = lazy("明年|次年|翌年|来年|迎接|献礼|筹备|即将|将于|将在|将是|倒计时")
_PERSONAL = lazy(
    "我的|我从教|他的|她的|他们的|从教|任教|执教|人生|参加工作|入职|从业|以来的?第|度过的?第|度过了|自己|建校|进校|到校|入警|从警"
)
_FOUNDED = lazy(
    "(?:创办|创建|始建|创立|创刊|成立|建立|建校|建馆|建院|建厂|开办|兴办)于(?:公元|西元)?(民国)?([0-9〇零一二三四五六七八九十]{2,5})年"
)
_OWN = lazy(
    "(?:建校|办校|校庆|建院|建馆|开馆|建厂|建社|办学|创刊|创办|创立|创建|成立|开业)[的了满将迎来]{0,3}$"
)
_OWN_AFTER = lazy("(?:校庆|院庆|店庆|社庆|馆庆|厂庆|华诞)")
_YEAR_BEHIND = lazy(
    "[于在]? ?[0-9〇零一二三四五六七八九]{4}年(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?"
)
_OPENED = lazy("(?:隆重|胜利|正式|顺利)?(?:召开|举行|举办|开幕|闭幕)(?!权)")
# 2018年，党的十九大召开后: the year is that of what follows.
_MET = "(?:在[^,。;]{1,10})?(?:隆重|胜利|正式|顺利)?(?:召开|举行|开幕|闭幕)(?![以之]?[后前来际]|不久|期间|时|的|当|[0-9一二三四五六七八九十]{1,4}个?(?:周?年|月|天))"
_BEHIND = "(?:[于在]? ?(?P<year>[0-9〇零一二三四五六七八九]{4})年(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?)?"
_CONGRESS = lazy(rf"(?:党的|中共)?(?P<term>[{_N}]{{2,3}})大(?={_BEHIND}{_MET})")
_MEETING = lazy(
    rf"(?:党的|中共)?第?(?P<term>[{_N}]{{1,3}})届(?:(?P<plenum>[一二三四五六七八])中全会"
    rf"|全国(?:人民代表大会|人大|政协)第?(?P<session>[一二三四五])次会议)(?={_BEHIND}{_MET})"
)
_YEAR_HEAD = lazy(
    r"年(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}日)?(?:[春夏秋冬][季天日]?)?(?:[上下]半年)?[,、]?(?:党的|中共)?$"
)
_TERM = lazy('[”"」]?(?:规划|时期|期间)? ?[(]([0-9]{4})年?(?:[-~至到]|—{1,2})([0-9]{4})年?[)]')
_CONGRESSES = (
    "大召开",
    "大胜利召开",
    "大于19",
    "大于20",
    "大于二〇",
    "大在19",
    "大在20",
    "大在二〇",
    "大19",
    "大20",
    "大二〇",
)
_MEETINGS = ("中全会", "届全国人", "届全国政协")
_STAGE = lazy('[”"」]?(?:规划)?(?:目标|实施|任务|建设|发展)?的?(开局|起步|收官|收尾|最后一|第一)')


SLIP = 30
"""Years by which a jubilee can be miscounted; what is further off is another country's or another party's."""


class Anniversary(Rule):
    """The ordinal of a known series in the wrong year."""

    id = "date/anniversary"
    version = 2
    severity = "error"
    triggers = ("周年", "开局之年", "收官之年", *_CONGRESSES, *_MEETINGS)
    summary = Text("an anniversary or ordinal that its year does not have", "周年或届次与年份不符")
    what = Text(
        "Holds anniversaries of known events (新中国成立75周年), ordinals of yearly days (第40个教师节), of games and "
        "congresses (第十四届全运会, 二十届三中全会, 十四届全国人大二次会议) and the stages of five-year plans (“十四五”开局之年) against the year the sentence "
        "names, or, where it names none, against every year of the document; it speaks only where none of them fits. "
        "The table is series.toml, with what each entry was checked against. An institution's own jubilee is held against the "
        "founding year told beside it. Personal counts (我从教的第五个教师节) are left alone.",
        "把已知事件的周年（新中国成立75周年）、每年一次的节日序数（第40个教师节）、运动会和代表大会的届次（第十四届全运会、二十届三中全会、十四届全国人大二次会议）、"
        "五年规划的阶段（“十四五”开局之年）与句中的年份核对；句中没有年份时与全文的每个年份核对，全都不符才报告。"
        "数据在 series.toml，每条都注明核对的依据。单位自己的周年庆与旁边写明的创办年份核对。个人的计数（我从教的第五个教师节）不管。",
    )
    why = Text(
        "Such numbers are copied from last year's speech: either the number or the year is stale.",
        "这类数字常从去年的稿子里抄来：不是数字过时，就是年份过时。",
    )
    messages = {
        "event": Text(
            "{year} is {right} years after {base}, not {written}",
            "{year}年距{base}年是{right}周年，不是{written}周年",
        ),
        "before": Text("{name} has no such anniversary in {year}", "{year}年没有{name}的这个周年"),
        "annual": Text(
            "in {year} it is number {right}, not {written}", "{year}年是第{right}个，不是第{written}个"
        ),
        "held": Text(
            "number {written} was held in {right}, not in {year}", "第{written}届在{right}年，不在{year}年"
        ),
        "met": Text("{name} met in {right}, not in {year}", "{name}于{right}年召开，不在{year}年"),
        "plan": Text(
            "the plan {name} runs from {first} to {last}: {year} is not that year of it",
            "“{name}”规划是{first}—{last}年，{year}年不是它的这一年",
        ),
        "term": Text(
            "the plan {name} runs from {first} to {last}", "“{name}”规划的起止年份是{first}—{last}年"
        ),
        "own": Text(
            "founded in {base}: {year} is {right} years after it, not {written}",
            "创办于{base}年，{year}年是{right}周年，不是{written}周年",
        ),
        "year": Text("the year", "所说的年份"),
    }
    examples = (
        wrong("2022年9月，学校庆祝⟦第37个教师节⟧。", fixed="2022年9月，学校庆祝第38个教师节。"),
        wrong("2019年是新中国成立⟦七十一周年⟧。", fixed="2019年是新中国成立七十周年。"),
        wrong(
            "為紀念香港回歸⟦26週年⟧，2024年7月1日於廣場升旗。",
            fixed="為紀念香港回歸27週年，2024年7月1日於廣場升旗。",
        ),
        wrong("2023年是“十四五”规划的⟦开局之年⟧，任务很重。"),
        wrong("2018年，⟦第十三届全运会⟧在天津举行。"),
        wrong("⟦第十八届亚运会⟧于2019年在雅加达举行。"),
        wrong("2024年11月9日是⟦第34个全国消防日⟧。", fixed="2024年11月9日是第33个全国消防日。"),
        wrong("2014年是甲午戰爭⟦110週年⟧。", fixed="2014年是甲午戰爭120週年。"),
        wrong(
            "书院创办于1905年，2020年举行建院⟦120周年⟧纪念会。",
            fixed="书院创办于1905年，2020年举行建院115周年纪念会。",
        ),
        wrong("“十三五”时期（⟦2015—2019⟧年），全县新建学校六所。"),
        wrong("⟦党的二十大2021年⟧在北京召开。"),
        wrong("⟦2023年7月，党的二十届三中全会⟧召开。"),
        wrong("⟦2025年3月，十四届全国人大二次会议⟧在北京举行。"),
        right(
            "2018年，党的十九大召开后，车间办起了夜校；2023年，党的二十大召开之后的第一个春天，茶园添了新苗。"
        ),
        right("2024年7月，党的二十届三中全会召开；2025年3月，十四届全国人大三次会议在北京举行。"),
        wrong(
            "本館創立於民國五十年，今（113）年欣逢⟦六十週年⟧館慶。",
            fixed="本館創立於民國五十年，今（113）年欣逢六十三週年館慶。",
        ),
        right("本館創立於民國五十年，今（113）年欣逢六十三週年館慶。"),
        right("2022年9月，学校庆祝第38个教师节。"),
        right("到2035年，县里要通高铁；到本世纪中叶，即新中国成立100周年时，要通地铁。"),
        right("1967年，加拿大为了庆祝建国100周年，举办了一次博览会。"),
        right("1999年国庆五十周年阅兵，他在观礼台上。"),
        right("2023年，她迎来了从教以来的第五个教师节。"),
        right("2024年10月，全校师生排练节目，迎接公司成立75周年。"),
        right("2021年是“十四五”规划的开局之年，也是中国共产党成立100周年。"),
    )

    @property
    def wakes_on(self) -> Iterable[str]:
        """The names of the yearly days and the games beside the fixed triggers."""
        table = series()
        return (*self.triggers, *table.annual, *table.held, *table.plans)

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding an ordinal."""
        table, text = series(), document.folded
        if not _numbered(document, table, text):
            return
        view = document.view(dates)
        if not view.years:
            return
        for place in document.hits("周年")[:LIMIT]:
            yield from self._event(document, view, table, text, place)
        for name, first in table.annual.items():
            for place in document.hits(name)[:LIMIT]:
                yield from self._annual(document, view, text, place, name, first)
        for name, years in table.held.items():
            for place in document.hits(name)[:LIMIT]:
                yield from self._held(document, view, text, place, name, years)
        yield from self._congress(document, view, table, text)
        yield from self._plans(document, view, table, text)

    # -- N周年 ------------------------------------------------------------------------------------------

    def _event(
        self, document: Document, view: Dates, table: Series, text: str, place: int
    ) -> Iterator[Draft]:
        match = _COUNT.search(text, max(0, place - 8), place)
        if match is None:
            return
        written = number(match.group(1))
        if not written:
            return
        start, end = match.start(), place + 2
        before = text[max(0, start - 24) : start]
        base = _event_year(before, table)
        if base is None and (base := _event_year_after(text, end, table)) is None:
            yield from self._own(document, view, text, match, place, written)
            return
        years = _years(document, view, start, end)
        if not years or any(written == year - base for year in years):
            return
        year = min(years, key=lambda year: abs(year - base - written))
        right_count = year - base
        if right_count <= 0 or abs(right_count - written) > SLIP:
            return
        yield self.draft(
            start,
            end,
            "event",
            fix=_mend(match.start(1), match.end(1), match.group(1), right_count),
            related=tuple(self._related_years(view, years, start)),
            year=year,
            base=base,
            right=right_count,
            written=written,
        )

    def _own(
        self, document: Document, view: Dates, text: str, match: re.Match[str], place: int, written: int
    ) -> Iterator[Draft]:
        """The jubilee of an institution whose founding year is told close by, once."""
        start = match.start()
        if not _OWN.search(text, max(0, start - 8), start) and not _OWN_AFTER.match(text, place + 2):
            return
        low, high = max(0, start - 200), min(len(text), place + 200)
        found = list(_FOUNDED.finditer(text, low, high))
        if len(found) != 1:
            return
        founded = number(found[0].group(2))
        if founded is None:
            return
        base = founded + 1911 if found[0].group(1) else founded
        left, right_end = sentence(document, start, place)
        years = {y.value for y in view.years_in(left, right_end)} - {base} or set(view.values) - {base}
        if base < 1000 or not years or len(years) > 3 or any(year - base == written for year in view.values):
            return
        if _RELATIVE.search(text, left, right_end) or _NEXT.search(text, left, right_end):
            return
        year = min(years, key=lambda year: abs(year - base - written))
        if year <= base:
            return
        yield self.draft(
            start,
            place + 2,
            "own",
            fix=_mend(match.start(1), match.end(1), match.group(1), year - base),
            related=(self.related(*found[0].span(), "year"),),
            confidence="medium",
            base=base,
            year=year,
            right=year - base,
            written=written,
        )

    # -- 第N个教师节 ------------------------------------------------------------------------------------

    def _annual(
        self, document: Document, view: Dates, text: str, place: int, name: str, first: int
    ) -> Iterator[Draft]:
        match = _ORDINAL.search(text, max(0, place - 16), place)
        if match is None:
            return
        written = number(match.group(1))
        start, end = match.start(), place + len(name)
        if not written:
            return
        left, right_end = sentence(document, start, end)
        if _PERSONAL.search(text, left, right_end):
            return
        years = _years(document, view, start, end)
        if not years or any(written == year - first + 1 for year in years):
            return
        year = min(years, key=lambda year: abs(year - first + 1 - written))
        right_count = year - first + 1
        if right_count <= 0 or abs(right_count - written) > 15:
            return
        yield self.draft(
            start,
            end,
            "annual",
            fix=_mend(match.start(1), match.end(1), match.group(1), right_count),
            related=tuple(self._related_years(view, years, start)),
            year=year,
            right=right_count,
            written=written,
        )

    # -- 第N届全运会, 党的N大 ---------------------------------------------------------------------------

    def _held(
        self,
        document: Document,
        view: Dates,
        text: str,
        place: int,
        name: str,
        years: Mapping[int, frozenset[int]],
    ) -> Iterator[Draft]:
        match = _SESSION.search(text, max(0, place - 14), place)
        if match is None:
            return
        ordinal = number(match.group(1))
        known = years.get(ordinal or 0)
        if ordinal is None or known is None:
            return
        head = _YEAR_HEAD.search(text, max(0, match.start() - 12), match.start())
        end = place + len(name)
        behind = _YEAR_BEHIND.match(text, end)
        if head is not None:
            said = view.year_before(match.start())
            if said is None or said.end != head.start() + 1:
                return
        elif behind is not None:
            said = next(iter(view.years_in(end, behind.end())), None)
            end = behind.end()
        else:
            return
        if said is None or said.value in known:
            return
        after = text[end : end + 16]
        if not re.match("(?:在[^,。;]{1,12}?|于[^,。;]{1,12}?)?", after) or not _OPENED.search(after):
            return
        yield self.draft(
            match.start(),
            place + len(name),
            "held",
            related=(self.related(said.start, said.end, "year"),),
            written=ordinal,
            right=max(known),
            year=said.value,
        )

    def _congress(self, document: Document, view: Dates, table: Series, text: str) -> Iterator[Draft]:
        """党的二十大, 二十届三中全会, 十四届全国人大二次会议, with the year right before or behind."""
        for place in document.hits(*_CONGRESSES)[:LIMIT]:
            match = _CONGRESS.search(text, max(0, place - 6), place + 40)
            if match is not None and match.end() == place + 1:
                yield from self._met(view, text, match, table.congress.get(number(match["term"]) or 0))
        for place in document.hits(*_MEETINGS)[:LIMIT]:
            match = _MEETING.search(text, max(0, place - 8), place + 60)
            if match is None or not match.start() < place < match.end():
                continue
            term = number(match["term"]) or 0
            if match["plenum"] is not None:
                known = table.plenum.get(term, ())
                session = number(match["plenum"]) or 0
                yield from self._met(view, text, match, known[session - 1] if session <= len(known) else None)
            elif term in table.people:
                yield from self._met(
                    view, text, match, table.people[term] + (number(match["session"]) or 0) - 1
                )

    def _met(self, view: Dates, text: str, match: re.Match[str], known: int | None) -> Iterator[Draft]:
        """What met in the year `known`, and, as the text says, in another."""
        head = _YEAR_HEAD.search(text, max(0, match.start() - 12), match.start())
        said = None
        if match["year"] is not None:
            said = next(iter(view.years_in(match.start("year"), match.end("year"))), None)
        elif head is not None:
            said = view.year_before(match.start())
            if said is not None and said.end != head.start() + 1:
                said = None
        if known is None or said is None or said.value == known:
            return
        yield self.draft(
            min(match.start(), said.start) if match["year"] is None else match.start(),
            max(match.end(), said.end) if match["year"] is not None else match.end(),
            "met",
            related=(self.related(said.start, said.end, "year"),),
            name=text[match.start() : match.end()],
            right=known,
            year=said.value,
        )

    # -- 十四五 -----------------------------------------------------------------------------------------

    def _plans(self, document: Document, view: Dates, table: Series, text: str) -> Iterator[Draft]:
        for name, (first, last) in table.plans.items():
            for place in document.hits(name)[:LIMIT]:
                term = _TERM.match(text, place + len(name))
                if term is not None and (int(term.group(1)), int(term.group(2))) != (first, last):
                    yield self.draft(term.start(1), term.end(2), "term", name=name, first=first, last=last)
        places = document.hits("开局之年", "收官之年")[:LIMIT]
        for place in places:
            for name, (first, last) in table.plans.items():
                at = text.rfind(name, max(0, place - 14), place)
                if at < 0:
                    continue
                stage = _STAGE.match(text, at + len(name))
                if stage is None or stage.start(1) != place:
                    continue
                left, right_end = sentence(document, at, place + 4)
                said = {year.value for year in view.years_in(left, at)}
                expected = first if stage.group(1) in ("开局", "起步", "第一") else last
                if (
                    not said
                    or expected in said
                    or _NEXT.search(text, left, right_end)
                    or _RELATIVE.search(text, left, at)
                ):
                    continue
                yield self.draft(place, place + 4, "plan", name=name, first=first, last=last, year=max(said))

    def _related_years(self, view: Dates, years: frozenset[int], place: int) -> Iterator[Any]:
        for year in (view.year_before(place), *view.years_in(place, place + 200)):
            if year is not None and year.value in years:
                yield self.related(year.start, year.end, "year")
                return


def _numbered(document: Document, table: Series, text: str) -> bool:
    """Whether some word of the series stands behind a number of its own: only then the dates are asked."""
    hits = document.scan.hits
    for place in hits.get("周年", ())[:LIMIT]:
        match = _COUNT.search(text, max(0, place - 8), place)
        if match is not None:
            start = match.start()
            if (
                _OWN.search(text, max(0, start - 8), start)
                or _OWN_AFTER.match(text, place + 2)
                or _event_year_after(text, place + 2, table) is not None
                or _event_year(text[max(0, start - 24) : start], table) is not None
            ):
                return True
    if any(
        _CONGRESS.match(text, start)
        for place in document.hits(*_CONGRESSES)[:LIMIT]
        for start in (place - 2, place - 3)
        if start >= 0
    ) or any(
        _MEETING.search(text, max(0, place - 8), place + 60) for place in document.hits(*_MEETINGS)[:LIMIT]
    ):
        return True
    if "开局之年" in hits or "收官之年" in hits:
        return True
    for name in hits.keys() & table.annual.keys():
        if any(_ORDINAL.search(text, max(0, place - 16), place) for place in hits[name][:LIMIT]):
            return True
    for name in hits.keys() & table.held.keys():
        if any(_SESSION.search(text, max(0, place - 14), place) for place in hits[name][:LIMIT]):
            return True
    return any(
        _TERM.match(text, place + len(name))
        for name in hits.keys() & table.plans.keys()
        for place in hits[name][:LIMIT]
    )


def _event_year(before: str, table: Series) -> int | None:
    """The year of the event named directly before a number."""
    head = _FILLER.sub("", before)
    best = ""
    for name in table.events:
        if len(name) > len(best) and (head.endswith(name) or before.endswith(name)):
            best = name
    if not best:
        return None
    if best in table.short:
        place = before.rfind(best)
        if not _OCCASION.search(before[:place]):
            return None
    return table.events[best]


def _event_year_after(text: str, end: int, table: Series) -> int | None:
    """庆祝75周年国庆."""
    return table.events["国庆"] if text.startswith(("国庆", "的国庆"), end) else None


def _years(document: Document, view: Dates, start: int, end: int) -> frozenset[int]:
    """The years that a statement may be about: those of its sentence, or else all of a document that names few."""
    text = document.folded
    left, right_end = sentence(document, start, end)
    if _RELATIVE.search(text, left, right_end):
        return frozenset()
    years = {year.value for year in view.years_in(left, right_end)}
    if not years:
        years = set(view.values)
        if len(years) > 3:
            return frozenset()
    if _NEXT.search(text, left, right_end):
        years |= {year + 1 for year in years}
    return frozenset(years)


def _mend(start: int, end: int, written: str, value: int) -> Fix:
    return Fix.replace(start, end, str(value) if written.isascii() else _in_han(value, written))


def _in_han(value: int, like: str) -> str:
    """`value` below 1000 in Chinese numerals, positional where `like` is (一〇一)."""
    digits = "〇一二三四五六七八九"
    if len(like) > 1 and not set(like) & set("十百廿卅"):
        return "".join(digits[int(char)] for char in str(value))
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    out = digits[hundreds] + "百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and units:
        out += "零"
    return out + (digits[units] if units else "")
