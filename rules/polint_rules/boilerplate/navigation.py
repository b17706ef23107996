"""boilerplate/navigation: the phrases are in navigation.toml; here is what makes a row of words a menu."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from polint import store
from polint.document import Document
from polint.finding import Draft
from polint.fold import SHARED
from polint.pattern import lazy
from polint.phrase import PhraseRule, Unit
from polint.phrasebook import BETWEEN, LONGEST, WORDS, Evidence, line_around
from polint_rules._phrases import rule

_BETWEEN = lazy(rf"[^\s{BETWEEN}]+")
_LONG = lazy(rf"[^\s{BETWEEN}]{{{LONGEST + 1}}}")
_SECTION = lazy(
    "(?:概况|概览|服务|资源|咨询|动态|公告|公示|中心|简介|指南|公开|建设|导航|专栏|专题|大厅|园地|风采|天地|之窗|展示|管理|招聘|介绍|下载|"
    "新闻|资讯|教育|工作|活动|交流|法规|政策|文化|队伍|研究|机构|互动|查询|办事|信息|专区|讯息|消息|导览)$"
)
"""What the names of a site's sections end with."""


@functools.cache
def menu_words() -> frozenset[str]:
    """Words that menus are made of but that are too common in prose to be looked for: they only count in a row."""
    source = store.beside(__file__, "_menu_words.txt").decode("utf-8")
    return frozenset(SHARED.tables.fold_text(word) for word in source.split())


class Menu(PhraseRule):
    """A line of at least four short words between blanks or bars is a menu when three of them, and two fifths,
    are menu words, whatever the others say: every site has its own."""

    def judge(self, document: Document, unit: Unit, inside: Sequence[Evidence]) -> Draft | None:
        """As in PhraseRule, with the common words of a row as evidence."""
        if unit.kind == "line":
            inside = [*inside, *self.row(document, unit, inside)]
        return super().judge(document, unit, inside)

    def may_do(self, document: Document, few: Sequence[Evidence]) -> bool:
        """As in PhraseRule; one word may also be enough in a row of words."""
        if super().may_do(document, few):
            return True
        folded = document.folded
        for one in few:
            line = line_around(folded, one.start, one.end)
            # A line of prose begins with a long word, so that most lines are not taken apart.
            if line is None or _LONG.search(folded, line.start, line.end) is not None:
                continue
            if len(_BETWEEN.findall(folded, line.start, line.end)) >= WORDS:
                return True
        return False

    def row(self, document: Document, unit: Unit, inside: Sequence[Evidence]) -> list[Evidence]:
        """The words of a menu that are no evidence by themselves; nothing where the line is no menu."""
        if _LONG.search(document.folded, unit.start, unit.end) is not None:
            return []
        words = list(_BETWEEN.finditer(document.folded, unit.start, unit.end))
        if len(words) < WORDS:
            return []
        known = {one.start for one in inside}
        others = [word for word in words if word.start() not in known]
        common = [
            word
            for word in others
            if word.group() in menu_words() or (known and _SECTION.search(word.group()))
        ]
        count = len(words) - len(others) + len(common)
        if count < 3 or count < 0.4 * len(words):
            return []
        group = next(group for group in self.phrases.groups if group.each)
        return [Evidence(word.start(), word.end(), group) for word in others]


Navigation = rule("boilerplate/navigation", Menu)
