"""The manifest: proposed from the documents, held against them, written for others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from polint.document import Document
from polint.license import judged
from polint.plugin import Plugins


def polint(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "polint", "provenance", *words],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def corpus(folder: Path) -> Path:
    place = folder / "c"
    place.mkdir()
    (place / "a.txt").write_text(
        "云溪县关于节水的通知\n各单位：\n请推广节水器具，及时检修管网。\n云溪县水务局\n2024年5月3日\n",
        encoding="utf-8",
    )
    (place / "b.txt").write_text(
        "鹽田的白鷺\n來源：海風日報　作者：林舟\n鹽田的白鷺越來越多，居民說這是生態恢復的好兆頭。\n",
        encoding="utf-8",
    )
    return place


def test_a_proposal_says_what_the_text_says() -> None:
    text = "云溪县关于节水的通知\n各单位：\n请推广节水器具。\n云溪县水务局\n2024年5月3日\n"
    found = Plugins().analyses["origin"].data(Document(text, "a.txt"))
    assert (found["title"], found["publisher"], found["published"]) == (
        "云溪县关于节水的通知",
        "云溪县水务局",
        "2024-05-03",
    )
    assert found["confidence"]["title"] == "high"


def test_extract_verify_export(tmp_path: Path) -> None:
    place = corpus(tmp_path)
    rows = [json.loads(line) for line in polint("extract", "c", cwd=tmp_path).stdout.split("\n") if line]
    assert [(row["path"], row["publisher"]) for row in rows] == [
        ("a.txt", "云溪县水务局"),
        ("b.txt", "海風日報"),
    ]
    for row in rows:
        row["license"] = "CC-BY-4.0"
    manifest = place / "provenance.jsonl"
    manifest.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert polint("verify", "c", cwd=tmp_path).returncode == 0
    croissant = json.loads(polint("export", "c", "--to", "croissant", cwd=tmp_path).stdout)
    assert [file["sha256"] for file in croissant["distribution"]] == [row["sha256"] for row in rows]
    prov = json.loads(polint("export", "c", "--to", "prov", cwd=tmp_path).stdout)
    assert len(prov["entity"]) == 2
    assert len(prov["wasAttributedTo"]) == 3

    (place / "a.txt").write_text("另一份文件\n", encoding="utf-8")  # changed
    (place / "b.txt").unlink()  # gone
    (place / "n.txt").write_text("新来的文件\n", encoding="utf-8")  # not listed
    done = polint("verify", "c", "--format", "jsonl", cwd=tmp_path)
    messages = [json.loads(line)["message"] for line in done.stdout.split("\n") if line]
    assert done.returncode == 1
    assert any("SHA-256" in message for message in messages)
    assert "the manifest does not list this document" in messages
    assert "b.txt" in done.stderr


def test_without_a_manifest_there_is_nothing_to_verify(tmp_path: Path) -> None:
    corpus(tmp_path)
    assert polint("verify", "c", cwd=tmp_path).returncode == 2


def test_licences() -> None:
    assert [judged(value) for value in ("MIT", "CC-BY-4.0 OR (MIT AND Apache-2.0)", "LicenseRef-house")] == [
        "good"
    ] * 3
    assert [judged(value) for value in (None, "", "  ")] == ["missing"] * 3
    assert [judged(value) for value in ("未知", "NOASSERTION", "来自网络", "see the web site", ["MIT"])] == [
        "unknown"
    ] * 5
