"""A function for the `map` and `filter` of Hugging Face datasets, with `batched=True`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polint_plugins.adapters import Linter, fails

if TYPE_CHECKING:
    from polint.finding import Severity


class PolintExamples:
    """`dataset.map(PolintExamples(), batched=True)` adds the columns `findings` (JSON) and `found`;
    `dataset.filter(PolintExamples().sound, batched=True)` keeps the sound ones. It can be hashed and pickled, so that
    datasets caches what it made."""

    def __init__(self, *, text: str = "text", fail_on: Severity = "error", **settings: Any) -> None:
        self._text = text
        self._fail_on: Severity = fail_on
        self._linter = Linter(**settings)

    def __call__(self, examples: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        """The new columns of a batch."""
        found = list(self._linter.findings(examples[self._text]))
        objects = [json.dumps(self._linter.objects(findings), ensure_ascii=False) for findings in found]
        return {"findings": objects, "found": [len(findings) for findings in found]}

    def sound(self, examples: Mapping[str, Sequence[Any]]) -> list[bool]:
        """Whether each example of a batch has no finding of `fail_on` or graver."""
        return [
            not fails(findings, self._fail_on) for findings in self._linter.findings(examples[self._text])
        ]
