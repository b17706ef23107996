"""The manifest: proposed from the documents, held against them, written for others."""

from __future__ import annotations

import datetime
import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from helpers import read

from polint import manifest
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


@pytest.mark.parametrize(("text", "path", "fields"), [
    ("渡口重开\n新华社云溪5月2日电（记者 林舟）渡口昨日重开，船家都来了。\n", "a.txt",
     {"title": ("渡口重开", "medium"), "publisher": ("新华社", "medium"), "author": ("林舟", "medium")}),
    ("渡口重開\n海風日報桐花2日電 渡口昨日重開，船家都來了。\n", "a.txt", {"publisher": ("海風日報", "medium")}),
    ("每次路过报社，2日的电车都停着，我便想起从前。\n", "a.txt", {"publisher": None}),
    ("他说，我记得那条船，也记得那座桥，桥下的水一直流。\n", "渡口的老钟_2024-05-03.txt",
     {"title": ("渡口的老钟 2024-05-03", "low"), "published": ("2024-05-03", "low")}),
    ("渡口的老钟\n原文链接：https://example.cn/a\n钟声响了一百年。\n", "a.txt", {"source_url": ("https://example.cn/a", "medium")}),
    ("---\ntitle: 老钟\nlicense: MIT\n---\n渡口的老钟敲了一百年。\n", "a.md",
     {"title": ("老钟", "high"), "license": ("MIT", "high")}),
])  # fmt: skip
def test_what_a_proposal_is_made_of(text: str, path: str, fields: dict[str, tuple[str, str] | None]) -> None:
    (document,) = read(path, text.encode())
    found = Plugins().analyses["origin"].data(document)
    for name, expected in fields.items():
        said = (found[name], found["confidence"][name]) if name in found else None
        assert said == expected, name


def test_extract_verify_export(tmp_path: Path) -> None:
    place = corpus(tmp_path)
    rows = [json.loads(line) for line in polint("extract", "c", cwd=tmp_path).stdout.split("\n") if line]
    assert [(row["path"], row["publisher"]) for row in rows] == [
        ("a.txt", "云溪县水务局"),
        ("b.txt", "海風日報"),
    ]
    for row in rows:
        row["license"] = "CC-BY-4.0"
    listing = place / "provenance.jsonl"
    listing.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
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
    assert "b.txt is listed but not there" in messages


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


def conflicts(text: str, metadata: dict[str, object] | None = None, **entry: object) -> list[str]:
    ruleset = Ruleset([Plugins().rules["provenance/conflict"]()])
    document = Document(text, "a.jsonl", Record(0), metadata or {}, manifest=entry or None)
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


def test_the_schema_is_current_and_says_what_the_rule_says() -> None:
    shipped = json.loads(Path(manifest.__file__).with_name(manifest.SCHEMA).read_text(encoding="utf-8"))
    assert shipped == manifest.schema(), "run python -m polint.manifest"
    jsonschema.Draft202012Validator.check_schema(shipped)
    validator = jsonschema.Draft202012Validator(shipped)
    good = [
        {
            "path": "a/b.txt",
            "record": "x",
            "sha256": "0f" * 32,
            "published": "2024-05",
            "language": "zh-Hant-TW",
        },
        {
            "path": "a.jsonl",
            "record": 3,
            "transformed": ["ocr", "fixed"],
            "retrieved": "2024-05-02T10:00:00Z",
        },
        {
            "path": "a.jsonl",
            "record": {"index": 1},
            "source_url": "https://example.cn/甲",
            "confidence": {"title": "low"},
        },
        {"path": "a.txt", "price": 3},
    ]
    bad = [
        {"path": "a.txt", "sha256": "0f"},
        {"path": "a.txt", "language": "中文"},
        {"path": "a.txt", "transformed": ["cleaned"]},
        {"path": "a.txt", "source_url": "example.cn"},
        {"path": "a.txt", "published": "2024年5月"},
        {"path": "a.txt", "confidence": {"title": "sure"}},
    ]
    for entry in good:
        assert validator.is_valid(entry)
        assert not list(manifest.misshapen(entry)), entry
    for entry in bad:
        assert not validator.is_valid(entry)
        assert list(manifest.misshapen(entry)), entry


