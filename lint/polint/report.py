"""Reporter: what takes findings as they come and writes them in one format."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from polint.document import Source
from polint.finding import Record
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polint.finding import Finding
    from polint.notification import Notification
    from polint.rule import Rule


class Summary:
    """What a run counted."""

    __slots__ = (
        "baselined", "bytes", "characters", "documents", "documents_by_rule", "documents_with_findings", "families",
        "files", "findings", "fixable", "fixed", "notifications", "rejected_by_rule", "rules", "seconds", "suppressed",
    )  # fmt: skip

    def __init__(self, families: tuple[str, ...] = ()) -> None:
        self.families = families
        """The families that ran."""
        self.documents = 0
        self.files = 0
        self.characters = 0
        self.bytes = 0
        self.findings: Counter[str] = Counter()
        """By severity, omitted ones included."""
        self.rules: Counter[str] = Counter()
        """By rule, omitted ones included."""
        self.documents_by_rule: Counter[str] = Counter()
        self.rejected_by_rule: Counter[str] = Counter()
        """Documents that each rule says are to be dropped or reviewed, by `[verdict]`."""
        self.documents_with_findings = 0
        self.fixable = 0
        self.suppressed = 0
        self.baselined = 0
        self.fixed = 0
        """Findings that were mended in this run."""
        self.notifications = 0
        self.seconds = 0.0
        """Wall-clock time of the run; 0 where output must not depend on it."""

    def count(
        self, findings: Sequence[Finding], rejecting: Iterable[str] = (), *, more: bool = False
    ) -> None:
        """Count the findings of one document; `rejecting` are the rules for which it is not kept, `more` says that
        others of it have been counted."""
        if not findings:
            return
        self.documents_with_findings += not more
        for finding in findings:
            self.findings[finding.severity] += 1 + finding.omitted
            self.rules[finding.rule] += 1 + finding.omitted
            self.fixable += finding.fix is not None
        # One by one: `update` takes ten times as long for the one rule that most of them are of.
        for rule in {finding.rule for finding in findings}:
            self.documents_by_rule[rule] += 1
        for rule in rejecting:
            self.rejected_by_rule[rule] += 1


class Artifact(NamedTuple):
    """What reporters are told of each document before its findings: place, size, how it was read.

    `source.raw` is None: it does not leave the process that read it. `sha256` (of the source bytes; of the
    text's UTF-8 for a record) is there for the reporters that ask for it.
    """

    path: str
    source: Source
    characters: int
    record: Record | None = None
    sha256: str | None = None


ORDINARY = Source()
"""How most texts are read: UTF-8 without a BOM, nothing damaged."""


class Clean(NamedTuple):
    """A document in which nothing was found: what `Checked` says of it, in few words; to the corpus, its entry."""

    path: str
    characters: int
    head: bytes | None
    digests: tuple[bytes | None, ...]
    record: int = -1
    id: str | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """None."""
        return ()

    @property
    def artifact(self) -> Artifact:
        """What reporters are told of it."""
        record = None if self.record < 0 else Record(self.record, self.id)
        return Artifact(self.path, ORDINARY, self.characters, record)


class Reporter(Protocol):
    """Called in this order: `begin`, then `document` for each document and `notify` at any time, `end`.

    A reporter (the object that its factory makes) may say what it needs of every finding: `detailed = True`
    for the ranges of the edits and GitHub's line hash (see Finding; Ruleset takes the same word), `hashes =
    True` for the hashes of the documents. `clean = False` says that it has no use for documents without findings. `people = True` says that it writes for people: it speaks the
    user's language and keeps the terminal's encoding, where the others speak English in UTF-8.
    """

    def begin(self, rules: Sequence[Rule]) -> None:
        """The rules that will run."""

    def document(self, artifact: Artifact | None, findings: Sequence[Finding]) -> None:
        """The findings of one document, in order; `artifact` is None for the block of the corpus rules."""

    def notify(self, notification: Notification) -> None:
        """A fault of the tool."""

    def end(self, summary: Summary) -> None:
        """The run is over."""
