"""script/homoglyph."""

from __future__ import annotations

import functools
import marshal
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from polint import store
from polint.character import CYRILLIC, GREEK, HAN_SET, KANA, LATIN_EXTENDED, SIMPLIFIED, TRADITIONAL, runs
from polint.document import Document
from polint.finding import Draft, Edit, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.script._lookalike import (
    ANYWHERE,
    CYRILLIC_AS_LATIN,
    GREEK_AS_LATIN,
    GREEK_INSIDE,
    KANA_AS_HAN,
    LATIN_AS_CYRILLIC,
    is_at_home,
    is_garbled,
    kana,
    only_lookalikes,
    telling,
)

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.matcher import Matcher

_IN_WORD = b"l" + LATIN_EXTENDED + CYRILLIC + GREEK + b"d"
_WORD = lazy(b"[" + _IN_WORD + b"]{1,60}")
_REST = lazy(b"[" + _IN_WORD + b"]*")
_AFTER_NUMERAL = frozenset("、〇○零")
"""What stands behind 一 or 二 at the beginning of a line: 一、报名, 二〇二三年."""
_NUMERALS = "一二三四五六七八九十百千〇零"
_ZERO_TRIGGERS = tuple(f"{numeral}{zero}" for numeral in "一二三四五六七八九〇零" for zero in "0o○◯")
_YEAR = lazy(r"[一二三四五六七八九〇零十0o○◯]{2,}")
_DIGITS, _LETTERS = "0123456789", "oli"
_UNITS = "年月日号时点分秒元万亿人个名位次岁度米斤户亩吨件条项届章页%"
# Three characters at least: two (i3, 10) stand in every other text about computers.
_DIGIT_TRIGGERS = (
    *(first + letter + last for first in _DIGITS for letter in _LETTERS for last in _DIGITS + _LETTERS),
    *(first + second + "o" for first in _DIGITS for second in _DIGITS),
    *(century + digit + letter for century in ("18", "19", "20") for digit in _DIGITS for letter in "li"),
    *(digit + "o," for digit in _DIGITS),
    *("l" + first + last for first in _DIGITS + _LETTERS for last in _DIGITS),
    *("l" + digit + unit for digit in _DIGITS for unit in _UNITS),
    *("o" + unit for unit in _UNITS),
    *("o" + digit + unit for digit in _DIGITS for unit in "月日号时点"),
    *("lo" + unit for unit in "月日号时点元人万公"),
)
_NUMBER_LIKE = lazy("[0-9OolI]+")
_YEAR_LIKE = lazy("(?:1[89]|2[0oO])[0-9oOlI]{2}|[12][0-9oO]{3}")
_NOT_OF_NUMBERS = lazy("[A-HJ-NP-Za-km-np-z_]")
_THOUSANDS = lazy("[,，][0-9]{3}(?![0-9])")
_TOKEN = lazy(r"[0-9A-Za-z_]+")
_COUNTED = frozenset(
    "公年月日号號时時点點分秒元万萬亿億人个個名位次岁歲度米斤户戶亩畝吨噸件条條项項届屆章页頁%％"
)
_CLOCK = frozenset("月日号號时時点點")
_DASHES = "—―─–-"
# 一 as a dash: only where no range and no parenthesis can be meant.
_DASH_WORDS = tuple(
    word
    for dash in _DASHES
    for word in (
        f"第{dash}", f"进{dash}步", f"唯{dash}的", f"统{dash}部署", f"统{dash}领导", f"统{dash}规划", f"统{dash}管理", f"统{dash}思想",
        f"统{dash}标准", f"统{dash}安排", f"统{dash}组织", f"星期{dash}", f"每{dash}个", f"同{dash}个", f"另{dash}方面", f"某{dash}",
        f"{dash}系列", f"{dash}直以来", f"{dash}定要", f"{dash}切从", f"{dash}带{dash}路", f"十{dash}月", f"二十{dash}世纪", f"万无{dash}失",
    )
)  # fmt: skip
_ZEROS, _LETTERED, _DASHED = frozenset(_ZERO_TRIGGERS), frozenset(_DIGIT_TRIGGERS), frozenset(_DASH_WORDS)
_ORDINAL = lazy(
    f"第[{_DASHES}](?=[章节条次批步位名个项款届期季卷册页年天轮阶版类级组课单元线时代场局回集部篇])"
)
_HAN = frozenset(HAN_SET)
_LINE_END = b"\n\r"
_AFTER_KANA = frozenset(HAN_SET + b"dzvwxy")
_KANA = lazy("[\u3041-\u30ff\uff66-\uff9f]+")
_JOINED = lazy("[A-Za-z0-9_./@:#$%&*-]")


