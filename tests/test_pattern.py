"""Lazy patterns are patterns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polint.pattern import lazy


def test_a_lazy_pattern_finds_what_the_pattern_finds() -> None:
    pattern = lazy("第([0-9]+)条", re.ASCII)
    assert pattern.sub("X", "第3条") == "X"
    assert [match.group(1) for match in pattern.finditer("第3条第44条")] == ["3", "44"]
    assert pattern.pattern == "第([0-9]+)条"
    assert lazy(rb"h+").search(b"ahh") is not None


def test_a_bad_pattern_is_reported_where_it_is_used() -> None:
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("")


@pytest.mark.parametrize(
    ("expression", "flags", "text"),
    [
        ("第(?P<n>[一二三四五六七八九十]+)条", 0, "甲第十二条乙"),
        (r"\bthe\b", re.IGNORECASE, "of The sea"),
        (rb"[hst]{2,4}(?=v)", 0, b"lhhstvl"),
        ("[\u3400-\u9fff𠀀-𪛟]+|(?<!a)b", re.MULTILINE, "ab𠮷野家b"),
    ],
)
def test_a_kept_pattern_is_the_pattern(expression: str, flags: int, text: str) -> None:
    from polint.pattern import _code, _restore

    kept = _restore(expression, int(flags), _code(expression, int(flags)))
    fresh = re.compile(expression, flags)
    assert kept.flags == fresh.flags
    assert kept.groupindex == fresh.groupindex
    assert [m.span() for m in kept.finditer(text)] == [m.span() for m in fresh.finditer(text)]
    assert [m.groupdict() for m in kept.finditer(text)] == [m.groupdict() for m in fresh.finditer(text)]


def test_patterns_of_one_checksum_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from polint import pattern

    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(pattern, "_checksum", lambda expression, flags: 7)
    for _ in range(2):
        kept = pattern._Kept()
        for expression, flags, found in (("x+", 0, ["x"]), ("X+", 0, ["XX"]), ("x+", re.I, ["x", "XX"])):
            assert kept.compile(expression, int(flags)).findall("x乙XX") == found
        assert kept.compile(b"x+", 0).findall(b"xXX") == [b"x"]
        kept._save()


def test_a_damaged_store_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from polint import pattern

    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    kept = pattern._Kept()
    assert kept.compile("甲+", 0).findall("甲甲乙") == ["甲甲"]
    kept._save()
    (file,) = (tmp_path / "kept").glob("patterns-*.bin")
    assert pattern._Kept().compile("甲+", 0).findall("甲甲乙") == ["甲甲"]
    for damage in (file.read_bytes()[:-3], file.read_bytes()[:9], b"", b"\0" * 300):
        file.write_bytes(damage)
        assert pattern._Kept().compile("甲+", 0).findall("甲甲乙") == ["甲甲"]


def test_a_sector_that_the_disk_lost_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from polint import store

    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    content = bytes(range(1, 252)) * 400
    store.put("table", b"key", content)
    assert store.get("table", b"key") == content
    whole = Path(store.path("table", b"key")).read_bytes()
    for start in (512, 50 * 512, len(whole) - 512):
        lost = whole[:start] + bytes(512) + whole[start + 512 :]
        Path(store.path("table", b"key")).write_bytes(lost)
        assert store.get("table", b"key") is None


def test_patterns_that_nobody_asks_for_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from polint import pattern

    monkeypatch.setenv("POLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(pattern, "MOST", 3)
    first = pattern._Kept()
    for expression in ("甲", "乙", "丙"):
        first.compile(expression, 0)
    first._save()
    second = pattern._Kept()
    for expression in ("丙", "丁"):
        second.compile(expression, 0)
    second._save()
    table = pattern._Kept()._open()
    assert [pattern._checksum(expression, 0) in table for expression in "甲乙丙丁"] == [
        False,
        False,
        True,
        True,
    ]
