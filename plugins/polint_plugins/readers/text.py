"""Reader of text files: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from polint.decoding import decode
from polint.document import Document


class TextReader:
    """Plain text, Markdown and HTML, in any encoding."""

    suffixes = (".txt", ".md", ".html")

    def read(self, stream: IO[bytes], path: str, settings: Mapping[str, Any]) -> Iterator[Document]:
        """The one document of `stream`."""
        text, source = decode(stream.read())
        yield Document(text, path, source=source)
