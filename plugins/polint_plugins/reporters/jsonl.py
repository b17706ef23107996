"""Reporter of JSON Lines: one finding, one line, keys in the order of the contract."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from polint.finding import Finding, Fix, Record
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule


def record_object(record: Record | None) -> dict[str, Any] | None:
    """A record as the contract writes it."""
    return None if record is None else {"index": record.index, "id": record.id}


def fix_object(fix: Fix | None) -> dict[str, Any] | None:
    """A mend as the contract writes it."""
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "insert": edit.insert} for edit in fix.edits]
    found: dict[str, Any] = {"safe": fix.safe, "edits": edits}
    if fix.encode is not None:
        found["encode"] = fix.encode
    return found


def finding_object(finding: Finding, language: str) -> dict[str, Any]:
    """A finding as the contract writes it, keys in its order."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "path": finding.path,
        "record": record_object(finding.record),
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message.render(language),
        "text": finding.text,
        "fix": fix_object(finding.fix),
        "related": [
            {
                "path": related.path if related.path is not None else finding.path,
                "record": record_object(related.record if related.path is not None else finding.record),
                "start": related.start,
                "end": related.end,
                "message": related.message.render(language),
            }
            for related in finding.related
        ],
        "fingerprint": finding.fingerprint,
        "omitted": finding.omitted,
    }


_MANY = 100
"""Edits of a mend from which on they are not written one by one: a text of half-width marks has 100,000."""


def line(finding: Finding, language: str) -> str:
    """What `dump` says of `finding_object`, in a fifth of its time: of every finding of a corpus one is written."""
    quoted = _quoting()
    record = _record(finding.record, quoted)
    path = quoted(finding.path)
    related = ", ".join(
        [
            f'{{"path": {path if one.path is None else quoted(one.path)}, '
            f'"record": {record if one.path is None else _record(one.record, quoted)}, '
            f'"start": {one.start}, "end": {one.end}, "message": {quoted(one.message.render(language))}}}'
            for one in finding.related
        ]
    )
    return _sound(
        f'{{"rule": {quoted(finding.rule)}, "severity": {quoted(finding.severity)}, "confidence": {quoted(finding.confidence)}, '
        f'"path": {path}, "record": {record}, "start": {finding.start}, "end": {finding.end}, "line": {finding.line}, '
        f'"column": {finding.column}, "end_line": {finding.end_line}, "end_column": {finding.end_column}, '
        f'"message": {quoted(finding.message.render(language))}, "text": {quoted(finding.text)}, '
        f'"fix": {_fix(finding.fix, quoted)}, "related": [{related}], "fingerprint": "{finding.fingerprint}", '
        f'"omitted": {finding.omitted}}}'
    )


@cache
def _quoting() -> Callable[[str], str]:
    """What puts a string into JSON as it is: that of C by itself, since all of json takes as long to import as a thousand
    findings to write; a run that finds nothing writes nothing."""
    try:
        from _json import encode_basestring

        found: Callable[[str], str] = encode_basestring
    except ImportError:
        from json.encoder import encode_basestring as found
    return found


def _record(record: Record | None, quoted: Callable[[str], str]) -> str:
    if record is None:
        return "null"
    return f'{{"index": {record.index}, "id": {"null" if record.id is None else quoted(record.id)}}}'


def _fix(fix: Fix | None, quoted: Callable[[str], str]) -> str:
    if fix is None:
        return "null"
    if len(fix.edits) < _MANY:
        edits = ", ".join(
            [
                f'{{"start": {start}, "end": {end}, "insert": {quoted(insert)}}}'
                for start, end, insert in fix.edits
            ]
        )
    else:
        from polint_plugins.reporters._edits import written  # few texts need as many

        # What is written there is bytes, which hold no lone surrogate.
        edits = written(fix.edits, lambda insert: _sound(quoted(insert)))
    encode = "" if fix.encode is None else f', "encode": {quoted(fix.encode)}'
    return f'{{"safe": {"true" if fix.safe else "false"}, "edits": [{edits}]{encode}}}'


class JsonLinesReporter:
    """Findings as they come; notifications and the summary have no place in this format."""

    clean = False

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language

    def begin(self, rules: Sequence[Rule]) -> None:
        """Nothing: the format has no head."""

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """A line a finding."""
        for finding in findings:
            self._out.write(line(finding, self._language) + "\n")

    def notify(self, notification: Notification) -> None:
        """Nothing: notifications go to standard error."""

    def end(self, summary: Summary) -> None:
        """Nothing: the format has no foot."""


def dump(value: object) -> str:
    """`value` as JSON in UTF-8; a lone surrogate, which only a JSON record can bring in, as its escape."""
    import json  # a run that finds nothing writes nothing

    return _sound(json.dumps(value, ensure_ascii=False))


def _sound(written: str) -> str:
    """JSON that can be encoded: a lone surrogate, which stands in a string, as its escape."""
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in written)
    return written
