"""Reader of JSON Lines: one line, one document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from polint.document import Document
from polint.finding import Record
from polint.message import Text
from polint.notification import Notification

_BAD_LINE = Text(
    "line {line} is not a JSON object with a text field “{field}”: {error}",
    "第 {line} 行不是含文本字段“{field}”的 JSON 对象：{error}",
)


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
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text = row.pop(text_field)
                if not isinstance(text, str):
                    raise TypeError(f"{text_field} is {type(text).__name__}")
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                yield Notification(
                    "bad-record",
                    _BAD_LINE,
                    {"line": index + 1, "field": text_field, "error": f"{type(error).__name__}: {error}"},
                    path=path,
                )
                continue
            name = row.get(id_field)
            yield Document(text, path, Record(index, None if name is None else str(name)), metadata=row)
