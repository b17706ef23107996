"""Left: words that a converter from traditional script gets wrong (left.txt), looked for in both scripts.

Their characters are all of simplified text, so that no class tells them; they are triggers, in the fold the same as
the right ones, and what is written tells the two apart.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from typing import TYPE_CHECKING

from polint import store
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.sift import sift

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.document import Document
    from polint.matcher import Matcher

_LIST = "left.txt"


class Left(NamedTuple):
    """A wrong word and the right one, `offset` of the character that tells, whether it is wrong in traditional text, too,
    the characters it does not stand after or before, those before which alone it does (none: all), and whether it is right
    in classical Chinese."""

    wrong: str
    right: str
    offset: int
    everywhere: bool
    after: frozenset[str]
    before: frozenset[str]
    only: frozenset[str]
    classical: bool


@functools.cache
def left_words() -> dict[str, Left]:
    """The list, by the wrong words."""
    found: dict[str, Left] = {}
    for line in store.beside(__file__, _LIST).decode("utf-8").split("\n"):
        if not line or line[0] == "#":
            continue
        wrong, right, *where = line.rstrip("\r").split("\t")
        word = wrong.removeprefix("+")
        offset = next(index for index, char in enumerate(word) if char != right[index])
        terms = where[0].split(" ") if where else []
        after, before, only = (
            frozenset(char for term in terms if term[0] == sign for char in term[1:]) for sign in "<>^"
        )
        found[word] = Left(word, right, offset, word != wrong, after, before, only, "=" in terms)
    return found


def _are_left(matcher: Matcher) -> bytes:
    """Of each literal whether it is one of them."""
    return matcher.listed("script-left-1", store.stamp(__file__, _LIST), lambda: frozenset(left_words()))


def texts_left(batch: Batch) -> Collection[int]:
    """The numbers of the texts in which one of them stands as it is wrong."""
    hits = batch.hits
    if hits is None:
        return ()
    found: set[int] = set()
    (own,) = sift(hits, hits.matcher.view(_are_left), 1)
    if not own:
        return found
    units, indices, ends, signs = (
        memoryview(batch.raw_units).cast("H"),
        hits.indices,
        hits.ends,
        hits.matcher.view(_signs),
    )
    for hit in own:
        index = indices[hit]
        sign = signs.get(index)
        if sign is None:
            word = left_words()[hits.matcher.literal(index)]
            sign = signs[index] = len(word.wrong) - word.offset, ord(word.wrong[word.offset])
        if units[ends[hit] - sign[0]] == sign[1]:  # seldom: 著名 is a hit as well
            found.add(bisect_right(hits.bounds, hit) - 1)
    return found


def _signs(_: Matcher) -> dict[int, tuple[int, int]]:
    """Of a literal, by its index, how far before its end the character stands that tells, and its unit where the word is
    wrong: as they are asked for."""
    return {}


def left_in(document: Document) -> list[tuple[int, Left]]:
    """Where they stand in a document, ascending, as far as their neighbours tell."""
    text, hits = document.text, document.scan.hits
    found = [
        (start, word)
        for literal in hits.keys() & left_words().keys()
        for start in hits[literal]
        if _is_written(text[start : start + len(literal)], literal)
        and _stands(text, start, word := left_words()[literal])
    ]
    found.sort()
    return found


def _is_written(written: str, literal: str) -> bool:
    offset = left_words()[literal].offset
    return written[offset] == literal[offset]


def _stands(text: str, start: int, word: Left) -> bool:
    end = start + len(word.wrong)
    following = text[end : end + 1]
    return (
        text[start - 1 : start] not in word.after
        and following not in word.before
        and (not word.only or not following.strip() or following in word.only)
        and not (word.classical and not _is_modern(text, start, end))
    )


_MODERN = lazy("[的了们們这這吗嗎吧呢么麼您]")
_AROUND = 60
"""Code points of a line on either side in which a word of modern Chinese stands."""


def _is_modern(text: str, start: int, end: int) -> bool:
    """Whether the line around [start, end) has a word that only modern Chinese has."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    left, right = text.rfind("\n", low, start) + 1, text.find("\n", end, high)
    return _MODERN.search(text, max(low, left), high if right < 0 else right) is not None
