"""truncation/hard-wrap."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from polint.document import Document
from polint.finding import Draft, Edit, Fix
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Option, Rule, right, wrong
from polint_rules.truncation._joint import (
    ALIKE,
    BOUND_HEADS,
    DISPOSED,
    DISPOSING,
    ENOUGH,
    LIKENESS,
    NEVER_FIRST,
    OPENERS,
    REPEATED,
    SHORT,
    TITLE,
    weigh,
)
from polint_rules.truncation._open_lines import MARKER, begins_anew, statutes
from polint_rules.truncation._words import is_word

# A line feed after an open end, before what a line that continues a sentence may begin with.
_UNIX = lazy(rb"\n(?=[hstn\x99dlQKJUBAvwxyzqukjpbae])(?<=[hstn\x99dlvw,]\n)")
_DOS = lazy(rb"\n(?=[hstn\x99dlQKJUBAvwxyzqukjpbae])(?<=[hstn\x99dlvw,]\r\n)")
_HAN = lazy("[\u3400-\u9fff]+")
_SENTENCE_END = lazy(rb"[z;y]")
_FOREIGN = lazy(rb"[\x80\x81]")  # kana, hangul
_CLAUSE_ENDS = lazy("[，。；！？：,;:“”]")
_PAUSES = lazy("[，、,。！？；]")
_VERSE = lazy(r"[ \u3000]*(\d{1,3})[ \u3000]*[\u4e00-\u9fff“「『‘（(]")
_SALUTATION = lazy(
    r"親愛|亲爱|尊敬|敬爱|敬愛|各位|诸位|諸位|同志|同学|同學|朋友|您好|你好|老师|老師|先生|女士|Dear|Hi"
)
_COLUMNS = lazy(r"\S\u3000+(?=\S)")
"""Three and more of these: the line is a row of a table."""
_PADDED = lazy(r"[^\s][ 　]{1,40}\r?\n {2,}\S")
# What 将 or 把 and its object wait for.
_DISPOSES = lazy(
    "作为|纳入|列入|列为|融入|转化|转变|落实|落到|打造|建成|放在|摆在|变成|变为|交给|交由|送到|送往|推向|贯穿|进行|统一|全部|逐步|及时|延长|继续|于"
)
_TERMINAL = "。！？!?…；;：:”」』）)》】.”’—"
_PREPOSITIONS = frozenset(
    "为為对對向由与與给給从從按经經"
)  # a clause that begins so has its verb still to come
_PARTICLES = frozenset(
    "尚仍并並且而但若如即便遂乃则則故惟倘俟皆均亦又再才已将將对對由从從以于於与與向把被使令让讓为為因其该該此本各每所可应應须須需能会會当當"
)  # of one character, and no clause by itself
_BEFORE_LAST = frozenset(
    ("以及", "和", "及", "或", "或者", "并", "並", "且", "并且", "並且", "与", "與", "而且", "和/或", "及/或")
)
"""What stands behind the semicolon of the last item but one of a list that has a line for each."""
_OFFERED = ("祭於", "祭于", "昭告於", "昭告于", "敬告於", "敬告于", "敢告於", "謹致於")
"""What a prayer says before those it is offered to, who stand at the head of a line."""
_RETURN = 13
_LONG = 24  # code points: where a paragraph goes on beyond a whole sentence, its line is at least so long
_BEGUN = 4  # code points of a clause that has only begun
_REACH = 300  # code points of a line that are looked at on either side of a break
_SINGLE = 12  # breaks up to which each is told by itself
_LOOKED_AT = 2_000  # breaks of one document that are weighed


class _Break(NamedTuple):
    """A line break between two lines, of which `before` and `after` are the near parts."""

    start: int  # of the line end
    end: int
    line: int  # where the line before starts
    stop: int  # where the line after ends
    before: str
    after: str

    @property
    def width(self) -> int:
        """The length of the line before, in code points."""
        return self.start - self.line


class HardWrap(Rule):
    """A line break where the sentence goes on."""

    id = "truncation/hard-wrap"
    version = 2
    severity = "warning"
    confidence = "medium"
    sieve = "polint_rules.truncation._open_lines:may_be_wrapped"
    summary = Text("a line break inside a word or sentence", "词语或句子中间的换行")
    what = Text(
        "Finds a line break after a comma, or inside a word or a clause: what PDF, mail and OCR leave when "
        "their lines become paragraphs. What tells is the language: the two characters at the break make a word, "
        "the clause before asks for more, the line is prose but does not end. A text wrapped throughout "
        "at one width is one finding with the width. Verse, salutations, lists, headings, dialogue, tables, "
        "Markdown (where a single line break joins), code, statutes laid out by their publisher, Japanese and "
        "Korean are left alone.",
        "查找逗号、顿号之后或词语、句子中间的换行：PDF、电子邮件和扫描识别的行被当成了段落。判断依据是语言本身：换行两侧的字合成一个词，"
        "前面的分句没有说完，整行是正文却没有结束。通篇按同一宽度折行的文本只报告一次并给出宽度。诗歌、称呼、列表、标题、对话、表格、"
        "Markdown（单个换行即接续）、代码、发布机关固定排版的法规、日文和韩文不在此列。",
    )
    why = Text(
        "A word cut in two is no word to a reader, a search or a model, and half a sentence counts as a paragraph.",
        "被拆成两半的词，无论读者、检索还是模型都认不出来；半句话也会被当成一段。",
    )
    messages = {
        "word": Text(
            "the line breaks inside the word “{word}”",
            "换行拆开了“{word}”一词",
        ),
        "sentence": Text("the line breaks inside a sentence", "句子中间换行"),
        "comma": Text(
            "the line breaks after a comma: the sentence goes on", "逗号或顿号后换行，句子还没有完"
        ),
        "whole": Text(
            "the text is wrapped at {width} characters: {count} sentences are cut by line breaks",
            "全文按每行 {width} 字折行：{count} 处句子被换行截断",
        ),
    }
    options = {
        "wrapped-documents": Option(
            True,
            Text(
                "report a text wrapped throughout at one width, once",
                "报告通篇按固定宽度折行的文本（每篇一次）",
            ),
        )
    }
    examples = (
        wrong(
            "去年秋天，合作社试种了三十亩新品种，并请来农技站的技术人⟦\n⟧员到田间指导。今年收成比往年好得多，乡亲们都很高兴。",
            "去年秋天，合作社试种了三十亩新品种，并请来农技站的技术人员到田间指导。今年收成比往年好得多，乡亲们都很高兴。",
        ),
        wrong(
            "參加本次講習的有衛生局、環保局、⟦\n⟧消防局及各鄉鎮公所的同仁，課程分為上下午兩場，結束後發給研習證明。",
            "參加本次講習的有衛生局、環保局、消防局及各鄉鎮公所的同仁，課程分為上下午兩場，結束後發給研習證明。",
        ),
        wrong(
            "館方表示，展期延長兩週。為了方便上班族參觀，週五將⟦\n⟧延長開放至晚間九點，並加派導覽人員。",
            "館方表示，展期延長兩週。為了方便上班族參觀，週五將延長開放至晚間九點，並加派導覽人員。",
        ),
        right(
            "3 从平原往上走，经过两座石桥，过了渡口，\n4 再向东行三日，便到一座城。\n"
            "5 城里有一口古井，井旁住着三户人家，世代以织布为生，\n6 每逢集市，就把布匹运到河口去卖。"
        ),
        wrong(
            "石桥建于清代中叶，全长三十二米，桥面由整块青石铺成。桥⟦\n⟧栏上雕着狮子和莲花，虽经风雨，仍清晰可辨。",
            "石桥建于清代中叶，全长三十二米，桥面由整块青石铺成。桥栏上雕着狮子和莲花，虽经风雨，仍清晰可辨。",
        ),
        wrong(
            "双方约定价金八十万元，分两次付清，买方至今只付了三十万元，尚⟦\n⟧有五十万元未付。",
            "双方约定价金八十万元，分两次付清，买方至今只付了三十万元，尚有五十万元未付。",
        ),
        wrong(
            "母亲在信里说，等我念完书，希望我能回到山里，为乡亲们的孩子⟦\n⟧办一所像样的学校，教他们读书写字。",
            "母亲在信里说，等我念完书，希望我能回到山里，为乡亲们的孩子办一所像样的学校，教他们读书写字。",
        ),
        wrong(
            "上半年完成管网改造十二公里，群众满意度明显提高。镇长说，技能⟦\n⟧文化节也要办下去，让年轻人愿意留下来。",
            "上半年完成管网改造十二公里，群众满意度明显提高。镇长说，技能文化节也要办下去，让年轻人愿意留下来。",
        ),
        wrong(
            "士大夫多以詩文相尚，結社吟詠，月必數會，而鄉里後進亦⟦\n⟧往往從之遊。先生獨閉戶讀書，不預其事。",
            "士大夫多以詩文相尚，結社吟詠，月必數會，而鄉里後進亦往往從之遊。先生獨閉戶讀書，不預其事。",
        ),
        right("節次　星期一　星期二　星期三　星期四　星期五\n一　　國語　　數學　　英語　　國語　　體育"),
        right("您所在的位置：首页 &gt; 乡镇动态 &gt; 正文\n柳河乡开展夏季灭蚊行动，共清理积水点一百三十处。"),
        right(
            "会议由镇长主持。各村支书和水利站负责人参加了会议，底数清、情况明\n会议要求立即排查，不漏一户。"
        ),
        wrong(
            "本會訂於十月在文化園區舉辦「義民祭⟦\n⟧」活動，內容包括挑擔奉飯與客家戲曲。",
            "本會訂於十月在文化園區舉辦「義民祭」活動，內容包括挑擔奉飯與客家戲曲。",
        ),
        right(
            "本装置包括：\n进水管，与水箱的底部连通，管壁上设有两个阀门；以及\n滤芯，装在水箱与出水管之间，可以从上方取出清洗。"
        ),
        right(
            "維歲次癸卯九月初九，闔族子孫謹具香花果品，致祭於\n列祖列宗神位之前曰：水有源，木有本，恩德綿長。"
        ),
        right("小巷\n雨停了\n青石板上\n有一只纸船\n还没有靠岸"),
        right("东风吹绿柳梢头，\n燕子归来绕画楼。\n莫道春光容易老，\n一池新水自长流。"),
        right("亲爱的外婆，\n您寄来的柿饼已经收到了，全家人都说甜。"),
        right("关于召开春季运动会的通知\n各年级组：\n春季运动会定于四月十日举行，请做好准备。"),
        right("一、提高认识，加强领导\n各单位要高度重视，把这项工作列入议事日程。"),
        right("# 安装\n\n这里的换行在渲染后会接\n起来，不是缺陷。\n\n- 一\n- 二\n", name="a.md"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a break; one for a text that is wrapped throughout."""
        classes = document.classes
        dos = _RETURN in classes
        if document.scan.number in document.scan.texts.view(statutes) or document.format != "plain":
            return
        every = (_DOS if dos else _UNIX).finditer(classes)
        places = [match.start() for match in islice(every, _LOOKED_AT)]
        # Where the next line begins, if it may go on with the one before.
        going = {place + 1 for place in places if not begins_anew(document.text, place + 1)}
        if not going:
            return
        breaks = [_break(document.text, place) for place in places]
        widths = Counter(one.width for one in breaks)
        wrapped = [one for one in breaks if one.end in going and self._goes_on(document, one, breaks, widths)]
        if not wrapped:
            return
        # Two characters behind a line feed are found fifty times as fast as what may stand before it.
        if "\n  " in document.text and _PADDED.search(document.text):
            return
        wrapped = [one for one in wrapped if document.regions.is_prose(one.start)]
        if not wrapped:
            return
        width, regular = _common_width(wrapped)
        if len(wrapped) > _SINGLE and regular:
            if self.settings["wrapped-documents"]:
                edits = tuple(Edit(one.start, one.end, "") for one in wrapped)
                head = wrapped[0]
                yield self.draft(
                    head.start, head.end, "whole", fix=Fix(edits), width=width, count=len(wrapped)
                )
            return
        for one in wrapped:
            yield self._tell(document, one)

    def _tell(self, document: Document, one: _Break) -> Draft:
        fix = Fix((Edit(one.start, one.end, ""),))
        if one.before[-1] in "，、,":
            return self.draft(one.start, one.end, "comma", fix=fix, confidence="medium")
        folded = document.folded
        if is_word(folded[one.start - 1] + folded[one.end]):
            word = one.before[-1] + one.after[0]
            return self.draft(one.start, one.end, "word", fix=fix, confidence="high", word=word)
        return self.draft(one.start, one.end, "sentence", fix=fix)

    def _goes_on(self, document: Document, one: _Break, breaks: list[_Break], widths: Counter[int]) -> bool:
        before = one.before
        if _is_verse(document.text, one) or len(_COLUMNS.findall(before)) > 2:
            return False
        if _FOREIGN.search(
            document.classes, max(one.line, one.start - _REACH), min(one.stop, one.end + _REACH)
        ):
            return False
        if before[-1] in "，、,":
            return _after_comma(document.text, one) and not _by_utterance(document, one, breaks)
        return _weight(document, one, breaks, widths) >= ENOUGH


