"""The outline, stated on small texts and, where they lie beside the project, on five real documents."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from polint.document import Document
from polint_plugins.cli import main
from polint_rules.numbering._marker import INLINE, LABELS, SINGLE, openings
from polint_rules.numbering._numeral import form, number, write
from polint_rules.numbering._outline import Outline, outline_of

SHARED = Path(os.environ.get("POLINT_SHARED", "../shared"))
real = pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="needs the real documents")


def outline(text: str, path: str = "a.txt") -> Outline:
    return Document(text, path).view(outline_of)


def lists(text: str, path: str = "a.txt") -> list[str]:
    """Every sequence as its style, its level and its numbers."""
    found = outline(text, path)
    return [
        f"{one.style.name} {one.level}: " + " ".join(str(item.number) for item in found.members(one))
        for one in found.sequences
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百零三", 103), ("廿三", 23), ("卅", 30), ("二〇二四", 2024), ("兩百", 200), ("壹拾貳", 12), ("參", 3), ("叁", 3),
     ("１０３", 103), ("⑫", 12), ("㈤", 5), ("一千二百六十", 1260), ("一百二", 120), ("Ⅳ", 4), ("丙", 3), ("十百", None),
     ("二二十", None), ("", None), ("三里", None)],
)  # fmt: skip
def test_a_numeral_is_read(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("like", ["一", "壹", "參", "廿", "一〇三", "1", "１"])
def test_a_numeral_comes_back(like: str) -> None:
    assert [value for value in range(10, 1300) if number(write(value, like) or "") != value] == []


def test_a_numeral_keeps_its_form() -> None:
    assert [write(4, like) for like in ("叁", "參", "３", "③", "⑶", "Ⅲ", "c", "C", "iii", "丙", "卯", "03")] == [
        "肆", "肆", "４", "④", "⑷", "Ⅳ", "d", "D", "iv", "丁", "卯", "04"]  # fmt: skip
    assert form("二〇") == "positional"
    assert write(21, "⑴") is None


def test_levels_are_those_of_the_document() -> None:
    text = "一、甲事\n（一）子事\n1.丑事\n2.寅事\n（二）卯事\n二、乙事\n（一）辰事\n"
    assert lists(text) == ["一、 0: 1 2", "（一） 1: 1 2", "1. 2: 1 2", "（一） 1: 1"]
    turned = "1. 甲事\n一、子事\n二、丑事\n2. 乙事\n一、寅事\n二、卯事\n"
    assert lists(turned) == ["1. 0: 1 2", "一、 1: 1 2", "一、 1: 1 2"]


def test_a_list_runs_on_under_the_next_heading() -> None:
    found = outline("一、春\n1.种\n2.浇\n二、夏\n3.除草\n4.施肥\n")
    assert [[item.number for item in found.members(one)] for one in found.sequences] == [[1, 2], [1, 2, 3, 4]]
    assert found.sequences[1].continued
    assert [item.number for item in found.children(found.items[3])] == [3, 4]


def test_an_annex_begins_again() -> None:
    text = "一、报名\n二、收费\n附件\n报名表\n一、姓名\n二、住址\n"
    assert lists(text) == ["一、 0: 1 2", "附件 0: 0", "一、 1: 1 2"]
    assert lists("一、报名\n附件：1.报名表\n　　　2.承诺书\n") == ["一、 0: 1", "附件 0: 0", "1. 1: 1 2"]


def test_lists_inside_a_paragraph() -> None:
    text = "主任讲话：一要学。二要做，一是早做，二是快做；三是巧做。三要查。散会。\n会后合影。"
    assert lists(text) == ["一要 0: 1 2 3", "一是 1: 1 2 3"]
    found = outline(text)
    assert text[found.items[1].end : found.items[1].body_end] == "做，一是早做，二是快做；三是巧做。"
    assert text[found.items[-1].end : found.items[-1].body_end] == "查。散会。"


def test_a_cited_article_at_a_line_start_is_no_marker() -> None:
    text = "第 3 條\n本會依人民團體法\n第 15 條規定設立。\n第 4 條\n會址設於本市。\n"
    assert lists(text) == ["第1條 0: 3 4"]


def test_numbers_that_are_no_markers() -> None:
    assert lists("3.5米以上的车辆绕行。\n2.4公里长的步道。\n1956年　建校。\n12:30 午餐\n") == []


def real_lists(name: str) -> list[str]:
    (path,) = (SHARED / "seeds").glob(f"{name}_*.txt")
    return lists(path.read_bytes().decode("utf-8"), path.name)


def run(last: int) -> str:
    return " ".join(str(value) for value in range(1, last + 1))


@real
def test_real_000_has_no_numbering() -> None:
    assert real_lists("000") == []


@real
def test_real_001_restarts_under_every_heading() -> None:
    assert real_lists("001") == [f"一是 0: {run(last)}" for last in (4, 4, 5, 3, 3, 3)]


@real
def test_real_002_runs_on_over_six_parts() -> None:
    assert real_lists("002") == [f"一、 0: {run(6)}", f"1. 1: {run(19)}"]


@real
def test_real_003_nests_inside_a_paragraph() -> None:
    assert real_lists("003") == [f"一要 0: {run(5)}", f"一是 1: {run(4)}", f"一要 0: {run(3)}"]


@real
def test_real_004_is_two_documents() -> None:
    assert real_lists("004") == [
        f"一、 0: {run(3)}", f"1. 1: {run(33)}", f"（一） 1: {run(6)}", f"（一） 1: {run(3)}", "一、 0: 1", "1. 1: 1",
    ]  # fmt: skip


def test_programs_get_the_outline_with_its_spans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "一、甲事\n（一）子事：一是丑；二是寅。\n（二）卯事\n二、乙事\n"
    file = tmp_path / "甲.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["outline", "--format", "json", str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    items = found["outline"]["items"]
    assert [item["marker"] for item in items] == ["一、", "（一）", "一是", "二是", "（二）", "二、"]
    assert all(text[item["start"] : item["end"]] == item["marker"] for item in items)
    assert [(item["level"], item["parent"], item["inline"]) for item in items] == [
        (0, -1, False), (1, 0, False), (2, 1, True), (2, 1, True), (1, 0, False), (0, -1, False)]  # fmt: skip
    assert [one["items"] for one in found["outline"]["sequences"]] == [[0, 5], [1, 4], [2, 3]]
    start, end = items[1]["body"]
    assert text[start:end] == "子事：一是丑；二是寅。"


def test_whatever_begins_a_marker_inside_a_line_is_tried() -> None:
    """`openings` says by two characters where INLINE may match: a marker that it does not know would be lost."""
    pool = sorted(
        {
            *"，。、 \u3000）”\n的在是要则抓看一二十两壹贰1２9aZｂⅠⅱ甲子①㈠ivX（([【其第首先再次者最后後步阶段.．)：:",
            *"".join(LABELS),
        }
    )
    source = random.Random(7)
    text = "".join(source.choices(pool, k=200_000))
    signs, firsts, seconds = openings()
    missed = [
        text[match.start() : match.start() + 6]
        for match in INLINE.finditer(text)
        if not signs[ord(text[match.start()])]
        or not (
            firsts[ord(text[match.start() + 1])] & SINGLE
            or firsts[ord(text[match.start() + 1])]
            & seconds[ord(text[match.start() + 2 : match.start() + 3] or "\0")]
        )
    ]
    assert not missed
