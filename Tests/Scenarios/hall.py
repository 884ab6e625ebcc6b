"""The hall as its visitors meet it: a server on a demonstration's clock, people with tokens, cases that remember.

Everything goes over HTTP and the command line, as it does for the hotline's users; nothing reaches inside.
"""

import csv
import datetime
import http.client
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import threading
import urllib.parse

import pytest
from people import Person

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("HUIYIN_BINARY", ROOT / ".build/debug/huiyin")).resolve()


# A PostgreSQL server for the books; without it they are in files.
POSTGRES = os.environ.get("HUIYIN_TEST_POSTGRES")


def database_of(data):
    """What tells the program which database the books of a data folder are in, if it is not the folder's own file."""
    name = pathlib.Path(data) / "database.name"
    return {"HUIYIN_DATABASE": f"{POSTGRES.rpartition('/')[0]}/{name.read_text()}"} if POSTGRES and name.exists() else {}


def make_database(data, template=None):
    """Makes a database for the books of a data folder, like that of another folder."""
    if not POSTGRES:
        return
    name = "books_" + secrets.token_hex(8)
    server = urllib.parse.urlparse(POSTGRES)
    command = ["createdb", "-h", server.hostname, "-p", str(server.port), "-U", server.username, name]
    if template:
        command += ["-T", (pathlib.Path(template) / "database.name").read_text()]
    subprocess.run(command, check=True, capture_output=True)
    (pathlib.Path(data) / "database.name").write_text(name)


def by_hand(data, statement):
    """What somebody does who opens the books with the database's own tool; gives the answer's only value, or the count."""
    if (pathlib.Path(data) / "database.name").exists():
        command = ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", database_of(data)["HUIYIN_DATABASE"], "-c", statement]
        # As unchecked as SQLite's own tool: no foreign key holds such a hand back.
        environment = {**os.environ, "PGOPTIONS": "-c session_replication_role=replica"}
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()
        return int(said.rpartition(" ")[2]) if re.fullmatch(r"[A-Z]+ [0-9 ]+|[0-9]+", said) else said
    database = sqlite3.connect(pathlib.Path(data) / "huiyin.sqlite", isolation_level=None)
    try:
        cursor = database.execute(statement)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount
    finally:
        database.close()


def change_bytes(data, column, where, before, after):
    """Exchanges some bytes of one row, as `by_hand` changes other things; both are as long."""
    assert len(before) == len(after)
    table = "cases" if column == "state" else "case_events"
    on_server = (pathlib.Path(data) / "database.name").exists()
    digits = by_hand(data, f"SELECT {f'encode({column}, $$hex$$)' if on_server else f'hex({column})'} FROM {table} WHERE {where}")
    value = bytes.fromhex(digits)
    assert before in value, digits
    changed = value.replace(before, after, 1).hex()
    literal = f"'\\x{changed}'" if on_server else f"X'{changed}'"
    return by_hand(data, f"UPDATE {table} SET {column} = {literal} WHERE {where}")


def copy_of(folder, to):
    """A copy of a data folder with its books; no server may be running in it."""
    shutil.copytree(folder, to)
    make_database(to, template=folder)
    return to


def huiyin(*arguments, data=None, env=os.environ, timeout=120, **more):
    """Runs a command to its end."""
    command = [str(BINARY), *map(str, arguments)] + (["--data", str(data)] if data else [])
    env = {**env, **(database_of(data) if data else {})}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=timeout, **more)


def did(result, *words):
    """A command that ended well, and what it said."""
    assert result.returncode == 0, result.stdout + result.stderr
    for word in words:
        assert word in result.stdout, result.stdout
    return result.stdout


def failed(result, *words, code=1):
    """A command that ended with a reason, on the standard error."""
    assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
    for word in words:
        assert word in result.stderr, result.stderr
    assert "Fatal error" not in result.stderr


def at(minute):
    """An instant of the city, from what its clocks show: `2019-01-16T19:06`."""
    return minute + (":00" if len(minute) == 16 else "") + "+08:00"


def instant(text):
    return datetime.datetime.fromisoformat(text)


def near(text, minute, seconds=30):
    """Whether an answer's instant is that of the clock, but for the moments that a test takes."""
    return abs((instant(text) - instant(at(minute))).total_seconds()) <= seconds


def about(seconds):
    """So many seconds, but for the moments that a test takes."""
    return pytest.approx(seconds, abs=30)


