"""numbering/sum."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import kinds_of, sift_ends
from polint_rules.numbering._numeral import number
from polint_rules.numbering._tabled import TABLED, mismatches

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft
    from polint.matcher import Matcher

_UNITS = "人名所家个项件台座间户亩元册篇辆条张位处幅场次棵株头只吨份套村镇枚班分节题"
_TOTALS, _AMONG = (",共", ",合计", ",总计"), (",其中", "(其中")
_INCLUDING, _COMPOSED = ("元,包括", "元(包括"), ("人组成:",)
_GRADES = (
    "满意",
    "了解",
    "同意",
    "赞成",
    "支持",
    "合格",
    "关心",
    "认可",
    "清楚",
    "熟悉",
    "产业",
    "等奖",
    "年级",
    "岁",
)
_OF_ALL = (
    *(f"{name}{of}占" for name in _GRADES for of in ("", "的", "”", "”的", "」", "」的")),
    "女生占",
    "女性占",
    "反对占",
    "反对的占",
)
_POLL = ("弃权",)
_REST = tuple(f"其余{value}" for value in (*"一二三四五六七八九", *range(10), "百分之", "的占", "占"))
_BRACKETED = ("分):", "人):", "元):", "件):", "名):", "个):", "所):")
"""满分100分）：, of which the parts follow."""
_PARTED = ("分别占", "比例分别", "比重分别", "份额分别", "占比分别")
"""What names a share of a division: a share that stands by itself is none."""
_Q = r"((?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,9}(?:\.[0-9]{1,4})?|[〇零一二三四五六七八九十百千两]{1,9})"
_UNIT = (
    f"(毫米|厘米|千米|小时|分钟|立方米|万?人次|万元|亿元|公里|公顷|平方米|公斤|千克|毫升|斤|万?[{_UNITS}])"
)
_CAST = lazy(
    rf"(?:赞成|同意)(?:票|者)?:? ?{_Q} ?[票人张名][,、;]?(?:占[^,、;。]{{1,8}}[,、;])?反对(?:票|者)?:? ?{_Q} ?[票人张名][,、;]?(?:占[^,、;。]{{1,8}}[,、;])?(?:和|及)?弃权(?:票|者)?:? ?{_Q} ?[票人张名]"
)
_POLLED = lazy(
    rf"(?P<all>有效(?:选?票)?|出席|到会|实到|与会|在场|收回|参加投票|投票)[^0-9〇零一二三四五六七八九十百千两,。;\n]{{0,8}}?{_Q} ?[人名位张票]"
)
_BALLOT = 120
"""Code points before the votes in which a text says how many voted."""
_TOTAL_BEFORE = lazy(rf"{_Q} ?{_UNIT}(?:组成)?\)?:$")
_TOTAL_AFTER = lazy(
    rf",?(?:共计|合计|总计|共有|合共|共)(?:为|是)? ?{_Q} ?{_UNIT}(?![0-9一二三四五六七八九十])"
)
_PART = lazy(
    rf"(?:第?[一二三四五六七八九十]{{1,3}}(?=[班组队区村期批中小]))?[^0-9〇零一二三四五六七八九十百千两()]{{1,14}}{_Q} ?{_UNIT}"
)
_VAGUE = lazy("约|近|多|余|几|等|其中|以上|以下|左右|不足|超|分别|各|每|增|减|比|同比|另|重复|兼|含|除")
_SEXES = lazy(
    rf"{_Q} ?(人|名|位)[^。;\n0-9一二三四五六七八九十]{{0,8}}[,(]其中(男|女)(?P<one>[^0-9〇零一二三四五六七八九十百千两,、。;\n]{{0,4}}){_Q} ?(?:人|名|位)[,、](男|女)(?:(?P=one)|[性生]?) ?{_Q} ?(?:人|名|位)"
)
_STOP = lazy("[。;\\n]")
_BETWEEN = lazy("、|,(?![0-9]{3}(?![0-9]))|和(?=[^0-9]{1,8}[0-9一二三四五六七八九十])")
_SHARES = lazy(
    r"(?:分别占|[比份][例重额]分别[为是]:?|占比分别[为是]:?)[^0-9。;\n]{0,8}((?:[0-9]{1,3}(?:\.[0-9]{1,2})?%(?:[、,和及与][^0-9%、,。;\n占]{0,8}(?=[0-9])|[、,和及与])?){2,12})"
)
_BATCHES = lazy(
    rf"(?:第([一二三四五])批|(首)批)[^0-9〇零一二三四五六七八九十百千两。;\n]{{0,6}}{_Q} ?{_UNIT}"
)


class Sum(Rule):
    """Parts that do not add up to the whole they state."""

    id = "numbering/sum"
    version = 3
    severity = "warning"
    confidence = "medium"
    triggers = (
        *(f"{unit}:" for unit in _UNITS), "公里:", "公顷:", "平方米:",
        *_TOTALS, "其中男", "其中女", *_PARTED, "第二批", *_AMONG, *_INCLUDING, *_COMPOSED, *_OF_ALL, *_POLL, *_REST, *_BRACKETED, *TABLED,
    )  # fmt: skip
    sieve = "polint_rules.numbering.sum:adding"
    by_triggers = True
    summary = Text("parts that do not add up to their whole", "分项与总数不符")
    what = Text(
        "Adds up closed lists of parts and compares them with the whole beside them: 学校12所：小学7所、初中3所、高中1所; "
        "小学7所、初中3所，共12所; 86人，其中男30人、女50人; 第一批、第二批 against the number to be done; parts of one division after 其中 that exceed their whole; shares after 分别占, or of one division (满意的占52%，不满意的占57%), that "
        "exceed 100%, or do not reach it with what is left (其余一成二); the columns of a table whose last row gives their totals. Every part must have one number and the unit of the whole; approximate numbers (约, 余), 等 and "
        "parts that may overlap are left alone.",
        "把封闭列举的分项相加，与旁边的总数比较：学校12所：小学7所、初中3所、高中1所；小学7所、初中3所，共12所；86人，其中男30人、女50人；"
        "第一批、第二批与应完成的数目；“其中”之后同类分项之和超过总数；“分别占”之后或同一划分（满意的占52%，不满意的占57%）超过100%的份额，以及加上“其余”仍不足或超过100%的份额；表格末行的合计与各列。每个分项都须有一个数目且与总数单位相同；"
        "约数（约、余）、“等”以及可能重叠的分项不管。",
    )
    why = Text("One of the numbers is wrong.", "其中必有一个数字写错。")
    messages = {
        "sum": Text("the parts add up to {found}, not {total}", "各分项相加为{found}，不是{total}"),
        "shares": Text("the shares add up to {found}%", "各项份额相加为{found}%"),
        "parts": Text("the parts", "各分项"),
    }
    examples = (
        wrong("全县现有⟦学校12所⟧：小学7所、初中3所、高中1所。".replace("⟦学校12所⟧", "学校⟦12所⟧")),
        wrong("本次捐书小说四十册、诗集二十册、画册十册，⟦共八十册⟧。"),
        wrong("全校教师⟦86人⟧，其中男教师30人、女教师50人。"),
        wrong("支部有党员⟦46人⟧，其中男党员30人，女党员18人。"),
        wrong("三个产业分别占⟦35%、40%、30%⟧。"),
        wrong("代表团获得⟦10枚⟧奖牌，其中金牌3枚、银牌4枚、铜牌2枚。"),
        wrong("參賽作品共⟦150件⟧，其中繪畫類60件、書法類50件、攝影類60件。"),
        wrong("竞赛满分⟦100分⟧，其中笔试40分、实验20分、答辩50分，时间九十分钟。"),
        wrong("理事会由⟦11人⟧组成：会长1人、副会长3人、秘书长1人、理事5人。"),
        wrong("經費共計⟦120萬元⟧，包括設備費60萬元、人事費40萬元、雜支30萬元。"),
        wrong("对饭菜满意的占⟦52%，基本满意的占31%，不满意的占27%⟧。"),
        wrong("全年接待读者⟦3.2万人次⟧，其中少儿读者1.8万人次、成人读者1.9万人次，比上年增长一成。"),
        wrong("三人的持股比例分别为：甲⟦45%、乙30%、丙35%⟧。"),
        wrong("全年降水量⟦812毫米⟧，其中春季210毫米、夏季396毫米、秋季152毫米、冬季94毫米。"),
        wrong("一班38人，二班40人，三班39人，⟦共计115人⟧。"),
        wrong("到会代表120人，⟦赞成98票，反对15票，弃权9票⟧，提案获得通过。"),
        wrong("有效票八十张，⟦同意七十票，反对五票，弃权三票⟧。"),
        wrong("全镇有耕地⟦2.6万亩⟧，其中水田1.5万亩，旱地1.3万亩。"),
        wrong("受访者中，表示“非常满意”的占⟦52%，“比较满意”的占31%，“一般”的占15%，“不满意”的占8%⟧。"),
        wrong("登记在册的古树⟦1,300株⟧：银杏420株、香樟510株、国槐280株。"),
        wrong("全镇共有⟦12个⟧村，其中山区村5个、平原村4个、湖区村4个，合计13个。"),
        wrong("民調顯示，⟦五成四受訪者支持，三成三反對，其餘一成八⟧沒有意見。"),
        wrong("作文评分标准（满分⟦60分⟧）：内容25分、语言20分、结构20分。"),
        wrong(
            "| 项目 | 金额 |\n| --- | --- |\n| 木料 | 3200 |\n| 油漆 | 450 |\n| 工时 | 1800 |\n| 合计 | ⟦5540⟧ |"
        ),
        wrong("村名　户数　人口\n東村　120　436\n西村　98　301\n合計　218　⟦747⟧\n"),
        right(
            "| 年级 | 人数 | 人均 |\n| --- | --- | --- |\n| 一 | 40 | 12.0 |\n| 二 | 42 | 11.0 |\n| 合计 | 82 | 11.5 |"
        ),
        right("受訪者中五成四支持，三成三反對，其餘一成三沒有意見；其中年輕人七成支持。"),
        right("登记在册的古树1,210株：银杏420株、香樟510株、国槐280株。"),
        right("應到委員十五人，出席十三人，贊成八人，反對三人，棄權一人，其餘未表示意見。"),
        right("选择公交的占46%，选择地铁的占38%，选择骑行的占29%，可多选。"),
        right("教师30人，其中党员12人、女教师20人、青年教师15人。"),
        right("全县现有学校11所：小学7所、初中3所、高中1所。"),
        right("全校教师86人，其中男教师30人、女教师56人。"),
        right("全县有学校12所，其中小学7所。参会的有教师、家长等，共80人。"),
        right("小说约四十册、诗集二十册，共七十余册。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a whole."""
        text, hits = document.folded, document.scan.hits
        for trigger in sorted(_COLONS.intersection(hits)):
            for place in hits[trigger][:LIMIT]:
                if text[place - 1] not in _NUMERALS:
                    continue  # 下列事项：
                yield from self._listed(text, place + len(trigger))
        for place in document.hits(*_BRACKETED)[:LIMIT]:
            yield from self._listed(text, place + 3)
        for place in document.hits(*_REST)[:LIMIT]:
            yield from self._rest(text, place)
        for column in islice(mismatches(document), LIMIT):
            yield self.draft(
                column.start,
                column.end,
                "sum",
                related=(self.related(column.first, column.last, "parts"),),
                found=_show(column.found),
                total=_show(column.total),
            )
        for place in document.hits(*_COMPOSED)[:LIMIT]:
            yield from self._listed(text, place + 4)
        for place in document.hits(*_TOTALS)[:LIMIT]:
            yield from self._totalled(text, place)
        for place in document.hits("其中男", "其中女")[:LIMIT]:
            for match in _SEXES.finditer(text, max(0, place - 24), place + 40):
                total, one, two = (_value(match.group(group)) for group in (1, 5, 7))
                if match.group(3) != match.group(6) and None not in (total, one, two):
                    yield from self._compare(
                        text, match.start(1), match.end(2), total, [one, two], match.span()
                    )
                break
        for place in document.hits(*_AMONG)[:LIMIT]:
            yield from self._among(text, place)
        for place in document.hits(*_INCLUDING)[:LIMIT]:
            yield from self._among(text, place + 1)
        for place in document.hits(*_PARTED)[:LIMIT]:
            shares = _SHARES.match(text, place)
            if shares is not None:
                found = _added([_value(share) for share in re.findall(r"[0-9.]+", shares.group(1))])
                if found > 101 * _ONE:
                    end = shares.end(1)
                    while text[end - 1] in "、,和及与":
                        end -= 1
                    yield self.draft(shares.start(1), end, "shares", found=_show(found))
        for place in document.hits("第二批")[:LIMIT]:
            yield from self._batches(text, place)
        for place in document.hits(*_POLL)[:LIMIT]:
            yield from self._polled(text, place)
        end = 0
        for place in document.hits(*_OF_ALL)[:LIMIT]:
            if place >= end:
                end = yield from self._divided(text, place)

    def _polled(self, text: str, place: int) -> Iterator[Draft]:
        """到会120人，赞成98票，反对15票，弃权9票: more votes than were cast, or others than those that are valid."""
        low = max(0, place - _NEAR)
        cast = next((one for one in _CAST.finditer(text, low, place + _NEAR) if one.end() > place), None)
        if cast is None:
            return
        said = list(_POLLED.finditer(text, max(0, cast.start() - _BALLOT), cast.start()))
        if not said or "\n\n" in text[said[-1].end() : cast.start()]:
            return
        whole = _value(said[-1][2])
        votes = [_value(cast[group]) for group in (1, 2, 3)]
        if whole is None or None in votes:
            return
        found = _added(votes)
        if found > whole or (found != whole and said[-1]["all"].startswith("有效")):
            yield self.draft(
                cast.start(),
                cast.end(),
                "sum",
                related=(self.related(*said[-1].span(), "parts"),),
                found=_show(found),
                total=_show(whole),
            )

    def _divided(self, text: str, place: int) -> Generator[Draft, None, int]:
        """满意的占52%，基本满意的占31%，不满意的占27%: shares of one division, each with its name, which cannot overlap. Returns
        where they end."""
        low = max(0, place - _SHARE)
        start = max(low, max([text.rfind(sign, low, place) for sign in _SHARE_ENDS]) + 1)
        if text.find("%", start, place + _SHARE) < 0 and text.find("百分之", start, place + _SHARE) < 0:
            return place + 1
        shares: list[re.Match[str]] = []
        share = _SHARE_OF.match(text, start) or _SHARE_OF.search(
            text, start, place + _SHARE
        )  # 受访者中，满意的占
        while share is not None:
            shares.append(share)
            share = (
                _SHARE_OF.match(text, share.end() + 1)
                if text[share.end() : share.end() + 1] in _SEPARATORS
                else None
            )
        if not shares:
            return place + 1
        first, last = shares[0].start(2), shares[-1].end()
        found = _added([_value(share[2] or share[3]) for share in shares])
        names = [_MARKS.sub("", share[1]).removesuffix("的").rpartition("表示")[2] for share in shares]
        if (
            len(shares) > 1
            and 101 * _ONE < found <= 200 * _ONE
            and _divides(names)
            and not _CHOICES.search(text, max(0, start - _SHARE), last + _SHARE)
        ):
            yield self.draft(first, last, "shares", found=_show(found))
        return last

    def _rest(self, text: str, place: int) -> Iterator[Draft]:
        """六成二支持，三成一反对，其余一成二没有意见: what is left is all that the other shares of the sentence leave."""
        low = max(0, place - REACH)
        start = max([text.rfind(sign, low, place) for sign in "。;!?\n"]) + 1
        stop = _STOP.search(text, place, place + _SHARE)
        end = stop.start() if stop else min(len(text), place + _SHARE)
        if (start <= low and low) or _COMPARED.search(text, start, end):
            return
        shares = list(_ANY_SHARE.finditer(text, start, end))
        values = [_share(one) for one in shares]
        behind = [one for one in shares if one.start() >= place]
        if len(shares) < 3 or len(behind) != 1 or None in values:
            return
        found = _added(values)
        if abs(found - 100 * _ONE) > _ONE and found < 200 * _ONE:
            yield self.draft(shares[0].start(), shares[-1].end(), "shares", found=_show(found))

    def _listed(self, text: str, colon: int) -> Iterator[Draft]:
        total = _TOTAL_BEFORE.search(text, max(0, colon - 14), colon)
        if total is None or _VAGUE.search(text, max(0, total.start() - 3), total.end()):
            return
        stop = _STOP.search(text, colon, colon + 200)
        end = stop.start() if stop else min(len(text), colon + 200)
        parts = _parts(text[colon:end], total.group(2))
        if parts is not None:
            yield from self._compare(
                text, total.start(1), total.end(2), _value(total.group(1)), parts, (colon, end)
            )

    def _totalled(self, text: str, comma: int) -> Iterator[Draft]:
        total = _TOTAL_AFTER.match(text, comma)
        if total is None or text[total.end() : total.end() + 1] in "多余":
            return
        low = max(0, comma - 200)
        start = max(low, *(text.rfind(sign, low, comma) + 1 for sign in "。;:\n"))
        parts = _parts(text[start:comma], total.group(2))
        if parts is not None:
            yield from self._compare(
                text, comma + 1, total.end(2), _value(total.group(1)), parts, (start, comma)
            )

    def _among(self, text: str, comma: int) -> Iterator[Draft]:
        """奖牌10枚，其中金牌3枚、银牌4枚、铜牌2枚: parts of one kind, which do not overlap."""
        total = _TOTAL_AMONG.search(text, max(0, comma - 24), comma)
        if total is None or _VAGUE.search(text, max(0, total.start() - 3), total.start()):
            return
        names: list[str] = []
        parts: list[int | None] = []
        end = place = comma + 3
        while (part := _PART_AMONG.match(text, place)) is not None and (part[3] or part[5]) == total[2]:
            if text[part.end() : part.end() + 1] not in _GOES_ON:
                break  # 考试时间九十分钟
            if (part[1] or "").startswith(("合计", "共计", "总计", "合共")):
                break
            names.append(part[1] or part[6])
            parts.append(_value(part[2] or part[4]))
            end = part.end()
            if end - comma > REACH or text.startswith("其中", end + 1):
                break
            place = end + 1 if text[end : end + 1] in _SEPARATORS else end
        if len(parts) < 2 or _VAGUE.search("".join(names)) or text[end : end + 1] not in _ENDS:
            return
        whole = _value(total[1])
        complete = {name[:1] for name in names} == _MEDALS or total[0].startswith(("满分", "总分"))
        money = total[2].endswith("元") and len(set(names)) == len(names)
        if None in parts or whole is None or not (complete or money or _of_a_kind(names)):
            return
        if complete or _added(parts) > whole:
            yield from self._compare(text, total.start(1), total.end(2), whole, parts, (comma + 1, end))

    def _batches(self, text: str, place: int) -> Iterator[Draft]:
        low = max(0, place - 120)
        found = list(_BATCHES.finditer(text, low, place + 60))
        numbers = [1 if match.group(2) else number(match.group(1)) for match in found]
        if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
            return
        units = {match.group(4) for match in found}
        announced = re.search(
            f"分({'两' if len(found) == 2 else '三四五'[len(found) - 3]}|{len(found)})批",
            text[low : found[-1].end()],
        )
        if len(units) != 1 or announced is None:
            return
        unit = units.pop()
        before = list(re.finditer(f"{_Q} ?{unit}", text[max(0, found[0].start() - 120) : found[0].start()]))
        if len(before) != 1:
            return
        shift = max(0, found[0].start() - 120)
        yield from self._compare(
            text,
            shift + before[0].start(),
            shift + before[0].end(),
            _value(before[0].group(1)),
            [_value(match.group(3)) for match in found],
            (found[0].start(), found[-1].end()),
        )

    def _compare(
        self,
        text: str,
        start: int,
        end: int,
        total: int | None,
        parts: list[int | None],
        where: tuple[int, int],
    ) -> Iterator[Draft]:
        if total is None or any(part is None for part in parts):
            return
        found = _added(parts)
        if found != total and abs(found - total) <= total:
            yield self.draft(
                start,
                end,
                "sum",
                related=(self.related(*where, "parts"),),
                found=_show(found),
                total=_show(total),
            )


