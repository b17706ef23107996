"""Reporter of GitLab's Code Quality report: one JSON array, written as a stream."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from polint_plugins.reporters.jsonl import dump

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


class GitLabReporter:
    """Every finding with a fingerprint that no other one in the report has."""

    clean = False

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._count = 0

    def begin(self, rules: Sequence[Rule]) -> None:
        """The start of the array."""
        self._out.write("[")

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """An issue a finding."""
        for finding in findings:
            self._out.write((",\n" if self._count else "\n") + dump(self._issue(finding)))
            self._count += 1

    def notify(self, notification: Notification) -> None:
        """Nothing: the format has no place for faults of the tool; they go to standard error."""

    def end(self, summary: Summary) -> None:
        """The end of the array."""
        self._out.write("]\n")

    def _issue(self, finding: Finding) -> dict[str, Any]:
        record = finding.record
        # Our fingerprint is the same in two copies of a file; GitLab wants one issue, one fingerprint.
        where = "\0".join(
            (finding.path, str(record.index) if record is not None else "", finding.fingerprint)
        )
        line, end = (
            (finding.line, finding.end_line) if record is None else (record.index + 1, record.index + 1)
        )
        return {
            "type": "issue",
            "check_name": finding.rule,
            "description": finding.message.render(self._language),
            "categories": ["Style"],
            "severity": _SEVERITIES[finding.severity],
            "fingerprint": hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest(),
            "location": {"path": finding.path, "lines": {"begin": line, "end": end}},
        }
