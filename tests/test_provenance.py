"""The manifest: proposed from the documents, held against them, written for others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from polint.document import Document
from polint.engine import Ruleset, check
from polint.finding import Record
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


NOTICE = "云溪县关于节水的通知\n各单位：\n请推广节水器具。\n云溪县水务局\n2024年5月3日\n"


def conflicts(text: str, metadata: dict[str, object] | None = None, **manifest: object) -> list[str]:
    ruleset = Ruleset([Plugins().rules["provenance/conflict"]()])
    document = Document(text, "a.jsonl", Record(0), metadata or {}, manifest=manifest or None)
    return [finding.message.render("en") for finding in check(document, ruleset).findings]


@pytest.mark.parametrize(("publisher", "url", "conflict"), [
    ("云溪县水务局", "https://www.yunxi.gov.cn/a", False),
    ("云溪县水务局", "https://water.example.com/a", False),  # a notice may well be reprinted
    ("云溪县水务局", "https://water.example.tw/a", True),
    ("云溪县水务局", "water.example.jp", True),
    ("桐花鄉公所", "https://www.tonghua.gov.tw/a", False),
    ("桐花鄉公所", "https://www.tonghua.gov.cn/a", True),
    ("新华社", "http://www.xinhuanet.com/2024-05/03/c.htm", False),
    ("新华社", "http://society.people.com.cn/n1/a.html", True),
    ("云溪日报", "http://society.people.com.cn/n1/a.html", False),  # nobody knows where that one publishes
    ("新华社", "not an address", False),
    ("新华社", "http://[bad", False),
    (["list"], "http://people.com.cn", False),
    ("云溪县水务局", "https://water.example.io/", False),  # .io is sold to everyone
])  # fmt: skip
def test_an_address_and_a_publisher(publisher: object, url: str, conflict: bool) -> None:
    text = "渡口的老钟敲了一百年，船家都听它开船。\n"
    assert bool(conflicts(text, publisher=publisher, source_url=url)) == conflict
    assert bool(conflicts(text, {"publisher": publisher, "url": url})) == conflict


def test_a_notice_of_the_mainland_in_traditional_script() -> None:
    text = "雲溪縣人民政府關於節約用水的通知\n各單位：\n請推廣節水器具，及時檢修管網，對違規用水的單位進行處罰，並將結果報縣水務局備案。\n"
    copy = [
        "雲溪縣人民政府 is an office of the mainland, but the text is in traditional script, on copy.example.com"
    ]
    assert conflicts(text, {"url": "https://copy.example.com/1"}) == copy
    assert conflicts(text + "雲溪縣人民政府\n原文連結：https://copy.example.com/1\n") == copy
    assert (
        conflicts(text, {"url": "https://big5.example.cn/1"}) == []
    )  # some offices keep such pages themselves
    assert conflicts(text) == []


def test_what_a_record_says_is_held_against_its_text() -> None:
    assert conflicts(NOTICE, {"publisher": "云溪县林业局"}) == [
        "the record says of the publisher: 云溪县林业局"
    ]
    assert conflicts(NOTICE, {"source": "web", "date": "1999-01-01"}) == []  # words that mean many things
    assert conflicts(NOTICE * 5, {"language": "zh-TW"}) == [
        "the record says zh-TW, but the text is in simplified script"
    ]


def test_required_fields_may_stand_in_the_record() -> None:
    require = {"require": ("license", "source_url")}

    def missing(metadata: dict[str, object]) -> list[str]:
        rule = Plugins().rules["provenance/missing"](require)
        document = Document(NOTICE, "a.jsonl", Record(0), metadata)
        return [f.message.render("en") for f in check(document, Ruleset([rule])).findings]

    assert missing({}) == ["nothing says: license, source_url"]
    assert missing({"license": "MIT", "url": ""}) == ["nothing says: source_url"]
    assert missing({"licence": "MIT", "link": "https://example.cn"}) == []


def test_required_fields_are_asked_for_by_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "polint.toml").write_text('[provenance]\nrequire = ["license"]\n')
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": NOTICE}) + "\n" + json.dumps({"text": "第二篇。", "license": "MIT"}) + "\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "polint", "check", "--format", "jsonl", "a.jsonl"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert [(row["rule"], row["record"]["index"]) for row in rows] == [("provenance/missing", 0)]
