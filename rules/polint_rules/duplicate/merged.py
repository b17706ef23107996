"""duplicate/merged."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from itertools import islice

from polint.batch import Batch
from polint.character import SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Draft
from polint.message import Message, Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules._row import Row, following, preceding, row_at, rows
from polint_rules.duplicate import _boundary as boundary
from polint_rules.duplicate._boundary import CHAPTER, KINDS, NOISE
from polint_rules.duplicate._seam import LEAST, MOST, NUMBERED, RESTARTS, SPAN, UNRELATED, seams, shared_words

SPEECHES = 3
"""Salutations from which a text is a script of many speeches."""
WINDOW = 40
"""Lines before in which parties are looked for."""
SENTENCES = 3
"""Sentences before the title of a paper: fewer are a cover or a letterhead."""
AFTER = 8
"""Lines after in which numbering begins."""
REACH = 1200
"""Characters on either side whose words are compared."""
HEAD = 25
"""Han that the first document has at least."""
ENOUGH = 4.0
"""The sum of weights from which a boundary is reported."""

_ANTHOLOGY = lazy(
    r"简报|简讯|文摘|汇编|选编|选登|选刊|目录$|目次|月刊|周刊|季刊|通讯$|第[一二三四五六七八九十\d]+期|文集|诗集|诗选|编者的话|卷首语|要目|集锦|会议记录|案例|纪要"
    r"|优秀作文|作品选|摘编|剪报|日记|周记|书信|往来|问答|访谈|诗[一二三两]首|[一二三四五六七八九十两]则$|[一二三四五六七八九十两]题$|短讯|快讯|动态$"
)
_ANNEX = lazy(
    r"^[(\[【]?(?:附件|附表|附录|附图|附\d?[:.、 ]|附$|样表|范例|范本|模板|格式|样式|链接|相关链接|新闻链接|背景|延伸|资料|注释|译文|原文|修正|修订|回复|转发|答复|来信|复信|p\.?s|补充|续[签租约]|变更|解除|终止|回执|收[条据]|交接|清单)"
)
_PART = lazy(
    r"^[(\[【]?(?:第?篇[一二三四五六七八九十\d]+|第[一二三四五六七八九十\d]+篇|范文[一二三四五六七八九十\d]+)[)\]】]?(?:[:、. ]|$|《|【)|篇[一二三四五六七八九十\d]{1,2}$"
)
_PART_WORD = lazy("篇|范文")
_PIECE = lazy(r"第[^篇]+篇 ?[^ ]{0,8}$")
_BESIDE = lazy(r"\([^)]*\)|[ 《》]")
MOST_PARTS = 1_000
"""Parts of a compilation that are counted."""
_PART_SIGNS = ("篇一", "篇二", "篇1", "篇2", "第一篇", "第二篇", "第1篇", "第2篇", "范文一", "范文二")

_SITE = lazy(
    r"https?://|(?<![a-z0-9])[a-z0-9\-]{2,30}\.(?:com|cn|net|org|cc|tw|hk)(?![a-z0-9])|(?:微信|qq|扣扣)[^,。]{0,6}\d{5}|来自[^,。]{1,12}网"
)

EVIDENCE = {
    "noise": (2.0, Text("a line of a web site stands before it", "前面是网站的附加文字")),
    "navigation": (3.0, Text("the links of a web page stand before it", "前面是网页的翻页链接")),
    "signed": (2.0, Text("a signature and date stand before it", "前面已有落款和日期")),
    "reported": (2.0, Text("a reporter's or editor's line stands before it", "前面已有记者或编辑署名")),
    "finished": (3.0, Text("the text before it says that it is complete", "前面已注明全文完")),
    "farewell": (2.0, Text("a closing formula stands before it", "前面已有结束语")),
    "official": (
        3.0,
        Text("it is the full title of another official document", "这一行是另一份公文的完整标题"),
    ),
    "titled": (2.0, Text("it is the title of a document of its own", "这一行是另一篇文件的标题")),
    "title": (1.0, Text("it reads as a title", "这一行像是标题")),
    "salutation": (2.0, Text("a new salutation", "重新出现称呼语")),
    "agency": (2.0, Text("it begins with a news dateline", "以新闻电头开头")),
    "abstract": (3.0, Text("it is the title of a paper with its abstract", "这是一篇论文的标题，后面有摘要")),
    "release": (2.0, Text("the data of a press release stand below it", "后面是新闻稿的发稿信息")),
    "dateline": (1.0, Text("it begins with a date or dateline", "以日期或电头开头")),
    "midway": (
        1.0,
        Text("no dateline stands in the midst of a report", "电头不会出现在一篇文字的中间"),
    ),
    "letter": (
        1.0,
        Text("it is a letter from its salutation to its signature", "从称呼到落款是一封完整的信"),
    ),
    "parties": (2.0, Text("it names its own parties", "另有当事人")),
    "preamble": (1.0, Text("it begins with a preamble", "以制定缘由或首条开头")),
    "restart": (1.5, Text("the numbering starts again", "编号重新从头开始")),
    "framed": (
        1.0,
        Text("the first text is whole from its opening to its close", "前一篇自开头至结尾已经完整"),
    ),
    "again": (1.0, Text("it has an ending of its own of the same kind", "后面另有同类的结尾")),
    "script": (2.0, Text("the script changes", "前后简繁不同")),
    "place": (1.5, Text("another place ({second} after {first})", "地点不同（先是{first}，后是{second}）")),
    "words": (1.0, Text("the two share almost no words", "前后用词几乎没有重合")),
}
"""What speaks for a boundary: its weight and how the message names it."""

_JOINT = Text("{one}; {rest}", "{one}；{rest}")


class Boundary(NamedTuple):
    """A place where a second document seems to begin: its first row, the weights added up, the evidence in words."""

    row: Row
    weight: float
    evidence: tuple[Message, ...]


class Merged(Rule):
    """Two documents in one file."""

    id = "duplicate/merged"
    version = 4
    severity = "error"
    confidence = "medium"
    sieve = "polint_rules.duplicate.merged:may_be_merged"
    by_triggers = True
    summary = Text("a second document in the same file", "一个文件里有两篇文档")
    what = Text(
        "Finds the line at which a second, unrelated document begins. Several kinds of evidence are added up: a "
        "signature with its date, a reporter's line, a closing formula or a site's line before it; a title of its "
        "own, a salutation, a dateline or a preamble; numbering that starts again; another place; words that the "
        "first part does not use; a change of script. Where the second text has no title, the first must have ended "
        "and must share almost no words with it, and a third sign must come to these. One kind alone is never enough. Collections that a site has put together "
        "(篇一, 篇二 …) are named as such. Annexes, documents that a notice says it encloses, digests, anthologies, "
        "minutes, letters and dialogues are left alone.",
        "查找第二篇无关文档开始的那一行。多种迹象累计判断：前面有落款和日期、记者署名、结束语或网站附加文字；后面有自己的标题、"
        "称呼语、电头或制定缘由；编号重新从头开始；地点不同；前后用词几乎没有重合；"
        "前后简繁不同。后一篇没有标题时，前一篇须已结束、前后用词须几乎没有重合，并且另有第三种迹象。仅凭一种迹象不会报告。网站拼凑的合集"
        "（篇一、篇二……）会指明是合集。附件、通知中印发的文件、简报、文集、会议纪要、书信和对话不报。",
    )
    why = Text(
        "Whatever is learned or counted per document is wrong for both: their titles, dates, places and numbering "
        "contradict each other.",
        "凡是按文档统计或学习的内容都会因此出错：两篇的标题、日期、地点和编号彼此矛盾。",
    )
    messages = {
        "merged": Text(
            "a second document seems to begin here: {evidence}", "这里似乎开始了另一篇文档：{evidence}"
        ),
        "compilation": Text(
            "a compilation: the second of at least {count} texts in one file begins here",
            "这是一个合集：文件中至少有 {count} 篇文章，第二篇从这里开始",
        ),
        "first": Text("the first document begins here", "第一篇文档从这里开始"),
    }
    examples = (
        wrong(
            "关于开展节水宣传的通知\n各班级：为增强学生的节水意识，学校定于下周开展节水宣传，请各班准备一期黑板报。\n"
            "德育处\n2023年3月20日\n⟦关于组织教师体检的通知⟧\n各位老师：本年度体检安排在县医院进行，请空腹前往，"
            "并携带身份证和医保卡。\n校医室\n2023年4月2日\n"
        ),
        wrong(
            "老戲台整修三年，昨晚重新開鑼，台下坐滿了帶著板凳來的街坊，廟方備妥薑湯供觀眾取用，直到散戲仍有人捨不得離席。\n"
            "（記者林芷／鹿港報導）\n⟦芒果豐收　農會辦促銷⟧\n今年雨水少，芒果甜度比往年高，產地價格卻一路下滑，"
            "農會推出整箱免運活動，首日便賣出六百箱，幹事呼籲民眾多多支持。\n"
        ),
        wrong(
            "三、加强保障\n落实专项资金，按季通报进度，奋力谱写云台县乡村振兴新篇章。\n上一篇：没有了　下一篇：返回列表\n"
            "⟦2024年，锦屏区卫生健康系统将以提升群众满意度为目标，做好以下工作。⟧\n一、改善就医条件\n"
            "改造门诊楼一座，添置救护车两辆。\n二、提高服务水平\n推行家庭医生签约服务。\n"
        ),
        wrong(
            "一年来，我在镇党委的领导下较好地完成了各项任务，但深入基层还不够，今后要严格要求自己，争取更大进步，不负大家的信任。\n"
            "以上述职，请予评议。\n⟦各位领导、各位同事：⟧\n大家好！我叫陈立，现任销售部主管，下面汇报一年来的销售业绩和客户维护情况。\n"
        ),
        wrong(
            "浅谈古桥的保护\n摘要：古桥是乡土记忆。本文从测绘、修缮和利用三方面谈保护。\n关键词：古桥；保护\n村口那座石桥修了四百年，桥面磨出车辙。"
            "测绘时要量清每一块条石，修缮时要用旧料。桥修好了，还得有人走。\n⟦稻田养蟹的水质调控⟧\n林小禾（某县水产站）\n"
            "摘要：针对稻田养蟹的水质问题，试验了三种换水方式，比较溶氧和产量。\n关键词：稻田；河蟹；水质\n河蟹怕缺氧，夏季须勤换水。\n"
        ),
        wrong(
            "巷口的麵攤開了三十年，老闆娘記得每個人的口味。她說等兒子畢業就收攤，說了十年也沒有收。昨晚路過，燈還亮著，湯還滾著。\n"
            "⟦海濱鄉公所新聞稿⟧\n發稿日期：113年5月6日\n聯絡人：圖書館林館員\n鄉立圖書館分館將於六月啟用，藏書三萬冊，歡迎鄉親多加利用。\n"
        ),
        right(
            "古桥测绘方法研究\n林小禾　陈大田\n（某大学建筑学院，某市　100000）\n摘要：古桥测绘须量清每一块条石。本文比较三种方法。\n"
            "关键词：古桥；测绘\n一、引言\n测绘是修缮的前提。各地做法不一，精度差别很大。\n"
        ),
        right(
            "---\ntitle: Colour picker\njuejin_url: https://site.example/post/1\nauthor: Redjue\n---\n\n大家好，我是负责取色器的开发者，"
            "今天讲一讲它的由来和做法。\n\n取色器最早只有一块色板，后来加上了滑条和输入框，用起来才算方便。\n"
        ),
        right(
            "关于推荐优秀教师的通知\n各学校：\n现开展年度优秀教师推荐工作，请于月底前报送推荐表。\n附件：优秀教师推荐表\n"
            "教育局\n2024年5月6日\n附件\n优秀教师推荐表\n姓名：　　　学校：\n主要事迹：\n"
        ),
        right(
            "关于印发《节约用水管理办法》的通知\n各单位：\n现将《节约用水管理办法》印发给你们，请遵照执行。\n"
            "水务局\n2024年5月6日\n节约用水管理办法\n第一条　为加强节约用水管理，制定本办法。\n"
            "第二条　本办法适用于各机关和企业。\n"
        ),
        right(
            "一、活動時間\n三月二日上午。\n二、活動地點\n鎮公所廣場。\n鎮公所\n中華民國一一三年二月二十日\n"
        ),
    )
    triggers = (
        *(f"{kind}\n" for kind in KINDS),
        *(f"{kind}\r" for kind in KINDS),
        *NOISE,
        *_PART_SIGNS,
        *RESTARTS,
        *(f"\n{sign}" for sign in boundary.ABSTRACTS),
        "\n来源:", "(来源:", "(作者:", "完】\n", "敬礼", "获悉", "了解到", "\n〔记者",
        "日\n", "日\r", "报导)\n", "报导)\r", "报道)\n", "报道)\r", "完)\n", "讯)\n", "摄)\n", "谢谢大家", "此致", "特此",
        "起施行", "起实施", "起执行", "\n大家", "\n新华社", "\n中新社", "\n中新网", "\n中央社", "\n本报讯", "\n本网讯", "\n各位", "\n尊敬的", "\n敬爱的", "\n同志们", "\n亲爱的", "\n全体", "\n书记员", "写于", "日于", "月于", "记者", "撰稿", "供稿",
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft]:
        """The first line of each further document."""
        candidates = document.scan.texts.view(may_be_merged).get(document.scan.number)
        if candidates is None:
            return
        folded = document.folded
        compilation = self._compilation(document)
        if compilation is not None:
            yield compilation
            return
        opening = following(folded, 0, 1)
        if not opening:
            return
        first = opening[0]
        for found in _boundaries(document, candidates, first):
            if first is opening[0] and _is_anthology(following(folded, 0, 3), candidates[0]):
                return
            evidence = found.evidence[-1]
            for one in reversed(found.evidence[:-1]):
                evidence = Message(_JOINT, {"one": one, "rest": evidence})
            yield self.draft(
                found.row.start,
                _cut(found.row),
                "merged",
                related=(self.related(first.start, _cut(first), "first"),),
                evidence=evidence,
            )
            first = found.row

    def _compilation(self, document: Document) -> Draft | None:
        if not document.scan.holds(_PART_SET):
            return None
        parts = list(islice(_parts(document), MOST_PARTS))
        if len(parts) < 2 or any(_PIECE.match(row.text) for row in parts):
            return None  # parts of one book
        return self.draft(
            parts[1].start,
            _cut(parts[1]),
            "compilation",
            related=(self.related(parts[0].start, _cut(parts[0]), "first"),),
            count=len(parts),
        )


def _is_anthology(opening: Sequence[Row], candidate: int) -> bool:
    """Whether the first rows of a text, above the first line with which another could begin, say that it is made of many."""
    return any(
        _ANTHOLOGY.search(row.text)
        for row in opening
        if len(row.text) < 60 and row.start < max(LEAST, candidate)
    )


def _parts(document: Document) -> Iterator[Row]:
    """The short lines that name a part: 篇一：总结."""
    folded = document.folded
    end = -1
    for match in _PART_WORD.finditer(folded):
        if match.start() >= end:
            row = row_at(folded, match.start())
            end = row.end
            if len(row.text) < 60 and _PART.search(row.text):
                yield row


def _cut(row: Row) -> int:
    """Where the span of a long first line ends: after its first clause, or at SPAN code points."""
    if row.end - row.start <= SPAN:
        return row.end
    for mark in "。,;:":
        at = row.text.rfind(mark, 8, SPAN)
        if at > 0:
            return row.start + at
    return row.start + SPAN


_PART_SET = frozenset(_PART_SIGNS)
_KINDS = frozenset(KINDS)
_BEGINNINGS = (
    frozenset(sign for sign in Merged.triggers if sign[0] in "\r\n" or sign[:-1] in _KINDS)
    - frozenset((*RESTARTS, "\n来源:", "\n书记员"))
) | {"记者", "撰稿", "供稿", "获悉", "了解到"}
"""What stands in the first line of a document."""
_ENDS = frozenset(Merged.triggers) - frozenset(RESTARTS) - _BEGINNINGS - _PART_SET | {"记者", "撰稿", "供稿"}
"""What stands in its last line, or between two."""


def may_be_merged(batch: Batch) -> dict[int, list[int]]:
    """The sieve of the rule: the texts that name parts, or have lines with which a document could begin, and where these
    start."""
    found = seams(batch, _BEGINNINGS, _ENDS)
    for number in batch.holding(_PART_SET):
        found.setdefault(number, [])
    return found


def _noises(batch: Batch) -> list[int]:
    """Where in a batch ends what a site's lines hold, ascending."""
    return batch.places(_NOISE_SET)


