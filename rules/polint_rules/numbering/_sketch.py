"""Sketch: whether the numbering of a document gives any cause to look closer, at a tenth of the outline's cost.

An ordinary document counts 一、 二、 三、 and begins again at one. The sketch reads the markers at line starts
with one pattern, follows every style by itself, and gives cause where a number neither follows nor begins
again, where a marker stands alone, or where a line holds a list of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint_rules.numbering._marker import LINES, distance, read

if TYPE_CHECKING:
    from polint.document import Document

TRIGGERS = (
    "一是", "一要", "一则", "其一", "第一,", "第一、", "第一是", "第一步", "(一)", "(1)", "(a)", "(甲)", "1.", "1、", "1)", "①", "⑴",
    "⒈", "㈠", "一、",
)  # fmt: skip
"""The first markers of lists, folded: inside a line they announce a list there."""

_LISTED = frozenset("一二三四五六七八九十两兩0123456789")
_BOUNDARY = frozenset("。；！？;!?：:，,、” 」』）)\u3000")
_LINE_HEAD = frozenset("\n\r \t\u3000>*#")
_QUIET_ENDS = frozenset("。；;：:，,、！？.!?…）)”」』】》—")
_CITED_UNIT = frozenset("、，,；;。)）」』”》及或至～~之所規规定但中的與与和前後后第各款项項")


def unusual(document: Document) -> bool:
    """Whether the numbering of `document` deserves an outline."""
    text = document.text
    hits = document.scan.hits
    for trigger in TRIGGERS:
        for place in hits.get(trigger, ()):
            if place and (before := text[place - 1]) in _BOUNDARY:
                if before in _LINE_HEAD and not text[text.rfind("\n", 0, place) + 1 : place].strip():
                    continue
                following = text[place + len(trigger) : place + len(trigger) + 1]
                if trigger[-1] in "、.1" and following in _LISTED:
                    continue
                return True
    return _lines_unusual(text)


def _lines_unusual(text: str) -> bool:
    text = "\n" + text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lasts: dict[str, tuple[int, ...]] = {}
    counts: dict[str, int] = {}
    bare: dict[str, int] = {}
    titles: dict[str, int] = {}
    titled: dict[str, int] = {}
    transitions: set[tuple[str, str]] = set()
    before_name = ""
    before_end = before_marker = -1
    for match in LINES.finditer(text):
        reading = read(match[1])
        if reading is None:
            continue
        style, numbers, _, _ = reading
        name, kind = style.name, style.kind
        start, end = match.span()
        marker_end = match.end(1)
        if kind == "unit":
            if text[marker_end : marker_end + 1] in _CITED_UNIT:
                continue
        elif name == "1 " or numbers[0] > 999:
            continue
        elif kind == "list" or kind == "phrase":
            stop = text.find("。", marker_end, marker_end + 28)
            if stop >= 0 and "，" not in text[marker_end:stop]:
                if stop == end - 1:
                    titles[name] = titles.get(name, 0) + 1
                else:
                    titled[name] = titled.get(name, 0) + 1
        last = lasts.get(name)
        if (
            before_end == start
            and (before_end - before_marker < 2 or text[before_end - 1] not in _QUIET_ENDS)
            and (before_name == name or (last is not None and numbers != (1,)))
        ):
            bare[before_name] = bare.get(before_name, 0) + 1
        if numbers == (1,):
            if last == numbers and before_name == name:
                return True
            if before_name != name:
                if (name, before_name) in transitions:
                    return True
                transitions.add((before_name, name))
        elif last is None:
            if kind == "decimal":
                if numbers[-1] != 1:
                    continue
            elif kind == "list" and (numbers[0] - 1,) in lasts.values():
                return True
        elif distance(last, numbers) != 1:
            if kind == "decimal" and numbers[-1] == 1:
                pass
            else:
                return True
        lasts[name] = numbers
        counts[name] = counts.get(name, 0) + 1
        before_name, before_end, before_marker = name, end, marker_end
    if not counts:
        return False
    if len(text) - before_end < 120 and text[before_end - 1] not in _QUIET_ENDS:
        rest = text[before_end:]
        if "。" not in rest and "；" not in rest:
            return True
    for name, count in bare.items():
        if count < counts[name] and (count == 1 or count * 4 <= counts[name]):
            return True
    return any(count == 1 and titled.get(name, 0) >= 3 for name, count in titles.items())
