"""Corpus rules: any order of documents gives the same findings; versions of a document are tied."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import SHARED, needs_shared

from polint import spill
from polint.corpus import Corpus, Entry, entry
from polint.document import Document
from polint.finding import Finding, Record
from polint.index import AgainstIndex, Index, indexed
from polint.plugin import Plugins
from polint.spill import Shelf, Table
from polint_rules.duplicate import _sketch

RULES = list(Corpus(rule() for rule in Plugins().rules.values()).rules)
SYLLABLES = (
    "山水田林路桥渡口茶园稻谷书屋灯会船工石匠老街新村晨雾晚霞春耕秋收井台祠堂水车磨坊鱼塘竹篮草鞋陶罐瓦当"
)


def made(seed: int, size: int = 300) -> str:
    return "".join(random.Random(seed).choices(SYLLABLES, k=size))


def findings(entries: list[Entry]) -> list[Finding]:
    corpus = Corpus(RULES)
    for one in entries:
        corpus.take(one)
    return [finding for group in corpus.findings() for finding in group]


def test_the_order_of_mapping_does_not_matter() -> None:
    one, two = made(1), made(2)
    texts = [one, one + "\r\n", one[:150] + "新" + one[150:], one + two, two, made(3)]
    documents = [Document(text, "a.jsonl", Record(n, f"r{n}")) for n, text in enumerate(texts)]
    documents.append(Document(one[:200], "b.txt"))
    mapped = [entry(document, RULES) for document in documents]
    expected = findings(mapped)
    assert [(f.rule, f.path, f.record and f.record.index) for f in expected] == [
        ("duplicate/exact", "a.jsonl", 1),
        ("duplicate/near", "a.jsonl", 2),
        ("duplicate/contained", "a.jsonl", 3),
        ("duplicate/contained", "a.jsonl", 3),
        ("duplicate/contained", "a.jsonl", 4),
        ("duplicate/contained", "b.txt", None),
        ("duplicate/contained", "b.txt", None),
        ("duplicate/contained", "b.txt", None),
    ]
    for seed in range(5):
        random.Random(seed).shuffle(mapped)
        assert findings(mapped) == expected


def test_a_cap_counts_what_it_leaves_out() -> None:
    corpus = Corpus(RULES, max_per_rule=2)
    parts = [made(n, 100) for n in range(5)]
    for n, text in enumerate([*parts, "".join(parts)]):
        corpus.add(Document(text, f"{n}.txt"))
    found = [f for group in corpus.findings() for f in group if f.rule == "duplicate/contained"]
    assert [f.omitted for f in found] == [0, 3]


@pytest.mark.parametrize("held", [100, 1 << 20])
def test_a_shelf_spills_and_reads_back(held: int) -> None:
    shelf = Shelf(held)
    items = [None if n % 5 == 0 else bytes([n % 251]) * (n % 997) for n in range(6000)]
    for item in items:
        shelf.add(item)
    assert list(shelf) == items
    assert [shelf[n] for n in (7, 5999, 0, 3000)] == [items[n] for n in (7, 5999, 0, 3000)]
    assert len(shelf) == 6000


@pytest.mark.parametrize("held", [2000, 1 << 20])
def test_a_table_is_apart_by_its_first_column(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy

    monkeypatch.setattr(spill, "LEAST", 0)

    source = numpy.random.default_rng(1)
    table = Table([("key", "<u8"), ("value", "<u8")], 1 << 40, 5000, held)
    rows = numpy.empty(5000, table.dtype)
    rows["key"], rows["value"] = source.integers(0, 1 << 40, 5000), numpy.arange(5000)
    for start in range(0, 5000, 700):
        table.add(rows[start : start + 700])
    parts = [numpy.sort(part, order="key", kind="stable") for part in table.parts() if len(part)]
    assert (len(parts) > 1) == (held == 2000)
    assert numpy.array_equal(numpy.concatenate(parts), numpy.sort(rows, order="key", kind="stable"))


@pytest.mark.parametrize("held", [2000, 1 << 20])
def test_a_table_of_unknown_size_finds_its_own_parts(held: int) -> None:
    import numpy

    source = numpy.random.default_rng(2)
    table = Table([("key", "<u8"), ("value", "<u4")], 1 << 64, None, held)
    rows = numpy.empty(5000, table.dtype)
    rows["key"] = source.integers(0, 1 << 20, 5000)  # far from even in a range of 64 bits
    rows["value"] = numpy.arange(5000)
    for start in range(0, 5000, 100):
        table.add(rows[start : start + 100])
    parts = [part[part["key"].argsort(kind="stable")] for part in table.parts()]
    assert numpy.array_equal(numpy.concatenate(parts), rows[rows["key"].argsort(kind="stable")])


def test_what_is_compared_on_disk_is_what_is_compared_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds of nothing: everything goes through files, and the findings are the same."""
    source = random.Random(3)
    words = [chr(source.randrange(0x4E00, 0x9000)) for _ in range(900)]
    texts = ["".join(source.choices(words, k=400)) for _ in range(40)]
    texts += [
        texts[3],
        texts[7][:300],
        texts[9] + texts[10],
        texts[3].replace(texts[3][5], "，"),
        texts[20] + "\n",
    ]
    texts += [f"本站首页  通知公告  联系我们\n{text[:90]}\n" for text in texts[:12]]

    def found() -> list[str]:
        corpus = Corpus(RULES)
        for number, text in enumerate(texts):
            corpus.add(Document(text, f"{number:03}.txt"))
        return [repr(finding) for group in corpus.findings() for finding in group]

    in_memory = found()
    assert {"exact", "near", "contained", "recurring-line"} <= {
        name
        for name in ("exact", "near", "contained", "recurring-line")
        if f"duplicate/{name}" in "".join(in_memory)
    }
    monkeypatch.setattr("polint.corpus.FEW", 0)
    monkeypatch.setattr("polint_rules.duplicate._sketch.INDEXED", 0)
    monkeypatch.setattr("polint.spill.HELD", 500)
    monkeypatch.setattr(spill, "LEAST", 0)
    assert found() == in_memory


