"""duplicate/near."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from polint.corpus import CorpusRule, Digests, Tie
from polint.document import Document
from polint.message import Text
from polint.rule import right, wrong
from polint_rules.duplicate._sketch import posted, relations, sketch

SHOWN = 10
"""Other documents that one finding names."""


class Near(CorpusRule):
    """Almost the same text twice."""

    id = "duplicate/near"
    version = 4
    severity = "error"
    profile = "corpus"
    digest = "shingles"
    summary = Text("a near copy of another document", "与另一文档近乎相同")
    what = Text(
        "Finds documents that share most of their text: the Jaccard index of their 5-character shingles is 0.6 or "
        "more, taken over text folded to one script, width and case without punctuation, white space and line "
        "breaks. So the traditional twin of a simplified text, a re-wrapped or re-punctuated copy and an amended "
        "version are found. The later document, by path and record, is reported with the earlier ones it resembles. "
        "Versions of one document are found beyond that: texts of one title (a law amended, a page of a manual "
        "rewritten) from 2,000 characters on, if more than half of the shorter is in the longer one, from end to end; "
        "and records whose ids name revisions of one thing (guide.md@60916c0, guide.md@7b1da6a), which may be in two "
        "languages. Two fillings of one template, pages with the same header and footer, and two reports of one event stay "
        "below the threshold; equal documents and parts of documents have rules of their own.",
        "查找大部分内容相同的文档：把文本统一繁简、全半角和大小写，去掉标点、空白和换行后，五字片段的 Jaccard 指数不低于 0.6。"
        "因此能找出简体文本的繁体版、重新折行或改动标点的副本以及修订版。按路径和记录的顺序，报告后出现的文档，并指出与它相似的先前文档。"
        "改动更大的版本也能找出：标题相同（修订过的法规、重写过的手册页面）、两千字以上，且较短一份从头到尾有一半以上出现在另一份中；"
        "或者记录的标识表明是同一对象的不同修订（guide.md@60916c0、guide.md@7b1da6a），即使语言不同。"
        "同一模板填写的不同文件、页眉页脚相同的网页、对同一事件的不同报道达不到这一阈值；完全相同的文档和被包含的文档另有规则。",
    )
    why = Text(
        "Near copies count double in every statistic, leak from a training set into its test set, and hide "
        "which version is the one to keep.",
        "近似副本会使统计加倍，会从训练集泄漏到测试集，也让人分不清该保留哪一版。",
    )
    messages = {
        "near": Text("{percent}% the same text as {path}", "与 {path} 有 {percent}% 的内容相同"),
        "version": Text(
            "a version of the same document as {path}, with {percent}% of the shorter text in both",
            "与 {path} 是同一文档的不同版本，较短一份有 {percent}% 的内容两份都有",
        ),
        "other": Text("the other document", "另一份文档"),
    }
    examples = (
        wrong(
            "⟦溪邊的水車⟧\n溪邊的水車是祖父那一輩人造的，輪軸用的是一整根樟木。水大的日子，它一刻不停地轉，把溪水舀進高處的石槽裡。\n",
            others=(
                "溪边的水车\n溪边的水车是祖父那一辈人造的，轮轴用的是一整根樟木。\n水大的日子，它一刻不停地转，把溪水舀进高处的石槽里。\n",
            ),
        ),
        wrong(
            "⟦图书馆延长开放时间⟧\n从下周一起，县图书馆每晚开放到九点半，周末不闭馆。馆内新增自习座位八十个，并在一楼设置饮水处，方便读者使用。\n",
            others=(
                "潮汐表每年印一次。",
                "图书馆延长开放时间\n从下周一起，县图书馆每晚开放到九点，周末不闭馆。馆内新增自习座位六十个，并在一楼设置饮水处，方便读者使用。\n",
            ),
        ),
        right(
            "用地公告\n申请人：河湾村。用途：建设卫生室。面积：二百八十平方米。四至：东至村道，西至水渠。公告期十五日。\n",
            others=(
                "用地公告\n申请人：上坪茶社。用途：扩建茶厂。面积：一千七百平方米。四至：以勘测图为准，北临老粮站。公告期十五日。\n",
            ),
        ),
        right(
            "桥修好了\n老石桥的栏板补齐了，石匠用了旧料，桥头立了一块碑，刻着捐款人的名字。\n",
            others=(
                "老石桥通车\n昨日上午，修缮一新的老石桥恢复通行，县里为此投入资金一百余万元，工期五个月。\n",
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
        """Each later document with the earlier ones it resembles, the likest first."""
        near = (relation for relation in digests.view(relations) if relation.kind != "contained")
        for later, group in itertools.groupby(near, key=lambda relation: relation.later):
            likest = sorted(group, key=lambda one: (one.kind == "version", -one.share, one.earlier))
            yield self.tie(
                later,
                likest[0].kind,
                [(relation.earlier, "other") for relation in likest[:SHOWN]],
                percent=int(likest[0].share * 100),
            )
