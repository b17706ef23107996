"""Listing: the lists that sentences hold, separated by 、, made of quotations, or of clauses built alike.

All offsets are code points; all text is folded.
"""

from __future__ import annotations

import re

from polint.named import NamedTuple
from polint.pattern import lazy


class Listing(NamedTuple):
    """Items named in a sentence: their ranges, and between which numbers a reader may count them."""

    items: tuple[tuple[int, int], ...]
    low: int
    high: int
    open: bool  # 等, 其他, ……: there may be more

    @property
    def start(self) -> int:
        """Where the first item starts."""
        return self.items[0][0]

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self.items[-1][1]


_CLAUSE_END = lazy("[。;!?\n,:()]|——|\\.{3}|…")
_JOIN = lazy("以及|和(?!谐)|(?<!涉)及(?!时)|(?<![参赠])与|跟|暨|或(?!许)")
"""What joins two items: not the same character inside a word (参与, 涉及, 和谐) that cannot be cut there (结论|及|建议, 和|平坡山)."""
_OPEN_END = lazy("等等?(?![级次候待于式距额同价比号份腰边高线])|之类|其他|其它|…|\\.{3}|诸如|例如|比如|如")
_PARTING = lazy("[、“”「」『』《》〈〉()]")
_BESIDE = ("》《", "〉〈", "”“", "」「")
"""Two items without anything between them: 《杂篇》《管子解》、…."""
_PREDICATE = lazy("[有是为即的]")
"""What parts a quotation from the list behind it."""
_QUOTED = lazy('[“「『《〈"]([^“”「」『』《》〈〉"\n]{1,30})[”」』》〉"]')


def quoted_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of what stands between quotation or title marks within [start, end)."""
    return [match.span() for match in _QUOTED.finditer(text, start, end)]


def listing(text: str, start: int, end: int) -> Listing | None:
    """The list that [start, end) is, separated by 、 or made of quotations; None where it is none."""
    if "、" in text[start:end]:
        items = _split(text, start, end)
    else:
        items = quoted_items(text, start, end)
        between = _QUOTED.sub("", text[start:end])
        if len(items) < 2 or len(between) > 12:
            return None
        # “你”字有“你”“您”; 《周礼》和《说文》中所说的“六书”
        for place in range(len(items) - 1, 0, -1):
            if _PREDICATE.search(text, items[place - 1][1], items[place][0]):
                items = items[place:]
                break
    if len(items) < 2:
        return None
    items = _parted(text, items)
    joins = 0
    for left, right in items:
        if _QUOTED.fullmatch(text, left, right):
            continue
        joins += len(_JOIN.findall(text, left + 1, right - 1))
        joins += sum(text.count(beside, left, right) for beside in _BESIDE)
        # A verb may stand before the first: 做好来信来电、走访.
        joins += _doubled(text[left:right]) or (left == start and _doubled(text[right - 4 : right]))
    last_left, last_right = items[-1]
    opened = _OPEN_END.search(text, last_left, last_right) is not None
    return Listing(tuple(items), len(items), len(items) + joins, opened)


_SENTENCE_END = lazy("[。!?\n]")
_SENTENCE = 300  # code points in which the clauses of a list must end
_EVEN = 2  # characters by which clauses differ that share one alone: 有数据，有案例
_ADDED = lazy("[ ]?(?:以及|并且|并|和|及|与|而且)?")


def clauses(text: str, start: int, word: str) -> Listing | None:
    """The list that the sentence from `start` is, of clauses that all begin or end with the word they share (从A向B转变，
    从C向D转变); None where one of them does not."""
    stop = _SENTENCE_END.search(text, start, start + _SENTENCE)
    if stop is None or not word:
        return None
    single = len(word) == 1 and word != "一"
    items: list[tuple[int, int]] = []
    sizes: set[int] = set()
    left = start
    for part in text[start : stop.start()].split(";" if ";" in text[start : stop.start()] else ","):
        added = _ADDED.match(text, left)
        begin = left if added is None else min(added.end(), left + len(part))
        left += len(part) + 1
        name = text[begin : left - 1].partition(",")[0].strip(_MARKS) if part else ""
        outside = name.startswith(word) or (
            not single and (name.endswith(word) or (word == "一" and word in name))
        )
        sizes.add(0 if outside else len(name))
        shares = outside or (
            word in name and len(sizes) == 1 and not single
        )  # 情况在一线掌握，问题在一线解决
        if not shares or len(name) <= len(word):
            return None
        items.append((begin, left - 1))
    if len(items) < 2 or (single and max(sizes) - min(sizes) > _EVEN):
        return None
    joined = len(
        re.findall(f"{re.escape(word)}{_JOIN.pattern}", text[slice(*items[-1])])
    )  # 单片布局和浮动布局
    return Listing(tuple(items), len(items), len(items) + joined, False)


_SUBJECT = lazy("[\u4e00-\u9fff]{1,4}?([区组队班部村科室院系馆站])(?=[由负承主专设有在以位为是管])")
"""One of several that are counted, as the subject of a clause: 东区由甲负责, 后勤组负责搬运."""


def shared(text: str, start: int, noun: str) -> Listing | None:
    """The list that the sentence from `start` is, of clauses each of which has one of what `noun` counts for its subject
    (四个责任区：东区由…，西区由…); None where one has not."""
    stop = _SENTENCE_END.search(text, start, start + _SENTENCE)
    if stop is None or stop[0] == "\n":
        return None
    items: list[tuple[int, int]] = []
    left = start
    for part in re.split("[,;]", text[start : stop.start()]):
        subject = _SUBJECT.match(text, left, left + len(part))
        if subject is None or subject[1] != noun[-1:]:
            return None
        items.append((left, left + len(part)))
        left += len(part) + 1
    return Listing(tuple(items), len(items), len(items), False) if len(items) > 1 else None


_MARKS = " “”「」『』《》\"'()"


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between 、 that stand outside quotation marks; the last one split at its 和."""
    items: list[tuple[int, int]] = []
    depth, left = 0, start
    for match in _PARTING.finditer(text[start:end]):
        sign, place = match.group(), start + match.start()
        if sign in "“「『《〈(":
            depth += 1
        elif sign in "”」』》〉)":
            depth = max(0, depth - 1)
        elif depth == 0:
            items.append((left, place))
            left = place + 1
    items.append((left, end))
    return [(left, right) for left, right in items if right > left]


def _parted(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items, the last one in two at its 和 where all end in the same word (东片区、西片区和北片区) or are of one
    length (历史沿革、现状问题、对策建议和远景展望). The first may have a verb before it."""
    left, right = items[-1]
    joins = list(_JOIN.finditer(text, left + 2, right - 2))
    if len(joins) != 1:
        return items
    one, two = (left, joins[0].start()), (joins[0].end(), right)
    tail = text[right - (1 if len(items) > 2 else 2) : right]
    size = right - two[0]
    named = right - left >= 6 and all(text.endswith(tail, start, stop) for start, stop in (*items[:-1], one))
    even = len(items) > 2 and all(stop - start == size for start, stop in (*items[1:-1], one))
    return [*items[:-1], one, two] if named or even else items


def _doubled(item: str) -> int:
    """來信來電: two words in one, told by a character that both share in the same place."""
    half, odd = divmod(len(item), 2)
    if odd or half not in (2, 3):
        return 0
    return int(any(one == two for one, two in zip(item[:half], item[half:], strict=True)))
