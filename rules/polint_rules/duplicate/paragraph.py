"""duplicate/paragraph."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from polint.cached import cached_property
from polint.document import Document
from polint.finding import Omitted
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules._row import STEP, Row, beginning, following, preceding, row_at
from polint_rules.duplicate._echo import LINE as NEAR
from polint_rules.duplicate._echo import MARKS, Pair, echoes, is_chinese
from polint_rules.duplicate._echo import TAIL as ITEM

REACH = 1_000_000
"""Code points in all that are looked through for the beginning of another list."""
PARAGRAPH = 20
"""Shortest paragraph that is reported when it is there twice."""
SENTENCE = 20
"""Shortest stretch of sentences that is reported when one paragraph has it twice."""
DISTANT = 40
"""Shortest stretch of sentences that is reported when two paragraphs have it."""
ALIKE = 0.85
"""Share of pairs of characters that near copies have in common: one number changed in 60 characters leaves 0.94,
two clauses of the same skeleton stay below 0.7."""
LONGEST = 2_000
"""Code points of two near copies together up to which their differences are compared."""
COPIES = 3
"""Copies from which a short paragraph is a formula that the text uses again and again."""
FORMULA = 60
"""Length up to which that holds."""
WRAPPED = 20
"""Length from which a line that ends in no punctuation mark goes on in the next one."""
HEADINGS = 3
"""Headings from which a Markdown text has sections."""
LEGAL = 4
"""Articles (第…条) from which a text is a statute, whose articles share sentences by design."""
STATUTE = 60
"""Shortest item of a statute that is reported when it is there twice: shorter ones close one list after the other."""

_MARK = lazy(
    r"(?:[#>*\-+○●■□◆◇•·]+ *|[(\[【]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[a-z])[)\]】、.．] *"
    r"|第 *[一二三四五六七八九十百零〇\d\-]{1,8} *[条章节款项][之\d一二三四五]* *[:：]? *|[①-⑳] *)+"
)
_KIND = lazy(r"[^\d一二三四五六七八九十百零〇①-⑳]+")
_TABS = (":::", ":begin_tab", "<div", "</div", "<tab")
"""What parts the versions of one explanation for different readers."""
_FIRSTS = "([【第 一1①"
_NUMBERED = "第"
_FIRST = lazy(r"[(\[【第 ]*(?:一|1|①)(?![\d一二三四五六七八九十百])")
_ARTICLE = lazy(r"第 *[一二三四五六七八九十百零〇\d\-]{1,8} *条")
_DEIXIS = lazy("前[一二三四五两]?[款项]|本条第|依照第[一二三]款")
"""What means something else wherever it stands: 有前款行为，同时构成其他犯罪的."""
_LABEL = lazy(r"[\u4e00-\u9fff ]{1,8}[:：]")
_LABELS = lazy(r"(?m)^[ \t]*([\u4e00-\u9fff ]{1,8}[:：])")
LABELLED = 30
"""Shortest labelled line that is reported when it is there twice."""
OTHERS = 2
"""Other labels that a text has at least where one comes twice by mistake."""
_STOP = lazy(r"[。!?；;]+")
_CLOSERS = "”」』\"')）"
_SENTENCE = lazy(r"[^。!?；;]+[。!?；;]+[”」』\"')）]*|[^。!?；;]+$")
_STOPS = "。!?:;,、…”」』\"')）*"
_SERIAL = lazy(r"[ (]*[其之][一二三四五六七八九十]{1,3}\)?$")
_FORM = ("|", "\t", "…" * 2, "_" * 3, "." * 6, " " * 6)


class Unit(NamedTuple):
    """A row without its marker: where the row starts, where what counts of it starts and ends, its folded text, and what
    kind of marker it has (`()、` for (一)、)."""

    row: int
    start: int
    end: int
    text: str
    kind: str


class Copy(NamedTuple):
    """A later copy and the earlier one: ranges in code points, and whether they are equal."""

    start: int
    end: int
    earlier: int
    earlier_end: int
    equal: bool = True


class Paragraph(Rule):
    """A paragraph that a text has twice."""

    id = "duplicate/paragraph"
    version = 3
    severity = "error"
    sieve = "polint_rules.duplicate._echo:with_echoes"
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
            "一、報名日期：即日起至三月底，逾期恕不受理。\n二、集合地點：舊車站前廣場鐘樓下，請提早十分鐘到場。\n"
            "三、⟦集合地點：舊車站前廣場鐘樓下，請提早十分鐘到場。⟧\n四、費用：全程免費。\n"
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
        right(
            ":begin_tab:`gas`\n炉火点着以后先用小火预热五分钟，再把锅放上去慢慢加热。\n:end_tab:\n"
            ":begin_tab:`coal`\n炉火点着以后先用小火预热五分钟，再把锅放上去慢慢加热。\n:end_tab:\n"
            ":begin_tab:`wood`\n先把柴劈细，晾干，堆在灶边，用的时候才好引火。\n:end_tab:\n"
        ),
        wrong(
            "第一条　本规则适用于全体借阅人。\n第二条　阅览室内不得饮食，不得占座，离开时请把书放回原处。\n"
            "第三条　图书借期为三十日。\n第四条　⟦阅览室内不得饮食，不得占座，离开时请把书放回原处。⟧\n第五条　本规则自公布之日起施行。\n"
        ),
        right(
            "第二十条　驾驶机动车有下列行为之一的，处二十元以上二百元以下罚款：\n（一）逆行的；\n（二）闯红灯的。\n"
            "另有规定的除外。\n驾驶机动车有下列行为之一的，处二十元以上二百元以下罚款：\n（一）未系安全带的；\n（二）拨打电话的。\n"
        ),
        right(
            "一、增加一条：“伪造发票的，处拘役。\n“单位犯前款罪的，对单位判处罚金，并对其直接负责的主管人员依照前款的规定处罚。”\n"
            "二、增加一条：“泄露信息的，处拘役。\n“单位犯前款罪的，对单位判处罚金，并对其直接负责的主管人员依照前款的规定处罚。”\n"
        ),
        right(
            "> 渡口的老钟敲了一百年，钟声至今准时，船家都听它开船。\n\n冬天的江面常有大雾。\n\n"
            "渡口的老钟敲了一百年，钟声至今准时，船家都听它开船。\n\n# 钟楼\n\n- 建于光绪年间\n"
        ),
        right(
            "# 药物\n\n- 第一代\n  - 疗效较差，耐药性发展很快，应用日趋减少，现已少用\n- 第二代\n"
            "  - 疗效较差，耐药性发展很快，应用日趋减少，现已少用\n- 第三代\n  - 用于泌尿道感染\n"
        ),
        wrong(
            "交通：市区乘12路公交车到终点站下，步行十分钟即到南门。\n门票：成人六十元，学生三十元，老人免费；每天八点开门，五点停止入园。\n"
            "住宿：山脚下有民宿二十余家。\n⟦门票：成人六十元，学生三十元，老人免费；每天八点开门，五点停止入园。⟧\n"
        ),
        right(
            "品名：竹篮\n保养：避免雨淋，定期晾晒，勿用力拉扯，存放于阴凉通风干燥处，远离火源和虫鼠。\n"
            "品名：竹椅\n保养：避免雨淋，定期晾晒，勿用力拉扯，存放于阴凉通风干燥处，远离火源和虫鼠。\n"
        ),
        right(
            "把矩阵的各行看作向量，线性无关的最多有几个，这个数目就叫作它的行秩；初等变换不改变它的大小，这就是下面一切计算的依据。\n\n"
            "把矩阵的各列看作向量，线性无关的最多有几个，这个数目就叫作它的列秩；初等变换不改变它的大小，这就是下面一切计算的依据。\n"
        ),
        right(
            "春日偕诸友过南园旧居见老梅一株犹在园丁言明岁当移去感而赋诗兼寄城中故人二首\n周野\n梅老无人识，墙低有月来。\n\n"
            "春日偕诸友过南园旧居见老梅一株犹在园丁言明岁当移去感而赋诗兼寄城中故人二首  其二\n周野\n客散园初静，花迟酒未开。\n"
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

    def check(self, document: Document) -> Findings:
        """The later copy of each stretch of text."""
        sentences, near = echoes(document)
        copies = iter(sorted(_copies(document, sentences, near), key=lambda copy: copy.start))
        for copy in copies:
            if document.regions.touches(copy.start, copy.end) and not document.regions.is_prose(copy.start):
                continue
            draft = self.draft(
                copy.start,
                copy.end,
                "equal" if copy.equal else "near",
                related=(self.related(copy.earlier, copy.earlier_end, "earlier"),),
                confidence=None if copy.equal else "medium",
                line=document.line_at(copy.earlier) + 1,
            )
            if (yield draft):
                yield Omitted.rest(copies)
                return


def _copies(document: Document, equal: Sequence[Pair], near: Sequence[Pair]) -> Iterator[Copy]:
    if not equal and not near:
        return
    folded = document.folded
    legal = _is_legal(document)
    if legal and not equal:
        return  # articles are alike by design
    sections = Sections(document)
    copied: set[int] = set()
    if equal:
        those = _rows_of(folded, equal)
        for copy, row in _equal_units(document, those, sections, legal):
            copied.add(row)
            yield copy
        yield from _equal_sentences(document, those, sections, copied, legal)
    if not legal:
        yield from _near_units(document, near, sections, copied)


def _is_legal(document: Document) -> bool:
    """Whether a text is a statute, by its articles."""
    folded = document.folded
    articles = (start for start in _starting(document, "第") if _ARTICLE.match(folded, start) is not None)
    return sum(1 for _ in itertools.islice(articles, LEGAL)) == LEGAL


def _starting(document: Document, sign: str) -> Iterator[int]:
    """Where the lines but the first start that start with a sign."""
    folded = document.folded
    return (start for start in beginning(document, (sign,)) if start and folded[start - 1] == "\n")


def _rows_of(folded: str, pairs: Sequence[Pair]) -> list[Row]:
    """The rows that hold pairs of sentences, in order, each once."""
    found: list[Row] = []
    last = -1
    # The last character of a sentence is in its row, the first may be white space before it.
    for end in sorted({end for pair in pairs for end in (pair[1], pair[3])}):
        if end > last:
            row = row_at(folded, end - 1)
            last = row.end
            if not found or row.start > found[-1].start:
                found.append(row)
    return found


def _unit(row: Row, *, marked: bool = True) -> Unit:
    """A row without its marker; not `marked`: nobody asks of what kind that is."""
    mark = _MARK.match(row.text)
    at = mark.end() if mark else 0
    kind = _kind(mark.group()) if mark and marked else ""
    return Unit(row.start, row.start + at, row.end, row.text[at:], kind)


def _kind(marker: str) -> str:
    """What is left of a marker without its number: `()` of (三), `第条` of 第四条."""
    kind = "".join(_KIND.findall(marker)).strip()
    return kind.rstrip("* ") or kind  # 1. **：what is bold is no marker


def _restarts(document: Document, kind: str, earlier: int, later: int) -> bool:
    """Whether a list with markers of this kind begins after the row that starts at `earlier`, up to that at `later`."""
    folded = document.folded
    for start in beginning(document, _FIRSTS, earlier, later):
        if _FIRST.match(folded, start) is not None:
            mark = _MARK.match(folded, start)
            if mark is not None and _kind(mark.group()) == kind:
                return True
    return False


class Sections:
    """The sections of a manual, which are looked for when two rows are asked about."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _begins(self) -> list[int]:
        return _sections(self._document)

    def part(self, earlier: int, later: int) -> bool:
        """Whether a section begins between two rows, given by where they start."""
        begins = self._begins
        return bool(begins) and bisect.bisect_right(begins, earlier) != bisect.bisect_right(begins, later)