def _boundaries(document: Document, candidates: Sequence[int], first: Row) -> Iterator[Boundary]:
    start = first.start
    best: Boundary | None = None
    looked = 0
    last = -1
    for at in candidates:
        after = following(document.folded, at, 3)
        # A blank line or an indentation may lie between the line's start and the row's.
        if not after or after[0].start == last:
            continue
        last = after[0].start
        looked += 1
        if looked > MOST:
            break
        if last - start < LEAST or _is_head(document, start, last):
            continue
        found = _weigh(document, start, after)
        if best is not None and _is_far(document, best.row.start, last):
            yield best
            start, best = best.row.start, None
            found = _weigh(document, start, after)
        if found is not None and (best is None or found.weight > best.weight):
            best = found
    if best is not None:
        yield best


def _is_head(document: Document, start: int, end: int) -> bool:
    """Whether a range is data about a text, as front matter and the fields of a translation are, and no text."""
    classes, last = document.classes, min(end, start + REACH)
    # A few lines of a text are nearly always enough.
    return _han(classes[start : min(last, start + 4 * HEAD)]) < HEAD and _han(classes[start:last]) < HEAD


def _han(part: bytes) -> int:
    return len(part) - len(part.translate(None, b"hstn"))


def _is_far(document: Document, one: int, two: int) -> bool:
    """Whether two boundaries, rows that start at these offsets, are not two places for one: three rows lie between them."""
    after = following(document.folded, one, 5)
    return len(after) == 5 and after[4].start <= two


