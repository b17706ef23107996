"""Sentence: the list that a sentence holds beside a declared count, and whether the two agree.

The list stands behind the count (五大行动，即A、B、C), before it (从A、B、C、D四个方面), or is told by ordinals
(第一阶段…，第二阶段…). Where 等 leaves it open, or a reader could count it otherwise, nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._claims import BACK, GENERIC, MEASURES, MOST, Claim
from polint_rules.numbering._clause import clause_end, clause_start
from polint_rules.numbering._listing import Listing, clauses, listing, shared
from polint_rules.numbering._numeral import number, write

if TYPE_CHECKING:
    from polint.document import Document

Kind = Literal["behind", "before", "items", "children", "run", "concluded", "chapters", "digits"]


class Tie(NamedTuple):
    """A claim and the list it speaks of: how many items were found and where they stand."""

    claim: Claim
    found: int
    items: tuple[tuple[int, int], ...]
    kind: Kind


_FILLER = lazy(
    '[”"」』’》)]?(?:工作|任务|活动|工程|行动|计划|机制|模式|内容|要求|要点|组成|构成|进行)?[,，]?(?:即|也就是|亦即|就是|分别是|分别为|分别叫|依次是|依次为|依序[是为]|顺序[是为]|具体是|具体为|具体包括|主要是|主要包括|包括|包含|是指|指的是|'
    "分为|涵盖|分别涉及|是|为|有)?[:：]?(?:—{1,2}|[(])?"
)
_CLOSED_LIST = lazy(
    '^[”"」』’》)]?(?:工作|任务|活动|工程|行动|计划|机制|模式|内容|要求|要点|组成|构成|进行)?(?:[,，]?(?:即|也就是|亦即|就是|分别是|分别为|分别叫|依次是|依次为|依序[是为]|顺序[是为]|具体是|具体为|指的是|是指)[:：]?|[:：]|—{1,2}|[(](?!含|除|不含|包括|其中|如)(?:即|分别是|分别为)?[:：]?)$'
)
_OPEN = ("含", "除", "不含", "包括", "包含", "其中", "如")
"""What opens a bracket whose list need not be whole: 26种语言（包括中文和日文）."""
_FAR_LIST = lazy(
    '[”"」』]?(?:各有(?:侧重|特色|重点|特点|千秋|所长|分工)|缺一不可|相辅相成|环环相扣|相互支撑):|'
    '[”"」』](?:的?[^。;!?\n,:、“”「」0-9一二三四五六七八九十]{1,10})?,?(?:即|也就是|亦即|分别是|分别为|具体是|具体为|指的是|是指):?|'
    "[^。;!?\n,:、“”「」0-9一二三四五六七八九十两几各每]{1,8},分别[是为]:?"
)
_FAR_COLON = lazy('[”"」』]?[^。;!?\n,:、“”「」0-9二三四五六七八九十]{1,16}:')
"""“四个统一”的办法，即…: a noun may stand between a quoted claim and its list."""
PARTIAL = lazy(
    "其中|之一|以上|以内|左右|不少于|不超过|不限于|至少|至多|最多|多于|任选|任意|任何|可选|前[一二三四五六七八九十]|后[一二三四五六七八九十]|除|另外|剩余|其余|每"
)
"""Words about a claim that say it is not, or not surely, the whole."""
_NUMERALS = lazy("[0-9]|[二三四五六七八九十两百][个项种类条所名家位台套辆件大级]")


BRIEF = tuple(f"{mark}{value}" for mark in "“「" for value in "二两三四五六七八九十")
"""How a count without a measure word opens: “四统一”."""
_BRIEF = lazy(f"([二两三四五六七八九十])(?![{MEASURES}])([^、,。”」\n]{{1,3}})(?=[”」])")


_UNION = lazy(
    "[二两三四五六七八九十](位一体|方?[结整]合|[方级]?联[动通]|[方级]?互[动联]|[方]?融合|[方]?合一|[方]?共[建治育]|[方]?并举)"
)
"""What joins the things that are named before it into one: 家庭、学校、社会“三结合”."""


def briefs(document: Document) -> tuple[Tie, ...]:
    """Counts without a measure word that disagree with the list behind them: “四统一”：统一供种、…. The word that
    is counted must stand in every item: only then the list is its own."""
    found: list[Tie] = []
    text = ""
    for place in document.hits(*BRIEF)[:MOST]:
        text = text or document.folded
        match = _BRIEF.match(text, place + 1)
        value = number(text[place + 1])
        if value is not None and (union := _UNION.match(text, place + 1)) is not None:
            # 家庭、学校、社会“三位一体”
            tie = _before(text, Claim(union.start(), union.end(), value, "", union[1], union.start(1)), place)
            if tie is not None:
                found.append(tie)
                continue
        if match is None or value is None:
            continue
        tie = _behind(text, Claim(match.start(), match.end(), value, "", match[2], match.start(2)))
        if (
            tie is not None
            and len(tie.items) > 1
            and all(
                text.startswith(match[2], left) or text.endswith(match[2], left, right)
                for left, right in tie.items
            )
        ):
            found.append(tie)
    return tuple(found)


DIGITED = tuple(f"{mark}{value}" for mark in "“「" for value in ("1", "一二"))
"""How a number that names a scheme by its counts opens: “1234”工作体系."""
_DIGITED = lazy(
    "([1-9]{3,6}|[一二三四五六七八九]{4,6})[”」][^。\n“「]{0,14}?(?:[,，]?(?:即|是指|指的是|具体[是为]|分别[是为]|就是):?|:|——)"
)
_COUNT = lazy('[“「"]?([一二两三四五六七八九1-9])(?![一二三四五六七八九十0-9])')


def digits(document: Document) -> tuple[Tie, ...]:
    """“1234”工作法，即一条主线、两个抓手、三项机制、五个平台: the parts have other counts than the name."""
    found: list[Tie] = []
    text = ""
    for place in document.hits(*DIGITED)[:MOST]:
        text = text or document.folded
        match = _DIGITED.match(text, place + 1)
        if match is None:
            continue
        end = clause_end(text, match.end())
        while text.startswith((",", ";"), end) and end < match.end() + _SCHEME:
            end = clause_end(text, end + 1)
        parts = list(re.finditer("[^、,;]+", text[match.end() : end]))
        counted = [(part, _COUNT.match(part[0].lstrip())) for part in parts]
        named = [number(sign) for sign in match[1]]
        said = [number(count[1]) if count else None for _, count in counted]
        if None in said:  # …五个平台，全面提升治理水平
            parts = parts[: said.index(None)]
            if any(said[len(parts) :]):
                continue
            said = said[: len(parts)]
        if len(parts) < 2 or said == named:
            continue
        shift = match.end()
        items = tuple((shift + part.start(), shift + part.end()) for part in parts)
        claim = Claim(match.start(1), match.end(1), len(named), "", "", match.end(1))
        found.append(Tie(claim, int("".join(map(str, said))), items, "digits"))
    return tuple(found)


_SCHEME = 200  # code points in which the parts of a scheme are told
_FILLER_FIRST = frozenset('各缺相环”"」』’》)工任活内要组构进,，即也亦就分依具主包是涵为有:：—(')
_CLAUSE_ENDS = frozenset(("", *"。,;\n"))
_LIST_SIGN = lazy('[、“「『《"]')


def contradiction(text: str, claim: Claim) -> Tie | None:
    """The list in the sentence that disagrees with a claim. Where neither a filler nor a sign of a list is
    near, nobody looks for one."""
    after = text[claim.end : claim.end + 24]
    if after.startswith("之一") or claim.noun.endswith("之一"):
        return None
    if (after[:1] in _FILLER_FIRST or ",分别" in after) and (tie := _behind(text, claim)) is not None:
        return tie
    if claim.measure in COUNTED_LIST and (claim.noun or after[:1] in _CLAUSE_ENDS):
        # The last item before a claim is no longer than 14 characters.
        near = _LIST_SIGN.search(text, max(0, claim.start - 40), claim.start)
        if near is not None and (tie := _before(text, claim)) is not None:
            return tie
    if "第一" in after and (tie := _ordinals(text, claim)) is not None:
        return tie
    return _parted(text, claim) or _namesakes(text, claim)


def agrees(text: str, claim: Claim) -> bool:
    """Whether a list in the claim's own sentence agrees with it: then no other list is asked."""
    for one in (_list_behind(text, claim), _list_before(text, claim)):
        if one is not None and one.low <= claim.value <= one.high:
            return True
    return False