def with_lookalikes(batch: Batch) -> Collection[int]:
    """The sieve: the texts with Cyrillic or Greek letters, with a kana astray, and those of no Japanese in which one of
    the triggers stands, of letters beside digits one that is no part of a longer word."""
    at_home, astray = batch.view(kana)
    found = astray.union(batch.having(CYRILLIC), batch.having(GREEK))
    if batch.hits is not None:
        found |= telling(batch, batch.hits.matcher.view(_kinds), _signs()) - at_home
    return found


def _kinds(matcher: Matcher) -> bytes:
    """Of each literal its kind: a letter beside digits must be no part of a longer word."""

    def build() -> bytes:
        others = _other_triggers()
        return bytes(
            ANYWHERE if literal in others else len(literal) if literal in _LETTERED else 0
            for literal in matcher.literals
        )

    return store.compiled("script-lookalikes-1", matcher.stamp + store.stamp(__file__, "words.txt"), build)


@functools.cache
def _signs() -> bytes:
    """Of each ASCII character 1 where it may be a part of a number, 2 where it shows that what stands beside it is none,
    0 where words end."""
    chars = map(chr, range(0x80))
    return bytes(2 if _NOT_OF_NUMBERS.match(char) else 1 if _TOKEN.match(char) else 0 for char in chars)


@functools.cache
def _other_triggers() -> frozenset[str]:
    return frozenset((*_ZERO_TRIGGERS, *_DASH_WORDS, *_misspelt()))


