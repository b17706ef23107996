"""What a text is made of, and how much of it was said before, are what is said of them."""

from __future__ import annotations

from collections import Counter

import pytest

from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.quality._composition import Composition, _counts, compose
from polint_rules.quality._gram import grams, repeated

TEXTS = ("", "渡船ferry 9點　開，さくら、하나 дом é ㄅ ｆ９ ☆\u200b", "春" * 700 + "\n" * 300 + "a。" * 255)


def test_each_text_of_a_batch_is_counted_for_itself() -> None:
    batch = Scanner((), SHARED.tables).scan(list(TEXTS))[0].texts
    counts = batch.view(_counts)
    found = [compose(batch.classes_of(number)) for number in range(len(TEXTS))]
    assert found == [
        Composition(0, 0, 0, 0, 0, 0, 0),
        Composition(4, 6, 2, 3, 2, 5, 3),
        Composition(700, 255, 0, 0, 0, 0, 255),
    ]
    assert [Composition(*counts[8 * number : 8 * number + 7]) for number in range(len(TEXTS))] == found


@pytest.mark.parametrize("size", [1, 3, 10, 13])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "春",
        "春夏秋冬" * 9,
        "春 夏\n秋\u3000冬" * 5 + "江南好" * 7,
        "".join(map(chr, range(0x4E00, 0x4F00))),
    ],
)
def test_strings_are_counted_without_white_space(text: str, size: int) -> None:
    bare = "".join(text.split())
    every = [bare[start : start + size] for start in range(len(bare) - size + 1)]
    said = len(every) - len(set(every))
    units = text.encode("utf-16-le")
    assert grams(units, size) == (len(every), said, max(Counter(every).values(), default=0))
    assert repeated(units, size) == (said / len(every) if every else 0.0)
