"""encoding/bom."""

from __future__ import annotations

from polint.character import BOM, runs
from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.rule import Findings, Rule, right, wrong
from polint_rules._wrapper import wrappers


class Bom(Rule):
    """A byte order mark inside the text."""

    id = "encoding/bom"
    severity = "warning"
    classes = frozenset({BOM})
    summary = Text("a BOM inside the text", "文本中间的 BOM")
    what = Text(
        "Finds U+FEFF anywhere but at the very start of a file, where it is no part of the text. The C2PA text wrapper, "
        "U+FEFF followed by a run of variation selectors, is a signature and left alone.",
        "查找文件开头以外的 U+FEFF；文件开头的 BOM 不属于正文。C2PA 文本签名（U+FEFF 后接一串变体选择符）不报告。",
    )
    why = Text(
        "It shows where two files were joined, is invisible, and keeps words and headings from being found.",
        "它是文件拼接留下的痕迹，肉眼不可见，会使词语和标题无法被检索到。",
    )
    messages = {"bom": Text("byte order mark (U+FEFF) inside the text", "正文中夹有字节顺序标记（U+FEFF）")}
    examples = (
        wrong("以上是上册的全部内容。\n⟦\ufeff⟧下册从这里开始。", fixed="以上是上册的全部内容。\n下册从这里开始。"),
        wrong("承攬人應於完⟦\ufeff⟧工後通知定作人。", fixed="承攬人應於完工後通知定作人。"),
        right("正文从第一行开始。", raw=b"\xef\xbb\xbf" + "正文从第一行开始。".encode()),
        right("这段文字带有签名。\ufeff" + "\ufe01\ufe02\ufe03\ufe04\U000e0100\U000e0101\U000e0102\ufe05"),
    )  # fmt: skip

    def check(self, document: Document) -> Findings:
        """One finding a run."""
        signed = wrappers(document)
        places = iter(runs(document.classes, BOM))
        for start, end in places:
            if any(first <= start < last for first, last in signed):
                continue
            if (yield self.draft(start, end, "bom", fix=Fix.replace(start, end, "", safe=True))):
                yield Omitted.rest(places)
