"""A table of TOML that a user wrote: read, and what may be wrong with it, said in one form.

Configuration files and sidecars are such tables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from polint.message import Message, Text
from polint.naming import nearest
from polint.notification import Notification

_BROKEN = Text("{file}: {problem}", "{file}：{problem}")
_UNREADABLE = Text("cannot be read: {error}", "无法读取：{error}")
_NOT_TOML = Text("is not valid TOML: {error}", "不是有效的 TOML：{error}")
UNKNOWN_KEY = Text("unknown key “{key}”", "未知的键“{key}”")
_NEAREST = Text("{problem}; did you mean “{nearest}”?", "{problem}；是否想写“{nearest}”？")
WRONG_TYPE = Text("“{key}” must be {wanted}, not {got}", "“{key}”应为{wanted}，而不是 {got}")
STRINGS = Text("a list of strings", "字符串列表")
TABLES = Text("a list of tables", "表的列表")


def read_table(place: str) -> Mapping[str, Any] | tuple[Text, dict[str, object]] | None:
    """The settings in the file at `place`; None for a pyproject.toml that has none, else what is wrong."""
    try:
        with open(place, "rb") as file:
            raw = file.read()
    except OSError as error:
        return _UNREADABLE, {"error": error.strerror or str(error)}
    project = os.path.basename(place) == "pyproject.toml"
    if project and b"polint" not in raw:
        return None
    import tomllib

    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if project and b"[tool.polint" not in raw:
            return None
        return _NOT_TOML, {"error": str(error)}
    if not project:
        return table
    own = table.get("tool", {})
    own = own.get("polint") if isinstance(own, dict) else None
    return own if isinstance(own, dict) else None


def broken(file: str, problem: Text, arguments: dict[str, object]) -> Notification:
    """What is said of a fault in a configuration: the run will end with status 2."""
    return Notification(
        "config", _BROKEN, {"file": file, "problem": Message(problem, arguments)}, file, "error", True
    )


def suggest(problem: Text, arguments: dict[str, object], name: str, known: Iterable[str]) -> tuple[Any, ...]:
    """`problem` with the nearest right name, where there is one."""
    found = nearest(name, known)
    if found is None:
        return problem, arguments
    return _NEAREST, {"problem": Message(problem, arguments), "nearest": found}


def shown_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else repr(value)
