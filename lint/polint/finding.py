"""Span, Edit, Fix, Related, Draft, Finding: what a rule says and what a user is shown.

Every offset is a 0-based code point into the document's text; every range is half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from polint.message import Message

Severity = Literal["note", "warning", "error"]
Confidence = Literal["low", "medium", "high"]

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From the mildest to the gravest."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the code points [start, end) by `insert`."""

    start: int
    end: int
    insert: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend: non-overlapping edits, in order. `safe` says it cannot change what the author meant;
    `encode` names the encoding the file is to be written in (nothing else touches the encoding)."""

    edits: tuple[Edit, ...]
    safe: bool = False
    encode: str | None = None

    @staticmethod
    def replace(start: int, end: int, insert: str, *, safe: bool = False) -> Fix:
        """The mend of one edit."""
        return Fix((Edit(start, end, insert),), safe)


@dataclass(frozen=True, slots=True)
class Record:
    """A document's place in a file of many: its 0-based index and its id, if it has one."""

    index: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """The other place that a finding speaks of; `path` None means the same document."""

    start: int
    end: int
    message: Message
    path: str | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule yields: a span, a message, and what goes with them. The engine makes it a Finding."""

    start: int
    end: int
    message: Message
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Omitted:
    """What a rule may yield last: `count` further findings that it counted without building them."""

    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, complete: it can leave the process without its document.

    `line`, `column`, `end_line`, `end_column` are 1-based (columns in code points); `text` is the span's
    text, at most 200 code points; `excerpt` is the line it starts on, cut around it, for people to read,
    and `excerpt_start` the 1-based column of the excerpt's first code point.
    """

    rule: str
    severity: Severity
    confidence: Confidence
    path: str
    record: Record | None
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    message: Message
    text: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    omitted: int = 0
    excerpt: str = ""
    excerpt_start: int = 1
