"""`polint stats`: the measures of a corpus and how they are distributed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from test_cli import polint

from polint.message import Text
from polint_plugins.cli.distribution import Distribution, histogram


def test_a_histogram_shows_every_bin_that_holds_something() -> None:
    bars = histogram([0.0] * 1000 + [0.5] + [1.0] * 500)
    assert len(bars) == 20
    assert bars[0] == "█"
    assert bars[10] == "▁"
    assert bars[-1] == "▄"
    assert set(bars[1:10]) == {" "}


def test_equal_values_are_one_bar() -> None:
    assert histogram([3.0, 3.0]).strip() == "█"


def test_the_table_has_the_quantiles() -> None:
    distribution = Distribution([("length", Text("code points", "字符数"), "at least 10")])
    for value in range(101):
        distribution.add({"length": float(value)})
    head, row = distribution.lines("en")
    assert head.startswith("101 documents")
    assert row.split()[:6] == ["length", "0", "5", "50", "95", "100"]
    assert row.endswith("code points  [at least 10]")


def test_what_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一句话。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = polint("stats", "nowhere", "a.txt", "b.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert sorted(done.stderr.decode().splitlines()) == [
        "polint: error: there is no nowhere",
        "polint: warning: b.txt is empty",
    ]


def test_stats_over_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("春天来了，花开了。" * 10, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The town library reopened on Monday.", encoding="utf-8")

    def stats(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "polint", "stats", *words, "--lang", "en", "."],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout

    (tmp_path / "c.txt").write_text("渡口的老\ufffd敲了一百年。", encoding="utf-8")
    touched = stats().splitlines()
    assert touched[-1] == "1  encoding/replacement-character  (1/3, 1 rejected)"
    assert touched[-2].startswith("Findings of each rule")
    (tmp_path / "c.txt").unlink()
    table = stats()
    assert table.startswith("2 documents")
    assert any(line.startswith("han ") for line in table.splitlines())
    rows = [json.loads(line) for line in stats("--format", "json").splitlines()]
    assert [row["path"] for row in rows] == ["a.txt", "b.txt"]
    assert rows[0]["stats"]["han"] > rows[1]["stats"]["han"] == 0
