"""Text: one sentence of polint in the languages it speaks; Message: such a sentence with its arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from polint.named import NamedTuple
from polint.pattern import lazy

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_COUNTED = lazy(r"(\{(\w+)\} [a-z ]+)\(s\)")


class Text(NamedTuple):
    """A template in English and in simplified Chinese; `{name}` stands for an argument, and in English the `(s)`
    of `{count} line(s)` for the plural where `count` is not 1.

    The traditional form is looked up in the catalogue `locale/zh_Hant.json`, which is generated from the
    simplified one and proof-read; without an entry the simplified form is shown.
    """

    en: str
    zh: str

    def render(self, language: str, /, **arguments: object) -> str:
        """The sentence in `language` (one of LANGUAGES) with its arguments filled in."""
        template = self.en
        if language != "en":
            template = self.zh
            if language == "zh-Hant":
                from polint.locale import traditional

                template = traditional(template)
        elif "(s)" in template:
            template = _counted(template, arguments)
        return template.format(**arguments) if arguments else template


def _counted(template: str, arguments: Mapping[str, object]) -> str:
    """`template` with the right number of what is counted in it."""

    def counted(match: re.Match[str]) -> str:
        return match[1] + "s" * (str(arguments.get(match[2])) != "1")

    return _COUNTED.sub(counted, template)


class Message(NamedTuple):
    """A Text and what fills it: findings keep this, not a rendered string, so that any reporter can speak
    any language and a cache holds none."""

    text: Text
    arguments: Mapping[str, Any] = {}

    def render(self, language: str = "en") -> str:
        """The message in `language`."""
        text, arguments = self
        if not arguments:
            return text.render(language)
        filled = {
            name: value.render(language) if isinstance(value, (Text, Message)) else value
            for name, value in arguments.items()
        }
        return text.render(language, **filled)
