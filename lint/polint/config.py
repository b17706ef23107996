"""Configuration: what a run is asked to do, as one immutable value."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from polint.cached import cached_property
from polint.engine import MAX_PER_RULE, Ruleset
from polint.finding import Severity
from polint.named import NamedTuple
from polint.naming import matches
from polint.path import glob, is_at, relative

if TYPE_CHECKING:
    from polint.document import Document
    from polint.rule import Rule
    from polint.verdict import Verdict

PROFILES = ("default", "publication", "corpus", "all")


class Override(NamedTuple):
    """Settings for the documents that `when` describes: all its conditions must hold.

    A condition is a metadata field's name (`a.b` reaches into a table), `path` or `language`; its value one
    or several alternatives. Strings may be patterns with `*`; a language also covers its regions.
    """

    when: Mapping[str, tuple[Any, ...]]
    settings: Mapping[str, Any]

    def holds(self, path: str, document: Document, language: str | None) -> bool:
        """Whether the document at `path` (relative to the configuration's folder) is described."""
        for name, wanted in self.when.items():
            if name == "path":
                if not any(is_at(pattern, path) for pattern in wanted):
                    return False
            elif name == "language":
                own = _look_up(document.metadata, "language") or _look_up(document.manifest or {}, "language")
                spoken = str(own or language or "").lower()
                if not any(spoken == w.lower() or spoken.startswith(w.lower() + "-") for w in wanted):
                    return False
            elif not any(_equal(_look_up(document.metadata, name), value) for value in wanted):
                return False
        return True


def _look_up(table: Mapping[str, Any], name: str) -> Any:
    if name in table:
        return table[name]
    found: Any = table
    for part in name.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def _equal(own: Any, wanted: Any) -> bool:
    if isinstance(own, list):
        return any(_equal(one, wanted) for one in own)
    if isinstance(own, str) and isinstance(wanted, str) and "*" in wanted:
        return glob(wanted, anywhere=False)(own)
    return bool(type(own) is type(wanted) and own == wanted)


class Settings(NamedTuple):
    """What a document's check can be told.

    `root` is the folder that patterns and paths in it are relative to (absolute); `place` the file it was
    read from, None without one. `packs` and `lexicons` are absolute paths.
    """

    profile: str = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str | None = None
    fail_on: Severity = "warning"
    max_per_rule: int = MAX_PER_RULE
    rules: Mapping[str, Mapping[str, Any]] = {}
    input: Mapping[str, Any] = {}
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    packs: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    provenance: Mapping[str, Any] = {}
    verdict: Mapping[str, Verdict] = {}
    """What becomes of a document in which a rule, a family or a severity found something."""
    baseline: str | None = None
    preview: bool = False
    """Whether rules that are new may run."""
    suppressions: bool = True
    """Whether a document may suppress findings about itself (`gate` says no)."""
    root: str = ""
    place: str | None = None


class Config(Settings):
    """The settings of one document's check, whatever place they came from, and what follows from them."""

    def chosen(self, rules: Iterable[type[Rule]]) -> list[type[Rule]]:
        """The rules that run: `select` in place of the profile, `extend_select` besides, less `ignore`."""
        found = []
        for rule in with_packs(rules, self.packs):
            if rule.preview and not self.preview:
                continue
            if self.select:
                wanted = matches(rule.id, self.select)
            else:
                wanted = self.profile == "all" or rule.profile in ("default", self.profile)
            if (wanted or matches(rule.id, self.extend_select)) and not matches(rule.id, self.ignore):
                found.append(rule)
        return found

    def ruleset(self, rules: Iterable[type[Rule]], *, detailed: bool = False) -> Ruleset:
        """The chosen rules with their settings, compiled."""
        rules = list(with_packs(rules, self.packs))
        made, severities = self.made(rules)
        return Ruleset(
            made,
            severities,
            self.max_per_rule,
            detailed=detailed,
            suppressions=self.suppressions,
            known=frozenset(rule.id for rule in rules),
        )

    def made(self, rules: Iterable[type[Rule]]) -> tuple[list[Rule], dict[str, Severity]]:
        """The chosen rules with their settings, and the severities that are not the rules' own."""
        severities: dict[str, Severity] = {}
        made = []
        shared = {
            "language": self.language,
            "lexicons": self.lexicons or None,
            "require": self.provenance.get("require"),
            "honoured": None if self.suppressions else False,
        }
        for rule in self.chosen(rules):
            settings = dict(self.rules.get(rule.id, {}))
            if "severity" in settings:
                severities[rule.id] = settings.pop("severity")
            for name, value in shared.items():
                if value is not None and rule.takes(name):
                    settings.setdefault(name, value)
            made.append(rule(settings))
        return made, severities

    @cached_property
    def digest(self) -> str:
        """Equal for two configurations exactly where they make the same ruleset."""
        rules = sorted((name, sorted(table.items())) for name, table in self.rules.items())
        return repr((
            self.profile, self.select, self.extend_select, self.ignore, self.language, self.max_per_rule,
            rules, self.packs, self.lexicons, sorted(self.provenance.items()), self.suppressions, self.preview,
        ))  # fmt: skip

    def for_document(self, document: Document) -> Config:
        """The settings for one document: what its path, metadata and language override."""
        if not self.per_file_ignores and not self.overrides:
            return self
        path = self.relative(document.path)
        ignored = tuple(
            name
            for pattern, names in self.per_file_ignores
            if is_at(pattern, path, document.path)
            for name in names
        )
        found = tuple(
            index
            for index, override in enumerate(self.overrides)
            if override.holds(path, document, self.language)
        )
        return self._variant(ignored, found) if ignored or found else self

    @cached_property
    def _variants(self) -> dict[tuple[tuple[str, ...], tuple[int, ...]], Config]:
        return {}

    def _variant(self, ignored: tuple[str, ...], overrides: tuple[int, ...]) -> Config:
        try:
            return self._variants[ignored, overrides]
        except KeyError:
            config = self
            for index in overrides:
                config = config.overlaid(self.overrides[index].settings)
            config = config._replace(ignore=config.ignore + ignored)
            self._variants[ignored, overrides] = config
            return config

    def overlaid(self, settings: Mapping[str, Any]) -> Config:
        """This configuration with `settings` (by their names here) over it: what adds is added, a `select`
        or a profile of the upper layer replaces what the lower one chose."""
        values = dict(settings)
        if values.get("select"):
            # A choice from above is not undone by an `ignore` from below.
            values = {"extend_select": (), "ignore": (), **values}
        else:
            for name in ("extend_select", "ignore"):
                if name in values:
                    values[name] = getattr(self, name) + values[name]
            if "profile" in values:
                values.setdefault("select", ())
        if "rules" in values:
            merged = {name: dict(table) for name, table in self.rules.items()}
            for name, table in values["rules"].items():
                merged.setdefault(name, {}).update(table)
            values["rules"] = merged
        for name in ("per_file_ignores", "exclude"):
            if name in values:
                values[name] = getattr(self, name) + values[name]
        return self._replace(**values)

    def relative(self, path: str) -> str:
        """`path` (as it is reported) relative to `root`."""
        if self._at_hand:
            return path
        return relative(path, self.root)

    @cached_property
    def _at_hand(self) -> bool:
        return not self.root or self.root == os.getcwd()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_variants"}


def with_packs(rules: Iterable[type[Rule]], packs: tuple[str, ...]) -> Iterable[type[Rule]]:
    """`rules` and those of `packs`; of two with one id the first is kept. Raises phrase.PackError."""
    if not packs:
        return rules
    found = {rule.id: rule for rule in reversed(packed(packs))}
    found.update((rule.id, rule) for rule in rules)
    return found.values()


@functools.lru_cache(maxsize=64)
def packed(packs: tuple[str, ...]) -> tuple[type[Rule], ...]:
    """The rules of `packs` (folders). Raises phrase.PackError."""
    from pathlib import Path

    from polint.phrase import load_pack

    return tuple(rule for pack in packs for rule in load_pack(Path(pack)))
