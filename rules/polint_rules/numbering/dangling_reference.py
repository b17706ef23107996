"""numbering/dangling-reference."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import kinds_of, sift_ends
from polint_rules.numbering._citation import NUMERALS, beyond, has_note, opening
from polint_rules.numbering._heads import heads as heads_at_lines
from polint_rules.numbering._heads import ordinals
from polint_rules.numbering._numeral import letter_number, number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from polint.batch import Batch
    from polint.document import Document
    from polint.finding import Draft
    from polint.matcher import Matcher

_N = NUMERALS
_OWN = (
    "法", "办法", "制度", "合同", "合约", "规定", "条例", "细则", "章程", "协议", "协议书", "规则", "规程", "决定", "要点", "公约", "准则",
    "守则", "方案", "标准", "契约", "约定", "规范", "简则", "须知", "协定", "总则", "校规", "手册", "约",
)  # fmt: skip
_BEFORE_ARTICLE = (
    "依第", "按第", "照第", "据第", "见第", "反第", "合第", "用第", "因第", "除第", "有第", "述第", "行第", "阅第", "考第", "守第",
)  # fmt: skip
_REFERENCE = lazy(
    rf"第 ?([{_N}]{{1,7}}) ?(条|点|章|节|部分|部份)(?![件例约文线路幢状])(?:之([一二三四五六七八九十])(?![一二三四五六七八九十]))?"
)
_FOREIGN = lazy(
    "》|该法|同法|法典|刑法|民法|宪法|公司法|诉讼法|该条例|该办法|该规定|前揭|原|旧|修正前|修订前|现行"
)
_CLAUSE = lazy("[,。;:\n]")
_EXCERPT = lazy(
    "节选|摘录|摘编|摘登|选登|选摘|节录|部分条文|主要条款|修改为|修正案|删去|增加一条|条文对照|（略）|\\(略\\)"
)
_FINAL = lazy(
    "施行|生效|解释|执行|一式|未尽|废止|通过|公布|实施|发布|备案|签字|盖章|签署|核定|修正时亦同|遵守|办理|试行|为准|失效"
)
_FOUNDED = lazy(
    "制定本|订定本|特订本|订立本|签订本|定名为|称为本|以下简称|达成如下|达成以下|特制定|特订定|依据.{2,20}(?:订|制)定之"
)

_ANNEX = lazy(rf"(附件|附表|附录|附图) ?([{_N}]{{1,3}}|[a-z])(?![0-9{_N}.])")
_OTHERS = lazy(r"(?:(?<!本)文件?|(?:[0-9]\]? ?|字)号文?件?|(?<!本)(?:公告|函))的?$")
"""县文件附件5, 〔2020〕7号文附件2: the annex of another paper."""
_FIRST_SENTENCE = lazy(rf"[ \t]*第 ?[{_N}]{{1,7}} ?条(?:[ \t]+|:)[^。;:\n款项之]{{0,40}}$")
LIMIT = 1000
"""Words that point back to a paragraph, looked at in a document."""
_ANNEX_LIST = lazy(r"(?:^|\n)[ \t]*(附件|附表|附录|附图) ?:?[ \t]*\n?")
_ANNEX_ITEM = lazy(
    r"[ \t]*(?:附件 ?)?\(?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、:) ]+ ?[^\n]*?(?=[;。]?[ \t]*\n|$|[; ] ?[0-9]{1,2}[.、])"
)

_FIGURE = lazy(
    rf"(?<![地版意试蓝草构路截附插贴代发列填图报仪钟手外])(图|表) ?([0-9]{{1,3}}(?:[-.][0-9]{{1,3}})?|[一二三四五六七八九十]{{1,3}})(?![0-9{_N}%年月日个种次位名份张段点])"
)
_FIGURE_BEFORE = lazy(
    "(?:见|如|参见|参阅|详见|示于|列于|列入|见于|绘于|于|由|从|据|按|根据|对照|比较|与|和|及|、|至|在|将|以|上|下)[(（]?$"
)
_FIGURE_AFTER = lazy("(?:则|所|中|可见|可知|显示|可以|里|的|给出|列|反映|说明)")

_FORMULA = lazy(r"(?m)^[^\n\u4e00-\u9fff]*[=<>≤≥≈→∝][^\n]{0,80}?[ .…·\t]\(([0-9]{1,3})\)[ \t]*$")
"""A line that is a formula, with its number at the end."""
_FORMULA_MARK = lazy(r"式\(([0-9]{1,3})\)")
_NOTE_LINE = lazy(r"(?m)^[ \t]*\[([0-9]{1,3})\](?=[ \t]*\S)")
_NOTE_MARK = lazy(r"(?<=[^\s\[])\[([0-9]{1,3})\](?!\()")
_CIRCLED_LINE = lazy(r"(?m)^[ \t]*([①-⑳])(?=[ \t]*\S)")
_CIRCLED_MARK = lazy(r"(?<=[^\s,;:、])([①-⑳])(?=[。,;、:!?”」』)\n]|$)")
_NOTES_HEAD = lazy(
    r"(?m)^[ \t]*[\[【]?(?:注释|注解|附注|脚注|参考文献|引用文献|参考资料|注|备注)[\]】]?[:]?[ \t]*$|^[ \t]*(?:注释|参考文献|附注|脚注)[:]"
)


class DanglingReference(Rule):
    """A reference to what the document does not have."""

    id = "numbering/dangling-reference"
    version = 3
    severity = "error"
    triggers = (
        *(f"本{name}第" for name in _OWN),
        *_BEFORE_ARTICLE,
        "附件", "附表", "附录", "附图",
        *(f"{label}{value}" for label in "图表" for value in "0123456789一二三四五六七八九十"),
        *(f"{label} {value}" for label in "图表" for value in "0123456789一二三四五六七八九十"),
        "参考文献", "注释", "脚注", "附注",
        "前款", "前项", "式(",
    )  # fmt: skip
    sieve = "polint_rules.numbering.dangling_reference:referring"
    by_triggers = True
    summary = Text("a reference to something the document does not have", "引用了文中没有的条目")
    what = Text(
        "Finds references to an article, chapter, annex, figure, table or note that this document does not have: "
        "本制度第九条 in a rule of seven articles, 附件3 where two annexes are listed, 如图4所示 with three figures, [5] where "
        "the notes end at 4, 前款 in the first sentence of an article, and a note that no mark in the text calls. References to other laws (《…》第十条, 该法第…条), "
        "excerpts and documents without a list of their own are left alone.",
        "查找指向本文中不存在的条、章、附件、图、表或注释的引用：只有七条的制度里写“本制度第九条”，只列两个附件却提到附件3，"
        "只有三幅图却写“如图4所示”，注释到4为止却出现[5]，一条的第一句就说“前款”，以及正文没有标记的注释。引用其他法规（《……》第十条、该法第……条）、节选，"
        "以及本身没有清单的文档不管。",
    )
    why = Text(
        "The reader is sent to a place that is not there: an article was dropped, renumbered or never written.",
        "读者被指向一个不存在的地方：条文被删、被改号，或根本没写。",
    )
    messages = {
        "article": Text(
            "there is no {what}: the last one here is {last}", "没有{what}：文中最后是第{last}{unit}"
        ),
        "annex": Text("there is no {what}: the document lists {known}", "没有{what}：文中列出的是{known}"),
        "figure": Text("there is no {what}: the document has {known}", "没有{what}：文中只有{known}"),
        "mark": Text("there is no note {what}", "没有注{what}"),
        "note": Text("no mark in the text calls note {what}", "正文没有注{what}的标记"),
        "before": Text(
            "there is no {what}: this is the first sentence of its article", "没有{what}：这是该条的第一句"
        ),
        "last": Text("the last one", "最后一个"),
    }
    examples = (
        wrong("由圖二可見兩者相關；⟦圖三⟧則顯示滯後關係。\n圖一　測站位置\n圖二　雨量與流量"),
        wrong(
            "第一条　为管理钥匙，制定本制度。\n第二条　钥匙由值班员保管。\n第三条　借用人按本制度⟦第八条⟧登记。\n第四条　本制度自公布之日起施行。"
        ),
        wrong("请对照附件1填报，并按⟦附件4⟧的格式盖章。\n附件：1.汇总表\n2.承诺书\n2024年5月6日"),
        wrong("流程如图1所示，结果见⟦图3⟧。\n图1　流程\n图2　结果"),
        wrong(
            "水稻耐淹[1]，也耐盐⟦[3]⟧。\n参考文献\n[1] 王某，水稻，2010\n[2] 李某，盐碱地，2012".replace(
                "耐盐⟦", "耐盐[2]，喜光⟦"
            )
        ),
        wrong(
            "第一條　本社定名為晨光社。\n第二條　社員未繳費者，依⟦第十條⟧停權。\n第三條　本章程經大會通過後施行。"
        ),
        wrong(
            "请于四月前将《统计表》（⟦附件4⟧）报送县档案馆。\n附件：1.归档范围\n　　　2.移交清单\n　　　3.统计表\n县档案馆\n2024年3月20日"
        ),
        right(
            "第一条　依据《食品安全法》第五十七条，制定本制度。\n第二条　按该法第一百条处理。\n第三条　本制度自公布之日起施行。"
        ),
        right("请填写附件1和附件2。\n附件1　报名表\n附件2　承诺书"),
        right("本办法（节选）\n第一条　略。\n第二条　按本办法第九条执行。\n第三条　略。"),
        right(
            "第一条　本办法依法官法（以下简称本法）订定之。\n第二条　依本法第八十九条第一项准用第三十四条规定办理。\n"
            "第三条　本办法自发布日施行。"
        ),
        right("申請書如附件四，名冊如附件五，聲明書如附件六。\n附件一　章程\n附件二　名冊"),
        right("结果见图3。图3　产量变化。图1　位置。图2　土壤。"),
        wrong("步骤见附录A，条款见⟦附录D⟧。\n附录A　步骤\n先通电。\n附录B　清单\n滤芯一只。"),
        right(
            "违反船舶法第九十一条、第九十五条，以及依第九十八条处罚的。\n第一条　略。\n第二条　略。\n第三条　本办法自公布之日起施行。"
        ),
        right("详见附件5，由各单位自行下载。"),
        wrong("第一條　社員應繳年費。\n第二條　⟦前項⟧年費每年三百元。\n第三條　本章程經大會通過後施行。"),
        right(
            "第一条　读者应当爱护图书。\n违反前款规定的，照价赔偿。\n第二条　借期一个月。前款期限可续一次。"
        ),
        right("會員欠繳年費，經催告仍不繳納，其情節重大而符合本會章程\n第三條 前項所定情形者，停權一年。"),
        wrong("现将《考核细则》印发，评分标准见⟦附件2⟧，请遵照执行。\n附件：1.登记表\n柳林镇\n2024年3月1日"),
        right("请依附件1填写，并参照县文件附件5办理。\n附件1　报名表\n附件2　名额表"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """Articles, then annexes, figures and notes."""
        text = document.folded
        yield from self._articles(document, text)
        hits = document.scan.hits
        if not _ANNEXES.isdisjoint(hits):
            yield from self._annexes(document, text)
        if not _FIGURES.isdisjoint(hits):
            yield from self._figures(document, text)
        if "式(" in hits:
            yield from self._formulas(document, text)
        if not _NOTES.isdisjoint(hits):
            yield from self._notes(document, text)
        for end in _own(document, document.scan.texts.view(references).back)[:LIMIT]:
            place = end - 2
            if (
                _in_first_sentence(text, 0, place)
                and not _wrapped(text, text.rfind("\n", 0, place) + 1)
                and not _EXCERPT.search(text, 0, 3000)
            ):
                yield self.draft(place, end, "before", what=document.text[place:end])

    # -- articles, chapters -----------------------------------------------------------------------------

    def _articles(self, document: Document, text: str) -> Iterator[Draft]:
        ends = _own(document, document.scan.texts.view(references).articles)
        if not ends or not _numbers_itself(text):
            return
        heads: dict[str, list[tuple[int, int, int]]] = {}
        highest: dict[str, int] = {}
        known: dict[str, tuple[int, int, int]] = {}
        for end in ends:
            place = end - 1
            match = _REFERENCE.match(text, place)
            if match is None:
                continue
            value = _value(match.group(1))
            unit = match.group(2).replace("份", "分")
            if value is None or text.startswith(("届", "次", "版"), match.end()):
                continue
            if value <= highest.get(unit, 0) or (unit in known and known[unit][0] < 1):
                continue
            name = next((name for name in _OWN if text.startswith(f"本{name}", place - len(name) - 1)), None)
            if name is not None and not _is_own(text, name):
                continue
            if name is None and _foreign(text, place):
                continue
            if unit not in heads:
                heads[unit] = _heads(document, unit)
                highest[unit] = max(heads[unit], default=_NOWHERE)[0]
                if value <= highest[unit]:
                    continue
            if unit not in known:
                known[unit] = _numbered(document, text, unit, heads[unit])
            last, start, end = known[unit]
            if value <= last or last == 0:
                continue
            yield self.draft(
                match.start(),
                match.end(),
                "article",
                related=(self.related(start, end, "last"),),
                what=document.text[match.start() : match.end()],
                last=last,
                unit=unit,
            )

    # -- annexes ----------------------------------------------------------------------------------------

    def _annexes(self, document: Document, text: str) -> Iterator[Draft]:
        places = document.hits("附件", "附表", "附录", "附图")
        if _is_table(text, places):
            return
        found = [match for place in places if (match := _ANNEX.match(text, place)) is not None]
        if not found or any(map(_ELSEWHERE.match, repeat(text), places)):
            return
        references: list[tuple[str, int, int, int]] = []
        known: dict[str, set[int]] = {}
        listed = _listed_annexes(text, places, known)
        ranges = iter(listed)
        start, end = next(ranges, (0, 0))
        for match in found:
            label, value = match.group(1), number(match.group(2))
            if value is None:
                value = letter_number(match.group(2))
                label += "a"
            if value is None:
                continue
            while end and end <= match.start():
                start, end = next(ranges, (0, 0))
            titled = text[match.end() : match.end() + 1] in _AFTER_TITLE and _opens_line(text, match.start())
            if titled or start <= match.start() < end:
                known.setdefault(label, set()).add(value)
            else:
                references.append((label, value, match.start(), match.end()))
        absent = {
            (label, value) for label, value, _, _ in references if value not in known.get(label, (value,))
        }
        if len(absent) >= ABSENT:
            return
        for label, value, start, end in references:
            own = known.get(label)
            if (
                own
                and 1 in own
                and value not in own
                and not (
                    (
                        text[start - 2 : start] != "》("
                        and _FOREIGN.search(_CLAUSE.split(text[max(0, start - 12) : start])[-1])
                    )
                    or _OTHERS.search(text, max(0, start - 12), start)
                )
            ):
                yield self.draft(
                    start,
                    end,
                    "annex",
                    what=document.text[start:end],
                    known="、".join(chr(64 + one) if label[-1] == "a" else str(one) for one in sorted(own)),
                )

    # -- figures and tables -----------------------------------------------------------------------------

    def _figures(self, document: Document, text: str) -> Iterator[Draft]:
        captions: dict[tuple[str, str], set[str]] = {}
        references: list[_Figure] = []
        places = document.hits_of(_FIGURES)
        if _is_table(text, places):
            return
        # Captions open lines and sentences: without two of a kind no reference is asked for.
        others: list[int] = []
        for place in places:
            if not _opens(text, place):
                others.append(place)
                continue
            named = _figure(text, place)
            if named is None:
                continue
            key, value, start, end = named
            referred = _is_referred_to(text, start, end)
            if end < len(text) and (text[end] in _AFTER_CAPTION or not referred):
                captions.setdefault(key, set()).add(value)
            elif referred:
                references.append(named)
        counted = {key: own for key, own in captions.items() if len(own) > 1 and "1" in own}
        if not counted:
            return
        for place in others:
            named = _figure(text, place)
            if (
                named is not None
                and named[1] not in counted.get(named[0], (named[1],))
                and _is_referred_to(text, place, named[3])
            ):
                references.append(named)
        references.sort(key=itemgetter(2))
        for key, value, start, end in references:
            own = counted.get(key, {value})
            if value in own:
                continue
            yield self.draft(
                start,
                end,
                "figure",
                what=document.text[start:end],
                known="、".join(
                    key[0] + (f"{key[1]}-" if key[1] else "") + one for one in sorted(own, key=int)
                ),
            )

    def _formulas(self, document: Document, text: str) -> Iterator[Draft]:
        marks = [_FORMULA_MARK.match(text, place) for place in document.hits("式(")[:LIMIT]]
        if not any(marks):
            return  # 形式(…) and 方式(…) are everywhere
        known = {int(match.group(1)): match for match in _FORMULA.finditer(text)}
        if len(known) < 2 or 1 not in known:
            return
        for match in marks:
            if match is not None and int(match.group(1)) > max(known):
                yield self.draft(
                    match.start(),
                    match.end(),
                    "figure",
                    related=(self.related(known[max(known)].start(1), known[max(known)].end(1), "last"),),
                    what=document.text[match.start() : match.end()],
                    known="、".join(f"({one})" for one in sorted(known)),
                )

    # -- notes ------------------------------------------------------------------------------------------

    def _notes(self, document: Document, text: str) -> Iterator[Draft]:
        if not has_note(document.scan.texts, document.scan.number):
            return
        head = None
        for head in _NOTES_HEAD.finditer(text):  # noqa: B007
            pass
        if head is None:
            return
        for line, mark in ((_NOTE_LINE, _NOTE_MARK), (_CIRCLED_LINE, _CIRCLED_MARK)):
            notes = {number(match.group(1)): match for match in line.finditer(text, head.end())}
            if len(notes) < 2:
                continue
            body: dict[int | None, re.Match[str]] = {}
            for match in mark.finditer(text, 0, head.start()):
                body.setdefault(number(match.group(1)), match)
            if len(body) < 2:
                continue
            for value, match in body.items():
                if value not in notes:
                    yield self.draft(match.start(), match.end(), "mark", what=value)
            bare = [match for value, match in notes.items() if value not in body]
            if len(bare) == 1 and len(notes) > 2 and "参考" not in text[head.start() : head.end()]:
                yield self.draft(bare[0].start(), bare[0].end(), "note", what=number(bare[0].group(1)))


_NEAR = 100  # code points before or behind a trigger in which it says what it refers to


class References(NamedTuple):
    """Where the words end in a batch, ascending, that may refer to what is not there."""

    annexes: list[int]
    formulas: list[int]
    figures: list[int]
    notes: list[int]
    back: list[int]
    """前款 in the line of an article, and no end of a sentence between."""
    articles: list[int]
    """第 before the number of an article that no line of its text begins with, nor with a higher one."""


def references(batch: Batch) -> References:
    """What the texts of a batch refer to."""
    hits = batch.hits
    if hits is None:
        return References([], [], [], [], [], [])
    annexes, formulas, back, figures, notes, articles = sift_ends(hits, hits.matcher.view(_kinds), 6)
    return References(
        annexes,
        formulas,
        figures,
        notes,
        opening(batch, back, 2, "。;款项之"),
        beyond(batch, articles, batch.view(heads_at_lines).highest) if articles else [],
    )


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, _ANNEXES, _FORMULAS, _BACK, _FIGURES, _NOTES, _ARTICLE_TRIGGERS)


def _own(document: Document, ends: list[int]) -> list[int]:
    """Those of the places of a batch that lie in a document, in it."""
    start, stop = document.scan.texts.spans[document.scan.number]
    return [end - start for end in ends[bisect_right(ends, start) : bisect_right(ends, stop)]]


def referring(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts that refer to an article higher than those their lines begin with, to an annex
    that is not the first, to figures of which there are three, to a formula or a note, or from the first sentence of an
    article to a paragraph before it."""
    annexes, formulas, figures, notes, back, articles = batch.view(references)
    found = {
        *batch.texts_where(annexes, lambda end: _another_annex(batch.folded_part(end - 2, end + _NEAR))),
        *batch.texts_where(
            formulas, lambda end: _FORMULA_MARK.match(batch.folded_part(end - 2, end + _NEAR))
        ),
        *batch.texts_where(back, lambda end: _points_back(batch, end)),
    }
    counts = Counter([bisect_right(batch.starts, end) - 1 for end in figures])
    found.update(one for one, count in counts.items() if count > 2)
    for one in batch.texts_at(notes):
        if one not in found and has_note(batch, one):
            found.add(one)
    asked: set[int] = set()
    own: dict[tuple[int, str], bool] = {}
    for end in articles:
        one = bisect_right(batch.starts, end) - 1
        if one in found or one in asked or _REFERENCE.match(batch.folded_part(end - 1, end + _NEAR)) is None:
            continue
        start, stop = batch.spans[one]
        before = batch.folded_part(max(start, end - 4), end - 1)
        name = next((name for name in ("法", "条例") if before.endswith(f"本{name}")), None)
        if name is not None:
            if (one, name) not in own:
                own[one, name] = _is_own(batch.folded_part(start, min(start + _OPENING, stop)), name)
            if not own[one, name]:
                continue
        asked.add(one)
    found.update(one for one in asked if _numbers_itself(batch.folded_part(*batch.spans[one])))
    return frozenset(found)


