"""What each rule costs: CPU time per document of about 3 kB, rule by rule, and of the shared passes.

    python benchmarks/rules.py TEXTS [--profile default] [--family script]

TEXTS is a folder of text files. The documents are consecutive paragraphs of one file, about 3 kB each.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from polint.config import Config
from polint.document import Document
from polint.engine import Ruleset
from polint.finding import Omitted
from polint.plugin import Plugins

SIZE = 3_000
BATCH = 64


def pieces(text: str) -> Iterator[str]:
    """Consecutive paragraphs of `text`, about SIZE bytes together."""
    part: list[str] = []
    size = 0
    for block in text.split("\n\n"):
        cost = len(block.encode("utf-8", "replace")) + 2
        if part and size + cost > SIZE:
            yield "\n\n".join(part)
            part, size = [], 0
        part.append(block)
        size += cost
    if part:
        yield "\n\n".join(part)


def measure(texts: list[str], ruleset: Ruleset) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """CPU nanoseconds, wakings and findings by rule; the shared passes under their own names."""
    cost: Counter[str] = Counter()
    woken: Counter[str] = Counter()
    found: Counter[str] = Counter()
    clock = time.process_time_ns
    for start in range(0, len(texts), BATCH):
        documents = [Document(text) for text in texts[start : start + BATCH]]
        before = clock()
        scans = ruleset.scanner.scan([document.text for document in documents])
        cost["(shared passes)"] += clock() - before
        for document, scan in zip(documents, scans, strict=True):
            document.attach(scan)
            before = clock()
            indices = ruleset.woken(document)
            cost["(waking)"] += clock() - before
            for index in indices:
                rule = ruleset.rules[index]
                before = clock()
                drafts = [draft for draft in rule.check(document) if not isinstance(draft, Omitted)]
                cost[rule.id] += clock() - before
                woken[rule.id] += 1
                found[rule.id] += len(drafts)
    return cost, woken, found


def main() -> None:
    """Print the table, the dearest rule first."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("texts", type=Path)
    cli.add_argument("--profile", default="default")
    cli.add_argument("--family", action="append", default=[])
    options = cli.parse_args()
    texts = [
        piece
        for file in sorted(options.texts.rglob("*.txt"))
        for piece in pieces(file.read_text(encoding="utf-8", errors="replace"))
    ]
    config = Config(profile=options.profile, select=tuple(options.family))
    ruleset = config.ruleset(Plugins().rules.values())
    ruleset.scanner.tables.vectorise()
    measure(texts[:BATCH], ruleset)
    cost, woken, found = measure(texts, ruleset)
    print(f"{len(texts)} documents, {sum(map(len, texts)) / len(texts):.0f} code points each")
    print(f"{'rule':36}{'µs/document':>12}{'woken':>8}{'µs/waking':>11}{'findings':>9}")
    for name, nanoseconds in cost.most_common():
        times = woken[name] or len(texts)
        print(
            f"{name:36}{nanoseconds / len(texts) / 1e3:12.2f}{times / len(texts):8.0%}"
            f"{nanoseconds / times / 1e3:11.1f}{found[name]:9}"
        )
    print(f"{'all':36}{cost.total() / len(texts) / 1e3:12.2f}")


if __name__ == "__main__":
    main()
