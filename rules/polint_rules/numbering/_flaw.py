"""Flaw: what is wrong with the sequences of an outline, found once for all rules of numbering.

A sequence is judged as a whole. Its longest run of rising numbers is what its author counted; what does not
fit into the run has gone astray (a swap, a number written twice) or is no marker at all (a cited article at
the head of a wrapped line). A sequence with more gaps than steps is an excerpt and counts nothing.
"""

from __future__ import annotations

import bisect
import re
from itertools import pairwise
from typing import Final

from polint.document import Document
from polint.finding import Edit, Fix
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.numbering._heads import LABEL
from polint_rules.numbering._marker import STAGES, distance
from polint_rules.numbering._numeral import write
from polint_rules.numbering._outline import (
    Item,
    Outline,
    Sequence,
    coarse_outline,
    most_markers,
    outline_of,
    part_of,
)
from polint_rules.numbering._sketch import dubious, inside, unusual

GAP: Final = 3
"""How many numbers may be missing at once in a short sequence: a wider gap in a list is an excerpt."""

WHOLE: Final = 30_000
"""Code points up to which a document is judged at once; of a longer one, first what surrounds the markers that
look unusual."""

ENOUGH: Final = 1000
"""Flaws of one kind after which a document is no longer searched; five times what a rule reports."""

_EXCERPT = lazy(
    "节选|節選|节录|節錄|摘录|摘錄|摘选|摘選|摘编|摘編|选登|選登|选段|選段|选读|選讀|片段|部分条款|部分條款|有关条款|有關條款|"
    "相关条款|相關條款|主要条款|主要條款|有关条文|有關條文|相关条文|相關條文|部分条文|部分條文|主要条文|主要條文|以下条款|下列条款|"
    "相关规定|相關規定|有关规定|有關規定|修正条文|修正條文|条文如下|條文如下|规定如下|規定如下|摘要|倒数|倒數|倒序"
)
_AMENDMENT = lazy("修改为|修改為|修正为|修正為|增订|增訂|删去|刪除|删除|改为|改為|增加一[条款项條項]")


class Flaw(NamedTuple):
    """One thing wrong: the item it is about, the other item it contradicts, what fills the message, a mend."""

    item: Item
    other: Item | None = None
    missing: tuple[int, ...] = ()
    fix: Fix | None = None


class Flaws:
    """The flaws of one document by kind, each list in the order of the text."""

    __slots__ = ("empty", "level", "mixed", "out_of_order", "repeated", "skipped")

    def __init__(self) -> None:
        self.skipped: list[Flaw] = []
        self.repeated: list[Flaw] = []
        self.out_of_order: list[Flaw] = []
        self.mixed: list[Flaw] = []
        self.empty: list[Flaw] = []
        self.level: list[Flaw] = []

    def rules(self) -> list[str]:
        """The ids of the rules that tell of them."""
        return [rule for rule, own in zip(_RULES, _lists(self), strict=True) if own]

    @property
    def many(self) -> bool:
        """Whether there are so many that more are of no use to anyone: the work stops."""
        return (
            max(map(len, (self.skipped, self.repeated, self.out_of_order, self.mixed, self.empty))) > ENOUGH
        )


NONE: Final = Flaws()


def flawed(document: Document) -> frozenset[str]:
    """The gate of the rules about order: the ids of those for which the numbering of `document` has a flaw."""
    return frozenset(document.view(flaws_of).rules() if dubious(document) else ())


