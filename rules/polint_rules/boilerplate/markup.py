"""boilerplate/markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polint.document import Document
from polint.finding import Edit, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.phrase import is_quoted
from polint.rule import Findings, Rule, right, wrong
from polint_rules.boilerplate._signs import WORDS, places

_TAGS = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|col|dd|div|dl|dt|em|embed|fieldset|figcaption|figure|"
    "font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|noscript|o:p|object|ol|"
    "option|p|param|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|"
    "thead|title|tr|tt|u|ul|v:[a-z]+|w:[a-z]+|video|wbr|ref|nowiki|gallery"
)
_TAG = rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,600}})?\s?/?>|<!--[^\n]{{0,400}}?-->|<!doctype[^<>\n]{{0,200}}>|<\?(?:php|xml|=)[^\n]{{0,300}}?\?>|<%[^%\n]{{0,300}}%>|<!\[cdata\[|\]\]>"
_BROKEN_TAG = r"\?/(?:a|p|b|span|div|td|li|strong|font)>"
_ENTITY = (
    r"&(?:nbsp|amp|lt|gt|quot|apos|middot|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|emsp|ensp|thinsp|bull|times|divide|copy|reg|trade"
    r"|deg|yen|laquo|raquo|sect|para|shy|zwnj|zwj|permil|rarr|larr|uarr|darr|radic|le|ge|ne|plusmn|frac12|sup2|sup3|#[0-9]{2,6}|#x[0-9a-f]{2,6});"
    r"|(?<=[a-z])amp;|(?<![a-z&])nbsp;"
)
_BB = (
    r"\[/?(?:quote|img|url|b|i|u|color|size|font|align|attach|attachimg|hide|list|media|flash|table|td|tr|free|postbg|backcolor|float|email|"
    r"sell|password|code|indent|p|center|left|right|video|audio|sup|sub|s|hr|\*)(?:=[^\[\]\n]{0,120})?\]"
    r"|\[/?(?:gallery|caption|embed|audio|video|playlist)(?: [a-z]{1,20}=[^\[\]\n]{0,200})?\]"
)
_WIKI = (
    r"\[\[(?:file|image|category|template|wikipedia|文件|图像|图片|档案|分类|模板):[^\[\]\n]{0,200}\]\]"
    r"|\{\{(?:cite|reflist|main|see also|infobox|stub|coord|lang|link|authority control|notetag|ref|wikify|citation needed|fact|cn|not|noteta|refn|clear|otheruses|about|distinguish|le|tsl|link-[a-z]{2}|internal link helper|消歧义|引用|主条目|来源|需要|参考|信息框|导航|模板|信頼性|可靠)[^{}\n]{0,200}\}\}"
    r"|\[(?:编辑|来源请求|原创研究\?|谁\?|何时\?|哪里\?|需要更新|可疑)\]|__(?:notoc|toc|noeditsection)__|'''[^'\n]{1,60}'''"
)
_WORD = r"(?:toc|hyperlink|pageref|ref|seq|includepicture|mergefield)[ ]?\\[a-z\*][^\n\u3400-\u9fff]{0,80}|\\\* ?mergeformat(?:inet)?|pageref _toc\d+[ \\h]{0,6}"
_CSS = (
    r"(?:[.#@]?[a-z][a-z0-9_\-]{0,40}(?:[ ,>:.#]{1,3}[a-z0-9_\-]{1,40}){0,6}[ ]?)?\{[ ]?[a-z\-]{2,30}[ ]?:[^{}\n\u3400-\u9fff]{1,600}\}"
    r"|(?:(?:font-size|line-height|text-align|margin|padding|font-family|text-indent|background|background-color|display|color|width|height|"
    r"border|letter-spacing|font-weight|white-space|margin-[a-z]+|padding-[a-z]+|mso-[a-z\-]+)[ ]?:[ ]?[^;:{}\n\u3400-\u9fff]{1,80};[ ]?){2,40}"
)
_JS = (
    r"(?:var|let|const)[ ][a-z_$][a-z0-9_$]{0,40}[ ]?=[^;\n\u3400-\u9fff]{0,400}[;)]"
    r"|(?:\$|jquery)?\(?(?:function)[ ]?[a-z0-9_$]{0,40}\([^()\n]{0,100}\)[ ]?\{[^\n]{0,600}\}?[);]{0,3}"
    r"|(?:document|window|location|console|navigator|self|top)\.[a-z_]{2,40}[.(=\[][^;\n\u3400-\u9fff]{0,300};?"
    r"|(?:settimeout|setinterval|alert|eval|decodeuri|escape|unescape)\([^;\n]{0,300}\);?"
    r"|\(?adsbygoogle[^;\n\u3400-\u9fff]{0,100};?|javascript:[a-z;()0-9.]{0,100}|_hmt\.push\([^;\n]{0,200};?|googletag[^;\n]{0,200};?"
    r"|bdshare[^;\n\u3400-\u9fff]{0,100};?|if[ ]?\([^()\n\u3400-\u9fff]{1,100}\)[ ]?\{[^\n]{0,300}\}?"
)
# Keys are Latin; a value is a string, a number, a word, a short list, or opens an object that the next pair goes on.
_JSON = (
    r'(?:[{\[,\]} ]{0,6}"[a-z_@$][a-z0-9_@$.:\-]{0,40}"[ ]?:[ ]?(?:"[^"\n]{0,400}"|-?[0-9][0-9.]{0,20}|true|false|null'
    r"|\[[^\[\]{}\n]{0,200}\]|(?=[\[{]))){1,60}[}\]]{0,6}"
)
_TEMPLATE = (
    r"\{\{ ?\$?[a-z_][a-z0-9_]{0,30}(?:[.|][a-z0-9_]{1,30}){0,4} ?\}\}|\{%-? ?[a-z]{2,12}[^%\n]{0,80}%\}"
)
_ESCAPE = (
    r"(?<![/?=&#a-z0-9.%_:\-])(?:%[0-9a-f]{2}){3,200}|"
    r"\\u[0-9a-f]{4}(?:[a-z0-9/ =\-]{0,24}\\u[0-9a-f]{4}){0,400}|(?<=[\u3400-\u9fff.,!?:;。、\"'」』）])(?:\\[rn]){1,4}(?=[\u3400-\u9fff\"'「『（\\]|$)"
    r'|(?<=[\u3400-\u9fff,!?:;。])\\"(?=[\u3400-\u9fff,!?:;。])'
)
_MARKDOWN = r"(?<![a-z0-9)*])\*\*(?=[^*\s])(?!余|人次|万元|亿元|公斤|公里|平方米|名学)[^*\n]{1,80}\*\*(?![a-z0-9(*])|!\[[^\[\]\n]{0,100}\]\([^()\s]{3,300}\)|\[[^\[\]\n]{1,100}\]\((?:https?:|/)[^()\s]{1,300}\)"

# What is tried at a sign goes by its first character; styles and scripts may begin before theirs.
_TAGS_AT = lazy(f"(?P<tag>{_TAG})")
_ENTITIES_AT = lazy(f"(?P<entity>{_ENTITY})")
_BRACKETS_AT = lazy(f"(?P<bb>{_BB})|(?P<wiki>{_WIKI})")
_BRACES_AT = lazy(f"(?P<json>{_JSON})|(?P<wiki>{_WIKI})|(?P<template>{_TEMPLATE})")
_ESCAPES_AT = lazy(f"(?P<escape>{_ESCAPE})")
_PAIRS = lazy(f"(?P<json>{_JSON})")
_MARKDOWN_AT = lazy(f"(?P<markdown>{_MARKDOWN})")
# Where Markdown is written, a heading stands between blank lines.
_HEADING_AT = lazy(r"(?:(?<=\S\n)|(?<=\S\r\n))(?P<markdown>#{2,6} (?=[^\s#][^\n]{0,80}\n\S))")
_ENTITIES = lazy(r"(?:&#?[A-Za-z0-9]{2,8};\s?)+")
_BOLD = lazy(r"\*\*([^*\n]+)\*\*")
_LINK = lazy(r"\[([^\[\]\n]+)\]\([^()\s]+\)")
_ELSEWHERE = lazy(
    f"(?P<tag>{_BROKEN_TAG})|(?P<entity>{_ENTITY})|(?P<wiki>{_WIKI})|(?P<word>{_WORD})|(?P<markdown>{_MARKDOWN})"
    f"|(?P<style>{_CSS})|(?P<script>{_JS})"
)
MOST = 2_000
"""Places at which markup may begin that are looked at in one document; of a large one, one in 500 code points."""
_ABOUT = (
    "标签", "html", "代码", "css", "浏览器", "编程", "语法", "程式", "宣告", "语句", "框架", "实体", "源码", "函数", "变量", "转义", "脚本", "程序员", "元素", "组件", "属性", "前端", "markdown", "wiki标记", "模板引擎", "命令行", "标记语言",
)  # fmt: skip

_ADDRESSES = lazy(r"<[^<>\n]{0,600}>?|https?:[^\s\u3400-\u9fff]{1,300}|[a-z0-9_\-]{1,60}\.html?")
"""What is no prose about markup: other tags, and addresses that end in .html."""

_ABOUT_DATA = (
    "json", "接口", "请求体", "请求头", "请求参数", "http", "参数", "返回值", "返回结果", "返回数据", "字段", "配置", "键值", "键名", "api", "响应体", "响应数据", "报文",
    "服务端", "服务器", "解析", "编码", "unicode", "换行", "字符", "模板", "变量", "占位", "日志", "调用", "序列化", "正则", "路径",
)  # fmt: skip
"""What tells that JSON, escapes or variables are what a text is about."""

_KINDS = {
    "tag": Text("an HTML tag", "HTML 标签"),
    "entity": Text("an HTML entity", "HTML 实体"),
    "bb": Text("forum code", "论坛代码"),
    "wiki": Text("wiki code", "维基代码"),
    "word": Text("a field code of Word", "Word 域代码"),
    "markdown": Text("Markdown", "Markdown 标记"),
    "style": Text("CSS", "CSS 样式"),
    "script": Text("JavaScript", "JavaScript 脚本"),
    "json": Text("JSON", "JSON 数据"),
    "template": Text("a template variable", "模板变量"),
    "escape": Text("an escape sequence", "转义序列"),
}
_OF_DATA = frozenset({"json", "template", "escape"})
_MUCH = 40
"""Code points around a place that are enough to tell in what language a text is written."""
_HAN = lazy("[\u3400-\u9fff]")


class Markup(Rule):
    """Markup that was meant for a machine, in a plain text."""

    id = "boilerplate/markup"
    severity = "error"
    triggers = WORDS
    sieve = "polint_rules.boilerplate._signs:may_hold_markup"
    summary = Text(
        "HTML, CSS, JavaScript, forum and wiki code", "残留的 HTML、CSS、JavaScript、论坛与维基代码"
    )
    what = Text(
        "Finds tags, entities, style sheets, scripts, forum code, wiki code, Word's field codes and stray Markdown "
        "in a plain text. In a Markdown or HTML document, in code, and in prose that explains markup, they "
        "are at home and left alone.",
        "查找纯文本中残留的标签、实体、样式、脚本、论坛代码、维基代码、Word 域代码和零星的 Markdown 标记。"
        "Markdown 与 HTML 文档、代码以及讲解标记语言的文字中本该有的不报。",
    )
    why = Text(
        "An extractor left it behind; a reader sees noise, and a model learns to write it.",
        "这是提取网页时留下的残渣：读者看到的是噪声，模型会学着写它。",
    )
    messages = {"debris": Text("{kind} in a plain text", "纯文本中的 {kind}")}
    examples = (
        wrong(
            "检查组走访了⟦&nbsp;&nbsp;⟧十二家作坊，⟦<br/>⟧对两家下达了整改通知。",
            "检查组走访了十二家作坊，对两家下达了整改通知。",
        ),
        wrong("⟦.main-text{font-size:14px;color:#333} var pid=8812;⟧\n桂花开在巷口，半条街都是香的。"),
        wrong("樓主說得有道理。\n⟦[quote][/quote]⟧\n我家的鍋用了十年，還沒換過。"),
        wrong(
            "⟦**活動時間**⟧：本週六上午九時，於文化館集合，自備飲水。",
            "活動時間：本週六上午九時，於文化館集合，自備飲水。",
        ),
        wrong(
            "古镇始建于宋代⟦[编辑]⟧，至今保留着青石街巷⟦[来源请求]⟧。", "古镇始建于宋代，至今保留着青石街巷。"
        ),
        wrong(
            "通知如下。\n⟦### ⟧二、集合地点\n本周六早八点在文化站门口集合。",
            "通知如下。\n二、集合地点\n本周六早八点在文化站门口集合。",
        ),
        wrong("石桥建于清代⟦{{需要引用}}⟧，桥长三十米。", "石桥建于清代，桥长三十米。"),
        right("通知如下。\n\n## 集合地点\n\n本周六早八点在文化站门口集合。"),
        wrong(
            '山路弯弯，⟦<a href="http://road.example/a.html">⟧老司机⟦</a>⟧也要慢行。',
            "山路弯弯，老司机也要慢行。",
        ),
        wrong("他说：⟦&ldquo;⟧明天再来。⟦&rdquo;⟧", "他说：“明天再来。”"),
        right(
            "7\n00:01:15,200 --> 00:01:18,040\n<i>那年冬天雪很大</i>\n<font color=#ffff00>山路都封了</font>\n"
        ),
        right("元音[i]和[u]都是高元音，前者不圆唇，后者圆唇；声母[p]、[s]发音时声带不颤动。"),
        right("# 河道保护条例\n\n2021年3月1日起施行\n\n<!-- 正文 -->\n\n第一条 为了保护河道，制定本条例。\n"),
        right("## 参考资料\n\n见[河道志](https://river.example/zhi)一书。\n"),
        right("在网页里，换行用 <br> 标签表示，空格可以写成实体 &nbsp;，初学者要注意成对书写。"),
        right(
            "# 说明\n\n- **端口**：默认为 8080\n- **日志**：见 <code>logs</code> 目录\n- [帮助](https://help.example)\n"
        ),
        wrong('加时赛战成平局，⟦{"title":"加时赛","id":203,"tags":["足球"]}⟧最终靠点球决出胜负。'),
        wrong(
            '⟦<?php echo $title; ?>⟧\n志愿队每周六为老人测血压。⟦%E6%9D%A5%E6%BA%90⟧社区的湿地来了候鸟。⟦[gallery ids="12,13"]⟧'
        ),
        wrong("尊敬的⟦{{user.name}}⟧：您预约的体检将于周六上午八点开始。"),
        wrong("白露过后，早晚渐凉。⟦\\n\\n⟧农人说，该收稻子了。⟦\\u003c/p\\u003e⟧"),
        right('请求体是 JSON，例如 {"name": "张三", "age": 18}，其中 name 必填。'),
        right("tips = [\n  '先看天色。\\n再下地。',\n  '带上斗笠。\\n早点回家。'\n]"),
        right('{\n  "stage":"一读",\n  "topic":"公投法"\n}\n'),
        right(
            'def made(path):\n    wanted = {"detailed": False, "limit": 3}\n    return build(path, wanted, check=True)\n'
        ),
        right('教程里写 config = {"debug": true} 就能看到更多输出。'),
        right("《词典》把“apple”：“苹果”列为一条，路径写作 C:\\notes\\user。"),
        right("這支程式用 var count=0; 宣告變數，再用 document.write 輸出結果，屬於舊式語法。"),
        right("全场票价 30 元 * 2 人，5<6 的小朋友免票，A&B 两区不对号。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a run of markup."""
        if document.format != "plain":
            return
        found, left = places(document, max(MOST, len(document.text) // 500))
        signs = iter(found)
        folded = document.folded
        for start, end, kind in _runs(folded, signs):
            outside = folded[max(0, start - 120) : start] + "\n" + folded[end : end + 120]
            if _is_about_markup(outside) and _is_about_markup(_ADDRESSES.sub("", outside)):
                continue
            if kind in _OF_DATA and (
                any(word in outside for word in _ABOUT_DATA) or _is_of_a_program(outside)
            ):
                continue
            if kind == "escape" and _is_in_string(folded, start):
                continue
            if kind == "json" and _is_in_data(folded, start, end):
                continue
            if kind in ("tag", "entity") and is_quoted(document.text, max(0, start - 30), start):
                continue
            if kind == "bb" and _PHONE.fullmatch(folded, start, end) and not _closes(folded, start, end):
                continue
            if kind == "tag" and _SUBTITLED.search(folded, max(0, start - _CUE), start):
                continue
            if kind == "markdown" and any(region.kind == "code" for region in document.regions):
                continue
            region = document.regions.at(start)
            if region is not None and region.kind in ("front-matter", "formula"):
                continue
            fix = _mend(document.text, start, end)
            if (yield self.draft(start, end, "debris", fix=fix, kind=_KINDS[kind])):
                yield Omitted.rest(signs)
        if left:
            yield Omitted(left)


_PHONE = lazy(r"(?:\[[bisup]\][ ]*)+")
"""What may be a sound, [i] or [s], and is no forum code where nothing closes it."""
_NEAR = 2_000  # code points behind such a sign in which it is closed


def _closes(folded: str, start: int, end: int) -> bool:
    return f"[/{folded[start + 1]}]" in folded[end : end + _NEAR]


_SUBTITLED = lazy(r"[0-9][.,][0-9]{3} ?--> ?(?:[0-9]{2}:)?[0-9]{2}:")
"""The times of a cue: subtitles (SubRip, WebVTT) mark italics and colours with tags."""
_CUE = 300  # code points in which a cue ends


def _is_about_markup(text: str) -> bool:
    return any(word in text for word in _ABOUT)


def _is_of_a_program(outside: str) -> bool:
    """Whether there is much around a place, and nothing Chinese in it: no prose that it could be left in."""
    return len(outside.strip()) >= _MUCH and _HAN.search(outside) is None


def _is_in_data(folded: str, start: int, end: int) -> bool:
    """Whether the line above or below is data, too: then the text is a program's or its settings, and no prose; or whether
    it is given to something (config = {…}): then the text quotes a program."""
    if folded[max(0, start - 3) : start].rstrip(" ").endswith(("=", "(")):
        return True
    first, last = folded.rfind("\n", 0, start), folded.find("\n", end)
    above = folded[max(0, first - 200) : max(0, first)].rstrip().rpartition("\n")[2]
    below = folded[last : last + 200].lstrip() if last >= 0 else ""
    return above.rstrip()[-1:] in tuple('{}[]",') or below[:1] in tuple('{}[]"')


def _is_in_string(folded: str, start: int) -> bool:
    """Whether straight quotation marks are open at a place of its line: an escape is at home in a program's string."""
    line = folded[max(folded.rfind("\n", 0, start) + 1, start - 600) : start]
    return bool(line.count('"') % 2 or line.count("'") % 2)


def _runs(folded: str, signs: Iterator[int]) -> Iterator[tuple[int, int, str]]:
    """Matches where markup may begin, with the kind of the first; neighbours with nothing but blanks between them are
    one."""
    first = last = 0
    kind = ""
    for place in signs:
        if place < last:
            continue
        match = _at(folded, place, last)
        if match is None:
            continue
        start, end = match.span()
        found = match.lastgroup or "tag"
        if found in ("style", "script") and not folded[start:end].strip("{} ;"):
            continue
        if not kind or kind == "markdown" or folded[last:start].strip(" \t;"):
            if kind:
                yield first, last, kind
            first, kind = start, found
        last = end
    if kind:
        yield first, last, kind


def _at(folded: str, place: int, last: int) -> re.Match[str] | None:
    """The markup whose trigger stands at `place`, not before `last`."""
    char = folded[place]
    stop = min(len(folded), place + 700)
    if char == "<":
        return _TAGS_AT.match(folded, place, stop)
    if char == "&":
        return _ENTITIES_AT.match(folded, place, stop)
    if char == "[":
        return _BRACKETS_AT.match(folded, place, stop)
    if char == "{":
        match = _BRACES_AT.match(folded, place, stop)
        if match is not None:
            return match
    if char in "\\%":
        return _ESCAPES_AT.match(folded, place, stop)
    if char == "*":
        return _MARKDOWN_AT.match(folded, place, stop)
    if char == "#":
        return _HEADING_AT.match(folded, place, stop)
    if char == "]":
        start = folded.rfind("[", max(last, place - 101), place)
        picture = start > last and folded[start - 1] == "!"
        return _MARKDOWN_AT.match(folded, start - picture, stop) if start >= 0 else None
    low = max(last, place - 60, folded.rfind("\n", max(0, place - 60), place) + 1)
    pattern = _PAIRS if char == '"' else _ELSEWHERE
    at = low
    while at <= place:  # not behind it, where a search would go on
        match = pattern.match(folded, at, stop)
        if match is not None and match.end() > place:
            return match
        at = at + 1 if match is None else match.end()
    return None


def _mend(text: str, start: int, end: int) -> Fix:
    piece = text[start:end]
    if _ENTITIES.fullmatch(piece):
        import html  # its table of names costs more to load than most texts to check

        plain = html.unescape(piece)
        if not plain.replace("\xa0", " ").strip():
            around = text[max(0, start - 1) : start] + text[end : end + 1]
            plain = " " if around.isascii() and len(around) == 2 and around.isalnum() else ""
        return Fix((Edit(start, end, plain),), safe=plain not in ("<", ">", "&"))
    bold = _BOLD.fullmatch(piece)
    if bold:
        return Fix.replace(start, end, bold[1])
    link = _LINK.fullmatch(piece)
    if link:
        return Fix.replace(start, end, link[1])
    line_start = start == 0 or text[start - 1] in "\r\n"
    if line_start and text[end : end + 1] in ("\r", "\n"):
        end += 2 if text.startswith("\r\n", end) else 1
    return Fix.replace(start, end, "")
