"""Scripts: mixed variants and conversion errors on text that is easy to get wrong."""

from __future__ import annotations

import json
import re

import pytest
from helpers import SHARED, needs_shared

from polint.document import Document
from polint.engine import Ruleset, check
from polint_rules.script.conversion_error import ConversionError
from polint_rules.script.mixed_variants import MixedVariants

RULES = Ruleset([ConversionError(), MixedVariants()])


def found(text: str) -> list[tuple[str, str]]:
    result = check(Document(text), RULES)
    assert result.faults == ()
    return [(f.text, str(f.message.arguments.get("right", ""))) for f in result.findings]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("校長在會上總結了本學期的工作，并對下一步作出安排。", [("并", "並")]),
        ("兩個單位合并辦公，出席并致詞的有三位。", [("合并", "合併"), ("并", "並")]),
        ("她把頭發紮起來，在店裡理發。", [("頭發", "頭髮"), ("理發", "理髮")]),
        ("會議提出市場準入的條件，嚴禁乾預經營。", [("準入", "准入"), ("乾預", "干預")]),
        ("院子裡有棵鬆樹，離車站三公裏。", [("鬆樹", "松樹"), ("公裏", "公里")]),
        ("他隻是說了幾句，過了三十分鍾就迴家了。", [("隻是", "只是"), ("分鍾", "分鐘"), ("迴家", "回家")]),
        ("盒子裏麵有兩只貓。", [("裏麵", "裏面"), ("只", "")]),
        ("這份文件可以復制，內容並不覆雜。", [("復制", "複製"), ("覆雜", "複雜")]),
        ("學校與家長保持关系，学生很高興。", [("关系", "關係"), ("学", "學")]),
    ],
)
def test_what_is_wrong_and_what_it_should_be(text: str, pairs: list[tuple[str, str]]) -> None:
    said = found(text)
    for wrong, right in pairs:
        assert any(wrong in word and right in meant for word, meant in said), said
    assert len(said) == len(pairs), said


@pytest.mark.parametrize(
    "text",
    [
        "皇后與太后同席，后羿射日的故事由王后親自講給孩子們聽。",
        "若干年前的干支紀年與天干地支，和干涉、干戈、干擾並不相干。",
        "本案業經核准，准許延期，並以原標準為準，應於限期內準備。",
        "里長說，鄰里間相距三公里，山裡的孩子走三里路上學。",
        "北斗七星高掛，漏斗旁的斗笠是祖父留下的，他鬥志不減。",
        "范仲淹與余光中的文章，周先生與于女士各讀了一遍。",
        "山谷裡種穀，丑時下班，樣子並不醜；松樹下泥土鬆軟。",
        "中文系的系統分類，與學生會的關係，聯繫人名單如下。",
        "雜誌與同志、意志、方志各有所指，縣誌亦可作縣志。",
        "一只時光盒埋在樹下，洞口只剩半截鐵軌。",
        "臺北與台中、週一與周一、佈告與布告、佔地與占地並見於一文。",
        "經理發現後，派人到出版社會見作者，並將發還的資料整理發表。",
        "混合並配對之後，有關係所的名單，由系所自行公布。",
        "夫妻財產制契約登記，應於期限內向登記處聲請。",
        "香港嘅茶餐廳好多人，佢哋成日都唔記得帶銀包，揾咗好耐。",
        "駅弁当を食べながら、学校の図書館で日本の歴史を読んでいます。",
        "韓國漢字「學校」與日文「学校」寫法不同。",
        "The word 国(國) and 学/學 are listed in the glossary of 漢字。",
        "他在信中引用魯迅的話：「其实地上本没有路」，然後擱筆。",
        "乾隆年间，姓於的官员在瞭望台上弹琴，宫商角徵羽，声闻数里。",
        "台風穩健的主持人拿起麥克風，介紹颱風動態。",
    ],
)
def test_what_is_right(text: str) -> None:
    assert found(text) == []


def test_a_document_in_two_scripts_is_left_alone() -> None:
    lines = [
        "歡迎使用本系統，請先註冊帳號並設定密碼。",
        "欢迎使用本系统，请先注册账号并设置密码。",
        "如有問題請聯絡客服人員，我們會儘快回覆。",
        "如有问题请联系客服人员，我们会尽快回复。",
    ]
    assert found("\n\n".join(lines)) == []


def test_pinyin_that_a_converter_left_behind() -> None:
    text = "公共服務(wù)的體(tǐ)系不斷完善，人民群眾的滿意度有了很大提升。"
    assert [word for word, _ in found(text)] == ["(wù)", "(tǐ)"]
    assert found("這個「長（zhǎng）」字，老師請同學們各造一個句子，寫在練習簿上。") == []