def _points_back(batch: Batch, end: int) -> bool:
    """Whether what ends there stands in the first sentence of an article."""
    low = max(batch.starts[bisect_right(batch.starts, end) - 1], end - _NEAR)
    return _in_first_sentence(batch.folded_part(low, end), 0, end - 2 - low)


def _another_annex(text: str) -> bool:
    """Whether a text begins with an annex that is not the first."""
    match = _ANNEX.match(text)
    return match is not None and match[2] not in ("1", "一", "a")


def _in_first_sentence(text: str, start: int, place: int) -> bool:
    """Whether `place` stands in the first sentence of an article of the text that begins at `start`."""
    line = text.rfind("\n", max(start, place - 60), place) + 1
    if not line and place - start < 60:
        line = start
    elif not line:
        return False
    return _FIRST_SENTENCE.match(text, line, place) is not None


def _wrapped(text: str, line: int) -> bool:
    """Whether the line that begins at `line` may go on with the sentence of a long line above it."""
    above = text[max(0, line - 20) : line].rstrip(" \t\r\n")
    return len(above) > 12 and "\n" not in above and above[-1] not in "。;:!?)》”」"


_value = lru_cache(maxsize=1024)(number)
_FIGURES = frozenset(
    f"{label}{space}{value}"
    for label in "图表"
    for space in ("", " ")
    for value in "0123456789一二三四五六七八九十"
)
_ANNEXES = frozenset(("附件", "附表", "附录", "附图"))
_NOTES = frozenset(("参考文献", "注释", "脚注", "附注"))
_FORMULAS, _BACK = frozenset(("式(",)), frozenset(("前款", "前项"))
_ELSEWHERE = lazy("附.[^。\n]{0,8}(?:略|另附|另行|下载|请参[阅见照])")
ABSENT = 3
"""Annexes referred to and not there from which on annexes are kept elsewhere, and what stands here is a part."""
_AFTER_TITLE = frozenset(("", *"\n \t:《()]】."))