_TOTAL_AMONG = lazy(
    rf"(?:满分|总分)?(?:为|是)? ?{_Q} ?{_UNIT}[^,。;:\n0-9一二三四五六七八九十百千两]{{0,8}}$"
)
_PART_AMONG = lazy(
    rf"(?:([^0-9〇零一二三四五六七八九十百千两()、,。;\n]{{1,10}}){_Q} ?{_UNIT}|{_Q} ?{_UNIT}([^0-9〇零一二三四五六七八九十百千两()、,。;\n]{{1,8}}))"
)
_ENDS = frozenset(("", *",。;)\n"))
REACH = 200
"""Code points behind 其中 in which the parts stand."""
_SEPARATORS = frozenset("、,;")
_GOES_ON = _ENDS | _SEPARATORS | frozenset("和及与")
_SHARE = 60
"""Code points before a share in which its name begins, and around all of them in which the text says that they overlap."""
_SHARE_ENDS = "。;!?:\n"
_SHARE_OF = lazy(
    r"([^0-9,、。;:()\n占]{1,14}?)(?:的?(?:人数|比例|比重|数量))?占(?:比|总数的?|全部的?|总人数的?)? ?(?:([0-9]{1,3}(?:\.[0-9]{1,2})?)%|百分之([一二三四五六七八九十]{1,3}))"
)
_ANY_SHARE = lazy(
    "(?<![0-9.])(?:([0-9]{1,3}(?:\\.[0-9]{1,2})?)%|百分之([一二三四五六七八九十]{1,3})(?![一二三四五六七八九十])"
    "|([一二三四五六七八九])成(?!员|果|立|功|为|本|就|分|人|年|绩|效|长|熟|形|品|交|都)([一二三四五六七八九半])?)"
)
_COMPARED = lazy(
    "其中|增长|下降|增加|减少|同比|环比|提高|上升|下滑|降低|左右|约|近|超过|不到|多选|以上|以下|分别|多[,。]|率|折|幅"
)
"""What makes a share one of something else, or only about right."""
_CHOICES = lazy("多选|复选|重复|兼|可选|不止一")


