"""duplicate/recurring-line."""

from __future__ import annotations

import hashlib
import json
import math
import struct
from collections.abc import Iterator

from polint.corpus import CorpusRule, Digests, Place, Tie
from polint.document import Document
from polint.finding import Position
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Option, right, wrong
from polint.scan import SHARED
from polint.spill import Table
from polint_rules.duplicate._row import Row, Rows, rows

MARGIN = 8
"""Lines at the beginning and at the end of a document among which headers and footers are looked for."""
INSERTED = 8
"""Short lines in between that are looked at besides: what a scraper left stands anywhere."""
LONGEST = 80
"""Code points of a line that may recur: what is longer is a paragraph."""
MANY = 50
"""Documents that are many whatever their share: one portal among a hundred in a large corpus."""
LONG_LINES = 3
"""The longest lines of a document, which tell it from others that share its header and footer."""
LETTERS = 6
"""Han characters, letters and digits that a line has at least."""
CONTEXT = 24
"""Code points on either side that are kept for the fingerprint."""
SHOWN = 3
"""Other documents that one finding names."""

_BARE = lazy(r"[\W_]+")
_NUMBERED = lazy(
    r"^(?:#|<|\||```|:::|[(\[【]?(?:[一二三四五六七八九十百]+|\d+)[)\]】、.]|第[一二三四五六七八九十百零〇\d\- ]+[条章节编部款項项])"
)
_HAN = lazy("[\u3400-\u9fff]")
_STOPS = "。!?;:,"
_DATE = lazy(r"[年/.-] ?[\d一二三四五六七八九十]{1,3}[月/.-] ?[\d一二三四五六七八九十]{1,3}")
_SITE = lazy(
    "版权|转载|关注|扫码|扫一扫|微信|网站|本站|客服|下载|技术支持|免责|点击|首页|登录|注册|收藏|编辑部|来源|投稿|联系我们|公众号"
)
"""What a whole sentence must speak of to be a site's and not the text's."""


def _pages(first: str, last: str) -> tuple[str, ...]:
    """Four pages with this first and last line, for the examples."""
    titles = ("县里修了一座新桥", "村口种下一排柳树", "渡口换了一条大船", "学校添了三间教室")
    return tuple(f"{first}\n{title}\n{title}，大家都去看。\n{last}\n" for title in titles)


class RecurringLine(CorpusRule):
    """The same line across many documents."""

    id = "duplicate/recurring-line"
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
        """A hash of the longest lines, by which copies are known, then the lines that may recur, each as a place."""
        lines = document.view(rows)
        if not lines:
            return None
        longest = "\n".join(sorted((row.text for row in lines), key=len)[-LONG_LINES:])
        found = [_place(document, row) for row in _margins(lines)]
        return json.dumps([_key(longest), *found]).encode() if found else None

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each line that recurs, in each document that has it."""
        import numpy

        pairs = Table([("key", "<u8"), ("body", "<u8")], 1 << 64, 8 * len(digests))
        waiting = bytearray()
        for _, digest in digests:
            body, *found = json.loads(digest)
            for key in {_key(_bare(one[5])) for one in found}:
                waiting += _PAIR.pack(key, body)
            if len(waiting) > 1 << 20:
                pairs.add(numpy.frombuffer(bytes(waiting), pairs.dtype))
                waiting.clear()
        pairs.add(numpy.frombuffer(bytes(waiting), pairs.dtype))
        share = min(MANY, math.ceil(float(self.settings["share"]) * len(digests)))
        fewest = max(int(self.settings["documents"]), share)
        recurring: dict[int, int] = {}
        for part in pairs.parts():
            keys, counts = numpy.unique(numpy.unique(part)["key"], return_counts=True)
            often = counts >= fewest
            recurring.update(zip(keys[often].tolist(), counts[often].tolist(), strict=True))
        shown: dict[int, list[int]] = {}
        for ordinal, digest in digests if recurring else ():
            _, *found = json.loads(digest)
            for one in found:
                key = _key(_bare(one[5]))
                if (
                    key in recurring
                    and len(also := shown.setdefault(key, [])) <= SHOWN
                    and ordinal not in also
                ):
                    also.append(ordinal)
        for ordinal, digest in digests if recurring else ():
            _, *found = json.loads(digest)
            for one in found:
                key = _key(_bare(one[5]))
                if key in recurring:
                    others = [(other, "also") for other in shown[key] if other != ordinal][:SHOWN]
                    yield self.tie(ordinal, "recurs", others, place=Place.unpack(one), count=recurring[key])


_PAIR = struct.Struct("<QQ")


def _bare(text: str) -> str:
    return _BARE.sub("", SHARED.tables.fold_text(text))


def _key(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def _margins(lines: Rows) -> Iterator[Row]:
    """The lines among which those that recur are looked for."""
    inserted = 0
    for number, row in enumerate(lines):
        text = row.text
        if not LETTERS <= len(text) <= LONGEST:
            continue
        between = MARGIN <= number < len(lines) - MARGIN
        if between and inserted >= INSERTED:
            continue
        if (text[-1] in _STOPS and not _SITE.search(text)) or _NUMBERED.match(text) or _DATE.search(text):
            continue
        if len(_HAN.findall(text)) < 4 or len(_BARE.sub("", text)) < LETTERS:
            continue
        inserted += between
        yield row


def _place(document: Document, row: Row) -> list[object]:
    text = document.text
    before, after = text[max(0, row.start - CONTEXT) : row.start], text[row.end : row.end + CONTEXT]
    indent = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    column = len(indent) + 1
    at = Position(
        document.line_at(row.start) + 1, column, column, len(indent.encode("utf-8", "surrogatepass")) + 1
    )
    return Place(row.start, at, text[row.start : row.end], before, after).pack()
