"""Lexicon: which traditional forms the words of simplified text take, from the dictionaries of
opencc-python-reimplemented and two short lists of our own.

It is compiled at the first run and kept in the store; nothing of the dictionaries is kept in this project.
Keys are folded (see scan.py), so that a stretch of `Document.folded` can be looked up as it stands. The words are
one text in which they are looked for: a table of them takes longer to load than most texts to check, and few are
ever asked for.
"""

from __future__ import annotations

import functools
import itertools
import marshal
from collections.abc import Iterator
from pathlib import Path

from polint import store
from polint.scan import SHARED
from polint.variant import dictionary, dictionary_folder, variants

_FOLDER = Path(__file__).parent
LONGEST = 12
"""Characters of the longest phrase that is looked up."""

_PRONOUNS = "我你他她它您"
_SOURCES = ("STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "TWVariants", "HKVariants")


class Lexicon:
    """From folded words to their traditional forms in OpenCC's own standard, separated by spaces: one text of
    sorted lines, of which `index` tells where those of each first character lie."""

    def __init__(self, index: dict[str, tuple[int, int]], text: str) -> None:
        self._index = index
        self._text = text

    def _starting(self, pair: str) -> Iterator[tuple[str, str]]:
        """The words that start with two characters, a shorter one before a longer one that begins with it."""
        start, end = self._index.get(pair[0], (0, 0))
        text = self._text
        place = text.find(f"\n{pair}", start, end)
        while place != -1:
            stop = text.find("\n", place + 1)
            tab = text.find("\t", place, stop)
            yield text[place + 1 : tab], text[tab + 1 : stop]
            place = stop if text.startswith(pair, stop + 1) else -1

    def forms(self, word: str) -> str | None:
        """The forms of one folded word; None where it is not in the lexicon."""
        for found, forms in self._starting(word[:2]):
            if found == word:
                return forms
        return None

    def words_over(self, folded: str, place: int) -> Iterator[tuple[int, int, str]]:
        """(start, end, forms) of every word of the lexicon in `folded` that covers `place`."""
        index = self._index
        for start in range(max(0, place - LONGEST + 1), min(place + 1, len(folded) - 1)):
            if folded[start] in index:
                for word, forms in self._starting(folded[start : start + 2]):
                    if start + len(word) > place and folded.startswith(word, start):
                        yield start, start + len(word), forms


def is_legal(text: str, place: int) -> bool:
    """Whether a traditional word that may be written as it stands covers `place` in `text`."""
    legal = _legal()
    left = max(0, place - 4)
    window = text[left : place + 5]
    at, size = place - left, len(window)
    for start in range(at + 1):
        for end in range(max(at + 1, start + 2), min(size, start + 5) + 1):
            if window[start:end] in legal:
                return True
    return False


@functools.cache
def _legal() -> frozenset[str]:
    return frozenset(word for line in lines("legal.txt") for word in line.split())


def lines(name: str) -> Iterator[str]:
    """The lines of one of our own lists, without comments."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.rstrip("\r")


def store_key(*own: str) -> bytes:
    """What the compiled tables depend on: the dictionaries and our lists."""
    return b"\0".join([_sizes(), *((_FOLDER / name).read_bytes() for name in own)])


@functools.cache
def _sizes() -> bytes:
    folder = dictionary_folder()
    return b"".join((folder / f"{name}.txt").stat().st_size.to_bytes(8, "big") for name in _SOURCES)


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
    index: dict[str, tuple[int, int]] = {}
    text = ""
    for first, group in itertools.groupby(sorted(phrases), key=lambda word: word[0]):
        start = len(text)
        text += "".join(f"\n{word}\t{' '.join(phrases[word])}" for word in group)
        index[first] = (start, len(text))
    return marshal.dumps((index, (text + "\n").encode("utf-16-le", "surrogatepass")))


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, loaded when first asked for (about two milliseconds)."""
    key = store_key("phrases.txt", "one_to_many.txt")
    index, text = marshal.loads(store.compiled("script-lexicon-8", key, _build))
    return Lexicon(index, text.decode("utf-16-le", "surrogatepass"))


@functools.cache
def characters() -> dict[str, str]:
    """From each simplified character to its traditional ones, separated by spaces."""

    def build() -> bytes:
        table = dictionary("STCharacters")
        return marshal.dumps({char: " ".join(forms) for char, forms in table.items() if len(char) == 1})

    table: dict[str, str] = marshal.loads(store.compiled("script-characters-1", store_key(), build))
    return table


@functools.cache
def keeping() -> frozenset[str]:
    """The simplified words that keep a traditional character."""

    def build() -> bytes:
        traditional = {char for char, forms in dictionary("TSCharacters").items() if char not in forms[:1]}
        words = {simple for forms in dictionary("TSPhrases").values() for simple in forms}
        return marshal.dumps(frozenset(word for word in words if traditional.intersection(word)))

    words: frozenset[str] = marshal.loads(store.compiled("script-keeping-1", store_key(), build))
    return words
