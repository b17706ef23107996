"""A house's own words: what a lexicon may say, and what is made of it."""

from __future__ import annotations

import pytest

from polint.document import Document
from polint.engine import Ruleset, check
from polint.lexicon import LexiconError, parse
from polint_rules.typo.fixed_expression import FixedExpression
from polint_rules.typo.lexicon import LexiconRule


def found(table: dict[str, object], text: str) -> list[tuple[str, str | None]]:
    result = check(Document(text), Ruleset([LexiconRule({"terms": table})]))
    assert result.faults == ()
    return [(f.text, f.fix.edits[0].insert if f.fix else None) for f in result.findings]


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ({"preferred": {"app": "应用"}}, "下载APP后打开apple商店。", [("APP", "应用")]),
        ({"preferred": {"教育部": "中华人民共和国教育部"}}, "中华人民共和国教育部发布通知。", []),
        ({"preferred": {"教育部": "中华人民共和国教育部"}}, "教育部发布通知。", [("教育部", "中华人民共和国教育部")]),
        ({"forbidden": {"第一": ""}}, "本店第一。", [("第一", None)]),
        ({"term": [{"wrong": "第一", "except": ["第一章"]}]}, "第一章，天下第一。", [("第一", None)]),
        ({"term": [{"wrong": ["WiFi", "WIFI"], "right": "Wi-Fi", "exact": True}]}, "WiFi、wifi、Wi-Fi", [("WiFi", "Wi-Fi")]),
        ({"names": ["欧阳修远"]}, "记者欧阳休远报道。", [("欧阳休远", "修")]),
        ({"names": ["歐陽修遠"]}, "記者歐陽修遠報道。", []),
    ],
)  # fmt: skip
def test_entries(table: dict[str, object], text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(table, text) == expected


@pytest.mark.parametrize(
    "table",
    [
        {"name": ["x"]},
        {"names": "x"},
        {"names": [""]},
        {"preferred": {"x": 1}},
        {"forbidden": ["x"]},
        {"term": [{"right": "x"}]},
        {"term": [{"wrong": "x", "because": "y"}]},
        {"term": {"wrong": "x"}},
    ],
)
def test_what_is_wrong_is_said(table: dict[str, object]) -> None:
    with pytest.raises(LexiconError):
        parse(table)


def test_a_phrase_is_quoted_as_the_text_writes_it() -> None:
    result = check(Document("先生愛念「春蠶到死絲方盡，蠟炬成灰淚使乾」。"), Ruleset([FixedExpression()]))
    (finding,) = result.findings
    assert finding.message.arguments["whole"] == "春蠶到死絲方盡，蠟炬成灰淚始乾"
