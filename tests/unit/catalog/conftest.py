"""A catalogue in a temporary folder, over settings that a test writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.config.load import load_config
from app.config.paths import Paths, resolve_paths

Open = Callable[..., Catalog]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return resolve_paths({"TEKTRA_HOME": str(tmp_path / "home")})


@pytest.fixture
def open_catalog(paths: Paths) -> Open:
    """Open the catalogue as a start of the core does; with `user` as config.toml and, unless `shipped`, no models."""

    def _open(user: str = "", *, shipped: bool = False) -> Catalog:
        paths.config.mkdir(parents=True, exist_ok=True)
        paths.user_config.write_text(user)
        empty = paths.config / "shipped.toml"
        empty.touch()
        config = load_config(paths, {}, shipped=None if shipped else empty)
        return Catalog(lambda: config, paths)

    return _open
