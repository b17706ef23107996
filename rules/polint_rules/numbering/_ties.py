"""Ties: which list a declared count speaks of, and whether the two agree.

A claim may be tied to the items of the outline that follow it, to a list in its own sentence before or behind
it, to the children of the heading it stands in, or to the run of items that goes through the whole document.
Where nothing ties it, or 等 leaves the list open, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from polint.pattern import lazy
from polint_rules.numbering._claims import (
    GENERIC,
    MEASURES,
    MOST,
    Claim,
    Claims,
    Listing,
    claims,
    clause_end,
    clause_start,
    differ,
    heading_line,
    listing,
    written,
)
from polint_rules.numbering._numeral import number, write

if TYPE_CHECKING:
    from polint.document import Document
    from polint_rules.numbering._outline import Item, Outline, Sequence

Kind = Literal["behind", "before", "items", "children", "run", "named"]


class Tie(NamedTuple):
    """A claim and the list it speaks of: how many items were found and where they stand."""

    claim: Claim
    found: int
    items: tuple[tuple[int, int], ...]
    kind: Kind


_FILLER = lazy(
    '[”"」』’》)]?(?:工作|任务|活动|内容|要求|要点|组成|构成|进行)?[,，]?(?:即|也就是|亦即|就是|分别是|分别为|分别叫|依次是|依次为|具体是|具体为|具体包括|主要是|主要包括|包括|包含|是指|指的是|'
    "分为|涵盖|分别涉及|是|为|有)?[:：]?(?:—{1,2}|[(])?"
)
_CLOSED_LIST = lazy(
    '^[”"」』’》)]?(?:工作|任务|活动|内容|要求|要点|组成|构成|进行)?(?:[,，]?(?:即|也就是|亦即|就是|分别是|分别为|分别叫|依次是|依次为|具体是|具体为|指的是|是指)[:：]?|[:：]|—{1,2}|[(](?!含|除|不含|包括|其中|如)(?:即|分别是|分别为)?[:：]?)$'
)
_FAR_LIST = lazy(
    '[”"」』](?:的?[^。;!?\n,:、“”「」0-9一二三四五六七八九十]{1,10})?,?(?:即|也就是|亦即|分别是|分别为|具体是|具体为|指的是|是指):?'
)
"""“四个统一”的办法，即…: a noun may stand between a quoted claim and its list."""
_PARTIAL = lazy(
    "其中|之一|以上|以内|左右|不少于|不超过|不限于|至少|至多|最多|多于|任选|任意|任何|可选|前[一二三四五六七八九十]|后[一二三四五六七八九十]|除|另外|剩余|其余|每"
)
_ANNOUNCE = lazy(
    "讲|谈|说|汇报|报告|强调|提|分为|分成|分|包括|包含|以下|下列|下面|如下|开展|实施|推进|推动|抓好|抓|做好|做到|落实|突出|坚持|把握|处理好|从|订定|订|制定|提出|围绕|"
    "聚焦|构建|搭建|健全|强化|办好|完成|明确|采取|建立|遵循|注意|有|是|按|规定|出台|推出|部署|列为|归纳为|概括为|总结"
)
_NUMERALS = lazy("[0-9]|[二三四五六七八九十两百][个项种类条所名家位台套辆件大级]")


def telling(document: Document) -> bool:
    """Whether a claim of `document` may contradict a list or another claim: the gate of the rules about counts."""
    # The claims as written: the regions, by which those in code are left out, are dear.
    view = document.view(written)
    if not view.claims:
        return bool(document.view(briefs))
    text = document.folded
    return bool(document.view(briefs)) or differ(text, view.claims) or document.view(_tied)


BRIEF = tuple(f"{mark}{value}" for mark in "“「" for value in "二两三四五六七八九十")
"""How a count without a measure word opens: “四统一”."""
_BRIEF = lazy(f"([二两三四五六七八九十])(?![{MEASURES}])([^、,。”」\n]{{1,3}})(?=[”」])")


def briefs(document: Document) -> tuple[Tie, ...]:
    """Counts without a measure word that disagree with the list behind them: “四统一”：统一供种、…. The word that
    is counted must stand in every item: only then the list is its own."""
    found: list[Tie] = []
    text = ""
    for place in document.hits(*BRIEF)[:MOST]:
        text = text or document.folded
        match = _BRIEF.match(text, place + 1)
        value = match and number(match[1])
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


def _tied(document: Document) -> bool:
    """Whether any claim is tied to something, or leads to a list."""
    text, view = document.folded, document.view(written)
    return any(_tie(text, claim) is not None or _leads(text, claim) for claim in view.claims) or _opens(
        text, view
    )


def ties(document: Document) -> tuple[Tie, ...]:
    """Every claim that disagrees with the list it is tied to."""
    if not document.view(_tied) or (len(document.text) > WHOLE and not _tied_in_parts(document)):
        return ()
    view = document.view(claims)
    found: dict[int, Tie] = {}
    text = document.folded
    before: Claim | None = None
    for claim in view.claims:
        tie = _tie(text, claim)
        # 三个年级六个班：一年级、二年级、三年级: the list may be the neighbour's.
        beside = (
            before is not None
            and claim.start - before.end <= 2
            and tie is not None
            and before.value == tie.found
        )
        before = claim
        if tie is not None and not beside:
            found[claim.start] = tie
    asked = [claim for claim in view.claims if claim.start not in found and _leads(text, claim)]
    if asked or _opens(text, view):
        settled = {claim.start for claim in view.claims if _listed(text, claim)}
        for tie in _outlined(document, view):
            if tie.claim.start not in settled:
                found.setdefault(tie.claim.start, tie)
    return tuple(found[start] for start in sorted(found))


WHOLE = 30_000
"""Code points from which on the outline of a document is made only where that of a part finds something wrong."""
_PART = 2000, 10_000
"""Code points before and behind a claim in which its list is looked for at first."""


def _tied_in_parts(document: Document) -> bool:
    """Whether a claim of a long document disagrees with a list in its sentence, or with one that is near."""
    text, view = document.folded, document.view(written)
    if _opens(text, view):
        return True
    for claim in view.claims:
        if _tie(text, claim) is not None:
            return True
        if _leads(text, claim):
            from polint_rules.numbering._outline import part_of

            part, shift = part_of(document, claim.start - _PART[0], claim.end + _PART[1])
            own = Claims(
                tuple(
                    one._replace(
                        start=one.start - shift, end=one.end - shift, after_measure=one.after_measure - shift
                    )
                    for one in view.within(shift, shift + len(part.text))
                )
            )
            if any(tie.claim.start == claim.start - shift for tie in _outlined(part, own)):
                return True
    return False


_FILLER_FIRST = frozenset('”"」』’》)工任活内要组构进,，即也亦就分依具主包是涵为有:：—(')
_LIST_SIGN = lazy('[、“「『《"]')


def _tie(text: str, claim: Claim) -> Tie | None:
    """The list in the sentence that disagrees with a claim. Where neither a filler nor a sign of a list is
    near, nobody looks for one."""
    after = text[claim.end : claim.end + 24]
    if after[:1] in _FILLER_FIRST and (tie := _behind(text, claim)) is not None:
        return tie
    if claim.measure in _COUNTED_LIST and claim.noun:
        # The last item before a claim is no longer than 14 characters.
        near = _LIST_SIGN.search(text, max(0, claim.start - 40), claim.start)
        if near is not None and (tie := _before(text, claim)) is not None:
            return tie
    return _ordinals(text, claim) if "第一" in after else None


_LEADS = lazy(
    r"[^\n:]{0,60}?(?::|\n|[。,][^\n:。]{0,12}(?::|\n|(?=一[是要、])|(?=首先|其一|第一|1[.、)]|\(1\)|\(一\)|①))|(?=\(1\)|\(一\)|①))[ \t\n]*"
    r"(?:[#>*]+ ?)?([(\[【]?(?:[一1①⑴壹甲a]|第 ?[一1]|首先|其一|i)(?![0-9一二三四五六七八九十])|(?:步骤|任务|措施|行动|工程|方案|目标|建议|案例|阶段|策略|提案)[一1])"
)
_ENOUGH = 20_000  # code points behind a claim in which its list is looked for


def _leads(text: str, claim: Claim) -> bool:
    """Whether something like the first item of a list follows the claim, and not, at first sight, a list of
    the right length: only then the outline is asked."""
    match = _LEADS.match(text, claim.end)
    if match is None:
        return False
    start, end = match.span(1)
    if not _may_announce(text, claim, start):
        return False
    first = text[start : end + 1]
    place = next((place for place, char in enumerate(first) if char in "一1①⑴壹甲ai"), -1)
    if place < 0:
        return True
    sign, after = first[place], first[place + 1 :]
    if (sign in "ai" and after[:1] not in _AFTER_LETTER) or (sign == "一" and after[:1] in _NOT_ITEM):
        return False
    if sign == "i":
        return True
    # Items stand below one another: what comes before the marker in its line is part of it.
    line = text.rfind("\n", max(0, start - 24), start)
    head = text[line:start] if line >= 0 and not text[line:start].strip(" \t\n") else ""
    before = head + first[:place]
    numbered = [write(value, sign) for value in (2, 3, claim.value, claim.value + 1)]
    second, third, last, beyond = (None if number is None else before + number + after for number in numbered)
    if last is None or beyond is None or second is None or third is None:
        return True
    stop = end + _ENOUGH
    bare = len(head)
    if text.find(second[bare:], end, stop) < 0 and text.find(third[bare:], end, stop) < 0:
        return False  # no list of one
    found = text.find(last, end, stop)
    if found < 0:
        return True
    more = text.find(beyond, found, found + _ENOUGH)
    if more < 0:
        return False
    again = text.find(head + first, found, found + _ENOUGH)
    return again < 0 or more < again


_AFTER_LETTER = frozenset(".)、,】]》> ")
_NOT_ITEM = frozenset("个般系起些样直切次定边家名")


_UNTIED = ("条", "章")
_HERE = ("以下", "下列", "如下", "下面")
_SPOKEN = lazy("讲|谈|说|提|强调")
_PARTED = lazy("分为?|分成|共分|包括|包含")
_MARKED_LINE = lazy(
    r"[ \t>*#]*(?:[(\[【<《第a-z]|[0-9一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸壹贰叁肆伍陆柒捌玖拾其首]|[①-⓿⑴-⒵㈠-㈩-]|步骤|任务|措施|行动|工程|方案|目标|建议|案例|阶段|策略|提案)"
)


def _may_announce(text: str, claim: Claim, first: int) -> bool:
    """Whether a claim may announce the list whose first item stands at `first`: what `_outlined` asks later
    of the words between, as far as it can be told without an outline."""
    if text[first] == "第" and text[first : first + 5].strip("第 一1")[:1] in _UNTIED:
        return False
    end = first
    while end > claim.end and text[end - 1] in " \n\r\t*#>(":
        end -= 1
    rest = text[claim.end : end].strip()
    if rest.count(",") > 1 or len(rest) > 40:
        return False
    low = max(0, end - _LEAD)
    start = _sentence_start(text, low, end - 1)
    if end - start <= 12:
        start = _sentence_start(text, low, start - 1)
    if claim.start < start:
        return False
    if rest.endswith(":") or text[end : end + 1] == ":":
        return len(rest) <= 24 or "如下" in rest
    before = text[start : claim.start]
    if any(word in before or word in rest for word in _HERE):
        return True
    if (claim.measure == "点" or claim.noun[-2:] in ("意见", "要求")) and _SPOKEN.search(before):
        return True
    if len(rest) > 12:
        return False
    line = max(text.rfind("\n", max(0, first - 200), first), text.rfind("\r", max(0, first - 200), first)) + 1
    if text[line:first].strip(" \t*#>([【"):
        return True  # inside a line
    if len(rest) > 6:
        return False
    above = max(text.rfind("\n", low, claim.start), text.rfind("\r", low, claim.start)) + 1
    if _PARTED.search(before) or _MARKED_LINE.match(text, above):
        return True
    return len(claim.noun) >= 2 and text.find(claim.head, first, first + _ENOUGH) >= 0


def _opens(text: str, view: Claims) -> bool:
    """Whether the opening of the text may announce what its headings count."""
    phrases: dict[str, int] = {}
    for claim in view.claims:
        if len(claim.noun) >= 2 and claim.noun not in GENERIC:
            if phrases.setdefault(claim.phrase, claim.value) != claim.value and heading_line(
                text, claim.start
            ):
                return True
            if (
                claim.value >= 5
                and claim.start < 2000
                and claim.measure in "项条点个"
                and claim.noun.endswith(_ITEM_NOUNS[:-1])
            ):
                return any(sign in text for sign in ("\n5.", "\n5、", "\n5 "))
    return False


def _listed(text: str, claim: Claim) -> bool:
    """Whether a list in the claim's own sentence agrees with it: then no other list is asked."""
    for one in (_list_behind(text, claim), _list_before(text, claim)):
        if one is not None and one.low <= claim.value <= one.high:
            return True
    return False


