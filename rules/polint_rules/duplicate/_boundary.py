"""Boundary: what speaks for one document ending and another beginning between two lines.

Every kind of evidence is weak alone: chapters have titles, annexes number from one, a report names two counties.
So they are looked for separately and added up. All texts here are folded (simplified, half width, lower case).
"""

from __future__ import annotations

from collections.abc import Sequence

from polint.pattern import lazy
from polint_rules._place import places
from polint_rules._row import Row

# -- titles -----------------------------------------------------------------------------------------------

KINDS = (
    "通知", "通告", "公告", "公示", "通报", "报告", "请示", "批复", "意见", "决定", "决议", "方案", "计划", "规划",
    "预案", "要点", "总结", "小结", "汇报", "简报", "办法", "规定", "规则", "规程", "细则", "条例", "章程", "制度",
    "守则", "公约", "准则", "合同", "协议", "协议书", "讲话", "讲话稿", "致辞", "致词", "发言", "发言稿", "演讲稿",
    "倡议书", "邀请函", "感谢信", "公开信", "慰问信", "表扬信", "承诺书", "保证书", "申请书", "委托书", "说明书",
    "须知", "启事", "启示", "声明", "证明", "证明书", "纪要", "会议记录", "手册", "指南", "判决书", "裁定书", "调解书",
    "起诉状", "招聘简章", "招生简章", "函", "公函", "复函", "心得体会", "读后感", "观后感", "述职报告", "检讨书",
    "教案", "说课稿", "导游词", "解说词", "推荐信", "介绍信", "自我介绍", "食谱", "做法", "读书笔记", "访谈录", "要点说明",
    "新闻稿", "行程表", "日程表", "作业要点", "设置要点", "实施要点", "须知事项", "简介", "章程草案", "计划书", "企划书", "会议通知", "开会通知",
)  # fmt: skip
"""What the title of a document ends in."""

_KIND = lazy(
    "(?:"
    + "|".join(sorted(KINDS, key=len, reverse=True))
    + r")(?:\((?:草案|试行|修订|修正|修订稿|征求意见稿|暂行|节选|全文|[一二三四]|[1-9])[^)]{0,6}\))?$"
)
_WHOLE = lazy(
    r"^(?:[\u4e00-\u9fff]{2,8}(?:合同|协议书|判决书|裁定书|简章)|倡议书|感谢信|公开信|邀请函|启事|声明|证明书?|公告|通告|通知|简介|寻[人物]启事|招领启事"
    r"|[\u4e00-\u9fff]{0,6}(?:自我介绍|述职报告|读后感|观后感|检讨书|承诺书|保证书|申请书|演讲稿|发言稿|心得体会|个人简介))$"
)
_MARKER = lazy(
    r"[(\[【]?(?:第[一二三四五六七八九十百零〇\d]+[章节条编部篇]|[一二三四五六七八九十百]{1,4}[、.)\]】]|\d{1,3}[、.)\]】]|[①-⑳○●■□◆◇★☆※▲△·•*#>|+\-=_<]|附|注|图|表|[a-z]\.)"
)
MARKS = frozenset(
    "([【第一二三四五六七八九十百0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳○●■□◆◇★☆※▲△·•*#>|+-=_<附注图表abcdefghijklmnopqrstuvwxyz"
)
"""What an item begins with."""
CHAPTER = ("第一章", "第1章")
"""A book begins with it, and after the end of one another one."""
_STOPS = tuple("。!?;,、:…—.~")
_OTHER = lazy("[^\u3400-\u9fff]+")


def is_title(text: str) -> bool:
    """Whether a line could be the title of a text: short, no sentence, no list item, no quotation."""
    if not 4 <= len(text) <= 50 or text.endswith(_STOPS) or (text[0] in MARKS and _MARKER.match(text)):
        return False
    if "》" in text and text.find("》") < (text.find("《") if "《" in text else len(text)):
        return False  # 反恐怖主义法》办法: the second line of a title
    if (
        "。" in text
        or text.count(",") > 2
        or text[0] in "\"“‘'「『"
        or (":" in text[1:-1] and len(text) < 12)
    ):
        return False
    return len(_OTHER.sub("", text)) * 2 >= len(text)


