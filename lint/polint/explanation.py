"""Explanation: a rule's page in Markdown, from the rule itself, under fixed headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.message import Text

if TYPE_CHECKING:
    from polint.rule import Example, Rule

_WHAT = Text("What it does", "规则作用")
_WHY = Text("Why it is bad", "为何有问题")
_WRONG = Text("Wrong", "错误示例")
_RIGHT = Text("Right", "正确示例")
_MENDED = Text("becomes", "修复后")
_OPTIONS = Text("Options", "选项")
_FIX = Text("Fix", "修复")
_FIXABLE = Text("`polint fix` can mend it.", "`polint fix` 可以修复。")
_UNSAFE = Text(
    "`polint fix --unsafe-fixes` can mend it; look at the result.",
    "`polint fix --unsafe-fixes` 可以修复，请核对结果。",
)
_NO_FIX = Text("There is no automatic mend.", "不提供自动修复。")
_ABOUT = Text(
    "Severity: {severity} · confidence: {confidence} · profile: {profile}",
    "级别：{severity} · 置信度：{confidence} · 配置集：{profile}",
)


def explain(rule: Rule | type[Rule], language: str = "en") -> str:
    """The page of `rule` in `language`: Markdown, without a title."""

    def say(text: Text, **arguments: object) -> str:
        return text.render(language, **arguments)

    parts = [
        say(_ABOUT, severity=rule.severity, confidence=rule.confidence, profile=rule.profile),
        f"## {say(_WHAT)}\n\n{say(rule.what)}",
        f"## {say(_WHY)}\n\n{say(rule.why)}",
    ]
    wrong = [example for example in rule.examples if example.wrong]
    right = [example for example in rule.examples if not example.wrong]
    for title, examples in ((_WRONG, wrong), (_RIGHT, right)):
        if examples:
            parts.append(
                f"## {say(title)}\n\n" + "\n\n".join(_block(example, say(_MENDED)) for example in examples)
            )
    fixed = [example for example in wrong if example.fixed is not None]
    parts.append(f"## {say(_FIX)}\n\n" + say(_fixability(rule) if fixed else _NO_FIX))
    if rule.options:
        lines = [
            f"- `{name}` (`{option.default!r}`): {say(option.about)}" for name, option in rule.options.items()
        ]
        parts.append(f"## {say(_OPTIONS)}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _block(example: Example, mended: str) -> str:
    text = f"```text\n{_shown(example.text)}\n```"
    if example.fixed is not None:
        text += f"\n\n{mended}\n\n```text\n{_shown(example.fixed)}\n```"
    return text


def _shown(text: str) -> str:
    """An example may hold what it is about: controls and invisible characters are written as numbers."""
    return "".join(char if char.isprintable() or char == "\n" else f"⟨U+{ord(char):04X}⟩" for char in text)


def _fixability(rule: Rule | type[Rule]) -> Text:
    return _FIXABLE if rule.safe_fix else _UNSAFE
