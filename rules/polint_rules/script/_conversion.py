"""Conversion: what a character left in the other script should have been, by the word it stands in."""

from __future__ import annotations

from polint.character import SIMPLIFIED
from polint.document import Document
from polint.fold import SHARED
from polint_rules.script._confusion import confusions
from polint_rules.script._lexicon import forms_of, is_legal, lexicon, variants_of
from polint_rules.script._spread import SIMPLIFIED_NUMERALS

_REACH = 12


def traditional_edits(document: Document, start: int, end: int) -> tuple[dict[int, str], bool]:
    """From each place that has to change to its traditional character, for the simplified characters of
    [start, end) and those that their words take along (关系: 系 too); whether no word left a choice."""
    text, folded, classes = document.text, document.folded, document.classes
    words = lexicon()
    table = confusions().confused
    edits: dict[int, str] = {}
    certain = True
    left = max(0, start - _REACH)
    window, folded_window = text[left : end + _REACH], folded[left : end + _REACH]
    for place in range(start, end):
        char = text[place]
        if classes[place] != SIMPLIFIED[0] and char not in SIMPLIFIED_NUMERALS:
            continue
        found = max(
            words.words_over(folded_window, place - left), key=lambda word: word[1] - word[0], default=None
        )
        if found is None:
            forms = forms_of(char)
            edits[place] = written_here(document, _preferred(document, forms, 0, char))
            certain &= len(forms) == 1
            continue
        a, b, all_forms = found
        form = _preferred(document, all_forms.split(" "), place - left - a, char)
        edits[place] = written_here(document, form[place - left - a])
        certain &= " " not in all_forms
        for offset in range(a, b):
            wanted = form[offset - a]
            if window[offset] == "系" and wanted == "繫" and is_cantonese(text, left + offset):
                edits[left + offset] = "係"
            elif (
                window[offset] in table.get(wanted, "")
                and classes[left + offset] != SIMPLIFIED[0]
                and not is_legal(form[: offset - a] + window[offset] + form[offset - a + 1 :], offset - a)
            ):
                edits[left + offset] = written_here(document, wanted)
    for place in (start - 1, end):
        along = _TAKEN_ALONG.get(text[place : place + 1]) if place >= 0 else None
        if along is not None and along in text and place not in edits:
            edits[place] = along
    return edits, certain


_TAKEN_ALONG = {"于": "於", "户": "戶"}
"""What traditional text has, too, but not beside characters of simplified script where it writes the other elsewhere."""
_CANTONESE = frozenset("嘅咗嚟喺冇佢唔哋啲")
_NEAR = 100  # code points on either side of a character in which Cantonese shows


def is_cantonese(text: str, place: int) -> bool:
    """Whether the text about `place` is Cantonese, in which 係 is the commonest of verbs."""
    return not _CANTONESE.isdisjoint(text[max(0, place - _NEAR) : place + _NEAR])


def _preferred(document: Document, forms: list[str], offset: int, char: str) -> str:
    """The form of which the document has more characters; of several the one of which each character is the usual one for
    its simplified character. None that keeps the simplified `char` at `offset` where there is another."""
    if len(forms) == 1:
        return forms[0]
    forms = [form for form in forms if form[offset] != char] or forms
    fold = SHARED.tables.fold_text
    return max(
        forms,
        key=lambda form: (
            sum(char in document.text for char in form),
            sum(forms_of(fold(char))[0] == char for char in form),
        ),
    )


def simplified_edits(document: Document, places: list[int]) -> dict[int, str]:
    """From each of `places` to its simplified character."""
    return {place: SHARED.tables.fold_text(document.text[place]) for place in places}


def written_here(document: Document, char: str) -> str:
    """A traditional character in OpenCC's standard as this document writes it: Taiwan's form unless the
    document has the other (裏 or 裡, 爲 or 為)."""
    if char == "裡" and "裏" in document.text and "裡" not in document.text:
        return "裏"
    taiwan = variants_of("TWVariants").get(char)
    if taiwan is None or (char in document.text and taiwan not in document.text):
        return char
    hong_kong = variants_of("HKVariants").get(char)
    if hong_kong is not None and taiwan not in document.text and hong_kong in document.text:
        return hong_kong
    return taiwan


def traditional_text(document: Document, simplified: str) -> str:
    """A simplified word in traditional characters, as this document writes them."""
    words = lexicon()
    forms = words.forms(SHARED.tables.fold_text(simplified))
    if forms is not None:
        return "".join(written_here(document, char) for char in forms.split(" ")[0])
    return "".join(written_here(document, forms_of(char)[0]) for char in simplified)
