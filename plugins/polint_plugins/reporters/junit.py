"""Reporter of JUnit XML: a suite a document, a case a finding; a clean document is a case that passed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

# What XML 1.0 (section 2.2, Char) has no place for, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` with what XML cannot hold written as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


class JUnitReporter:
    """Written as a stream."""

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language

    def begin(self, rules: Sequence[Rule]) -> None:
        """The head."""
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="polint">\n')

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """One suite; notes do not fail."""
        if artifact is None and not findings:
            return
        failures = [finding for finding in findings if finding.severity != "note"]
        about = findings[0] if artifact is None else artifact
        document = about.path if about.record is None else f"{about.path} [{about.record.name}]"
        name = document if artifact is not None else "corpus"
        tests = max(len(findings), 1)
        self._out.write(f'<testsuite name={_attribute(name)} tests="{tests}" failures="{len(failures)}">\n')
        if not findings:
            self._out.write(f'<testcase name="polint" classname={_attribute(document)}/>\n')
        for finding in findings:
            title = f"{finding.rule} {finding.line}:{finding.column}"
            head = f"<testcase name={_attribute(title)} classname={_attribute(document)}"
            if finding.severity == "note":
                self._out.write(f"{head}><system-out>{self._body(finding)}</system-out></testcase>\n")
            else:
                message = _attribute(finding.message.render(self._language))
                self._out.write(
                    f'{head}><failure type="{finding.severity}" message={message}>'
                    f"{self._body(finding)}</failure></testcase>\n"
                )
        self._out.write("</testsuite>\n")

    def notify(self, notification: Notification) -> None:
        """A suite with one error."""
        message = _attribute(notification.render(self._language))
        self._out.write(
            f'<testsuite name="notification" tests="1" errors="1"><testcase name={_attribute(notification.kind)} '
            f"classname={_attribute(notification.path or 'polint')}><error message={message}/></testcase></testsuite>\n"
        )

    def end(self, summary: Summary) -> None:
        """The foot."""
        self._out.write("</testsuites>\n")

    def _body(self, finding: Finding) -> str:
        return escape(legal(f"{finding.path}:{finding.line}:{finding.column}\n{finding.text}"))


def _attribute(text: str) -> str:
    return quoteattr(legal(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
