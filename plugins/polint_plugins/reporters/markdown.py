"""Reporter of Markdown: a summary with every document's verdict, for a job page or a review."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from polint.message import Text
from polint_plugins.reporters._visible import visible

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

_TITLE = Text("polint", "polint")
_HEAD = Text(
    "| verdict | document | errors | warnings | notes | what |", "| 结论 | 文档 | 错误 | 警告 | 提示 | 问题 |"
)
_CLEAN = Text("clean", "通过")
_FAULTY = Text("faulty", "有误")
_DOUBTFUL = Text("doubtful", "存疑")
_CORPUS = Text("across documents", "跨文档")
_TOTAL = Text(
    "{documents} document(s): {errors} error(s), {warnings} warning(s), {notes} note(s).",
    "共 {documents} 篇文档：错误 {errors}，警告 {warnings}，提示 {notes}。",
)
_ROOM = 3
"""Findings named in a row: a row is to be read at a glance."""


def escape(text: str) -> str:
    """Text of a document inside a table cell: no markup, no HTML, no mention of a user, no line end."""
    text = visible(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~@:])", r"\\\1", text)


class MarkdownReporter:
    """Written as a stream, a row a document."""

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._notifications: list[str] = []

    def begin(self, rules: Sequence[Rule]) -> None:
        """The title and the head of the table."""
        self._out.write(f"# {_TITLE.en}\n\n{_HEAD.render(self._language)}\n|---|---|--:|--:|--:|---|\n")

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """The row of one document."""
        if artifact is None and not findings:
            return
        counts: Counter[str] = Counter()
        for finding in findings:
            counts[finding.severity] += 1 + finding.omitted
        verdict = _FAULTY if counts["error"] else _DOUBTFUL if counts["warning"] else _CLEAN
        about = findings[0] if artifact is None else artifact
        name = escape(about.path)
        if about.record is not None:
            name += f" \\[{escape(about.record.name)}\\]"
        if artifact is None:
            name += f"<br>{_CORPUS.render(self._language)}"
        worst = sorted(findings, key=lambda f: ("error", "warning", "note").index(f.severity))[:_ROOM]
        what = "<br>".join(
            f"{finding.line}:{finding.column} {escape(finding.message.render(self._language))}"
            for finding in worst
        )
        if len(findings) > _ROOM:
            what += " …"
        self._out.write(
            f"| {verdict.render(self._language)} | {name} | {counts['error']} | {counts['warning']} "
            f"| {counts['note']} | {what} |\n"
        )

    def notify(self, notification: Notification) -> None:
        """Kept for the end: a table cannot be interrupted."""
        self._notifications.append(escape(notification.render(self._language)))

    def end(self, summary: Summary) -> None:
        """The sums and the faults of the tool."""
        total = _TOTAL.render(
            self._language,
            documents=summary.documents,
            errors=summary.findings["error"],
            warnings=summary.findings["warning"],
            notes=summary.findings["note"],
        )
        self._out.write(f"\n{total}\n")
        if self._notifications:
            self._out.write("\n" + "\n".join(f"- {text}" for text in self._notifications) + "\n")
