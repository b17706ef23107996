"""Every rule of the contract is there, with its severity and profile, and there is no other."""

from __future__ import annotations

import csv

from helpers import SHARED, needs_shared

from polint.character import WAKING
from polint.plugin import Plugins


@needs_shared
def test_the_rules_are_those_of_the_contract() -> None:
    with (SHARED / "rules.tsv").open(encoding="utf-8", newline="") as file:
        wanted = {
            row["rule"]: (row["severity"], row["profile"]) for row in csv.DictReader(file, delimiter="\t")
        }
    assert {rule.id: (rule.severity, rule.profile) for rule in Plugins().rules.values()} == wanted


def test_only_rare_classes_wake_a_rule() -> None:
    named = {one for rule in Plugins().rules.values() for one in rule.classes}
    assert named
    assert named <= WAKING
