"""duplicate/contained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polint.corpus import CorpusRule, Digests, Tie
from polint.document import Document
from polint.message import Text
from polint.rule import right, wrong
from polint_rules.duplicate._sketch import posted, relations, sketch


class Contained(CorpusRule):
    """A document that is part of another one."""

    id = "duplicate/contained"
    version = 4
    severity = "error"
    profile = "corpus"
    digest = "shingles"
    summary = Text("a document that is part of another one", "一份文档包含在另一份之中")
    what = Text(
        "Finds pairs in which one document has at least nine tenths of the other's 5-character shingles and the "
        "other is at most four fifths as long: a cut copy, a notice reprinted in a bulletin, two documents glued "
        "together. Text is folded as for duplicate/near. The message says which contains which and about where; "
        "documents of fewer than about 50 characters are quotations and left alone, as is a passage that two texts quote.",
        "查找一方包含另一方的文档：较小一方的五字片段有九成以上出现在较大一方中，且长度不超过后者的五分之四，"
        "例如被截断的副本、简报中转载的通知、拼接在一起的两篇文档。文本的折叠方式与 duplicate/near 相同。"
        "消息会说明谁包含谁以及大致位置；不足约 50 字的文档视为引文不报，两文引用同一段话也不报。",
    )
    why = Text(
        "The shared part counts double, and a resemblance of whole documents does not show it: one of the two is "
        "truncated, a compilation or merged by mistake.",
        "相同的部分会被重复计数，而整篇相似度看不出来：两者之一往往被截断、是合集或被误拼。",
    )
    messages = {
        "contains": Text(
            "contains {percent}% of {path}, about from {start}% to {end}% of this text",
            "包含 {path} 的 {percent}%，约在本文 {start}% 到 {end}% 处",
        ),
        "part": Text(
            "{percent}% of this text is part of {path}, about from {start}% to {end}% of that text",
            "本文的 {percent}% 包含在 {path} 中，约在其 {start}% 到 {end}% 处",
        ),
        "other": Text("the other document", "另一份文档"),
    }
    _PART = (
        "渡口改造通知\n各村委会：渡口将于下月初封闭施工，工期四十天，请转告村民绕行上游的石板桥。\n"
        "施工期间，学生由校车接送，农资运输请提前申报，由镇里统一安排车辆和时间。\n"
    )
    examples = (
        wrong(
            "⟦工作简报第三期⟧\n"
            + _PART
            + "春耕进展\n全镇已翻耕农田两千亩，育秧棚全部完成播种，农技员分片包干，"
            "每周下田两次，指导控温和施肥，群众反映良好。水利站清淤渠道六公里，抢修闸门四处，保证了用水。\n",
            others=(_PART,),
        ),
        wrong(
            "⟦渡口改造通知⟧\n各村委會：渡口將於下月初封閉施工，工期四十天，請轉告村民繞行上游的石板橋。施工期間，學生由校車接送，"
            "農資運輸請提前申報。\n",
            others=(
                _PART
                + "施工结束后，渡口将恢复摆渡，早晚各增加两班，票价不变，老人和学生凭证免费乘坐，请互相转告，谢谢配合。\n",
            ),
        ),
        right("渡口改造通知\n各村委会：请转告村民绕行。\n", others=(_PART,)),
        right(
            "老宅漏水\n依照规定，行为人因过错侵害他人民事权益造成损害的，应当承担侵权责任。楼上住户赔偿了地板的损失，双方握手言和。\n",
            others=(
                "风筝伤人\n依照规定，行为人因过错侵害他人民事权益造成损害的，应当承担侵权责任。男孩的父母支付了医药费，并当面道歉。\n",
            ),
        ),
    )

    def map(self, document: Document) -> bytes | None:
        """The sketch."""
        return document.view(sketch) or None

    def keys(self, digest: bytes) -> Sequence[int]:
        """The lowest hashes."""
        return posted(digest)

    def reduce(self, digests: Digests) -> Iterator[Tie]:
        """Each pair, at the later document."""
        for relation in digests.view(relations):
            if relation.kind == "contained":
                yield self.tie(
                    relation.later,
                    "part" if relation.smaller == relation.later else "contains",
                    ((relation.earlier, "other"),),
                    percent=int(relation.share * 100),
                    start=round(relation.start * 100),
                    end=round(relation.end * 100),
                )
