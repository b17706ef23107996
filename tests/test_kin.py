"""Kin: which documents are compared, and what they have in common."""

from __future__ import annotations

import itertools
import random
import struct

import numpy
import pytest

from polint_rules.duplicate._kin import CROWD, below, kin, within
from polint_rules.duplicate._sketch import _quantile


def packed(hashes: list[int]) -> bytes:
    return struct.pack(f"<{len(hashes)}I", *hashes)


def pairs(*documents: list[int]) -> list[tuple[int, int]]:
    return sorted(
        kin(b"".join(map(packed, documents)), [len(hashes) for hashes in documents], b"\1" * len(documents))
    )


def fresh(count: int, seed: int = 0) -> list[int]:
    """Hashes that no other seed has."""
    return random.Random(seed).sample(range(seed << 24, (seed + 1) << 24), count)


def test_copies_and_parts_are_kin() -> None:
    text = fresh(100)
    assert pairs(text, fresh(100, 1), text[10:] + fresh(5, 2), text[:60]) == [(0, 2), (0, 3), (2, 3)]


def test_what_shares_a_phrase_or_a_template_is_not() -> None:
    template = fresh(45)
    assert pairs(*[template + fresh(55, seed) for seed in range(1, 5)]) == []


def test_what_is_short_is_kin_by_one_hash() -> None:
    assert pairs([0, 3, 7], [7, 3, 9], [1, 2]) == [(0, 1)]


def test_of_a_crowd_each_is_compared_with_the_next_and_the_first() -> None:
    text = fresh(40)
    count = CROWD + 4
    assert pairs(*[text] * CROWD) == sorted(itertools.combinations(range(CROWD), 2))
    neighbours = {(number, number + 1) for number in range(count - 1)}
    assert pairs(*[text] * count) == sorted(neighbours | {(0, number) for number in range(1, count)})


def test_who_is_wanted_is_found_with_whoever_it_would_be() -> None:
    chance = random.Random(3)
    pool = fresh(300)
    documents = [chance.sample(pool, chance.randint(20, 90)) for _ in range(40)]
    wanted = bytes(chance.random() < 0.2 for _ in documents)
    values, sizes = b"".join(map(packed, documents)), [len(hashes) for hashes in documents]
    every = pairs(*documents)
    assert sorted(kin(values, sizes, wanted)) == [pair for pair in every if any(wanted[one] for one in pair)]


def test_none_and_nothing() -> None:
    assert pairs() == []
    assert pairs([], [], [5]) == []


def test_what_is_within() -> None:
    assert within(packed([5, 0, 9, 4]), packed([4, 0, 8])) == bytes([0, 1, 0, 1])
    assert within(packed([0, 1]), b"") == bytes(2)
    assert below(packed([1 << 31, 5, 1 << 30]), 1) == packed([5, 1 << 30])


@pytest.mark.parametrize("size", [1, 2, 3, 49, 50, 51, 333])
def test_a_quantile_is_that_of_numpy(size: int) -> None:
    places = sorted(random.Random(size).sample(range(5000), size))
    for share in (0.02, 0.98):
        assert _quantile(places, share) == float(numpy.quantile(places, share))
