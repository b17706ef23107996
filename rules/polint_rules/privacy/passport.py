"""privacy/passport."""

from __future__ import annotations

from itertools import islice

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.privacy._context import as_example, most_places, stars

_NUMBER = lazy(
    r"(?<![0-9a-z])(?:[degps]\d{8}|e[a-hj-np-z]\d{7}|[kh][a-z]?\d{7,8}|[cw][a-z]?\d{7,8}|[mt]\d{7,8}|[13]\d{8})(?![0-9a-z])"
)
_NAMED = ("护照", "通行证", "台胞证", "passport")
_REACH = 24  # code points after the word that names the document


class Passport(Rule):
    """The number of a passport or a travel permit."""

    id = "privacy/passport"
    version = 2
    severity = "warning"
    profile = "corpus"
    triggers = _NAMED
    private = True
    summary = Text("a passport number", "护照号码")
    what = Text(
        "Finds the number of a passport of the mainland, Hong Kong, Macau or Taiwan, or of a travel permit between them, "
        "shortly after the word that names the document. They have no checksum: without the word nothing is reported.",
        "在“护照”“通行证”等字样之后不远处查找大陆、香港、澳门、台湾护照或往来通行证的号码。这些号码没有校验位，旁边没有字样的不报告。",
    )
    why = Text("It names one traveller.", "它指向一名旅客。")
    messages = {"number": Text("the number of a passport or travel permit", "护照或通行证号码")}
    examples = (
        wrong("遗失护照一本，号码⟦E00000001⟧，声明作废。", "遗失护照一本，号码E******01，声明作废。"),
        wrong("旅客護照號碼：⟦300000001⟧，請至櫃檯。", "旅客護照號碼：3******01，請至櫃檯。"),
        right("护照号码由一位字母和八位数字组成，例如E00000001。"),
        right("請攜帶護照及簽證，於九月三日上午十時集合。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a number."""
        folded = document.folded
        last = -1
        places = iter(document.hits(*_NAMED))
        for place in islice(places, most_places(document)):
            match = _NUMBER.search(folded, place, place + _REACH + 10)
            if match is None or match.start() <= last:
                continue
            start, end = match.span()
            if as_example(document, start, end):
                continue
            last = start
            masked = stars(document.text[start:end], 1, 2)
            if (yield self.draft(start, end, "number", fix=Fix.replace(start, end, masked))):
                break
        left = sum(1 for _ in places)
        if left:
            yield Omitted(left)
