"""Licence: whether an expression is one of SPDX's, as far as can be told here.

`license-expression` knows every identifier; where it is not installed, form and a list of words that name no
licence decide, and an identifier nobody can look up is let pass.
"""

from __future__ import annotations

from typing import Literal

from polint.pattern import lazy

Verdict = Literal["good", "missing", "unknown"]

_NOTHING = frozenset(
    ["", "-", "none", "n/a", "na", "null", "unknown", "noassertion", "tbd", "todo", "other", "unspecified", "无", "未知", "不详", "待定", "其他",
     "無", "不詳", "暂无", "暫無", "见原文", "網路", "网络"]
)  # fmt: skip
_EXPRESSION = lazy(
    r"\(*\s*[A-Za-z0-9][A-Za-z0-9.\-:]*\+?\s*\)*(?:\s+(?:AND|OR|WITH)\s+\(*\s*[A-Za-z0-9][A-Za-z0-9.\-:]*\+?\s*\)*)*"
)


def judged(value: object) -> Verdict:
    """What a manifest's `license` says: an SPDX expression, nothing, or something nobody can use."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "missing"
    if not isinstance(value, str) or value.strip().lower() in _NOTHING:
        return "unknown"
    text = value.strip()
    if _EXPRESSION.fullmatch(text) is None or text.count("(") != text.count(")"):
        return "unknown"
    try:
        from license_expression import ExpressionError, get_spdx_licensing
    except ImportError:
        return "good"
    try:
        unknown = get_spdx_licensing().unknown_license_keys(text)
    except (ExpressionError, ValueError):
        return "unknown"
    return "unknown" if any(not str(key).startswith("LicenseRef-") for key in unknown) else "good"
