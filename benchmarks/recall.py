"""How many planted copies are found in a large corpus: recall by the length of what was copied.

    python benchmarks/recall.py [DOCUMENTS [WEIGHTS]]       (default: 5000 20,25,30,20,5)

WEIGHTS are the shares of documents of 60, 120, 300, 1,000 and 3,000 characters or more (up to the next, 12,000 at
last). Up to 2,000 copies are planted among them: edited by 1, 3 or 5%, in traditional script, cut to 60%, with another
text behind it. Pairs below the thresholds of the rules by their exact shingles are not asked for; a chain of near
copies counts, as does a part of a document's near copy.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

import duplicates
import index

from polint.corpus import Corpus
from polint.document import Document
from polint.fold import SHARED
from polint.plugin import Plugins
from polint.scan import Scanner

LENGTHS = (60, 120, 300, 1000, 3000, 12_000)
KINDS = (
    ("near", lambda one, source, more: duplicates.edited(one, 0.01, source)),
    ("near", lambda one, source, more: duplicates.edited(one, 0.03, source)),
    ("near", lambda one, source, more: duplicates.edited(one, 0.05, source)),
    ("near", lambda one, source, more: duplicates.traditional(one)),
    ("contained", lambda one, source, more: one[: int(len(one) * 0.6)]),
    ("contained", lambda one, source, more: one + "\n" + more),
)


class Corpora:
    """Texts of words whose frequencies fall off as those of a language do."""

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._words = ["".join(source.choices(index.SYLLABLES, k=2)) for _ in range(index.WORDS)]
        total = 0.0
        self._weights = [total := total + 1 / (rank + 3) for rank in range(index.WORDS)]

    def text(self, least: int, most: int) -> str:
        count = self._source.randrange(least, most) // 2
        found = self._source.choices(self._words, cum_weights=self._weights, k=count)
        found[20::20] = ["。\n"] * len(found[20::20])
        return "".join(found)


def shingles(text: str) -> set[str]:
    kept = "".join(char for char in Document(text).folded if char.isalnum())
    return {kept[at : at + 5] for at in range(len(kept) - 4)}


def counts(one: str, two: str) -> bool:
    """Whether the rules are to tie these two texts."""
    a, b = shingles(one), shingles(two)
    shared, fewer, more = len(a & b), min(len(a), len(b)), max(len(a), len(b))
    near = fewer >= 30 and shared >= 0.6 * len(a | b)
    return near or (fewer >= 50 and shared >= 0.9 * fewer and fewer <= 0.8 * more)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    weights = [float(word) for word in (sys.argv[2] if len(sys.argv) > 2 else "20,25,30,20,5").split(",")]
    source = random.Random(count)
    corpora = Corpora(source)
    copies = min(2000, count // 5)
    kinds = source.choices(range(len(weights)), weights, k=count - copies)
    texts = [corpora.text(LENGTHS[kind], LENGTHS[kind + 1]) for kind in kinds]
    planted = []
    for _ in range(copies):
        of = source.randrange(count - copies)
        label, make = source.choice(KINDS)
        texts.append(make(texts[of], source, corpora.text(len(texts[of]) // 2 + 2, 2 * len(texts[of]) + 3)))
        planted.append((of, len(texts) - 1, label, LENGTHS[kinds[of]]))
    places = list(range(count))
    source.shuffle(places)
    rules = Plugins().rules
    corpus = Corpus([rules[f"duplicate/{name}"]() for name in ("exact", "near", "contained")])
    scanner = Scanner((), SHARED.tables)
    started = time.process_time()
    for start in range(0, count, 100):
        part = texts[start : start + 100]
        for number, (text, scan) in enumerate(zip(part, scanner.scan(part), strict=True), start):
            document = Document(text, f"{places[number]:09}")
            document.attach(scan)
            corpus.add(document)
    back = {place: number for number, place in enumerate(places)}
    ties = [
        (finding.rule, back[int(finding.path)], back[int(related.path or 0)])
        for group in corpus.findings()
        for finding in group
        for related in finding.related
    ]
    print(f"{count} documents, {time.process_time() - started:.1f} s")
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while number in above:
            number = above[number]
        return number

    for rule, one, two in ties:
        if rule != "duplicate/contained" and top(one) != top(two):
            above[top(one)] = top(two)
    tied = {frozenset((top(one), top(two))) for _, one, two in ties}
    origin = {copy: of for of, copy, _, _ in planted}
    wrong = sum(origin.get(one, one) != origin.get(two, two) for _, one, two in ties)
    asked: Counter[tuple[str, int]] = Counter()
    found: Counter[tuple[str, int]] = Counter()
    for of, copy, label, length in planted:
        if counts(texts[of], texts[copy]):
            for key in ((label, length), (label, 0)):
                asked[key] += 1
                found[key] += frozenset((top(of), top(copy))) in tied
    for (label, length), number in sorted(asked.items()):
        name = f"{label} of {length} and more" if length else f"{label} in all"
        print(f"{name:30}{number:6}  recall {found[label, length] / number:.3f}")
    print(f"{wrong} wrong")


if __name__ == "__main__":
    main()
