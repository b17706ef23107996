"""script/mixed-variants."""

from __future__ import annotations

from collections.abc import Iterator

from polint.character import KANA, NUMERAL, SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Draft, Edit, Fix, Omitted
from polint.message import Text
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules._classical import classical
from polint_rules.script._conversion import simplified_edits, traditional_edits
from polint_rules.script._judgement import is_guarded, judge
from polint_rules.script._kept import is_kept
from polint_rules.script._lexicon import is_legal
from polint_rules.script._profile import Line, Profile, Script, profile
from polint_rules.script._spelling import suspect_at
from polint_rules.script._spread import SIMPLIFIED_NUMERALS, TRADITIONAL_NUMERALS, numerals

_MOST = 200  # findings that are built; the engine keeps no more unless told to
_LOOKED_AT = 2_000  # runs that are looked at in one document before the rest counts as more of the same
_STRAY = 3  # characters of the other script that a line wholly in it must have to be stray text
_RARE = (
    100  # code points for each character of the other script from which on that is a guest in the document
)
_SAID = 5  # code points of the shortest sentence that is told from a word
_SHORT = 4  # characters of a run that may be words of traditional text from one end to the other
_BESIDE = 10  # code points on either side within which a word is glossed
_CLEAR = 2  # times the other script that tell the script of a line against its document
_RUN = {
    "simplified": lazy(b"s(?:[hn]{0,4}s){0,60}"),
    "traditional": lazy(b"t(?:[hn]{0,4}t){0,60}"),
}
_NUMERALS_OF = {"simplified": frozenset(SIMPLIFIED_NUMERALS), "traditional": frozenset(TRADITIONAL_NUMERALS)}
_BETWEEN = lazy("[（(）)「」『』“”\"'‘’/／|=＝→⇒\\-—~～\t《》〈〉\\[\\]【】]")
_ABOUT_SCRIPTS = lazy(
    "繁[体體]|[简簡]繁|繁[简簡]|[简簡][体體化]|正[体體]字|[异異][体體]|字形|[写寫]作|俗[写寫]|古字|旧字|舊字|新字[体體]|本字|通假|(?<![一二三四五六七八九十\\d ])日[文语語]|[韩韓][文语語]|[汉漢]字|[叠疊]字|偏旁|部首"
    "|[Ss]implified|[Tt]raditional|(?:[大内內][陆陸地]|[台臺][湾灣]|香港)[^。]{0,6}[把管][^。，、]{1,8}(?:叫|[称稱译譯说說][为為作成])"
)
_CELL = lazy("[^\t\u3000|｜]+")
_VALUE = lazy("[^,;]+")
_VALUES = 3  # commas that rows share and sentences seldom do
_LONGEST_VALUE = 16
"""Code points of the values of a row that are told apart by commas, which in a sentence stand further apart."""
_PAIR = lazy(
    "(?:^|(?<=[，、；。：:;,\n]))([^，、；。：:;,—\\-－–=＝→／/\n]{1,8})[—\\-－–=＝→／/]{1,2}([^，、；。：:;,—\\-－–=＝→\n]{1,10})"
)
_CHANGES = lazy("无[咎妄譽]|《[易象彖]|易經|周易|[卦爻]|[初上][九六]：|[九六][二三四五]：")
_OF_OLD_PRINT = frozenset("却别")
"""What books wrote before the standards of Taiwan and Hong Kong chose 卻 and 別, and the mainland's editions of old texts
write today; that a text keeps to such forms is told by _OLD_PRINT."""
_OLD_PRINT = "衆爲羣敎卽旣尙峯"
_HAKKA = "𠊎"  # I: Hakka, of which 个 is the genitive by the dictionary of the Ministry of Education
_FAR = 60
"""Code points on either side within which the Book of Changes is quoted, which has no other 無 than 无."""
_SENTENCE = lazy("^第 ?[\\d之-]{1,8} ?[条项款]$|^.{4,}[。；，]$")
"""A line that names nothing by itself: the number of an article, a clause with its mark."""
_ITEM = lazy("[（(]?[一二三四五六七八九十\\d]{1,3}[、.．）)]")
_PAIRS = 3  # pairs of words that make a line a list of what the same thing is called in either script
_JAPANESE = lazy("丁目|番地|〒|株式会社|有限会社|都道府県")


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
        wrong("他去大⟦陆⟧做生意，這⟦两⟧年沒有回來。", fixed="他去大陸做生意，這兩年沒有回來。"),
        wrong("海峡⟦兩⟧岸的学者齐聚一堂，经费三⟦億⟧元。", fixed="海峡两岸的学者齐聚一堂，经费三亿元。"),
        wrong("「你⟦给⟧我站住！」警員一邊追一邊喊。", fixed="「你給我站住！」警員一邊追一邊喊。"),
        right(
            "官報　第七十二号\n告示\n○農林水産省告示第九号　肥料の登録に係る規定により、次のとおり公示する。"
        ),
        right("老宅的门楣上刻着“積善餘慶”四个大字，旁边还有一副对联。"),
        right(
            "余英時，《朱熹的歷史世界》（臺北：允晨文化，2003），頁45。\n裘锡圭，《文字学概要》（北京：商务印书馆，1988），頁112。\n"
            "島田虔次著，甘萬萍譯，《中國近代思維的挫折》（臺北：聯經，2005），頁九。\n"
        ),
        right("本館新購《临江县志》與《云溪镇志》兩部，依原書題名著錄。"),
        right("“国”的繁体写作國，学（學）、会（會）也是这样，初学者不必着急。"),
        right("衆人聽了，却不爲所動，只道：「二爺别慌。」"),
        right("宫、商、角、徵、羽为五音，变徵之声悲凉，古琴多用徵调式。"),
        right("卷末有文徵明跋，印文“徵明”二字尚可辨。徵（五音之一）读作zhǐ。"),
        right("碑文首行：“大唐故左衛將軍懷寧縣開國公杜公墓誌銘并序，贈荆州都督”。次行漫漶，仅存数字。"),
        right("李承乾封为太子，魏徵劝谏；金兀朮南侵，鄂州守将张宪与刘乾亨共守於陵。"),
        right("乾隆年间，於姓官员在城北修了一座瞭望台，台下就是渡口。"),
        right("他手頭拮据，仍買了一部講党項歷史的書，說學費緩繳亦無妨。"),
        right("软件\t軟體\n网络\t網路\n数据库\t資料庫"),
        right("號,大陸,臺灣\n1,鼠标,滑鼠\n2,硬盘,硬碟\n3,网吧,網咖\n4,类,類"),
        right("大陸把軟體叫软件，把滑鼠叫鼠标，旅客頭幾天常常聽錯。"),
        right("他在明信片上寫道：“两年了，终于回家。”鄰居看了都替他高興。"),
        right("大陆与台湾的说法：鼠标—滑鼠，硬盘—硬碟，优盘—隨身碟，数据库—資料庫。"),
        right("囊括不言，《易》曰：括囊，无咎无譽。講者說，這一爻勸人謹慎，話到嘴邊留三分。"),
        right("老師逐句講解九四：臀无膚，其行次且。這一爻以牽羊為喻，說的是進退兩難的處境。"),
        right("佢个聲音當細，像驚會吵到細人仔睡目。𠊎講：阿婆，你个菜頭當甜。"),
        right("他自摸胡了，手里是一萬、九萬和一张發，“中發白”一样不缺。"),
        right("医生说这是一过性黑矇；刘知幾著《史通》；漫画家手塚治虫画了铁臂阿童木。魏徵进谏，徵曰不可。"),
        right("题解参考 Dirichlet 積と、数論関数の累積和 by 某人，作者另有一篇讲素数筛法的文章可以一起读。"),
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
            if _are_legal(document, run):
                return None  # 拮据, 党項, 无咎无譽: where traditional text has the characters too
            edits, safe = traditional_edits(document, run.start, run.end)
        else:
            named = _misspelled(document, run)
            places = [
                place
                for place in range(run.start, run.end)
                if (document.classes[place] == TRADITIONAL[0] or text[place] in TRADITIONAL_NUMERALS)
                and place not in named
                and not is_kept(text, place)
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
    """All runs, with the numerals beside them, and then the numerals by themselves: 两个, 大陆."""
    text = document.text
    reached: set[int] = set()
    for start, end, script in _letters(document, view):
        numerals = _NUMERALS_OF[script]
        while start and text[start - 1] in numerals:
            start -= 1
        while end < len(text) and text[end] in numerals:
            end += 1
        reached.update(place for place in (start, end - 1) if text[place] in numerals)
        yield _Run(start, end, script)
    for place in _numerals(document, view):
        script = "simplified" if text[place] in SIMPLIFIED_NUMERALS else "traditional"
        line = view.line(place)
        if place not in reached and not line.foreign and view.script_of(line) != script:
            yield _Run(place, place + 1, script)


def _numerals(document: Document, view: Profile) -> Iterator[int]:
    """The numerals that belong to the lesser script alone."""
    if not view.mixed:
        yield from document.scan.texts.view(numerals).get(document.scan.number, [])
        return
    lesser: Script = "simplified" if view.prevailing == "traditional" else "traditional"
    # One character is found at once in a text, one of a class is asked of every character.
    yield from sorted(place for numeral in _NUMERALS_OF[lesser] for place in _places(document.text, numeral))


def _places(text: str, char: str) -> Iterator[int]:
    place = text.find(char)
    while place >= 0:
        yield place
        place = text.find(char, place + 1)


def _letters(document: Document, view: Profile) -> Iterator[_Run]:
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
    if own != view.script and more <= _STRAY and view.script == "traditional":
        own = view.script  # （一）标签或包裝: a word left over, in a short line
    if own != view.script and view.traditional > _CLEAR * view.simplified:
        return (
            None  # 裘锡圭，《文字学概要》（北京，1988），頁112: what is of the document's own script is right
        )
    if own != view.script and _RARE * min(view.simplified, view.traditional) < len(classes):
        return None  # 台湾地区：資訊奧林匹亞競賽: a name in the other script, and words about it
    return "simplified" if own == "traditional" else "traditional"


def _is_apart(document: Document, start: int, end: int, size: int) -> bool:
    """Whether a line wholly in the other script stands for itself: a name, an item, a quotation."""
    text = document.text
    line = text[start:end].strip()
    return (
        (size < _STRAY and not _SENTENCE.search(line))
        or (
            text[max(0, start - 80) : start].rstrip().endswith(("：", ":"))
            and not (_ITEM.match(line) and _SENTENCE.search(line))
        )
        or line[:1] in '「『“"‘>《〈-*•·|#'
    )


def _is_meant(document: Document, view: Profile, run: _Run) -> bool:
    """Whether a run stands in a quotation of its own script, beside the same word in the other script, or
    where scripts are the subject."""
    text = document.text
    line = view.line(run.start)
    quoted = view.quotation(run.start, line)
    size = run.end - run.start
    if quoted is not None:
        simple, traditional = view.counts(quoted.start, quoted.end)
        own, other = (simple, traditional) if run.script == "simplified" else (traditional, simple)
        bracket = quoted.mark in "（(【〔"
        if own:
            own += sum(text.count(sign, quoted.start, quoted.end) for sign in _NUMERALS_OF[run.script])
        if own > 2 * other if not bracket else own >= 3 and not other:
            return not (own == 1 and _is_speech(text, quoted.start, quoted.end))
        if not own and not other and not bracket:
            return True  # “兩岸”: numerals tell nothing of the script of a quotation
    if _is_glossed(document, line, run):
        return True
    left, right = max(line.start, run.start - 40), min(line.end, run.end + 30)
    if size <= 4 and _ABOUT_SCRIPTS.search(text, left, right) is not None:
        return True
    if (
        document.classes.count(KANA, max(line.start, run.start - _BESIDE), min(line.end, run.end + _BESIDE))
        > 1
    ):
        return True  # 数論関数の累積和: a title in Japanese
    return _JAPANESE.search(text, left, right) is not None or _is_in_table(document, view, line)


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether what stands between quotation marks is a sentence that somebody says: in it one character of the other script
    is left over, which in a word or a title that is quoted is that of its source."""
    return end - start >= _SAID and text[end - 1] in "。！？…，!?"


def _is_glossed(document: Document, line: Line, run: _Run) -> bool:
    """Whether the same word stands close by in the other script, with a mark of a gloss between: 国(國), 學 → 学. Of a
    longer run two characters at least come again, side by side: 员会（以下簡稱本會） is none."""
    text, folded, kinds = document.text, document.folded, document.classes
    low, high = max(line.start, run.start - _BESIDE), min(line.end, run.end + _BESIDE)
    size = min(2, run.end - run.start)
    for place in range(run.start, min(run.end, run.start + 3)):
        part = folded[place : place + size]
        other = folded.find(part, low, high)
        while other != -1:
            if any(
                text[other + offset] != text[place + offset]
                and (kinds[other + offset] != kinds[place + offset] or kinds[place + offset] == NUMERAL[0])
                for offset in range(len(part))
            ):
                between = text[min(place, other) + len(part) : max(place, other)]
                if _BETWEEN.search(between) or (" " in between and len(between) <= 3):
                    return True
            other = folded.find(part, other + 1, high)
    return False


def _are_legal(document: Document, run: _Run) -> bool:
    """Whether each simplified character of a short run stands in a word that traditional text writes so."""
    text = document.text
    if _OF_OLD_PRINT.issuperset(text[run.start : run.end]) and sum(map(text.count, _OLD_PRINT)) > 1:
        return True
    if text[run.start : run.end] == "个" and _HAKKA in text:
        return True
    if text[run.start : run.end] == "无" and _CHANGES.search(text, max(0, run.start - _FAR), run.end + _FAR):
        return True
    return run.end - run.start <= _SHORT and all(
        is_legal(document.text, place)
        for place in range(run.start, run.end)
        if document.classes[place] == SIMPLIFIED[0] or document.text[place] in SIMPLIFIED_NUMERALS
    )


_LONGEST_ROW = 2_000
"""Code points of a row of a glossary: a line that is the whole text is not looked through at each of its runs."""


def _is_in_table(document: Document, view: Profile, line: Line) -> bool:
    """Whether a line and one beside it have cells in either script, a glossary in columns, or a line has pairs of words."""
    if line.end - line.start > _LONGEST_ROW:
        return False
    if _has_pairs(document, view, line):
        return True
    size = len(document.text)
    beside = [
        (view.start_of_line(place), view.end_of_line(place))
        for place in (line.start - 2, line.end + 2)
        if 0 <= place < size
    ]
    if _is_row(document, view, line.start, line.end, False):
        return any(_is_row(document, view, *other, False) for other in beside)
    if not _is_row(document, view, line.start, line.end, True):
        return False
    commas = document.text.count(",", line.start, line.end)
    return any(
        _is_row(document, view, *other, True)
        or (commas >= _VALUES and document.text.count(",", *other) == commas)
        for other in beside
    )


def _has_pairs(document: Document, view: Profile, line: Line) -> bool:
    """Whether a line lists pairs of words, none in both scripts, and some of different script: 软件—軟體，鼠标—滑鼠."""
    found = 0
    differ = False
    for pair in _PAIR.finditer(document.text, line.start, line.end):
        left, right = view.counts(*pair.span(1)), view.counts(*pair.span(2))
        if all(left) or all(right):
            return False
        found += 1
        differ = differ or bool((left[0] and right[1]) or (left[1] and right[0]))
    return found >= _PAIRS and differ


def _is_row(document: Document, view: Profile, start: int, end: int, values: bool) -> bool:
    """Whether a line has cells, or short `values` between commas, in either script and none in both."""
    if end - start > _LONGEST_ROW:
        return False
    scripts: set[bool] = set()
    for cell in (_VALUE if values else _CELL).finditer(document.text, start, end):
        if values and cell.end() - cell.start() > _LONGEST_VALUE:
            continue
        simple, traditional = view.counts(*cell.span())
        if simple and traditional:
            return False
        if simple or traditional:
            scripts.add(simple > 0)
    return len(scripts) > 1


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
