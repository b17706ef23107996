"""Spelling: where a text has a word that a converter got wrong, though every character of it is legal.

An automaton finds the places. The characters that traditional text hardly has and that are wrong in many words it
finds by themselves, of the others (後, 制, 面) the wrong words, and the table of the character says whether a wrong
word stands there. What is found is a suspicion, of which `_judgement` judges.
"""

from __future__ import annotations

import functools
import marshal
from collections import Counter
from collections.abc import Iterable

from polint import store
from polint.fold import narrow
from polint.matcher import INDEX, SHIFT, Matcher
from polint.named import NamedTuple
from polint_rules.script._confusion import LISTS, confusions, every_spelling, spellings
from polint_rules.script._lexicon import store_key

FREQUENT = (
    "志里卷游谷雲彙覆裡裏歷餘佈復致遊鐘吓鍾喂註採獲准注迴託複隻製台須系簽面只臺向準制徵幾表範後別國並出發係"
)
"""Characters of ordinary traditional text: each has one in 15,000 characters or more, or is of many names."""
_MANY = 80
"""Words in which a character can be wrong, up to which they are looked for in its place: 於 stands everywhere and is
wrong in three."""
_MOST_HITS = 20_000  # where a text has more wrong spellings, these are enough


class Suspect(NamedTuple):
    """A wrong spelling at [start, end), wrong at `place`, of what should be `right`; `listed` ones are in
    errors.txt and need no word of the lexicon against them."""

    place: int
    start: int
    end: int
    right: str
    listed: bool

    def moved(self, by: int) -> Suspect:
        """The same one in a text in which it stands `by` code points further on."""
        place, start, end, right, listed = self
        return Suspect(place + by, start + by, end + by, right, listed)


def suspect_at(text: str, place: int) -> Suspect | None:
    """The longest wrong spelling in `text` whose wrong character is at `place`; a listed one before all others."""
    found = spellings().at(text, place)
    if found:
        word, offset, right, listed = (
            found[0]
            if len(found) == 1
            else max(found, key=lambda one: (one.listed, len(one.word), one.offset))
        )
        return Suspect(place, place - offset, place - offset + len(word), right, listed)
    right_form = confusions().alone.get(text[place])
    return None if right_form is None else Suspect(place, place, place + 1, right_form, False)


def suspects_at(text: str, places: Iterable[int]) -> list[Suspect]:
    """The wrong spellings at these places."""
    return [suspect for place in places if (suspect := suspect_at(text, place)) is not None]


def _literals() -> dict[str, int]:
    """What the automaton looks for, with the distance of the suspect character from its end."""
    literals: dict[str, int] = {}
    spellings = [(word, offset, word[offset]) for word, offset, _, _ in every_spelling()]
    words = Counter(char for _, _, char in spellings)
    for word, offset, char in spellings:
        if char in FREQUENT or words[char] <= _MANY:
            literals[word] = len(word) - offset
        else:
            literals[char] = 1
    return literals


def _build() -> bytes:
    # A matcher reads one unit a code point, so that what lies beyond U+FFFF is never among what it finds.
    literals = {word: distance for word, distance in _literals().items() if max(word) <= "\uffff"}
    ordered = sorted(literals)
    return marshal.dumps(("\0".join(ordered), bytes([literals[literal] for literal in ordered])))


class Speller:
    """The automaton. Loads in a millisecond; made once a process."""

    def __init__(self) -> None:
        key = store_key(*LISTS) + f"{FREQUENT}{_MANY}".encode()
        joined, self._distances = marshal.loads(store.compiled("script-speller-3", key, _build))
        self._matcher = Matcher(joined)

    def places(self, units: bytes) -> tuple[list[int], bool]:
        """Where wrong characters of wrong spellings may stand in UTF-16-LE with one unit a code point, ascending; and
        whether these are all."""
        hits = self._matcher.find(units)
        complete = len(hits) < _MOST_HITS
        distances = self._distances
        places = {(hit >> SHIFT) - distances[hit & INDEX] for hit in hits[:_MOST_HITS]}
        return sorted(places), complete


def suspects_in(text: str) -> list[Suspect]:
    """Every wrong spelling in a text, ascending; the first ones where it has very many."""
    return suspects_at(text, speller().places(narrow(text).encode("utf-16-le", "surrogatepass"))[0])


@functools.cache
def speller() -> Speller:
    """The speller of this process."""
    return Speller()
