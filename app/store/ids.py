"""Identities of chats and messages: 32 hex digits in the layout of UUID version 7.

They sort by the time they were made and nobody can guess them.
"""

from __future__ import annotations

import secrets
import threading
import time

_lock = threading.Lock()
_last_ms = 0


def new_id() -> str:
    """An id that is greater than every one made before it in this process, also when the clock is set back."""
    global _last_ms  # noqa: PLW0603 - the order holds across all stores of a process
    with _lock:
        _last_ms = max(time.time_ns() // 1_000_000, _last_ms + 1)
        stamp = _last_ms
    bits = (stamp << 80) | secrets.randbits(80)
    bits = (bits & ~(0xF << 76)) | (0x7 << 76)
    bits = (bits & ~(0x3 << 62)) | (0x2 << 62)
    return f"{bits:032x}"
