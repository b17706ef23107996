"""Configuration: what a run is asked to do, as one immutable value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from polint.engine import MAX_PER_RULE, Ruleset
from polint.finding import Severity

if TYPE_CHECKING:
    from polint.rule import Rule

PROFILES = ("default", "publication", "corpus", "all")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one document's check, whatever place they came from."""

    profile: str = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str | None = None
    fail_on: Severity = "warning"
    max_per_rule: int = MAX_PER_RULE
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    input: Mapping[str, Any] = field(default_factory=dict)

    def chosen(self, rules: Iterable[type[Rule]]) -> list[type[Rule]]:
        """The rules that run: `select` in place of the profile, `extend_select` besides, less `ignore`."""
        found = []
        for rule in rules:
            if self.select:
                wanted = matches(rule.id, self.select)
            else:
                wanted = self.profile == "all" or rule.profile in ("default", self.profile)
            if (wanted or matches(rule.id, self.extend_select)) and not matches(rule.id, self.ignore):
                found.append(rule)
        return found

    def ruleset(self, rules: Iterable[type[Rule]]) -> Ruleset:
        """The chosen rules with their settings, compiled."""
        severities: dict[str, Severity] = {}
        made = []
        for rule in self.chosen(rules):
            settings = dict(self.rules.get(rule.id, {}))
            if "severity" in settings:
                severities[rule.id] = settings.pop("severity")
            if self.language is not None and "language" in rule.options:
                settings.setdefault("language", self.language)
            made.append(rule(settings))
        return Ruleset(made, severities, self.max_per_rule)


def matches(rule: str, patterns: Iterable[str]) -> bool:
    """Whether a rule's id is named: by itself, by its family (`script` or `script/*`) or by `all`."""
    family = rule.partition("/")[0]
    return any(pattern in (rule, family, f"{family}/*", "all", "*") for pattern in patterns)
