"""privacy/phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Option, Rule, right, wrong
from polint_rules.privacy._context import around, as_example, as_other, grouped, most_places, runs_of, stars

_MOBILE = lazy(
    r"(?<![0-9a-z.\-+])(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|-\d{4}-\d{4}| \d{4} \d{4}|-\d{3}-\d{5})(?![0-9a-z]|\.\d|-\d)"
    r"|(?<![0-9a-z.\-+])(?:\+?886[- ]?)?0?9\d{2}(?:\d{6}|-\d{3}-\d{3}|-\d{6}| \d{3} \d{3})(?![0-9a-z]|\.\d|-\d)"
)
_HONG_KONG = lazy(r"(?<![0-9a-z.\-+])(?:\+?852[- ]?)?[5679]\d{3}[ -]?\d{4}(?![0-9a-z]|\.\d|-\d)")
_SIZES, _HONG_KONG_SIZES = frozenset((6, 9, 10, 11, 12, 13)), frozenset((7, 8, 11))
"""Digits that stand together in such a number, with its country's; six and more of them are a run."""
_LANDLINE = lazy(r"(?<![0-9a-z.\-])(?:\(0\d{1,3}\)|0\d{1,3}[- ])\d{3,4}[- ]?\d{4}(?![0-9a-z]|\.\d|-\d)")
_CALL = lazy("电话|手机|手提|致电|来电|拨打|联络|联系|热线|whatsapp|tel|phone|call|mobile")


class Phone(Rule):
    """A telephone number of a person."""

    id = "privacy/phone"
    version = 2
    severity = "warning"
    confidence = "medium"
    profile = "corpus"
    sieve = "polint_rules.privacy._number:with_numbers"
    private = True
    summary = Text("a telephone number", "电话号码")
    what = Text(
        "Finds mobile numbers of the mainland and of Taiwan, and those of Hong Kong beside a word such as 電話 or "
        "WhatsApp. Landlines are reported on demand: they mostly belong to offices. Numbers given as an example, "
        "order and serial numbers, masked ones and hotlines are left alone.",
        "查找大陆、台湾的手机号，以及“電話”“WhatsApp”等字样旁的香港手机号。座机多属机构，需要时可开启。示例号码、订单号、流水号、"
        "已打码的号码和服务热线不在此列。",
    )
    why = Text("Whoever reads the corpus can call that person.", "读到语料的人都可以打给他。")
    options = {
        "landlines": Option(False, Text("report landlines with an area code as well", "也报告带区号的座机")),
    }
    messages = {
        "mobile": Text("a mobile number", "手机号码"),
        "landline": Text("a landline number", "座机号码"),
    }
    examples = (
        wrong("拾到钱包者请打⟦13900000001⟧，找小路。", "拾到钱包者请打139****0001，找小路。"),
        wrong("意者請洽⟦0900-000-001⟧，謝謝。", "意者請洽090******001，謝謝。"),
        wrong("有意租住者請致電⟦9000 0001⟧李小姐。", "有意租住者請致電900***001李小姐。"),
        right("号码格式为11位数字，例如13900000001。"),
        right("订单编号13900000001已经发货，客服热线400-000-0001。"),
        right("手机139****0001已经停机。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a number."""
        folded = document.folded
        ranges = document.view(grouped)
        runs, hong_kong_runs = runs_of(document, _SIZES), runs_of(document, _HONG_KONG_SIZES)
        mobile = chain(
            around(document, _MOBILE, 5, 2, runs),
            chain.from_iterable(_MOBILE.finditer(folded, begin, stop) for begin, stop in ranges),
        )
        hong_kong = chain(
            around(document, _HONG_KONG, 5, 2, hong_kong_runs),
            chain.from_iterable(_HONG_KONG.finditer(folded, begin, stop) for begin, stop in ranges),
        )
        most = most_places(document)
        joined = [*islice(mobile, most), *_by_call(document, islice(hong_kong, most))]
        found = {(*match.span(), "mobile") for match in joined}
        if self.settings["landlines"]:
            found |= {(*match.span(), "landline") for match in islice(_LANDLINE.finditer(folded), most)}
        last = 0
        places = iter(sorted(found))
        for start, end, kind in places:
            if start < last or as_example(document, start, end) or as_other(document, start):
                continue
            if folded[end : end + 1] in tuple("字元人次个吨亩株册%"):
                continue  # an amount
            if not document.regions.is_prose(start):
                continue
            last = end
            masked = stars(document.text[start:end], 3, 4 if end - start == 11 else 3)
            if (yield self.draft(start, end, kind, fix=Fix.replace(start, end, masked))):
                break
        left = sum(1 for _ in chain(places, runs))
        if left:
            yield Omitted(left)


def _by_call(document: Document, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that a word such as 電話 stands before."""
    folded = document.folded
    return (match for match in matches if _CALL.search(folded, max(0, match.start() - 12), match.start()))
