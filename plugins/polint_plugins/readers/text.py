"""Reader of text files: one file, one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any

from polint.decoding import decode, is_binary
from polint.document import Document
from polint.message import Text
from polint.notification import Notification

if TYPE_CHECKING:
    from polint.outlet import Kind, Outlets
    from polint.verdict import Decision

_BINARY = Text("{path} is not text", "{path} 不是文本文件")


class TextReader:
    """Plain text, Markdown and HTML, in any encoding."""

    suffixes = (".txt", ".md", ".html")

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> tuple[Document | Notification]:
        """The one document of `stream`; a notification where that is no text."""
        raw = stream.read()
        if is_binary(raw):
            return (Notification("binary", _BINARY, {"path": path}, path),)
        text, source = decode(raw)
        metadata: dict[str, Any] = {}
        if text.startswith(("---", "+++")):
            from polint.frontmatter import front_matter

            metadata = front_matter(text)
        return (Document(text, path, metadata=metadata, source=source),)

    def sort(
        self,
        stream: IO[bytes],
        path: str,
        settings: Mapping[str, Any],
        decide: Callable[[int], Decision],
        outlets: Outlets,
    ) -> None:
        """The file as it is, or after its mends."""
        raw = stream.read()
        if is_binary(raw):
            kind: Kind = "undecodable"
        else:
            decision = decide(-1)
            kind = "kept" if decision.kept else "rejected"
            if decision.kept and isinstance(decision.mended, bytes):
                raw = decision.mended
        outlets.stream(kind).write(raw)
        outlets.count(kind)
