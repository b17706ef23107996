"""`polint cache`: what is kept of earlier runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from polint import cache, store
from polint.message import Text
from polint_plugins.cli import options as shared
from polint_plugins.cli.parser import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT = Text(
    "What is kept of earlier runs: findings by file, and compiled tables. It may be deleted at any time.",
    "先前运行留下的缓存：按文件保存的检查结果和编译好的表。可随时删除。",
)
ACTIONS = {
    "build": Text("make the tables now that the first runs would make", "现在就编译好首次运行所需的表"),
    "stats": Text("say what is kept, and where", "显示缓存的位置和内容"),
    "clear": Text("delete all of it", "全部删除"),
}
_ACTION = Text("what to do: {names}", "要做的事：{names}")
_BUILT = Text("{count} tables, {bytes} bytes", "共 {count} 个表，{bytes} 字节")
_CLEARED = Text("{count} bytes deleted", "已删除 {count} 字节")


def run(words: Sequence[str], speak: str) -> int:
    """Do it; returns the exit status."""
    made = Parser("polint cache", ABOUT, speak, "ACTION")
    names = "; ".join(f"{name}: {about.render(speak)}" for name, about in ACTIONS.items())
    made.add_argument("action", metavar="ACTION", choices=ACTIONS, help=made.say(_ACTION, names=names))
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    if options.action == "build":
        _build()
        tables = store.entries()
        size = sum(one.stat().st_size for one in tables)
        print(made.say(_BUILT, count=len(tables), bytes=f"{size:,}"))
        return 0
    if options.action == "clear":
        print(made.say(_CLEARED, count=f"{_clear():,}"))
        return 0
    found = cache.Cache(cache.place())
    try:
        statistics = found.statistics()
    finally:
        found.close()
    tables = store.entries()
    statistics["limit"] = cache.LIMIT
    statistics["tables"] = {"count": len(tables), "bytes": sum(one.stat().st_size for one in tables)}
    print(json.dumps(statistics, ensure_ascii=False, indent=2))
    return 0


def _build() -> None:
    """Check the examples of every rule: they wake it, and it makes what it needs."""
    from polint.config import Config
    from polint.engine import check_batch
    from polint.plugin import Plugins
    from polint.testing import document_of

    rules = Plugins().rules.values()
    for profile in ("all", "default"):
        ruleset = Config(profile=profile).ruleset(rules)
        documents = [document_of(example) for rule in rules for example in rule.examples]
        check_batch(documents, ruleset)


def _clear() -> int:
    """Delete everything; returns the bytes that it had."""
    place = cache.place()
    files = [place.with_name(place.name + end) for end in ("", "-wal", "-shm")]
    files += store.entries()
    size = 0
    for file in files:
        try:
            own = file.stat().st_size
            file.unlink()
            size += own
        except OSError:
            continue
    return size