# -- lists in the sentence ---------------------------------------------------------------------------------


def _list_behind(text: str, claim: Claim) -> Listing | None:
    filler = _FILLER.match(text, claim.end)
    if filler is None or not _CLOSED_LIST.match(text[claim.end : filler.end()]):
        filler = _FAR_LIST.match(text, claim.end)
    if filler is None or filler.end() == claim.end:
        return None
    if text[filler.end() : filler.end() + 1] in ("", "\n"):
        return None
    end = clause_end(text, filler.end())
    return listing(text, filler.end(), end)


def _behind(text: str, claim: Claim) -> Tie | None:
    """五大行动，即A、B、C、D; 三大工程：A、B; 四项制度（A、B、C、D）."""
    one = _list_behind(text, claim)
    if one is None or one.open or one.low <= claim.value <= one.high:
        return None
    if (
        _MARKER.match(text, one.start)
        or text[one.start] in "(①"
        or _PARTIAL.search(text, max(0, claim.start - 8), claim.start)
    ):
        return None
    if any(right - left > 22 for left, right in one.items) or any(
        _NUMERALS.search(text, left, right) and not _CODE.fullmatch(text, left, right)
        for left, right in one.items
    ):
        return None
    sign = text[one.end : one.end + 1]
    if one.low < claim.value and sign in ("", "\n"):
        return None  # a line that was wrapped
    if one.low < claim.value and sign in (";", ","):
        # The list may go on behind the comma: 即A、B，以及C.
        rest = text[one.end + 1 : clause_end(text, one.end + 1)]
        if (
            "、" in rest
            or rest.startswith(("以及", "和", "及", "与", "跟", "还有", "并", "最后", "再"))
            or sign == ";"
        ):
            return None
    return Tie(claim, one.low if claim.value < one.low else one.high, one.items, "behind")


