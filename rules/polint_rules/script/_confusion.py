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
from typing import NamedTuple

from polint import store
from polint_rules.script._lexicon import all_phrases, lines, spelled, store_key

LISTS = ("one_to_many.txt", "phrases.txt", "legal.txt", "alone.txt", "errors.txt")
_OWN = (*LISTS, "weak.txt", "guards.txt")
_LONGEST = 8  # characters of the longest wrong spelling; most longer ones hold a shorter one

Guard = dict[str, frozenset[str]]


class Confusions(NamedTuple):
    """What our lists say. `confused`: from a traditional character to those that stand for it by mistake; `alone`:
    characters that are wrong wherever no word says otherwise, with what they should be; `weak`: wrong spellings
    that count only in company; `errors`: the wrong spellings of errors.txt with the right ones; `before`, `after`:
    what stands there beside a suspect character that is then no error; `only`: what must stand after one that
    begins its word."""

    confused: dict[str, frozenset[str]]
    alone: dict[str, str]
    weak: frozenset[str]
    errors: dict[str, str]
    before: Guard
    after: Guard
    only: Guard


class Spelling(NamedTuple):
    """A wrong spelling: where in it the wrong character is, what that should be, whether errors.txt lists it."""

    word: str
    offset: int
    right: str
    listed: bool


class Spellings:
    """All wrong spellings, as one text in which they are looked for by the wrong character and its neighbour: the
    one before it, or after it where it begins the word. A table of 20,000 words takes longer to load than most texts
    to check."""

    def __init__(self, index: dict[str, tuple[int, int, str, str]], text: str) -> None:
        self._index = index
        """Where the lines of a wrong character lie, and what stands before it and after it in them."""
        self._text = text

    def over(self, text: str, place: int) -> Iterator[Spelling]:
        """The spellings that may be wrong at `place`: the wrong character and its neighbour stand there."""
        found = self._index.get(text[place])
        if found is None:
            return
        start, end, before, after = found
        near = text[place - 1 : place]
        if near and near in before:
            yield from self._lines(near + text[place], start, end)
        near = text[place + 1 : place + 2]
        if near and near in after:
            yield from self._lines(text[place] + near, start, end)

    def _lines(self, pair: str, start: int, end: int) -> Iterator[Spelling]:
        text = self._text
        place = text.find(f"\n{pair}", start, end)
        while place != -1:
            stop = text.find("\n", place + 1)
            # The pair, the offset, the right character, + for a listed one, the word.
            yield Spelling(text[place + 6 : stop], int(text[place + 3]), text[place + 4], text[place + 5] == "+")
            place = stop if text.startswith(pair, stop + 1) else -1


@functools.cache
def confusions() -> Confusions:
    """The lists, compiled."""
    return Confusions(*marshal.loads(store.compiled("script-confusions-3", store_key(*_OWN), _build_lists)))


@functools.cache
def spellings() -> Spellings:
    """The spellings, compiled."""
    index, text = marshal.loads(store.compiled("script-spellings-2", store_key(*LISTS), _build_spellings))
    return Spellings(index, text.decode("utf-16-le"))


def _build_lists() -> bytes:
    return marshal.dumps((_confused(), _alone(), _weak(), _errors(), *_guards()))


def _build_spellings() -> bytes:
    rows: dict[str, list[str]] = {}
    for word, offset, right, listed in every_spelling():
        if len(word) == 1:
            continue
        char = word[offset]
        pair = word[offset - 1 : offset + 1] if offset else word[:2]
        rows.setdefault(char, []).append(f"{pair}{offset}{right}{'+' if listed else '-'}{word}")
    index, text = {}, ""
    for char, found in rows.items():
        start = len(text)
        text += "\n" + "\n".join(sorted(found))
        before = {row[0] for row in found if row[2] != "0"}
        after = {row[1] for row in found if row[2] == "0"}
        index[char] = (start, len(text), "".join(sorted(before)), "".join(sorted(after)))
    return marshal.dumps((index, (text + "\n").encode("utf-16-le")))


def every_spelling() -> Iterator[Spelling]:
    """Every wrong spelling."""
    listed = _errors()
    for word, (offset, right) in _wrong_spellings().items():
        if word not in listed:
            yield Spelling(word, offset, right, False)
    for word, right in _alone().items():
        yield Spelling(word, 0, right, False)
    for word, meant in listed.items():
        offset = next(index for index, char in enumerate(word) if char != meant[index])
        yield Spelling(word, offset, meant[offset], True)


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


def _guards() -> tuple[Guard, Guard, Guard]:
    kinds: dict[str, Guard] = {"<": {}, ">": {}, "=": {}}
    for line in lines("guards.txt"):
        kinds[line[1]][line[0]] = frozenset(line[2:])
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
