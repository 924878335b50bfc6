"""What several tests of engines need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.helpers.writer import Writer


@pytest.fixture(scope="module")
def writer(starter_model: Path) -> Iterator[Writer]:
    """The starter model in this very process."""
    from tests.helpers.writer import Writer

    instance = Writer(starter_model)
    yield instance
    instance.close()
