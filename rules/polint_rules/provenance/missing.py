"""provenance/missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from polint.corpus import head
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.pattern import lazy
from polint.phrasebook import line_around
from polint.rule import Option, Rule, right, wrong
from polint.zone import is_prose, zones
from polint_rules.provenance._declared import field

_CERTAIN = (
    "来源", "作者", "发布时间", "发布日期", "发表时间", "发表日期", "发稿单位", "发稿日期", "发稿时间", "发稿人", "信息来源", "文章来源", "稿件来源",
    "新闻来源", "稿源", "内容来源", "资料来源", "责任编辑", "责编", "发布单位", "发布机构", "发布者", "发布人", "供稿", "供稿单位", "记者", "采访记者",
    "撰稿", "撰稿人", "撰文", "出处", "原文链接", "原文出处", "原作者", "发文机关", "发文单位", "发布部门", "编辑", "刊登日期", "出版者", "出版日期",
    "通讯员", "刊登单位", "提供单位", "新闻联络人", "发言人", "投稿人", "上稿单位", "上稿日期", "张贴单位", "更新时间", "更新日期",
)  # fmt: skip
_OTHER = ("时间", "日期", "联络人", "联系人", "摄影", "浏览次数", "点击数", "点击", "浏览", "审核", "审核人", "审稿人", "审校", "编审", "核稿", "签发人", "校对", "字号", "标题", "联络电话", "电话", "来源网站")  # fmt: skip
_NAMES = "|".join(sorted((*_CERTAIN, *_OTHER), key=len, reverse=True))
_FIELD = lazy(rf"(?P<name>{_NAMES})[ \t]{{0,3}}(?:[:|∶]|[】\]][:∶]?)[ \t\xa0]*")
_EMPTY_VALUE = lazy(
    r"(?:暂无|空|未知|不详|待定|待补充|未填写?|未填|无来源|来源不明|null|none|undefined|n/a|nan|unknown|tbd|-{1,4}|—{1,4}|/|\?{1,4}|_{1,20}|x{2,4}|×{1,4}|\*{1,4}|\.{3,}|…+)?[ \t\xa0]*\Z"
)
_TRIGGERS = tuple(f"{name}:" for name in _CERTAIN) + tuple(
    f"{name}{mark}" for name in ("来源", "作者", "发布时间", "日期") for mark in (" :", "】", "]")
)


class Missing(Rule):
    """A field about the origin that is empty."""

    id = "provenance/missing"
    severity = "warning"
    triggers = _TRIGGERS
    summary = Text("an empty field about the origin", "来源信息栏空缺")
    what = Text(
        "Finds a line of fields at the head or the foot of a text (source, author, date of publication, "
        "reporter …) of which one is empty or filled with a dash, “unknown” or null. Labels whose value stands on "
        "the next line, forms to be filled in and labels inside the text are left alone. Fields that are absent "
        "altogether are only missed where `[provenance] require` in the configuration names them, and neither the "
        "manifest nor the fields of the record or the front matter have them.",
        "查找文首或文末的信息栏（来源、作者、发布时间、记者……）中空着、或填着“未知”、横线、null 的一栏。"
        "值写在下一行的、供人填写的表格、正文中的标签不报。完全没有的栏目，只有配置中 `[provenance] require` 点名、"
        "而清单、记录字段和文首元数据都没有时，才算缺失。",
    )
    why = Text(
        "The page knew that a text needs a source and did not have one.",
        "网页知道文章需要来源，却没有填。",
    )
    messages = {
        "empty": Text("no value for {fields}", "{fields}没有填写"),
        "absent": Text("nothing says: {fields}", "没有任何地方写明：{fields}"),
    }
    options = {
        "require": Option((), Text("fields that every document must have", "每篇文档必须具备的字段")),
    }
    examples = (
        wrong(
            "新湖区开放夜间泳池\n⟦来源：　　作者：　　发布时间：⟧\n每晚七点到九点半，泳池里都是放学的孩子，救生员全程值守。"
        ),
        wrong(
            "老街踩街熱鬧登場　店家生意好轉\n⟦發稿單位：　　發稿日期：⟧\n踩街隊伍昨晚繞行老街一圈，吸引三千多人參加，商圈生意明顯好轉。"
        ),
        wrong(
            "灌渠清淤全部完成，四个村的水稻灌溉有了保障，农户不用再排队等水。\n⟦责任编辑：　信息来源：未知⟧"
        ),
        wrong(
            "⟦【来源】　【作者】　【编辑】⟧\n新湖区的泳池从今晚起开放到九点半，救生员全程值守，周末另设儿童专场。"
        ),
        wrong(
            "⟦发布日期：⟧\n文号：\n关于做好防汛值班工作的通知\n各村：\n主汛期将至，请安排好二十四小时值班。"
        ),
        wrong("⟦新湖区开放夜间泳池⟧\n每晚七点到九点半。\n", options={"require": ("license", "source_url")}),
        right(
            "新湖区开放夜间泳池\n每晚七点到九点半。\n",
            options={"require": ("license", "source_url")},
            metadata={"url": "https://example.cn/a", "licence": "CC0-1.0"},
        ),
        right(
            "新湖区开放夜间泳池\n来源：区体育局　作者：何川　发布时间：2024-06-01\n每晚七点到九点半，泳池里都是孩子。"
        ),
        right("登记表\n姓名：　　　性别：　　　日期：\n请用黑色墨水笔填写，字迹要清楚，不得涂改。"),
        right("史料的来源：一是档案，二是方志，三是口述；作者：不明的，一律注明存疑。"),
    )

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(settings)
        if self.settings["require"]:
            self.always = True  # type: ignore[misc]  # what is not there wakes nothing

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a line, and one for all that is required and absent."""
        if document.manifest is None:  # where there is one, provenance/manifest speaks
            absent = [name for name in self.settings["require"] if field(document, name) is None]
            if absent and document.text.strip():
                span = head(document)
                yield self.draft(span.start, span.end, "absent", fields=", ".join(absent))
        folded = document.folded
        last = -1
        places = document.hits(*_TRIGGERS)
        ends = document.view(zones) if places else None
        for place in places:
            if place < last or (ends is not None and ends.head <= place < ends.tail):
                continue  # its line belongs to the body
            line = line_around(folded, place, place + 2, 120)
            if line is None:
                continue
            last = line.end
            empty = _empty(folded[line.start : line.end])
            if not empty or document.view(zones).of(line.start, line.end) == "body":
                continue
            if len(empty) == 1 and _value_follows(folded, line.end):
                continue
            if not document.regions.is_prose(place):
                continue
            yield self.draft(line.start, line.end, "empty", fields="、".join(empty))


def _empty(line: str) -> list[str]:
    """The names of the empty fields of a line that is made of fields; nothing if none of them is certain."""
    fields = list(_FIELD.finditer(line))
    if not fields or line[: fields[0].start()].strip(" \t([【*·-"):
        return []
    empty: list[str] = []
    for one, following in zip(fields, [*fields[1:], None], strict=True):
        value = line[one.end() : following.start() if following else len(line)]
        if following is not None and value and not value[-1].isspace() and value[-1] not in "|;,)]】[【(":
            return []  # the next name belongs to a sentence
        if len(value) > 40:
            return []
        value = value.strip(" \t\xa0|;,，()[]【】")
        if _EMPTY_VALUE.match(value) or value == one["name"]:
            empty.append(one["name"])
    return empty if any(name in _CERTAIN for name in empty) else []


def _value_follows(folded: str, end: int) -> bool:
    """Whether the next line is short enough to be the value of a label that ends its own."""
    following = folded[end : end + 80].lstrip()
    line = following.split("\n", 1)[0]
    return bool(line) and len(line) < 20 and not is_prose(line) and not _FIELD.match(line) and line[-1] != ":"
