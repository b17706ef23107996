"""Which language polint speaks to the user: what `--lang` says, else what the locale says."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from polint.message import LANGUAGES

_ALIASES = {
    "en": "en", "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-hans": "zh-Hans",
    "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant", "zh-hant": "zh-Hant",
}  # fmt: skip


def known(name: str) -> str | None:
    """One of LANGUAGES for a language tag or a locale's name; None for a language polint does not speak."""
    if name in LANGUAGES:
        return name
    tag = name.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    while tag:
        if tag in _ALIASES:
            return _ALIASES[tag]
        tag = tag.rpartition("-")[0]
    return None


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The user's language by the locale, English where it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            if name != "LC_ALL" and value not in ("C", "POSIX"):
                for preferred in environment.get("LANGUAGE", "").split(":"):
                    if known(preferred):
                        return known(preferred) or "en"
            return known(value) or "en"
    if sys.platform == "win32":
        import locale

        return known(locale.getlocale()[0] or "") or "en"
    return "en"


def chosen(arguments: list[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language for a command line, before it is parsed: its own errors are to be in it."""
    for index, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--lang="):
            return known(word[7:]) or of_locale(environment)
        if word == "--lang" and index + 1 < len(arguments):
            return known(arguments[index + 1]) or of_locale(environment)
    return of_locale(environment)