def test_what_a_crowd_has_in_common_is_parted_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of a crowd makes a pair with the first: six hundred fillings of one form make one document's pairs of all,
    and these do not fit into memory where millions do. Not all have the first in common."""
    import numpy

    monkeypatch.setattr(spill, "HELD", 1 << 16)
    monkeypatch.setattr(spill, "LEAST", 0)
    monkeypatch.setattr(_sketch, "PART", 1 << 16)
    largest: list[int] = []
    parts = Table.parts

    def watched(self: Table) -> Iterator[Any]:
        for part in parts(self):
            if part.dtype.names == ("code", "hits"):
                largest.append(len(part))
            yield part

    monkeypatch.setattr(Table, "parts", watched)
    source = numpy.random.default_rng(4)
    form = numpy.sort(source.integers(1 << 28, 1 << 32, 40)).astype("<u4")
    late = numpy.sort(source.integers(0, 1 << 28, 40)).astype("<u4")
    own = [numpy.sort(source.integers(0, 1 << 32, 20)).astype("<u4") for _ in range(600)]
    hashes = [
        numpy.sort(numpy.concatenate((form, one, late) if number > 300 else (form, one))).tobytes()
        for number, one in enumerate(own)
    ]
    found = set(_sketch._sharing_many(hashes, len(hashes), 0, 80 * len(hashes)))
    assert (0, 599) in found
    assert max(largest) < sum(largest) / 20


def version(seed: int, sections: range, title: str = "# 水车维护手册 {#mill}") -> str:
    """A manual of which an edition has these sections."""
    return title + "\n\n" + "\n\n".join(made(seed * 100 + number, 260) for number in sections) + "\n"


def ties(*texts: str, ids: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What is said of these texts: the rule, and the key of its message."""
    records = [Record(n, ids[n] if ids else None) for n in range(len(texts))]
    mapped = [
        entry(Document(text, "a.jsonl", record), RULES) for text, record in zip(texts, records, strict=True)
    ]
    return [
        (
            finding.rule,
            next(key for key, text in RULE[finding.rule].messages.items() if text is finding.message.text),
        )
        for finding in findings(mapped)
    ]


RULE = {rule.id: rule for rule in RULES}
VERSION = [("duplicate/near", "version")]


