"""Corpus: what one document cannot show. A corpus rule maps each document to a small digest and reduces all
digests to ties between documents; the same two functions serve one process, many, the cache and the index.

Digests are bytes, so that they cross processes and lie in files as they are. The order in which documents are
mapped does not matter: a reduce sees them by path and record, whoever mapped them.
"""

from __future__ import annotations

import heapq
import itertools
import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from polint.deferred import DeferredRule
from polint.digest import blake2b
from polint.finding import Confidence, Draft, Finding, Position, Range, Record, Related
from polint.fingerprint import REACH, Fingerprints
from polint.message import Message
from polint.named import NamedTuple
from polint.rule import Rule
from polint.spill import Shelf, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from polint.document import Document
    from polint.finding import Severity

T = TypeVar("T")

HEAD = 60
"""Code points of a document's first line that stand for it in a finding."""
_ONE_WAY = 2
"""The version of marshal that writes equal values alike; later ones do so in several ways."""

FEW = 100_000
"""Documents up to which digests are compared in memory."""


class Place(NamedTuple):
    """A span within one line that can be shown without its document: where it starts, its text and what
    surrounds it (the latter for the fingerprint alone)."""

    start: int
    position: Position
    text: str
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        """Where the span ends, in code points."""
        return self.start + len(self.text)

    @property
    def range(self) -> Range:
        """The span as editors count it."""
        at, text = self.position, self.text
        return Range(
            at,
            Position(
                at.line,
                at.column + len(text),
                at.utf16 + len(text) + sum(char > "\uffff" for char in text),
                at.utf8 + len(text.encode("utf-8", "surrogatepass")),
            ),
        )

    def pack(self) -> list[object]:
        """The place as JSON holds it."""
        at = self.position
        return [self.start, at.line, at.column, at.utf16, at.utf8, self.text, self.before, self.after]

    @staticmethod
    def unpack(packed: Sequence[object]) -> Place:
        """What `pack` made. Raises ValueError for anything else."""
        match packed:
            case [
                int(start),
                int(line),
                int(column),
                int(utf16),
                int(utf8),
                str(text),
                str(before),
                str(after),
            ]:
                return Place(start, Position(line, column, utf16, utf8), text, before, after)
        raise ValueError("not a place")


def place(document: Document, start: int, end: int) -> Place:
    """The place [start, end) of `document`, which must lie within one line."""
    text = document.text
    return Place(
        start,
        document.position(start),
        text[start:end],
        text[max(0, start - REACH) : start],
        text[end : end + REACH],
    )


def head(document: Document) -> Place:
    """What stands for the whole document: its first line with text, cut at HEAD code points."""
    return unpack_head(_packed_head(document))[1]


def unpack_head(head: bytes) -> tuple[str | None, Place]:
    """What an entry holds of a document: its record's id, and its head."""
    numbers, rest = head.decode("utf-8", "surrogatepass").split("\n", 1)
    start, line, column, utf16, utf8, size, named = map(int, numbers.split(" "))
    name = None if named < 0 else rest[:named]
    rest = rest[max(0, named) :]
    return name, Place(start, Position(line, column, utf16, utf8), rest[:size], "", rest[size:])


def pack_head(name: str | None, place: Place) -> bytes:
    """The id of a document's record and its head as an entry holds them: where the head is, how long it and the id are
    (-1 where there is none); the id, the text of the head, and what stands behind that."""
    at, named = place.position, -1 if name is None else len(name)
    numbers = f"{place.start} {at.line} {at.column} {at.utf16} {at.utf8} {len(place.text)} {named}"
    return f"{numbers}\n{name or ''}{place.text}{place.after}".encode("utf-8", "surrogatepass")


def _packed_head(document: Document) -> bytes:
    """The same of a document. Every one of a run has a head, and nearly none is looked at: so it is one string, and ten
    objects less."""
    text: str = document.text
    start = 0
    while start < len(text) and text[start].isspace():
        start += 1
    end = _line_end(text, start, min(len(text), start + HEAD))
    size = end - start
    while size and text[start + size - 1].isspace():
        size -= 1
    numbers = "0 1 1 1 1"
    if start:
        blank = text[:start]
        if "\n" in blank or "\r" in blank:
            at = document.position(start)
            numbers = f"{start} {at.line} {at.column} {at.utf16} {at.utf8}"
        else:  # an indented first line: nobody needs to know where the others begin; no blank is beyond U+FFFF
            numbers = f"{start} 1 {start + 1} {start + 1} {len(blank.encode()) + 1}"
    record, named, name = document.record, -1, ""
    if record is not None and record.id is not None:
        name = record.id
        named = len(name)
    whole = f"{numbers} {size} {named}\n{name}{text[start : end + REACH // 2]}"
    return whole.encode("utf-8", "surrogatepass")


