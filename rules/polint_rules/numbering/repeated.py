"""numbering/repeated."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS


class Repeated(Rule):
    """A number occurs twice in a sequence."""

    id = "numbering/repeated"
    version = 2
    severity = "error"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("a number occurs twice in a sequence", "编号重复")
    what = Text(
        "Finds the second marker with the number of the one before it: （三） and （三） again, 第五条 twice, two captions "
        "图2. The mend gives it the next number, and where that is taken moves all later ones on by one. Left "
        "alone: lists that begin again, quoted articles, citations at the head of a wrapped line.",
        "查找与前一项编号相同的编号：连续两个（三）、两个第五条、两处图2。修复时改为下一个号码，若该号码已被占用，则其后各项依次后移。"
        "不报告：重新开始的列表、引文中的条文、折行后恰在行首的引用。",
    )
    why = Text(
        "References to that number no longer say which item they mean.",
        "凡引用该编号之处，都无法确定所指的是哪一项。",
    )
    messages = {
        "repeated": Text("{marker} occurs a second time", "{marker}重复出现"),
        "first": Text("the first one", "首次出现处"),
    }
    examples = (
        wrong(
            "（一）采茶。清明前开采。\n（二）摊青。薄摊半日。\n⟦（二）⟧杀青。锅温要高。\n（三）揉捻。轻重相间。",
            fixed="（一）采茶。清明前开采。\n（二）摊青。薄摊半日。\n（三）杀青。锅温要高。\n（四）揉捻。轻重相间。",
        ),
        wrong(
            "一、主席報告：略。\n二、財務報告：結餘八千元。\n三、總務報告：修繕完成。\n⟦三、⟧活動報告：下月登山。\n五、散會。",
            fixed="一、主席報告：略。\n二、財務報告：結餘八千元。\n三、總務報告：修繕完成。\n四、活動報告：下月登山。\n五、散會。",
        ),
        wrong(
            "图1为外形。\n图2为剖面。\n⟦图2⟧为接线。\n图3为安装。",
            fixed="图1为外形。\n图2为剖面。\n图3为接线。\n图4为安装。",
        ),
        wrong(
            "【第一步】备料。\n【第二步】沿虚线剪下。\n【⟦第二步⟧】对折粘牢。\n【第三步】装上橡皮筋。",
            fixed="【第一步】备料。\n【第二步】沿虚线剪下。\n【第三步】对折粘牢。\n【第四步】装上橡皮筋。",
        ),
        right(
            "表1为客流，表2为换乘，表3为高峰。\n表1　客流\n广场　八千人\n表2　换乘\n地铁　四成\n表3　高峰\n早　三成"
        ),
        right("上午\n1. 签到\n2. 开幕\n下午\n1. 分组\n2. 闭幕"),
        right("（一）洗。一是冷水，二是热水。\n（二）晒。一是朝南，二是通风。\n（三）收。"),
        right(
            "第 2 條\n會員依本會章程\n第 2 條規定繳費。\n第 3 條\n會費每年一次。\n第 4 條\n本辦法自公布日施行。"
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a number written again."""
        for flaw in document.view(flaws_of).repeated:
            item, first = flaw.item, flaw.other
            assert first is not None
            yield self.draft(
                item.start,
                item.end,
                "repeated",
                fix=flaw.fix,
                related=(self.related(first.start, first.end, "first"),),
                marker=document.text[item.start : item.end],
            )
