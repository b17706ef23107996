"""The Ray engine on a real cluster of two nodes: the local engine's output to the byte, whatever happens to a node."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers import deadly
from test_cli import CLEAN, LOST, polint

from polint.notification import Notification
from polint.plugin import Plugins
from polint.report import Clean
from polint.run import Checked, Passed
from polint.source import discover

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'polint-text[ray]'")

from polint_plugins.engines import ray as engine  # noqa: E402 (only where Ray is)
from polint_plugins.engines.ray import Cluster, Shards, checking  # noqa: E402

pytestmark = pytest.mark.slow

READERS = Plugins().readers


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes on this machine, one of which a test may kill."""
    from ray.cluster_utils import Cluster as Nodes

    # The nodes do not know these modules: what is defined there goes to them by value.
    for module in (sys.modules[__name__], helpers):
        ray.cloudpickle.register_pickle_by_value(module)
    nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    ray.init(nodes.address, log_to_driver=False, logging_level="ERROR")
    yield nodes
    ray.shutdown()
    nodes.shutdown()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work goes out in small shards."""
    monkeypatch.setattr(engine, "FILES", 4)
    monkeypatch.setattr(engine, "BYTES", 3000)
    monkeypatch.setattr("polint.pool.SLICE", 2000)


def corpus(folder: Path, count: int = 120) -> None:
    for number in range(count):
        text = LOST * (number % 3) + f"第{number}页\n{CLEAN}" * 3
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    rows = [
        json.dumps({"text": (LOST if n % 5 else CLEAN) + str(n), "id": f"r{n}"}, ensure_ascii=False)
        for n in range(300)
    ]
    rows[70] = "no JSON"
    (folder / "z.jsonl").write_text("\n".join(rows), encoding="utf-8")


def told(items: Iterator[Any]) -> list[tuple[object, ...]]:
    return [
        (item.kind, item.path, item.arguments.get("line"))
        if isinstance(item, Notification)
        else (item.artifact.path, item.artifact.record, [finding.fingerprint for finding in item.findings])
        for item in items
        if isinstance(item, Notification | Checked | Clean)
    ]


@pytest.mark.usefixtures("cluster", "small")
@pytest.mark.parametrize("profile", ["default", "corpus"])
def test_the_output_is_that_of_the_local_engine(tmp_path: Path, profile: str) -> None:
    corpus(tmp_path)
    (tmp_path / "050.txt.polint.toml").write_text('ignore = ["encoding"]\n', encoding="utf-8")
    for form in ("jsonl", "sarif"):
        words = ("check", "--format", form, "--profile", profile)
        local = polint(*words, "--no-cache", cwd=tmp_path)
        spread = polint(*words, "--engine", "ray", cwd=tmp_path)
        assert spread.stdout == local.stdout
        assert spread.stderr == local.stderr
        assert spread.returncode == local.returncode == 1


@pytest.mark.usefixtures("cluster", "small")
def test_a_folder_for_shards_that_cannot_be_written_is_two(tmp_path: Path) -> None:
    corpus(tmp_path, 3)
    (tmp_path / "shards").write_text("no folder", encoding="utf-8")
    done = polint("check", "--engine", "ray", "--shards", "shards", cwd=tmp_path)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.startswith("polint: error: polint cannot go on: ")
    assert said.count("\n") == 1
    assert "shards" in said


def test_a_cluster_that_is_not_there_is_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def init(*_: object, **__: object) -> None:
        raise ConnectionError("nobody there")

    corpus(tmp_path, 1)
    monkeypatch.setattr(ray, "init", init)
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    done = polint("check", "--engine", "ray", "--ray-address", "auto", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (
        2, "polint: error: polint cannot go on: Ray: nobody there\n",
    )  # fmt: skip


@pytest.mark.usefixtures("small")
def test_a_node_that_goes_down_costs_nothing(tmp_path: Path, cluster: Any) -> None:
    corpus(tmp_path)
    files = list(discover([str(tmp_path)], READERS))
    expected = told(deadly().check(files))
    doomed = cluster.add_node(num_cpus=1)
    with Cluster() as own:
        found: list[Passed | Notification] = []
        for item in Shards(own, partial(checking, deadly), READERS).results(files):
            found.append(item)
            if len(found) == 40:
                cluster.remove_node(doomed, allow_graceful=False)
    assert told(iter(found)) == expected


@pytest.mark.usefixtures("cluster", "small")
def test_a_file_that_kills_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RETRIES", 1)
    for number in range(12):
        text = "亡" if number == 5 else "坏" * (number % 3)
        (tmp_path / f"{number:02}.txt").write_text(text + "\n", encoding="utf-8")
    with Cluster() as own:
        found = list(
            Shards(own, partial(checking, deadly), READERS).results(discover([str(tmp_path)], READERS))
        )
    assert [
        item.kind if isinstance(item, Notification) else len(item.findings)
        for item in found
        if isinstance(item, Notification | Checked | Clean)
    ] == ["process-died" if number == 5 else number % 3 for number in range(12)]


@pytest.mark.usefixtures("cluster", "small")
def test_a_record_that_kills_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RETRIES", 0)
    rows = [json.dumps({"text": "亡" if number == 5 else "坏" * (number % 3)}) for number in range(9)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with Cluster() as own:
        found = list(
            Shards(own, partial(checking, deadly), READERS).results(discover([str(tmp_path)], READERS))
        )
    assert [
        item.arguments["record"] if isinstance(item, Notification) else len(item.findings)
        for item in found
        if isinstance(item, Notification | Checked | Clean)
    ] == [5 if number == 5 else number % 3 for number in range(9)]


@pytest.mark.usefixtures("cluster", "small")
@pytest.mark.parametrize("address", [False, True])
def test_a_run_that_was_stopped_goes_on(tmp_path: Path, address: bool) -> None:
    texts, kept = tmp_path / "texts", tmp_path / "shards"
    texts.mkdir()
    corpus(texts)
    folder = f"file://{kept}" if address else str(kept)
    files = list(discover([str(texts)], READERS))

    def run() -> Iterator[Any]:
        with Cluster() as own:
            yield from Shards(own, partial(checking, deadly), READERS, folder, b"rules").results(files)

    stopped = run()
    for _ in range(60):
        next(stopped)
    stopped.close()

    def written() -> dict[str, int]:
        """When the results of each shard that is whole were written; its mark may still be on the way to the disk."""
        return {path.stem: path.with_suffix(".items").stat().st_mtime_ns for path in kept.glob("*.done")}

    before = written()
    assert before
    assert told(run()) == told(deadly().check(files))
    after = written()
    assert len(after) > len(before)
    assert {name: after[name] for name in before} == before
    (texts / "000.txt").write_text("坏坏坏\n", encoding="utf-8")
    assert told(run()) == told(deadly().check(files))


@pytest.mark.usefixtures("cluster", "small")
def test_documents_at_an_address(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    corpus(tmp_path, 30)
    where = f"file://{tmp_path}"
    local = polint("check", "--format", "jsonl", "--no-cache", where, cwd=tmp_path)
    spread = polint("check", "--format", "jsonl", "--engine", "ray", where, cwd=tmp_path)
    assert (spread.stdout, spread.stderr) == (local.stdout, local.stderr)
    rows = [json.loads(line) for line in local.stdout.decode().split("\n") if line]
    assert rows[0]["path"] == f"{where}/001.txt"
    by_name = polint("check", "--format", "jsonl", "--no-cache", ".", cwd=tmp_path)
    assert [row["fingerprint"] for row in rows] == [
        json.loads(line)["fingerprint"] for line in by_name.stdout.decode().split("\n") if line
    ]
    assert polint("check", f"{where}/nowhere", cwd=tmp_path).returncode == 2


@pytest.mark.usefixtures("cluster", "small")
def test_the_index_is_that_of_the_local_engine(tmp_path: Path) -> None:
    corpus(tmp_path, 60)
    polint("index", "build", ".", "--index", "one.index", cwd=tmp_path)
    done = polint("index", "build", ".", "--index", "two.index", "--engine", "ray", cwd=tmp_path)
    assert done.returncode == 0
    stats = [
        json.loads(polint("index", "stats", "--index", f"{name}.index", cwd=tmp_path).stdout)
        for name in ("one", "two")
    ]
    assert stats[0] == stats[1]
    queries = [
        polint("index", "query", "010.txt", "--index", f"{name}.index", cwd=tmp_path).stdout
        for name in ("one", "two")
    ]
    assert queries[0] == queries[1]


def test_lines_are_cut_where_they_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for content in (b"", b"\n", b"a\nbb\n\nccc", b"x" * 50 + b"\ny\n", b"\n\n\n"):
        path.write_bytes(content)
        size = len(content)
        for step in (1, 2, 3, 7, 100):
            pieces = [engine._lines(str(path), at, min(at + step, size), size) for at in range(0, size, step)]
            assert b"".join(content[start:end] for start, end, _ in pieces) == content
            assert sum(lines for *_, lines in pieces) == content.count(b"\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "spark"), "none of local, ray"),
        (("--engine", "ray", "--fix"), "does not go with --fix"),
        (("--ray-address", "x:1"), "is for --engine ray"),
        (("--shards", "x"), "is for --engine ray"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = polint("check", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
