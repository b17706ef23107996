"""The fold is one code point for one, on both roads to it."""

from __future__ import annotations

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner


def test_full_width_forms_become_half_width() -> None:
    assert Document("（第３條，Ａ！～）").folded == "(第3条,a!~)"


def test_every_code_point_folds_to_one() -> None:
    chars = "".join(map(chr, range(0x10000)))
    folded = SHARED.tables.fold_text(chars)
    assert len(folded) == 0x10000
    assert SHARED.tables.fold_text(chars[:0xFFFF] + "𠮷") == folded


class Written(str):
    """A text of a class of its own, as other libraries make them."""


def test_a_text_may_be_of_a_class_of_its_own() -> None:
    assert Document(Written("Ａ")).folded == "a"
    texts = [Written("加ＱＱ"), Written("𠮷")]
    assert [scan.hits for scan in Scanner(("qq",), SHARED.tables).scan(texts)] == [{"qq": [1]}, {}]


def test_triggers_may_hold_ascii() -> None:
    scan = Scanner(("qq", "微信", "日(五)"), SHARED.tables).scan(["加ＱＱ或微信，7日（五）"])[0]
    assert scan.hits == {"qq": [1], "微信": [4], "日(五)": [8]}
