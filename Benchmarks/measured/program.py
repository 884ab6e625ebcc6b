"""The program under test: its commands, and a server of it on a demonstration's clock."""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("HUIYIN_BINARY", ROOT / ".build/release/huiyin")).resolve()
# The morning after the history, so that what is under way in it is not long overdue.
AFTERWARDS = "2018-10-01T08:00:00+08:00"


def run(*arguments, books=None):
    """Runs a command to its end, under GNU time; gives what it said, the seconds, the peak of memory in MB."""
    command = ["/usr/bin/env", "time", "-f", "peak %M", str(BINARY), *map(str, arguments)]
    environment = books.environment if books else os.environ
    if books:
        command += ["--data", str(books.folder)]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout, seconds, int(re.search(r"peak (\d+)", done.stderr)[1]) / 1024


class Server:
    """Serves a demonstration from its books until it is stopped."""

    def __init__(self, books, clock=AFTERWARDS):
        started = time.monotonic()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--demo", "--data", books.folder, "--port", "0", "--clock", clock],
            cwd=ROOT, env=books.environment, stdout=subprocess.PIPE, text=True,
        )
        said = ""
        while "look at:" not in said:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("the server did not start: " + said)
            said += line
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", said)[1])
        self.seconds_to_start = time.monotonic() - started
        with open(books.folder / "demo-accounts.csv", newline="") as file:
            self.accounts = {row["account"]: row for row in csv.DictReader(file)}

    def token(self, account):
        return self.accounts[account]["token"]

    def those_who_are(self, role):
        return [row for row in self.accounts.values() if row["role"] == role]

    def memory(self):
        """RssAnon in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def open_hotline(books, keeps_personal_words=False):
    """Loads the demonstration city and its people into empty books."""
    Server(books).stop()
    if keeps_personal_words:
        city = books.folder / "city"
        shutil.copytree(ROOT / "Cities/weifang", city)
        settings = city / "settings.csv"
        settings.write_text(re.sub(r"(?m)^personalMonths,\d+", "personalMonths,1200", settings.read_text()))
        run("city", "load", city, books=books)
