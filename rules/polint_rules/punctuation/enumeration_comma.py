"""punctuation/enumeration-comma."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft, Fix
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong

_BETWEEN = lazy(b"qwQ|bwB")
_BEFORE_AND = lazy("、(?=(?:和|与|與|及|以及|或|或者)[\u3400-\u9fff])")


class EnumerationComma(Rule):
    """An enumeration comma where none is wanted."""

    id = "punctuation/enumeration-comma"
    severity = "note"
    profile = "publication"
    always = True
    summary = Text("、 between quotations or titles, or before 和", "引号、书名号之间或“和”之前的顿号")
    what = Text(
        "Finds 、 between two quotations or two titles in simplified text, where GB/T 15834—2011 (4.5.3.5) "
        "usually writes none, and 、 before 和 与 及 或, which join by themselves.",
        "查找简体文本中引号或书名号并列成分之间的顿号（GB/T 15834—2011，4.5.3.5：通常不用顿号），以及“和、与、及、或”之前的顿号。",
    )
    why = Text(
        "The marks separate the members already.",
        "成对的标点或连词已经把并列成分隔开。",
    )
    messages = {
        "between": Text("no 、 is needed between the two", "两者之间通常不用顿号"),
        "before": Text("no 、 is needed before “{word}”", "“{word}”前面不用顿号"),
    }
    examples = (
        wrong("我读过《边城》⟦、⟧《家》和《子夜》，都很喜欢。", "我读过《边城》《家》和《子夜》，都很喜欢。"),
        wrong("到会的有校长、书记⟦、⟧和各年级组长。", "到会的有校长、书记和各年级组长。"),
        right("我读过《边城》《家》和《子夜》，都很喜欢。"),
        right("我讀過《邊城》、《家》與《子夜》，都很喜歡。"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a mark."""
        classes = document.classes
        if b"w" not in classes:
            return
        text = document.text
        found: list[tuple[int, str]] = []
        if (b"qwQ" in classes or b"bwB" in classes) and classes.count(b"s") > classes.count(b"t"):
            found.extend((match.start() + 1, "") for match in _BETWEEN.finditer(classes))
        found.extend((match.start(), text[match.start() + 1]) for match in _BEFORE_AND.finditer(text))
        for offset, word in sorted(found):
            if document.regions.is_prose(offset):
                fix = Fix.replace(offset, offset + 1, "", safe=False)
                if word:
                    yield self.draft(offset, offset + 1, "before", fix=fix, word=word)
                else:
                    yield self.draft(offset, offset + 1, "between", fix=fix)
