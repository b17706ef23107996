"""Run: from the files a user names to findings in order, document by document."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import IO, TYPE_CHECKING, TypeAlias

from polint import heap
from polint.document import Document, Source
from polint.engine import NOTHING, SUPPRESSIONS, Result, Ruleset, check_batch
from polint.finding import Finding, Severity
from polint.mask import Mask, private_spans
from polint.message import Text
from polint.named import NamedTuple
from polint.naming import matches
from polint.notification import Notification
from polint.report import ORDINARY, Artifact, Clean
from polint.source import SIDECAR, STDIN, File

if TYPE_CHECKING:
    from polint.config import Config
    from polint.corpus import CorpusRule, Entry
    from polint.fixing import Fixer
    from polint.plugin import Reader
    from polint.recall import Recall
    from polint.rule import Rule
    from polint.suppression import Suppression
    from polint.verdict import Verdicts

BATCH = 400_000
"""Code points that go through the shared passes together. Half as many cost records a tenth more: what all rules run
through does not fit the processor's caches, and is fetched anew for each batch."""

PASSED = 2000
"""Documents, and what else waits for its turn, that make a batch whatever their size."""

Passed: TypeAlias = "Notification | Checked | Clean | Done"
"""What goes past the rules and keeps its place."""

_VANISHED = Text("{path} vanished before it was read", "{path} 在读取之前消失了")
_UNREADABLE = Text("{path} cannot be read: {error}", "无法读取 {path}：{error}")
_EMPTY = Text("{path} is empty", "{path} 是空文件")
_NO_RECORDS = Text("{path}: the records of standard input are not fixed", "{path}：标准输入中的记录不能修复")
_RULE_BROKE = Text(
    "rule {rule} broke on {path} and was left out there: {error}",
    "规则 {rule} 在 {path} 上出错，该文档未用此规则检查：{error}",
)
_GATE_BROKE = Text(
    "{rule}, which says where some rules need not look, broke on {path} and lets all of them look: {error}",
    "{rule}（判断哪些规则不必检查的函数）在 {path} 上出错，相关规则照常检查：{error}",
)


def settle() -> None:
    """What is done first in a process that does nothing else than to check documents."""
    heap.settle()


def documents(
    file: File, readers: Mapping[str, Reader], reader: Reader | None = None, opened: IO[bytes] | None = None
) -> Iterable[Document | Notification]:
    """The documents in one file, by `reader` or the one for its name; a notification where it cannot be read.
    `opened` are its bytes, where they have been read."""
    if reader is None:
        reader = reader_of(file.path, readers)
    try:
        stream = opened or file.open()
        found = reader.read(stream, file.path, file.config.input)
        if type(found) is not tuple:
            return _one_by_one(found, stream, file)
        stream.close()
        return tuple([_told(item, file) for item in found]) if file.named else found
    except (OSError, EOFError) as error:
        return (_unread(file, error),)


def _one_by_one(
    found: Iterable[Document | Notification], stream: IO[bytes], file: File
) -> Iterator[Document | Notification]:
    """The documents of a file of many, as they are read."""
    skipped = file.piece[2] if file.piece is not None else 0
    try:
        with stream:
            for item in found:
                yield _told(_moved(item, skipped) if skipped else item, file)
    except (OSError, EOFError) as error:
        yield _unread(file, error)


def _told(item: Document | Notification, file: File) -> Document | Notification:
    """What was read. That a file is no text is an error where the user named it."""
    if isinstance(item, Notification) and item.kind == "binary" and file.named:
        return item._replace(level="error", fails=True)
    return item


