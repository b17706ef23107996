"""Doubles: two marks of which one is too many, as the shared pass finds them, and the texts that have them full width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

# Folded, so that , stands for both widths.
_TWO = (
    "。。", ",,", "、、", ";;", "::", ",。", "、。", ";。", ",、", "、,", ";,", ",;", ":,", ",:", "、;", "、:", ":、",
)  # fmt: skip
_FOUR = ("!!!!", "????", "!?!?")
DOUBLED: Final = (*_TWO, *_FOUR)
_COMMA = ord(",")
_PAIRS, _RUNS = frozenset(_TWO), frozenset(_FOUR)


def with_doubles(batch: Batch) -> Collection[int]:
    """The sieve of punctuation/repeated: the texts with such marks, of which the second is no ASCII, as in a::b,
    but for the comma."""
    units = batch.raw_units
    seconds = [(end, octet.unit(units, end - 1)) for end in batch.places(_PAIRS)]
    places = [end for end, code in seconds if code > 0x7F or code == _COMMA]
    return batch.holding(_RUNS) | batch.texts_at(places)
