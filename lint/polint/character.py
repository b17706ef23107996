"""Character classes: one byte a code point, the alphabet in which rules look at a text as a whole.

`classify` turns a text into a byte string of the same length in code points, so that rules ask their
questions of it with `bytes.count`, `bytes.translate` and `re` at the speed of C. ASCII punctuation stands
for itself; the letters below stand for the rest, and a skeleton such as ``b"hh,hh"`` can be read.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

# Frequent classes.
HAN: Final = b"h"  # Han, in both scripts
SIMPLIFIED: Final = b"s"  # Han of simplified text alone
TRADITIONAL: Final = b"t"  # Han of traditional text alone
NUMERAL: Final = b"n"  # Han that write numbers: 一 二 三 … 十 百 千 〇 零 两 兩
DIGIT: Final = b"d"  # ASCII digit
LATIN: Final = b"l"  # ASCII letter
IDEOGRAPHIC_SPACE: Final = b"_"  # U+3000
TAB: Final = b"i"
STOP: Final = b"z"  # 。 ！ ？
COMMA: Final = b"v"  # ，
ENUMERATION_COMMA: Final = b"w"  # 、
COLON: Final = b"x"  # ：
SEMICOLON: Final = b"y"  # ；
ELLIPSIS: Final = b"m"  # …
DASH: Final = b"r"  # — – ― ─
MIDDLE_DOT: Final = b"o"  # · ‧ ・ •
BRACKETS: Final = {  # opening and closing mark -> class
    "（": b"P", "）": b"p", "「": b"K", "」": b"k", "『": b"J", "』": b"j", "“": b"Q", "”": b"q",
    "‘": b"U", "’": b"u", "《": b"B", "》": b"b", "〈": b"A", "〉": b"a", "【": b"E", "】": b"e",
    "〔": b"G", "〕": b"g", "［": b"S", "］": b"f", "｛": b"C", "｝": b"c",
}  # fmt: skip

# Rare classes: a rule can be woken by one of them.
KANA: Final = b"\x80"
HANGUL: Final = b"\x81"
CYRILLIC: Final = b"\x82"
GREEK: Final = b"\x83"
LATIN_EXTENDED: Final = b"\x84"  # é ǎ ü …: letters of Latin script outside ASCII
LETTER: Final = b"\x85"  # a letter of any other script
BOPOMOFO: Final = b"\x86"
FULLWIDTH_LATIN: Final = b"\x87"
FULLWIDTH_DIGIT: Final = b"\x88"
FULLWIDTH_SYMBOL: Final = b"\x89"  # ＂ ＃ ＄ … without those that have a class of their own
COMPATIBILITY: Final = b"\x8a"  # Kangxi and CJK radicals, compatibility ideographs
PRIVATE_USE: Final = b"\x8b"
CONTROL: Final = b"\x8c"  # C0 and C1 controls other than tab, line feed and carriage return; noncharacters
INVISIBLE: Final = b"\x8d"  # default ignorable and format characters: zero width, bidi, soft hyphen, tags
ODD_SPACE: Final = b"\x8e"  # spaces other than U+0020 and U+3000; U+2028, U+2029
REPLACEMENT: Final = b"\x8f"  # U+FFFD
BOM: Final = b"\x90"  # U+FEFF
ENCLOSED: Final = b"\x91"  # ① ⑴ ⒈ ㈠ ㊀ …
ROMAN: Final = b"\x92"  # Ⅰ ⅰ …
MARK: Final = b"\x93"  # combining marks
SYMBOL: Final = b"\x94"  # arrows, geometric shapes, emoji, mathematics …
PUNCTUATION: Final = b"\x95"  # punctuation of other scripts and Latin quotation marks
VARIATION: Final = b"\x96"  # variation selectors
SURROGATE: Final = b"\x97"  # a lone surrogate
UNASSIGNED: Final = b"\x98"
RARE_HAN: Final = b"\x99"  # Han outside the Basic Multilingual Plane and Extension A

HAN_SET: Final = b"hstn\x99"
"""The classes of Han characters, to be put between the brackets of a byte pattern."""

WAKING: Final = frozenset(bytes([c]) for c in range(0x80, 0x9A))
"""The classes that a rule may name in `classes`."""

_NUMERALS = "一二三四五六七八九十百千万萬亿億零〇两兩廿卅卌壹叁肆伍柒捌玖拾佰仟"
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2028\u2029\u0085"
_SINGLE = {
    "\n": b"\n", "\r": b"\r", " ": b" ", "\t": TAB, "\u3000": IDEOGRAPHIC_SPACE,
    "。": STOP, "！": STOP, "？": STOP, "，": COMMA, "、": ENUMERATION_COMMA, "：": COLON, "；": SEMICOLON,
    "…": ELLIPSIS, "—": DASH, "–": DASH, "―": DASH, "─": DASH, "·": MIDDLE_DOT, "‧": MIDDLE_DOT,
    "・": MIDDLE_DOT, "•": MIDDLE_DOT, "\ufffd": REPLACEMENT, "\ufeff": BOM, "々": HAN, "〆": HAN, "〻": HAN,
    **BRACKETS,
}  # fmt: skip


def class_of(char: str) -> bytes:
    """The class of one code point, before the variant tables tell simplified from traditional Han."""
    found = _SINGLE.get(char)
    if found is not None:
        return found
    code = ord(char)
    if code < 0x80:
        if char.isdigit():
            return DIGIT
        if char.isalpha():
            return LATIN
        return char.encode() if char.isprintable() else CONTROL
    if char in _NUMERALS:
        return NUMERAL
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF:
        return HAN
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
        # U+FA0E, FA0F, FA11 … are unified ideographs that happen to lie in the compatibility block.
        return COMPATIBILITY if unicodedata.decomposition(char) or code < 0x2FE0 else HAN
    if 0x20000 <= code <= 0x3FFFD:
        return RARE_HAN
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return VARIATION
    if 0xFF10 <= code <= 0xFF19:
        return FULLWIDTH_DIGIT
    if 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A:
        return FULLWIDTH_LATIN
    if 0xFF01 <= code <= 0xFF5E or 0xFFE0 <= code <= 0xFFE6:
        return FULLWIDTH_SYMBOL
    if (
        0x2460 <= code <= 0x24FF
        or 0x3220 <= code <= 0x3247
        or 0x3280 <= code <= 0x32B0
        or 0x2776 <= code <= 0x2793
    ):
        return ENCLOSED
    if 0x2160 <= code <= 0x217F:
        return ROMAN
    return _by_category(char, code)


def _by_category(char: str, code: int) -> bytes:
    category = unicodedata.category(char)
    if category == "Cs":
        return SURROGATE
    if category == "Co":
        return PRIVATE_USE
    if category == "Cc" or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return ODD_SPACE if char == "\u0085" else CONTROL
    if char in _ODD_SPACES:
        return ODD_SPACE
    # Default ignorable code points that are not format characters: Hangul fillers and the grapheme joiner.
    if category == "Cf" or code in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0):
        return INVISIBLE
    if category.startswith("M"):
        return MARK
    if category.startswith("L") or category in ("Nl", "No", "Nd"):
        return _script(char)
    if category.startswith("P"):
        return PUNCTUATION
    if category == "Cn":
        return UNASSIGNED
    return SYMBOL


def _script(char: str) -> bytes:
    name = unicodedata.name(char, "")
    for prefix, found in _SCRIPT_NAMES:
        if prefix in name:
            return found
    return SYMBOL if unicodedata.category(char) in ("No", "Nl", "Nd") else LETTER


_SCRIPT_NAMES = (
    ("HIRAGANA", KANA), ("KATAKANA", KANA), ("HANGUL", HANGUL), ("CYRILLIC", CYRILLIC), ("GREEK", GREEK),
    ("BOPOMOFO", BOPOMOFO), ("LATIN", LATIN_EXTENDED),
)  # fmt: skip


_MANY, _APART = 16, 64
"""Places of a kind from which on, unless so many code points lie between two of them, they are many."""


def runs(classes: bytes, kinds: bytes) -> Iterable[tuple[int, int]]:
    """The runs of code points whose classes are among `kinds`, rare ones, as ranges, ascending.

    Every kind is looked for by itself: `bytes.find` passes over a byte several times as fast as `re`, which in turn
    costs less for each place; so where there are many, `re` finds them all, each when it is asked for.
    """
    spans: list[tuple[int, int]] = []
    present = 0
    for kind in kinds:
        place = classes.find(kind)
        if place < 0:
            continue
        present += 1
        run = _run(kind)
        first, found = place, 0
        while place >= 0 and found < _MANY + (place - first) // _APART:
            match = run.match(classes, place)
            assert match is not None
            spans.append(match.span())
            found += 1
            place = classes.find(kind, match.end())
        if place >= 0:
            return (match.span() for match in _any_run(kinds).finditer(classes))
    if present < 2:
        return spans
    spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@functools.cache
def _run(kind: int) -> re.Pattern[bytes]:
    one = re.escape(bytes((kind,)))
    return lazy(one + one + b"*")  # begins with a literal, unlike one+


@functools.cache
def _any_run(kinds: bytes) -> re.Pattern[bytes]:
    return _run(kinds[0]) if len(kinds) == 1 else lazy(b"[" + re.escape(kinds) + b"]+")


ASTRAL: Final = lazy("[\U00010000-\U0010ffff]")
NARROW: Final = "\uffff"
"""What stands for a code point beyond the Basic Multilingual Plane while a text is scanned."""


def class_table(simplified: frozenset[str], traditional: frozenset[str]) -> bytes:
    """The class of every code point below U+10000, 65,536 bytes."""
    table = bytearray(b"".join(class_of(chr(code)) for code in range(0x10000)))
    for chars, kind in ((simplified, SIMPLIFIED), (traditional, TRADITIONAL)):
        for char in chars:
            if ord(char) < 0x10000 and table[ord(char)] == HAN[0]:
                table[ord(char)] = kind[0]
    return bytes(table)
