"""Disks that fill up, turn read-only or rot, and a database that stays away: nothing acknowledged is lost, everybody is
told what to do, and the hotline works again when it can.

The disks are made here, in a mount namespace of this process; that takes root, and without it these tests fail.

HUIYIN_LONG=1 fills the disk and spoils pages many times instead of a few.
"""

import contextlib
import ctypes
import os
import random
import shutil
import sqlite3
import subprocess

import pytest
from hall import POSTGRES, ROOT, Hall, copy_of, huiyin
from load import Load
from matters import dark_lamp
from test_seeing_inside import figures, until
from test_two_servers import settles

IS_LONG = os.environ.get("HUIYIN_LONG") == "1"
CLONE_NEWNS = 0x20000

in_a_file = pytest.mark.skipif(bool(POSTGRES), reason="a server's disk is its own")
on_a_server = pytest.mark.skipif(not POSTGRES, reason="a file does not go away")


def system(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, words))}: {done.stderr.strip()}"
    return done.stdout


@pytest.fixture(scope="module")
def namespace():
    """A mount namespace that ends with this process: no disk made here is seen by anybody else."""
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.unshare(CLONE_NEWNS) == 0, (
        f"a mount namespace of our own was refused ({os.strerror(ctypes.get_errno())}): run the tests as root, or in a"
        " container with CAP_SYS_ADMIN"
    )
    system("mount", "--make-rprivate", "/")


@pytest.fixture
def mounted(namespace, tmp_path):
    """Mounts a disk, and takes it away in the end."""
    places = []

    def mount(*options, on="disk"):
        place = tmp_path / on
        place.mkdir()
        system("mount", *options, place)
        places.append(place)
        return place

    yield mount
    for place in places:
        subprocess.run(["umount", "-l", place])


def hall_on(folder, log):
    """A hall whose log is on another disk than its books."""
    hall = Hall(folder, "2019-04-03T09:00")
    hall.log_file = log
    return hall.start()


def room(place):
    told = os.statvfs(place)
    return told.f_bavail * told.f_frsize


def fill(place, left):
    """Leaves so many bytes of room."""
    with open(place / "ballast", "ab", buffering=0) as ballast:
        while room(place) > left:
            try:
                ballast.write(bytes(min(1 << 20, room(place) - left)))
            except OSError:
                return  # the hall was quicker: it is full


def refused(load, status, code):
    """Waits until a writer was told so."""
    for _ in range(100_000):
        told = [refusal for writer in load.writers for refusal in writer.refusals]
        if (status, code) in told:
            return
        # An answer more, of whatever kind, before looking again.
        load.writers[0].answers.acquire(timeout=0.01)
    raise AssertionError(f"nobody was told {status} {code}, but {set(told)}")


def is_whole(folder):
    verified = huiyin("verify", data=folder)
    assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr


# Each on a disk of its own: what a release records in more than two rounds fills it for good.
@in_a_file
@pytest.mark.parametrize("life", range(4 if IS_LONG else 1))
def test_a_full_disk_loses_nothing_and_the_hotline_goes_on_when_there_is_room(template, mounted, tmp_path, life):
    disk = mounted("-t", "tmpfs", "-o", "size=48m", "tmpfs")
    folder = copy_of(template, disk / "data")
    hall = hall_on(folder, tmp_path / "log")
    try:
        load = Load()
        load.begin(hall, life + 1)
        for _ in range(2):
            load.has_answers(3)
            fill(disk, 64 << 10)
            refused(load, 507, "disk_full")
            for writer in load.writers:
                writer.refusals.clear()
            # Who only reads is served, and whoever watches is told.
            assert hall.agent.call("GET", "/cases?limit=1").status == 200
            assert hall.call("GET", "/health/live").status == 200
            ready = hall.call("GET", "/health/ready")
            assert ready.status == 503 and ready.json["reason"] == "disk_full", ready
            assert figures(hall)["huiyin_ready"] == 0
            (disk / "ballast").unlink()
            load.has_answers(3)
            until(hall, "huiyin_ready", lambda value: value == 1)
        settles(load, hall)
        assert hall.stop() == 0
        assert "the disk of the books is full: make room" in hall.log
        is_whole(folder)
    finally:
        hall.kill()


@in_a_file
def test_what_a_full_disk_refuses_says_what_to_do(template, mounted, tmp_path):
    disk = mounted("-t", "tmpfs", "-o", "size=48m", "tmpfs")
    folder = copy_of(template, disk / "data")
    hall = hall_on(folder, tmp_path / "log")
    try:
        hall.agent.records(dark_lamp())
        fill(disk, 0)
        answer = hall.agent.call("POST", "/cases", dark_lamp())
        while answer.status == 201:  # what the log had room for
            answer = hall.agent.call("POST", "/cases", dark_lamp())
        assert (answer.status, answer.code) == (507, "disk_full"), answer
        assert "磁盘已满" in answer.json["error"]["message"] and int(answer.headers["Retry-After"]) > 0
        (disk / "ballast").unlink()
        assert hall.agent.call("POST", "/cases", dark_lamp()).status == 201
        assert hall.stop() == 0
        is_whole(folder)
    finally:
        hall.kill()


