"""privacy/: numbers that are personal data and numbers that only look like it."""

from __future__ import annotations

import pytest

from polint.document import Document
from polint.engine import Ruleset, check
from polint.plugin import Plugins

RULES = {name: rule for name, rule in Plugins().rules.items() if name.startswith("privacy/")}

PERSONAL = [
    ("客戶來電表示信用卡號 4539 1488 0343 6467 遭盜刷，請協助掛失。", "privacy/bank-card"),
    ("请把货款打到我的卡上：6217 0000 0000 0000 020，收到后发货。", "privacy/bank-card"),
    ("本人身分證字號F200000008，委託他人代辦戶籍謄本。", "privacy/id-number"),
    ("申請人香港身份證號碼A123456(3)，住址略。", "privacy/id-number"),
    ("失主電話 9000 0002，請拾獲者聯絡。", "privacy/phone"),
    ("家长微信同号：139-0000-0003", "privacy/phone"),
    ("电话号码：１３９００００００３１", "privacy/phone"),
    ("停在楼下的粤B·00002车主，请速挪车。", "privacy/plate"),
    ("通行证号码C00000002，请核对。", "privacy/passport"),
]
IMPERSONAL = [
    "统一社会信用代码91110108MA00000000，注册地址略。",
    "全书共13900000001字。",
    "快递单号6222000000000000012正在派送。",
    "客服热线400-000-0002，举报电话12345。",
    "訂單編號 0900000001 已出貨。",
    "內政部台內民字第 0920000001 號令訂定發布。",
    "请联系 service@company.example 或访问首页。",
    "川A级、粤Y版、京B股市场今日收盘。",
]


@pytest.mark.parametrize(("text", "name"), PERSONAL)
def test_personal_data_is_found(text: str, name: str) -> None:
    found = check(Document(text), Ruleset([rule() for rule in RULES.values()])).findings
    assert [finding.rule for finding in found] == [name]


@pytest.mark.parametrize("text", IMPERSONAL)
def test_other_numbers_are_not(text: str) -> None:
    assert not check(Document(text), Ruleset([rule() for rule in RULES.values()])).findings


def test_every_privacy_rule_is_private() -> None:
    assert RULES
    assert all(rule.private for rule in RULES.values())
