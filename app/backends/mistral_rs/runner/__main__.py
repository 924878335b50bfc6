"""`python -m app.backends.mistral_rs.runner serve PORT MODEL PARALLEL ISQ TEMPLATE`."""

from __future__ import annotations

import os
import sys

from app.backends.mistral_rs.server import TOKEN_VARIABLE

if __name__ == "__main__":
    from app.backends.mistral_rs.runner.engine import RunnerEngine
    from app.backends.mistral_rs.runner.http import RunnerServer

    _, port, model, parallel, isq, template = sys.argv[1:]
    try:
        server = RunnerServer(int(port), os.environ.pop(TOKEN_VARIABLE))
        server.serve(RunnerEngine(model, int(parallel), isq, template))
    except Exception as exc:  # what the core reads is the last line
        sys.exit(f"Error: {str(exc).splitlines()[0] if str(exc) else type(exc).__name__}")
