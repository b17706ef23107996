"""typo/common-error."""

from __future__ import annotations

import functools
import marshal
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from polint import store
from polint.character import HAN_SET, KANA, SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Fix, Omitted, Severity
from polint.fold import SHARED
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint.sift import sift
from polint_rules._classical import classical, is_verse
from polint_rules.typo._idiom import AUTHORITY, idioms, misspellings, misspelt
from polint_rules.typo._script import mended

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.matcher import Matcher

_LIST = "errors.txt"
DOUBLED = "衍文"
"""The authority of what a slip of the keyboard doubles."""
SPARSE = 500
"""Code points for each such slip from which a text is sound and the slip is worth a note, not a warning: official
collections of laws and printed books have one now and then, as script/width found of half-width marks."""
SENTENCE = 40
"""Folded code points within which a word later in the sentence is looked for."""

PASSAGE = 150
"""Code points of the line on either side that tell its language."""

_STOP = lazy("[。！？!?；;\n\r]")
_BEFORE_CLAUSE = ",。;!?、\n\r"
"""What a clause stands behind, folded."""
_CORRECTED = lazy("[（(\\[] ?[\u4e00-\u9fff] ?(?:→|⇒|->|——?|改|应为|应作|为) ?[\u4e00-\u9fff] ?[）)\\]]")
_EXERCISE = lazy("错别字|别字|错字|错误的是|没有错误|写错")
_HAN = frozenset(HAN_SET)
_TO_MEND = lazy(
    "(?:改正|找出|圈出|划出|修改|订正|指出|纠正)[^。\n]{0,12}(?:错别字|别字|错字)|(?:错别字|别字|错字)[^。\n]{0,10}(?:改正|找出|圈出|订正|改过来|写在)"
)
"""What an exercise asks for, of whose sentences words are wrong on purpose."""
BEFORE_EXERCISE = 200
"""Folded code points within which an exercise says what is to be looked for in the words that follow."""
_SPOKEN_OF = lazy("误|错|应为|应作|正确|写成|写作|不是|改为|别字|规范|混淆|区别|辨析")
_QUOTES = frozenset(
    {("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"), ('"', '"'), ("《", "》"), ("（", "）")}
)

_BESIDE_QUOTED = 2  # characters that may stand beside a word in its quotation marks, of one word with it


class WrongWord(NamedTuple):
    """A wrong form, the right one, who says so, in which script it is wrong ("" both), and where it is right:
    inside `words`, after one of `after`, before one of `before`, with one of `later` later in the sentence;
    with `only` it is wrong only after one of these characters; an `older` spelling is right in a text that keeps
    to it, and a word that can be `first` where a clause begins with it."""

    wrong: str
    right: str
    authority: str
    script: str
    words: tuple[str, ...]
    after: frozenset[str]
    before: frozenset[str]
    later: frozenset[str]
    only: frozenset[str]
    older: bool
    first: bool


def _key() -> bytes:
    """All that the list is made of."""
    return SHARED.tables.key + store.stamp(__file__, _LIST)


@functools.cache
def wrong_words() -> dict[str, tuple[str, str]]:
    """The lines of errors.txt with their authorities, by the folded form of the wrong word."""
    # Strings that are cut are made in a tenth of the time that kept tuples take.
    forms, lines, authorities, by = marshal.loads(store.compiled("typo-errors-2", _key(), _build))
    said = zip(lines.split("\n"), map(authorities.__getitem__, by), strict=True)
    return dict(zip(forms.split("\n"), said, strict=True))


def _build() -> bytes:
    content = store.beside(__file__, _LIST).decode("utf-8")
    lines: list[str] = []
    authorities: list[str] = []
    by: list[int] = []
    for line in content.split("\n"):
        if line.startswith("@"):
            authorities.append(line[1:].strip())
        if line and line[0] not in "#@":
            lines.append(line.rstrip("\r"))
            by.append(len(authorities) - 1)
    forms = SHARED.tables.fold_all(line.partition("\t")[0].rpartition(":")[2] for line in lines)
    return marshal.dumps(("\n".join(forms), "\n".join(lines), authorities, bytes(by)))


@functools.cache
def wrong_word(folded: str) -> WrongWord:
    """What errors.txt says of a wrong word; only few of its lines are ever asked for."""
    line, authority = wrong_words()[folded]
    form, meant, *conditions = line.split("\t")
    script, _, form = form.rpartition(":")
    terms = conditions[0].split(" ") if conditions else []
    signs = {sign: frozenset("".join(term[1:] for term in terms if term[0] == sign)) for sign in "<>~^"}
    words = tuple(term for term in terms if term[0] not in "<>~^=|")
    return WrongWord(
        form, meant, authority, script, words, signs["<"], signs[">"], signs["~"], signs["^"],
        "=" in terms, "|" in terms,
    )  # fmt: skip