_MANY, _DENSE = 4_000, 50


def _is_table(text: str, places: Sequence[int]) -> bool:
    """Whether more than _MANY words of a kind, and more than one in _DENSE code points, refer: a book names a
    figure or an annex once a page, and what has more is made of numbers and refers to nothing."""
    return len(places) > _MANY and len(places) * _DENSE > len(text)


_Figure: TypeAlias = "tuple[tuple[str, str], str, int, int]"
"""The label of a figure and its chapter, its number, and where its name stands."""


def _figure(text: str, place: int) -> _Figure | None:
    """The figure or table that is named at a place."""
    match = _FIGURE.match(text, place)
    if match is None:
        return None
    label, written = match.group(1), match.group(2)
    chapter, dot, rest = written.replace("-", ".").partition(".")
    if dot:
        return (label, chapter), rest, *match.span()
    parsed = number(written)
    return None if parsed is None else ((label, ""), str(parsed), *match.span())


_OPENING_SIGNS = frozenset(("", *"\n。;!?[\t *"))
"""What stands right before a place at which a line or a sentence may begin."""


def _opens(text: str, place: int) -> bool:
    """Whether a line or a sentence begins at a place."""
    last = text[place - 1] if place else ""
    if last not in _OPENING_SIGNS:
        return False
    if last != " " and last != "*":
        return True
    before = text[max(0, place - 6) : place]
    return before.endswith(("**", "> ", "- ")) or not before.strip(" \t")