def _list_behind(text: str, claim: Claim) -> Listing | None:
    start = _list_start(text, claim)
    return None if start is None else listing(text, start, clause_end(text, start))


def _list_start(text: str, claim: Claim) -> int | None:
    """Where a closed list behind a claim begins; None where none does."""
    filler = _FILLER.match(text, claim.end)
    if filler is None or not _CLOSED_LIST.match(text[claim.end : filler.end()]):
        filler = _FAR_LIST.match(text, claim.end)
    if filler is None and not claim.measure:
        filler = _FAR_COLON.match(
            text, claim.end
        )  # “四统一”办法：: the word that is counted must stand in every item
    if filler is None or filler.end() == claim.end:
        return None
    if not claim.noun and claim.measure not in "项种类" and text[claim.end] == "(":
        return None  # 照片三张（背面注明姓名、年龄）
    start = filler.end()
    if text[start : start + 1] in ("", "\n") or (text[start - 1] == "(" and text.startswith(_OPEN, start)):
        return None
    return start


def _alike(text: str, claim: Claim) -> Tie | None:
    """三个转变：从…转变，从…转变: clauses that all share the word that is counted."""
    start = _list_start(text, claim)
    if start is None and (colon := _FAR_COLON.match(text, claim.end)) is not None:
        start = colon.end()
    if start is None or PARTIAL.search(text, max(0, claim.start - 8), claim.start):
        return None
    one = clauses(text, start, claim.noun) or shared(text, start, claim.noun)
    if one is None or one.low <= claim.value <= one.high:
        return None
    return Tie(claim, len(one.items), one.items, "behind")


