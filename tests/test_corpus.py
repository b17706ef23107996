"""Corpus rules: any order of documents gives the same findings; versions of a document are tied."""

from __future__ import annotations

import itertools
import json
import random

import pytest
from helpers import SHARED, needs_shared

from polint.corpus import Corpus, Entry, entry
from polint.document import Document
from polint.finding import Finding, Record
from polint.plugin import Plugins
from polint.spill import Shelf, Table

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
def test_a_table_is_apart_by_its_first_column(held: int) -> None:
    import numpy

    source = numpy.random.default_rng(1)
    table = Table([("key", "<u8"), ("value", "<u8")], 1 << 40, 5000, held)
    rows = numpy.empty(5000, table.dtype)
    rows["key"], rows["value"] = source.integers(0, 1 << 40, 5000), numpy.arange(5000)
    for start in range(0, 5000, 700):
        table.add(rows[start : start + 700])
    parts = [numpy.sort(part, order="key", kind="stable") for part in table.parts() if len(part)]
    assert (len(parts) > 1) == (held == 2000)
    assert numpy.array_equal(numpy.concatenate(parts), numpy.sort(rows, order="key", kind="stable"))


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
    monkeypatch.setattr(Shelf.__init__, "__defaults__", (500,))
    monkeypatch.setattr(Table.__init__, "__defaults__", (4000,))
    assert found() == in_memory


@needs_shared
def test_versions_are_tied_and_other_documents_are_not() -> None:
    lines = (SHARED / "data" / "versions" / "vue_zh_versions.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    corpus = Corpus(RULES)
    for number, row in enumerate(rows):
        corpus.add(Document(row["text"], "v.jsonl", Record(number)))
    tied = {
        (finding.record.index, related.record.index)
        for group in corpus.findings()
        for finding in group
        for related in finding.related
        if finding.record and related.record and finding.rule != "duplicate/recurring-line"
    }
    assert all(rows[a]["doc"] == rows[b]["doc"] for a, b in tied)
    # Every two versions that share 0.6 of their shingles; translated anew, a page shares as little as another page.
    shingles = [_shingles(row["text"]) for row in rows]
    for a, b in itertools.combinations(range(len(rows)), 2):
        common = len(shingles[a] & shingles[b])
        if rows[a]["doc"] == rows[b]["doc"] and common > 0.65 * len(shingles[a] | shingles[b]):
            assert (b, a) in tied


def _shingles(text: str) -> set[str]:
    folded = Document(text).folded
    kept = "".join(char for char in folded if char.isalnum())
    return {kept[n : n + 5] for n in range(len(kept) - 4)}
