"""Shingles: what is kept of a text is what is said of it."""

from __future__ import annotations

import struct

import pytest

from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.duplicate._shingle import kept, scale

FACTOR, MIX, ALL = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 2**64 - 1
TEXTS = (
    "",
    "渡口",
    "清晨的渡口很安靜，船夫在岸邊補網。清晨的渡口很安靜。",
    "The ferry leaves at nine；渡船九点开。ｆｅｒｒｙ",
    "𠀀𠀁𠀂𠀃𠀄𠀅渡船",
    "".join(chr(0x4E00 + number * number % 5003) for number in range(4000)),
)


def hashes(text: str) -> list[int]:
    """Of every five letters, digits and characters, in order."""
    letters = [char if char <= "\uffff" else "\uffff" for char in text if char.isalnum()]
    found = []
    for start in range(len(letters) - 4):
        code = 0
        for char in letters[start : start + 5]:
            code = (code * FACTOR + ord(char)) & ALL
        code = ((code ^ code >> 31) * MIX & ALL) >> 32
        found.append(code & ~1 | all(char < "\u2000" for char in letters[start : start + 5]))
    return found


def test_what_is_kept_is_low_and_there_once() -> None:
    batch = Scanner((), SHARED.tables).scan(list(TEXTS))[0].texts
    packed, ends, sizes = kept(batch)
    start = 0
    for number, end in enumerate(ends):
        text = batch.folded[slice(*batch.spans[number])]
        every = hashes(text.replace("\uffff", "𠀀"))
        assert sizes[number] == len(every)
        low = [code for code in every if code < 1 << (32 - scale(len(every)))]
        assert list(struct.unpack(f"<{end - start}I", packed[4 * start : 4 * end])) == list(
            dict.fromkeys(low)
        )
        start = end


@pytest.mark.parametrize(("size", "share"), [(0, 0), (512, 0), (513, 1), (65_537, 4)])
def test_the_longer_a_text_the_smaller_the_share_that_is_kept(size: int, share: int) -> None:
    assert scale(size) == share
