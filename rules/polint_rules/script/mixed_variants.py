"""script/mixed-variants."""

from __future__ import annotations

from collections.abc import Iterator

from polint.character import SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Draft, Edit, Fix, Omitted
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules._classical import classical
from polint_rules.script._conversion import simplified_edits, traditional_edits
from polint_rules.script._judgement import is_guarded, judge
from polint_rules.script._lexicon import is_legal, keeping
from polint_rules.script._profile import Line, Profile, Script, profile
from polint_rules.script._spelling import suspect_at

_MOST = 200  # findings that are built; the engine keeps no more unless told to
_LOOKED_AT = 2_000  # runs that are looked at in one document before the rest counts as more of the same
_STRAY = 3  # characters of the other script that a line wholly in it must have to be stray text
_RARE = (
    100  # code points for each character of the other script from which on that is a guest in the document
)
_CLEAR = 2  # times the other script that tell the script of a line against its document
_RUN = {
    "simplified": lazy(b"s(?:[hn]{0,4}s){0,60}"),
    "traditional": lazy(b"t(?:[hn]{0,4}t){0,60}"),
}
_BETWEEN = lazy("[（(）)「」『』“”\"'‘’/／|=＝→⇒\\-—~～\t《》〈〉\\[\\]【】]")
_ABOUT_SCRIPTS = lazy(
    "繁[体體]|[简簡][体體化]|正[体體]字|[异異][体體]|字形|[写寫]作|俗[写寫]|古字|旧字|舊字|新字[体體]|本字|通假|日[文语語]|[韩韓][文语語]|[汉漢]字"
    "|[Ss]implified|[Tt]raditional"
)
_CELL = lazy("[^\t\u3000|｜]+")
_JAPANESE = lazy("丁目|番地|〒|株式会社|有限会社|都道府県")
_SURNAME_YU = lazy(
    "於(?=姓|氏|某|先生|女士|小姐|老师|菟|潜|越|陵|期)|(?<=姓)於|(?<=[、：:，。\\s（(])於(?=[\u4e00-\u9fff]{1,2}[、，。；：\\s（(）)])"
)
_GAN = lazy(
    "乾(?=[燥净淨脆杯枯旱洗涸粮草果货酪咳呕渴瘪笑瞪巴糙冰柴裂硬透粉菜饭饼枣肉姜鱼虾贝电鲜衣妈爹娘儿女爷亲等着了])"
    "|(?<=[饼晒风晾烘烤擦吹吸口杏梅笋虾肉鱼腐豆阴抹喝流榨烧不未没汗包果酒])乾"
)
"""Where 乾 is 干; elsewhere it is qián, which simplified text writes so, mostly in names (李承乾, 乾封)."""

_ZHI = lazy("徵(?=[、，]?羽|[声音]|调式)|(?<=[角变])徵|(?<=[角变][、，])徵")
"""徵 as a note of the scale, 宫商角徵羽."""


class _Run(NamedTuple):
    start: int
    end: int
    script: Script


