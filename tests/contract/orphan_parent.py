"""A core that is about to be killed: `python -m tests.contract.orphan_parent ENGINE idle|reading|writing`.

Loads the engine, brings it into the state, prints the worker's process id and waits for its end.
"""

from __future__ import annotations

import asyncio
import sys

from tests.contract.cases import enter, make_case


async def main(engine: str, state: str) -> None:
    """Hold a worker in the wanted state."""
    case = make_case(engine)
    backend = case.create()
    await backend.load(case.spec)
    answer = await enter(backend, case, state) if state != "idle" else None
    print((await backend.status()).pid, flush=True)
    await asyncio.Event().wait()
    assert answer  # held until the kill


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
