"""Spelling: words of traditional text that a converter got wrong, though every character of them is legal.

Every phrase of the dictionaries is spelled wrong in every way in which one_to_many.txt says that its
characters are confused; an automaton finds these spellings in a text at once. What it finds is a suspicion:
the words of the lexicon around it decide, so that 經理發現 is not 理髮 spelled wrong. That is the round trip
to simplified script and back, made only where it can change something.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

import hyperscan

from polint import store
from polint.pattern import lazy
from polint.scan import narrow
from polint_rules.script._lexicon import all_phrases, lexicon, lines, spelled, store_key

_LISTS = ("one_to_many.txt", "phrases.txt", "legal.txt", "alone.txt", "errors.txt")
_LONGEST = 8  # characters of the longest wrong spelling; most longer ones hold a shorter one
_REACH = 9  # code points on either side of a suspect that are looked at for words
_MOST_HITS = 20_000  # where a text has more wrong spellings the scan stops
_WRAPPED = 15  # characters of a line that can have been broken inside a word
_HAN = lazy("[\u3400-\u9fff]")


class Suspect(NamedTuple):
    """A wrong spelling at [start, end), wrong at `place`, which should be `right`; `listed` ones are in
    errors.txt and need no word of the lexicon against them."""

    place: int
    start: int
    end: int
    right: str
    listed: bool


class Error(NamedTuple):
    """The word at [start, end) should be `right`, of the same length. `certain`: it has no other form;
    `weak`: it counts only in company (weak.txt)."""

    start: int
    end: int
    right: str
    certain: bool
    weak: bool = False


# -- the tables ---------------------------------------------------------------------------------------------


@functools.cache
def confused() -> dict[str, frozenset[str]]:
    """From a traditional character to those that stand for it by mistake."""
    table: dict[str, frozenset[str]] = {}
    for line in lines("one_to_many.txt"):
        right, _, wrong = line.partition(":")
        table[right] = frozenset(wrong.split())
    for right, same in (("裏", "裡"), ("麪", "麵")):
        table[same] = table[right]
    return table


@functools.cache
def alone() -> dict[str, str]:
    """Characters that are wrong wherever no word says otherwise, with what they should be."""
    return {line[0]: line[2] for line in lines("alone.txt")}


@functools.cache
def weak() -> frozenset[str]:
    """Wrong spellings that count only in company."""
    return frozenset(word for line in lines("weak.txt") for word in line.split())


@functools.cache
def errors() -> dict[str, str]:
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


@functools.cache
def _guards() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What stands before, and after, a suspect character that is then no error, and what must stand after one
    that begins its word."""
    kinds: dict[str, dict[str, frozenset[str]]] = {"<": {}, ">": {}, "=": {}}
    for line in lines("guards.txt"):
        if line:
            kinds[line[1]][line[0]] = frozenset(line[2:])
    return kinds["<"], kinds[">"], kinds["="]


def _wrong_spellings() -> dict[str, tuple[int, str]]:
    """Every wrong spelling with the offset of the wrong character and the right one."""
    table, phrases = confused(), all_phrases()
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


# -- the automaton ------------------------------------------------------------------------------------------


def _entries() -> dict[str, int]:
    """Every spelling the automaton looks for, with its entry: length, offset, the right character; the top
    bit marks what errors.txt lists."""
    entries = {
        spelling: len(spelling) << 24 | offset << 16 | ord(right)
        for spelling, (offset, right) in _wrong_spellings().items()
    }
    for wrong, right in alone().items():
        entries[wrong] = 1 << 24 | ord(right)
    for wrong, meant in errors().items():
        offset = next(index for index, char in enumerate(wrong) if char != meant[index])
        entries[wrong] = 1 << 31 | len(wrong) << 24 | offset << 16 | ord(meant[offset])
    return entries


def _compile(spellings: list[str]) -> hyperscan.Database:
    database = hyperscan.Database()
    database.compile(
        expressions=[
            "".join(f"\\x{byte:02x}" for byte in spelling.encode("utf-16-le")).encode()
            for spelling in spellings
        ],
        ids=list(range(len(spellings))),
        elements=len(spellings),
        flags=hyperscan.HS_FLAG_DOTALL,
    )
    return database


def _build() -> bytes:
    entries = _entries()
    spellings = sorted(entries)
    database = hyperscan.dumpb(_compile(spellings))
    packed = array("I", (entries[spelling] for spelling in spellings))
    return len(database).to_bytes(4, "big") + database + packed.tobytes()


