"""privacy/plate."""

from __future__ import annotations

from itertools import chain, islice

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.privacy._context import as_example, most_places, stars

# GA 36-2018: an abbreviation of the province, a letter, five characters (six for new energy) without I and O.
_MAINLAND = lazy(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·•\- ]?(?=[a-hj-np-z0-9]{0,4}\d)[a-hj-np-z0-9]{4,5}(?:[a-hj-np-z0-9]|[挂学警港澳])(?![a-z0-9*])"
)
_ELSEWHERE = lazy(r"(?<![0-9a-z])(?:[a-z]{2,3}-?\d{4}|\d{4}-?[a-z]{2}|[a-z]{2} ?\d{2,4})(?![0-9a-z*])")
_PREFIXES = tuple(
    province + letter
    for province in "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
    for letter in "abcdefghjklmnpqrstuvwxyz"
)
_ABBREVIATIONS = frozenset(_PREFIXES)
_NAMED = ("车牌", "车号", "牌照", "牌号")


class Plate(Rule):
    """A number plate."""

    id = "privacy/plate"
    version = 2
    severity = "warning"
    confidence = "medium"
    profile = "corpus"
    triggers = (*_PREFIXES, *_NAMED)
    private = True
    summary = Text("a number plate", "车牌号码")
    what = Text(
        "Finds number plates of the mainland (GA 36: 京A and five or six characters), and those of Taiwan and Hong "
        "Kong shortly after 車牌 or 車號.",
        "查找大陆车牌（GA 36：京A 加五或六位），以及“車牌”“車號”之后不远处的台湾、香港车牌。",
    )
    why = Text("It leads to the owner of the vehicle.", "由它可以查到车主。")
    messages = {"plate": Text("a number plate", "车牌号码")}
    examples = (
        wrong("肇事车辆为⟦京A·00001⟧，已驶离现场。", "肇事车辆为京A****01，已驶离现场。"),
        wrong("請車號⟦ABC-0001⟧的車主盡速移車。", "請車號AB****01的車主盡速移車。"),
        right("车牌京A****1的车主请移车。"),
        right("新A级标准适用于苏B类企业，编号从略。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a plate."""
        folded = document.folded
        found: list[tuple[int, int]] = []
        most = most_places(document)
        prefixes, named = iter(document.hits_of(_ABBREVIATIONS)), iter(document.hits(*_NAMED))
        for place in islice(prefixes, most):
            plate = _MAINLAND.match(folded, place)
            if plate is not None:
                found.append(plate.span())
        for place in islice(named, most):
            match = _ELSEWHERE.search(folded, place, place + 20)
            if match is not None:
                found.append(match.span())
        last = 0
        places = iter(sorted(found))
        for start, end in places:
            if start < last or as_example(document, start, end) or not document.regions.is_prose(start):
                continue
            last = end
            masked = stars(document.text[start:end], 2, 2)
            if (yield self.draft(start, end, "plate", fix=Fix.replace(start, end, masked))):
                break
        left = sum(1 for _ in chain(places, prefixes, named))
        if left:
            yield Omitted(left)
