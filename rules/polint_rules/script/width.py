"""script/width."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from polint.character import HAN_SET, HANGUL, KANA
from polint.document import Document
from polint.finding import Draft, Edit, Fix, Severity
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
NARROW = {wide: narrow for narrow, wide in WIDE.items()}

HABIT = 4
"""From this many half-width marks of a kind on, and more of them than full-width ones, it is the document's
habit and one finding: below it every mark can be looked at by itself."""
MANY = 6
"""More strays than an editor would mend one by one are one finding as well."""
SPARSE = 500
"""Code points for each slip from which a text is sound and a slip is worth a note, not a warning: one text of
four in official collections of laws has one to three half-width marks among thousands."""
WINDOW = 40  # code points on either side that tell the language of the place, about two clauses

_RUN = lazy(rb"[,;:?!]+")
_PAIR = lazy(rb"\([^()\n\r]{1,400}\)")
_HAN = lazy(b"[" + HAN_SET + b"]")
# The closing and the opening marks of Chinese text, between which a half-width mark stands wrong too.
_BEFORE = frozenset(HAN_SET + b"kjqubaegpz%")
_AFTER = frozenset(HAN_SET + b"KJQUBAEGP")
_INSIDE = _BEFORE | _AFTER
_HAN_CODES = frozenset(HAN_SET)
_CLOSING = frozenset(b"kjqubaegp")
_LINE_END = frozenset(b"\n\r")
_NUMBER = lazy(rb"[dnl. ]{1,6}")
# Where a certain finding can begin at all; all other work waits for one. Each mark has a pattern that begins with
# it, since `re` looks for a literal many times as fast as for a set. A mark inside a number (10:30, 3,000) is none.
_LIKELY_MARKS = {
    mark: lazy(
        re.escape(bytes((mark,)))
        + b"(?:(?<=["
        + HAN_SET
        + b"kjqubaegpz%].)|(?<=d.)(?!d))[,;:?!]*(?= {0,2}(?:["
        + HAN_SET
        + b'KJQUBAEGPkjqubaegpd\n\r"]|\\Z))'
    )
    for mark in b",;:?!"
}
_LIKELY_PAIR = lazy(b"\\((?<=[" + HAN_SET + b"]\\()(?=[" + HAN_SET + b"KJQUBAEGPkjqubaegpz%])")
_AMONG_LATIN = {mark: lazy(bytes((mark,)) + b"(?<=l.)(?= ?l)") for mark in b"vxyz"}
_ENGLISH_RUN = lazy(r"[\x20-\x7e’“”‘—–…]*")
_ENGLISH_WORD = lazy(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_FUNCTION_WORD = lazy(
    r"\b(?:the|a|an|is|are|was|were|be|to|of|and|or|in|on|for|with|not|it|this|that|you|your|we|please|if|by|as|at|from|can|will|i|he|she|they|my|but|so)\b",
    re.IGNORECASE,
)


class Mark(NamedTuple):
    """A half-width mark or a pair of them: its span, the edits that widen it, whether what stands on both
    sides is Chinese beyond doubt."""

    start: int
    end: int
    kind: str
    edits: tuple[Edit, ...]
    certain: bool


class Width(Rule):
    """Half-width punctuation in Chinese, full-width punctuation in English."""

    id = "script/width"
    severity = "warning"
    confidence = "high"
    always = True
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
        right("比賽十點開始，比數是38:35，下一場在15:00。"),
        right("执行 `foo(a, b)` 之后，打开 http://example.com/?q=a:b 即可，支持 Vue，React 两种写法。"),
        right("设f(x)=x+1，当x>0时，点(1,2)在图象上；参见第(3)题。"),
        right("姓名,城市,职业\n王芳,杭州,教师\n李强,成都,医生\n赵敏,大连,护士"),
        right("The ferry stops at 上海, 宁波 and 舟山, in that order, every morning of the week."),
        right("東京(首都)では、桜がとてもきれいです。関数(計算)を参照してください。"),
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding for a habit, else one a mark; full-width marks in English one by one."""
        classes = document.classes
        if b"l" in classes:
            places = _among_latin(classes)
            if places:
                yield from self._english(document, places)
        spans = _likely_marks(classes)
        if not spans and b"(" not in classes:
            return
        certain = [*_certain_marks(document, spans), *_certain_pairs(document)]
        if not certain:
            return
        if all(mark.kind == "(" for mark in certain):
            # Half-width parentheses throughout, beside full-width commas, are a house style of technical and
            # legal text; only what departs from the document's own style is a slip.
            half, full = sum(1 for _ in _pairs(document)), classes.count(b"P")
            if half > 1 and half >= full:
                return
        if not _is_table(document):
            yield from self._half(document, certain)

    def _half(self, document: Document, certain: list[Mark]) -> Iterator[Draft]:
        severity: Severity | None = "note" if len(certain) * SPARSE < len(document.text) else None
        kinds = Counter(mark.kind for mark in certain)
        habits = {
            kind
            for kind, count in kinds.items()
            if count >= HABIT and count > document.text.count(WIDE.get(kind, kind))
        }
        if not habits and len(certain) <= MANY:
            for mark in sorted(certain, key=lambda mark: mark.start):
                fix = Fix(mark.edits, safe=True)
                if mark.kind == "(":
                    yield self.draft(mark.start, mark.end, "pair", fix=fix, severity=severity)
                else:
                    written = document.text[mark.start : mark.end]
                    yield self.draft(
                        mark.start,
                        mark.end,
                        "stray",
                        fix=fix,
                        severity=severity,
                        mark=written.strip(),
                        wide=mark.edits[0].insert,
                    )
            return
        marks = itertools.chain(_marks(document), _pairs(document))
        edits = sorted({edit for mark in marks for edit in mark.edits}, key=lambda edit: edit.start)
        body = document.body
        key = "habit" if habits else "many"
        yield self.draft(
            body.start, body.end, key, fix=Fix(tuple(edits), safe=True), severity=severity, count=len(edits)
        )

    def _english(self, document: Document, places: list[int]) -> Iterator[Draft]:
        classes, text = document.classes, document.text
        for at in places:
            mark = text[at]
            narrow = NARROW.get(mark)
            if narrow is None or not _is_among_words(classes, at):
                continue
            if not _is_english(text, at) or not document.regions.is_prose(at):
                continue
            space = " " if text[at + 1] != " " else ""
            fix = Fix.replace(at, at + 1, narrow + space, safe=True)
            yield self.draft(at, at + 1, "english", fix=fix, mark=mark, narrow=narrow)


