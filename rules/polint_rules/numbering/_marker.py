"""Marker: the signs by which Chinese documents number their parts, and how one is read.

A marker is found by two patterns (at line starts, inside lines) and read by `read`, which is asked with the
marker's own text and remembers its answers: a document has few different markers.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from polint import octet
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._numeral import (
    BRANCHES,
    CHINESE,
    DIGITS,
    ENCLOSED,
    FORMAL,
    ROMAN,
    STEMS,
    chinese_number,
    form,
    letter_number,
    number,
    roman_number,
)

Kind = Literal["list", "unit", "label", "phrase", "decimal", "heading", "bullet"]
"""`list`: 一、 （一） 1. ① A.; `unit`: 第三条, 第二章; `label`: 步骤一, 图2, 附件1; `phrase`: 一是, 其二, 首先;
`decimal`: 2.3.1; `heading`: without a number, of Markdown, or 附件 alone; `bullet`: of Markdown."""


class Style(NamedTuple):
    """How the markers of one sequence look: two of the same style may belong to one sequence.

    `name` shows the style by its first marker (（一）, 1., 第一条, 图1, 一是, ##) and is unique to it;
    `form` is the numeral's (see _numeral.Form, "" without one), `before` and `after` what stands around it.
    `rank` is the level at which convention puts the style, smaller being higher: only a tie-breaker.
    """

    name: str
    kind: Kind
    form: str
    before: str
    after: str
    rank: float

    def __hash__(self) -> int:
        return hash(self.name)


class Reading(NamedTuple):
    """A marker read: its style, its numbers (one, or several in 2.3, 第10-1條, 表2-3), the numeral's place
    within it."""

    style: Style
    numbers: tuple[int, ...]
    numeral_start: int
    numeral_end: int


_N, _F, _D = CHINESE, "".join(sorted(set(FORMAL))), DIGITS
_NUMERAL = f"(?:[{_N}]{{1,9}}|[{_F}]{{1,5}}|[{_D}]{{1,4}})"

UNITS: Final = (
    "条|條|章|节|節|款|项|項|编|編|篇|目|部分|部份|单元|單元|讲|講|课|課|回|卷|集|幕|步骤|步驟|步|阶段|階段|环节|環節"
    "|方面|点|點|题|題|招|案"
)
"""What 第N counts when it opens a part of a document (第N届, 第N名, 第N天 … do not)."""

STAGES: Final = frozenset(
    (
        "步骤",
        "步驟",
        "步",
        "阶段",
        "階段",
        "环节",
        "環節",
        "方面",
        "点",
        "點",
        "部分",
        "部份",
        "题",
        "題",
        "招",
    )
)
"""Units that stand in sentences, with a comma behind them: 第一步，…；第二步，…"""

NAMED: Final = frozenset("课課讲講回集卷幕款项項目案")
"""Units that name other things, too (第一課 of an office, 第二項 of a law): as markers they have a mark or a space
behind them."""

_RANK_OF_UNIT = {
    "编": 1, "編": 1, "卷": 1.5, "篇": 2, "集": 2, "部分": 3, "部份": 3, "单元": 3, "單元": 3, "章": 3, "幕": 3,
    "回": 3, "讲": 3, "講": 3, "课": 3.5, "課": 3.5, "节": 4, "節": 4, "条": 5, "條": 5, "款": 6, "项": 7,
    "項": 7, "目": 8,
}  # fmt: skip

LABELS: Final = (
    "Q", "q",
    "步骤", "步驟", "提案", "案由", "附件", "附表", "附录", "附錄", "附图", "附圖", "附則", "图表", "圖表", "图", "圖", "表",
    "式", "例题", "例題", "例", "问题", "問題", "问", "問", "任务", "任務", "活动", "活動", "实验", "實驗", "案例", "方案",
    "议题", "議題", "议案", "議案", "题", "題", "练习", "練習", "习题", "習題", "材料", "资料", "資料", "板块", "板塊",
    "环节", "環節", "阶段", "階段", "模块", "模塊", "模組", "主题", "主題", "专题", "專題", "目标", "目標", "原则", "原則",
    "措施", "建议", "建議", "篇", "范文", "範文", "样本", "方法", "策略", "单元", "單元", "情形", "情境", "场景", "場景",
    "考点", "考點", "误区", "誤區", "亮点", "亮點", "特色", "故事", "注释", "註釋", "注", "註", "课题", "課題", "项目", "項目",
    "工程", "行动", "行動", "步", "证据", "證據", "决议", "決議", "议程", "議程", "报告", "報告", "要求", "重点", "重點",
)  # fmt: skip
_LABEL = f"(?=[{''.join(sorted({label[0] for label in LABELS}))}])(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})"
CAPTIONS: Final = frozenset(("图表", "圖表", "图", "圖", "表", "附图", "附圖", "附表", "式"))
"""Labels of figures, tables and formulas: numbered through the document or through a chapter."""
ANNEXES: Final = frozenset(("附件", "附录", "附錄", "附表", "附图", "附圖"))

LIMIT: Final = 999
"""The highest number of a list: years and amounts at the head of a line are none. Articles go to 9999."""

CITING: Final = "、，,；;。)）」』”》及或至～~之所規规定但中的與与和前後后第各款项項"
"""What follows 第三条 where it is cited, not set out, as the content of a character set."""

_UNIT = (
    f"第[ \u3000]?(?:[{_N}]{{1,9}}|[{_D}]{{1,4}}(?:[-－–‑][{_D}]{{1,3}})?)[ \u3000]?(?:{UNITS})"
    f"(?:[ ]?之[ ]?[{_N}{_D}]{{1,3}})?"
)
_ENUMERATOR = f"(?:[{_N}]{{1,5}}|[{_F}]{{1,3}}|[{_D}]{{1,3}}|[A-Za-zＡ-Ｚａ-ｚ]|[ivxIVX]{{2,5}}|[{ROMAN}]{{1,2}}|[{STEMS}])"
_BRACKETED = f"[（(〔［\\[【][ ]?{_ENUMERATOR}[ ]?[）)〕］\\]】][、．]?"
_ENCLOSED = f"[{ENCLOSED}][、．]?"
# 3、5～8 條 at the head of a wrapped line is no marker.
_CLOSER = f"[ ]?(?:、(?![0-9]{{1,4}} {{0,2}}[、，～至及或和與与条條年月日号號項项款-])|[．）)]|\\.(?:(?![{_D}.])|(?=(?:19|20)[{_D}][{_D}][ ]?年)))"
# Each branch begins with a set, so that what is none of them is refused by its first character. What closes them all stands
# behind them once: it makes up most of these patterns.
_NUMBERED = "|".join(
    f"[{chars}]{count}"
    for chars, count in (
        (_N, "{1,5}"), (_D, "{1,3}"), (_F, "{1,3}"), ("A-Za-zＡ-Ｚａ-ｚ", ""), (STEMS + BRANCHES, ""),
        (ROMAN, "{1,2}"), ("ivxIVX", "{2,5}"),
    )
)  # fmt: skip
_CLOSED = f"(?:{_NUMBERED}){_CLOSER}"
_DECIMAL = f"[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{1,4}}(?![{_D}])[.．、]?"
_LABELLED = f"{_LABEL}[ ]?(?:[{_N}]{{1,4}}|[{_F}]{{1,3}}|[{_D}]{{1,3}}(?:[-－–.．][{_D}]{{1,3}})?|[A-Z])(?![{_D}{_N}])"
_BARE = f"[{_D}]{{1,2}}(?=[ \u3000]+[\u4e00-\u9fffA-Za-z])"
_PHRASE = (
    "[一二三四五六七八九十]{1,3}(?:是|要|则|則|曰|来|來|靠|抓|看|查|讲|講)|其[一二三四五六七八九十]{1,2}(?=[，,、：:是曰]|为|為)"
    "|第[一二三四五六七八九十]{1,3}(?=[，,、：:是；;])|首先|其次|再次|再者|最后|最後"
)

_ANY = f"{_UNIT}|{_BRACKETED}|{_DECIMAL}|{_CLOSED}|{_ENCLOSED}|{_LABELLED}|{_BARE}"
_FIRST = f"第（(〔［\\[【{_N}{_D}{_F}A-Za-zＡ-Ｚａ-ｚ{STEMS}{BRANCHES}{ROMAN}{ENCLOSED}其首再最{''.join(sorted({label[0] for label in LABELS}))}"
_ANNEX = "(?:附件|附录|附錄|附表)(?=[ \u3000]*(?:[：:\n]|$))"
_PREFIX = r"[ \t\u3000\u00a0]*(?:>[ >]*)?"
LINE: Final = lazy(
    f"\n(?=[ \t\u3000\u00a0>#*+•●◆■▲★【_{_FIRST}-])({_PREFIX})(#{{1,6}}[ \t]+|[-*+•●◆■▲★][ \t\u3000]+)?(?:\\*\\*|__)?【?((?=[{_FIRST}])(?:{_ANY}|{_PHRASE}|{_ANNEX}|[{_N}]{{1,2}}，)】?|(?<=[ \t\u3000])(?=[^\\s]))"
)
"""Markers at line starts: groups for indentation, Markdown heading or bullet, and the marker (empty where
the line is a heading or a bullet without one). A line feed must precede the first line."""
_STAGE = f"第[{_N}]{{1,3}}(?:{'|'.join(sorted(STAGES, key=lambda unit: (-len(unit), unit)))})(?=[，,：:])"
_SURELY = "|".join(
    (_STAGE, f"{_UNIT}(?![{CITING}])", _BRACKETED, _DECIMAL, _CLOSED, _ENCLOSED, _LABELLED, _PHRASE)
)
_QUICK = f"\n[ \t\u3000\u00a0>#*+•●◆■▲★【-]*+(?=[{_FIRST}])(?![a-z]\\.[a-z])({_SURELY})".replace(
    "{1,9}", "{1,9}+"
).replace(_LABELLED, f"{_LABELLED}(?![-–])")
QUICK: Final = lazy(f"{_QUICK}(?=([^\n]{{0,30}}\n?))")
"""The markers at line starts for a quick look, citations and bare numbers left out: the marker, and the
beginning of what follows it on its line (with the line end where the line is short)."""
VERSION: Final = lazy(r"[0-9.]+(?:[+＋]|[ ]?(?:以[上下降前后後]|이[상하]))")
"""3.5+, 3.5 以上: no decimal that numbers a part."""
NEXT: Final = lazy(f"(?:\\*\\*|__)?[ \t\u3000]*(?=[{_FIRST}])((?:{_ANY}|{_PHRASE}))")
"""A marker that follows a marker at once: 一、（一）."""
_STRONG = "。；！？;!?：:\n"
INLINE: Final = lazy(
    f"[{_STRONG}，,、 \u3000”」』）)](?=[{_FIRST}])(?=({_BRACKETED}|{_CLOSED}|{_ENCLOSED}|{_PHRASE}"
    f"|第[{_N}]{{1,3}}(?:步|阶段|階段|环节|環節|部分|方面|点|點)(?=[，,：:是])|{_LABELLED}(?=[\u3000：: ])))"
)
"""Markers inside lines, after a mark or a space: one group."""


@cache
def openings() -> tuple[bytes, bytes, bytes]:
    """What INLINE can begin with, for who asks it of few places: of every character whether a marker may stand behind it,
    as what it may begin one, a bit each, and as what it may stand second in one. The bit of SINGLE asks for no second."""
    closer = " 、．）)."
    letters = "".join(
        map(chr, (*range(65, 91), *range(97, 123), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
    )
    digits = "0123456789０１２３４５６７８９"
    numerals = _N + _F + digits
    heads, rest = {label[0] for label in LABELS}, {label[1] for label in LABELS if len(label) > 1}
    kinds = (
        (_N, _N + closer + "是要则則曰来來靠抓看查讲講"),
        (digits, digits + closer),
        (_F + letters + STEMS + BRANCHES + ROMAN, _F + ROMAN + "ivxIVX" + closer),
        ("（(〔［[【", " " + numerals + letters + ROMAN + STEMS),
        ("".join(heads), " " + numerals + letters + "".join(rest)),
        ("其第", _N + "次"),
        ("首再最", "先次者后後"),
    )
    return (
        octet.table((f"{_STRONG}，,、 \u3000”」』）)", 1)),
        octet.table(*((chars, 1 << bit) for bit, (chars, _) in enumerate(kinds)), (ENCLOSED, SINGLE)),
        octet.table(*((chars, 1 << bit) for bit, (_, chars) in enumerate(kinds))),
    )


SINGLE: Final = 128
"""A character that is a marker by itself."""

OPEN: Final = lazy("[\u4e00-\u9fff，、,]\n[\u4e00-\u9fff]")
"""A line that may have been wrapped, at its end, when it has FULL code points."""
FULL: Final = 16

_READ_UNIT = lazy(
    f"第[ \u3000]?([{_N}{_D}]+)(?:[-－–‑]([{_D}]+))?[ \u3000]?({UNITS})(?:[ ]?之[ ]?([{_N}{_D}]+))?"
)
_READ_BRACKETED = lazy(r"([（(〔［\[【])[ ]?(.+?)[ ]?([）)〕］\]】][、．]?)")
_READ_CLOSED = lazy(r"(.+?)[ ]?([、.．）)，])")
_READ_DECIMAL = lazy(f"[{_D}.．]+")
_READ_LABELLED = lazy(f"({_LABEL})[ ]?([{_N}]+|[{_F}]+|[{_D}]+|[A-Z])(?:[-－–.．]([{_D}]+))?")
_READ_PHRASE = lazy(r"(其|第)?([一二三四五六七八九十]{1,3})([是要则則曰来來靠抓看查讲講])?")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0, "最後": 0}
_OPENING = str.maketrans("(〔［[【", "（〔［［【")
_CLOSING = str.maketrans(")]", "）］")
_ONE = {
    "arabic": "1", "fullwidth": "１", "chinese": "一", "positional": "一", "formal": "壹", "letter": "a",
    "capital": "A", "roman": "Ⅰ", "small-roman": "ⅰ", "ascii-roman": "I", "small-ascii-roman": "i",
    "stem": "甲", "branch": "子", "circled": "①", "parenthesised": "⑴", "dotted": "⒈",
    "parenthesised-chinese": "㈠", "circled-chinese": "㊀", "negative-circled": "❶", "double-circled": "⓵",
}  # fmt: skip


@lru_cache(maxsize=8192)
def read(marker: str) -> Reading | None:
    """What a marker found by LINE, NEXT or INLINE says; None where its numeral is no number (十百、)."""
    marker = marker.rstrip("】") if "【" not in marker else marker
    if marker in ANNEXES:
        return Reading(Style("附件", "heading", "", "", "", 0.5), (), 0, 0)
    if marker.startswith("第"):
        found = _unit(marker)
        if found is not None:
            return found
    if marker[0] in "（(〔［[【":
        return _bracketed(marker)
    if marker in _WORDS:
        style = Style("首先", "phrase", "word", "", "", 12)
        return Reading(style, (_WORDS[marker],), 0, len(marker))
    labelled = _READ_LABELLED.fullmatch(marker)
    if labelled is not None:
        return _labelled(labelled)
    if _READ_DECIMAL.match(marker) and not marker.isdecimal():
        decimal = _decimal(marker)
        if decimal is not None:
            return decimal
    phrase = _READ_PHRASE.fullmatch(marker)
    if phrase is not None and (phrase[1] or phrase[3]):
        return _phrase(phrase)
    if marker.isdecimal():
        return Reading(Style("1 ", "list", "arabic", "", " ", 8), (int(marker),), 0, len(marker))
    if marker[0] in ENCLOSED:
        value = number(marker[0])
        kind = form(marker[0])
        style = Style(_ONE[kind] + marker[1:], "list", kind, "", marker[1:], 10)
        return None if value is None else Reading(style, (value,), 0, 1)
    return _closed(marker)


class Step(NamedTuple):
    """A marker as one of a sequence: its style's name, its numbers, its number where it has but one (else 0), its kind
    and its rank."""

    name: str
    numbers: tuple[int, ...]
    number: int
    kind: Kind
    rank: float


@lru_cache(maxsize=8192)
def step_of(marker: str) -> Step | None:
    """The step of a marker; None for words (首先) and for numbers that no list has."""
    reading = read(marker)
    if reading is None or (reading.numbers[0] > LIMIT and reading.style.kind != "unit"):
        return None
    numbers, style = reading.numbers, reading.style
    if style.form == "word":
        return None
    return Step(style.name, numbers, numbers[0] if len(numbers) == 1 else 0, style.kind, style.rank)


def _unit(marker: str) -> Reading | None:
    match = _READ_UNIT.fullmatch(marker)
    if match is None:
        return None
    numbers: list[int] = []
    for group in (1, 2, 4):
        if match[group]:
            value = number(match[group])
            if value is None:
                return None
            numbers.append(value)
    unit = match[3]
    kind = form(match[1])
    style = Style(f"第{_ONE.get(kind, '一')}{unit}", "unit", kind, "第", unit, _RANK_OF_UNIT.get(unit, 6))
    return Reading(style, tuple(numbers), match.start(1), match.end(1))


def _enumerator(text: str) -> tuple[int, str] | None:
    """The value and the form of what stands before or between the marks of a list marker."""
    if len(text) == 1:
        letter = letter_number(text)
        if letter is not None:
            return letter, form(text)
    value = number(text)
    if value is None:
        value = roman_number(text)
    if value is None:
        value = _roman_signs(text)
    return None if value is None else (value, form(text))


def _roman_signs(text: str) -> int | None:
    """ⅩⅢ, written with several signs."""
    values = [number(char) if char in ROMAN else None for char in text]
    if not values or None in values:
        return None
    return sum(value for value in values if value is not None)


_RANK_OF_FORM = {
    "formal": 5, "stem": 5.5, "branch": 5.7, "chinese": 6, "positional": 6, "arabic": 8, "fullwidth": 8,
    "capital": 10.5, "letter": 11, "roman": 5.8, "ascii-roman": 5.8, "small-roman": 10.7,
    "small-ascii-roman": 10.7,
}  # fmt: skip


def _bracketed(marker: str) -> Reading | None:
    match = _READ_BRACKETED.fullmatch(marker)
    if match is None:
        return None
    found = _enumerator(match[2])
    if found is None:
        return None
    value, kind = found
    kind = "chinese" if kind == "positional" else kind
    before, after = match[1].translate(_OPENING), match[3].translate(_CLOSING)
    rank = _RANK_OF_FORM.get(kind, 8) + 1.1
    style = Style(f"{before}{_ONE[kind]}{after}", "list", kind, before, after, rank)
    return Reading(style, (value,), match.start(2), match.end(2))


def _closed(marker: str) -> Reading | None:
    match = _READ_CLOSED.fullmatch(marker)
    if match is None:
        return None
    found = _enumerator(match[1])
    if found is None:
        return None
    value, kind = found
    kind = "chinese" if kind == "positional" else kind
    after = match[2].translate(_CLOSING)
    rank = _RANK_OF_FORM.get(kind, 8) + (1.3 if after == "）" else 0)
    style = Style(f"{_ONE[kind]}{after}", "list", kind, "", after, rank)
    return Reading(style, (value,), match.start(1), match.end(1))


def _decimal(marker: str) -> Reading | None:
    digits = marker.rstrip(".．、")
    parts = digits.replace("．", ".").split(".")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return None
    numbers = tuple(int(part) for part in parts)
    if 0 in numbers:
        return None
    depth = len(numbers)
    style = Style(".".join(["1"] * depth), "decimal", "arabic", "", marker[len(digits) :], 8 + 0.1 * depth)
    return Reading(style, numbers, 0, len(digits))


def _labelled(match: re.Match[str]) -> Reading | None:
    label, numeral = match[1], match[2]
    found = _enumerator(numeral)
    if found is None:
        return None
    value, kind = found
    numbers = (value, int(match[3])) if match[3] else (value,)
    rank = (
        0.5
        if label in ANNEXES
        else 13
        if label in CAPTIONS
        else 2
        if label in ("篇", "范文", "範文")
        else 7.5
    )
    style = Style(f"{label}{_ONE[kind]}", "label", kind, label, "", rank)
    return Reading(style, numbers, match.start(2), match.end(3) if match[3] else match.end(2))


def _phrase(match: re.Match[str]) -> Reading | None:
    value = chinese_number(match[2])
    if value is None:
        return None
    before, after = match[1] or "", match[3] or ""
    style = Style(f"{before}一{after}", "phrase", "chinese", before, after, 12)
    return Reading(style, (value,), match.start(2), match.end(2))


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How far `other` lies behind `one`: 1 for the next number, 0 for the same, 2 and more for a gap,
    negative for a step back. 第十条之一 is next to 第十条, 第十一条 to both; 3.1 is next to 2.4."""
    size, shared = len(other), min(len(one), len(other))
    for place in range(shared):
        step = other[place] - one[place]
        if step:
            behind = place + 1
            while behind < size and step == 1 and other[behind] == 1:
                behind += 1
            return step + 1 if step > 0 and behind < size else step
    if len(one) == size:
        return 0
    if size > len(one):
        return other[shared] if other[shared] > 0 else 1
    return -1


def heading(depth: int) -> Style:
    """The style of an unnumbered Markdown heading."""
    return Style("#" * depth, "heading", "", "", "", depth - 10)


def bullet(sign: str) -> Style:
    """The style of an unnumbered list item."""
    return Style(sign, "bullet", "", "", "", 11.5)
