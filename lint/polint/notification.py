"""Notification: a fault of the tool or of its surroundings, never of the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from polint.message import Message, Text
from polint.named import NamedTuple

Level = Literal["note", "warning", "error"]


class Notification(NamedTuple):
    """What happened (`kind`, a stable word for programs), in words, and where.

    `fails` says that the tool could not do all its work: the run then ends with status 2.
    """

    kind: str
    text: Text
    arguments: Mapping[str, Any] = {}
    path: str | None = None
    level: Level = "warning"
    fails: bool = False

    def render(self, language: str = "en") -> str:
        """The sentence in `language`."""
        return Message(self.text, self.arguments).render(language)