def _line_end(text: str, start: int, stop: int) -> int:
    """Where the line ends that holds `start`, or `stop`."""
    for sign in "\n\r":
        place = text.find(sign, start, stop)
        if place >= 0:
            stop = place
    return stop


class Tie(NamedTuple):
    """What a reduce yields: the document found (its ordinal), the message, and the other documents with what
    is said of each. `place` is the span where that is not the document's head."""

    document: int
    message: Message
    others: tuple[tuple[int, Message], ...]
    place: Place | None = None
    confidence: Confidence | None = None


class CorpusRule(Rule):
    """The base of all corpus rules: `map` on each document, `reduce` over what it gave for all of them."""

    corpus = True

    digest: ClassVar[str | None] = None
    """Rules whose `map` is the same function give it one name here, and the digest is made and kept once."""

    def check(self, document: Document) -> Iterator[Draft]:
        """Nothing: one document does not show it."""
        return iter(())

    def map(self, document: Document) -> bytes | None:
        """The digest of `document`, None where the rule has no use for it."""
        raise NotImplementedError

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """The ties among the documents, ascending by document; `digests` is in order of path and record."""
        raise NotImplementedError

    def keys(self, digest: bytes) -> Sequence[int]:
        """Under what an index finds this digest again: numbers of at most 48 bits, of which two digests share one
        if they may be tied. None, as by default, where the rule has nothing to ask of an index."""
        return ()

    def tie(
        self,
        document: int,
        key: str,
        others: Iterable[tuple[int, str]],
        /,
        *,
        place: Place | None = None,
        confidence: Confidence | None = None,
        **arguments: object,
    ) -> Tie:
        """A tie with the message `key` filled in; `{path}` in it stands for the first of `others`, each of
        which is its ordinal and the key of its own message."""
        return Tie(
            document,
            Message(self.messages[key], arguments),
            tuple((other, Message(self.messages[name], arguments)) for other, name in others),
            place,
            confidence,
        )


class Digests:
    """The digests of one rule by the documents' ordinals; iteration gives (ordinal, digest) where there is one."""

    def __init__(self, shelf: Shelf, order: Sequence[int]) -> None:
        self._shelf = shelf
        self._order = order
        self._views: dict[Callable[[Digests], Any], Any] = {}

    def view(self, make: Callable[[Digests], T]) -> T:
        """What `make` says of these digests, computed once for all rules that share them."""
        if make not in self._views:
            self._views[make] = make(self)
        found: T = self._views[make]
        return found

    def __len__(self) -> int:
        """The number of documents, those without a digest included."""
        return len(self._order)

    def __getitem__(self, ordinal: int) -> bytes | None:
        return self._shelf[self._order[ordinal]]

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        if isinstance(self._order, range):  # as they came: read in one go
            digests: Iterable[bytes | None] = self._shelf
        else:
            digests = (self._shelf[index] for index in self._order)
        for ordinal, digest in enumerate(digests):
            if digest is not None:
                yield ordinal, digest


def equals(digests: Digests) -> Iterator[tuple[int, int]]:
    """Each document whose digest another one has before it, ascending, with the first of them. The digests are
    hashes of 16 bytes."""
    return equal_hashes(digests, len(digests))


def equal_hashes(hashes: Iterable[tuple[int, bytes]], count: int) -> Iterator[tuple[int, int]]:
    """The same of hashes of 16 bytes by ordinal, of at most `count` documents."""
    if count > FEW:
        yield from _many_equals(hashes, count)
        return
    first: dict[bytes, int] = {}
    for ordinal, digest in hashes:
        found = first.setdefault(digest, ordinal)
        if found != ordinal:
            yield ordinal, found