def _list_before(text: str, claim: Claim) -> Listing | None:
    last = text[claim.start - 1 : claim.start]
    if not last or last in "。;!?\n,:、 ":
        return None
    start = clause_start(text, claim.start)
    marker = _MARKER.match(text, start)
    if marker is not None:
        start = marker.end()
    if claim.start - start < 3:
        return None
    part = text[start : claim.start]
    if "、" not in part and "」「" not in part and "”“" not in part and "》《" not in part:
        return None
    return listing(text, start, claim.start - 1 if last in "这共计" else claim.start)


_CODE = lazy("[0-9]{1,4}[路号线班组队楼]|第?[一二三四五六七八九十]{1,3}[中小组班队号]")
_MARKER = lazy(r"\s*(?:[一二三四五六七八九十0-9甲乙丙丁壹贰叁肆伍]{1,3}|[①-⑳])[、.]")
_STAGES = ("阶段", "步", "部分", "环节", "单元", "类", "种", "轮", "期", "批", "点", "条")


def _ordinals(text: str, claim: Claim) -> Tie | None:
    """分三阶段进行：第一阶段…，第二阶段…，第三阶段…，第四阶段…。 within one line."""
    stage = next((stage for stage in _STAGES if claim.phrase.endswith(stage) or claim.measure == stage), None)
    if stage is None or "第一" not in text[claim.end : claim.end + 24]:
        return None
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
    if len(found) < 2 or len(found) == claim.value or found[0][0] - claim.end > 20:
        return None
    if len(found) < claim.value and not text.startswith("。", clause_end(text, position)):
        return None
    if len(found) < claim.value and f"第{write(len(found) + 2, '一')}{stage}" in text[position:line]:
        return None
    return Tie(claim, len(found), tuple(found), "behind")