def _marks(document: Document) -> Iterator[Mark]:
    """The runs of half-width marks that have Chinese on one side at least."""
    for match in _RUN.finditer(document.classes):
        mark = _mark(document, *match.span(), only_certain=False)
        if mark is not None:
            yield mark


def _among_latin(classes: bytes) -> list[int]:
    """Where full-width marks stand between Latin letters, ascending."""
    places: list[int] = []
    for kind in b"vxyz":
        if kind in classes:
            places.extend(match.start() for match in _AMONG_LATIN[kind].finditer(classes))
    places.sort()
    return places


def _likely_marks(classes: bytes) -> list[tuple[int, int]]:
    """The runs of half-width marks that may be certain, ascending."""
    spans: list[tuple[int, int]] = []
    for kind in b",;:?!":
        if kind in classes:
            spans.extend(match.span() for match in _LIKELY_MARKS[kind].finditer(classes))
    spans.sort()
    return spans


def _certain_marks(document: Document, spans: list[tuple[int, int]]) -> Iterator[Mark]:
    """Those of `_marks` that are certain, looked for where one can stand only."""
    for start, end in spans:
        mark = _mark(document, start, end, only_certain=True)
        if mark is not None:
            yield mark


def _mark(document: Document, start: int, end: int, *, only_certain: bool) -> Mark | None:
    classes = document.classes
    size = len(classes)
    before = classes[start - 1] if start else 10
    if before in _LINE_END or before == 0x20:
        return None
    after = end
    while after < size and classes[after] == 32 and after < end + 2:
        after += 1
    follows = classes[after] if after < size else 10
    left, right = before in _BEFORE, follows in _AFTER
    if before in _HAN_CODES and (follows in _CLOSING or follows == 0x22):
        right = after == end
    if not left and not right:
        return None
    if left:
        certain = right or follows in _LINE_END or (follows == 0x64 and _number_in_chinese(classes, after))
    else:
        # A number or a word of Latin letters that Chinese leads up to, and Chinese goes on after it.
        certain = before == 0x64 and _after_han(classes, start)
    if before == 0x25 and not _after_han(classes, start):  # a percentage by itself
        certain = False
    if only_certain and not certain:
        return None
    if not _is_chinese(classes, start, end) or document.regions.touches(start, end):
        return None
    written = document.text[start:end]
    stop = after if right else end
    return Mark(
        start, stop, written[0], (Edit(start, stop, "".join(WIDE[char] for char in written)),), certain
    )


