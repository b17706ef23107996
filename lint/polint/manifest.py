"""Manifest: what `provenance.jsonl` or `provenance.toml` says of where documents came from.

One object a document: `path` (relative to the manifest's folder), in a file of many its `record` (id or index),
and what is known of it. The closest manifest above a document is the one that speaks of it. Only the places
of the entries are held in memory, an entry is read when its document is checked.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

from polint.message import Text
from polint.notification import Notification

if TYPE_CHECKING:
    from polint.finding import Record

TABLES = "document"
"""The list of tables in a `provenance.toml`: `[[document]]`."""

_UNREADABLE = Text("{path} cannot be read: {error}", "无法读取 {path}：{error}")
_BAD_LINE = Text(
    "{path}: line {line} is not a JSON object with a “path”", "{path}：第 {line} 行不是含“path”的 JSON 对象"
)
_BAD_TABLE = Text("{path}: every [[document]] needs a “path”", "{path}：每个 [[document]] 都需要“path”")


def _key(path: str, record: object) -> str:
    if isinstance(record, Mapping):
        record = record.get("id", record.get("index"))
    return path if record is None else f"{path}\0{record}"


class Manifest:
    """One manifest. `problems` are the entries that could not be read."""

    def __init__(self, place: str) -> None:
        """Read the file at `place`; what is wrong with it is in `problems`."""
        from polint.source import shown

        self.place = os.path.abspath(place)
        self.folder = os.path.dirname(self.place)
        self.shown = shown(self.place)
        self.problems: list[Notification] = []
        self._prefix = _prefix(shown(self.folder))
        self._offsets: dict[str, int] = {}
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._stream: IO[bytes] | None = None
        try:
            if place.endswith(".toml"):
                self._read_tables()
            else:
                self._read_lines()
        except OSError as error:
            self._wrong(_UNREADABLE, error=error.strerror or str(error))
        except ValueError as error:
            self._wrong(_UNREADABLE, error=str(error))

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process reads the file itself, once."""
        return opened, (self.place,)

    def _wrong(self, text: Text, **arguments: object) -> None:
        told = {"path": self.shown, **arguments}
        self.problems.append(Notification("manifest", text, told, self.shown, "error", True))

    def _read_tables(self) -> None:
        import tomllib

        with open(self.place, "rb") as file:
            table = tomllib.load(file)
        rows = table.get(TABLES, [])
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict) and isinstance(row.get("path"), str):
                self._tables[_key(row["path"], row.get("record"))] = row
            else:
                self._wrong(_BAD_TABLE)
                return

    def _read_lines(self) -> None:
        self._stream = open(self.place, "rb")  # noqa: SIM115 (it is read from as long as documents are checked)
        offset = 0
        for number, line in enumerate(self._stream, 1):
            if line.strip():
                row = _object(line)
                if row is None:
                    self._wrong(_BAD_LINE, line=number)
                else:
                    self._offsets[_key(row["path"], row.get("record"))] = offset
            offset += len(line)

    def relative(self, path: str) -> str:
        """A reported path, relative to the manifest's folder."""
        if path.startswith(self._prefix):
            return path[len(self._prefix) :]
        try:
            return os.path.relpath(path, self.folder).replace(os.sep, "/")
        except ValueError:  # another drive on Windows
            return path

    def entry(self, path: str, record: Record | None) -> Mapping[str, Any] | None:
        """What is said of the document reported under `path`; None where it is not listed. A file's own entry
        speaks of all its records that have none."""
        name = self.relative(path)
        keys = [name]
        if record is not None:
            keys = [_key(name, part) for part in (record.id, record.index) if part is not None] + keys
        for key in keys:
            if key in self._tables:
                return self._tables[key]
            offset = self._offsets.get(key)
            if offset is not None and self._stream is not None:
                self._stream.seek(offset)
                return _object(self._stream.readline())
        return None


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) and isinstance(row.get("path"), str) else None


def _prefix(folder: str) -> str:
    return "" if folder == "." else folder if folder.endswith("/") else folder + "/"


@functools.lru_cache(maxsize=16)
def opened(place: str) -> Manifest:
    """The manifest at `place`, read once a process."""
    return Manifest(place)
