"""Sketch: where the numbering of a document gives cause to look closer, at a hundredth of the outline's cost.

An ordinary document counts 一、 二、 三、 and begins again at one. The sketch is asked where a trigger found a
marker; it reads the markers at line starts with one pattern, follows every style by itself, and gives cause where
a number neither follows nor begins again, where an item holds less than its neighbours, or where a line holds a
list of its own.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from polint.pattern import lazy
from polint_rules.numbering._marker import LABELS, LIMIT, QUICK, UNITS, distance, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polint.document import Document

INSIDE = (
    "一是", "一要", "一则", "其一", "第一,", "第一、", "第一是", "第一步", "第一点", "第一阶段", "第一部分", "第一环节", "第一方面", "(一)", "(1)", "(a)", "(甲)", "1.", "1、", "1)", "①", "⑴",
    "⒈", "㈠", "一、",
)  # fmt: skip
"""The first markers of lists, folded: inside a line they announce a list there."""
_UNITS = tuple(sorted({unit[0] for unit in UNITS.split("|")}))
_HEADS = (
    *(f"\n{sign}" for sign in "一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊0123456789(第①②③⑴⑵⑶⒈⒉⒊㈠㈡㈢ⅰ"),
    *(f"{before}{sign}" for before in ("\n[", "\n【", "\n〔", " (", "*(") for sign in "一二三四五六七八九十甲123456789ai"),
    *(f" {number}{closer}" for number in (*"二三四五六七八九十", *range(2, 31)) for closer in "、)"),
    *(f"\t{sign}" for sign in "一二三四五六七八九十(123456789"),
    *(f"{sign}第" for sign in " \t*#>"),
    *(f"{before}{letter}{closer}" for before in "\n (" for letter in "ai" for closer in "、)"),
    *(f"\n{letter}" for letter in ("a.", "b.", "c.", "d.", "i.", "ii", "iv", "v.", "vi", "x.")),
    "\nb)", "\nc)", "\nd)", " 2.", " a.", "壹、", "甲、", "甲.", "⓵", "❶", "㊀",
    *(f"第{number}{unit}" for number in ("一", "1") for unit in _UNITS),
    *(f"\n{label}" for label in LABELS),
    *(f"{before}{label}{number}" for before in " *【>" for label in LABELS for number in ("一", "二", "1", "2")),
)  # fmt: skip
"""What stands where a list begins or goes on at the head of a line, indented or not, and seldom elsewhere."""
TRIGGERS = tuple(dict.fromkeys((*INSIDE, *_HEADS)))

MANY = 20_000
"""Markers in one document after which nobody asks whether one of them is empty."""
NEAR = 3000
"""Code points behind the first item of a list inside a line within which the next one is looked for."""

_INSIDE = frozenset(INSIDE)
_LISTED = frozenset("一二三四五六七八九十两兩0123456789")
_BOUNDARY = frozenset("。；！？;!?：:，,、” 」』）)\u3000")
_LINE_HEAD = frozenset("\n\r \t\u3000>*#")
_BLANK = " \t\r\u3000>*#"
_BEFORE = _BLANK + "\n-+•●◆■▲★【"
_RUNS = ("一二三", "123", "①②③", "⑴⑵⑶", "⒈⒉⒊", "㈠㈡㈢", "abc", "甲乙丙")

_NOTHING = " \t\r\n\u3000：:、.．*_，,；;。"
_ENDS = "。；;：:，,！？!?…、"
_CLOSERS = frozenset("；;：:，,！？!?、")
_PROSE = lazy("[。，；！？,;]")
_SENTENCE = lazy("[ \u3000]*+[^\n。，：]{1,26}+。[^\n]")
"""A line that begins with one short sentence and goes on behind it."""


def unusual(document: Document) -> list[int]:
    """About where the numbering of `document` deserves an outline: code point offsets, ascending."""
    text = document.text
    places = _inside(document, text)
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = f"\n{text}\n"
    lines = QUICK.findall(text)
    if len(lines) < 2:
        return places
    events = list(_uncounted(lines))
    if len(events) >= 30 and len(events) * 5 >= len(lines):
        events = []  # a table of data, which counts nothing
    lacking = len(lines) < MANY and _may_lack(lines)
    if events or lacking:
        found = [(match.start(1) - 1, match.end() - 1) for match in QUICK.finditer(text)]
        places.extend(found[index][0] for index in events)
        if lacking:
            places.extend(_lacking(text, lines, found, lacking))
    places.sort()
    return places


# -- lists inside lines ------------------------------------------------------------------------------------


@cache
def _later(marker: str) -> tuple[str, ...]:
    """The second and the third marker of the list that `marker` begins."""
    run = next(run for run in _RUNS if run[0] in marker.translate(_HALF))
    sign = next(char for char in marker if char.translate(_HALF) == run[0])
    shift = ord(sign) - ord(run[0]) if run[0] in "1a" else 0
    return tuple(marker.replace(sign, chr(ord(other) + shift)) for other in run[1:])


_HALF = {0xFF11: "1", 0xFF41: "a", ord("A"): "a", 0xFF21: "a"}


def _inside(document: Document, text: str) -> list[int]:
    """Where a line holds the first marker of a list and near it the second or the third of the same."""
    hits = document.scan.hits
    found: list[int] = []
    for trigger in hits.keys() & _INSIDE:
        size, listing = len(trigger), trigger[-1] in "、.1"
        for place in hits[trigger]:
            before = text[place - 1] if place else "\n"
            head = before == "\n" or (
                before in _LINE_HEAD
                and not text[max(text.rfind("\n", place - 40, place) + 1, place - 40, 0) : place].strip(
                    _BLANK
                )
            )
            if not head and (
                before not in _BOUNDARY or (listing and text[place + size : place + size + 1] in _LISTED)
            ):
                continue
            marker = text[place : place + size]
            end = place + NEAR
            if head:
                end = text.find("\n", place, end)
                end = place + NEAR if end < 0 else end
            if any(_stands(text, later, place + size, end) for later in _later(marker)):
                found.append(place)
    return found


def _stands(text: str, marker: str, start: int, end: int) -> bool:
    """Whether `marker` opens something in [start, end): behind a mark or a space, not in 第(一)、第(二)项."""
    place = text.find(marker, start, end)
    for _ in range(8):
        if place < 0:
            return False
        before = text[place - 1]
        if before in _LINE_HEAD or (
            before in _BOUNDARY and (marker[-1] != "、" or before not in "、，,)）”」』")
        ):
            return True
        place = text.find(marker, place + 1, end)
    return False


# -- order -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def _step(marker: str) -> tuple[str, tuple[int, ...], int, str, float] | None:
    """A marker's style, its numbers, its number where it has but one (else 0), its kind, its rank."""
    reading = read(marker)
    if reading is None or (reading.numbers[0] > LIMIT and reading.style.kind != "unit"):
        return None
    numbers = reading.numbers
    style = reading.style
    if style.form == "word":
        return None
    return style.name, numbers, numbers[0] if len(numbers) == 1 else 0, style.kind, style.rank