class Speller:
    """The automaton of wrong spellings. Loads in a few milliseconds; made once a process."""

    def __init__(self) -> None:
        key = store_key(*_LISTS) + str(getattr(hyperscan, "__version__", "")).encode()
        blob = store.compiled("script-spelling-4", key, _build)
        size = int.from_bytes(blob[:4], "big")
        self._packed = array("I")
        self._packed.frombytes(blob[4 + size :])
        try:
            self._database = hyperscan.loadb(blob[4 : 4 + size], hyperscan.HS_MODE_BLOCK)
            self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error:  # made on another kind of processor that shares this home
            self._database = _compile(sorted(_entries()))

    def suspects(self, text: str) -> list[Suspect]:
        """Every wrong spelling in `text`, ascending; of those that name the same character the longest."""
        hits: list[tuple[int, int]] = []

        def on_match(index: int, start: int, end: int, flags: int, context: object) -> bool:
            if not end & 1:  # an odd end lies across two units
                hits.append((end >> 1, index))
            return len(hits) >= _MOST_HITS

        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) != 2 * len(text):
            units = narrow(text).encode("utf-16-le", "surrogatepass")
        with contextlib.suppress(hyperscan.ScanTerminated):
            self._database.scan(units, match_event_handler=on_match)
        if not hits:
            return []
        packed = self._packed
        found: dict[int, Suspect] = {}
        for end, index in hits:
            entry = packed[index]
            start = end - (entry >> 24 & 0x7F)
            place = start + (entry >> 16 & 0xFF)
            other = found.get(place)
            listed = bool(entry >> 31)
            if other is None or (listed, end - start) > (other.listed, other.end - other.start):
                found[place] = Suspect(place, start, end, chr(entry & 0xFFFF), listed)
        return [found[place] for place in sorted(found)]


@functools.cache
def speller() -> Speller:
    """The speller of this process."""
    return Speller()


# -- the judgement ------------------------------------------------------------------------------------------


def judge(text: str, folded: str, suspect: Suspect) -> Error | None:
    """Whether a suspect is an error, given the words of the lexicon around it."""
    left = max(0, suspect.start - _REACH)
    right = suspect.end + _REACH
    moved = Suspect(
        suspect.place - left, suspect.start - left, suspect.end - left, suspect.right, suspect.listed
    )
    found = _judge(text[left:right], folded[left:right], moved)
    if found is None or _across_lines(text, left + found.start, left + found.end):
        return None
    start, end = left + found.start, left + found.end
    return Error(start, end, found.right, found.certain, text[start:end] in weak())


@functools.lru_cache(maxsize=4096)
def _judge(text: str, folded: str, suspect: Suspect) -> Error | None:
    table = confused()
    place = suspect.place
    char = text[place]
    before, after, only = _guards()
    if (
        (place and text[place - 1] in before.get(char, ()))
        or (suspect.start and text[suspect.start - 1] in before.get(char, ()))
        or (place + 1 < len(text) and text[place + 1] in after.get(char, ()))
        or lexicon().is_legal(text, place)
    ):
        return None
    against: list[tuple[int, int, list[str]]] = []
    agreeing: list[tuple[int, int]] = []
    if suspect.listed:
        against.append((suspect.start, suspect.end, [errors()[text[suspect.start : suspect.end]]]))
    for start, end, found in lexicon().words_over(folded, place):
        forms = found.split(" ")
        written = text[start:end]
        if any(
            _agrees(written, form, table) and (not suspect.listed or form[place - start] == char)
            for form in forms
        ):
            agreeing.append((start, end))
        elif start == place and char in only and text[place + 1] not in only[char]:
            continue
        elif all(char in table.get(form[place - start], ()) for form in forms):
            against.append((start, end, forms))
    for start, end in agreeing:
        listed = suspect.listed and suspect.start <= start and end <= suspect.end
        if not listed and not any(a <= start and end <= b and b - a > end - start for a, b, _ in against):
            return None
    if against:
        start, end, forms = max(against, key=lambda word: word[1] - word[0])
        right = forms[0]
        if not suspect.listed:
            right = "".join(
                wanted if char in table.get(wanted, ()) else char
                for char, wanted in zip(text[start:end], right, strict=True)
            )
        # The shortest word that says it is what a reader is shown.
        a, b, _ = min(against, key=lambda word: (word[1] - word[0], -word[0]))
        if start <= a and b <= end:
            start, end, right = a, b, right[a - start : b - start]
        return Error(start, end, right, suspect.listed or len(forms) == 1)
    if char in alone():
        return Error(place, place + 1, suspect.right, False)
    return None


def _agrees(written: str, form: str, table: dict[str, frozenset[str]]) -> bool:
    return all(char not in table.get(wanted, ()) for char, wanted in zip(written, form, strict=True))


def _across_lines(text: str, start: int, end: int) -> bool:
    """Whether the word may be part of one that a hard line break cuts: 管⏎制藥品 is no 製藥."""
    if start and text[start - 1] == "\n" and end < len(text):
        line = text.rfind("\n", 0, start - 1)
        if start - 2 - line >= _WRAPPED and _HAN.match(text[start - 2]):
            return True
    if end + 1 < len(text) and text[end] == "\n" and _HAN.match(text[end + 1]):
        return start - text.rfind("\n", 0, start) >= _WRAPPED
    return False