@in_a_file
def test_a_disk_that_turns_read_only_under_load_keeps_what_was_acknowledged(template, mounted, tmp_path):
    assert shutil.which("mkfs.ext4"), "mkfs.ext4 is missing: scripts/system-packages test"
    image = tmp_path / "image"
    with open(image, "wb") as file:
        file.truncate(96 << 20)
    system("mkfs.ext4", "-q", "-F", image)
    disk = mounted("-o", "loop", image)
    folder = copy_of(template, disk / "data")
    system("sync", "-f", disk)
    hall = hall_on(folder, tmp_path / "log")
    try:
        load = Load()
        load.begin(hall, 1)
        load.has_answers(3)
        # What the kernel does when the disk below a file system fails.
        system("mount", "-o", "remount,abort", disk)
        refused(load, 503, "disk_unwritable")
        ready = hall.call("GET", "/health/ready")
        assert ready.status == 503 and ready.json["reason"] == "disk_unwritable", ready
        assert hall.agent.call("GET", "/cases?limit=1").status == 200
        load.end()
        hall.kill()
        system("umount", disk)
        assert subprocess.run(["e2fsck", "-fy", image], capture_output=True).returncode in (0, 1)
        system("mount", "-o", "loop", image, disk)
        hall = hall_on(folder, tmp_path / "log")
        load.begin(hall, 2)
        load.has_answers(3)
        settles(load, hall)
        assert hall.stop() == 0
        is_whole(folder)
    finally:
        hall.kill()


@in_a_file
def test_a_page_that_rots_is_named_and_not_served_and_a_backup_puts_it_right(template, tmp_path):
    folder, sound = copy_of(template, tmp_path / "data"), tmp_path / "sound"
    hall = Hall(folder, "2019-04-03T09:00").start()
    try:
        numbers = [hall.agent.records(dark_lamp()).number for _ in range(40)]
        assert hall.stop() == 0
    finally:
        hall.kill()
    assert huiyin("backup", tmp_path / "backup.db", data=folder).returncode == 0
    file, chance = folder / "huiyin.sqlite", random.Random(12319)
    # A busy machine may leave the newest pages in the log; what rots here is the file with all of them.
    with contextlib.closing(sqlite3.connect(file)) as books:
        assert books.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    shutil.copytree(folder, sound)
    size = file.stat().st_size
    length = int.from_bytes(file.read_bytes()[16:18], "big")  # of a page: SQLite's file format, 1.3.2
    assert size % length == 0
    named = 0
    for _ in range(60 if IS_LONG else 6):
        shutil.copyfile(sound / "huiyin.sqlite", file)
        for end in ("-wal", "-shm"):
            (folder / ("huiyin.sqlite" + end)).unlink(missing_ok=True)
        page = chance.randrange(0, size // length)
        with open(file, "r+b") as books:
            books.seek(page * length)
            books.write(chance.randbytes(length))
        verified = huiyin("verify", data=folder)
        assert verified.returncode == 1, f"page {page + 1}: {verified.stdout}"
        served = huiyin("serve", "--demo", "--port", "0", data=folder)
        assert served.returncode == 1, f"page {page + 1}"
        assert "damaged" in served.stderr and "huiyin restore" in served.stderr, served.stderr
        named += f"Page {page + 1}:" in served.stderr
    assert named
    restored = tmp_path / "restored"
    shutil.copytree(folder / "keys", restored / "keys")
    assert huiyin("restore", tmp_path / "backup.db", data=restored).returncode == 0
    again = Hall(restored, "2019-04-03T10:00")
    shutil.copyfile(folder / "demo-accounts.csv", restored / "demo-accounts.csv")
    again.start()
    try:
        assert [case["number"] for case in again.agent.gets("/cases?limit=40")["items"]] == numbers[::-1]
        assert again.stop() == 0
    finally:
        again.kill()


@on_a_server
def test_a_database_that_stays_away_is_said_so_and_the_hotline_goes_on_when_it_is_back(template, tmp_path):
    server = tmp_path / "server"
    # PostgreSQL's own user must reach it.
    for folder in [tmp_path, *list(tmp_path.parents)[:-2]]:
        folder.chmod(folder.stat().st_mode | 0o011)
    url = system(ROOT / "scripts/postgres", "start", server).strip()
    shutil.copytree(template, tmp_path / "data", ignore=shutil.ignore_patterns("database.name"))
    assert huiyin("backup", tmp_path / "books", data=template).returncode == 0
    assert huiyin("restore", tmp_path / "books", "--database", url, data=tmp_path / "data").returncode == 0
    hall = Hall(tmp_path / "data", "2019-04-03T09:00", "--database", url, "--patience", "2").start()
    try:
        load = Load()
        load.begin(hall, 1)
        load.has_answers(3)
        system(ROOT / "scripts/postgres", "crash", server)
        refused(load, 503, "unavailable")
        answer = hall.agent.call("POST", "/cases", dark_lamp())
        assert (answer.status, answer.code) == (503, "unavailable"), answer
        assert int(answer.headers["Retry-After"]) > 0 and "数据库暂时连不上" in answer.json["error"]["message"]
        assert hall.call("GET", "/health/live").status == 200
        ready = hall.call("GET", "/health/ready")
        assert ready.status == 503 and ready.json["reason"] == "database_unreachable", ready
        assert hall.call("GET", "/metrics").status == 200
        system(ROOT / "scripts/postgres", "start", server)
        load.has_answers(3)
        until(hall, "huiyin_ready", lambda value: value == 1)
        settles(load, hall)
        assert hall.stop() == 0
        verified = huiyin("verify", "--database", url, data=hall.data)
        assert "nothing is wrong" in verified.stdout, verified.stdout + verified.stderr
    finally:
        hall.kill()
        subprocess.run([ROOT / "scripts/postgres", "stop", server], capture_output=True)
