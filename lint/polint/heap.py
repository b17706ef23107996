"""Heap: the memory of a process of polint's own, as it is asked of the system. heap.pxd has this for the compiler, which
puts it in where it is called."""

from __future__ import annotations

from functools import cache

LARGEST = (1 << 25) - (1 << 16)
"""Bytes of a block that is asked for and given back, untouched. From then on the C library of Linux keeps what is freed
of smaller ones, rather than to return it to the system and to ask for it again with each batch, which costs more than to
fold the texts in it."""


@cache
def settle() -> None:
    """Keep what is freed. (Compiled, the memory that will be asked for next is in large pages, too, where Linux has them
    for who asks: it is handed out in a dozen pieces, not in five thousand, which takes as long as to scan a small corpus.)"""
    bytes(LARGEST)
