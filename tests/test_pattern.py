"""Lazy patterns are patterns."""

from __future__ import annotations

import re

import pytest

from polint.pattern import lazy


def test_a_lazy_pattern_finds_what_the_pattern_finds() -> None:
    pattern = lazy("第([0-9]+)条", re.ASCII)
    assert pattern.sub("X", "第3条") == "X"
    assert [match.group(1) for match in pattern.finditer("第3条第44条")] == ["3", "44"]
    assert pattern.pattern == "第([0-9]+)条"
    assert lazy(rb"h+").search(b"ahh") is not None


def test_a_bad_pattern_is_reported_where_it_is_used() -> None:
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("")
