"""Half-width marks: however many a text has and wherever it is scanned, the same are found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.script import _half_width as half_width
from polint_rules.script.width import Width

TEXT = st.text(alphabet="字中體後,;:?!()，（）」「》。%5x \n\rか\"'`$\uffff𠀀", max_size=60)


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_batch_finds_what_each_text_finds_by_itself(texts: list[str]) -> None:
    for text, scan in zip(texts, Scanner((), SHARED.tables).scan(texts), strict=True):
        document, alone = Document(text), Document(text)
        document.attach(scan)
        assert half_width.places(document) == half_width.places(alone)
        assert list(Width().check(document)) == list(Width().check(alone))


@settings(deadline=None)
@given(TEXT)
def test_what_is_certain_is_found_by_the_sieve(text: str) -> None:
    document = Document(text)
    found = half_width.places(document) or half_width.Places(b"", b"", [])
    for some, every in (
        (found.marks, half_width.all_marks(document)),
        (found.pairs, half_width.all_pairs(document)),
    ):
        certain = half_width.unpacked(half_width.in_prose(document, some))
        assert certain == [mark for mark in half_width.unpacked(every) if mark[-1]]


def test_marks_are_widened_with_the_blanks_beside_them() -> None:
    text = "他来了, 我走了 ( 见图 ),你呢?! 好"
    document = Document(text)
    every = half_width.all_marks(document), half_width.all_pairs(document)
    assert [text[start:end] for _, start, end, _, _ in half_width.unpacked(b"".join(every))] == [
        ",", ",", "?!", "( 见图 )",
    ]  # fmt: skip
    assert [(text[edit.start : edit.end], edit.insert) for edit in half_width.edits(text, *every)] == [
        (", ", "，"), (" (", "（"), (")", "）"), (",", "，"), ("?! ", "？！"),
    ]  # fmt: skip
