"""Careful clients, many at once, who remember every answer they got."""

import http.client
import json
import random
import threading
import time
import uuid

from matters import dark_lamp, pothole

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
        self.last, self.pause = time.monotonic(), 0.0  # the longest time without an answer, in seconds
        self.acknowledged = {}  # number → version
        self.refusals = []  # (status, code) of what could not be done just then
        self.is_stopped = threading.Event()

    def run(self):
        line = http.client.HTTPConnection("127.0.0.1", self.hall.port, timeout=90)
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
                self.last, self.pause = (now := time.monotonic()), max(self.pause, now - self.last)
                self.acknowledged[told["number"]] = max(told["version"], self.acknowledged.get(told["number"], 0))
            else:
                assert answer.status in (503, 507) or told["error"]["code"] in ("wrong_stage", "changed_meanwhile"), (
                    told,
                    self.hall.errors[-5:],
                )
                if answer.status in (503, 507):
                    self.refusals.append((answer.status, told["error"]["code"]))
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
            writer.join(120)
            assert not writer.is_alive()
            for number, version in writer.acknowledged.items():
                self.acknowledged[number] = max(version, self.acknowledged.get(number, 0))

    def has_answers(self, each):
        """Waits until every writer has had so many more."""
        for writer in self.writers:
            for _ in range(each):
                assert writer.answers.acquire(timeout=100)

    def is_kept(self, hall, numbers):
        for number in numbers:
            answer = hall.director.call("GET", f"/cases/{number}")
            assert answer.status == 200, f"{number} was acknowledged and is gone: {answer}"
            assert answer.json["version"] >= self.acknowledged[number], f"{number} has lost an acknowledged event"
