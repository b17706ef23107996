"""Wrappers: the signatures of C2PA, which a text carries as invisible characters."""

from __future__ import annotations

from polint.character import BOM, VARIATION
from polint.document import Document
from polint.pattern import lazy

_WRAPPER = lazy(BOM + b"?" + VARIATION + b"{8,}")
"""C2PA 2.4 writes a manifest as U+FEFF and a run of variation selectors, one a byte; no text has eight in a row."""


def wrappers(document: Document) -> list[tuple[int, int]]:
    """Where the C2PA text wrappers of `document` lie, as ranges of code points."""
    if VARIATION not in document.classes:
        return []
    return [match.span() for match in _WRAPPER.finditer(document.classes)]
