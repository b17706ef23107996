"""Store: where what is made once is kept: compiled tables and pattern databases, in the user's cache folder.

An entry is written to a temporary file and renamed, so that a reader sees a whole one or none; a damaged,
foreign or unwritable store costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from polint import __version__

if TYPE_CHECKING:
    from collections.abc import Callable


def folder() -> Path:
    """`$POLINT_CACHE_DIR`, or the platform's own place for caches."""
    named = os.environ.get("POLINT_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "polint"


def compiled(kind: str, key: bytes, build: Callable[[], bytes]) -> bytes:
    """The bytes that `build` makes for `key`, kept under `kind` with their checksum from one run to the next."""
    stored = get(kind, key)
    if stored is None:
        stored = build()
        put(kind, key, stored)
    return stored


def get(kind: str, key: bytes) -> bytes | None:
    """What was put under `kind` and `key`; None where there is nothing, or it is damaged."""
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        with open(path(kind, key), "rb") as file:  # noqa: PTH123 - pathlib takes longer than the reading
            checksum = file.read(4)
            content = file.read()
        # The checksum tells damage, not malice: who can write here can write polint itself.
        if zlib.crc32(content) == int.from_bytes(checksum, "little"):
            return content
    return None


def put(kind: str, key: bytes, content: bytes) -> None:
    """Keep `content` under `kind` and `key`; a store that cannot be written keeps nothing."""
    with contextlib.suppress(OSError, RuntimeError):
        place = Path(path(kind, key))
        write_atomically(place, zlib.crc32(content).to_bytes(4, "little") + content)
        _prune(place.parent, kind)


FOLDER = "kept"
"""Where entries lie in the cache folder; another format of theirs takes another name."""

MOST_OF_A_KIND = 200
"""Entries of a kind that are kept: another selection of rules or another pack makes others."""


def entries() -> list[Path]:
    """Everything that is kept."""
    place = folder() / FOLDER
    return list(place.glob("*.bin")) if place.is_dir() else []


def _prune(place: Path, kind: str) -> None:
    """Remove the oldest entries of a kind past MOST_OF_A_KIND."""
    with os.scandir(place) as entries:
        found = [entry for entry in entries if entry.name.startswith(f"{kind}-")]
    aged = sorted(found, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in aged[MOST_OF_A_KIND:]:
        with contextlib.suppress(OSError):  # another run was faster
            os.unlink(entry.path)  # noqa: PTH108


def path(kind: str, key: bytes) -> str:
    """Where `kind` and `key` are kept. Raises RuntimeError where there is no home folder."""
    digest = hashlib.sha256(key + __version__.encode()).hexdigest()[:32]
    return os.path.join(folder(), FOLDER, f"{kind}-{digest}.bin")  # noqa: PTH118


def write_atomically(path: Path, content: bytes) -> None:
    """Write `path` so that it is never seen half-written. Raises OSError."""
    import tempfile  # with all that it imports, it would cost every start

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
