"""Numbering, counts and dates in whole documents."""

from __future__ import annotations

import pytest
from planted import RIGHT, WRONG

from polint.document import Document
from polint.engine import Ruleset, check
from polint.finding import Finding
from polint.plugin import Plugins

FAMILIES = ("numbering/", "date/", "truncation/missing-section")
RULESET = Ruleset([rule() for name, rule in Plugins().rules.items() if name.startswith(FAMILIES)])


def warnings(text: str) -> list[Finding]:
    """What is said of a text above a note."""
    return [found for found in check(Document(text), RULESET).findings if found.severity != "note"]


@pytest.mark.parametrize(("rules", "marked", "others"), WRONG)
def test_what_is_wrong_is_found(rules: str, marked: str, others: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    found = warnings(marked.replace("⟦", "").replace("⟧", ""))
    there = [one.rule for one in found if one.start <= end and one.end >= start]
    assert set(there) & set(rules.split("|")), (there, marked)
    elsewhere = [one for one in found if not (one.start <= end and one.end >= start)]
    assert not [one.rule for one in elsewhere if one.rule not in others.split("|")], marked


@pytest.mark.parametrize("text", RIGHT)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    assert not [one.rule for one in warnings(text)], text
