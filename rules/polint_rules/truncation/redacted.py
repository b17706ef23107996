"""truncation/redacted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polint.batch import Batch
from polint.document import Document
from polint.finding import Draft, Edit, Fix
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong

_EMPTY: Final = ("“”", "「」", "『』", "《》", "‘’")
_DOUBLED: Final = ("““", "「「", "《《")
_DOTS: Final = (".的", ".地", ".得", ".了", ".着")
_YEARS: Final = tuple(before + year for before in "\n于自从至到截在" for year in ("19", "20"))
_MOST = 20_000  # traces of one kind that are looked at
_TWICE = lazy(rb"QQ[^Qq\n]{1,40}qq|KK[^Kk\n]{1,40}kk|BB[^Bb\n]{1,40}bb")
_ABOUT_MARKS = lazy(
    "引[号號]|符[号號]|标点|標點|括[号號]|书名号|書名號|双引|雙引|字符|字元|字串|空值|空格|輸入|输入|填|括起|[标標]"
)
_RUN_DATE = lazy(r"(?:19|20)\d{4,5}(?![\da-z.\-/%])")
_SPAN = lazy("[从自由起年月日]")
"""What stands before 到 where it leads to a date, not to a number."""
_BEFORE_SPAN = 14
"""Code points before 到 in which that stands."""
_LOST_BRACKET = lazy(r"〔((?:19|20)\d{2})(\d{1,4})(?=[号號\s，。]|\Z)")
# Words of which one character was written in Latin letters so that a filter would not see it. A short list
# of what is seen in the wild; the key is folded, the value the word.
_SPELT: Final = {
    "sao扰": "骚扰", "骚rao": "骚扰", "se情": "色情", "色qing": "色情", "du品": "毒品", "毒pin": "毒品",
    "du博": "赌博", "赌bo": "赌博", "自sha": "自杀", "sha人": "杀人", "sha害": "杀害", "qiang支": "枪支",
    "jing察": "警察", "警cha": "警察", "政fu": "政府", "zheng府": "政府", "bao力": "暴力", "暴li": "暴力",
    "yin秽": "淫秽", "淫hui": "淫秽", "luo体": "裸体", "裸ti": "裸体", "xi毒": "吸毒", "吸du": "吸毒",
    "xue腥": "血腥", "血xing": "血腥", "zha弹": "炸弹", "炸dan": "炸弹", "shi体": "尸体", "尸ti": "尸体",
    "si亡": "死亡", "死wang": "死亡", "fan罪": "犯罪", "贪wu": "贪污", "tan污": "贪污", "腐bai": "腐败",
    "fu败": "腐败", "厚rou糙": "厚肉糙", "qiang奸": "强奸", "强jian": "强奸", "嫖chang": "嫖娼", "卖yin": "卖淫",
}  # fmt: skip
_WORDS_OF_THEIR_OWN: Final = frozenset(
    {"的确", "了解", "地方", "得到", "着力", "着重", "地址", "地点", "地区"}
)
_NAMELESS = ("主席新时代", "学习贯彻主席", "贯彻落实主席", "学习主席", "以思想为指导", "坚持以新思想")
_RARE: Final = frozenset((*_EMPTY, *_DOUBLED, *_DOTS, "〔19", "〔20", *_SPELT, *_NAMELESS))


class Redacted(Rule):
    """What a filter left where it took something out."""

    id = "truncation/redacted"
    severity = "warning"
    confidence = "medium"
    sieve = "polint_rules.truncation.redacted:with_traces"
    triggers = (*_EMPTY, *_DOUBLED, *_DOTS, *_YEARS, "〔19", "〔20", *_SPELT, *_NAMELESS)
    summary = Text("a word deleted between its marks: “”发展", "词语被删去，只剩标点：“”发展")
    what = Text(
        "Finds the traces of deleted words: empty quotation or title marks inside a sentence, doubled ones "
        "(““十四五””), a full stop in the place of a word (和谐.的高度), a title without its name, a date whose "
        "year, month and day ran together (202147), a document number without its bracket, and words with "
        "one character spelt in Latin letters. Marks that are spoken of (引号“”) are left alone.",
        "查找词语被删去的痕迹：句中的空引号、空书名号，重叠的引号（““十四五””），句点占了词的位置（和谐.的高度），称谓前的姓名被删，"
        "年月日连写（202147），发文字号缺括号，以及用拼音代替一个字的词。谈论标点本身（引号“”）的不在此列。",
    )
    why = Text(
        "The sentence says less than it did, and nothing in it says what is missing.",
        "句子比原来少了内容，而且看不出少了什么。",
    )
    messages = {
        "empty": Text("nothing stands between {marks}: a word was deleted", "{marks}之间是空的：词语被删去"),
        "doubled": Text("doubled marks: one pair is too many", "标点重叠，多了一对"),
        "dot": Text("a full stop stands where a word was", "句点占了词的位置"),
        "date": Text(
            "a date that ran together: {year}-{month}-{day}?", "年月日连在一起：{year}年{month}月{day}日？"
        ),
        "bracket": Text("the closing bracket after the year is lost", "年份后面的括号丢失"),
        "name": Text("the name before the title was deleted", "称谓前的姓名被删去"),
        "spelt": Text("{word} is spelt to pass a filter", "“{word}”的字被写成拼音"),
    }
    examples = (
        wrong("全镇上下要深刻领会⟦“”⟧的重要意义，把⟦《》⟧的要求落到实处。"),
        wrong("本報告總結⟦「「十二年國教」」⟧的推動成果。", "本報告總結「十二年國教」的推動成果。"),
        wrong("把邻里和谐⟦.⟧的氛围营造起来。"),
        wrong("特此通知。\n花溪镇人民政府\n⟦202138⟧"),
        wrong("校园里要杜绝欺凌和⟦sao扰⟧行为。", "校园里要杜绝欺凌和骚扰行为。"),
        right("输入法里连按两次引号键会出现“”，把光标放在中间即可。"),
        right("全镇上下要深刻领会“乡村振兴”的重要意义。"),
        right("要把分区的块数扩展到1986208，可以执行下面的命令。"),
        wrong("展期从2020年底到⟦202147⟧，共展出一百余件作品。"),
        right("項目編號為202138，資料庫中空字串以「」表示。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a trace."""
        found = list(self._traces(document))
        found.sort(key=lambda draft: draft.start)
        for draft in found:
            if document.regions.is_prose(draft.start):
                yield draft

    def _traces(self, document: Document) -> Iterator[Draft]:
        classes, text = document.classes, document.text
        for start in document.hits(*_EMPTY)[:_MOST]:
            end = start + 2
            if _in_sentence(document, start, end):
                yield self.draft(start, end, "empty", marks=text[start:end])
        for start in document.hits(*_DOUBLED)[:_MOST]:
            match = _TWICE.match(classes, start)
            if match is not None:
                end = match.end()
                fix = Fix((Edit(start, start + 1, ""), Edit(end - 1, end, "")))
                yield self.draft(start, end, "doubled", fix=fix)
        for start in document.hits(*_DOTS)[:_MOST]:
            around = classes[start - 1 : start] in (b"h", b"s", b"t") and text[start] == "."
            if around and document.folded[start + 1 : start + 3] not in _WORDS_OF_THEIR_OWN:
                yield self.draft(start, start + 1, "dot")
        yield from self._dates(document)
        for start in document.hits("〔19", "〔20"):
            found = _LOST_BRACKET.match(text, start)
            if found is not None:
                yield self.draft(found.start(), found.end(), "bracket")
        yield from self._words(document)

    def _dates(self, document: Document) -> Iterator[Draft]:
        folded = document.folded
        for place in document.hits(*_YEARS):
            match = _RUN_DATE.match(folded, place + 1)
            if match is None:
                continue
            if folded[place] == "到" and _SPAN.search(folded, max(0, place - _BEFORE_SPAN), place) is None:
                continue  # 扩展到1986208
            start, end = match.span()
            year, rest = int(folded[start : start + 4]), folded[start + 4 : end]
            if not 1949 <= year <= 2049 or rest[0] == "0":
                continue
            month, day = (
                (int(rest[0]), int(rest[1:]))
                if len(rest) == 2 or int(rest[1:]) <= 31
                else (int(rest[:2]), int(rest[2:]))
            )
            if not (1 <= month <= 12 and 1 <= day <= 31) or (len(rest) == 2 and 1 <= int(rest) <= 12):
                continue
            after = folded[end : end + 1]
            if (
                after in ("\n", "\r", "", "日")
                if folded[place] == "\n"
                else after not in ("元", "人", "个", "次", "件", "号")
            ):
                yield self.draft(start, end, "date", year=year, month=month, day=day)

    def _words(self, document: Document) -> Iterator[Draft]:
        folded = document.folded
        for spelt, word in _SPELT.items():
            for start in document.hits(spelt):
                end = start + len(spelt)
                if (
                    spelt[0].isascii()
                    and folded[start - 1 : start].isascii()
                    and folded[start - 1 : start].isalpha()
                ) or (
                    spelt[-1].isascii()
                    and folded[end : end + 1].isascii()
                    and folded[end : end + 1].isalpha()
                ):
                    continue
                yield self.draft(start, end, "spelt", fix=Fix.replace(start, end, word), word=word)
        for phrase in _NAMELESS:
            for start in document.hits(phrase):
                before = folded[max(0, start - 3) : start]
                if (
                    phrase == "主席新时代" and not before.endswith(("习近平", "贯彻", "学习", "落实"))
                ) or phrase != "主席新时代":
                    yield self.draft(start, start + len(phrase), "name")


_YEARS_SET: Final = frozenset(_YEARS)


def with_traces(batch: Batch) -> frozenset[int]:
    """The sieve of the rule: the texts with a trigger, of those with the beginning of a year alone those in which a month
    may have run together with it."""
    folded = batch.folded
    dates = batch.texts_where(batch.places(_YEARS_SET), lambda end: _RUN_DATE.match(folded, end - 2))
    return batch.holding(_RARE) | dates


def _in_sentence(document: Document, start: int, end: int) -> bool:
    """Whether empty marks stand in a sentence that does not speak of the marks themselves."""
    classes, text = document.classes, document.text
    if classes[end : end + 1] not in (b"h", b"s", b"t", b"n", b"v", b"w"):
        return False
    if text[end : end + 1] in "和与與或、及" or classes[start - 1 : start] in (b"P", b"(", b"w", b"q", b"k"):
        return False
    return _ABOUT_MARKS.search(text, max(0, start - 16), min(len(text), end + 16)) is None
