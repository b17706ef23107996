"""Address: what a host name says of who publishes there.

The table of hosts names newspapers, agencies and broadcasters that everyone knows; it is written for this project from
common knowledge, and holds no address that means more than one publisher.
"""

from __future__ import annotations

import re
from typing import Literal

from polint.pattern import lazy

Land = Literal["mainland", "taiwan", "hong-kong", "macau", "abroad", ""]

_LANDS: dict[str, Land] = {
    "cn": "mainland", "xn--fiqs8s": "mainland", "中国": "mainland", "tw": "taiwan", "hk": "hong-kong", "mo": "macau",
}  # fmt: skip
_ANYWHERE = frozenset(
    ["ac", "ai", "cc", "co", "fm", "gg", "im", "io", "is", "la", "ly", "me", "sh", "so", "st", "to", "tv", "vc", "ws", "xyz"]
)  # fmt: skip
"""Country codes that are sold to everyone as if they were names."""

_HOSTS: dict[str, tuple[str, ...]] = {
    "xinhuanet.com": ("新华",), "news.cn": ("新华",), "people.com.cn": ("人民网", "人民日报"), "chinanews.com": ("中国新闻", "中新"),
    "chinanews.com.cn": ("中国新闻", "中新"), "cctv.com": ("央视", "中央广播电视", "中央电视台"), "gmw.cn": ("光明",), "china.com.cn": ("中国网",),
    "ce.cn": ("中国经济网", "经济日报"), "cnr.cn": ("央广", "中央人民广播"), "youth.cn": ("中国青年网", "中国青年报"), "cyol.com": ("中国青年报", "中青"),
    "thepaper.cn": ("澎湃",), "caixin.com": ("财新",), "bjnews.com.cn": ("新京报",), "jiemian.com": ("界面",), "guancha.cn": ("观察者",),
    "huanqiu.com": ("环球",), "udn.com": ("联合",), "ltn.com.tw": ("自由",), "chinatimes.com": ("中时", "中国时报", "工商时报"),
    "cna.com.tw": ("中央社", "中央通讯"), "rthk.hk": ("香港电台",), "hk01.com": ("香港01",), "mingpao.com": ("明报",), "zaobao.com.sg": ("早报",),
    "zaobao.com": ("早报",), "wenweipo.com": ("文汇",), "takungpao.com": ("大公",),
}  # fmt: skip

_MAINLAND = lazy(
    r"人民政府|街道办事处|居民委员会|居委会|村民委员会|村委会|中国共产党.{2,12}委员会|^中共.{1,12}委|(?:省|市|县|区|旗|镇|乡)委(?:员会|办|组织部|宣传部|$)|"
    r"(?:县|区|旗)(?:教育体育|教体|水务|民政|财政|应急管理|市场监督管理|人力资源和社会保障|自然资源|农业农村|卫生健康|医疗保障|退役军人事务|住房和城乡建设|"
    r"审计|统计|信访|林业|交通运输|文化和旅游|发展和改革)局"
)
"""Bodies that there are on the mainland only."""
_TAIWAN = lazy(r"(?:乡|镇|区)公所|行政院|立法院|监察院|考试院|国民中学|国民小学|县政府教育处")
"""Bodies that there are in Taiwan only."""


def host(url: object) -> str:
    """The host name in `url` in lower case, nothing where there is none."""
    if not isinstance(url, str):
        return ""
    text = url.strip()
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*://", text):
        text = "//" + text
    from urllib.parse import urlsplit  # with all that it imports, it costs more than most corpora need

    try:
        found = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    return found.rstrip(".") if "." in found else ""


def land(name: str) -> Land:
    """Where the host `name` is at home by its top-level domain; nothing where that says nothing."""
    top = name.rpartition(".")[2]
    found = _LANDS.get(top)
    if found is not None:
        return found
    return "abroad" if len(top) == 2 and top.isalpha() and top not in _ANYWHERE else ""


def land_of_body(publisher: str) -> Land:
    """Where the body named `publisher` (folded) must be at home; nothing where its name does not say."""
    if _MAINLAND.search(publisher):
        return "mainland"
    return "taiwan" if _TAIWAN.search(publisher) else ""


def is_known_elsewhere(name: str, publisher: str) -> bool:
    """Whether the host `name` belongs to one known publisher and `publisher` (folded) is another one."""
    own = _titles(name)
    if not own or any(title in publisher for title in own):
        return False
    return any(title in publisher for titles in _HOSTS.values() for title in titles)


def _titles(name: str) -> tuple[str, ...]:
    parts = name.split(".")
    return next((found for n in range(len(parts) - 1) if (found := _HOSTS.get(".".join(parts[n:])))), ())
