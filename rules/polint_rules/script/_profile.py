"""Profile: which script a document and each of its passages are written in.

A passage is a line, or inside it a quotation, a title or a bracketed gloss. What belongs to one script alone
is counted in `document.classes`; a document that has characters of one script alone costs two counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from polint.character import HANGUL, KANA, SIMPLIFIED, TRADITIONAL
from polint.document import Document

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
_NO_EVIDENCE = "乾於徵瞭"
"""Traditional, but kept in names and set phrases of simplified text (乾隆, 瞭望)."""
_STRAYS = 2  # lines wholly in the other script, from which on they are meant
_REACH = 200  # code points before a character in which the mark that opens its quotation is looked for
_OTHER_LANGUAGE = 0.05  # kana or hangul for each Han character: Japanese has 0.3 and more, Chinese none


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, a title or a bracketed gloss: the range between its marks and the mark that opens it."""

    start: int
    end: int
    mark: str


class Profile:
    """The scripts of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._classes = classes = document.classes
        self.simplified = classes.count(SIMPLIFIED)
        self.traditional = classes.count(TRADITIONAL)
        self.mixed = bool(self.simplified and self.traditional)
        """Whether characters of either script alone occur."""
        if self.mixed:
            self.simplified, self.traditional = self.counts(0, len(classes))

    @property
    def script(self) -> Script:
        """The script of most of the document."""
        return "traditional" if self.traditional >= self.simplified else "simplified"

    @cached_property
    def foreign(self) -> bool:
        """Whether the document is Japanese or Korean, whose characters follow rules of their own."""
        kana = self._classes.count(KANA) + self._classes.count(HANGUL)
        return kana > 20 and kana > _OTHER_LANGUAGE * (len(self._classes) - kana)

    @cached_property
    def strays(self) -> bool:
        """Whether lines wholly in the other script are strays: one or two, and more than twice as many in that
        of the document. More of them are a translation, an appendix, quotations."""
        own, other = (TRADITIONAL, SIMPLIFIED) if self.script == "traditional" else (SIMPLIFIED, TRADITIONAL)
        strays = 0
        end = -1
        place = self._classes.find(other)
        while place != -1:
            line = self._document.line_span(place)
            end = line.end
            if self._classes.find(own, line.start, end) == -1:
                strays += 1
                if strays > _STRAYS:
                    return False
            place = self._classes.find(other, end)
        owned, place = 0, self._classes.find(own)
        while place != -1 and owned <= 2 * strays:
            owned += 1
            place = self._classes.find(own, self._document.line_span(place).end)
        return 0 < 2 * strays <= owned

    def counts(self, start: int, end: int) -> tuple[int, int]:
        """How many characters of simplified and of traditional script alone stand in [start, end)."""
        classes = self._classes
        traditional = classes.count(TRADITIONAL, start, end)
        if traditional and self.mixed:
            text = self._document.text
            traditional -= sum(text.count(char, start, end) for char in _NO_EVIDENCE)
        return classes.count(SIMPLIFIED, start, end), traditional

    def is_foreign(self, start: int, end: int) -> bool:
        """Whether a passage is Japanese or Korean."""
        if self.foreign:
            return True
        kana = self._classes.count(KANA, start, end) + self._classes.count(HANGUL, start, end)
        return kana > 2 and kana * 8 > end - start

    def script_of(self, start: int, end: int) -> Script:
        """The script of a passage; that of the document where the passage does not tell."""
        simple, traditional = self.counts(start, end)
        if simple == traditional:
            return self.script
        return "traditional" if traditional > simple else "simplified"

    def quotation(self, place: int, line_start: int, line_end: int) -> Quotation | None:
        """The innermost quotation, title or bracket of the line that holds `place`."""
        text = self._document.text
        left = max(line_start, place - _REACH)
        before = text[left:place]
        depth: dict[str, int] = {}
        for index in range(len(before) - 1, -1, -1):
            char = before[index]
            closing = _PAIRS.get(char)
            if closing is not None:
                if depth.get(closing, 0):
                    depth[closing] -= 1
                    continue
                end = text.find(closing, place, min(line_end, place + _REACH))
                if end != -1:
                    return Quotation(left + index + 1, end, char)
            elif char in "」』”’》〉）)】〕":
                depth[char] = depth.get(char, 0) + 1
        return None


def profile(document: Document) -> Profile:
    """The view."""
    return Profile(document)
