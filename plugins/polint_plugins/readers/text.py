"""Reader of text files: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from polint.decoding import decode, is_binary
from polint.document import Document
from polint.message import Text
from polint.notification import Notification

_BINARY = Text("{path} is not text", "{path} 不是文本文件")


class TextReader:
    """Plain text, Markdown and HTML, in any encoding."""

    suffixes = (".txt", ".md", ".html")

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterator[Document | Notification]:
        """The one document of `stream`; a notification where that is no text."""
        raw = stream.read()
        if is_binary(raw):
            yield Notification("binary", _BINARY, {"path": path}, path)
            return
        text, source = decode(raw)
        yield Document(text, path, source=source)
