"""Baseline: the findings of a day, so that old debt does not block new work.

An entry matches a finding of the same path and fingerprint first, then one of the same fingerprint elsewhere
if the entry's file has gone: moved or renamed, a document keeps its baseline. Each entry matches once.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from polint.path import relative
from polint.store import write_atomically

if TYPE_CHECKING:
    from polint.finding import Finding

FILE = "polint-baseline.json"
VERSION = 1


class BrokenBaseline(ValueError):
    """The file is no baseline; the argument says why."""


class Baseline:
    """The entries of one baseline file. Paths in it are relative to its folder."""

    def __init__(self, folder: str, entries: Iterable[tuple[str, str]] = ()) -> None:
        """`entries`: path and fingerprint of each."""
        self._folder = os.path.abspath(folder)
        self._here = self._folder == os.getcwd()
        self._left: Counter[tuple[str, str]] = Counter(entries)
        self._paths: dict[str, list[str]] = {}
        for path, fingerprint in self._left:
            self._paths.setdefault(fingerprint, []).append(path)
        self._gone: dict[str, bool] = {}

    @staticmethod
    def load(place: str, folder: str | None = None) -> Baseline:
        """Read the file at `place`, whose paths are relative to `folder`, by default its own. Raises OSError,
        BrokenBaseline."""
        from pathlib import Path

        try:
            table = json.loads(Path(place).read_bytes())
            version = table["version"]
            rows = [(row["path"], row["fingerprint"]) for row in table["findings"]]
            if not all(isinstance(one, str) for row in rows for one in row):
                raise TypeError("path and fingerprint must be strings")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BrokenBaseline(f"{type(error).__name__}: {error}") from error
        if version != VERSION:
            raise BrokenBaseline(f"version {version}")
        return Baseline(folder or os.path.dirname(os.path.abspath(place)), rows)

    def relative(self, path: str) -> str:
        """A reported path, relative to the baseline's folder."""
        if self._here:
            return path
        return relative(path, self._folder)

    def knows(self, finding: Finding) -> bool:
        """Whether an entry that is still free matches `finding`; it is taken."""
        paths = self._paths.get(finding.fingerprint)
        if paths is None:
            return False
        path = self.relative(finding.path)
        for candidate in (path, *(one for one in paths if one != path and self._is_gone(one))):
            key = (candidate, finding.fingerprint)
            if self._left[key] > 0:
                self._left[key] -= 1
                return True
        return False

    def _is_gone(self, path: str) -> bool:
        found = self._gone.get(path)
        if found is None:
            found = self._gone[path] = not os.path.lexists(os.path.join(self._folder, path))
        return found

    @property
    def unmatched(self) -> int:
        """How many entries matched nothing (yet)."""
        return sum(self._left.values())


def entry(baseline: Baseline, finding: Finding) -> dict[str, Any]:
    """What a baseline keeps of `finding`: no text, which may be private."""
    return {"path": baseline.relative(finding.path), "rule": finding.rule, "fingerprint": finding.fingerprint}


def save(place: str, entries: Iterable[Mapping[str, Any]]) -> None:
    """Write a baseline, one entry a line in a stable order, so that its changes can be read. Raises OSError."""
    from pathlib import Path

    rows = sorted(json.dumps(row, ensure_ascii=False) for row in entries)
    body = ",\n".join(rows)
    text = f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n'
    write_atomically(Path(os.path.abspath(place)), text.encode("utf-8", "backslashreplace"), public=True)