def revised(first: str, second: str) -> tuple[str, str]:
    """Two editions under these titles of which every section was half rewritten."""
    sections = [(made(n, 160), made(100 + n, 90), made(200 + n, 90)) for n in range(12)]
    return (
        first + "\n" + "\n".join(kept + old for kept, old, _ in sections),
        second + "\n" + "\n".join(kept + new for kept, _, new in sections),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("# 水车维护手册 {#mill}", "# 磨坊水车手册 {#mill}"),
        ("# 水车维护手册", "# 水車維護手冊（二〇一八年修訂）"),
        ("---\nfooter: false\n---\n\n# 水车维护手册", "前言：水车\n\n# 水车维护手册(试行)"),
        ("青石县渡口管理条例", "青石县渡口管理条例（2019年修正）"),
        ("<h1>水车维护</h1>", "水车维护\n======"),
    ],
)
def test_versions_of_one_title_are_tied(first: str, second: str) -> None:
    assert ties(*revised(first, second)) == VERSION


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("青石县渡口管理条例", "白沙县渡口管理条例"),  # one county has copied another
        ("城镇发展规划（2016—2020年）", "城镇发展规划（2021—2025年）"),
        ("劳动合同书", "劳动合同书"),  # a form
        ("述职报告", "述职报告"),
        ("青石县人民政府门户网站", "青石县人民政府门户网站"),
        ("他上了船，没有回头。", "他上了船，没有回头。"),
    ],
)
def test_what_copies_a_form_or_a_neighbour_is_no_version(first: str, second: str) -> None:
    assert ties(*revised(first, second)) == []


def test_a_frame_around_two_texts_is_no_version() -> None:
    head, foot = made(1, 800), made(2, 800)
    one, two = (f"# 水车\n{head}\n{made(seed, 1100)}\n{foot}" for seed in (3, 4))
    assert ties(one, two) == []


def test_a_translation_is_no_version_by_its_code() -> None:
    code = "\n".join(f"const {random.Random(n).randbytes(40).hex()} = {n}" for n in range(30))
    assert ties(f"# Props\n{made(1, 900)}\n{code}", f"# Props\n{made(2, 900)}\n{code}") == []


@pytest.mark.parametrize(
    ("first", "second", "tied"),
    [
        ("guide.md@60916c061a", "guide.md@7b1da6a41b", True),
        ("lib@1.2.0", "lib@1.3.0", True),
        ("https://wiki.example/水车?oldid=12", "https://wiki.example/水车?oldid=31", True),
        ("guide.md@60916c061a", "index.md@7b1da6a41b", False),
        ("lin@example.com", "lin@example.org", False),
        ("lin@12", "lin@13", False),  # posts of one author
        ("12", "13", False),
    ],
)
def test_revisions_are_tied_by_their_ids(first: str, second: str, tied: bool) -> None:
    assert ties(made(1), made(2), ids=(first, second)) == (VERSION if tied else [])


def test_the_index_finds_a_version(tmp_path: Path) -> None:
    old, new = revised("# 水车维护手册", "# 水车维护手册（修订版）")
    rules = indexed(Plugins().rules.values())
    with Index(tmp_path / "i", rules, create=True) as index:
        others = (Document(version(n, range(12), f"# 第{n}号手册"), f"{n}.md") for n in range(1, 40))
        for _ in index.add(entry(one, rules) for one in (Document(old, "old.md"), *others)):
            pass
        corpus = AgainstIndex(index)
        corpus.take(entry(Document(new, "new.md"), rules))
        assert [(f.rule, f.related[0].path) for group in corpus.findings() for f in group] == [
            ("duplicate/near", "old.md")
        ]


@needs_shared
@pytest.mark.parametrize("named", [True, False])
def test_versions_are_tied_and_other_documents_are_not(named: bool) -> None:
    lines = (SHARED / "data" / "versions" / "vue_zh_versions.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    corpus = Corpus(RULES)
    for number, row in enumerate(rows):
        corpus.add(Document(row["text"], "v.jsonl", Record(number, row["id"] if named else None)))
    tied = {
        (related.record.index, finding.record.index)
        for group in corpus.findings()
        for finding in group
        for related in finding.related
        if finding.record and related.record and finding.rule != "duplicate/recurring-line"
    }
    assert all(rows[a]["doc"] == rows[b]["doc"] for a, b in tied)
    last: dict[str, int] = {}
    successive = set()
    for number, row in enumerate(rows):
        if row["doc"] in last:
            successive.add((last[row["doc"]], number))
        last[row["doc"]] = number
    # By their ids all are. By their texts those in one language: of an English page and its translation
    # (13 of the 36 pairs) not a sentence is the same.
    if not named:
        chinese = [sum(char > "\u3400" for char in row["text"]) > 500 for row in rows]
        successive = {(a, b) for a, b in successive if chinese[a] == chinese[b]}
    assert len(successive) == (36 if named else 23)
    assert successive <= tied
