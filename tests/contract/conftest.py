"""One engine after the other for the tests of this folder, and nothing of them left behind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.backends.base import Backend
from tests.contract.cases import Case, make_case


@pytest.fixture(params=["echo", pytest.param("llama_cpp", marks=pytest.mark.engine)])
def case(request: pytest.FixtureRequest) -> Case:
    """The engine under test."""
    return make_case(request.param)


@pytest.fixture
def exits() -> list[str]:
    """Causes of unasked ends of the `backend`."""
    return []


@pytest.fixture
async def backend(case: Case, exits: list[str]) -> AsyncIterator[Backend]:
    """A loaded instance."""
    instance = case.create(exits)
    await instance.load(case.spec)
    yield instance
    await instance.close()
