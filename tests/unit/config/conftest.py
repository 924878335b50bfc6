"""An installation in a temporary folder whose config.toml a test writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.config.load import Config, load_config
from app.config.paths import Paths, resolve_paths

Load = Callable[..., Config]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return resolve_paths({"TEKTRA_HOME": str(tmp_path)})


@pytest.fixture
def load(paths: Paths) -> Load:
    """Write config.toml and load everything, with no environment unless one is given."""

    def _load(text: str | bytes = b"", environ: dict[str, str] | None = None) -> Config:
        paths.config.mkdir(exist_ok=True)
        paths.user_config.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_config(paths, environ or {})

    return _load
