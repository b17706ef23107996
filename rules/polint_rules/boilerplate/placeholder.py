"""boilerplate/placeholder."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from polint.document import Document
from polint.finding import Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.phrase import is_quoted
from polint.rule import Findings, Rule, right, wrong

_PLACES = "省市县区镇乡村局厅委部处科办街道"
_OTHERS = ("公司", "单位", "学校", "中学", "小学", "大学", "学院", "医院", "部门", "集团", "企业", "社区", "街道", "银行", "人民政府", "同志", "老师", "主任", "书记", "局长", "校长", "先生", "女士", "项目", "工程", "活动", "课程", "有限公司", "支部", "党委", "万元", "亿元", "人次", "余人", "余名", "余户", "余家", "余元", "户", "亩", "公里", "公斤", "平方米", "个百分点")  # fmt: skip
_HOLDERS = (
    "校长",
    "书记",
    "主任",
    "局长",
    "县长",
    "市长",
    "镇长",
    "乡长",
    "区长",
    "院长",
    "部长",
    "处长",
    "科长",
    "所长",
    "会长",
    "主席",
    "董事长",
    "总经理",
    "经理",
    "老师",
    "同志",
    "教授",
    "记者",
    "联系人",
    "负责人",
)
_SIGNS = ("x", "×", "*", "✕", "╳")
_TRIGGERS = (
    *(f"20{s}{s}" for s in ("x", "×", "*")),
    *(f"{n}{s}年" for n in ("201", "202", "203") for s in ("x", "×", "*")),
    *(f"{s}{s}{place}" for s in ("x", "×", "*") for place in _PLACES),
    *(f"{s}{s}{other}" for s in ("x", "×", "*") for other in _OTHERS),
    *(f"{holder}{s}{s}" for s in ("x", "×", "*") for holder in _HOLDERS),
    *(f"{s}{unit}" for s in ("x", "*") for unit in ("亿元", "万元", "个百分点", "人次")),
    *(f"{s}年{s}" for s in ("x", "×", "*")),
    *(f"{s}月{s}" for s in ("x", "×", "*")),
    *(f"{s}{s}年" for s in ("x", "×", "*")),
    "○年○", "○月○", "〇年〇", "〇月〇",
    "○月○", "〇月〇", "○年○", "在这里插入图片", "此处插入图片", "lorem ipsum", "[您的", "[你的", "【您的", "【你的", "[公司名称", "[单位名称", "[姓名", "[日期", "[请", "【请填", "【请在此",
    "[插入", "[此处", "[在此", "【在此", "【此处", "(此处填", "(请填写", "(填写", "(在此", "[your name", "[insert", "[date]", "[项目名称", "[学校名称", "【公司名称",
    "(单位名称", "(公司名称", "(落款单位", "姓名】", "名称】", "日期】", "姓名]", "名称]", "日期]", "地址】", "电话】", "金额】", "地址]", "电话]", "金额]",
    "【单位名称", "【姓名】", "【日期】", "[company", "[地点", "[时间", "{姓名}", "{日期}", "{公司", "{单位",
)  # fmt: skip
_WAKING = frozenset(_TRIGGERS)
_S = "[x×*✕╳]"
_STRONG = lazy(
    rf"(?<![a-z])20{_S}{{2}}(?!\.\d)(?:年度?|-|—|/|\.|学年)?(?:{_S}{{1,2}}月)?(?:{_S}{{1,2}}日)?"
    rf"|20[123]{_S}年(?:{_S}{{1,2}}月)?(?:{_S}{{1,2}}日)?"
    rf"|{_S}{{1,4}}年{_S}{{1,2}}月(?:{_S}{{1,2}}日)?"
    rf"|{_S}{{1,2}}月{_S}{{1,2}}日"
    r"|(?:[○〇]{1,4}年)?[○〇]{1,2}月[○〇]{1,2}日"
    # A circle may be the zero of 二○○○年; where it stands for every figure it holds their places.
    r"|(?<![一二三四五六七八九十○〇])[○〇]{2,4}年[○〇]{1,2}月(?:[○〇]{1,2}日)?"
    rf"|{_S}{{2,4}}年"
)
_AREA = lazy(
    rf"(?<![a-z0-9*×x]){_S}{{2,4}}(?:省|市|县|区|镇|乡|村|局|厅|委|部|处|科|办|街道)(?:{_S}{{2,4}}(?:省|市|县|区|镇|乡|村|局|厅|委|部|处|科|办|街道))*"
)
_WEAK = lazy(
    rf"(?<![a-z0-9*×x]){_S}{{2,4}}(?:{'|'.join(sorted(_OTHERS, key=len, reverse=True))})"
    rf"|(?<=[\u3400-\u9fff])[x*](?:[亿万]元|个百分点|人次)"
    rf"|(?:{'|'.join(_HOLDERS)}){_S}{{2,3}}(?![a-z0-9*×x])"
)
_SLOT = lazy(
    r"[\[【({](?:请?(?:在此|此处)?(?:处?(?:填写|插入|输入|填入|补充))|[您你]的(?=姓|名|公司|职|电话|手机|邮|地址|学校|单位|品牌|产品|城市|日期|部门|专业|岗位|行业|主题|网站|账号|联系|具体|[^\[\]【】]{0,6}(?:名|号|址))|请在|此处|your |insert)[^\[\]【】(){}\n]{0,24}[\]】)}](?![\[(]|: ?http)"
)
# A name in brackets may be a button or a field; in round ones it may be an explanation.
_FIELD = lazy(
    r"(?<!\n)[\[【{](?:(?:公司|单位|学校|项目|活动|部门|产品|城市|企业|客户)(?:名|全?名称|地址|电话)?|[^\[\]【】(){}\n]{0,6}(?:姓名|日期|电话|金额)"
    r"|company|date)[\]】}](?![\[(]|: ?http)"
)
_NAMED = lazy(r"\((?:公司名称|单位名称|落款单位|单位|公司)\)")
# A text may speak of lorem ipsum; what was left in it goes on in Latin, or is all there is.
_LOREM = lazy(
    r"lorem ipsum(?= dolor|[ .,。]*(?:[<\n]|\Z))[^\n]{0,200}|!?\[?(?:在这里|请在此处|此处)插入图片(?:描述)?"
)
_TEMPLATE = lazy(
    r"模板|模版|稿本|预留|范本|样本|样式|范例|样例|格式如下|填写说明|填表|示范文本|参考格式|文书格式|以下格式|例文|填空|范文格式|制式|空白"
    r"|表格式样|下列格式|通用格式|书写格式|的格式|占位|变量|代码"
)
_MASKED = lazy(
    r"原告|被告|判决|裁定|上诉|人民法院|法院|公诉|检察院|犯罪嫌疑|化名|被害人|申请人|隐去|匿名|受害人|嫌疑人"
)


class Placeholder(Rule):
    """A template that was never filled in."""

    id = "boilerplate/placeholder"
    severity = "warning"
    triggers = _TRIGGERS
    summary = Text("a template that was never filled in", "模板中没有填写的空位")
    what = Text(
        "Finds the signs that hold a place in a template: 20xx年, ××市, X月X日, [姓名], “fill in here”. A date, a "
        "place or a slot is enough; firms, persons and amounts in ×× count where there are two, since a "
        "writer may hide one on purpose. A template offered as one, a court's masked names and quoted forms are "
        "left alone.",
        "查找模板里占位的符号：20xx年、××市、X月X日、[姓名]、“请在此填写”。日期、地名和空格一处即报；"
        "用××代替的单位、人物、数目要有两处才报，因为作者可能有意隐去其一。作为模板提供的文本、裁判文书中的隐名、"
        "引号中的格式不报。",
    )
    why = Text(
        "Nobody finished the text: what it reports about XX区 happened nowhere.",
        "文章没有写完：发生在“XX区”的事哪里也没有发生过。",
    )
    messages = {"slot": Text("{text} was never filled in", "“{text}”没有填写")}
    examples = (
        wrong("⟦20xx年⟧，全镇完成造林三千亩，发放苗木补助二十万元，农户满意度明显提高。"),
        wrong("關於⟦××縣××鄉⟧開展防汛演練的報告\n⟦20XX年X月X日⟧上午，演練在河堤舉行。"),
        wrong("会议由区长主持，各街道负责人参加。\n⟦XX区××局⟧\n⟦××××年×月×日⟧"),
        wrong("茲訂於本月二十日召開社員大會，請準時出席。\n○○合作社　理事主席○○○\n中華民國⟦○○年○○月○○日⟧"),
        wrong("尊敬的⟦[您的姓名]⟧：感谢您参加本次活动，证书将在一周内寄出。"),
        wrong("今年共接待来访⟦xx人次⟧，办结率百分之九十，筹集资金⟦xxx万元⟧，全部用于修缮校舍。"),
        wrong("本合作社謹訂於⟦○月○日⟧召開社員大會，敬請出席。"),
        wrong("⟦XX小学⟧举行开学典礼，⟦校长XXX⟧致辞，希望同学们珍惜时光。"),
        wrong("共有⟦**余名⟧志愿者参加，清理垃圾⟦**公斤⟧，受到居民好评。"),
        right("在清單中選取 [名稱] 欄位，再按一下 [確定]。"),
        right("详见[此处](https://help.example)的说明。"),
        right(
            "日志放在 /home/[您的用户名] 下面，新版本按 20xx.1 的样子编号，页面里先用 Lorem Ipsum 的标题试排。"
        ),
        wrong("产品介绍\n⟦Lorem ipsum dolor sit amet, consectetur⟧\n联系方式见封底。"),
        right("公文落款写明成文日期，格式如下：××××年×月×日，右空四字。"),
        right("原告李××，住××市××区，委托代理人王××。经审理查明，双方于2021年签订合同。"),
        right("二○○○年一○月，舊車站改建完成；民國九○年三月重新啟用。"),
        right("长方形的面积是 x × y，当 x 年利率为百分之三时，利息是多少？"),
        right("本模板供各單位參考：XX局關於XX工作的通知，請依實際情況修改。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a run of signs."""
        folded = document.folded
        places = iter(document.hits_of(_WAKING))
        slots = _slots(folded, places, fields=document.format == "plain")
        first = list(itertools.islice(slots, 2))
        if not any(strong for _, _, strong in first) and len(first) < 2:
            return
        if _TEMPLATE.search(folded, 0, 400):
            return
        for start, end, _ in itertools.chain(first, slots):
            if _TEMPLATE.search(folded, max(0, start - 60), min(len(folded), end + 40)):
                continue
            if _MASKED.search(folded, max(0, start - 120), min(len(folded), end + 120)):
                continue
            if is_quoted(document.text, max(0, start - 40), start) or not document.regions.is_prose(start):
                continue
            if "*" in folded[start:end] and document.format != "plain":
                continue
            if _is_link(folded, end) or _is_in_path(folded, start, end) or _is_clarified(folded, start, end):
                continue
            if (yield self.draft(start, end, "slot", text=document.text[start:end])):
                yield Omitted.rest(places)


