"""`python -m app.backends.worker worker ENGINE READ_FD WRITE_FD MARKER_FD`: the light entry, as of `tektra`."""

from __future__ import annotations

import sys

from app.backends.worker.child import run_worker

if __name__ == "__main__":
    _, engine, read_end, write_end, marker = sys.argv[1:]
    sys.exit(run_worker(engine, int(read_end), int(write_end), int(marker)))
