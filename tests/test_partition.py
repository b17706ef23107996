"""`polint check --kept DIR --rejected DIR`: every record goes one way, and nothing is written in place."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import CLEAN, LOST, polint, write

from polint.character import CONTROL, class_of
from polint.finding import Record
from polint.notification import Notification
from polint.partition import Decisions, Partition, below
from polint.plugin import Plugins
from polint.pool import died
from polint.source import File
from polint.verdict import KEEP, Decision, Ground

NOISY = "渡口的老钟敲了一百年。\x07船家都听它开船。\n"
"""A control character, which has a safe mend."""

CONFIG = """
select = ["encoding/replacement-character", "encoding/control-character", "duplicate/exact"]
[verdict]
encoding = "drop"
"encoding/control-character" = "repair"
"duplicate/exact" = "review"
"""


def record(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


def lines(*rows: Any) -> bytes:
    return b"".join(
        (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()) + b"\n"
        for row in rows
    )


def rows(raw: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw.split(b"\n") if line]


def log(folder: Path) -> list[tuple[str, int | None, str, list[str]]]:
    found = rows((folder / "rejected" / "polint-verdicts.jsonl").read_bytes())
    return [
        (
            row["path"],
            row["record"] and row["record"]["index"],
            row["verdict"],
            [r["rule"] for r in row["rules"]],
        )
        for row in found
    ]


def sort(folder: Path, *words: str) -> tuple[int, str]:
    done = polint("check", "--kept", "kept", "--rejected", "rejected", "--quiet", *words, cwd=folder)
    return done.returncode, done.stderr.decode()


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_records_part_and_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG)
    spaced = b'{ "text" : "' + CLEAN.strip().encode() + b'", "n": 1.50, "u": "\\u4e00" }'
    whole = lines(
        spaced, record(LOST, id="b"), b"no JSON", b"", record(CLEAN.strip(), id="twin"), {"body": CLEAN}
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(whole)
    assert sort(tmp_path, "in") == (1, "")
    assert files(tmp_path / "kept") == ["in/a.jsonl"]
    assert (tmp_path / "kept" / "in" / "a.jsonl").read_bytes() == spaced + b"\n"
    assert (tmp_path / "rejected" / "in" / "a.jsonl.undecodable").read_bytes() == lines(
        b"no JSON", {"body": CLEAN}
    )
    lost, twin = rows((tmp_path / "rejected" / "in" / "a.jsonl").read_bytes())
    assert lost == {
        "text": LOST,
        "id": "b",
        "polint": {
            "verdict": "drop",
            "rules": [{"rule": "encoding/replacement-character", "verdict": "drop", "findings": 1}],
        },
    }
    assert twin["polint"]["rules"] == [{"rule": "duplicate/exact", "verdict": "review", "findings": 1}]
    assert log(tmp_path) == [
        ("in/a.jsonl", 1, "drop", ["encoding/replacement-character"]),
        ("in/a.jsonl", 4, "review", ["duplicate/exact"]),
    ]
    assert (tmp_path / "in" / "a.jsonl").read_bytes() == whole


def test_what_is_repaired_is_kept(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG)
    (tmp_path / "a.jsonl").write_bytes(lines(record(NOISY, n=1), record(NOISY + LOST)))
    (tmp_path / "b.txt").write_bytes(("秋分。" + NOISY).encode("gb18030"))
    done = polint("check", ".", "--kept", "kept", "--rejected", "rejected", cwd=tmp_path)
    assert b"2 kept (2 of them repaired), 1 rejected, 0 undecodable of 3 documents" in done.stderr
    mended = NOISY.replace("\x07", "")
    assert rows((tmp_path / "kept" / "a.jsonl").read_bytes()) == [{"text": mended, "n": 1}]
    assert (tmp_path / "kept" / "b.txt").read_bytes() == ("秋分。" + mended).encode("gb18030")
    assert log(tmp_path) == [("a.jsonl", 1, "drop", ["encoding/replacement-character"])]
    # What is rejected is as it was: a person or another tool will look at it.
    assert rows((tmp_path / "rejected" / "a.jsonl").read_bytes())[0]["text"] == NOISY + LOST


def test_verdicts_are_those_of_the_closest_configuration(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG)
    for name, verdict in (("strict", "drop"), ("kind", "repair")):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.txt").write_text(NOISY + name, encoding="utf-8")
        (tmp_path / "in" / name / "polint.toml").write_text(
            f'select = ["encoding/control-character"]\n[verdict]\nerror = "{verdict}"\n', encoding="utf-8"
        )
    assert sort(tmp_path, "in") == (1, "")
    assert files(tmp_path / "kept") == ["in/kind/a.txt"]
    assert (tmp_path / "kept" / "in" / "kind" / "a.txt").read_text(encoding="utf-8") == NOISY.replace(
        "\x07", ""
    ) + "kind"
    assert log(tmp_path) == [("in/strict/a.txt", None, "drop", ["encoding/control-character"])]


def test_without_verdicts_the_severity_decides(tmp_path: Path) -> None:
    rules = ("--select", "encoding/replacement-character")
    for severity, kept in (("error", False), ("warning", False), ("note", True)):
        folder = tmp_path / severity
        folder.mkdir()
        write(
            folder,
            a__txt=LOST,
            polint__toml=f'[rules."encoding/replacement-character"]\nseverity = "{severity}"\n',
        )
        sort(folder, *rules)
        assert (folder / "kept" / "a.txt").exists() == kept
        assert (folder / "rejected" / "a.txt").exists() != kept


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("end", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_every_format_comes_out_as_it_went_in(tmp_path: Path, end: str, jobs: str) -> None:
    write(tmp_path, polint__toml=CONFIG)
    texts = [CLEAN, LOST, NOISY, CLEAN, CLEAN + LOST, "另一篇。\n"]
    table = [{"id": f"r{n}", "text": text, "n": n} for n, text in enumerate(texts)]
    unpack: Any = bytes
    if end == ".parquet":
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(arrow.Table.from_pylist([*table, {"text": None}]), tmp_path / "a.parquet")
    else:
        whole = lines(*table, {"text": None})
        if end.endswith(".gz"):
            whole, unpack = gzip.compress(whole), gzip.decompress
        elif end.endswith(".zst"):
            zstandard = pytest.importorskip("zstandard")
            whole = zstandard.ZstdCompressor().compress(whole)
            unpack = lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw)  # noqa: E731
        (tmp_path / f"a{end}").write_bytes(whole)
    status, told = sort(tmp_path, f"a{end}", "--jobs", jobs)
    assert (status, told) == (1, "")

    def read(name: str) -> list[dict[str, Any]]:
        place = tmp_path / name
        if end == ".parquet":
            found: list[dict[str, Any]] = parquet.read_table(place).to_pylist()
            return found
        return rows(unpack(place.read_bytes()))

    kept, rejected = read(f"kept/a{end}"), read(f"rejected/a{end}")
    assert kept == [table[0], {**table[2], "text": NOISY.replace("\x07", "")}, table[5]]
    assert [(row["id"], row["polint"]["verdict"]) for row in rejected] == [
        ("r1", "drop"),
        ("r3", "review"),
        ("r4", "drop"),
    ]
    assert [row["text"] for row in read(f"rejected/a{end}.undecodable")] == [None]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(record(CLEAN), record(LOST))))
    made = []
    for turn in "12":
        polint("check", "a.jsonl.gz", "--kept", f"k{turn}", "--rejected", f"r{turn}", cwd=tmp_path)
        made.append((tmp_path / f"k{turn}" / "a.jsonl.gz").read_bytes())
    assert made[0] == made[1]


def test_a_baseline_is_no_ground(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG, a__txt=LOST)
    polint("baseline", cwd=tmp_path)
    write(tmp_path, b__txt=LOST + LOST)
    sort(tmp_path, "--baseline", "polint-baseline.json")
    assert files(tmp_path / "kept") == ["a.txt"]
    assert files(tmp_path / "rejected") == ["b.txt", "polint-verdicts.jsonl"]


def test_what_is_no_text_is_undecodable_and_counted(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG, a__txt=CLEAN)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    whole = gzip.compress(lines(*(record(f"{CLEAN}{n}") for n in range(5000))))
    (tmp_path / "c.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    done = polint("check", ".", "--kept", "kept", "--rejected", "rejected", cwd=tmp_path)
    assert b"add up" not in done.stderr
    assert b", 2 undecodable of " in done.stderr
    assert (tmp_path / "rejected" / "b.txt.undecodable").exists()
    assert len(rows(gzip.decompress((tmp_path / "kept" / "c.jsonl.gz").read_bytes()))) > 1000


def test_an_input_that_changes_between_the_passes_is_two(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(record(CLEAN), record(LOST)))
    partition = Partition(str(tmp_path / "kept"), str(tmp_path / "rejected"))
    partition.file(File(str(tmp_path / "a.jsonl"), "a.jsonl"))
    drop = Decision("drop", (Ground("encoding/replacement-character", "drop", 1),))
    partition.decided("a.jsonl", Record(0), KEEP)
    partition.decided("a.jsonl", Record(1), drop)
    (tmp_path / "a.jsonl").write_bytes(lines(record(CLEAN)))
    told = list(partition.write(Plugins().readers, lambda place: {}))
    assert [(one.kind, one.fails) for one in told] == [("unmatched", True), ("unbalanced", True)]
    assert "1 kept, 0 rejected and 0 undecodable make 1, but 2 were read" in told[1].render()


def test_a_record_nobody_could_check_is_not_kept(tmp_path: Path) -> None:
    """A process that died of a file says nothing of it."""
    (tmp_path / "a.jsonl").write_bytes(lines(record(CLEAN)))
    partition = Partition(str(tmp_path / "kept"), str(tmp_path / "rejected"))
    partition.file(File(str(tmp_path / "a.jsonl"), "a.jsonl"))
    from polint.message import Text

    partition.told(Notification("process-died", Text("", ""), {}, "a.jsonl", "error", True))
    assert list(partition.write(Plugins().readers, lambda place: {})) == []
    assert files(tmp_path / "kept") == []
    assert log(tmp_path) == [("a.jsonl", 0, "review", [])]


def test_of_a_file_one_record_of_which_could_not_be_checked_the_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(record(CLEAN), record(CLEAN), record(CLEAN)))
    partition = Partition(str(tmp_path / "kept"), str(tmp_path / "rejected"))
    partition.file(File(str(tmp_path / "a.jsonl"), "a.jsonl"))
    partition.decided("a.jsonl", Record(0), KEEP)
    partition.told(died(File("a.jsonl", "a.jsonl"), 1))
    partition.decided("a.jsonl", Record(2), KEEP)
    assert list(partition.write(Plugins().readers, lambda place: {})) == []
    assert log(tmp_path) == [("a.jsonl", 1, "review", [])]
    assert partition.counts == {"kept": 2, "rejected": 1}


@pytest.mark.parametrize(("kept", "rejected", "says"), [
    ("full", "r", b"full is not empty"),
    ("a.txt", "r", b"a.txt is no folder"),
    ("out", "out", b"must lie apart"),
    ("out", "out/r", b"must lie apart"),
    ("full/..", "r", b"must lie apart"),
])  # fmt: skip
def test_folders_that_could_lose_something_are_refused(
    tmp_path: Path, kept: str, rejected: str, says: bytes
) -> None:
    write(tmp_path, a__txt=CLEAN)
    (tmp_path / "full").mkdir()
    write(tmp_path / "full", b__txt=CLEAN)
    done = polint("check", "a.txt", "--kept", kept, "--rejected", rejected, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert files(tmp_path) == ["a.txt", "full/b.txt"]


@pytest.mark.parametrize(
    "words",
    [("--kept", "k"), ("--kept", "k", "--rejected", "r", "--fix"), ("-", "--kept", "k", "--rejected", "r")],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert polint("check", *words, cwd=tmp_path).returncode == 2


def test_a_run_that_is_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a__txt=CLEAN)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("polint_plugins.readers.text.TextReader.sort", interrupted)
    done = polint("check", "a.txt", "--kept", "k", "--rejected", "r", cwd=tmp_path)
    assert done.returncode == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_a_verdict_nobody_knows_is_two(tmp_path: Path) -> None:
    write(tmp_path, a__txt=CLEAN, polint__toml='[verdict]\n"encoding/mojibak" = "drop"\nads = "delete"\n')
    done = polint("check", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert b"did you mean \xe2\x80\x9cencoding/mojibake\xe2\x80\x9d" in done.stderr
    assert b"must be one of keep, repair, review, drop" in done.stderr


def test_statistics_say_what_each_rule_rejects(tmp_path: Path) -> None:
    write(tmp_path, polint__toml=CONFIG, a__txt=LOST, b__txt=NOISY)
    done = polint("check", "--statistics", cwd=tmp_path)
    assert done.stdout.decode().split("\n")[:2] == [
        "1  encoding/control-character  (1/2)",
        "1  encoding/replacement-character  (1/2, 1 rejected)",
    ]


def test_decisions_are_met_in_order() -> None:
    decisions = Decisions()
    drop = Decision("drop", (Ground("a/b", "drop", 2),))
    decisions.put("a.jsonl", Record(3, "x"), drop)
    decisions.put("b.txt", None, drop)
    asked = [("a.jsonl", 0), ("a.jsonl", 3), ("a.jsonl", 4), ("b.txt", -1), ("c.txt", -1)]
    assert [decisions.of(key) for key in asked] == [
        *((KEEP, None), (drop, "x"), (KEEP, None), (drop, None), (KEEP, None)),
    ]
    decisions.close()
    assert decisions.unmatched == 0


def test_no_path_leads_out_of_the_folder() -> None:
    assert [below(path) for path in ("a/b.txt", "../a.txt", "/etc/a.txt", "./a//b.txt")] == [
        *("a/b.txt", "_/a.txt", "etc/a.txt", "a/b.txt"),
    ]


def test_parquet_of_every_type_comes_out_as_it_went_in(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    write(tmp_path, polint__toml=CONFIG)
    texts = [CLEAN + str(n) for n in range(30)]
    texts[3], texts[7], texts[29] = LOST, NOISY, LOST + "末"
    table = arrow.table(
        {
            "text": arrow.array(texts, arrow.large_string()).dictionary_encode(),
            "id": arrow.array(range(30), arrow.int32()),
            "when": arrow.array(
                [datetime.datetime(2024, 5, 3, n % 24) for n in range(30)], arrow.timestamp("us")
            ),
            "tags": [["甲", None]] * 30,
            "about": [{"n": n, "deep": {"ok": True}} for n in range(30)],
            "picture": [b"\x89PNG"] * 30,
        }
    ).replace_schema_metadata({"huggingface": "{}"})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=8, compression="zstd")
    assert sort(tmp_path, "a.parquet")[0] == 1
    kept = parquet.read_table(tmp_path / "kept" / "a.parquet")
    assert kept.schema.equals(parquet.read_table(tmp_path / "a.parquet").schema, check_metadata=True)
    rows = table.to_pylist()
    rows[7]["text"] = NOISY.replace("\x07", "")
    assert kept.to_pylist() == [row for n, row in enumerate(rows) if n not in (3, 29)]
    about = parquet.ParquetFile(tmp_path / "kept" / "a.parquet").metadata.row_group(0).column(0)
    assert about.compression == "ZSTD"
    rejected = parquet.read_table(tmp_path / "rejected" / "a.parquet")
    assert rejected.column_names == [*table.column_names, "polint"]
    assert rejected.drop_columns("polint").to_pylist() == [rows[3], rows[29]]


def bare(text: str) -> str:
    """A text without what the rule of this configuration mends."""
    return "".join(char for char in text if class_of(char) != CONTROL and char not in "\n\t")


def texts_of(lines_: list[bytes]) -> Iterator[str]:
    """The texts of the records among lines."""
    for line in lines_:
        with contextlib.suppress(ValueError):
            record = json.loads(line)
            if isinstance(record, dict) and isinstance(record.get("text"), str):
                yield record["text"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([CLEAN, LOST, NOISY, ""]).map(lambda text: {"text": text}),
            st.dictionaries(
                st.sampled_from(["text", "polint", "名"]),
                # An escape takes its sequence with it, which `bare` knows nothing of.
                st.text(st.characters(exclude_characters="\x1b")) | st.none() | st.floats(),
                max_size=3,
            ),
            st.sampled_from([b"", b"  ", b"no", b"[]", b'{"text": "\xff"}', b'{"text": "\\ud800"}']),
        ),
        max_size=12,
    ),
    st.sampled_from([b"\n", b"\r\n"]),
    st.booleans(),
)
def test_every_line_goes_one_way(
    tmp_path_factory: pytest.TempPathFactory, lines_: list[Any], end: bytes, closed: bool
) -> None:
    folder = tmp_path_factory.mktemp("in")
    raw = end.join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines_)
    raw += end * closed
    (folder / "a.jsonl").write_bytes(raw)
    write(folder, polint__toml=CONFIG)
    status, told = sort(folder, "a.jsonl")
    assert status in (0, 1), told

    def out(name: str) -> list[bytes]:
        place = folder / name
        return [line for line in place.read_bytes().split(b"\n") if line.strip()] if place.exists() else []

    read = [line for line in raw.split(b"\n") if line.strip()]
    kept, rejected, bad = out("kept/a.jsonl"), out("rejected/a.jsonl"), out("rejected/a.jsonl.undecodable")
    assert len(kept) + len(rejected) + len(bad) == len(read)
    mended = [bare(json.loads(line)["text"]) for line in kept if line not in read]
    assert all(text in {bare(text) for text in texts_of(read)} for text in mended)
    assert all("verdict" in json.loads(line)["polint"] for line in rejected)
