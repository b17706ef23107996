"""Classical Chinese: which passages are written in it, where characters and words of today do not go by the rules of
today. Rules of several families ask."""

from __future__ import annotations

from polint.document import Document

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


class Classical:
    """What of one document is classical Chinese."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._parts: dict[int, bool] = {}

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
        text = self._text
        particles = sum(text.count(word, start, end) for word in _PARTICLES)
        return particles > 1 + 2 * text.count("的", start, end)


def classical(document: Document) -> Classical:
    """The view."""
    return Classical(document)
