"""punctuation/mixed-quotes."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong

# A quotation at the outermost level: what stands inside another is no matter of style.
_CURLY, _CORNER, _STRAIGHT = "“”", "「」", '""'
_QUOTATION = lazy(
    '(“)[^“”\r\n]{0,2000}”|(「)[^「」\r\n]{0,2000}」|(")[\u3400-\u9fff《][^"\r\n]{0,200}(?<=[\u3400-\u9fff。！？》…])"'
)
_MOST = 2_000  # quotations that are counted
_STYLES = (_CURLY, _CORNER, _STRAIGHT)


class MixedQuotes(Rule):
    """Two styles of quotation mark in one document."""

    id = "punctuation/mixed-quotes"
    severity = "warning"
    profile = "publication"
    always = True
    summary = Text("two quotation styles in one document", "同一篇里混用两种引号")
    what = Text(
        "Counts “ ”, 「 」 and straight quotation marks around Chinese text and reports, once a document, the first mark of "
        "the style that is used less. A quotation inside another, code and markup do not count.",
        "统计“”、「」和围住中文的直引号，对较少用的那种引号报告其首次出现（每篇一次）。引文里的引文、代码和标记不计。",
    )
    why = Text(
        "The mainland writes “ ”, Taiwan and Hong Kong 「 」; a text that changes between them was pasted together.",
        "大陆用“”，台湾和香港用「」；一篇之中来回变换，说明文字拼自不同来源。",
    )
    messages = {
        "mixed": Text(
            "{found} among quotations in {usual} ({count} of {total})",
            "其他引文用{usual}，此处用{found}（{total} 处中的 {count} 处）",
        ),
        "usual": Text("the usual style", "通常的引号"),
    }
    examples = (
        wrong("校刊叫「青苗」，社團叫「拾穗」，而展覽卻叫⟦“⟧光影”。"),
        wrong('村里有“老井”和“古槐”，还有人唱⟦"⟧采茶调"，唱完又讲“传说”。'),
        right("他說：「老師講過『學而時習之』。」"),
        right("他说：“那家店叫「拾光」，很好找。”大家都“哦”了一声。"),
        right('在终端里输入 echo "ok" 就能看到“成功”二字。'),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """At most one finding a document."""
        classes = document.classes
        if (b"Q" in classes) + (b"K" in classes) + (b'"' in classes) < 2:
            return
        text = document.text
        first: dict[str, int] = {}
        counts: dict[str, int] = {}
        for number, match in enumerate(_QUOTATION.finditer(text)):
            if number == _MOST:
                break
            if not document.regions.is_prose(match.start()):
                continue
            own = classes[match.start() : match.end()]
            if b"h" not in own and b"s" not in own and b"t" not in own:
                continue  # English keeps its own quotation marks
            style = _STYLES[match.lastindex - 1] if match.lastindex else _CURLY
            first.setdefault(style, match.start())
            counts[style] = counts.get(style, 0) + 1
        if len(counts) < 2 or classes.count(b"\x80") * 5 > len(classes):  # Japanese uses both
            return
        usual = max(counts, key=lambda style: (counts[style], -first[style]))
        odd = min((style for style in counts if style != usual), key=lambda style: first[style])
        yield self.draft(
            first[odd],
            first[odd] + 1,
            "mixed",
            related=(self.related(first[usual], first[usual] + 1, "usual"),),
            found=odd,
            usual=usual,
            count=sum(counts.values()) - counts[usual],
            total=sum(counts.values()),
        )
