"""A container's limit counts where it is less than the machine has."""

from pathlib import Path

import pytest

from config import memory as measuring
from config.memory import memory


@pytest.mark.parametrize(
    ("limit", "counts"), [("536870912\n", True), ("max\n", False), ("9223372036854771712\n", False)]
)
def test_a_limit(limit: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "LIMITS", ())
    machine = memory()
    file = tmp_path / "memory.max"
    file.write_text(limit)
    monkeypatch.setattr(measuring, "LIMITS", (tmp_path / "nothing", file))
    assert memory() == (536870912 if counts else machine)
