"""Place: which counties, towns and villages a text names, without a gazetteer.

A place is known by the two characters before 省 市 县 区 镇 乡 村: all of most names, and enough of a longer one
to know it again. What is no name (城市, 全县, 示范区) is told by its last characters.
"""

from __future__ import annotations

from polint.pattern import lazy

LEVELS = {"省": 5, "州": 4, "市": 4, "盟": 4, "县": 3, "区": 3, "旗": 3, "镇": 2, "乡": 2, "街道": 2, "村": 1}
"""Places of one level cannot stand for one another; a county may well be written about by its city."""

# A set stands first: where none of it is, the search is quick.
_PLACE = lazy(
    r"[省州市县区盟旗镇乡村街](?:(?<!街)|道)(?![里内外域级直长民属情容场位貌主]|政(?!府|协|法)|委书)"
)
_NO_FIRST = frozenset(
    "全各本我该某外两多此每一二三四五六七八九十几个到在于与和的等赴从向对由将被是有以及至往"
)
_NO_NAME = frozenset(
    [
        "示范", "开发", "高新", "自治", "保护", "行政", "贫困", "试点", "中心", "实验", "管理", "合作", "服务", "功能", "生活", "工作",
        "居住", "作业", "风景", "旅游", "工业", "农业", "商业", "住宅", "核心", "重点", "特色", "文明", "美丽", "先进", "自然", "边境",
        "沿海", "中小", "产业", "物流", "度假", "直辖", "地级", "县级", "人民", "相关", "有关", "所在", "所属", "当地", "户籍", "种植",
        "养殖", "覆盖", "封闭", "危险", "安全", "活动", "休息", "等候", "阅读", "办公", "教学", "体验", "展示", "儿童", "公共", "帮扶",
        "移民", "空心", "偏远", "传统", "历史", "文化", "生态", "模范", "样板", "明星", "搬迁", "集中", "低洼", "易涝", "受灾",
    ]
)  # fmt: skip
_NO_END = frozenset(
    [
        "城市", "都市", "超市", "上市", "门市", "集市", "菜市", "股市", "夜市", "灯市", "花市", "早市", "楼市", "房市", "入市", "县市", "省市",
        "区市", "山区", "城区", "社区", "地区", "校区", "园区", "片区", "林区", "牧区", "辖区", "街区", "景区", "特区", "展区", "厂区", "病区",
        "矿区", "战区", "灾区", "库区", "小区", "郊区", "老区", "新区", "专区", "湖区", "选区", "禁区", "分区", "军区", "市区", "县区", "镇区",
        "村区", "农村", "乡村", "山村", "渔村", "新村", "镇村", "区村", "乡镇", "城镇", "集镇", "小镇", "古镇", "重镇", "村镇", "县镇", "城乡",
        "水乡", "家乡", "故乡", "他乡", "下乡", "返乡", "回乡", "区县", "市县", "省县", "红旗", "国旗", "校旗", "彩旗", "队旗", "锦旗", "联盟",
        "加盟", "同盟", "欧州", "神州", "九州",
    ]
)  # fmt: skip
_OURS = lazy(r"(?:我|本|全)(省|州|市|县|区|旗|镇|乡|街道|村)")


def places(text: str) -> dict[tuple[str, int], int]:
    """How often each place is named in a folded text: by its name and level."""
    found: dict[tuple[str, int], int] = {}
    for match in _PLACE.finditer(text):
        at, kind = match.start(), match.group()
        name = text[at - 2 : at] if at >= 2 else ""
        if len(name) < 2 or not _is_han(name) or name[0] in _NO_FIRST:
            continue
        if name in _NO_NAME or name[1] + kind in _NO_END:
            continue
        key = name, LEVELS[kind]
        found[key] = found.get(key, 0) + 1
    return found


def _is_han(name: str) -> bool:
    return "\u4e00" <= name[0] <= "\u9fff" and "\u4e00" <= name[1] <= "\u9fff"


def own_levels(text: str) -> set[int]:
    """The levels of which a text says 我县, 全市 …: it need not name its own place then."""
    return {LEVELS[match.group(1)] for match in _OURS.finditer(text)}