def _sections(document: Document) -> list[int]:
    """Where the rows start at which a section of a manual begins: where there are several Markdown headings, these and the
    tags, fences and containers between which two readers are told the same."""
    folded = document.folded
    headings = folded.startswith("#") + sum(1 for _ in itertools.islice(_starting(document, "#"), HEADINGS))
    if headings < HEADINGS:
        tabs = beginning(document, _TABS)
        return tabs if len(tabs) >= HEADINGS else []
    return beginning(document, ("#", "<", "```", ":::", ":begin_tab"))


def _is_form(text: str) -> bool:
    for sign in _FORM:  # noqa: SIM110 (a generator costs more than the signs)
        if sign in text:
            return True
    return False


def _plain(document: Document, unit: Unit, least: int, *, labelled: bool = False) -> bool:
    """Whether this is a text in Chinese of at least this length, and neither form nor table nor (unless it may be
    `labelled`) label."""
    text = unit.text
    return (
        len(text) >= least
        and not _is_form(text)
        and (labelled or _LABEL.match(text) is None)
        and is_chinese(document.classes[unit.start : unit.end])
    )


def _continues(folded: str, row: Row) -> bool:
    """Whether a row goes on with the sentence of the one before: the text is wrapped."""
    before = preceding(folded, row.start, 1, 0)
    return bool(before) and len(before[-1].text) >= WRAPPED and before[-1].text[-1] not in _STOPS


