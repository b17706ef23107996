"""The rule pages in docs/rules are those the rules give now."""

from __future__ import annotations

from pathlib import Path

import pytest

from polint.pages import main, pages
from polint.plugin import Plugins

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def builtin() -> dict[str, str]:
    """The pages of the rules that come with polint; a test machine may have a third party's installed."""
    return pages(
        rule for rule in Plugins().rules.values() if rule.__module__.startswith(("polint.", "polint_rules"))
    )


def test_the_pages_are_current() -> None:
    written = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md")
    }
    wanted = builtin()
    assert sorted(written) == sorted(wanted), "run `make pages`"
    for path, text in wanted.items():
        assert written[path] == text, f"docs/rules/{path}: run `make pages`"


@pytest.mark.parametrize("rule", sorted(Plugins().rules))
def test_a_page_is_in_both_languages_and_shows_both_kinds_of_examples(rule: str) -> None:
    page = pages([Plugins().rules[rule]])[f"{rule}.md"]
    for heading in (
        f"# {rule}\n",
        f"# {rule}（中文）\n",
        "## Wrong\n",
        "## Right\n",
        "## 错误示例\n",
        "## 正确示例\n",
    ):
        assert heading in page


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    gone = tmp_path / "numbering" / "gone.md"
    gone.parent.mkdir()
    gone.write_text("# numbering/gone\n", encoding="utf-8")
    main(tmp_path)
    assert not gone.exists()
    assert (tmp_path / "numbering" / "skipped.md").exists()
