"""quality/language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Option, Rule, right, wrong
from polint_rules.quality._composition import FEWEST, Composition, compose, composition

_LETTERS_A_WORD = 5  # an English or Russian word has about five letters, a Han character is nearly a word


class Language(Rule):
    """A document that is not Chinese, or not in the script that is configured."""

    id = "quality/language"
    severity = "warning"
    profile = "corpus"
    sieve = "polint_rules.quality._composition:doubtful"
    summary = Text("not the expected language", "不是预期的语言")
    what = Text(
        "Compares how much of the prose is Han, kana, hangul or an alphabet; five letters of an alphabet weigh as much as one Han "
        "character. Below 0.3 Han (ChineseWebText's limit, there of all characters), or with kana or hangul "
        "beside more than a quarter of what is Han, the document is not Chinese. Code, links and markup do not count; "
        'bilingual lessons pass. With `language = "zh-Hant…"` an all-simplified document is a finding, and the reverse.',
        "比较正文中汉字、假名、谚文和字母的比重，五个字母折合一个汉字。汉字低于 0.3（ChineseWebText 的界限，原指全部字符），或假名、谚文超过汉字的四分之一，"
        '即不是中文。代码、链接和标记不计，双语课文不在此列。配置 language = "zh-Hant…" 时，通篇简体也会报告，反之亦然。',
    )
    why = Text(
        "A page in another language in a Chinese collection was fetched or filed by mistake.",
        "中文语料里的外文页面，多半是抓取或归类出了错。",
    )
    options = {
        "language": Option("zh", Text("the expected language (BCP 47)", "预期语言（BCP 47）")),
        "han": Option(0.3, Text("lowest weight of Han characters", "汉字的最低比重")),
        "kana": Option(
            0.2, Text("highest share of kana or hangul beside Han", "假名或谚文与汉字合计中的最高占比")
        ),
    }
    messages = {
        "foreign": Text("not Chinese: {value:.0%} Han (at least {limit:.0%})", "不是中文：汉字比重 {value:.0%}（至少 {limit:.0%}）"),
        "japanese": Text("Japanese: {value:.0%} kana (at most {limit:.0%})", "是日文：假名占 {value:.0%}（上限 {limit:.0%}）"),
        "korean": Text("Korean: {value:.0%} hangul (at most {limit:.0%})", "是韩文：谚文占 {value:.0%}（上限 {limit:.0%}）"),
        "simplified": Text("simplified throughout; {language} is expected", "通篇简体，预期为 {language}"),
        "traditional": Text("traditional throughout; {language} is expected", "通篇繁体，预期为 {language}"),
    }  # fmt: skip
    examples = (
        wrong("⟦The ferry leaves at nine from the old pier, and the last one returns shortly before dark.⟧"),
        wrong("⟦船は朝九時に古い桟橋を出て、日が暮れる前に戻ってきます。切符は窓口で買えます。⟧"),
        wrong(
            "⟦這裡的渡船每天早上九點開，傍晚回來，請至窗口買票並準時上船。⟧", options={"language": "zh-Hans"}
        ),
        right("渡船早上九点从老码头开出，天黑前回来。"),
        right("第三课　ferry 渡船　The ferry leaves at nine.　渡船九点开。　pier 码头"),
        right("這首歌的日文名叫「さくら」，在臺灣也很流行，幾乎人人會唱。"),
    )

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(settings)
        if settings:  # the sieve knows the limits that nobody set
            self.always, self.sieve = True, ""  # type: ignore[misc]

    def check(self, document: Document) -> Iterator[Draft]:
        """At most one finding, about the whole document."""
        language = str(self.settings["language"])
        if not language.startswith("zh"):
            return
        found = self._judge(document.view(composition))
        if found is not None and found[0] == "foreign" and len(document.regions):
            classes = document.classes
            found = self._judge(
                compose(b"".join(classes[start:end] for start, end in document.regions.prose))
            )
        body = document.body
        if found is not None:
            key, value, limit = found
            yield self.draft(body.start, body.end, key, value=value, limit=limit)
        elif language.startswith(("zh-Hans", "zh-Hant", "zh-CN", "zh-TW", "zh-HK")):
            simplified, traditional = document.classes.count(b"s"), document.classes.count(b"t")
            wants_simplified = language.startswith(("zh-Hans", "zh-CN"))
            if wants_simplified and traditional >= 10 and simplified * 20 < traditional:
                yield self.draft(body.start, body.end, "traditional", language=language)
            elif not wants_simplified and simplified >= 10 and traditional * 20 < simplified:
                yield self.draft(body.start, body.end, "simplified", language=language)

    def _judge(self, made: Composition) -> tuple[str, float, float] | None:
        han, kana, hangul = made.han, made.kana, made.hangul
        letters = made.latin + made.alphabets
        if made.letters < FEWEST:
            return None
        limit = self.settings["kana"]
        if hangul > (han + hangul) * limit:
            return "korean", hangul / (han + hangul), limit
        if kana > (han + kana) * limit:
            return "japanese", kana / (han + kana), limit
        weight = han / (han + letters / _LETTERS_A_WORD)
        if weight < self.settings["han"]:
            return "foreign", weight, self.settings["han"]
        return None
