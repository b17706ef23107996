"""Phrasebook: the patterns of many phrase rules, looked for together.

A text holds a trigger of one rule here, of another there, and mostly nothing comes of it. So the triggers of all
rules of a package (or a pack) are walked through once, each place is asked what costs least first, and a rule is
told what was found for it.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from polint import store
from polint.cached import cached_property
from polint.finding import Span
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.document import Document
    from polint.phrasesieve import Sieve

MANY = 200
"""From how many places on a trigger is looked at with what is known of the places before."""
_PIECE = 256
"""Places that are asked together: who has found enough asks no more."""
KNOWN = 1_000
"""How many different surroundings of such triggers are remembered in one document."""
MOST = 500
"""Pieces of evidence after which a rule stops looking in one document and counts what is left: a text that holds
more is not read for its single advertisements. Large texts may hold more (one in 5,000 characters)."""
CROWD = 3_000
"""Places of one trigger that are looked at in one document; of a large one, one in 200 characters."""
EACH = 3
"""How many different matches of a group with `each` count."""
SHORT = 100
"""The longest line, in code points, that can be a line of noise."""

REMARK = 0.35
"""The share of a line that ends its sentence from which on the evidence is what the line is about: in tales and statutes
every sentence may be a paragraph, and to be one says nothing."""

SEPARATORS = "|>/\\·•»«›‹-—_*()[]【】,，、:：;；<《》「」“”\"'.。…!"
"""What does not have to be covered by evidence, beside white space."""
BETWEEN = "|/·•»>"
"""What stands between the words of a row (a menu, a breadcrumb), beside white space."""
WORDS = 4
"""How many words make a row."""
LONGEST = 8
"""Code points of the longest word of a row."""

EDGE = " \t\xa0\u3000"
ORNAMENTS = "★☆●○◆◇■□▲△▼▽↓↑→←※＊*#=~-—_…·.>《»«|✦✨👇👆👉🔥💥❤♥"
LINE_OPENS = frozenset(EDGE + ORNAMENTS + "([【〔\uffff")
"""What may stand before the beginning of a line's text."""
LINE_CLOSES = frozenset(EDGE + ORNAMENTS + ")]】〕。!,;\uffff")
_OPENS, _CLOSES = "".join(LINE_OPENS), "".join(LINE_CLOSES)
_LINE_END = lazy(r"[\r\n]")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


class Group(NamedTuple):
    """What the matches of some patterns mean."""

    says: str
    points: int
    where: str
    cover: float
    each: bool
    quoted: bool
    near: tuple[tuple[str, ...], str]
    without: tuple[tuple[str, ...], str]
    wakes: bool

    @property
    def in_line(self) -> bool:
        """Whether they count in a line of their own only."""
        return self.where != "anywhere"


class Evidence(NamedTuple):
    """A match: its range and its group."""

    start: int
    end: int
    group: Group


Need: TypeAlias = "tuple[int, int, tuple[str, ...] | frozenset[str]]"
"""A range, counted from a trigger, and the words or characters of which one must stand in it."""


def _one_in(words: tuple[str, ...] | frozenset[str], text: str) -> bool:
    if isinstance(words, frozenset):
        return not words.isdisjoint(text)
    for word in words:  # noqa: SIM110 (a generator costs more than the words)
        if word in text:
            return True
    return False


