"""The hall as its visitors meet it: a server on a demonstration's clock, people with tokens, cases that remember.

Everything goes over HTTP and the command line, as it does for the hotline's users; nothing reaches inside.
"""

import base64
import csv
import datetime
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.parse

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("HUIYIN_BINARY", ROOT / ".build/debug/huiyin")).resolve()
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)


def huiyin(*arguments, data=None, **more):
    """Runs a command to its end."""
    command = [str(BINARY), *map(str, arguments)] + (["--data", str(data)] if data else [])
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, **more)


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


class Server:
    """One server over one folder, from start to SIGTERM."""

    def __init__(self, data, *options, environment=None):
        self.data = pathlib.Path(data)
        self.port = free_port()
        self.options = options
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def start(self, wait=60):
        self.data.mkdir(parents=True, exist_ok=True)
        with open(self.data / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", "--data", str(self.data), "--port", str(self.port), *self.options],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log,
            )
        until = time.monotonic() + wait
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended at its start:\n{self.log}")
            try:
                if self.call("GET", "/api/v1/health").status == 200:
                    return self
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"the server was not ready within {wait} s:\n{self.log}")

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
        return (self.data / "server.log").read_text(errors="replace")

    @property
    def errors(self):
        return [line for line in self.log.splitlines() if " error" in line.lower() or " critical " in line]

    def stop(self, wait=20):
        """SIGTERM; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(wait)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {wait} s of SIGTERM:\n{self.log[-2000:]}")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Hall(Server):
    """A demonstration's server whose clock is moved by hand."""

    def __init__(self, data, minute, *options):
        super().__init__(data, "--demo", "--clock", at(minute), *options)
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


class Person:
    """Somebody with a token, and the verbs of the hotline."""

    def __init__(self, hall, row):
        self.hall = hall
        self.account, self.role, self.unit = row["account"], row["role"], row["unit"]
        self.password, self.token = row["password"], row["token"]

    def __repr__(self):
        return f"{self.account} ({self.role})"

    def call(self, method, path, body=None, **more):
        return self.hall.call(method, "/api/v1" + path, body, self.token, **more)

    def gets(self, path):
        answer = self.call("GET", path)
        assert answer.status == 200, f"{self} GET {path}: {answer}"
        return answer.json

    def records(self, matter, stage=None, **more):
        """Records a case; gives the file that follows it through the story."""
        answer = self.call("POST", "/cases", {**matter, **more})
        assert answer.status == 201, f"{self} records: {answer}"
        file = File(self, answer.json)
        assert stage in (None, file.stage), f"recorded in {file.stage}, not {stage}"
        return file

    def gives(self, file, event, stage=None, **fields):
        """Gives an event; `stage` is where the case stands afterwards."""
        answer = self.call("POST", f"/cases/{file.number}/events/{event}", fields)
        assert answer.status == 200, f"{self} gives {event}: {answer}"
        told = answer.json
        assert stage in (None, told["stage"]), f"{event} led to {told['stage']}, not {stage}"
        return told

    def is_refused(self, file, event, status, code, field=None, **fields):
        """Gives an event that must not happen; nothing changes by it."""
        before = file.now["version"]
        answer = self.call("POST", f"/cases/{file.number}/events/{event}", fields)
        assert (answer.status, answer.code) == (status, code), f"{self} gives {event}: {answer}"
        if field:
            assert field in answer.json["error"]["fields"], answer
        assert file.now["version"] == before
        return answer.json["error"]["message"]

    def watches(self, *topics, seen=None):
        """Opens `/live`; a context manager."""
        return Watch(self, topics, seen)

    def photo(self, data=PNG, kind="image/png"):
        answer = self.uploads(data, kind)
        assert answer.status == 201, answer
        return answer.json["id"]

    def uploads(self, data, kind="image/png", name="after.png"):
        edge = "edge-of-a-photo"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        raw = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self.call("POST", "/attachments", raw=raw, headers=headers)


class Watch:
    """A stream of `/live`: which topics changed, never what is new in them."""

    def __init__(self, person, topics, seen):
        self.line = http.client.HTTPConnection("127.0.0.1", person.hall.port, timeout=20)
        headers = {"Authorization": f"Bearer {person.token}"} | ({"Last-Event-ID": str(seen)} if seen else {})
        self.line.request("GET", "/api/v1/live?topics=" + urllib.parse.quote(",".join(topics), safe=",/:"), headers=headers)
        self.stream = self.line.getresponse()
        assert self.stream.status == 200
        self.position = None
        # The first ring says where the stream begins, or what was missed; what happens from here on is news.
        while not seen and not self.stream.readline().startswith(b": "):
            pass

    def until(self, topic):
        """Reads on to `topic`; gives all topics that were named on the way, in order."""
        named = []
        while topic not in named:
            line = self.stream.readline().decode()
            assert line, f"the stream ended before {topic}; it named {named}"
            if line.startswith("event: "):
                named.append(line[7:].strip())
            if line.startswith("id: "):
                self.position = int(line[4:])
        return named

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.line.close()


class File:
    """One case, read again whenever it is asked for, by whoever recorded it."""

    def __init__(self, reader, told):
        self.reader, self.number = reader, told["number"]

    @property
    def now(self):
        return self.reader.gets("/cases/" + self.number)

    @property
    def stage(self):
        return self.now["stage"]

    @property
    def history(self):
        return [event["event"] for event in self.now["events"]]

    def event(self, name, which=-1):
        return [event for event in self.now["events"] if event["event"] == name][which]

    def clock(self, kind):
        return next(clock for clock in self.now["clocks"] if clock["clock"] == kind)

    def ended(self, stage, events, answered=True):
        """What every story comes to: its end, the whole history in order, and the caller answered, or why not."""
        told = self.now
        assert told["stage"] == stage
        assert self.history == events.split()
        assert [event["sequence"] for event in told["events"]] == list(range(1, len(told["events"]) + 1))
        instants = [event["at"] for event in told["events"]]
        assert instants == sorted(instants)
        assert told["endedAt"] and told["pending"] is None
        assert all(clock["state"] != "running" for clock in told["clocks"])
        assert bool(told["answeredAt"]) == answered
        assert answered or told["noAnswerReason"]
        return told
