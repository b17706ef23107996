"""What is said of clean text is true: laws, technical books, speech and other languages, of which each warning was read."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from helpers import SHARED, needs_shared

FAULTS = {
    # 罚款 of lO万元; two laws in half-width punctuation; a lonely full-width digit; no chapter 5
    "hans-laws": {
        ("009.txt", "script/homoglyph", 6148),
        ("010.txt", "script/width", 0),
        ("044.txt", "script/compatibility-form", 85),
        ("050.txt", "numbering/skipped", 4094),
        ("076.txt", "script/width", 0),
    },
    "hans-tech": set(),
    # question marks of both widths; a comma twice; 搏 for 博
    "hant-hk": {
        ("FC-001_v2.txt", "script/width", 0),
        ("FC-005a_v2.txt", "punctuation/repeated", 2984),
        ("FC-055_v2.txt", "typo/common-error", 2708),
    },
    # 并 for 並; a character of one font; 馳 for 弛; a colon before an enumeration comma
    "hant-tw-laws": {
        ("D0020044.txt", "script/conversion-error", 1496),
        ("F0130001.txt", "script/invisible", 1005),
        ("K0080010.txt", "typo/common-error", 5577),
        ("R0040014.txt", "punctuation/repeated", 412),
    },
    # a comma before a full stop
    "hant-tw-tech": {("src_ch16-03-shared-state.md.txt", "punctuation/repeated", 4175)},
    "ja": set(),
    "ko": set(),
}
"""By the folder the path, the rule and the start of each fault that the texts really have."""


@needs_shared
@pytest.mark.parametrize("folder", sorted(FAULTS))
def test_warnings_about_clean_text_are_its_real_faults(folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "polint", "check", "--isolated", "--no-cache", "--format", "jsonl", "."],
        cwd=SHARED / "data" / "clean" / folder,
        capture_output=True,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    found = [json.loads(line) for line in done.stdout.splitlines()]
    told = {(one["path"], one["rule"], one["start"]) for one in found if one["severity"] != "note"}
    assert told == FAULTS[folder]
