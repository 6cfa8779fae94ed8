import os
import signal
from pathlib import Path

from config import servers
from config.postgres import Postgres, postmaster
from config.private import cluster_dir, socket_dir
from config.valkey import Valkey


def test_after_postgresql_was_killed(data: Path) -> None:
    with servers.running(data):
        pid = postmaster(cluster_dir(data))
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
    with servers.running(data):
        assert Postgres(data).answers()


def test_after_valkey_was_killed(data: Path) -> None:
    with servers.running(data) as addresses:
        from config.broker import client

        with client(addresses.redis_url) as broker:
            broker.set("kept", 1)
            pid = broker.info("server")["process_id"]
        os.kill(pid, signal.SIGKILL)
    with servers.running(data) as addresses, client(addresses.redis_url) as broker:
        assert Valkey(data).answers()
        assert broker.get("kept") == b"1"


def test_beside_a_pid_file_that_names_somebody_else(data: Path) -> None:
    with servers.running(data):
        pass
    cluster = cluster_dir(data)
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n0\n5432\n{socket_dir(data)}\n")
    with servers.running(data):
        assert Postgres(data).answers()
