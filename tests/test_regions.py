"""What is not prose, and what kind of text it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document


def regions(text: str, path: str = "a.txt") -> list[tuple[str, str]]:
    document = Document(text, path)
    return [(region.kind, text[region.start : region.end]) for region in document.regions]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一段话。\n又一段。\n", "plain"),
        ("# 标题\n\n- 一\n- 二\n", "markdown"),
        ("见下：\n```\ncode\n```\n", "markdown"),
        ("<!DOCTYPE html>\n<html><body>正文</body></html>", "html"),
        ("#话题# 今天天气好", "plain"),
        ("价格 < 100 元", "plain"),
    ],
)
def test_what_a_text_is(text: str, kind: str) -> None:
    assert Document(text).regions.format == kind


def test_the_name_is_only_a_hint() -> None:
    assert Document("一段话。", "a.md").regions.format == "markdown"
    assert Document("# 一\n\n## 二\n\n[链接](b.md)\n", "a.txt").regions.format == "markdown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用 `pip install x` 安装。", [("code", "`pip install x`")]),
        ("见 https://example.org/a?b=1。", [("url", "https://example.org/a?b=1")]),
        ("来信请寄 li@example.org，谢谢。", [("url", "li@example.org")]),
        ("甲<br/>乙", [("markup", "<br/>")]),
        ("设 $a_1+b$ 为整数", [("formula", "$a_1+b$")]),
        ("花了 $5，又花了 $6。", []),
        ("---\ntitle: 一\n---\n正文", [("front-matter", "---\ntitle: 一\n---")]),
        ("甲\n~~~\n乙\n", [("code", "~~~\n乙\n")]),
        ("若 a<b 且 c>d 则停", []),
        ("见：\r\n```js\r\n甲\r\n```\r\n乙", [("code", "```js\r\n甲\r\n```")]),
        ("用 `<code>` 包住。\n\n再用 `</code>` 收尾。", [("code", "`<code>`"), ("code", "`</code>`")]),
        ("甲<!-- 旧\n文 -->乙", [("markup", "<!-- 旧\n文 -->")]),
        ("这里是正文\n<SCRIPT>\n甲\n</Script>", [("code", "<SCRIPT>\n甲\n</Script>")]),
        ("`甲`\n  <pre>\n乙\n</pre>", [("code", "`甲`"), ("code", "<pre>\n乙\n</pre>")]),
        ("和`甲<pre>`\n乙\n</pre>", [("code", "`甲<pre>`"), ("markup", "</pre>")]),
        ("甲$$a\n+b$$乙$$", [("formula", "$$a\n+b$$")]),
        ('<img\n  src="a.png"\n>甲', [("markup", '<img\n  src="a.png"\n>')]),
    ],
)
def test_what_is_not_prose(text: str, expected: list[tuple[str, str]]) -> None:
    assert regions(text) == expected


def test_regions_answer_by_place() -> None:
    document = Document("甲`乙`丙")
    found = document.regions
    assert [found.is_prose(i) for i in range(5)] == [True, False, False, False, True]
    assert found.prose == [(0, 1), (4, 5)]
    assert found.touches(0, 2)
    assert not found.touches(0, 1)


PARTS = (
    "甲",
    "乙\n",
    "`",
    "```\n",
    "<code>",
    "</code>",
    "<br>",
    "$x$",
    "$$",
    "https://a.cn",
    "\n\n    ",
    "](b)",
    " ",
)


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_a_place_is_answered_as_by_all(text: str) -> None:
    every = list(Document(text).regions)
    found = Document(text).regions
    for place in range(len(text)):
        assert found.at(place) == next((one for one in every if one.start <= place < one.end), None)
    assert found.touches(0, len(text)) == bool(every)


@pytest.mark.parametrize(
    "tag",
    [
        "<p>",
        "</p>",
        "<br/>",
        "<h1>",
        "<x-y:z>",
        "<a1/>",
        f"<{'a' * 41}>",
        f"</{'a' * 41}/>",
        "<p >",
        "<p class=a>",
    ],
)
def test_a_tag_is_markup_with_and_without_attributes(tag: str) -> None:
    assert regions(f"一{tag}二") == [("markup", tag)]


@pytest.mark.parametrize("tag", ["<1>", "</>", "< p>", "<p", "<p/", "<中>", f"<{'a' * 42}>", "<p//>"])
def test_what_only_looks_like_a_tag_is_none(tag: str) -> None:
    assert regions(f"一{tag}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一<script>二</script>三", [("code", "<script>二</script>")]),
        ("一<SCRIPT>二</Script >三", [("code", "<SCRIPT>二</Script >")]),
        ("一<style>二</b></style>三", [("code", "<style>二</b></style>")]),
        ("一<style type=a>二</style>三", [("code", "<style type=a>二</style>")]),
        ("一<!--二-->三<!--四", [("markup", "<!--二-->")]),
        ("一<!-二-->三", []),
        ("一`<script>`二", [("code", "`<script>`")]),
    ],
)
def test_scripts_and_comments_of_one_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert regions(text) == expected
