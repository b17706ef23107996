"""Claims: the counts that a text declares (五大体系, 四项任务, 25项教育要点), and the lists that sentences hold.

A claim is a numeral, a measure word and a noun. They are found by literals in the shared pass (三项, 5个 …): a
rule that asks for the view takes `TRIGGERS` for its own. All offsets are code points; all text is folded.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from polint.character import KANA
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._numeral import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document

MEASURES = "大项个种类条点件步所名位家门块章座处组部环方对道句阶样篇层支张讲关场份编幅栋"
"""Measure words with which texts declare what they are going to list (方面, 部分, 环节 begin with theirs)."""

ENDS = "二两三四五六七八九十0123456789"
ORDINAL = "条章人"
"""Measures that count nothing a hundred times before they count anything that is listed (第三条, 三人行): what stands behind them
tells."""
_WHOLE = "共分设为"
"""What stands before the number of chapters that a text says it has."""
_BEFORE_COUNT = frozenset(_WHOLE + "有")
"""What triggers begin with that hold what stands before the numeral."""
_REASONS = (
    "原因", "理由", "好处", "坏处", "特点", "特征", "特色", "做法", "目的", "意义", "依据", "表现", "优点", "缺点", "优势", "劣势", "办法", "方法",
    "途径", "要点", "条件", "作用", "用意", "难处", "难点", "不足", "弊端", "危害", "功能", "功用", "建议", "体会", "感受", "经验", "教训", "启示",
    "其因", "其由", "其利", "其弊", "其故", "其用",
)  # fmt: skip
"""What such a count is of."""
_NO_NOUN = frozenset("没只还又共各也都仅须要能可尚另再之所未含占拥具就已")
"""What stands before 有 where nothing is counted, or not all of it."""
_AFTER_CHAPTER = frozenset(":(")
_ORDINAL_TRIGGERS = (
    *(f"条{sign}" for sign in "措意建要举政经纪承禁标主底公生支线街河路"), "人:", "章:", "章(", "章,分", "章,即", "章,依",
    *(f"{before}{value}章" for before in _WHOLE for value in (*"二三四五六七八九", *range(2, 10))),
    *(f"共{value}条" for value in (*"二三四五六七八九十", *range(2, 10))),
    *(f"{before}{value}条" for before in "为有" for value in "两三四五六七八九"),
)  # fmt: skip
_BARE = tuple(f"有{value}{mark}" for value in "二三四五六七" for mark in ":。,")
"""A count without a measure word: 原因有三：, 其利有二。"""
TRIGGERS: tuple[str, ...] = (
    *(end + measure for end in ENDS for measure in MEASURES if measure not in ORDINAL),
    *_ORDINAL_TRIGGERS,
    *_BARE,
)
_TRIGGERS = frozenset(TRIGGERS)

DENSE = 150
"""Code points a claim: a text with more claims is no prose (reports have one in 1,000), and only its first `MOST` are looked
at."""
MOST = 2000

NUMERAL = frozenset("〇零一二三四五六七八九十百千万亿两0123456789")
NOT_AFTER = frozenset("第廿卅.％%多余近几数每各周星初期上约半点前至-~/～—")
_ABOUT = frozenset(
    ("一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "五七", "六七", "七八", "八九", "三两")
)
"""Two numerals in a row name some of several: 一两个疑问, 十七八处."""
_COUNTING = frozenset(ENDS + "兩０１２３４５６７８９")
_SMALL = {char: number(char) for char in ENDS}
_HAN_RUN = lazy(rb"[hstn]{0,16}")

NOUNS: tuple[str, ...] = (
    "方面", "部分", "部份", "环节", "体系", "任务", "工程", "行动", "计划", "计画", "规划", "措施", "举措", "机制", "平台", "目标", "重点", "要点",
    "策略", "战略", "原则", "要求", "问题", "意见", "建议", "面向", "层面", "维度", "板块", "模块", "阶段", "步骤", "环节", "保障",
    "工作", "实事", "制度", "项目", "活动", "课程", "课题", "主题", "特点", "特色", "优势", "亮点", "理由", "原因", "因素", "条件",
    "情形", "情况", "类型", "类别", "方法", "方式", "途径", "渠道", "手段", "步伐", "抓手", "支柱", "支撑", "基地", "中心", "单位",
    "学校", "小学", "部门", "领域", "产业", "集群", "片区", "园区", "城市", "地区", "区域", "村落", "等次", "等级", "档次", "级别",
    "责任", "义务", "权利", "权益", "指标", "标准", "规定", "承诺", "政策", "主线", "根基", "关键", "转变", "突破", "提升", "关系",
    "能力", "素养", "品质", "精神", "理念", "思路", "路径", "布局", "格局", "工具", "系统", "程序", "流程", "功能", "组件",
    "节日", "奖项", "大奖", "提案", "议题", "议程", "事项", "困难", "挑战", "机遇", "短板", "弱项", "故事", "案例", "例子", "教训",
    "经验", "启示", "结论", "观点", "看法", "误区", "认识", "必查", "必须", "坚持", "不得", "严禁", "确保", "狠抓", "一律", "到位",
    "科目", "学科", "年级", "学段", "专业", "品牌", "作品", "节目", "景点", "景区", "线路", "站点", "网格", "小组", "组别", "班组",
    "物品", "用品", "资料", "证明", "乡镇", "村庄", "社区", "街道", "班级", "企业", "医院", "家庭", "教师", "学生", "党员", "干部", "支部", "车间",
    "比赛", "章节", "篇章", "内容", "材料", "证件", "文件", "附件", "表格", "意义", "作用", "价值", "影响", "效果", "成效", "服务",
)  # fmt: skip
"""Heads of the nouns that are counted: they tell where the counted phrase ends (三个面向｜推动)."""
_NOUN_SET = frozenset(NOUNS)
_CUT = lazy(
    "[的在是有为与和及或等中里来从对于向由将被把并而且也都就又还已以了着共均若]|过(?!$)|(?<![场处])所|推动|推进|展开|开展|构成|组成|分别|依次|(?:压缩|合并|整合|精简|浓缩)[成为]|汇报|阐述|入手|出发|着手|召开|举行|如果|可以|应当"
)

GENERIC = frozenset(
    (
        "方面",
        "部分",
        "部份",
        "问题",
        "层面",
        "阶段",
        "环节",
        "情况",
        "例子",
        "原因",
        "条件",
        "步骤",
        "单位",
        "内容",
        "情形",
        "地区",
        "部门",
    )
)
"""Nouns that a text counts again and again, of different things each time."""


TIMES = (
    "月",
    "工作日",
    "小时",
    "星期",
    "学期",
    "学分",
    "百分",
    "会次",
    "年度",
    "周",
    "多月",
    "半月",
    "整月",
    "钟",
    "人",
    "元",
)
"""What makes a claim a length of time or an amount, which no list counts."""


_LIMITS = ("以上", "以下", "以内", "左右", "之", "的", "于", "或")
_PARTED = frozenset("面节段")
"""What ends 方面, 环节, 阶段."""
_SAYING = frozenset("示列述定载称规需有属附指")
_RANGE = frozenset("至到或")
PEOPLE = ("人员", "人群", "人才", "人物", "周期")
"""What begins like one of these and is counted: 三类人员."""


_AT_LEAST = ("以上", "以下", "以内")
"""What makes a claim a limit: 五个以上乡（镇、市、区）."""
_NO_COUNT: dict[str, tuple[str, ...]] = {
    "所": ("示", "列", "述", "定"),
    "个": ("营业日", "交易日", "工作天", "会计年度", "日历"),
    "大": ("功。", "功:", "功,", "过。", "过:", "过,"),
    "道": (":", ",", "："),
    "点": ("了", "头", "燃", "着", "起", "名", "菜", "破", "亮", "醒", "穴"),
}
"""What stands behind a measure word that is none: 图七所示, 记二大功, 潘三道：, 李四点了点头."""


_PAPERS = frozenset(
    ("材料", "文件", "表格", "附件", "证件", "资料", "报告", "文书", "证明", "清单", "名单", "合同", "协议")
)
"""What is counted by 份, and may be what is listed."""


_MARKS = frozenset(":。,")


class Claim(NamedTuple):
    """A declared count: its range from the numeral to the end of the noun, the value, the measure word,
    the noun (folded, may be empty) and where the measure ends."""

    start: int
    end: int
    value: int
    measure: str
    noun: str
    after_measure: int

    @property
    def phrase(self) -> str:
        """What is counted: measure and noun, the same for two claims about the same kind of thing."""
        return self.measure + self.noun

    @property
    def head(self) -> str:
        """The last two characters of the noun."""
        return self.noun[-2:]


class Claims:
    """The claims of a document in the order of the text."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self.claims = claims
        self._starts = [claim.start for claim in claims]

    def within(self, start: int, end: int) -> tuple[Claim, ...]:
        """The claims that lie in [start, end)."""
        left = bisect.bisect_left(self._starts, start)
        return tuple(
            claim for claim in self.claims[left : bisect.bisect_left(self._starts, end)] if claim.end <= end
        )


