"""Lazy patterns: regular expressions that are compiled when they are first used.

A start of `polint` loads every rule and uses the expressions of few: compiling them all would cost more than
everything else a start does.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern; its attributes are those of the compiled one."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._source = (expression, flags)

    def __getattr__(self, name: str) -> Any:
        # Reached once for each name: what is found is kept on the instance.
        expression, flags = self._source
        if "_compiled" not in self.__dict__:
            self._compiled = re.compile(expression, flags)
        value = getattr(self._compiled, name)
        self.__dict__[name] = value
        return value


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """`expression` as a pattern that is compiled at its first use."""
    return cast("re.Pattern[str]", _Lazy(expression, flags))


def lazy_bytes(expression: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The same over bytes."""
    return cast("re.Pattern[bytes]", _Lazy(expression, flags))
