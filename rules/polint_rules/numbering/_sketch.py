"""Sketch: whether the numbering of a document gives any cause to look closer, at a tenth of the outline's cost.

An ordinary document counts 一、 二、 三、 and begins again at one. The sketch reads the markers at line starts
with one pattern, follows every style by itself, and gives cause where a number neither follows nor begins
again, where a marker stands alone, or where a line holds a list of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polint_rules.numbering._marker import LINE, read

if TYPE_CHECKING:
    from polint.document import Document

TRIGGERS = (
    "一是", "一要", "一则", "其一", "第一,", "第一、", "第一是", "第一步", "(一)", "(1)", "(a)", "(甲)", "1.", "1、", "1)", "①", "⑴",
    "⒈", "㈠", "一、",
)  # fmt: skip
"""The first markers of lists, folded: inside a line they announce a list there."""

_LINE = re.compile(LINE.pattern + ".*")
_QUIET_ENDS = frozenset("。；;：:，,、！？.!?…）)”」』】》—")
_CITED_UNIT = re.compile(r"[、，,；;。)）」』”》及或至～~之所規规定但中的與与和前後后第各款項项]")


def unusual(document: Document) -> bool:
    """Whether the numbering of `document` deserves an outline."""
    text = document.text
    hits = document.scan.hits
    for trigger in TRIGGERS:
        for place in hits.get(trigger, ()):
            if place and text[place - 1] not in "\n\r \t\u3000>*#":
                before = text[place - 1]
                if trigger[0] in "1一" and (before.isdecimal() or before in "十百廿卅第."):
                    continue
                return True
    return _lines_unusual(text)


def _lines_unusual(text: str) -> bool:
    text = "\n" + text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lasts: dict[str, int] = {}
    counts: dict[str, int] = {}
    bare: dict[str, int] = {}
    short: dict[str, int] = {}
    transitions: set[tuple[str, str]] = set()
    before_name = ""
    before_end = before_start = -1
    before_marker = 0
    for match in _LINE.finditer(text):
        marker = match[3]
        if not marker:
            continue
        reading = read(marker)
        if reading is None:
            continue
        style, numbers, _, _ = reading
        name = style.name
        value = numbers[0]
        start, end = match.span()
        if style.kind == "unit":
            after = text[match.end(3) : match.end(3) + 1]
            if after != "\n" and _CITED_UNIT.match(after):
                continue
        elif name == "1 " or value > 999:
            continue
        last = lasts.get(name)
        if len(numbers) > 1:
            return True
        if before_name:
            if (
                before_end == start
                and (text[before_end - 1] not in _QUIET_ENDS or before_end - before_marker < 2)
                and (before_name == name or (last is not None and value != 1))
            ):
                bare[before_name] = bare.get(before_name, 0) + 1
            if (
                before_end - before_start < 34
                and text.find("。", before_marker, before_end) == before_end - 1
            ):
                short[before_name] = short.get(before_name, 0) + 1
        if value == 1:
            if last == 1 and before_name == name:
                return True
            if before_name and before_name != name:
                if (name, before_name) in transitions:
                    return True
                transitions.add((before_name, name))
        elif last is None:
            if style.kind == "list" and value - 1 in lasts.values():
                return True
        elif value != last + 1:
            return True
        lasts[name] = value
        counts[name] = counts.get(name, 0) + 1
        before_name, before_start, before_end, before_marker = name, start, end, match.end(3)
    if not counts:
        return False
    if before_name and text[before_end - 1] not in _QUIET_ENDS and len(text) - before_end < 120:
        return True
    for name, count in bare.items():
        if count < counts[name] and (count == 1 or count * 4 <= counts[name]):
            return True
    return any(1 <= count <= 2 and counts[name] >= 4 for name, count in short.items())