def _weigh(document: Document, start: int, after: Sequence[Row]) -> Boundary | None:
    """What speaks for a document beginning at the first of these rows, where the one before begins at the offset
    `start`, if that is enough. Nearly every row that carries a sign begins none: what costs least is asked first,
    and nothing more once what is left to ask cannot be enough."""
    folded = document.folded
    row = after[0]
    text = row.text
    chapter = text.startswith(CHAPTER)
    if (not chapter and boundary.is_item(text)) or _ANNEX.match(text) or boundary.is_clerk(text):
        return None
    if boundary.is_in_force(text):
        return None
    titled = boundary.is_titled(text)
    title = titled or (len(after) > 1 and len(after[1].text) > max(20, len(text)) and boundary.is_title(text))
    paper = boundary.is_paper(after) and folded.count("。", start, row.start) >= SENTENCES
    title = title or paper
    if paper:
        opened: str | None = "abstract"
    elif boundary.is_release(after):
        opened = "release"
    else:
        opened = boundary.opens(after[1:] if title else after)
    body = chapter or (not (title or opened) and boundary.is_body(after))
    if (
        not (title or opened or body)
        or boundary.is_date(text)
        or (len(text) < boundary.FULL and _is_noise(document, row))
    ):
        return None
    line = folded.rfind("\n", 0, row.start) + 1
    before = preceding(folded, line, 3, start)
    if not before or before[-1].text.endswith((":", ",", "、", ";")):
        return None
    if any(len(one.text) < 20 and _ANNEX.match(one.text) for one in before):
        return None
    kinds: list[str] = []
    closed = boundary.closes(before)
    finished = closed == "finished"
    if not finished and any(_is_noise(document, one) for one in before[-2:]):
        kinds.append("noise")
        ending = preceding(folded, line, WINDOW, start)
        while ending and _is_noise(document, ending[-1]):
            ending.pop()
        closed = boundary.closes(ending)
    if closed:
        kinds.append(closed)
    if closed == "farewell" and len(text) <= 20 and len(after) > 1 and boundary.is_date(after[1].text):
        return None  # the name under the letter
    if finished and title and not titled and boundary.is_aside(text):
        return None
    if body:
        if kinds[:1] == ["noise"] and any(sign in before[-1].text for sign in _LINKS):
            kinds[0] = "navigation"
        return _continued(document, start, row, kinds, closed)
    if titled:
        listed = len(after) > 1 and boundary.is_titled(after[1].text)  # a list of documents
        official = boundary.is_official(text) and not listed and not boundary.is_titled(before[-1].text)
        kinds.append("official" if official else "titled")
    elif title:
        kinds.append("title")
    if opened == "parties":
        around = preceding(folded, line, WINDOW, start)
        if any(boundary.is_party(one.text) for one in around):
            opened = None  # the same contract, or an agreement that supplements it
    if opened:
        kinds.append(opened)
    begun = boundary.begun(following(folded, row.start, AFTER))
    more = ("place", "words", *({"agency": ("midway",), "salutation": ("letter",)}.get(opened or "", ())))
    if not (title or opened) or _sum(kinds, *more, *(("restart",) if begun else ())) < ENOUGH:
        return None
    if begun:
        if boundary.restarts(folded, max(start, row.start - NUMBERED), row.start, begun):
            kinds.append("restart")
        if _sum(kinds, *more) < ENOUGH:
            return None
    reached, last = max(start, row.start - REACH), min(row.start + REACH, len(folded))
    here, there = folded[reached : row.start], folded[row.start : last]
    if title and _announced(text, here):
        return None
    place = boundary.other_place(here, there)
    if place is not None:
        kinds.append("place")
    framed = bool(kinds) and closed is not None and boundary.is_framed(following(folded, start, 2), closed)
    # What only a text of other words makes evidence of.
    beside = ["framed"] if framed else []
    if opened == "agency" and boundary.is_midway(folded, start, row.start):
        beside.append("midway")
    if opened == "salutation" and boundary.is_letter(here, preceding(folded, len(folded) + 1, 4, row.start)):
        beside.append("letter")
    if _sum(kinds, *beside) >= ENOUGH - EVIDENCE["words"][0]:
        share = shared_words(document.scan.folded_units, reached, row.start, last)
        if share is not None and share < UNRELATED:
            kinds += ["words", *beside]
    if _sum(kinds) >= ENOUGH and opened == "salutation" and _salutations(document) > SPEECHES:
        kinds.remove(opened)  # a host's script addresses the audience again and again
        if not title:
            return None
    if _sum(kinds) < ENOUGH:
        return None
    return _boundary(row, kinds, place)