def _are_wrong(matcher: Matcher) -> bytes:
    """Of each literal whether it is a wrong word."""
    return matcher.listed("typo-wrong-1", _key(), lambda: frozenset(wrong_words()))


def may_err(batch: Batch) -> Collection[int]:
    """The sieve of the rule: the texts in which a misspelt idiom stands, or a wrong word that is written wrong, too."""
    found = set(batch.view(misspellings))
    hits = batch.hits
    if hits is None:
        return found
    (own,) = sift(hits, hits.matcher.view(_are_wrong), 1)
    past = 0
    for hit in own:
        if hit < past:  # its text is one of them
            continue
        number = bisect_right(hits.bounds, hit) - 1
        literal, end = hits.matcher.literal(hits.indices[hit]), hits.ends[hit]
        if number in found or not _is_written_right(batch.part(end - len(literal), end), literal):
            found.add(number)
            past = hits.bounds[number + 1]
    return found


class CommonError(Rule):
    """A word that is wrong wherever it stands."""

    id = "typo/common-error"
    severity = "warning"
    confidence = "high"
    sieve = "polint_rules.typo.common_error:may_err"
    by_triggers = True
    summary = Text("an unambiguous wrong word", "确定无疑的错词")
    what = Text(
        "Finds wrong words that no dictionary has (时侯, 松驰), from a list that names the dictionaries or "
        "the standard by which the right form goes, and some two thousand idioms in which one character was replaced by "
        "another that sounds or looks like it (络译不绝, 心矿神怡). Left alone: forms that dictionaries have as well (挺而走险), classical and Japanese text, places where the characters belong to other words (大幅射击, 成立即将), words that one script's "
        "standard allows, and forms in quotation marks that the text itself calls wrong.",
        "查找词典不收的错词（时侯、松驰），词表注明正确写法所依据的词典或规范；并查找约两千条成语中有一字误作音近或形近字的写法"
        "（络译不绝、心矿神怡）。不报告：词典兼收的写法（挺而走险），文言和日文，字面相同而分属前后两个词（大幅射击、成立即将），"
        "某一地区规范允许的写法，以及正文明说其为错误而加引号引用的写法。",
    )
    why = Text(
        "Homophones and look-alikes slip past every reader; a corpus with them teaches them.",
        "同音字、形近字最易漏过校对，留在语料里会以讹传讹。",
    )
    messages = {
        "wrong": Text("“{wrong}” should be “{right}” ({authority})", "“{wrong}”应为“{right}”（{authority}）")
    }
    examples = (
        wrong("他⟦迫不急待⟧地拆开信封。", fixed="他迫不及待地拆开信封。"),
        wrong("做事要⟦按步就班⟧，不可冒進。", fixed="做事要按部就班，不可冒進。"),
        wrong("⟦既使⟧下雨，比赛也照常举行。", fixed="即使下雨，比赛也照常举行。"),
        wrong("大家對這部紀錄片情有獨鍾，⟦震憾⟧不已。", fixed="大家對這部紀錄片情有獨鍾，震撼不已。"),
        wrong("下課的⟦時侯⟧，操場上最熱鬧。", fixed="下課的時候，操場上最熱鬧。"),
        wrong("连日阴雨，肌肉⟦松驰⟧，精神不振。", fixed="连日阴雨，肌肉松弛，精神不振。"),
        wrong("古寺的鐘聲⟦不徑而走⟧", fixed="古寺的鐘聲不脛而走"),
        wrong("古街上游人⟦络译不绝⟧，叫人⟦心矿神怡⟧。", fixed="古街上游人络绎不绝，叫人心旷神怡。"),
        wrong("颱風過後⟦滿目瘡夷⟧，居民⟦流離失鎖⟧。", fixed="颱風過後滿目瘡痍，居民流離失所。"),
        wrong("他⟦身不由已⟧地跟着人群⟦鱼贯而人⟧。", fixed="他身不由己地跟着人群鱼贯而入。"),
        wrong("他挥手说：⟦明天在见⟧。听⟦得时候⟧，谁也没有作声。", fixed="他挥手说：明天再见。听的时候，谁也没有作声。"),
        wrong("这座桥⟦以经完成⟧加固，老师傅又把图纸⟦在核对一遍⟧。", fixed="这座桥已经完成加固，老师傅又把图纸再核对一遍。"),
        right("现在说一遍，明天在见面时再说；他在检查一遍之后才放心，可以经常来看看。"),
        wrong("這批⟦書藉⟧捐給了圖書館。", fixed="這批書籍捐給了圖書館。"),
        right("改正错别字：迫不急待（急→及）　走头无路（头→投）"),
        right("三、找出句子中的错别字，改正过来。\n1. 他既使迟到也不着急。（　　）\n2. 爷爷迫不急待地打开信。（　　）"),
        right("下列詞語何者沒有錯別字？（A）按步就班（B）破斧沉舟（C）出其不意"),
        right("那孩子还是不罢休，部兵不敢落后；创建意图之后，受保護人自立更生，十日前所為有關者亦同。"),
        right("理賠同意書違背判例，學分折抵時數，住宅重建意願調查，到山上渡假。"),
        right("到社保机构办理变更或者注销失业保险登记；撤销失败后，训练有数十亿参数的模型。"),
        right("恐口无凭，立此为据；史家俱言其事，文壇泰斗歐陽修亦然。他自以为实际，犹豫不决对事情没有好处，一副画架摆在屋里。"),
        right("他就要胁迫对方，长期侍奉老人；洱海弯曲环绕，大规模索求书籍，竟争夺起来，修身养心，不治自已。"),
        wrong("工会组织了两场讲座，参加⟦的的⟧职工有三百⟦余余⟧人，并就食堂改造⟦进行进行⟧了投票。", fixed="工会组织了两场讲座，参加的职工有三百余人，并就食堂改造进行了投票。"),
        wrong("這⟦是是⟧舊車站留下的月臺，孩子⟦們們⟧常到這裡玩。", fixed="這是舊車站留下的月臺，孩子們常到這裡玩。"),
        right("这样做是有目的的，标的的确定也的的确确要快；这是是非之地。他拦下一辆红色的的士，问清了了断的办法。"),
        right("综艺节目《声临其境》和眼镜店“一木了然”都很受欢迎。"),
        right("他说话不加思索，又爱指手划脚，两人誓不两立。"),
        right("車輛行進間，後車與前車之間應保持距離，自製之明信片不在此限。"),
        right("跨国借款须登记，那母亲不自禁地落了泪。"),
        right("既使用了新药，又做了手术；既使人感动，又使人振奋。"),
        right("他举起一幅射击用的靶纸，大步流星马松驰援而去。"),
        right("公司成立既久，章程重复盖章。"),
        right("“迫不急待”是错的，应写作“迫不及待”。不要把“候车室”写成“侯车室”。"),
        wrong("我⟦在也不敢⟧了，⟦因该早⟧点说，结果⟦另人失望⟧。", fixed="我再也不敢了，应该早点说，结果令人失望。"),
        right("现在也没有人说原因该是什么，因该公司有错，存在也不会消失。"),
        right("这座庙从前叫天王寺，好象又叫佛照寺；庙祝年老，说话好象含着一口水。"),
        right("晏子以其妻之言觀之，夫深自責，學道謙遜，常若不足，鄉人稱焉。久之遂為名士矣。"),
        right("封建意识还没有除尽，会上为承担误工费的事又吵了起来，各人自已知的数目说起。"),
        right("彼此要脅不成，遂於通霄車站下車。"),
        right("要在改版前引入深思熟慮的評審流程，不能只依靠普羅米修斯這一個監控系統。"),
        right("孤燈的的照寒窗，舊夢迢迢隔大江。\n早雁聲聲來的的，殘星點點去茫茫。"),
        right("梅蕊初開，的的寒香，争奈心情老去。"),
        wrong("这是一个很好⟦的的⟧办法，我们都照做了，省下不少工夫。", fixed="这是一个很好的办法，我们都照做了，省下不少工夫。"),
    )  # fmt: skip

    @property
    def wakes_on(self) -> Iterable[str]:
        """The wrong words and the halves of the idioms."""
        return (*wrong_words(), *idioms().counts)

    def check(self, document: Document) -> Findings:
        """One finding a wrong word."""
        text, hits = document.text, document.scan.hits
        words: list[WrongWord] = []
        found: list[tuple[int, int, int]] = []
        for literal in hits.keys() & wrong_words().keys():
            size = len(literal)
            places: Sequence[int] = hits[literal]
            if (
                literal[0] * size == literal
            ):  # of 的的的的, which is nobody's slip, the end alone is looked at
                folded = document.folded
                places = [start for start in places if not folded.startswith(literal, start + 1)]
            found += [
                (start, -size, len(words))
                for start in places
                if not _is_written_right(text[start : start + size], literal)  # 覆蓋, mostly
            ]
            words.append(wrong_word(literal))
        for form, meant, starts in misspelt(document):
            found += [(start, -len(form), len(words)) for start in starts]
            words.append(_idiom(form, meant))
        if not found:
            return
        found.sort()
        doubled = sum(words[number].authority == DOUBLED for _, _, number in found)
        slip: Severity | None = "note" if doubled * SPARSE < len(text) else None
        reached = 0
        kept: dict[str, bool] = {}
        left = iter(found)
        for start, size, number in left:
            word = words[number]
            end = start - size
            if start < reached or (word.script and not _is_script(document, word.script)):
                continue
            if _is_right(document, word, start) or not document.regions.is_prose(start):
                continue
            if word.older and word.wrong not in kept:
                kept[word.wrong] = _is_kept(document, word)
            if kept.get(word.wrong) or _is_of_another_language(document, start, end):
                continue
            reached = end
            mend = mended(document, start, word.wrong, word.right)
            draft = self.draft(
                start, end, "wrong",
                fix=Fix.replace(start, end, mend, safe=end - start > 3),
                severity=slip if word.authority == DOUBLED else None,
                wrong=document.text[start:end], right=mend, authority=word.authority,
            )  # fmt: skip
            if (yield draft):
                yield Omitted.rest(left)
                return


