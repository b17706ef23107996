"""The configuration file, read and checked key by key.

A fault in it is answered with the file, the key and the nearest right name; what is right in it still holds,
so that a run says everything it can and then ends with status 2.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from polint.config import PROFILES, Config, Override
from polint.finding import SEVERITIES
from polint.message import Text
from polint.naming import current, is_name
from polint.notification import Notification
from polint.pattern import lazy
from polint.table import STRINGS, TABLES, UNKNOWN_KEY, WRONG_TYPE, broken, read_table, shown_value, suggest

if TYPE_CHECKING:
    from polint.rule import Rule

_UNKNOWN_RULE = Text(
    "“{key}” names “{name}”, which is no rule or family", "“{key}”中的“{name}”不是任何规则或规则族"
)
_WRONG_CHOICE = Text("“{key}” must be one of {wanted}, not “{got}”", "“{key}”只能是 {wanted}，而不是“{got}”")
_VERSION = Text("needs polint {wanted}; this is {own}", "要求 polint {wanted}，当前版本是 {own}")
_VERSION_FORM = Text(
    "“required-version” is no version requirement: “{got}”", "“required-version”不是有效的版本要求：“{got}”"
)
_BAD_PACK = Text("“{key}”: {error}", "“{key}”：{error}")
_NOT_YET = Text("“{key}” is not there yet in this version of polint", "当前版本的 polint 尚未提供“{key}”")
_NO_WHEN = Text(
    "“override” without “when”: it would hold for every document",
    "“override”缺少“when”：这样它会用于所有文档",
)

_STRING = Text("a string", "字符串")
_NUMBER = Text("a whole number of 0 or more", "不小于 0 的整数")
_TABLE = Text("a table", "表（table）")
_KINDS = (
    (bool, Text("true or false", "true 或 false")),
    (int, Text("a whole number", "整数")),
    (float, Text("a number", "数值")),
    (str, _STRING),
    (list | tuple | set | frozenset, Text("a list", "列表")),
)

SHAPES: Mapping[str, str] = {
    "required-version": "version",
    "profile": "profile",
    "language": "string",
    "select": "names",
    "extend-select": "names",
    "ignore": "names",
    "fail-on": "severity",
    "include": "strings",
    "exclude": "strings",
    "max-per-rule": "number",
    "packs": "packs",
    "lexicons": "lexicons",
    "baseline": "path",
    "per-file-ignores": "ignores",
    "rules": "rules",
    "override": "overrides",
    "input": "input",
    "provenance": "provenance",
    "verdict": "verdict",
}
"""Every key of the file and the shape of its value."""

OVERRIDABLE = ("profile", "language", "select", "extend-select", "ignore", "fail-on", "max-per-rule", "rules")
"""The keys that an `[[override]]` may set."""

INPUTS = ("jsonl", "parquet")


class _Reading:
    """One file on its way to a Config; collects what is wrong with it."""

    def __init__(self, place: str, rules: Mapping[str, type[Rule]], shown: str) -> None:
        self.root = os.path.dirname(os.path.abspath(place))
        self.rules = rules
        self.shown = shown
        self.problems: list[Notification] = []

    def wrong(self, problem: Text, /, **arguments: object) -> None:
        self.problems.append(broken(self.shown, problem, arguments))

    def unknown(self, problem: Text, name: str, known: Iterable[str], /, **arguments: object) -> None:
        text, filled = suggest(problem, arguments, name, known)
        self.problems.append(broken(self.shown, text, filled))

    def settings(self, table: Mapping[str, Any], allowed: Iterable[str], prefix: str = "") -> dict[str, Any]:
        allowed = list(allowed)
        values: dict[str, Any] = {}
        # The packs first: other keys may name their rules.
        for key, value in sorted(table.items(), key=lambda item: item[0] != "packs"):
            name = prefix + key
            if key not in allowed:
                self.unknown(UNKNOWN_KEY, key, allowed, key=name)
                continue
            read: Callable[[str, Any], Any] = getattr(self, "_" + SHAPES[key])
            found = read(name, value)
            if found is not None:
                values[{"override": "overrides"}.get(key, key.replace("-", "_"))] = found
        values.pop("required_version", None)
        return values

    # -- shapes: each gives the value, or None after saying what is wrong with it ------------------------

    def _type(self, key: str, value: Any, wanted: Text) -> None:
        self.wrong(WRONG_TYPE, key=key, wanted=wanted, got=shown_value(value))

    def _string(self, key: str, value: Any) -> str | None:
        if isinstance(value, str):
            return value
        self._type(key, value, _STRING)
        return None

    def _strings(self, key: str, value: Any) -> tuple[str, ...] | None:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self._type(key, value, STRINGS)
        return None

    def _number(self, key: str, value: Any) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._type(key, value, _NUMBER)
        return None

    def _choice(self, key: str, value: Any, choices: Iterable[str]) -> str | None:
        choices = list(choices)
        if value in choices:
            return str(value)
        text, filled = suggest(
            _WRONG_CHOICE,
            {"key": key, "wanted": ", ".join(choices), "got": shown_value(value)},
            str(value),
            choices,
        )
        self.problems.append(broken(self.shown, text, filled))
        return None

    def _profile(self, key: str, value: Any) -> str | None:
        return self._choice(key, value, PROFILES)

    def _severity(self, key: str, value: Any) -> str | None:
        return self._choice(key, value, SEVERITIES)

    def _version(self, key: str, value: Any) -> None:
        from polint import __version__

        if not isinstance(value, str) or (fits := version_fits(value, __version__)) is None:
            self.wrong(_VERSION_FORM, got=shown_value(value))
        elif not fits:
            self.wrong(_VERSION, wanted=value, own=__version__)

    def _names(self, key: str, value: Any) -> tuple[str, ...] | None:
        names = self._strings(key, value)
        if names is None:
            return None
        names = tuple(current(name, self.rules) for name in names)
        for name in names:
            if not is_name(name, self.rules):
                families = {rule.partition("/")[0] for rule in self.rules}
                self.unknown(_UNKNOWN_RULE, name, [*self.rules, *sorted(families)], key=key, name=name)
        return tuple(name for name in names if is_name(name, self.rules))

    def _path(self, key: str, value: Any) -> str | None:
        text = self._string(key, value)
        return None if text is None else os.path.join(self.root, text)

    def _paths(self, key: str, value: Any) -> tuple[str, ...] | None:
        names = self._strings(key, value)
        return None if names is None else tuple(os.path.join(self.root, name) for name in names)

    def _packs(self, key: str, value: Any) -> tuple[str, ...] | None:
        from polint.config import packed, with_packs
        from polint.phrase import PackError

        sound = []
        for pack in self._paths(key, value) or ():
            try:
                packed((pack,))
            except (PackError, OSError) as error:
                self.wrong(_BAD_PACK, key=key, error=str(error))
            else:
                sound.append(pack)
        rules = with_packs(self.rules.values(), tuple(sound))
        self.rules = {rule.id: rule for rule in rules}
        return tuple(sound)

    def _lexicons(self, key: str, value: Any) -> tuple[str, ...] | None:
        from polint.lexicon import LexiconError, read_lexicons

        sound = []
        for place in self._paths(key, value) or ():
            try:
                read_lexicons((place,))
            except (LexiconError, OSError) as error:
                self.wrong(_BAD_PACK, key=key, error=str(error))
            else:
                sound.append(place)
        return tuple(sound)

    def _ignores(self, key: str, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        if not isinstance(value, dict):
            self._type(key, value, _TABLE)
            return None
        found = []
        for pattern, names in value.items():
            checked = self._names(f"{key}.{pattern}", names)
            if checked:
                found.append((pattern, checked))
        return tuple(found)

    def _rules(self, key: str, value: Any) -> dict[str, dict[str, Any]] | None:
        if not isinstance(value, dict):
            self._type(key, value, _TABLE)
            return None
        found: dict[str, dict[str, Any]] = {}
        for written, table in value.items():
            name = current(written, self.rules)
            if name not in self.rules:
                self.unknown(_UNKNOWN_RULE, name, self.rules, key=key, name=name)
            elif not isinstance(table, dict):
                self._type(f"{key}.{name}", table, _TABLE)
            else:
                found[name] = self._rule(f'{key}."{name}"', self.rules[name], table)
        return found

    def _rule(self, key: str, rule: type[Rule], table: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in table.items():
            full = f"{key}.{name}"
            if name == "severity":
                severity = self._severity(full, value)
                if severity is not None:
                    found[name] = severity
            elif name not in rule.options:
                self.unknown(UNKNOWN_KEY, name, ["severity", *rule.options], key=full)
            else:
                default = rule.options[name].default
                if _same_type(value, default):
                    found[name] = tuple(value) if isinstance(default, tuple) else value
                else:
                    self._type(full, value, _kind(default))
        return found

    def _overrides(self, key: str, value: Any) -> tuple[Override, ...] | None:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._type(key, value, TABLES)
            return None
        found = []
        for table in value:
            settings = dict(table)
            when = settings.pop("when", None)
            if not isinstance(when, dict) or not when:
                self.wrong(_NO_WHEN)
                continue
            conditions: dict[str, tuple[Any, ...]] = {}
            for name, wanted in when.items():
                conditions[name] = tuple(wanted) if isinstance(wanted, list) else (wanted,)
                if name in ("path", "language") and not all(isinstance(one, str) for one in conditions[name]):
                    self._type(f"{key}.when.{name}", wanted, STRINGS)
                    conditions[name] = ()
            found.append(Override(conditions, self.settings(settings, OVERRIDABLE, f"{key}.")))
        return tuple(found)

    def _input(self, key: str, value: Any) -> dict[str, dict[str, str]] | None:
        if not isinstance(value, dict):
            self._type(key, value, _TABLE)
            return None
        found: dict[str, dict[str, str]] = {}
        for format_, table in value.items():
            name = f"{key}.{format_}"
            if format_ not in INPUTS:
                self.unknown(UNKNOWN_KEY, format_, INPUTS, key=name)
            elif not isinstance(table, dict):
                self._type(name, table, _TABLE)
            else:
                found[format_] = {}
                for field, column in table.items():
                    if field not in ("text", "id"):
                        self.unknown(UNKNOWN_KEY, field, ("text", "id"), key=f"{name}.{field}")
                    elif (text := self._string(f"{name}.{field}", column)) is not None:
                        found[format_][field] = text
        return found

    def _verdict(self, key: str, value: Any) -> dict[str, str] | None:
        from polint.verdict import VERDICTS

        if not isinstance(value, dict):
            self._type(key, value, _TABLE)
            return None
        found: dict[str, str] = {}
        for written, word in value.items():
            name = current(written, self.rules)
            if name not in SEVERITIES and not is_name(name, self.rules):
                families = {rule.partition("/")[0] for rule in self.rules}
                known = [*self.rules, *sorted(families), *SEVERITIES]
                self.unknown(_UNKNOWN_RULE, name, known, key=key, name=name)
            elif (verdict := self._choice(f"{key}.{name}", word, VERDICTS)) is not None:
                found[name] = verdict
        return found

    def _provenance(self, key: str, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self._type(key, value, _TABLE)
            return None
        found: dict[str, Any] = {}
        for name, wanted in value.items():
            if name != "require":
                self.unknown(UNKNOWN_KEY, name, ("require",), key=f"{key}.{name}")
            elif (fields := self._strings(f"{key}.{name}", wanted)) is not None:
                if fields and not any("require" in rule.options for rule in self.rules.values()):
                    self.wrong(_NOT_YET, key=f"{key}.{name}")
                found[name] = fields
        return found


def _kind(default: Any) -> Text:
    """What a value like `default` is called."""
    return next((text for kind, text in _KINDS if isinstance(default, kind)), _STRING)


def _same_type(value: Any, default: Any) -> bool:
    if default is None:
        return isinstance(value, str)
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    if isinstance(default, list | tuple | set | frozenset):
        some = next(iter(default), "")
        return isinstance(value, list) and all(_same_type(one, some) for one in value)
    if isinstance(default, Mapping):
        return isinstance(value, dict)
    return isinstance(value, type(default))


_REQUIREMENT = lazy(r"\s*(==|!=|>=|<=|~=|>|<)?\s*(\d+(?:\.\d+)*)\s*")


def version_fits(requirement: str, own: str) -> bool | None:
    """Whether version `own` meets `requirement` (`>=1.0,<2`); None where that is no requirement."""

    def numbers(version: str) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", version)]

    fits = True
    for part in requirement.split(","):
        match = _REQUIREMENT.fullmatch(part)
        if match is None:
            return None
        sign, wanted = match.group(1) or "==", numbers(match.group(2))
        mine = numbers(own)[: max(3, len(wanted))]
        size = max(len(mine), len(wanted))
        left, right = mine + [0] * (size - len(mine)), wanted + [0] * (size - len(wanted))
        fits &= {
            "==": left == right,
            "!=": left != right,
            ">=": left >= right,
            "<=": left <= right,
            ">": left > right,
            "<": left < right,
            "~=": left >= right and left[: len(wanted) - 1] == wanted[:-1],
        }[sign]
    return fits


def read(place: str, rules: Mapping[str, type[Rule]], shown: str) -> tuple[Config | None, list[Notification]]:
    """The configuration in the file at `place` and what is wrong with it; None where the file holds none."""
    table = read_table(place)
    if table is None:
        return None, []
    if not isinstance(table, Mapping):
        assert isinstance(table, tuple)
        return Config(), [broken(shown, table[0], table[1])]
    reading = _Reading(place, rules, shown)
    values = reading.settings(table, SHAPES)
    return Config(root=reading.root, place=place, **values), reading.problems
