"""The notation of phrase rules, what it refuses, and packs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import polint_rules
from polint.document import Document
from polint.engine import Result, Ruleset, check, check_batch
from polint.fold import SHARED
from polint.notation import BadPattern, compile_pattern
from polint.phrase import PackError, load_pack, load_rules, read_rule
from polint.testing import failures_of

FOLD = SHARED.tables.fold_text
FILES = sorted(
    file for file in Path(polint_rules.__file__).parent.glob("*/*.toml") if not file.name.startswith("_")
)

GOOD = """
id = "house/slogan"
severity = "warning"
summary = { en = "a slogan", zh = "口号" }
what = { en = "Finds the slogan.", zh = "查找口号。" }
why = { en = "House style.", zh = "本刊体例。" }
message = { en = "a slogan ({evidence})", zh = "口号（{evidence}）" }
[lists]
thing = ["蟹黄包", "锅贴"]
[says]
praise = { en = "praise", zh = "夸赞" }
[[group]]
says = "praise"
points = 3
[group.patterns]
'舌尖上的~4{thing}' = "舌尖上的老街蟹黄包"
[[wrong]]
text = "清早的巷口已经排起了长队。\\n⟦舌尖上的锅贴，一口难忘⟧\\n老板从五点忙到现在。"
fixed = "清早的巷口已经排起了长队。\\n老板从五点忙到现在。"
[[wrong]]
text = "清早的巷口已經排起了長隊。⟦舌尖上的老街鍋貼⟧！老闆從五點忙到現在，手裡的鏟子沒有停過。"
[[right]]
text = "锅贴要用平底锅煎，煎到底面金黄。"
[[right]]
text = "他说这叫“舌尖上的锅贴”，大家都笑了。"
"""


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("扫码关注", "掃碼關注"),
        ("加(微信|扣扣)", "加扣扣"),
        ("长按~4二维码", "長按下方二維碼"),
        ("加'微信'".replace("'", '"'), "加微❤信"),
        ('"公众号"', "公 众 号"),
        ("来源 : 网友", "来源：　网友"),
        ("QQ:<digit 5-12>", "ＱＱ：５８２１３０７６"),
        ("官网(入口)?<url>", "官网www.abc.example"),
        ("致电客服<phone>", "致电客服0912-445-308"),
        ("发布时间:<date>", "发布时间：2024-05-06 10:20"),
        ("All Rights Reserved", "all rights reserved"),
    ],
)
def test_a_pattern_matches_both_scripts_and_widths(pattern: str, text: str) -> None:
    compiled = compile_pattern(pattern, {}, FOLD)
    match = re.search(compiled.expression, FOLD(text))
    assert match is not None
    assert any(word in FOLD(text) for word in compiled.triggers)
    assert match.end() - match.start() <= compiled.reach


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("加line咨询", "加online咨询"), ("长按~2二维码", "长按。二维码"), ("微信号码", "微 信号码")],
)
def test_a_pattern_does_not_match(pattern: str, text: str) -> None:
    assert re.search(compile_pattern(pattern, {}, FOLD).expression, FOLD(text)) is None


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "empty"),
        ("(扫码|", "missing"),
        ("扫码)", "has no"),
        ("扫码*?", "stands alone"),
        ("扫码{code}", "no list"),
        ("扫码<letters 2-5>", "no class"),
        ("扫码<digit 9-2>", "out of order"),
        ("扫码~", "greatest length"),
        ("扫^码", "ends of a pattern"),
        ("~5", "two characters"),
        ("我们", "not common"),
        ("扫码~90~90关注", "ways"),
        ("扫码<value 0-300><value 0-300>", "long"),
        ("((((((扫码))))))", "nested"),
    ],
)
def test_a_bad_or_slow_pattern_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(BadPattern, match=re.escape(why)):
        compile_pattern(pattern, {}, FOLD)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_pattern_is_found_in_its_own_text(file: Path) -> None:
    data = read_rule(file)  # raises where a pattern is not found in the text that stands beside it
    if data is not None:
        assert len(data["samples"]) == len(data["patterns"])


def test_there_are_at_least_300_patterns() -> None:
    assert sum(len(rule.phrases) for rule in load_rules(FILES)) >= 300


def test_a_pack_is_loaded_and_its_examples_hold(tmp_path: Path) -> None:
    (tmp_path / "slogan.toml").write_text(GOOD, encoding="utf-8")
    (rule,) = load_pack(tmp_path)
    assert rule.id == "house/slogan"
    assert failures_of([rule]) == []
    (finding,) = check(Document("清早。\n舌尖上的蟹黃包！\n中午。"), Ruleset([rule()])).findings
    assert finding.message.render("zh-Hans").startswith("口号（夸赞、独占一行")


def test_a_pack_that_is_changed_is_looked_for_as_it_is_now(tmp_path: Path) -> None:
    """What is asked of the places of triggers is kept, too."""
    wrong = Document("舌尖上的锅贴\n"), Document("指尖上的锅贴\n")
    for content, found in ((GOOD, [1, 0]), (GOOD.replace("舌尖上", "指尖上"), [0, 1])):
        (tmp_path / "slogan.toml").write_text(content, encoding="utf-8")
        (rule,) = load_pack(tmp_path)
        for _ in range(2):  # made, then read
            assert [len(result.findings) for result in check_batch(wrong, Ruleset([rule()]))] == found


def test_a_failing_example_is_told(tmp_path: Path) -> None:
    (tmp_path / "slogan.toml").write_text(GOOD.replace("锅贴要用平底锅煎", "舌尖上的锅贴"), encoding="utf-8")
    (failure,) = failures_of(load_pack(tmp_path))
    assert failure.rule == "house/slogan"
    assert failure.found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("'舌尖上的~4{thing}'", "'舌尖上的~4{food}'", 16),
        ("'舌尖上的~4{thing}'", "'舌尖上的~90~90{thing}'", 16),
        ('"舌尖上的老街蟹黄包"', '"老街蟹黄包"', 16),
        ("points = 3", "pionts = 3", 14),
        ('severity = "warning"', 'severity = "grave"', 3),
        ('id = "house/slogan"', "id = house", 2),
        ('severity = "warning"', 'confidence = "sure"', 3),
        ('severity = "warning"', 'threshold = "three"', 3),
        ('severity = "warning"', "version = 99999999999999999999", 3),
        ("points = 3", "points = 2.5", 14),
        ("points = 3", "cover = 7", 14),
        ("points = 3", "quoted = 1", 14),
        ("points = 3", 'near = "很"', 14),
        ('["蟹黄包", "锅贴"]', "[1]", 9),
        ('["蟹黄包", "锅贴"]', "[]", 9),
        ('"舌尖上的老街蟹黄包"', "5", 16),
        ('en = "praise", zh = "夸赞"', "en = 5", 11),
        ("（{evidence}）", "{", 7),
        ("({evidence})", "({evidense})", 7),
        (
            '[[wrong]]\ntext = "清早的巷口已经',
            "[[against]]\npattern = ['x']\n[[wrong]]\ntext = \"清早的巷口已经",
            18,
        ),
        ('[[wrong]]\ntext = "清早的巷口已经', '[against]\n[[wrong]]\ntext = "清早的巷口已经', 17),
        ("fixed =", "fxied =", 19),
        ("一口难忘⟧", "一口难忘", 18),
        ("⟦舌尖上的锅贴", "⟧舌尖上的锅贴⟦", 18),
        ("[[right]]\ntext = ", "[[right]]\ntext = 5 #", 18),
    ],
)
def test_a_bad_pack_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    file = tmp_path / "slogan.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(f"{file}:{line}:")):
        load_pack(tmp_path)


def test_an_empty_or_missing_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="holds no rule"):
        load_pack(tmp_path)
    with pytest.raises(PackError, match="no such pack"):
        load_pack(tmp_path / "nothing")


def test_a_trigger_does_not_reach_from_one_text_of_a_batch_into_the_next() -> None:
    ruleset = Ruleset(rule() for rule in load_rules(FILES))
    texts = ["联系方式：q", "q：30441297"]  # with an emoji between the letters it would be an account
    for result in check_batch([Document(text) for text in texts], ruleset):
        assert result == Result(())


def test_hostile_text_costs_no_more_than_in_proportion() -> None:
    ruleset = Ruleset(rule() for rule in load_rules(FILES))
    times = []
    for count in (2_000, 16_000):
        document = Document("加微信扫码关注公众号QQ：10001 " * count)
        start = time.process_time()
        check(document, ruleset)
        times.append(time.process_time() - start)
    assert times[1] < 24 * times[0]
