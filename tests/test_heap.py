"""The memory of a process that checks documents."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from polint import run

SETTLED = "from polint.run import settle; settle(); settle(); print(open('/proc/self/smaps').read())"


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other C libraries ask for memory in other ways"
)
@pytest.mark.skipif(not Path("/sys/kernel/mm/transparent_hugepage").exists(), reason="without large pages")
def test_what_the_heap_will_grow_into_is_in_large_pages() -> None:
    if (run.__file__ or "").endswith(".py"):
        pytest.skip("interpreted code cannot ask for them")
    told = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True).stdout
    heap = [
        (int(part.split("Size:")[1].split()[0]), part.split("VmFlags:")[1].split("\n")[0].split())
        for part in told.split("[heap]")[1:]
    ]
    assert sum(size for size, flags in heap if "hg" in flags) > 20_000  # kB
    assert sum(size for size, _ in heap) < 50_000
