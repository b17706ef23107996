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

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polint.finding import Draft, Finding
from polint.message import Message, Text
from polint.named import NamedTuple
from polint.naming import matches, nearest
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document
    from polint.engine import Ruleset
    from polint.finding import Record
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
) -> tuple[Outcome, list[tuple[Rule, Draft]]]:
    """Hold `findings` against the suppressions of `document`; also what is to be said of unused ones."""
    own = directives(document) if ruleset.suppressions else []
    known = [*own, *document.suppressions]
    if ruleset.renamed:
        known = [
            one._replace(rules=tuple(ruleset.renamed.get(name, name) for name in one.rules)) for one in known
        ]
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    taken: list[Finding] = []
    for finding in findings:
        if any(one.start <= finding.start and finding.end <= one.end for one in own):
            continue  # about the directive itself, which is no part of the document
        by = [
            (index, name)
            for index, one in enumerate(known)
            for name in one.rules
            if matches(finding.rule, (name,)) and one.covers(finding)
        ]
        used.update(by)
        if by:
            beside = all(known[index].place for index, _ in by)
            taken.append(finding._replace(hidden="beside" if beside else "in-text"))
        else:
            kept.append(finding)
    drafts: list[tuple[Rule, Draft]] = []
    reporting = next((rule for rule in ruleset.rules if rule.id == UNUSED), None)
    if reporting is not None:
        capped = {finding.rule for finding in findings if finding.omitted}
        for index, one in enumerate(known):
            if one.place and one.record is None and document.record is not None:
                continue  # it speaks of all records of the file, of which this is one
            names = [
                name for name in one.rules if (index, name) not in used and _is_idle(name, ruleset, capped)
            ]
            if names:
                drafts.append((reporting, _unused(document, reporting, one, names, ruleset.known)))
    return Outcome(tuple(kept), tuple(taken)), drafts


def _is_idle(name: str, ruleset: Ruleset, capped: Collection[str]) -> bool:
    """Whether a name that suppressed nothing is idle: its rules ran and were counted to the end, or there
    are none of that name. What a corpus rule found is not known here."""
    if any(matches(rule, (name,)) for rule in capped):
        return False
    ran = [rule for rule in ruleset.rules if matches(rule.id, (name,))]
    if any(rule.corpus for rule in ran) and name not in ("all", "*"):
        return False
    return bool(ran) or (bool(ruleset.known) and not any(matches(rule, (name,)) for rule in ruleset.known))


def _unused(
    document: Document, rule: Rule, one: Suppression, names: Sequence[str], known: Collection[str]
) -> Draft:
    strange = [name for name in names if known and not any(matches(rule_id, (name,)) for rule_id in known)]
    if strange:
        near = nearest(strange[0], known)
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
