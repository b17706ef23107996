"""punctuation/ellipsis."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft, Fix
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong

_HAN = "\u3400-\u9fff"
_ELLIPSIS = lazy(
    rf"。{{3,8}}|(?<=[{_HAN}，”」])\.{{3,6}}(?!\.)|(?<![.\w])\.{{3,6}}(?=[{_HAN}“「])|(?<!…)…(?!…)(?=[{_HAN}，。！？”」\s]|\Z)|(?<=[{_HAN}])[·・]{{3,6}}"
)
_CANDIDATE = lazy(rb"z{3,}|[.]{3,}|m|o{3,}")


class EllipsisMark(Rule):
    """Something else where …… belongs."""

    id = "punctuation/ellipsis"
    severity = "note"
    profile = "publication"
    always = True
    summary = Text("... 。。。 … where …… belongs", "用 ... 。。。 … 代替了 ……")
    what = Text(
        "Finds full stops, dots or half an ellipsis where Chinese text writes …… (GB/T 15834—2011, 4.11; the Taiwanese "
        "manual of punctuation, 刪節號). Dotted leaders and code are left alone.",
        "查找用句号、圆点或半个省略号代替……的地方（GB/T 15834—2011，4.11；《重訂標點符號手冊》刪節號）。目录引导点和代码不在此列。",
    )
    why = Text(
        "The ellipsis of Chinese is six dots in two places; full stops end a sentence.",
        "中文省略号为六点，占两个字位；句号表示句子结束。",
    )
    messages = {"write": Text("write …… for {found}", "“{found}”宜写作“……”")}
    examples = (
        wrong("他低下头⟦。。。⟧再没有说话。", "他低下头……再没有说话。"),
        wrong("風停了⟦...⟧雨也停了。", "風停了……雨也停了。"),
        wrong("苹果、梨、葡萄⟦…⟧应有尽有。", "苹果、梨、葡萄……应有尽有。"),
        right("他低下头……再没有说话。"),
        right("第一章　春天..............1"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding an ellipsis."""
        classes = document.classes
        if not (b"m" in classes or b"..." in classes or b"zzz" in classes or b"ooo" in classes):
            return
        for candidate in _CANDIDATE.finditer(document.classes):
            match = _ELLIPSIS.match(document.text, candidate.start())
            if match is None:
                continue
            start, end = match.span()
            if document.regions.is_prose(start):
                yield self.draft(
                    start, end, "write", fix=Fix.replace(start, end, "……", safe=True), found=match.group()
                )
