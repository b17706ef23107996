"""What each rule costs, rule by rule, and what the shared passes cost, beside a yardstick of the same run.

    python benchmarks/rules.py TEXTS [--large] [--profile default] [--family script]

TEXTS is a folder of folders of text files. The documents are consecutive paragraphs of one file, about 3 kB each;
with --large each folder is one document. CPU time, in microseconds a document and as a multiple of one pass of
`re.findall("[一-鿿]+")` over the same texts, since machines differ and are busy at different times.
"""

from __future__ import annotations

import argparse
import re
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


def small(folder: Path) -> list[str]:
    """The texts of `folder` in pieces of about SIZE bytes."""
    return [piece for file in sorted(folder.rglob("*.txt")) for piece in pieces(_read(file))]


def large(folder: Path) -> list[str]:
    """Each folder in `folder` as one text."""
    folders = sorted(place for place in folder.iterdir() if place.is_dir())
    return ["\n\n".join(_read(file) for file in sorted(place.rglob("*.txt"))) for place in folders]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def yardstick(texts: list[str]) -> int:
    """CPU nanoseconds of one pass of a simple pattern."""
    joined = "\n\n".join(texts)
    before = time.process_time_ns()
    re.findall("[\u4e00-\u9fff]+", joined)
    return time.process_time_ns() - before


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
        waking = ruleset.woken(documents, [[] for _ in documents])
        cost["(waking)"] += clock() - before
        for index, numbers in waking:
            rule = ruleset.rules[index]
            for number in numbers:
                before = clock()
                drafts = [draft for draft in rule.check(documents[number]) if not isinstance(draft, Omitted)]
                cost[rule.id] += clock() - before
                woken[rule.id] += 1
                found[rule.id] += len(drafts)
    return cost, woken, found


def main() -> None:
    """Print the table, the dearest rule first."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("texts", type=Path)
    cli.add_argument("--large", action="store_true")
    cli.add_argument("--profile", default="default")
    cli.add_argument("--family", action="append", default=[])
    options = cli.parse_args()
    texts = large(options.texts) if options.large else small(options.texts)
    config = Config(profile=options.profile, select=tuple(options.family))
    ruleset = config.ruleset(Plugins().rules.values())
    if not options.large:
        measure(texts[:BATCH], ruleset)
    before = yardstick(texts)
    cost, woken, found = measure(texts, ruleset)
    stick = (before + yardstick(texts)) / 2
    print(f"{len(texts)} documents, {sum(map(len, texts)) / len(texts):.0f} code points each")
    print(f"{'rule':36}{'µs/document':>12}{'yardsticks':>11}{'woken':>8}{'µs/waking':>12}{'findings':>9}")
    for name, nanoseconds in cost.most_common():
        times = woken[name] or len(texts)
        print(
            f"{name:36}{nanoseconds / len(texts) / 1e3:12.2f}{nanoseconds / stick:11.3f}{times / len(texts):8.0%}"
            f"{nanoseconds / times / 1e3:12.1f}{found[name]:9}"
        )
    print(f"{'all':36}{cost.total() / len(texts) / 1e3:12.2f}{cost.total() / stick:11.3f}")


if __name__ == "__main__":
    main()
