"""Signs: where markup may stand in a text, and whether there can be any.

Manuals are full of tags and asterisks, and whoever writes a manual marks its code with grave accents. So the signs
of markup are not looked for in every text, but only where no such marks are; the words of it are triggers.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from polint import octet
from polint.pattern import lazy
from polint.region import marked

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.document import Document

# What begins with a sign of markup; longer than the sign, so that 5<6 is none.
_SIGNED = {
    "<": (
         "</", "<br", "<p", "<div", "<span", "<img", "<font", "<strong", "<table", "<td", "<tr", "<li", "<ul", "<section", "<script",
        "<style", "<tt", "<h1", "<h2", "<h3", "<h4", "<a ", "<b>", "<i>", "<u>", "<em", "<center", "<iframe", "<input", "<o:p", "<ref",
        "<!--", "<!doc", "<![cdata[", "<hr", "<sup", "<sub", "<dl", "<dt", "<dd", "<form", "<meta", "<link", "<embed", "<object", "<video",
        "<blockquote", "<?php", "<?xml", "<?=", "<%",
    ),
    "&": (
         "&lt;", "&gt;", "&quot", "&#", "&middot", "&ldquo", "&rdquo", "&lsquo", "&rsquo", "&hellip", "&mdash", "&ndash", "&emsp", "&ensp",
        "&bull", "&times", "&copy", "&deg", "&laquo", "&raquo", "&apos", "&reg;", "&yen", "&plusmn", "&para", "&permil", "&sect", "&divide", "&trade", "&shy", "&zwnj", "&rarr", "&larr", "&radic", "&le;",
         "&ge;", "&ne;", "&frac", "&sup", "&thinsp", "&uarr", "&darr",
    ),
    "[": (
         "[quote", "[/quote", "[img", "[/img", "[url", "[/url", "[b]", "[/b]", "[i]", "[/i]", "[u]", "[/u]", "[color", "[/color", "[size",
        "[/size", "[font", "[/font", "[align", "[/align", "[attach", "[hide", "[/hide", "[list", "[/list", "[media", "[flash", "[table",
        "[/table", "[td", "[/td", "[free", "[postbg", "[backcolor", "[float", "[email", "[code]", "[/code]", "[center]", "[p=", "[indent",
        "[[file", "[[image", "[[category", "[[文件", "[[分类", "[[图像", "[[档案", "[[图片", "[gallery", "[caption", "[/caption", "[embed", "[/embed", "[playlist", "[编辑]", "[来源请求]",
    ),
    "{": (
         "{font", "{margin", "{padding", "{color",
        "{width", "{text-", "{line-", "{display", "{background", "{height", "{border", "{position", "{float",
        '{"', "{{", "{%",
    ),
    "##": (
         "## ", "### ", "#### ",
    ),
    "**": (
         "**",
    ),
    "'''": (
         "'''",
    ),
    "__": (
         "__notoc", "__toc",
    ),
    "](": (
         "](http", "](/",
    ),
}  # fmt: skip
WORDS = (
    "?/a>", "?/p>", "?/span>", "nbsp;", "amp;", "toc \\", "toc\\", "hyperlink \\", "hyperlink\\", "pageref", "mergeformat",
    "includepicture", "font-size:", "line-height:", "text-align:", "font-family:", "text-indent:", "background-color:", "mso-",
    "letter-spacing:", "margin:0", "padding:0", "var ", "document.", "window.", "function(", "function (", "settimeout(", "adsbygoogle",
    "javascript:", "_hmt.push", "googletag", "bdshare", "location.href", "console.log", "$(function",
    '":"', '":{', '":[', '":true', '":false', '":null', "%e4%", "%e5%", "%e6%", "%e7%", "%e8%", "%e9%", "\\u", "\\n", "\\r\\n", '\\"',
)  # fmt: skip
_WORDS = frozenset(WORDS)
_SIGNING = bytes(code in b"<[&{]#*'_SC\x89" for code in range(256))
"""The classes of the signs, full-width ones included; that of _ is the ideographic space's, too."""


def may_hold_markup(batch: Batch) -> Collection[int]:
    """The sieve of the rule: the texts without marks of code that have a sign or a word of markup, or a heading that no
    blank line parts from what stands above."""
    classes = batch.classes
    markdown = bytearray(len(batch.starts))
    for number in batch.view(marked):
        markdown[number] = 1
    first, second = _pairs()
    signed = _find(
        classes, batch.folded_units, len(classes), batch.starts, bytes(markdown), _SIGNING, first, second
    )
    return [
        number
        for number in batch.holding(_WORDS).union(signed)
        if not markdown[number] and not _is_coded(classes, *batch.spans[number])
    ]


@cache
def _pairs() -> tuple[bytes, bytes]:
    """For each unit the signs that begin with it, and those of whose markup it is the second character: a bit each."""
    firsts, seconds = [], []
    for bit, (sign, words) in enumerate(_SIGNED.items()):
        firsts.append((sign[0], 1 << bit))
        seconds.append(("".join({word[1] for word in words}), 1 << bit))
    return octet.table(*firsts, size=2), octet.table(*seconds, size=2)


def _find(
    classes: bytes, units: bytes, size: int, starts: list[int], markdown: bytes, signing: bytes, first: bytes,
    second: bytes,
) -> list[int]:  # fmt: skip
    """The numbers of the texts, but for those in Markdown, in which the first two characters of markup stand; # only
    below a line that is not blank."""
    found = []
    for number in range(len(starts)):
        start, end = starts[number], starts[number + 1] if number + 1 < len(starts) else size
        if markdown[number]:
            continue
        for place in range(start, end - 1):
            if not signing[classes[place]]:
                continue
            one, two = octet.unit(units, place), octet.unit(units, place + 1)
            if not octet.unit(first, one) & octet.unit(second, two):
                continue
            if one == 35 and (  # #
                place <= start or classes[place - 1] != 10 or (place - 1 > start and classes[place - 2] == 10)
            ):
                continue
            if one == 39 and (place + 2 >= end or octet.unit(units, place + 2) != 39):  # '''
                continue
            found.append(number)
            break
    return found


def _is_coded(classes: bytes, start: int, end: int) -> bool:
    # One alone is an accident; whoever writes two writes Markdown, however short the text.
    mark = classes.find(b"`", start, end)
    return mark >= 0 and classes.find(b"`", mark + 1, end) >= 0


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """For each sign where it begins markup. The character after it first: a footnote [1] needs no longer look."""
    return {
        sign: lazy(
            f"{re.escape(sign[0])}(?=[{re.escape(''.join(sorted({word[1] for word in words})))}])"
            f"(?={'|'.join(re.escape(word[1:]) for word in words)})"
        )
        for sign, words in _SIGNED.items()
    }


def places(document: Document, most: int) -> tuple[list[int], int]:
    """The first places at which markup may begin, `most` at most, ascending; how many more there are."""
    folded = document.folded
    found = list(document.hits_of(_WORDS))
    left = 0
    for sign, pattern in _patterns().items():
        # One character is found in a third of the time that two take, and most are nowhere.
        if sign[0] in folded and sign in folded:
            first = [match.start() for match in islice(pattern.finditer(folded), most)]
            found.extend(first)
            if len(first) == most:
                left += len(pattern.findall(folded, first[-1] + 1))
    found.sort()
    return found[:most], left + len(found[most:])
