"""Deferred rules: what a start must know of each rule, kept in the store, and the rule itself when it wakes.

A hundred rule modules with their tables cost more to import than a small document costs to check. So the index
holds of every rule what decides whether it runs and wakes; its module is imported when it is first asked for
anything else. To everyone but `isinstance`, the stand-in is the rule.
"""

from __future__ import annotations

import functools
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polint import store
from polint.rule import Rule

if TYPE_CHECKING:
    from polint.document import Document
    from polint.finding import Draft, Omitted

_KEPT = (
    "id", "severity", "confidence", "profile", "version", "private", "safe_fix", "preview", "former", "corpus", "classes", "manifest",
    "fields", "always", "foreign", "gate", "sieve", "by_triggers",
)  # fmt: skip


class _Deferring(type):
    """Asks the real class for every class attribute that the index does not hold."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(cls.real(), name)

    @property
    def options(cls) -> Any:
        """The real class's options; the index holds only their defaults."""
        return cls.real().options

    @property
    def __doc__(cls) -> str | None:  # type: ignore[override]
        return cls.real().__doc__

    def real(cls) -> type[Rule]:
        """The rule's own class."""
        found: type[Rule] | None = cls.__dict__.get("_real")
        if found is None:
            found = cls.__dict__["_loader"](*cls.__dict__["_where"])
            cls._real = found
        return found


class DeferredRule(Rule, metaclass=_Deferring):
    """Stands for a rule until it is woken or asked for what the index does not hold."""

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        self.settings = {**type(self).__dict__["_defaults"], **(settings or {})}
        self._given = settings
        self._rule: Rule | None = None
        if settings and not type(self).always and ("require" in settings or type(self).sieve):
            # What is required and absent has no trigger, and a sieve may know only the limits that nobody set.
            rule = self.awake()
            self.always, self.sieve = rule.always, rule.sieve  # type: ignore[misc]

    @classmethod
    def takes(cls, option: str) -> bool:
        """The index holds the options by their defaults: no rule is imported to be asked."""
        return option in cls.__dict__["_defaults"]

    @property
    def wakes_on(self) -> Iterable[str]:
        """The triggers in the index; with settings of its own, the rule must be asked."""
        if self._given:
            return self.awake().wakes_on
        triggers: tuple[str, ...] = type(self).__dict__["_triggers"]()[self.id]
        return triggers

    def waking_key(self) -> bytes:
        """The index stands for the triggers that it holds."""
        if self._given:
            return self.awake().waking_key()
        stamp: bytes = type(self).__dict__["_stamp"]
        return self.id.encode() + b"@" + stamp

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """The rule's own findings."""
        return self.awake().check(document)

    def awake(self) -> Rule:
        """The rule itself."""
        if self._rule is None:
            self._rule = _Deferring.real(type(self))(self._given)
            if "check" not in self.__dict__:  # somebody measures it
                self.check = self._rule.check  # type: ignore[method-assign]  # from now on without a detour
        return self._rule

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.awake(), name)


def deferred(
    kind: str,
    key: bytes,
    build: Callable[[], Iterable[tuple[type[Rule], tuple[str, ...]] | Exception]],
    load: Callable[..., type[Rule]],
) -> Iterator[type[Rule] | Exception]:
    """The rules that `build` gives, each with the arguments by which `load` finds it again, as stand-ins; after
    the first run with the same `key`, without building them. An exception stands for a rule that cannot be read."""
    stamp = store.digest(key, 32)
    content = store.get(f"rules-6-{kind}", stamp)
    made = None
    if content is None:
        content, made, whole = _index(build())
        if whole:  # what could not be read for a reason that may pass is not held against it
            store.put(f"rules-6-{kind}", stamp, content)
            store.put(f"wakes-3-{kind}", stamp, made)

    @functools.cache
    def triggers() -> dict[str, tuple[str, ...]]:
        # Kept apart: a run whose shared pass is in the store does not ask for them.
        kept = made or store.get(f"wakes-3-{kind}", stamp) or _index(build())[1]
        found: dict[str, tuple[str, ...]] = marshal.loads(kept)
        return found

    for row in marshal.loads(content):
        if isinstance(row, str):
            yield ValueError(row)
            continue
        where, held, defaults = row
        namespace = {
            **dict(zip(_KEPT, held, strict=True)),
            "_where": where,
            "_triggers": triggers,
            "_stamp": stamp,
            "_defaults": defaults,
            "_loader": load,
        }
        namespace["classes"] = frozenset(namespace["classes"])
        stand_in: type[Rule] = _Deferring(str(where[-1]), (DeferredRule,), namespace)  # type: ignore[assignment]
        yield stand_in


def _index(rules: Iterable[tuple[type[Rule], Sequence[str]] | Exception]) -> tuple[bytes, bytes, bool]:
    """What is held of each rule, of one that cannot be read what is wrong with it; the triggers of all; whether all could
    be read."""
    rows: list[tuple[Any, ...] | str] = []
    triggers: dict[str, tuple[str, ...]] = {}
    for item in rules:
        if isinstance(item, Exception):
            rows.append(f"{type(item).__name__}: {item}")
            continue
        rule, where = item
        held = tuple(
            tuple(sorted(rule.classes)) if name == "classes" else getattr(rule, name) for name in _KEPT
        )
        instance = rule()
        rows.append((tuple(where), held, instance.settings))
        triggers[rule.id] = tuple(instance.wakes_on)
    whole = not any(isinstance(row, str) for row in rows)
    return marshal.dumps(rows), marshal.dumps(triggers), whole
