"""Idioms: where a text has one with a wrong character that sounds or looks like the right one.

Whoever misspells one character of four leaves one half as it is. The halves are triggers of the shared pass; where
one stands without the other, the other is compared.
"""

from __future__ import annotations

import functools
import marshal
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from polint import store
from polint.cached import cached_property
from polint.document import Document
from polint.fold import SHARED, text_of_units
from polint.named import NamedTuple
from polint_rules.typo._rows import half_right, rows_of
from polint_rules.typo._sound import is_taken_for

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.matcher import Matcher

_LIST = "idioms.txt"
_LENGTH = 4
_NAMES = frozenset({("《", "》"), ("〈", "〉"), ("“", "”"), ("「", "」"), ("『", "』")})
"""What stands between these alone is a name or a pun (《声临其境》)."""
AUTHORITY = "《现代汉语词典》；教育部《重編國語辭典修訂本》"


class Idioms:
    """The idioms, folded: a row for each half of each that is looked for."""

    def __init__(self, kept: bytes) -> None:
        """`kept` as `_build` makes it."""
        self._halves, self._counts, self.idioms, offsets, self._right, written = marshal.loads(kept)
        self.offsets: bytes = offsets
        """Of each row where in its idiom the half stands."""
        self.written: dict[str, str] = written
        """How an idiom is written where folding changes it (覆)."""

    def idiom(self, row: int) -> str:
        """The idiom of a row."""
        found: str = self.idioms[_LENGTH * row : _LENGTH * (row + 1)]
        return found

    # Strings that are cut are made in a tenth of the time that thousands of kept ones take.
    @cached_property
    def counts(self) -> dict[str, int]:
        """The halves that are looked for, each with the number of its rows, which follow one another."""
        return dict(zip(self._halves.split("\0"), self._counts, strict=True))

    @cached_property
    def rows(self) -> dict[str, tuple[int, int]]:
        """Of each half the first of its rows, and the one after the last."""
        stops = list(accumulate(self._counts))
        return dict(zip(self.counts, zip([0, *stops], stops, strict=False), strict=True))

    @cached_property
    def right(self) -> frozenset[str]:
        """All forms that are right."""
        return frozenset(self._right.split("\0"))


@functools.cache
def idioms() -> Idioms:
    """The list idioms.txt."""
    return Idioms(store.compiled("typo-idioms-4", _key(), _build))


def _key() -> bytes:
    """All that the idioms are made of."""
    return SHARED.tables.key + store.stamp(__file__, _LIST)


def _build() -> bytes:
    content = store.beside(__file__, _LIST).decode("utf-8")
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
    own = list(chain.from_iterable(halves.values()))
    return marshal.dumps(
        (
            "\0".join(halves),
            bytes(map(len, halves.values())),
            "".join(idiom for idiom, _ in own),
            bytes(offset for _, offset in own),
            "\0".join(sorted(right)),
            written,
        )
    )


Misspellings = dict[tuple[str, str], list[int]]
"""What stands instead of idioms, folded, each with the idiom as it is written in simplified script, and where it stands."""


def misspelt(document: Document) -> Iterator[tuple[str, str, list[int]]]:
    """What a text has instead of idioms, as in `Misspellings`; a place may be told by either half."""
    text, batch = document.text, document.scan.batch
    if batch is None:
        return
    for (wrong, meant), places in batch.view(misspellings).get(document.scan.number, {}).items():
        kept = [
            start
            for start in places
            if (text[start - 1 : start], text[start + _LENGTH : start + _LENGTH + 1]) not in _NAMES
            and not _overlaps(document.folded, start)
        ]
        yield wrong, meant, kept


def _overlaps(folded: str, start: int) -> bool:
    """Whether half of what stands there belongs to another idiom: 引入深思熟虑."""
    right, half = idioms().right, _LENGTH // 2
    return (
        folded[start + half : start + half + _LENGTH] in right
        or folded[max(0, start - half) : start + half] in right
    )


def misspellings(batch: Batch) -> dict[int, Misspellings]:
    """The misspelt idioms of the texts of a batch that have any, by the number of the text: what stands beside a half is
    compared with what should, of all halves at once."""
    found: dict[int, Misspellings] = {}
    hits = batch.hits
    if hits is None or not hits.indices:
        return found
    table, known = hits.matcher.view(_table), idioms()
    units, ends, offsets, bounds, starts = (
        batch.folded_units, hits.ends, known.offsets, hits.bounds, batch.starts,
    )  # fmt: skip
    judged: dict[tuple[int, bytes], tuple[str, str] | None] = {}
    for hit, row in half_right(batch, hits, table.rows, offsets, table.others):
        start = ends[hit] - 2 - offsets[row]
        here = row, units[2 * start : 2 * (start + _LENGTH)]
        if here not in judged:  # who writes an idiom wrong may do so everywhere
            judged[here] = _slip(text_of_units(here[1]), known, row)
        slip = judged[here]
        if slip is not None:
            number = bisect_right(bounds, hit) - 1
            if start >= starts[number]:
                found.setdefault(number, {}).setdefault(slip, []).append(start - starts[number])
    return found


class _Table(NamedTuple):
    """Of each half of each idiom the other half, two units."""

    rows: bytes
    others: bytes


def _table(matcher: Matcher) -> _Table:
    def build() -> bytes:
        known = idioms()
        others = [known.idiom(row)[2 - offset : _LENGTH - offset] for row, offset in enumerate(known.offsets)]
        return marshal.dumps((rows_of(matcher, known.counts), "".join(others).encode("utf-16-le")))

    rows, others = marshal.loads(store.compiled("typo-halves-2", matcher.stamp + _key(), build))
    return _Table(rows, others)


def _slip(found: str, known: Idioms, row: int) -> tuple[str, str] | None:
    """What stands in the place of an idiom, from which it departs in one character, and that idiom as it is written, if it
    is misspelt so."""
    idiom = known.idiom(row)
    if len(found) != _LENGTH:
        return None
    at = 0
    while found[at] == idiom[at]:
        at += 1
    if is_taken_for(found[at], idiom[at]) and found not in known.right:
        return found, known.written.get(idiom, idiom)
    return None