_NONE = Claims(())


def claims(document: Document) -> Claims:
    """The claims in prose."""
    found = document.view(written)
    if not found.claims or not len(document.regions):
        return found
    regions = document.regions
    return Claims(tuple(claim for claim in found.claims if regions.is_prose(claim.start)))


def written(document: Document) -> Claims:
    """All claims, those in code and addresses, too: what these cannot make a finding of needs no regions,
    which cost more than the claims themselves."""
    hits = document.scan.hits
    present = _TRIGGERS.intersection(hits)
    if not present:
        return _NONE
    text = document.text  # what is asked of it is no different folded, which costs more than the question
    places: list[int] = []
    for trigger in present:
        if trigger[0] in _BEFORE_COUNT:  # 共五章 may be 五章： as well
            places += [
                place + 1
                for place in hits[trigger]
                if trigger[-1] != "章" or text[place + 3 : place + 4] not in _AFTER_CHAPTER
            ]
        elif trigger[0] in ORDINAL:
            places += [place - 1 for place in hits[trigger] if place and text[place - 1] in _COUNTING]
        else:  # most are ordinals: 第二项
            places += [
                place
                for place in hits[trigger]
                if text[place - 1] not in NOT_AFTER or _back_to(text, place - 1)
            ]
    if not places:
        return _NONE
    places.sort()
    if len(places) > MOST and len(places) * DENSE > len(document.text):
        places = places[:MOST]
    found = claims_at(document, places)
    return Claims(found) if found else _NONE


