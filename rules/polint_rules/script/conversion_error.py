"""script/conversion-error."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from polint.batch import Batch
from polint.character import LATIN_EXTENDED, SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Draft, Edit, Fix, Omitted
from polint.fold import SHARED
from polint.message import Text
from polint.pattern import lazy
from polint.rule import Rule, right, wrong
from polint_rules._classical import classical
from polint_rules.script._conversion import is_cantonese, written_here
from polint_rules.script._judgement import Error, is_guarded, judge, suspects
from polint_rules.script._kept import is_kept
from polint_rules.script._left import left_in, left_words
from polint_rules.script._profile import Profile, profile
from polint_rules.script._spelling import Suspect, speller, suspect_at
from polint_rules.script._spread import SIMPLIFIED_NUMERALS, is_foreign, misspelled, signs

_MOST = 200  # findings that are built; the engine keeps no more unless told to
_LONG_LINE = 2_000  # code points of a line whose traditional characters are counted before they are looked at
_MANY = 200  # of them; a look at each of so many costs more than one at all that can be wrong

_CANTONESE = frozenset(f"{char}系" for char in "唔即但都就真淨仲梗又")
"""Words of errors.txt that are wrong in Cantonese alone: 即系爭房屋 is a phrase of the courts of Taiwan."""
_PINYIN = lazy(
    "([\u3400-\u9fff])([（(][a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{0,5}[)）])"
)
_BRACKETED = lazy(LATIN_EXTENDED + b"[l" + LATIN_EXTENDED + b"]{0,9}[p)]")
_OPENS, _SHUTS = frozenset("“‘「『"), frozenset("”’」』")
_TWO_READINGS = frozenset(
    "長重行樂得還調種處為興強難間數應會傳載說參彈當發惡量朝降藏轉幾勝盡單曾屬創號飲漲縫"
)
"""Characters with two readings, which a textbook may gloss."""


class ConversionError(Rule):
    """A word a converter got wrong though every character is legal."""

    id = "script/conversion-error"
    severity = "error"
    sieve = "polint_rules.script._spread:may_be_misspelled"
    summary = Text("a word that a converter between the scripts got wrong", "繁简转换器转错的词")
    what = Text(
        "Finds words of traditional text that a converter left behind (干部, 示范, 以后) or turned into the wrong "
        "character (準入, 皇後, 頭發), although each of their characters is legal by itself. The words are those "
        "of OpenCC's dictionaries, each spelled wrong in every way in which its characters are confused; the words "
        "around a suspect decide, so that 經理發現 is not 理髮. In simplified text it finds what the way back gets wrong "
        "(干隆, 着名, 计画). It also finds pinyin that a converter left in "
        "brackets after an ordinary character, 務(wù). The forms of Taiwan, Hong Kong and the older standard "
        "(裡 裏, 為 爲, 群 羣) are all right, and so is what careful writers write in two ways (復審 複審, 台 臺).",
        "查找繁体文本中转换器漏转的词（干部、示范、以后）或转错的词（準入、皇後、頭發），这些字单看都合法。词取自 OpenCC "
        "的词典，按各字可能混淆的方式列出全部错误写法；疑似之处再由前后的词判定，所以“經理發現”不会当作“理髮”。简体文本则查找繁转简转错的词（干隆、着名、计画）。也查找"
        "转换器在常用字后留下的拼音，如“務(wù)”。台湾、香港和旧字形（裡裏、為爲、群羣）都算正确，两可的写法（復審與複審、"
        "台與臺）也不报。",
    )
    why = Text(
        "One simplified character often stands for several traditional ones (发: 發, 髮), and a converter that does "
        "not look at the word takes the wrong one; no check of single characters can see it.",
        "一个简体字常对应几个繁体字（发：發、髮），不看词语的转换器就会选错；逐字检查看不出这种错误。",
    )
    messages = {
        "word": Text("{found} should be {right}", "“{found}”应为“{right}”"),
        "pinyin": Text("{found}: pinyin that a converter left behind", "“{found}”：转换时留下的拼音"),
    }
    examples = (
        wrong("全體⟦干部⟧要帶頭遵守紀律，發揮⟦示范⟧作用。", fixed="全體幹部要帶頭遵守紀律，發揮示範作用。"),
        wrong("主任出席⟦并⟧致詞，宣布兩所分校⟦合并⟧。", fixed="主任出席並致詞，宣布兩所分校合併。"),
        wrong("兩人⟦關繫⟧一向很好，強烈⟦台風⟧也攔不住。", fixed="兩人關係一向很好，強烈颱風也攔不住。"),
        right("巷口那家店的招牌寫著「兰州拉面」，老闆是系上的學長，曾身繫囹圄，案件繫屬於法院。"),
        wrong("⟦皇後⟧住在城外，身邊只有兩名侍女隨行。", fixed="皇后住在城外，身邊只有兩名侍女隨行。"),
        wrong("他去街角的店裡⟦理發⟧，等了三十⟦分鍾⟧。", fixed="他去街角的店裡理髮，等了三十分鐘。"),
        wrong(
            "體制改革進入關鍵期，公共服務⟦(wù)⟧水平不斷提高。",
            fixed="體制改革進入關鍵期，公共服務水平不斷提高。",
        ),
        wrong("他⟦沿著⟧河边走，⟦看著⟧船一条条开过去。", fixed="他沿着河边走，看着船一条条开过去。"),
        right("著名作家写的著作很多，他看名著入了迷。"),
        wrong(
            "⟦干隆⟧年间的⟦了望台⟧年久失修，砖石⟦狼借⟧。这位⟦着名⟧学者⟦计画⟧重修，心情⟦沈重⟧。",
            fixed="乾隆年间的瞭望台年久失修，砖石狼藉。这位著名学者计划重修，心情沉重。",
        ),
        wrong("這部⟦名着⟧，寫的是一位⟦着名⟧的醫生。", fixed="這部名著，寫的是一位著名的醫生。"),
        right(
            "他背着名牌包，忙着作文，讨论着，为了望一眼若干隆重的场面，请人设计画册；小沈没说话，在下沈某告辞。"
        ),
        right("“干隆”是转换软件留下的错字。"),
        right(
            "小院轻寒，深沈帘幕，长是因酒沈迷，被花萦绊。\n诚臣计画有可采乎，愿大王用之。\n每一行都透露着作者的用心，这意味着作者改过多遍。"
        ),
        right("四年計畫寫完了，他心情沈重，讀者都感受得到；試題與答案卷須一併繳回。"),
        wrong(
            "竹器是老師傅手工⟦制作⟧的，他⟦嚮著⟧遠山揮手，⟦嫩姜⟧放在籃裡。",
            fixed="竹器是老師傅手工製作的，他向著遠山揮手，嫩薑放在籃裡。",
        ),
        right("她嚮慕古風，嚮往山居；影后后座與后冠都有人爭，低谷價位無人問。"),
        right("經理發現後勸諭兩人，並准許他們繼續參加。"),
        right("范仲淹、余光中與皇后的故事，里長在鄰里間講了若干年。"),
        right("課程分按日制與假日制，五年制得提前畢業；館長須召集班舍，虎井里以外之各里亦同。"),
        wrong(
            "他與⟦嶽父⟧⟦閤作⟧賣⟦鼕瓜⟧，生意⟦迴升⟧，客人填過⟦問捲⟧調查，又送了⟦囌州⟧點心；⟦離家后⟧不久，心願⟦未嚐不⟧能達成。",
        ),
        right("閤境平安，山門前的迴廊迴盪著鼕鼕的鼓聲，他性慾得失不談，皇后不久也到，佢係緊張。"),
        right("起重機的抓斗與捲繞裝置定期檢查，幹渠的閘門並應逐年整修，公文的制作從其規定。"),
        right("干部要带头遵守纪律，发挥示范作用，并在以后坚持。"),
        wrong(
            "主管機關得單獨或⟦合并⟧⟦采取⟧措施，⟦并為⟧適當之說明。",
            fixed="主管機關得單獨或合併採取措施，並為適當之說明。",
        ),
        wrong(
            "颱風過⟦境后⟧，幫忙的能⟦干的⟧鄰居把庭院⟦洗凈⟧，說倒了的樹⟦太丑了⟧。",
            fixed="颱風過境後，幫忙的能幹的鄰居把庭院洗淨，說倒了的樹太醜了。",
        ),
        wrong(
            "會議⟦主蓆⟧說，每人⟦必鬚⟧帶⟦一韆⟧元，⟦噹時⟧有人⟦出蓆⟧，有人⟦缺蓆⟧，螺絲⟦鏇轉⟧三圈，⟦荐任⟧職務⟦恐吓⟧無效。",
            fixed="會議主席說，每人必須帶一千元，當時有人出席，有人缺席，螺絲旋轉三圈，薦任職務恐嚇無效。",
        ),
        wrong("我⟦唔系⟧話佢唔好，⟦即系⟧覺得佢冇時間啫。", fixed="我唔係話佢唔好，即係覺得佢冇時間啫。"),
        right("原告即系爭房屋所有人，兩兄弟都系出名門，但系上的同學不知道。"),
        right(
            "松年里里長與竹圍里里民到里里辦公處開會，仁里里；他教介系詞，下課去買鮭魚手捲，看著計程車跳表。"
        ),
        right(
            "組長須專科以上學校畢業，因認股權而須發行新股，有下列情形之一並經核准者，材料不准使用；若乾舷過低，不得發油。"
        ),
        right(
            "新購車輛並購買保險；其性質如係列入要保書，並應正確繫妥安全帶；白鼠六○隻為對照，蛋白須符合規定，噴於油面。"
        ),
        right(
            "考過托福之相關系所畢業生，從獸舍出入，奉准得查註資料；圓筒面包括鋼索，第二字母後加數字，檢查掛籤上之錶壓。"
        ),
        right("下列程式會使用遞迴來計算階乘，再遞迴到上一層；早餐是總匯三明治。"),
        right("并　ㄅㄧㄥˋ\n嚮　ㄒㄧㄤˋ\n愿　ㄩㄢˋ\n炒里脊，晾在麴室，乾到恰好，內面灰白色，生於川谷。"),
        right("蘇軾徘徊於斗牛之間；他們從清晨遊到深夜，字旁注上讀音，給站長發郵件。"),
        right("高乾兄弟据守信都，高乾登城拒守；秉先天乾健之力。"),
        right("裏面的人羣爲了看戲，擠得水洩不通；這裡的群眾為了排隊，也站了很久。"),
    )

    @property
    def wakes_on(self) -> Iterable[str]:
        """The words of left.txt."""
        return left_words()

    def check(self, document: Document) -> Iterator[Draft | Omitted]:
        """Words first, then pinyin."""
        classes = document.classes
        yield from self._left(document)
        if SIMPLIFIED[0] in classes:
            yield from self._zhe(document)
        if TRADITIONAL[0] not in classes:
            return
        if every := _suspects(document):
            yield from self._words(document, document.view(profile), every)
        if LATIN_EXTENDED[0] in classes:
            yield from self._pinyin(document)

    def _words(self, document: Document, view: Profile, every: list[Suspect]) -> Iterator[Draft | Omitted]:
        classes = document.classes
        built = 0
        last = -1
        alone = True  # no error so far but weak ones
        waiting: list[Error] = []
        for index, suspect in enumerate(every):
            if suspect.place < last or document.text[suspect.place] in SIMPLIFIED_NUMERALS:
                continue  # of 两 and 亿 script/mixed-variants speaks
            if (
                view.mixed
                and classes[suspect.place] != TRADITIONAL[0]
                and view.script_of(view.line(suspect.place)) == "simplified"
            ):
                continue
            error = judge(document, suspect)
            if error is None or not self._stands(document, view, error):
                continue
            if error.start < last:  # 合并采取: of 并 has been spoken
                error = Error(last, error.end, error.right[last - error.start :], error.certain, error.weak)
            last = error.end
            if error.weak and alone:
                waiting.append(error)
                continue
            if alone and error.certain:
                alone = False
                for other in waiting[:_MOST]:
                    yield self._draft(document, view, other)
            yield self._draft(document, view, error)
            built += 1
            if built >= _MOST:
                rest = len(every) - index - 1
                if rest:
                    yield Omitted(rest)
                return

    def _stands(self, document: Document, view: Profile, error: Error) -> bool:
        """Whether the place is traditional prose; in simplified prose, whether the word is not simplified."""
        line = view.line(error.start)
        if line.foreign:
            return False
        if document.text[error.start : error.end] in _CANTONESE and not is_cantonese(
            document.text, error.start
        ):
            return False
        script = view.script_of(line)
        if script == "traditional" and not line.traditional and not view.is_mostly_traditional:
            return False
        quoted = view.quotation(error.start, line)
        if quoted is not None:
            if document.view(classical).within(quoted.start, quoted.end):
                return False
            simple, traditional = view.counts(quoted.start, quoted.end)
            if simple > traditional or (line.simplified and script == "simplified" and traditional >= simple):
                return False
        if script != "traditional" and not any(
            document.classes[place] == TRADITIONAL[0]
            and document.text[place] != error.right[place - error.start]
            and not is_kept(document.text, place)
            for place in range(error.start, error.end)
        ):
            return False
        # Last what looks at the whole document, once a document.
        return not document.view(classical).around(error.start) and not document.regions.touches(
            error.start, error.end
        )

    def _draft(self, document: Document, view: Profile, error: Error) -> Draft:
        text = document.text
        meant = error.right
        if "繫" in meant and is_cantonese(text, error.start):
            meant = meant.replace("繫", "係")
        end = error.end
        while text[end - 1] in "，。！":  # of errors.txt: what stands behind a word tells
            end -= 1
        meant = meant[: end - error.start]
        if view.script_of(view.line(error.start)) == "simplified":
            meant = SHARED.tables.fold_text(meant)
        else:
            meant = "".join(
                char if char == text[error.start + offset] else written_here(document, char)
                for offset, char in enumerate(meant)
            )
        edits = tuple(
            Edit(error.start + offset, error.start + offset + 1, char)
            for offset, char in enumerate(meant)
            if char != text[error.start + offset]
        )
        return self.draft(
            error.start,
            end,
            "word",
            fix=Fix(edits, safe=error.certain),
            confidence="high" if error.certain else "medium",
            found=text[error.start : end],
            right=meant,
        )

    def _left(self, document: Document) -> Iterator[Draft]:
        """What a converter from traditional script got wrong: 着名, 干隆, 计画."""
        for start, word in left_in(document):
            view = document.view(profile)
            line = view.line(start)
            if line.foreign or (view.script_of(line) == "traditional" and not word.everywhere):
                continue
            place, right = start + word.offset, word.right[word.offset]
            end = start + len(word.wrong)
            if document.regions.is_prose(start) and not _is_spoken_of(document.text, start, end):
                found = document.text[start:end]
                yield self.draft(
                    start,
                    end,
                    "word",
                    fix=Fix.replace(place, place + 1, right, safe=True),
                    found=found,
                    right=found[: word.offset] + right + found[word.offset + 1 :],
                )

    def _zhe(self, document: Document) -> Iterator[Draft]:
        """The particle 着 written as in Taiwan, in simplified text."""
        text = document.text
        for place in _particles(document):
            if (view := document.view(profile)).script_of(
                view.line(place)
            ) == "simplified" and document.regions.is_prose(place):
                yield self.draft(
                    place - 1,
                    place + 1,
                    "word",
                    fix=Fix.replace(place, place + 1, "着", safe=True),
                    found=text[place - 1 : place + 1],
                    right=text[place - 1] + "着",
                )

    def _pinyin(self, document: Document) -> Iterator[Draft]:
        found = [match for match in _glosses(document) if _is_common(match.group(1))]
        # A textbook glosses characters of its own script, and mostly those with two readings.
        if not any(document.classes[match.start()] == TRADITIONAL[0] for match in found):
            return
        for match in found:
            if len(found) < 2 and match.group(1) in _TWO_READINGS:
                continue
            start, end = match.span(2)
            yield self.draft(
                start, end, "pinyin", fix=Fix((Edit(start, end, ""),), safe=True), found=match.group()
            )


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether a word stands by itself in quotation marks, as one that is spoken of."""
    return text[start - 1 : start] in _OPENS and text[end : end + 1] in _SHUTS and start > 0


