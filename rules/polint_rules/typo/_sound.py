"""Sound: which characters are taken for one another, because they sound or look alike."""

from __future__ import annotations

import functools
import marshal
import re
from array import array
from collections.abc import Iterator

from polint import store
from polint.pattern import lazy

_SYLLABLE = lazy("([a-z]+)([^a-z ]+)")
_LEVEL_1 = range(0xB0, 0xD8)  # rows of GB 2312 that stand in the order of their sounds


class Sounds:
    """What sounds and looks like what."""

    def __init__(self, kept: bytes) -> None:
        """`kept` as `_build` makes it."""
        kinds, self._sounds, *others = marshal.loads(kept)
        self._kinds = memoryview(kinds).cast("H")
        # Strings that are cut are made in a tenth of the time that thousands of kept sets take.
        self.looks, self.same = (dict(zip(chars, found.split("\0"), strict=True)) for chars, found in others)
        """What looks like a character, what may stand in its place, itself included: by the character."""

    def of(self, char: str) -> str:
        """The sounds of a character below U+10000, each a character, too; "" where none is known."""
        found: str = self._sounds[self._kinds[ord(char)]]
        return found

    def known(self) -> Iterator[str]:
        """The characters whose sounds are known, ascending."""
        return (chr(code) for code, kind in enumerate(self._kinds) if kind)


@functools.cache
def _known() -> Sounds:
    return Sounds(store.compiled("typo-sounds-2", store.stamp(__file__, "sounds.txt"), _build))


def _build() -> bytes:
    """Of each code point below U+10000 the number of its combination of sounds, the combinations, and two tables of
    others that look like a character or may stand in its place."""
    sounds, looks, same = _read(store.beside(__file__, "sounds.txt").decode("utf-8"))
    signs = {sound: chr(0xE000 + sign) for sign, sound in enumerate(sorted(set().union(*sounds.values())))}
    signed = {char: "".join(sorted(signs[sound] for sound in found)) for char, found in sounds.items()}
    combinations = ["", *sorted(set(signed.values()))]
    numbers = {combination: number for number, combination in enumerate(combinations)}
    kinds = array("H", bytes(2 * 0x10000))
    for char, combination in signed.items():
        kinds[ord(char)] = numbers[combination]
    others = (
        ("".join(table), "\0".join("".join(sorted(own)) for own in table.values())) for table in (looks, same)
    )
    return marshal.dumps((kinds.tobytes(), combinations, *others))


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
    known = _known()
    own, kept = set(known.of(char)), known.same.get(char, char)
    return [other for other in known.known() if other not in kept and not own.isdisjoint(known.of(other))]


def is_taken_for(written: str, meant: str) -> bool:
    """Whether the character `written` may stand where `meant` should by mistake."""
    known = _known()
    if written in known.same.get(meant, ""):
        return False
    sounds = known.of(meant)
    for sound in known.of(written):  # a generator costs more than the sounds
        if sound in sounds:
            return True
    return written in known.looks.get(meant, "")
