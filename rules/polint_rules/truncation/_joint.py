"""Joint: what the characters on either side of a line break say for a sentence that goes on there.

Most lines that have no end are titles. So what costs little is asked first, of the characters at the break, and the
rest of a line only where they leave a doubt.
"""

from __future__ import annotations

from typing import Final

from polint.pattern import lazy
from polint_rules.truncation._words import TRANSITIVE, is_word, leads_on

ENOUGH: Final = 3
"""The weight from which a sentence goes on over a line break."""
TITLE: Final = 14
"""Code points below which a line without comma or end is rather a title: it has a weight of -1 to begin with."""
ALIKE: Final = 16
"""Code points from which it tells that the lines near are as long."""
SHORT: Final = 20
"""Code points: verse, captions and labels are shorter, paragraphs longer."""
LIKENESS: Final = 1.5
"""The weight of that."""
REPEATED: Final = 0.5
"""The weight of two characters that stand together elsewhere in the two lines."""
DISPOSED: Final = 3.0
"""The weight of 将 or 把 and its object, at most."""
DISPOSING: Final = "将將把"
OPENERS: Final = {"（": "）", "「": "」", "『": "』", "“": "”", "《": "》", "〈": "〉", "【": "】", "(": ")"}
_SIGNS: Final = lazy("[（「『“《〈【(将將把]")
# What a number waits for at the end of a line.
_UNIT = lazy(
    "年|月|日|人|个|名|元|万|亿|%|次|项|家|吨|亩|公里|米|岁|时|分|点|届|位|条|种|户|天|周|倍|成|期|件|场|座|处|份|余|多|趟|张|棵|株|颗|枚|本|部|名|所|页|字|句|段|篇|首|幅|台|辆|艘|架|间|层|道|口|匹|只|双|套|块|把|支|根|桶|箱|袋|杯|碗|盏"
)
_BEFORE_WORDS: Final = frozenset(
    "的了在和与及是将对把为以从向按被让使"
)  # after them a single character begins a word
_MODAL: Final = frozenset("将要应须会可已正并")
BOUND_HEADS: Final = frozenset("的了着们們吗嗎呢吧嘛之性化率们")
_JOINING: Final = frozenset("和及与與或才是为為把被")  # seldom the first word of a paragraph
NEVER_FIRST: Final = b"vwxyzqukjpbae"
"""The classes of marks with which no line begins."""
_NUMBERS: Final = b"nd"
_NUMERAL: Final = ord("n")


def weigh(tail: str, head: str, after: str, kinds: bytes, *, begun: bool) -> float:
    """What speaks for a sentence that goes on: `tail` and `head` are the folded end of one line and the beginning of
    the next, of three characters and of two or more, `after` how the next is written, `kinds` the classes of the two
    characters at the break. `begun`: two characters stand behind a clause or a sentence."""
    weight = 0.0
    if is_word(tail[-1] + head[0]):
        weight += 2
        # 规|划 asks for its other half more than 工作|作为 does, where the end is a word already.
        if is_word(tail[-2:]):
            weight -= 1
        elif tail[-2:-1] in _BEFORE_WORDS:
            weight += 1
        if is_word(head[:2]):
            weight -= 0.5
    if leads_on(tail):
        weight += 2
    elif tail[-2:] in TRANSITIVE:
        weight += 3 if begun else 1.5
        if tail[-3:-2] in _MODAL:
            weight += 1.5
    last, first = kinds
    if last in _NUMBERS and (last == first == _NUMERAL or _UNIT.match(head)):
        weight += 2
    if after[0] in BOUND_HEADS:
        weight += 2
    elif head[0] in _JOINING and not is_word(head[:2]):
        weight += 1
    return weight


def may_go_on(before: str, tail: str, head: str, after: str, kinds: bytes) -> bool:
    """Whether a line `before` the break, of SHORT code points at most and with neither comma nor the end of a sentence,
    can have the weight of one that is cut; `tail` and the others as for `weigh`."""
    width = len(before)
    # What is open, or disposed of, weighs too.
    if width >= SHORT or kinds[1] in NEVER_FIRST or _SIGNS.search(before) is not None:
        return True
    least = ENOUGH - REPEATED
    if width < TITLE:
        least += 1
    elif width >= ALIKE:
        least -= LIKENESS
    return weigh(tail, head, after, kinds, begun=False) >= least
