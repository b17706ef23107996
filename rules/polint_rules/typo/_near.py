"""Near misses: where a text is one slip away from an expression."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
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
AHEAD = 12
"""Folded code points next to a half in which the expression must go on, punctuation and the slip included."""

SPARE = 12
"""Characters by which a slip and the marks between clauses can move the other end of an expression."""

_MOST = 4  # characters from the part on, one of which stands as it should: a slip takes three
_CLAUSES = lazy("[、,;:。!?]")
_KEPT = lazy("[\u3400-\u9fff0-9a-z]")
_SKIPPED = lazy("[^\u3400-\u9fff0-9a-z]+")


class NearMiss(NamedTuple):
    """An expression with a slip: its range, what is wrong with it, the mend, the part that is missing or too
    many, and the whole as it should be."""

    start: int
    end: int
    kind: str
    fix: Fix
    part: str
    whole: str


def near_misses(
    document: Document, fragments: Mapping[str, Sequence[Fragment]], right: Collection[str]
) -> Iterator[NearMiss]:
    """The near misses of expressions of which `fragments` stand in `document`, the longest first at each place;
    `right` are forms that are right."""
    hits = document.scan.hits
    folded = document.folded
    found: list[NearMiss] = []
    for literal in sorted(fragments, key=lambda literal: (hits[literal][0], literal)):
        places = hits[literal]
        for half in fragments[literal]:
            for place in _suspicious(folded, literal, half, places):
                found.extend(_at(document, literal, place, half, right))
    found.sort(key=lambda miss: (miss.start, -miss.end))
    reached = -1
    for miss in found:
        if miss.end > reached:  # an expression may hold another one, and their slip is the same
            reached = miss.end
            yield miss


def with_slips(batch: Batch) -> Collection[int]:
    """The numbers of the texts in which an expression may stand with a slip beside a part of it."""
    found: set[int] = set()
    hits = batch.hits
    if hits is None or not hits.indices:
        return found
    table = hits.matcher.view(_table)
    for hit, row in nearly_whole(batch, hits, table.rows, table.parts, table.texts):
        number = bisect_right(hits.bounds, hit) - 1
        if number in found:
            continue
        half, size = table.fragment(row)
        stop = hits.ends[hit]
        start = stop - size
        first, last = batch.spans[number]
        before = batch.folded_part(max(first, start - len(half.head) - 2 * SPARE), start)
        after = batch.folded_part(stop, min(last, stop + len(half.tail) + 2 * SPARE))
        part = half.expression.text[half.offset : half.offset + size]
        if compare(half, _SKIPPED.sub("", before), part, _SKIPPED.sub("", after)) is not None:
            found.add(number)
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


def _suspicious(folded: str, literal: str, half: Fragment, places: Sequence[int]) -> list[int]:
    """Those of the places of a part at which its expression does not stand and may stand with a slip."""
    (whole, _, strict, _), offset, head, tail = half
    size = len(literal)
    # A slip leaves one end of what stands before the part or after it as it is, two characters of it where it is
    # long enough; this spares nearly all parts, which are pieces of ordinary text, the comparison.
    short = strict and len(whole) > 9  # where a slip can take three characters
    kept = kept_head = 1 if short or len(head) < 5 else 2
    first, near_first = head[:kept], head[-kept:]
    kept = 1 if short or len(tail) < 5 else 2
    last, near_last = tail[-kept:], tail[:kept]
    found: list[int] = []
    for place in places:
        start, stop = place - offset, place + size
        if start >= 0 and folded.startswith(whole, start):
            continue
        if head:
            before = folded[max(0, start - SPARE) : place]
            if (head[0] not in before and head[1 : kept_head + 1] not in before) or (
                first not in before and near_first not in before[-AHEAD:]
            ):
                continue
            if not _begins(head[::-1], before[-AHEAD:]):
                continue
        if tail:
            after = folded[stop : stop + len(tail) + SPARE]
            if not offset and (
                (tail[-1] not in after and tail[-1 - kept : -1] not in after)
                or (last not in after and near_last not in after[:AHEAD])
            ):
                continue
            if not _begins(tail, after[:AHEAD]):
                continue
        found.append(place)
    return found


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
    if not _SKIPPED.search(half.expression.written) and _CLAUSES.search(folded, start, end):
        return  # 主计处、人事行政局、公共工程委员会: the name ends at the mark
    if document.classes.count(KANA, max(0, start - REACH), end + REACH) > 2:
        return  # Japanese: names of the same kind differ by a character
    if document.regions.is_prose(place):
        yield _miss(document, slip, places, half.expression.written)


def _begins(wanted: str, near: str) -> bool:
    """Whether any of the first characters of `wanted` stands near: a slip takes at most three."""
    return any(char in near for char in wanted[:_MOST])


def _miss(document: Document, slip: Slip, places: Sequence[int], whole: str) -> NearMiss:
    start, end = places[slip.start], places[slip.end - 1] + 1
    at = places[slip.at] if slip.at < len(places) else end
    to = places[slip.to - 1] + 1 if slip.to > slip.at else at
    if slip.kind == "missing" and slip.at:
        at = to = places[slip.at - 1] + 1
    insert = in_script(slip.right, document, start, end)
    part = insert if slip.kind == "missing" else document.text[at:to]
    kind = "exchanged" if slip.kind in ("wrong", "swapped") else slip.kind
    return NearMiss(
        start, end, kind, Fix.replace(at, to, insert), part, in_script(whole, document, start, end)
    )


def _compact(folded: str, start: int, end: int) -> list[tuple[str, int]]:
    """The characters of folded[start:end] that are no punctuation or space, with their places."""
    return [(match.group(), match.start()) for match in _KEPT.finditer(folded, start, min(end, len(folded)))]
