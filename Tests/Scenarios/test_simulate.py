"""A city's traffic against a running server: both count the same, and the books are whole."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

PROGRAM = os.environ.get("HUIYIN_BINARY", ".build/debug/huiyin")
MORNING = "2019-04-03T08:30:00+08:00"
EVENING = "2019-04-03T19:00:00+08:00"


class Server:
    """The program, serving the demonstration in a folder of its own."""

    def __init__(self, folder, clock):
        self.data = Path(folder) / "data"
        self.clock = clock
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--demo", "--data", self.data, "--port", self.address.rsplit(":", 1)[1],
             "--clock", self.clock],
            stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if "look at:" in line:
                return self
        raise AssertionError("the server ended before it served")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.stdout.read()
        assert self.process.wait() == 0

    def simulate(self, *options):
        return subprocess.run(
            [PROGRAM, "simulate", "--server", self.address, "--accounts", self.data / "demo-accounts.csv",
             *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def verify(self):
        return subprocess.run(
            [PROGRAM, "verify", "--data", self.data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def assert_equal_and_whole(server, done, cases):
    assert done.returncode == 0, done.stdout
    assert "EQUAL" in done.stdout
    found = re.search(r"(\d+) opened, (\d+) ended, (\d+) open", done.stdout)
    assert found and found.groups() == (str(cases), str(cases), "0"), done.stdout
    verified = server.verify()
    assert verified.returncode == 0, verified.stdout
    assert "nothing is wrong" in verified.stdout


@pytest.fixture
def cases(request):
    """150 in the daily tests, 1,000 with --long or HUIYIN_LONG=1."""
    is_long = request.config.getoption("--long", default=False) or os.environ.get("HUIYIN_LONG") == "1"
    return 1000 if is_long else 150


def test_every_case_reaches_its_end_and_both_count_the_same(tmp_path, cases):
    with Server(tmp_path, MORNING) as server:
        done = server.simulate(
            "--cases", cases, "--until-ended", "--seed", 2019, "--returns", 0.1, "--extensions", 0.1,
            "--suspensions", 0.1, "--dissatisfied", 0.15, "--links", 0.1, "--web", 0.2)
        assert_equal_and_whole(server, done, cases)


def test_callers_who_cannot_be_reached_for_hours_are_given_up_when_the_clock_moves(tmp_path, cases):
    with Server(tmp_path, EVENING) as server:
        done = server.simulate(
            "--cases", cases // 3, "--until-ended", "--rate", "day", "--move-clock", "--suspensions", 0.1)
        assert_equal_and_whole(server, done, cases // 3)


def test_cases_left_under_way_are_counted_as_open(tmp_path):
    with Server(tmp_path, MORNING) as server:
        done = server.simulate("--cases", 40, "--seed", 5)
        assert done.returncode == 0, done.stdout
        assert "EQUAL" in done.stdout
        assert int(re.search(r"(\d+) open;", done.stdout).group(1)) > 0
        # A second run adds to what is there already, and still counts only its own.
        again = server.simulate("--cases", 20, "--seed", 6)
        assert again.returncode == 0, again.stdout


def test_the_same_seed_gives_the_same_cases(tmp_path):
    told = []
    for name in ("one", "two"):
        with Server(tmp_path / name, MORNING) as server:
            done = server.simulate("--cases", 25, "--seed", 77, "--until-ended", "--connections", 1)
            assert done.returncode == 0, done.stdout
            told.append(re.search(r"^stages: .*$", done.stdout, re.M).group(0))
    assert told[0] == told[1]
