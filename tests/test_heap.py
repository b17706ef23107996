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
def test_what_memory_will_grow_into_is_in_large_pages() -> None:
    if (run.__file__ or "").endswith(".py"):
        pytest.skip("interpreted code cannot ask for them")
    told = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True).stdout
    large = 0
    size = 0
    for line in told.splitlines():
        name, _, value = line.partition(":")
        if name == "Size":
            size = int(value.split()[0])
        elif name == "VmFlags" and "hg" in value.split():
            large += size
    assert (
        50_000 < large < 70_000
    )  # kB: the heap of C, once however often it is asked for, and the objects of Python
