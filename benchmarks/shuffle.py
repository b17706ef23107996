"""What moves between machines and lies on disk for each document: digests, heads, findings, cache.

    python benchmarks/shuffle.py [FOLDER]          (default: 3 MB of our own texts)

Prints, for profiles default and corpus: CPU seconds a MB, and bytes a document of each kind.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from pathlib import Path

from texts import tree

from polint.config import Config
from polint.corpus import Corpus, mappers
from polint.plugin import Plugins
from polint.report import Clean
from polint.run import Checked, Checker
from polint.source import discover


def measured(folder: Path, profile: str) -> dict[str, float]:
    """The figures of one profile: `MB`, `documents`, `CPU s/MB`, and bytes a document."""
    plugins = Plugins()
    config = Config(profile=profile)
    corpus = Corpus(config.made(rule for rule in plugins.rules.values() if rule.corpus)[0])
    checker = Checker(plugins.readers, plugins.rules, corpus_rules=corpus.rules)
    names = list(mappers(corpus.rules))
    found = {"MB": 0.0, "documents": 0.0, "head": 0.0, **dict.fromkeys(names, 0.0), "results": 0.0}
    part: list[object] = []
    started = time.process_time()
    files = [
        item._replace(config=config)
        for item in discover([str(folder)], plugins.readers)
        if not hasattr(item, "kind")
    ]  # type: ignore[union-attr]
    for item in checker.check(files):
        part.append(item)
        if len(part) == 200:
            found["results"] += len(pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
            part = []
        mapped = item.entry if isinstance(item, Checked) else item if isinstance(item, Clean) else None
        if mapped is not None:
            found["documents"] += 1
            found["head"] += len(mapped.head or b"")
            for name, digest in zip(names, mapped.digests, strict=True):
                found[name] += len(digest or b"")
    cpu = time.process_time() - started
    found["results"] += len(pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
    found["MB"] = sum(os.path.getsize(file.place) for file in files) / 1e6  # noqa: PTH202
    for name in ("head", *names, "results"):
        found[name] /= found["documents"] or 1
    return {**found, "CPU s/MB": cpu / found["MB"]}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name)
        if len(sys.argv) < 2:
            tree(folder, 3_000_000)
        for profile in ("default", "corpus"):
            measured(folder, profile)  # what is loaded once is loaded
            print(profile, {key: round(value, 3) for key, value in measured(folder, profile).items()})


if __name__ == "__main__":
    main()
