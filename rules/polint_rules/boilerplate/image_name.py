"""boilerplate/image-name."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from polint.document import Document
from polint.finding import Draft, Fix, Omitted
from polint.message import Text
from polint.pattern import lazy
from polint.phrase import is_quoted
from polint.phrasebook import EDGE, line_around
from polint.rule import Findings, Rule, right, wrong

if TYPE_CHECKING:
    from polint.batch import Batch

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".heic", ".svg", ".mp4", ".wmv", ".avi")
_WAKING = frozenset(_ENDINGS)
_LONGEST = 80
# Read from its end, where it is known to stand.
_EMAN = lazy(r"(?:\)\d{1,3}\( ?)?[\w\-.()（）~@+\u3400-\u9fff]{1,80}")
_END = lazy(r"\.(?:png|jpe?g|gif|bmp|webp|tiff?|heic|svg|mp4|wmv|avi)(?![a-z0-9])")
_AT_END = lazy(r"[a-z0-9_\-.()~@+]+\Z")
_HAN_PREFIX = lazy(
    r"(?:微信|企业微信|qq|钉钉|屏幕|手机|新建|未命名|未标题|下载|百度|美图|截图录屏)?(?:图片|截图|截屏|照片|相片|视频|图像|未标题|未命名|扫描件|文件)"
    r"[_\-]?\Z"
)
# Phones and systems put blanks into the names of what they take of a screen.
_SCREEN = lazy(
    r"(?:屏幕截图|屏幕快照|屏幕录制|萤幕截图|萤幕快照|萤幕撷取画面|萤幕录影|截屏|截图|微信图片|微信截图|screen ?shot|screen recording|whatsapp image|image|img|photo)"
    r"(?: [\d.\-:_年月日时分秒]{1,14}| at| [ap]m| 上午| 下午){0,4} ?\Z"
)
# A time stamp, a hash, or what cameras, phones and programs call their pictures.
_STAMP = r"\d{6,}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{8,}"
_CALLED = (
    r"(?:img|dsc[nf]?|dji|mvimg|pxl|wp|screenshot|mmexport|image|photo|pic|snap|p\d|"
    r"wechatimg|wx|qq|unnamed|untitled|微信|企业微信|截图|截屏|屏幕|图片|照片|未标题|未命名)[_\-\d]"
)
_MACHINE = lazy(rf"{_STAMP}|\A{_CALLED}")
_MACHINE_IN = lazy(f"{_STAMP}|{_CALLED}")
_ABOUT = (
    "命名",
    "例如",
    "文件名",
    "格式",
    "保存为",
    "另存",
    "名为",
    "叫做",
    "上传",
    "扩展名",
    "后缀",
    "路径",
    "目录",
    "存档",
    "档名",
    "档案名",
)
_LABEL = lazy(
    r"[(\[【*·\-• ]*(?:(?:图片|插图|附图|配图|题图|照片|图|image|img|photo)[0-9]{0,2}[: \]】)]*)?[(\[【 ]*"
)
_MARKS = "。！？!?；;”」』）)】…:：，,"
_BEFORE = frozenset(EDGE + "\n\r\uffff([【*·-•:]】)")
"""What may stand before a name on a line of its own: the ends of the line, of a text and of a label."""
_BEHIND = ")]】* "


def with_names(batch: Batch) -> Collection[int]:
    """The sieve: the texts with a name that stands where a line's own would, or may be made by a machine."""
    folded = batch.folded if (ends := batch.places(_WAKING)) else ""
    return batch.texts_where(
        [end - 1 for end in ends], lambda last: _may_be_left(folded, folded.rfind(".", 0, last + 1))
    )


def _may_be_left(folded: str, place: int) -> bool:
    """Whether the name whose ending stands at a place of a batch is one that _judge may find."""
    end = _END.match(folded, place)
    name = _EMAN.match(folded[max(0, place - _LONGEST) : place][::-1])
    if end is None or name is None:
        return False
    start, stop = place - name.end(), end.end()
    before = folded[start - 1 : start]
    if not before or before in _BEFORE or name.end() >= _LONGEST:
        rest = folded[stop : stop + 60].lstrip(_BEHIND + EDGE)
        if not rest or rest[0] in "\n\r\uffff":
            return True
    return _MACHINE_IN.search(folded, max(0, start - 60) if before == " " else start, stop) is not None


