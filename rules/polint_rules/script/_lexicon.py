"""Lexicon: which traditional forms the words of simplified text take, from the dictionaries of
opencc-python-reimplemented and two short lists of our own.

It is compiled at the first run and kept in the store; nothing of the dictionaries is kept in this project.
Keys are folded (see scan.py), so that a stretch of `Document.folded` can be looked up as it stands.
"""

from __future__ import annotations

import functools
import marshal
import os
from collections.abc import Iterator

from polint import store
from polint.fold import SHARED
from polint.variant import dictionary, dictionary_file, variants
from polint_rules.script._wordlist import Wordlist, pack

LONGEST = 12
"""Characters of the longest phrase that is looked up."""

_PRONOUNS = "我你他她它您"
_TRANSCRIBING = frozenset(
    "斯克特尔巴达亚拉罗利尼西姆维格卡奥德诺伊奇布普莱纳玛马塔蒂培基塞韦尤希哈加库提弗洛雷索福瓦耶米赫金腾"
)
"""What foreign names are written with; OpenCC has 裏 for the 里 of some (弗羅裏達), which stands there for a sound."""
_SOURCES = ("STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "TWVariants", "HKVariants")


class Lexicon:
    """From folded words to their traditional forms in OpenCC's own standard, separated by spaces."""

    def __init__(self, content: bytes) -> None:
        self._list = Wordlist(content)

    def forms(self, word: str) -> str | None:
        """The forms of one folded word of two characters or more; None where it is not in the lexicon."""
        for entry in self._list.under(word[0], word[1]):
            found, _, forms = entry.partition(" ")
            if found == word:
                return forms
        return None

    def words_over(self, folded: str, place: int) -> list[tuple[int, int, str]]:
        """(start, end, forms) of every word of the lexicon in `folded` that covers `place`."""
        low, high = max(0, place - LONGEST + 1), min(place + 1, len(folded) - 1)
        return self._list.words(folded, low, high, place)


def is_legal(text: str, place: int, within: tuple[int, int] | None = None) -> bool:
    """Whether a traditional word that may be written as it stands covers `place` in `text`; one inside the longer
    word `within` does not count (台風 in 強烈台風)."""
    legal, pairs = _legal()
    if text[place : place + 2] not in pairs and text[place - 1 : place + 1] not in pairs:
        return False  # nearly always
    left = max(0, place - 4)
    window = text[left : place + 5]
    at, size = place - left, len(window)
    for start in range(at + 1):
        for end in range(max(at + 1, start + 2), min(size, start + 5) + 1):
            if window[start:end] in legal and not (
                within is not None
                and within[0] <= left + start
                and left + end <= within[1]
                and end - start < within[1] - within[0]
            ):
                return True
    return False


@functools.cache
def _legal() -> tuple[frozenset[str], frozenset[str]]:
    """The words that may be written as they stand, and all pairs of neighbours in them."""
    words = frozenset(word for line in lines("legal.txt") for word in line.split())
    return words, frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1))


def lines(name: str) -> Iterator[str]:
    """The lines of one of our own lists, without comments."""
    for line in store.beside(__file__, name).decode("utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.rstrip("\r")


def store_key(*own: str) -> bytes:
    """What the compiled tables depend on: the dictionaries and our lists."""
    return b"\0".join([_sizes(), *(store.stamp(__file__, name) for name in own)])


@functools.cache
def _sizes() -> bytes:
    return b"".join(os.stat(dictionary_file(name)).st_size.to_bytes(8, "big") for name in _SOURCES)


def spelled(word: str) -> set[str]:
    """`word`, given in OpenCC's standard, as it is written there, in Taiwan and in Hong Kong."""
    taiwan, hong_kong = variants_of("TWVariants"), variants_of("HKVariants")
    return {
        word,
        word.replace("曬", "晒"),  # as often as not in Taiwan
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
    for simple, forms in phrases.items():
        if any("裏" in form for form in forms) and sum(char in _TRANSCRIBING for char in simple) > 1:
            phrases[simple] = tuple(form.replace("裏", "里") for form in forms)
    for line in lines("phrases.txt"):
        simple, _, listed = line.partition("\t")
        phrases[simple] = tuple(listed.split(" "))
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
    by_pair: dict[str, list[str]] = {}
    for word in sorted(phrases):
        by_pair.setdefault(word[:2], []).append(f"{word} {' '.join(phrases[word])}")
    return pack(by_pair)


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, loaded when first asked for."""
    key = store_key("phrases.txt", "one_to_many.txt")
    return Lexicon(store.compiled("script-lexicon-12", key, _build))


@functools.cache
def forms_of(char: str) -> list[str]:
    """The traditional characters of a simplified one, the usual one first; itself where it has none."""
    table = _characters()
    start = table.find(f"\n{char} ")
    return table[start + 3 : table.index("\n", start + 3)].split(" ") if start >= 0 else [char]


@functools.cache
def _characters() -> str:
    """The simplified characters, each behind a line feed, with their forms: few are asked for, and a table of all takes
    longer to load than a document to check."""

    def build() -> bytes:
        table = dictionary("STCharacters")
        rows = (f"{char} {' '.join(forms)}\n" for char, forms in table.items() if len(char) == 1)
        return f"\n{''.join(rows)}".encode()

    return store.compiled("script-characters-2", store_key(), build).decode()


@functools.cache
def keeping() -> frozenset[str]:
    """The simplified words that keep a traditional character."""

    def build() -> bytes:
        traditional = {char for char, forms in dictionary("TSCharacters").items() if char not in forms[:1]}
        words = {simple for forms in dictionary("TSPhrases").values() for simple in forms}
        return marshal.dumps(frozenset(word for word in words if traditional.intersection(word)))

    words: frozenset[str] = marshal.loads(store.compiled("script-keeping-1", store_key(), build))
    return words