def is_titled(text: str) -> bool:
    """Whether a line is the title of a kind of document (… 通知, … 合同)."""
    if not text.endswith(_TITLED) or "," in text or not is_title(text):
        return False
    if _WHOLE.match(text):
        return True
    return len(text) >= 7 and _KIND.search(text) is not None


_TITLED = (*KINDS, ")", "寻人启事", "寻物启事")
"""What the title of a kind of document ends in, its year or stage in brackets included."""
_OFFICIAL = lazy(
    r"^(?:[\u4e00-\u9fff]{2,24})?关于[^,。]{4,40}的(?:通知|通告|公告|公示|通报|报告|请示|批复|意见|决定|决议|函|复函|说明)$"
    r"|^[\u4e00-\u9fff]{2,16}\d{4}年(?:度)?[\u4e00-\u9fff]{2,20}(?:方案|计划|总结|要点|报告|公示|公告|简章|预案)$"
)


def is_official(text: str) -> bool:
    """Whether a line is the full title of an official document, with its matter or its year."""
    return is_titled(text) and _OFFICIAL.match(text) is not None


# -- ends and beginnings ----------------------------------------------------------------------------------

_DIGIT = "[\\d〇零○一二三四五六七八九十百xｘ×]"
DATE_LINE = lazy(
    rf"(?:(?:中华)?民国)?(?:{_DIGIT}{{2,5}}年)?{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日$|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}$"
    r"|(?:[正一二三四五六七八九十冬腊]|十[一二])月(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|[二三]?十)日?$"
)
_SIGNER = lazy(
    r"(?:局|委|委员会|办公室|政府|处|科|部|院|校|学校|中学|小学|大学|学院|幼儿园|公司|集团|协会|学会|中心|馆|站|所|会|社|团|队|组|厅|署|庭"
    r"|公所|里长|基金会|支部|党委|工会|编辑部|筹备组|年级|班|敬上|谨启|敬启|启|上|[班校院馆局处园]长 ?[\u4e00-\u9fff]{2,4}|(?:汇报|述职|报告|申请|承诺|检讨)人[: ]*[\u4e00-\u9fff]{2,4})$"
)
_REPORTER = lazy(
    r"[(\[【〔](?:(?:本报|特约|实习|见习)?记者|通讯员|文/?图?[:/ ]|撰稿|执笔人?|供稿|来源|编辑|责编|责任编辑|作者|摄影|采访|采写|整理|新华社|中新社)[^()]{1,40}[)\]】〕](?:\d{6,8})?$"
    r"|[(](?:全文完|完|全书完|全剧终|end)[)]$|^(?:责任编辑|责编|编辑|撰稿|供稿|作者|来源|文/图)[: ]"
)
_CLERK = lazy(r"(?:(?:代理?|代)?书记员|法官助理)[: ]*[\u4e00-\u9fff]{2,4}$")
_PENNED = lazy(
    rf"(?:写于)?{_DIGIT}{{2,5}}年{_DIGIT}{{1,3}}月(?:{_DIGIT}{{1,3}}日)?[\u4e00-\u9fff]{{0,2}}于[\u4e00-\u9fff]{{2,10}}$"
)
"""The date and place of an essay, which stand under its last sentence."""
_IN_FORCE = lazy(
    rf"(?:{_DIGIT}{{2,5}}年)?{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日 ?(?:起?(?:执行|施行|实施|生效)|[^。]{{4,150}}(?:同时|即行|予以)废止。)$"
)
_FINISHED = lazy(r"[(\[【](?:全文完|完|全书完|全剧终|end)[)\]】]$")
_FAREWELL = lazy(
    r"(?:谢谢(?:大家|各位)?|祝(?:大家|各位|你们|您)[^。!]{2,20}|此致|敬礼|顺颂[^。!]{0,4}|特此(?:通知|公告|通告|函告|证明|报告|声明|说明)|敬请?周知|敬请见谅"
    r"|请(?:予以?|各位[^。,]{0,6}|大家|领导)?(?:评议|审议|审阅|批评指正|指正|批示|鉴核|查照)|(?:汇报|报告|述职|发言|演讲|讲话)(?:完毕|完了|到此结束)|专此(?:函达|奉达|布达|奉复)|(?:顺颂|敬颂|顺祝)[^。]{2,6})[!。.]?$"
    r"|自[^。]{1,12}起(?:施行|实施|执行|生效)[^。]{0,8}。$"
)
NOISE = (
    "上一篇", "下一篇", "试读结束", "材料来源", "本文来源", "文章来源", "来源于网络", "返回列表", "返回顶部", "返回首页",
    "打印本页", "关闭窗口", "责任编辑", "加微信", "微信号", "转载请注明", "注明出处", "未经授权", "扫码", "二维码",
    "更多精彩", "版权所有", "相关推荐", "相关阅读", "推荐阅读", "猜你喜欢", "热门文章", "分享到", "点击下载", "下载本文",
    "本站", "(完)", "全文完", "阅读原文", "点击关注", "延伸阅读", "查看更多", "加群", "订阅号", "公众号",
)  # fmt: skip
"""What the lines between two texts of a site hold: any one is found in a line of a text too, so it counts only
where other evidence stands beside it."""

