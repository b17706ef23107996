"""What stands around a number: whether it is spoken of as an example or as something else than personal data."""

from __future__ import annotations

import re

from polint.document import Document

_EXAMPLE = re.compile(
    "示例|样例|例如|比如|举例|虚构|杜撰|测试|模拟|假设|仅用于说明|格式为|格式:|(?<![a-z.@])(?:example|sample|dummy|test)(?![a-z])"
)
_OTHER = re.compile(
    "订单|单号|编号|流水|序号|序列|条码|运单|快递|货号|批号|版本|统一社会信用|税号|组织机构|注册号|登记号|图书|isbn|issn|qq|字第|第 ?$"
)


def has_digits(document: Document, run: int) -> bool:
    """Whether so many digits, half or full width, stand together anywhere."""
    return b"d" * run in document.classes or b"\x88" * run in document.classes


def as_example(document: Document, start: int, end: int) -> bool:
    """Whether the words before or after say that the number is made up."""
    folded = document.folded
    return (
        _EXAMPLE.search(folded, max(0, start - 30), start) is not None
        or _EXAMPLE.search(folded, end, end + 16) is not None
    )


def as_other(document: Document, start: int) -> bool:
    """Whether the words before name an order, a serial number or the like."""
    return _OTHER.search(document.folded[max(0, start - 12) : start]) is not None


def stars(text: str, head: int, tail: int) -> str:
    """`text` with all but `head` characters at its start and `tail` at its end replaced by asterisks."""
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
