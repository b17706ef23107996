"""duplicate/merged."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polint.document import Document
from polint.finding import Draft
from polint.message import Message, Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules.duplicate import _boundary as boundary
from polint_rules.duplicate._boundary import KINDS, NOISE, Row

_RESTARTS = {
    "\n一、": ("二、", "三、", "四、", "五、", "六、"),
    "\n第一条": ("\n第二条", "\n第三条"),
    "\n第一章": ("\n第二章", "\n第三章"),
}
"""The first item of a series, and what lies before it when the series starts again."""
SPEECHES = 3
"""Salutations from which a text is a script of many speeches."""
SHORTEST = 20
"""Code points that a second document has at least."""
LEAST = 50
"""Code points that the first document has at least: less is a letterhead."""
MOST = 48
"""Places looked at in one document: what has more is a list, and the work stays linear."""
WINDOW = 40
"""Lines on either side in which numbering and places are looked for."""
REACH = 1200
"""Characters on either side whose words are compared."""
SPAN = 40
"""Code points of the first line of the second document that are reported."""
ENOUGH = 4.0
"""The sum of weights from which a boundary is reported."""

_ANTHOLOGY = lazy(
    r"简报|简讯|文摘|汇编|选编|选登|选刊|目录$|目次|月刊|周刊|季刊|通讯$|第[一二三四五六七八九十\d]+期|文集|诗集|诗选|编者的话|卷首语|要目|集锦|会议记录|案例|纪要"
    r"|优秀作文|作品选|摘编|剪报|日记|周记|书信|往来|问答|访谈|诗[一二三两]首|[一二三四五六七八九十两]则$|[一二三四五六七八九十两]题$|短讯|快讯|动态$"
)
_ANNEX = lazy(
    r"^[(\[【]?(?:附件|附表|附录|附图|附\d?[:.、 ]|附$|样表|范例|范本|模板|格式|样式|链接|相关链接|新闻链接|背景|延伸|资料|注释|译文|原文|修正|修订|回复|转发|答复|来信|复信|p\.?s)"
)
_PART = lazy(
    r"^[(\[【]?(?:第?篇[一二三四五六七八九十\d]+|第[一二三四五六七八九十\d]+篇|范文[一二三四五六七八九十\d]+)[)\]】]?(?:[:、. ]|$|《|【)|篇[一二三四五六七八九十\d]{1,2}$"
)
_PART_SIGNS = ("篇一", "篇二", "篇1", "篇2", "第一篇", "第二篇", "第1篇", "第2篇", "范文一", "范文二")

_SITE = lazy(
    r"https?://|(?<![a-z0-9])[a-z0-9\-]{2,30}\.(?:com|cn|net|org|cc|tw|hk)(?![a-z0-9])|(?:微信|qq|扣扣)[^,。]{0,6}\d{5}|来自[^,。]{1,12}网"
)

EVIDENCE = {
    "noise": (2.0, Text("a line of a web site stands before it", "前面是网站的附加文字")),
    "signed": (2.0, Text("a signature and date stand before it", "前面已有落款和日期")),
    "reported": (2.0, Text("a reporter's or editor's line stands before it", "前面已有记者或编辑署名")),
    "farewell": (2.0, Text("a closing formula stands before it", "前面已有结束语")),
    "official": (
        3.0,
        Text("it is the full title of another official document", "这一行是另一份公文的完整标题"),
    ),
    "titled": (2.0, Text("it is the title of a document of its own", "这一行是另一篇文件的标题")),
    "title": (1.0, Text("it reads as a title", "这一行像是标题")),
    "salutation": (2.0, Text("a new salutation", "重新出现称呼语")),
    "agency": (2.0, Text("it begins with a news dateline", "以新闻电头开头")),
    "dateline": (1.0, Text("it begins with a date or dateline", "以日期或电头开头")),
    "parties": (2.0, Text("it names its own parties", "另有当事人")),
    "preamble": (1.0, Text("it begins with a preamble", "以制定缘由或首条开头")),
    "restart": (1.5, Text("the numbering starts again", "编号重新从头开始")),
    "place": (1.5, Text("another place ({second} after {first})", "地点不同（先是{first}，后是{second}）")),
    "words": (1.0, Text("the two share almost no words", "前后用词几乎没有重合")),
}
"""What speaks for a boundary: its weight and how the message names it."""

_JOINT = Text("{one}; {rest}", "{one}；{rest}")


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place where a second document seems to begin: its row, the weights added up, the evidence in words."""

    row: int
    weight: float
    evidence: tuple[Message, ...]


