"""numbering/out-of-order."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS


class OutOfOrder(Rule):
    """A number goes backwards in a sequence."""

    id = "numbering/out-of-order"
    version = 2
    severity = "error"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("a number goes backwards in a sequence", "编号倒序")
    what = Text(
        "Finds the marker that is smaller than the one before it although both belong to one sequence: 四、 and then "
        "三、; 第九条 before 第八条. Left alone: lists that begin again, countdowns, citations at the head of a wrapped "
        "line, numbers that stand in their place elsewhere in the sequence.",
        "查找同一序列中小于前一项的编号：四、之后是三、，第九条在第八条之前。不报告：重新开始的列表、倒数、折行后恰在行首的引用，"
        "以及在序列中另有正确位置的号码。",
    )
    why = Text(
        "Two items changed places, or one of them has a wrong number.",
        "两项的位置颠倒了，或者其中一项的编号有误。",
    )
    messages = {
        "backwards": Text("{marker} stands after {before}", "{marker}出现在{before}之后"),
        "before": Text("the higher number before it", "前面较大的编号"),
    }
    examples = (
        wrong(
            "第五条　馆内禁止吸烟。\n第七条　借书以三册为限。\n⟦第六条⟧　入馆须出示证件。\n第八条　逾期按日收费。"
        ),
        wrong("步驟一：洗米。\n步驟三：蒸飯。\n⟦步驟二⟧：浸米。\n步驟四：拌醋。"),
        wrong(
            "1．浸种。水温适宜。\n2．催芽。保持湿润。\n4．移栽。选阴天。\n⟦3．⟧育苗。搭小拱棚。\n5．追肥。薄肥勤施。"
        ),
        right(
            "1 杯高汤\n\n小火煮开。\n\n2 勺油\n\n先烧热。\n\n4 杯鸡肉，切成块\n\n先用盐腌一夜。\n\n3 杯干酪，磨碎\n\n留一半做浇头。\n\n"
            "5 片面包\n\n最后再放。\n"
        ),
        right("先说第三名。\n3. 石桥队\n2. 柳林队\n1. 青山队"),
        right("一、种\n1. 翻土\n2. 下种\n二、收\n1. 割\n2. 晒"),
        right(
            "第 7 條\n會議由理事長召集。\n第 8 條\n會議之決議準用\n第 5 條規定。\n第 9 條\n本規則自公布日施行。"
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a step back."""
        for flaw in document.view(flaws_of).out_of_order:
            item, before = flaw.item, flaw.other
            assert before is not None
            yield self.draft(
                item.start,
                item.end,
                "backwards",
                related=(self.related(before.start, before.end, "before"),),
                marker=document.text[item.start : item.end],
                before=document.text[before.start : before.end],
            )
