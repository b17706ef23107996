"""polint/unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator

from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Option, Rule, right, wrong


class UnusedSuppression(Rule):
    """A suppression that suppresses nothing. The engine finds it once all rules have spoken."""

    id = "polint/unused-suppression"
    severity = "warning"
    triggers = ("polint:",)
    summary = Text("a suppression that suppresses nothing", "没有起作用的抑制标记")
    what = Text(
        "Finds `polint: ignore[…]` and `polint: disable[…]`, in the text or in a sidecar, that kept no finding "
        "from being reported, or that name a rule there is none of. Rules that did not run are not judged. Where "
        "directives in a text do not hold, as in `polint gate`, each of them is pointed out in a note.",
        "查找文中或附属文件里没有抑制任何问题、或所写规则不存在的 `polint: ignore[…]` 与 `polint: disable[…]`。"
        "本次未运行的规则不作判断。文内标记不起作用时（如 `polint gate`），会逐一以提示指出。",
    )
    why = Text(
        "What it was written for has been mended or was misspelt; left behind, it will hide the next fault "
        "of the same kind.",
        "当初要抑制的问题已经修好，或者规则名写错；留着它，下一个同类问题就会被掩盖。",
    )
    messages = {
        "unused": Text("this suppresses nothing ({names})", "此处抑制没有起作用（{names}）"),
        "elsewhere": Text(
            "{place} suppresses nothing with “{names}”", "{place} 中的“{names}”没有抑制任何问题"
        ),
        "unknown": Text("“{name}” is no rule or family", "“{name}”不是任何规则或规则族"),
        "nearest": Text(
            "“{name}” is no rule or family; did you mean “{nearest}”?",
            "“{name}”不是任何规则或规则族；是否想写“{nearest}”？",
        ),
        "ignored": Text(
            "this does not hold here: a new document does not decide about its own checks",
            "此处标记不起作用：新文档不能自行决定如何被检查",
        ),
    }
    options = {
        "honoured": Option(
            True,
            Text(
                "whether directives in the text hold; the gate says no", "文内标记是否起作用；gate 中不起作用"
            ),
        ),
    }
    examples = (
        wrong("<!-- ⟦polint: ignore 引文照录⟧ -->\n一切照旧，并无改动。\n"),
        wrong("第一段。\n⟦polint: disable⟧\n第二段。\npolint: enable\n第三段。\n"),
        wrong("會議紀錄如下。// ⟦polint: ignore⟧\n", name="a.md"),
        right("本项目用 polint 检查文稿。\n"),
        right("<!-- polint: ignore[no-such-family-ran] 原文如此 -->\n一切照旧。\n"),
        right("說明：polint: 是一個檢查工具。\n"),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """Every directive where none holds; else nothing, for only the engine knows what was suppressed."""
        if not self.settings["honoured"]:
            from polint.suppression import directives

            # One directive may be several suppressions, that end in different places.
            for start, end in sorted({(one.start, one.end) for one in directives(document)}):
                yield self.draft(start, end, "ignored", severity="note")
