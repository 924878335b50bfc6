"""What is installed is looked up once, and again when somebody looks."""

from __future__ import annotations

from importlib import metadata

import pytest

from app.backends.base import Engine, Probes
from app.backends.registry import engines
from app.types.models import BackendName

LOOKED_UP = (BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.MLX)


@pytest.fixture(params=LOOKED_UP, ids=str)
def engine(request: pytest.FixtureRequest) -> Engine:
    return engines()[request.param]


@pytest.fixture
def lookups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    real = metadata.version

    def version(name: str) -> str:
        asked.append(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    return asked


async def test_it_is_asked_once_until_somebody_looks(engine: Engine, lookups: list[str]) -> None:
    first = engine.availability()
    before = len(lookups)
    assert all(engine.availability() is first for _ in range(3))
    assert len(lookups) == before
    assert isinstance(engine, Probes)
    await engine.probe()
    assert engine.availability() == first
    assert engine.availability() is not first, "it was looked up anew"
