"""Garbles: stretches of text that were decoded wrongly once, and what they were before.

Each kind is proved by the way back: the characters are encoded as the wrong decoder had decoded them, and the
bytes read as they were meant. Sound text does not come back as sound text by chance: of two Han in a row,
fewer than one pair in a thousand gives bytes that are valid UTF-8, and nearly all of those are of rare Han.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from polint import octet
from polint.character import KANA, LATIN_EXTENDED
from polint.decoding import plausibility
from polint.document import Document
from polint.fold import SHARED
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules.encoding._trace import (
    BOM_READ,
    CROSSED,
    MEMORY,
    kana_beside,
    latin_beside,
    may_be_crossed,
    traces,
)

Kind = Literal["utf-8 as gbk", "utf-8 as latin", "gbk as latin", "replacement", "memory", "cross", "bom"]

_INSIDE = 20  # code points before a garble in which the quotation that shows it begins
_BROKEN = frozenset("鐨锛銆鈥")
"""How 的 ， 。 “ begin; followed by a question mark they are what is left of them."""

MOST = 500
"""Garbled stretches of one kind, more than one in 1,000 code points, after which no others are looked for."""
TRIES = 8
"""How many stretches of a document are put to the dearest test: each costs some 20 µs."""
NEAR = 8  # code points on either side in which sound text would have frequent characters
REACH = 40  # code points on either side of a suspicious character that are put to that test

_CP1252 = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ"
"""What Windows-1252 has in place of the control characters of Latin-1."""
_SPECIALS = _CP1252.replace("?", "")
_READ_AS = {ord(char): code for code, char in enumerate(_CP1252, 0x80) if char != "?"}
_MUCH = 100
"""Characters from which on to look for each of Windows-1252 takes less than to look at each."""
_LATIN_RUN = lazy(f"[\u0080-\u00ff{_SPECIALS}]{{2,}}")
_IN_LATIN_RUN = lazy(f"[\u0080-\u00ff{_SPECIALS}]")
_SEQUENCE = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}")
_QUICK = lazy(rb"[\xe2-\xef][\x80-\xbf]{2}(?:[\xe2-\xef][\x80-\xbf]{0,2}|[\x20-\x7e]|$)")
_WIDE_SEQUENCE = lazy(rb"(?:\xe2[\x80-\x9f]|[\xe3-\xe9][\x80-\xbf]|\xef[\xbc-\xbf])[\x80-\xbf]")
_FOLLOWING = bytes(range(0x80, 0xC0))
_COVERED = lazy(b"(?:" + _SEQUENCE.pattern + b")+")
_GB_PAIRS = lazy(rb"(?:[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe])+")
_BIG5_PAIRS = lazy(rb"(?:[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\x7e\xa1-\xfe])+")
_QUOTES = frozenset("‘’“”–—…•")
"""Marks of Windows-1252 that stand beside é in sound text, as in “café”."""
_WIDE_RUN = lazy(r"[^\x00-\x3e\x40-\x7f\u3000]+")
_REPLACEMENT = lazy("(?:锟斤拷)+(?:锟斤?)?|(?:锟斤拷?|斤拷|锟)?(?:锟斤拷)+")
_MEMORY = lazy("烫{3,}|屯{3,}|葺{3,}|铪{3,}")
_ABOUT = lazy("乱码|亂碼|编码|編碼|解码|解碼|字符集|字元集|UTF|GBK|Unicode|内存|記憶體", re.IGNORECASE)
_SOUND = lazy(
    "[\u4e00-\u9fff\u3000-\u3011\u3014\u3015\uff01-\uff5e\u2010-\u2027\u3040-\u30ff\u00b7\u00d7\u00a0-\u00ff\ufeff]+"
)
_OTHER_SCRIPT = lazy("[\u0400-\u045f]{3,}|[\u0391-\u03ce]{3,}|[\uac00-\ud7a3]{2,}|[\u0100-\u017f]{2,}")


def _is_common(char: str) -> bool:
    """Whether a character is of the first level of GB 2312, which stands in GBK where it stood."""
    try:
        raw = char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7 and raw[1] > 0xA0


class Garble(NamedTuple):
    """A garbled stretch: its range in code points, its kind, and the sound text it was (None: not known)."""

    start: int
    end: int
    kind: Kind
    repaired: str | None


class Garbles(NamedTuple):
    """The garbled stretches of a text, ascending and without overlap, and how many suspicious places were left when
    there were MOST of a kind."""

    found: tuple[Garble, ...]
    rest: int


def garbles(document: Document) -> Garbles:
    """The garbled stretches of `document`. Linear."""
    found: list[Garble] = []
    classes, scan = document.classes, document.scan
    known = scan.texts.view(traces)
    words = known.words.get(scan.number, [])
    most = max(MOST, len(classes) // 1_000)
    rest = 0
    places = iter([place for place, word in words if word in MEMORY])
    found.extend(itertools.islice(_filled(document, places), most))
    rest += sum(1 for _ in places)
    if LATIN_EXTENDED in classes:
        latin = list(itertools.islice(_of_latin(document), most))
        found.extend(latin)
        if len(latin) == most:
            rest += classes.count(LATIN_EXTENDED, latin[-1].end)
    places = iter(known.leads.get(scan.number, []))
    found.extend(_bom(document.text))
    found.extend(itertools.islice(_as_gbk(document, places), most))
    rest += sum(1 for _ in places)
    found.extend(_crossed(document, [place for place, word in words if word in CROSSED]))
    found.sort(key=lambda garble: (garble.start, -garble.end))
    kept: list[Garble] = []
    for garble in found:
        if kept and _continues(document.text, kept[-1], garble):
            kept[-1] = _joined(document.text, kept[-1], garble)
        elif (not kept or garble.start >= kept[-1].end) and not _is_quoted(document.text, garble):
            kept.append(garble)
    return Garbles(tuple(kept), rest)


def _continues(text: str, first: Garble, second: Garble) -> bool:
    """Whether two stretches of a kind have only a little ASCII between them."""
    between = text[first.end : second.start]
    return (
        first.kind == second.kind
        and first.end <= second.start <= first.end + 8
        and between.isascii()
        and "\n" not in between
        and "\r" not in between
    )


def _joined(text: str, first: Garble, second: Garble) -> Garble:
    repaired = None
    if first.repaired is not None and second.repaired is not None:
        repaired = first.repaired + text[first.end : second.start] + second.repaired
    return Garble(first.start, second.end, first.kind, repaired)


def _filled(document: Document, places: Iterator[int]) -> Iterator[Garble]:
    """锟斤拷 and filled memory."""
    reached = 0
    for place in places:
        if place < reached:
            continue
        for pattern, kind in ((_REPLACEMENT, "replacement"), (_MEMORY, "memory")):
            match = pattern.match(document.text, place)
            if match is None:
                continue
            start, reached = match.span()
            if kind == "memory" and not _is_filled(document.text, start, reached):
                continue
            yield Garble(start, reached, "replacement" if kind == "replacement" else "memory", None)


def _is_filled(text: str, start: int, end: int) -> bool:
    """Whether a run of 烫 is memory rather than somebody who burnt his tongue."""
    if end - start > 3 or text[start] != "烫":
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return before not in ("", "“", "「", "，", "。", "！", "\n", '"') and after not in (
        "！",
        "!",
        "~",
        "…",
        "，",
    )


def _of_latin(document: Document) -> Iterator[Garble]:
    """What was read as Latin-1 or Windows-1252. Where the letters that have another such character beside them
    show none, the text has none; one costs a second look at the whole text, in which some stand without a letter."""
    text, classes = document.text, document.classes
    size = len(classes)
    reached, at = 0, -1
    start = 0
    known: Iterator[Garble] = iter(())
    garble: Garble | None = None
    while (at := latin_beside(classes, 0, size, max(reached, at + 1))) >= 0:
        if _BIG5_IN_LATIN.search(text, max(0, at - 6), at + 7):
            start = reached = 0
            break
        start = at
        while start > reached and _IN_LATIN_RUN.match(text, start - 1):
            start -= 1
        run = _LATIN_RUN.match(text, start)
        if run is not None:
            reached = run.end()
            known = _latin(text, start, reached)
            garble = next(known, None)
            if garble is not None:
                break
    else:
        return
    yield from _latin(text, 0, start)
    if garble is not None:
        yield garble
    yield from known
    yield from _latin(text, reached, len(text))
    yield from _as_big5_latin(text)


def _latin(text: str, left: int, right: int) -> Iterator[Garble]:
    """UTF-8, GBK or Big5 read as Latin-1 or Windows-1252, in text[left:right]."""
    for match in _LATIN_RUN.finditer(text, left, right):
        run, start = match.group(), match.start()
        raw = _as_read(run).encode("latin-1")
        position = 0
        covered = _COVERED.match(raw)
        if len(run) >= 4 and (covered is None or covered.end() < len(raw)):
            readings = list(_as_latin(run, raw, start))
            if readings:
                yield from readings
                continue
        while True:
            if position or covered is None:
                first = _SEQUENCE.search(raw, position)
                if first is None:
                    break
                covered = _COVERED.match(raw, first.start())
                assert covered is not None
            begin, stop = covered.span()
            count = len(covered.group().translate(None, _FOLLOWING))
            decoded = raw[begin:stop].decode("utf-8", "replace")
            if run[begin:stop] in ("£¬", "¡£"):
                break
            if _is_sound_latin(run[begin:stop], decoded, count, _beside(text, start + begin, start + stop)):
                yield Garble(start + begin, start + stop, "utf-8 as latin", decoded)
            position = stop
        if position <= len(run) - 2 and run.endswith(
            "â€"
        ):  # ” in UTF-8, of which Windows-1252 lacks the last byte
            yield Garble(match.end() - 2, match.end(), "utf-8 as latin", "”")


def _as_read(run: str) -> str:
    """A run with the bytes that Windows-1252 read, as Latin-1 has them."""
    if len(run) < _MUCH:
        return run.translate(_READ_AS)
    for char in _SPECIALS:
        run = run.replace(char, chr(_READ_AS[ord(char)]))
    return run


def _beside(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


def _is_sound_latin(run: str, decoded: str, count: int, in_word: bool) -> bool:
    if "\ufffd" in decoded:
        return False
    if decoded == "\ufeff":
        return True
    if all(char in _QUOTES for char in run[1:]) and not (run[0] == "â" and decoded[0] in "‘’“”–—…"):
        return False
    if count > 1:
        return _SOUND.fullmatch(decoded) is not None or _OTHER_SCRIPT.fullmatch(decoded) is not None
    if len(run) == 2:
        if run[0] == "Ã":
            return True
        if run[0] == "Â":
            return run[1] in "°·»«®©§±²³µ¶¼½¾¿¡¢£¥¦ª¬¯´¸¹º\xa0"
        return in_word and "\u00a1" <= run[1] <= "\u00bf"
    return _SOUND.fullmatch(decoded) is not None


def _as_latin(run: str, raw: bytes, start: int) -> Iterator[Garble]:
    """GBK or Big5 read as Latin-1: pairs that are common Han of GB 2312 or Big5, and no list of letters."""
    if all(second - first in (0, 1) for first, second in itertools.pairwise(raw)):
        return
    best, best_score, best_end = "", -1.0, 0
    for name, pairs in (("gb2312", _GB_PAIRS), ("big5", _BIG5_PAIRS)):
        match = pairs.match(raw)
        if match is None or len(match.group()) < len(raw) - 1:
            continue
        decoded = match.group().decode(name, "replace")
        score = plausibility(decoded) + (0.05 if name == "gb2312" else 0)
        if "\ufffd" not in decoded and score > best_score:
            best, best_score, best_end = decoded, score, match.end()
    if best:
        yield Garble(start, start + best_end, "gbk as latin", best)


_BIG5_IN_LATIN = lazy("(?:[\u00a1-\u00c6][\x40-\x7e\u00a1-\u00ff]){3,}")


def _as_big5_latin(text: str) -> Iterator[Garble]:
    """Big5 read as Latin-1: its second byte may be an ASCII letter."""
    for match in _BIG5_IN_LATIN.finditer(text):
        raw = match.group().encode("latin-1")
        if all(second - first in (0, 1) for first, second in itertools.pairwise(raw)):
            continue
        decoded = raw.decode("big5", "replace")
        if decoded.count("\ufffd") == 0 and plausibility(decoded) > 0.1:
            yield Garble(match.start(), match.end(), "gbk as latin", decoded)


def _as_gbk(document: Document, places: Iterator[int]) -> Iterator[Garble]:
    """UTF-8 read as GBK (浣犲ソ): the characters come back as valid UTF-8."""
    text = document.text
    reached = 0
    for place in places:
        if place < reached:
            continue
        if text[place] in _BROKEN and text[place + 1 : place + 2] in ("\ufffd", "?"):
            reached = place + 2
            yield Garble(place, place + 2, "utf-8 as gbk", None)
            continue
        if not _QUICK.match(b"".join(_gbk(char) for char in text[place : place + 3])):
            continue
        start = max(reached, _run_start(text, place))
        match = _WIDE_RUN.match(text, start, place + 2000)
        if match is None:
            continue
        yield from _returned(text, start, match.end())
        reached = match.end()


def _bom(text: str) -> Iterator[Garble]:
    if text.startswith(BOM_READ):
        follows = text[1:2]
        if follows == "?" or ("\u7e00" < follows < "\u9fff" and _byte(follows) == 0xBF):
            yield Garble(0, 2 if follows == "?" else 1, "bom", None)


def _byte(char: str) -> int:
    try:
        return char.encode("gbk")[0]
    except UnicodeEncodeError:
        return 0


def _run_start(text: str, place: int) -> int:
    start = place
    while start > max(0, place - 60) and _WIDE_RUN.match(text[start - 1]):
        start -= 1
    return start


def _returned(text: str, start: int, end: int) -> Iterator[Garble]:
    """The stretches of text[start:end] whose GBK bytes are UTF-8."""
    # One byte for what GBK does not have.
    raw = b"\x80".join([piece.encode("gbk", "replace") for piece in text[start:end].split("€")])
    room = octet.blank(4 * len(raw))
    _own(raw, len(raw), start, room)
    owner = memoryview(room).cast("i")
    position = 0
    size = len(raw)
    extent = [0, 0, 0]
    while position < size:
        first = _WIDE_SEQUENCE.search(raw, position)
        if first is None:
            return
        begin = first.start()
        _extend(raw, size, begin, extent)
        stop, count, lost = extent
        if (
            (count >= 2 and count >= 2 * lost)
            or (count == 1 and owner[begin] != owner[stop - 1] and _is_mark(raw, begin))
        ) and _is_everyday(raw[begin:stop]):
            last = stop
            # the end of a character that was cut: its first bytes are still there
            while last < size and raw[last] >= 0x80 and last < stop + 2:
                last += 1
            first_char, last_char = owner[begin], owner[last - 1] + 1
            whole = begin == 0 or owner[begin - 1] != first_char
            repaired = None
            if not lost and whole and stop == last:
                repaired = raw[begin:stop].decode("utf-8", "replace")
                if "\ufffd" in repaired:
                    repaired = None
            if repaired is not None or not _is_sound(text[first_char:last_char]):
                yield Garble(first_char, last_char, "utf-8 as gbk", repaired)
            stop = max(stop, last)
        position = max(stop, begin + 1)


def _extend(raw: bytes, size: int, place: int, extent: list[int]) -> None:
    """Put into `extent` where UTF-8 of Chinese ends that begins at `place`, how many wide characters it has, and how often
    a little was lost: what the wrong decoder could not read it wrote as a question mark or dropped."""
    count = lost = 0
    while place < size:
        if 0x20 <= raw[place] < 0x7F:
            place += 1
        elif _is_wide(raw, size, place):
            place += 3
            count += 1
        else:
            skip = 1
            while skip < 5 and not _is_wide(raw, size, place + skip):
                skip += 1
            if skip == 5:
                break
            place += skip
            lost += 1
    extent[0], extent[1], extent[2] = place, count, lost


def _is_wide(raw: bytes, size: int, place: int) -> bool:
    """What _WIDE_SEQUENCE matches."""
    if place + 3 > size or not 0x80 <= raw[place + 1] < 0xC0 or not 0x80 <= raw[place + 2] < 0xC0:
        return False
    lead, second = raw[place], raw[place + 1]
    return (lead == 0xE2 and second < 0xA0) or 0xE3 <= lead <= 0xE9 or (lead == 0xEF and second >= 0xBC)


def _own(raw: bytes, size: int, start: int, room: bytearray) -> None:
    """Write into `room` where the character stands of which each byte of GBK is; the first one at `start`."""
    place, at = 0, start
    while place < size:
        octet.put_word(room, place, at)
        if raw[place] > 0x80 and place + 1 < size:
            place += 1
            octet.put_word(room, place, at)
        place += 1
        at += 1


def _is_everyday(raw: bytes) -> bool:
    """Whether UTF-8 is mostly of everyday characters and marks: what comes back by chance is rare Han."""
    counts = [
        (char, count) for char, count in Counter(raw.decode("utf-8", "ignore")).items() if char > "\x7f"
    ]
    usual = sum([count for char, count in counts if _is_usual(char)])
    return 2 * usual > sum([count for _, count in counts])


def _is_sound(text: str) -> bool:
    """Whether a stretch is mostly of everyday characters and marks as it stands: 婵娟，婵娟, of which some comes back by
    chance."""
    return 2 * sum(map(_is_usual, text)) >= len(text)


@functools.lru_cache(maxsize=4096)
def _is_usual(char: str) -> bool:
    return (
        "\u2010" <= char <= "\u2027"
        or "\u3000" <= char <= "\u30ff"
        or char >= "\uff00"
        or _is_common(SHARED.tables.fold_text(char))
    )


def _gbk(char: str) -> bytes:
    if char == "€":
        return b"\x80"
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b"?"


def _is_mark(raw: bytes, at: int) -> bool:
    """Whether a mark of Chinese or of typographic English begins at `at`, or the commonest particle."""
    return raw[at : at + 2] in (b"\xe2\x80", b"\xe3\x80", b"\xef\xbc") or raw[at : at + 3] == b"\xe7\x9a\x84"


def _crossed(document: Document, places: list[int]) -> Iterator[Garble]:
    """GBK read as Big5 or the reverse. Both write two bytes a character, so that each character comes back by
    itself: the stretch is the one in which frequent characters come back and none stood."""
    text, classes = document.text, document.classes
    if KANA in classes and may_be_crossed(classes, 0, len(classes)):
        places = sorted({*places, *itertools.islice(_kana_in_han(classes), TRIES)})
    reached = 0
    for place in places[: 4 * TRIES]:
        if place < reached:
            continue
        if plausibility(text[max(0, place - NEAR) : place + NEAR]) > 0.12:
            continue
        left, right = max(reached, place - REACH), min(len(text), place + REACH)
        best = _uncross(text[left:right])
        if best is not None and left + best[0] <= place < left + best[1]:
            reached = left + best[1]
            yield Garble(left + best[0], left + best[1], "cross", best[2])


def _kana_in_han(classes: bytes) -> Iterator[int]:
    """Where a pair of a kana and a Han begins; no two share a character."""
    reached, place, size = 0, -1, len(classes)
    while (place := kana_beside(classes, 0, size, place + 1)) >= 0:
        if place > reached and classes[place - 1] in b"hstn":
            yield place - 1
            reached = place + 1
        elif classes[place + 1 : place + 2] and classes[place + 1] in b"hstn":
            yield place
            reached = place + 2


def _uncross(text: str) -> tuple[int, int, str | None] | None:
    """The stretch of `text` that gains most by reading its bytes in the other encoding: its range, what comes back."""
    best: tuple[int, int, str | None] | None = None
    best_gain = 3.0
    for wrong, meant in (("big5", "gbk"), ("gbk", "big5")):
        back = [_reread(char, wrong, meant) for char in text]
        gain, begin = 0.0, 0
        for at, (_, step) in enumerate(back):
            if gain <= 0:
                gain, begin = 0.0, at
            gain += step
            if gain > best_gain and step > 0:
                best_gain = gain
                repaired = "".join([char for char, _ in back[begin : at + 1]])
                best = (begin, at + 1, repaired if "\ufffd" not in repaired else None)
    return best


@functools.lru_cache(maxsize=4096)
def _reread(char: str, wrong: str, meant: str) -> tuple[str, float]:
    """What a character is in the encoding that was meant, and what a text gains by it."""
    if char < "\x80":
        return char, -0.3
    try:
        back = char.encode(wrong).decode(meant)
    except UnicodeError:
        return "\ufffd", -1.0
    if back == "\ufffd":
        return back, -1.0
    return back, plausibility(back) - plausibility(char) - (0.0 if _is_common(back) else 0.4)


def _is_quoted(text: str, garble: Garble) -> bool:
    """Whether an article about mojibake shows the stretch: in quotation marks, and its subject is named."""
    before, after = text[garble.start - 1 : garble.start], text[garble.end : garble.end + 1]
    quoted = (before, after) in (
        ("“", "”"),
        ("「", "」"),
        ("『", "』"),
        ("‘", "’"),
        ('"', '"'),
        ("`", "`"),
        ("《", "》"),
    )
    plain = garble.kind in ("replacement", "memory")
    if quoted:
        return plain or _is_about(text, garble)
    left = text[max(0, garble.start - _INSIDE) : garble.start]
    return plain and max(map(left.rfind, "“「『")) > max(map(left.rfind, "”」』")) and _is_about(text, garble)


def _is_about(text: str, garble: Garble) -> bool:
    return _ABOUT.search(text, max(0, garble.start - 300), min(len(text), garble.end + 300)) is not None
