"""script/foreign-script."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from polint.batch import Batch
from polint.character import BOPOMOFO, CYRILLIC, HAN_SET, HANGUL, KANA, LETTER, runs
from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong
from polint_rules.script._lookalike import (
    is_garbled,
    is_lookalike_kana,
    kana,
    only_lookalikes,
    strangers,
)

_FOREIGN = (KANA, HANGUL, CYRILLIC, BOPOMOFO, LETTER)
_NAMES = {
    KANA[0]: Text("kana", "假名"),
    HANGUL[0]: Text("hangul", "谚文"),
    CYRILLIC[0]: Text("Cyrillic", "西里尔字母"),
    BOPOMOFO[0]: Text("bopomofo", "注音符号"),
    LETTER[0]: Text("foreign", "外文"),
}
_MARKS = b"zvwxy"
_HAN = frozenset(HAN_SET)
_BESIDE = frozenset(HAN_SET + _MARKS)
_SPOKEN_OF = lazy("日[文语語]|假名|[韩韓]|[谚諺]文|字母|[俄泰]|希[腊臘]|注音|助[词詞]|[读讀]作|符[号號]")
_SOUNDS = lazy("(?:[韩韓朝鲜鮮日俄][^。，；\n]{0,10}|[汉漢]字)(?:音|[读讀]|作|[写寫]|[称稱]|[为為])$")
"""What stands before a sound that is told in its own letters: 朝鲜汉字音강."""
REACH = 16  # code points on either side in which more of the script means that it is meant


def with_foreigners(batch: Batch) -> Collection[int]:
    """The sieve: the texts with letters of a script that is not at home in them."""
    return frozenset[int]().union(*batch.view(_astray).values())


def _astray(batch: Batch) -> dict[bytes, frozenset[int]]:
    """The numbers of these texts, by the class of the letters."""
    found = {kind: strangers(batch, kind) for kind in _FOREIGN[1:]}
    found[KANA] = batch.view(kana).astray
    return found


class ForeignScript(Rule):
    """A letter of another script astray in a Chinese sentence."""

    id = "script/foreign-script"
    version = 2
    severity = "warning"
    sieve = "polint_rules.script.foreign_script:with_foreigners"
    summary = Text("a stray letter of another script", "夹在中文里的其他文字")
    what = Text(
        "Finds one or two letters of kana, hangul, Cyrillic, bopomofo or another script between Han of a Chinese sentence: "
        "の for 的, a syllable that an input method dropped. Words of three letters, words in quotation marks or brackets, "
        "places with more of the same script, Greek (mathematics) and Japanese and Korean text are left alone.",
        "查找中文句子里汉字之间夹着的一两个假名、谚文、西里尔字母、注音符号或其他文字，如以“の”代“的”、输入法误入的音节。"
        "三个字母以上的词、引号或括号中的词、附近还有同种文字之处、希腊字母（数学）以及日文、韩文文本均不报告。",
    )
    why = Text(
        "Such a letter is a slip of the keyboard or of a converter; the word around it is lost to search.",
        "这类字母多由误按或转换造成，所在的词因此无法检索。",
    )
    messages = {"stray": Text("stray {script} letter “{text}” in Chinese", "中文里夹有{script}“{text}”")}
    examples = (
        wrong("傍晚是一天里最舒服⟦の⟧时候。", fixed="傍晚是一天里最舒服的时候。"),
        wrong("老人和孩子⟦는⟧应当先上车。", fixed="老人和孩子应当先上车。"),
        wrong("步道全線禁⟦ж⟧止騎車。", fixed="步道全線禁止騎車。"),
        wrong("這個週末學⟦ㄒ⟧校放假。", fixed="這個週末學校放假。"),
        wrong("報名至月底止，⟦은⟧請儘早填表。", fixed="報名至月底止，請儘早填表。"),
        right("日文的助词有很多，の表示所属。"),
        right("日文“の”相当于“的”，韩文「는」是助词。"),
        right("“江”字日语音读作こう，朝鲜汉字音강。"),
        right("他唱了一首さくら，又唱了阿里郎아리랑。"),
        right("設角α與角β互補，向量ω垂直於平面。"),
        right("私は学生です。明日は図書館へ行きます。"),
        right("單位分為шт和кг兩種，俄文寫作килограмм。"),
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """One finding a stray run."""
        scan, classes = document.scan, document.scan.classes
        batch = scan.texts
        spans: list[tuple[int, int]] = []
        for kind, numbers in batch.view(_astray).items():
            if scan.number in numbers:
                spans.extend(span for span in runs(classes, kind) if _is_between(classes, *span))
        return self._strays(document, sorted(spans)) if spans else iter(())

    def _strays(self, document: Document, spans: list[tuple[int, int]]) -> Findings:
        classes, text = document.classes, document.text
        places = iter(spans)
        for start, end in places:
            kind = classes[start]
            if bytes([kind]) in classes[max(0, start - REACH) : start] + classes[end : end + REACH]:
                continue
            if is_lookalike_kana(text, start, end) or (kind == CYRILLIC[0] and only_lookalikes(document)):
                continue
            if not document.regions.is_prose(start):
                continue
            if is_garbled(document, start, end):
                continue
            if classes[start - 1] in _MARKS and _SPOKEN_OF.search(text, max(0, start - 40), end + 40):
                continue
            if _SOUNDS.search(text, max(0, start - REACH), start):
                continue
            written = text[start:end]
            insert = "的" if written == "の" else ""
            fix = Fix.replace(start, end, insert)
            if (yield self.draft(start, end, "stray", fix=fix, script=_NAMES[kind], text=written)):
                yield Omitted.rest(places)


def _is_between(classes: bytes, start: int, end: int) -> bool:
    """Whether one or two letters stand between Han, with a space at most; the first of a clause has none."""
    if end - start > 2 or not start:
        return False
    if classes[start - 1] in _MARKS:
        return end < len(classes) and classes[end] in _HAN
    before = classes[start - 2] if classes[start - 1] == 0x20 and start > 1 else classes[start - 1]
    after = classes[end : end + 2].lstrip(b" ") if classes[end : end + 1] == b" " else classes[end : end + 1]
    return before in _HAN and bool(after) and after[0] in _BESIDE
