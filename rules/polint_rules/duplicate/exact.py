"""duplicate/exact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from polint.corpus import CorpusRule, Digests, Tie, equals
from polint.document import Document
from polint.message import Text
from polint.rule import right, wrong
from polint_rules.duplicate._echo import trailing

_BLANK = " \t\u3000"
_TRAILING = (" \n", "\t\n", "\u3000\n", "\r")


def text_hash(document: Document) -> bytes:
    """16 bytes of SHA-256 over the text (in UTF-16-LE, as which the shared pass has it) with its line ends made one
    and white space before them and at the end of the text taken away; no bytes where nothing is left."""
    text, scan = document.text, document.scan
    batch = scan.batch
    content = text.rstrip()
    if not content:
        return b""
    if batch is None or not batch.vectorised:
        if any(sign in text for sign in _TRAILING):
            content = _stripped(content)
        units = content.encode("utf-16-le", "surrogatepass")
    else:
        places = batch.view(trailing).get(scan.number)
        if places is None:
            units = batch.units(scan.number, text, ((0, len(content)),))
        elif "\r" in content:
            units = _stripped(content).encode("utf-16-le", "surrogatepass")
        else:
            parts = _without_trailing(content, batch.starts[scan.number], places)
            units = batch.units(scan.number, text, parts)
    return hashlib.sha256(units).digest()[:16]


def _without_trailing(content: str, start: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges of a text, which starts at `start` of its batch, between the white space before these line ends."""
    parts: list[tuple[int, int]] = []
    begin = 0
    for place in places:
        end = place - start
        if end >= len(content):
            break
        parts.append((begin, begin + len(content[begin:end].rstrip(_BLANK))))
        begin = end
    parts.append((begin, len(content)))
    return parts


def _stripped(content: str) -> str:
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join([line.rstrip(_BLANK) for line in content.split("\n")])


class Exact(CorpusRule):
    """The same text twice."""

    id = "duplicate/exact"
    version = 2
    severity = "error"
    summary = Text("a document that is there twice", "重复的文档")
    what = Text(
        "Finds a document whose text equals that of another one after line ends are made one and white space "
        "at the end of lines and of the text is taken away. The later one, by path and record, is reported with "
        "the first. Empty documents are left alone.",
        "查找文本完全相同的文档：统一换行符并去掉行末和文末空白之后逐字相等。按路径和记录的顺序，后出现的文档被报告，"
        "并指出最先出现的那一份。空文档不报。",
    )
    why = Text(
        "A text that is in a corpus twice counts double in every statistic, leaks from a training set into its "
        "test set, and is memorised rather than learned.",
        "语料中重复的文本会使一切统计加倍，会从训练集泄漏到测试集，也会被模型死记硬背。",
    )
    messages = {
        "equal": Text("the same text as {path}", "与 {path} 的文本完全相同"),
        "first": Text("the first copy", "最先出现的一份"),
    }
    examples = (
        wrong(
            "⟦秋天的山路⟧\r\n落叶铺满了石阶。  \r\n",
            others=("秋天的山路\n落叶铺满了石阶。\n",),
        ),
        wrong("⟦渡口今日停航。⟧", others=("碼頭照常開放。", "渡口今日停航。\n", "明日恢復。")),
        right("渡口今日停航。", others=("渡口明日停航。",)),
        right("\n\n", others=("", "\n")),
    )

    def map(self, document: Document) -> bytes | None:
        """The hash of the text."""
        return document.view(text_hash) or None

    def keys(self, digest: bytes) -> Sequence[int]:
        """The hash itself."""
        return (int.from_bytes(digest[:6], "little"),)

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each later copy with the first."""
        for ordinal, found in equals(digests):
            yield self.tie(ordinal, "equal", ((found, "first"),))
