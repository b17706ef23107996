"""An example plugin: a rule about forms of address, a reader of subtitles, a reporter that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, TextIO

from polint.document import Document
from polint.finding import Draft, Finding, Fix
from polint.hookspec import hookimpl
from polint.message import Text
from polint.notification import Notification
from polint.report import Artifact, Summary
from polint.rule import Rule, right, wrong


class FormOfAddress(Rule):
    """你好 in a letter that is to say 您好."""

    id = "courtesy/form-of-address"
    severity = "warning"
    safe_fix = True
    triggers = ("你好",)
    summary = Text("你好 where 您好 is due", "该用“您好”而用了“你好”")
    what = Text("Finds 你好.", "查找“你好”。")
    why = Text("Letters to customers say 您好.", "致客户的信函应写“您好”。")
    messages = {"plain": Text("write 您好", "应写“您好”")}
    examples = (
        wrong("⟦你好⟧，来信收到。", fixed="您好，来信收到。"),
        wrong("王女士：⟦你好⟧！", fixed="王女士：您好！"),
        right("您好，来信收到。"),
        right("谢谢！"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a greeting."""
        for start in document.hits("你好"):
            yield self.draft(start, start + 2, "plain", fix=Fix.replace(start, start + 1, "您", safe=True))


class SubtitleReader:
    """SubRip subtitles: the spoken lines are the document."""

    suffixes = (".srt",)

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterator[Document | Notification]:
        """The one document of `stream`."""
        lines = stream.read().decode("utf-8").splitlines()
        yield Document("\n".join(line for line in lines if line and not line[0].isdigit()), path)


class CountReporter:
    """How many findings each rule has, nothing else."""

    def __init__(self, out: TextIO, language: str = "en") -> None:
        self._out = out

    def begin(self, rules: Sequence[Rule]) -> None:
        """Nothing."""

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """Nothing: the summary counts."""

    def notify(self, notification: Notification) -> None:
        """Nothing."""

    def end(self, summary: Summary) -> None:
        """One line a rule."""
        for rule, count in sorted(summary.rules.items()):
            self._out.write(f"{rule} {count}\n")


@hookimpl
def polint_rules() -> list[type[Rule]]:
    """The rule."""
    return [FormOfAddress]


@hookimpl
def polint_readers() -> list[SubtitleReader]:
    """The reader."""
    return [SubtitleReader()]


@hookimpl
def polint_reporters() -> dict[str, type[CountReporter]]:
    """The reporter."""
    return {"count": CountReporter}
