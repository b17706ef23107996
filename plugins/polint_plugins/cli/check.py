"""`polint check`: lint files, folders or standard input."""

from __future__ import annotations

import argparse
import marshal
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from polint.closest import Configs
from polint.config import Config
from polint.finding import SEVERITIES
from polint.message import Text
from polint.naming import matches
from polint.notification import Notification
from polint.outlet import KINDS
from polint.plugin import Plugins
from polint.report import Clean, Summary
from polint.run import Checker, Done, settle
from polint.source import File, discover
from polint.verdict import Verdicts
from polint_plugins.cli import language as languages
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import ClosedPipe, Outputs, silence_stdout, unwritable
from polint_plugins.cli.parser import Parser
from polint_plugins.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from polint.baseline import Baseline
    from polint.cache import Cache
    from polint.corpus import Corpus, CorpusRule
    from polint.document import Document
    from polint.engine import Ruleset
    from polint.finding import Draft, Finding, Omitted, Severity
    from polint.fixing import Fixer
    from polint.partition import Partition
    from polint.recall import Recall
    from polint.rule import Rule
    from polint.run import Checked, Passed
    from polint.verdict import Decision

SMALL = 1 << 20
"""Bytes of a document that is checked anew faster than the cache is opened and asked."""

ABOUT = Text(
    "Check Chinese documents: files, folders, globs, or - for standard input.",
    "检查中文文档：文件、文件夹、通配符，或用 - 表示标准输入。",
)
_ABOUT_FIX = Text(
    "Apply the safe mends to Chinese documents, then report what is left: `polint check --fix`.",
    "对中文文档应用安全的修复，然后报告剩余问题，即 `polint check --fix`。",
)
_FORMAT = Text("how findings are written: {names}", "结果的格式：{names}")
_OUTPUT = Text(
    "write them to a file besides: FORMAT=FILE; may be repeated", "另外写入文件：格式=文件；可重复使用"
)
_STATISTICS = Text("counts by rule in place of the findings", "只按规则统计数量，不列出各处问题")
_BASELINE = Text("do not report what this file holds", "不报告该文件中已有的问题")
_WRITE_BASELINE = Text("write today's findings to this file", "把现有问题写入该文件")
_NO_BASELINE = Text("--baseline: there is no {path}", "--baseline：找不到 {path}")
_BAD_BASELINE = Text("{path} is no baseline: {error}", "{path} 不是有效的基线文件：{error}")
_UNWRITTEN = Text("{path} was not written: not everything could be checked", "未写入 {path}：有内容未能检查")
_STALE = Text("{count} entries of the baseline matched nothing", "基线中有 {count} 条已无对应问题")
_WROTE = Text("{count} finding(s) written to {path}", "已将 {count} 处问题写入 {path}")
_FIX = Text("apply the safe mends, then report what is left", "应用安全的修复，然后报告剩余问题")
_UNSAFE = Text("apply those too that should be looked at", "同时应用需要核对的修复")
_DIFF = Text("only show what a fix would change", "只显示修复将带来的改动")
_FIXED = Text(
    "mended {count} finding(s) in {documents} document(s)", "已在 {documents} 篇文档中修复 {count} 处"
)
_WOULD = Text(
    "would mend {count} finding(s) in {documents} document(s)", "可在 {documents} 篇文档中修复 {count} 处"
)
_EXIT_ZERO = Text("end with 0 whatever is found", "无论发现什么问题都以状态 0 退出")
_SHOW_FILES = Text("only list the files that would be checked", "只列出将要检查的文件")
_SHOW_SETTINGS = Text("only show the settings in force", "只显示生效的设置")
_SHOW_PRIVATE = Text("do not mask personal data in what is shown", "显示结果时不遮盖个人信息")
_SHOW_SUPPRESSED = Text(
    "write what is suppressed or in the baseline as well, marked as such, in formats that can say so (sarif)",
    "同时写出已抑制和基线内的问题并加以标明，限于能够标明的格式（sarif）",
)
_PROFILE_RULES = Text("show how long each rule took", "显示每条规则的耗时")
_KEPT = Text(
    "write the documents that are kept to this folder, each under its own name (with --rejected)",
    "把保留的文档写入该目录，文件名不变（与 --rejected 同用）",
)
_REJECTED = Text(
    "write the others to this folder, each with the rules that decided, by [verdict] in the configuration",
    "把其余文档连同判定规则写入该目录；如何判定由配置中的 [verdict] 决定",
)
_BOTH = Text("--kept and --rejected go together", "--kept 与 --rejected 必须同时使用")
_NO_FIX = Text(
    "--kept does not go with --fix and --diff: [verdict] says what is repaired",
    "--kept 不能与 --fix、--diff 同时使用：修复什么由 [verdict] 决定",
)
_NO_STDIN = Text(
    "--kept reads its input twice: standard input cannot be read again",
    "--kept 要读两遍输入，不能用于标准输入",
)
_SORTED = Text(
    "{kept} kept ({repaired} of them repaired), {rejected} rejected, {undecodable} undecodable of {read} document(s)",
    "共 {read} 篇文档：保留 {kept}（其中修复 {repaired}），剔除 {rejected}，无法解码 {undecodable}",
)
_REJECTS = Text(", {count} rejected", "，剔除 {count} 篇")
_DOCUMENTS_ONLY = Text(
    "judge each document by itself, without what ties documents to one another (for hooks, which see a batch)",
    "只逐篇检查，不比较文档之间的关系（用于每次只拿到一批文件的钩子）",
)
ENGINES = ("local", "ray")
ENGINE = Text(
    "where the work is done: local, or ray (a cluster: pip install 'polint-text[ray]')",
    "在何处执行：local，或 ray（集群，需 pip install 'polint-text[ray]'）",
)
ADDRESS = Text(
    "the Ray cluster to use; without it, one is started on this machine",
    "要使用的 Ray 集群；不写则在本机启动一个",
)
SHARDS = Text(
    "with ray: keep what each shard gave in this folder (every node must reach it), and go on from what is there",
    "配合 ray：把各分片的结果保存在该文件夹（各节点都须能读写），并从已有结果继续",
)
_NO_RAY = Text(
    "--engine ray: Ray is not installed: pip install 'polint-text[ray]'",
    "--engine ray：未安装 Ray：pip install 'polint-text[ray]'",
)
_NOT_ON_RAY = Text("--engine ray does not go with {option}", "--engine ray 不能与 {option} 同时使用")
_ONLY_ON_RAY = Text("{option} is for --engine ray", "{option} 仅用于 --engine ray")
_PREVIEW = Text(
    "run the new rules too, which a minor release will bring", "也运行新规则（下个次要版本起默认启用）"
)
_BAD_OUTPUT = Text("--output: write FORMAT=FILE, not “{item}”", "--output：应写作 格式=文件，而不是“{item}”")
_BAD_JOBS = Text("--jobs: at least 1", "--jobs：至少为 1")
_USED = Text("settings: {place}", "设置：{place}")
_BUILT_IN = Text("built-in defaults", "内置默认值")
_TOOK = Text(
    "{files} file(s), {documents} document(s), {characters} characters in {seconds} s",
    "{files} 个文件，{documents} 篇文档，{characters} 字，用时 {seconds} 秒",
)


