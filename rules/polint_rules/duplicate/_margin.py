"""Margin: the lines among which a header, a footer or what a scraper left is looked for.

They are picked for all texts of a batch at once, by what can be told from counts and single characters; what remains
is a few lines a text.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from polint.character import CONTROL, HAN_SET, IDEOGRAPHIC_SPACE, ODD_SPACE, TAB
from polint.named import NamedTuple
from polint_rules._row import line_walls
from polint_rules.duplicate._among import among

if TYPE_CHECKING:
    from polint.batch import Batch

MARGIN = 8
"""Lines at the beginning and at the end of a document among which headers and footers are looked for."""
LONGEST = 80
"""Code points of a line that may recur: what is longer is a paragraph."""
LETTERS = 6
"""Han characters, letters and digits that a line has at least."""
HAN = 4
"""Han characters among them."""
LONG_LINES = 3
"""The longest lines of a document, which tell it from others that share its header and footer."""
SITE = (
    "版权", "转载", "关注", "扫码", "扫一扫", "微信", "网站", "本站", "客服", "下载", "技术支持", "免责", "点击", "首页", "登录", "注册",
    "收藏", "编辑部", "来源", "投稿", "联系我们", "公众号",
)  # fmt: skip
"""What a whole sentence must speak of to be a site's and not the text's."""
STOPS = "。!?;:,"

_INDENTED = 8
_NO_LINES = "#<|"
_BLANK = b" \r\n" + TAB + IDEOGRAPHIC_SPACE + ODD_SPACE + CONTROL


class Margins(NamedTuple):
    """Of one text: lines that may recur (range, whether it lies between the margins), and its longest lines (range),
    the longest last. In code points of the text; white space may remain at either end."""

    lines: list[tuple[int, int, bool]]
    longest: list[tuple[int, int]]


@functools.cache
def _tables() -> tuple[Any, Any, Any]:
    import numpy

    blank = numpy.zeros(256, numpy.bool_)
    blank[list(_BLANK)] = True
    last = numpy.zeros(0x10000, numpy.bool_)
    last[[ord(sign) for sign in STOPS]] = True
    pair = numpy.zeros(0x10000, numpy.uint8)
    for word in SITE:
        pair[ord(word[0])] |= 1
        pair[ord(word[1])] |= 2
    return blank, last, pair


def margins(batch: Batch) -> list[Margins]:
    """The margins of each text of a batch."""
    import numpy

    blank, last, pair = _tables()
    classes = numpy.frombuffer(batch.classes, numpy.uint8)
    codes = numpy.frombuffer(batch.folded_units, numpy.dtype("<u2"))
    firsts = numpy.array(batch.starts, numpy.int64)
    found = [Margins([], []) for _ in batch.starts]
    lines = numpy.frombuffer(batch.view(line_walls), "<i4").astype(numpy.int64)
    starts, ends = lines[:-1] + 1, lines[1:]
    full = ends > starts
    starts, ends = starts[full], ends[full]
    for _ in range(_INDENTED):
        fore, back = (
            blank[classes[starts]] & (ends - starts > 1),
            blank[classes[ends - 1]] & (ends - starts > 1),
        )
        if not (fore.any() or back.any()):
            break
        starts += fore
        ends -= back & (ends - starts > 1)
    full = ~blank[classes[starts]]
    starts, ends = starts[full], ends[full]
    if not len(starts):
        return found
    bounds = numpy.append(starts.searchsorted(firsts), len(starts))
    counts = numpy.diff(bounds)
    owners = numpy.repeat(numpy.arange(len(firsts)), counts)
    rank = numpy.arange(len(starts)) - bounds[owners]
    between = (rank >= MARGIN) & (rank < counts[owners] - MARGIN)
    sizes = ends - starts
    amounts = numpy.concatenate(([0], numpy.cumsum(among(classes, HAN_SET), dtype=numpy.int32)))
    kept = (sizes >= LETTERS) & (sizes <= LONGEST) & (amounts[ends] - amounts[starts] >= HAN)
    opening = codes[starts]
    for sign in _NO_LINES:
        kept &= opening != ord(sign)
    kinds = pair.take(codes.astype(numpy.intp), mode="clip")
    spoken = numpy.flatnonzero((kinds[:-1] & 1).astype(numpy.bool_) & (kinds[1:] >= 2))
    speaks = numpy.append(spoken, len(codes))[spoken.searchsorted(starts)] < ends
    kept &= ~last[codes[ends - 1]] | speaks
    places = firsts[owners[kept]]
    rows = zip(
        owners[kept].tolist(),
        (starts[kept] - places).tolist(),
        (ends[kept] - places).tolist(),
        between[kept].tolist(),
        strict=True,
    )
    for number, start, end, inside in rows:
        found[number].lines.append((start, end, inside))
    # By text, size and place.
    packed = owners << 44 | numpy.minimum(sizes, 0xFFFFF) << 24 | numpy.arange(len(sizes)) & 0xFFFFFF
    packed.sort()
    order = packed & 0xFFFFFF
    for back in range(LONG_LINES, 0, -1):
        at = bounds[1:] - back
        numbers = numpy.flatnonzero(at >= bounds[:-1])
        index = order[at[numbers]]
        begin = firsts[numbers]
        for number, start, end in zip(
            numbers.tolist(), (starts[index] - begin).tolist(), (ends[index] - begin).tolist(), strict=True
        ):
            found[number].longest.append((start, end))
    return found
