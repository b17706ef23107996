"""Line ends: what makes them alike."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document
from polint_rules.encoding._returns import mended

OTHERS = {"\n": r"\r\n?", "\r\n": r"\r(?!\n)|(?<!\r)\n", "\r": r"\r?\n"}


@given(st.text(alphabet="文 \r\n", max_size=20), st.sampled_from(sorted(OTHERS)))
def test_every_line_end_that_is_not_the_usual_one_is_replaced(text: str, usual: str) -> None:
    places = [(*match.span(), usual) for match in re.finditer(OTHERS[usual], text)]
    assert mended(Document(text).classes, usual) == places