_COUNTED_LIST = frozenset("大项种类条点方门组块环部个层")


def _before(text: str, claim: Claim) -> Tie | None:
    """从A、B、C、D四个方面; 「甲」「乙」「丙」三項計畫."""
    if claim.measure not in _COUNTED_LIST or not claim.noun:
        return None
    one = _list_before(text, claim)
    if one is None or one.low <= claim.value <= one.high:
        return None
    part = text[one.start : claim.start]
    if _NUMERALS.search(part) or any(right - left > 14 for left, right in one.items[1:]):
        return None
    opened = one.open or part.endswith(("等", "等等", "在内的", "为主的", "中", "的", "内", "上", "里"))
    if claim.value > one.high:
        if opened or claim.value - one.high > 2 or one.low < 2 or re.search("[的有在共设开含各为]$", part):
            return None
        if (
            claim.measure == "个"
            and claim.noun not in _NAMED_KINDS
            and not (claim.noun in _TITLED_KINDS and _all_quoted(text, one))
        ):
            return None  # 教室、走廊四个摄像头 counts things in places
        return Tie(claim, one.high, one.items, "before")
    # More are named than are counted: certain where all are alike, for the first may belong to another list.
    names = [text[left:right] for left, right in one.items[1:]]
    if len({len(name) for name in names}) != 1 and len({name[-1] for name in names}) != 1:
        return None
    if one.low - claim.value > 3 or re.search("和|及|与|以及", part[: part.rfind("、")]):
        return None
    return Tie(claim, one.low, one.items, "before")


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