def _unread(file: File, error: OSError | EOFError) -> Notification:
    """What is said of a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Notification("vanished", _VANISHED, {"path": file.path}, file.path)
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    arguments: dict[str, object] = {"path": file.path, "error": reason}
    return Notification("unreadable", _UNREADABLE, arguments, file.path, "error", fails=file.named)


def _without_bytes(source: Source) -> Source:
    """How a document was read, without the bytes, which do not leave the process."""
    if source.encoding == "utf-8" and not source.bom and not source.undecodable:
        return ORDINARY
    return source._replace(raw=None)


def reader_of(path: str, readers: Mapping[str, Reader]) -> Reader:
    """The reader for a file of this name: that of the longest ending; text where there is none."""
    name, best = path.lower(), ""
    for suffix in readers:
        if len(suffix) > len(best) and name.endswith(suffix):
            best = suffix
    return readers[best or ".txt"]


def _moved(item: Document | Notification, lines: int) -> Document | Notification:
    """What was read in a piece of a file of lines, numbered as in the whole."""
    if isinstance(item, Document):
        if item.record is not None:
            item.record = item.record._replace(index=item.record.index + lines)
        return item
    line = item.arguments.get("line")
    return (
        item._replace(arguments={**item.arguments, "line": line + lines}) if isinstance(line, int) else item
    )


class Repaired(NamedTuple):
    """A document after the mends that `[verdict]` asks for: the text of a record or the bytes of a file, what is
    still found in it, and how many findings were mended."""

    mended: str | bytes
    left: tuple[Finding, ...]
    mends: int


class Checked(NamedTuple):
    """What a run says of one document. It can leave the process that made it; the text does not."""

    artifact: Artifact
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    fail_on: Severity
    entry: Entry | None = None
    silenced: tuple[Suppression, ...] = ()
    """What is not to be reported of this document by corpus rules."""
    private: tuple[tuple[int, int, str], ...] = ()
    """What must be covered in the findings of corpus rules, see mask.py."""
    fixed: int = 0
    diff: str | None = None
    output: bytes | None = None
    """Standard input after its mends."""
    repaired: Repaired | None = None
    """What becomes of the document where its mends are applied on the way out."""


class Done(NamedTuple):
    """The end of what is said of one file: what it was when it was read. `digest` is None where it is not to be
    kept."""

    path: str
    size: int = 0
    changed: int = 0
    digest: bytes | None = None


PASSING = (Notification, Checked, Clean, Done)

Waiting: TypeAlias = "tuple[File, Document, Config] | Passed"
"""What is in a batch."""


class Checker:
    """What checks the documents of a run: readers, rules, and a ruleset for every configuration in use."""

    def __init__(
        self,
        readers: Mapping[str, Reader],
        rules: Mapping[str, type[Rule]],
        *,
        detailed: bool = False,
        hashes: bool = False,
        corpus_rules: Sequence[CorpusRule] = (),
        show_private: bool = False,
        isolated: bool = False,
        fixer: Fixer | None = None,
        prepare: Callable[[Ruleset], None] | None = None,
        verdicts: bool = False,
        unsafe: bool = False,
        recall: Recall | None = None,
    ) -> None:
        """`isolated`: sidecars are not read. `prepare` is told of every ruleset when it is made. `verdicts`:
        documents are written out again, with the mends for which their configuration asks, `unsafe`: with all of those. `recall` knows
        what earlier runs found in the same content; with it, what is said of a file ends with Done."""
        self.readers = readers
        # Endings that no longer one ends with: for a name with one of them there is nothing to compare.
        self._plain = {
            suffix: reader
            for suffix, reader in readers.items()
            if not any(other != suffix and other.endswith(suffix) for other in readers)
        }
        self._rules = rules
        self._detailed = detailed
        self._hashes = hashes
        self._corpus_rules = tuple(corpus_rules)
        self._mapped: Callable[[Document], tuple[bytes, tuple[bytes | None, ...]]] | None = None
        self._private = frozenset(
            () if show_private else (rule.id for rule in rules.values() if rule.private)
        )
        self._isolated = isolated
        self._fixer = fixer
        self._prepare = prepare
        self._verdicts: dict[str, Verdicts] | None = {} if verdicts else None
        self._unsafe = unsafe
        self._whole = hashes or verdicts or fixer is not None
        """Whether more is said of a clean document than that it is one."""
        self._recall = recall
        self._rulesets: dict[str, Ruleset] = {}

    def ruleset(self, config: Config) -> Ruleset:
        """The rules of `config`; configurations with the same settings share one."""
        found = self._rulesets.get(config.digest)
        if found is None:
            found = config.ruleset(self._rules.values(), detailed=self._detailed)
            if self._prepare is not None:
                self._prepare(found)
            self._rulesets[config.digest] = found
        return found

    def results(
        self, files: Iterable[File | Notification]
    ) -> Iterator[tuple[File, Document, Config, Result] | Passed]:
        """Every document with what the rules say of it, in order; small ones are scanned together."""
        for batch in self._batches(files):
            for item, result in zip(batch, self._looked_at(batch), strict=True):
                yield item if isinstance(item, PASSING) else (*item, result)

    def _batches(self, files: Iterable[File | Notification]) -> Iterator[list[Waiting]]:
        """The documents of `files`, and what else is to be said, as many together as are scanned together."""
        batch: list[Waiting] = []
        size = 0
        for file in files:
            if isinstance(file, Notification):
                # Behind documents it waits for its turn: the order must not depend on a batch's size.
                batch.append(file)
                if len(batch) == 1 or len(batch) >= PASSED:
                    yield batch
                    batch, size = [], 0
                continue
            for item in self._documents(file) if self._recall is None else self._known(file, self._recall):
                if isinstance(item, Document):
                    config = file.config
                    if config.per_file_ignores or config.overrides:  # else there is nothing to ask
                        config = config.for_document(item)
                    batch.append((file, item, config))
                    size += len(item.text)
                    if size >= BATCH:
                        yield batch
                        batch, size = [], 0
                else:
                    batch.append(item)
            if len(batch) >= PASSED:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _known(self, file: File, recall: Recall) -> Iterator[Document | Passed]:
        """What is known of a file's content, or its documents; then its end."""
        done, opened, found = recall.read(file)
        if found is None:
            yield from self._documents(file, opened)
        else:
            base = 0 if file.piece is None else file.piece[0]
            for item in found:
                if isinstance(item, File):  # a part of which nothing is kept
                    assert opened is not None
                    assert item.piece is not None
                    opened.seek(item.piece[0] - base)
                    part = opened.read(item.piece[1] - item.piece[0])
                    yield from self._documents(item, io.BytesIO(part))
                else:
                    yield item
        yield done

    def _documents(self, file: File, opened: IO[bytes] | None = None) -> Iterable[Document | Notification]:
        path = file.path
        found = documents(file, self.readers, self._plain.get(path[path.rfind(".") :]), opened)
        if (
            type(found) is tuple
            and file.manifest is None
            and (self._isolated or not file.sidecar)
            and all(isinstance(item, Notification) or item.text for item in found)
        ):
            return found
        return self._described(file, found)

    def _described(
        self, file: File, found: Iterable[Document | Notification]
    ) -> Iterator[Document | Notification]:
        """The documents of a file with what its sidecar and the manifest say of them."""
        sidecar: tuple[Suppression, ...] = ()
        if file.sidecar and not self._isolated:
            from polint.suppression import read_sidecar

            sidecar, problems = read_sidecar(file.beside, file.path + SIDECAR)
            yield from problems
        nothing = file.piece is None
        for item in found:
            nothing = False
            if isinstance(item, Document):
                if file.manifest is not None:
                    # No entry is an empty one: there is a manifest, and it does not list the document.
                    item.manifest = file.manifest.entry(item.path, item.record) or {}
                if sidecar:
                    item.suppressions = tuple(one for one in sidecar if one.speaks_of(item.record))
                if not item.text and item.record is None:
                    yield Notification("empty", _EMPTY, {"path": file.path}, file.path)
            yield item
        if nothing:  # no record
            yield Notification("empty", _EMPTY, {"path": file.path}, file.path)

    def _looked_at(self, batch: Sequence[Waiting]) -> list[Result]:
        """What the rules say of each document of a batch; nothing of what goes past them."""
        groups: dict[str, tuple[Config, list[int], list[Document]]] = {}
        for number, item in enumerate(batch):
            if not isinstance(item, PASSING):
                _, document, config = item
                group = groups.get(config.digest)
                if group is None:
                    group = groups[config.digest] = (config, [], [])
                group[1].append(number)
                group[2].append(document)
        results = [NOTHING] * len(batch)
        for config, numbers, together in groups.values():
            found = check_batch(together, self.ruleset(config))
            for number, result in zip(numbers, found, strict=True):
                if result is not NOTHING:
                    results[number] = result
        return results

    def check(self, files: Iterable[File | Notification]) -> Iterator[Checked | Passed]:
        """The same, ready to leave this process."""
        for batch in self._batches(files):
            results = self._looked_at(batch)
            # Of all clean documents together, as the rules looked at them (see check_batch); then all in order.
            clean = [
                None if result is not NOTHING or isinstance(item, PASSING) else self._clean(item[1], item[2])
                for item, result in zip(batch, results, strict=True)
            ]
            for item, result, said in zip(batch, results, clean, strict=True):
                if said is not None:
                    yield said
                elif isinstance(item, PASSING):
                    yield item
                else:
                    yield from self._said(*item, result)

    def _clean(self, document: Document, config: Config) -> Clean | None:
        """What is said of a document in which nothing was found, where there is no more to say."""
        if self._whole or _without_bytes(document.source) is not ORDINARY:
            return None
        head: bytes | None = None
        digests: tuple[bytes | None, ...] = ()
        if self._corpus_rules:
            if config.ignore:
                return None  # of corpus rules, perhaps
            if self._mapped is None:
                from polint import corpus

                mapping = tuple(corpus.mappers(self._corpus_rules).values())
                self._mapped = partial(corpus.head_and_digests, mapping=mapping)
            head, digests = self._mapped(document)
        record = document.record
        index, name = (-1, None) if record is None else record
        document.release()
        # A call of the class would take as long as to fold fifty characters.
        return tuple.__new__(Clean, (document.path, len(document.text), head, digests, index, name))

    def _said(
        self, file: File, document: Document, config: Config, result: Result
    ) -> Iterator[Checked | Notification]:
        """What is said of a document, whatever was found."""
        fixed, diff = 0, None
        if self._fixer is not None and self._fixer.wants(result):
            mended, told = self._fixer.fix(file, config, document, result, self.ruleset(config))
            yield from told
            if mended is not None:
                fixed = mended.count
                if self._fixer.diff:
                    from polint.fixing import difference

                    diff = difference(document, mended.document)
                else:
                    document, result = mended.document, mended.result
        for fault in result.faults:
            yield Notification(
                "gate-broken" if fault.gate else "rule-broken",
                _GATE_BROKE if fault.gate else _RULE_BROKE,
                {"rule": fault.rule, "path": document.path, "error": fault.error},
                document.path,
                "error",
            )
        checked = self._checked(document, config, result)
        if self._fixer is not None and file.place == STDIN and not self._fixer.diff:
            if document.record is not None:
                yield Notification("not-fixed", _NO_RECORDS, {"path": file.path}, file.path, "error", True)
            checked = checked._replace(output=document.source.raw)
        if self._verdicts is not None and result.findings and "repair" in config.verdict.values():
            from polint.verdict import Verdicts

            verdicts = self._verdicts.setdefault(config.digest, Verdicts(config.verdict))
            checked = checked._replace(repaired=self._repaired(verdicts, document, config, result))
        document.release()
        yield checked._replace(fixed=fixed, diff=diff) if fixed else checked

    def _repaired(
        self, verdicts: Verdicts, document: Document, config: Config, result: Result
    ) -> Repaired | None:
        """The document after the mends of the rules whose verdict is `repair`; None where they change nothing."""

        def wanted(finding: Finding) -> bool:
            return verdicts.of(finding) == "repair"

        if not any(f.fix is not None and (self._unsafe or f.fix.safe) and wanted(f) for f in result.findings):
            return None
        from polint.fixing import mend, survives

        mended = mend(document, self.ruleset(config), result, unsafe=self._unsafe, only=wanted)
        if not mended.rounds:
            return None
        if document.record is not None:
            return Repaired(mended.document.text, mended.result.findings, mended.count)
        converted = mended.encoding is not None and mended.encoding != document.source.encoding
        raw = mended.document.source.raw
        if raw is None or document.source.undecodable or not (converted or survives(document)):
            return None
        return Repaired(raw, mended.result.findings, mended.count)

    def _checked(self, document: Document, config: Config, result: Result) -> Checked:
        entry = None
        private: tuple[tuple[int, int, str], ...] = ()
        silenced: tuple[Suppression, ...] = ()
        if self._corpus_rules:
            from polint import corpus

            entry = corpus.entry(document, self._corpus_rules)
            silenced = self._silenced(document, config)
        findings, suppressed = result.findings, result.suppressed
        if self._private and (findings or suppressed):
            private = private_spans(document, [*findings, *suppressed], self._private.__contains__)
            if private:
                mask = Mask(private)
                findings = tuple(mask.apply(finding) for finding in findings)
                suppressed = tuple(mask.apply(finding) for finding in suppressed)
        artifact = Artifact(
            document.path,
            _without_bytes(document.source),
            len(document.text),
            document.record,
            document.sha256 if self._hashes else None,
        )
        return Checked(
            artifact,
            findings,
            suppressed,
            config.fail_on,
            entry,
            silenced,
            private if self._corpus_rules else (),
        )

    def _silenced(self, document: Document, config: Config) -> tuple[Suppression, ...]:
        """What the document, its sidecar and its settings say of corpus rules, whose findings come later."""
        if not (config.ignore or document.suppressions or document.scan.holds(SUPPRESSIONS)):
            return ()
        from polint.suppression import Suppression, corpus_suppressions

        ignored = tuple(rule.id for rule in self._corpus_rules if matches(rule.id, config.ignore))
        found = tuple(corpus_suppressions(document, self.ruleset(config), self._corpus_rules))
        return (Suppression(ignored), *found) if ignored else found
