"""Profile: which script a document and each of its passages are written in.

A passage is a line, or inside it a quotation, a title or a bracketed gloss. What belongs to one script alone
is counted in `document.classes`; a document that has characters of one script alone costs two counts.
"""

from __future__ import annotations

import functools
from typing import Literal

from polint import octet
from polint.cached import cached_property
from polint.character import HANGUL, KANA, SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.named import NamedTuple
from polint_rules.script._spread import evidence, is_foreign

Script = Literal["simplified", "traditional"]

_PAIRS = {
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
}
_NO_EVIDENCE = "乾於徵瞭隻迴鍾麵髮準後裏"
"""Traditional, but kept in names and set phrases of simplified text (乾隆, 瞭望), or put there by converters
(隻是, 迴家, 分鍾, 方麵)."""
_SHORT = 20_000  # code points of a document whose quotations may outweigh the rest, and that is of one piece
_BEGINNING = 4_000  # code points that tell the script of nearly every document
_NOTHING_KEPT = bytes(0x10000)
_TELLING = 2  # characters of simplified script alone around quotations that hold all traditional ones
_STRAYS = 2  # lines wholly in the other script, from which on they are meant
_REACH = 200  # code points before a character in which the mark that opens its quotation is looked for


@functools.cache
def _no_evidence() -> bytes:
    """Of each unit whether it is one of them."""
    return octet.table((_NO_EVIDENCE, 1))


class Line(NamedTuple):
    """A line, without its end: its range and how many characters of either script alone it has, outside its quotations if it has both; `foreign` says
    that it is Japanese or Korean."""

    start: int
    end: int
    simplified: int
    traditional: int
    foreign: bool


class Quotation(NamedTuple):
    """A quotation, a title or a bracketed gloss: the range between its marks and the mark that opens it."""

    start: int
    end: int
    mark: str


