"""Texts of our own for the benchmarks: as many as are asked for, at some 20 MB/s, no two the same.

Each is a report of a dozen sentences with a title and a date; one in fifty has a defect, one in two hundred is a
copy of an earlier one, and one in a hundred names somebody's telephone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

SUBJECTS = "县图书馆 镇卫生院 老码头 茶农合作社 山村小学 河道保洁队 社区食堂 古桥修缮组 气象观测站 果园 养蜂人 木偶剧团 渡口 乡邮员 护林员 夜校 水文站 竹编作坊 修表铺 渔政船".split()  # noqa: SIM905
VERBS = "启用了 修复了 添置了 清点了 记录了 展出了 送来了 试种了 疏通了 登记了 绘制了 腾出了 改造了 收集了 讲解了 加固了".split()  # noqa: SIM905
THINGS = "一批旧书 两台水泵 三间教室 四十株桂花 五条长凳 一本账簿 七口古井 八百只蜂箱 九盏路灯 十幅地图 一套桌椅 半船石料 两箱药材 几张老照片 一条步道 二十只木偶 一座凉亭 三块石碑".split()  # noqa: SIM905
PLACES = "村东头 后山坡 旧粮站 河对岸 集市旁 祠堂里 水库边 半山腰 街角 码头上 晒谷场 校门口 石桥下 老井旁 竹林深处".split()  # noqa: SIM905
TIMES = "清晨 傍晚 入冬以后 雨季之前 上个月 今年春天 开学那天 赶集的日子 大雾天 霜降过后 正午 月底".split()  # noqa: SIM905
TAILS = "大家都说值得 没有人再提旧事 孩子们围着看 账目贴在墙上 老人点了点头 第二天又下了雨 只花了半天工夫 仍旧缺一把钥匙 于是重新排了班 消息很快传开 手续还差一个章 灯一直亮到天明".split()  # noqa: SIM905
SYLLABLES = (
    "山水田林路桥渡口茶园稻谷书屋灯会船工石匠老街新村晨雾晚霞春耕秋收井台祠堂水车磨坊鱼塘竹篮草鞋陶罐瓦当"
)
DEFECTS = (
    "酿酒�要封坛三年。",
    "今年要办好四件实事：一是修路；二是通水；三是建一所幼儿园。",
    "老闆年輕時在印刷廠干活。",
    "窗外下着雨。锟斤拷锟斤拷他没有带伞。",
)


def _clauses(source: random.Random, count: int) -> list[tuple[str, str]]:
    """What stands before and behind the name in a sentence."""
    return [
        (
            f"{source.choice(TIMES)}，{source.choice(PLACES)}的{source.choice(SUBJECTS)}{source.choice(VERBS)}"
            f"{source.choice(THINGS)}，名叫",
            f"，{source.choice(TAILS)}。",
        )
        for _ in range(count)
    ]


def _paragraph(source: random.Random, clauses: list[tuple[str, str]], names: str, count: int) -> list[str]:
    """Sentences of which each has a name of its own: a text that says one sentence twice is a finding."""
    span = len(names) - 9
    found = []
    for before, behind in source.choices(clauses, k=count):
        at = int(source.random() * span)
        found.append(f"{before}{names[at : at + 5 + at % 4]}{behind}")
    return found


def texts(size: int, each: int = 3000, seed: int = 1) -> Iterator[str]:
    """Texts of about `each` bytes, `size` bytes together."""
    source = random.Random(seed)
    clauses = _clauses(source, 20_000)
    names = "".join(source.choices(SYLLABLES, k=1_000_000))
    many = max(1, each // 130)
    total = number = 0
    old = ""
    while total < size:
        parts = _paragraph(source, clauses, names, many)
        if number % 50 == 7:
            parts[many // 2] = source.choice(DEFECTS)
        if number % 100 == 9:
            parts[-1] = f"想租房的请打138{source.randrange(10**7, 10**8)}，随时可以看房。"
        text = (
            f"{source.choice(PLACES)}见闻之{number}\n"
            + "".join(parts[: many // 2])
            + "\n"
            + "".join(parts[many // 2 :])
            + "\n"
        )
        if number % 200 == 3 and old:
            text = old
        if number % 200 == 1:
            old = text
        yield text
        total += len(text.encode())
        number += 1


def tree(folder: Path, size: int, each: int = 3000, in_folder: int = 1000) -> int:
    """A tree of text files; returns how many."""
    count = 0
    for count, text in enumerate(texts(size, each), 1):
        place = folder / f"{(count - 1) // in_folder:04}"
        if count % in_folder == 1:
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{count:07}.txt").write_text(text, encoding="utf-8")
    return count


def lines(path: Path, size: int, each: int = 3000) -> int:
    """A JSON Lines file; returns the number of records."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for count, text in enumerate(texts(size, each), 1):
            file.write(json.dumps({"id": str(count), "text": text}, ensure_ascii=False) + "\n")
    return count