class Tried:
    """A pattern, whose expression is compiled when nothing cheaper has excluded a match."""

    __slots__ = (
        "_around", "_leading", "_regex", "ends_line", "expression", "group", "in_line", "lead", "needs", "number", "reach",
        "starts_line", "texts",
    )  # fmt: skip

    def __init__(self, number: int, group: Group, data: Sequence[Any]) -> None:
        self.number = number
        self.group = group
        self.in_line = group.in_line
        (
            self.expression,
            self.lead,
            self.reach,
            self.starts_line,
            self.ends_line,
            needs,
            self.texts,
        ) = data
        # Many characters are asked for at once, words one by one.
        self.needs: tuple[Need, ...] = tuple(
            (
                low,
                high,
                frozenset(words) if len(words) > 3 and all(len(word) == 1 for word in words) else words,
            )
            for low, high, words in needs
        )
        self._regex: re.Pattern[str] | None = None
        self._leading: re.Pattern[str] | None = None
        self._around: dict[str, list[tuple[int, str]]] = {}

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, to be tried on folded text."""
        if self._regex is None:
            self._regex = lazy(self.expression)
        return self._regex

    def at(self, folded: str, word: str, place: int) -> tuple[int, int] | None:
        """The range of the match that holds the trigger `word`, which stands at `place`. A list of words needs no
        expression: to compile one costs more than to read a book."""
        if self.texts:
            return self._listed(folded, word, place)
        stop = min(len(folded), place + self.reach)
        if not self.lead:
            match = self.regex.match(folded, place, stop)
            return match.span() if match is not None else None
        # A search would go on behind the trigger.
        leading = self._leading or lazy(f"(?s:.{{0,{self.lead}}}?)({self.expression})")
        self._leading = leading
        match = leading.match(folded, place - self.lead if place > self.lead else 0, stop)
        while match is not None and match.end() <= place:
            match = leading.match(folded, match.end(), stop)
        return match.span(1) if match is not None and match.start(1) <= place else None

    def again(
        self, folded: str, word: str, place: int, known: dict[tuple[int, str], Span | None]
    ) -> tuple[int, int] | None:
        """As `at`, for a trigger that stands in a text many times: what stands around it often does, too, and what
        was found there is in `known`, as counted from the trigger."""
        low, high = place - self.lead - 1, place + self.reach
        if self.texts or low < 0 or high > len(folded):
            return self.at(folded, word, place)
        key = (self.number, folded[low:high])
        if key in known:
            span = known[key]
            return (place + span.start, place + span.end) if span is not None else None
        found = self.at(folded, word, place)
        if len(known) < KNOWN:
            known[key] = Span(found[0] - place, found[1] - place) if found is not None else None
        return found

    def kept(self, folded: str, span: tuple[int, int], seen: set[tuple[int, int]]) -> Evidence | None:
        """What a match is evidence of, if it is where the pattern wants it and was not `seen`, by the number of the
        pattern and the start."""
        start, end = span
        if (self.number, start) in seen:
            return None
        seen.add((self.number, start))
        if self.starts_line and not line_begins(folded, start):
            return None
        if self.ends_line and not line_ends(folded, end):
            return None
        return Evidence(start, end, self.group)

    def _listed(self, folded: str, word: str, place: int) -> tuple[int, int] | None:
        """The first and longest of the texts around a trigger; a Latin word is whole."""
        around = self._around.get(word)
        if around is None:
            around = [(text.find(word), text) for text in self.texts if word in text]
            around.sort(key=lambda one: (-one[0], -len(one[1])))
            self._around[word] = around
        for offset, text in around:
            start = place - offset
            if start < 0 or not folded.startswith(text, start):
                continue
            end = start + len(text)
            if text[0] in _LATIN and start and folded[start - 1] in _LATIN:
                continue
            if text[-1] in _LATIN and folded[end : end + 1] in _LATIN:
                continue
            return start, end
        return None

    def may_be_in(self, text: str) -> bool:
        """Whether a match in `text` is not excluded by the words that the pattern needs."""
        for _, _, words in self.needs:  # noqa: SIM110 (a generator costs more than the words)
            if not _one_in(words, text):
                return False
        return True


class Support:
    """The patterns of one kind that are looked for in a unit which holds other evidence, and the points that they can be
    worth."""

    __slots__ = ("_sign", "_tried", "points", "says")

    def __init__(self, says: str, tried: Sequence[Tried], signs: Sequence[frozenset[str] | None]) -> None:
        """`signs` are for each of the patterns characters of which one stands in what it matches (None: any may)."""
        self.says = says
        self.points = max(one.group.points * (EACH if one.group.each else 1) for one in tried)
        self._tried = tried
        known = [one for one in signs if one is not None]
        chars = "".join(sorted(frozenset[str]().union(*known))) if len(known) == len(signs) else ""
        self._sign = lazy(f"[{re.escape(chars)}]") if chars else None

    def may_be_in(self, text: str, *, in_line: bool) -> bool:
        """Whether a match in `text`, which is part of a short line or is not, is not excluded."""
        if self._sign is not None and self._sign.search(text) is None:
            return False
        for tried in self._tried:  # noqa: SIM110 (a generator costs more than the words)
            if (in_line or not tried.in_line) and tried.may_be_in(text):
                return True
        return False


class Context:
    """What may stand near a match: words, and an expression for what is more than words."""

    __slots__ = ("regex", "words")

    def __init__(self, words: Sequence[str], expression: str) -> None:
        self.words = tuple(words)
        self.regex = lazy(expression) if expression else None

    def is_in(self, text: str) -> bool:
        """Whether any of it stands in `text`."""
        return _one_in(self.words, text) or (self.regex is not None and self.regex.search(text) is not None)


class Phrases:
    """The patterns of one rule of a book."""

    def __init__(self, book: Book, number: int, data: Mapping[str, Any]) -> None:
        self.book = book
        self.number = number
        self.groups: tuple[Group, ...] = book.groups(number)
        self.threshold: int = data["threshold"]
        self.labels = {name: Text(*pair) for name, pair in data["says"].items()}
        self._against = data["against"]

    @cached_property
    def triggers(self) -> tuple[str, ...]:
        """Every literal that the shared pass must look for."""
        return self.book.triggers(self.number)

    @cached_property
    def supports(self) -> list[Tried]:
        """The patterns that are looked for in a unit which holds other evidence."""
        return self.book.supports(self.number)

    @cached_property
    def supports_by_kind(self) -> list[Support]:
        """The same by what they say, those that can be worth most first."""
        kinds: dict[str, list[Tried]] = {}
        for tried in self.supports:
            kinds.setdefault(tried.group.says, []).append(tried)
        found = (
            Support(says, few, [self.book.signs(one.number) for one in few]) for says, few in kinds.items()
        )
        return sorted(found, key=lambda kind: -kind.points)

    @cached_property
    def most_support(self) -> int:
        """The points that all of it together can be worth."""
        return sum(kind.points for kind in self.supports_by_kind)

    @cached_property
    def against(self) -> tuple[tuple[int, int, Context], ...]:
        """What speaks against a finding: points, how far around a line to look, and what to look for."""
        return tuple((points, reach, Context(*context)) for points, reach, context in self._against)

    @cached_property
    def neighbours(self) -> dict[Group, tuple[Context | None, Context | None]]:
        """What must and what must not stand near the matches of a group, where it asks for anything."""
        return {
            group: (
                Context(*group.near) if any(group.near) else None,
                Context(*group.without) if any(group.without) else None,
            )
            for group in self.groups
            if any(group.near) or any(group.without)
        }

    def __len__(self) -> int:
        return self.book.size(self.number)


class Found(NamedTuple):
    """What was found for one rule: its evidence, ascending, and how many places were left when MOST was reached."""

    evidence: list[Evidence]
    rest: int


class _Trial(NamedTuple):
    """What is asked where a trigger stands, before the pattern itself is tried: the characters that may stand right
    before and after it, whether it must be in a short line, and the words that must be near."""

    rule: int
    before: frozenset[str] | None
    after: frozenset[str] | None
    in_line: bool
    needs: tuple[Need, ...]
    tried: Tried


class _Places(NamedTuple):
    """A trigger: whether it begins and ends with a letter, its length, and what is tried where it stands."""

    opens: bool
    closes: bool
    length: int
    trials: tuple[_Trial, ...]


_Chance: TypeAlias = "tuple[str, int, int, int]"
"""A trigger, where it stands in its text, the pattern that may match there, and the rule."""


class _Told(NamedTuple):
    """What was found in the texts of a batch: by the number of the text and that of the rule; the texts in which too much
    may be found to be looked at together; and by the ids of the rules the texts in which there is or may be evidence."""

    found: dict[int, dict[int, Found]]
    dense: Collection[int]
    rules: dict[str, set[int]]


def _unfilled(trials: tuple[_Trial, ...], rest: dict[int, int], left: int) -> tuple[_Trial, ...]:
    """The trials whose rule has not yet found enough; for the others `left` more places are counted in `rest`."""
    for rule in {trial.rule for trial in trials}.intersection(rest):
        rest[rule] += left
    return tuple(trial for trial in trials if trial.rule not in rest)


def _number(chance: int) -> int:
    """The number of the place of what Sieve.asked says."""
    return chance >> 20


_EMPTY: dict[int, Found] = {}
_range = attrgetter("start", "end")


class Book:
    """The patterns of several rules. What few documents need is packed."""

    def __init__(self, data: Mapping[str, Any], stamp: bytes) -> None:
        """`data` is what phrase.read_book keeps under the key `stamp`."""
        self._stamp = stamp
        # Five thousand strings each, of which a run asks for a few: they stay joined.
        self._joined: tuple[str, str] = data["triggers"], data["codes"]
        self._ends = memoryview(data["ends"]).cast("I"), memoryview(data["code_ends"]).cast("I")
        self._count = len(self._ends[0])
        self._cut: dict[int, tuple[str, str]] = {}
        self._needs: bytes = data["needs"]
        self.ids: list[str] = [rule[0] for rule in data["rules"]]
        self.files: list[str] = [rule[1] for rule in data["rules"]]
        self._rules: list[tuple[str, str, bytes, bytes]] = data["rules"]
        self._owners: bytes = data["owners"]
        self._rows: list[bytes] = data["rows"]
        self._supports: tuple[int, ...] = data["supports"]
        self._sets: list[str] = data["sets"].split("\0")
        self._groups: dict[int, tuple[Group, ...]] = {}
        self._tried: dict[int, Tried] = {}
        self._places: dict[str, _Places] = {}
        self._frozen: dict[int, frozenset[str]] = {}

    @cached_property
    def wakes(self) -> dict[str, str]:
        """For each trigger the patterns that it wakes: of each its number, and those of its two sets of edges, each
        plus two and written as a character."""
        triggers, codes = self._joined
        return dict(zip(triggers.split("\0"), codes.split("\0"), strict=True)) if self._count else {}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each trigger."""
        return {word: number for number, word in enumerate(self.wakes)}

    def _trigger(self, number: int) -> tuple[str, str]:
        """A trigger, and the patterns that it wakes."""
        found = self._cut.get(number)
        if found is None:
            (words, codes), (ends, code_ends) = self._joined, self._ends
            start, code_start = (ends[number - 1] + 1, code_ends[number - 1] + 1) if number else (0, 0)
            found = words[start : ends[number]], codes[code_start : code_ends[number]]
            self._cut[number] = found
        return found

    def rule(self, number: int) -> dict[str, Any]:
        """What a rule's file says, apart from its patterns."""
        found: dict[str, Any] = marshal.loads(self._rules[number][3])
        return found

    def groups(self, number: int) -> tuple[Group, ...]:
        """The groups of one rule."""
        found = self._groups.get(number)
        if found is None:
            rows = marshal.loads(self._rules[number][2])
            found = self._groups[number] = tuple(Group(*fields) for fields in rows)
        return found

    def triggers(self, number: int) -> tuple[str, ...]:
        """The triggers of one rule."""
        owners = self._owners
        return tuple(
            trigger
            for trigger, codes in self.wakes.items()
            if any(owners[ord(code) - 2] == number for code in codes[::3])
        )

    @cached_property
    def _sieve(self) -> Sieve:
        from polint.phrasesieve import Sieve, tables_of

        def build() -> bytes:
            words, codes = list(self.wakes), self._joined[1]
            white = "".join([chr(code) for code in range(0x10000) if chr(code).isspace()])
            return tables_of(
                words, codes, self._sets, self._needs, self._owners, SEPARATORS + white, BETWEEN + white
            )

        tables = store.compiled("phrase-sieve-4", self._stamp, build)
        return Sieve(self._count, lambda: self.wakes, self._stamp, tables)

    def told(self, batch: Batch) -> _Told:
        """A view of a batch."""
        found: dict[int, dict[int, Found]] = {}
        rules: dict[int, set[int]] = {}
        if not self._count:
            return _Told(found, (), {})
        chances, dense = self._sieve.chances(batch)
        begins = batch.starts
        places: dict[int, list[_Chance]] = {}
        for number, trigger, start, trial, rule in chances:
            word, codes = self._trigger(trigger)
            pattern = ord(codes[3 * trial]) - 2
            places.setdefault(number, []).append((word, start - begins[number], pattern, rule))
        for number, few in places.items():
            if len(few) >= MOST:  # there cannot be more evidence than is looked for
                dense.append(number)
                continue
            start, end = batch.spans[number]
            own = self._find_at(batch.folded[start:end], sorted(few) if len(few) > 1 else few)
            if own:
                found[number] = own
            for rule in own:
                rules.setdefault(rule, set()).add(number)
        for number in dense:
            for rule in self._sieve.woken(batch, number):
                rules.setdefault(rule, set()).add(number)
        return _Told(found, dense, {self.ids[rule]: numbers for rule, numbers in rules.items()})

    def texts(self, batch: Batch) -> dict[str, set[int]]:
        """A sieve: by the ids of the rules the numbers of the texts in which there is, or may be, evidence for them."""
        return batch.view(self.told).rules

    def find(self, document: Document) -> dict[int, Found]:
        """The evidence in `document` by the number of the rule: a view."""
        scan = document.scan
        if scan.batch is not None:
            told = scan.batch.view(self.told)
            if scan.number not in told.dense:
                return told.found.get(scan.number, _EMPTY)
        hits = scan.hits
        woken = hits.keys() & self.wakes.keys()
        if not woken:
            return _EMPTY
        folded = document.folded
        most = max(MOST, len(folded) // 5_000)
        crowd = max(CROWD, len(folded) // 200)
        gathered: dict[int, list[Evidence]] = {}
        rest: dict[int, int] = {}
        seen: set[tuple[int, int]] = set()
        known: dict[tuple[int, str], Span | None] = {}
        filled: set[int] = set()
        """The rules that have found enough at the place that is looked at."""
        batch, text = scan.texts, scan.number
        for word in sorted(woken) if len(woken) > 1 else woken:
            places = hits[word]
            if len(places) > crowd:
                places = places[:crowd]
            trials = _unfilled(self._place(word).trials, rest, len(places)) if rest else None
            many = len(places) > MANY
            first, trigger = 0, self._numbers[word]
            while first < len(places) and (trials is None or trials):
                last = min(len(places), first + _PIECE)
                chances = self._sieve.asked(batch, text, trigger, places, first, last)
                first = last
                if not chances:
                    continue  # of most triggers nothing more is asked
                opens, closes, length, every = self._place(word)
                for number, group in groupby(chances, _number):
                    place = places[number]
                    # A Latin word is whole, so that `vx` in "avx512" is no trigger.
                    if opens and place and folded[place - 1] in _LATIN:
                        continue
                    stop = place + length
                    behind = folded[stop : stop + 1]
                    if closes and behind in _LATIN:
                        continue
                    lined: bool | None = None
                    for chance in group:
                        rule, before, after, in_line, needs, tried = every[chance & 0xFFFFF]
                        if rule in rest and rule not in filled:
                            continue
                        # What costs least and excludes most is asked first.
                        if after is not None and behind and behind not in after:
                            continue
                        if before is not None and (
                            folded[place - 1] not in before if place else not tried.starts_line
                        ):
                            continue
                        if in_line:
                            if lined is None:
                                lined = line_around(folded, place, stop) is not None
                            if not lined:
                                continue
                        for low, high, words in needs:
                            near = folded[place + low if place + low > 0 else 0 : place + high]
                            if isinstance(words, frozenset):
                                if words.isdisjoint(near):
                                    break
                                continue
                            for needed in words:
                                if needed in near:
                                    break
                            else:
                                break
                        else:
                            span = (
                                tried.again(folded, word, place, known)
                                if many
                                else tried.at(folded, word, place)
                            )
                            if span is None:
                                continue
                            one = tried.kept(folded, span, seen)
                            if one is None:
                                continue
                            evidence = gathered.setdefault(rule, [])
                            evidence.append(one)
                            if len(evidence) == most:
                                rest[rule] = 0
                                filled.add(rule)
                    if filled:
                        # Of a text full of evidence it is enough to say how many places are left.
                        trials = _unfilled(
                            every if trials is None else trials, rest, len(places) - number - 1
                        )
                        filled.clear()
        for evidence in gathered.values():
            evidence.sort(key=_range)
        return {rule: Found(evidence, rest.get(rule, 0)) for rule, evidence in gathered.items()}

    def _find_at(self, folded: str, chances: list[_Chance]) -> dict[int, Found]:
        """The evidence at few places, ascending by their triggers, at which what stands beside those and the line are
        right."""
        found: dict[int, Found] = {}
        seen: set[tuple[int, int]] = set()
        for word, place, pattern, rule in chances:
            if place < 0:
                continue
            tried = self._pattern(pattern)
            for low, high, words in tried.needs:
                if not _one_in(words, folded[place + low if place + low > 0 else 0 : place + high]):
                    break
            else:
                span = tried.at(folded, word, place)
                one = None if span is None else tried.kept(folded, span, seen)
                if one is not None:
                    if rule not in found:
                        found[rule] = Found([], 0)
                    found[rule].evidence.append(one)
        for evidence, _ in found.values():
            if len(evidence) > 1:
                evidence.sort(key=_range)
        return found

    def supports(self, number: int) -> list[Tried]:
        """The patterns of one rule that wake nothing."""
        return [self._pattern(index) for index in self._supports if self._owners[index] == number]

    def size(self, number: int) -> int:
        """How many patterns one rule has."""
        return self._owners.count(number)

    def signs(self, index: int) -> frozenset[str] | None:
        """Characters of which one stands near each trigger of a pattern that is matched, or, where it has none, in what is
        matched; None where nothing is known of them."""
        return self._set(memoryview(self._needs).cast("i")[6 * index + 2])

    def _pattern(self, index: int) -> Tried:
        """One pattern, made when it is first asked for: a text that holds one trigger needs no other."""
        found = self._tried.get(index)
        if found is None:
            group, *row = marshal.loads(self._rows[index])
            found = self._tried[index] = Tried(index, self.groups(self._owners[index])[group], row)
        return found

    def _set(self, number: int) -> frozenset[str] | None:
        if number < 0:
            return None
        found = self._frozen.get(number)
        if found is None:
            found = self._frozen[number] = frozenset(self._sets[number])
        return found

    def _place(self, word: str) -> _Places:
        found = self._places.get(word)
        if found is not None:
            return found
        codes = [ord(code) - 2 for code in self.wakes[word]]
        trials: list[_Trial] = []
        for index, before, after in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            tried = self._pattern(index)
            sides = self._set(before), self._set(after)
            trials.append(_Trial(self._owners[index], *sides, tried.in_line, tried.needs, tried))
        found = _Places(word[0] in _LATIN, word[-1] in _LATIN, len(word), tuple(trials))
        self._places[word] = found
        return found


def line_begins(folded: str, start: int) -> bool:
    """Whether nothing but blanks, ornaments and opening brackets stands before `start` on its line."""
    low = max(0, start - 24)
    cut = max(folded.rfind("\n", low, start), folded.rfind("\r", low, start))
    if cut < 0 and low > 0:
        return False
    return not folded[max(cut + 1, low) : start].strip(_OPENS)


def line_ends(folded: str, end: int) -> bool:
    """Whether nothing but blanks, ornaments, closing brackets and marks stands after `end` on its line."""
    high = min(len(folded), end + 24)
    match = _LINE_END.search(folded, end, high)
    if match is None and high < len(folded):
        return False
    return not folded[end : match.start() if match else high].strip(_CLOSES)


def line_around(folded: str, start: int, end: int, limit: int = SHORT) -> Span | None:
    """The line that holds [start, end), trimmed, if it is not longer than `limit` code points."""
    reach = limit + 20
    high = end + reach
    right = folded.find("\n", end, high)
    cut = folded.find("\r", end, right if right >= 0 else high)
    if cut >= 0:
        right = cut
    elif right < 0:
        right = len(folded)
        if right > high:
            return None
    low = start - reach if start > reach else 0
    cut = folded.rfind("\n", low, start)
    left = folded.rfind("\r", cut if cut > low else low, start)
    if cut > left:
        left = cut
    if left < 0 and low > 0:
        return None
    left += 1
    while left < start and folded[left] in EDGE:
        left += 1
    while right > end and folded[right - 1] in EDGE:
        right -= 1
    return Span(left, right) if right - left <= limit else None
