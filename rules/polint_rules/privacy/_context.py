"""What stands around a number: whether it is spoken of as an example or as something else than personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from polint.document import Document
from polint.pattern import lazy
from polint_rules.privacy._number import Numbers, numbers

_EXAMPLE = lazy(
    "示例|样例|例如|比如|举例|虚构|杜撰|测试|模拟|假设|仅用于说明|格式为|格式:|(?<![a-z.@])(?:example|sample|dummy|test)(?![a-z])"
)
_OTHER = lazy(
    "订单|单号|编号|流水|序号|序列|条码|运单|快递|货号|批号|版本|统一社会信用|税号|组织机构|注册号|登记号|图书|isbn|issn|qq|字第|第 ?$"
)


def digit_runs(document: Document) -> list[tuple[int, int]]:
    """The range of every run of six digits and more, half or full width."""
    found = _numbers(document)
    return found.runs if found is not None else []


def _numbers(document: Document) -> Numbers | None:
    scan = document.scan
    return scan.texts.view(numbers).get(scan.number)


def runs_of(document: Document, sizes: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Those of one of these sizes."""
    return (run for run in digit_runs(document) if run[1] - run[0] in sizes)


def grouped(document: Document) -> list[tuple[int, int]]:
    """The ranges around groups of three digits and more, with a space or a hyphen between two, in which a number in
    groups can stand; apart and ascending; a view."""
    own = _numbers(document)
    found: list[tuple[int, int]] = []
    for place in own.groups if own is not None else ():
        start, end = max(0, place - _REACH), min(len(document.text), place + _REACH)
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


_REACH = 32
"""Code points on either side that the longest number in groups has."""


def around(
    document: Document, pattern: re.Pattern[str], before: int, after: int, runs: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The matches of `pattern` in the folded text that touch one of `runs` of digits, and may begin `before` code points
    before it and end `after` behind it; ascending and apart."""
    folded = document.folded
    last = 0
    for start, end in runs:
        if start < last:
            continue
        for match in pattern.finditer(folded, max(last, start - before), min(len(folded), end + after)):
            last = match.end()
            yield match


def most_places(document: Document) -> int:
    """How many places are judged in one document: what holds more is a table, of which nobody reads the end."""
    return max(_MOST, len(document.text) // 100)


_MOST = 10_000


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
