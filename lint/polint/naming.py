"""Names of rules as settings write them: by id, by family, by a former id, or nearly so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polint.rule import Rule


def matches(rule: str, patterns: Collection[str]) -> bool:
    """Whether a rule's id is named: by itself, by its family (`script` or `script/*`) or by `all`."""
    if not patterns:
        return False
    names = names_of(rule)
    return any(pattern in names for pattern in patterns)


@cache
def names_of(rule: str) -> tuple[str, ...]:
    """All that names a rule."""
    family = rule.partition("/")[0]
    return rule, family, f"{family}/*", "all", "*"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    import difflib

    known = list(known)
    found = difflib.get_close_matches(name, known, 1, 0.6)
    if not found and "/" not in name:  # a rule without its family
        by_tail = {one.rpartition("/")[2]: one for one in known}
        found = [by_tail[tail] for tail in difflib.get_close_matches(name, by_tail, 1, 0.7)]
    return found[0] if found else None


def current(name: str, rules: Mapping[str, type[Rule]]) -> str:
    """The id that a rule has now: its own, or that of the rule that was called `name` before."""
    if name in rules or "/" not in name:
        return name
    return next((rule.id for rule in rules.values() if name in rule.former), name)


def is_name(name: str, known: Iterable[str]) -> bool:
    """Whether `name` names a rule or a family."""
    families = {one.partition("/")[0] for one in known}
    return name in ("all", "*") or name in known or name.removesuffix("/*") in families
