"""Decoding: bytes to text. Strict UTF-8 first, then a BOM, then what chardet says, checked by decoding."""

from __future__ import annotations

import codecs

from polint.document import Source
from polint.pattern import lazy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_MARK_BEGIN = frozenset(mark[:1] for mark in _MARKS)

SAMPLE = 200_000
"""Bytes that the detector is shown: more does not change its answer and costs seconds."""


_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh",
    b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3", b"PAR1", b"RIFF",
)  # fmt: skip
"""How files begin that are no text, whatever they are called: pictures, archives, office documents."""
_MAGIC_BEGIN = frozenset(magic[:1] for magic in _MAGIC)

_HEAD = 8192


def is_binary(raw: bytes) -> bool:
    """Whether `raw` is no text in any encoding: a known beginning, or NUL bytes among others that no text has.

    A stray NUL in a text is a fault of the text, and UTF-16 without a BOM is full of them.
    """
    if raw[:1] in _MAGIC_BEGIN and raw.startswith(_MAGIC):
        return b"\0" in raw[:_HEAD] or not _is_utf8(raw[:_HEAD]) or raw.startswith(b"%PDF-")
    head = raw[:_HEAD]
    if 0 not in head or raw.startswith(_MARKS):
        return False
    odd = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in head)
    if _is_utf8(head) and odd * 10 <= len(head):
        return False
    even = head[: len(head) // 2 * 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = even.decode(name, "replace")
        odd = sum(char < " " and char not in "\t\n\r" for char in text)
        if odd * 20 <= len(text) and plausibility(text) >= 0.1:
            return False
    return True


def _is_utf8(head: bytes) -> bool:
    """Whether `head`, which may be cut within a character, is UTF-8."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and len(head) >= _HEAD - 4
    return True


def decode(raw: bytes) -> tuple[str, Source]:
    """The text of `raw` and how it was read. A damaged file is decoded with U+FFFD; this never raises."""
    if raw[:1] in _MARK_BEGIN and raw.startswith(_MARKS):
        mark, encoding = next(bom for bom in _BOMS if raw.startswith(bom[0]))
        return _lenient(raw[len(mark) :], encoding, raw, bom=True, shift=len(mark))
    try:
        # A call of the class would take as long as to decode a hundred characters.
        return raw.decode("utf-8"), tuple.__new__(Source, ("utf-8", False, raw, ()))
    except UnicodeDecodeError:
        pass
    encoding = guess(raw)
    return _lenient(raw, encoding, raw, bom=False, shift=0)


CONVINCING = 0.2
"""The plausibility of sound Chinese, Japanese and Korean is 0.25 to 0.6, that of a wrong reading below 0.1."""

# The narrowest name of a family first: of two that read the same text, it is the right one.
_CHINESE = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_UTF8_SEQUENCE = lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NEIGHBOURS = ("cp932", "euc_jp", "cp949")
_KANA = lazy("[\u3041-\u30fa]")
_GB_COMMON = lazy(rb"(?:[\x00-\x7f]|[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe])+")
_BIG5_COMMON = lazy(rb"(?:[\x00-\x7f]|[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\x7e\xa1-\xfe])+")
_HIGH = lazy(rb"[\x80-\xff]")


def guess(raw: bytes) -> str:
    """The encoding of bytes that are not UTF-8: the one that explains them best, or `utf-8` where none does.

    UTF-8 in which a few bytes are damaged is still UTF-8: its sequences do not come about by chance. GB18030
    and Big5 overlap almost wholly, so that decoding alone proves nothing: of the encodings that decode
    (almost) everything, the one that gives the most frequent characters of Chinese text is taken. those of Japanese
    and Korean follow; chardet is asked where none of them convinces.
    """
    sample = raw[:SAMPLE]
    high = len(_HIGH.findall(sample))
    if 2 * len(b"".join(_UTF8_SEQUENCE.findall(sample))) >= high:
        return "utf-8"
    best, best_score = _best(raw, _CHINESE)
    if best_score >= CONVINCING and not (best == "gb18030" and _is_japanese(raw.decode(best, "replace"))):
        return best
    best, best_score = _best(raw, (*_NEIGHBOURS, best))
    if best_score >= CONVINCING:
        return best
    import chardet

    found = chardet.detect(sample)
    named = (found.get("encoding") or "").lower()
    if named and best_score <= 0:
        _, score = _best(raw, (named,))
        if score >= 0 and (high < 0.3 * len(sample) or (found.get("confidence") or 0) > 0.6):
            return named
    return best if best_score > 0.05 else _by_level(sample) or "utf-8"


def _by_level(raw: bytes) -> str | None:
    """Which of GB 2312 and Big5 a text too short for statistics is written in: the one of whose characters it
    uses the first level, which holds the common ones, alone."""
    for name, first in (("gb18030", _GB_COMMON), ("big5", _BIG5_COMMON)):
        if first.fullmatch(raw):
            return name
    return None


def _is_japanese(text: str) -> bool:
    """Whether a text has kana as Japanese has: EUC-JP and GB18030 agree about them and about nothing else."""
    head = text[:50_000]
    return 10 * len(_KANA.findall(head)) > len(head)


def _best(raw: bytes, names: tuple[str, ...]) -> tuple[str, float]:
    best, best_score = "utf-8", -1.0
    for name in names:
        try:
            text = raw.decode(name)
            damage = 0.0
        except UnicodeDecodeError:
            text = raw[:SAMPLE].decode(name, "replace")
            lost = text.count("\ufffd")
            if lost > max(2, len(text) // 200):
                continue
            damage = 0.02
        except LookupError:
            continue
        score = plausibility(text) - damage
        if score > best_score:
            best, best_score = name, score
    return best, best_score


# The most frequent characters of modern Chinese in both scripts, of Japanese and of Korean; public frequency lists agree on them.
_FREQUENT = lazy(
    "[的一是不了在人有我他这這个個上们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間知世什两兩次使身者被高已亲親其进進此话話常与與活正感"
    "，。、：；「」（）！？“”のにはをたがでてとしれさいるなこ다이는을를에의가]"
)
_ODD = lazy("[\ue000-\uf8ff\u0080-\u009f\ufffd\u0000-\u0008\u3130-\u318f\uff61-\uff9f]")


def plausibility(text: str) -> float:
    """How much a text looks like real Chinese: the share of its frequent characters among the non-ASCII
    ones, less that of what never occurs; from -3 to 1."""
    wide = sum(1 for char in text[:50_000] if char > "\x7f")
    if not wide:
        return 0.5
    head = text[:50_000]
    return (len(_FREQUENT.findall(head)) - 3 * len(_ODD.findall(head))) / wide


def _lenient(raw: bytes, encoding: str, whole: bytes, *, bom: bool, shift: int) -> tuple[str, Source]:
    try:
        return raw.decode(encoding), Source(encoding, bom, whole)
    except UnicodeDecodeError:
        places = tuple((start + shift, length) for start, length in undecodable(raw, encoding))
        return raw.decode(encoding, "replace"), Source(encoding, bom, whole, places)


def undecodable(raw: bytes, encoding: str, limit: int = 1000) -> list[tuple[int, int]]:
    """Where `raw` cannot be decoded: byte offset and number of bytes of at most `limit` places."""
    places: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        places.append((error.start, error.end - error.start))
        return "\ufffd", error.end if len(places) < limit else len(error.object)

    name = "polint-note"
    codecs.register_error(name, note)
    raw.decode(encoding, name)
    return places