def test_the_schema_is_printed(tmp_path: Path) -> None:
    assert json.loads(polint("schema", cwd=tmp_path).stdout)["$id"] == "urn:polint:provenance:1"


def test_an_extracted_manifest_fits_its_schema(tmp_path: Path) -> None:
    corpus(tmp_path)
    validator = jsonschema.Draft202012Validator(manifest.schema())
    rows = [json.loads(line) for line in polint("extract", "c", cwd=tmp_path).stdout.split("\n") if line]
    for row in rows:
        validator.validate(row)
        # Every field that was read out of the text has its confidence.
        assert set(row["confidence"]) == set(row) - {"path", "record", "sha256", "confidence"}


def written(folder: Path, **more: object) -> list[dict[str, object]]:
    """A manifest of the corpus that nothing is wrong with."""
    corpus(folder)
    rows = [json.loads(line) for line in polint("extract", "c", cwd=folder).stdout.split("\n") if line]
    rows = [{**row, "license": "CC-BY-4.0", **more} for row in rows]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "c" / "provenance.jsonl").write_text(text, encoding="utf-8")
    return rows


def verified(folder: Path, *words: str) -> list[tuple[str, int, str]]:
    done = polint("verify", *(words or ("c",)), "--format", "jsonl", cwd=folder)
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert done.returncode == int(bool(rows)), done.stderr
    return [(row["path"], row["line"], row["message"]) for row in rows]


def test_verify_finds_records_that_are_gone_and_entries_that_stand_twice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "第一篇。"}\n', encoding="utf-8")
    entries = [
        {"path": "a.jsonl", "record": "x", "license": "MIT"},
        {"path": "a.jsonl", "record": "y", "license": "MIT"},
        {"path": "渡口.txt", "license": "MIT"},
        {"path": "a.jsonl", "record": "x", "license": "MIT"},
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in entries)
    (tmp_path / "provenance.jsonl").write_text(text, encoding="utf-8")
    assert verified(tmp_path, ".") == [
        ("provenance.jsonl", 2, "a.jsonl#y is listed but not there"),
        ("provenance.jsonl", 3, "渡口.txt is listed but not there"),
        ("provenance.jsonl", 4, "a.jsonl#x is listed more than once"),
    ]


def test_what_is_not_looked_at_is_not_called_gone(tmp_path: Path) -> None:
    written(tmp_path)
    assert verified(tmp_path, "c/a.txt") == []


@pytest.mark.parametrize(("field", "value", "says"), [
    ("license", "", "the manifest names no licence"),
    ("license", "do what you like", "“do what you like” in the manifest is no SPDX licence expression"),
    ("published", "2024-02-30", "published in the manifest is no date: “2024-02-30”"),
    ("retrieved", "1999-01-01", "published on 2024-05-03, but retrieved before that, on 1999-01-01"),
    ("published", "2999-01-01", "published in the manifest lies in the future: 2999-01-01"),
    ("language", "chinese, simplified", "language in the manifest is not of the form it must have: chinese, simplified"),
])  # fmt: skip
def test_verify_finds_what_cannot_be(tmp_path: Path, field: str, value: str, says: str) -> None:
    written(tmp_path, **{field: value})
    assert ("c/a.txt", 1, says) in verified(tmp_path)


def test_licences_are_looked_up() -> None:
    pytest.importorskip("license_expression")
    assert judged("CC-BY-9.0") == "unknown"
    assert judged("CC-BY-4.0 AND LicenseRef-house") == "good"


