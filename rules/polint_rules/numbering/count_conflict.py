"""numbering/count-conflict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.numbering._claims import (
    BACK,
    GENERIC,
    NOUNS,
    POINTING,
    SCOPE,
    TRIGGERS,
    Claim,
    Claims,
    claims,
    differ,
    heading_line,
    pointed,
    quoted,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document
    from polint.finding import Draft

_STRONG = lazy('(?:上述|前述|上列|前列|以上|所述)(?:的)?[“"「『‘]?$')
_GROWN = lazy(
    "升级|扩展|扩大|扩充|新增|增加|增至|增为|减少|减为|合并|改为|变为|拓展|另外|另有|另|还有|加上|连同"
)
_CHANGE = lazy(
    "升级|扩展|扩大|扩充|调整|增加|新增|增至|增为|减少|减为|缩减|合并|由原|原来|原有|原先|此前|以前|过去(?![半一两二三四五六七八九十几数]+个?[年月周天季])|去年|上年|往年|明年|另外|另有|还有|其余|其他|其中|"
    "之一|第二批|又|再|余下|剩下|后来|改为|变为|拓展|近年|分别(?![在于由])|各有|各设|每"
)
_VERBS = "构建|建设|搭建|建立|健全|完善|打造|实施|推进|开展|落实|强化|突出|抓好|办好|聚焦|围绕|坚持|提出|明确|做好|做实|实现|打好|深化|夯实|提升|培育|发展|抓住|加强|紧盯|守住|筑牢"
_VERB = lazy(f'(?:{_VERBS})(?:好|实|了)?[“"「『‘]?$')


class CountConflict(Rule):
    """The same thing counted twice, with two results."""

    id = "numbering/count-conflict"
    version = 2
    severity = "error"
    triggers = (*TRIGGERS, *POINTING)
    sieve = "polint_rules.numbering._cues:counting"
    by_triggers = True
    gate = "polint_rules.numbering._ties:telling"
    summary = Text("one thing declared with two counts", "同一事物前后数目不同")
    what = Text(
        "Finds a count that the text has given differently before: a heading 六大体系 where the opening announced 五大体系, "
        "上述14所小学 after 12所小学, 这六项承诺 after 五项承诺. It speaks only where both must be the same thing: the "
        "later phrase points back (上述, 前述, 这), or stands as a heading for what the opening announced with the same "
        "noun, or both are names in quotation marks (“四大工程”, “五大工程”). A change the text tells of (扩展为, 新增, 其中) and general nouns (方面, 问题) are left alone.",
        "查找与前文不一致的数目：开头说“五大体系”而标题写“六大体系”，先说12所小学、后说“上述14所小学”，先说五项承诺、后说“这六项承诺”。"
        "只有两处必指同一事物时才报告：后一处有“上述、前述、这”等回指，或是用同一名词作标题来展开开头的宣布，或两处都是引号里的名称（“四大工程”“五大工程”）。"
        "文中说明了变化（扩展为、新增、其中）的，以及“方面、问题”之类的泛称不管。",
    )
    why = Text("One of the two counts is wrong.", "两个数目必有一错。")
    messages = {
        "conflict": Text("{later} here, {earlier} before", "此处是“{later}”，前文是“{earlier}”"),
        "earlier": Text("the earlier count", "前文的数目"),
    }
    examples = (
        wrong(
            "全年思路是守好一条底线、做强四大平台。\n一、守好一条底线\n不发生事故。\n二、做强⟦五大平台⟧\n提供融资、检测服务。"
        ),
        wrong("县里给9个山村修了路。验收组认为上述⟦11个山村⟧的路质量合格。"),
        wrong("候選人提出四項承諾。對手說，這⟦五項承諾⟧沒有財源。"),
        wrong("摘要提出三大策略，第二章說明前述⟦四大策略⟧的期程。"),
        wrong("店家承諾三項服務。以上⟦四項服務⟧若有一項做不到，全額退費。"),
        wrong("全书分为五个部分。这⟦六个部分⟧前后呼应。"),
        wrong("本季度开展六次巡查。上述⟦七次巡查⟧共发现隐患十九处。"),
        wrong("全縣9個鄉鎮都有書屋。圖書館為全縣⟦11個鄉鎮⟧換了新書。"),
        wrong("县里实施“四大工程”，投资三亿元。部分乡镇对“⟦五大工程⟧”认识不足。"),
        wrong("本市现有9个博物馆。文旅局对全市⟦11个博物馆⟧的消防设施进行了检查。"),
        wrong("全年打好“三大战役”，为群众办实事。过去半年，“⟦四大战役⟧”捷报频传。"),
        right("甲村实行“三项制度”。乙村实行“四项制度”，两村各有特色。"),
        right("县委提出“五个坚持”，县政府提出“四个坚持”，精神一致。"),
        right("县里原定实施“四大工程”，调整后改称“五大工程”。"),
        right("书里用到两个公式。这两个公式都很短，下面这三个公式长些。"),
        right("成绩在九十分以上三项奖励，八十分以上两项奖励。"),
        right("先有四大平台，后扩展为五大平台。上述五大平台均已启用。"),
        right("本文讨论三个问题。关于第一个问题，要看四个方面；这四个方面互有联系。"),
        right("全县有12所小学，其中6所在山区。这6所小学都通了班车。"),
        right("甲村有三个水塘，乙村有五个水塘，上述八个水塘都已清淤。"),
        wrong("全文从三个维度展开。第一是制度维度……以上⟦四个维度⟧相互支撑。"),
        right("仓库里一群工人在搬货，另一群工人在远处看着屏幕，这两群工人从不见面。"),
        right("她脚踩两块金条，手里的烟袋点着另一块金条，说：“你把这三块金条拿走。”"),
        right(
            "墙上有九个手印。上面这两个手印是给兄嫂的，下面两个是给我们的。远处走来四位丫环，衣服与这两位丫环不同。"
        ),
        right("车的前轮和后轮各自有两个轮胎。飞起来时，这四个轮胎可以收进去。"),
        wrong("鎮上今年辦了八場講習會，分別在各里舉行。這⟦九場講習會⟧共有六百人參加。"),
        right(
            "把它分成两个子问题和一个子问题。这三个子问题依次解决。另五名卫士守门，见状便知这七名卫士不可靠。"
        ),
        right("应报的10个处室里，甲处、乙处、丙处逾期。上述3个处室须说明理由。"),
        right("巷口站着两个女人。过了一会儿又来了一个，她们三个一起往前走。路很黑，这三个女人都有些怕。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a claim that contradicts an earlier one."""
        # The claims as written first: the regions, by which those in code are left out, are dear.
        for found, prose in ((document.view(written), claims), (Claims(document.view(pointed)), None)):
            if differ(document.folded, found.claims) and any(True for _ in self._conflicts(document, found)):
                yield from self._conflicts(document, found if prose is None else document.view(prose))

    def _conflicts(self, document: Document, view: Claims) -> Iterator[Draft]:
        text = document.folded
        earlier: dict[str, list[Claim]] = {}
        for claim in view.claims:
            if len(claim.noun) < 2:
                continue
            group = earlier.setdefault(claim.measure + claim.noun[:2], [])
            known = [other for other in group if _same(claim.noun, other.noun)]
            if known and all(other.value != claim.value for other in known):
                other = known[-1]
                if (
                    _back(text, view, claim, known)
                    or _heading(text, claim, known)
                    or _renamed(text, claim, known)
                    or _total(text, claim, other)
                ):
                    yield self.draft(
                        claim.start,
                        claim.end,
                        "conflict",
                        related=(self.related(other.start, other.end, "earlier"),),
                        later=document.text[claim.start : claim.end],
                        earlier=document.text[other.start : other.end],
                    )
            if len(group) < 8:
                group.append(claim)


