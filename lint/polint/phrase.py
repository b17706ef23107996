"""PhraseRule: a rule that is data. Packs: folders of such rules.

A phrase rule is a TOML file. It names groups of patterns (notation.py); a match of one is a piece of
*evidence* worth some points. The evidence is gathered over a unit, which is a line of its own, the content of
a bracket, or a sentence; where the unit stands (own line, head or tail, brackets, ornaments) adds to it, and
quotation marks and the rule's `against` patterns (a report, a warning, a rule that forbids) take from it. A
unit that reaches the threshold is a finding, and the message says of what it was made.

    id = "ads/qr-prompt"
    severity = "error"               # profile = "default", threshold = 3 unless given
    summary = { en = "…", zh = "…" } # so too what, why and message; the message may say {evidence}
    [lists]
    code = ["二维码", "qr code"]     # also those of the files _*.toml beside this one
    [says]
    imperative = { en = "an imperative", zh = "祈使" }
    [[group]]
    says = "imperative"              # the kind of evidence: of one kind, the strongest counts
    points = 2
    where = "anywhere"               # or line (a line of its own), end (such a line in head or tail), head, tail
    cover = 0.0                      # how much of its line all evidence must cover
    each = false                     # whether every different match counts, up to three
    quoted = false                   # whether it counts inside quotation marks, too
    wakes = true                     # false: only looked for in a unit that holds other evidence
    near = ["…"]; without = ["…"]    # one of these must, none of those may, stand within 40 characters
    [group.patterns]
    '长按~6{code}' = "长按识别下方二维码"    # a pattern and a text it is found in, which is its test
    [[against]]
    points = 3
    reach = 0                        # how far around a line to look (a sentence's neighbourhood is heard anyway)
    patterns = ["(警方|民警)", "谨防"]
    [[wrong]]
    text = "…⟦the line⟧…"
    fixed = "…"
    [[right]]
    text = "…"
"""

from __future__ import annotations

import bisect
import itertools
import marshal
import os
import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from polint import store
from polint.finding import Draft, Fix, Omitted, Span
from polint.fold import SHARED
from polint.message import Message, Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.phrasebook import (
    EACH,
    EDGE,
    LINE_OPENS,
    ORNAMENTS,
    REMARK,
    SEPARATORS,
    SHORT,
    Book,
    Evidence,
    Found,
    Group,
    Phrases,
    Tried,
    line_around,
    line_begins,
    line_ends,
)
from polint.rule import CLOSE, OPEN, Rule, right, wrong
from polint.zone import Zone, zones

if TYPE_CHECKING:
    from polint.document import Document
    from polint.notation import Compiled

    Place = str | os.PathLike[str]

THRESHOLD = 3
"""The points at which a unit becomes a finding: one certain piece of evidence, or several weak ones."""
SUBSTANCE = 2
"""The points that the words alone must give before their place can add to them."""
NEAR = 40
"""How far around a match `near` and `without` look, in code points."""
SEVERAL = 250
"""Findings after which a rule judges no more in one document and counts what is left; see phrasebook.MOST."""

_WIDEST = 450
"""Code points over which a unit can stretch: a sentence is looked for 200 code points away on either side."""

ARTICLES = 4
"""Articles from which a text is a statute."""
_ARTICLE = lazy(
    r"\n[ \t#*]{0,8}第 ?[一二三四五六七八九十百千零〇0-9][一二三四五六七八九十百千零〇0-9\-]{0,7} ?条"
)
_HEAD = 24
"""Code points within which the first line of a text is known to begin with an article."""
_ADDRESS = lazy(r"https?:|www\.|@|[0-9]{6}|qq|微信|公众号")

_VERSION = b"phrase-18"
_NOTHING = Found([], 0)
_SENTENCE_END = lazy(r"[。!?\r\n]")
_STOP = lazy(r"[。!?]")
_SEPARATORS = lazy(rf"[\s{re.escape(SEPARATORS)}]+")
_SPOKEN = '。！？!?….；;”」』"'
_OPENERS, _CLOSERS = "“「『‘《〈", "”」』’》〉"
_QUOTING = _OPENERS + '"'
_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_PLACES = {"line": 2, "brackets": 1, "sentence": 0}
"""The points that the place of a unit in the body of a text can be worth at most, by what it is: see `standing`."""

LABELS: dict[str, Text] = {
    "line": Text("on a line of its own", "独占一行"),
    "head": Text("at the head of the text", "位于文首"),
    "tail": Text("at the end of the text", "位于文末"),
    "brackets": Text("in brackets", "置于括号内"),
    "ornaments": Text("between ornaments", "带装饰符号"),
    "cover": Text("with nothing else on the line", "整行别无他文"),
}


class PackError(ValueError):
    """A pack or a rule file that cannot be used: says the file and the line."""


class Unit(NamedTuple):
    """What evidence is gathered over: a range, and whether it is a line of its own or a bracket."""

    start: int
    end: int
    kind: str  # line, brackets, sentence
    zone: Zone = "body"


