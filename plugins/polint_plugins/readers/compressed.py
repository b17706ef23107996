"""Reader of compressed files: whatever another reader reads, in gzip or zstd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from polint.outlet import Outlets
from polint_plugins import packed

if TYPE_CHECKING:
    from polint.document import Document
    from polint.notification import Notification
    from polint.outlet import Kind
    from polint.plugin import Sorter
    from polint.verdict import Decision


class CompressedReader:
    """Unpacks as it reads; a file's hash is that of its unpacked bytes."""

    def __init__(self, inner: Sorter) -> None:
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

    def sort(
        self,
        stream: IO[bytes],
        path: str,
        settings: Mapping[str, Any],
        decide: Callable[[int], Decision],
        outlets: Outlets,
    ) -> None:
        """What the inner reader hands on, compressed again in the same way."""
        try:
            unpacked = packed.unpacked(stream, path)
        except packed.MissingExtra:
            outlets.count("undecodable")
            return
        packing = _Packing(outlets, path)
        try:
            self._inner.sort(unpacked, path, settings, decide, packing)
        finally:
            packing.close()


class _Packing(Outlets):
    """Outlets whose streams compress what they are given."""

    def __init__(self, outlets: Outlets, path: str) -> None:
        super().__init__({})
        self._outer = outlets
        self._path = path
        self.counts = outlets.counts

    def stream(self, kind: Kind) -> IO[bytes]:
        """The stream for records of one kind. Raises OSError."""
        if kind not in self._streams:
            self._streams[kind] = packed.packing(self._outer.stream(kind), self._path)
        return self._streams[kind]
