"""Every figure about speed, start, second runs, memory and Ray, measured in one go and written to docs/benchmarks.md.

    python benchmarks/all.py [--texts FOLDER] [--env FOLDER] [--quick] [--no-compare]

CPU seconds of whole processes, children included; a yardstick of the same minutes stands beside them, since machines
differ and are busy: `re.findall("[一-鿿]+", text)`. The texts are our own (texts.py) unless FOLDER has others
(`*.txt`). It takes under ten minutes, `--quick` one or two.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import compare
import memory
from hostile import HOSTILE, yardstick
from memory import cost
from texts import texts

ROOT = Path(__file__).resolve().parent.parent
POLINT = [sys.executable, "-m", "polint"]
CHECK = [*POLINT, "check", "--isolated", "--jobs", "1", "--format", "jsonl"]

TICK = 0.01
"""CPU seconds above the start below which nothing can be told from a start that took longer."""
SHOWN = (
    "one line of 3 MB", "brackets", "numbers", "mixed scripts", "digits", "blank", "one sentence", "counts", "advertisements",
)  # fmt: skip
"""The hostile texts that the table shows; `benchmarks/hostile.py` measures a hundred and sixty."""


class Bench:
    """One run of all."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self.options = options
        self.work = work
        os.environ["POLINT_CACHE_DIR"] = str(work / "cache")
        self.size = 3_000_000 if options.quick else 12_000_000
        self.texts = list(self._texts())
        self.sample = "\n\n".join(self.texts)
        self.sticks: list[float] = []
        self.lines: list[str] = []

    def _texts(self) -> Iterator[str]:
        if self.options.texts is None:
            yield from texts(self.size)
            return
        total = 0
        for path in sorted(self.options.texts.rglob("*.txt")):
            content = path.read_bytes().decode("utf-8", "replace")
            for start in range(0, len(content), 1000):
                yield content[start : start + 1000]
                total += 3000
            if total > self.size:
                return

    def stick(self) -> float:
        """The yardstick now, and the median so far."""
        self.sticks += [yardstick(self.sample) for _ in range(3)]
        return statistics.median(self.sticks)

    def say(self, *lines: str) -> None:
        for line in lines:
            print(line, flush=True)
            self.lines.append(line)

    def lay(self, name: str, files: Iterator[tuple[str, str]]) -> Path:
        folder = self.work / name
        folder.mkdir()
        for file, content in files:
            (folder / file).write_text(content, encoding="utf-8")
        return folder

    def run(self) -> None:
        """Measure everything."""
        self.say(
            "# Benchmarks", "",
            "Written by `python benchmarks/all.py`; CPU seconds of whole processes. Beside each speed stands its share of a",
            "yardstick of the same minutes, `re.findall(\"[一-鿿]+\", text)`: machines differ, and this one may be busy.", "",
            f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors; texts: "
            f"{'our own (benchmarks/texts.py)' if self.options.texts is None else 'as given'}, "
            f"{len(self.sample.encode()) / 1e6:.0f} MB.", "",
        )  # fmt: skip
        for section in (
            self.start, self.second, self.speed, self.cores, self.compare, self.ray, self.memory,
        ):  # fmt: skip
            section()
            self.options.out.write_text("\n".join(self.lines), encoding="utf-8")

    def start(self) -> None:
        folder = self.lay("start", iter([("a.txt", "教育工作。\n")]))
        cost([*CHECK, "a.txt"], folder)  # the first one builds what later ones load
        bare = min(cost([sys.executable, "-c", "pass"], folder)[0] for _ in range(5))
        runs = [cost([*CHECK, "a.txt"], folder) for _ in range(5)]
        version = min(cost([*POLINT, "--version"], folder)[0] for _ in range(5))
        self.whole_start = min(cpu for cpu, _ in runs)
        self.say(
            "## Start", "",
            "Above an empty interpreter; the best of five.", "",
            "| | CPU s | goal | peak MB |", "|---|--:|--:|--:|",
            f"| `polint check one-small-file` | {self.whole_start - bare:.2f} | 0.20 | {max(peak for _, peak in runs):.0f} |",
            f"| `polint --version` | {max(version - bare, 0):.2f} | 0.05 | |", "",
        )  # fmt: skip

    def speed(self) -> None:
        large = ["\n\n".join(self.texts[at : at + 350]) for at in range(0, len(self.texts), 350)]
        layouts = {
            "files of 1 MB": self.lay("large", ((f"{n:03}.txt", text) for n, text in enumerate(large))),
            "files of 3 kB": self.lay("small", ((f"{n:05}.txt", text) for n, text in enumerate(self.texts))),
            "JSON Lines": self.lay(
                "lines",
                iter(
                    [
                        (
                            "a.jsonl",
                            "".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in self.texts),
                        )
                    ]
                ),
            ),
        }
        self.say(
            "## Speed",
            "",
            "One process, every rule of the profile, `--no-cache`; the start is taken off.",
            "",
        )
        self.say("| | profile | MB/s | of the yardstick | goal |", "|---|---|--:|--:|--:|")
        # No text pays for the tables that it is the first to ask for.
        cost([*POLINT, "cache", "build"], self.work / "start")
        self.stick()
        for profile, goals in (("default", (0.5, 0.3, 0.3)), ("corpus", (0.25, 0.25, 0.25))):
            for (name, folder), goal in zip(layouts.items(), goals, strict=True):
                self._speed(name, profile, folder, goal)
        for name in SHOWN:
            folder = self.lay(name, iter([("a.txt", HOSTILE[name](self.sample))]))
            self._speed(f"hostile: {name}", "default", folder, 0.05)
        self.say(
            "",
            f"The yardstick was {self.stick():.0f} MB/s ({min(self.sticks):.0f} to {max(self.sticks):.0f}).",
            "`python benchmarks/hostile.py` measures a hundred and sixty hostile texts so: every rule's trigger in masses.",
            "",
        )

    def _speed(self, name: str, profile: str, folder: Path, goal: float) -> None:
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        once = name.startswith("hostile") or self.options.quick
        cpu = min(
            cost([*CHECK, "--no-cache", "--profile", profile, "."], folder)[0]
            for _ in range(1 if once else 2)
        )
        found = size / max(cpu - self.whole_start, TICK)
        over = "over " if cpu - self.whole_start < TICK else ""
        self.say(f"| {name} | {profile} | {over}{found:.1f} | {over}{found / self.stick():.2f} | {goal} |")

    def cores(self) -> None:
        """What `--jobs` makes of the processors: many small files, and one file of lines."""
        jobs = os.cpu_count() or 1
        self.say(
            "## Every core", "",
            "Seconds on the clock, start included, and how many processors were busy on average.", "",
            f"| | 1 job | {jobs} jobs | busy |", "|---|--:|--:|--:|",
        )  # fmt: skip
        for name, folder in (("files of 3 kB", "small"), ("one file of JSON Lines", "lines")):
            clock: list[float] = []
            busy = 0.0
            for number in (1, jobs):
                command = [
                    *POLINT,
                    "check",
                    "--isolated",
                    "--no-cache",
                    "--format",
                    "jsonl",
                    "--jobs",
                    str(number),
                    ".",
                ]
                started = time.monotonic()
                cpu, _ = cost(command, self.work / folder)
                clock.append(time.monotonic() - started)
                busy = cpu / clock[-1]
            self.say(f"| {name} | {clock[0]:.1f} | {clock[1]:.1f} | {busy:.1f} |")
        self.say("")

    def second(self) -> None:
        count = 2_000 if self.options.quick else 10_000
        folder = self.lay(
            "ten", ((f"{n:05}.txt", f"第{n}号\n{self.texts[n % len(self.texts)]}") for n in range(count))
        )
        for path in folder.iterdir():
            os.utime(path, (1_700_000_000, 1_700_000_000))
        rows = []
        for profile in ("default", "corpus"):
            command = [*CHECK, "--profile", profile, "."]
            shutil.rmtree(self.work / "cache", ignore_errors=True)
            cost([*CHECK, str(self.work / "start" / "a.txt")], folder)
            start = cost([*CHECK, str(self.work / "start" / "a.txt")], folder)[0]
            first = cost(command, folder)[0] - start
            unchanged = max(min(cost(command, folder)[0] for _ in range(2)) - start, 0)
            for path in folder.iterdir():
                os.utime(path)
            time.sleep(0.1)
            content = cost(command, folder)[0] - start
            rows.append(
                f"| {profile} | {first:.2f} s | {unchanged:.2f} s, {unchanged / first:.0%} | {content:.2f} s, {content / first:.0%} |"
            )
            for path in folder.iterdir():
                os.utime(path, (1_700_000_000, 1_700_000_000))
        self.say(
            "## The second run", "",
            f"{count:,} files; the start is taken off. Goals: 15% where size and time are unchanged, 50% where only the content is.", "",
            "| profile | first | unchanged | content unchanged |", "|---|--:|--:|--:|", *rows, "",
        )  # fmt: skip

    def memory(self) -> None:
        self.say(
            "## Memory", "",
            "The peak of one process, cache included; goal: 500 MB for 2 GB. `python benchmarks/memory.py 2000` measures that itself.", "",
            "| MB | | profile | documents | CPU s | peak MB |", "|--:|---|---|--:|--:|--:|",
        )  # fmt: skip
        for size in (5,) if self.options.quick else (15, 60):
            for kind, profile, count, cpu, peak in memory.measured(size):
                name = {"tree": "a tree of files", "jsonl": "one JSON Lines file"}[kind]
                self.say(f"| {size} | {name} | {profile} | {count:,} | {cpu:.1f} | {peak:.0f} |")
        self.say("")

    def ray(self) -> None:
        self.say("## Ray", "")
        if find_spec("ray") is None:
            self.say("Ray is not installed here.", "")
            return
        folder = self.work / "small"
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        outputs = []
        seconds = []
        for engine in (("--engine", "local", "--jobs", "2"), ("--engine", "ray", "--jobs", "2")):
            out = self.work / "out.jsonl"
            started = time.monotonic()
            cost(
                [
                    *POLINT,
                    "check",
                    "--isolated",
                    "--no-cache",
                    *engine,
                    "--output",
                    f"jsonl={out}",
                    "--format",
                    "json",
                    ".",
                ],
                folder,
            )
            seconds.append(time.monotonic() - started)
            outputs.append(out.read_bytes())
        same = "the same bytes" if outputs[0] == outputs[1] else "DIFFERENT OUTPUT"
        self.say(
            f"{len(self.texts):,} files of 3 kB, two processors, start of the cluster included: local {seconds[0]:.1f} s,"
            f" Ray {seconds[1]:.1f} s; {same}.", "",
        )  # fmt: skip

    def compare(self) -> None:
        if self.options.no_compare:
            return
        made = compare.table(self.options.env, 2 if self.options.quick else 4)
        self.say(
            "## Beside other tools",
            "",
            "`python benchmarks/compare.py`, CPU time, one process each.",
            "",
            made,
            "",
        )
        compare.into_readme(made)


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("--texts", type=Path)
    cli.add_argument("--env", type=Path, default=Path(tempfile.gettempdir()) / "polint-compare")
    cli.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    cli.add_argument("--quick", action="store_true", help="a fifth of the texts, one run each")
    cli.add_argument("--no-compare", action="store_true")
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(options, Path(name))
        bench.run()


if __name__ == "__main__":
    main()
