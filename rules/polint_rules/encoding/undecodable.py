"""encoding/undecodable."""

from __future__ import annotations

from collections.abc import Iterator

from polint.character import REPLACEMENT
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.encoding._damage import damage


class Undecodable(Rule):
    """Bytes that the encoding of the file does not explain."""

    id = "encoding/undecodable"
    severity = "error"
    classes = frozenset({REPLACEMENT})
    summary = Text("bytes that no encoding explains", "任何编码都无法解释的字节")
    what = Text(
        "Finds bytes that are not valid in the encoding of the file, and gives their offset in it. The encoding is "
        "the one that explains the file best: UTF-8 with a few damaged bytes is still UTF-8. A character that the "
        "end of the file cuts in two is truncation/bytes.",
        "查找在文件所用编码中不合法的字节，并给出其在文件中的偏移。编码取最能解释整个文件的一种："
        "只有少数字节损坏的 UTF-8 文件仍是 UTF-8。文件末尾被截断的字符由 truncation/bytes 报告。",
    )
    why = Text(
        "The characters these bytes stood for are lost, or belong to another encoding that was pasted in.",
        "这些字节代表的文字已经丢失，或者来自混入的另一种编码。",
    )
    messages = {
        "bytes": Text(
            "{count} byte(s) at byte offset {offset} are not valid {encoding}: {hex}",
            "字节偏移 {offset} 处有 {count} 个字节不是合法的 {encoding}：{hex}",
        )
    }
    examples = (
        wrong("茶园在山腰，⟦��⟧雾一来就看不见了。", raw="茶园在山腰，".encode() + b"\xd4\xc6" + "雾一来就看不见了。".encode()),
        wrong("借閱期限為三週，⟦�⟧得續借一次。", raw="借閱期限為三週，".encode() + b"\xe9\x80" + "得續借一次。".encode()),
        right("茶园在山腰，云雾一来就看不见了。", raw="茶园在山腰，云雾一来就看不见了。".encode("gb18030")),
        right("末班车已经开�", raw="末班车已经开走".encode()[:-1]),
        right("一份字体测试：\ufffd 是替换字符。"),
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a run of undecodable bytes."""
        source = document.source
        if not source.undecodable:
            return
        found = document.view(damage)
        for place in found.places:
            if place != found.tail:
                raw = (source.raw or b"")[place.offset : place.offset + min(place.length, 8)]
                yield self.draft(
                    place.start, place.end, "bytes",
                    offset=place.offset, count=place.length, encoding=source.encoding, hex=raw.hex(" ").upper(),
                )  # fmt: skip
