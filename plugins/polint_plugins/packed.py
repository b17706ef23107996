"""Packed: streams compressed with gzip or zstd, read and written without ever holding the whole.

gzip is Python's own; zstd needs the extra `polint-text[zstd]`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any, Protocol

from polint.message import Text
from polint.notification import Notification

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ENDINGS = (".gz", ".zst")
"""What a compressed file's name ends in."""
CHUNKS = {".gz": 1 << 14, ".zst": 1 << 12}
"""Bytes that are unpacked at once. A corpus of one line written a million times becomes a thousand times as much out of
gzip and thirty thousand times out of zstd: what is held must not depend on it."""

_ENDS_EARLY = "the compressed data end too early"
_MISSING = Text(
    "{path} needs a library that is not installed: pip install 'polint-text[{extra}]'",
    "读取或写入 {path} 所需的库尚未安装：pip install 'polint-text[{extra}]'",
)


class MissingExtra(Exception):
    """A library that only an extra of polint installs is not there; `extra` is its name."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"polint-text[{extra}]")
        self.extra = extra

    def notification(self, path: str) -> Notification:
        """What is said of it: the run ends with status 2, since documents were left out."""
        return Notification(
            "missing-extra", _MISSING, {"path": path, "extra": self.extra}, path, "error", True
        )


def ending(name: str) -> str:
    """The ending of `name` that says how it is compressed, nothing where it does not."""
    lower = name.lower()
    return next((end for end in ENDINGS if lower.endswith(end)), "")


def unpacked(stream: IO[bytes], name: str) -> IO[bytes]:
    """The bytes of `stream` as they were before they were compressed; `stream` itself where the name says that they
    were not. Reading raises OSError for damaged data. Raises MissingExtra."""
    end = ending(name)
    if not end:
        return stream
    return io.BufferedReader(_Unpacked(stream, _DECOMPRESSORS[end](), CHUNKS[end]), 1 << 20)


def packing(stream: IO[bytes], name: str) -> IO[bytes]:
    """A stream whose bytes arrive in `stream` compressed as the name says, by default settings and without a time,
    so that the same input gives the same file. Raises MissingExtra."""
    end = ending(name)
    if end == ".gz":
        import gzip

        return gzip.GzipFile("", "wb", 6, stream, 0)  # type: ignore[return-value]
    if end == ".zst":
        made: IO[bytes] = _zstandard().ZstdCompressor(level=3).stream_writer(stream, closefd=False)
        return made
    return stream


class _Decompressor(Protocol):
    """What zlib and zstandard both make: it unpacks one frame."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    """The contents of all frames of a compressed stream, one behind the other."""

    def __init__(self, stream: IO[bytes], make: Callable[[], _Decompressor], chunk: int) -> None:
        self._stream = stream
        self._make = make
        self._chunk = chunk
        self._frame: _Decompressor | None = None
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """The next bytes. Raises OSError for data that are damaged or end too early."""
        target = memoryview(buffer).cast("B")
        while not self._ready:
            chunk = self._next()
            if chunk is None:
                return 0
            self._ready = memoryview(chunk)
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes | None:
        """What the next chunk holds; None at the end."""
        left = b"" if self._frame is None or not self._frame.eof else self._frame.unused_data
        packed = left or self._stream.read(self._chunk)
        if not packed:
            if self._frame is not None and not self._frame.eof:
                raise OSError(_ENDS_EARLY)
            return None
        if self._frame is None or self._frame.eof:
            if not packed.strip(b"\0"):  # padding, as tape drives leave it
                self._frame = None
                return b""
            self._frame = self._make()
        try:
            return self._frame.decompress(packed)
        except Exception as error:  # zlib.error and zstandard.ZstdError have no common base
            raise OSError(str(error)) from error


def _gzip() -> Callable[[], _Decompressor]:
    import zlib

    return lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)


def _zstd() -> Callable[[], _Decompressor]:
    unpack = _zstandard().ZstdDecompressor(max_window_size=1 << 31)
    return lambda: unpack.decompressobj()


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("zstd") from None
    return zstandard


_DECOMPRESSORS: Mapping[str, Callable[[], Callable[[], _Decompressor]]] = {".gz": _gzip, ".zst": _zstd}