_LABELLING = frozenset(("", *"\n。;"))


def is_label(text: str, claim: Claim) -> bool:
    """Whether a claim is one of several labels: 一类：…；二类：…, or the name of a class (一类口岸, 二类口岸)."""
    first = f"一{claim.measure}{claim.noun}"
    if claim.measure == "类" and claim.noun:
        return first in text
    return text[claim.start - 1 : claim.start] in _LABELLING and f"{first}:" in text


def _behind(text: str, claim: Claim) -> Tie | None:
    """五大行动，即A、B、C、D; 三大工程：A、B; 四项制度（A、B、C、D）."""
    one = _list_behind(text, claim)
    if one is None:
        return _alike(text, claim)
    if one.open or is_label(text, claim) or one.low <= claim.value <= one.high:
        return None
    if (
        _MARKER.match(text, one.start)
        or _TOLD.match(text, one.start)
        or text[one.start] in "(①"
        or PARTIAL.search(text, max(0, claim.start - 8), claim.start)
    ):
        return None
    if claim.noun.startswith("字") and any(right - left > 1 for left, right in one.items):
        return None  # 十二个字（先保大人，再保孩子、……）
    if all(
        _HEAD_COUNT.match(text, left) and not _CODE.fullmatch(text, left, right) for left, right in one.items
    ) and any(text[left] != "一" for left, _ in one.items):
        return None  # 十二道菜：四冷、六热、一汤、一点心
    own, *others = (text[left:right] for left, right in reversed(one.items))
    if "的" in own and not any("的" in other for other in others):
        return None  # 三个村，分别是山区、丘陵和平原的代表
    if all(other.endswith("的") for other in others):
        return None  # 就是横的、空间的关系
    if one.high > claim.value and _OTHERWISE.match(text, one.end):
        return None  # 有两种方法：输入地址、用户名和端口，或者预先保存
    if any(_SEVERAL.search(text, left, right) for left, right in one.items):
        return None  # 四个朋友，就是甲、乙和师兄两人
    if any(right - left > 22 for left, right in one.items) or (
        any(
            _NUMERALS.search(text, left, right) and not _CODE.fullmatch(text, left, right)
            for left, right in one.items
        )
        and not _each_counted(text, claim, one)
    ):
        return None
    sign = text[one.end : one.end + 1]
    if claim.value - one.high > _FAR_OFF and text[claim.end : claim.end + 1] == "(":
        return None  # 十五幅画（朝、夕、晦、明，种种不同）
    if one.low < claim.value and (sign in ("", "(") or (sign == "\n" and _is_wrapped(text, one.end))):
        return None  # a line that was wrapped, a list with a bracket inside
    if claim.measure in "人名位" and not all(_NAME.fullmatch(text, left, right) for left, right in one.items):
        return None  # 一家四口人：爷爷奶奶、爸爸和我
    if one.low < claim.value and sign in (";", ","):
        # The list may go on behind the comma: 即A、B，以及C.
        rest = text[one.end + 1 : clause_end(text, one.end + 1)]
        if (
            "、" in rest
            or rest.startswith(("以及", "和", "及", "与", "跟", "还有", "并", "最后", "再", "或", "抑或"))
            or sign == ";"
        ):
            return None
    return Tie(claim, one.low if claim.value < one.low else one.high, one.items, "behind")


