"""Measures of a document, by characters and without a word segmenter: what quality rules compare and `stats` prints.

Published filters count n-grams of words. A Chinese word has about 1.6 characters, so five words are about
eight characters and ten are about sixteen; the n-grams here are of characters, and each measure says
which published one it stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log
from typing import Final

from polint.document import Document
from polint.message import Text
from polint.named import NamedTuple
from polint_rules.quality._gram import MOST, grams, repeated

_HAN = b"hstn\x99"
_SPACE = b" \n\r_i\x8e"
_MARKS = (
    bytes(code for code in range(0x21, 0x7F) if not chr(code).isalnum())
    + b"zvwxymroPpKkJjQqUuBbAaEeGgSfCc\x89\x94\x95\x91"
)
_TERMINAL = frozenset("。！？!?.…”」』；：;:’）)")


class Measure(NamedTuple):
    """What a measure is called, what it says, and which threshold was published for it."""

    name: str
    about: Text
    published: str = ""


MEASURES: Final = (
    Measure("characters", Text("code points", "字符数"), "ChineseWebText: more than 200; Yulan-GARDEN: at least 170"),
    Measure("han", Text("share of Han among visible characters", "汉字占可见字符之比"), "ChineseWebText: at least 0.30"),
    Measure("latin", Text("share of ASCII letters", "拉丁字母之比"), "Yulan-GARDEN: non-Chinese at most 0.4"),
    Measure("kana", Text("share of kana and hangul", "假名和谚文之比")),
    Measure("digits", Text("share of digits", "数字之比"), "MAP-NEO: at most 0.3"),
    Measure("symbols", Text("share of punctuation and symbols", "标点和符号之比"), "data-juicer: special characters at most 0.25"),
    Measure("brackets", Text("share of characters inside 【】", "【】内字符之比"), "MAP-NEO: at most 0.1"),
    Measure("unique", Text("share of distinct characters", "不同字符之比"), "MAP-NEO: above 0.1"),
    Measure("entropy", Text("entropy of characters, nats", "字符熵（奈特）"), "MAP-NEO: at least 3, of words"),
    Measure("mean-line", Text("mean length of lines that are not blank", "非空行平均长度"), "ChineseWebText, data-juicer: at least 10"),
    Measure("short-lines", Text("share of lines under 3 characters", "不足 3 字的行之比"), "Yulan-GARDEN: at most 0.25"),
    Measure("terminal-lines", Text("share of lines that end a sentence", "以句末标点结尾的行之比"), "FineWeb-2 cmn_Hani: at least 0.106"),
    Measure("newlines", Text("line ends for each character", "每字换行数"), "FineWeb-2 cmn_Hani: at most 0.178 for each word"),
    Measure("bullet-lines", Text("share of lines that begin with a bullet", "以项目符号开头的行之比"), "MAP-NEO: at most 0.9"),
    Measure("duplicate-lines", Text("share of lines seen before", "重复行之比"), "FineWeb-2 cmn_Hani: at most 0.287"),
    Measure("top-3-gram", Text("share of the most frequent 3 characters", "最常见三字串之比"), "FineWeb-2 cmn_Hani: 2 words at most 0.256"),
    Measure("top-5-gram", Text("share of the most frequent 5 characters", "最常见五字串之比"), "FineWeb-2 cmn_Hani: 3 words at most 0.201"),
    Measure("top-6-gram", Text("share of the most frequent 6 characters", "最常见六字串之比"), "FineWeb-2 cmn_Hani: 4 words at most 0.171"),
    Measure("repeated-8-gram", Text("share of 8 characters seen before", "重复八字串之比"), "FineWeb-2 cmn_Hani: 5 words at most 0.198"),
    Measure("repeated-10-gram", Text("share of 10 characters seen before", "重复十字串之比"), "data-juicer: at most 0.6; FineWeb-2 cmn_Hani: 6 words at most 0.182"),
    Measure("repeated-13-gram", Text("share of 13 characters seen before", "重复十三字串之比"), "ChineseWebText: at most 0.5; FineWeb-2 cmn_Hani: 8 words at most 0.154"),
    Measure("repeated-16-gram", Text("share of 16 characters seen before", "重复十六字串之比"), "FineWeb-2 cmn_Hani: 10 words at most 0.127"),
)  # fmt: skip
"""Every measure, in the order in which they are shown."""


def measures(document: Document) -> Mapping[str, float]:
    """Every measure of `document` by name; those of n-grams are 0 where it is shorter than one.

    Of a text of more than a million code points the first million are measured.
    """
    text, classes = document.text[:MOST], document.classes[:MOST]
    visible = len(classes.translate(None, _SPACE))
    whole = visible or 1
    lines = [line for line in map(str.strip, text.replace("\r", "\n").split("\n")) if line]
    counts = Counter(text)
    size = len(text) or 1
    found: dict[str, float] = {
        "characters": float(len(document.text)),
        "han": (len(classes) - len(classes.translate(None, _HAN))) / whole,
        "latin": classes.count(b"l") / whole,
        "kana": (classes.count(b"\x80") + classes.count(b"\x81")) / whole,
        "digits": (classes.count(b"d") + classes.count(b"\x88")) / whole,
        "symbols": (len(classes) - len(classes.translate(None, _MARKS))) / whole,
        "brackets": sum(len(part.partition("】")[0]) for part in text.split("【")[1:] if "】" in part)
        / whole,
        "unique": len(counts) / size,
        "entropy": -sum(count / size * log(count / size) for count in counts.values()),
        "mean-line": sum(map(len, lines)) / len(lines) if lines else 0.0,
        "short-lines": sum(len(line) < 3 for line in lines) / len(lines) if lines else 0.0,
        "terminal-lines": sum(line[-1] in _TERMINAL for line in lines) / len(lines) if lines else 0.0,
        "newlines": text.count("\n") / size,
        "bullet-lines": sum(line[0] in "-*+•·●■◆▪○" for line in lines) / len(lines) if lines else 0.0,
        "duplicate-lines": 1 - len(set(lines)) / len(lines) if lines else 0.0,
    }
    found.update(_of_grams(document))
    return found


def _of_grams(document: Document) -> dict[str, float]:
    """The measures of n-grams, over the folded text without white space."""
    units = document.scan.folded_units[: 2 * MOST]
    found: dict[str, float] = {}
    for size in (3, 5, 6):
        total, _, most = grams(units, size)
        found[f"top-{size}-gram"] = most * size / (total + size - 1) if most > 1 else 0.0
    for size in (8, 10, 13, 16):
        found[f"repeated-{size}-gram"] = repeated(units, size)
    return found


def as_data(document: Document) -> dict[str, float]:
    """The measures, rounded, in the order of MEASURES."""
    found = measures(document)
    return {measure.name: round(found[measure.name], 4) for measure in MEASURES}


def as_text(document: Document) -> str:
    """The measures as a table with the published thresholds."""
    found = measures(document)
    return "\n".join(f"{one.name:18}{found[one.name]:12.4g}  {one.published}".rstrip() for one in MEASURES)
