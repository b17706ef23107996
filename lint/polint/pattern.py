"""Patterns compiled when they are first used, and kept compiled from one run to the next.

A hundred rules compile nothing at start that no text asks for. What is asked for costs Python a millisecond or
more a pattern (a class of Chinese characters is large), together more than a small corpus; so the compiled code
is kept in the store. `re` has no way to keep it: the internals of `re` of exactly this Python are used, and
anything unexpected ends in `re.compile`.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import os
import re
import struct
import sys
from array import array
from typing import IO, Any, cast, overload
from zlib import crc32

from polint import store

_KIND = "patterns-7"
"""The file in the store."""

MOST = 2_000
"""Patterns that are kept; users' packs come and go."""

_HEAD = struct.Struct("<QI")
"""The size of the file and that of its table."""
_BLOCK = 1 << 15
"""Bytes that are read at once: patterns lie in the order in which they were first asked for."""


class _Kept:
    """The compiled patterns of earlier runs, and those to keep of this one.

    A file holds a table of them, which tells of the checksum of each expression where its code begins and how many bytes it
    has, and then their codes, of which a run reads those that it needs. With each code stands its expression: what has
    the checksum of another is compiled anew.
    """

    def __init__(self) -> None:
        self._table: dict[int, tuple[int, int]] | None = None
        self._first = 0
        """Where the codes begin in the file."""
        self._file: IO[bytes] | None = None
        self._block = 0, b""
        """What was read last, and where it begins among the codes."""
        self._new: dict[int, tuple[str | bytes, int]] = {}
        self._used: set[int] = set()

    def compile(self, expression: str | bytes, flags: int) -> re.Pattern[Any]:
        """The compiled pattern. Raises re.error."""
        if self._table is None:
            self._table = self._open()
        name = _checksum(expression, flags)
        place = self._table.get(name)
        if place is not None:
            self._used.add(name)
            # A damaged or foreign entry costs time and nothing else.
            with contextlib.suppress(Exception):
                return _restore(expression, flags, self._read(*place))
        compiled = re.compile(expression, flags)
        if len(self._new) < MOST:
            if not self._new:
                atexit.register(self._save)
            self._new[name] = expression, flags
        return compiled

    def _open(self) -> dict[int, tuple[int, int]]:
        """The table of what is kept."""
        self._block = 0, b""
        try:
            self._file = open(store.path(_KIND, _KEY), "rb")  # noqa: SIM115
            whole, size = _HEAD.unpack(self._file.read(_HEAD.size))
            self._first = _HEAD.size + size
            if os.fstat(self._file.fileno()).st_size != whole:
                return {}
            table = marshal.loads(self._file.read(size))
            return table if isinstance(table, dict) else {}
        except Exception:  # whatever a damaged table is read as: everything is compiled again
            return {}

    def _read(self, start: int, length: int) -> bytes:
        """The code at a place among all."""
        begin, block = self._block
        if start < begin or start + length > begin + len(block):
            begin, block = self._block = start, self._read_block(start, max(length, _BLOCK))
        return block[start - begin : start - begin + length]

    def _read_block(self, start: int, length: int) -> bytes:
        assert self._file is not None
        start += self._first
        if sys.platform == "win32":
            self._file.seek(start)
            return self._file.read(length)
        # The position in the file is shared with processes forked from this one.
        return os.pread(self._file.fileno(), length, start)

    def _save(self) -> None:
        try:
            codes = {name: _code(*pattern) for name, pattern in self._new.items()}
            kept = self._open()  # another run may have added its own
            if len(kept) + len(codes) > MOST:  # the patterns of packs and versions that have gone
                kept = {name: place for name, place in kept.items() if name in self._used}
            for name, place in kept.items():
                codes.setdefault(name, self._read(*place))
            places, start = {}, 0
            for name, code in codes.items():
                places[name] = start, len(code)
                start += len(code)
            table = marshal.dumps(places, 2)
            head = _HEAD.pack(_HEAD.size + len(table) + start, len(table))
            store.write_atomically(store.path(_KIND, _KEY), head + table + b"".join(codes.values()))
        except Exception:  # never fatal: the next run compiles again
            return


_KEPT = _Kept()
_KEY = f"{sys.version} {sys.implementation.cache_tag}".encode()


def _checksum(expression: str | bytes, flags: int) -> int:
    """What an expression is found by: a digest of four hundred of them takes as long as a document."""
    if isinstance(expression, str):
        return crc32(expression.encode("utf-8", "surrogatepass"), flags)
    return crc32(expression, ~flags & 0xFFFFFFFF)


def _code(expression: str | bytes, flags: int) -> bytes:
    """An expression, its flags, and what `re` makes of them."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(expression, flags)
    code = array("I", _compiler._code(parsed, flags))
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, index in groups.items():
        names[index] = name
    return marshal.dumps(
        (
            expression,
            flags,
            flags | parsed.state.flags,
            code.tobytes(),
            parsed.state.groups - 1,
            groups,
            tuple(names),
        )
    )


def _restore(expression: str | bytes, asked: int, kept: bytes) -> re.Pattern[Any]:
    """Raises ValueError where what is kept is another expression."""
    import _sre  # type: ignore[import-not-found]

    known, known_flags, flags, content, *groups = marshal.loads(kept)
    if known != expression or known_flags != asked:
        raise ValueError
    made = _sre.compile(expression, flags, array("I", content).tolist(), *groups)
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
