"""How the corpus index grows: time, memory and size for synthetic documents of 3 kB, and what a query costs.

    python benchmarks/index.py [DOCUMENTS ...]      (default: 20000 200000)

Each build runs as a process of its own, `polint index build`, whose CPU time and peak memory are measured.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WORDS = 30_000
SIZE = 1000  # characters: 3 kB of UTF-8
SYLLABLES = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def texts(count: int, seed: int = 0) -> Iterator[str]:
    """Documents of words of two characters whose frequencies fall off as those of a language do."""
    source = random.Random(seed)
    words = ["".join(source.choices(SYLLABLES, k=2)) for _ in range(WORDS)]
    weights = [1 / (rank + 3) for rank in range(WORDS)]
    total = 0.0
    cumulative = [total := total + weight for weight in weights]
    for _ in range(count):
        found = source.choices(words, cum_weights=cumulative, k=SIZE // 2)
        for place in range(20, len(found), 20):
            found[place] = "。\n"
        yield "".join(found)


def build(folder: Path, count: int) -> dict[str, float]:
    """Build an index of `count` documents; returns what it took."""
    source = folder / f"{count}.jsonl"
    size = 0
    with source.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts(count)):
            size += len(text.encode())
            out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    place = folder / f"{count}.idx"
    run = subprocess.Popen(
        [sys.executable, "-m", "polint", "index", "build", source.name, "--index", place.name, "-q"],
        cwd=folder,
    )
    _, status, usage = os.wait4(run.pid, 0)
    wall = time.monotonic() - started
    del before
    assert status == 0
    cpu = usage.ru_utime + usage.ru_stime
    source.unlink()
    return {
        "documents": count,
        "MB": size / 1e6,
        "wall s": wall,
        "CPU s": cpu,
        "MB/s/core": size / 1e6 / cpu,
        "peak MB": usage.ru_maxrss / 1024,
        "index MB": place.stat().st_size / 1e6,
        **query(place, count),
    }


def query(place: Path, count: int) -> dict[str, float]:
    """What it takes to open the index and to ask it for one document."""
    from polint.corpus import entry
    from polint.document import Document
    from polint.index import AgainstIndex, Index, indexed
    from polint.plugin import Plugins

    rules = indexed(Plugins().rules.values())
    started = time.perf_counter()
    index = Index(place, rules)
    opened = time.perf_counter() - started
    asked = [text for number, text in enumerate(texts(200)) if number % 4 == 0]
    entry(Document(asked[0], "warm"), rules)
    started = time.perf_counter()
    found = 0
    for text in asked:
        corpus = AgainstIndex(index)
        corpus.take(entry(Document(text[:400] + text[420:], "new"), rules))
        found += any(True for _ in corpus.findings())
    each = (time.perf_counter() - started) / len(asked)
    assert found == len(asked), found
    index.close()
    return {"open ms": opened * 1000, "query ms": each * 1000}


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [20_000, 200_000]
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            print(
                "  ".join(f"{name} {value:,.1f}" for name, value in build(Path(folder), count).items()),
                flush=True,
            )


if __name__ == "__main__":
    main()
