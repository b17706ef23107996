"""ads/spam: the phrases are in spam.toml; here are the jammer lines, which are made of no words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.phrase import PhraseRule
from polint_rules._phrases import book, rule

if TYPE_CHECKING:
    from polint.batch import Batch

# Discuz hides runs such as "+ O2 W- O: E/ I5 L9 Z" in a post, so that a copy of it is spoilt. They wake the rule
# by signs that hardly ever end a word in Chinese: of the runs, few are without one of them.
_SIGNS = "$%^~@\\_["
_TRIGGERS = tuple(f"{sign} {char}" for sign in _SIGNS for char in "abcdefghijklmnopqrstuvwxyz0123456789")
_LENGTH = 3
_WAKING = frozenset(_TRIGGERS)
_JAMMER = lazy(rb"(?:[ld!-/:-@\[-`{-~]{1,3} ){5,60}[ld!-/:-@\[-`{-~]{1,3}")
_SHORT = lazy(rb" (?<=[ld!-/:-@\[-`{-~] )(?:[ld!-/:-@\[-`{-~]{1,3} ){4}[ld!-/:-@\[-`{-~]")
"""Six words of a run, from the last character of the first one: only where a blank stands is anything tried."""
_FORMULA = ("^ {", "_ {")
"""Signs of TeX, with the blanks that a translation leaves: sum_ {i = 0} ^ {p}."""
_NEAR = 26  # code points around a trigger within which six words of a run stand
_BLANKS = 5  # between six words
_REACH = 200  # code points before a trigger
_MIXED = 3
_MIXTURE = Text("random letters and signs against copying", "防复制的乱码字符")


def jams(batch: Batch) -> dict[int, list[int]]:
    """A view: where in each text a jammer's trigger stands that is one of six short words."""
    found: dict[int, list[int]] = {}
    classes = batch.classes
    for end in batch.places(_WAKING):
        place = end - _LENGTH
        low, high = max(0, place - _NEAR), place + _NEAR
        if classes.count(b" ", low, high) < _BLANKS:
            continue  # nearly always so
        number = bisect_right(batch.starts, place) - 1
        start, stop = batch.spans[number]
        if _SHORT.search(classes, max(start, low), min(stop, high)) is not None:
            found.setdefault(number, []).append(place - start)
    return found


def with_spam(batch: Batch) -> Collection[int]:
    """The sieve: the texts in which there may be a phrase or a jammer."""
    return book().texts(batch).get("ads/spam", set()).union(batch.view(jams))


class Jammed(PhraseRule):
    """Spam, and the runs of short random words against copying: at least six of one to three characters, of
    which _MIXED and a third are made of a letter with a digit or a sign."""

    @property
    def wakes_on(self) -> Iterable[str]:
        """The literals of all patterns, and the jammers'."""
        return (*self.phrases.triggers, *_TRIGGERS)

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """The phrases, then the jammers."""
        yield from super().check(document)
        scan = document.scan
        places = () if scan.batch is None else scan.batch.view(jams).get(scan.number, ())
        last = 0
        for place in places:
            if place < last:
                continue
            match = _JAMMER.search(document.classes, max(last, place - _REACH), place + _REACH)
            last = place + 1
            if match is None:
                continue
            start, end = match.span()
            last = max(last, end)
            words = document.text[start:end].split(" ")
            if any(sign in document.text[start:end] for sign in _FORMULA):
                continue
            mixed = sum(any(c.isalpha() for c in word) and not word.isalpha() for word in words)
            if (
                mixed >= max(_MIXED, len(words) // 3)
                and document.regions.is_prose(start)
                and not document.regions.touches(start, end)
            ):
                yield self.draft(start, end, "found", fix=Fix.replace(start, end, ""), evidence=_MIXTURE)


Spam = rule("ads/spam", Jammed, sieve=f"{__name__}:with_spam")
