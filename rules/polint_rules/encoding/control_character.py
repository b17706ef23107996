"""encoding/control-character."""

from __future__ import annotations

import unicodedata

from polint.character import CONTROL, ODD_SPACE, SURROGATE, runs
from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Rule, right, wrong

_BREAKS = "\x0b\x0c\x85"
"""Controls that stood for a line break: the vertical tab of slides, the form feed of pages, NEL."""
_ESCAPE = lazy(r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\x07\x1b\r\n]{0,80}\x07|[()][A-Z0-9])")


NEL = "\x85"
"""The only one of the odd spaces that is a control."""


class ControlCharacter(Rule):
    """Control characters that text does not use."""

    id = "encoding/control-character"
    severity = "error"
    classes = frozenset({CONTROL, SURROGATE})
    triggers = (NEL,)
    summary = Text("a control character in the text", "文本中的控制字符")
    what = Text(
        "Finds the C0 and C1 controls other than tab, line feed and carriage return, terminal escape sequences, "
        "noncharacters and lone surrogates. The mend takes them out; a vertical tab, a form feed inside a line and NEL "
        "become a line break. A form feed on a line of its own, the page break of plain text, is left alone.",
        "查找制表符、换行、回车以外的 C0、C1 控制字符，终端转义序列，以及非字符和孤立的代理码位。"
        "修复会将其删除；竖向制表符、行内的换页符和 NEL 改为换行。独占一行的换页符是纯文本的分页，不报告。",
    )
    why = Text(
        "They are left over from slides, terminals and databases; parsers, XML and tokenizers break on them, and "
        "people do not see them.",
        "它们是幻灯片、终端、数据库残留下来的，人眼看不见，却会让解析器、XML 和分词器出错。",
    )
    messages = {
        "control": Text("control character {name}", "控制字符 {name}"),
        "escape": Text("terminal escape sequence", "终端转义序列"),
        "surrogate": Text("lone surrogate {name}: half of a character", "孤立的代理码位 {name}：半个字符"),
    }
    examples = (
        wrong("请于周五前⟦\x08⟧提交报名表。", fixed="请于周五前提交报名表。"),
        wrong("第三章　光合作用⟦\x0b⟧學習目標：認識葉綠體。", fixed="第三章　光合作用\n學習目標：認識葉綠體。"),
        wrong("编译结果：⟦\x1b[31m⟧失败⟦\x1b[0m⟧，请检查。", fixed="编译结果：失败，请检查。"),
        wrong("乙方应于收货后付款。⟦\x85⟧逾期按日计息。", fixed="乙方应于收货后付款。\n逾期按日计息。"),
        right("姓名\t年龄\r\n小雨\t九岁\r\n"),
        right("第一页到此为止。\n\x0c\n第二页从这里开始。"),
        right("面積約三　公頃。"),
    )  # fmt: skip

    def check(self, document: Document) -> Findings:
        """One finding a run."""
        text, classes = document.text, document.classes
        kinds = CONTROL + SURROGATE
        if ODD_SPACE in classes and NEL in text:
            kinds += ODD_SPACE
        escapes = {}
        if "\x1b" in text:
            escapes = {match.start(): match.end() for match in _ESCAPE.finditer(text)}
        line_end = "\r\n" if "\r\n" in text else "\n"
        reached = 0
        places = iter(runs(classes, kinds))
        for start, end in places:
            if start < reached:
                continue
            while start < end:
                if classes[start] == ODD_SPACE[0] and text[start] != NEL:
                    start += 1
                    continue
                if start in escapes:
                    reached = escapes[start]
                    fix = Fix.replace(start, reached, "", safe=True)
                    if (yield self.draft(start, reached, "escape", fix=fix)):
                        yield Omitted.rest(places)
                        return
                    start = reached
                    continue
                stop = start + 1
                while stop < end and text[stop] == text[start]:
                    stop += 1
                if not self._is_page_break(text, start, stop) and (
                    yield self._control(document, start, stop, line_end)
                ):
                    yield Omitted.rest(places)
                    return
                start = stop

    def _control(self, document: Document, start: int, end: int, line_end: str) -> Draft:
        text, char = document.text, document.text[start]
        name = f"U+{ord(char):04X}"
        if unicodedata.category(char) == "Cs":
            return self.draft(start, end, "surrogate", name=name)
        insert = ""
        if char in _BREAKS:
            beside = text[end : end + 1] in "\r\n" or text[start - 1 : start] in "\r\n"
            insert = "" if beside else line_end
        return self.draft(start, end, "control", name=name, fix=Fix.replace(start, end, insert, safe=True))

    @staticmethod
    def _is_page_break(text: str, start: int, end: int) -> bool:
        return text[start] == "\x0c" and (start == 0 or text[start - 1] in "\r\n")
