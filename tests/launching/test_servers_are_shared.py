from pathlib import Path

from config.postgres import Postgres
from config.valkey import Valkey
from tests.launching.conftest import Run

ASK = """
import sys
from pathlib import Path
from config import servers
with servers.running(Path(sys.argv[1])) as addresses:
    import psycopg
    from config.broker import client
    with psycopg.connect(addresses.database_url) as database, client(addresses.redis_url) as broker:
        print(database.execute("select pg_postmaster_start_time()").fetchone()[0], broker.ping(), flush=True)
        sys.stdin.read()
"""
HOLD = ASK.replace("sys.stdin.read()", "import time; time.sleep(600)")


def anybody_there(data: Path) -> bool:
    return Postgres(data).answers() or Valkey(data).answers()


def test_two_commands_at_the_same_instant_have_the_same_servers(run: Run, data: Path) -> None:
    commands = [run("-c", HOLD, str(data)) for _ in range(3)]
    answers = {command.stdout.readline() for command in commands if command.stdout}
    assert len(answers) == 1
    assert "True" in answers.pop()


def test_the_last_one_to_leave_stops_them(run: Run, data: Path) -> None:
    held = run("-c", HOLD, str(data))
    assert held.stdout is not None
    held.stdout.readline()
    assert run("-c", ASK.replace("sys.stdin.read()", "pass"), str(data)).wait(60) == 0
    assert anybody_there(data)
    held.terminate()
    held.wait(60)
    # A terminated holder leaves without stopping them; whoever comes next joins, and stops them at its end.
    assert run("-c", ASK.replace("sys.stdin.read()", "pass"), str(data)).wait(60) == 0
    assert not anybody_there(data)


def test_what_was_written_is_there_the_next_time(run: Run, data: Path) -> None:
    write = ASK.replace("sys.stdin.read()", "database.execute('create table kept (it int)'); broker.set('kept', 1)")
    read = ASK.replace("sys.stdin.read()", "database.execute('select * from kept'); assert broker.get('kept') == b'1'")
    assert run("-c", write, str(data)).wait(60) == 0
    assert not anybody_there(data)
    assert run("-c", read, str(data)).wait(60) == 0
