"""Numbers that could be a person's: which texts have one."""

from __future__ import annotations

import pytest

from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.privacy._number import with_numbers


@pytest.mark.parametrize("before", range(9))
def test_where_a_number_begins_does_not_matter(before: int) -> None:
    numbers = "123456", "１２３４５６", "电话123 456转", "123-4567", "2024-123-456"
    others = "12345", "123 45", "12-3456", "2024年123 页 456", "123  456", "", "123\n456"
    texts = [("渡口开船" * 3)[:before] + text for text in (*numbers, *others)]
    batch = Scanner((), SHARED.tables).scan(texts)[0].texts
    assert with_numbers(batch) == frozenset(range(len(numbers)))


def test_a_number_does_not_go_on_in_the_next_text() -> None:
    batch = Scanner((), SHARED.tables).scan(["电话123", "456789", "12345", "6 123"])[0].texts
    assert with_numbers(batch) == {1}
