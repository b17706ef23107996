"""The pure core: documents and a ruleset in, findings out. No input, no output, no configuration files."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial, reduce
from importlib import import_module
from itertools import chain, islice, pairwise
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any

from polint import store
from polint.batch import Batch, ByRule
from polint.finding import Draft, Finding, Omitted, Related, Severity
from polint.fingerprint import Fingerprints
from polint.fold import SHARED
from polint.linehash import line_hashes
from polint.matcher import Matcher
from polint.named import NamedTuple
from polint.scan import Scanner
from polint.sift import join

if TYPE_CHECKING:
    from polint.document import Document
    from polint.rule import Rule

MAX_PER_RULE = 200
ENOUGH = 1_000
"""Findings of a rule in one document, more than one in 1,000 code points, after which it is told that they are enough:
it counts what is left to look at. Of a text that holds as many nobody reads the last."""
TEXT_LIMIT = 200  # code points of a finding's text, by the contract
EXCERPT_LIMIT = 160  # code points of the line around a finding, enough for two lines of a wide terminal

SUPPRESSION = "polint:"
"""The trigger of suppressions, see suppression.py, which only a text that has it pays for."""
SUPPRESSIONS = frozenset((SUPPRESSION,))


class Fault(NamedTuple):
    """A rule that broke on a document, or the gate or sieve before some of them: a notification, never a finding."""

    rule: str
    """The rule's id; where it is the gate or sieve that broke, its name, `module:function`."""
    error: str
    gate: bool = False


class Result(NamedTuple):
    """What one document gave: its findings in order and the rules that broke."""

    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    """Those that the document or its sidecar says need not be reported."""


NOTHING = Result(())
"""What most documents give."""