class ImageName(Rule):
    """The file name of a picture in the text."""

    id = "boilerplate/image-name"
    severity = "error"
    triggers = _ENDINGS
    sieve = f"{__name__}:with_names"
    by_triggers = True
    summary = Text("the file name of a picture left in the text", "残留在正文中的图片文件名")
    what = Text(
        "Finds the name of a picture or a film that stands where the picture stood: on a line of its own, or, "
        "where the name was made by a camera, a phone or a server, between two sentences. Names in "
        "instructions, in quotation marks, in addresses, in code and in lists of files are left alone.",
        "查找图片（或视频）原处留下的文件名：独占一行，或由相机、手机、服务器生成的名字夹在两句之间。"
        "操作说明、引号、网址、代码和文件清单中的文件名不报。",
    )
    why = Text(
        "The picture is gone and its name tells nothing.",
        "图片已经不在，文件名毫无意义。",
    )
    messages = {
        "line": Text("the file name of a picture on a line of its own", "独占一行的图片文件名"),
        "inline": Text("the file name of a picture between two sentences", "夹在句子之间的图片文件名"),
    }
    examples = (
        wrong(
            "开幕式在体育馆举行，八百名学生参加。\n⟦20230918104512233-7-c02e1.jpg⟧\n闭幕式定于周五下午。",
            "开幕式在体育馆举行，八百名学生参加。\n闭幕式定于周五下午。",
        ),
        wrong("午後走進茶園，茶農示範怎麼揉捻。\n⟦DSC_0382.JPG⟧\n回程時大家都帶了一包茶。"),
        wrong(
            "废弃的猪圈改成了菜园，种上豆角。⟦微信图片_20230411090807.png⟧村民说心里舒坦。",
            "废弃的猪圈改成了菜园，种上豆角。村民说心里舒坦。",
        ),
        wrong("展厅分为三个部分。\n⟦图片1.png⟧\n第一部分讲的是盐，第二部分讲的是茶，第三部分讲的是马。"),
        wrong("午後雷陣雨說來就來。\n⟦螢幕截圖 2022-06-18 下午3.20.11.png⟧\n攤販趕緊撐起帆布。"),
        right("请将扫描件命名为“姓名-学号.jpg”，例如“林溪-20230117.jpg”，打包后上传。"),
        right("把 logo.png 放进 assets 目录，構建時會自動加上雜湊值，輸出為 logo.3f2a91bc.png。"),
        right("目录里只有三个文件：\nbanner.jpg\nlogo.png\nicon.svg\n"),
    )

    def check(self, document: Document) -> Findings:
        """One finding a name."""
        folded = document.folded
        done = -1
        places = iter(document.hits_of(_WAKING))
        for place in places:
            end = _END.match(folded, place)
            if end is None or place < done:
                continue
            name = _EMAN.match(folded[max(0, place - _LONGEST) : place][::-1])
            if name is None:
                continue
            start, stop = _start(folded, place - name.end(), place), end.end()
            if start and folded[start - 1] == " ":
                screen = _SCREEN.search(folded, max(0, start - 60), start)
                start = screen.start() if screen else start
            done = stop
            draft = self._judge(document, start, stop)
            if draft is not None and (yield draft):
                yield Omitted.rest(places)
                return

    def _judge(self, document: Document, start: int, end: int) -> Draft | None:
        # What is asked of the whole document (where its code is) is asked last: most names are in manuals.
        folded = document.folded
        if is_quoted(document.text, max(0, start - 60), start):
            return None
        line = line_around(folded, start, end, 120)
        if (
            line is not None
            and _LABEL.fullmatch(folded, line.start, start)
            and not folded[end : line.end].strip(_BEHIND)
        ):
            if _is_list(document, line.start, line.end) or not document.regions.is_prose(start):
                return None
            stop = line.end
            while stop < len(folded) and folded[stop] in " \t":
                stop += 1
            if folded.startswith("\r\n", stop):
                stop += 2
            elif stop < len(folded):
                stop += 1
            return self.draft(line.start, line.end, "line", fix=Fix.replace(line.start, stop, ""))
        if _MACHINE.search(folded[start:end]) is None:
            return None
        around = folded[max(0, start - 40) : end + 20]
        if any(word in around for word in _ABOUT):
            return None
        before, after = folded[start - 1 : start], folded[end : end + 1]
        if before not in ("", "\n", "\r") and before not in _MARKS and after not in ("", "\n", "\r"):
            return None
        if not document.regions.is_prose(start):
            return None
        return self.draft(start, end, "inline", fix=Fix.replace(start, end, ""))


def _start(folded: str, start: int, place: int) -> int:
    """Where the name begins: Chinese characters before it belong to it only where programs write them, or
    where they begin the line."""
    name = folded[start:place]
    before = folded[start - 1 : start]
    if not before or before in "\n\r \t" or (before in _MARKS and name[0].isascii() and "_" in name):
        return start
    run = _AT_END.search(name)
    latin = run.start() if run else len(name)
    prefix = _HAN_PREFIX.search(name[:latin])
    return start + (prefix.start() if prefix else latin)


def _is_list(document: Document, start: int, end: int) -> bool:
    """Whether the line above or below is a file name, too, made by hand, or announces names."""
    folded = document.folded
    above = folded[max(0, start - 60) : start].rstrip().rsplit("\n", 1)[-1]
    below = folded[end : end + 60].lstrip().split("\n", 1)[0]
    if _MACHINE.search(folded[start:end]):
        return any(word in above for word in _ABOUT) and above.endswith(":")
    return bool(_END.search(above) or _END.search(below) or any(word in above for word in _ABOUT))
