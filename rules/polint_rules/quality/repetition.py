"""quality/repetition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from polint.document import Document
from polint.finding import Draft, Edit, Fix
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Option, Rule, right, wrong
from polint_rules.quality._gram import MOST, repeated
from polint_rules.quality._loop import BREAKS, TIMES, Suspicion, clause_loops, suspicions

_LOOP = lazy(r"([\u3400-\u9fff][^\s\d]{0,15}?)\1{3,}")
_HAN = lazy("[\u3400-\u9fff]")
_WINDOW = 4_000  # code points of a piece without punctuation that are searched at once
_WINDOWS = 50
_LONG = 20  # code points from which a piece may hold a loop of words


class Repetition(Rule):
    """Looped text: the same words or clauses over and over."""

    id = "quality/repetition"
    version = 2
    severity = "warning"
    profile = "corpus"
    sieve = "polint_rules.quality._loop:looping"
    summary = Text("looped text", "循环重复的文字")
    what = Text(
        "Finds a word or a clause said over and over (four times and more; short ones at least 12 characters together), and a "
        "document most of which was said before: share of repeated 10-character strings above 0.6 (data-juicer's Chinese recipe), "
        "of 13-character strings above 0.5 (ChineseWebText) or of repeated lines above 0.287 (FineWeb-2 cmn_Hani, from 20 lines).",
        "查找一再重复的词或分句（四次以上；短词合计至少 12 字），以及大部分内容说过的文档：重复十字串之比高于 0.6（data-juicer 中文配方）、"
        "重复十三字串之比高于 0.5（ChineseWebText），或 20 行以上的文档重复行之比高于 0.287（FineWeb-2 cmn_Hani）。",
    )
    why = Text(
        "A model trained on loops learns to loop.",
        "用循环文本训练的模型也会陷入循环。",
    )
    options = {
        "times": Option(TIMES, Text("how often a unit must follow itself", "同一单位连续出现几次算重复")),
        "ten-grams": Option(0.6, Text("highest share of repeated 10-character strings (data-juicer)", "重复十字串的最高占比（data-juicer）")),
        "thirteen-grams": Option(0.5, Text("highest share of repeated 13-character strings (ChineseWebText)", "重复十三字串的最高占比（ChineseWebText）")),
        "lines": Option(0.287, Text("highest share of repeated lines (FineWeb-2 cmn_Hani)", "重复行的最高占比（FineWeb-2 cmn_Hani）")),
    }  # fmt: skip
    messages = {
        "loop": Text("“{unit}” is repeated {count} times", "“{unit}”连续出现 {count} 次"),
        "ten-grams": Text(
            "{value:.0%} of the 10-character strings were there before (at most {limit:.0%})",
            "{value:.0%} 的十字串是重复的（上限 {limit:.0%}）",
        ),
        "thirteen-grams": Text(
            "{value:.0%} of the 13-character strings were there before (at most {limit:.0%})",
            "{value:.0%} 的十三字串是重复的（上限 {limit:.0%}）",
        ),
        "lines": Text(
            "{value:.0%} of the lines were there before (at most {limit:.1%})",
            "{value:.0%} 的行是重复的（上限 {limit:.1%}）",
        ),
    }
    examples = (
        wrong(
            "风吹过麦田，⟦麦浪一层又一层，麦浪一层又一层，麦浪一层又一层，麦浪一层又一层，麦浪一层又一层⟧，远处传来歌声。"
        ),
        wrong("請各班⟦儘快儘快儘快儘快儘快儘快儘快⟧完成填報。", "請各班儘快完成填報。"),
        right(
            "│種類│本薪│加給│\n│單位│"
            + "元│" * 14
            + "\n│級別│"
            + "日│" * 12
            + "\n以上各欄按月計算，逐年調整一次。"
        ),
        right("小河哗啦哗啦，哗啦哗啦，流过村口。"),
        right("老人望着渡口，喃喃道：“好......好......好......好......”说完慢慢坐了下来。"),
        right("我們要快，要穩，要準，要把每一個螺絲都擰緊。"),
    )

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(settings)
        if settings:  # the sieve knows the limits that nobody set
            self.always, self.sieve = True, ""  # type: ignore[misc]

    def check(self, document: Document) -> Iterator[Draft]:
        """The loops; one finding about the whole document where most of it was said before."""
        found = self._suspicion(document)
        if found is None:
            return
        looped = False
        if found.clauses or found.places:
            for start, end, unit, count in self._loops(document, found):
                if not document.regions.is_prose(start):
                    continue
                looped = True
                # What stands between two clauses goes with the copies.
                said = document.text[start : start + unit].rstrip("，。！？；,!?;\n\r ")
                fix = Fix((Edit(start + len(said), end, ""),))
                yield self.draft(start, end, "loop", fix=fix, unit=said[:20], count=count)
        if not looped and found.said and len(document.text) >= 200 and _is_said(document):
            yield from self._whole(document)

    def _suspicion(self, document: Document) -> Suspicion | None:
        """What could be looped in the document, None where nothing is: as nearly always."""
        scan = document.scan
        return scan.texts.view(suspicions(int(self.settings["times"]))).get(scan.number)

    def _loops(self, document: Document, suspected: Suspicion) -> Iterator[tuple[int, int, int, int]]:
        """(start, end, length of the unit, count) of each loop, ascending and apart."""
        found: list[tuple[int, int, int, int]] = []
        if suspected.clauses:
            batch, number = document.scan.texts, document.scan.number
            start, end = batch.spans[number]
            for loop in clause_loops(batch.folded_units, start, end, int(self.settings["times"])):
                start, end, length, count, unit = loop
                if end - start >= 16 and len(set(unit)) > 1 and _HAN.search(unit):
                    found.append((start, end, length, count))
        end = -1
        for place in suspected.places:
            if place < end:
                continue
            start, end = _piece(document.folded, place)
            if end - start < _LONG:
                continue
            for window in range(start, min(end, start + _WINDOW * _WINDOWS), _WINDOW):
                found += self._within(document.folded, window, min(end, window + _WINDOW))
        last = -1
        for loop_found in sorted(found, key=lambda one: (one[0], -one[1], one[2])):
            if loop_found[0] >= last:
                last = loop_found[1]
                yield loop_found

    def _within(self, folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        for loop in _LOOP.finditer(folded, start, end):
            unit = loop.group(1)
            size = loop.end() - loop.start()
            count = size // len(unit)
            # Somebody may stammer: 好……好……好……好……
            letters = [char for char in unit if char.isalnum()]
            alone = len(set(letters)) == 1
            if (
                (count * len(letters) >= 20 if alone else size >= 12)
                and count >= self.settings["times"] + (len(unit) < 4)
                and _HAN.search(unit)
                and not _CELLS.search(unit)
            ):
                yield loop.start(), loop.end(), len(unit), count

    def _whole(self, document: Document) -> Iterator[Draft]:
        units = document.scan.folded_units[: 2 * MOST]
        shares = (
            ("ten-grams", partial(repeated, units, 10)),
            ("thirteen-grams", partial(repeated, units, 13)),
            ("lines", partial(_lines_again, document)),
        )
        for key, share in shares:
            value = share()
            if value > self.settings[key]:
                body = document.body
                yield self.draft(body.start, body.end, key, value=value, limit=self.settings[key])
                return


def _lines_again(document: Document) -> float:
    """The share of the lines that were there before, of twenty lines and more."""
    # Brackets and keywords of code and the fields of a form come again in any text.
    lines = [
        line
        for line in map(str.strip, document.folded.split("\n"))
        if len(line) > 4 and not line.isascii() and _HAN.search(line)
    ]
    return 1 - len(set(lines)) / len(lines) if len(lines) >= 20 else 0.0


def _is_said(document: Document) -> bool:
    """Whether a quarter of the clauses were there before."""
    pieces = document.folded.replace("。", ",").replace("\n", ",").split(",")
    pieces = [piece for piece in pieces if not piece.isascii()]
    return (len(pieces) - len(set(pieces))) * 4 >= len(pieces)


_CELLS = re.compile("[|\u2500-\u257f\t]")
"""What parts the cells of a table, in which the same word may stand in each."""
_STOPS = re.compile(f"[{BREAKS}]")


def _piece(folded: str, place: int) -> tuple[int, int]:
    """The range of the piece without punctuation that holds `place`, within reach."""
    reach = _WINDOW * _WINDOWS
    before = max(0, place - reach)
    start = before + max(folded.rfind(sign, before, place) + 1 - before for sign in BREAKS)
    match = _STOPS.search(folded, place, place + reach)
    return max(start, before), min(len(folded), place + reach) if match is None else match.start()
