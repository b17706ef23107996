"""Plugins: how they are found, loaded one by one, and what they may bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias

import pluggy

from polint import OUTDATED, hookspec
from polint.cached import cached_property
from polint.message import Text
from polint.named import NamedTuple
from polint.notification import Notification

if TYPE_CHECKING:
    from polint.document import Document
    from polint.outlet import Outlets
    from polint.report import Reporter
    from polint.rule import Rule
    from polint.verdict import Decision

BUILTIN = ("polint_rules.plugin", "polint_plugins.plugin")
"""Our own plugins, registered by import: entry points cost a look at every installed distribution."""

GROUP = "polint"
"""The entry-point group of third parties."""


class Reader(Protocol):
    """Turns a stream into documents, one after the other, never holding more than one."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file name endings it reads, with their dots, in lower case."""
        ...

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterable[Document | Notification]:
        """The documents in `stream`, one after the other or, where they are few, in a tuple. `settings` is the
        `[input.*]` table of the configuration."""
        ...


class Sorter(Reader, Protocol):
    """A reader that can also write its documents out again: those to keep apart from the others."""

    def sort(
        self,
        stream: IO[bytes],
        path: str,
        settings: Mapping[str, Any],
        decide: Callable[[int], Decision],
        outlets: Outlets,
    ) -> None:
        """Hand on every record that `read` sees in `stream`, unchanged but for what its decision says. `decide` is
        asked in order, by the index of the record (-1 for a file that is one document); what is no document goes to
        `undecodable`. A rejected record of a format with fields carries its decision in the field `polint`."""
        ...


_OUTDATED = Text(
    "what is compiled of polint is older than its source, so that it runs interpreted, several times slower: "
    "run `make dev`",
    "polint 编译好的模块比源代码旧，本次改为解释执行，会慢好几倍：请运行 `make dev` 重新编译",
)
_BAD_RULE = Text(
    "a rule of {name} cannot be read and was left out: {error}",
    "{name} 中有一条规则无法读取，已跳过：{error}",
)

ReporterFactory: TypeAlias = "Callable[..., Reporter]"


class Analysis(NamedTuple):
    """A view that `polint NAME FILE` prints: `text` for people, `data` for programs (JSON).

    Where the data are numbers by name, `columns` names them: the name, what it says, and the threshold that was
    published for it. People are then shown how they are distributed over all documents.
    """

    name: str
    about: Text
    text: Callable[[Document], str]
    data: Callable[[Document], Any]
    columns: tuple[tuple[str, Text, str], ...] = ()


class Plugins:
    """Every plugin that loaded, and a notification for each that did not."""

    def __init__(self) -> None:
        self.manager = pluggy.PluginManager("polint")
        self.manager.add_hookspecs(hookspec)
        self.notifications: list[Notification] = []
        if OUTDATED:
            self.notifications.append(Notification("not-compiled", _OUTDATED))
        for name in BUILTIN:
            self.manager.register(import_module(name), name)
        for name, load in third_parties():
            self._load(name, load)

    def _load(self, name: str, load: Callable[[], object]) -> None:
        try:
            self.manager.register(load(), name)
        except Exception as error:  # whatever a third party's import raises must not end the run
            self._broken(name, error)

    def _broken(self, name: str, error: Exception) -> None:
        self.notifications.append(
            Notification(
                "plugin-broken",
                Text(
                    "plugin {name} does not work and was left out: {error}",
                    "插件 {name} 无法使用，已跳过：{error}",
                ),
                {"name": name, "error": f"{type(error).__name__}: {error}"},
            )
        )

    def _bad_rule(self, name: str, error: Exception) -> None:
        self.notifications.append(
            Notification("rule-unreadable", _BAD_RULE, {"name": name, "error": str(error)}, level="error")
        )

    def _collect(self, hook: str) -> Iterator[tuple[str, Any]]:
        """The answers to `hook`, plugin by plugin, so that a broken one costs only its own."""
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            try:
                answer = implementation.function()
                yield (
                    implementation.plugin_name,
                    list(answer.items() if isinstance(answer, Mapping) else answer),
                )
            except Exception as error:  # see _load
                self._broken(implementation.plugin_name, error)

    @cached_property
    def rules(self) -> dict[str, type[Rule]]:
        """Every rule class by its id, ascending. Of two with one id the built-in one is kept."""
        found: dict[str, type[Rule]] = {}
        for name, rules in sorted(self._collect("polint_rules"), key=lambda pair: pair[0] not in BUILTIN):
            for rule in rules:
                if isinstance(rule, Exception):
                    self._bad_rule(name, rule)
                elif rule.id in found:
                    self._broken(name, ValueError(f"rule {rule.id} is there already"))
                else:
                    found[rule.id] = rule
        return dict(sorted(found.items()))

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """Every reader by file name ending; a third party's wins over a built-in one."""
        found: dict[str, Reader] = {}
        for _, readers in sorted(self._collect("polint_readers"), key=lambda pair: pair[0] not in BUILTIN):
            for reader in readers:
                found.update(dict.fromkeys(reader.suffixes, reader))
        return found

    @cached_property
    def reporters(self) -> dict[str, ReporterFactory]:
        """Every reporter by the name of its format."""
        return {name: make for _, items in self._collect("polint_reporters") for name, make in items}

    @cached_property
    def analyses(self) -> dict[str, Analysis]:
        """Every analysis by its name."""
        return {one.name: one for _, items in self._collect("polint_analyses") for one in items}


def third_parties() -> Iterator[tuple[str, Callable[[], object]]]:
    """The entry points of GROUP: a name and how to load it.

    The metadata of the installed distributions is read only where some `entry_points.txt` names the group:
    importlib.metadata alone would cost a fifth of the time a start may take.
    """
    if not _group_is_named():
        return
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        yield entry.name, entry.load


def _group_is_named() -> bool:
    import os
    import sys

    marker = f"[{GROUP}]".encode()
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                folders = [e.path for e in entries if e.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for folder in folders:
            try:
                with open(os.path.join(folder, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123
                    if marker in file.read():
                        return True
            except OSError:
                continue
    return False
