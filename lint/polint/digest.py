"""Digest: BLAKE2b and SHA-256 as Python has them built in: hashlib loads OpenSSL besides, which takes as long as a
twentieth of a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # before Python 3.12
        except ImportError:
            from hashlib import sha256

MUCH = 300_000
"""Bytes that take as long to hash without OpenSSL as it takes to load, and six times as long as with it."""


class Sha256:
    """SHA-256 of many byte strings: once they are MUCH, as where every document of a corpus is found to be in another
    language, by OpenSSL."""

    def __init__(self) -> None:
        self._left = MUCH
        self._make = sha256

    def of(self, content: bytes) -> str:
        """The hash of `content` in 64 hex digits."""
        self._left -= len(content)
        if self._left < 0:
            self._left = 1 << 62
            self._load()
        return self._make(content).hexdigest()

    def _load(self) -> None:
        import hashlib

        self._make = hashlib.sha256


__all__ = ["Sha256", "blake2b", "sha256"]