def _uncounted(lines: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The indices of the markers whose number neither follows the last of its style nor begins again."""
    singles: dict[str, int] = {}
    lasts: dict[str, tuple[int, ...]] = {}
    begun: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], int] = {}
    before = ""
    ones = False
    for index, (marker, _) in enumerate(lines):
        found = _step(marker)
        if found is None:
            continue
        name, numbers, single, kind, _ = found
        last = singles.get(name)
        if single and last is not None and single == last + 1:
            if ones:
                if single == 2 and before == name:  # 1. 1. 2.
                    yield index
                ones = False
            singles[name] = single
            if lasts:
                lasts.pop(name, None)
        elif single == 1:
            if before == name:
                ones = last == 1
            else:
                ones = False
                if (
                    last
                    and (name, before) in begun
                    and _resumed(lines, index, (before, singles.get(before, 0) + 1), (name, last + 1))
                ):
                    yield index
                begun[before, name] += 1
                where[before, name] = index
            singles[name] = 1
        elif single and last is None and name not in lasts:
            if kind == "list" and single - 1 in singles.values():
                yield index
            singles[name] = single
        else:
            known = lasts.get(name) or (None if last is None else (last,))
            if known is None:
                if kind == "decimal" and numbers[-1] != 1:
                    continue
            elif distance(known, numbers) != 1 and (
                kind != "decimal" or numbers[-1] != 1 or numbers[0] > known[0] + 1
            ):
                yield index
            lasts[name] = numbers
            singles[name] = single or numbers[0]
            if single:
                del lasts[name]
        before = name
    for (outer, inner), times in begun.items():  # 1. in （一） everywhere, and once （一） in 1.
        if times <= 3 and begun.get((inner, outer), 0) >= max(2, times):
            yield where[outer, inner]


def _resumed(
    lines: Sequence[tuple[str, str]], index: int, inner: tuple[str, int], outer: tuple[str, int]
) -> bool:
    """Whether behind a list that begins at `index` the list it stands in goes on, and then the one of its own style
    around that: two levels of one document have the same marks."""
    waiting = inner
    for marker, _ in lines[index + 1 : index + 40]:
        found = _step(marker)
        if found is not None and found[0] == waiting[0]:
            if found[2] != waiting[1]:
                return False
            if waiting is outer:
                return True
            waiting = outer
    return False


# -- items that hold less than the others ------------------------------------------------------------------


def _may_lack(lines: Sequence[tuple[str, str]]) -> set[str]:
    """The styles of which an item may be empty, as far as the lines of their markers tell."""
    names: set[str] = set()
    headings: list[str] = []
    bare: list[str] = []
    size = len(lines)
    short = [
        index
        for index, (_, rest) in enumerate(lines)
        if rest[-1:] == "\n" and (rest[-2:-1] not in _CLOSERS or len(rest) < 5)
    ]
    for index in short:
        marker, rest = lines[index]
        if rest[-2:-1] == "。" and len(rest) > 4:
            # All the other items of its list are one sentence and more, each on one line.
            above = lines[index - 1][1] if index else ""
            below = lines[index + 1][1] if index + 1 < size else ""
            if not (_SENTENCE.match(above) or _SENTENCE.match(below)) or rest.find("。") != len(rest) - 2:
                continue
        elif rest.strip(_NOTHING):
            if "：" not in rest:
                headings.append(marker)
            continue
        else:
            bare.append(marker)
            continue
        found = _step(marker)
        if found is not None:
            names.add(found[0])
    if bare:  # in a list whose markers stand on lines of their own, all do
        for name, times in Counter(
            found[0] for marker in bare if (found := _step(marker)) is not None
        ).items():
            if times == 1 or times * 3 <= sum(
                found[0] == name for marker, _ in lines if (found := _step(marker)) is not None
            ):
                names.add(name)
    if len(headings) > 2:  # one with nothing under it, and at least two with something
        counts = Counter(found[0] for marker in headings if (found := _step(marker)) is not None)
        names.update(name for name, times in counts.items() if times > 2)
    return names


def _kind(rest: str) -> str:
    """What a short line says behind its marker: nothing, a heading, a sentence, or a part of a list ("")."""
    head = rest.strip(" \t\r\n\u3000*_")
    if len(head) < 4 and not head.strip(_NOTHING):
        return "bare"
    if head[-1:] == "。" and len(head) >= 4:
        return "title" if head.find("。") == len(head) - 1 else ""
    return "" if head.rstrip("”」』）)")[-1:] in _ENDS or "：" in head else "heading"


def _lacking(
    text: str, lines: Sequence[tuple[str, str]], found: Sequence[tuple[int, int]], names: set[str]
) -> Iterator[int]:
    """Where an item of these styles holds less than the others of its list: nothing, a heading, a sentence."""
    lists: dict[str, list[tuple[int, str]]] = {name: [] for name in names}
    size = len(lines)
    for index, (marker, rest) in enumerate(lines):
        step = _step(marker)
        if step is None or step[0] not in names:
            continue
        name, _, single, _, rank = step
        if single == 1:
            yield from _poor(lists[name])
            lists[name] = []
        place, end = found[index]
        kind = _kind(rest) if rest[-1:] == "\n" else ""
        if kind:
            following = found[index + 1][0] if index + 1 < size else end + 400
            below = _step(lines[index + 1][0]) if index + 1 < size else None
            after = text[end + 1 + len(rest) : following + 1]
            if index + 1 == size:
                empty = "。" not in after
            else:
                empty = not after.strip(_BEFORE) and (
                    below is not None and (below[0] == name or (below[2] > 1 and rank > below[4]))
                )
            if not empty:
                kind = (
                    "headed" if kind == "heading" and _PROSE.search(text, end + len(rest), end + 3000) else ""
                )
        if not kind and _SENTENCE.match(rest):
            kind = "titled"
        lists[name].append((place, kind))
    for items in lists.values():
        yield from _poor(items)


def _poor(items: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The items of one list that hold less than the others."""
    if len(items) < 3:
        return
    counts = Counter(kind for _, kind in items)
    most = max(1, len(items) // 5)
    for poor, rich in (("bare", None), ("heading", "headed"), ("title", "titled")):
        flawed = counts[poor]
        if 0 < flawed <= most and (rich is None or counts[rich] >= max(2, len(items) - flawed - 2)):
            yield from (place for place, kind in items if kind == poor)
