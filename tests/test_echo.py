"""Echoes and rows: what is found is what is said of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules._row import WHITE, beginning, following, preceding, row_at, rows
from polint_rules.duplicate import _echo
from polint_rules.duplicate.paragraph import Paragraph

PIECES = (
    "渡口的老钟敲了一百年，钟声至今准时，船家都听它开船", "渡口的老鐘敲了一百年，鐘聲至今準時，船家都聽它開船", "（三）出门前请关闭门窗，切断电源和燃气",
    "出门前请关闭门窗，切断电源和燃气", "第十二条　出门前请关闭门窗，切断电源和燃气", "return print(a, b, c, d, e)", "说明 return print(a, b, c, d, e)",
    "全镇共有图书角四十二处，藏书九万余册，管理员四十二名，每周开放三十小时，去年接待读者两万人次",
    "全镇共有图书角四十二处，藏书九万余册，管理员四十三名，每周开放三十小时，去年接待读者两万人次", "短", "", "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏", "\u3000\u3000", " ",
)  # fmt: skip
texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["。", "\n", "！", "\r\n", "。\n", "\n\n\u3000\u3000", "？\n  "])), max_size=40
).map(lambda parts: "".join(piece + end for piece, end in parts))  # fmt: skip


def scanned(contents: list[str]) -> list[Document]:
    """The texts as documents of one batch."""
    documents = [Document(text) for text in contents]
    for document, scan in zip(documents, Scanner((), SHARED.tables).scan(contents), strict=True):
        document.attach(scan)
    return documents


def sentences_of(document: Document) -> list[tuple[int, ...]]:
    """Every sentence with the first and with the last before it that end alike, where the two are equal but for markers."""
    text = document.folded
    said: list[tuple[int, int]] = []
    found = []
    for match in re.finditer("[^。\r\n]{15,}", text):
        start, end = match.span()
        if text[end - 15 : end].isascii() and text[start : start + 8].isascii():
            continue  # code
        alike = [one for one in said if text[one[1] - 15 : one[1]] == text[end - 15 : end]]
        said.append((start, end))
        for earlier in dict.fromkeys((*alike[:1], *alike[-1:])):
            own = text[slice(*earlier)].lstrip(_echo.MARKS)
            if (
                abs(end - start - earlier[1] + earlier[0]) <= 10
                and own == match.group().lstrip(_echo.MARKS)
                and _echo.is_chinese(document.classes[earlier[1] - len(own) : earlier[1]])
            ):
                found.append((*earlier, start, end))
    return found


def lines_of(document: Document) -> list[tuple[int, ...]]:
    """The pairs of long lines that begin or end as one other does, where they are as long and half as much alike."""
    text = document.folded
    lines = [match.span(1) for match in re.finditer("(?<![^\r\n])(?=[^\r\n]{36}) {0,2}([^\r\n]+)", text)]
    found = []
    for part in (slice(0, 16), slice(-16, None)):
        groups: dict[str, list[tuple[int, int]]] = {}
        for line in lines:
            groups.setdefault(text[slice(*line)][part], []).append(line)
        for alike, group in groups.items():
            if alike.isascii() or len(group) != 2:
                continue
            one, two = (text[slice(*line)] for line in group)
            fewer = min(len(one), len(two))
            samples = [part * fewer // 8 for part in range(1, 8)]
            equal = sum(
                one[front] == two[front] or one[-back] == two[-back]
                for front, back in zip(samples, reversed(samples), strict=True)
            )
            if 5 * fewer >= 4 * max(len(one), len(two)) and equal >= 4:
                found.append((*group[0], *group[1]))
    return [
        pair
        for pair in sorted(found, key=lambda pair: (pair[2], pair[0]))
        if text[pair[0] : pair[1]] != text[pair[2] : pair[3]]
        and "(" not in (text[pair[0]], text[pair[2]])
        and _echo.is_chinese(document.classes[pair[0] : pair[1]])
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_echoes_are_what_is_said_of_them(contents: list[str]) -> None:
    for document in scanned(contents):
        found = _echo.echoes(document)
        assert [tuple(pair) for pair in found.sentences] == sentences_of(document)
        assert [tuple(pair) for pair in found.lines] == lines_of(document)


def test_sentences_are_equal_however_long_their_markers_are() -> None:
    said = "出门前请关闭门窗，切断电源和燃气"
    content = f"（第一百二十三章）　　{said}。□□□□□□□□□□□□{said}。"
    (document,) = scanned([content])
    assert list(_echo.echoes(document).sentences) == [(0, 27, 28, 56)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("桥 \u3000\t\r\n\x1c\u2028\x00", max_size=20), min_size=1, max_size=4))
def test_rows_are_the_lines_that_are_not_blank(contents: list[str]) -> None:
    for document in scanned(contents):
        folded = document.folded
        lines = re.finditer("[^\r\n]+", folded)
        made = rows(document)
        assert beginning(document, "桥") == [row.start for row in made if row.text[0] == "桥"]
        assert preceding(folded, len(folded) + 1, len(made), 0) == made
        for row in made:
            assert row_at(folded, row.start) == row == row_at(folded, row.end - 1)
        assert made == [
            (line.end() - len(line[0].lstrip()), line.start() + len(line[0].rstrip()), line[0].strip())
            for line in lines
            if line[0].strip()
        ]


def test_white_space_is_what_python_says_it_is() -> None:
    assert set(WHITE) == {chr(code) for code in range(0x10000) if chr(code).isspace()}


def test_a_row_is_what_stands_in_a_line() -> None:
    document = Document("\n\u3000渡口\u3000\n \t \n  桥 头\r\n")
    made = rows(document)
    assert made == [(2, 4, "渡口"), (12, 15, "桥 头")]
    assert [row_at(document.folded, offset) for offset in (1, 2, 4, 13)] == [
        made[0],
        made[0],
        made[0],
        made[1],
    ]
    assert beginning(document, "桥") == [12]
    assert following(document.folded, 0, 5) == made == preceding(document.folded, 18, 5, 0)
    assert following(document.folded, 6, 1) == [made[1]] == preceding(document.folded, 18, 1, 6)


def test_rows_that_begin_with_one_of_some_words_are_found() -> None:
    content = "".join(
        f"{sign}渡口{number}\n" for number in range(60) for sign in ("#", "```", "`", "", "  <", ":b", ":::")
    )
    prefixes = ("#", "<", "```", ":::")
    for text in (content, content.replace("\n", "\r\n"), content.replace("\n", "\r")):
        _, document, _ = scanned(["# 桥\n", text, "# 桥\n"])
        starts = [row.start for row in rows(document) if row.text.startswith(prefixes)]
        assert beginning(document, prefixes) == starts
        assert beginning(document, prefixes, starts[3], starts[-2]) == starts[4:-1]


def test_an_article_that_says_a_sentence_twice_is_told_whatever_other_articles_say() -> None:
    said = "阅览室内不得饮食，离开时请把书放回原处。"
    articles = (
        f"第一条　{said}\n第二条　借期为三十日。{said}{said}\n第三条　{said}\n第四条　本规则即日起施行。\n"
    )
    found = [
        document.text[one.start : one.end]
        for document in [Document(articles)]
        for one in Paragraph().check(document)
    ]
    assert found == [said]


@pytest.mark.parametrize("ending", ["", "`", "``", "\n``", "\n:", "\n:begin", "\n```"])
def test_many_rows_are_asked_for_their_beginnings_as_few_are(ending: str) -> None:
    prefixes = ("#", "一、", "```", ":begin_tab")
    text = "# 桥\n桥\n一、桥\n一 桥\n```\n``桥\n:begin_tab\n:begin桥\n" * 200 + ending
    (document,) = scanned([text])
    found = [row.start for row in rows(document) if row.text.startswith(prefixes)]
    assert beginning(document, prefixes) == found
    assert len(found) >= 800
