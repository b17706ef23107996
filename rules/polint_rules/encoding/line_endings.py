"""encoding/line-endings."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft, Fix
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.encoding._returns import mended

_NAMES = {"\r\n": "CR LF", "\n": "LF", "\r": "CR"}


class LineEndings(Rule):
    """More than one kind of line ending in one text."""

    id = "encoding/line-endings"
    severity = "warning"
    sieve = "polint_rules.encoding._returns:with_returns"
    summary = Text("mixed line endings", "换行符不统一")
    what = Text(
        "Finds texts whose lines end in more than one way (LF, CR LF, CR), and marks the first that departs from the "
        "most frequent one, of equals from LF. Uniform CR LF is no finding.",
        "查找换行符不止一种（LF、CR LF、CR）的文本，标出第一处与多数（相等时以 LF 为准）不同的换行。全文统一用 CR LF 不报告。",
    )
    why = Text(
        "A lone ending of another kind shows a paste or a damaged transfer; tools disagree about where its line ends.",
        "个别不同的换行符多来自粘贴或传输损坏，各工具对这一行的边界会有不同判断。",
    )
    messages = {
        "mixed": Text(
            "mixed line endings: {odd} {number} time(s) where {usual} is usual",
            "换行符不统一：以 {usual} 为主，另有 {odd} {number} 处",
        )
    }
    examples = (
        wrong("通知⟦\r\n⟧明日停电。\n请提前准备。\n", fixed="通知\n明日停电。\n请提前准备。\n"),
        wrong(
            "甲方：\r\n乙方：⟦\n⟧簽約日期：\r\n地點：\r\n",
            fixed="甲方：\r\n乙方：\r\n簽約日期：\r\n地點：\r\n",
        ),
        right("通知\r\n明日停电。\r\n"),
        right("通知\n明日停电。\n"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a document, on the first line ending that departs from the usual one."""
        text = document.text
        pairs = text.count("\r\n")
        counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
        if sum(1 for count in counts.values() if count) < 2:
            return
        usual = max(counts, key=lambda kind: counts[kind])
        edits = tuple(mended(document.classes, usual))
        start, end, _ = edits[0]
        yield self.draft(
            start, end, "mixed",
            fix=Fix(edits, safe=True), odd=_NAMES[text[start:end]], usual=_NAMES[usual], number=len(edits),
        )  # fmt: skip