def claims_at(document: Document, places: list[int]) -> tuple[Claim, ...]:
    """The claims whose numerals have their last character at these places."""
    if not places:
        return ()
    text, classes = document.folded, document.classes
    read = [_claim(text, classes, place) for place in places]
    found = tuple([claim for claim in read if claim is not None])
    if KANA not in classes:
        return found
    # 対象となる4種類の世帯: Japanese
    return tuple(claim for claim in found if classes.find(KANA, max(0, claim.start - 8), claim.end + 8) < 0)


def _claim(text: str, classes: bytes, place: int) -> Claim | None:
    """The claim whose numeral has its last character at `place`."""
    start = place
    before = text[start - 1] if start else "\n"
    if before in NUMERAL:
        while start and text[start - 1] in NUMERAL and place - start < 12:
            start -= 1
        if start and text[start - 1] in NOT_AFTER and not _back_to(text, start - 1):
            return None
        value = number(text[start : place + 1])
    elif before in NOT_AFTER and not _back_to(text, start - 1):
        return None
    else:
        value = _SMALL[text[place]]
    measure = text[place + 1]
    if measure in _MARKS:  # 原因有三：
        if start != place or before != "有":
            return None
        if not text.startswith(_REASONS, place - 3) and (measure != ":" or text[place - 2] in _NO_NOUN):
            return None
        return Claim(place - 1, place + 1, value or 0, "点", "", place + 1)
    if value is None or value < 2 or value > 300 or text[place - 1 : place + 1] in _ABOUT:
        return None
    after = place + 2
    following = text[after : after + 1]
    if (text.startswith(TIMES, after) and not text.startswith(PEOPLE, after)) or (
        measure in "条点" and (value > 60 or following in NUMERAL)
    ):
        return None
    if measure in "方环阶" and following not in _PARTED:
        return None
    if measure == "大" and (following in "学小家家多于量约致概部人" or text[start - 1] == "记"):
        return None  # 记二大功
    if text.startswith(_NO_COUNT.get(measure, ()), after) or text.startswith(_AT_LEAST, after):
        return None
    if measure in "部方环阶" and (following in _PARTED or following == "分"):
        return Claim(start, after + 1, value, "个", measure + following, after - 1)
    match = _HAN_RUN.match(classes, after)
    run = text[after : match.end()] if match else ""
    if run.startswith(_LIMITS) or (measure == "所" and run[:1] in _SAYING):
        return None
    if start > 1 and text[start - 2] in NUMERAL and text[start - 1] in _RANGE:
        return None  # 一至二名
    end = after + _noun_length(run)
    if measure == "份" and text[end - 2 : end] not in _PAPERS:
        return None  # 一式四份: copies of what is listed
    return Claim(start, end, value, measure, text[after:end], after)


def _back_to(text: str, place: int) -> bool:
    """Whether 以上 that ends at `place` opens a clause, so that what follows is a count (以上五项), and is no
    limit (60分以上两名)."""
    return text[place] == "上" and text[place - 1 : place] == "以" and text[place - 2 : place - 1] in _OPENS


_OPENS = frozenset(("", *"…。；;，,：:\n！!？? \u3000"))


_SUFFIXES = frozenset("区组队岗员户站圈")


def _noun_length(run: str) -> int:
    """How much of the Han run behind a measure word is the counted noun."""
    stop = len(run)
    cut = _CUT.search(run, 1)
    if cut is not None:
        stop = cut.start()
    limit = min(stop, 10)
    for place in range(limit - 1):
        if run[place : place + 2] in _NOUN_SET and run[place + 2 : place + 4] not in _NOUN_SET:
            longer = place + 3 == stop and run[place + 2] in _SUFFIXES  # 责任区, 工程队
            return stop if longer else place + 2
    return min(stop, 6)