class Merged(Rule):
    """Two documents in one file."""

    id = "duplicate/merged"
    severity = "error"
    confidence = "medium"
    summary = Text("a second document in the same file", "一个文件里有两篇文档")
    what = Text(
        "Finds the line at which a second, unrelated document begins. Several kinds of evidence are added up: a "
        "signature with its date, a reporter's line, a closing formula or a site's line before it; a title of its "
        "own, a salutation, a dateline or a preamble; numbering that starts again; another place; words that the "
        "first part does not use. One kind alone is never enough. Collections that a site has put together "
        "(篇一, 篇二 …) are named as such. Annexes, documents that a notice says it encloses, digests, anthologies, "
        "minutes, letters and dialogues are left alone.",
        "查找第二篇无关文档开始的那一行。多种迹象累计判断：前面有落款和日期、记者署名、结束语或网站附加文字；后面有自己的标题、"
        "称呼语、电头或制定缘由；编号重新从头开始；地点不同；前后用词几乎没有重合。仅凭一种迹象不会报告。网站拼凑的合集"
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
        *_RESTARTS,
        "日\n", "日\r", "报导)\n", "报导)\r", "报道)\n", "报道)\r", "完)\n", "讯)\n", "摄)\n", "谢谢大家", "此致", "特此",
        "起施行", "起实施", "起执行", "\n大家", "\n新华社", "\n中央社", "\n本报讯", "\n本网讯", "\n各位", "\n尊敬的", "\n敬爱的", "\n同志们", "\n亲爱的", "\n全体", "记者", "撰稿", "供稿",
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft]:
        """The first line of each further document."""
        candidates = _candidates(document)
        if not candidates and _PART_SET.isdisjoint(document.scan.hits):
            return
        rows = document.view(boundary.rows)
        if len(rows) < 2:
            return
        compilation = self._compilation(document, rows)
        if compilation is not None:
            yield compilation
            return
        if any(_ANTHOLOGY.search(row.text[:60]) for row in rows[:3] if len(row.text) < 60):
            return
        first = 0
        for found in _boundaries(document, rows, candidates):
            row = rows[found.row]
            evidence = found.evidence[-1]
            for one in reversed(found.evidence[:-1]):
                evidence = Message(_JOINT, {"one": one, "rest": evidence})
            yield self.draft(
                row.start,
                _cut(row),
                "merged",
                related=(self.related(rows[first].start, _cut(rows[first]), "first"),),
                evidence=evidence,
            )
            first = found.row

    def _compilation(self, document: Document, rows: Sequence[Row]) -> Draft | None:
        if not document.hits(*_PART_SIGNS):
            return None
        parts = [row for row in rows if len(row.text) < 60 and _PART.search(row.text)]
        if len(parts) < 2 or any(re.match(r"第[^篇]+篇 ?[^ ]{0,8}$", row.text) for row in parts):
            return None  # parts of one book
        return self.draft(
            parts[1].start,
            _cut(parts[1]),
            "compilation",
            related=(self.related(parts[0].start, _cut(parts[0]), "first"),),
            count=len(parts),
        )


def _cut(row: Row) -> int:
    """Where the span of a long first line ends: after its first clause, or at SPAN code points."""
    if row.end - row.start <= SPAN:
        return row.end
    for mark in "。,;:":
        at = row.text.rfind(mark, 8, SPAN)
        if at > 0:
            return row.start + at
    return row.start + SPAN


def _candidates(document: Document) -> list[int]:
    """Where a line starts with which a document could begin: it carries a sign, or follows one that does."""
    folded, hits = document.folded, document.scan.hits
    found: set[int] = set()
    for sign in hits.keys() & _SIGNS:
        leads = sign[0] in "\r\n"
        end = -1  # where the line ends that was looked at last: a line may be as long as the text
        for place in hits[sign]:
            at = place + 1 if leads else place
            if at <= end:
                continue
            found.add(at if leads else folded.rfind("\n", 0, at) + 1)
            end = folded.find("\n", at)
            if end < 0:
                break
            found.add(end + 1)
    for sign in hits.keys() & _RESTARTS.keys():
        reached = min(
            (at for later in _RESTARTS[sign] if (at := folded.find(later)) >= 0), default=len(folded)
        )
        for place in hits[sign]:
            if reached < place:
                at = place
                for _ in range(3):  # the title and the preamble before the first item
                    at = folded.rfind("\n", 0, at)
                    if at < 0:
                        break
                    found.add(at + 1)
    last = len(folded) - SHORTEST
    return sorted(at for at in found if LEAST <= at <= last and not boundary.begins_item(folded, at))


