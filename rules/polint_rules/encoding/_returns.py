"""Returns: which texts of a batch have a carriage return, without which all their lines end alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch

_RETURN = 13


def with_returns(batch: Batch) -> Collection[int]:
    """The sieve of encoding/line-endings: the numbers of the texts with a carriage return."""
    if _RETURN not in batch.classes:
        return frozenset()
    starts = [*batch.starts, len(batch.classes)]
    return frozenset(
        number
        for number in range(len(batch.starts))
        if batch.classes.find(_RETURN, starts[number], starts[number + 1]) >= 0
    )
