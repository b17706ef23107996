"""Both roads to the counts that may disagree with something: numpy lets none pass that the slow road would look into."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED, Tables
from polint.plugin import Plugins
from polint.scan import Scanner
from polint_rules.numbering._claims import POINTING, TRIGGERS
from polint_rules.numbering._cues import counting
from polint_rules.numbering._sentence import BRIEF, DIGITED
from polint_rules.numbering._ties import telling

TRIGGERED = SHARED.tables.fold_all((*TRIGGERS, *POINTING, *BRIEF, *DIGITED))
SHARED.tables.vectorise()
FAST = Scanner(TRIGGERED, SHARED.tables)
SLOW = Scanner(TRIGGERED, Tables())
SLOW._scanned = -(10**12)  # however much is scanned, it never turns to numpy


EXAMPLES = [
    example.text.replace("⟦", "").replace("⟧", "")
    for name in ("count-mismatch", "count-conflict")
    for example in Plugins().rules[f"numbering/{name}"].examples
]
PARTS = (
    "三", "四", "五", "12", "两", "第", "每", "项", "个", "大", "条", "章", "点", "方面", "部分", "工程", "任务", "制度", "意见", "转变", "学校", "上述", "这", "以上", "前述的",
    "共", "分为", "以下", "如下", "即", "分别是", "就是", "：", ":", "\n", "\n\n", "\r\n", "，", "。", "、", "；", "（", "）", "“", "”", "「", "」", "《", "》", "——", " ", "　",
    "一、", "二、", "三、", "（一）", "1.", "2.", "5.", "①", "- ", "# ", "一是", "二是", "首先", "其一，", "其二，", "1个", "a)", "第一阶段", "第二阶段", "步骤一", "甲", "乙", "丙", "张三", "推动发展", "以生产为主",
    "“四統一”", "“123”工作法", "三項任務", "五个方面", "四项制度", "两个学校", "以上三点", "\ud83d", "は",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=30).map("".join),
    st.builds(
        lambda text, place, part: text[: place % (len(text) + 1)] + part + text[place % (len(text) + 1) :],
        st.sampled_from(EXAMPLES),
        st.integers(0, 10_000),
        st.sampled_from(PARTS),
    ),
)


def scanned(scanner: Scanner, texts: list[str]) -> list[Document]:
    documents = [Document(text) for text in texts]
    for document, scan in zip(documents, scanner.scan(texts), strict=True):
        document.attach(scan)
    return documents


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_count_passes_that_deserves_a_look(texts: list[str]) -> None:
    fast, slow = scanned(FAST, texts), scanned(SLOW, texts)
    assert fast[0].scan.batch is not None
    awake = counting(fast[0].scan.batch)
    for number, (one, other) in enumerate(zip(fast, slow, strict=True)):
        if telling(other):
            assert number in awake
            assert telling(one)


def test_an_ordinary_count_wakes_nobody() -> None:
    (document,) = scanned(FAST, ["村里有三个孩子，两条路。第三项也做完了。"])
    assert document.scan.batch is not None
    assert not counting(document.scan.batch)


def test_a_crowded_text_is_looked_at_as_a_whole() -> None:
    text = "两条路。" * 3000
    (document,) = scanned(FAST, [f"{text}以下三项任务：\n- 甲\n- 乙\n"])
    assert document.scan.batch is not None
    assert list(counting(document.scan.batch)) == [0]
    assert telling(document) == telling(scanned(SLOW, [document.text])[0])
