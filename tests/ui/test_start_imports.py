"""What the window may import before its first paint."""

from __future__ import annotations

from tests.unit.test_house_imports import BEFORE_FIRST_PAINT, imports, loaded_modules, within


def test_the_window_imports_nothing_heavy_before_its_first_paint() -> None:
    assert within(loaded_modules(imports("app.ui.app")), BEFORE_FIRST_PAINT) == []
