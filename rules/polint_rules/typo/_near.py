"""Near misses: where a text is one slip away from an expression."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from polint import octet, store
from polint.character import KANA
from polint.document import Document
from polint.finding import Fix
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.typo._expression import (
    Expression,
    Fragment,
    Slip,
    compare,
    fragment,
    lexicon,
    lists,
    most_missing,
)
from polint_rules.typo._rows import nearly_whole, rows_of
from polint_rules.typo._script import in_script

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.matcher import Matcher

REACH = 60
"""Folded code points looked at on either side of a half: the longest expression with its punctuation."""
SPARE = 12
"""Characters by which a slip and the marks between clauses can move the other end of an expression."""

_CLAUSES = lazy("[、,;:。!?]")
_KEPT = lazy("[\u3400-\u9fff0-9a-z]")
_STANDS_FOR = lazy("[~～〜_＿□○△×…＊*―—]|\\( *\\)|【 *】|\u3000 *\u3000")
"""What stands for a character that is left out on purpose."""
_SKIPPED = lazy("[^\u3400-\u9fff0-9a-z]+")


class NearMiss(NamedTuple):
    """An expression with a slip: its range, what is wrong with it, the mend, the part that is missing or too
    many, and the whole after its mend, otherwise as it is written there."""

    start: int
    end: int
    kind: str
    fix: Fix
    part: str
    whole: str


def near_misses(
    document: Document, parts: Iterable[tuple[str, int, Fragment]], right: Collection[str]
) -> Iterator[NearMiss]:
    """The near misses of expressions of which `parts` stand in `document`, each with its place and with what it is a part
    of, the longest first at each place; `right` are forms that are right."""
    found: list[NearMiss] = []
    for literal, place, half in parts:
        found.extend(_at(document, literal, place, half, right))
    found.sort(key=lambda miss: (miss.start, -miss.end))
    reached = -1
    for miss in found:
        if miss.end > reached:  # an expression may hold another one, and their slip is the same
            reached = miss.end
            yield miss


def slips(batch: Batch) -> dict[int, list[tuple[str, int, int]]]:
    """By the numbers of the texts the parts beside which an expression may stand with a slip: each part, where in the text
    it begins, and which of its fragments it is."""
    found: dict[int, list[tuple[str, int, int]]] = {}
    hits = batch.hits
    if hits is None or not hits.indices:
        return found
    table = hits.matcher.view(_table)
    for hit, row in nearly_whole(batch, hits, table.rows, table.parts, table.texts):
        half, size = table.fragment(row)
        number = bisect_right(hits.bounds, hit) - 1
        stop = hits.ends[hit]
        start = stop - size
        first, last = batch.spans[number]
        before = batch.folded_part(max(first, start - len(half.head) - 2 * SPARE), start)
        after = batch.folded_part(stop, min(last, stop + len(half.tail) + 2 * SPARE))
        index = hits.indices[hit]
        literal = hits.matcher.literal(index)
        if compare(half, _SKIPPED.sub("", before), literal, _SKIPPED.sub("", after)) is not None:
            own = found.setdefault(number, [])
            own.append((literal, start - first, row - octet.word(table.rows, 2 * index + 1)))
    return found


class _Table(NamedTuple):
    """The parts of the expressions, as `nearly_whole` reads them, and the expressions, one behind another."""

    rows: bytes
    parts: bytes
    texts: bytes
    strict: bytes
    """Of each part whether its expression is formal."""

    def fragment(self, row: int) -> tuple[Fragment, int]:
        """A part, as far as it is compared, and how long it is; the lexicon as a whole is not needed for that."""
        first, length, offset, size, _ = (octet.word(self.parts, 5 * row + column) for column in range(5))
        text = self.texts[2 * first : 2 * (first + length)].decode("utf-16-le")
        expression = Expression(text, text, bool(self.strict[row]), frozenset())
        return fragment(expression, offset, text[offset : offset + size]), size


def _table(matcher: Matcher) -> _Table:
    rows, parts, texts, strict = marshal.loads(
        store.compiled("typo-fragments-3", matcher.stamp + lists(), lambda: _build(matcher))
    )
    return _Table(rows, parts, texts, strict)


def _build(matcher: Matcher) -> bytes:
    known = lexicon()
    parts = array("i")
    strict = bytearray()
    texts: dict[str, int] = {}
    size = 0
    counts: dict[str, int] = {}
    for literal in known.parts:
        own = known.fragments(literal)
        counts[literal] = len(own)
        for half in own:
            text = half.expression.text
            if text not in texts:
                texts[text] = size
                size += len(text)
            strict.append(half.expression.strict)
            parts.extend((texts[text], len(text), half.offset, len(literal), most_missing(half.expression)))
    return marshal.dumps(
        (rows_of(matcher, counts), parts.tobytes(), "".join(texts).encode("utf-16-le"), bytes(strict))
    )


def _at(
    document: Document, literal: str, place: int, half: Fragment, right: Collection[str]
) -> Iterator[NearMiss]:
    folded = document.folded
    stop = place + len(literal)
    text = _SKIPPED.sub("", folded[max(0, place - len(half.head) - 2 * SPARE) : place])
    follows = _SKIPPED.sub("", folded[stop : stop + len(half.tail) + 2 * SPARE])
    if compare(half, text, literal, follows) is None:
        return
    text = _SKIPPED.sub("", folded[max(0, place - REACH) : place])
    follows = _SKIPPED.sub("", folded[stop : stop + REACH])
    slip = compare(half, text, literal, follows)
    if slip is None:
        return
    before = _compact(folded, max(0, place - REACH), place)
    after = _compact(folded, stop, stop + REACH)
    places = [at for _, at in before] + list(range(place, stop)) + [at for _, at in after]
    around = text + literal + follows
    written = around[slip.start : slip.end]
    if written in right or any(other in around and written in other for other in half.expression.others):
        return
    start, end = places[slip.start], places[slip.end - 1] + 1
    if slip.kind == "missing" and _STANDS_FOR.search(folded, start, end):
        return  # 千里之～，始于足下: a dictionary's headword, a blank of an exercise
    if not _SKIPPED.search(half.expression.written) and _CLAUSES.search(folded, start, end):
        return  # 主计处、人事行政局、公共工程委员会: the name ends at the mark
    if document.classes.count(KANA, max(0, start - REACH), end + REACH) > 2:
        return  # Japanese: names of the same kind differ by a character
    if document.regions.is_prose(place):
        yield _miss(document, slip, places)


def _miss(document: Document, slip: Slip, places: Sequence[int]) -> NearMiss:
    start, end = places[slip.start], places[slip.end - 1] + 1
    at = places[slip.at] if slip.at < len(places) else end
    to = places[slip.to - 1] + 1 if slip.to > slip.at else at
    if slip.kind == "missing" and slip.at:
        at = to = places[slip.at - 1] + 1
    insert = in_script(slip.right, document, start, end)
    part = insert if slip.kind == "missing" else document.text[at:to]
    kind = "exchanged" if slip.kind in ("wrong", "swapped") else slip.kind
    whole = document.text[start:at] + insert + document.text[to:end]
    return NearMiss(start, end, kind, Fix.replace(at, to, insert), part, whole)


def _compact(folded: str, start: int, end: int) -> list[tuple[str, int]]:
    """The characters of folded[start:end] that are no punctuation or space, with their places."""
    return [(match.group(), match.start()) for match in _KEPT.finditer(folded, start, min(end, len(folded)))]
