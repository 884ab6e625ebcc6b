"""The hotline's people with their verbs, the streams they watch, the files they follow."""

import base64
import http.client
import re
import urllib.parse

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)


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
        disposition = f'form-data; name="file"; filename="{name}"'
        head = f"--{edge}\r\nContent-Disposition: {disposition}\r\nContent-Type: {kind}\r\n\r\n"
        raw = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self.call("POST", "/attachments", raw=raw, headers=headers)


class Browser:
    """Somebody signed in at a browser, without its scripts: pages, forms and a cookie."""

    def __init__(self, person):
        self.hall = person.hall
        form = {"account": person.account, "password": person.password}
        self.cookie = self.posts("/login", form, cookie=None).headers["Set-Cookie"].split(";")[0]

    def sees(self, path):
        answer = self.hall.call("GET", path, headers={"Cookie": self.cookie})
        assert answer.status == 200, f"{path}: {answer}"
        return answer.text

    def fills(self, page, action, **fields):
        """Sends a form that stands on `page`, with what it carries hidden."""
        start = f' method="post" action="{action}"'
        form = next(form for form in self.sees(page).split("<form")[1:] if start in form.split(">")[0])
        inputs = re.findall(r"<input[^>]*>", form.split("</form>")[0])
        hidden = [re.search(r'name="([^"]*)".*value="([^"]*)"', field) for field in inputs if 'type="hidden"' in field]
        sent = {field.group(1): field.group(2) for field in hidden if field} | fields
        answer = self.posts(action, sent, self.cookie)
        # An administrator's change is shown first; what was looked at is what is confirmed.
        shown = re.search(r'name="confirmed" value="([^"]+)"', answer.text)
        return self.posts(action, sent | {"confirmed": shown.group(1)}, self.cookie) if shown else answer

    def posts(self, path, fields, cookie):
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        if cookie:
            headers["Cookie"] = cookie
        return self.hall.call("POST", path, raw=urllib.parse.urlencode(fields).encode(), headers=headers)


class Watch:
    """A stream of `/live`: which topics changed, never what is new in them."""

    def __init__(self, person, topics, seen):
        self.line = http.client.HTTPConnection("127.0.0.1", person.hall.port, timeout=20)
        headers = {"Authorization": f"Bearer {person.token}"} | ({"Last-Event-ID": str(seen)} if seen else {})
        asked = urllib.parse.quote(",".join(topics), safe=",/:")
        self.line.request("GET", "/api/v1/live?topics=" + asked, headers=headers)
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
