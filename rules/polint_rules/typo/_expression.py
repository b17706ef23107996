"""Expressions: what the lexicon of set phrases says, and how a slip is told from the phrase.

A phrase is cut in two. Whoever writes it with one slip leaves one half whole, so the
halves, which are rare, are the triggers of the shared pass; where one is found, the text around it, without
punctuation and space, is laid against the phrase.
"""

from __future__ import annotations

import functools
import marshal
import re
from collections.abc import Iterator
from typing import Literal

from polint import store
from polint.cached import cached_property
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.typo._sound import homophones, is_taken_for

Kind = Literal["missing", "added", "wrong", "swapped"]

_SKIPPED = lazy("[^\u3400-\u9fff0-9a-z]+")
_CLAUSE = lazy("[\u3400-\u9fff0-9a-z]+")
_LISTS = ("expressions.txt", "misquotations.txt", "sounds.txt")
_LINKS = frozenset("和与及跟同的之地得")
"""Words of grammar in whose place another may stand in free wording."""
_OF = "的之"
"""What joins the parts of a name as words: 香港特别行政区的立法会."""
_PREPOSITIONS = frozenset("被由把向对给让受从")
"""What belongs to the sentence around it, which happens to have the rest: 战斗中被人民解放军俘虏."""


_LEVELS = frozenset(
    "省市区县镇乡村校院企厂行店港澳台京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新疆"
)
"""What a province, a town or a school puts in the place of 国: 科教兴省, 人才强市."""


class Expression(NamedTuple):
    """A set phrase, without punctuation and as it is `written`; `strict` ones are formal and allow no free wording;
    `others` are near forms that are right as well."""

    text: str
    written: str
    strict: bool
    others: frozenset[str]


class Fragment(NamedTuple):
    """A part of an expression, from `offset` on, what the expression has before it (`head`) and after it."""

    expression: Expression
    offset: int
    head: str
    tail: str


class Slip(NamedTuple):
    """What is wrong: `at` and `to` are the range in the compact text, `right` what should stand there, `start`
    and `end` the range of the whole expression as written."""

    kind: Kind
    start: int
    end: int
    at: int
    to: int
    right: str


class Misquotation(NamedTuple):
    """A wrong form as it stands, the right one, and the words of which one must be near (none: always)."""

    wrong: str
    right: str
    near: tuple[str, ...]


class Lexicon:
    """The expressions by the parts of them that are looked for, and the wrong forms that are looked for as they
    stand."""

    def __init__(self, kept: bytes) -> None:
        """`kept` as `_build` makes it."""
        # Strings that are cut are made in a tenth of the time that thousands of kept tuples take.
        lines, parts, within, wrongs, rights, right = marshal.loads(kept)
        self._expressions: list[str] = lines.split("\n")
        self._fragments: dict[str, list[Fragment]] = {}
        self.parts: dict[str, str] = dict(zip(parts.split("\n"), within.split("\n"), strict=True))
        """Of each part the numbers of its expressions, each followed by where in it the part stands."""
        self.misquotations: dict[str, str] = dict(zip(wrongs.split("\n"), rights.split("\n"), strict=True))
        """Of each wrong form the right one, and after it the words of which one must be near, a tab before each."""
        self._right = right

    def fragments(self, literal: str) -> list[Fragment]:
        """What `literal` is a part of."""
        found = self._fragments.get(literal)
        if found is None:
            within = map(int, self.parts[literal].split(" "))
            found = self._fragments[literal] = [
                fragment(self._expression(number), offset, literal)
                for number, offset in zip(within, within, strict=True)
            ]
        return found

    @cached_property
    def right(self) -> frozenset[str]:
        """All forms that are right."""
        return frozenset(self._right.split("\n"))

    def _expression(self, number: int) -> Expression:
        text, written, *others = self._expressions[number].split("\t")
        return Expression(text, written.lstrip("="), written.startswith("="), frozenset(others))

    def misquotation(self, literal: str) -> Misquotation:
        """What a wrong form should be."""
        right_form, *near = self.misquotations[literal].split("\t")
        return Misquotation(literal, right_form, tuple(near))


def fragment(expression: Expression, offset: int, part: str) -> Fragment:
    """The fragment `part` of an expression."""
    text = expression.text
    return Fragment(expression, offset, text[:offset], text[offset + len(part) :])


