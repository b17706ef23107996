"""encoding/not-utf8."""

from __future__ import annotations

from collections.abc import Iterator

from polint.decoding import CONVINCING, plausibility
from polint.document import Document
from polint.finding import Draft, Fix
from polint.message import Text
from polint.rule import Rule, right, wrong

_NAMES = {
    "gb18030": "GB18030", "big5": "Big5", "cp950": "Big5 (CP950)", "big5hkscs": "Big5-HKSCS",
    "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "utf-32-le": "UTF-32LE", "utf-32-be": "UTF-32BE",
    "cp932": "Shift_JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR (CP949)",
}  # fmt: skip


class NotUtf8(Rule):
    """A file in another encoding than UTF-8."""

    id = "encoding/not-utf8"
    severity = "warning"
    foreign = True
    summary = Text("a sound file that is not UTF-8", "文件完好，但不是 UTF-8 编码")
    what = Text(
        "Finds files in GB18030, Big5, Big5-HKSCS, UTF-16 and other encodings, and names the encoding. The mend "
        "writes the file in UTF-8 and changes no character; it is safe where a BOM or the frequency of the common "
        "characters proves the encoding. UTF-8 with a BOM is UTF-8.",
        "查找以 GB18030、Big5、Big5-HKSCS、UTF-16 等编码保存的文件，并指出编码。修复只把文件转为 UTF-8，不改动任何字符；"
        "有 BOM 或常用字频率足以证明编码时，修复是安全的。带 BOM 的 UTF-8 仍是 UTF-8。",
    )
    why = Text(
        "Tools that read a corpus expect UTF-8; every other encoding ends as mojibake somewhere.",
        "处理语料的工具都默认 UTF-8，其他编码迟早会在某个环节变成乱码。",
    )
    messages = {
        "encoded": Text("the file is in {encoding}, not UTF-8", "文件编码是 {encoding}，不是 UTF-8"),
    }
    examples = (
        wrong("⟦清明前后，种瓜点豆。农时不等人，家家户户都在地里忙。⟧", raw="清明前后，种瓜点豆。农时不等人，家家户户都在地里忙。".encode("gb18030")),
        wrong("⟦圖書館的開放時間為上午九時至下午五時，星期一休館。⟧", raw="圖書館的開放時間為上午九時至下午五時，星期一休館。".encode("big5")),
        wrong("⟦車到小站，我們都下去看看。⟧", raw=b"\xff\xfe" + "車到小站，我們都下去看看。".encode("utf-16-le")),
        right("清明前后，种瓜点豆。", raw="清明前后，种瓜点豆。".encode()),
        right("清明前后，种瓜点豆。", raw=b"\xef\xbb\xbf" + "清明前后，种瓜点豆。".encode()),
    )  # fmt: skip

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding, over the whole text."""
        source = document.source
        if source.encoding == "utf-8" or not document.text:
            return
        fix = None
        if not source.undecodable:
            sure = source.bom or plausibility(document.text) >= CONVINCING
            fix = Fix((), safe=sure, encode="utf-8")
        name = _NAMES.get(source.encoding, source.encoding)
        yield self.draft(0, len(document.text), "encoded", fix=fix, encoding=name)
