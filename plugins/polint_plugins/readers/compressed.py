"""Reader of compressed files: whatever another reader reads, in gzip or zstd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from polint_plugins import packed

if TYPE_CHECKING:
    from polint.document import Document
    from polint.notification import Notification
    from polint.plugin import Reader


class CompressedReader:
    """Unpacks as it reads; a file's hash is that of its unpacked bytes."""

    def __init__(self, inner: Reader) -> None:
        self._inner = inner
        self.suffixes = tuple(suffix + end for suffix in inner.suffixes for end in packed.ENDINGS)

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterator[Document | Notification]:
        """The documents of `stream`; a notification where a library is missing. Raises OSError for damaged data."""
        try:
            unpacked = packed.unpacked(stream, path)
        except packed.MissingExtra as missing:
            yield missing.notification(path)
            return
        yield from self._inner.read(unpacked, path, settings)
