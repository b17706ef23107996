"""The fold is one code point for one, on both roads to it."""

from __future__ import annotations

from polint.document import Document
from polint.fold import SHARED
from polint.scan import Scanner


def test_full_width_forms_become_half_width() -> None:
    assert Document("（第３條，Ａ！～）").folded == "(第3条,a!~)"


def test_the_table_has_a_place_for_every_code_point() -> None:
    assert len(SHARED.tables.fold) == 0x10000


def test_triggers_may_hold_ascii() -> None:
    scan = Scanner(("qq", "微信", "日(五)"), SHARED.tables).scan(["加ＱＱ或微信，7日（五）"])[0]
    assert scan.hits == {"qq": [1], "微信": [4], "日(五)": [8]}