class Ruleset:
    """Rules with their severities, and the shared passes compiled for them."""

    def __init__(
        self,
        rules: Iterable[Rule],
        severities: Mapping[str, Severity] | None = None,
        max_per_rule: int = MAX_PER_RULE,
        *,
        detailed: bool = False,
        suppressions: bool = True,
        known: Collection[str] = (),
    ) -> None:
        """`detailed`: findings also carry the ranges of their edits and GitHub's line hash. `suppressions`:
        whether a text may suppress findings about itself. `known`: the ids of all rules, those that do not
        run included, where they are known."""
        self.rules: tuple[Rule, ...] = tuple(sorted(rules, key=lambda rule: rule.id))
        self.severities = dict(severities or {})
        self.max_per_rule = max_per_rule
        self.detailed = detailed
        self.suppressions = suppressions
        self.known = known
        self.renamed = {old: rule.id for rule in self.rules for old in rule.former}
        """From the ids that rules had before to those they have."""
        # Sets of rules are integers, a bit a rule: they are joined for every document.
        self._always = self._foreign = self._manifest = 0
        self._bits = {rule.id: 1 << index for index, rule in enumerate(self.rules)}
        self._by_class: dict[bytes, int] = {}
        self._by_field: dict[str, int] = {}
        self._by_triggers = 0
        gates: dict[str, int] = {}
        sieves: dict[str, int] = {}
        for index, rule in enumerate(self.rules):
            if rule.sieve:
                sieves[rule.sieve] = sieves.get(rule.sieve, 0) | 1 << index
            if rule.by_triggers:
                self._by_triggers |= 1 << index
            if rule.gate:
                gates[rule.gate] = gates.get(rule.gate, 0) | 1 << index
            if rule.manifest:
                self._manifest |= 1 << index
            for name in rule.fields:
                self._by_field[name] = self._by_field.get(name, 0) | 1 << index
            if rule.sieve:
                continue
            if rule.foreign:
                self._foreign |= 1 << index
            if rule.always:
                self._always |= 1 << index
            else:
                for kind in rule.classes:
                    self._by_class[kind] = self._by_class.get(kind, 0) | 1 << index
        key = b"\n".join([SHARED.tables.key, *(rule.waking_key() for rule in self.rules)])
        key += b"\n+" if suppressions else b""
        # Of each literal the rules that it wakes, as many bytes: ten thousand integers would cost every start.
        joined, self._rows = marshal.loads(store.compiled("wakings-4", key, self._wakings))
        self._indices: dict[int, tuple[int, ...]] = {}
        self._gates = [(behind, name, _gate(name)) for name, behind in gates.items()]
        self._sieves = [(behind, name, partial(_named, name)) for name, behind in sieves.items()]
        self._unsieved = sum(self._bits.values()) & ~sum(sieves.values())
        self.scanner = Scanner(Matcher(joined), SHARED.tables)

    def _wakings(self) -> bytes:
        """The folded triggers of all rules, ascending, and for each a row of bytes: the rules that it wakes, a bit a
        rule."""
        tables = SHARED.tables
        found: dict[str, int] = {SUPPRESSION: 0} if self.suppressions else {}
        for index, rule in enumerate(self.rules):
            for trigger in tables.fold_all(rule.wakes_on):
                found[trigger] = found.get(trigger, 0) | 1 << index
        literals = sorted(found)
        size = self._row_size
        return marshal.dumps(
            ("\0".join(literals), b"".join(found[literal].to_bytes(size, "little") for literal in literals))
        )

    @property
    def _row_size(self) -> int:
        return len(self.rules) // 8 + 1

    def woken(
        self, documents: Sequence[Document], faults: dict[int, list[Fault]]
    ) -> list[tuple[int, list[int]]]:
        """The indices of the rules that have something to look at, ascending, each with the numbers of its documents, which
        are all that were scanned together. A gate or sieve that breaks keeps nothing back; that goes to the `faults` of
        the documents, by their numbers."""
        if not documents:
            return []
        known, broken = documents[0].scan.texts.view(self._woken)
        masks = known.copy()
        for number, document in enumerate(documents):
            if document.source.encoding != "utf-8":
                masks[number] |= self._foreign
            if document.manifest is not None:
                masks[number] |= self._manifest
            for name in document.metadata:
                masks[number] |= self._by_field.get(name, 0)
        if broken:
            faults.update((number, list(broken)) for number in range(len(documents)))
        awake = [number for number, mask in enumerate(masks) if mask]
        for behind, name, opens in self._gates:
            for number in awake:
                if masks[number] & behind:
                    try:
                        masks[number] &= ~behind | self._let_in(behind, opens(documents[number]))
                    except Exception as error:
                        faults.setdefault(number, []).append(Fault(name, _said(error), gate=True))
        woken: dict[int, list[int]] = {}
        for number in awake:
            for index in self._rules_of(masks[number]):
                woken.setdefault(index, []).append(number)
        return sorted(woken.items())

    def _let_in(self, behind: int, told: object) -> int:
        """Those of the rules behind a gate that it opens for: by their ids, or all, or none."""
        if isinstance(told, frozenset):
            return sum(self._bits.get(rule, 0) for rule in told)
        return behind if told else 0

    def _rules_of(self, mask: int) -> tuple[int, ...]:
        found = self._indices.get(mask)
        if found is None:  # few combinations come up, and each again and again
            found = self._indices[mask] = tuple(i for i in range(len(self.rules)) if mask >> i & 1)
        return found

    def _woken(self, batch: Batch) -> tuple[list[int], list[Fault]]:
        """For each text of a batch the rules that it wakes, a bit a rule, before any gate is asked; the sieves that
        broke."""
        faults: list[Fault] = []
        held = self._by_hits(batch)
        masks = [self._always | rules & self._unsieved for rules in held]
        struck = reduce(or_, held, 0)
        for kind, rules in self._by_class.items():
            for number in batch.having(kind):
                masks[number] |= rules
        for behind, name, sieve in self._sieves:
            if not behind & (struck | ~self._by_triggers):
                continue
            passed: Collection[int] | ByRule = range(len(batch.starts))
            try:
                passed = batch.view(sieve())
            except Exception as error:
                faults.append(Fault(name, _said(error), gate=True))
            if isinstance(passed, ByRule):
                for rule, numbers in passed.texts.items():
                    own = self._bits.get(rule, 0) & behind
                    for number in numbers:
                        masks[number] |= own
            else:
                for number in passed:
                    masks[number] |= behind
        return masks, faults

    def _by_hits(self, batch: Batch) -> list[int]:
        """For each text of a batch the rules of which it holds a trigger."""
        count, size = len(batch.starts), self._row_size
        if batch.hits is None or not batch.hits.indices:
            return [0] * count
        joined = join(batch.hits, self._rows, size)
        return [
            int.from_bytes(joined[start : start + size], "little") for start in range(0, count * size, size)
        ]


