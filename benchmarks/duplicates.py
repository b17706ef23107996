"""How well near copies and parts are found: labelled pairs from synthetic texts, beside datasketch and rensa.

    python benchmarks/duplicates.py [TEXTS]         (default: 150 of each kind)

Each text of a kind gives one pair that is a copy (edited by 1, 3, 5 or 10%, converted to traditional script,
re-wrapped, re-punctuated) or a part (truncated to 60%, two merged), or one that is neither (the same template, the
same topic). An edit replaces, deletes or inserts a character or a short word at a random place. All texts of a kind
are one corpus; every tie between two of them that is not the labelled pair is a wrong one.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator

from polint.corpus import Corpus
from polint.document import Document
from polint.fold import SHARED
from polint.plugin import Plugins
from polint.scan import Scanner
from polint.variant import dictionary

SUBJECTS = "县图书馆 镇卫生院 老码头 茶农合作社 山村小学 河道保洁队 社区食堂 古桥修缮组 气象观测站 果园 养蜂人 木偶剧团 渡口 乡邮员 护林员 夜校 水文站 竹编作坊 修表铺 渔政船".split()  # noqa: SIM905
VERBS = "启用了 修复了 添置了 清点了 记录了 展出了 送来了 试种了 疏通了 登记了 绘制了 腾出了 改造了 收集了 讲解了 加固了".split()  # noqa: SIM905
THINGS = "一批旧书 两台水泵 三间教室 四十株桂花 五条长凳 一本账簿 七口古井 八百只蜂箱 九盏路灯 十幅地图 一套桌椅 半船石料 两箱药材 几张老照片 一条步道 二十只木偶 一座凉亭 三块石碑".split()  # noqa: SIM905
PLACES = "村东头 后山坡 旧粮站 河对岸 集市旁 祠堂里 水库边 半山腰 街角 码头上 晒谷场 校门口 石桥下 老井旁 竹林深处".split()  # noqa: SIM905
TIMES = "清晨 傍晚 入冬以后 雨季之前 上个月 今年春天 开学那天 赶集的日子 大雾天 霜降过后 正午 月底".split()  # noqa: SIM905
TAILS = "大家都说值得 没有人再提旧事 孩子们围着看 账目贴在墙上 老人点了点头 第二天又下了雨 只花了半天工夫 仍旧缺一把钥匙 于是重新排了班 消息很快传开 手续还差一个章 灯一直亮到天明".split()  # noqa: SIM905
MARKS = "，。；、！？"


def sentence(source: random.Random) -> str:
    """A sentence of its own."""
    words = "".join(chr(source.randrange(0x4E00, 0x4E00 + 6000)) for _ in range(source.randrange(4, 9)))
    parts = [source.choice(TIMES), source.choice(SUBJECTS), source.choice(VERBS), source.choice(THINGS)]
    return f"{parts[0]}，{source.choice(PLACES)}的{parts[1]}{parts[2]}{parts[3]}，名叫{words}，{source.choice(TAILS)}。"


def text(source: random.Random, least: int = 300, most: int = 1500) -> str:
    """A text of 300 to 1,500 characters in paragraphs."""
    size, found = source.randrange(least, most), ""
    while len(found) < size:
        found += sentence(source) + ("\n" if source.random() < 0.3 else "")
    return found


def edited(original: str, share: float, source: random.Random) -> str:
    """`original` with this share of its characters replaced, deleted or inserted, in pieces of one to three."""
    chars, left = list(original), int(len(original) * share)
    while left > 0:
        size = min(left, source.randrange(1, 4))
        at = source.randrange(len(chars) - size)
        fresh = [chr(source.randrange(0x4E00, 0x4E00 + 3000)) for _ in range(size)]
        kind = source.randrange(3)
        if kind == 0:
            chars[at : at + size] = fresh
        elif kind == 1:
            del chars[at : at + size]
        else:
            chars[at:at] = fresh
        left -= size
    return "".join(chars)


_TRADITIONAL = {key: found[0] for key, found in dictionary("STCharacters").items()}


def traditional(original: str) -> str:
    return "".join(_TRADITIONAL.get(char, char) for char in original)


def rewrapped(original: str) -> str:
    flat = original.replace("\n", "")
    return "\r\n".join("　　" + flat[at : at + 32] for at in range(0, len(flat), 32))


def repunctuated(original: str, source: random.Random) -> str:
    return "".join(source.choice(MARKS) if char in MARKS else char for char in original)


def template(source: random.Random) -> str:
    """A form filled in: about half of each text is the form's."""
    facts = [sentence(source) for _ in range(4)]
    return (
        "建设用地批准结果公告\n经审查，该项目符合土地利用总体规划和村庄规划，现将批准结果公告如下：\n"
        f"一、用地单位：{facts[0]}\n二、用地位置：{facts[1]}\n三、批准用途：{facts[2]}\n四、其他事项：{facts[3]}\n"
        "公告期限为十五日。利害关系人对批准结果有异议的，可以在公告期内向本局书面提出，逾期不予受理。特此公告。\n县自然资源局\n"
    )


