"""Reporter of SARIF 2.1.0 (OASIS), as GitHub code scanning and other readers want it.

GitHub keeps 5,000 results of a run: that many are held, the worst first, and what was left out is said.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from polint import __version__
from polint.message import Text
from polint.notification import Notification
from polint_plugins.reporters.jsonl import dump

if TYPE_CHECKING:
    from polint.finding import Finding, Fix, Hidden, Range, Record
    from polint.report import Artifact, Summary
    from polint.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_GRAVITY = {"error": 2, "warning": 1, "note": 0}
MOST_RESULTS = 5_000
"""What GitHub shows of one run (docs.github.com, SARIF support for code scanning, limits)."""
MOST_EDITS = 500
"""A mend of more edits is left out: 5,000 of them would go past GitHub's 10 MB."""
_LEFT_OUT = Text(
    "{count} finding(s) left out: a SARIF run keeps the {most} worst",
    "另有 {count} 处未写入：SARIF 每次只保留最严重的 {most} 处",
)
_SUPPRESSING: dict[Hidden, str] = {"in-text": "inSource", "beside": "external"}
_RANKS = {"low": 30.0, "medium": 60.0, "high": 90.0}


def uri(path: str) -> str:
    """A relative path as a URI reference: its UTF-8 bytes, percent-encoded."""
    return quote(path, safe="/-._~", errors="surrogatepass")


class SarifReporter:
    """One run with everything a viewer can use: columns in UTF-16 units, fixes, fingerprints, help."""

    clean = False

    detailed = True
    hashes = True
    hidden = True

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._worst: list[tuple[int, float, int, str, str, Hidden]] = []
        self._count = 0
        self._states: set[Hidden] = set()
        self._rules: dict[str, int] = {}
        self._artifacts: dict[str, Artifact] = {}
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
            '"originalUriBaseIds": {"SRCROOT": {"description": {"text": "the working directory"}}},\n'
        )

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """A result a finding, as long as it is among the worst."""
        for finding in findings:
            self._count += 1
            if finding.hidden:  # never in the place of one that is reported
                self._states.add(finding.hidden)
                key = (-1, _RANKS[finding.confidence], -self._count)
            else:
                key = (_GRAVITY[finding.severity], _RANKS[finding.confidence], -self._count)
            if len(self._worst) >= MOST_RESULTS and key < self._worst[0][:3]:
                continue
            if artifact is not None:
                self._artifacts[finding.path] = artifact
            entry = (*key, finding.path, dump(self._result(finding)), finding.hidden)
            if len(self._worst) < MOST_RESULTS:
                heapq.heappush(self._worst, entry)
            else:
                heapq.heapreplace(self._worst, entry)

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
        """The results, the worst first, the artifacts and the invocation."""
        self._worst.sort(reverse=True)
        self._out.write(
            '"results": [\n' + ",\n".join(self._stated(entry[4], entry[5]) for entry in self._worst)
        )
        left_out = self._count - len(self._worst)
        if left_out:
            self.notify(
                Notification("results-left-out", _LEFT_OUT, {"count": left_out, "most": MOST_RESULTS})
            )
        invocation: dict[str, Any] = {"executionSuccessful": not self._failed}
        if self._notifications:
            invocation["toolExecutionNotifications"] = self._notifications
        paths = dict.fromkeys(entry[3] for entry in self._worst)
        artifacts = [self._artifact(path, self._artifacts.get(path)) for path in sorted(paths)]
        self._out.write(f'],\n"artifacts": {dump(artifacts)},\n"invocations": [{dump(invocation)}]}}]}}\n')

    def _stated(self, result: str, hidden: Hidden) -> str:
        """A result with its state, which is on all of them or on none (SARIF 2.1.0, 3.27.23 and 3.27.24)."""
        stated: dict[str, Any] = {}
        if self._states & _SUPPRESSING.keys():
            kind = _SUPPRESSING.get(hidden)
            stated["suppressions"] = [{"kind": kind, "status": "accepted"}] if kind else []
        if "baseline" in self._states:
            stated["baselineState"] = "unchanged" if hidden == "baseline" else "new"
        return result if not stated else f"{result[:-1]}, {dump(stated)[1:]}"

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
        if finding.fix is not None and finding.record is None and 0 < len(finding.edit_ranges) <= MOST_EDITS:
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
