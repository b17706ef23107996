"""What the reporters write: for people, as JSON Lines, as JSON and as SARIF."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from helpers import report
from hypothesis import given
from hypothesis import strategies as st
from test_cli import in_process

from polint.decoding import decode
from polint.document import Document
from polint.finding import Edit, Finding, Fix, Position, Range, Record, Related
from polint.linehash import LineHashes
from polint.message import Message, Text
from polint.plugin import Plugins
from polint_plugins.reporters._edits import written
from polint_plugins.reporters._visible import cut, cut_left, visible, width
from polint_plugins.reporters.jsonl import dump, finding_object, line
from polint_plugins.reporters.text import TerminalReporter, text_reporter
from polint_rules.encoding.replacement_character import ReplacementCharacter

RULES = [ReplacementCharacter]


def document(raw: bytes, path: str = "稿件/一 号.txt") -> Document:
    text, source = decode(raw)
    return Document(text, path, source=source)


# -- for people ---------------------------------------------------------------------------------------------


def test_span_is_underlined_where_it_stands_on_screen() -> None:
    lines = report("text", [Document("开头。\n这里丢了\ufffd字。\n", "a.txt")], RULES).split("\n")
    source, marks = (line for line in lines if line.startswith("    │"))
    before = source.removeprefix("    │ ").partition("\ufffd")[0]
    assert marks.removeprefix("    │ ") == " " * width(before) + "^"
    assert "2:5" in lines[1]


def test_nothing_of_the_document_reaches_the_terminal_as_a_command() -> None:
    text = report("text", [Document("\x1b]0;夺取\x07标题\u202e反\ufffd\x1b[31m", "a\x1b[2J.txt")], RULES)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "␛]0;夺取␇" in text
    assert "⟨U+202E⟩" in text


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("汉字", 4), ("e\u0301", 1), ("（）", 4), ("𠮷", 2)]
)
def test_width_counts_the_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_cutting_keeps_within_the_columns() -> None:
    assert width(cut("汉字汉字汉字", 7)) <= 7
    assert width(cut_left("汉字汉字汉字", 7)) <= 7
    assert cut_left("汉字汉字汉字", 7).startswith("…")


def test_visible_leaves_chinese_alone() -> None:
    assert visible("“五大体系”，𠮷野家：ａ①") == "“五大体系”，𠮷野家：ａ①"


def test_a_clean_result_says_what_was_looked_at() -> None:
    text = report("text", [Document("没有问题。", "a.txt")], RULES)
    assert "Nothing found in 1 document" in text
    assert "encoding" in text


def test_people_are_spoken_to_in_their_language() -> None:
    assert "错误" in report("text", [Document("丢\ufffd", "a.txt")], RULES, "zh-Hans")


def test_colours_only_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    reporter = text_reporter(out)
    assert (
        isinstance(reporter, TerminalReporter)
        or os.environ.get("NO_COLOR")
        or os.environ.get("TERM") == "dumb"
    )
    assert not isinstance(text_reporter(io.StringIO()), TerminalReporter)


def _quoted(insert: str) -> str:
    return json.dumps(insert, ensure_ascii=False)


def test_a_mend_of_many_edits_is_written_as_json_writes_it() -> None:
    edits = [
        Edit(9**digits, 10**digits, insert) for digits in range(11) for insert in ("，", '"', "\\\n", "")
    ]
    meant = [{"start": edit.start, "end": edit.end, "insert": edit.insert} for edit in edits]
    assert json.loads(f"[{written(tuple(edits), _quoted)}]") == meant


def test_a_long_insert_among_many_edits_takes_its_own_room_alone() -> None:
    edits = [Edit(place, place + 1, "，") for place in range(1000)] + [Edit(1000, 1000, "字" * 100_000)]
    tracemalloc.start()
    text = written(tuple(edits), _quoted)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert json.loads(f"[{text}]")[-1]["insert"] == "字" * 100_000
    assert peak < 5_000_000


# -- for programs -------------------------------------------------------------------------------------------

KEYS = [
    "rule", "severity", "confidence", "path", "record", "start", "end", "line", "column", "end_line",
    "end_column", "message", "text", "fix", "related", "fingerprint", "omitted",
]  # fmt: skip


def test_jsonl_has_the_keys_of_the_contract_in_their_order() -> None:
    (line,) = report("jsonl", [Document("一行。\n丢\ufffd了", "a.txt")], RULES).splitlines()
    row = json.loads(line)
    assert list(row) == KEYS
    assert (row["start"], row["end"], row["line"], row["column"], row["end_column"]) == (5, 6, 2, 2, 3)
    assert re.fullmatch("[0-9a-f]{16}", row["fingerprint"])


def test_jsonl_writes_a_lone_surrogate_as_its_escape() -> None:
    text = report("jsonl", [Document("坏\ud800\ufffd", "a.txt")], RULES)
    text.encode("utf-8")
    assert json.loads(text)["start"] == 2


_words = st.text(st.characters(exclude_categories=()), max_size=8)
_numbers = st.integers(0, 10**6)
_records = st.none() | st.builds(Record, _numbers, st.none() | _words)
_edits = st.lists(st.builds(Edit, _numbers, _numbers, _words), max_size=3)
_fixes = st.builds(
    lambda edits, copies, safe, encode: Fix(tuple(edits * copies), safe, encode),
    _edits, st.sampled_from([1, 60]), st.booleans(), st.none() | st.just("utf-8"),
)  # fmt: skip
_messages = st.builds(lambda word: Message(Text("{word}, again", "又是{word}"), {"word": word}), _words)
_places = st.builds(Position, *[st.integers(1, 10**6)] * 4)
_findings = st.builds(
    Finding,
    rule=st.just("script/width"), severity=st.just("error"), confidence=st.just("high"), path=_words, record=_records,
    start=_numbers, end=_numbers, range=st.builds(Range, _places, _places), message=_messages, text=_words,
    fix=st.none() | _fixes,
    related=st.lists(
        st.builds(Related, _numbers, _numbers, _messages, st.none() | _words, _records), max_size=2
    ).map(tuple),
    fingerprint=st.just("0123456789abcdef"), omitted=_numbers,
)  # fmt: skip


@given(_findings, st.sampled_from(["en", "zh-Hans"]))
def test_a_line_of_jsonl_is_the_object_as_the_library_writes_it(finding: Finding, language: str) -> None:
    assert line(finding, language) == dump(finding_object(finding, language))


def test_json_is_one_versioned_object() -> None:
    found = json.loads(report("json", [Document("丢\ufffd", "a.txt"), Document("好", "b.txt")], RULES))
    assert found["format"] == "polint"
    assert found["version"]
    assert [row["path"] for row in found["findings"]] == ["a.txt"]
    assert found["summary"]["documents"] == 2
    assert found["summary"]["findings"] == {"error": 1, "warning": 0, "note": 0}


# -- SARIF --------------------------------------------------------------------------------------------------


def sarif(*documents: Document) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report("sarif", documents, RULES))
    return found


def test_sarif_counts_columns_in_utf16_units() -> None:
    (run,) = sarif(Document("𠮷𠮷\ufffd𠮷", "a.txt"))["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (5, 6)


def test_sarif_names_files_by_percent_encoded_uris_with_hash_and_encoding() -> None:
    (run,) = sarif(document("这里丢了\ufffd。".encode()))["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "%E7%A8%BF%E4%BB%B6/%E4%B8%80%20%E5%8F%B7.txt"
    (artifact,) = run["artifacts"]
    assert artifact["encoding"] == "utf-8"
    assert re.fullmatch("[0-9a-f]{64}", artifact["hashes"]["sha-256"])


def test_sarif_points_to_the_physical_line_of_a_record() -> None:
    from polint.finding import Record

    (run,) = sarif(Document("甲\n乙\ufffd", "c.jsonl", Record(41, "x")))["runs"]
    location = run["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 42}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "x:2:2"


def test_line_hash_is_the_one_of_code_scanning() -> None:
    # The values are those of the algorithm worked through by hand for a short file: unit by unit, base 37.
    value = 0
    for unit in [*map(ord, "ab\n"), 65535] + [0] * 96:
        value = (value * 37 + unit) % 2**64
    assert LineHashes("a\tb\r\n").of(1) == f"{value:x}:1"
    same = LineHashes("x" * 200 + "\n" + "x" * 200)
    assert same.of(1).split(":")[0] == same.of(2).split(":")[0]
    assert same.of(2).endswith(":2")


def test_every_rule_has_help_in_sarif() -> None:
    text = report("sarif", [], list(Plugins().rules.values()))
    (run,) = json.loads(text)["runs"]
    assert all("## " in rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"])


MULTITOOL = "@microsoft/sarif-multitool-linux@5.7.0"


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Microsoft's SARIF tool out of its npm package; the official schema lies inside it."""
    if sys.platform != "linux" or shutil.which("npm") is None:
        pytest.skip("needs npm on Linux")
    kept = Path(__file__).parent / ".tools"
    binary = kept / "package" / "Sarif.Multitool"
    if not binary.exists():
        kept.mkdir(exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", MULTITOOL],
            cwd=kept,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if packed.returncode:
            pytest.skip("the SARIF tool cannot be had: " + packed.stderr[-200:])
        shutil.unpack_archive(kept / packed.stdout.split()[-1], kept, "gztar")
        binary.chmod(0o755)
    return binary


def official_schema(binary: Path) -> dict[str, Any]:
    content = binary.read_bytes()
    title = content.index(b"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema")
    start = content.rindex(b"{", 0, title)
    schema: dict[str, Any] = json.JSONDecoder().raw_decode(
        content[start : start + 500_000].decode("utf-8", "replace")
    )[0]
    return schema


def everything(name: str = "sarif") -> str:
    """A report with a finding of every rule, taken from the rules' own wrong examples."""
    rules = list(Plugins().rules.values())
    documents = [
        document(
            example.raw if example.raw is not None else example.plain.encode(),
            f"例 {rule.family}/{number}.txt",
        )
        for rule in rules
        for number, example in enumerate(rule.examples)
        if example.wrong
    ]
    return report(name, documents, rules)


@pytest.mark.slow
def test_sarif_is_valid_by_the_official_schema_and_tool(multitool: Path, tmp_path: Path) -> None:
    import jsonschema

    text = everything()
    schema = official_schema(multitool)
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(text))
    file, said = tmp_path / "out.sarif", tmp_path / "said.sarif"
    file.write_text(text, encoding="utf-8")
    subprocess.run(
        [str(multitool), "validate", str(file), "--output", str(said), "--log", "ForceOverwrite"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        check=False,
        capture_output=True,
        timeout=120,
    )
    # The tool ends with 0 even on errors: its report has to be read.
    results = json.loads(said.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    assert [r for r in results if r.get("level", "warning") == "error"] == []


@pytest.mark.slow
def test_sarif_is_read_back_by_an_independent_reader(tmp_path: Path) -> None:
    loader = pytest.importorskip("sarif.loader")
    text = everything()
    file = tmp_path / "out.sarif"
    file.write_text(text, encoding="utf-8")
    loaded = loader.load_sarif_file(str(file))
    assert set(loaded.get_distinct_tool_names()) == {"polint"}
    assert loaded.get_result_count() == len(json.loads(text)["runs"][0]["results"]) > 0


# -- for pipelines ------------------------------------------------------------------------------------------


def test_github_annotates_the_worst_ten_and_counts_the_rest() -> None:
    text = report("github", [Document("丢\ufffd\n" * 30, "a.txt")], RULES)
    commands = [line for line in text.splitlines() if line.startswith("::")]
    assert len(commands) == 10
    assert commands[0].startswith("::error file=a.txt,line=1,endLine=1,col=2,endColumn=3,")
    assert "20 more" in text.splitlines()[-1]


def test_github_commands_cannot_be_forged_by_a_name() -> None:
    text = report("github", [Document("丢\ufffd", "a,line=9::x\n::error::b.txt")], RULES)
    assert text.startswith("::error file=a%2Cline=9%3A%3Ax%0A%3A%3Aerror%3A%3Ab.txt,line=1,")


def test_github_shows_no_control_characters_in_messages() -> None:
    record = Record(0, "\x1b[31m\n")
    text = report("github", [Document("丢了\ufffd字", "a.jsonl", record)], RULES)
    assert "::[␛[31m⏎ 1:3] " in text


@pytest.mark.parametrize("form", ["text", "markdown", "junit", "github"])
def test_of_a_copy_it_is_said_which_record_it_is_and_of_which(tmp_path: Path, form: str) -> None:
    row = json.dumps({"text": "院子里的老槐树今年开花特别晚，满地都是白色的花瓣。"}) + "\n"
    (tmp_path / "a.jsonl").write_text(row * 2, encoding="utf-8")
    words = ("check", "--select", "duplicate/exact", "--format", form)
    shown = in_process(words, tmp_path, None, {}).stdout.decode().replace("\\", "")
    own = {
        "text": "  [#1] 1:1  ",
        "markdown": "a.jsonl [#1]<br>across documents",
        "junit": 'classname="a.jsonl [#1]"',
        "github": "line=2,title=polint duplicate/exact::[#1 1:1]",
    }
    assert own[form] in shown
    assert "a.jsonl#0" in shown
    if form == "text":
        assert "→ a.jsonl#0 1:1 the first copy" in shown


def test_gitlab_gives_equal_findings_of_two_files_two_fingerprints() -> None:
    issues = json.loads(
        report("gitlab", [Document("丢\ufffd", "a.txt"), Document("丢\ufffd", "b.txt")], RULES)
    )
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[0]["location"] == {"path": "a.txt", "lines": {"begin": 1, "end": 1}}
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}


def test_junit_is_xml_whatever_the_text_holds() -> None:
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(
        report("junit", [Document('\x00<&">\ufffd\uffff\ud800', "a\x1b.txt")], RULES)
    )
    (suite,) = root
    assert suite.get("failures") == "1"
    assert suite[0][0].tag == "failure"


def test_junit_counts_a_clean_document_as_passed() -> None:
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(report("junit", [Document("好", "a.txt")], RULES))
    assert [(suite.get("tests"), suite.get("failures")) for suite in root] == [("1", "0")]


def test_rdjson_counts_columns_in_utf8_bytes() -> None:
    found = json.loads(report("rdjson", [Document("丢𠮷\ufffd", "a.txt")], RULES))
    (diagnostic,) = found["diagnostics"]
    assert diagnostic["location"]["range"] == {
        "start": {"line": 1, "column": 8},
        "end": {"line": 1, "column": 11},
    }
    assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")


def test_markdown_has_a_verdict_for_every_document_and_no_markup_of_theirs() -> None:
    text = report("markdown", [Document("好", "a.txt"), Document("丢\ufffd", "<b>|@x|.txt")], RULES)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert [row.split("|")[1].strip() for row in rows] == ["verdict", "clean", "faulty"]
    assert "<b>" not in text
    assert "\\|\\@x\\|" in text


def test_sarif_keeps_the_worst_and_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from polint_plugins.reporters import sarif as module

    monkeypatch.setattr(module, "MOST_RESULTS", 3)
    (run,) = sarif(Document("丢\ufffd\n" * 5, "a.txt"))["runs"]
    assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in run["results"]] == [1, 2, 3]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("2 findings left out")


