"""punctuation/repeated."""

from __future__ import annotations

from polint.document import Document
from polint.finding import Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Findings, Option, Rule, right, wrong
from polint_rules.punctuation._doubles import DOUBLED

# 。。。 is an ellipsis that punctuation/ellipsis speaks of.
_RUN = lazy(
    r"(?<!。)。。(?!。)|，{2,}|、{2,}|；{2,}|：{2,}|(?<=[\u3400-\u9fff”」])[,，]{2,}(?=[\u3400-\u9fff“「\s])"
    r"|！{2,}|？{2,}|(?<![，、；：。！？])(?:[，、；]。|[，、；：][，、；：])(?![，、；：。！？])"
)
_WAKING = frozenset(DOUBLED)
_LONGEST_ROW = 2_000  # code points of a row of a table
_VALUES = 3  # commas that rows of a table share and sentences seldom do


class Repeated(Rule):
    """A mark written twice."""

    id = "punctuation/repeated"
    severity = "warning"
    triggers = DOUBLED
    sieve = "polint_rules.punctuation._doubles:with_doubles"
    by_triggers = True
    summary = Text("a mark written twice: 。。 ，， 、、", "标点重复：。。 ，， 、、")
    what = Text(
        "Finds a comma, full stop, enumeration comma, colon or semicolon written twice or beside another that "
        "leaves no room for it (，。 、，), and runs of more than three exclamation or question marks: GB/T 15834—2011 "
        "(4.2, 4.3) allows at most three. ？！ and 。。。 for an ellipsis are left alone, and so is code.",
        "查找连写两次的逗号、句号、顿号、冒号、分号，互相排斥的连用（，。 、，），以及三个以上连用的叹号或问号：GB/T 15834—2011（4.2、4.3）"
        "规定最多叠用三个。？！连用、代替省略号的。。。以及代码不在此列。",
    )
    why = Text(
        "It is what an edit or a conversion left: between the two marks something may have been deleted.",
        "这是编辑或转换留下的痕迹：两个标点之间可能删去过文字。",
    )
    options = {
        "most": Option(
            3,
            Text(
                "how many exclamation or question marks may stand together",
                "叹号或问号最多可以连用几个",
            ),
        )
    }
    messages = {
        "twice": Text("{marks}: the mark is written twice", "标点重复：{marks}"),
        "both": Text("{marks}: one of the two marks is too many", "标点连用不当：{marks}"),
        "run": Text(
            "{count} times {mark}: at most {most} may stand together", "{mark}连用 {count} 个，最多 {most} 个"
        ),
    }
    examples = (
        wrong("桃花开了⟦，，⟧杏花也开了。", "桃花开了，杏花也开了。"),
        wrong("請攜帶水壺、雨具⟦、、⟧手電筒⟦。。⟧逾時不候。", "請攜帶水壺、雨具、手電筒。逾時不候。"),
        wrong("严禁烟火⟦！！！！！⟧违者必究。", "严禁烟火！违者必究。"),
        wrong("共收到稿件三十篇⟦，。⟧评审将于月底进行。"),
        right("“你说什么？！”他站了起来，“再说一遍！！”"),
        right("他想了想。。。还是没有说。"),
        right("`a，，b` 是测试用的输入，共两列。"),
        right("类别,台湾,,大陆,,香港\n衣服,,衬衫,恤衫,,裇衫\n交通,捷运,,地铁,,地铁\n"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a run."""
        places = iter(document.hits_of(_WAKING))
        text, most = document.text, self.settings["most"]
        last = -1
        for place in places:
            match = _RUN.match(text, place) if place >= last else None
            if match is None:
                continue
            last = match.end()
            start, end = match.span()
            marks = match.group()
            if not document.regions.is_prose(start) or (marks.isascii() and _separates_values(text, start)):
                continue
            if marks[0] in "！？":
                if end - start <= most:
                    continue
                draft = self.draft(
                    start,
                    end,
                    "run",
                    fix=Fix.replace(start, end, marks[0]),
                    mark=marks[0],
                    count=end - start,
                    most=most,
                )
            elif marks.count(marks[0]) == len(marks):
                # 。。 may stand for an ellipsis, the others for nothing else.
                fix = Fix.replace(start, end, marks[0], safe=marks[0] != "。")
                draft = self.draft(start, end, "twice", fix=fix, marks=marks[:8])
            else:
                draft = self.draft(start, end, "both", marks=marks, confidence="medium")
            if (yield draft):
                yield Omitted.rest(places)


def _separates_values(text: str, place: int) -> bool:
    """Whether the half-width commas at `place` stand between the values of a table, some of which are empty: the line
    beside theirs has as many."""
    start = text.rfind("\n", max(0, place - _LONGEST_ROW), place) + 1
    end = text.find("\n", place, place + _LONGEST_ROW)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST_ROW:
        return False
    number = text.count(",", start, end)
    if number < _VALUES:
        return False
    before = text.rfind("\n", max(0, start - 1 - _LONGEST_ROW), max(0, start - 1)) + 1
    after = text.find("\n", end + 1, end + 1 + _LONGEST_ROW)
    after = len(text) if after < 0 else after
    return any(
        right - left <= _LONGEST_ROW + 1 and number == text.count(",", left, right)
        for left, right in ((before, start), (end, after))
    )
