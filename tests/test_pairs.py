"""Pairs of marks: which texts and lines have one that no other answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document
from polint.engine import Ruleset, check
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.punctuation._balance import open_lines, suspicious
from polint_rules.punctuation.unbalanced import Unbalanced

TEXT = st.text(alphabet='字“”‘’（）()《》"\n\x8c，a', max_size=40)
PAIRS = ("“”", "‘’", "（）", "《》")


def answered(text: str) -> str:
    """What is left of the marks of `text` when those are taken out that answer each other."""
    left = "".join(char for char in text.replace("(", "（").replace(")", "）") if char in "".join(PAIRS))
    while any(pair in left for pair in PAIRS):
        for pair in PAIRS:
            left = left.replace(pair, "")
    return left


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_text_is_suspicious_where_a_mark_has_no_partner(texts: list[str]) -> None:
    scans = Scanner((), SHARED.tables).scan(texts)
    expected = {n for n, text in enumerate(texts) if answered(text) or text.count('"') % 2}
    assert scans[0].batch is not None
    assert scans[0].batch.view(suspicious) == expected


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_every_line_in_which_a_mark_has_no_partner_is_open(texts: list[str]) -> None:
    for text, scan in zip(texts, Scanner((), SHARED.tables).scan(texts), strict=True):
        document = Document(text)
        document.attach(scan)
        lines = [text[start:end] for start, end in open_lines(document)]
        assert set(lines) <= set(text.split("\n"))
        assert not answered(text) or set(lines) >= {line for line in text.split("\n") if answered(line)}


def test_a_bracket_that_is_closed_within_an_address_is_not_open() -> None:
    text = "參看[說明](https://example.com/a?b=c)。\n她畫的是「外婆的院子」」，得了獎。"
    found = check(Document(text), Ruleset([Unbalanced()])).findings
    assert [finding.text for finding in found] == ["」"]
