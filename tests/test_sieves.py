"""Sieves keep back no text in which a rule finds something: what they say of a batch changes no finding."""

from __future__ import annotations

import functools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polint import phrasesieve
from polint.batch import ByRule
from polint.config import Config
from polint.document import Document
from polint.engine import Ruleset, _named, check, check_batch
from polint.fold import Tables
from polint.plugin import Plugins
from polint.scan import Scanner

RULES = (
    "punctuation/direction", "punctuation/unbalanced", "truncation/hard-wrap", "truncation/mid-sentence",
    "encoding/line-endings", "script/conversion-error", "script/mixed-variants", "script/width",
    "script/homoglyph", "script/foreign-script", "typo/common-error", "typo/fixed-expression", "boilerplate/markup",
    "duplicate/paragraph", "numbering/skipped", "numbering/repeated", "encoding/mojibake", "punctuation/repeated",
    "quality/language", "quality/low-information", "quality/repetition",
)  # fmt: skip
PARTS = (
    "“", "”", "「", "」", "（", "）", "《", "》", "(", ")", '"', "\n", "\n\n", "\r\n", "，", "。", "、", "# ", "- ", "1. ", "（二）",
    "今年的收成比往年好得多", "技术人", "员到田间指导", "并按照", "因為", "展期至十二月底", "试读结束，登录后查看全文", "\x8c", "\U00020000",
    "游人络译不绝", "络绎不绝", "不绝于耳", "滿目瘡夷", "书藉", "覆蓋", "鱼贯而", "全心全意為人名服務", "全心全意为人民服务", "的宗旨",
    "中国特色社会主义", "星星之火，可以潦原", "党的十八精神", "最高人民检察院", "最高人民法", "2O24年", "二O一八年", "共l5000元", "A2O24b", "pаss",
    "Goog1e", "第—条", "施エ现场", "舒服の时候", "禁ж止", "のはなし", "안녕하세요",
    "他沿著河走", "皇後", "頭發", "務(wù)", "学校", "學校", "，", ",", "；", "：", "::", "！！！", "!", "は", "<br>", "**", "`", "&nbsp;", "三、", "第三条 ",
    "浣犲ソ", "鎴戜滑鍦", "鐨?", "浏览", "ï¼š", "é", "Ã", "ÎÒÃÇ", "ㄛ岆婓", "锘", "锟斤拷锟斤拷",
    "水車每天轉兩千圈，磨出的米粉送到三個村子。", "\uffff", "登录", "首页 ", "加微信", "vx：qingzhu88", "【打印】", "關閉視窗", "急用錢", "諮詢專線",
    "avx", " ", "当前位置：首页 > 正文", "👉",
)  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), min_size=1, max_size=4)


@functools.cache
def ruleset() -> Ruleset:
    return Config(select=RULES).ruleset(Plugins().rules.values())


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_a_batch_is_judged_as_its_texts_are(texts: list[str]) -> None:
    together = [result.findings for result in check_batch([Document(text) for text in texts], ruleset())]
    assert together == [check(Document(text), ruleset()).findings for text in texts]


def test_a_sieve_that_knows_the_limits_gives_way_to_those_that_somebody_sets() -> None:
    texts = {
        "quality/language": (
            "这是一座老桥 the old bridge 桥边有一家茶馆 and a tea house by the river",
            {"han": 0.9},
        ),
        "quality/low-information": ("秋天的山路。" * 40, {"length": 1_000}),
        "quality/repetition": (
            "风吹过麦田，麦浪一层又一层，麦浪一层又一层，麦浪一层又一层，远处传来歌声。",
            {"times": 3},
        ),
    }
    rules = {rule.id: rule for rule in Plugins().rules.values()}
    for name, (text, given_limits) in texts.items():
        document = Document(text)
        assert not check(document, Ruleset([rules[name]()])).findings
        assert [one.rule for one in check(document, Ruleset([rules[name](given_limits)])).findings] == [name]


ASKED_OF_HITS = (
    "date/conflict", "date/impossible", "numbering/dangling-reference", "numbering/name-drift", "numbering/sum",
    "truncation/missing-section", "typo/common-error", "typo/fixed-expression", "punctuation/repeated",
)  # fmt: skip
"""Rules whose sieves look at what stands about the triggers: their `check` asks nothing less than the sieve does."""


