"""encoding/replacement-character."""

from __future__ import annotations

from polint.character import REPLACEMENT, runs
from polint.document import Document
from polint.finding import Omitted
from polint.message import Text
from polint.rule import Findings, Rule, right, wrong
from polint_rules.encoding._damage import damage


class ReplacementCharacter(Rule):
    """U+FFFD in the text."""

    id = "encoding/replacement-character"
    severity = "error"
    classes = frozenset({REPLACEMENT})
    summary = Text("the replacement character U+FFFD", "替换字符 U+FFFD")
    what = Text(
        "Finds U+FFFD, which a decoder writes where it met bytes it could not read. Bytes that could not be read just now "
        "are encoding/undecodable.",
        "查找 U+FFFD：解码器遇到无法识别的字节时写下的字符。本次读取时无法解码的字节由 encoding/undecodable 报告。",
    )
    why = Text(
        "A character is lost there, and nothing in the text says which.",
        "此处丢失了字符，而且文本本身无从得知丢的是什么。",
    )
    messages = {
        "lost": Text(
            "{count} replacement character(s): text was lost when it was decoded",
            "有 {count} 个替换字符：解码时丢失了文字",
        )
    }
    examples = (
        wrong("山里的泉水，⟦��⟧酒要封坛三年。"),
        wrong("已完成數位化者，⟦�⟧請逕於閱覽室檢索。"),
        right("山里的泉水，酿酒要封坛三年。"),
        right("已完成數位化者，請逕於閱覽室檢索。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a run, but for those whose bytes are known."""
        known = {place.start for place in document.view(damage).places}
        places = iter(runs(document.classes, REPLACEMENT))
        for start, end in places:
            if start not in known and (yield self.draft(start, end, "lost", count=end - start)):
                yield Omitted.rest(places)
