"""Which brackets and quotation marks have no partner: a view that the rules of this family share."""

from __future__ import annotations

import re
from typing import Final

from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.punctuation._balance import CANON, CLOSING, OPENING, open_lines
from polint_rules.punctuation._stack import QUOTES, left_alone, marks_between

PARTNER: Final = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "［": "］", "｛": "｝",
    "(": ")", "[": "]", '"': '"',
}  # fmt: skip
_BACK = {closing: opening for opening, closing in PARTNER.items()}
_OPENER_OF = dict(zip(CLOSING, OPENING, strict=True))
_NATIVE = lazy(b"[hstn]")
_AROUND = 12
"""Code points on either side of a mark in which Chinese stands if the mark is Chinese."""
_CHINESE = frozenset(bytes([kind]) for kind in b"hstnzvxw")
_OPENS_AFTER = frozenset((b"", b"\n", b"x", b"v", b",", b":", b" "))
_MOST = 20_000  # marks of one text that are looked at one by one; of a large one, one in 40 code points
_BOUND = "[-+−]?[\\w.∞π√][\\w.∞π√²³^*/+−-]{0,19}"
_INTERVAL = lazy(rf"[\[(（［]\s*{_BOUND}\s*[,，、]\s*{_BOUND}\s*[\])）］]", re.ASCII)
_BRACKETS = b"([SP"
_SPEAKS = ("“", "‘", "「", "『")
_HAN = frozenset((b"h", b"s", b"t", b"n"))
_LIST_MARKER = lazy(rb"(?:\A|[\n \t_zvywx;,:.i*])[ _]*(?:[nd]{1,3}|l|\x91|\x92)\Z")
_EMOTICON = lazy(r"[:;=xX8][-'^o]?\Z")
_ASIDE = lazy(
    "(?:大?[误誤]|[笑逃汗哭茶炸死躺跪溜]|鞠躬|敬[礼禮]|抱拳|扶[额額]|擦汗|[挥揮]手|[摊攤]手|被打|遮[脸臉])(?=[。！～~.!\\s]|\\Z)"
)
"""What a chat says aside, behind a parenthesis that nobody closes."""
_FACES = ("」∠", "｣∠")  # of （：з」∠)_
_LONG = 3_000  # code points on either side to which a line is looked at: it may be the whole text
_TURN = lazy(r"[ \t\u3000]*[A-Z]\d?[:：]")
_RECORD = lazy(
    r"[ \t\u3000]*(?:[12]\d{3}|[一二][〇○九零\d]{3})年[^\r\n]{0,200}(?:通过|通過|批准|修正|修订|修訂|公布|施行)）"
)
_KEY = lazy(r" (?:\(\(?|\)\)?|\[\[?|\]\]?) ")
"""A mark between blanks, which text speaks of as of a key: 按 [[ 跳到."""
_SIGN = lazy(
    r"[\[(](?:[\^:.=?*<!-]{1,3}[A-Z]?(?![^\s、，。；”」』'\"])|(?:、|，|, )[\[(][\^:.=?])"
    r"|(?<= )[\[\]][ \t]*(?:[\r\n]|\Z)"
)
"""A mark of a pattern that text about programs speaks of: (?<, or one of a list, [、[^、[:, or one at the end of a line:
没有对应的 [."""
_STAGED = lazy(
    "[〔［[][ \\u3000]*(?:[开開启啟闭閉落]?幕|[灯燈]|[灯燈]光|[音乐樂]+|[锣鑼]鼓|暗[转轉场場]|[静靜]场|[场場]上|[内內]|[远遠][处處]|[后後][台臺]|[切转轉]光|旁白|[画畫]外|字幕)[^\\r\\n]{0,200}"
    "|[〔［[][^\\r\\n〕］\\]]{1,60}(?:上|下|上场|下场|同下|同上|上場|下場|[进進]|出)。[ \\t]*(?:\\r?\\n|\\Z)"
)
"""A stage direction, which plays open with a bracket and close with the line."""
_DITTO = lazy(r"[ \t\u3000]”(?:[ \t\u3000]|\r?\n|\Z)")
"""A closing mark between blanks: in a table it repeats what stands above it."""
_SECONDS = lazy("[°′’'度分] ?[0-9]{1,2}$|[0-9]°[0-9]{0,2}$")
_FIFTH_VERSE = lazy(
    "\\n2 ?[\u4e00-\u9fff“「『][^\\n]*\\n3 ?[\u4e00-\u9fff“「『][^\\n]*\\n4 ?[\u4e00-\u9fff“「『][^\\n]*\\n5 ?[\u4e00-\u9fff“「『]"
)
"""Verses 2 to 5 of a chapter."""
_CHAPTER = 10_000
"""Code points on either side of a mark among which the beginning of a chapter is: the longest one of the Bible, Psalm
119, has fewer than half as many."""
_SPOKEN = frozenset(CANON[kind] for kind in QUOTES)
OPENING_BRACKETS: Final = frozenset(CANON[kind] for kind in b"SFG[")
DIRECTIONS: Final = 3
"""Lines that a bracket opens and none closes from which they are the stage directions of a libretto."""
_STRAIGHT = ord('"')
NEAR: Final = 60
"""Code points within which two lonely marks of one kind belong together."""


