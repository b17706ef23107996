"""script/width."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from polint.cached import cached_property
from polint.character import BRACKETS, COLON, COMMA, SEMICOLON
from polint.document import Document
from polint.finding import Edit, Fix, Omitted, Severity
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.script import _half_width as half_width
from polint_rules.script._half_width import SIZE, WIDE

if TYPE_CHECKING:
    from polint_rules.script._half_width import Places

NARROW = {wide: narrow for narrow, wide in WIDE.items()}

HABIT = 4
"""From this many half-width marks of a kind on, and more of them than full-width ones, it is the document's
habit and one finding: below it every mark can be looked at by itself."""
MANY = 6
"""More strays than an editor would mend one by one are one finding as well."""
SPARSE = 500
"""Code points for each slip from which a text is sound and a slip is worth a note, not a warning: one text of
four in official collections of laws has one to three half-width marks among thousands."""
DENSE = 1_000
"""Full-width marks among Latin letters from which on the text is looked through for English words once."""

_ROWS = 5  # lines with as many commas as each other that are a table although values of theirs end in stops
_FIRST_VALUE = 12  # code points of the first value of such a line
_CITED = lazy(
    r"\[(?:[A-Z]|EB|DB|CP|DS)(?:/(?:OL|CD|DK|MT))?\] ?(?:[.．,，:：]|//)|\[(?:[A-Z]|EB|DB|CP|DS)/OL\]"
)
"""The type of a cited work by GB/T 7714—2015, which sets references with half-width marks."""

_FEW = 20  # marks up to which each is asked whether it is any punctuation of the sentence
_FORWARDED = lazy(r"//@[^\s:：/@]{1,30}$")


SENTENCE = 7
"""English words about a mark that make a sentence even where fewer than three stand on one side."""
_ENGLISH_RUN = lazy(r"[\x20-\x7e’“”‘—–…]*")
_ENGLISH_WORD = lazy(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_FUNCTION_WORDS = "the|a|an|is|are|was|were|be|to|of|and|or|in|on|for|with|not|it|this|that|you|your|we|please|if|by|as|at|from|can|will|i|he|she|they|my|but|so"
_FUNCTION_WORD = lazy(rf"\b(?:{_FUNCTION_WORDS})\b", re.IGNORECASE)
_SHORT_WORD = lazy(r"\b[A-Za-z]{1,6}\b")


class Width(Rule):
    """Half-width punctuation in Chinese, full-width punctuation in English."""

    id = "script/width"
    severity = "warning"
    confidence = "high"
    sieve = "polint_rules.script._half_width:with_places"
    summary = Text(
        "half-width punctuation between Han, or full-width punctuation in English",
        "汉字之间使用半角标点，或英文中使用全角标点",
    )
    what = Text(
        "Finds half-width , ; : ? ! ( ) with Chinese on both sides, and full-width marks inside an English sentence. "
        "Where half-width marks are the habit of the document it is one finding with one mend for all. "
        "Times, ratios, numbers, formulae, code, URLs, English words and phrases, tables of comma-separated values, "
        "and Japanese and Korean text are left alone. GB/T 15834-2011 gives Chinese marks a full character's width.",
        "查找两侧都是中文的半角 , ; : ? ! ( )，以及英文句子里的全角标点。整篇都用半角标点时只报告一次，并可一次改完。"
        "时刻、比分、数字、公式、代码、网址、英文词句、逗号分隔的表格以及日文、韩文均不涉及。"
        "依据：GB/T 15834—2011 规定中文标点占一个字的位置。",
    )
    why = Text(
        "Half-width marks come from a keyboard in the wrong mode or from conversion; the same sentence then counts as two "
        "different ones, and line breaking and segmentation go wrong.",
        "半角标点多由输入法状态错误或转换造成，会使同一句话变成两种写法，并影响断行与分词。",
    )
    messages = {
        "stray": Text(
            "half-width “{mark}” in Chinese text: use “{wide}”", "中文里用了半角“{mark}”，应为“{wide}”"
        ),
        "pair": Text("half-width parentheses in Chinese text: use （）", "中文里用了半角括号，应为（）"),
        "habit": Text(
            "half-width punctuation throughout the document: {count} marks",
            "全文使用半角标点，共 {count} 处",
        ),
        "many": Text(
            "half-width and full-width punctuation mixed: {count} half-width marks",
            "全角、半角标点混用，其中半角 {count} 处",
        ),
        "english": Text(
            "full-width “{mark}” in an English sentence: use “{narrow}”",
            "英文句子里用了全角“{mark}”，应为“{narrow}”",
        ),
    }
    examples = (
        wrong("雨停以后⟦,⟧孩子们跑到院子里踩水，衣服湿了也不管。", fixed="雨停以后，孩子们跑到院子里踩水，衣服湿了也不管。"),
        wrong("老師問⟦:⟧「誰願意上臺⟦?⟧」全班都舉了手。", fixed="老師問：「誰願意上臺？」全班都舉了手。"),
        wrong("参赛者分成两组⟦(甲组和乙组)⟧，各六人。", fixed="参赛者分成两组（甲组和乙组），各六人。"),
        wrong("今年增产12%⟦,⟧比去年多。", fixed="今年增产12%，比去年多。"),
        wrong("下雪了⟦, ⟧山路不好走。", fixed="下雪了，山路不好走。"),
        wrong(
            "⟦清晨,渔船出海;傍晚,渔船归来。码头(旧码头)上人很多,谁也不着急:天还早,鱼还鲜。"
            "今天收获3吨,比昨天多,大家都高兴!⟧",
            fixed="清晨，渔船出海；傍晚，渔船归来。码头（旧码头）上人很多，谁也不着急：天还早，鱼还鲜。"
            "今天收获3吨，比昨天多，大家都高兴！",
        ),
        wrong(
            "终端显示 “The disk is almost full⟦，⟧ please remove some files”，需要清理。",
            fixed="终端显示 “The disk is almost full, please remove some files”，需要清理。",
        ),
        right("监控项 Data Size On Disk：Event Store 在磁盘上占用的数据总量；又名 Gem Puzzle，Boss Puzzle，Game of 15。"),
        right("笑死了//@巷口的猫:转发//@小满:今天食堂的面居然免费"),
        right("不合语法的句子以*标记，可疑的句子以?标记。"),
        right("比賽十點開始，比數是38:35，下一場在15:00。"),
        right("执行 `foo(a, b)` 之后，打开 http://example.com/?q=a:b 即可，支持 Vue，React 两种写法。"),
        right("设f(x)=x+1，当x>0时，点(1,2)在图象上；参见第(3)题。"),
        right("姓名,城市,职业\n王芳,杭州,教师\n李强,成都,医生\n赵敏,大连,护士"),
        right("词语,解释\n七上八下,「七上八下」形容心情不安。\n目不转睛,「目不转睛」形容专注。\n大街小巷,指各处街道。\n东张西望,到处看。"),
        wrong(
            "⟦山前微雨过,溪上晚风凉。\n牧笛声初歇,渔灯影渐长。\n茶烟浮小院,竹露滴空廊。\n坐久浑忘倦,星垂半亩塘。\n明朝担酒去,同醉菊花旁。⟧",
            fixed="山前微雨过，溪上晚风凉。\n牧笛声初歇，渔灯影渐长。\n茶烟浮小院，竹露滴空廊。\n坐久浑忘倦，星垂半亩塘。\n明朝担酒去，同醉菊花旁。",
        ),
        right("参考文献\n[1] 王力. 汉语史稿: 上册[M]. 2版. 北京: 中华书局, 1980: 12-15.\n[2] 李芳, 赵敏. 方言调查[J]. 语文研究, 2019(3): 5-9."),
        right("[6] 周勤. 江南的市镇[C]//地方史学会. 地方史论集: 第三辑. 杭州: 西泠印社, 1999: 20-41."),
        right("The ferry stops at 上海, 宁波 and 舟山, in that order, every morning of the week."),
        right("東京(首都)では、桜がとてもきれいです。関数(計算)を参照してください。"),
    )  # fmt: skip

    def check(self, document: Document) -> Findings:
        """One finding for a habit, else one a mark; full-width marks in English one by one."""
        places = half_width.places(document)
        if places is None:
            return
        if places.latin:
            yield from self._english(document, places.latin)
        if not places.marks and not places.pairs:
            return
        found = _Found(document, places)
        kinds = found.kinds
        if kinds and not _is_table(document):
            yield from self._half(document, kinds, found)

    def _half(self, document: Document, kinds: dict[str, int], found: _Found) -> Findings:
        certain = sum(kinds.values())
        severity: Severity | None = "note" if certain * SPARSE < len(document.text) else None
        habits = {kind for kind, count in kinds.items() if count >= HABIT and count > _full(document, kind)}
        if not habits and certain <= MANY:
            text = document.text
            both = b"".join(found.certain)
            each = enumerate(half_width.unpacked(both))
            for number, (_, start, end, right, _) in sorted(each, key=lambda one: one[1][1]):
                edits = half_width.edits(text, both[SIZE * number : SIZE * (number + 1)])
                fix = Fix(tuple(edits), safe=True)
                if text[start] == "(":
                    yield self.draft(start, end, "pair", fix=fix, severity=severity)
                else:
                    wide = edits[0].insert
                    yield self.draft(
                        start, right, "stray", fix=fix, severity=severity, mark=text[start:end], wide=wide
                    )
            return
        body = document.body
        key = "habit" if habits else "many"
        every = found.edits()
        yield self.draft(
            body.start, body.end, key, fix=Fix(tuple(every), safe=True), severity=severity, count=len(every)
        )

    def _english(self, document: Document, latin: list[int]) -> Findings:
        text = document.text
        places = iter(latin if len(latin) <= DENSE else _beside_english(text, latin))
        for at in places:
            mark = text[at]
            narrow = NARROW.get(mark)
            if narrow is None:
                continue
            if not _is_english(text, at) or not document.regions.is_prose(at):
                continue
            space = " " if text[at + 1] != " " else ""
            fix = Fix.replace(at, at + 1, narrow + space, safe=True)
            if (yield self.draft(at, at + 1, "english", fix=fix, mark=mark, narrow=narrow)):
                yield Omitted.rest(places)
                return


def _full(document: Document, mark: str) -> int:
    """How many full-width marks there are of the kind of a half-width one: by their class where it is theirs alone."""
    kind = _CLASS.get(mark)
    return document.often(WIDE[mark]) if kind is None else document.count(kind)


_CLASS = {",": COMMA, ":": COLON, ";": SEMICOLON, "(": BRACKETS["（"]}


class _Found:
    """The half-width marks of a document, as many as are asked for."""

    def __init__(self, document: Document, places: Places) -> None:
        self._document = document
        self._places = places

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many are certain of each kind."""
        return half_width.tally(self._document, b"".join(self.certain))

    @cached_property
    def certain(self) -> tuple[bytes, bytes]:
        """The marks and pairs that are certain; none where parentheses alone are half width, and most of them are: beside
        full-width commas that is a house style of technical and legal text, and only what departs from the
        document's own style is a slip."""
        document = self._document
        marks = self._outside_references(half_width.in_prose(document, self._places.marks))
        pairs = self._outside_references(half_width.in_prose(document, self._places.pairs))
        if pairs and not marks and len(half_width.all_pairs(document)) >= SIZE * max(2, document.count(b"P")):
            return b"", b""
        return marks, pairs

    def edits(self) -> list[Edit]:
        """The edits that widen all that have Chinese on one side at least, in order."""
        document = self._document
        marks, pairs = half_width.all_marks(document), half_width.all_pairs(document)
        return half_width.edits(
            document.text, self._outside_references(marks), self._outside_references(pairs)
        )

    @cached_property
    def _references(self) -> tuple[list[int], list[int]]:
        """Where the lines begin and end that cite a work."""
        text = self._document.text
        starts: list[int] = []
        ends: list[int] = []
        for match in _CITED.finditer(text):
            if not ends or match.start() >= ends[-1]:
                end = text.find("\n", match.end())
                starts.append(text.rfind("\n", 0, match.start()) + 1)
                ends.append(len(text) if end == -1 else end)
        return starts, ends

    def _outside_references(self, marks: bytes) -> bytes:
        if not marks:
            return marks
        marks = half_width.outside(marks, *self._references)
        if len(marks) > SIZE * _FEW:
            return marks
        text = self._document.text
        each = enumerate(half_width.unpacked(marks))
        return b"".join(
            marks[SIZE * number : SIZE * (number + 1)]
            for number, (_, start, end, _, _) in each
            if not _is_aside(text, start, end)
        )


