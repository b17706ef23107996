"""Decoding: bytes to text. Strict UTF-8 first, then a BOM, then what chardet says, checked by decoding."""

from __future__ import annotations

import codecs
import re

from polint.document import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SAMPLE = 200_000
"""Bytes that the detector is shown: more does not change its answer and costs seconds."""


def decode(raw: bytes) -> tuple[str, Source]:
    """The text of `raw` and how it was read. A damaged file is decoded with U+FFFD; this never raises."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _lenient(raw[len(mark) :], encoding, raw, bom=True, shift=len(mark))
    try:
        return raw.decode("utf-8"), Source(raw=raw)
    except UnicodeDecodeError:
        pass
    encoding = guess(raw)
    return _lenient(raw, encoding, raw, bom=False, shift=0)


def guess(raw: bytes) -> str:
    """The encoding of bytes that are not UTF-8: one that decodes them all, or `utf-8` where none does.

    GB18030 and Big5 overlap almost wholly, so that decoding alone proves nothing: of the encodings that
    decode everything, the one that gives the most frequent characters of Chinese text is taken.
    """
    import chardet

    sample = raw[:SAMPLE]
    named = (chardet.detect(sample).get("encoding") or "").lower()
    candidates = [name for name in (named, "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be") if name]
    best, best_score = "utf-8", 0.0
    for name in dict.fromkeys(candidates):
        try:
            text = raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        score = plausibility(text) + (0.02 if name == named else 0)
        if score > best_score:
            best, best_score = name, score
    return best


# The most frequent characters of modern Chinese in both scripts, of Japanese and of Korean; public frequency lists agree on them.
_FREQUENT = re.compile(
    "[的一是不了在人有我他这這个個上们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間知世什两兩次使身者被高已亲親其进進此话話常与與活正感"
    "，。、：；「」（）！？“”のにはをたがでてとしれさいるなこ다이는을를에의가]"
)
_ODD = re.compile("[\ue000-\uf8ff\u0080-\u009f\ufffd\u0000-\u0008\u3130-\u318f\uff61-\uff9f]")


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
