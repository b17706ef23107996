"""punctuation/direction."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft, Fix
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.punctuation._pairs import pairing


class Direction(Rule):
    """A quotation mark that faces the wrong way."""

    id = "punctuation/direction"
    severity = "warning"
    confidence = "medium"
    sieve = "polint_rules.punctuation._balance:suspicious"
    gate = "polint_rules.punctuation._pairs:unpaired"
    summary = Text("a mark that faces the wrong way", "标点方向错误")
    what = Text(
        "Finds two opening or two closing quotation marks around one term, neither of which has another partner: "
        "one of the two faces the wrong way.",
        "查找用两个前引号或两个后引号括起来的词语，两者都没有别的配对：其中一个方向错了。",
    )
    why = Text(
        "Input methods and converters turn marks by counting them, and one slip turns all that follow.",
        "输入法和转换程序靠计数决定引号方向，错一个便会连带后面全错。",
    )
    messages = {"turn": Text("{mark} should be {partner} here", "此处的 {mark} 应为 {partner}")}
    examples = (
        wrong(
            "村里把这片滩地叫做“鹭鸶湾⟦“⟧，每年春天都有人来拍照。",
            "村里把这片滩地叫做“鹭鸶湾”，每年春天都有人来拍照。",
        ),
        wrong(
            "她把這道菜叫作⟦」⟧月亮蝦餅」，招待遠方的客人。", "她把這道菜叫作「月亮蝦餅」，招待遠方的客人。"
        ),
        right("村里把这片滩地叫做“鹭鸶湾”，每年春天都有人来拍照。"),
        right("她說：「這道菜叫『月亮蝦餅』，趁熱吃。」"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a mark."""
        for offset, turned, _ in document.view(pairing).wrong_way:
            yield self.draft(
                offset,
                offset + 1,
                "turn",
                fix=Fix.replace(offset, offset + 1, turned),
                mark=document.text[offset],
                partner=turned,
            )
