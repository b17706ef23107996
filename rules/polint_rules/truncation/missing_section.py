"""truncation/missing-section."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import kinds_of, sift_ends
from polint_rules.numbering._numeral import number, write
from polint_rules.numbering._outline import Item, Outline, outline_of
from polint_rules.numbering._ties import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft
    from polint.matcher import Matcher

LIMIT = 500
"""Promises of a table that are looked at."""
_TABLE = lazy(
    "(?:[^。;!?\n,:]{0,24})(?:如下表|见下表|如下列表|列表如下|附表如下|详见下表|详下表|列于下表|列如下表|如下附表)(?:所示|所列)?[:。]?[ \t]*(?=\n|$)"
)
_LIST_END = lazy("[^。;!?\n,:]{0,16}(?:如下|附后) ?:?[ \t]*(?=\n|\\Z)")
_PROSE = lazy(r"\S[^\t|]{17,}[。!?][”」』)]?$")
_BULLET = lazy(r"\s*(?:[-*•●○]|[0-9]{1,2}[.、)]) ?\S")
_TABLE_LINE = lazy(r"[|\t]|  \S|\S\u3000\S|^\s*表 ?[0-9一二三四五六七八九十]")
_DATE = lazy(
    r"\s*(?:中华民国|公元)?[0-9〇○一二三四五六七八九十百]{2,5} ?年 ?[0-9一二三四五六七八九十]{1,3} ?月 ?[0-9一二三四五六七八九十]{1,3} ?日\s*$"
)
_CONTENTS_HEADS = (
    *(f"目{' ' * width}{end}" for width in range(5) for end in "录次"),
    "内容提要",
    "本文提纲",
    "提纲",
)
_CONTENTS = lazy(r"[ \t\u3000]*(?:目 {0,4}[录次]|内容提要|本文提纲|提纲)[:]?[ \t]*(?=\n)")
_OPENINGS, _TABLES, _LISTS, _FIGURES = (
    ("部分:", "章:", "方面:"),
    ("如下表", "见下表", "下表:", "列表如下", "附表如下"),
    ("如下:", "附后"),
    ("如下图", "见下图"),
)
_FIGURE_END = lazy(r"[^。;!?\n,:]{0,16}(?:如下图|见下图)(?:所示)?:\s*\Z")
"""A figure is promised where the text ends; inside a text figures are lost with every page that is copied."""
_PARTS = (":一、", ":(一)", ":1.", ":1、", ":(1)", ":第一章", ":第一部分", ":一是")
"""How a list of parts opens inside a sentence."""
_FIRST = lazy("[(]?[一1][、.)]")
_FIRST_PARTS = ("第一部", "第一章", "第一编", "第一篇", "第一节", "第一讲", "第一辑")
_ORDINAL = lazy("第([一二三四五六七八九十]{1,3})(部分|[部章编篇节讲辑])")
_ORDINAL_LINE = lazy("\n[ \t\u3000]*第([一二三四五六七八九十]{1,3})(部分|[部章编篇节讲辑])")
_CLAUSE_END = lazy("[,;。\\r\\n]")
_TOPICS = tuple(
    measure + noun
    for measure, nouns in (
        ("个", ("方面", "问题", "部分", "层面", "环节", "事项", "议题", "阶段", "步骤", "故事", "感受")),
        ("点", ("意见", "要求", "建议", "体会", "感受", "看法", "认识", "希望", "内容", "说明")),
        ("项", ("议程", "要求", "内容", "事项", "建议")),
    )
    for noun in nouns
)
"""What a speaker or a writer announces and then takes up one by one."""
_CLAIM = lazy(
    "([二两三四五六七八九十])[个点项](?:方面|问题|部分|层面|环节|事项|议题|阶段|步骤|故事|感受|意见|要求|建议|体会|看法|认识|希望|内容|说明|议程)"
    "(?=(?:的?(?:问题|工作|内容|情况|意见|要求|体会|论述|介绍|说明|汇报|阐述|建议))?[^。;!?\\n]{0,8}[。:,!]?[ \\t]*$)"
)
_SPOKEN = lazy("讲|谈|说|汇报|报告|介绍|分享|论述|阐述|分为?|分成|从|围绕|提出|提|有|如下|以下|下面")
_OPENS_LIST = r"\s*\n([(]?[一1](?:[、.)]|是)|第一[部分项章,、:])"
_FIRST_LINE = lazy(_OPENS_LIST)
_LATER = ("第三", "其三", "三是", "最后", "此外", "另外", "第四", "四是", "略")
_CLOSING = 40  # code points of a claim that closes its line
_BEGUN = lazy(rf"[^\r\n]{{0,{_CLOSING}}}+{_OPENS_LIST}")
_END = 120  # code points at the end of a text in which a list is promised that does not come
_BEGINNING = 300  # code points behind a claim in which its list begins
_LINE = 2000  # code points in which the parts of a list are looked for
_FAR = 200_000  # code points in which the heading of a part is looked for
_TAIL = lazy(r"[.…·\s]*[0-9]*$")


class MissingSection(Rule):
    """An announced part that never comes."""

    id = "truncation/missing-section"
    version = 2
    severity = "error"
    confidence = "medium"
    triggers = (
        *_OPENINGS,
        *_TABLES,
        *_CONTENTS_HEADS,
        *_LISTS,
        *_FIGURES,
        *_PARTS,
        *_FIRST_PARTS,
        *_TOPICS,
    )
    sieve = "polint_rules.truncation.missing_section:announcing"
    by_triggers = True
    summary = Text("an announced part that never comes", "预告的部分没有出现")
    what = Text(
        "Finds a part that the text announces and does not have: in a table of contents or a list of parts "
        "(四个部分：一、…；二、…) an entry without a section of its name where the other entries have theirs, a table promised "
        "with 如下表 and followed by ordinary prose or nothing, a list promised with 如下： and followed by the signature.",
        "查找预告了却没有出现的部分：目录或分部说明（四个部分：一、……；二、……）中，其他各项都有对应章节而唯独某一项没有；"
        "写“如下表”而后面是普通段落或已经结束；写“如下：”而后面直接是落款。",
    )
    why = Text(
        "The text was cut, or a section, a table or a list was lost on the way.",
        "文本被截断，或者章节、表格、名单在转存时丢失。",
    )
    messages = {
        "section": Text("announced, but no section of this name follows", "已预告，但后文没有这一部分"),
        "table": Text("a table is promised and does not follow", "预告了表格，后面却没有"),
        "figure": Text("a figure is promised and does not follow", "预告了图，后面却没有"),
        "list": Text("a list is promised and does not follow", "预告了名单或内容，后面却没有"),
        "short": Text(
            "announced, but the text ends after {found} of them", "已预告，但文章只写到第{found}项就结束了"
        ),
        "sibling": Text("the section that follows for another entry", "同列另一项的对应章节"),
    }
    examples = (
        wrong(
            "全文分三个部分：一、河道的变迁；二、码头的兴衰；⟦三、渡口的记忆⟧。\n一、河道的变迁\n河水改道三次。\n二、码头的兴衰\n铁路修通后，货船少了。"
        ),
        wrong("⟦各村收成详列如下表⟧：\n今年雨水偏少，但由于提前蓄水，多数田块没有减产，村民普遍满意。"),
        wrong("因道路施工，公交车临时绕行，请乘客留意。⟦具体线路见下图⟧："),
        wrong("请各校按时报送名单。⟦名额分配见下表⟧：\n县教育局\n2024年3月5日"),
        wrong("比赛分三天进行。\n⟦具体时间安排如下：⟧"),
        wrong("⟦获奖名单如下：⟧\n县文化馆\n2024年3月5日"),
        wrong("今天我讲⟦三个问题⟧。\n一、关于备耕。农机已检修完毕。\n二、关于用水。各村按轮次放水。"),
        right("今天我讲两个问题。\n一、关于备耕。农机已检修完毕。\n二、关于用水。各村按轮次放水。"),
        wrong(
            "全书分三部分：第一部分讲种，第二部分讲收，⟦第三部分讲藏⟧。\n第一部分 种\n清明前后，点瓜种豆。\n第二部分 收\n秋分收稻。"
        ),
        right(
            "全文分两个部分：一、河道的变迁；二、码头的兴衰。\n一、河道的变迁\n河水改道三次。\n二、码头的兴衰\n货船少了。"
        ),
        right(
            "集群信息列表如下：\n* 拓扑表用于获取集群当前的拓扑信息，以及各实例的版本。\n* 配置表用于获取集群当前所有实例的配置。"
        ),
        right("各村收成如下表：\n村名\t亩产\n东村\t四百斤\n西村\t三百斤"),
        right("获奖名单如下：\n张一\n李二\n王三\n县文化馆\n2024年3月5日"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """Entries without a section, then promises without a table or a list."""
        text = document.folded
        hits = document.scan.hits
        places = [place for place in document.hits(*_OPENINGS) if _lists_parts(text, place)]
        places += [place for place in document.hits(*_PARTS)[:LIMIT] if _comes_back(document, text, place)]
        contents: list[int] = []
        if "目录" in hits or "目次" in hits or "提纲" in hits:
            contents = [
                match.end()
                for place in document.hits(*_CONTENTS_HEADS)
                if (match := _CONTENTS.match(text, _line_start(text, place))) is not None
            ]
        if contents or places:
            yield from self._sections(document, text, contents)
        yield from self._ordinals(document, text)
        yield from self._short(document, text)
        if any(trigger in hits for trigger in _TABLES):
            yield from self._tables(document, text)
        if any(trigger in hits for trigger in (*_LISTS, *_FIGURES)):
            yield from self._lists(document, text)

    def _sections(self, document: Document, text: str, contents: list[int]) -> Iterator[Draft]:
        outline = document.view(outline_of)
        for sequence in outline.sequences:
            members = outline.members(sequence)
            if len(members) < 3 or members[0].number != 1:
                continue
            inline = all(item.inline for item in members[1:])
            listed = any(0 <= members[0].start - place <= 4 for place in contents)
            if not (inline or listed):
                continue
            end = members[-1].head_end
            sections = _sections_behind(outline, text, members, end)
            if len(sections) < 2 or len(sections) >= len(members):
                continue
            lost = [item for item in members if item.index not in sections]
            if len(lost) > len(sections) or any(text.find(_name(text, item), end) >= 0 for item in lost):
                continue
            for item in lost:
                other = next(iter(sections.values()))
                stop = item.head_end
                while stop > item.end and text[stop - 1] in "。;, \n\t":
                    stop -= 1
                yield self.draft(
                    item.start,
                    stop,
                    "section",
                    related=(self.related(other.start, other.head_end, "sibling"),),
                )

    def _ordinals(self, document: Document, text: str) -> Iterator[Draft]:
        """第一部分…第五部分 in one sentence, headings of the same kind below it, and the last of them missing."""
        heads: dict[str, list[tuple[int, int]]] | None = None
        for place in document.hits(*_FIRST_PARTS)[:LIMIT]:
            named = _ordinals_in(text[place : _line_end(text, place, _LINE)])
            if len(named) < 3:
                continue
            if heads is None:
                heads = {}
                for match in _ORDINAL_LINE.finditer("\n" + text):
                    heads.setdefault(match[2], []).append((match.start(), number(match[1]) or 0))
            unit = named[0][0]
            below = {value for start, value in heads.get(unit, ()) if start > place}
            count = len(below)
            if 2 <= count < len(named) <= 2 * count and below == set(range(1, count + 1)):
                for _, start, end in named[count:]:
                    stop = _CLAUSE_END.search(text, place + end)
                    yield self.draft(place + start, stop.start() if stop else len(text), "section")
                return

    def _short(self, document: Document, text: str) -> Iterator[Draft]:
        """今天讲三个问题。 and a list that ends the text before its third item."""
        search = _Ahead(text)
        for place in document.hits(*_TOPICS)[:LIMIT]:
            end = _line_end(text, place, _CLOSING + 1)
            first = _FIRST_LINE.match(text, end)
            if end - place > _CLOSING or first is None:
                continue  # a claim closes its line
            line = document.line_span(place)
            claim = _CLAIM.search(text, max(line.start, place - 3), line.end)
            if claim is None or not _SPOKEN.search(text, max(line.start, claim.start() - 200), claim.start()):
                continue
            wanted = number(claim[1]) or 0
            end, found = first.end(), 1
            while found < wanted and (at := search.find(_numbered(first[1], found + 1), end)) >= 0:
                end, found = at, found + 1
            if not 2 <= found < wanted or any(search.find(word, end) >= 0 for word in _LATER):
                continue
            if any(
                tie.claim.start < claim.end() and claim.start() < tie.claim.end for tie in document.view(ties)
            ):
                continue  # numbering/count-mismatch tells it
            yield self.draft(claim.start(), claim.end(), "short", found=found)

    def _tables(self, document: Document, text: str) -> Iterator[Draft]:
        seen = -1
        for place in document.hits(*_TABLES)[:LIMIT]:
            line = document.line_span(place)
            if line.start <= seen:
                continue
            seen = line.start
            match = _TABLE.search(text, max(line.start, place - 40), min(len(text), line.end + 1))
            if match is None:
                continue
            if document.regions.touches(match.start(), match.end()):
                continue
            lines = [line for line in text[match.end() : match.end() + 1200].split("\n") if line.strip()][:4]
            signed = 0 < len(lines) < 3 and _DATE.match(lines[-1]) is not None
            if (
                lines
                and not signed
                and (
                    not _PROSE.match(lines[0].strip())
                    or any(_TABLE_LINE.search(line) for line in lines)
                    or ("列表" in match[0] and _BULLET.match(lines[0]))
                )
            ):
                continue
            if "<table" in text or "![" in text:
                return
            start, end = match.span()
            while text[start] in " \t":
                start += 1
            while text[end - 1] in " \t:。":
                end -= 1
            yield self.draft(start, end, "table")

    def _lists(self, document: Document, text: str) -> Iterator[Draft]:
        body = document.body
        figure = _FIGURE_END.search(text, max(0, body.end - _END))
        if figure is not None:
            yield self.draft(figure.start(), figure.start() + len(figure[0].rstrip(": \t\r\n")), "figure")
        for match in _LIST_END.finditer(text, max(0, body.end - _END)):
            rest = [line for line in text[match.end() : body.end].split("\n") if line.strip()]
            if (not rest and text[match.end() - 1] == ":") or (
                1 <= len(rest) <= 2
                and _DATE.match(rest[-1])
                and (len(rest) == 1 or len(rest[0].strip()) >= 4)
            ):
                yield self.draft(match.start(), match.end(), "list")


_THIRD = "第三".encode("utf-16-le")


def announcing(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts that name a third part in the line of the first, that close a line with what they
    will speak of and begin a list behind it, that have a table of contents, or that end with the promise of a list; and
    those with promises that are rarer."""
    hits = batch.hits
    if hits is None:
        return frozenset()
    first, topics, contents, lists, places = sift_ends(hits, hits.matcher.view(_kinds), 5)
    found = batch.texts_where(topics, lambda end: _BEGUN.match(batch.folded_part(end, end + _BEGINNING)))
    units, third = batch.folded_units, 0  # where the next one stands, -1 where none does

    def has_third(end: int) -> bool:
        nonlocal third
        if 0 <= third < 2 * end:
            third = units.find(_THIRD, 2 * end)
        near = 0 <= third <= 2 * (end + _LINE) - len(_THIRD)
        return near and "第三" in batch.folded_part(end, end + _LINE).partition("\n")[0]

    found |= batch.texts_where(first, has_third)
    for end in contents:
        low = max(batch.starts[bisect_right(batch.starts, end) - 1], end - _CLOSING)
        before = batch.folded_part(low, end + _CLOSING)
        if _CONTENTS.match(before, before.rfind("\n", 0, end - low) + 1) is not None:
            places.append(end)
    for one in batch.texts_at(lists):
        start, end = batch.spans[one]
        low = max(start, end - 2 * _END)
        tail = batch.folded_part(low, end).rstrip()
        if (
            "如下" in tail[-_END:]
            or "见下图" in tail[-_END:]
            or "附后" in tail[-_END:]
            or (len(tail) < _END and low > start)
        ):
            places.append(low)
    return found | batch.texts_at(places)


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(
        matcher, _FIRST_PARTS, _TOPICS, _CONTENTS_HEADS, (*_LISTS, *_FIGURES), (*_OPENINGS, *_TABLES, *_PARTS)
    )


