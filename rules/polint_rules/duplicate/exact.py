"""duplicate/exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polint.corpus import CorpusRule, Digests, Tie, equals
from polint.document import Document
from polint.message import Text
from polint.rule import right, wrong
from polint_rules.duplicate._body import text_hash


class Exact(CorpusRule):
    """The same text twice."""

    id = "duplicate/exact"
    version = 3
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
        return text_hash(document) or None

    def keys(self, digest: bytes) -> Sequence[int]:
        """The hash itself."""
        return (int.from_bytes(digest[:6], "little"),)

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each later copy with the first."""
        for ordinal, found in equals(digests):
            yield self.tie(ordinal, "equal", ((found, "first"),))