def _share(match: re.Match[str]) -> int | None:
    """A share in hundredths, however it is written: 52%, 百分之五十二, 五成二."""
    if match[3] is None:
        return _value(match[1] or match[2])
    tens: int = number(match[3]) or 0
    units: int = 5 if match[4] == "半" else number(match[4] or "零") or 0
    return (10 * tens + units) * int(_ONE)


_MARKS = lazy("[“”「」]")
_NEITHER = frozenset(("一般", "其他", "其它", "不清楚", "说不清", "无所谓", "未作答"))
_VOTES = frozenset(("赞成", "同意", "支持", "反对", "不同意", "弃权", "中立", "保留"))


def _divides(names: list[str]) -> bool:
    """Whether shares with these names are those of one division: 满意, 基本满意, 不满意; 男生, 女生; 第一产业, 第二产业."""
    names = [name[-8:] for name in names]
    if len(set(names)) < len(names):
        return False
    if len(names) == 2:
        one, two = names
        return one.replace("男", "女") == two or two.replace("男", "女") == one
    if _VOTES.issuperset(names):
        return True
    names = [name for name in names if name not in _NEITHER]
    return len(names) > 1 and any(all(name.endswith(grade) for name in names) for grade in _GRADES)


_MEDALS = {"金", "银", "铜"}
_OVERLAPPING = lazy("女|男|少数|民族|岁|学历|职称|党员|以上|以下|高级|骨干|优秀|先进|贫困|残疾|兼")
"""What may be said of the same thing twice: 女教师30人、青年教师40人."""


