"""Origin: what a text says of where it comes from: the bodies, places and dates it names as its own.

All texts here are folded (simplified, half width, lower case); ranges are code points of the document.
"""

from __future__ import annotations

import itertools
import re

from polint.day import Day
from polint.document import Document
from polint.named import NamedTuple
from polint.pattern import lazy
from polint_rules._row import Row, following, preceding
from polint_rules.date._dates import number
from polint_rules.provenance._declared import STATED

BODY = (
    r"(?:局|委|委员会|办公室|办公厅|人民政府|政府|县府|市府|公所|处|科|部|院|大学|学院|中学|小学|学校|幼儿园|公司|集团|协会|学会|联合会|中心|"
    r"馆|站|所|工会|支部|总队|支队|大队|指挥部|领导小组|厅|署|法院|检察院|街道办事处|居委会|村委会|出版社|日报社|晚报社|报社|电视台|基金会)"
)
_BODY_END = lazy(BODY + "$")
_BODY_ENDS = frozenset("局委会室厅府所处科部院学校园司团心馆站队组署社台")
"""What the name of a body ends in: asked before the pattern."""
_HEAD_BODY = lazy(
    rf"^((?!转发|印发|关于)(?:[\u4e00-\u9fff]{{2,24}}?{BODY}[ 、]?){{1,4}})(?:关于|转发|印发|公告|通告)"
)
_HEAD_VERB = lazy("关于|转发|印发|公告|通告")
_HAN = "\u4e00-\u9fff"
_PUBLISHER = lazy(
    rf"(?:发文单位|发文机关|发文机构|发布单位|发布机构|发布机关|印发单位|印发机关|制发单位|公布机关|颁布单位|发稿单位|主管机关)[:] ?([{_HAN}、 ]{{3,40}})"
)
_PRINTED = lazy(rf"([{_HAN}]{{2,24}}{BODY})[ ]*(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日)?[ ]*(?:印发|编印|印制)$")
_PRINTED_ENDS = ("印发", "编印", "印制")
"""What such a line ends with: asked before the pattern, which takes long to find that it does not."""
_DIGITS = r"(\d{3,4})[年\-./](\d{1,2})[月\-./](\d{1,2})"
_PUBLISHED = lazy(
    rf"(?:发布日期|发布时间|发表时间|发表日期|发稿日期|发稿时间|刊登日期|刊发时间|公布日期|上传时间|上线时间|张贴日期)[:] ?{_DIGITS}"
)
_ISSUED = lazy(rf"(?:发文|成文|印发|签发)(?:日期|时间)[:] ?{_DIGITS}")
_NUMERALS = "〇○零一二三四五六七八九十"
_SIGNED = lazy(
    rf"^(?:公元|中华民国|民国)?(?:{_DIGITS}日?|([{_NUMERALS}]{{2,5}})年([{_NUMERALS}]{{1,2}})月([{_NUMERALS}]{{1,3}})日)$"
)
_TITLE = lazy("^关于.{2,60}的|(?:通知|公告|通告|公示|意见|决定|方案|简报|报告|函|令)$")
_MASTHEAD = lazy(rf"^([{_HAN}]{{3,24}}?{BODY})(?:文件)?$")
_NUMBER = lazy(
    rf"^(?:(?:发文字号|文件编号|文号|发文号|字号)[:] ?)?[{_HAN}]{{1,12}} ?(?:字第?)?[〔\[(【﹝]((?:19|20)\d\d)[〕\])】﹞] ?第?\d{{1,5}}号$"
)
_SIGNED_FIRST = frozenset("0123456789公中民" + _NUMERALS)
REPUBLIC = 1911
"""The year before the first of the Republic."""
_CREDIT = lazy(r"(?:^|[ (\[【|])(来源|稿源|出处|作者|撰稿人?|供稿)[:] ?([^ :()\[\]【】,。;|]{2,30})")

_URL = lazy(r"https?://[^\s<>\"'，。）)】\]]+")
_URL_LABEL = lazy("来源|來源|原文|链接|連結|鏈接|网址|網址|出处|出處|转载|轉載|source|url", re.IGNORECASE)


def urls(document: Document) -> list[tuple[str, bool]]:
    """The addresses in a text, and whether each is called its source."""
    text = document.text
    if "://" not in text:
        return []
    found = []
    for match in _URL.finditer(text):
        line = document.line_span(match.start())
        label = text[max(line.start, match.start() - 40) : match.start()]
        found.append((match.group(), _URL_LABEL.search(label) is not None))
    return found


def labelled_url(document: Document) -> str | None:
    """The first address that a text calls its source."""
    return next((url for url, labelled in document.view(urls) if labelled), None)


class Mark(NamedTuple):
    """One statement of origin: its range and what it says."""

    start: int
    end: int
    value: str


class DateMark(NamedTuple):
    """A date that a text gives for itself."""

    start: int
    end: int
    date: Day


class Origin(NamedTuple):
    """What a text says of its own origin."""

    publishers: tuple[Mark, ...]
    """Bodies that issued it, in order: by the title, by a labelled field, by the signature."""
    signature: Mark | None
    signed: DateMark | None
    published: tuple[DateMark, ...]
    issued: DateMark | None
    """The day on which a field says that it was signed (发文日期)."""
    number: Mark | None
    """The document's own number (青教〔2023〕15号), its value the year in it."""
    sources: tuple[Mark, ...]
    authors: tuple[Mark, ...]
    rows: tuple[Row, ...]
    """The first lines with text."""


