"""script/compatibility-form."""

from __future__ import annotations

import unicodedata

from polint.character import (
    COMPATIBILITY,
    DIGIT,
    FULLWIDTH_DIGIT,
    FULLWIDTH_LATIN,
    FULLWIDTH_SYMBOL,
    HAN_SET,
    HANGUL,
    KANA,
    SIMPLIFIED,
    TRADITIONAL,
    runs,
)
from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong

_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺁⺒⺝⺫⺰⺱⻎⻏⻗",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟厂巳月目纟罒辶阝雨",
        strict=True,
    )
)
"""CJK radicals that look like characters, with those they stand for (EquivalentUnifiedIdeograph.txt): the rest
of the supplement are parts of characters and stand only where parts are spoken of."""
_ABOUT_PARTS = frozenset("部旁字")
_PAIRS = frozenset(
    {("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"), ("（", "）"), ("(", ")"), ("【", "】"), ("《", "》")}
)
_INSIDE = "．－＿＠／＆＋"
_HAN = lazy("[\u3400-\u9fff]")
REACH = 40  # code points in which hangul or kana tell whose characters these are
STYLE = 10  # full-width letters and digits from which a traditional text has them as its style

_QUOTED = frozenset({("“", "”"), ("「", "」"), ("‘", "’"), ("『", "』")})


