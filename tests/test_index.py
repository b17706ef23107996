"""The corpus index: what is acknowledged stays, whoever else writes and whenever a writer is killed."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_cli import in_process

from polint.corpus import Entry, entry
from polint.document import Document
from polint.index import FORMAT, AgainstIndex, BrokenIndex, Index, indexed
from polint.plugin import Plugins

RULES = indexed(Plugins().rules.values())
SYLLABLES = (
    "山水田林路桥渡口茶园稻谷书屋灯会船工石匠老街新村晨雾晚霞春耕秋收井台祠堂水车磨坊鱼塘竹篮草鞋陶罐瓦当"
)


def text(seed: int, size: int = 200) -> str:
    """A text of its own for every seed."""
    chars = random.Random(seed).choices(SYLLABLES, k=size)
    return "".join(chars) + "。\n"


def mapped(path: str, content: str) -> Entry:
    return entry(Document(content, path), RULES)


def fill(index: Index, count: int) -> None:
    for _ in index.add(mapped(f"old/{n}.txt", text(n)) for n in range(count)):
        pass


def ties(index: Index, path: str, content: str) -> list[tuple[str, str | None]]:
    corpus = AgainstIndex(index)
    corpus.take(mapped(path, content))
    return [(f.rule, f.related[0].path) for group in corpus.findings() for f in group]


def test_a_path_may_hold_what_is_no_utf8(tmp_path: Path) -> None:
    path = "old/\udcb2\udce2\n.txt"
    with Index(tmp_path / "i", RULES, create=True) as index:
        for _ in range(2):
            counts = [
                counts for _, counts in index.add([mapped(path, text(7)), mapped("old/x.txt", text(8))])
            ]
        assert counts == [(0, 0, 2)]
        assert ties(index, "new.txt", text(7)) == [("duplicate/exact", path)]
        assert ties(index, path, text(7)) == []  # its own entry
        assert index.verify() == []
        assert index.remove(["old"]) == 2
        assert len(index) == 0


def test_of_an_index_that_is_not_built_to_the_end_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    done = in_process(("index", "build", "a.txt", "nowhere", "--index", "i"), tmp_path, None, {})
    assert done.returncode == 2
    assert "i was not built" in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_copy_a_near_copy_and_a_part_are_found(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 30)
        whole = text(7)
        assert ties(index, "new.txt", whole) == [("duplicate/exact", "old/7.txt")]
        assert ties(index, "new.txt", whole[:90] + "新" + whole[90:]) == [("duplicate/near", "old/7.txt")]
        assert ties(index, "new.txt", whole + text(100)) == [("duplicate/contained", "old/7.txt")]
        assert ties(index, "new.txt", text(101)) == []


def test_a_document_is_no_copy_of_itself(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 3)
        assert ties(index, "old/1.txt", text(1)) == []


def test_replacing_and_removing_leave_nothing_behind(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 5)
        for _, counts in index.add([mapped("old/1.txt", text(50)), mapped("old/2.txt", text(2))]):
            assert (counts.added, counts.replaced, counts.unchanged) == (0, 1, 1)
        assert ties(index, "new.txt", text(1)) == []
        assert index.remove(["old"]) == 5
        assert index.statistics()["postings"] == 0
        assert index.verify() == []


def test_one_batch_may_name_a_document_twice(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        for _ in index.add([mapped("a.txt", text(1)), mapped("a.txt", text(2))]):
            pass
        assert len(index) == 1
        assert index.verify() == []


def test_the_index_is_the_same_for_every_number_of_jobs(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(text(number % 9), encoding="utf-8")
    rows = [json.dumps({"text": text(number)}) for number in range(5)]
    (tmp_path / "a.jsonl").write_text("\n".join([*rows, "no JSON"]), encoding="utf-8")
    for jobs in ("1", "3"):
        words = ["index", "build", "--index", f"{jobs}.i", "--jobs", jobs, "--verbose", "."]
        done = in_process(words, tmp_path, None, {})
        assert (done.returncode, done.stdout.count(b"\n")) == (0, 17)
    assert dump(tmp_path / "1.i") == dump(tmp_path / "3.i")
    assert in_process(["index", "build", "--jobs", "0", "."], tmp_path, None, {}).returncode == 2


def dump(path: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return [
            row
            for name in ("document", "digest", "posting")
            for row in db.execute(f"SELECT * FROM {name} ORDER BY 1")
        ]


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("not a database, and long enough to be read as one" * 40)
    with pytest.raises(BrokenIndex):
        Index(tmp_path / "bad", RULES)
    with pytest.raises(FileNotFoundError):
        Index(tmp_path / "none", RULES)


def test_a_newer_index_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 3)
        index._db.execute(f"PRAGMA user_version={FORMAT + 1}")
    before = (tmp_path / "i").read_bytes()
    with pytest.raises(BrokenIndex, match="format"):
        Index(tmp_path / "i", RULES)
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    for words in (
        ("index", "add", "a.txt"),
        ("index", "query", "a.txt"),
        ("index", "stats"),
        ("gate", "a.txt", "--add"),
    ):
        done = in_process([*words, "--index", "i"], tmp_path, None, {})
        assert done.returncode == 2
        assert f"format {FORMAT + 1}; this polint reads format {FORMAT}".encode() in done.stderr
    assert (tmp_path / "i").read_bytes() == before


def test_digests_made_in_another_way_are_refused(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        index._db.execute("UPDATE kind SET version = version + 1 WHERE name = 'duplicate/exact'")
    with pytest.raises(BrokenIndex, match="another version of duplicate/exact"):
        Index(tmp_path / "i", RULES)


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "db")) as other:
        other.execute("CREATE TABLE note (text)")
        other.commit()
    before = (tmp_path / "db").read_bytes()
    with pytest.raises(BrokenIndex, match="no polint index"):
        Index(tmp_path / "db", RULES, create=True)
    assert (tmp_path / "db").read_bytes() == before


def test_a_reader_waits_for_no_writer(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 3)
        with index._writing():
            started = time.monotonic()
            with Index(tmp_path / "i", RULES) as reader:
                assert ties(reader, "new.txt", text(1)) == [("duplicate/exact", "old/1.txt")]
            assert time.monotonic() - started < 20


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_index_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "mounted"
    folder.mkdir()
    with Index(folder / "i", RULES, create=True) as index:
        fill(index, 3)
    (folder / "i").chmod(0o444)
    folder.chmod(0o555)
    try:
        with Index(folder / "i", RULES) as reader:
            assert ties(reader, "new.txt", text(1)) == [("duplicate/exact", "old/1.txt")]
    finally:
        folder.chmod(0o755)


def test_a_damaged_index_is_two(tmp_path: Path) -> None:
    with Index(tmp_path / "i", RULES, create=True) as index:
        fill(index, 200)
    raw = bytearray((tmp_path / "i").read_bytes())
    raw[4096 : len(raw) : 512] = b"\xff" * len(range(4096, len(raw), 512))
    (tmp_path / "i").write_bytes(raw)
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    for words in (("index", "add", "a.txt"), ("gate", "a.txt")):
        assert in_process([*words, "--index", "i"], tmp_path, None, {}).returncode == 2


def polint(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "polint", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def records(path: Path, first: int, count: int) -> None:
    lines = [
        json.dumps({"id": str(n), "text": text(n)}, ensure_ascii=False) for n in range(first, first + count)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", 0, 1200)
    records(tmp_path / "b.jsonl", 5000, 1200)
    writers = [polint("index", "add", name, "--index", "i", cwd=tmp_path) for name in ("a.jsonl", "b.jsonl")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Index(tmp_path / "i", RULES) as index:
        assert len(index) == 2400
        assert index.verify() == []


def test_two_writers_of_the_same_documents_leave_each_once(tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", 0, 1500)
    writers = [polint("index", "add", "a.jsonl", "--index", "i", cwd=tmp_path) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Index(tmp_path / "i", RULES) as index:
        assert len(index) == 1500
        assert index.verify() == []


def test_two_processes_may_open_a_new_index_at_once(tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", 0, 2)
    for turn in range(6):
        index = f"i{turn}"
        writers = [polint("index", "add", "a.jsonl", "--index", index, cwd=tmp_path) for _ in range(2)]
        assert [writer.wait(60) for writer in writers] == [0, 0]


def kill_during_add(folder: Path, times: int) -> None:
    """Add in a process that is killed at a random moment, again and again: whatever it had acknowledged is there."""
    moments = random.Random(5)
    acknowledged: set[str] = set()
    midway = 0
    for turn in range(times):
        records(folder / f"{turn}.jsonl", turn * 3000, 3000)
        started = time.monotonic()
        writer = polint("index", "add", f"{turn}.jsonl", "--index", "i", "-v", cwd=folder)
        assert writer.stdout is not None
        first = b""
        if turn % 4 == 1:  # soon after the first batch was acknowledged, however slow the machine is
            first = writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.3))
        else:  # anywhere from the start of the process on
            time.sleep(moments.uniform(0.05, 1.2))
        os.kill(writer.pid, signal.SIGKILL) if writer.poll() is None else None
        lines = (first + writer.stdout.read()).decode().split("\n")
        writer.wait()
        # A line cut by the kill was not written to its end; what stands before it was acknowledged.
        acknowledged.update(line for line in lines[:-1])
        midway += 0 < len(lines) - 1 < 3000
        assert time.monotonic() - started < 60
    if times > 10:  # some were killed while they wrote, not only before and after
        assert midway >= 5, midway
    if not (folder / "i").exists():
        return
    with Index(folder / "i", RULES, create=True) as index:
        assert index.verify() == []
        there = {
            f"{path}#{record}" for path, record in index._db.execute("SELECT path, record FROM document")
        }
        assert acknowledged <= there


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    kill_during_add(tmp_path, 2)


@pytest.mark.slow
def test_fifty_killed_writers(tmp_path: Path) -> None:
    kill_during_add(tmp_path, 50)


def test_gate(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").write_text(
        "渡口的老钟敲了一百年，船家都听它开船，从不误点。\n", encoding="utf-8"
    )
    (tmp_path / "copy.txt").write_text("渡口的老鐘敲了一百年，船家都聽它開船，從不誤點。\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("石桥边新开了一间书屋，孩子们放学后都去看书。\n", encoding="utf-8")
    hidden = "polint: disable[all]\n石桥边新开了一间书屋\ufffd，孩子们都去看书。\npolint: enable[all]\n"
    (tmp_path / "hidden.txt").write_text(hidden, encoding="utf-8")

    def status(*words: str) -> int:
        run = polint(*words, "--index", "i", cwd=tmp_path)
        run.communicate(timeout=60)
        return run.returncode

    assert status("gate", "new.txt") == 2  # no index
    assert status("index", "build", "old") == 0
    assert status("index", "build", "old") == 2  # there is one
    assert status("gate", "copy.txt", "--add") == 0  # too short to be called a near copy
    assert status("gate", "copy.txt", "--add") == 0  # no copy of itself
    assert status("gate", "new.txt", "--add") == 0
    (tmp_path / "again.txt").write_bytes((tmp_path / "new.txt").read_bytes())
    assert status("gate", "again.txt") == 1
    assert status("gate", "again.txt", "--ignore", "duplicate/exact") == 0
    assert status("gate", "hidden.txt") == 1  # a document does not switch off its own checks
    assert status("index", "verify") == 0
