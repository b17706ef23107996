"""Reporter of SARIF 2.1.0 (OASIS), as GitHub code scanning and other readers want it.

Written as a stream: the rules come first, results as they are found, artifacts and notifications last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from polint import __version__
from polint_plugins.reporters.jsonl import dump

if TYPE_CHECKING:
    from polint.finding import Finding, Fix, Range, Record
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_RANKS = {"low": 30.0, "medium": 60.0, "high": 90.0}


def uri(path: str) -> str:
    """A relative path as a URI reference: its UTF-8 bytes, percent-encoded."""
    return quote(path, safe="/-._~", errors="surrogatepass")


class SarifReporter:
    """One run with everything a viewer can use: columns in UTF-16 units, fixes, fingerprints, help."""

    detailed = True
    hashes = True

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._results = 0
        self._rules: dict[str, int] = {}
        self._artifacts: dict[str, Artifact | None] = {}
        self._notifications: list[dict[str, Any]] = []
        self._failed = False

    def begin(self, rules: Sequence[Rule]) -> None:
        """The tool and its rules."""
        self._rules = {rule.id: index for index, rule in enumerate(rules)}
        driver = {
            "name": "polint",
            "semanticVersion": __version__,
            "version": __version__,
            "informationUri": "https://pypi.org/project/polint-text/",
            "language": self._language,
            "rules": [self._rule(rule) for rule in rules],
        }
        self._out.write(
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {dump(driver)}}},\n'
        )
        # Lines end at CR too (design of Document), and that must be said; UTF-16 is what viewers count in.
        self._out.write(
            '"columnKind": "utf16CodeUnits", "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
            '"originalUriBaseIds": {"SRCROOT": {"description": {"text": "the working directory"}}},\n"results": ['
        )

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """A result a finding."""
        for finding in findings:
            if artifact is not None and self._artifacts.get(finding.path) is None:
                self._artifacts[finding.path] = artifact
            self._artifacts.setdefault(finding.path, None)
            self._out.write((",\n" if self._results else "\n") + dump(self._result(finding)))
            self._results += 1

    def notify(self, notification: Notification) -> None:
        """Faults of the tool: they belong to the invocation, not to the results."""
        found: dict[str, Any] = {
            "level": notification.level,
            "message": {"text": notification.render(self._language)},
            "descriptor": {"id": notification.kind},
        }
        if notification.path is not None:
            found["locations"] = [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri(notification.path), "uriBaseId": "SRCROOT"}
                    }
                }
            ]
        self._failed |= notification.fails
        self._notifications.append(found)

    def end(self, summary: Summary) -> None:
        """The artifacts and the invocation."""
        invocation: dict[str, Any] = {"executionSuccessful": not self._failed}
        if self._notifications:
            invocation["toolExecutionNotifications"] = self._notifications
        artifacts = [self._artifact(path, artifact) for path, artifact in self._artifacts.items()]
        self._out.write(f'],\n"artifacts": {dump(artifacts)},\n"invocations": [{dump(invocation)}]}}]}}\n')

    def _rule(self, rule: Rule) -> dict[str, Any]:
        say = self._language
        return {
            "id": rule.id,
            "name": "".join(word.title() for word in rule.id.replace("/", "-").split("-")),
            "shortDescription": {"text": rule.summary.render(say)},
            "fullDescription": {"text": rule.what.render(say)},
            "help": {"text": _help(rule, say, markdown=False), "markdown": _help(rule, say, markdown=True)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity], "rank": _RANKS[rule.confidence]},
            "properties": {
                "tags": ["chinese", rule.family],
                "profile": rule.profile,
                "precision": _precision(rule),
            },
        }

    def _result(self, finding: Finding) -> dict[str, Any]:
        text = finding.message.render(self._language)
        if finding.omitted:
            text += f" (+{finding.omitted})"
        found: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules.get(finding.rule, -1),
            "level": _LEVELS[finding.severity],
            "rank": _RANKS[finding.confidence],
            "message": {"text": text},
            "locations": [self._location(finding.path, finding.record, finding.range, snippet=finding.text)],
            "partialFingerprints": {
                "polint/v1": finding.fingerprint,
                "primaryLocationLineHash": finding.line_hash,
            },
            "properties": {"start": finding.start, "end": finding.end},
        }
        if finding.related:
            found["relatedLocations"] = [
                {
                    "id": index,
                    "message": {"text": related.message.render(self._language)},
                    **self._location(
                        related.path if related.path is not None else finding.path,
                        related.record if related.path is not None else finding.record,
                        related.range,
                    ),
                }
                for index, related in enumerate(finding.related)
            ]
        # Records are not fixed in place, and their offsets are not the file's.
        if finding.fix is not None and finding.record is None and finding.edit_ranges:
            found["fixes"] = [self._fix(finding, finding.fix)]
        return found

    def _location(
        self, path: str, record: Record | None, place: Range | None, *, snippet: str | None = None
    ) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(path), "uriBaseId": "SRCROOT"}}
        location: dict[str, Any] = {"physicalLocation": physical}
        if record is not None:
            physical["region"] = {"startLine": record.index + 1}
            name = record.id if record.id is not None else str(record.index)
            logical: dict[str, Any] = {"name": name, "kind": "record"}
            location["logicalLocations"] = [logical]
            if place is not None:
                logical["fullyQualifiedName"] = f"{name}:{place.start.line}:{place.start.column}"
        elif place is not None:
            physical["region"] = region(place)
            if snippet:
                physical["region"]["snippet"] = {"text": snippet}
        return location

    def _fix(self, finding: Finding, fix: Fix) -> dict[str, Any]:
        replacements = [
            {"deletedRegion": region(place), "insertedContent": {"text": edit.insert}}
            for edit, place in zip(fix.edits, finding.edit_ranges, strict=True)
        ]
        return {
            "description": {"text": finding.message.render(self._language)},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": uri(finding.path), "uriBaseId": "SRCROOT"},
                    "replacements": replacements,
                }
            ],
        }

    def _artifact(self, path: str, artifact: Artifact | None) -> dict[str, Any]:
        found: dict[str, Any] = {"location": {"uri": uri(path), "uriBaseId": "SRCROOT"}}
        if artifact is not None:
            found["encoding"] = artifact.source.encoding
            if artifact.sha256 is not None and artifact.record is None:
                found["hashes"] = {"sha-256": artifact.sha256}
        return found


def region(place: Range) -> dict[str, Any]:
    """A range in SARIF's coordinates: 1-based lines and UTF-16 columns, the end exclusive."""
    return {
        "startLine": place.start.line,
        "startColumn": place.start.utf16,
        "endLine": place.end.line,
        "endColumn": place.end.utf16,
    }


def _precision(rule: Rule) -> str:
    return {"low": "medium", "medium": "high", "high": "very-high"}[rule.confidence]


def _help(rule: Rule, language: str, *, markdown: bool) -> str:
    from polint.explanation import explain

    text = explain(rule, language)
    return text if markdown else text.replace("`", "").replace("#", "").strip()
