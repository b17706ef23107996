"""Doubles: two marks of which one is too many, as the shared pass finds them, and the texts that have them full width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

# Folded, so that , stands for both widths.
_TWO = (
    "。。", ",,", "、、", ";;", "::", ",。", "、。", ";。", ",、", "、,", ";,", ",;", ":,", ",:", "、;", "、:", ":、",
)  # fmt: skip
_FOUR = ("!!!!", "????", "!?!?")
DOUBLED: Final = (*_TWO, *_FOUR)
_PAIRS, _RUNS = frozenset(_TWO), frozenset(_FOUR)


def with_doubles(batch: Batch) -> Collection[int]:
    """The sieve of punctuation/repeated: the texts with such marks, of which the second is no ASCII, as in a::b,
    but for the comma."""
    hits = batch.hits
    if not batch.vectorised or hits is None:
        return batch.holding(_PAIRS | _RUNS)
    import numpy

    places = numpy.array(hits.among(_PAIRS), numpy.int64)
    second = batch.codes.take(hits.arrays[1][places] - 1)
    return batch.holding(_RUNS) | hits.numbers(places[(second > 0x7F) | (second == ord(","))])