def test_a_paragraph_pasted_into_a_document_of_the_other_script() -> None:
    own = "圖書館下週起延長開放時間，讀者可憑證件入館，請愛惜書籍並保持安靜。"
    assert found("\n".join([own, own, "学生们对这个结果都很满意，希望还有机会参加。", own])) != []


def cases() -> list[dict[str, object]]:
    text = (SHARED / "data/convert/opencc-testcases.json").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("//"))
    cases: list[dict[str, object]] = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return cases


@needs_shared
def test_what_a_good_converter_wrote_is_right() -> None:
    texts = [
        text
        for case in cases()
        for kind, text in case["expected"].items()  # type: ignore[attr-defined]
        if kind.startswith("s2")
    ]
    wrong = [text for text in texts if found(text)]
    assert len(wrong) <= 0.03 * len(texts), wrong


@needs_shared
def test_simplified_text_pasted_into_traditional_is_found() -> None:
    before = "昨天的會議討論了圖書館的開放時間與經費，館長說明了新學年的計畫，並請各組於月底前提出報告。"
    after = "她說，學生們對這個結果都很滿意，希望以後還有機會參加這樣的活動，也願意擔任義工。"
    pasted = [
        str(case["input"])
        for case in cases()
        if case["expected"].get("s2t", case["input"]) != case["input"]  # type: ignore[attr-defined]
    ]
    missed = [text for text in pasted if not found(before + text + after)]
    assert len(missed) <= 0.05 * len(pasted), missed


ONE_TO_MANY_RIGHT = """\
與會者有李志鵬、王志偉、陳雲林、鍾曉陽、於梨華、余天、范冰冰、姜文、游錫堃、沈從文、丰子愷、朴槿惠等人。
干寶撰《搜神記》，于右任擅草書，郁達夫寫遊記，涂醒哲行醫，谷正綱從政，岳飛抗金。
里仁書局、里爾大學、千里達、沖繩、梵谷、馬里蘭、阿里山、后里、大里、霧里薛溪。
山裡的松鼠在松樹上跳來跳去，松子落了一地，頭髮被風吹得蓬鬆。
他說他不干預別人的私事，也不想幹什麼大事，只想把濕衣服晾乾。
船隻停在碼頭，隻身前來的旅客只有三位，每隻箱子都只裝了一半。
她表示，手錶與儀表板上的表格，都在公布欄公佈過了，歷史悠久的曆法書也在展出之列。
面對這一碗麵，他面無表情；麵粉與面子，他都要。
台灣的颱風季節，臺北的舞臺上，主持人台風穩健，檯燈下放著講臺的鑰匙。
這位准將批准了標準作業程序，准許部隊準時出發，瞄準目標。
準噶爾盆地的準決賽，由裁判核准後準用前項規定，不准任何人入場。
發表會上，經理發現理髮師的頭髮發白，於是發給他一頂假髮，毛髮與頭皮屑掉滿地。
複習與復習、複雜與恢復、答覆與回覆、覆蓋與複製、復健與複診，都有其用法。
係數、關係、體系、系統、聯繫、繫鞋帶、維繫、確係、中文系、直系親屬。
周先生每週到周邊散步，周遭的人都說他做事周到，週末則到週遭的市集。
採訪與風采、採購與喝采、博采眾議、採納與神采，各有不同。
征服與徵收、長征與象徵、特徵與遠征、應徵者與出征者。
志工與雜誌、標誌與意志、縣志與日誌、同志與誌慶，一一列表。
雲端與人云亦云、子曰詩云、紫雲英、雲南、彩雲。
山谷與穀物、五穀與幽谷、布穀鳥、谷底。
鐘錶行與鍾先生、鐘頭與鍾情、老態龍鍾、鐘聲、鍾愛。
鬥爭與斗笠、北斗與戰鬥、漏斗與奮鬥、阿斗、斗膽、鬥牛。
小丑與醜陋、子丑寅卯、出醜、丑角。
幾乎與茶几、几案與幾何、窗明几淨。
向來嚮往、方向與嚮導、傾向。
余先生的餘款、其餘與余光中、業餘、余姓。
後來的皇后、太后與後代、影后與背後、后土、后稷。
游泳與旅遊、上游與遊客、游擊隊、交遊廣闊、游離。
注意與註解、關注與註冊、註銷、投注。
沖洗與衝突、沖茶與首當其衝、沖淡、緩衝。
佔領與占卜、霸佔、占星。
迴避與回家、迴響、巡迴、迂迴、迴盪、輪迴。
捲起千堆雪，開卷有益，試卷，龍捲風，捲土重來。
鹹魚與老少咸宜、咸豐年間、鹹水。
抑鬱與馥郁、郁郁乎文哉、鬱金香、蔥鬱。
防禦與御用、駕御、御膳房、禦寒。
姜太公與生薑、薑茶、孟姜女。
胡同裡的大鬍子、胡說、鬍鬚、胡適、必須、須知。
舍利與捨得、宿舍、施捨、四捨五入、寒舍。
致力與精緻、導致、別緻、興致。
黑板與老闆、板橋、木板。
彙整與匯款、詞彙、匯率、匯流。
收穫與獲得、俘獲、獲獎。
糰子與團結、飯糰、集團。
論壇與酒罈、天壇、花壇。
標籤與簽名、抽籤、簽約、牙籤。
纖維與縴夫、化纖。
公僕與前仆後繼、僕人。
困難與睏倦、圍困、睏意。
復興中學的學生復學後，複選通過，複試及格。
「爲」與「為」、「裏」與「裡」、「羣」與「群」、「衆」與「眾」是異體。
衞生署與衛生署、台灣與臺灣、説明與說明、脱離與脫離、悦耳與悅耳。
"""