class Homoglyph(Rule):
    """A sign that looks like the right one and is another."""

    id = "script/homoglyph"
    version = 2
    severity = "error"
    sieve = "polint_rules.script.homoglyph:with_lookalikes"
    summary = Text(
        "lookalikes: Cyrillic in a Latin word, O in a number, ー for 一",
        "形近字符：拉丁词中的西里尔字母、数字中的字母 O、以“ー”代“一”",
    )
    what = Text(
        "Finds Cyrillic and Greek letters in Latin words (and Latin ones in Cyrillic words) that look alike, by Unicode's "
        "confusables (UTS #39); the letters O, o, l and I inside numbers; 0, O and ○ among Chinese numerals for 〇 (GB/T 15835-2011); "
        "the long mark ー and kana such as エ ロ ニ for Han; a dash for 一 in words such as 第一 and 统一; 1 and 0 for l and o in "
        "common English words. Symbols such as μm, β and NFκB, ranges, code, model numbers and ○ in Taiwan's numerals are left alone.",
        "查找拉丁词里形近的西里尔、希腊字母（及西里尔词里的拉丁字母，依据 Unicode UTS #39 易混字符表），数字里的字母 O、o、l、I，"
        "汉字数字里代替“〇”的 0、O、○（GB/T 15835—2011），代替汉字的长音符“ー”和“エ”“ロ”“ニ”等假名，"
        "“第一”“统一”等词里代替“一”的横线，以及常用英文词里代替 l、o 的 1、0。μm、β、NFκB 等符号、范围号、代码、型号以及台湾数字写法中的 ○ 不报告。",
    )
    why = Text(
        "No reader sees the difference and no search finds the word; in addresses it is a known way to deceive.",
        "读者看不出差别，检索却找不到这个词；用在网址里更是常见的欺骗手法。",
    )
    messages = {
        "letter": Text(
            "“{word}” holds letters of another script ({codes}): use “{right}”",
            "“{word}”混有形近的其他文字（{codes}），应为“{right}”",
        ),
        "zero": Text(
            "“{word}” writes zero with {codes}: use “{right}”", "“{word}”中的零写成了{codes}，应为“{right}”"
        ),
        "number": Text(
            "letters in the number “{word}”: use “{right}”", "数字“{word}”里夹有字母，应为“{right}”"
        ),
        "word": Text("digits in the word “{word}”: use “{right}”", "单词“{word}”里夹有数字，应为“{right}”"),
        "han": Text("“{word}” ({codes}) stands for “{right}”", "“{word}”（{codes}）应为“{right}”"),
    }
    examples = (
        wrong("⟦二0一○⟧届毕业生在校门口合影。", fixed="二〇一〇届毕业生在校门口合影。"),
        wrong("请先安装⟦Сhrome⟧浏览器，再登录系统。", fixed="请先安装Chrome浏览器，再登录系统。"),
        wrong("請輸入⟦pаsswоrd⟧後按確定。", fixed="請輸入password後按確定。"),
        wrong("截至⟦2O24年⟧底，共有会员312人。".replace("⟦2O24年⟧", "⟦2O24⟧年"), fixed="截至2024年底，共有会员312人。"),
        wrong("補助款共⟦l5000⟧元整。", fixed="補助款共15000元整。"),
        wrong("⟦二O一八⟧年建成通车，二〇一九年扩建。", fixed="二〇一八年建成通车，二〇一九年扩建。"),
        wrong("學生每天閱讀⟦ー⟧小時。", fixed="學生每天閱讀一小時。"),
        wrong("每周⟦ー⟧升旗，着装要统⟦ー⟧。", fixed="每周一升旗，着装要统一。"),
        wrong("⟦ニ⟧〇二三年度总结已经完成。", fixed="二〇二三年度总结已经完成。"),
        wrong("⟦ー⟧、活动主题：书香校园。", fixed="一、活动主题：书香校园。"),
        wrong("早上⟦O8⟧时集合。", fixed="早上08时集合。"),
        wrong("施⟦エ⟧现场禁止入内。", fixed="施工现场禁止入内。"),
        wrong("本办法自下月⟦第—条⟧起施行。".replace("⟦第—条⟧", "第⟦—⟧条"), fixed="本办法自下月第一条起施行。"),
        wrong("用⟦Goog1e⟧搜索即可找到。", fixed="用Google搜索即可找到。"),
        right("波长为500μm，β粒子，NFκB通路，ω=2πf，kΩ级电阻。"),
        right("O2O平台和B2B平台，H2O与CO2，型号i7、OL10，O157型大肠杆菌，5l装。"),
        right("二〇二四年，一九八零年代，二零零八年。"),
        right("把窗格 pane1 调大，pane2 就随之变小；像“Pa$$w0rd”这样的密码并不安全。"),
        right("中華民國一○二年修正，編號八○三。"),
        right("北京—上海高铁，传统—现代之争，中国—东盟博览会。"),
        right("コーヒーを一杯、スーパーへ行く。他喜欢看《スラムダンク》。"),
        right("俄语“Москва”即莫斯科，СССР是苏联的缩写。"),
    )  # fmt: skip

    @property
    def wakes_on(self) -> Iterable[str]:
        """Zeros among numerals, letters beside digits, dashes in words, misspelt English words."""
        return (*_DIGIT_TRIGGERS, *_other_triggers())

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """One finding a word or a number."""
        classes = document.classes
        has_kana = KANA[0] in classes
        has_letters = CYRILLIC[0] in classes or GREEK[0] in classes
        # The numerals, dashes and kana of Japanese are its own; its hits are not even asked for.
        is_japanese = has_kana and is_at_home(classes, KANA)
        if is_japanese and not has_letters:
            return iter(())
        return self._all(document, has_letters, has_kana, is_japanese)

    def _all(self, document: Document, has_letters: bool, has_kana: bool, is_japanese: bool) -> Findings:
        if has_letters:
            yield from self._letters(document)
        if is_japanese:
            return
        if has_kana:
            yield from self._kana(document)
        found = document.scan.hits
        zeros, lettered = _ZEROS.intersection(found), _LETTERED.intersection(found)
        if zeros:
            yield from self._zeros(document, zeros)
        if lettered:
            yield from self._numbers(document, lettered)
        if not _DASHED.isdisjoint(found):
            yield from self._dashes(document)
        misspelt = [
            literal for literal in found if literal.isascii() and not literal.isalpha() and _meant(literal)
        ]
        if misspelt:
            yield from self._words(document, misspelt)

    def _letters(self, document: Document) -> Findings:
        text = document.text
        letters = iter(runs(document.classes, CYRILLIC + GREEK))
        for start, end in _words_with(document.classes, letters):
            word = text[start:end]
            mended = _mend_word(word, document)
            if mended is None or mended == word:
                continue
            if is_garbled(document, start, end):
                continue
            changed = [(old, new) for old, new in zip(word, mended, strict=True) if old != new]
            codes = " ".join(f"U+{ord(old):04X}" for old in dict.fromkeys(old for old, _ in changed))
            edits = tuple(
                Edit(start + at, start + at + 1, new)
                for at, (old, new) in enumerate(zip(word, mended, strict=True))
                if old != new
            )
            fix = Fix(edits, safe=True)
            if (yield self.draft(start, end, "letter", fix=fix, word=word, codes=codes, right=mended)):
                yield Omitted.rest(letters)

    def _kana(self, document: Document) -> Findings:
        text, classes = document.text, document.classes
        places = iter(runs(classes, KANA))
        for at, end in places:
            begins = not at or classes[at - 1] in _LINE_END
            if (
                end - at > 1
                or not (text[end : end + 1] in _AFTER_NUMERAL if begins else classes[at - 1] in _HAN)
                or end == len(classes)
                or classes[end] not in _AFTER_KANA
            ):
                continue
            meant = KANA_AS_HAN.get(text[at])
            if (
                meant is None
                or _has_other_kana(text, max(0, at - 12), at)
                or _has_other_kana(text, end, at + 13)
            ):
                continue
            if is_garbled(document, at, at + 1):
                continue
            fix = Fix.replace(at, at + 1, meant)
            codes = f"U+{ord(text[at]):04X}"
            if (yield self.draft(at, at + 1, "han", fix=fix, word=text[at], codes=codes, right=meant)):
                yield Omitted.rest(places)

    def _zeros(self, document: Document, literals: Iterable[str]) -> Findings:
        text, folded = document.text, document.folded
        reached = 0
        places = iter(document.hits(*literals))
        for place in places:
            if place < reached:
                continue
            start = place
            while start and start > place - 12 and folded[start - 1] in "一二三四五六七八九〇零十0o○◯":
                start -= 1
            match = _YEAR.match(folded, start, place + 24)
            if match is None:
                continue
            reached = match.end()
            word = text[start:reached]
            signs = {char for char in word if char not in _NUMERALS}
            after, before = text[reached : reached + 1], text[start - 1 : start]
            inner = any(char in _NUMERALS for char in word.lstrip(_NUMERALS))  # behind the first sign
            if not signs or _JOINED.fullmatch(after or " ") or _JOINED.fullmatch(before or " "):
                continue
            if not inner and after not in ("年", "后", "後"):
                continue
            if len(word) < 3:
                continue
            if signs <= {"○", "◯"} and not _is_simplified(document) and not document.view(_has_zero):
                continue
            if not document.regions.is_prose(start):
                continue
            edits = tuple(
                Edit(start + at, start + at + 1, "〇")
                for at, char in enumerate(word)
                if char not in _NUMERALS
            )
            mended = "".join("〇" if char not in _NUMERALS else char for char in word)
            codes = "、".join(f"“{char}”" for char in sorted(signs))
            fix = Fix(edits, safe=True)
            if (yield self.draft(start, reached, "zero", fix=fix, word=word, codes=codes, right=mended)):
                yield Omitted.rest(places)

    def _numbers(self, document: Document, literals: Iterable[str]) -> Findings:
        text = document.text
        reached = 0
        places = iter(document.hits(*literals))
        for place in places:
            if place < reached:
                continue
            # Nearly all are parts of other words and numbers (2a0f1i, https2o), which four characters show.
            if _NOT_OF_NUMBERS.search(text, place - 1 if place else 0, place + 3):
                continue
            start = place
            while start > max(0, place - 40) and (
                text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] == "_")
            ):
                start -= 1
            match = _TOKEN.match(text, start, place + 60)
            if match is None:
                continue
            reached = match.end()
            word = match.group()
            if not _is_number(word, text[start - 1 : start], text[reached : reached + 5]):
                continue
            if not document.regions.is_prose(start):
                continue
            mended = word.translate(_AS_DIGITS)
            fix = Fix.replace(start, reached, mended)
            if (yield self.draft(start, reached, "number", fix=fix, word=word, right=mended)):
                yield Omitted.rest(places)

    def _dashes(self, document: Document) -> Findings:
        text, classes = document.text, document.classes
        seen: set[int] = set()
        for literal in _DASH_WORDS:
            places = iter(document.hits(literal))
            for place in places:
                for offset, char in enumerate(literal):
                    at = place + offset
                    if char not in _DASHES or at in seen:
                        continue
                    seen.add(at)
                    if literal[0] == "第" and not _ORDINAL.match(document.folded, place):
                        continue
                    before, after = text[at - 1 : at], text[at + 1 : at + 2]
                    if before in tuple(_DASHES) or after in tuple(_DASHES):
                        continue
                    if at == place and not (at and classes[at - 1] in HAN_SET and before not in "日月年时分"):
                        continue
                    if literal.startswith("星期") and after and after not in "，。、；至到上下早晚（）,.)(":
                        continue
                    if not document.regions.is_prose(at):
                        continue
                    fix = Fix.replace(at, at + 1, "一")
                    codes = f"U+{ord(text[at]):04X}"
                    if (yield self.draft(at, at + 1, "han", fix=fix, word=text[at], codes=codes, right="一")):
                        yield Omitted.rest(places)

    def _words(self, document: Document, literals: Iterable[str]) -> Findings:
        text = document.text
        for literal in literals:
            meant = _meant(literal)
            numbered: bool | None = None
            places = iter(document.hits(literal))
            for start in places:
                end = start + len(literal)
                if _JOINED.fullmatch(text[start - 1 : start]) or _JOINED.fullmatch(text[end : end + 1]):
                    continue
                if not document.regions.is_prose(start):
                    continue
                if numbered is None:
                    numbered = _is_numbered(document, literal)
                if numbered:
                    break
                word = text[start:end]
                mended = "".join(new if old.isdigit() else old for old, new in zip(word, meant, strict=True))
                if word.upper() == word:
                    mended = mended.upper()
                fix = Fix.replace(start, end, mended)
                if (yield self.draft(start, end, "word", fix=fix, word=word, right=mended)):
                    yield Omitted.rest(places)


