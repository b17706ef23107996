"""Fixing: what was fixed is gone, a second fix changes nothing, and nothing else has changed."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import findings, polint

from polint import fixing
from polint.document import Document, Source
from polint.engine import Ruleset, check
from polint.finding import Draft, Edit, Fix
from polint.fixing import Mended, apply_edits, compatible, mend
from polint.message import Text
from polint.plugin import Plugins
from polint.rule import Rule
from polint_rules.script.width import Width

RULES = Plugins().rules
MENDING = [rule for rule in RULES.values() if any(example.fixed is not None for example in rule.examples)]


class Replaces(Rule):
    """A rule that replaces one character by another text."""

    messages = {"bad": Text("{it}", "{it}")}
    wrong_text, right_text = "", ""
    encode: str | None = None

    def check(self, document: Document) -> Iterator[Draft]:
        for start in document.hits(self.wrong_text):
            fix = Fix((Edit(start, start + len(self.wrong_text), self.right_text),), True, self.encode)
            yield self.draft(start, start + len(self.wrong_text), "bad", fix=fix, it=self.wrong_text)


def replaces(wrong: str, right: str, name: str = "") -> Rule:
    made = type(
        "Made",
        (Replaces,),
        {
            "id": f"typo/{name or 'made-' + wrong}",
            "triggers": (wrong,),
            "wrong_text": wrong,
            "right_text": right,
        },
    )
    rule: Rule = made()
    return rule


def mended(text: str, *rules: Rule, unsafe: bool = True, source: Source | None = None) -> Mended:
    document = Document(text, source=source or Source(raw=text.encode("utf-8", "surrogatepass")))
    ruleset = Ruleset(rules)
    return mend(document, ruleset, check(document, ruleset), unsafe=unsafe)


def test_mends_are_applied_until_none_is_left() -> None:
    done = mended("甲乙丙", replaces("甲", "乙"), replaces("乙", "丙丙"))
    assert (done.document.text, done.count, done.result.findings) == ("丙丙丙丙丙", 3, ())


def test_rules_that_undo_one_another_are_left_out() -> None:
    done = mended("甲戊", replaces("甲", "乙"), replaces("乙", "甲"), replaces("戊", "己"))
    assert done.document.text == "甲己"
    assert done.fighting == {"typo/made-甲", "typo/made-乙"}


def test_a_rule_that_never_ends_is_left_out() -> None:
    done = mended("甲戊", replaces("甲", "甲甲"), replaces("戊", "己"))
    assert (done.document.text, done.fighting) == ("甲己", {"typo/made-甲"})


def test_of_mends_that_meet_the_first_is_applied() -> None:
    done = mended("甲乙丙", replaces("甲乙", "子"), replaces("乙丙", "丑"))
    assert done.document.text == "子丙"


def test_an_insert_the_encoding_cannot_hold_is_refused() -> None:
    source = Source("gb2312", raw="甲戊".encode("gb2312"))
    done = mended("甲戊", replaces("甲", "𠮷"), replaces("戊", "己"), source=source)
    assert done.document.text == "甲己"
    assert [(finding.rule, insert) for finding, insert in done.refused] == [("typo/made-甲", "𠮷")]


EDITS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("甲乙", max_size=2)).map(
        lambda t: Edit(t[0], t[0] + t[1], t[2])
    ),
    max_size=8,
)


@given(st.text("子丑寅卯", min_size=16, max_size=16), EDITS)
def test_compatible_edits_do_not_meet_and_touch_nothing_else(text: str, edits: list[Edit]) -> None:
    class Proposes(Replaces):
        id = "typo/proposes"
        always = True

        def check(self, document: Document) -> Iterator[Draft]:
            for edit in edits:
                yield self.draft(edit.start, edit.end, "bad", fix=Fix((edit,), True), it="")

    chosen = compatible(check(Document(text), Ruleset([Proposes()])).findings)
    taken = sorted({edit for f in chosen if f.fix for edit in f.fix.edits}, key=lambda e: (e.start, e.end))
    for one, other in itertools.pairwise(taken):
        assert one.end <= other.start
    after = apply_edits(text, taken)
    kept, position = "", 0
    for edit in taken:
        kept += text[position : edit.start]
        position = edit.end
    kept += text[position:]
    assert sorted(after) == sorted(kept + "".join(edit.insert for edit in taken))
    assert not edits or taken or all(edit.start > 16 for edit in edits)


def test_a_mend_of_many_edits_is_held_against_the_others() -> None:
    everywhere = Fix(tuple(Edit(2 * place, 2 * place + 1, "，") for place in range(20_000)), True)

    class Proposes(Replaces):
        id = "typo/proposes"
        always = True

        def check(self, document: Document) -> Iterator[Draft]:
            for fix in (
                everywhere,
                Fix.replace(20_000, 20_002, ""),
                Fix.replace(20_000, 20_001, "，"),
                Fix.replace(20_001, 20_002, ""),
            ):
                yield self.draft(fix.edits[0].start, fix.edits[-1].end, "bad", fix=fix, it="")

    found = check(Document(",子" * 20_000), Ruleset([Proposes()])).findings
    looked, meet = 0, fixing._meet

    def counted(one: Edit, other: Edit) -> bool:
        nonlocal looked
        looked += 1
        return meet(one, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixing, "_meet", counted)
        chosen = compatible(found)
    assert [len(f.fix.edits) for f in chosen if f.fix] == [20_000, 1, 1]
    assert looked < 100_000


PIECES = [
    example.plain
    for rule in MENDING
    for example in rule.examples
    if example.raw is None and not example.others
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_what_was_fixed_is_gone_and_a_second_fix_changes_nothing(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    ruleset = RULESET
    document = Document(text, source=Source(raw=text.encode("utf-8", "surrogatepass")))
    first = mend(document, ruleset, check(document, ruleset), unsafe=True)
    left = [f for f in first.result.findings if f.fix is not None and f.rule not in first.fighting]
    lost = {finding.rule for finding, _ in first.refused}
    assert [f.rule for f in left if f.rule not in lost] == []
    again = mend(first.document, ruleset, first.result, unsafe=True)
    assert again.document.text == first.document.text
    # Nothing changed but what the edits say.
    replayed = text
    for findings_of_round in first.rounds:
        replayed = apply_edits(replayed, {e for f in findings_of_round if f.fix for e in f.fix.edits})
    assert replayed == first.document.text


RULESET = Ruleset([rule() for rule in MENDING])


@pytest.mark.parametrize(
    ("encoding", "bom", "end"),
    [("utf-8", b"", "\n"), ("utf-8", b"\xef\xbb\xbf", "\r\n"), ("gb18030", b"", "\n"), ("big5", b"", "\r\n")],
)
def test_a_file_keeps_encoding_bom_line_ends_and_mode(
    tmp_path: Path, encoding: str, bom: bytes, end: str
) -> None:
    text = end.join(["今天天氣很好,我們去公園散步。", "明天再來看看,好不好？", "教育工作是國家的大事。", ""])
    path = tmp_path / "a.txt"
    path.write_bytes(bom + text.encode(encoding))
    path.chmod(0o640)
    words = ("--select", "script/width", "--unsafe-fixes", "a.txt")
    done = polint("fix", *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == bom + text.replace(",", "，").encode(encoding)
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    log = [
        json.loads(line) for line in (tmp_path / ".polint" / "fixes.jsonl").read_bytes().split(b"\n") if line
    ]
    assert len(log) == 1
    assert (log[0]["path"], len(log[0]["rounds"][0])) == ("a.txt", 2)
    assert log[0]["old_sha256"] != log[0]["new_sha256"]
    before = path.stat().st_mtime_ns
    assert polint("fix", *words, cwd=tmp_path).returncode == 0
    assert path.stat().st_mtime_ns == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".polint", "a.txt"]


WRONG = "今天天气很好,我们去公园散步。\n"
RIGHT = WRONG.replace(",", "，")
WIDTH = ("--select", "script/width", "--unsafe-fixes")


def test_diff_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(WRONG.encode())
    done = polint("fix", "--diff", *WIDTH, cwd=tmp_path)
    assert done.returncode == 1
    assert f"-{WRONG}+{RIGHT}" in done.stdout.decode()
    assert (tmp_path / "a.txt").read_bytes() == WRONG.encode()
    assert not (tmp_path / ".polint").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_diff_can_be_applied(tmp_path: Path, end: str) -> None:
    """Whatever the lines end in, and whatever the name holds."""
    name = '稿 \n\x1b[31m".txt' if os.name != "nt" else "稿 件.txt"
    text = ("一行字。\n" * 5 + WRONG + "一行字。\n" * 5 + WRONG.rstrip()).replace("\n", end)
    (tmp_path / name).write_bytes(text.encode())
    patch = polint("fix", "--diff", *WIDTH, cwd=tmp_path).stdout
    assert b"\x1b" not in patch
    done = subprocess.run(
        ["git", "apply", "-"], cwd=tmp_path, input=patch, capture_output=True, check=False,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_bytes() == text.replace(",", "，").encode()


def test_a_file_that_changed_since_it_was_read_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*arguments: Any, **settings: Any) -> Mended:
        (tmp_path / "a.txt").write_bytes(b"another text")
        return mend(*arguments, **settings)

    monkeypatch.setattr(fixing, "mend", changed)
    (tmp_path / "a.txt").write_bytes(WRONG.encode())
    done = polint("fix", *WIDTH, cwd=tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == b"another text"
    assert done.returncode == 2
    assert "a.txt: not fixed, it changed" in done.stderr.decode()


def test_unsafe_mends_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(WRONG.encode())
    safe = all(f.fix.safe for f in check(Document(WRONG), Ruleset([Width()])).findings if f.fix is not None)
    polint("fix", "--select", "script/width", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == (RIGHT if safe else WRONG).encode()


def test_standard_input_is_mended_to_standard_output(tmp_path: Path) -> None:
    done = polint("fix", *WIDTH, "-", cwd=tmp_path, stdin=WRONG.encode())
    assert done.stdout == RIGHT.encode()
    clean = polint("fix", *WIDTH, "-", cwd=tmp_path, stdin=RIGHT.encode())
    assert clean.stdout == RIGHT.encode()


def test_records_are_not_fixed_in_place(tmp_path: Path) -> None:
    row = json.dumps({"text": WRONG}, ensure_ascii=False) + "\n"
    (tmp_path / "a.jsonl").write_text(row * 2, encoding="utf-8")
    done = polint("fix", *WIDTH, "--format", "jsonl", cwd=tmp_path)
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == row * 2
    assert done.stderr.decode().count("records are not fixed in place") == 1
    assert len(findings(done)) == 2


def test_records_of_standard_input_are_not_swallowed_in_silence(tmp_path: Path) -> None:
    row = json.dumps({"text": WRONG}, ensure_ascii=False) + "\n"
    done = polint("fix", *WIDTH, "--stdin-filename", "a.jsonl", "-", cwd=tmp_path, stdin=row.encode())
    assert (done.returncode, done.stdout) == (2, b"")


def test_damaged_bytes_are_not_rewritten(tmp_path: Path) -> None:
    raw = WRONG.encode() * 20 + b"\xff\xfe" + WRONG.encode()
    (tmp_path / "a.txt").write_bytes(raw)
    done = polint("fix", *WIDTH, cwd=tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == raw
    assert "not fixed" in done.stderr.decode()


def test_not_utf8_is_converted(tmp_path: Path) -> None:
    text = "今天天气很好，我们去公园散步。教育工作是国家的大事，人人都要重视。\n" * 5
    (tmp_path / "a.txt").write_bytes(text.encode("gb18030"))
    done = polint("fix", "--select", "encoding/not-utf8", "--unsafe-fixes", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == text.encode(), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_bytes(WRONG.encode())
    (tmp_path / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    polint("fix", *WIDTH, "b.txt", cwd=tmp_path)
    assert (tmp_path / "b.txt").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_bytes() == RIGHT.encode()
