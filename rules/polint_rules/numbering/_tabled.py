"""Tabled: the columns of a table whose last row gives their totals, and where these are not the sums of what stands above.

A row is a line of cells between strokes or wide blanks (| 合计 | 9700 |, 合计　363　3,863). Columns that nobody adds up (shares,
means, prices a piece) and tables with totals of parts (小计) are left alone. All offsets are code points; all text is folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document

TABLED = (
    "|合计",
    "| 合计",
    "|总计",
    "| 总计",
    "|共计",
    "| 共计",
    "\n合计 ",
    "\n总计 ",
    "\n合计\t",
    "\n总计\t",
    "|**合计",
    "| **合计",
)
"""How the row of totals begins."""
ROWS = 60
"""Rows above a total that are looked at: a longer table is data."""
WIDEST = 400
"""Code points of the longest row."""
_NUMBER = lazy(r"\*{0,2}([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{1,4})?\*{0,2}$")
_RULE = lazy(r"[|:\- \t+=]*$")
_UNADDED = lazy(
    "率|比|均|%|单价|序号|编号|年份|年度|排名|名次|增[长幅]|得分|评分|指数|标准|每|最|累计|余额|单位|电话|日期|代码|年龄|温|次序|时间"
)
"""What heads a column that nobody adds up."""
_PARTIAL = lazy("小计|其中|平均|合计|总计|共计|上年|去年|同比|增减|占比|备注|略|…|\\.{3}|等")
"""What tells that rows hold one another, or that some are left out."""


class Column(NamedTuple):
    """A total that is not the sum of its column: where it stands, its value and the sum, in ten-thousandths; where
    the first and the last of its parts stand."""

    start: int
    end: int
    total: int
    found: int
    first: int
    last: int


def mismatches(document: Document) -> Iterator[Column]:
    """The totals of tables that are not the sums of their columns."""
    text = document.folded
    done = -1
    for place in document.hits(*TABLED):
        start = place + 1 if text[place] == "\n" else text.rfind("\n", max(0, place - WIDEST), place) + 1
        if start <= done or text[start:place].strip(" \t|"):
            continue
        done = start
        yield from _judged(text, start)


def _judged(text: str, start: int) -> Iterator[Column]:
    piped = text[start : start + 24].lstrip(" \t").startswith("|")
    totals = _cells(text, start, piped)
    rows: list[list[tuple[int, int]]] = []
    head: list[tuple[int, int]] = []
    line = start
    while line > 0 and len(rows) < ROWS:
        end = line - 1
        line = text.rfind("\n", max(0, end - WIDEST), end) + 1
        cells = _cells(text, line, piped)
        if _RULE.match(text, line, end):
            if not text[line:end].strip():
                break
            continue
        if len(cells) != len(totals):
            break
        if not any(_NUMBER.match(text, *cell) for cell in cells[1:]):
            head = cells
            break
        if _PARTIAL.search(text, line, end):
            return
        rows.append(cells)
    if len(rows) < 2 or len(rows) == ROWS:
        return
    right = 0
    wrong: list[Column] = []
    for index in range(1, len(totals)):
        column = _column(text, index, totals, rows, head)
        if column is None:
            continue
        if column.total == column.found:
            right += 1
        else:
            wrong.append(column)
    # Where more columns fail than agree, the rows are not what the totals are of.
    if len(wrong) == 1 or len(wrong) < right:
        yield from wrong


def _column(
    text: str,
    index: int,
    totals: list[tuple[int, int]],
    rows: list[list[tuple[int, int]]],
    head: list[tuple[int, int]],
) -> Column | None:
    if head and _UNADDED.search(text, *head[index]):
        return None
    total = _value(text, totals[index])
    parts = [_value(text, row[index]) for row in rows]
    if total is None or None in parts or not head:
        return None
    values = [part for part in parts if part is not None]
    found = sum(values)
    # 12.0, 11.0, 9.0 under 10.6: a mean; 1, 2, 3: the numbers of the rows.
    if min(values) <= total <= max(values) or abs(found - total) * 2 > max(found, total):
        return None
    return Column(*totals[index], total, found, rows[-1][index][0], rows[0][index][1])


def _value(text: str, cell: tuple[int, int]) -> int | None:
    match = _NUMBER.match(text, *cell)
    if match is None:
        return None
    return int(match[1].replace(",", "")) * 10_000 + int((match[2] or ".")[1:].ljust(4, "0"))


def _cells(text: str, start: int, piped: bool) -> list[tuple[int, int]]:
    """The cells of the row that begins at `start`, without the blanks about them."""
    end = text.find("\n", start, start + WIDEST)
    if end < 0:
        end = min(len(text), start + WIDEST)
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^|\n]+" if piped else r"[^ \t\n]+", text[start:end]):
        part = match[0]
        left = start + match.start() + len(part) - len(part.lstrip())
        right = start + match.start() + len(part.rstrip())
        if left < right:
            found.append((left, right))
        elif piped and match.start():
            found.append((left, left))
    return found
