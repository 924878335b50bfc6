"""A core that is about to be killed: `python -m tests.contract.orphan_parent CASE idle|reading|writing`.

Loads the engine, brings it into the state, prints the worker's process id and waits for its end.
"""

from __future__ import annotations

import asyncio
import sys

from tests.contract.cases import CASES, Case, enter


async def main(case: Case, state: str) -> None:
    """Hold a worker in the wanted state."""
    backend = case.create()
    await backend.load(case.spec)
    answer = await enter(backend, case, state) if state != "idle" else None
    print((await backend.status()).pid, flush=True)
    await asyncio.Event().wait()
    assert answer  # held until the kill


if __name__ == "__main__":
    with CASES[sys.argv[1]]() as chosen:
        asyncio.run(main(chosen, sys.argv[2]))