class CompatibilityForm(Rule):
    """A character that stands in for the ordinary one."""

    id = "script/compatibility-form"
    severity = "warning"
    classes = frozenset({COMPATIBILITY, FULLWIDTH_LATIN, FULLWIDTH_DIGIT})
    summary = Text(
        "Kangxi radicals, compatibility ideographs, full-width letters and digits",
        "康熙部首、兼容汉字、全角字母和数字",
    )
    what = Text(
        "Finds radicals of the blocks Kangxi Radicals and CJK Radicals Supplement and compatibility ideographs where the "
        "ordinary character belongs, and words and numbers in full-width letters and digits. Left alone: the twelve "
        "unified ideographs of the compatibility block, Korean text, radicals in an account of radicals, and in traditional "
        "text a single letter (Ｘ光), abbreviations in capitals (ＩＢＭ) and documents whose style is full width.",
        "查找误作汉字使用的康熙部首、部首补充字符和兼容汉字，以及用全角字母、数字写成的词和数。不报告：兼容区里十二个统一汉字、韩文文本、"
        "讲解部首的文字，以及繁体文本中单个的全角字母（Ｘ光）、大写缩略语（ＩＢＭ）和通篇使用全角数字的文体。",
    )
    why = Text(
        "They look the same and are other code points: search, sorting and segmentation miss the word. They come from PDF "
        "extraction and old input methods.",
        "它们看上去一样，码位却不同，检索、排序、分词都会落空；多来自 PDF 提取和旧式输入法。",
    )
    messages = {
        "radical": Text(
            "“{text}” ({code}) is a radical, not the character “{right}”",
            "“{text}”（{code}）是部首，不是汉字“{right}”",
        ),
        "part": Text("“{text}” ({code}) is a radical, not a character", "“{text}”（{code}）是部首，不是汉字"),
        "ideograph": Text("compatibility ideograph {code}: use “{right}”", "兼容汉字 {code}，应为“{right}”"),
        "wide": Text("full-width “{text}”: use “{right}”", "全角字符“{text}”，应为“{right}”"),
    }
    examples = (
        wrong("每⟦⽉⟧底清点一次库存。", fixed="每月底清点一次库存。"),
        wrong("我⟦⻅⟧过这条⟦⻥⟧。", fixed="我见过这条鱼。"),
        wrong("捐款\uf90a額已達目標。".replace("\uf90a", "⟦\uf90a⟧"), fixed="捐款金額已達目標。"),
        wrong("请将系统升级到⟦ｖ２．１⟧后再试。", fixed="请将系统升级到v2.1后再试。"),
        wrong("机房门牌号为⟦Ｂ３０５⟧。", fixed="机房门牌号为B305。"),
        wrong("請寄⟦ｅｍａｉｌ⟧至承辦人，或於12月1日前親送⟦Ａ１２⟧室。", fixed="請寄email至承辦人，或於12月1日前親送A12室。"),
        right("“⺮”是竹字头，⻖旁在左，「⽉」部的字多與身體有關。"),
        right("全角“Ａ”与半角“A”编码不同。"),
        right("照Ｘ光，唱卡拉ＯＫ，睇真Ｄ。"),
        right("嵃﨑是日本姓氏，﨑不是兼容字符。"),
        right("한자 \uf9d1는 호환용이다."),
        right("中華民國１１２年１０月３０日，計收費１５００元，電話０２２３４５６７８。"),
    )  # fmt: skip

    def check(self, document: Document) -> Findings:
        """One finding a run."""
        text, classes = document.text, document.classes
        places = (at for start, end in runs(classes, COMPATIBILITY) for at in range(start, end))
        for at in places:
            if _is_spoken_of(text, at) or HANGUL in classes[max(0, at - REACH) : at + REACH]:
                continue
            if (yield self._ideograph(document, at)):
                yield Omitted.rest(places)
        if FULLWIDTH_DIGIT in classes or FULLWIDTH_LATIN in classes:
            yield from self._wide(document)

    def _ideograph(self, document: Document, at: int) -> Draft:
        char = document.text[at]
        code = f"U+{ord(char):04X}"
        plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        if plain == char:
            return self.draft(at, at + 1, "part", text=char, code=code)
        fix = Fix.replace(at, at + 1, plain, safe=True)
        key = "radical" if char < "\u2fe0" else "ideograph"
        return self.draft(at, at + 1, key, fix=fix, text=char, code=code, right=plain)

    def _wide(self, document: Document) -> Findings:
        text, classes = document.text, document.classes
        traditional: bool | None = None  # asked where a run stands among Han alone, not of Japanese text
        places = iter(_words(classes))
        for start, end in places:
            around = classes[max(0, start - REACH) : end + REACH]
            if KANA in around or HANGUL in around or not any(kind in around for kind in HAN_SET):
                continue
            if traditional is None:
                traditional = document.count(TRADITIONAL) >= document.count(SIMPLIFIED)
                wide = document.count(FULLWIDTH_DIGIT) + document.count(FULLWIDTH_LATIN)
                if traditional and wide >= STYLE and wide > document.count(DIGIT):
                    return
            signs = {char for char in text[start:end] if not char.isalnum()}
            if signs - set(_INSIDE):
                continue
            if end - start == 1 and (text[start - 1 : start], text[end : end + 1]) in _QUOTED:
                continue  # 全角“Ａ”: it is spoken of
            size = sum(char.isalnum() for char in text[start:end])
            if traditional and (
                size < 2 or "／" in signs or (text[start:end].isupper() and text[start:end].isalpha())
            ):
                continue
            if text[start - 1 : start] in ("．", "○"):
                continue
            plain = unicodedata.normalize("NFKC", text[start:end])
            fix = Fix.replace(start, end, plain, safe=True)
            if (yield self.draft(start, end, "wide", fix=fix, text=text[start:end], right=plain)):
                yield Omitted.rest(places)


def _words(classes: bytes) -> list[tuple[int, int]]:
    """The runs of full-width letters and digits; one full-width sign between two of them belongs to the run."""
    words: list[tuple[int, int]] = []
    for start, end in runs(classes, FULLWIDTH_LATIN + FULLWIDTH_DIGIT):
        if words and words[-1][1] == start - 1 and classes[start - 1] == FULLWIDTH_SYMBOL[0]:
            words[-1] = (words[-1][0], end)
        else:
            words.append((start, end))
    return words


def _is_spoken_of(text: str, at: int) -> bool:
    """Whether the radical is the subject: alone in quotation marks or brackets, or before 部, 旁, 字头."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (before, after) in _PAIRS or (after in _ABOUT_PARTS and not _HAN.match(before)):
        return text[at] < "\u2fe0" and bool(after)
    return not (before + after).strip(" \n\r\t、，,；;/|") and text[at] < "\u2fe0"
