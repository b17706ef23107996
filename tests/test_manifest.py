"""The manifest: the closest one above speaks of a document, entry by entry; what is wrong with it is said."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from polint.notification import Notification
from polint.run import Checker, documents
from polint.source import discover
from polint_plugins.readers.jsonl import JsonLinesReader
from polint_plugins.readers.text import TextReader

READERS = {".txt": TextReader(), ".jsonl": JsonLinesReader()}


def said(*paths: str) -> list[tuple[str, int | None, str | None]]:
    """(path, record, the manifest's title) of every document; (path, line, kind) of every notification."""
    found: list[tuple[str, int | None, str | None]] = []
    for item in Checker(READERS, {}).results(discover(paths, READERS)):
        if isinstance(item, Notification):
            line = item.arguments.get("line")
            found.append((item.path or "", line if isinstance(line, int) else None, item.kind))
        else:
            document = item[1]
            title = None if document.manifest is None else document.manifest.get("title")
            found.append((document.path, None if document.record is None else document.record.index, title))
    return found


def manifest(folder: Path, *rows: dict[str, object]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "provenance.jsonl").write_text(text, encoding="utf-8")


def test_entries_by_path_and_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "in/b.txt", "in/c.txt"):
        (tmp_path / name).write_text("文字。\n", encoding="utf-8")
    rows = [{"id": "x", "text": "一"}, {"text": "二"}, {"text": "三"}]
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    manifest(
        tmp_path,
        {"path": "a.txt", "title": "甲"},
        {"path": "in/b.txt", "title": "乙"},
        {"path": "d.jsonl", "title": "丁"},
        {"path": "d.jsonl", "record": "x", "title": "丁一"},
        {"path": "d.jsonl", "record": {"index": 1}, "title": "丁二"},
    )
    expected = [
        ("a.txt", None, "甲"),
        ("d.jsonl", 0, "丁一"),
        ("d.jsonl", 1, "丁二"),
        ("d.jsonl", 2, "丁"),
        ("in/b.txt", None, "乙"),
        ("in/c.txt", None, None),
    ]
    assert said(".") == expected
    assert said("in", "a.txt") == [expected[0], *expected[4:]]
    monkeypatch.chdir(tmp_path / "in")
    assert said("b.txt", "../a.txt") == [("../a.txt", None, "甲"), ("b.txt", None, "乙")]
    # A manifest further in speaks of its own folder.
    (tmp_path / "in" / "provenance.toml").write_text(
        '[[document]]\npath = "c.txt"\ntitle = "丙"\n', encoding="utf-8"
    )
    assert said(".") == [("b.txt", None, None), ("c.txt", None, "丙")]


def test_broken_lines_are_said_and_the_rest_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("文字。\n", encoding="utf-8")
    (tmp_path / "provenance.jsonl").write_text(
        '{\n["x"]\n\n{"path": "a.txt", "title": "甲"}\n', encoding="utf-8"
    )
    assert said(".") == [
        ("provenance.jsonl", 1, "manifest"),
        ("provenance.jsonl", 2, "manifest"),
        ("a.txt", None, "甲"),
    ]


def test_a_file_with_its_manifest_can_go_to_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("文字。\n", encoding="utf-8")
    manifest(tmp_path, {"path": "a.txt", "title": "甲"})
    (file,) = discover(["."], READERS)
    again = pickle.loads(pickle.dumps(file))
    assert again.manifest.entry("a.txt", None) == {"path": "a.txt", "title": "甲"}
    assert [type(item).__name__ for item in documents(again, READERS)] == ["Document"]
