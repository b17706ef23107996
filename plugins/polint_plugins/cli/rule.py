"""`polint rule NAME`: one rule explained; `polint rule --test PACK`: a pack's examples run."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from polint.explanation import explain
from polint.message import Text
from polint.plugin import Plugins
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import ready_stdout
from polint_plugins.cli.parser import Parser

ABOUT = Text(
    "Explain a rule: what it finds, why, wrong and right examples, its options, its fix.",
    "解释一条规则：查什么、为什么、正误示例、选项与修复。",
)
_NAME = Text("the rule's id, or a family", "规则名，或规则族")
_TEST = Text("run the examples of a pack of phrase rules", "运行短语规则包中的示例")
_FORMAT = Text("text or json", "text 或 json")
_NEITHER = Text("name a rule, or a pack with --test", "请给出规则名，或用 --test 指定规则包")
_NO_RULE = Text("“{name}” is no rule", "没有名为“{name}”的规则")
_NO_PACKS = Text("--test is not there yet in this version of polint", "当前版本的 polint 尚未提供 --test")


def run(words: Sequence[str], speak: str) -> int:
    """Explain or test; returns the exit status."""
    made = Parser("polint rule", ABOUT, speak, "[NAME]")
    made.option("name", nargs="*", metavar="NAME", about=_NAME)
    made.option("--test", action="append", metavar="PACK", about=_TEST)
    made.option("--format", default="text", metavar="FORMAT", about=_FORMAT)
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    shared.check_choice(made, "--format", options.format, ("text", "json"))
    if options.test:
        return _test(made, options.test)
    if not options.name:
        made.refuse(made.say(_NEITHER))
    return _explain(made, options.name, options.format, options.lang)


def _explain(made: Parser, names: Sequence[str], form: str, lang: str | None) -> int:
    rules = Plugins().rules
    chosen = []
    for name in names:
        found = [rule for rule in rules.values() if name in (rule.id, rule.id.partition("/")[0])]
        if not found:
            made.refuse(made.say(_NO_RULE, name=name), name, rules)
        chosen += found
    out = ready_stdout(people=form == "text")
    if form == "json":
        from polint_plugins.cli.rules import about

        out.write(
            json.dumps([about(rule, lang or "en") for rule in chosen], ensure_ascii=False, indent=2) + "\n"
        )
        return 0
    pages = "\n".join(f"# {rule.id}\n\n{explain(rule, made.language)}" for rule in chosen)
    if out.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(pages))
    else:
        out.write(pages)
    return 0


def _test(made: Parser, packs: Sequence[str]) -> int:
    if find_spec("polint.phrase") is None:
        made.refuse(made.say(_NO_PACKS))
    test = getattr(import_module("polint.phrase"), "test_pack", None)
    if test is None:
        made.refuse(made.say(_NO_PACKS))
    failed = False
    for pack in packs:
        for problem in test(pack):
            failed = True
            print(problem, file=sys.stderr)
    return int(failed)
