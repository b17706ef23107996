"""What several tests need: documents by hand, reporters by hand, a rule that kills, the shared data where it is."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from polint.document import Document
from polint.engine import Ruleset, check
from polint.finding import Draft, Finding
from polint.message import Text
from polint.notification import Notification
from polint.plugin import Plugins
from polint.report import Artifact, Summary
from polint.rule import Rule
from polint.run import Checker, reader_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = (ROOT / os.environ.get("POLINT_SHARED", "../shared")).resolve()

needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared measuring data is not here (POLINT_SHARED)"
)


class Deadly(Rule):
    """Finds 坏; a document with 亡 kills the process that checks it."""

    id = "quality/deadly"
    triggers = ("坏", "亡")
    messages = {"bad": Text("bad", "坏")}

    def check(self, document: Document) -> Iterator[Draft]:
        if document.hits("亡"):
            os.kill(os.getpid(), signal.SIGKILL)
        for start in document.hits("坏"):
            yield self.draft(start, start + 1, "bad")


def deadly() -> Checker:
    """What checks with that rule alone."""
    return Checker(Plugins().readers, {Deadly.id: Deadly})


def findings_of(rule: type[Rule], text: str, path: str = "a.txt", *, detailed: bool = False) -> list[Finding]:
    """What one rule says of one text."""
    result = check(Document(text, path), Ruleset([rule()], detailed=detailed))
    assert result.faults == ()
    return list(result.findings)


def report(
    name: str, documents: Sequence[Document], rules: Sequence[type[Rule]], language: str = "en"
) -> str:
    """What the reporter `name` writes of these documents."""
    out = io.StringIO()
    reporter = Plugins().reporters[name](out, language)
    ruleset = Ruleset([rule() for rule in rules], detailed=getattr(reporter, "detailed", False))
    reporter.begin(ruleset.rules)
    summary = Summary(families=tuple(sorted({rule.family for rule in ruleset.rules})))
    for document in documents:
        result = check(document, ruleset)
        summary.documents += 1
        summary.count(result.findings)
        artifact = Artifact(
            document.path, document.source, len(document.text), document.record, document.sha256
        )
        reporter.document(artifact, result.findings)
    reporter.end(summary)
    return out.getvalue()


def read(path: str, raw: bytes, settings: Mapping[str, Any] | None = None) -> list[Document | Notification]:
    """What the reader for this name makes of `raw`."""
    return list(reader_of(path, Plugins().readers).read(io.BytesIO(raw), path, settings or {}))
