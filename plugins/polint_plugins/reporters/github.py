"""Reporter of GitHub workflow commands: annotations on the lines of a pull request.

GitHub shows ten annotations of each level a step and drops the rest in silence, so the worst are chosen here
and the rest are counted.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from polint.message import Text
from polint_plugins.reporters._visible import visible

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

MOST = 10
"""Annotations of one level that GitHub shows for one step."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_CONFIDENCE = {"low": 0, "medium": 1, "high": 2}
_LEFT_OUT = Text("{count} more not annotated", "另有 {count} 处未标注")


def escape_data(text: str) -> str:
    """A message as a workflow command takes it: nothing in it can start another command, nor act on the log, which
    people read."""
    return _escaped(visible(text))


def escape_property(text: str) -> str:
    """A property's value as a workflow command takes it: as it is, since a path must be that of the file."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


class GitHubReporter:
    """The ten worst findings of each level, in the order of the run."""

    clean = False

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._kept: dict[str, list[tuple[int, int, str]]] = {name: [] for name in _COMMANDS}
        self._count = 0

    def begin(self, rules: Sequence[Rule]) -> None:
        """Nothing: commands have no head."""

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """Keep the surest of each level."""
        for finding in findings:
            self._count += 1
            kept = self._kept[finding.severity]
            key = (_CONFIDENCE[finding.confidence], -self._count)
            if len(kept) < MOST:
                heapq.heappush(kept, (*key, self._command(finding)))
            elif key > kept[0][:2]:
                heapq.heapreplace(kept, (*key, self._command(finding)))

    def notify(self, notification: Notification) -> None:
        """Faults of the tool are annotations too: they explain a failed step."""
        command = _COMMANDS[notification.level]
        place = f" file={escape_property(notification.path)}" if notification.path is not None else ""
        self._out.write(f"::{command}{place}::{escape_data(notification.render(self._language))}\n")

    def end(self, summary: Summary) -> None:
        """The annotations, and how many there was no room for."""
        for name in _COMMANDS:
            for *_, command in sorted(self._kept[name], key=lambda entry: -entry[1]):
                self._out.write(command + "\n")
        shown = sum(map(len, self._kept.values()))
        total = sum(summary.findings.values())
        if total > shown:
            self._out.write(_LEFT_OUT.render(self._language, count=total - shown) + "\n")

    def _command(self, finding: Finding) -> str:
        if finding.record is not None:  # a record is one line of its file
            place = f"line={finding.record.index + 1}"
            text = f"[{finding.record.name} {finding.line}:{finding.column}] {finding.message.render(self._language)}"
        else:
            place = f"line={finding.line},endLine={finding.end_line}"
            if finding.line == finding.end_line:  # GitHub ignores columns across lines
                place += f",col={finding.range.start.utf16},endColumn={finding.range.end.utf16}"
            text = finding.message.render(self._language)
        return (
            f"::{_COMMANDS[finding.severity]} file={escape_property(finding.path)},{place},"
            f"title={escape_property('polint ' + finding.rule)}::{escape_data(text)}"
        )
