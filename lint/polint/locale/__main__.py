"""`python -m polint.locale`: make the traditional catalogue anew from the simplified sentences in the sources.

The conversion is OpenCC's (s2twp); WORDS and OVERRIDES hold what it gets wrong. Proof-read the difference.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from polint.plugin import BUILTIN

OVERRIDES: dict[str, str] = {}
"""From a simplified template to its traditional form, where words alone do not make it right."""

WORDS: dict[str, str] = {
    # What a converter gets wrong is quoted as it stands.
    "干隆、着名、计画": "干隆、着名、计画",
    # Words of the trade, as they are called in Taiwan.
    "JSON 对象": "JSON 物件",
    "一个对象": "一個物件",
    "上级目录": "上層目錄",
    "下载应用": "下載應用程式",
    "二维码": "QR 碼",
    "元数据": "詮釋資料",
    "入群": "加入群組",
    "制表符": "定位字元",
    "单词": "單字",
    "发布": "發布",
    "发文字号": "發文字號",
    "合同": "合約",
    "同时应用": "同時套用",
    "回车": "歸位字元",
    "声明": "聲明",
    "字号": "字級",
    "字符集": "字元集",
    "少数字节": "少數位元組",
    "幻灯片": "投影片",
    "应用安全": "套用安全",
    "当前": "目前",
    "手机号": "手機號碼",
    "手机号码": "手機號碼",
    "扫描识别": "掃描辨識",
    "报道": "報導",
    "报道里": "報導裡",
    "控件": "控制項",
    "插件": "外掛程式",
    "文件夹": "資料夾",
    "文件名称": "文件名稱",
    "另一篇文件": "另一篇文件",
    "不同文件": "不同文件",
    "印发的文件": "印發的文件",
    "文本里": "文字裡",
    "文本列": "文字欄",
    "现有的列": "現有的欄",
    "第 {row} 行": "第 {row} 列",
    "折合": "折合",
    "公布": "公布",
    "分布": "分布",
    "宣布": "宣布",
    "叹号": "驚嘆號",
    "钩子": "掛鉤",
    "时间戳": "時間戳記",
    "未应用": "未套用",
    "查找": "尋找",
    "查看": "檢視",
    "检查看": "檢查看",
    "域代码": "功能變數代碼",
    "渠道": "管道",
    "点赞": "按讚",
    "电子邮箱地址": "電子郵件地址",
    "示例": "範例",
    "级别": "等級",
    "终端": "終端機",
    "终端转义序列": "終端機跳脫序列",
    "置信度": "可信度",
    "西里尔": "西里爾",
    "识别": "辨識",
    "账号": "帳號",
    "转义": "跳脫",
    "软连字符": "軟連字號",
    "进程": "處理程序",
    "连接符": "連接符",
    "退出": "結束",
    "通过": "通過",
    "邮箱": "信箱",
    "配置": "設定",
    "配置文件": "設定檔",
    "镜像": "鏡像",
    "页面导航": "頁面導覽",
    "项目": "項目",
    "噪声": "雜訊",
    "座机": "市話",
    "许可": "授權",
    "对象": "對象",
    "扩展为": "擴展為",
    "发卡": "發卡",
    "没有注": "沒有註",
    "图注": "圖註",
    "一种字体": "一種字體",
    "台湾身份证": "臺灣身分證",
    # Informing: a message, data on a person, what is known.
    "信息里": "訊息裡",
    "垃圾信息": "垃圾訊息",
    "个人信息": "個人資料",
    "《个人信息保护法》": "《個人信息保護法》",
    # Examples, which must stay examples.
    "“”": "“”",
    "发：發、髮": "发：發、髮",
    "周五、週五": "周五、週五",
    "“发”": "「发」",
    "干部、示范、以后": "干部、示范、以后",
    "松驰": "鬆馳",
    "準入、皇後、頭發": "準入、皇後、頭發",
    "裡裏、為爲、群羣": "裡裏、為爲、群羣",
    "復審與複審、台與臺": "復審與複審、台與臺",
    "软件、軟體；打印、列印": "软件、軟體；打印、列印",
}
"""From a simplified word to the Taiwan one, where the converter has none, another one, or cuts words wrongly."""

QUOTES = str.maketrans("“”‘’", "「」『』")

CATALOGUE = Path(__file__).parent / "zh_Hant.json"


def templates() -> set[str]:
    """Every simplified template: the second argument of each `Text(…)` and the `zh` of each TOML table."""
    found: set[str] = set()
    for name in ("polint", *(module.partition(".")[0] for module in BUILTIN)):
        spec = find_spec(name)
        assert spec is not None
        for place in spec.submodule_search_locations or ():
            for file in sorted(Path(place).rglob("*.py")):
                found.update(_in_python(ast.parse(file.read_text(encoding="utf-8"))))
            for file in sorted(Path(place).rglob("*.toml")):
                found.update(_in_table(tomllib.loads(file.read_text(encoding="utf-8"))))
    return {template for template in found if template}


def _in_python(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            for argument in [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "zh")]:
                try:
                    value = ast.literal_eval(argument)
                except ValueError:
                    continue  # built at run time from other templates
                if isinstance(value, str):
                    yield value


def _in_table(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "zh" and isinstance(value, str):
                yield value
            else:
                yield from _in_table(value)
    elif isinstance(table, list):
        for value in table:
            yield from _in_table(value)


def traditional(template: str, convert: Callable[[str], str]) -> str:
    """`template` converted: what stands between braces is left as it is, WORDS come before the converter,
    and the quotation marks are those of Taiwan."""
    if template in OVERRIDES:
        return OVERRIDES[template]
    kept = re.compile(r"\{[^}]*\}|" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))
    parts = []
    end = 0
    for match in kept.finditer(template):
        parts.append(convert(template[end : match.start()]).translate(QUOTES))
        parts.append(WORDS.get(match[0], match[0]))
        end = match.end()
    parts.append(convert(template[end:]).translate(QUOTES))
    return "".join(parts)


def catalogue() -> dict[str, str]:
    """Every template with its traditional form."""
    from opencc import OpenCC

    convert = OpenCC("s2twp").convert
    return {template: traditional(template, convert) for template in sorted(templates())}


def main() -> None:
    """Write the catalogue."""
    table = catalogue()
    CATALOGUE.write_text(
        json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8", newline="\n"
    )
    print(f"{len(table)} sentences")


if __name__ == "__main__":
    main()
