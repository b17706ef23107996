"""A class for Ray Data's `map_batches`: a column of findings beside the column of texts."""

from __future__ import annotations

import json
from typing import Any

from polint_plugins.adapters import Linter


class PolintBatches:
    """Adds the columns `findings` (JSON, as `--format jsonl` has it) and `found` (how many). `text` is the name of
    the column of texts; `settings` are those of `Linter`."""

    def __init__(self, *, text: str = "text", **settings: Any) -> None:
        self._text = text
        self._linter = Linter(**settings)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """The batch with its new columns."""
        import numpy

        found = list(self._linter.findings(str(text) for text in batch[self._text]))
        objects = [json.dumps(self._linter.objects(findings), ensure_ascii=False) for findings in found]
        return {
            **batch,
            "findings": numpy.array(objects, dtype=object),
            "found": numpy.array([len(findings) for findings in found], dtype=numpy.int64),
        }
