"""Manifest: what `provenance.jsonl` or `provenance.toml` says of where documents came from.

One object a document, of the fields in FIELDS (`provenance.schema.json` says the same to programs): `path` (relative to the manifest's folder), in a file of many its `record` (id or index),
and what is known of it. The closest manifest above a document is the one that speaks of it. Only the places
of the entries are held in memory, an entry is read when its document is checked.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Literal

from polint.message import Text
from polint.named import NamedTuple
from polint.notification import Notification
from polint.path import relative

if TYPE_CHECKING:
    from polint.finding import Record

TABLES = "document"
"""The list of tables in a `provenance.toml`: `[[document]]`."""

SCHEMA = "provenance.schema.json"
"""The JSON Schema of an entry, which lies beside this module: `python -m polint.manifest` writes it anew."""

Kind = Literal["text", "texts", "record", "confidence"]


class Field(NamedTuple):
    """A field of an entry: what kind of value it takes, the pattern of its text (a whole match), what it means."""

    kind: Kind
    about: Text
    pattern: str = ""


_DATE = r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
STEPS = ("converted", "ocr", "translated", "extracted", "fixed")
"""What may have been done to a text on its way."""

FIELDS: Mapping[str, Field] = {
    "path": Field(
        "text", Text("the file, relative to the manifest, with /", "文件，相对于清单，用 / 分隔"), r"[^/].*"
    ),
    "record": Field(
        "record",
        Text("a record of the file: its id, or its index from 0", "文件中的一条记录：其 id，或从 0 起的序号"),
    ),
    "sha256": Field(
        "text",
        Text(
            "the hash of the file's bytes (unpacked, where it is compressed), or of a record's text in UTF-8",
            "文件字节（压缩文件取解压后）或记录文本（UTF-8）的哈希",
        ),
        r"[0-9a-fA-F]{64}",
    ),
    "title": Field("text", Text("the title", "标题")),
    "publisher": Field("text", Text("who published it", "发布者")),
    "author": Field("text", Text("who wrote it", "作者")),
    "source_url": Field("text", Text("where it was taken from", "取自何处"), r"[A-Za-z][A-Za-z0-9+.\-]*:\S+"),
    "published": Field("text", Text("when it was published (ISO 8601)", "发布日期（ISO 8601）"), _DATE),
    "retrieved": Field(
        "text", Text("when it was taken from there (ISO 8601)", "获取日期（ISO 8601）"), _DATE
    ),
    "license": Field("text", Text("the licence: an SPDX expression", "许可：SPDX 表达式")),
    "language": Field(
        "text",
        Text(
            "language and script (BCP 47): zh-Hans, zh-Hant-TW", "语言和文字（BCP 47）：zh-Hans、zh-Hant-TW"
        ),
        r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    ),
    "transformed": Field("texts", Text("what was done to it", "经过的处理"), "|".join(STEPS)),
    "parent": Field(
        "text", Text("the document that it was made of: its path or address", "由哪份文档而来：路径或网址")
    ),
    "confidence": Field(
        "confidence",
        Text(
            "how sure `polint provenance extract` is of each field",
            "`polint provenance extract` 对各字段的把握",
        ),
    ),
}
"""Every field of an entry, in their order. Others may stand beside them."""

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
        from polint.path import shown

        self.place = os.path.abspath(place)
        self.folder = os.path.dirname(self.place)
        self.shown = shown(self.place)
        self.problems: list[Notification] = []
        self._prefix = _prefix(shown(self.folder))
        self.repeated: list[str] = []
        """The documents that are listed more than once: the last entry holds."""
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
                key = _key(row["path"], row.get("record"))
                if key in self._tables:
                    self.repeated.append(key)
                self._tables[key] = row
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
                    key = _key(row["path"], row.get("record"))
                    if key in self._offsets:
                        self.repeated.append(key)
                    self._offsets[key] = offset
            offset += len(line)

    def relative(self, path: str) -> str:
        """A reported path, relative to the manifest's folder."""
        if path.startswith(self._prefix):
            return path[len(self._prefix) :]
        return relative(path, self.folder)

    def keys(self) -> Iterator[str]:
        """What each entry is about: a path relative to the manifest's folder, or path, NUL, record."""
        yield from self._tables or self._offsets

    def keys_of(self, path: str, record: Record | None) -> list[str]:
        """Under which keys an entry may speak of the document reported under `path`, the closest first: a file's own
        entry speaks of all its records that have none."""
        name = self.relative(path)
        if record is None:
            return [name]
        return [*(_key(name, part) for part in (record.id, record.index) if part is not None), name]

    def entry(self, path: str, record: Record | None) -> Mapping[str, Any] | None:
        """What is said of the document reported under `path`; None where it is not listed."""
        for key in self.keys_of(path, record):
            if key in self._tables:
                return self._tables[key]
            offset = self._offsets.get(key)
            if offset is not None and self._stream is not None:
                self._stream.seek(offset)
                return _object(self._stream.readline())
        return None

    def offset_of(self, key: str) -> int:
        """Where the entry with this key starts, in bytes; 0 in a TOML file."""
        return self._offsets.get(key, 0)

    def entries(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Every entry in the order of the file, with the byte offset of its line (0 in a TOML file)."""
        for row in self._tables.values():
            yield 0, row
        if self._stream is not None:
            for offset in sorted(self._offsets.values()):
                self._stream.seek(offset)
                read = _object(self._stream.readline())
                if read is not None:
                    yield offset, read


def misshapen(entry: Mapping[str, Any]) -> Iterator[str]:
    """The fields of `entry` whose value is not of the form that FIELDS asks for; an empty one says nothing."""
    for name, field in FIELDS.items():
        value = entry.get(name)
        if value in (None, "", []):
            continue
        if field.kind == "text":
            fits = isinstance(value, str | datetime.date) and _fits(field.pattern, str(value))
        elif field.kind == "texts":
            fits = isinstance(value, list) and all(
                isinstance(one, str) and _fits(field.pattern, one) for one in value
            )
        elif field.kind == "record":
            named = value.get("id", value.get("index")) if isinstance(value, Mapping) else value
            fits = isinstance(named, str | int) and not isinstance(named, bool)
        else:
            fits = isinstance(value, Mapping) and all(
                one in ("low", "medium", "high") for one in value.values()
            )
        if not fits:
            yield name


def _fits(pattern: str, text: str) -> bool:
    return not pattern or re.fullmatch(pattern, text) is not None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an entry."""
    shapes: dict[str, dict[str, Any]] = {
        "record": {
            "oneOf": [
                {"type": "string"},
                {"type": "integer", "minimum": 0},
                {
                    "type": "object",
                    "properties": {"id": {"type": "string"}, "index": {"type": "integer", "minimum": 0}},
                    "minProperties": 1,
                },
            ]
        },
        "confidence": {"type": "object", "additionalProperties": {"enum": ["low", "medium", "high"]}},
    }
    properties: dict[str, dict[str, Any]] = {}
    for name, field in FIELDS.items():
        if field.kind == "texts":
            shape: dict[str, Any] = {"type": "array", "items": {"enum": field.pattern.split("|")}}
        elif field.kind == "text":
            shape = {"type": "string"}
            if field.pattern:
                shape["pattern"] = f"^({field.pattern})$"
        else:
            shape = shapes[field.kind]
        properties[name] = {"description": field.about.en, **shape}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:polint:provenance:1",
        "title": "A line of provenance.jsonl: where a document came from",
        "type": "object",
        "required": ["path"],
        "properties": properties,
    }


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


if __name__ == "__main__":
    from pathlib import Path

    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    Path(__file__).with_name(SCHEMA).write_text(text, encoding="utf-8", newline="\n")