def _particles(document: Document) -> list[int]:
    """Where 著 stands for 着 as far as its neighbours tell."""
    batch = document.scan.texts
    places = batch.view(signs).particles
    start, end = batch.spans[document.scan.number]
    return [place - start for place in places[bisect_left(places, start) : bisect_left(places, end)]]


def _suspects(document: Document) -> list[Suspect]:
    """The wrong spellings that nothing beside them says are right."""
    batch, number, classes = document.scan.texts, document.scan.number, document.classes
    if SIMPLIFIED[0] not in classes:
        return batch.view(misspelled).get(number, [])
    if is_foreign(classes):
        return []
    view = document.view(profile)
    if view.script == "simplified":
        return _suspects_by_line(document, view, batch, batch.starts[number])
    return suspects(batch, *batch.spans[number])


def _suspects_by_line(document: Document, view: Profile, batch: Batch, first: int) -> list[Suspect]:
    """The suspects of the lines of a simplified document in which traditional characters stand; no others can be
    errors, and such lines are few. In a simplified line only a traditional character can be one. `first`: where the
    document starts in its batch."""
    classes, text = document.classes, document.text
    every: list[Suspect] = []
    place = classes.find(TRADITIONAL)
    while place != -1:
        start, end = view.start_of_line(place), view.end_of_line(place)
        if not speller().places(batch.raw_units, first + start, first + end):
            place = classes.find(TRADITIONAL, end)
            continue
        traditional = view.script_of(view.line(place)) == "traditional"
        # A line that is the whole document may hold so many that a look at all that can be wrong is cheaper, too.
        if traditional or (end - start > _LONG_LINE and classes.count(TRADITIONAL, start, end) > _MANY):
            own = suspects(batch, first + start, first + end, traditional=not traditional)
            every.extend([found.moved(start) for found in own])
        else:
            while place != -1:
                found = suspect_at(text, place)
                if found is not None and not is_guarded(text, found):
                    every.append(found)
                place = classes.find(TRADITIONAL, place + 1, end)
        place = classes.find(TRADITIONAL, end)
    return every


def _glosses(document: Document) -> Iterator[re.Match[str]]:
    """The bracketed pinyin after a Han, looked for at its letters that are no ASCII."""
    text = document.text
    for letters in _letters(document.classes):
        left = max(0, letters.start() - 6)
        before = text[left : letters.start()]
        bracket = max(before.rfind("("), before.rfind("（"))
        if bracket >= 0 and left + bracket:
            match = _PINYIN.match(text, left + bracket - 1)
            if match is not None:
                yield match


def _letters(classes: bytes) -> Iterator[re.Match[bytes]]:
    """The letters from one that is no ASCII up to a closing bracket."""
    place = classes.find(LATIN_EXTENDED)
    while place >= 0:
        match = _BRACKETED.match(classes, place)
        if match is not None:
            yield match
        place = classes.find(LATIN_EXTENDED, place + 1 if match is None else match.end())


def _is_common(char: str) -> bool:
    """Whether the simplified form is of the first level of GB 2312, the 3,755 everyday characters, which stand in GBK
    where they stood."""
    try:
        code = SHARED.tables.fold_text(char).encode("gbk")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] > 0xA0
