"""truncation/mid-sentence."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.truncation._open_lines import (
    LEAST,
    NOTICE,
    OPEN,
    SHORTEST,
    UNENDED,
    UNENDED_CRLF,
    cut_inside,
    is_notice,
)
from polint_rules.truncation._words import TRANSITIVE, heads, is_word, leads_on

_SAYS = lazy("[说說道问問曰云想念叫喊答唱称稱写寫云]$")
_SPEAKER = lazy(r"\s*[^，。：:\s]{1,6}(?<!\d)[：:](?!\s*[“「])")
_LAYOUT = ("\t", "　　", "   ", "___", "□", "|", "http:", "https:", "www.")
_BOX = lazy(r"[\u2500-\u257f]")
_CLAUSE = lazy("[，。；！？：,;:!?“”「」『』（）()]")
_PARTICLES = "了吧吗嗎呢啊呀哦喔哈啦嘛咯囉喽么麼哟喲耶唷"
_CLOSED = "。！？!?…；;”’」』）)》〉】〕]~～—.\"'"
_NAMES = lazy(
    r"(?:记者|記者|编辑|編輯|作者|摄影|攝影|撰稿|撰文|整理|供稿|文／|文/|图／|图/|圖／|通讯员|通訊員|责编|責編|校对|审核|翻译|作词|作曲)[\s　]*\S{0,12}$"
)
_SIGNED = lazy(
    r"(?:局|会|會|部|处|處|科|院|校|所|站|室|厅|廳|委|办|辦|府|司|社|团|團|组|組|中心|日|号|號|敬上|上|启|啟|谨启|敬启|完|终|終|待续|待續|从略|略|同上)$"
)
_CONTINUES = frozenset(
    "并並由对對将將把为為在向从從以确確使让讓"
)  # how a clause within a sentence likes to begin
_CONDITION = lazy(
    "如果|若|倘若|假如|一旦|虽然|雖然|尽管|儘管|只有|除非|由于|由於|当[^。]{2,}时$|當[^。]{2,}時$"
)
"""What opens a clause that waits for another one, where it ends a text."""
_TAKING = frozenset(
    ("建立", "采取", "取得", "赢得", "提供", "造成", "引起", "带来", "指出", "制定", "设立", "收到", "提出", "获得", "积累", "营造", "奠定", "付出", "作出", "做出", "出台", "搭建")
)  # fmt: skip
"""Verbs that name their object, 了 or not."""
_EVEN = 3  # characters than which equals of one length are longer: 办学资质、收费行为、安全管理、师资
_RETURN = 13
_NOTICES = 8
"""Lines of notices under a text that are passed over."""
_REACH = 2_000  # code points of a paragraph that are looked at
_LOOKED_AT = 200  # paragraph ends within a text that are weighed


class MidSentence(Rule):
    """A text, or one of its numbered paragraphs, that stops inside a sentence."""

    id = "truncation/mid-sentence"
    version = 3
    severity = "error"
    confidence = "medium"
    sieve = "polint_rules.truncation._open_lines:may_be_cut"
    summary = Text("the last words of a text cut inside a sentence", "文章在句子中间断掉，这是最后几个字")
    what = Text(
        "Looks at the last words of a text, of the text above a line such as 试读结束, and of numbered or spaced "
        "paragraphs. A paragraph of whole sentences whose last one has no end is cut; a comma, an open bracket, a "
        "conjunction, a preposition or a verb without its object at the end say so all the more. Verse, headings, "
        "signatures, dates, lists, tables, forms, captions, dialogue, links, code and Markdown end as they "
        "like.",
        "查看全文、“试读结束”之类提示之前的正文以及编号段落、空行段落的最后几个字。整段都是完整句子而末句没有结束，即是断掉；"
        "以逗号、未闭合的括号、连词、介词或缺宾语的动词收尾更是明证。诗歌、标题、署名、日期、列表、表格、问卷、图注、对话、链接、代码"
        "和 Markdown 怎样结尾都可以。",
    )
    why = Text(
        "The rest of the text is missing: a model learns to stop anywhere, a reader never learns the end.",
        "后文已经缺失：模型会学着随处停笔，读者则不知下文。",
    )
    messages = {
        "end": Text("the text stops inside a sentence", "文章在句子中间断掉"),
        "paragraph": Text("the paragraph stops inside a sentence", "这一段在句子中间断掉"),
        "notice": Text(
            "the text stops inside a sentence, before a notice", "正文在句子中间断掉，后面只剩提示语"
        ),
    }
    examples = (
        wrong(
            "夏收期间，农机站出动收割机四十台，抢收小麦两万亩。为防止秸秆焚烧，各村设立了巡查岗。下一步，⟦将组织农户⟧"
        ),
        wrong("旅館的舊址在碼頭旁。戰後改為倉庫，門前的石階還在。老闆娘說，那時候最熱鬧的是月底，⟦因為⟧"),
        wrong(
            "本规程适用于全厂锅炉的运行和检修。司炉人员应当持证上岗，⟦并按照⟧\n---- 预览结束，购买后阅读全文 ----"
        ),
        wrong(
            "（一）清点库存。盘点分两天完成，先成品后原料。盘点结果由仓库主管签字，⟦并在三个⟧\n"
            "（二）核对账目。财务室逐笔核对，发现差错及时更正。\n（三）总结经验。各班组提出改进意见。"
        ),
        wrong(
            "体温超过三十八度就应就诊。三岁以上的孩子可以先物理降温，同时密切观察变化，⟦若持续超过三天⟧",
        ),
        right(
            "老人放下斧子，擦了擦汗。他看着远处的山，想了很久，慢慢地说，\n\n山那边的路，我年轻时走过一回。\n\n"
            "后来再没有人提起那条路。雨下了一夜，天亮时停了。"
        ),
        wrong(
            "一、统一认识。各组要把防汛放在首位，⟦做到人员到位、物资到位、责任⟧\n"
            "二、加强巡查。对堤坝逐段检查，发现险情立即报告。\n三、严格值守。值班人员不得擅自离岗。"
        ),
        wrong("村里有古树三百株。最老的一株银杏相传是唐代种的。为了护住它们，⟦林业站为每一株都建立了⟧"),
        wrong(
            "比赛于19:30开始，上半场主队领先。下半场客队追平，最终主队取胜。教练表示，失误少是赢球的关键。⟦下一场比赛将⟧"
        ),
        wrong(
            "后山有一片竹林，风过时沙沙作响。母亲说，竹林里埋着外公的酒，埋了三十年。前年修路，⟦工人挖出了一⟧"
        ),
        wrong("推門進去，屋裡空無一人，桌上的茶還冒著熱氣。他叫了兩聲，沒有人應。忽然，⟦身後傳來⟧"),
        wrong("陶片的纹饰与邻近遗址相近，推测两地当时已有往来。不过，由于缺乏定年资料，⟦目前还无法⟧"),
        wrong(
            "会议决定，由县教育局牵头，会同财政、人社部门成立联合检查组，对全县民办学校开展专项检查，重点检查办学资质、收费行为⟦、安全管理、师资⟧"
        ),
        right("夏收期间，农机站出动收割机四十台，抢收小麦两万亩。"),
        right(
            "他没有回答。过了一会儿，她接着对窗外的人说道，\n\n“明天还是这个时候，你带上伞。”\n\n雨下大了。"
        ),
        right(
            "关于值班的通知\n春节期间请各科室安排专人值班，值班电话保持畅通。\n县农机站\n二〇二三年一月十六日"
        ),
        right("雨後\n石階上的青苔\n一點一點\n把腳印讀完"),
        right("楼上的，那家店早就搬了\n我上周刚去过。新店在桥头，口味没变，就是排队久了点"),
        right("物品清单：\n1. 帐篷一顶\n2. 睡袋两个，冬天要厚的\n3. 手电筒，备用电池"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """At most one finding at the end, and one for each cut paragraph before it."""
        text = document.text
        end = len(text) if text and not text[-1].isspace() else len(text.rstrip())
        if not end or len(text) < LEAST:
            return
        content = _above_notices(text, end)
        stops = [newline - (text[newline - 1] == "\r") for newline in _ends_within(document)]
        suspects = [(stop, "paragraph", 4.0) for stop in stops if stop < end]
        if text[content - 1] not in _CLOSED and not UNENDED.match(document.classes, content):
            suspects.append((content, "end", 3.0) if content == end else (content, "notice", 2.5))
        for stop, key, enough in suspects:
            paragraph = _open_paragraph(document, stop, last=key != "paragraph")
            weight = 0.0 if paragraph is None else _weight(document, *paragraph)
            # What the other paragraphs add is 1 at most, and they are the dearest question.
            if paragraph is None or weight + 1 < enough:
                continue
            if document.format != "plain":
                return
            if (
                _is_prose(text, paragraph)
                and not (key == "paragraph" and _leads_to_speech(text, stop))
                and _manner(document, paragraph.line, stop, enough - weight) >= enough - weight
            ):
                yield self._tell(document, stop, key)

    def _tell(self, document: Document, stop: int, key: str) -> Draft:
        tail = document.text[max(0, stop - 17) : stop]
        clause = [match.end() for match in _CLAUSE.finditer(tail, 0, len(tail) - 1)]
        start = stop - len(tail) + (clause[-1] if clause else max(0, len(tail) - 8))
        return self.draft(start, stop, key)


class _Paragraph(NamedTuple):
    """A paragraph that may be cut: its text and classes, at most _REACH code points of them, where its line starts
    and where it stops."""

    text: str
    own: bytes
    line: int
    stop: int


def _leads_to_speech(text: str, stop: int) -> bool:
    """Whether a paragraph that stops at `stop` with a comma leads to what somebody says: 她低声问，"""
    return text[stop - 1] in "，," and (
        _SAYS.search(text, stop - 4, stop - 1) is not None
        or text[stop : stop + 40].lstrip()[:1] in tuple('“「『‘"')
    )


def _open_paragraph(document: Document, stop: int, *, last: bool = False) -> _Paragraph | None:
    """The paragraph that stops at `stop`; None where it has its end, or is no prose. Of the last one of a text
    nothing says that it has sentences."""
    text, classes = document.text, document.classes
    if classes[stop - 1] not in OPEN:
        return None
    line = text.rfind("\n", 0, stop) + 1
    if stop - line < SHORTEST:
        return None
    own = classes[max(line, stop - _REACH) : stop]
    if not last and own.find(b"z") < 0 and own.find(b"y") < 0:
        return None
    if own.count(b"l") * 3 > len(own) or 0x80 in own or 0x81 in own:
        return None
    return _Paragraph(text[max(line, stop - _REACH) : stop], own, line, stop)


def _is_prose(text: str, paragraph: _Paragraph) -> bool:
    """Whether a paragraph is none of a table, a form, a dialogue, names or data."""
    words, own = paragraph.text, paragraph.own
    return not (
        any(sign in words for sign in _LAYOUT)
        or (0x94 in own and _BOX.search(words))
        or (b"r" in own and "─" in words)
        or _SPEAKER.match(words)
        or _NAMES.search(words[-60:])
        or _opens_like_data(text)
    )


def _ends_within(document: Document) -> list[int]:
    """The line feeds after paragraphs that may be cut."""
    classes, batch = document.classes, document.scan.batch
    if batch is not None and _RETURN not in classes:
        return batch.view(cut_inside).get(document.scan.number, [])[:_LOOKED_AT]
    pattern = UNENDED_CRLF if _RETURN in classes else UNENDED
    return [match.start() for match in itertools.islice(pattern.finditer(classes), _LOOKED_AT)]


def _above_notices(text: str, end: int) -> int:
    """Where the text ends when the lines of notices under it are left off; `end` where there are none."""
    stop = end
    for _ in range(_NOTICES):
        line = text.rfind("\n", 0, stop) + 1
        if not line or stop - line > NOTICE:
            return stop
        if not is_notice(text[line:stop]):
            return stop
        above = len(text[max(0, line - 200) : line].rstrip())
        if not above:
            return end
        stop = max(0, line - 200) + above
    return stop


def _opens_like_data(text: str) -> bool:
    """Whether the text begins with a bracket of JSON or a tag."""
    return text[:200].lstrip()[:1] in tuple("{[<")


def _weight(document: Document, paragraph: str, own: bytes, line: int, stop: int) -> float:
    """What says that a paragraph is cut: how whole its other sentences are, and what its last words want."""
    sentences = own.count(b"z") + own.count(b"y")
    boundary = max(own.rfind(b"z"), own.rfind(b"y")) + 1
    rest = paragraph[boundary:]
    commas = rest.count("，") + rest.count(",")
    clause = _CLAUSE.split(rest.rstrip("，、,："))[-1]
    folded = document.folded
    tail = folded[max(line, stop - 12) : stop]
    final = own[-1:]
    weight = float(min(sentences, 2))
    label = rest[-20:-1].rpartition("：")[0]
    if label and label[-1] not in "下是为為说說道示称稱出" and "“" not in rest and "「" not in rest:
        return 0
    wanting = leads_on(tail) or tail[-2:] in TRANSITIVE
    if _open(paragraph):
        weight += 2
    elif not commas and final not in b"vw,P(BKQJ":
        if len(rest) < 14 and not (wanting and sentences >= 2 and len(rest) >= 4):
            return 0
        if _SIGNED.search(rest) and len(rest) < 30:
            return 0
    if (commas or wanting) and len(rest) >= 8 and sentences:
        weight += 1
    elif not sentences:
        weight += 1 if commas >= 2 and len(rest) >= 40 else 0
    if final in b"vw," or final in b"P(BKQJ":
        weight += 3
    elif final == b"x":
        weight -= 1
    elif leads_on(tail):
        weight += 2.5
    elif tail[-2:] in TRANSITIVE:
        weight += 2
    elif not is_word(tail[-2:]) and is_word(tail[-3:-1]) and tail[-1] in heads():
        weight += 1
    if len(clause) == 1 and commas:
        weight += 1.5
    if weight == 3 and len(paragraph) < 60 and not wanting and final in (b"h", b"s", b"t", b"n"):
        weight -= 1  # a note that was dashed off, not a text that was cut
    if clause[:1] in _CONTINUES:
        weight += 1
    if commas and _CONDITION.match(clause):
        weight += 1.5  # ，若持续三天
    if _breaks_series(clause):
        weight += 2
    if tail[-1] == "了" and tail[-3:-1] in _TAKING:
        weight += 2
    elif final in (b"h", b"s", b"t") and paragraph[-1] in _PARTICLES and tail[-2:] != "那么":
        weight -= 2
    return weight


def _breaks_series(clause: str) -> bool:
    """Whether the last of a series of equals (思想到位、措施到位、责任) is shorter than the others and lacks what they
    end with."""
    *others, last = clause.split("、")[-3:]
    if len(others) < 2 or len(last) >= len(others[1]):
        return False
    even = len(others[1]) == len(others[0][-len(others[1]) :]) > _EVEN and clause.count("、") > 2
    return others[0][-2:] == others[1][-2:] != last[-2:] or (even and len(last) * 2 <= len(others[1]))


def _open(rest: str) -> bool:
    """Whether a bracket or a quotation mark is left open."""
    return any(
        rest.rfind(opener) > rest.rfind(closer) for opener, closer in ("（）", "“”", "「」", "《》", "()")
    )


def _manner(document: Document, line: int, stop: int, wanted: float) -> float:
    """How the other paragraphs of the text end: 1 where all end their sentences, -2 where few do. Where more than 0 is
    wanted, the first that does not is enough."""
    text = document.text
    window = text[max(0, line - 3_000) : line] + text[stop : stop + 3_000]
    ended = unended = 0
    for other in window.split("\n"):
        other = other.strip()
        if len(other) < 18 or ("，" not in other and "," not in other and "。" not in other):
            continue
        if other[-1] in _CLOSED + "：:":
            ended += 1
        elif wanted > 0:
            return 0
        else:
            unended += 1
    if unended >= 2 and unended >= ended:
        return -2
    return 1 if ended >= 2 and not unended else 0
