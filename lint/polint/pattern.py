"""Patterns compiled when they are first used, and kept compiled from one run to the next.

A hundred rules compile nothing at start that no text asks for. What is asked for costs Python a millisecond or
more a pattern (a class of Chinese characters is large), together more than a small corpus; so the compiled code
is kept in the store. `re` has no way to keep it: the internals of `re` of exactly this Python are used, and
anything unexpected ends in `re.compile`.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import struct
import sys
import zlib
from typing import IO, Any, cast, overload

from polint import store

MOST = 2_000
"""Patterns that are kept; users' packs come and go."""

_ENTRY = "<12sIII"  # the digest of the expression; where its code begins, its length in bytes, its checksum


class _Kept:
    """The compiled patterns of earlier runs, and those to keep of this one.

    A file holds a table of them and then their codes, of which a run reads those that it needs.
    """

    def __init__(self) -> None:
        self._table: dict[bytes, tuple[int, int, int]] | None = None
        self._file: IO[bytes] | None = None
        self._new: dict[bytes, tuple[str | bytes, int]] = {}
        self._used: set[bytes] = set()

    def compile(self, expression: str | bytes, flags: int) -> re.Pattern[Any]:
        """The compiled pattern. Raises re.error."""
        if self._table is None:
            self._open()
            assert self._table is not None
        name = _digest(expression, flags)
        place = self._table.get(name)
        if place is not None:
            self._used.add(name)
            try:
                return _restore(expression, marshal.loads(self._read(*place)))
            except Exception:  # a damaged or foreign entry costs time and nothing else
                del self._table[name]
        compiled = re.compile(expression, flags)
        if len(self._new) < MOST:
            if not self._new:
                atexit.register(self._save)
            self._new[name] = expression, flags
        return compiled

    def _open(self) -> None:
        self._table = {}
        try:
            self._file = open(store.path("patterns-4", _KEY), "rb")  # noqa: SIM115
            size, checksum = struct.unpack("<II", self._file.read(8))
            table = self._file.read(size)
            if zlib.crc32(table) == checksum:
                first = 8 + size
                for name, start, length, check in struct.iter_unpack(_ENTRY, table):
                    self._table[name] = first + start, length, check
        except (OSError, RuntimeError, struct.error):
            return

    def _read(self, start: int, length: int, checksum: int) -> bytes:
        """The code at a place of the file. Raises ValueError where it is damaged."""
        assert self._file is not None
        if sys.platform == "win32":
            self._file.seek(start)
            content = self._file.read(length)
        else:  # the position in the file is shared with processes forked from this one
            content = os.pread(self._file.fileno(), length, start)
        if zlib.crc32(content) != checksum:
            raise ValueError("damaged")
        return content

    def _save(self) -> None:
        try:
            codes = {name: marshal.dumps(_code(*pattern)) for name, pattern in self._new.items()}
            self._open()  # another run may have added its own
            kept = self._table or {}
            if len(kept) + len(codes) > MOST:  # the patterns of packs and versions that have gone
                kept = {name: place for name, place in kept.items() if name in self._used}
            for name, place in kept.items():
                codes.setdefault(name, self._read(*place))
            table, start = [], 0
            for name, code in codes.items():
                table.append(struct.pack(_ENTRY, name, start, len(code), zlib.crc32(code)))
                start += len(code)
            head = b"".join(table)
            content = struct.pack("<II", len(head), zlib.crc32(head)) + head + b"".join(codes.values())
            store.write_atomically(store.path("patterns-4", _KEY), content)
        except Exception:  # never fatal: the next run compiles again
            return


_KEPT = _Kept()
_KEY = f"{sys.version} {sys.implementation.cache_tag}".encode()


def _digest(expression: str | bytes, flags: int) -> bytes:
    content = expression.encode("utf-8", "surrogatepass") if isinstance(expression, str) else expression
    kind = "s" if isinstance(expression, str) else "b"
    return store.digest(f"{kind}{flags}\0".encode() + content, 12)


def _code(expression: str | bytes, flags: int) -> tuple[Any, ...]:
    """What `re` makes of a pattern, as marshal can hold it."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(expression, flags)
    code = array("I", _compiler._code(parsed, flags))
    groups = dict(parsed.state.groupdict)
    return flags | parsed.state.flags, code.tobytes(), parsed.state.groups, groups


def _restore(expression: str | bytes, kept: tuple[Any, ...]) -> re.Pattern[Any]:
    import _sre  # type: ignore[import-not-found]
    from array import array

    flags, content, count, groups = kept
    code = array("I")
    code.frombytes(content)
    names: list[str | None] = [None] * count
    for name, index in groups.items():
        names[index] = name
    made = _sre.compile(expression, flags, code.tolist(), count - 1, groups, tuple(names))
    return cast("re.Pattern[Any]", made)


class _Lazy:
    """Stands for a pattern until something of it is asked for. What was asked for once is the pattern's own."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression = expression
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = _KEPT.compile(self._expression, self._flags)
        own = getattr(self._compiled, name)
        setattr(self, name, own)
        return own


@overload
def lazy(expression: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def lazy(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def lazy(expression: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """What `re.compile(expression, flags)` returns, compiled at its first use; re.error is raised there."""
    return cast("re.Pattern[Any]", _Lazy(expression, int(flags)))
