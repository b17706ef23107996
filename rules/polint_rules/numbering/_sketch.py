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
CANDIDATES = 1000
"""Items of a document of which it is asked whether they hold less than others."""
REACH = 300
"""Markers before and behind one among which the others of its list are looked for."""
FAR = 15_000
"""Code points beyond which two markers hardly belong to one list."""
MARGIN = 600
"""Code points around the markers that are looked at with an unusual one."""

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


def unusual(document: Document) -> list[tuple[int, int]]:
    """The ranges of `document` whose numbering deserves an outline, ascending, which may overlap."""
    text = document.text
    ranges = [(max(0, place - NEAR), place + NEAR) for place in _inside(document, text)]
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = f"\n{text}\n"
    lines = QUICK.findall(text)
    if len(lines) < 2:
        return ranges
    steps = [_step(marker) for marker, _ in lines]
    events = list(_uncounted(steps))
    if len(events) >= 30 and len(events) * 5 >= len(lines):
        events = []  # a table of data, which counts nothing
    lacking = len(lines) < MANY and _may_lack(lines, steps, "條\n第" in text or "条\n第" in text)
    if events or lacking:
        found = [(match.start(1) - 1, match.end() - 1) for match in QUICK.finditer(text)]
        if lacking:
            events.extend(_lacking(text, lines, steps, found, lacking))
        ranges.extend(_around(steps, found, index) for index in events)
    ranges.sort()
    return ranges


def _around(steps: Sequence[_Step | None], found: Sequence[tuple[int, int]], index: int) -> tuple[int, int]:
    """From the third marker of the same style before the one at `index` to the third behind it, as far as they
    are near; where there is none, from the fourth of any."""
    step = steps[index]
    name = "" if step is None else step[0]
    here = found[index][0]
    ends = []
    for way in (-1, 1):
        last = len(steps) - 1 if way > 0 else 0
        stop = min(index + 80, last) if way > 0 else max(index - 80, last)
        end = found[min(index + 4, last) if way > 0 else max(index - 4, last)][0]
        end = min(max(end, here - NEAR), here + NEAR)
        seen = 0
        for place in range(index + way, stop + way, way):
            beside = steps[place]
            if beside is not None and beside[0] == name:
                if abs(found[place][0] - here) > FAR:
                    break
                end = found[place][0]
                seen += 1
                if seen == 3:
                    break
        ends.append(end)
    return max(0, ends[0] - MARGIN), ends[1] + MARGIN


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
    """Whether `marker` opens something in [start, end): at the head of a line, and on the line of `start` (phrases: on
    any) behind a mark or a space, not in 第(一)、第(二)项."""
    place = text.find(marker, start, end)
    line_end = -1
    for _ in range(8):
        if place < 0:
            return False
        before = text[place - 1]
        if before == "\n":
            return True
        if before in _BOUNDARY and (marker[-1] != "、" or before not in "、，,)）”」』"):
            if line_end < 0:
                line_end = text.find("\n", start, end) % (end + 1)
            if place < line_end or marker[0] in "一二三其第":
                return True
            if not text[text.rfind("\n", start, place) + 1 : place].strip(_BLANK):
                return True
        place = text.find(marker, place + 1, end)
    return False


# -- order -------------------------------------------------------------------------------------------------


_Step = tuple[str, tuple[int, ...], int, str, float]


@lru_cache(maxsize=8192)
def _step(marker: str) -> _Step | None:
    """A marker's style, its numbers, its number where it has but one (else 0), its kind, its rank."""
    reading = read(marker)
    if reading is None or (reading.numbers[0] > LIMIT and reading.style.kind != "unit"):
        return None
    numbers = reading.numbers
    style = reading.style
    if style.form == "word":
        return None
    return style.name, numbers, numbers[0] if len(numbers) == 1 else 0, style.kind, style.rank


def _uncounted(steps: Sequence[_Step | None]) -> Iterator[int]:
    """The indices of the markers whose number neither follows the last of its style nor begins again."""
    singles: dict[str, int] = {}
    lasts: dict[str, tuple[int, ...]] = {}
    begun: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], int] = {}
    before = ""
    ones = False
    last_of = singles.get
    for index, found in enumerate(steps):
        if found is None:
            continue
        name, numbers, single, kind, _ = found
        last = last_of(name)
        if last == single - 1 and single:  # nearly always
            singles[name] = single
            if ones:
                if single == 2 and before == name:  # 1. 1. 2.
                    yield index
                ones = False
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
                    and _resumed(steps, index, (before, singles.get(before, 0) + 1), (name, last + 1))
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
    steps: Sequence[_Step | None], index: int, inner: tuple[str, int], outer: tuple[str, int]
) -> bool:
    """Whether behind a list that begins at `index` the list it stands in goes on, and then the one of its own style
    around that: two levels of one document have the same marks."""
    waiting = inner
    for found in steps[index + 1 : index + 40]:
        if found is not None and found[0] == waiting[0]:
            if found[2] != waiting[1]:
                return False
            if waiting is outer:
                return True
            waiting = outer
    return False


# -- items that hold less than the others ------------------------------------------------------------------


