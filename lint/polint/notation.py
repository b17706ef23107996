"""Notation: the small language in which phrase rules write their patterns, and its compiler.

A pattern is read over the folded text (one script, half width, lower case), so 「關注」, 关注 and a full-width
letter need no spelling of their own. It is made of

    加微信             these characters
    (扫码|扫描|识别)    one of these; `(…)?` one of these or nothing
    {code}             one of the named list `code`; `{code}?` or nothing
    ~8                 up to 8 characters of the same sentence; `~~8` up to 8 of the same line
    <digit 5-11>       a run of a class: digit, num (also 一二三…), han, latin, id (letters, digits, _ . -),
                       value (no blank, no bracket), mark (ornaments); `<url>`, `<phone>`, `<date>` stand for themselves
    (a blank)          up to four blanks or none (between two Latin words: itself);  `:` is a colon of either width with blanks around it
    "微信"             a word in which jammer characters may stand: 微 信, 微❤信
    ^ $                at the ends of a pattern: the line begins or ends here (blanks and ornaments set aside)
    \\x                 the character x itself

A Latin word is matched whole (`line` is not found in "online").

There is no repetition without a bound, so a match has a greatest length; what may be matched in more than
WAYS ways, or is longer than REACH, is refused when the pattern is read: a slow pattern cannot be written.
Every match contains one of the pattern's *triggers*, literals that the compiler takes from the pattern and
that go into the one multi-pattern pass over all rules; only there is the pattern tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from polint.named import NamedTuple
from polint.phrasebook import LINE_CLOSES, LINE_OPENS
from polint.trigger import SEAM, asked, cost, cover, rarity

WAYS = 3_000
"""In how many ways gaps and alternatives of one pattern may be laid out: what one attempt may cost."""
REACH = 400
"""The greatest length of a match, in code points."""
MAX_TEXTS = 200
"""How many texts a pattern may match that is tried as a list of words."""
MAX_TRIGGERS = 300
"""How many literals one pattern may add to the shared pass."""

_BLANKS = frozenset(" \t\xa0")
_BLANK = "[ \\t\\xa0]"
_JAMMERS = " .-_*+/|丨❤♥❥✿、·~^➕\uffff"
_JAMMER_CLASS = "[" + re.escape(_JAMMERS + "\t\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f()[]【】") + "]"

# name -> (a class for one code point, whether a run of it is taken whole)
_CLASSES: dict[str, tuple[str, bool]] = {
    "digit": ("[0-9]", True),
    "num": ("[0-9一二三四五六七八九十百千万亿零〇两,.+]", True),
    "han": ("[\\u3400-\\u9fff々〇]", False),
    "latin": ("[a-z]", True),
    "id": ("[a-z0-9_.\\-]", True),
    "value": ("[^\\s()\\[\\]【】|]", True),
    "mark": ("[★☆●○◆◇■□▲△▼▽↓↑→←※＊*#=~\\-—_…·.>》«»|✦✨\\uffff]", True),
}
_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# The characters of those classes that have few.
_MEMBERS: dict[str, frozenset[str]] = {
    "digit": _DIGITS,
    "num": _DIGITS | frozenset("一二三四五六七八九十百千万亿零〇两,.+"),
    "latin": _LETTERS,
    "id": _DIGITS | _LETTERS | frozenset("_.-"),
}
# name -> (expression, least length, greatest length)
_SHAPES: dict[str, tuple[str, int, int]] = {
    "url": (
        "(?:https?://|www\\.)[a-z0-9\\-._~:/?#@!$&*+,;=%]{3,200}+"
        "|[a-z0-9\\-]{2,40}+(?:\\.[a-z0-9\\-]{2,30}+){0,3}?"
        "\\.(?:com|net|org|cn|cc|vip|top|xyz|info|tw|hk|me|tv|co|io|app|club|site|online|example)\\b",
        4,
        210,
    ),
    "phone": ("\\+?[0-9]{2,4}+(?:[ \\-.]?[0-9]{2,4}){1,3}|\\([0-9]{2,4}\\)[ ]?[0-9]{3,4}-?[0-9]{3,4}", 5, 22),
    "date": (
        "(?:19|20)?[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:[ t]{0,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?",
        6,
        26,
    ),
}


class BadPattern(ValueError):
    """A pattern that cannot be read, or that could be slow."""


class Compiled(NamedTuple):
    """A pattern ready to be tried: its expression, its triggers, how far before a trigger a match may begin and
    how far after the trigger's start it may end (code points), and what it asks of the line.

    `needs` is what can be asked without the expression: (from, to, words), where one of the words must stand in
    that range, counted from the trigger's start. `texts` are all the texts it matches, where they are few: the
    expression is not needed at all. `edges` are for each trigger the characters of which one stands right before
    it and right after it; None where there may be any, or none."""

    expression: str
    triggers: tuple[str, ...]
    lead: int
    reach: int
    starts_line: bool
    ends_line: bool
    needs: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    texts: tuple[str, ...] = ()
    edges: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(slots=True)
class _Piece:
    """A part of a pattern: its expression, its least and greatest length, in how many ways it can be laid out,
    the literals of which every match of it contains one (None: it has no such set), all the texts it can
    match where they are few (None: they are not), those that every match of it begins with, and the characters
    with which a match that is not empty can begin and end (None: any)."""

    expression: str
    least: int
    most: int
    ways: int = 1
    literals: tuple[str, ...] | None = None
    exact: tuple[str, ...] | None = None
    prefix: tuple[str, ...] | None = None
    first: frozenset[str] | None = None
    last: frozenset[str] | None = None
    anchor: str = field(default="")


class _Reader:
    def __init__(self, pattern: str, lists: Mapping[str, Sequence[str]], fold: Callable[[str], str]) -> None:
        self.pattern = pattern
        self.lists = lists
        self.fold = fold
        self.at = 0
        self.depth = 0

    def fail(self, why: str) -> BadPattern:
        return BadPattern(f"{why} (character {self.at + 1} of the pattern {self.pattern})")

    def peek(self) -> str:
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def number(self) -> int:
        digits = ""
        while self.peek().isascii() and self.peek().isdigit():
            digits += self.peek()
            self.at += 1
        if not digits:
            raise self.fail("a gap needs its greatest length")
        return int(digits)

    def until(self, close: str) -> str:
        end = self.pattern.find(close, self.at)
        if end < 0:
            raise self.fail(f"{close} is missing")
        inside = self.pattern[self.at : end]
        self.at = end + 1
        return inside

    def sequence(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        literal = ""

        def flush() -> None:
            nonlocal literal
            if literal:
                pieces.append(self.word(literal))
                literal = ""

        while (char := self.peek()) not in ("", "|", ")"):
            inside_latin = (
                char == " " and _is_latin(literal[-1:]) and _is_latin(self.pattern[self.at + 1 :][:1])
            )
            if inside_latin or char not in '(~<{" :^$?>}\\':
                literal += char
                self.at += 1
                continue
            self.at += 1
            if char == "\\":
                if not self.peek():
                    raise self.fail("\\ stands at the end")
                literal += self.peek()
                self.at += 1
                continue
            flush()
            pieces.append(self.special(char))
        flush()
        return pieces

    def special(self, char: str) -> _Piece:
        if char == "(":
            return self.group()
        if char == "~":
            whole_line = self.peek() == "~"
            if whole_line:
                self.at += 1
            most = self.number()
            return _Piece(f"[^\\r\\n{'' if whole_line else '。!?'}]{{0,{most}}}?", 0, most, most + 1)
        if char == "<":
            return self.run(self.until(">"))
        if char == "{":
            name = self.until("}")
            if name not in self.lists:
                raise self.fail(f"there is no list {name}")
            return self.perhaps(self.alternatives([[self.word(word)] for word in self.lists[name]]))
        if char == '"':
            return self.loose(self.until('"'))
        if char == " ":
            return _Piece(f"{_BLANK}{{0,4}}+", 0, 4, first=_BLANKS, last=_BLANKS)
        if char == ":":
            first, last = frozenset(" :"), _BLANKS | {":"}
            return _Piece(f" ?:{_BLANK}{{0,3}}+", 1, 5, prefix=(":", " :"), first=first, last=last)
        if char in "^$":
            return _Piece("", 0, 0, anchor=char)
        raise self.fail(f"{char} stands alone; write \\{char} for the character itself")

    def word(self, word: str) -> _Piece:
        folded = self.fold(word)
        # A Latin word is a whole word: `line` is not found in "online".
        expression = _whole(folded, re.escape(folded))
        first, last = frozenset(folded[:1]), frozenset(folded[-1:])
        return _Piece(expression, len(folded), len(folded), 1, (folded,), (folded,), None, first, last)

    def group(self) -> _Piece:
        self.depth += 1
        if self.depth > 4:
            raise self.fail("groups are nested too deeply")
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        if self.peek() != ")":
            raise self.fail(") is missing")
        self.at += 1
        self.depth -= 1
        if any(piece.anchor for branch in branches for piece in branch):
            raise self.fail("^ and $ stand at the ends of a pattern only")
        return self.perhaps(self.alternatives(branches))

    def perhaps(self, found: _Piece) -> _Piece:
        if self.peek() != "?":
            return found
        self.at += 1
        exact = ("", *found.exact) if found.exact else None
        return _Piece(
            found.expression + "?",
            0,
            found.most,
            found.ways + 1,
            None,
            exact,
            first=found.first,
            last=found.last,
        )

    def alternatives(self, branches: list[list[_Piece]]) -> _Piece:
        if not branches or not all(branches):
            raise self.fail("an alternative is empty; write (…)? for what may be missing")
        joined = [_join(branch) for branch in branches]
        literals: tuple[str, ...] | None = None
        if all(piece.literals for piece in joined):
            literals = tuple(dict.fromkeys(word for piece in joined for word in piece.literals or ()))
        exact: tuple[str, ...] | None = None
        if all(piece.exact for piece in joined):
            exact = tuple(dict.fromkeys(word for piece in joined for word in piece.exact or ()))
        prefix: tuple[str, ...] | None = None
        if exact is None and all(piece.exact or piece.prefix for piece in joined):
            prefix = tuple(
                dict.fromkeys(word for piece in joined for word in piece.exact or piece.prefix or ())
            )
        # Longer words first, so that an alternative never hides a longer one that begins like it.
        ordered = sorted(joined, key=lambda piece: -piece.least)
        return _Piece(
            "(?:" + "|".join(piece.expression for piece in ordered) + ")",
            min(piece.least for piece in joined),
            max(piece.most for piece in joined),
            max(piece.ways for piece in joined),
            literals,
            exact,
            prefix,
            _union(piece.first for piece in joined),
            _union(piece.last for piece in joined),
        )

    def run(self, inside: str) -> _Piece:
        name, _, bounds = inside.partition(" ")
        if name in _SHAPES and not bounds:
            expression, least, most = _SHAPES[name]
            return _Piece(f"(?:{expression})", least, most, 4)
        if name not in _CLASSES:
            raise self.fail(f"there is no class {name}")
        match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", bounds)
        if match is None:
            raise self.fail(f"write <{name} 2-5> or <{name} 4>")
        least = int(match[1])
        most = int(match[2] or match[1])
        if most < least or not most:
            raise self.fail("a run's bounds are out of order")
        one, whole = _CLASSES[name]
        ways = 1 if whole else most - least + 1
        members = _MEMBERS.get(name)
        expression = f"{one}{{{least},{most}}}{'+' if whole else ''}"
        return _Piece(expression, least, most, ways, first=members, last=members)

    def loose(self, word: str) -> _Piece:
        folded = self.fold(word)
        if not 2 <= len(folded) <= 6:
            raise self.fail("a word with jammers has two to six characters")
        expression = _whole(folded, (_JAMMER_CLASS + "{0,2}+").join(re.escape(char) for char in folded))
        literals = [folded]
        for jammer in _JAMMERS:
            literals.append(jammer.join(folded))
            if len(folded) == 2:
                literals.append((jammer + jammer).join(folded))
            else:
                literals.extend(folded[:cut] + jammer + folded[cut:] for cut in range(1, len(folded)))
        first, last = frozenset(folded[0]), frozenset(folded[-1])
        return _Piece(
            expression, len(folded), 3 * len(folded) - 2, 1, tuple(literals), first=first, last=last
        )


def _join(pieces: Sequence[_Piece]) -> _Piece:
    ways = 1
    exact: tuple[str, ...] | None = ("",)
    prefix: tuple[str, ...] | None = None
    for piece in pieces:
        ways *= piece.ways
        if exact is not None and piece.exact is None:
            prefix = _product(exact, piece.prefix) if piece.prefix else exact
        exact = _product(exact, piece.exact)
    if prefix is not None and "" in prefix:
        prefix = None
    best = _best(pieces)
    return _Piece(
        "".join(piece.expression for piece in pieces),
        sum(piece.least for piece in pieces),
        sum(piece.most for piece in pieces),
        ways,
        best.literals if best else None,
        exact,
        prefix,
        _first(pieces),
        _last(pieces),
    )


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for one in sets:
        if one is None:
            return None
        found |= one
    return found


def _first(pieces: Iterable[_Piece]) -> frozenset[str] | None:
    """The characters with which a match of these pieces begins; None where there are many, or it may be empty."""
    found: frozenset[str] = frozenset()
    for piece in pieces:
        if piece.first is None:
            return None
        found |= piece.first
        if piece.least:
            return found
    return None


def _last(pieces: Sequence[_Piece]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for piece in reversed(pieces):
        if piece.last is None:
            return None
        found |= piece.last
        if piece.least:
            return found
    return None


def _product(left: tuple[str, ...] | None, right: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """All texts of two neighbours, None where they are too many."""
    if left is None or right is None or len(left) * len(right) > 8 * MAX_TRIGGERS:
        return None
    return tuple(
        dict.fromkeys(one + SEAM + two if one and two else one or two for one in left for two in right)
    )


class _Run(NamedTuple):
    """Neighbouring pieces [start, end), the literals of which every match of them contains one, and whether these
    are at their beginning, and all that they match."""

    start: int
    end: int
    literals: tuple[str, ...]
    leading: bool
    whole: bool


def _best(pieces: Sequence[_Piece]) -> _Run | None:
    """The run of neighbouring pieces whose literals make the best triggers."""
    found: _Run | None = None
    least = (2, 0.0)
    for start in range(len(pieces)):
        exact: tuple[str, ...] | None = ("",)
        for end in range(start + 1, len(pieces) + 1):
            piece = pieces[end - 1]
            before = exact
            exact = _product(before, piece.exact)
            literals, leading = exact, True
            if exact is None:
                literals = _product(before, piece.prefix)
                if literals is None and end == start + 1:
                    literals, leading = piece.literals, False
            if not literals:
                break
            if all(word.strip() for word in literals):
                triggers = cover(literals)
                if len(triggers) <= MAX_TRIGGERS:
                    value = (int(min(map(rarity, triggers)) < 2), cost(triggers))
                    if value < least:
                        least, found = value, _Run(start, end, literals, leading, exact is not None)
            if exact is None:
                break
    return found


def _edges(
    triggers: Iterable[str], run: _Run, before: frozenset[str] | None, after: frozenset[str] | None
) -> Iterator[tuple[str | None, str | None]]:
    """For each trigger the characters that may stand beside it, where those beside the run are known."""
    words = [word.replace(SEAM, "") for word in run.literals]
    if not run.leading:
        before = after = None
    elif not run.whole:
        after = None
    for trigger in triggers:
        sides: tuple[list[frozenset[str] | None], list[frozenset[str] | None]] = ([], [])
        for word in words:
            place = word.find(trigger)
            while place >= 0:
                end = place + len(trigger)
                sides[0].append(frozenset(word[place - 1]) if place else before)
                sides[1].append(frozenset(word[end]) if end < len(word) else after)
                place = word.find(trigger, place + 1)
        left, right = _union(sides[0]), _union(sides[1])
        yield (
            "".join(sorted(left)) if left is not None else None,
            "".join(sorted(right)) if right is not None else None,
        )


def _whole(word: str, expression: str) -> str:
    """The expression of a word that, where it is Latin, is a whole word."""
    before = "(?<![a-z])" if _is_latin(word[:1]) else ""
    return before + expression + ("(?![a-z])" if _is_latin(word[-1:]) else "")


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def compile_pattern(
    pattern: str, lists: Mapping[str, Sequence[str]], fold: Callable[[str], str], wakes: bool = True
) -> Compiled:
    """`pattern` compiled; `fold` is the fold of the shared tables; `wakes` False asks for no triggers, for a
    pattern that is only looked for where others were found. Raises BadPattern."""
    reader = _Reader(pattern, lists, fold)
    pieces = reader.sequence()
    if reader.at < len(pattern):
        raise reader.fail(") has no (")
    starts_line = bool(pieces) and pieces[0].anchor == "^"
    ends_line = len(pieces) > 1 and pieces[-1].anchor == "$"
    pieces = pieces[starts_line : len(pieces) - ends_line]
    if any(piece.anchor for piece in pieces):
        raise reader.fail("^ and $ stand at the ends of a pattern only")
    if not pieces:
        raise reader.fail("the pattern is empty")
    whole = _join(pieces)
    if whole.ways > WAYS:
        raise reader.fail(
            f"its gaps and alternatives can be laid out in {whole.ways} ways, {WAYS} are allowed"
        )
    if whole.most > REACH:
        raise reader.fail(f"a match could be {whole.most} characters long, {REACH} are allowed")
    best = _best(pieces)
    if not wakes:
        support = ((0, 0, asked(best.literals, REACH)[0]),) if best else ()
        return Compiled(whole.expression, (), 0, whole.most + 1, starts_line, ends_line, support)
    triggers = cover(best.literals) if best else ()
    if best is None or min(map(rarity, triggers)) < 2:
        raise reader.fail("every match must contain a literal of two characters or more that is not common")
    start, end = best.start, best.end
    before = sum(piece.most for piece in pieces[:start])
    # A trigger may stand after other characters of its run.
    inner = sum(piece.most for piece in pieces[start:end]) - min(map(len, triggers))
    lead, reach = before + inner, whole.most + 1
    needs: list[tuple[float, int, int, tuple[str, ...]]] = []
    shortest = min(map(len, triggers))
    for at, piece in enumerate(pieces):
        if start <= at < end or not piece.literals or not piece.least:
            continue
        if at < start:
            low, high = -sum(one.most for one in pieces[at:start]) - inner, 0
        else:
            low, high = shortest, sum(one.most for one in pieces[start : at + 1]) + 1
        words, price, passing = asked(piece.literals, high - low)
        needs.append((price / max(1 - passing, 0.01), low, high, words))
    needs.sort()  # what excludes most at the least cost comes first
    texts: tuple[str, ...] = ()
    if whole.exact is not None and len(whole.exact) <= MAX_TEXTS:
        # Two Latin words side by side are none: what the expression does not match is no text of it.
        texts = tuple(dict.fromkeys(text.replace(SEAM, "") for text in whole.exact))
        texts = tuple(text for text in texts if re.fullmatch(whole.expression, text))
    ahead, behind = pieces[:start], pieces[end:]
    left, right = _last(ahead), _first(behind)
    if starts_line and not any(piece.least for piece in ahead):
        left = _union([*(piece.last for piece in ahead), LINE_OPENS | {"\n", "\r"}])
    if ends_line and not any(piece.least for piece in behind):
        right = _union([*(piece.first for piece in behind), LINE_CLOSES | {"\n", "\r"}])
    edges = tuple(_edges(triggers, best, left, right))
    return Compiled(
        whole.expression,
        triggers,
        lead,
        reach,
        starts_line,
        ends_line,
        tuple(one[1:] for one in needs),
        texts,
        edges,
    )


def compile_context(
    pattern: str, lists: Mapping[str, Sequence[str]], fold: Callable[[str], str]
) -> tuple[str, tuple[str, ...] | None]:
    """The expression of a pattern that is only looked for near a match, so that it needs no trigger, and all
    the texts it matches where they are few: asking for a hundred words one by one is thirty times as fast as one
    expression of them. Raises BadPattern."""
    reader = _Reader(pattern, lists, fold)
    pieces = reader.sequence()
    if reader.at < len(pattern):
        raise reader.fail(") has no (")
    whole = _join(pieces) if pieces else None
    if whole is None or any(piece.anchor for piece in pieces):
        raise reader.fail("a context is neither empty nor anchored")
    if whole.ways > WAYS or whole.most > REACH:
        raise reader.fail("a context this wide could be slow")
    return whole.expression, None if whole.exact is None else tuple(
        text.replace(SEAM, "") for text in whole.exact
    )
