"""`bin/setup` finds an interpreter: whatever is called python3 may be too old, or a shim that fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launching.conftest import ROOT

SHIM = "#!/bin/sh\necho 'pyenv: version not installed' >&2; exit 127\n"


@pytest.fixture(scope="module")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `bin/setup` keeps the uv that it fetched, for all tests."""
    place = ROOT / ".uv"
    return place if place.exists() else tmp_path_factory.mktemp("bootstrap") / "uv"


@pytest.fixture
def clone(tmp_path: Path, bootstrap: Path) -> Iterator[Path]:
    """A checkout, in a path with a space, that needs no package."""
    place = tmp_path / "on record"
    shutil.copytree(ROOT / "bin", place / "bin")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (place / lock).touch()
    if bootstrap.exists():
        (place / ".uv").symlink_to(bootstrap)
    yield place
    if not bootstrap.exists() and (place / ".uv").exists():
        shutil.copytree(place / ".uv", bootstrap, symlinks=True)


def set_up(clone: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", clone / "bin/setup"],
        cwd="/",
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def shims(folder: Path) -> str:
    folder.mkdir()
    for name in ("python3.12", "python3.13", "python3", "python"):
        (folder / name).write_text(SHIM)
        (folder / name).chmod(0o755)
    return str(folder)


def test_beside_failing_shims(clone: Path, tmp_path: Path) -> None:
    version = tmp_path / "pyenv" / "versions" / "3.12.99" / "bin"
    version.mkdir(parents=True)
    (version / "python3").write_text(f'#!/bin/sh\nexec "{sys._base_executable}" "$@"\n')  # type: ignore[attr-defined]
    (version / "python3").chmod(0o755)
    path = f"{shims(tmp_path / 'shims')}:{os.environ['PATH']}"
    done = set_up(clone, PATH=path, PYENV_ROOT=str(tmp_path / "pyenv"))
    assert done.returncode == 0, done.stderr
    answer = subprocess.run([clone / ".venv/bin/python", "-c", "print(1)"], capture_output=True, text=True, check=True)
    assert answer.stdout == "1\n"


def test_second_time_does_nothing(clone: Path) -> None:
    assert set_up(clone).returncode == 0
    done = set_up(clone)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_at_once(clone: Path) -> None:
    both = [subprocess.Popen(["bash", clone / "bin/setup"], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[1].count("making") for process in both] in ([1, 0], [0, 1])
    assert [process.returncode for process in both] == [0, 0]


def test_no_python_and_no_uv(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    (tmp_path / "requirements.lock").touch()
    tools = Path(shims(tmp_path / "tools"))
    for tool in ("bash", "dirname", "cat", "cksum", "head", "ls", "env", "rm", "tail"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    done = set_up(tmp_path, PATH=str(tools), HOME=str(tmp_path), PYENV_ROOT=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines() == [
        "setup: no Python found: install Python 3.12 (or uv), then run this again."
    ]
