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


def scanned(texts: list[str]) -> list[Document]:
    """Documents of one batch, numpy loaded."""
    SHARED.tables.vectorise()
    documents = [Document(text) for text in texts]
    for document, scan in zip(documents, Scanner((), SHARED.tables).scan(texts), strict=True):
        document.attach(scan)
    return documents


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_batch_finds_what_each_text_finds_by_itself(texts: list[str]) -> None:
    for document in scanned(texts):
        alone = Document(document.text)
        few = half_width.places_one_by_one(document.classes) or half_width.Places([], [], [])
        found = half_width.places(document) or half_width.Places([], [], [])
        assert list(half_width.certain_marks(alone, found.marks)) == list(
            half_width.certain_marks(alone, few.marks)
        )
        assert list(half_width.certain_pairs(alone, found.pairs)) == list(
            half_width.certain_pairs(alone, few.pairs)
        )
        assert found.latin == few.latin
        assert list(Width().check(document)) == list(Width().check(alone))


@settings(deadline=None)
@given(TEXT)
def test_all_at_once_finds_what_one_at_a_time_finds(text: str) -> None:
    from polint_rules.script._half_width_dense import Dense

    (document,) = scanned([text])
    dense = Dense(document)
    marks, pairs = list(half_width.marks(document)), list(half_width.pairs(document))
    assert dense.certain_marks() == [mark for mark in marks if mark.certain]
    assert list(dense.pairs()) == pairs
    assert list(dense.certain_pairs()) == [pair for pair in pairs if pair.certain]
    assert dense.edits() == sorted(edit for mark in (*marks, *pairs) for edit in mark.edits)
