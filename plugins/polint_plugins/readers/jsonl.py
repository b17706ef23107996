"""Reader of JSON Lines: one line, one document."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from polint.document import Document
from polint.finding import Record
from polint.message import Text
from polint.notification import Notification

if TYPE_CHECKING:
    from polint.outlet import Outlets
    from polint.verdict import Decision

NOTE = "polint"
"""The field of a rejected record that says why."""

_NO_JSON = Text("{path}: line {line} is not JSON: {error}", "{path}：第 {line} 行不是 JSON：{error}")
_NO_OBJECT = Text("{path}: line {line} is not a JSON object", "{path}：第 {line} 行不是 JSON 对象")
_NO_TEXT = Text("{path}: line {line} has no text in “{field}”", "{path}：第 {line} 行的“{field}”中没有文本")


class _NoRecord(Exception):
    """A line that is no record: what is said of it, and why."""

    def __init__(self, said: Text, error: str = "") -> None:
        super().__init__(said, error)
        self.said = said
        self.error = error


class JsonLinesReader:
    """JSON Lines, record by record: the text field's name and the id's are configured in `[input.jsonl]`."""

    suffixes = (".jsonl",)
    by_line = True
    """One line, one document: a file may be read in pieces that end where lines end."""

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterator[Document | Notification]:
        """The records of `stream`; a line that is none becomes a notification and the rest is read."""
        options = settings.get("jsonl", {})
        text_field, id_field = options.get("text", "text"), options.get("id", "id")
        for index, line in enumerate(stream):
            if line.isspace():
                continue
            try:
                row, text = _parsed(line, text_field)
            except _NoRecord as error:
                arguments = {"path": path, "line": index + 1, "field": text_field, "error": error.error}
                yield Notification("bad-record", error.said, arguments, path)
                continue
            name = row.get(id_field)
            yield Document(text, path, Record(index, None if name is None else str(name)), metadata=row)

    def sort(
        self,
        stream: IO[bytes],
        path: str,
        settings: Mapping[str, Any],
        decide: Callable[[int], Decision],
        outlets: Outlets,
    ) -> None:
        """Each line as it is: what is kept stays the same byte for byte, what is rejected gets one field more, what
        is repaired another text."""
        text_field = settings.get("jsonl", {}).get("text", "text")
        for index, line in enumerate(stream):
            if line.isspace():
                continue
            try:
                row, _ = _parsed(line, text_field)
            except _NoRecord:
                outlets.stream("undecodable").write(line)
                outlets.count("undecodable")
                continue
            decision = decide(index)
            if not decision.kept:
                outlets.stream("rejected").write(_noted(line, row, decision.as_data()))
                outlets.count("rejected")
                continue
            if isinstance(decision.mended, str):
                line = _dumped(_loaded(line) | {text_field: decision.mended})
            outlets.stream("kept").write(line)
            outlets.count("kept")


def _parsed(line: bytes, text_field: str) -> tuple[dict[str, Any], str]:
    """A record without its text, and the text. Raises _NoRecord."""
    row = _loaded(line)
    if not isinstance(row, dict):
        raise _NoRecord(_NO_OBJECT)
    text = row.pop(text_field, None)
    if not isinstance(text, str):
        raise _NoRecord(_NO_TEXT)
    return row, text


def _loaded(line: bytes) -> Any:
    """What a line of JSON says. Raises _NoRecord."""
    try:
        return _value(line)
    except (ValueError, RecursionError) as error:
        raise _NoRecord(_NO_JSON, str(error)) from error


def _value(line: bytes) -> Any:
    """As `json.loads`, which takes as long for what it asks of a short record before as to read it."""
    if line[:1] == b"{" and line[1:2] != b"\0":  # UTF-8, and nothing before the record
        text = line.decode("utf-8", "surrogatepass")
        try:
            row, end = _scanning()(text, 0)
        except StopIteration:  # somewhere in it stands no value
            end = 0
        if end and not text[end:].strip(" \t\n\r"):
            return row
    import json  # not above: few corpora are of it, and every start knows this reader

    return json.loads(line)


class _Settings:
    """How `json.loads` reads what is not text."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_int, parse_float = int, float
    parse_constant = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.__getitem__


@cache
def _scanning() -> Callable[[str, int], tuple[Any, int]]:
    """What reads a value that begins at a place of a text, and tells where it ends: that of C by itself, since all of json
    takes as long to import as a hundred records to read."""
    try:
        from _json import make_scanner

        found: Callable[[str, int], tuple[Any, int]] = make_scanner(_Settings)  # type: ignore[arg-type]
    except ImportError:
        from json import JSONDecoder

        found = JSONDecoder().scan_once  # type: ignore[attr-defined]
    return found


def _noted(line: bytes, row: Mapping[str, Any], note: Mapping[str, Any]) -> bytes:
    """`line` with one field more; what it held is not written anew."""
    if NOTE in row:
        return _dumped(_loaded(line) | {NOTE: note})
    whole = line.rstrip()
    ending = line[len(whole) :] or b"\n"
    field = f', "{NOTE}": '.encode() + _dumped(note)[:-1] + b"}"
    return whole[:-1].rstrip() + field + ending


def _dumped(row: Mapping[str, Any]) -> bytes:
    import json

    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can hold
        return json.dumps(row).encode() + b"\n"
