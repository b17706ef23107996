"""script/invisible."""

from __future__ import annotations

import unicodedata

from polint.character import HAN_SET, HANGUL, INVISIBLE, LETTER, MARK, ODD_SPACE, PRIVATE_USE, VARIATION, runs
from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules._wrapper import wrappers

_KINDS = INVISIBLE + PRIVATE_USE + VARIATION + ODD_SPACE
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_OPERATORS = frozenset("\u2061\u2062\u2063\u2064")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_WIDE_SPACES = frozenset("\u2000\u2001\u2002\u2003")
"""En and em spaces: with them names are spread to one width and paragraphs are indented."""
_SEPARATORS = frozenset("\u2028\u2029")
_CHINESE = frozenset(HAN_SET + b"zvwxyPpKkJjQqUuBbAaEeGgm")
_NO_BASE = frozenset(HAN_SET + b"l \n\r\t_i") | frozenset(VARIATION)
"""What an emoji's or a mathematical sign's variation selector cannot follow."""
_RTL = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CANTONESE = ("嘅", "唔", "喺", "咗", "佢", "哋", "嘢", "嚟", "冇", "㗎")
_REACH = 60  # code points within which right-to-left letters explain a directional control


class Invisible(Rule):
    """Characters that are not seen, or that only one font can show."""

    id = "script/invisible"
    severity = "error"
    classes = frozenset({INVISIBLE, PRIVATE_USE, VARIATION, ODD_SPACE})
    summary = Text(
        "zero-width, bidi control, soft hyphen, tag, private use, odd spaces",
        "零宽字符、双向控制符、软连字符、标签字符、私用区字符、异常空格",
    )
    what = Text(
        "Finds zero-width spaces and joiners, bidirectional controls (Trojan Source, CVE-2021-42574), soft hyphens, tag "
        "characters, private-use characters, variation selectors where nothing has variants, no-break and other odd "
        "spaces between Han, and the separators U+2028 and U+2029. Left alone: emoji sequences, ideographic variation "
        "sequences, standardised variants of punctuation, joiners and controls where a script needs them, soft hyphens in Latin "
        "words, no-break spaces beside Latin, indentation, the C2PA text wrapper, and the characters of HKSCS in Cantonese.",
        "查找零宽空格与连接符、双向控制符（Trojan Source，CVE-2021-42574）、软连字符、标签字符、私用区字符、没有变体可选的变体选择符、"
        "汉字之间的不换行空格等异常空格，以及分隔符 U+2028、U+2029。不报告：表情符号序列、表意文字变体序列、标点的标准变体、"
        "某些文字本身需要的连接符与控制符、拉丁词内的软连字符、拉丁文旁的不换行空格、段首缩进、C2PA 文本签名，以及粤语文本中的香港增补字符。",
    )
    why = Text(
        "They split words that people see whole, hide text from review, and differ from font to font.",
        "它们把看上去完整的词拆开，让内容躲过审阅，在不同字体下显示也不一样。",
    )
    messages = {
        "invisible": Text("invisible character {name}", "不可见字符 {name}"),
        "bidi": Text(
            "bidirectional control {name}: the text is not in the order it is shown in",
            "双向控制符 {name}：文字的实际顺序与显示顺序不同",
        ),
        "private": Text(
            "private-use character {name}: only one font shows what it means",
            "私用区字符 {name}：只有特定字体才能显示其含义",
        ),
        "variation": Text(
            "variation selector {name} where nothing has variants", "变体选择符 {name} 所跟的字符没有变体"
        ),
        "space": Text("odd space {name} between Han", "汉字之间的异常空格 {name}"),
        "separator": Text("{name} is not a line break that text files use", "{name} 不是文本文件使用的换行"),
    }
    examples = (
        wrong("大桥预计年底通⟦\u200b⟧车。", fixed="大桥预计年底通车。"),
        wrong("報名表⟦\u202e⟧下載請點此處。", fixed="報名表下載請點此處。"),
        wrong("這批陶罐出土於墓⟦\u00ad⟧葬之中。", fixed="這批陶罐出土於墓葬之中。"),
        wrong("⟦\ue0b1⟧ 客服电话见官网首页。"),
        wrong("秋收时⟦\u00a0⟧节，稻谷金黄。", fixed="秋收时 节，稻谷金黄。"),
        wrong("此字⟦\ufe0f⟧無變體。", fixed="此字無變體。"),
        wrong("第一段。⟦\u2028⟧第二段。", fixed="第一段。\n第二段。"),
        right("我们一家👩\u200d👩\u200d👦去公园，天气晴☀\ufe0f，还有🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f旗。"),
        right("葛\U000e0100城市的「葛」字可以選字形。"),
        right("\u2003\u2003段首缩进两格，速度为10\u00a0km/h。"),
        right("張\u2003三　李\u2003四　歐陽修"),
        right("佢話呢啲嘢好正㗎，唔買就冇喇，係咁樣\uece1嗎。"),
        right("波斯语写作“می\u200cخواهم”。"),
    )  # fmt: skip

    def check(self, document: Document) -> Findings:
        """One finding a run of one kind."""
        text, classes = document.text, document.classes
        signed = wrappers(document)
        places = iter(runs(classes, _KINDS))
        for start, end in places:
            if any(first <= start < last for first, last in signed):
                continue
            at = start
            while at < end:
                stop = at + 1
                kind = classes[at]
                while stop < end and classes[stop] == kind and _same(text[at], text[stop]):
                    stop += 1
                draft = self._one(document, at, stop, kind)
                if draft is not None and (yield draft):
                    yield Omitted.rest(places)
                at = stop

    def _one(self, document: Document, start: int, end: int, kind: int) -> Draft | None:
        text, classes = document.text, document.classes
        char = text[start]
        before = classes[start - 1] if start else 10
        after = classes[end] if end < len(classes) else 10
        if kind == PRIVATE_USE[0]:
            if _is_hkscs(document, start, end):
                return None
            return self.draft(start, end, "private", name=_name(char))
        if kind == VARIATION[0]:
            return self._variation(document, start, end, before)
        if kind == ODD_SPACE[0]:
            return self._space(document, start, end, before, after)
        if char in _BIDI:
            around = text[max(0, start - _REACH) : end + _REACH]
            if _RTL.search(around):
                return None
            fix = Fix.replace(start, end, "", safe=True)
            return self.draft(start, end, "bidi", fix=fix, name=_name(char))
        if _is_needed(document, start, end, before, after):
            return None
        fix = Fix.replace(start, end, "", safe=True)
        return self.draft(start, end, "invisible", fix=fix, name=_name(char))

    def _variation(self, document: Document, start: int, end: int, before: int) -> Draft | None:
        char = document.text[start]
        fix = Fix.replace(start, end, "", safe=True)
        name = _name(char)
        if end - start == 1:
            if before in HAN_SET or before == 0x8A:
                if char >= "\U000e0100" or char <= "\ufe02":
                    return None
            elif before not in _NO_BASE or before == 0x64:
                return None
        return self.draft(start, end, "variation", fix=fix, name=name)

    def _space(self, document: Document, start: int, end: int, before: int, after: int) -> Draft | None:
        text = document.text
        char = text[start]
        if char == "\x85":
            return None
        if char in _SEPARATORS:
            insert = "" if text[end : end + 1] in "\r\n" else "\n"
            fix = Fix.replace(start, end, insert, safe=True)
            return self.draft(start, end, "separator", fix=fix, name=_name(char))
        if before not in _CHINESE or after not in _CHINESE or char in _WIDE_SPACES:
            return None
        if document.regions.at(start) is not None:
            return None
        return self.draft(start, end, "space", fix=Fix.replace(start, end, " ", safe=True), name=_name(char))