def _list_before(text: str, claim: Claim, end: int | None = None) -> Listing | None:
    end = claim.start if end is None else end
    last = text[end - 1 : end]
    if (
        not last
        or last in "。;!?\n,:、 及和与"
        or (last in "“「『《(" and text[end - 2 : end - 1] in "、,。;:\n")
    ):
        return None
    start = clause_start(text, end)
    if text[start - 1 : start] == ")" and text[start : start + 1] == "、":
        return None  # 收入(含租金)、基金、奖金三部分: the clause goes on before the bracket
    marker = _MARKER.match(text, start)
    if marker is not None:
        start = marker.end()
    for divided in ("分为", "将", "把"):
        place = text.rfind(divided, start, end)
        if place >= 0 and "、" in text[place:end]:
            start = place + len(divided)  # 将技术研究、开发活动分为高风险、低风险
            break
    if end - start < 3:
        return None
    part = text[start:end]
    if "、" not in part and "」「" not in part and "”“" not in part and "》《" not in part:
        return None
    return listing(text, start, end - 1 if last in "这共计" else end)


_NAME = lazy(
    "(?!.*(?:[爸妈爷奶哥姐弟妹叔伯姑姨舅夫妻儿女孩]|们|一家|以下|代表))[\u4e00-\u9fff·]{2,6}(?:\\([^()]{1,6}\\))?"
)
"""The name of a person, perhaps with a title."""
_WIDTH = 2  # characters by which the lines of a text that was wrapped to one width differ


def _is_wrapped(text: str, end: int) -> bool:
    """Whether the line that ends at `end` may go on in the next one: then no line beside it is longer."""
    start = text.rfind("\n", 0, end) + 1
    above = start - 1 - (text.rfind("\n", 0, max(0, start - 1)) + 1)
    below = text.find("\n", end + 1)
    below = (len(text) if below < 0 else below) - end - 1
    return max(above, below) <= end - start + _WIDTH


_AMOUNT = lazy(
    "[^0-9〇零一二三四五六七八九十百千两]{2,12}([0-9]{1,4}|[一二三四五六七八九十百两]{1,4})([名人位个件项篇幅份台套]) ?"
)


def _each_counted(text: str, claim: Claim, one: Listing) -> bool:
    """Whether each item says how many it is of (三类奖项：一等奖二名、二等奖五名、鼓励奖十名), in a measure word that is not the claim's:
    then the claim counts the kinds."""
    amounts = [_AMOUNT.fullmatch(text, left, right) for left, right in one.items]
    return claim.measure in "类种大" and all(
        amount is not None and amount[2] != claim.measure for amount in amounts
    )


_SEVERAL = lazy("[两二三四五]人|夫妇|夫妻|兄弟|姐妹|兄妹|师徒|父子|母女|父母|/")
_FAR_OFF = 3
"""Items by which a list in brackets may be short: where more are missing it lists something else."""
_HEAD_COUNT = lazy("[一二两三四五六七八九十0-9]{1,3}[^、,。;]")
_TOLD = lazy("一[个种类方项条][^、,。;]{0,2}[是叫指为]|一[是来则]|其一|首先|第一")
"""What opens a list of which each item is told: 主要特点有两个：一个是…，二是…."""
_OTHERWISE = lazy("[,;](?:或者?|要么|也可|还可|二者|另一)")
_CODE = lazy("[0-9]{1,4}[路号线班组队楼]|第?[一二三四五六七八九十]{1,3}[中小组班队号]")
_MARKER = lazy(r"\s*(?:第?[一二三四五六七八九十0-9甲乙丙丁壹贰叁肆伍]{1,3}|[①-⑳])[、.]")