SALUTATION = lazy(
    r"^(?:受文者:|尊敬的|敬爱的|亲爱的|各位|全体|老师们|同学们|同志们|朋友们|女士们|先生们|乡亲们|各[\u4e00-\u9fff]{1,10}(?:[,、][\u4e00-\u9fff]{1,12}){0,6}:$)"
    r"|^[^。,]{2,40}(?:同学们|同志们|朋友们|老师们|女士|先生|来宾|嘉宾|家长|居民|乡亲们)[:!]$"
)
_ADDRESSES = (
    "受文者:", "尊敬的", "敬爱的", "亲爱的", "各位", "全体", "老师们", "同学们", "同志们", "朋友们", "女士们", "先生们", "乡亲们",
)  # fmt: skip
_GREETING = lazy(r"(?:(?:各位|亲爱的)[^。,]{1,12},)?大家(?:上午|下午|晚上)?好[,!。]")
_AGENCY = lazy(
    r"^(?:本报讯|本网讯|讯[ (]|[(【〔\[](?:本报)?记者[^。(]{1,30}[)】〕\]]|新华社|中新[网社]|中央社|记者[^。,]{0,8}(?:获悉|了解到)|[\u4e00-\u9fff]{2,6}[日晚]报讯)|^[^。,]{2,20}[日电]电[ (]"
)
_DATELINE = lazy(
    rf"^(?:本报讯|本网讯|讯[ (]|[(【\[](?:本报)?记者[^。(]{{1,30}}[)】\]]|新华社|中新网|[\u4e00-\u9fff]{{2,6}}[日晚]报讯|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日[,上下晚至 ]|{_DIGIT}{{4}}年,)"
    r"|^(?:近日|日前|昨日|昨天|今天),"
)
PARTY = lazy(
    r"^(?:[甲乙]方|出租[方人]|承租[方人]|委托[方人]|受托[方人]|买[方受]|卖方|发包[方人]|承包[方人]|原告|被告|申请人|上诉人|出借人|借款人|聘用方|用人单位)[(:一]|^[^。]{2,12}\([甲乙]方\)"
)
_PREAMBLE = lazy(
    r"^(?:一、|第一条|第一章|为(?:了|进一步|贯彻|加强|规范|做好|丰富|推动|切实|深入|全面|保障|增强|鼓励|提升|落实|确保|维护|方便|使|庆祝|迎接)?[^。]{4,60}(?:制定|特制|特订|订定|通知如下|公告如下|方案如下|决定|现将|拟|特)|根据[^。]{4,60}(?:现|特|制定)|经[^。]{2,20}(?:研究|批准|同意)[,决])"
)


