"""numbering/mixed-style."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS


class MixedStyle(Rule):
    """One list is numbered in two styles."""

    id = "numbering/mixed-style"
    version = 2
    severity = "warning"
    profile = "publication"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("one list is numbered in two styles", "同一列表编号样式不一")
    what = Text(
        "Finds the marker that takes the next number of a list but looks different from the others: 2、 among 1. and 3., "
        "三） among （一）, 3、 among 一、 二、 四、. The mend writes it as the others are written. Left alone: lists of "
        "another level, and brackets that differ in width only.",
        "查找号码相接但样式与同列表其他编号不同的编号：1. 3. 之间的 2、，（一）（二）之后的三），一、二、四、之间的 3、。"
        "修复时改写为与其他编号相同的样式。不报告：不同层级的列表，以及仅有全角、半角之别的括号。",
    )
    why = Text(
        "A reader, and a program, takes another style for another level.",
        "样式不同，读者和程序都会把它当成另一个层级。",
    )
    messages = {
        "mixed": Text(
            "{marker} in a list numbered like {model}", "列表的编号样式为{model}，此处却是{marker}"
        ),
        "model": Text("the style of this list", "该列表的样式"),
    }
    examples = (
        wrong("1.扫码。\n2.填表。\n⟦3、⟧付款。\n4.取票。", fixed="1.扫码。\n2.填表。\n3.付款。\n4.取票。"),
        wrong(
            "（一）身分證影本；\n（二）照片一張；\n⟦三）⟧報名表；\n（四）匯款收據。",
            fixed="（一）身分證影本；\n（二）照片一張；\n（三）報名表；\n（四）匯款收據。",
        ),
        wrong(
            "一、点名。\n二、讲评。\n⟦3、⟧分组。\n四、解散。",
            fixed="一、点名。\n二、讲评。\n三、分组。\n四、解散。",
        ),
        wrong(
            "第一，备好种。第二，整好地。⟦三是⟧管好水。第四，防好虫。",
            fixed="第一，备好种。第二，整好地。第三，管好水。第四，防好虫。",
        ),
        wrong(
            "一是抓種苗。早訂早運。\n二是抓農機。早修早用。\n⟦第三⟧，抓水利。早清早通。\n四是抓防疫。早防早治。",
            fixed="一是抓種苗。早訂早運。\n二是抓農機。早修早用。\n三是抓水利。早清早通。\n四是抓防疫。早防早治。",
        ),
        right("一、点名\n1、甲组\n2、乙组\n二、讲评\n1、优点\n2、不足"),
        right("（一）洗。\n1. 冷水。\n2. 溫水。\n（二）晒。\n1）平鋪。\n2）翻面。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a marker."""
        for flaw in document.view(flaws_of).mixed:
            item, model = flaw.item, flaw.other
            assert model is not None
            yield self.draft(
                item.start,
                item.end,
                "mixed",
                fix=flaw.fix,
                related=(self.related(model.start, model.end, "model"),),
                marker=document.text[item.start : item.end],
                model=document.text[model.start : model.end],
            )
