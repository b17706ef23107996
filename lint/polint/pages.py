"""Rule pages: `python -m polint.pages docs/rules` writes one Markdown page a rule, in English and Chinese.

The text is the rule's own (explanation.py), the same that `polint rule NAME` and SARIF's help show.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from polint.explanation import explain
from polint.plugin import Plugins

if TYPE_CHECKING:
    from polint.rule import Rule


def pages(rules: Iterable[type[Rule]]) -> dict[str, str]:
    """Every page by its path below the folder of pages, the index `README.md` among them."""
    found: dict[str, str] = {}
    rows = ["# Rules\n", "| rule | severity | profile | what it reports | |", "|---|---|---|---|---|"]
    for rule in rules:
        path = f"{rule.id}.md"
        found[path] = (
            f"# {rule.id}\n\n{rule.summary.en} · {rule.summary.zh}\n\n"
            f"{explain(rule, 'en')}\n---\n\n# {rule.id}（中文）\n\n{explain(rule, 'zh-Hans')}"
        )
        rows.append(
            f"| [{rule.id}]({path}) | {rule.severity} | {rule.profile} | {rule.summary.en} | {rule.summary.zh} |"
        )
    found["README.md"] = "\n".join(rows) + "\n"
    return found


def main(folder: Path) -> None:
    """Write all pages into `folder` and remove those of rules that are gone."""
    wanted = pages(Plugins().rules.values())
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in wanted:
            old.unlink()
    for path, text in wanted.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