ABSTRACTS = (
    "摘要",
    "摘 要",
    "内容摘要",
    "[摘要",
    "[摘 要",
    "【摘要",
    "【摘 要",
    "〔摘要",
    "内容提要",
    "论文摘要",
)
"""What the abstract of a paper begins with."""
_ABSTRACT = lazy(r"[\[【〔]?(?:内容|论文)?(?:摘 ?要|提要)[\]】〕]? ?[: ]? ?[^ ]")
_KEYWORDS = lazy(r"[\[【〔]?关 ?键 ?[词字][\]】〕]? ?[: ]")
_RELEASE = lazy("(?:发稿|发布|新闻|稿件)(?:日期|时间|单位|联络人|联系人):")
"""The data with which a press release begins."""
BYLINE = 40
"""Code points of the line of authors between the title of a paper and its abstract."""


def is_abstract(after: Sequence[Row]) -> bool:
    """Whether the first of these rows is the abstract of a paper; the row behind it, if there is one, may have its keywords."""
    text = after[0].text
    return (
        text.startswith(ABSTRACTS)
        and _ABSTRACT.match(text) is not None
        and (len(after) < 2 or _KEYWORDS.match(after[1].text) is not None)
    )


def is_paper(after: Sequence[Row]) -> bool:
    """Whether the first of these rows is the title of a paper, and its abstract follows, behind its authors if need be."""
    if len(after) < 2 or not is_title(after[0].text):
        return False
    return is_abstract(after[1:]) or (
        len(after[1].text) <= BYLINE and len(after) > 2 and is_abstract(after[2:])
    )


def is_release(after: Sequence[Row]) -> bool:
    """Whether the first of these rows is the title of a press release, and its data follow."""
    return len(after) > 1 and after[0].text.endswith("新闻稿") and _RELEASE.match(after[1].text) is not None


def is_in_force(text: str) -> bool:
    """Whether a line that begins with a date says since when the text before it is in force, or what that puts out of
    force: 1986年6月20日发布的《…》同时废止。."""
    return text.endswith(("行", "施", "效", "废止。")) and _IN_FORCE.match(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) <= 20 and text[-1] in _DATE_ENDS and DATE_LINE.match(text) is not None


_DATE_ENDS = frozenset("日0123456789一二三四五六七八九十")
_FAREWELLS = ("谢", "祝", "此致", "敬", "顺颂", "特此", "周知", "起", "请", "完", "结束", "专此")
_CREDITED = ("责任编辑", "责编", "编辑", "撰稿", "供稿", "作者", "来源", "文/图")
_BOWS = ("此致", "敬礼", "敬礼!", "敬上", "谨启")


def closes(before: Sequence[Row]) -> str | None:
    """How the last of these rows ends a document: `signed`, `finished`, `reported`, `farewell` or not at all."""
    if not before:
        return None
    if len(before) > 1 and is_clerk(before[-1].text):
        return "finished"  # nothing of a judgment comes after its clerk
    last = before[-1].text
    above = before[-2].text if len(before) > 1 else ""
    if above.endswith(("。", "!", "?", "…")) and len(last) <= 30 and _PENNED.match(last):
        return "signed"
    if is_date(last) and (_SIGNER.search(above) or (len(above) <= 20 and is_title(above))):
        return "signed"
    if (
        len(above) <= 20
        and is_date(last)
        and any(row.text in _BOWS for row in before[-4:-2])  # a private letter: the name may be any
    ):
        return "signed"
    if (
        len(last) <= 30
        and last[-1] in _DATE_ENDS
        and DATE_LINE.search(last)
        and _SIGNER.search(DATE_LINE.sub("", last).rstrip(" ,"))
    ):
        return "signed"
    if (
        len(last) <= 24
        and above != ""
        and (above.endswith(("。", "!")) or is_date(above))
        and is_title(last)
        and _SIGNER.search(last)
    ):
        return "signed"
    tail = last[-60:]
    if tail[-1] in ")]】" and _FINISHED.search(tail):
        return "finished"
    if (tail[-1] in ")]】〕0123456789" or tail.startswith(_CREDITED)) and _REPORTER.search(tail):
        return "reported"
    if any(sign in tail for sign in _FAREWELLS) and _FAREWELL.search(tail):
        return "farewell"
    return None