def _is_verse(text: str, one: _Break) -> bool:
    """Whether the lines are numbered verses, of which the second goes on with the sentence of the first."""
    above, below = _VERSE.match(text, one.line), _VERSE.match(one.after)
    return above is not None and below is not None and int(below[1]) - int(above[1]) == 1


def _break(text: str, newline: int) -> _Break:
    start = newline - 1 if text[newline - 1 : newline] == "\r" else newline
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", newline + 1)
    if stop < 0:
        stop = len(text)
    end = newline + 1
    return _Break(
        start,
        end,
        line,
        stop,
        text[max(line, start - _REACH) : start],
        text[end : min(stop, end + _REACH)].rstrip(),
    )


def _common_width(breaks: list[_Break]) -> tuple[int, bool]:
    """The width at which most lines end, and whether nine in ten end within three code points of it."""
    widths = Counter(one.width for one in breaks)
    width = max(widths, key=lambda value: (sum(widths[value - back] for back in range(3)), value))
    near = sum(count for value, count in widths.items() if width - 4 <= value <= width + 2)
    return width, near * 10 >= len(breaks) * 8


def _after_comma(text: str, one: _Break) -> bool:
    """Whether a line that ends with a comma is cut; not in verse, salutations, closings and lists."""
    before, after = one.before, one.after
    width, next_width = one.width, one.stop - one.end
    if width <= 12 and _SALUTATION.search(before):
        return False
    if after[0] in "“「『" and before[-2:-1] in tuple("”」』说說道问問答曰"):
        return False
    block = _short_lines(text, one)
    if block >= 4:
        return False
    if width <= SHORT and next_width <= SHORT:
        if next_width < 4 or width < 6:
            return False
        clause = _PAUSES.split(before.rstrip("，、,"))[-1]
        answer = _PAUSES.split(after)[0]
        return len(clause) != len(answer) and after[-1] in _TERMINAL
    if after[-1] in "，、," and next_width < 40 and width < 40 and not _equal(width, next_width):
        return False  # a list or a recital, each item of which ends with a comma
    return after[-1] in _TERMINAL + "，、," or _equal(width, next_width) or next_width > SHORT