def _of_a_kind(names: list[str]) -> bool:
    """Whether names of parts are those of one division, so that nothing is counted twice: 小学组, 初中组."""
    if any(_OVERLAPPING.search(name) for name in names) or len(set(names)) < len(names):
        return False
    if frozenset(names) in _HALVES:
        return True
    return (
        len({name[-2:] for name in names}) == 1
        or (len(names) > 2 and len({len(name) for name in names}) == 1)
        or _tailed(names)
    )


_HALVES = frozenset(
    frozenset(pair)
    for pair in (
        ("水田", "旱地"), ("城镇", "农村"), ("城市", "农村"), ("出口", "进口"), ("中央", "地方"), ("新建", "改建"), ("国内", "国外"), ("境内", "境外"),
        ("室内", "室外"), ("汉族", "少数民族"), ("走读", "住校"), ("走读生", "住校生"), ("本省", "外省"), ("本地", "外地"), ("线上", "线下"),
    )
)  # fmt: skip
"""Two parts of which nothing is both."""


def _tailed(names: list[str]) -> bool:
    return len({name[-1] for name in names}) == 1 and all(len(name) <= 4 for name in names)


LIMIT = 1000
"""Wholes of one kind that are looked at in a document."""
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千两万亿 ")
_SHORT, _LONG = frozenset(f"{unit}:" for unit in _UNITS), frozenset(("公里:", "公顷:", "平方米:"))
_COLONS = _SHORT | _LONG
_OTHERS = frozenset(
    (
        "其中男",
        "其中女",
        "第二批",
        *_PARTED,
        *_LONG,
        *_INCLUDING,
        *_COMPOSED,
        *_POLL,
        *_REST,
        *_BRACKETED,
        *TABLED,
    )
)


