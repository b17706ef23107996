"""How bytes become text: the encoding is named rightly, and damage costs no more than it damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polint.decoding import decode

SHARED = Path(os.environ.get("POLINT_SHARED", "../shared"))

HANS = "村口的老槐树下，几个老人在下棋。谁也不说话，只听见棋子落下的声音。"
HANT = "村口的老槐樹下，幾個老人在下棋。誰也不說話，只聽見棋子落下的聲音。"
JA = "村の入り口の古い木の下で、老人たちが将棋を指しています。だれも話しません。"
KO = "마을 어귀의 오래된 나무 아래에서 노인들이 장기를 두고 있습니다. 아무도 말하지 않습니다."


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "gb2312", "gb18030"),
        (HANS, "gbk", "gb18030"),
        (HANS, "gb18030", "gb18030"),
        (HANS, "utf-16-le", "utf-16-le"),
        (HANS, "utf-16-be", "utf-16-be"),
        (HANT, "utf-8", "utf-8"),
        (HANT, "big5", "big5"),
        (HANT, "gb18030", "gb18030"),
        (HANT + "佢哋喺度傾偈。", "big5hkscs", "big5hkscs"),
        (JA, "shift_jis", "cp932"),
        (JA, "euc_jp", "euc_jp"),
        (KO, "euc_kr", "cp949"),
        ("姓名", "gbk", "gb18030"),
    ],
)
@pytest.mark.parametrize("times", [1, 30])
def test_encoding_is_named(text: str, encoding: str, named: str, times: int) -> None:
    found, source = decode((text * times).encode(encoding))
    assert (found, source.encoding, source.undecodable) == (text * times, named, ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_cut_file_keeps_its_encoding(encoding: str) -> None:
    raw = HANS.encode(encoding)[:-1]
    found, source = decode(raw)
    assert source.encoding == encoding
    assert found.startswith(HANS[:-1])
    assert len(source.undecodable) == 1


def test_damaged_utf8_is_still_utf8() -> None:
    raw = HANS.encode().replace("棋子".encode(), "棋子".encode("gbk"))
    found, source = decode(raw)
    assert source.encoding == "utf-8"
    assert found == raw.decode("utf-8", "replace")
    assert source.undecodable


def test_boms() -> None:
    assert decode(b"\xef\xbb\xbf" + HANS.encode())[0] == HANS
    text, source = decode(b"\xff\xfe" + HANS.encode("utf-16-le"))
    assert (text, source.encoding, source.bom) == (HANS, "utf-16-le", True)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared measuring data")
def test_real_files_are_named() -> None:
    files = sorted((SHARED / "data" / "encodings").iterdir())
    assert files
    for file in files:
        _, source = decode(file.read_bytes())
        assert source.encoding == ("big5hkscs" if "big5hkscs" in file.name else "gb18030"), file.name
        assert source.undecodable == ()