def _is_aside(text: str, start: int, end: int) -> bool:
    """Whether a mark is that of who is forwarded (//@name:), or a sign that is spoken of (以?标记)."""
    if text[start] == ":":
        return _FORWARDED.search(text, max(0, start - 34), start) is not None
    return text[start] == "?" and text.startswith(("标记", "標記"), end)


def _is_table(document: Document) -> bool:
    """Whether the text is comma-separated values: its lines have the same number of commas, and where values are
    sentences, the first one ends soon, and a line with their names, which ends in none, is above them. (Lines of verse
    have one comma each.)"""
    classes = document.classes
    has_stops = b"z" in classes
    if has_stops and not 0 <= classes.find(b",") <= _FIRST_VALUE:
        return False  # nearly always
    rows = [line for line in classes.split(b"\n") if line.strip()]
    counts = Counter([line.count(b",") for line in rows])
    number, lines = counts.most_common(1)[0] if counts else (0, 0)
    if not number or lines < 0.9 * len(rows):
        return False
    if not has_stops:
        return len(rows) >= 3
    return (
        len(rows) >= _ROWS
        and b"z" not in rows[0]
        and all(0 <= line.find(b",") <= _FIRST_VALUE for line in rows)
    )


def _beside_english(text: str, places: list[int]) -> list[int]:
    """Those of many places that have a function word near, without which `_is_english` says no: the text is looked
    through once."""
    known = frozenset(_FUNCTION_WORDS.split("|"))
    words = [match.start() for match in _SHORT_WORD.finditer(text) if match.group().lower() in known]
    return [at for at in places if bisect_left(words, at - 80) < bisect_left(words, at + 81)]


def _is_english(text: str, at: int) -> bool:
    """Whether what stands on both sides of `at` is one English sentence: two words before and two after the
    mark, a function word among them, nothing Chinese between; names of a few words are listed in Chinese. Parentheses have English inside and behind."""
    head = text[max(0, at - 80) : at][::-1]
    found = _ENGLISH_RUN.match(head)
    before = found.group()[::-1] if found else ""
    found = _ENGLISH_RUN.match(text, at + 1, at + 81)
    after = found.group() if found else ""
    words = len(_ENGLISH_WORD.findall(before)), len(_ENGLISH_WORD.findall(after))
    if min(words) < 2 or (min(words) < 3 and sum(words) < SENTENCE):
        return False
    return bool(_FUNCTION_WORD.search(before) or _FUNCTION_WORD.search(after))
