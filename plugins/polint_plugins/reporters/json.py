"""Reporter of one versioned JSON object: findings, notifications, summary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from polint import __version__
from polint_plugins.reporters.jsonl import dump, finding_object

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

FORMAT_VERSION = "1.0"
"""Raised in its first part when a reader of the old one would misread the new one."""


def notification_object(notification: Notification, language: str) -> dict[str, Any]:
    """A notification for programs."""
    return {
        "kind": notification.kind,
        "level": notification.level,
        "path": notification.path,
        "message": notification.render(language),
    }


def summary_object(summary: Summary) -> dict[str, Any]:
    """What a run counted."""
    return {
        "files": summary.files,
        "documents": summary.documents,
        "characters": summary.characters,
        "documents_with_findings": summary.documents_with_findings,
        "findings": {name: summary.findings[name] for name in ("error", "warning", "note")},
        "rules": dict(sorted(summary.rules.items())),
        "documents_by_rule": dict(sorted(summary.documents_by_rule.items())),
        "rejected_by_rule": dict(sorted(summary.rejected_by_rule.items())),
        "fixable": summary.fixable,
        "suppressed": summary.suppressed,
        "baselined": summary.baselined,
        "families": list(summary.families),
    }


class JsonReporter:
    """Written as a stream: a million findings are never held."""

    clean = False

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._count = 0
        self._notifications: list[dict[str, Any]] = []

    def begin(self, rules: Sequence[Rule]) -> None:
        """The head, with the rules that run."""
        head = {
            "format": "polint",
            "version": FORMAT_VERSION,
            "polint": __version__,
            "rules": [r.id for r in rules],
        }
        self._out.write(dump(head)[:-1] + ', "findings": [')

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """The findings, a line each."""
        for finding in findings:
            self._out.write((",\n" if self._count else "\n") + dump(finding_object(finding, self._language)))
            self._count += 1

    def notify(self, notification: Notification) -> None:
        """Kept for the end: they are few."""
        self._notifications.append(notification_object(notification, self._language))

    def end(self, summary: Summary) -> None:
        """The notifications and the summary."""
        self._out.write("],\n")
        self._out.write(f'"notifications": {dump(self._notifications)},\n')
        self._out.write(f'"summary": {json.dumps(summary_object(summary))}}}\n')