_NOUNS = tuple(NOUNS)


def _same(one: str, other: str) -> bool:
    """Whether two nouns name the same kind of thing: one may have run on into a verb (山村修 for 山村)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.endswith(_NOUNS):
        return False
    return long.startswith(short) or (not short.endswith(_NOUNS) and one[:3] == other[:3])


_DOUBLED = lazy("[各每][^,。;:]{0,4}$|另$")
"""What makes a count one of each of several, or one beside others."""
_SENTENCE_END = lazy("[。;!?\n]")
_ANOTHER = lazy("[另又再还有]一[^个月年天日次]|还有一")
_OTHERS = lazy("[^。!?\n]{0,24}(?:下面|另外|其余|剩下|其他|后面)")
_CLOSE = 100
"""Code points within which 这两种形式 behind 三种形式 must mean the same."""


def _back(text: str, view: Claims, claim: Claim, known: list[Claim]) -> bool:
    """Whether the later phrase points back to the earlier one, the only candidate."""
    if len(known) > 1 and len({other.value for other in known}) > 1:
        return False
    head = text[max(0, claim.start - 8) : claim.start]
    if not BACK.search(head):
        return False
    last = known[-1]
    if BACK.search(text, max(0, last.start - 8), last.start):
        return False  # 这两个函数 … 这三个函数
    between = text[last.end : claim.start]
    # 共五个部分。这六个部分…: nothing stands between them that 这 could mean.
    if claim.noun in GENERIC and len(between) > 3 and not _STRONG.search(head):
        return False
    if len(between) > 600 or (claim.noun in GENERIC and len(between) > 120):
        return False
    strong = _STRONG.search(head) is not None
    around = text[max(0, last.start - 20) : last.start] + between[-200:]
    if (_GROWN if strong else _CHANGE).search(around):
        return False
    if _DOUBLED.search(text, max(0, last.start - 8), last.start) or (
        claim.noun not in GENERIC and text[claim.start : claim.after_measure] in between
    ):
        return False  # 前轮和后轮各有两个轮胎 … 这四个轮胎; 她们三个 … 这三个女人
    parts = [other.value for other in view.within(last.end, claim.start) if other.measure == claim.measure]
    if claim.value - last.value in (*parts, sum(parts)):
        return False  # 12所小学, 又建2所, 上述14所
    if (
        not strong
        and claim.value < last.value
        and (len(between) > _CLOSE or not _SENTENCE_END.search(between) or _OTHERS.match(text, claim.end))
    ):
        return False  # some of them
    if claim.value < last.value and between.count("、") == claim.value - 1:
        return False  # 10个处室……甲处、乙处、丙处逾期。上述3个处室
    if claim.value == last.value + 1 and (_ANOTHER.search(between) or f"一{claim.phrase[:2]}" in between):
        return False  # 两个子问题和一个子问题 …  # 两块金条，另一块金条 … 这三块金条
    # A list right before 这五项 is what it counts.
    return strong or between.count("、") < claim.value - 1


def _total(text: str, claim: Claim, other: Claim) -> bool:
    """Whether both phrases give the whole of one place: 全县9个乡镇 … 全县10个乡镇."""
    scope = SCOPE.search(text, max(0, claim.start - 6), claim.start)
    earlier = SCOPE.search(text, max(0, other.start - 6), other.start)
    if scope is None or earlier is None or scope[1][-1] != earlier[1][-1] or claim.noun != other.noun:
        return False
    if claim.noun in GENERIC or scope[2] or not (claim.noun.endswith(_NOUNS) or len(claim.noun) > 2):
        return False
    around = text[max(0, other.start - 40) : other.end + 20] + text[max(0, claim.start - 40) : claim.end + 20]
    return not _CHANGE.search(around) and "年" not in around


def _renamed(text: str, claim: Claim, known: list[Claim]) -> bool:
    """Whether both are names in quotation marks that differ in their number alone, of a scheme with which the text opens
    (围绕“四大工程”) and of which it goes on to speak; no verb brings up another one (乙村实行“五大工程”)."""
    first, last = known[0], known[-1]
    if len({other.value for other in known}) != 1 or not (quoted(text, claim) and quoted(text, first)):
        return False
    between = text[last.end : claim.start]
    if claim.noun != last.noun or claim.measure not in "大个项种" or not re.search("[。;!?\n]", between):
        return False  # “三位一体” and “四位一体”; “五个坚持”, “四个坚持” side by side
    if "\n" in text[: first.start].strip() or _INTRODUCED.search(text, max(0, claim.start - 8), claim.start):
        return False
    around = text[max(0, first.start - 20) : first.end + 6]
    return not _CHANGE.search(around + between[-60:] + text[claim.end : claim.end + 6])


_INTRODUCED = lazy(
    "(?:实行|实施|推行|提出|开展|推出|制定|制订|坚持|落实|启动|打造|确立|建立|建设|构建|推进|采取|总结|形成|做到|确定|设立|明确|发布|公布)(?:了|出)?[^,。]{0,4}[“「]$"
)


def _heading(text: str, claim: Claim, known: list[Claim]) -> bool:
    """Whether the later phrase is the heading under which the announced thing is unfolded."""
    if claim.noun in GENERIC or len({other.value for other in known}) != 1:
        return False
    other = known[0]
    head = heading_line(text, claim.start)
    if head is None or heading_line(text, other.start) is not None:
        return False
    around = text[max(0, other.start - 20) : other.end + 6]
    if claim.measure == "大" or text[other.start - 4 : other.start] == text[claim.start - 4 : claim.start]:
        return not _CHANGE.search(around + head)
    return bool(
        _VERB.search(text, max(0, other.start - 5), other.start)
        and _VERB.search(text, max(0, claim.start - 5), claim.start)
        and not _CHANGE.search(around)
    )
