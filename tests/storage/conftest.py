from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Storage

ANN = 1001
BEN = 2002


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "encore.sqlite3"


@pytest.fixture
async def storage(path: Path) -> AsyncIterator[Storage]:
    """An open storage in which Ann and Ben have been seen."""
    storage = await Storage.open(path)
    await storage.users.seen(ANN)
    await storage.users.seen(BEN)
    yield storage
    await storage.close()
