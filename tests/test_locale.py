"""The traditional catalogue: it holds every sentence polint says, and each keeps what is filled into it."""

from __future__ import annotations

import json
import string
import subprocess
import sys

import pytest
from opencc import OpenCC

from polint.locale import traditional
from polint.locale.__main__ import CATALOGUE, catalogue, templates

TABLE: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))

EVERY_SENTENCE = """
import gc, importlib, json, pkgutil, sys
import polint, polint_plugins, polint_rules
from polint.message import Text
from polint.plugin import Plugins

for package in (polint, polint_rules, polint_plugins):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
for rule in Plugins().rules.values():
    rule()
sys.stdout.reconfigure(encoding="utf-8")
json.dump(sorted({text.zh for text in gc.get_objects() if isinstance(text, Text) and text.zh}), sys.stdout)
"""


def test_the_catalogue_holds_the_sentences_of_the_sources() -> None:
    assert set(TABLE) == templates(), "run `make pages`"


def test_the_catalogue_is_what_the_generator_makes() -> None:
    assert catalogue() == TABLE, "run `make pages`"


def test_every_sentence_that_exists_at_run_time_is_in_the_catalogue() -> None:
    """Those of the command line and of the phrase rules too, however they were put together; one that is written
    alike in both scripts (星期一) needs no entry."""
    convert = OpenCC("s2twp").convert
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", EVERY_SENTENCE],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said = json.loads(done.stdout)
    assert len(said) > 500
    assert not [sentence for sentence in said if sentence not in TABLE and convert(sentence) != sentence]


def fields(template: str) -> list[str]:
    """The placeholders of `template` with their formats, in order of name."""
    found = []
    for _, name, spec, conversion in string.Formatter().parse(template):
        if name is not None:
            found.append(f"{name}!{conversion}:{spec}")
    return sorted(found)


@pytest.mark.parametrize("template", [template for template in TABLE if "{" in template])
def test_a_sentence_keeps_its_placeholders(template: str) -> None:
    try:
        wanted = fields(template)
    except ValueError:  # not a format string: braces that are text
        wanted = []
        assert TABLE[template].count("{") == template.count("{")
    else:
        assert fields(TABLE[template]) == wanted


@pytest.mark.parametrize(
    "word",
    [
        "默認",
        "鏈接",
        "運行",
        "支持",
        "文檔",
        "信息",
        "數據",
        "字符",
        "用戶",
        "軟件",
        "網絡",
        "缺省",
        "查詢",
        "西裡爾",
    ],
)
def test_mainland_words_are_not_spoken_to_readers_in_taiwan(word: str) -> None:
    allowed = {"信息": "《個人信息保護法》", "查詢": "和查詢"}
    for template, sentence in TABLE.items():
        if word in sentence.replace(allowed.get(word, word + "…"), ""):
            assert word == "查詢" and "查询" in template, sentence


def test_examples_of_wrong_words_are_not_corrected_away() -> None:
    assert any("干部、示范、以后" in sentence for sentence in TABLE.values())
    assert any("软件、軟體" in sentence for sentence in TABLE.values())


def test_a_sentence_without_an_entry_is_shown_as_it_is() -> None:
    assert traditional("尚无译文") == "尚无译文"


def test_quotation_marks_are_those_of_taiwan() -> None:
    assert TABLE["没有名为“{name}”的规则"] == "沒有名為「{name}」的規則"
