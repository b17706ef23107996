"""The documents in seeds/, which the README's first command lints: every planted defect is found, nothing else."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT

from polint.config import Config
from polint.engine import check
from polint.finding import Finding
from polint.plugin import Plugins
from polint_plugins.readers.text import TextReader

SEEDS = ROOT / "seeds"
EXPECTED: dict[str, list[dict[str, Any]]] = defaultdict(list)
for row in json.loads((SEEDS / "expected.json").read_text(encoding="utf-8")):
    EXPECTED[row["path"]].append(row)
DOCUMENTS = sorted(file.name for file in SEEDS.iterdir() if file.suffix in (".txt", ".md"))
SLACK = 2  # code points by which a span may miss the planted one


@pytest.mark.parametrize("name", DOCUMENTS)
def test_seed(name: str) -> None:
    path = SEEDS / name
    (document,) = TextReader().read(io.BytesIO(path.read_bytes()), name, {})
    result = check(document, Config().ruleset(Plugins().rules.values()))
    assert result.faults == ()
    loud = [finding for finding in result.findings if finding.severity != "note"]
    missed = [row for row in EXPECTED[name] if not any(_meets(finding, row) for finding in loud)]
    extra = [finding for finding in loud if not any(_touches(finding, row) for row in EXPECTED[name])]
    assert [(row["rule"], row["text"]) for row in missed] == []
    assert [(finding.rule, finding.text) for finding in extra] == []


def test_there_are_a_dozen_of_several_kinds() -> None:
    assert len(DOCUMENTS) >= 12
    encodings = {_encoding(SEEDS / name) for name in DOCUMENTS}
    assert {"utf-8", "other"} <= encodings


def _encoding(path: Path) -> str:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _meets(finding: Finding, row: dict[str, Any]) -> bool:
    return finding.rule in row["rule"] and _touches(finding, row)


def _touches(finding: Finding, row: dict[str, Any]) -> bool:
    start: int = row["start"]
    end: int = row["end"]
    if end - start > 400:  # about the whole document: only its own rule touches it
        return finding.rule in row["rule"]
    return finding.start <= end + SLACK and finding.end >= start - SLACK