def _are_apart(folded: str, one: Row, two: Row) -> bool:
    """Whether another row lies between two."""
    between = folded[one.end : min(one.end + STEP, two.start)]
    if not between.isspace():
        return True
    return one.end + len(between) < two.start and following(folded, one.end, 1)[0].start < two.start


def _equal_units(
    document: Document, those: Sequence[Row], sections: Sections, legal: bool
) -> Iterator[tuple[Copy, int]]:
    folded = document.folded
    places: dict[str, list[Row]] = {}
    for row in those:
        if len(row.text) >= ITEM:
            places.setdefault(row.text.lstrip(MARKS).rstrip("。;!?.,"), []).append(row)
    looked = 0
    alone: frozenset[str] | None = None
    for found in places.values():
        if len(found) < 2:
            continue
        text = found[0].text
        if (legal and len(text) < STATUTE and "条" not in text) or _DEIXIS.search(text):
            continue
        later = [row for row in found[1:] if not sections.part(found[0].start, row.start)]
        if not later:
            continue
        first = _unit(found[0])
        # A label behind a number is an item like any other.
        labelled = bool(first.kind)
        if not labelled and len(first.text) >= LABELLED and (label := _LABEL.match(first.text)) is not None:
            alone = _labels_alone(folded) if alone is None else alone
            labelled = label[0] in alone
        if not _plain(document, first, ITEM, labelled=labelled):
            continue
        if legal and "条" not in first.kind and len(first.text) < STATUTE:
            continue
        scattered = len(found) >= COPIES and any(
            _are_apart(folded, one, two) for one, two in itertools.pairwise(found)
        )
        if scattered and len(first.text) < FORMULA:
            continue
        announces = text.endswith(":")
        for row in later:
            unit = _unit(row)
            if announces and not _goes_on_alike(folded, found[0], row):
                continue  # two lists that begin with the same words
            if _is_cited(folded, found[0]) != _is_cited(folded, row) or (
                unit.kind and _are_under_others(folded, found[0], row)
            ):
                continue  # the words with which an article is introduced, points of different items
            if unit.kind and unit.kind == first.kind:
                looked += row.start - first.row
                if looked > REACH or _restarts(document, unit.kind, first.row, row.start):
                    continue  # an item of another list
                if legal and "条" not in unit.kind and _between(document, first.row, row.start):
                    continue
            elif (
                len(unit.text) < PARAGRAPH
                or (legal and _are_apart(folded, found[0], row))
                or _continues(folded, row)
            ):
                continue
            yield Copy(unit.start, unit.end, first.start, first.end), row.start


