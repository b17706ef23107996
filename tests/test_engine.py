"""The core: order, caps, faults, fingerprints."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import polint

from polint.batch import Batch
from polint.digest import Sha256
from polint.document import Document
from polint.engine import ENOUGH, Ruleset, check, check_batch
from polint.finding import Draft, Finding, Omitted, Record
from polint.fingerprint import Fingerprints
from polint.fold import SHARED
from polint.message import Text
from polint.rule import Findings, Rule
from polint.scan import Scanner


class Star(Rule):
    """A star."""

    id = "test/star"
    severity = "warning"
    triggers: ClassVar[tuple[str, ...]] = ("*",)
    messages: ClassVar[dict[str, Text]] = {"star": Text("a star", "星号")}

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        for start in document.hits("*"):
            yield self.draft(start, start + 1, "star")


class Broken(Star):
    """A rule that raises after its first finding."""

    id = "test/broken"

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        yield self.draft(0, 1, "star")
        raise RuntimeError("out of order")


class Counting(Star):
    """A rule that counts what it does not build."""

    id = "test/counting"

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        yield self.draft(0, 1, "star")
        yield Omitted(41)


def stars(text: str, path: str = "a.txt", record: Record | None = None) -> tuple[Finding, ...]:
    return check(Document(text, path, record), Ruleset([Star()])).findings


def test_findings_are_in_order() -> None:
    assert [finding.start for finding in stars("*一*\n*")] == [0, 2, 4]


def test_a_rule_that_breaks_costs_only_its_own_findings() -> None:
    result = check(Document("*"), Ruleset([Broken(), Star()]))
    assert [finding.rule for finding in result.findings] == ["test/star"]
    assert [(fault.rule, fault.error) for fault in result.faults] == [
        ("test/broken", "RuntimeError: out of order")
    ]


def test_the_last_finding_says_how_many_more_there_are() -> None:
    findings = check(Document("*" * 10), Ruleset([Star()], max_per_rule=3)).findings
    assert [finding.omitted for finding in findings] == [0, 0, 7]
    assert [f.omitted for f in check(Document("*"), Ruleset([Counting()])).findings] == [41]
    assert len(check(Document("*" * 500), Ruleset([Star()], max_per_rule=0)).findings) == 500


class Asking(Star):
    """A rule that stops when it has found enough."""

    id = "test/asking"

    def check(self, document: Document) -> Findings:
        places = iter(document.hits("*"))
        for start in places:
            if (yield self.draft(start, start + 1, "star")):
                yield Omitted.rest(places)


def test_the_cap_stops_the_work() -> None:
    made: list[int] = []

    class Watched(Asking):
        def draft(self, start: int, *more: Any, **settings: Any) -> Draft:
            made.append(start)
            return super().draft(start, *more, **settings)

    text = "*" * (ENOUGH + 5_000)
    findings = check(Document(text), Ruleset([Watched()])).findings
    assert len(findings) + findings[-1].omitted == len(text)
    assert len(made) == ENOUGH + 1
    assert len(check(Document(text), Ruleset([Asking()], max_per_rule=0)).findings) == len(text)
    assert check(Document("*" * 900), Ruleset([Asking()])).findings[-1].omitted == 700


def test_severity_is_the_configured_one() -> None:
    (finding,) = check(Document("*"), Ruleset([Star()], {"test/star": "error"})).findings
    assert finding.severity == "error"


def test_a_rule_sleeps_without_its_trigger() -> None:
    assert check(Document("没有"), Ruleset([Broken()])).faults == ()


TEXT = "会议指出，要抓好落实。\n各单位要在*月底前报送进展，逾期的予以通报。\n"


def test_a_fingerprint_survives_what_does_not_touch_the_place() -> None:
    (old,) = stars(TEXT)
    (below_more,) = stars("新的一段。\n\n又一段。\n" + TEXT)
    (renamed,) = stars(TEXT, "folder/other.txt")
    (record,) = stars(TEXT, "a.jsonl", Record(3, "x"))
    (rewrapped,) = stars(TEXT.replace("报送进展", "报送\n进展").replace("各单位要在", "各单位\n要在"))
    (converted,) = stars(TEXT.replace("进展", "進展").replace("，", ","))
    prints = {f.fingerprint for f in (old, below_more, renamed, record, rewrapped, converted)}
    assert len(prints) == 1


def test_a_fingerprint_tells_places_apart() -> None:
    one, two = stars("甲*乙甲*乙")
    assert one.fingerprint != two.fingerprint
    (other,) = stars(TEXT.replace("月底", "年底"))
    assert other.fingerprint != stars(TEXT)[0].fingerprint


def by_the_contract(rule: str, text: str, start: int, end: int) -> str:
    """The fingerprint of the first finding of its kind, as the contract has it."""

    def bare(part: str) -> str:
        return "".join(char for char in SHARED.tables.fold_text(part) if not char.isspace())

    before, after = bare(text[max(0, start - 64) : start])[-16:], bare(text[end : end + 64])[:16]
    base = "\0".join((rule, before, bare(text[start : min(end, start + 2000)]), after, "0"))
    return hashlib.sha256(base.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@pytest.mark.parametrize("seed", range(40))
def test_a_fingerprint_is_what_the_contract_says(seed: int) -> None:
    chance = random.Random(seed)
    signs = "春天ａb９ \n\u3000\u2003é\x1f\x85\ud800\U00020000，國"
    text = "".join(chance.choices(signs, k=chance.choice((0, 3, 200, 5000))))
    start = chance.randint(0, len(text))
    end = chance.randint(start, len(text))
    scan = Scanner((), SHARED.tables).scan(["前文" * 9, text, "后文" * 9])[1]
    first, last = scan.texts.spans[1]
    units = scan.texts.folded_units
    wanted = by_the_contract("quality/language", text, start, end)
    assert Fingerprints().within("quality/language", units, first, last, first + start, first + end) == wanted
    assert Fingerprints().of("quality/language", text[:start][-64:], text[start:end], text[end:]) == wanted


def test_no_white_space_goes_into_a_fingerprint() -> None:
    for code in range(0x10000):
        if chr(code).isspace():
            assert Fingerprints().of("a/b", "", f"春{chr(code)}天", "") == Fingerprints().of(
                "a/b", "", "春天", ""
            )
    marks = [chr(code) for code in range(0x3100) if not chr(code).isspace()]
    assert len({Fingerprints().of("a/b", "", mark, "") for mark in marks}) == len(
        {SHARED.tables.fold_text(mark) for mark in marks}
    )


def test_much_is_hashed_by_another_library_to_the_same_end() -> None:
    made = Sha256()
    contents = [bytes([number]) * 5_000 for number in range(70)]
    assert [made.of(content) for content in contents] == [
        hashlib.sha256(content).hexdigest() for content in contents
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_fingerprint_depends_on_its_surroundings_alone(above: str, below: str) -> None:
    middle = "一二三四五六七八九十甲乙丙丁戊己*庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    target = next(f for f in stars(above + middle + below) if f.text == "*" and f.start == len(above) + 16)
    ordinal = sum(f.fingerprint == target.fingerprint for f in stars(above + middle + below))
    assert ordinal == 1
    if "*" not in above + below:
        assert target.fingerprint == stars(middle)[0].fingerprint


def test_text_and_excerpt_are_cut() -> None:
    class Whole(Star):
        id = "test/whole"

        def check(self, document: Document) -> Iterator[Draft | Omitted]:
            yield self.draft(0, len(document.text), "star")

    (finding,) = check(Document("*" * 10_000), Ruleset([Whole()])).findings
    assert len(finding.text) == 200
    assert len(finding.excerpt) <= 400
    assert (finding.start, finding.end) == (0, 10_000)


def odd(document: Document) -> bool:
    """A gate: whether the text has an odd number of code points."""
    return len(document.text) % 2 == 1


class Gated(Star):
    """A rule behind a gate."""

    id = "test/gated"
    gate = f"{__name__}:odd"


class Unhinged(Star):
    """A rule behind a gate that is not there."""

    id = "test/unhinged"
    gate = "no.such.module:gate"


@pytest.mark.parametrize(("text", "found"), [("*", 1), ("**", 0), ("一二三", 0)])
def test_a_rule_behind_a_gate_wakes_where_the_gate_opens(text: str, found: int) -> None:
    assert len(check(Document(text), Ruleset([Gated()])).findings) == found


def by_length(document: Document) -> frozenset[str]:
    """A gate: the rule for texts of this length, and one that nobody runs."""
    return frozenset((f"test/of-{len(document.text)}", "test/of-nothing"))


def test_a_gate_may_open_for_some_of_its_rules() -> None:
    rules = [
        type("OfLength", (Star,), {"id": f"test/of-{length}", "gate": f"{__name__}:by_length"})
        for length in (1, 2)
    ]
    ruleset = Ruleset([rule() for rule in rules])
    for text, ids in (("*", {"test/of-1"}), ("**", {"test/of-2"}), ("***", set())):
        assert {finding.rule for finding in check(Document(text), ruleset).findings} == ids


def places(document: Document) -> list[int]:
    """A gate that answers with what it found, not with yes or no."""
    return [place for place, char in enumerate(document.text) if char == "*"]


def test_a_gate_opens_for_whatever_is_true() -> None:
    """The numbers of a list were taken for the ids of rules."""
    starry = type("Starry", (Star,), {"id": "test/starry", "gate": f"{__name__}:places"})
    assert len(check(Document("*"), Ruleset([starry()])).findings) == 1
    assert check(Document("一"), Ruleset([starry()])).findings == ()


class Told(Star):
    """A rule about what is declared of a document."""

    id = "test/told"
    triggers = ()
    manifest = True
    fields = ("url",)

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        yield self.draft(0, 1, "star")


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ({}, 0),
        ({"manifest": {}}, 1),
        ({"metadata": {"url": "https://a.example"}}, 1),
        ({"metadata": {"id": "1"}}, 0),
    ],
)
def test_what_is_declared_of_a_document_wakes_a_rule(declared: dict[str, Any], found: int) -> None:
    assert len(check(Document("*", **declared), Ruleset([Told()])).findings) == found


def test_what_stands_before_rules_and_breaks_lets_them_look_and_is_told() -> None:
    for rule in (Unhinged, Torn):
        (result,) = check_batch([Document("*")], Ruleset([rule()]))
        assert len(result.findings) == 1
        (fault,) = result.faults
        assert (fault.gate, fault.rule.partition(":")[0]) == (True, "no.such.module")
        assert fault.error.startswith("ModuleNotFoundError")


def test_it_is_told_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document) -> bool:
        raise ValueError("no idea")

    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            "水站清淤六公里，共有三件事：一是修路。\n" * 9, encoding="utf-8"
        )
    monkeypatch.setattr("polint.engine._gate", lambda name: broken)
    for jobs in ("1", "2"):
        told = polint("check", "--profile", "all", "--jobs", jobs, cwd=tmp_path).stderr.split(b"\n")
        names = [line.partition(b", which says")[0] for line in told if b"no idea" in line]
        assert len(names) == len(set(names)) > 0


def even(batch: Batch) -> set[int]:
    """A sieve: the numbers of the texts that are even."""
    return set(range(0, len(batch.starts), 2))


class Sifted(Star):
    """A rule behind a sieve."""

    id = "test/sifted"
    sieve = f"{__name__}:even"


class Torn(Star):
    """A rule behind a sieve that is not there."""

    id = "test/torn"
    sieve = "no.such.module:sieve"


def test_a_rule_behind_a_sieve_wakes_where_the_sieve_lets_the_text_pass() -> None:
    documents = [Document("*"), Document("*"), Document("*")]
    results = list(check_batch(documents, Ruleset([Sifted(), Torn()])))
    assert [[one.rule for one in result.findings] for result in results] == [
        ["test/sifted", "test/torn"],
        ["test/torn"],
        ["test/sifted", "test/torn"],
    ]


def test_a_rule_wakes_on_its_triggers_whatever_it_was_before() -> None:
    """Settings may make a rule look at every document: what is kept of its triggers must not depend on that."""

    class Loud(Rule):
        id = "quality/loud"
        triggers = ("喧哗",)
        messages = {"loud": Text("loud", "喧哗")}

        def check(self, document: Document) -> Iterator[Draft]:
            for place in document.hits("喧哗"):
                yield self.draft(place, place + 2, "loud")

    class Awake(Loud):
        always = True

    for rule in (Awake, Loud):
        assert len(check(Document("请勿喧哗。"), Ruleset([rule()])).findings) == 1


def test_there_may_be_more_rules_than_a_processor_has_bits() -> None:
    rules = [type(f"Star{number}", (Star,), {"id": f"test/star-{number:02}"})() for number in range(70)]
    found = check(Document("*"), Ruleset(rules)).findings
    assert [finding.rule for finding in found] == [rule.id for rule in rules]
