"""Recall: what an earlier run said of a file, in place of checking it again.

A file whose size and time are those of the cache is not read; one whose content is known is read and not checked.
Both are asked with everything else that an answer depends on: the rules' sources and data, the configuration and
what it names, this version of polint, the file's name. A document without findings is a few numbers there.
"""

from __future__ import annotations

import io
import itertools
import marshal
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

from polint import __version__, store
from polint.cache import Cache, Page
from polint.cache import Entry as Kept
from polint.corpus import Entry
from polint.digest import blake2b
from polint.document import Source
from polint.finding import Edit, Finding, Fix, Position, Range, Record, Related
from polint.message import Message, Text
from polint.notification import Notification
from polint.report import Artifact, Clean
from polint.run import Done
from polint.source import STDIN, File

if TYPE_CHECKING:
    from polint.config import Config
    from polint.plugin import Plugins, Reader
    from polint.run import Checked

WHOLE = 64 << 20
"""Bytes of a file up to which it is read at once and hashed; larger ones, unless read in pieces, are not kept."""
MOST = 50_000
"""Documents of one file, or piece, that are kept."""
RECENT = 20_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again within one tick of the clock.
Where the file system counts whole seconds it is TICK."""
TICK = 2_000_000_000
TOGETHER = 200
"""Documents that corpus rules found something in, kept together."""
BLOCKS = 8
"""Corpora of which is kept what corpus rules found in them as a whole."""
READY = 512
"""Answers that may wait before the run is told of them."""
_KEPT = frozenset({"bad-record", "binary", "empty"})
"""What else may be said of a file, and depends on nothing but the file."""

TURN = Notification("turn", Text("", ""))
"""Goes through whoever checks, so that what waits behind it gets its turn."""


Item: TypeAlias = "Checked | Clean | Notification"


_HOLE = 2


class Unfit(Exception):
    """Something that is not kept."""


# -- what an answer depends on ------------------------------------------------------------------------------


def code_digest(plugins: Plugins) -> bytes:
    """A hash of the sources and data of every package that takes part; made anew when one of their files changes."""
    folders: set[str] = set()
    listing: list[str] = []
    for name, plugin in sorted(plugins.manager.list_name_plugin(), key=lambda pair: pair[0]):
        module = sys.modules.get(getattr(plugin, "__name__", None) or type(plugin).__module__)
        top = sys.modules.get((getattr(module, "__name__", "") or "").partition(".")[0])
        places = list(getattr(top, "__path__", ())) or [getattr(module, "__file__", None) or name]
        folders.update(os.path.abspath(one) for one in places)
    folders.add(os.path.dirname(os.path.abspath(__file__)))
    found: list[str] = []
    for folder in sorted(folders):
        for path in _sources(folder):
            status = os.stat(path)
            found.append(path)
            listing.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    listing += _libraries()

    def content() -> bytes:
        whole = blake2b(digest_size=16)
        for path in found:
            with open(path, "rb") as file:
                content = file.read()
            whole.update(
                f"{os.path.basename(path)} {len(content)} ".encode("utf-8", "surrogatepass") + content
            )
        whole.update("\n".join(_libraries()).encode())
        return whole.digest()

    return store.compiled("sources-1", "\n".join(listing).encode("utf-8", "surrogatepass"), content)


def _sources(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):
        if os.path.isfile(folder):
            yield folder
        return
    for top, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            if name.endswith((".py", ".toml", ".txt", ".json", ".so", ".pyd")):
                yield os.path.join(top, name)


def _libraries() -> list[str]:
    """The versions of what finds and decodes beside ourselves."""
    spec = find_spec("regex")  # named, not imported
    site = os.path.dirname(os.path.dirname(os.path.abspath(spec.origin or ""))) if spec else ""
    names = ("regex-", "chardet-", "opencc", "numpy-")
    try:
        found = [
            name for name in os.listdir(site) if name.lower().startswith(names) and name.endswith("-info")
        ]
    except OSError:
        found = []
    return [*sorted(found), sys.version]


def _content_of(places: Iterable[str]) -> str:
    """A hash of these files and of those in these folders."""
    whole = blake2b(digest_size=16)
    for place in places:
        for path in [place] if os.path.isfile(place) else sorted(_sources(place)):
            try:
                with open(path, "rb") as file:
                    content = file.read()
            except OSError:
                content = b""
            whole.update(f"{path} {len(content)} ".encode("utf-8", "surrogatepass") + content)
    return whole.hexdigest()


def config_digest(config: Config) -> str:
    """Equal for two configurations that say the same of every file: `Config.digest`, the content of the lexicons
    and packs, and what decides about single documents."""
    patterned = config.per_file_ignores or config.overrides
    return repr((
        config.digest, _content_of((*config.packs, *config.lexicons)), config.fail_on,
        sorted((name, sorted(table.items())) for name, table in config.input.items()),
        config.per_file_ignores,
        [(sorted(one.when.items()), sorted(one.settings.items(), key=_name)) for one in config.overrides],
        config.root if patterned else "",
    ))  # fmt: skip


def _name(pair: tuple[str, Any]) -> str:
    return pair[0]


def rules_digest(plugins: Plugins, *more: object) -> bytes:
    """What stands for everything else that an answer depends on: code, data, versions, and what is asked for."""
    text = repr((__version__, more)).encode("utf-8", "surrogatepass")
    return blake2b(text, key=code_digest(plugins), digest_size=16).digest()


# -- values -------------------------------------------------------------------------------------------------


class Codec:
    """Items as plain types, and back. A path is left out: the same content may lie elsewhere tomorrow."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._numbers: dict[tuple[str, str], int] = {}
        self._texts: dict[int, Text] = {}

    def pack(self, items: Sequence[Item], file: File, holes: Mapping[int, tuple[int, int]]) -> Any:
        """What is kept of a file. A tuple stands for one document without findings. `holes` are the records that
        are not kept, and the bytes they take. Raises Unfit."""
        packed = [self._item(item, file, holes) for item in items]
        if len(packed) == 1 and type(packed[0]) is tuple and len(packed[0]) == 3:
            return packed[0]
        return packed

    def unpack(self, value: Any, file: File) -> Iterator[Item | File]:
        """The items of which `value` was made; in place of a record that is not kept, the piece of the file that it
        is. Raises Unfit."""
        path = file.path
        base, _, moved = file.piece or (0, 0, 0)
        if type(value) is tuple:
            yield Clean(path, *value)
            return
        for one in value:
            if type(one) is tuple:
                characters, head, digests, *record = one
                yield Clean(path, characters, head, digests, record[0] + moved if record else -1, *record[1:])
                continue
            row = marshal.loads(one)
            if row[0] == _HOLE:
                yield file._replace(piece=(base + row[1], base + row[2], moved + row[3]))
            else:
                yield self._whole(row, path, moved)

    def _item(self, item: Item, file: File, holes: Mapping[int, tuple[int, int]]) -> Any:
        moved = 0 if file.piece is None else file.piece[2]
        if isinstance(item, Clean):
            if item.path != file.path:
                raise Unfit
            clean = (item.characters, item.head, item.digests)
            return clean if item.record < 0 else (*clean, item.record - moved, item.id)
        if isinstance(item, Notification):
            if item.kind not in _KEPT:
                raise Unfit
            said = {
                name: value - moved
                if name == "line" and isinstance(value, int)
                else self._plain(value, file.path)
                for name, value in item.arguments.items()
            }
            return marshal.dumps(
                (0, item.kind, self._number(item.text), said, item.path == file.path, item.level, item.fails)
            )
        artifact, entry = item.artifact, item.entry
        record = artifact.record
        if record is not None and item.private:
            start, end = holes[record.index - moved]
            return marshal.dumps((_HOLE, start, end, record.index - moved))
        if item.fixed or item.diff or item.output is not None or artifact.path != file.path or item.private:
            raise Unfit
        if any(one.path is not None for found in item.findings for one in found.related):
            raise Unfit  # that of another document, which may not be there tomorrow
        head = None if entry is None else entry.head
        digests = () if entry is None else entry.digests
        source = artifact.source
        return marshal.dumps((
            1, artifact.characters, head, digests, None if record is None else (record.index - moved, record.id),
            (source.encoding, source.bom, source.undecodable), artifact.sha256, item.fail_on,
            [self._finding(one, item.artifact.path, record) for one in item.findings],
            [self._finding(one, item.artifact.path, record) for one in item.suppressed],
            [one.pack() for one in item.silenced],
        ))  # fmt: skip

    def _whole(self, row: tuple[Any, ...], path: str, moved: int) -> Item:
        from polint.run import Checked

        if row[0] == 0:
            _, kind, text, said, own, level, fails = row
            arguments = {
                name: value + moved if name == "line" and isinstance(value, int) else self._value(value, path)
                for name, value in said.items()
            }
            return Notification(kind, self._text(text), arguments, path if own else None, level, fails)
        _, characters, head, digests, numbered, source, sha256, fail_on, findings, suppressed, silenced = row
        if silenced:
            from polint.suppression import Suppression
        record = None if numbered is None else Record(numbered[0] + moved, numbered[1])
        encoding, bom, undecodable = source
        entry = None if head is None else Entry(path, -1 if record is None else record.index, head, digests)
        return Checked(
            Artifact(path, Source(encoding, bom, None, undecodable), characters, record, sha256),
            tuple(self._found(one, path, record) for one in findings),
            tuple(self._found(one, path, record) for one in suppressed),
            fail_on,
            entry,
            tuple(Suppression(*one) for one in silenced),
        )

    # Messages are kept as a number and arguments: what is said is in the cache once, in no language.

    def _number(self, text: Text) -> int:
        key = (text.en, text.zh)
        found = self._numbers.get(key)
        if found is None:
            digest = blake2b("\0".join(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
            found = self._numbers[key] = int.from_bytes(digest, "little") >> 1
            self._cache.put_text(found, *key)
        return found

    def _text(self, number: int) -> Text:
        found = self._texts.get(number)
        if found is None:
            both = self._cache.text(number)
            if both is None:
                raise Unfit
            found = self._texts[number] = Text(*both)
        return found

    def _plain(self, value: object, path: str) -> Any:
        if isinstance(value, str):
            return (2,) if value == path else value
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Text):
            return (0, self._number(value))
        if isinstance(value, Message):
            return (1, *self._message(value, path))
        if isinstance(value, tuple | list):
            return (3 if isinstance(value, tuple) else 4, [self._plain(one, path) for one in value])
        raise Unfit

    def _value(self, value: Any, path: str) -> Any:
        if type(value) is not tuple:
            return value
        match value[0]:
            case 0:
                return self._text(value[1])
            case 1:
                return self._said(value[1:], path)
            case 2:
                return path
            case 3:
                return tuple(self._value(one, path) for one in value[1])
        return [self._value(one, path) for one in value[1]]

    def _message(self, message: Message, path: str) -> tuple[int, dict[str, Any]]:
        return self._number(message.text), {
            name: self._plain(value, path) for name, value in message.arguments.items()
        }

    def _said(self, packed: Sequence[Any], path: str) -> Message:
        number, arguments = packed
        return Message(self._text(number), {name: self._value(one, path) for name, one in arguments.items()})

    def group(self, number: int, findings: Sequence[Finding]) -> bytes:
        """What corpus rules found in one document, the one that was taken as `number`. Raises Unfit."""
        path, record = findings[0].path, findings[0].record
        return marshal.dumps((
            number, path, None if record is None else (record.index, record.id),
            [self._finding(one, path, record) for one in findings],
        ))  # fmt: skip

    def grouped(self, packed: bytes) -> tuple[int, list[Finding]]:
        """What `group` packed. Raises Unfit."""
        number, path, numbered, findings = marshal.loads(packed)
        record = None if numbered is None else Record(*numbered)
        return number, [self._found(one, path, record) for one in findings]

    def _finding(self, finding: Finding, path: str, record: Record | None) -> tuple[Any, ...]:
        if finding.path != path or finding.record != record:
            raise Unfit
        fix = finding.fix
        return (
            finding.rule, finding.severity, finding.confidence, finding.start, finding.end, _spanned(finding.range),
            self._message(finding.message, path), finding.text,
            None if fix is None else ([(e.start, e.end, e.insert) for e in fix.edits], fix.safe, fix.encode),
            [self._other(one, path) for one in finding.related],
            finding.fingerprint, finding.omitted, finding.excerpt, finding.excerpt_start,
            [_spanned(one) for one in finding.edit_ranges], finding.line_hash, finding.hidden,
        )  # fmt: skip

    def _found(self, row: Sequence[Any], path: str, record: Record | None) -> Finding:
        (
            rule, severity, confidence, start, end, span, message, text, fix, related, fingerprint, omitted, excerpt,
            excerpt_start, edit_ranges, line_hash, hidden,
        ) = row  # fmt: skip
        return Finding(
            rule, severity, confidence, path, record, start, end, _span(span), self._said(message, path), text,
            None if fix is None else Fix(tuple(Edit(*edit) for edit in fix[0]), fix[1], fix[2]),
            tuple(
                Related(
                    first, last, self._said(said, path), elsewhere, None if numbered is None else Record(*numbered),
                    None if spanned is None else _span(spanned),
                )
                for first, last, said, spanned, elsewhere, numbered in related
            ),
            fingerprint, omitted, excerpt, excerpt_start, tuple(_span(one) for one in edit_ranges), line_hash,
            hidden,
        )  # fmt: skip

    def _other(self, related: Related, path: str) -> tuple[Any, ...]:
        spanned = None if related.range is None else _spanned(related.range)
        record = None if related.record is None else (related.record.index, related.record.id)
        return related.start, related.end, self._message(related.message, path), spanned, related.path, record


def _spanned(span: Range) -> tuple[int, ...]:
    a, b = span.start, span.end
    return a.line, a.column, a.utf16, a.utf8, b.line, b.column, b.utf16, b.utf8


def _span(numbers: Sequence[int]) -> Range:
    return Range(Position(*numbers[:4]), Position(*numbers[4:]))


# -- asking and telling -------------------------------------------------------------------------------------


class Recall:
    """The answers of earlier runs with the same `rules` (whatever else decides what is found, as a hash)."""

    def __init__(self, cache: Cache, rules: bytes) -> None:
        self.cache = cache
        self.codec = Codec(cache)
        self._rules = rules
        self._readers: Mapping[str, Reader] = {}
        self._config: Config | None = None
        self._settings = b""
        self._patterned = False
        self._known: dict[bytes, bool] = {}
        self._folder: tuple[str, str] = ("", "")
        self._here: tuple[Config, str, Page] | None = None  # the page last asked for: neighbours are on it
        self._manifests: dict[str, bytes] = {}
        self._lined: dict[str, bool] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Recall, (self.cache, self._rules)

    def _of(self, config: Config) -> bytes:
        """What stands for a configuration."""
        if config is not self._config:
            self._config = config
            text = config_digest(config).encode("utf-8", "surrogatepass")
            self._settings = blake2b(text, key=self._rules, digest_size=16).digest()
            self._patterned = bool(config.per_file_ignores or config.overrides)
        return self._settings

    def _absolute(self, folder: str) -> str:
        if self._folder[0] != folder or not self._folder[1]:
            self._folder = (folder, os.path.abspath(folder or "."))
        return self._folder[1]

    def _more(self, file: File) -> bytes:
        """What else an answer depends on: a sidecar, a manifest's entry, and how a document that is none is said."""
        if not file.sidecar and file.manifest is None:
            return b"named" if file.named else b""
        whole = blake2b(b"named" if file.named else b"", digest_size=16)
        if file.sidecar:
            whole.update(file.path.encode("utf-8", "surrogatepass"))
            whole.update(_content_of([file.beside]).encode())
        if file.manifest is not None:
            from polint.license import lists_licences

            whole.update(b"listed" if lists_licences() else b"")
            place = file.manifest.place
            if file.path.lower().endswith((".txt", ".md", ".html")):
                entry = file.manifest.entry(file.path, None)
                whole.update(repr(entry).encode("utf-8", "surrogatepass"))
            else:
                if place not in self._manifests:
                    self._manifests[place] = _content_of([place]).encode()
                whole.update(self._manifests[place])
        return whole.digest()

    # In the process that looks for files:

    def of(self, file: File) -> Sequence[Item | File] | None:
        """What was found in a file of this size and time, and the pieces of it that must be read; None where that
        is not known."""
        if file.place == STDIN:
            return None
        found = self._entry(file) if file.piece is None else self._entry(file, f"\0{file.piece[0]}")
        return None if found is None else self._items(found[3], file)

    def _entry(self, file: File, end: str = "") -> Kept | None:
        folder, _, name = file.place.rpartition("/") if os.sep == "/" else _split(file.place)
        name += end
        here = self._here
        if here is None or here[0] is not file.config or here[1] != folder or not here[2].covers(name):
            page = self.cache.page(self._of(file.config), self._absolute(folder), name)
            if page is None:
                self._here = None
                return None
            here = self._here = (file.config, folder, page)
        entry = here[2].entries.get(name)
        if entry is None:
            return None
        try:
            status = os.stat(file.place)
        except OSError:
            return None
        if entry[0] != status.st_size or entry[1] != status.st_mtime_ns or entry[4] != self._more(file):
            return None
        return entry

    def _items(self, value: Any, file: File) -> Sequence[Item | File] | None:
        if type(value) is tuple:
            return (Clean(file.path, *value),)
        try:
            return list(self.codec.unpack(value, file))
        except (Unfit, ValueError, TypeError, EOFError):
            return None

    def keep(self, file: File, done: Done, items: Sequence[Item]) -> None:
        """Keep what was said of `file`."""
        if done.digest is None:
            return
        try:
            private = any(not isinstance(one, Clean | Notification) and one.private for one in items)
            value = self.codec.pack(items, file, self._rows(file, done) if private else {})
        except (Unfit, OSError, ValueError, TypeError, KeyError):
            return
        self._put(file, done, value, "" if file.piece is None else f"\0{file.piece[0]}")

    def _rows(self, file: File, done: Done) -> Mapping[int, tuple[int, int]]:
        """Where each line of a file, or piece, starts and ends in it, if it still is what was read."""
        with file.open() as stream:
            raw = stream.read()
        if self._hash(file, raw) != done.digest:
            raise Unfit
        found, start = {}, 0
        for number, line in enumerate(raw.split(b"\n")):
            found[number] = (start, min(start + len(line) + 1, len(raw)))
            start += len(line) + 1
        return found

    def _hash(self, file: File, raw: bytes) -> bytes:
        """What stands for a file's content and everything else that an answer about it depends on."""
        name = os.path.abspath(file.place) if self._patterned else os.path.basename(file.path)
        whole = blake2b(self._of(file.config) + self._more(file), digest_size=16)
        whole.update(name.encode("utf-8", "surrogatepass"))
        return blake2b(raw, key=whole.digest(), digest_size=16).digest()

    def _put(self, file: File, done: Done, value: Any, end: str) -> None:
        folder, _, name = file.place.rpartition("/") if os.sep == "/" else _split(file.place)
        name += end
        entry = (done.size, done.changed, done.digest, value, self._more(file))
        self.cache.put(self._of(file.config), self._absolute(folder), name, entry, 100 + _weight(value))

    def check(
        self,
        files: Iterable[File | Notification],
        anew: Callable[[Iterable[File | Notification]], Iterator[Item | Done]],
        split: Callable[[File], Iterable[File]],
        readers: Mapping[str, Reader],
    ) -> Iterator[Item]:
        """What is to be said of `files`, in their order: recalled, or found `anew`. `split` gives the pieces of a
        file that may be read in pieces."""
        self._readers = readers
        # In order: a file and what is known of it (None: not yet), and whether what is found is to be kept.
        line: deque[tuple[File | Notification, Sequence[Item] | None, bool]] = deque()

        def unknown() -> Iterator[File | Notification]:
            ready = 0
            for file in files:
                if isinstance(file, Notification):
                    line.append((file, (file,), False))
                    ready += 1
                else:
                    for part in self._pieces(file, split) if self._is_lined(file) else (file,):
                        found = self.of(part)
                        if found is None:
                            line.append((part, None, True))
                            yield part
                        else:
                            yield from answered(part, found)
                            ready += len(found)
                if ready >= READY:
                    ready = 0
                    yield TURN

        def answered(part: File, found: Sequence[Item | File]) -> Iterator[File]:
            items: list[Item] = []
            for one in found:
                if isinstance(one, File):
                    line.append((part, items, False))
                    line.append((one, None, False))
                    yield one
                    items = []
                else:
                    items.append(one)
            line.append((part, items, False))

        collected: list[Item] | None = []
        for item in anew(unknown()):
            while line and (found := line[0][1]) is not None:
                yield from found
                line.popleft()
            if item is TURN:
                continue
            if isinstance(item, Done):
                file, _, wanted = line.popleft()
                assert isinstance(file, File)
                if collected is not None and wanted:
                    self.keep(file, item, collected)
                collected = []
                continue
            if collected is not None:
                collected.append(item)
                if len(collected) > MOST:
                    collected = None
            yield item
        for _, found, _ in line:
            yield from found or ()

    def _is_lined(self, file: File) -> bool:
        """Whether a file of this name may be read in pieces."""
        suffix = file.path[file.path.rfind(".") :]
        found = self._lined.get(suffix)
        if found is None:
            from polint.pool import by_line

            found = self._lined[suffix] = by_line(file, self._readers)
        return found

    def _pieces(self, file: File, split: Callable[[File], Iterable[File]]) -> Iterator[File]:
        """The pieces of a file: those of a run that saw it with this size and time, or found anew."""
        known = self._entry(file, "\0") if file.place != STDIN else None
        if known is not None:
            for start, end, line in known[3]:
                yield file._replace(piece=(start, end, line))
            return
        now, pieces = time.time_ns(), []
        try:
            status = os.stat(file.place)
        except OSError:
            status = None
        for part in split(file):
            if part.piece is not None:
                pieces.append(part.piece)
            yield part
        if pieces and status is not None:
            changed = _settled(status.st_mtime_ns, now)
            self._put(file, Done(file.path, status.st_size, changed, b""), pieces, "\0")

    # What corpus rules found follows from the entries of all documents.

    def tied(
        self, key: bytes | None, found: Iterable[tuple[int, list[Finding]]]
    ) -> Iterator[tuple[int, list[Finding]]]:
        """What corpus rules `found`, recalled where an earlier run had the same `key` (None: it was not to be kept),
        otherwise as it is found. Private data in it must have been covered."""
        if key is None:
            yield from found
            return
        settings = blake2b(b"tied", key=self._rules, digest_size=16).digest()
        folder = "\0" + key.hex()
        done = 0
        for groups in self._block(settings, folder):
            if groups is None:
                return
            done += len(groups)
            yield from groups
        number, waiting = 0, []
        for group in itertools.islice(found, done, None):  # a part of what was kept may have been damaged
            waiting.append(group)
            if len(waiting) >= TOGETHER and not done:
                self._put_block(settings, folder, number, waiting)
                number, waiting = number + 1, []
            yield group
        if not done:
            self._put_block(settings, folder, number, waiting)
            self._put_block(settings, folder, number + 1, None)
            self.cache.retire(settings, BLOCKS)

    def _block(self, settings: bytes, folder: str) -> Iterator[list[tuple[int, list[Finding]]] | None]:
        """The parts that are kept of a block of findings; None behind the last one."""
        for number in itertools.count():
            name = f"\0{number:08}"
            page = self.cache.page(settings, folder, name)
            entry = None if page is None else page.entries.get(name)
            if entry is None:
                return
            try:
                yield None if entry[3] is None else [self.codec.grouped(one) for one in entry[3]]
            except (Unfit, ValueError, TypeError, EOFError):
                return

    def _put_block(
        self, settings: bytes, folder: str, number: int, groups: list[tuple[int, list[Finding]]] | None
    ) -> None:
        try:
            value = None if groups is None else [self.codec.group(*group) for group in groups]
        except (Unfit, ValueError):
            return  # without one part the block has an end, but not its own
        weight = 100 + sum(map(len, value or ()))
        self.cache.put(settings, folder, f"\0{number:08}", (0, 0, b"", value, b""), weight)

    # In the process that checks:

    def read(self, file: File) -> tuple[Done, io.BytesIO | None, Sequence[Item | File] | None]:
        """A file's bytes, where they can be had at once, and what was found in the same content."""
        nothing = Done(file.path)
        if file.place == STDIN:
            return nothing, None, None
        try:
            status = os.stat(file.place)
            if file.piece is None and status.st_size > WHOLE:
                return nothing, None, None
            now = time.time_ns()
            with file.open() as stream:
                raw = stream.read()
        except OSError:
            return nothing, None, None
        settings = self._of(file.config)
        digest = self._hash(file, raw)
        changed = _settled(status.st_mtime_ns, now)
        if file.piece is None and status.st_size != len(raw):
            changed = -1
        if settings not in self._known:
            self._known[settings] = self.cache.knows(settings)
        found = self.cache.by_content(digest) if self._known[settings] else None
        return (
            Done(file.path, status.st_size, changed, digest),
            io.BytesIO(raw),
            None if found is None else self._items(found, file),
        )


def _weight(value: Any) -> int:
    """Bytes of a value, about."""
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, tuple | list):
        return 16 * len(value) + sum(_weight(one) for one in value if isinstance(one, tuple | list | bytes))
    return 0


def _settled(changed: int, now: int) -> int:
    """A file's time of change, -1 where it may change again without a trace: then it is read next time."""
    return -1 if changed + (RECENT if changed % 1_000_000_000 else TICK) > now else changed


def _split(path: str) -> tuple[str, str, str]:
    folder, name = os.path.split(path)
    return folder, "", name