def adding(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts with a number and its unit before a colon, behind a comma that closes a list, or
    before 其中; and those with signs that are rarer."""
    hits = batch.hits
    if hits is None:
        return frozenset()
    places, short, closing, within, shares = sift_ends(hits, hits.matcher.view(_kinds), 5)
    units = batch.folded_units
    places += [end for end in shares if batch.folded_part(max(0, end - _SHARE), end + _SHARE).count("占") > 1]
    places += [end for end in short if units[2 * end - 6 : 2 * end - 4] in _NUMERAL_UNITS]
    for end in closing:
        low = max(0, end - 3)
        near = batch.folded_part(low, end + _NEAR)
        if _TOTAL_AFTER.match(near, near.rindex(",", 0, end - low)) is not None:
            places.append(end)
    for end in within:
        if _TOTAL_AMONG.search(batch.folded_part(max(0, end - 27), end - 3)) is not None:
            places.append(end)
    return batch.texts_at(places)


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, _OTHERS, _SHORT, _TOTALS, _AMONG, _OF_ALL)


_NEAR = 40  # code points behind the comma of a total in which it stands
_NUMERAL_UNITS = frozenset([numeral.encode("utf-16-le") for numeral in _NUMERALS])


def _parts(text: str, unit: str) -> list[int | None] | None:
    """The numbers of a closed list; None where a part has none, another unit, or is only about right."""
    if _VAGUE.search(text):
        return None
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    if len(pieces) < 2:
        return None
    parts: list[int | None] = []
    for piece in pieces:
        match = _PART.fullmatch(piece)
        if match is None or match.group(2) != unit:
            return None
        parts.append(_value(match.group(1)))
    return parts


def _added(parts: list[int | None]) -> int:
    return sum(part for part in parts if part is not None)


_PLACES = 4
_ONE = 10**_PLACES
"""A number is counted in its last decimal place, so that none is rounded."""


def _value(written: str) -> int | None:
    if written[0].isascii():
        written = written.replace(",", "")
        whole, _, rest = written.partition(".")
        return int(whole + rest.ljust(_PLACES, "0"))
    value = number(written)
    return None if value is None else value * _ONE


def _show(value: int) -> str:
    return f"{value / _ONE:g}" if value < 1_000_000 * _ONE else str(value // _ONE)
