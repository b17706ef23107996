"""numbering/skipped."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS


class Skipped(Rule):
    """A number is missing in a sequence."""

    id = "numbering/skipped"
    version = 2
    severity = "error"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("a number is missing in a sequence", "编号跳号")
    what = Text(
        "Finds the marker after a gap: 二、 and then 四、; 第二条 and then 第四条; 一是 … 三是; 2. and then 4., also inside a "
        "paragraph and in lists that run on under the next heading. Sequences may begin at any number. Left alone: "
        "announced excerpts, sequences with more gaps than steps, quoted articles, citations at the head of a "
        "wrapped line, decimals, years and amounts.",
        "查找跳号之后的编号：二、之后是四、，第二条之后是第四条，一是……三是，2. 之后是 4.；段落内的列表和跨标题连续编号的列表同样检查。"
        "序列可以从任意数字开始。不报告：声明为节选的内容、缺号多于连号的序列、引文中的条文、折行后恰在行首的引用、小数、年份和数量。",
    )
    why = Text(
        "An item was lost when the text was copied or cut, or its number is wrong.",
        "要么在复制或删节时丢失了一项，要么编号本身有误。",
    )
    messages = {
        "skipped": Text(
            "{marker} follows {before}: {missing} is missing", "{before}之后是{marker}，缺少{missing}"
        ),
        "before": Text("the item before it", "前一项"),
    }
    examples = (
        wrong(
            "一、报名\n到总台登记。\n二、体检\n空腹前往。\n⟦四、⟧培训\n为期两周。\n五、上岗\n先试用一个月。"
        ),
        wrong(
            "第七條　社員須繳社費。\n第八條　社費每年五百元。\n⟦第十條⟧　社長任期一年。\n第十一條　連選得連任。"
        ),
        wrong("会议要求：一是把好进口关；二是把好检验关；⟦四是⟧把好出口关；五是把好责任关。"),
        wrong("甲部\n1. 洗淨。\n2. 切片。\n乙部\n3. 汆燙。\n⟦5.⟧ 拌勻。\n6. 盛盤。"),
        wrong("做法：步骤一：泡米；步骤二：洗叶；⟦步骤四⟧：包扎；步骤五：水煮两小时。"),
        wrong(
            "第一章 总则\n第一条 为护林制定本办法。\n第二章 职责\n第二条 护林员每日巡山。\n第三条 巡山须记日志。\n⟦第四章⟧ 附则\n第四条 本办法自发布之日起施行。"
        ),
        right(
            "二十八、短期借款。\n二十九、長期借款。\n三　十、特別股。\n三十一、應付款項。\n三十二、預收款項。"
        ),
        right("他这么做，一来，是想扰乱耳目；再者，又想嫁祸于人；三来，也是乘机报仇；四来，与我们结怨。"),
        wrong(
            "整改清单\n①检查门窗，更换损坏的锁具。\n②清点工具，其次整理仓库。\n⟦④⟧打扫院子，运走垃圾。\n⑤登记入册。"
        ),
        right("理由有三。其一，路太远，老人走不动。其次，车太少，一等半个钟头。其三，票价又涨了。"),
        right("第三條　社員須繳社費。\n第四條　社費每年五百元。\n第五條　社長任期一年。"),
        right("一、春耕\n1.选种\n2.育苗\n二、夏管\n3.追肥\n4.除草\n三、秋收\n5.晾晒"),
        right("以下為本規約節錄：\n第二條　裝潢須先申報。\n第五條　夜間不得施工。\n第六條　廢料應自行清運。"),
        right("2.5米以上的货车绕行。\n4.8吨以上的货车须持通行证。\n6.1节期间放行。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a gap."""
        for flaw in document.view(flaws_of).skipped:
            item, before = flaw.item, flaw.other
            assert before is not None
            if all(_is_spread(document.text, before.end, item.start, value) for value in flaw.missing):
                continue
            yield self.draft(
                item.start,
                item.end,
                "skipped",
                related=(self.related(before.start, before.end, "before"),),
                marker=document.text[item.start : item.end],
                before=document.text[before.start : before.end],
                missing=", ".join(str(value) for value in flaw.missing),
            )


def _is_spread(text: str, start: int, end: int, value: int) -> bool:
    """Whether 二十, 三十 … stands in [start, end) as typists set it below 二十九: 三　十、."""
    tens, rest = divmod(value, 10)
    if rest or not 2 <= tens <= 9:
        return False
    first = "一二三四五六七八九"[tens - 1]
    return any(f"{first}{gap}十" in text[start:end] for gap in ("\u3000", "  ", " "))
