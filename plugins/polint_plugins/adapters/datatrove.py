"""A step of a datatrove pipeline: documents go on with what polint says of them, or only those that are sound."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from polint_plugins.adapters import Linter, fails

if TYPE_CHECKING:
    from polint.finding import Severity

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:  # it is duck-typed: what runs a pipeline calls it

    class PipelineStep:  # type: ignore[no-redef]
        """Stands in where datatrove is not."""


AHEAD = 256
"""Documents that are read ahead, to be scanned together."""


class PolintStep(PipelineStep):  # type: ignore[misc]
    """Puts the findings into `document.metadata[key]`; with `drop`, documents with a finding of `fail_on` or graver
    do not go on. `settings` are those of `Linter`."""

    name = "polint"
    type = "🔎 - LINT"

    def __init__(
        self, *, drop: bool = False, fail_on: Severity = "error", key: str = "polint", **settings: Any
    ) -> None:
        super().__init__()
        self.linter = Linter(**settings)
        self.drop = drop
        self.fail_on: Severity = fail_on
        self.key = key

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents of `data` (anything with `text` and `metadata`), in order."""
        source = iter(data)
        while batch := list(itertools.islice(source, AHEAD)):
            found = self.linter.findings(
                (document.text for document in batch), [document.metadata or {} for document in batch]
            )
            for document, findings in zip(batch, found, strict=True):
                if self.drop and fails(findings, self.fail_on):
                    continue
                document.metadata[self.key] = self.linter.objects(findings)
                yield document

    __call__ = run
