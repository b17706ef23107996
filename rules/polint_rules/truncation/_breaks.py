"""Where a line ends without ending a sentence: a view that the rules of this family share."""

from __future__ import annotations

from polint.document import Document
from polint.pattern import lazy

# These begin with a literal, which `re` finds fastest.
_UNIX = lazy(rb"\n(?<=[hstn\x99dlvw,]\n)")
_DOS = lazy(rb"\n(?<=[hstn\x99dlvw,]\r\n)")


def open_ends(document: Document) -> list[int]:
    """The offsets of the line feeds that follow Han, a letter, a digit or a comma, ascending."""
    classes = document.classes
    pattern = _DOS if b"\r" in classes else _UNIX
    return [match.start() for match in pattern.finditer(classes)]
