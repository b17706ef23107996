"""Remote: documents at addresses such as `s3://bucket/corpus`, through fsspec.

What fsspec knows can be read: object stores, HDFS, `file://`, `memory://`. It comes with the extra
`polint-text[ray]`; the package for a store (s3fs, gcsfs …) is the user's to choose. The settings are those of the
working directory: no configuration, sidecar or manifest is looked for at an address.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from polint.message import Text
from polint.notification import Notification

_MISSING = Text("there is no {path}", "找不到 {path}")
_UNREADABLE = Text("{path} cannot be read: {error}", "无法读取 {path}：{error}")
_NO_LIBRARY = Text(
    "{path} needs a library that is not installed: pip install 'polint-text[ray]'",
    "读取 {path} 所需的库尚未安装：pip install 'polint-text[ray]'",
)


def is_remote(path: str) -> bool:
    """Whether `path` is an address."""
    scheme, sign, _ = path.partition("://")
    return bool(sign) and scheme.replace("+", "").isalnum()


def system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there. Raises ImportError, ValueError, OSError."""
    import fsspec

    found, path = fsspec.core.url_to_fs(address)
    return found, path


def size(address: str) -> int:
    """Bytes at an address; 0 where that cannot be told."""
    try:
        files, path = system(address)
        return int(files.size(path) or 0)
    except (ImportError, ValueError, OSError):
        return 0


def opened(address: str, piece: tuple[int, int, int] | None = None) -> IO[bytes]:
    """The bytes at an address, or a part of them. Raises OSError."""
    try:
        files, path = system(address)
    except (ImportError, ValueError) as error:
        raise OSError(str(error)) from error
    if piece is not None:
        return io.BytesIO(files.cat_file(path, start=piece[0], end=piece[1]))
    stream: IO[bytes] = files.open(path, "rb")
    return stream


def found(address: str) -> Iterator[tuple[str, bool] | Notification]:
    """The files at an address (one, a folder, or a pattern) in ascending order, each with whether it was named
    itself; or what keeps them from being found."""
    try:
        files, path = system(address)
        if any(sign in path for sign in "*?["):
            places, named = files.glob(path), False
        elif files.isfile(path):
            places, named = [path], True
        elif files.exists(path):
            places, named = files.find(path), False
        else:
            yield Notification("missing-path", _MISSING, {"path": address}, address, "error", True)
            return
    except ImportError:
        yield Notification("missing-extra", _NO_LIBRARY, {"path": address}, address, "error", True)
        return
    except (ValueError, OSError) as error:
        arguments: dict[str, object] = {"path": address, "error": str(error)}
        yield Notification("unreadable", _UNREADABLE, arguments, address, "error", True)
        return
    scheme = address.partition("://")[0]
    for place in sorted(places):
        yield f"{scheme}://{place.removeprefix(f'{scheme}://')}", named
