"""typo/lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from polint.document import Document
from polint.finding import Draft, Fix
from polint.fold import SHARED
from polint.lexicon import Lexicon, Term, parse, read_lexicons
from polint.message import Text
from polint.rule import Option, Rule, right, wrong
from polint_rules.typo._expression import Expression, Fragment, compact, fragment, halves
from polint_rules.typo._near import near_misses
from polint_rules.typo._script import mended

_TERMS = {"preferred": {"登陆账号": "登录账号"}, "forbidden": {"最佳品牌": "广告法不允许绝对化用语"}}
_NAMES = {"names": ["滨江区市场监督管理局", "青田书房"]}


class LexiconRule(Rule):
    """What the user's own lexicon forbids or prefers, and names that are one slip off."""

    id = "typo/lexicon"
    severity = "warning"
    confidence = "high"
    summary = Text("what the user's own lexicon forbids or prefers", "用户词表禁用或另有规定的写法")
    what = Text(
        'Finds the forms that the user\'s lexicons (`lexicons = ["terms.toml"]`) forbid, forms for which they prefer another, '
        "and what is one character away from one of their names of four characters or more. Forms match in both scripts, in full and half "
        "width and in any case unless an entry says `exact`. Code and URLs are left alone. Without a lexicon the rule "
        "finds nothing.",
        '查找用户词表（`lexicons = ["terms.toml"]`）中的禁用词、另有规定写法的词，以及与所列名称（四字以上）仅差一字的写法。'
        "词条不分简繁、全半角和大小写，注明 `exact` 的除外。代码和网址不检查。没有词表时不报告任何内容。",
    )
    why = Text(
        "Every house has words of its own: names of people and institutions, terms, what may not be said.",
        "每个单位都有自己的用词：人名和机构名、术语、不能出现的说法。",
    )
    messages = {
        "forbidden": Text("“{wrong}” is not to be used", "“{wrong}”为禁用词"),
        "forbidden-why": Text("“{wrong}” is not to be used: {reason}", "“{wrong}”为禁用词：{reason}"),
        "preferred": Text("“{wrong}”: use “{right}”", "“{wrong}”应写作“{right}”"),
        "preferred-why": Text("“{wrong}”: use “{right}” ({reason})", "“{wrong}”应写作“{right}”（{reason}）"),
        "name": Text(
            "“{wrong}” is one slip away from the name “{right}”", "“{wrong}”与名称“{right}”仅差一处"
        ),
    }
    options = {
        "lexicons": Option([], Text("the lexicon files (TOML)", "词表文件（TOML）")),
        "terms": Option({}, Text("a lexicon written here instead of in a file", "直接写在配置里的词表")),
    }
    examples = (
        wrong("请用手机号⟦登陆账号⟧。", fixed="请用手机号登录账号。", options={"terms": _TERMS}),
        wrong("本店是全城⟦最佳品牌⟧。", options={"terms": _TERMS}),
        wrong("讀者可先⟦登陸賬號⟧再預約。", fixed="讀者可先登錄賬號再預約。", options={"terms": _TERMS}),
        wrong("由⟦滨江区市场临督管理局⟧负责。", fixed="由滨江区市场监督管理局负责。", options={"terms": _NAMES}),
        wrong("地點在⟦青田書坊書房⟧。".replace("⟦青田書坊書房⟧", "⟦青甜書房⟧"), fixed="地點在青田書房。", options={"terms": _NAMES}),
        wrong(
            "⟦台灣⟧的夏天很長。", fixed="臺灣的夏天很長。", options={"terms": {"preferred": {"台灣": "臺灣"}}}
        ),
        right("请用手机号登录账号，由滨江区市场监督管理局负责。", options={"terms": {**_TERMS, **_NAMES}}),
        right("臺灣的夏天很長。", options={"terms": {"preferred": {"台灣": "臺灣"}}}),
        right("运行 `登陆账号` 命令。", options={"terms": _TERMS}),
        right("请用手机号登陆账号。"),
    )  # fmt: skip

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        """Read the lexicons. Raises OSError and LexiconError."""
        super().__init__(settings)
        own = parse(self.settings["terms"])
        read = read_lexicons(self.settings["lexicons"])
        self._prepare(Lexicon(own.terms + read.terms, own.names + read.names))

    def _prepare(self, lexicon: Lexicon) -> None:
        fold = SHARED.tables.fold_text
        self._terms: dict[str, list[Term]] = {}
        for term in lexicon.terms:
            self._terms.setdefault(fold(term.wrong), []).append(term)
        self._fragments: dict[str, list[Fragment]] = {}
        self._names = frozenset(compact(fold(name)) for name in lexicon.names)
        for name in lexicon.names:
            folded = fold(name)
            text = compact(folded)
            if len(text) < 4:
                continue
            expression = Expression(text, name, True, frozenset())
            for offset, half in halves(folded):
                self._fragments.setdefault(half, []).append(fragment(expression, offset, half))

    @property
    def wakes_on(self) -> Iterable[str]:
        """The forms and the halves of the names."""
        return (*self._terms, *self._fragments)

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a place."""
        for literal, places in document.scan.hits.items():
            for term in self._terms.get(literal, ()):
                for place in places:
                    if not _is_right(document, term, literal, place):
                        yield self._wrong(document, term, place)
        parts = [
            (part, place, half)
            for part, places in document.scan.hits.items()
            for half in self._fragments.get(part, ())
            for place in places
        ]
        if parts:
            reached = -1
            for miss in near_misses(document, parts, self._names):
                if miss.start >= reached:
                    reached = miss.end
                    name = miss.whole
                    written = document.text[miss.start : miss.end]
                    yield self.draft(miss.start, miss.end, "name", fix=miss.fix, wrong=written, right=name)

    def _wrong(self, document: Document, term: Term, place: int) -> Draft:
        end = place + len(term.wrong)
        written = document.text[place:end]
        why = "-why" if term.reason else ""
        if term.right is None:
            return self.draft(place, end, f"forbidden{why}", wrong=written, reason=term.reason)
        meant = term.right
        if not term.exact and written != term.wrong:
            meant = mended(document, place, term.wrong, term.right)
        fix = Fix.replace(place, end, meant)
        return self.draft(
            place, end, f"preferred{why}", fix=fix, wrong=written, right=meant, reason=term.reason
        )


def _is_right(document: Document, term: Term, literal: str, place: int) -> bool:
    """Whether the form is not meant here: part of a longer word, of the right form or of an exception."""
    text, folded = document.text, document.folded
    end = place + len(literal)
    fold = SHARED.tables.fold_text
    right_form = fold(term.right) if term.right is not None else None
    if (term.exact or right_form == literal) and text[place:end] != term.wrong:
        return True
    if _continues(folded[place - 1 : place], literal[0]) or _continues(literal[-1], folded[end : end + 1]):
        return True
    longer = [fold(one) for one in term.exceptions]
    if right_form is not None and right_form != literal:
        longer.append(right_form)
    for form in longer:
        offset = form.find(literal)
        while offset >= 0:
            if place >= offset and folded.startswith(form, place - offset):
                return True
            offset = form.find(literal, offset + 1)
    region = document.regions.at(place)
    return region is not None and region.kind in ("code", "url")


def _continues(first: str, second: str) -> bool:
    """Whether a Latin word or a number goes on across the border."""
    return (
        bool(first and second)
        and first.isascii()
        and second.isascii()
        and first.isalnum()
        and second.isalnum()
    )
