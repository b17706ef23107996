"""Store: where what is made once is kept: compiled tables and pattern databases, in the user's cache folder.

An entry is written to a temporary file and renamed, so that a reader sees a whole one or none; a damaged,
foreign or unwritable store costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from functools import cache
from typing import TYPE_CHECKING

from polint import __version__
from polint.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def folder() -> str:
    """`$POLINT_CACHE_DIR`, or the platform's own place for caches. Raises RuntimeError where there is no home
    folder."""
    named = os.environ.get("POLINT_CACHE_DIR")
    if named:
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or _home("AppData", "Local")
    elif sys.platform == "darwin":
        base = _home("Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or _home(".cache")
    return os.path.join(base, "polint")


def _home(*names: str) -> str:
    home = os.path.expanduser("~")
    if home == "~":
        raise RuntimeError("no home folder")
    return os.path.join(home, *names)


def beside(module: str, name: str) -> bytes:
    """The file `name` beside a module, whose `__file__` is given. Raises OSError."""
    with open(os.path.join(os.path.dirname(module), name), "rb") as file:
        return file.read()


@cache
def stamp(module: str, name: str) -> bytes:
    """What stands for the content of the file `name` beside a module in the key of a table that is made of it."""
    return checksum(beside(module, name))


def checksum(content: bytes) -> bytes:
    """What tells a list from what it was before, in a key: its size and two checksums. A digest of all lists takes as long as
    a document."""
    return b"%d.%d.%d" % (len(content), zlib.crc32(content), zlib.adler32(content))


def compiled(kind: str, key: bytes, build: Callable[[], bytes]) -> bytes:
    """The bytes that `build` makes for `key`, kept under `kind` from one run to the next."""
    stored = get(kind, key)
    if stored is None:
        stored = build()
        put(kind, key, stored)
    return stored


def get(kind: str, key: bytes) -> bytes | None:
    """What was put under `kind` and `key`; None where there is nothing, or it is damaged."""
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        # Without a buffer, through which all of it would go once more.
        with open(path(kind, key), "rb", buffering=0) as file:
            seal = file.read(_SEAL)
            content = file.read()
        # It tells damage, not malice: who can write here can write polint itself.
        if seal == _seal(content):
            return content
    return None


def put(kind: str, key: bytes, content: bytes) -> None:
    """Keep `content` under `kind` and `key`; a store that cannot be written keeps nothing."""
    with contextlib.suppress(OSError, RuntimeError):
        place = path(kind, key)
        write_atomically(place, _seal(content) + content)
        _prune(os.path.dirname(place), kind)


_SEAL = 12
"""Bytes before an entry by which damage is told."""
_STEP = 61


def _seal(content: bytes) -> bytes:
    """The size of an entry, and a checksum of every 61st byte: what disks lose are sectors of 512, and a checksum of
    megabytes would take each run as long as a dozen documents."""
    return len(content).to_bytes(8, "little") + zlib.crc32(content[::_STEP]).to_bytes(4, "little")


FOLDER = "kept"
"""Where entries lie in the cache folder; another format of theirs takes another name."""

MOST_OF_A_KIND = 200
"""Entries of a kind that are kept: another selection of rules or another pack makes others."""


def entries() -> list[Path]:
    """Everything that is kept."""
    from pathlib import Path

    place = Path(folder(), FOLDER)
    return list(place.glob("*.bin")) if place.is_dir() else []


def _prune(place: str, kind: str) -> None:
    """Remove the oldest entries of a kind past MOST_OF_A_KIND."""
    with os.scandir(place) as entries:
        found = [entry for entry in entries if entry.name.startswith(f"{kind}-")]
    aged = sorted(found, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in aged[MOST_OF_A_KIND:]:
        with contextlib.suppress(OSError):  # another run was faster
            os.unlink(entry.path)


def digest(content: bytes, size: int = 16) -> bytes:
    """What stands for `content` in a name or a table: `size` bytes of BLAKE2b."""
    return blake2b(content, digest_size=size).digest()


def path(kind: str, key: bytes) -> str:
    """Where `kind` and `key` are kept. Raises RuntimeError where there is no home folder."""
    return os.path.join(folder(), FOLDER, f"{kind}-{digest(key + __version__.encode()).hex()}.bin")


def write_atomically(path: str | os.PathLike[str], content: bytes, *, public: bool = False) -> None:
    """Write `path` so that it is never seen half-written, not even when the power fails; `public`: so that it may be
    read by whom the umask lets, and not by its owner alone. Raises OSError."""
    import tempfile  # with all that it imports, it would cost every start

    folder, own = os.path.split(path)
    os.makedirs(folder or ".", exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder or ".", prefix=own[:50], suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if public:
            os.chmod(name, 0o666 & ~umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def umask() -> int:
    """What the process leaves out of the permissions of what it makes."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