_FURTHER = 5000  # code points in which the next ordinal may stand, in another paragraph


def _ordinals(text: str, claim: Claim) -> Tie | None:
    """分三阶段进行：第一阶段…，第二阶段…，第三阶段…，第四阶段…。 within one line."""
    first = text.find("第一", claim.end, claim.end + 24)
    stage = next(
        (
            stage
            for stage in (claim.phrase[-2:], claim.phrase[-1:], claim.measure)
            if stage and text.startswith(stage, first + 2)
        ),
        None,
    )
    if stage is None or first - claim.end > 20 or text[first - 1] in "从由自" or claim.noun.startswith("字"):
        return None  # 五个字里有三个“冰”，第一个是名词
    line = text.find("\n", claim.end)
    line = len(text) if line < 0 else line
    position = claim.end
    found: list[tuple[int, int]] = []
    while len(found) < 20:
        ordinal = f"第{write(len(found) + 1, '一')}{stage}"
        place = text.find(ordinal, position, min(line, position + 200))
        if place < 0:
            break
        found.append((place, place + len(ordinal)))
        position = place + len(ordinal)
    if len(found) < 2 or len(found) == claim.value:
        return None
    if f"第{write(len(found) + 1, '一')}{stage}" in text[claim.end : position]:
        return None  # 第三乐段 told before 第二乐段
    if len(found) < claim.value and (not _closes(text, position) or "最后" in text[position:line]):
        return None
    following = (f"第{write(len(found) + more, '一')}{stage}" for more in (1, 2))
    if len(found) < claim.value and any(one in text[position : position + _FURTHER] for one in following):
        return None
    return Tie(claim, len(found), tuple(found), "behind")


_NAMESAKE = 60  # code points behind a claim in which the first item bears its noun
_ONE = lazy("一|1(?![0-9])|a(?![a-z])")
_LABEL_SIGN = frozenset(" :(为是,、-—\n")
"""What stands behind the name of an item: 模块一：…, 一标段为…."""
_ITEM_HEAD = lazy("[;:。,\n][ \t>*#【]*\\Z")
_BETWEEN = lazy("[。;!?][^\n]*[。;!?]|[二三四五六七八九十2-9][个项种类]")


def _namesakes(text: str, claim: Claim) -> Tie | None:
    """分五个模块：模块一…模块二…; 分三个标段：一标段为…; 共4个包。 and below 第1包, 第2包: items that bear the noun that is counted,
    and a number."""
    name = claim.noun[-2:] or claim.measure
    if PARTIAL.search(text, max(0, claim.start - 8), claim.end) or BACK.search(
        text, max(0, claim.start - 8), claim.start
    ):
        return None
    for one in _ONE.finditer(text, claim.end, claim.end + _NAMESAKE):
        numeral = one[0]
        place, before, after = one.start(), "", ""
        if len(name) > 1 and text.endswith(name, 0, place):
            before = name
        elif text.startswith(name, one.end()):
            after = name
            if text[place - 1] == "第":
                before = "第"
            elif len(name) < 2:
                continue
        else:
            continue
        start, end = place - len(before), one.end() + len(after)
        head = _ITEM_HEAD.search(text, max(claim.end, start - 12), start)
        sign = text[end : end + 1]
        if head is None or (sign not in _LABEL_SIGN and not (before == "第" and "\n" in head[0])):
            continue
        if _BETWEEN.search(text, claim.end, start):
            return None
        return _numbered(text, claim, start, numeral, before, after, head[0])
    return None


_FIELD = 6000  # code points between two items at the heads of their lines


