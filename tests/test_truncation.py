"""truncation/: texts beside the examples of the rules, cut and whole, in both scripts."""

from __future__ import annotations

import pytest

from polint.document import Document
from polint.engine import Ruleset, check
from polint_rules.truncation.hard_wrap import HardWrap
from polint_rules.truncation.mid_sentence import MidSentence

WRAPPED = [
    "我区自七月起试行垃圾分类积分制度，居民每投放一次可得两分，积分可以兑\n换洗衣液、毛巾等日用品。截至八月底，已有三千余户参加。",
    "據氣象署觀測，昨日清晨最低溫出現在淡水，僅攝氏九點二度，預計今晚起回\n暖，各地可見陽光，日夜溫差仍大。",
    "本公司董事會決議配發現金股利每股二點五元，除息交易日訂於八月十五\n日，並授權董事長處理相關事宜。股東如有疑問，請洽股務代理機構。",
    "依据《中华人民共和国劳动合同法》第三十九条的规\n定，用人单位可以解除劳动合同。原告认为，被告的做法缺乏依据。",
    "我们需要准备的材料有身份证、户口本、\n结婚证、照片。带齐以后到二楼窗口办理，当天就能领到证。",
    "市政府昨日召開記者會宣布，明年起將全面\n汰換老舊公車，並增設電動車充電站。市長表示，此舉可望減少碳排放。",
    "他的作品风格细腻，\r\n语言朴素，深受读者喜爱。代表作有小说三部，散文集两部。",
]
LAID_OUT = [
    "关于印发《全县农村饮水安全巩固提升工程实施方案》的通知\n各镇人民政府，县直有关部门：\n现将方案印发给你们，请认真贯彻执行。",
    "全县教育工作会议召开，部署新学年重点任务\n本报讯 昨日，全县教育工作会议在县城举行。会议总结了去年的工作。",
    "一、提高政治站位，充分认识做好新形势下安全生产工作的重要性和紧迫性\n安全生产事关人民群众生命财产安全。各单位要压实责任。",
    "他走到门口，说，\n“我明天再来。”\n母亲没有回答，只是点了点头。",
    "张三丰，男，汉族，湖北十堰人，大学文化\n2003年参加工作，历任科员、副科长、科长。现任市教育局副局长。",
    "我站在高高的山岗上\n望着远方的家乡\n炊烟升起的地方\n有我年迈的爹娘",
    "我今天做了三件事，\n第一，洗衣服；\n第二，买菜；\n第三，给妈妈打电话。",
    "苹果、\n香蕉、\n梨。",
    "第 1 條\n本標準依通則第八條規定訂定之，並報請主管機關核定後施\n行，修正時亦同。\n第 2 條\n本標準自發布日施行。",
]
CUT = [
    "本次培訓分為三個梯次，每梯次二十人，由資深講師帶領實作。報名者須具備基本電腦操作能力，並自備筆記型電腦。培訓期間供應午餐，結訓後頒發證書，表現優異者將獲推",
    "他把信折好，放进贴身的口袋里。雨越下越大，屋檐下的人都在等车。她忽然开口：“你明天真的要走吗？我以为你",
    "山路越走越窄。两旁的竹子遮住了天。导游提醒我们小心脚下，",
    "小李每天骑车上班。路上要经过一座桥、两个红绿灯和",
    "春节习俗各地不同。北方吃饺子，南方吃年糕，沿海地区还要祭海。除夕夜全家围坐守岁，老人则\n点击展开剩余内容",
    "（一）完善制度。修订财务、采购、档案管理办法十二项。\n（二）加强培训。全年举办业务培训六期，参训人员达三百人次，并选派骨干赴外地\n（三）强化考核。实行季度考核，结果与绩效挂钩。",
]
WHOLE = [
    "谢谢大家的支持，祝大家新年快乐，万事如意",
    "本店经营各类五金配件，品种齐全，价格公道。欢迎新老顾客光临，地址在人民路十八号",
    "图书馆将于七月一日起闭馆盘点。请在闭馆前归还图书，逾期按规定收取滞纳金。\n特此通知\n图书馆",
    "问：怎么报名？\n答：登录网站，填写表格，上传照片",
    "图1 水库大坝远景，摄于一九七四年",
    "关键词：乡村振兴；产业融合；数字化转型，农民增收",
    "本届书展共展出图书两万种。开幕当天，入场读者超过三万人次。\n记者 王小明",
]


@pytest.mark.parametrize("text", WRAPPED)
def test_a_wrapped_sentence_is_found_and_joined(text: str) -> None:
    found = check(Document(text), Ruleset([HardWrap()])).findings
    assert len(found) == 1
    fix = found[0].fix
    assert fix is not None
    (edit,) = fix.edits
    joined = text[: edit.start] + text[edit.end :]
    assert "\n" not in joined
    assert not check(Document(joined), Ruleset([HardWrap()])).findings


@pytest.mark.parametrize("text", LAID_OUT)
def test_a_layout_is_left_alone(text: str) -> None:
    assert not check(Document(text), Ruleset([HardWrap()])).findings


@pytest.mark.parametrize("text", CUT)
def test_a_cut_text_is_found(text: str) -> None:
    assert len(check(Document(text), Ruleset([MidSentence()])).findings) == 1


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_text_may_end_as_it_likes(text: str) -> None:
    assert not check(Document(text), Ruleset([MidSentence()])).findings


def test_a_text_wrapped_throughout_is_one_finding() -> None:
    sentence = "每到春天来临的时候山谷里的溪水就会涨起来两岸的桃花也跟着开了村里的老人常常坐在桥头看水聊天"
    text = "\n".join(f"{sentence[:30]}\n{sentence[30:]}。" for _ in range(20))
    (found,) = check(Document(text), Ruleset([HardWrap()])).findings
    assert "30" in found.message.render("en")
    assert found.fix is not None
    assert len(found.fix.edits) == 20


def test_two_surrogates_side_by_side_are_two_characters_of_a_line() -> None:
    """What no file holds, a program may hand over: the line would seem shorter than it is."""
    result = check(
        Document("春季运\ud83d\ude00\ud83d\ude00动会会议通\n知各年级组请做好准备，谢谢。\n"),
        Ruleset([HardWrap()]),
    )
    assert not result.faults