def parser(speak: str, formats: Iterable[str], *, fix: bool = False) -> Parser:
    """The parser of `polint check`, or of `polint fix`, which is the same with `--fix`."""
    made = Parser("polint fix" if fix else "polint check", _ABOUT_FIX if fix else ABOUT, speak)
    shared.add_paths(made)
    shared.add_selection(made)
    names = ", ".join(formats)
    made.add_argument("--format", "--output-format", metavar="FORMAT", help=made.say(_FORMAT, names=names))
    made.option("--output", "-o", action="append", metavar="FORMAT=FILE", about=_OUTPUT)
    made.option("--statistics", action="store_true", about=_STATISTICS)
    made.option("--fix", action="store_true", default=fix, about=_FIX)
    made.option("--unsafe-fixes", action="store_true", about=_UNSAFE)
    made.option("--diff", action="store_true", about=_DIFF)
    made.option("--baseline", metavar="FILE", about=_BASELINE)
    made.option("--write-baseline", metavar="FILE", about=_WRITE_BASELINE)
    made.option("--exit-zero", action="store_true", about=_EXIT_ZERO)
    made.option("--show-files", action="store_true", about=_SHOW_FILES)
    made.option("--show-settings", action="store_true", about=_SHOW_SETTINGS)
    made.option("--show-private", action="store_true", about=_SHOW_PRIVATE)
    made.option("--show-suppressed", action="store_true", about=_SHOW_SUPPRESSED)
    made.option("--profile-rules", action="store_true", about=_PROFILE_RULES)
    made.option("--documents-only", action="store_true", about=_DOCUMENTS_ONLY)
    made.option("--kept", metavar="DIR", about=_KEPT)
    made.option("--rejected", metavar="DIR", about=_REJECTED)
    made.option("--engine", default="local", metavar="ENGINE", about=ENGINE)
    made.option("--ray-address", metavar="ADDRESS", about=ADDRESS)
    made.option("--shards", metavar="DIR", about=SHARDS)
    made.option("--preview", action="store_true", about=_PREVIEW)
    shared.add_running(made)
    return made


