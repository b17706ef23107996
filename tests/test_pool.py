"""Several processes: the same output to the byte, and a process that dies costs only what it was at."""

from __future__ import annotations

import gzip
import json
import os
from functools import partial
from pathlib import Path

import pytest
from helpers import deadly
from test_cli import LOST, polint

from polint import pool
from polint.message import Text
from polint.notification import Notification
from polint.plugin import Plugins
from polint.pool import Pool, slices, tasks
from polint.report import Clean
from polint.run import Checked
from polint.source import File, discover

READERS = Plugins().readers


def run(folder: Path, jobs: int) -> list[tuple[str, str | int | None, int]]:
    """(path, record, findings) of every document, (kind, path, record or line) of every notification, in order."""
    found: list[tuple[str, str | int | None, int]] = []
    for item in Pool(deadly(), deadly, jobs).check(discover([str(folder)], READERS)):
        if isinstance(item, Notification):
            place = next(
                (item.arguments[key] for key in ("record", "beyond", "line") if key in item.arguments), -1
            )
            found.append((item.kind, Path(item.path or "").name, place))
        elif isinstance(item, Checked | Clean):
            record = item.artifact.record
            index = None if record is None else record.index
            found.append((Path(item.artifact.path).name, index, len(item.findings)))
    return found


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
        ("process-died", f"{number:02}.txt", -1)
        if number in (4, 11, 12)
        else (f"{number:02}.txt", None, number % 3)
        for number in range(20)
    ]
    assert run(tmp_path, jobs) == expected


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl.gz"])
def test_of_a_file_of_records_the_one_that_kills_is_named(tmp_path: Path, jobs: int, name: str) -> None:
    rows = [
        json.dumps({"text": "亡" if number in (7, 33, 59) else "坏" * (number % 3)}, ensure_ascii=False)
        for number in range(60)
    ]
    rows[40:40] = ["", "no JSON"]
    whole = "\n".join(rows).encode()
    (tmp_path / name).write_bytes(gzip.compress(whole) if name.endswith("gz") else whole)
    found = run(tmp_path, jobs)
    if name.endswith(
        "gz"
    ):  # no pieces of it can be read, and what goes through the rules together dies together
        assert found == [("process-died", name, -1)]
        return
    expected: list[tuple[str, str | int | None, int]] = [
        ("process-died", name, number + 2 * (number >= 40))
        if number in (7, 33, 59)
        else (name, number + 2 * (number >= 40), number % 3)
        for number in range(60)
    ]
    expected.insert(40, ("bad-record", name, 42))
    assert found == expected


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
        for item in deadly().check([File(str(path), "a.jsonl")])
    ]
    shared = [
        (
            item.arguments["line"] if isinstance(item, Notification) else item.artifact.record,
            getattr(item, "findings", 0),
        )
        for item in Pool(deadly(), deadly, 3).check([File(str(path), "a.jsonl")])
    ]
    assert shared == alone
    assert (31, 0) in shared


def test_notifications_keep_their_place(tmp_path: Path) -> None:
    told = Notification("missing-path", Text("x", "x"))
    files = [File(str(tmp_path / "a.txt"), "a.txt"), told, File(str(tmp_path / "b.txt"), "b.txt")]
    assert [bool(task.files) for task in tasks(files, READERS)] == [True, False, True]


@pytest.mark.parametrize(("jobs", "forks"), [("2", True), ("3", True), ("2", False)])
def test_the_output_is_the_same_for_every_number_of_jobs(
    tmp_path: Path, jobs: str, forks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where processes do not fork, each is started anew, and is given what makes its checker."""
    monkeypatch.setattr(pool, "_forks_well", lambda: forks)
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(
            LOST * (number % 4) + f"{number % 7}\n" * 30, encoding="utf-8"
        )
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": LOST}) + "\n{\n", encoding="utf-8")
    for form in ("jsonl", "sarif", "text") if forks else ("jsonl",):
        one = polint("check", "--no-cache", "--format", form, cwd=tmp_path)
        many = polint("check", "--no-cache", "--format", form, "--jobs", jobs, cwd=tmp_path)
        assert many.stdout == one.stdout
        assert many.stderr == one.stderr
        assert many.returncode == one.returncode == 1


def test_a_checker_can_be_made_elsewhere() -> None:
    """Where processes do not fork, what makes the checker is pickled."""
    import pickle

    from polint_plugins.cli.check import _anew

    wanted = {"detailed": False, "hashes": False, "show_private": False, "isolated": True, "fixer": None}
    made = pickle.loads(pickle.dumps(partial(_anew, None, wanted)))()
    found = [item for item in made.check([File(__file__, "a.txt")]) if isinstance(item, Clean)]
    assert len(found) == 1
