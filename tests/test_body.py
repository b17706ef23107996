"""Body: line ends are one sign, and white space at the ends of lines and of the text does not count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.duplicate._body import body

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