def _may_lack(lines: Sequence[tuple[str, str]], steps: Sequence[_Step | None], articles: bool) -> list[int]:
    """The markers whose item may be empty, as far as the lines of the markers tell; `articles`: one marker of an
    article seems to stand right behind another."""
    short = [
        index
        for index, (_, rest) in enumerate(lines)
        if rest[-1:] == "\n" and (rest[-2:-1] not in _CLOSERS or len(rest) < 5)
    ]
    if not short:
        return short
    last = len(steps) - 1
    headings: list[int] = []
    found: list[int] = []
    for index in short:
        step = steps[index]
        below = steps[index + 1] if index < last else None
        if step is None or (index < last and not _ends(step, below)):
            continue  # it holds a list
        name = step[0]
        rest = lines[index][1]
        if rest[-2:-1] == "。" and len(rest) > 4:
            # A sentence alone: all the other items of its list are one sentence and more on one line.
            if rest.find("。") == len(rest) - 2:
                beside = [
                    _SENTENCE.match(lines[place][1])
                    for place, other in ((index - 1, steps[index - 1] if index else None), (index + 1, below))
                    if other is not None and other[0] == name
                ]
                if beside and all(beside):
                    found.append(index)
        elif rest.strip(_NOTHING):
            if "：" not in rest:
                headings.append(index)
        elif articles or _unlike(lines, steps, index):
            found.append(index)
    if headings:  # one with nothing under it, and at least two with something
        counts = Counter(
            step[0]
            for index in short
            if (step := steps[index]) is not None and lines[index][1][-2:-1] not in _ENDS
        )
        found.extend(
            index for index in headings if (step := steps[index]) is not None and counts[step[0]] > 2
        )
    return found


def _unlike(lines: Sequence[tuple[str, str]], steps: Sequence[_Step | None], index: int) -> bool:
    """Whether an item beside a marker alone on its line has text on that line: else all of the list have none."""
    step = steps[index]
    for way in (-1, 1):
        place = index + way
        while 0 <= place < len(steps) and abs(place - index) < 40:
            beside = steps[place]
            if beside is not None and step is not None and beside[0] == step[0]:
                if lines[place][1].strip(_NOTHING):
                    return True
                break
            place += way
    return False


def _ends(step: _Step, below: _Step | None) -> bool:
    """Whether an item ends where the marker `below` stands: at the next of its list, or of a higher one."""
    return below is not None and (below[0] == step[0] or (below[2] > 1 and step[4] > below[4]))


def _kind(rest: str) -> str:
    """What a short line says behind its marker: nothing, a heading, a sentence, or a part of a list ("")."""
    head = rest.strip(" \t\r\n\u3000*_")
    if len(head) < 4 and not head.strip(_NOTHING):
        return "bare"
    if head[-1:] == "。" and len(head) >= 4:
        return "title" if head.find("。") == len(head) - 1 else ""
    return "" if head.rstrip("”」』）)")[-1:] in _ENDS or "：" in head else "heading"


def _lacking(
    text: str,
    lines: Sequence[tuple[str, str]],
    steps: Sequence[_Step | None],
    found: Sequence[tuple[int, int]],
    candidates: Sequence[int],
) -> Iterator[int]:
    """Where an item holds less than the others of its list: nothing, a heading, a sentence."""
    judged: set[int] = set()
    for candidate in candidates[:CANDIDATES]:
        if candidate not in judged:
            members = _members(steps, candidate)
            judged.update(members)
            if len(members) > 2:
                yield from _poor([(index, _held(text, lines, steps, found, index)) for index in members])


def _members(steps: Sequence[_Step | None], index: int) -> list[int]:
    """The markers around the one at `index` that seem to be of its list."""
    step = steps[index]
    if step is None:
        return []
    members = [index]
    place, first = index, step[2]
    while place and first != 1 and index - place < REACH:
        place -= 1
        beside = steps[place]
        if beside is not None and beside[0] == step[0]:
            members.append(place)
            first = beside[2]
    members.reverse()
    for place in range(index + 1, min(len(steps), index + REACH)):
        beside = steps[place]
        if beside is not None and beside[0] == step[0]:
            if beside[2] == 1:
                break
            members.append(place)
    return members


def _held(
    text: str,
    lines: Sequence[tuple[str, str]],
    steps: Sequence[_Step | None],
    found: Sequence[tuple[int, int]],
    index: int,
) -> str:
    """What an item holds: bare, heading, title (nothing more); headed, titled (these and more); "" for all else."""
    size = len(steps)
    rest = lines[index][1]
    end = found[index][1]
    kind = _kind(rest) if rest[-1:] == "\n" else ""
    if kind:
        below = steps[index + 1] if index + 1 < size else None
        following = found[index + 1][0] if index + 1 < size else end + 400
        after = text[end + 1 + len(rest) : following + 1]
        if index + 1 == size:
            empty = "。" not in after
        else:
            step = steps[index]
            empty = not after.strip(_BEFORE) and step is not None and _ends(step, below)
        if not empty:
            kind = "headed" if kind == "heading" and _PROSE.search(text, end + len(rest), end + NEAR) else ""
    if not kind and _SENTENCE.match(rest):
        kind = "titled"
    return kind


def _poor(items: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The items of one list that hold less than the others."""
    if len(items) < 3:
        return
    counts = Counter(kind for _, kind in items)
    most = max(1, len(items) // 5)
    for poor, rich in (("bare", None), ("heading", "headed"), ("title", "titled")):
        flawed = counts[poor]
        if 0 < flawed <= most and (rich is None or counts[rich] >= max(2, len(items) - flawed - 2)):
            yield from (index for index, kind in items if kind == poor)