@cache
def _named(name: str) -> Any:
    """The function that `module:function` names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _gate(name: str) -> Callable[[Document], object]:
    """The gate that a rule names; its module is imported when it is first asked."""
    asked: list[Callable[[Document], object]] = []

    def opens(document: Document) -> object:
        if not asked:
            asked.append(_named(name))
        return asked[0](document)

    return opens


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def check(document: Document, ruleset: Ruleset) -> Result:
    """The findings of `ruleset` in one document."""
    return check_batch([document], ruleset)[0]


def check_batch(documents: Sequence[Document], ruleset: Ruleset) -> list[Result]:
    """The findings in each of `documents`, which go through the shared passes together."""
    for document, scan in zip(
        documents, ruleset.scanner.scan([document.text for document in documents]), strict=True
    ):
        document.attach(scan)
    # Most documents have neither: no list is made for them.
    faults: dict[int, list[Fault]] = {}
    findings: dict[int, list[Finding]] = {}
    # Rule by rule, not document by document: what one rule runs through fits the processor's instruction cache,
    # what all of them do does not. For small documents that is a tenth of the time.
    for index, numbers in ruleset.woken(documents, faults):
        rule = ruleset.rules[index]
        for number in numbers:
            document = documents[number]
            try:
                found = iter(rule.check(document))
                first = next(found, None)
                if first is not None:  # most rules that wake find nothing
                    findings.setdefault(number, []).extend(_of_rule(document, rule, first, found, ruleset))
            except Exception as error:  # a rule that breaks must not cost the findings of the others
                faults.setdefault(number, []).append(Fault(rule.id, _said(error)))
    results = [NOTHING] * len(documents)
    for number in findings.keys() | faults.keys() | _suppressing(documents, ruleset):
        results[number] = _result(
            documents[number], ruleset, findings.get(number, []), tuple(faults.get(number, ()))
        )
    return results


def _suppressing(documents: Sequence[Document], ruleset: Ruleset) -> set[int]:
    """The documents that say, or beside which is said, that something need not be reported."""
    if not documents:
        return set()
    numbers = {number for number, document in enumerate(documents) if document.suppressions}
    return numbers | documents[0].scan.texts.holding(SUPPRESSIONS) if ruleset.suppressions else numbers


def _result(
    document: Document, ruleset: Ruleset, findings: list[Finding], faults: tuple[Fault, ...]
) -> Result:
    _sort(findings)
    complete = tuple(_with_fingerprints(document, findings))
    if document.suppressions or (ruleset.suppressions and document.scan.holds(SUPPRESSIONS)):
        return _suppressed(document, ruleset, complete, faults)
    return Result(complete, faults)


def _suppressed(
    document: Document, ruleset: Ruleset, findings: tuple[Finding, ...], faults: tuple[Fault, ...]
) -> Result:
    from polint.suppression import suppress

    outcome, drafts, left = suppress(document, findings, ruleset)
    unused = [
        finish(document, rule, ruleset.severities.get(rule.id), draft, detailed=ruleset.detailed)
        for rule, draft in drafts
    ]
    if left and unused:
        unused[-1] = unused[-1]._replace(omitted=left)
    kept = [*outcome.findings, *_with_fingerprints(document, unused)]
    _sort(kept)
    return Result(tuple(kept), faults, outcome.suppressed)


def _sort(findings: list[Finding]) -> None:
    """Put findings in their order; their messages are asked for where two are at one place, as few are."""
    if len(findings) > 1:
        findings.sort(key=_place)
        if any(_place(one) == _place(two) for one, two in pairwise(findings)):
            findings.sort(key=_order)


_place = attrgetter("start", "end", "rule")


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.start, finding.end, finding.rule, finding.message.render("en")


def _of_rule(
    document: Document, rule: Rule, first: Draft | Omitted, found: Iterator[Draft | Omitted], ruleset: Ruleset
) -> list[Finding]:
    limit = ruleset.max_per_rule
    severity = ruleset.severities.get(rule.id)
    drafts: list[Draft] = []
    omitted = 0
    for one in chain((first,), _until_enough(document, found) if limit else found):
        if isinstance(one, Omitted):
            omitted += one.count
        elif limit and len(drafts) >= limit:
            omitted += 1
        else:
            drafts.append(one)
    findings = [finish(document, rule, severity, draft, detailed=ruleset.detailed) for draft in drafts]
    if omitted and findings:
        findings[-1] = findings[-1]._replace(omitted=omitted)
    return findings


def _until_enough(document: Document, found: Iterator[Draft | Omitted]) -> Iterator[Draft | Omitted]:
    """What a rule finds; from a certain number on it is told so, wherever it asks."""
    yield from islice(found, max(ENOUGH, len(document.text) // 1_000))
    if isinstance(found, Generator):
        with suppress(StopIteration):
            while True:
                yield found.send(True)
    else:
        yield from found


def finish(
    document: Document, rule: Rule, severity: Severity | None, draft: Draft, *, detailed: bool = False
) -> Finding:
    """A draft with its lines and columns, its text and its excerpt."""
    start, end = draft.start, draft.end
    around = document.line_span(start)
    left = max(around.start, start - EXCERPT_LIMIT // 2)
    right = min(around.end, max(left + EXCERPT_LIMIT, min(end, left + 2 * EXCERPT_LIMIT)))
    return Finding(
        rule=rule.id,
        severity=severity or draft.severity or rule.severity,
        confidence=draft.confidence or rule.confidence,
        path=document.path,
        record=document.record,
        start=start,
        end=end,
        range=document.range(start, end),
        message=draft.message,
        text=document.text[start : min(end, start + TEXT_LIMIT)],
        fix=draft.fix,
        related=tuple(_located(document, related) for related in draft.related),
        excerpt=document.text[left:right],
        excerpt_start=left - around.start + 1,
        edit_ranges=tuple(document.range(edit.start, edit.end) for edit in draft.fix.edits)
        if draft.fix is not None and detailed
        else (),
        line_hash=document.view(line_hashes).of(document.line_at(start) + 1) if detailed else "",
    )


def _located(document: Document, related: Related) -> Related:
    if related.path is not None or related.range is not None:
        return related
    return related._replace(range=document.range(related.start, related.end))


def _with_fingerprints(document: Document, findings: list[Finding]) -> Iterator[Finding]:
    if not findings:
        return
    scan, prints = document.scan, Fingerprints()
    batch = scan.texts
    units, (first, last) = batch.folded_units, batch.spans[scan.number]
    for finding in findings:
        fingerprint = prints.within(
            finding.rule, units, first, last, first + finding.start, first + finding.end
        )
        yield finding._replace(fingerprint=fingerprint)
