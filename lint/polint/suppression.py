"""Suppression: what an author says need not be reported, as ranges, in the text or in a sidecar.

    polint: ignore[rule,…] reason          this line, or the next where the comment has a line of its own
    polint: disable[rule,…]  …  polint: enable[rule,…]

in any comment or plain line; without brackets all rules are meant. A sidecar `NAME.polint.toml` says the same
of a text that must stay as it is:

    ignore = ["quality/repetition"]        # the whole document
    [[suppress]]
    rules = ["numbering/skipped"]
    line = 12                              # or lines = [12, 20], text = "…", fingerprint = "…", record = "id"
    reason = "the source has it so"
"""

from __future__ import annotations

import bisect
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from polint.finding import Draft, Finding
from polint.message import Message, Text
from polint.named import NamedTuple
from polint.naming import matches, names_of, nearest
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document
    from polint.engine import Ruleset
    from polint.finding import Hidden, Record
    from polint.notification import Notification
    from polint.rule import Rule

TRIGGER = "polint:"
"""What wakes this, in folded form: it is looked for together with the triggers of the rules."""

MOST = 1000
"""Directives that are honoured in one document: each is held against each finding."""

UNUSED = "polint/unused-suppression"
"""The rule that reports what suppresses nothing."""

_DIRECTIVE = lazy(
    r"polint[:：][ \t]*(?P<verb>ignore|disable|enable)\b[ \t]*(?:\[(?P<rules>[^\]\r\n]{0,500})\])?(?P<reason>[^\r\n]{0,200})",
    re.IGNORECASE,
)
_OPENING = lazy(r"(?:<!--|/\*+|\{#|//+|[#;%]+|--)?[ \t]*\Z")
_LINES = Text("a first and a last line", "首行与末行的行号")


class Suppression(NamedTuple):
    """What is not to be reported: findings of `rules` that start or end in [first, last] (code points; last
    None: the end of the document), or in [first, last] of `lines` (1-based), with this text or fingerprint.

    `start` and `end` are the directive's own span in the text; both 0 for one that stands elsewhere.
    """

    rules: tuple[str, ...]
    first: int = 0
    last: int | None = None
    start: int = 0
    end: int = 0
    lines: tuple[int, int] | None = None
    text: str | None = None
    fingerprint: str | None = None
    record: str | int | None = None
    place: str = ""

    def pack(self) -> tuple[Any, ...]:
        """The same in plain values: `Suppression(*packed)` is equal to this."""
        return tuple(self)

    def speaks_of(self, record: Record | None) -> bool:
        """Whether this is about the document that is this record (None: a file that is one document)."""
        return self.record is None or (record is not None and self.record in (record.id, record.index))

    def covers(self, finding: Finding) -> bool:
        """Whether `finding`, whose rule is named, lies where this holds."""
        if not self.speaks_of(finding.record):
            return False
        if self.fingerprint is not None and finding.fingerprint != self.fingerprint:
            return False
        if self.text is not None and finding.text != self.text:
            return False
        if self.lines is not None and not self.lines[0] <= finding.line <= self.lines[1]:
            return False
        first, last = self.first, self.last
        if last is None:
            return finding.start >= first or finding.end > first
        return first <= finding.start <= last or first < finding.end <= last


def directives(document: Document) -> list[Suppression]:
    """The suppressions that the text itself holds, in order."""
    text = document.text
    found: list[Suppression] = []
    opened: dict[str, list[int]] = {}  # the rules that a `disable` names, and where in `found` it stands
    end = 0
    for hit in document.hits(TRIGGER)[:MOST]:
        match = _DIRECTIVE.match(text, hit)
        if match is None or hit < end:  # no directive, or part of another one's reason
            continue
        named = match["rules"]
        rules = (
            ("all",) if named is None else tuple(part.strip() for part in named.split(",") if part.strip())
        )
        line = document.line_span(hit)
        verb = match["verb"].lower()
        end = hit + len(_without_closing(match.group()))
        if verb == "ignore":
            last = line.end
            alone = hit - line.start < 80 and _OPENING.fullmatch(text[line.start : hit].lstrip())
            if alone and last < len(text):
                following = document.line_at(hit) + 1
                last = document.line_span(document.line_starts[following]).end
            found.append(Suppression(rules, line.start, last, hit, end))
        elif verb == "disable":
            for rule in rules:
                opened.setdefault(rule, []).append(len(found))
            found.append(Suppression(rules, line.start, None, hit, end))
        else:
            for rule in list(opened) if rules == ("all",) else rules:
                for index in opened.pop(rule, ()):
                    found.append(_closed(found, index, rule, line.end))
    return [one for one in found if one.rules]