def _lines(name: str) -> Iterator[str]:
    for line in store.beside(__file__, name).decode("utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.rstrip("\r")


def compact(text: str) -> str:
    """`text` without punctuation and space."""
    return _SKIPPED.sub("", text)


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon that is shipped with the rule."""
    return Lexicon(store.compiled("typo-expressions-5", lists(), _build))


def lists() -> bytes:
    """All that the lexicon is made of."""
    return b"\0".join([store.stamp(__file__, name) for name in _LISTS])


def _build() -> bytes:
    expressions: list[str] = []
    parts: dict[str, str] = {}
    misquotations: dict[str, str] = {}
    right: set[str] = set()
    for line in _lines("expressions.txt"):
        marked, _, others = line.partition("\t")
        written = marked.replace("[", "").replace("]", "")
        text = compact(written)
        known = frozenset(compact(other) for other in others.split(" ") if other)
        right.add(text)
        right.update(known)
        if written[0] in "~^":
            wrongs = _sounding(text) if written[0] == "^" else (*_slips(text), *_sounding(text))
            misquotations.update((wrong, text) for wrong in wrongs if wrong not in known)
            continue
        if "[" in marked:
            found = [
                (len(compact(marked[: match.start()])), match.group(1))
                for match in re.finditer(r"\[(.+?)\]", marked)
            ]
            if len(found) == 1:
                part = found[0][1]
                misquotations.update(
                    (wrong, text) for wrong in _slips(text) if wrong not in known and part not in wrong
                )
        else:
            found = halves(written.lstrip("="))
        for offset, part in found:
            before = f"{parts[part]} " if part in parts else ""
            parts[part] = f"{before}{len(expressions)} {offset}"
        expressions.append("\t".join((text, written, *sorted(known))))
    for line in _lines("misquotations.txt"):
        wrong, right_form, *near = line.split("\t")
        misquotations[wrong] = "\t".join((right_form, *(near[0].split(" ") if near else ())))
    kept = (expressions, parts, parts.values(), misquotations, misquotations.values(), sorted(right))
    return marshal.dumps(["\n".join(one) for one in kept])


def halves(written: str) -> list[tuple[int, str]]:
    """Two parts of an expression with their offsets in its compact form, so that one slip leaves one of them
    whole: the first and the last clause, or the two halves of the only one. A part never lies across a mark,
    since the trigger must stand in the text as it is."""
    clauses = [
        (len(compact(written[: match.start()])), match.group())
        for match in _CLAUSE.finditer(written)
        if len(match.group()) > 2
    ]
    if len(clauses) > 1:
        return [clauses[0], clauses[-1]]
    if not clauses:
        return []
    offset, clause = clauses[0]
    middle = len(clause) // 2
    return [(offset, clause[:middle]), (offset + middle, clause[middle:])]


def _slips(text: str) -> Iterator[str]:
    """An expression with an inner character missing, doubled or exchanged with the next."""
    for index in range(1, len(text) - 1):
        yield text[:index] + text[index + 1 :]
        yield text[: index + 1] + text[index:]
        if index < len(text) - 2:
            yield text[:index] + text[index + 1] + text[index] + text[index + 2 :]


def _sounding(text: str) -> Iterator[str]:
    """An expression with an inner character replaced by one of the same sound."""
    for index in range(1, len(text) - 1):
        for other in homophones(text[index]):
            yield text[:index] + other + text[index + 1 :]


def compare(half: Fragment, before: str, part: str, after: str) -> Slip | None:
    """The slip by which the compact text `before` + `part` + `after` departs from the expression of `half`, which
    is `part`; None where it is the expression itself or anything else.

    The slip must lie inside: its first and its last character stand as they should, or the place speaks of
    something else.
    """
    expression, _, head, tail = half
    here = len(before)
    if before.endswith(head):
        found = _difference(tail, after, expression)
        if found is None:
            return None
        kind, position, length, right, size = found
        at = here + len(part) + position
        return Slip(kind, here - len(head), here + len(part) + size, at, at + length, right)
    if not after.startswith(tail):
        return None
    found = _difference(head[::-1], before[::-1], expression)
    if found is None:
        return None
    kind, position, length, right, size = found
    if kind == "wrong" and not expression.strict and position == len(head) - 2 and len(head) < 5:
        # One character is left before the slip: 全国建成小康社会 is no 全面建成小康社会.
        return None
    at = here - position - length
    return Slip(kind, here - size, here + len(part) + len(tail), at, at + length, right[::-1])


def most_missing(expression: Expression) -> int:
    """How many characters of an expression a slip may leave out."""
    whole = len(expression.text)
    if not expression.strict:
        return 1
    return 3 if whole >= 13 else 2 if whole >= 10 else 1


def _difference(wanted: str, found: str, expression: Expression) -> tuple[Kind, int, int, str, int] | None:
    """The one slip between `wanted` and the beginning of `found`: kind, position, length in `found`, what is
    right there, and how much of `found` the expression takes up."""
    strict, whole = expression.strict, len(expression.text)
    same = 0
    limit = min(len(wanted), len(found))
    while same < limit and wanted[same] == found[same]:
        same += 1
    rest, there = wanted[same:], found[same:]
    if not rest:
        return None
    for added in (1, 2, 3):
        extra = there[:added]
        if len(extra) == added and there[added:].startswith(rest):
            doubled = found[max(0, same - added) : same] == extra or rest.startswith(extra)
            if doubled or (strict and added == 1 and len(rest) > 1 and extra not in _OF):
                return "added", same, added, "", same + added + len(rest)
    if (
        len(rest) < 2
    ):  # what departs at its last character speaks of something else, unless it sounds the same
        if same and whole > 7 and there and is_taken_for(there[0], rest):
            return "wrong", same, 1, rest, same + 1
        return None
    if len(there) >= len(rest):
        if there[1:].startswith(rest[1:]):
            if rest[0] in _LINKS and there[0] in _LINKS and not strict:
                return None
            if there[0] in _PREPOSITIONS:
                return None
            if rest[0] == "国" and there[0] in _LEVELS and not strict:
                return None
            if rest[0] == "央" and there[0] in _LEVELS:  # 臺中市選舉委員會
                return None
            return "wrong", same, 1, rest[0], same + len(rest)
        if there[0] == rest[1] and there[1] == rest[0] and there[2:].startswith(rest[2:]):
            return "swapped", same, 2, rest[:2], same + len(rest)
    for missing in range(1, most_missing(expression) + 1):
        left = rest[missing:]
        if len(left) >= min(missing, 2) and there.startswith(left):
            if missing == 1 and rest[0] in _LINKS and not strict:
                return None
            return "missing", same, 0, rest[:missing], same + len(left)
    return None
