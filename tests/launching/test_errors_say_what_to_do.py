import socket
import subprocess
from pathlib import Path

import pytest

from config import servers
from config.private import cluster_dir
from tests.launching.conftest import Run


def one_line(process: "subprocess.Popen[str]") -> str:
    """Exit status 2 and a single line, without a traceback."""
    _, error = process.communicate(timeout=90)
    assert process.returncode == 2, error
    assert len(error.strip().splitlines()) == 1, error
    return error


def test_wrong_database_url(run: Run) -> None:
    error = one_line(run("manage.py", "migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"))
    assert "PostgreSQL does not answer" in error
    assert "Check DATABASE_URL" in error


def test_wrong_database_url_of_the_demo(run: Run) -> None:
    wrong = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    process = run("-m", "config.demo", "--port", "0", **wrong)
    assert "Check DATABASE_URL" in one_line(process)


def test_wrong_redis_url_of_the_demo(run: Run) -> None:
    process = run("-m", "config.demo", "--port", "0", REDIS_URL="redis://127.0.0.1:1/0")
    assert "Check REDIS_URL" in one_line(process)


@pytest.mark.parametrize(
    "address", ["rubbish", "mysql://me@localhost/news", "postgresql://me@localhost:port/news", "postgresql://me@[/news"]
)
def test_address_of_no_server(run: Run, address: str) -> None:
    assert "DATABASE_URL is no address" in one_line(run("manage.py", "migrate", DATABASE_URL=address))


def test_data_directory_that_is_a_file(run: Run, data: Path) -> None:
    (data / "file").write_text("in the way")
    assert "choose another directory" in one_line(run("manage.py", "migrate", ONRECORD_DATA=str(data / "file")))


def test_occupied_port(run: Run) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        error = one_line(run("-m", "config.demo", "--port", str(port)))
    assert f"Port {port} cannot be used" in error
    assert "--port N" in error


def test_reset_of_a_directory_that_is_not_ours(run: Run, data: Path) -> None:
    (data / "thesis.txt").write_text("years of work")
    assert "nothing was deleted" in one_line(run("-m", "config.demo", "--port", "0", "--reset", "--data", str(data)))
    assert (data / "thesis.txt").exists()


def test_cluster_of_another_version(data: Path) -> None:
    with servers.running(data):
        pass
    (cluster_dir(data) / "PG_VERSION").write_text("15\n")
    with pytest.raises(servers.ServerError, match="made by PostgreSQL 15"), servers.running(data):
        pass


def test_server_that_does_not_start(data: Path) -> None:
    with servers.running(data):
        pass
    with (cluster_dir(data) / "postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = 1\n")
    with (
        pytest.raises(servers.ServerError, match=r"PostgreSQL does not start: .*contains errors .*postgres.log"),
        servers.running(data),
    ):
        pass