def _without_closing(directive: str) -> str:
    """A directive without the end of the comment it stands in."""
    directive = directive.rstrip()
    for closing in ("-->", "*/", "#}"):
        directive = directive.removesuffix(closing)
    return directive.rstrip()


def _closed(found: list[Suppression], index: int, rule: str, last: int) -> Suppression:
    """The part of the `disable` at `index` that ends for `rule`; what it says of other rules goes on."""
    whole = found[index]
    found[index] = whole._replace(rules=tuple(name for name in whole.rules if name != rule))
    return whole._replace(rules=(rule,), last=last)


class Outcome(NamedTuple):
    """What suppression leaves: the findings to report, and those it took away."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]


def suppress(
    document: Document, findings: Sequence[Finding], ruleset: Ruleset
) -> tuple[Outcome, list[tuple[Rule, Draft]], int]:
    """Hold `findings`, ascending by where they start, against the suppressions of `document`; also what is to be said of
    unused ones, as much as is reported of a rule, and of how many more there is something to be said."""
    own = directives(document) if ruleset.suppressions else []
    known = [*own, *document.suppressions]
    if ruleset.renamed:
        known = [
            one._replace(rules=tuple(ruleset.renamed.get(name, name) for name in one.rules)) for one in known
        ]
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    taken: list[Finding] = []
    spans = sorted({(one.start, one.end) for one in own})
    named = _Named(known)
    covers: dict[str, _Cover] = {}
    for finding in findings:
        place = bisect.bisect_right(spans, finding.start, key=_FIRST) - 1
        if place >= 0 and finding.end <= spans[place][1]:
            continue  # about the directive itself, which is no part of the document
        cover = covers.get(finding.rule)
        if cover is None:
            cover = covers[finding.rule] = _Cover(known, len(own), named.of(finding.rule))
        by = cover.of(finding, used)
        if by:
            taken.append(finding._replace(hidden=by))
        else:
            kept.append(finding)
    drafts: list[tuple[Rule, Draft]] = []
    left = 0
    reporting = next((rule for rule in ruleset.rules if rule.id == UNUSED), None)
    if reporting is not None:
        names = _Names(ruleset, [finding.rule for finding in findings if finding.omitted])
        for index, one in enumerate(known):
            if one.place and one.record is None and document.record is not None:
                continue  # it speaks of all records of the file, of which this is one
            idle = [name for name in one.rules if (index, name) not in used and names.is_idle(name)]
            if idle and ruleset.max_per_rule and len(drafts) >= ruleset.max_per_rule:
                left += 1
            elif idle:
                drafts.append((reporting, _unused(document, reporting, one, idle, names)))
    return Outcome(tuple(kept), tuple(taken)), drafts, left


_FIRST = itemgetter(0)


class _Named:
    """Which suppressions name which rules."""

    def __init__(self, known: Sequence[Suppression]) -> None:
        self._by_name: dict[str, list[int]] = {}
        for index, one in enumerate(known):
            for name in dict.fromkeys(one.rules):
                self._by_name.setdefault(name, []).append(index)

    def of(self, rule: str) -> list[tuple[int, str]]:
        """Those that name `rule`, by their numbers, each with the names by which it does."""
        by_name = self._by_name
        return [(index, name) for name in names_of(rule) if name in by_name for index in by_name[name]]


class _Cover:
    """The suppressions of one rule, held against its findings one after another, ascending by where they start. What a
    text says of its own places is a range: where one has begun, and has not ended, it covers every finding that starts,
    so that each is looked at where it begins and no more, however many there are."""

    def __init__(self, known: Sequence[Suppression], own: int, named: Sequence[tuple[int, str]]) -> None:
        """The first `own` of `known` stand in the text."""
        self._ranges = sorted(
            ((one.first, _END if one.last is None else one.last, index, name)
             for index, name in named if index < own for one in (known[index],)),
        )  # fmt: skip
        self._beside = [(index, name, known[index]) for index, name in named if index >= own]
        self._begun = 0
        self._last = -1
        """Where the last of those ends that have begun."""

    def of(self, finding: Finding, used: set[tuple[int, str]]) -> Hidden:
        """By what kind of them a finding is covered, if it is; which of them these are goes to `used`."""
        ranges = self._ranges
        while self._begun < len(ranges) and ranges[self._begun][0] <= finding.start:
            _, last, index, name = ranges[self._begun]
            if last >= finding.start:
                used.add((index, name))
                self._last = max(self._last, last)
            self._begun += 1
        covered = self._last >= finding.start
        for number in range(self._begun, len(ranges)):
            first, last, index, name = ranges[number]
            if first >= finding.end:
                break
            if finding.end <= last:
                used.add((index, name))
                covered = True
        beside = [(index, name, one.place) for index, name, one in self._beside if one.covers(finding)]
        used.update((index, name) for index, name, _ in beside)
        if covered or not all(place for _, _, place in beside):
            return "in-text"
        return "beside" if beside else ""


_END = sys.maxsize
"""Where a range ends that has no end."""


class _Names:
    """What names the rules of a ruleset, those that did not count to the end, and all that are known."""

    def __init__(self, ruleset: Ruleset, capped: Collection[str]) -> None:
        self._capped = _all_names(capped)
        self._ran = _all_names(rule.id for rule in ruleset.rules)
        self._corpus = _all_names(rule.id for rule in ruleset.rules if rule.corpus) - {"all", "*"}
        self.known = _all_names(ruleset.known)
        self.ids = ruleset.known

    def is_idle(self, name: str) -> bool:
        """Whether a name that suppressed nothing is idle: its rules ran and were counted to the end, or there
        are none of that name. What a corpus rule found is not known here."""
        if name in self._capped or name in self._corpus:
            return False
        return name in self._ran or (bool(self.known) and name not in self.known)


def _all_names(rules: Iterable[str]) -> set[str]:
    return {name for rule in rules for name in names_of(rule)}


def _unused(document: Document, rule: Rule, one: Suppression, names: Sequence[str], known: _Names) -> Draft:
    strange = [name for name in names if known.known and name not in known.known]
    if strange:
        near = nearest(strange[0], known.ids)
        key = "unknown" if near is None else "nearest"
        message = Message(rule.messages[key], {"name": strange[0], "nearest": near})
    elif one.place:
        message = Message(rule.messages["elsewhere"], {"names": ", ".join(names), "place": one.place})
    else:
        message = Message(rule.messages["unused"], {"names": ", ".join(names)})
    return Draft(one.start, one.end, message)


def corpus_suppressions(document: Document, ruleset: Ruleset, rules: Sequence[Rule]) -> Iterator[Suppression]:
    """Those suppressions of `document` that speak of corpus rules, whose findings come later."""
    own = directives(document) if ruleset.suppressions and TRIGGER in document.scan.hits else []
    for one in (*own, *document.suppressions):
        if any(matches(rule.id, one.rules) for rule in rules):
            yield one


# -- sidecars -------------------------------------------------------------------------------------------


def read_sidecar(place: str, shown: str) -> tuple[tuple[Suppression, ...], list[Notification]]:
    """The suppressions in the sidecar at `place`, and what is wrong with it."""
    from polint.table import STRINGS, TABLES, UNKNOWN_KEY, WRONG_TYPE, broken, read_table, suggest

    table = read_table(place)
    if not isinstance(table, Mapping):
        assert isinstance(table, tuple)
        return (), [broken(shown, table[0], table[1])]
    problems: list[Notification] = []

    def unknown(key: str, allowed: Sequence[str], prefix: str = "") -> None:
        problems.append(broken(shown, *suggest(UNKNOWN_KEY, {"key": prefix + key}, key, allowed)))

    def wrong(key: str, wanted: Any, got: Any) -> None:
        problems.append(broken(shown, WRONG_TYPE, {"key": key, "wanted": wanted, "got": repr(got)}))

    found: list[Suppression] = []
    for key in table:
        if key not in ("ignore", "suppress"):
            unknown(key, ("ignore", "suppress"))
    ignored = table.get("ignore", [])
    if not isinstance(ignored, list) or not all(isinstance(name, str) for name in ignored):
        wrong("ignore", STRINGS, ignored)
    elif ignored:
        found.append(Suppression(tuple(ignored), place=shown))
    entries = table.get("suppress", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        wrong("suppress", TABLES, entries)
        entries = []
    allowed = ("rules", "line", "lines", "text", "fingerprint", "record", "reason")
    for entry in entries:
        for key in entry:
            if key not in allowed:
                unknown(key, allowed, "suppress.")
        rules = entry.get("rules", ["all"])
        if not isinstance(rules, list) or not all(isinstance(name, str) for name in rules):
            wrong("suppress.rules", STRINGS, rules)
            continue
        lines = entry.get("lines", [entry["line"]] * 2 if "line" in entry else None)
        if lines is not None and not (
            isinstance(lines, list) and len(lines) == 2 and all(isinstance(line, int) for line in lines)
        ):
            wrong("suppress.lines", _LINES, lines)
            continue
        found.append(
            Suppression(
                tuple(rules),
                lines=None if lines is None else (lines[0], lines[1]),
                text=entry.get("text"),
                fingerprint=entry.get("fingerprint"),
                record=entry.get("record"),
                place=shown,
            )
        )
    return tuple(found), problems
