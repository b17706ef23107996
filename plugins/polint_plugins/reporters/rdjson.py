"""Reporter of reviewdog's Diagnostic Format: one JSON object, columns in UTF-8 bytes, from 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from polint_plugins.reporters.jsonl import dump

if TYPE_CHECKING:
    from polint.finding import Finding, Range
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


class RdjsonReporter:
    """Written as a stream; mends are suggestions."""

    clean = False

    detailed = True

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._count = 0

    def begin(self, rules: Sequence[Rule]) -> None:
        """The head."""
        source = {"name": "polint", "url": "https://pypi.org/project/polint-text/"}
        self._out.write(f'{{"source": {dump(source)}, "diagnostics": [')

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """A diagnostic a finding."""
        for finding in findings:
            self._out.write((",\n" if self._count else "\n") + dump(self._diagnostic(finding)))
            self._count += 1

    def notify(self, notification: Notification) -> None:
        """Nothing: the format is about the text; faults of the tool go to standard error."""

    def end(self, summary: Summary) -> None:
        """The foot."""
        self._out.write("]}\n")

    def _diagnostic(self, finding: Finding) -> dict[str, Any]:
        location: dict[str, Any] = {"path": finding.path}
        if finding.record is None:
            location["range"] = _range(finding.range)
        else:
            location["range"] = {"start": {"line": finding.record.index + 1}}
        found: dict[str, Any] = {
            "message": finding.message.render(self._language),
            "location": location,
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding.rule},
        }
        if finding.fix is not None and finding.record is None and finding.edit_ranges:
            found["suggestions"] = [
                {"range": _range(place), "text": edit.insert}
                for edit, place in zip(finding.fix.edits, finding.edit_ranges, strict=True)
            ]
        return found


def _range(place: Range) -> dict[str, Any]:
    return {
        "start": {"line": place.start.line, "column": place.start.utf8},
        "end": {"line": place.end.line, "column": place.end.utf8},
    }
