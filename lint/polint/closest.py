"""What holds in a folder: the closest configuration and the closest manifest, in it or above it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from polint.config import Config
from polint.path import shown

if TYPE_CHECKING:
    from polint.manifest import Manifest
    from polint.notification import Notification
    from polint.rule import Rule

NAMES = ("polint.toml", ".polint.toml", "pyproject.toml")
"""The configuration files, in the order in which one wins over the next in the same folder."""

MANIFESTS = ("provenance.jsonl", "provenance.toml")
"""The names of a manifest."""


class Configs:
    """The configuration of every folder: the closest file wins. Each is read once.

    `overlay` is what the command line says and wins over every file; `only` is the one file to use
    (`--config`), and with `isolated` there is none at all.
    """

    def __init__(
        self,
        rules: Mapping[str, type[Rule]],
        overlay: Mapping[str, Any] | None = None,
        *,
        isolated: bool = False,
        only: str | None = None,
    ) -> None:
        self._rules = rules
        self._overlay = dict(overlay or {})
        self._by_folder: dict[str, Config] = {}
        self.unsaid: list[Notification] = []
        self.isolated = isolated
        base = Config(root=os.getcwd()).overlaid(self._overlay)
        self._fixed: Config | None = base if isolated else None
        self._base = base
        if only is not None and not isolated:
            self._fixed = self._read(only) or base

    def _read(self, place: str) -> Config | None:
        # Without a configuration file a start pays for none of this.
        from polint.configfile import read

        config, problems = read(place, self._rules, self.shown(place))
        self.unsaid.extend(problems)
        return None if config is None else config.overlaid(self._overlay)

    def shown(self, place: str) -> str:
        """The path that a configuration file's faults are told with."""
        return shown(place)

    def told(self) -> list[Notification]:
        """What is wrong with the files read since the last call."""
        told, self.unsaid = self.unsaid, []
        return told

    def of(self, folder: str, names: Iterable[str] | None = None) -> Config:
        """The configuration for documents in `folder`; `names` are the names in it, where they are known."""
        if self._fixed is not None:
            return self._fixed
        folder = os.path.abspath(folder)
        below: list[str] = []
        while folder not in self._by_folder:
            below.append(folder)
            config = self._in(folder, names)
            parent = os.path.dirname(folder)
            if config is not None or parent == folder:
                self._by_folder[folder] = config if config is not None else self._base
                break
            folder, names = parent, None
        found = self._by_folder[folder]
        self._by_folder.update(dict.fromkeys(below, found))
        return found

    def _in(self, folder: str, names: Iterable[str] | None) -> Config | None:
        for name in NAMES:
            if names is not None and name not in names:
                continue
            place = os.path.join(folder, name)
            if (names is not None or os.path.isfile(place)) and (config := self._read(place)) is not None:
                return config
        return None


class Manifests:
    """The manifest of every folder: the closest one above, as far as the repository goes."""

    def __init__(self) -> None:
        self._by_folder: dict[str, Manifest | None] = {}
        self._told: list[Notification] = []

    def told(self) -> list[Notification]:
        """What is wrong with the manifests read since the last call."""
        told, self._told = self._told, []
        return told

    def of(self, folder: str, names: Collection[str] | None = None) -> Manifest | None:
        """The manifest for documents in `folder`; `names` are the names in it, where they are known."""
        folder = os.path.abspath(folder)
        below: list[str] = []
        while folder not in self._by_folder:
            below.append(folder)
            manifest = self._in(folder, names)
            parent = os.path.dirname(folder)
            if manifest is not None or parent == folder or os.path.lexists(os.path.join(folder, ".git")):
                self._by_folder[folder] = manifest
                break
            folder, names = parent, None
        manifest = self._by_folder[folder]
        self._by_folder.update(dict.fromkeys(below, manifest))
        return manifest

    def _in(self, folder: str, names: Collection[str] | None) -> Manifest | None:
        for name in MANIFESTS:
            place = os.path.join(folder, name)
            if name in names if names is not None else os.path.isfile(place):
                from polint.manifest import Manifest  # few folders have one

                manifest = Manifest(place)
                self._told += manifest.problems
                return manifest
        return None
