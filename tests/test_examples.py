"""Every rule's examples are its tests: what is marked is found, nothing else, and a mend gives what it says."""

from __future__ import annotations

import pytest

from polint.corpus import Corpus, CorpusRule
from polint.decoding import decode
from polint.document import Document
from polint.engine import Ruleset, check
from polint.plugin import Plugins
from polint.rule import Example, Rule

RULES = Plugins().rules
CASES = [
    pytest.param(rule, example, id=f"{name}-{number}")
    for name, rule in RULES.items()
    for number, example in enumerate(rule.examples)
]


def document_of(example: Example) -> Document:
    if example.raw is not None:
        text, source = decode(example.raw)
        assert text == example.plain
        return Document(
            text, example.name, source=source, metadata=example.metadata, manifest=example.manifest
        )
    return Document(example.plain, example.name, metadata=example.metadata, manifest=example.manifest)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: type[Rule], example: Example) -> None:
    document = document_of(example)
    if issubclass(rule, CorpusRule):
        corpus = Corpus([rule(example.options)])
        for number, text in enumerate(example.others):
            corpus.add(Document(text, f"a/{number}.txt"))
        corpus.add(document)
        findings = [f for found in corpus.findings() for f in found if f.path == document.path]
        assert [(f.start, f.end) for f in findings] == example.spans, [f.text for f in findings]
        assert bool(example.spans) == example.wrong
        return
    result = check(document, Ruleset([rule(example.options)]))
    assert result.faults == ()
    assert [(f.start, f.end) for f in result.findings] == example.spans, [f.text for f in result.findings]
    assert bool(example.spans) == example.wrong
    if example.fixed is not None:
        edits = sorted(
            {edit for f in result.findings if f.fix for edit in f.fix.edits}, key=lambda e: e.start
        )
        text = document.text
        for edit in reversed(edits):
            text = text[: edit.start] + edit.insert + text[edit.end :]
        assert text == example.fixed
        again = check(replace_text(document, text), Ruleset([rule(example.options)]))
        assert again.findings == ()


def replace_text(document: Document, text: str) -> Document:
    return Document(text, document.path, metadata=document.metadata, manifest=document.manifest)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_rule_is_whole(rule: type[Rule]) -> None:
    assert sum(example.wrong for example in rule.examples) >= 2
    assert sum(not example.wrong for example in rule.examples) >= 2
    for text in (rule.summary, rule.what, rule.why, *rule.messages.values()):
        assert text.en
        assert text.zh
    assert rule.always or rule.triggers or rule.classes or rule.wakes_on is not None
    assert rule().settings == {name: option.default for name, option in rule.options.items()}
