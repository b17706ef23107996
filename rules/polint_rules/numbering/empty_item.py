"""numbering/empty-item."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.numbering._flaw import flaws_of
from polint_rules.numbering._sketch import TRIGGERS

_CHOICE = lazy("[ \t]?[①-⑳]")
"""What stands behind the letter of an answer that names statements above it: A.①③ B.②④."""
_SECTION = lazy(
    "[ \t]*[\r\n]+[ \t]*第[一二三四五六七八九十]{1,3}(?:课|科|股|组|室|处|队|中队)[\u4e00-\u9fff]"
)
"""第 4 條, and below it 第一課業務職掌如下: the section of an office, no lesson."""


class EmptyItem(Rule):
    """An item without a body among items that have one."""

    id = "numbering/empty-item"
    version = 2
    severity = "warning"
    triggers = TRIGGERS
    sieve = "polint_rules.numbering._sketch:suspects"
    gate = "polint_rules.numbering._flaw:flawed"
    summary = Text("an item without a body among items that have one", "编号项缺少正文")
    what = Text(
        "Finds an item that holds less than all its sisters: a marker with nothing behind it, a heading with nothing "
        "under it where the other headings have text, a title sentence alone where the others go on after theirs. "
        "Left alone: lists of headings only, forms to be filled in, 散会, 略 and the like.",
        "查找内容少于同列其他各项的编号项：编号后面什么也没有；其他标题下都有正文而此标题下没有；其他各项在首句之后都有内容而此项只有首句。"
        "不报告：只有标题的列表、待填写的表格，以及“散会”“略”等本来就没有正文的项。",
    )
    why = Text(
        "The text that belonged there was lost or never written.", "此处的正文丢失了，或者一直没有写。"
    )
    messages = {
        "bare": Text("{marker} has nothing behind it", "{marker}后面没有内容"),
        "heading": Text("nothing stands under this heading", "此标题下没有正文"),
        "full": Text("other items of the list have text", "同列其他项有正文"),
    }
    examples = (
        wrong("1.擦黑板。每节课后擦净。\n2.扫地。先洒水，后清扫。\n⟦3.⟧\n4.倒垃圾。放学后倒，桶要洗净。"),
        wrong(
            "一、活動時間\n十月三日上午九時。\n二、活動地點\n河濱公園。\n⟦三、報名方式⟧\n四、注意事項\n自備飲水，遇雨順延。"
        ),
        wrong(
            "一是抓好苗木。提前联系苗圃，签订供货合同。\n二是抓好整地。机械深翻，清除石块。\n⟦三是抓好管护。⟧\n"
            "四是抓好验收。分片包干，逐株清点，张榜公布。"
        ),
        wrong(
            "一、時間：上午九時整\n二、地點：三樓會議室\n三、出席：各科室主管\n⟦四、議程：⟧\n五、附記：請準時出席"
        ),
        wrong(
            "第一案：外牆整修。決議：通過。\n⟦第二案⟧：\n第三案：公基金。決議：調升。\n第四案：充電座。決議：保留。"
        ),
        wrong("一、教务处：试题已审完。\n二、学务处：下周开会。\n⟦三、总务处：⟧\n四、辅导室：招募志工。"),
        wrong(
            "一、活动主题\n书香润童年\n二、活动时间\n4月23日至4月30日\n⟦三、活动地点⟧\n四、活动内容\n开展图书漂流、亲子共读活动。"
        ),
        wrong(
            "1 范围\n本规程适用于育苗。\n2 术语\n穴盘、基质依行业用语。\n⟦3 播种要求⟧\n4 苗期管理\n白天通风，夜间保温。\n5 出圃\n四叶一心时出圃。"
        ),
        right("A. 1\n\nB. 2\n\nC.2和3\n\nD. 所有以上\n\n答案: C\n\n详细说明, 请看下文:\n\n决策树"),
        right("1 张三 男 四十岁\n2 李四 女\n3 王五 男 三十岁\n4 赵六 男"),
        right("一、領獎\n二、致詞\n三、合影\n四、餐敘"),
        right("一、主席報告\n感謝各位出席。\n二、提案討論\n照案通過。\n三、臨時動議\n無。\n四、散會"),
        right(
            "第 1 條\n本細則依組織通則訂定。\n第 2 條\n第一課掌理事項如下：\n一、採購。\n二、驗收。\n"
            "第 3 條\n第二課掌理事項如下：\n一、登記。\n二、收發。\n第 4 條\n本細則自發布日施行。"
        ),
        right("有三种写法：(1) 查询语法；(2) 方法语法；(3) 两者合用。一般用 (1)，需要时用 (2) 和 (3)。\n"),
        right(
            "下列哪些可以是主成分？\n1)坐标(0.71,0.71,0,0)\n2)坐标(0,0,0.71,0.71)\n3)坐标(0.5,0.5,0.5,0.5)\n"
        ),
        right(
            "### 1. 开机\n按下电源键。\n### 2. 布置桌面\n#### 1. 换壁纸\n右击空白处，选一张图。\n#### 2. 调字号\n拖动滑块即可。\n"
            "### 3. 联网\n选无线网，填密码。\n### 4. 关机\n按住电源键。"
        ),
        right(
            "1.属于同一时期的是\n①陶罐 ②铜鼎 ③铁犁 ④瓷碗\nA.①② B.①③ C.②③ D.②④\n2.最早的是\nA.陶罐 B.铜鼎 C.铁犁 D.瓷碗"
        ),
        right(
            "## 1. 用途\n拍照、录音。\n### 1.1. 外观\n外壳是铝的。\n### 1.2. 名词\n1. 快门：控制曝光的时间。\n2. 光圈：控制进光的多少。\n"
            "### 1.3. 保养\n勿近水火。\n### 1.4. 存放\n放在干燥处。"
        ),
        right("1.关窗。\n2.断电，拔下插头。\n3.锁门，钥匙交门卫。"),
        right(
            "（一）白色，用于天空。\n（二）（三）淡黄与深黄，用于草地。\n（四）红色，用于屋顶。\n（五）蓝色，用于水面。"
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding an item: its marker, with the heading behind it."""
        for flaw in document.view(flaws_of).empty:
            item, full = flaw.item, flaw.other
            assert full is not None
            head = document.text[item.end : item.head_end].rstrip()
            bare = not head.strip(" \t\u3000*_：:；;，,。.")
            if bare and (
                _SECTION.match(document.folded, item.end) or _CHOICE.match(document.folded, item.end)
            ):
                continue
            end = item.end if bare else item.end + len(head)
            yield self.draft(
                item.start,
                max(end, item.end),
                "bare" if bare else "heading",
                related=(self.related(full.start, full.end, "full"),),
                marker=document.text[item.start : item.end],
            )