def _slots(folded: str, places: Iterable[int], *, fields: bool) -> Iterator[tuple[int, int, bool]]:
    """The slots in which these places lie, ascending, and whether one by itself is enough; `fields`: whether one
    _FIELD is."""
    patterns = (
        (_STRONG, True),
        (_AREA, True),
        (_WEAK, False),
        (_SLOT, True),
        (_FIELD, fields),
        (_NAMED, False),
        (_LOREM, True),
    )
    last = -1
    for place in places:
        if place < last:
            continue
        low, high = max(0, last, place - 12), min(len(folded), place + 240)
        for pattern, strong in patterns:
            match = pattern.search(folded, low, min(high, place + (240 if pattern is _LOREM else 40)))
            if match and match.start() <= place < match.end():
                start, end = match.span()
                if start > last:
                    last = end
                    yield start, end, strong
                break


def _is_link(folded: str, end: int) -> bool:
    """Whether brackets that end at `end` are the text of a link, [时间复杂度](complexity.md), or its definition."""
    return folded[end - 1] == "]" and folded.startswith(("(", "[", " [", ": http"), end)


def _is_in_path(folded: str, start: int, end: int) -> bool:
    """Whether a bracket is a part of a path or an address that is explained: /home/[您的用户名]/docs."""
    return folded[end - 1] in "]}" and "/" in (folded[start - 1 : start], folded[end : end + 1])


def _is_clarified(folded: str, start: int, end: int) -> bool:
    """Whether a bracket names the other case of the word before it: 所有人的姓名(单位名称)变更的."""
    return (
        folded[start] == "("
        and folded[start - 2 : start] in ("姓名", "名称")
        and folded[end : end + 1] != ":"
    )