# The two formats as their readers publish them: required fields, types and nothing else of ours beside them.
_LINE = {"type": "integer", "minimum": 1}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "type": {"const": "issue"},
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "categories": {"type": "array", "items": {"type": "string"}},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": _LINE, "end": _LINE},
                    },
                },
            },
        },
        "additionalProperties": False,
    },
}
_POSITION = {"type": "object", "properties": {"line": _LINE, "column": _LINE}, "additionalProperties": False}
_RANGE = {
    "type": "object",
    "required": ["start"],
    "properties": {"start": _POSITION, "end": _POSITION},
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity"],
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": {"path": {"type": "string"}, "range": _RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "properties": {"value": {"type": "string"}}},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@pytest.mark.parametrize(("name", "schema"), [("gitlab", GITLAB), ("rdjson", RDJSON)])
def test_the_reports_of_every_rule_fit_the_readers_schema(name: str, schema: dict[str, Any]) -> None:
    import jsonschema

    report_ = json.loads(everything(name))
    jsonschema.Draft202012Validator(schema).validate(report_)
    if name == "gitlab":
        assert len({issue["fingerprint"] for issue in report_}) == len(report_) > 0


STATED = (
    ('polint: ignore[encoding] 原文如此\n渡口的老\ufffd敲了一百年。\n', [{"kind": "inSource", "status": "accepted"}], "new"),
    ("桥头的老\ufffd敲了一百年。\n", [{"kind": "external", "status": "accepted"}], "new"),
    ("村口的老\ufffd敲了一百年。\n", [], "unchanged"),
    ("山上的老\ufffd敲了一百年。\n", [], "new"),
)  # fmt: skip


def stated(folder: Path, *words: str) -> dict[str, Any]:
    """What is suppressed in the text, beside it, in the baseline, and what is new, as SARIF tells it."""
    for number, (text, _, _) in enumerate(STATED):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "1.txt.polint.toml").write_text('ignore = ["encoding/replacement-character"]\n')
    select = ("--select", "encoding/replacement-character")
    in_process(["baseline", "2.txt", *select], folder, None, {})
    done = in_process(["check", ".", *select, "--format", "sarif", "--lang", "en", *words], folder, None, {})
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_sarif_says_of_every_result_or_of_none_whether_it_is_suppressed_and_new(tmp_path: Path) -> None:
    (run,) = stated(tmp_path, "--baseline", "polint-baseline.json", "--show-suppressed")["runs"]
    results = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: result
        for result in run["results"]
    }
    assert [
        (results[f"{n}.txt"]["suppressions"], results[f"{n}.txt"]["baselineState"])
        for n in range(len(STATED))
    ] == [(suppressions, state) for _, suppressions, state in STATED]
    assert next(iter(results)) == "3.txt"  # what is reported comes first
    assert len(run["artifacts"]) == 4


