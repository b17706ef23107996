"""Classical Chinese: which passages are written in it, where characters and words of today do not go by the rules of
today. Rules of several families ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from polint.cached import cached_property
from polint.document import Document
from polint.pattern import lazy

PART = 20_000
"""Code points of a document that is of one piece; a longer one can be an anthology and is judged by parts."""
# 者 is not among them: statutes of today end every case with it; 乎 only where it ends a sentence, unlike 似乎.
_PARTICLES = (
    "曰",
    "矣",
    "兮",
    "乎？",
    "乎！",
    "乎。",
    "哉",
    "焉。",
    "焉，",
    "也。",
    "也，",
    "也！",
    "吾",
    "汝",
)
_PARTICLE = lazy("|".join(_PARTICLES))
_SIGNS = "".join(dict.fromkeys(particle[0] for particle in _PARTICLES))
_MANY = 1_000
"""How many passages are looked at one by one, and how long one must be to be looked at by itself: as many code points."""

_CLAUSE_END = lazy("[，。；、？！,;?! ]+")
_METRES = frozenset((5, 7))
"""Characters of a line of regular verse. (Of four there are lists of idioms.)"""


def is_verse(line: str) -> bool:
    """Whether a line of text is regular verse: clauses of five or seven characters, all as long as each other, two at
    least."""
    clauses = _CLAUSE_END.split(line.strip())
    if not clauses[-1]:
        clauses.pop()
    return len(clauses) > 1 and len(clauses[0]) in _METRES and len({len(clause) for clause in clauses}) == 1


class Classical:
    """What of one document is classical Chinese."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._often = document.often
        self._parts: dict[int, bool] = {}
        self._asked = 0

    def around(self, place: int) -> bool:
        """Whether the document is classical; of a long one the part that holds the code point at `place`."""
        part = place // PART
        found = self._parts.get(part)
        if found is None:
            size = len(self._text)
            start, end = (0, size) if size <= PART else (part * PART, min(size, (part + 1) * PART))
            found = self._parts[part] = self.within(start, end)
        return found

    def within(self, start: int, end: int) -> bool:
        """Whether the particles of classical Chinese outnumber 的 in a passage, given in code points."""
        self._asked += 1
        text, often = self._text, self._often
        if self._asked < _MANY or end - start > _MANY:
            most = 1 + 2 * often("的", start, end)
            # Of a text of today the characters of which the particles are made are too few, wherever they stand.
            if sum([often(sign, start, end) for sign in _SIGNS]) <= most:
                return False
            return sum(text.count(word, start, end) for word in _PARTICLES) > most
        particles = sum(_between(places, start, end - size) for size, places in self._places)
        return particles > 1 + 2 * text.count("的", start, end)

    @cached_property
    def _places(self) -> list[tuple[int, list[int]]]:
        """Where the particles of one size stand: of many passages, which share most of their characters, none need be
        read again for each of them."""
        places: dict[int, list[int]] = {}
        for match in _PARTICLE.finditer(self._text):
            places.setdefault(match.end() - match.start(), []).append(match.start())
        return list(places.items())


def _between(places: list[int], start: int, last: int) -> int:
    """How many of `places` lie from `start` to `last`."""
    return max(0, bisect_right(places, last) - bisect_left(places, start))


def classical(document: Document) -> Classical:
    """The view."""
    return Classical(document)
