"""Lexicon: which traditional forms the words of simplified text take, from the dictionaries of
opencc-python-reimplemented and two short lists of our own.

It is compiled at the first run and kept in the store; nothing of the dictionaries is kept in this project.
Keys are folded (see scan.py), so that a stretch of `Document.folded` can be looked up as it stands.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polint import store
from polint.scan import SHARED
from polint.variant import dictionary, dictionary_folder, variants

_FOLDER = Path(__file__).parent
LONGEST = 12
"""Characters of the longest phrase that is looked up."""

_PRONOUNS = "我你他她它您"
_SOURCES = ("STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "TWVariants", "HKVariants")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`phrases`: from a folded word to its traditional forms in OpenCC's own standard, separated by spaces;
    `characters`: the same for one character; `kept`: simplified words that keep a traditional character;
    `legal`: traditional words that may be written as they stand."""

    phrases: dict[str, str]
    characters: dict[str, str]
    kept: frozenset[str]
    legal: frozenset[str]

    def is_legal(self, text: str, place: int) -> bool:
        """Whether a word that may be written as it stands covers `place` in `text`."""
        legal = self.legal
        left = max(0, place - 4)
        window = text[left : place + 5]
        at = place - left
        return any(
            window[start:end] in legal
            for start in range(at + 1)
            for end in range(max(at + 1, start + 2), min(len(window), start + 5) + 1)
        )

    def words_over(self, folded: str, place: int) -> Iterator[tuple[int, int, str]]:
        """(start, end, forms) of every word of the lexicon in `folded` that covers `place`."""
        phrases = self.phrases
        size = len(folded)
        for start in range(max(0, place - LONGEST + 1), place + 1):
            for end in range(max(place + 1, start + 2), min(size, start + LONGEST) + 1):
                found = phrases.get(folded[start:end])
                if found is not None:
                    yield start, end, found


def lines(name: str) -> Iterator[str]:
    """The lines of one of our own lists, without comments."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.rstrip("\r")


def store_key(*own: str) -> bytes:
    """What the compiled tables depend on: the dictionaries and our lists."""
    folder = dictionary_folder()
    parts = [(folder / f"{name}.txt").stat().st_size.to_bytes(8, "big") for name in _SOURCES]
    return b"\0".join([*parts, *((_FOLDER / name).read_bytes() for name in own)])


def spelled(word: str) -> set[str]:
    """`word`, given in OpenCC's standard, as it is written there, in Taiwan and in Hong Kong."""
    taiwan, hong_kong = variants_of("TWVariants"), variants_of("HKVariants")
    return {
        word,
        "".join(taiwan.get(char, char) for char in word),
        "".join(hong_kong.get(char, char) for char in word),
    }


@functools.cache
def variants_of(name: str) -> dict[str, str]:
    """One of OpenCC's tables of regional variants, the first choice of each."""
    return {char: found[0] for char, found in dictionary(name).items()}


def all_phrases() -> dict[str, tuple[str, ...]]:
    """Every simplified phrase with its traditional forms, ours in place of OpenCC's."""
    phrases = dict(dictionary("STPhrases"))
    for line in lines("phrases.txt"):
        simple, _, forms = line.partition("\t")
        phrases[simple] = tuple(forms.split(" "))
    # "他钟" and the like are the beginnings of names, not words.
    return {
        simple: forms for simple, forms in phrases.items() if len(simple) != 2 or simple[0] not in _PRONOUNS
    }


def _build() -> bytes:
    fold = SHARED.tables.fold_text
    # Only words that hold a character with more than one form can decide anything.
    several = {char for char, forms in dictionary("STCharacters").items() if len(forms) > 1}
    telling = (several & variants().simplified) | {
        char for line in lines("one_to_many.txt") for char in line if char not in ": "
    }
    phrases: dict[str, list[str]] = {}
    for simple, forms in all_phrases().items():
        if (
            1 < len(simple) <= LONGEST
            and all(len(form) == len(simple) for form in forms)
            and not telling.isdisjoint(simple + "".join(forms))
        ):
            kept = phrases.setdefault(fold(simple), [])
            kept += [form for form in forms if form not in kept]
    characters = {
        simple: " ".join(forms) for simple, forms in dictionary("STCharacters").items() if len(simple) == 1
    }
    own = {simple for forms in dictionary("TSPhrases").values() for simple in forms}
    traditional = {char for char, forms in dictionary("TSCharacters").items() if char not in forms[:1]}
    kept_words = sorted(word for word in own if traditional.intersection(word))
    legal = sorted({word for line in lines("legal.txt") for word in line.split()})
    columns = (
        list(phrases),
        [" ".join(forms) for forms in phrases.values()],
        list(characters),
        list(characters.values()),
        kept_words,
        legal,
    )
    return "\0".join("\n".join(column) for column in columns).encode("utf-8", "surrogatepass")


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, loaded when first asked for (about 15 ms)."""
    blob = store.compiled(
        "script-lexicon-5", store_key("phrases.txt", "legal.txt", "one_to_many.txt"), _build
    )
    # Splitting is several times as fast as a parser of any format.
    words, forms, chars, char_forms, kept, legal = (
        column.split("\n") for column in blob.decode("utf-8", "surrogatepass").split("\0")
    )
    return Lexicon(
        dict(zip(words, forms, strict=True)),
        dict(zip(chars, char_forms, strict=True)),
        frozenset(kept),
        frozenset(legal),
    )