@pytest.mark.parametrize("text", ONE_TO_MANY_RIGHT.splitlines())
def test_one_to_many_characters_where_they_are_right(text: str) -> None:
    assert found(text) == []


ONE_TO_MANY_WRONG = """\
標准	縣委組織部召開會議，對選拔任用工作進行了部署，要求嚴格標准，注重實績。
規范	為進一步規范市場秩序，有關部門將開展專項檢查。
奮斗	同學們在操場上奮斗拼搏，取得了優異成績。
谷物	該鎮大力發展特色種植業，今年糧食產量再創新高，谷物總產達三千噸。
鍾聲	這座鍾樓建於明代，鍾聲悠揚，是當地的地標。
松了	她松了一口氣，把行李放在地上，慢慢坐了下來。
胡須	老人家的胡須全白了，精神卻很好，每天清晨都去公園散步。
面館	小店門口掛著一塊招牌，上面寫著「手工面館」四個大字。
終于	工程隊連夜搶修，終于在天亮前恢復了供電。
晒干	村民們把晒干的辣椒收進倉庫，準備運往城裡。
家里,雜志	他從小就喜歡看書，家里的書架上擺滿了各種雜志。
并	本校歷史系系主任表示，獎學金將頒發給品學兼優的學生，以資鼓勵，并期許他們回饋社會。
干淨	經過一番沖洗，石階顯得格外干淨。
咸魚,蘿卜	外婆做的咸魚和蘿卜干，是我童年最難忘的味道。
皇後	這部電視劇講述了皇後與宮女之間的恩怨情仇，播出後收視率屢創新高。
註意	消防人員提醒，使用電器時應註意安全，避免發生意外。
鬆樹	山坡上長滿了鬆樹和楓樹，秋天一到，滿山紅葉。
穫	活動期間，凡消費滿千元者，可穫贈精美禮品一份。
迴家	他每天迴家後都要先寫完功課，才能看電視。
曆史	圖書館新購一批曆史書籍，歡迎讀者借閱。
復雜	醫生表示，患者病情復雜，需要住院觀察。
麵積	校園裏種了許多花草，麵積雖小，卻生機盎然。
頭發	張先生的頭發花白，但走起路來健步如飛。
牛肉面	這家餐廳的招牌菜是紅燒牛肉面，湯頭濃郁。
于	請各位家長于下週五前，將回條交給導師。
秋游	秋游活動因雨順延，各班請轉告同學。
制作	他制作的陶器曾多次參展，深受好評。
"""


@pytest.mark.parametrize("line", ONE_TO_MANY_WRONG.splitlines())
def test_one_to_many_characters_where_they_are_wrong(line: str) -> None:
    words, _, text = line.partition("\t")
    said = "".join(word for word, _ in found(text))
    assert all(word in said or said in word for word in words.split(",")), said
    assert said


def test_a_weak_spelling_counts_only_in_company() -> None:
    assert found("稅款之征收，由稅捐稽征機關辦理，納稅義務人應於期限內繳納。") == []
    assert len(found("稅款之征收，由主管機關辦理，并於期限內公告，納稅義務人應於期限內繳納。")) == 2


def test_simplified_text_with_what_a_converter_made_of_it() -> None:
    assert found("他沿著河边走，看著夕阳。") == [("沿著", "沿着"), ("看著", "看着")]
    assert found("这方麵的工作还没有头绪，需要进一步讨论。") == [("方麵", "方面")]
    assert found("他隻是个孩子，三十分鍾後就迴家了，大家不要责怪他。") == [
        ("隻是", "只是"), ("分鍾", "分钟"), ("後", "后"), ("迴家", "回家"),
    ]  # fmt: skip
