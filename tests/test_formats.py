"""Compressed files and Parquet: read as what they hold is read, a piece at a time."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import read
from test_cli import CHECK, CLEAN, LOST, findings, polint

from polint.document import Document
from polint.notification import Notification
from polint_plugins import packed
from polint_plugins.readers import parquet as reader

zstandard = pytest.importorskip("zstandard")
arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS = [
    {"id": "a", "text": CLEAN, "source": "novel", "license": "CC0-1.0"},
    {"id": "b", "text": LOST, "source": "web", "license": "MIT"},
]
PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "a"}\n', b'{"text": "a", "text": "b"}', b' {"a": 1}', b'\xef\xbb\xbf{"a": 1}\n', b'{"a": 1} x\n',
        b'{"a": NaN, "b": -Infinity, "c": Infinity}', b'{"a": "\\ud800"}', b'{"a": 1.5e3, "b": [1, {"d": null}]}\r\n',
        b"{", b"{}", b"[1]", b'{"a": }', '{"a": 1}'.encode("utf-16-le"), b'{"a": "\xff"}', b'{"a": "\x01"}',
        b'{"a":' * 100_000, b'{"a": 1}\x0b', '{"a": 1}\u3000'.encode(), b'{"a": "\xed\xa0\x80"}',
    ],
)  # fmt: skip
def test_a_line_says_what_json_reads_in_it(line: bytes) -> None:
    from polint_plugins.readers.jsonl import _value

    def said(read: Callable[[bytes], Any]) -> str:
        try:
            return repr(read(line))
        except (ValueError, RecursionError) as error:
            return str(error)

    assert said(_value) == said(json.loads)


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(path: Path, rows: list[dict[str, Any]], **how: Any) -> None:
    parquet.write_table(arrow.Table.from_pylist(rows), path, **how)


def corpus(folder: Path) -> None:
    """The same two documents in every format."""
    for end, pack in PACK.items():
        (folder / f"rows.jsonl{end}").write_bytes(pack(lines(ROWS)))
        (folder / f"page.txt{end}").write_bytes(pack(LOST.encode("gb18030", "replace")))
        (folder / f"page.md{end}").write_bytes(pack(LOST.encode()))
    table(folder / "rows.parquet", ROWS)


def test_a_folder_yields_every_format(tmp_path: Path) -> None:
    corpus(tmp_path)
    (tmp_path / "notes.csv").write_text(LOST)
    done = polint("check", "--show-files", cwd=tmp_path)
    assert done.stdout.decode().split() == [
        *("page.md", "page.md.gz", "page.md.zst", "page.txt", "page.txt.gz", "page.txt.zst"),
        *("rows.jsonl", "rows.jsonl.gz", "rows.jsonl.zst", "rows.parquet"),
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_format_does_not_change_what_is_found(tmp_path: Path, jobs: str) -> None:
    corpus(tmp_path)
    done = polint(*CHECK, "--jobs", jobs, cwd=tmp_path)
    found = [json.loads(line) for line in done.stdout.decode().strip().split("\n")]
    pages = [row for row in found if row["path"].startswith("page.md")]
    rows = [row for row in found if row["path"].startswith("rows")]
    assert len({(row["start"], row["fingerprint"]) for row in found}) == 1
    assert [row["path"] for row in pages] == ["page.md", "page.md.gz", "page.md.zst"]
    assert [(row["path"], row["record"]) for row in rows] == [
        (f"rows{end}", {"index": 1, "id": "b"}) for end in (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
    ]


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_frames_follow_one_another(end: str) -> None:
    """As `cat a.gz b.gz` makes them, and with the padding of tapes."""
    packed_twice = PACK[end](lines(ROWS[:1])) + PACK[end](lines(ROWS[1:]))
    stream = packed.unpacked(
        io.BytesIO(packed_twice + (b"\0" * 512 if end == ".gz" else b"")), "a.jsonl" + end
    )
    assert stream.read() == lines(ROWS)


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_what_is_held_does_not_depend_on_how_well_it_was_packed(end: str) -> None:
    """A line written a million times."""
    content = CLEAN.encode() * (100_000_000 // len(CLEAN.encode()))
    stream = packed.unpacked(io.BytesIO(PACK[end](content)), f"a{end}")
    tracemalloc.start()
    size = 0
    try:
        while chunk := stream.read(1 << 20):
            size += len(chunk)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == len(content)
    # zlib and zstandard make bytes of Python, which are counted.
    assert peak < 40_000_000


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_what_was_cut_off_is_said_after_what_is_there(tmp_path: Path, end: str) -> None:
    """A download that broke off: the records before the break are checked, the file is named, the status is 2."""
    many = [{"id": str(number), "text": f"{LOST}{number:x}{hash(str(number)):x}"} for number in range(20000)]
    whole = PACK[end](lines(many))
    (tmp_path / f"a.jsonl{end}").write_bytes(whole[: len(whole) * 3 // 4])
    done = polint(*CHECK, f"a.jsonl{end}", cwd=tmp_path)
    assert done.returncode == 2
    assert len(findings(done)) > 5000
    assert b"end too early" in done.stderr


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.txt.gz", "a.parquet"])
def test_damaged_data_are_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no such format" * 40)
    (tmp_path / "b.txt").write_text(LOST, encoding="utf-8")
    done = polint(*CHECK, name, "b.txt", cwd=tmp_path)
    assert (done.returncode, len(findings(done))) == (2, 1)
    assert f"{name} cannot be read".encode() in done.stderr


@pytest.mark.parametrize(("name", "module", "extra"), [
    ("rows.jsonl.zst", "zstandard", b"polint-text[zstd]"),
    ("rows.parquet", "pyarrow", b"polint-text[parquet]"),
])  # fmt: skip
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: bytes
) -> None:
    corpus(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)
    done = polint(*CHECK, cwd=tmp_path)
    assert done.returncode == 2
    assert name.encode() + b" needs a library" in done.stderr
    assert extra in done.stderr
    assert "rows.jsonl.gz" in {path for path, _, _ in findings(done)}


def test_settings_say_which_columns(tmp_path: Path) -> None:
    table(tmp_path / "a.parquet", [{"body": LOST, "url": "u1", "text": "", "picture": b"\x89PNG"}])
    (tmp_path / "polint.toml").write_text('[input.parquet]\ntext = "body"\nid = "url"\n')
    done = polint(*CHECK, cwd=tmp_path)
    (found,) = [json.loads(line) for line in done.stdout.decode().strip().split("\n")]
    assert found["record"] == {"index": 0, "id": "u1"}


def test_a_row_without_text_is_said_and_the_others_are_read() -> None:
    out = io.BytesIO()
    parquet.write_table(arrow.table({"text": [None, LOST], "id": [1, 2]}), out)
    first, second = read("a.parquet", out.getvalue())
    assert isinstance(first, Notification)
    assert (first.kind, first.arguments["row"]) == ("bad-record", 0)
    assert isinstance(second, Document)
    assert second.metadata == {"id": 2}


def test_a_value_that_python_cannot_hold_costs_nothing_else() -> None:
    columns = {
        "text": [LOST, LOST, LOST],
        "at": arrow.array([1, 1 << 61, 2], arrow.timestamp("us")),
        "zone": arrow.array([1, 2, 3], arrow.timestamp("us", "Nowhere/Atall")),
        "day": arrow.array([1, 2, (1 << 31) - 1], arrow.date32()),
    }
    out = io.BytesIO()
    parquet.write_table(arrow.table(columns), out)
    first, second, third = read("a.parquet", out.getvalue())
    for document in (first, second, third):
        assert isinstance(document, Document)
        assert document.text == LOST
        assert document.metadata["zone"] is None
    assert [one.metadata["at"] is None for one in (first, second, third)] == [False, True, False]
    assert [one.metadata["day"] is None for one in (first, second, third)] == [False, False, True]


def test_a_file_without_the_column_is_said_once() -> None:
    out = io.BytesIO()
    parquet.write_table(arrow.table({"content": [LOST] * 3, "raw": [b"x"] * 3}), out)
    (told,) = read("a.parquet", out.getvalue())
    assert isinstance(told, Notification)
    assert told.render() == "a.parquet has no column of text “text”; it has content"


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz", "rows.jsonl.zst", "rows.parquet"])
def test_metadata_decide_an_override(tmp_path: Path, name: str) -> None:
    corpus(tmp_path)
    override = '[[override]]\nwhen = { source = "web" }\nignore = ["encoding/replacement-character"]\n'
    (tmp_path / "polint.toml").write_text(override)
    assert findings(polint(*CHECK, name, cwd=tmp_path)) == []
    assert len(findings(polint(*CHECK, "--isolated", name, cwd=tmp_path))) == 1


def test_a_huge_row_group_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist([{"text": f"{LOST}{n}"} for n in range(2000)]), out)
    monkeypatch.setattr(reader, "BATCH", 10_000)
    sizes = [batch.num_rows for batch in reader.batches(reader.opened(out))]
    assert sum(sizes) == 2000
    assert max(sizes) < 500
