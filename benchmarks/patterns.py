#!/usr/bin/env python3
"""What 1,000 more patterns cost: CPU time of checking a folder of texts with and without a pack of that size.

    python benchmarks/patterns.py TEXTS [--patterns 1000] [--runs 5]

TEXTS is a folder of .txt files; they are cut into documents of about 3 kB. The pack is written to a temporary
folder: words put together from the characters of the built-in rules' own triggers, and as long as these,
with alternatives and gaps as the built-in patterns have them, and is loaded as a user's pack is. Printed are
the best of the runs, the difference in per cent, and what loading the pack adds to a start (the second one,
when it is compiled and kept).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import polint_rules
from polint.document import Document
from polint.engine import Ruleset, check_batch
from polint.fold import SHARED
from polint.notation import BadPattern, compile_pattern
from polint.phrase import load_pack, load_rules
from polint.plugin import Plugins
from polint.rule import Rule

BATCH = 60
RULE = """id = "house/rule-{number}"
summary = "a house rule"
what = "what the house does not want"
why = "house style"
message = "found ({{evidence}})"
[says]
phrase = "a house phrase"
[[group]]
says = "phrase"
points = 3
[group.patterns]
{patterns}
[[wrong]]
text = "{first}"
[[wrong]]
text = "{second}"
[[right]]
text = "水"
[[right]]
text = "火"
"""


def words(triggers: list[str], characters: str, chance: random.Random) -> str:
    """A word as long as one of the built-in triggers."""
    return "".join(chance.choices(characters, k=len(chance.choice(triggers))))


def write_pack(folder: Path, count: int, triggers: list[str]) -> int:
    """Write a pack of `count` patterns, 50 a rule; how many there are."""
    chance = random.Random(7)
    characters = "".join(sorted({char for trigger in triggers for char in trigger if char >= "一"}))
    lines: list[tuple[str, str]] = []
    while len(lines) < count:
        one, two, three = (words(triggers, characters, chance) for _ in range(3))
        shape = chance.randrange(3)
        pattern = (f"({one}|{two}){three}", f"{one}~8({two}|{three})", f"({one}|{two}|{three})")[shape]
        sample = (one + three, one + two, one)[shape]
        try:
            compile_pattern(pattern, {}, SHARED.tables.fold_text)
        except BadPattern:
            continue
        lines.append((pattern, sample))
    for number in range(0, count, 50):
        part = lines[number : number + 50]
        (folder / f"rule{number}.toml").write_text(
            RULE.format(
                number=number,
                patterns="\n".join(f"'{pattern}' = '{sample}'" for pattern, sample in part),
                first=part[0][1],
                second=part[1][1],
            ),
            encoding="utf-8",
        )
    return len(lines)


def pieces(folder: Path) -> list[str]:
    """The texts in documents of some 1,000 code points, cut at blank lines."""
    found: list[str] = []
    for file in sorted(folder.rglob("*.txt")):
        part = ""
        for block in file.read_text(encoding="utf-8", errors="replace").split("\n\n"):
            if part and len(part) + len(block) > 1_000:
                found.append(part)
                part = ""
            part += block + "\n\n"
        found.append(part)
    return found


def cost(ruleset: Ruleset, texts: list[str]) -> float:
    """CPU seconds of one pass."""
    documents = [Document(text) for text in texts]
    start = time.process_time()
    for at in range(0, len(documents), BATCH):
        for _ in check_batch(documents[at : at + BATCH], ruleset):
            pass
    return time.process_time() - start


def main() -> int:
    """Measure and print; 0."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("texts", type=Path)
    cli.add_argument("--patterns", type=int, default=1000)
    cli.add_argument("--runs", type=int, default=5)
    options = cli.parse_args()

    classes = Plugins().rules
    own: list[type[Rule]] = [rule for rule in classes.values() if rule.profile == "default"]
    phrases = load_rules(sorted(Path(polint_rules.__file__).parent.glob("*/*.toml")))
    triggers = [t for r in phrases for t in r.phrases.triggers if min(t) >= "一"]
    texts = pieces(options.texts)
    with tempfile.TemporaryDirectory() as place:
        made = write_pack(Path(place), options.patterns, triggers)
        load_pack(Path(place))
        start = time.process_time()
        pack = load_pack(Path(place))
        loaded = time.process_time() - start
        start = time.process_time()
        without = Ruleset([rule() for rule in own])
        one = time.process_time() - start
        more = Ruleset([rule() for rule in (*own, *pack)])
        start = time.process_time()
        more = Ruleset([rule() for rule in (*own, *pack)])
        two = time.process_time() - start
        cost(more, texts[:200])
        # By turns: what else the machine does should not fall on one of the two.
        runs = [(cost(without, texts), cost(more, texts)) for _ in range(options.runs)]
        plain, full = (min(times) for times in zip(*runs, strict=True))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"built-in: {len(own)} rules, {sum(len(r.phrases) for r in phrases)} patterns in phrase rules, "
          f"{len(without.scanner.matcher.literals)} triggers")  # fmt: skip
    print(f"pack: {made} patterns, {len(more.scanner.matcher.literals)} triggers with it")
    print(f"{len(texts)} documents, {size:.1f} MB")
    print(f"without {plain:.3f} s ({size / plain:.1f} MB/s), with {full:.3f} s ({size / full:.1f} MB/s): "
          f"{100 * (full / plain - 1):+.1f}%")  # fmt: skip
    print(
        f"start: loading the pack {1000 * loaded:.1f} ms, the ruleset {1000 * one:.1f} -> {1000 * two:.1f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
