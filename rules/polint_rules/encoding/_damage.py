"""Damage: the places of a text where its bytes could not be decoded."""

from __future__ import annotations

import codecs

from polint.document import Document
from polint.named import NamedTuple

_BOM_LENGTHS = {"utf-8": len(codecs.BOM_UTF8), "utf-32-le": 4, "utf-32-be": 4}
TAIL = 3
"""At most so many U+FFFD at the end are one character cut in two: UTF-8 and GB18030 need up to four bytes."""


class Place(NamedTuple):
    """Undecodable bytes that lie together: where their U+FFFD stand (code points), where the bytes begin and
    how many they are."""

    start: int
    end: int
    offset: int
    length: int


class Damage(NamedTuple):
    """The undecodable places in order; `tail` is the last one where the text ends inside a character."""

    places: tuple[Place, ...]
    tail: Place | None


def damage(document: Document) -> Damage:
    """Where the bytes of `document` could not be decoded, and whether it ends inside a character. Linear: each
    stretch of bytes between two places is decoded once more."""
    source, text = document.source, document.text
    places: list[Place] = []
    if source.undecodable and source.raw is not None:
        position = _BOM_LENGTHS.get(source.encoding, 2) if source.bom else 0
        at = 0
        for offset, length in source.undecodable:
            if offset > position:
                at += len(source.raw[position:offset].decode(source.encoding, "replace"))
            start = at
            at += 1
            position = offset + length
            last = places[-1] if places else None
            if last is not None and last.end == start and last.offset + last.length == offset:
                places[-1] = Place(last.start, at, last.offset, position - last.offset)
            else:
                places.append(Place(start, at, offset, length))
    return Damage(tuple(places), _tail(document, places, text))


def _tail(document: Document, places: list[Place], text: str) -> Place | None:
    end = len(text.rstrip())
    start = end
    while start and text[start - 1] == "\ufffd" and start > end - TAIL - 1:
        start -= 1
    if start == end or end - start > TAIL or not start:
        return None
    if places and places[-1].end == end:
        return places[-1] if places[-1].start >= start else None
    return Place(start, end, -1, 0) if not document.source.undecodable else None
