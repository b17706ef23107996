"""The options that several commands share, and what they make of a configuration."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from polint.closest import Configs
from polint.config import PROFILES
from polint.finding import SEVERITIES
from polint.message import Text
from polint.path import from_here
from polint_plugins.cli.language import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polint.plugin import Plugins
    from polint.rule import Rule
    from polint_plugins.cli.parser import Parser

_NO_FILE = Text("--config: there is no {path}", "--config：找不到 {path}")
_BAD_MOST = Text("--max-per-rule: at least 0, which is no limit", "--max-per-rule：至少为 0，0 表示不限")
_PATHS = Text(
    "files, folders, globs, or - for standard input (default: .)",
    "文件、文件夹、通配符，或 - 表示标准输入（默认：.）",
)
_SELECT = Text("rules or families to use in place of the profile", "要使用的规则或规则族，取代配置集")
_EXTEND = Text("rules or families besides", "额外启用的规则或规则族")
_IGNORE = Text("rules or families to leave out", "不使用的规则或规则族")
_PER_FILE = Text("rules to leave out in some files: PATTERN:RULE,…", "在某些文件中不使用的规则：模式:规则,…")
_PROFILE = Text("default, publication, corpus or all", "规则配置集：default、publication、corpus 或 all")
_LANGUAGE = Text(
    "the language the documents should be in: zh-Hans, zh-Hant-TW, zh-Hant-HK …",
    "文档应使用的语言：zh-Hans、zh-Hant-TW、zh-Hant-HK 等",
)
_FAIL_ON = Text(
    "the mildest severity that fails: note, warning or error (default: warning)",
    "达到该级别即以状态 1 退出：note、warning 或 error（默认：warning）",
)
_MOST = Text(
    "findings a rule may report in a document; 0: no limit", "每篇文档每条规则最多报告多少处；0 为不限"
)
_EXCLUDE = Text("files and folders to pass over", "要跳过的文件和文件夹")
_FORCE_EXCLUDE = Text(
    "pass over what the configuration excludes, and polint's own files, where they are named as well (for hooks)",
    "直接列出的文件若被配置排除，或是 polint 自己的文件，也跳过（用于钩子）",
)
_CONFIG = Text("this configuration file, and no other", "只用这个配置文件")
_ISOLATED = Text("no configuration, sidecars or baseline", "不读配置文件、附属文件和基线")
_LANG = Text("the language of messages: en, zh-Hans, zh-Hant", "消息使用的语言：en、zh-Hans、zh-Hant")
_NO_CACHE = Text("compute everything anew", "不使用缓存")
_JOBS = Text("processes to use (default: 1)", "使用的进程数（默认：1）")
_STDIN = Text("the name that standard input is reported under", "标准输入在报告中使用的文件名")
_QUIET = Text("findings only", "只输出检查结果")
_VERBOSE = Text("say what is done besides", "输出更多运行信息")

_NO_RULE = Text("{option}: “{name}” is no rule or family", "{option}：“{name}”不是任何规则或规则族")
_BAD_CHOICE = Text("{option}: “{name}” is none of {choices}", "{option}：“{name}”不在可选值 {choices} 之中")
_BAD_LANG = Text("--lang: polint does not speak “{name}”", "--lang：不支持语言“{name}”")
_BAD_PER_FILE = Text(
    "--per-file-ignores: write PATTERN:RULE, not “{item}”",
    "--per-file-ignores：应写作 模式:规则，而不是“{item}”",
)


def add_paths(parser: Parser) -> None:
    """What to check."""
    parser.option("paths", nargs="*", metavar="PATH", about=_PATHS)
    parser.option("--stdin-filename", metavar="PATH", about=_STDIN)
    parser.option("--exclude", action="append", metavar="PATTERN,…", about=_EXCLUDE)
    parser.option("--force-exclude", action="store_true", about=_FORCE_EXCLUDE)


def add_selection(parser: Parser) -> None:
    """Which rules, and which configuration."""
    parser.option("--select", action="append", metavar="RULE,…", about=_SELECT)
    parser.option("--extend-select", action="append", metavar="RULE,…", about=_EXTEND)
    parser.option("--ignore", action="append", metavar="RULE,…", about=_IGNORE)
    parser.option("--per-file-ignores", action="append", metavar="PATTERN:RULE,…", about=_PER_FILE)
    parser.option("--profile", metavar="PROFILE", about=_PROFILE)
    parser.option("--language", metavar="TAG", about=_LANGUAGE)
    parser.option("--fail-on", metavar="SEVERITY", about=_FAIL_ON)
    parser.option("--max-per-rule", type=int, metavar="N", about=_MOST)
    parser.option("--config", metavar="FILE", about=_CONFIG)
    parser.option("--isolated", action="store_true", about=_ISOLATED)


def add_running(parser: Parser) -> None:
    """How to go about it."""
    parser.option("--no-cache", action="store_true", about=_NO_CACHE)
    parser.option("--jobs", type=int, default=1, metavar="N", about=_JOBS)
    add_speaking(parser)


def add_speaking(parser: Parser) -> None:
    """What to say and in which language."""
    parser.option("-q", "--quiet", action="store_true", about=_QUIET)
    parser.option("-v", "--verbose", action="store_true", about=_VERBOSE)
    add_lang(parser)


def add_lang(parser: Parser) -> None:
    """The language."""
    parser.option("--lang", metavar="TAG", about=_LANG)


def split(values: Iterable[str] | None) -> tuple[str, ...]:
    """The names in options that may be repeated and hold several, separated by commas."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def check_lang(parser: Parser, options: argparse.Namespace) -> None:
    """End with status 2 where `--lang` names a language polint does not speak."""
    if options.lang is not None and known(options.lang) is None:
        parser.refuse(parser.say(_BAD_LANG, name=options.lang))


