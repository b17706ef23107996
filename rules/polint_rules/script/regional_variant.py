"""script/regional-variant."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.fold import SHARED
from polint.message import Text
from polint.rule import Findings, Option, Rule, right, wrong
from polint_rules.script._conversion import traditional_text
from polint_rules.script._lexicon import lines
from polint_rules.script._profile import profile


@functools.cache
def _pairs() -> dict[str, tuple[str, str, str]]:
    """From each word, folded, to the region it belongs to and its words on the mainland and in Taiwan."""
    fold = SHARED.tables.fold_text
    pairs: dict[str, tuple[str, str, str]] = {}
    for line in lines("regional.txt"):
        mainland, _, taiwan = line.partition("\t")
        if mainland and taiwan:
            pairs[fold(mainland)] = ("mainland", mainland, taiwan)
            pairs[fold(taiwan)] = ("taiwan", mainland, taiwan)
    return pairs


class RegionalVariant(Rule):
    """A word of the mainland in Taiwanese text, or the reverse."""

    id = "script/regional-variant"
    version = 2
    severity = "note"
    confidence = "medium"
    profile = "publication"
    summary = Text(
        "a word of the mainland in text for Taiwan, or the reverse",
        "台湾文本中的大陆用词，或大陆文本中的台湾用词",
    )
    what = Text(
        "Finds words that name the same thing differently on the mainland and in Taiwan (软件, 軟體; 打印, 列印) where "
        "they do not fit: the `language` of the configuration tells which belong; without it simplified text is "
        "held to be of the mainland, and traditional text of the region most of its words belong to, if it has "
        "words of both.",
        "查找两岸说法不同的词（软件、軟體；打印、列印）用在不合适的文本里：以配置的 `language` 为准；没有配置时，简体文本按"
        "大陆用词，繁体文本若两边的词都有，则以多的一方为准。",
    )
    why = Text(
        "Converters that also swap words leave such mixtures behind, and readers of either side stumble over them.",
        "连词语一起替换的转换器会留下这种混用，两边的读者读来都别扭。",
    )
    messages = {
        "mainland": Text(
            "{found} is said on the mainland; in Taiwan {right}", "“{found}”是大陆说法，台湾说“{right}”"
        ),
        "taiwan": Text(
            "{found} is said in Taiwan; on the mainland {right}", "“{found}”是台湾说法，大陆说“{right}”"
        ),
    }
    options = {
        "language": Option(
            "",
            Text(
                "the language the text is meant to be in, as a BCP 47 tag: zh-Hans, zh-Hant-TW …",
                "文本应属的语言，用 BCP 47 标记：zh-Hans、zh-Hant-TW 等",
            ),
        )
    }
    examples = (
        wrong(
            "請先安裝印表機的驅動程式，再按⟦打印⟧；軟體會自動連線。",
            fixed="請先安裝印表機的驅動程式，再按列印；軟體會自動連線。",
        ),
        wrong("我们的⟦伺服器⟧放在机房里，每周检查一次。", fixed="我们的服务器放在机房里，每周检查一次。"),
        wrong("他買了一臺⟦激光⟧切割機，準備開工作室。", options={"language": "zh-Hant-TW"}),
        right("請先安裝印表機的驅動程式，再按列印；軟體會自動連線。"),
        right("我们的服务器放在机房里，软件每周更新一次。"),
        right("他在機房裡裝了三臺打印機，又買了一套軟件。"),
    )

    @property
    def wakes_on(self) -> Iterable[str]:
        """Every word of the list."""
        return _pairs()

    def check(self, document: Document) -> Findings:
        """One finding a word."""
        pairs = _pairs()
        found: dict[int, str] = {}
        for word in pairs.keys() & document.scan.hits.keys():
            for place in document.hits(word):
                if len(word) > len(found.get(place, "")):
                    found[place] = word
        regions = [pairs[word][0] for word in found.values()]
        foreign = self._foreign(document, regions.count("mainland"), regions.count("taiwan"))
        end = 0
        places = iter(sorted(found))
        for place in places:
            word = found[place]
            region, mainland, taiwan = pairs[word]
            stop = place + len(word)
            if place < end:
                continue
            end = stop
            if region != foreign or document.regions.touches(place, stop):
                continue
            right_word = taiwan if region == "mainland" else mainland
            simplified = document.view(profile).script == "simplified"
            if simplified and region == "mainland":
                right_word = SHARED.tables.fold_text(taiwan)
            elif not simplified and region == "taiwan":
                right_word = traditional_text(document, mainland)
            fix, written = Fix.replace(place, stop, right_word), document.text[place:stop]
            if (yield self.draft(place, stop, region, fix=fix, found=written, right=right_word)):
                yield Omitted.rest(places)

    def _foreign(self, document: Document, mainland: int, taiwan: int) -> str | None:
        """The region whose words do not belong."""
        language = str(self.settings["language"]).lower()
        if language:
            if "tw" in language.split("-"):
                return "mainland"
            if "hans" in language.split("-") or "cn" in language.split("-"):
                return "taiwan"
            return None
        if document.view(profile).script == "simplified":
            return "taiwan"
        if mainland and taiwan:
            return "mainland" if taiwan >= mainland else "taiwan"
        return None
