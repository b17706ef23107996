"""punctuation/unbalanced."""

from __future__ import annotations

from polint.document import Document
from polint.finding import Draft, Edit, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.punctuation._pairs import PARTNER, Lonely, pairing

_BACK = {closing: opening for opening, closing in PARTNER.items()}
_PARALLEL = lazy(
    r"(?:和|与|與|及|、|或|以及|而不是|到|变|變)[“「『‘]([^“”「」『』‘’，。；！？\r\n]{1,16})[”」』’]"
)
_BREAK = lazy("[，。；！？、：“”「」『』‘’《》（）\\s]")
_TITLE_END = lazy("[，。；！？、]")
_SENTENCE_END = lazy("[。；！？\r\n（）]")


class Unbalanced(Rule):
    """A bracket or a quotation mark without its partner."""

    id = "punctuation/unbalanced"
    severity = "warning"
    sieve = "polint_rules.punctuation._balance:suspicious"
    gate = "polint_rules.punctuation._pairs:unpaired"
    summary = Text("a mark without its partner", "标点不成对")
    what = Text(
        "Finds a bracket, a quotation mark or a title mark that is opened and not closed, closed and not "
        "opened, or a pair that is the wrong way round, over paragraphs and however nested. A quotation "
        "opened anew in every paragraph and closed once, list markers such as 1) and a）, intervals such as "
        "[0,1), emoticons, apostrophes and code are left alone. The two widths of a parenthesis close each other.",
        "查找有开无合、有合无开或前后颠倒的括号、引号、书名号，跨段落、不论嵌套。每段重开、最后一次收尾的引文，1) a）之类的编号，"
        "[0,1) 之类的区间，表情、撇号和代码不在此列。全角与半角括号视为一对。",
    )
    why = Text(
        "Where a quotation ends is part of what is said; GB/T 15834 and the Taiwanese manual of punctuation "
        "know these marks in pairs only.",
        "引文到哪里为止，本身就是文意的一部分；《标点符号用法》（GB/T 15834）和《重訂標點符號手冊》都只承认成对的用法。",
    )
    messages = {
        "open": Text("{mark} is never closed by {partner}", "{mark} 后面没有对应的 {partner}"),
        "closed": Text("{mark} closes what no {partner} opened", "{mark} 前面没有对应的 {partner}"),
        "reversed": Text("the pair is the wrong way round", "这一对标点前后颠倒"),
        "mismatched": Text("{mark} is answered by {mate}", "{mark} 与 {mate} 不成对"),
        "mate": Text("its partner", "与之相对的标点"),
    }
    examples = (
        wrong(
            "他最爱读《水浒传》和⟦《⟧聊斋志异，常在灯下看到半夜。",
            "他最爱读《水浒传》和《聊斋志异》，常在灯下看到半夜。",
        ),
        wrong(
            "推行先建后补⟦”⟧和“以奖代补”两种办法。",
            "推行“先建后补”和“以奖代补”两种办法。",
        ),
        wrong("店主笑著說：⟦「⟧今年的柿子特別甜，隨便試吃。我們就挑了一籃。"),
        wrong(
            "參觀者須預約⟦（⟧團體以二十人為限。現場不受理報名。",
            "參觀者須預約（團體以二十人為限）。現場不受理報名。",
        ),
        wrong("她画的是“外婆的院子”⟦”⟧，得了奖。", "她画的是“外婆的院子”，得了奖。"),
        wrong('摊主喊：⟦"⟧新鲜的莲藕，刚从塘里挖上来。大家都围了过去。'),
        wrong("大家都说他有⟦‘钉子精神“⟧，干一行爱一行。"),
        right("老人说：\n“第一件事是修路。\n“第二件事是修桥。”\n大家都点头。"),
        right("步骤如下：\n1）切菜；\n2）下锅；a) 先放油，b) 再放盐。"),
        right("起算面在東經 120°58’25”.975、北緯23°58’58”處。\n**1）先看清单。**\n**2）再看价格。**"),
        right("# 说明\n\n- **资源** (实验特性）\n- 保留前几条（即最前面的) 数据\n\n**完**\n"),
        right("[幕启，渔翁上。\n渔翁　好天气。\n[鼓声起。\n渔婆　快收网。\n[同下。"),
        right(
            "1 长老对众人说：\n2 「你们要看守城门，不可离开。\n3 「夜间要点灯，\n4 清早要敲钟。\n5 这是祖先的规矩。\n"
        ),
        right("參數取值範圍為[0,1)，預設為0.5（見表二）。值域为[a²-2a+3,+∞)，又(-∞,2k+1]。"),
        right("在 (?< 後有無法辨識的字元；未匹配的 [、[^、[:、[. 或 [=\n不对称的 [\n意外的“,”"),
        right("他說：「老師講過『學而時習之』（論語）。」"),
        right(
            "书名号“《”和“》”要成对；「’」為重音符號。河岸（hé’àn）、西安（Xī’ān）要加隔音符号。按 [[ 跳到开头。"
        ),
        right("下次換她請我（誤\n先謝謝大家(鞠躬\n要是真被我影响，那就抱歉了（笑。"),
        right("姓名　職銜　到會時間\n何先生　委員　下午二時\n馮女士　　”　　下午二時\n譚先生　”　下午三時"),
        right(
            "第一场\n〔幕启：雪夜，小客栈。炉火将熄。\n店主　（拨火）这么晚了，还有人来？\n老者　借宿一晚。"
        ),
        right("今天又睡过头了（：з」∠)_ 明天一定早起。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a lonely mark."""
        marks = iter(document.view(pairing).lonely)
        for lonely in marks:
            if (yield self._told(document.text, lonely)):
                yield Omitted.rest(marks)
                return

    def _told(self, text: str, lonely: Lonely) -> Draft:
        start, mate = lonely.offset, lonely.mate
        if mate is not None and lonely.opening:
            return self.draft(start, mate + 1, "mismatched", mark=lonely.mark, mate=text[mate])
        if mate is not None:
            edits = Edit(start, start + 1, text[mate]), Edit(mate, mate + 1, lonely.mark)
            related = (self.related(mate, mate + 1, "mate"),)
            return self.draft(start, start + 1, "reversed", fix=Fix(edits), related=related)
        key, fix, partners = ("open", _closed, PARTNER) if lonely.opening else ("closed", _opened, _BACK)
        return self.draft(
            start, start + 1, key, fix=fix(text, lonely), mark=lonely.mark, partner=partners[lonely.mark]
        )


def _closed(text: str, lonely: Lonely) -> Fix | None:
    """Where the missing closing mark belongs: a title ends before the next comma, a parenthesis before the
    end of its sentence; a quotation can end anywhere."""
    start = lonely.offset + 1
    if lonely.mark in "《〈":
        match = _TITLE_END.search(text, start, start + 24)
    elif lonely.mark in "（(":
        match = _SENTENCE_END.search(text, start, start + 60)
        if match is not None and match.group() in "（）\r\n":
            match = None
    else:
        return None
    if match is None or match.start() == start:
        return None
    return Fix((Edit(match.start(), match.start(), PARTNER[lonely.mark]),))


def _opened(text: str, lonely: Lonely) -> Fix | None:
    """A doubled closing mark goes; before a parallel quotation the missing one opens a term as long."""
    start = lonely.offset
    if text[start - 1 : start] == lonely.mark:
        return Fix((Edit(start, start + 1, ""),))
    match = _PARALLEL.match(text, start + 1)
    if match is None:
        return None
    place = start - len(match.group(1))
    if place < 0 or _BREAK.search(text, place, start):
        return None
    return Fix((Edit(place, place, _BACK[lonely.mark]),))