def _boundary(row: Row, kinds: Sequence[str], place: tuple[str, str] | None) -> Boundary:
    names = {"first": place[0], "second": place[1]} if place else {}
    return Boundary(
        row,
        _sum(kinds),
        tuple(Message(EVIDENCE[kind][1], dict(names) if kind == "place" else {}) for kind in kinds),
    )


def _continued(
    document: Document, start: int, row: Row, kinds: list[str], closed: str | None
) -> Boundary | None:
    """What speaks for a document that begins with a plain paragraph: nothing in the paragraph does, so the one
    before must have ended, its words must be others, and a third sign must come to it."""
    if not kinds or boundary.is_remark(row.text):
        return None
    folded = document.folded
    if row.text.startswith(CHAPTER) and closed != "finished":
        return None
    if closed is None:
        closed = "noise"
    reached, last = max(start, row.start - REACH), min(row.start + REACH, len(folded))
    here, there = folded[reached : row.start], folded[row.start : last]
    if row.text.startswith(CHAPTER):
        kinds.append("restart")
    framed = boundary.is_framed(following(folded, start, 2), closed)
    if framed:
        kinds.append("framed")
    ending = preceding(folded, len(folded) + 1, 3, row.start)
    if closed in ("reported", "finished", "signed") and ending and boundary.closes(ending) == closed:
        kinds.append("again")
    if _is_other_script(document, start, row.start):
        kinds.append("script")
    place = boundary.other_place(here, there)
    if place is not None:
        kinds.append("place")
    if _sum(kinds, "words") < ENOUGH or _salutations(document) > SPEECHES:
        return None
    if kinds[1:] == ["framed"] and boundary.is_tale(there):
        return None
    whole = framed or "script" in kinds
    share = shared_words(document.scan.folded_units, reached, row.start, last, whole=whole)
    if share is None or share >= UNRELATED:
        return None
    return _boundary(row, [*kinds, "words"], place)


