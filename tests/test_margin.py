"""Margins: the lines that are looked at are what is said of them."""

from __future__ import annotations

from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.duplicate._margin import MARGIN, margins

LINES = [f"云溪县第{chr(0x4E00 + number)}座桥" for number in range(2 * MARGIN + 3)]


def picked(*texts: str) -> list[tuple[list[tuple[str, int]], list[str], list[str]]]:
    """Of each text the lines that may recur with their numbers, those of them between the margins, and the longest."""
    batch = Scanner((), SHARED.tables).scan(list(texts))[0].texts
    lines, bounds = batch.view(margins)
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
    lines, between, longest = picked("\n".join(LINES))[0]
    assert lines == [(line, number) for number, line in enumerate(LINES, 1)]
    assert between == LINES[MARGIN:-MARGIN]
    assert longest == LINES[-3:]


def test_a_short_text_is_all_margin() -> None:
    assert picked("\n".join(LINES[:10]))[0][1] == []


def test_each_text_has_its_own() -> None:
    found = picked("", "\n\n  云溪县门户网站  \n短行\n", "\n", "春风送暖到云溪\r\n云溪县门户网站")
    assert [lines for lines, _, _ in found] == [
        [],
        [("云溪县门户网站", 3)],
        [],
        [("春风送暖到云溪", 1), ("云溪县门户网站", 3)],
    ]
    assert found[1][2] == ["短行", "云溪县门户网站"]


def test_headings_rows_and_sentences_are_no_such_lines_but_those_of_a_site() -> None:
    text = "# 云溪县门户网站\n| 云溪县门户网站 |\n云溪县修了一座桥。\n扫码关注云溪发布。\nyunxi 云溪县 2024"
    assert [line for line, _ in picked(text)[0][0]] == ["扫码关注云溪发布。"]
