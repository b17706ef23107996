"""Spelling: where a text has a word that a converter got wrong, though every character of it is legal.

Few characters can be wrong, and each in some words only. Where two or three characters of such a word stand, the table
of the character says whether all of it does. What is found is a suspicion, of which `_judgement` judges.
"""

from __future__ import annotations

import functools
import marshal
from array import array

from polint import octet, store
from polint.named import NamedTuple
from polint_rules.script._confusion import LISTS, confusions, every_spelling, spellings
from polint_rules.script._lexicon import store_key

_MOST_PLACES = 20_000  # where a text may have more wrong spellings, these are enough


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


def _build() -> bytes:
    """Of each unit whether it can be a wrong character, 2 where it is one by itself; a filter of bits, which wrong
    characters and neighbours stand together in words: the one before, or the one after where the word begins; and the
    words of two characters with one, and of longer words three characters beside each other, a hash table of numbers of
    four bytes, with the number of its slots."""
    chars, beside, keys = bytearray(0x10000), bytearray(1 << 17 >> 3), set()
    for word, offset, _, _ in every_spelling():
        if max(word) > "\uffff":  # one unit a code point: what lies beyond U+FFFF is never found
            continue
        chars[ord(word[offset])] |= 1 if len(word) > 1 else 2
        codes = [ord(char) for char in word]
        if len(word) > 1:
            bit = _hashed(codes[offset] << 16 | codes[offset - 1 if offset else 1])
            beside[bit >> 3] |= 1 << (bit & 7)
        if len(word) == 2:
            keys.add(codes[0] << 16 | codes[1])
        elif len(word) > 2:
            first = min(max(0, offset - 1), len(word) - 3)
            keys.add(_joined(codes[first], codes[first + 1], codes[first + 2]))
    slots = 2
    while slots < 4 * len(keys):
        slots *= 2
    table = array("I", bytes(4 * slots))
    for key in keys:
        slot = _hashed(key) & slots - 1
        while table[slot]:
            slot = slot + 1 & slots - 1
        table[slot] = key
    return marshal.dumps((bytes(chars), bytes(beside), table.tobytes(), slots))


class Speller:
    """Where to look. Made once a process."""

    def __init__(self) -> None:
        self._chars, self._beside, self._words, self._slots = marshal.loads(
            store.compiled("script-speller-7", store_key(*LISTS), _build)
        )

    def places(self, units: bytes, start: int, end: int) -> list[int]:
        """Where wrong characters of wrong spellings may stand in [start, end) of UTF-16-LE with one unit a code point,
        ascending; the first ones where there are very many."""
        found: list[int] = []
        _find(units, start, end, self._chars, self._beside, self._words, self._slots, _MOST_PLACES, found)
        return found


def _find(
    units: bytes,
    start: int,
    end: int,
    chars: bytes,
    beside: bytes,
    words: bytes,
    slots: int,
    most: int,
    found: list[int],
) -> None:
    """Put into `found` the first `most` places."""
    place = start - 1
    while place + 1 < end:
        place += 1
        # Of four characters seldom one can be wrong.
        while place + 4 <= end and not (
            chars[octet.unit(units, place)]
            | chars[octet.unit(units, place + 1)]
            | chars[octet.unit(units, place + 2)]
            | chars[octet.unit(units, place + 3)]
        ):
            place += 4
        if place == end:
            break
        here = octet.unit(units, place)
        if not chars[here]:
            continue
        before = octet.unit(units, place - 1) if place > start else 0
        after = octet.unit(units, place + 1) if place + 1 < end else 0
        if chars[here] == 1 and not (_is_set(beside, here, before) or _is_set(beside, here, after)):
            continue  # nearly always
        second = octet.unit(units, place - 2) if place > start + 1 else 0
        next_but_one = octet.unit(units, place + 2) if place + 2 < end else 0
        if (
            chars[here] > 1
            or _is_known(words, slots, before << 16 | here)
            or _is_known(words, slots, here << 16 | after)
            or _is_known(words, slots, _joined(second, before, here))
            or _is_known(words, slots, _joined(before, here, after))
            or _is_known(words, slots, _joined(here, after, next_but_one))
        ):
            if not most:
                break
            most -= 1
            found.append(place)


def _is_set(beside: bytes, here: int, near: int) -> int:
    """Whether a wrong character and a neighbour may stand together in a word."""
    bit = _hashed(here << 16 | near)
    return beside[bit >> 3] >> (bit & 7) & 1


def _is_known(words: bytes, slots: int, key: int) -> bool:
    """Whether a key is in the table."""
    slot = _hashed(key) & slots - 1
    while octet.word(words, slot) and octet.word(words, slot) != key:
        slot = slot + 1 & slots - 1
    return octet.word(words, slot) == key and key != 0


def _joined(first: int, second: int, third: int) -> int:
    """Of three characters one number, of which others are seldom the same."""
    return (first * 0x05EBCA6B + second * 0x1E3779B1 + third) & 0x7FFFFFFF


def _hashed(key: int) -> int:
    """Of a key 17 bits that are well mixed: a multiplicative hash (Knuth, volume 3, 6.4)."""
    return (key * 0x1E3779B1 & 0x7FFFFFFF) >> 14


@functools.cache
def speller() -> Speller:
    """The speller of this process."""
    return Speller()