@functools.lru_cache(1024)
def _idiom(wrong: str, right: str) -> WrongWord:
    """A misspelt idiom as a wrong word."""
    none: frozenset[str] = frozenset()
    return WrongWord(wrong, right, AUTHORITY, "", (), none, none, none, none, False, False)


def _is_script(document: Document, script: str) -> bool:
    simplified = document.count(SIMPLIFIED) > document.count(TRADITIONAL)
    return simplified if script == "s" else not simplified


def _is_right(document: Document, word: WrongWord, start: int) -> bool:
    folded, text = document.folded, document.text
    end = start + len(word.wrong)
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if (before in word.after and before) or (after in word.before and after):
        return True
    if word.only and before not in word.only:
        return True
    if word.first and (not before or before in _BEFORE_CLAUSE):
        return True
    for longer in word.words:
        offset = longer.find(word.wrong)
        if start >= offset and folded.startswith(longer, start - offset):
            return True
    if word.later:
        stop = _STOP.search(folded, end, end + SENTENCE)
        rest = folded[end : stop.start() if stop else end + SENTENCE]
        if any(char in word.later for char in rest):
            return True
    if _CORRECTED.match(folded, end):
        return True
    classes = document.classes
    if (
        (start == 0 or classes[start - 1] not in _HAN)
        and (end == len(folded) or classes[end] not in _HAN)
        and _EXERCISE.search(folded, max(0, start - BEFORE_EXERCISE), start)
    ):
        return True
    if _TO_MEND.search(folded, max(0, start - BEFORE_EXERCISE), start):
        return True
    around = folded[max(0, start - SENTENCE) : end + SENTENCE]
    if not _is_quoted(text, start, end):
        return False
    return word.right in around or _SPOKEN_OF.search(around) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a word stands in quotation marks, by itself or with a character or two more: “侯车室”."""
    return any(
        (text[start - 1 - left : start - left], text[end + right : end + right + 1]) in _QUOTES
        for left in range(min(start, _BESIDE_QUOTED + 1))
        for right in range(_BESIDE_QUOTED + 1 - left)
    )


def _is_kept(document: Document, word: WrongWord) -> bool:
    """Whether the text writes the word so each time: by the standard of its day, as books of 1964 to 1986 do 好象."""
    return len(document.scan.hits[word.wrong]) > 1 and word.right not in document.folded


def _is_of_another_language(document: Document, start: int, end: int) -> bool:
    """Whether the place is classical Chinese or verse, which know 既使 and 的的 as words of their own, or Japanese."""
    text, view = document.text, document.view(classical)
    low = max(0, start - PASSAGE + 1)
    line = max(text.rfind("\n", low, start) + 1, low)
    stop = text.find("\n", end, end + PASSAGE)
    stop = end + PASSAGE if stop == -1 else stop
    return (
        document.classes.count(KANA, line, stop) > 2
        or view.within(line, stop)
        or view.around(start)
        or is_verse(text[line:stop])
    )


@functools.lru_cache(1024)
def _is_written_right(written: str, folded: str) -> bool:
    """Whether only the fold made a form look like the wrong one: both 覆 and 復 are 复 to it, and 藉 is 借."""
    word = wrong_word(folded)
    if any(was != fold and char != was for char, was, fold in zip(written, word.wrong, folded, strict=True)):
        return True
    return len(written) == len(word.right) and all(
        char == meant
        for char, was, meant in zip(written, word.wrong, word.right, strict=True)
        if was != meant
    )
