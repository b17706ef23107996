"""ads/spam: the phrases are in spam.toml; here are the jammer lines, which are made of no words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.phrase import PhraseRule, load_rule

# Discuz hides runs such as "+ O2 W- O: E/ I5 L9 Z" in a post, so that a copy of it is spoilt.
_JAMMER = lazy(rb"(?:[ld!-/:-@\[-`{-~]{1,3} ){5,60}[ld!-/:-@\[-`{-~]{1,3}")
_MIXED = 3
_MIXTURE = Text("random letters and signs against copying", "防复制的乱码字符")


class Jammed(PhraseRule):
    """Spam, and the runs of short random words against copying: at least six of one to three characters, of
    which _MIXED are made of a letter with a digit or a sign."""

    always = True

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """The phrases, then the jammers."""
        yield from super().check(document)
        classes = document.classes
        if 6 <= classes.count(b" ") <= max(20, len(classes) // 10):
            yield from self._jammers(document)

    def _jammers(self, document: Document) -> Iterator[Draft]:
        for match in _JAMMER.finditer(document.classes):
            start, end = match.span()
            words = document.text[start:end].split(" ")
            mixed = sum(any(c.isalpha() for c in word) and not word.isalpha() for word in words)
            if mixed >= _MIXED and mixed >= len(words) // 3 and document.regions.is_prose(start):
                yield self.draft(start, end, "found", fix=Fix.replace(start, end, ""), evidence=_MIXTURE)


Spam = load_rule(Path(__file__).with_suffix(".toml"), Jammed)
