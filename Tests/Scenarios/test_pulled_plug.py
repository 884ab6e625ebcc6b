"""The pulled plug: what was acknowledged is there, once; nothing half-written; whatever instant it was.

SIGKILL keeps what the system has already been given, so it shows that nothing is half-written; that no answer leaves before
the disk has it is shown by the order of the system calls.

HUIYIN_LONG=1 pulls the plug 300 times instead of a dozen.
"""

import http.client
import json
import os
import random
import re
import shutil
import subprocess
import threading
import time
import uuid

import pytest
from hall import POSTGRES, Hall, by_hand, copy_of, huiyin
from matters import dark_lamp, pothole

PULLS = 300 if os.environ.get("HUIYIN_LONG") == "1" else 12
WRITERS = 8


class Writer(threading.Thread):
    """Records cases one after the other, and has some of them signed, until told to stop; remembers every answer.

    What was not answered is asked again under the same key, as a careful client does.
    """

    def __init__(self, hall, seed, unanswered, settles=False):
        super().__init__(daemon=True)
        self.hall, self.random = hall, random.Random(seed)
        self.unanswered = unanswered  # (path, body, token, key) that nobody knows the end of
        self.settles = settles  # only asks again what was not answered
        self.answers = threading.Semaphore(0)
        self.acknowledged = {}  # number → version
        self.is_stopped = threading.Event()

    def run(self):
        line = http.client.HTTPConnection("127.0.0.1", self.hall.port, timeout=30)
        while not self.is_stopped.is_set():
            if self.settles and not self.unanswered:
                return
            request = self.unanswered.pop() if self.unanswered else self.another()
            path, body, token, key = request
            try:
                headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
                line.request("POST", "/api/v1" + path, json.dumps(body).encode(), headers)
                answer = line.getresponse()
                told = json.loads(answer.read())
            except (OSError, http.client.HTTPException, ValueError):
                self.unanswered.append(request)
                return
            if answer.status in (200, 201):
                self.answers.release()
                self.acknowledged[told["number"]] = max(told["version"], self.acknowledged.get(told["number"], 0))
            else:
                assert answer.status == 503 or told["error"]["code"] in ("wrong_stage", "changed_meanwhile"), told
                if answer.status == 503:
                    self.unanswered.append(request)

    def another(self):
        if self.acknowledged and self.random.random() < 0.3:
            number = self.random.choice(list(self.acknowledged))
            return f"/cases/{number}/events/comment", {"words": "来电人又来电催问"}, self.hall.agent.token, str(uuid.uuid4())
        return "/cases", self.random.choice([dark_lamp, pothole])(), self.hall.agent.token, str(uuid.uuid4())


class Load:
    """Several writers at once, over many lives of the server."""

    def __init__(self):
        self.unanswered, self.acknowledged = [], {}

    def begin(self, hall, seed, settles=False):
        count = 1 if settles else WRITERS
        self.writers = [Writer(hall, seed * 100 + index, self.unanswered, settles) for index in range(count)]
        for writer in self.writers:
            writer.start()

    def end(self):
        for writer in self.writers:
            if not writer.settles:
                writer.is_stopped.set()
        for writer in self.writers:
            writer.join(60)
            assert not writer.is_alive()
            for number, version in writer.acknowledged.items():
                self.acknowledged[number] = max(version, self.acknowledged.get(number, 0))

    def is_kept(self, hall, numbers):
        for number in numbers:
            answer = hall.director.call("GET", f"/cases/{number}")
            assert answer.status == 200, f"{number} was acknowledged and is gone: {answer}"
            assert answer.json["version"] >= self.acknowledged[number], f"{number} has lost an acknowledged event"


def positions(folder):
    """What the database has been given to write so far, as it says itself."""
    if POSTGRES:
        return by_hand(folder, "SELECT pg_current_wal_insert_lsn()")
    log = folder / "huiyin.sqlite-wal"
    return (log.stat().st_mtime_ns, log.stat().st_size) if log.exists() else None


def holes(folder):
    # What is older than a week has been taken away from its beginning.
    return by_hand(folder, "SELECT MAX(position) - MIN(position) + 1 - COUNT(*) FROM journal")


