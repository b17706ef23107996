"""How much memory a run takes: a tree and a JSON Lines file, profiles default and corpus, peak of one process.

    python benchmarks/memory.py [MEGABYTES …]          (default: 100; 2000 takes an hour and 8 GB of disk)

Prints, for each size, kind and profile: documents, MB, CPU seconds, peak MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from texts import lines, tree

CHECK = [sys.executable, "-m", "polint", "check", "--isolated", "--no-cache", "--format", "jsonl"]
"""A run of which nothing is kept."""

LAUNCH = """
import json, resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    child = subprocess.run(sys.argv[2:], stdout=out, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.stderr[-500:].decode()]))
"""
"""A child's peak begins with its parent's, so that it is started from a small process."""


def cost(command: Sequence[str], folder: Path, **environment: str) -> tuple[float, float]:
    """CPU seconds and peak MB of a command. Raises RuntimeError where it did not do its work."""
    with tempfile.NamedTemporaryFile() as out:
        done = subprocess.run(
            [sys.executable, "-S", "-c", LAUNCH, out.name, *command],
            cwd=folder,
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, **environment},
        )
    status, cpu, peak, error = json.loads(done.stdout)
    if status not in (0, 1):
        raise RuntimeError(f"{command} ended with {status}: {error}")
    return cpu, peak


def measured(
    megabytes: int, kinds: Sequence[str] = ("tree", "jsonl"), profiles: Sequence[str] = ("default", "corpus")
) -> list[tuple[str, str, int, float, float]]:
    """(kind, profile, documents, CPU seconds, peak MB) for texts of this size."""
    found = []
    for kind in kinds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            size = megabytes * 1_000_000
            (folder / "texts").mkdir()
            count = (
                tree(folder / "texts", size)
                if kind == "tree"
                else lines(folder / "texts" / "corpus.jsonl", size)
            )
            for profile in profiles:
                command = [
                    sys.executable,
                    "-m",
                    "polint",
                    "check",
                    "--isolated",
                    "--format",
                    "jsonl",
                    "--profile",
                    profile,
                    "texts",
                ]
                cpu, peak = cost(command, folder, POLINT_CACHE_DIR=str(folder / "cache"))
                found.append((kind, profile, count, cpu, peak))
    return found


def main() -> None:
    print(f"{'MB':>6} {'kind':6} {'profile':8} {'documents':>9} {'CPU s':>8} {'peak MB':>8}")
    for megabytes in [int(word) for word in sys.argv[1:]] or [100]:
        for kind, profile, count, cpu, peak in measured(megabytes):
            print(f"{megabytes:6} {kind:6} {profile:8} {count:9} {cpu:8.1f} {peak:8.0f}", flush=True)


if __name__ == "__main__":
    main()
