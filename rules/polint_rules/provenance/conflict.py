"""provenance/conflict."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from polint.character import SIMPLIFIED, TRADITIONAL
from polint.day import Day
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules._place import own_levels, places
from polint_rules.provenance._address import host, is_known_elsewhere, land, land_of_body
from polint_rules.provenance._declared import SIGN_SET, SIGNS, STATED, field
from polint_rules.provenance._origin import Origin, labelled_url, origin, same_body

APART = 30
"""Days by which two dates of publication may differ: a page is set up again, a notice is posted late."""
_PICTURE = 2_000
"""Code points before a line in which a picture above it begins."""
SCRIPT = 20
"""Characters of one script alone from which a text is written in it."""


class Conflict(Rule):
    """Statements of origin that contradict one another."""

    id = "provenance/conflict"
    version = 2
    severity = "error"
    confidence = "medium"
    manifest = True
    fields = tuple(sorted(STATED))
    gate = "polint_rules.provenance._origin:is_told"
    summary = Text("statements of origin that contradict one another", "来源信息互相矛盾")
    what = Text(
        "Finds two statements about where a text comes from that cannot both be true: two bodies that issued it (by "
        "its title or masthead, by a field such as 发文单位, by its signature), two sources or authors, a date of publication "
        "before the date of signature, a date of issue that is not that of the signature, or two of them more than thirty days apart, a signature of another year than the document's own number, a text about one county signed by "
        "another. Where a manifest or the fields of the record say something of the origin, the text is held against "
        "it: publisher, date, title (of a manifest) and script; and the address, declared or given as the source in the "
        "text, against the publisher: an office of the mainland on a domain of Taiwan, Hong Kong or a foreign country, "
        "or in traditional script anywhere but under .cn (the mark of a converted copy), an office of Taiwan under .cn, "
        "one well-known newspaper or agency on the site of another. Bodies that sign together, offices of one body, "
        "shortened names, a higher or lower level and sources that a text cites are left alone.",
        "查找关于文本来源的两种不可能同时成立的说法：两个发文单位（标题或版头、“发文单位”等字段和落款不一致），两个来源或作者，发布日期早于"
        "落款日期、发文日期与落款日期不符或两个发布日期相差三十天以上，落款年份与发文字号不符，正文写的是一个县而落款是另一个县。清单或记录的字段说明了来源时，还会核对发布者、日期、标题（限清单）和"
        "繁简，并核对网址（字段所列，或文中注明的出处）与发布者：大陆机关的文件出现在台湾、香港或外国域名上，或以繁体出现在 .cn 以外的网站"
        "（转换复制的痕迹），台湾机关的文件出现在 .cn 域名上，一家知名媒体的稿件出现在另一家的网站上。联合发文、同一单位的内设机构、简称、上下级以及正文引用的出处不报。",
    )
    why = Text(
        "One of the two is wrong, or two documents were mixed up: whoever cites, filters or licenses the text by "
        "its origin does so wrongly.",
        "两者必有一误，或者两份文档被混在一起：凡按来源引用、筛选或授权，都会出错。",
    )
    messages = {
        "publisher": Text(
            "issued by {second} here, but by {first} before", "此处的发文单位是{second}，前文却是{first}"
        ),
        "source": Text(
            "the source is {second} here, but {first} before", "此处的来源是{second}，前文却是{first}"
        ),
        "author": Text(
            "the author is {second} here, but {first} before", "此处的作者是{second}，前文却是{first}"
        ),
        "place": Text(
            "signed by a body of {second}, but the text is about {first}",
            "落款单位属于{second}，正文写的却是{first}",
        ),
        "number": Text("dated {second}, but numbered in {first}", "日期是{second}，发文字号却是{first}年的"),
        "date": Text("published on {second}, but dated {first}", "发布日期是{second}，文中日期却是{first}"),
        "manifest": Text("the manifest says of {field}: {declared}", "清单中的{field}是：{declared}"),
        "script": Text(
            "the manifest says {declared}, but the text is in {measured} script",
            "清单声明语言为 {declared}，文本却是{measured}",
        ),
        "metadata": Text("the record says of {field}: {declared}", "记录中的{field}是：{declared}"),
        "record-script": Text(
            "the record says {declared}, but the text is in {measured} script",
            "记录声明语言为 {declared}，文本却是{measured}",
        ),
        "domain": Text("{publisher} does not publish on {host}", "{publisher}不会在 {host} 上发布文件"),
        "reposted": Text(
            "{publisher} is named as the publisher, but {host} is the site of another one",
            "发布者写作{publisher}，而 {host} 是另一家的网站",
        ),
        "converted": Text(
            "{publisher} is an office of the mainland, but the text is in traditional script, on {host}",
            "{publisher}是大陆机关，文本却是繁体，且位于 {host}",
        ),
        "other": Text("the other statement", "另一处说法"),
        "traditional": Text("traditional", "繁体"),
        "simplified": Text("simplified", "简体"),
        "publishers": Text("the publisher", "发布者"),
        "dates": Text("the date of publication", "发布日期"),
        "titles": Text("the title", "标题"),
    }
    examples = (
        wrong(
            "青溪县教育局关于开展读书活动的通知\n各学校：\n请于四月组织一次读书分享会，并报送照片。\n⟦青溪县林业局⟧\n2024年3月1日\n"
        ),
        wrong(
            "云桥县公益岗位公示\n现将拟聘人员名单予以公示，公示期五天。\n云桥县民政局\n2024年4月10日\n⟦发布日期：2021-04-09⟧\n"
        ),
        wrong(
            "柳川縣去年新增自行車道三十公里。今年，柳川縣將再闢五條支線，並補植行道樹。柳川縣的車友組成了巡守隊。\n"
            "⟦桐花縣政府工務處⟧\n2024年2月19日\n"
        ),
        wrong(
            "⟦山間的茶園⟧在霧裡醒來，採茶人背著竹簍上山，歌聲傳得很遠。這裡的茶樹種了許多年，見證過幾代人的歲月與離別。",
            manifest={"language": "zh-Hans"},
        ),
        wrong(
            "关于清理河道的通告\n各村：\n请于月底前清理河道内的渔网和杂物。\n⟦云溪县人民政府⟧\n2024年6月18日\n",
            manifest={"source_url": "https://notice.example.tw/2024/0618.html"},
        ),
        wrong(
            "關於清理河道的通告\n各村：\n請於月底前清理河道內的漁網和雜物，逾期將組織人員統一處置，並對責任單位進行通報。\n⟦雲溪縣人民政府⟧\n2024年6月18日\n",
            metadata={"url": "http://www.example.com/a/1.html"},
        ),
        wrong(
            "⟦老街的灯会⟧开幕，三天里来了两万多人，夜市的摊位一直摆到桥头，镇上的旅馆全住满了。",
            manifest={"publisher": "人民网", "source_url": "https://www.xinhuanet.com/a.html"},
        ),
        wrong(
            "柳溪县交通运输局\n关于公布农村公路养护站名单的公告\n经踏勘和评审，确定九个站点，名单见附件。\n⟦柳溪县文化和旅游局⟧\n二〇二三年五月九日\n"
        ),
        wrong(
            "桐花縣政府 函\n府教字第1130012345號\n各校：\n請於期限內填報資料。\n桐花縣政府\n中華民國113年2月5日\n⟦發布日期：110-03-01⟧\n"
        ),
        wrong(
            "云教〔2023〕15号\n关于加强食堂管理的通知\n各校：\n食品留样不少于四十八小时。\n云溪县教育局\n⟦2021年3月8日⟧\n"
        ),
        wrong(
            "发文日期：2023年5月10日\n各区政府：\n现将第四批名录予以公布，请认真做好保护工作。\n河口市人民政府\n⟦2021年5月10日⟧\n"
        ),
        right(
            "云教〔2023〕98号\n关于放寒假的通知\n各校：\n寒假自1月20日起。\n云溪县教育局\n二〇二四年一月二日\n"
        ),
        right(
            "桐花县卫生健康局\n转发市卫生健康委关于做好夏季防疫工作的通知\n各单位：\n现转发给你们，请抓好落实。\n桐花县卫生健康局\n2023年6月7日\n"
        ),
        right(
            "云溪县教育局文件\n关于做好秋季招生工作的通知\n各校：\n请按划定的片区登记新生。\n云溪县教育局基础教育股\n2024年6月3日\n"
        ),
        right(
            "关于清理河道的通告\n各村：\n请于月底前清理河道内的渔网和杂物。\n云溪县人民政府\n2024年6月18日\n",
            metadata={"url": "http://www.example.com/a/1.html"},
        ),
        right(
            "關於清理河道的公告\n各里：\n請於月底前清理河道內的漁網與雜物，逾期將派員處理。\n桐花鄉公所\n113年6月18日\n",
            manifest={"source_url": "https://www.example.gov.tw/notice"},
        ),
        right(
            "关于开展安全教育的通知\n县教育局、县应急管理局决定联合开展安全教育活动。\n"
            "云溪县教育局　云溪县应急管理局\n2024年6月18日\n"
        ),
        right(
            "青溪县教育局关于放假的通知\n各学校：\n寒假自1月20日起。\n青溪县教育局办公室\n2024年1月10日\n发布日期：2024-01-12\n"
        ),
        right("据《县志》记载，城隍庙始建于明代。\n来源：青溪日报\n"),
        right(
            "![各县产量](img/1.png)\n\n来源：青溪农情年报\n\n近十年来，水稻的种植面积稳中有降，单产却逐年上升，"
            "总产量因此没有减少；新修的水库使下游三县不再缺水，旱季也能按时插秧，农户的收入跟着涨了。\n\n"
            "![各县降水](img/2.png)\n\n来源：云溪气象公报\n\n降水集中在六月。\n"
        ),
    )
    triggers = SIGNS

    def check(self, document: Document) -> Iterator[Draft]:
        """At most one finding of each kind, on the later statement."""
        silent = not document.scan.holds(SIGN_SET)
        stated = bool(document.manifest) or not STATED.isdisjoint(document.metadata)
        if silent and not stated:
            return
        if silent and not (
            document.manifest or field(document, "publisher", loose=False) or _is_traditional(document)
        ):
            # A text that names nobody, on a page that names nobody, can only be in another script than was said.
            yield from self._script(document, field(document, "language"))
            return
        said = document.view(origin)
        yield from self._bodies(said)
        yield from self._credits(document.text, said)
        yield from self._dates(said)
        yield from self._places(document, said)
        if stated:
            yield from self._against_declared(document, said)
        yield from self._address(document, said)

    def _bodies(self, said: Origin) -> Iterator[Draft]:
        for at, second in enumerate(said.publishers):
            for first in said.publishers[:at]:
                if not same_body(first.value, second.value):
                    yield self.draft(
                        second.start,
                        second.end,
                        "publisher",
                        related=(self.related(first.start, first.end, "other"),),
                        first=first.value,
                        second=second.value,
                    )
                    return

    def _credits(self, text: str, said: Origin) -> Iterator[Draft]:
        for key, marks in (("source", said.sources), ("author", said.authors)):
            if len(marks) != 2:
                continue
            first, second = marks
            if second.start - first.end < 60 or same_body(first.value, second.value):
                continue
            if _is_below_picture(text, first.start) or _is_below_picture(text, second.start):
                continue  # it names the source of the picture
            yield self.draft(
                second.start,
                second.end,
                key,
                related=(self.related(first.start, first.end, "other"),),
                confidence="low",
                first=first.value,
                second=second.value,
            )

    def _dates(self, said: Origin) -> Iterator[Draft]:
        dates = list(said.published)
        if said.number is not None and said.signed is not None:
            year = int(said.number.value)
            # A number of December may be signed in January; none is given out before its year.
            if not year <= said.signed.date.year <= year + 1:
                yield self.draft(
                    said.signed.start,
                    said.signed.end,
                    "number",
                    related=(self.related(said.number.start, said.number.end, "other"),),
                    first=year,
                    second=said.signed.date.isoformat(),
                )
                return
        if said.signed is not None:
            if said.issued is not None and abs((said.signed.date - said.issued.date).days) > APART:
                first, second = sorted((said.signed, said.issued), key=lambda mark: mark.start)
                yield self._date(first, second, said.issued.date, said.signed.date)
                return
            for one in dates:
                if (said.signed.date - one.date).days > APART:
                    first, second = sorted((said.signed, one), key=lambda mark: mark.start)
                    yield self._date(first, second, one.date, said.signed.date)
                    return
        for one, two in itertools.pairwise(dates):
            if abs((two.date - one.date).days) > APART:
                yield self._date(one, two, two.date, one.date)
                return

    def _date(self, first: Any, second: Any, published: Day, dated: Day) -> Draft:
        return self.draft(
            second.start,
            second.end,
            "date",
            related=(self.related(first.start, first.end, "other"),),
            first=dated.isoformat(),
            second=published.isoformat(),
        )

    def _places(self, document: Document, said: Origin) -> Iterator[Draft]:
        signature = said.signature
        if signature is None:
            return
        signed = places(signature.value)
        if len(signed) != 1:
            return
        (name, level) = next(iter(signed))
        before = document.folded[: signature.start]
        if name in before or level in own_levels(before):
            return
        others = {place: count for place, count in places(before).items() if place[1] == level}
        if not others:
            return
        place = max(others, key=lambda one: (others[one], -before.find(one[0])))
        if others[place] < 2 or any(
            count * 2 > others[place] for one, count in others.items() if one != place
        ):
            return
        at = before.find(place[0])
        yield self.draft(
            signature.start,
            signature.end,
            "place",
            related=(self.related(at, at + 3, "other"),),
            first=before[at : at + 3],
            second=signature.value[: signature.value.find(name) + 3],
        )

    def _against_declared(self, document: Document, said: Origin) -> Iterator[Draft]:
        fold = _fold(document)
        publisher = field(document, "publisher", loose=False)
        if isinstance(publisher, str) and said.publishers:
            mark = said.publishers[-1]
            if not any(same_body(fold(publisher), one.value) for one in said.publishers):
                yield self._declared(document, mark.start, mark.end, "publisher", publisher)
        published = _iso(field(document, "published", loose=False))
        if published is not None and said.published:
            one = said.published[0]
            if abs((one.date - published).days) > APART:
                declared = str(field(document, "published", loose=False))
                yield self._declared(document, one.start, one.end, "published", declared)
        title = document.manifest.get("title") if document.manifest else None
        if isinstance(title, str) and said.rows and len(title) >= 6:
            words = {title[i : i + 2] for i in range(len(title) - 1)}
            opening = document.folded[:2000]
            if not any(fold(word) in opening for word in words):
                row = said.rows[0]
                yield self._declared(document, row.start, min(row.end, row.start + 40), "title", title)
        yield from self._script(document, field(document, "language"))

    def _declared(self, document: Document, start: int, end: int, name: str, declared: str) -> Draft:
        key = "manifest" if document.manifest and document.manifest.get(name) else "metadata"
        kind = self.messages[{"publisher": "publishers", "published": "dates", "title": "titles"}[name]]
        return self.draft(start, end, key, field=kind, declared=declared)

    def _address(self, document: Document, said: Origin) -> Iterator[Draft]:
        """The address that a document comes from against who issued it."""
        declared = field(document, "publisher", loose=False)
        fold = _fold(document)
        bodies = [(mark.value, mark.start, mark.end) for mark in reversed(said.publishers)]
        if isinstance(declared, str):
            bodies.append((fold(declared), *_opening(document)))
        # Nearly no text names anybody; the addresses in it are looked for last.
        name = host(field(document, "source_url", loose=False) or labelled_url(document)) if bodies else ""
        if not name:
            return
        there = land(name)
        for publisher, start, end in bodies:
            home = land_of_body(publisher)
            shown = document.text[start:end] if (start, end) != _opening(document) else str(declared)
            shown = re.split("[:：]", shown)[-1].strip()
            if home == "mainland" and there != "mainland" and _is_traditional(document):
                yield self.draft(start, end, "converted", publisher=shown, host=name)
                return
            if home and there and home != there:
                yield self.draft(start, end, "domain", publisher=shown, host=name)
                return
        if isinstance(declared, str) and is_known_elsewhere(name, fold(declared)):
            # Most likely a repost, of which the source was written down: worth a look, not a contradiction.
            yield self.draft(
                *_opening(document),
                "reposted",
                severity="warning",
                confidence="low",
                publisher=declared,
                host=name,
            )

    def _script(self, document: Document, language: object) -> Iterator[Draft]:
        if not isinstance(language, str) or not document.text.strip():
            return
        declared = re.match(r"zh-(hans|hant|cn|sg|tw|hk|mo)\b", language.lower())
        if declared is None:
            return
        simplified, traditional = document.count(SIMPLIFIED), document.count(TRADITIONAL)
        hans = declared.group(1) in ("hans", "cn", "sg")
        own, other = (simplified, traditional) if hans else (traditional, simplified)
        if other >= SCRIPT and own * 10 < other:
            yield self.draft(
                *_opening(document),
                "script" if document.manifest and document.manifest.get("language") else "record-script",
                declared=language,
                measured=self.messages["traditional" if hans else "simplified"],
            )


def _is_below_picture(text: str, start: int) -> bool:
    """Whether the line of a place is the first one below a picture of Markdown or HTML, which stands on its own line."""
    above = text[max(0, start - _PICTURE) : text.rfind("\n", 0, start) + 1].rstrip()
    line = above[above.rfind("\n") + 1 :]
    return line.endswith((")", "]", ">")) and ("![" in line or "<img" in line or "<figure" in line)


def _is_traditional(document: Document) -> bool:
    """Whether the text is in traditional script, and not in both."""
    traditional = document.count(TRADITIONAL)
    return traditional >= SCRIPT and document.count(SIMPLIFIED) * 10 < traditional


def _opening(document: Document) -> tuple[int, int]:
    start = document.body.start
    return start, min(start + 5, document.line_span(start).end)


def _fold(document: Document) -> Any:
    from polint.fold import SHARED

    return SHARED.tables.fold_text


def _iso(value: object) -> Day | None:
    try:
        return Day.fromisoformat(str(value)[:10])
    except ValueError:
        return None
