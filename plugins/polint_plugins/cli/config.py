"""`polint config`: the settings in force for a path."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from polint.closest import Configs
from polint.config import Config
from polint.message import Text
from polint.plugin import Plugins
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import Outputs
from polint_plugins.cli.parser import Parser

ABOUT = Text(
    "Show the settings in force for a path, and where they come from.", "显示某个路径生效的设置及其来源。"
)
_PATH = Text("the paths (default: .)", "路径（默认：.）")
_FORMAT = Text("toml or json", "toml 或 json")
_FROM = Text("from {place}", "来自 {place}")
_DEFAULTS = Text("no configuration file: built-in defaults", "没有配置文件：使用内置默认值")


def run(words: Sequence[str], speak: str) -> int:
    """Print the settings; returns the exit status."""
    plugins = Plugins()
    made = Parser("polint config", ABOUT, speak)
    made.option("paths", nargs="*", metavar="PATH", about=_PATH)
    made.option("--format", default="toml", metavar="FORMAT", about=_FORMAT)
    shared.add_selection(made)
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_choice(made, "--format", options.format, ("toml", "json"))
    configs = shared.configurations(made, options, plugins, shared.overlay(made, options, plugins.rules))
    return show(configs, options.paths or ["."], options.format, speak)


def show(configs: Configs, paths: Sequence[str], form: str, speak: str) -> int:
    """Print the settings of each of `paths`; returns the exit status."""
    out = Outputs(speak)
    for path in paths:
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        config = configs.of(folder)
        table = settings(config)
        if form == "json":
            print(json.dumps({"path": path, "file": config.place, "settings": table}, ensure_ascii=False))
            continue
        place = _FROM.render(speak, place=config.place) if config.place else _DEFAULTS.render(speak)
        print(f"# {path}: {place}" if len(paths) > 1 else f"# {place}")
        print(toml(table))
    for notification in configs.told():
        out.notify(notification)
    return 2 if out.failed else 0


def settings(config: Config) -> dict[str, Any]:
    """The settings as a configuration file would hold them."""
    found: dict[str, Any] = {
        "profile": config.profile,
        "language": config.language,
        "select": list(config.select),
        "extend-select": list(config.extend_select),
        "ignore": list(config.ignore),
        "fail-on": config.fail_on,
        "include": list(config.include),
        "exclude": list(config.exclude),
        "max-per-rule": config.max_per_rule,
        "packs": list(config.packs),
        "lexicons": list(config.lexicons),
        "baseline": config.baseline,
        "per-file-ignores": {pattern: list(names) for pattern, names in config.per_file_ignores},
        "rules": {name: dict(table) for name, table in config.rules.items()},
        "override": [
            {
                "when": {name: list(values) for name, values in override.when.items()},
                **{
                    name.replace("_", "-"): list(value) if isinstance(value, tuple) else value
                    for name, value in override.settings.items()
                },
            }
            for override in config.overrides
        ],
        "verdict": dict(config.verdict),
        "input": {name: dict(table) for name, table in config.input.items()},
        "provenance": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in config.provenance.items()
        },
    }
    return {name: value for name, value in found.items() if value is not None}


def toml(table: dict[str, Any]) -> str:
    """`table` as TOML: plain values first, then tables, then lists of tables."""
    lines = [f"{_key(name)} = {_value(value)}" for name, value in table.items() if not _nested(value)]
    for name, value in table.items():
        if isinstance(value, dict) and value:
            flat = {key: one for key, one in value.items() if not isinstance(one, dict)}
            if flat:
                lines += [
                    "",
                    f"[{_key(name)}]",
                    *(f"{_key(key)} = {_value(one)}" for key, one in flat.items()),
                ]
            for key, one in value.items():
                if isinstance(one, dict):
                    lines += ["", f"[{_key(name)}.{_key(key)}]"]
                    lines += [f"{_key(inner)} = {_value(what)}" for inner, what in one.items()]
        elif _nested(value) and isinstance(value, list):
            for one in value:
                lines += [
                    "",
                    f"[[{_key(name)}]]",
                    *(f"{_key(key)} = {_value(what)}" for key, what in one.items()),
                ]
    return "\n".join(lines)


def _nested(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _key(name: str) -> str:
    plain = name.replace("-", "").replace("_", "")
    return name if plain.isalnum() and plain.isascii() else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