def _pairs(document: Document) -> Iterator[Mark]:
    """The pairs of half-width parentheses with Chinese inside and outside."""
    for match in _PAIR.finditer(document.classes):
        mark = _pair(document, match, only_certain=False)
        if mark is not None:
            yield mark


def _certain_pairs(document: Document) -> Iterator[Mark]:
    """Those of `_pairs` that are certain, looked for where one can stand only."""
    classes = document.classes
    if b"(" not in classes:
        return
    for likely in _LIKELY_PAIR.finditer(classes):
        match = _PAIR.match(classes, likely.start())
        mark = _pair(document, match, only_certain=True) if match else None
        if mark is not None:
            yield mark


def _pair(document: Document, match: re.Match[bytes], *, only_certain: bool) -> Mark | None:
    classes = document.classes
    size = len(classes)
    start, end = match.span()
    inside = match.group()[1:-1]
    left = start
    while left and classes[left - 1] == 32 and left > start - 2:
        left -= 1
    before = classes[left - 1] if left else 10
    certain = (
        left == start
        and before in _HAN_CODES
        and inside[0] in _INSIDE
        and inside[-1] in _BEFORE
        # A numeral or a lone letter in parentheses is a marker: the document's own style.
        and _NUMBER.fullmatch(inside) is None
    )
    if only_certain and not certain:
        return None
    if not _is_chinese(classes, start, end) or not _HAN.search(inside):
        return None
    if document.regions.touches(start, end):
        return None
    right = end
    while right < size and classes[right] == 32 and right < end + 2:
        right += 1
    follows = classes[right] if right < size else 10
    if before not in _BEFORE:
        left = start
    if follows not in _HAN_CODES:
        right = end
    return Mark(start, end, "(", (Edit(left, start + 1, "（"), Edit(end - 1, right, "）")), certain)


def _is_chinese(classes: bytes, start: int, end: int) -> bool:
    """Whether the place around [start, end) is Chinese: more Han than half the Latin letters, no kana or hangul."""
    around = classes[max(0, start - WINDOW) : end + WINDOW]
    if KANA in around or HANGUL in around:
        return False
    letters = around.count(b"l")
    return not letters or 2 * (len(around) - len(around.translate(None, HAN_SET))) >= letters


def _after_han(classes: bytes, at: int) -> bool:
    """Whether the number that ends at `at` follows Han."""
    head = classes[max(0, at - 16) : at].rstrip(b"d.,%+-")
    return bool(head) and head[-1] in _HAN_CODES


def _number_in_chinese(classes: bytes, at: int) -> bool:
    """Whether the number that begins at `at` is followed by Han."""
    rest = classes[at : at + 16].lstrip(b"d.%")
    return bool(rest) and rest[0] in _HAN_CODES


def _is_table(document: Document) -> bool:
    """Whether the text is comma-separated values: its lines have the same number of commas and no stop."""
    if b"z" in document.classes:
        return False
    counts = Counter(line.count(b",") for line in document.classes.split(b"\n") if line.strip())
    total = sum(counts.values())
    number, lines = counts.most_common(1)[0] if counts else (0, 0)
    return number > 0 and total >= 3 and lines >= 0.9 * total


def _is_among_words(classes: bytes, at: int) -> bool:
    """Whether something else than Chinese stands beyond the words on both sides of `at`, unlike 支持 Vue，React 两种."""
    before = classes[max(0, at - 80) : at].rstrip(b"l")
    after = classes[at + 1 : at + 81].lstrip(b" ").lstrip(b"l")
    return bool(before and after) and before[-1] not in _HAN_CODES and after[0] not in _HAN_CODES


def _is_english(text: str, at: int) -> bool:
    """Whether what stands on both sides of `at` is one English sentence: two words before and two after the
    mark, a function word among them, nothing Chinese between. Parentheses have English inside and behind."""
    head = text[max(0, at - 80) : at][::-1]
    found = _ENGLISH_RUN.match(head)
    before = found.group()[::-1] if found else ""
    found = _ENGLISH_RUN.match(text, at + 1, at + 81)
    after = found.group() if found else ""
    words = len(_ENGLISH_WORD.findall(before)), len(_ENGLISH_WORD.findall(after))
    if min(words) < 2:
        return False
    return bool(_FUNCTION_WORD.search(before) or _FUNCTION_WORD.search(after))
