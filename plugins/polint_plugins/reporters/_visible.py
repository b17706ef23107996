"""Text of a document made fit to be shown: nothing in it can act on a terminal, and what hides is seen."""

from __future__ import annotations

import re
import unicodedata

from polint.pattern import lazy

# Controls, format characters, separators, surrogates, private use and noncharacters: what a terminal could
# obey, reorder text by, or show as nothing.
_UNSAFE = lazy(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_NAMED = {"\t": "→", "\n": "⏎", "\r": "␍", "\x1b": "␛", "\x7f": "␡"}


def visible(text: str) -> str:
    """`text` with every unsafe character written as a picture (␛, ⏎) or as its number (⟨U+200B⟩)."""
    return _UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    char = match.group()
    if char in _NAMED:
        return _NAMED[char]
    if char < " ":
        return chr(0x2400 + ord(char))
    return f"⟨U+{ord(char):04X}⟩"


def width(text: str) -> int:
    """The columns that `text`, which is visible, takes in a terminal (Unicode's East_Asian_Width; a combining
    mark takes none)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def cut(text: str, columns: int) -> str:
    """As much of `text` as fits into `columns`, with … where something was cut."""
    if width(text) <= columns:
        return text
    taken, used = [], 1
    for char in text:
        used += width(char)
        if used > columns:
            break
        taken.append(char)
    return "".join(taken) + "…"


def cut_left(text: str, columns: int) -> str:
    """The end of `text` that fits into `columns`, with … where something was cut."""
    if width(text) <= columns:
        return text
    return "…" + cut(text[::-1], columns).rstrip("…")[::-1]
