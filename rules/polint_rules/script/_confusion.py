"""Confusions: the characters that a converter confuses, and every word it can spell wrong by them.

Every phrase of the dictionaries is spelled wrong in every way in which one_to_many.txt says that its characters
are confused. All of it is compiled at the first run and kept in the store.
"""

from __future__ import annotations

import functools
import itertools
import marshal
import re
from collections.abc import Iterator

from polint import store
from polint.named import NamedTuple
from polint_rules.script._lexicon import all_phrases, lines, spelled, store_key
from polint_rules.script._wordlist import Wordlist, pack

LISTS = ("one_to_many.txt", "phrases.txt", "legal.txt", "alone.txt", "errors.txt")
_OWN = (*LISTS, "weak.txt", "guards.txt")
_LONGEST = 8  # characters of the longest wrong spelling; most longer ones hold a shorter one


class Confusions(NamedTuple):
    """What our lists say. `confused`: from a traditional character to those that stand for it by mistake; `alone`:
    characters that are wrong wherever no word says otherwise, with what they should be; `weak`: wrong spellings
    that count only in company; `before`, `after`: what stands there beside a suspect character that is then no
    error; `only`: what must stand after one that begins its word."""

    confused: dict[str, str]
    alone: dict[str, str]
    weak: frozenset[str]
    before: dict[str, str]
    after: dict[str, str]
    only: dict[str, str]


class Spelling(NamedTuple):
    """A wrong spelling: where in it the wrong character is, what the word should be, whether errors.txt lists it."""

    word: str
    offset: int
    right: str
    listed: bool


class Spellings:
    """All wrong spellings, filed under the wrong character and its neighbour: the one before it, or after it where
    it begins the word."""

    def __init__(self, content: bytes) -> None:
        self._list = Wordlist(content)

    def at(self, text: str, place: int) -> list[Spelling]:
        """The spellings that stand in `text` with their wrong character at `place`."""
        found: list[Spelling] = []
        char, listed = text[place], self._list.listed
        for near in (text[place - 1 : place], text[place + 1 : place + 2]):
            entries = listed(char, near) if near else ""
            if not entries:  # mostly
                continue
            for entry in entries.split("\t"):
                size = len(entry) // 2
                offset = int(entry[0])
                if offset <= place and text.startswith(entry[2 : size + 1], place - offset):
                    found.append(Spelling(entry[2 : size + 1], offset, entry[size + 1 :], entry[1] == "+"))
        return found


@functools.cache
def confusions() -> Confusions:
    """The lists, compiled."""
    return Confusions(*marshal.loads(store.compiled("script-confusions-4", store_key(*_OWN), _build_lists)))


@functools.cache
def spellings() -> Spellings:
    """The spellings, compiled."""
    return Spellings(store.compiled("script-spellings-6", store_key(*LISTS), _build_spellings))


def _build_lists() -> bytes:
    confused = {right: "".join(sorted(wrong)) for right, wrong in _confused().items()}
    return marshal.dumps((confused, _alone(), _weak(), *_guards()))


def _build_spellings() -> bytes:
    entries: dict[str, list[str]] = {}
    for word, offset, right, listed in every_spelling():
        if len(word) > 1:
            near = word[offset - 1 if offset else 1]
            entries.setdefault(word[offset] + near, []).append(
                f"{offset}{'+' if listed else '-'}{word}{right}"
            )
    return pack(entries)


def every_spelling() -> Iterator[Spelling]:
    """Every wrong spelling."""
    listed = _errors()
    for word, (offset, right) in _wrong_spellings().items():
        if word not in listed:
            yield Spelling(word, offset, f"{word[:offset]}{right}{word[offset + 1 :]}", False)
    for word, right in _alone().items():
        yield Spelling(word, 0, right, False)
    for word, meant in listed.items():
        offset = next(index for index, char in enumerate(word) if char != meant[index])
        yield Spelling(word, offset, meant, True)


@functools.cache
def _confused() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in lines("one_to_many.txt"):
        right, _, wrong = line.partition(":")
        table[right] = frozenset(wrong.split())
    for right, same in (("裏", "裡"), ("麪", "麵")):
        table[same] = table[right]
    return table


def _alone() -> dict[str, str]:
    return {line[0]: line[2] for line in lines("alone.txt")}


def _weak() -> frozenset[str]:
    return frozenset(word for line in lines("weak.txt") for word in line.split())


def _errors() -> dict[str, str]:
    """The wrong spellings of errors.txt with the right ones; `{a b}` is expanded, alike on both sides."""
    found: dict[str, str] = {}
    for line in lines("errors.txt"):
        wrong, _, right = line.partition("\t")
        parts = re.split(r"[{}]", wrong)
        groups = parts[1::2]
        for chosen in itertools.product(*(group.split(" ") for group in groups)):
            spelling, meant = wrong, right
            for group, choice in zip(groups, chosen, strict=True):
                spelling = spelling.replace(f"{{{group}}}", choice, 1)
                meant = meant.replace(f"{{{group}}}", choice, 1)
            found[spelling] = meant
    return found


def _guards() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {"<": {}, ">": {}, "=": {}}
    for line in lines("guards.txt"):
        kinds[line[1]][line[0]] = line[2:]
    return kinds["<"], kinds[">"], kinds["="]


def _wrong_spellings() -> dict[str, tuple[int, str]]:
    """Every wrong spelling of a phrase with the offset of the wrong character and the right one."""
    table, phrases = _confused(), all_phrases()
    legal = {word for line in lines("legal.txt") for word in line.split()}
    right = {written for forms in phrases.values() for form in forms for written in spelled(form)} | legal
    found: dict[str, set[tuple[int, str]]] = {}
    for forms in phrases.values():
        form = forms[0]
        for offset, char in enumerate(form):
            for wrong in table.get(char, ()):
                if any(len(other) > offset and other[offset] == wrong for other in forms):
                    continue
                for written in spelled(form):
                    spelling = written[:offset] + wrong + written[offset + 1 :]
                    # What ends in 裏 is a place (變數裡), not a mile spelled wrong.
                    if wrong in "裏裡" and offset == len(form) - 1:
                        continue
                    if spelling not in right:
                        found.setdefault(spelling, set()).add((offset, written[offset]))
        for spelling, wrong_at in _wrong_twice(form, table):
            if spelling not in right:
                found.setdefault(spelling, set()).add(wrong_at)
    return {
        spelling: min(wrongs)
        for spelling, wrongs in found.items()
        if len(spelling) <= _LONGEST and not _holds_shorter(spelling, *min(wrongs), found)
    }


def _wrong_twice(form: str, table: dict[str, frozenset[str]]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The spellings of a short word that is wrong at two places (復制 for 複製)."""
    places = [place for place, char in enumerate(form) if char in table]
    if len(form) > 4 or len(places) != 2:
        return
    first, second = places
    for one, other in itertools.product(table[form[first]], table[form[second]]):
        written = form[:first] + one + form[first + 1 : second] + other + form[second + 1 :]
        yield written, (first, form[first])


def _holds_shorter(spelling: str, offset: int, right: str, found: dict[str, set[tuple[int, str]]]) -> bool:
    size = len(spelling)
    return any(
        end - start < size and (offset - start, right) in found.get(spelling[start:end], ())
        for start in range(offset + 1)
        for end in range(max(offset + 1, start + 2), size + 1)
    )
