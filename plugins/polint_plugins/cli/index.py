"""`polint index`: the corpus index that the gate asks."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polint.corpus import Entry, entry
from polint.fold import SHARED
from polint.index import AgainstIndex, BrokenIndex, Index, indexed
from polint.message import Text
from polint.notification import Notification
from polint.plugin import Plugins
from polint.pool import Pool
from polint.recall import rules_digest
from polint.report import Summary
from polint.run import BATCH, Done, documents
from polint.scan import Scanner
from polint.source import File, discover
from polint_plugins.cli import check, language
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import ClosedPipe, Outputs
from polint_plugins.cli.parser import Parser
from polint_plugins.reporters._visible import visible

if TYPE_CHECKING:
    from polint.corpus import CorpusRule
    from polint.document import Document
    from polint.plugin import Reader

FILE = "corpus.polint-index"
"""What the index is called where nobody names one."""

ABOUT = Text(
    "The index of a corpus: what a new document may be a copy of is found in it without reading the corpus again.",
    "语料索引：不必重读整个语料，就能查出新文档可能与哪些文档重复。",
)
ACTIONS = {
    "build": Text("make a new index of these documents", "为这些文档新建索引"),
    "add": Text("add documents, or replace what is there of them", "加入文档，或替换已有的条目"),
    "query": Text("say what these documents duplicate", "查询这些文档与哪些文档重复"),
    "remove": Text("remove the documents of these files and folders", "删除这些文件和文件夹的条目"),
    "stats": Text("say what the index holds", "显示索引的内容"),
    "verify": Text("check the file and everything in it", "检查索引文件是否完好"),
}
_ACTION = Text("what to do: {names}", "要做的事：{names}")
_FILE = Text("the index (default: {name})", "索引文件（默认：{name}）")
_PATHS = Text("files, folders or globs", "文件、文件夹或通配符")
_FORMAT = Text("how query reports: {names}", "query 的输出格式：{names}")
_THERE = Text(
    "{path} is there already; remove it or use `polint index add`",
    "{path} 已存在；请删除它或使用 `polint index add`",
)
_MISSING = Text(
    "there is no index {path}; `polint index build` makes one",
    "没有索引 {path}；可用 `polint index build` 新建",
)
_BROKEN = Text("{error}", "{error}")
_NOT_BUILT = Text(
    "{path} was not built: it would lack what could not be read",
    "未建立 {path}：有内容无法读取，索引会不完整",
)
_ADDED = Text(
    "{added} document(s) added, {replaced} replaced, {unchanged} unchanged",
    "新增 {added} 篇文档，替换 {replaced} 篇，{unchanged} 篇未变",
)
_REMOVED = Text("{count} document(s) removed", "已删除 {count} 篇文档")
_SOUND = Text("{count} document(s), nothing wrong", "{count} 篇文档，未发现问题")


def parser(speak: str, formats: Sequence[str]) -> Parser:
    """The parser of `polint index`."""
    made = Parser("polint index", ABOUT, speak, "ACTION [PATH …]")
    names = "; ".join(f"{name}: {about.render(speak)}" for name, about in ACTIONS.items())
    made.add_argument(
        "action", metavar="ACTION", choices=ACTIONS, help=made.say(_ACTION, names=names).replace("%", "%%")
    )
    made.option("paths", nargs="*", metavar="PATH", about=_PATHS)
    made.add_argument("--index", metavar="FILE", default=FILE, help=made.say(_FILE, name=FILE))
    made.add_argument(
        "--format",
        "--output-format",
        metavar="FORMAT",
        default=None,
        help=made.say(_FORMAT, names=", ".join(formats)),
    )
    made.option("--config", metavar="FILE", about=shared._CONFIG)
    made.option("--isolated", action="store_true", about=shared._ISOLATED)
    made.option("--jobs", type=int, default=1, metavar="N", about=shared._JOBS)
    made.option("--engine", default="local", metavar="ENGINE", about=check.ENGINE)
    made.option("--ray-address", metavar="ADDRESS", about=check.ADDRESS)
    made.option("--shards", metavar="DIR", about=check.SHARDS)
    shared.add_speaking(made)
    return made


def run(words: Sequence[str], speak: str) -> int:
    """Do it; returns the exit status: 1 where query finds a duplicate or verify a fault, 2 where not all could be
    done."""
    plugins = Plugins()
    made = parser(speak, list(plugins.reporters))
    options = made.parse(words)
    shared.check_lang(made, options)
    check.check_engine(made, options)
    rules = indexed(plugins.rules.values())
    place = Path(options.index)
    building = options.action == "build"
    if building and place.exists():
        made.refuse(made.say(_THERE, path=options.index))
    try:
        # A build that is broken off must not be taken for an index of everything.
        target = place.with_name(place.name + ".building") if building else place
        with contextlib.ExitStack() as stack:
            if building:
                _unlink(target)
                stack.callback(_unlink, target)  # of what is built nothing is left
            creating = options.action in ("build", "add")
            with Index(target, rules, create=creating, building=building) as index:
                status = Action(plugins, made, options, index).status()
            if building and status == 0:
                target.replace(place)
        if building and status != 0:
            made.refuse(made.say(_NOT_BUILT, path=options.index))
        return status
    except FileNotFoundError:
        made.refuse(made.say(_MISSING, path=options.index))
    except BrokenIndex as error:
        made.refuse(made.say(_BROKEN, error=error))
    except sqlite3.DatabaseError as error:  # locked for too long, full, damaged within
        made.refuse(made.say(_BROKEN, error=f"{place}: {error}"))
    except ClosedPipe:
        return 0


def _unlink(place: Path) -> None:
    for name in (place.name, place.name + "-wal", place.name + "-shm"):
        with contextlib.suppress(FileNotFoundError):
            place.with_name(name).unlink()


class Mapper:
    """What maps documents: in this process, one of a pool or one of a cluster."""

    def __init__(self, readers: Mapping[str, Reader], rules: Sequence[CorpusRule]) -> None:
        self.readers = readers
        self._rules = rules
        self._scanner = Scanner((), SHARED.tables)

    def check(self, files: Iterable[File | Notification]) -> Iterator[Entry | Notification]:
        """The entries of the documents in `files`, in order."""
        batch: list[Document | Notification] = []
        size = 0
        for file in files:
            for item in [file] if isinstance(file, Notification) else documents(file, self.readers):
                batch.append(item)
                size += 0 if isinstance(item, Notification) else len(item.text)
                if size >= BATCH:
                    yield from self._entries(batch)
                    batch, size = [], 0
        yield from self._entries(batch)

    def _entries(self, batch: Sequence[Document | Notification]) -> Iterator[Entry | Notification]:
        texts = [one for one in batch if not isinstance(one, Notification)]
        scans = self._scanner.scan([one.text for one in texts]) if texts else ()
        for document, scan in zip(texts, scans, strict=True):
            document.attach(scan)
        for one in batch:
            yield one if isinstance(one, Notification) else entry(one, self._rules)


def mapper() -> Mapper:
    """What maps documents in a process that has nothing loaded."""
    plugins = Plugins()
    return Mapper(plugins.readers, indexed(plugins.rules.values()))


def mapping() -> Callable[[list[File]], Iterator[Entry | Notification]]:
    """The same as a function, for a cluster."""
    return mapper().check


class Action:
    """One thing done with an index."""

    def __init__(self, plugins: Plugins, made: Parser, options: argparse.Namespace, index: Index) -> None:
        self._plugins = plugins
        self._say = made.say
        self._made = made
        self._options = options
        self._index = index
        self._out = Outputs(made.language, quiet=options.quiet)

    def status(self) -> int:
        """Do it; returns the exit status."""
        done: int = getattr(self, "_" + self._options.action)()
        return 2 if self._out.failed else done

    def _tell(self, text: str) -> None:
        if not self._options.quiet:
            print(text, file=sys.stderr)

    def _entries(self) -> Iterator[Entry]:
        """The entries of the documents that the arguments name."""
        configs = shared.configurations(self._made, self._options, self._plugins, {})
        own = {os.path.abspath(self._options.index + end) for end in ("", "-wal", "-shm", ".building")}
        files = discover(self._options.paths or ["."], self._plugins.readers, configs, passed_over=own)
        for item in self._mapped(files):
            if isinstance(item, Notification):
                self._out.notify(item)
            elif not isinstance(item, Done):
                yield item

    def _mapped(self, files: Iterable[File | Notification]) -> Iterator[Entry | Notification | Done]:
        if self._options.engine == "local":
            here = Mapper(self._plugins.readers, self._index.rules_of_all)
            several = self._options.jobs > 1 and "-" not in self._options.paths
            yield from Pool(here, mapper, self._options.jobs).check(files) if several else here.check(files)
            return
        from polint_plugins.engines.ray import Cluster, Shards

        jobs = self._options.jobs if self._options.jobs > 1 else 0
        with Cluster(self._options.ray_address, jobs) as cluster:
            shards: Shards[Entry | Notification] = Shards(
                cluster,
                mapping,
                self._plugins.readers,
                self._options.shards,
                rules_digest(self._plugins, [rule.id for rule in self._index.rules_of_all]),
            )
            yield from shards.results(files)

    def _add(self) -> int:
        added = replaced = unchanged = 0
        for batch, counts in self._index.add(self._entries()):
            added, replaced = added + counts.added, replaced + counts.replaced
            unchanged += counts.unchanged
            if self._options.verbose:  # a line a document, once it is acknowledged
                for one in batch:
                    print(visible(one.path if one.record < 0 else f"{one.path}#{one.record}"))
                sys.stdout.flush()
        self._tell(self._say(_ADDED, added=added, replaced=replaced, unchanged=unchanged))
        return 0

    _build = _add

    def _query(self) -> int:
        names = self._plugins.reporters
        chosen = self._options.format or ("text" if "text" in names else "jsonl")
        shared.check_choice(self._made, "--format", chosen, names)
        corpus = AgainstIndex(self._index)
        self._out.add(names[chosen], language.known(self._options.lang) if self._options.lang else None, None)
        self._out.begin(corpus.rules)
        summary = Summary(families=("duplicate",))
        for one in self._entries():
            corpus.take(one)
            summary.documents += 1
        for findings in corpus.findings():
            summary.count(findings)
            self._out.document(None, findings)
        self._out.end(summary)
        return int(bool(summary.findings))

    def _remove(self) -> int:
        from polint.path import shown

        removed = self._index.remove([shown(path) for path in self._options.paths])
        self._tell(self._say(_REMOVED, count=removed))
        return 0

    def _stats(self) -> int:
        print(json.dumps(self._index.statistics(), ensure_ascii=False, indent=2))
        return 0

    def _verify(self) -> int:
        faults = self._index.verify()
        for fault in faults:
            print(fault)
        if not faults:
            self._tell(self._say(_SOUND, count=len(self._index)))
        return int(bool(faults))