def test_croissant_is_what_its_own_library_reads(tmp_path: Path) -> None:
    library = pytest.importorskip("mlcroissant")
    written(tmp_path)
    (tmp_path / "c" / "b.jsonl.gz").write_bytes(b"")
    with (tmp_path / "c" / "provenance.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"path": "b.jsonl.gz", "record": "x", "license": "MIT"}\n')
    exported = json.loads(polint("export", "c", "--to", "croissant", "--name", "ferry", cwd=tmp_path).stdout)
    metadata = library.Dataset(jsonld=exported).metadata
    assert metadata.issues.errors == set()
    assert [file.content_url for file in metadata.distribution] == ["a.txt", "b.txt", "b.jsonl.gz"]
    assert metadata.license == ["CC-BY-4.0", "MIT"]


def test_prov_is_what_its_own_library_reads(tmp_path: Path) -> None:
    library = pytest.importorskip("prov.model")
    written(tmp_path, source_url="https://example.cn/1", transformed=["converted"])
    done = polint("export", "c", "--to", "prov", cwd=tmp_path)
    document = library.ProvDocument.deserialize(content=done.stdout, format="json")
    kinds = Counter(type(record).__name__ for record in document.get_records())
    assert kinds["ProvEntity"] == 3  # two documents and where they were taken from
    assert kinds["ProvActivity"] == kinds["ProvGeneration"] == 2
    assert kinds["ProvDerivation"] == 2
    again = library.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_fixes_are_told(tmp_path: Path) -> None:
    """The manifest was written before the text was mended; both exports say what the text is now."""
    written(tmp_path)
    place = tmp_path / "c" / "a.txt"
    place.write_bytes(place.read_bytes().replace("节水器具".encode(), "节水\x07器具".encode()))
    rows = [json.loads(line) for line in polint("extract", "c", cwd=tmp_path).stdout.split("\n") if line]
    old = rows[0]["sha256"]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "c" / "provenance.jsonl").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "polint", "fix", "c", "-q"], cwd=tmp_path, check=False, timeout=60)
    new = hashlib.sha256(place.read_bytes()).hexdigest()
    assert new != old

    (entry, _) = [
        json.loads(line) for line in polint("extract", "c", cwd=tmp_path).stdout.split("\n") if line
    ]
    assert (entry["sha256"], entry["transformed"]) == (new, ["fixed"])
    assert "transformed" not in rows[0]

    prov = json.loads(polint("export", "c", "--to", "prov", cwd=tmp_path).stdout)
    (activity,) = prov["activity"].values()
    assert (activity["prov:label"], activity["polint:rules"]) == ("fixed", "encoding/control-character")
    assert {row["polint:sha256"] for row in prov["entity"].values()} >= {old, new}
    croissant = json.loads(polint("export", "c", "--to", "croissant", cwd=tmp_path).stdout)
    assert croissant["distribution"][0]["sha256"] == new


@pytest.mark.parametrize(("block", "fields"), [
    ("---\ntitle: 渡口\nsource_url: https://example.cn/a # there\ntags: [甲, \"乙\"]\ndraft: true\n---\n",
     {"title": "渡口", "source_url": "https://example.cn/a", "tags": ["甲", "乙"], "draft": True}),
    ("---\r\nauthors:\r\n  - 林舟\r\n  - 何川\r\ndate: 2024-05-03\r\n---\r\n",
     {"authors": ["林舟", "何川"], "date": datetime.date(2024, 5, 3)}),
    ("---\nnested:\n  inner: 1\nabout: >\n  folded\n# comment\nn: 3\n---\n", {"nested": "", "about": ">", "n": 3}),
    ('+++\ntitle = "渡口"\n[extra]\nn = 1\n+++\n', {"title": "渡口", "extra": {"n": 1}}),
    ("+++\nbroken\n+++\n", {}),
    ("---\nnever: closed\n", {}),
    ("----\ntitle: no\n----\n", {}),
    ("一行\n---\ntitle: no\n---\n", {}),
])  # fmt: skip
def test_front_matter_is_metadata(block: str, fields: dict[str, object]) -> None:
    (document,) = read("a.md", (block + "正文。\n").encode())
    assert isinstance(document, Document)
    assert document.metadata == fields


def test_front_matter_decides_an_override(tmp_path: Path) -> None:
    (tmp_path / "polint.toml").write_text('[[override]]\nwhen = { kind = "novel" }\nignore = ["encoding"]\n')
    for name, kind in (("a.md", "novel"), ("b.md", "news")):
        (tmp_path / name).write_text(
            f"---\nkind: {kind}\n---\n渡口的老\ufffd敲了一百年。\n", encoding="utf-8"
        )
    done = subprocess.run(
        [sys.executable, "-m", "polint", "--format", "jsonl"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert [json.loads(line)["path"] for line in done.stdout.split("\n") if line] == ["b.md"]
