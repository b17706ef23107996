"""Adapters: polint as a step of somebody else's pipeline, each a thin one over `Linter`.

    datatrove:       executor pipeline = [reader, PolintStep(profile="corpus", drop=True), writer]
    Ray Data:        dataset.map_batches(PolintBatches, fn_constructor_kwargs={"profile": "corpus"}, concurrency=8)
    Hugging Face:    dataset.map(PolintExamples(profile="corpus"), batched=True)

They judge each document by itself; what ties documents to one another is found by `polint check` and the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polint.config import Config
from polint.document import Document
from polint.engine import check_batch
from polint.finding import SEVERITIES, Finding, Severity
from polint.mask import Mask, private_spans
from polint.plugin import Plugins
from polint_plugins.reporters.jsonl import finding_object

if TYPE_CHECKING:
    from polint.engine import Ruleset

BATCH = 200_000
"""Code points that go through the shared passes together."""


class Linter:
    """What checks texts with one configuration: `settings` are those of a configuration file (`profile`, `select`,
    `ignore`, `language` …). It can be sent to other processes; rules are loaded where it is used."""

    def __init__(self, language: str = "en", **settings: Any) -> None:
        """`language` is that of the messages; that of the texts is `settings["language"]`, given as `written`."""
        if "written" in settings:
            settings["language"] = settings.pop("written")
        for name in ("select", "extend_select", "ignore"):
            if isinstance(settings.get(name), str):
                settings[name] = (settings[name],)
        self._speak = language
        self._settings = {name: tuple(v) if isinstance(v, list) else v for name, v in settings.items()}
        self._made: tuple[Ruleset, frozenset[str]] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_made": None}

    def _ready(self) -> tuple[Ruleset, frozenset[str]]:
        if self._made is None:
            rules = Plugins().rules
            ruleset = Config().overlaid(self._settings).ruleset(rules.values())
            self._made = ruleset, frozenset(rule.id for rule in rules.values() if rule.private)
        return self._made

    def findings(
        self, texts: Iterable[str], metadata: Iterable[Mapping[str, Any]] | None = None
    ) -> Iterator[list[Finding]]:
        """The findings in each text, what is private in them covered."""
        batch: list[Document] = []
        size = 0
        others = iter(metadata) if metadata is not None else None
        for text in texts:
            batch.append(Document(text, metadata={} if others is None else next(others)))
            size += len(text)
            if size >= BATCH:
                yield from self._checked(batch)
                batch, size = [], 0
        yield from self._checked(batch)

    def _checked(self, batch: Sequence[Document]) -> Iterator[list[Finding]]:
        if not batch:
            return
        ruleset, private = self._ready()
        for document, result in zip(batch, check_batch(batch, ruleset), strict=True):
            spans = private_spans(document, result.findings, private.__contains__)
            mask = Mask(spans)
            yield [mask.apply(finding) for finding in result.findings] if spans else list(result.findings)

    def objects(self, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        """Findings as `--format jsonl` writes them, without path and record: the document is at hand."""
        found = [finding_object(finding, self._speak) for finding in findings]
        for one in found:
            del one["path"], one["record"]
            for related in one["related"]:
                del related["path"], related["record"]
        return found


def fails(findings: Iterable[Finding], fail_on: Severity) -> bool:
    """Whether any of them is at least as grave as `fail_on`."""
    limit = SEVERITIES.index(fail_on)
    return any(SEVERITIES.index(finding.severity) >= limit for finding in findings)
