"""privacy/id-number."""

from __future__ import annotations

import datetime

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.privacy._context import around, runs_of, stars

_MAINLAND = lazy(r"(?<![0-9a-z.])[1-9]\d{5}[ -]?(?:19|20)\d{6}[ -]?\d{3}[0-9x](?![0-9a-z])")
_SIZES, _TAIWAN_SIZES, _HONG_KONG_SIZES = frozenset((6, 14, 17, 18)), frozenset((9,)), frozenset((6,))
"""Digits that stand together at its beginning: all, all but an x, or those of the place, with the date of birth or not."""
_TAIWAN = lazy(r"(?<![0-9a-z])[a-z][1289]\d{8}(?![0-9a-z])")
_HONG_KONG = lazy(r"(?<![0-9a-z])[a-z]{1,2}\d{6}\([0-9a]\)")
# The first two digits: provinces, regions and municipalities (GB/T 2260), 81 to 83 for residents from Hong Kong, Macau and Taiwan.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TAIWAN_LETTERS = "abcdefghjklmnpqrstuvxywzio"


class IdNumber(Rule):
    """An identity number whose checksum is right."""

    id = "privacy/id-number"
    version = 2
    severity = "error"
    profile = "corpus"
    sieve = "polint_rules.privacy._number:with_numbers"
    private = True
    summary = Text("an identity number", "身份证号码")
    what = Text(
        "Finds resident identity numbers of the mainland (GB 11643: 18 characters, a real date, the check character of "
        "ISO 7064 MOD 11-2), of Taiwan (a letter and nine digits) and of Hong Kong (check digit in brackets). "
        "A number whose checksum is wrong, or that is masked, is no finding.",
        "查找大陆居民身份证号（GB 11643：18 位，日期真实，校验码符合 ISO 7064 MOD 11-2）、台湾身份证统一编号（一个字母加九位数字）和"
        "香港身份证号（括号内为校验码）。校验不符或已打码的不报告。",
    )
    why = Text(
        "It names one person for life; a corpus must not spread it (PIPL, article 28; Taiwan PDPA; Hong Kong PDPO).",
        "它终身指向一个人，不应随语料扩散（《个人信息保护法》第二十八条；台湾《个人资料保护法》；香港《个人资料（私隐）条例》）。",
    )
    messages = {
        "mainland": Text("a resident identity number of the mainland", "大陆居民身份证号码"),
        "taiwan": Text("an identity number of Taiwan", "台湾身份证统一编号"),
        "hong-kong": Text("an identity number of Hong Kong", "香港身份证号码"),
    }
    examples = (
        wrong("领款人：路人甲，身份证⟦650000198811090036⟧。", "领款人：路人甲，身份证650***********0036。"),
        wrong("經查，當事人（⟦A100000001⟧）未到場。", "經查，當事人（A10****001）未到場。"),
        wrong("持證人身份證號碼為⟦Z100000(5)⟧，有效期十年。", "持證人身份證號碼為Z10*******，有效期十年。"),
        right("测试用的号码是650000198811090037，校验位不对。"),
        right("身份证号650***********0036已经打码。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a number."""
        found = [
            (*m.span(), "mainland")
            for m in around(document, _MAINLAND, 0, 15, runs_of(document, _SIZES))
            if is_mainland(m.group())
        ]
        found += [
            (*m.span(), "taiwan")
            for m in around(document, _TAIWAN, 1, 1, runs_of(document, _TAIWAN_SIZES))
            if is_taiwan(m.group())
        ]
        found += [
            (*m.span(), "hong-kong")
            for m in around(document, _HONG_KONG, 2, 4, runs_of(document, _HONG_KONG_SIZES))
            if is_hong_kong(m.group())
        ]
        places = iter(sorted(found))
        for start, end, kind in places:
            tail = {"mainland": 4, "taiwan": 3}.get(kind, 0)
            masked = stars(document.text[start:end], 3, tail)
            if (yield self.draft(start, end, kind, fix=Fix.replace(start, end, masked))):
                yield Omitted.rest(places)


def is_mainland(number: str) -> bool:
    """Whether a folded number of 18 characters, perhaps in groups, is one the mainland could have issued."""
    number = number.replace(" ", "").replace("-", "")
    if len(number) != 18 or number[:2] not in _PROVINCES:
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return born.year >= 1900 and number[17] == "10x98765432"[total % 11]


def is_taiwan(number: str) -> bool:
    """Whether a folded letter and nine digits satisfy Taiwan's check digit."""
    code = _TAIWAN_LETTERS.index(number[0]) + 10
    digits = [code // 10, code % 10, *map(int, number[1:])]
    return (
        sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True))
        % 10
        == 0
    )


def is_hong_kong(number: str) -> bool:
    """Whether folded letters, six digits and a check digit in brackets satisfy Hong Kong's checksum."""
    letters, digits, check = number[:-9], number[-9:-3], number[-2]
    values = [36, *(ord(c) - 87 for c in letters)][-2:] + [int(c) for c in digits]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if check == "a" else int(check))) % 11 == 0