_HEADING = lazy(
    r"[ \t]*(?:#{1,6} |[(\[【]?(?:[一二三四五六七八九十百]{1,4}|[0-9]{1,3}|[①-⑳壹贰叁肆伍陆柒捌玖拾甲乙丙丁])[)\]】、. ]|第[一二三四五六七八九十百0-9 ]{1,5}[章节篇部条])"
)


_SHORT_LINE = 42


def heading_line(text: str, offset: int) -> str | None:
    """The short line with a marker at its head that holds `offset`: a heading; None where it is none."""
    low, high = max(0, offset - _SHORT_LINE - 1), offset + _SHORT_LINE + 1
    start = max(text.rfind("\n", low, offset), text.rfind("\r", low, offset)) + 1
    if not start and low:
        return None
    end = text.find("\n", offset, high)
    if end < 0:
        if high < len(text):
            return None
        end = len(text)
    if end > start and text[end - 1] == "\r":
        end -= 1
    if end - start > _SHORT_LINE or not _HEADING.match(text, start):
        return None
    return text[start:end]


# -- counts that differ ------------------------------------------------------------------------------------

BACK = lazy(
    '(?:上述|前述|上列|前列|以上|上面|前面|所述|这|该|此)(?:的|所说的?|所列的?|提到的?)?[“"「『‘]?\\Z'
)
"""Words before a claim that point back to an earlier one."""


POINTING = (
    "上述", "前述", "上列", "前列", "所述",
    *(f"这{value}" for value in ("二", "两", "三", "四", "五", "六", "七", "八", "九", "十", *range(1, 10))),
)  # fmt: skip
"""What points back to a count, whatever its measure word."""
POINTED = lazy(
    f"(?:上述|前述|上列|前列|所述|这)的?([〇零一二三四五六七八九十百千两0-9]{{1,6}})(?![{MEASURES}度年月日天周岁元分秒时届号期万亿%.十百千〇零一二三四五六七八九两0-9])([\u4e00-\u9fff])([\u4e00-\u9fff]{{2,8}})"
)
_POINTED_BACK = 600
_POINTABLE = frozenset("〇零一二三四五六七八九十百千两0123456789")
_LONGEST = 6  # characters of a number that is pointed back to


def pointed(document: Document) -> tuple[Claim, ...]:
    """The counts that are pointed back to, of measures no claim has (上述七次巡查), and what they point to."""
    text = document.folded
    found: dict[int, Claim] = {}
    for place in document.hits(*POINTING)[:MOST]:
        match = POINTED.match(text, place)
        value = None if match is None else number(match[1])
        if match is None or value is None:
            continue
        noun = match[3][: _noun_length(match[3])]
        if len(noun) < 2:
            continue
        counted = match[2] + noun
        for start, stop in (
            *_numerals_before(text, counted, max(0, place - _POINTED_BACK), place),
            match.span(1),
        ):
            known = number(text[start:stop])
            if known is not None and known > 1 and text[start - 1] not in NOT_AFTER:
                found[start] = Claim(start, stop + len(counted), known, match[2], noun, stop + 1)
    return tuple(found[start] for start in sorted(found))


def _numerals_before(text: str, counted: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Where numerals stand before what they count, in [low, high)."""
    stop = text.find(counted, low, high)
    while stop >= 0:
        start = stop
        while start > low and stop - start < _LONGEST and text[start - 1] in _POINTABLE:
            start -= 1
        if start < stop:
            yield start, stop
        stop = text.find(counted, stop + 1, high)


SCOPE = lazy("([全本我][县市校镇区村班厂院国省州乡局会馆园队社])(?:现|共|辖|下辖)?(有)?\\Z")
"""Words before a claim that make it the whole of a place: 全县9个乡镇."""


def quoted(text: str, claim: Claim) -> bool:
    """Whether a claim is a name of its own, in quotation marks: “四大工程”."""
    return text[claim.start - 1 : claim.start] in _QUOTES and text[claim.end : claim.end + 1] in _CLOSED


_QUOTES, _CLOSED = frozenset("“「"), frozenset("”」")


def differ(text: str, found: tuple[Claim, ...]) -> bool:
    """Whether a claim that differs from an earlier one points back to it, or stands in a heading."""
    if len(found) < 2:
        return False
    values: dict[str, set[int]] = {}
    for claim in found:
        if len(claim.noun) < 2:
            continue
        known = values.setdefault(claim.measure + claim.noun[:2], set())
        if known and (len(known) > 1 or claim.value not in known):
            start = claim.start
            if (
                BACK.search(text, max(0, start - 8), start)
                or SCOPE.search(text, max(0, start - 6), start)
                or heading_line(text, start) is not None
                or quoted(text, claim)
            ):
                return True
        known.add(claim.value)
    return False
