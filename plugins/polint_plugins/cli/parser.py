"""The command line's parser: argparse that speaks the user's language and knows what was probably meant."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from polint.message import Text
from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_USAGE = Text("usage: ", "用法：")
_POSITIONAL = Text("arguments", "参数")
_OPTIONAL = Text("options", "选项")
_HELP = Text("show this help", "显示本帮助")
_ERROR = Text("polint: error: {problem}", "polint：错误：{problem}")
_UNKNOWN = Text("unknown option: {option}", "未知的选项：{option}")
_SEE = Text("see {command} -h", "用法见 {command} -h")
NEAREST = Text("{problem}; did you mean {nearest}?", "{problem}；是否想用 {nearest}？")

# What argparse says, as far as a user can bring it to say it.
_PROBLEMS = (
    (lazy(r"argument (\S+): expected one argument"), Text("{0} needs a value", "{0} 需要一个值")),
    (
        lazy(r"argument (\S+): expected at least one argument"),
        Text("{0} needs a value", "{0} 需要一个值"),
    ),
    (
        lazy(r"the following arguments are required: (.+)"),
        Text("missing: {0}", "缺少：{0}"),
    ),
    (
        lazy(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)"),
        Text("{0}: “{1}” is none of {2}", "{0}：“{1}”不在可选值 {2} 之中"),
    ),
    (
        lazy(r"argument (\S+): invalid (?:\S+) value: '?(.*?)'?"),
        Text("{0}: “{1}” is no valid value", "{0}：“{1}”不是有效的值"),
    ),
    (
        lazy(r"argument (\S+): ignored explicit argument '?(.*?)'?"),
        Text("{0} takes no value", "{0} 不需要值"),
    ),
    (
        lazy(r"argument (\S+): not allowed with argument (\S+)"),
        Text("{0} cannot go with {1}", "{0} 不能与 {1} 同时使用"),
    ),
)


class Fault(Exception):
    """The command line cannot be carried out: what is said of it, and status 2."""


class Parser(argparse.ArgumentParser):
    """A parser for one command in one language."""

    def __init__(self, command: str, about: Text, language: str, arguments: str = "[PATH …]") -> None:
        columns = _columns()
        super().__init__(
            command,
            usage=f"{command} [{_OPTIONAL.render(language)}] {arguments}",
            description=about.render(language),
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(prog, language, columns),
        )
        self.language = language
        self._positionals.title = self.say(_POSITIONAL)
        self._optionals.title = self.say(_OPTIONAL)
        self.add_argument("-h", "--help", action="help", help=self.say(_HELP))

    def say(self, text: Text, **arguments: object) -> str:
        """`text` in the user's language."""
        return text.render(self.language, **arguments)

    def option(self, *names: str, about: Text, **more: Any) -> None:
        """Add one option or argument with its help."""
        self.add_argument(*names, help=self.say(about).replace("%", "%%"), **more)

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The options in `words`; arguments and options may stand in any order."""
        words = list(words)
        cut = words.index("--") if "--" in words else len(words)
        found, rest = self.parse_known_intermixed_args(words[:cut])
        for action in self._positionals._group_actions:
            if action.nargs == "*" and words[cut + 1 :]:  # argparse loses what stands behind `--` here
                setattr(found, action.dest, [*(getattr(found, action.dest) or ()), *words[cut + 1 :]])
        if rest:
            wrong = next((word for word in rest if word.startswith("-")), rest[0])
            names = [name for action in self._actions for name in action.option_strings]
            self.refuse(
                self.say(_UNKNOWN, option=wrong),
                wrong.partition("=")[0],
                names,
            )
        return found

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and end with status 2."""
        for pattern, text in _PROBLEMS:
            match = pattern.fullmatch(message)
            if match is not None:
                message = text.render(self.language).format(*match.groups())
                break
        self.refuse(message)

    def refuse(self, problem: str, wrong: str = "", known: Iterable[str] = ()) -> NoReturn:
        """End with status 2 and `problem`, with what `wrong` was probably meant to be."""
        if wrong:
            from polint.naming import nearest

            found = nearest(wrong, known)
            if found is not None:
                problem = self.say(NEAREST, problem=problem, nearest=found)
        print(self.say(_ERROR, problem=problem), file=sys.stderr)
        print(self.say(_SEE, command=self.prog), file=sys.stderr)
        raise SystemExit(2)


def _columns() -> int:
    """The width of help. argparse would import shutil to tell, at every start, for every option."""
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size(1).columns) - 2
    except (OSError, ValueError):
        return 78


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, language: str, columns: int) -> None:
        super().__init__(prog, max_help_position=30, width=columns)
        self._usage = _USAGE.render(language)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width))

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


def wrapped(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` columns: English breaks at spaces, Chinese anywhere but before a
    closing mark."""
    from polint_plugins.reporters._visible import width

    lines, line, used = [], "", 0
    for word in re.findall(r"[!-~]+ ?|[^!-~][，。；：、）”]?", text):
        size = width(word)
        if line and used + len(word.rstrip()) + size - len(word) > columns:
            lines.append(line.rstrip())
            line, used = "", 0
        line += word
        used += size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
