"""One engine after the other for the tests of this folder, and nothing of them left behind.

Loading takes seconds with some engines, so one loaded instance serves all tests that leave it as it was; a test that
ends it, or reads what its process weighs, takes `fresh`. Both live on the session's event loop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest
import pytest_asyncio

from app.backends.base import Backend
from app.types.status import WorkerState
from tests.contract.cases import CASES, Case

COMPILED = frozenset(CASES) - {"echo"}


@pytest.fixture(scope="session")
def opened() -> Iterator[ExitStack]:
    """What engines need for a whole run, such as a server; ended after the last test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.engine if name in COMPILED else ()) for name in CASES],
)
def case(request: pytest.FixtureRequest, opened: ExitStack) -> Case:
    """The engine under test."""
    return opened.enter_context(CASES[request.param]())


class Kept:
    """The instance that tests share; made anew when one of them left it in another state than idle."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._backend: Backend | None = None

    async def ready(self) -> Backend:
        """A loaded instance that does nothing."""
        if self._backend and (await self._backend.status()).state is not WorkerState.IDLE:
            await self.close()
        if self._backend is None:
            self._backend = self._case.create()
            await self._backend.load(self._case.spec)
        return self._backend

    async def close(self) -> None:
        """End it."""
        backend, self._backend = self._backend, None
        if backend:
            await backend.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept(case: Case) -> AsyncIterator[Kept]:
    """One for each engine."""
    instance = Kept(case)
    yield instance
    await instance.close()


@pytest_asyncio.fixture(loop_scope="session")
async def backend(kept: Kept) -> Backend:
    """A loaded instance that other tests use, too."""
    return await kept.ready()


@pytest.fixture
def exits() -> list[str]:
    """Causes of unasked ends of `fresh`."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(case: Case, exits: list[str]) -> AsyncIterator[Backend]:
    """A loaded instance of this test alone."""
    instance = case.create(exits)
    await instance.load(case.spec)
    yield instance
    await instance.close()
