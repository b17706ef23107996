"""Scripts: mixed variants and conversion errors on text that is easy to get wrong."""

from __future__ import annotations

import json
import re

import pytest
from helpers import SHARED, needs_shared

from polint.document import Document
from polint.engine import Ruleset, check
from polint_rules.script.conversion_error import ConversionError
from polint_rules.script.mixed_variants import MixedVariants

RULES = Ruleset([ConversionError(), MixedVariants()])


def found(text: str) -> list[tuple[str, str]]:
    result = check(Document(text), RULES)
    assert result.faults == ()
    return [(f.text, str(f.message.arguments.get("right", ""))) for f in result.findings]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("校長在會上總結了本學期的工作，并對下一步作出安排。", [("并", "並")]),
        ("兩個單位合并辦公，出席并致詞的有三位。", [("合并", "合併"), ("并", "並")]),
        ("她把頭發紮起來，在店裡理發。", [("頭發", "頭髮"), ("理發", "理髮")]),
        ("會議提出市場準入的條件，嚴禁乾預經營。", [("準入", "准入"), ("乾預", "干預")]),
        ("院子裡有棵鬆樹，離車站三公裏。", [("鬆樹", "松樹"), ("公裏", "公里")]),
        ("他隻是說了幾句，過了三十分鍾就迴家了。", [("隻是", "只是"), ("分鍾", "分鐘"), ("迴家", "回家")]),
        ("盒子裏麵有兩只貓。", [("裏麵", "裏面"), ("只", "")]),
        ("這份文件可以復制，內容並不覆雜。", [("復制", "複製"), ("覆雜", "複雜")]),
        ("學校與家長保持关系，学生很高興。", [("关系", "關係"), ("学", "學")]),
    ],
)
def test_what_is_wrong_and_what_it_should_be(text: str, pairs: list[tuple[str, str]]) -> None:
    said = found(text)
    for wrong, right in pairs:
        assert any(wrong in word and right in meant for word, meant in said), said
    assert len(said) == len(pairs), said


@pytest.mark.parametrize(
    "text",
    [
        "皇后與太后同席，后羿射日的故事由王后親自講給孩子們聽。",
        "若干年前的干支紀年與天干地支，和干涉、干戈、干擾並不相干。",
        "本案業經核准，准許延期，並以原標準為準，應於限期內準備。",
        "里長說，鄰里間相距三公里，山裡的孩子走三里路上學。",
        "北斗七星高掛，漏斗旁的斗笠是祖父留下的，他鬥志不減。",
        "范仲淹與余光中的文章，周先生與于女士各讀了一遍。",
        "山谷裡種穀，丑時下班，樣子並不醜；松樹下泥土鬆軟。",
        "中文系的系統分類，與學生會的關係，聯繫人名單如下。",
        "雜誌與同志、意志、方志各有所指，縣誌亦可作縣志。",
        "一只時光盒埋在樹下，洞口只剩半截鐵軌。",
        "臺北與台中、週一與周一、佈告與布告、佔地與占地並見於一文。",
        "經理發現後，派人到出版社會見作者，並將發還的資料整理發表。",
        "混合並配對之後，有關係所的名單，由系所自行公布。",
        "夫妻財產制契約登記，應於期限內向登記處聲請。",
        "香港嘅茶餐廳好多人，佢哋成日都唔記得帶銀包，揾咗好耐。",
        "駅弁当を食べながら、学校の図書館で日本の歴史を読んでいます。",
        "韓國漢字「學校」與日文「学校」寫法不同。",
        "The word 国(國) and 学/學 are listed in the glossary of 漢字。",
        "他在信中引用魯迅的話：「其实地上本没有路」，然後擱筆。",
        "乾隆年间，姓於的官员在瞭望台上弹琴，宫商角徵羽，声闻数里。",
        "台風穩健的主持人拿起麥克風，介紹颱風動態。",
    ],
)
def test_what_is_right(text: str) -> None:
    assert found(text) == []


def test_a_document_in_two_scripts_is_left_alone() -> None:
    lines = [
        "歡迎使用本系統，請先註冊帳號並設定密碼。",
        "欢迎使用本系统，请先注册账号并设置密码。",
        "如有問題請聯絡客服人員，我們會儘快回覆。",
        "如有问题请联系客服人员，我们会尽快回复。",
    ]
    assert found("\n\n".join(lines)) == []


def test_pinyin_that_a_converter_left_behind() -> None:
    text = "公共服務(wù)的體(tǐ)系不斷完善，人民群眾的滿意度有了很大提升。"
    assert [word for word, _ in found(text)] == ["(wù)", "(tǐ)"]
    assert found("這個「長（zhǎng）」字，老師請同學們各造一個句子，寫在練習簿上。") == []


def test_a_paragraph_pasted_into_a_document_of_the_other_script() -> None:
    own = "圖書館下週起延長開放時間，讀者可憑證件入館，請愛惜書籍並保持安靜。"
    assert found("\n".join([own, own, "学生们对这个结果都很满意，希望还有机会参加。", own])) != []


def cases() -> list[dict[str, object]]:
    text = (SHARED / "data/convert/opencc-testcases.json").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("//"))
    cases: list[dict[str, object]] = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return cases


@needs_shared
def test_what_a_good_converter_wrote_is_right() -> None:
    texts = [
        text
        for case in cases()
        for kind, text in case["expected"].items()  # type: ignore[attr-defined]
        if kind.startswith("s2")
    ]
    wrong = [text for text in texts if found(text)]
    assert len(wrong) <= 0.03 * len(texts), wrong


@needs_shared
def test_simplified_text_pasted_into_traditional_is_found() -> None:
    before = "昨天的會議討論了圖書館的開放時間與經費，館長說明了新學年的計畫，並請各組於月底前提出報告。"
    after = "她說，學生們對這個結果都很滿意，希望以後還有機會參加這樣的活動，也願意擔任義工。"
    pasted = [
        str(case["input"])
        for case in cases()
        if case["expected"].get("s2t", case["input"]) != case["input"]  # type: ignore[attr-defined]
    ]
    missed = [text for text in pasted if not found(before + text + after)]
    assert len(missed) <= 0.05 * len(pasted), missed
