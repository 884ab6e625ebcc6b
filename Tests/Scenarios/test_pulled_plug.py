"""The pulled plug: what was acknowledged is there, once; nothing half-written; whatever instant it was.

SIGKILL keeps what the system has already been given, so it shows that nothing is half-written; that no answer leaves before
the disk has it is shown by the order of the system calls.

The books are old ones: 5,577 cases were read into them. HUIYIN_LONG=1 pulls the plug 300 times instead of a dozen, over 557,700
cases or as many as HUIYIN_PAST says; HUIYIN_HISTORY names a file in which they are written already. Tests/long does so on both
databases.
"""

import os
import random
import re
import shutil
import subprocess
import time

import pytest
from hall import POSTGRES, Hall, by_hand, copy_of, did, huiyin
from load import Load
from matters import dark_lamp

IS_LONG = os.environ.get("HUIYIN_LONG") == "1"
PULLS = 300 if IS_LONG else 12
PAST = int(os.environ.get("HUIYIN_PAST", 557_700 if IS_LONG else 5_577))


def positions(folder):
    """What the database has been given to write so far, as it says itself."""
    if POSTGRES:
        return by_hand(folder, "SELECT pg_current_wal_insert_lsn()")
    log = folder / "huiyin.sqlite-wal"
    return (log.stat().st_mtime_ns, log.stat().st_size) if log.exists() else None


def holes(folder):
    # What is older than a week has been taken away from its beginning.
    return by_hand(folder, "SELECT MAX(position) - MIN(position) + 1 - COUNT(*) FROM journal")


@pytest.fixture
def old_books(folder, tmp_path):
    """A folder whose hotline has a past."""
    history = os.environ.get("HUIYIN_HISTORY")
    if not history:
        history = tmp_path / "history.csv"
        did(huiyin("simulate", "--history", "2004-01..2018-09", "--cases", PAST, "--output", history))
    did(huiyin("import", "cases", history, data=folder, timeout=7200), f"{PAST} cases recorded, 0 rows rejected")
    return folder


def test_the_plug_is_pulled_at_any_moment_and_nothing_acknowledged_is_lost(old_books, capsys):
    folder = old_books
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
    assert cases == PAST + len(load.acknowledged), "each request has made one case, however often it was sent"
    verified = huiyin("verify", data=folder, timeout=7200)
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
    load.has_answers(3)
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
