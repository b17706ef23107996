"""`python -m polint.locale`: make the traditional catalogue anew from the simplified sentences in the sources.

The conversion is OpenCC's (s2twp); entries in OVERRIDES are those it gets wrong. Proof-read the difference.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from polint.plugin import BUILTIN

OVERRIDES: dict[str, str] = {}
"""From a simplified template to its traditional form, where the converter is wrong."""

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


def traditional(template: str, convert: Any) -> str:
    """`template` converted, what stands between braces left as it is."""
    if template in OVERRIDES:
        return OVERRIDES[template]
    parts = []
    rest = template
    while rest:
        text, brace, after = rest.partition("{")
        parts.append(convert(text))
        if not brace:
            break
        name, closing, rest = after.partition("}")
        parts.append("{" + name + closing)
    return "".join(parts)


def main() -> None:
    """Write the catalogue."""
    from opencc import OpenCC

    convert = OpenCC("s2twp").convert
    table = {template: traditional(template, convert) for template in sorted(templates())}
    CATALOGUE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(table)} sentences")


if __name__ == "__main__":
    main()
