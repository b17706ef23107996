"""Where a text may say the same over and over, whatever stands before it in its batch."""

from __future__ import annotations

import pytest

from polint.fold import SHARED
from polint.matcher import Matcher
from polint.scan import Scanner
from polint_rules.quality._loop import MANY, MOST, suspicions

LOOP = "老人喃喃道：“好……好……好……好……”说完就走了。"
DOTS = LOOP.replace("……", "......")
TIMES = 4


def looped(*texts: str) -> list[int]:
    """The numbers of the texts in which clauses or characters may be looped."""
    batch = Scanner(Matcher(""), SHARED.tables).scan(list(texts))[0].texts
    found = batch.view(suspicions(TIMES))
    return sorted(number for number, one in found.items() if one.clauses or one.places)


@pytest.mark.parametrize("before", range(64))
def test_a_loop_is_found_wherever_it_stands(before: int) -> None:
    """Of a unit that is nearly all dots the word that was compared could be four of them, by where the text began."""
    text = "清晨的渡口很安静，船夫在岸边补网。" * 4
    assert looped(text[:before] + "。\n" + DOTS) == [0]


def test_a_text_full_of_loops_does_not_hide_those_of_the_next() -> None:
    clauses = "".join(f"第{number}天下雨了，" * 6 for number in range(MOST))
    runs = "".join(f"{chr(0x4E00 + number % 5000)}哈" * 12 + "，" for number in range(MANY // 2))
    last = "風停了，" * 12
    assert looped(clauses, last) == [0, 1]
    assert looped(runs, DOTS) == [0, 1]


def test_of_a_text_is_said_alone_what_is_said_of_it_among_others() -> None:
    texts = [
        "风停了。" + "渡口一层又一层雨" * 4,
        "risk and rain, " * 40,
        "",
        "风停了，雨停了，" * 3,
        "风停了，雨停了，" * 3 + "天晴了。",
        "渡口哈雨雨" * 6,
    ]
    for end in range(1, len(texts) + 1):
        together = Scanner(Matcher(""), SHARED.tables).scan(texts[:end])[0].texts.view(suspicions(TIMES))
        for number, text in enumerate(texts[:end]):
            alone = Scanner(Matcher(""), SHARED.tables).scan([text])[0].texts.view(suspicions(TIMES)).get(0)
            found = together.get(number)
            assert (alone is None) == (found is None)
            if alone is not None and found is not None:
                assert (alone.clauses, alone.places, alone.said) == (found.clauses, found.places, found.said)


@pytest.mark.parametrize("times", [1, 2, 10**12])
def test_any_number_of_times_can_be_asked_for(times: int) -> None:
    text = "风吹过麦田，" + "麦浪一层又一层，" * 3 + "远处传来歌声。" + "哈哈哈哈" * 20
    batch = Scanner((), SHARED.tables).scan([text])[0].texts
    found = batch.view(suspicions(times))[0]
    assert (found.clauses, bool(found.places)) == (times < 10, times < 10)
