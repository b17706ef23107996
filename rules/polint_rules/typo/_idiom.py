"""Idioms: where a text has one with a wrong character that sounds or looks like the right one.

Whoever misspells one character of four leaves one half as it is. The halves are triggers of the shared pass; where
one stands without the other, the other is compared.
"""

from __future__ import annotations

import functools
import marshal
from collections.abc import Iterator

from polint import store
from polint.document import Document
from polint.named import NamedTuple
from polint.scan import SHARED
from polint_rules.typo._sound import is_taken_for

_LENGTH = 4
_NAMES = frozenset({("《", "》"), ("〈", "〉"), ("“", "”"), ("「", "」"), ("『", "』")})
"""What stands between these alone is a name or a pun (《声临其境》)."""
AUTHORITY = "《现代汉语词典》；教育部《重編國語辭典修訂本》"


class Misspelling(NamedTuple):
    """What stands at `start` instead of an idiom, folded, and the idiom as it is written in simplified script."""

    start: int
    wrong: str
    right: str


class Idioms(NamedTuple):
    """The halves that are looked for, each with its idioms and where in them it stands; all right forms; how an
    idiom is written where folding changes it (覆). All but the last folded."""

    halves: dict[str, list[tuple[str, int]]]
    right: frozenset[str]
    written: dict[str, str]


@functools.cache
def idioms() -> Idioms:
    """The list idioms.txt."""
    content = store.beside(__file__, "idioms.txt")
    return Idioms(
        *marshal.loads(store.compiled("typo-idioms-2", content, lambda: _build(content.decode("utf-8"))))
    )


def _build(content: str) -> bytes:
    fold = SHARED.tables.fold_text
    halves: dict[str, list[tuple[str, int]]] = {}
    right: set[str] = set()
    written: dict[str, str] = {}
    for line in content.split("\n"):
        if line.startswith("#"):
            continue
        listed, _, others = line.rstrip("\r").partition("\t")
        right.update(fold(others).split())
        for marked in listed.split():
            idiom = marked.replace("[", "").replace("]", "")
            folded = fold(idiom)
            right.add(folded)
            if folded != idiom:
                written[folded] = idiom
            for offset in (0, 2):
                if "[" not in marked or f"[{idiom[offset : offset + 2]}]" in marked:
                    halves.setdefault(folded[offset : offset + 2], []).append((folded, offset))
    return marshal.dumps((halves, frozenset(right), written))


def misspelt(document: Document) -> Iterator[Misspelling]:
    """The misspelt idioms of a text, in no order; one may be found by either half."""
    halves, right, written = idioms()
    text, folded = document.text, document.folded
    hits = document.scan.hits
    for half in sorted(hits.keys() & halves.keys()):
        for idiom, offset in halves[half]:
            known: dict[str, bool] = {idiom: False}
            for place in hits[half]:
                start = place - offset
                if start < 0:
                    continue
                found = folded[start : start + _LENGTH]
                wrong = known.get(found)
                if wrong is None:
                    wrong = known[found] = found not in right and _stands_for(found, idiom, 2 - offset)
                if (
                    wrong
                    and (text[start - 1 : start], text[start + _LENGTH : start + _LENGTH + 1]) not in _NAMES
                ):
                    yield Misspelling(start, found, written.get(idiom, idiom))


def _stands_for(found: str, idiom: str, other: int) -> bool:
    """Whether the half of `found` that begins at `other` has one character of the idiom, and in place of the second
    one that is taken for it."""
    if len(found) < _LENGTH:
        return False
    if found[other] == idiom[other]:
        other += 1
    elif found[other + 1] != idiom[other + 1]:
        return False
    return is_taken_for(found[other], idiom[other])
