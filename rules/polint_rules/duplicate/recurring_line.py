"""duplicate/recurring-line."""

from __future__ import annotations

import marshal
import math
import struct
from collections.abc import Iterator

from polint.corpus import CorpusRule, Digests, Place, Tie
from polint.digest import blake2b
from polint.document import Document
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Option, right, wrong
from polint.spill import Table
from polint_rules.duplicate._margin import LETTERS, LONGEST, SITE, STOPS, margins

INSERTED = 8
"""Short lines in between that are looked at besides: what a scraper left stands anywhere."""
MANY = 50
"""Documents that are many whatever their share: one portal among a hundred in a large corpus."""
CONTEXT = 24
"""Code points on either side that are kept for the fingerprint."""
SHOWN = 3
"""Other documents that one finding names."""

_BARE = lazy(r"[\W_]+")
_NUMBERED = lazy(
    r"^(?:#|<|\||```|:::|[(\[【]?(?:[一二三四五六七八九十百]+|\d+)[)\]】、.]|第[一二三四五六七八九十百零〇\d\- ]+[条章节编部款項项])"
)
_DATE = lazy(r"[年/.-] ?[\d一二三四五六七八九十]{1,3}[月/.-] ?[\d一二三四五六七八九十]{1,3}")
_SITE = lazy("|".join(SITE))


def _pages(first: str, last: str) -> tuple[str, ...]:
    """Four pages with this first and last line, for the examples."""
    titles = ("县里修了一座新桥", "村口种下一排柳树", "渡口换了一条大船", "学校添了三间教室")
    return tuple(f"{first}\n{title}\n{title}，大家都去看。\n{last}\n" for title in titles)


class RecurringLine(CorpusRule):
    """The same line across many documents."""

    id = "duplicate/recurring-line"
    version = 2
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
        lines, longest = document.scan.texts.view(margins)[document.scan.number]
        folded = document.folded
        found: list[tuple[int, list[object]]] = []
        inserted = 0
        for begin, stop, between in lines:
            if between and inserted >= INSERTED:
                continue
            text = folded[begin:stop].strip()
            bare = _recurs(text)
            if bare:
                inserted += between
                start = folded.index(text[0], begin)
                found.append((_key(bare), _place(document, start, start + len(text))))
        if not found:
            return None
        body = _key("\n".join([folded[start:end].strip() for start, end in longest]))
        head = struct.pack(f"<QI{len(found)}Q", body, len(found), *(key for key, _ in found))
        return head + marshal.dumps([place for _, place in found])

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each line that recurs, in each document that has it."""
        import numpy

        pairs = Table([("key", "<u8"), ("body", "<u8")], 1 << 64, 8 * len(digests))
        waiting = bytearray()
        for _, digest in digests:
            body, keys = _keys(digest)
            for key in set(keys):
                waiting += _PAIR.pack(key, body)
            if len(waiting) > 1 << 20:
                pairs.add(numpy.frombuffer(bytes(waiting), pairs.dtype))
                waiting.clear()
        pairs.add(numpy.frombuffer(bytes(waiting), pairs.dtype))
        share = min(MANY, math.ceil(float(self.settings["share"]) * len(digests)))
        fewest = max(int(self.settings["documents"]), share)
        recurring: dict[int, int] = {}
        for part in pairs.parts():
            often_keys, counts = numpy.unique(
                numpy.unique(part, return_counts=True)[0]["key"], return_counts=True
            )
            often = counts >= fewest
            recurring.update(zip(often_keys[often].tolist(), counts[often].tolist(), strict=True))
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


_PAIR = struct.Struct("<QQ")
_HEAD = struct.Struct("<QI")


def _keys(digest: bytes) -> tuple[int, tuple[int, ...]]:
    """The hash of the longest lines and the keys of those that may recur."""
    body, count = _HEAD.unpack_from(digest)
    return body, struct.unpack_from(f"<{count}Q", digest, _HEAD.size)


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _recurs(text: str) -> str:
    """What is left of a line without punctuation if it may recur, nothing otherwise."""
    if not LETTERS <= len(text) <= LONGEST or (text[-1] in STOPS and not _SITE.search(text)):
        return ""
    if _NUMBERED.match(text) or (any(sign in text for sign in "年/.-") and _DATE.search(text)):
        return ""
    bare = _BARE.sub("", text)
    return bare if len(bare) >= LETTERS else ""


def _place(document: Document, start: int, end: int) -> list[object]:
    text = document.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    indent = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    column = len(indent) + 1
    line = document.line_at(start) + 1 if "\r" in text else text.count("\n", 0, start) + 1
    width = column if indent.isascii() else len(indent.encode("utf-8", "surrogatepass")) + 1
    return [start, line, column, column, width, text[start:end], before, after]
