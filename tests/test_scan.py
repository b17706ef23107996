"""The shared passes: one answer on every road, one class and one fold a code point, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polint.batch import count, count_any
from polint.character import CONTROL, NARROW, STOP, TRADITIONAL
from polint.document import Document
from polint.engine import Ruleset, check, check_batch
from polint.fold import SHARED
from polint.matcher import Matcher
from polint.plugin import Plugins
from polint.scan import Scanner

TRIGGERS = ("微信", "第", "qq", "日(五)", "加入", "a")
ANY_TEXT = st.text(
    st.one_of(
        st.characters(),  # everything, lone surrogates and planes beyond the first among it
        st.sampled_from("微信第ＱＱqqQ日（五）加入並并發发，。“”\n\r　𠮷\ud800\udc00\uffff\x00"),
    ),
    max_size=60,
)


SCANNER = Scanner(TRIGGERS, SHARED.tables)


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_a_batch_gives_what_each_text_gives_alone(texts: list[str]) -> None:
    assert SCANNER.scan(texts) == [SCANNER.scan([text])[0] for text in texts]


@given(ANY_TEXT)
def test_classes_and_fold_are_those_of_the_characters(text: str) -> None:
    document = Document(text)
    assert document.folded == SHARED.tables.fold_text(text)
    assert document.classes == b"".join(Document(char).classes for char in text)


@given(ANY_TEXT)
def test_one_class_and_one_fold_a_code_point(text: str) -> None:
    document = Document(text)
    assert len(document.classes) == len(document.folded) == len(text)


@given(ANY_TEXT)
def test_a_hit_is_where_the_trigger_stands_in_the_folded_text(text: str) -> None:
    (scan,) = SCANNER.scan([text])
    document = Document(text)
    document.attach(scan)
    for trigger in TRIGGERS:
        places = [i for i in range(len(text)) if document.folded.startswith(trigger, i)]
        assert list(document.hits(trigger)) == places


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_a_batch_knows_which_of_its_texts_have_something(texts: list[str]) -> None:
    scans = SCANNER.scan(texts)
    batch = scans[0].batch
    assert batch is not None
    for kind in (STOP, CONTROL, TRADITIONAL):
        assert list(batch.having(kind)) == [n for n, scan in enumerate(scans) if kind in scan.classes]
    for words in (frozenset(("微信", "qq")), frozenset(("a", "nowhere"))):
        assert batch.holding(words) == {n for n, scan in enumerate(scans) if words & scan.hits.keys()}


@given(ANY_TEXT)
def test_positions_agree_with_counting(text: str) -> None:
    document = Document(text)
    for offset in range(len(text) + 1):
        position = document.position(offset)
        before = text[:offset]
        line = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if before.endswith("\r") and text[offset : offset + 1] == "\n":
            continue  # inside CR LF: on the line that it ends
        assert position.line == len(line)
        assert position.column == len(line[-1]) + 1
        assert position.utf16 == len(line[-1].encode("utf-16-le", "surrogatepass")) // 2 + 1
        assert position.utf8 == len(line[-1].encode("utf-8", "surrogatepass")) + 1


RULESET = Ruleset([rule() for rule in Plugins().rules.values()])


@settings(deadline=None)  # the first text of a new machine has tables made
@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_no_rule_breaks_or_points_outside_and_batches_change_nothing(texts: list[str]) -> None:
    together = list(check_batch([Document(text) for text in texts], RULESET))
    for text, result in zip(texts, together, strict=True):
        assert result.faults == ()
        assert result.findings == check(Document(text), RULESET).findings
        for finding in result.findings:
            assert 0 <= finding.start <= finding.end <= len(text)
            if finding.fix is not None:
                ends = 0
                for edit in finding.fix.edits:
                    assert ends <= edit.start <= edit.end <= len(text)
                    ends = edit.end


def test_an_empty_text_is_checked_after_long_ones_as_before_them() -> None:
    assert check(Document("甲。\n" * 60_000), RULESET).faults == ()
    assert check(Document(""), RULESET).faults == ()


def test_the_narrow_character_is_told_from_what_it_stands_for() -> None:
    assert Document(NARROW).classes != Document("𠮷").classes


LITERALS = ("月", "关注", "关注公众", "公众号", "注公", "““", "“", "qq", "1900-", "1901-", "190", "一是")


@given(
    st.lists(
        st.sampled_from([*LITERALS, "公", "注", "1", "9", "0", "-", "\ue000", "x"]), min_size=1, max_size=60
    )
)
def test_every_occurrence_of_every_literal_is_found(parts: list[str]) -> None:
    text = "".join(parts)
    matcher = Matcher("\0".join(sorted(LITERALS)))
    found = [(hit >> 24, matcher.literals[hit & 0xFFFFFF]) for hit in matcher.find(text.encode("utf-16-le"))]
    expected = [
        (end, literal) for end in range(len(text) + 1) for literal in LITERALS if text[:end].endswith(literal)
    ]
    assert sorted(found) == sorted(expected)
    assert [end for end, _ in found] == sorted(end for end, _ in found)


def test_a_text_made_of_triggers_is_scanned_as_any_other() -> None:
    scanner = Scanner(LITERALS, SHARED.tables)
    calm, dense = "晨雾散去，渡口开船。" * 3000, "关注公众号“" * 20_000
    (scan,) = scanner.scan([dense])
    assert {literal: len(places) for literal, places in scan.hits.items()} == dict.fromkeys(
        ("关注", "关注公众", "公众号", "注公", "“"), 20_000
    )
    first, second, third = scanner.scan([calm, dense, calm + "一是"])
    assert (first.hits, second.hits) == ({}, scan.hits)
    assert third.hits == {"一是": [len(calm)]}


def test_a_lexicon_of_forty_thousand_words() -> None:
    words = [chr(0x4E00 + first) + chr(0x4E00 + second) for first in range(200) for second in range(200)]
    matcher = Matcher("\0".join(words))
    hits = matcher.find((words[0] + "\ue000" + words[-1]).encode("utf-16-le"))
    found = {(matcher.literals[hit & 0xFFFFFF], hit >> 24) for hit in hits}
    assert {(words[0], 2), (words[-1], 5)} <= found


def test_lines_and_astral_characters_of_large_texts_are_those_of_small_ones() -> None:
    large = "山\n\n𠀀水" * 6_000
    for texts in (
        ["短\n文", large, "", f"{large}\n", f"\n{large}", "字" * 30_000],
        [large],
        ["\n" * 30_000],
        [f"{large}\r\n{large}", large],
    ):
        documents = [Document(text) for text in texts]
        for document, scan in zip(documents, Scanner((), SHARED.tables).scan(texts), strict=True):
            document.attach(scan)
        for document in documents:
            alone = Document(document.text)  # no scan: by Python
            assert document.line_starts == alone.line_starts
            assert document.line_count == alone.line_count
            for offset in (0, len(document.text) * 2 // 3, len(document.text)):
                assert document.line_at(offset) == alone.line_at(offset)
                assert document.line_span(offset) == alone.line_span(offset)
                assert document.position(offset) == alone.position(offset)


@given(st.text("一a。の", max_size=30))
def test_classes_are_counted(text: str) -> None:
    classes = Document(text * 2_000).classes
    assert count(classes, b"z") == classes.count(b"z") == count_any(classes, b"z")
    assert count_any(classes, b"zl") == count(classes, b"z") + count(classes, b"l")
    assert count_any(classes, b"") == 0


def test_a_list_that_is_kept_is_that_of_its_own_matcher_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    first, second = Matcher("加入\0微信\0第"), Matcher("qq\0加入\0微信")

    def listed(matcher: Matcher, key: bytes, *literals: str) -> list[bool]:
        return [flag == 1 for flag in matcher.listed("test-1", key, lambda: frozenset(literals))]

    assert listed(first, b"a", "微信", "不在") == [False, True, False]
    assert listed(first, b"a", "第") == [False, True, False]  # it is kept
    assert listed(first, b"b", "第") == [False, False, True]
    assert listed(second, b"a", "微信", "龘") == [False, False, True]


def test_damaged_tables_are_made_anew_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    units = "今日停航".encode("utf-16-le")
    sound = Matcher("停航").find(units)
    (kept,) = tmp_path.rglob("triggers-*.bin")
    content = kept.read_bytes()
    kept.write_bytes(content[: len(content) // 2])
    assert Matcher("停航").find(units) == sound != []
    assert kept.read_bytes() == content


def test_of_a_text_in_which_something_holds_no_further_place_is_asked() -> None:
    batch = Scanner(("甲",), SHARED.tables).scan(["甲甲乙甲", "乙", "甲甲"])[0].texts
    asked: list[int] = []

    def holds(end: int) -> bool:
        asked.append(end)
        return end > 1

    places = batch.places(frozenset("甲"))
    assert batch.texts_where(places, holds) == {0, 2}
    assert asked == [places[0], places[1], places[3]]


@given(st.lists(st.text(st.sampled_from("月年a，。\uffff𠮷😀 \n"), max_size=80), min_size=1, max_size=4))
def test_what_a_batch_knows_of_its_characters_is_what_counting_says(texts: list[str]) -> None:
    for text, scan in zip(texts, Scanner((), SHARED.tables).scan(texts), strict=True):
        batch = scan.texts
        assert batch.astral(scan.number) == [place for place, char in enumerate(text) if char > "\uffff"]
        for char in "月，":
            assert batch.often_written(char, *batch.spans[scan.number]) == text.count(char)
            whole = Document(text)
            whole.attach(scan)
            assert whole.often(char) == text.count(char)
            assert whole.often(char, 3, 9) == text.count(char, 3, 9)
            assert Document(text).often(char, 3, 9) == text.count(char, 3, 9)
            assert batch.often_folded(scan.number, char) == Document(text).folded.count(char)
        for kind in set(scan.classes):
            assert not batch.lacks(bytes([kind]))
            document = Document(text)
            document.attach(scan)
            assert document.count(bytes([kind])) == scan.classes.count(kind)


def test_a_class_that_is_not_there_is_lacking() -> None:
    batch = Scanner((), SHARED.tables).scan(["月下"])[0].texts
    assert batch.lacks(b"d")
    assert list(batch.having(b"d")) == []
