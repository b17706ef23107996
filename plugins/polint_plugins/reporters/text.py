"""Reporter for people: each finding with the line it stands on, the span underlined.

Plain text; `TerminalReporter` paints the same lines with rich.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TextIO

from polint.message import Text
from polint_plugins.reporters._visible import cut, cut_left, visible, width

if TYPE_CHECKING:
    from rich.theme import Theme

    from polint.finding import Finding
    from polint.notification import Notification
    from polint.report import Artifact, Summary
    from polint.rule import Rule

Style = Literal["", "path", "error", "warning", "note", "rule", "mark", "faint", "good"]
Piece = tuple[str, Style]

_SEVERITY = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "note": Text("note", "提示"),
}
_FIXABLE = Text("fixable", "可修复")
_FIXABLE_UNSAFE = Text("fixable, look first", "可修复，请先核对")
_OMITTED = Text("and {count} more of this rule in this document", "本文档中此规则另有 {count} 处")
_CLEAN = Text("Nothing found in {documents} document(s).", "{documents} 篇文档未发现问题。")
_RAN = Text("Checked: {families}.", "已检查：{families}。")
_FOUND = Text(
    "{total} finding(s) ({errors} error(s), {warnings} warning(s), {notes} note(s)) "
    "in {dirty} of {documents} document(s).",
    "{documents} 篇文档中有 {dirty} 篇存在问题，共 {total} 处（错误 {errors}，警告 {warnings}，提示 {notes}）。",
)
_FIX_HINT = Text("{count} can be mended: polint fix", "其中 {count} 处可以修复：polint fix")
_HIDDEN = Text(
    "Not shown: {suppressed} suppressed, {baselined} in the baseline.",
    "未显示：已抑制 {suppressed} 处，基线内 {baselined} 处。",
)


class TextReporter:
    """Findings as text, without colour."""

    clean = False

    people = True
    columns = 100

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out
        self._language = language
        self._path: str | None = None

    def begin(self, rules: Sequence[Rule]) -> None:
        """Nothing: the first line is the first finding."""

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """The findings under the name of their file."""
        for finding in findings:
            if finding.path != self._path:
                if self._path is not None:
                    self._write([])
                self._write([(visible(finding.path), "path")])
                self._path = finding.path
            for line in self._finding(finding):
                self._write(line)

    def notify(self, notification: Notification) -> None:
        """Nothing: the command line writes notifications to standard error as they come."""

    def end(self, summary: Summary) -> None:
        """What was found and, where nothing was, what was looked at."""
        say = self._say
        if self._path is not None:
            self._write([])
        total = sum(summary.findings.values())
        if total:
            self._write(
                [
                    (
                        say(
                            _FOUND,
                            total=total,
                            errors=summary.findings["error"],
                            warnings=summary.findings["warning"],
                            notes=summary.findings["note"],
                            dirty=summary.documents_with_findings,
                            documents=summary.documents,
                        ),
                        "error" if summary.findings["error"] else "warning",
                    )
                ]
            )
            if summary.fixable:
                self._write([(say(_FIX_HINT, count=summary.fixable), "")])
        else:
            self._write([(say(_CLEAN, documents=summary.documents), "good")])
            if summary.families:
                self._write([(say(_RAN, families=", ".join(summary.families)), "faint")])
        if summary.suppressed or summary.baselined:
            self._write([(say(_HIDDEN, suppressed=summary.suppressed, baselined=summary.baselined), "faint")])

    def _say(self, text: Text, **arguments: object) -> str:
        return text.render(self._language, **arguments)

    def _finding(self, finding: Finding) -> Iterator[list[Piece]]:
        place = f"{finding.line}:{finding.column}"
        if finding.record is not None:
            place = f"[{visible(finding.record.name)}] {place}"
        head: list[Piece] = [
            (f"  {place}  ", "faint"),
            (self._say(_SEVERITY[finding.severity]), finding.severity),
            (f"  {finding.rule}", "rule"),
        ]
        if finding.fix is not None:
            head.append((f"  [{self._say(_FIXABLE if finding.fix.safe else _FIXABLE_UNSAFE)}]", "good"))
        yield head
        yield [("    " + visible(finding.message.render(self._language)), "")]
        yield from self._excerpt(finding)
        for related in finding.related[:8]:
            where = ""
            if related.path is not None:
                number = "" if related.record is None else f"#{related.record.index}"
                where = f"{visible(related.path)}{number} "
            if related.range is not None:
                where += f"{related.range.start.line}:{related.range.start.column} "
            yield [
                ("    → ", "faint"),
                (where, "faint"),
                (visible(related.message.render(self._language)), ""),
            ]
        if finding.omitted:
            yield [("    " + self._say(_OMITTED, count=finding.omitted), "faint")]

    def _excerpt(self, finding: Finding) -> Iterator[list[Piece]]:
        """The line around the span, and marks below it; whole-document spans need no excerpt."""
        if not finding.excerpt or finding.end - finding.start > 400:
            return
        left = finding.column - finding.excerpt_start
        size = finding.end - finding.start
        over = left + size > len(finding.excerpt)
        before = visible(finding.excerpt[:left])
        inside = visible(finding.excerpt[left : left + size]) + ("⏎" if over and "\n" in finding.text else "")
        after = visible(finding.excerpt[left + size :])
        room = max(self.columns - 6, 30)
        inside = cut(inside, max(room - 12, 12))
        rest = room - width(inside)
        before = cut_left(before, max(rest - min(width(after), rest // 2), 4))
        after = cut(after, max(rest - width(before), 1)) if after else ""
        yield [("    │ ", "faint"), (before, ""), (inside, "mark"), (after, "")]
        yield [("    │ " + " " * width(before), "faint"), ("^" * max(width(inside), 1), finding.severity)]

    def _write(self, pieces: Sequence[Piece]) -> None:
        self._out.write("".join(text for text, _ in pieces).rstrip() + "\n")


class TerminalReporter(TextReporter):
    """The same on a terminal, in colour and as wide as it is."""

    def __init__(self, out: TextIO, language: str = "en") -> None:
        super().__init__(out, language)
        from rich.console import Console

        self._console = Console(file=out, highlight=False, markup=False, emoji=False, theme=self.theme())
        import shutil

        self.columns = shutil.get_terminal_size((100, 40)).columns

    @staticmethod
    def theme() -> Theme:
        """What each style looks like."""
        from rich.theme import Theme

        return Theme(
            {
                "path": "bold underline",
                "error": "bold red",
                "warning": "bold yellow",
                "note": "bold blue",
                "rule": "cyan",
                "mark": "bold magenta",
                "faint": "dim",
                "good": "green",
            }
        )

    def _write(self, pieces: Sequence[Piece]) -> None:
        from rich.text import Text as RichText

        line = RichText(no_wrap=False, overflow="fold")
        for text, style in pieces:
            line.append(text, style or None)
        self._console.print(line, soft_wrap=True)


def text_reporter(out: TextIO, language: str = "en") -> TextReporter:
    """The reporter for people that fits `out`: colours only on a terminal, and not where NO_COLOR asks for none."""
    import os

    if out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        return TerminalReporter(out, language)
    return TextReporter(out, language)
