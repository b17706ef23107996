"""New rules wait behind --preview; renamed rules answer to their old names wherever a user wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from polint.config import Config
from polint.configfile import read
from polint.document import Document
from polint.engine import Ruleset, check
from polint.finding import Draft
from polint.message import Text
from polint.naming import current
from polint.rule import Rule


class Renamed(Rule):
    """A star, once called test/asterisk."""

    id = "test/star"
    severity = "warning"
    former: ClassVar[tuple[str, ...]] = ("test/asterisk",)
    triggers: ClassVar[tuple[str, ...]] = ("*",)
    messages: ClassVar[Mapping[str, Text]] = {"star": Text("a star", "星号")}

    def check(self, document: Document) -> Iterator[Draft]:
        for start in document.hits("*"):
            yield self.draft(start, start + 1, "star")


class New(Renamed):
    """Not yet for everyone."""

    id = "test/new"
    former: ClassVar[tuple[str, ...]] = ()
    preview: ClassVar[bool] = True


RULES: dict[str, type[Rule]] = {rule.id: rule for rule in (Renamed, New)}


def test_a_new_rule_runs_only_with_preview() -> None:
    assert [rule.id for rule in Config().chosen(RULES.values())] == ["test/star"]
    assert [rule.id for rule in Config(select=("test/new",)).chosen(RULES.values())] == []
    assert [rule.id for rule in Config(preview=True).chosen(RULES.values())] == ["test/star", "test/new"]


def test_an_old_name_is_the_rule() -> None:
    assert current("test/asterisk", RULES) == "test/star"
    assert current("test/unknown", RULES) == "test/unknown"


def test_a_configuration_may_go_on_with_old_names(tmp_path: Path) -> None:
    place = tmp_path / "polint.toml"
    place.write_text(
        'ignore = ["test/asterisk"]\n[rules."test/asterisk"]\nseverity = "error"\n', encoding="utf-8"
    )
    config, problems = read(str(place), RULES, "polint.toml")
    assert problems == []
    assert config is not None
    assert config.ignore == ("test/star",)
    assert dict(config.rules) == {"test/star": {"severity": "error"}}


@pytest.mark.parametrize("name", ["test/star", "test/asterisk"])
def test_a_suppression_may_go_on_with_an_old_name(name: str) -> None:
    result = check(Document(f"一句话*。 <!-- polint: ignore[{name}] 原文如此 -->"), Ruleset([Renamed()]))
    assert result.findings == ()
    assert len(result.suppressed) == 1