_NEIGHBOURS = ("上一篇", "下一篇", "前一篇", "后一篇")
_LINKS = ("上一篇", "下一篇", "返回列表", "返回顶部", "返回首页", "打印本页", "关闭窗口")
HAN = 6
"""Characters of one script alone from which a text is in that script; of the other it may have a twentieth."""


def _is_other_script(document: Document, start: int, at: int) -> bool:
    """Whether the text from `start` to `at` is in one script, and what follows in the other."""
    classes = document.classes
    here, there = classes[max(start, at - REACH) : at], classes[at : at + REACH]
    one, two = (
        (here.count(SIMPLIFIED), here.count(TRADITIONAL)),
        (there.count(SIMPLIFIED), there.count(TRADITIONAL)),
    )
    for mine, other in ((0, 1), (1, 0)):
        if (
            one[mine] >= HAN
            and two[other] >= HAN
            and one[other] * 20 <= one[mine]
            and two[mine] * 20 <= two[other]
        ):
            return True
    return False


def _sum(kinds: Sequence[str], *more: str) -> float:
    """The weights of these kinds of evidence together."""
    return sum([EVIDENCE[kind][0] for kind in (*kinds, *more)])


def _salutations(document: Document) -> int:
    return sum(boundary.is_salutation(row.text) for row in document.view(rows))


