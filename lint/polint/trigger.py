"""Trigger: which literals wake a pattern.

Of every match of a pattern some literals are known: of one list of words each match holds one, of another list
too, and of a word any part. The shared pass should look for those that ordinary text seldom holds, since each
place where one stands is looked at, and for few of them. So a set of words is replaced by parts of them, chosen
for how rare they are and for how many of the words hold them.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Iterator

from polint import store
from polint.pattern import lazy

PRICE = 2.0
"""What a trigger costs by being looked for, in hits a million characters."""
SEAM = "\ue000"
"""Stands in a literal where two words of a pattern meet that are no word together."""
_ATTRACTION = 8.0
"""How much oftener than by chance two such words meet in a text."""
_LONGEST = 6  # tokens of a part; longer ones are taken whole

_TOKEN = lazy(r"(?s)[a-z]+|[0-9]+|.")
_TOGETHER = 0.12
"""How much rarer a text gets by one more character of which nothing is known."""
_LATIN = (
    5_000.0,
    5_000.0,
    1_500.0,
    600.0,
    250.0,
    120.0,
    60.0,
    40.0,
)  # by length; looked for inside words, too
_DIGITS = (0.0, 5_000.0, 1_000.0, 300.0, 150.0)
_UNKNOWN = 20.0


@functools.cache
def common_words() -> frozenset[str]:
    """The words that are too common to be triggers."""
    source = store.beside(__file__, "common_words.txt").decode("utf-8")
    return frozenset(word for line in source.split("\n") if not line.startswith("#") for word in line.split())


@functools.cache
def _rates() -> tuple[dict[str, float], dict[str, float]]:
    """How often characters, and words, stand in a million characters."""
    characters: dict[str, float] = {" ": 20_000.0}
    words = dict.fromkeys(common_words(), 100.0)
    for line in store.beside(__file__, "frequency.txt").decode("utf-8").splitlines():
        rate, _, rest = line.partition(" ")
        if rate.endswith(":"):
            words.update(dict.fromkeys(rest.split(), float(rate[:-1])))
        elif rate != "#":
            characters.update(dict.fromkeys(rest, float(rate)))
    return characters, words


def rarity(word: str) -> int:
    """How rare a literal is, 0 to 3: its length, but 1 for a common word."""
    word = word.strip()
    return 1 if word in common_words() else min(3, len(word))


@functools.cache
def rate(word: str) -> float:
    """How often a literal stands in a million characters of ordinary text: an estimate. SEAMs may stand in it."""
    characters, words = _rates()
    plain = word.replace(SEAM, "")
    if plain in words:
        return words[plain]
    if plain != word:
        found = 1e6 / _ATTRACTION
        for part in word.split(SEAM):
            found *= min(1.0, rate(part) * _ATTRACTION / 1e6)
    else:
        tokens = _TOKEN.findall(word)
        found = min(_rate_of(token, characters) for token in tokens) * _TOGETHER ** (len(tokens) - 1)
    size = len(plain)
    for start in range(size):
        for end in range(start + 2, size + (start > 0)):
            if plain[start:end] in words:
                found = min(found, words[plain[start:end]])
    return found


def _rate_of(token: str, characters: dict[str, float]) -> float:
    if "a" <= token[0] <= "z":
        return _LATIN[min(len(token), len(_LATIN) - 1)]
    if "0" <= token[0] <= "9":
        return _DIGITS[min(len(token), len(_DIGITS) - 1)]
    return characters.get(token, _UNKNOWN)


def cost(words: Iterable[str], price: float = PRICE) -> float:
    """What looking for `words` costs: hits, and as such the words themselves."""
    return sum(rate(word) + price for word in words)


def parts(word: str, least: int) -> Iterator[str]:
    """The parts of a word, itself among them, of `least` characters or more; a Latin word or a number is not cut,
    and where the word has a SEAM the part has it."""
    ends = [0, *(match.end() for match in _TOKEN.finditer(word))]
    for first, start in enumerate(ends[:-1]):
        if word[start] == SEAM:
            continue
        for end in ends[first + 1 : first + 1 + _LONGEST]:
            if word[end - 1] != SEAM and end - start - word.count(SEAM, start, end) >= least:
                yield word[start:end]
    if len(ends) > _LONGEST + 1:
        yield word


@functools.lru_cache(4096)
def cover(words: tuple[str, ...], price: float = PRICE, least: int = 2) -> tuple[str, ...]:
    """Parts of `words` so that each of them holds one, as cheap as may be. Where `least` is 2 none of them is a
    word that is too common to be a trigger, unless it is one of `words`."""
    universe = tuple(dict.fromkeys(words))
    holders: dict[str, set[int]] = {}
    rates: dict[str, float] = {}
    for index, word in enumerate(universe):
        for part in (*parts(word, least), word):
            plain = part.replace(SEAM, "")
            holders.setdefault(plain, set()).add(index)
            rates[plain] = max(rates.get(plain, 0.0), rate(part))
    whole = {word.replace(SEAM, "") for word in universe}
    heap: list[tuple[float, int, str]] = []
    for part, held in holders.items():
        if least < 2 or rarity(part) > 1 or part in whole:
            heap.append(((rates[part] + price) / len(held), -len(part), part))
    heapq.heapify(heap)
    left = set(range(len(universe)))
    chosen: list[str] = []
    while left:
        value, length, part = heapq.heappop(heap)
        held = holders[part] & left
        if not held:
            continue
        now = (rates[part] + price) / len(held)
        if now > value:
            heapq.heappush(heap, (now, length, part))
            continue
        chosen.append(part)
        left -= held
    # What the later ones cover together need not be looked for.
    for part in sorted(chosen, key=lambda part: -rates[part]):
        others: set[int] = set().union(*(holders[other] for other in chosen if other != part))
        if len(others) == len(universe):
            chosen.remove(part)
    return tuple(sorted(chosen))


_ASKING = 0.45
_WALKING = (1.2, 0.06)
_TRYING = 20.0
"""What it costs, in thousands of instructions, to ask whether a word is in a text, to ask it of all characters at
once (and for each of the text's), and to try a pattern in vain."""


def asked(words: tuple[str, ...], width: int) -> tuple[tuple[str, ...], float, float]:
    """Parts of `words`, of which one is in every text that holds one of them: words to be asked for one by one, or
    single characters. Then what it costs to ask a text of `width` characters, and how often the answer is yes."""
    found: list[tuple[float, tuple[str, ...], float, float]] = []
    for signs in (cover(words, 1_500.0, 1), cover(tuple(map(rarest, words)), 20.0, 1)):
        single = len(signs) > 3 and all(len(sign) == 1 for sign in signs)
        price = _WALKING[0] + _WALKING[1] * width if single else _ASKING * len(signs)
        passing = min(1.0, sum(map(rate, signs)) * width / 1e6)
        found.append((price + passing * _TRYING, signs, price, passing))
    return min(found)[1:]


def rarest(word: str) -> str:
    """The rarest character of a word."""
    characters = _rates()[0]
    return min(word.replace(SEAM, ""), key=lambda char: _rate_of(char, characters))