def run(words: Sequence[str], speak: str, *, fix: bool = False) -> int:
    """Check and report, `fix`: after the safe mends; returns the exit status."""
    plugins = Plugins()
    made = parser(speak, plugins.reporters, fix=fix)
    options = made.parse(words)
    check_engine(made, options)
    check_folders(made, options)
    overlay = shared.overlay(made, options, plugins.rules)
    wanted = formats(made, options, plugins)
    configs = shared.configurations(made, options, plugins, overlay)
    if options.show_settings:
        from polint_plugins.cli import config

        return config.show(configs, options.paths or ["."], "toml", speak)
    return Run(plugins, made, options, configs, wanted).status()


def check_engine(made: Parser, options: argparse.Namespace) -> None:
    """End with status 2 where the engine is unknown or not installed, or an option is for another one, or there is
    nobody to do the work."""
    if options.jobs < 1:
        made.refuse(made.say(_BAD_JOBS))
    shared.check_choice(made, "--engine", options.engine, ENGINES)
    if options.engine == "ray":
        from importlib.util import find_spec

        if find_spec("ray") is None:
            made.refuse(made.say(_NO_RAY))
        for name in ("fix", "diff", "kept", "profile_rules"):
            if getattr(options, name, None):
                made.refuse(made.say(_NOT_ON_RAY, option="--" + name.replace("_", "-")))
        if "-" in (options.paths or ()):
            made.refuse(made.say(_NOT_ON_RAY, option="-"))
    else:
        for name, value in (("--ray-address", options.ray_address), ("--shards", options.shards)):
            if value is not None:
                made.refuse(made.say(_ONLY_ON_RAY, option=name))


def check_folders(made: Parser, options: argparse.Namespace) -> None:
    """Where documents are to be written out again, whether that can be."""
    if options.kept is None and options.rejected is None:
        return
    if options.kept is None or options.rejected is None:
        made.refuse(made.say(_BOTH))
    if options.fix or options.diff:
        made.refuse(made.say(_NO_FIX))
    if "-" in options.paths:
        made.refuse(made.say(_NO_STDIN))
    from polint import partition

    wrong = partition.check_folders(options.kept, options.rejected)
    if wrong is not None:
        made.refuse(made.say(wrong[0], path=wrong[1]))


def formats(made: Parser, options: argparse.Namespace, plugins: Plugins) -> list[tuple[str, str | None]]:
    """Each format with the file it goes to, None for standard output."""
    known = plugins.reporters
    chosen = options.format or ("text" if "text" in known else "jsonl")
    shared.check_choice(made, "--format", chosen, known)
    found: list[tuple[str, str | None]] = [(chosen, None)]
    for item in options.output or ():
        name, equals, path = item.partition("=")
        if not equals or not path:
            made.refuse(made.say(_BAD_OUTPUT, item=item))
        shared.check_choice(made, "--output", name, known)
        found.append((name, path))
    return found