def _by_utterance(document: Document, one: _Break, breaks: list[_Break]) -> bool:
    """Whether the text has a line for every utterance, as transcripts and subtitles do: many short lines, and
    this one is not as long as its neighbours."""
    lines = document.line_count
    if lines < 12 or len(document.text) >= 45 * lines:
        return False
    return not any(other is not one and _equal(other.width, one.width) for other in _near(breaks, one))


def _equal(width: int, other: int) -> bool:
    return abs(width - other) <= 2


def _short_lines(text: str, one: _Break) -> int:
    """How many adjacent lines of at most SHORT code points the break stands among, up to 6."""
    count = 0
    position = one.start
    while position >= 0 and count < 6:
        line = text.rfind("\n", max(0, position - SHORT - 2), position)
        if line < 0 and position > SHORT + 1:
            break
        if not 0 < len(text[line + 1 : position].strip()) <= SHORT:
            break
        count += 1
        position = line
    position = one.end
    while position <= len(text) and count < 6:
        line = text.find("\n", position, position + SHORT + 2)
        stop = line if line >= 0 else min(len(text), position + SHORT + 2)
        if not 0 < len(text[position:stop].strip()) <= SHORT:
            break
        count += 1
        if line < 0:
            break
        position = line + 1
    return count


def _weight(document: Document, one: _Break, breaks: list[_Break], widths: Counter[int]) -> float:
    """What speaks for a cut clause, minus what speaks for a heading or a label; 3 is enough."""
    before, after = one.before, one.after
    classes = document.classes
    if one.width < 8 or (after[-1] not in _TERMINAL and one.stop - one.end < one.width - 2):
        return 0  # nothing in the line after says that it is prose
    if "：" in before[-12:] or ":" in before[-12:]:
        return 0
    if classes[one.end] in NEVER_FIRST:
        return ENOUGH
    weight = 0.0
    tail = document.folded[max(one.line, one.start - _REACH) : one.start]
    head = document.folded[one.end : one.end + 8]
    finished = _SENTENCE_END.search(classes, max(one.line, one.start - _REACH), one.start) is not None
    commas = before.count("，") + before.count(",")
    if finished:
        weight += 2
    elif commas and one.width >= 18:
        weight += 1.5 if one.width >= 24 else 1
    elif one.width < TITLE:
        weight -= 1
    clause = _CLAUSE_ENDS.split(before)[-1]
    if clause in _BEFORE_LAST and before.endswith("；" + clause):
        return 0  # …；以及
    if before.endswith(_OFFERED):
        return 0
    kinds = classes[one.start - 1 : one.start] + classes[one.end : one.end + 1]
    weight += weigh(tail, head, after, kinds, begun=len(clause) == 2 and commas + finished > 0)
    pair = tail[-1] + head[0]
    if not is_word(pair) and (
        pair in tail[:-1] or pair in document.folded[one.end + 1 : min(one.stop, one.end + _REACH)]
    ):
        weight += REPEATED
    if clause in _PARTICLES and commas and one.width >= SHORT:
        weight += 2  # ，尚
    elif len(clause.strip()) == 1 and finished and one.width >= SHORT and classes[one.start - 1] in b"hst":
        weight += 1.5  # 。桥: no sentence has one character
    for opener, closer in OPENERS.items():
        place = before.rfind(opener)
        if place >= 0 and closer not in before[place:] and closer in after:
            inner = after.find(opener)
            if inner < 0 or after.find(closer) < inner:
                weight += 2
    if MARKER.match(before) and not finished:
        weight -= 1.5
    if widths[one.width] >= 6 and one.width >= SHORT:
        weight += 2  # so many lines do not end in one column by chance
    if any(
        other is not one and _equal(other.width, one.width) and abs(other.line - one.line) < 4 * one.width
        for other in _near(breaks, one)
    ):
        weight += LIKENESS if one.width >= ALIKE else 0
    if 4 <= len(clause) <= 16 and clause[0] in _PREPOSITIONS and commas and one.width >= SHORT:
        weight += 1.5
    if 2 <= len(clause) <= 16 and clause[0] in DISPOSING and not is_word(tail[-len(clause) :][:2]):
        weight += DISPOSED if _DISPOSES.match(head) else 1.5
    if (
        2 <= weight < 3
        and finished
        and one.width >= _LONG
        and _is_begun(before, clause)
        and _alone(document.text, one)
    ):
        weight += 1
    return weight


def _is_begun(before: str, clause: str) -> bool:
    """Whether the last clause of a line is too short for one, and no match of the clause before it (底数清、情况明)."""
    if not 1 <= len(clause) <= _BEGUN or clause[-1] in BOUND_HEADS:
        return False
    parts = _PAUSES.split(before)
    return len(parts) > 1 and len(parts[-2]) != len(clause) and _HAN.fullmatch(clause) is not None


def _alone(text: str, one: _Break) -> bool:
    """Whether the lines beside the two end their sentences: then one that does not was broken."""
    window = text[max(0, one.line - 2_000) : one.line] + text[one.stop + 1 : one.stop + 2_000]
    return all(other[-1] in _TERMINAL for other in map(str.strip, window.split("\n")) if len(other) >= SHORT)


def _near(breaks: list[_Break], one: _Break) -> list[_Break]:
    """The breaks next to this one."""
    place = bisect.bisect_left(breaks, one.start, key=lambda other: other.start)
    return breaks[max(0, place - 2) : place + 3]