def flaws_of(document: Document) -> Flaws:
    """The flaws of the numbering of `document`; ask for them with `document.view(flaws_of)`."""
    ranges = document.view(unusual)
    if not ranges:
        return NONE
    if len(document.text) > WHOLE:
        found = Flaws()
        if _judge_parts(document, _merged(ranges), found) or not document.view(outline_of).items:
            return found
    elif not any(
        _lists(_judge(document, coarse_outline(document, inside=bool(document.view(inside)), whole=False)))
    ):
        return NONE
    return _judge(document, document.view(outline_of))


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged = [ranges[0]]
    for start, end in ranges[1:]:
        if start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _judge_parts(document: Document, ranges: list[tuple[int, int]], found: Flaws) -> bool:
    """Adds the flaws in `ranges` of a long document to `found`, each range judged by itself and, where something is
    wrong there, once more with much around it; whether the document need not be judged as a whole."""
    within = document.view(inside)
    wide = 0
    left = most_markers(len(document.text))
    for start, end in ranges:
        if left < 0:
            break
        part, _ = part_of(document, start, end)
        coarse = coarse_outline(
            part,
            inside=bisect.bisect_left(within, start) < bisect.bisect_left(within, end),
            whole=part is document,
        )
        left -= len(coarse.items)
        if not any(_lists(_judge(part, coarse))):
            continue
        wide += 1
        if wide > 10:
            return False
        flaws, crowded = _judge_part(document, start - WHOLE // 2, end + WHOLE // 2)
        if crowded:
            return False
        for own, all_found in zip(_lists(flaws), _lists(found), strict=True):
            for flaw in own:
                if start <= flaw.item.start < end:
                    if flaw.fix is not None and len(flaw.fix.edits) > 1:
                        return False  # it moves all later numbers on
                    all_found.append(flaw)
    return True


def _judge_part(document: Document, start: int, end: int) -> tuple[Flaws, bool]:
    """The flaws of the lines that hold [start, end); whether these lines are full of markers."""
    part, shift = part_of(document, start, end)
    outline = part.view(outline_of)
    flaws = _judge(part, outline)
    for item in outline.items:
        item.move(shift)
    for own in _lists(flaws):
        own[:] = [_moved(flaw, shift) for flaw in own]
    return flaws, outline.crowded


_RULES = (
    "numbering/skipped",
    "numbering/repeated",
    "numbering/out-of-order",
    "numbering/mixed-style",
    "numbering/empty-item",
    "numbering/level",
)


def _lists(flaws: Flaws) -> tuple[list[Flaw], ...]:
    return flaws.skipped, flaws.repeated, flaws.out_of_order, flaws.mixed, flaws.empty, flaws.level


def _moved(flaw: Flaw, shift: int) -> Flaw:
    """The flaw of a part whose items have been moved, with its fix for the whole."""
    if flaw.fix is None:
        return flaw
    edits = [Edit(edit.start + shift, edit.end + shift, edit.insert) for edit in flaw.fix.edits]
    return flaw._replace(fix=flaw.fix._replace(edits=tuple(edits)))


def _judge(document: Document, outline: Outline) -> Flaws:
    found = Flaws()
    end = len(document.text.rstrip())
    starts: dict[tuple[int, str], set[int]] = {}
    for sequence in outline.sequences:
        if sequence.parent >= 0:
            place = (outline.items[sequence.parent].sequence, sequence.style.name)
            starts.setdefault(place, set()).add(outline.items[sequence.items[0]].number)
    chapters = {
        outline.items[sequence.parent].sequence
        for sequence in outline.sequences
        if sequence.style.kind == "decimal" and sequence.parent >= 0
    }
    for sequence in outline.sequences:
        if sequence.style.kind in ("heading", "bullet") or sequence.style.form == "word":
            continue
        if (
            sequence.style.name == "1 "
            and sequence.index not in chapters
            and not _heads_text(document.text, end, outline, sequence)
        ):
            continue  # ranks and amounts
        if found.many:
            break
        _order(document, outline, sequence, found)
        _first_missing(document, outline, sequence, starts, found)
        _mixed(document, outline, sequence, found)
        _empty(document.text, end, outline, sequence, found)
    _level(document.text, outline, found)
    for flaws in (found.skipped, found.repeated, found.out_of_order, found.mixed, found.empty, found.level):
        flaws.sort(key=lambda flaw: flaw.item.start)
    return found


# -- order -------------------------------------------------------------------------------------------------


def _rising(keys: list[tuple[int, ...]]) -> list[int]:
    """The indices of the longest strictly rising run (patience sorting)."""
    tails: list[tuple[int, ...]] = []
    places: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        place = bisect.bisect_left(tails, key)
        if place == len(tails):
            tails.append(key)
            places.append(index)
        else:
            tails[place] = key
            places[place] = index
        before.append(places[place - 1] if place else -1)
    run = []
    index = places[-1] if places else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return run[::-1]


def _order(document: Document, outline: Outline, sequence: Sequence, found: Flaws) -> None:
    items = [outline.items[index] for index in sequence.items]
    keys = [item.numbers for item in items]
    early = _first_twice(document, outline, sequence, items, found)
    if _counts_on(keys):
        return
    if len(keys[0]) > 2 and sequence.style.kind == "decimal" and sequence.parent < 0:
        return  # versions
    run = _rising(keys)
    if len(run) < 2:
        return
    inside = set(run)
    strays = [index for index in range(len(items)) if index not in inside]
    if len(strays) > max(1, len(items) // 4):
        return
    usual = [index for index in run if _shape(document, items[index]) == _shape(document, items[run[0]])]
    regular = len(usual) * 3 >= len(run) * 2
    values = {keys[index] for index in run}
    moved: set[tuple[int, ...]] = set() if early is None else {early}
    doubled: list[int] = []
    for stray in strays:
        key = keys[stray]
        if regular and _shape(document, items[stray]) != _shape(document, items[run[0]]):
            continue
        if _quoted(document, items[stray]):
            continue
        place = bisect.bisect_left(run, stray)
        left = run[place - 1] if place else None
        right = run[place] if place < len(run) else None
        if key in values:
            if left is not None and keys[left] == key and stray - left == 1:
                doubled.append(stray)
            elif right is not None and keys[right] == key and right - stray == 1:
                doubled.append(right)
        elif left is not None and key < keys[left]:
            if key > keys[run[0]] or (key < keys[run[0]] and distance(key, keys[run[0]]) == 1 and place == 1):
                moved.add(key)
                found.out_of_order.append(Flaw(items[stray], items[stray - 1]))
        elif (
            right is not None
            and key > keys[right]
            and (key < keys[run[-1]] or distance(keys[run[-1]], key) == 1)
        ):
            moved.add(key)
            found.out_of_order.append(Flaw(items[stray + 1], items[stray]))
    gaps = [(one, two) for one, two in pairwise(run) if distance(keys[one], keys[two]) > 1]
    steps = len(run) - 1 - len(gaps)
    for index in doubled:
        if _tied(document, items[index - 1], items[index]) or _captioned(
            document, items[index - 1], items[index]
        ):
            continue
        found.repeated.append(_doubled(document, items, keys, index, run, gaps))
    open_gaps = []
    for one, two in gaps:
        left_out = [
            value for value in _between(keys[one], keys[two]) if (*keys[two][:-1], value) not in moved
        ]
        if any(one <= index <= two for index in doubled):
            left_out = left_out[1:]
        if left_out and not _in_chapter(outline, items[two]):
            open_gaps.append((one, two, tuple(left_out)))
    if len(open_gaps) > steps and not _bold_gap(items, open_gaps):
        return
    if not open_gaps or _excerpt(document, items[0], sequence):
        return
    for one, two, absent in open_gaps:
        if len(absent) > (GAP if len(items) < 8 or len(open_gaps) > 1 else 3 * GAP):
            continue
        if not _quoted(document, items[two]) and not _stands_between(
            document, items[one], items[two], absent
        ):
            found.skipped.append(Flaw(items[two], items[one], absent))


def _counts_on(keys: list[tuple[int, ...]]) -> bool:
    """Whether every number is the next of the one before."""
    place = 1
    while place < len(keys) and distance(keys[place - 1], keys[place]) == 1:
        place += 1
    return place >= len(keys)


def _tied(document: Document, one: Item, two: Item) -> bool:
    """Whether two items share a rank, having the same score at the end of their lines."""
    tails = [
        re.search(r"[0-9.]+[分票次票]?\Z", document.text[item.end : item.head_end].rstrip())
        for item in (one, two)
    ]
    return all(tails) and len({tail.group() for tail in tails if tail}) == 1


def _captioned(document: Document, one: Item, two: Item) -> bool:
    """Whether one of two items with the same label is a sentence about the figure (图2为…), the other its caption."""
    shapes = {_shape(document, one), _shape(document, two)}
    return one.style.kind == "label" and len(shapes) == 2 and "x" in shapes


def _in_chapter(outline: Outline, item: Item) -> bool:
    """Whether 4.1 opens its chapter 4: what is missing before it is the chapter's affair."""
    return (
        item.style.kind == "decimal"
        and item.number == 1
        and item.parent >= 0
        and outline.items[item.parent].numbers == item.numbers[:-1]
    )


def _between(one: tuple[int, ...], two: tuple[int, ...]) -> list[int]:
    """The last components of the numbers that should stand between two."""
    if len(one) == len(two) and one[:-1] == two[:-1]:
        return list(range(one[-1] + 1, two[-1]))
    if len(two) < len(one):
        return list(range(one[len(two) - 1] + 1, two[-1]))
    if len(two) > len(one) and two[: len(one)] == one:
        return list(range(1, two[-1]))
    return list(range(1, two[-1])) if two[-1] > 1 else [two[-2] - 1] if len(two) > 1 else []


def _bold_gap(items: list[Item], gaps: list[tuple[int, int, tuple[int, ...]]]) -> bool:
    """Whether two items alone, the first and the third, are enough to miss the second."""
    return (
        len(items) == 2
        and items[0].number == 1
        and items[1].number == 3
        and (items[0].style.kind == "phrase" or items[0].style.form in ("chinese", "formal"))
        and (items[0].style.kind != "unit" or items[0].style.after in STAGES)
        and len(gaps) == 1
    )


def _shape(document: Document, item: Item) -> str:
    """What kind of character follows a marker: articles that stand alone on a line have another shape than
    one that is cited in a sentence."""
    if item.style.kind not in ("unit", "label"):
        return ""
    after = document.text[item.end : item.end + 1]
    if after in "\r\n":
        return "\n"
    if after in " \u3000\t":
        return " "
    return "x" if after.isalnum() else after


def _quoted(document: Document, item: Item) -> bool:
    """Whether an item stands inside a quotation that began before its line."""
    text, start = document.text, item.start
    floor = max(0, start - 3000)
    for opening, closing in ("“”", "「」", "『』"):
        opened = text.rfind(opening, floor, start)
        if opened >= 0 and opened > text.rfind(closing, floor, start):
            return True
    return False


def _excerpt(document: Document, first: Item, sequence: Sequence) -> bool:
    """Whether the text says that it gives only a part of the items."""
    text = document.text
    if _EXCERPT.search(text, max(0, first.start - 200), first.start) or _EXCERPT.search(
        text, 0, min(120, first.start)
    ):
        return True
    return sequence.style.kind == "unit" and bool(
        _AMENDMENT.search(text, max(0, first.start - 200), first.start)
    )


_ELISION = lazy(r"\n[ \t\u3000（(]*+(?:[…⋯.．·]{2,}+|[中下以]?[间間下]?略|省略)[ \t\r\u3000）)]*+\n")


_SECOND = lazy("再[者则則]|其次|二[则則]|次[则則]")
"""What comes second behind 一来 or 其一, in words: ② has no such form."""


def _stands_between(document: Document, one: Item, two: Item, missing: tuple[int, ...]) -> bool:
    """Whether the missing number stands between two items in some other dress."""
    between = document.text[one.end : min(two.start, one.end + 20_000)]
    if _ELISION.search(between) or (one.style.kind == "phrase" and _SECOND.search(between)):
        return True
    numeral = document.text[one.numeral_start : one.numeral_end]
    for value in missing[:1]:
        forms = {
            written: write(value - 1, like)
            for like in (numeral, "一", "1", "１", "①", "⑴", "廿", "卅")
            if (written := write(value, like))
        }
        for written, earlier in forms.items():
            if (
                len(written) == 1
                and not (written.isdigit() and written.isascii())
                and written in "①②③④⑤⑥⑦⑧⑨⑩"
            ):
                if written in between:
                    return True
                continue
            dress = _dressed(between, written)
            if dress is None:
                continue
            start, opening, closing = dress
            # 一是, 二是 and 三是 between 第二部分 and 第四部分 are another list.
            before = f"{opening}{earlier}{closing}"
            # Of 第二章, 第三條, 第四章 the article goes on from another chapter.
            other = one.style.kind == "unit" and opening == "第" and closing != one.style.after
            low = max(0, one.end - 20_000) if other else one.end
            if earlier is None or document.text.find(before, low, one.end + start) < 0:
                return True
    return False


_OPENING_OF = lazy(
    r"(?:^|[\s，。；：、,;:.!?！？”」』）)])[ ]?([（(第其]?|步[骤驟]|[阶階]段|[环環][节節]|[问問][题題]|案由|提案)\Z"
)
_CLOSING_OF = frozenset("、.．）)，,:：是要则則来來条條章节節款項项部步點点 \u3000")
"""What stands before and behind a number that opens something."""
_WIDEST = 4
"""Code points of what stands before it, at most."""


def _dressed(text: str, written: str) -> tuple[int, str, str] | None:
    """Where a number as it is written first opens something in `text`, and what stands before and behind it; between its
    signs there may be blanks (三　十、). (To compile a pattern for each number takes longer than to read the text.)"""
    size, length, first = len(text), len(written), written[0]
    place = text.find(first)
    while place >= 0:
        end = _written_to(text, place, size, written, length)
        if 0 < end < size and text[end] in _CLOSING_OF:
            opening = _OPENING_OF.search(text, max(0, place - _WIDEST), place)
            if opening is not None:
                return opening.start(), opening[1], text[end]
        place = text.find(first, place + 1)
    return None


def _written_to(text: str, place: int, size: int, written: str, length: int) -> int:
    """Where a number ends that begins at `place`; 0 where it is another."""
    for index in range(length):
        while index and place < size and (text[place] == " " or text[place] == "\u3000"):
            place += 1
        if place >= size or text[place] != written[index]:
            return 0
        place += 1
    return place


def _doubled(
    document: Document,
    items: list[Item],
    keys: list[tuple[int, ...]],
    index: int,
    run: list[int],
    gaps: list[tuple[int, int]],
) -> Flaw:
    """A number written twice: where the next one is missing it was meant; else all that follow move on."""
    item, other = items[index], items[index - 1]
    later = items[index + 1 :]
    if len(keys[index]) > 1:
        return Flaw(item, other)
    step = distance(keys[index], later[0].numbers) if later else 0
    if later and step == 2:
        later = []
    elif later and (step != 1 or any(len(one.numbers) > 1 for one in later)):
        return Flaw(item, other)
    edits = []
    for one in (item, *later):
        numeral = document.text[one.numeral_start : one.numeral_end]
        written = write(one.number + 1, numeral)
        if written is None:
            return Flaw(item, other)
        edits.append(Edit(one.numeral_start, one.numeral_end, written))
    return Flaw(item, other, fix=Fix(tuple(edits)))


def _first_missing(
    document: Document,
    outline: Outline,
    sequence: Sequence,
    starts: dict[tuple[int, str], set[int]],
    found: Flaws,
) -> None:
    """A list that begins at two where its sisters begin at one."""
    if sequence.parent < 0 or sequence.continued or len(sequence.items) < 2:
        return
    first, second = (outline.items[index] for index in sequence.items[:2])
    if first.numbers != (2,) or second.numbers != (3,) or first.inline:
        return
    parent = outline.items[sequence.parent]
    sisters = starts[parent.sequence, sequence.style.name]
    if first.style.kind not in ("list", "phrase") or sisters != {1, 2}:
        return
    if not _stands_between(document, parent, first, (1,)):
        found.skipped.append(Flaw(first, parent, (1,)))


def _first_twice(
    document: Document, outline: Outline, sequence: Sequence, items: list[Item], found: Flaws
) -> tuple[int, ...] | None:
    """一、 一、 二、: a single first item, and on the next line a list that begins again. For 二、 一、 三、 the
    number that came too early is returned."""
    first = items[0]
    if first.numbers != (1,) or sequence.before < 0 or len(items) < 2:
        return None
    earlier = outline.sequences[sequence.before]
    if len(earlier.items) != 1 or earlier.parent != sequence.parent:
        return None
    only = outline.items[earlier.items[0]]
    if only.index != first.index - 1 or _captioned(document, only, first):
        return None
    if (
        document.text[document.line_span(only.start).start]
        == "#"
        != document.text[document.line_span(first.start).start]
    ):
        return None  # a heading, and a list under it
    if first.inline:
        if (
            document.line_at(only.start) != document.line_at(first.start)
            or first.style.kind == "phrase"
            or "。" in document.text[only.end : first.start]
        ):
            return None
    elif only.inline or document.text[document.line_span(only.start).end : first.start].strip():
        return None
    if only.numbers == (1,) and items[1].number == 2:
        keys = [only.numbers, *(item.numbers for item in items)]
        found.repeated.append(_doubled(document, [only, *items], keys, 1, [], []))
    elif only.numbers == (2,) and items[1].number == 3:
        found.out_of_order.append(Flaw(first, only))
        return only.numbers
    return None


# -- level -------------------------------------------------------------------------------------------------


def _level(text: str, outline: Outline, found: Flaws) -> None:
    """Lists that stand where the document's own order has no place for them."""
    inside: dict[tuple[str, str], list[Sequence]] = {}
    chapters: list[tuple[Item, Item]] = []
    for sequence in outline.sequences:
        if sequence.parent < 0 or sequence.style.kind not in ("list", "unit", "decimal"):
            continue
        first, parent = outline.items[sequence.items[0]], outline.items[sequence.parent]
        if first.inline or parent.inline:
            continue
        if sequence.style.kind == "decimal":
            chapters.extend(
                (outline.items[index], outline.items[outline.items[index].parent])
                for index in sequence.items
                if outline.items[index].parent >= 0
            )
            continue
        ancestor = parent
        while ancestor.parent >= 0 and ancestor.style.name != sequence.style.name:
            ancestor = outline.items[ancestor.parent]
        if ancestor is not parent and ancestor.style.name == sequence.style.name and len(sequence.items) > 1:
            if bool(_hashes(text, first)) == bool(_hashes(text, ancestor)):  # ## 2. and in it a list: 1.
                found.level.append(Flaw(first, ancestor))
            continue
        if len(sequence.items) > 1:
            inside.setdefault((sequence.style.name, parent.style.name), []).append(sequence)
    for (one, two), sequences in inside.items():
        usual = inside.get((two, one), ())
        if len(sequences) == 1 and len(usual) >= 2:
            first = outline.items[sequences[0].items[0]]
            found.level.append(Flaw(first, outline.items[usual[0].items[0]]))
    _chapters(chapters, found)


def _chapters(pairs: list[tuple[Item, Item]], found: Flaws) -> None:
    """2.3 under chapter 3, 3.1.1.1 under 3.1, where the other decimals stand under the chapter or the part they name."""
    strays = [
        (item, parent)
        for item, parent in pairs
        if parent.style.name in ("1 ", "1.", "1、", "1．", "第一章", "第1章", "1.1", "1.1.1")
        and parent.numbers != item.numbers[: len(parent.numbers)]
    ]
    deep = [
        (item, parent)
        for item, parent in pairs
        if parent.style.kind == "decimal"
        and len(item.numbers) - len(parent.numbers) > 1
        and parent.numbers == item.numbers[: len(parent.numbers)]
        and item.number == 1
    ]
    for odd in (strays, deep):
        if odd and len(odd) * 4 <= len(pairs):
            found.level.extend(Flaw(item, parent) for item, parent in odd)


# -- style -------------------------------------------------------------------------------------------------


def _mixed(document: Document, outline: Outline, sequence: Sequence, found: Flaws) -> None:
    odd = [outline.items[index] for index in sequence.items if outline.items[index].odd]
    if not odd:
        return
    model = next((outline.items[index] for index in sequence.items if not outline.items[index].odd), None)
    if model is None:
        return
    text = document.text
    for item in odd:
        numeral = write(item.number, text[model.numeral_start : model.numeral_end])
        fix = None
        if numeral is not None:
            insert = text[model.start : model.numeral_start] + numeral + text[model.numeral_end : model.end]
            if text[model.end : model.end + 1] == " " and text[item.end : item.end + 1].strip():
                insert += " "
            end = item.end
            if item.style.kind == "phrase":  # 第三， and 三是: the comma goes with the marker
                comma, own = text[model.end : model.end + 1], text[end : end + 1]
                insert += comma if comma in _COMMAS and own not in _COMMAS else ""
                end += own in _COMMAS and comma not in _COMMAS
            fix = Fix.replace(item.start, end, insert)
        found.mixed.append(Flaw(item, model, fix=fix))


_COMMAS = frozenset("，,、：:")


# -- empty -------------------------------------------------------------------------------------------------

_ENDS = "。；;：:，,！？!?…"
_NOTHING = lazy(r"[\s：:、.．*_，,；;。]*\Z")
_CLOSING = lazy(
    r"其[他它]\Z|散[会會]|[闭閉][会會]|休[会會]|[结結]束|略|[无無]|茶歇|合影|[签簽]到|[附后後]|[删刪]除|保留|[废廢]止|自由|臨時動議|临时动议"
)
_SIGNATURE = lazy(
    r"\s*(?:[^\n。；！？，,;]{0,30}\n[ \t\u3000]*){0,4}"
    r"(?:[^\n。；，]{0,12}(?:[0-9０-９〇零一二三四五六七八九十]{2,4} ?年[^\n。，]{0,10}月[^\n。，]{0,6}日)"
    r"|[^\n。；！？，,;：:]{2,28}(?:[局委会會府院校处處室组組部厅廳社馆館站所村镇鎮乡鄉办辦]|公司|中心))[^\n。；，]{0,4}\s*\Z"
)


_AMOUNT = lazy(
    " ?(?:[大小汤茶]?[勺匙]|杯|碗|千?克|公?斤|[磅两]|盎司|[毫公]?升|[片个颗根瓣枚罐包条块只张把份粒滴](?![\u4e00-\u9fff]{0,3}[：:]))"
)
_HASHES = lazy(r"(#{1,6})[ *_]*\Z")
_NEXT_HASHES = lazy(r"\s*(#{0,6}+)(?=\S| \S)")
"""What a heading of Markdown begins with, and what the next line does."""
_OPENING = frozenset("（(")
_PROSE = lazy("[。，；！？,;]")
_PLAIN = lazy(
    r"\s*(?![(（【\[#|>*+•●◆■▲★_-]|[0-9一二三四五六七八九十甲乙丙丁①-⑳第]{1,4}[、.．)）条條章节節])[^\s：:_|]{3,40}\s*\Z"
)
"""One plain line under a heading: 4月23日至4月30日; no item, no field."""
_CLAUSES = lazy("[，,；;：:、]")


def _empty(text: str, end: int, outline: Outline, sequence: Sequence, found: Flaws) -> None:
    """The items that hold less than the others of their list. `end`: behind it the text is blank."""
    items = [outline.items[index] for index in sequence.items]
    if len(items) < 3:
        return
    bare: list[Item] = []
    headings: list[Item] = []
    titles: list[Item] = []
    labels: list[Item] = []
    titled = headed = labelled = 0
    for item in items:
        state = _state(text, end, item)
        if state == "bare":
            # （三）（四） share what is behind them; of 在需要时使用 (2) 和 (3)。 the last is spoken of
            if text[item.end : item.end + 1] not in _OPENING and not (
                item.inline and _is_named(text, item.start)
            ):
                bare.append(item)
        elif state == "heading":
            headings.append(item)
        elif state == "title":
            titles.append(item)
        elif state == "label":
            labels.append(item)
        titled += state == "titled"
        headed += state == "headed"
        labelled += state == "labelled"
    rest = len(items)
    for flawed, sound in ((bare, rest - len(bare)), (headings, headed)):
        if flawed and len(flawed) <= max(1, rest // 5) and sound >= max(2, rest - len(flawed) - 1):
            for item in flawed:
                other = next(one for one in items if one not in flawed)
                found.empty.append(Flaw(item, other))
    for alone, others in ((titles, titled), (labels, labelled)):
        if len(alone) == 1 and others >= 3 and others >= rest - 1:
            found.empty.append(Flaw(alone[0], next(one for one in items if one is not alone[0])))


def _is_named(text: str, start: int) -> bool:
    """Whether a word stands before the marker at `start` in its clause: 和 (3)."""
    while start and text[start - 1] in " \u3000":
        start -= 1
    return start > 0 and text[start - 1].isalnum()


def _heads_text(text: str, end: int, outline: Outline, sequence: Sequence) -> bool:
    """Whether bare numbers (1 范围) open headings: at least two of them have text below, and all others but one; and they
    are no amounts (3 杯面粉)."""
    if sum(_AMOUNT.match(text, outline.items[index].end) is not None for index in sequence.items) > 1:
        return False
    states = [_state(text, end, outline.items[index]) for index in sequence.items]
    return len(states) > 2 and states.count("headed") >= max(2, len(states) - 1)


def _hashes(text: str, item: Item) -> int:
    """The level of the heading of Markdown in which a marker stands; 0 for none."""
    match = _HASHES.search(text, max(0, item.start - 9), item.start)
    return 0 if match is None else len(match[1])


def _leads_on(text: str, item: Item) -> bool:
    """Whether what stands below a heading of Markdown, a list perhaps, is a heading of a lower level or none, whatever
    number it has."""
    own = _hashes(text, item)
    follows = _NEXT_HASHES.match(text, item.head_end) if own else None
    return follows is not None and not 0 < len(follows[1]) <= own


def _state(text: str, end: int, item: Item) -> str:
    """label: a word and a colon; labelled: these and more; bare: nothing behind the marker; heading: a heading and nothing under it; title: one short sentence;
    titled: such a sentence and more; headed: a heading with text under it; long: a body; line: a line of its own."""
    line_end, body_end = item.head_end, item.body_end
    head = text[item.end : line_end].strip(" \t\r\n\u3000*_")
    if len(head) < 4 and _NOTHING.match(head):
        return "bare" if _NOTHING.match(text, item.end, body_end) else "long"
    if item.inline:
        return "line"
    last = body_end >= end
    if _is_blank(text, line_end, body_end) or (
        last and _SIGNATURE.match(text, line_end, body_end) and text.find("\n", line_end, body_end) >= 0
    ):
        stripped = head.rstrip("”」』）)")
        if len(head) <= 24 and stripped[-1:] not in _ENDS and "：" not in head and not _CLOSING.search(head):
            return "headed" if _leads_on(text, item) else "heading"
        first = head.find("。")
        if first == len(head) - 1 and 4 <= len(head) <= 26 and not _CLAUSES.search(head):
            return "title"
        if (
            0 < first <= 26
            and len(head) - first > 6
            and "，" not in head[:first]
            and "：" not in head[:first]
        ):
            return "titled"
        colon = head.find("：")
        if 0 <= colon < LABEL:
            return "label" if colon == len(head) - 1 and not _CLOSING.search(head[:-1]) else "labelled"
        return "long" if len(head) > 24 or "：" in head else "line"
    if (
        len(head) <= 30
        and head[-1:] not in _ENDS
        and (
            _PROSE.search(text, line_end, body_end)
            or (item.style.form in ("chinese", "formal") and _PLAIN.match(text, line_end, body_end))
        )
    ):
        return "headed"
    return "long"


def _is_blank(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space stands in [start, end)."""
    while start < end and text[start].isspace():
        start += 1
    return start >= end
