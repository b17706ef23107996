"""truncation/bytes."""

from __future__ import annotations

from collections.abc import Iterator

from polint.character import REPLACEMENT
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.encoding._damage import damage


class Bytes(Rule):
    """A text that ends inside a character."""

    id = "truncation/bytes"
    severity = "error"
    classes = frozenset({REPLACEMENT})
    summary = Text("a file cut inside a character", "文件在一个字符中间被截断")
    what = Text(
        "Finds texts that end in bytes of an unfinished character, or in the one to three U+FFFD that a decoder made of "
        "them. Damage elsewhere is encoding/undecodable or encoding/replacement-character.",
        "查找结尾是半个字符的文本：末尾的字节不成字符，或已被解码器写成一至三个 U+FFFD。"
        "其他位置的损坏由 encoding/undecodable 和 encoding/replacement-character 报告。",
    )
    why = Text(
        "The text was cut by a number of bytes, so that more than this one character is missing.",
        "文本是按字节数截断的，丢失的往往不止这一个字。",
    )
    messages = {
        "bytes": Text(
            "the file ends inside a character, at byte offset {offset}",
            "文件在字符中间结束，字节偏移 {offset}",
        ),
        "mark": Text(
            "the text ends inside a character (U+FFFD at its end)",
            "文本在字符中间结束（末尾为 U+FFFD）",
        ),
    }
    examples = (
        wrong("渡口的老船工姓⟦�⟧", raw="渡口的老船工姓陈".encode()[:-1]),
        wrong("請於期限內補⟦�⟧", raw="請於期限內補正".encode()[:-2]),
        wrong("第二天一早，雪停了，太阳出来⟦��⟧\n"),
        right("渡口的老船工姓陈。", raw="渡口的老船工姓陈。".encode()),
        right("中间�有一处损坏，但结尾是完整的。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding, on what is left of the last character."""
        if "\ufffd" not in document.text[-80:]:
            return
        tail = document.view(damage).tail
        if tail is not None:
            if tail.offset >= 0:
                yield self.draft(tail.start, tail.end, "bytes", offset=tail.offset)
            else:
                yield self.draft(tail.start, tail.end, "mark")