def _checker(plugins: Plugins, corpus_rules: Sequence[CorpusRule], wanted: dict[str, Any]) -> Checker:
    settle()
    return Checker(plugins.readers, plugins.rules, corpus_rules=corpus_rules, **wanted)


def _anew(home: Config | None, wanted: dict[str, Any]) -> Checker:
    """The checker of a process that did not inherit one; `home` is the corpus rules' configuration."""
    plugins = Plugins()
    rules = () if home is None else _corpus(home, plugins).rules
    return _checker(plugins, rules, wanted)


def _corpus(home: Config, plugins: Plugins) -> Corpus:
    """The corpus rules of one configuration."""
    from polint.corpus import Corpus

    rules, severities = home.made(rule for rule in plugins.rules.values() if rule.corpus)
    return Corpus(rules, severities, home.max_per_rule)


def _path(item: Checked | Passed) -> str | None:
    """The path of what an item is about."""
    return item.path if isinstance(item, Clean | Done | Notification) else item.artifact.path


def _timed(
    name: str, check: Callable[[Document], Iterator[Draft | Omitted]], times: dict[str, float]
) -> Callable[[Document], Iterator[Draft | Omitted]]:
    """`check` with the time that it takes added to `times`."""

    def measured(document: Document) -> Iterator[Draft | Omitted]:
        found = check(document)
        while True:
            started = time.perf_counter()
            item = next(found, None)
            times[name] = times.get(name, 0.0) + time.perf_counter() - started
            if item is None:
                return
            yield item

    return measured


