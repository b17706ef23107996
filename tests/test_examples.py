"""Every rule's examples are its tests: what is marked is found, nothing else, and a mend gives what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from polint.fold import SHARED
from polint.plugin import Plugins
from polint.rule import Example, Rule
from polint.testing import check_example, check_whole

RULES = Plugins().rules
CASES = [
    pytest.param(rule, example, id=f"{name}-{number}")
    for name, rule in RULES.items()
    for number, example in enumerate(rule.examples)
]


@pytest.fixture(params=["without numpy", "with numpy"])
def road(request: pytest.FixtureRequest) -> Iterator[None]:
    """The two roads of the shared passes and of what the rules ask of a batch: one answer."""
    before = SHARED.tables.array
    SHARED.tables.array = None
    if request.param == "with numpy":
        SHARED.tables.vectorise()
    yield
    SHARED.tables.array = before


@pytest.mark.usefixtures("road")
@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: type[Rule], example: Example) -> None:
    check_example(rule, example)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_rule_is_whole(rule: type[Rule]) -> None:
    check_whole(rule)
