"""The markers at line starts: those of a batch that tables read are those that the pattern finds, one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner
from polint_rules.numbering._heads import heads
from polint_rules.numbering._marker import QUICK, step_of
from polint_rules.numbering._numeral import write
from polint_rules.numbering._sketch import (
    INSIDE,
    Rows,
    _no_marker,
    dubious,
    inside,
    rows_of,
    suspects,
    unlike,
)

SCANNER = Scanner(INSIDE, SHARED.tables)

FORMS = (
    "第{一}条　", "第 {1} 條\n", "第{一}章 总则", "## 第{一}节\u3000", "{一}、", "（{一}）", "({1}) ", "{1}.", "{1}．", "{1}、", "{1})", "　　{一}、",
    "- {1}. ", "> {一}、", "〔{一}〕", "第{1}项", "{一}是", "第{一}点，", "步骤{一}：", "图{1} ", "{1}.1 ", "第{一}条之一 ", "{①}", "{A}. ", "{１}．", "[{1}] ",
    "第{一}条规定，", "{1}.5米", "{1}、2、3号", "{1} 只", "第{一}、", "其{一}，", "附件{1}：", "附錄 {A}：",
)  # fmt: skip
RESTS = (
    "",
    "总则",
    "本法自公布之日起施行。",
    "好。天气也好。",
    "加强领导，明确责任；",
    "一个很长很长的句子，说了许多话，为的是超过三十个字的那一条界线。",
    "\r",
    "a.b ",
    "总则 ",
    "日期。",
    "好。 ",
    "地点：\u3000",
)


def filled(form: str, number: int) -> str:
    for like in "一1①A１":
        form = form.replace(f"{{{like}}}", write(number, like) or like)
    return form


LINES = st.builds(
    lambda form, number, rest: filled(form, number) + rest,
    st.sampled_from(FORMS),
    st.one_of(st.integers(1, 4), st.integers(1, 1300)),
    st.sampled_from(RESTS),
)
SIGNS = st.text("第（(〔[【）)〕]】、.，,：-–是要其之条條章步部分点題一二三十百零〇千廿两兩壹1290１甲丙子abivxIX①㈠Ⅰ附件图首先的 \u3000\t*#", max_size=7)  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        LINES,
        SIGNS,
        st.sampled_from(("", "   ", "正文。", "一切都好", "A:係啊。", "x.value = 3", "e.g. foo", "百度一下")),
    ),
    max_size=12,
).map("\n".join)


def scanned(texts: list[str]) -> list[Document]:
    documents = [Document(text) for text in texts]
    for document, scan in zip(documents, SCANNER.scan(texts), strict=True):
        document.attach(scan)
    return documents


def found_by_the_pattern(document: Document) -> Rows:
    text = document.text.replace("\r\n", " \n").replace("\r", "\n")
    rows = Rows(text)
    for match in QUICK.finditer(f"\n{text}"):
        step = step_of(match[1])
        if step is not None and not _no_marker(text, match.start(1) - 1, match[1]):
            rows.add(match.start(1) - 1, match.end(1) - 1, step)
    return rows


def shown(rows: Rows) -> list[tuple[int, int, tuple[int, ...]]]:
    return [
        (start, end, rows.all_numbers(index))
        for index, (start, end) in enumerate(zip(rows.starts, rows.ends, strict=True))
    ]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_tables_read_the_markers_that_the_pattern_finds(texts: list[str]) -> None:
    for document in scanned(texts):
        assert shown(rows_of(document)[0]) == shown(found_by_the_pattern(document))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_no_document_passes_that_deserves_a_look(texts: list[str]) -> None:
    for document in scanned(texts):
        rows = found_by_the_pattern(document)
        every = range(len(rows.starts))
        assert dubious(document) == bool(document.view(inside) or unlike(rows, every, every))


PIECES = ("一是", "二是", "三是", "第一，", "第二，", "1.", "2.", "3.", "（1）", "（2）", "①", "②", "一、", "二、", "；", "。", "，", "\n", " ", "水", "好好学习，天天向上，年年有余")  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=4))
def test_a_list_inside_a_line_wakes_its_text(texts: list[str]) -> None:
    documents = scanned(texts)
    batch = documents[0].scan.batch
    assert batch is not None
    awake = suspects(batch)
    assert all(number in awake for number, document in enumerate(documents) if inside(document))


def test_the_second_item_of_no_list_wakes_nobody() -> None:
    (document,) = scanned(["1. 甲\n2. 乙；2.丙"])
    assert document.scan.batch is not None
    assert not suspects(document.scan.batch)


def test_a_long_line_of_numbers_is_no_marker() -> None:
    (document,) = scanned(["一二三四五六七八九十、好\n12345.好\n第一二三四五六七八九十条 好"])
    assert rows_of(document)[0].starts == []


def test_the_highest_number_of_a_unit() -> None:
    first, _ = scanned(["第一条 好\n第一百零三条 好\n第 7 条 好", "第二章 好\n第九条规定，好"])
    assert first.scan.batch is not None
    found = first.scan.batch.view(heads)
    assert found.highest == {ord("条"): 103, 1 << 16 | ord("章"): 2}
    assert found.suspects == {0}


def test_a_wide_space_before_the_closing_mark_makes_no_marker() -> None:
    wide, narrow = scanned(["1\u3000、好\n2\u3000、好\n3、好", "1 、好\n2 、好\n4、好"])
    assert shown(rows_of(wide)[0]) == [(10, 12, (3,))]
    assert [numbers for _, _, numbers in shown(rows_of(narrow)[0])] == [(1,), (2,), (4,)]