_NUMBERS = "0123456789〇零○一二三四五六七八九十百xｘ×"
_REPORTED = frozenset("本讯([【〔新中记")
_DATED = frozenset("本讯([【新中近日昨今" + _NUMBERS)
_PARTIES = frozenset("甲乙出承委受买卖发原被申上借聘用")
_REASONS = frozenset("一第为根经")
"""What a line begins with that opens a document in one way or another: asked before the patterns."""


def is_salutation(text: str) -> bool:
    """Whether a line addresses somebody."""
    return (
        len(text) <= 60
        and (text[-1] in ":!" or text.startswith(_ADDRESSES))
        and SALUTATION.search(text) is not None
    )


def is_party(text: str) -> bool:
    """Whether a line names a party to a contract or a case."""
    return (text[0] in _PARTIES or "方)" in text[:16]) and PARTY.match(text) is not None


def _opening(text: str) -> str | None:
    first = text[0]
    if is_salutation(text) or (first in "各亲大" and _GREETING.match(text)):
        return "salutation"
    reports = "报讯" in text[:9]
    if (reports or first in _REPORTED or "电" in text[:24]) and _AGENCY.match(text):
        return "agency"
    if (reports or first in _DATED) and _DATELINE.match(text):
        return "dateline"
    if is_party(text):
        return "parties"
    if first in _REASONS and _PREAMBLE.match(text):
        return "preamble"
    return None


def opens(after: Sequence[Row]) -> str | None:
    """How these rows begin a document: `salutation`, `agency`, `dateline`, `parties`, `preamble` or not at all."""
    for row in after[:3]:
        found = _opening(row.text[:120])
        if found is not None:
            return found
        if len(row.text) > 60:
            break
    return None


_ASIDE = (
    "本网", "本站", "本文", "本书", "本刊", "本章", "版权", "转载", "声明", "投稿", "联系", "免责", "读者", "关注", "微信", "电话", "点击",
    "图为", "图片", "后记", "番外", "作者", "编者", "笔者", "记者", "手记", "附记", "再版", "注释", "译文", "赏析", "点评", "评语", "简评",
    "这篇文章", "感谢", "提示", "提醒", "延伸", "背景", "链接", "下期", "来信", "回信", "这封信", "那封信", "信纸", "读完", "念完", "写完", "附件", "附:",
)  # fmt: skip
"""What the first lines hold of what is said after the end of a text about that text."""
_BACK = (
    "该", "这", "那", "他", "她", "它", "其", "此", "据", "另", "同时", "目前", "对此", "为此", "随后", "接着", "接下来", "后来", "然而", "但",
    "可是", "不过", "因此", "所以", "于是", "最后", "总之", "不久", "当时", "当天", "当日", "散场", "会后", "截至", "以上", "上述", "如果", "并",
)  # fmt: skip
"""What a paragraph begins with that goes on from the one before."""
FULL = 40
"""Code points of the paragraph with which a document without a title begins, at least."""


def is_body(after: Sequence[Row]) -> bool:
    """Whether the first of these rows is a paragraph that could stand at the head of a text without a title: full
    sentences, not speech, and not about what stands before."""
    text = after[0].text
    if len(text) < FULL or text[0] in "\"“‘'「『" or not text.endswith(("。", "!", "?", ")")):
        return False
    return not text.startswith(_BACK) and ":" not in text[:14]


def is_remark(text: str) -> bool:
    """Whether a paragraph speaks of the text before it, or of the page on which it stands."""
    head = text[:80]
    return any(sign in head for sign in _ASIDE)


_NAMED = lazy(r"(?:^|[,。])[老小阿][\u4e00-\u9fff](?:把|将|说|在|从|走|坐|站|抬|拿|转)")


def is_tale(text: str) -> bool:
    """Whether a text tells of somebody by name or in the third person: a tale may begin with the letter, the
    notice or the report that somebody in it reads."""
    told = text[:200].replace("其他", "")
    return "他" in told or "她" in told or _NAMED.search(told) is not None


def is_aside(title: str) -> bool:
    """Whether a title is that of a note on the text before it."""
    return any(sign in title for sign in (*_ASIDE, "相关", "写在", "的话", "说明", "附录", "尾声"))


_SENT = lazy(r"[信函写读念寄拆展抄报刊登载]|下面|以下|如下|例如|有请")


