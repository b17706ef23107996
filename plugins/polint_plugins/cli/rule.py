"""`polint rule NAME`: one rule explained; `polint rule --test PACK`: a pack's examples run."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

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
_ERROR = Text("polint: error: {problem}", "polint：错误：{problem}")
_FOUND = Text("found: {found}", "实际找到：{found}")
_FAILED = Text("{pack}: {count} example(s) failed", "{pack}：{count} 个示例未通过")
_PASSED = Text("{pack}: the examples of {count} rule(s) pass", "{pack}：{count} 条规则的示例全部通过")


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
    from polint.naming import current

    rules = Plugins().rules
    chosen = []
    for written in names:
        name = current(written, rules)
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
    """Run the examples of packs: 1 where one fails, 2 where a pack cannot be read."""
    from pathlib import Path

    from polint.phrase import PackError, load_pack
    from polint.testing import failures_of
    from polint_plugins.reporters._visible import visible

    status = 0
    ready_stdout(people=True)
    for pack in packs:
        try:
            rules = load_pack(Path(pack))
            failures = failures_of(rules)
        except (PackError, OSError) as error:
            print(made.say(_ERROR, problem=visible(str(error))), file=sys.stderr)
            status = 2
            continue
        for failure in failures:
            print(f"{failure.rule}: {visible(failure.why)}")
            print(f"  {visible(failure.example.text)}")
            if failure.found:
                print("  " + made.say(_FOUND, found=", ".join(visible(text) for text in failure.found)))
        if failures:
            status = status or 1
            print(made.say(_FAILED, pack=pack, count=len(failures)))
        else:
            print(made.say(_PASSED, pack=pack, count=len(rules)))
    return status