def test_sarif_leaves_out_what_is_not_reported_unless_it_is_asked_for(tmp_path: Path) -> None:
    """GitHub does not read suppressions: every result is an alert there."""
    (run,) = stated(tmp_path, "--baseline", "polint-baseline.json")["runs"]
    (result,) = run["results"]
    assert "suppressions" not in result
    assert "baselineState" not in result


def test_what_is_not_reported_never_takes_the_place_of_what_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polint_plugins.reporters.sarif.MOST_RESULTS", 2)
    (run,) = stated(tmp_path, "--show-suppressed")["runs"]
    assert sorted(len(result["suppressions"]) for result in run["results"]) == [0, 0]


@pytest.mark.slow
def test_stated_sarif_is_valid_by_the_official_schema(multitool: Path, tmp_path: Path) -> None:
    import jsonschema

    schema = official_schema(multitool)
    found = stated(tmp_path, "--baseline", "polint-baseline.json", "--show-suppressed")
    jsonschema.validators.validator_for(schema)(schema).validate(found)


def test_other_formats_report_what_is_reported(tmp_path: Path) -> None:
    stated(tmp_path)
    done = in_process(
        ["check", ".", "--format", "jsonl", "--select", "encoding", "--show-suppressed"], tmp_path, None, {}
    )
    assert len(done.stdout.decode().strip().split("\n")) == 2
