"""Suppressions: in the text, in a sidecar, in the configuration; what they say of unused ones; the baseline."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli import CHECK, LOST, findings, polint, write

from polint.document import Document
from polint.engine import Ruleset, check
from polint.finding import Draft
from polint.message import Text
from polint.naming import matches
from polint.rule import Rule
from polint.run import Checker
from polint.source import discover
from polint.suppression import directives
from polint_plugins.readers.text import TextReader
from polint_rules.polint.unused_suppression import UnusedSuppression


class Bad(Rule):
    """Every 坏."""

    id = "quality/bad"
    triggers = ("坏",)
    private = False
    messages = {"bad": Text("bad: {what}", "坏：{what}")}

    def check(self, document: Document) -> Iterator[Draft]:
        for start in document.hits("坏"):
            yield self.draft(start, start + 1, "bad", what=document.text[start - 1 : start + 1])


class Worse(Bad):
    """Every 糟."""

    id = "quality/worse"
    triggers = ("糟",)

    def check(self, document: Document) -> Iterator[Draft]:
        for start in document.hits("糟"):
            yield self.draft(start, start + 1, "bad", what="")


def test_what_covers_a_finding_is_found_however_ranges_lie() -> None:
    source = random.Random(1)
    rules = ("quality/bad", "quality", "quality/worse", "quality/*", "all", "style")
    lines = ("坏", "糟。好", "好")
    for _ in range(200):
        pieces = [
            source.choice(lines)
            if source.random() < 0.6
            else f"# polint: {source.choice(('ignore', 'disable', 'enable'))}[{', '.join(source.choices(rules, k=2))}]"
            for _ in range(20)
        ]
        document = Document("\n".join(pieces))
        told = check(document, Ruleset([Bad(), Worse()])).findings
        own = directives(document)
        bare = check(Document(document.text), Ruleset([Bad(), Worse()], suppressions=False)).findings
        kept = [
            finding
            for finding in bare
            if not any(matches(finding.rule, one.rules) and one.covers(finding) for one in own)
        ]
        assert list(told) == kept, document.text


def test_of_unused_suppressions_no_more_are_told_than_of_any_rule() -> None:
    text = "".join(f"polint: ignore[quality/bed{number}, quality/bad]\n好\n" for number in range(300))
    result = check(Document(text), Ruleset([Bad(), UnusedSuppression()], known=("quality/bad",)))
    assert len(result.findings) == 200
    assert sum(finding.omitted for finding in result.findings) == 100


def said(text: str, known: tuple[str, ...] = ()) -> tuple[list[tuple[str, int]], int]:
    """(rule, line) of what is reported, and how many were suppressed."""
    result = check(Document(text), Ruleset([Bad(), Worse(), UnusedSuppression()], known=known))
    assert result.faults == ()
    return [(f.rule.partition("/")[2], f.line) for f in result.findings], len(result.suppressed)


UNUSED = "unused-suppression"


@pytest.mark.parametrize(
    ("text", "reported", "suppressed"),
    [
        ("坏\n", [("bad", 1)], 0),
        ("坏 <!-- polint: ignore[quality/bad] 原文如此 -->\n坏\n", [("bad", 2)], 1),
        ("<!-- polint: ignore[quality/bad] -->\n坏\n坏\n", [("bad", 3)], 1),
        ("// polint: ignore\n坏糟\n", [], 2),
        ("polint: ignore[quality]\n坏糟\n", [], 2),
        ("Polint：IGNORE[quality/*]\n坏糟\n", [], 2),
        ("polint: ignore[quality/bad]\n坏糟\n", [("worse", 2)], 1),
        (
            "polint: disable[quality/bad]\n坏\n坏糟\npolint: enable[quality/bad]\n坏\n",
            [("worse", 3), ("bad", 5)],
            2,
        ),
        ("polint: disable\n坏\n\n糟\n", [], 2),
        ("坏\npolint: disable\n坏\npolint: enable\n坏", [("bad", 1), ("bad", 5)], 1),
        (
            "polint: disable[quality/bad, quality/worse]\n坏糟\npolint: enable[quality/bad]\n坏糟\n",
            [("bad", 4)],
            3,
        ),
        ("polint: ignore[quality/bad]\n好\n坏\n", [(UNUSED, 1), ("bad", 3)], 0),
        ("polint: ignore[quality/bad,quality/worse]\n坏\n", [(UNUSED, 1)], 1),
        ("polint: ignore[script/width]\n好\n", [], 0),  # a rule that did not run
        ("我们用 polint: 来检查，坏\n", [("bad", 1)], 0),
        ("polint: ignore[quality/bad] 说“坏”是引文\n坏\n", [], 1),  # the directive is no part of the text
        ("polint: ignore[quality/bad]", [(UNUSED, 1)], 0),
    ],
)
def test_directives(text: str, reported: list[tuple[str, int]], suppressed: int) -> None:
    assert said(text) == (reported, suppressed)


def test_a_name_of_no_rule_is_answered_with_the_nearest() -> None:
    text = "polint: ignore[quality/bda]\n坏\n"
    result = check(Document(text), Ruleset([Bad(), UnusedSuppression()], known=("quality/bad",)))
    unused = next(f for f in result.findings if f.rule == UnusedSuppression.id)
    assert unused.message.render() == "“quality/bda” is no rule or family; did you mean “quality/bad”?"
    assert text[unused.start : unused.end] == "polint: ignore[quality/bda]"


def test_a_gate_does_not_listen_to_the_document() -> None:
    result = check(
        Document("polint: disable\n坏\n"), Ruleset([Bad(), UnusedSuppression()], suppressions=False)
    )
    assert [finding.rule for finding in result.findings] == ["quality/bad"]


def test_fingerprints_do_not_depend_on_suppressions() -> None:
    bare = check(Document("坏好坏\n"), Ruleset([Bad()])).findings
    marked = check(Document("坏好坏\n", suppressions=()), Ruleset([Bad()])).findings
    assert [f.fingerprint for f in bare] == [f.fingerprint for f in marked]


def test_many_directives_on_one_line_stay_cheap() -> None:
    reported, suppressed = said("polint: ignore[quality/bad] 坏 " * 20_000)
    assert len(reported) + suppressed <= 201


class Phone(Bad):
    """Telephone numbers, which are private."""

    id = "privacy/phone"
    triggers = ("1380",)
    private = True

    def check(self, document: Document) -> Iterator[Draft]:
        for start in document.hits("1380"):
            yield self.draft(start, start + 11, "bad", what=document.text[start : start + 11])


@pytest.mark.parametrize("shown", [False, True])
def test_private_findings_are_masked_everywhere(tmp_path: Path, shown: bool) -> None:
    write(tmp_path, a__txt="坏：请拨13800138000找张三，坏。\n")
    rules: dict[str, type[Rule]] = {rule.id: rule for rule in (Bad, Phone)}
    checker = Checker({".txt": TextReader()}, rules, show_private=shown)
    everything = repr(list(checker.check(discover([str(tmp_path)], (".txt",)))))
    assert ("13800138000" in everything) == shown
    assert ("1**********" in everything) != shown


def test_private_data_is_masked_in_what_corpus_rules_say(tmp_path: Path) -> None:
    text = "联系电话：13800138000，找张三。" + "山里的泉水清冽甘甜，酿酒要封坛三年才出香味。" * 20 + "\n"
    write(tmp_path, a__txt=text, b__txt=text)
    words = ("check", "--format", "json", "--select", "duplicate/exact,privacy")
    done = polint(*words, cwd=tmp_path)
    assert b"duplicate/exact" in done.stdout
    assert b"13800138000" not in done.stdout
    assert b"13800138000" in polint(*words, "--show-private", cwd=tmp_path).stdout


def test_sidecar(tmp_path: Path) -> None:
    write(tmp_path, a__txt=LOST * 3, b__txt=LOST)
    write(
        tmp_path,
        a__txt__polint__toml='[[suppress]]\nrules = ["encoding/replacement-character"]\nline = 2\nreason = "原书如此"\n'
        '[[suppress]]\nrules = ["encoding/replacement-character"]\nlines = [8, 9]\n',
        b__txt__polint__toml='ignore = ["encoding"]\n',
    )
    done = polint(
        "check", "--format", "jsonl", "--select", "encoding/replacement-character,polint", cwd=tmp_path
    )
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [(row["path"], row["rule"], row["line"]) for row in rows] == [
        ("a.txt", "polint/unused-suppression", 1),
        ("a.txt", "encoding/replacement-character", 1),
        ("a.txt", "encoding/replacement-character", 3),
    ]
    assert len(findings(polint(*CHECK, "--isolated", cwd=tmp_path))) == 4
    write(tmp_path, b__txt__polint__toml="ignor = []\n")
    broken = polint(*CHECK, cwd=tmp_path)
    assert broken.returncode == 2
    assert "b.txt.polint.toml: unknown key “ignor”; did you mean “ignore”?" in broken.stderr.decode()


def test_a_sidecar_speaks_of_records(tmp_path: Path) -> None:
    rows = [{"id": name, "text": LOST} for name in "abc"]
    write(
        tmp_path,
        a__jsonl="".join(json.dumps(row) + "\n" for row in rows),
        a__jsonl__polint__toml='ignore = ["script"]\n'
        + "".join(
            f'[[suppress]]\nrules = ["encoding"]\nrecord = {record}\n' for record in ('"a"', "2", '"z"')
        ),
    )
    done = polint("check", "--format", "jsonl", "--select", "encoding,script,polint", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [(row["record"]["id"], row["rule"]) for row in rows] == [("b", "encoding/replacement-character")]


def test_corpus_findings_can_be_suppressed(tmp_path: Path) -> None:
    text = "山里的泉水清冽甘甜，酿酒要封坛三年才出香味。" * 20 + "\n"
    write(tmp_path, a__txt=text, b__txt=text, c__txt="polint: ignore[duplicate/exact]\n" + text)
    words = ("check", "--format", "jsonl", "--select", "duplicate/exact,polint")
    assert [path for path, _, _ in findings(polint(*words, cwd=tmp_path))] == ["b.txt"]
    write(tmp_path, b__txt__polint__toml='ignore = ["duplicate"]\n')
    assert findings(polint(*words, cwd=tmp_path)) == []
    (tmp_path / "b.txt.polint.toml").unlink()
    write(tmp_path, polint__toml='per-file-ignores = { "b.txt" = ["duplicate/exact"] }\n')
    assert findings(polint(*words, cwd=tmp_path)) == []


def test_baseline_hides_what_it_knows_and_nothing_else(tmp_path: Path) -> None:
    margin = "前后各有足够长的一段正常文字，指纹才不会变。\n"
    write(tmp_path, a__txt=margin + LOST + margin, b__txt="另一处\ufffd坏了\n")
    made = polint("baseline", "--select", "encoding/replacement-character", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, b"")
    kept = json.loads((tmp_path / "polint-baseline.json").read_bytes())
    assert [row["path"] for row in kept["findings"]] == ["a.txt", "b.txt"]
    words = (*CHECK, "--baseline", "polint-baseline.json")
    assert polint(*words, cwd=tmp_path).returncode == 0
    # Text above moves nothing, a second fault of the same kind is new, and a renamed file keeps its entry.
    write(tmp_path, a__txt="新的开头。\n\n" + margin + LOST + margin + "新写的\ufffd坏处\n")
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    assert findings(polint(*words, cwd=tmp_path)) == [("a.txt", "encoding/replacement-character", 71)]
    # A copy of a file that is still there is new.
    write(tmp_path, d__txt=margin + LOST + margin)
    assert [path for path, _, _ in findings(polint(*words, cwd=tmp_path))] == ["a.txt", "d.txt"]
    # Isolated it is not asked.
    assert len(findings(polint(*words, "--isolated", cwd=tmp_path))) == 4


def test_a_baseline_is_not_written_where_something_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("丢了\ufffd字。\n", encoding="utf-8")
    assert polint("baseline", "a.txt", cwd=tmp_path).returncode == 0
    before = (tmp_path / "polint-baseline.json").read_bytes()
    done = polint("baseline", "a.tx", cwd=tmp_path)
    assert done.returncode == 2
    assert "polint-baseline.json was not written" in done.stderr.decode()
    assert (tmp_path / "polint-baseline.json").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        None, "", "[]", '{"version": 9, "findings": []}',
        '{"version": 1, "findings": [{"path": "a.txt", "fingerprint": []}]}',
    ],
)  # fmt: skip
def test_a_broken_baseline_is_two_and_nothing_is_lost(tmp_path: Path, content: str | None) -> None:
    write(tmp_path, a__txt=LOST)
    if content is not None:
        (tmp_path / "base.json").write_text(content, encoding="utf-8")
    done = polint(*CHECK, "--baseline", "base.json", cwd=tmp_path)
    assert (done.returncode, len(findings(done))) == (2, 1)