_AFTER_CAPTION = frozenset(" :.\n、为是\t,")


def _is_referred_to(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name of a figure point to it."""
    return (
        _FIGURE_BEFORE.search(text[max(0, start - 6) : start]) is not None
        or _FIGURE_AFTER.match(text, end, end + 6) is not None
    )


def _opens_line(text: str, place: int) -> bool:
    """Whether nothing but brackets stands before `place` in its line."""
    while place and text[place - 1] in " \t([【<《│|":
        place -= 1
    return not place or text[place - 1] in "\r\n"


_ARTICLE_TRIGGERS = frozenset((*(f"本{name}第" for name in _OWN), *_BEFORE_ARTICLE))


_LAW = lazy("(?<![本一])(?:法|条例|规则|办法|细则|规程)(?:施行细则)?第")
_OPENING = 3000  # code points in which a law says how it calls itself
_SENTENCE = 200  # code points of a sentence in which the law is named whose articles it cites


def _foreign(text: str, place: int) -> bool:
    """Whether the article cited at `place` is another law's: one that the sentence names before."""
    if _FOREIGN.search(text, max(0, place - 40), place):
        return True
    low = max(0, place - _SENTENCE)
    start = max(low, text.rfind("。", low, place), text.rfind("\n", low, place))
    if _LAW.search(text, start, place + 1):
        return True
    return any(f"本{name}" in text[start:place] and not _is_own(text, name) for name in ("法", "条例"))


_MADE = {name: lazy(f"(?:制定|订定|制订)本{name}(?!律)") for name in ("法", "条例")}


def _is_own(text: str, name: str) -> bool:
    """Whether 本法, 本条例 is the document: implementing rules call the law they implement so."""
    head = text[:_OPENING]
    if f"称本{name}" in head or f"称“本{name}”" in head or f"称「本{name}」" in head:
        return False
    if name not in _MADE:
        return True
    return _MADE[name].search(head) is not None


def _numbers_itself(text: str) -> bool:
    """Whether a line may begin with the first article, chapter, part or point: without one, nobody knows where the
    numbers end."""
    return any(first in text for first in ("第一", "第 一", "第1", "第 1", "一、"))


_NOWHERE = (0, 0, 0)


def _heads(document: Document, unit: str) -> list[tuple[int, int, int]]:
    """The articles, chapters … that begin lines: number, start and end."""
    text, scan = document.folded, document.scan
    heads = ordinals(scan.texts, scan.number, unit)
    if all(map(itemgetter(0), heads)):  # a code has a thousand, and nearly every one is read
        return heads
    found: list[tuple[int, int, int]] = []
    for head in heads:
        value, start, end = head
        if value:
            found.append(head)
        elif (read := _value(text[start + 1 : end - len(unit)].strip())) is not None:
            found.append((read, start, end))
    return found


def _numbered(
    document: Document, text: str, unit: str, heads: list[tuple[int, int, int]]
) -> tuple[int, int, int]:
    """The last one of a unit that the document itself numbers from one to an end; 0 where it does not."""
    if _EXCERPT.search(text, 0, 3000):
        return _NOWHERE
    if not heads and unit in ("点", "部分"):
        heads = _items(document)
    if len(heads) < 3 or heads[0][0] != 1:
        return _NOWHERE
    if unit == "条":
        _, last, end = heads[-1]
        opening = text[heads[0][1] : heads[1][1]]
        if not (_FINAL.search(text, last, end + 400) or _FOUNDED.search(opening)):
            return _NOWHERE
    return max(heads)


def _items(document: Document) -> list[tuple[int, int, int]]:
    """The items 一、二、三、 of the longest such list."""
    from polint_rules.numbering._outline import outline_of  # dear, and seldom needed

    outline = document.view(outline_of)
    best: tuple[int, ...] = ()
    for sequence in outline.sequences:
        if sequence.style.name == "一、" and len(sequence.items) > len(best):
            best = sequence.items
    members = [outline.items[index] for index in best]
    if not members or members[0].inline:
        return []
    return [(item.number, item.start, item.end) for item in members]


def _listed_annexes(text: str, places: Sequence[int], known: dict[str, set[int]]) -> list[tuple[int, int]]:
    """Fill in the annexes that a list 附件：1.… 2.… names; the ranges of such lists."""
    ranges: list[tuple[int, int]] = []
    read = 0
    for place in places:
        start = place
        while start and text[start - 1] in " \t":
            start -= 1
        if start and (text[start - 1] != "\n" or start <= read):
            continue
        head = _ANNEX_LIST.match(text, start - 1 if start else 0)
        if head is None:
            continue
        read = head.end()
        label, position = head.group(1), head.end()
        found: set[int] = set()
        while True:
            item = _ANNEX_ITEM.match(text, position)
            if item is None:
                break
            value = number(item.group(1))
            if value is None or value != len(found) + 1:
                break
            found.add(value)
            position = item.end()
            while position < len(text) and text[position] in ";。 \t\n":
                position += 1
        if found:
            known.setdefault(label, set()).update(found)
            ranges.append((head.start(), position))
        elif ":" in head.group() and text[position : position + 1].strip():
            known.setdefault(label, set()).add(1)  # 附件：名单
    return ranges
