"""Traces: the characters without which a text holds nothing that was decoded wrongly, asked of all texts of a batch
at once. Sound text has such characters, too, but seldom beside those that would follow in garbled text."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from polint import octet, store
from polint.batch import count
from polint.character import (
    CONTROL,
    HAN_SET,
    INVISIBLE,
    KANA,
    LATIN_EXTENDED,
    LETTER,
    ODD_SPACE,
    PUNCTUATION,
    SYMBOL,
)
from polint.fold import SHARED
from polint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from polint.batch import Batch
    from polint.matcher import Matcher

BOM_READ: Final = "锘"
"""How a BOM begins when it is read as GBK."""
CROSSED: Final = ("ㄛ", "岆", "婓", "笢", "﹝", "珨")
"""What ， 是 在 中 。 一 of GBK become when they are read as Big5."""
MEMORY: Final = ("锟斤拷", "烫烫烫", "屯屯屯", "葺葺葺", "铪铪铪")
"""U+FFFD in UTF-8, twice, read as GBK; memory that a debugger fills with CC, CD, DD, FE read as GBK."""
_WORDS = frozenset((*MEMORY, *CROSSED, BOM_READ))
_LATIN = LATIN_EXTENDED + LETTER + SYMBOL + PUNCTUATION + CONTROL + ODD_SPACE + INVISIBLE + b"oQqUumrn"
_IS_LATIN = bytes(code in _LATIN for code in range(256))
_IS_HAN = bytes(code in HAN_SET for code in range(256))

_LEADS = (
    "鈥銆銇鋩鋫鋬鋮鋯鋰鋱鋲鋳鋴鋵鋶鋷鋹鋺鋻鋽鋾鋿錀錁錂錃錅錆錇錈錉洹洧洌浃浈洇洄洙洎洫浍洮洵洚浏浒浔洳涑"
    "浯涞涠浞涓涔浜浠浼浣渚淇鍌鍎鍏鍐鍑鍒鍓鍔鍕鍖鍗鍙鍚鍜鍝鍞鍟鍠鍡鍢鍣鍤鍥鍦鍧鍨鍩鍫濉澧澹澶濂濡濮濞濠濯"
    "瀚瀣瀛瀹瀵灏灞宀宄宕宓宥宸骞搴寤寮褰寰蹇鎯鎰鎱鎲鎴鎵鎶鎷鎸鎹鎺鎻鎼鎽鎾鎿鏀鏁鏂鏃鏄鏅鏆鏉鏋鏌鏍妗姊妫"
    "妞妤姒妲妯姗妾娅娆姝娈姣姘姹娌娉娲娴娑娣娓婀婧婊婕娼婢婵鐎鐏鐑鐒鐓鐔鐕鐖鐗鐙鐚鐛鐜鐝鐞鐟鐠鐡鐢鐣鐤鐥"
    "鐦鐧鐨鐩鐪鐫鐬鐭纭纰纾绀绁绂绉绋绌绐绔绗绛绠绡绨绫绮绯绱绲缍绶绺绻绾缁缂缃缇缈鑱鑳鑴鑵鑶鑸鑹鑺鑻鑾钀"
    "钁钂钃钄钑钖钘铇铏铓铔铚铦铻锜锠琛琚瑁瑜瑗瑕瑙瑷瑭瑾璜璎璀璁璇璋璞璨璩璐璧瓒璺韪韫韬杌杓杞杈杩閫閬閭"
    "閮閯閰閳閴閵閶閷閸閺閼閽閾閿闀闁闂闃闄闅闈闉闋椤棰椋椁楗棣椐楱椹楠楂楝榄楫榀楸椴槌榇榈槎榉楦楣楹榛榧"
    "榻榫榭锛"
)
"""What GBK reads in the first two bytes of Han and of the marks of Chinese in UTF-8 (的 鐨, ， 锛, 。 銆 …): E2 80, E3 80,
E3 81, E4–E9 80–BF, EF BC, but for what the shared pass folds to a character of the first level of GB 2312."""


@functools.cache
def leads() -> frozenset[str]:
    """How Han and the marks of Chinese begin when UTF-8 is read as GBK, folded as the shared pass folds them."""
    return frozenset(SHARED.tables.fold_text(_LEADS))


def latin_beside(classes: bytes, start: int, end: int, place: int) -> int:
    """The first Latin letter of the text [start, end), from `place` on, that has a character near it of the classes that
    those of Latin-1 and Windows-1252 have; -1 where there is none."""
    return _find(classes, LATIN_EXTENDED, _IS_LATIN, 2, start, end, place)


def kana_beside(classes: bytes, start: int, end: int, place: int) -> int:
    """The first kana beside Han, likewise."""
    return _find(classes, KANA, _IS_HAN, 1, start, end, place)


def _find(classes: bytes, kind: bytes, near: bytes, reach: int, start: int, end: int, place: int) -> int:
    place = classes.find(kind, place, end)
    while place >= 0:
        if _holds(classes, max(start, place - reach), place, near) or _holds(
            classes, place + 1, min(end, place + reach + 1), near
        ):
            break
        place = classes.find(kind, place + 1, end)
    return place


def may_be_crossed(classes: bytes, start: int, end: int) -> bool:
    """Whether a text has kana beside Han, and so few that it is no Japanese."""
    few = count(classes[start:end], KANA) * 20 < end - start + 200
    return few and kana_beside(classes, start, end, start) >= 0


class Traces(NamedTuple):
    """By the numbers of the texts: where leads stand before what may follow them, and the words of the other kinds, each
    with where it stands; ascending."""

    leads: dict[int, list[int]]
    words: dict[int, list[tuple[int, str]]]


def with_traces(batch: Batch) -> Collection[int]:
    """The sieve of encoding/mojibake: the texts with a lead before what may follow it, with letters of Latin-1 beside
    each other, with a few kana of which some stand beside Han, or with one of the words of the other kinds."""
    known, classes, spans = batch.view(traces), batch.classes, batch.spans
    found = {*known.leads, *known.words}
    for number in batch.having(LATIN_EXTENDED):
        start, end = spans[number]
        if latin_beside(classes, start, end, start) >= 0:
            found.add(number)
    for number in batch.having(KANA):
        if may_be_crossed(classes, *spans[number]):
            found.add(number)
    return found


def traces(batch: Batch) -> Traces:
    """Leads and words in the texts of a batch."""
    found = Traces({}, {})
    hits = batch.hits
    if hits is not None and hits.indices:
        units, starts, literal = batch.raw_units, batch.starts, hits.matcher.literal
        followed: list[int] = []
        words: list[int] = []
        _read(
            hits.packed, hits.packed_ends, len(hits.indices), hits.matcher.view(_are_signs), units, len(units) // 2,
            _following(), followed, words,
        )  # fmt: skip
        for number, first, last in _parted(followed, [*starts[1:], len(units)]):
            found.leads[number] = [place - starts[number] for place in followed[first:last]]
        ends, indices = hits.ends, hits.indices
        for number, first, last in _parted(words, hits.bounds[1:]):
            own = found.words[number] = []
            for hit in words[first:last]:
                word = literal(indices[hit])
                own.append((ends[hit] - len(word) - starts[number], word))
    return found


def _parted(numbers: list[int], ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """The texts that have any of `numbers`, which ascend, and from which to which: `ends` has the first one behind each."""
    first = 0
    while first < len(numbers):
        text = bisect_right(ends, numbers[first])
        last = bisect_left(numbers, ends[text], first)
        yield text, first, last
        first = last


def _read(
    packed: bytes,
    ends: bytes,
    count: int,
    signs: bytes,
    units: bytes,
    size: int,
    following: bytes,
    followed: list[int],
    words: list[int],
) -> None:
    """Add to `followed` where leads stand before what may follow them, to `words` which hits are words."""
    for hit in range(count):
        sign = signs[octet.word(packed, hit)]
        if sign & 1:
            end = octet.word(ends, hit)
            if end < size and following[octet.unit(units, end)]:
                followed.append(end - 1)
        if sign & 2:
            words.append(hit)


def _holds(classes: bytes, start: int, end: int, kinds: bytes) -> bool:
    for place in range(start, end):  # noqa: SIM110 (a loop is compiled, a generator is not)
        if kinds[classes[place]]:
            return True
    return False


def _are_signs(matcher: Matcher) -> bytes:
    """Of each literal by bits: 1 a lead, 2 one of the words."""
    found = bytearray(matcher.view(_are_leads))
    for index in matcher.indices(_WORDS):
        found[index] |= 2
    return bytes(found)


def _are_leads(matcher: Matcher) -> bytes:
    """Of each literal whether it is a lead."""
    return matcher.listed("encoding-leads-1", SHARED.tables.key, leads)


@functools.cache
def _following() -> bytes:
    """Of each unit whether it may follow a lead."""
    return store.compiled("encoding-following-1", b"", _build_following)


def _build_following() -> bytes:
    """A byte for each unit. What may follow is two bytes of GBK of which the first goes on with a character of UTF-8 and the second begins
    another or is ASCII; the euro sign, which is one byte of GBK; what is left of a character that was lost."""
    # Each pair on a line of its own: GBK has none of some, and what is left of it must not join the next.
    pairs = bytes(
        byte
        for first in range(0x81, 0xC0)
        for second in (*range(0x40, 0x7F), *range(0xE2, 0xF0))
        for byte in (first, second, ord("\n"))
    )
    chars = {char for char in pairs.decode("gbk", "ignore") if char > "\x7f"}
    table = bytearray(0x10000)
    for char in (*chars, "€", "?", "\ufffd"):
        table[ord(char)] = True
    return bytes(table)
