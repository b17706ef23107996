"""Patterns compiled when they are first used, and kept compiled from one run to the next.

A hundred rules compile nothing at start that no text asks for. What is asked for costs Python a millisecond or
more a pattern (a class of Chinese characters is large), together more than a small corpus; so the compiled code
is kept in the store. `re` has no way to keep it: the internals of `re` of exactly this Python are used, and
anything unexpected ends in `re.compile`.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from typing import Any, cast, overload

from polint import store

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
MOST = 5_000
"""Patterns that are kept; users' packs come and go."""


class _Kept:
    """The compiled patterns of earlier runs, and those to keep of this one."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str | bytes, int], tuple[Any, ...]] | None = None
        self._new: dict[tuple[str | bytes, int], tuple[Any, ...]] = {}

    def compile(self, expression: str | bytes, flags: int) -> re.Pattern[Any]:
        """The compiled pattern. Raises re.error."""
        if self._codes is None:
            self._codes = _load()
        found = self._codes.get((expression, flags))
        if found is not None:
            try:
                return _restore(expression, found)
            except Exception:  # a damaged or foreign entry costs time and nothing else
                self._codes.pop((expression, flags), None)
        compiled = re.compile(expression, flags)
        if len(self._codes) + len(self._new) < MOST:
            if not self._new:
                atexit.register(self._save)
            self._new[expression, flags] = ()
        return compiled

    def _save(self) -> None:
        try:
            for expression, flags in self._new:
                self._new[expression, flags] = _code(expression, flags)
            store.put("patterns", _KEY, marshal.dumps({**_load(), **self._new}))
        except Exception:  # never fatal: the next run compiles again
            return


_KEPT = _Kept()
_KEY = f"{sys.version} {sys.implementation.cache_tag}".encode()


def _load() -> dict[tuple[str | bytes, int], tuple[Any, ...]]:
    content = store.get("patterns", _KEY)
    if content is None:
        return {}
    found: dict[tuple[str | bytes, int], tuple[Any, ...]] = marshal.loads(content)
    return found


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
    """Stands for a pattern until one of its methods is asked for; then the methods are the pattern's own."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = _KEPT.compile(self._expression, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@overload
def lazy(expression: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def lazy(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def lazy(expression: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """What `re.compile(expression, flags)` returns, compiled at its first use; re.error is raised there."""
    return cast("re.Pattern[Any]", _Lazy(expression, int(flags)))
