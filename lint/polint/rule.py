"""Rule: what it is called, why it is there, the examples that prove it, and how it finds.

A rule is a class in a file of its own. Its attributes are its documentation, its examples are its tests and
its `check` is a generator over a document. An example with a `fixed` text is the proof that it can mend.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from polint.finding import Confidence, Draft, Fix, Omitted, Related, Severity
from polint.message import Message, Text
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from polint.document import Document

Findings = Generator[Draft | Omitted, bool | None, None]
"""What a rule yields that may find something at every character: `if (yield draft)` asks whether there are enough by
now. If so it should yield Omitted with the number of places that are left, and return."""

Profile = Literal["default", "publication", "corpus"]

OPEN, CLOSE = "⟦", "⟧"
"""What marks the span of an expected finding in an example."""


class Example(NamedTuple):
    """A text with the expected spans between ⟦ and ⟧; `fixed` is the text after the mend, `name` and `raw`
    stand for examples about files: `raw` is what the file holds where that is not the text's UTF-8."""

    text: str
    wrong: bool
    fixed: str | None = None
    options: Mapping[str, Any] = {}
    name: str = "example.txt"
    raw: bytes | None = None
    metadata: Mapping[str, Any] = {}
    manifest: Mapping[str, Any] | None = None
    others: tuple[str, ...] = ()
    """The documents that stand before this one in the corpus, where a corpus rule is shown."""

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return self.text.replace(OPEN, "").replace(CLOSE, "")

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The expected spans, in code points of `plain`."""
        spans: list[tuple[int, int]] = []
        starts: list[int] = []
        offset = 0
        for char in self.text:
            if char == OPEN:
                starts.append(offset)
            elif char == CLOSE:
                spans.append((starts.pop(), offset))
            else:
                offset += 1
        return sorted(spans)


def wrong(text: str, fixed: str | None = None, **more: Any) -> Example:
    """An example in which the rule finds exactly what stands between ⟦ and ⟧."""
    return Example(text, True, fixed, **more)


def right(text: str, **more: Any) -> Example:
    """An example in which the rule finds nothing."""
    return Example(text, False, **more)


class Option(NamedTuple):
    """A setting of a rule: its default, whose type a configured value must have, and what it means."""

    default: Any
    about: Text


class Rule:
    """The base of all rules. Subclasses set the attributes and write `check`."""

    id: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    confidence: ClassVar[Confidence] = "high"
    profile: ClassVar[Profile] = "default"
    summary: ClassVar[Text]
    what: ClassVar[Text]
    why: ClassVar[Text]
    messages: ClassVar[Mapping[str, Text]]
    examples: ClassVar[tuple[Example, ...]]
    options: ClassVar[Mapping[str, Option]] = {}
    version: ClassVar[int] = 1
    """Raised whenever the rule finds something else than before: it is part of the cache's key."""

    safe_fix: ClassVar[bool] = False
    """Whether the rule's mends are safe, for its page; each Fix says so for itself."""

    preview: ClassVar[bool] = False
    """Whether the rule is new: it runs only with `--preview` until the next minor release."""
    former: ClassVar[tuple[str, ...]] = ()
    """The ids it had before: they still name it wherever a user wrote them."""
    corpus: ClassVar[bool] = False
    """Whether it is a rule about several documents (corpus.CorpusRule)."""

    triggers: ClassVar[tuple[str, ...]] = ()
    """Literals that wake the rule, in simplified script, half width, lower case; `document.hits` tells where
    they stand."""
    classes: ClassVar[frozenset[bytes]] = frozenset()
    """Rare character classes (character.WAKING) that wake the rule."""
    manifest: ClassVar[bool] = False
    """Whether the rule wakes for a document that lies under a manifest, be its entry an empty one."""
    fields: ClassVar[tuple[str, ...]] = ()
    """Fields of a document's record or front matter that wake the rule."""
    always: ClassVar[bool] = False
    """Whether the rule looks at every document. A rule that nothing else wakes must say so."""
    foreign: ClassVar[bool] = False
    """Whether it looks at every document that was read in another encoding than UTF-8."""
    gate: ClassVar[str] = ""
    """A function ("package.module:name") that is asked of a document before the rule wakes, whether there can be
    anything for it: one question for all the rules that share it, cheaper than to wake each of them. It may answer with
    a frozenset of the ids of those for which there is: what else only tells of a shared view is not imported to find
    nothing in it."""

    sieve: ClassVar[str] = ""
    """A function ("package.module:name") that wakes the rule, in place of `always`: it is asked once of all texts that
    were scanned together (batch.Batch) and gives the numbers of those in which there can be anything for the rule; where
    several rules share it, it may give those of each by the rule's id (batch.ByRule). What a rule asks of every text is cheaper
    asked of many at once."""

    by_triggers: ClassVar[bool] = False
    """Whether the sieve can let a text pass for the rule only where one of its triggers stands: it is not asked, nor
    imported, where none of them stands in any text. Every start imports the others."""

    private: ClassVar[bool] = False
    """Whether what the rule finds is personal data, which is masked wherever findings are shown or kept
    (text, excerpt, message, cache, reports) unless the user asks to see it."""

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        self.settings: dict[str, Any] = {name: option.default for name, option in self.options.items()}
        if settings:
            self.settings.update(settings)

    @classmethod
    def takes(cls, option: str) -> bool:
        """Whether the rule has an option of this name."""
        return option in cls.options

    @property
    def wakes_on(self) -> Iterable[str]:
        """The triggers of this instance; rules made from data or settings override it."""
        return self.triggers

    def waking_key(self) -> bytes:
        """Equal for two rules of one id that wake on the same things: what the shared pass is kept under."""
        return "\0".join([self.id, *self.wakes_on]).encode("utf-8", "surrogatepass")

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """The findings in `document`, ascending by start where that is natural (see Findings for texts full of
        them)."""
        raise NotImplementedError

    def draft(
        self,
        start: int,
        end: int,
        key: str,
        /,
        *,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        confidence: Confidence | None = None,
        severity: Severity | None = None,
        **arguments: object,
    ) -> Draft:
        """A finding over [start, end) with the message `key` filled in."""
        return Draft(start, end, Message(self.messages[key], arguments), fix, related, confidence, severity)

    def related(self, start: int, end: int, key: str, /, **arguments: object) -> Related:
        """Another place in the same document, with the message `key`."""
        return Related(start, end, Message(self.messages[key], arguments))
