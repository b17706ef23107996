"""Body: line ends are one sign, and white space at the ends of lines and of the text does not count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.duplicate._body import body, text_hash

texts = st.text("桥a \t\u3000\r\n\u2028\x85𠀀\uffff\ud840\udc00", max_size=30)


def stated(text: str) -> bytes:
    lines = text.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join([line.rstrip(" \t\u3000") for line in lines]).encode("utf-16-le", "surrogatepass")


@given(st.lists(texts, min_size=1, max_size=5))
def test_a_body_is_what_a_reader_sees(contents: list[str]) -> None:
    documents = [Document(text) for text in contents]
    for document, scan in zip(documents, Scanner((), SHARED.tables).scan(contents), strict=True):
        document.attach(scan)
        assert body(document) == stated(document.text)


@given(st.lists(texts, min_size=1, max_size=5))
def test_texts_have_one_hash_where_they_have_one_body(contents: list[str]) -> None:
    hashes: dict[bytes, bytes] = {}
    documents = [Document(text) for text in (*contents, *(f"{text}\n\n" for text in contents))]
    scans = Scanner((), SHARED.tables).scan([document.text for document in documents])
    for document, scan in zip(documents, scans, strict=True):
        document.attach(scan)
        own = text_hash(document)
        assert own == text_hash(Document(document.text))
        assert hashes.setdefault(stated(document.text), own) == own
        assert len(own) == (16 if stated(document.text) else 0)
    assert len(set(hashes.values())) == len(hashes)


def test_texts_that_differ_in_little_have_other_hashes() -> None:
    line = "渡口的老钟敲了一百年，钟声至今准时。"
    changed = [line[:at] + char + line[at + 1 :] for at in range(len(line)) for char in "一二三"]
    swapped = [line[:at] + line[at + 4 : at + 8] + line[at : at + 4] + line[at + 8 :] for at in (0, 4, 8)]
    every = {
        line,
        *changed,
        *swapped,
        *(line * count for count in range(2, 9)),
        *(line[:at] for at in range(1, 18)),
    }
    assert len({text_hash(Document(text)) for text in every}) == len(every)
