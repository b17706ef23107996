"""Judgement: whether a wrong spelling is one, by the words of the lexicon around it, so that 經理發現 is not 理髮
spelled wrong. That is the round trip to simplified script and back, made only where it can change something."""

from __future__ import annotations

import functools

from polint.batch import Batch
from polint.character import TRADITIONAL
from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.script._confusion import confusions
from polint_rules.script._lexicon import is_legal, lexicon
from polint_rules.script._spelling import Suspect, speller, suspect_at

_REACH = 9  # code points on either side of a suspect that are looked at for words
_BESIDE = 16  # the same, at which is_guarded and the longest wrong spelling of it
_WRAPPED = 15  # characters of a line that can have been broken inside a word
_HAN = lazy("[\u3400-\u9fff]")


class Error(NamedTuple):
    """The word at [start, end) should be `right`, of the same length. `certain`: it has no other form;
    `weak`: it counts only in company (weak.txt)."""

    start: int
    end: int
    right: str
    certain: bool
    weak: bool = False


def suspects(batch: Batch, start: int, end: int, *, traditional: bool = False) -> list[Suspect]:
    """The wrong spellings in [start, end) of a batch that nothing beside them says are right, ascending, in code points from
    `start`; the first ones where there are very many. Where only `traditional` ones are asked for, the wrong character is
    one of traditional script alone."""
    found: list[Suspect] = []
    for place in speller().places(batch.raw_units, start, end):
        if traditional and batch.classes[place] != TRADITIONAL[0]:
            continue
        left = max(start, place - _BESIDE)
        text = batch.part(left, min(end, place + _BESIDE))
        suspect = suspect_at(text, place - left)
        if suspect is not None and not is_guarded(text, suspect):
            found.append(suspect.moved(left - start))
    return found


def judge(document: Document, suspect: Suspect) -> Error | None:
    """Whether a suspect is an error, given the words of the lexicon around it."""
    text = document.text
    left = max(0, suspect.start - _REACH)
    right = suspect.end + _REACH
    found = _judge(text[left:right], document.folded_part(left, right), suspect.moved(-left))
    if found is None or _across_lines(text, left + found.start, left + found.end):
        return None
    start, end = left + found.start, left + found.end
    return Error(start, end, found.right, found.certain, text[start:end] in confusions().weak)


def is_guarded(text: str, suspect: Suspect) -> bool:
    """Whether the suspect character belongs to the next word, or to one that is right as it stands: asked before
    `judge`, since it costs little, and most suspects end here."""
    tables = confusions()
    place, start = suspect.place, suspect.start
    char = text[place]
    before = tables.before.get(char, "")
    inside = suspect.listed and start < place  # a listed word says itself what stands before its character
    return bool(
        (place and not inside and text[place - 1] in before)
        or (start and text[start - 1] in before)
        or (place + 1 < len(text) and text[place + 1] in tables.after.get(char, ""))
        or is_legal(text, place, (start, suspect.end) if suspect.listed else None)
    )


@functools.lru_cache(maxsize=4096)
def _judge(text: str, folded: str, suspect: Suspect) -> Error | None:
    tables = confusions()
    table, only = tables.confused, tables.only
    place = suspect.place
    char = text[place]
    against: list[tuple[int, int, list[str]]] = []
    agreeing: list[tuple[int, int]] = []
    if suspect.listed:
        against.append((suspect.start, suspect.end, [suspect.right]))
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
        elif all(char in table.get(form[place - start], "") for form in forms):
            against.append((start, end, forms))
    for start, end in agreeing:
        listed = suspect.listed and suspect.start <= start and end <= suspect.end
        if not listed and not any(a <= start and end <= b and b - a > end - start for a, b, _ in against):
            return None
    if against:
        start, end, forms = max(against, key=lambda word: word[1] - word[0])
        usual = tables.alone.get(char)
        right = next((form for form in forms if form[place - start] == usual), forms[0])
        if not suspect.listed:
            right = "".join(
                wanted if char in table.get(wanted, "") else char
                for char, wanted in zip(text[start:end], right, strict=True)
            )
        # The shortest word that says it is what a reader is shown.
        a, b, _ = min(against, key=lambda word: (word[1] - word[0], -word[0]))
        if start <= a and b <= end:
            start, end, right = a, b, right[a - start : b - start]
        return Error(start, end, right, suspect.listed or len(forms) == 1)
    if char in tables.alone and (_HAN.match(text, place - 1, place) or _HAN.match(text, place + 1)):
        return Error(place, place + 1, suspect.right, False)
    return None


def _agrees(written: str, form: str, table: dict[str, str]) -> bool:
    for char, wanted in zip(written, form, strict=True):  # noqa: SIM110 (a generator costs more than the characters)
        if char in table.get(wanted, ""):
            return False
    return True


def _across_lines(text: str, start: int, end: int) -> bool:
    """Whether the word may be part of one that a hard line break cuts: 管⏎制藥品 is no 製藥."""
    if start and text[start - 1] == "\n" and end < len(text):
        line = text.rfind("\n", 0, start - 1)
        if start - 2 - line >= _WRAPPED and _HAN.match(text[start - 2]):
            return True
    if end + 1 < len(text) and text[end] == "\n" and _HAN.match(text[end + 1]):
        return start - text.rfind("\n", 0, start) >= _WRAPPED
    return False