_PART_SET = frozenset(_PART_SIGNS)
_SIGNS = frozenset(Merged.triggers) - _RESTARTS.keys()


def _boundaries(document: Document, rows: Sequence[Row], candidates: Sequence[int]) -> Iterator[Boundary]:
    start = 0
    best: Boundary | None = None
    starts = [row.start for row in rows]
    # A blank line or an indentation may lie between the line's start and the row's.
    places = sorted({bisect.bisect_left(starts, at) for at in candidates})
    for at in places[:MOST]:
        if not 1 <= at < len(rows):
            continue
        if rows[at].start - rows[start].start < LEAST:
            continue
        found = _weigh(document, rows, start, at)
        if best is not None and at - best.row > 3:
            yield best
            start, best = best.row, None
            found = _weigh(document, rows, start, at)
        if found is not None and (best is None or found.weight > best.weight):
            best = found
    if best is not None:
        yield best


def _weigh(document: Document, rows: Sequence[Row], start: int, at: int) -> Boundary | None:
    """What speaks for a document beginning at row `at`, if that is enough."""
    row = rows[at]
    before = rows[max(start, at - WINDOW) : at]
    after = rows[at : at + WINDOW]
    if (
        boundary.is_item(row.text)
        or _ANNEX.match(row.text)
        or any(_ANNEX.match(one.text) for one in before[-3:] if len(one.text) < 20)
    ):
        return None
    if before[-1].text.endswith((":", ",", "、", ";")):
        return None
    titled = boundary.is_titled(row.text)
    title = titled or (
        boundary.is_title(row.text) and len(after) > 1 and len(after[1].text) > max(20, len(row.text))
    )
    # What begins a document is asked first: nearly every row that carries a sign begins none.
    opened = boundary.opens(after if not title else after[1:])
    if not (title or opened):
        return None
    if boundary.is_date(row.text) or _is_noise(row.text):
        return None
    here = document.folded[max(rows[start].start, row.start - REACH) : row.start]
    there = document.folded[row.start : row.start + REACH]
    if title and _announced(row.text, here):
        return None
    kinds: list[str] = []
    noise = [one for one in before[-2:] if _is_noise(one.text)]
    ending = before
    while ending and _is_noise(ending[-1].text):
        ending = ending[:-1]
    if noise:
        kinds.append("noise")
    closed = boundary.closes(ending)
    if closed:
        kinds.append(closed)
    if titled:
        listed = len(after) > 1 and boundary.is_titled(after[1].text)  # a list of documents
        official = boundary.is_official(row.text) and not listed and not boundary.is_titled(before[-1].text)
        kinds.append("official" if official else "titled")
    elif title:
        kinds.append("title")
    if opened == "salutation" and _salutations(rows) > SPEECHES:
        opened = None  # a host's script addresses the audience again and again
    if opened == "parties" and any(boundary.PARTY.search(one.text) for one in before):
        opened = None  # the same contract, or an agreement that supplements it
    if opened:
        kinds.append(opened)
    if not (title or opened):
        return None
    if boundary.restarts(before, after):
        kinds.append("restart")
    if sum(EVIDENCE[kind][0] for kind in (*kinds, "place", "words")) < ENOUGH:
        return None
    place = boundary.other_place(here, there)
    if place is not None:
        kinds.append("place")
    weight = sum(EVIDENCE[kind][0] for kind in kinds)
    if weight >= ENOUGH - 1:
        share = boundary.shared_words(here, there)
        if share is not None and share < boundary.UNRELATED:
            kinds.append("words")
            weight += EVIDENCE["words"][0]
    if weight < ENOUGH:
        return None
    names = {"first": place[0], "second": place[1]} if place else {}
    return Boundary(
        at,
        weight,
        tuple(Message(EVIDENCE[kind][1], dict(names) if kind == "place" else {}) for kind in kinds),
    )


def _salutations(rows: Sequence[Row]) -> int:
    return sum(len(row.text) <= 60 and boundary.SALUTATION.search(row.text) is not None for row in rows)


def _is_noise(text: str) -> bool:
    return len(text) < 120 and (any(sign in text for sign in NOISE) or _SITE.search(text) is not None)


def _announced(title: str, before: str) -> bool:
    """Whether the text before names this title: a notice with what it encloses, a decision with its law."""
    bare = re.sub(r"\([^)]*\)|[ 《》]", "", title)
    return len(bare) >= 4 and bare in before.replace(" ", "").replace("\n", "")
