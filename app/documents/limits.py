"""How large a document may be, and what reading one may take."""

from __future__ import annotations

MAX_CHARACTERS = 2_000_000
MAX_PAGES = 2_000
CPU_S = 20
WALL_S = 60.0
"""A computer that is busy otherwise needs longer than the processor time says."""
MEMORY_BYTES = 1024**3
MAX_REPLY_BYTES = 16 * 1024**2
"""Of what the process says: each character at its longest, escapes included."""
