"""The documentation keeps its word: examples are found, options exist, links lead somewhere, code runs."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest
from helpers import ROOT

from polint.config import Config
from polint.configfile import read
from polint.document import Document
from polint.engine import check
from polint.phrase import load_pack
from polint.plugin import Plugins
from polint.rule import Rule
from polint.testing import check_examples
from polint_plugins.cli.check import parser

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\w+) \|[^|]*\| `([^`]+)` \| `([^`]+)` \|$", README, re.MULTILINE)
BEFORE = "清晨的集市上，卖豆腐的老人把木板一块块卸下来。天还没亮透，路灯照着石板，摊位前已经排起了队。\n"
"""An ordinary paragraph: furniture of a page is furniture because there is a text beside it."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def block_of(page: str, language: str) -> str:
    """The first block of code in `language` of a page."""
    found = re.search(
        rf"^( *)```{language}\n(.*?)^ *```", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M
    )
    assert found is not None
    return textwrap.dedent(found[2])


def test_the_rule_in_contributing_works() -> None:
    names: dict[str, object] = {"__name__": "contributed"}
    exec("from __future__ import annotations\n" + block_of("CONTRIBUTING.md", "python"), names)
    rules = [
        rule
        for rule in names.values()
        if isinstance(rule, type) and issubclass(rule, Rule) and rule is not Rule
    ]
    assert len(rules) == 1
    check_examples(rules[0])


def test_the_phrase_rule_in_the_docs_works(tmp_path: Path) -> None:
    (tmp_path / "slogan.toml").write_text(block_of("docs/phrase-rules.md", "toml"), encoding="utf-8")
    (rule,) = load_pack(tmp_path)
    check_examples(rule)


def test_every_family_has_its_row() -> None:
    shown = set(re.findall(r"^\| (\w+) \|.*\|.*\|.*\|$", README, re.MULTILINE))
    assert {rule.partition("/")[0] for rule in Plugins().rules} - {"polint"} <= shown


@pytest.mark.parametrize(("family", "text", "rule"), ROWS)
def test_an_example_is_found_by_its_rule(family: str, text: str, rule: str) -> None:
    assert rule.startswith(f"{family}/")
    found = check(Document(BEFORE + text), Config(profile="all").ruleset(Plugins().rules.values())).findings
    assert rule in {finding.rule for finding in found}


def test_its_options_exist() -> None:
    plugins = Plugins()
    known = parser("en", plugins.reporters).format_help()
    for name in plugins.reporters:
        assert f"`{name}`" in README
    elsewhere = {"--index", "--base", "--to", "--add", "--name-only", "--diff-filter", "--strict"}
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - elsewhere:
        assert option in known, option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_its_configuration_is_valid(tmp_path: Path) -> None:
    (tmp_path / "house-rules").mkdir()
    (tmp_path / "house-rules" / "slogan.toml").write_text(
        block_of("docs/phrase-rules.md", "toml"), encoding="utf-8"
    )
    (tmp_path / "terms.toml").write_text('[preferred]\n"登陆账号" = "登录账号"\n', encoding="utf-8")
    for number, block in enumerate(re.findall(r"```toml\n(.*?)```", README, re.DOTALL)):
        table = tomllib.loads(block)
        if "suppress" in table:
            continue
        place = tmp_path / f"{number}.toml"
        place.write_text(block, encoding="utf-8")
        _, problems = read(str(place), Plugins().rules, place.name)
        assert not problems
