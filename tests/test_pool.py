"""Several processes: the same output to the byte, and a process that dies costs only what it was at."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from test_cli import LOST, polint

from polint import pool
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.notification import Notification
from polint.pool import Pool, slices, tasks
from polint.rule import Rule
from polint.run import Checked, Checker
from polint.source import File, discover
from polint_plugins.readers.jsonl import JsonLinesReader
from polint_plugins.readers.text import TextReader

READERS = {".txt": TextReader(), ".jsonl": JsonLinesReader()}


class Deadly(Rule):
    """Finds 坏; a document with 亡 kills the process that checks it."""

    id = "quality/deadly"
    triggers = ("坏", "亡")
    messages = {"bad": Text("bad", "坏")}

    def check(self, document: Document) -> Iterator[Draft]:
        if document.hits("亡"):
            os.kill(os.getpid(), signal.SIGKILL)
        for start in document.hits("坏"):
            yield self.draft(start, start + 1, "bad")


def checker() -> Checker:
    return Checker(READERS, {Deadly.id: Deadly})


def run(folder: Path, jobs: int) -> list[tuple[str, int | None, int] | tuple[str, str]]:
    """(path, record, findings) of every document, (kind, path) of every notification, in order."""
    items = Pool(checker(), checker, jobs).check(discover([str(folder)], READERS))
    return [
        (item.kind, Path(item.path or "").name)
        if isinstance(item, Notification)
        else (
            Path(item.artifact.path).name,
            None if item.artifact.record is None else item.artifact.record.index,
            len(item.findings),
        )
        for item in items
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work goes out in small pieces."""
    monkeypatch.setattr(pool, "FILES", 3)
    monkeypatch.setattr(pool, "SLICE", 200)
    monkeypatch.setattr(pool, "PART", 2)
    monkeypatch.setattr(pool, "AHEAD", 5)


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_a_process_that_dies_costs_what_it_was_at(tmp_path: Path, jobs: int) -> None:
    for number in range(20):
        text = "亡" if number in (4, 11, 12) else "坏" * (number % 3)
        (tmp_path / f"{number:02}.txt").write_text(text + "\n", encoding="utf-8")
    expected = [
        ("process-died", f"{number:02}.txt")
        if number in (4, 11, 12)
        else (f"{number:02}.txt", None, number % 3)
        for number in range(20)
    ]
    assert run(tmp_path, jobs) == expected


@pytest.mark.usefixtures("small")
def test_a_file_of_lines_is_read_in_pieces(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "坏" * (number % 4)}, ensure_ascii=False) for number in range(60)]
    rows[30] = "no JSON"
    rows[31] = ""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    pieces = list(slices(File(str(path), "a.jsonl")))
    assert len(pieces) > 3
    assert [piece.piece[0] for piece in pieces[1:] if piece.piece] == [
        p.piece[1] for p in pieces[:-1] if p.piece
    ]
    alone = [
        (
            item.arguments["line"] if isinstance(item, Notification) else item.artifact.record,
            getattr(item, "findings", 0),
        )
        for item in checker().check([File(str(path), "a.jsonl")])
    ]
    shared = [
        (
            item.arguments["line"] if isinstance(item, Notification) else item.artifact.record,
            getattr(item, "findings", 0),
        )
        for item in Pool(checker(), checker, 3).check([File(str(path), "a.jsonl")])
    ]
    assert shared == alone
    assert (31, 0) in shared


def test_notifications_keep_their_place(tmp_path: Path) -> None:
    told = Notification("missing-path", Text("x", "x"))
    files = [File(str(tmp_path / "a.txt"), "a.txt"), told, File(str(tmp_path / "b.txt"), "b.txt")]
    assert [bool(task.files) for task in tasks(files, READERS)] == [True, False, True]


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_the_output_is_the_same_for_every_number_of_jobs(tmp_path: Path, jobs: str) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(
            LOST * (number % 4) + f"{number % 7}\n" * 30, encoding="utf-8"
        )
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": LOST}) + "\n{\n", encoding="utf-8")
    for form in ("jsonl", "sarif", "text"):
        one = polint("check", "--format", form, cwd=tmp_path)
        many = polint("check", "--format", form, "--jobs", jobs, cwd=tmp_path)
        assert many.stdout == one.stdout
        assert many.stderr == one.stderr
        assert many.returncode == one.returncode == 1


def test_a_checker_can_be_made_elsewhere() -> None:
    """Where processes do not fork, what makes the checker is pickled."""
    import pickle

    from polint_plugins.cli.check import _anew

    wanted = {"detailed": False, "hashes": False, "show_private": False, "isolated": True, "fixer": None}
    made = pickle.loads(pickle.dumps(partial(_anew, None, wanted)))()
    found = [item for item in made.check([File(__file__, "a.txt")]) if isinstance(item, Checked)]
    assert len(found) == 1
