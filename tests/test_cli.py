"""The command line as its users meet it: statuses, messages, and what bad input does."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from polint.document import Document
from polint.finding import Draft
from polint.notification import Notification
from polint.report import Summary
from polint.run import Checked, Checker
from polint.source import File, discover
from polint_plugins.cli import COMMANDS, main
from polint_plugins.cli.progress import Progress
from polint_plugins.readers.text import TextReader
from polint_rules.encoding.replacement_character import ReplacementCharacter as Lost

READERS = {".txt": TextReader()}

LOST = "山里的泉水，�酒要封坛三年。\n"
CLEAN = "山里的泉水，酿酒要封坛三年。\n"


def polint(
    *words: str, cwd: Path, stdin: bytes | None = None, process: bool = False, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user would; `process`: in a process of its own, which takes longer."""
    environment = {"LC_ALL": "C.UTF-8", **environment}
    if not process:
        return in_process(words, cwd, stdin, environment)
    return subprocess.run(
        [sys.executable, "-m", "polint", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


def in_process(
    words: Sequence[str], cwd: Path, stdin: bytes | None, environment: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """The same in this process."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin or b""), "utf-8"),
        "stdout": io.TextIOWrapper(out, "utf-8"),
        "stderr": io.TextIOWrapper(err, "utf-8", write_through=True),
    }
    with contextlib.chdir(cwd), pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        try:
            status = main(words)
        except SystemExit as end:
            status = int(end.code or 0)
        streams["stdout"].flush()
    return subprocess.CompletedProcess(words, status, out.getvalue(), err.getvalue())


def findings(done: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str, int]]:
    """Path, rule and start of every finding on standard output in JSON Lines."""
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line.strip()]
    return [(row["path"], row["rule"], row["start"]) for row in rows]


def write(folder: Path, **files: str) -> None:
    """Files by name; `__` in a keyword stands for a dot."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


CHECK = ("check", "--format", "jsonl", "--select", "encoding/replacement-character")


@pytest.mark.parametrize("words", [(), ("check",), (".",), ("check", "."), ("a.txt",)])
def test_a_path_is_a_check(tmp_path: Path, words: tuple[str, ...]) -> None:
    write(tmp_path, a__txt=LOST)
    done = polint(*words, "--format", "jsonl", cwd=tmp_path)
    assert (done.returncode, findings(done)) == (1, [("a.txt", "encoding/replacement-character", 6)])
    assert done.stderr == b""


def test_clean_is_zero(tmp_path: Path) -> None:
    write(tmp_path, a__txt=CLEAN)
    assert polint(*CHECK, cwd=tmp_path).returncode == 0


def test_a_missing_path_is_two_and_the_rest_is_printed(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    done = polint(*CHECK, "nowhere", "a.txt", cwd=tmp_path)
    assert (done.returncode, len(findings(done))) == (2, 1)
    assert b"there is no nowhere" in done.stderr


def test_unknown_rule_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = polint("check", "--select", "encoding/replacement-char", cwd=tmp_path)
    assert done.returncode == 2
    assert b"did you mean encoding/replacement-character?" in done.stderr


def test_unknown_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = polint("check", "--extend-slect", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert b"did you mean --extend-select?" in done.stderr


def test_configuration_faults_are_named_and_what_is_right_still_holds(tmp_path: Path) -> None:
    write(
        tmp_path,
        a__txt=LOST,
        polint__toml='profle = "all"\nignore = ["encoding", "encodng/bom"]\n[rules."encoding/replacement-character"]\nseverity = "eror"\n',
    )
    done = polint("check", "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "polint.toml: unknown key “profle”; did you mean “profile”?" in said
    assert "polint.toml: “ignore” names “encodng/bom”" in said
    assert "did you mean “error”?" in said
    assert findings(done) == []


def test_broken_toml_is_two(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, polint__toml="profile = \n")
    done = polint(*CHECK, cwd=tmp_path)
    assert (done.returncode, len(findings(done))) == (2, 1)
    assert b"not valid TOML" in done.stderr


def test_the_closest_configuration_wins(tmp_path: Path) -> None:
    (tmp_path / "in" / "ner").mkdir(parents=True)
    write(tmp_path, a__txt=LOST, pyproject__toml='[tool.polint]\nignore = ["encoding"]\n')
    write(tmp_path / "in", b__txt=LOST, polint__toml="profile = 'default'\n")
    write(tmp_path / "in" / "ner", c__txt=LOST, pyproject__toml="[tool.other]\n")
    done = polint("check", "--format", "jsonl", "--ignore", "duplicate", cwd=tmp_path)
    assert [path for path, _, _ in findings(done)] == ["in/b.txt", "in/ner/c.txt"]
    isolated = polint(*CHECK, "--isolated", cwd=tmp_path)
    assert [path for path, _, _ in findings(isolated)] == ["a.txt", "in/b.txt", "in/ner/c.txt"]


def test_overrides_by_path_metadata_and_language(tmp_path: Path) -> None:
    write(
        tmp_path,
        polint__toml='per-file-ignores = { "novels/**" = ["encoding"] }\n'
        '[[override]]\nwhen = { source = "novel" }\nignore = ["encoding"]\n'
        '[[override]]\nwhen = { language = "zh-Hant" }\nignore = ["encoding"]\n'
        '[[override]]\nwhen = { path = "*.md" }\nrules."encoding/replacement-character".severity = "note"\n',
        a__jsonl="".join(
            json.dumps({"text": LOST, **more}) + "\n"
            for more in ({"source": "novel"}, {"language": "zh-Hant-TW"}, {"source": "news"})
        ),
        b__md=LOST,
    )
    (tmp_path / "novels").mkdir()
    write(tmp_path / "novels", c__txt=LOST)
    done = polint("check", "--format", "jsonl", "--ignore", "duplicate", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [(row["path"], row["record"] and row["record"]["index"], row["severity"]) for row in rows] == [
        ("a.jsonl", 2, "error"),
        ("b.md", None, "note"),
    ]


def test_git_ignores_are_respected(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for folder in ("kept", "out", "kept/deep"):
        (tmp_path / folder).mkdir()
    write(tmp_path, a__txt=LOST, b__md=LOST, **{".gitignore": "out/\n*.md\n"})
    write(tmp_path / "kept", c__md=LOST, d__md=LOST, **{".gitignore": "!c.md\n"})
    write(tmp_path / "kept" / "deep", e__md=LOST, f__txt=LOST)
    write(tmp_path / "out", g__txt=LOST)
    assert [path for path, _, _ in findings(polint(*CHECK, cwd=tmp_path))] == [
        "a.txt",
        "kept/c.md",
        "kept/deep/f.txt",
    ]
    # From a folder below, what is above still holds; what is named is read.
    assert [path for path, _, _ in findings(polint(*CHECK, cwd=tmp_path / "kept" / "deep"))] == ["f.txt"]
    assert [path for path, _, _ in findings(polint(*CHECK, "b.md", "out", cwd=tmp_path))] == [
        "b.md",
        "out/g.txt",
    ]


def test_a_line_that_git_does_not_take_for_a_pattern_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=LOST, __gitignore="\\\n***\\\nb.txt\n!x\\\n[a-\n")
    assert [path for path, _, _ in findings(polint(*CHECK, cwd=tmp_path))] == ["a.txt"]


def test_include_and_exclude(tmp_path: Path) -> None:
    for folder in ("drafts", "texts"):
        (tmp_path / folder).mkdir()
    write(tmp_path, polint__toml='include = ["*.text", "*.txt"]\nexclude = ["drafts/", "x*.txt"]\n')
    write(tmp_path / "drafts", a__txt=LOST)
    write(tmp_path / "texts", a__text=LOST, b__md=LOST, x1__txt=LOST, y__txt=LOST)
    assert [path for path, _, _ in findings(polint(*CHECK, cwd=tmp_path))] == ["texts/a.text", "texts/y.txt"]


def test_patterns_of_the_command_line_are_relative_to_where_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "in" / "ner").mkdir(parents=True)
    write(tmp_path / "in", polint__toml="", a__txt=LOST)
    write(tmp_path / "in" / "ner", b__txt=LOST)
    for words in (("--exclude", "in/ner"), ("--per-file-ignores", "in/ner/*:encoding")):
        assert [path for path, _, _ in findings(polint(*CHECK, *words, cwd=tmp_path))] == ["in/a.txt"]


@pytest.mark.parametrize("words", [("--", "-a.txt"), ("./-a.txt",), ("b.txt", "--", "-a.txt")])
def test_a_name_may_begin_with_a_dash(tmp_path: Path, words: tuple[str, ...]) -> None:
    write(tmp_path, b__txt=CLEAN, **{"-a.txt": LOST})
    assert [path for path, _, _ in findings(polint(*CHECK, *words, cwd=tmp_path))] == ["-a.txt"]


def test_a_misspelt_command_is_answered(tmp_path: Path) -> None:
    done = polint("chekc", cwd=tmp_path)
    assert done.returncode == 2
    assert b"did you mean the command check?" in done.stderr


def test_standard_input(tmp_path: Path) -> None:
    done = polint(*CHECK, "-", cwd=tmp_path, stdin=LOST.encode())
    assert findings(done) == [("-", "encoding/replacement-character", 6)]
    named = polint(*CHECK, "--stdin-filename", "in/b.txt", "-", cwd=tmp_path, stdin=LOST.encode())
    assert findings(named) == [("in/b.txt", "encoding/replacement-character", 6)]


@pytest.mark.parametrize(
    "name", ["drafts/a.txt", "provenance.jsonl", "a.txt.polint.toml", ".polint/fixes.jsonl", "b.html"]
)
def test_what_is_named_may_be_left_out(tmp_path: Path, name: str) -> None:
    write(tmp_path, a__txt=LOST, polint__toml='include = ["*.txt", "*.jsonl"]\nexclude = ["drafts/"]\n')
    for folder in ("drafts", ".polint"):
        (tmp_path / folder).mkdir()
    (tmp_path / name).write_text("" if name.endswith(".toml") else LOST, encoding="utf-8")
    for command in ("check", "fix"):
        files = polint(command, "--show-files", "--force-exclude", name, "a.txt", cwd=tmp_path)
        assert files.stdout.decode().split() == ["a.txt"]
    assert set(polint("check", "--show-files", name, "a.txt", cwd=tmp_path).stdout.decode().split()) == {
        name, "a.txt",
    }  # fmt: skip


def test_help_that_windows_redirects_is_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "cp936"))
    monkeypatch.setenv("LC_ALL", "zh_CN.GBK")
    assert main(["-h"]) == 0
    assert "检查文档" in out.getvalue().decode("utf-8")


def test_order_is_that_of_whole_paths_whatever_the_arguments(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path, a__txt=LOST)
    write(tmp_path / "a", z__txt=LOST)
    (tmp_path / "a-b.txt").write_text(LOST, encoding="utf-8")
    for words in ((".",), ("a.txt", "a", "a-b.txt"), ("a", "a/z.txt", ".")):
        done = polint(*CHECK, *words, cwd=tmp_path)
        assert [path for path, _, _ in findings(done)] == ["a-b.txt", "a.txt", "a/z.txt"]


def test_an_engine_that_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = polint("check", "--engine", "ray", cwd=tmp_path)
    assert done.returncode == 2
    assert b"pip install 'polint-text[ray]'" in done.stderr
    assert b"is for --engine ray" in polint("check", "--ray-address", "x", cwd=tmp_path).stderr


def test_an_output_that_cannot_be_written_is_two_and_the_rest_is_printed(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    done = polint(*CHECK, "--output", "jsonl=no/such/folder.jsonl", "--output", "jsonl=b.jsonl", cwd=tmp_path)
    assert (done.returncode, len(findings(done))) == (2, 1)
    assert b"cannot be written" in done.stderr
    assert (tmp_path / "b.jsonl").read_bytes() == done.stdout
    # What a run writes it does not read the next time.
    assert len(findings(polint(*CHECK, "--output", "jsonl=b.jsonl", cwd=tmp_path))) == 1


def test_messages_follow_the_locale_and_machines_get_english(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    people = polint("check", "--format", "text", cwd=tmp_path, LC_ALL="zh_CN.UTF-8")
    assert "解码时丢失了文字" in people.stdout.decode()
    machine = polint(*CHECK, cwd=tmp_path, LC_ALL="zh_CN.UTF-8")
    assert "text was lost" in machine.stdout.decode()
    asked = polint(*CHECK, "--lang", "zh-Hans", cwd=tmp_path)
    assert "解码时丢失了文字" in asked.stdout.decode()


def test_init_config_rules_rule(tmp_path: Path) -> None:
    assert polint("init", cwd=tmp_path).returncode == 0
    assert polint("init", cwd=tmp_path).returncode == 2
    shown = polint("config", cwd=tmp_path)
    assert shown.returncode == 0
    assert b'profile = "default"' in shown.stdout
    assert b"encoding/replacement-character" in polint("rules", cwd=tmp_path).stdout
    rules = json.loads(polint("rules", "--format", "json", cwd=tmp_path).stdout)
    assert {"id", "severity", "profile", "fix", "summary"} <= set(rules[0])
    page = polint("rule", "encoding/replacement-character", cwd=tmp_path)
    assert page.stdout.decode().startswith("# encoding/replacement-character\n")
    assert polint("rule", "encoding/no-such", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(tmp_path: Path, command: str) -> None:
    english = polint(command, "-h", cwd=tmp_path)
    chinese = polint(command, "-h", "--lang", "zh-Hans", cwd=tmp_path)
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert f"usage: polint {command} " in english.stdout.decode()
    assert "用法：" in chinese.stdout.decode()


# -- bad input: a clear message, the right status, and nothing of the rest is lost -------------------------


def status_and_paths(
    done: subprocess.CompletedProcess[bytes],
) -> tuple[int, list[str]]:
    """The status, and the files that something was found in."""
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, [path for path, _, _ in findings(done)]


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


@pytest.mark.parametrize("raw", [PNG, bytes(range(256)) * 40, b"\x01\x00\x02\x00" * 900, b"%PDF-1.7 text"])
def test_binary_is_two_when_named_and_said_in_a_folder(tmp_path: Path, raw: bytes) -> None:
    write(tmp_path, b__txt=LOST)
    (tmp_path / "a.txt").write_bytes(raw)
    folder = polint(*CHECK, cwd=tmp_path)
    assert status_and_paths(folder) == (1, ["b.txt"])
    assert b"a.txt is not text" in folder.stderr
    assert status_and_paths(polint(*CHECK, "a.txt", "b.txt", cwd=tmp_path)) == (2, ["b.txt"])


@pytest.mark.parametrize(
    "raw",
    [
        "有一个\0字符。\n".encode(),
        "没有标记的宽字符文本，是的。\n".encode("utf-16-le"),
        "plain English\n".encode("utf-16-be"),
        "\ufeff有标记的。".encode("utf-16"),
        b"a",
    ],
)
def test_text_is_not_taken_for_binary(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    assert b"is not text" not in polint(*CHECK, "a.txt", cwd=tmp_path).stderr


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(
    ("name", "raw"), [("a.txt", b""), ("a.txt", b"\xef\xbb\xbf"), ("a.jsonl", b""), ("a.jsonl", b" \n\n")]
)
def test_an_empty_file_is_said_and_fine(tmp_path: Path, name: str, raw: bytes, named: bool) -> None:
    (tmp_path / name).write_bytes(raw)
    words = ("check", "--format", "jsonl", "--select", "encoding", name if named else ".")
    for _ in range(2):  # the second run asks the cache
        done = polint(*words, cwd=tmp_path)
        assert status_and_paths(done) == (0, [])
        assert done.stderr.decode() == f"polint: warning: {name} is empty\n"


@pytest.mark.parametrize("raw", [b"a", b"\xff", b"\n", b"\xef\xbb\xbf"])
def test_a_file_of_a_byte_or_so(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    done = polint("check", "--format", "jsonl", "--profile", "all", "a.txt", cwd=tmp_path)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_a_folder_without_documents_is_said_and_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, a__png="no document")
    done = polint(*CHECK, "empty", ".", cwd=tmp_path)
    assert status_and_paths(done) == (0, [])
    assert done.stderr.count(b"no documents in") == 2


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, b__txt=LOST)
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")  # opens, and fails at the first read, for root too
    folder = polint(*CHECK, cwd=tmp_path)
    assert status_and_paths(folder) == (1, ["b.txt"])
    assert b"a.txt cannot be read" in folder.stderr
    assert status_and_paths(polint(*CHECK, "a.txt", "b.txt", cwd=tmp_path)) == (2, ["b.txt"])


def test_links_that_lead_nowhere_or_in_circles(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    (tmp_path / "b.txt").symlink_to("b.txt")
    (tmp_path / "c.txt").symlink_to("nowhere.txt")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert status_and_paths(polint(*CHECK, cwd=tmp_path)) == (1, ["a.txt"])
    assert status_and_paths(polint(*CHECK, "b.txt", "up", cwd=tmp_path))[0] == 2
    done = polint(*CHECK, "c.txt", "a.txt", cwd=tmp_path)
    assert status_and_paths(done) == (2, ["a.txt"])
    assert b"there is no c.txt" in done.stderr


@pytest.mark.parametrize(("words", "status"), [(("a", "b.txt"), 2), ((".",), 1)])
def test_a_folder_that_cannot_be_read_is_two_where_it_is_named(
    tmp_path: Path, words: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path, b__txt=LOST)
    scandir = os.scandir

    def scanned(place: str) -> Iterator[os.DirEntry[str]]:
        if place.endswith("a"):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", scanned)  # root may read everything
    done = polint(*CHECK, *words, cwd=tmp_path)
    assert status_and_paths(done) == (status, ["b.txt"])
    assert done.stderr == b"polint: error: a cannot be read: Permission denied\n"


@pytest.mark.skipif(os.name == "nt", reason="paths are short there")
def test_folders_may_be_nested_deeper_than_calls(tmp_path: Path) -> None:
    deep = "d/" * 400 + "a.txt"
    with contextlib.chdir(tmp_path):
        for _ in range(400):
            Path("d").mkdir()
            os.chdir("d")
        write(Path(), a__txt=LOST)
    for word in (".", deep):
        polint(*CHECK, cwd=tmp_path / "d/d")  # everything is imported
        limit, frames = sys.getrecursionlimit(), len(inspect.stack(0))
        sys.setrecursionlimit(frames + 300)
        try:
            assert status_and_paths(polint(*CHECK, word, cwd=tmp_path)) == (1, [deep])
        finally:
            sys.setrecursionlimit(limit)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
@pytest.mark.parametrize("form", ["jsonl", "text", "sarif", "json"])
def test_names_that_are_no_text(tmp_path: Path, form: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb2\xe2\n\x1b[31m.txt")).write_text(LOST, encoding="utf-8")
    done = polint("check", "--format", form, cwd=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert form == "jsonl" or b"\x1b" not in done.stdout


def test_a_file_that_vanishes_is_said(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=LOST)
    checker = Checker(READERS, {Lost.id: Lost})
    items = []
    for file in discover([str(tmp_path)], READERS):
        if isinstance(file, File) and file.path.endswith("a.txt"):
            (tmp_path / "a.txt").unlink()
        items += list(checker.check([file]))
    assert [isinstance(item, Notification) and (item.kind, item.fails) for item in items] == [
        ("vanished", False),
        False,
    ]


def test_a_rule_that_breaks_costs_only_itself(tmp_path: Path) -> None:
    class Breaks(Lost):
        id = "encoding/breaks"

        def check(self, document: Document) -> Iterator[Draft]:
            yield from super().check(document)
            raise RuntimeError("oh")

    write(tmp_path, a__txt=LOST)
    checker = Checker(READERS, {Lost.id: Lost, Breaks.id: Breaks})
    fault, checked = checker.check(discover([str(tmp_path)], READERS))
    assert isinstance(fault, Notification)
    assert fault.kind == "rule-broken"
    assert isinstance(checked, Checked)
    assert [finding.rule for finding in checked.findings] == [Lost.id]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_that_is_full_is_two(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST * 50)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "polint", *CHECK, "--output", "jsonl=b.jsonl"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"standard output cannot be written" in done.stderr
    assert (tmp_path / "b.jsonl").read_bytes().count(b"\n") == 50


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "words",
    [
        ("--version",), ("-h",), ("rules",), ("rule", "numbering/sum"), ("config", "."), ("stats", "."),
        ("outline", "."), ("check", "--show-files"), (*CHECK, "--statistics"), ("provenance", "extract", "."),
    ],
)  # fmt: skip
def test_every_command_says_that_standard_output_is_full(tmp_path: Path, words: tuple[str, ...]) -> None:
    write(tmp_path, a__txt=LOST)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "polint", *words],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
        )  # fmt: skip
    said = "polint: error: polint cannot go on: No space left on device\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)


def test_what_the_system_refuses_is_two_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path, a__txt=LOST)
    monkeypatch.setattr("polint.corpus.Corpus.take", full)  # as where temporary files have no room
    done = polint("check", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == b"polint: error: polint cannot go on: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("check . >&-", 1),
        ("check . 2>&-", 1),
        ("check nowhere 2>&-", 2),
        ("rules >&-", 0),
        ("check - <&-", 2),
    ],
)
def test_streams_may_be_closed(tmp_path: Path, command: str, status: int) -> None:
    write(tmp_path, a__txt=LOST)
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m polint {command}', sys.executable],
        cwd=tmp_path, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (status, False)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_files_are_listed_as_a_program_can_open_them(tmp_path: Path) -> None:
    name = b"\xb2\xe2\x1b[31m.txt"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(LOST, encoding="utf-8")
    done = polint("check", "--show-files", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, name + b"\n")


def test_an_output_has_any_name_is_reached_through_a_link_and_may_be_read(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/b.jsonl")
    long = "长" * 80  # 240 bytes, of 255 that a name may have
    mask = os.umask(0o022)
    try:
        polint(*CHECK, "--output", "jsonl=link", "--output", f"json={long}", cwd=tmp_path)
        polint("baseline", cwd=tmp_path)
    finally:
        os.umask(mask)
    assert (tmp_path / "link").is_symlink()
    for name in ("there/b.jsonl", long, "polint-baseline.json"):
        assert (tmp_path / name).stat().st_size > 100
        assert os.name == "nt" or (tmp_path / name).stat().st_mode & 0o777 == 0o644


def test_a_document_counts_once_whatever_finds_something_in_it(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=LOST, c__txt=CLEAN, d__txt=CLEAN)
    select = ("--select", "encoding/replacement-character,duplicate/exact")
    for jobs in ("1", "2"):
        done = polint("check", *select, "--format", "json", "--jobs", jobs, cwd=tmp_path)
        summary = json.loads(done.stdout)["summary"]
        assert summary["findings"]["error"] == 4
        # a and b have their own; b and d are copies.
        assert summary["documents_with_findings"] == 3


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pipe")
@pytest.mark.parametrize("form", ["jsonl", "text", "sarif"])
def test_a_closed_pipe_is_silent_and_zero(tmp_path: Path, form: str) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(LOST * 150, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "polint", "check", "--format", form],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(60), said) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_130(tmp_path: Path, jobs: str) -> None:
    fifo = tmp_path / "a.txt"
    os.mkfifo(fifo)
    write(tmp_path, b__txt=LOST)
    with subprocess.Popen(
        [sys.executable, "-m", "polint", *CHECK, "--jobs", jobs, "--output", "jsonl=out.jsonl", "a.txt", "b.txt"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        # A shell has what it starts in the background ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stderr is not None
        handle = os.open(fifo, os.O_WRONLY)  # it is opened now, and about to be read
        time.sleep(0.5)  # a signal between the two would wait for what is read, as in any program of Python
        process.send_signal(signal.SIGINT)
        rescue = threading.Timer(60, os.killpg, (process.pid, signal.SIGKILL))
        rescue.start()
        said = process.stderr.read()
        rescue.cancel()
        os.close(handle)
        assert (process.wait(60), said) == (130, b"")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "big5"])
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_no_output_encoding_crashes(tmp_path: Path, encoding: str, form: str) -> None:
    write(tmp_path, a__txt="𠮷🙂한국 ไทย \ufffd é\n")
    done = polint(
        "check", "--format", form, cwd=tmp_path, process=True, PYTHONIOENCODING=encoding, PYTHONUTF8="0"
    )
    assert done.returncode == 1, done.stderr
    if form == "jsonl":
        assert findings(done)


@pytest.mark.parametrize(
    "words", [("-h",), ("check", "-h"), ("check", "--show-files"), ("index", "build", "-v")]
)
def test_no_output_encoding_keeps_from_help_and_lists(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "𠮷🙂.txt").write_text(CLEAN, encoding="utf-8")
    done = polint(
        *words, "--lang", "zh-Hans", cwd=tmp_path, process=True, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert done.stdout


@pytest.mark.slow
def test_a_line_of_200_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        for _ in range(200):
            file.write("今天天气很好，我们去公园散步。".encode() * (1_000_000 // 45))
    done = polint(*CHECK, cwd=tmp_path, process=True)
    assert status_and_paths(done) == (0, [])


# -- packs, measuring, progress ----------------------------------------------------------------------------


def test_a_pack_that_cannot_be_read_is_two_and_the_rest_runs(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    write(tmp_path, a__txt=LOST, polint__toml='packs = ["house", "nowhere"]\nignore = ["duplicate"]\n')
    write(tmp_path / "house", broken__toml="id = 3\n")
    done = polint("check", "--format", "jsonl", cwd=tmp_path)
    assert status_and_paths(done) == (2, ["a.txt"])
    assert done.stderr.decode().count("“packs”: ") == 2
    assert polint("rule", "--test", "house", cwd=tmp_path).returncode == 2


PACK = """\
id = "house/address"
severity = "warning"
summary = { en = "an old form of address", zh = "旧称呼" }
what = { en = "Finds the line 老爷吉祥.", zh = "查找“老爷吉祥”。" }
why = { en = "House style.", zh = "本社体例。" }
message = { en = "an old form of address: {evidence}", zh = "旧称呼：{evidence}" }
says = { old = { en = "an address", zh = "称呼" } }

[[group]]
says = "old"
points = 3
where = "line"
[group.patterns]
'老爷吉祥' = "老爷吉祥"

[[wrong]]
text = "开头一段话。\\n⟦老爷吉祥⟧\\n结尾一段话。"
[[wrong]]
text = "⟦老爺吉祥⟧\\n結尾一段話。"
[[right]]
text = "他说老爷吉祥，大家都笑了。"
[[right]]
text = "先生您好。"
"""


def test_a_pack_adds_rules_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    write(
        tmp_path,
        a__txt="开头一段话。\n老爷吉祥\n结尾一段话。\n",
        polint__toml='packs = ["house"]\nignore = ["script"]\n',
    )
    write(tmp_path / "house", address__toml=PACK)
    tested = polint("rule", "--test", "house", cwd=tmp_path)
    assert (tested.returncode, tested.stderr) == (0, b""), tested
    assert ("a.txt", "house/address", 7) in findings(polint("check", "--format", "jsonl", cwd=tmp_path))
    words = ("check", "--format", "jsonl", "--select", "house/address")
    assert findings(polint(*words, cwd=tmp_path)) == [("a.txt", "house/address", 7)]
    write(tmp_path / "house", address__toml=PACK.replace("⟦老爷吉祥⟧", "老爷⟦吉祥⟧"))
    failed = polint("rule", "--test", "house", cwd=tmp_path)
    assert failed.returncode == 1
    assert "house/address" in failed.stdout.decode()


def test_lexicons_are_read(tmp_path: Path) -> None:
    write(
        tmp_path, a__txt="请先登陆账号。\n", terms__toml='[preferred]\n"登陆账号" = "登录账号"\n',
        polint__toml='lexicons = ["terms.toml"]\nselect = ["typo/lexicon"]\n',
    )  # fmt: skip
    done = polint("check", "--format", "jsonl", cwd=tmp_path)
    assert status_and_paths(done) == (1, ["a.txt"])


def test_a_lexicon_that_cannot_be_read_is_two(tmp_path: Path) -> None:
    write(tmp_path, a__txt=CLEAN, polint__toml='lexicons = ["terms.toml"]\n')
    assert polint("check", cwd=tmp_path).returncode == 2
    write(tmp_path, terms__toml="names = 3\n")
    done = polint("check", cwd=tmp_path)
    assert done.returncode == 2
    assert b"names" in done.stderr


def test_nothing_is_collected_while_the_command_line_is_imported() -> None:
    """What is there at the first collection is never looked at again: those are modules and tables, if it is not
    Python's own threshold, which the command line alone exceeds, that sets the collection off."""
    program = (
        "import gc, sys; from polint.__main__ import main; before = gc.get_stats(); "
        "sys.argv[1:] = ['check', '-h']\ntry: main()\nfinally: assert gc.get_stats() == before"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_rules_are_measured(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    done = polint(*CHECK, "--profile-rules", cwd=tmp_path)
    assert status_and_paths(done) == (1, ["a.txt"])
    assert b" ms  encoding/replacement-character" in done.stderr


def test_statistics(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST * 3, b__txt=LOST)
    words = ("check", "--select", "encoding/replacement-character", "--statistics")
    assert polint(*words, cwd=tmp_path).stdout == b"4  encoding/replacement-character  (2/2, 2 rejected)\n"
    assert json.loads(polint(*words, "--format", "json", cwd=tmp_path).stdout) == [
        {"rule": "encoding/replacement-character", "count": 4, "documents": 2, "rejected": 2}
    ]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    quick, slow, redirected = Terminal(), Terminal(), io.StringIO()
    for stream, after in ((quick, 60.0), (slow, 0.0), (redirected, 0.0)):
        progress = Progress(stream, "en", after=after)
        summary = Summary()
        summary.documents, summary.characters, summary.findings = 1234, 5_000_000, Counter(error=6)
        progress.so_far(summary)
        progress.clear()
    assert (quick.getvalue(), redirected.getvalue()) == ("", "")
    assert re.search(r"1,234 documents, [\d.]+ MB/s, 6 findings", slow.getvalue())
    assert slow.getvalue().endswith("\x1b[2K")  # the line is taken away again


def test_progress_says_how_long_it_will_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for number in range(10):
        write(tmp_path, **{f"{number}.txt": CLEAN * 100})
    out = Terminal()
    monkeypatch.setattr("polint_plugins.cli.progress.LOOK", 1e6)
    monkeypatch.setattr("polint_plugins.cli.progress.time.monotonic", lambda: 100.0)
    progress = Progress(out, "en", after=0.0, paths=[str(tmp_path)], endings=[".txt"])
    for number in range(4):
        monkeypatch.setattr("polint_plugins.cli.progress.time.monotonic", lambda now=101.0 + number: now)
        done = Summary()
        done.documents, done.characters = number + 1, (number + 1) * 100 * len(CLEAN)
        progress.so_far(done, str(tmp_path / f"{number}.txt"))
    progress.clear()
    assert "4 documents, 0.0 MB/s, 0 findings, 0:06 left" in out.getvalue()  # four tenths took four seconds


def test_a_start_imports_what_it_needs_and_no_more(tmp_path: Path) -> None:
    write(tmp_path, a__txt="教育工作。\n")
    code = (
        "import sys; from polint.__main__ import main; sys.argv[1:] = {words!r}; main(); print(*sys.modules)"
    )

    def modules(*words: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=list(words))],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        return set(done.stdout.decode().split("\n")[-2].split())

    modules("check", "a.txt")  # what is kept between runs is made
    heavy = {
        "numpy", "rich", "chardet", "tomllib", "pathspec", "importlib.metadata", "difflib", "multiprocessing",
        "concurrent.futures", "dataclasses", "pathlib", "hashlib", "json", "urllib.parse", "asyncio", "http", "email", "xml", "ctypes", "unittest", "logging", "opencc", "shutil", "tempfile", "pkgutil",
        "importlib.resources", "polint.notation", "polint.configfile", "polint.suppression", "polint.baseline", "polint.fixing", "polint.pool", "polint.manifest",
    }  # fmt: skip
    assert modules("check", "--isolated", "--format", "jsonl", "a.txt") & heavy == set()
    assert modules("check", "a.txt") & heavy == set()
    version = modules("--version")
    assert version & {*heavy, "re", "dataclasses", "argparse", "json", "pluggy"} == set()


def test_a_line_that_is_no_record_is_told_with_its_file_and_number(tmp_path: Path) -> None:
    write(tmp_path, a__jsonl='{"text": "一句话。"}\n{bad\n[1]\n{"text": 3}\n{"body": "一句话。"}\n')
    said = polint("check", "--lang", "en", cwd=tmp_path).stderr.decode()
    assert re.findall(r"a\.jsonl: line (\d) (is not JSON|is not a JSON object|has no text in “text”)", said) == [
        ("2", "is not JSON"), ("3", "is not a JSON object"),
        ("4", "has no text in “text”"), ("5", "has no text in “text”"),
    ]  # fmt: skip


def test_what_is_counted_is_in_the_plural_unless_it_is_one(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST, b__txt=CLEAN)
    words = ("check", "--lang", "en", "--select", "encoding/replacement-character")
    assert (
        b"1 finding (1 error, 0 warnings, 0 notes) in 1 of 2 documents."
        in polint(*words, cwd=tmp_path).stdout
    )


def test_fewer_findings_than_none_cannot_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST)
    assert polint("check", "--max-per-rule", "-1", cwd=tmp_path).returncode == 2