def check_choice(parser: Parser, option: str, name: str, choices: Iterable[str]) -> None:
    """End with status 2 where `name` is none of `choices`."""
    choices = list(choices)
    if name not in choices:
        parser.refuse(
            parser.say(_BAD_CHOICE, option=option, name=name, choices=", ".join(choices)), name, choices
        )


def check_names(
    parser: Parser, option: str, names: Iterable[str], rules: Mapping[str, type[Rule]]
) -> tuple[str, ...]:
    """The names as they are now; ends with status 2 where one of them is no rule and no family."""
    from polint.config import with_packs
    from polint.naming import current, is_name

    names = tuple(current(name, rules) for name in names)
    for name in names:
        if not is_name(name, rules):
            packs = Configs(rules).of(".").packs
            rules = {rule.id: rule for rule in with_packs(rules.values(), packs)}
        if not is_name(name, rules):
            families = sorted({rule.partition("/")[0] for rule in rules})
            parser.refuse(parser.say(_NO_RULE, option=option, name=name), name, [*rules, *families])
    return names


def overlay(parser: Parser, options: argparse.Namespace, rules: Mapping[str, type[Rule]]) -> dict[str, Any]:
    """What the options say over every configuration file. Ends with status 2 where they name what is not."""
    check_lang(parser, options)
    found: dict[str, Any] = {}
    for name in ("select", "extend_select", "ignore"):
        names = split(getattr(options, name))
        if names:
            found[name] = check_names(parser, "--" + name.replace("_", "-"), names, rules)
    if getattr(options, "preview", False):
        found["preview"] = True
    if options.profile is not None:
        check_choice(parser, "--profile", options.profile, PROFILES)
        found["profile"] = options.profile
    if options.fail_on is not None:
        check_choice(parser, "--fail-on", options.fail_on, SEVERITIES)
        found["fail_on"] = options.fail_on
    if options.language is not None:
        found["language"] = options.language
    if options.max_per_rule is not None:
        if options.max_per_rule < 0:
            parser.refuse(parser.say(_BAD_MOST))
        found["max_per_rule"] = options.max_per_rule
    if getattr(options, "exclude", None):
        found["exclude"] = tuple(from_here(pattern) for pattern in split(options.exclude))
    if options.per_file_ignores:
        found["per_file_ignores"] = _per_file_ignores(parser, options.per_file_ignores, rules)
    return found


def configurations(
    made: Parser, options: argparse.Namespace, plugins: Plugins, overlay: dict[str, object]
) -> Configs:
    """Every folder's configuration under what the options say."""
    if options.config is not None and not os.path.isfile(options.config):
        made.refuse(made.say(_NO_FILE, path=options.config))
    return Configs(plugins.rules, overlay, isolated=options.isolated, only=options.config)


def _per_file_ignores(
    parser: Parser, values: Iterable[str], rules: Mapping[str, type[Rule]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for item in split(values):
        pattern, colon, name = item.rpartition(":")
        if not colon and found:
            pattern = found[-1][0]  # PATTERN:RULE,RULE
        elif not pattern or not name:
            parser.refuse(parser.say(_BAD_PER_FILE, item=item))
        found.append((pattern, check_names(parser, "--per-file-ignores", [name], rules)))
    found = [(from_here(pattern), names) for pattern, names in found]
    return tuple(found)