def topic(source: random.Random) -> tuple[str, str]:
    """Two reports of one event: the same facts, other sentences."""
    fact = sentence(source)
    return fact + text(source, 200, 500), "据悉，" + fact[4:] + text(source, 200, 500)


KINDS: dict[str, tuple[str, Callable[[str, random.Random], tuple[str, str]]]] = {
    "edited 1%": ("near", lambda one, source: (one, edited(one, 0.01, source))),
    "edited 3%": ("near", lambda one, source: (one, edited(one, 0.03, source))),
    "edited 5%": ("near", lambda one, source: (one, edited(one, 0.05, source))),
    "edited 10%": ("near, not counted", lambda one, source: (one, edited(one, 0.10, source))),
    "S to T": ("near", lambda one, source: (one, traditional(one))),
    "re-wrapped": ("near", lambda one, source: (one, rewrapped(one))),
    "re-punctuated": ("near", lambda one, source: (one, repunctuated(one, source))),
    "truncated to 60%": ("contained", lambda one, source: (one, one[: int(len(one) * 0.6)])),
    "two merged": (
        "contained",
        lambda one, source: (one, one + "\n" + text(source, len(one) // 2, 2 * len(one))),
    ),
    "same template": ("none", lambda one, source: (template(source), template(source))),
    "same topic": ("none", lambda one, source: topic(source)),
}

Pairs = set[tuple[int, int]]


def polint(texts: list[str]) -> Pairs:
    rules = Plugins().rules
    corpus = Corpus([rules[f"duplicate/{name}"]() for name in ("exact", "near", "contained")])
    scans = Scanner((), SHARED.tables).scan(texts)
    for number, (content, scan) in enumerate(zip(texts, scans, strict=True)):
        document = Document(content, f"{number:06}")
        document.attach(scan)
        corpus.add(document)
    return {
        (int(related.path or 0), int(finding.path))
        for group in corpus.findings()
        for finding in group
        for related in finding.related
    }


def shingles(content: str) -> list[str]:
    return [content[at : at + 5] for at in range(max(1, len(content) - 4))]


def datasketch(texts: list[str]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.6, num_perm=128)
    found: Pairs = set()
    for number, content in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([shingle.encode() for shingle in shingles(content)])
        found |= {(int(other), number) for other in lsh.query(hashed)}
        lsh.insert(str(number), hashed)
    return found


def rensa(texts: list[str]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.6, num_perm=128, num_bands=32)
    made = []
    for number, content in enumerate(texts):
        hashed = RMinHash(num_perm=128, seed=42)
        hashed.update(shingles(content))
        made.append(hashed)
        lsh.insert(number, hashed)
    return {
        (min(a, b), max(a, b))
        for a, hashed in enumerate(made)
        for b in lsh.query(hashed)
        if a != b and hashed.jaccard(made[b]) >= 0.6
    }


def finders() -> Iterator[tuple[str, Callable[[list[str]], Pairs]]]:
    """Ours, and those of the others that are installed."""
    yield "polint", polint
    for name, found in (("datasketch", datasketch), ("rensa", rensa)):
        try:
            __import__(name)
        except ImportError:
            print(f"{name} is not installed")
        else:
            yield name, found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    for name, find in finders():
        counted: dict[str, list[int]] = {}
        print(f"\n{name:20}{'precision':>10}{'recall':>8}{'F1':>8}{'MB/s':>8}")
        for number, (kind, (label, make)) in enumerate(KINDS.items()):
            source = random.Random(number)
            pairs = [make(text(source), source) for _ in range(count)]
            texts = [one for pair in pairs for one in pair]
            started = time.process_time()
            ties = find(texts)
            took = time.process_time() - started
            wanted = {(2 * n, 2 * n + 1) for n in range(count)} if label != "none" else set()
            right, wrong, missed = len(ties & wanted), len(ties - wanted), len(wanted - ties)
            speed = sum(len(one.encode()) for one in texts) / took / 1e6
            print(
                f"{kind:20}{_scores(right, wrong, missed)}{speed:8.1f}"
                + (f"  {wrong} wrong" if wrong else "")
            )
            for part in ("near", "contained") if label == "none" else (label,):
                sums = counted.setdefault(part, [0, 0, 0])
                for at, value in enumerate((right, wrong, missed)):
                    sums[at] += value
        for part in ("near", "contained"):
            print(f"{part + ' in all':20}{_scores(*counted[part])}")


def _scores(right: int, wrong: int, missed: int) -> str:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:10.3f}{recall:8.3f}{f1:8.3f}"


if __name__ == "__main__":
    main()