def is_clerk(text: str) -> bool:
    """Whether a line is the last of a judgment."""
    return _CLERK.match(text) is not None


def is_letter(here: str, there: Sequence[Row]) -> bool:
    """Whether a text that begins with a salutation is a letter to its end, where these rows stand, and the text before
    neither tells a tale nor speaks of one."""
    return closes(there) == "signed" and not is_tale(here) and _SENT.search(here[-80:]) is None


def is_midway(folded: str, start: int, at: int) -> bool:
    """Whether the dateline at `at` stands in the midst of a text that began at `start` with sentences and without one:
    a report has it at its head."""
    here = folded[start:at]
    return (
        here.count("。") > 1
        and "\n" in here
        and not any(_AGENCY.match(line) for line in here.split("\n")[:4])
    )


def is_framed(first: Sequence[Row], closed: str) -> bool:
    """Whether the first rows of a text are the beginning that belongs to this end of it: a letter's or a speech's
    salutation to its signature or thanks, a dateline to the reporter's or editor's line. Nothing of it is to come."""
    begun = opens(first[:2])
    if closed in ("signed", "farewell"):
        return begun == "salutation"
    return closed in ("reported", "finished", "noise") and begun == "agency"


# -- numbering --------------------------------------------------------------------------------------------

_ITEM = lazy(
    r"第 *(?:(?P<outer>[一二三四五六七八九十]{1,3}) *[章编部]|(?P<article>[一二三四五六七八九十百零〇\d]{1,6}) *条)"
    r"|(?P<point>[一二三四五六七八九十]{1,3}) *、|(?P<number>\d{1,2}) *[、.](?! *\d)"
)
_SERIES = ("outer", "article", "point", "number")
"""The outer ones first."""
_FIRST = ("一", "1")
_ITEMS = frozenset("第一二三四五六七八九十0123456789")
"""What an item of a series begins with."""


def begins_item(folded: str, start: int) -> bool:
    """Whether the line that starts at `start` is an item or a numbered heading."""
    return folded[start] in MARKS and _MARKER.match(folded, start) is not None


def is_item(text: str) -> bool:
    """Whether a line is an item of a list, a heading with its number, an annex."""
    return text[0] in MARKS and _MARKER.match(text.replace(" ", "")) is not None


def begun(after: Sequence[Row]) -> dict[str, str]:
    """The first item of each series among these rows, if any of them is the first of its series."""
    found: dict[str, str] = {}
    for row in after:
        if row.text[0] in _ITEMS and (match := _ITEM.match(row.text)) is not None:
            series = str(match.lastgroup)
            found.setdefault(series, match[series])
    return found if any(number in _FIRST for number in found.values()) else {}


def restarts(folded: str, first: int, at: int, after: dict[str, str]) -> bool:
    """Whether the outermost series of the lines from `first`, where a row starts, up to `at`, come to two or more,
    begins anew in those after, whose first items are these."""
    level, number = len(_SERIES), ""
    end = at - 1
    while end > first:  # backwards: the last item of a series counts, and an outer series counts for more
        start = folded.rfind("\n", first, end) + 1 or first
        while folded[start] == " ":
            start += 1
        if folded[start] in _ITEMS and (match := _ITEM.match(folded, start)) is not None:
            series = str(match.lastgroup)
            if _SERIES.index(series) < level:
                level, number = _SERIES.index(series), match[series]
                if all(_SERIES.index(one) > level for one, value in after.items() if value in _FIRST):
                    return False
        end = (start if start <= first else folded.rfind("\n", first, start)) if start < end else end - 1
    return level < len(_SERIES) and number not in _FIRST and after.get(_SERIES[level]) in _FIRST


# -- places -----------------------------------------------------------------------------------------------


def other_place(before: str, after: str) -> tuple[str, str] | None:
    """The place of either text where the two speak of different ones and neither names the other's."""
    here, there = places(before), places(after)
    if not here or not there:
        return None
    first = max(here, key=lambda place: (here[place], -before.find(place[0])))[0]
    second = max(there, key=lambda place: (there[place], -after.find(place[0])))[0]
    if first in after or second in before:
        return None
    return first, second
