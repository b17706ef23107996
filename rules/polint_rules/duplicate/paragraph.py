"""duplicate/paragraph."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.scan import SHARED
from polint_rules.duplicate._boundary import Row, rows

HEAD = 16
"""Characters at either end of a paragraph by which two are suspected of being one."""
REACH = 20_000
"""Lines in all that are looked at for the beginning of another list."""
ITEM = 15
"""Shortest item of one list that is reported when it is there twice."""
PARAGRAPH = 20
"""Shortest paragraph that is reported when it is there twice."""
SENTENCE = 20
"""Shortest stretch of sentences that is reported when one paragraph has it twice."""
DISTANT = 40
"""Shortest stretch of sentences that is reported when two paragraphs have it."""
NEAR = 36
"""Shortest paragraph of which a near copy is reported."""
ALIKE = 0.85
"""Share of pairs of characters that near copies have in common: one number changed in 60 characters leaves 0.94,
two clauses of the same skeleton stay below 0.7."""
SUSPECT = 0.75
"""The same of two sentences before their markers are taken off."""
LONGEST_MARKER = 10
"""Characters that a marker before a paragraph may have (“第一百零三条　”)."""
COPIES = 3
"""Copies from which a short paragraph is a formula that the text uses again and again."""
FORMULA = 60
"""Length up to which that holds."""
WRAPPED = 20
"""Length from which a line that ends in no punctuation mark goes on in the next one."""
LEGAL = 4
"""Articles (第…条) from which a text is a statute, whose articles share sentences by design."""
MANY = 40
"""Repeated pieces up to which each is looked up by itself."""
MOST = 400
"""Comparisons of near copies in one document: the work stays linear."""

_MARK = lazy(
    r"(?:[#>*\-+○●■□◆◇•·]+ *|[(\[【]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[a-z])[)\]】、.．] *"
    r"|第 *[一二三四五六七八九十百零〇\d\-]{1,8} *[条章节款项][之\d一二三四五]* *[:：]? *|[①-⑳] *)+"
)
_KIND = lazy(r"[^\d一二三四五六七八九十百零〇①-⑳]+")
_FIRST = lazy(r"[(\[【第 ]*(?:一|1|①)(?![\d一二三四五六七八九十百])")
_ARTICLE = lazy(r"第 *[一二三四五六七八九十百零〇\d\-]{1,8} *条")
_ARTICLES = lazy(r"\n第 *[一二三四五六七八九十百零〇\d\-]{1,8} *条")
_LABEL = lazy(r"[\u4e00-\u9fff ]{1,8}[:：]")
_SENTENCE = lazy(r"[^。!?；;]+[。!?；;]+[”」』\"')）]*|[^。!?；;]+$")
_MARKS = "0123456789一二三四五六七八九十百第条条章节.、．()[]【】#>*+-○●■□◆◇•· \t\r"
"""What markers are made of: taken off before lines are compared; where one ends is looked at later."""
_HAN = lazy("[\u3400-\u9fff]")
_STOPS = "。!?:;,、…”」』\"')）*"
_FORM = lazy(r"_{3,}|\.{6,}|…{2,}| {6,}|\t|\|")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line without its marker: where what counts of it starts and ends, its folded text, and what kind of
    marker it has (`()、` for (一)、)."""

    row: int
    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A later copy and the earlier one: ranges in code points, and whether they are equal."""

    start: int
    end: int
    earlier: int
    earlier_end: int
    equal: bool = True


class Paragraph(Rule):
    """A paragraph that a text has twice."""

    id = "duplicate/paragraph"
    severity = "error"
    always = True
    summary = Text("a paragraph or long sentence that is there twice", "重复的段落或长句")
    what = Text(
        "Finds the later copy of a paragraph, of an item of a list or of a stretch of sentences, compared in one "
        "script, width and case; a long paragraph also where one number or word was changed. Left alone are short "
        "lines (refrains, identical resolutions), forms, tables and code, labelled lines (the party blocks of a "
        "contract), items of different lists, sentences that the articles of a statute share, and what stands in "
        "different sections of a manual.",
        "查找段落、列表项或连续长句的后一次出现；比较时不计繁简、全半角和大小写。较长的段落即使改动了个别数字或词语也会报告。"
        "不报：短行（副歌、相同的决议）、表单、表格和代码、带标签的行（合同当事人信息）、不同列表中的相同项、"
        "法规各条之间共用的句子，以及手册不同章节中的相同说明。",
    )
    why = Text(
        "A page was pasted together carelessly, or a generator ran in a loop: the copy adds nothing and distorts "
        "every count.",
        "多半是拼贴时的疏忽，或生成程序陷入循环：重复的部分没有增加任何内容，还会使统计失真。",
    )
    messages = {
        "equal": Text("this text is already in line {line}", "这段文字在第 {line} 行已经出现过"),
        "near": Text(
            "almost the same text is already in line {line}", "几乎相同的文字在第 {line} 行已经出现过"
        ),
        "earlier": Text("the earlier copy", "先出现的一份"),
    }
    examples = (
        wrong(
            "渡口的老钟敲了一百年，钟声至今准时，船家都听它开船。\n冬天的江面常有大雾。\n"
            "⟦渡口的老钟敲了一百年，钟声至今准时，船家都听它开船。⟧\n"
        ),
        wrong(
            "1.出门前请关闭门窗，切断电源和燃气。\n2.垃圾请分类投放。\n3.⟦出门前请关闭门窗，切断电源和燃气。⟧\n"
        ),
        wrong(
            "水車每天轉兩千圈，磨出的米粉送到三個村子。磨坊主人說，生意最好的時候要排隊。"
            "⟦水車每天轉兩千圈，磨出的米粉送到三個村子。⟧如今它成了景點。\n"
        ),
        wrong(
            "全镇共有图书角四十二处，藏书九万余册，管理员四十二名，每周开放三十小时，去年接待读者两万人次。\n"
            "下一步将开展流动借阅。\n"
            "⟦全镇共有图书角四十二处，藏书九万余册，管理员四十二名，每周开放三十小时，去年接待读者三万人次。⟧\n"
        ),
        right("月儿弯弯照河湾，\n河湾里面有条船。\n月儿弯弯照河湾，\n船上阿妹唱山歌。\n"),
        right(
            "案由一：修訂辦法。\n決議：照案通過，由總務組於下週公告。\n案由二：增購設備。\n決議：照案通過，由總務組於下週公告。\n"
        ),
        right(
            "第一条　有下列情形之一的，不予受理：\n（一）申请材料不全且逾期未能补正的；\n第二条　有下列情形之一的，予以撤销：\n"
            "（一）申请材料不全且逾期未能补正的；\n"
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """The later copy of each stretch of text."""
        suspects, near = _suspects(document.text)
        if not suspects and not near:
            return
        fold = SHARED.tables.fold_text
        repeated = _twice([fold(piece).lstrip(_MARKS) for piece in suspects])
        ends: frozenset[str] = frozenset()
        if near:
            alike = [line for line in document.folded.split("\n") if len(line) >= NEAR and not line.isascii()]
            ends = _twice([line[:HEAD] for line in alike]) | _twice([line[-HEAD:] for line in alike])
        if not repeated and not ends:
            return
        for copy in sorted(_copies(document, repeated, ends), key=lambda copy: copy.start):
            if document.regions.touches(copy.start, copy.end) and not document.regions.is_prose(copy.start):
                continue
            yield self.draft(
                copy.start,
                copy.end,
                "equal" if copy.equal else "near",
                related=(self.related(copy.earlier, copy.earlier_end, "earlier"),),
                confidence=None if copy.equal else "medium",
                line=document.line_at(copy.earlier) + 1,
            )


def _suspects(text: str) -> tuple[list[str], bool]:
    """The sentences or lines of `text` that are there again, but for a marker before them, and whether there are
    long ones that could be near copies. It is asked of nearly every text, so it works with sets of their ends
    and looks closer only where two ends are the same."""
    pieces = [
        piece for piece in text.replace("\n", "。").split("。") if len(piece) >= ITEM and not piece.isascii()
    ]
    repeated: list[str] = []
    near = False
    looked = 0
    for length, least, end in ((ITEM, ITEM, True), (HEAD, NEAR, False)):
        some = pieces if least == ITEM else [piece for piece in pieces if len(piece) >= least]
        keys = [piece[-length:] for piece in some] if end else [piece[:length] for piece in some]
        if len(set(keys)) == len(keys):
            continue
        first: dict[str, str] = {}
        for piece, key in zip(some, keys, strict=True):
            one = first.setdefault(key, piece)
            if one is piece:
                continue
            size = max(ITEM, min(len(one), len(piece)) - LONGEST_MARKER)
            if end and one[-size:] == piece[-size:]:
                if _is_chinese(piece):
                    repeated += (one, piece)
            elif not near and looked < MOST:
                looked += 1
                near = _alike(one, piece)
    return repeated, near


def _alike(one: str, two: str) -> bool:
    """Whether two long sentences could be near copies."""
    fewer, more = sorted((len(one), len(two)))
    return fewer >= NEAR and 5 * fewer >= 4 * more and _is_chinese(two) and _likeness(one, two) >= SUSPECT


def _twice(pieces: Sequence[str]) -> frozenset[str]:
    """Those that are there more than once and are Chinese."""
    if len(set(pieces)) == len(pieces):
        return frozenset()
    return frozenset(piece for piece, count in Counter(pieces).items() if count > 1 and _is_chinese(piece))


def _is_chinese(text: str) -> bool:
    return bool(text) and len(_HAN.findall(text)) * 5 >= 2 * len(text)


def _copies(document: Document, repeated: frozenset[str], ends: frozenset[str]) -> Iterator[Copy]:
    folded = document.folded
    legal = folded.count("\n第") >= LEGAL and len(_ARTICLES.findall(folded)) >= LEGAL
    if legal and not repeated:
        return
    lines = document.view(rows)
    breaks = _sections(lines) if folded.count("\n#") >= 2 else []
    copied: set[int] = set()
    if repeated:
        those = _holding(folded, lines, repeated)
        for copy, row in _equal_units(lines, those, breaks, legal):
            copied.add(row)
            yield copy
        yield from _equal_sentences(lines, those, breaks, copied, legal)
    if ends and not legal:
        yield from _near_units(lines, ends, breaks, copied)


def _holding(folded: str, lines: Sequence[Row], repeated: frozenset[str]) -> Sequence[int]:
    """The rows in which the repeated pieces stand, ascending."""
    if len(repeated) > MANY:
        return [
            number
            for number, row in enumerate(lines)
            if len(row.text) >= ITEM
            and not repeated.isdisjoint([piece.lstrip(_MARKS) for piece in row.text.split("。")])
        ]
    starts = [row.start for row in lines]
    found: set[int] = set()
    for piece in repeated:
        at = folded.find(piece)
        while at >= 0:
            found.add(bisect.bisect_right(starts, at) - 1)
            at = folded.find(piece, at + len(piece))
    found.discard(-1)
    return sorted(found)


def _unit(lines: Sequence[Row], number: int) -> Unit:
    row = lines[number]
    mark = _MARK.match(row.text)
    at = mark.end() if mark else 0
    marker = mark.group() if mark else ""
    return Unit(number, row.start + at, row.end, row.text[at:], _kind(marker))


def _kind(marker: str) -> str:
    """What is left of a marker without its number: `()` of (三), `第条` of 第四条."""
    return "".join(_KIND.findall(marker)).strip()


def _restarts(lines: Sequence[Row], kind: str, earlier: int, later: int) -> bool:
    """Whether a list with markers of this kind begins after the row `earlier`, up to `later`."""
    for row in lines[earlier + 1 : later + 1]:
        if _FIRST.match(row.text) is not None:
            mark = _MARK.match(row.text)
            if mark is not None and _kind(mark.group()) == kind:
                return True
    return False


def _sections(lines: Sequence[Row]) -> list[int]:
    """The rows at which a section of a manual begins: where there are several Markdown headings, these and the
    tags, fences and containers between which two readers are told the same."""
    if sum(row.text.startswith("#") for row in lines) < 3:
        return []
    return [number for number, row in enumerate(lines) if row.text.startswith(("#", "<", ":::", "```"))]


def _apart(breaks: Sequence[int], earlier: int, later: int) -> bool:
    """Whether a section begins between two rows."""
    return bisect.bisect_right(breaks, earlier) != bisect.bisect_right(breaks, later)


def _plain(text: str, least: int) -> bool:
    """Whether this is a text in Chinese of at least this length, and neither form nor table nor label."""
    return (
        len(text) >= least and _FORM.search(text) is None and _LABEL.match(text) is None and _is_chinese(text)
    )


def _continues(lines: Sequence[Row], row: int) -> bool:
    """Whether a row goes on with the sentence of the one before: the text is wrapped."""
    before = lines[row - 1].text if row else ""
    return len(before) >= WRAPPED and before[-1] not in _STOPS


def _equal_units(
    lines: Sequence[Row], those: Sequence[int], breaks: Sequence[int], legal: bool
) -> Iterator[tuple[Copy, int]]:
    places: dict[str, list[int]] = {}
    for number in those:
        line = lines[number]
        if len(line.text) >= ITEM:
            places.setdefault(line.text.lstrip(_MARKS).rstrip("。;!?.,"), []).append(number)
    looked = 0
    for found in places.values():
        if len(found) < 2:
            continue
        first = _unit(lines, found[0])
        if not _plain(first.text, ITEM):
            continue
        scattered = len(found) >= COPIES and any(b - a > 1 for a, b in itertools.pairwise(found))
        if scattered and len(first.text) < FORMULA:
            continue
        for row in found[1:]:
            if _apart(breaks, first.row, row):
                continue
            unit = _unit(lines, row)
            if unit.kind and unit.kind == first.kind:
                looked += row - first.row
                if looked > REACH or _restarts(lines, unit.kind, first.row, row):
                    continue  # an item of another list
                if legal and "条" not in unit.kind and _between(lines, first.row, row):
                    continue
            elif len(unit.text) < PARAGRAPH or (legal and row - first.row > 1) or _continues(lines, row):
                continue
            yield Copy(unit.start, unit.end, first.start, first.end), row


def _between(lines: Sequence[Row], earlier: int, later: int) -> bool:
    """Whether an article begins between two rows."""
    return any(_ARTICLE.match(row.text) for row in lines[earlier + 1 : later + 1])


def _equal_sentences(
    lines: Sequence[Row], those: Sequence[int], breaks: Sequence[int], copied: set[int], legal: bool
) -> Iterator[Copy]:
    sentences: list[tuple[int, int, int, str]] = []  # row, start, end, text
    for number in those:
        if number in copied or len(lines[number].text) < SENTENCE:
            continue
        unit = _unit(lines, number)
        if _plain(unit.text, SENTENCE):
            sentences.extend(
                (number, unit.start + match.start(), unit.start + match.end(), match.group())
                for match in _SENTENCE.finditer(unit.text)
            )
    first: dict[str, int] = {}
    at = 0
    while at < len(sentences):
        row, start, end, text = sentences[at]
        before = first.setdefault(text, at)
        if before == at or len(text) < 6:
            at += 1
            continue
        size = 1
        while (
            at + size < len(sentences)
            and sentences[at + size][3] == sentences[before + size][3]
            and sentences[at + size][0] == row
            and before + size < at
        ):
            size += 1
        end = sentences[at + size - 1][2]
        one, last = sentences[before], sentences[before + size - 1]
        least = SENTENCE if row == one[0] and at - before <= 6 else DISTANT
        if end - start >= least and not _apart(breaks, one[0], row) and (not legal or row == one[0]):
            yield Copy(start, end, one[1], last[2])
        at += size


def _near_units(
    lines: Sequence[Row], ends: frozenset[str], breaks: Sequence[int], copied: set[int]
) -> Iterator[Copy]:
    buckets: dict[str, list[int]] = {}
    for number, row in enumerate(lines):
        if len(row.text) >= NEAR and number not in copied:
            for end in (row.text[:HEAD], row.text[-HEAD:]):
                if end in ends:
                    buckets.setdefault(end, []).append(number)
    budget = MOST
    said: set[int] = set()
    for found in buckets.values():
        if len(found) != 2 or found[1] in said or budget == 0 or found[0] == found[1]:
            continue  # more than two: a skeleton that the text fills again and again
        one, two = _unit(lines, found[0]), _unit(lines, found[1])
        if one.kind or two.kind or one.text == two.text or _apart(breaks, one.row, two.row):
            continue
        if not _plain(one.text, NEAR) or not _plain(two.text, NEAR):
            continue
        budget -= 1
        if _likeness(one.text, two.text) >= ALIKE:
            said.add(two.row)
            yield Copy(two.start, two.end, one.start, one.end, equal=False)


def _likeness(one: str, two: str) -> float:
    """The Jaccard index of the pairs of adjacent characters."""
    here = {one[i : i + 2] for i in range(len(one) - 1)}
    there = {two[i : i + 2] for i in range(len(two) - 1)}
    return len(here & there) / len(here | there)
