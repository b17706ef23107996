"""Kept: the traditional characters that simplified text writes, too: 乾隆, 於姓, 宫商角徵羽, 瞭望."""

from __future__ import annotations

import re

from polint.pattern import lazy
from polint_rules.script._lexicon import keeping

_CHARS = frozenset("乾於徵朮瞭麽锺藉覆夥後菸幾幹釐矇塚發萬霑儁磾")
_SURNAME_YU = lazy(
    "於(?=姓|氏|某|先生|女士|小姐|老师|菟|潜|越|陵|期)|(?<=姓)於|(?<=[、：:，。\\s（(])於(?=[\u4e00-\u9fff]{1,2}[、，。；：\\s（(）)])"
)
_GAN = lazy(
    "乾(?=[燥净淨脆杯枯旱洗涸粮草果货酪咳呕渴瘪笑瞪巴糙冰柴裂硬透粉菜饭饼枣肉姜鱼虾贝电鲜衣妈爹娘儿女爷亲等着了])"
    "|(?<=[饼晒风晾烘烤擦吹吸口杏梅笋虾肉鱼腐豆阴抹喝流榨烧不未没汗包果酒])乾"
)
"""Where 乾 is 干; elsewhere it is qián, which simplified text writes so, mostly in names (李承乾, 乾封)."""
_ZHI = lazy(
    "徵(?=[、，]?羽|[声音]|调式)|(?<=[角变])徵|(?<=[角变][、，])徵|(?<=[文魏陆])徵|徵(?=明[”》」、，。])"
)
"""徵 as a note of the scale, 宫商角徵羽, and in the names of 魏徵, 文徵明 and 陆徵祥."""
_SCALE = lazy("五音|宫商|角徵|音阶|zhǐ")
_NAMES = lazy(
    "(?<=知)幾|(?<=严)幾(?=道)|(?<=徐)幹|(?<=安)釐|釐(?=[公王侯])|(?<=黑)矇|(?<=[黄曹])霑|儁|(?<=日)磾|(?<=[大手石平犬饭户赤])塚|塚(?=[本田原越])"
)
"""What publishers keep in names and terms: 刘知幾, 徐幹, 安釐王, 黑矇, 手塚治虫."""
_TILES = lazy("麻将|牌面|自摸|胡了|和牌|[一二三四五六七八九][筒索]|红中|白板|中發白")
_FAR = 40
"""Code points on either side of 發 and 萬 within which it shows that they are tiles of mahjong, on which they stand so, and
of 徵 within which the scale is named."""
_WEI_ZHENG = "魏徵"
_CALLED = 1_000
"""Code points before a 徵 within which Wei Zheng is named whom it calls by his personal name."""


def is_kept(text: str, place: int) -> bool:
    """Whether simplified text keeps the traditional character at `place`."""
    char = text[place]
    if char not in _CHARS:
        return False
    left = max(0, place - 8)
    window = text[left : place + 9]
    at = place - left
    if char == "乾":
        return not _matches(_GAN, window, at) or _in_word(window, at)
    if char == "於" and _matches(_SURNAME_YU, window, at):
        return True
    if char == "徵" and (
        _matches(_ZHI, window, at)
        or _SCALE.search(text, max(0, place - _FAR), place + _FAR)
        or text.rfind(_WEI_ZHENG, max(0, place - _CALLED), place + 1) >= 0
    ):
        return True
    if char in "發萬":
        return _TILES.search(text, max(0, place - _FAR), place + _FAR) is not None
    if char == "朮" and window[at - 1 : at] == "兀":
        return True
    if char == "瞭" and (window[at + 1 : at + 2] in ("望", "哨") or window[at - 1 : at] in ("望",)):
        return True
    return _matches(_NAMES, window, at) or _in_word(window, at)


def _matches(pattern: re.Pattern[str], window: str, at: int) -> bool:
    return any(match.start() == at for match in pattern.finditer(window))


def _in_word(window: str, at: int) -> bool:
    """Whether a word that keeps its traditional character stands over it."""
    kept = keeping()
    return any(
        window[start:end] in kept
        for start in range(max(0, at - 4), at + 1)
        for end in range(max(at + 1, start + 2), min(len(window), start + 6) + 1)
    )
