"""The counts that may disagree with something: none passes that a look at all of them would find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polint.document import Document
from polint.fold import SHARED
from polint.plugin import Plugins
from polint.scan import Scanner
from polint_rules.numbering._claims import POINTING, TRIGGERS, differ, pointed, written
from polint_rules.numbering._cues import counting, cues
from polint_rules.numbering._sentence import BRIEF, DIGITED, briefs, contradiction, digits
from polint_rules.numbering._ties import _asks, _bulleted, _opens, _Suspects, telling

TRIGGERED = SHARED.tables.fold_all((*TRIGGERS, *POINTING, *BRIEF, *DIGITED))
SCANNER = Scanner(TRIGGERED, SHARED.tables)


EXAMPLES = [
    example.text.replace("⟦", "").replace("⟧", "")
    for name in ("count-mismatch", "count-conflict")
    for example in Plugins().rules[f"numbering/{name}"].examples
]
PARTS = (
    "三", "四", "五", "12", "两", "第", "每", "项", "个", "大", "条", "章", "点", "方面", "部分", "工程", "任务", "制度", "意见", "转变", "学校", "上述", "这", "以上", "前述的",
    "共", "分为", "以下", "如下", "即", "分别是", "就是", "：", ":", "\n", "\n\n", "\r\n", "，", "。", "、", "；", "（", "）", "“", "”", "「", "」", "《", "》", "——", " ", "　",
    "一、", "二、", "三、", "（一）", "1.", "2.", "5.", "①", "- ", "# ", "一是", "二是", "首先", "其一，", "其二，", "1个", "a)", "第一阶段", "第二阶段", "第三阶段", "步骤一", "甲", "乙", "丙", "张三", "推动发展", "以生产为主",
    "“四統一”", "“123”工作法", "三項任務", "五个方面", "四项制度", "两个学校", "以上三点", "\ud83d", "は",
)  # fmt: skip
LINES = (
    "- ", "* ", "—— ", "  - ", "1. ", "2. ", "3. ", "4. ", " 1. ", " 2. ", "一、", "二、", "三、", "四、", "一是", "（1）", "1）", "2）", "3）",
)  # fmt: skip
COUNTS = (
    "以下两点",
    "有三种情况",
    "2项任务",
    "分为两类",
    "下列三个原则",
    "八项规定",
    "九项规定",
    "十二项任务",
)
LISTS = st.builds(
    lambda opening, end, lines: opening + end + "\n".join(lines),
    st.sampled_from(COUNTS),
    st.sampled_from(("：\n", "：\n\n", "：", "\n", "。\n", "，一是快：\n", "：甲：\n")),
    st.lists(
        st.builds(
            str.__add__, st.sampled_from(LINES), st.sampled_from(("甲", "乙。", "", "丙\n", "三种情况："))
        )
        | st.sampled_from(("", "丁", "以上三点")),
        max_size=10,
    ),
)
TEXTS = st.one_of(
    LISTS,
    st.lists(st.sampled_from(PARTS), max_size=30).map("".join),
    st.builds(
        lambda text, place, part: text[: place % (len(text) + 1)] + part + text[place % (len(text) + 1) :],
        st.sampled_from(EXAMPLES),
        st.integers(0, 10_000),
        st.sampled_from(PARTS),
    ),
)


def scanned(texts: list[str]) -> list[Document]:
    documents = [Document(text) for text in texts]
    for document, scan in zip(documents, SCANNER.scan(texts), strict=True):
        document.attach(scan)
    return documents


def tells(document: Document) -> bool:
    """What the gate asks, of all counts of a text."""
    text, every = document.folded, document.view(written).claims
    return bool(
        document.view(briefs)
        or document.view(digits)
        or differ(text, document.view(pointed))
        or differ(text, every)
        or _opens(text, _Suspects(every, every, every))
        or any(contradiction(text, claim) or _bulleted(text, claim) or _asks(text, claim) for claim in every)
    )


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_count_passes_that_deserves_a_look(texts: list[str]) -> None:
    documents = scanned(texts)
    assert documents[0].scan.batch is not None
    awake = counting(documents[0].scan.batch)
    for number, document in enumerate(documents):
        if tells(document):
            assert number in awake
            assert telling(document)


def test_an_ordinary_count_wakes_nobody() -> None:
    (document,) = scanned(["村里有三个孩子，两条路。第三项也做完了。"])
    assert document.scan.batch is not None
    assert not counting(document.scan.batch)


def test_a_list_as_long_as_its_count_wakes_nobody() -> None:
    texts = [
        "有两种办法：\n\n- 甲\n- 乙\n\n完。",
        "有三种办法：\n* 快\n\n* 慢\n\n* 停\n",
        "有两种办法：\n\n1. 甲\n2. 乙\n\n有四种颜色：\n\n1. 红\n2. 橙\n3. 黄\n4. 绿\n",
        "分下列二类：\n 一、甲\n 二、乙\n完。",
    ]
    documents = scanned(texts)
    assert documents[0].scan.batch is not None
    assert not counting(documents[0].scan.batch)


def test_ordinals_are_a_list_where_they_may_be_more_or_fewer() -> None:
    texts = [
        "有两个原因。第一个原因是快，第二个原因是慢。",
        "有三个原因。第一个原因是快。",
        "有两个原因。第一个原因是快，第二个原因是慢，第三个原因是停。",
        "有三个原因。第一个原因是快，第二个原因是慢。",
    ]
    documents = scanned(texts)
    assert documents[0].scan.batch is not None
    assert set(documents[0].scan.batch.view(cues).beside) == {2, 3}


def test_a_list_of_another_length_wakes() -> None:
    texts = [
        "有两种办法：\n- 甲\n- 乙\n- 丙\n",
        "有四种办法：\n- 甲\n- 乙\n- 丙\n",
        "有两种办法：\n\n1. 甲\n2. 乙\n3. 丙\n",
        "分下列三类：\n 一、甲\n 二、乙\n完。",
        "以下九项：\n" + "".join(f"{number}. 甲\n" for number in range(1, 11)),
    ]
    documents = scanned(texts)
    assert documents[0].scan.batch is not None
    assert set(counting(documents[0].scan.batch)) == set(range(len(texts)))


def test_a_crowded_text_is_looked_at_as_a_whole() -> None:
    text = "两条路。" * 3000
    (document,) = scanned([f"{text}以下三项任务：\n- 甲\n- 乙\n"])
    assert document.scan.batch is not None
    assert list(counting(document.scan.batch)) == [0]
    assert telling(document) == tells(document)