def _labels_alone(folded: str) -> frozenset[str]:
    """The one label that two lines of a text have, where each of its others, two at least, is that of one line (交通：…,
    门票：…, 住宿：…): what stands behind it was said twice. In a form or a catalogue all labels come again."""
    counts = Counter(match[1] for match in _LABELS.finditer(folded))
    twice = [label for label, count in counts.items() if count > 1]
    if len(twice) != 1 or counts[twice[0]] != 2 or len(counts) < OTHERS + 1:
        return frozenset()
    return frozenset(twice)


def _is_cited(folded: str, row: Row) -> bool:
    """Whether a row is set apart as a quotation in Markdown: what it says is in the article, too."""
    return folded.startswith(">", row.start)


_OUTDENTED = tuple(lazy(rf"\n {{0,{depth}}}[^ \n\t\r]") for depth in range(12))


def _are_under_others(folded: str, one: Row, two: Row) -> bool:
    """Whether two rows are indented, and one that is less so stands between them."""
    depth = min(_indent(folded, one), _indent(folded, two))
    return depth > 1 and _OUTDENTED[min(depth, 12) - 1].search(folded, one.end, two.start) is not None


def _indent(folded: str, row: Row) -> int:
    """The blanks before a row."""
    start = folded.rfind("\n", 0, row.start) + 1
    return folded.count(" ", start, row.start) + 4 * folded.count("\t", start, row.start)


