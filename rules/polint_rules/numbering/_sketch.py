"""Sketch: whether the numbering of a document gives any cause to look closer, at a tenth of the outline's cost.

An ordinary document counts 一、 二、 三、 and begins again at one. The sketch reads the markers at line starts
with one pattern, follows every style by itself, and gives cause where a number neither follows nor begins
again, where a marker stands alone, or where a line holds a list of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from polint_rules.numbering._marker import LIMIT, LINES, distance, read

if TYPE_CHECKING:
    from polint.document import Document

TRIGGERS = (
    "一是", "一要", "一则", "其一", "第一,", "第一、", "第一是", "第一步", "第一点", "第一阶段", "第一部分", "第一环节", "第一方面", "(一)", "(1)", "(a)", "(甲)", "1.", "1、", "1)", "①", "⑴",
    "⒈", "㈠", "一、",
)  # fmt: skip
"""The first markers of lists, folded: inside a line they announce a list there."""

MANY = 20_000
"""Markers in one document after which nobody asks whether one of them is empty."""

_TRIGGERS = frozenset(TRIGGERS)
_LISTED = frozenset("一二三四五六七八九十两兩0123456789")
_BOUNDARY = frozenset("。；！？;!?：:，,、” 」』）)\u3000")
_NEXT = {
    trigger: next(
        run for run in ("一二三", "123", "①②③", "⑴⑵⑶", "⒈⒉⒊", "㈠㈡㈢", "abc", "甲乙丙") if run[0] in trigger
    )
    for trigger in TRIGGERS
}
_BLANK = " \t\r\u3000>*#"
_LINE_HEAD = frozenset("\n\r \t\u3000>*#")

_MAY = re.compile(
    rb"\n[ _i>#*+o\x94E-]*+(?:[hst]{0,3} ?[nd]|[P(GSE\[]|[\x88\x91\x92]|[l\x87] ?[.)w\x89p]|[hst]w)"
)
"""What every marker at a line start looks like at least, in classes."""
_MARKED = rb"(?:[P(][nd]|[hst][nd]|[hst]{2,3}[nd]{1,2}[x:w _\n]|[nd]{1,3}[w.)\x89p]|\x91|[hst] [nd]|n[hst])"
_EMPTY = re.compile(rb"\n(?<![zy;x:v,w!?.mp)kqjeb>r _\n]\n)\n*+[ _i]*+" + _MARKED)
"""A line that starts like a marker behind one that does not end like a sentence: that one may be empty."""
_BARE = re.compile(rb"\n[ _i]*+[^\n]{1,9}+\n++[ _i]*+" + _MARKED)
"""A line so short that it may hold a marker alone, and a marker on the next line."""
_LIST_MARKER = rb"(?:[P(][nd]{1,3}[p)]|[nd]{1,3}[w.)\x89p]|n[hst])"
_TITLED = re.compile(rb"\n[ _i]*+" + _LIST_MARKER + rb"[^zvy;:,\n]{2,26}+z[^\n _]{6}")
_TITLE = re.compile(rb"\n[ _i]*+" + _LIST_MARKER + rb"[^zvy;:,\n]{2,26}+z(?:\n|\Z)")
_SENTENCE_ENDS = frozenset("。；;：:，,、！？.!?…）)”」』】》—>|}")


def unusual(document: Document) -> bool:
    """Whether the numbering of `document` deserves an outline."""
    text = document.text
    hits = document.scan.hits
    for trigger in hits.keys() & _TRIGGERS:
        for place in hits[trigger]:
            before = text[place - 1] if place else "\n"
            if before == "\n" or (
                before in _LINE_HEAD and not text[text.rfind("\n", 0, place) + 1 : place].strip(_BLANK)
            ):
                if _second(text, place, trigger):
                    return True
            elif before in _BOUNDARY:
                following = text[place + len(trigger) : place + len(trigger) + 1]
                if trigger[-1] not in "、.1" or following not in _LISTED:
                    return True
    text = "\n" + text
    classes = b"\n" + document.classes
    if "\r" in text:
        text = text.replace("\r", "\n")
        classes = classes.replace(b"\r", b"\n")
    if _MAY.search(classes) is None:
        return False
    markers = LINES.findall(text)
    if not markers:
        return False
    return _uncounted(markers) or (len(markers) < MANY and _lacking(text, classes))


def _second(text: str, place: int, trigger: str) -> bool:
    """Whether the line whose first marker stands at `place` holds the second or the third of the list, too."""
    end = text.find("\n", place)
    if end < 0:
        end = len(text)
    marker = text[place : place + len(trigger)]
    run = _NEXT[trigger]
    return any(text.find(marker.replace(run[0], later), place, end) >= 0 for later in run[1:])


@lru_cache(maxsize=8192)
def _step(marker: str) -> tuple[str, tuple[int, ...], int, str, float] | None:
    """A marker's style, its numbers, its number where it has but one (else 0), its kind, its rank."""
    reading = read(marker)
    if reading is None or (reading.numbers[0] > LIMIT and reading.style.kind != "unit"):
        return None
    numbers = reading.numbers
    style = reading.style
    return style.name, numbers, numbers[0] if len(numbers) == 1 else 0, style.kind, style.rank


