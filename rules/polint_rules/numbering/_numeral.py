"""Numerals: the numbers of Chinese text in every form, to int and back in the form they came in.

    >>> number("一百零三"), number("廿三"), number("二〇二四"), number("１０３"), number("⑫"), number("參")
    (103, 23, 2024, 103, 12, 3)
    >>> write(4, like="叁"), write(21, like="廿"), write(12, like="⑪"), write(104, like="一〇三")
    ('肆', '廿一', '⑫', '一〇四')

`number` reads a whole string and nothing else; whoever looks for numerals in a text takes `CHINESE`, `FORMAL`
and `DIGITS`, which are the contents of character sets for `re`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Form = Literal[
    "arabic", "fullwidth", "chinese", "positional", "formal", "circled", "parenthesised", "dotted",
    "parenthesised-chinese", "circled-chinese", "negative-circled", "double-circled", "letter", "capital",
    "roman", "small-roman", "ascii-roman", "small-ascii-roman", "stem", "branch",
]  # fmt: skip
"""How a number is written. `positional` is 一〇三, `formal` 壹佰, `negative-circled` ❶, `capital` A, `stem` 甲,
`branch` 子, `roman` Ⅲ (one code point or more), `ascii-roman` III."""

CHINESE: Final = "〇零一二三四五六七八九十百千万萬两兩廿卅卌"
"""The characters of ordinary Chinese numerals, for a character set."""
FORMAL: Final = "零壹贰貳弍叁參参叄肆伍陆陸柒捌玖拾佰仟"
"""The characters of formal numerals (大写), for a character set."""
DIGITS: Final = "0-9０-９"
"""Half-width and full-width digits, for a character set."""

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"

_DIGIT = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "兩": 2, "貳": 2, "弍": 2, "參": 3, "参": 3, "叄": 3, "陸": 6,
}  # fmt: skip
_UNIT = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_MYRIAD = ("万", "萬")

_RUNS: tuple[tuple[Form, str, int], ...] = (
    ("circled", "①", 20), ("parenthesised", "⑴", 20), ("dotted", "⒈", 20), ("parenthesised-chinese", "㈠", 10),
    ("circled-chinese", "㊀", 10), ("negative-circled", "❶", 10), ("double-circled", "⓵", 10),
    ("roman", "Ⅰ", 12), ("small-roman", "ⅰ", 12),
)  # fmt: skip
_SINGLE: dict[str, tuple[Form, int]] = {
    chr(ord(first) + index): (form, index + 1) for form, first, count in _RUNS for index in range(count)
}
_SINGLE.update({chr(0x3251 + index): ("circled", 21 + index) for index in range(15)})
_SINGLE.update({chr(0x32B1 + index): ("circled", 36 + index) for index in range(15)})
_SINGLE.update({chr(0x24EB + index): ("negative-circled", 11 + index) for index in range(10)})
_SINGLE.update({char: ("stem", index + 1) for index, char in enumerate(STEMS)})
_SINGLE.update({char: ("branch", index + 1) for index, char in enumerate(BRANCHES)})
_OF_FORM: dict[tuple[Form, int], str] = {found: char for char, found in _SINGLE.items()}

ENCLOSED: Final = "".join(
    char
    for char, (form, _) in _SINGLE.items()
    if form not in ("stem", "branch", "roman", "small-roman", "letter", "capital")
)
"""Numbers that bring their own mark (①, ⑴, ⒈, ㈠ …), for a character set."""
ROMAN: Final = "".join(char for char, (form, _) in _SINGLE.items() if form in ("roman", "small-roman"))
"""Roman numerals of one code point, for a character set."""

_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_PARTS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FULLWIDTH = {ord("0") + index: 0xFF10 + index for index in range(10)}


def number(text: str) -> int | None:
    """The value of a numeral that is all of `text`; None where it is none, or a malformed one (十百).

    Stems and branches count from one; Latin letters are not numerals here: see `letter_number`.
    """
    if not text:
        return None
    if text.isdecimal():
        return int(text) if len(text) < 19 else None
    if len(text) == 1:
        single = _SINGLE.get(text)
        if single is not None:
            return single[1]
    return chinese_number(text)


@lru_cache(maxsize=1024)
def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral: 一百零三, 一〇三, 廿三, 壹佰, 一万二千; None where `text` is none."""
    if not text:
        return None
    if all(char in _DIGIT for char in text):
        value = 0
        for char in text:
            value = 10 * value + _DIGIT[char]
        return value if len(text) < 19 else None
    for myriad in _MYRIAD:
        left, found, right = text.partition(myriad)
        if found:
            high = _below_myriad(left)
            low = _below_myriad(right) if right else 0
            if high is None or low is None:
                return None
            if len(right) == 1 and right in _DIGIT and _DIGIT[right]:  # 一万二 is 12,000
                low *= 1000
            return high * 10_000 + low
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total, digit, last = 0, -1, 10_000
    for char in text:
        if char in _UNIT:
            unit = _UNIT[char]
            if unit >= last or digit == 0:
                return None
            if digit < 0:
                if unit != 10 and total == 0:
                    return None
                digit = 1
            total, digit, last = total + digit * unit, -1, unit
        elif char in _TENS:
            if digit >= 0 or last <= 10:
                return None
            total, last = total + _TENS[char], 10
        elif char in _DIGIT:
            if digit > 0:
                return None
            digit = _DIGIT[char]
            if digit == 0:
                digit = -1
        else:
            return None
    if digit > 0:
        total += digit * (last // 10 if 10 < last < 10_000 and text[-2] in _UNIT else 1)  # 一百二 is 120
    return total if text else None


def letter_number(text: str) -> int | None:
    """A is 1, b is 2, full-width letters too; None for anything but one Latin letter."""
    if len(text) != 1:
        return None
    code = ord(text)
    if 0xFF21 <= code <= 0xFF5A:
        code -= 0xFEE0
    if 0x41 <= code <= 0x5A:
        return code - 0x40
    if 0x61 <= code <= 0x7A:
        return code - 0x60
    return None


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral in ASCII letters of one case, up to 89; None for other spellings (IIII)."""
    upper = text.upper()
    if not text or text not in (upper, text.lower()) or any(char not in _ROMAN_VALUE for char in upper):
        return None
    value = 0
    for char, after in zip(upper, [*upper[1:], ""], strict=True):
        step = _ROMAN_VALUE[char]
        value += -step if after and _ROMAN_VALUE[after] > step else step
    return value if _roman(value) == upper else None


def _roman(value: int) -> str:
    parts = []
    for step, letters in _ROMAN_PARTS:
        while value >= step:
            parts.append(letters)
            value -= step
    return "".join(parts)


def form(text: str) -> Form:
    """How a numeral is written. A Latin letter is a letter; what is not a numeral counts as chinese."""
    if text.isdecimal():
        return "arabic" if text.isascii() else "fullwidth"
    single = _SINGLE.get(text[:1])
    if single is not None:
        return single[0]
    if letter_number(text) is not None:
        return "capital" if text.isupper() else "letter"
    if roman_number(text) is not None:
        return "ascii-roman" if text.isupper() else "small-ascii-roman"
    if any(char in "壹贰貳弍叁參参叄肆伍陆陸柒捌玖拾佰仟" for char in text):
        return "formal"
    if len(text) > 1 and all(char in _DIGIT for char in text):
        return "positional"
    return "chinese"


def write(value: int, like: str) -> str | None:
    """`value` in the form of the numeral `like`: 4 like 叁 is 肆; None where the form cannot hold it (㉑ and
    on in ⑴ …).

    A numeral keeps the habits of its model: 廿, 兩 for two, traditional formal digits, leading zeros.
    """
    if value < 0:
        return None
    kind = form(like)
    if kind == "arabic":
        return str(value).zfill(len(like) if like.startswith("0") else 0)
    if kind == "fullwidth":
        return str(value).zfill(len(like) if like.startswith("０") else 0).translate(_FULLWIDTH)
    if kind in ("letter", "capital"):
        base = ord(like) - (letter_number(like) or 1)
        return chr(base + value) if 1 <= value <= 26 else None
    if kind in ("ascii-roman", "small-ascii-roman"):
        roman = _roman(value) if 0 < value < 90 else None
        return roman.lower() if roman and kind == "small-ascii-roman" else roman
    if kind == "positional":
        zero = "零" if "零" in like else "〇"
        return "".join(zero if char == "0" else "零一二三四五六七八九"[int(char)] for char in str(value))
    if kind == "chinese":
        text = _chinese(value, "零一二三四五六七八九", "十百千")
        if value >= 10 and like[:1] in _TENS:
            for short, tens in (("廿", "二十"), ("卅", "三十"), ("卌", "四十")):
                if text.startswith(tens):
                    return short + text[2:]
        return text.replace("零", "〇") if "〇" in like else text
    if kind == "formal":
        traditional = any(char in like for char in "貳參陸")
        digits = "零壹貳參肆伍陸柒捌玖" if traditional else "零壹贰叁肆伍陆柒捌玖"
        return _chinese(value, digits, "拾佰仟")
    return _OF_FORM.get((kind, value))


def _chinese(value: int, digits: str, units: str) -> str:
    if value >= 10_000:
        low = _chinese(value % 10_000, digits, units) if value % 10_000 else ""
        zero = digits[0] if low and value % 10_000 < 1000 else ""
        return f"{_chinese(value // 10_000, digits, units)}万{zero}{low}"
    if value < 10:
        return digits[value]
    parts: list[str] = []
    skipped = False
    for step, unit in ((1000, units[2]), (100, units[1]), (10, units[0])):
        digit, value = divmod(value, step)
        if digit:
            if skipped:
                parts.append(digits[0])
            parts.append(unit if step == 10 and digit == 1 and not parts else digits[digit] + unit)
            skipped = False
        elif parts:
            skipped = True
    if value:
        parts.append(digits[0] + digits[value] if skipped else digits[value])
    return "".join(parts)
