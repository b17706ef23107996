"""The command line: which command is meant, and its exit status by the contract."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from polint.message import Text
from polint_plugins.cli import language

COMMANDS: Mapping[str, Text] = {
    "check": Text("check documents", "检查文档"),
    "fix": Text("apply the safe mends", "应用安全的修复"),
    "rules": Text("list the rules", "列出规则"),
    "rule": Text("explain one rule, or test a pack", "解释一条规则，或测试规则包"),
    "baseline": Text(
        "write down today's findings, so that only new ones count", "记下现有问题，此后只报告新问题"
    ),
    "gate": Text(
        "check new documents by themselves and against the corpus index", "检查新文档，并与语料索引比对"
    ),
    "provenance": Text("propose, check and export a manifest", "生成、核对和导出来源清单"),
    "index": Text("build and ask the corpus index", "建立和查询语料索引"),
    "config": Text("show the settings in force", "显示生效的设置"),
    "cache": Text("what is kept of earlier runs", "先前运行留下的缓存"),
    "init": Text("write a polint.toml to start from", "生成一份 polint.toml 作为起点"),
}
"""Every command and what it does. Each is the module of its name, imported when it is asked for."""

_ABOUT = Text("The linter for Chinese text and corpora.", "中文文本与语料检查工具。")
_USAGE = Text("usage: polint [COMMAND] [PATH …]", "用法：polint [命令] [路径 …]")
_MEANT = Text("polint: did you mean the command {command}?", "polint：是否想用命令 {command}？")
_COMMANDS = Text("commands", "命令")
_REFUSED = Text("polint cannot go on: {error}", "polint 无法继续：{error}")
_MORE = Text(
    "`polint PATH` is `polint check PATH`; `polint COMMAND -h` shows a command's options.",
    "`polint 路径` 即 `polint check 路径`；`polint 命令 -h` 显示该命令的选项。",
)


def main(arguments: Sequence[str]) -> int:
    """Run `polint` with `arguments`; returns the exit status of the contract."""
    # The threads of OpenBLAS cost as much as all the rest of numpy's import, and nothing here uses them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(arguments)
    speak = language.chosen(words)
    try:
        _ready_streams()
        try:
            return _run(words, speak)
        finally:
            sys.stdout.flush()  # what is left fails here, where it can be said
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        from polint_plugins.cli.output import silence_stdout

        silence_stdout()
        return 0
    except OSError as error:
        return _unable(error, speak)


def _ready_streams() -> None:
    """Give a process that was started without standard output or error (`>&-`, a service) a place that keeps nothing,
    and let standard output take any text: help and tables hold what a terminal's encoding may not."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8", errors="backslashreplace"))
    from polint_plugins.cli.output import ready_stdout

    ready_stdout(people=True)


def _unable(error: OSError, speak: str) -> int:
    """Say what the system refused that a run cannot do without: room for what it prints, or for its temporary files;
    returns 2."""
    from polint.notification import Notification
    from polint_plugins.cli.output import Outputs, silence_stdout

    try:
        sys.stdout.flush()
    except OSError:
        silence_stdout()
    reason = error.strerror or str(error)
    if error.filename is not None:
        reason = f"{error.filename}: {reason}"
    Outputs(speak).notify(Notification("refused", _REFUSED, {"error": reason}, None, "error", True))
    return 2


def _run(words: list[str], speak: str) -> int:
    command = words[0] if words else "check"
    if command in ("-h", "--help", "help"):
        return _help(speak)
    if command in ("-V", "--version", "version"):
        from polint import __version__

        print(f"polint {__version__}")
        return 0
    if command in COMMANDS:
        return _command(command, words[1:], speak)
    if words and not command.startswith("-") and _is_bare_word(command):
        from polint_plugins.cli import analysis

        found = analysis.run(command, words[1:], speak)
        if found is not None:
            return found
        _hint(command, speak)
    return _command("check", words, speak)


def _command(name: str, words: list[str], speak: str) -> int:
    status: int = import_module(f"polint_plugins.cli.{name}").run(words, speak)
    return status


def _hint(word: str, speak: str) -> None:
    """Say which command was probably meant; that there is no such file is said by `check`."""
    from polint.naming import nearest

    found = nearest(word, COMMANDS)
    if found is not None:
        print(_MEANT.render(speak, command=found), file=sys.stderr)


def _is_bare_word(word: str) -> bool:
    """Whether a first argument may name an analysis rather than a file."""
    import os

    return word.replace("-", "").isalnum() and word.isascii() and not os.path.lexists(word)


def _help(speak: str) -> int:
    print(_ABOUT.render(speak), end="\n\n")
    print(_USAGE.render(speak), end="\n\n")
    print(_COMMANDS.render(speak) + ":")
    for name, about in COMMANDS.items():
        print(f"  {name:12} {about.render(speak)}")
    from polint.plugin import Plugins

    analyses = Plugins().analyses
    for name, analysis in analyses.items():
        print(f"  {name:12} {analysis.about.render(speak)}")
    print("\n" + _MORE.render(speak))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