def _is_numbered(document: Document, word: str) -> bool:
    """Whether a word ends with a number, since the text has it with another one, too: pane1 and pane2."""
    if not word[-1].isdigit():
        return False
    words = document.view(_latin_words)
    return any(word[:-1] + digit in words for digit in "0123456789" if digit != word[-1])


_LATIN_WORD = lazy("[a-z0-9]+")


def _latin_words(document: Document) -> str:
    """The words of a text in Latin letters and digits, each once: a view. All of the text would be looked through for each
    word that is asked for."""
    return "\n".join(set(_LATIN_WORD.findall(document.folded)))


def _has_other_kana(text: str, start: int, end: int) -> bool:
    """Whether kana stand in [start, end) that are no lone lookalikes."""
    return any(
        len(match.group()) > 1 or match.group() not in KANA_AS_HAN
        for match in _KANA.finditer(text, start, end)
    )


_AS_DIGITS = str.maketrans("OolI", "0011")


def _words_with(classes: bytes, letters: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The words, of 60 letters and digits at most, in which one of these Cyrillic or Greek letters stands."""
    reached = 0
    for place, _ in letters:
        if place < reached:
            continue
        start = place
        while start > reached:
            left = max(reached, start - 64)
            kept = len(classes[left:start].rstrip(_IN_WORD))
            start = left + kept
            if kept:
                break
        match = _REST.match(classes, place)
        reached = match.end() if match else place + 1
        for word in _WORD.finditer(classes, start, reached):
            if CYRILLIC[0] in word.group() or GREEK[0] in word.group():
                yield word.span()


def _has_zero(document: Document) -> bool:
    return "〇" in document.text


def _is_simplified(document: Document) -> bool:
    return document.count(SIMPLIFIED) > document.count(TRADITIONAL)


def _is_number(word: str, before: str, after: str) -> bool:
    """Whether a token of digits and O, o, l, I is a number with letters astray."""
    if _NUMBER_LIKE.fullmatch(word) is None or word.isdigit() or word.startswith(("0o", "0O")):
        return False
    thousands = _THOUSANDS.match(after) is not None  # 1O,500
    after = after[:1]
    if _YEAR_LIKE.fullmatch(word):
        return before not in ("/", "#", "@")
    if before in ("-", "/", ".", "#", "@", ":", "＃") or after in ("-", "/", "@", "_", ":"):
        return False
    counted = after in _COUNTED or thousands
    digits = sum(char.isdigit() for char in word)
    if not digits:
        return word == "lO" and counted
    if digits > 1 and not word.strip("OolI").isdigit():  # a letter between digits
        return True
    if word[0] == "l":
        return digits > 2 or counted
    if word[0] in "oO" and digits == 1:  # O8时; O2 and O3 are gases
        return after in _CLOCK and word[1] not in "23"
    return word[0].isdigit() and word[-1] in "oO" and counted


def _mend_word(word: str, document: Document) -> str | None:
    """`word` with every letter in its script, None where letters of two scripts are meant."""
    latin = sum("a" <= char.lower() <= "z" for char in word)
    cyrillic = [char for char in word if "\u0400" <= char <= "\u052f"]
    greek = [char for char in word if "\u0370" <= char <= "\u03ff"]
    if cyrillic:
        strange = [char for char in cyrillic if char not in CYRILLIC_AS_LATIN]
        if not strange and (latin or only_lookalikes(document)):
            return "".join(CYRILLIC_AS_LATIN.get(char, char) for char in word)
        if strange and latin and len(cyrillic) > 2 * latin:
            letters = [char for char in word if "a" <= char.lower() <= "z"]
            if all(char in LATIN_AS_CYRILLIC for char in letters):
                return "".join(LATIN_AS_CYRILLIC.get(char, char) for char in word)
        return None
    if latin < 2 or not greek:
        return None
    if all(char in GREEK_AS_LATIN for char in greek):
        return "".join(GREEK_AS_LATIN.get(char, char) for char in word)
    mended = list(word)
    for at, char in enumerate(word):
        if char in greek:
            inside = 0 < at < len(word) - 1 and word[at - 1].islower() and word[at + 1].islower()
            if char in GREEK_AS_LATIN:
                mended[at] = GREEK_AS_LATIN[char]
            elif char in GREEK_INSIDE and inside and latin >= 3:
                mended[at] = GREEK_INSIDE[char]
            else:
                return None
    return "".join(mended)


@functools.cache
def _known() -> frozenset[str]:
    lines = store.beside(__file__, "words.txt").decode("utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _meant(literal: str) -> str:
    """The common English word of which one or all l, i or o are written as digits; "" where there is none."""
    known = _known()
    if literal not in known:
        for digit, letter in (("1", "l"), ("1", "i"), ("0", "o")):
            word = literal.replace(digit, letter)
            if word != literal and word in known:
                return word
    return ""


def _misspelt() -> frozenset[str]:
    """Common English words with one or all of their l, i and o written as digits, which every run asks for."""
    key = store.stamp(__file__, "words.txt")
    found: frozenset[str] = marshal.loads(
        store.compiled("script-misspelt-1", key, lambda: marshal.dumps(_misspell()))
    )
    return found


def _misspell() -> frozenset[str]:
    found: set[str] = set()
    known = _known()
    for word in known:
        if len(word) < 4:
            continue
        for letters, digit in (("l", "1"), ("i", "1"), ("o", "0")):
            places = [at for at, char in enumerate(word) if char in letters]
            options = [(at,) for at in places] + ([tuple(places)] if len(places) > 1 else [])
            for chosen in options:
                found.add("".join(digit if at in chosen else char for at, char in enumerate(word)))
    return frozenset(found - known)
