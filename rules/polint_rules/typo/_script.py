"""The script of a mend: what is right in simplified text, written as the text around it is."""

from __future__ import annotations

import functools

from polint.character import SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.variant import dictionary

AROUND = 200
"""Code points on either side that tell the script of a place: a paragraph."""


def is_traditional(document: Document, start: int, end: int) -> bool:
    """Whether the text around [start, end) is traditional."""
    around = document.classes[max(0, start - AROUND) : end + AROUND]
    return around.count(TRADITIONAL) > around.count(SIMPLIFIED)


def in_script(text: str, document: Document, start: int, end: int) -> str:
    """`text`, which is simplified, in the script of the place [start, end)."""
    return traditional(text) if is_traditional(document, start, end) else text


def mended(document: Document, start: int, wrong: str, right: str) -> str:
    """The right form in the script of the place; characters that were right stay as they are written."""
    end = start + len(wrong)
    target = in_script(right, document, start, end)
    if len(target) != len(wrong):
        return target
    return "".join(
        old if was == now else new
        for old, was, now, new in zip(document.text[start:end], wrong, right, target, strict=True)
    )


@functools.cache
def traditional(text: str) -> str:
    """`text` in traditional script: as a phrase of OpenCC's dictionary, else character by character."""
    phrases, characters = _dictionaries()
    if text in phrases:
        return phrases[text][0]
    return "".join(characters[char][0] if char in characters else char for char in text)


@functools.cache
def _dictionaries() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    return dictionary("STPhrases"), dictionary("STCharacters")
