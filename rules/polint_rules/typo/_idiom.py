"""Idioms: where a text has one with a wrong character that sounds or looks like the right one.

Whoever misspells one character of four leaves one half as it is. The halves are triggers of the shared pass; where
one stands without the other, the other is compared.
"""

from __future__ import annotations

import functools
import marshal
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from polint import store
from polint.document import Document
from polint.named import NamedTuple
from polint.scan import SHARED
from polint_rules.typo._rows import Rows
from polint_rules.typo._sound import is_taken_for

if TYPE_CHECKING:
    from polint.scan import Batch, Matcher

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
    idiom is written where folding changes it (覆); the other half of each idiom, as they come in `halves`. All but
    `written` folded."""

    halves: dict[str, list[tuple[str, int]]]
    right: frozenset[str]
    written: dict[str, str]
    beside: str


@functools.cache
def idioms() -> Idioms:
    """The list idioms.txt."""
    content = store.beside(__file__, "idioms.txt")
    return Idioms(
        *marshal.loads(store.compiled("typo-idioms-3", content, lambda: _build(content.decode("utf-8"))))
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
    own = chain.from_iterable(halves.values())
    beside = "".join(idiom[2 - offset : 4 - offset] for idiom, offset in own)
    return marshal.dumps((halves, frozenset(right), written, beside))


def misspelt(document: Document) -> Iterator[Misspelling]:
    """The misspelt idioms of a text, in no order; one may be found by either half."""
    text, batch = document.text, document.scan.batch
    found = (
        batch.view(misspellings).get(document.scan.number, ())
        if batch is not None and batch.vectorised
        else _misspelt(document)
    )
    for one in found:
        start = one.start
        if (text[start - 1 : start], text[start + _LENGTH : start + _LENGTH + 1]) not in _NAMES:
            yield one


def _misspelt(document: Document) -> Iterator[Misspelling]:
    """Those of one text by itself."""
    halves = idioms().halves
    folded, hits = document.folded, document.scan.hits
    for half in sorted(hits.keys() & halves.keys()):
        for idiom, offset in halves[half]:
            for place in hits[half]:
                start = place - offset
                if start < 0 or folded.startswith(idiom, start):
                    continue
                found = folded[start : start + _LENGTH]
                # Of the other half one character is as it should be.
                at = 2 - offset
                if (found[at : at + 1] == idiom[at] or found[at + 1 : at + 2] == idiom[at + 1]) and _is_slip(
                    found, idiom
                ):
                    yield Misspelling(start, found, idioms().written.get(idiom, idiom))


def misspellings(batch: Batch) -> dict[int, list[Misspelling]]:
    """The misspelt idioms of the texts of a batch that have any, by the number of the text: what stands beside a half is
    compared with what should, of all halves at once."""
    found: dict[int, list[Misspelling]] = {}
    hits = batch.hits
    if hits is None:
        return found
    table = hits.matcher.view(_table)
    which, rows = table.rows.of(hits)
    ends, codes = hits.ends[which], batch.folded_codes
    beside = ends + table.beside[rows]
    is_first = codes.take(beside, mode="clip") == table.firsts[rows]
    is_second = codes.take(beside + 1, mode="clip") == table.seconds[rows]
    slips = (is_first ^ is_second).nonzero()[0]
    for hit, row, end in zip(which[slips].tolist(), rows[slips].tolist(), ends[slips].tolist(), strict=True):
        idiom, offset = table.idioms[row]
        start = end - 2 - offset
        number = bisect_right(hits.bounds, hit) - 1
        wrong = batch.folded_part(start, start + _LENGTH)
        if start >= batch.starts[number] and _is_slip(wrong, idiom):
            one = Misspelling(start - batch.starts[number], wrong, idioms().written.get(idiom, idiom))
            found.setdefault(number, []).append(one)
    return found


class _Table(NamedTuple):
    """Of each half of each idiom: which it is, where the other half stands from the end of it, and the two characters of
    that, as arrays."""

    rows: Rows
    idioms: list[tuple[str, int]]
    beside: Any
    firsts: Any
    seconds: Any


def _table(matcher: Matcher) -> _Table:
    import numpy

    halves = idioms().halves
    own = list(chain.from_iterable(halves.values()))
    others = numpy.frombuffer(idioms().beside.encode("utf-16-le"), numpy.dtype("<u2")).reshape(-1, 2)
    beside = numpy.array([0 if offset == 0 else -4 for _, offset in own])
    return _Table(Rows(matcher, halves), own, beside, others[:, 0].copy(), others[:, 1].copy())


def _is_slip(found: str, idiom: str) -> bool:
    """Whether what stands in the place of an idiom, from which it departs in one character, is that idiom misspelt."""
    if len(found) != _LENGTH or found in idioms().right:
        return False
    at = next(place for place in range(_LENGTH) if found[place] != idiom[place])
    return is_taken_for(found[at], idiom[at])
