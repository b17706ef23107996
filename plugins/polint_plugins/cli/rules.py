"""`polint rules`: the table of all rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from polint.config import PROFILES, Config
from polint.message import Text
from polint.plugin import Plugins
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import ready_stdout
from polint_plugins.cli.parser import Parser

if TYPE_CHECKING:
    from polint.rule import Rule

ABOUT = Text("List the rules.", "列出规则。")
_FORMAT = Text("text or json", "text 或 json")
_PROFILE = Text("only what this profile runs (default: all)", "只列出该配置集启用的规则（默认：全部）")
_SELECT = Text("only these rules or families", "只列出这些规则或规则族")
_SAFE = Text("safe", "安全")
_UNSAFE = Text("look first", "需核对")
_HEAD = (
    Text("rule", "规则"),
    Text("severity", "级别"),
    Text("profile", "配置集"),
    Text("fix", "修复"),
    Text("what it reports", "报告内容"),
)


def run(words: Sequence[str], speak: str) -> int:
    """Print the table; returns the exit status."""
    plugins = Plugins()
    made = Parser("polint rules", ABOUT, speak, "")
    made.option("--format", default="text", metavar="FORMAT", about=_FORMAT)
    made.option("--profile", default="all", metavar="PROFILE", about=_PROFILE)
    made.option("--select", action="append", metavar="RULE,…", about=_SELECT)
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    shared.check_choice(made, "--format", options.format, ("text", "json"))
    shared.check_choice(made, "--profile", options.profile, PROFILES)
    names = shared.split(options.select)
    shared.check_names(made, "--select", names, plugins.rules)
    profile = Config(profile=options.profile).chosen(plugins.rules.values())
    rules = Config(select=names or ("all",)).chosen(profile)
    out = ready_stdout(people=options.format == "text")
    if options.format == "json":
        out.write(
            json.dumps([about(rule, options.lang or "en") for rule in rules], ensure_ascii=False, indent=2)
            + "\n"
        )
    else:
        _table(rules, speak)
    return 0


def fixability(rule: type[Rule]) -> str | None:
    """How the rule can mend, proved by its examples: `safe`, `unsafe`, None."""
    if not any(example.fixed is not None for example in rule.examples):
        return None
    return "safe" if rule.safe_fix else "unsafe"


def about(rule: type[Rule], language: str) -> dict[str, Any]:
    """A rule as JSON holds it."""
    return {
        "id": rule.id,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "profile": rule.profile,
        "fix": fixability(rule),
        "summary": rule.summary.render(language),
        "what": rule.what.render(language),
        "why": rule.why.render(language),
        "options": {
            name: {"default": _plain(option.default), "about": option.about.render(language)}
            for name, option in rule.options.items()
        },
    }


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set | frozenset) else value


def _table(rules: Sequence[type[Rule]], speak: str) -> None:
    from polint_plugins.reporters._visible import width

    words = {"safe": _SAFE.render(speak), "unsafe": _UNSAFE.render(speak), None: ""}
    rows = [[head.render(speak) for head in _HEAD]]
    rows += [
        [rule.id, rule.severity, rule.profile, words[fixability(rule)], rule.summary.render(speak)]
        for rule in rules
    ]
    widths = [max(width(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