_MARKED = frozenset("[!>*-#|")
_NOISE_SET = frozenset(NOISE)
_SITE_SIGNS = ("://", ".", "微信", "qq", "扣扣", "来自")


def _is_noise(document: Document, row: Row) -> bool:
    """Whether a line is a site's: the shared pass has found its signs."""
    text = row.text
    if len(text) >= 120:
        return False
    if document.format == "markdown" and text[0] in _MARKED:
        return False  # a picture, a link, a credit under the title: the author's own
    if len(text) > boundary.FULL // 2 and text.endswith("。") and any(sign in text for sign in _NEIGHBOURS):
        return False  # 我将在下一篇文章里介绍。
    batch = document.scan.texts
    ends, begin = batch.view(_noises), batch.starts[document.scan.number]
    at = bisect.bisect_right(ends, begin + row.start)
    if at < len(ends) and ends[at] <= begin + row.end:
        return True
    for sign in _SITE_SIGNS:  # a generator costs more than the signs
        if sign in text:
            return _SITE.search(text) is not None
    return False


def _announced(title: str, before: str) -> bool:
    """Whether the text before names this title: a notice with what it encloses, a decision with its law."""
    bare = _BESIDE.sub("", title)
    return len(bare) >= 4 and bare in before.replace(" ", "").replace("\n", "")