class PhraseRule(Rule):
    """The base of the rules made from TOML; a subclass may change how a unit is judged or mended."""

    phrases: ClassVar[Phrases]
    file: ClassVar[str] = ""
    always = False

    @property
    def wakes_on(self) -> Iterable[str]:
        """The literals of all patterns."""
        return self.phrases.triggers

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """A finding for every unit whose evidence reaches the threshold."""
        found, rest = self.evidence(document)
        if found:
            together = _together(document.folded, found)
            found = [one for few in together if self.may_do(document, few) for one in few]
        if not found:
            if rest:
                yield Omitted(rest)
            return
        several = 0
        enough = max(SEVERAL, len(document.text) // 20_000)
        # A bracket in a line that is told is told with it.
        units = sorted(self.units(document, found), key=lambda one: one[0].kind == "brackets")
        lines: list[Unit] = []
        known: dict[str, list[tuple[Tried, Span]]] = {}
        for number, (unit, inside) in enumerate(units):
            if several >= enough:
                rest += len(units) - number
                break
            if unit.kind == "brackets":
                place = bisect.bisect_right(lines, unit.start, key=lambda line: line.start)
                if place and lines[place - 1].end >= unit.end:
                    continue
            inside.extend(self.support(document, unit, known))
            draft = self.judge(document, unit, inside)
            if draft is not None:
                several += 1
                if unit.kind == "line":
                    lines.append(unit)
                yield draft
        if rest:
            yield Omitted(rest)

    # -- gathering ------------------------------------------------------------------------------------

    def evidence(self, document: Document) -> tuple[list[Evidence], int]:
        """The matches of all patterns, ascending, and how many places were not looked at."""
        return document.view(self.phrases.book.find).get(self.phrases.number, _NOTHING)

    def may_do(self, document: Document, few: Sequence[Evidence]) -> bool:
        """Whether evidence that stands together can be enough, whatever units it is in: a cheap question, to
        which the answer is mostly no."""
        threshold = self.phrases.threshold
        points = _points(few)
        total = sum(points.values())
        supports = self.phrases.supports
        if total < SUBSTANCE and not supports:
            return False
        folded = document.folded
        start, end = few[0].start, few[-1].end
        line = line_around(folded, start, end)
        # Whether it stands in the head or tail is asked last: that takes a look at the lines of both.
        enough = max(
            SUBSTANCE, threshold if total >= threshold else threshold - _most_standing(folded, line, few)
        )
        wanted = max(SUBSTANCE, enough - (line is not None))
        left = self.phrases.most_support
        if total < enough and wanted <= total + left:
            near = _surroundings(folded, start, end)
            for kind in self.phrases.supports_by_kind:
                if total >= enough or total + left < wanted:
                    break
                left -= kind.points
                before = points.get(kind.says, 0)
                if kind.points > before and kind.may_be_in(near, in_line=line is not None):
                    points[kind.says] = kind.points
                    total += kind.points - before
        if total < wanted:
            return False
        if total < enough and line is not None and document.view(zones).of(line.start, line.end) == "body":
            return False
        if supports or all(one.group.where == "anywhere" for one in few):
            return True
        return sum(_points([one for one in few if self.may_count(document, few, one)]).values()) >= SUBSTANCE

    def may_count(self, document: Document, few: Sequence[Evidence], one: Evidence) -> bool:
        """Whether evidence that must stand in a line of its own does so where its group wants it, and can cover
        as much of it, in a rule that looks for no more evidence in that line."""
        group = one.group
        if group.where == "anywhere":
            return True
        folded = document.folded
        line = line_around(folded, one.start, one.end)
        if line is None:
            return False
        if group.cover:
            unit = Unit(line.start, line.end, "line")
            inside = [other for other in few if line.start <= other.start < line.end]
            if coverage(folded, unit, inside) < group.cover:
                return False
        if group.where == "line":
            return True
        zone = document.view(zones).of(line.start, line.end)
        return zone == group.where if group.where != "end" else zone != "body"

    def support(
        self, document: Document, unit: Unit, known: dict[str, list[tuple[Tried, Span]]]
    ) -> Iterator[Evidence]:
        """What else in the unit speaks for a finding. Where there are many units they are often the same, and what
        matches in one, counted from its start, is in `known`."""
        folded = document.folded
        if not self.phrases.supports:
            return
        around = folded[max(0, unit.start - 1) : unit.end + 1]
        matches = known.get(around)
        if matches is None:
            matches = known[around] = list(self.matches(folded, unit))
        for tried, span in matches:
            start, end = unit.start + span.start, unit.start + span.end
            if tried.starts_line and not line_begins(folded, start):
                continue
            if not (tried.ends_line and not line_ends(folded, end)):
                yield Evidence(start, end, tried.group)

    def matches(self, folded: str, unit: Unit) -> Iterator[tuple[Tried, Span]]:
        """What matches in the unit of the patterns that are looked for there, counted from its start."""
        inside = folded[unit.start : unit.end]
        for tried in self.phrases.supports:
            if tried.needs and not tried.may_be_in(inside):
                continue
            for match in tried.regex.finditer(folded, unit.start, min(unit.end, unit.start + 400)):
                start, end = match.span()
                if end > start:
                    yield tried, Span(start - unit.start, end - unit.start)

    def units(self, document: Document, found: Sequence[Evidence]) -> Iterator[tuple[Unit, list[Evidence]]]:
        """The evidence by the unit it stands in, in order."""
        gathered: dict[Unit, list[Evidence]] = {}
        for one in found:
            gathered.setdefault(unit_of(document, one.start, one.end), []).append(one)
        yield from gathered.items()

    # -- judging --------------------------------------------------------------------------------------

    def judge(self, document: Document, unit: Unit, inside: Sequence[Evidence]) -> Draft | None:
        """The finding that a unit is, if its evidence is enough."""
        if not self.may_be_enough(unit, inside):
            return None
        kept = [one for one in inside if self.counts(document, unit, one)]
        if not kept:
            return None
        # How much of a sentence or a bracket is evidence is nobody's question.
        asked = unit.kind == "line" or any(one.group.cover for one in kept)
        covered = self.covered(document, unit, inside) if asked else 0.0
        kept = [one for one in kept if covered >= one.group.cover]
        if not kept:
            return None
        labels = self.phrases.labels
        points: dict[str, int] = {}
        different: dict[str, set[str]] = {}
        for one in kept:
            group = one.group
            if not group.points:
                continue  # it only says what else the line is made of
            if group.each:
                words = different.setdefault(group.says, set())
                words.add(document.folded[one.start : one.end])
                points[group.says] = group.points * min(EACH, len(words))
            else:
                points[group.says] = max(points.get(group.says, 0), group.points)
        total = sum(points.values())
        if total < SUBSTANCE:
            return None
        threshold = self.phrases.threshold
        places = list(standing(document, unit, covered, total >= THRESHOLD))
        if total + len(places) < threshold:
            return None
        against = self.objections(document, unit)
        if total <= against or total + len(places) - against < threshold:
            return None
        total += len(places) - against
        said = [labels.get(name) or Text(name, name) for name in points]
        said += (LABELS[name] for name in places)
        if document.format == "markdown" and (
            total < threshold + 2 or (document.text.startswith("#", unit.start) and total < threshold + 4)
        ):
            return None  # who writes Markdown writes a text, or a manual, rather than a page
        if total < threshold + 2 and _is_provision(document, unit):
            return None
        start, end = self.span(document, unit, kept)
        regions = document.regions
        region = regions.at(kept[0].start)
        if region is not None and region.kind in ("code", "front-matter", "formula"):
            return None
        return self.draft(
            start,
            end,
            "found",
            fix=self.mend(document, unit, start, end),
            confidence="high" if total > threshold else "medium",
            evidence=listed(said),
        )

    def may_be_enough(self, unit: Unit, inside: Sequence[Evidence]) -> bool:
        """Whether all evidence in a unit would do if all of it counted, and the place of the unit spoke for it."""
        most: dict[str, int] = {}
        for one in inside:
            group = one.group
            points = EACH * group.points if group.each else group.points
            most[group.says] = max(most.get(group.says, 0), points)
        total = sum(most.values())
        places = _PLACES[unit.kind] + (unit.zone != "body")
        return total >= SUBSTANCE and total + places >= self.phrases.threshold

    def counts(self, document: Document, unit: Unit, one: Evidence) -> bool:
        """Whether a piece of evidence stands where its group wants it, and is not quoted."""
        where = one.group.where
        if where != "anywhere":
            if unit.kind != "line":
                return False
            if where == "end" and unit.zone == "body":
                return False
            if where in ("head", "tail") and unit.zone != where:
                return False
        if not one.group.quoted and is_quoted(document.text, unit.start, one.start):
            return False
        neighbours = self.phrases.neighbours
        if neighbours and one.group in neighbours:
            near, without = neighbours[one.group]
            around = document.folded[max(0, one.start - NEAR) : one.end + NEAR]
            return (near is None or near.is_in(around)) and (without is None or not without.is_in(around))
        return True

    def covered(self, document: Document, unit: Unit, inside: Sequence[Evidence]) -> float:
        """Which share of the unit is evidence."""
        return coverage(document.folded, unit, inside)

    def objections(self, document: Document, unit: Unit) -> int:
        """The points that speak against the unit; for a sentence its neighbourhood is heard, too."""
        folded = document.folded
        total = 0
        for points, reach, context in self.phrases.against:
            start, end = max(0, unit.start - reach), min(len(folded), unit.end + reach)
            if unit.kind != "line" and not reach:
                start, end = max(0, start - 60), min(len(folded), end + 40)
                cut = folded.rfind("\n", start, unit.start)
                start = cut + 1 if cut >= 0 else start
                cut = folded.find("\n", unit.end, end)
                end = cut if cut >= 0 else end
            if context.is_in(folded[start:end]):
                total += points
        return total

    # -- span and mend --------------------------------------------------------------------------------

    def span(self, document: Document, unit: Unit, kept: Sequence[Evidence]) -> tuple[int, int]:
        """What is to go: the line, the bracket, the sentence, or the clauses that hold the evidence."""
        if unit.kind != "sentence":
            return unit.start, unit.end
        folded = document.folded
        first, last = min(one.start for one in kept), max(one.end for one in kept)
        start = max(folded.rfind(mark, unit.start, first) for mark in ",;") + 1
        if start <= unit.start or not folded[unit.start : start].strip():
            return unit.start, unit.end  # a sentence that begins as an advertisement is one
        ends = [place for mark in ",;" if (place := folded.find(mark, last, unit.end)) >= 0]
        end = min(ends) + 1 if ends else unit.end
        return start, end

    def mend(self, document: Document, unit: Unit, start: int, end: int) -> Fix | None:
        """Delete the line with its end, or the run so that the sentence around it stays whole."""
        text = document.text
        size = len(text)
        if unit.kind == "line":
            while start > 0 and text[start - 1] in EDGE:
                start -= 1
            while end < size and text[end] in EDGE:
                end += 1
            if text.startswith("\r\n", end):
                end += 2
            elif end < size:
                end += 1
        elif unit.kind == "sentence":
            if start == unit.start:
                while end < size and text[end] in "。！？!?，,；;" and end == unit.end:
                    end += 1
            elif end == unit.end and start > 0 and text[start - 1] in "，,；;":
                start -= 1
        return Fix.replace(start, end, "")


def _is_provision(document: Document, unit: Unit) -> bool:
    """Whether a unit is a sentence of a statute, which speaks of everything that it forbids or grants: copyright,
    gain, the remaining part, what a user must not do."""
    folded = document.folded
    return (
        unit.kind != "brackets"
        and folded[unit.end - 1 : unit.end + 1].rstrip("\r\n")[-1:] in tuple("。;:,")
        and _ADDRESS.search(folded, unit.start, unit.end) is None
        and document.view(is_statute)
    )


def is_statute(document: Document) -> bool:
    """The view: whether a text has ARTICLES articles (第…条) that begin lines."""
    folded = document.folded
    count = int(_ARTICLE.match("\n" + folded[:_HEAD]) is not None)
    for _ in itertools.islice(_ARTICLE.finditer(folded), ARTICLES - count):
        count += 1
    return count >= ARTICLES


def _together(folded: str, found: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    """Evidence that could stand in one unit: on one line, and not too far apart."""
    few: list[Evidence] = []
    for one in found:
        if few:
            last = few[-1].end
            if one.start - last > _WIDEST or folded.find("\n", last, one.start) >= 0:
                yield few
                few = []
        few.append(one)
    if few:
        yield few


def _points(few: Sequence[Evidence]) -> dict[str, int]:
    """The points of evidence by what it says: of one kind the strongest counts, or each up to EACH."""
    points: dict[str, int] = {}
    for one in few:
        group = one.group
        before = points.get(group.says, 0)
        if group.each:
            points[group.says] = min(before + group.points, EACH * group.points)
        else:
            points[group.says] = max(before, group.points)
    return points


def _most_standing(folded: str, line: Span | None, few: Sequence[Evidence]) -> int:
    """The points that the place of a few pieces of evidence can be worth at most, see `standing`; without that for a
    line in the head or tail."""
    start, end = few[0].start, few[-1].end
    if line is None:
        brackets = _holds(folded[max(0, start - 80) : start + 1], _BRACKETS)
        return int(brackets) + (start < 300 or len(folded) - end < 300)
    # Of a long line a few words are not everything, whatever else is found in it.
    covers = line.end - line.start <= 40 + 4 * sum(one.end - one.start for one in few)
    ornaments = folded[line.start] in LINE_OPENS or folded[line.end - 1] in LINE_OPENS
    return 1 + (covers or ornaments)


def _holds(text: str, signs: Iterable[str]) -> bool:
    for sign in signs:  # noqa: SIM110 (a generator costs more than the signs)
        if sign in text:
            return True
    return False


def _surroundings(folded: str, start: int, end: int) -> str:
    """What can be in one unit with [start, end): its line, if that is short, a bracket, or the sentence."""
    low, high = max(0, start - 200), min(len(folded), end + 200)
    near = folded[low:high]
    first, last = start - low, end - low
    left = near.rfind("\n", 0, first) + 1
    right = near.find("\n", last)
    if right < 0:
        right = len(near)
    if first - left > SHORT + 20:
        mark = max(near.rfind("。", left, first), near.rfind("!", left, first), near.rfind("?", left, first))
        left = max(left, min(mark + 1, first - SHORT - 20))
    if right - last > SHORT + 20 and (match := _STOP.search(near, last, right)):
        right = min(right, max(match.start(), last + SHORT + 20))
    return near[left:right]


def listed(said: Sequence[Text]) -> Message:
    """`said` one after another, in any language."""
    return Message(_listing(len(said)), {f"evidence{number}": text for number, text in enumerate(said)})


@cache
def _listing(count: int) -> Text:
    names = [f"{{evidence{number}}}" for number in range(count)]
    return Text(", ".join(names), "、".join(names))


# -- where evidence stands -----------------------------------------------------------------------------------


def sentence_around(folded: str, start: int, end: int, limit: int = 200) -> Span:
    """The sentence that holds [start, end), without the mark that ends it; at most `limit` code points away."""
    low = max(0, start - limit)
    left = max(low - 1, *(folded.rfind(mark, low, start) for mark in "。!?\n\r")) + 1
    high = min(len(folded), end + limit)
    match = _SENTENCE_END.search(folded, end, high)
    right = match.start() if match else high
    while left < start and folded[left] in EDGE + "”」』’)":
        left += 1
    while right > end and folded[right - 1] in EDGE:
        right -= 1
    return Span(left, right)


def unit_of(document: Document, start: int, end: int) -> Unit:
    """The unit that [start, end) stands in."""
    folded = document.folded
    line = line_around(folded, start, end)
    if line is not None and document.view(zones).lines < 2:
        line = None  # the only line of a document is a paragraph
    length = len(line) if line is not None else 1_000
    bracketed = line is not None and folded[line.start] in "([【〔" and folded[line.end - 1] in ")]】〕"
    for opener, closer in _BRACKETS.items():
        if bracketed:
            break  # 【打印】【关闭】 is a line
        low = max(0, start - 80)
        left = folded.rfind(opener, low, start + 1)
        if left < 0 or folded.find(closer, left, start) >= 0 or folded.find("\n", left, start) >= 0:
            continue
        right = folded.find(closer, end - 1, end + 80)
        if right >= 0 and "\n" not in folded[left:right] and right - left < 0.7 * length:
            return Unit(left, right + 1, "brackets")
    # Most lines are short and begin with what is found: of those nobody asks for the sentence.
    if line is not None and length <= 60 and start - line.start <= 25:
        return _line_unit(document, line)
    sentence = sentence_around(folded, start, end)
    if line is not None and len(sentence) >= 0.7 * length - 2:
        return _line_unit(document, line)
    last = (
        sentence.start > 0
        and len(folded) - sentence.end <= 4
        and not folded[sentence.end :].strip("。!?” \n\r")
    )
    return Unit(sentence.start, sentence.end, "sentence", "tail" if last else "body")


def _line_unit(document: Document, line: Span) -> Unit:
    return Unit(line.start, line.end, "line", document.view(zones).of(line.start, line.end))


def coverage(folded: str, unit: Unit, inside: Sequence[Evidence]) -> float:
    """Which share of the unit's characters, blanks and separators set aside, the evidence covers."""
    whole = len(_SEPARATORS.sub("", folded[unit.start : unit.end]))
    if not whole:
        return 0.0
    covered = 0
    position = unit.start
    for one in sorted(inside, key=lambda one: one.start):
        if one.end > position:
            covered += len(_SEPARATORS.sub("", folded[max(position, one.start) : one.end]))
            position = one.end
    return covered / whole


def is_quoted(text: str, floor: int, start: int) -> bool:
    """Whether `start` lies between quotation marks that open after `floor` (at most 160 code points back)."""
    low = max(floor, start - 160)
    before = text[low:start]
    if not _holds(before, _QUOTING):
        return False
    opened = max(before.rfind(mark) for mark in _OPENERS)
    if opened >= 0 and opened > max(before.rfind(mark) for mark in _CLOSERS):
        return True
    last = before.rfind('"')
    spoken = last > 0 and before[last - 1] in ":：,，"  # he said: "…
    return (spoken or before.count('"') % 2 == 1) and text.find('"', start, start + 160) >= 0


def is_wrapped(folded: str, start: int) -> bool:
    """Whether the line that begins at `start` goes on from a line that was wrapped: that one is long and ends
    inside a sentence."""
    if folded[start] in "([【〔{<" or folded[start] in ORNAMENTS:
        return False
    low = max(0, start - 120)
    above = folded[low:start].rstrip(EDGE)
    if not above.endswith(("\n", "\r")):
        return False
    above = above[:-1].removesuffix("\r")
    above = above[max(above.rfind("\n"), above.rfind("\r")) + 1 :].strip()
    return len(above) >= 24 and (above[-1].isalnum() or above[-1] in ",、")


def standing(document: Document, unit: Unit, covered: float, certain: bool = True) -> Iterator[str]:
    """What the place of a unit says: each is worth a point. A line that continues another has no place of its
    own, unless the words are certain or fill it."""
    if unit.kind == "line" and not certain and covered < 0.8 and is_wrapped(document.folded, unit.start):
        return
    if unit.kind == "line":
        text = document.text
        first, last = text[unit.start], text[unit.end - 1]
        if covered < REMARK and last in _SPOKEN:
            return
        yield "line"
        if (first in ORNAMENTS or last in ORNAMENTS) and not text.startswith(("- ", "* ", "#"), unit.start):
            yield "ornaments"
        elif covered >= 0.8:
            yield "cover"
    elif unit.kind == "brackets":
        yield "brackets"
    if unit.zone != "body":
        yield unit.zone


# -- packs ---------------------------------------------------------------------------------------------------

_KEYS = {
    "id", "severity", "confidence", "profile", "threshold", "version", "summary", "what", "why", "message", "lists",
    "says", "group", "against", "wrong", "right",
}  # fmt: skip
_GROUP_KEYS = {"says", "points", "where", "cover", "each", "quoted", "near", "without", "wakes", "patterns"}
_AGAINST_KEYS = {"points", "reach", "patterns"}
_EXAMPLE_KEYS = {"text", "fixed"}
_WHERE = ("anywhere", "line", "end", "head", "tail")
_MOST = 1000
"""Points, versions and code points beyond which a number is a slip of the pen."""


def load_rules(files: Sequence[Place]) -> list[type[PhraseRule]]:
    """The rule classes of those TOML files that are phrase rules. Raises PackError."""
    book = read_book(files)
    return [class_of(book, number) for number in range(len(book.ids))]


def load_pack(folder: Place) -> list[type[PhraseRule]]:
    """The rule classes of a user's pack: every TOML file in `folder` whose name does not begin with `_`.

    Raises PackError where the folder does not exist, holds no rule, or a rule cannot be read.
    """
    if not os.path.isdir(folder):
        raise PackError(f"{folder}: there is no such pack")
    found = load_rules(files_of(folder))
    if not found:
        raise PackError(f"{folder}: the pack holds no rule")
    seen: dict[str, str] = {}
    for rule in found:
        if rule.id in seen:
            raise PackError(f"{rule.file}:1: the rule {rule.id} stands in {seen[rule.id]} already")
        seen[rule.id] = rule.file
    return found


def files_of(folder: Place, *, shared: bool = False) -> list[str]:
    """The TOML files in `folder`, ascending: those whose names begin with `_`, which the others share, or the others."""
    with os.scandir(folder or os.curdir) as entries:
        return sorted(
            entry.path
            for entry in entries
            if entry.name.endswith(".toml") and entry.name.startswith("_") == shared
        )


def read_book(files: Sequence[Place]) -> Book:
    """The patterns of those TOML files that are phrase rules, compiled once and kept. Raises PackError."""
    stamp = [_VERSION]
    others = [
        shared
        for folder in sorted({os.path.dirname(file) for file in files})
        for shared in files_of(folder, shared=True)
    ]
    own = os.path.dirname(__file__)
    words = [os.path.join(own, name) for name in ("common_words.txt", "frequency.txt")]
    for file in (*files, *others, *words):
        state = os.stat(file)
        stamp.append(f"{file}\0{state.st_size}\0{state.st_mtime_ns}".encode())
    key = b"\n".join(stamp)
    return Book(marshal.loads(store.compiled("phrases", key, lambda: _read_all(files))), key)


def class_of(
    book: Book, number: int, base: type[PhraseRule] | None = None, sieve: str = ""
) -> type[PhraseRule]:
    """The rule class of one rule of a book, behind a sieve if one is named."""
    data = book.rule(number)
    base = base or PhraseRule
    name = "".join(part.capitalize() for part in re.split(r"[/\-]", data["id"]))
    return type(
        name,
        (base,),
        {
            "__doc__": data["summary"][0],
            "__module__": base.__module__,
            "id": data["id"],
            "severity": data["severity"],
            "confidence": data["confidence"],
            "profile": data["profile"],
            "version": data["version"],
            "sieve": sieve,
            "by_triggers": bool(sieve),
            "summary": Text(*data["summary"]),
            "what": Text(*data["what"]),
            "why": Text(*data["why"]),
            "messages": {"found": Text(*data["message"])},
            "examples": tuple(
                (wrong if is_wrong else right)(text, **more) for is_wrong, text, more in data["examples"]
            ),
            "phrases": Phrases(book, number, data),
            "file": data["file"],
        },
    )


def _read_all(files: Sequence[Place]) -> bytes:
    """What a Book is made of. What few documents need is packed, and unpacked when it is asked for."""
    from polint.trigger import rarest

    owners = bytearray()
    rows: list[bytes] = []
    supports: list[int] = []
    wakes: dict[str, str] = {}
    sets: dict[str, int] = {}
    needs: list[int] = []
    rules: list[tuple[str, str, bytes, bytes]] = []
    for file in files:
        data = read_rule(file)
        if data is None:
            continue
        groups = [Group(*group) for group in data["groups"]]
        covering = _least_cover(groups)
        for group, compiled in data.pop("patterns"):
            for trigger, sides in zip(compiled.triggers, compiled.edges, strict=True):
                codes = [
                    len(rows),
                    *(-1 if side is None else sets.setdefault(side, len(sets)) for side in sides),
                ]
                wakes[trigger] = wakes.get(trigger, "") + "".join(chr(code + 2) for code in codes)
            low, high, words = next(iter(compiled.needs), (0, 1, ()))
            signs = "".join(sorted({rarest(word) for word in words}))
            own = groups[group]
            most = max(map(len, compiled.texts), default=compiled.reach - 1)
            needs += (low, high, sets.setdefault(signs, len(sets)) if signs else -1, own.in_line)
            needs += (most, covering if own.cover else 0)
            owners.append(len(rules))
            if not own.wakes:
                supports.append(len(rows))
            row = (
                group,
                compiled.expression,
                compiled.lead,
                compiled.reach,
                compiled.starts_line,
                compiled.ends_line,
                compiled.needs,
                compiled.texts,
            )
            rows.append(marshal.dumps(row))
        data.pop("samples")
        rules.append((data["id"], data["file"], marshal.dumps(data.pop("groups")), marshal.dumps(data)))
    return marshal.dumps(
        {
            "rules": rules,
            "owners": bytes(owners),
            "rows": rows,
            "supports": tuple(supports),
            "triggers": "\0".join(wakes),
            "ends": _ends(wakes),
            "codes": "\0".join(wakes.values()),
            "code_ends": _ends(wakes.values()),
            "sets": "\0".join(sets),
            "needs": array("i", needs).tobytes(),
        }
    )


def _ends(strings: Iterable[str]) -> bytes:
    """Where each of these strings ends when they are joined by one character: four bytes each."""
    return array(
        "I", [end + number for number, end in enumerate(itertools.accumulate(map(len, strings)))]
    ).tobytes()


def _least_cover(groups: Sequence[Group]) -> int:
    """How much of a line, in hundredths, must be covered by all that a rule finds there for any of its groups that ask for
    it to count, or for the line to be more than a remark; 0 where more may be found there than has triggers, or where
    it is not the line that is to be covered."""
    if not all(group.wakes and (group.in_line or not group.cover) for group in groups):
        return 0
    return int(100 * min([group.cover for group in groups if group.cover] + [REMARK]))


def read_rule(file: Place) -> dict[str, Any] | None:
    """The content of a rule file, checked and with its patterns compiled; None if it is no phrase rule.

    Raises PackError, which says the file and the line.
    """
    import tomllib

    try:
        source = _read(file)
        raw = tomllib.loads(source)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        match = re.search(r"at line (\d+)", str(error))
        raise PackError(f"{file}:{match[1] if match else 1}: {error}") from error
    if "group" not in raw:
        return None
    lists: dict[str, list[str]] = {}
    for shared in files_of(os.path.dirname(file), shared=True):
        try:
            found = tomllib.loads(_read(shared)).get("lists", {})
            if not isinstance(found, dict):
                raise PackError(f"{shared}:1: lists must be a table")
            lists.update(found)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PackError(f"{shared}:1: {error}") from error
    return _Checker(file, source, raw, lists).checked()


def _read(file: Place) -> str:
    with open(file, encoding="utf-8") as opened:
        return opened.read()


class _Checker:
    def __init__(self, file: Place, source: str, raw: dict[str, Any], lists: Mapping[str, list[str]]) -> None:
        self.file = file
        self.lines = source.split("\n")
        self.raw = raw
        self.lists = {**lists, **self.table(raw, "lists")}
        for name, words in self.lists.items():
            if not words:
                raise self.fail(f"the list {name} is empty", name)
            self.strings(words, name)
        self.fold = SHARED.tables.fold_text

    def fail(self, why: str, needle: str = "") -> PackError:
        """An error at the first line that sets the key `needle`, or the first that holds it."""
        key = re.compile(rf"\s*{re.escape(needle)}\s*=")
        setting = [number for number, line in enumerate(self.lines, 1) if needle and key.match(line)]
        holding = [number for number, line in enumerate(self.lines, 1) if needle and needle in line]
        number = [*setting, *holding, 1][0]
        return PackError(f"{self.file}:{number}: {why}")

    # Values of the kinds that a rule is made of. Each raises PackError for one of another kind.

    def number(self, table: Mapping[str, Any], key: str, default: int) -> int:
        """A whole number from 0 to _MOST."""
        value = table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
            raise self.fail(f"{key} must be a whole number from 0 to {_MOST}", key)
        return value

    def share(self, table: Mapping[str, Any], key: str) -> float:
        value = table.get(key, 0)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.fail(f"{key} must be a number from 0 to 1", key)
        return float(value)

    def flag(self, table: Mapping[str, Any], key: str, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"{key} must be true or false", key)
        return value

    def strings(self, value: Any, name: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fail(f"{name} must be a list of strings", name)
        return value

    def table(self, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(f"{key} must be a table", key)
        return value

    def tables(self, key: str, known: Collection[str]) -> list[dict[str, Any]]:
        """The tables [[key]], whose keys must be `known`."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fail(f"write [[{key}]]", f"[{key}]")
        for table in value:
            for name in table:
                if name not in known:
                    raise self.fail(f"unknown key {name} in a [[{key}]]", name)
        return value

    def pair(self, name: str) -> tuple[str, str]:
        value = self.raw.get(name)
        return self._pair(value, name)

    def _pair(self, value: Any, name: str) -> tuple[str, str]:
        if isinstance(value, str) and value:
            return value, value
        if isinstance(value, dict):
            said = [one for one in (value.get("en"), value.get("zh")) if one]
            if said and all(isinstance(one, str) for one in said):
                return said[0], said[-1]
        raise self.fail(f'{name} must be a text or {{ en = "…", zh = "…" }}', name)

    def checked(self) -> dict[str, Any]:
        raw = self.raw
        for key in raw:
            if key not in _KEYS:
                raise self.fail(f"unknown key {key}", key)
        rule_id = raw.get("id")
        if not isinstance(rule_id, str) or not re.fullmatch(r"[a-z0-9\-]+/[a-z0-9\-]+", rule_id):
            raise self.fail("id must be family/name in lower case", "id")
        severity = raw.get("severity", "warning")
        if severity not in ("note", "warning", "error"):
            raise self.fail("severity is note, warning or error", "severity")
        profile = raw.get("profile", "default")
        if profile not in ("default", "publication", "corpus"):
            raise self.fail("profile is default, publication or corpus", "profile")
        confidence = raw.get("confidence", "high")
        if confidence not in ("low", "medium", "high"):
            raise self.fail("confidence is low, medium or high", "confidence")
        groups: list[tuple[Any, ...]] = []
        patterns: list[tuple[int, Compiled]] = []
        samples: list[tuple[str, str]] = []
        for group in self.tables("group", _GROUP_KEYS):
            self.group(group, groups, patterns, samples)
        against = []
        for one in self.tables("against", _AGAINST_KEYS):
            context = self.contexts(one, "patterns")
            if not any(context):
                raise self.fail("an [[against]] without patterns", "[[against]]")
            against.append((self.number(one, "points", 3), min(200, self.number(one, "reach", 0)), context))
        bad, good = (self.tables(name, _EXAMPLE_KEYS) for name in ("wrong", "right"))
        if min(len(bad), len(good)) < 2:
            raise self.fail("a rule needs two wrong and two right examples at least", "[[wrong]]")
        message = self.pair("message")
        for said in message:
            try:
                said.format(evidence="")
            except (LookupError, ValueError):
                raise self.fail("the message may say {evidence} and no other name", "message") from None
        return {
            "id": rule_id,
            "file": str(self.file),
            "severity": severity,
            "confidence": confidence,
            "profile": profile,
            "version": self.number(raw, "version", 1),
            "threshold": self.number(raw, "threshold", THRESHOLD),
            "summary": self.pair("summary"),
            "what": self.pair("what"),
            "why": self.pair("why"),
            "message": message,
            "says": {name: self._pair(value, name) for name, value in self.table(raw, "says").items()},
            "groups": groups,
            "patterns": patterns,
            "samples": samples,
            "against": against,
            "examples": [
                *((True, *self.example(one)) for one in bad),
                *((False, *self.example(one)) for one in good),
            ],
        }

    def example(self, example: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        """The text of an example, and how it is mended where that is said."""
        more = dict(example)
        text = more.pop("text", None)
        if not isinstance(text, str) or not all(isinstance(one, str) for one in more.values()):
            raise self.fail("an example is a text, and another one for how it is fixed", "text")
        depth = 0
        for mark in re.findall(f"[{OPEN}{CLOSE}]", text):
            depth += 1 if mark == OPEN else -1
            if depth < 0:
                break
        if depth:
            raise self.fail(f"{OPEN} and {CLOSE} must stand in pairs", text.partition("\n")[0])
        return text, more

    def group(
        self,
        group: dict[str, Any],
        groups: list[tuple[Any, ...]],
        patterns: list[tuple[int, Compiled]],
        samples: list[tuple[str, str]],
    ) -> None:
        says = group.get("says")
        if not isinstance(says, str) or not self.table(group, "patterns"):
            raise self.fail("a [[group]] needs says and patterns", "[[group]]")
        if says not in self.table(self.raw, "says"):
            raise self.fail(f"[says] does not name {says}", f'"{says}"')
        where = group.get("where", "anywhere")
        if where not in _WHERE:
            raise self.fail(f"where is one of {', '.join(_WHERE)}", f'"{where}"')
        wakes = self.flag(group, "wakes", True)
        groups.append(
            (
                says,
                self.number(group, "points", 1),
                where,
                self.share(group, "cover"),
                self.flag(group, "each", False),
                self.flag(group, "quoted", False),
                self.contexts(group, "near"),
                self.contexts(group, "without"),
                wakes,
            )
        )
        for pattern, sample in group["patterns"].items():
            if not isinstance(sample, str):
                raise self.fail(f"behind the pattern {pattern} stands a text it is found in", pattern)
            compiled = self.compiled(pattern, wakes)
            found = re.search(compiled.expression, self.fold(sample))
            if found is None:
                raise self.fail(f"the pattern {pattern} is not found in its own text: {sample}", pattern)
            patterns.append((len(groups) - 1, compiled))
            samples.append((pattern, sample))

    def compiled(self, pattern: str, wakes: bool) -> Compiled:
        from polint.notation import BadPattern, compile_pattern

        try:
            return compile_pattern(pattern, self.lists, self.fold, wakes)
        except BadPattern as error:
            raise self.fail(str(error), pattern) from error

    def contexts(self, table: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], str]:
        """What stands around a match, told by the patterns under `key`."""
        from polint.notation import BadPattern, compile_context

        words: dict[str, None] = {}
        expressions: list[str] = []
        for pattern in self.strings(table.get(key, []), key):
            try:
                expression, exact = compile_context(pattern, self.lists, self.fold)
            except BadPattern as error:
                raise self.fail(str(error), pattern) from error
            if exact is not None:
                words.update(dict.fromkeys(exact))
            else:
                expressions.append(expression)
        return tuple(words), "|".join(expressions)
