"""One child for each process; whatever happens to it, the next page is read."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from sources.pages import PageError, extract, process
from tests.pages_of_articles.build import PARAGRAPHS, page

TEXT = "\n\n".join(PARAGRAPHS)


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children() if "sources.pages.child" in child.cmdline()]


def test_there_is_one_child_and_it_stays() -> None:
    extract(page().encode())
    before = children()
    extract(page().encode())
    assert len(before) == 1
    assert children() == before


def test_threads_take_turns() -> None:
    texts = [f"{PARAGRAPHS[0]} Number {number} was said to be the one." for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert [found.text for found in pool.map(lambda text: extract(page(text).encode()), texts)] == texts
    assert len(children()) == 1


def test_a_page_that_takes_too_long_ends_its_child() -> None:
    extract(page().encode())
    (before,) = children()
    os.kill(before, signal.SIGSTOP)
    with pytest.raises(PageError, match=r"longer than 0\.3 seconds"):
        extract(page().encode(), seconds=0.3)
    assert extract(page().encode()).text == TEXT
    assert children() != [before]


def test_a_child_that_dies_in_the_middle_costs_one_page() -> None:
    extract(page().encode())
    (before,) = children()
    os.kill(before, signal.SIGSTOP)
    killer = threading.Timer(0.3, os.kill, (before, signal.SIGKILL))
    killer.start()
    with pytest.raises(PageError, match="could not be read"):
        extract(page().encode())
    killer.join()
    assert extract(page().encode()).text == TEXT


def test_a_child_that_died_between_two_pages_costs_none() -> None:
    extract(page().encode())
    os.kill(children()[0], signal.SIGKILL)
    time.sleep(0.1)
    assert extract(page().encode()).text == TEXT


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can set the limit of a process that runs")
def test_a_page_that_needs_too_much_memory_costs_itself() -> None:
    process.end()
    extract(page().encode())
    (child,) = children()
    # Less than its own limit, so that the page need not be large; only Linux sets that of another process.
    bound = psutil.Process(child).memory_info().vms + (8 << 20)
    resource.prlimit(child, resource.RLIMIT_AS, (bound, bound))
    with pytest.raises(PageError, match=r"too much memory|could not be read"):
        extract(page(*(f"{PARAGRAPHS[0]} {number}" for number in range(60_000))).encode())
    assert extract(page().encode()).text == TEXT


def test_a_child_is_changed_after_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    process.end()
    monkeypatch.setattr(process, "PAGES", 2)
    seen = set()
    for _ in range(4):
        extract(page().encode())
        seen.update(children())
    assert len(seen) == 2
    assert len(children()) == 1


FORKS = """
import os, sys
from sources.pages import extract, process
from tests.pages_of_articles.build import page
extract(page().encode())
parent = process.held.process.pid
pid = os.fork()
if pid == 0:
    assert process.held is None
    assert extract(page().encode()).text
    assert process.held.process.pid != parent
    process.end()
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
assert extract(page().encode()).text
assert process.held.process.pid == parent
print(parent, flush=True)
{end}
"""


@pytest.mark.parametrize("end", ["", "os._exit(1)", "os.kill(os.getpid(), 9)", "raise SystemExit(3)"])
def test_a_fork_has_a_child_of_its_own_and_the_end_of_a_process_ends_its_child(end: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKS.format(end=end)], capture_output=True, text=True, timeout=120, cwd=process.ROOT
    )
    assert done.stdout.strip(), done.stderr
    pid = int(done.stdout)
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.1)
    pytest.fail(f"process {pid} goes on after its parent")


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    process.end()
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@localhost/x")
    extract(page().encode())
    assert "DATABASE_URL" not in psutil.Process(children()[0]).environ()
    process.end()


def test_what_is_printed_does_not_come_between_the_answers() -> None:
    program = (
        "import os, subprocess, sys, json\n"
        "from sources.pages.wire import send, receive\n"
        "child = subprocess.Popen([sys.executable, '-m', 'sources.pages.child'], stdin=-1, stdout=-1)\n"
        "assert receive(child.stdout) == b'ready'\n"
        "asked = json.dumps({'url': '', 'content_type': '', 'seconds': 9})\n"
        "send(child.stdin, asked.encode(), b'<p>The harbour is open.')\n"
        "print(json.loads(receive(child.stdout))['text'])\n"
        "child.stdin.close()\n"
        "assert child.stdout.read() == b''\n"
        "assert child.wait(20) == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=process.ROOT)
    assert (done.stdout, done.stderr) == ("The harbour is open.\n", "")
