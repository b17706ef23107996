"""privacy/email."""

from __future__ import annotations

import re
from itertools import islice

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Option, Rule, right, wrong
from polint_rules.privacy._context import as_example, most_places

_ADDRESS = lazy(
    r"(?<![\w.%+\-])[a-z0-9_%+\-][a-z0-9._%+\-]{0,63}@[a-z0-9](?:[a-z0-9\-]{0,62}\.)+[a-z]{2,24}(?![a-z0-9])",
    re.ASCII,
)
# Mailboxes of an office, not of a person (RFC 2142 and usage).
_ROLE = lazy(
    r"(?:^|[._\-])(?:info|service|services|support|office|admin|administrator|webmaster|postmaster|hostmaster|contact|contactus|help|helpdesk"
    r"|sales|marketing|press|media|news|editor|bianji|tougao|feedback|enquiry|inquiry|noreply|no-reply|hr|job|jobs|zhaopin|kefu|xinxiang|bangongshi"
    r"|hello|hi|community|sponsor|sponsors|partner|partners|volunteer|ads|business|mail|email|public|hotline|team|abuse|security|privacy|legal|billing|newsletter|notice|notification|system|root|git|test|user|example)(?:$|[._\-\d])"
)
_EXAMPLE_DOMAIN = lazy(
    r"@(?:[a-z0-9\-]+\.)*example\.(?:com|org|net|cn|edu)$|@(?:[a-z0-9\-]+\.)*(?:invalid|localhost|test)$|@(?:domain|yourdomain|company|test|xxx|mail)\.com$"
)
_OFFICE = lazy("公务邮箱|官方邮箱|办公邮箱|监督邮箱|举报邮箱|投稿邮箱|客服邮箱|公共邮箱|单位邮箱|招聘邮箱")


class Email(Rule):
    """An e-mail address of a person."""

    id = "privacy/email"
    version = 2
    severity = "warning"
    confidence = "medium"
    profile = "corpus"
    triggers = ("@",)
    private = True
    summary = Text("an e-mail address", "电子邮箱地址")
    what = Text(
        "Finds e-mail addresses. Example domains (RFC 2606: example.com, .test, .invalid), mailboxes of an office such "
        "as info@ (RFC 2142), addresses given as an example and code are left alone.",
        "查找电子邮箱地址。示例域名（RFC 2606：example.com、.test、.invalid）、info@ 之类的机构邮箱（RFC 2142）、举例的地址和代码不在此列。",
    )
    why = Text("Whoever reads the corpus can write to that person.", "读到语料的人都可以给他写信。")
    options = {
        "offices": Option(False, Text("report mailboxes of offices as well", "也报告机构邮箱")),
    }
    messages = {"address": Text("an e-mail address", "电子邮箱地址")}
    examples = (
        wrong("稿件请寄⟦xiaolu.reader@post.example⟧，注明栏目。", "稿件请寄x***@post.example，注明栏目。"),
        wrong("歡迎來信⟦chen_0001@letters.example⟧討論。", "歡迎來信c***@letters.example討論。"),
        right("发件人写成 someone@example.com 即可。"),
        right("來信請寄服務信箱 service@district.example。"),
    )

    def check(self, document: Document) -> Findings:
        """One finding an address."""
        folded = document.folded
        last = 0
        places = iter(document.hits("@"))
        for place in islice(places, most_places(document)):
            before, after = folded[place - 1 : place], folded[place + 1 : place + 2]
            if not after.isalnum() or not (before.isalnum() or before in tuple("_-%+")):
                continue
            match = _around(folded, place, max(last, place - 64))
            if match is None:
                continue
            start, end = match.span()
            last = end
            address = match.group()
            if _EXAMPLE_DOMAIN.search(address) or as_example(document, start, start):
                continue
            if not self.settings["offices"] and (
                _ROLE.search(address.partition("@")[0]) or _OFFICE.search(folded, max(0, start - 12), start)
            ):
                continue
            region = document.regions.at(start)
            if region is not None and region.kind != "url":
                continue
            at = (
                document.text.index("@", start)
                if "@" in document.text[start:end]
                else start + address.index("@")
            )
            if (yield self.draft(start, end, "address", fix=Fix.replace(start + 1, at, "***"))):
                break
        left = sum(1 for _ in places)
        if left:
            yield Omitted(left)


_LOCAL = "abcdefghijklmnopqrstuvwxyz0123456789._%+-"


def _around(folded: str, place: int, begin: int) -> re.Match[str] | None:
    """The address whose @ stands at a place, not before `begin`."""
    start = begin + len(folded[begin:place].rstrip(_LOCAL))
    if folded[start - 1 : start] != "@":
        return _ADDRESS.match(folded, start, place + 280)  # an address has no other beginning
    for match in _ADDRESS.finditer(folded, begin, place + 280):
        if match.end() > place:
            return match if match.start() <= place else None
    return None
