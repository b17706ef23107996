"""Mask: personal data is covered wherever findings are shown or kept, unless the user asks to see it.

All of what private rules found in a document is covered in every finding about it: the excerpt of another
rule's finding may show the same line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from polint.message import Message, Text
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document
    from polint.finding import Finding, Fix, Related

COVER = "*"
_SIGN = lazy(r"\w")


def covered(text: str) -> str:
    """`text` with every letter, digit and ideograph but the first covered; its shape stays: a***@***.***."""
    head = _SIGN.search(text)
    if head is None:
        return text
    return text[: head.end()] + _SIGN.sub(COVER, text[head.end() :])


class Mask:
    """What is to be covered in one document."""

    def __init__(self, private: Iterable[tuple[int, int, str]]) -> None:
        """`private`: where the private spans start and end, and their text."""
        known = sorted(set(private))
        self._spans = [(start, end) for start, end, _ in known]
        self._replaced = sorted(
            ((text, covered(text)) for _, _, text in known), key=lambda pair: -len(pair[0])
        )

    def _over(self, text: str, offset: int) -> str:
        """`text`, which starts at `offset` in the document, with the private spans in it covered."""
        for start, end in self._spans:
            left, right = max(start - offset, 0), min(end - offset, len(text))
            if left < right:
                whole = covered("x" * (left + offset - start) + text[left:right])[left + offset - start :]
                text = text[:left] + whole + text[right:]
        return text

    def _in(self, value: object) -> object:
        if isinstance(value, str):
            for private, cover in self._replaced:
                if private and private in value:
                    value = value.replace(private, cover)
            return value
        if isinstance(value, Message):
            return self._message(value)
        if isinstance(value, Text):
            return value
        return value

    def _message(self, message: Message) -> Message:
        return Message(message.text, {name: self._in(value) for name, value in message.arguments.items()})

    def _fix(self, fix: Fix | None) -> Fix | None:
        """A mend that would write private data again is left out: covered, it would do harm."""
        if fix is None or not any(
            private in edit.insert for edit in fix.edits for private, _ in self._replaced
        ):
            return fix
        return None

    def _related(self, related: Related) -> Related:
        return related._replace(message=self._message(related.message))

    def apply(self, finding: Finding) -> Finding:
        """`finding` with everything private covered."""
        excerpt_at = finding.start - (finding.column - finding.excerpt_start)
        fix = self._fix(finding.fix)
        return finding._replace(
            text=self._over(finding.text, finding.start),
            excerpt=self._over(finding.excerpt, excerpt_at),
            message=self._message(finding.message),
            related=tuple(self._related(one) for one in finding.related),
            fix=fix,
            edit_ranges=finding.edit_ranges if fix is not None else (),
        )


def private_spans(
    document: Document, findings: Iterable[Finding], is_private: Callable[[str], bool]
) -> tuple[tuple[int, int, str], ...]:
    """What private rules found in `document`: where it starts and ends, and its text."""
    text = document.text
    return tuple(
        (finding.start, finding.end, text[finding.start : finding.end])
        for finding in findings
        if is_private(finding.rule)
    )
