"""`python -m app.documents extract`: the light entry of the process that reads a PDF, as of `tektra`."""

from __future__ import annotations

import sys

from app.documents.pdf import run

if __name__ == "__main__":
    sys.exit(run())
