"""Variants: what the dictionaries of opencc-python-reimplemented say about one character in two scripts.

The dictionaries are the package's and are read from it; nothing of them is kept in this project.
"""

from __future__ import annotations

import functools
import importlib.util
import os

from polint.named import NamedTuple


class DictionaryMissing(RuntimeError):
    """opencc-python-reimplemented is not installed, or the `opencc` wheel overwrote it."""


@functools.cache
def dictionary_folder() -> str:
    """The folder of the OpenCC dictionaries. Raises DictionaryMissing where there is none."""
    spec = importlib.util.find_spec("opencc")
    if spec is not None and spec.origin is not None:
        folder = os.path.join(os.path.dirname(spec.origin), "dictionary")
        if os.path.isfile(os.path.join(folder, "STCharacters.txt")):
            return folder
    raise DictionaryMissing(
        "the dictionaries of opencc-python-reimplemented were not found; "
        "the `opencc` wheel overwrites them: uninstall it and reinstall opencc-python-reimplemented"
    )


def dictionary_file(name: str) -> str:
    """Where one OpenCC dictionary lies. Raises DictionaryMissing."""
    return os.path.join(dictionary_folder(), f"{name}.txt")


def dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """One OpenCC dictionary: from each key to its candidates, the preferred one first."""
    table: dict[str, tuple[str, ...]] = {}
    with open(dictionary_file(name), encoding="utf-8") as file:
        for line in file:
            key, tab, values = line.rstrip("\n").partition("\t")
            if tab:
                table[key] = tuple(values.split(" "))
    return table


class Variants(NamedTuple):
    """The characters that belong to one script alone, and the fold of every variant to one script."""

    simplified: frozenset[str]
    traditional: frozenset[str]
    fold: dict[str, str]


SIMPLIFIED_IN_BIG5 = "与价优体儿听圣坏宁岭异怀怜惊扑扰机极构气洁种离网触赶虫蚕蜡蝎虮痒茧吨忏确据复厂党柜肮泞"
"""Simplified characters that Big5 has as rare characters of another meaning: not one of them stands in
11.8 million characters of Taiwan's laws, while each is common in simplified text."""

OF_HONG_KONG = "吓糍咤"
"""Not in Big5, and ordinary in Hong Kong beside what HKVariants lists."""

OFTEN_LEFT = "乾於徵瞭後菸衹"
"""In GB 2312, or kept by OpenCC for names and set phrases (乾隆, 於姓, 宫商角徵羽, 瞭望), and otherwise what a
conversion to simplified script left behind."""

OF_BOTH_SINCE_2013 = "昇氾爇甦脩苧蒐薳陞噁"
"""Traditional to OpenCC, and in the Table of General Standard Characters of 2013, or the usual
form of a term (二噁英)."""

FOLDED_FURTHER = {"瞭": "了", "祇": "只", "衹": "只", "彷": "仿", "覆": "复", "藉": "借"}
"""Where OpenCC keeps the character and usage does not tell the two apart (瞭解 了解, 反覆 反复, 藉口 借口)."""


def variants() -> Variants:
    """Build the tables (about 20 ms).

    A character is simplified alone when OpenCC converts it and the Big5 standard, which holds the
    characters of traditional text, does not have it; traditional alone when OpenCC converts it and GB 2312,
    the standard of simplified text, does not have it. So 秘 床 群 峰 晒 并 灶 恒, which OpenCC converts but
    Taiwan writes, belong to both; so do the forms of Hong Kong and, in simplified text, characters whose
    simplified form GBK lacks, and with it most fonts and input methods (fish names such as 鮡, 鸊鷉, and 噁).
    """
    to_traditional, to_simplified = dictionary("STCharacters"), dictionary("TSCharacters")
    regional = {
        form for name in ("TWVariants", "HKVariants") for found in dictionary(name).values() for form in found
    }
    simplified = {
        char
        for char, found in to_traditional.items()
        if len(char) == 1
        and found[0] != char
        and not _encodes(char, "big5")
        and not _encodes(char, "cp950")
        and char not in regional
    }
    simplified |= set(SIMPLIFIED_IN_BIG5)
    simplified -= set(OF_HONG_KONG)
    traditional = {
        char
        for char, found in to_simplified.items()
        if char not in found and _encodes(found[0][:1], "gbk") and not _encodes(char, "gb2312")
    }
    traditional |= set(OFTEN_LEFT)
    traditional -= set(OF_BOTH_SINCE_2013)
    fold = {char: found[0] for char, found in to_simplified.items() if len(char) == len(found[0]) == 1}
    for name in ("TWVariantsRev", "HKVariantsRev"):
        for char, found in dictionary(name).items():
            if len(char) == len(found[0]) == 1:
                fold.setdefault(char, fold.get(found[0], found[0]))
    fold.update(FOLDED_FURTHER)
    return Variants(frozenset(simplified - traditional), frozenset(traditional - simplified), fold)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