def is_told(document: Document) -> bool:
    """The gate of provenance/conflict: whether anything is said of the origin of `document`, in it or outside."""
    if document.manifest or not STATED.isdisjoint(document.metadata):
        return True
    *told, _ = document.view(origin)
    return any(told)


def origin(document: Document) -> Origin:
    """Read the origin out of `document`: fields anywhere, the masthead, the number and the title in the first lines,
    the signature in the last eight."""
    opening, closing = _ends(document)
    publishers: list[Mark] = []
    for row in opening[:3]:
        match = _HEAD_BODY.match(row.text) if len(row.text) <= 80 and _HEAD_VERB.search(row.text) else None
        if match is not None:
            publishers.append(
                Mark(row.start + match.start(1), row.start + match.end(1), match.group(1).strip())
            )
            break
    if not publishers:
        publishers += _masthead(opening)
    published: list[DateMark] = []
    issued: DateMark | None = None
    sources: list[Mark] = []
    authors: list[Mark] = []
    after = opening[-1].end if opening else 0
    for row in (*opening, *(row for row in closing if row.start >= after)):
        text = row.text
        if len(text) > 160:
            continue
        if ":" not in text:  # what every labelled statement has
            if text.endswith(_PRINTED_ENDS) and (match := _PRINTED.search(text)) is not None:
                publishers.append(Mark(row.start + match.start(), row.start + match.end(), match.group(1)))
            continue
        if (match := _PUBLISHER.search(text)) is not None and _BODY_END.search(match.group(1).strip()):
            publishers.append(
                Mark(row.start + match.start(), row.start + match.end(), match.group(1).strip())
            )
        elif text.endswith(_PRINTED_ENDS) and (match := _PRINTED.search(text)) is not None:
            publishers.append(Mark(row.start + match.start(), row.start + match.end(), match.group(1)))
        if (match := _PUBLISHED.search(text)) is not None and (date := _date(*match.groups())) is not None:
            published.append(DateMark(row.start + match.start(), row.start + match.end(), date))
        if (match := _ISSUED.search(text)) is not None and (date := _date(*match.groups())) is not None:
            issued = issued or DateMark(row.start + match.start(), row.start + match.end(), date)
        for match in _CREDIT.finditer(text):
            mark = Mark(row.start + match.start(1), row.start + match.end(), match.group(2))
            (sources if match.group(1) in ("来源", "稿源", "出处") else authors).append(mark)
    signature, signed = _signature(closing)
    if signature is not None:
        publishers.append(signature)
    return Origin(
        tuple(publishers),
        signature,
        signed,
        tuple(published),
        issued,
        _number(opening),
        tuple(sources),
        tuple(authors),
        tuple(opening),
    )


def _masthead(opening: list[Row]) -> list[Mark]:
    """The body that stands alone over the title."""
    for row, below in itertools.pairwise(opening[:3]):
        if row.text[-1] in _BODY_ENDS or row.text.endswith("文件"):
            match = _MASTHEAD.match(row.text)
            if match is not None and (_TITLE.search(below.text) or _NUMBER.match(below.text)):
                return [Mark(row.start, row.end, match.group(1))]
    return []


def _number(opening: list[Row]) -> Mark | None:
    for row in opening[:5]:
        if row.text[-1] == "号" and (match := _NUMBER.match(row.text)) is not None:
            return Mark(row.start, row.end, match.group(1))
    return None


def _ends(document: Document) -> tuple[list[Row], list[Row]]:
    """The first six and the last eight lines with text."""
    folded = document.folded
    return following(folded, 0, 6), preceding(folded, len(folded) + 1, 8, 0)


def _signature(lines: list[Row]) -> tuple[Mark | None, DateMark | None]:
    """The bodies and the date that the last lines sign with."""
    for at in range(len(lines) - 1, -1, -1):
        row = lines[at]
        match = _SIGNED.match(row.text.replace(" ", "")) if row.text[0] in _SIGNED_FIRST else None
        if match is None:
            continue
        date = _date(*(part for part in match.groups() if part))
        signed = None if date is None else DateMark(row.start, row.end, date)
        above = at - 1
        while above >= 0 and _is_body(lines[above].text):
            above -= 1
        if above + 1 < at:
            first, last = lines[above + 1], lines[at - 1]
            value = " ".join(line.text for line in lines[above + 1 : at])
            return Mark(first.start, last.end, value), signed
        return None, signed
    if lines and _is_body(lines[-1].text):
        return Mark(lines[-1].start, lines[-1].end, lines[-1].text), None
    return None, None


def _is_body(text: str) -> bool:
    return len(text) <= 40 and all(
        part[-1] in _BODY_ENDS and _BODY_END.search(part) and re.fullmatch(rf"[{_HAN}]{{2,24}}", part)
        for part in text.split()
    )


def _date(year: str, month: str, day: str) -> Day | None:
    """A date in digits or numerals; a year of three digits is one of the Republic (民國113年 is 2024)."""
    written, *rest = (number(part) for part in (year, month, day))
    if written is None:
        return None
    try:
        return Day(written if written > 999 else written + REPUBLIC, *(part or 0 for part in rest))
    except ValueError:
        return None


def same_body(one: str, two: str) -> bool:
    """Whether two names may be of one body: any part of the one is written out, shortened or extended by the
    other (县教育局, 青石县教育局, 青石县教育局办公室)."""
    return any(
        _abbreviates(a, b) or _abbreviates(b, a)
        for a in re.split("[ 、]+", one)
        for b in re.split("[ 、]+", two)
    )


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
