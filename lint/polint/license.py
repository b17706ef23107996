"""Licence: whether an expression is one of SPDX's, as far as can be told here.

`license-expression` knows every identifier; where it is not installed, form and a list of words that name no
licence decide, and an identifier nobody can look up is let pass.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

from polint.pattern import lazy

Verdict = Literal["good", "missing", "unknown"]

_NOTHING = frozenset(
    ["", "-", "none", "n/a", "na", "null", "unknown", "noassertion", "tbd", "todo", "other", "unspecified", "无", "未知", "不详", "待定", "其他",
     "無", "不詳", "暂无", "暫無", "见原文", "網路", "网络"]
)  # fmt: skip
_EXPRESSION = lazy(
    r"\(*\s*[A-Za-z0-9][A-Za-z0-9.\-:]*\+?\s*\)*(?:\s+(?:AND|OR|WITH)\s+\(*\s*[A-Za-z0-9][A-Za-z0-9.\-:]*\+?\s*\)*)*"
)


@functools.cache
def lists_licences() -> bool:
    """Whether identifiers are looked up in SPDX's list: what is installed decides."""
    from importlib.util import find_spec

    return find_spec("license_expression") is not None


def judged(value: object) -> Verdict:
    """What a manifest's `license` says: an SPDX expression, nothing, or something nobody can use."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "missing"
    return _judged(value.strip()) if isinstance(value, str) else "unknown"


@functools.lru_cache(maxsize=1000)
def _judged(text: str) -> Verdict:
    if text.lower() in _NOTHING or _EXPRESSION.fullmatch(text) is None or text.count("(") != text.count(")"):
        return "unknown"
    licences = _licences()
    if licences is None:
        return "good"
    try:
        unknown = licences.unknown_license_keys(text)
    except (
        Exception
    ):  # ExpressionError and ValueError, and whatever a parser raises for what is no expression
        return "unknown"
    return "unknown" if any(not str(key).startswith("LicenseRef-") for key in unknown) else "good"


@functools.cache
def _licences() -> Any:
    """SPDX's list, which takes a while to read; None where it is not installed."""
    try:
        from license_expression import get_spdx_licensing
    except ImportError:
        return None
    return get_spdx_licensing()