class Run:
    """One run of `check`."""

    def __init__(
        self,
        plugins: Plugins,
        made: Parser,
        options: argparse.Namespace,
        configs: Configs,
        wanted: Sequence[tuple[str, str | None]],
    ) -> None:
        self._plugins = plugins
        self._options = options
        self._configs = configs
        self._wanted = wanted
        self._say = made.say
        self._speak = made.language
        self._paths: list[str] = options.paths or ["."]
        self._summary = Summary()
        self._faulty = bytearray()
        """Of the documents that corpus rules look at, in the order in which they were taken: 1 where something was
        found already. It ends with the last of these."""
        self._failing = False
        self._out = Outputs(made.language, quiet=options.quiet, hidden=options.show_suppressed)
        self._baseline: Baseline | None = None
        self._fixer: Fixer | None = None
        if options.fix or options.diff:
            from polint.fixing import Fixer

            self._fixer = Fixer(unsafe=options.unsafe_fixes, diff=options.diff)
        self._to_stdout = options.diff or "-" in self._paths
        """Whether a fix goes to standard output: the difference, or standard input mended."""
        self._partition: Partition | None = None
        self._cache: Cache | None = None
        self._verdicts: dict[str, Verdicts] = {}
        self._mended = 0
        self._times: dict[str, float] = {}
        self._told: set[tuple[Text, str | None, object]] = set()
        self._written: list[dict[str, object]] = []

    def status(self) -> int:
        """Check everything; returns the exit status."""
        out = self._out
        try:
            return self._status()
        except ClosedPipe:
            return 0
        except BaseException:
            out.before_writing()
            out.discard()
            raise
        finally:
            if self._cache is not None:
                self._cache.close()
            if self._partition is not None:
                self._partition.discard()

    def _status(self) -> int:
        options, out = self._options, self._out
        started = time.monotonic()
        if options.show_files:
            return self._show_files()
        language = None if options.lang is None else languages.known(options.lang)
        for name, path in self._wanted:
            if not ((options.statistics or (self._fixer is not None and self._to_stdout)) and path is None):
                out.add(self._plugins.reporters[name], language, path)
        for notification in self._plugins.notifications:
            out.notify(notification)
        home = self._configs.of(".")
        self._baseline = self._load_baseline(home)
        corpus = self._corpus(home)
        wanted = {
            "detailed": out.wants("detailed"),
            "hashes": out.wants("hashes"),
            "show_private": options.show_private,
            "isolated": options.isolated,
            "fixer": self._fixer,
        }
        if options.kept is not None:
            from polint.partition import Partition

            try:
                self._partition = Partition(options.kept, options.rejected)
            except OSError as error:
                out.notify(unwritable(error.filename or options.kept, error))
            wanted |= {"verdicts": True, "unsafe": options.unsafe_fixes}
        if options.profile_rules:
            wanted["prepare"] = self._time
        recall = self._recall(corpus, wanted)
        if recall is not None:
            wanted["recall"] = recall
            self._cache = recall.cache
        checker = _checker(self._plugins, () if corpus is None else corpus.rules, wanted)
        check: Callable[[Iterable[File | Notification]], Iterator[Checked | Passed]] = checker.check
        home_rules = None if corpus is None else home
        if options.engine == "ray":
            check = self._cluster(partial(_anew, home_rules, wanted), corpus, wanted)
        elif options.jobs > 1 and "-" not in self._paths and not options.profile_rules:
            from polint.pool import Pool

            check = Pool(checker, partial(_anew, home_rules, wanted), options.jobs).check
        if recall is not None:
            from polint.pool import pieces

            readers = self._plugins.readers
            check = partial(recall.check, anew=check, split=partial(pieces, readers=readers), readers=readers)
        rules = self._rules()
        self._summary.families = tuple(sorted({rule.family for rule in rules}))
        out.begin(rules)
        if options.verbose:
            place = home.place or self._say(_BUILT_IN)
            print(self._say(_USED, place=place), file=sys.stderr)
        progress = Progress(
            sys.stderr,
            self._speak,
            quiet=options.quiet,
            paths=self._paths,
            endings=tuple(self._plugins.readers),
        )
        out.before_writing = progress.clear
        summary = self._summary
        for item in check(self._files()):
            self._take(item, corpus)
            if progress.active:
                progress.so_far(summary, _path(item))
        if corpus is not None:
            found = self._covered(corpus)
            for number, group in found if recall is None else recall.tied(corpus.key, found):
                hidden: list[Finding] = []
                loud = self._aloud(group, corpus.aside(number), hidden)
                findings = self._fresh(loud, hidden)
                self._count(findings, home.fail_on, more=self._faulty[number : number + 1] == b"\1")
                if self._partition is not None and findings:
                    decision = self._verdicts_of(findings[0].path).decide(findings)
                    self._partition.tied(findings[0].path, findings[0].record, decision)
                out.document(None, findings, hidden)
        if self._partition is not None:
            self._sort(self._partition)
        self._conclude()
        out.end(self._summary)
        self._save_baseline()
        if options.statistics:
            self._statistics()
        if self._mended and not options.quiet:
            text = _WOULD if options.diff else _FIXED
            print(self._say(text, count=self._summary.fixed, documents=self._mended), file=sys.stderr)
        if options.verbose and self._baseline is not None and self._baseline.unmatched:
            print(self._say(_STALE, count=self._baseline.unmatched), file=sys.stderr)
        if options.verbose:
            self._timing(time.monotonic() - started)
        if options.profile_rules:
            for rule, seconds in sorted(self._times.items(), key=lambda pair: (-pair[1], pair[0])):
                print(f"{seconds * 1000:10.1f} ms  {rule}", file=sys.stderr)
        if out.closed_pipe:
            return 0
        if out.failed:
            return 2
        if options.diff:
            return int(self._mended > 0 and not options.exit_zero)
        return int(self._failing and not options.exit_zero)

    def _conclude(self) -> None:
        """Whatever is to be said when all documents have been checked."""

    def _sort(self, partition: Partition) -> None:
        """Read the input again and write every document to the folder that it belongs to."""

        def settings(place: str) -> Mapping[str, Any]:
            return self._configs.of(os.path.dirname(place)).input

        try:
            for notification in partition.write(self._plugins.readers, settings):
                self._out.notify(notification)
        except OSError as error:
            self._out.notify(unwritable(error.filename or self._options.kept, error))
            return
        if not self._options.quiet:
            counts = {kind: partition.counts[kind] for kind in KINDS}
            self._out.before_writing()
            print(
                self._say(_SORTED, **counts, repaired=partition.repaired, read=partition.read),
                file=sys.stderr,
            )

    def _decided(self, item: Checked, findings: Sequence[Finding]) -> Decision:
        """What is to become of a document whose findings are `findings`, those of the baseline left out."""
        verdicts = self._verdicts_of(item.artifact.path)
        if item.repaired is None:
            return verdicts.decide(findings)
        known = {finding.fingerprint for finding in item.findings} - {one.fingerprint for one in findings}
        left = [finding for finding in item.repaired.left if finding.fingerprint not in known]
        return verdicts.decide(left, mended=item.repaired.mended)

    def _verdicts_of(self, path: str) -> Verdicts:
        """The verdicts of the configuration that is closest to a document."""
        folder = os.path.dirname(path)
        if folder not in self._verdicts:
            self._verdicts[folder] = Verdicts(self._configs.of(folder or ".").verdict)
        return self._verdicts[folder]

    def _cluster(
        self, make: Callable[[], Checker], corpus: Corpus | None, wanted: dict[str, Any]
    ) -> Callable[[Iterable[File | Notification]], Iterator[Checked | Passed]]:
        """What checks on a cluster."""
        from polint.recall import rules_digest
        from polint_plugins.engines.ray import Cluster, Shards, checking

        options = self._options
        corpus_rules = () if corpus is None else corpus.rules
        rules = rules_digest(
            self._plugins,
            sorted((name, value) for name, value in wanted.items() if isinstance(value, bool)),
            [(rule.id, sorted(rule.settings.items())) for rule in corpus_rules],
        )

        def check(files: Iterable[File | Notification]) -> Iterator[Checked | Passed]:
            with Cluster(options.ray_address, options.jobs if options.jobs > 1 else 0) as cluster:
                work = partial(checking, make)
                shards = Shards(cluster, work, dict(self._plugins.readers), options.shards, rules)
                yield from shards.results(files)

        return check

    def _recall(self, corpus: Corpus | None, wanted: dict[str, Any]) -> Recall | None:
        """What earlier runs found, where that may be asked: not for one small document, which is checked as fast,
        and not where findings are to be mended, measured or shown with what is private."""
        options = self._options
        if options.no_cache or options.profile_rules or options.show_private or options.engine != "local":
            return None
        if self._fixer is not None or self._partition is not None:
            return None
        if self._paths == ["-"] or (self._is_single() and os.path.getsize(self._paths[0]) < SMALL):
            return None
        from polint import cache, recall

        try:
            place = cache.place()
        except RuntimeError:  # no home folder
            return None
        rules = () if corpus is None else corpus.rules
        return recall.Recall(
            cache.Cache(place),
            recall.rules_digest(
                self._plugins,
                wanted["detailed"], wanted["hashes"], wanted["isolated"],
                [(rule.id, sorted(rule.settings.items())) for rule in rules],
            ),
        )  # fmt: skip

    def _time(self, ruleset: Ruleset) -> None:
        """Have every rule of `ruleset` measured."""
        for rule in ruleset.rules:
            setattr(rule, "check", _timed(rule.id, rule.check, self._times))  # noqa: B010

    def _write(self, content: str | bytes) -> None:
        """Write what is no report to standard output: as it is, for programs; on a terminal so that it can be seen."""
        self._out.before_writing()
        if isinstance(content, str) and sys.stdout.isatty():
            from polint_plugins.reporters._visible import visible

            content = "\n".join(visible(line) for line in content.split("\n"))
        try:
            if isinstance(content, bytes):
                sys.stdout.buffer.write(content)
            else:
                sys.stdout.buffer.write(content.encode("utf-8", "backslashreplace"))
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()
            raise ClosedPipe from None

    def _files(self) -> Iterator[File | Notification]:
        for item in discover(
            self._paths,
            self._plugins.readers,
            self._configs,
            stdin_filename=self._options.stdin_filename,
            passed_over={os.path.abspath(path) for _, path in self._wanted if path is not None},
            force_exclude=self._options.force_exclude,
        ):
            if isinstance(item, File):
                self._summary.files += 1
                if self._partition is not None:
                    self._partition.file(item)
            yield item

    def _take(self, item: Checked | Passed, corpus: Corpus | None) -> None:
        if isinstance(item, Clean):
            self._summary.documents += 1
            self._summary.characters += item.characters
            if corpus is not None and item.head is not None:
                corpus.take(item)
            self._out.clean(item)
            return
        if isinstance(item, Done):
            return
        if isinstance(item, Notification):
            if self._partition is not None:
                self._partition.told(item)
            # What is said of a file's records is said once a file, and once what is wrong whatever the document.
            said = None
            if item.kind in ("not-fixed", "gate-broken"):
                said = item.text, item.path if item.kind == "not-fixed" else None, item.arguments.get("rule")
            if said is None or said not in self._told:
                self._out.notify(item)
            if said is not None:
                self._told.add(said)
            return
        self._summary.documents += 1
        self._summary.characters += item.artifact.characters
        self._summary.suppressed += len(item.suppressed)
        number = -1
        if corpus is not None and item.entry is not None:
            number = len(corpus)
            # What is to be known of the document when its ties are found.
            aside = None
            if item.private or item.silenced:
                aside = marshal.dumps((item.private, [one.pack() for one in item.silenced]), 2)
            corpus.take(item.entry, aside=aside)
        if item.fixed:
            self._summary.fixed += item.fixed
            self._mended += 1
        if item.diff:
            self._write(item.diff)
        if item.output is not None:
            self._write(item.output)
        hidden = list(item.suppressed)
        findings = self._fresh(item.findings, hidden)
        if self._partition is not None:
            decision = self._decided(item, findings)
            self._partition.decided(item.artifact.path, item.artifact.record, decision)
        self._count(findings, item.fail_on)
        if findings and number >= 0:
            self._faulty.extend(bytes(number + 1 - len(self._faulty)))
            self._faulty[number] = 1
        self._out.document(item.artifact, findings, hidden)

    def _covered(self, corpus: Corpus) -> Iterator[tuple[int, list[Finding]]]:
        """What the corpus rules find, document by document, with what is private covered."""
        for number, findings in corpus.found():
            aside = corpus.aside(number)
            private = marshal.loads(aside)[0] if aside is not None else ()
            if private:
                from polint.mask import Mask

                mask = Mask(private)
                findings = [mask.apply(finding) for finding in findings]
            yield number, findings

    def _aloud(
        self, findings: Sequence[Finding], aside: bytes | None, hidden: list[Finding]
    ) -> Sequence[Finding]:
        """What is to be reported of a document, which may silence some findings of corpus rules; these go to
        `hidden`."""
        silenced = marshal.loads(aside)[1] if aside is not None else ()
        if not silenced:
            return findings
        from polint.suppression import Suppression

        silenced = [Suppression(*one) for one in silenced]
        loud: list[Finding] = []
        for finding in findings:
            by = [one for one in silenced if matches(finding.rule, one.rules) and one.covers(finding)]
            if by:
                in_text = any(one.end > one.start for one in by)
                hidden.append(finding._replace(hidden="in-text" if in_text else "beside"))
            else:
                loud.append(finding)
        self._summary.suppressed += len(findings) - len(loud)
        return loud

    def _fresh(self, findings: Sequence[Finding], hidden: list[Finding]) -> Sequence[Finding]:
        """Those that the baseline does not know; the others go to `hidden`."""
        if self._options.write_baseline is not None and findings:
            from polint import baseline

            place = baseline.Baseline(os.path.dirname(self._options.write_baseline))
            self._written += [baseline.entry(place, finding) for finding in findings]
        if self._baseline is None or not findings:
            return findings
        fresh: list[Finding] = []
        for finding in findings:
            if self._baseline.knows(finding):
                hidden.append(finding._replace(hidden="baseline"))
            else:
                fresh.append(finding)
        self._summary.baselined += len(findings) - len(fresh)
        return fresh

    def _load_baseline(self, home: Config) -> Baseline | None:
        """The baseline of the options or the configuration; a broken one is said, and nothing is old."""
        place = self._options.baseline or home.baseline
        if place is None or self._options.isolated or self._options.write_baseline is not None:
            return None
        from polint.baseline import BrokenBaseline

        try:
            return self._read_baseline(place)
        except FileNotFoundError:
            fault = Notification("baseline", _NO_BASELINE, {"path": place}, place, "error", True)
        except (OSError, BrokenBaseline) as error:
            fault = Notification(
                "baseline", _BAD_BASELINE, {"path": place, "error": str(error)}, place, "error", True
            )
        self._out.notify(fault)
        return None

    def _read_baseline(self, place: str) -> Baseline | None:
        """The baseline at `place`. Raises OSError, BrokenBaseline."""
        from polint.baseline import Baseline

        return Baseline.load(place)

    def _save_baseline(self) -> None:
        place = self._options.write_baseline
        if place is None:
            return
        if self._out.failed:  # what could not be read would count as new from then on
            self._out.notify(Notification("unwritten", _UNWRITTEN, {"path": place}, place, "error", True))
            return
        from polint import baseline

        try:
            baseline.save(place, self._written)
        except OSError as error:
            self._out.notify(unwritable(place, error))
            return
        if not self._options.quiet:
            print(self._say(_WROTE, count=len(self._written), path=place), file=sys.stderr)

    def _count(self, findings: Sequence[Finding], fail_on: Severity, *, more: bool = False) -> None:
        if not findings:
            return
        rejecting = self._verdicts_of(findings[0].path).rejecting(findings)
        self._summary.count(findings, rejecting, more=more)
        limit = SEVERITIES.index(fail_on)
        self._failing |= any(SEVERITIES.index(finding.severity) >= limit for finding in findings)

    def _corpus(self, home: Config) -> Corpus | None:
        """The corpus rules of the working directory's configuration."""
        if self._options.documents_only or self._is_single():
            return None
        corpus = _corpus(home, self._plugins)
        return corpus if corpus.rules else None

    def _is_single(self) -> bool:
        """Whether the run is about one document, which is tied to nothing: the corpus rules need no import."""
        path = self._paths[0]
        return (
            len(self._paths) == 1 and path.lower().endswith((".txt", ".md", ".html")) and os.path.isfile(path)
        )

    def _rules(self) -> list[Rule]:
        """Every rule that may run: those of the folders the arguments name, and of their overrides."""
        folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in self._paths}
        found: dict[str, Rule] = {}
        for folder in sorted(folders | {"."}):
            config = self._configs.of(folder)
            for one in (config, *(config.overlaid(override.settings) for override in config.overrides)):
                for rule in one.chosen(self._plugins.rules.values()):
                    if rule.id not in found:
                        found[rule.id] = rule()
        return [found[name] for name in sorted(found)]

    def _show_files(self) -> int:
        for item in self._files():
            if isinstance(item, Notification):
                self._out.notify(item)
            elif sys.stdout.isatty():
                self._write(item.path + "\n")
            else:  # who opens them needs the very bytes
                self._write(os.fsencode(item.path) + b"\n")
        return 2 if self._out.failed else 0

    def _statistics(self) -> None:
        from polint_plugins.cli.output import ready_stdout

        summary = self._summary
        rows = sorted(summary.rules.items(), key=lambda row: (-row[1], row[0]))
        out = ready_stdout(people=self._wanted[0][0] not in ("json", "jsonl"))
        if self._wanted[0][0] in ("json", "jsonl"):
            import json

            table = [
                {
                    "rule": rule,
                    "count": count,
                    "documents": summary.documents_by_rule[rule],
                    "rejected": summary.rejected_by_rule[rule],
                }
                for rule, count in rows
            ]
            out.write(json.dumps(table, indent=2) + "\n")
            return
        size = len(str(rows[0][1])) if rows else 0
        for rule, count in rows:
            shown = f"{summary.documents_by_rule[rule]}/{summary.documents}"
            if summary.rejected_by_rule[rule]:
                shown += self._say(_REJECTS, count=summary.rejected_by_rule[rule])
            out.write(f"{count:>{size}}  {rule}  ({shown})\n")

    def _timing(self, seconds: float) -> None:
        summary = self._summary
        print(
            self._say(
                _TOOK,
                files=summary.files,
                documents=summary.documents,
                characters=f"{summary.characters:,}",
                seconds=f"{seconds:.1f}",
            ),
            file=sys.stderr,
        )