class Answer:
    def __init__(self, status, body, headers):
        self.status, self.body, self.headers = status, body, headers

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The error's code; none if it is not an error of the contract's form."""
        try:
            return self.json["error"]["code"]
        except (ValueError, KeyError, TypeError):
            return None

    def __repr__(self):
        return f"{self.status} {self.text[:400]}"


def refused(answer, status, code, field=None):
    assert (answer.status, answer.code) == (status, code), answer
    error = answer.json["error"]
    assert error["message"] and isinstance(error["fields"], dict)
    if field:
        assert field in error["fields"], answer
    return error


class Server:
    """One server over one folder, from start to SIGTERM."""

    def __init__(self, data, *options, environment=None):
        self.data = pathlib.Path(data)
        self.port = 0
        self.options = options
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.log_file = self.data / "server.log"

    def start(self, wait=60):
        if not self.data.exists():
            self.data.mkdir(parents=True)
            make_database(self.data)
        self.process = subprocess.Popen(
            [str(BINARY), "serve", "--data", str(self.data), "--port", str(self.port), *self.options],
            cwd=ROOT, env={**self.environment, **database_of(self.data)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        ready = threading.Event()
        self.keeper = threading.Thread(target=self.keep_log, args=(self.process.stdout, ready), daemon=True)
        self.keeper.start()
        assert ready.wait(wait), f"the server was not ready within {wait} s:\n{self.log}"
        if self.process.poll() is not None or "huiyin serves" not in self.log:
            raise AssertionError(f"the server ended at its start:\n{self.log}")
        return self

    def keep_log(self, lines, ready):
        """Keeps what the server says; it is ready when it says that it serves, or has said its last."""
        with open(self.log_file, "ab", buffering=0) as log:
            for line in lines:
                log.write(line)
                if serves := re.match(rb"huiyin serves https?://[^ ]+:(\d+) ", line):
                    self.port = int(serves[1])
                    ready.set()
        ready.set()

    def call(self, method, path, body=None, token=None, headers=None, raw=None, timeout=20):
        """Sends a request; `body` becomes JSON, `raw` goes as it is."""
        headers = dict(headers or {})
        if body is not None:
            raw = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        if token:
            headers["Authorization"] = f"Bearer {token}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            try:
                line.request(method, urllib.parse.quote(path, safe="/?&=%,:+"), raw, headers)
            except (BrokenPipeError, ConnectionResetError):
                pass  # an answer may come before all of a body that is too large has gone
            answer = line.getresponse()
            return Answer(answer.status, answer.read(), answer.headers)
        finally:
            line.close()

    @property
    def log(self):
        return self.log_file.read_text(errors="replace")

    @property
    def errors(self):
        return [line for line in self.log.splitlines() if " error" in line.lower() or " critical " in line]

    def stop(self, wait=20):
        """SIGTERM; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(wait)
            self.keeper.join()
            return code
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {wait} s of SIGTERM:\n{self.log[-2000:]}")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            self.keeper.join()


class Hall(Server):
    """A demonstration's server whose clock is moved by hand."""

    def __init__(self, data, minute, *options):
        super().__init__(data, "--demo", "--clock", at(minute), *options)
        self.opened = instant(at(minute))
        self.people = {}

    def accounts(self):
        with open(self.data / "demo-accounts.csv", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def start(self, wait=60):
        super().start(wait)
        self.people = {row["account"]: Person(self, row) for row in self.accounts()}
        return self

    def who(self, account):
        return self.people[account]

    # The first of each role, as the stories need them; agent02 is of agent01's team, agent20 is of another.
    agent = property(lambda self: self.who("agent01"))
    neighbour = property(lambda self: self.who("agent02"))
    stranger = property(lambda self: self.who("agent20"))
    leader = property(lambda self: self.who("leader1"))
    dispatcher = property(lambda self: self.who("dispatcher1"))
    supervisor = property(lambda self: self.who("supervisor1"))
    director = property(lambda self: self.who("director1"))
    evaluator = property(lambda self: self.who("evaluator1"))
    admin = property(lambda self: self.who("sysadmin1"))

    def unit(self, code):
        return self.who(code.lower() + "op")

    def manager(self, code):
        return self.who(code.lower() + "mg")

    def unit_of(self, file):
        return self.unit(file.now["unit"]["code"])

    def at(self, minute):
        """Moves the clock; what falls due on the way is done."""
        answer = self.call("POST", "/api/v1/demo/clock", {"at": at(minute)}, self.admin.token)
        assert answer.status == 200, answer
        return answer.json["at"]
