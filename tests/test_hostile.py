"""Texts that somebody made to keep the linter busy: the work goes by their length, and stops where it is of no use.
What is counted is work: calls, and code points looked at; benchmarks/hostile.py measures time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from polint.batch import Batch
from polint.config import Config
from polint.document import Document
from polint.engine import ENOUGH, Ruleset, check, check_batch
from polint.fold import SHARED
from polint.phrase import PhraseRule
from polint.phrasebook import Tried
from polint.plugin import Plugins
from polint.rule import Rule
from polint.scan import Scanner
from polint_rules._phrases import book
from polint_rules.boilerplate import markup
from polint_rules.duplicate.merged import MOST_PARTS, Merged
from polint_rules.numbering import _heads, _outline
from polint_rules.numbering._marker import Reading, read
from polint_rules.numbering.count_mismatch import CountMismatch
from polint_rules.numbering.empty_item import EmptyItem
from polint_rules.punctuation.unbalanced import Unbalanced
from polint_rules.typo.common_error import CommonError


class Watched(str):
    """A text that counts how many of its code points are looked for something."""

    looked = 0

    def rfind(self, sub: str, start: Any = 0, end: Any = None) -> int:  # type: ignore[override]
        place = super().rfind(sub, start, len(self) if end is None else end)
        self.looked += min(len(self) if end is None else end, len(self)) - max(start, place)
        return place


def calls(function: Callable[..., Any], run: Callable[[], object]) -> int:
    """How often `function` is called by `run`."""
    code, count = function.__code__, 0

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is code

    sys.setprofile(watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def checked(text: str, *rules: type[Rule]) -> Callable[[], object]:
    """A check of `text` with some rules."""
    return lambda: check(Document(text), Ruleset([rule() for rule in rules]))


def test_words_of_one_long_line_are_not_looked_for_from_its_beginning() -> None:
    text = Watched("再接再励，迫不急待，甘败下风，" * 300)
    result = check(Document(text), Ruleset([CommonError()]))
    assert len(result.findings) + result.findings[-1].omitted == 900
    assert text.looked < 200 * 900
    assert calls(CommonError.draft, checked("再接再励，迫不急待，" * ENOUGH, CommonError)) == ENOUGH + 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("首先，其次，再次，最后，第一，第二，第三，", EmptyItem),
        ("共五章。\n第一章 总则\n", CountMismatch),
    ],
)
def test_of_a_text_of_nothing_but_markers_few_are_read(
    text: str, rule: type[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    text *= 20_000
    asked = []

    def counting(marker: str) -> Reading | None:
        asked.append(marker)
        return read(marker)

    monkeypatch.setattr(_outline, "read", counting)
    checked(text, rule)()
    assert 0 < len(asked) < 2 * _outline.most_markers(len(text))


def test_a_text_of_nothing_but_markers_has_no_outline() -> None:
    assert _outline.outline_of(Document("第一章 总则\n" * 12_000)).items == ()
    assert len(_outline.outline_of(Document("第一章 总则\n" * 6_000)).items) == 6_000


def test_of_a_text_of_tags_a_few_are_read() -> None:
    assert calls(markup._at, checked("<div>&nbsp;文</div>" * 5_000, markup.Markup)) <= markup.MOST


def test_lonely_marks_are_told_until_there_are_enough() -> None:
    text = "《办法，（试行，「加强，" * 2 * ENOUGH
    (*_, last) = check(Document(text), Ruleset([Unbalanced()])).findings
    assert last.omitted > ENOUGH
    assert calls(Unbalanced.draft, checked(text, Unbalanced)) <= ENOUGH + 1


def test_parts_of_a_compilation_are_counted_up_to_a_limit() -> None:
    (found,) = check(Document("篇一：总结\n今天下雨。\n" * 2 * MOST_PARTS), Ruleset([Merged()])).findings
    assert str(MOST_PARTS) in found.message.render("en")


def test_unusual_markers_at_line_starts_are_read_up_to_a_limit() -> None:
    batch = batch_of("\n".join(f"项目{n % 900}" for n in range(20_000)))
    assert len(_heads.heads(batch).rows[0]) == 12 * _heads.MOST  # bytes a row


def test_of_a_text_of_advertisements_the_first_places_are_looked_at() -> None:
    hostile, usual = (
        "加微信扫码关注公众号QQ：10001 " * 5_000,
        "春天来了。" * 40 + "\n欢迎添加微信号 lele2026 咨询\n",
    )
    rules = Config(select=("ads/contact", "ads/qr-prompt")).ruleset(Plugins().rules.values())
    scans = rules.scanner.scan([hostile, usual])
    batch = scans[0].batch
    assert batch is not None
    found = book().told(batch)
    assert list(found.dense) == [0]
    assert list(found.found) == [1]
    assert found.rules["ads/contact"] == {0, 1}

    def run() -> None:
        one, other = (result.findings for result in check_batch([Document(hostile), Document(usual)], rules))
        assert {finding.rule for finding in one} == {"ads/qr-prompt"}
        assert [finding.rule for finding in other] == ["ads/contact"]

    assert len(scans[0].hits["微信"]) == 5_000
    assert calls(Tried.again, run) < 5_000
    assert calls(PhraseRule.matches, run) < 100


def batch_of(text: str) -> Batch:
    """A batch of one text."""
    batch = Scanner((), SHARED.tables).scan([text])[0].batch
    assert batch is not None
    return batch
