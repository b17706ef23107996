"""The script of a mend: what is right in simplified text, written as the text around it is."""

from __future__ import annotations

import functools

from polint.character import SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.variant import dictionary_file

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
    if wrong.startswith(right):
        return document.text[start : start + len(right)]  # 的的
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
    phrase = _entry("STPhrases", text)
    if phrase is not None:
        return phrase
    return "".join(_entry("STCharacters", char) or char for char in text)


def _entry(name: str, key: str) -> str | None:
    """The preferred form that a dictionary has for `key`. The few words that are asked for are looked for in the
    file as it is: a table of its 49,000 lines would cost a hundred times as much."""
    if traditional.cache_info().misses > _FEW:
        forms = _entries(name).get(key.encode())
        return None if forms is None else forms.split()[0].decode()
    lines, sought = _dictionary(name), f"{key}\t".encode()
    place = lines.find(sought)
    while place > 0 and lines[place - 1] != ord("\n"):
        place = lines.find(sought, place + 1)
    if place < 0:
        return None
    forms = lines[place + len(sought) : place + len(sought) + _MOST].split(b"\n")[0]
    return forms.split()[0].decode()


_FEW = 200
"""Texts after which the table costs less."""


@functools.cache
def _entries(name: str) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for line in _dictionary(name).split(b"\n"):
        key, tab, forms = line.partition(b"\t")
        if tab:
            found.setdefault(key, forms)
    return found


_MOST = 200
"""Bytes in which the preferred form stands."""


@functools.cache
def _dictionary(name: str) -> bytes:
    with open(dictionary_file(name), "rb", buffering=0) as file:
        return file.read()