def _same(first: str, second: str) -> bool:
    return first == second or (unicodedata.category(first) == unicodedata.category(second) == "Co")


def _name(char: str) -> str:
    found = unicodedata.name(char, "")
    return f"U+{ord(char):04X}" + (f" {found}" if found else "")


def _is_hkscs(document: Document, start: int, end: int) -> bool:
    """Whether a private-use character is one of the Hong Kong supplementary character set, which stood at
    U+E000–F848 until 2004, in the text that needs it: Cantonese, among Han."""
    text = document.text
    if not all("\ue000" <= char <= "\uf848" for char in text[start:end]):
        return False
    if not start or document.classes[start - 1] in b"\n\r ":
        return False
    return document.view(_is_cantonese)


def _is_cantonese(document: Document) -> bool:
    return sum(word in document.text for word in _CANTONESE) >= 3


def _is_needed(document: Document, start: int, end: int, before: int, after: int) -> bool:
    """Whether an invisible character does what it is for."""
    text = document.text
    char = text[start]
    if char in _JOINERS:
        emoji = (
            before not in HAN_SET
            and before not in b"l \n\r"
            and after not in HAN_SET
            and after not in b"l \n\r"
        )
        return emoji and (before >= 0x80 or before == 0x64) and after >= 0x80
    if "\U000e0020" <= char <= "\U000e007f":
        return _is_flag(text, start)
    if char == "\u00ad":
        return before in b"l\x84" and after in b"l\x84"
    if char in _FILLERS:
        return before == HANGUL[0] or after == HANGUL[0]
    if char in _OPERATORS:
        return document.regions.at(start) is not None
    return before in LETTER + MARK or after in LETTER + MARK


def _is_flag(text: str, at: int) -> bool:
    """Whether a tag belongs to a flag: U+1F3F4, tags, the cancel tag."""
    while at and "\U000e0020" <= text[at] <= "\U000e007f":
        at -= 1
    return text[at] == "\U0001f3f4"