def _many_equals(hashes: Iterable[tuple[int, bytes]], count: int) -> Iterator[tuple[int, int]]:
    """The same for any number of them, in bounded memory."""
    import numpy

    rows = Table([("high", "<u8"), ("low", "<u8"), ("ordinal", "<u8")], 1 << 64, count)
    for batch in _batched(hashes):
        joined = b"".join(digest + ordinal.to_bytes(8, "little") for ordinal, digest in batch)
        rows.add(numpy.frombuffer(joined, rows.dtype))
    pairs = Table([("later", "<u8"), ("first", "<u8")], count, count)
    for part in rows.parts():
        high, low, ordinals = part["high"], part["low"], part["ordinal"]
        order = numpy.lexsort((ordinals, low, high))
        high, low, ordinals = high[order], low[order], ordinals[order]
        fresh = numpy.r_[True, (high[1:] != high[:-1]) | (low[1:] != low[:-1])]
        starts = numpy.flatnonzero(fresh)
        firsts = ordinals[starts][numpy.cumsum(fresh) - 1]
        again = numpy.zeros(int((~fresh).sum()), pairs.dtype)
        again["later"], again["first"] = ordinals[~fresh], firsts[~fresh]
        pairs.add(again)
    for part in pairs.parts():
        part = part[numpy.argsort(part["later"])]
        yield from zip(part["later"].tolist(), part["first"].tolist(), strict=True)


def _batched(items: Iterable[T]) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(itertools.islice(source, 50_000)):
        yield batch


class Entry(NamedTuple):
    """One document as the corpus knows it: path, record (-1 where a file is one document), the record's id
    and the document's head (packed), a digest of each kind."""

    path: str
    record: int
    head: bytes
    digests: tuple[bytes | None, ...]


class Mapped(Protocol):
    """An entry, or what has all that one has."""

    @property
    def path(self) -> str: ...
    @property
    def record(self) -> int: ...
    @property
    def head(self) -> bytes | None: ...
    @property
    def digests(self) -> tuple[bytes | None, ...]: ...


def mappers(rules: Iterable[CorpusRule]) -> dict[str, CorpusRule]:
    """One rule for each kind of digest, by the name of the digest."""
    found: dict[str, CorpusRule] = {}
    for rule in rules:
        found.setdefault(rule.digest or rule.id, rule)
    return found


def entry(document: Document, rules: Iterable[CorpusRule]) -> Entry:
    """Map `document` by all `rules`."""
    record = document.record
    return Entry(
        document.path,
        -1 if record is None else record.index,
        *head_and_digests(document, mappers(rules).values()),
    )


def head_and_digests(
    document: Document, mapping: Iterable[CorpusRule]
) -> tuple[bytes, tuple[bytes | None, ...]]:
    """The same without the document's place, by one rule for each kind of digest."""
    return _packed_head(document), tuple([rule.map(document) for rule in mapping])


def _place(packed: bytes) -> tuple[str, int, bytes]:
    """Path, record and head of a document, as a corpus keeps them."""
    path, record, head = packed.split(b"\0", 2)
    return path.decode("utf-8", "surrogatepass"), int(record), head


def _numbered(number: int, ties: Iterator[Tie]) -> Iterator[tuple[int, int, Tie]]:
    for tie in ties:
        yield tie.document, number, tie


def _awake(rule: Rule) -> Rule:
    return rule.awake() if isinstance(rule, DeferredRule) else rule


