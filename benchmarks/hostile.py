"""Texts that somebody made to keep the linter busy: what each costs beside a yardstick of the same minutes.

    python benchmarks/hostile.py [NAME …] [--texts FOLDER] [--profile default] [--min-ratio 0.05] [--lay FOLDER]

Each is one file of one to five MB in which what some rule waits for stands everywhere, or never ends. CPU seconds of
the whole process, its start taken off; the yardstick is `re.findall("[一-鿿]+", text)` over ordinary text. NAME: only
those that contain it. With --lay the files are only written. Ends with 1 where one is slower than --min-ratio.
"""

from __future__ import annotations

import argparse
import base64
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from memory import CHECK, cost
from texts import texts

ONE_JOB = [*CHECK, "--jobs", "1"]
NUMERALS = "一二三四五六七八九十"
SIZE = 2_000_000
"""Bytes of a text that could be of any length."""


def again(*parts: str, size: int = SIZE) -> Callable[[str], str]:
    """`parts` one after another, again and again."""
    whole = "".join(parts)
    return lambda _: whole * (size // len(whole.encode()) + 1)


def counted(form: str, count: int, end: str = "") -> Callable[[str], str]:
    """`form` with {n} and numbers made of it filled in, `count` times."""
    return lambda _: end.join(
        form.format(
            n=n,
            a=n % 9 + 1,
            b=n % 13 + 1,
            c=n % 31 + 1,
            d=n % 97,
            y=1900 + n % 120,
            s=NUMERALS[n % 10],
            h=n % 0xFFFF,
        )
        for n in range(count)
    )


def shuffled(words: str, size: int = SIZE, between: str = "") -> Callable[[str], str]:
    """`words` in no order."""

    def make(_: str) -> str:
        source = random.Random(size)
        pool = words.split("|")
        return between.join(source.choices(pool, k=size // (3 * len("".join(pool)) // len(pool))))

    return make


def nested(depth: int) -> Callable[[str], str]:
    """Brackets within brackets."""
    return lambda _: "（会议" * depth + "要点" + "办法）" * depth + "《通知" * depth + "》" * depth


def headings(_: str) -> str:
    """第一章 to 第十条, each of them thousands of times."""
    return "".join(f"第{s}{unit}\n" for unit in "章节条款项" for s in NUMERALS * 2000)


def copies(sample: str) -> str:
    """The same long text, a dozen times."""
    return (sample[:60_000] + "\n") * 12


def one_changed(sample: str) -> str:
    """Every sentence twice, the second time with another character in the middle."""
    sentences = [sentence for sentence in sample[:330_000].replace("\n", "").split("。") if sentence]
    return "".join(f"{one}。{one[: len(one) // 2]}某{one[len(one) // 2 + 1 :]}。\n" for one in sentences)


def sentences_shuffled(sample: str) -> str:
    """A thousand sentences in no order, each of them again and again."""
    source = random.Random(1)
    pool = [sentence for sentence in sample[:40_000].replace("\n", "").split("。") if sentence]
    return "。".join(source.choices(pool, k=SIZE * len(pool) // 120_000))


def strange_names(_: str) -> str:
    """Suppressions that name hundreds of rules that nobody has."""
    source = random.Random(1)
    names = (f"x{source.randrange(10**6)}" for _ in range(200_000))
    return "".join(f"polint: ignore[{','.join(islice(names, 60))}]\n加微信abc\n" for _ in range(3_000))


def own_triggers(_: str) -> str:
    """The literals that wake any rule, in no order."""
    from polint.config import Config
    from polint.plugin import Plugins

    rules = Config().ruleset(Plugins().rules.values()).rules
    pool = sorted({trigger for rule in rules for trigger in rule.wakes_on})
    source = random.Random(1)
    return "".join(source.choices(pool, k=SIZE * len(pool) // sum(len(one.encode()) for one in pool)))


HOSTILE: dict[str, Callable[[str], str]] = {
    "one line of 3 MB": lambda sample: sample.replace("\n", "")[:1_000_000],
    "brackets": lambda _: "（" * 500_000 + "“" * 500_000,
    "numbers": counted("{n}.{n}、（{n}）第{n}条\n", 60_000),
    "mixed scripts": again("教育工作要點和要点的學校学校"),
    "digits": lambda _: "1" * 1_000_000 + "微信" + "0" * 1_000_000,
    "blank": lambda _: " \u3000\n" * 600_000,
    "one sentence": again("会议强调要提高认识。\n"),
    "counts": again("三项任务四大工程五个方面"),
    "advertisements": again("加微信扫码关注公众号QQ：10001 "),
    "advertisements in lines": again("加微信扫码关注公众号QQ：10001\n点击下方链接领取红包\n长按识别二维码\n"),
    "advertisements, shuffled": shuffled(
        "加微信|扫码|关注公众号|QQ：10001|点击|下方|链接|领取|红包|长按|识别|二维码|客服|免费|试读|下载|会员|网址|转载|请注明|来源|责任编辑|打印|关闭|分享|。|，|\n"
    ),
    "gambling": again("博彩娱乐城开户送彩金 百家乐 贷款 无抵押 "),
    "remains of pages": again(
        "首页 > 新闻 > 正文\n打印本页 关闭窗口 分享到：\n上一篇：无 下一篇：无\n责任编辑：张三 来源：某某网\n"
    ),
    "half phrases": again("长按识别，转载请，本文来，未经许，更多精，点击阅，扫一，关注我们的，加我微"),
    "nested brackets": nested(100_000),
    "quotation marks": again("“发展”“”“‘’'\""),
    "half-open quotation marks": again("“发展，‘提高，「加强，『完善，《办法，（试行，"),
    "closers only": again("发展”提高’加强」完善』办法》试行）"),
    "list on one line": again("一、"),
    "list of 100,000 lines": counted("- 项目{n}", 100_000, "\n"),
    "numbered list of 100,000 lines": counted("{n}. 项目{d}", 100_000, "\n"),
    "one number again and again": again("一、加强领导。\n"),
    "numbers that fall": lambda _: "".join(f"{n}、加强领导。\n" for n in range(80_000, 0, -1)),
    "styles in turn": again("一、总则。（二）范围。3. 方法。（4）步骤。⑤结果。第六，其他。七是总结。\n"),
    "headings": headings,
    "headings of statutes": counted("第{n}条　依照第{n}条第{a}款办理。\n", 50_000),
    "references to articles": counted("见第{n}条第{a}款，", 100_000),
    "references to figures": counted("[{n}]参见图{n}、表{n}、附件{n}；", 60_000),
    "footnotes": counted("正文[{n}]与脚注①②③{n}）、", 60_000),
    "dozens of enumerations": again("一是修路；二是通水；三是种树。以上三点要落实。"),
    "what was said above": again("共五章。以上三点。上述四项。如下六条：甲、乙。"),
    "chapters in all": again("共五章。\n第一章 总则\n"),
    "declared counts in lines": counted("全市共有{d}个单位，其中甲类{a}个，乙类{b}个。\n", 40_000),
    "firstly, secondly": again("首先，其次，再次，最后，第一，第二，第三，一方面，另一方面，"),
    "years": counted("{y}年{b}月{c}日", 100_000),
    "dates with weekdays": counted("{y}-{b}-{c}，星期{s}\n", 80_000),
    "dates that cannot be": again("2024年2月30日星期一，第39个教师节，二〇二三年十三月，202147 "),
    "anniversaries": counted("建国{d}周年，第{n}届，{y}年至{y}年，", 60_000),
    "digits of all kinds": again("１２３，４５６壹貳参①②Ⅲ⒋㈤二〇一五1，2，3.4.5%６７"),
    "tables of digits": counted("{n}\t{d}\t{a}.{b}\t{y}\n", 120_000),
    "Markdown tables": lambda _: (
        "| 序号 | 名称 | 数量 |\n|---|---|---|\n"
        + "".join(f"| {n} | 水泵{n % 97} | {n * 7 % 1000} |\n" for n in range(80_000))
    ),
    "Markdown": counted("# 标题{n}\n- 项\n```\n", 60_000),
    "Markdown marks": again("**粗*斜_下~~删`码[链](址)![图](址) # > - + 1. |\n"),
    "HTML": again("<div><p class='a'>&nbsp;文本</p></div>"),
    "tags that never close": lambda _: "<" * 700_000 + "p>" * 300_000 + "<p " * 300_000,
    "entities": again("&nbsp;&amp;lt;&#12345;&#x4e2d;&quot&hellip;文"),
    "scripts": again("<script>var a = '文';</script><!-- <style>p{} -->\n"),
    "addresses of pages": again("http://www.a.com/教育 "),
    "beginnings of addresses": again("http://"),
    "addresses of mail": counted("a{n}@b{d}.com，", 120_000),
    "telephones": counted("电话：138{n:08}，", 100_000),
    "numbers of persons": counted("11010519491231{n:04}X 6222021234567890{d:03} ", 50_000),
    "base64": lambda _: base64.b64encode(random.Random(1).randbytes(1_500_000)).decode(),
    "one character": again("的"),
    "one word": again("发展"),
    "mojibake": again("锟斤拷浣犲ソÃ©鐨勫浗瀹\ufffd"),
    "mojibake in Latin": again("ä¸\xadå\x9b½ã€‚â€œæ–‡â€\x9dÂ\xa0"),
    "replacement characters": again("\ufffd教\ufffd\ufffd育"),
    "readings": again("务（wù）"),
    "ideographic spaces": again("\u3000"),
    "spaces between characters": again("教 育 工 作 "),
    "wrongly converted": again("干部裏麵示范準入隻是后面發佈"),
    "words of regions": again("軟件軟體信息資訊網絡網路質量品質的"),
    "traditional and simplified lines": again("這是一個測試的句子。\n这是一个测试的句子。\n"),
    "marks": again("。。，，、、……——！！？？"),
    "half-width marks": again("教育,工作;要点:办法.是的!吗?"),
    "invisible characters": again("教\u200b育\u00ad工\ufeff作\u202e"),
    "compatibility characters": again("⼀⼆ＡＢＣ１２３，,教:育;﹐㎡"),
    "private use": again("\ue000教\uf8ff育"),
    "other planes": again("𠮷𡃁教😀👍🏽育"),
    "combining marks": again("e\u0301教\u3099育\ufe0f"),
    "look-alikes": again("аbсdе Αlphа l1О0 二O一五年"),
    "kana and hangul": again("これはテスト教育한국어工作カ力ニ二ロ口"),
    "placeholders": again("20xx年XX区某某××单位　　　年　　月　　日"),
    "hard wraps": again("这是一个很长的句子被硬性地换行了没有任何标点符号存在其中就这样一直\n"),
    "carriage returns": lambda _: "教育\r" * 200_000 + "要点\r\n" * 200_000,
    "all but the same": counted("全镇共有图书角四十二处，藏书九万余册，去年接待读者{n}人次。\n", 30_000),
    "copies": copies,
    "abridged": again("（略）（以下省略）……（未完待续）[1][2][下一页] 阅读全文>>\n"),
    "front matter": again("---\ntitle: 教育\n---\n正文\n"),
    "halves of idioms": again("鼎力相既往不破釜沉一如既再接再迫不急甘败下"),
    "wrongly written idioms": again("再接再励，迫不急待，甘败下风，一愁莫展，按步就班，"),
    "的, 得 and 地": again("高兴的跳跑得快地慢慢的走的的得地"),
    "words twice": again("的的是是在在我我们们发展发展"),
    "Latin": again("the quick brown fox qq wechat www "),
    "spacing": again("教育education工作2024年a中1文"),
    "names of documents": again("《关于印发〈办法〉的通知》（国发〔2020〕1号）"),
    "names that differ": counted("张三{n}局长李四{d}主任，", 60_000),
    "ends of documents": again("附件：1. 名单\n特此通知\n某某局\n2024年1月1日\n"),
    "several documents": again("篇一：总结\n【第1篇】报告\n第一篇 体会\n范文二：讲话\n正文。\n"),
    "suppressions": again("教育 polint: ignore[ads/contact] 加微信 polint: disable[a] "),
    "JSON": again('{"text": "教育", "id": [1, 2, {"a": null}]},\n'),
    "formulas": again("$x_{1}^{2}$教$$\\frac{a}{b}$$\\(y\\)"),
    "code": again("```python\nprint('教育')  # 要点\n```\n    缩进\n"),
    "weekdays": counted("{b}月{c}日（星期{s}），{y}年{b}月{c}日（周{s}）上午，", 40_000),
    "sums": counted("全县{d}人，其中男{a}人，女{b}人；占{a}%、{b}%、{c}%。合计{n}元。\n", 30_000),
    "congresses": counted("{y}年，党的十{s}大和十{s}届{s}中全会召开，第{a}届全国人大第{b}次会议、", 25_000),
    "lives": counted("某某（{y}—2020年），{y}年{b}月生，现年{d}岁，享年{c}岁，", 30_000),
    "steps": counted("【第{s}步】首先打开，然后关闭，最后保存。第{a}步：点击。步骤{s}：共{a}步。\n", 25_000),
    "idioms with one character changed": shuffled("再接再历|一如即往|迫不急待|走头无路|谈笑风声|出奇不意|甘败下风|，|。|的"),
    "slips": again("在次再说在见再座以经已为必竞既使按装帐号座落好象想像"),
    "shortcodes": again("[gallery ids=1][/caption][b]教[/b]<?php echo %E6%95%99; ?>[[词条]]"),
    "pagers": again("上一页 1 2 3 4 5 下一页 尾页 共10页 第1/10页 转到第 页 GO\n"),
    "debris of JSON": again('"}],"id":1,"text":"教育\\u4e2d\\n工作\\/","a":{"b":[null,true'),
    "template variables": again("{{name}}先生${date}，{%if%}[姓名]%s您好{0}#{a}<%=b%>@@教育"),
    "names of pictures": again("微信图片_20200101.jpg IMG_2020.png 截图1.bmp\n"),
    "empty labels": again("姓名：\n电话：\n地址：\n备注：无\n"),
    "lists of names": counted("会议由张三{d}、李四{a}、王五{b}等{c}人参加，张三{b}和李四{d}等{a}位。", 25_000),
    "nested quotation marks": again("“甲‘乙“丙‘丁”戊’己”庚’「辛『壬「癸』」』"),
    "no mark at all": lambda sample: re.sub(r"\W+", "", sample)[:1_000_000],
    "lines without a mark": lambda sample: re.sub("(.{30})", r"\1\n", re.sub(r"\W+", "", sample)[:700_000]),
    "tiny lines": again("教\n", size=4_000_000),
    "lines of one character": lambda sample: "\n".join(sample.replace("\n", "")[:600_000]),
    "lines of two characters": lambda sample: re.sub("(..)", r"\1\n", sample.replace("\n", "")[:500_000]),
    "lines that end in CR": lambda sample: sample.replace("\n", "\r")[:700_000],
    "headings of chapters": counted("第{n}章 标题{d}\n第{a}节 要点\n", 50_000),
    "headings that fall": lambda _: "".join(f"第{n}条　办理。\n" for n in range(70_000, 0, -1)),
    "scripts by characters": again("国國学學会會发發，"),
    "traditional with simplified words": again("我們認為這個國家的经济發展很快，學校和医院都建起來了。\n"),
    "one character changed": one_changed,
    "sentences in no order": sentences_shuffled,
    "marks in no order": shuffled("。|，|、|“|”|‘|’|（|）|《|》|：|；|？|！|…|—|,|.|:|(|)|\"|教|育|\n"),
    "dates in no order": shuffled("2024年|5月|31日|星期三|（|）|至|前|届|第|周年|次|同年|，|。|\n|1949|十二|岁|生于|2023-02-30|上午", between=""),
    "counts in no order": shuffled("三|项|以下|共|个|等|其中|分别|首先|最后|是|一是|二是|；|、|。|，|甲|乙|工作|以上|\n|五大|方面|：|两|“|”"),
    "headings in no order": shuffled("一、|（一）|1.|（1）|①|第一章|第一条|第一，|总则\n|\n|办法。|，详见|第三条|本章|附件1|图2|表3|前款"),
    "characters in no order": shuffled("国|國|学|裏|面|后|後|ー|カ|а|о|１|，|,|a|软件|軟體|\u200b|⼀|里|干|發|于|於|著|着|隻|只"),
    "promises": again("今天讲三个问题，如下表：一、甲如下：下表：目录"),
    "parts in one line": counted(":一、甲{n}二、乙{n}，三个部分:（一）丙", 40_000),
    "captions": counted("图{n} 水泵\n见图{a}-{b}、表{n}，附件{a}：\n", 40_000),
    "annexes": counted("附件{a}、附件{n}。附表{s}、附录A、", 40_000),
    "indented markers": again(" 二、 三、甲（二）"),
    "markers that follow nothing": again("，二是修路。 二、通水"),
    "periods in lines that end in CR": counted("{y}年{b}月{c}日至{b}月{c}日，{y}-{b:02}-{c:02}\r", 40_000),
    "ages": again("（1900—1899）（1950年生，1940年卒）享年八十岁，时年十岁，"),
    "quotations of two scripts": again("「经济發展」“學校学校”《國家国家》"),
    "quotations that never close": again("“經济"),
    "scripts in one line": again("<script>教</script><!--文"),
    "dollars": again("$$教育$$文$a"),
    "padded lines": again("教育    \n    工作\n"),
    "idioms in one line": again("再接再励迫不急待甘败下风一愁莫展按步就班"),
    "phrases in lines, shuffled": shuffled(
        "转载请注明出处|长按识别二维码|责任编辑：|打印本页|上一篇|分享到|关注公众号|点击下载|本文来源|版权所有|扫一扫|\n|\n|\n"
    ),
    "addresses of offices": counted("test{n}.info@b{d}.com，", 70_000),
    "plates": counted("京A{n:05}，沪B·{n:05} ", 60_000),
    "passports": counted("护照E{n:08}，G{n:08} ", 50_000),
    "numbers in groups": counted("138-{n:04}-5678 6222 0212 3456 7890 ", 45_000),
    "numbers of orders": counted("订单62220212345678{n:05}，例如138{n:08}，", 40_000),
    "control characters": shuffled(
        "\x01|\x0b|\x85|\u2028|\u200b|\u202e|教|育|\ufeff|\xad|\u3000"
    ),
    "full-width dates": counted("１２{a}，二０二３年１{a}月{a}日 ", 50_000),
    "suppressions in lines": again("教育 <!-- polint: ignore[ads/contact] 理由 --> 加微信abc123\n"),
    "suppressions of what is not there": strange_names,
    "sections that are missing": shuffled(
        "一、|三、|五、|以下三点：|如下：\n|（一）|（三）|见下表\n|包括：\n|分为四部分\n|，|。|\n|第三部分"
    ),
    "counts in lines": shuffled(
        "三个方面：|一是|二是|三是|“五个一”工程|四项|（一）|（二）|、|，|。|；|等|分别是|即|包括|\n"
    ),
    "sources": shuffled(
        "来源：|作者：|新华网|2024-01-02|责任编辑：|原标题：|转载|\n|。|本报讯|记者张三|http://www.a.cn/|编辑：李四"
    ),
    "words with digits in them": shuffled(
        "pane1|passw0rd|wi1l|he11o|l0ve|c0de| |，|教|\n|y0u|g00d|1ike|w0rk|x1|x2"
    ),
    "letters of all scripts": shuffled("教|育|的|가|ж|ก|ㄅ|，|。|の|あ"),
    "one long word": again("a" * 5_000, "教"),
    "one address": lambda _: "http://a.com/" + "a" * SIZE,
    "nested tags": lambda _: "<div>" * 150_000 + "文" + "</div>" * 150_000,
    "nested lists of JSON": lambda _: '{"a":[' * 150_000 + "1" + "]}" * 150_000,
    "literals in no order": own_triggers,
    "all triggers, shuffled": shuffled(
        "一、|（二）|3.|④|第五条|六是|“|”|（|）|《|》|加微信|扫码|http://|138|2024年|2月|30日|共五章|以上三点|三项任务|"
        "�|锟斤拷|&nbsp;|<p>|</p>|#|- |\n|\n|　|。|，|、|,|學|学|裏|a1|要点|的|得|再接再励|〔2020〕|图1|表2|[3]"
    ),
}  # fmt: skip
"""What each text is called, and how it is made; from ordinary text where it wants some."""


def yardstick(text: str) -> float:
    """MB/s of the yardstick."""
    started = time.process_time()
    re.findall("[\u4e00-\u9fff]+", text)
    return len(text.encode()) / 1e6 / (time.process_time() - started)


def ordinary(folder: Path | None, size: int = 4_000_000) -> str:
    """Ordinary text: of `folder`, or our own."""
    if folder is None:
        return "\n\n".join(texts(size))
    files = sorted(folder.rglob("*.txt"))
    return "\n\n".join(islice((file.read_bytes().decode("utf-8", "replace") for file in files), 10_000))


def laid(sample: str, wanted: list[str], work: Path) -> Iterator[tuple[str, Path]]:
    """Each of the texts `wanted`, all if none is, in a folder of its own."""
    for name, make in HOSTILE.items():
        if not wanted or any(word in name for word in wanted):
            folder = work / re.sub(r"\W+", "-", name)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "a.txt").write_bytes(make(sample).encode())
            yield name, folder


def main() -> int:
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    cli.add_argument("names", nargs="*")
    cli.add_argument("--texts", type=Path)
    cli.add_argument("--profile", default="default")
    cli.add_argument("--min-ratio", type=float, default=0.05)
    cli.add_argument("--lay", type=Path)
    options = cli.parse_args()
    sample = ordinary(options.texts)
    if options.lay:
        for name, folder in laid(sample, options.names, options.lay):
            print(folder, name)
        return 0
    slow = 0
    with tempfile.TemporaryDirectory() as work:
        environment = {"POLINT_CACHE_DIR": str(Path(work) / "cache")}
        start = Path(work) / "start"
        start.mkdir()
        (start / "a.txt").write_text("教育工作。\n", encoding="utf-8")
        cost([sys.executable, "-m", "polint", "cache", "build"], start, **environment)
        command = [*ONE_JOB, "--profile", options.profile, "."]
        begin = min(cost(command, start, **environment)[0] for _ in range(4))
        stick = statistics.median(yardstick(sample) for _ in range(5))
        print(f"yardstick {stick:.0f} MB/s, start {begin:.2f} s", flush=True)
        for name, folder in laid(sample, options.names, Path(work) / "texts"):
            size = (folder / "a.txt").stat().st_size / 1e6
            stick = statistics.median([stick, *(yardstick(sample) for _ in range(2))])
            speed = size / max(cost(command, folder, **environment)[0] - begin, 1e-3)
            few = speed < options.min_ratio * stick
            slow += few
            print(
                f"{name:32} {size:5.1f} MB {speed:7.1f} MB/s {speed / stick:7.3f}{' SLOW' * few}", flush=True
            )
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
