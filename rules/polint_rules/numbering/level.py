"""numbering/level."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS


class Level(Rule):
    """A list at a level that contradicts the document's own order."""

    id = "numbering/level"
    version = 2
    severity = "warning"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("a level that contradicts the document's own order", "编号层级与本文自身的次序矛盾")
    what = Text(
        "Finds the first marker of a list that stands where the document's own order has no place for it: 一、 二、 within "
        "（二） of 一、; 1. within （1） where elsewhere （1） stands within 1.; 2.3 under chapter 3; 3.1.1.1 right under 3.1. What is a level is read from "
        "the document, not from a fixed order; a list that begins again under its heading is none.",
        "查找与本文自身层级次序矛盾的列表首项：一、之下的（二）里又出现一、二、；别处都是 1. 下分（1），此处却在（1）之下用 1.；第 3 章之下出现 2.3；3.1 之下直接出现 3.1.1.1。"
        "层级次序从文档本身推断，不套用固定规范；在新标题下重新开始的列表不算。",
    )
    why = Text(
        "The reader takes the list for a part of another rank than it has.",
        "读者会误判这部分内容所属的层级。",
    )
    messages = {
        "level": Text("{marker} stands at a level of its own", "{marker}所处的层级与本文其他部分不一致"),
        "other": Text("the level it has elsewhere", "该样式在别处的层级"),
    }
    examples = (
        wrong(
            "一、目标\n（一）水质\n⟦一、⟧河道\n清淤三次。\n二、湖面\n打捞水草。\n（二）岸线\n补种芦苇。\n二、期限\n年底完成。\n三、经费\n村里自筹。"
        ),
        wrong(
            "1 範圍\n1.1 對象\n1.2 期間\n2 材料\n2.1 木料\n2.2 鐵件\n3 工序\n3.1 裁切\n⟦2.3⟧ 打磨\n4 驗收\n4.1 外觀\n4.2 尺寸"
        ),
        wrong(
            "1 总则\n1.1 目的\n1.2 范围\n2 设计\n2.1 结构\n⟦2.1.1.1⟧ 采集层\n2.1.1.2 传输层\n2.2 数据\n3 测试\n3.1 环境"
        ),
        right("1 总则\n1.1 目的\n2 设计\n2.1 结构\n2.1.1 采集层\n2.1.1.1 网关\n2.2 数据"),
        right("一、目标\n（一）水质\n（二）岸线\n二、期限\n（一）近期\n（二）远期"),
        right(
            "## 1. 种菜\n### 1.1 选种\n常用的有：\n1. 菠菜\n2. 芥菜\n### 1.2 播种\n浅播即可。\n"
            "## 2. 养花\n### 2.1 选盆\n分两步：\n1. 量根\n2. 挑盆\n### 2.2 换土\n每年一次。"
        ),
        right("1. 春\n一、播種\n二、澆水\n2. 夏\n一、除草\n二、施肥"),
        right("1 范围\n1.1 对象\n2 材料\n2.1 木料\n2.2 铁件\n3 工序\n3.1 裁切"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a list."""
        for flaw in document.view(flaws_of).level:
            item, other = flaw.item, flaw.other
            assert other is not None
            yield self.draft(
                item.start,
                item.end,
                "level",
                related=(self.related(other.start, other.end, "other"),),
                marker=document.text[item.start : item.end],
            )