def _numbered(
    text: str, claim: Claim, start: int, numeral: str, before: str, after: str, head: str
) -> Tie | None:
    """The items from the first one, at `start`, on: at the heads of lines where that one is, else in its line."""
    lines = "\n" in head
    lead = head[head.rindex("\n") :] if lines else ""
    end = text.find("\n", start)
    end = len(text) if lines or end < 0 else end

    def name(count: int) -> str:
        return (
            f"{lead}{before}{chr(ord('a') + count - 1) if numeral == 'a' else write(count, numeral)}{after}"
        )

    found = [(start, start + len(name(1)) - len(lead))]
    position = found[0][1]
    while len(found) < _MANY:
        place = text.find(name(len(found) + 1), position, min(end, position + _FIELD))
        if place < 0:
            break
        position = place + len(name(len(found) + 1))
        if not lines and text[place - 1] not in "。;,、 ":
            break
        found.append((place + len(lead), position))
    if len(found) < 2 or len(found) == claim.value:
        return None
    if len(found) < claim.value:
        # One may be told in other words, or out of turn.
        further = [name(len(found) + more).strip() for more in (1, 2)]
        tail = text[position : position + _FURTHER]
        if any(one in tail for one in further) or _LEFT_OUT.search(tail) or (not lines and "。" not in tail):
            return None
    return Tie(claim, len(found), tuple(found), "items")


_MANY = 30
_LEFT_OUT = lazy("^[^\n]{0,40}(?:最后|其余|……|…|等等)|\n[ \t]*(?:[(]?[略]|…|\\.{3})")


_LISTING = lazy("(?:[下左]列|以下|如下)(?:的|各|之)?$")
_CLAUSAL = lazy(
    "[一1①(第]|首先|其一|其次|最后|再次|此外|另外|同时|其中|并|但|如|若|违反|对|凡|具体|以上|上述|这|该|因此|所以|从而|经|由"
)
"""What opens a clause that is no item of a list of short ones, or an item with a marker of its own."""
_PARTS = 300  # code points in which a list of clauses must end
_LONG_PART = 40


def _parted(text: str, claim: Claim) -> Tie | None:
    """下列三项义务：按时支付租金；妥善使用房屋；不得转租；期满腾退。 One sentence of items parted by semicolons, counted in
    whatever way a reader may count them."""
    match = _COLON.match(text, claim.end)
    if match is None or PARTIAL.search(text, max(0, claim.start - 8), claim.end) or claim.value > _FEW:
        return None
    start = match.end()
    stop = text.find("。", start, start + _PARTS)
    if stop < 0 or "\n" in text[start:stop] or text.count(";", start, stop) < 1:
        return None
    items: list[tuple[int, int]] = []
    left = start
    for part in text[start:stop].split(";"):
        items.append((left, left + len(part)))
        left += len(part) + 1
    parts = [text[begin:end] for begin, end in items]
    if any(not part or len(part) > _LONG_PART or _CLAUSAL.match(part) or ":" in part for part in parts):
        return None
    if not _LISTING.search(text, max(0, claim.start - 4), claim.start) and any("," in part for part in parts):
        return None
    if "等" in parts[-1][-2:] or "…" in parts[-1] or _JOINING.search(text, start, stop):
        return None
    readings = {
        len(re.split(signs, part))
        for signs in (";", "[;,]", "[;、]", "[;,、]")
        for part in (text[start:stop], parts[0])
    }
    if claim.value in readings or abs(claim.value - len(items)) > 2:
        return None
    return Tie(claim, len(items), tuple(items), "behind")


_FEW = 10
_COLON = lazy('[”"」』]?(?:之一|任务|内容|工作)?[^,。;:\n]{0,4}:')
_JOINING = lazy(";(?:以及|和|及)?(?:其他|其它|另有|还有)")


def _closes(text: str, position: int) -> bool:
    """Whether the sentence ends behind the ordinal that ends at `position`, at its clause or the next one."""
    end = clause_end(text, position)
    if text.startswith(",", end):
        end = clause_end(text, end + 1)
    return text.startswith("。", end)


COUNTED_LIST = frozenset("大项种类条点方门组块环部个层支所")


