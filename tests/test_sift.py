"""What kernels read about the hits of a batch: each road is one, compiled or not."""

from __future__ import annotations

import pytest

from polint.batch import Batch
from polint.fold import SHARED
from polint.octet import table, unit, word
from polint.scan import Scanner
from polint.sift import kinds_of, sift, sift_ends
from polint_rules.date._dates import ISO
from polint_rules.date._months import may_be_dated, months
from polint_rules.numbering._citation import beyond, opening
from polint_rules.numbering._clause import comes_back


def scanned(triggers: tuple[str, ...], *texts: str) -> Batch:
    batch = Scanner(SHARED.tables.fold_all(triggers), SHARED.tables).scan(texts)[0].batch
    assert batch is not None
    return batch


def test_hits_are_told_apart_by_group() -> None:
    batch = scanned(("甲", "乙", "丙"), "甲乙", "丙甲")
    assert batch.hits is not None
    kinds = kinds_of(batch.hits.matcher, ("甲", "丁"), ("丙",))
    assert sift(batch.hits, kinds, 2) == [[0, 3], [2]]
    assert sift_ends(batch.hits, kinds, 2) == [[1, 5], [4]]
    assert sift(None, kinds, 2) == [[], []]


def test_a_table_has_the_bits_of_all_marks() -> None:
    small, large = table(("ab", 1), ("b", 2)), table(("a", 1 << 20), ("a", 3), size=4)
    assert [small[ord(char)] for char in "abc"] == [1, 3, 0]
    assert word(large, ord("a")) == 1 << 20 | 3
    assert unit(table(("a", 0x1234), size=2), ord("a")) == 0x1234


@pytest.mark.parametrize(
    ("text", "linked", "strange"),
    [
        ("3月5日开会", False, False),
        ("十二月二十八日", False, False),
        ("6月31日截止", False, True),
        ("十三月五日", False, True),
        ("二月二十九日", False, True),
        ("3月5日、31日", False, True),
        ("6月初动工，元月完工", False, False),
        ("3月 5 日(星期二)上午至同年 4月1日", True, True),
        ("五月一日起至民国一一三年十月止", True, False),
        ("3月的报告说到三件事", False, False),
    ],
)
def test_what_stands_about_a_month(text: str, *, linked: bool, strange: bool) -> None:
    found = months(scanned(("月", *ISO), text))
    assert (bool(found.linked), bool(found.strange)) == (linked, strange)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("通知\n发布时间：2024年5月6日\n各村照办。" + "好" * 200, True),
        ("本报5月6日电 昨天落雨。" + "好" * 200, True),
        ("会议开了。\n某某村委会\n二〇二四年五月六日\n\n", True),
        ("会议开了。\n2024-05-06", True),
        ("他在5月6日出门，走了很久才回到家里。", False),
    ],
)
def test_a_text_that_may_say_its_date(text: str, *, dated: bool) -> None:
    assert may_be_dated(scanned(("月", *ISO), "开头。", text), 260) == [1] * dated


def test_articles_beyond_the_last() -> None:
    batch = scanned(("依第",), "依第九条，依第十条，依第 11 条，依第一百条，依第三点，依第三章，依第二类")
    ends = batch.places(frozenset(("依第",)))
    found = beyond(batch, ends, {ord("条"): 10})
    assert [batch.folded_part(end, end + 3) for end in found] == [" 11", "一百条", "三点,"]


def test_words_in_the_first_sentence_of_an_article() -> None:
    text = "第二条 前项年费。\n前项年费。\n第三条 年费。前项年费。"
    batch = scanned(("前项",), text)
    assert opening(batch, batch.places(frozenset(("前项",))), 2, "。;") == [text.index("前项") + 2]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("安居工程、兴业工程。安居工程已完工。", True),
        ("安居工程、“兴业；工程”。安居工程已完工。", True),
        ("安居工程、兴业项目。安居工程已完工。", False),
        ("安居工程、兴业工程。已完工。", False),
        ("安居工程、兴业工程。其他工程已完工。", False),
        ("安居工程、兴业工程。工程已完工，兴业工程也是。", True),
        ("安居工程；兴业工程。安居工程已完工。", False),
    ],
)
def test_a_head_that_comes_back(text: str, *, back: bool) -> None:
    assert comes_back(scanned((), text), 0, len(text), text.index("工程"), 2, 100) == back
