"""duplicate/recurring-line."""

from __future__ import annotations

import marshal
import math
import struct
from collections import Counter
from collections.abc import Iterator

from polint.corpus import CorpusRule, Digests, Place, Tie
from polint.document import Document
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Option, right, wrong
from polint.spill import Table
from polint_rules.duplicate._body import units_hash
from polint_rules.duplicate._margin import LETTERS, LONGEST, SITE, STOPS, margins

INSERTED = 8
"""Short lines in between that are looked at besides: what a scraper left stands anywhere."""
MANY = 50
"""Documents that are many whatever their share: one portal among a hundred in a large corpus."""
CONTEXT = 24
"""Code points on either side that are kept for the fingerprint."""
AT_HAND = 4 << 20
"""Bytes of keys that are counted together."""
SHOWN = 3
"""Other documents that one finding names."""

_NUMBERED = lazy(
    r"^(?:#|<|\||```|:::|[(\[【]?(?:[一二三四五六七八九十百]+|\d+)[)\]】、.]|第[一二三四五六七八九十百零〇\d\- ]+[条章节编部款項项])"
)
_OPENING = frozenset("#<|`:([【一二三四五六七八九十百第")
"""What a heading that is numbered may begin with, beside a digit."""
_DATE = lazy(r"[年/.-] ?[\d一二三四五六七八九十]{1,3}[月/.-] ?[\d一二三四五六七八九十]{1,3}")
_SITE = lazy("|".join(SITE))


def _pages(first: str, last: str) -> tuple[str, ...]:
    """Four pages with this first and last line, for the examples."""
    titles = ("县里修了一座新桥", "村口种下一排柳树", "渡口换了一条大船", "学校添了三间教室")
    return tuple(f"{first}\n{title}\n{title}，大家都去看。\n{last}\n" for title in titles)


class RecurringLine(CorpusRule):
    """The same line across many documents."""

    id = "duplicate/recurring-line"
    version = 3
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
        """A hash of the longest lines, by which copies are known; how many lines may recur and a key of each; their
        places, which are opened only where one recurs."""
        lines, bounds = document.scan.texts.view(margins)
        at = 10 * document.scan.number
        own = bounds[at : at + 10].tolist()
        line, first, last, end = own[0], own[1], own[2], own[3]
        if line == end:
            return None
        folded = document.folded
        has_returns = "\r" in document.text  # lines that end with CR LF are numbered twice
        keys: list[bytes] = []
        places: list[list[object]] = []
        inserted = 0
        while line < end:
            between = first <= line < last
            if between and inserted >= INSERTED:
                line = last
                continue
            begin = lines[3 * line]
            text = folded[begin : lines[3 * line + 1]].strip()
            bare = _recurs(text)
            if bare:
                inserted += between
                start = folded.index(text[0], begin)
                keys.append(_key(bare))
                places.append(
                    _place(
                        document,
                        start,
                        start + len(text),
                        document.line_at(start) + 1 if has_returns else lines[3 * line + 2],
                    )
                )
            line += 1
        if not keys:
            return None
        longest = [folded[own[place] : own[place + 1]].strip() for place in (4, 6, 8) if own[place + 1]]
        head = _key("\n".join(longest)) + len(keys).to_bytes(4, "little")
        return (
            head + b"".join(keys) + marshal.dumps([*places])
        )  # another list of them is how digests are written

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
            places = marshal.loads(digest[_HEAD.size + 8 * len(keys) :])
            for key, one in zip(keys, places, strict=True):
                if key in recurring:
                    others = [(other, "also") for other in shown[key] if other != ordinal][:SHOWN]
                    yield self.tie(ordinal, "recurs", others, place=Place.unpack(one), count=recurring[key])


_HEAD = struct.Struct("<QI")


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
    body, count = _HEAD.unpack_from(digest)
    return body, struct.unpack_from(f"<{count}Q", digest, _HEAD.size)


def _key(text: str) -> bytes:
    # With its byte order mark, which is always the same, the encoding takes a third of the time that it takes without.
    return units_hash(text.encode("utf-16", "surrogatepass"))[:8]


def _recurs(text: str) -> str:
    """What is left of a line without punctuation if it may recur, nothing otherwise."""
    if not LETTERS <= len(text) <= LONGEST or (text[-1] in STOPS and not _SITE.search(text)):
        return ""
    if (text[0] in _OPENING or text[0].isdecimal()) and _NUMBERED.match(text):
        return ""
    if ("年" in text or "/" in text or "." in text or "-" in text) and _DATE.search(text):
        return ""
    bare = _bare(text)
    return bare if len(bare) >= LETTERS else ""


def _bare(text: str) -> str:
    """A line without punctuation and white space."""
    kept = []
    start = 0
    for place, char in enumerate(text):
        # Han, of which most lines are made, need no look into Unicode's tables.
        if not ("\u4e00" <= char <= "\u9fff" or char.isalnum()):
            if start < place:
                kept.append(text[start:place])
            start = place + 1
    if not start:
        return text
    kept.append(text[start:])
    return "".join(kept)


def _place(document: Document, start: int, end: int, line: int) -> list[object]:
    text = document.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    indent = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    column = len(indent) + 1
    width = column if indent.isascii() else len(indent.encode("utf-8", "surrogatepass")) + 1
    return [start, line, column, column, width, text[start:end], before, after]
