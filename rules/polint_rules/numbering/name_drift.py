"""numbering/name-drift."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import kinds_of, sift_ends
from polint_rules.numbering._claims import MOST
from polint_rules.numbering._clause import clause_end, clause_start, comes_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft
    from polint.matcher import Matcher

HEADS = (
    "工程", "行动", "计划", "计画", "机制", "体系", "平台", "项目", "制度", "战略", "活动", "课程", "专项", "基地", "中心", "品牌", "方案",
    "会议", "服务", "模式", "系统", "策略", "任务", "小组", "工作", "阶段", "模块", "板块", "指数", "课堂", "讲堂", "论坛", "片区", "公园", "基金", "联盟", "园区", "示范园", "产业园", "示范区", "示范带", "产业带", "奖", "组",
)  # fmt: skip
"""Heads of the names that texts announce in lists."""
_QUOTED_HEADS = (
    "计划",
    "计画",
    "工程",
    "行动",
    "活动",
    "项目",
    "机制",
    "课程",
    "平台",
    "品牌",
    "专案",
    "方案",
    "系统",
    "模式",
    "大赛",
    "论坛",
    "奖",
)

_OPENING = lazy(
    "^.*(?:实施|推进|推行|开展|建设|打造|组织|建立|建立健全|健全|完善|落实|提出|启动|抓好|构建|"
    "设立|成立|组建|下设|增设|设|分为|包括|明确|强化|推动|提升|办好|即|是|为|以|有|将|按|从|对|把)"
)
_JOINS = lazy("(?:以及|和|及|与|暨)")
_BEFORE_NAME = lazy(
    "(?:^|[\\n。;,:、!?“「『《(（)\\] \\t.]|实施|推进|推行|开展|建设|打造|建立|健全|完善|落实|启动|抓好|构建|设立|强化|关于|办好|继续|做好|深化)$"
)
_VERB = lazy(
    "实施|推进|推行|开展|建设|打造|建立|健全|完善|落实|启动|抓好|构建|设立|强化|关于|办好|继续|做好|深化|支持|鼓励|提升|由|对|将|把"
)
_NAME = lazy('[“「『]([^“”「」『』"\\n,。;:]{2,12})[”」』]')
_CONTRAST = tuple(
    frozenset(group)
    for group in (
        "一二三四五六七八九十百千0123456789", "东西南北中", "上下", "大小中", "老少幼青", "男女", "城乡镇村", "初高中小", "文理", "春夏秋冬", "内外",
        "前后", "左右", "新旧", "甲乙丙丁", "红黄蓝绿白黑", "父母", "师生", "公私", "早晚", "日夜周月季年", "省市县区", "水电气", "山河湖海",
    )
)  # fmt: skip
_LISTED = (*(f"{head}、" for head in HEADS), *(f"{head}和" for head in HEADS[:11]))
_SIDE_BY_SIDE = ("」「", "”“", "』『", "」、「", "”、“")
_NAMED = tuple(f"{mark}{head}" for mark in "」”" for head in _QUOTED_HEADS)
_LISTS, _PAIRS, _NAMES = frozenset(_LISTED), frozenset(_SIDE_BY_SIDE), frozenset(_NAMED)
DENSE = 200
"""Code points a list: beyond MOST, no more lists than this are looked at."""
_TRIED = 100
"""Lists of a text of which the sieve asks whether their names come back."""
_REACH = 6000  # code points behind an announcement in which its items are expected to come back


class Announced(NamedTuple):
    """A name as the text announced it: the name (folded), where it stands, and its head ("" for quotations)."""

    name: str
    start: int
    head: str

    @property
    def stem(self) -> str:
        """The name without its head."""
        return self.name.removesuffix(self.head) if self.head else self.name


class NameDrift(Rule):
    """An announced item that comes back under another name."""

    id = "numbering/name-drift"
    version = 2
    severity = "warning"
    confidence = "medium"
    triggers = (*_LISTED, *_SIDE_BY_SIDE, *_NAMED)
    sieve = "polint_rules.numbering.name_drift:listing"
    by_triggers = True
    summary = Text("an announced item under a slightly different name", "列举的名称前后不一致")
    what = Text(
        "Takes the names a sentence announces in a list (安居工程、兴业工程、素质提高工程; 「甲」「乙」「丙」三項計畫) and looks for them "
        "in the headings and sentences behind it. Where the others come back as they were, in their order, and one comes "
        "back with a character or two changed (素质提升工程), that place is reported. The same for a quoted name before the "
        "same noun (「綠能示範村」計畫, 「綠能模範村」計畫). Names that differ in a number, a direction or another contrast are "
        "different things and left alone.",
        "取句中并列宣布的名称（安居工程、兴业工程、素质提高工程；「甲」「乙」「丙」三項計畫），在后文的标题和句子里查找。"
        "其他名称都照原样、按顺序再次出现，唯独一个改了一两个字（素质提升工程），就报告后一处。"
        "同一名词前的引号名称（「綠能示範村」計畫、「綠能模範村」計畫）也这样核对。只差数字、方位等对举成分的是不同事物，不报告。",
    )
    why = Text(
        "The reader cannot tell whether a fourth thing has come up or the name was written wrongly.",
        "读者分不清这是又一件事，还是名称写错了。",
    )
    messages = {
        "drift": Text("{later} here, announced as {earlier}", "此处是“{later}”，前文列为“{earlier}”"),
        "earlier": Text("announced here", "前文的名称"),
    }
    examples = (
        wrong(
            "全年实施三项工程：暖冬工程、清河工程、道路畅通工程。\n一、实施暖冬工程。换管道。\n二、实施清河工程。清淤。\n三、实施⟦道路通畅工程⟧。补路面。"
        ),
        wrong(
            "建立巡查机制、会商机制和月报机制。巡查机制由村里负责；⟦会办机制⟧由镇里负责；月报机制由办公室负责。"
        ),
        wrong(
            "推動「晨讀」「共讀花園」「書車」三項計畫。\n壹、晨讀計畫：每日十分鐘。\n貳、⟦共讀樂園⟧計畫：設書架。\n參、書車計畫：下鄉。"
        ),
        wrong("县里启动“银龄守护站”项目，首批十处。年底验收时，⟦“银龄守望站”⟧项目全部开门。"),
        right(
            "全年实施三项工程：暖冬工程、清河工程、畅行工程。\n一、实施暖冬工程。\n二、实施清河工程。\n三、实施畅行工程。"
        ),
        wrong(
            "园区建“智造谷”“创客坊”“云港湾”三个平台。\n（一）智造谷。设厂。\n（二）创客坊。免租。\n（三）⟦云湾港⟧。上云。"
        ),
        wrong(
            "会议成立综合协调组、物资保障组、宣传组。综合协调组设在办公室；⟦物资供应组⟧设在后勤处；宣传组设在宣传部。"
        ),
        wrong("全镇划分为东岭片区、南湾片区和西坪片区。\n东岭片区种茶。\n⟦南弯片区⟧养鱼。\n西坪片区育苗。"),
        wrong("设“新苗奖”“绽放奖”“耕耘奖”。“新苗奖”给小学组，“⟦绽芳奖⟧”给中学组，“耕耘奖”给教师。"),
        right("设“新苗奖”“绽放奖”“耕耘奖”。“新苗奖”给小学组，“绽放”之名取自诗句，“耕耘奖”给教师。"),
        right("“春雨一期”项目已完工，“春雨二期”项目今年开工。"),
        right("“五更调”“五更转”“十二时”都是民间俗曲。五更须有五段，十二时须有十二段，五更转也是如此。"),
        right(
            "旅游经营活动和旅游者的旅游活动适用本规定。旅游者在旅游活动中应当爱护环境，旅游经营活动应当守法。"
        ),
        right(
            "今年实施安居工程、兴业工程、育才工程，各镇报送计划，人社局负责育才工程的考核，住建局负责安居工程。"
        ),
        right("会议分为经营活动、投资活动。照经营活动、投资活动分列。其中，经营活动、筹资活动另有规定。"),
        right("“东区书屋”项目和“西区书屋”项目同时开放。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """Lists, then single quoted names."""
        text = document.folded
        told: set[int] = set()
        for names, end in _lists(document, text):
            for announced, start, stop in _drifted(text, names, end):
                if start not in told:
                    told.add(start)
                    yield self._draft(document, announced, start, stop)
        for announced, start, stop in _requoted(document, text):
            if not any(start <= other < stop for other in told):
                yield self._draft(document, announced, start, stop)

    def _draft(self, document: Document, announced: Announced, start: int, stop: int) -> Draft:
        first, last = announced.start, announced.start + len(announced.name)
        return self.draft(
            start,
            stop,
            "drift",
            related=(self.related(first, last, "earlier"),),
            later=document.text[start:stop].strip("“”「」『』"),
            earlier=document.text[first:last],
        )


def listing(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts with names side by side in quotation marks, with two quoted names before a noun,
    or with a head that comes back: twice in the clause of a list, and once more behind it, with the end of a name before it.
    Those with many lists, too, of which none does."""
    hits = batch.hits
    if hits is None:
        return frozenset()
    lists, places, names = sift_ends(hits, hits.matcher.view(_kinds), 3)
    found = set(batch.texts_at(places))
    last = tried = 0
    for end in lists:
        number = bisect_right(batch.starts, end) - 1
        if number in found:
            continue
        size = 1 if batch.folded_units[2 * end - 4 : 2 * end - 2] in _SINGLE else 2
        tried = tried + 1 if number == last else 1
        last = number
        if tried > _TRIED or comes_back(batch, *batch.spans[number], end - 1 - size, size, _REACH):
            found.add(number)
    named = Counter([bisect_right(batch.starts, end) - 1 for end in names])
    return frozenset(found.union(number for number, count in named.items() if count > 1))