class Lonely(NamedTuple):
    """A mark without its partner; `mate` is the mark that would be its partner if it did not face the
    wrong way as well (after a closing mark) or were of the same kind (after an opening one)."""

    offset: int
    mark: str
    opening: bool
    mate: int | None = None


class Pairing(NamedTuple):
    """The lonely marks and those that face the wrong way (offset, the mark it should be, the mark it answers)."""

    lonely: tuple[Lonely, ...] = ()
    wrong_way: tuple[tuple[int, str, int], ...] = ()


_NONE = Pairing()


def unpaired(document: Document) -> frozenset[str]:
    """The gate of the rules: the ids of those for which a mark of `document` has no partner, or faces the wrong way."""
    found = document.view(pairing)
    told = (("punctuation/unbalanced", found.lonely), ("punctuation/direction", found.wrong_way))
    return frozenset(rule for rule, marks in told if marks)


def pairing(document: Document) -> Pairing:
    """What is not paired."""
    lines = open_lines(document)
    found = _look_closer(document, lines) if lines else _NONE
    straight = _straight(document) if _STRAIGHT in document.classes else []
    if straight:
        return Pairing(tuple(sorted((*found.lonely, *straight), key=lambda one: one.offset)), found.wrong_way)
    return found


def _straight(document: Document) -> list[Lonely]:
    """Straight quotation marks without a partner: the last one of a paragraph in which they are odd, where the
    text is Chinese and the mark no sign for inches."""
    text, classes = document.text, document.classes
    if not document.count(b'"') & 1 or document.format != "plain":
        return []
    found: list[Lonely] = []
    offset = classes.rfind(b'"')
    for _ in range(200):
        if offset < 0:
            break
        line = text.rfind("\n", 0, offset) + 1
        odd = classes.count(b'"', line, offset + 1) & 1
        beside = classes[offset - 1 : offset], classes[offset + 1 : offset + 2]
        chinese = any(one in _CHINESE for one in beside)
        if odd and chinese and beside[0] != b"d" and document.regions.is_prose(offset):
            found.append(Lonely(offset, '"', classes[offset - 1 : offset] in _OPENS_AFTER))
        offset = classes.rfind(b'"', 0, line)
    return found if len(found) == 1 else []


