"""Span, Edit, Fix, Related, Draft, Finding: what a rule says and what a user is shown.

Every offset is a 0-based code point into the document's text; every range is half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from polint.message import Message
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Severity = Literal["note", "warning", "error"]
Confidence = Literal["low", "medium", "high"]

Hidden = Literal["", "in-text", "beside", "baseline"]
"""Why a finding is not reported: a directive in the text suppresses it, one beside it (a sidecar, the configuration),
or the baseline has it."""

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From the mildest to the gravest."""


class Span(NamedTuple):
    """A half-open range of code points. Its length is theirs."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


class Edit(NamedTuple):
    """Replace the code points [start, end) by `insert`."""

    start: int
    end: int
    insert: str


class Fix(NamedTuple):
    """A mend: non-overlapping edits, in order. `safe` says it cannot change what the author meant;
    `encode` names the encoding the file is to be written in (nothing else touches the encoding)."""

    edits: tuple[Edit, ...]
    safe: bool = False
    encode: str | None = None

    @staticmethod
    def replace(start: int, end: int, insert: str, *, safe: bool = False) -> Fix:
        """The mend of one edit."""
        return Fix((Edit(start, end, insert),), safe)


class Record(NamedTuple):
    """A document's place in a file of many: its 0-based index and its id, if it has one."""

    index: int  # type: ignore[assignment]  # its place, not tuple's method
    id: str | None = None

    @property
    def name(self) -> str:
        """What people know it by: its id or, as behind a path in messages, its index."""
        return self.id if self.id is not None else f"#{self.index}"


class Position(NamedTuple):
    """An offset as editors count it, everything from 1: the line, and the column in code points, in UTF-16
    code units (SARIF, LSP) and in UTF-8 bytes (rdjson)."""

    line: int
    column: int
    utf16: int
    utf8: int


class Range(NamedTuple):
    """A span as editors count it."""

    start: Position
    end: Position


class Related(NamedTuple):
    """The other place that a finding speaks of; `path` None means the same document. The engine fills in
    `range` for places in the same document; a corpus rule does so itself, where it can."""

    start: int
    end: int
    message: Message
    path: str | None = None
    record: Record | None = None
    range: Range | None = None


class Draft(NamedTuple):
    """What a rule yields: a span, a message, and what goes with them. The engine makes it a Finding.

    `severity` is there only where a finding is milder than its rule (one slip in a long text); what a user
    configures for the rule goes before it.
    """

    start: int
    end: int
    message: Message
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    confidence: Confidence | None = None
    severity: Severity | None = None


class Omitted(NamedTuple):
    """What a rule may yield last: `count` further findings that it counted without building them, or places that it did
    not look at since it had found enough."""

    count: int  # type: ignore[assignment]  # a number, not tuple's method

    @classmethod
    def rest(cls, places: Iterator[object]) -> Omitted:
        """As many as are left of `places`."""
        return cls(sum(1 for _ in places))


class Finding(NamedTuple):
    """One finding, complete: it can leave the process without its document.

    `text` is the span's text, at most 200 code points; `excerpt` is the line it starts on, cut around it, for
    people to read, and `excerpt_start` the 1-based column of the excerpt's first code point. `edit_ranges`
    (the range of each edit of the mend) and `line_hash` (GitHub's) are there where a reporter asked for them.
    """

    rule: str
    severity: Severity
    confidence: Confidence
    path: str
    record: Record | None
    start: int
    end: int
    range: Range
    message: Message
    text: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    omitted: int = 0
    excerpt: str = ""
    excerpt_start: int = 1
    edit_ranges: tuple[Range, ...] = ()
    line_hash: str = ""
    hidden: Hidden = ""
    """Why it is not reported; nothing where it is."""

    @property
    def line(self) -> int:
        """The 1-based line of the span's start."""
        return self.range.start.line

    @property
    def column(self) -> int:
        """The 1-based column of the span's start, in code points."""
        return self.range.start.column

    @property
    def end_line(self) -> int:
        """The 1-based line of the span's end."""
        return self.range.end.line

    @property
    def end_column(self) -> int:
        """The 1-based column of the span's end, in code points."""
        return self.range.end.column