def _uncounted(markers: list[str]) -> bool:
    """Whether some number neither follows the last of its style nor begins again.

    Where a fifth of many numbers do not, the document is a table of data that counts nothing.
    """
    singles: dict[str, int] = {}
    lasts: dict[str, tuple[int, ...]] = {}
    transitions: set[tuple[str, str]] = set()
    before = ""
    strange = ones = 0
    for marker in markers:
        found = _step(marker)
        if found is None:
            continue
        name, numbers, single, kind, _ = found
        last = singles.get(name)
        if single and last is not None and single == last + 1:
            if ones and single == 2 and before == name:  # 1. 1. 2.
                strange += 1
            ones = 0
            singles[name] = single
            if lasts:
                lasts.pop(name, None)
            before = name
            continue
        if single == 1:
            if before == name:
                ones = last == 1
            else:
                ones = 0
                if (name, before) in transitions:
                    strange += 1
                transitions.add((before, name))
            singles[name] = 1
        elif single and last is None and name not in lasts:
            if kind == "list" and single - 1 in singles.values():
                strange += 1
            singles[name] = single
        else:
            known = lasts.get(name) or (None if last is None else (last,))
            if known is None:
                if kind == "decimal" and numbers[-1] != 1:
                    continue
            elif distance(known, numbers) != 1 and (kind != "decimal" or numbers[-1] != 1):
                strange += 1
            lasts[name] = numbers
            singles[name] = single or numbers[0]
            if single:
                del lasts[name]
        before = name
    return bool(strange) and (strange < 30 or strange * 5 < len(markers))


def _lacking(text: str, classes: bytes) -> bool:
    """Whether some item seems to hold less than the others: nothing, a heading alone, a title alone."""
    for match in _BARE.finditer(classes):
        line = LINES.match(text, match.start())
        if line is not None and text.find("\n", line.end()) - line.end() < 3:
            below = LINES.match(text, text.rfind("\n", 0, match.end()))
            if below is not None and _ends(line[1], below[1]):
                return True
    for match in _EMPTY.finditer(classes):
        line_end = match.start()
        line_start = text.rfind("\n", 0, line_end)
        if line_start < 0 or line_end - line_start > 40:
            continue
        above = LINES.match(text, line_start)
        if above is not None and line_end - above.end() <= 25:
            below = LINES.match(text, text.rfind("\n", 0, match.end()))
            if below is not None and _ends(above[1], below[1]):
                return True
    end = len(text)
    while end and text[end - 1] in "\n \t\u3000":
        end -= 1
    if text[end - 1] not in _SENTENCE_ENDS:
        tail = text[max(0, end - 120) : end]
        place = tail.rfind("\n")
        while place >= 0:
            line = LINES.match(tail, place)
            if line is not None:
                return tail[place:].count("。") == 0
            place = tail.rfind("\n", 0, place)
    if _TITLED.search(classes) is not None and _TITLE.search(classes) is not None:
        return sum(1 for _ in _TITLED.finditer(classes)) >= 3
    return False


def _ends(one: str, two: str) -> bool:
    """Whether an item ends where the marker `two` stands: at the next of its list, or of a higher one."""
    upper, lower = _step(one), _step(two)
    return (
        upper is not None
        and lower is not None
        and (upper[0] == lower[0] or (lower[2] > 1 and upper[4] > lower[4]))
    )
