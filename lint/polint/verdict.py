"""Verdict: what is to become of a document in which something was found.

`[verdict]` in the configuration gives rules, families or severities one of four words: `keep` it as it is,
`repair` it (keep it once the rule's mends are applied, review it where they do not help), `review` it (a person must
look) or `drop` it. The gravest word among its findings is the document's. What nobody named goes by its severity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from polint.finding import Finding, Severity
from polint.named import NamedTuple

Verdict = Literal["keep", "repair", "review", "drop"]

VERDICTS: tuple[Verdict, ...] = ("keep", "repair", "review", "drop")
"""From the mildest to the gravest."""

BY_SEVERITY: Mapping[Severity, Verdict] = {"note": "keep", "warning": "review", "error": "drop"}
"""What holds where the configuration says nothing."""

REJECTED: frozenset[Verdict] = frozenset({"review", "drop"})
"""The verdicts under which a document is not kept."""


class Ground(NamedTuple):
    """A rule that decided about a document: its verdict and how often it found something, in findings."""

    rule: str
    verdict: Verdict
    findings: int


class Decision(NamedTuple):
    """What is to become of one document: the verdict and, where it is not kept, the rules that say so; for a
    document that is repaired, its text (of a record) or its bytes (of a file) after the mends."""

    verdict: Verdict = "keep"
    grounds: tuple[Ground, ...] = ()
    mended: str | bytes | None = None

    @property
    def kept(self) -> bool:
        """Whether the document goes to those that are kept."""
        return self.verdict not in REJECTED

    def joined(self, other: Decision) -> Decision:
        """What two decisions about one document come to: the graver verdict and all grounds."""
        graver = max(self.verdict, other.verdict, key=VERDICTS.index)
        grounds = sorted((*self.grounds, *other.grounds), key=lambda ground: ground.rule)
        return Decision(graver, tuple(grounds), self.mended if self.mended is not None else other.mended)

    def as_data(self) -> dict[str, Any]:
        """The decision as JSON holds it."""
        rules = [
            {"rule": ground.rule, "verdict": ground.verdict, "findings": ground.findings}
            for ground in self.grounds
        ]
        return {"verdict": self.verdict, "rules": rules}


KEEP = Decision()
"""The decision about a document in which nothing was found."""


class Verdicts:
    """The verdict of every rule. The closest name wins: the rule's id, its family, the severity, `all`."""

    def __init__(self, table: Mapping[str, Verdict] | None = None) -> None:
        self._table = dict(table or {})
        self._known: dict[tuple[str, Severity], Verdict] = {}

    def of(self, finding: Finding) -> Verdict:
        """What `finding` says of its document."""
        key = finding.rule, finding.severity
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(*key)
        return found

    def _look_up(self, rule: str, severity: Severity) -> Verdict:
        family = rule.partition("/")[0]
        for name in (rule, f"{family}/*", family, severity, "all", "*"):
            if name in self._table:
                return self._table[name]
        return BY_SEVERITY[severity]

    def rejecting(self, findings: Iterable[Finding]) -> set[str]:
        """The rules for which a document with these findings is not kept, if no mend helps it."""
        return {finding.rule for finding in findings if self.of(finding) in REJECTED}

    def decide(self, findings: Iterable[Finding], *, mended: str | bytes | None = None) -> Decision:
        """The decision about a document with these findings. One that is to be repaired and still is there, though
        mends were applied or could not be, must be reviewed."""
        counts: dict[tuple[str, Verdict], int] = {}
        for finding in findings:
            verdict = self.of(finding)
            if verdict == "repair":
                verdict = "review"
            if verdict != "keep":
                key = finding.rule, verdict
                counts[key] = counts.get(key, 0) + 1 + finding.omitted
        if not counts:
            return KEEP if mended is None else Decision("repair", (), mended)
        grounds = tuple(Ground(rule, verdict, count) for (rule, verdict), count in sorted(counts.items()))
        return Decision(max((ground.verdict for ground in grounds), key=VERDICTS.index), grounds)