@pytest.mark.parametrize("name", ASKED_OF_HITS)
def test_no_text_is_kept_back_in_which_the_rule_finds_something(name: str) -> None:
    rule = next(kind for kind in Plugins().rules.values() if kind.id == name)()
    rules = Ruleset([rule])
    for texts in mixed([example.plain for example in rule.examples]):
        documents = [Document(text) for text in texts]
        for document, scan in zip(documents, rules.scanner.scan(texts), strict=True):
            document.attach(scan)
        woken = {number for _, numbers in rules.woken(documents, {}) for number in numbers}
        for number, document in enumerate(documents):
            assert number in woken or not list(rule.check(document)), document.text


PHRASES = tuple(
    rule for rule in Plugins().rules.values() if rule.sieve.endswith((":with_evidence", ":with_spam"))
)


@pytest.mark.parametrize("name", sorted(rule.id for rule in PHRASES))
def test_phrases_are_found_together_as_in_a_text_that_is_made_of_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rule,) = (rule for rule in PHRASES if rule.id == name)
    rules = Ruleset([rule()])
    texts = [example.plain for example in rule.examples]
    fillers = [
        "　今年的收成\xa0 ",
        "生产经营许可证",
        "首页 学校 生活 娱乐",
        "，上一页。",
        "二〇二四年，各地的学校都登录了",
        "。",
    ]
    batches = mixed([*texts, "\n".join(fillers), *("".join(fillers[n:]) for n in range(6))])
    together = [
        [result.findings for result in check_batch(list(map(Document, few)), rules)] for few in batches
    ]
    assert any(found for few in together for found in few)
    monkeypatch.setattr(phrasesieve, "DENSE", -1)
    monkeypatch.setattr(phrasesieve, "PART", 1_000_000)
    for few, found in zip(batches, together, strict=True):
        assert [result.findings for result in check_batch(list(map(Document, few)), rules)] == found


def mixed(texts: list[str]) -> list[list[str]]:
    """Batches of these texts, of two of them joined, and of texts made of their lines."""
    chance = random.Random(0)
    lines = [line for text in texts for line in text.split("\n")]
    batches = [texts, *([text] for text in texts)]
    for _ in range(40):
        batches.append(
            [
                chance.choice(("\n", "\r\n", "")).join(
                    chance.sample(lines, min(len(lines), chance.randint(1, 9)))
                )
                for _ in range(8)
            ]
        )
        batches.append(["\n".join(chance.sample(texts, 2)) for _ in range(8)])
    return batches


SIGNS = st.lists(
    st.sampled_from(("\n", "\n", "\n\n", "\r\n", "# ", "## ", "##### ", "#", "- ", "-", "* ", "+ ", "> ", "|", "::", ":::", "![", "!", "**", "](", "文", " ", "<", "```")),
    max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(SIGNS.map("".join), min_size=1, max_size=4))
def test_what_a_text_is_does_not_hang_on_its_batch(texts: list[str]) -> None:
    documents = [Document(text) for text in texts]
    for document, scan in zip(documents, Scanner((), Tables()).scan(texts), strict=True):
        document.attach(scan)
    assert [document.format for document in documents] == [Document(text).format for text in texts]


def test_a_sieve_that_needs_triggers_is_asked_wherever_it_can_let_a_text_pass() -> None:
    rules = [rule() for rule in Plugins().rules.values() if rule.by_triggers]
    made = Ruleset(rules)
    triggers = {rule.id: frozenset(made.scanner.tables.fold_all(rule.wakes_on)) for rule in rules}
    for texts in mixed([example.plain for rule in rules for example in rule.examples[:4]]):
        batch = made.scanner.scan(texts)[0].batch
        assert batch is not None
        for rule in rules:
            passed = batch.view(_named(rule.sieve))
            numbers = passed.texts.get(rule.id, ()) if isinstance(passed, ByRule) else passed
            assert set(numbers) <= batch.holding(triggers[rule.id])
