"""Every rule's examples are its tests: what is marked is found, nothing else, and a mend gives what it says."""

from __future__ import annotations

import pytest

from polint.plugin import Plugins
from polint.rule import Example, Rule
from polint.testing import check_example, check_whole

RULES = Plugins().rules
CASES = [
    pytest.param(rule, example, id=f"{name}-{number}")
    for name, rule in RULES.items()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: type[Rule], example: Example) -> None:
    check_example(rule, example)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_rule_is_whole(rule: type[Rule]) -> None:
    check_whole(rule)
