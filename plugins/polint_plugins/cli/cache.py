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
    "stats": Text("say what is kept, and where", "显示缓存的位置和内容"),
    "clear": Text("delete all of it", "全部删除"),
}
_ACTION = Text("what to do: {names}", "要做的事：{names}")
_CLEARED = Text("{count} bytes deleted", "已删除 {count} 字节")


def run(words: Sequence[str], speak: str) -> int:
    """Do it; returns the exit status."""
    made = Parser("polint cache", ABOUT, speak, "ACTION")
    names = "; ".join(f"{name}: {about.render(speak)}" for name, about in ACTIONS.items())
    made.add_argument("action", metavar="ACTION", choices=ACTIONS, help=made.say(_ACTION, names=names))
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    if options.action == "clear":
        print(made.say(_CLEARED, count=f"{_clear():,}"))
        return 0
    found = cache.Cache(cache.place())
    try:
        statistics = found.statistics()
    finally:
        found.close()
    folder = store.folder() / "compiled"
    tables = list(folder.glob("*.bin")) if folder.is_dir() else []
    statistics["limit"] = cache.LIMIT
    statistics["tables"] = {"count": len(tables), "bytes": sum(one.stat().st_size for one in tables)}
    print(json.dumps(statistics, ensure_ascii=False, indent=2))
    return 0


def _clear() -> int:
    """Delete everything; returns the bytes that it had."""
    place = cache.place()
    folder = place.parent / "compiled"
    files = [place.with_name(place.name + end) for end in ("", "-wal", "-shm")]
    files += folder.glob("*.bin") if folder.is_dir() else []
    size = 0
    for file in files:
        try:
            own = file.stat().st_size
            file.unlink()
            size += own
        except OSError:
            continue
    return size