def test_the_plug_is_pulled_at_any_moment_and_nothing_acknowledged_is_lost(template, tmp_path, capsys):
    folder = copy_of(template, tmp_path / "data")
    load, chance = Load(), random.Random(12319)
    begun = 0
    for pull in range(PULLS):
        hall = Hall(folder, "2019-04-03T09:00").start()
        load.begin(hall, pull)
        before, until = positions(folder), time.monotonic() + chance.uniform(0.05, 0.6)
        while time.monotonic() < until:
            before = positions(folder)
        # Then at the first sign of the next write, so that its commit is under way.
        while (now := positions(folder)) == before and time.monotonic() < until + 2:
            pass
        begun += now != before
        hall.kill()
        known = set(load.acknowledged)
        load.end()
        after = Hall(folder, "2019-04-03T09:00").start()
        load.is_kept(after, set(load.acknowledged) - known)
        assert holes(folder) == 0
        after.kill()
    hall = Hall(folder, "2019-04-03T09:00").start()
    try:
        waiting = len(load.unanswered)
        load.begin(hall, PULLS, settles=True)
        load.end()
        assert not load.unanswered
        load.is_kept(hall, load.acknowledged)
        assert hall.stop() == 0
    finally:
        hall.kill()
    cases = by_hand(folder, "SELECT COUNT(*) FROM cases")
    assert cases == len(load.acknowledged), "each request has made one case, however often it was sent"
    verified = huiyin("verify", data=folder)
    assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr
    with capsys.disabled():
        print(
            f"\nthe plug pulled {PULLS} times, {begun} times while a write was under way: {cases} cases, none lost, none twice;"
            f" {waiting} requests of the last life had no answer and were sent again"
        )


def test_sigterm_under_load_answers_what_it_took_in(template, tmp_path):
    folder = copy_of(template, tmp_path / "data")
    load = Load()
    hall = Hall(folder, "2019-04-03T09:00").start()
    load.begin(hall, 1)
    for writer in load.writers:
        for _ in range(3):
            assert writer.answers.acquire(timeout=60)
    assert hall.stop() == 0
    load.end()
    assert hall.errors == []
    verified = huiyin("verify", data=folder)
    assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr
    cases = by_hand(folder, "SELECT COUNT(*) FROM cases")
    # A line that was closed before its request was read may have left one behind; none that was taken in did.
    assert cases == len(load.acknowledged)


@pytest.mark.skipif(bool(POSTGRES), reason="PostgreSQL's own log is synced by PostgreSQL")
def test_no_answer_leaves_before_the_disk_has_what_it_says(template, tmp_path):
    strace = shutil.which("strace")
    assert strace, "strace is missing: scripts/system-packages test"
    folder, traced = copy_of(template, tmp_path / "data"), tmp_path / "calls"
    hall = Hall(folder, "2019-04-03T09:00").start()
    calls = "trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg"
    watch = subprocess.Popen(
        [strace, "-f", "-y", "-s", "20", "-e", calls, "-o", traced, "-p", str(hall.process.pid)], stderr=subprocess.PIPE
    )
    try:
        while b"attached" not in watch.stderr.readline():
            pass
        for _ in range(20):
            hall.agent.records(dark_lamp())
        assert hall.stop() == 0
        watch.wait(20)
    finally:
        watch.kill()
        hall.kill()
    answers = synced = 0
    is_written = is_syncing = False
    for line in traced.read_text(errors="replace").splitlines():
        if "pwrite64(" in line and "sqlite-wal" in line:
            is_written = True
        elif re.search(r"(fdatasync|fsync)\(.*sqlite-wal", line):
            is_syncing = is_written
            if "unfinished" not in line:
                is_written, synced = False, synced + 1
        elif re.search(r"(fdatasync|fsync) resumed", line) and is_syncing:
            is_written, is_syncing, synced = False, False, synced + 1
        elif "HTTP/1.1 201" in line:
            answers += 1
            assert not is_written, f"an answer left before its batch was on the disk:\n{line}"
    assert answers == 20 and synced >= 20
