"""privacy/bank-card."""

from __future__ import annotations

import re
from itertools import chain, islice

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.privacy._context import around, as_example, as_other, grouped, most_places, runs_of, stars
from polint_rules.privacy.id_number import is_mainland

_CARD = lazy(r"(?<![0-9a-z.\-])(?:\d{15,19}|\d{6}[ -]\d{9,13})(?![0-9a-z]|\.\d|-\d)")
_SIZES = frozenset((6, 15, 16, 17, 18, 19))
_GROUPED = lazy(r"(?<![0-9a-z.\-])\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9a-z]|\.\d|-\d)")
_SPOKEN = lazy("卡号|账号|帐号|账户|帐户|户名|银行|开户|信用卡|储蓄|转账|汇款|打款|捐款|收款|card|account")
# Issuer ranges (ISO/IEC 7812): China UnionPay 62 and 81, ICBC 9558, Visa, Mastercard, American Express, JCB.
_ISSUERS = (
    (re.compile("62|81"), (16, 17, 18, 19)),
    (re.compile("9558"), (19,)),
    (re.compile("4"), (16, 19)),
    (re.compile("5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    (re.compile("3[47]"), (15,)),
    (re.compile("35(?:2[89]|[3-8])"), (16,)),
)


class BankCard(Rule):
    """A bank card number."""

    id = "privacy/bank-card"
    version = 2
    severity = "error"
    profile = "corpus"
    sieve = "polint_rules.privacy._number:with_numbers"
    private = True
    summary = Text("a bank card number", "银行卡号")
    what = Text(
        "Finds numbers of 15 to 19 digits that satisfy the Luhn checksum (ISO/IEC 7812-1) and begin like a card of a known issuer. "
        "Outside UnionPay's range a word such as 卡号 must stand near. Order and serial numbers, and identity numbers, "
        "are left alone.",
        "查找 15 至 19 位、满足 Luhn 校验（ISO/IEC 7812-1）、以已知发卡机构号段开头的数字；银联以外的号段，附近须有“卡号”之类的字样。"
        "订单号、流水号和身份证号不在此列。",
    )
    why = Text("Together with a name it opens an account to fraud.", "与姓名放在一起，便足以用来行骗。")
    messages = {"card": Text("a bank card number", "银行卡号")}
    examples = (
        wrong("请汇到卡号⟦6222000000000000012⟧，户名路人甲。", "请汇到卡号6222***********0012，户名路人甲。"),
        wrong("會費請轉賬至⟦6210 0000 0000 0011⟧。", "會費請轉賬至6210***********0011。"),
        right("订单流水号6222000000000000012已生成。"),
        right("卡号6222000000000000013校验不符。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a number."""
        folded = document.folded
        grouping = (_GROUPED.finditer(folded, begin, stop) for begin, stop in document.view(grouped))
        runs = runs_of(document, _SIZES)
        matches = chain(around(document, _CARD, 0, 16, runs), chain.from_iterable(grouping))
        for match in islice(matches, most_places(document)):
            start, end = match.span()
            number = match.group().replace(" ", "").replace("-", "")
            if not luhn(number):
                continue
            issuer = _issuer(number)
            if issuer is None or is_mainland(number):
                continue
            spoken = _SPOKEN.search(folded, max(0, start - 24), min(len(folded), end + 16)) is not None
            if (issuer and not spoken) or as_example(document, start, end) or as_other(document, start):
                continue
            masked = stars(document.text[start:end], 4, 4)
            if (yield self.draft(start, end, "card", fix=Fix.replace(start, end, masked))):
                break
        left = sum(1 for _ in runs)
        if left:
            yield Omitted(left)


def _issuer(number: str) -> int | None:
    """The place of the issuer among _ISSUERS (0: UnionPay), None for none."""
    for place, (prefix, sizes) in enumerate(_ISSUERS):
        if len(number) in sizes and prefix.match(number):
            return place
    return None


def luhn(number: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    digits = (number[::-2] + number[-2::-2].translate(_DOUBLED)).encode()
    return not (sum(digits) - len(digits) * ord("0")) % 10 and len(set(number)) > 1


_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Of every digit the digit sum of twice as much."""
