"""Front matter: the fields between `---` (YAML) or `+++` (TOML) at the head of a text, as its metadata.

Of YAML what front matter is made of is read: `name: value`, lists in brackets and with dashes. What is more than that
is left out; nothing here ever fails.
"""

from __future__ import annotations

import re
from typing import Any

from polint.day import Day
from polint.pattern import lazy

_BLOCK = lazy(r"\A(---|\+\+\+)[ \t]*\r?\n((?:(?!\1)[^\r\n]*\r?\n){0,200}?)\1[ \t]*(?=\r?\n|\Z)")
_PAIR = lazy(r"([^\s:#\-\[{&*!|>'\"%@`][^:\r\n]{0,60}?)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = lazy(r"[ \t]*-[ \t]+(.+)")
_DATE = lazy(r"\d{4}-\d{2}-\d{2}")


def front_matter(text: str) -> dict[str, Any]:
    """The fields of the front matter of `text`, none where it has none."""
    match = _BLOCK.match(text)
    if match is None:
        return {}
    if match.group(1) == "+++":
        import tomllib

        try:
            return tomllib.loads(match.group(2).replace("\r\n", "\n"))
        except (ValueError, RecursionError):
            return {}
    return _yaml(match.group(2))


def _yaml(block: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    name = ""
    for line in re.split(r"\r?\n", block):
        item = _ITEM.fullmatch(line)
        if item is not None and name and (found[name] == "" or isinstance(found[name], list)):
            found[name] = [*(found[name] or []), _scalar(item.group(1))]
            continue
        pair = _PAIR.fullmatch(line)
        if pair is not None:
            name = pair.group(1)
            found[name] = _value(pair.group(2) or "")
        elif line.strip() and not line[0].isspace():
            name = ""
    return found


def _value(text: str) -> Any:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part) for part in text[1:-1].split(",") if part.strip()]
    return _scalar(text)


def _scalar(text: str) -> Any:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    text = text.partition(" #")[0].rstrip()
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text in ("", "~", "null"):
        return ""
    if text.isascii() and text.isdigit() and len(text) < 16 and (text == "0" or text[0] != "0"):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return Day.fromisoformat(text)
        except ValueError:
            return text
    return text
