"""encoding/mojibake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.encoding._garble import garbles
from polint_rules.encoding._trace import BOM_READ, CROSSED, MEMORY, leads


class Mojibake(Rule):
    """Text that was once decoded wrongly."""

    id = "encoding/mojibake"
    severity = "error"
    sieve = "polint_rules.encoding._trace:with_traces"
    summary = Text("text that was once decoded wrongly", "曾被错误解码的文字（乱码）")
    what = Text(
        "Finds UTF-8 read as GBK (浣犲ソ), UTF-8, GBK or Big5 read as Latin-1 or Windows-1252 (Ã©, ï¼Œ, ÄãºÃ), GBK and Big5 "
        "read for one another, replacement characters read as GBK (锟斤拷) and debuggers' memory (烫烫烫). A stretch is "
        "reported only where encoding it again and decoding it as it was meant gives sound text, and that text is the mend. "
        "Real accented words, and articles that quote mojibake, are left alone.",
        "查找被当作 GBK 读取的 UTF-8（浣犲ソ）、被当作 Latin-1 或 Windows-1252 读取的 UTF-8、GBK、Big5（Ã©、ï¼Œ、ÄãºÃ）、"
        "GBK 与 Big5 互相误读、被当作 GBK 读取的替换字符（锟斤拷），以及调试内存（烫烫烫）。"
        "只有重新编码、再按原编码解码能得到正常文字时才报告，所得文字即为修复。真正带重音的外文词和介绍乱码的引文不报告。",
    )
    why = Text(
        "The text cannot be read, and the damage can be undone only as long as no further conversion hides it.",
        "文字已无法阅读；若再经一次转换，就可能再也无法还原。",
    )
    messages = {
        "garbled": Text("mojibake ({kind})", "乱码（{kind}）"),
        "repaired": Text("mojibake ({kind}): {repaired}", "乱码（{kind}），原文应为“{repaired}”"),
    }
    examples = (
        wrong("街角的⟦é¤\x90åŽ…⟧刚开门。", fixed="街角的餐厅刚开门。"),
        wrong("他在NestlÃ©工作过三年。".replace("Ã©", "⟦Ã©⟧"), fixed="他在Nestlé工作过三年。"),
        wrong("參觀時間ï¼š上午九時起。".replace("ï¼š", "⟦ï¼š⟧"), fixed="參觀時間：上午九時起。"),
        wrong("他说⟦â€œ⟧明天见⟦â€⟧，转身走了。", fixed="他说“明天见”，转身走了。"),
        wrong("⟦鎴戜滑鍦ㄦ渤杈逛綇浜嗗崄骞淬€⟧"),
        wrong("⟦ÎÒÃÇÔÚºÓ±ßµÈÄã⟧", fixed="我们在河边等你"),
        wrong("上联写着⟦锟斤拷锟斤拷⟧，下联已看不清。"),
        wrong("屏幕上只有⟦烫烫烫烫烫烫⟧几个字。"),
        right("瑜告眾官；婢解劍伏於階下，諸葛瑾滿面羞慚。二十五、鋯礦。二十六、鈦礦。"),
        right("“锟斤拷”是乱码的代名词，“烫烫烫”也是。"),
        right("这家名为“Café”的小店由 Éloïse 与 François 经营，São Paulo 的豆子最好。"),
        right("这类现象称为乱码，程序员常说“手持两把锟斤拷，口中疾呼烫烫烫”。"),
        right("刚出锅的包子，烫烫烫！"),
        right("長婦謂稚婦為娣婦，娣婦謂長婦為姒婦；万族共“婵娟”，但愿“婵娟”年年在。杓昏建寅。"),
        right("木匠用锛子削平木头，氧化钬是粉末，镄是放射性元素。"),
        right("東京タワーへ行きました。とても高かったです。"),
    )  # fmt: skip

    @property
    def wakes_on(self) -> Iterable[str]:
        """The beginnings of UTF-8 read as GBK, and the words of the other kinds."""
        return (*leads(), *MEMORY, *CROSSED, BOM_READ)

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """One finding a stretch."""
        found, rest = document.view(garbles)
        for garble in found:
            if not document.regions.is_prose(garble.start) and garble.kind != "replacement":
                region = document.regions.at(garble.start)
                if region is not None and region.kind in ("code", "url"):
                    continue
            kind = _KINDS[garble.kind]
            if garble.repaired is None:
                yield self.draft(garble.start, garble.end, "garbled", kind=kind)
                continue
            shown = garble.repaired if len(garble.repaired) <= 40 else garble.repaired[:40] + "…"
            fix = Fix.replace(garble.start, garble.end, garble.repaired)
            yield self.draft(garble.start, garble.end, "repaired", fix=fix, kind=kind, repaired=shown)
        if rest:
            yield Omitted(rest)


_KINDS = {
    "utf-8 as gbk": Text("UTF-8 read as GBK", "UTF-8 被当作 GBK"),
    "utf-8 as latin": Text("UTF-8 read as Latin-1", "UTF-8 被当作 Latin-1"),
    "gbk as latin": Text("GBK or Big5 read as Latin-1", "GBK 或 Big5 被当作 Latin-1"),
    "replacement": Text("U+FFFD read as GBK", "U+FFFD 被当作 GBK"),
    "memory": Text("uninitialised memory", "未初始化的内存"),
    "cross": Text("Big5 and GBK confused, or a byte lost", "Big5 与 GBK 混淆，或丢失一个字节"),
    "bom": Text("a BOM read as GBK", "BOM 被当作 GBK"),
}
