"""Deferred rules: the stand-in is the rule to everyone, and a start imports no rule that nothing wakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from polint.deferred import DeferredRule, deferred
from polint.document import Document
from polint.engine import Ruleset, check
from polint.plugin import Plugins
from polint.rule import Rule
from polint_rules.encoding.replacement_character import ReplacementCharacter

RULES = Plugins().rules


def test_a_stand_in_finds_what_the_rule_finds() -> None:
    stand_in = RULES["encoding/replacement-character"]
    assert issubclass(stand_in, DeferredRule)
    document = Document("丢\ufffd了")
    assert check(document, Ruleset([stand_in()])) == check(
        Document("丢\ufffd了"), Ruleset([ReplacementCharacter()])
    )
    assert stand_in.examples == ReplacementCharacter.examples
    assert stand_in().summary == ReplacementCharacter.summary


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_index_says_what_the_rule_says(rule: type[Rule]) -> None:
    if not issubclass(rule, DeferredRule):
        return
    real = rule.real()
    for name in (
        "id",
        "severity",
        "confidence",
        "profile",
        "version",
        "private",
        "classes",
        "always",
        "options",
    ):
        assert getattr(rule, name) == getattr(real, name), name
    assert sorted(rule().wakes_on) == sorted(real().wakes_on)
    assert rule().settings == real().settings


def test_a_start_imports_no_rule_module() -> None:
    code = (
        "import sys; from polint.plugin import Plugins; from polint.config import Config;"
        "Config().ruleset(Plugins().rules.values());"
        "print(*(m for m in sys.modules if m.startswith('polint_rules.') and m.count('.') == 2))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # writes the index
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    modules = done.stdout.split()
    assert all(
        name.startswith(("polint_rules.duplicate.", "polint_rules.provenance.")) for name in modules
    ), modules


def test_a_rule_that_could_not_be_read_once_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    where = (ReplacementCharacter.__module__, ReplacementCharacter.__name__)

    def given(*found: tuple[type[Rule], tuple[str, ...]] | Exception) -> list[type[Rule] | Exception]:
        return list(deferred("test", b"key", lambda: found, lambda *_: ReplacementCharacter))

    (fault,) = given(ImportError("not now"))
    assert str(fault) == "ImportError: not now"
    (rule,) = given((ReplacementCharacter, where))
    assert isinstance(rule, type)
    assert rule.id == ReplacementCharacter.id
    (kept,) = given(ImportError("it is not asked any more"))
    assert isinstance(kept, type)
