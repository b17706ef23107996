"""Fixing: mends applied to a text until none is left, and written without changing anything else.

A round takes the mends that do not get in one another's way, in the order of the text; what remains is found
again in the new text. Rules that undo each other's work are left out, so that the end is always reached.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from polint import __version__
from polint.document import Document, Source
from polint.engine import Result, Ruleset, check
from polint.finding import Edit, Finding
from polint.message import Text
from polint.notification import Notification

if TYPE_CHECKING:
    from polint.config import Config
    from polint.source import File

ROUNDS = 30
"""More than any text has needed; a text that needs more is being undone by the rules that mend it."""

LOG = os.path.join(".polint", "fixes.jsonl")
"""Where every write is recorded, below the folder of the configuration."""

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}

_CANNOT_HOLD = Text(
    "{path}: the mend of {rule} needs “{insert}”, which {encoding} cannot hold; not applied",
    "{path}：{rule} 的修复需要写入“{insert}”，而 {encoding} 编码容纳不了，未应用",
)
_DAMAGED = Text(
    "{path}: not fixed, its bytes are damaged and would not survive being written",
    "{path}：未修复；文件含损坏的字节，重写会丢失它们",
)
_CHANGED = Text("{path}: not fixed, it changed while it was read", "{path}：未修复；读取期间文件已被改动")
_RECORDS = Text(
    "{path}: records are not fixed in place ({count} could be)",
    "{path}：记录不能就地修复（可修复 {count} 处）",
)
_PACKED = Text("{path}: compressed files are not fixed in place", "{path}：压缩文件不能就地修复")
_UNWRITABLE = Text("{path} cannot be written: {error}", "无法写入 {path}：{error}")
_FIGHT = Text(
    "{path}: the mends of {rules} undo one another and were left out",
    "{path}：{rules} 的修复互相抵消，均未应用",
)


@dataclass(slots=True)
class Mended:
    """A document after its mends: the new text, what the rules say of it, what was applied round by round
    (each round's edits in code points of the text before it)."""

    document: Document
    result: Result
    rounds: list[list[Finding]] = field(default_factory=list)
    encoding: str | None = None
    """The encoding to write in, where a mend asked for one."""
    refused: list[tuple[Finding, str]] = field(default_factory=list)
    """Findings whose mend the encoding cannot hold, with the text it would insert."""
    fighting: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many findings were mended."""
        return sum(len(findings) for findings in self.rounds)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, which do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=_place):
        pieces += (text[position : edit.start], edit.insert)
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings whose mends can be applied together: of two that meet, the one that comes first. Two
    that say the same are one and both count."""
    import bisect

    chosen: list[Finding] = []
    taken: list[Edit] = []  # sorted; disjoint
    for finding in findings:
        assert finding.fix is not None
        fresh: list[Edit] = []
        for edit in finding.fix.edits:
            index = bisect.bisect_left(taken, (edit.start, edit.end))
            if index < len(taken) and taken[index] == edit:
                continue
            # Those of one mend are in order: of them only the last may be met.
            near = (*taken[max(index - 1, 0) : index + 1], *fresh[-1:])
            if any(_meet(edit, other) for other in near):
                break
            fresh.append(edit)
        else:
            if len(fresh) < _FEW:
                for edit in fresh:
                    bisect.insort(taken, edit)
            else:  # a mend of a whole text may be of 100,000 edits
                taken += fresh
                taken.sort()
            chosen.append(finding)
    return chosen


_FEW = 50
"""Edits of one mend that are put among those of the others one by one."""


def _meet(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        # An insertion at the edge of another edit: which comes first is anyone's guess.
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def mend(
    document: Document,
    ruleset: Ruleset,
    result: Result,
    *,
    unsafe: bool = False,
    only: Callable[[Finding], bool] | None = None,
) -> Mended:
    """Apply the mends that `result` and then the rules again propose, until there are none; with `only`, those of the
    findings that it accepts."""
    fighting: set[str] = set()
    while True:
        mended = _mend(document, ruleset, result, unsafe, fighting, only)
        if mended is not None:
            mended.fighting = frozenset(fighting)
            return mended


def _mend(
    document: Document,
    ruleset: Ruleset,
    result: Result,
    unsafe: bool,
    fighting: set[str],
    only: Callable[[Finding], bool] | None,
) -> Mended | None:
    """One way to the end without the rules in `fighting`; None, and they are more, where there is none."""
    mended = Mended(document, result)
    texts = {(document.text, document.source.encoding): 0}
    for _ in range(ROUNDS):
        current = mended.document
        candidates = [
            finding
            for finding in mended.result.findings
            if finding.fix is not None
            and (unsafe or finding.fix.safe)
            and finding.rule not in fighting
            and (only is None or only(finding))
        ]
        encoding = next((f.fix.encode for f in candidates if f.fix and f.fix.encode is not None), None)
        if encoding is not None:
            mended.encoding = encoding
        held, mended.refused = _held(candidates, mended.encoding or current.source.encoding)
        chosen = compatible(held)
        if not chosen:
            return mended
        edits = {edit for finding in chosen if finding.fix is not None for edit in finding.fix.edits}
        text = apply_edits(current.text, edits)
        mended.rounds.append(chosen)
        source = current.source if encoding is None else current.source._replace(encoding=encoding)
        key = (text, source.encoding)
        if key in texts:  # back where it was
            fighting.update(f.rule for findings in mended.rounds[texts[key] :] for f in findings)
            return None
        texts[key] = len(mended.rounds)
        mended.document = _rewritten(current, text, source, encoding is not None)
        mended.result = check(mended.document, ruleset)
    fighting.update(finding.rule for finding in mended.rounds[-1])
    return None


def _held(findings: Iterable[Finding], encoding: str) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    held: list[Finding] = []
    lost: list[tuple[Finding, str]] = []
    for finding in findings:
        assert finding.fix is not None
        insert = "".join(edit.insert for edit in finding.fix.edits)
        try:
            insert.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            lost.append((finding, insert))
        else:
            held.append(finding)
    return held, lost


def _rewritten(document: Document, text: str, source: Source, converted: bool) -> Document:
    """The document as it will be read once it is written."""
    if converted:
        source = source._replace(bom=False, undecodable=())
    raw = encoded(text, source)
    return Document(
        text,
        document.path,
        document.record,
        document.metadata,
        source._replace(raw=raw) if raw is not None else source,
        document.manifest,
        document.suppressions,
    )


def encoded(text: str, source: Source) -> bytes | None:
    """The bytes of `text` in the encoding and with the BOM of `source`; None where it cannot hold them."""
    try:
        body = text.encode(source.encoding)
    except (UnicodeEncodeError, LookupError):
        return None
    return _MARKS.get(source.encoding, b"") + body if source.bom else body


def survives(document: Document) -> bool:
    """Whether writing the text as it is would give the very bytes it was read from."""
    return not document.source.undecodable and encoded(document.text, document.source) == document.source.raw


class Fixer:
    """Mends files in place, or only shows how it would."""

    def __init__(self, *, unsafe: bool = False, diff: bool = False) -> None:
        self.unsafe = unsafe
        self.diff = diff

    def wants(self, result: Result) -> bool:
        """Whether `result` proposes a mend of the kind that is to be applied."""
        return any(f.fix is not None and (self.unsafe or f.fix.safe) for f in result.findings)

    def fix(
        self, file: File, config: Config, document: Document, result: Result, ruleset: Ruleset
    ) -> tuple[Mended | None, list[Notification]]:
        """Mend one document and write it; None where nothing was changed, and what is to be said."""
        path = document.path
        arguments: dict[str, object] = {"path": path}
        if document.record is not None:
            arguments["count"] = sum(finding.fix is not None for finding in result.findings)
            return None, [Notification("not-fixed", _RECORDS, arguments, path, "note")]
        if path.lower().endswith((".gz", ".zst")):
            return None, [Notification("not-fixed", _PACKED, arguments, path)]
        mended = mend(document, ruleset, result, unsafe=self.unsafe)
        told = [
            Notification(
                "not-fixed",
                _CANNOT_HOLD,
                {
                    "path": path,
                    "rule": finding.rule,
                    "insert": insert[:40],
                    "encoding": mended.encoding or document.source.encoding,
                },
                path,
            )
            for finding, insert in mended.refused
        ]
        if mended.fighting:
            rules = ", ".join(sorted(mended.fighting))
            told.append(Notification("not-fixed", _FIGHT, {"path": path, "rules": rules}, path))
        if not mended.rounds:
            return None, told
        converted = mended.encoding is not None and mended.encoding != document.source.encoding
        if document.source.undecodable or not (converted or survives(document)):
            return None, [*told, Notification("not-fixed", _DAMAGED, arguments, path)]
        if self.diff or file.place == "-":
            return mended, told
        fault = self._write(file, config, document, mended)
        return (None, [*told, fault]) if fault is not None else (mended, told)

    def _write(self, file: File, config: Config, document: Document, mended: Mended) -> Notification | None:
        path = document.path
        raw = mended.document.source.raw
        assert raw is not None
        place = os.path.realpath(file.place)  # a link stays a link
        log = os.path.join(config.root or ".", LOG)
        try:
            os.makedirs(os.path.dirname(log), exist_ok=True)
            with open(log, "ab") as record:
                with open(place, "rb") as current:
                    if current.read() != document.source.raw:
                        return Notification("not-fixed", _CHANGED, {"path": path}, path, "error", True)
                _replace(place, raw)
                line = json.dumps(log_entry(path, document, mended), ensure_ascii=False)
                record.write(line.encode("utf-8", "backslashreplace") + b"\n")
        except OSError as error:
            reason = error.strerror or str(error)
            return Notification(
                "unwritable",
                _UNWRITABLE,
                {"path": error.filename or path, "error": reason},
                path,
                "error",
                True,
            )
        return None


def _replace(place: str, raw: bytes) -> None:
    """Write `place` so that it is never seen half-written and keeps its mode. Raises OSError."""
    folder, name = os.path.split(place)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name[:50]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(place, temporary)
        os.replace(temporary, place)
    except BaseException:
        os.unlink(temporary)
        raise


def log_entry(path: str, document: Document, mended: Mended) -> dict[str, Any]:
    """What the log says of one write: who wrote what when, so that provenance can account for it."""
    import time

    old, new = document.source, mended.document.source
    return {
        "path": path,
        "old_sha256": document.sha256,
        "new_sha256": hashlib.sha256(new.raw or b"").hexdigest(),
        "old_encoding": old.encoding,
        "new_encoding": new.encoding,
        "rounds": [
            [
                {
                    "rule": finding.rule,
                    "edits": [
                        {"start": edit.start, "end": edit.end, "insert": edit.insert}
                        for edit in (finding.fix.edits if finding.fix else ())
                    ],
                }
                for finding in findings
            ]
            for findings in mended.rounds
        ],
        "version": __version__,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _quoted(path: str) -> str:
    """A name as Git writes it in a diff: between quotation marks, its bytes as numbers, where it holds what would end the
    line or act on a terminal, or what is no UTF-8."""
    if not any(char < " " or char in '"\\\x7f' or "\ud800" <= char <= "\udfff" for char in path):
        return path
    return (
        '"'
        + "".join(
            chr(byte) if " " <= chr(byte) < "\x7f" and chr(byte) not in '"\\' else f"\\{byte:03o}"
            for byte in os.fsencode(path)
        )
        + '"'
    )


def difference(before: Document, after: Document) -> str:
    """What a mend changes, as a unified diff."""
    import difflib

    def lines(document: Document) -> Sequence[str]:
        # As `patch` and Git count them, to whom a lone CR is a character like any other.
        return re.findall(r"[^\n]*\n|[^\n]+", document.text)

    old, new = _quoted(f"a/{before.path}"), _quoted(f"b/{after.path}")
    rows = difflib.unified_diff(lines(before), lines(after), old, new)
    shown = [row if row.endswith("\n") else row + "\n\\ No newline at end of file\n" for row in rows]
    if before.source.encoding != after.source.encoding:
        shown.insert(0, f"# {before.path}: {before.source.encoding} -> {after.source.encoding}\n")
    return "".join(shown)
