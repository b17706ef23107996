"""duplicate/recurring-line."""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterator

from polint.corpus import CorpusRule, Digests, Place, Tie
from polint.document import Document
from polint.finding import Position
from polint.message import Text
from polint.rule import Option, right, wrong
from polint.spill import Table
from polint_rules.duplicate._line import compared

MANY = 50
"""Documents that are many whatever their share: one portal among a hundred in a large corpus."""
CONTEXT = 24
"""Code points on either side that are kept for the fingerprint."""
AT_HAND = 4 << 20
"""Bytes of keys that are counted together."""
SHOWN = 3
"""Other documents that one finding names."""


def _pages(first: str, last: str) -> tuple[str, ...]:
    """Four pages with this first and last line, for the examples."""
    titles = ("县里修了一座新桥", "村口种下一排柳树", "渡口换了一条大船", "学校添了三间教室")
    return tuple(f"{first}\n{title}\n{title}，大家都去看。\n{last}\n" for title in titles)


class RecurringLine(CorpusRule):
    """The same line across many documents."""

    id = "duplicate/recurring-line"
    version = 4
    severity = "warning"
    profile = "corpus"
    confidence = "medium"
    summary = Text("the same line across many documents", "许多文档中都出现的同一行")
    what = Text(
        "Finds lines that many documents have: the name of a portal, its menu, an imprint, a line that a scraper "
        "left. Looked at are the first and last eight lines of a document and a few short ones in between, folded "
        "and without punctuation. A line must stand in at least `documents` documents and in the share `share` of "
        "all (or in fifty); copies of one document count once. Numbered headings are left alone, and so are whole sentences, which "
        "laws and forms have in common, unless they speak of a site.",
        "查找许多文档共有的行：门户网站名称、菜单、版权信息、抓取残留。只看文档首尾各八行以及中间少数短行，折叠并去掉标点后比较。"
        "至少要有 documents 篇文档、占全部文档的 share 以上（或达到五十篇）才报告；同一文档的副本只算一次。"
        "带编号的标题不报；法规、表格共有的整句也不报，除非说的是网站本身。",
    )
    why = Text(
        "Such lines are not part of the text: they weigh on every statistic, and a model learns to end texts with "
        "a menu.",
        "这样的行不属于正文：它们影响一切统计，还会让模型学会用菜单结束文章。",
    )
    messages = {
        "recurs": Text("the same line stands in {count} documents", "这一行出现在 {count} 篇文档中"),
        "also": Text("here too", "这里也有"),
    }
    options = {
        "documents": Option(4, Text("the fewest documents that share a line", "共有同一行的最少文档数")),
        "share": Option(
            0.05, Text("the smallest share of all documents that do", "共有同一行的文档占全部文档的最小比例")
        ),
    }
    examples = (
        wrong(
            "⟦云溪县人民政府门户网站⟧\n书屋开门迎客\n城东的书屋今日开门。\n⟦主办：云溪县人民政府办公室⟧\n",
            others=_pages("云溪县人民政府门户网站", "主办：云溪县人民政府办公室"),
        ),
        wrong(
            "書屋開門迎客\n城東的書屋今日開門。\n⟦〔回首頁〕〔上一頁〕〔友善列印〕⟧\n",
            others=_pages("", "〔回首頁〕〔上一頁〕〔友善列印〕"),
        ),
        right(
            "云溪县人民政府门户网站\n书屋开门迎客\n城东的书屋今日开门。\n",
            others=_pages("云溪县人民政府门户网站", "")[:2],
        ),
        right(
            "书屋管理办法\n第一章　总则与适用范围\n本办法自公布之日起施行。\n",
            others=_pages("第一章　总则与适用范围", "本办法自公布之日起施行。"),
        ),
    )

    def map(self, document: Document) -> bytes | None:
        """A hash of the longest lines, by which copies are known; how many lines may recur, and a key of each; their places
        and what stands there, which are opened only where one recurs."""
        scan = document.scan
        keys, places, bodies, firsts = scan.texts.view(compared)
        number = scan.number
        first, end = firsts[number], firsts[number + 1]
        if first == end:
            return None
        text, own = document.text, places[12 * first : 12 * end]
        shown = "".join(
            [text[max(0, start - CONTEXT) : stop + CONTEXT] for start, stop, _ in _PLACE.iter_unpack(own)]
        ).encode("utf-8", "surrogatepass")
        head = bodies[8 * number : 8 * number + 8] + _COUNT.pack(end - first, len(text))
        return b"".join((head, keys[8 * first : 8 * end], own, shown))

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each line that recurs, in each document that has it."""
        share = min(MANY, math.ceil(float(self.settings["share"]) * len(digests)))
        fewest = max(int(self.settings["documents"]), share)
        recurring: dict[int, int] = {}
        for part in _pairs(digests):
            different = {part[place : place + 16] for place in range(0, len(part), 16)}
            for packed, count in Counter([pair[:8] for pair in different]).items():
                if count >= fewest:
                    recurring[int.from_bytes(packed, "little")] = count
        shown: dict[int, list[int]] = {}
        for ordinal, digest in digests if recurring else ():
            for key in _keys(digest)[1]:
                if (
                    key in recurring
                    and len(also := shown.setdefault(key, [])) <= SHOWN
                    and ordinal not in also
                ):
                    also.append(ordinal)
        for ordinal, digest in digests if recurring else ():
            keys = _keys(digest)[1]
            if recurring.keys().isdisjoint(keys):
                continue
            for key, one in zip(keys, _places(digest), strict=True):
                if key in recurring:
                    others = [(other, "also") for other in shown[key] if other != ordinal][:SHOWN]
                    yield self.tie(ordinal, "recurs", others, place=one, count=recurring[key])


_HEAD = struct.Struct("<QII")
_COUNT = struct.Struct("<II")
_PLACE = struct.Struct("<III")


def _pairs(digests: Digests) -> Iterator[bytes]:
    """The keys of all lines, each with the hash of the document's longest lines behind it, 8 bytes each: part by part, all
    of one key in one."""
    table: Table | None = None  # where there are many
    pairs = bytearray()
    for _, digest in digests:
        for place in range(_HEAD.size, _HEAD.size + 8 * _HEAD.unpack_from(digest)[1], 8):
            pairs += digest[place : place + 8]
            pairs += digest[:8]
        if len(pairs) > AT_HAND:
            if table is None:
                table = Table([("key", "<u8"), ("body", "<u8")], 1 << 64, 8 * len(digests))
            table.take(pairs)
            pairs = bytearray()
    if table is None:
        yield bytes(pairs)
        return
    table.take(pairs)
    for part in table.parts():
        yield part.tobytes()


def _keys(digest: bytes) -> tuple[int, tuple[int, ...]]:
    """The hash of the longest lines and the keys of those that may recur."""
    body, count, _ = _HEAD.unpack_from(digest)
    return body, struct.unpack_from(f"<{count}Q", digest, _HEAD.size)


def _places(digest: bytes) -> Iterator[Place]:
    """Where the lines stand that may recur, and what stands there."""
    _, count, size = _HEAD.unpack_from(digest)
    start = _HEAD.size + 8 * count
    text = digest[start + _PLACE.size * count :].decode("utf-8", "surrogatepass")
    at = 0
    for begin, end, line in _PLACE.iter_unpack(digest[start : start + _PLACE.size * count]):
        first, last = max(0, begin - CONTEXT), min(size, end + CONTEXT)
        part = text[at : at + last - first]
        at += last - first
        before = part[: begin - first]
        indent = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
        column = len(indent) + 1
        width = len(indent.encode("utf-8", "surrogatepass")) + 1
        own, after = part[begin - first : end - first], part[end - first :]
        yield Place(begin, Position(line, column, column, width), own, before, after)