class Profile:
    """The scripts of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        scan = document.scan
        self._batch = scan.texts
        self._first = self._batch.starts[scan.number]
        self._classes = classes = document.classes
        self.has_simplified = SIMPLIFIED in classes
        self.has_traditional = TRADITIONAL in classes
        self.mixed = self.has_simplified and self.has_traditional
        """Whether characters of either script alone occur."""
        self._line: Line | None = None
        self._line_end = b"\n" if b"\n" in classes else b"\r"

    @cached_property
    def _has_other_letters(self) -> bool:
        return KANA in self._classes or HANGUL in self._classes

    @cached_property
    def _totals(self) -> tuple[int, int]:
        return self.counts(0, len(self._classes))

    @property
    def simplified(self) -> int:
        """The characters of simplified script alone."""
        return self._totals[0] if self.has_simplified else 0

    @property
    def traditional(self) -> int:
        """The characters of traditional script alone."""
        return self._totals[1] if self.has_traditional else 0

    @cached_property
    def _leaning(self) -> Script | None:
        """The script of a mixed document of which it has more than three times as much as of the other, where
        counting the rarer in the whole and the other at its beginning shows that."""
        beginning = min(_BEGINNING, len(self._classes))
        simple, traditional = self.counts(0, beginning)
        if simple >= traditional:
            return "simplified" if simple > 3 * self._document.count(TRADITIONAL) else None
        return "traditional" if traditional > 3 * self._document.count(SIMPLIFIED) else None

    @cached_property
    def is_mostly_traditional(self) -> bool:
        """Whether a document has more than three times as much of traditional script as of simplified."""
        if not self.mixed:
            return self.has_traditional
        if self._leaning is not None:
            return self._leaning == "traditional"
        return self.traditional > 3 * self.simplified

    @property
    def prevailing(self) -> Script:
        """The script of which a document has more, what it quotes included."""
        if self._leaning is not None:
            return self._leaning
        return "traditional" if self.traditional >= self.simplified else "simplified"

    @cached_property
    def script(self) -> Script:
        """The script of most of the document."""
        if not self.mixed:
            return "simplified" if self.has_simplified else "traditional"
        if len(self._classes) < _SHORT:
            # Around what it quotes a text is of one script, be the quotation as long as it likes.
            simple, traditional = self._outside(0, len(self._classes))
            if simple >= _TELLING and not traditional and "“" in self._document.text:
                return "simplified"
        if self._leaning is not None:
            return self._leaning
        simple, traditional = self.simplified, self.traditional
        if 3 * min(simple, traditional) > max(simple, traditional) and len(self._classes) < _SHORT:
            simple, traditional = self._outside(0, len(self._classes))
        return "traditional" if traditional >= simple else "simplified"

    @cached_property
    def foreign(self) -> bool:
        """Whether the document is Japanese or Korean, whose characters follow rules of their own."""
        return is_foreign(self._classes)

    @cached_property
    def strays(self) -> bool:
        """Whether lines wholly in the other script are strays: one or two, and more than twice as many in that
        of the document. More of them are a translation, an appendix, quotations."""
        own, other = (TRADITIONAL, SIMPLIFIED) if self.script == "traditional" else (SIMPLIFIED, TRADITIONAL)
        strays = 0
        end = -1
        place = self._classes.find(other)
        while place != -1:
            end = self.end_of_line(place)
            if self._classes.find(own, self.start_of_line(place), end) == -1:
                strays += 1
                if strays > _STRAYS:
                    return False
            place = self._classes.find(other, end)
        owned, place = 0, self._classes.find(own)
        while place != -1 and owned <= 2 * strays:
            owned += 1
            place = self._classes.find(own, self.end_of_line(place))
        return 0 < 2 * strays <= owned

    def _outside(self, start: int, end: int) -> tuple[int, int]:
        """The counts of a passage without what it quotes, which does not tell its script; with it where nothing
        else tells."""
        return self._evidence(start, end, outside=True)

    def counts(self, start: int, end: int) -> tuple[int, int]:
        """How many characters of simplified and of traditional script alone stand in [start, end)."""
        return self._evidence(start, end)

    def _evidence(self, start: int, end: int, *, outside: bool = False) -> tuple[int, int]:
        first = self._first
        end = min(end, len(self._classes))
        kept = _no_evidence() if self.has_simplified else _NOTHING_KEPT
        return evidence(self._batch, first + start, first + end, kept, outside=outside)

    def start_of_line(self, place: int) -> int:
        """Where the line that holds `place` starts."""
        return self._classes.rfind(self._line_end, 0, place) + 1

    def end_of_line(self, place: int) -> int:
        """Where the line that holds `place` ends, without its end."""
        end = self._classes.find(self._line_end, place)
        return len(self._classes) if end == -1 else end

    def line(self, place: int) -> Line:
        """The line that holds `place`; asked for in ascending order it costs little."""
        last = self._line
        if last is not None and last.start <= place <= last.end:
            return last
        classes = self._classes
        start, end = self.start_of_line(place), self.end_of_line(place)
        simple, traditional = self._outside(start, end)
        foreign = self.foreign
        if not foreign and self._has_other_letters:
            part = classes[start:end]
            kana = part.count(KANA) + part.count(HANGUL)
            foreign = kana > 2 and kana * 8 > len(part)
        self._line = line = Line(start, end, simple, traditional, foreign)
        return line

    def script_of(self, line: Line) -> Script:
        """The script of a line; that of the document where the line does not tell."""
        if line.simplified == line.traditional:
            return self.script
        return "traditional" if line.traditional > line.simplified else "simplified"

    def quotation(self, place: int, line: Line) -> Quotation | None:
        """The innermost quotation, title or bracket of the line that holds `place`."""
        text = self._document.text
        left = max(line.start, place - _REACH)
        before = text[left:place]
        depth: dict[str, int] = {}
        for index in range(len(before) - 1, -1, -1):
            char = before[index]
            closing = _PAIRS.get(char)
            if closing is not None:
                if depth.get(closing, 0):
                    depth[closing] -= 1
                    continue
                end = text.find(closing, place, min(line.end, place + _REACH))
                if end != -1:
                    return Quotation(left + index + 1, end, char)
            elif char in "」』”’》〉）)】〕":
                depth[char] = depth.get(char, 0) + 1
        return None


def profile(document: Document) -> Profile:
    """The view."""
    return Profile(document)
