"""Patterns compiled when they are first used: a hundred rules compile nothing at start that no text asks for."""

from __future__ import annotations

import re
from typing import Any, cast, overload

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands for a pattern until one of its methods is asked for; then the methods are the pattern's own."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._expression, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@overload
def lazy(expression: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def lazy(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def lazy(expression: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """What `re.compile(expression, flags)` returns, compiled at its first use; re.error is raised there."""
    return cast("re.Pattern[Any]", _Lazy(expression, flags))
