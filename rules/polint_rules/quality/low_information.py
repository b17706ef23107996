"""quality/low-information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Option, Rule, right, wrong
from polint_rules.quality._composition import ENOUGH, composition

# What a page shows where its content should be.
_NOTHING: Final = lazy(
    "暂无\\w{0,6}|(?:此处|本页|内容|本栏)为空|没有(?:相关|更多|找到)?\\w{0,6}|加载中|正在加载|加载失败|点击加载|请稍[候后]|敬请期待|网页不存在|页面不存在|页面丢失|内容不存在|已被删除|建设中|维护中"
    "|未找到\\w{0,4}|无(?:数据|内容|记录|图片|标题|结果|摘要|正文)|空白页?|此页空白|本页空白|略|待补充|待填写|待定|未填写|未命名|无标题|新建文档|标题|正文|内容|图片|图|表|附表|附件|附图|附录|公告|通知|目录|序号|备注"
    "|尚无\\w{0,6}|查无\\w{0,6}|目前没有\\w{0,6}|载入中|正在(?:载入|读取|处理)|(?:载入|读取)(?:中|失败)|(?:[则条个]|篇)?(?:留言|评论|回复|回应)"
    "|系统错误|服务器错误|无法(?:显示|访问)\\w{0,8}|请(?:启用|开启)\\w{0,12}|点赞|收藏|分享|浏览"
    "|更多|返回|首页|上一页|下一页|关闭|刷新|重试|登录|注册|点击|查看|详情|404|not found|loading|no data|untitled|null|none|undefined|n/a|test|测试"
)
_WORDS = lazy(r"[\w々]+")


_FRAMES = lazy("[\u2500-\u257f“”「」『』]+|——|[….·_]{2,100}(?=[ \u3000]*[0-9])")
"""The lines of a table, the marks of speech, and the dots that lead to the number of a page."""


class LowInformation(Rule):
    """A document that says nothing."""

    id = "quality/low-information"
    severity = "warning"
    profile = "corpus"
    sieve = "polint_rules.quality._composition:doubtful"
    summary = Text("mostly symbols or nothing said", "多为符号或没有内容")
    what = Text(
        "Finds documents most of whose visible characters are symbols, marks or digits, and short ones in which nothing "
        "remains without placeholders such as 暂无内容 and 加载中. The published limits are 0.25 for special characters "
        "(data-juicer) and 0.3 for digits (MAP-NEO), which tables and lists break; the defaults are wider. A lower limit "
        "of length (ChineseWebText: 200, Yulan-GARDEN: 170) is off unless configured: a short notice is a text.",
        "查找可见字符多为符号、标点或数字的文档，以及去掉“暂无内容”“加载中”之类占位文字后一无所有的短文档。公布的界限是特殊字符 0.25（data-juicer）、"
        "数字 0.3（MAP-NEO），表格和清单常常超过，因此默认值更宽。字数下限（ChineseWebText 为 200，Yulan-GARDEN 为 170）默认关闭：短通知也是文章。",
    )
    why = Text("It teaches nothing and dilutes what does.", "它没有信息，只会稀释有用的内容。")
    options = {
        "symbols": Option(0.5, Text("highest share of symbols and marks among visible characters", "符号和标点占可见字符的最高比例")),
        "digits": Option(0.6, Text("highest share of digits among visible characters", "数字占可见字符的最高比例")),
        "letters": Option(4, Text("fewest letters that must remain without placeholders", "去掉占位文字后至少应剩几个字")),
        "length": Option(0, Text("fewest code points of a document; 0: any", "文档最少字数；0 表示不限")),
    }  # fmt: skip
    messages = {
        "symbols": Text("{value:.0%} of it is symbols and marks (at most {limit:.0%})", "符号和标点占 {value:.0%}（上限 {limit:.0%}）"),
        "digits": Text("{value:.0%} of it is digits (at most {limit:.0%})", "数字占 {value:.0%}（上限 {limit:.0%}）"),
        "nothing": Text("nothing is said but placeholders ({value} letters remain)", "除占位文字外没有内容（只剩 {value} 个字）"),
        "length": Text("only {value} characters (at least {limit})", "只有 {value} 字（至少 {limit}）"),
    }  # fmt: skip
    examples = (
        wrong("⟦☆☆☆☆☆☆☆☆\n~~~~~~~~~~~~~~~~\n◇◆◇◆ 活动 ◇◆◇◆\n................⟧"),
        wrong("⟦暫無評論\n正在加載……\n0⟧"),
        wrong("⟦載入中…\n尚無資料\n0 則留言⟧"),
        wrong("⟦目录\n附图 1\n（略）⟧"),
        right(
            "收費標準\n┌────┬────┐\n│　類別　│　金額　│\n├────┼────┤\n│　影印　│　二元　│\n└────┴────┘\n本表自五月起施行。"
        ),
        right(
            "目　录\n前　言…………………………………1\n第一章　绪论……………………………3\n第二章　方法……………………………21\n致　谢…………………………………70"
        ),
        right("——“你从哪里来？”\n——“山那边。”\n——“到哪里去？”\n——“海那边。”\n——“……”"),
        right("停水通知\n今晚十时起停水两小时。\n物业\n5月6日"),
        right("表一　各站水位\n甲站　12.3　12.5\n乙站　11.8　12.0\n以上單位為公尺，資料取自昨日觀測。"),
    )

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(settings)
        if settings:  # the sieve knows the limits that nobody set
            self.always, self.sieve = True, ""  # type: ignore[misc]

    def check(self, document: Document) -> Iterator[Draft]:
        """At most one finding, about the whole document."""
        made = document.view(composition)
        visible, letters, digits, symbols = made.visible, made.letters, made.digits, made.symbols
        if not visible:
            return
        body = document.body
        settings = self.settings
        if symbols > visible * settings["symbols"]:
            frames = sum(map(len, _FRAMES.findall(document.text)))  # these are no signs of its text
            visible, symbols = visible - frames, symbols - frames
        if visible and symbols > visible * settings["symbols"]:
            yield self.draft(
                body.start, body.end, "symbols", value=symbols / visible, limit=settings["symbols"]
            )
        elif digits > visible * settings["digits"] and letters * 5 < digits:
            yield self.draft(body.start, body.end, "digits", value=digits / visible, limit=settings["digits"])
        elif letters < ENOUGH and (remain := _remaining(document)) < settings["letters"]:
            yield self.draft(body.start, body.end, "nothing", value=remain)
        elif len(body) < settings["length"]:
            yield self.draft(body.start, body.end, "length", value=len(body), limit=settings["length"])


def _remaining(document: Document) -> int:
    """How many letters a short text has beside placeholders and numbers."""
    remaining = 0
    for match in _WORDS.finditer(document.folded):
        word = _NOTHING.sub("", match.group())
        remaining += sum(char.isalpha() for char in word)
    return remaining
