"""Testing: what an author needs to hold a rule to its own examples.

from polint.testing import check_examples
from my_rules import MyRule

def test_my_rule():
    check_examples(MyRule)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.corpus import Corpus
from polint.decoding import decode
from polint.document import Document
from polint.engine import Ruleset, check
from polint.message import LANGUAGES
from polint.named import NamedTuple
from polint.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from polint.finding import Edit, Finding


def document_of(example: Example) -> Document:
    """The document of an example. Raises AssertionError where its bytes do not decode to its text."""
    if example.raw is None:
        return Document(example.plain, example.name, metadata=example.metadata, manifest=example.manifest)
    text, source = decode(example.raw)
    assert text == example.plain, f"the bytes of the example decode to {text!r}"
    return Document(text, example.name, source=source, metadata=example.metadata, manifest=example.manifest)


class Failure(NamedTuple):
    """An example that does not do what it says: of which rule, what was found in it, and why it fails."""

    rule: str
    example: Example
    found: tuple[str, ...]
    why: str


def failure_of(rule: type[Rule], example: Example) -> Failure | None:
    """What is wrong with one example, if anything: `rule` must find exactly what is marked, and its mend give
    what the example says, which the rule then leaves alone."""
    document = document_of(example)
    ruleset = Ruleset([rule(example.options)])
    findings, fault = _found(rule, example, document, ruleset)
    found = tuple(finding.text for finding in findings)

    def failure(why: str) -> Failure:
        return Failure(rule.id, example, found, why)

    spans = [(finding.start, finding.end) for finding in findings]
    if fault:
        return failure(fault)
    if spans != example.spans:
        return failure(f"it finds {spans}, the example marks {example.spans} by ⟦ ⟧")
    if bool(spans) != example.wrong:
        return failure("a wrong example marks something by ⟦ ⟧, a right one nothing")
    for finding in findings:
        for language in LANGUAGES:
            finding.message.render(language)
    if example.fixed is not None:
        mended = apply(document.text, (edit for f in findings if f.fix is not None for edit in f.fix.edits))
        if mended != example.fixed:
            return failure(f"the mend gives {mended!r}, the example says {example.fixed!r}")
        again = Document(mended, document.path, metadata=document.metadata, manifest=document.manifest)
        if left := check(again, ruleset).findings:
            return failure(f"after the mend it still finds {[finding.text for finding in left]}")
    return None


def failures_of(rules: Iterable[type[Rule]]) -> list[Failure]:
    """The examples of `rules` (those of a pack, say) that do not do what they say."""
    failures = (failure_of(rule, example) for rule in rules for example in rule.examples)
    return [failure for failure in failures if failure is not None]


def _found(
    rule: type[Rule], example: Example, document: Document, ruleset: Ruleset
) -> tuple[list[Finding], str]:
    if rule.corpus:
        corpus = Corpus([rule(example.options)])
        for number, text in enumerate(example.others):
            corpus.add(Document(text, f"a/{number}.txt"))
        corpus.add(document)
        return [
            finding for found in corpus.findings() for finding in found if finding.path == document.path
        ], ""
    result = check(document, ruleset)
    return list(result.findings), result.faults[0].error if result.faults else ""


def check_example(rule: type[Rule], example: Example) -> None:
    """Hold `rule` to one example. Raises AssertionError."""
    failure = failure_of(rule, example)
    if failure is not None:
        raise AssertionError(f"{failure.rule}: {failure.why}: {failure.found} in {example.plain!r}")


def check_examples(rule: type[Rule]) -> None:
    """Hold `rule` to all its examples and to what every rule must have. Raises AssertionError."""
    check_whole(rule)
    for example in rule.examples:
        check_example(rule, example)


def check_whole(rule: type[Rule]) -> None:
    """That a rule has two wrong and two right examples at least, speaks both languages and can be woken.
    Raises AssertionError."""
    assert sum(example.wrong for example in rule.examples) >= 2, f"{rule.id}: fewer than two wrong examples"
    assert sum(not example.wrong for example in rule.examples) >= 2, (
        f"{rule.id}: fewer than two right examples"
    )
    for text in (rule.summary, rule.what, rule.why, *rule.messages.values()):
        assert text.en, f"{rule.id}: an English sentence is missing"
        assert text.zh, f"{rule.id}: a Chinese sentence is missing"
    instance = rule()
    assert (
        rule.corpus
        or instance.always
        or instance.foreign
        or instance.manifest
        or instance.fields
        or instance.sieve
        or instance.classes
        or list(instance.wakes_on)
        or rule.wakes_on is not Rule.wakes_on  # woken by what its user configures
    ), f"{rule.id}: nothing wakes it"
    assert instance.settings == {name: option.default for name, option in rule.options.items()}


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, which may come in any order and more than once but must not overlap."""
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.insert + text[edit.end :]
    return text
