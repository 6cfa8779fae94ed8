from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Uploads of other tests, which have the same words in them, are no concern of these."""
    settings.MEDIA_ROOT = tmp_path / "files"