class _Ahead:
    """Where words stand next in a text. What lies between two places that are asked for is looked through once for a word,
    be it at the other end of the text or nowhere."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, tuple[int, int]] = {}

    def find(self, word: str, start: int) -> int:
        """As `str.find`."""
        asked, found = self._known.get(word, (-1, 0))
        if not 0 <= asked <= start or 0 <= found < start:
            found = self._text.find(word, start)
            self._known[word] = start, found
        return found


def _ordinals_in(line: str) -> list[tuple[str, int, int]]:
    """The run 第一部分 … 第二部分 … with which a line begins: the unit and the range of each."""
    found: list[tuple[str, int, int]] = []
    for match in _ORDINAL.finditer(line):
        if (not found or match[2] == found[0][0]) and number(match[1]) == len(found) + 1:
            found.append((match[2], *match.span()))
    return found


def _numbered(first: str, value: int) -> str:
    """The marker of an item, at the beginning of its line, made from that of the first."""
    return "\n" + first.replace("一", write(value, "一") or "").replace("1", str(value))


def _line_end(text: str, place: int, limit: int) -> int:
    """Where the line of `place` ends, or `limit` code points on."""
    stop = min(len(text), place + limit)
    for sign in "\n\r":
        found = text.find(sign, place, stop)
        if found >= 0:
            stop = found
    return stop


def _line_start(text: str, place: int) -> int:
    """Where the line of `place` starts, when nothing but blanks comes before it; else the end of the text."""
    start = place
    while start and text[start - 1] in " \t\u3000":
        start -= 1
    return start if not start or text[start - 1] == "\n" else len(text)


def _lists_parts(text: str, place: int) -> bool:
    """Whether a list of parts begins at `place`, its first two in one line."""
    first = _FIRST.search(text, place, place + 12)
    if first is None:
        return False
    end = text.find("\n", first.end(), first.end() + _LINE)
    second = first.group().replace("一", "二").replace("1", "2")
    return text.find(second, first.end(), end if end >= 0 else first.end() + _LINE) >= 0


_FIRST_NAME = lazy("[^。;,:\n]{2,40}")


def _comes_back(document: Document, text: str, place: int) -> bool:
    """Whether a list of parts begins at `place`, and the first or the second of them is a heading further down."""
    marker = next(part for part in _PARTS if text.startswith(part, place))[1:]
    start = place + 1 + len(marker)
    second = text.find(marker.replace("一", "二").replace("1", "2"), start, start + _LINE)
    if second < 0 or "\n" in text[start:second]:
        return False
    if document.line_span(second).end > second + _FAR:
        return False  # no heading stands below a line without end
    for begin in (start, second + len(marker)):
        name = _FIRST_NAME.match(text, begin)
        if name is not None and text.find(f"{name[0].strip()}\n", second, second + _FAR) >= 0:
            return True
    return False


def _name(text: str, item: Item) -> str:
    return _TAIL.sub("", text[item.end : item.head_end].strip(" \t。;,:、和及"))


def _sections_behind(outline: Outline, text: str, members: tuple[Item, ...], end: int) -> dict[int, Item]:
    """For each announced entry the item behind the list that carries its name."""
    heads: dict[str, Item] = {}
    for item in outline.items:
        if item.start >= end and not item.inline:
            heads.setdefault(_name(text, item)[:40], item)
    found: dict[int, Item] = {}
    for item in members:
        name = _name(text, item)[:40]
        if len(name) >= 2 and name in heads:
            found[item.index] = heads[name]
    return found
