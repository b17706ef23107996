"""Doubles: two marks of which one is too many, as the shared pass finds them, and the texts that have them full width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from polint.sift import kinds_of, sift_ends

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.matcher import Matcher

# Folded, so that , stands for both widths.
_TWO = (
    "。。", ",,", "、、", ";;", "::", ",。", "、。", ";。", ",、", "、,", ";,", ",;", ":,", ",:", "、;", "、:", ":、",
)  # fmt: skip
_FOUR = ("!!!!", "????", "!?!?")
DOUBLED: Final = (*_TWO, *_FOUR)
_COMMA = ord(",")
_ASCII = frozenset([bytes((code, 0)) for code in range(0x80) if code != ord(",")])


def with_doubles(batch: Batch) -> Collection[int]:
    """The sieve of punctuation/repeated: the texts with such marks, of which the second is no ASCII, as in a::b,
    but for the comma."""
    pairs, runs = sift_ends(batch.hits, batch.hits.matcher.view(_kinds), 2) if batch.hits else ([], [])
    return batch.texts_at([*runs, *[end for end in pairs if batch.written(end - 1, end) not in _ASCII]])


def _kinds(matcher: Matcher) -> bytes:
    return kinds_of(matcher, _TWO, _FOUR)
