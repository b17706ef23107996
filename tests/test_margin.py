"""Margins: the lines that are looked at are what is said of them."""

from __future__ import annotations

from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.duplicate._line import compared
from polint_rules.duplicate._margin import MARGIN, margins

LINES = [f"云溪县第{chr(0x4E00 + number)}座桥" for number in range(2 * MARGIN + 3)]


def parted(*texts: str) -> list[tuple[list[tuple[str, int]], list[str], list[str]]]:
    """Of each text the lines with their numbers, those of them between the margins, and the longest."""
    batch = Scanner((), SHARED.tables).scan(list(texts))[0].texts
    lines, bounds = (memoryview(numbers).cast("I") for numbers in batch.view(margins))
    found = []
    for number, text in enumerate(texts):
        first, between, behind, end, *longest = bounds[10 * number : 10 * number + 10]

        def line(at: int, text: str = text) -> str:
            return text[lines[3 * at] : lines[3 * at + 1]]

        ranges = [text[longest[at] : longest[at + 1]] for at in (0, 2, 4) if longest[at + 1]]
        found.append((
            [(line(at), lines[3 * at + 2]) for at in range(first, end)],
            [line(at) for at in range(between, behind)],
            ranges,
        ))  # fmt: skip
    return found


def test_the_first_and_last_lines_are_margins() -> None:
    lines, between, longest = parted("\n".join(LINES))[0]
    assert lines == [(line, number) for number, line in enumerate(LINES, 1)]
    assert between == LINES[MARGIN:-MARGIN]
    assert longest == LINES[-3:]


def test_a_short_text_is_all_margin() -> None:
    assert parted("\n".join(LINES[:10]))[0][1] == []


def test_each_text_has_its_own() -> None:
    found = parted("", "\n\n  云溪县门户网站  \n短行\n", "\n", "春风送暖到云溪\r\n云溪县门户网站\r\r\n尾")
    assert [lines for lines, _, _ in found] == [
        [],
        [("云溪县门户网站", 3), ("短行", 4)],
        [],
        [("春风送暖到云溪", 1), ("云溪县门户网站", 2), ("尾", 4)],
    ]
    assert found[1][2] == ["短行", "云溪县门户网站"]


def compared_of(*texts: str) -> list[list[tuple[str, int, bytes]]]:
    """The lines of each text that are compared, with their numbers and keys."""
    batch = Scanner((), SHARED.tables).scan(list(texts))[0].texts
    keys, places, _, firsts = batch.view(compared)
    rows = memoryview(places).cast("I")
    return [
        [
            (text[rows[3 * line] : rows[3 * line + 1]], rows[3 * line + 2], keys[8 * line : 8 * line + 8])
            for line in range(firsts[number], firsts[number + 1])
        ]
        for number, text in enumerate(texts)
    ]


def test_headings_rows_and_sentences_are_not_compared_but_those_of_a_site() -> None:
    text = "# 云溪县门户网站\n| 云溪县门户网站 |\n云溪县修了一座桥。\n扫码关注云溪发布。\nyunxi 云溪县 2024"
    assert [line for line, _, _ in compared_of(text)[0]] == ["扫码关注云溪发布。"]


def test_numbers_dates_and_sentences_of_the_text_are_not_compared() -> None:
    text = (
        "第三章　桥与渡口\n（二）桥与渡口的由来\n3、桥与渡口的由来\n【一】桥与渡口的由来\n民国一○三年桥与渡口\n二〇年三月五日桥与渡口\n"
        "桥与渡口 2021-03-05\n关系到桥与渡口。\n第一座桥在云溪\n年年有桥与渡口\n"
    )
    assert [line for line, _, _ in compared_of(text)[0]] == [
        "民国一○三年桥与渡口",
        "第一座桥在云溪",
        "年年有桥与渡口",
    ]


def test_marks_and_script_make_no_other_line() -> None:
    one, two, other = compared_of("【云溪县】门户网站\n", "\n　雲溪縣，門戶網站。。　\n", "云溪县门户网页\n")
    assert [(line, number) for line, number, _ in two] == [("雲溪縣，門戶網站。。", 2)]
    assert one[0][2] == two[0][2] != other[0][2]


def test_between_the_margins_a_few_are_compared() -> None:
    found = compared_of("\n".join(LINES * 3))[0]
    assert [number for _, number, _ in found] == [*range(1, 17), *range(50, 58)]