class MixedVariants(Rule):
    """A character of the other script."""

    id = "script/mixed-variants"
    severity = "error"
    sieve = "polint_rules.script._spread:in_both_scripts"
    summary = Text(
        "a simplified-only character in traditional text, or the reverse",
        "繁体文中夹有简体字，或简体文中夹有繁体字",
    )
    what = Text(
        "Finds characters that belong to one script alone in a passage of the other: 发 in traditional, 國 in "
        "simplified text. What belongs to one script alone is told by OpenCC's tables and by the standards of "
        "either side, Big5 and GB 2312, so that 群, 床, 秘 and the forms of Hong Kong count for neither. A passage "
        "is a line, or in it a quotation, a title or a bracket; a quotation or title wholly in the other script, a "
        "gloss that repeats its word in the other script, and Japanese or Korean passages are left alone, and so "
        "are documents in two scripts.",
        "查找混在另一种字体段落里的字：繁体文中的“发”，简体文中的“國”。哪些字专属一种字体，依据 OpenCC 的字表和两岸的"
        "字符集标准 Big5 与 GB 2312，所以群、床、秘和香港字形不属任何一方。以行为单位，行内的引文、书名、括注另计；整段为"
        "另一种字体的引文和书名、用另一种字体复述原词的括注、日文韩文段落以及繁简对照的文档都不报。",
    )
    why = Text(
        "Such a character shows a conversion left half done or text pasted from elsewhere; searches, statistics and "
        "readers trip over it.",
        "这样的字说明转换没有做完，或文字是从别处粘贴来的，检索、统计和阅读都会受影响。",
    )
    messages = {
        "simplified": Text(
            "{found} is simplified; in this text {right}", "“{found}”是简体，此处应作“{right}”"
        ),
        "traditional": Text(
            "{found} is traditional; in this text {right}", "“{found}”是繁体，此处应作“{right}”"
        ),
    }
    examples = (
        wrong(
            "圖書館自下週起延長開放時間，並⟦发⟧放集點卡給讀者。",
            fixed="圖書館自下週起延長開放時間，並發放集點卡給讀者。",
        ),
        wrong("學校與家長保持密切⟦关系⟧，每月舉辦座談會。", fixed="學校與家長保持密切關係，每月舉辦座談會。"),
        wrong(
            "孩子们在操场上奔跑，⟦陽⟧光照在红色的跑道上。", fixed="孩子们在操场上奔跑，阳光照在红色的跑道上。"
        ),
        wrong(
            "请各单位认真落实，并提出改⟦進⟧措施，关⟦於⟧时间另行通知。",
            fixed="请各单位认真落实，并提出改进措施，关于时间另行通知。",
        ),
        wrong(
            "他把⟦乾⟧净的毛巾晾在院子里，饼⟦乾⟧放进铁盒。", fixed="他把干净的毛巾晾在院子里，饼干放进铁盒。"
        ),
        right("老宅的门楣上刻着“積善餘慶”四个大字，旁边还有一副对联。"),
        right("本館新購《临江县志》與《云溪镇志》兩部，依原書題名著錄。"),
        right("“国”的繁体写作國，学（學）、会（會）也是这样，初学者不必着急。"),
        right("宫、商、角、徵、羽为五音，变徵之声悲凉，古琴多用徵调式。"),
        right("李承乾封为太子，魏徵劝谏；金兀朮南侵，鄂州守将张宪与刘乾亨共守於陵。"),
        right("乾隆年间，於姓官员在城北修了一座瞭望台，台下就是渡口。"),
        right("他手頭拮据，仍買了一部講党項歷史的書，說學費緩繳亦無妨。"),
        right("软件\t軟體\n网络\t網路\n数据库\t資料庫"),
        right("该公司总部设在東京都港区芝公園4丁目，在上海设有办事处。"),
        right("嗰個細路俾隻狗嚇親，喊住話好驚，阿媽搵咗佢好耐，揾到先放心，畀人吓親。"),
    )

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """One finding a run of neighbouring characters."""
        view = document.view(profile)
        if view.foreign:
            return
        built = 0
        for looked, run in enumerate(_runs(document, view)):
            if built >= _MOST or looked > _LOOKED_AT:
                if built:
                    yield Omitted(min(view.simplified, view.traditional) // 2)
                return
            draft = self._draft(document, view, run)
            if draft is not None:
                built += 1
                yield draft

    def _draft(self, document: Document, view: Profile, run: _Run) -> Draft | None:
        text = document.text
        if _is_meant(document, view, run):
            return None
        if run.end - run.start < _STRAY and document.view(classical).around(run.start):
            return None  # 无, 礼, 弃 and many more are older than simplified script
        if document.regions.touches(run.start, run.end):
            return None
        safe = True
        if run.script == "simplified":
            if run.end - run.start == 1 and is_legal(text, run.start):
                return None  # 拮据, 党項: where traditional text has the character too
            edits, safe = traditional_edits(document, run.start, run.end)
        else:
            named = _misspelled(document, run)
            places = [
                place
                for place in range(run.start, run.end)
                if document.classes[place] == TRADITIONAL[0] and place not in named and not _kept(text, place)
            ]
            if not places:
                return None
            edits = simplified_edits(document, places)
        start, end = min(run.start, *edits), max(run.end, *(place + 1 for place in edits))
        if run.script == "traditional":
            start, end = min(edits), max(edits) + 1
        meant = "".join(edits.get(place, text[place]) for place in range(start, end))
        return self.draft(
            start,
            end,
            run.script,
            fix=Fix(tuple(Edit(place, place + 1, edits[place]) for place in sorted(edits)), safe=safe),
            found=text[start:end],
            right=meant,
        )


def _runs(document: Document, view: Profile) -> Iterator[_Run]:
    """The runs of the lesser script of each line that has both, and those of stray lines wholly in the script
    that is not the document's."""
    classes = document.classes
    is_traditional = view.prevailing == "traditional"
    lesser, other = (SIMPLIFIED, TRADITIONAL) if is_traditional else (TRADITIONAL, SIMPLIFIED)
    place = classes.find(lesser)
    while place != -1:
        end = view.end_of_line(place)
        if classes.find(other, view.start_of_line(place), end) != -1 or view.strays:
            line = view.line(place)
            minority = _minority(document, view, line)
            if minority is not None:
                for match in _RUN[minority].finditer(classes, line.start, line.end):
                    yield _Run(match.start(), match.end(), minority)
        place = classes.find(lesser, end)


def _minority(document: Document, view: Profile, line: Line) -> Script | None:
    """The script that does not belong in a line, if one does not."""
    if line.foreign:
        return None
    simple, traditional = line.simplified, line.traditional
    classes = document.classes
    if (
        classes.find(SIMPLIFIED, line.start, line.end) == -1
        or classes.find(TRADITIONAL, line.start, line.end) == -1
    ):
        script: Script = "simplified" if simple else "traditional"
        if script == view.script or not view.strays:
            return None
        return None if _is_apart(document, line.start, line.end, simple + traditional) else script
    less, more = sorted((simple, traditional))
    own = view.script if more < _CLEAR * less or less == more else view.script_of(line)
    if own != view.script and _RARE * min(view.simplified, view.traditional) < len(classes):
        return None  # 台湾地区：資訊奧林匹亞競賽: a name in the other script, and words about it
    return "simplified" if own == "traditional" else "traditional"


def _is_apart(document: Document, start: int, end: int, size: int) -> bool:
    """Whether a line wholly in the other script stands for itself: a name, an item, a quotation."""
    text = document.text
    line = text[start:end].strip()
    return (
        size < _STRAY
        or text[max(0, start - 80) : start].rstrip().endswith(("：", ":"))
        or line[:1] in '「『“"‘>《〈-*•·|#'
    )


def _is_meant(document: Document, view: Profile, run: _Run) -> bool:
    """Whether a run stands in a quotation of its own script, beside the same word in the other script, or
    where scripts are the subject."""
    text, folded = document.text, document.folded
    line = view.line(run.start)
    quoted = view.quotation(run.start, line)
    size = run.end - run.start
    if quoted is not None:
        simple, traditional = view.counts(quoted.start, quoted.end)
        own, other = (simple, traditional) if run.script == "simplified" else (traditional, simple)
        bracket = quoted.mark in "（(【〔"
        if own > 2 * other if not bracket else own >= 3 and not other:
            return True
    # The same word in the other script close by, with a mark of a gloss between: 国(國), 學 → 学.
    kinds = document.classes
    for place in range(run.start, min(run.end, run.start + 3)):
        char = folded[place]
        for other_place in range(max(line.start, place - 10), min(line.end, place + 11)):
            if (
                folded[other_place] == char
                and text[other_place] != text[place]
                and kinds[other_place] != kinds[place]
            ):
                between = text[min(place, other_place) + 1 : max(place, other_place)]
                if _BETWEEN.search(between) or (" " in between and len(between) <= 3):
                    return True
    left, right = max(line.start, run.start - 40), min(line.end, run.end + 30)
    if size <= 4 and _ABOUT_SCRIPTS.search(text, left, right) is not None:
        return True
    return _JAPANESE.search(text, left, right) is not None or _is_in_table(document, view, line)


_LONGEST_ROW = 2_000
"""Code points of a row of a glossary: a line that is the whole text is not looked through at each of its runs."""


def _is_in_table(document: Document, view: Profile, line: Line) -> bool:
    """Whether a line and one beside it have cells in either script: a glossary in columns."""
    if not _is_row(document, view, line.start, line.end):
        return False
    size = len(document.text)
    return any(
        _is_row(document, view, view.start_of_line(place), view.end_of_line(place))
        for place in (line.start - 2, line.end + 2)
        if 0 <= place < size
    )


def _is_row(document: Document, view: Profile, start: int, end: int) -> bool:
    """Whether a line has cells in either script and none in both."""
    if end - start > _LONGEST_ROW:
        return False
    scripts: set[bool] = set()
    for cell in _CELL.finditer(document.text, start, end):
        simple, traditional = view.counts(*cell.span())
        if simple and traditional:
            return False
        if simple or traditional:
            scripts.add(simple > 0)
    return len(scripts) > 1


def _kept(text: str, place: int) -> bool:
    """Whether simplified text keeps this traditional character: 乾隆, 於姓, 宫商角徵羽, 瞭望."""
    char = text[place]
    if char not in "乾於徵朮瞭麽锺藉覆夥後菸":
        return False
    left = max(0, place - 8)
    window = text[left : place + 9]
    at = place - left
    if char == "於" and any(match.start() == at for match in _SURNAME_YU.finditer(window)):
        return True
    if char == "乾" and not any(match.start() == at for match in _GAN.finditer(window)):
        return True
    if char == "徵" and any(match.start() == at for match in _ZHI.finditer(window)):
        return True
    if char in "徵朮" and window[at - 1 : at] in ("魏", "兀"):
        return True
    if char == "瞭" and (window[at + 1 : at + 2] in ("望", "哨") or window[at - 1 : at] in ("望",)):
        return True
    kept = keeping()
    return any(
        window[start:end] in kept
        for start in range(max(0, at - 4), at + 1)
        for end in range(max(at + 1, start + 2), min(len(window), start + 6) + 1)
    )


def _misspelled(document: Document, run: _Run) -> set[int]:
    """The characters of a run of which script/conversion-error speaks: words that are wrong in traditional
    script too."""
    text = document.text
    named: set[int] = set()
    for place in range(run.start, run.end):
        suspect = suspect_at(text, place)
        if suspect is not None and not is_guarded(text, suspect):
            error = judge(document, suspect)
            if error is not None and error.right[place - error.start] != text[place]:
                named.update(range(error.start, error.end))
    return named
