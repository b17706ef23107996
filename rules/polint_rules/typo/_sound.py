"""Sound: which characters are taken for one another, because they sound or look alike."""

from __future__ import annotations

import functools
import marshal
import re

from polint import store
from polint.pattern import lazy

_SYLLABLE = lazy("([a-z]+)([^a-z ]+)")
_LEVEL_1 = range(0xB0, 0xD8)  # rows of GB 2312 that stand in the order of their sounds


@functools.cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The sounds of each character, what looks like it, what may stand in its place."""
    content = store.beside(__file__, "sounds.txt")
    sounds, looks, same = marshal.loads(
        store.compiled("typo-sounds-1", content, lambda: marshal.dumps(_read(content.decode("utf-8"))))
    )
    return sounds, looks, same


def _read(
    content: str,
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    begins: dict[str, str] = {}
    more: list[str] = []
    groups: dict[str, list[str]] = {"=": [], "~": []}
    for line in content.replace("\r", "").split("\n"):
        if line[:1] in groups:
            groups[line[0]] += line[2:].split()
        elif line.startswith("+"):
            more += line[2:].split()
        elif not line.startswith("#"):
            begins.update((char, sound) for sound, char in _SYLLABLE.findall(line))
    sounds: dict[str, set[str]] = {}
    sound = ""
    for row in _LEVEL_1:
        for char in bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode(
            "gb2312", "ignore"
        ):
            sound = begins.get(char, sound)
            sounds.setdefault(char, set()).add(_blurred(sound))
    for word in more:
        match = re.match(_SYLLABLE.pattern, word)
        if match is not None:
            for char in match.group(2):
                sounds.setdefault(char, set()).add(_blurred(match.group(1)))
    return (
        {char: frozenset(found) for char, found in sounds.items()},
        _by_character(groups["="]),
        _by_character(groups["~"]),
    )


def _by_character(groups: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for char in group:
            found.setdefault(char, set()).update(group)
    return {char: frozenset(others) for char, others in found.items()}


def _blurred(sound: str) -> str:
    """A syllable as those hear it who do not tell zh from z or ing from in, as half of all speakers do."""
    if sound[1:2] == "h":
        sound = sound[0] + sound[2:]
    return sound.removesuffix("g") if sound.endswith("ng") and sound[-3] in "aei" else sound


def homophones(char: str) -> list[str]:
    """The everyday characters that sound like `char`, without those that may stand in its place."""
    sounds, _, same = _tables()
    own, kept = sounds.get(char, frozenset()), same.get(char, {char})
    return sorted(other for other, found in sounds.items() if other not in kept and not found.isdisjoint(own))


def is_taken_for(written: str, meant: str) -> bool:
    """Whether the character `written` may stand where `meant` should by mistake."""
    sounds, looks, same = _tables()
    if written in same.get(meant, ()):
        return False
    return not sounds.get(written, frozenset()).isdisjoint(sounds.get(meant, ())) or written in looks.get(
        meant, ()
    )