class Corpus:
    """The entries of all documents of a run, and the findings that they give together."""

    def __init__(
        self,
        rules: Iterable[Rule],
        severities: Mapping[str, Severity] | None = None,
        max_per_rule: int = 200,
    ) -> None:
        self.rules: tuple[CorpusRule, ...] = tuple(
            sorted(
                (one for rule in rules if rule.corpus and isinstance(one := _awake(rule), CorpusRule)),
                key=lambda rule: rule.id,
            )
        )
        self.severities = dict(severities or {})
        self._max_per_rule = max_per_rule
        self._count = 0
        self._known = array("b")  # only where anything is known
        self._last: tuple[str, int] = ("", -2)
        self._ordered = True
        self._heads = Shelf()
        self._asides = Shelf()
        self._digests = {name: Shelf() for name in mappers(self.rules)}
        self._shelves = tuple(self._digests.values())

    def add(self, document: Document) -> None:
        """Map `document` and keep what that gave."""
        if self.rules:
            self.take(entry(document, self.rules))

    def take(self, mapped: Mapped, *, known: bool = False, aside: bytes | None = None) -> None:
        """Keep an entry that was mapped elsewhere by the same rules. What is `known` stands before the others, and
        nothing is reported about it. `aside` is given back with what is found about the document."""
        place = (mapped.path, mapped.record)
        if known or self._known:
            if not self._known:
                self._known.frombytes(bytes(self._count))
            self._known.append(known)
            self._ordered = False
        elif place <= self._last:
            self._ordered = False
        self._last = place
        self._count += 1
        self._heads.add(f"{place[0]}\0{place[1]}\0".encode("utf-8", "surrogatepass") + (mapped.head or b""))
        self._asides.add(aside)
        digests = mapped.digests
        for number, shelf in enumerate(self._shelves):
            shelf.add(digests[number])

    def __len__(self) -> int:
        """The number of documents that were taken."""
        return self._count

    @property
    def key(self) -> bytes | None:
        """16 bytes that stand for everything the findings follow from: rules, settings and entries, with what was put
        aside, as they came. None where there is more."""
        said = [(rule.id, rule.version, sorted(rule.settings.items())) for rule in self.rules]
        known = self._known or bytes(self._count)
        found = blake2b(
            repr((said, sorted(self.severities.items()), self._max_per_rule)).encode(), digest_size=16
        )
        for kept in zip(known, self._heads, self._asides, *self._digests.values(), strict=True):
            found.update(marshal.dumps(kept, _ONE_WAY))
        return found.digest()

    def aside(self, number: int) -> bytes | None:
        """What was put aside for the document that was taken as this one, from 0."""
        return self._asides[number]

    def entries(self) -> Iterator[Entry]:
        """Every entry as it was taken, in that order."""
        for packed, *digests in zip(self._heads, *self._digests.values(), strict=True):
            assert packed is not None
            yield Entry(*_place(packed), tuple(digests))

    def _order(self) -> Sequence[int]:
        """The documents by path and record: mostly as they came."""
        if self._ordered:
            return range(self._count)
        keys = []
        for index, packed in enumerate(self._heads):
            assert packed is not None
            path, record, _ = _place(packed)
            keys.append((not (self._known and self._known[index]), path, record, index))
        keys.sort()
        return array("q", (key[3] for key in keys))

    def findings(self) -> Iterator[list[Finding]]:
        """The findings of the corpus rules, document by document, in order of path, record, start, end, rule."""
        for _, findings in self.found():
            yield findings

    def found(self) -> Iterator[tuple[int, list[Finding]]]:
        """The same, with the number of the document as it was taken."""
        if not self.rules:
            return
        order = self._order()
        digests = {name: Digests(shelf, order) for name, shelf in self._digests.items()}
        streams = [
            _numbered(number, rule.reduce(digests[rule.digest or rule.id]))
            for number, rule in enumerate(self.rules)
        ]
        merged = heapq.merge(*streams, key=lambda item: item[:2])
        for ordinal, group in itertools.groupby(merged, key=lambda item: item[0]):
            index = order[ordinal]
            if self._known and self._known[index]:
                continue
            ties = [(number, tie) for _, number, tie in group]
            yield index, self._finish(index, ties, order)

    def _place(self, index: int) -> tuple[str, Record | None, Place]:
        packed = self._heads[index]
        assert packed is not None
        path, number, head = _place(packed)
        name, place = unpack_head(head)
        return path, None if number < 0 else Record(number, name), place

    def _finish(self, index: int, ties: list[tuple[int, Tie]], order: Sequence[int]) -> list[Finding]:
        made: list[tuple[Finding, Place]] = []
        counts: dict[int, int] = {}
        last: dict[int, int] = {}
        path, record, own = self._place(index)
        for number, tie in ties:
            rule = self.rules[number]
            counts[number] = counts.get(number, 0) + 1
            if self._max_per_rule and counts[number] > self._max_per_rule:
                continue
            last[number] = len(made)
            span = tie.place or own
            finding = Finding(
                rule=rule.id,
                severity=self.severities.get(rule.id, rule.severity),
                confidence=tie.confidence or rule.confidence,
                path=path,
                record=record,
                start=span.start,
                end=span.end,
                range=span.range,
                message=self._filled(tie, order),
                text=span.text,
                related=tuple(self._related(order[other], message) for other, message in tie.others),
                excerpt=span.text,
                excerpt_start=span.position.column,
            )
            made.append((finding, span))
        for number, count in counts.items():
            if self._max_per_rule and count > self._max_per_rule:
                finding, span = made[last[number]]
                made[last[number]] = (finding._replace(omitted=count - self._max_per_rule), span)
        made.sort(key=lambda item: (item[0].start, item[0].end, item[0].rule, item[0].message.render("en")))
        prints = Fingerprints()
        return [
            finding._replace(fingerprint=prints.of(finding.rule, span.before, span.text, span.after))
            for finding, span in made
        ]

    def _filled(self, tie: Tie, order: Sequence[int]) -> Message:
        if not tie.others:
            return tie.message
        path, record, _ = self._place(order[tie.others[0][0]])
        if record is not None:
            path = f"{path}#{record.index}"
        return Message(tie.message.text, {"path": path, **tie.message.arguments})

    def _related(self, index: int, message: Message) -> Related:
        path, record, span = self._place(index)
        return Related(span.start, span.end, message, path, record, span.range)