def _before(text: str, claim: Claim, end: int | None = None) -> Tie | None:
    """从A、B、C、D四个方面; 「甲」「乙」「丙」三項計畫; 包括A、B、C三项. `end`: where the list ends, when not at the claim."""
    one = _list_before(text, claim, end)
    if one is None or one.low <= claim.value <= one.high:
        return None
    part = text[one.start : claim.start if end is None else end]
    if text[claim.start - 1] in "前后首末" or _ORDINALS.match(text, *one.items[0]):
        return None  # 未决在后三部分重复; 第三、四段交代四项未决状态
    if one.low < claim.value and text[: one.start].endswith((";", ";\n")):
        return None  # 分局级；直辖市级；署、校级四种
    if claim.noun.startswith("字") and any(right - left > 1 for left, right in one.items):
        return None
    if _AMONG.search(part):
        return None  # 圆海、焦磊名列四大香主
    if (
        _NUMERALS.search(part)
        or _EACH.search(text, *one.items[-1])
        or any(_COUNTED_EACH.search(text, left, right) for left, right in one.items)
        or any(right - left > 14 for left, right in one.items[1:])
    ):
        return None
    if claim.measure in ("支", "所") and not (_all_quoted(text, one) or _end_alike(text, one)):
        return None  # 红军、白军两支: what is listed may be but a part of their names
    opened = one.open or part.endswith(("等", "等等", "在内的", "为主的", "中", "的", "内", "上", "里"))
    if claim.value > one.high:
        if _MORE.match(text, one.start) or any(
            text[left] in "“「『《" and text[right - 1] not in "”」』》“「" for left, right in one.items[-1:]
        ):
            return None
        if opened or claim.value - one.high > 2 or one.low < 2 or _OPENING.search(part):
            return None
        if (
            claim.measure == "个"
            and claim.noun not in _NAMED_KINDS
            and not (claim.noun in _TITLED_KINDS and _all_quoted(text, one))
        ):
            return None  # 教室、走廊四个摄像头 counts things in places
        return Tie(claim, one.high, one.items, "before")
    if part.endswith(("中", "里", "内", "上", "的")):
        return None  # 《大雅》《小雅》《颂》中两个题目
    # More are named than are counted: certain where all are alike, for the first may belong to another list.
    names = [text[left:right] for left, right in one.items[1:]]
    listed = _LISTS.search(text, *one.items[0])
    if not listed and len({len(name) for name in names}) != 1 and len({name[-1] for name in names}) != 1:
        return None
    if one.low - claim.value > 3 or _JOINED.search(part, 0, part.rfind("、")):
        return None
    return Tie(claim, one.low, one.items, "before")


_ORDINALS = lazy("[^、]{0,8}第[一二三四五六七八九十0-9]{1,3}$")
_AMONG = lazy("(?:[名位同并]列|跻身|列入|入选|荣膺|属于|号称)$")
_EACH = lazy("[每各][次组个]?$")
_COUNTED_EACH = lazy(
    "[各一两二三四五六七八九十几数][一两二三]?[床条张只件把块套座本幅双支枚匹头棵株盏台辆架斤升壶杯碗盒箱袋瓶顶副]$"
)
"""What has a count of its own: 被各一床、褥子各一条、枕头两个."""
_MORE = lazy("及|和|与|以及|还有|加上|连同")
"""What opens a clause that goes on with a list: …、《三国演义》，及《西游记》、《金瓶梅》四种."""
_OPENING = lazy("[的有在共设开含各为]$")
_JOINED = lazy("和|及|与|以及")
_LISTS = lazy("包括|包含|分为|分成|设有|下设|[是即]指?")
"""What opens a list: 包括A、B、C三项."""


_NAMED_KINDS = GENERIC | frozenset(
    (
        "维度",
        "面向",
        "板块",
        "领域",
        "重点",
        "要素",
        "学段",
        "学科",
        "科目",
        "专业",
        "行业",
        "工种",
        "等级",
        "级别",
        "档次",
        "等次",
        "层次",
        "层级",
        "类型",
        "类别",
        "组别",
        "单元",
        "主题",
        "专题",
        "栏目",
        "模块",
        "方向",
        "指标",
        "季节",
        "品种",
        "系列",
        "语种",
        "门类",
        "教研组",
    )
)
"""What names listed before a count are themselves (语文、数学两个学科): not what stands in them."""
_TITLED_KINDS = frozenset(
    (
        "文件",
        "节目",
        "作品",
        "制度",
        "办法",
        "规定",
        "奖项",
        "栏目",
        "品牌",
        "项目",
        "活动",
        "剧目",
        "方案",
        "预案",
        "章程",
        "课题",
        "主题",
    )
)
"""What has titles: 《章程》《守则》两个文件."""


def _end_alike(text: str, one: Listing) -> bool:
    return len({text[right - 2 : right] for _, right in one.items}) == 1


def _all_quoted(text: str, one: Listing) -> bool:
    return all(text[left] in "“「『《" and text[right - 1] in "”」』》" for left, right in one.items)