def _goes_on_alike(folded: str, one: Row, two: Row) -> bool:
    """Whether the same row follows two rows, or the one follows the other."""
    after, behind = following(folded, one.end, 1), following(folded, two.end, 1)
    return not behind or not after or after[0].start == two.start or after[0].text == behind[0].text


def _between(document: Document, earlier: int, later: int) -> bool:
    """Whether an article begins between two rows."""
    return any(
        _ARTICLE.match(document.folded, start) is not None
        for start in beginning(document, _NUMBERED, earlier, later)
    )


def _repeats(text: str) -> bool:
    """Whether a row has a sentence twice."""
    if len(text) < 2 * SENTENCE:
        return False
    pieces = [piece for piece in _STOP.split(text) if len(piece) > 1]
    return len({piece.lstrip(_CLOSERS) for piece in pieces}) != len(pieces)


def _equal_sentences(
    document: Document, those: Sequence[Row], sections: Sections, copied: set[int], legal: bool
) -> Iterator[Copy]:
    if legal:  # its articles may share sentences
        those = [row for row in those if _repeats(row.text)]
    sentences: list[tuple[int, int, int, str]] = []  # row, start, end, text
    for line in those:
        if line.start in copied or len(line.text) < SENTENCE:
            continue
        if _is_cited(document.folded, line):
            continue
        unit = _unit(line, marked=False)
        if _plain(document, unit, SENTENCE):
            row, shift, written = unit.row, unit.start, unit.text
            for match in _SENTENCE.finditer(written):
                start, end = match.span()
                sentences.append((row, shift + start, shift + end, written[start:end]))
    first: dict[str, int] = {}
    at = 0
    while at < len(sentences):
        row, start, end, text = sentences[at]
        before = first.setdefault(text, at)
        if before == at or len(text) < 6 or _DEIXIS.search(text):
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
        if end - start >= least and (not legal or row == one[0]) and not sections.part(one[0], row):
            yield Copy(start, end, one[1], last[2])
        at += size


def _near_units(
    document: Document, near: Sequence[Pair], sections: Sections, copied: set[int]
) -> Iterator[Copy]:
    said: set[int] = set()
    for _, end, _, other_end in near:
        one, two = (_unit(row_at(document.folded, place - 1)) for place in (end, other_end))
        if two.row in said or one.row in copied or two.row in copied or one.row == two.row:
            continue
        if one.kind or two.kind or one.text == two.text or sections.part(one.row, two.row):
            continue
        if _DEIXIS.search(one.text) and _DEIXIS.search(two.text):
            continue
        if not _plain(document, one, NEAR) or not _plain(document, two, NEAR):
            continue
        if _likeness(one.text, two.text) >= ALIKE and not _are_parallel(one.text, two.text):
            said.add(two.row)
            yield Copy(two.start, two.end, one.start, one.end, equal=False)


def _are_parallel(one: str, two: str) -> bool:
    """Whether two texts say the same of two things, not twice the same: one word stands wherever the other text has another
    one (边双连通, 点双连通), or they are the titles of a series (其一, 其二)."""
    if _SERIAL.sub("", one) == _SERIAL.sub("", two):
        return True
    if len(one) + len(two) > LONGEST:
        return False
    from difflib import SequenceMatcher

    changes = [
        (one[start:end], two[other:other_end])
        for kind, start, end, other, other_end in SequenceMatcher(
            None, one, two, autojunk=False
        ).get_opcodes()
        if kind != "equal"
    ]
    return len(changes) > 1 and len(set(changes)) == 1


def _likeness(one: str, two: str) -> float:
    """The Jaccard index of the pairs of adjacent characters."""
    here = {one[i : i + 2] for i in range(len(one) - 1)}
    there = {two[i : i + 2] for i in range(len(two) - 1)}
    return len(here & there) / len(here | there)