_SINGLE = frozenset(head.encode("utf-16-le") for head in HEADS if len(head) == 1)


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, _LISTS, _PAIRS, _NAMES)


def _lists(document: Document, text: str) -> Iterator[tuple[list[Announced], int]]:
    """The announced lists: their names and where the list ends."""
    seen = -1
    places = document.hits_of(_LISTS)
    for place in places[: max(MOST, len(text) // DENSE)]:
        if place < seen:
            continue
        start, end = clause_start(text, place), clause_end(text, place)
        seen = end
        head = text[place : place + (1 if text[place] in "奖组" else 2)]
        if text.count(head, start, end) < 2 or text.find(head, end, end + _REACH) < 0:
            continue
        names = _headed_names(text, start, end, head)
        if len(names) >= 2:
            yield names, end
    seen = -1
    for place in document.hits_of(_PAIRS)[: max(MOST, len(text) // DENSE)]:
        if place < seen:
            continue
        start, end = clause_start(text, place), clause_end(text, place)
        seen = end
        found = [
            Announced(match.group(1), match.start(1), "")
            for match in _NAME.finditer(text, start, end)
            if len(match.group(1)) >= 2
        ]
        if len(found) >= 2:
            yield found, end


def _headed_names(text: str, start: int, end: int, head: str) -> list[Announced]:
    """河湖清畅工程、农村供水工程和灌区提升工程: names that share a head."""
    names: list[Announced] = []
    left = start
    for part in _ENUMERATED.split(text[start:end]):
        if part != "、":
            offset = left
            for piece in _JOINS.split(part):
                at = text.find(piece, offset) if piece else offset
                stop = piece.rfind(head)
                if stop > 0:
                    name = piece[: stop + len(head)]
                    opening = _OPENING.match(name) if not names else None
                    skip = (
                        opening.end() if opening is not None and len(name) - opening.end() > len(head) else 0
                    )
                    while skip < len(name) and name[skip] in '“「『"':
                        skip += 1
                    if len(head) + 1 <= len(name) - skip <= 14:
                        names.append(Announced(name[skip:], at + skip, head))
                offset = at + len(piece)
        left += len(part)
    return names


def _drifted(text: str, names: list[Announced], end: int) -> Iterator[tuple[Announced, int, int]]:
    """The names that do not come back, each with the place where something like it does."""
    limit = min(len(text), end + _REACH)
    places = [text.find(one.name, end, limit) for one in names]
    known = [place for place in places if place >= 0]
    missing = [index for index, place in enumerate(places) if place < 0]
    if not missing or len(known) < max(1, len(names) - 2) or len(missing) > len(known):
        return
    ordered = known == sorted(known)
    others = {one.name for one in names}
    for index in missing:
        one = names[index]
        low, high = end, limit
        if ordered:
            low = max([place for place in places[:index] if place >= 0], default=end)
            high = min([place for place in places[index + 1 :] if place >= 0], default=limit)
        if low >= high or (one.head and len(one.stem) >= 2 and text.find(one.stem, low, high) >= 0):
            continue
        best = _best(text, one, low, high, others, ordered and len(known) >= 2)
        if best is not None and not _another(text, one, *best, index, others):
            yield one, *best


_MOST_CHANGED = 2
"""Characters of a name that change when it drifts: where more do it is another name."""
_PARTICLES = frozenset("的在之了着不并是也都就很")
"""What no name has for another character: 旅游者的旅游活动, 旅游者在旅游活动中."""
_LONG = 4
"""Characters from which on a quoted name is known without its marks, wherever it stands."""
_STANDS_OUT = lazy("[“「『《(（)\\] \\t\\n]$|(?:^|\\n)[^\\n]{0,4}[、.]$")
"""Before what stands in quotation marks or at the head of a line."""


def _another(text: str, one: Announced, start: int, stop: int, index: int, others: set[str]) -> bool:
    """Whether what looks like a name is another one: it has a verb more or less before it, or stands in a list of
    other names."""
    name = text[start:stop]
    if name in one.name or one.name in name or name == _OF.sub("", one.name):
        return True
    if not index and name[:1] != one.name[:1]:
        return True  # a verb before the first of a list is no part of its name
    left = [char for char in one.name if char not in name]
    right = [char for char in name if char not in one.name]
    if max(len(left), len(right)) > _MOST_CHANGED or _PARTICLES.intersection(right):
        return True
    if not one.head and len(one.name) < _LONG and not _STANDS_OUT.search(text, max(0, start - 8), start):
        return True  # “五更调”…。五更须有…: two characters begin many a sentence
    joined = _LISTING_ON.match(text, stop)
    return joined is not None and not any(text.startswith(other, joined.end()) for other in others)


_OF = lazy("[之的]")
_LISTING_ON = lazy("、|以及|[和及与或]")
_ENUMERATED = lazy("(、)")
_NO_NAME = lazy("[|,。;:、\\n\\s!?“”「」()的]")


def _best(
    text: str, one: Announced, low: int, high: int, others: set[str], sure: bool
) -> tuple[int, int] | None:
    size = len(one.name)
    starts: set[tuple[int, int]] = set()
    if one.head:
        place = text.find(one.head, low, high)
        while place >= 0 and len(starts) < 600:
            stop = place + len(one.head)
            starts.update(
                [(stop - length, stop) for length in (size, size - 1, size + 1) if stop - length >= low]
            )
            place = text.find(one.head, stop, high)
    elif size >= 3:
        pieces = [(one.name[:2], 0), (one.name[-2:], size - 2)]
        if sure:
            pieces.append((f"{one.name[0]}{one.name[2]}{one.name[1]}", 0))  # 云湾港 for 云港湾
            pieces += [(f"{mark}{one.name[0]}", -1) for mark in "“「"]  # “绽芳奖” for “绽放奖”
        for piece, offset in pieces:
            place = text.find(piece, low, high)
            while place >= 0 and len(starts) < 200:
                starts.add((place - offset, place - offset + size))
                place = text.find(piece, place + 1, high)
    best: tuple[float, int, int] | None = None
    for start, stop in sorted(starts):
        candidate = text[start:stop]
        if start < low or candidate in others or not _BEFORE_NAME.search(text, max(0, start - 4), start):
            continue
        if _VERB.match(candidate) and not _VERB.match(one.name):
            continue
        stem = candidate.removesuffix(one.head) if one.head else candidate
        if _NO_NAME.search(candidate) or any(other in candidate for other in others):
            continue
        alike = _alike(one.stem, stem)
        need = 0.33 if sure and one.head and len(one.stem) <= 3 and one.stem[0] == stem[:1] else 0.5
        if not sure:
            need = 0.6
        if alike >= need and (best is None or alike > best[0]):
            best = (alike, start, stop)
    return None if best is None else best[1:]


def _alike(one: str, other: str) -> float:
    """The share of characters that two stems have in common, counted once each; 0 for contrasts."""
    if not one or not other or one == other:
        return 0.0
    rest = list(other)
    shared = 0
    for char in one:
        if char in rest:
            rest.remove(char)
            shared += 1
    left = [char for char in one if char not in other]
    right = [char for char in other if char not in one]
    if len(left) == len(right) and any(
        all(char in group for char in (*left, *right)) for group in _CONTRAST if left
    ):
        return 0.0
    return shared / max(len(one), len(other))


def _requoted(document: Document, text: str) -> Iterator[tuple[Announced, int, int]]:
    """A quoted name before a noun that comes back, once, a little different before the same noun."""
    first: dict[tuple[str, int], list[tuple[str, int]]] = {}
    places = document.hits_of(_NAMES)
    for place in places[: max(MOST, len(text) // DENSE)]:
        match = None
        for match in _NAME.finditer(text, max(0, place - 14), place + 1):  # noqa: B007
            pass
        if match is None or match.end() != place + 1 or len(match.group(1)) < 4:
            continue
        head = next(head for head in _QUOTED_HEADS if text.startswith(head, place + 1))
        first.setdefault((head, len(match.group(1))), []).append((match.group(1), match.start()))
    for (head, size), found in first.items():
        names = [name for name, _ in found]
        if len(set(names)) != 2:
            continue
        one, other = names[0], next(name for name in names if name != names[0])
        different = sum(a != b for a, b in zip(one, other, strict=True))
        if names.count(other) > 1 or different > max(1, size // 3) or _alike(one, other) < 0.6:
            continue
        if text.count(other) > 1:
            continue
        start = found[names.index(other)][1]
        at = found[0][1]
        if not re.search("[。;!?\\n]", text[at:start]):
            continue  # named side by side: two things
        yield Announced(one, at + 1, head), start, start + size + 2