def _look_closer(document: Document, lines: list[tuple[int, int]]) -> Pairing:
    """What is not paired in these lines, beside which all is."""
    text, classes, regions = document.text, document.classes, document.regions
    ascii_too = regions.format == "plain"
    places: list[int] = []
    rows: list[int] = []
    most = max(_MOST, len(text) // 40)
    for row, (start, end) in enumerate(lines):
        if len(places) > most:
            break
        own = marks_between(classes, start, end, most + 1 - len(places), ascii_too=ascii_too)
        if own and regions.touches(own[0], own[-1] + 1):
            own = [place for place in own if regions.is_prose(place)]
        places += own
        rows += [row] * len(own)
    aside = _intervals(text, classes, places) | _mentioned(text, places)
    if aside:
        rows = [row for row, place in zip(rows, places, strict=True) if place not in aside]
        places = [place for place in places if place not in aside]
    lonely = left_alone(classes, places, rows, most)
    lonely = [one for one in lonely if _matters(document, *one)]
    spoken = next((offset for kind, offset in lonely if kind in _SPOKEN), None)
    if spoken is not None and _FIFTH_VERSE.search(text, max(0, spoken - _CHAPTER), spoken + _CHAPTER):
        lonely = [one for one in lonely if one[0] not in _SPOKEN]  # speech goes on over chapters
    directions = [one for one in lonely if one[0] in OPENING_BRACKETS and _line_start(text, one[1])]
    if len(directions) >= DIRECTIONS or any(_STAGED.match(text, offset) for _, offset in directions):
        left_out = set(directions)
        lonely = [one for one in lonely if one not in left_out]
    return _told_apart(document, lonely)


def _intervals(text: str, classes: bytes, places: list[int]) -> set[int]:
    """Those of the marks that stand around an interval such as [0,1)."""
    found: set[int] = set()
    for place in places:
        if classes[place] in _BRACKETS and classes[place + 1 : place + 2] not in _HAN:
            match = _INTERVAL.match(text, place, place + NEAR)
            if match is not None:
                found.update((place, match.end() - 1))
    return found


def _mentioned(text: str, places: list[int]) -> set[int]:
    """Those of the marks that a text speaks of: one by itself in quotation marks, “《”, or one of a pattern, (?<."""
    return {
        place
        for place in places
        if (
            text[place - 1 : place] in _SPEAKS
            and text[place + 1 : place + 2] == PARTNER[text[place - 1]]
            and text[place] not in text[place - 1 : place + 2 : 2]
        )
        or (text[place] in "[]()" and _SIGN.match(text, place))
    }


def _line_start(text: str, offset: int) -> bool:
    """Whether only white space stands before `offset` in its line."""
    before = text[max(0, offset - 12) : offset].rstrip(" \u3000\t")
    return not before or before[-1] in "\r\n"


def _matters(document: Document, kind: int, offset: int) -> bool:
    """Whether a lonely mark is a fault: not a list marker, an emoticon or a mark outside Chinese text."""
    text, classes = document.text, document.classes
    if _NATIVE.search(classes, max(0, offset - _AROUND), offset + _AROUND) is None:
        return False
    before = classes[max(0, offset - 6) : offset]
    if kind == ord("p") and (
        _LIST_MARKER.search(before) or _EMOTICON.search(text[max(0, offset - 3) : offset])
    ):
        return False
    if text[offset] == "》" and _is_pointer(text, offset):
        return False
    if text[offset - 1 : offset] == "\x1b" or text[offset : offset + 2] in _FACES:
        return False
    if kind == ord("P") and text[offset - 1 : offset] in (":", ";", "=") and text[offset] == "(":
        return False
    if kind == ord("P") and _ASIDE.match(text, offset + 1):
        return False
    if kind in QUOTES and _in_turn(text, offset):
        return False
    if kind == ord("p") and _ends_record(text, offset):
        return False
    if kind in b"Pp" and text[offset] in "（）" and document.format != "plain" and _half_closed(text, offset):
        return False
    if text[offset] == "”" and _DITTO.match(text, max(0, offset - 1)):
        return False
    if text[offset] in "”’" and _SECONDS.search(text, max(0, offset - 8), offset):
        return False
    if text[offset] in "()[]":
        if _KEY.match(text, _run_start(text, offset)):
            return False
        return any(han in classes[max(0, offset - 2) : offset + 3] for han in b"hst")
    return True


def _run_start(text: str, offset: int) -> int:
    """Where the blank before a mark is, or before the same mark twice."""
    return offset - (2 if text[offset - 1 : offset] == text[offset] else 1) if offset else 0


def _begun(text: str, offset: int) -> int:
    """Where the line of `offset` begins; of a long one, a place far before it where none does."""
    low = max(0, offset - _LONG)
    return max(text.rfind("\n", low, offset) + 1, low)


def _is_pointer(text: str, offset: int) -> bool:
    """Whether 》 points: doubled, at the start of a line, or between the steps of a path (首页》新闻》正文)."""
    if _line_start(text, offset) or text[offset + 1 : offset + 2] == "》":
        return True
    line = (
        text[max(0, offset - 80) : offset].rpartition("\n")[2] + text[offset : offset + 80].partition("\n")[0]
    )
    return line.count("》") >= 2 and "《" not in line


def _in_turn(text: str, offset: int) -> bool:
    """Whether the line is a speaker's turn in a transcript, where speech breaks off inside what it quotes."""
    return _TURN.match(text, _begun(text, offset)) is not None


def _ends_record(text: str, offset: int) -> bool:
    """Whether a parenthesis closes the dated lines under the title of a statute (adopted, amended …), around
    which publishers put it and of which copies keep only the end."""
    return text[offset + 1 : offset + 2] in ("", "\r", "\n") and (
        _RECORD.match(text, _begun(text, offset)) is not None
    )


def _half_closed(text: str, offset: int) -> bool:
    """Whether a half-width parenthesis of the line answers a full-width one; in Markdown, where half-width ones
    belong to links, the others are looked at alone, and of their widths another rule speaks."""
    start = _begun(text, offset)
    stop = text.find("\n", offset, offset + _LONG)
    stop = offset + _LONG if stop < 0 else stop
    if text[offset] == "）":
        return text.count("(", start, offset) > text.count(")", start, offset)
    return text.count(")", offset, stop) > text.count("(", offset, stop)


def _told_apart(document: Document, marks: list[tuple[int, int]]) -> Pairing:
    text = document.text
    lonely: list[Lonely] = []
    wrong_way: list[tuple[int, str, int]] = []
    skip = False
    for index, (kind, offset) in enumerate(marks):
        if skip:
            skip = False
            continue
        opening = kind in OPENING
        if index + 1 < len(marks):
            next_kind, next_offset = marks[index + 1]
            near = 1 < next_offset - offset <= NEAR and text.find("\n", offset, next_offset) < 0
            if near and not opening and next_kind == _OPENER_OF[kind]:
                lonely.append(Lonely(offset, text[offset], False, next_offset))
                skip = True
                continue
            if near and kind == next_kind and kind in QUOTES:
                if b"\x80" in document.classes[offset : next_offset + 8]:
                    pass  # ” on both sides is usual in Japanese
                elif opening:
                    wrong_way.append((next_offset, PARTNER[text[next_offset]], offset))
                else:
                    wrong_way.append((offset, _BACK[text[offset]], next_offset))
                skip = True
                continue
            if near and opening and kind != next_kind and kind in QUOTES and next_kind in QUOTES:
                lonely.append(Lonely(offset, text[offset], True, next_offset))
                skip = True
                continue
        lonely.append(Lonely(offset, text[offset], opening))
    return Pairing(tuple(lonely), tuple(wrong_way))