def _all_quoted(text: str, one: Listing) -> bool:
    return all(text[left] in "“「『《" and text[right - 1] in "”」』》" for left, right in one.items)


# -- items of the outline ----------------------------------------------------------------------------------


def _outlined(document: Document, view: Claims) -> Iterator[Tie]:
    from polint_rules.numbering._outline import outline_of  # dear, and seldom needed

    outline = document.view(outline_of)
    if not outline.items:
        return
    text = document.folded
    told: set[int] = set()
    agreed: set[int] = set()
    waiting: list[Tie] = []
    for sequence in outline.sequences:
        members = outline.members(sequence)
        if len(members) < 2 or not _begins(members[0]) or _ragged(document, members):
            continue
        lead = _lead(document, text, outline, members[0])
        if lead is None:
            continue
        start, end, parent_head = lead
        candidates = [
            claim
            for claim in view.within(start, end)
            if not _PARTIAL.search(text, max(start, claim.start - 6), claim.end)
        ]
        if not candidates:
            continue
        counts = _counts(outline, sequence, members)
        if any(claim.value in counts for claim in candidates):
            agreed.update(claim.start for claim in candidates if claim.value in counts)
            continue
        claim = candidates[-1]
        if view.within(start, end)[-1] is not claim:
            continue  # 共五个部分。其中三个部分必读：第一、…
        if claim.start in told or not _announces(text, claim, start, end, members, parent_head):
            continue
        if _goes_on(text, members[-1], claim, len(members)):
            continue
        told.add(claim.start)
        waiting.append(Tie(claim, len(members), tuple((item.start, item.end) for item in members), "items"))
    yield from (tie for tie in waiting if tie.claim.start not in agreed)
    yield from _headed(document, text, outline, view, told | agreed)
    yield from _run(document, text, outline, view, told | agreed)


def _ragged(document: Document, members: tuple[Item, ...]) -> bool:
    """Whether items stand at different depths of indentation: a Markdown list inside another."""
    columns = {item.start - document.line_starts[item.line] for item in members if not item.inline}
    return len(columns) > 1 and max(columns) - min(columns) > 1


def _begins(item: Item) -> bool:
    return (
        item.number == 1
        and item.style.kind in ("list", "phrase", "label", "unit", "decimal")
        and item.style.after
        not in (
            "条",
            "條",
            "章",
        )
    )


def _counts(outline: Outline, sequence: Sequence, members: tuple[Item, ...]) -> set[int]:
    """The numbers a reader may come to: items, the last number, the items one level below."""
    below = sum(len(outline.children(item)) for item in members) if len(members) < 60 else 0
    last = max(item.number for item in members)
    return {len(members), last, below} | ({last} if sequence.continued else set())


_LEAD = 160


def _lead(document: Document, text: str, outline: Outline, first: Item) -> tuple[int, int, bool] | None:
    """The words that introduce a list: what stands before its first item, back to the sentence before.

    The third value says that they are the head of the item the list stands in, and nothing else.
    """
    end = first.start
    while end and text[end - 1] in " \n\r\t*#>(":
        end -= 1
    floor = 0
    parent_head = False
    if first.parent >= 0:
        parent = outline.items[first.parent]
        floor = parent.end
        parent_head = text[parent.end : parent.head.end].strip() != "" and parent.head.end >= end
    low = max(floor, end - _LEAD)
    if end <= low:
        return None
    # The sentence that ends here, and the one before it where this is but "具体如下：".
    start = _sentence_start(text, low, end - 1)
    if end - start <= 12:
        start = _sentence_start(text, low, start - 1)
    return start, end, parent_head


def _sentence_start(text: str, low: int, end: int) -> int:
    return max(low, *(text.rfind(sign, low, max(low, end)) + 1 for sign in "。;!?\n"))


