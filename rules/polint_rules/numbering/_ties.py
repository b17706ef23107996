"""Ties: which list a declared count speaks of, and whether the two agree.

A claim may be tied to the items of the outline that follow it, to a list in its own sentence before or behind
it, to the children of the heading it stands in, or to the run of items that goes through the whole document.
Where nothing ties it, or 等 leaves the list open, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._claims import (
    BACK,
    GENERIC,
    Claim,
    Claims,
    claims,
    claims_at,
    differ,
    heading_line,
    pointed,
    written,
)
from polint_rules.numbering._cues import CONCLUDED, EARLY, cues
from polint_rules.numbering._numeral import write
from polint_rules.numbering._sentence import PARTIAL, Tie, agrees, briefs, contradiction, digits, is_label

if TYPE_CHECKING:
    from polint.document import Document
    from polint_rules.numbering._outline import Item, Outline, Sequence


def telling(document: Document) -> bool:
    """Whether a claim of `document` may contradict a list or another claim: the gate of the rules about counts."""
    batch, number = document.scan.batch, document.scan.number
    if batch is None:
        return False
    found, text = batch.view(cues), document.folded
    if number in found.named and (document.view(briefs) or document.view(digits)):
        return True
    if number in found.pointing and differ(text, document.view(pointed)):
        return True
    return differ(text, document.view(_suspects).paired) or document.view(_tied)


class _Suspects(NamedTuple):
    """The claims of a document that deserve a look, as `Cues` tells them apart; in code and addresses, too: the regions,
    by which these are left out, are dear."""

    beside: tuple[Claim, ...]
    around: tuple[Claim, ...]
    paired: tuple[Claim, ...]


def _suspects(document: Document) -> _Suspects:
    batch, number = document.scan.batch, document.scan.number
    found = None if batch is None else batch.view(cues)
    if found is None or number in found.crowded:
        every = document.view(written).claims
        return _Suspects(every, every, every)
    return _Suspects(
        *(
            claims_at(document, places.get(number, []))
            for places in (found.beside, found.around, found.paired)
        )
    )


def _tied(document: Document) -> bool:
    """Whether any claim is tied to something, or leads to a list."""
    text, suspects = document.folded, document.view(_suspects)
    return (
        _opens(text, suspects)
        or any(contradiction(text, claim) for claim in suspects.beside)
        or any(_bulleted(text, claim) or _asks(text, claim) for claim in suspects.around)
    )


def _asks(text: str, claim: Claim) -> bool:
    """Whether the outline may know the list a claim speaks of: one behind it, before it, or the chapters."""
    return _leads(text, claim) or _concludes(text, claim) or _divides(text, claim)


def ties(document: Document) -> tuple[Tie, ...]:
    """Every claim that disagrees with the list it is tied to."""
    if not document.view(_tied) or (len(document.text) > WHOLE and not _tied_in_parts(document)):
        return ()
    view, suspects = document.view(claims), document.view(_suspects)
    doubted = {claim.start for claim in (*suspects.beside, *suspects.around)}
    found: dict[int, Tie] = {}
    text = document.folded
    before: Claim | None = None
    for claim in view.claims:
        tie = (contradiction(text, claim) or _bulleted(text, claim)) if claim.start in doubted else None
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
    asked = any(claim.start not in found and _asks(text, claim) for claim in suspects.around)
    if asked or _opens(text, suspects):
        settled = {claim.start for claim in view.claims if agrees(text, claim)}
        for tie in _outlined(document, view):
            if tie.claim.start not in settled:
                found.setdefault(tie.claim.start, tie)
    return tuple(found[start] for start in sorted(found))


WHOLE = 30_000
"""Code points from which on the outline of a document is made only where that of a part finds something wrong."""
_PART = 2000, 10_000
"""Code points before and behind a claim in which its list is looked for at first."""
_ASKED = 30
"""Claims of a long document of which it is asked so: a document with more of them is judged as a whole."""


def _tied_in_parts(document: Document) -> bool:
    """Whether a claim of a long document disagrees with a list in its sentence, or with one that is near."""
    text, suspects = document.folded, document.view(_suspects)
    if (
        _opens(text, suspects)
        or any(contradiction(text, claim) for claim in suspects.beside)
        or any(_bulleted(text, claim) for claim in suspects.around)
    ):
        return True
    view = document.view(written)
    asked, markers = 0, 0
    for claim in suspects.around:
        if _asks(text, claim):
            asked += 1
            from polint_rules.numbering._outline import most_markers, outline_of, part_of

            if asked > _ASKED or markers > most_markers(len(text)) // 4:
                return True
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
            outline = part.view(outline_of)
            if outline.crowded:
                return True
            markers += len(outline.items)
    return False


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
    if sign in "①⑴":
        after = ""  # closed by itself
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


_BULLET = lazy(r"[^\n]{0,30}:[ \t]*\n(?:[ \t]*\n)?([ \t]*(?:[-*+•●◆■▲★]|——)[ \t]*)")
_COUNTED = lazy("[二三四五六七八九十两几数多][个项种类条点件]|。")
_ONE_AND = lazy("[一二两三四五六1-9] ?[个条项种名张座][^,。;:]{1,20}[和及与]$")
_ADDED = lazy("[*_ ]*(?:注意|注:|注释|提示|说明:|备注|参考|另外|此外|也可|还可)")
_COUNTS = lazy("[*_ ]*(?:[二两三四五六七八九十]|[2-9]) ?[个条项种名张座台位]")
_BULLETS = 50
"""Bullets of the longest list that anyone counts."""
_BEHIND_LIST = 300  # code points behind a list of bullets in which it may go on


def _bulleted(text: str, claim: Claim) -> Tie | None:
    """以下五点： and bullets below: the lines that begin with the same sign, one after the other."""
    lead = _BULLET.match(text, claim.end)
    if lead is None or PARTIAL.search(text, max(0, claim.start - 12), claim.end):
        return None
    if claim.measure in "人名位" and text[claim.end : claim.end + 1] not in ":(":
        return None
    if BACK.search(text, max(0, claim.start - 8), claim.start) or _COUNTED.search(
        text, claim.end, lead.start(1)
    ):
        return None  # 这两种语言，有几点需要注意：
    if _is_of_another(text, claim, lead.start(1)) or _turns(text[claim.end : lead.start(1)].strip()):
        return None
    if _ONE_AND.search(text, max(0, claim.start - 24), claim.start):
        return None  # 一条语句和两个类：
    sign, place = lead[1], lead.start(1)
    items: list[tuple[int, int]] = []
    while text.startswith(sign, place):
        if len(items) > _BULLETS:
            return None
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        items.append((place, end))
        place = end + 1
        while text.startswith("\n", place):
            place += 1
    if len(items) == claim.value + 1 and _ADDED.match(text, items[-1][0] + len(sign)):
        return None
    if any(_COUNTS.match(text, left + len(sign)) for left, _ in items):
        return None  # 五个服务：两个前端、一个数据库……
    if len(items) < 2 or len(items) == claim.value or f"\n{sign}" in text[place : place + _BEHIND_LIST]:
        return None
    if text[place : place + 1] in " \t" and text[place : place + 1]:
        return None  # what stands under a bullet
    return Tie(claim, len(items), tuple(items), "items")


_VAGUE = frozenset(
    (
        "内容",
        "工作",
        "任务",
        "问题",
        "要求",
        "情况",
        "意见",
        "考虑",
        "做法",
        "措施",
        "体会",
        "看法",
        "原因",
        "建议",
    )
)
"""What may stand between a count and the end of its sentence: 三方面内容。"""
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
    if _whole(claim, before):
        return True
    above = max(text.rfind("\n", low, claim.start), text.rfind("\r", low, claim.start)) + 1
    if _PARTED.search(before) or _MARKED_LINE.match(text, above):
        return True
    return len(claim.noun) >= 2 and text.find(claim.head, first, first + _ENOUGH) >= 0


def _opens(text: str, suspects: _Suspects) -> bool:
    """Whether the opening of the text may announce what its headings count, or the items that run through all of them."""
    phrases: dict[str, int] = {}
    for claim in suspects.paired:
        if (
            len(claim.noun) >= 2
            and claim.noun not in GENERIC
            and phrases.setdefault(claim.phrase, claim.value) != claim.value
            and heading_line(text, claim.start)
        ):
            return True
    return any(_runs(text, claim) for claim in suspects.around)


def _announces_run(claim: Claim) -> bool:
    """Whether a claim may announce the items that run through all headings: 25项要点, in the opening."""
    return (
        claim.value >= 5
        and claim.start < EARLY
        and claim.measure in "项条点个"
        and claim.noun.endswith(_ITEM_NOUNS[:-1])
    )


def _runs(text: str, claim: Claim) -> bool:
    """Whether such items may run through the text."""
    return _announces_run(claim) and any(sign in text for sign in ("\n5.", "\n5、", "\n5 "))


# -- items of the outline ----------------------------------------------------------------------------------


_UNMARKED = lazy("[,;。:\\n] ?(?:然后|(?:紧)?接着|随后|而后|继而|之后|同时|此外|另外|还[有要]|再(?![次三]))")


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
            if not PARTIAL.search(text, max(start, claim.start - 6), claim.end)
        ]
        if not candidates:
            continue
        counts = _counts(outline, sequence, members)
        if text.startswith("最后", members[-1].start) and "。" in text[members[-2].end : members[-1].start]:
            counts.add(len(members) - 1)  # 最后 opens a sentence of its own, perhaps of another matter
        if any(claim.value in counts for claim in candidates):
            agreed.update(claim.start for claim in candidates if claim.value in counts)
            continue
        if members[0].style.form == "word" and _UNMARKED.search(text, members[0].end, members[-1].start):
            continue  # 首先…，然后…，最后…: steps of which no marker tells
        claim = candidates[-1]
        if claim.measure in "人名位" and text[claim.end : claim.end + 1] not in ":(":
            continue  # 三名评委认为：1. …
        if claim.measure == "人":
            continue  # 代表六人：（一）法务部一人。
        if view.within(start, end)[-1] is not claim:
            continue  # 共五个部分。其中三个部分必读：第一、…
        if claim.start in told or not _announces(text, claim, start, end, members, parent_head):
            continue
        if is_label(text, claim) or _follows(text, members[-1], len(members)):
            continue
        if _goes_on(text, members[-1], claim, len(members)):
            continue
        if _is_of_another(text, claim, members[0].start) or (
            claim.noun.startswith("一") and claim.value + 1 in counts  # 三组一室
        ):
            continue
        told.add(claim.start)
        waiting.append(Tie(claim, len(members), tuple((item.start, item.end) for item in members), "items"))
    yield from (tie for tie in waiting if tie.claim.start not in agreed)
    yield from _headed(document, text, outline, view, told | agreed)
    yield from _run(document, text, outline, view, told | agreed)
    yield from _concluded(document, text, outline, view, told | agreed)
    yield from _divided(document, text, outline, view)


_NAMED = lazy(
    "(?:下列|左列|以下|如下|哪种|哪些)([\u4e00-\u9fff]{2,8}):|(原则|规定|程序|标准|条件|事项|要件|顺序)如[下左]:"
    "|。[^。:,]{0,12}?(算法|描述|步骤|过程|流程|公式|代码|格式|示例|定义|原理|结果)[^。:,]{0,3}如下:"
    "|(?:满足|符合|遵守|按照|达到)(?:下列|以下)(条件|要求|步骤|规则|标准)"
)


def _is_of_another(text: str, claim: Claim, first: int) -> bool:
    """Whether the words before a list name what it lists, and that is not what the claim counts: 两个系统必须处理好
    以下关系：."""
    match = _NAMED.search(text, claim.end, first)
    if match is None:
        return False
    noun = (match[1] or match[2] or match[3] or match[4])[-2:]
    return (noun not in GENERIC or not (match[1] or match[2])) and noun not in claim.noun


def _ragged(document: Document, members: tuple[Item, ...]) -> bool:
    """Whether items stand at different depths of indentation: a Markdown list inside another."""
    columns = {item.start - document.line_span(item.start).start for item in members if not item.inline}
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
    last = max(item.number for item in members) if members[0].style.form != "word" else len(members)
    return {len(members), last, below} | ({last} if sequence.continued else set())


def _follows(text: str, last: Item, found: int) -> bool:
    """Whether the next number stands behind the last item where it is no marker: 第三才是武艺, 首先…其次…其三."""
    behind = text[last.end : last.end + _NEXT]
    if last.style.form == "word":
        return f"其{write(found + 1, '一')}" in behind
    if last.style.before not in ("第", "(", "（"):
        return False
    ordinal = write(found + 1, text[last.numeral_start])
    if ordinal is None:
        return False
    return (f"第{ordinal}" if last.style.before == "第" else f"({ordinal})") in behind


_NEXT = 200  # code points behind the last item in which it may stand
_GOES_STRAIGHT = lazy("如下|即|具体|分别|主要|包括|做好|抓好")


def _turns(rest: str) -> bool:
    """Whether another verb has come between a claim and the list behind these words, or something that belongs to what
    is counted: 试用五个案例后，成绩相当：; 三个函数的调用：."""
    clause = rest.rpartition(",")[2] if "," in rest else ""
    return (len(clause) > 5 and not _GOES_STRAIGHT.search(clause)) or _BELONGING.match(rest) is not None


_BELONGING = lazy(
    "提交:$|的(?![^:]*如下)[^:。,、]{8,}:$|[和与及](?:[一二两三四五六七八九十]|[1-9])|的[^:。,]{1,6}(?:都|均|可以|能)|[^:。,]{0,16}(?:一些|几[个点种条项]|若干|许多|各种)[^:。,]{0,8}:$|的(?:调用|结果|详解|用法|代码|实现|关系|区别|差异|不同|顺序|好处|结论)[^,。]{0,4}:$|[^:。]{0,24}\\?"
)
_LEAD = 160
_SUCH_AS = lazy("比如|例如|譬如|诸如|举例")
_OTHER_SUBJECT = lazy("。[^。:]{2,16}[让使令]我们?:?$|的不同,")
"""What says that the list is of something else: 把系统的两个部分分开。这条界线让我们：."""


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
        parent_head = text[parent.end : parent.head_end].strip() != "" and parent.head_end >= end
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
    if _SUCH_AS.search(rest) or _OTHER_SUBJECT.search(rest):
        return False
    if "," in rest and BACK.search(text, max(0, claim.start - 8), claim.start):
        return False  # 基于这三个优势，守则如下：
    before = text[start : claim.start]
    here = any(word in before or word in rest for word in _HERE)
    direct = before.rstrip("的").endswith(_HERE) or rest.startswith(("之一", "如下"))
    if not direct and _turns(rest):
        return False
    if _ONE_AND.search(before):
        return False
    if rest.endswith(":") or text[end : end + 1] == ":":
        return len(rest) <= 24 or "如下" in rest
    if parent_head:
        return len(rest) <= 6 and not rest.startswith("的") and claim.value <= 2 * len(members) + 2
    if members[0].inline:
        return len(rest) <= 12 and (not rest.endswith("。") or len(rest) <= 2 or rest[:-1] in _VAGUE)
    if here:
        return True
    if claim.measure == "点" or (claim.noun[-2:] in ("意见", "要求") and claim.measure in "点条"):
        return bool(re.search("讲|谈|说|提|强调", before))
    if (re.search("分为?|分成|共分|包括|包含", before) or _whole(claim, before)) and len(rest) <= 6:
        return True
    named = (
        sum(claim.head in text[item.end : item.head_end] for item in members) if len(claim.noun) >= 2 else 0
    )
    return len(rest) <= 6 and named >= len(members) - 1 and named > 1


def _whole(claim: Claim, before: str) -> bool:
    """Whether a claim is how many points a text says it has: 居民公约（共六条）."""
    return not claim.noun and claim.measure in "条项点" and before.endswith("共")


def _goes_on(text: str, last: Item, claim: Claim, found: int) -> bool:
    """Whether the list may have an end that carries no marker (最后, 此外), or is cut on purpose."""
    if claim.value < found:
        return False
    tail = text[last.end : last.body_end]
    after = text[last.body_end : last.body_end + 20]
    return bool(
        re.search("此外|另外|最后[,是要]|还要|同时还", tail[-200:] + after)
        or re.match(r"\s*(?:…|\.{3}|\(?略|\(?下略|\(?节选|\(?以下)", after)
        or tail.endswith(("……", "...", "…"))
    )


def _headed(document: Document, text: str, outline: Outline, view: Claims, told: set[int]) -> Iterator[Tie]:
    """五大体系 in the opening, 六大体系 as a heading with six sections: the opening is wrong about them."""
    headings: dict[str, list[tuple[Claim, Item]]] = {}
    for item in outline.items:
        if item.inline or item.head_end - item.end > 40:
            continue
        for claim in view.within(item.end, item.head_end):
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
        if headed.value == claim.value or PARTIAL.search(text, max(0, claim.start - 6), claim.start):
            continue
        children = outline.children(item)
        if len(children) == headed.value:
            yield Tie(claim, len(children), tuple((child.start, child.end) for child in children), "children")


_NEAR = 400  # code points behind the last marker of a list within which it is concluded


def _concludes(text: str, claim: Claim) -> bool:
    """Whether a claim, first in its sentence, may count the list that has just been given: 以上四点, 上述五项措施."""
    if claim.noun not in CONCLUDED and (claim.noun or claim.measure not in "点条项"):
        return False
    match = BACK.search(text, max(0, claim.start - 8), claim.start)
    return match is not None and text[match.start() - 1 : match.start()] in "\n。 ;" and match.start() > 0


def _concluded(
    document: Document, text: str, outline: Outline, view: Claims, told: set[int]
) -> Iterator[Tie]:
    sequences = iter([sequence for sequence in outline.sequences if len(sequence.items) > 1])
    following = next(sequences, None)
    counts: set[int] = set()
    last: Sequence | None = None
    for claim in view.claims:
        if claim.start in told or not _concludes(text, claim):
            continue
        while following is not None and outline.items[following.items[0]].start < claim.start:
            counts |= _counts(outline, following, outline.members(following))
            if last is None or following.items[-1] > last.items[-1]:
                last = following
            following = next(sequences, None)
        if last is None or claim.value in counts or not _begins(outline.items[last.items[0]]):
            continue
        count, end = len(last.items), outline.items[last.items[-1]].start
        if not 0 < claim.start - end < _NEAR or abs(claim.value - count) > 2:
            continue
        low = text.rfind("\n", 0, end)
        if any(one.value == claim.value for one in view.within(max(low, end - _NEAR), claim.start)):
            continue  # 四项任务 stand between
        members = outline.members(last)
        yield Tie(claim, count, tuple((item.start, item.end) for item in members), "concluded")


_DIVIDED = lazy("(?:共|分为?|设|共有|共设|共计|包括)$")


def _divides(text: str, claim: Claim) -> bool:
    """Whether a claim says how many chapters the text has: 共五章."""
    return claim.measure == "章" and _DIVIDED.search(text, max(0, claim.start - 3), claim.start) is not None


def _divided(document: Document, text: str, outline: Outline, view: Claims) -> Iterator[Tie]:
    chapters = [
        sequence
        for sequence in outline.sequences
        if sequence.style.after == "章" and outline.items[sequence.items[0]].number == 1
    ]
    if not chapters:
        return
    counts = {len(sequence.items) for sequence in chapters}
    members = outline.members(chapters[0])
    for claim in view.claims:
        if not _divides(text, claim) or claim.value in counts:
            continue
        if len(members) > 2 and abs(claim.value - len(members)) <= 2 and members[-1].number == len(members):
            yield Tie(claim, len(members), tuple((item.start, item.end) for item in members), "chapters")


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
            PARTIAL.search(text, max(0, claim.start - 8), claim.end)
            or text[claim.start - 1 : claim.start] == "等"
        ):
            continue
        yield Tie(claim, len(members), tuple((item.start, item.end) for item in members), "run")
