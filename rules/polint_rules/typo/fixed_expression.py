"""typo/fixed-expression."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint.sift import sift
from polint_rules.typo._expression import Misquotation, lexicon, lists
from polint_rules.typo._near import near_misses, slips
from polint_rules.typo._script import in_script, mended

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.matcher import Matcher

NEAR = 40
"""Folded code points within which a word of the context must stand: about a sentence."""

MOST = 2_000
"""Words of a text that are looked for as they stand and looked at; of a large text one in 1,000 code points."""

_TEN = "十[一二三四五六七八九]?|二十[一二三四五六]?"
# The numbering of the congresses (大) and of the central committees (届) with their plenums (中全会).
_FORMS = (
    # 党的十九精神: neither 大 nor 届
    ("党的(十[一二三四五六七八九]|二十)(?=精神|报告|以来|召开|胜利召开|代表大会)", "大", "missing"),
    # 二十大三中全会: the plenums are the committee's, which is counted by 届
    (f"(?:{_TEN})(大)(?=[一二三四五六七八九]中全会)", "届", "exchanged"),
    # 二十三中全会, 十九四中全会
    ("党的(十[一二三四五六七八九]|二十)(?=[一二三四五六七]中全会)", "届", "missing"),
    # 二十届三全会, 十九届中全会
    (f"(?:{_TEN})届([一二三四五六七])(?=全会(?!议))", "中", "missing"),
    (f"(?:{_TEN})届[一二三四五六七]中(?=会议?(?:精神|召开|公报))", "全", "missing"),
    # 十九大届四中全会
    (f"(?:{_TEN})(大届)(?=[一二三四五六七八九]中全会)", "届", "exchanged"),
    # 二十届大三中全会
    (f"(?:{_TEN})(届大)(?=[一二三四五六七八九]中全会)", "届", "exchanged"),
    # 三中全会会精神
    ("届[一二三四五六七八九]中全会(会)(?=精神|公报)", "", "exchanged"),
    # 党的二十届精神
    ("党的(?:十[一二三四五六七八九]|二十)(届)(?=精神|报告|以来)", "大", "exchanged"),
    # 党的二十大精深
    ("党的(?:十[一二三四五六七八九]|二十)大(精[深申伸身绅]|经神)", "精神", "exchanged"),
    # 党的二十届大精神
    ("党的(?:十[一二三四五六七八九]|二十)(届大)(?=精神|报告|以来)", "大", "exchanged"),
    # 党的二十大大精神
    ("党的(?:十[一二三四五六七八九]|二十)大(大)(?=精神|报告|以来)", "", "exchanged"),
)  # fmt: skip
_CONGRESS = tuple((lazy(form), right_form, kind) for form, right_form, kind in _FORMS)
_ANY = lazy("|".join(form for form, _, _ in _FORMS))
_FOLLOWS = lazy("[一二三四五六七八九]?中?(?:精神|报告|以来|全会|会议)?")
_CONGRESS_TRIGGERS = ("党的十", "党的二十", "中全会", "届一全会", "届二全会", "届三全会", "届四全会", "届五全会", "届六全会")  # fmt: skip

_CONGRESS_WORDS = frozenset(_CONGRESS_TRIGGERS)


def _are_words(matcher: Matcher) -> bytes:
    """Of each literal whether it is looked for as it stands."""
    return matcher.listed("typo-words-1", lists(), lambda: _CONGRESS_WORDS.union(lexicon().misquotations))


def may_slip(batch: Batch) -> Collection[int]:
    """The sieve of the rule: the texts in which an expression may stand with a slip, or one of the words that are looked
    for as they stand. Parts of expressions are words of every day."""
    return batch.view(_words).keys() | batch.view(slips).keys()


def _words(batch: Batch) -> dict[int, list[tuple[str, int]]]:
    """By the numbers of the texts the words in them that are looked for as they stand, each with where it begins."""
    found: dict[int, list[tuple[str, int]]] = {}
    hits = batch.hits
    if hits is not None:
        (own,) = sift(hits, hits.matcher.view(_are_words), 1)
        for hit in own:
            number = bisect_right(hits.bounds, hit) - 1
            literal = hits.matcher.literal(hits.indices[hit])
            words = found.setdefault(number, [])
            words.append((literal, hits.ends[hit] - len(literal) - batch.starts[number]))
    return found


_WORDS_BEFORE = frozenset(("其中", "当中"))
"""Words that end in what an expression begins with: 其中選舉委員會 lacks no 央."""


class FixedExpression(Rule):
    """A set phrase or a formal name with a character missing, added, exchanged or wrong."""

    id = "typo/fixed-expression"
    severity = "error"
    confidence = "high"
    sieve = "polint_rules.typo.fixed_expression:may_slip"
    by_triggers = True
    summary = Text(
        "a set phrase or a title with a character missing, added or wrong", "固定提法、名称缺字、多字或写错"
    )
    what = Text(
        "Finds what is one slip away from a set phrase: a missing, added, wrong or transposed character in the "
        "formulae and slogans of public language, in the names of institutions, laws and documents, and in well-known quotations. "
        "The phrases are the lexicon beside this rule; formal names allow no variation, others allow free wording "
        "(的, 和/与). Numbered congresses and plenums are checked by their pattern (党的十九精神, 二十大三中全会). "
        "The slip must lie inside the phrase, or sound like what belongs there: what merely begins like one is left alone.",
        "查找与固定提法仅差一处的写法：公文提法和口号、机构名称、法律法规与文件名称、常见名句中的缺字、多字、错字和倒字。"
        "词表随规则提供；正式名称不容改动，其余允许“的”“和/与”之类的自由表达。"
        "党代会和中央全会的序次按格式检查（党的十九精神、二十大三中全会）。差错须在词语内部，或与应有的字同音；仅开头相同的不报告。",
    )
    why = Text(
        "A formula or a name written wrongly is the gravest slip an official text can make, and no spelling checker knows it.",
        "提法、名称写错是公文中最严重的差错，而一般的校对工具识别不出来。",
    )
    messages = {
        "missing": Text("“{wrong}” lacks “{right}”: {whole}", "“{wrong}”缺少“{right}”，应为“{whole}”"),
        "added": Text("“{wrong}” has “{right}” too many: {whole}", "“{wrong}”多了“{right}”，应为“{whole}”"),
        "exchanged": Text("“{wrong}” should be “{whole}”", "“{wrong}”应为“{whole}”"),
    }
    examples = (
        wrong("全镇上下深入学习⟦党的十八精神⟧，掀起比学赶超的热潮。", fixed="全镇上下深入学习党的十八大精神，掀起比学赶超的热潮。"),
        wrong("宣讲团解读了⟦二十大四中全会⟧公报。", fixed="宣讲团解读了二十届四中全会公报。"),
        wrong("宣讲团深入解读⟦党的二十大精深⟧。", fixed="宣讲团深入解读党的二十大精神。"),
        wrong("宣讲团走进田间，讲解⟦二十届大四中全会⟧精神。", fixed="宣讲团走进田间，讲解二十届四中全会精神。"),
        wrong("全乡学习⟦党的二十届大精神⟧。", fixed="全乡学习党的二十大精神。"),
        wrong("支部以⟦习近平新时代特色社会主义思想⟧为指导。", fixed="支部以习近平新时代中国特色社会主义思想为指导。"),
        wrong("大家重溫了⟦全心全意為人名服務⟧的宗旨。", fixed="大家重溫了全心全意為人民服務的宗旨。"),
        wrong("校长勉励同学：⟦路漫漫其修远夕，吾将上下而求索⟧。", fixed="校长勉励同学：路漫漫其修远兮，吾将上下而求索。"),
        wrong("本案由⟦國家通訊傳媒委員會⟧審議。", fixed="本案由國家通訊傳播委員會審議。"),
        wrong("他说“⟦星星之火，可以潦原⟧”。", fixed="他说“星星之火，可以燎原”。"),
        wrong("坚持⟦长期共存、相互监督、肝胆相照、荣辱与共⟧。", fixed="坚持长期共存、互相监督、肝胆相照、荣辱与共。"),
        right("本市大力实施科教兴市战略，和全省一起建设人才强省。"),
        right("本案送請主計處、人事行政局、公共工程委員會會審。"),
        right("実験のため国家運輸安全委員会が調査官を派遣した。"),
        wrong("坚持⟦以人民为中心的发展思响⟧，⟦人名政府⟧要带头。", fixed="坚持以人民为中心的发展思想，人民政府要带头。"),
        wrong("先生爱念“⟦不以物喜，不以已悲⟧”。", fixed="先生爱念“不以物喜，不以己悲”。"),
        wrong("支部把⟦三会一课课⟧开到了田间。", fixed="支部把三会一课开到了田间。"),
        right("本院得設基金會監督管理委員會，執行本會決議。"),
        right("臺中市選舉委員會編制表"),
        right("中国奥林匹克委员会讲话，香港特别行政区的立法会议员出席。"),
        right("憲法規定法律之前人人平等；刑法面前人人平等原则。"),
        right("皮之不存，毛將焉傅；采菊东篱下，悠然望南山。"),
        right("实现中华民族的伟大复兴，是几代人的心愿；全面建设小康社会的日子还历历在目。"),
        right("全面落實黨的十九大和二十屆三中全會精神，弘扬改革开放的传统。"),
        right("立法會九十席，其中選舉委員會界別四十席。"),
        right("在人类命运的共同体中，谁也不能独善其身。"),
        right("美国国家运输安全委员会公布了调查结果；曲中唱道：春蠶到死絲方盡，蠟燭成灰淚始乾。"),
        right("【久】时间长：～经考验｜路遥知马力，日～见人心。默写：先天下之忧而__，后天下之乐而乐；千里之（　　），始于足下。"),
        right("党的十八、十九大都强调了这一点，党的十条纪律写在墙上。"),
    )  # fmt: skip

    @property
    def wakes_on(self) -> Iterable[str]:
        """The halves of every expression, the wrong forms, the beginnings of the numbered meetings."""
        known = lexicon()
        return (*known.parts, *known.misquotations, *_CONGRESS_TRIGGERS)

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """One finding an expression, over the whole of it as written."""
        scan = document.scan
        batch = scan.texts
        known = lexicon()
        drafts: list[Draft] = []
        slipped = batch.view(slips).get(scan.number)
        if slipped:
            parts = [(part, place, known.fragments(part)[row]) for part, place, row in slipped]
            drafts.extend(
                self.draft(
                    miss.start, miss.end, miss.kind,
                    fix=miss.fix, wrong=document.text[miss.start : miss.end], right=miss.part, whole=miss.whole,
                )
                for miss in near_misses(document, parts, known.right)
                if document.folded[miss.start - 1 : miss.start + 1] not in _WORDS_BEFORE
            )  # fmt: skip
        words = sorted(batch.view(_words).get(scan.number, []), key=itemgetter(1))
        most = max(MOST, len(document.text) // 1_000)
        for literal, place in words[:most]:
            if literal in known.misquotations:
                drafts.extend(self._misquoted(document, known.misquotation(literal), place))
        drafts.extend(
            self._congresses(document, [place for word, place in words if word in _CONGRESS_WORDS][:most])
        )
        yield from _outermost(drafts)
        if drafts and len(words) > most:
            yield Omitted(len(words) - most)

    def _misquoted(self, document: Document, found: Misquotation, place: int) -> Iterator[Draft]:
        folded, end = document.folded, place + len(found.wrong)
        inside = found.right.find(found.wrong)
        if inside >= 0 and folded.startswith(found.right, max(0, place - inside)):
            return
        if found.near:
            around = folded[max(0, place - NEAR) : end + NEAR]
            if not any(word in around for word in found.near):
                return
        if not document.regions.is_prose(place):
            return
        written, meant = document.text[place:end], mended(document, place, found.wrong, found.right)
        # What the two have in common at either end stays.
        at = 0
        while at < min(len(found.wrong), len(found.right)) and found.wrong[at] == found.right[at]:
            at += 1
        kept = 0
        while kept < min(len(written), len(meant)) - at and found.wrong[-1 - kept] == found.right[-1 - kept]:
            kept += 1
        old, new = written[at : len(written) - kept], meant[at : len(meant) - kept]
        kind = "exchanged" if old and new else "added" if old else "missing"
        fix = Fix.replace(place + at, end - kept, new)
        yield self.draft(place, end, kind, fix=fix, wrong=written, right=old or new, whole=meant)

    def _congresses(self, document: Document, places: list[int]) -> Iterator[Draft]:
        seen: set[int] = set()
        folded = document.folded
        for place in places:
            left = max(0, place - 8)
            if _ANY.search(folded, left, place + 24) is None:
                continue
            for pattern, right_form, kind in _CONGRESS:
                match = pattern.search(folded, left, place + 24)
                if match is None or match.start() in seen:
                    continue
                seen.add(match.start())
                start = match.start()
                end = match.end()
                follows = _FOLLOWS.match(folded, end)
                stop = follows.end() if follows else end
                at, to = (match.end(1), match.end(1)) if kind == "missing" else match.span(1)
                if kind == "missing" and right_form == "全":
                    at = to = end
                insert = in_script(right_form, document, start, stop)
                text = document.text
                yield self.draft(
                    start, stop, "exchanged",
                    fix=Fix.replace(at, to, insert),
                    wrong=text[start:stop], whole=text[start:at] + insert + text[to:stop],
                )  # fmt: skip


def _outermost(drafts: list[Draft]) -> Iterator[Draft]:
    """Those that end behind all before them: an expression may hold another one, and their slip is the same."""
    reached = -1
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.end > reached:
            reached = draft.end
            yield draft
