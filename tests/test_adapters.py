"""polint in somebody else's pipeline: the findings of the command line, as a step, a batch function, a map function."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import pytest
from test_cli import CLEAN, LOST, polint

from polint_plugins.adapters import Linter
from polint_plugins.adapters.datatrove import PolintStep
from polint_plugins.adapters.huggingface import PolintExamples
from polint_plugins.adapters.ray_data import PolintBatches

TEXTS = [LOST, CLEAN, "今年要办好四件实事：一是修路；二是通水；三是建一所幼儿园。\n", ""]
PRIVATE = "想租房的请打13800138000，随时可以看房。\n"


@dataclass
class Page:
    """A document as datatrove has them."""

    text: str
    id: str
    metadata: dict[str, Any] = field(default_factory=dict)


def test_the_findings_are_those_of_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS), encoding="utf-8")
    done = polint("check", "--format", "jsonl", "--documents-only", "--isolated", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    linter = Linter()
    found = [one for findings in linter.findings(TEXTS) for one in linter.objects(findings)]
    assert [row["fingerprint"] for row in rows] == [one["fingerprint"] for one in found]
    assert [row["message"] for row in rows] == [one["message"] for one in found]


def test_a_datatrove_step_marks_or_drops() -> None:
    pages = [Page(text, str(number)) for number, text in enumerate(TEXTS)]
    marked = list(PolintStep(select="encoding").run(pages, rank=0, world_size=1))
    assert [[one["rule"] for one in page.metadata["polint"]] for page in marked] == [
        ["encoding/replacement-character"], [], [], [],
    ]  # fmt: skip
    assert [page.id for page in PolintStep(drop=True).run(pages)] == ["1", "3"]


def test_a_batch_of_ray_data_gets_columns() -> None:
    batch = {"text": numpy.array(TEXTS, dtype=object), "id": numpy.arange(4)}
    done = PolintBatches(select=["encoding", "numbering"])(batch)
    assert done["found"].tolist() == [1, 0, 1, 0]
    assert json.loads(done["findings"][2])[0]["rule"] == "numbering/count-mismatch"
    assert done["id"].tolist() == [0, 1, 2, 3]


def test_examples_of_hugging_face_get_columns_or_are_filtered() -> None:
    made = pickle.loads(pickle.dumps(PolintExamples(text="body", select="encoding")))
    assert made({"body": TEXTS})["found"] == [1, 0, 0, 0]
    assert made.sound({"body": TEXTS}) == [False, True, True, True]


def test_personal_data_is_covered() -> None:
    row = PolintExamples(profile="corpus")({"text": [PRIVATE]})["findings"][0]
    assert "privacy/phone" in row
    assert "13800138000" not in row


@pytest.mark.slow
def test_datatrove_itself_takes_it(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor

    kept: list[str] = []

    def take(data: Any, rank: int = 0, world_size: int = 1) -> Any:
        for document in data:
            kept.append(document.id)
            assert document.metadata["polint"] == []
            yield document

    LocalPipelineExecutor(
        [
            [Document(text, str(number)) for number, text in enumerate(TEXTS)],
            PolintStep(select=["encoding", "numbering"], drop=True),
            take,
        ],
        logging_dir=str(tmp_path),
        skip_completed=False,
    ).run()
    assert kept == ["1", "3"]
    stats = json.loads((tmp_path / "stats.json").read_text(encoding="utf-8"))
    assert "polint" in json.dumps(stats)


@pytest.mark.slow
def test_hugging_face_itself_takes_it(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="Hugging Face's datasets is not installed")
    step = PolintExamples(select=["encoding", "numbering"])
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS), encoding="utf-8")
    loaded = datasets.load_dataset(
        "json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )
    for workers in (None, 2):
        marked = loaded.map(step, batched=True, num_proc=workers)
        assert marked["found"][:] == [1, 0, 1, 0]
        assert json.loads(marked["findings"][0])[0]["rule"] == "encoding/replacement-character"
    sound = loaded.filter(step.sound, batched=True)
    assert sound["text"][:] == [TEXTS[1], TEXTS[3]]
    again = loaded.map(PolintExamples(select=["encoding", "numbering"]), batched=True)
    assert again._fingerprint == loaded.map(step, batched=True)._fingerprint  # known by what it does


@pytest.mark.slow
def test_ray_data_itself_takes_it() -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'polint-text[ray]'")
    pytest.importorskip("pyarrow", reason="Ray Data needs pyarrow")
    pytest.importorskip("pandas", reason="Ray Data needs pandas")
    own = not ray.is_initialized()
    if own:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        dataset = ray.data.from_items([{"text": text} for text in TEXTS])
        rows = dataset.map_batches(
            PolintBatches, fn_constructor_kwargs={"select": "encoding"}, concurrency=1
        ).take_all()
        assert sorted(row["found"] for row in rows) == [0, 0, 0, 1]
    finally:
        if own:
            ray.shutdown()