def _announces(
    text: str, claim: Claim, start: int, end: int, members: tuple[Item, ...], parent_head: bool
) -> bool:
    """Whether the words before a list say that the claim is about it."""
    rest = text[claim.end : end].strip()
    if rest.count(",") > 1 or len(rest) > 40 or "等" in text[max(start, claim.start - 2) : claim.start]:
        return False
    clause = rest.rpartition(",")[2] if "," in rest else ""
    if len(clause) > 5 and not re.search("如下|即|具体|分别|主要|包括|做好|抓好", clause):
        return False  # another verb has come between
    if rest.endswith(":") or text[end : end + 1] == ":":
        return len(rest) <= 24 or "如下" in rest
    if parent_head:
        return len(rest) <= 6
    if members[0].inline:
        return len(rest) <= 12 and (not rest.endswith("。") or len(rest) <= 2)
    before = text[start : claim.start]
    if re.search("以下|下列|如下|下面", before + rest):
        return True
    if claim.measure == "点" or (claim.noun[-2:] in ("意见", "要求") and claim.measure in "点条"):
        return bool(re.search("讲|谈|说|提|强调", before))
    if re.search("分为?|分成|共分|包括|包含", before) and len(rest) <= 6:
        return True
    named = (
        sum(claim.head in text[item.head.start : item.head.end] for item in members)
        if len(claim.noun) >= 2
        else 0
    )
    return len(rest) <= 6 and named >= len(members) - 1 and named > 1


def _goes_on(text: str, last: Item, claim: Claim, found: int) -> bool:
    """Whether the list may have an end that carries no marker (最后, 此外), or is cut on purpose."""
    if claim.value < found:
        return False
    tail = text[last.start : last.body.end]
    after = text[last.body.end : last.body.end + 20]
    return bool(
        re.search("此外|另外|最后[,是要]|还要|同时还", tail[-200:] + after)
        or re.match(r"\s*(?:…|\.{3}|\(?略|\(?下略|\(?节选|\(?以下)", after)
        or tail.endswith(("……", "...", "…"))
    )


def _headed(document: Document, text: str, outline: Outline, view: Claims, told: set[int]) -> Iterator[Tie]:
    """五大体系 in the opening, 六大体系 as a heading with six sections: the opening is wrong about them."""
    headings: dict[str, list[tuple[Claim, Item]]] = {}
    for item in outline.items:
        if item.inline or item.head.end - item.head.start > 40:
            continue
        for claim in view.within(item.head.start, item.head.end):
            if claim.noun and len(claim.noun) >= 2:
                headings.setdefault(claim.phrase, []).append((claim, item))
    if not headings:
        return
    first = outline.items[0].start
    for claim in view.claims:
        if claim.start >= first:
            break
        same = headings.get(claim.phrase)
        if same is None or len(same) != 1 or claim.start in told or claim.noun in GENERIC:
            continue
        headed, item = same[0]
        if headed.value == claim.value or _PARTIAL.search(text, max(0, claim.start - 6), claim.start):
            continue
        children = outline.children(item)
        if len(children) == headed.value:
            yield Tie(claim, len(children), tuple((child.start, child.end) for child in children), "children")


_ITEM_NOUNS = (
    "要点",
    "任务",
    "措施",
    "举措",
    "工作",
    "重点",
    "意见",
    "建议",
    "政策",
    "事项",
    "行动",
    "实事",
    "",
)


def _run(document: Document, text: str, outline: Outline, view: Claims, told: set[int]) -> Iterator[Tie]:
    """25项教育要点 in the opening, items numbered 1 to 33 over all sections."""
    runs = [
        sequence
        for sequence in outline.sequences
        if sequence.continued and len(sequence.items) >= 5 and outline.items[sequence.items[0]].number == 1
    ]
    if len(runs) != 1:
        return
    members = outline.members(runs[0])
    numbers = [item.number for item in members]
    first = outline.items[0].start
    if members[0].style.kind not in ("list", "decimal"):
        return
    for claim in view.claims:
        if claim.start >= first:
            break
        if (
            claim.start in told
            or claim.value < 5
            or claim.measure not in "项条点个"
            or not claim.noun.endswith(_ITEM_NOUNS)
        ):
            continue
        if (
            claim.value in (len(members), numbers[-1], max(numbers))
            or abs(claim.value - len(members)) > len(members) // 2
        ):
            continue
        if any(len(sequence.items) == claim.value for sequence in outline.sequences):
            continue
        if (
            _PARTIAL.search(text, max(0, claim.start - 8), claim.end)
            or text[claim.start - 1 : claim.start] == "等"
        ):
            continue
        yield Tie(claim, len(members), tuple((item.start, item.end) for item in members), "run")
