"""The traditional Chinese of every message, generated from the simplified and proof-read."""

from __future__ import annotations

import functools
import json
from importlib import resources


@functools.cache
def _catalogue() -> dict[str, str]:
    file = resources.files(__name__) / "zh_Hant.json"
    table: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return table


def traditional(template: str) -> str:
    """The traditional (Taiwan) form of a simplified `template`; the template itself where none is known."""
    return _catalogue().get(template, template)
